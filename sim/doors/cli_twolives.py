"""One lead's two lives as people read them: where they part, why, and what followed, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click
from rich.table import Table

from sim.doors.cli_explaintable import plain_origin
from sim.doors.cli_screen import print_table
from sim.doors.cli_tables import plain_table
from sim.study.trace import Happening, heading
from sim.study.twolives import Side, Two, TwoLives
from sim.words.columns import columns_of, padded
from sim.words.messages import say
from sim.words.moments import moment

_WIDE = 60  # characters in which a life's column is broken at the most


def print_lives(found: TwoLives, a: Side, b: Side) -> None:
    """All of it as text."""
    click.echo("\n".join(_who(found, a, b)) + "\n")
    click.echo("\n".join(_parting(found, a, b)))
    if found.parting == (None, None):
        return
    click.echo()
    if found.milestones:
        click.echo(say("cli.explain.milestones"))
        print_table(_side_by_side(found, a, b))
    else:
        click.echo(say("cli.explain.no_milestone"))
    click.echo()
    print_table(_since(found, a, b))


def _who(found: TwoLives, a: Side, b: Side) -> Iterator[str]:
    """Who the lead is, and its end in both scenarios; what is said of both is said once."""
    first, second = found.lead
    lead, *of_a = heading(a.log.leads, first, a.log.guide)
    of_b = of_a if second is None else heading(b.log.leads, second, b.log.guide)[1:]
    yield lead
    for one, other in zip(of_a, of_b, strict=True):
        if one == other:
            yield one
        else:
            yield from (say("cli.explain.side", scenario=s.scenario, text=text) for s, text in ((a, one), (b, other)))


def _parting(found: TwoLives, a: Side, b: Side) -> Iterator[str]:
    if found.lead[1] is None:
        yield say("cli.explain.only", here=a.scenario, there=b.scenario)
        return
    if found.parting == (None, None):
        yield say("cli.explain.alike", count=found.same)
        return
    first = min(each.local for each in found.parting if each)
    yield say("cli.explain.until", at=moment(first), count=found.same) if found.same else say(
        "cli.explain.at_once"
    )
    yield from _both(found.parting, a, b)
    if found.began is None:
        yield say("cli.explain.unfelt")
        return
    if found.felt is not None:
        yield say("cli.explain.felt")
        yield from _both(found.felt, a, b)
    yield say("cli.explain.began_with", origin=found.began.words, why=found.why)


def _both(events: Two, a: Side, b: Side) -> Iterator[str]:
    """The same moment in either life, a line each."""
    first = min(each.local for each in events if each)
    wide = max(columns_of(side.scenario) for side in (a, b))
    for side, each in zip((a, b), events, strict=True):
        yield f"  {padded(side.scenario, wide)}  {_event(each, first)}"


def _event(event: Happening | None, first: datetime) -> str:
    if event is None:
        return say("cli.explain.no_event")
    key = "cli.explain.event" if event.local == first else "cli.explain.next_event"
    return say(key, at=moment(event.local), what=_words(event))


def _words(event: Happening) -> str:
    return say("cli.explain.with_points", what=event.what, points=event.points) if event.points else event.what


def _side_by_side(found: TwoLives, a: Side, b: Side) -> Table:
    table = plain_table()
    table.add_column("", no_wrap=True)
    for side in (a, b):
        table.add_column(side.scenario, max_width=_WIDE, overflow="fold")
    for each in found.milestones:
        table.add_row(moment(each.local), _told(each.a), _told(each.b))
    return table


def _told(event: Happening | None) -> str:
    """An event with the rules that made it, each on a line of its own."""
    if event is None:
        return ""
    return "\n".join([_words(event), *(say("trace.because", rule=rule) for rule in event.why)])


def _since(found: TwoLives, a: Side, b: Side) -> Table:
    table = plain_table()
    table.add_column(say("cli.explain.since"))
    for side in (a, b):
        table.add_column(side.scenario, justify="right", no_wrap=True)
    for name, *counts in found.since:
        table.add_row(say(f"cli.explain.since_{name}"), *map(str, counts))
    return table


def plain(found: TwoLives, a: Side) -> dict[str, Any]:
    """All of it for machines; the lead's own number is a hexadecimal text, as some readers of JSON round large ones."""
    first, second = found.lead
    return {
        "id": format(int(a.log.leads["id"][first]), "016x"),
        "lead": {"a": first, "b": second},
        "same": found.same,
        "parting": _plain_two(found.parting),
        "felt": _plain_two(found.felt or (found.parting if found.began else (None, None))),
        "began": {**plain_origin(found.began), "why": found.why} if found.began else None,
        "milestones": [
            {"local": each.local.isoformat(), "a": _plain(each.a), "b": _plain(each.b)} for each in found.milestones
        ],
        "since": {name: {"a": one, "b": other} for name, one, other in found.since},
    }


def _plain_two(events: Two) -> dict[str, Any]:
    return dict(zip(("a", "b"), map(_plain, events), strict=True))


def _plain(event: Happening | None) -> dict[str, Any] | None:
    return None if event is None else {**event._asdict(), "local": event.local.isoformat()}
