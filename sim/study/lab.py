"""Where simulated runs come from: those that are kept are read, the others are simulated by a crew and kept at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from typing import NamedTuple

from sim.model.ledger import Run
from sim.study.crew import Crew, Failed, Task
from sim.study.lives import lived
from sim.study.parcel import Parcel
from sim.study.scenarios import Study, simulated
from sim.study.simulated import Runs, Simulated
from sim.study.store import Store

Progress = Callable[[int, int], None]  # runs done, runs in all
Label = tuple[str, str]  # what is assumed (empty: what the files say), and the scenario


class Failure(NamedTuple):
    """A run that failed three times: under which assumption, of which scenario, its seed and number, and why."""

    what_if: str
    scenario: str
    seed: int
    replication: int
    why: Failed


class RunsFailed(Exception):  # noqa: N818 - it is a list of failures, told after all other runs are done
    """Some runs failed again and again; the others are done and kept."""

    def __init__(self, failures: list[Failure]) -> None:
        super().__init__(failures)
        self.failures = failures


class Lab:
    """A crew, what it keeps, and who is told of its progress.

    Without a store nothing is kept, without `reuse` nothing is read. `done` of `planned` runs are there so far.
    """

    def __init__(
        self, crew: Crew, *, store: Store | None = None, reuse: bool = True, progress: Progress | None = None
    ) -> None:
        self.crew, self._store, self._reuse, self._progress = crew, store, reuse, progress
        self.done = self.reused = self._asked = self._expected = 0

    @property
    def planned(self) -> int:
        """How many runs were asked for, or will be as far as anybody knows."""
        return max(self._asked, self._expected)

    def expect(self, runs: int) -> None:
        """So many runs will be asked for from now on, as far as anybody knows: progress is told of all of them."""
        self._expected = self._asked + runs

    def runs(self, asked: Mapping[Label, Study], seed: int, first: int, last: int) -> dict[Label, Runs]:
        """The runs first..last-1 of some scenarios. Raises RunsFailed when all that can be done is done."""
        wanted = [(label, n) for label in asked for n in range(first, last)]
        self._asked += len(wanted)
        found: dict[tuple[Label, int], Simulated] = {}
        for label, n in wanted:
            kept = self._kept(asked[label], seed, n)
            if kept is not None:
                found[label, n] = kept
                self.reused += 1
                self._tell()
        self._simulate(asked, seed, [each for each in wanted if each not in found], found)
        return {label: Runs.of([found[label, n] for n in range(first, last)]) for label in asked}

    def lives(
        self, asked: Mapping[str, Study], seed: int, numbers: Iterable[int], share: float
    ) -> Generator[tuple[str, int, Run]]:
        """Some runs of some scenarios again with all rows of a share of their leads, as they are done."""
        parcels = {name: Parcel(study) for name, study in asked.items()}
        wanted = [(name, n) for name in asked for n in numbers]
        with closing(self.crew.do([(lived, (parcels[name], seed, n, share)) for name, n in wanted])) as results:
            for task, result in results:
                name, n = wanted[task]
                if isinstance(result, Failed):
                    raise RunsFailed([Failure("", name, seed, n, result)])
                yield name, n, result

    def _kept(self, study: Study, seed: int, replication: int) -> Simulated | None:
        if self._store is None or not self._reuse:
            return None
        return self._store.get(study.key, seed, replication)

    def _simulate(
        self,
        asked: Mapping[Label, Study],
        seed: int,
        missing: list[tuple[Label, int]],
        found: dict[tuple[Label, int], Simulated],
    ) -> None:
        parcels = {label: Parcel(asked[label]) for label in dict.fromkeys(label for label, _ in missing)}
        tasks: list[Task] = [(simulated, (parcels[label], seed, n)) for label, n in missing]
        failures = []
        with closing(self.crew.do(tasks)) as results:
            for task, result in results:
                label, n = missing[task]
                if isinstance(result, Failed):
                    failures.append(Failure(*label, seed, n, result))
                    continue
                if self._store is not None:
                    self._store.put(asked[label].key, seed, n, result)
                found[label, n] = result
                self._tell()
        if failures:
            raise RunsFailed(sorted(failures))

    def _tell(self) -> None:
        self.done += 1
        if self._progress is not None:
            self._progress(self.done, self.planned)
