"""Whether an answer holds when its assumptions are as low or as high as they may be, and where it would turn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from sim.files.loaded import LoadedExperiment
from sim.model.stats import Difference
from sim.model.timewords import duration_s, duration_words
from sim.study.answer import Answer, Question, answer
from sim.study.assumption import FACTORS, Assumption, assumption, times, with_value
from sim.study.comparison import Comparison, contrast
from sim.study.experiment import Plan, compare, question_of
from sim.study.kpis import KPIS
from sim.study.lab import Lab, Label
from sim.study.pairs import Floats, known
from sim.study.scenarios import Study, everywhere
from sim.words.messages import say

HALVINGS = 5  # of the way from the file's value to an end at which the answer is another: to a thirty-second of it
HEADER = (
    "assumption", "title", "value", "source", "end", "at", "answer", "scenario", "kpi", "difference", "low", "high",
)  # fmt: skip


class Point(NamedTuple):
    """The answer with an assumption at a value: what is chosen (None: cannot tell), and the deciding differences.

    differences: by scenario, empty where nothing can be simulated so.
    """

    value: str
    chosen: str | None
    differences: Mapping[str, Difference]

    @property
    def is_possible(self) -> bool:
        """Whether anything can be simulated with that value."""
        return bool(self.differences)

    def words(self, question: Question) -> str:
        """The scenario that is chosen, or that nobody can tell."""
        if not self.is_possible:
            return say("assumption.impossible")
        return say("assumption.open") if self.chosen is None else question.called(self.chosen)

    def to_json(self, scenario: str) -> dict[str, Any]:
        """With the difference of one scenario."""
        found = self.differences.get(scenario)
        mean, low, high = known(found) if found else (None, None, None)
        answer = self.chosen if self.is_possible else "not_possible"
        return {"value": self.value, "answer": answer, "diff": mean, "low": low, "high": high}


class Turn(NamedTuple):
    """Between which two values, the first still with the same one, the answer turns.

    side: `below` or `above` the file's value. chosen: the other answer (None: cannot tell). end, at_end: the end of the
    range on that side, and the answer there.
    """

    side: str
    same: str
    other: str
    chosen: str | None
    end: str
    at_end: str | None


class Bar(NamedTuple):
    """An assumption over its range: the answer at both ends, and where it turns on either side."""

    about: Assumption
    low: Point
    high: Point
    turns: tuple[Turn, ...]

    def swing(self, scenario: str, own: float) -> float:
        """How far the deciding difference of a scenario moves between both ends and `own`, that of the file's value.

        An end that is not possible, or has no difference, doesn't count.
        """
        ends = [point.differences[scenario].mean for point in (self.low, self.high) if point.is_possible]
        found = [mean for mean in (own, *ends) if not math.isnan(mean)]
        return max(found) - min(found) if found else 0.0

    @property
    def possible(self) -> int:
        """At how many of its ends anything can be simulated."""
        return self.low.is_possible + self.high.is_possible


class Robustness(NamedTuple):
    """An experiment's answer, and its assumptions, the one that moves the difference of `focus` most first."""

    found: Comparison
    focus: str
    bars: tuple[Bar, ...]

    @property
    def holds(self) -> bool:
        """Whether the answer is the same at both ends of all ranges, as far as they are possible."""
        is_settled, is_tried = self.found.answer.choice.scenario is not None, any(bar.possible for bar in self.bars)
        return is_settled and is_tried and not any(bar.turns for bar in self.bars)

    @property
    def sentence(self) -> str:
        """The plain answer."""
        if self.found.answer.choice.scenario is None:
            return say("robustness.open")
        if not any(bar.possible for bar in self.bars):
            return say("robustness.none_possible")
        if self.holds:
            return self._holding()
        told = (_turned(self.found, bar, turn) for bar in self.bars for turn in bar.turns)
        return say("reason.between").join(told)

    def _holding(self) -> str:
        """Over how many ranges the answer holds, and which of them have an end that could not be tried."""
        tried = sum(bar.possible > 0 for bar in self.bars)
        missing = [bar.about.title for bar in self.bars if bar.possible < 2]
        but = say("robustness.but", titles=say("answer.and").join(missing)) if missing else ""
        return say("robustness.holds", count=tried) + but

    def to_json(self, run: str | None = None) -> dict[str, Any]:
        """For machines."""
        return {
            "experiment": self.found.experiment,
            "baseline": self.found.baseline,
            "scenario": self.focus,
            "kpi": self.found.question.kpi,
            "per": self.found.question.per,
            "replications": self.found.replications,
            "seed": self.found.seed,
            "answer": self.found.answer.choice.scenario,
            "diff": self.found.cells[self.focus][self.found.question.kpi].difference.mean,
            "holds": self.holds,
            "verdict": self.sentence,
            "assumptions": [self._bar(bar) for bar in self.bars],
            "run": run,
        }

    def _bar(self, bar: Bar) -> dict[str, Any]:
        about = bar.about
        plain = {"assumption": about.path, "title": about.title, "value": about.value, "source": about.source}
        ends = {"low": bar.low.to_json(self.focus), "high": bar.high.to_json(self.focus)}
        return {**plain, **ends, "turns": [turn._asdict() for turn in bar.turns]}

    def rows(self) -> Iterator[tuple[object, ...]]:
        """As rows of HEADER."""
        kpi = self.found.question.kpi
        for bar in self.bars:
            about = bar.about
            for end, point in (("low", bar.low), ("high", bar.high)):
                for scenario, difference in point.differences.items():
                    told = about.path, about.title, about.value, about.source, end, point.value, point.chosen
                    yield *told, scenario, kpi, *known(difference)


