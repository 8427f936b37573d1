"""Checks of KPIs: sure at 95 % each, two one-sided tests for equivalence, and never passed for want of data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp

from sim.model.checks import Check
from sim.model.stats import paired
from sim.study.checkfigures import FEWEST_RUNS, LEVEL, Judged, Outcome, judge
from sim.study.comparison import EQUAL_RUNS, Comparison
from sim.study.kpis import KPIS
from sim.study.measures import Window
from tests import made

PLAIN = made.compared(other={})
PASS, FAIL, OPEN = Outcome.PASS, Outcome.FAIL, Outcome.CANNOT_TELL
SAMPLE = [-3.0, 1.0, 0.5, -1.5, 2.0, 0.0, -0.5, 1.5]  # mean 0, standard deviation 1.6475


def comparison(kpi: str, base: Sequence[float], part: Sequence[float], **bottoms: Sequence[float]) -> Comparison:
    """One KPI of weekly and other in each run, counts a window; `weekly` and `other`: what they are divided by."""
    figures = {}
    for name, tops in (("weekly", base), ("other", part)):
        table = np.ones((len(tops), len(KPIS), 2))
        table[:, list(KPIS).index(kpi), 0] = tops
        table[:, list(KPIS).index(kpi), 1] = bottoms.get(name, np.ones(len(tops)))
        figures[name] = table
    question = PLAIN.question._replace(per="window")
    return replace(PLAIN, figures=figures, question=question, replications=len(base))


def own(values: Sequence[float], limit: str, kpi: str = "opportunities") -> Judged:
    """A limit of the scenario's own figure; the baseline has 100 in every run."""
    found = comparison(kpi, [100.0] * len(values), values)
    return judge(Check.model_validate({"kpi": kpi, "limit": limit}), found, "other")


def beside(differences: Sequence[float], kpi: str = "opportunities", **condition: object) -> Judged:
    """A condition of the difference from a baseline with luck of its own."""
    base = 100.0 + np.arange(len(differences)) % 7
    found = comparison(kpi, base.tolist(), (base + np.array(differences)).tolist())
    return judge(Check.model_validate({"kpi": kpi, **condition}), found, "other")


# ---- known answers


def test_a_limit_is_kept_when_the_whole_90_percent_interval_keeps_it() -> None:
    """mean 100, standard error 0.58248; t(7) at 95 % is 1.89458, so that the interval is [98.896, 101.104]."""
    values = [100.0 + x for x in SAMPLE]
    assert own(values, "at least 98.89").outcome is PASS
    assert own(values, "at least 98.90").outcome is OPEN
    assert own(values, "at least 101.10").outcome is OPEN
    assert own(values, "at least 101.11").outcome is FAIL
    assert own(values, "at most 101.11").outcome is PASS
    assert own(values, "at most 98.89").outcome is FAIL
    figure = "opportunities 100 in the measured time [98.9, 101]"
    assert own(values, "at least 98.8").sentence == f"{figure}; asked: at least 98.8"


def test_no_worse_looks_to_the_bad_side_of_the_kpi_alone() -> None:
    assert beside([x + 50.0 for x in SAMPLE], no_worse_by="2").outcome is PASS
    assert beside([x - 50.0 for x in SAMPLE], no_worse_by="2").outcome is FAIL
    assert beside([x - 50.0 for x in SAMPLE], kpi="unsubscribes", no_worse_by="2").outcome is PASS
    assert beside([x + 50.0 for x in SAMPLE], kpi="unsubscribes", no_worse_by="2").outcome is FAIL
    assert beside(SAMPLE, no_worse_by="1.11").outcome is PASS
    assert beside(SAMPLE, no_worse_by="1.10").outcome is OPEN
    found = beside([x - 50.0 for x in SAMPLE], no_worse_by="2")
    figure = "opportunities -50.0 in the measured time [-51.1, -48.9] against weekly"
    assert found.sentence == f"{figure}; asked: no worse by more than 2"


def test_nothing_to_lose_is_a_margin_of_nought() -> None:
    assert beside([x + 5.0 for x in SAMPLE], no_worse_by="0").outcome is PASS
    assert beside(SAMPLE, no_worse_by="0").outcome is OPEN
    assert beside([x - 5.0 for x in SAMPLE], no_worse_by="0").outcome is FAIL


def test_a_relative_limit_is_about_the_difference() -> None:
    assert beside([x - 3.0 for x in SAMPLE], limit="at least -4.2").outcome is PASS
    assert beside([x - 3.0 for x in SAMPLE], limit="at least -1").outcome is FAIL


def tost(differences: Sequence[float], margin: float) -> float:
    """The larger p value of the two one-sided t tests, as textbooks have it."""
    up = ttest_1samp(differences, -margin, alternative="greater").pvalue
    down = ttest_1samp(differences, margin, alternative="less").pvalue
    return float(max(up, down))


