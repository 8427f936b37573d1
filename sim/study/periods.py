"""KPIs by calendar month, fiscal quarter and registration cohort; what is not finished is marked."""

from __future__ import annotations

from itertools import groupby
from typing import Literal, NamedTuple

import numpy as np

from sim.model.calendar import DAY_S
from sim.model.ledger import Run, What
from sim.study.kpis import KPIS, measure
from sim.study.measures import Facts, Figure, Window, first_times
from sim.study.yardstick import Ints, Yardstick

Every = Literal["month", "quarter"]
REACHED = {"mql": What.MQL, "contact": What.CONTACT, "opportunity": What.OPPORTUNITY, "won": What.WON}


class Period(NamedTuple):
    """A calendar month (`2026-04`) or fiscal quarter (`FY2026 Q1`): its days in the run, and whether it is whole."""

    name: str
    first_day: int
    last_day: int
    is_whole: bool


class PeriodRow(NamedTuple):
    """The KPIs of a period; `unfinished` are those that leave out its last cases: the run cuts their follow-up."""

    period: Period
    figures: dict[str, Figure]
    unfinished: frozenset[str]


class CohortRow(NamedTuple):
    """Leads by when they registered: how many, those excluded among them, and how many got where within the follow-up.

    Not finished: somebody's follow-up ends after the run, so that the numbers are too low.
    """

    period: Period
    leads: int
    excluded: int
    reached: dict[str, int]
    is_finished: bool


def periods(yardstick: Yardstick, every: Every) -> list[Period]:
    """The months or fiscal quarters that a run touches, in order."""
    calendar, found = yardstick.calendar, []
    name_of = calendar.month if every == "month" else calendar.fiscal_quarter
    for name, group in groupby(range(yardstick.days), key=name_of):
        days = list(group)
        is_whole = name_of(days[0] - 1) != name and name_of(days[-1] + 1) != name
        found.append(Period(name, days[0], days[-1] + 1, is_whole))
    return found


def by_period(
    run: Run, yardstick: Yardstick, every: Every, *, follow_up_days: int = 30, cohort_days: int = 90
) -> list[PeriodRow]:
    """All KPIs of each month or fiscal quarter."""
    rows = []
    for period in periods(yardstick, every):
        window = Window(period.first_day, period.last_day, follow_up_days, cohort_days)
        unfinished = frozenset(name for name, kpi in KPIS.items() if kpi.is_cut_short(window, yardstick.days))
        rows.append(PeriodRow(period, measure(run, yardstick, window), unfinished))
    return rows


def by_cohort(run: Run, yardstick: Yardstick, every: Every, *, follow_up_days: int = 90) -> list[CohortRow]:
    """How far the leads of each month or fiscal quarter got within the same number of days since registration."""
    facts = Facts(run, yardstick, Window(0, yardstick.days))
    arrival = run.leads["arrival_s"].astype(np.int64)
    days = yardstick.day_of(arrival)
    in_time = {}
    for name, what in REACHED.items():
        lead, time = first_times(facts.rows, what)
        in_time[name] = days[lead[time < arrival[lead] + follow_up_days * DAY_S]]
    rows = []
    for period in periods(yardstick, every):
        reached = {name: _within(found, period) for name, found in in_time.items()}
        followed_s = int(yardstick.day_start_s[period.last_day]) + follow_up_days * DAY_S
        sizes = _within(days, period), _within(days[~facts.targets], period)
        rows.append(CohortRow(period, *sizes, reached, followed_s <= facts.end_s))
    return rows


def _within(days: Ints, period: Period) -> int:
    return int(((days >= period.first_day) & (days < period.last_day)).sum())
