"""Which MQLs, hand-offs by call and opportunities one scenario has and another has not, has sooner or has later.

A lead's first is matched with its first, the second with the second, and so on, over the whole run. Counted are those
in the measured time, so that the parts add up to the difference of the KPI in these simulated runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import reduce
from typing import NamedTuple

import numpy as np

from sim.model.ledger import What
from sim.study.beginnings import beginnings
from sim.study.origins import NOTHING, Kind, Origin, Scenarios, coded, origin, pushes, scenarios
from sim.study.twologs import Flags, Ints, Life, Log, side_by_side
from sim.words.messages import say

COUNTED = {"mqls": What.MQL, "call_handoffs": What.CALL, "opportunities": What.OPPORTUNITY}  # by KPI
_HAND_OFFS = (What.MQL, What.CALL)


class How(StrEnum):
    """What became of one in the other scenario; the order is that of Counts."""

    GAINED = "gained"
    LOST = "lost"
    EARLIER = "earlier"
    LATER = "later"
    OTHER_RULE = "other_rule"
    SAME = "same"


_HOW = list(How)
GAINED, LOST, EARLIER, LATER, OTHER_RULE, SAME = range(len(_HOW))


class Counts(NamedTuple):
    """How many of each; seen from the first scenario."""

    gained: int = 0
    lost: int = 0
    earlier: int = 0
    later: int = 0
    other_rule: int = 0
    same: int = 0

    @property
    def net(self) -> int:
        """How many more the second scenario has."""
        return self.gained - self.lost

    @property
    def touched(self) -> int:
        """How many are not the same."""
        return sum(self) - self.same

    def plus(self, other: Counts) -> Counts:
        """The sum of both."""
        return Counts(*map(sum, zip(self, other, strict=True)))


Parts = Mapping[Origin, Counts]


class Shift(NamedTuple):
    """What one KPI gained and lost between two scenarios, in one simulated run or in several.

    a, b: how many each has. past: gained or lost only because the time measured begins or ends between the two.
    sooner_s, later_s: by how much, of each that is earlier or later. by: the same counts by `began` (where the two
    lives part), `pushed` (what set it going), `persona`, `source` and `rule`; the first two without what is the same.
    switched: of those that both have by different rules, the first scenario's rule and the second's.
    """

    a: int
    b: int
    counts: Counts
    past: Counts
    sooner_s: tuple[int, ...]
    later_s: tuple[int, ...]
    by: Mapping[str, Parts]
    switched: Mapping[tuple[Origin, Origin], int]


class Cases(NamedTuple):
    """One life's cases of a kind, by lead and in time; int64[cases]. at, hand_off: rows; nth: 0 for a lead's first."""

    at: Ints
    owner: Ints
    nth: Ints
    time: Ints
    hand_off: Ints
    rule: Ints


class Pairs(NamedTuple):
    """Matched cases that count; int64[pairs]. a, b: their place among the cases of each, -1 for none; how: of How."""

    a: Ints
    b: Ints
    how: Ints


def shifts(a: Log, b: Log, first_s: int, last_s: int) -> dict[str, Shift]:
    """What became of each KPI's cases from `first_s` on and before `last_s`, by KPI, in one simulated run of each.

    RuntimeError if the parts don't add up to the whole, which is a fault of the program.
    """
    known = scenarios(side_by_side(a, b), a.guide, b.guide)
    began = beginnings(known)
    found = {kpi: _shift(known, began, kind, (first_s, last_s)) for kpi, kind in COUNTED.items()}
    for kpi, kind in COUNTED.items():
        check(kpi, found[kpi], *(_counted(log, kind, first_s, last_s) for log in (a, b)))
    return found


def _counted(log: Log, kind: What, first_s: int, last_s: int) -> int:
    """How many a log has, whatever was made of it."""
    time = log.rows["time"][log.rows["what"] == kind]
    return int(((time >= first_s) & (time < last_s)).sum())


def check(kpi: str, shift: Shift, a: int, b: int) -> None:
    """RuntimeError unless gained minus lost is the difference b - a, and the parts of every breakdown are the whole."""
    counts = shift.counts
    without_same = counts._replace(same=0)
    sums: list[tuple[object, object]] = [(b - a, counts.net), ((a, b), (shift.a, shift.b))]
    sums += [((a, b), (sum(counts) - counts.gained, sum(counts) - counts.lost))]
    sums += [((counts.earlier, counts.later), (len(shift.sooner_s), len(shift.later_s)))]
    sums += [
        (without_same if name in ("began", "pushed") else counts, reduce(Counts.plus, parts.values(), Counts()))
        for name, parts in shift.by.items()
    ]
    for whole, together in sums:
        if whole != together:
            raise RuntimeError(say("explain.broken", kpi=kpi, whole=whole, parts=together))


def total(found: Iterable[Mapping[str, Shift]]) -> dict[str, Shift]:
    """The shifts of several simulated runs together."""
    by_kpi: dict[str, list[Shift]] = {}
    for each in found:
        for kpi, shift in each.items():
            by_kpi.setdefault(kpi, []).append(shift)
    return {kpi: reduce(_plus, some) for kpi, some in by_kpi.items()}


def _plus(one: Shift, other: Shift) -> Shift:
    return Shift(
        one.a + other.a,
        one.b + other.b,
        one.counts.plus(other.counts),
        one.past.plus(other.past),
        one.sooner_s + other.sooner_s,
        one.later_s + other.later_s,
        {name: _together(parts, other.by[name]) for name, parts in one.by.items()},
        {pair: one.switched.get(pair, 0) + other.switched.get(pair, 0) for pair in {**one.switched, **other.switched}},
    )


def _together(one: Parts, other: Parts) -> Parts:
    nobody = Counts()
    return {each: one.get(each, nobody).plus(other.get(each, nobody)) for each in {**one, **other}}


def _shift(known: Scenarios, began: Ints, kind: What, span: tuple[int, int]) -> Shift:
    a, b = _cases(known.both.a, kind), _cases(known.both.b, kind)
    pairs = _pairs(a, b, span)
    gap = _of(b.time, pairs.b) - _of(a.time, pairs.a)
    across = (pairs.a >= 0) & (pairs.b >= 0) & (pairs.how <= LOST)
    return Shift(
        a=int((pairs.how != GAINED).sum()),
        b=int((pairs.how != LOST).sum()),
        counts=_counts(pairs.how),
        past=_counts(pairs.how[across]),
        sooner_s=tuple((-gap[pairs.how == EARLIER]).tolist()),
        later_s=tuple(gap[pairs.how == LATER].tolist()),
        by=_parts(known, began, (a, b), pairs),
        switched=_switched(known, a, b, pairs),
    )


def _cases(life: Life, kind: What) -> Cases:
    at, begun = np.flatnonzero(life.what == kind), np.flatnonzero(np.isin(life.what, _HAND_OFFS))
    owner = life.owner[at]
    hand_off = begun[np.searchsorted(begun, at, side="right") - 1]
    rule = np.where(life.what[hand_off] == What.CALL, coded(Kind.CALL), coded(Kind.RULE)) + life.node[hand_off]
    nth = np.arange(at.size) - np.searchsorted(owner, owner)
    return Cases(at, owner, nth, life.time[at], hand_off, rule)


def _of(column: Ints, at: Ints) -> Ints:
    """What a column says at each place; -1 where there is none."""
    return np.append(column, -1)[at]


def _pairs(a: Cases, b: Cases, span: tuple[int, int]) -> Pairs:
    keys = [case.owner << 32 | case.nth for case in (a, b)]
    together = np.union1d(*keys)
    at_a, at_b = (np.full(together.size, -1, np.int64) for _ in keys)
    for at, key in zip((at_a, at_b), keys, strict=True):
        at[np.searchsorted(together, key)] = np.arange(key.size)
    in_a, in_b = (_inside(case, at, span) for case, at in ((a, at_a), (b, at_b)))
    counted = in_a | in_b
    how = np.select([~in_a, ~in_b], [GAINED, LOST], _compared(a, b, at_a, at_b))
    return Pairs(at_a[counted], at_b[counted], how[counted])


def _inside(cases: Cases, at: Ints, span: tuple[int, int]) -> Flags:
    time = _of(cases.time, at)
    inside: Flags = (at >= 0) & (time >= span[0]) & (time < span[1])
    return inside


def _compared(a: Cases, b: Cases, at_a: Ints, at_b: Ints) -> Ints:
    """What became of those that both have."""
    time_a, time_b = _of(a.time, at_a), _of(b.time, at_b)
    other_rule = _of(a.rule, at_a) != _of(b.rule, at_b)
    return np.select([time_b < time_a, time_b > time_a, other_rule], [EARLIER, LATER, OTHER_RULE], SAME)


def _parts(known: Scenarios, began: Ints, cases: tuple[Cases, Cases], pairs: Pairs) -> dict[str, Parts]:
    """The counts by what can be said of each case, in the life that has it, or has it first."""
    labels = {name: np.zeros(pairs.how.size, np.int64) for name in ("pushed", "persona", "source", "rule")}
    in_b = np.isin(pairs.how, (GAINED, EARLIER))
    owner = np.zeros(pairs.how.size, np.int64)
    for life, case, at, own in zip((known.both.a, known.both.b), cases, pairs[:2], (~in_b, in_b), strict=True):
        here = at[own]
        owner[own] = case.owner[here]
        labels["pushed"][own] = pushes(known, life, case.hand_off[here])
        labels["rule"][own] = case.rule[here]
        labels["persona"][own] = coded(Kind.PERSONA, life.persona[owner[own]])
        labels["source"][own] = coded(Kind.SOURCE, life.source[owner[own]])
    differs = pairs.how != SAME
    found = {name: _by(known, labels[name], pairs.how) for name in ("persona", "source", "rule")}
    found["began"] = _by(known, began[owner][differs], pairs.how[differs])
    found["pushed"] = _by(known, labels["pushed"][differs], pairs.how[differs])
    return found


def _by(known: Scenarios, codes: Ints, how: Ints) -> Parts:
    if (codes == NOTHING).any():
        raise RuntimeError(say("explain.unexplained", count=int((codes == NOTHING).sum())))
    each, place = np.unique(codes, return_inverse=True)
    table = np.zeros((each.size, len(_HOW)), np.int64)
    np.add.at(table, (place, how), 1)
    told = (origin(code, known.both.names) for code in each.tolist())
    return {one: Counts(*row) for one, row in zip(told, table.tolist(), strict=True)}


def _counts(how: Ints) -> Counts:
    return Counts(*np.bincount(how, minlength=len(_HOW)).tolist())


def _switched(known: Scenarios, a: Cases, b: Cases, pairs: Pairs) -> dict[tuple[Origin, Origin], int]:
    """Those that both have, by different rules."""
    both = np.flatnonzero(pairs.how >= EARLIER)
    rules = np.stack([a.rule[pairs.a[both]], b.rule[pairs.b[both]]], axis=1)
    each, times = np.unique(rules[rules[:, 0] != rules[:, 1]], axis=0, return_counts=True)
    told = ((origin(one, known.both.names), origin(other, known.both.names)) for one, other in each.tolist())
    return dict(zip(told, times.tolist(), strict=True))
