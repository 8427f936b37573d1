"""Replication statistics: textbook numbers, honest coverage, and every step of the verdict's precedence."""

import itertools
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.stats import (
    Difference,
    Verdict,
    holm,
    holm_levels,
    paired,
    paired_ratio,
    quantile_of,
    ratio_of_totals,
    runs_needed,
    sd_of,
    verdict,
)

modest = settings(deadline=None, max_examples=60)
BEFORE = np.array([30.1, 28.4, 33.9, 25.2, 31.7, 29.0])
AFTER = np.array([32.0, 29.9, 33.1, 28.8, 34.5, 30.2])
NUM_A, DEN_A = np.array([3.0, 5, 2, 6, 4]), np.array([10.0, 14, 9, 15, 12])
NUM_B, DEN_B = np.array([5.0, 6, 4, 8, 5]), np.array([11.0, 13, 9, 16, 12])
p_values = st.lists(st.none() | st.floats(0, 1) | st.sampled_from([0.0, 0.01, 0.01, 0.02, 0.05]), max_size=8)


def interval(low, high, n=10):
    return Difference((low + high) / 2, low, high, (high - low) / 2, None, n, None)


def test_paired_gives_the_numbers_of_the_paired_t_test():
    # scipy.stats.ttest_rel(AFTER, BEFORE) and its confidence intervals.
    found = paired(BEFORE, AFTER)
    assert found.mean == pytest.approx(1.7)
    assert (found.low, found.high) == (pytest.approx(0.11538693366258), pytest.approx(3.28461306633742))
    assert found.half_width == pytest.approx(found.high - found.mean)
    assert found.p_value == pytest.approx(0.03994045568547)
    assert found.correlation == pytest.approx(0.87419985130307)
    assert found.n == 6
    strict = paired(BEFORE, AFTER, level=0.99)
    assert (strict.low, strict.high) == (pytest.approx(-0.78557986698009), pytest.approx(4.18557986698009))


def test_paired_drops_the_replications_without_a_value_in_either():
    a, b = np.append(BEFORE, [math.nan, 5.0]), np.append(AFTER, [4.0, math.nan])
    assert paired(a, b) == paired(BEFORE, AFTER)


@pytest.mark.parametrize(("a", "b", "n"), [([], [], 0), ([1.0], [3.0], 1), ([1.0, math.nan], [3.0, 2.0], 1)])
def test_below_two_replications_the_interval_is_endless(a, b, n):
    found = paired(np.array(a), np.array(b))
    assert found.mean == 2.0 if n else math.isnan(found.mean)
    assert found[1:] == (-math.inf, math.inf, math.inf, None, n, None)


def test_correlation_is_unknown_for_two_pairs_and_when_one_side_never_varies():
    assert paired(BEFORE[:2], AFTER[:2]).correlation is None
    assert paired(np.full(6, 0.1), AFTER).correlation is None


def test_differences_that_never_vary_have_no_width():
    shifted = paired(BEFORE, BEFORE + 0.1)
    assert (shifted.half_width, shifted.p_value) == (0.0, 0.0)
    assert shifted.low == shifted.high == shifted.mean == pytest.approx(0.1)
    assert paired(BEFORE, BEFORE) == Difference(0.0, 0.0, 0.0, 0.0, 1.0, 6, 1.0)


def test_rounding_is_never_significant():
    assert paired(np.array([0.3, 0.6, 0.7]), np.array([0.1 + 0.2, 0.6000000000000001, 0.7])).p_value == 1.0


@pytest.mark.parametrize(
    ("a", "b", "level", "text"),
    [
        ([1.0, 2.0], [1.0], 0.95, r"found shapes \[\(1,\), \(2,\)\]"),
        ([1.0, 2.0], [1.0, math.inf], 0.95, "found inf"),
        ([1.0, 2.0], [1.0, 3.0], 95, "found 95"),
        ([], [], 0.0, "found 0.0"),
    ],
)
def test_paired_refuses_what_it_cannot_read(a, b, level, text):
    with pytest.raises(ValueError, match=text):
        paired(np.array(a), np.array(b), level=level)


