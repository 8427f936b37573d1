"""The warnings about files without mistakes: what can be simulated, but is hardly what its author means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sim.files.causes import facts_of
from sim.files.checklint import check_cautions
from sim.files.findings import Finding
from sim.files.graphlint import lint_graph
from sim.files.grid import drafts
from sim.files.limitlint import bounds_success
from sim.files.loaded import LoadedExperiment, LoadedJourney, placed
from sim.files.machinelint import lint_machines
from sim.files.rangelint import outside
from sim.files.rulelint import lint_rules
from sim.model.guardrails import Measured
from sim.model.journey import CsvSource
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean
from sim.yamlfile import Loc, Problem


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


def experiment_warnings(loaded: LoadedExperiment, kpis: Collection[str] | None = None) -> list[Problem]:
    """Warnings about an experiment and its baseline, and those that a scenario has beside them, told at the scenario.

    kpis: what the KPIs measure (KPIS), so that limits can be judged.
    """
    baseline = journey_warnings(loaded.baseline)
    known = {(problem.path, problem.text) for problem in baseline}
    days = loaded.experiment.days(loaded.baseline.journey)
    found = [*baseline, *own_warnings(loaded, kpis)]
    asked, _ = drafts(loaded.document)
    for name, scenario in loaded.scenarios.items():
        for problem in journey_warnings(scenario, with_past=bool(days.change)):
            if (problem.path, problem.text) not in known:
                found.append(_of_scenario(problem, asked[name].loc, loaded))
    return sorted(set(found))


def own_warnings(loaded: LoadedExperiment, kpis: Collection[str] | None = None) -> list[Problem]:
    """Warnings about what the experiment's file itself says; `kpis`: as for experiment_warnings."""
    return sorted({_warning(finding, loaded) for finding in _of_experiment(loaded, kpis)})


def _of_scenario(problem: Problem, loc: Loc, loaded: LoadedExperiment) -> Problem:
    """A warning that comes from a scenario's changes stands with these, whatever setting it is about."""
    if problem.file == loaded.document.name:
        return problem
    return _warning(Finding(loc, say("warn.in_scenario", path=problem.path, text=problem.text), at_name=True), loaded)


def _warning(finding: Finding, loaded: LoadedExperiment) -> Problem:
    problem = loaded.document.problem(finding.loc, finding.text, at_name=finding.at_name)
    return problem._replace(severity="warning")


def _of_experiment(loaded: LoadedExperiment, kpis: Collection[str] | None) -> Iterator[Finding]:
    """What the experiment itself says that is hardly meant."""
    experiment, versions = loaded.experiment, [loaded.baseline, *loaded.scenarios.values()]
    sources = [source for version in versions for source in version.journey.sources.values()]
    if experiment.days(loaded.baseline.journey).first == 0 and not any(isinstance(s, CsvSource) for s in sources):
        warm_up = experiment.measure is not None and experiment.measure.since is None
        loc: Loc = ("measure",) if experiment.measure is None else ("measure", "warm_up" if warm_up else "from")
        yield Finding(loc, say("warn.start_up"))
    yield from _same(loaded)
    yield from _new_names(loaded)
    decisive, place = experiment.decide_on, ("guardrails", experiment.decide_on.kpi)
    margin = experiment.guardrails.get(decisive.kpi)
    if isinstance(margin, float) and margin != decisive.margin and loaded.document.node(place):
        yield Finding(place, say("warn.margin_twice"))
    known: Mapping[str, Measured] = kpis if isinstance(kpis, Mapping) else {}
    for name, limit in experiment.limits().items():
        if name in known and bounds_success(limit, known[name]):
            key = "warn.good_side_upper" if limit.is_upper else "warn.good_side_lower"
            yield Finding(("guardrails", name), say(key, kpi=known[name].title))
    yield from check_cautions(experiment, experiment.days(loaded.baseline.journey), kpis)
    for loc, value in outside(loaded.document, (loaded.baseline.document, loaded.baseline.personas_document)):
        yield Finding(loc, say("warn.outside_range", value=cut(value)))


def _new_names(loaded: LoadedExperiment) -> Iterator[Finding]:
    """Changes that add something whose name is nearly that of something else: more likely that one is meant."""
    asked, _ = drafts(loaded.document)
    for name in loaded.scenarios:
        for path, node in asked[name].changes.items():
            if node.settings():  # a whole thing, spelled out: meant
                continue
            loc = tuple(path.split("."))
            for document in (loaded.baseline.document, loaded.baseline.personas_document):
                around = document.node(loc[:-1])
                if around is not None and document.node(loc) is None:
                    hint = did_you_mean(loc[-1], around.settings())
                    if hint:
                        yield Finding(asked[name].places[path], say("warn.new_name", name=loc[-1], hint=hint))


def _same(loaded: LoadedExperiment) -> Iterator[Finding]:
    """Scenarios in which nothing differs from the baseline, or from one before."""
    baseline = loaded.baseline
    told = [((baseline.journey, baseline.personas), say("warn.same_as_baseline"))]
    asked, _ = drafts(loaded.document)
    for name, scenario in loaded.scenarios.items():
        pair = scenario.journey, scenario.personas
        text = next((text for before, text in told if before == pair), None)
        if text is None:
            told.append((pair, say("warn.same_as_scenario", other=name)))
        else:
            yield Finding(asked[name].loc, text, at_name=True)
