"""MQLs and opportunities added up day by day: scenarios as lines with bands, and how far apart they end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from sim.model.stats import Difference
from sim.present.colours import SOFT
from sim.present.doubt import is_sure
from sim.present.drawing import MARGIN, Box, heading, sheet, write
from sim.present.lettering import cut_to, width_in
from sim.present.picture import SLIDE, Chart
from sim.present.plotting import (
    LABEL_SIZE,
    End,
    Look,
    band,
    day_number,
    label_ends,
    line,
    looks,
    month_ticks,
    plot,
)
from sim.present.shownscenarios import (
    Floats,
    beside,
    left_out_note,
    middle,
    number,
    runs_words,
    shown_scenarios,
)
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.profile import DAILY
from sim.study.yardstick import Yardstick
from sim.words.local import date_words
from sim.words.messages import say

HEADER = ("scenario", "figure", "day", "mean", "low", "high", "replications")
COUNTED: Final = ("mqls", "opportunities")  # as in the profile and in the KPIs
MOST = 6  # scenarios drawn
FOOT, GAP, SIDE = 0.85, 0.3, 0.5  # inches; SIDE: left of a panel, for ticks
ENDS = (1.2, 2.6)  # least and most inches right of a panel, for the labels of its lines


class Course(NamedTuple):
    """What is counted so far in one scenario at the end of each day: float64[D], low and high None of one run."""

    mean: Floats
    low: Floats | None
    high: Floats | None


class Gap(NamedTuple):
    """How far the rival ends from the baseline, in the measured window; low and high None where not known."""

    rival: str
    difference: float
    low: float | None
    high: float | None
    level: float


class Cumulative(NamedTuple):
    """What the chart shows. courses: by scenario and COUNTED. gaps: by COUNTED, of the rival; empty without one."""

    title: str
    subtitle: str
    note: str
    names: Mapping[str, str]
    shown: tuple[str, ...]
    baseline: str
    chosen: str | None
    days: tuple[date, ...]
    courses: Mapping[str, Mapping[str, Course]]
    gaps: Mapping[str, Gap]
    replications: int


def cumulative(found: Comparison, yardsticks: Mapping[str, Yardstick]) -> Cumulative:
    """The courses of every scenario; yardsticks: of each scenario its own, whose calendar counts."""
    n, shown = found.replications, shown_scenarios(found, MOST)
    date_of = yardsticks[found.baseline].calendar.date_of
    days = tuple(date_of(day) for day in range(found.window.first_day, found.window.last_day))
    courses = {name: _courses(found, name) for name in found.scenarios}
    ends = {"first": date_words(days[0]), "last": date_words(days[-1])}
    return Cumulative(
        title=_finding(found, courses),
        subtitle=say("charts.cumulative.subtitle", runs=runs_words(n), **ends),
        note=_note(found) + left_out_note(found, len(shown)),
        names={name: found.called(name) for name in found.scenarios},
        shown=shown,
        baseline=found.baseline,
        chosen=found.answer.choice.scenario,
        days=days,
        courses=courses,
        gaps={figure: gap for figure in COUNTED if (gap := _gap(found, figure)) is not None},
        replications=n,
    )


def _note(found: Comparison) -> str:
    if found.replications == 1:
        return say("charts.cumulative.note_one")
    others = len(found.scenarios) - 1
    adjusted = say("charts.cumulative.adjusted", count=others) if others > 1 else ""
    return say("charts.cumulative.note", runs=found.replications, adjusted=adjusted)


def _courses(found: Comparison, scenario: str) -> dict[str, Course]:
    daily = found.profiles[scenario].daily
    sums = {figure: np.cumsum(daily[:, DAILY.index(figure)], axis=1).astype(np.float64) for figure in COUNTED}
    return {figure: Course(runs.mean(axis=0), *(middle(runs) or (None, None))) for figure, runs in sums.items()}


def _gap(found: Comparison, figure: str) -> Gap | None:
    """The comparison's own difference and interval, from so much a quarter back to the measured window."""
    other = beside(found)
    if other is None:
        return None
    cell = found.cells[other][figure]
    scale = KPIS[figure].per(1.0, found.window, found.question.per)
    known = _scaled(cell.difference, scale)
    return Gap(other, cell.difference.mean / scale, *known, cell.level)


def _scaled(difference: Difference, scale: float) -> tuple[float | None, float | None]:
    if not math.isfinite(difference.half_width):
        return None, None
    return difference.low / scale, difference.high / scale


def _finding(found: Comparison, courses: Mapping[str, Mapping[str, Course]]) -> str:
    """How far the rival ends from the baseline in opportunities, in MQLs if there are no opportunities anywhere."""
    reached = [f for f in reversed(COUNTED) if any(float(courses[name][f].mean[-1]) for name in courses)]
    if not reached:
        return say("charts.cumulative.nothing")
    figure, other, base = reached[0], beside(found), found.called(found.baseline)
    unit, gap = say(f"charts.cumulative.unit_{figure}"), _gap(found, figure)
    if other is None or gap is None:
        count = number(float(courses[found.baseline][figure].mean[-1]))
        return say("charts.cumulative.only", scenario=base, count=count, unit=unit)
    against = base if len(found.scenarios) == 2 else say("charts.cumulative.baseline")
    days = found.window.last_day - found.window.first_day
    names = {"rival": found.called(other), "baseline": against, "unit": unit}
    if not is_sure(found.cells[other][figure].difference):
        told = {"difference": _signed(gap.difference), "interval": _interval(gap)}
        return say("charts.cumulative.unsure", **told, **names)
    if gap.difference == 0.0:
        return say("charts.cumulative.same", days=days, **names)
    key = "charts.cumulative.more" if gap.difference > 0.0 else "charts.cumulative.fewer"
    told = {"difference": number(abs(gap.difference)), "interval": _interval(gap), "days": str(days)}
    return say(key, **told, **names)