def _turned(found: Comparison, bar: Bar, turn: Turn) -> str:
    key = "robustness.unsettled" if turn.chosen is None else "robustness.flips"
    side = say(f"robustness.{turn.side}", value=_between(turn.same, turn.other))
    chosen = found.called(turn.chosen or "")
    told = say(key, scenario=chosen, title=bar.about.title, side=side, value=bar.about.value)
    if turn.at_end in (None, turn.chosen):
        return told
    return told + say("robustness.at_end", scenario=found.called(turn.at_end or ""), end=turn.end)


def ranges(loaded: LoadedExperiment) -> dict[str, tuple[str, str]]:
    """What is tried, by path: both ends as written; without ranges what the experiment rests on, at zero and twice."""
    asked = loaded.experiment.assumptions
    if asked:
        return {path: (each.low, each.high) for path, each in asked.items()}
    ends = {path: [times(loaded.baseline, path, f) for f in FACTORS.values()] for path in loaded.experiment.rests_on}
    return {path: (low, high) for path, (low, high) in ends.items()}


def robustness(plan: Plan, lab: Lab) -> Robustness:
    """The answer of a plan, and with each assumption at both ends of its range, all with the same luck.

    Where an end has another answer, the way to it is halved until the turn is known to a thirty-second. Raises as
    `compare` does.
    """
    found = compare(plan._replace(tested={}), lab)
    bars = _Trial(plan, lab, found).bars(ranges(plan.loaded))
    focus = _focus(found)
    own = found.cells[focus][found.question.kpi].difference.mean
    return Robustness(found, focus, tuple(sorted(bars, key=lambda bar: -bar.swing(focus, own))))


def _focus(found: Comparison) -> str:
    """The scenario whose difference tells most: the one that is chosen, else the one that does best."""
    chosen, kpi = found.answer.choice.scenario, KPIS[found.question.kpi]
    if chosen not in (None, found.baseline):
        return str(chosen)
    means = {name: found.cells[name][kpi.name].difference.mean for name in found.scenarios if name != found.baseline}
    return max(means, key=lambda name: means[name] if kpi.higher_is_better else -means[name])


class _Trial:
    """An experiment tried with other values of its assumptions."""

    def __init__(self, plan: Plan, lab: Lab, found: Comparison) -> None:
        self._plan, self._lab, self._found = plan, lab, found

    def bars(self, asked: Mapping[str, tuple[str, str]]) -> list[Bar]:
        """Each assumption over its range; all ends are simulated side by side."""
        points = self._points([(path, value) for path, ends in asked.items() for value in ends])
        return [self._bar(path, points[path, low], points[path, high]) for path, (low, high) in asked.items()]

    def _points(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Point]:
        """The answer with each of some assumptions at a value."""
        loaded = self._plan.loaded
        ready = {each: everywhere(loaded, partial(with_value, path=each[0], value=each[1])) for each in wanted}
        asked: dict[Label, Study] = {
            (" ".join(each), name): study for each, found in ready.items() for name, study in (found or {}).items()
        }
        runs = self._lab.runs(asked, self._plan.seed, 0, self._found.replications)
        return {
            each: self._point(each[1], {name: runs[" ".join(each), name].figures for name in found or {}})
            for each, found in ready.items()
        }

    def _point(self, value: str, figures: Mapping[str, Floats]) -> Point:
        if not figures:
            return Point(value, None, {})
        question = question_of(self._plan.loaded)
        cells = contrast(figures, question, self._plan.window)
        said: Answer = answer(cells, question)
        rivals = (name for name in cells if name != question.baseline)
        return Point(value, said.choice.scenario, {name: cells[name][question.kpi].difference for name in rivals})

    def _bar(self, path: str, low: Point, high: Point) -> Bar:
        """An assumption with what becomes of the answer on both sides."""
        about = assumption(self._plan.loaded.baseline, path)
        sides = ("below", low), ("above", high)
        turns = (self._turn(path, about.value, side, point) for side, point in sides if self._is_other(point))
        return Bar(about, low, high, tuple(turns))

    def _is_other(self, point: Point) -> bool:
        settled = self._found.answer.choice.scenario
        return settled is not None and point.is_possible and point.chosen != settled

    def _turn(self, path: str, own: str, side: str, end: Point) -> Turn:
        """Where the answer becomes another between the file's own value and an end."""
        same, other, chosen = own, end.value, end.chosen
        for _ in range(HALVINGS):
            middle = _middle(same, other)
            if middle is None:
                break
            point = self._points([(path, middle)])[path, middle]
            if self._is_other(point):
                other, chosen = middle, point.chosen
            else:
                same = middle
        return Turn(side, same, other, chosen, end.value, end.chosen)


def _middle(one: str, other: str) -> str | None:
    """A value half-way between two, written as they are; None if there is none between whole numbers."""
    try:
        a, b = float(one), float(other)
    except ValueError:
        return duration_words(round((duration_s(one) + duration_s(other)) / 2))
    if one.lstrip("-").isdecimal() and other.lstrip("-").isdecimal():
        middle = (int(one) + int(other)) // 2
        return None if middle in (int(one), int(other)) else str(middle)
    return f"{(a + b) / 2:.6g}"


def _between(one: str, other: str) -> str:
    """About where a turn lies, in words."""
    try:
        return f"{(float(one) + float(other)) / 2:.3g}"
    except ValueError:
        return duration_words(round((duration_s(one) + duration_s(other)) / 2 / 3600) * 3600)