def test_equivalence_is_two_one_sided_tests_at_5_percent() -> None:
    assert tost(SAMPLE, 0.58248 * 1.89458) == pytest.approx(0.05, abs=1e-5)
    assert beside(SAMPLE, equivalent_within="1.11").outcome is PASS
    assert beside(SAMPLE, equivalent_within="1.10").outcome is OPEN
    assert beside([x + 4.0 for x in SAMPLE], equivalent_within="1.5").outcome is FAIL
    assert beside([x - 4.0 for x in SAMPLE], equivalent_within="1.5").outcome is FAIL
    assert beside([x - 4.0 for x in SAMPLE], equivalent_within="5.5").outcome is PASS


@given(
    st.lists(st.integers(-50, 50), min_size=FEWEST_RUNS, max_size=12).filter(lambda xs: len(set(xs)) > 1),
    st.integers(1, 60),
)
def test_equivalence_agrees_with_the_textbook_whatever_the_runs(differences: list[int], margin: int) -> None:
    p = tost(differences, margin)
    if abs(p - 0.05) > 1e-9:
        assert (beside(differences, equivalent_within=str(margin)).outcome is PASS) == (p < 0.05)


def test_counts_are_given_for_the_time_asked() -> None:
    """The window has 182 days, and a quarter 91.3125."""
    values = [100.0 + x for x in SAMPLE]
    found = comparison("opportunities", values, values)
    quarter = {"kpi": "opportunities", "per": "quarter"}
    assert judge(Check.model_validate({**quarter, "limit": "at most 51"}), found, "other").outcome is PASS
    told = judge(Check.model_validate({**quarter, "limit": "at most 40"}), found, "other")
    assert (told.outcome, told.sentence[:31]) == (FAIL, "opportunities 50.2 a quarter [4")
    decided = replace(found, question=found.question._replace(per="quarter"))
    plain = Check.model_validate({"kpi": "opportunities", "limit": "at most 51"})
    assert judge(plain, decided, "other").outcome is PASS


def test_shares_differ_by_points_and_are_totals_over_totals() -> None:
    n = [1000.0] * 8
    found = comparison("open_rate", [200.0] * 8, [230.0 + x for x in SAMPLE], weekly=n, other=n)
    within = judge(Check.model_validate({"kpi": "open_rate", "equivalent_within": "4 points"}), found, "other")
    assert within.outcome is PASS
    expected = "open rate +3.0 points [+2.9, +3.1] against weekly; asked: equivalent within 4 points"
    assert within.sentence == expected
    limit = judge(Check.model_validate({"kpi": "open_rate", "limit": "at least 25 %"}), found, "other")
    assert (limit.outcome, limit.sentence) == (FAIL, "open rate 23.0 % [22.9 %, 23.1 %]; asked: at least 25 %")


# ---- cannot tell yet


def test_it_is_told_about_how_many_runs_are_missing() -> None:
    """Mean 0, deviation 1.6475: a half-width of 0.8 takes 14 runs (t(13) = 1.7709), of 0.01 more than anybody makes."""
    found = beside(SAMPLE, equivalent_within="0.8")
    assert (found.outcome, found.more_runs) == (OPEN, 6)
    assert found.sentence.endswith(". About 6 more simulated runs of each scenario would tell")
    hopeless = beside(SAMPLE, equivalent_within="0.01")
    assert (hopeless.outcome, hopeless.more_runs) == (OPEN, 10_000)
    assert hopeless.sentence.endswith(". Even 10,000 more simulated runs would hardly tell")


@given(st.floats(0.02, 1.1), st.integers(8, 60))
def test_the_missing_runs_are_enough_if_they_spread_as_those_before(margin: float, n: int) -> None:
    differences = np.resize(SAMPLE, n)
    differences = (differences - differences.mean()) / differences.std(ddof=1)
    found = beside(differences.tolist(), equivalent_within=str(margin))
    if found.outcome is OPEN and found.more_runs is not None and found.more_runs < 10_000:
        total = n + found.more_runs
        later = np.resize([1.0, -1.0], total - total % 2)
        later = np.append(later, [0.0] * (total % 2))
        later /= later.std(ddof=1)
        assert beside(later.tolist(), equivalent_within=str(margin)).outcome is PASS


# ---- never passed for want of data


@pytest.mark.parametrize("runs", range(1, FEWEST_RUNS))
def test_a_few_runs_are_no_evidence_however_alike(runs: int) -> None:
    found = own([100.0 + n / 1000 for n in range(runs)], "at least 1")
    assert (found.outcome, found.more_runs) == (OPEN, FEWEST_RUNS - runs)
    assert own([100.0 + n / 1000 for n in range(FEWEST_RUNS)], "at least 1").outcome is PASS


@pytest.mark.parametrize("limit", ["at least 99", "at most 99"])
def test_what_has_never_varied_is_neither_passed_nor_failed_before_thirty_runs(limit: str) -> None:
    found = own([100.0] * (EQUAL_RUNS - 1), limit)
    assert (found.outcome, found.more_runs) == (OPEN, 1)
    assert own([100.0] * EQUAL_RUNS, limit).outcome is (PASS if limit == "at least 99" else FAIL)


