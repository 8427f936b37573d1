"""What can be seen of leads in a run, told by names, so that runs of two journeys can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import What
from sim.study.guide import Guide
from sim.study.leadstates import Played
from sim.study.trace import tracked

_COLUMNS = 4  # time, what happened, score, stage


class Seen(NamedTuple):
    """All rows of a run as four numbers each: when, what (a label), the score after it, the stage (a label)."""

    played: Played
    table: NDArray[np.int64]

    def of(self, name: str) -> bytes:
        """What is seen of one lead."""
        return self.rows(name).tobytes()

    def rows(self, name: str) -> NDArray[np.int64]:
        """The same as an array, one row for each."""
        place = self.played.places.get(name)
        if place is None:
            return self.table[:0]
        return self.table[self.played.first[place] : self.played.first[place + 1]]


class Labels:
    """Numbers for what happened and for stages, the same in all runs that it has seen."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}

    def seen(self, played: Played) -> Seen:
        """The rows of a run by labels."""
        rows, guide = played.rows, played.guide
        what, node = rows["what"].astype(np.int64), rows["node"].astype(np.int64)
        pairs, each = np.unique(np.stack([what, node]), axis=1, return_inverse=True)
        happened = np.array([self._number(_label(What(a), b, guide)) for a, b in pairs.T.tolist()], np.int64)
        stages = np.array([self._number(("stage", name)) for name in guide.stages], np.int64)
        table = np.empty((len(rows), _COLUMNS), np.int64)
        table[:, 0], table[:, 2] = rows["time"], rows["score"]
        table[:, 1] = happened[each.ravel()] if len(rows) else 0
        table[:, 3] = stages[rows["stage"]]
        return Seen(played, table)

    def apart(self, name: str, one: Played, other: Played) -> list[int]:
        """The seconds of all rows of a lead from the first on in which two runs differ."""
        mine, theirs = self.seen(one).rows(name), self.seen(other).rows(name)
        common = min(len(mine), len(theirs))
        differing = np.flatnonzero((mine[:common] != theirs[:common]).any(axis=1))
        first = int(differing[0]) if len(differing) else common
        return sorted({*mine[first:, 0].tolist(), *theirs[first:, 0].tolist()})

    def _number(self, label: tuple[str, ...]) -> int:
        return self._numbers.setdefault(label, len(self._numbers))


def _label(what: What, node: int, guide: Guide) -> tuple[str, ...]:
    """What happened, by the name of what it happened with and of what it is tracked as."""
    named: Sequence[str] = ()
    if what is What.MQL:
        named = guide.rules
    elif what is What.EXITED:
        named = guide.exits
    elif what in (What.SENT, What.CALL):
        named = guide.touchpoints
    elif what is What.RETURNED:
        return what.name, str(node)
    return what.name, named[node] if named else "", tracked(what, node, guide) or ""
