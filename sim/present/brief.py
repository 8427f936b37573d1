"""What a decision is made from, as data: one content that report, deck and agreement tell in their own form."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.model.calendar import Calendar
from sim.model.stats import Difference, Verdict, paired
from sim.model.timewords import duration_s
from sim.present.rollback import Rollback, rollbacks
from sim.present.rulespeech import duration
from sim.study.answer import MOST_RUNS, Cell, amount, guard_state, guard_words, per_words, spoken, verdict_words
from sim.study.assumption import Assumption
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS, Kpi
from sim.study.modeldiff import Change, changes
from sim.study.reason import effect_words, rival
from sim.study.reopened import Reopened
from sim.study.standing import State
from sim.words import language
from sim.words.local import yen_words
from sim.words.messages import say

_DAYS_TRIED = 31  # a longer closure leaves the review where it was
WEEK_DAYS = 5.0  # working days of a usual week
_WEEK = ("handoffs_per_rep_day", "busiest_week_per_rep", "hours_to_first_contact_median", "breach_share", "queue_max")


class Figure(NamedTuple):
    """One KPI of the baseline and of the scenario told of, all in words; difference and interval are empty if unknown.

    before, after: the numbers behind the words, in the KPI's unit. is_good: None for neither, or not sure.
    """

    kpi: str
    label: str
    before_words: str
    after_words: str
    difference: str
    interval: str
    verdict: str
    before: float | None
    after: float | None
    cell: Cell | None = None

    @property
    def is_yen(self) -> bool:
        """Whether the words are amounts of yen, which name no unit."""
        return self.kpi in KPIS and KPIS[self.kpi].unit == "yen"


class Guard(NamedTuple):
    """A guardrail: its KPI, what it is in the scenario told of, what was allowed, and what became of it."""

    label: str
    value: str
    allowed: str
    state: State
    words: str


class Rest(NamedTuple):
    """An assumption that carries the answer: its value and source, and what becomes of the answer without it."""

    title: str
    value: str
    source: str
    outcomes: tuple[tuple[str, str], ...]  # in which case, what then
    flips: bool


class Watch(NamedTuple):
    """A KPI to watch, what is expected of it, and the figure beyond which to go back, or to look again, in words."""

    label: str
    expected: str
    line: str
    rule: str
    data: Rollback


class Money(NamedTuple):
    """Yen a quarter (or what counts are given for): cost, expected value of opportunities, and what is left.

    win_rate and deal: what an opportunity's value is reckoned from. None where it isn't known.
    """

    cost: Difference
    value: Difference | None
    net: Difference | None
    win_rate: float | None
    deal: float


class Brief(NamedTuple):
    """All that is told. `told` is the scenario beside the baseline, `keeps` the one that is recommended (None: wait).

    headline: what to do, in a few words. sentence: the answer. ask: the decision asked for. because: why, most
    important first. effect and week: figures. changes: what differs between the journeys. next_steps: in order.
    """

    experiment: str
    question: str
    baseline: str
    told: str
    keeps: str | None
    is_change: bool
    headline: str
    sentence: str
    ask: str
    because: tuple[str, ...]
    reason: str
    effect: tuple[Figure, ...]
    money: Money
    money_words: tuple[tuple[str, str], ...]
    week: tuple[Figure, ...]
    rests_on: tuple[Rest, ...]
    guards: tuple[Guard, ...]
    watch: tuple[Watch, ...]
    changes: tuple[Change, ...]
    next_steps: tuple[str, ...]
    first_day: date
    last_day: date
    review_on: date | None
    runs: int
    seed: int
    per: str
    repeat: str

    @property
    def net(self) -> tuple[str, str, str]:
        """The difference in what is left in the end, as label, amount and interval; in the cost without a value."""
        label, _ = self.money_words[-1]
        difference = self.money.net or self.money.cost
        mean, whole = yen_words(difference.mean, signed=True), yen_interval(difference)
        return say("brief.difference_in", what=label), mean, whole.removeprefix(mean).strip()


def brief(opened: Reopened) -> Brief:
    """What a finished comparison says to who has to decide."""
    found, told = opened.found, rival(opened.found)
    keeps = found.answer.choice.scenario
    calendar = opened.loaded.baseline.journey.built_calendar()
    first, last = (calendar.date_of(day) for day in (found.window.first_day, found.window.last_day - 1))
    money = money_of(opened, told)
    is_change = keeps not in (None, found.baseline)
    return Brief(
        experiment=found.experiment,
        question=opened.loaded.experiment.question or spoken(found.experiment),
        baseline=found.called(found.baseline),
        told=found.called(told),
        keeps=keeps,
        is_change=is_change,
        headline=_headline(found),
        sentence=capital(found.answer.sentence),
        ask=_ask(found),
        because=tuple(_because(found, told)),
        reason=found.answer.reason,
        effect=tuple(figure_of(found, name, told) for name in _effect_kpis(found)),
        money=money,
        money_words=tuple(_money_words(money, found.question.per)),
        week=tuple(_rep_week(found, told)),
        rests_on=tuple(_rest(each) for each in found.rests_on),
        guards=tuple(_guards(found, told)),
        watch=tuple(_watch(each, is_change=is_change) for each in rollbacks(found, keeps or found.baseline)),
        changes=tuple(_journey_changes(opened, told)),
        next_steps=tuple(_next_steps(found, opened)),
        first_day=first,
        last_day=last,
        review_on=_business_day(calendar, _quarter_after(opened.loaded.experiment.change_on or first)),
        runs=found.replications,
        seed=found.seed,
        per=found.question.per,
        repeat=_repeat(opened.repeat),
    )


def _repeat(words: Sequence[str]) -> str:
    """The command that repeats it. Others read this: a path from the root of one machine is told by its last name."""
    return shlex.join(Path(word).name if Path(word).is_absolute() else word for word in words)


# ---- what to do


def _headline(found: Comparison) -> str:
    chosen = found.answer.choice.scenario
    if chosen is None:
        return say("brief.wait", baseline=found.called(found.baseline))
    return say("brief.stay" if chosen == found.baseline else "brief.change", scenario=found.called(chosen))


def _ask(found: Comparison) -> str:
    chosen = found.answer.choice.scenario
    if chosen is None:
        return say("brief.ask_wait")
    names = {"scenario": found.called(chosen), "baseline": found.called(found.baseline)}
    return say("brief.ask_stay" if chosen == found.baseline else "brief.ask_change", **names)


def _because(found: Comparison, told: str) -> Iterator[str]:
    """The effect on the deciding KPI, then on each guardrail, as sentences of their own."""
    question, row = found.question, found.cells[told]
    for name in dict.fromkeys((question.kpi, *question.guardrails)):
        effect = effect_words(name, row[name].difference, question.per)
        yield capital(say("brief.because", scenario=found.called(told), effect=effect))


def capital(text: str) -> str:
    """The text with a capital at its beginning; Japanese has none, and names that begin a sentence stay as they are."""
    return text if language.current() == "ja" else text[:1].upper() + text[1:]


def _next_steps(found: Comparison, opened: Reopened) -> Iterator[str]:
    chosen, decisive = found.answer.choice.scenario, found.rests_on[:1]
    if chosen is None:
        more = found.answer.more_runs or 0
        key = "brief.step_runs" if more < MOST_RUNS else "brief.step_no_runs"
        yield say(key, more=f"{more:,}", total=f"{found.replications + more:,}", experiment=found.experiment)
    elif chosen != found.baseline:
        yield say("brief.step_change", scenario=found.called(chosen))
        yield say("brief.step_watch")
    else:
        yield say("brief.step_stay", baseline=found.called(found.baseline))
    for each in decisive:
        key = "brief.step_measure_first" if each.flips else "brief.step_measure"
        yield say(key, title=each.title, value=value_words(each.value))
    yield say("brief.step_repeat")


def _quarter_after(day: date) -> date:
    month = day.month + 3
    return date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, min(day.day, 28))


def _business_day(calendar: Calendar, day: date) -> date:
    """The day, or the first business day after it: nobody meets on New Year's Day."""
    tried = range(calendar.day_of_date(day), calendar.day_of_date(day) + _DAYS_TRIED)
    return next((calendar.date_of(each) for each in tried if calendar.is_business_day(each)), day)


