"""When the desk is busy: hand-offs arriving and calls made by weekday and hour, with the working hours outlined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.model.calendar import DAY_S
from sim.present.colours import BLUE, DEEP, INK, PALE, PAPER, SOFT, TINT
from sim.present.drawing import MARGIN, TICK_SIZE, Box, Size, heading, sheet, tick_words, write
from sim.present.lettering import cut_to, fitted, width_in
from sim.present.picture import SLIDE, Chart
from sim.present.plotting import LABEL_SIZE
from sim.present.shownscenarios import (
    Floats,
    Spread,
    band_note,
    ends_words,
    left_out_note,
    middle,
    number,
    percent,
    runs_words,
    shown_scenarios,
    spread_of,
)
from sim.study.comparison import Comparison
from sim.study.profile import HOURLY
from sim.study.yardstick import Yardstick
from sim.words.local import weekday_words
from sim.words.messages import say

HEADER = ("scenario", "figure", "weekday", "hour", "working", "mean", "low", "high", "replications")
MOST = 2  # scenarios drawn
HEAD, FOOT, TITLES, TICKS, GAP = 1.3, 0.95, 0.62, 0.28, 0.55  # inches
NAMES, SCALE = 0.42, 0.75  # inches: weekdays at the left of a panel, the scale at the right of all
MOST_PLOT = 3.6
WRITTEN = 4  # numbers written into a panel
WEEK, HOURS = 7, 24
_TICKED = (0, 6, 12, 18, 24)

Flags = NDArray[np.bool_]


class Hours(NamedTuple):
    """One scenario's counts by weekday (Monday first) and hour, a week on average.

    means, low, high: float64[HOURLY, 7, 24]; low and high None of one run. working: bool[7, 24]. outside: of the
    hand-offs the share outside working hours, None where there are none.
    """

    means: Floats
    low: Floats | None
    high: Floats | None
    working: Flags
    outside: tuple[Spread | None, ...]


class Desk(NamedTuple):
    """What the chart shows. names: what each scenario is called; shown: those that are drawn."""

    title: str
    subtitle: str
    note: str
    names: Mapping[str, str]
    shown: tuple[str, ...]
    hours: Mapping[str, Hours]
    replications: int


def working_hours(yardstick: Yardstick, first_day: int, last_day: int) -> Flags:
    """bool[7, 24]: in which hours some team works, on a tenth of the days or more, or for a tenth of the hour."""
    days = np.arange(first_day, last_day)
    starts = yardstick.day_start_s[days][:, None] + np.arange(HOURS) * (DAY_S // HOURS)
    worked = yardstick.worked_until(starts + DAY_S // HOURS) - yardstick.worked_until(starts)
    weekdays = (days + yardstick.calendar.weekday(0)) % WEEK
    total = np.zeros((WEEK, HOURS))
    np.add.at(total, weekdays, worked)
    possible = np.bincount(weekdays, minlength=WEEK)[:, None] * (DAY_S // HOURS)
    return np.asarray(total > 0.1 * possible)


def hours(found: Comparison, yardsticks: Mapping[str, Yardstick]) -> Desk:
    """The hours of every scenario; yardsticks: of each scenario its own."""
    n, shown = found.replications, shown_scenarios(found, MOST)
    each = {name: _hours(found, name, yardsticks[name]) for name in found.scenarios}
    return Desk(
        title=_finding(each[found.baseline], found.called(found.baseline)),
        subtitle=say("charts.hours.subtitle", runs=runs_words(n)),
        note=say("charts.hours.note") + band_note(n, "charts.hours.ends") + left_out_note(found, len(shown)),
        names={name: found.called(name) for name in found.scenarios},
        shown=shown,
        hours=each,
        replications=n,
    )


def _hours(found: Comparison, scenario: str, yardstick: Yardstick) -> Hours:
    counts = found.profiles[scenario].hours
    window = found.window
    weekly = counts * WEEK / (window.last_day - window.first_day)
    working = working_hours(yardstick, window.first_day, window.last_day)
    outside = tuple(_outside(counts[:, n], working) for n in range(len(HOURLY)))
    low, high = middle(weekly) or (None, None)
    return Hours(weekly.mean(axis=0), low, high, working, outside)


def _outside(counts: NDArray[np.int64], working: Flags) -> Spread | None:
    """The share of all cases outside working hours, with the middle of the runs; counts: int64[runs, 7, 24]."""
    total, outside = counts.sum(axis=(1, 2)), counts[:, ~working].sum(axis=1)
    if not total.any():
        return None
    shares = outside / np.where(total > 0, total, np.nan)
    return spread_of(shares, float(outside.sum() / total.sum()))


def _finding(base: Hours, baseline: str) -> str:
    """What share of the baseline's hand-offs comes when nobody works, and the busiest hour."""
    outside = base.outside[0]
    if outside is None:
        return say("charts.hours.nothing")
    weekday, hour = (int(n) for n in np.unravel_index(base.means[0].argmax(), (WEEK, HOURS)))
    when = say("charts.hours.hour", weekday=weekday_words(weekday), first=hour, last=hour + 1)
    told = {"share": percent(outside.mean), "most": number(float(base.means[0].max()))}
    return say("charts.hours.title", baseline=baseline, hour=when, **told)


