"""Conservation: at the end of every run, what came in is somewhere, and every score is the sum of its points."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import Status, What
from sim.words.messages import say

Ints = NDArray[np.int64]


def check(status: NDArray[np.int8], scores: Ints, handoffs: Ints, tally: Ints, points: int) -> None:
    """RuntimeError naming the first account that doesn't balance.

    status, scores and handoffs: one entry a lead at the end of the run; tally: rows by kind and day; points: all points
    ever given or taken.
    """
    for account, here, there in _accounts(status, scores, handoffs, tally.sum(axis=1), points):
        if here != there:
            raise RuntimeError(say("balance.broken", account=account, here=here, there=there))


def _accounts(
    status: NDArray[np.int8], scores: Ints, handoffs: Ints, rows: Ints, points: int
) -> Iterator[tuple[str, int, int]]:
    """What must be equal: its name, the leads' side, the ledger's side."""

    def leads(*kinds: Status) -> int:
        return int(np.isin(status, kinds).sum())

    def count(*kinds: What) -> int:
        return int(rows[list(kinds)].sum())

    returned = count(What.RETURNED)
    left = count(What.SYNCED) - returned - count(What.OPPORTUNITY)
    yield "leads registered", len(status) - leads(Status.UNBORN), count(What.REGISTERED)
    yield "hand-offs", int(handoffs.sum()), count(What.MQL, What.CALL)
    yield "in transit", leads(Status.TRANSIT), count(What.MQL, What.CALL) - count(What.SYNCED)
    yield "out of the journey", leads(Status.EXITED), count(What.EXITED) - count(What.REENTERED)
    yield "at the desk", leads(Status.DESK), left
    yield "open deals", leads(Status.OPPORTUNITY), count(What.OPPORTUNITY) - count(What.WON, What.LOST)
    yield "won", leads(Status.WON), count(What.WON)
    yield "lost", leads(Status.LOST), count(What.LOST)
    yield "points", int(scores.sum()), points
