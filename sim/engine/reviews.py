"""Review meetings: they look at what sales made of the hand-offs, and move the number of a rule."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from simpy import Event

from sim.engine.order import REVIEW
from sim.model.calendar import DAY_S
from sim.model.ledger import What
from sim.model.salesdesk import REASONS
from sim.model.salesdesk import Review as Settings

if TYPE_CHECKING:
    from sim.engine.world import World

Ints = NDArray[np.int64]
Line: TypeAlias = tuple[int, int, int, int, int, int, tuple[int, ...]]  # ledger.REVIEW
SHORTEST_DAYS = 7  # hand-offs a week are counted over no less
# Reasons of those whom sales did not accept; the others were accepted first.
_REFUSED = [REASONS.index(name) for name in ("unreachable", "competitor", "not_target", "rejected", "expired")]


class Figure(NamedTuple):
    """What a review steers by: numerator / denominator, the value they give (None: too little to judge by), and
    whether more of it asks for a lower number."""

    numerator: int
    denominator: int
    value: float | None
    falls: bool


def figure(settings: Settings, counts: Ints, returns: Ints, days: int) -> Figure:
    """The figure of a target, from rows by kind and returns by reason on so many days: docs/world.md, section 11."""
    handoffs = int(counts[What.MQL] + counts[What.CALL])
    if settings.target.handoffs_per_week is not None:
        value = handoffs * 7.0 / days if days >= SHORTEST_DAYS else None
        return Figure(handoffs, days, value, falls=False)
    if settings.target.acceptance is not None:
        part = int(counts[What.ACCEPTED])
        whole = part + int(returns[_REFUSED].sum())
    else:
        part, whole = int(counts[What.OPPORTUNITY]), handoffs
    return Figure(part, whole, part / whole if whole >= settings.least else None, falls=True)


def moved(number: int, found: Figure, settings: Settings) -> int:
    """The number after a meeting: a step on if the figure has left its target, within bounds."""
    target = settings.target
    aim = next(x for x in (target.handoffs_per_week, target.acceptance, target.opportunity_rate) if x is not None)
    if found.value is None or aim - target.tolerance <= found.value <= aim + target.tolerance:
        return number
    higher = found.value > aim
    low, high = settings.bounds
    return max(low, min(number + (-settings.step if higher == found.falls else settings.step), high))


class Review:
    """A series of meetings, at given seconds; what each saw and did is added to `lines`."""

    def __init__(self, world: World, name: str, place: int, meetings: Sequence[int], lines: list[Line]) -> None:
        self._world, self._name, self._place = world, name, place
        self._meetings, self._lines = meetings, lines

    def run(self) -> Generator[Event, None, None]:
        """The process: waits for its next meeting, looks back, and moves the number if the figure asks for it."""
        for t in self._meetings:
            yield self._world.at(t, REVIEW, self._place)
            self._meet(t)

    def _meet(self, t: int) -> None:
        world, crowd = self._world, self._world.crowd
        settings = world.journey.reviews[self._name]
        today = world.calendar.day_of(t)
        first = max(0, today - settings.window // DAY_S)
        returns = crowd.returns(first, today)
        found = figure(settings, crowd.counts(first, today), returns, today - first)
        before = crowd.number_of(world.journey, settings.rule, settings.compares)
        after = moved(before, found, settings)
        self._lines.append((t, self._place, before, after, found.numerator, found.denominator, tuple(returns)))
        if after != before:
            crowd.set_number(world.journey, settings.rule, settings.compares, after)
        if after < before:  # who had too little before may have enough now
            crowd.test_rules(t)
            world.settle()
