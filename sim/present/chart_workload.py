"""The desk's load: hand-offs per rep week by week, and beside it how soon first calls are made, in time or late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from sim.present.colours import BLUE, DEEP_RED, GREY, INK, ORANGE, SKY, SOFT
from sim.present.doubt import doubt
from sim.present.drawing import MARGIN, Box, Size, filled, heading, sheet, write
from sim.present.lettering import cut_to, fitted, width_in
from sim.present.picture import SLIDE, Chart
from sim.present.plotting import LABEL_SIZE, day_number, month_ticks, percent_ticks, plot
from sim.present.shownscenarios import (
    Floats,
    Spread,
    band_note,
    ends_words,
    left_out_note,
    middle,
    number,
    percent,
    ranked,
    runs_words,
    shown_scenarios,
    spread_of,
)
from sim.study.comparison import Comparison
from sim.study.profile import DAILY, WAITS_H, Profile
from sim.study.yardstick import Yardstick
from sim.words.messages import say

HEADER = ("scenario", "figure", "at", "days", "mean", "low", "high", "replications")
MOST = 4  # scenarios drawn
HEAD, FOOT, TITLES, TICKS = 1.2, 0.98, 0.62, 0.28  # inches
LEAST_PLOT, MOST_PLOT = 1.0, 3.2
_WEEK = 7
_TICKED_H = (0.5, 2.0, 8.0, 24.0, 72.0, 168.0)
_OPEN = len(WAITS_H)  # the last bin: longer than all


class Week(NamedTuple):
    """A calendar week, from Monday; its first day and number of days within the measured time."""

    first: date
    days: int


class Load(NamedTuple):
    """The load of one scenario.

    weeks: hand-offs per rep of each week. busiest: in a run's busiest week. within, late: by WAITS_H and the open bin,
    the share of first calls made within so many hours, and of those the late ones; empty where no call was made.
    """

    weeks: tuple[Spread, ...]
    busiest: Spread
    within: tuple[Spread, ...]
    late: tuple[Spread, ...]


class Workload(NamedTuple):
    """What the chart shows. names: what each scenario is called; shown: those that are drawn."""

    title: str
    subtitle: str
    note: str
    names: Mapping[str, str]
    shown: tuple[str, ...]
    baseline: str
    chosen: str | None
    weeks: tuple[Week, ...]
    loads: Mapping[str, Load]
    replications: int


def weeks_of(found: Comparison, yardstick: Yardstick) -> tuple[Week, ...]:
    """The weeks of the measured window."""
    numbers = _week_numbers(found, yardstick)
    firsts, sizes = (np.unique(numbers, return_index=True)[1], np.bincount(numbers))
    day = yardstick.calendar.date_of
    return tuple(Week(day(found.window.first_day + int(n)), int(size)) for n, size in zip(firsts, sizes, strict=True))


def _week_numbers(found: Comparison, yardstick: Yardstick) -> np.ndarray:
    """int64[D]: the week of each day of the window, from 0."""
    days = np.arange(found.window.first_day, found.window.last_day)
    week = (days + yardstick.calendar.weekday(0)) // _WEEK
    return np.asarray(week - week[0], np.int64)


def weekly_per_rep(found: Comparison, scenario: str, yardstick: Yardstick) -> Floats:
    """float64[runs, weeks]: hand-offs per rep; a row's maximum is the KPI `busiest_week_per_rep`."""
    days = slice(found.window.first_day, found.window.last_day)
    daily = found.profiles[scenario].daily
    per_rep = (daily[:, DAILY.index("mqls")] + daily[:, DAILY.index("call_handoffs")]) / yardstick.reps[days]
    numbers = _week_numbers(found, yardstick)
    return np.array([np.bincount(numbers, weights=run) for run in per_rep])


