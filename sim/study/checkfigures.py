"""A check of a KPI, judged: its figure beside what is asked, told surely, or with the runs that telling takes."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from sim.model.checks import Check
from sim.model.guardrails import Limit
from sim.model.stats import runs_needed, sd_behind
from sim.study.answer import MOST_RUNS, amount, per_words
from sim.study.comparison import EQUAL_RUNS, Comparison
from sim.study.kpis import KPIS, Kpi
from sim.study.pairs import Floats, difference_of
from sim.study.standing import Standing, State, own_standings, relative_standing
from sim.words.messages import say

# Of each check by itself: the two ends of a 90 % interval are two one-sided tests at 5 % (Schuirmann, Journal of
# Pharmacokinetics and Biopharmaceutics 15, 1987, 657-680). All checks must pass, so that a version that breaks any of
# them passes in at most 5 of 100 files without an adjustment for their number (an intersection-union test: Berger,
# Technometrics 24, 1982, 295-300).
LEVEL = 0.90
FEWEST_RUNS = 5  # below, the spread of counts is hardly known; `precision` takes its first look there too


class Outcome(StrEnum):
    """What became of a check."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"


class Judged(NamedTuple):
    """An outcome with its sentence, and about how many further runs would tell; None: settled, or more don't help."""

    outcome: Outcome
    sentence: str
    more_runs: int | None = None


class Figure(NamedTuple):
    """A KPI of one scenario, or its difference from the baseline, beside each limit that it must keep.

    valued: in how many of `runs` simulated runs there was something to measure.
    """

    standings: tuple[Standing, ...]
    valued: int
    runs: int

    @property
    def half_width(self) -> float:
        """Half of the interval; not finite if the spread is not known."""
        return (self.standings[0].high - self.standings[0].low) / 2.0


class Doubt(NamedTuple):
    """Why nothing can be told, and how many further runs would change that; None: no number of runs would."""

    why: str
    more_runs: int | None = None


def judge(check: Check, comparison: Comparison, scenario: str) -> Judged:
    """A check of a KPI for one scenario; never passed, nor failed, for want of data."""
    kpi = KPIS[check.kpi or ""]
    per = check.per or comparison.question.per
    figure = _figure(check.limits(kpi), kpi, comparison, scenario, per)
    told = _told(check, kpi, figure, comparison.called(comparison.baseline), per)
    doubt = _cut_short(kpi, comparison) or _too_little(figure)
    if doubt is not None:
        return Judged(Outcome.CANNOT_TELL, told + doubt.why, doubt.more_runs)
    states = {standing.state for standing in figure.standings}
    if State.BROKEN in states:
        return Judged(Outcome.FAIL, told)
    if states == {State.KEPT}:
        return Judged(Outcome.PASS, told)
    more = _runs_until_told(figure)
    key = "check.more_runs" if more < MOST_RUNS else "check.many_runs"
    return Judged(Outcome.CANNOT_TELL, told + say(key, more=f"{more:,}"), more)


def _figure(limits: tuple[Limit, ...], kpi: Kpi, comparison: Comparison, scenario: str, per: str) -> Figure:
    base, part = (_parts(comparison, name, kpi, per) for name in (comparison.baseline, scenario))
    known = ~np.isnan(part).any(axis=1)
    if limits[0].is_relative:
        known &= ~np.isnan(base).any(axis=1)
        difference = difference_of(kpi, base, part, LEVEL)
        standings = [relative_standing(limit, difference) for limit in limits]
    else:
        standings = [own_standings(limit, kpi, {scenario: part}, LEVEL)[scenario] for limit in limits]
    return Figure(tuple(standings), int(known.sum()), len(part))


def _parts(comparison: Comparison, scenario: str, kpi: Kpi, per: str) -> Floats:
    """float64[replications, 2]: numerators, of counts `per` so much time, and denominators."""
    parts = comparison.figures[scenario][:, list(KPIS).index(kpi.name), :]
    scaled: Floats = parts * np.array([kpi.per(1.0, comparison.window, per), 1.0])
    return scaled


def _cut_short(kpi: Kpi, comparison: Comparison) -> Doubt | None:
    """A rate whose last cases were not followed to their end, whatever the number of runs."""
    if not kpi.is_cut_short(comparison.window, comparison.days):
        return None
    return Doubt(say("check.cut_short", days=kpi.follow_up_days(comparison.window)))


def _too_little(figure: Figure) -> Doubt | None:
    """What is missing before an interval means anything."""
    n, half_width = figure.valued, figure.half_width
    if n < figure.runs:
        return Doubt(say("check.no_value", missing=figure.runs - n, count=figure.runs))
    if n < FEWEST_RUNS:
        return Doubt(say("check.few_runs", fewest=FEWEST_RUNS, more=FEWEST_RUNS - n), FEWEST_RUNS - n)
    if not math.isfinite(half_width):
        return Doubt(say("check.unknown_spread"))
    if half_width == 0.0 and n < EQUAL_RUNS:
        return Doubt(say("check.never_varied", fewest=EQUAL_RUNS, more=EQUAL_RUNS - n), EQUAL_RUNS - n)
    return None


def _runs_until_told(figure: Figure) -> int:
    """Further runs until the interval around today's figure lies on one side of every limit, MOST_RUNS at most."""
    distance = min(abs(standing.value - standing.limit.value) for standing in figure.standings)
    if not distance > 0.0:
        return MOST_RUNS
    sd = sd_behind(figure.half_width, figure.valued, level=LEVEL)
    return max(1, runs_needed(sd, figure.valued, distance, level=LEVEL, cap=MOST_RUNS))


def _told(check: Check, kpi: Kpi, figure: Figure, baseline: str, per: str) -> str:
    """The figure with its interval, and what is asked of it; `baseline` as readers see it called."""
    standing, relative = figure.standings[0], check.is_relative
    value, low, high = (_shown(kpi, x, signed=relative) for x in (standing.value, standing.low, standing.high))
    told = {
        "kpi": kpi.title,
        "unit": per_words(kpi.name, per),
        "value": say("answer.points", points=value) if relative and kpi.unit == "share" else value,
        "beside": say("check.beside", baseline=baseline) if relative else "",
        "condition": _condition(check, kpi),
    }
    if not math.isfinite(figure.half_width):
        return say("check.figure_only", **told)
    return say("check.figure", low=low, high=high, **told)


def _shown(kpi: Kpi, value: float, *, signed: bool) -> str:
    """Differences of shares are points, which are no percent of anything."""
    if not math.isfinite(value):
        return say("kpi.none")
    return kpi.digits(value, signed=True) if signed else kpi.show(value)


def _condition(check: Check, kpi: Kpi) -> str:
    if check.no_worse_by is not None:
        return say("check.no_worse", margin=amount(kpi, check.no_worse_by))
    if check.equivalent_within is not None:
        return say("check.equivalent", margin=amount(kpi, check.equivalent_within))
    return check.limit.words if check.limit else ""
