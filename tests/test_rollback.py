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
    assert found.tolist() == [[run[1:4].sum(), run[4:7].sum()] for run in tops]


def test_the_quarter_of_a_rate_is_a_total_over_a_total() -> None:
    found = quarter_values(told(luck(), kpi="open_rate", bottom=60.0), "weekly", "open_rate")
    assert found == pytest.approx(np.array([[run[1:4].sum(), run[4:7].sum()] for run in luck()]) / 180.0)


def test_the_line_is_the_farthest_prediction_interval_of_a_further_runs_quarters() -> None:
    found = rollback(told(luck()), "weekly", "opportunities")
    assert found is not None
    quarters = quarter_values(told(luck()), "weekly", "opportunities")
    spread = quarters.std(axis=0, ddof=1) * math.sqrt(1 + 1 / 8)
    lower = (quarters.mean(axis=0) - stats.t.ppf(1 - RISK, 7) * spread).min()
    assert (found.line, found.expected, found.quarters) == (math.ceil(lower), quarters.mean(), 16)
    assert not found.is_upper


def test_what_is_better_low_has_its_line_above() -> None:
    found = rollback(told(luck(), kpi="unsubscribes"), "weekly", "unsubscribes")
    assert found is not None
    assert found.is_upper
    assert found.line > found.expected


@pytest.mark.parametrize("season", [(15.0, 15.0), (10.0, 25.0)])
def test_of_the_weakest_quarter_one_in_twenty_at_most_passes_the_line(season: tuple[float, float]) -> None:
    means = np.repeat([season[0], season[1]], 4)
    passed = total = 0
    for n in range(200):
        rng = np.random.default_rng(n)
        found = rollback(told(rng.poisson(means, (12, 8)).astype(float), runs=12), "weekly", "opportunities")
        assert found is not None
        further = rng.poisson(3 * season[0], 50)
        passed, total = passed + int((further < found.line).sum()), total + further.size
    assert 0.015 < passed / total <= RISK


def test_a_season_does_not_pass_for_chance() -> None:
    means = np.array([0.0, 10, 10, 10, 25, 25, 25, 0])
    runs = np.repeat(means[None], 8, axis=0)
    runs[:, 1] += np.arange(8)
    runs[:, 4] += np.arange(8)
    found = rollback(told(runs), "weekly", "opportunities")
    assert found is not None
    assert 25 < found.line < 31  # pooled it would be 8: even a third of what is expected would not be noticed


def test_a_line_that_nothing_can_pass_is_not_told() -> None:
    tops = np.zeros((2, 8))
    tops[:, 1], tops[:, 4] = (4.0, 9.0), (3.0, 8.0)  # two runs far apart: fewer than none would be out of the ordinary
    assert rollback(told(tops, runs=2), "weekly", "opportunities") is None


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
