"""The replications algorithm of PyPI's sim-tools on the same differences.

It divides the half-width by the mean, as Hoad, Robinson and Davies (2010) do for outputs that are positive by nature.
`OnlineStatistics.deviation` keeps the mean's sign, and `ReplicationsAlgorithm.select` asks whether it is at most the
precision: with a negative mean it always is.
"""

from __future__ import annotations

import warnings
from importlib import metadata
from typing import Any

import numpy as np

from benchmarks.coverage_trials import Floats, Trials, after

INSTALL = "python -m pip install 'sim-tools>=1.3'"


def version() -> str | None:
    """The installed version; None when there is none."""
    try:
        return metadata.version("sim-tools")
    except metadata.PackageNotFoundError:
        return None


class _Model:
    """One row of draws as sim-tools wants to run it."""

    def __init__(self, draws: Floats) -> None:
        self.draws = draws

    def single_run(self, replication_number: int) -> dict[str, float]:
        """The difference of one run."""
        return {"difference": float(self.draws[replication_number])}


class _Deviations:
    """The observer that sim-tools needs; its own also keeps what nobody reads here, and takes five times as long."""

    def __init__(self) -> None:
        self.dev: list[float] = []

    def update(self, results: Any) -> None:
        """Note the half-width divided by the mean after another run."""
        self.dev.append(results.deviation)

    def summary_table(self) -> Any:
        """What was noted."""
        import pandas as pd  # comes with sim-tools

        return pd.DataFrame({"% deviation": self.dev})


def simtools(draws: Floats, truth: float, *, precision: float, most: int) -> Trials:
    """A trial of each row of draws, with the number of runs that sim-tools recommends.

    precision: half-width divided by mean. draws must have the look-ahead after `most` runs too, 5 per hundred.
    Where sim-tools reaches no precision the trial has `most` runs.
    """
    from sim_tools.output_analysis import ReplicationsAlgorithm

    found = []
    for row in draws:
        algorithm = ReplicationsAlgorithm(
            half_width_precision=precision, replication_budget=most, observer_factory=_Deviations
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns when it reaches no precision, which is counted here
            runs, _ = algorithm.select(_Model(row), ["difference"])
        found.append(runs["difference"])
    recommended = np.array([most if runs is None else runs for runs in found])
    held = np.array([runs is not None for runs in found])
    return after(draws, truth, recommended)._replace(reached=held)
