"""`nurture deck`: a finished comparison as slides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_kept import results_option
from sim.doors.cli_reopened import taken_up, workers_option
from sim.doors.cli_screen import print_json
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.present.deck import Deck

NAME = "deck.pptx"
TOLD = (1, 3, 5)  # slides whose finding is printed


@click.command(help=say("cli.deck.help"), short_help=say("cli.deck.short"))
@click.argument("run", default="latest")
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.deck.template"))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("cli.deck.out"))
@results_option
@workers_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def deck(run: str, template: Path | None, out: Path | None, root: Path, workers: int | None, as_json: bool) -> None:
    from sim.present import deck as decks
    from sim.present.chartset import deck_charts
    from sim.present.slidepaper import open_paper
    from sim.study.durable import write
    from sim.study.reopened import comparison_of
    from sim.study.results import unwritable

    target = out or comparison_of(root, run).path / NAME
    open_paper(template, target)  # what is wrong with a template is said before anything is simulated
    opened = taken_up(root, run, workers)
    found = decks.deck(opened, deck_charts(opened), template=template, target=target)
    with unwritable():
        write(target, found.content)
    if as_json:
        print_json(plain(found, target))
    else:
        _print(found, target)


def plain(found: Deck, target: Path) -> dict[str, Any]:
    """What the command tells, as plain numbers and texts."""
    return {
        "file": target.as_posix(),
        "slides": len(found.titles) - found.appendix,
        "appendix": found.appendix,
        "editable_charts": found.found.charts,
        "missing_letters": list(found.found.missing),
        "overflows": list(found.found.overflows),
        "shortened": list(found.cut),
        "titles": list(found.titles),
    }


def _print(found: Deck, target: Path) -> None:
    told = plain(found, target)
    counts = {"missing": len(told["missing_letters"]), "overflows": len(told["overflows"])}
    numbers = {"slides": told["slides"], "appendix": told["appendix"], "charts": told["editable_charts"]}
    click.echo(say("deck.told", file=target.as_posix(), **numbers, **counts))
    for number in TOLD:
        click.echo(say("deck.told_title", number=number, title=found.titles[number - 1]))
    if found.found.missing:
        click.echo(say("deck.told_missing", letters=" ".join(found.found.missing)))
    for text in dict.fromkeys(found.cut):
        click.echo(say("deck.told_cut", text=text))
