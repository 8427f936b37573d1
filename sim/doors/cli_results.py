"""`nurture results`: the runs that are kept and how they stand; `nurture sql`: questions of one's own about them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_errors import NOT_WRITTEN, tell
from sim.doors.cli_kept import DEFAULT, results_option
from sim.doors.cli_screen import print_json, print_table
from sim.words.messages import say
from sim.words.wording import listed

if TYPE_CHECKING:
    from rich.table import Table

    from sim.study.results import Results
    from sim.study.shelf import Entry


@click.command(help=say("cli.results.help"), short_help=say("cli.results.short"))
@click.argument("run", required=False, metavar="[RUN]")
@click.option("--check", is_flag=True, help=say("cli.results.check"))
@results_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def results(context: click.Context, run: str | None, check: bool, root: Path, as_json: bool) -> None:
    from sim.study import shelf
    from sim.study.results import resolve

    if run is not None:
        context.exit(_one(resolve(root, run), check, as_json))
    found = shelf.entries(root)
    whole = [root / entry.name for entry in found if entry.state in ("done", "unreadable")]
    damaged = _damaged(whole) if check else []
    if as_json:
        print_json({"runs": [entry.to_json() for entry in found], **({"damaged": damaged} if check else {})})
    elif found:
        print_table(_table(found))
        click.echo("\n".join(_resumable(found, root)))
    else:
        click.echo(say("cli.results.none", root=root))
    context.exit(_told(damaged, as_json) if check else 0)


def _one(found: Results, check: bool, as_json: bool) -> int:
    """One run: what came of it and how to repeat it; the exit code."""
    from sim.study.results import ANSWER, CHECKSUMS, MANIFEST

    damaged = _damaged([found.path]) if check else []
    if {(found.path / name).as_posix() for name in (MANIFEST, ANSWER, CHECKSUMS)} & {*damaged}:
        return _told(damaged, as_json)  # nothing can be said of the run itself
    about, answer = found.json(MANIFEST), found.json(ANSWER)
    if as_json:
        print_json({"manifest": about, "answer": answer, **({"damaged": damaged} if check else {})})
    else:
        for key, value in (
            ("cli.results.answer", answer.get("verdict")),
            ("cli.results.reason", answer.get("reason")),
            ("cli.results.repeat", shlex.join(about.get("repeat", ()))),
            ("cli.results.seed", about.get("seed")),
            ("cli.results.scenarios", listed(about.get("scenarios", ()))),
            ("cli.results.files", found.path.as_posix()),
        ):
            if value not in (None, ""):
                click.echo(say(key, value=value))
    return _told(damaged, as_json) if check else 0


def _damaged(paths: Sequence[Path]) -> list[str]:
    """Files that are missing or not as they were written."""
    from sim.study.results import Results

    return [(path / name).as_posix() for path in paths for name in Results(path).damaged()]


def _told(damaged: Sequence[str], as_json: bool) -> int:
    for file in damaged:
        click.echo(say("cli.results.damaged", file=file), err=True)
    if not damaged and not as_json:
        click.echo(say("cli.results.sound"))
    return NOT_WRITTEN if damaged else 0


def _table(found: Sequence[Entry]) -> Table:
    from sim.doors.cli_tables import plain_table

    table = plain_table()
    for head in ("run", "state", "runs", "finished", "answer"):
        table.add_column(say(f"cli.results.{head}_head"), no_wrap=head not in ("runs", "answer"), overflow="fold")
    for entry in found:
        counted = "" if entry.planned or entry.state in ("done", "unreadable") else "_uncounted"
        words = say(f"cli.results.{entry.state}{counted}", done=entry.done, planned=entry.planned)
        finished = entry.finished[:16].replace("T", " ")
        table.add_row(entry.name, words, str(entry.done or ""), finished, entry.answer)
    return table


def _resumable(found: Sequence[Entry], root: Path) -> list[str]:
    """How to take up what was stopped, or why nobody can."""
    elsewhere = [] if root == Path(DEFAULT) else ["--out", root.as_posix()]
    told = []
    for entry in (entry for entry in found if entry.state == "interrupted" and entry.repeat):
        values = {"run": entry.name, "command": shlex.join([*entry.repeat, *elsewhere])}
        key = "cli.results.changed" if entry.changed else "cli.results.resume"
        told.append(say(key, files=say("answer.and").join(entry.changed), **values))
    return ["", *told]


@click.command(help=say("cli.sql.help"), short_help=say("cli.sql.short"))
@click.argument("query", metavar="QUESTION")
@results_option
@click.option("--csv", "as_csv", is_flag=True, help=say("cli.sql.csv"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def sql(query: str, root: Path, as_csv: bool, as_json: bool) -> None:
    from sim.study import sql as asked

    if as_csv and as_json:
        raise click.UsageError(say("cli.sql.one"))
    found = asked.query(root, query)
    tell([say("sql.left_out", reason=reason) for reason in found.left_out])
    if as_json:
        print_json({"columns": found.columns, "rows": [[_plain(cell) for cell in row] for row in found.rows]})
    elif as_csv:
        from sim.study.durable import csv_bytes

        click.echo(csv_bytes(found.columns, found.rows), nl=False)
    else:
        print_table(_answer(found))


def _answer(found: Any) -> Table:
    from sim.doors.cli_tables import plain_table

    table = plain_table()
    for n, head in enumerate(found.columns):
        numbers = all(isinstance(row[n], int | float) for row in found.rows)
        table.add_column(head, justify="right" if numbers else "left", overflow="fold")
    for row in found.rows:
        table.add_row(*("" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row))
    return table


def _plain(cell: Any) -> Any:
    """A cell as JSON can tell it; dates and other kinds as texts, no number as null."""
    if isinstance(cell, float) and (cell != cell or cell in (float("inf"), float("-inf"))):
        return None
    return cell if cell is None or isinstance(cell, bool | int | float | str) else str(cell)
