"""The reason of an answer, in one paragraph for who decides: what to do, what it brings and costs, how sure it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sim.model.stats import Difference, Verdict
from sim.study.answer import (
    ACCEPTABLE,
    MOST_RUNS,
    Cell,
    Question,
    amount,
    guard_state,
    open_scenarios,
    per_words,
)
from sim.study.assumption import Outcome
from sim.study.comparison import Comparison
from sim.study.effects import Effects, Trade
from sim.study.kpis import KPIS, Kpi
from sim.study.standing import State
from sim.words.messages import say

_MOST_GAINS = 3  # KPIs named beside the deciding one
_NO_MONEY = 1 / 2000  # of all that the baseline costs; nobody plans with less, however sure it is


def reasoned(found: Comparison) -> Comparison:
    """The comparison, its answer with the reason."""
    return replace(found, answer=found.answer._replace(reason=reason(found)))


def reason(found: Comparison) -> str:
    """The paragraph. It speaks of the scenario chosen, or of the one that comes nearest to being chosen."""
    focus, effects = rival(found), found.effects()
    sentences = [
        _advice(found, focus, effects[focus]),
        _money(found, focus, effects[focus]),
        *_guardrails(found, focus),
        _chance(found),
        *_changes(found),
    ]
    return say("reason.between").join(filter(None, sentences))


def rival(found: Comparison) -> str:
    """The scenario to tell of beside the baseline: the one chosen, or the one that comes nearest to being chosen."""
    question, chosen = found.question, found.answer.choice.scenario
    rivals = [scenario for scenario in found.scenarios if scenario != found.baseline]
    if chosen is not None and chosen != found.baseline:
        return chosen
    if chosen is None:
        rivals = open_scenarios(found.cells, question)
    return max(rivals, key=lambda scenario: _gain(found.cells[scenario][question.kpi], KPIS[question.kpi]))


def _breaks(row: Mapping[str, Cell], question: Question) -> bool:
    return any(guard_state(name, row[name], question) is State.BROKEN for name in question.guardrails)


def _gain(cell: Cell, kpi: Kpi) -> float:
    gain = cell.difference.mean if kpi.higher_is_better else -cell.difference.mean
    return -math.inf if math.isnan(gain) else gain


# ---- what to do, and what it brings


def _advice(found: Comparison, focus: str, effects: Effects) -> str:
    question, chosen, cell = found.question, found.answer.choice.scenario, found.cells[focus][found.question.kpi]
    values = {
        "baseline": found.called(found.baseline),
        "scenario": found.called(focus) if focus == chosen else _nearest(found, focus),
        "effect": effect_words(question.kpi, cell.difference, question.per, bearable=_bearable(cell, question)),
        "leads": _for_leads(question.kpi, effects),
        "gains": _gains(found, focus) + _but(found, focus),
    }
    key = "reason.wait" if chosen is None else "reason.change" if focus == chosen else "reason.stay"
    return say(key, **values)


def _nearest(found: Comparison, focus: str) -> str:
    """The scenario that is told of instead of a chosen one; of several why it is."""
    others = len(found.scenarios) - 1
    if others == 1:
        return found.called(focus)
    breaks = _breaks(found.cells[focus], found.question)
    key = "reason.best_breaks" if breaks else "reason.nearest"
    return say(key, scenario=found.called(focus), others=others, kpi=KPIS[found.question.kpi].title)


def _bearable(cell: Cell, question: Question) -> float:
    """The margin, where it matters to the verdict."""
    return 0.0 if cell.verdict is Verdict.BETTER else question.margins.get(question.kpi, 0.0)


def effect_words(name: str, difference: Difference, per: str, *, bearable: float = 0.0) -> str:
    """`has 2.7 fewer opportunities a quarter (1.8 to 3.6; you can bear 3)`, `is 2.1 points lower in open rate`."""
    kpi, mean = KPIS[name], difference.mean
    if math.isnan(mean):
        return say("reason.no_figure", kpi=kpi.title)
    bear = say("reason.bear", margin=amount(kpi, bearable)) if bearable else ""
    kind = "count" if _is_counted(kpi) else "level"
    if mean == 0.0 and difference.half_width == 0.0:
        return say(f"reason.same_{kind}", kpi=kpi.title)
    values = {"amount": _size(kpi, mean), "kpi": kpi.title, "unit": per_words(name, per)}
    return say(f"reason.{_way(kpi, mean)}", **values) + _range(kpi, difference, bear)


def _range(kpi: Kpi, difference: Difference, bear: str) -> str:
    """Between which values the difference lies, in the words of the difference itself."""
    if not math.isfinite(difference.half_width):
        return say("reason.unknown_range", bear=bear)
    low, high = difference.low, difference.high
    if low >= 0.0 or high <= 0.0:
        near, far = sorted((low, high), key=abs)
        return say("reason.range", low=_size(kpi, near, short=True), high=_size(kpi, far, short=True), bear=bear)
    ends = {"low": _size(kpi, low, short=True), "high": _size(kpi, high, short=True)}
    kind = "count" if _is_counted(kpi) else "level"
    return say(f"reason.range_{kind}", bear=bear, **ends)


def _is_counted(kpi: Kpi) -> bool:
    """Whether one has more or fewer of it; else it is higher or lower."""
    return kpi.is_additive and kpi.unit != "yen"


def _way(kpi: Kpi, value: float) -> str:
    if _is_counted(kpi):
        return "more" if value > 0.0 else "fewer"
    return "higher" if value > 0.0 else "lower"


def _size(kpi: Kpi, value: float, *, short: bool = False) -> str:
    """A difference without its sign; with its unit where it has one, unless it is short."""
    text = kpi.digits(abs(value))
    return text if short else say(f"reason.size_{kpi.unit}", amount=text)


def _for_leads(name: str, effects: Effects) -> str:
    """`, 4.6 for every 1,000 leads`, if that is known."""
    found = [each.difference for each in effects.units if (each.kpi, each.unit) == (name, "1000_leads")]
    if not found or not math.isfinite(found[0].mean) or found[0].mean == 0.0:
        return ""
    kpi = KPIS[name]
    return say("reason.leads", amount=_size(kpi, found[0].mean), way=say(f"reason.way_{_way(kpi, found[0].mean)}"))


def _gains(found: Comparison, focus: str) -> str:
    """What else is better in the scenario: the KPIs that made it the choice, or what it would have given in return."""
    chosen, row = found.answer.choice, found.cells[focus]
    better = chosen.gains if focus == chosen.scenario else _better(found, focus)
    items = [_short(name, row[name].difference) for name in better if name != found.question.kpi][:_MOST_GAINS]
    if not items:
        return ""
    return say("reason.also" if focus == chosen.scenario else "reason.in_return", items=say("answer.and").join(items))


def _but(found: Comparison, focus: str) -> str:
    """Why a scenario that does well is not chosen; of several that is told with its name."""
    question, row = found.question, found.cells[focus]
    is_told = len(found.scenarios) > 2 or row[question.kpi].verdict not in ACCEPTABLE
    return say("reason.but_broken") if _breaks(row, question) and not is_told else ""


def _better(found: Comparison, focus: str) -> tuple[str, ...]:
    return tuple(name for name in found.shown if found.cells[focus][name].verdict is Verdict.BETTER)


def _short(name: str, difference: Difference) -> str:
    """`41.6 fewer unsubscribes`, `busiest week, per rep 0.6 lower`."""
    kpi, way = KPIS[name], _way(KPIS[name], difference.mean)
    form = "reason.short_count" if _is_counted(kpi) else "reason.short_level"
    return say(form, amount=_size(kpi, difference.mean), way=say(f"reason.way_{way}"), kpi=kpi.title)


# ---- what it costs


def _money(found: Comparison, focus: str, effects: Effects) -> str:
    cost, price, base = found.cells[focus]["cost"].difference, effects.price, found.cells[found.baseline]["cost"].mean
    if found.question.kpi == "cost" or not math.isfinite(cost.half_width):
        return ""
    if not (cost.low > 0.0 or cost.high < 0.0) or abs(cost.mean) < _NO_MONEY * (base or 0.0):
        return say("reason.costs_alike")
    way = say("reason.way_more" if cost.mean > 0.0 else "reason.way_less")
    values = {"amount": _size(KPIS["cost"], cost.mean), "way": way, "unit": per_words("cost", found.question.per)}
    return say("reason.costs", each=_each(price.each, price.kpi, price.trade), **values)


def _each(each: Difference | None, kpi: str, trade: Trade) -> str:
    """What each further one costs, or each one lost saves."""
    if each is None or not math.isfinite(each.half_width):
        return ""
    yen = [KPIS["cost"].show(x) for x in each[:3]]
    words = {"kpi": KPIS[kpi].title, "amount": yen[0], "low": yen[1], "high": yen[2]}
    return say("reason.each_gained" if trade is Trade.BUYS else "reason.each_lost", **words)


# ---- guardrails


def _guardrails(found: Comparison, focus: str) -> Iterator[str]:
    """The guardrails with their figures and limits, by what became of them; and those that the baseline breaks."""
    question, row = found.question, found.cells[focus]
    for state in (State.BROKEN, State.OPEN, State.KEPT):
        if items := _in_state(state, row, question):
            yield say(f"reason.guardrails_{state}", items=items)
    if items := _in_state(State.BROKEN, found.cells[found.baseline], question):
        yield say("reason.itself", baseline=found.called(found.baseline), items=items)


def _in_state(state: State, row: Mapping[str, Cell], question: Question) -> str:
    """The guardrails of a scenario that are so, each with its figure and limit."""
    names = [name for name in question.guardrails if guard_state(name, row[name], question) is state]
    return say("reason.item").join(_guardrail(name, row[name], question) for name in names)


def _guardrail(name: str, cell: Cell, question: Question) -> str:
    """`unsubscribes +2.1 (at most +5)`, `busiest week, per rep 41.5 (at most 45)`, `wins -0.3 (margin 2)`."""
    kpi, limit = KPIS[name], question.limits.get(name)
    words = limit.words if limit else say("reason.margin", margin=amount(kpi, question.margins.get(name, 0.0)))
    if limit is not None and not limit.is_relative:
        return say("reason.guardrail", kpi=kpi.title, value=kpi.show(cell.mean), limit=words)
    value = "" if math.isnan(cell.difference.mean) else kpi.digits(cell.difference.mean, signed=True)
    if kpi.unit == "share":
        value = say("answer.points", points=value)
    return say("reason.guardrail", kpi=kpi.title, value=value or say("kpi.none"), limit=words)


# ---- how sure it is, and what would change it


def _chance(found: Comparison) -> str:
    """The chance of the scenario that is told to be the best in the deciding KPI, and of another that is likelier."""
    if not found.best:
        return ""
    likeliest = max(found.best, key=lambda each: found.best[each])
    scenario = found.answer.choice.scenario or likeliest
    return say(
        "reason.chance",
        scenario=found.called(scenario),
        of=say("reason.of_count", count=len(found.best)) if len(found.best) > 2 else "",
        kpi=KPIS[found.question.kpi].title,
        chance=chance_words(found.best[scenario]),
        other=_likelier(found, likeliest) if found.best[likeliest] > found.best[scenario] else "",
    )


def _likelier(found: Comparison, scenario: str) -> str:
    """`; that of more, which breaks a guardrail: over 99 %`: the best may not be acceptable, or not worth a change."""
    which = ""
    if scenario != found.baseline:
        if _breaks(found.cells[scenario], found.question):
            which = say("reason.which_breaks")
        elif found.answer.choice.scenario == found.baseline and _is_too_little(found, scenario):
            which = say("reason.which_gains_little")
    chance = chance_words(found.best[scenario])
    return say("reason.that_of", scenario=found.called(scenario), which=which, chance=chance)


def _is_too_little(found: Comparison, scenario: str) -> bool:
    """Whether a scenario gains less, on average, than is worth a change."""
    kpi = found.question.kpi
    return 0.0 < _gain(found.cells[scenario][kpi], KPIS[kpi]) < found.question.margins.get(kpi, 0.0)


def chance_words(chance: float) -> str:
    """`97 %`, `over 99 %`, `under 1 %`."""
    if chance > 0.99:
        return say("reason.nearly_all")
    return say("reason.hardly_any") if chance < 0.01 else say("reason.percent", percent=f"{chance * 100:.0f}")


def _changes(found: Comparison) -> Iterator[str]:
    """What would turn the answer, or settle it."""
    answer = found.answer
    if answer.choice.scenario is None:
        more = answer.more_runs or 0
        yield say("reason.more_runs" if more < MOST_RUNS else "reason.no_runs", more=f"{more:,}")
    tried = [
        (assumption, name, outcome)
        for assumption in found.rests_on
        for name, outcome in assumption.outcomes.items()
        if outcome.is_possible
    ]
    turning = [_turned(found, each.title, name, outcome) for each, name, outcome in tried if not outcome.is_same]
    yield from turning
    if tried and not turning and answer.choice.scenario is not None:
        yield say("reason.nothing_turns")


def _turned(found: Comparison, title: str, case: str, outcome: Outcome) -> str:
    """What the answer is when an assumption is otherwise."""
    values = {"title": title, "case": say(f"reason.{case}")}
    if outcome.chosen is None:
        return say("reason.turns_open", **values)
    return say("reason.turns", scenario=found.called(outcome.chosen), **values)
