"""Quotients of two means: Fieller's interval against its definition, its bounds, and how often it holds the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.model.quotient import quotient
from sim.model.stats import paired

COSTS = np.array([310.0, 250.0, 402.0, 275.0, 366.0, 290.0])
GAINED = np.array([9.0, 6.0, 11.0, 8.0, 7.0, 7.0])
T5 = 2.5705818366147395  # scipy.stats.t.ppf(0.975, 5)
values = st.lists(st.integers(-20, 20).map(float), min_size=3, max_size=9)


def test_the_middle_is_total_over_total_and_the_ends_are_where_the_t_test_just_rejects() -> None:
    found = quotient(COSTS, GAINED)
    assert found.mean == pytest.approx(COSTS.sum() / GAINED.sum())
    for end in (found.low, found.high):
        rest = COSTS - end * GAINED
        assert abs(rest.mean()) / (rest.std(ddof=1) / math.sqrt(6)) == pytest.approx(T5)
    assert found.low < found.mean < found.high
    assert found.high - found.mean > found.mean - found.low  # a small denominator is the danger
    assert (found.n, found.half_width) == (6, pytest.approx((found.high - found.low) / 2))


@settings(deadline=None)
@given(values, values, st.sampled_from([0.8, 0.95, 0.99]))
def test_it_is_bounded_exactly_if_the_denominator_is_sure_and_leaves_out_0_exactly_if_the_numerator_is(
    tops: list[float], bottoms: list[float], level: float
) -> None:
    size = min(len(tops), len(bottoms))
    top, bottom = np.array(tops[:size]), np.array(bottoms[:size])
    nothing = np.zeros(size)
    upper, under = (paired(nothing, each, level=level) for each in (top, bottom))
    assume(min(abs(end) for each in (upper, under) for end in each[1:3]) > 1e-6)
    found = quotient(top, bottom, level=level)
    assert math.isfinite(found.half_width) == (under.low > 0.0 or under.high < 0.0)
    if math.isfinite(found.half_width):
        assert (found.low > 0.0 or found.high < 0.0) == (upper.low > 0.0 or upper.high < 0.0)
        assert found.low <= found.mean <= found.high


def test_a_numerator_without_a_mean_still_leans_with_the_denominator() -> None:
    found = quotient(COSTS - COSTS.mean(), GAINED)
    for end in (found.low, found.high):
        rest = COSTS - COSTS.mean() - end * GAINED
        assert abs(rest.mean()) / (rest.std(ddof=1) / math.sqrt(6)) == pytest.approx(T5)


def test_a_denominator_that_never_varies_divides_the_interval() -> None:
    plain = paired(np.zeros(6), COSTS)
    found = quotient(COSTS, np.full(6, 4.0))
    assert found[:4] == pytest.approx([x / 4.0 for x in plain[:4]])
    assert quotient(np.full(6, 3.0), np.full(6, 4.0))[:4] == (0.75, 0.75, 0.75, 0.0)


def test_it_scales_and_turns_with_its_parts() -> None:
    plain = quotient(COSTS, GAINED)
    assert quotient(1e6 * COSTS, 1e-3 * GAINED)[:3] == pytest.approx([1e9 * x for x in plain[:3]])
    assert quotient(-COSTS, -GAINED)[:3] == pytest.approx(plain[:3])
    assert quotient(-COSTS, GAINED)[:3] == pytest.approx([-plain.mean, -plain.high, -plain.low])


def test_runs_without_a_value_are_left_out() -> None:
    gap = np.array([math.nan])
    found = quotient(np.concatenate([COSTS, gap]), np.concatenate([GAINED, [5.0]]))
    assert found == quotient(COSTS, GAINED)


def test_nothing_is_known_of_one_run_or_of_a_quotient_by_0() -> None:
    for tops, bottoms in ((COSTS[:1], GAINED[:1]), (COSTS, GAINED - GAINED.mean()), (COSTS[:0], GAINED[:0])):
        found = quotient(tops, bottoms)
        assert (found.low, found.high, found.half_width, found.p_value) == (-math.inf, math.inf, math.inf, None)
    assert math.isnan(quotient(COSTS, np.zeros(6)).mean)
    with pytest.raises(ValueError, match=r"found 1\.5"):
        quotient(COSTS, GAINED, level=1.5)


@pytest.mark.parametrize("errors", [2.5, 8.0])  # how many standard errors the denominator is away from 0
def test_it_holds_the_truth_as_often_as_it_says(errors: float) -> None:
    luck, runs, trials = np.random.default_rng(1), 8, 1500
    held = asked = 0
    for _ in range(trials):
        gained = luck.normal(errors / math.sqrt(runs), 1.0, runs)
        costs = luck.normal(30.0, 10.0, runs) + 4.0 * (gained - errors / math.sqrt(runs))
        found = quotient(costs, gained)
        if math.isfinite(found.half_width):
            asked += 1
            held += found.low <= 30.0 / (errors / math.sqrt(runs)) <= found.high
    assert asked > trials / 2
    # Four binomial standard errors below 95 %. The jackknife's interval holds it in 86 of 100 at 2.5 standard errors.
    assert held / asked > 0.95 - 4.0 * math.sqrt(0.95 * 0.05 / asked)
