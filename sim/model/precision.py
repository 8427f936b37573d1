"""When enough runs have been made: the half-width of the deciding difference, run by run, against the one asked for.

The rule is the replications algorithm of Hoad, Robinson and Davies ("Automated selection of the number of replications
for a discrete-event simulation", Journal of the Operational Research Society 61, 2010, 1632-1644), with one change:
they divide the half-width by the mean, and we don't. A difference may well be zero or negative; divided by such a mean
every half-width looks narrow, and the runs stop at once.

The answer depends on the half-widths alone, so that any order and any number of runs at a time ends at the same run.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass

from sim.model.stats import runs_needed, sd_behind

# Beyond so many runs the look-ahead grows in proportion (Hoad et al. 2010): five more runs change little then.
_LOOK_AHEAD_PER = 100


@dataclass(frozen=True)
class Precision:
    """How narrow the interval of the difference shall be, and how many runs that may cost.

    half_width: in the unit of the difference, above 0. most: runs after which it ends in any case. first: runs before
    the first look, at least 2. look_ahead: further runs for which the half-width must stay narrow, at least 0.
    ValueError for anything else, and when `most` ends before the earliest look-ahead does.
    """

    half_width: float
    most: int
    _: KW_ONLY
    first: int = 5
    look_ahead: int = 5

    def __post_init__(self) -> None:
        if not 0.0 < self.half_width < math.inf:
            raise ValueError(f"the half-width asked for must be above 0 and finite, found {self.half_width!r}")
        if self.first < 2:
            raise ValueError(f"the first look must come after 2 runs or more, found first={self.first}")
        if self.look_ahead < 0:
            raise ValueError(f"the look-ahead must be at least 0 runs, found look_ahead={self.look_ahead}")
        if self.most < self.held_at(self.first):
            raise ValueError(
                f"the most runs must be at least {self.held_at(self.first)}, the first look and its look-ahead, "
                f"found most={self.most} with first={self.first} and look_ahead={self.look_ahead}"
            )

    def held_at(self, runs: int) -> int:
        """The number of runs at which a precision reached after `runs` has held for the look-ahead.

        The look-ahead is as asked up to 100 runs, beyond them that many per hundred, rounded down.
        """
        return runs + self.look_ahead * max(runs, _LOOK_AHEAD_PER) // _LOOK_AHEAD_PER

    def is_met(self, half_width: float) -> bool:
        """Whether a half-width is narrow enough.

        Unknown (nan, inf) or 0 is not: that nothing has varied yet is no evidence of precision.
        """
        return 0.0 < half_width <= self.half_width


def widest(half_widths: Iterable[float]) -> float:
    """The widest of all scenarios' half-widths after some run, so that the rule holds for all of them at once.

    Nan when one of them is unknown (nan, inf) or 0, since then nothing is known of all of them, or when there are none.
    """
    found = list(half_widths)
    return max(found) if found and all(0.0 < width < math.inf for width in found) else math.nan


def runs_enough(half_widths: Sequence[float], asked: Precision) -> int | None:
    """The number of runs to stop at, all of which are used for the answer; None: go on.

    half_widths[i] is the half-width after i + 1 runs (of several scenarios the `widest`). It is the end of the
    look-ahead of `reached`, or the most runs allowed. Half-widths of later runs change nothing. ValueError for a
    half-width below 0.
    """
    reached_at = reached(half_widths, asked)
    if reached_at is not None:
        return asked.held_at(reached_at)
    return asked.most if len(half_widths) >= asked.most else None


def reached(half_widths: Sequence[float], asked: Precision) -> int | None:
    """The smallest number of runs at which the half-width was narrow enough and stayed so for the look-ahead.

    None when that has not happened (yet), within the most runs allowed. half_widths and errors as in `runs_enough`.
    """
    since = _narrow_since(half_widths, asked)
    return since if since is not None and min(len(half_widths), asked.most) >= asked.held_at(since) else None


def runs_worth_starting(half_widths: Sequence[float], asked: Precision, *, level: float = 0.95) -> int:
    """How many further runs to start at once, so that workers are kept busy; 0 when enough have been made.

    The runs that the rule needs in any case, or half of those that the spread seen so far calls for, whichever is
    more; never beyond the most. Half, because the spread of a few runs is itself uncertain: after 5 normal runs it
    calls for more than double the right number in 9 cases of 100 (chi-squared with 4 degrees, above 8). Runs started
    beyond the stop are not used. level: of the interval behind the last half-width.
    """
    n = len(half_widths)
    if runs_enough(half_widths, asked) is not None:
        return 0
    further = max(_earliest_stop(half_widths, asked) - n, _expected(half_widths, asked, level) // 2)
    return min(further, asked.most - n)


def _narrow_since(half_widths: Sequence[float], asked: Precision) -> int | None:
    """Where the narrow stretch that has held begins, else the one at the end; None when it is not narrow there."""
    since = None
    for n, half_width in enumerate(half_widths, 1):
        if half_width < 0.0:
            raise ValueError(f"a half-width must be at least 0, found {half_width!r} after {n} runs")
        if n < asked.first or not asked.is_met(half_width):
            since = None
            continue
        since = since or n
        if n >= asked.held_at(since):
            break
    return since


def _earliest_stop(half_widths: Sequence[float], asked: Precision) -> int:
    """The number of runs that it takes if the half-width is narrow from now on."""
    next_look = max(len(half_widths) + 1, asked.first)
    return asked.held_at(_narrow_since(half_widths, asked) or next_look)


def _expected(half_widths: Sequence[float], asked: Precision, level: float) -> int:
    """Further runs until the stop, as the last half-width foretells; 0 when it says nothing."""
    n = len(half_widths)
    if n < asked.first or not 0.0 < half_widths[-1] < math.inf:
        return 0
    sd = sd_behind(half_widths[-1], n, level=level)
    return asked.held_at(n + runs_needed(sd, n, asked.half_width, level=level, cap=asked.most - n)) - n
