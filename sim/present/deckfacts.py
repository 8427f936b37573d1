"""The numbers of the deck's charts and tables: from the comparison, with the reach of their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal, get_args

import numpy as np

from sim.model.stats import paired
from sim.present.brief import WEEK_DAYS, Brief, Figure
from sim.present.slidechart import Bars, Series
from sim.study.answer import per_words
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.pairs import mean_of
from sim.study.reason import rival
from sim.study.reopened import Reopened
from sim.words.local import period_words, yen_words
from sim.words.messages import say

Part = Literal["before", "after", "difference", "interval"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
_GREY, _TOLD, _OTHER, _BACK = 0, 1, 5, 2  # accents


def shown(figure: Figure, part: Part) -> str:
    """A part of a figure in words; money in the units of a planning deck."""
    plain = {
        "before": figure.before_words,
        "after": figure.after_words,
        "difference": figure.difference,
        "interval": figure.interval,
    }
    kpi = KPIS.get(figure.kpi)
    if kpi is None or kpi.unit != "yen" or figure.cell is None:
        return plain[part]
    if part in ("before", "after"):
        value = figure.before if part == "before" else figure.after
        return plain[part] if value is None else yen_words(value)
    found = figure.cell.difference
    if part == "difference":
        return yen_words(found.mean, signed=True) if plain[part] else ""
    ends = {"low": yen_words(found.low, signed=True), "high": yen_words(found.high, signed=True)}
    return say("deck.interval", **ends) if plain[part] else ""


def spread(
    found: Comparison, name: str, scenario: str, *, times: float = 1.0
) -> tuple[float | None, tuple[float, float]]:
    """Mean of a KPI in a scenario, and how far its interval reaches below and above; nothing where it isn't known."""
    kpi, figures = KPIS[name], found.figures[scenario][:, list(KPIS).index(name), :]
    mean = found.cells[scenario][name].mean
    if mean is None or mean_of(kpi, figures) is None:
        return None, (0.0, 0.0)
    known = figures[figures[:, 1] != 0.0]
    values = known[:, 0] / known[:, 1] * kpi.per(1.0, found.window, found.question.per)
    reach = paired(np.zeros(values.size), values).half_width * times
    reach = reach if math.isfinite(reach) else 0.0
    mean *= times
    return mean, (min(reach, mean) if mean >= 0.0 else reach, reach)


def effect_bars(opened: Reopened) -> Bars:
    """Opportunities, or what else decides, of every scenario."""
    found = opened.found
    name = found.question.kpi
    percent = 100.0 if KPIS[name].unit == "share" else 1.0
    values, reach = zip(*(spread(found, name, scenario, times=percent) for scenario in found.scenarios), strict=True)
    colours = tuple(
        _GREY if each == found.baseline else _TOLD if each == rival(found) else _OTHER for each in found.scenarios
    )
    unit = say("charts.unit", what=KPIS[name].title, per=per_words(name, found.question.per))
    label = unit + (" (%)" if percent > 1.0 else "")
    series = Series(label, values, reach)
    names = tuple(found.called(each) for each in found.scenarios)
    alt = _alt(label, names, [series])
    return Bars(label, names, (series,), alt, _digits(values), colours=colours)


def week_bars(opened: Reopened) -> Bars:
    """Hand-offs per rep in a usual and in the busiest week, of the baseline and the scenario told of."""
    found = opened.found
    weeks = (("handoffs_per_rep_day", WEEK_DAYS), ("busiest_week_per_rep", 1.0))
    scenarios = (found.baseline, rival(found))
    series = []
    for accent, scenario in zip((_GREY, _TOLD), scenarios, strict=True):
        values, reach = zip(*(spread(found, name, scenario, times=times) for name, times in weeks), strict=True)
        series.append(Series(found.called(scenario), values, reach, accent))
    names = (say("deck.usual_week"), say("deck.busiest_week"))
    return Bars(say("deck.week_unit"), names, tuple(series), _alt(say("deck.week_unit"), names, series))


def back_words(told: Brief) -> str:
    """What to do beyond the line: to go back after a change, else to look again."""
    return say("deck.head_back" if told.is_change else "deck.head_again")


def guard_bars(told: Brief) -> Bars | None:
    """What is expected of what is watched, beside the line at which to go back; of those with one unit."""
    if not told.watch:
        return None
    unit = _kind(told.watch[0].data.kpi)
    watched = [each for each in told.watch if _kind(each.data.kpi) == unit]
    times = 100.0 if unit == "share" else 1.0
    expected = tuple(each.data.expected * times for each in watched)
    lines = tuple(each.data.line * times for each in watched)
    series = (
        Series(say("deck.head_expected"), expected, accent=_TOLD),
        Series(back_words(told), lines, accent=_BACK),
    )
    names = tuple(KPIS[each.data.kpi].title for each in watched)
    label = say(f"deck.unit_{unit}")
    return Bars(label, names, series, _alt(label, names, series), 0 if unit == "yen" else 1)


def _kind(name: str) -> str:
    """Units that have one axis together: counts of anything do."""
    unit = KPIS[name].unit
    return unit if unit in ("share", "yen", "days", "hours") else "count"


def month_bars(opened: Reopened, told: Brief) -> Bars | None:
    """The deciding KPI of the baseline and the scenario told of by month; None where months were not kept."""
    rows = [row for row in opened.found.by_month() if row.scenario == rival(opened.found) and row.period.is_whole]
    if len(rows) < 2:
        return None
    kpi = KPIS[opened.found.question.kpi]
    times = 100.0 if kpi.unit == "share" else 1.0
    series = (
        Series(told.baseline, tuple(_times(row.baseline, times) for row in rows), accent=_GREY),
        Series(told.told, tuple(_times(row.mean, times) for row in rows), accent=_TOLD),
    )
    names = tuple(period_words(row.period.name) for row in rows)
    return Bars(kpi.title, names, series, _alt(kpi.title, names, series), is_line=True)


def _times(value: float | None, times: float) -> float | None:
    return None if value is None else value * times


def _digits(values: Sequence[float | None]) -> int:
    return 0 if max((abs(each) for each in values if each is not None), default=0.0) >= 1_000 else 1


def _alt(unit: str, names: Sequence[str], series: Sequence[Series]) -> str:
    """The chart in words: every bar with its figure."""
    none = say("kpi.none")
    told = [
        say("deck.alt_bar", category=name, series=each.name, value=none if value is None else f"{value:,.1f}")
        for each in series
        for name, value in zip(names, each.values, strict=True)
    ]
    return say("deck.alt_chart", unit=unit, bars=say("deck.listed").join(told))
