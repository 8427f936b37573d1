"""Files read together: a journey with its personas as far as they make sense, and what an experiment is when read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from sim.files.changes import changed
from sim.files.experimentlint import OF_PERSONAS
from sim.files.findings import Finding, names_of
from sim.files.grid import Choice
from sim.files.journeylint import lint_journey
from sim.files.kinds import mistaken
from sim.files.personalint import lint_personas
from sim.files.reach import lint_reach
from sim.files.ruleplace import at_character, with_places
from sim.files.salvage import salvaged
from sim.files.translation import in_language
from sim.model.experimentfile import Experiment
from sim.model.journey import CsvSource, Journey
from sim.model.persona import Personas
from sim.words.messages import say
from sim.words.wording import cut, refused
from sim.yamlfile import Document, FileProblems, Model, Node, Problem, compose, compose_text

M = TypeVar("M", bound=Model)

_LONGEST = 300  # characters of a file's name that a sentence repeats
# Sections whose entries the user names; a finding about an entry that isn't in the file is about a stand-in of ours.
_NAMED = ("sources", "stages", "touchpoints", "personas", "attributes")


class LoadedJourney(NamedTuple):
    """A journey and its personas as they will be simulated, and the documents they come from, changes included."""

    journey: Journey
    personas: Personas
    document: Document
    personas_document: Document
    path: Path


class LoadedExperiment(NamedTuple):
    """An experiment, its baseline and its scenarios by name; their journeys last as long as the experiment's run.

    space: of each setting that is searched over the values that it may have.
    """

    experiment: Experiment
    baseline: LoadedJourney
    scenarios: dict[str, LoadedJourney]
    document: Document
    path: Path
    space: tuple[tuple[Choice, ...], ...] = ()


class Read(NamedTuple, Generic[M]):
    """A file as far as it could be understood: its document, its model without what is broken, its mistakes."""

    document: Document | None
    model: M | None
    problems: list[Problem]


def read_file(
    path: Path, model: type[M], changes: Mapping[str, Node] | None = None, *, as_written: bool = False
) -> Read[M]:
    """Read one file against its model, with settings changed (or, by an empty change, taken out) by dotted path.

    Texts for readers are those of the language in use, where a file beside it has them; or as they are written.
    """
    try:
        document, untold = compose(path, model), list[Problem]()
        if not as_written:
            document, untold = in_language(document, model, path)
        document = changed(document, changes or {})
    except FileProblems as error:
        return Read(None, None, error.problems)
    built, problems = salvaged(document, model)
    return Read(document, built, [*problems, *untold])


def read_personas(
    path: Path, changes: Mapping[str, Node] | None = None, *, as_written: bool = False
) -> Read[Personas]:
    """Read a personas file with all that is wrong with it; `as_written` as in `read_file`."""
    read = read_file(path, Personas, changes, as_written=as_written)
    if read.document is None or read.model is None:
        return read
    return read._replace(
        problems=with_findings(read.problems, lint_personas(read.model), read.document, read.document)
    )


def read_journey(
    path: Path, changes: Mapping[str, Node], kpis: Collection[str] | None = None, *, as_written: bool = False
) -> tuple[LoadedJourney | None, list[Problem]]:
    """Read a journey file and its personas file with all that is wrong in both; None if too little makes sense.

    kpis: the names that goals of stages may use (None: any). `as_written` as in `read_file`.
    """
    people = {
        change: node for change, node in changes.items() if change.startswith(tuple(f"{part}." for part in OF_PERSONAS))
    }
    own = {change: node for change, node in changes.items() if change not in people}
    read = read_file(path, Journey, own, as_written=as_written)
    if read.document is None:
        return None, read.problems
    problems = with_places(read.problems, read.document) if read.problems else []
    if read.problems and (text := mistaken(path, "journey")):
        return None, [Problem(str(path), 1, 1, "", text)]
    file, missing = beside(path, read.document, "personas")
    personas = read_personas(file, people, as_written=as_written) if file else Read[Personas](None, None, missing)
    if file and personas.problems and (wrong := of_other_kind(file, read.document, "personas")):
        personas = Read(None, None, wrong)
    problems += personas.problems
    if read.model is None:
        return None, problems
    if personas.model is None or personas.document is None:
        return None, _lint(_unpeopled(read.model, read.document, path), problems, kpis)
    loaded = LoadedJourney(read.model, personas.model, read.document, personas.document, path)
    return loaded, _lint(loaded, problems, kpis)


def changed_journey(loaded: LoadedJourney, changes: Mapping[str, Node]) -> tuple[LoadedJourney | None, list[Problem]]:
    """A journey with settings changed, or taken out by an empty change, and all that is wrong with it then.

    It is the same as to read it with the changes, but for reading the files again; the people stay as they are.
    """
    document = changed(loaded.document, changes)
    journey, problems = salvaged(document, Journey)
    if journey is None:
        return None, problems
    whole = loaded._replace(journey=journey, document=document)
    return whole, _lint(whole, problems, None)


def _unpeopled(journey: Journey, document: Document, path: Path) -> LoadedJourney:
    """A journey whose personas file can't be understood, with a stand-in: all that needs no personas can be judged."""
    nobody = compose_text("format: 1", "")
    personas, _ = salvaged(nobody, Personas)
    assert personas is not None
    return LoadedJourney(journey, personas, document, nobody, path)


