"""The hand-offs of a run: what became of each time a lead was handed to sales."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import NEVER_S
from sim.model.ledger import What

Ints = NDArray[np.int64]


class HandOffs(NamedTuple):
    """One entry a hand-off, by lead and then in time; int64[hand-offs] each, seconds of NEVER_S where it didn't happen.

    `lead` is the index into the leads table, `rule` the rule that fired, `reason` that of the return (-1: none).
    `attempt_s` is the first attempt, `contact_s` the first with somebody on the line.
    """

    lead: Ints
    rule: Ints
    mql_s: Ints
    synced_s: Ints
    attempt_s: Ints
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

    def of(self, what: What) -> Rows:
        """The rows of one kind, in time."""
        at = np.flatnonzero(self.what == what)
        return Rows(*(column[at] for column in self))


def columns(rows: NDArray[np.void]) -> Rows:
    """The columns of stage changes, of all at the desk and after it, and of exclusions; rows in ledger order."""
    what = np.ascontiguousarray(rows["what"])
    kept = np.flatnonzero((what >= What.STAGE) | (what == What.EXCLUDED))
    time, lead, n, node, value = (rows[name][kept].astype(np.int64) for name in ("time", "lead", "n", "node", "value"))
    return Rows(time, lead, (lead << 32) | n, what[kept].astype(np.int64), node, value)


def hand_offs(rows: Rows) -> HandOffs:
    """The hand-offs told by a ledger, frequent kinds of rows not needed."""
    mql = rows.of(What.MQL)
    order = np.argsort(mql.key)
    starts = mql.key[order]

    def first(what: What) -> Ints:
        events = rows.of(what)
        return _first(starts, events, events.time, NEVER_S)

    returned = rows.of(What.RETURNED)
    return HandOffs(
        lead=mql.lead[order],
        rule=mql.node[order],
        mql_s=mql.time[order],
        synced_s=first(What.SYNCED),
        attempt_s=first(What.ATTEMPT),
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
