"""All the luck of a run: addressed uniforms, and what is read off one uniform.

A uniform is the first output word of Philox4x32-10 (Salmon, Moraes, Dror & Shaw, "Parallel Random Numbers: As Easy
as 1, 2, 3", SC11, 2011): an integer `u` in 0..2**32-1 that depends on its address only, never on what was drawn before.
A decision is the comparison `accept(u, threshold(p))`; a duration is `quantile(nodes, u)`; a day's arrivals are
`counts(mean, dispersion, u)`.

`philox`, `philox_block`, `accept` and `quantile` are plain code that means the same interpreted and compiled by
`numba.njit`. Compiled, integers must arrive as int64 (or narrower): numba turns uint64 mixed with int64 into float64.
"""

import math
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]

UNIFORMS = 2**32  # how many values a uniform can take
OCTAVES, CELLS = 32, 64  # a quantile table: octaves towards each end, equal cells in an octave
MOST_COUNTS = 10_000_000  # entries in one table of counts: 80 MB

_MASK = 0xFFFFFFFF
# Salmon et al. 2011, Philox4x32: 0xD2511F53 and 0xCD9E8D57, less 2**32. A word times the full one needs 64 bits and
# no sign: compiled it would overflow int64, which numba lets the optimiser take for impossible, and luck came out wrong
# where these functions were inlined. A product with these stays below 2**62; the word is added again to its upper half.
_MULTIPLIER_0, _MULTIPLIER_1 = 0xD2511F53 - 2**32, 0xCD9E8D57 - 2**32
_WEYL_0, _WEYL_1 = 0x9E3779B9, 0xBB67AE85  # golden ratio and sqrt(3) - 1, their key schedule
# SplitMix64: Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, with the multipliers
# of Stafford's variant 13 that the published SplitMix64 uses.
_GOLDEN_GAMMA, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def philox_block(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """All four output words of Philox4x32-10; counter, key and output words are 0..2**32-1."""
    c0, c1, c2, c3, k0, k1 = int(c0), int(c1), int(c2), int(c3), int(k0), int(k1)
    for _ in range(10):
        even = c0 * _MULTIPLIER_0
        odd = c2 * _MULTIPLIER_1
        high, low = ((even >> 32) + c0) & _MASK, even & _MASK
        c0 = (((odd >> 32) + c2) & _MASK) ^ c1 ^ k0
        c2 = high ^ c3 ^ k1
        c1 = odd & _MASK
        c3 = low
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return c0, c1, c2, c3


def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> int:
    """First output word of Philox4x32-10: the uniform at counter (c0, c1, c2, c3) under key (k0, k1).

    Arguments and result are 0..2**32-1. The rounds repeat `philox_block` so that this function calls no other:
    it can then be compiled on its own.
    """
    c0, c1, c2, c3, k0, k1 = int(c0), int(c1), int(c2), int(c3), int(k0), int(k1)
    for _ in range(10):
        even = c0 * _MULTIPLIER_0
        odd = c2 * _MULTIPLIER_1
        high, low = ((even >> 32) + c0) & _MASK, even & _MASK
        c0 = (((odd >> 32) + c2) & _MASK) ^ c1 ^ k0
        c2 = high ^ c3 ^ k1
        c1 = odd & _MASK
        c3 = low
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return c0


def normal_name(name: str) -> str:
    """The spelling under which names are compared: NFKC, then stripped, then lower-cased."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def purpose(name: str) -> int:
    """The 32-bit word that addresses the luck of one purpose: big-endian BLAKE2b-32 of the normalised name in UTF-8."""
    return int.from_bytes(blake2b(normal_name(name).encode(), digest_size=4).digest(), "big")


def check_purposes(names: Iterable[str]) -> dict[str, int]:
    """The purpose word of every name; the very same name given twice is one name.

    ValueError when two names share a word and so would share their luck: differently spelt names that normalise to
    the same text, or a true collision of the hash.
    """
    owners: dict[int, str] = {}
    for name in names:
        owner = owners.setdefault(purpose(name), name)
        if owner != name:
            raise ValueError(f"the names {owner!r} and {name!r} would share their luck; rename one of them")
    return {name: word for word, name in owners.items()}


def threshold(p: float) -> int:
    """The integer in 0..2**32 below which a uniform accepts with probability p; ValueError unless p is in 0..1."""
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"a probability must be between 0 and 1, found {p!r}")
    return round(p * UNIFORMS)


def accept(u: int, thr: int) -> bool:
    """Whether uniform u falls below the threshold: never at 0, always at 2**32."""
    return u < thr


def cohort_key(source: str, cohort: str) -> int:
    """The 64-bit key of one source's cohort (a date or an event key): big-endian BLAKE2b-64, source normalised."""
    text = f"{normal_name(source)}\x1f{cohort}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def lead_ids(key: int, n: int, first: int = 0) -> Words:
    """Identities uint64[n] of the leads with ordinals first..first+n-1 in the cohort with this key (0..2**64-1).

    Identity i is output i (from 0) of SplitMix64 seeded with the key, the finaliser of key + (i + 1) * golden gamma
    modulo 2**64; it is a bijection of that sum, so no two leads of a cohort share an identity.
    """
    z = np.arange(first + 1, first + n + 1, dtype=np.uint64) * np.uint64(_GOLDEN_GAMMA) + np.uint64(key)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(_MIX_1)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(_MIX_2)
    mixed: Words = z ^ (z >> np.uint64(31))
    return mixed


@dataclass(frozen=True)
class QuantileTable:
    """A distribution as the float64[2, 32, 65] nodes that `quantile` reads; ValueError when they are none."""

    nodes: Floats

    def __post_init__(self) -> None:
        """Refuse nodes of another shape, not finite, or out of order."""
        if self.nodes.shape != (2, OCTAVES, CELLS + 1):
            raise ValueError(f"quantile nodes must have shape (2, {OCTAVES}, {CELLS + 1}), found {self.nodes.shape}")
        if not np.isfinite(self.nodes).all():
            raise ValueError(f"quantile nodes must be finite, found {self.nodes[~np.isfinite(self.nodes)][0]}")
        # The upper side is stored by distance from its end, so there values fall along an octave.
        if (np.diff(self.nodes[0]) < 0).any() or (np.diff(self.nodes[1]) > 0).any():
            raise ValueError("quantile nodes must not fall as the probability rises")

    def at(self, u: int) -> float:
        """The value at uniform u in 0..2**32-1."""
        return quantile(self.nodes, u)


def quantile(nodes: Floats, u: int) -> float:
    """The value at uniform u (0..2**32-1) of the distribution tabulated in nodes float64[2, 32, 65].

    Definition, with every float operation an IEEE double in the order written:

    1. Side and distance to the nearer end. u < 2**31: side 0 (lower), v = u + 0.5. Otherwise side 1 (upper),
       v = 4294967295.5 - u, that is 2**32 - (u + 0.5). So v is in 0.5..2**31-0.5, exactly.
    2. Octave: e in 0..31 with 2**(30-e) <= v < 2**(31-e). (v = 0.5 is alone in the last octave.)
    3. Cell: x = (v - low) * 64 / low with low = 2**(30-e), exact and in [0, 64); j = floor(x); f = x - j.
    4. Result: a + (b - a) * f with a = nodes[side, e, j] and b = nodes[side, e, j + 1].

    nodes[0, e, j] is the quantile at probability low * (1 + j / 64) / 2**32, and nodes[1, e, j] the quantile at one
    minus that probability. Halving the octaves towards both ends is what keeps the moments of long tails.
    """
    u = int(u)
    side = 0
    v = u + 0.5
    if u >= 2147483648:
        side = 1
        v = 4294967295.5 - u
    octave = 0
    low = 1073741824.0
    while v < low:
        low = low * 0.5
        octave = octave + 1
    x = (v - low) * 64.0 / low
    cell = int(x)
    start = float(nodes[side, octave, cell])
    end = float(nodes[side, octave, cell + 1])
    return start + (end - start) * (x - cell)


def _tail_probabilities() -> Floats:
    """Probability float64[32, 65] between a node and the nearer end of the distribution; exact, 2**-33..0.5."""
    octaves = 2.0 ** (-2.0 - np.arange(OCTAVES))
    cells: Floats = octaves[:, None] * (1.0 + np.arange(CELLS + 1) / CELLS)[None, :]
    return cells


def _nodes(lower: Callable[[float], float], upper: Callable[[float], float]) -> Floats:
    """Nodes from the quantile at probability p and the quantile at 1 - p: each side by its own distance, so that
    no tail is lost in 1 - p."""
    tails = _tail_probabilities()
    sides = [[side(p) for p in tails.ravel().tolist()] for side in (lower, upper)]
    nodes = np.array(sides, dtype=np.float64).reshape(2, OCTAVES, CELLS + 1)
    nodes.setflags(write=False)
    return nodes


def exponential_nodes() -> Floats:
    """Nodes of the exponential distribution with mean 1."""
    return _nodes(lambda p: -math.log1p(-p), lambda p: -math.log(p))


def lognormal_nodes(sigma: float) -> Floats:
    """Nodes of the lognormal distribution with median 1: exp(sigma * z), z standard normal; ValueError if sigma < 0."""
    if not 0.0 <= sigma < math.inf:
        raise ValueError(f"sigma must be a finite number of at least 0, found {sigma!r}")
    z = NormalDist().inv_cdf
    return _nodes(lambda p: math.exp(sigma * z(p)), lambda p: math.exp(-sigma * z(p)))


def uniform_nodes() -> Floats:
    """Nodes of the uniform distribution on 0..1; its values are (u + 0.5) / 2**32 and so never 0 or 1."""
    return _nodes(lambda p: p, lambda p: 1.0 - p)


def constant_nodes(value: float) -> Floats:
    """Nodes of the distribution that is always `value`."""
    return _nodes(lambda p: value, lambda p: value)


def counts(mean: float, dispersion: float | None, u: int) -> int:
    """The number of arrivals in a day, from one uniform u (0..2**32-1); more for larger u.

    Poisson(mean) when dispersion is None; otherwise negative binomial with that mean and size `dispersion`, its
    variance mean + mean**2 / dispersion. Errors as in `count_thresholds`.
    """
    return int(np.searchsorted(count_thresholds(mean, dispersion), np.uint64(u), side="right"))


@lru_cache(maxsize=1024)
def count_thresholds(mean: float, dispersion: float | None) -> Words:
    """Thresholds uint64[k], round(2**32 * P(count <= i)) for i = 0, 1, ...; the last is 2**32; read-only.

    ValueError unless 0 <= mean < inf and dispersion is None or > 0, or when the table would pass MOST_COUNTS entries.
    """
    _check_counts(mean, dispersion)
    size = 64
    while (cumulative := _cumulative_weights(mean, dispersion, size)) is None:
        size *= 2
        if size > MOST_COUNTS:
            raise ValueError(f"counts with mean {mean!r} and dispersion {dispersion!r} are too widely spread to table")
    # The last partial sum, not np.sum: its order of additions is the same on every machine.
    thresholds = np.rint(cumulative / cumulative[-1] * UNIFORMS).astype(np.uint64)
    table: Words = thresholds[: int(np.argmax(thresholds == UNIFORMS)) + 1].copy()
    table.setflags(write=False)
    return table


def _check_counts(mean: float, dispersion: float | None) -> None:
    if not 0.0 <= mean < math.inf:
        raise ValueError(f"the mean of a count must be a finite number of at least 0, found {mean!r}")
    if dispersion is not None and not 0.0 < dispersion < math.inf:
        raise ValueError(f"the dispersion of a count must be a finite number above 0, found {dispersion!r}")


def _cumulative_weights(mean: float, dispersion: float | None, size: int) -> Floats | None:
    """Partial sums of the probabilities of 0..size-1 up to a factor; None when more than 2**-40 would lie beyond.

    The recurrence starts with 1 at the mode, because the probability of 0 underflows for means above 745.
    """
    mode, ratios = _mode_and_ratios(mean, dispersion, size)
    if mode >= size:
        return None
    above = np.cumprod(ratios[mode:])
    below = np.cumprod(1.0 / ratios[:mode][::-1])[::-1]
    cumulative: Floats = np.cumsum(np.concatenate((below, [1.0], above[:-1])))
    # Beyond the mode the ratios fall or rise towards mean / (mean + dispersion): a geometric series bounds the rest.
    steepest = max(float(ratios[-1]), 0.0 if dispersion is None else mean / (mean + dispersion))
    if steepest >= 1.0 or above[-1] / (1.0 - steepest) > cumulative[-1] * 2.0**-40:
        return None
    return cumulative


def _mode_and_ratios(mean: float, dispersion: float | None, size: int) -> tuple[int, Floats]:
    """The most likely count, and the ratios P(i + 1) / P(i) for i in 0..size-1."""
    i = np.arange(size, dtype=np.float64)
    if dispersion is None:
        return math.floor(mean), mean / (i + 1.0)
    share = mean / (mean + dispersion)
    return max(0, math.floor((dispersion - 1.0) / dispersion * mean)), (i + dispersion) / (i + 1.0) * share
