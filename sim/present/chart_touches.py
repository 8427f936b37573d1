"""The touch calendar of one quarter: who is mailed, invited and met on which day, of one scenario or of two."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import partial

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.present.colours import BLUE, COOL, GREY, INK, PALE, PAPER, PURPLE, SOFT
from sim.present.drawing import MARGIN, TICK_SIZE, Box, Size, heading, sheet, tick_words, write
from sim.present.lettering import POINTS, cut_to, width_in, wrapped
from sim.present.picture import SLIDE, Chart
from sim.present.touchcalendar import Line, Logs, Plans, Touches, rate, touches
from sim.study.touchdays import Quarter, Touch, touched
from sim.words.local import month_words
from sim.words.messages import say

HEADER = ("quarter", "scenario", "kind", "name", "date", "what", "count", "low", "high", "runs")
HEAD, TOP, FOOT = 1.3, 0.55, 0.42  # inches: heading; months and weeks above the rows; note
LABELS, TAG, TOTAL = 2.0, 1.35, 0.8  # inches: titles, scenario of a doubled row, a column of totals
CAPTION, MOST_ROW, LEAST_ROW, MEAN, KEY = 0.24, 0.4, 0.27, 0.27, 0.5  # inches: heights
SIZE = 8.0  # points
_MARKERS = {"sent": "o", "invited": "d", "reminded": "v", "held": "*", "came": "s", "met": "P", "called": "^"}
_PLAIN, _STAR = 30.0, 60.0  # areas in square points: of a mark where nobody counted, of a webinar at least


def touches_chart(
    plans: Plans,
    window: tuple[int, int],
    *,
    logs: Logs | None = None,
    quarter: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> Chart:
    """The touch calendar as a chart; arguments and ValueError as `touches` has them."""
    found = touches(plans, window, logs=logs, quarter=quarter, titles=titles)
    rows = tuple(_table(found, plans, logs or {}))
    return Chart("touches", found.title, _alt(found), _size(found), HEADER, rows, partial(draw_touches, found=found))


def _size(found: Touches) -> Size:
    """A slide, less what few rows don't fill, and more if many need it."""
    fixed = HEAD + TOP + FOOT + KEY + CAPTION * len({line.kind for line in found.lines}) + MEAN * _feet(found)
    rows = max(1, len(found.lines))
    return SLIDE[0], fixed + rows * min(MOST_ROW, max(LEAST_ROW, (SLIDE[1] - fixed) / rows))


def _feet(found: Touches) -> int:
    return len(found.means) + bool(found.means)


def draw_touches(ax: Axes, found: Touches) -> None:
    """Draw the calendar: a row for each programme, a column for each day, the totals at the right."""
    size = _size(found)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.1
    tag = TAG if len(found.scenarios) > 1 else 0.0
    left, right = MARGIN + LABELS + tag, size[0] - MARGIN - TOTAL * len(found.scenarios) * bool(found.runs)
    bottom = FOOT + KEY + MEAN * _feet(found)
    days = Box(left, bottom, right - left, top - TOP - bottom)
    _background(ax, days, found)
    _columns(ax, days, found)
    captions = CAPTION * len({line.kind for line in found.lines})
    row = min(1.15 * MOST_ROW, (days.height - captions) / max(1, len(found.lines)))
    scale = _scale(found, row)
    y = days.top
    kind = ""
    for line in found.lines:
        if line.kind != kind:
            kind = line.kind
            write(ax, (MARGIN, y - CAPTION / 2), say(f"charts.touches.kind_{kind}"), SIZE, color=SOFT)
            y -= CAPTION
        _row(ax, days, y - row / 2, line, found, scale)
        y -= row
    _foot(ax, days, found)
    _keys(ax, Box(MARGIN, FOOT, size[0] - 2 * MARGIN, KEY), found, scale)


def _x(day: float, box: Box, quarter: Quarter) -> float:
    return box.left + (day - quarter.first_day) / (quarter.last_day - quarter.first_day) * box.width


def _background(ax: Axes, box: Box, found: Touches) -> None:
    """Days off shaded, holidays and closures hatched, a line where a week begins, a stronger one between months."""
    calendar = found.calendar
    for day in found.quarter.days:
        part = box._replace(left=_x(day, box, found.quarter), width=box.width / len(found.quarter.days))
        if calendar.is_holiday(day) or calendar.is_closed(day):
            _shaded(ax, part, "holiday")
        elif calendar.weekday(day) >= 5:
            _shaded(ax, part, "weekend")
        if calendar.weekday(day) == 0:
            ax.plot([part.left] * 2, [box.bottom, box.top + 0.06], color=PALE, linewidth=0.7, zorder=0.7)
    for month in found.months[1:]:
        x = _x(month.start, box, found.quarter)
        for ends in ((box.bottom, box.top + 0.06), (box.top + 0.3, box.top + 0.5)):  # not through the dates between
            ax.plot([x, x], ends, color=SOFT, linewidth=0.8, zorder=0.8)


