"""Scenarios beside their baseline: paired differences of every KPI, with the intervals and verdicts that they allow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.stats import Difference, holm_levels, paired, paired_ratio, ratio_of_totals, verdict
from sim.study.answer import Answer, Cell, Cells, Question
from sim.study.assumption import Assumption
from sim.study.kpis import KPIS, Kpi
from sim.study.measures import Window
from sim.study.meetings import Meeting

Floats = NDArray[np.float64]


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

    @property
    def baseline(self) -> str:
        """The scenario that the others are measured against."""
        return self.question.baseline

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
            "rests_on": [assumption.to_json() for assumption in self.rests_on],
            "run": run,
        }

    def _reviews(self, scenario: str) -> dict[str, Any]:
        """What its review meetings saw and did, if it has reviews."""
        runs = self.meetings.get(scenario, ())
        held = [{"replication": n, **meeting.to_json()} for n, run in enumerate(runs) for meeting in run]
        return {"reviews": held} if held else {}


def cell_json(cell: Cell) -> dict[str, Any]:
    """A cell with null for what is not known."""
    known = (x if x is not None and math.isfinite(x) else None for x in (cell.mean, *cell.difference[:3]))
    mean, diff, low, high = known
    return {"mean": mean, "diff": diff, "low": low, "high": high, "verdict": cell.verdict}


def contrast(figures: Mapping[str, Floats], question: Question, window: Window, *, level: float = 0.95) -> Cells:
    """The cells of every scenario and KPI; figures as in Comparison.

    Intervals are those of Holm over the scenarios, for each KPI by itself, so that one leaves out 0 exactly when Holm's
    test rejects. KPIs that are neither good nor bad have no verdict, unless they decide.
    """
    cells: dict[str, dict[str, Cell]] = {scenario: {} for scenario in figures}
    for k, (name, kpi) in enumerate(KPIS.items()):
        scale = np.array([kpi.per(1.0, window, question.per), 1.0])
        parts = {scenario: found[:, k, :] * scale for scenario, found in figures.items()}
        base = parts.pop(question.baseline)
        cells[question.baseline][name] = Cell(_mean(kpi, base), _nothing(base), None)
        levels = holm_levels([_difference(kpi, base, part, level).p_value for part in parts.values()], level)
        for (scenario, part), own in zip(parts.items(), levels, strict=True):
            difference = _difference(kpi, base, part, own)
            said = None
            if kpi.better or name == question.kpi:
                said = verdict(difference, higher_is_better=kpi.higher_is_better, margin=question.margins.get(name))
            cells[scenario][name] = Cell(_mean(kpi, part), difference, said, own)
    return cells


def _mean(kpi: Kpi, parts: Floats) -> float | None:
    top, bottom = parts.T
    return ratio_of_totals(top, bottom if kpi.kind == "ratio" else np.ones_like(top))


def _difference(kpi: Kpi, base: Floats, part: Floats, level: float) -> Difference:
    if kpi.kind == "ratio":
        return paired_ratio(*base.T, *part.T, level=level)
    return paired(base[:, 0], part[:, 0], level=level)


def _nothing(base: Floats) -> Difference:
    """The baseline's difference from itself."""
    return Difference(0.0, 0.0, 0.0, 0.0, None, int((~np.isnan(base[:, 0])).sum()), None)
