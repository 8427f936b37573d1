"""Mutation: every mutant of a journey against all test leads, and what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sim.files.loaded import LoadedJourney, read_journey
from sim.files.testleads import Case, LoadedTestLeads
from sim.study.crew import Crew, Failed, Task
from sim.study.leadtests import first_failing
from sim.study.mutants import Mutant, mutants_of
from sim.study.sameness import same_because

_AT_ONCE = 8  # mutants that a worker tries before it tells

Progress = Callable[[int, int], None]  # done, in all


class Survivor(NamedTuple):
    """A mutant that no test noticed, and a test lead that would, as YAML; empty if none was found."""

    mutant: Mutant
    catcher: str = ""


class Report(NamedTuple):
    """What came of the mutants of a journey: who noticed each, why nobody can, or that nobody did."""

    killed: list[tuple[Mutant, str]]  # with the name of a lead that noticed it
    equivalent: list[tuple[Mutant, str]]  # with the reason
    survived: list[Survivor]

    @property
    def mutants(self) -> int:
        """How many were tried."""
        return len(self.killed) + len(self.equivalent) + len(self.survived)


class _Tried(NamedTuple):
    """What came of a mutant: its journey in short (empty if it can't be read), and who noticed it or why nobody can."""

    journey: bytes
    killer: str | None = None
    same: str | None = None


def all_cases(files: Sequence[LoadedTestLeads]) -> list[Case]:
    """The leads of several files as those of one: no number twice, and no name."""
    found, names = [], set[str]()
    for file in files:
        for case in file.cases:
            name = case.name if case.name not in names else f"{file.path.name}: {case.name}"
            names.add(name)
            found.append(case._replace(name=name, lead=case.lead._replace(ordinal=len(found))))
    return found


def tried(
    path: Path,
    cases: Sequence[Case],
    *,
    workers: int = 1,
    bar: Progress = lambda done, total: None,
    only: Callable[[Mutant], bool] = lambda mutant: True,
) -> Report:
    """Play all leads by every mutant of a journey; `only`: the mutants that are asked for.

    The leads must be as expected by the journey itself. Raises RuntimeError if a worker fails three times.
    """
    loaded = _read(path)
    assert loaded is not None
    mutants = [mutant for mutant in mutants_of(loaded) if only(mutant)]
    results: dict[int, _Tried] = {}
    groups = [range(n, min(n + _AT_ONCE, len(mutants))) for n in range(0, len(mutants), _AT_ONCE)]
    tasks: list[Task] = [(_try, (path, cases, [mutants[n] for n in group])) for group in groups]
    with Crew(workers) as crew:
        for n, found in crew.do(tasks):
            if isinstance(found, Failed):
                raise RuntimeError(found.trace or found.reason)
            results.update(zip(groups[n], found, strict=True))
            bar(len(results), len(mutants))
    return _report(loaded, [(mutants[n], results[n]) for n in sorted(results)])


def _try(path: Path, cases: Sequence[Case], mutants: Sequence[Mutant]) -> list[_Tried]:
    """What comes of some mutants; in a worker."""
    loaded = _read(path)
    assert loaded is not None
    return [_one(loaded, cases, mutant) for mutant in mutants]


def _one(loaded: LoadedJourney, cases: Sequence[Case], mutant: Mutant) -> _Tried:
    changed = mutant.journey(loaded)
    if changed is None:
        return _Tried(b"")
    killer = first_failing(cases, changed)
    return _Tried(_short(changed), killer, None if killer else same_because(mutant, loaded, changed))


def _read(path: Path) -> LoadedJourney | None:
    return read_journey(path, {})[0]


def _short(loaded: LoadedJourney) -> bytes:
    """The same for journeys that are the same, also in the order of their rules."""
    return blake2b(repr(loaded.journey).encode(), digest_size=16).digest()


def _report(loaded: LoadedJourney, results: Sequence[tuple[Mutant, _Tried]]) -> Report:
    """Each journey once; what can't be read, or is the journey itself, is no mutant."""
    report = Report([], [], [])
    seen = {b"", _short(loaded)}
    for mutant, result in results:
        if result.journey in seen:
            continue
        seen.add(result.journey)
        if result.killer:
            report.killed.append((mutant, result.killer))
        elif result.same:
            report.equivalent.append((mutant, result.same))
        else:
            report.survived.append(Survivor(mutant))
    return report


__all__ = ["Report", "Survivor", "all_cases", "tried"]
