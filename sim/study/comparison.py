"""Scenarios beside their baseline: paired differences of every KPI, with the intervals and verdicts that they allow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sim.model.precision import Precision, widest
from sim.model.stats import Difference, holm_levels, verdict
from sim.study.answer import Answer, Cell, Cells, Question
from sim.study.assumption import Assumption
from sim.study.effects import Effects, effects
from sim.study.kpis import KPIS
from sim.study.measures import Window
from sim.study.meetings import Meeting
from sim.study.pairs import Floats, difference_of, mean_of
from sim.study.periods import Period
from sim.study.profile import Profile
from sim.study.standing import own_standings, relative_standing
from sim.study.timeline import (
    COHORTS_HEADER,
    MONTHS_HEADER,
    CohortRow,
    Ints,
    MonthRow,
    as_json,
    by_cohort,
    by_month,
    cohort_rows,
    month_rows,
)

EQUAL_RUNS = 30  # so many runs without any difference: with 95 %, less than one run in ten has one (rule of three)


class Value(NamedTuple):
    """One KPI of one simulated run, in the window as a whole; None where there is none."""

    scenario: str
    replication: int
    kpi: str
    value: float | None


@dataclass(frozen=True)
class Comparison:
    """What an experiment found. The baseline is the first of `scenarios`.

    figures: of each scenario float64[replications, len(KPIS), 2], numerators and denominators as measured. cells: of
    each scenario and KPI what the reader sees, counts per `question.per`. shown: the KPIs to print, in order.
    meetings: what the reviews of each replication saw and did, of each scenario that has any.

    best: the chance of each scenario to be the best in the deciding KPI; empty if nobody can tell. months, cohorts: of
    each scenario float64[replications, len(periods), len(KPIS), 2] and int64[replications, len(periods),
    len(periods.COHORT)], by the months of the window; empty if they were not kept. precision: the one asked for.
    profiles: of each scenario, its tables with the replications as first dimension; empty if they were not kept.
    """

    experiment: str
    question: Question
    shown: tuple[str, ...]
    window: Window
    days: int
    seed: int
    replications: int
    scenarios: tuple[str, ...]
    figures: Mapping[str, Floats]
    cells: Cells
    answer: Answer
    rests_on: tuple[Assumption, ...]
    skipped_rows: int
    meetings: Mapping[str, tuple[tuple[Meeting, ...], ...]] = field(default_factory=dict)
    best: Mapping[str, float] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    months: Mapping[str, Floats] = field(default_factory=dict)
    cohorts: Mapping[str, Ints] = field(default_factory=dict)
    precision: Precision | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    @property
    def baseline(self) -> str:
        """The scenario that the others are measured against."""
        return self.question.baseline

    def called(self, scenario: str) -> str:
        """How readers see a scenario called: its title, else its name as words."""
        return self.question.called(scenario)

    @property
    def half_width(self) -> float:
        """That of the deciding difference, of several scenarios the widest; nan or infinite if it isn't known."""
        return deciding_half_width(self.figures, self.question, self.window)

    @property
    def never_differs(self) -> bool:
        """Whether no scenario has ever differed in the deciding KPI, or all always by the same."""
        return all(self.cells[name][self.question.kpi].difference.half_width == 0.0 for name in self.scenarios)

    @property
    def is_precise(self) -> bool:
        """Whether the precision asked for was reached before the runs that were allowed came to an end."""
        asked = self.precision
        return asked is not None and asked.is_met(self.half_width)

    def values(self) -> Iterator[Value]:
        """Every KPI of every scenario and replication."""
        for scenario in self.scenarios:
            for replication, row in enumerate(self.figures[scenario]):
                for kpi, (top, bottom) in zip(KPIS, row.tolist(), strict=True):
                    yield Value(scenario, replication, kpi, None if bottom == 0.0 or math.isnan(top) else top / bottom)

    def meeting_rows(self) -> Iterator[tuple[object, ...]]:
        """Every meeting of every scenario and replication, as rows of sim.study.meetings.HEADER."""
        for scenario, runs in self.meetings.items():
            for replication, held in enumerate(runs):
                yield from (meeting.cells(scenario, replication) for meeting in held)

    def effects(self) -> dict[str, Effects]:
        """What every scenario but the baseline does, in units people plan with."""
        return effects(self.figures, self.question, self.window, self.cells)

    def by_month(self) -> list[MonthRow]:
        """The deciding KPI of every month and scenario; nothing if months were not kept."""
        periods = self.periods if self.months else ()
        return by_month(self.months, periods, self.question, self.window, self.days, self.cells)

    def by_cohort(self) -> list[CohortRow]:
        """How far the leads of every month got in each scenario; nothing if cohorts were not kept."""
        periods = self.periods if self.cohorts else ()
        return by_cohort(self.cohorts, periods, self.question, self.window, self.days, self.cells)

    def to_json(self, run: str | None = None) -> dict[str, Any]:
        """The answer for machines; `run` is where the results lie. Numbers that don't exist are null.

        A scenario has `reviews` only if its journey has any.
        """
        return {
            "experiment": self.experiment,
            "baseline": self.baseline,
            "replications": self.replications,
            "seed": self.seed,
            "scenarios": {
                scenario: {
                    "kpis": {kpi: cell_json(self.cells[scenario][kpi]) for kpi in KPIS},
                    **self._reviews(scenario),
                }
                for scenario in self.scenarios
            },
            "verdict": self.answer.sentence,
            "reason": self.answer.reason,
            "best": dict(self.best),
            "effects": {scenario: found.to_json() for scenario, found in self.effects().items()},
            "by_month": as_json(MONTHS_HEADER, month_rows(self.by_month())),
            "by_cohort": as_json(COHORTS_HEADER, cohort_rows(self.by_cohort())),
            "rests_on": [assumption.to_json() for assumption in self.rests_on],
            "precision": self._precision(),
            "run": run,
        }

    def _precision(self) -> dict[str, Any] | None:
        """What was asked and what was reached; None where the number of runs was fixed."""
        if self.precision is None:
            return None
        reached = self.half_width if math.isfinite(self.half_width) else None
        return {"asked": self.precision.half_width, "half_width": reached, "reached": self.is_precise}

    def _reviews(self, scenario: str) -> dict[str, Any]:
        """What its review meetings saw and did, if it has reviews."""
        runs = self.meetings.get(scenario, ())
        held = [{"replication": n, **meeting.to_json()} for n, run in enumerate(runs) for meeting in run]
        return {"reviews": held} if held else {}