def test_scenarios_that_never_differ_are_not_equivalent_before_thirty_runs() -> None:
    assert beside([0.0] * 29, equivalent_within="1000").outcome is OPEN
    assert beside([0.0] * 29, no_worse_by="1000").outcome is OPEN
    assert beside([0.0] * 30, equivalent_within="1000").outcome is PASS


def test_one_run_without_a_value_is_enough_to_know_nothing() -> None:
    """Runs in which nobody was handed over have no waiting time: those that have one are no fair choice."""
    values = [2.0, math.nan, 2.1, 2.2, 2.0, 2.3, 2.1, 2.2]
    kpi = "hours_to_first_contact_median"
    found = own(values, "at most 100", kpi)
    assert (found.outcome, found.more_runs) == (OPEN, None)
    assert "In 1 of 8 simulated runs there was nothing to measure" in found.sentence
    gone = comparison(kpi, values, [2.0, 2.2] * 4)
    assert judge(Check.model_validate({"kpi": kpi, "no_worse_by": "100"}), gone, "other").outcome is OPEN
    assert judge(Check.model_validate({"kpi": kpi, "limit": "at most 100"}), gone, "other").outcome is PASS


@pytest.mark.parametrize("bottoms", [[0.0] * 8, [50.0] + [0.0] * 7])
def test_nothing_to_divide_by_is_no_share(bottoms: list[float]) -> None:
    found = comparison("win_rate", [5.0] * 8, bottoms, weekly=[10.0] * 8, other=bottoms)
    told = judge(Check.model_validate({"kpi": "win_rate", "limit": "at least 1 %"}), found, "other")
    assert (told.outcome, told.more_runs) == (OPEN, None)
    assert "nothing to divide by" in told.sentence


def test_runs_in_which_there_was_nothing_to_divide_by_count_in_the_total() -> None:
    """Five deals won of ten decided in seven runs, none decided in the eighth: a share of totals is known."""
    tops, bottoms = [5.0, 4.0, 6.0, 5.0, 5.0, 4.0, 6.0, 0.0], [10.0] * 7 + [0.0]
    found = comparison("win_rate", tops, tops, weekly=bottoms, other=bottoms)
    assert judge(Check.model_validate({"kpi": "win_rate", "limit": "at least 40 %"}), found, "other").outcome is PASS


def test_what_was_not_followed_to_its_end_is_never_told() -> None:
    """The run of 212 days ends 30 days after the window, and leads are followed for 90."""
    values = [90.0 + x for x in SAMPLE]
    found = comparison("lead_to_mql", values, values, weekly=[100.0] * 8, other=[100.0] * 8)
    check = Check.model_validate({"kpi": "lead_to_mql", "limit": "at least 1 %"})
    told = judge(check, found, "other")
    assert (told.outcome, told.more_runs) == (OPEN, None)
    assert "followed for 90 days" in told.sentence
    assert judge(check, replace(found, days=272), "other").outcome is PASS
    assert judge(check, replace(found, window=Window(0, 182, 30, 30)), "other").outcome is PASS


# ---- how often it errs

DRAWS: dict[str, tuple[Callable[[np.random.Generator, tuple[int, int]], np.ndarray], float]] = {
    "normal": (lambda rng, size: rng.normal(50.0, 3.0, size), 50.0),
    "counts": (lambda rng, size: rng.poisson(1.0, size).astype(float), 1.0),
    "exponential": (lambda rng, size: rng.exponential(1.0, size), 1.0),
    "rare": (lambda rng, size: (rng.random(size) < 0.1).astype(float), 0.1),
}


@pytest.mark.parametrize(
    ("kind", "runs", "low", "high"),
    [
        ("normal", 5, 4.0, 6.0), ("normal", 30, 4.0, 6.0),
        ("counts", 10, 6.5, 9.5), ("counts", 60, 5.0, 8.0),
        ("exponential", 10, 12.0, 15.0), ("exponential", 60, 7.0, 10.0),
        ("rare", 29, 0.0, 30.0), ("rare", 60, 12.0, 16.0),
    ],
)  # fmt: skip
def test_what_lies_just_at_its_limit_passes_about_as_seldom_as_promised(
    kind: str, runs: int, low: float, high: float
) -> None:
    """In percent; docs/experiments.md tells these figures. A limit a hair above the truth would be kept."""
    draw, truth = DRAWS[kind]
    samples = draw(np.random.default_rng(5), (4000, runs))
    nothing = np.zeros(runs)
    intervals = [paired(nothing, sample, level=LEVEL) for sample in samples]
    passes = [each.high < truth and (each.half_width > 0.0 or runs >= EQUAL_RUNS) for each in intervals]
    assert low <= 100.0 * float(np.mean(passes)) <= high


def test_the_rates_above_are_those_of_checks() -> None:
    """The same decision, by the check itself, of some of these samples."""
    draw, truth = DRAWS["counts"]
    for sample in draw(np.random.default_rng(5), (200, 10)):
        difference = paired(np.zeros(10), sample, level=LEVEL)
        expected = difference.high < truth and difference.half_width > 0.0
        assert (own(sample.tolist(), f"at most {truth - 1e-9:.9f}").outcome is PASS) == expected
