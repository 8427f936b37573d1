"""Limits of guardrails: kept, broken or open by the whole interval, relative or absolute, Holm over scenarios."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.model.guardrails import Limit, read_limit
from sim.model.stats import Difference
from sim.study.kpis import KPIS
from sim.study.standing import State, own_standings, relative_standing


def limit(text: str) -> Limit:
    found = read_limit(text)
    assert found is not None
    return found


def between(low: float, high: float, n: int = 9) -> Difference:
    return Difference((low + high) / 2, low, high, (high - low) / 2, None, n, None)


@pytest.mark.parametrize(
    ("text", "low", "high", "state"),
    [
        ("at most +5", 1, 4, State.KEPT),
        ("at most +5", -9, -4, State.KEPT),
        ("at most +5", 1, 5, State.KEPT),  # up to it
        ("at most +5", 1, 6, State.OPEN),
        ("at most +5", 5, 6, State.OPEN),
        ("at most +5", 5.1, 6, State.BROKEN),
        ("at least -2", -2, 6, State.KEPT),
        ("at least -2", -3, 6, State.OPEN),
        ("at least -2", -3, -2.5, State.BROKEN),
        ("at most +0", 0, 0, State.KEPT),  # nothing changed at all
        ("at most -5", -9, -6, State.KEPT),  # must save so much
        ("at most -5", -1, 0, State.BROKEN),
        ("at most +0.5 points", 0.001, 0.004, State.KEPT),
    ],
)
def test_all_of_the_interval_must_keep_or_break_a_limit(text: str, low: float, high: float, state: State) -> None:
    found = relative_standing(limit(text), between(low, high))
    assert (found.state, found.low, found.high) == (state, low, high)


def test_one_run_and_no_interval_settle_nothing() -> None:
    assert relative_standing(limit("at most +5"), between(0, 0, 1)).state is State.OPEN
    unknown = Difference(math.nan, -math.inf, math.inf, math.inf, None, 9, None)
    found = relative_standing(limit("at most +5"), unknown)
    assert found.state is State.OPEN
    assert found.to_json() == {
        "written": "at most +5", "state": "not_settled", "value": None, "low": None, "high": None,
    }  # fmt: skip


def parts(values: list[float]) -> np.ndarray:
    return np.column_stack([values, np.ones(len(values))])


def test_an_absolute_limit_is_held_against_the_scenarios_own_mean() -> None:
    values = [11.0, 12.5, 10.0, 11.5, 12.0]
    found = own_standings(limit("at most 12"), KPIS["busiest_week_per_rep"], {"only": parts(values)}, 0.95)["only"]
    low, high = stats.t.interval(0.95, 4, np.mean(values), stats.sem(values))
    assert (found.value, found.low, found.high) == pytest.approx((np.mean(values), low, high))
    assert found.state is State.OPEN
    for text, state in (("at most 13", State.KEPT), ("at most 10", State.BROKEN), ("at least 10", State.KEPT)):
        kept = own_standings(limit(text), KPIS["busiest_week_per_rep"], {"only": parts(values)}, 0.95)
        assert kept["only"].state is state


def test_runs_without_a_figure_are_left_out() -> None:
    with_gap = own_standings(limit("at most 12"), KPIS["queue_max"], {"s": parts([1.0, 2.0, math.nan, 3.0])}, 0.95)
    assert with_gap == own_standings(limit("at most 12"), KPIS["queue_max"], {"s": parts([1.0, 2.0, 3.0])}, 0.95)


def test_a_share_is_total_over_total_with_the_jackknifes_interval() -> None:
    tops, bottoms = np.array([30.0, 45.0, 28.0, 80.0]), np.array([100.0, 120.0, 90.0, 300.0])
    runs = {"s": np.column_stack([tops, bottoms])}
    found = own_standings(limit("at least 25 %"), KPIS["attendance_rate"], runs, 0.95)
    ratio = tops.sum() / bottoms.sum()
    rest = (tops.sum() - tops) / (bottoms.sum() - bottoms)
    pseudo = 4 * ratio - 3 * rest
    half = stats.t.ppf(0.975, 3) * pseudo.std(ddof=1) / 2
    assert (found["s"].value, found["s"].low) == pytest.approx((ratio, ratio - half))


def test_several_scenarios_get_holms_intervals_around_the_limit() -> None:
    rng = np.random.default_rng(1)
    runs = {name: parts(list(rng.normal(mean, 1.0, 8))) for name, mean in (("a", 10.9), ("b", 12.1), ("c", 8.0))}
    kpi, line = KPIS["queue_max"], limit("at most 12")
    together = own_standings(line, kpi, runs, 0.95)
    alone = {name: own_standings(line, kpi, {name: part}, 0.95)[name] for name, part in runs.items()}
    widths = {name: together[name].high - together[name].low for name in runs}
    assert all(widths[name] >= alone[name].high - alone[name].low for name in runs)
    assert widths["c"] > 1.2 * (alone["c"].high - alone["c"].low)
    assert together["c"].state is State.KEPT


@given(
    st.sampled_from(["at most", "at least"]),
    st.floats(-50, 50),
    st.lists(st.floats(-100, 100), min_size=2, max_size=8),
)
def test_a_limit_and_its_mirror_image_stand_alike(word: str, line: float, values: list[float]) -> None:
    other = "at least" if word == "at most" else "at most"
    kpi = KPIS["queue_max"]
    one = own_standings(Limit(word, line, False, ""), kpi, {"s": parts(values)}, 0.95)["s"]  # type: ignore[arg-type]
    mirrored = Limit(other, -line, False, "")  # type: ignore[arg-type]
    assert one.state is own_standings(mirrored, kpi, {"s": parts([-x for x in values])}, 0.95)["s"].state
