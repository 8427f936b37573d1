"""Figures over simulated runs as charts show them: a mean or a ratio of totals, with its 95 % interval."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.stats import paired
from sim.study.pairs import known, ratio_itself

LEVEL = 0.95
Numbers = NDArray[np.floating[Any]] | NDArray[np.int64]


class Estimate(NamedTuple):
    """A figure over runs with its interval; what is not known is None (one run has no spread, nothing no mean)."""

    mean: float | None
    low: float | None
    high: float | None

    @property
    def ends(self) -> tuple[float, float] | None:
        """Both ends of the interval, if it is known."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def most(self) -> float:
        """The highest figure that has to be drawn; 0 where there is none."""
        return max(self.mean or 0.0, self.high or 0.0)

    def within(self, least: float, most: float) -> Estimate:
        """The interval cut where no figure can be."""
        low, high = (None if end is None else min(max(end, least), most) for end in (self.low, self.high))
        return self._replace(low=low, high=high)


def of_values(values: Numbers) -> Estimate:
    """The mean of a count, number[runs], with its t interval; counts are never below 0."""
    found = np.asarray(values, dtype=np.float64)
    return Estimate(*known(paired(np.zeros_like(found), found, level=LEVEL))).within(0.0, np.inf)


def of_ratio(top: Numbers, bottom: Numbers, *, most: float = np.inf) -> Estimate:
    """A total over a total, number[runs] each, with its jackknife interval, which ends at `most` at the latest."""
    tops, bottoms = (np.asarray(each, dtype=np.float64) for each in (top, bottom))
    return Estimate(*known(ratio_itself(tops, bottoms, LEVEL))).within(0.0, most)
