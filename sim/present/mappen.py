"""The places of the journey map, and the pen that all of its parts are drawn with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

from matplotlib.axes import Axes

from sim.present.colours import BLUE, PAPER, SOFT, WARM
from sim.present.drawing import MARGIN, Box, Point, Size, arrow, badge, framed, write
from sim.present.graph import DECISIONS, node_id
from sim.present.journeymap import JourneyMap, Way
from sim.present.lettering import cut_to, fitted, height_in, paragraphs, width_in, wrapped

SIZE: Size = (13.333, 7.5)
TITLE, SMALL, TINY = 8.5, 7.5, 7.0  # points
TITLES = (TITLE, 8.0, 7.5, 7.0, 6.5)  # the largest that a title has room for
THINNEST, THICKEST = 0.7, 13.0  # points of a flow's width

SOURCES = Box(MARGIN, 1.3, 1.72, 5.05)
FRAME = Box(4.8, 1.22, 5.14, 3.9)
HEADS = Box(FRAME.left, 4.1, FRAME.width, 0.94)
BARS = Box(FRAME.left, 1.62, FRAME.width, 2.2)
BAND_BOTTOM, BAND_HEIGHT = 5.58, 0.77
STEPS = {  # the nodes of the graph that have a place of their own
    "A": Box(2.4, 5.89, 1.2, 0.46),
    "B": Box(2.4, 4.98, 1.2, 0.7),
    "C": Box(2.4, 4.1, 1.2, 0.66),
    "D": Box(3.87, 4.02, 0.82, 0.82),
    "E": Box(2.4, 2.75, 1.2, 0.42),
    "G": Box(FRAME.left, BAND_BOTTOM, 1.27, BAND_HEIGHT),
    "H": Box(FRAME.left + 1.46, BAND_BOTTOM, 1.55, BAND_HEIGHT),
    "I": Box(FRAME.left + 3.2, BAND_BOTTOM, 1.94, BAND_HEIGHT),
    "J": Box(10.42, 5.7, 1.28, 0.55),
    "K": Box(10.42, 4.68, 1.28, 0.55),
    "L": Box(10.42, 3.42, 1.28, 0.84),
    "M": Box(10.42, 2.16, 1.28, 0.8),
    "N": Box(12.1, 2.29, 0.98, 0.55),
    "O": Box(10.42, 0.64, 1.28, 0.46),
    "won": Box(12.1, 3.5, 0.98, 0.42),
    "lost": Box(12.1, 1.2, 0.98, 0.42),
}
SIDE_X = 10.16  # of the way from L past M
LANE_Y = 0.87  # of the way back
HEAD_GAP = 0.48  # inches between the heads of two stages, less if there are many


class Pen:
    """An axis, the map's numbers, and how boxes, flows and their numbers look on it."""

    def __init__(self, ax: Axes, found: JourneyMap) -> None:
        self.ax, self.found = ax, found
        nodes = found.graph.nodes(data=True)
        self.titles: dict[str, str] = {node: said["title"] for node, said in nodes}
        self.details: dict[str, str] = {node: said["detail"] for node, said in nodes}
        self.stages = [node_id("stage", name) for name in found.journey.stages]
        self.pitch = FRAME.width / len(self.stages)
        self.gap = min(HEAD_GAP, self.pitch * 0.3)

    @cached_property
    def most(self) -> float:
        """Passages of the widest flow."""
        return max(self.found.flows.edges.values(), default=1.0) if self.found.flows else 1.0

    def thickness(self, count: float | None) -> float:
        """Points of a flow's width: as its passages are many, the same for all without numbers."""
        return 1.2 if count is None else THINNEST + (THICKEST - THINNEST) * min(1.0, count / self.most)

    def shade(self, color: str = BLUE) -> str:
        """The colour of a flow; without numbers it is an arrow like any other."""
        return color if self.found.flows else SOFT

    def flow(self, points: Sequence[Point], *ways: Way, color: str = BLUE) -> None:
        """The passages over some edges as an arrow."""
        name = " ".join(f"{start}>{end}" for start, end in ways)
        arrow(self.ax, points, width=self.thickness(self.found.passages(*ways)), color=self.shade(color), name=name)

    def longest(self, at: Point, texts: Sequence[str], width: float, **looks: Any) -> None:
        """The first of some texts, the longest first, that has room; else what it has room for of the last."""
        fits = (text for text in texts if width_in(text, SMALL, bold=looks.get("bold", False)) <= width)
        text = next(fits, None) or cut_to(texts[-1], width, SMALL, bold=looks.get("bold", False))
        write(self.ax, at, text, SMALL, **looks)

    def number(
        self, at: Point, text: str, *, ha: Literal["left", "center", "right"] = "center", width: float = 1.5
    ) -> None:
        """What a flow carries, beside it."""
        if text:
            write(self.ax, at, wrapped(text, width, SMALL, 3, bold=True), SMALL, bold=True, ha=ha)

    def step(self, node: str, details: Sequence[str] | None = None) -> None:
        """The box of a step with its letter, its title and what the journey says there, if the journey has it."""
        if node not in self.found.graph:
            return
        box = STEPS[node]
        framed(self.ax, box, fill=WARM if node in DECISIONS else PAPER)
        if len(node) == 1:
            badge(self.ax, (box.left + 0.02, box.top - 0.05), node)
        self.words(box, self.titles[node], [self.details[node]] if details is None else details)

    def words(self, box: Box, title: str, details: Sequence[str]) -> None:
        """Title and details in a box, in its middle, as much as it holds."""
        margin = 0.14 if box.width > 1.0 else 0.07
        left, width = box.left + margin, box.width - margin - 0.05
        most = 3 if box.height > 0.8 else 2 if box.height > 0.43 else 1
        head, size = fitted(title, width, most, TITLES, bold=True)
        used = height_in(head.count("\n") + 1, size)
        room = int((box.height - used - 0.04) / height_in(1, TINY))
        shown = [text for text in details if text and text != title]
        below = paragraphs(shown, width, TINY, room) if room and shown else ""
        y = box.middle[1] + (used + (height_in(below.count("\n") + 1, TINY) if below else 0.0)) / 2
        write(self.ax, (left, y), head, size, bold=True, va="top")
        if below:
            write(self.ax, (left, y - used), below, TINY, color=SOFT, va="top")

    def head(self, n: int) -> Box:
        """The box of a stage, by its number."""
        return Box(HEADS.left + n * self.pitch + self.gap * 0.2, HEADS.bottom, self.pitch - self.gap, HEADS.height)

    def column(self, n: int) -> Box:
        """The ground of a stage and all that belongs to it, by its number."""
        return Box(FRAME.left + n * self.pitch + 0.03, FRAME.bottom, self.pitch - 0.06, FRAME.height)
