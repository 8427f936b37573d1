"""`nurture show`: a journey as a graph, to look at or to work on with other tools."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.messages import say

if TYPE_CHECKING:
    from sim.graph import Graph

ENDINGS = {".mmd": "mermaid", ".graphml": "graphml"}


@click.command(help=say("cli.show.help"), short_help=say("cli.show.short"))
@click.argument("journey", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(ENDINGS.values())), help=say("cli.show.format"))
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.show.out"))
def show(journey: Path, form: str | None, out: Path | None) -> None:
    from sim.graph import journey_graph
    from sim.workspace import load_journey

    form = form or (ENDINGS.get(out.suffix.lower()) if out else None) or "mermaid"
    if out is None and form == "png" and sys.stdout.isatty():
        raise click.UsageError(say("cli.show.no_terminal"))
    drawn = FORMATS[form](journey_graph(load_journey(journey).journey))
    if out is None:
        click.echo(drawn, nl=False)
        return
    from sim.durable import write

    write(out, drawn)
    click.echo(str(out))


def _mermaid(graph: Graph) -> bytes:
    from sim.graph import mermaid

    return mermaid(graph).encode()


def _graphml(graph: Graph) -> bytes:
    from sim.graph import graphml

    return graphml(graph).encode()


FORMATS: dict[str, Callable[[Graph], bytes]] = {"mermaid": _mermaid, "graphml": _graphml}
