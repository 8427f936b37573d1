"""The figure at which to go back: known quarters, whole numbers, and as rare as it says."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.present.rollback import RISK, quarter_values, rollback, rollbacks
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.periods import Period
from tests.pictures import comparison

NAMES = list(KPIS)
MONTHS = tuple(Period(f"2026-{n + 4:02d}", 30 * n, 30 * n + 30, 0 < n < 7) for n in range(8))  # six whole ones


def told(tops: np.ndarray, *, kpi: str = "opportunities", bottom: float = 1.0, runs: int = 8) -> Comparison:
    """A comparison whose scenario has these numerators, float[runs, 8 months]."""
    months = np.ones((runs, len(MONTHS), len(NAMES), 2))
    months[:, :, NAMES.index(kpi), 0] = tops
    months[:, :, NAMES.index(kpi), 1] = bottom
    return replace(comparison(runs=runs), periods=MONTHS, months={"weekly": months, "twice_a_month": months})


def luck(runs: int = 8) -> np.ndarray:
    return np.random.default_rng(1).poisson(15.0, (runs, 8)).astype(float)


def test_quarters_are_three_whole_months_on_end() -> None:
    tops = np.arange(64.0).reshape(8, 8)
    found = quarter_values(told(tops), "weekly", "opportunities")
    assert found.tolist() == [total for run in tops for total in (run[1:4].sum(), run[4:7].sum())]


def test_the_quarter_of_a_rate_is_a_total_over_a_total() -> None:
    found = quarter_values(told(luck(), kpi="open_rate", bottom=60.0), "weekly", "open_rate")
    assert found.tolist() == pytest.approx(
        [total / 180.0 for run in luck() for total in (run[1:4].sum(), run[4:7].sum())]
    )


def test_the_line_is_the_prediction_interval_of_one_more_quarter() -> None:
    found = rollback(told(luck()), "weekly", "opportunities")
    assert found is not None
    quarters = quarter_values(told(luck()), "weekly", "opportunities")
    spread = quarters.std(ddof=1) * math.sqrt(1 + 1 / quarters.size)
    lower = quarters.mean() - stats.t.ppf(1 - RISK, quarters.size - 1) * spread
    assert (found.line, found.expected, found.quarters) == (math.floor(lower), quarters.mean(), 16)
    assert not found.is_upper


def test_what_is_better_low_has_its_line_above() -> None:
    found = rollback(told(luck(), kpi="unsubscribes"), "weekly", "unsubscribes")
    assert found is not None
    assert found.is_upper
    assert found.line > found.expected


def test_of_quarters_of_the_same_kind_one_in_twenty_at_most_passes_the_line() -> None:
    passed = total = 0
    for n in range(200):
        rng = np.random.default_rng(n)
        found = rollback(told(rng.poisson(15.0, (12, 8)).astype(float), runs=12), "weekly", "opportunities")
        assert found is not None
        further = rng.poisson(45.0, 50)
        passed, total = passed + int((further < found.line).sum()), total + further.size
    assert 0.02 < passed / total <= RISK


@pytest.mark.parametrize(
    ("kpi", "tops", "runs"),
    [
        ("opportunities", np.full((8, 8), 5.0), 8),  # never differs
        ("hours_to_first_contact_median", luck(), 8),  # months don't add up to it
    ],
)
def test_where_nothing_can_be_said_there_is_no_line(kpi: str, tops: np.ndarray, runs: int) -> None:
    assert rollback(told(tops, kpi=kpi, runs=runs), "weekly", kpi) is None


def test_without_months_there_is_nothing_to_watch() -> None:
    assert rollbacks(comparison(), "weekly") == []


def test_the_deciding_kpi_is_watched_first_then_guardrails() -> None:
    months = np.random.default_rng(2).poisson(20.0, (8, 8, len(NAMES), 2)).astype(float) + 1.0
    found = replace(comparison(), periods=MONTHS, months={"weekly": months})
    assert [each.kpi for each in rollbacks(found, "weekly")] == ["opportunities", "unsubscribes"]
