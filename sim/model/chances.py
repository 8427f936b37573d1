"""How likely it is that each of several scenarios is the best one in a KPI, given the runs that were made.

The means are taken as multivariate t with n - 1 degrees around those observed, with the observed covariance of the
means: what is left of normal runs when nothing was known before. For any two scenarios that gives the one-sided p value
of the paired t test, whatever other scenarios there are, so that chances and intervals never contradict each other.
"""

from __future__ import annotations

import numpy as np

from sim.model.stats import Floats, paired, ratio_values

# Of the chance of one scenario among three or more: its Monte Carlo standard error is then at most 0.0016.
_DRAWS, _BLOCK = 100_000, 10_000
_SEED = 1  # a fixed one: the same runs always give the same chances


def chances(values: Floats, higher_is_better: bool) -> list[float] | None:
    """The chance of each scenario to have the best mean; they sum to 1.

    values: float64[replications, scenarios], runs with the same luck in one row. Exact for two scenarios, otherwise by
    100,000 draws with a fixed seed. Scenarios that are alike in every run share their chance. Runs in which some
    scenario has no value (nan) are left out, as in `paired`; None with fewer than 2 others. ValueError for another
    shape, no scenario, or an infinite value.
    """
    known = _complete(values)
    if len(known) < 2:
        return None
    alike = _alike(known)
    distinct = sorted(set(alike))
    best = dict(zip(distinct, _best(known[:, distinct] * (1.0 if higher_is_better else -1.0)), strict=True))
    return [best[first] / alike.count(first) for first in alike]


def chances_of_ratios(nums: Floats, dens: Floats, higher_is_better: bool) -> list[float] | None:
    """The same for a ratio of totals, by its jackknife (`ratio_values`).

    nums, dens: float64[replications, scenarios]. None also when some scenario's ratio has no interval, as in
    `paired_ratio`.
    """
    tops, bottoms = np.hsplit(_complete(nums, dens), 2)
    columns = [ratio_values(top, bottom) for top, bottom in zip(tops.T, bottoms.T, strict=True)]
    known = [column for column in columns if column is not None]
    return chances(np.column_stack(known), higher_is_better) if len(known) == len(columns) else None


def _complete(*parts: Floats) -> Floats:
    """The parts side by side, without the runs in which any value is nan."""
    shapes = [np.shape(part) for part in parts]
    if len(shapes[0]) != 2 or shapes[0][1] == 0 or len(set(shapes)) > 1:
        raise ValueError(f"values must be runs x scenarios, of at least one scenario, found shapes {shapes}")
    values = np.concatenate([np.asarray(part, np.float64) for part in parts], axis=1)
    if np.isinf(values).any():
        raise ValueError(f"a KPI must be finite or nan, found {values[np.isinf(values)][0]}")
    known: Floats = values[~np.isnan(values).any(axis=1)]
    return known


def _alike(values: Floats) -> list[int]:
    """Of each scenario the first that equals it in every run, up to rounding."""
    firsts: list[int] = []
    found = []
    for column in range(values.shape[1]):
        same = (first for first in firsts if _is_same(values[:, first], values[:, column]))
        found.append(next(same, column))
        if found[-1] == column:
            firsts.append(column)
    return found


def _is_same(a: Floats, b: Floats) -> bool:
    difference = paired(a, b)
    return difference.mean == difference.half_width == 0.0


def _best(values: Floats) -> list[float]:
    """The chance of each of several different scenarios to have the highest mean."""
    if values.shape[1] == 1:
        return [1.0]
    return _best_of_two(*values.T) if values.shape[1] == 2 else _best_of_many(values)


def _best_of_two(a: Floats, b: Floats) -> list[float]:
    difference = paired(a, b)
    tail = (difference.p_value or 0.0) / 2.0
    return [tail, 1.0 - tail] if difference.mean > 0.0 else [1.0 - tail, tail]


def _best_of_many(values: Floats) -> list[float]:
    """Shares of draws of all means in which each is the highest."""
    n, scenarios = values.shape
    # Only differences matter: what all scenarios share would cost digits. QR copes with any dependence among them.
    differences = values - values[:, :1]
    means = differences.mean(axis=0)
    root = np.linalg.qr((differences - means) / np.sqrt(n * (n - 1.0)), mode="r")
    luck = np.random.Generator(np.random.Philox(_SEED))
    wins = np.zeros(scenarios, np.int64)
    for _ in range(_DRAWS // _BLOCK):
        spread = np.sqrt((n - 1) / luck.chisquare(n - 1, _BLOCK))
        drawn = means + luck.standard_normal((_BLOCK, len(root))) @ root * spread[:, np.newaxis]
        wins += np.bincount(drawn.argmax(axis=1), minlength=scenarios)
    return [int(won) / _DRAWS for won in wins]