def _shaded(ax: Axes, box: Box, label: str) -> None:
    patch = Rectangle((box.left, box.bottom), box.width, box.height, facecolor=COOL, edgecolor=PALE, linewidth=0)
    patch.set(label=label, zorder=0.5, hatch="/////" if label == "holiday" else "")
    ax.add_patch(patch)


def _columns(ax: Axes, box: Box, found: Touches) -> None:
    """Above the days months and the days on which weeks begin, above the totals whose they are."""
    for month in found.months:
        left, right = (_x(day, box, found.quarter) for day in (month.start, month.stop))
        words = cut_to(month_words(found.calendar.date_of(month.start)), right - left - 0.1, 9.0, bold=True)
        write(ax, (left + 0.05, box.top + 0.4), words, 9.0, bold=True)
    for day in found.quarter.days:
        if found.calendar.weekday(day) == 0:
            x = _x(day, box, found.quarter)
            ax.text(x + 0.03, box.top + 0.14, f"{found.calendar.date_of(day).day}", fontsize=TICK_SIZE, color=SOFT)
    for n, scenario in enumerate(found.scenarios if found.runs else ()):
        words = found.names[scenario] if len(found.scenarios) > 1 else say("charts.touches.total")
        text = wrapped(words, TOTAL - 0.08, 7.0, 2)
        color = _color(scenario, found) if len(found.scenarios) > 1 else SOFT
        write(ax, (box.right + (n + 1) * TOTAL, box.top + 0.28), text, 7.0, color=color, ha="right")


def _color(scenario: str, found: Touches) -> str:
    """Grey for the baseline where there are two, blue for the other; ink for what they share."""
    if not scenario:
        return INK
    return GREY if len(found.scenarios) > 1 and scenario == found.scenarios[0] else BLUE


def _scale(found: Touches, row: float) -> float:
    """Square points for each lead: the largest mark fills a row; 0 where nobody counted."""
    counts = [each.people for line in found.lines for each in line.touches if each.people is not None]
    most = max(counts, default=0.0)
    return (row * 0.9 * POINTS) ** 2 / most if most > 0 else 0.0


def _row(ax: Axes, box: Box, y: float, line: Line, found: Touches, scale: float) -> None:
    """A row: its title, its marks, its totals."""
    color = _color(line.scenario, found)
    write(ax, (MARGIN + 0.1, y), cut_to(line.title, LABELS - 0.2, SIZE), SIZE)
    if line.scenario and len(found.scenarios) > 1:
        tag = cut_to(found.names[line.scenario], TAG - 0.12, SIZE, bold=True)
        write(ax, (MARGIN + LABELS, y), tag, SIZE, bold=True, color=SOFT if color == GREY else color)
    ax.plot([box.left, box.right], [y, y], color=PALE, linewidth=0.6, zorder=0.8)
    for what in dict.fromkeys(each.what for each in line.touches):
        own = [each for each in line.touches if each.what == what]
        x = [_x(each.day + 0.5, box, found.quarter) for each in own]
        areas = [_area(each, scale) for each in own]
        drawn = ax.scatter(x, [y] * len(x), s=areas, marker=_MARKERS[what], color=color, edgecolors=PAPER)
        drawn.set(linewidths=0.4, label=f"{line.title} {what}", alpha=0.85, zorder=3)
        for place, each in zip(x, own, strict=True):
            if what == "held" and each.people is not None:
                write(ax, (place + 0.1, y + 0.06), f"{each.people:,.0f}", 7.0)
    if not line.touches:
        is_set_off = line.kind in ("set_off", "call") and not found.runs
        words = say("charts.touches.no_dates" if is_set_off else "charts.touches.no_touch")
        write(ax, (box.left + 0.08, y), words, 7.5, color=SOFT, backgroundcolor=PAPER)
    for n, total in enumerate(line.totals):
        if total is not None:
            write(ax, (box.right + (n + 1) * TOTAL, y), f"{total:,.0f}", SIZE, ha="right")


def _area(touch: Touch, scale: float) -> float:
    """Square points of a mark; never so small that it can't be seen."""
    if touch.people is None:
        return _PLAIN
    return max(_STAR if touch.what == "held" else 5.0, touch.people * scale)


