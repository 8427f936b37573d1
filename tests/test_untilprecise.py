"""Runs until a difference is precise: the same number however many are simulated at a time, never beyond the most."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.precision import Precision, runs_enough
from sim.model.stats import paired
from sim.study.untilprecise import Figures, runs_until

ASKED = Precision(0.5, 60)


def pairs(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(ASKED.most, 2))


def half_width(figures: Figures) -> float:
    return paired(figures["a"], figures["b"]).half_width


@given(st.integers(0, 1000))
def test_it_stops_where_looking_after_each_single_run_stops(seed: int) -> None:
    values, asked_for = pairs(seed), []

    def simulate(first: int, last: int) -> dict[str, np.ndarray]:
        asked_for.append((first, last))
        return {"a": values[first:last, 0], "b": values[first:last, 1]}

    found = runs_until(ASKED, simulate, half_width)
    widths: list[float] = []
    while runs_enough(widths, ASKED) is None:
        n = len(widths) + 1
        widths.append(half_width({"a": values[:n, 0], "b": values[:n, 1]}))
    assert found == runs_enough(widths, ASKED) <= ASKED.most
    assert [first for first, _ in asked_for] == [0, *(last for _, last in asked_for[:-1])]  # each run once
    assert asked_for[-1][1] <= ASKED.most


def test_runs_that_never_differ_go_on_to_the_most() -> None:
    found = runs_until(ASKED, lambda first, last: {name: np.ones(last - first) for name in "ab"}, half_width)
    assert found == ASKED.most


def test_a_fault_while_simulating_is_passed_on() -> None:
    def broken(first: int, last: int) -> Figures:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        runs_until(ASKED, broken, half_width)
