"""How readers see the scenarios of a finished run called: by the titles of the experiment file that is kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from sim.files.loaded import LoadedJourney, read_file
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


def part_titles(loaded: LoadedJourney) -> dict[str, str]:
    """How readers see parts of a journey called that have a title: `source.web`, `persona.it_head`, `stage.interest`.

    Its personas among them.
    """
    journey = loaded.journey
    told = [(f"source.{name}", source.title) for name, source in journey.sources.items()]
    told += [(f"stage.{name}", stage.title) for name, stage in journey.stages.items()]
    told += [(f"persona.{name}", persona.title) for name, persona in loaded.personas.personas.items()]
    return {part: title for part, title in told if title}


def part_called(titles: Mapping[str, str], kind: str, name: str) -> str:
    """The title of a part of a journey, else its name as words."""
    return titles.get(f"{kind}.{name}") or spoken(name)


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
