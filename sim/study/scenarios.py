"""Scenarios ready to be simulated: what is run, what its runs are measured against, and what they depend on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.engine import world
from sim.files.leadsfile import GivenLead
from sim.files.leadsources import given_leads
from sim.files.loaded import LoadedExperiment, LoadedJourney
from sim.model.ledger import Run
from sim.study.guide import Guide
from sim.study.identity import identity
from sim.study.kpis import figures_of
from sim.study.measures import Facts, Window
from sim.study.periods import by_cohort, by_period, periods
from sim.study.profile import profile
from sim.study.simulated import Simulated
from sim.study.yardstick import Yardstick


class Study(NamedTuple):
    """One scenario ready to be run any number of times, and what its runs are measured against.

    `key` names all that its runs depend on beside seed and number: equal keys, equal runs.
    """

    prepared: world.Prepared
    yardstick: Yardstick
    window: Window
    guide: Guide
    skipped_rows: int
    key: str


def studies(loaded: LoadedExperiment) -> dict[str, Study]:
    """Every scenario of an experiment ready to run, the baseline first."""
    experiment, baseline = loaded.experiment, loaded.baseline
    days = experiment.days(baseline.journey)
    window = Window(days.first, days.after, days.follow_up, days.cohort)
    found = {experiment.baseline: _study(baseline, None, None, window)}
    for name, scenario in loaded.scenarios.items():
        if days.change:
            found[name] = _study(baseline, scenario, days.change, window)
        else:
            found[name] = _study(scenario, None, None, window)
    return found


def everywhere(
    loaded: LoadedExperiment, change: Callable[[LoadedJourney], LoadedJourney | None]
) -> dict[str, Study] | None:
    """An experiment's scenarios, each changed alike, ready to run; None if some of them can't be so."""
    baseline = change(loaded.baseline)
    scenarios = {name: change(scenario) for name, scenario in loaded.scenarios.items()}
    possible = {name: scenario for name, scenario in scenarios.items() if scenario is not None}
    if baseline is None or len(possible) < len(scenarios):
        return None
    try:
        return studies(loaded._replace(baseline=baseline, scenarios=possible))
    except (ArithmeticError, ValueError):  # a half-life of nothing, say
        return None


def single(loaded: LoadedJourney, *, scale: float = 1.0) -> Study:
    """A journey by itself, measured over all its days; `scale` multiplies the leads of rates and bursts."""
    return _study(loaded, None, None, Window(0, loaded.journey.days), scale=scale)


def _study(
    first: LoadedJourney, later: LoadedJourney | None, change_day: int | None, window: Window, *, scale: float = 1.0
) -> Study:
    """A journey, and the one that takes its place on a day."""
    given, skipped = _given([first] if later is None else [first, later])
    after = None if later is None else later.journey
    prepared = world.prepare(
        first.journey,
        first.personas,
        after=None if later is None else (later.journey, later.personas),
        change_day=change_day,
        scale=scale,
        given=given,
    )
    guide = Guide.of(first.journey, first.personas, after=after, change_day=change_day)
    versions = [(each.journey, each.personas) for each in (first, later) if each is not None]
    key = identity(versions, change_day, window, scale, given)
    return Study(prepared, Yardstick(first.journey, after, change_day), window, guide, skipped, key)


def _given(versions: list[LoadedJourney]) -> tuple[list[GivenLead], int]:
    """The leads of all CSV sources, each of the first version that has it; and the number of rows skipped."""
    leads: dict[str, list[GivenLead]] = {}
    skipped = set()
    for loaded in versions:
        found, problems = given_leads(loaded)
        skipped |= {(problem.file, problem.line) for problem in problems}
        by_source: dict[str, list[GivenLead]] = {}
        for lead in found:
            by_source.setdefault(lead.source, []).append(lead)
        leads = by_source | leads
    return [lead for some in leads.values() for lead in some], len(skipped)


def simulated(study: Study, seed: int, replication: int) -> Simulated:
    """One simulated run, and what is kept of it."""
    run = world.run(study.prepared, seed=seed, replication=replication, record="milestones")
    facts = Facts(run, study.yardstick, study.window)
    months = periods(study.yardstick, "month", study.window)
    by_month = np.array([list(figures.values()) for figures in by_period(facts, months)])
    figures = np.array(list(figures_of(facts).values()))
    return Simulated(figures, by_month, by_cohort(facts, months), run.reviews, profile(facts))


def rerun(study: Study, *, seed: int, replication: int) -> Run:
    """One of a scenario's runs again, with all its rows."""
    return world.run(study.prepared, seed=seed, replication=replication, record="all")