@modest
@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=2, max_size=12))
def test_swapping_the_scenarios_mirrors_the_difference(pairs):
    a, b = np.array(pairs).T
    there, back = paired(a, b), paired(b, a)
    assert (back.mean, back.low, back.high) == pytest.approx((-there.mean, -there.high, -there.low), abs=1e-9)
    assert back.p_value == pytest.approx(there.p_value)
    assert there.low <= there.mean <= there.high


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_paired_intervals_cover_the_truth_as_often_as_they_say(level):
    rng = np.random.default_rng(7)
    rounds = 1_500
    shared, noise = rng.normal(size=(rounds, 8)), rng.normal(size=(rounds, 8))
    found = [paired(a, a + 0.3 + e, level=level) for a, e in zip(shared, noise, strict=True)]
    covered = np.mean([d.low <= 0.3 <= d.high for d in found])
    assert abs(covered - level) < 4 * math.sqrt(level * (1 - level) / rounds)


def test_ratio_of_totals_is_not_the_mean_of_ratios():
    assert ratio_of_totals(np.array([1.0, 90.0]), np.array([1.0, 99.0])) == 0.91
    assert ratio_of_totals(np.array([1.0, 5.0, math.nan]), np.array([4.0, math.nan, 3.0])) == 0.25


@pytest.mark.parametrize("den", [[], [0.0, 0.0], [math.nan]])
def test_ratio_without_a_denominator_is_none(den):
    assert ratio_of_totals(np.ones(len(den)), np.array(den)) is None


def test_paired_ratio_is_the_delete_one_jackknife_written_out():
    keep = ~np.eye(5, dtype=bool)
    left_out = [(NUM_B[k].sum() / DEN_B[k].sum()) - (NUM_A[k].sum() / DEN_A[k].sum()) for k in keep]
    error = math.sqrt(4 / 5 * np.sum((left_out - np.mean(left_out)) ** 2))
    found = paired_ratio(NUM_A, DEN_A, NUM_B, DEN_B)
    assert found.mean == pytest.approx(28 / 61 - 20 / 60)
    assert found.half_width == pytest.approx(2.7764451051978 * error)  # t with 4 degrees, textbook table 2.776
    assert (found.low, found.high) == (pytest.approx(0.06836549501383), pytest.approx(0.18300062520475))
    assert found.p_value == pytest.approx(0.00368043183697)
    assert found.n == 5


def test_paired_ratio_with_constant_denominators_is_the_paired_mean():
    ones = np.ones(6)
    by_ratio, by_mean = paired_ratio(BEFORE, ones, AFTER, ones), paired(BEFORE, AFTER)
    assert by_ratio == pytest.approx(by_mean)


def test_paired_ratio_of_equal_scenarios_is_exactly_nothing():
    found = paired_ratio(NUM_A, DEN_A, NUM_A, DEN_A)
    assert (found.mean, found.low, found.high, found.p_value) == (0.0, 0.0, 0.0, 1.0)


def test_paired_ratio_drops_incomplete_replications_from_all_four():
    columns = (np.append(NUM_A, 1), np.append(DEN_A, math.nan), np.append(NUM_B, 9), np.append(DEN_B, 9))
    assert paired_ratio(*columns) == paired_ratio(NUM_A, DEN_A, NUM_B, DEN_B)


def test_paired_ratio_knows_nothing_when_one_replication_is_the_whole_denominator():
    found = paired_ratio(np.array([0.0, 1]), np.array([0.0, 4]), np.array([1.0, 1]), np.array([4.0, 4]))
    assert found == Difference(0.0, -math.inf, math.inf, math.inf, None, 2, None)


