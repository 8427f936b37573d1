"""Differences month by month and by registration cohort; what is not finished is marked.

Intervals are those of each month by itself, at the level that the deciding KPI has in the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.stats import Difference, paired_ratio, ratio_of_totals
from sim.study.answer import Cells, Question
from sim.study.kpis import KPIS
from sim.study.measures import Window
from sim.study.pairs import Floats, difference_of, known, mean_of
from sim.study.periods import REACHED, Period, is_followed

Ints = NDArray[np.int64]

STEPS = tuple(REACHED)  # mql, contact, opportunity, won: the last columns of a cohort's counts (periods.COHORT)
MONTHS_HEADER = (
    "month", "is_whole", "is_finished", "scenario", "kpi", "baseline_mean", "mean", "difference", "low", "high",
)  # fmt: skip
COHORTS_HEADER = (
    "cohort", "is_whole", "is_finished", "scenario", "leads", "reached", "baseline_share", "share", "difference",
    "low", "high",
)  # fmt: skip


class MonthRow(NamedTuple):
    """The deciding KPI of a scenario in one month: mean of the baseline, of the scenario, and the difference.

    Not finished: the run ends before its last cases are followed up, and they are left out.
    """

    period: Period
    is_finished: bool
    scenario: str
    kpi: str
    baseline: float | None
    mean: float | None
    difference: Difference


class CohortRow(NamedTuple):
    """The share of a month's leads, those excluded left out, that got to a step within the follow-up.

    leads: how many registered, on average over runs. Not finished: some follow-up ends after the run, so that the
    shares are too low.
    """

    period: Period
    is_finished: bool
    scenario: str
    leads: float
    step: str
    baseline: float | None
    share: float | None
    difference: Difference


def by_month(
    months: Mapping[str, Floats], periods: Sequence[Period], question: Question, window: Window, days: int, cells: Cells
) -> list[MonthRow]:
    """The deciding KPI of every month and scenario; counts are those of the month.

    months: of each scenario float64[replications, len(periods), len(KPIS), 2]. days: those of the run.
    """
    kpi, k = KPIS[question.kpi], list(KPIS).index(question.kpi)
    rows = []
    for m, period, scenario in _each(months, periods, question):
        base, part = (months[each][:, m, k, :] for each in (question.baseline, scenario))
        cut = kpi.is_cut_short(window._replace(first_day=period.first_day, last_day=period.last_day), days)
        difference = difference_of(kpi, base, part, cells[scenario][question.kpi].level)
        rows.append(
            MonthRow(period, not cut, scenario, kpi.name, mean_of(kpi, base), mean_of(kpi, part), difference)
        )
    return rows


def by_cohort(
    cohorts: Mapping[str, Ints], periods: Sequence[Period], question: Question, window: Window, days: int, cells: Cells
) -> list[CohortRow]:
    """How many of the leads of every month got how far; cohorts: of each scenario int64[replications, M, COHORT]."""
    rows = []
    for m, period, scenario in _each(cohorts, periods, question):
        base, part = (cohorts[each][:, m, :].astype(np.float64) for each in (question.baseline, scenario))
        finished, leads = is_followed(period, window, days), float(part[:, 0].mean())
        bottoms = base[:, 0] - base[:, 1], part[:, 0] - part[:, 1]
        for n, step in enumerate(STEPS, 2):
            tops = base[:, n], part[:, n]
            level = cells[scenario][question.kpi].level
            difference = paired_ratio(tops[0], bottoms[0], tops[1], bottoms[1], level=level)
            before, now = (ratio_of_totals(top, bottom) for top, bottom in zip(tops, bottoms, strict=True))
            rows.append(CohortRow(period, finished, scenario, leads, step, before, now, difference))
    return rows


def _each(
    found: Mapping[str, object], periods: Sequence[Period], question: Question
) -> Iterator[tuple[int, Period, str]]:
    """Every period with every scenario but the baseline."""
    for m, period in enumerate(periods):
        yield from ((m, period, scenario) for scenario in found if scenario != question.baseline)


def month_rows(rows: Iterable[MonthRow]) -> Iterator[tuple[object, ...]]:
    """As rows of MONTHS_HEADER."""
    for row in rows:
        about = row.period.name, row.period.is_whole, row.is_finished, row.scenario, row.kpi
        yield *about, row.baseline, row.mean, *known(row.difference)


def cohort_rows(rows: Iterable[CohortRow]) -> Iterator[tuple[object, ...]]:
    """As rows of COHORTS_HEADER."""
    for row in rows:
        about = row.period.name, row.period.is_whole, row.is_finished, row.scenario, row.leads, row.step
        yield *about, row.baseline, row.share, *known(row.difference)


def as_json(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[dict[str, Any]]:
    """Rows as objects with the header's names."""
    return [dict(zip(header, row, strict=True)) for row in rows]
