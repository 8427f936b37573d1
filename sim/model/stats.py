"""Replication statistics: paired differences, ratios of totals, several scenarios at once, and the verdict.

The unit is the replication, never the lead: leads of one run share a desk. All arrays are float64[n], one entry per
replication in the same order in both scenarios; an entry is nan where the KPI has no value in that replication.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# A difference this small beside the numbers subtracted is rounding, and rounding must not become significance.
_ROUNDING = 1e-12


class Difference(NamedTuple):
    """Scenario minus baseline over replications, in the KPI's own unit.

    With n < 2, or a ratio without a denominator, nothing is known about the spread: low = -inf, high = inf,
    half_width = inf, p_value None; mean is nan when there is no value at all.
    """

    mean: float
    low: float
    high: float
    half_width: float
    correlation: float | None  # achieved between the scenarios; None with n < 3 or when one of them never varies
    n: int  # replications in which both scenarios have a value
    p_value: float | None  # two-sided, against no difference


class Verdict(StrEnum):
    """What a difference lets us say about a scenario."""

    BETTER = "better"
    WORSE = "worse"
    NO_WORSE = "no_worse"
    EQUIVALENT = "equivalent"
    CANNOT_TELL = "cannot_tell"


def paired(a: Floats, b: Floats, *, level: float = 0.95) -> Difference:
    """Mean of b - a over replications with its paired t interval.

    Replications in which either is nan are dropped, and n says how many are left. When all differences are the same
    the interval has zero width, and p is 0, or 1 when they are all zero. ValueError for arrays of unequal length,
    infinite entries, or a level outside 0..1 (both excluded).
    """
    a, b = _complete(a, b)
    differences = _without_rounding(a, b)
    mean = math.fsum(differences) / a.size if a.size else math.nan
    return _interval(mean, differences, _correlation(a, b), level)


def ratio_of_totals(num: Floats, den: Floats) -> float | None:
    """Total of num over total of den, over the replications in which neither is nan; None when den adds up to 0.

    Not the mean of the ratios: replications with few cases would weigh as much as those with many.
    """
    num, den = _complete(num, den)
    total = math.fsum(den)
    return None if total == 0.0 else math.fsum(num) / total


def paired_ratio(num_a: Floats, den_a: Floats, num_b: Floats, den_b: Floats, *, level: float = 0.95) -> Difference:
    """Ratio of totals of b minus that of a, with a paired delete-one jackknife interval (t with n - 1).

    The middle is the difference of the two ratios as `ratio_of_totals` shows them, not the jackknife's bias-corrected
    one, so that the reported numbers subtract. Its spread is the jackknife's: the pseudo-values of both scenarios are
    paired by replication (Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 11). Nothing is known
    when one replication holds the whole of a denominator. Nan and errors as in `paired`.
    """
    num_a, den_a, num_b, den_b = _complete(num_a, den_a, num_b, den_b)
    ratio_a, ratio_b = ratio_of_totals(num_a, den_a), ratio_of_totals(num_b, den_b)
    if ratio_a is None or ratio_b is None:
        return _unknown(math.nan, num_a.size)
    pseudo_a, pseudo_b = _pseudo_values(num_a, den_a, ratio_a), _pseudo_values(num_b, den_b, ratio_b)
    if pseudo_a is None or pseudo_b is None:
        return _unknown(ratio_b - ratio_a, num_a.size)
    differences = _without_rounding(pseudo_a, pseudo_b)
    return _interval(ratio_b - ratio_a, differences, _correlation(pseudo_a, pseudo_b), level)


def ratio_values(num: Floats, den: Floats) -> Floats | None:
    """float64[n], one value per replication: their mean is the ratio of totals, their spread the jackknife's.

    What holds for means then holds for ratios: `paired` of two scenarios' values is their `paired_ratio`. They are the
    jackknife's pseudo-values, moved onto the ratio that is shown. None when nothing is known, and nan and errors, as in
    `paired_ratio`.
    """
    num, den = _complete(num, den)
    ratio = ratio_of_totals(num, den)
    pseudo = None if ratio is None else _pseudo_values(num, den, ratio)
    return None if ratio is None or pseudo is None else pseudo + (ratio - pseudo.mean())


def sd_of(difference: Difference, *, level: float = 0.95) -> float:
    """The standard deviation between replications behind a difference whose interval has this level; inf if n < 2."""
    return sd_behind(difference.half_width, difference.n, level=level)


def sd_behind(half_width: float, n: int, *, level: float = 0.95) -> float:
    """The standard deviation between n replications whose interval has this half-width; inf if n < 2."""
    return math.inf if n < 2 else half_width * math.sqrt(n) / _t(n - 1, level)


def runs_needed(sd: float, n: int, half_width: float, *, level: float = 0.95, cap: int) -> int:
    """Further runs, 0..cap, until the t half-width falls to `half_width` (same unit as sd), n being done already.

    An estimate, as sd is one. An unknown sd (nan, inf) or one of zero answers cap: that nothing has varied yet is no
    evidence of precision, and must not stop a run. ValueError unless half_width > 0, 0 < level < 1, and n, cap and
    sd are at least 0.
    """
    if not half_width > 0.0:
        raise ValueError(f"the half-width asked for must be above 0, found {half_width!r}")
    if n < 0 or cap < 0 or sd < 0.0:
        raise ValueError(f"n, cap and sd must be at least 0, found n={n}, cap={cap}, sd={sd!r}")
    _check_level(level)
    if not 0.0 < sd < math.inf:
        return cap
    low, high = max(n, 2), n + cap
    while low < high:  # the smallest total that is enough: the half-width falls with every run
        middle = (low + high) // 2
        if _t(middle - 1, level) * sd / math.sqrt(middle) <= half_width:
            high = middle
        else:
            low = middle + 1
    return min(low - n, cap)


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Holm's adjusted p values (Holm, Scandinavian Journal of Statistics 6, 1979, 65-70), in the order given.

    None, a scenario that could not be tested, stays None and does not count. ValueError for p outside 0..1.
    """
    tested = _tested(p_values)
    adjusted: dict[float, float] = {}
    highest = 0.0
    for rank, p in enumerate(tested):
        highest = max(highest, min(1.0, p * (len(tested) - rank)))
        adjusted.setdefault(p, highest)
    return [None if p is None else adjusted[p] for p in p_values]


