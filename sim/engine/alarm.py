"""An alarm: wakes a function at given seconds of the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simpy import Event

if TYPE_CHECKING:
    from sim.engine.world import World


class Alarm:
    """Wakes a function at given seconds, once each, with a rank and a place in it; it is told the second."""

    def __init__(self, world: World, ring: Callable[[int], None], rank: int, place: int = 0) -> None:
        self._world, self._ring, self._rank, self._place = world, ring, rank, place
        self._set: set[int] = set()

    def at(self, t: int) -> None:
        """Ring at second t (not past); never if that is after the run."""
        if t not in self._set and t < self._world.end_s:
            self._set.add(t)
            event = Event(self._world.env)
            event.callbacks.append(self._wake)
            self._world.schedule(event, t, self._rank, self._place, t)

    def _wake(self, event: Event) -> None:
        t: int = event.value  # type: ignore[assignment]
        self._set.discard(t)
        self._ring(t)
