"""What is kept of a simulated run: its KPIs in the measured window and month by month, cohorts, reviews, profile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import REVIEW
from sim.study.kpis import KPIS
from sim.study.profile import Profile, stacked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Simulated(NamedTuple):
    """One simulated run. K KPIs in the order of KPIS, M months that the measured window touches.

    figures: float64[K, 2], numerators and denominators. months: float64[M, K, 2]. cohorts: int64[M, 6], see
    `periods.COHORT`. reviews: what review meetings saw and did (ledger.REVIEW). profile: what charts are drawn from.
    """

    figures: Floats
    months: Floats
    cohorts: Ints
    reviews: NDArray[np.void]
    profile: Profile

    def to_json(self) -> dict[str, Any]:
        """Plain lists; a number that there is none of is null."""
        return {
            "figures": _plain(self.figures),
            "months": [_plain(month) for month in self.months],
            "cohorts": self.cohorts.tolist(),
            "reviews": [[field.tolist() for field in row] for row in self.reviews],
            "profile": self.profile.to_json(),
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Simulated:
        """What `to_json` wrote, to the last bit; ValueError, TypeError or KeyError if it is anything else."""
        k = len(KPIS)
        return cls(
            np.array(plain["figures"], np.float64).reshape(k, 2),
            np.array(plain["months"], np.float64).reshape(-1, k, 2),
            np.array(plain["cohorts"], np.int64).reshape(-1, 6),
            np.array([tuple(row) for row in plain["reviews"]], REVIEW),
            Profile.from_json(plain["profile"]),
        )


class Runs(NamedTuple):
    """The runs of a scenario, one after the other: float64[n, K, 2], float64[n, M, K, 2], int64[n, M, 6], reviews.

    profile: each of its tables with the runs as first dimension.
    """

    figures: Floats
    months: Floats
    cohorts: Ints
    reviews: tuple[NDArray[np.void], ...]
    profile: Profile

    @classmethod
    def of(cls, found: Sequence[Simulated]) -> Runs:
        """One run or more, in order."""
        figures, months, cohorts = (np.array([getattr(run, name) for run in found]) for name in cls._fields[:3])
        profiles = stacked([run.profile for run in found])
        return cls(figures, months, cohorts, tuple(run.reviews for run in found), profiles)


def _plain(figures: Floats) -> list[list[float | None]]:
    return [[None if value != value else value for value in pair] for pair in figures.tolist()]