def cell_json(cell: Cell) -> dict[str, Any]:
    """A cell with null for what is not known; `limit` only where the KPI has one."""
    known = (x if x is not None and math.isfinite(x) else None for x in (cell.mean, *cell.difference[:3]))
    mean, diff, low, high = known
    plain = {"mean": mean, "diff": diff, "low": low, "high": high, "verdict": cell.verdict}
    return plain | ({"limit": cell.standing.to_json()} if cell.standing else {})


Chances = Callable[[Floats, bool], list[float] | None]  # of values float64[replications, scenarios]; higher is better
RatioChances = Callable[[Floats, Floats, bool], list[float] | None]  # the same of numerators and denominators


def chances_of_best(
    figures: Mapping[str, Floats], question: Question, chances: Chances, of_ratios: RatioChances
) -> dict[str, float]:
    """The chance of every scenario, the baseline included, to be the best in the deciding KPI; empty if not known."""
    kpi, k = KPIS[question.kpi], list(KPIS).index(question.kpi)
    tops, bottoms = (np.stack([found[:, k, side] for found in figures.values()], axis=1) for side in (0, 1))
    if kpi.kind == "ratio":
        found = of_ratios(tops, bottoms, kpi.higher_is_better)
    else:
        found = chances(tops, kpi.higher_is_better)
    return dict(zip(figures, found or (), strict=False))