def hours_chart(found: Comparison, yardsticks: Mapping[str, Yardstick]) -> Chart | None:
    """The hours as a chart, None if profiles were not kept; yardsticks: of each scenario its own."""
    if not found.profiles:
        return None
    desk = hours(found, yardsticks)
    rows = tuple(_table(desk))
    return Chart("hours", desk.title, _alt(desk), _size(desk), HEADER, rows, lambda ax: draw_hours(ax, desk))


def _size(desk: Desk) -> Size:
    """A slide, less what one scenario alone doesn't fill."""
    return SLIDE[0], SLIDE[1] if len(desk.shown) > 1 else HEAD + FOOT + TITLES + MOST_PLOT


def draw_hours(ax: Axes, desk: Desk) -> None:
    """Draw the hours: a row for each scenario, hand-offs at the left, calls at the right."""
    size, rows = _size(desk), len(desk.shown)
    sheet(ax, size)
    top = heading(ax, size, desk.title, desk.subtitle, desk.note) - 0.15
    height = (top - FOOT - (rows - 1) * TICKS) / rows - TITLES
    most = max(float(desk.hours[name].means.max()) for name in desk.shown) or 1.0
    width = (size[0] - 2 * MARGIN - SCALE - GAP) / 2
    for n, scenario in enumerate(desk.shown):
        bottom = top - (n + 1) * (TITLES + height) - n * TICKS
        for column in range(len(HOURLY)):
            left = MARGIN + column * (width + GAP) + NAMES
            box = Box(left, bottom, width - NAMES, height)
            _titles(ax, box, desk, scenario, column)
            _panel(ax, box, desk.hours[scenario], column, most)
    words = say("charts.hours.axis")
    for column in range(len(HOURLY)):
        middle_x = MARGIN + column * (width + GAP) + NAMES + (width - NAMES) / 2
        write(ax, (middle_x, bottom - 0.36), words, LABEL_SIZE, color=SOFT, ha="center")
    _scale(ax, Box(size[0] - MARGIN - SCALE + 0.3, bottom, 0.16, height), most)


def _titles(ax: Axes, box: Box, desk: Desk, scenario: str, column: int) -> None:
    """At the left the scenario's name, over each panel what it counts, how many, and how many outside the hours."""
    own = desk.hours[scenario]
    if column == 0:
        name, size = fitted(desk.names[scenario], box.width, 1, (11.0, 10.0, 9.0, 8.0), bold=True)
        write(ax, (box.left, box.top + 0.36), name, size, bold=True, va="baseline")
    outside, total = own.outside[column], float(own.means[column].sum())
    words = say(f"charts.hours.{HOURLY[column]}")
    write(ax, (box.left, box.top + 0.1), words, 9.0, bold=True, va="baseline")
    told = say("charts.hours.total_none")
    if outside is not None:
        share = ends_words(outside, say("charts.hours.share", share=percent(outside.mean)), shares=True)
        told = say("charts.hours.total", count=number(total), outside=share)
    room = box.width - width_in(words, 9.0, bold=True) - 0.15
    told = cut_to(told, room, LABEL_SIZE)
    write(ax, (box.right, box.top + 0.1), told, LABEL_SIZE, color=SOFT, ha="right", va="baseline")


def _colors() -> LinearSegmentedColormap:
    """From the paper to strong blue, as the theme in use has them; a monotone scale also in grey print."""
    return LinearSegmentedColormap.from_list("load", [(0.0, TINT), (0.25, DEEP), (1.0, BLUE)])


