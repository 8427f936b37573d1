"""The order of what happens in one second: ranks, and places within a rank (docs/world.md, section 12)."""

from __future__ import annotations

CHANGE, REVIEW, ARRIVAL, PRIVATE, SEND, HELD, SYNC, DONE, START, LAST = range(1, 11)
PLACES = 1_000_000_000  # in one rank; smaller ones come first
REQUESTS = PLACES // 2  # in PRIVATE: seat requests, after all private events
RELEASES = 9 * PLACES // 10  # in SEND: releases of seats, after all mails
GONE_COLD = 9 * PLACES // 10  # in DONE: hand-offs gone cold, after all reps
REMINDERS = 8  # in SEND, after the invitations of a series
_TOUCHPOINTS, _EACH = 1 << 16, 32  # places of all touchpoints of one priority, and of one of them


def place_of_mail(priority: int, touchpoint: int, nth: int = 0) -> int:
    """Place in SEND of a touchpoint's mail: the largest priority (-100..100) first, then file order, then wave."""
    return (100 - priority) * _TOUCHPOINTS + touchpoint * _EACH + nth


def place_of_release(touchpoint: int, nth: int) -> int:
    """Place in SEND of a release of seats."""
    return RELEASES + touchpoint * _EACH + nth
