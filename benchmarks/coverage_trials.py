"""Simulated differences of known mean, and how often the interval at the stop covers it.

Every trial is one experiment: differences of one scenario pair, one a run, until the rule of `sim.model.precision`
stops or a number of runs fixed beforehand is made; then the paired t interval of `sim.model.stats` over all of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.precision import Precision, reached, runs_enough
from sim.model.stats import paired

Floats = NDArray[np.float64]
Generator = np.random.Generator
_BLOCK = 250  # trials that are held in memory at once


class Shape(NamedTuple):
    """A distribution of differences between two scenarios; mean and sd of what `draw` gives."""

    key: str
    title: str
    mean: float
    sd: float
    draw: Callable[[Generator, tuple[int, int]], Floats]

    def most(self, called_for: int) -> int:
        """Runs after which a trial ends in any case; hardly ever reached."""
        return 5 * called_for + 50

    def half_width(self, called_for: int) -> float:
        """The half-width that calls for about so many runs: what they give when the spread is known."""
        return 1.96 * self.sd / math.sqrt(called_for)


class Trials(NamedTuple):
    """Some experiments, one entry each: runs made, and the interval over them."""

    runs: NDArray[np.int64]
    covered: NDArray[np.bool_]
    half_width: Floats
    reached: NDArray[np.bool_]


class Coverage(NamedTuple):
    """What trials show: the share of intervals that cover the truth, its Monte Carlo standard error, and their cost."""

    share: float
    error: float
    runs_min: int
    runs_median: int
    runs_max: int
    half_width: float  # median, as a multiple of the one asked for
    reached: float  # share of trials that ended with the precision asked for


def _lognormal(sigma: float) -> Shape:
    """The median is 1; mean and variance are the textbook's."""
    mean = math.exp(sigma**2 / 2)
    title = f"lognormal (sigma {sigma:g})"
    return Shape(
        f"lognormal_{sigma:g}",
        title,
        mean,
        mean * math.sqrt(math.expm1(sigma**2)),
        lambda luck, size: np.exp(sigma * luck.standard_normal(size)),
    )


def _bernoulli(p: float) -> Shape:
    return Shape(
        f"bernoulli_{p:g}",
        f"Bernoulli ({p:g})",
        p,
        math.sqrt(p * (1 - p)),
        lambda luck, size: (luck.random(size) < p).astype(np.float64),
    )


# The first three are those that must be covered; the others are reported as they are.
CLAIMED = (
    Shape("normal", "normal", 1.0, 1.0, lambda luck, size: 1.0 + luck.standard_normal(size)),
    _lognormal(0.5),
    _bernoulli(0.5),
)
SKEWED = (
    Shape("exponential", "exponential", 1.0, 1.0, lambda luck, size: luck.standard_exponential(size)),
    _lognormal(1.0),
    _bernoulli(0.1),
)


def turned(shape: Shape, mean: str, draws: Floats) -> tuple[Floats, float]:
    """The same draws with a positive, zero (shifted) or negative (mirrored) mean, and that mean."""
    if mean == "zero":
        return draws - shape.mean, 0.0
    return (-draws, -shape.mean) if mean == "negative" else (draws, shape.mean)


def blocks(shape: Shape, runs: int, trials: int, *, seed: int = 1) -> Iterator[Floats]:
    """float64[some trials, runs] until there were so many trials; the same for the same arguments."""
    luck = np.random.Generator(np.random.Philox([seed, runs]))
    for start in range(0, trials, _BLOCK):
        yield shape.draw(luck, (min(_BLOCK, trials - start), runs))


def half_widths(draws: Floats, *, level: float = 0.95) -> Floats:
    """Of float64[trials, runs] the half-width of `paired` after each run of each trial, from running sums."""
    from scipy.special import stdtrit

    n = np.arange(1, draws.shape[1] + 1)
    centred = draws - draws[:, :1]  # so that what hasn't varied yet has a spread of exactly 0
    total, squares = centred.cumsum(axis=1), (centred**2).cumsum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(np.maximum(squares - total**2 / n, 0.0) / (n - 1) / n)
    widths: Floats = -stdtrit(np.maximum(n - 1, 1), (1 - level) / 2) * spread
    widths[:, 0] = math.inf
    return widths


def sequential(draws: Floats, truth: float, asked: Precision) -> Trials:
    """A trial of each row of draws, stopped by the rule."""
    rows = [row.tolist() for row in half_widths(draws)]
    stops = np.array([runs_enough(row, asked) or len(row) for row in rows])
    held = np.array([reached(row[:stop], asked) is not None for row, stop in zip(rows, stops, strict=True)])
    return after(draws, truth, stops)._replace(reached=held)


def after(draws: Floats, truth: float, runs: NDArray[np.int64]) -> Trials:
    """A trial of each row of draws, with a number of runs that is given."""
    found = [paired(np.zeros(n), row[:n]) for row, n in zip(draws, runs.tolist(), strict=True)]
    return Trials(
        runs,
        np.array([difference.low <= truth <= difference.high for difference in found]),
        np.array([difference.half_width for difference in found]),
        np.ones(len(runs), np.bool_),
    )


def together(parts: Sequence[Trials]) -> Trials:
    """Trials of several blocks."""
    return Trials(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def coverage(parts: Sequence[Trials], half_width: float) -> Coverage:
    """What the trials show; half_width: as it was asked for."""
    trials = together(parts)
    share = float(trials.covered.mean())
    return Coverage(
        share,
        math.sqrt(share * (1 - share) / trials.covered.size),
        int(trials.runs.min()),
        int(np.median(trials.runs)),
        int(trials.runs.max()),
        float(np.median(trials.half_width)) / half_width,
        float(trials.reached.mean()),
    )
