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

    expected: the mean of the simulated quarters. line: below it, or above it for KPIs that are better low, lies at most
    one simulated quarter in twenty, whatever the season; counts are whole. quarters: of how many simulated quarters.
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
    """The line of one KPI by the prediction interval of a further run's quarter (Student's t, one-sided).

    Each quarter of the calendar has an interval of its own over the runs, and the farthest line holds: pooled, the
    seasons would pass for chance, and the weakest quarter would pass its line far more often than is said.

    None for statistics such as medians and maxima, which months don't add up to, where there are fewer than three whole
    months or two runs, where all runs are the same, and where no quarter can pass the line.
    """
    quarters = quarter_values(found, scenario, kpi)
    known = quarters[:, (~np.isnan(quarters)).sum(axis=0) >= 2]
    if not known.size:
        return None
    reach = _reach(known)
    if not (reach > 0.0).any():
        return None
    upper = not KPIS[kpi].higher_is_better
    means = np.nanmean(known, axis=0)
    line = _line(KPIS[kpi], float((means + reach).max() if upper else (means - reach).min()))
    is_out_of_reach = KPIS[kpi].unit == "share" and line >= 1.0 if upper else line <= 0.0
    return None if is_out_of_reach else Rollback(kpi, float(np.nanmean(known)), line, int((~np.isnan(known)).sum()))


def quarter_values(found: Comparison, scenario: str, kpi: str) -> Floats:
    """float64[runs, quarters]: the KPI of each run's quarters, of whole months on end that don't overlap.

    Nan where nothing is divided by nothing; no quarters of statistics and of too few months.
    """
    months = found.months.get(scenario)
    whole = [n for n, period in enumerate(found.periods) if period.is_whole]
    if months is None or KPIS[kpi].kind == "statistic" or len(whole) < MONTHS:
        return np.zeros((0, 0))
    usable = whole[: len(whole) // MONTHS * MONTHS]
    parts = months[:, usable, list(KPIS).index(kpi), :].reshape(months.shape[0], -1, MONTHS, 2).sum(axis=2)
    tops, bottoms = parts[..., 0], parts[..., 1]
    if KPIS[kpi].kind == "count":
        return np.asarray(tops)
    return np.asarray(tops / np.where(bottoms > 0.0, bottoms, np.nan))


def _reach(quarters: Floats) -> Floats:
    """float64[quarters]: how far from its mean a further run may lie; that of the widest spread where none differed."""
    runs = (~np.isnan(quarters)).sum(axis=0)
    spread = np.nanstd(quarters, axis=0, ddof=1)
    spread = np.where(spread > 0.0, spread, spread.max())
    return np.asarray(stdtrit(runs - 1, 1.0 - RISK) * spread * np.sqrt(1.0 + 1.0 / runs))


def _line(kpi: Kpi, line: float) -> float:
    """Of counts the whole number that the same counts lie beyond: fewer than 37.2 are fewer than 38."""
    if kpi.kind != "count":
        return line
    return math.ceil(line) if kpi.higher_is_better else math.floor(line)
