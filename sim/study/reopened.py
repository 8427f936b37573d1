"""A finished comparison taken up again from its results folder: its files as they were read, and its runs."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any, NamedTuple

from sim.files.loaded import LoadedExperiment
from sim.files.workspace import load_experiment
from sim.study.blueprint import found_again
from sim.study.comparison import Comparison
from sim.study.experiment import Plan, compare, plan
from sim.study.kpis import KPIS
from sim.study.lab import Lab
from sim.study.results import ANSWER, LATEST, MANIFEST, NotKeptError, Results, ResultsError, checksum, resolve
from sim.words.messages import say
from sim.words.wording import one_line
from sim.yamlfile import FileProblems

KIND = "compare"  # of the manifests of comparisons


class Reopened(NamedTuple):
    """What a results folder answers, as it was when the folder was written. repeat: the command that does it again."""

    results: Results
    loaded: LoadedExperiment
    plan: Plan
    found: Comparison
    repeat: tuple[str, ...]


def comparison_of(root: Path, run: str = LATEST) -> Results:
    """The results that a user means; `latest` is the latest comparison, whatever was run after it.

    NotKeptError if there are none.
    """
    return resolve(root, run, kinds=(KIND,))


def reread(results: Results) -> Plan:
    """The plan of a finished comparison, from the files that are kept with it.

    Raises NotKeptError if it is of another kind, and ResultsError if its files can't be had as they were.
    """
    about = results.json(MANIFEST)
    if about.get("kind") != KIND:
        raise NotKeptError(one_line(say("reopened.kind", path=results.path)))
    try:
        loaded = load_experiment(_experiment_file(results, about), KPIS)
    except FileProblems as error:  # of another version of the program
        raise ResultsError(one_line(say("reopened.unreadable", path=results.path, why=error.problems[0]))) from error
    return plan(loaded, replications=_runs(about), seed=about["seed"])


def _runs(about: dict[str, Any]) -> int:
    """As many as were made in the end, also where a precision decided how many."""
    return int(about["replications"])


def reopened(results: Results, asked: Plan, lab: Lab) -> Reopened:
    """The comparison again; runs that are kept are read, others simulated.

    Raises ResultsError if this program comes to other figures than the folder has, and what `compare` raises.
    """
    about = results.json(MANIFEST)
    found = compare(asked, lab)
    if found.to_json()["scenarios"] != results.json(ANSWER)["scenarios"]:
        raise ResultsError(one_line(say("reopened.other", path=results.path, repeat=shlex.join(about["repeat"]))))
    return Reopened(results, asked.loaded, asked, found, tuple(about["repeat"]))


def _experiment_file(results: Results, about: dict[str, Any]) -> Path:
    """The experiment's file: its kept copy, or where leads came from a file, which is never copied, the file itself."""
    read = {each["file"]: each["sha256"] for each in about["inputs"]}
    first = next(iter(read))
    if not any(name.endswith(".csv") for name in read):
        return _kept_copy(results, first, read[first])
    places = {name: found_again(name) for name in read}
    changed = [name for name, place in places.items() if place is None or checksum(place) != read[name]]
    if changed:
        raise ResultsError(one_line(say("reopened.changed", path=results.path, file=changed[0])))
    place = places[first]
    assert place is not None
    return place


def _kept_copy(results: Results, name: str, sha256: str) -> Path:
    """The copy of a file, found by what it holds; the others lie around it as they did."""
    copies = sorted((results.path / "inputs").rglob(Path(name).name))
    for copy in copies:
        if checksum(copy) == sha256:
            for other in (results.path / "inputs").rglob("*.yaml"):
                results.file(other.relative_to(results.path).as_posix())  # held against its checksum
            return copy
    if copies:  # there, and not as they were
        raise ResultsError(one_line(say("results.damaged", path=copies[0])))
    raise ResultsError(one_line(say("results.no_file", path=results.path, name=f"inputs/{Path(name).name}")))