def _journey_changes(opened: Reopened, told: str) -> Iterator[Change]:
    loaded = opened.loaded
    other = loaded.scenarios.get(told)
    if other is not None:
        pairs = ((each.journey, each.personas) for each in (loaded.baseline, other))
        yield from changes(*pairs)


# ---- figures


def _effect_kpis(found: Comparison) -> list[str]:
    """The deciding KPI first, but for those of a rep's week, which are told apart: then opportunities."""
    first = ("opportunities",) if found.question.kpi in _WEEK else ()
    told = (*first, *found.shown, "mqls", "opportunities", "cost", "cost_per_opportunity")
    return list(dict.fromkeys(name for name in told if name not in _WEEK))


def figure_of(found: Comparison, name: str, told: str) -> Figure:
    """One KPI of the baseline and of another scenario."""
    kpi, question = KPIS[name], found.question
    base, cell = found.cells[found.baseline][name], found.cells[told][name]
    return Figure(
        name,
        say("charts.unit", what=kpi.title, per=per_words(name, question.per)),
        kpi.show(base.mean),
        kpi.show(cell.mean),
        difference_words(kpi, cell.difference.mean),
        interval_words(kpi, cell.difference),
        _verdict(found, name, cell),
        base.mean,
        cell.mean,
        cell,
    )


