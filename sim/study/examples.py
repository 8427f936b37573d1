"""A few leads whose verdict changes, each with the reason on either side: what the counts mean, in single cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from sim.study.parting import NOBODY, split
from sim.study.shifts import SAME, How
from sim.study.trace import timeline
from sim.study.twolives import Side, two_lives
from sim.study.twologs import Both
from sim.study.verdicts import NEITHER, Fates

MOST = 3


class HandOff(NamedTuple):
    """A lead's first hand-off on one side: when, what, its score, and the rules that were true with their values."""

    local: datetime
    what: str
    score: int
    why: tuple[str, ...]


class Example(NamedTuple):
    """One lead: its number in the first log, None for a lead that only the second has, and its number there.

    how: None for a lead whose verdict stays, though its life is another. began: what the difference goes back to, and
    why, in words; empty for a lead that one side doesn't have.
    """

    lead: int | None
    lead_new: int | None
    how: How | None
    old: HandOff | None
    new: HandOff | None
    began: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """Plain numbers and texts."""
        sides = {name: _plain(getattr(self, name)) for name in ("old", "new")}
        return {**self._asdict(), "how": None if self.how is None else str(self.how), **sides}


def examples(both: Both, found: Fates, a: Side, b: Side, *, most: int = MOST) -> list[Example]:
    """Some leads: one of each of the most frequent verdicts; if no verdict changes, leads whose lives do."""
    return [_example(both, found, a, b, lead) for lead in _chosen(both, found, most)]


def _chosen(both: Both, found: Fates, most: int) -> list[int]:
    """Places of leads: of each kind of change the first, then the second ones; if possible, leads that both have."""
    changed = found.how < SAME
    pool = np.flatnonzero(changed if changed.any() else split(both).tells != NOBODY)
    shared = (both.a.source[pool] >= 0) & (both.b.source[pool] >= 0)
    pool = pool[shared] if shared.any() else pool
    kinds, counts = np.unique(found.how[pool], return_counts=True)
    by_kind = [pool[found.how[pool] == kind].tolist() for kind in kinds[np.argsort(-counts, kind="stable")]]
    return list(_in_turn(by_kind))[:most]


def _in_turn(queues: list[list[int]]) -> Iterator[int]:
    for turn in range(MOST):
        yield from (queue[turn] for queue in queues if turn < len(queue))


def _example(both: Both, found: Fates, a: Side, b: Side, lead: int) -> Example:
    number_a, number_b = (_number(side, both.who[lead]) for side in (a, b))
    told = None if number_a is None or number_b is None else two_lives(a, b, number_a)
    how = int(found.how[lead])
    return Example(
        lead=number_a,
        lead_new=number_b,
        how=None if how in (SAME, NEITHER) else list(How)[how],
        old=_hand_off(a, number_a, int(found.a[lead] - both.a.first[lead])),
        new=_hand_off(b, number_b, int(found.b[lead] - both.b.first[lead])),
        began=told.began.words if told and told.began else "",
        why=told.why if told else "",
    )


def _number(side: Side, who: np.uint64) -> int | None:
    found = np.flatnonzero(side.log.leads["id"] == who)
    return int(found[0]) if found.size else None


def _hand_off(side: Side, lead: int | None, n: int) -> HandOff | None:
    """The event with that number among the lead's; a negative one is none."""
    if lead is None or n < 0:
        return None
    event = timeline(side.log.rows, lead, side.log.guide, reviews=side.reviews)[n]
    return HandOff(event.local, event.what, event.score, event.why)


def _plain(told: HandOff | None) -> dict[str, Any] | None:
    return None if told is None else {**told._asdict(), "local": told.local.isoformat(), "why": list(told.why)}