def workload(found: Comparison, yardsticks: Mapping[str, Yardstick]) -> Workload:
    """The load of every scenario; yardsticks: of each scenario its own."""
    n, shown = found.replications, shown_scenarios(found, MOST)
    loads = {name: _load(found, name, yardsticks[name]) for name in found.scenarios}
    return Workload(
        title=_finding(found, loads),
        subtitle=say("charts.workload.subtitle", runs=runs_words(n)),
        note=say("charts.workload.note") + band_note(n, "charts.workload.whiskers") + left_out_note(found, len(shown)),
        names={name: found.called(name) for name in found.scenarios},
        shown=shown,
        baseline=found.baseline,
        chosen=found.answer.choice.scenario,
        weeks=weeks_of(found, yardsticks[found.baseline]),
        loads=loads,
        replications=n,
    )


def _load(found: Comparison, scenario: str, yardstick: Yardstick) -> Load:
    weekly = weekly_per_rep(found, scenario, yardstick)
    within, late = _waits(found.profiles[scenario])
    return Load(_spreads(weekly), spread_of(weekly.max(axis=1)), within, late)


def _spreads(values: Floats, means: Floats | None = None) -> tuple[Spread, ...]:
    """Of float64[runs, n] the n means, or those given, with the middle of the runs."""
    ends = middle(values)
    known = (values.mean(axis=0) if means is None else means).tolist()
    if ends is None:
        return tuple(Spread(mean) for mean in known)
    return tuple(Spread(*each) for each in zip(known, ends[0].tolist(), ends[1].tolist(), strict=True))


def _waits(profile: Profile) -> tuple[tuple[Spread, ...], tuple[Spread, ...]]:
    """Cumulative shares of all first calls, and of the late ones; means over all calls of all runs."""
    reached = np.cumsum(profile.waits, axis=2)
    parts = (reached.sum(axis=1), reached[:, 1])
    calls = reached.sum(axis=1)[:, -1]
    if not calls.any():
        return (), ()
    total = np.where(calls > 0, calls, np.nan)[:, None]
    within, late = (_spreads(part / total, part.sum(axis=0) / calls.sum()) for part in parts)
    return within, late


def _finding(found: Comparison, loads: Mapping[str, Load]) -> str:
    """The busiest week of the baseline and of the others."""
    busiest = {name: load.busiest.mean for name, load in loads.items()}
    others = ranked(found)
    if not any(busiest.values()):
        return say("charts.workload.nothing")
    words = {"base": number(busiest[found.baseline]), "baseline": found.called(found.baseline)}
    if not others:
        return say("charts.workload.one", **words)
    if len(others) == 1:
        (other,) = others
        words["doubt"] = doubt(found.cells[other]["busiest_week_per_rep"].difference)
        return say("charts.workload.two", **words, rival=found.called(other), other=number(busiest[other]))
    ends = {"least": number(min(busiest[s] for s in others)), "most": number(max(busiest[s] for s in others))}
    return say("charts.workload.many", **words, **ends)


def workload_chart(found: Comparison, yardsticks: Mapping[str, Yardstick]) -> Chart | None:
    """The load as a chart, None if profiles were not kept; yardsticks: `plan.ready[scenario].yardstick` of each."""
    if not found.profiles:
        return None
    load = workload(found, yardsticks)
    rows = tuple(_table(load))
    return Chart("workload", load.title, _alt(load), _size(load), HEADER, rows, lambda ax: draw_workload(ax, load))


def _size(load: Workload) -> Size:
    """A slide, less what one scenario alone doesn't fill, and more where rows need it."""
    rows = len(load.shown)
    plot_height = (SLIDE[1] - HEAD - FOOT) / rows - TITLES - TICKS
    plot_height = min(max(plot_height, LEAST_PLOT), MOST_PLOT)
    return SLIDE[0], HEAD + FOOT + rows * (TITLES + plot_height + TICKS)


