"""Plots within a sheet: axes with units, dates and bands; lines told apart without colour, labels at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.dates import date2num, num2date
from matplotlib.ticker import FixedLocator, MaxNLocator

from sim.present.colours import BLUE, GREEN, GREY, INK, ORANGE, PALE, PURPLE, RED, SKY, SOFT
from sim.present.drawing import TICK_SIZE, Box, tick_words, write
from sim.present.lettering import cut_to, height_in, width_in
from sim.words.local import month_words

LABEL_SIZE = 8.0  # points
_DASHES = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">", "p", "h")
_OTHERS = (SKY, RED, GREEN, ORANGE, PURPLE, INK)


class Look(NamedTuple):
    """How one of several things is drawn everywhere on a chart: told apart by colour, line style and marker."""

    color: str
    line: str | tuple[float, tuple[float, ...]]
    marker: str
    width: float = 1.8


def looks(names: Sequence[str], *, baseline: str | None = None, chosen: str | None = None) -> dict[str, Look]:
    """A look for each of up to 24 names; the baseline is grey, the chosen one strong and blue."""
    found = {}
    others = [name for name in names if name not in (baseline, chosen)]
    for n, name in enumerate(others):
        found[name] = Look(_OTHERS[n % 6], _DASHES[(n // 6 + 1) % 4], _MARKERS[(n + 2) % 12], 1.4)
    fixed = {baseline: Look(GREY, _DASHES[1], _MARKERS[1]), chosen: Look(BLUE, _DASHES[0], _MARKERS[0], 2.4)}
    return {name: fixed.get(name) or found[name] for name in names}


def plot(
    ax: Axes,
    box: Box,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    x_label: str = "",
    y_label: str = "",
    title: str = "",
    grid: bool = True,
) -> Axes:
    """An axis of its own within a sheet: ticks and units outside `box`, above it a title and the y axis' unit.

    Leave some .6 inches at the left and below, .45 above.
    """
    inner = ax.inset_axes((box.left, box.bottom, box.width, box.height), transform=ax.transData)
    inner.set_xlim(*x_range)
    inner.set_ylim(*y_range)
    inner.set_facecolor("none")
    for side, spine in inner.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(SOFT)
    inner.tick_params(labelsize=TICK_SIZE, colors=SOFT, length=3)
    inner.xaxis.set_major_locator(MaxNLocator(max(2, int(box.width / 0.9)), steps=[1, 2, 2.5, 5, 10]))
    inner.yaxis.set_major_locator(MaxNLocator(max(2, int(box.height / 0.5)), steps=[1, 2, 2.5, 5, 10]))
    for axis in (inner.xaxis, inner.yaxis):
        axis.set_major_formatter(lambda value, _: tick_words(value))
    if grid:
        inner.grid(axis="y", color=PALE, linewidth=0.6)
        inner.set_axisbelow(True)
    if title:
        write(ax, (box.left, box.top + 0.31), cut_to(title, box.width, 11.0, bold=True), 11.0, bold=True)
    if y_label:
        write(ax, (box.left, box.top + 0.12), cut_to(y_label, box.width, LABEL_SIZE), LABEL_SIZE, color=SOFT)
    if x_label:
        words = cut_to(x_label, box.width, LABEL_SIZE)
        write(ax, (box.left + box.width / 2, box.bottom - 0.38), words, LABEL_SIZE, color=SOFT, ha="center")
    return inner


def percent_ticks(inner: Axes, *, axis: str = "y") -> None:
    """The ticks of shares 0..1 in percent."""
    which = inner.yaxis if axis == "y" else inner.xaxis
    which.set_major_formatter(lambda value, _: f"{tick_words(value * 100.0)} %")


def day_number(day: date) -> float:
    """Where a date stands on an axis of dates."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def month_ticks(inner: Axes, width: float) -> None:
    """A tick at the first of each month of an axis of dates, or of every second, third ... where room is short.

    width: of the axis, in inches. An axis without a first of a month keeps its ends.
    """
    low, high = inner.get_xlim()
    first, last = (num2date(x).date() for x in (low, high))  # type: ignore[no-untyped-call]
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    months = [day for day in months if low <= day_number(day) <= high] or [first, last]
    room = max(1, int(width / 0.75))
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if -(-len(months) // s) <= room)
    shown = months[::step]
    inner.xaxis.set_major_locator(FixedLocator([day_number(day) for day in shown]))
    inner.set_xticklabels([month_words(day, with_year=n == 0 or day.month <= step) for n, day in enumerate(shown)])


class End(NamedTuple):
    """A label at the end of a line: where the line ends, in data, and what it says."""

    x: float
    y: float
    text: str
    color: str = INK
    bold: bool = False


def label_ends(inner: Axes, box: Box, ends: Sequence[End], room: float, *, size: float = LABEL_SIZE) -> None:
    """Labels at the right of a plot, level with the ends of their lines but never over one another.

    box: the plot's own; room: inches at its right. Of more labels than there is height for, the last are left out.
    """
    low, high = inner.get_ylim()
    tall = height_in(1, size)
    fitting = sorted(ends[: max(1, int(box.height / tall) + 1)], key=lambda end: end.y)
    wanted = [(end.y - low) / (high - low) * box.height for end in fitting]
    for end, at in zip(fitting, spread(wanted, tall, 0.0, box.height), strict=True):
        words = cut_to(end.text, room, size, bold=end.bold)
        place = (1.0 + 0.06 / box.width, at / box.height)
        write(inner, place, words, size, bold=end.bold, color=end.color, transform=inner.transAxes)


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places near those wanted (ascending) and `apart` at least, between low and high if there is room."""
    places = [max(low, each) for each in wanted]
    for n in range(1, len(places)):
        places[n] = max(places[n], places[n - 1] + apart)
    if places and places[-1] > high:
        places[-1] = high
        for n in range(len(places) - 2, -1, -1):
            places[n] = min(places[n], places[n + 1] - apart)
    return places


def band(
    inner: Axes, x: Sequence[float], low: Sequence[float], high: Sequence[float], look: Look, name: str = ""
) -> None:
    """An interval along a line; `name` is its label for tests and screen readers."""
    inner.fill_between(x, low, high, facecolor=look.color, alpha=0.18, linewidth=0, label=name)


def line(
    inner: Axes, x: Sequence[float], y: Sequence[float], look: Look, name: str = "", *, step: bool = False
) -> None:
    """A line in its look; as steps where the number holds until it changes."""
    (drawn,) = inner.plot(x, y, color=look.color, linestyle=look.line, linewidth=look.width, label=name)
    drawn.set_drawstyle("steps-post" if step else "default")


def legend_row(ax: Axes, left: float, y: float, entries: Sequence[tuple[str, Look]], width: float) -> None:
    """Names beside a sample of their line, in a row on the sheet; cut evenly if they need more than `width` inches."""
    sample, gap, size = 0.32, 0.22, LABEL_SIZE
    if not entries:
        return
    needed = [width_in(name, size) for name, _ in entries]
    spare = width - len(entries) * (sample + 0.08 + gap)
    most = max(needed) if sum(needed) <= spare else spare / len(entries)
    for name, look in entries:
        ax.plot([left, left + sample], [y, y], color=look.color, linestyle=look.line, linewidth=look.width)
        words = cut_to(name, most, size)
        write(ax, (left + sample + 0.08, y), words, size)
        left += sample + 0.08 + width_in(words, size) + gap

