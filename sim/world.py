"""The world: one SimPy clock for all that leads share, with their private lives played ahead between its moments.

Every source, mail programme, webinar series, sync link and rep is a SimPy process that waits for its next moment and
acts on the crowd. A user's own process can join: see `World.at` and `World.crowd`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Sequence
from heapq import heappop, heappush
from typing import Any, Literal, NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray
from simpy import Event

from sim import draws, kernel
from sim.cadence import Moment
from sim.calendar import DAY_S, Calendar
from sim.crowd import Crowd
from sim.desk import Desk, Link, Terms
from sim.journey import BurstSource, Email, Journey, RateSource, Webinar
from sim.leadsfile import GivenLead
from sim.ledger import Run
from sim.messages import say
from sim.persona import Personas
from sim.program import FOREVER, Life, Names, build, names_of, rings_of

CHANGE, ARRIVAL, PRIVATE, SEND, HELD, LAST = 1, 3, 4, 5, 6, 10  # ranks of docs/world.md, section 12
BLOCK_DAYS = 28  # a source brings the leads of so many days at once
Record = Literal["all", "milestones", "none"]
Process = Generator[Event, Any, None]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
_COUNT = draws.purpose("source/count")


class Phase(NamedTuple):
    """A journey in force from a second on."""

    start_s: int
    journey: Journey
    life: Life
    terms: Terms


class Send(NamedTuple):
    """A moment of a touchpoint: a mail programme's send, a wave of invitations, or a webinar."""

    t_s: int
    rank: int
    order: int  # among the touchpoint's own moments of that second: the wave
    occurrence: int
    webinar_s: int


class Prepared(NamedTuple):
    """A scenario ready to run: compiled once, run for every replication."""

    calendar: Calendar
    names: Names
    rings: dict[str, int]
    phases: tuple[Phase, ...]
    sends: dict[str, list[Send]]
    scale: float
    given: tuple[GivenLead, ...]
    expected: int


def prepare(
    journey: Journey,
    personas: Personas,
    *,
    after: tuple[Journey, Personas] | None = None,
    change_day: int | None = None,
    scale: float = 1.0,
    given: Sequence[GivenLead] = (),
) -> Prepared:
    """Compile a scenario: a journey, and if given a second one that is in force from day `change_day` on.

    `scale` multiplies rates and bursts; `given` are the leads of CSV sources. The same for all replications.
    """
    versions = [(journey, personas)] + ([after] if after is not None else [])
    names = names_of(journey, personas, after[0] if after is not None else None)
    rings = rings_of(names, [j for j, _ in versions])
    calendar = journey.built_calendar()
    starts = [0] + ([int(calendar.day_start_s[change_day or 0])] if after is not None else [])
    phases = tuple(
        Phase(start, j, build(j, p, names, rings, calendar), Terms.of(j.sync, j.desk, p.people, calendar))
        for start, (j, p) in zip(starts, versions, strict=True)
    )
    sends = {name: _sends(name, phases, calendar) for name in names.touchpoints}
    return Prepared(
        calendar,
        names,
        rings,
        phases,
        sends,
        scale,
        tuple(given),
        int(expected_leads(journey, calendar, scale)) + len(given),
    )


def expected_leads(journey: Journey, calendar: Calendar, scale: float = 1.0) -> float:
    """Leads a journey's rates and bursts bring on average."""
    open_days = sum(calendar.is_business_day(day) for day in range(calendar.days))
    total = 0.0
    for source in journey.sources.values():
        if isinstance(source, RateSource):
            total += source.per_day * (open_days + source.off_day_factor * (calendar.days - open_days))
        elif isinstance(source, BurstSource):
            total += sum(
                sum(event.leads) / 2
                for event in source.events.values()
                if 0 <= calendar.day_of_date(event.on) < calendar.days
            )
    return total * scale


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