def _interval(gap: Gap) -> str:
    if gap.low is None or gap.high is None:
        return ""
    told = {"low": _signed(gap.low), "high": _signed(gap.high), "level": format(gap.level * 100.0, ".3g")}
    return say("charts.cumulative.interval", **told)


def _signed(value: float) -> str:
    text = number(value)
    return f"+{text}" if value > 0.0 and text != "0" else text


def cumulative_chart(found: Comparison, yardsticks: Mapping[str, Yardstick]) -> Chart | None:
    """The courses as a chart, None if profiles were not kept; yardsticks: of each scenario its own."""
    if not found.profiles:
        return None
    made = cumulative(found, yardsticks)
    rows = tuple(_table(made))
    return Chart("cumulative", made.title, _alt(made), SLIDE, HEADER, rows, lambda ax: draw_cumulative(ax, made))


def draw_cumulative(ax: Axes, made: Cumulative) -> None:
    """Draw the courses: MQLs at the left, opportunities at the right."""
    sheet(ax, SLIDE)
    top = heading(ax, SLIDE, made.title, made.subtitle, made.note) - 0.75
    pitch = (SLIDE[0] - 2 * MARGIN + GAP) / len(COUNTED)
    seen = looks(made.shown, baseline=made.baseline, chosen=_strong(made))
    room = _room(made)
    for n, figure in enumerate(COUNTED):
        box = Box(MARGIN + n * pitch + SIDE, FOOT, pitch - GAP - SIDE - room, top - FOOT)
        _panel(ax, box, made, figure, seen, room)


def _room(made: Cumulative) -> float:
    """Inches at the right of the panels: what the labels of the lines need, if there is so much."""
    words = [_end_words(made, name, made.courses[name][figure]) for name in made.shown for figure in COUNTED]
    return min(max(ENDS[0], *(width_in(each, LABEL_SIZE, bold=True) + 0.12 for each in words)), ENDS[1])


def _strong(made: Cumulative) -> str | None:
    """The scenario that is drawn strongest beside the grey baseline: what is recommended, unless that is today's."""
    others = [name for name in made.shown if name != made.baseline]
    return made.chosen if made.chosen in others else others[0] if len(others) == 1 else None


def _panel(ax: Axes, box: Box, made: Cumulative, figure: str, seen: Mapping[str, Look], right: float) -> None:
    courses = {name: made.courses[name][figure] for name in made.shown}
    tops = [float(course.mean[-1] if course.high is None else course.high.max()) for course in courses.values()]
    first = day_number(made.days[0])
    x = first + np.arange(len(made.days) + 1)
    words = say(f"charts.cumulative.axis_{figure}")
    if figure in made.gaps:
        gap = made.gaps[figure]
        words += say("charts.cumulative.difference", difference=_signed(gap.difference) + _interval(gap))
        if len(made.names) > 2:
            words += say("charts.cumulative.of", rival=made.names[gap.rival])
    room = (0.0, max(1.0, max(tops)) * 1.06)
    inner = plot(ax, box, (first, float(x[-1])), room, title=say(f"charts.cumulative.{figure}"))
    write(ax, (box.left, box.top + 0.12), cut_to(words, box.width + right, LABEL_SIZE), LABEL_SIZE, color=SOFT)
    month_ticks(inner, box.width)
    for name, course in courses.items():
        if course.low is not None and course.high is not None:
            band(inner, x.tolist(), _from_zero(course.low), _from_zero(course.high), seen[name], name)
    for name, course in courses.items():
        line(inner, x.tolist(), _from_zero(course.mean), seen[name], name)
    ends = [_end(made, name, courses[name], float(x[-1]), seen[name]) for name in made.shown]
    label_ends(inner, box, ends, right - 0.1)


def _from_zero(values: Floats) -> list[float]:
    """The numbers at the beginning of the first day, where nothing is counted yet, and at the end of each day."""
    return [0.0, *values.tolist()]


def _end(made: Cumulative, name: str, course: Course, x: float, look: Look) -> End:
    return End(x, float(course.mean[-1]), _end_words(made, name, course), look.color, bold=name == _strong(made))


def _end_words(made: Cumulative, name: str, course: Course) -> str:
    return say("charts.cumulative.end", count=number(float(course.mean[-1])), scenario=made.names[name])


def _alt(made: Cumulative) -> str:
    lines = []
    for name in made.shown:
        ends = {figure: number(float(made.courses[name][figure].mean[-1])) for figure in COUNTED}
        lines.append(say("charts.cumulative.alt_scenario", scenario=made.names[name], **ends))
    return say("charts.cumulative.alt", title=made.title, subtitle=made.subtitle, scenarios=" ".join(lines))


def _table(made: Cumulative) -> Iterator[tuple[object, ...]]:
    """The numbers as rows of HEADER, at the end of each day."""
    for name, courses in made.courses.items():
        for figure, (mean, low, high) in courses.items():
            for n, day in enumerate(made.days):
                ends = [None if end is None else float(end[n]) for end in (low, high)]
                yield name, figure, day.isoformat(), float(mean[n]), *ends, made.replications
