"""What goes into a results folder: how it came about, what it answers, and the tables of its runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.files.loaded import LoadedExperiment, LoadedJourney
from sim.files.translation import translations
from sim.model.journey import CsvSource
from sim.model.ledger import Run
from sim.study.blueprint import Blueprint, named
from sim.study.comparison import Comparison
from sim.study.experiment import Plan
from sim.study.folder import Folder
from sim.study.identity import versions
from sim.study.kpis import measure
from sim.study.lab import Lab
from sim.study.lives import NO_LIVES, Lives
from sim.study.meetings import meetings
from sim.study.results import FORMAT, MANIFEST
from sim.study.robustness import HEADER, Robustness
from sim.study.scenarios import Study
from sim.study.search import HEADER as TRIALS_HEADER
from sim.study.search import Found
from sim.study.timeline import COHORTS_HEADER, MONTHS_HEADER, cohort_rows, month_rows


def fixed(plan: Plan) -> list[str]:
    """The words of a command that fix what may differ from the experiment's file."""
    runs = ["--replications", str(plan.replications)] if plan.precision is None else []
    return [*runs, "--seed", str(plan.seed)]


def unfinished(
    plan: Plan, command: Sequence[str], lives: Lives = NO_LIVES, *, kind: str = "compare"
) -> dict[str, Any]:
    """What a folder in the making says of what it shall hold: who comes with the same may take it up."""
    files = _all_files(plan.loaded)
    return {
        "kind": kind,
        "repeat": list(command),
        "inputs": inputs(files),
        "seed": plan.seed,
        "replications": plan.replications,
        "precision": None if plan.precision is None else asdict(plan.precision),
        "scenarios": {name: study.key for name, study in plan.ready.items()},
        "keys": sorted(study.key for study in plan.scenarios.values()),
        "lives": lives._asdict(),
    }


def keep_comparison(
    folder: Folder, comparison: Comparison, plan: Plan, lab: Lab, *, command: Sequence[str], lives: Lives
) -> None:
    """An experiment's manifest, inputs, answer and KPIs, and the event logs of some of its runs; `command` repeats it.

    The runs whose event logs are kept are simulated again, with the same luck.
    """
    loaded = plan.loaded
    about = {
        "kind": "compare",
        "scenarios": list(comparison.scenarios),
        "baseline": comparison.baseline,
        "window": comparison.window._asdict(),
        "skipped_rows": comparison.skipped_rows,
        "lives": lives._asdict(),
    }
    files = _all_files(loaded)
    read = _kept_inputs(folder, files)
    folder.add_json(MANIFEST, manifest(read, command, comparison.seed, comparison.replications, about))
    folder.add_json("answer.json", comparison.to_json())
    folder.add_kpis(comparison.values())
    folder.add_meetings(comparison.meeting_rows())
    folder.add_table("months.csv", MONTHS_HEADER, month_rows(comparison.by_month()))
    folder.add_table("cohorts.csv", COHORTS_HEADER, cohort_rows(comparison.by_cohort()))
    numbers = lives.of(comparison.replications)
    with closing(lab.lives(plan.ready, comparison.seed, numbers, lives.share)) as found:
        for scenario, replication, run in found:
            folder.add_run(scenario, replication, run, plan.ready[scenario].guide)
            folder.add_journeys(scenario, replication, _in_force(scenario, loaded, plan.ready[scenario]))


def unfinished_search(loaded: LoadedExperiment, command: Sequence[str], seed: int, runs: int) -> dict[str, Any]:
    """The same of a search, whose scenarios nobody knows yet; `runs` are simulated at most before its finals."""
    about = {"kind": "search", "repeat": list(command), "inputs": inputs(_all_files(loaded)), "seed": seed}
    return {**about, "replications": runs, "keys": []}


def keep_search(folder: Folder, found: Found, loaded: LoadedExperiment, *, command: Sequence[str]) -> None:
    """A search's manifest, inputs, trials and answer, and every KPI of its finals."""
    final = found.final
    about = {
        "kind": "search",
        "scenarios": list(final.scenarios),
        "baseline": final.baseline,
        "window": final.window._asdict(),
    }
    files = _all_files(loaded)
    read = _kept_inputs(folder, files)
    folder.add_json(MANIFEST, manifest(read, command, found.seed, final.replications, about))
    folder.add_json("answer.json", found.to_json())
    folder.add_table("trials.csv", TRIALS_HEADER, found.rows())
    folder.add_kpis(final.values())


