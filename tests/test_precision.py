"""Enough runs, not too many: where the rule stops, what never stops it, and that only the half-widths decide."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.precision import Precision, reached, runs_enough, runs_worth_starting, widest
from sim.model.stats import paired, runs_needed

modest = settings(deadline=None, max_examples=100)
ASKED = Precision(1.0, 40)
NARROW, WIDE = 0.9, 1.1
half_widths = st.lists(st.sampled_from([*[NARROW] * 4, 1.0, WIDE, 0.0, math.nan, math.inf]), max_size=60)
precisions = st.builds(
    lambda first, look_ahead, room: Precision(1.0, first + look_ahead + room, first=first, look_ahead=look_ahead),
    st.integers(2, 8),
    st.integers(0, 6),
    st.integers(0, 40),
)


def after_each_run(differences: np.ndarray) -> list[float]:
    """The half-width of the paired difference after each run."""
    return [paired(np.zeros(n), differences[:n]).half_width for n in range(1, len(differences) + 1)]


def stop_in_chunks(widths: list[float], asked: Precision, chunks: list[int]) -> int | None:
    """Where the rule stops when it is asked after every chunk of runs only."""
    for done in itertools.accumulate(chunks):
        stop = runs_enough(widths[:done], asked)
        if stop is not None:
            return stop
    return None


def test_the_first_look_comes_after_five_runs_and_five_more_confirm_it() -> None:
    assert runs_enough([NARROW] * 9, ASKED) is None
    assert runs_enough([NARROW] * 10, ASKED) == 10
    assert (reached([NARROW] * 10, ASKED), reached([NARROW] * 9, ASKED)) == (5, None)


def test_exactly_the_half_width_asked_for_is_narrow_enough() -> None:
    assert runs_enough([1.0] * 10, ASKED) == 10
    assert runs_enough([np.nextafter(1.0, 2.0)] * 30, ASKED) is None


def test_a_relapse_within_the_look_ahead_starts_it_again() -> None:
    widths = [WIDE] * 6 + [NARROW] * 5 + [WIDE] + [NARROW] * 6
    assert reached(widths, ASKED) == 13
    assert runs_enough(widths, ASKED) == 18
    assert runs_enough(widths[:-1], ASKED) is None


def test_a_relapse_after_the_look_ahead_changes_nothing() -> None:
    assert runs_enough([NARROW] * 10 + [WIDE] * 20, ASKED) == 10
    assert reached([NARROW] * 10 + [WIDE] * 40, ASKED) == 5


def test_without_a_look_ahead_it_stops_at_once() -> None:
    assert runs_enough([WIDE] * 6 + [NARROW], Precision(1.0, 40, look_ahead=0)) == 7


@pytest.mark.parametrize(("since", "stop"), [(100, 105), (119, 124), (120, 126), (199, 208), (200, 210)])
def test_beyond_a_hundred_runs_the_look_ahead_is_five_per_hundred_rounded_down(since: int, stop: int) -> None:
    asked = Precision(1.0, 1_000)
    widths = [WIDE] * (since - 1) + [NARROW] * 50
    assert runs_enough(widths, asked) == stop
    assert runs_enough(widths[: stop - 1], asked) is None


def test_the_most_runs_end_it_without_precision() -> None:
    assert runs_enough([WIDE] * 39, ASKED) is None
    assert runs_enough([WIDE] * 40, ASKED) == 40
    assert reached([WIDE] * 40, ASKED) is None


def test_a_look_ahead_that_the_most_runs_cut_short_confirms_nothing() -> None:
    widths = [WIDE] * 35 + [NARROW] * 30  # narrow from run 36 on, so confirmed by run 41
    assert (runs_enough(widths, ASKED), reached(widths, ASKED)) == (40, None)
    assert (runs_enough(widths, Precision(1.0, 41)), reached(widths, Precision(1.0, 41))) == (41, 36)


@pytest.mark.parametrize("nothing_known", [0.0, math.nan, math.inf])
def test_zero_variance_or_an_unknown_half_width_never_stops_it(nothing_known: float) -> None:
    assert runs_enough([nothing_known] * 39, ASKED) is None
    assert runs_enough([nothing_known] * 40, ASKED) == 40
    assert reached([nothing_known] * 40, ASKED) is None
    assert runs_enough([NARROW] * 8 + [nothing_known] + [NARROW] * 6, ASKED) == 15


def test_differences_that_are_all_alike_run_to_the_end() -> None:
    assert runs_enough(after_each_run(np.full(39, 0.3)), ASKED) is None


@pytest.mark.parametrize("mean", [50.0, 0.1, 0.0, -0.1, -50.0])
def test_the_mean_of_the_difference_plays_no_part(mean: float) -> None:
    noise = np.random.default_rng(5).normal(size=200)
    noise -= noise.mean()
    asked = Precision(0.3, 200)
    stop = runs_enough(after_each_run(mean + noise), asked)
    assert stop == runs_enough(after_each_run(noise), asked)
    assert stop is not None
    assert 30 < stop < 80  # (1.96 / 0.3) squared is 43


def test_mirroring_the_difference_stops_at_the_same_run() -> None:
    skewed = np.random.default_rng(6).exponential(size=200)
    asked = Precision(0.3, 200)
    assert runs_enough(after_each_run(skewed), asked) == runs_enough(after_each_run(-skewed), asked)


@modest
@given(half_widths, precisions, st.lists(st.integers(1, 9), min_size=60, max_size=60))
def test_any_chunking_stops_at_the_same_run(widths: list[float], asked: Precision, chunks: list[int]) -> None:
    one_by_one = stop_in_chunks(widths, asked, [1] * 60)
    assert stop_in_chunks(widths, asked, chunks) == one_by_one
    assert runs_enough(widths, asked) == one_by_one


@modest
@given(half_widths, precisions)
def test_it_stops_after_a_narrow_look_ahead_or_at_the_end(widths: list[float], asked: Precision) -> None:
    stop, at = runs_enough(widths, asked), reached(widths, asked)
    if at is None:
        assert stop == (asked.most if len(widths) >= asked.most else None)
    else:
        assert stop == asked.held_at(at) <= min(asked.most, len(widths))
        assert at >= asked.first
        assert all(0.0 < width <= 1.0 for width in widths[at - 1 : stop])
        assert at == asked.first or not 0.0 < widths[at - 2] <= 1.0


@modest
@given(half_widths, precisions)
def test_starting_as_many_as_is_worth_it_arrives_at_the_same_run(widths: list[float], asked: Precision) -> None:
    widths += [WIDE] * asked.most
    done = 0
    while further := runs_worth_starting(widths[:done], asked):
        done += further
        assert done <= asked.most
    assert runs_enough(widths[:done], asked) == runs_enough(widths, asked)


def test_at_least_the_runs_that_the_rule_needs_anyhow_are_worth_starting() -> None:
    assert runs_worth_starting([], ASKED) == 10
    assert runs_worth_starting([math.inf, 30.0, NARROW], ASKED) == 7
    assert runs_worth_starting([NARROW] * 7, ASKED) == 3
    assert runs_worth_starting([NARROW] * 7 + [0.0], ASKED) == 6
    assert runs_worth_starting([NARROW] * 10, ASKED) == 0
    assert runs_worth_starting([WIDE] * 40, ASKED) == 0


def test_half_of_what_the_spread_calls_for_is_worth_starting() -> None:
    # Spread 10: the half-width is 2 at 99 runs (see test_stats), and 94 + 5 after the 5 done is what is expected.
    five = paired(np.zeros(5), np.array([-1.0, -1.0, 0.0, 1.0, 1.0]) * 10.0).half_width
    assert five == pytest.approx(2.7764451051978 * 10 / math.sqrt(5))
    widths, asked = [math.inf, 30.0, 30.0, 30.0, five], Precision(2.0, 1_000)
    assert runs_worth_starting(widths, asked) == 99 // 2
    assert runs_worth_starting(widths, Precision(2.0, 40)) == 40 // 2
    assert runs_worth_starting([five] * 38, Precision(2.0, 40)) == 2
    # The same half-width at 50 % stands for a spread of 37.48: t with 4 degrees is 0.7407 there.
    total = 5 + runs_needed(five * math.sqrt(5) / 0.7406970841127, 5, 2.0, level=0.5, cap=995)
    assert runs_worth_starting(widths, asked, level=0.5) == (total + 5 * total // 100 - 5) // 2


def test_the_widest_scenario_decides_and_none_may_be_unknown() -> None:
    assert widest([0.2, 0.7, 0.4]) == 0.7
    for unknown in (0.0, math.nan, math.inf):
        assert math.isnan(widest([0.2, unknown, 0.4]))
    assert math.isnan(widest([]))


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"half_width": 0.0}, "found 0.0"),
        ({"half_width": -2.5}, "found -2.5"),
        ({"half_width": math.nan}, "found nan"),
        ({"half_width": math.inf}, "found inf"),
        ({"first": 1}, "found first=1"),
        ({"look_ahead": -1}, "found look_ahead=-1"),
        ({"most": 9}, "at least 10, .* found most=9 with first=5 and look_ahead=5"),
        ({"most": 209, "first": 200}, "at least 210, .* found most=209"),
    ],
)
def test_a_precision_that_can_never_be_reached_is_refused(arguments: dict[str, float], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Precision(**({"half_width": 1.0, "most": 400} | arguments))  # type: ignore[arg-type]


def test_a_half_width_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match=r"found -0\.5 after 3 runs"):
        runs_enough([math.inf, 2.0, -0.5], ASKED)
