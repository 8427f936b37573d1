"""Where a lead's lives in two scenarios part, for all leads at once: the first rows that are not alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.model.ledger import What
from sim.study.twologs import Both, Flags, Ints, Life

# Notes: what comes of them is seen where it comes, and of many nothing does.
_NOTES = (What.HELD, What.BLOCKED, What.POSTPONED, What.MACHINE_MADE)
# A mail that goes out, or would have, changes nothing by itself: what the lead does with it has rows of its own, and
# mail fatigue is seen in what it does with the next one.
_DELIVERIES = (What.SENT, What.BOUNCE)
# At one second: what follows from the event before comes first, then events by rank (docs/world.md, section 12).
_RANK = np.full(len(What), 3, np.int64)
_RANK[[What.EXITED, What.REENTERED]] = 0
_RANK[What.STAGE] = 1
_RANK[[What.MQL, What.MACHINE_MADE]] = 2
_RANK[[What.SENT, What.HELD, What.BLOCKED, What.POSTPONED, What.BOUNCE]] = 4
_RANK[[What.WEBINAR_ATTENDED, What.WEBINAR_MISSED]] = 5
_RANK[[What.SYNCED, What.SYNC_FAILED, What.DUPLICATE]] = 6
_RANK[[What.ATTEMPT, What.NO_CONTACT, What.CONTACT, What.MAILED, What.ACCEPTED, What.APPOINTMENT]] = 7
_RANK[[What.SQL, What.OPPORTUNITY, What.RETURNED]] = 7

NOBODY, A, B, ALIKE = -1, 0, 1, 2


class Split(NamedTuple):
    """The first rows of each lead that differ; int64[leads of both] each.

    a, b: index of the row in that life, -1 if it has no further one; both -1: the lives are the same. same: how many
    rows before are. tells: which row tells why: A's or B's, the one that comes first; ALIKE if both do, as they tell
    the same event with other figures; NOBODY if nothing differs.
    """

    a: Ints
    b: Ints
    same: Ints
    tells: Ints


def _kinds(*without: What) -> Flags:
    kinds = np.ones(len(What), np.bool_)
    kinds[list(without)] = False
    return kinds


EVERYTHING = _kinds()
DELIVERED = _kinds(*_NOTES)
FELT = _kinds(*_NOTES, *_DELIVERIES)  # what the lead does, and what is done with it


def split(both: Both, kinds: Flags = EVERYTHING) -> Split:
    """Where the lives of each lead part; only rows of some kinds are looked at (bool[kinds of rows])."""
    (at_a, first_a), (at_b, first_b) = (_of_kinds(life, kinds) for life in (both.a, both.b))
    lengths = np.diff(first_a), np.diff(first_b)
    same = _alike(both, (at_a, at_b), (first_a, first_b), np.minimum(*lengths))
    a, b = _next(at_a, first_a, same), _next(at_b, first_b, same)
    return Split(a, b, same, _tells(both, a, b))


def _of_kinds(life: Life, kinds: Flags) -> tuple[Ints, Ints]:
    """The rows of these kinds, and where those of each lead begin among them."""
    chosen = kinds[life.what]
    return np.flatnonzero(chosen), np.concatenate([[0], np.cumsum(chosen)])[life.first]


def _alike(both: Both, at: Sequence[Ints], first: Sequence[Ints], shared: Ints) -> Ints:
    """How many of the first rows of each lead are alike; `shared`: how many both lives have."""
    owner = np.repeat(np.arange(shared.size), shared)
    place = np.arange(owner.size) - np.repeat(np.cumsum(shared) - shared, shared)
    a, b = (rows[begin[owner] + place] for rows, begin in zip(at, first, strict=True))
    unlike = np.zeros(owner.size, np.bool_)
    for column in ("time", "what", "node", "value", "score", "stage"):
        unlike |= getattr(both.a, column)[a] != getattr(both.b, column)[b]
    same, where = shared.copy(), np.flatnonzero(unlike)[::-1]
    same[owner[where]] = place[where]  # of several, the last one written stays: the first
    return same


def _next(at: Ints, first: Ints, same: Ints) -> Ints:
    """The row after those that are alike; -1: none."""
    place = first[:-1] + same
    found = np.full(same.size, -1, np.int64)
    there = place < first[1:]
    found[there] = at[place[there]]
    return found


def _tells(both: Both, a: Ints, b: Ints) -> Ints:
    key_a, key_b = _key(both.a, a), _key(both.b, b)
    tells = np.select([key_a < key_b, key_b < key_a], [A, B], ALIKE)
    tells[(a < 0) & (b < 0)] = NOBODY
    return tells


def _key(life: Life, at: Ints) -> Ints:
    """What orders rows of different lives: time, rank, kind, node; later than everything where there is no row."""
    key = np.full(at.size, np.iinfo(np.int64).max)
    there = at >= 0
    row = at[there]
    what = life.what[row]
    key[there] = (((life.time[row] << 4 | _RANK[what]) << 6 | what) << 15) | life.node[row]
    return key
