"""From verdicts to one sentence: which scenario to choose, why, and what could still change it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.model.guardrails import Limit
from sim.model.stats import Difference, Verdict, runs_needed, sd_behind
from sim.study.kpis import KPIS, Kpi
from sim.study.standing import Standing, State
from sim.words.messages import say

MOST_RUNS = 10_000  # beyond this many further runs, more runs are no advice

ACCEPTABLE = (Verdict.BETTER, Verdict.NO_WORSE, Verdict.EQUIVALENT)


class Cell(NamedTuple):
    """One KPI of one scenario: its mean, the difference from the baseline, and what that allows to say.

    `level` is that of the difference's interval after Holm's adjustment. The baseline has no verdict. `standing` is
    that to a limit, where the experiment sets one. `surely` is the difference with the interval that holds for all
    scenarios at once, by which margins are judged; None where it is the same.
    """

    mean: float | None
    difference: Difference
    verdict: Verdict | None
    level: float = 0.95
    standing: Standing | None = None
    surely: Difference | None = None


Cells = Mapping[str, Mapping[str, Cell]]  # by scenario and KPI


class Question(NamedTuple):
    """What decides: a KPI, margins and limits by KPI, and the time that counts are given for.

    Guardrails have either a margin or a limit. titles: how readers see scenarios called, of those that have a title.
    """

    baseline: str
    kpi: str
    margins: Mapping[str, float]
    guardrails: tuple[str, ...]
    per: str
    limits: Mapping[str, Limit] = {}
    titles: Mapping[str, str] = {}

    def called(self, scenario: str) -> str:
        """How readers see a scenario called: its title, else its name as words."""
        return self.titles.get(scenario) or spoken(scenario)


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


class Need(NamedTuple):
    """About how many further runs would settle a KPI."""

    kpi: str
    runs: int


def choose(cells: Cells, question: Question) -> Choice:
    """The scenario to choose; beside the deciding KPI only guardrails count, named before anything was simulated.

    1. A scenario is acceptable if it is better or no worse than the margin in the deciding KPI, no guardrail is surely
       worse and perhaps by more than its own margin or limit, and none surely breaks it.
    2. Of the acceptable ones that gain as much as matters in the deciding KPI (`matters`), the one that gains most.
    3. Else, of the acceptable ones that gain so in a guardrail (or keep a limit that the baseline breaks), the one
       that does so in most of them; of these the one that does best in the deciding KPI, or the first in the file of
       those within a tenth of the margin of it. Sending less may be worth it though it sells nothing more.
    4. Else nobody knows while some scenario is open: more runs could make it the choice (`open_scenarios`).
    5. Else the baseline: a change that gains nothing is not worth making.
    """
    rivals = [scenario for scenario in cells if scenario != question.baseline]
    acceptable = [scenario for scenario in rivals if _is_acceptable(cells[scenario], question)]
    gains = {s: _gained(cells, question, s) for s in rivals}
    better = [s for s in acceptable if matters(question.kpi, cells[s][question.kpi], question)]
    candidates = better or [s for s in acceptable if gains[s]]
    if candidates:
        most = max(0 if better else len(gains[s]) for s in candidates)
        deciding = {s: _gain(cells[s][question.kpi], question) for s in candidates if better or len(gains[s]) == most}
        slack = 0.0 if better else question.margins.get(question.kpi, 0.0) / 10.0
        best = next(s for s, gain in deciding.items() if gain >= max(deciding.values()) - slack)
        return Choice(best, gains[best])
    return Choice(None if open_scenarios(cells, question) else question.baseline)


def matters(kpi: str, cell: Cell, question: Question) -> bool:
    """Whether a scenario surely gains in a KPI, on average at least its margin, or as much as a relative limit allows.

    A limit that is about the scenario's own figure says nothing of how much a change is worth.
    """
    limit, least = question.limits.get(kpi), question.margins.get(kpi, 0.0)
    if limit is not None:
        least = abs(limit.value) if limit.is_relative else math.inf
    return cell.verdict is Verdict.BETTER and abs(cell.difference.mean) >= least


def open_scenarios(cells: Cells, question: Question) -> list[str]:
    """Those that aren't chosen, but that more runs could make the choice; none that surely breaks a guardrail."""
    rivals = (scenario for scenario in cells if scenario != question.baseline)
    return [s for s in rivals if _needs(cells, question, s)]


def _is_acceptable(row: Mapping[str, Cell], question: Question) -> bool:
    return row[question.kpi].verdict in ACCEPTABLE and not (_broken(row, question) or _pending(row, question))


