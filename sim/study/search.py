"""The best combination of settings: many are tried with few runs, and the best ones again with other luck.

What looks best among many has had luck (the winner's curse), so the trials only say what to run again. They are those
that the sampler asks for in turn. It is seeded, and runs that are kept are not simulated again: a search that was
stopped is taken up by asking once more from the start.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from sim.files.experimentread import combined
from sim.files.grid import Choice, name_of
from sim.files.loaded import LoadedExperiment
from sim.model.experimentfile import Search
from sim.model.guardrails import Limit
from sim.study.answer import Cell, Cells, Question
from sim.study.comparison import Comparison, contrast
from sim.study.experiment import compare, plan, question_of
from sim.study.kpis import KPIS
from sim.study.lab import Lab, Label
from sim.study.scenarios import Study, studies
from sim.words.messages import say
from sim.yamlfile import FileProblems

HEADER = ("trial", "scenario", "difference", "feasible", "violation", "settings")
_ASKED_AT_MOST = 20  # times the trials wanted: a sampler may ask for what it has seen
_LONGEST = 60  # characters of a scenario's name


class Trial(NamedTuple):
    """A combination that was tried: its values by setting, and what its few runs showed.

    difference: of the deciding KPI to the baseline, None if it can't be simulated. violation: by how much guardrails
    are broken by their means (`violation`); 0 if none is.
    """

    number: int
    name: str
    settings: Mapping[str, str]
    difference: float | None
    violation: float

    @property
    def is_feasible(self) -> bool:
        """Whether it can be simulated and its means break no guardrail."""
        return self.difference is not None and self.violation == 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**self._asdict(), "settings": dict(self.settings), "feasible": self.is_feasible}


class Found(NamedTuple):
    """All trials, and the comparison of the finalists with the baseline, with other leads and chance events.

    finalists: the names of their scenarios and their trials, the best of the trials first.
    """

    trials: tuple[Trial, ...]
    finalists: Mapping[str, Trial]
    final: Comparison
    seed: int
    replications: int

    def to_json(self, run: str | None = None) -> dict[str, Any]:
        """For machines: of each finalist what it looked like in the search, and what it is."""
        kpi = self.final.question.kpi
        told = {}
        for name, trial in self.finalists.items():
            fresh = self.final.cells[name][kpi].difference.mean
            told[name] = {**trial.to_json(), "fresh": fresh if math.isfinite(fresh) else None}
        return {
            "experiment": self.final.experiment,
            "kpi": kpi,
            "seed": self.seed,
            "replications": self.replications,
            "finalists": told,
            "verdict": self.final.answer.sentence,
            "reason": self.final.answer.reason,
            "final": self.final.to_json(),
            "trials": [trial.to_json() for trial in self.trials],
            "run": run,
        }

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The trials as rows of HEADER."""
        for each in self.trials:
            settings = "; ".join(f"{path}: {value}" for path, value in each.settings.items())
            yield each.number, each.name, each.difference, each.is_feasible, each.violation, settings


def asked_of(loaded: LoadedExperiment) -> Search:
    """What an experiment searches for; FileProblems if it doesn't."""
    if loaded.experiment.search is None:
        raise FileProblems([loaded.document.problem(("search",), say("search.nothing"))])
    return loaded.experiment.search


def planned_runs(loaded: LoadedExperiment) -> int:
    """How many runs a search simulates at most, those of the finals left out."""
    asked = asked_of(loaded)
    return asked.replications * (1 + min(asked.trials, math.prod(map(len, loaded.space))))


def search(loaded: LoadedExperiment, lab: Lab, *, seed: int | None = None) -> Found:
    """Try combinations, then compare the best ones with the baseline, with the seed after that of the search.

    Same findings for any number of workers, stopped and resumed or not. Raises as `compare` does, FileProblems if the
    file asks for no search, and ImportError without the packages for it.
    """
    asked, first_seed = asked_of(loaded), loaded.experiment.seed if seed is None else seed
    lab.expect(planned_runs(loaded))
    tried = _Tried(loaded, lab, first_seed, asked.replications)
    trials = _all(tried, loaded.space) if _fits(loaded) else _sampled(tried, loaded.space, asked.trials, first_seed)
    others = [each for each in trials if each.name in tried.scenarios]  # than the baseline
    finalists = {each.name: each for each in _best(others, tried.question)[: asked.finalists]}
    if not finalists:
        raise FileProblems([loaded.document.problem(("search", "over"), say("search.impossible", trials=len(trials)))])
    scenarios = {name: tried.scenarios[name] for name in finalists}
    last = plan(loaded._replace(scenarios=scenarios), replications=asked.final, seed=(first_seed + 1) % 2**32)
    return Found(tuple(trials), finalists, compare(last, lab), first_seed, asked.replications)


