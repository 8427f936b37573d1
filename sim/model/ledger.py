"""The event log: what happened to whom, when, and why; one row an event, the truth behind every figure."""

from __future__ import annotations

import hashlib
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class What(IntEnum):
    """Kinds of ledger rows; docs/world.md, section 13, gives node and value of each."""

    REGISTERED = 0
    EXCLUDED = 1
    BROUGHT = 2
    SENT = 3
    HELD = 4
    BOUNCE = 5
    OPEN = 6
    MACHINE_OPEN = 7
    READ = 8
    CLICK = 9
    SCANNER_CLICK = 10
    CONTENT = 11
    SCANNER_CONTENT = 12
    UNSUBSCRIBE = 13
    WEBINAR_REGISTERED = 14
    WEBINAR_ATTENDED = 15
    WEBINAR_MISSED = 16
    STAGE = 17
    MQL = 18
    SYNCED = 19
    ATTEMPT = 20
    NO_CONTACT = 21
    CONTACT = 22
    ACCEPTED = 23
    APPOINTMENT = 24
    SQL = 25
    OPPORTUNITY = 26
    RETURNED = 27
    WON = 28
    LOST = 29
    POSTPONED = 30
    BLOCKED = 31
    OPT_OUT = 32
    CALL = 33
    STAYED = 34
    ADJUSTED = 35
    EXITED = 36
    REENTERED = 37
    DORMANT = 38
    REACTIVATED = 39
    WAITLISTED = 40
    WEBINAR_CANCELLED = 41
    WEBINAR_REPLAYED = 42
    MACHINE_MADE = 43
    SYNC_FAILED = 44
    DUPLICATE = 45
    MAILED = 46


class Status(IntEnum):
    """Where a lead is; UNBORN leads have not registered yet, those from WON on are gone for ever."""

    UNBORN = 0
    NURTURING = 1
    TRANSIT = 2
    DESK = 3
    OPPORTUNITY = 4
    EXITED = 5
    WON = 6
    LOST = 7
    EXCLUDED = 8


# Rows that carry points in `value`: the score of a lead is their sum.
POINTS = tuple(
    What[name]
    for name in (
        *("REGISTERED", "BROUGHT", "OPEN", "MACHINE_OPEN", "CLICK", "SCANNER_CLICK", "CONTENT", "SCANNER_CONTENT"),
        *("UNSUBSCRIBE", "WEBINAR_REGISTERED", "WEBINAR_ATTENDED", "WEBINAR_MISSED"),
        *("OPT_OUT", "STAYED", "ADJUSTED", "WEBINAR_REPLAYED"),
    )
)
# Rows frequent enough to be left out where memory counts; the daily tally still counts them.
FREQUENT = (
    *(What.SENT, What.HELD, What.OPEN, What.MACHINE_OPEN, What.READ),
    *(What.CLICK, What.SCANNER_CLICK, What.CONTENT, What.SCANNER_CONTENT),
    *(What.POSTPONED, What.BLOCKED, What.STAYED),
)

# time: elapsed second; lead: index into the leads table; n: number of the row within its lead; cause: n of its cause,
# or -1.
ROW = np.dtype(
    [
        *(("time", "<i8"), ("lead", "<i4"), ("n", "<i4"), ("what", "<i2"), ("node", "<i2")),
        *(("value", "<i4"), ("score", "<i4"), ("stage", "<i2"), ("cause", "<i4")),
    ]
)
# id: the lead's 64-bit number; times are elapsed seconds, project_* are -1 without a project; indices as in the
# journey's file order.
LEAD = np.dtype(
    [
        *(("id", "<u8"), ("source", "<i2"), ("persona", "<i2"), ("arrival_s", "<i8"), ("project_start_s", "<i8")),
        *(("project_end_s", "<i8"), ("status", "<i2"), ("stage", "<i2"), ("score", "<i4"), ("rows", "<i4")),
    ]
)


# What a review meeting saw and did: second; index of the review; the number before and after; numerator and
# denominator of its figure; returns by reason (sim.model.salesdesk.REASONS) in its window.
REVIEW = np.dtype(
    [
        *(("time", "<i8"), ("review", "<i2"), ("before", "<i4"), ("after", "<i4")),
        *(("numerator", "<i8"), ("denominator", "<i8"), ("returns", "<i8", (8,))),
    ]
)


def canonical(rows: NDArray[np.void]) -> NDArray[np.void]:
    """The rows in ledger order: time, lead, number within the lead."""
    return rows[np.lexsort((rows["n"], rows["lead"], rows["time"]))]


def digest(table: NDArray[np.void]) -> str:
    """SHA-256 of a table's bytes: equal tables, equal digests."""
    return hashlib.sha256(np.ascontiguousarray(table).tobytes()).hexdigest()


class Run(NamedTuple):
    """What one simulated run leaves behind.

    leads: LEAD table sorted by arrival second, then id. rows: ROW table in ledger order (frequent rows or all may be
    absent, as asked). tally: int64[len(What), days], the number of rows of each kind on each local day, recorded
    or not. reviews: REVIEW table in order of time.
    """

    leads: NDArray[np.void]
    rows: NDArray[np.void]
    tally: NDArray[np.int64]
    reviews: NDArray[np.void] = np.zeros(0, REVIEW)