def draw_workload(ax: Axes, load: Workload) -> None:
    """Draw the load: a row for each scenario, its weeks at the left, its first calls at the right."""
    size, rows = _size(load), len(load.shown)
    sheet(ax, size)
    top = heading(ax, size, load.title, load.subtitle, load.note) - 0.12
    height = (top - FOOT - (rows - 1) * TICKS) / rows - TITLES
    width = size[0] - 2 * MARGIN
    for n, scenario in enumerate(load.shown):
        bottom = top - (n + 1) * (TITLES + height) - n * TICKS
        last = n == rows - 1
        _weeks(ax, Box(MARGIN + 0.4, bottom, width * 0.62 - 0.4, height), load, scenario, last=last)
        _calls(ax, Box(MARGIN + width * 0.68, bottom, width * 0.32, height), load.loads[scenario], last=last)


def _weeks(ax: Axes, box: Box, load: Workload, scenario: str, *, last: bool) -> None:
    """Bars of the weeks with whiskers, pale where a week is short; beside those of others the baseline's as a line."""
    own = load.loads[scenario]
    tops = [max(week.mean, week.high or 0.0) for name in load.shown for week in load.loads[name].weeks]
    starts = [day_number(week.first) for week in load.weeks]
    end = starts[-1] + load.weeks[-1].days
    inner = plot(ax, box, (starts[0], end), (0.0, (max(tops) or 1.0) * 1.08))
    month_ticks(inner, box.width)
    _name(ax, box, load, scenario)
    color = GREY if scenario == load.baseline else BLUE if scenario == load.chosen else SKY
    for week, start, spread in zip(load.weeks, starts, own.weeks, strict=True):
        pale = 0.45 if week.days < _WEEK else 1.0
        gap = min(0.8, week.days * 0.2)
        inner.bar(start + gap / 2, spread.mean, week.days - gap, align="edge", color=color, alpha=pale, label="week")
        _whisker(inner, start + week.days / 2, spread)
    if scenario != load.baseline:
        before = [week.mean for week in load.loads[load.baseline].weeks]
        inner.step([*starts, end], [*before, before[-1]], where="post", color=INK, linewidth=0.9, label="baseline")
    if last:
        words = cut_to(say("charts.workload.week_axis"), box.width, LABEL_SIZE)
        write(ax, (box.middle[0], box.bottom - 0.4), words, LABEL_SIZE, color=SOFT, ha="center")


def _name(ax: Axes, box: Box, load: Workload, scenario: str) -> None:
    """The scenario and its part in the comparison, and at the right its busiest week."""
    role = _role(load, scenario)
    own = load.loads[scenario].busiest
    busiest = say("charts.workload.busiest", number=ends_words(own, number(own.mean)))
    room = box.width - width_in(role, LABEL_SIZE) - 0.3
    name, size = fitted(load.names[scenario], room, 1, (11.0, 10.0, 9.0, 8.0), bold=True)
    write(ax, (box.left, box.top + 0.34), name, size, bold=True, va="baseline")
    used = width_in(name, size, bold=True)
    write(ax, (box.left + used + 0.1, box.top + 0.34), role, LABEL_SIZE, color=SOFT, va="baseline")
    write(ax, (box.right, box.top + 0.12), busiest, LABEL_SIZE, ha="right", va="baseline")
    unit = cut_to(say("charts.workload.unit"), box.width - width_in(busiest, LABEL_SIZE) - 0.2, LABEL_SIZE)
    write(ax, (box.left, box.top + 0.12), unit, LABEL_SIZE, color=SOFT, va="baseline")


def _role(load: Workload, scenario: str) -> str:
    if scenario == load.baseline:
        return say("charts.desk.baseline_chosen" if scenario == load.chosen else "charts.desk.baseline")
    return say("charts.desk.chosen") if scenario == load.chosen else ""


def _whisker(inner: Axes, x: float, spread: Spread) -> None:
    if spread.low is not None and spread.high is not None:
        inner.plot([x, x], [spread.low, spread.high], color=INK, linewidth=0.9, label="whisker")


