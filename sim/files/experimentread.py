"""An experiment read together with its journey and every scenario of it, as far as they make sense."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from sim.files.checklint import lint_checks
from sim.files.experimentlint import lint_experiment, lint_names, lint_scenario, lint_titles
from sim.files.findings import Finding
from sim.files.grid import Choice, Draft, axes_at, draft_of, drafts, too_many
from sim.files.kinds import mistaken
from sim.files.limitlint import lint_amounts
from sim.files.loaded import (
    LoadedExperiment,
    LoadedJourney,
    Read,
    beside,
    of_other_kind,
    read_file,
    read_journey,
    with_findings,
)
from sim.files.rangelint import lint_ranges
from sim.model.experimentfile import MOST_SCENARIOS, Experiment
from sim.words.messages import say
from sim.yamlfile import Document, Loc, Node, Problem

Space = tuple[tuple[Choice, ...], ...]


def read_experiment(path: Path, kpis: Collection[str] | None) -> tuple[LoadedExperiment | None, list[Problem]]:
    """Read an experiment file, its journey and every scenario with all that is wrong; None unless all make sense.

    kpis: the names it may use (None: any), with what they measure if their limits are to be checked (KPIS).
    """
    read = read_file(path, Experiment)
    if read.document is None:
        return None, read.problems
    if read.problems and (text := mistaken(path, "experiment")):
        return None, [Problem(str(path), 1, 1, "", text)]
    asked, findings = drafts(read.document)
    file, missing = beside(path, read.document, "journey")
    if file is None:
        return None, with_findings(read.problems, findings, read.document, read.document) + missing
    baseline, problems = read_journey(file, {}, kpis)
    if problems and (wrong_kind := of_other_kind(file, read.document, "journey")):
        return None, with_findings(read.problems, findings, read.document, read.document) + wrong_kind
    known = frozenset(problems)
    scenarios: dict[str, LoadedJourney | None] = {}
    for name, draft in asked.items():
        scenarios[name], more = read_journey(file, draft.changes, kpis)
        own = list(_blamed(more, known, read.document, draft.loc))
        problems += own
        if own and _takes_out(draft.changes):
            scenarios[name] = None  # a stand-in may be where something is missing
    if baseline is not None:
        scenarios, more_findings = _apart(asked, scenarios, baseline)
        findings += more_findings
        findings += lint_titles(read.model, asked, scenarios) if read.model else ()
        findings += _findings(read, baseline, {name: asked[name] for name in scenarios}, scenarios, kpis)
        problems += _ranges(read.document, file, baseline, kpis)
        space, wrong, misfits = _space(read, file, baseline, kpis, known)
        findings, problems = findings + wrong, problems + misfits
    problems = with_findings(read.problems, findings, read.document, read.document) + problems
    if read.model is None or baseline is None or None in scenarios.values():
        return None, problems
    whole = {name: _lasting(scenario, read.model) for name, scenario in scenarios.items() if scenario}
    return LoadedExperiment(read.model, _lasting(baseline, read.model), whole, read.document, path, space), problems


def _blamed(problems: list[Problem], known: Collection[Problem], document: Document, loc: Loc) -> Iterator[Problem]:
    """What changes make wrong, told in the experiment file even if it shows elsewhere.

    known: what is wrong without them, and not their doing. loc: where they stand.
    """
    for problem in problems:
        if problem.file == document.name:
            yield problem
        elif problem not in known:
            text = say("experiment.in_scenario", path=problem.path, text=problem.text)
            yield document.problem(loc, text, at_name=True)


def _takes_out(changes: Mapping[str, Node]) -> bool:
    return any(node.value is None for node in changes.values())


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
        *lint_checks(experiment, read.document, scenarios, kpis),
    ]
    for name, scenario in scenarios.items():
        if scenario is not None:
            pair = (scenario.journey, scenario.personas)
            found += lint_scenario(asked[name], pair, base, change_on=experiment.change_on)
    return list(dict.fromkeys(found))  # a value that many combinations have is told once


def _space(
    read: Read[Experiment],
    file: Path,
    baseline: LoadedJourney,
    kpis: Collection[str] | None,
    known: Collection[Problem],
) -> tuple[Space, list[Finding], list[Problem]]:
    """What is searched over, and what is wrong with any of its values by itself; `known`: what is wrong without it."""
    assert read.document is not None
    axes, findings = axes_at(read.document, ("search", "over"))
    problems = []
    for choice in (each for axis in axes for each in axis):
        scenario, found = read_journey(file, {choice.path: choice.node}, kpis)
        own = list(_blamed(found, known, read.document, choice.loc))
        problems += own
        if scenario is not None and not (own and _takes_out({choice.path: choice.node})) and read.model is not None:
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