def beside(path: Path, document: Document, setting: str) -> tuple[Path | None, list[Problem]]:
    """The file that a setting names, relative to the file it stands in; without one, what to say about it."""
    named = document.node((setting,))
    if named is None or not isinstance(named.value, str):
        return None, []  # the model has said so
    file = Path(os.path.normpath(path.parent / named.value))
    text = _unusable(file)
    return (None, [document.problem((setting,), f"{_named(file)}: {text}")]) if text else (file, [])


def of_other_kind(file: Path, document: Document, setting: str) -> list[Problem]:
    """What to say at a setting if the file that it names is surely of another kind; else nothing."""
    text = mistaken(file, setting)
    return [document.problem((setting,), f"{_named(file)}: {text}")] if text else []


def _named(file: Path) -> str:
    """A file in a sentence; of a name that no system would take, its beginning."""
    return str(file) if len(str(file)) <= _LONGEST else cut(str(file))


def _unusable(file: Path) -> str:
    """Why there is nothing to read, if so; what a file that can be read says is told at its own lines."""
    try:
        if file.is_file():
            return ""
        compose(file)
    except FileProblems as error:
        return error.problems[0].text
    except (OSError, ValueError) as error:  # a folder that is closed to us, a name too long or with NUL in it
        return say("yaml.unreadable", reason=refused(error))
    return say("yaml.not_a_file")


def _lint(loaded: LoadedJourney, problems: list[Problem], kpis: Collection[str] | None) -> list[Problem]:
    names = names_of(loaded.document.plain(), loaded.personas_document.plain())
    findings = [*lint_journey(loaded.journey, loaded.personas, names, kpis), *_no_csv(loaded)]
    if not problems and not findings:  # what can be reached depends on everything else
        findings = list(lint_reach(loaded.journey))
    return with_findings(problems, findings, loaded.document, loaded.personas_document)


def _no_csv(loaded: LoadedJourney) -> list[Finding]:
    files = {name: source.file for name, source in loaded.journey.sources.items() if isinstance(source, CsvSource)}
    missing = [name for name, file in files.items() if not (loaded.path.parent / file).is_file()]
    return [Finding(("sources", name, "file"), say("workspace.no_csv", found=files[name])) for name in missing]


def with_findings(
    problems: list[Problem], findings: Iterable[Finding], own: Document, personas: Document
) -> list[Problem]:
    """The problems, and the findings about settings that no problem is about yet, nor about anything in them.

    What is broken was left out of the model: that something is missing there would be said of our own doing.
    """
    said = {problem.path for problem in problems}
    said |= {path[:dot] for path in said for dot, sign in enumerate(path) if sign == "."}
    found = (placed(finding, personas if finding.in_personas else own) for finding in findings)
    return [*problems, *(problem for problem in found if problem and problem.path not in said)]


def placed(finding: Finding, document: Document) -> Problem | None:
    """The finding at its place in the file; None if it is about a stand-in for something that is broken."""
    if finding.loc[0] in _NAMED and document.node(finding.loc[:2]) is None:
        return None
    problem = document.problem(finding.loc, finding.text, at_name=finding.at_name)
    return at_character(problem, document, finding.loc, finding.offset)
