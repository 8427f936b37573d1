"""Which tasks are tried together, until each is done or has failed three times."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence

TRIES = 3
_PARTS = 4


class Tries:
    """Tasks 0..tasks-1 in groups, one group after the other; what failed or was lost comes again in another.

    When a worker dies, nobody knows which of the tasks in hand killed it, or whether any did. So these are tried in
    smaller groups, and in the end alone: a task that is alone when its worker dies, for the third time, is the one.
    """

    def __init__(self, tasks: int) -> None:
        self._groups = deque([list(range(tasks))])
        self._again: list[int] = []
        self._errors: Counter[int] = Counter()
        self._deaths: Counter[int] = Counter()

    def groups(self) -> Iterator[list[int]]:
        """The groups to try, none of them empty; of each, the other methods want to hear."""
        while self._groups or self._again:
            if not self._groups:
                self._groups.append(self._again)
                self._again = []
            if group := self._groups.popleft():
                yield group

    def put_back(self, tasks: Sequence[int]) -> None:
        """These were not tried after all."""
        self._groups.appendleft(list(tasks))

    def failed(self, task: int) -> bool:
        """A task raised an error: whether that was the last try."""
        self._errors[task] += 1
        if self._errors[task] < TRIES:
            self._again.append(task)
        return self._errors[task] >= TRIES

    def died(self, suspects: Sequence[int], *, deaths: int = 1, alone: bool) -> bool:
        """So many workers died that had these in hand, `alone` if no other was: whether that was the last try."""
        for task in suspects:
            self._deaths[task] += deaths
        if alone and self._deaths[suspects[0]] >= TRIES:
            return True
        if len(suspects) == 1 and not alone and self._deaths[suspects[0]] < TRIES - 1:
            self._again += suspects  # with others that were as unlucky
        else:
            size = max(1, len(suspects) // _PARTS)
            self._groups.extend(list(suspects[at : at + size]) for at in range(0, len(suspects), size))
        return False
