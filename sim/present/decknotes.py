"""Speaker notes: the numbers of a slide with their intervals, where they come from, and how to repeat them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.present.brief import Brief, Figure
from sim.present.deckfacts import PARTS, shown
from sim.study.reopened import Reopened
from sim.words.local import date_words
from sim.words.messages import say


def notes_of(slide: int, opened: Reopened, told: Brief) -> list[str]:
    """The notes of one of the six slides, from 1."""
    return [*_numbers(slide, told), *source_notes(opened, told)]


def source_notes(opened: Reopened, told: Brief) -> list[str]:
    """Where all numbers of the deck come from, and the command that gives them again."""
    period = {"first": date_words(told.first_day), "last": date_words(told.last_day)}
    return [
        say("deck.note_source", runs=f"{told.runs:,}", seed=told.seed, run=opened.results.path.as_posix(), **period),
        say("deck.note_repeat", command=told.repeat),
    ]


def _numbers(slide: int, told: Brief) -> Iterator[str]:
    if slide == 1:
        yield told.sentence
        yield told.reason
        yield from _figures(told.effect[:2], told)
    elif slide == 2:
        yield from _figures(told.effect, told)
        yield from (say("deck.note_money", label=label, amount=amount) for label, amount in told.money_words)
        yield say("deck.note_interval")
    elif slide == 3:
        yield from _figures(told.week, told)
        yield say("deck.note_interval")
    elif slide == 4:
        yield from _rests(told)
    elif slide == 5:
        yield from (
            say("deck.note_guard", label=each.label, value=each.value, allowed=each.allowed, state=each.words)
            for each in told.guards
        )
        yield from (each.rule for each in told.watch)
        yield from _lines(told)
    else:
        yield from told.next_steps


def _figures(figures: Sequence[Figure], told: Brief) -> Iterator[str]:
    for each in figures:
        words = {part: shown(each, part) or say("deck.unknown") for part in PARTS}
        yield say("deck.note_figure", label=each.label, baseline=told.baseline, scenario=told.told, **words)


def _rests(told: Brief) -> Iterator[str]:
    for rest in told.rests_on:
        yield say("deck.note_rest", title=rest.title, value=rest.value, source=rest.source)
        yield from (say("deck.tried", case=case, then=then) for case, then in rest.outcomes)


def _lines(told: Brief) -> Iterator[str]:
    """How the figures at which to go back were found."""
    if told.watch:
        yield say("deck.note_rollback", quarters=told.watch[0].data.quarters)