def _panel(ax: Axes, box: Box, own: Hours, column: int, most: float) -> None:
    inner = ax.inset_axes((box.left, box.bottom, box.width, box.height), transform=ax.transData)
    counts = own.means[column]
    inner.pcolormesh(counts, cmap=_colors(), vmin=0.0, vmax=most, edgecolors=PAPER, linewidth=0.8, label=HOURLY[column])
    inner.set_xlim(0.0, HOURS)
    inner.set_ylim(WEEK, 0.0)
    inner.set_facecolor("none")
    inner.set_yticks(np.arange(WEEK) + 0.5, [weekday_words(day) for day in range(WEEK)])
    inner.set_xticks(list(_TICKED), [str(hour) for hour in _TICKED])
    inner.tick_params(labelsize=TICK_SIZE, colors=SOFT, length=3)
    inner.tick_params(axis="y", length=0)
    for spine in inner.spines.values():
        spine.set_visible(False)
    inner.add_collection(LineCollection(_outline(own.working), colors=INK, linewidths=1.1, label="working hours"))
    for day, hour in _highest(counts):
        _count(inner, box, counts, (day, hour), most)


def _outline(working: Flags) -> list[list[tuple[float, float]]]:
    """The borders between hours in which somebody works and others, as lines (hour, weekday)."""
    inside = np.pad(working, 1)
    upright = np.argwhere(inside[1:-1, 1:] != inside[1:-1, :-1])
    level = np.argwhere(inside[1:, 1:-1] != inside[:-1, 1:-1])
    lines = [[(float(h), float(d)), (float(h), d + 1.0)] for d, h in upright]
    return lines + [[(float(h), float(d)), (h + 1.0, float(d))] for d, h in level]


def _highest(counts: Floats) -> list[tuple[int, int]]:
    """The cells with the highest numbers, the highest first; of equal ones the earlier."""
    order = np.argsort(-counts, axis=None, kind="stable")[:WRITTEN]
    cells = [divmod(int(n), HOURS) for n in order]
    return [cell for cell in cells if counts[cell] > 0.0]


def _count(inner: Axes, box: Box, counts: Floats, cell: tuple[int, int], most: float) -> None:
    """A number in its cell, as large as the cell allows."""
    value = float(counts[cell])
    text, size = fitted(_short(value), box.width / HOURS - 0.02, 1, (7.5, 7.0, 6.5, 6.0, 5.5))
    color = _readable_on(_colors()(value / most))
    write(inner, (cell[1] + 0.5, cell[0] + 0.52), text, size, color=color, ha="center")


def _readable_on(color: tuple[float, float, float, float]) -> str:
    """Ink or paper, whichever stands out more (WCAG 2.2's contrast ratio)."""
    light = _luminance(color)

    def contrast(name: str) -> float:
        both = sorted((light + 0.05, _luminance(to_rgba(name)) + 0.05))
        return both[1] / both[0]

    return max((INK, PAPER), key=contrast)


def _luminance(color: tuple[float, float, float, float]) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _short(value: float) -> str:
    """A number of three characters at most, up to a thousand."""
    return format(value, ".1f" if value < 9.95 else ".0f")


def _scale(ax: Axes, box: Box, most: float) -> None:
    """What the colours mean."""
    inner = ax.inset_axes((box.left, box.bottom, box.width, box.height), transform=ax.transData)
    inner.pcolormesh([0.0, 1.0], np.linspace(0.0, most, 65), np.linspace(0.0, most, 64)[:, None], cmap=_colors())
    inner.set_ylim(0.0, most)
    inner.set_xticks([])
    inner.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    inner.yaxis.tick_right()
    inner.yaxis.set_major_formatter(lambda value, _: tick_words(value))
    inner.tick_params(labelsize=TICK_SIZE, colors=SOFT, length=3)
    for spine in inner.spines.values():
        spine.set_color(PALE)
    words = say("charts.hours.scale")
    write(ax, (box.left, box.top + 0.1), words, LABEL_SIZE, color=SOFT, va="baseline")


def _alt(desk: Desk) -> str:
    lines = []
    for scenario in desk.shown:
        totals = [number(float(total)) for total in desk.hours[scenario].means.sum(axis=(1, 2))]
        told = {"handoffs": totals[0], "attempts": totals[1], "scenario": desk.names[scenario]}
        lines.append(say("charts.hours.alt_scenario", **told))
    return say("charts.hours.alt", title=desk.title, subtitle=desk.subtitle, scenarios=" ".join(lines))


def _table(desk: Desk) -> Iterator[tuple[object, ...]]:
    """The numbers as rows of HEADER, a week on average; weekdays from 0, Monday."""
    for scenario, own in desk.hours.items():
        for n, figure in enumerate(HOURLY):
            for day, hour in np.ndindex(WEEK, HOURS):
                ends = [None if table is None else float(table[n, day, hour]) for table in (own.low, own.high)]
                told = (scenario, figure, day, hour, int(own.working[day, hour]), float(own.means[n, day, hour]))
                yield *told, *ends, desk.replications
