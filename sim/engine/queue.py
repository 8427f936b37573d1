"""The queue of a team: hand-offs at the desk, and the attempts on them that wait for their second or for a rep."""

from __future__ import annotations

from heapq import heappop, heappush

from sim.engine.columns import FOREVER
from sim.engine.staff import Crew

Entry = tuple[int, int, int, "Case"]  # rank, ready second, lead's number: the order of their turn


class Case:
    """A hand-off at the desk: what the desk saw of it at its sync, and the attempt that is next or under way."""

    __slots__ = (
        "answers", "begun", "crew", "last_s", "lead", "number", "position", "rank", "ready_s", "score", "synced_s",
        "waits", "way",
    )  # fmt: skip

    def __init__(self, position: int, lead: int, synced_s: int, score: int) -> None:
        self.position, self.lead = position, lead  # in the crowd, and the 64-bit number, which settles ties
        self.synced_s, self.score = synced_s, score
        self.crew = 0  # index of the team whose it is
        self.rank = 0  # smaller goes first
        self.last_s = FOREVER  # from this second on it goes cold if it waits
        self.number = self.ready_s = self.way = 0  # of the attempt
        self.begun = False  # whether attempt 0 has begun
        self.answers = False  # whether the attempt answers a reply
        self.waits = False  # whether the attempt waits; otherwise it is under way, or the case is closed

    def __lt__(self, other: Case) -> bool:
        return self.synced_s < other.synced_s  # asked only of a closed case and a new one of the same lead


class Queue:
    """The cases of a team that wait; those dropped stay where they are until their turn comes."""

    def __init__(self, crew: Crew) -> None:
        self._most = crew.most_under_way
        self._later: list[tuple[int, int, Case]] = []
        self._first: list[Entry] = []  # ready for attempt 0
        self._again: list[Entry] = []  # ready for another
        self.under_way = 0  # cases whose attempt 0 has begun and that are still at the desk

    def put(self, case: Case) -> bool:
        """A case waits from now on; whether it is the first to become ready."""
        case.waits = True
        heappush(self._later, (case.ready_s, case.lead, case))
        return self._later[0][2] is case

    def ripen(self, now: int) -> None:
        """Those whose second has come are ready."""
        later = self._later
        while later and later[0][0] <= now:
            ready_s, lead, case = heappop(later)
            if case.waits:
                heappush(self._again if case.number else self._first, (case.rank, ready_s, lead, case))

    def turn(self) -> list[Entry] | None:
        """The heap whose first case is next, if a ready one may begin at all."""
        first, again = self._first, self._again
        if not (first or again):
            return None
        _drop_closed(first)
        _drop_closed(again)
        if first and self.under_way < self._most and (not again or first[0] < again[0]):
            return first
        return again or None

    def next_ready_s(self) -> int | None:
        """When the next case becomes ready, if any waits for that."""
        while self._later and not self._later[0][2].waits:
            heappop(self._later)
        return self._later[0][0] if self._later else None

    def leave(self) -> list[Case]:
        """All cases that wait, and none does from now on."""
        heaps = (self._later, self._first, self._again)
        found = [entry[-1] for heap in heaps for entry in heap if entry[-1].waits]
        for heap in heaps:
            heap.clear()
        return found


def _drop_closed(heap: list[Entry]) -> None:
    while heap and not heap[0][3].waits:
        heappop(heap)
