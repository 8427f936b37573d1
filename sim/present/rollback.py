"""The figure at which a change is taken back: what a real quarter would hardly fall to, if all is as simulated."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.study.comparison import Comparison
from sim.study.kpis import KPIS, Kpi

Floats = NDArray[np.float64]

RISK = 0.05  # so often the figure is passed although all is as simulated
MONTHS = 3  # of a quarter


class Rollback(NamedTuple):
    """What to watch in a quarter (of three months on end), and from where on to go back.

    expected: the mean of the simulated quarters. line: below it, or above it for KPIs that are better low, lies one
    simulated quarter in twenty; counts are whole. quarters: of how many simulated quarters that is.
    """

    kpi: str
    expected: float
    line: float
    quarters: int

    @property
    def is_upper(self) -> bool:
        """Whether one goes back above the line."""
        return not KPIS[self.kpi].higher_is_better


def rollbacks(found: Comparison, scenario: str, *, most: int = 4) -> list[Rollback]:
    """What to watch in a scenario: the deciding KPI, then guardrails, as far as months tell of them."""
    names = dict.fromkeys((found.question.kpi, *found.question.guardrails))
    told = (rollback(found, scenario, name) for name in names)
    return [each for each in told if each is not None][:most]


def rollback(found: Comparison, scenario: str, kpi: str) -> Rollback | None:
    """The line of one KPI by the prediction interval of a further quarter (Student's t, one-sided).

    None for statistics such as medians and maxima, which months don't add up to, where there are fewer than three whole
    months, and where all quarters are the same.
    """
    quarters = quarter_values(found, scenario, kpi)
    if quarters.size < 2:
        return None
    mean, sd, n = float(quarters.mean()), float(quarters.std(ddof=1)), quarters.size
    if not sd > 0.0:
        return None
    reach = float(stdtrit(n - 1, 1.0 - RISK)) * sd * math.sqrt(1.0 + 1.0 / n)
    return Rollback(kpi, mean, _line(KPIS[kpi], mean, reach), n)


def quarter_values(found: Comparison, scenario: str, kpi: str) -> Floats:
    """float64[quarters]: the KPI of every simulated quarter, of whole months on end that don't overlap."""
    months = found.months.get(scenario)
    whole = [n for n, period in enumerate(found.periods) if period.is_whole]
    if months is None or KPIS[kpi].kind == "statistic" or len(whole) < MONTHS:
        return np.zeros(0)
    usable = whole[: len(whole) // MONTHS * MONTHS]
    parts = months[:, usable, list(KPIS).index(kpi), :].reshape(months.shape[0], -1, MONTHS, 2).sum(axis=2)
    tops, bottoms = parts[..., 0].ravel(), parts[..., 1].ravel()
    if KPIS[kpi].kind == "count":
        return np.asarray(tops)
    return np.asarray(tops[bottoms > 0.0] / bottoms[bottoms > 0.0])


def _line(kpi: Kpi, mean: float, reach: float) -> float:
    """Outwards to a whole number for counts; never below nothing."""
    if kpi.higher_is_better:
        line = max(0.0, mean - reach)
        return math.floor(line) if kpi.kind == "count" else line
    return math.ceil(mean + reach) if kpi.kind == "count" else mean + reach
