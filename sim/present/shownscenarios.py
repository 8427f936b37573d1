"""Which scenarios a chart shows, and between which values most simulated runs lie."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.reason import rival
from sim.words.messages import say

Floats = NDArray[np.float64]

MIDDLE: Final = (0.05, 0.95)  # quantiles of the runs: the ends of a band


class Spread(NamedTuple):
    """A number over runs: its mean, and the ends of the middle 90 % of the runs; None where one run has no ends."""

    mean: float
    low: float | None = None
    high: float | None = None


def ranked(found: Comparison) -> list[str]:
    """The scenarios beside the baseline: the chosen one, then the others, the best in the deciding KPI first."""
    kpi, chosen = found.question.kpi, found.answer.choice.scenario
    sign = -1.0 if KPIS[kpi].higher_is_better else 1.0

    def place(scenario: str) -> tuple[bool, float]:
        mean = found.cells[scenario][kpi].mean
        return scenario != chosen, math.inf if mean is None else sign * mean

    return sorted((name for name in found.scenarios if name != found.baseline), key=place)


def beside(found: Comparison) -> str | None:
    """The scenario that is told of beside the baseline, the one that the answer tells of; None if there is no other."""
    return rival(found) if len(found.scenarios) > 1 else None


def shown_scenarios(found: Comparison, most: int) -> tuple[str, ...]:
    """All scenarios in their order, or of too many the baseline, the chosen one and the best others."""
    kept = {found.baseline, *ranked(found)[: most - 1]}
    return tuple(name for name in found.scenarios if name in kept)


def left_out_note(found: Comparison, shown: int, key: str = "charts.desk.left_out") -> str:
    """How many scenarios are not drawn, as the end of a note, by the sentence `key`; empty if all are."""
    count = len(found.scenarios) - shown
    return say(key, count=count) if count > 0 else ""


def runs_words(runs: int) -> str:
    """Of how many simulated runs something is shown."""
    return say("charts.desk.one_run") if runs == 1 else say("charts.desk.runs", runs=runs)


def band_note(runs: int, key: str) -> str:
    """What a band or whisker of a chart is, the sentence `key` with the number of runs; one run has none."""
    return say("charts.desk.no_band") if runs == 1 else say(key, runs=runs)


def middle(values: Floats) -> tuple[Floats, Floats] | None:
    """Between which values the middle 90 % of the runs lie, for each entry; None of one run.

    values: float64[runs, ...]; nan where a run has no value. Quantiles as in `sim.model.stats.quantile_of`.
    """
    if values.shape[0] < 2:
        return None
    known = ~np.isnan(values).all(axis=0)
    ends = np.full((2, *values.shape[1:]), np.nan)
    ends[:, known] = np.nanquantile(values[:, known], MIDDLE, axis=0)
    return ends[0], ends[1]


def spread_of(values: Floats, mean: float | None = None) -> Spread:
    """A number of each run (float64[runs]) as its mean, or the one given, and the middle 90 % of the runs."""
    ends = middle(values)
    middling = float(np.nanmean(values)) if mean is None else mean
    return Spread(middling) if ends is None else Spread(middling, float(ends[0]), float(ends[1]))


def number(value: float) -> str:
    """A number with few digits: `1,234`, `12.3`; what rounds to nothing is `0`."""
    if abs(value) < 0.05:
        return "0"
    return format(value, ",.0f" if abs(value) >= 99.95 else ".1f")


def percent(share: float) -> str:
    """A share of 1 in percent with few digits, without the sign: `12.3`, `0.04`."""
    if not 0.0 < share < 1.0:
        return format(share * 100.0, ".0f")
    return format(share * 100.0, ".2f" if share < 0.00095 else ".1f")


def ends_words(spread: Spread, words: str, *, shares: bool = False) -> str:
    """`words` and after them the ends of a spread in brackets, where it has any."""
    if spread.low is None or spread.high is None or spread.low == spread.high:
        return words
    show = percent if shares else number
    return say("charts.desk.ends", words=words, low=show(spread.low), high=show(spread.high))
