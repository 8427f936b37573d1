"""One KPI over runs: means, differences, and a scenario by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.stats import Difference, paired, paired_ratio
from sim.study.kpis import KPIS
from sim.study.pairs import difference_of, distance_from, known, mean_of, ratio_itself

A = np.array([[10.0, 100.0], [14.0, 120.0], [9.0, 80.0]])
B = np.array([[12.0, 100.0], [15.0, 130.0], [12.0, 70.0]])


def test_counts_are_averaged_and_ratios_are_totals_over_totals() -> None:
    assert mean_of(KPIS["wins"], A) == pytest.approx(11.0)
    assert mean_of(KPIS["open_rate"], A) == pytest.approx(33 / 300)
    assert mean_of(KPIS["open_rate"], A * [1, 0]) is None


def test_differences_are_paired_by_kind() -> None:
    assert difference_of(KPIS["wins"], A, B, 0.9) == paired(A[:, 0], B[:, 0], level=0.9)
    assert difference_of(KPIS["open_rate"], A, B, 0.9) == paired_ratio(*A.T, *B.T, level=0.9)


def test_the_distance_from_a_figure_has_the_spread_of_the_scenario_alone() -> None:
    found = distance_from(4.0, KPIS["wins"], A, 0.95)
    alone = distance_from(0.0, KPIS["wins"], A, 0.95)
    assert found.mean == pytest.approx(alone.mean - 4.0)
    assert found.half_width == pytest.approx(alone.half_width)
    share = distance_from(0.05, KPIS["open_rate"], A, 0.95)
    assert share.mean == pytest.approx(33 / 300 - 0.05)
    assert share.half_width == pytest.approx(ratio_itself(*A.T, 0.95).half_width)


def test_what_is_not_known_is_none() -> None:
    assert known(Difference(1.0, -math.inf, math.inf, math.inf, None, 1, None)) == (1.0, None, None)
    assert known(Difference(math.nan, 0.0, 2.0, 1.0, None, 3, None)) == (None, 0.0, 2.0)