def holm_levels(p_values: Sequence[float | None], level: float = 0.95) -> list[float]:
    """The level of each scenario's interval, so that it leaves out 0 exactly when Holm's test rejects.

    With alpha = 1 - level and m tested scenarios, the smallest p gets level 1 - alpha / m, the next
    1 - alpha / (m - 1), and so on; from the first p that its own level doesn't reject, all the rest keep that level,
    or a later, looser interval could leave out 0 where the step-down had stopped. Levels never rise with p; equal p
    get the stricter level; None gets the strictest.

    Holm (1979) controls the family-wise error of "not 0". These intervals agree with his decisions; that all of them
    cover their truths at once has a chance somewhat below `level`, which only Bonferroni (1 - alpha / m for all)
    would guarantee. We take agreement with the more powerful test. ValueError as in `holm`, or for level outside 0..1.
    """
    _check_level(level)
    alpha, tested = 1.0 - level, _tested(p_values)
    alphas: dict[float | None, float] = {None: alpha / max(1, len(tested))}
    stopped_at = None
    for rank, p in enumerate(tested):
        own = alpha / (len(tested) - rank) if stopped_at is None else stopped_at
        allowed = alphas.setdefault(p, own)
        if stopped_at is None and p > allowed:
            stopped_at = allowed
    return [1.0 - alphas[p] for p in p_values]


def quantile_of(values: npt.ArrayLike, q: float) -> float | None:
    """The q-quantile (0..1) of the values that are not nan; None when there are none; ValueError for q outside 0..1.

    Linear between order statistics (Hyndman & Fan's type 7), as numpy and spreadsheets do, so that readers can check.
    """
    if not 0.0 <= q <= 1.0:
        raise ValueError(f"a quantile must be asked for between 0 and 1, found {q!r}")
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(np.quantile(known, q)) if known.size else None


def verdict(
    difference: Difference, *, higher_is_better: bool, margin: float | None, surely: Difference | None = None
) -> Verdict:
    """The strongest thing the interval allows; margin is in the KPI's unit, None when nobody set one.

    surely: the same difference with another interval, by which the margin is judged (as Holm's levels are about 0).

    With the interval turned so that up is good, the first that holds:

    1. fewer than 2 replications, or no interval: cannot tell. One run has no spread.
    2. all above 0: better. It wins over "equivalent": a small sure gain is still a gain.
    3. all below 0, reaching the margin or without one: worse.
    4. all below 0, but all above -margin: no worse than the margin. Surely worse, by less than what matters; calling
       that equivalent would hide the sign, calling it worse would hide that the reader said he can bear it.
    5. all between -margin and margin, around 0: equivalent.
    6. all above -margin: no worse than the margin.
    7. otherwise: cannot tell.

    An end exactly on 0 or on the margin has not passed it. ValueError for a margin below 0 or nan.
    """
    if margin is not None and not margin >= 0.0:
        raise ValueError(f"a margin must be at least 0, found {margin!r}")
    if difference.n < 2 or not math.isfinite(difference.half_width):
        return Verdict.CANNOT_TELL
    worst, best = difference.low, difference.high
    if not higher_is_better:
        worst, best = -best, -worst
    held = difference if surely is None else surely
    bearable = margin is not None and (held.low if higher_is_better else -held.high) > -margin
    if worst > 0.0:
        return Verdict.BETTER
    if best < 0.0:
        return Verdict.NO_WORSE if bearable else Verdict.WORSE
    if not bearable:
        return Verdict.CANNOT_TELL
    return Verdict.EQUIVALENT if margin is not None and best < margin else Verdict.NO_WORSE