def keep_robustness(folder: Folder, found: Robustness, plan: Plan, *, command: Sequence[str]) -> None:
    """What became of an answer under other assumptions: manifest, inputs, answer, and each end as a row."""
    comparison = found.found
    about = {
        "kind": "robustness",
        "scenarios": list(comparison.scenarios),
        "baseline": comparison.baseline,
        "window": comparison.window._asdict(),
    }
    files = _all_files(plan.loaded)
    read = _kept_inputs(folder, files)
    folder.add_json(MANIFEST, manifest(read, command, comparison.seed, comparison.replications, about))
    folder.add_json("answer.json", found.to_json())
    folder.add_table("assumptions.csv", HEADER, found.rows())


def begin(folder: Folder, loaded: LoadedExperiment) -> None:
    """Keep the files of an experiment as they are now: somebody may change them while they are simulated."""
    _kept_inputs(folder, _all_files(loaded))


def _kept_inputs(folder: Folder, files: Sequence[Path]) -> list[dict[str, str]]:
    """What was read, kept if it isn't yet: copies of the YAML files side by side as they lie, and the SHA-256 of all.

    Leads are never copied: they are persons.
    """
    if folder.inputs:
        return folder.inputs
    folder.inputs = inputs(files)
    texts = {path.resolve() for path in files if path.suffix != ".csv"}
    above = os.path.commonpath([path.parent for path in texts])
    for path in sorted(texts):
        folder.add(f"inputs/{path.relative_to(above).as_posix()}", path.read_bytes())
    return folder.inputs


def keep_run(
    folder: Folder,
    run: Run,
    loaded: LoadedJourney,
    study: Study,
    *,
    command: Sequence[str],
    seed: int,
    replication: int = 0,
) -> None:
    """The manifest, KPIs and tables of one simulated run of a journey."""
    name = loaded.journey.name
    about = {"kind": "run", "scenarios": [name], "window": study.window._asdict(), "skipped_rows": study.skipped_rows}
    folder.add_json(MANIFEST, manifest(inputs(_files(loaded)), command, seed, 1, about))
    figures = measure(run, study.yardstick, study.window)
    folder.add_kpis((name, replication, kpi, figure.value) for kpi, figure in figures.items())
    folder.add_meetings(meeting.cells(name, replication) for meeting in meetings(run.reviews, study.guide))
    folder.add_run(name, replication, run, study.guide)
    folder.add_journeys(name, replication, [Blueprint.of(loaded)])


def _in_force(scenario: str, loaded: LoadedExperiment, study: Study) -> list[Blueprint]:
    """The journeys of a scenario's run, one after the other."""
    if scenario == loaded.experiment.baseline:
        return [Blueprint.of(loaded.baseline)]
    later = [Blueprint.of(loaded.scenarios[scenario])]
    return later if study.guide.change_s is None else [Blueprint.of(loaded.baseline), *later]


def manifest(
    read: Sequence[Mapping[str, str]], command: Sequence[str], seed: int, replications: int, about: Mapping[str, Any]
) -> dict[str, Any]:
    """All that the figures depend on (`read`: see `inputs`), and nothing that differs from one day to the next."""
    return {
        "format": FORMAT,
        "repeat": list(command),
        "inputs": list(read),
        "seed": seed,
        "replications": replications,
        "versions": versions(),
        **about,
    }


def inputs(files: Iterable[Path]) -> list[dict[str, str]]:
    """Each file once, with the SHA-256 of what it held."""
    return [
        {"file": named(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in {path.resolve(): path for path in files}.values()
    ]


def _all_files(loaded: LoadedExperiment) -> list[Path]:
    """The experiment file first, then the files of its journeys, and the texts of all in other languages."""
    files = _files(loaded.baseline, *loaded.scenarios.values())
    return [loaded.path, *files, *translations([loaded.path])]


def _files(*versions: LoadedJourney) -> list[Path]:
    """The journey files of some versions, with their personas and leads files, and their texts in other languages."""
    files: list[Path] = []
    for loaded in versions:
        leads = [s.file for s in loaded.journey.sources.values() if isinstance(s, CsvSource)]
        files += [loaded.path, Path(loaded.personas_document.name), *(loaded.path.parent / file for file in leads)]
    return [*files, *translations(files)]
