"""Which scenarios a chart shows where it has no room for all."""

from __future__ import annotations

import math

from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.words.messages import say


def shown(found: Comparison, most: int) -> tuple[str, ...]:
    """Up to `most` scenarios in the comparison's order: the baseline, the chosen one, and the best of the others."""
    first = [found.baseline, *([found.answer.choice.scenario] if found.answer.choice.scenario else [])]
    others = sorted((name for name in found.scenarios if name not in first), key=lambda name: -_worth(found, name))
    kept = {*list(dict.fromkeys([*first, *others]))[:most]}
    return tuple(name for name in found.scenarios if name in kept)


def _worth(found: Comparison, scenario: str) -> float:
    """The mean of the deciding KPI, turned so that up is good; what has none comes last."""
    mean = found.cells[scenario][found.question.kpi].mean
    if mean is None:
        return -math.inf
    return mean if KPIS[found.question.kpi].higher_is_better else -mean


def left_out(found: Comparison, kept: tuple[str, ...]) -> str:
    """A sentence for the note if some scenarios are not shown, with a blank before it; else nothing."""
    missing = len(found.scenarios) - len(kept)
    return say("charts.shown.left_out", count=missing) if missing else ""
