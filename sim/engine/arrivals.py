"""Arrivals: the SimPy process of a source, which enters the leads of the days to come."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from simpy import Event

from sim.engine.columns import FOREVER
from sim.engine.memory import GIVEN, GIVEN_SCORE, OLD, SUBSCRIBED, philox
from sim.engine.order import ARRIVAL
from sim.files.leadsfile import GivenLead
from sim.model import draws
from sim.model.calendar import Calendar
from sim.model.journey import BurstSource, CohostSource, Journey, RateSource, Webinar

if TYPE_CHECKING:
    from sim.engine.world import World

COHOST_S = 3_600  # leads of a partner come within such a time
BLOCK_DAYS = 28  # a source enters the leads of so many days at once
Ints = NDArray[np.int64]
Cohort = tuple[NDArray[np.uint64], Ints]  # numbers of leads, and the day of each
_COUNT, _DAY, _SECOND = (draws.purpose(text) for text in ("source/count", "person/day", "person/second"))


def webinars(source: CohostSource, journey: Journey, calendar: Calendar) -> list[int]:
    """Seconds of all dates of a source's series in the run."""
    series = journey.touchpoints.get(source.webinar)
    if not isinstance(series, Webinar):
        return []
    return [moment.t_s for moment in series.dates.moments(calendar, 0, calendar.horizon_s)]


class Source:
    """A source of a journey; what it brings follows the journey in force."""

    def __init__(self, world: World, name: str) -> None:
        self._world, self._name = world, name
        self._calendar, self._crowd = world.calendar, world.crowd_of_sales
        self._index = world.names.sources.index(name)
        self._word = draws.purpose(f"source/{name}")
        self._webinars = 0  # that the source has had so far

    def run(self) -> Generator[Event, None, None]:
        """The process: every few weeks the leads of the days to come are entered, each to arrive at its own second."""
        world, day, days = self._world, 0, self._calendar.days
        change_day = self._calendar.day_of(world.change_s) if world.change_s < world.end_s else days
        while True:
            until = min(day + BLOCK_DAYS, change_day if day < change_day else days, days)
            self._bring(day, until)
            if until >= days:
                return
            yield world.until(int(self._calendar.day_start_s[until]), ARRIVAL)
            day = until

    def _bring(self, first_day: int, last_day: int) -> None:
        source = self._world.journey.sources.get(self._name)
        start = self._crowd.size
        if isinstance(source, RateSource):
            self._enter(self._days(source, first_day, last_day), source.hours)
        elif isinstance(source, BurstSource):
            self._enter(self._events(source, first_day, last_day), source.hours)
        elif isinstance(source, CohostSource):
            self._enter_cohosts(source, first_day, last_day)
        elif source is not None:
            self._enter_given(first_day, last_day)
        if self._crowd.size > start:
            self._world.settle(start, self._crowd.size)

    def _luck(self, occurrence: int) -> int:
        return int(philox(self._word, 0xFFFFFFFF, _COUNT, occurrence, self._world.seed, self._world.replication))

    def _days(self, source: RateSource, first_day: int, last_day: int) -> list[Cohort]:
        """The leads of each day of a rate source."""
        cohorts = []
        for day in range(first_day, last_day):
            date = self._calendar.date_of(day)
            if not source.runs_on(date):
                continue
            factor = 1.0 if self._calendar.is_business_day(day) else source.off_day_factor
            mean = source.per_day * self._world.prepared.scale * factor
            n = draws.counts(mean, source.overdispersion, self._luck(day))
            if n:
                key = draws.cohort_key(self._name, date.isoformat())
                cohorts.append((draws.lead_ids(key, n), np.full(n, day)))
        return cohorts

    def _events(self, source: BurstSource, first_day: int, last_day: int) -> list[Cohort]:
        """The leads of each event that begins on these days; those whose day lies after the run are left out."""
        events = []
        for key, event in source.events.items():
            day = self._calendar.day_of_date(event.on)
            if first_day <= day < last_day:
                n = self._between(event.leads, draws.purpose(key))
                ids = draws.lead_ids(draws.cohort_key(self._name, key), n)
                days = day + (self._crowd.uniforms(ids, _DAY) * event.days >> 32)
                inside = days < self._calendar.days
                events.append((ids[inside], days[inside]))
        return events

    def _between(self, bounds: tuple[int, int], occurrence: int) -> int:
        """How many leads a dated event brings."""
        low, high = (round(bound * self._world.prepared.scale) for bound in bounds)
        return low + (self._luck(occurrence) * (high - low + 1) >> 32)

    def _enter(self, cohorts: list[Cohort], hours: tuple[int, int]) -> None:
        """Leads of a rate or burst, at their seconds of their days."""
        if not cohorts:
            return
        ids = np.concatenate([cohort[0] for cohort in cohorts])
        days = np.concatenate([cohort[1] for cohort in cohorts])
        second = hours[0] + (self._crowd.uniforms(ids, _SECOND) * (hours[1] - hours[0]) >> 32)
        starts = self._calendar.day_start_s
        self._crowd.add(ids, self._index, np.minimum(starts[days] + second, starts[days + 1] - 1))

    def _enter_cohosts(self, source: CohostSource, first_day: int, last_day: int) -> None:
        """Leads that partners bring in the hour that begins `after` each webinar held on these days."""
        for t in webinars(source, self._world.journey, self._calendar):
            if first_day <= self._calendar.day_of(t) < last_day:
                key = draws.cohort_key(self._name, str(self._webinars))
                ids = draws.lead_ids(key, self._between(source.leads, self._webinars))
                self._webinars += 1
                arrival_s = t + source.after + (self._crowd.uniforms(ids, _SECOND) * COHOST_S >> 32)
                inside = arrival_s < self._world.end_s
                self._crowd.add(ids[inside], self._index, arrival_s[inside])

    def _enter_given(self, first_day: int, last_day: int) -> None:
        """Leads of a file, at their seconds; those from before the run at its first."""
        starts = self._calendar.day_start_s
        first, last = int(starts[first_day]) if first_day else -FOREVER, int(starts[last_day])
        key = draws.cohort_key(self._name, "csv")
        for lead in self._world.prepared.given:
            if lead.source == self._name and first <= lead.registered_s < last:
                ids = draws.lead_ids(key, 1, lead.ordinal)
                places = self._crowd.add(ids, self._index, np.array([max(0, lead.registered_s)]))
                give(self._world, places.start, lead)


def give(world: World, position: int, lead: GivenLead) -> None:
    """Let a lead that was entered be the one that a file describes."""
    state, names = world.crowd_of_sales.state, world.names
    record = state.crowd[position]
    record["marks"] |= GIVEN | (OLD if lead.registered_s < 0 else 0)
    if lead.opted_out:
        record["marks"] &= ~SUBSCRIBED
    if lead.score is not None:
        record["behaviour"] = lead.score
        record["marks"] |= GIVEN_SCORE
    if lead.stage is not None:
        record["stage"] = names.stages.index(lead.stage)
    for name, count in lead.counts.items():
        state.own[position, names.behaviours.index(name)] = count
    for a, (attribute, values) in enumerate(names.attributes.items()):
        if attribute in lead.attributes:
            state.own[position, a - len(names.attributes)] = values.index(lead.attributes[attribute])