def _sends(name: str, phases: Sequence[Phase], calendar: Calendar) -> list[Send]:
    """All moments of a touchpoint over the run, each from the journey in force at its second."""
    sends = []
    for n, phase in enumerate(phases):
        end = phases[n + 1].start_s if n + 1 < len(phases) else calendar.horizon_s
        touchpoint = phase.journey.touchpoints.get(name)
        if isinstance(touchpoint, Email) and touchpoint.cadence is not None:
            sends += [
                Send(m.t_s, SEND, 0, m.week * 16 + m.slot, 0)
                for m in touchpoint.cadence.moments(calendar, phase.start_s, end)
            ]
        elif isinstance(touchpoint, Webinar):
            dates = touchpoint.dates.moments(calendar, 0, calendar.end_s)
            sends += [
                send
                for date in dates
                for send in _webinar(touchpoint, date, calendar)
                if phase.start_s <= send.t_s < end
            ]
    return sorted(sends)


def _webinar(series: Webinar, date: Moment, calendar: Calendar) -> list[Send]:
    """A webinar and its waves of invitations."""
    occurrence = date.week * 16 + date.slot
    sends = [Send(date.t_s, HELD, 0, occurrence, 0)]
    for n, wave in enumerate(series.invite):
        day = calendar.day_of(date.t_s) - wave.before // DAY_S
        if day >= 0:
            sends.append(Send(calendar.second(day, wave.at), SEND, n, occurrence * 4 + n, date.t_s))
    return sends


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
            expected=expected,
            seed=seed,
            replication=replication,
            record=record,
            chunk=chunk,
        )
        self._enter(prepared.phases[0])
        self.desk = Desk(self)
        self.link = Link(self, self.desk)
        self._start(join)

    def _start(self, join: Sequence[Callable[[World], Process]]) -> None:
        for source in self.names.sources:
            self.env.process(self._source(source))
        for order, name in enumerate(self.names.touchpoints):
            if self.prepared.sends[name]:
                self.env.process(self._programme(order, self.prepared.sends[name]))
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
        self.env.schedule(event, priority=rank * 1_000_000 + order, delay=t - self.env.now)  # type: ignore[arg-type]

    def at(self, t: int, rank: int = LAST - 1, order: int = 999_999) -> Event:
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
        return draws.philox(
            lead & 0xFFFFFFFF, lead >> 32, draws.purpose(purpose), occurrence, self.seed, self.replication
        )

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

    def settle(self, position: int | None = None) -> None:
        """After something has touched the crowd (or one lead): play it to the horizon, or the end of this second."""
        if self._lookahead:
            first, last = (0, self._crowd.size) if position is None else (position, position + 1)
            self._play(max(self._horizon, self.now + 1), first, last)
        else:
            self._hand_off()
            self._set_alarm()

    def _play(self, bound: int, first: int, last: int) -> None:
        self._crowd.play(bound, first, last)
        self._hand_off()

    def _hand_off(self) -> None:
        for second, position in self._crowd.take_needs():
            self.link.put(second, position)

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
            yield self.at(send.t_s, send.rank, touchpoint * 8 + send.order)
            if send.rank == HELD:
                self._crowd.hold_webinar(self.now, touchpoint, send.occurrence)
            else:
                self._crowd.send(
                    self.now, touchpoint, send.occurrence, invitation=send.webinar_s > 0, webinar_s=send.webinar_s
                )
            self.settle()

    def _source(self, name: str) -> Process:
        """A source: every few weeks the leads of the days to come are entered, each to arrive at its own second."""
        day, days = 0, self.calendar.days
        change_day = self.calendar.day_of(self.change_s) if self.change_s < self.end_s else days
        while True:
            until = min(day + BLOCK_DAYS, change_day if day < change_day else days, days)
            self._bring(name, day, until)
            if until >= days:
                return
            yield self.until(int(self.calendar.day_start_s[until]), ARRIVAL)
            day = until

    def _bring(self, name: str, first_day: int, last_day: int) -> None:
        source = self.journey.sources.get(name)
        start = self._crowd.size
        if isinstance(source, RateSource):
            self._add(name, self._cohorts(name, source, first_day, last_day), source.hours)
        elif isinstance(source, BurstSource):
            self._add(name, self._events(name, source, first_day, last_day), source.hours)
        elif source is not None:
            self._bring_given(name, first_day, last_day)
        if self._crowd.size > start:
            self._settle_new(start)

    def _settle_new(self, start: int) -> None:
        if self._lookahead:
            self._play(max(self._horizon, self.now + 1), start, self._crowd.size)
        else:
            self._set_alarm()

    def _count(self, word: int, occurrence: int) -> int:
        return int(kernel.philox(word, 0xFFFFFFFF, _COUNT, occurrence, self.seed, self.replication))

    def _cohorts(self, name: str, source: RateSource, first_day: int, last_day: int) -> list[tuple[Words, Ints]]:
        """Leads of each day of a rate source: their numbers, and the day of each."""
        word = draws.purpose(f"source/{name}")
        cohorts = []
        for day in range(first_day, last_day):
            date = self.calendar.date_of(day)
            if (source.since is not None and date < source.since) or (
                source.until is not None and date >= source.until
            ):
                continue
            mean = (
                source.per_day
                * self.prepared.scale
                * (1.0 if self.calendar.is_business_day(day) else source.off_day_factor)
            )
            n = draws.counts(mean, source.overdispersion, self._count(word, day))
            if n:
                cohorts.append((draws.lead_ids(draws.cohort_key(name, date.isoformat()), n), np.full(n, day)))
        return cohorts

    def _events(self, name: str, source: BurstSource, first_day: int, last_day: int) -> list[tuple[Words, Ints]]:
        """Leads of each event that begins on these days: their numbers, and their days within the run."""
        word = draws.purpose(f"source/{name}")
        events = []
        for key, event in source.events.items():
            day = self.calendar.day_of_date(event.on)
            if first_day <= day < last_day:
                low, high = (round(bound * self.prepared.scale) for bound in event.leads)
                n = low + (self._count(word, draws.purpose(key)) * (high - low + 1) >> 32)
                ids = draws.lead_ids(draws.cohort_key(name, key), n)
                days = day + (self._crowd.uniforms(ids, draws.purpose("person/day")) * event.days >> 32)
                events.append((ids[days < self.calendar.days], days[days < self.calendar.days]))
        return events

    def _add(self, name: str, cohorts: list[tuple[Words, Ints]], hours: tuple[int, int]) -> None:
        """Leads of a rate or burst, at their seconds of their days."""
        if not cohorts:
            return
        ids, days = (np.concatenate(parts) for parts in zip(*cohorts, strict=True))
        second = hours[0] + (self._crowd.uniforms(ids, draws.purpose("person/second")) * (hours[1] - hours[0]) >> 32)
        starts = self.calendar.day_start_s
        self._crowd.add(ids, self.names.sources.index(name), np.minimum(starts[days] + second, starts[days + 1] - 1))

    def _bring_given(self, name: str, first_day: int, last_day: int) -> None:
        starts = self.calendar.day_start_s
        first, last = int(starts[first_day]) if first_day else -FOREVER, int(starts[last_day])
        key = draws.cohort_key(name, "csv")
        for lead in self.prepared.given:
            if lead.source == name and first <= lead.registered_s < last:
                ids = draws.lead_ids(key, 1, lead.ordinal)
                places = self._crowd.add(ids, self.names.sources.index(name), np.array([max(0, lead.registered_s)]))
                self._give(places.start, lead)

    def _give(self, position: int, lead: GivenLead) -> None:
        """What a CSV row says of a lead."""
        state, names = self._crowd.state, self.names
        record = state.crowd[position]
        record["marks"] |= kernel.GIVEN | (kernel.OLD if lead.registered_s < 0 else 0)
        if lead.opted_out:
            record["marks"] &= ~kernel.SUBSCRIBED
        if lead.score is not None:
            record["behaviour"] = lead.score
            record["marks"] |= kernel.GIVEN_SCORE
        if lead.stage is not None:
            record["stage"] = names.stages.index(lead.stage)
        for name, count in lead.counts.items():
            state.own[position, names.behaviours.index(name)] = count
        for a, (attribute, values) in enumerate(names.attributes.items()):
            if attribute in lead.attributes:
                state.own[position, a - len(names.attributes)] = values.index(lead.attributes[attribute])

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
        return Run(leads, rows, self._crowd.tally())
