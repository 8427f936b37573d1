"""The textbook model: docs/world.md as a SimPy tutorial would write it, one process per lead and per shared thing.

It knows nothing of the engine: small, slow, obviously right. Numbers in comments are those of docs/world.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import simpy

from sim.files.leadsfile import GivenLead
from sim.model import calendar, draws
from sim.model.journey import BurstSource, CsvSource, Email, Journey, RateSource, Webinar
from sim.model.ledger import LEAD, ROW, Status, What, canonical
from sim.model.persona import Personas
from tests.textbook_desk import Desk
from tests.textbook_lead import Lead
from tests.textbook_plan import WORD, Indices, Life, Luck, Plan, Rank, purpose_word, rint


class Result(NamedTuple):
    """Leads (ledger.LEAD) by arrival and number, and rows (ledger.ROW) in canonical order."""

    leads: np.ndarray
    rows: np.ndarray


class World:
    """The SimPy environment, everything shared in it, and the ledger."""

    def __init__(
        self, plans: Sequence[Plan], seed: int, replication: int, scale: float, given: Sequence[GivenLead], luck: Luck
    ) -> None:
        self.env = simpy.Environment()
        self.plans, self.plan, self.index = plans, plans[0], Indices(plans)
        self.key, self.scale, self.given, self.luck = (seed, replication), scale, given, luck
        self.crowd: list[Lead] = []  # everybody who has arrived, in any order
        self.transit: list[Lead] = []
        self.rows: list[tuple[Any, ...]] = []
        self.desk = Desk(self)
        for plan in plans:
            self._open(plan)

    def _open(self, plan: Plan) -> None:
        """Start the processes of one journey; each lives from its first to its last second in force."""
        self.env.process(self._in_force(plan))
        self.env.process(self._sync(plan))
        self.env.process(self.desk.doors(plan))
        for name, source in plan.journey.sources.items():
            self.env.process(self._source(plan, name, source))
        for name, mail in plan.mails.items():
            self.env.process(self._programme(plan, name, mail))
        for name, series in plan.series.items():
            self.env.process(self._series(plan, name, series))
            self.env.process(self._invitations(plan, name, series))

    @property
    def now(self) -> int:
        """The present second."""
        return int(self.env.now)

    def at(self, t: int, rank: Rank, order: int = 0) -> simpy.Event:
        """The event of second t and a rank (section 12); `order` settles ties within the rank."""
        event = self.env.event()
        event._ok, event._value = True, None
        self.env.schedule(event, priority=rank * 1_000_000 + order, delay=t - self.now)  # type: ignore[arg-type]  # any whole number
        return event

    def u(self, number: int, purpose: str, occurrence: int = 0) -> int:
        """Section 2: the word of luck at an address."""
        return self.luck(number & WORD, number >> 32, purpose_word(purpose), occurrence & WORD, *self.key)

    def run(self) -> Result:
        """Run to the end and hand over the tables."""
        self.env.run(until=self.plan.calendar.horizon_s)
        people = sorted(self.crowd, key=lambda lead: (lead.arrival_s, lead.number))
        place = {lead: i for i, lead in enumerate(people)}
        rows = np.array([(t, place[lead], *rest) for t, lead, *rest in self.rows], dtype=ROW)
        return Result(np.array([lead.summary() for lead in people], dtype=LEAD), canonical(rows))

    def _in_force(self, plan: Plan) -> Life:
        yield self.at(plan.first_s, Rank.CHANGE)
        self.plan = plan
        self.desk.change()

    # Sources (section 6)

    def _source(self, plan: Plan, name: str, source: Any) -> Life:
        match source:
            case RateSource():
                return self._rate_source(plan, name, source)
            case BurstSource():
                return self._burst_source(plan, name, source)
        return self._csv_source(plan, name, source)

    def _rate_source(self, plan: Plan, name: str, source: RateSource) -> Life:
        for day in plan.days:
            date = plan.calendar.date_of(day)
            if (source.since is None or source.since <= date) and (source.until is None or date < source.until):
                yield self.at(int(plan.calendar.day_start_s[day]), Rank.REVIEW)
                self._welcome(self._day(plan, name, source, day))

    def _day(self, plan: Plan, name: str, source: RateSource, day: int) -> Iterable[Lead]:
        mean = source.per_day * self.scale
        if not plan.calendar.is_business_day(day):
            mean = mean * source.off_day_factor
        n = draws.counts(mean, source.overdispersion, self._source_luck(name, day))
        cohort = plan.calendar.date_of(day).isoformat()
        return [self._visitor(plan, name, source, number, day) for number in self._numbers(name, cohort, n)]

    def _burst_source(self, plan: Plan, name: str, source: BurstSource) -> Life:
        for day, key in sorted((plan.calendar.day_of_date(event.on), key) for key, event in source.events.items()):
            if day in plan.days:
                yield self.at(int(plan.calendar.day_start_s[day]), Rank.REVIEW)
                self._welcome(self._event(plan, name, source, key, day))

    def _event(self, plan: Plan, name: str, source: BurstSource, key: str, first: int) -> Iterable[Lead]:
        event = source.events[key]
        low, high = (rint(n * self.scale) for n in event.leads)
        n = low + (self._source_luck(name, purpose_word(key)) * (high - low + 1) >> 32)
        for number in self._numbers(name, key, n):
            day = first + (self.u(number, "person/day") * event.days >> 32)
            if day < plan.journey.days:
                yield self._visitor(plan, name, source, number, day)

    def _csv_source(self, plan: Plan, name: str, source: CsvSource) -> Life:
        yield self.at(plan.first_s, Rank.REVIEW)
        rows = [row for row in self.given if row.source == name]
        self._welcome(
            self._row_lead(source, row) for row in rows if plan.first_s <= max(0, row.registered_s) < plan.stop_s
        )

    def _welcome(self, leads: Iterable[Lead]) -> None:
        for lead in leads:
            self.env.process(lead.life())

    def _row_lead(self, source: CsvSource, row: GivenLead) -> Lead:
        number = int(draws.lead_ids(draws.cohort_key(row.source, "csv"), 1, row.ordinal)[0])
        return Lead(self, row.source, source, number, max(0, row.registered_s), row)

    def _visitor(self, plan: Plan, name: str, source: RateSource | BurstSource, number: int, day: int) -> Lead:
        first, stop = source.hours
        second = int(plan.calendar.day_start_s[day]) + first + (self.u(number, "person/second") * (stop - first) >> 32)
        return Lead(self, name, source, number, min(second, int(plan.calendar.day_start_s[day + 1]) - 1))

    def _source_luck(self, name: str, occurrence: int) -> int:
        return self.u(0xFFFFFFFF00000000 + purpose_word(f"source/{name}"), "source/count", occurrence)

    @staticmethod
    def _numbers(name: str, cohort: str, n: int) -> list[int]:
        return [int(number) for number in draws.lead_ids(draws.cohort_key(name, cohort), n)]

    # Programmes, webinars and sync (sections 10, 11)

    def _programme(self, plan: Plan, name: str, mail: Email) -> Life:
        for moment in mail.cadence.moments(plan.calendar, plan.first_s, plan.stop_s) if mail.cadence else ():
            yield self.at(moment.t_s, Rank.SEND, self.index.touchpoints[name] * 8)
            for lead in self.crowd:
                lead.receive(name, moment.week * 16 + moment.slot)

    def _invitations(self, plan: Plan, name: str, series: Webinar) -> Life:
        days, letters = plan.calendar, []
        for webinar in series.dates.moments(days, 0, days.end_s):
            for n, wave in enumerate(series.invite):
                t = days.second(days.day_of(webinar.t_s) - wave.before // calendar.DAY_S, wave.at)
                letters.append((t, n, (webinar.week * 16 + webinar.slot) * 4 + n, webinar.t_s))
        for t, n, occurrence, webinar_s in sorted(letters):
            if plan.first_s <= t < plan.stop_s:
                yield self.at(t, Rank.SEND, self.index.touchpoints[name] * 8 + n)
                for lead in self.crowd:
                    lead.receive(name, occurrence, webinar_s=webinar_s)

    def _series(self, plan: Plan, name: str, series: Webinar) -> Life:
        for moment in series.dates.moments(plan.calendar, plan.first_s, plan.stop_s):
            yield self.at(moment.t_s, Rank.WEBINAR, self.index.touchpoints[name])
            for lead in self.crowd:
                lead.webinar(name, series, moment.week * 16 + moment.slot)

    def _sync(self, plan: Plan) -> Life:
        """Ticks of a periodic link; a real-time one only takes over what still waits, for a hand-off rings it."""
        link = plan.journey.sync
        first = link.at + max(0, -(-(plan.first_s - link.at) // link.every)) * link.every
        for tick in range(first, plan.stop_s, link.every) if link.mode == "periodic" else (plan.first_s,):
            yield self.at(tick, Rank.SYNC)
            self.synchronise()

    def hand_off(self, lead: Lead) -> None:
        """The lead waits for the link."""
        self.transit.append(lead)
        if self.plan.journey.sync.mode == "real_time":
            self.at(self.now, Rank.SYNC).callbacks.append(lambda _: self.synchronise())

    def synchronise(self) -> None:
        """All that wait reach the desk."""
        waiting, self.transit = sorted(self.transit, key=lambda lead: lead.number), []
        for lead in waiting:
            lead.row(What.SYNCED, 0, lead.score, lead.mql_row)
            lead.status, lead.synced_score, lead.synced_s = Status.DESK, lead.score, self.now
            self.desk.receive(lead)


def simulate(
    journey: Journey,
    personas: Personas,
    *,
    seed: int,
    replication: int,
    scale: float = 1.0,
    given: Sequence[GivenLead] = (),
    given_by_source: Mapping[str, Sequence[GivenLead]] | None = None,
    after: tuple[Journey, Personas] | None = None,
    change_day: int | None = None,
    luck: Luck = draws.philox,
) -> Result:
    """One run of a journey, from `change_day` on of the journey `after`; `given` are the leads of its CSV sources."""
    rows = [*given, *(row._replace(source=name) for name, rows in (given_by_source or {}).items() for row in rows)]
    change = journey.days if after is None or change_day is None else min(change_day, journey.days)
    plans = [Plan(journey, personas, 0, change)]
    if after is not None and change < journey.days:
        plans.append(Plan(*after, change, journey.days))
    return World(plans, seed, replication, scale, rows, luck).run()
