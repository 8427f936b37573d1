"""`nurture charts`: every chart of a finished comparison, light or dark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.doors.cli_kept import results_option
from sim.doors.cli_reopened import taken_up, workers_option
from sim.doors.cli_screen import print_json, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.present.colours import Theme

FOLDER = "charts"


@click.command(help=say("cli.charts.help"), short_help=say("cli.charts.short"))
@click.argument("run", default="latest")
@click.option("--chart", "names", multiple=True, metavar="NAME", help=say("cli.charts.chart"))
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", help=say("cli.charts.theme"))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=say("cli.charts.out"))
@results_option
@workers_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def charts(
    run: str,
    names: tuple[str, ...],
    theme: Theme,
    out: Path | None,
    root: Path,
    workers: int | None,
    as_json: bool,
) -> None:
    opened = taken_up(root, run, workers)
    from sim.present.chartset import all_charts
    from sim.present.picture import files

    found = {chart.name: chart for chart in all_charts(opened)}
    for name in names:
        if name not in found:
            raise click.BadParameter(say("notebook.no_chart", name=name, known=", ".join(found)), param_hint="--chart")
    folder = out or opened.results.path / FOLDER
    asked, written = [found[name] for name in names] or list(found.values()), list[Path]()
    with progress("cli.charts.progress") as bar:
        for n, chart in enumerate(asked):
            written += _write(folder, files(chart, theme=theme))
            bar(n + 1, len(asked))
    if as_json:
        print_json({"files": [file.as_posix() for file in written]})
        return
    for chart in asked:
        click.echo(say("cli.charts.line", name=chart.name, title=chart.title))
    click.echo(say("cli.charts.done", folder=folder))


def _write(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder; where they are."""
    from sim.study import durable
    from sim.study.results import unwritable

    with unwritable():
        for name, content in contents.items():
            durable.write(folder / name, content)
    return [folder / name for name in contents]
