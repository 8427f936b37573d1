"""A KPI over simulated runs: its mean, its difference between two scenarios, and between a scenario and a fixed figure.

Parts are float64[replications, 2], numerators and denominators in the order of the runs; nan where a run has none.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.model.stats import Difference, paired, paired_ratio, ratio_of_totals
from sim.study.kpis import Kpi

Floats = NDArray[np.float64]


def mean_of(kpi: Kpi, parts: Floats) -> float | None:
    """The mean of a count or statistic, the total over the total of a ratio; None where there is none."""
    top, bottom = parts.T
    return ratio_of_totals(top, bottom if kpi.kind == "ratio" else np.ones_like(top))


def difference_of(kpi: Kpi, base: Floats, part: Floats, level: float) -> Difference:
    """A scenario minus another, run by run: a t interval, of ratios by the jackknife."""
    if kpi.kind == "ratio":
        return paired_ratio(*base.T, *part.T, level=level)
    return paired(base[:, 0], part[:, 0], level=level)


def distance_from(figure: float, kpi: Kpi, part: Floats, level: float) -> Difference:
    """A scenario's own mean minus a figure that never varies; p_value is against the mean being that figure."""
    never = np.column_stack([np.full(len(part), figure), np.ones(len(part))])
    return difference_of(kpi, never, part, level)


def known(difference: Difference) -> tuple[float | None, float | None, float | None]:
    """Mean, low and high, with None for what is not known."""
    mean, low, high = (x if math.isfinite(x) else None for x in difference[:3])
    return mean, low, high


def ratio_itself(top: Floats, bottom: Floats, level: float) -> Difference:
    """A ratio of totals with its jackknife interval, as a difference from nothing; float64[replications] each."""
    return paired_ratio(np.zeros_like(top), np.ones_like(top), top, bottom, level=level)
