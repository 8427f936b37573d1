"""`nurture checklist`: the 26 points of a nurturing design, held against a journey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.doors.cli_screen import print_json, print_table
from sim.words.messages import say

if TYPE_CHECKING:
    from rich.table import Table

    from sim.files.checklist import Point

INCOMPLETE = 1  # exit code of --strict
STATUSES = ("met", "declared", "missing", "not_applicable")


@click.command(help=say("cli.checklist.help"), short_help=say("cli.checklist.short"))
@click.argument("journey", type=click.Path(path_type=Path))
@click.option("--markdown", "as_markdown", is_flag=True, help=say("cli.checklist.markdown"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.option("--strict", is_flag=True, help=say("cli.checklist.strict"))
@click.pass_context
def checklist(context: click.Context, journey: Path, as_markdown: bool, as_json: bool, strict: bool) -> None:
    from sim.files import checklist as design
    from sim.files.workspace import load_journey
    from sim.study.kpis import KPIS

    if as_markdown and as_json:
        raise click.UsageError(say("cli.checklist.one"))
    points = design.checklist(load_journey(journey, kpis=KPIS), KPIS)
    if as_json:
        print_json({"points": [point.to_json() for point in points]})
    elif as_markdown:
        click.echo("\n".join(_markdown(points)))
    else:
        print_table(_table(points))
        click.echo()
        click.echo(_counts(points))
    missing = any(point.status == "missing" for point in points)
    context.exit(INCOMPLETE if strict and missing else 0)


def _place(point: Point) -> str:
    """Where a point is met or who vouches for it, or what to add."""
    if point.vouched and point.where:
        return say("cli.checklist.vouched", where=point.where, vouched=point.vouched)
    return point.where or point.add or ""


def _counts(points: Sequence[Point]) -> str:
    found = Counter[str](point.status for point in points)
    return say("cli.checklist.counts", **{status: found[status] for status in STATUSES})


def _table(points: Sequence[Point]) -> Table:
    from sim.doors.cli_tables import checked

    return checked([(str(p.item), p.title, p.status, _place(p)) for p in points])


def _markdown(points: Sequence[Point]) -> list[str]:
    head = ["", say("cli.checklist.point"), say("cli.checklist.status"), say("cli.checklist.where")]
    lines = [_row(head), _row(["--:", "---", "---", "---"])]
    lines += [_row([str(p.item), p.title, say(f"checklist.{p.status}"), _place(p)]) for p in points]
    return [*lines, "", _counts(points)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"