def _calls(ax: Axes, box: Box, own: Load, *, last: bool) -> None:
    """Cumulative bars over the hours since the hand-off, late calls on top of those in time."""
    unit = cut_to(say("charts.workload.calls_unit"), box.width, LABEL_SIZE)
    write(ax, (box.left, box.top + 0.12), unit, LABEL_SIZE, color=SOFT, va="baseline")
    inner = plot(ax, box, (-0.6, _OPEN + 0.6), (0.0, 1.04))
    percent_ticks(inner)
    inner.set_yticks([0.0, 0.5, 1.0])
    ticked = [WAITS_H.index(hours) for hours in _TICKED_H]
    inner.set_xticks([*ticked, _OPEN], [*(_hours(hours) for hours in _TICKED_H), say("charts.workload.longer")])
    if not own.within:
        write(inner, (_OPEN / 2, 0.5), say("charts.workload.no_calls"), LABEL_SIZE, color=SOFT, ha="center")
    else:
        _bars(inner, own)
        _shares(ax, box, own)
    if last:
        words = cut_to(say("charts.workload.calls_axis"), box.width, LABEL_SIZE)
        write(ax, (box.middle[0], box.bottom - 0.4), words, LABEL_SIZE, color=SOFT, ha="center")


def _hours(hours: float) -> str:
    """A waiting time as a tick has it."""
    if hours < 1.0:
        return say("charts.workload.minutes", count=format(hours * 60.0, "g"))
    key = "charts.workload.hours" if hours < 24.0 else "charts.workload.days"
    return say(key, count=format(hours if hours < 24.0 else hours / 24.0, "g"))


def _bars(inner: Axes, own: Load) -> None:
    places = np.arange(_OPEN + 1)
    late = np.array([each.mean for each in own.late])
    in_time = np.array([each.mean for each in own.within]) - late
    inner.bar(places, in_time, 0.8, color=SKY, label="in time")
    bars = inner.bar(places, late, 0.8, bottom=in_time, color=ORANGE, edgecolor=DEEP_RED, linewidth=0, label="late")
    for bar in bars:
        bar.set_hatch("////")  # told apart without colour too
    for place, spread in zip(places.tolist(), own.within, strict=True):
        if place < _OPEN:  # within any time: always all
            _whisker(inner, place, spread)


def _shares(ax: Axes, box: Box, own: Load) -> None:
    """How many are late and how many in time, in words beside their colours."""
    late = own.late[-1]
    told = ends_words(late, say("charts.workload.late", share=percent(late.mean)), shares=True)
    in_time = say("charts.workload.in_time", share=percent(1.0 - late.mean))
    left, y = box.left, box.top + 0.34
    for words, color in ((told, ORANGE), (in_time, SKY)):
        filled(ax, Box(left, y - 0.01, 0.12, 0.12), color)
        bold = color == ORANGE
        write(ax, (left + 0.17, y), words, 9.0, bold=bold, color=DEEP_RED if bold else INK, va="baseline")
        left += 0.17 + width_in(words, 9.0, bold=bold) + 0.22


def _alt(load: Workload) -> str:
    lines = []
    for scenario in load.shown:
        own = load.loads[scenario]
        late = percent(own.late[-1].mean) if own.late else say("charts.desk.none")
        told = {"scenario": load.names[scenario], "busiest": number(own.busiest.mean), "late": late}
        lines.append(say("charts.workload.alt_scenario", **told))
    return say("charts.workload.alt", title=load.title, subtitle=load.subtitle, scenarios=" ".join(lines))


def _table(load: Workload) -> Iterator[tuple[object, ...]]:
    """The numbers as rows of HEADER: weeks by their first day, calls by hours (the open bin without any)."""
    hours: Sequence[float | None] = (*WAITS_H, None)
    for scenario, own in load.loads.items():
        for week, spread in zip(load.weeks, own.weeks, strict=True):
            yield scenario, "handoffs_per_rep", week.first.isoformat(), week.days, *spread, load.replications
        yield scenario, "busiest_week_per_rep", None, None, *own.busiest, load.replications
        for figure, parts in (("first_calls_within", own.within), ("late_first_calls_within", own.late)):
            for at, spread in zip(hours, parts, strict=False):
                yield scenario, figure, at, None, *spread, load.replications
