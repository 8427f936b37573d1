"""The quotient of two differences, such as yen for each further opportunity, with Fieller's interval.

The jackknife of sim.model.stats is for totals that are far from 0, such as leads. A difference may be near 0, where a
quotient by it is skewed: the jackknife's interval then holds the truth in some 86 of 100 cases, and reaches below 0.
"""

from __future__ import annotations

import math

import numpy as np

from sim.model.stats import Difference, Floats, paired


def quotient(tops: Floats, bottoms: Floats, *, level: float = 0.95) -> Difference:
    """Mean of tops over mean of bottoms, as a difference from nothing; float64[replications] each, paired.

    The interval is Fieller's (Journal of the Royal Statistical Society B 16, 1954, 175-185): all quotients q for which
    a t test doesn't find the mean of tops - q * bottoms different from 0. It is bounded exactly if the interval of
    the bottoms leaves out 0, and then leaves out 0 exactly if that of the tops does; otherwise nothing is known, as in
    `paired`. It is not symmetric: half_width is half its width. Nan and errors as in `paired`.
    """
    known = ~(np.isnan(tops) | np.isnan(bottoms))
    top, bottom = (np.asarray(values, np.float64)[known] for values in (tops, bottoms))
    nothing = np.zeros(top.size)
    above, below = paired(nothing, top, level=level), paired(nothing, bottom, level=level)
    mean = above.mean / below.mean if top.size and below.mean else math.nan
    if not (below.low > 0.0 or below.high < 0.0) or not math.isfinite(above.half_width):
        return Difference(mean, -math.inf, math.inf, math.inf, None, top.size, None)
    low, high = _fieller(top, bottom, mean, level)
    correlation = paired(bottom, top, level=level).correlation
    return Difference(mean, low, high, (high - low) / 2.0, correlation, top.size, above.p_value)


def _fieller(top: Floats, bottom: Floats, mean: float, level: float) -> tuple[float, float]:
    """Both ends of the interval: the roots q of (1 - y**2) q**2 - 2 (mean - xy) q + mean**2 - x**2.

    x and y are the half-widths of top and bottom in units of bottom's mean, and xy their product times the correlation.
    The discriminant is told by the half-width r of top - mean * bottom, which keeps its digits.
    """
    unit = abs(float(bottom.mean()))
    x, y, r = (_half_width(values, level) / unit for values in (top, bottom, top - mean * bottom))
    scale = x / y if y else 0.0
    sum_of, rest_of = (_half_width(top + way * scale * bottom, level) / unit for way in (1.0, -1.0))
    xy = (sum_of**2 - rest_of**2) / (4.0 * scale) if scale else 0.0
    root = math.sqrt(max(0.0, r**2 - (x * y) ** 2 + xy**2))
    return (mean - xy - root) / (1.0 - y**2), (mean - xy + root) / (1.0 - y**2)


def _half_width(values: Floats, level: float) -> float:
    return paired(np.zeros_like(values), values, level=level).half_width
