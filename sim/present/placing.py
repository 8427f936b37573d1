"""Labels beside the points of a plot: none over another, over a point, or beyond the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from matplotlib.axes import Axes

from sim.present.colours import INK, PAPER, SOFT
from sim.present.drawing import Box, write
from sim.present.lettering import cut_to, height_in, width_in
from sim.present.plotting import LABEL_SIZE

_REACHES = (0.09, 0.2, 0.34, 0.5, 0.7)  # inches from a point to its label, nearest first
_SIDES = ((1, 0), (0, 1), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))  # where a label stands, best first
_POINT = 0.06  # inches around a point that are its own
_FAR = 0.3  # inches from which on a line leads to the label
_Sides: dict[int, Literal["left", "center", "right"]] = {1: "left", 0: "center", -1: "right"}


class Marked(NamedTuple):
    """A point in data, and what stands beside it."""

    x: float
    y: float
    text: str
    color: str = INK
    bold: bool = False


def label_points(
    inner: Axes, box: Box, points: Sequence[Marked], *, size: float = LABEL_SIZE, widest: float = 1.7
) -> list[Marked]:
    """Write the labels, cut at `widest` inches; returns the points for whose labels there was no place.

    box: the plot's own place on the sheet.
    """
    at = [_inches(inner, box, point) for point in points]
    taken = [Box(x - _POINT, y - _POINT, 2 * _POINT, 2 * _POINT) for x, y in at]
    homeless = []
    for point, (x, y) in zip(points, at, strict=True):
        text = cut_to(point.text, widest, size, bold=point.bold)
        place = next(_free(text, (x, y), box, size, point.bold, taken), None)
        if place is None:
            homeless.append(point)
            continue
        taken.append(place.box)
        _write(inner, box, (x, y), place, text, point, size)
    return homeless


class _Place(NamedTuple):
    """Where a label can stand, in inches from the plot's lower left corner."""

    box: Box
    side: int
    reach: float


def _inches(inner: Axes, box: Box, point: Marked) -> tuple[float, float]:
    (left, right), (low, high) = inner.get_xlim(), inner.get_ylim()
    return (point.x - left) / (right - left) * box.width, (point.y - low) / (high - low) * box.height


def _free(
    text: str, at: tuple[float, float], box: Box, size: float, bold: bool, taken: Sequence[Box]
) -> Iterator[_Place]:
    """Places for a label where nothing is yet, the best first."""
    wide, tall = width_in(text, size, bold=bold), height_in(1, size)
    for reach in _REACHES:
        for across, up in _SIDES:
            x, y = at[0] + across * reach, at[1] + up * (reach + tall / 2)
            left = {1: x, 0: x - wide / 2, -1: x - wide}[across]
            label = Box(left, y - tall / 2, wide, tall)
            inside = label.left >= 0.0 and label.right <= box.width and label.bottom >= 0.0 and label.top <= box.height
            if inside and not any(_overlap(label, other) for other in taken):
                yield _Place(label, across, reach)


def _overlap(a: Box, b: Box) -> bool:
    return a.left < b.right and b.left < a.right and a.bottom < b.top and b.bottom < a.top


def _write(
    inner: Axes, box: Box, at: tuple[float, float], place: _Place, text: str, point: Marked, size: float
) -> None:
    """A label on the paper's colour, so that lines behind it don't cross it out."""
    anchor = {1: place.box.left, 0: place.box.middle[0], -1: place.box.right}[place.side], place.box.middle[1]
    if place.reach > _FAR:
        ends = [(x / box.width, y / box.height) for x, y in (at, anchor)]
        inner.plot(*zip(*ends, strict=True), color=SOFT, linewidth=0.5, transform=inner.transAxes, label="leader")
    write(
        inner,
        (anchor[0] / box.width, anchor[1] / box.height),
        text,
        size,
        bold=point.bold,
        color=point.color,
        ha=_Sides[place.side],
        transform=inner.transAxes,
        bbox={"facecolor": PAPER, "alpha": 0.75, "edgecolor": "none", "pad": 0.6},
    )
