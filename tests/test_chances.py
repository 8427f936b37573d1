"""The chance of being best: the paired t test for two, numerical integration for more, and awkward runs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.chances import chances, chances_of_ratios
from sim.model.stats import paired, paired_ratio, ratio_of_totals, ratio_values

modest = settings(deadline=None, max_examples=40)
BEFORE = np.array([30.1, 28.4, 33.9, 25.2, 31.7, 29.0])
AFTER = np.array([32.0, 29.9, 33.1, 28.8, 34.5, 30.2])
THIRD = np.array([31.5, 28.0, 34.2, 29.5, 33.0, 31.0])
NUM_A, DEN_A = np.array([3.0, 5, 2, 6, 4]), np.array([10.0, 14, 9, 15, 12])
NUM_B, DEN_B = np.array([5.0, 6, 4, 8, 5]), np.array([11.0, 13, 9, 16, 12])
NOISE = 0.005  # three standard errors of 100,000 draws
tables = st.integers(2, 6).flatmap(
    lambda scenarios: st.lists(
        st.lists(st.integers(-3, 3).map(float), min_size=scenarios, max_size=scenarios), min_size=2, max_size=8
    )
)


def side_by_side(*columns: np.ndarray) -> np.ndarray:
    return np.column_stack(columns)


def test_two_scenarios_have_the_one_sided_chance_of_the_paired_t_test() -> None:
    # scipy.stats.ttest_rel(AFTER, BEFORE, alternative="greater") has p = 0.019970227842735
    assert chances(side_by_side(BEFORE, AFTER), True) == pytest.approx([0.019970227842735, 0.980029772157265])
    assert chances(side_by_side(BEFORE, AFTER), False) == pytest.approx([0.980029772157265, 0.019970227842735])


@pytest.mark.parametrize("higher_is_better", [True, False])
def test_three_scenarios_agree_with_the_integral_of_the_multivariate_t(higher_is_better: bool) -> None:
    from scipy.stats import multivariate_t

    values = side_by_side(BEFORE, AFTER, THIRD)
    turned = values if higher_is_better else -values
    expected = []
    for best in range(3):
        ahead = np.delete(turned, best, axis=1) - turned[:, [best]]
        behind = multivariate_t(ahead.mean(axis=0), np.cov(ahead.T) / 6, df=5)
        expected.append(behind.cdf([0.0, 0.0], random_state=np.random.default_rng(1)))
    assert sum(expected) == pytest.approx(1.0, abs=1e-3)
    assert chances(values, higher_is_better) == pytest.approx(expected, abs=NOISE)


def test_scenarios_that_differ_by_luck_alone_have_equal_chances() -> None:
    luck = np.array([[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    assert chances(luck, True) == pytest.approx([0.25] * 4, abs=NOISE)


def test_another_scenario_without_a_chance_changes_nothing_for_the_rest() -> None:
    two = chances(side_by_side(BEFORE, AFTER), True)
    with_hopeless = chances(side_by_side(BEFORE, AFTER, THIRD - 1e4), True)
    assert with_hopeless == pytest.approx([*two, 0.0], abs=NOISE)


def test_scenarios_that_are_alike_in_every_run_share_their_chance() -> None:
    two = chances(side_by_side(BEFORE, AFTER), True)
    tenths = side_by_side(np.array([0.3, 0.6, 0.7]), np.array([0.1 + 0.2, 0.6000000000000001, 0.7]))
    assert chances(side_by_side(AFTER, BEFORE, AFTER), True) == pytest.approx([two[1] / 2, two[0], two[1] / 2])
    assert chances(side_by_side(BEFORE, BEFORE, BEFORE, BEFORE), False) == [0.25] * 4
    assert chances(tenths, True) == [0.5, 0.5]


def test_one_scenario_is_the_best_of_one() -> None:
    assert chances(BEFORE[:, np.newaxis], True) == [1.0]


def test_a_sure_gain_however_small_is_certain() -> None:
    assert chances(side_by_side(BEFORE, BEFORE + 0.01), True) == [0.0, 1.0]
    assert chances(side_by_side(BEFORE, BEFORE + 0.01, BEFORE - 0.01), True) == [0.0, 1.0, 0.0]
    assert chances(side_by_side(BEFORE, BEFORE + 0.01, BEFORE - 0.01), False) == [0.0, 0.0, 1.0]
    assert chances(np.array([[1.0, 2.0, 3.0]] * 5), True) == [0.0, 0.0, 1.0]


def test_scenarios_that_depend_on_each_other_and_few_runs_do_no_harm() -> None:
    crossed = side_by_side(BEFORE, AFTER, (BEFORE + AFTER) / 2, 2 * AFTER - BEFORE)
    found = chances(crossed, True)
    # The mean of two is never the best; the last is, exactly when AFTER gains on BEFORE.
    assert found == pytest.approx([0.01997, 0.0, 0.0, 0.98003], abs=NOISE)
    assert sum(chances(np.arange(40.0).reshape(2, 20) ** 2 % 7, True)) == pytest.approx(1.0)


def test_what_all_scenarios_share_costs_no_digits() -> None:
    shared = np.array([1e9, 3e9, 2e9, 5e9, 4e9, 9e9])
    plain = side_by_side(np.array([0.0, 1, 0, 2, 1, 0]), np.array([1.0, 0, 2, 2, 0, 1]), np.array([1.0, 1, 1, 0, 2, 0]))
    assert chances(plain + shared[:, np.newaxis], True) == chances(plain, True)


def test_the_same_runs_always_give_the_same_chances() -> None:
    values = side_by_side(BEFORE, AFTER, THIRD)
    first = chances(values, True)
    np.random.default_rng(3).random(10)
    assert chances(values, True) == first


def test_runs_without_a_value_are_left_out_as_in_the_paired_difference() -> None:
    values = side_by_side(np.append(BEFORE, [math.nan, 5.0]), np.append(AFTER, [4.0, math.nan]))
    assert chances(values, True) == chances(side_by_side(BEFORE, AFTER), True)


@pytest.mark.parametrize("rows", [[], [[1.0, 2.0]], [[1.0, 2.0], [math.nan, 3.0]], [[1.0, math.nan]] * 5])
def test_fewer_than_two_runs_say_nothing(rows: list[list[float]]) -> None:
    assert chances(np.array(rows, np.float64).reshape(-1, 2), True) is None


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (np.ones(3), r"found shapes \[\(3,\)\]"),
        (np.ones((3, 0)), r"found shapes \[\(3, 0\)\]"),
        (np.array([[1.0, math.inf]] * 3), "found inf"),
    ],
)
def test_values_that_cannot_be_read_are_refused(values: np.ndarray, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        chances(values, True)


@modest
@given(tables, st.booleans())
def test_chances_are_chances_and_turning_the_values_turns_the_question(
    rows: list[list[float]], higher_is_better: bool
) -> None:
    values = np.array(rows)
    found = chances(values, higher_is_better)
    assert found is not None
    assert sum(found) == pytest.approx(1.0)
    assert min(found) >= 0.0
    assert chances(-values, not higher_is_better) == found


@modest
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_scenarios_changes_nothing_beyond_the_noise_of_drawing(rows: list[list[float]], random) -> None:
    values = np.array(rows)
    order = random.sample(range(values.shape[1]), values.shape[1])
    moved, found = chances(values[:, order], True), chances(values, True)
    assert moved == pytest.approx([found[k] for k in order], abs=2 * NOISE)


def test_two_ratios_have_the_one_sided_chance_of_their_paired_jackknife() -> None:
    nums, dens = side_by_side(NUM_A, NUM_B), side_by_side(DEN_A, DEN_B)
    p = paired_ratio(NUM_A, DEN_A, NUM_B, DEN_B).p_value
    assert chances_of_ratios(nums, dens, True) == pytest.approx([p / 2, 1 - p / 2])
    assert chances_of_ratios(nums, dens, False) == pytest.approx([1 - p / 2, p / 2])


def test_ratios_drop_a_run_for_all_scenarios_when_one_lacks_it() -> None:
    nums, dens = side_by_side(NUM_A, NUM_B), side_by_side(DEN_A, DEN_B)
    more = chances_of_ratios(np.vstack([nums, [math.nan, 9.0]]), np.vstack([dens, [9.0, 9.0]]), True)
    assert more == chances_of_ratios(nums, dens, True)


@pytest.mark.parametrize("den", [np.zeros(5), np.array([0.0, 0, 0, 0, 4])])
def test_a_ratio_without_an_interval_says_nothing(den: np.ndarray) -> None:
    assert chances_of_ratios(side_by_side(NUM_A, NUM_B), side_by_side(DEN_A, den), True) is None
    assert ratio_values(NUM_B, den) is None


def test_ratios_of_unequal_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"found shapes \[\(5, 2\), \(5, 1\)\]"):
        chances_of_ratios(side_by_side(NUM_A, NUM_B), DEN_A[:, np.newaxis], True)


def test_the_values_of_a_ratio_are_its_runs() -> None:
    a, b = ratio_values(NUM_A, DEN_A), ratio_values(NUM_B, DEN_B)
    assert a.mean() == pytest.approx(ratio_of_totals(NUM_A, DEN_A))
    assert paired(a, b) == pytest.approx(paired_ratio(NUM_A, DEN_A, NUM_B, DEN_B))
