"""The world: one SimPy clock for all that leads share, with their private lives played ahead between its moments.

Every source, mail programme, webinar series, sync link, rep and review is a SimPy process that waits for its next
moment and acts on the crowd. A user's own process can join: see `World.at` and `World.crowd`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from typing import Any, Literal

import numpy as np
import simpy
from simpy import Event

from sim.engine.arrivals import Source
from sim.engine.cast import Cast, WrittenDesk
from sim.engine.columns import FOREVER
from sim.engine.crowd import Crowd
from sim.engine.desk import Desk
from sim.engine.link import Link
from sim.engine.memory import philox
from sim.engine.order import CHANGE, HELD, LAST, PLACES, PRIVATE
from sim.engine.reviews import Line, Review
from sim.engine.scenario import Phase, Prepared, Send, expected_leads, prepare
from sim.engine.seats import Seats
from sim.engine.terms import Terms
from sim.model import draws
from sim.model.ledger import REVIEW, Run
from sim.words.messages import say

__all__ = ["Prepared", "Record", "World", "expected_leads", "prepare", "run"]

Record = Literal["all", "milestones", "none"]
Process = Generator[Event, Any, None]
_purpose = lru_cache(maxsize=1024)(draws.purpose)


def run(
    prepared: Prepared,
    *,
    seed: int,
    replication: int,
    record: Record = "all",
    lookahead: bool = True,
    chunk: int | None = None,
    join: Sequence[Callable[[World], Process]] = (),
) -> Run:
    """One simulated run: the same bytes for the same scenario, seed and replication, however it is played.

    `lookahead=False` plays every private event at its own second of the SimPy clock: slow, and always right.
    `join` are a user's own processes. Raises RuntimeError when a conservation check fails.
    """
    return World(
        prepared, seed=seed, replication=replication, record=record, lookahead=lookahead, chunk=chunk, join=join
    ).play()


class World:
    """One run: the clock, the calendar, the crowd, and everybody who waits for a moment."""

    def __init__(
        self,
        prepared: Prepared,
        *,
        seed: int,
        replication: int,
        record: Record,
        lookahead: bool,
        chunk: int | None,
        join: Sequence[Callable[[World], Process]],
    ) -> None:
        self.prepared = prepared
        self.calendar = prepared.calendar
        self.names = prepared.names
        self.env = simpy.Environment(initial_time=0)
        self.end_s = self.calendar.horizon_s
        self.change_s = prepared.phases[1].start_s if len(prepared.phases) > 1 else FOREVER
        self.seed, self.replication = seed, replication
        self._lookahead = lookahead
        self._horizon = 0  # the crowd is played up to here, if that is later than now
        self._moments: list[int] = []
        self._alarm_s = FOREVER
        expected = int(prepared.expected + 4 * prepared.expected**0.5) + 64
        self._crowd = Crowd(
            self.names,
            sum(prepared.rings.values()),
            self.calendar.days,
            slots=prepared.slots,
            expected=expected,
            seed=seed,
            replication=replication,
            record=record,
            chunk=chunk,
        )
        self._enter(prepared.phases[0])
        self.desk = Desk(self) if prepared.cast is None else WrittenDesk(self)
        self.link = Link(self, self.desk)
        self.seats = Seats(self)
        self._reviews: list[Line] = []
        self._start(join)

    def _start(self, join: Sequence[Callable[[World], Process]]) -> None:
        cast = self.prepared.cast
        for newcomers in [Source(self, name) for name in self.names.sources] if cast is None else [Cast(self, cast)]:
            self.env.process(newcomers.run())
        for touchpoint, name in enumerate(self.names.touchpoints):
            if self.prepared.sends[name]:
                self.env.process(self._programme(touchpoint, self.prepared.sends[name]))
        for place, (name, meetings) in enumerate(self.prepared.meetings.items()):
            self.env.process(Review(self, name, place, meetings, self._reviews).run())
        self.env.process(self.link.run())
        if self.change_s < self.end_s:
            self.env.process(self._change(self.prepared.phases[1]))
        for process in join:
            self.process(process(self))
        if self._lookahead:
            self.env.process(self._player())

    # ---- time ----

    @property
    def now(self) -> int:
        """The present second."""
        now: int = self.env.now  # type: ignore[assignment]
        return now

    def until(self, t: int, rank: int, order: int = 0) -> Event:
        """An event at second t; at one second smaller (rank, order) comes first."""
        event = Event(self.env)
        self.schedule(event, t, rank, order)
        return event

    def schedule(self, event: Event, t: int, rank: int, order: int = 0, value: object = None) -> None:
        """Put an event on the clock; whoever waits for it gets the value."""
        event._ok, event._value = True, value
        self.env.schedule(event, priority=rank * PLACES + order, delay=t - self.env.now)  # type: ignore[arg-type]

    def at(self, t: int, rank: int = LAST - 1, order: int = PLACES - 1) -> Event:
        """Announce a moment at which the waiting process reads or changes the crowd.

        Raises ValueError if the crowd has been played beyond t already.
        """
        if t < max(self._horizon, self.now):
            raise ValueError(say("world.late_moment", second=t, horizon=max(self._horizon, self.now)))
        heappush(self._moments, t)
        return self.until(t, rank, order)

    def process(self, process: Process) -> simpy.Process:
        """Let a user's own process join the run."""
        return self.env.process(process)

    @property
    def crowd(self) -> Crowd:
        """The crowd as it is now; RuntimeError when it has been played ahead: announce the moment with `at` first."""
        if self._horizon > self.now:
            raise RuntimeError(say("world.unannounced", second=self.now, horizon=self._horizon))
        return self._crowd

    @property
    def crowd_of_sales(self) -> Crowd:
        """The crowd for sync and desk, which touch only leads held with sales, at any second."""
        return self._crowd

    def luck(self, lead: int, purpose: str, occurrence: int = 0) -> int:
        """The uniform (0..2**32-1) at this address, for a user's own process."""
        words = lead & 0xFFFFFFFF, lead >> 32, _purpose(purpose), occurrence & 0xFFFFFFFF
        return int(philox(*words, self.seed, self.replication))

    # ---- the journey in force ----

    def _enter(self, phase: Phase) -> None:
        self.terms = phase.terms
        self.journey = phase.journey
        self._crowd.life = phase.life

    def terms_at(self, t: int) -> Terms:
        """The terms in force at second t."""
        return self.prepared.phases[-1 if t >= self.change_s else 0].terms

    def _change(self, phase: Phase) -> Process:
        yield self.at(self.change_s, CHANGE)
        self._crowd.play_held(self.now)
        self._enter(phase)
        self.desk.change()
        self.settle()

    # ---- the crowd between moments ----

    def settle(self, first: int = 0, last: int | None = None) -> None:
        """After something has touched leads first..last-1 (all): play them to the horizon, or to the next second."""
        if self._lookahead:
            bound = max(self._horizon, self.now + 1)
            self._play(bound, first, self._crowd.size if last is None else last)
        else:
            self._hand_off()
            self._set_alarm()

    def _play(self, bound: int, first: int, last: int) -> None:
        self._crowd.play(bound, first, last)
        self._hand_off()

    def _hand_off(self) -> None:
        for need in self._crowd.take_needs():
            if need.series < 0:
                self.link.put(need.second, need.position)
            else:
                self.seats.ask(need)

    def _player(self) -> Process:
        """Play private lives ahead to the next announced moment, and at a moment those of its own second."""
        served = -1
        while True:
            while self._moments and self._moments[0] <= served:
                heappop(self._moments)
            served = self._horizon = min(self._moments[0] if self._moments else self.end_s, self.end_s)
            self._play(self._horizon, 0, self._crowd.size)
            yield self.until(self._horizon, PRIVATE)
            self._play(self.now + 1, 0, self._crowd.size)
            yield self.until(self.now, LAST)

    def _set_alarm(self) -> None:
        """Without lookahead: wake at the next private event of anybody."""
        t = self._crowd.next_private()
        if t < self._alarm_s and t < self.end_s:
            self._alarm_s = t
            self.until(t, PRIVATE).callbacks.append(self._ring)

    def _ring(self, _: Event) -> None:
        self._alarm_s = FOREVER
        self._play(self.now + 1, 0, self._crowd.size)
        self._set_alarm()

    # ---- who waits for moments ----

    def _programme(self, touchpoint: int, sends: list[Send]) -> Process:
        """A mail programme or webinar series: waits for its next moment, then acts on everybody."""
        for send in sends:
            yield self.at(send.t_s, send.rank, send.order)
            if send.rank == HELD:
                self._crowd.hold_webinar(self.now, touchpoint, send.occurrence)
            elif send.is_release:
                self.seats.release(touchpoint, send.webinar_s, send.occurrence)
            else:
                self._crowd.send(self.now, touchpoint, send.occurrence, send.webinar_s)
            self.settle()

    # ---- the run ----

    def play(self) -> Run:
        """Run to the end of the last day."""
        collects = gc.isenabled()
        gc.disable()  # a run makes no cycles worth collecting, and looking for them takes half of SimPy's time
        try:
            self.env.run(until=self.end_s)
        finally:
            if collects:
                gc.enable()
        self._crowd.play(self.end_s)
        self._crowd.play_held(self.end_s)
        leads, rows = self._crowd.tables(self.end_s)
        return Run(leads, rows, self._crowd.tally(), np.array(self._reviews, REVIEW))
