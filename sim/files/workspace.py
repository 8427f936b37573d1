"""The folder a user works in: journeys, personas and experiments, loaded, checked, begun and described to editors."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sim.files import nurturefile
from sim.files.cautions import experiment_warnings, journey_warnings
from sim.files.experimentread import read_experiment
from sim.files.kinds import KINDS, TELLING, told_kind
from sim.files.loaded import LoadedExperiment, LoadedJourney, read_journey, read_personas
from sim.files.settingtree import describe
from sim.files.testfiles import is_test_file, read_tests
from sim.files.translation import KIND, Texts, is_translation, original_of, told_wrong
from sim.words.language import Language
from sim.words.messages import say
from sim.words.wording import refused
from sim.yamlfile import FileProblems, Node, Problem, compose

__all__ = [
    "FOLDERS", "KINDS", "LoadedExperiment", "LoadedJourney", "check_path", "checked_files", "files_of", "find_default",
    "init", "judge_path", "kind_of", "load_experiment", "load_journey", "schema", "shipped",
]  # fmt: skip

FOLDERS = {"journeys": "journey", "personas": "personas", "experiments": "experiment"}
DEFAULT = "experiments/email_cadence.yaml"


def load_journey(
    path: Path,
    changes: Mapping[str, Node] | None = None,
    kpis: Collection[str] | None = None,
    *,
    as_written: bool = False,
) -> LoadedJourney:
    """Read a journey file and the personas file that it names, with settings changed by dotted path.

    Paths that begin with `people.`, `personas.` or `attributes.` change the personas file. `kpis`: the names that goals
    of stages may use (None: any). Texts are those of the language in use, or `as_written`. Raises FileProblems with the
    mistakes of both files.
    """
    loaded, problems = read_journey(path, changes or {}, kpis, as_written=as_written)
    if loaded is None or problems:
        raise FileProblems(problems)
    return loaded


def load_experiment(path: Path, kpis: Collection[str] | None = None) -> LoadedExperiment:
    """Read an experiment file, its journey, personas and every scenario; `kpis`: the names it may use (None: any).

    Raises FileProblems with the mistakes of all files.
    """
    loaded, problems = read_experiment(path, kpis)
    if loaded is None or problems:
        raise FileProblems(problems)
    return loaded


def check_path(path: Path, kpis: Collection[str] | None = None) -> list[Problem]:
    """Every mistake in a file, or in all files of a workspace folder, in file order; an empty list if there is none."""
    return [problem for problem in judge_path(path, kpis) if problem.severity == "mistake"]


def judge_path(path: Path, kpis: Collection[str] | None = None) -> list[Problem]:
    """Every mistake in a file or a workspace folder, and every warning about files without any, in file order."""
    if not files_of(path):
        return [Problem(str(path), 1, 1, "", say("workspace.no_files"))]
    return sorted({problem for file in checked_files(path) for problem in _check_file(file, kpis)})


def checked_files(path: Path) -> list[Path]:
    """The file itself, or all files of a workspace folder, its `nurture.yaml` included."""
    own = path / nurturefile.NAME
    return [*([own] if os.path.isdir(path) and os.path.lexists(own) else []), *files_of(path)]


def files_of(path: Path) -> list[Path]:
    """The file itself; or, by name, the YAML files of a workspace folder or of one of its three folders."""
    if not os.path.isdir(path):  # unlike Path.is_dir, it bears names that are too long
        return [path]
    folders = [path] if path.resolve().name in FOLDERS else [path / name for name in FOLDERS]
    return sorted(file for folder in folders for suffix in ("*.yaml", "*.yml") for file in folder.glob(suffix))


def _check_file(path: Path, kpis: Collection[str] | None) -> list[Problem]:
    if path.name == nurturefile.NAME:
        return nurturefile.mistakes(path)
    if is_test_file(path):
        return read_tests(path)[1]
    if is_translation(path):
        return _check_texts(path)
    try:
        kind = kind_of(path)
    except FileProblems as error:
        return error.problems
    if kind == "experiment":
        experiment, problems = read_experiment(path, kpis)
        return problems or (experiment_warnings(experiment, kpis) if experiment else [])
    if kind == "journey":
        journey, problems = read_journey(path, {}, kpis)
        return problems or (journey_warnings(journey) if journey else [])
    return read_personas(path).problems


def _check_texts(path: Path) -> list[Problem]:
    """What is wrong with texts in another language, beside the file whose texts they are; its mistakes are its own."""
    original = original_of(path)
    if not original.is_file():
        return [Problem(str(path), 1, 1, "", say("texts.no_original", file=original.name))]
    try:
        kind = kind_of(original)
        return told_wrong(path, compose(original), KINDS[kind])
    except FileProblems:
        return []


def kind_of(path: Path) -> str:
    """`journey`, `personas`, `experiment` or `texts`: by its name or the folder of the file, else by what is in it.

    Raises FileProblems if the file can't be read or is none of them.
    """
    folder = _folder_of(path)
    if is_translation(path):
        return KIND
    if folder in FOLDERS:
        return FOLDERS[folder]
    kind = told_kind(compose(path))
    if kind is None:
        raise FileProblems([Problem(str(path), 1, 1, "", say("workspace.kind", known=", ".join(TELLING)))])
    return kind


def _folder_of(path: Path) -> str:
    """The name of the folder that a file really lies in."""
    return os.path.basename(os.path.dirname(os.path.realpath(path)))  # unlike Path.resolve, it bears loops of links


def shipped() -> Path:
    """The folder with the files that come with the program: beside an installed package, or the repository itself."""
    package = Path(__file__).parent.parent
    return package / "shipped" if (package / "shipped").is_dir() else package.parent


def find_default(name: str = DEFAULT) -> Path:
    """The file `name` of the current folder if it is there, else the one that comes with the program."""
    return Path(name) if Path(name).is_file() else shipped() / name


def init(folder: Path, *, language: Language | None = None) -> list[Path]:
    """Write the shipped journey, personas and experiment into `folder`, made if needed; returns the new files.

    With a `language`, the folder's `nurture.yaml` says that it is spoken here.

    Raises FileProblems, with nothing written, if one of them is there already or the folder can't be written.
    """
    texts = {folder / file.relative_to(shipped()): file.read_bytes() for file in files_of(shipped())}
    texts |= {folder / nurturefile.NAME: nurturefile.text_of(language).encode()} if language else {}
    if there := [file for file in texts if file.exists()]:
        raise FileProblems([Problem(str(file), 1, 1, "", say("workspace.exists")) for file in there])
    written: list[Path] = []
    try:
        for file, text in texts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, text)
            written.append(file)
    except OSError as error:
        for file in written:
            file.unlink(missing_ok=True)
        told = say("workspace.unwritable", reason=refused(error))
        raise FileProblems([Problem(str(folder), 1, 1, "", told)]) from None
    return written


def _write(file: Path, text: bytes) -> None:
    """The whole file or none of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(text)
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file (KINDS, `texts`), for editors. Raises KeyError for another word."""
    model = Texts if kind == KIND else KINDS[kind]
    schema = _without_odd_defaults(model.model_json_schema(by_alias=True))
    describe(model, schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_odd_defaults(part: Any) -> Any:
    """A default held as seconds or a pair helps nobody who writes `15min`, and fails the schema's own type."""
    if isinstance(part, list):
        return [_without_odd_defaults(item) for item in part]
    if not isinstance(part, dict):
        return part
    clean = {name: _without_odd_defaults(value) for name, value in part.items()}
    if clean.get("type") == "string" and not isinstance(clean.get("default", ""), str):
        del clean["default"]
    return clean
