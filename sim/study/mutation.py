"""Mutation: every mutant of a journey against all test leads, and what came of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from sim.files.loaded import LoadedJourney
from sim.files.testleads import Case, LoadedTestLeads
from sim.files.workspace import load_journey
from sim.study.catching import catchers, fewest, names_of
from sim.study.crew import Crew, Failed, Task
from sim.study.mutants import Mutant, mutants_of
from sim.study.noticing import first_failing
from sim.study.sameness import same_because

_AT_ONCE = 8  # mutants that a worker tries before it tells

Progress = Callable[[int, int], None]  # done, in all


class Survivor(NamedTuple):
    """A mutant that no test noticed, and a test lead that would, as YAML; empty if none was found.

    One lead may stand with several mutants.
    """

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
    found: list[Case] = []
    names = set[str]()
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
    catching: bool = True,
) -> Report:
    """Play all leads by every mutant of a journey.

    The leads must be as expected by the journey itself. `only`: the mutants that are asked for. `catching`: for those
    that nobody noticed look for a lead that would. Raises FileProblems for mistakes in the journey, RuntimeError if a
    worker fails three times.
    """
    loaded = load_journey(path)
    mutants = [mutant for mutant in mutants_of(loaded) if only(mutant)]
    with Crew(workers) as crew:
        results = _spread(crew, _try, loaded, mutants, (tuple(cases),), _AT_ONCE, bar)
        report = _report(loaded, list(zip(mutants, results, strict=True)))
        if not catching or not report.survived:
            return report
        alive = [survivor.mutant for survivor in report.survived]
        named = list(zip(alive, names_of(alive), strict=True))
        leads = _spread(crew, catchers, loaded, named, (), -(-len(named) // crew.workers), bar)
        leads = fewest(loaded, alive, leads)
        return report._replace(survived=[Survivor(*pair) for pair in zip(alive, leads, strict=True)])


def _spread(
    crew: Crew,
    work: Callable[..., list[Any]],
    loaded: LoadedJourney,
    things: Sequence[Any],
    more: tuple[Any, ...],
    at_once: int,
    bar: Progress,
) -> list[Any]:
    """The result for each thing, so many of which a worker does at a time."""
    groups = [range(n, min(n + at_once, len(things))) for n in range(0, len(things), at_once)]
    tasks: list[Task] = [(work, (loaded, [things[n] for n in group], *more)) for group in groups]
    results: dict[int, Any] = {}
    for n, found in crew.do(tasks):
        if isinstance(found, Failed):
            raise RuntimeError(found.trace or found.reason)
        results.update(zip(groups[n], found, strict=True))
        bar(len(results), len(things))
    return [results[n] for n in range(len(things))]


def _try(loaded: LoadedJourney, mutants: Sequence[Mutant], cases: Sequence[Case]) -> list[_Tried]:
    """What comes of some mutants; in a worker."""
    return [_one(loaded, cases, mutant) for mutant in mutants]


def _one(loaded: LoadedJourney, cases: Sequence[Case], mutant: Mutant) -> _Tried:
    changed = mutant.journey(loaded)
    if changed is None:
        return _Tried(b"")
    killer = first_failing(cases, changed)
    return _Tried(_short(changed), killer, None if killer else same_because(mutant, loaded, changed))


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