def _fits(loaded: LoadedExperiment) -> bool:
    """Whether all combinations can be tried, so that nothing has to be guessed."""
    return math.prod(map(len, loaded.space)) <= asked_of(loaded).trials


class _Tried:
    """Combinations and what their runs showed, each simulated once; `scenarios` leaves out what is the baseline."""

    def __init__(self, loaded: LoadedExperiment, lab: Lab, seed: int, replications: int) -> None:
        self._loaded, self._lab, self._seed, self._replications = loaded, lab, seed, replications
        self.question = question_of(loaded)
        self.trials: dict[tuple[str, ...], Trial] = {}
        self.scenarios: dict[str, Any] = {}
        ready = studies(loaded._replace(scenarios={}))
        self._window = ready[loaded.experiment.baseline].window
        self._base = self._figures(ready)[loaded.experiment.baseline]

    def _figures(self, ready: Mapping[str, Study]) -> dict[str, Any]:
        asked: dict[Label, Study] = {("", name): study for name, study in ready.items()}
        runs = self._lab.runs(asked, self._seed, 0, self._replications)
        return {name: found.figures for (_, name), found in runs.items()}

    def trial(self, choices: Sequence[Choice]) -> Trial:
        """What a combination shows."""
        key = tuple(each.name for each in choices)
        if key not in self.trials:
            self.trials[key] = self._new(choices)
        return self.trials[key]

    def _new(self, choices: Sequence[Choice]) -> Trial:
        number, name = len(self.trials), name_of(choices)
        name = name if len(name) <= _LONGEST else f"trial_{number}"
        settings = {each.path: str(each.node.plain()) for each in choices}
        scenario = combined(self._loaded, choices)
        if scenario is None:
            return Trial(number, name, settings, None, 0.0)
        if (scenario.journey, scenario.personas) == (self._loaded.baseline.journey, self._loaded.baseline.personas):
            return Trial(number, name, settings, 0.0, 0.0)
        self.scenarios[name] = scenario
        ready = studies(self._loaded._replace(scenarios={name: scenario}))
        figures = {self.question.baseline: self._base, **self._figures({name: ready[name]})}
        cells = contrast(figures, self.question, self._window)
        difference = cells[name][self.question.kpi].difference.mean
        known = None if math.isnan(difference) else difference
        return Trial(number, name, settings, known, violation(cells, name, self.question))


def violation(cells: Cells, scenario: str, question: Question) -> float:
    """By how much a scenario's means break its guardrails, added up; 0 if none is broken.

    Each in shares of what is allowed, or, where nothing is (a margin of 0), of the baseline's mean: what is a lot of
    one KPI is little of another.
    """
    row, base = cells[scenario], cells[question.baseline]
    return sum(_beyond(kpi, row[kpi], base[kpi], question) for kpi in question.guardrails)


def _beyond(kpi: str, cell: Cell, base: Cell, question: Question) -> float:
    """How far a mean lies beyond its limit or margin; what has no value breaks nothing."""
    limit = question.limits.get(kpi)
    if isinstance(limit, Limit):
        mean = cell.difference.mean if limit.is_relative else cell.mean
        over = math.nan if mean is None else mean - limit.value
        over, allowed = (over if limit.is_upper else -over), abs(limit.value)
    else:
        allowed = question.margins.get(kpi, 0.0)
        over = (-1.0 if KPIS[kpi].higher_is_better else 1.0) * cell.difference.mean - allowed
    return max(0.0, over) / (allowed or abs(base.mean or 0.0) or 1.0) if math.isfinite(over) else 0.0


def _best(trials: Sequence[Trial], question: Question) -> list[Trial]:
    """Those that could be simulated, the best first: those that keep guardrails before others."""
    sign = -1.0 if KPIS[question.kpi].higher_is_better else 1.0
    possible = [each for each in trials if each.difference is not None]
    return sorted(possible, key=lambda each: (each.violation, sign * (each.difference or 0.0), each.number))


def _all(tried: _Tried, space: Sequence[Sequence[Choice]]) -> list[Trial]:
    return [tried.trial(choices) for choices in product(*space)]


def _sampled(tried: _Tried, space: Sequence[Sequence[Choice]], trials: int, seed: int) -> list[Trial]:
    """Combinations that a tree-structured Parzen estimator asks for, until so many different ones have been tried."""
    from sim.study.sampler import Sampler

    sampler = Sampler(space, higher_is_better=KPIS[tried.question.kpi].higher_is_better, seed=seed)
    for _ in range(trials * _ASKED_AT_MOST):
        if len(tried.trials) >= trials:
            break
        choices = sampler.ask()
        found = tried.trial(choices)
        sampler.tell(found.difference, found.violation)
    return list(tried.trials.values())
