"""What a run is measured against: the days, working hours, deadlines and prices of the journey in force on each day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import Calendar
from sim.model.journey import Journey, Webinar
from sim.study.rota import Staffing, together, worked_until

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Yardstick:
    """A scenario's journey and, if the run changes over, the one in force from the first second of `change_day`.

    Arrays have an entry for each of the D days of the run; sources are in the run's index order (docs/world.md, 3).
    """

    journey: Journey
    after: Journey | None = None
    change_day: int | None = None

    @cached_property
    def calendar(self) -> Calendar:
        """Local days of the run; both journeys share their start and zone."""
        return self.journey.built_calendar()

    @property
    def days(self) -> int:
        """Days of the run."""
        return self.journey.days

    @cached_property
    def day_start_s(self) -> Ints:
        """int64[D + 1]: second at which each day begins, and the end of the run."""
        return self.calendar.day_start_s[: self.days + 1]

    @property
    def change(self) -> int:
        """Day from which the second journey is in force; D when there is none."""
        return self.days if self.after is None or self.change_day is None else min(self.change_day, self.days)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources: those of the first journey, then what only the second one has."""
        return tuple(dict.fromkeys(name for journey in self._journeys for name in journey.sources))

    @cached_property
    def lead_yen(self) -> Floats:
        """float64[D, S]: advertising for a lead of each source that registers on the day."""
        return self._daily(
            [[j.sources[s].cost_per_lead if s in j.sources else 0.0 for s in self.sources] for j in self._journeys]
        )

    @cached_property
    def mail_yen(self) -> Floats:
        """float64[D]: one mail sent on the day."""
        return self._daily([journey.costs.mail for journey in self._journeys])

    @cached_property
    def deal_yen(self) -> Floats:
        """float64[D]: value of a deal won on the day."""
        return self._daily([journey.costs.deal_value for journey in self._journeys])

    @cached_property
    def reps(self) -> Floats:
        """float64[D]: people at the desk, all teams together, those who are away included."""
        return self._daily([journey.desk.head_count() for journey in self._journeys])

    @cached_property
    def at_work(self) -> Floats:
        """float64[D]: reps who work on the day; 0 on days off."""
        return self._in_force([staff.at_work for staff in self.staff])

    @cached_property
    def worked_s(self) -> Ints:
        """int64[D]: seconds of each day in which some team works; 0 on days off."""
        return np.diff(self.worked_until(self.day_start_s))

    @cached_property
    def team_yen(self) -> Floats:
        """float64[D]: the working hours of all reps who are not away."""
        hours = self._in_force([staff.rep_s / 3600.0 for staff in self.staff])
        return hours * self._daily([journey.costs.rep_hour for journey in self._journeys])

    @cached_property
    def webinar_yen(self) -> Floats:
        """float64[D]: the webinars held on the day."""
        return self._in_force([self._webinars(journey) for journey in self._journeys])

    def day_of(self, times: Ints) -> Ints:
        """Day of each second."""
        return np.searchsorted(self.day_start_s, times, side="right").astype(np.int64) - 1

    def worked_until(self, times: Ints) -> Ints:
        """Seconds before each second in which some team worked."""
        return worked_until(*self._intervals, times)

    def deadline_s(self, synced_s: Ints, team: Ints) -> Ints:
        """Second after which the first contact of a hand-off is late, by the desk in force when it was synced.

        `team`: its place in `teams`, by whose hours it goes. Of -1 nobody knows it: the latest deadline of all teams.
        A team that the desk in force doesn't have is its first one.
        """
        version = self._version(synced_s)
        deadline = np.zeros(synced_s.size, np.int64)
        for v, staff in enumerate(self.staff):
            own = np.stack([staff.deadline_s(synced_s, place) for place in range(len(staff.teams))])
            names = staff.teams
            place = np.array([names.index(name) if name in names else 0 for name in self.teams], np.int64)
            found = np.where(team >= 0, own[place[team], np.arange(synced_s.size)], own.max(axis=0))
            deadline = np.where(version == v, found, deadline)
        return deadline

    def team_of(self, rep: Ints, times: Ints) -> Ints:
        """The team, by its place in `teams`, in which each rep (-1: none) works at a second; -1 where nobody can tell.

        A ledger names the rep of each attempt and no team: who was never attempted is known to belong to a team only
        where there is but one.
        """
        version = self._version(times)
        team = np.full(rep.size, 0 if len(self.teams) == 1 else -1, np.int64)
        for v, staff in enumerate(self.staff):
            own = np.array([self.teams.index(name) for name in staff.teams], np.int64)
            found = own[np.searchsorted(staff.first_reps, np.maximum(rep, 0), side="right") - 1]
            team = np.where((version == v) & (rep >= 0), found, team)
        return team

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Names of the teams: those of the first journey, then what only the second one has."""
        return tuple(dict.fromkeys(name for staff in self.staff for name in staff.teams))

    @cached_property
    def staff(self) -> tuple[Staffing, ...]:
        """Who works when, in each journey."""
        return tuple(Staffing(journey) for journey in self._journeys)

    def _version(self, times: Ints) -> Ints:
        """Which journey is in force at each second."""
        return np.where(self.day_of(times) < self.change, 0, len(self._journeys) - 1).astype(np.int64)

    @property
    def _journeys(self) -> tuple[Journey, ...]:
        return (self.journey,) if self.after is None else (self.journey, self.after)

    def _daily(self, figures: Sequence[float] | Sequence[Sequence[float]]) -> Floats:
        """The figure of the journey in force, for each day."""
        in_force = (np.arange(self.days) >= self.change).astype(np.intp)
        return np.array(figures, np.float64)[in_force]

    def _in_force(self, figures: Sequence[Floats]) -> Floats:
        """Of the daily figures of each journey those of the one in force."""
        return np.where(np.arange(self.days) < self.change, figures[0], figures[-1])

    def _webinars(self, journey: Journey) -> Floats:
        cost = np.zeros(self.days)
        for series in journey.touchpoints.values():
            if isinstance(series, Webinar) and series.cost:
                for moment in series.dates.moments(self.calendar, 0, int(self.day_start_s[-1])):
                    cost[self.day_of(np.array([moment.t_s]))] += series.cost
        return cost

    @cached_property
    def _intervals(self) -> tuple[Ints, Ints]:
        """Intervals [open, close) in which some team of the desk in force works, in order and apart."""
        end = self.calendar.end_s
        change = int(self.day_start_s[self.change]) if self.after is not None else end
        spans: list[tuple[int, int]] = []
        for staff, first, last in zip(self.staff, (0, change), (change, end), strict=False):
            for hours in (crew.hours for crew in staff.crews):
                pairs = zip(hours.opens_s.tolist(), hours.closes_s.tolist(), strict=True)
                spans += [(max(o, first), min(c, last)) for o, c in pairs if max(o, first) < min(c, last)]
        opens, closes = np.array(together(spans), np.int64).reshape(-1, 2).T
        return opens, closes
