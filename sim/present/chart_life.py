"""One lead's life: stages, score with the lines it came to, what it got and did, what sales did, its hidden project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator
from numpy.typing import NDArray

from sim.model.ledger import What
from sim.present.colours import BLUE, COOL, DEEP, GREEN, GREY, INK, ORANGE, PALE, PAPER, PURPLE, SKY, SOFT, TINT, WARM
from sim.present.drawing import MARGIN, TICK_SIZE, Box, Size, badge, filled, heading, sheet, write
from sim.present.lettering import cut_to, width_in, wrapped
from sim.present.lifeportrait import Portrait, portrait
from sim.present.picture import SLIDE, Chart
from sim.present.plotting import End, label_ends, plot, spread
from sim.study.answer import spoken
from sim.study.leadlife import LANES, Life
from sim.study.trace import timeline
from sim.study.twologs import Log
from sim.words.messages import say

HEADER = ("scenario", "replication", "lead", "n", "local", "kind", "lane", "text", "points", "score", "stage", "hidden")
HEAD, FOOT, LEFT, RIGHT = 1.3, 0.42, 1.75, 1.65  # inches around the plot
PLOT = SLIDE[0] - 2 * MARGIN - LEFT - RIGHT
KEY, BAND, SCORE, LANE, SALES, AXIS = 0.3, 0.28, 1.75, 0.27, 0.42, 0.4  # inches: heights, from the top
ENTRY = 0.36  # inches: an entry of the list of steps
APART = 0.29  # inches between marks, with room for the number of those drawn as one
SIZE, SMALL = 8.0, 6.5  # points
_LOOKS = {  # marker, colour, filled: what machines do is hollow
    "sent": ("o", GREY, True),
    "opened": ("o", BLUE, True),
    "read": ("o", SKY, True),
    "machine_opened": ("o", SOFT, False),
    "clicked": ("^", BLUE, True),
    "pages": ("s", GREEN, True),
    "scanned": ("^", SOFT, False),
    "webinar_places": ("D", PURPLE, False),
    "webinar_attended": ("D", PURPLE, True),
    "webinar_missed": ("X", ORANGE, True),
}
HOLLOW = tuple(name for name, (_, _, is_filled) in _LOOKS.items() if not is_filled)
_BANDS = (COOL, TINT, DEEP, WARM)
_HIDDEN = ("read",)  # lanes that only a simulator knows
_LEAVES = (What.RETURNED, What.WON, What.LOST)


def life_chart(
    log: Log,
    lead: int,
    *,
    scenario: str,
    run: int,
    called: str = "",
    reviews: NDArray[np.void] | None = None,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Chart:
    """The life of a lead as a chart, named by number, persona and source alone; arguments as `portrait` has them."""
    found = portrait(log, lead, scenario=scenario, run=run, called=called, reviews=reviews, titles=titles)
    rows = tuple(_table(found, log, scenario, run))
    return Chart("life", found.title, _alt(found), _size(found), HEADER, rows, partial(draw_life, found=found))


def _size(found: Portrait) -> Size:
    lines = _list_shape(found)[1]
    plot_height = KEY + BAND + SCORE + 0.2 + LANE * len(found.lanes) + SALES + AXIS
    return SLIDE[0], max(SLIDE[1], HEAD + plot_height + ENTRY * lines + 0.15 + FOOT)


def _list_shape(found: Portrait) -> tuple[int, int]:
    """Columns and lines of the list of steps; two columns while they aren't long, for their texts are."""
    entries = len(found.entries) + bool(found.more)
    columns = 2 if entries <= 6 else 3
    return columns, -(-entries // columns)


def draw_life(ax: Axes, found: Portrait) -> None:
    """Draw the life: stages and score above, below them a lane for each kind of mark and one for sales."""
    size = _size(found)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.12
    lines = _list_shape(found)[1]
    floor = FOOT + ENTRY * lines + 0.15 + AXIS  # the lowest that the plot may reach
    left, width = MARGIN + LEFT, PLOT
    lanes_height = LANE * len(found.lanes) + SALES
    score_height = top - KEY - BAND - 0.2 - lanes_height - floor
    score = Box(left, floor + lanes_height + 0.1, width, score_height)
    lanes = Box(left, floor, width, lanes_height)
    _project(ax, Box(left, floor, width, score.top - floor), found.life)
    _keys(ax, top, found)
    _stages(ax, Box(left, score.top + 0.1, width, BAND), found)
    _scores(ax, score, found.life)
    _lanes(ax, lanes, found)
    _sales(ax, lanes._replace(height=SALES), found, score.top)
    _axis(ax, lanes, found)
    _list(ax, Box(MARGIN, FOOT, size[0] - 2 * MARGIN, ENTRY * lines), found)


def _x(time: float, box: Box, life: Life) -> float:
    """Where a second lies on the sheet; what is outside the life lies at its ends."""
    share = (time - life.start_s) / max(1, life.end_s - life.start_s)
    return box.left + min(1.0, max(0.0, share)) * box.width


def _hatched(ax: Axes, box: Box, label: str) -> None:
    patch = Rectangle((box.left, box.bottom), box.width, box.height, facecolor="none", edgecolor=PALE, linewidth=0)
    patch.set_hatch("////")
    patch.set(label=label, zorder=0.5)
    ax.add_patch(patch)


def _project(ax: Axes, box: Box, life: Life) -> None:
    """The time in which the lead has something to buy, as far as it lies within what is shown."""
    if life.project is None or life.project[1] <= life.start_s or life.project[0] >= life.end_s:
        return
    left, right = (_x(time, box, life) for time in life.project)
    _hatched(ax, box._replace(left=left, width=right - left), "project")


def _keys(ax: Axes, top: float, found: Portrait) -> None:
    """What the hatching and hollow marks mean."""
    y, left, right = top - KEY / 2, MARGIN + LEFT, SLIDE[0] - MARGIN
    if found.life.project is not None:
        box = Box(left, y - 0.08, 0.34, 0.16)
        _hatched(ax, box, "key")
        frame = Rectangle((box.left, box.bottom), box.width, box.height, fill=False, edgecolor=SOFT, linewidth=0.6)
        ax.add_patch(frame)
        left = box.right + 0.1
    words = cut_to(found.key, right - left - 3.2, SIZE)
    write(ax, (left, y), words, SIZE)
    if not any(name in HOLLOW for name, _ in found.lanes):
        return
    left += width_in(words, SIZE) + 0.35
    ax.plot([left], [y], marker="o", markersize=5.5, markerfacecolor=PAPER, markeredgecolor=SOFT, linestyle="none")
    write(ax, (left + 0.1, y), cut_to(say("charts.life.machines"), right - left - 0.1, SIZE), SIZE)


def _stages(ax: Axes, box: Box, found: Portrait) -> None:
    """The stages as a band; a name where there is room for it."""
    _label(ax, box, box.middle[1], say("charts.life.stage"))
    for stay in found.life.stays:
        left, right = (_x(time, box, found.life) for time in (stay.from_s, stay.until_s))
        part = box._replace(left=left, width=right - left)
        patch = filled(ax, part, _BANDS[stay.stage % len(_BANDS)])
        patch.set(label=found.stages[stay.stage], edgecolor=SOFT, linewidth=0.6)
        if part.width > 0.45:
            words = cut_to(found.stages[stay.stage], part.width - 0.12, SIZE)
            write(ax, part.middle, words, SIZE, ha="center")


def _label(ax: Axes, box: Box, y: float, text: str, *, color: str = INK) -> None:
    write(ax, (box.left - 0.12, y), cut_to(text, LEFT - 0.12, SIZE), SIZE, ha="right", color=color)


def _scores(ax: Axes, box: Box, life: Life) -> None:
    """The score as steps, and the lines of the rules that handed the lead over."""
    highest = max([10, *(score for _, score in life.score), *(line.score for line in life.lines)])
    lowest = min([0, *(score for _, score in life.score)])
    inner = plot(ax, box, (life.start_s, life.end_s), (lowest * 1.1, highest * 1.1))
    inner.xaxis.set_major_locator(NullLocator())
    write(ax, (box.left - 0.45, box.middle[1]), say("charts.life.score"), SIZE, ha="right")
    if life.score:
        times = [time for time, _ in life.score] + [life.end_s]
        scores = [score for _, score in life.score]
        inner.step(times, [*scores, scores[-1]], where="post", color=BLUE, linewidth=2.0, label="score")
    ends = [_end_of(line.score, line.rule, box) for line in life.lines]
    for line in life.lines:
        inner.axhline(line.score, color=ORANGE, linewidth=1.2, linestyle=(0, (5, 2)), label=line.rule)
    if life.score:
        words = say("charts.life.last", score=f"{life.score[-1][1]:,}")
        ends.append(End(life.end_s, life.score[-1][1], words, BLUE, True))
    label_ends(inner, box, ends, RIGHT - 0.1)


def _end_of(score: int, rule: str, box: Box) -> End:
    return End(box.right, score, say("charts.life.line", score=f"{score:,}", rule=spoken(rule)))


def _lanes(ax: Axes, box: Box, found: Portrait) -> None:
    """A row of marks for each kind; marks too close to tell apart are one with their number beside it."""
    for n, (name, marks) in enumerate(found.lanes):
        y = box.top - (n + 0.5) * LANE
        ax.plot([box.left, box.right], [y, y], color=PALE, linewidth=0.6, zorder=0.8)
        words = say("charts.life.lane", title=say(f"charts.life.{name}"), count=len(marks))
        _label(ax, box, y, words, color=SOFT if name in _HIDDEN else INK)
        marker, color, is_filled = _LOOKS[name]
        places = clusters([_x(time, box, found.life) for time in marks], APART, box.left, box.right)
        for x, count in places:
            face = color if is_filled else PAPER
            ax.plot(
                [x], [y], marker=marker, markersize=5.5, color=color, markerfacecolor=face, linestyle="none", label=name
            )
            if count > 1:
                write(ax, (x + 0.055, y + 0.005), f"{count}", SMALL)


def clusters(places: Sequence[float], apart: float, low: float, high: float) -> list[tuple[float, int]]:
    """Ascending places on a line, those closer than `apart` to the first of a group as one: its place and its size.

    Groups lie at their middles, moved no more than it takes to keep them `apart`.
    """
    groups: list[list[float]] = []
    for place in places:
        if groups and place - groups[-1][0] < apart:
            groups[-1].append(place)
        else:
            groups.append([place])
    middles = spread([sum(group) / len(group) for group in groups], apart, low, high)
    return [(x, len(group)) for x, group in zip(middles, groups, strict=True)]


def _sales(ax: Axes, box: Box, found: Portrait, top: float) -> None:
    """The times with sales as bars, and the numbers of the steps that are listed below."""
    life, y = found.life, box.bottom + 0.1
    _label(ax, box, box.bottom + box.height / 2, say("charts.life.sales"))
    for since, until in with_sales(life):
        left, right = (_x(time, box, life) for time in (since, until))
        filled(ax, Box(left, y - 0.035, max(0.02, right - left), 0.07), BLUE).set_label("with sales")
        (up,) = ax.plot([left, left], [y, top], color=SOFT, linewidth=0.7, linestyle=(0, (1.5, 2)))
        up.set(label="hand-off", zorder=0.9)
    at = [_x(entry.at_s, box, life) for entry in found.entries]
    places = spread(at, 0.2, box.left, box.right)
    for n, (true, x) in enumerate(zip(at, places, strict=True), 1):
        ax.plot([true, x], [y, y + 0.12], color=INK, linewidth=0.7)
        badge(ax, (x, y + 0.2), f"{n}")


def with_sales(life: Life) -> list[tuple[int, int]]:
    """From each hand-off to its return, or to the deal's end, or to the end of what is known."""
    spans: list[tuple[int, int]] = []
    since: int | None = None
    for step in life.steps:
        if step.what in (What.MQL, What.CALL) and since is None:
            since = step.time
        if step.what in _LEAVES and since is not None:
            spans.append((since, step.time))
            since = None
    return spans if since is None else [*spans, (since, life.end_s)]


def _axis(ax: Axes, box: Box, found: Portrait) -> None:
    """Dates below the lanes, the registration first."""
    ax.plot([box.left, box.right], [box.bottom, box.bottom], color=SOFT, linewidth=0.8)
    free = box.left - 1.0
    for time, words in found.ticks:
        x, half = _x(time, box, found.life), width_in(words, TICK_SIZE) / 2
        if x - half < free or x + half > box.right + RIGHT:
            continue
        free = x + half + 0.15
        ax.plot([x, x], [box.bottom, box.bottom - 0.05], color=SOFT, linewidth=0.8)
        write(ax, (x, box.bottom - 0.15), words, TICK_SIZE, color=SOFT, ha="center")


def _list(ax: Axes, box: Box, found: Portrait) -> None:
    """The steps by their numbers, down the columns."""
    columns, lines = _list_shape(found)
    width = box.width / columns
    for n, entry in enumerate(found.entries):
        left, y = box.left + n // lines * width, box.top - (n % lines + 0.5) * ENTRY
        badge(ax, (left + 0.09, y), f"{n + 1}")
        day = width_in(entry.day, SIZE, bold=True)
        write(ax, (left + 0.24, y), entry.day, SIZE, bold=True)
        text = wrapped(entry.text, width - 0.24 - day - 0.25, SIZE, 2)
        write(ax, (left + 0.24 + day + 0.1, y), text, SIZE)
    if found.more:
        n = len(found.entries)
        y = box.top - (n % lines + 0.5) * ENTRY
        at = (box.left + n // lines * width + 0.24, y)
        write(ax, at, say("charts.life.more", count=found.more), SIZE, color=SOFT)


def _alt(found: Portrait) -> str:
    lanes = say("charts.comma").join(
        say("charts.life.lane", title=say(f"charts.life.{name}"), count=len(marks)) for name, marks in found.lanes
    )
    steps = " ".join(say("charts.life.alt_step", day=entry.day, text=entry.text) for entry in found.entries)
    stages = say("charts.arrow").join(found.stages[stay.stage] for stay in found.life.stays)
    told = {"title": found.title, "subtitle": found.subtitle, "key": found.key}
    return say("charts.life.alt", stages=stages, lanes=lanes, steps=steps, **told)


def _table(found: Portrait, log: Log, scenario: str, run: int) -> Iterator[tuple[object, ...]]:
    """All rows of the lead as rows of HEADER, and the ends of its project, which are marked as hidden."""
    life, named = found.life, (scenario, run, found.life.lead)
    own = np.sort(log.rows[log.rows["lead"] == life.lead], order="n")
    lane_of = {what: name for name, kinds in LANES.items() for what in kinds}
    for each, what in zip(timeline(log.rows, life.lead, log.guide), own["what"].tolist(), strict=True):
        lane, hidden = lane_of.get(What(what), ""), What(what) is What.READ
        local = _minute(each.local)
        told = (each.n, local, What(what).name.lower(), lane, each.what, each.points, each.score, each.stage)
        yield *named, *told, int(hidden)
    for kind, time in zip(("project_start", "project_end"), life.project or (), strict=False):
        local = _minute(log.guide.calendar.local(time))
        yield *named, None, local, kind, "", "", None, None, None, 1



def _minute(local: datetime) -> str:
    return local.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
