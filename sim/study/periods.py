"""KPIs by calendar month, fiscal quarter and registration cohort; what is not finished is marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

import numpy as np

from sim.model.calendar import DAY_S
from sim.model.ledger import What
from sim.study.kpis import KPIS, figures_of
from sim.study.measures import Facts, Figure, Window, first_times
from sim.study.yardstick import Ints, Yardstick

Every = Literal["month", "quarter"]
COHORT = ("leads", "excluded", "mql", "contact", "opportunity", "won")  # columns of `by_cohort`
REACHED = {"mql": What.MQL, "contact": What.CONTACT, "opportunity": What.OPPORTUNITY, "won": What.WON}


class Period(NamedTuple):
    """A calendar month (`2026-04`) or fiscal quarter (`FY2026 Q1`): its days in the run, and whether it is whole."""

    name: str
    first_day: int
    last_day: int
    is_whole: bool


def periods(yardstick: Yardstick, every: Every, window: Window | None = None) -> list[Period]:
    """The months or fiscal quarters that a run touches, in order; of those that a window cuts, the part inside it."""
    calendar, found = yardstick.calendar, []
    name_of = calendar.month if every == "month" else calendar.fiscal_quarter
    first, last = (0, yardstick.days) if window is None else (window.first_day, window.last_day)
    for name, group in groupby(range(first, last), key=name_of):
        days = list(group)
        is_whole = name_of(days[0] - 1) != name and name_of(days[-1] + 1) != name
        found.append(Period(name, days[0], days[-1] + 1, is_whole))
    return found


def by_period(facts: Facts, touched: Sequence[Period]) -> list[dict[str, Figure]]:
    """All KPIs of each period, with the follow-up times of the facts' window."""
    windows = (facts.window._replace(first_day=each.first_day, last_day=each.last_day) for each in touched)
    return [figures_of(facts.within(window)) for window in windows]


def unfinished(period: Period, window: Window, days: int) -> frozenset[str]:
    """The KPIs of a period that leave out its last cases, as a run of so many days cuts their follow-up."""
    cut = window._replace(first_day=period.first_day, last_day=period.last_day)
    return frozenset(name for name, kpi in KPIS.items() if kpi.is_cut_short(cut, days))


def by_cohort(facts: Facts, touched: Sequence[Period]) -> Ints:
    """int64[periods, len(COHORT)]: leads by when they registered, those excluded among them, and how many got how far.

    All are followed for the same number of days, the `cohort_days` of the facts' window. A cohort whose last lead's
    follow-up ends after the run (`is_followed`) has numbers that are too low.
    """
    run, yardstick, followed_s = facts.run, facts.yardstick, facts.window.cohort_days * DAY_S
    arrival = run.leads["arrival_s"].astype(np.int64)
    days = yardstick.day_of(arrival)
    groups = [days, days[~facts.targets]]
    for what in REACHED.values():
        lead, time = first_times(facts.rows, what)
        groups.append(days[lead[time < arrival[lead] + followed_s]])
    counts = [[_within(group, period) for group in groups] for period in touched]
    return np.array(counts, np.int64).reshape(-1, len(COHORT))


def is_followed(period: Period, window: Window, days: int) -> bool:
    """Whether all leads that registered in a period are followed to the end of their time in a run of so many days."""
    return period.last_day + window.cohort_days <= days


def _within(days: Ints, period: Period) -> int:
    return int(((days >= period.first_day) & (days < period.last_day)).sum())
