"""What goes into a results folder: how it came about, what it answers, and the tables of its runs."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim import __version__
from sim.files.loaded import LoadedExperiment, LoadedJourney
from sim.model.journey import CsvSource
from sim.model.ledger import Run
from sim.study.blueprint import Blueprint, named
from sim.study.comparison import Comparison
from sim.study.experiment import Study, rerun, studies
from sim.study.kpis import measure
from sim.study.meetings import meetings
from sim.study.results import MANIFEST, Folder

FORMAT = 1
LIBRARIES = ("numpy", "numba", "simpy")  # what the figures depend on; the rest only draws and stores


def keep_comparison(
    folder: Folder,
    comparison: Comparison,
    loaded: LoadedExperiment,
    *,
    command: Sequence[str],
    recorded: Sequence[tuple[str, int]] = (),
) -> None:
    """An experiment's manifest, answer and KPIs, and the tables of some of its runs (scenario, replication).

    `command` repeats it. The runs are simulated again, with the same luck.
    """
    about = {
        "kind": "compare",
        "scenarios": list(comparison.scenarios),
        "baseline": comparison.baseline,
        "window": comparison.window._asdict(),
        "skipped_rows": comparison.skipped_rows,
    }
    files = [loaded.path, *_files(loaded.baseline, *loaded.scenarios.values())]
    folder.add_json(MANIFEST, manifest(files, command, comparison.seed, comparison.replications, about))
    folder.add_json("answer.json", comparison.to_json())
    folder.add_kpis(comparison.values())
    folder.add_meetings(comparison.meeting_rows())
    ready = studies(loaded) if recorded else {}
    for scenario, replication in recorded:
        study = ready[scenario]
        folder.add_run(scenario, replication, rerun(study, seed=comparison.seed, replication=replication), study.guide)
        folder.add_journeys(scenario, replication, _in_force(scenario, loaded, study))


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
    folder.add_json(MANIFEST, manifest(_files(loaded), command, seed, 1, about))
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
    files: Iterable[Path], command: Sequence[str], seed: int, replications: int, about: Mapping[str, Any]
) -> dict[str, Any]:
    """All that the figures depend on, and nothing that differs from one day to the next."""
    versions = {"nurture-sim": __version__, "python": platform.python_version()}
    return {
        "format": FORMAT,
        "repeat": list(command),
        "inputs": [
            {"file": named(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in {path.resolve(): path for path in files}.values()
        ],
        "seed": seed,
        "replications": replications,
        "versions": versions | {name: version(name) for name in LIBRARIES},
        **about,
    }


def _files(*versions: LoadedJourney) -> list[Path]:
    """The journey files of some versions, with their personas and leads files."""
    files = []
    for loaded in versions:
        leads = [s.file for s in loaded.journey.sources.values() if isinstance(s, CsvSource)]
        files += [loaded.path, Path(loaded.personas_document.name), *(loaded.path.parent / file for file in leads)]
    return files
