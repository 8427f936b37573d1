"""How readers see the scenarios of a finished run called: by the titles of the experiment file that is kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from sim.files.loaded import read_file
from sim.model.experimentfile import Experiment
from sim.study.answer import spoken
from sim.study.results import MANIFEST, Results, checksum


def called(results: Results, scenario: str) -> str:
    """The title of a scenario, else its name as words."""
    return kept_titles(results).get(scenario) or spoken(scenario)


def kept_titles(results: Results) -> Mapping[str, str]:
    """The titles by scenario; none for a run of a journey, or where the file can't be read (any more)."""
    file = kept_experiment(results)
    model = read_file(file, Experiment).model if file else None
    return model.titles if model else {}


def kept_experiment(results: Results) -> Path | None:
    """The experiment file among the inputs that were kept; None if there is none, or it was changed."""
    about = results.json(MANIFEST)
    read = about.get("inputs") if about.get("kind") != "run" else None
    if not (isinstance(read, list) and read and isinstance(read[0], dict)):
        return None  # of another version of the program
    wanted = PurePath(str(read[0].get("file"))).name
    for file in sorted((results.path / "inputs").rglob("*")):
        kept = file.name == wanted and results.holds(file.relative_to(results.path).as_posix())
        if kept and file.is_file() and checksum(file) == read[0].get("sha256"):
            return file
    return None
