"""Simulating until the deciding difference is as precise as asked: some runs at a time, the same number in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sim.model.precision import Precision, runs_enough, runs_worth_starting
from sim.study.pairs import Floats

Figures = Mapping[str, Floats]  # of each scenario float64[replications, len(KPIS), 2]
Simulate = Callable[[int, int], Figures]  # the runs first..last-1
HalfWidth = Callable[[Figures], float]


def runs_until(asked: Precision, simulate: Simulate, half_width: HalfWidth) -> int:
    """The number of runs at which the precision is reached, or the most that were allowed.

    The rule looks after each run in turn, however many were simulated at a time.
    """
    found: dict[str, Floats] = {}
    widths: list[float] = []
    while (enough := runs_enough(widths, asked)) is None:
        more = simulate(len(widths), len(widths) + runs_worth_starting(widths, asked))
        found = {name: np.concatenate([found[name], part]) if found else part for name, part in more.items()}
        made = len(next(iter(found.values())))
        widths += [half_width(_first(n, found)) for n in range(len(widths) + 1, made + 1)]
    return enough


def _first(n: int, found: Figures) -> Figures:
    return {name: part[:n] for name, part in found.items()}
