"""Which leads change verdict between two event logs of the same leads: handed off now, no longer, sooner, later.

A lead's verdict is its first hand-off to sales, by a rule or by a call; what comes after it is another matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from statistics import median
from typing import Any, NamedTuple, TypeVar

import numpy as np

from sim.model.ledger import What
from sim.study.origins import Kind, Origin
from sim.study.shifts import EARLIER, GAINED, LATER, LOST, OTHER_RULE, SAME, Counts, How
from sim.study.twologs import Both, Ints, Life, Names

K = TypeVar("K", str, Origin)

NEITHER = SAME + 1  # handed off in neither
_HAND_OFFS = (What.MQL, What.CALL)

Groups = Mapping[str, "Group"]


class Fates(NamedTuple):
    """The verdict on every lead of both logs: int64[leads] each.

    a, b: the row of the first hand-off in that life, -1: none. how: of `shifts.How` in its order, or NEITHER.
    """

    a: Ints
    b: Ints
    how: Ints


class Group(NamedTuple):
    """Leads of one kind: how many there are, and what became of those that either version hands off."""

    leads: int
    counts: Counts

    def plus(self, other: Group) -> Group:
        """Both together."""
        return Group(self.leads + other.leads, self.counts.plus(other.counts))

    def to_json(self) -> dict[str, int]:
        """Plain numbers."""
        return {"leads": self.leads, **self.counts._asdict()}


class Verdicts(NamedTuple):
    """What became of the leads of one simulated run, or of several together.

    a, b: how many each version hands off. sooner_s, later_s: by how much, of each that is earlier or later. rules: by
    the rule or call that hands off, the new version's unless only the old one does; its `leads` are those handed off.
    switched: of those that both hand off by different rules, the old and the new one.
    """

    leads: int
    a: int
    b: int
    counts: Counts
    sooner_s: tuple[int, ...]
    later_s: tuple[int, ...]
    personas: Groups
    sources: Groups
    rules: Mapping[Origin, Group]
    switched: Mapping[tuple[Origin, Origin], int]

    def to_json(self) -> dict[str, Any]:
        """Plain numbers; the medians in seconds, None where there is none."""
        medians = {"earlier": self.sooner_s, "later": self.later_s}
        groups = {"persona": self.personas, "source": self.sources}
        return {
            "leads": self.leads,
            "handed_off": {"old": self.a, "new": self.b},
            **self.counts._asdict(),
            "median_s": {name: float(median(times)) if times else None for name, times in medians.items()},
            "by": {
                **{kind: {name: one.to_json() for name, one in some.items()} for kind, some in groups.items()},
                "rule": {rule.name: one.to_json() for rule, one in self.rules.items()},
            },
            "other_rules": [{"old": a.name, "new": b.name, "leads": n} for (a, b), n in sorted(self.switched.items())],
        }


def fates(both: Both) -> Fates:
    """The verdict on every lead."""
    a, b = (_first(life, both.who.size) for life in (both.a, both.b))
    time_a, time_b = (np.append(life.time, -1)[at] for life, at in ((both.a, a), (both.b, b)))
    other_rule = (_rule(both.a, a) != _rule(both.b, b)).any(axis=0)
    conditions = [(a < 0) & (b < 0), a < 0, b < 0, time_b < time_a, time_b > time_a, other_rule]
    return Fates(a, b, np.select(conditions, [NEITHER, GAINED, LOST, EARLIER, LATER, OTHER_RULE], SAME))


def _first(life: Life, leads: int) -> Ints:
    rows = np.flatnonzero(np.isin(life.what, _HAND_OFFS))[::-1]
    found = np.full(leads, -1, np.int64)
    found[life.owner[rows]] = rows  # of several, the last one written stays: the first
    return found


def _rule(life: Life, at: Ints) -> Ints:
    """int64[2, leads]: kind of row and node of hand-offs; -1 for none."""
    return np.stack([np.append(column, -1)[at] for column in (life.what, life.node)])


def verdicts(both: Both, found: Fates) -> Verdicts:
    """The fates of all leads, counted."""
    gap = np.append(both.b.time, 0)[found.b] - np.append(both.a.time, 0)[found.a]
    persona, source = (np.maximum(getattr(both.a, name), getattr(both.b, name)) for name in ("persona", "source"))
    return Verdicts(
        leads=both.who.size,
        a=int((found.a >= 0).sum()),
        b=int((found.b >= 0).sum()),
        counts=_counts(found.how),
        sooner_s=tuple((-gap[found.how == EARLIER]).tolist()),
        later_s=tuple(gap[found.how == LATER].tolist()),
        personas=_groups(persona, found.how, both.names.personas),
        sources=_groups(source, found.how, both.names.sources),
        rules=_rules(both, found),
        switched=_switched(both, found),
    )


def _counts(how: Ints) -> Counts:
    return Counts(*np.bincount(how[how != NEITHER], minlength=len(Counts._fields)).tolist())


def _groups(place: Ints, how: Ints, names: tuple[str, ...]) -> dict[str, Group]:
    return {
        names[n]: Group(int((place == n).sum()), _counts(how[place == n])) for n in np.unique(place).tolist() if n >= 0
    }


def _rules(both: Both, found: Fates) -> dict[Origin, Group]:
    groups: dict[Origin, Group] = {}
    told = np.where(found.b >= 0, 1, 0)
    for side, (life, at) in enumerate(((both.a, found.a), (both.b, found.b))):
        here = np.flatnonzero((told == side) & (at >= 0))
        keys = _rule(life, at[here])
        for what, node in np.unique(keys, axis=1).T.tolist():
            how = found.how[here[(keys[0] == what) & (keys[1] == node)]]
            rule, own = _named(what, node, both.names), Group(how.size, _counts(how))
            groups[rule] = groups[rule].plus(own) if rule in groups else own
    return groups


def _named(what: int, node: int, names: Names) -> Origin:
    return Origin(Kind.CALL, names.touchpoints[node]) if what == What.CALL else Origin(Kind.RULE, names.rules[node])


def _switched(both: Both, found: Fates) -> dict[tuple[Origin, Origin], int]:
    here = (found.a >= 0) & (found.b >= 0)
    pairs = np.concatenate([_rule(both.a, found.a[here]), _rule(both.b, found.b[here])])
    each, times = np.unique(pairs[:, (pairs[:2] != pairs[2:]).any(axis=0)], axis=1, return_counts=True)
    keys = ((_named(a, m, both.names), _named(b, n, both.names)) for a, m, b, n in each.T.tolist())
    return dict(zip(keys, times.tolist(), strict=True))


class Turned(NamedTuple):
    """A lead that changes verdict: its 64-bit number, how, and second and rule of the hand-off on each side."""

    who: int
    how: How
    old: tuple[int, Origin] | None
    new: tuple[int, Origin] | None


def turned(both: Both, found: Fates) -> Iterator[Turned]:
    """Every lead that changes verdict, in the order of their numbers."""
    for lead in np.flatnonzero(found.how < SAME).tolist():
        sides = [_at(life, int(at[lead]), both.names) for life, at in ((both.a, found.a), (both.b, found.b))]
        yield Turned(int(both.who[lead]), list(How)[found.how[lead]], *sides)


def _at(life: Life, row: int, names: Names) -> tuple[int, Origin] | None:
    return None if row < 0 else (int(life.time[row]), _named(int(life.what[row]), int(life.node[row]), names))


def total(found: Iterable[Verdicts]) -> Verdicts:
    """The verdicts of several simulated runs together; at least one."""
    return reduce(_plus, found)


def _plus(one: Verdicts, other: Verdicts) -> Verdicts:
    return Verdicts(
        one.leads + other.leads,
        one.a + other.a,
        one.b + other.b,
        one.counts.plus(other.counts),
        one.sooner_s + other.sooner_s,
        one.later_s + other.later_s,
        _together(one.personas, other.personas),
        _together(one.sources, other.sources),
        _together(one.rules, other.rules),
        {key: one.switched.get(key, 0) + other.switched.get(key, 0) for key in {**one.switched, **other.switched}},
    )


def _together(one: Mapping[K, Group], other: Mapping[K, Group]) -> dict[K, Group]:
    nobody = Group(0, Counts())
    return {key: one.get(key, nobody).plus(other.get(key, nobody)) for key in {**one, **other}}
