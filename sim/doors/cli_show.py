"""`nurture show`: a journey as a graph, to look at or to work on with other tools."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.words.messages import say
from sim.words.wording import listed, one_line

if TYPE_CHECKING:
    from sim.model.journey import Journey

ENDINGS = {".mmd": "mermaid", ".svg": "svg", ".png": "png", ".graphml": "graphml"}


@click.command(help=say("cli.show.help"), short_help=say("cli.show.short"))
@click.argument("journey", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(ENDINGS.values())), help=say("cli.show.format"))
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.show.out"))
def show(journey: Path, form: str | None, out: Path | None) -> None:
    from sim.files.workspace import load_journey

    form = form or _by_ending(out)
    if out is None and form == "png" and sys.stdout.isatty():
        raise click.UsageError(say("cli.show.no_terminal"))
    drawn = DRAWN[form](load_journey(journey).journey)
    if out is None:
        click.echo(drawn, nl=False)
        return
    from sim.study.durable import write

    write(out, drawn)
    click.echo(str(out))


def _by_ending(out: Path | None) -> str:
    """The format that a file's name asks for; mermaid without an ending. BadParameter for an unknown one."""
    ending = out.suffix.lower() if out else ""
    if ending and ending not in ENDINGS:
        text = say("cli.show.ending", found=one_line(ending), known=listed(ENDINGS))
        raise click.BadParameter(text, param_hint="--out")
    return ENDINGS.get(ending, "mermaid")


def _mermaid(journey: Journey) -> bytes:
    from sim.present.graph import journey_graph
    from sim.present.graphtext import mermaid

    return mermaid(journey_graph(journey)).encode()


def _graphml(journey: Journey) -> bytes:
    from sim.present.graph import journey_graph
    from sim.present.graphtext import graphml

    return graphml(journey_graph(journey)).encode()


def _svg(journey: Journey) -> bytes:
    from sim.present.charts import map_chart
    from sim.present.picture import svg

    return svg(map_chart(journey))


def _png(journey: Journey) -> bytes:
    from sim.present.charts import map_chart
    from sim.present.picture import png

    return png(map_chart(journey))


DRAWN: dict[str, Callable[[Journey], bytes]] = {"mermaid": _mermaid, "svg": _svg, "png": _png, "graphml": _graphml}
