"""Comparisons made to measure: differences and intervals that are as given, so that what is said of them is known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import stdtrit

from sim.model.guardrails import read_limit
from sim.study.answer import Question, answer
from sim.study.assumption import Assumption
from sim.study.comparison import Comparison, contrast
from sim.study.kpis import KPIS
from sim.study.measures import Window

NAMES = list(KPIS)
RUNS = 12
WINDOW = Window(0, 182)
QUARTERS = 182 / 91.3125
Changes = Mapping[str, tuple[float, float]]  # by KPI: difference (of counts a quarter), half-width of its interval


def compared(
    *,
    kpi: str = "opportunities",
    margin: float = 2.0,
    guardrails: Mapping[str, float | str] | None = None,
    show: Sequence[str] = (),
    best: Mapping[str, float] | None = None,
    rests_on: Sequence[Assumption] = (),
    runs: int = RUNS,
    base: Mapping[str, float] | None = None,
    **scenarios: Changes,
) -> Comparison:
    """Weekly beside other scenarios; `base`: means of weekly, a quarter, where they are not 100.

    With one other scenario the intervals are as given; with more they are wider.
    """
    guards = guardrails or {}
    limits = {name: limit for name, text in guards.items() if isinstance(text, str) and (limit := read_limit(text))}
    margins = {name: each for name, each in guards.items() if not isinstance(each, str)} | {kpi: margin}
    question = Question("weekly", kpi, margins, tuple(guards), "quarter", limits)
    figures = {"weekly": _figures({}, base or {}, 0)[:runs]}
    figures |= {name: _figures(changes, base or {}, n)[:runs] for n, (name, changes) in enumerate(scenarios.items(), 1)}
    shown = tuple(dict.fromkeys((kpi, *guards, *show)))
    cells = contrast(figures, question, WINDOW)
    return Comparison(
        experiment="made", question=question, shown=shown, window=WINDOW, days=212, seed=1, replications=runs,
        scenarios=tuple(figures), figures=figures, cells=cells, answer=answer(cells, question),
        rests_on=tuple(rests_on), skipped_rows=0, best=best or {},
    )  # fmt: skip


def _figures(changes: Changes, base: Mapping[str, float], scenario: int) -> np.ndarray:
    """float64[RUNS, KPIs, 2]: weekly's own luck, and the changes with a spread that gives their half-widths."""
    table = np.ones((RUNS, len(NAMES), 2))
    luck = np.random.default_rng(1).normal(0.0, 1.0, RUNS)
    for k, (name, kpi) in enumerate(KPIS.items()):
        own = np.random.default_rng([scenario, *name.encode()]).normal(0.0, 1.0, RUNS)
        spread = (own - own.mean()) / own.std(ddof=1) * math.sqrt(RUNS) / -stdtrit(RUNS - 1, 0.025)
        mean, half_width = changes.get(name, (0.0, 0.0))
        value = base.get(name, 100.0) + luck - luck.mean() + mean + half_width * spread
        if kpi.kind == "ratio" and kpi.unit == "share":
            share = base.get(name, 0.2) + mean + half_width * spread
            table[:, k, :] = np.column_stack([1000.0 * share, np.full(RUNS, 1000.0)])
        else:
            table[:, k, 0] = value * (QUARTERS if kpi.is_additive else 1.0)
    table[:, NAMES.index("leads"), 0] = 600.0 * QUARTERS
    table[:, NAMES.index("handoffs_per_rep_day"), 1] = 250.0
    return table
