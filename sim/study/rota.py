"""Who works when at the desk of a journey: the hours of its teams, the reps at work on each day, and deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.engine.staff import Crew, crews_of
from sim.model.calendar import NEVER_S, WorkingTime
from sim.model.journey import Journey

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Staffing:
    """The teams of a journey, in file order, over the days of its run; a team is known by its place in that order."""

    journey: Journey

    @cached_property
    def crews(self) -> tuple[Crew, ...]:
        """Who works when, by team."""
        return crews_of(self.journey.desk, self.journey.built_calendar())

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Names of the teams."""
        return tuple(crew.name for crew in self.crews)

    @cached_property
    def first_reps(self) -> Ints:
        """int64[teams]: number of each team's first rep."""
        return np.array([crew.first for crew in self.crews], np.int64)

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
        hours, first_contact = self.crews[team].hours, self.journey.desk.first_contact
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
        for hours in (crew.hours for crew in self.crews):
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
        for crew in self.crews:
            present = np.array([crew.present(t)[0] for t in self._day_start_s[:-1].tolist()], np.int64)
            for watch in crew.watches:
                hours = watch.working
                worked = np.diff(worked_until(hours.opens_s, hours.closes_s, self._day_start_s))
                rota.append((np.clip(present - watch.first, 0, watch.last - watch.first), worked))
        return rota

    @cached_property
    def _day_start_s(self) -> Ints:
        return self.journey.built_calendar().day_start_s[: self.journey.days + 1]


def together(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals [from, to) in order, those that overlap or touch as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


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