def _complete(*columns: Floats) -> list[Floats]:
    """The columns without the replications in which any of them is nan."""
    arrays = [np.asarray(column, dtype=np.float64) for column in columns]
    shapes = {array.shape for array in arrays}
    if len(shapes) > 1 or arrays[0].ndim != 1:
        raise ValueError(f"replications must be one row each, as many in each column, found shapes {sorted(shapes)}")
    for array in arrays:
        if np.isinf(array).any():
            raise ValueError(f"a KPI must be finite or nan, found {array[np.isinf(array)][0]}")
    known = ~np.isnan(arrays).any(axis=0)
    return [array[known] for array in arrays]


def _without_rounding(a: Floats, b: Floats) -> Floats:
    differences = b - a
    differences[np.abs(differences) <= _ROUNDING * np.maximum(np.abs(a), np.abs(b))] = 0.0
    return differences


def _pseudo_values(num: Floats, den: Floats, ratio: float) -> Floats | None:
    """The jackknife's pseudo-values of a ratio of totals; None when a total without one replication is 0."""
    rest = math.fsum(den) - den
    if (np.abs(rest) <= _ROUNDING * np.abs(den)).any():
        return None
    without_one = (math.fsum(num) - num) / rest
    pseudo: Floats = ratio * num.size - without_one * (num.size - 1)
    return pseudo


def _correlation(a: Floats, b: Floats) -> float | None:
    """Pearson's correlation; None below three pairs, where it is always -1 or 1, and when a or b never varies."""
    if a.size < 3 or not _varies(a) or not _varies(b):
        return None
    x, y = _centred(a), _centred(b)
    r = math.fsum(x * y) / math.sqrt(math.fsum(x * x) * math.fsum(y * y))
    return max(-1.0, min(1.0, r))


def _centred(values: Floats) -> Floats:
    """Deviations from the mean in units of the largest, so that no square under- or overflows."""
    deviations = values - values.mean()
    scaled: Floats = deviations / np.abs(deviations).max()
    return scaled


def _varies(values: Floats) -> bool:
    """Whether the values differ by more than rounding."""
    return float(np.ptp(values)) > _ROUNDING * float(np.abs(values).max())


def _interval(mean: float, differences: Floats, correlation: float | None, level: float) -> Difference:
    """The t interval around mean with the spread of the differences."""
    _check_level(level)
    n = differences.size
    if n < 2:
        return _unknown(mean, n)
    error = float(differences.std(ddof=1)) / math.sqrt(n) if _varies(differences) else 0.0
    if error == 0.0:
        return Difference(mean, mean, mean, 0.0, correlation, n, 1.0 if mean == 0.0 else 0.0)
    from scipy.special import stdtr

    half = _t(n - 1, level) * error
    p = 2.0 * float(stdtr(n - 1, -abs(mean / error)))
    return Difference(mean, mean - half, mean + half, half, correlation, n, p)


def _unknown(mean: float, n: int) -> Difference:
    return Difference(mean, -math.inf, math.inf, math.inf, None, n, None)


def _t(degrees: int, level: float) -> float:
    """The quantile of Student's t that bounds the middle `level` of it."""
    from scipy.special import stdtrit  # late: a third of a second that a command without statistics need not wait

    # The lower tail, negated: 1 - alpha / 2 would lose digits for strict levels.
    return -float(stdtrit(degrees, (1.0 - level) / 2.0))


def _tested(p_values: Sequence[float | None]) -> list[float]:
    """The p values that exist, smallest first."""
    tested = sorted(p for p in p_values if p is not None)
    for p in tested:
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"a p value must be between 0 and 1, found {p!r}")
    return tested


def _check_level(level: float) -> None:
    if not 0.0 < level < 1.0:
        raise ValueError(f"the level of an interval must be between 0 and 1, found {level!r}")
