"""The journey map drawn: sources, the way in, stages as columns with what they offer, and the scoring above them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from matplotlib.axes import Axes

from sim.model.journey import Content
from sim.present.colours import BLUE, COOL, DEEP, PAPER, RED, SOFT, TINT
from sim.present.drawing import Box, arrow, badge, filled, framed, heading, ribbon, sheet, write
from sim.present.graph import node_id, stages_of
from sim.present.journeymap import JourneyMap, Way, count_words, whole_comparisons
from sim.present.lettering import cut_to, fitted, width_in, wrapped
from sim.present.mappen import BAND_BOTTOM, BARS, FRAME, HEADS, SIDE_X, SIZE, SMALL, SOURCES, STEPS, TINY, TITLE, Pen
from sim.present.mapsales import draw_sales
from sim.words.messages import say

MOST_SOURCES, SOURCE_PITCH = 14, 0.42
BAR_PITCH, NARROWEST_BAR, MOST_RULES = 0.19, 0.145, 4


def draw_map(ax: Axes, found: JourneyMap) -> None:
    """Draw the map on an axis of SIZE inches."""
    sheet(ax, SIZE)
    heading(ax, SIZE, found.title, found.subtitle, found.note)
    pen = Pen(ax, found)
    _sources(pen)
    _way_in(pen)
    _stages(pen)
    _touchpoints(pen)
    _scoring(pen)
    if "J" in found.graph:
        draw_sales(pen)


def _sources(pen: Pen) -> None:
    names = [node_id("source", name) for name in pen.found.journey.sources]
    shown = names if len(names) <= MOST_SOURCES else names[: MOST_SOURCES - 1]
    pitch = min(SOURCE_PITCH, SOURCES.height / len(names[:MOST_SOURCES]))
    for n, node in enumerate(shown):
        _source(pen, Box(SOURCES.left, SOURCES.top - (n + 1) * pitch + 0.07, SOURCES.width, pitch - 0.07), node)
    if rest := names[len(shown) :]:
        box = Box(SOURCES.left, SOURCES.bottom + 0.07, SOURCES.width, pitch - 0.07)
        _source(pen, box, *rest)


def _source(pen: Pen, box: Box, *nodes: str) -> None:
    """A source, or all that there is no room for."""
    ways = [(node, "A") for node in nodes]
    start, end = (box.right, box.middle[1]), (STEPS["A"].left, STEPS["A"].middle[1])
    ribbon(pen.ax, start, end, width=pen.thickness(pen.found.passages(*ways)), color=pen.shade(), name=f"{nodes[0]}>A")
    framed(pen.ax, box, fill=COOL, line=SOFT)
    title = pen.titles[nodes[0]] if len(nodes) == 1 else say("charts.map.more", count=len(nodes))
    _between(pen, box, title, pen.found.words(*ways), TITLE)


def _between(pen: Pen, box: Box, title: str, count: str, size: float) -> None:
    """A title at the left of a box and its number at the right."""
    room = box.width - 0.14 - (width_in(count, size, bold=True) + 0.08 if count else 0.0)
    y = box.middle[1] - 0.005
    title, smaller = fitted(title, room, 1, (size, size - 0.5, size - 1.0))
    write(pen.ax, (box.left + 0.07, y), title, smaller)
    if count:
        write(pen.ax, (box.right - 0.07, y), count, size, bold=True, ha="right")


def _way_in(pen: Pen) -> None:
    x, y = STEPS["A"].middle[0], STEPS["C"].middle[1]
    _down(pen, x, "A", "B")
    pen.number((x + 0.16, (STEPS["A"].bottom + STEPS["B"].top) / 2), pen.found.words(("A", "B")), ha="left")
    if "C" in pen.found.graph:
        _down(pen, x, "B", "C")
        pen.flow([(STEPS["C"].right, y), (STEPS["D"].left, y)], ("C", "D"))
        pen.number(((STEPS["C"].right + STEPS["D"].left) / 2, y + 0.2), say("graph.yes"))
        _down(pen, x, "C", "E", color=RED)
        text = say("charts.map.no", count=pen.found.words(("C", "E"))).rstrip()
        pen.number((x + 0.12, (STEPS["C"].bottom + STEPS["E"].top) / 2), text, ha="left")
    else:
        pen.flow([(x, STEPS["B"].bottom), (x, y), (STEPS["D"].left, y)], ("A", "B"))
    for node in "ABCE":
        pen.step(node)
    pen.step("D", [])


def _down(pen: Pen, x: float, start: str, end: str, *, color: str = BLUE) -> None:
    pen.flow([(x, STEPS[start].bottom), (x, STEPS[end].top)], (start, end), color=color)


def _stages(pen: Pen) -> None:
    begun: list[Way] = [("D", node) for node in pen.stages]
    y = STEPS["C"].middle[1]
    pen.flow([(STEPS["D"].right, y), (pen.head(0).left, y)], *begun)
    pen.number((STEPS["D"].middle[0], STEPS["D"].top + 0.1), pen.found.words(*begun))
    for n, node in enumerate(pen.stages):
        filled(pen.ax, pen.column(n), TINT)
        framed(pen.ax, pen.head(n), fill=DEEP, line=BLUE)
        enter = pen.details[node]
        pen.words(
            pen.head(n), pen.titles[node], [say("charts.map.enters", rule=whole_comparisons(enter))] if enter else []
        )
        _left_over(pen, pen.column(n), node)
    for n in range(1, len(pen.stages)):
        start, end = pen.head(n - 1).right, pen.head(n).left
        ways = pen.found.crossed(n)
        pen.flow([(start, y), (end, y)], *ways)
        words = pen.found.words(*ways)
        has_room = width_in(words, SMALL, bold=True) + 0.1 < end - start
        pen.number(((start + end) / 2, y + 0.2 if has_room else HEADS.top + 0.1), words)


def _left_over(pen: Pen, column: Box, node: str) -> None:
    """Who went no further, at the foot of a column."""
    if (flows := pen.found.flows) is None:
        return
    here, gone = (count_words(counts.get(node, 0.0), flows.runs) for counts in (flows.waiting, flows.unsubscribed))
    left, width, bottom = column.left + 0.07, column.width - 0.14, column.bottom
    waiting = [say("charts.map.waiting", count=here), say("charts.map.waiting_short", count=here)]
    unsubscribed = [say("charts.map.unsubscribed", count=gone), say("charts.map.unsubscribed_short", count=gone)]
    pen.longest((left, bottom + 0.28), waiting, width, color=SOFT)
    pen.longest((left, bottom + 0.13), unsubscribed, width, color=SOFT)


class _Bar(NamedTuple):
    """A touchpoint from its first to its last stage, by their numbers."""

    name: str
    first: int
    last: int


def _touchpoints(pen: Pen) -> None:
    """Bars under the stages they are for: contents above, then mails and webinars."""
    badge(pen.ax, (FRAME.left + 0.12, BARS.top + 0.13), "F")
    title = say("charts.map.offered", title=pen.titles["F"], parts=pen.details["F"])
    write(pen.ax, (FRAME.left + 0.25, BARS.top + 0.13), cut_to(title, FRAME.width - 0.3, SMALL), SMALL, color=SOFT)
    rows = _rows(pen, "content") + _rows(pen, "email", "webinar")
    pitch = max(NARROWEST_BAR, min(BAR_PITCH, BARS.height / max(1, len(rows))))
    room = int(BARS.height / pitch + 1e-9)
    shown = rows if len(rows) <= room else rows[: room - 1]
    for place, row in enumerate(shown):
        for bar in row:
            _bar(pen, bar, BARS.top - (place + 1) * pitch, pitch)
    if hidden := sum(map(len, rows[len(shown) :])):
        at = FRAME.left + 0.14, BARS.top - (len(shown) + 0.5) * pitch
        write(pen.ax, at, say("charts.map.more", count=hidden), TINY, color=SOFT)


def _rows(pen: Pen, *kinds: str) -> list[list[_Bar]]:
    """The touchpoints of some kinds, several in a row where they are for different stages."""
    rows: list[list[_Bar]] = []
    stages = list(pen.found.journey.stages)
    for name, touchpoint in pen.found.journey.touchpoints.items():
        if touchpoint.kind not in kinds:
            continue
        places = [stages.index(stage) for stage in stages_of(touchpoint, pen.found.journey)]
        bar = _Bar(name, min(places), max(places))
        free = (row for row in rows if all(bar.last < other.first or bar.first > other.last for other in row))
        row = next(free, None)
        if row is None:
            rows.append([bar])
        else:
            row.append(bar)
    return rows


def _bar(pen: Pen, bar: _Bar, bottom: float, pitch: float) -> None:
    left, right = pen.column(bar.first).left + 0.05, pen.column(bar.last).right - 0.05
    box = Box(left, bottom, right - left, pitch - 0.025)
    is_content = isinstance(pen.found.journey.touchpoints[bar.name], Content)
    filled(pen.ax, box, PAPER if is_content else DEEP)
    used = pen.found.use(bar.name)
    count = "" if used is None or pen.found.flows is None else count_words(used, pen.found.flows.runs)
    _between(pen, box, pen.titles[node_id("touchpoint", bar.name)], count, TINY)


def _scoring(pen: Pen) -> None:
    for n, node in enumerate(pen.stages):
        _handed_off(pen, n, node)
    for before, after in pairwise("GHI"):
        y = STEPS[before].middle[1]
        arrow(pen.ax, [(STEPS[before].right, y), (STEPS[after].left, y)], width=1.2, color=SOFT)
        pen.step(before)
    pen.step("I", _rules(pen))
    x = FRAME.right - 0.1
    arrow(pen.ax, [(x, BAND_BOTTOM), (x, FRAME.top)], width=1.2, color=SOFT)
    at = x + 0.08, (BAND_BOTTOM + FRAME.top) / 2
    write(pen.ax, at, wrapped(say("charts.map.go_on"), SIDE_X + 0.1 - x, TINY, 2), TINY, color=SOFT)


def _handed_off(pen: Pen, n: int, node: str) -> None:
    """From a stage up to scoring: behaviour of everybody, and those who leave for sales as the arrow's width."""
    x, way = pen.head(n).left + 0.2, (node, "J")
    pen.flow([(x, HEADS.top), (x, BAND_BOTTOM)], way)
    count = pen.found.passages(way)
    at, room = (x + 0.14, (FRAME.top + BAND_BOTTOM) / 2), pen.pitch - 0.3
    if n == len(pen.stages) - 1:
        room -= 0.2  # the way down lies there
    if count:
        words = pen.found.words(way)
        pen.longest(at, [say("charts.map.handed_off", count=words), words], room, bold=True)
    elif n == 0:
        pen.longest(at, [say("charts.map.behaviour")], room, color=SOFT)


def _rules(pen: Pen) -> list[str]:
    texts = []
    for name, rule in pen.found.journey.mql.items():
        count, text = pen.found.words(("I", node_id("mql", name))), whole_comparisons(rule.text)
        texts.append(say("charts.map.rule", count=count, rule=text) if count else text)
    if len(texts) <= MOST_RULES:
        return texts
    return [*texts[: MOST_RULES - 1], say("charts.map.more", count=len(texts) - MOST_RULES + 1)]
