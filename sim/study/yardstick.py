"""What a run is measured against: the days, working hours, deadlines and prices of the journey in force on each day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import Calendar, WorkingTime
from sim.model.journey import Journey, Webinar

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
        """float64[D]: people at the desk."""
        return self._daily([journey.desk.reps for journey in self._journeys])

    @cached_property
    def worked_s(self) -> Ints:
        """int64[D]: working seconds of the desk on each day; 0 on days off."""
        return np.diff(self.worked_until(self.day_start_s))

    @cached_property
    def team_yen(self) -> Floats:
        """float64[D]: the working hours of the whole team."""
        return (
            self.reps * (self.worked_s / 3600.0) * self._daily([journey.costs.rep_hour for journey in self._journeys])
        )

    @cached_property
    def webinar_yen(self) -> Floats:
        """float64[D]: the webinars held on the day."""
        return np.where(
            np.arange(self.days) < self.change,
            *(self._webinars(journey) for journey in (self._journeys[0], self._journeys[-1])),
        )

    def day_of(self, times: Ints) -> Ints:
        """Day of each second."""
        return np.searchsorted(self.day_start_s, times, side="right").astype(np.int64) - 1

    def worked_until(self, times: Ints) -> Ints:
        """Working seconds before each second."""
        opens, closes, worked = self._intervals
        at = np.searchsorted(opens, times, side="right") - 1
        inside = worked[at] + np.minimum(times, closes[at]) - opens[at]
        return np.where(at >= 0, inside, 0)

    def deadline_s(self, synced_s: Ints) -> Ints:
        """Second after which the first contact of a hand-off is late, by the desk in force when it was synced."""
        day = self.day_of(synced_s)
        version = np.where(day < self.change, 0, len(self._journeys) - 1)
        today: Ints = self._deadlines[version, 0, day]
        tomorrow: Ints = self._deadlines[version, 1, day]
        return np.where(synced_s < today, today, tomorrow)

    @property
    def _journeys(self) -> tuple[Journey, ...]:
        return (self.journey,) if self.after is None else (self.journey, self.after)

    def _daily(self, figures: Sequence[float] | Sequence[Sequence[float]]) -> Floats:
        """The figure of the journey in force, for each day."""
        in_force = (np.arange(self.days) >= self.change).astype(np.intp)
        return np.array(figures, np.float64)[in_force]

    def _webinars(self, journey: Journey) -> Floats:
        cost = np.zeros(self.days)
        for series in journey.touchpoints.values():
            if isinstance(series, Webinar) and series.cost:
                for moment in series.dates.moments(self.calendar, 0, int(self.day_start_s[-1])):
                    cost[self.day_of(np.array([moment.t_s]))] += series.cost
        return cost

    @cached_property
    def _intervals(self) -> tuple[Ints, Ints, Ints]:
        """Working intervals [open, close) of the desk in force, and the seconds worked before each."""
        first, last = self._hours[0], self._hours[-1]
        end = self.calendar.end_s
        change = int(self.day_start_s[self.change]) if self.after is not None else end
        spans = [(o, min(c, change)) for o, c in zip(first.opens_s, first.closes_s, strict=True) if o < change]
        spans += [
            (max(o, change), min(c, end))
            for o, c in zip(last.opens_s, last.closes_s, strict=True)
            if change < min(c, end)
        ]
        opens, closes = np.array(spans, np.int64).reshape(-1, 2).T
        return opens, closes, np.cumsum(closes - opens) - (closes - opens)

    @cached_property
    def _hours(self) -> list[WorkingTime]:
        return [WorkingTime(self.calendar, journey.desk.hours) for journey in self._journeys]

    @cached_property
    def _deadlines(self) -> Ints:
        """int64[journeys, 2, D]: deadline of a hand-off synced before that very second of the day, and of a later one.

        docs/world.md, section 11. Between two midnights only the day's closing time matters to the deadline.
        """
        starts = [int(t) for t in self.day_start_s]
        tables = []
        for journey, hours in zip(self._journeys, self._hours, strict=True):
            if journey.desk.first_contact == "next_business_day":
                late = [hours.end_of_business_day(hours.next_business_open(t)) for t in starts[:-1]]
                tables.append([late, late])
            else:
                ends = [hours.end_of_business_day(t) for t in starts]
                tables.append([ends[:-1], ends[1:]])
        return np.array(tables, np.int64)
