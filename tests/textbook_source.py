"""Textbook model: sources, which bring leads (section 6 of docs/world.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sim.files.leadsfile import GivenLead
from sim.model import draws
from sim.model.journey import BurstSource, CohostSource, CsvSource, RateSource
from tests.textbook_lead import Lead
from tests.textbook_plan import Life, Plan, Rank, purpose_word, rint

if TYPE_CHECKING:
    from tests.textbook import World

AFTER_REVIEWS = 900_000  # order of a day's counts within the rank they share


class Sources:
    """The sources of one journey: processes that wake at the start of each day with leads and send these on their way.

    Which journey's source brings a lead is settled then; the lead's life follows the journeys in force.
    """

    def __init__(self, world: World, plan: Plan, given: Iterable[GivenLead]) -> None:
        self.world, self.plan, self.days = world, plan, plan.calendar
        self.given = [row for row in given if plan.first_s <= max(0, row.registered_s) < plan.stop_s]
        for name, source in plan.journey.sources.items():
            world.env.process(self.life(name, source))

    def life(self, name: str, source: Any) -> Life:
        """One source, from day to day."""
        for day, leads in self.days_with_leads(name, source):
            yield self.world.at(int(self.days.day_start_s[day]), Rank.REVIEW, AFTER_REVIEWS)
            for lead in leads:
                self.world.env.process(lead.life())

    def days_with_leads(self, name: str, source: Any) -> Iterator[tuple[int, Iterable[Lead]]]:
        """Days of the journey with a count of leads, ascending, and the leads."""
        match source:
            case RateSource():
                return ((day, self.daily(name, source, day)) for day in self.plan.days if self.runs(source, day))
            case BurstSource():
                return self.events(name, source)
            case CohostSource():
                return self.webinars(name, source)
        return iter([(self.plan.days.start, self.listed(name, source))])

    def runs(self, source: RateSource, day: int) -> bool:
        """Whether a rate source has leads on a day."""
        date = self.days.date_of(day)
        return (source.since is None or source.since <= date) and (source.until is None or date < source.until)

    def daily(self, name: str, source: RateSource, day: int) -> Iterator[Lead]:
        """A day's leads of a rate source."""
        mean = source.per_day * self.world.scale
        if not self.days.is_business_day(day):
            mean = mean * source.off_day_factor
        n = draws.counts(mean, source.overdispersion, self.luck(name, day))
        for number in numbers(name, self.days.date_of(day).isoformat(), n):
            yield self.visitor(name, source, number, day)

    def events(self, name: str, source: BurstSource) -> Iterator[tuple[int, Iterable[Lead]]]:
        """Events by their first day; those that begin before the journey or after it bring nobody."""
        first_days = sorted((self.days.day_of_date(event.on), key) for key, event in source.events.items())
        return ((day, self.event(name, source, key, day)) for day, key in first_days if day in self.plan.days)

    def event(self, name: str, source: BurstSource, key: str, first: int) -> Iterator[Lead]:
        """The leads of an event."""
        event = source.events[key]
        for number in numbers(name, key, self.between(event.leads, self.luck(name, purpose_word(key)))):
            day = first + (self.world.u(number, "person/day") * event.days >> 32)
            if day < self.plan.journey.days:
                yield self.visitor(name, source, number, day)

    def webinars(self, name: str, source: CohostSource) -> Iterator[tuple[int, Iterable[Lead]]]:
        """Webinars that others hold with us, by their day."""
        dates = self.plan.series[source.webinar].dates.moments(self.days, 0, self.days.horizon_s)
        for held in dates:
            if (day := self.days.day_of(held.t_s)) in self.plan.days:
                yield day, self.brought(name, source, held.t_s + source.after)

    def brought(self, name: str, source: CohostSource, first_s: int) -> Iterator[Lead]:
        """The leads that the next webinar of the source brings, within an hour."""
        n = self.world.webinars[name]
        self.world.webinars[name] += 1
        for number in numbers(name, str(n), self.between(source.leads, self.luck(name, n))):
            second = self.world.u(number, "person/second") * 3600 >> 32
            yield Lead(self.world, name, source, number, first_s + second)

    def listed(self, name: str, source: CsvSource) -> Iterator[Lead]:
        """The rows of a file that fall into the journey's time."""
        for row in self.given:
            if row.source == name:
                number = int(draws.lead_ids(draws.cohort_key(name, "csv"), 1, row.ordinal)[0])
                yield Lead(self.world, name, source, number, max(0, row.registered_s), row)

    def visitor(self, name: str, source: RateSource | BurstSource, number: int, day: int) -> Lead:
        """A lead that comes within the source's hours of a day."""
        first, stop = source.hours
        second = first + (self.world.u(number, "person/second") * (stop - first) >> 32)
        begins, ends = (int(self.days.day_start_s[each]) for each in (day, day + 1))
        return Lead(self.world, name, source, number, min(begins + second, ends - 1))

    def between(self, bounds: tuple[int, int], u: int) -> int:
        """A number of leads between two bounds."""
        low, high = (rint(n * self.world.scale) for n in bounds)
        return low + (u * (high - low + 1) >> 32)

    def luck(self, name: str, occurrence: int) -> int:
        """Section 2: luck that no lead owns."""
        return self.world.u(0xFFFFFFFF00000000 + purpose_word(f"source/{name}"), "source/count", occurrence)


def numbers(name: str, cohort: str, n: int) -> list[int]:
    """The 64-bit numbers of a cohort."""
    return [int(number) for number in draws.lead_ids(draws.cohort_key(name, cohort), n)]
