"""What charts are drawn with: an axis as a sheet of paper measured in inches, texts, boxes and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from sim.present.colours import INK, PAPER, SOFT
from sim.present.lettering import POINTS, fitted, height_in, width_in, wrapped

MARGIN = 0.35  # inches of white at each side
TITLE_SIZES, SUBTITLE_SIZE, NOTE_SIZE = (16.0, 15.0, 14.0), 10.0, 8.0  # points; titles may be a little smaller
TICK_SIZE, TICK_GAP = 8.0, 0.15  # points; inches

Point = tuple[float, float]
Size = tuple[float, float]  # inches: width, height


class Box(NamedTuple):
    """A place on the sheet, in inches from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def top(self) -> float:
        return self.bottom + self.height

    @property
    def middle(self) -> Point:
        return self.left + self.width / 2, self.bottom + self.height / 2


def sheet(ax: Axes, size: Size) -> None:
    """Make an axis a sheet of this size: its data coordinates are inches, and nothing else is on it."""
    ax.set_axis_off()
    ax.set_xlim(0.0, size[0])
    ax.set_ylim(0.0, size[1])


def heading(ax: Axes, size: Size, title: str, subtitle: str, note: str) -> float:
    """The finding as title, below it what is shown, at the foot how it was found; returns the y below the heading."""
    width = size[0] - 2 * MARGIN
    line, letters = fitted(title, width, 1, TITLE_SIZES, bold=True)
    if line != title:
        line, letters = wrapped(title, width, TITLE_SIZES[0], 2, bold=True), TITLE_SIZES[0]
    top = size[1] - MARGIN * 0.8
    write(ax, (MARGIN, top), line, letters, bold=True, va="top")
    top -= height_in(line.count("\n") + 1, letters) + 0.04
    subtitle = wrapped(subtitle, width, SUBTITLE_SIZE, 2)
    write(ax, (MARGIN, top), subtitle, SUBTITLE_SIZE, color=SOFT, va="top")
    note = wrapped(note, width, NOTE_SIZE, 2)
    write(ax, (MARGIN, 0.12), note, NOTE_SIZE, color=SOFT, va="bottom")
    return top - height_in(subtitle.count("\n") + 1, SUBTITLE_SIZE)


def write(
    ax: Axes,
    at: Point,
    text: str,
    size: float,
    *,
    bold: bool = False,
    color: str = INK,
    ha: Literal["left", "center", "right"] = "left",
    va: Literal["top", "center", "bottom", "baseline"] = "center",
    **more: Any,
) -> Text:
    """A text as it is: no signs in it mean anything."""
    return ax.text(
        *at,
        text,
        fontsize=size,
        fontweight="bold" if bold else "normal",
        color=color,
        ha=ha,
        va=va,
        parse_math=False,
        linespacing=1.15,
        **more,
    )


def framed(ax: Axes, box: Box, *, fill: str = PAPER, line: str = INK, width: float = 0.8) -> FancyBboxPatch:
    """A box with rounded corners."""
    rounding = min(0.06, box.height / 3, box.width / 3)
    patch = FancyBboxPatch(
        (box.left + rounding, box.bottom + rounding),
        box.width - 2 * rounding,
        box.height - 2 * rounding,
        boxstyle=f"round,pad={rounding},rounding_size={rounding}",
        facecolor=fill,
        edgecolor=line,
        linewidth=width,
    )
    ax.add_patch(patch)
    return patch


def filled(ax: Axes, box: Box, fill: str) -> Rectangle:
    """A plain area without a line."""
    patch = Rectangle((box.left, box.bottom), box.width, box.height, facecolor=fill, edgecolor="none", linewidth=0)
    ax.add_patch(patch)
    return patch


def badge(ax: Axes, at: Point, letter: str, *, fill: str = INK) -> None:
    """A letter in a disc."""
    ax.add_patch(Circle(at, 0.088, facecolor=fill, edgecolor=PAPER, linewidth=0.6, zorder=4))
    write(ax, (at[0], at[1] - 0.004), letter, 7.0, bold=True, color=PAPER, ha="center", zorder=5)


def arrow(ax: Axes, points: Sequence[Point], *, width: float = 1.0, color: str = INK, name: str = "") -> PathPatch:
    """An arrow of straight parts through the points; `width` in points, the head grows with it."""
    head_half = max(width * 0.5 + 2.2, 3.0) / POINTS
    head_length = min(head_half * 1.3, 0.16)
    (x0, y0), (x1, y1) = points[-2:]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    neck = (x1 - dx * head_length, y1 - dy * head_length)
    corners = [
        (x1, y1),
        (neck[0] - dy * head_half, neck[1] + dx * head_half),
        (neck[0] + dy * head_half, neck[1] - dx * head_half),
    ]
    line = PathPatch(
        Path([*points[:-1], (neck[0] + dx * 0.01, neck[1] + dy * 0.01)]),
        facecolor="none",
        edgecolor=color,
        linewidth=width,
        capstyle="butt",
        joinstyle="miter",
        label=name,
        zorder=2,
    )
    ax.add_patch(line)
    ax.add_patch(Polygon(corners, closed=True, facecolor=color, edgecolor="none", linewidth=0, zorder=2))
    return line


def trunk(ax: Axes, start: Point, end: Point, *, width: float, color: str) -> None:
    """A straight part of a way without a head; `width` in points."""
    ax.add_patch(PathPatch(Path([start, end]), edgecolor=color, linewidth=width, capstyle="butt", zorder=2))


def ribbon(ax: Axes, start: Point, end: Point, *, width: float, color: str, name: str = "") -> PathPatch:
    """A curve that leaves and arrives level; `width` in points."""
    middle = (start[0] + end[0]) / 2
    path = Path([start, (middle, start[1]), (middle, end[1]), end], [Path.MOVETO, *[Path.CURVE4] * 3])
    patch = PathPatch(path, facecolor="none", edgecolor=color, linewidth=width, capstyle="butt", label=name, zorder=1)
    ax.add_patch(patch)
    return patch


def panel(ax: Axes, box: Box, x_range: tuple[float, float], rows: int) -> Axes:
    """An axis of its own within a sheet, whose rows count from 0 at the top; only its x axis is drawn."""
    inner = ax.inset_axes((box.left, box.bottom, box.width, box.height), transform=ax.transData)
    inner.set_xlim(*x_range)
    inner.set_ylim(rows, 0.0)
    inner.set_yticks([])
    for side in ("left", "top", "right"):
        inner.spines[side].set_visible(False)
    inner.spines["bottom"].set_color(SOFT)
    inner.tick_params(axis="x", labelsize=TICK_SIZE, colors=SOFT, length=3)
    inner.xaxis.set_major_locator(_ticks(x_range, box.width))
    inner.xaxis.set_major_formatter(lambda value, _: tick_words(value))
    inner.set_facecolor("none")
    return inner


def _ticks(x_range: tuple[float, float], width: float) -> MaxNLocator:
    """Some four ticks; fewer where their numbers would not stand apart in so many inches."""
    low, high = x_range
    for count in (4, 3, 2):
        locator = MaxNLocator(count, steps=[1, 2, 2.5, 5, 10])
        shown = [value for value in locator.tick_values(low, high) if low <= value <= high]
        if sum(width_in(tick_words(value), TICK_SIZE) + TICK_GAP for value in shown) <= width:
            break
    return locator


def tick_words(value: float) -> str:
    """A tick's number: thousands apart, no digits that say nothing."""
    return format(round(value, 10), ",.10g")
