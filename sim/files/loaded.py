"""Files read together: a journey with its personas, an experiment with its scenarios, as far as they make sense."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from sim.files.changes import changed
from sim.files.experimentlint import OF_PERSONAS, lint_experiment, lint_names, lint_scenario
from sim.files.findings import Finding, names_of
from sim.files.grid import Choice, Draft, axes_at, draft_of, drafts, too_many
from sim.files.journeylint import lint_journey
from sim.files.limitlint import lint_amounts
from sim.files.personalint import lint_personas
from sim.files.rangelint import lint_ranges
from sim.files.reach import lint_reach
from sim.files.ruleplace import at_character, with_places
from sim.files.salvage import salvaged
from sim.model.experimentfile import MOST_SCENARIOS, Experiment
from sim.model.journey import CsvSource, Journey
from sim.model.persona import Personas
from sim.words.messages import say
from sim.yamlfile import Document, FileProblems, Model, Node, Problem, compose, compose_text

M = TypeVar("M", bound=Model)

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


def read_file(path: Path, model: type[M], changes: Mapping[str, Node] | None = None) -> Read[M]:
    """Read one file against its model, with settings changed (or, by an empty change, taken out) by dotted path."""
    try:
        document = changed(compose(path, model), changes or {})
    except FileProblems as error:
        return Read(None, None, error.problems)
    built, problems = salvaged(document, model)
    return Read(document, built, problems)


def read_personas(path: Path, changes: Mapping[str, Node] | None = None) -> Read[Personas]:
    """Read a personas file with all that is wrong with it."""
    read = read_file(path, Personas, changes)
    if read.document is None or read.model is None:
        return read
    return read._replace(
        problems=_with_findings(read.problems, lint_personas(read.model), read.document, read.document)
    )


def read_journey(
    path: Path, changes: Mapping[str, Node], kpis: Collection[str] | None = None
) -> tuple[LoadedJourney | None, list[Problem]]:
    """Read a journey file and its personas file with all that is wrong in both; None if too little makes sense.

    kpis: the names that goals of stages may use (None: any).
    """
    people = {
        change: node for change, node in changes.items() if change.startswith(tuple(f"{part}." for part in OF_PERSONAS))
    }
    read = read_file(path, Journey, {change: node for change, node in changes.items() if change not in people})
    if read.document is None:
        return None, read.problems
    problems = with_places(read.problems, read.document) if read.problems else []
    file, missing = beside(path, read.document, "personas")
    personas = read_personas(file, people) if file else Read[Personas](None, None, missing)
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
    try:
        if file.is_file():
            return file, []
        compose(file)
    except (FileProblems, ValueError) as error:  # ValueError: a name with NUL in it
        text = error.problems[0].text if isinstance(error, FileProblems) else str(error)
        return None, [document.problem((setting,), f"{file}: {text}")]
    return None, []


def _lint(loaded: LoadedJourney, problems: list[Problem], kpis: Collection[str] | None) -> list[Problem]:
    names = names_of(loaded.document.plain(), loaded.personas_document.plain())
    findings = [*lint_journey(loaded.journey, loaded.personas, names, kpis), *_no_csv(loaded)]
    if not problems and not findings:  # what can be reached depends on everything else
        findings = list(lint_reach(loaded.journey))
    return _with_findings(problems, findings, loaded.document, loaded.personas_document)


def _no_csv(loaded: LoadedJourney) -> list[Finding]:
    files = {name: source.file for name, source in loaded.journey.sources.items() if isinstance(source, CsvSource)}
    missing = [name for name, file in files.items() if not (loaded.path.parent / file).is_file()]
    return [Finding(("sources", name, "file"), say("workspace.no_csv", found=files[name])) for name in missing]


def _with_findings(
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


def read_experiment(path: Path, kpis: Collection[str] | None) -> tuple[LoadedExperiment | None, list[Problem]]:
    """Read an experiment file, its journey and every scenario with all that is wrong; None unless all make sense.

    kpis: the names it may use (None: any), with what they measure if their limits are to be checked (KPIS).
    """
    read = read_file(path, Experiment)
    if read.document is None:
        return None, read.problems
    asked, findings = drafts(read.document)
    file, missing = beside(path, read.document, "journey")
    if file is None:
        return None, _with_findings(read.problems, findings, read.document, read.document) + missing
    baseline, problems = read_journey(file, {}, kpis)
    scenarios: dict[str, LoadedJourney | None] = {}
    for name, draft in asked.items():
        scenarios[name], more = read_journey(file, draft.changes, kpis)
        problems += more
    if baseline is not None:
        scenarios, more_findings = _apart(asked, scenarios, baseline)
        findings += more_findings
        findings += _findings(read, baseline, {name: asked[name] for name in scenarios}, scenarios, kpis)
        problems += _ranges(read.document, file, baseline, kpis)
        space, wrong, misfits = _space(read, file, baseline, kpis)
        findings, problems = findings + wrong, problems + misfits
    problems = _with_findings(read.problems, findings, read.document, read.document) + problems
    if read.model is None or baseline is None or None in scenarios.values():
        return None, problems
    whole = {name: _lasting(scenario, read.model) for name, scenario in scenarios.items() if scenario}
    return LoadedExperiment(read.model, _lasting(baseline, read.model), whole, read.document, path, space), problems


def _apart(
    asked: Mapping[str, Draft], scenarios: Mapping[str, LoadedJourney | None], baseline: LoadedJourney
) -> tuple[dict[str, LoadedJourney | None], list[Finding]]:
    """The scenarios without the combination that is the baseline, and what is wrong if none or too many are left."""
    left = {
        name: scenario
        for name, scenario in scenarios.items()
        if not (asked[name].is_combination and scenario is not None and _is_same(scenario, baseline))
    }
    if not left and asked:
        return left, [Finding(("vary",), say("experiment.nothing_varies"))]
    return left, [too_many(len(left), "vary")] if len(left) > MOST_SCENARIOS else []


def _is_same(scenario: LoadedJourney, baseline: LoadedJourney) -> bool:
    return (scenario.journey, scenario.personas) == (baseline.journey, baseline.personas)


def _findings(
    read: Read[Experiment],
    baseline: LoadedJourney,
    asked: Mapping[str, Draft],
    scenarios: Mapping[str, LoadedJourney | None],
    kpis: Collection[str] | None,
) -> list[Finding]:
    experiment = read.model
    if experiment is None or read.document is None:
        return []
    documents, base = (baseline.document, baseline.personas_document), (baseline.journey, baseline.personas)
    found = [
        *lint_names(asked, experiment.baseline),
        *lint_experiment(experiment, baseline.journey, documents, kpis),
        *lint_amounts(experiment, read.document, kpis),
    ]
    for name, scenario in scenarios.items():
        if scenario is not None:
            pair = (scenario.journey, scenario.personas)
            found += lint_scenario(asked[name], pair, base, change_on=experiment.change_on)
    return list(dict.fromkeys(found))  # a value that many combinations have is told once


def _space(
    read: Read[Experiment], file: Path, baseline: LoadedJourney, kpis: Collection[str] | None
) -> tuple[tuple[tuple[Choice, ...], ...], list[Finding], list[Problem]]:
    """What is searched over, and what is wrong with any of its values by itself."""
    assert read.document is not None
    axes, findings = axes_at(read.document, ("search", "over"))
    problems = []
    for choice in (each for axis in axes for each in axis):
        scenario, found = read_journey(file, {choice.path: choice.node}, kpis)
        problems += found
        if scenario is not None and read.model is not None:
            pair, base = (scenario.journey, scenario.personas), (baseline.journey, baseline.personas)
            findings += lint_scenario(draft_of([choice]), pair, base, change_on=read.model.change_on)
    return tuple(map(tuple, axes)), findings, list(dict.fromkeys(problems))


def combined(loaded: LoadedExperiment, choices: Sequence[Choice]) -> LoadedJourney | None:
    """The journey with one value of each setting that is searched over; None if they make no sense together."""
    draft, base = draft_of(choices), (loaded.baseline.journey, loaded.baseline.personas)
    scenario, problems = read_journey(loaded.baseline.path, draft.changes)
    if scenario is None or problems:
        return None
    whole = _lasting(scenario, loaded.experiment)
    pair = whole.journey, whole.personas
    wrong = list(lint_scenario(draft, pair, base, change_on=loaded.experiment.change_on))
    return None if wrong else whole


def _ranges(document: Document, file: Path, baseline: LoadedJourney, kpis: Collection[str] | None) -> list[Problem]:
    """What is wrong with the assumptions' ranges, each end tried as the value it may be."""
    documents = (baseline.document, baseline.personas_document)
    return lint_ranges(document, documents, lambda changes: read_journey(file, changes, kpis)[1])


def _lasting(loaded: LoadedJourney, experiment: Experiment) -> LoadedJourney:
    """The journey with as many days as the experiment's run has."""
    days = max(1, experiment.days(loaded.journey).run)
    return loaded._replace(journey=loaded.journey.model_copy(update={"days": days}))