def test_paired_ratio_knows_nothing_without_a_denominator_or_with_one_replication():
    assert math.isnan(paired_ratio(NUM_A, np.zeros(5), NUM_B, DEN_B).mean)
    assert paired_ratio(NUM_A[:1], DEN_A[:1], NUM_B[:1], DEN_B[:1]).half_width == math.inf


def test_paired_ratio_intervals_cover_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(11)
    rounds, runs = 800, 20
    den_a, den_b = rng.poisson(60, (rounds, runs)), rng.poisson(60, (rounds, runs))
    num_a, num_b = rng.binomial(den_a, 0.2), rng.binomial(den_b, 0.3)
    rows = zip(num_a, den_a, num_b, den_b, strict=True)
    covered = np.mean([d.low <= 0.1 <= d.high for d in (paired_ratio(*row) for row in rows)])
    assert abs(covered - 0.95) < 0.03


def test_holm_adjusts_as_in_the_textbook():
    # .005 x 4, .01 x 3, .03 x 2, then .04 x 1 raised to the one before.
    assert holm([0.01, 0.04, None, 0.03, 0.005]) == [
        pytest.approx(0.03),
        pytest.approx(0.06),
        None,
        pytest.approx(0.06),
        pytest.approx(0.02),
    ]
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == []


def test_holm_levels_tighten_step_by_step_and_stay_where_the_steps_stop():
    levels = holm_levels([0.01, 0.04, None, 0.03, 0.005])
    assert levels == pytest.approx([1 - 0.05 / 3, 0.975, 1 - 0.05 / 4, 0.975, 1 - 0.05 / 4])
    assert holm_levels([0.03, 0.04]) == pytest.approx([0.975, 0.975])
    assert holm_levels([0.001], level=0.9) == pytest.approx([0.9])


@modest
@given(p_values, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_holm_levels_reject_exactly_what_holm_rejects(ps, level):
    alpha = 1 - level
    for p, adjusted, own in zip(ps, holm(ps), holm_levels(ps, level), strict=True):
        assert level - 1e-12 <= own < 1
        if p is None or abs(adjusted - alpha) < 1e-9:
            continue
        assert (p <= 1 - own) == (adjusted <= alpha)


@modest
@given(p_values)
def test_holm_levels_never_rise_with_p(ps):
    known = sorted((p, own) for p, own in zip(ps, holm_levels(ps), strict=True) if p is not None)
    assert all(later[1] <= earlier[1] for earlier, later in itertools.pairwise(known))


@pytest.mark.parametrize("call", [holm, holm_levels])
@pytest.mark.parametrize("p", [-0.01, 1.01, math.nan])
def test_holm_refuses_what_is_no_p_value(call, p):
    with pytest.raises(ValueError, match=f"found {p!r}"):
        call([0.5, p])


def test_holm_keeps_the_family_wise_error():
    rng = np.random.default_rng(3)
    rounds = 3_000
    wrong = sum(min(holm(ps)) <= 0.05 for ps in rng.random((rounds, 4)).tolist())
    assert abs(wrong / rounds - (1 - (1 - 0.0125) ** 4)) < 0.015


@pytest.mark.parametrize(("sd", "n", "half_width", "further"), [(10, 5, 2, 94), (3, 4, 0.5, 137), (1, 0, 10, 2)])
def test_runs_needed_is_the_smallest_number_that_is_enough(sd, n, half_width, further):
    # From scipy.stats.t.ppf: 1.9945 at 99 runs against 2.0049 at 98, and .49938 at 141 against .50131 at 140.
    assert runs_needed(sd, n, half_width, cap=1_000) == further


def test_runs_needed_is_none_when_it_is_narrow_enough_and_never_above_the_cap():
    assert runs_needed(1.0, 100, 0.5, cap=50) == 0
    assert runs_needed(100.0, 5, 0.1, cap=50) == 50
    assert runs_needed(1.0, 0, 10.0, cap=1) == 1


@pytest.mark.parametrize("sd", [0.0, math.nan, math.inf])
def test_an_unknown_or_zero_spread_never_stops_a_run(sd):
    assert runs_needed(sd, 5, 1.0, cap=40) == 40


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((1.0, 5, 0.0), "found 0.0"),
        ((1.0, 5, math.nan), "found nan"),
        ((-1.0, 5, 1.0), "sd=-1.0"),
        ((1, -1, 1), "n=-1"),
    ],
)
def test_runs_needed_refuses_impossible_questions(arguments, text):
    with pytest.raises(ValueError, match=text):
        runs_needed(*arguments, cap=10)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_sd_of_undoes_the_interval(level):
    found = paired(BEFORE, AFTER, level=level)
    assert sd_of(found, level=level) == pytest.approx(np.std(AFTER - BEFORE, ddof=1))
    assert sd_of(paired(BEFORE[:1], AFTER[:1])) == math.inf


