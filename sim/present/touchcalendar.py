"""What the touch calendar shows: its rows, those that differ for each scenario, and how many mails a lead gets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.model.calendar import Calendar
from sim.model.stats import paired
from sim.study.answer import spoken
from sim.study.touchdays import KINDS, Quarter, Touch, Touched, mails_per_lead, quarter_of, touched
from sim.study.twologs import Log
from sim.study.yardstick import Yardstick
from sim.words.local import quarter_words
from sim.words.messages import say

MOST_ROWS = 34  # drawn; the numbers hold all


class Line(NamedTuple):
    """A row of the calendar. scenario: empty if both have it alike. totals: by scenario shown, None: not counted."""

    kind: str
    title: str
    scenario: str
    touches: tuple[Touch, ...]
    totals: tuple[float | None, ...]


class Mean(NamedTuple):
    """Mails per lead and month of a scenario in each month and in the quarter, with the quarter's 95 % interval."""

    scenario: str
    months: tuple[float, ...]
    quarter: float
    low: float | None
    high: float | None


class Touches(NamedTuple):
    """What the chart shows. names: how readers see scenarios called. lines: those drawn, of `of_lines`. means: none
    without event logs.
    """

    title: str
    subtitle: str
    note: str
    quarter: Quarter
    calendar: Calendar
    months: tuple[range, ...]
    scenarios: tuple[str, ...]
    names: Mapping[str, str]
    lines: tuple[Line, ...]
    of_lines: int
    means: tuple[Mean, ...]
    runs: int


Plans = Mapping[str, Yardstick]
Logs = Mapping[str, Sequence[Log]]


def touches(
    plans: Plans,
    window: tuple[int, int],
    *,
    logs: Logs | None = None,
    quarter: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> Touches:
    """The touch calendar of one scenario or of two, the baseline first.

    window: first day and the day after the last of the time measured; the quarter is the one of this name, or the one
    with most days in it. logs: event logs with all rows, by scenario. titles: how readers see scenarios called,
    of those that have a title. ValueError for no such quarter.
    """
    kept = {name: (logs or {}).get(name, ()) for name in plans}
    kept = kept if all(kept.values()) else dict.fromkeys(plans, ())
    calendar = next(iter(plans.values())).calendar
    found = quarter_of(calendar, *window, name=quarter)
    months = tuple(_months(calendar, found))
    rows = {name: touched(plan, found, kept[name]) for name, plan in plans.items()}
    lines, changed = _lines(rows)
    means = tuple(_mean(name, plan, (*months, found.days), kept[name]) for name, plan in plans.items() if kept[name])
    names = {name: (titles or {}).get(name) or spoken(name) for name in plans}
    runs = min(len(some) for some in kept.values())
    return Touches(
        title=_finding(found, tuple(names.values()), tuple(rows.values()), means, changed),
        subtitle=_subtitle(tuple(names.values()), runs, len(lines)),
        note=_note(runs, len(plans)),
        quarter=found,
        calendar=calendar,
        months=months,
        scenarios=tuple(plans),
        names=names,
        lines=tuple(lines[:MOST_ROWS]),
        of_lines=len(lines),
        means=means,
        runs=runs,
    )


def _months(calendar: Calendar, quarter: Quarter) -> Iterator[range]:
    names = [calendar.month(day) for day in quarter.days]
    for name in dict.fromkeys(names):
        first = quarter.first_day + names.index(name)
        yield range(first, first + names.count(name))


def _lines(rows: Mapping[str, Sequence[Touched]]) -> tuple[list[Line], int]:
    """All rows in order, those that differ once for each scenario that has them; and how many differ."""
    by_key = [{(row.kind, row.name): row for row in some} for some in rows.values()]
    keys = sorted(dict.fromkeys(key for some in by_key for key in some), key=lambda key: KINDS.index(key[0]))
    lines, changed = [], 0
    for key in keys:
        own = [some.get(key) for some in by_key]
        known = [row for row in own if row is not None]
        if len(known) == len(own) and all(row.settings == known[0].settings for row in known):
            lines.append(_line(known[0], "", tuple(row.total for row in known)))
            continue
        changed += 1
        for n, (scenario, row) in enumerate(zip(rows, own, strict=True)):
            if row is not None:
                lines.append(_line(row, scenario, tuple(row.total if m == n else None for m in range(len(own)))))
    return lines, changed


def _line(row: Touched, scenario: str, totals: tuple[float | None, ...]) -> Line:
    return Line(row.kind, row.title or spoken(row.name), scenario, row.touches, totals)


def _mean(scenario: str, plan: Yardstick, spans: Sequence[range], logs: Sequence[Log]) -> Mean:
    table = mails_per_lead(plan, spans, logs)
    *months, quarter = (float(np.mean(column)) for column in table.T)
    spread = paired(np.zeros(len(logs)), np.nan_to_num(table[:, -1]))
    ends = (max(0.0, spread.low), spread.high) if math.isfinite(spread.half_width) else (None, None)
    return Mean(scenario, tuple(months), quarter, *ends)


def _finding(
    quarter: Quarter, called: Sequence[str], rows: Sequence[Sequence[Touched]], means: Sequence[Mean], changed: int
) -> str:
    """How many mails a lead gets, or how many sends the calendar has; `called`: of one scenario or of two."""
    name = quarter_words(quarter.name)
    what = "mails" if means else "sends"
    values = [rate(each.quarter) for each in means] or [f"{_sends(some):,}" for some in rows]
    if len(values) == 1:
        return say(f"charts.touches.{what}_one", quarter=name, value=values[0])
    told = dict(zip(("before", "after", "a", "b"), (*values, *called), strict=True))
    same = "" if changed else say("charts.touches.same")
    return say(f"charts.touches.{what}_two", quarter=name, **told) + same


def _sends(rows: Sequence[Touched]) -> int:
    """How many sends the calendar says."""
    return sum(each.what in ("sent", "invited", "reminded") for row in rows for each in row.touches)


def rate(value: float | None) -> str:
    """Mails per lead and month, or that there are none to count."""
    return say("charts.touches.none") if value is None or math.isnan(value) else f"{value:.2f}"


def _subtitle(scenarios: Sequence[str], runs: int, lines: int) -> str:
    key = "planned" if not runs else "counted_one" if runs == 1 else "counted"
    text = say(f"charts.touches.{key}", runs=runs)
    if len(scenarios) == 2:
        a, b = scenarios
        text += " " + say("charts.touches.pair", a=a, b=b)
    return text + (say("charts.touches.left_out", count=lines - MOST_ROWS) if lines > MOST_ROWS else "")


def _note(runs: int, scenarios: int) -> str:
    spread = say("charts.touches.note_one") if runs == 1 else ""
    if runs > 1:
        spread = say("charts.touches.note_runs", runs=runs)
    doubled = say("charts.touches.note_doubled") if scenarios > 1 else ""
    return say("charts.touches.note_counted" if runs else "charts.touches.note_planned") + doubled + spread
