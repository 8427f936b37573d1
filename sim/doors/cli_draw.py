"""The option `--chart FILE` of commands that draw what they tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.words.messages import say
from sim.words.wording import one_line

if TYPE_CHECKING:
    from sim.present.picture import Chart

ENDINGS = (".svg", ".png")


def chart_option(key: str) -> Callable[[Any], Any]:
    """`--chart FILE.svg` or `.png`; another ending is a mistake before anything is done. `key`: of its help text."""
    kind = click.Path(path_type=Path, dir_okay=False)
    return click.option("--chart", type=kind, callback=_known, metavar="FILE", help=say(key))


def _known(_: click.Context, __: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() not in ENDINGS:
        text = say("cli.chart.ending", found=one_line(file.suffix), known=", ".join(ENDINGS))
        raise click.BadParameter(text)
    return file


def draw(chart: Chart, file: Path) -> None:
    """Write the chart as the file's ending says, and name the file on the error stream. Raises OSError."""
    from sim.present.picture import png, svg
    from sim.study.durable import write

    write(file, (svg if file.suffix.lower() == ".svg" else png)(chart))
    click.echo(str(file), err=True)