def test_quantiles_are_linear_between_values_and_skip_the_missing():
    assert quantile_of([4.0, math.nan, 1.0, 2.0, 3.0], 0.5) == 2.5
    assert quantile_of([1.0, 2.0, 3.0, 4.0], 0.9) == pytest.approx(3.7)
    assert [quantile_of([3, 9, 5], q) for q in (0.0, 1.0)] == [3.0, 9.0]
    assert quantile_of([], 0.5) is None
    assert quantile_of([math.nan], 0.5) is None
    with pytest.raises(ValueError, match="found 50"):
        quantile_of([1.0], 50)


@pytest.mark.parametrize(
    ("low", "high", "margin", "expected"),
    [
        (0.1, 0.5, None, Verdict.BETTER),
        (0.1, 0.5, 1.0, Verdict.BETTER),  # wins over equivalent
        (-0.5, -0.1, None, Verdict.WORSE),
        (-1.5, -0.1, 1.0, Verdict.WORSE),
        (-0.5, -0.1, 1.0, Verdict.NO_WORSE),  # surely worse, by less than matters
        (-0.5, 0.5, 1.0, Verdict.EQUIVALENT),
        (-0.5, 2.0, 1.0, Verdict.NO_WORSE),
        (-1.5, 0.5, 1.0, Verdict.CANNOT_TELL),
        (-0.5, 0.5, None, Verdict.CANNOT_TELL),
        (0.0, 0.5, None, Verdict.CANNOT_TELL),  # on the line is not past it
        (-0.5, 0.0, None, Verdict.CANNOT_TELL),
        (-1.0, 0.5, 1.0, Verdict.CANNOT_TELL),
        (-0.5, 1.0, 1.0, Verdict.NO_WORSE),
        (0.0, 0.0, 0.0, Verdict.CANNOT_TELL),
        (0.0, 0.0, 0.1, Verdict.EQUIVALENT),
    ],
)
def test_verdict_takes_the_first_that_holds_in_either_direction(low, high, margin, expected):
    assert verdict(interval(low, high), higher_is_better=True, margin=margin) is expected
    assert verdict(interval(-high, -low), higher_is_better=False, margin=margin) is expected


def test_one_replication_never_decides():
    assert verdict(interval(1.0, 2.0, n=1), higher_is_better=True, margin=5.0) is Verdict.CANNOT_TELL
    endless = Difference(3.0, -math.inf, math.inf, math.inf, None, 9, None)
    assert verdict(endless, higher_is_better=True, margin=math.inf) is Verdict.CANNOT_TELL


@pytest.mark.parametrize("margin", [-0.1, math.nan])
def test_verdict_refuses_an_impossible_margin(margin):
    with pytest.raises(ValueError, match=f"found {margin!r}"):
        verdict(interval(1.0, 2.0), higher_is_better=True, margin=margin)


def test_importing_the_statistics_does_not_import_scipy():
    found = "any(m.split('.')[0] in ('scipy', 'numba') for m in sys.modules)"
    code = f"import sys, sim.model.stats, sim.model.draws; sys.exit({found})"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
