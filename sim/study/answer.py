"""From verdicts to one sentence: which scenario to choose, why, and what could still change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.model.guardrails import Limit
from sim.model.stats import Difference, Verdict, runs_needed, sd_of
from sim.study.kpis import KPIS, Kpi
from sim.study.standing import Standing, State
from sim.words.messages import say

MOST_RUNS = 10_000  # beyond this many further runs, more runs are no advice

ACCEPTABLE = (Verdict.BETTER, Verdict.NO_WORSE, Verdict.EQUIVALENT)


class Cell(NamedTuple):
    """One KPI of one scenario: its mean, the difference from the baseline, and what that allows to say.

    `level` is that of the difference's interval after Holm's adjustment. The baseline has no verdict. `standing` is
    that to a limit, where the experiment sets one.
    """

    mean: float | None
    difference: Difference
    verdict: Verdict | None
    level: float = 0.95
    standing: Standing | None = None


Cells = Mapping[str, Mapping[str, Cell]]  # by scenario and KPI


class Question(NamedTuple):
    """What decides: a KPI, margins and limits by KPI, and the time that counts are given for.

    Guardrails have either a margin or a limit.
    """

    baseline: str
    kpi: str
    margins: Mapping[str, float]
    guardrails: tuple[str, ...]
    per: str
    limits: Mapping[str, Limit] = {}


class Choice(NamedTuple):
    """The scenario to choose (None: cannot tell yet), and the KPIs beside the deciding one that are better in it.

    A KPI is also better in it if it keeps a limit there that the baseline breaks.
    """

    scenario: str | None
    gains: tuple[str, ...] = ()


class Answer(NamedTuple):
    """A choice in words. `more_runs`: about how many further runs would settle it; None when it is settled.

    reason: one paragraph for who has to decide; empty until sim.study.reason has written it. doubts: the end of the
    sentence that says what it depends on, or what the model can't know; empty where there is nothing to say.
    """

    choice: Choice
    sentence: str
    more_runs: int | None = None
    reason: str = ""
    doubts: str = ""


def choose(cells: Cells, question: Question, watched: Sequence[str]) -> Choice:
    """The scenario to choose; `watched` are the KPIs beside the deciding one in which a gain counts.

    1. A scenario is acceptable if it is better or no worse than the margin in the deciding KPI, no guardrail is worse
       by more than its own margin, and none surely breaks its limit.
    2. Of the acceptable ones that are better in the deciding KPI, the one with the largest gain.
    3. Else, of the acceptable ones that are better in a watched KPI (or keep a limit that the baseline breaks), the
       one better in most of them; on a tie the one that does best in the deciding KPI, then the first in the file.
       Sending less may be worth it though it sells nothing more.
    4. Else nobody knows while the deciding KPI of some scenario is open.
    5. Else the baseline: a change that gains nothing is not worth making.
    """
    rivals = [scenario for scenario in cells if scenario != question.baseline]
    acceptable = [scenario for scenario in rivals if _is_acceptable(cells[scenario], question)]
    gains = {s: tuple(k for k in watched if k != question.kpi and _gains(cells, question, s, k)) for s in rivals}
    better = [s for s in acceptable if cells[s][question.kpi].verdict is Verdict.BETTER]
    candidates = better or [s for s in acceptable if gains[s]]
    if candidates:
        best = max(candidates, key=lambda s: (0 if better else len(gains[s]), _gain(cells[s][question.kpi], question)))
        return Choice(best, gains[best])
    if any(_is_open(cells[scenario], question) for scenario in rivals):
        return Choice(None)
    return Choice(question.baseline)


def _is_acceptable(row: Mapping[str, Cell], question: Question) -> bool:
    return row[question.kpi].verdict in ACCEPTABLE and not _broken(row, question)


def _is_open(row: Mapping[str, Cell], question: Question) -> bool:
    return row[question.kpi].verdict is Verdict.CANNOT_TELL and not _broken(row, question)


def _gains(cells: Cells, question: Question, scenario: str, kpi: str) -> bool:
    states = [guard_state(kpi, cells[each][kpi], question) for each in (scenario, question.baseline)]
    return cells[scenario][kpi].verdict is Verdict.BETTER or states == [State.KEPT, State.BROKEN]


def guard_state(kpi: str, cell: Cell, question: Question) -> State:
    """Whether a KPI keeps its limit, or its margin where it has none; what has neither is kept."""
    if cell.standing is not None:
        return cell.standing.state
    if kpi not in question.guardrails or kpi in question.limits:
        return State.KEPT
    if cell.verdict is Verdict.CANNOT_TELL and cell.difference.half_width > 0.0:
        return State.OPEN
    return State.BROKEN if cell.verdict is Verdict.WORSE else State.KEPT


def _broken(row: Mapping[str, Cell], question: Question) -> list[str]:
    return _in_state(State.BROKEN, row, question)


def _in_state(state: State, row: Mapping[str, Cell], question: Question) -> list[str]:
    """The guardrails of a scenario that are so."""
    return [name for name in question.guardrails if guard_state(name, row[name], question) is state]


def _gain(cell: Cell, question: Question) -> float:
    return cell.difference.mean if KPIS[question.kpi].higher_is_better else -cell.difference.mean


def answer(cells: Cells, question: Question, watched: Sequence[str]) -> Answer:
    """The choice and its sentence."""
    choice = choose(cells, question, watched)
    if choice.scenario is None:
        more = further_runs(cells, question)
        key = "answer.cannot_tell" if more < MOST_RUNS else "answer.cannot_tell_soon"
        return Answer(
            choice, say(key, more=more, kpi=KPIS[question.kpi].title, unit=per_words(question.kpi, question.per)), more
        )
    if choice.scenario == question.baseline:
        return Answer(choice, _stay(cells, question))
    return Answer(choice, _change(cells[choice.scenario], question, choice))


def further_runs(cells: Cells, question: Question) -> int:
    """About how many more runs would settle the deciding KPI of every scenario that is still open."""
    needed = [0]
    for row in cells.values():
        cell = row[question.kpi]
        if cell.verdict is Verdict.CANNOT_TELL and not _broken(row, question):
            needed.append(_further_runs(cell, question))
    return max(needed)


def _further_runs(cell: Cell, question: Question) -> int:
    """Runs until the interval around today's difference is so narrow that something can be said.

    Above -margin it says no worse; below 0 it says worse, or no worse than the margin.
    """
    gain, margin = _gain(cell, question), question.margins.get(question.kpi, 0.0)
    distance = max(gain + margin, -gain)
    if not distance > 0.0:
        return MOST_RUNS
    sd, n = sd_of(cell.difference, level=cell.level), cell.difference.n
    return runs_needed(sd, n, distance, level=cell.level, cap=MOST_RUNS)


def _stay(cells: Cells, question: Question) -> str:
    """Why nothing else was chosen: all others worse or beyond a guardrail, or nobody gains anything."""
    rivals = [row for scenario, row in cells.items() if scenario != question.baseline]
    key = "answer.stay_no_gain" if any(_is_acceptable(row, question) for row in rivals) else "answer.stay_worse"
    broken = list(dict.fromkeys(name for row in rivals for name in _broken(row, question)))
    worse = [name for name in broken if name not in question.limits]
    why = say("answer.or_guardrails", kpis=_titles(worse)) if worse else ""
    limits = [name for name in broken if name in question.limits]
    why += say("answer.or_limits", limits=_limits(limits, question)) if limits else ""
    own = _broken(cells[question.baseline], question)
    itself = say("answer.itself", baseline=spoken(question.baseline), limits=_limits(own, question)) if own else ""
    return say(key, baseline=spoken(question.baseline), kpi=KPIS[question.kpi].title, guardrails=why) + itself


def _change(row: Mapping[str, Cell], question: Question, choice: Choice) -> str:
    """What the chosen scenario brings, what else it betters, and which guardrails are not settled."""
    kpi, cell = KPIS[question.kpi], row[question.kpi]
    values = {
        "scenario": spoken(choice.scenario or ""),
        "kpi": kpi.title,
        "unit": per_words(question.kpi, question.per),
        "margin": amount(kpi, question.margins.get(question.kpi, 0.0)),
        "difference": kpi.show(cell.difference.mean, signed=True),
        "low": kpi.show(cell.difference.low, signed=True),
        "high": kpi.show(cell.difference.high, signed=True),
    }
    if cell.verdict is Verdict.BETTER:
        sentence = say("answer.better", **values)
    else:
        sentence = say("answer.loses_no_more" if kpi.higher_is_better else "answer.adds_no_more", **values)
    gains = [name for name in choice.gains if name != question.kpi]
    open_guardrails = _in_state(State.OPEN, row, question)
    sentence += say("answer.gains", kpis=_titles(gains)) if gains else ""
    return sentence + (say("answer.unsettled", kpis=_limits(open_guardrails, question)) if open_guardrails else "")


def _titles(names: Sequence[str]) -> str:
    return say("answer.and").join(KPIS[name].title for name in names)


def _limits(names: Sequence[str], question: Question) -> str:
    """KPIs with their limits: `unsubscribes at most +5`; those with margins by name alone."""
    told = [f"{KPIS[name].title} {question.limits.get(name, '')}".rstrip() for name in names]
    return say("answer.and").join(told)


def spoken(scenario: str) -> str:
    """A scenario's name as words: `twice_a_month` is twice a month."""
    return scenario.replace("_", " ")


def per_words(kpi: str, per: str) -> str:
    """` a quarter` for counts given so, an empty text for what has no time in it."""
    return say(f"answer.per_{per}") if KPIS[kpi].is_additive else ""


def amount(kpi: Kpi, value: float) -> str:
    """A margin as the user wrote it: `2`, `1.5`; shares in points."""
    return say("answer.points", points=f"{value * 100:g}") if kpi.unit == "share" else f"{value:,g}"


def guard_words(standing: Standing) -> str:
    """Where a KPI stands to its limit, for a table: `keeps at most +5`."""
    return say(f"standing.{standing.state}", limit=standing.limit)


def verdict_words(name: str, said: Verdict | None, margin: float | None) -> str:
    """A verdict for a table, with its margin where it needs one; an empty text for the baseline."""
    if said is None:
        return ""
    needs_margin = margin and said in (Verdict.NO_WORSE, Verdict.EQUIVALENT)
    words = say(f"verdict.{said}")
    return say("verdict.margin", verdict=words, margin=amount(KPIS[name], margin or 0.0)) if needs_margin else words
