"""`nurture report`: a finished comparison as one page."""

from __future__ import annotations

from pathlib import Path

import click

from sim.doors.cli_kept import results_option
from sim.doors.cli_reopened import taken_up, workers_option
from sim.doors.cli_screen import print_json
from sim.words.messages import say

FILE = "report.html"


@click.command(help=say("cli.report.help"), short_help=say("cli.report.short"))
@click.argument("run", default="latest")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("cli.report.out"))
@results_option
@workers_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def report(run: str, out: Path | None, root: Path, workers: int | None, as_json: bool) -> None:
    opened = taken_up(root, run, workers)
    from sim.present.brief import brief
    from sim.present.chartset import all_charts
    from sim.present.report import report as page
    from sim.study import durable
    from sim.study.results import unwritable

    charts = all_charts(opened)
    content = page(opened, brief(opened), charts)
    file = out or opened.results.path / FILE
    with unwritable():
        durable.write(file, content)
    if as_json:
        print_json({"file": file.as_posix(), "charts": [chart.name for chart in charts], "bytes": len(content)})
    else:
        click.echo(say("cli.report.done", file=file, charts=len(charts), size=f"{len(content) / 1000:,.0f}"))
