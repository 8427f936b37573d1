"""One lead's life: stages, score with the lines it came to, what it got and did, what sales did, its hidden project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator
from numpy.typing import NDArray

from sim.model.calendar import DAY_S
from sim.model.journey import REASONS
from sim.model.ledger import FREQUENT, What
from sim.present.colours import BLUE, COOL, DEEP, GREEN, GREY, INK, ORANGE, PALE, PAPER, PURPLE, SKY, SOFT, TINT, WARM
from sim.present.drawing import MARGIN, TICK_SIZE, Box, Size, badge, filled, heading, sheet, write
from sim.present.lettering import cut_to, width_in, wrapped
from sim.present.picture import SLIDE, Chart
from sim.present.plotting import End, label_ends, plot, spread
from sim.study.answer import spoken
from sim.study.leadlife import LANES, Life, lead_life
from sim.study.trace import Row, timeline
from sim.study.twologs import Log
from sim.words.local import date_words
from sim.words.messages import say

HEADER = ("scenario", "replication", "lead", "n", "local", "kind", "lane", "text", "points", "score", "stage", "hidden")
NEVER_LEFT_OUT = ("sent", "pages")  # lanes that are drawn though nothing is in them
HEAD, FOOT, LEFT, RIGHT = 1.3, 0.42, 1.75, 1.65  # inches around the plot
KEY, BAND, SCORE, LANE, SALES, AXIS = 0.3, 0.28, 1.75, 0.27, 0.42, 0.4  # inches: heights, from the top
ENTRY, MOST_ENTRIES = 0.36, 12  # of the list of steps: inches, entries
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


class Entry(NamedTuple):
    """Steps so close together that they are told as one: when the first was, and all of them in words."""

    at_s: int
    day: str
    text: str


class Portrait(NamedTuple):
    """What the chart shows. lanes: by name the seconds of its marks; ticks: seconds and words."""

    title: str
    subtitle: str
    note: str
    key: str
    life: Life
    stages: tuple[str, ...]
    lanes: tuple[tuple[str, tuple[int, ...]], ...]
    entries: tuple[Entry, ...]
    more: int
    ticks: tuple[tuple[int, str], ...]


def portrait(
    log: Log, lead: int, *, scenario: str, run: int, reviews: NDArray[np.void] | None = None
) -> Portrait:
    """The life of a lead of a simulated run; `reviews` are those of the run. IndexError for no such lead."""
    life = lead_life(log, lead, reviews=reviews)
    stages = tuple(spoken(name) for name in log.guide.stages)
    entries = tuple(_entries(life, log))
    whole = bool(np.isin(log.rows["what"], FREQUENT).any())
    return Portrait(
        title=_finding(life),
        subtitle=_about(life, log, stages, scenario, run),
        note=say("charts.life.note" if whole else "charts.life.note_milestones"),
        key=_key(life, log),
        life=life,
        stages=stages,
        lanes=tuple((name, marks) for name, marks in life.marks.items() if marks or name in NEVER_LEFT_OUT),
        entries=entries[:MOST_ENTRIES],
        more=max(0, len(entries) - MOST_ENTRIES),
        ticks=tuple(_ticks(life, log)),
    )


def _called(name: str) -> str:
    """A scenario as people call it."""
    return spoken(name)


def _finding(life: Life) -> str:
    """What became of the lead, and after how much."""
    opened = [step.time for step in life.steps if step.what is What.OPPORTUNITY]
    until = opened[0] if opened else life.end_s
    handed = sum(step.what in (What.MQL, What.CALL) and step.time <= until for step in life.steps)
    told = {
        "lead": life.lead,
        "days": f"{(until - life.start_s) // DAY_S:,}",
        "mails": sum(time <= until for time in life.marks["sent"]),
        "pages": sum(time <= until for time in life.marks["pages"]),
        "handoffs": handed,
        "score": f"{life.score[-1][1]:,}" if life.score else 0,
        "status": say(f"status.{life.status.name.lower()}"),
    }
    key = "opportunity" if opened else "handed" if handed else "never"
    return say(f"charts.life.{key}", **told)


def _about(life: Life, log: Log, stages: Sequence[str], scenario: str, run: int) -> str:
    return say(
        "charts.life.subtitle",
        lead=life.lead,
        persona=spoken(life.persona),
        source=spoken(life.source),
        at=_date(life.start_s, log),
        scenario=_called(scenario),
        run=run,
        status=say(f"status.{life.status.name.lower()}"),
        stage=stages[life.stays[-1].stage] if life.stays else say("charts.life.no_stage"),
    )


def _key(life: Life, log: Log) -> str:
    """What nobody but the simulator knows."""
    if life.project is None:
        return say("charts.life.no_project")
    start, end = (_date(time, log) for time in life.project)
    return say("charts.life.project", start=start, end=end)


def _date(time: int, log: Log) -> str:
    return date_words(log.guide.calendar.local(time).date())


def _ticks(life: Life, log: Log) -> Iterator[tuple[int, str]]:
    """The registration and midnights after it, evenly apart, no more than seven."""
    calendar = log.guide.calendar
    first, last = calendar.day_of(life.start_s), calendar.day_of(life.end_s)
    step = next(s for s in (1, 2, 7, 14, 28, 56, 91, 182, 364, 10**6) if (last - first) // s <= 6)
    yield life.start_s, date_words(calendar.date_of(first))
    for day in range(first + step, last + 1, step):
        yield calendar.second(day, 0), date_words(calendar.date_of(day))


def _plot_width() -> float:
    return SLIDE[0] - 2 * MARGIN - LEFT - RIGHT


def _entries(life: Life, log: Log) -> Iterator[Entry]:
    """Steps in the order of time; those that a plot can't hold apart are one entry."""
    near_s = APART / _plot_width() * max(1, life.end_s - life.start_s)
    group: list[Row] = []
    for step in life.steps:
        if group and step.time - group[0].time > near_s:
            yield _entry(group, log)
            group = []
        group.append(step)
    if group:
        yield _entry(group, log)


def _entry(group: Sequence[Row], log: Log) -> Entry:
    """`handed to sales (rule hot), calls ×3, talked`."""
    times = Counter(_step(row, log) for row in group)
    parts = (text if n == 1 else say("charts.life.times", text=text, count=n) for text, n in times.items())
    return Entry(group[0].time, _date(group[0].time, log), say("charts.comma").join(parts))


def _step(row: Row, log: Log) -> str:
    key = f"charts.life.step_{row.what.name.lower()}"
    if row.what is What.MQL:
        return say(key, rule=spoken(log.guide.rules[row.node]))
    if row.what is What.RETURNED:
        return say(key, reason=say(f"reason.{REASONS[row.node]}"))
    return say(key)


def life_chart(
    log: Log, lead: int, *, scenario: str, run: int, reviews: NDArray[np.void] | None = None
) -> Chart:
    """The life of a lead as a chart; number, persona and source name it, nothing else. IndexError for no such lead."""
    found = portrait(log, lead, scenario=scenario, run=run, reviews=reviews)
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
    left, width = MARGIN + LEFT, _plot_width()
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
