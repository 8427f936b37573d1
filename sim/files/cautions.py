"""The warnings about files without mistakes: what can be simulated, but is hardly what its author means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.files.causes import facts_of
from sim.files.findings import Finding
from sim.files.graphlint import lint_graph
from sim.files.loaded import LoadedExperiment, LoadedJourney, placed
from sim.files.machinelint import lint_machines
from sim.files.rulelint import lint_rules
from sim.words.messages import say
from sim.yamlfile import Problem


def journey_warnings(loaded: LoadedJourney, *, with_past: bool = False) -> list[Problem]:
    """Warnings about a journey and its personas; `with_past`: its leads come from another journey."""
    facts = facts_of(loaded.journey, loaded.personas, with_past=with_past)
    found = [*lint_graph(facts), *lint_rules(facts), *lint_machines(facts)]
    return sorted(set(_placed(found, loaded)))


def _placed(findings: Iterable[Finding], loaded: LoadedJourney) -> Iterator[Problem]:
    for finding in findings:
        problem = placed(finding, loaded.personas_document if finding.in_personas else loaded.document)
        if problem is not None:
            yield problem._replace(severity="warning")


def experiment_warnings(loaded: LoadedExperiment) -> list[Problem]:
    """Warnings about an experiment's baseline, and those that a scenario has beside them, told at the scenario."""
    baseline = journey_warnings(loaded.baseline)
    known = {(problem.path, problem.text) for problem in baseline}
    days = loaded.experiment.days(loaded.baseline.journey)
    found = list(baseline)
    for name, scenario in loaded.scenarios.items():
        for problem in journey_warnings(scenario, with_past=bool(days.change)):
            if (problem.path, problem.text) not in known:
                found.append(_of_scenario(problem, name, loaded))
    return sorted(set(found))


def _of_scenario(problem: Problem, name: str, loaded: LoadedExperiment) -> Problem:
    """A warning that comes from a scenario's changes stands with these, whatever setting it is about."""
    if problem.file == loaded.document.name:
        return problem
    text = say("warn.in_scenario", path=problem.path, text=problem.text)
    return loaded.document.problem(("scenarios", name), text, at_name=True)._replace(severity="warning")
