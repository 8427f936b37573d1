"""The hand-offs of a run: what became of each time a lead was handed to sales."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import NEVER_S
from sim.model.ledger import FREQUENT, What

_BEGINS = (What.MQL, What.CALL)  # either hands a lead to sales
_KEPT = np.array([(what >= What.STAGE and what not in FREQUENT) or what == What.EXCLUDED for what in What])

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class HandOffs(NamedTuple):
    """One entry a hand-off, by lead and then in time; int64[hand-offs] each, seconds of NEVER_S where it didn't happen.

    `lead` is the index into the leads table, `by_rule` whether a rule handed it over (an MQL) and not a call,
    `handed_s` when, `score` its score then, `reason` that of the return (-1: none). `attempt_s` is the first attempt,
    `rep` who made it (-1: nobody), `contact_s` the first attempt with somebody on the line.
    """

    lead: Ints
    by_rule: Flags
    handed_s: Ints
    score: Ints
    synced_s: Ints
    attempt_s: Ints
    rep: Ints
    contact_s: Ints
    accepted_s: Ints
    appointment_s: Ints
    sql_s: Ints
    opportunity_s: Ints
    returned_s: Ints
    reason: Ints


class Rows(NamedTuple):
    """The columns of a ledger that measures need, each contiguous; `key` orders rows by lead, then by their number."""

    time: Ints
    lead: Ints
    key: Ints
    what: Ints
    node: Ints
    value: Ints
    score: Ints

    def of(self, *kinds: What) -> Rows:
        """The rows of some kinds, in time."""
        at = np.flatnonzero(np.logical_or.reduce([self.what == what for what in kinds]))
        return Rows(*(column[at] for column in self))


def columns(rows: NDArray[np.void]) -> Rows:
    """The columns of stage changes and all later kinds that are not frequent, and of exclusions; rows in order."""
    what = np.ascontiguousarray(rows["what"])
    kept = np.flatnonzero(_KEPT[what])
    names = ("time", "lead", "n", "node", "value", "score")
    time, lead, n, node, value, score = (rows[name][kept].astype(np.int64) for name in names)
    return Rows(time, lead, (lead << 32) | n, what[kept].astype(np.int64), node, value, score)


def hand_offs(rows: Rows) -> HandOffs:
    """The hand-offs told by a ledger, frequent kinds of rows not needed."""
    begun = rows.of(*_BEGINS)
    order = np.argsort(begun.key)
    starts = begun.key[order]

    def first(what: What) -> Ints:
        events = rows.of(what)
        return _first(starts, events, events.time, NEVER_S)

    returned, attempts = rows.of(What.RETURNED), rows.of(What.ATTEMPT)
    return HandOffs(
        lead=begun.lead[order],
        by_rule=begun.what[order] == What.MQL,
        handed_s=begun.time[order],
        score=begun.score[order],
        synced_s=first(What.SYNCED),
        attempt_s=_first(starts, attempts, attempts.time, NEVER_S),
        rep=_first(starts, attempts, attempts.node, -1),
        contact_s=first(What.CONTACT),
        accepted_s=first(What.ACCEPTED),
        appointment_s=first(What.APPOINTMENT),
        sql_s=first(What.SQL),
        opportunity_s=first(What.OPPORTUNITY),
        returned_s=_first(starts, returned, returned.time, NEVER_S),
        reason=_first(starts, returned, returned.node, -1),
    )


def _first(starts: Ints, events: Rows, said: Ints, absent: int) -> Ints:
    """What the first event of each hand-off says: an event belongs to its lead's last hand-off before it."""
    found = np.full(starts.size, absent, np.int64)
    owner = np.searchsorted(starts, events.key, side="right") - 1
    found[owner[::-1]] = said[::-1]  # of several, the last one written stays: the earliest
    return found