def contrast(figures: Mapping[str, Floats], question: Question, window: Window, *, level: float = 0.95) -> Cells:
    """The cells of every scenario and KPI; figures as in Comparison.

    Whether scenarios differ at all is Holm's test over them, for each KPI by itself: an interval leaves out 0 exactly
    when it rejects. That test is about 0; margins and relative limits are judged by intervals that hold for all
    scenarios at once (`surely`), which is also the interval shown where Holm's test doesn't reject. KPIs that are
    neither good nor bad have no verdict, unless they decide.
    """
    cells: dict[str, dict[str, Cell]] = {scenario: {} for scenario in figures}
    for k, name in enumerate(KPIS):
        scale = np.array([KPIS[name].per(1.0, window, question.per), 1.0])
        parts = {scenario: found[:, k, :] * scale for scenario, found in figures.items()}
        for scenario, cell in _with_standings(name, _row(name, parts, question, level), parts, question, level):
            cells[scenario][name] = cell
    return cells


def deciding_half_width(figures: Mapping[str, Floats], question: Question, window: Window) -> float:
    """The half-width of the deciding difference, at the level at which all scenarios are covered at once; the widest.

    A scenario that has never differed in EQUAL_RUNS runs or more is left out if another one has. Nan while nothing is
    known. figures as in Comparison.
    """
    k, kpi = list(KPIS).index(question.kpi), KPIS[question.kpi]
    scale = np.array([kpi.per(1.0, window, question.per), 1.0])
    parts = {name: found[:, k, :] * scale for name, found in figures.items()}
    base = parts.pop(question.baseline)
    level = _strictest(0.95, len(parts))
    found = [difference_of(kpi, base, part, level) for part in parts.values()]
    varied = [each.half_width for each in found if each.half_width > 0.0 or each.n < EQUAL_RUNS]
    return widest(varied)


def _strictest(level: float, scenarios: int) -> float:
    """The level of each of several intervals at which all of them hold at once (Bonferroni)."""
    return 1.0 - (1.0 - level) / max(1, scenarios)


def _row(name: str, parts: Mapping[str, Floats], question: Question, level: float) -> dict[str, Cell]:
    """One KPI of every scenario; parts: its figures, scaled to the time asked for."""
    kpi, base = KPIS[name], parts[question.baseline]
    rivals = {scenario: part for scenario, part in parts.items() if scenario != question.baseline}
    row = {question.baseline: Cell(mean_of(kpi, base), _nothing(base), None)}
    levels = holm_levels([difference_of(kpi, base, part, level).p_value for part in rivals.values()], level)
    for (scenario, part), own in zip(rivals.items(), levels, strict=True):
        holm, surely = (difference_of(kpi, base, part, each) for each in (own, _strictest(level, len(rivals))))
        difference, own = (holm, own) if holm.low > 0.0 or holm.high < 0.0 else (surely, _strictest(level, len(rivals)))
        said = None
        if kpi.better or name == question.kpi:
            margin = question.margins.get(name)
            said = verdict(difference, higher_is_better=kpi.higher_is_better, margin=margin, surely=surely)
        row[scenario] = Cell(mean_of(kpi, part), difference, said, own, surely=surely)
    return row


def _with_standings(
    name: str, row: Mapping[str, Cell], parts: Mapping[str, Floats], question: Question, level: float
) -> Iterator[tuple[str, Cell]]:
    """The cells with where they stand to the KPI's limit, if it has one; the baseline too if the limit is its own."""
    limit = question.limits.get(name)
    own = own_standings(limit, KPIS[name], parts, level) if limit and not limit.is_relative else {}
    for scenario, cell in row.items():
        standing = own.get(scenario)
        if limit and limit.is_relative and scenario != question.baseline:
            standing = relative_standing(limit, cell.surely or cell.difference)
        yield scenario, cell._replace(standing=standing)


def _nothing(base: Floats) -> Difference:
    """The baseline's difference from itself."""
    return Difference(0.0, 0.0, 0.0, 0.0, None, int((~np.isnan(base[:, 0])).sum()), None)