def _needs(cells: Cells, question: Question, scenario: str) -> list[Need]:
    """What would have to be settled before it is known whether a scenario is the choice; nothing if that is known."""
    row = cells[scenario]
    if _broken(row, question):
        return []
    cell, margin = row[question.kpi], question.margins.get(question.kpi, 0.0)
    needs = [Need(name, _guard_runs(name, row[name], question)) for name in _pending(row, question)]
    has_gains = bool(_gained(cells, question, scenario))
    if matters(question.kpi, cell, question) or (has_gains and cell.verdict in ACCEPTABLE):
        return needs
    if not has_gains and (relief := _relief(cells, question, scenario)):
        has_gains, needs = True, [*needs, *relief]
        if cell.verdict in ACCEPTABLE:
            return needs
    _, best = _ends(question.kpi, cell.surely or cell.difference)
    is_open = cell.verdict is Verdict.CANNOT_TELL or (
        best > -margin if cell.verdict is Verdict.WORSE and has_gains else best >= margin > 0.0
    )
    return [*needs, Need(question.kpi, _deciding_runs(cell, question, has_gains=has_gains))] if is_open else []


def _relief(cells: Cells, question: Question, scenario: str) -> list[Need]:
    """Limits that a scenario seems to keep and the baseline to break, where one of the two isn't settled yet."""
    needs = []
    for name in question.guardrails:
        pair = [cells[each][name] for each in (scenario, question.baseline)]
        own, base = (cell.standing for cell in pair)
        if own is None or base is None or not own.seems_kept or base.seems_kept:
            continue
        unsettled = [cell for cell in pair if guard_state(name, cell, question) is State.OPEN]
        if unsettled:
            needs.append(Need(name, max(_guard_runs(name, cell, question) for cell in unsettled)))
    return needs


def _ends(kpi: str, difference: Difference) -> tuple[float, float]:
    """The worst and the best end of an interval, turned so that up is good."""
    low, high = difference.low, difference.high
    return (low, high) if KPIS[kpi].higher_is_better else (-high, -low)


def _gained(cells: Cells, question: Question, scenario: str) -> tuple[str, ...]:
    return tuple(kpi for kpi in question.guardrails if kpi != question.kpi and _gains(cells, question, scenario, kpi))


def _gains(cells: Cells, question: Question, scenario: str, kpi: str) -> bool:
    states = [guard_state(kpi, cells[each][kpi], question) for each in (scenario, question.baseline)]
    return matters(kpi, cells[scenario][kpi], question) or states == [State.KEPT, State.BROKEN]


def guard_state(kpi: str, cell: Cell, question: Question) -> State:
    """Whether a KPI keeps its limit, or its margin where it has none; what has neither is kept."""
    if cell.standing is not None:
        return cell.standing.state
    if kpi not in question.guardrails or kpi in question.limits:
        return State.KEPT
    if cell.verdict is Verdict.CANNOT_TELL and cell.difference.half_width > 0.0:
        return State.OPEN
    if cell.verdict is not Verdict.WORSE:
        return State.KEPT
    best = _ends(kpi, cell.surely or cell.difference)[1]
    return State.BROKEN if best <= -question.margins.get(kpi, 0.0) else State.OPEN


def _pending(row: Mapping[str, Cell], question: Question) -> list[str]:
    """The guardrails that are surely worse, perhaps by more than they may be."""
    return [name for name in _in_state(State.OPEN, row, question) if row[name].verdict is Verdict.WORSE]


def _broken(row: Mapping[str, Cell], question: Question) -> list[str]:
    return _in_state(State.BROKEN, row, question)


def _in_state(state: State, row: Mapping[str, Cell], question: Question) -> list[str]:
    """The guardrails of a scenario that are so."""
    return [name for name in question.guardrails if guard_state(name, row[name], question) is state]


def _gain(cell: Cell, question: Question) -> float:
    return cell.difference.mean if KPIS[question.kpi].higher_is_better else -cell.difference.mean


def answer(cells: Cells, question: Question) -> Answer:
    """The choice and its sentence."""
    choice = choose(cells, question)
    if choice.scenario is None:
        kpi, more = further_runs(cells, question)
        key = "answer.cannot_tell" if more < MOST_RUNS else "answer.cannot_tell_soon"
        return Answer(choice, say(key, more=more, kpi=KPIS[kpi].title, unit=per_words(kpi, question.per)), more)
    if choice.scenario == question.baseline:
        return Answer(choice, _stay(cells, question))
    return Answer(choice, _change(cells[choice.scenario], question, choice))


def further_runs(cells: Cells, question: Question) -> Need:
    """What takes the most further runs to settle, of every scenario that is still open, and about how many.

    Half of the time it takes more: what is needed is reckoned as if the means so far were the true ones.
    """
    found = [Need(question.kpi, 0)]
    for scenario in open_scenarios(cells, question):
        found += _needs(cells, question, scenario)
    return max(found, key=lambda need: need.runs)