def _foot(ax: Axes, box: Box, found: Touches) -> None:
    """Mails per lead and month, of each month and of the quarter."""
    if not found.means:
        return
    y = box.bottom - MEAN / 2
    ax.plot([MARGIN, SLIDE[0] - MARGIN], [box.bottom, box.bottom], color=SOFT, linewidth=0.8)
    write(ax, (MARGIN, y), cut_to(say("charts.touches.mean"), LABELS + TAG, SIZE, bold=True), SIZE, bold=True)
    for n, mean in enumerate(found.means):
        y -= MEAN
        color = _color(mean.scenario, found) if len(found.scenarios) > 1 else INK
        ends = {"low": rate(mean.low), "high": rate(mean.high)}
        interval = "" if mean.low is None else say("charts.touches.interval", **ends)
        write(ax, (box.left - 0.15, y), interval, SIZE, color=SOFT, ha="right")
        room = box.left - MARGIN - 0.4 - width_in(interval, SIZE)
        write(ax, (MARGIN + 0.1, y), cut_to(found.names[mean.scenario], room, SIZE), SIZE)
        for month, value in zip(found.months, mean.months, strict=True):
            middle = _x((month.start + month.stop) / 2, box, found.quarter)
            write(ax, (middle, y), rate(value), SIZE, ha="center", color=SOFT if color == GREY else color)
        write(ax, (box.right + (n + 1) * TOTAL, y), rate(mean.quarter), SIZE, bold=True, ha="right")


def _keys(ax: Axes, box: Box, found: Touches, scale: float) -> None:
    """What marks, their size and the shading mean."""
    x, y = box.left, box.top - 0.24
    for what in dict.fromkeys(each.what for line in found.lines for each in line.touches):
        ax.scatter([x + 0.08], [y], s=36, marker=_MARKERS[what], color=INK, linewidths=0)
        x = _said(ax, (x + 0.2, y), say(f"charts.touches.what_{what}"))
    for label in ("weekend", "holiday"):
        _shaded(ax, Box(x, y - 0.08, 0.26, 0.16), label)
        ax.add_patch(Rectangle((x, y - 0.08), 0.26, 0.16, fill=False, edgecolor=SOFT, linewidth=0.5))
        x = _said(ax, (x + 0.32, y), say(f"charts.touches.{label}"))
    if scale:
        most = max(each.people or 0.0 for line in found.lines for each in line.touches)
        for count in _samples(most):
            area = count * scale
            radius = math.sqrt(area) / POINTS / 2
            ax.scatter([x + radius], [y], s=area, color=PURPLE, linewidths=0)
            x = _said(ax, (x + 2 * radius + 0.05, y), say("charts.touches.leads", count=tick_words(count)))


def _said(ax: Axes, at: tuple[float, float], text: str) -> float:
    """Write a word of the key; returns where the next one begins."""
    write(ax, at, text, 7.5)
    return at[0] + width_in(text, 7.5) + 0.2


def _samples(most: float) -> list[float]:
    """A large round number of leads and a small one."""
    power = 10.0 ** math.floor(math.log10(most))
    large = max(n for n in (1, 2, 5) if n * power <= most) * power
    return [large, large / 10] if large >= 10 else [large]


def _alt(found: Touches) -> str:
    lines = []
    for line in found.lines:
        days = say("charts.comma").join(
            f"{date.month}-{date.day}" for date in (found.calendar.date_of(each.day) for each in line.touches[:14])
        )
        title = f"{line.title} ({found.names[line.scenario]})" if line.scenario else line.title
        lines.append(say("charts.touches.alt_row", title=title, times=len(line.touches), days=days))
    return say("charts.touches.alt", title=found.title, subtitle=found.subtitle, rows=" ".join(lines))


def _table(found: Touches, plans: Plans, logs: Logs) -> Iterator[tuple[object, ...]]:
    """All touches of all scenarios as rows of HEADER, and their mails per lead and month."""
    name, calendar = found.quarter.name, found.calendar
    for scenario, plan in plans.items():
        for row in touched(plan, found.quarter, logs.get(scenario, ()) if found.runs else ()):
            for each in row.touches:
                told = (row.kind, row.name, calendar.date_of(each.day).isoformat(), each.what, each.people)
                yield name, scenario, *told, None, None, found.runs
    for mean in found.means:
        told_of = (name, mean.scenario, "mails_per_lead_and_month")
        for month, value in zip(found.months, mean.months, strict=True):
            yield *told_of, calendar.month(month.start), None, None, value, None, None, found.runs
        yield *told_of, name, None, None, mean.quarter, mean.low, mean.high, found.runs