def _verdict(found: Comparison, name: str, cell: Cell) -> str:
    """What a table says of a difference. The same figure in every run is no difference seen: more runs won't tell."""
    if cell.standing:
        return guard_words(cell.standing)
    if cell.verdict is Verdict.CANNOT_TELL and cell.difference.low == cell.difference.high == 0.0:
        return say("verdict.none")
    return verdict_words(name, cell.verdict, found.question.margins.get(name))


def difference_words(kpi: Kpi, value: float) -> str:
    """`-2.7`; of shares in points; empty where it isn't known."""
    if not math.isfinite(value):
        return ""
    text = kpi.digits(value, signed=True)
    return say("answer.points", points=text) if kpi.unit == "share" else text


def interval_words(kpi: Kpi, difference: Difference) -> str:
    """`[-3.6, -1.8]`, of shares in points; empty where it isn't known."""
    if not math.isfinite(difference.half_width):
        return ""
    low, high = (kpi.digits(x, signed=True) for x in (difference.low, difference.high))
    return f"[{low}, {high}]"


def _rep_week(found: Comparison, told: str) -> Iterator[Figure]:
    """Each rep's week: the usual one from hand-offs per working day, then KPIs as they are."""
    kpi = KPIS["handoffs_per_rep_day"]
    base, cell = (found.cells[name]["handoffs_per_rep_day"] for name in (found.baseline, told))
    before, after = ((x.mean or 0.0) * WEEK_DAYS for x in (base, cell))
    mean, low, high, half_width = (x * WEEK_DAYS for x in cell.difference[:4])
    difference = cell.difference._replace(mean=mean, low=low, high=high, half_width=half_width)
    shown = difference_words(kpi, difference.mean)
    words = (kpi.show(before), kpi.show(after), shown, interval_words(kpi, difference), "")
    yield Figure("usual_week", say("brief.usual_week"), *words, before, after)
    yield from (figure_of(found, name, told) for name in _WEEK[1:])


# ---- money