def _deciding_runs(cell: Cell, question: Question, *, has_gains: bool) -> int:
    """Runs until the interval around today's difference is so narrow that a scenario is the choice, or surely isn't.

    With gains elsewhere it must lie on one side of -margin, without them on one side of 0 or between both margins; a
    gain too small to matter must surely be so.
    """
    gain, margin = _gain(cell, question), question.margins.get(question.kpi, 0.0)
    if cell.verdict is Verdict.BETTER and not has_gains:
        return _runs_until(abs(margin - gain), cell.difference.half_width, cell)
    distance = abs(gain + margin) if has_gains else max(abs(gain), min(gain + margin, margin - gain))
    return _runs_until(distance, cell.difference.half_width, cell)


def _guard_runs(kpi: str, cell: Cell, question: Question) -> int:
    """Runs until the interval around today's figure lies on one side of its limit, or margin."""
    if cell.standing is None:
        over = _ends(kpi, cell.difference)[1] - cell.difference.half_width + question.margins.get(kpi, 0.0)
        return _runs_until(abs(over), cell.difference.half_width, cell)
    standing = cell.standing
    return _runs_until(abs(standing.value - standing.limit.value), (standing.high - standing.low) / 2.0, cell)


def _runs_until(distance: float, half_width: float, cell: Cell) -> int:
    """Further runs until a half-width is no more than a distance."""
    n = cell.difference.n
    if not distance > 0.0 or n < 2:
        return MOST_RUNS
    return runs_needed(sd_behind(half_width, n, level=cell.level), n, distance, level=cell.level, cap=MOST_RUNS)


def _stay(cells: Cells, question: Question) -> str:
    """Why nothing else was chosen: all others worse or beyond a guardrail, or nobody gains anything."""
    rivals = [row for scenario, row in cells.items() if scenario != question.baseline]
    baseline = question.called(question.baseline)
    key = "answer.stay_no_gain" if any(_is_acceptable(row, question) for row in rivals) else "answer.stay_worse"
    broken = list(dict.fromkeys(name for row in rivals for name in _broken(row, question)))
    worse = [name for name in broken if name not in question.limits]
    why = say("answer.or_guardrails", kpis=_titles(worse)) if worse else ""
    limits = [name for name in broken if name in question.limits]
    why += say("answer.or_limits", limits=_limits(limits, question)) if limits else ""
    own = _broken(cells[question.baseline], question)
    itself = say("answer.itself", baseline=baseline, limits=_limits(own, question)) if own else ""
    nor = say("answer.nor_guardrails") if question.guardrails else ""
    values = {"baseline": baseline, "kpi": KPIS[question.kpi].title, "nor": nor, "guardrails": why}
    return say(key, **values) + itself


def _change(row: Mapping[str, Cell], question: Question, choice: Choice) -> str:
    """What the chosen scenario brings, what else it betters, and which guardrails are not settled."""
    kpi, cell = KPIS[question.kpi], row[question.kpi]
    values = {
        "scenario": question.called(choice.scenario or ""),
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
    limits = [(KPIS[name].title, question.limits.get(name)) for name in names]
    return say("answer.and").join(f"{title} {limit.words}" if limit else title for title, limit in limits)


def spoken(scenario: str) -> str:
    """A scenario's name as words: `twice_a_month` is twice a month."""
    return scenario.replace("_", " ")


def per_words(kpi: str, per: str) -> str:
    """` a quarter` for counts given so, an empty text for what has no time in it."""
    return say(f"answer.per_{per}") if KPIS[kpi].is_additive else ""


def amount(kpi: Kpi, value: float) -> str:
    """A margin as the user wrote it: `2`, `1.5`; shares in points."""
    shown = f"{value * 100:g}" if kpi.unit == "share" else f"{value:,g}"
    return say(f"answer.amount_{kpi.unit}", amount=shown)


def guard_words(standing: Standing) -> str:
    """Where a KPI stands to its limit, for a table: `keeps at most +5`."""
    return say(f"standing.{standing.state}", limit=standing.limit.words)


def verdict_words(name: str, said: Verdict | None, margin: float | None) -> str:
    """A verdict for a table, with its margin where it needs one; an empty text for the baseline."""
    if said is None:
        return ""
    needs_margin = margin and said in (Verdict.NO_WORSE, Verdict.EQUIVALENT)
    words = say(f"verdict.{said}")
    return say("verdict.margin", verdict=words, margin=amount(KPIS[name], margin or 0.0)) if needs_margin else words
