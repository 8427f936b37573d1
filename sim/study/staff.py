"""Who works when at the desk of a journey: the hours of its teams, the reps at work on each day, and deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import NEVER_S, Calendar, WorkingTime
from sim.model.journey import Journey
from sim.model.salesdesk import Shift, Staff, Team
from sim.model.timewords import working_spans

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Staffing:
    """The teams of a journey, in file order, over the days of its run; a team is known by its place in that order."""

    journey: Journey

    @cached_property
    def teams(self) -> dict[str, Team]:
        """Teams by name."""
        return self.journey.desk.staffed()

    @cached_property
    def first_reps(self) -> Ints:
        """int64[teams]: number of each team's first rep."""
        return np.array([0, *accumulate(team.head_count() for team in self.teams.values())][:-1], np.int64)

    @cached_property
    def opening(self) -> tuple[WorkingTime, ...]:
        """The hours in which anybody of each team works."""
        return tuple(
            WorkingTime(self._calendar(team), merged([s.hours for s in shifts(team)])) for team in self.teams.values()
        )

    @cached_property
    def at_work(self) -> Floats:
        """float64[D]: reps who work on each day."""
        found: Floats = np.sum([reps * (worked > 0) for reps, worked in self._rota], axis=0, dtype=np.float64)
        return found

    @cached_property
    def rep_s(self) -> Ints:
        """int64[D]: working seconds of all reps on each day."""
        found: Ints = np.sum([reps * worked for reps, worked in self._rota], axis=0, dtype=np.int64)
        return found

    def deadline_s(self, synced_s: Ints, team: int) -> Ints:
        """Second after which the first contact of a hand-off synced at each second is late (docs/world.md, 11)."""
        hours, first_contact = self.opening[team], self.journey.desk.first_contact
        if isinstance(first_contact, int):
            return next_open(hours, synced_s) + first_contact
        today, later = self._closings[team]
        day = np.searchsorted(self._day_start_s, synced_s, side="right") - 1
        return np.where(synced_s < today[day], today[day], later[day])

    @cached_property
    def _closings(self) -> list[tuple[Ints, Ints]]:
        """Of each team int64[D] twice: deadline of who is synced on a day before that very second, and of who is later.

        Between two midnights only the day's closing time matters to the deadline.
        """
        starts, tables = self._day_start_s.tolist(), []
        for hours in self.opening:
            if self.journey.desk.first_contact == "next_business_day":
                late = [hours.end_of_business_day(hours.next_business_open(t)) for t in starts[:-1]]
                tables.append((np.array(late, np.int64), np.array(late, np.int64)))
            else:
                ends = np.array([hours.end_of_business_day(t) for t in starts], np.int64)
                tables.append((ends[:-1], ends[1:]))
        return tables

    @cached_property
    def _rota(self) -> list[tuple[Ints, Ints]]:
        """Of each shift of each team int64[D] twice: reps who are not away, and the seconds that each of them works."""
        rota = []
        for team in self.teams.values():
            calendar, left = self._calendar(team), team.head_count()
            present = left - self._away(team, calendar)  # the reps with the highest numbers are away
            for shift in shifts(team):
                left -= shift.reps
                before = team.head_count() - left - shift.reps
                hours = WorkingTime(calendar, merged([shift.hours]))
                worked = np.diff(worked_until(hours.opens_s, hours.closes_s, self._day_start_s))
                rota.append((np.clip(present - before, 0, shift.reps), worked))
        return rota

    def _away(self, team: Team, calendar: Calendar) -> Ints:
        """int64[D]: reps of a team who are absent."""
        away = np.zeros(self.journey.days, np.int64)
        for absence in team.absences:
            first, last = (max(0, calendar.day_of_date(day)) for day in (absence.since, absence.until))
            away[first:last] += absence.reps
        return away

    @cached_property
    def _day_start_s(self) -> Ints:
        return self.journey.built_calendar().day_start_s[: self.journey.days + 1]

    def _calendar(self, team: Team) -> Calendar:
        """The journey's calendar with the closures of a team."""
        own = self.journey.calendar
        settings = own.model_copy(update={"closures": [*own.closures, *team.closures]})
        return self.journey.model_copy(update={"calendar": settings}).built_calendar()


def shifts(team: Staff) -> list[Shift]:
    """The shifts of a team; one without any works as one."""
    return team.shifts or [Shift(reps=team.head_count(), hours=team.hours)]


def merged(hours: Sequence[str]) -> str | None:
    """The hours in which at least one of several works, as words; None: always."""
    spans = [working_spans(text) for text in hours]
    if any(each is None for each in spans):
        return None
    found = together([span for each in spans for span in each or ()])
    return " ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in found)


def together(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals [from, to) in order, those that overlap or touch as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def next_open(hours: WorkingTime, times: Ints) -> Ints:
    """First working second at or after each second."""
    opens = np.append(hours.opens_s, NEVER_S)
    found: Ints = np.maximum(times, opens[np.searchsorted(hours.closes_s, times, side="right")])
    return found


def worked_until(opens: Ints, closes: Ints, times: Ints) -> Ints:
    """Working seconds before each second, of working intervals [open, close) in order."""
    if not opens.size:
        return np.zeros_like(times)
    worked = np.cumsum(closes - opens) - (closes - opens)
    at = np.searchsorted(opens, times, side="right") - 1
    return np.where(at >= 0, worked[at] + np.minimum(times, closes[at]) - opens[at], 0)
