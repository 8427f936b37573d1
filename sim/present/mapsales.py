"""Sales on the journey map: hand-offs, what becomes of them, and the way of returned leads back to their stages."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from sim.model.journey import REASONS
from sim.present.colours import BLUE, RED, SOFT
from sim.present.drawing import arrow, trunk, write
from sim.present.journeymap import Way, count_words
from sim.present.lettering import POINTS, cut_to, height_in, wrapped
from sim.present.mappen import FRAME, LANE_Y, SIDE_X, SMALL, STEPS, TINY, Pen
from sim.words.messages import say


class Target(NamedTuple):
    """Where returned leads go: a node, where its arrow ends, how many they are (None: unknown), and why."""

    node: str
    x: float
    y: float
    leads: float | None
    reasons: str


def draw_sales(pen: Pen) -> None:
    """Draw everything from J on."""
    _worked(pen)
    _closed(pen)
    _given_back(pen)
    _lane(pen)


def _worked(pen: Pen) -> None:
    scored, judged = STEPS["I"], STEPS["J"]
    x, y = judged.middle
    pen.flow([(scored.right, y), (judged.left, y)], ("I", "J"))
    pen.number(((scored.right + judged.left) / 2, y - 0.2), pen.found.words(("I", "J")))
    for start, end in pairwise("JKLM"):
        top, bottom = STEPS[start].bottom, STEPS[end].top
        pen.flow([(x, top), (x, bottom)], (start, end))
        pen.number((x + 0.16, (top + bottom) / 2 + 0.03), pen.found.words((start, end)), ha="left")
    for node in "JKLMO":
        pen.step(node, [] if node == "J" else None)


def _closed(pen: Pen) -> None:
    asked, opened = STEPS["M"], STEPS["N"]
    x, y = opened.middle
    pen.flow([(asked.right, y), (opened.left, y)], ("M", "N"))
    pen.number(((asked.right + opened.left) / 2, y - 0.17), pen.found.words(("M", "N")))
    for end, start_y, end_y in (("won", opened.top, STEPS["won"].bottom), ("lost", opened.bottom, STEPS["lost"].top)):
        pen.flow([(x, start_y), (x, end_y)], ("N", end), color=BLUE if end == "won" else RED)
        pen.number((x + 0.14, (start_y + end_y) / 2), pen.found.words(("N", end)), ha="left")
    for node in ("N", "won", "lost"):
        pen.step(node)


def _given_back(pen: Pen) -> None:
    """To O: past the SQL conditions if nobody was reached or no need was seen, else through them."""
    called, asked, back = STEPS["L"], STEPS["M"], STEPS["O"]
    y, turn, entry = called.middle[1], back.top + 0.22, back.left + 0.32
    beside = [(called.left, y), (SIDE_X, y), (SIDE_X, turn), (entry, turn), (entry, back.top)]
    pen.flow(beside, ("L", "O"), color=RED)
    x = asked.right - 0.22
    pen.flow([(x, asked.bottom), (x, back.top)], ("M", "O"), color=RED)
    y = (asked.bottom + turn) / 2 + 0.06
    pen.number((SIDE_X + 0.13, y), _with_count(pen, "uncalled", ("L", "O")), ha="left", width=1.0)
    pen.number((x + 0.13, y), _with_count(pen, "unqualified", ("M", "O")), ha="left", width=0.75)


def _with_count(pen: Pen, key: str, way: Way) -> str:
    return say(f"charts.map.{key}", count=pen.found.words(way)).strip()


def _lane(pen: Pen) -> None:
    """The way back: a trunk that gets thinner as leads leave it."""
    targets = _targets(pen)
    x = STEPS["O"].left
    for n, target in enumerate(targets):
        onward = None if target.leads is None else sum(each.leads or 0.0 for each in targets[n:])
        trunk(pen.ax, (x, LANE_Y), (target.x, LANE_Y), width=pen.thickness(onward), color=pen.shade(RED))
        x = target.x
    for target in targets:
        width = pen.thickness(target.leads)
        foot = LANE_Y - width / 2 / POINTS
        way = [(target.x, foot), (target.x, target.y)]
        arrow(pen.ax, way, width=width, color=pen.shade(RED), name=f"O>{target.node}")
        _reasons(pen, target)


def _reasons(pen: Pen, target: Target) -> None:
    """Why leads came back, under the lane; for the exclusion list beside its arrow."""
    if target.node == "E":
        left, top, width = target.x + 0.14, LANE_Y + 0.75, FRAME.left - target.x - 0.3
    else:
        column = pen.column(pen.stages.index(target.node))
        left, top, width = column.left + 0.04, LANE_Y - 0.13, column.width - 0.08
    if target.leads is not None and pen.found.flows is not None:
        head = say("charts.map.back", count=count_words(target.leads, pen.found.flows.runs))
        write(pen.ax, (left, top), cut_to(head, width, SMALL, bold=True), SMALL, bold=True, va="top")
        top -= height_in(1, SMALL)
    write(pen.ax, (left, top), wrapped(target.reasons, width, TINY, 2), TINY, color=SOFT, va="top")


def _targets(pen: Pen) -> list[Target]:
    """Where returned leads go, from right to left."""
    places = [(node, pen.column(n).middle[0], FRAME.bottom) for n, node in enumerate(pen.stages)]
    places = [*reversed(places), ("E", STEPS["E"].middle[0], STEPS["E"].bottom)]
    if pen.found.flows is None:
        texts = {node: _written(pen, node) for node, _, _ in places}
        return [Target(*place, None, text) for place in places if (text := texts[place[0]]) is not None]
    runs, found = pen.found.flows.runs, []
    for place in places:
        if back := pen.found.back_to(place[0]):
            counts = {node: count_words(count, runs) if len(back) > 1 else "" for node, count in back.items()}
            words = [say("charts.map.reason", reason=_reason(node), count=counts[node]).strip() for node in back]
            found.append(Target(*place, sum(back.values()), say("charts.map.comma").join(words)))
    return found


def _reason(node: str) -> str:
    return say(f"reason.{node.partition('.')[2]}")


def _written(pen: Pen, node: str) -> str | None:
    """The reasons for which the journey sends leads to a node; None if it sends nobody there."""
    returns = pen.found.journey.returns
    to = "excluded" if node == "E" else node.partition(".")[2]
    reasons = [say(f"reason.{reason}") for reason, back in returns.items() if back.to == to]
    kept = [say(f"reason.{r}") for r in REASONS if r not in returns or returns[r].to == "keep"]
    if node == pen.stages[-1] and kept:
        reasons.append(say("charts.map.kept", reasons=say("charts.map.comma").join(kept)))
    if not reasons and (node == "E" or not kept):
        return None
    return say("charts.map.comma").join(reasons)
