"""Effects in units people plan with: a month, a quarter, 1,000 leads, a rep's week, and yen for each further one.

All from the same figures as the comparison (float64[replications, len(KPIS), 2] of each scenario); differences are
paired run by run, ratios have the jackknife's intervals, what each further one costs has Fieller's, all at the level
that decides (sim.study.answer.Cell).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

from sim.model.quotient import quotient
from sim.model.stats import Difference, paired_ratio, ratio_of_totals
from sim.study.answer import Cells, Question
from sim.study.kpis import KPIS
from sim.study.measures import Window
from sim.study.pairs import Floats, difference_of, known, mean_of, ratio_itself

_PERIODS = ("month", "quarter")
REP_WEEK_DAYS = 5.0  # a rep's week is five of the days on which a rep works: holidays and absences are left out
# Other units of exposure: the KPI, numerator (0) or denominator (1), and how many of them make a unit.
_EXPOSURES = {"1000_leads": ("leads", 0, 1000.0), "rep_week": ("handoffs_per_rep_day", 1, REP_WEEK_DAYS)}
UNITS = (*_PERIODS, *_EXPOSURES)
HEADER = ("scenario", "kpi", "unit", "baseline_mean", "mean", "difference", "low", "high", "level")


class Effect(NamedTuple):
    """A KPI per unit of something: of the baseline, of a scenario, and the difference. None where there is none."""

    kpi: str
    unit: str
    baseline: float | None
    mean: float | None
    difference: Difference


class Trade(StrEnum):
    """What becomes of the cost when a KPI changes."""

    BUYS = "buys"  # more of it, for more
    SAVES = "saves"  # less of it, for less
    WINS = "wins"  # more of it, for less
    LOSES = "loses"  # less of it, for more
    ALIKE = "alike"  # the cost may well be the same
    OPEN = "open"  # whether there is more or less of it is not sure, so that one more has no price


class Price(NamedTuple):
    """What one of a KPI costs, in yen, people included: of the baseline and of the scenario itself (own), cost / KPI.

    Both are differences from nothing. each: difference in cost / difference in the KPI, which is what each further one
    costs, or each one lost saves; None where the KPI's difference is not sure, or the number would be no price (Trade).
    """

    kpi: str
    baseline: Difference
    own: Difference
    trade: Trade
    each: Difference | None


class Effects(NamedTuple):
    """All effects of a scenario: the deciding KPI and those guardrails that are counts, in each unit; and the price."""

    units: tuple[Effect, ...]
    price: Price

    def to_json(self) -> dict[str, Any]:
        """By KPI and unit, with null for what is not known."""
        units: dict[str, dict[str, Any]] = {}
        for each in self.units:
            figures = _figures(each.difference, "diff")
            units.setdefault(each.kpi, {})[each.unit] = {"baseline": each.baseline, "mean": each.mean, **figures}
        price = {
            "kpi": self.price.kpi,
            "baseline": _figures(self.price.baseline, "mean"),
            "own": _figures(self.price.own, "mean"),
            "trade": self.price.trade,
            "each": _figures(self.price.each, "mean") if self.price.each else None,
        }
        return {"units": units, "price": price}


def effects(figures: Mapping[str, Floats], question: Question, window: Window, cells: Cells) -> dict[str, Effects]:
    """The effects of every scenario but the baseline."""
    base = figures[question.baseline]
    found = {}
    for scenario, part in figures.items():
        if scenario != question.baseline:
            levels = {name: cell.level for name, cell in cells[scenario].items()}
            units = [each for name in planned_kpis(question) for each in _units(name, base, part, window, levels[name])]
            found[scenario] = Effects(tuple(units), _price(base, part, question, scenario, cells))
    return found


def planned_kpis(question: Question) -> list[str]:
    """The KPIs that units of time and people make sense for: the deciding one and guardrails, as far as counted."""
    return [name for name in dict.fromkeys((question.kpi, *question.guardrails)) if KPIS[name].is_additive]


def priced(question: Question) -> str:
    """The KPI of which one more has a price: the deciding one if more of it is worth paying for, else opportunities."""
    kpi = KPIS[question.kpi]
    return kpi.name if kpi.is_additive and kpi.better > 0 and kpi.unit != "yen" else "opportunities"


def _units(name: str, base: Floats, part: Floats, window: Window, level: float) -> Iterator[Effect]:
    kpi, a, b = KPIS[name], _of(name, base), _of(name, part)
    for period in _PERIODS:
        scale = np.array([kpi.per(1.0, window, period), 1.0])
        difference = difference_of(kpi, a * scale, b * scale, level)
        yield Effect(name, period, mean_of(kpi, a * scale), mean_of(kpi, b * scale), difference)
    for unit, (exposure, side, size) in _EXPOSURES.items():
        if exposure != name:
            tops = a[:, 0] * size, b[:, 0] * size
            bottoms = _of(exposure, base)[:, side], _of(exposure, part)[:, side]
            difference = paired_ratio(tops[0], bottoms[0], tops[1], bottoms[1], level=level)
            before, now = (ratio_of_totals(top, bottom) for top, bottom in zip(tops, bottoms, strict=True))
            yield Effect(name, unit, before, now, difference)


def _price(base: Floats, part: Floats, question: Question, scenario: str, cells: Cells) -> Price:
    name = priced(question)
    level = cells[scenario][name].level
    cost, count = (tuple(_of(each, found)[:, 0] for found in (base, part)) for each in ("cost", name))
    trade = _trade(cells[scenario][name].difference, cells[scenario]["cost"].difference)
    each = None
    if trade in (Trade.BUYS, Trade.SAVES):
        each = quotient(cost[1] - cost[0], count[1] - count[0], level=level)
    before, own = (ratio_itself(top, bottom, level) for top, bottom in zip(cost, count, strict=True))
    return Price(name, before, own, trade, each)


def _trade(count: Difference, cost: Difference) -> Trade:
    if not _is_sure(count):
        return Trade.OPEN
    if not _is_sure(cost):
        return Trade.ALIKE
    if count.mean > 0.0:
        return Trade.BUYS if cost.mean > 0.0 else Trade.WINS
    return Trade.LOSES if cost.mean > 0.0 else Trade.SAVES


def _is_sure(difference: Difference) -> bool:
    """Whether the interval leaves out 0."""
    return difference.n > 1 and (difference.low > 0.0 or difference.high < 0.0)


def _of(name: str, figures: Floats) -> Floats:
    """float64[replications, 2]: one KPI."""
    found: Floats = figures[:, list(KPIS).index(name), :]
    return found


def _figures(difference: Difference, middle: str) -> dict[str, float | None]:
    return dict(zip((middle, "low", "high"), known(difference), strict=True))


def effect_rows(found: Mapping[str, Effects], cells: Cells) -> Iterator[tuple[object, ...]]:
    """All effects as rows of HEADER; `cost_per_one` is a scenario's own price, `cost_of_each` that of each further one.

    Prices are no differences: low and high are those of the mean.
    """
    for scenario, all_of_it in found.items():
        for each in all_of_it.units:
            level = cells[scenario][each.kpi].level
            yield scenario, each.kpi, each.unit, each.baseline, each.mean, *known(each.difference), level
        price = all_of_it.price
        level = cells[scenario][price.kpi].level
        for name, each_yen in (("cost_per_one", price.own), ("cost_of_each", price.each)):
            if each_yen:
                mean, low, high = known(each_yen)
                yield scenario, price.kpi, name, known(price.baseline)[0], mean, None, low, high, level