def money_of(opened: Reopened, told: str) -> Money:
    """Cost and expected value, paired run by run; an opportunity is worth the win rate times a deal's value.

    The win rate is that of all runs and scenarios of the comparison together: deals take longer than most windows.
    """
    found, per, window = opened.found, opened.found.question.per, opened.found.window
    deal = opened.loaded.baseline.journey.costs.deal_value
    level = found.cells[told]["opportunities"].level
    cost, opportunities = (
        [KPIS[name].per(1.0, window, per) * _numerators(found, each, name) for each in (found.baseline, told)]
        for name in ("cost", "opportunities")
    )
    rate = _win_rate(found)
    spent = paired(*cost, level=level)
    if rate is None:
        return Money(spent, None, None, None, deal)
    worth = [each * rate * deal for each in opportunities]
    left = [value - yen for value, yen in zip(worth, cost, strict=True)]
    return Money(spent, paired(*worth, level=level), paired(*left, level=level), rate, deal)


def _numerators(found: Comparison, scenario: str, name: str) -> np.ndarray:
    values: np.ndarray = found.figures[scenario][:, list(KPIS).index(name), 0]
    return values


def _win_rate(found: Comparison) -> float | None:
    k = list(KPIS).index("win_rate")
    top, bottom = (sum(float(part[:, k, side].sum()) for part in found.figures.values()) for side in (0, 1))
    return top / bottom if bottom > 0.0 else None


def _money_words(money: Money, per: str) -> Iterator[tuple[str, str]]:
    unit = per_words("cost", per)
    yield say("brief.cost", unit=unit), yen_interval(money.cost)
    if money.value is not None and money.net is not None and money.win_rate is not None:
        told = {"rate": KPIS["win_rate"].show(money.win_rate), "deal": yen_words(money.deal), "unit": unit}
        yield say("brief.value", **told), yen_interval(money.value)
        yield say("brief.net", unit=unit), yen_interval(money.net)


def yen_interval(difference: Difference) -> str:
    """`-9,000 yen (-9,600 to -8,900)`; without the interval where it isn't known."""
    if not math.isfinite(difference.mean):
        return say("kpi.none")
    mean = yen_words(difference.mean, signed=True)
    if not math.isfinite(difference.half_width):
        return mean
    ends = {"low": yen_words(difference.low, signed=True), "high": yen_words(difference.high, signed=True)}
    return say("brief.yen_interval", mean=mean, **ends)


# ---- what it rests on, guardrails, and when to go back


def _rest(about: Assumption) -> Rest:
    outcomes = tuple((say(f"brief.case_{name}"), outcome.words) for name, outcome in about.outcomes.items())
    return Rest(about.title, value_words(about.value), about.source, outcomes, about.flips)


def value_words(value: str) -> str:
    """A setting's value for readers who know no files: `21d` is 21 days; all else stays as it is."""
    try:
        return duration(duration_s(value))
    except ValueError:
        return value


def _guards(found: Comparison, told: str) -> Iterator[Guard]:
    question, row = found.question, found.cells[told]
    for name in question.guardrails:
        kpi, cell, limit = KPIS[name], row[name], question.limits.get(name)
        is_own = limit is not None and not limit.is_relative
        value = kpi.show(cell.mean) if is_own else kpi.show(_finite(cell.difference.mean), signed=True)
        allowed = limit.words if limit else say("reason.margin", margin=amount(kpi, question.margins.get(name, 0.0)))
        state = guard_state(name, cell, question)
        title = say("charts.unit", what=kpi.title, per=per_words(name, question.per))
        yield Guard(title, value, allowed, state, say(f"brief.guard_{state}"))


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _watch(data: Rollback, *, is_change: bool) -> Watch:
    kpi = KPIS[data.kpi]
    label = say("charts.unit", what=kpi.title, per=per_words(data.kpi, "quarter"))
    line = kpi.show(data.line) if kpi.unit == "share" else amount(kpi, data.line)
    side = "above" if data.is_upper else "below"
    rule = say(f"brief.back_{side}" if is_change else f"brief.look_{side}", kpi=kpi.title, line=line)
    return Watch(label, kpi.show(data.expected), line, capital(rule), data)
