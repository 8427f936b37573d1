"""`nurture trace`: one lead's life from the results of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_draw import chart_option, draw
from sim.doors.cli_kept import kept_runs, results_option
from sim.doors.cli_screen import print_json
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.study.trace import Happening


@click.command(help=say("cli.trace.help"), short_help=say("cli.trace.short"))
@click.argument("run", default="latest")
@click.option("--lead", type=click.IntRange(0), required=True, metavar="N", help=say("cli.trace.lead"))
@click.option("--scenario", metavar="NAME", help=say("cli.trace.scenario"))
@chart_option("cli.trace.chart")
@results_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def trace(run: str, lead: int, scenario: str | None, chart: Path | None, root: Path, as_json: bool) -> None:
    from sim.study.results import resolve
    from sim.study.trace import heading, lines, timeline

    results = resolve(root, run, kinds=("compare", "run"))
    where = kept_runs(results, scenario)[0]
    leads, guide, rows = results.leads(*where), results.guide(*where), results.ledger(*where)
    reviews = results.reviews(*where)
    if lead >= len(leads):
        raise click.BadParameter(say("cli.trace.no_lead", last=len(leads) - 1), param_hint="--lead")
    if chart is not None:
        from sim.present.chart_life import life_chart
        from sim.study.titles import called
        from sim.study.twologs import Log

        log = Log(leads, rows, guide)
        name = called(results, where[0])
        draw(life_chart(log, lead, scenario=where[0], run=where[1], called=name, reviews=reviews), chart)
    head, life = heading(leads, lead, guide), timeline(rows, lead, guide, reviews=reviews)
    if as_json:
        about = {"run": results.path.as_posix(), "scenario": where[0], "replication": where[1], "lead": lead}
        print_json({**about, "about": head, "events": [_plain(each) for each in life]})
        return
    click.echo("\n".join([*head, "", *lines(life)]))


def _plain(happening: Happening) -> dict[str, Any]:
    return {**happening._asdict(), "local": happening.local.isoformat()}
