"""The numbers that review meetings moved: their path over time, and beside the target what each meeting saw."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.ticker import MaxNLocator

from sim.model.journey import Journey, Review
from sim.present.colours import BLUE, INK, PALE, SKY, SOFT
from sim.present.drawing import MARGIN, Box, Point, Size, heading, sheet, write
from sim.present.lettering import cut_to, fitted
from sim.present.picture import SLIDE, Chart
from sim.study.answer import spoken
from sim.study.meetings import Meeting
from sim.words.messages import say

HEADER = (
    *("scenario", "review", "compares", "rule", "replication", "meeting", "local", "number"),
    *("figure", "target", "tolerance", "low", "high"),
)
MOST_COLUMNS = 3
HEAD, FOOT = 1.35, 0.5  # inches: heading and note of the page
TITLES, GAP, NUMBERS, FIGURES, AXIS = 0.62, 0.62, 2.2, 1.25, 0.35  # inches of a pair of panels, from its top
SIDE = 0.75  # inches left of a panel, for its numbers
_PERCENT = 100.0


class Path(NamedTuple):
    """One number that one review moves in a scenario.

    called: how readers see the scenario called. moments: days of the run's start, of each meeting, of the end.
    numbers: of each replication the number at the start and after each meeting. figures: of each replication what each
    meeting saw (None: nothing). mean and mean_figures: over replications. aim: the target, with its tolerance; shares
    in percent.
    """

    scenario: str
    called: str
    review: str
    title: str
    compares: str
    rule: str
    target: str
    aim: float
    tolerance: float
    bounds: tuple[int, int]
    moments: tuple[datetime, ...]
    numbers: tuple[tuple[int, ...], ...]
    mean: tuple[float, ...]
    figures: tuple[tuple[float | None, ...], ...]
    mean_figures: tuple[float | None, ...]


class Thresholds(NamedTuple):
    """What the chart shows."""

    title: str
    subtitle: str
    note: str
    replications: int
    paths: tuple[Path, ...]


def thresholds(
    meetings: Mapping[str, Sequence[Sequence[Meeting]]],
    journeys: Mapping[str, Journey],
    *,
    name: str,
    titles: Mapping[str, str] = {},
) -> Thresholds | None:
    """The paths of all numbers that reviews move; None if no scenario has a review that met.

    meetings: of each scenario those of each replication. journeys: of each scenario the one whose reviews they are.
    titles: how readers see scenarios called, of those that have a title.
    """
    paths = tuple(
        path._replace(called=titles.get(scenario) or spoken(scenario))
        for scenario, runs in meetings.items()
        for path in _paths(scenario, runs, journeys[scenario])
    )
    if not paths:
        return None
    n = len(paths[0].numbers)
    return Thresholds(
        title=_finding(paths),
        subtitle=say("charts.thresholds.subtitle", name=spoken(name)),
        note=say("charts.thresholds.note_one" if n == 1 else "charts.thresholds.note", runs=n),
        replications=n,
        paths=paths,
    )


def _paths(scenario: str, runs: Sequence[Sequence[Meeting]], journey: Journey) -> Iterator[Path]:
    for name, review in journey.reviews.items():
        held = [[meeting for meeting in run if meeting.review == name] for run in runs]
        if held and held[0]:
            yield _path(scenario, name, review, held, journey)


def _path(scenario: str, name: str, review: Review, held: Sequence[Sequence[Meeting]], journey: Journey) -> Path:
    target = held[0][-1].target
    scale = 1.0 if target == "handoffs_per_week" else _PERCENT
    aim = getattr(review.target, target)
    numbers = tuple((run[0].before, *(meeting.after for meeting in run)) for run in held)
    figures = tuple(tuple(None if m.figure is None else m.figure * scale for m in run) for run in held)
    zone = held[0][0].local.tzinfo
    begin, end = (datetime.combine(day, time(), zone) for day in _days(journey))
    return Path(
        scenario=scenario,
        called=spoken(scenario),
        review=name,
        title=review.title or spoken(name),
        compares=review.compares,
        rule=review.rule,
        target=target,
        aim=math.nan if aim is None else aim * scale,
        tolerance=review.target.tolerance * scale,
        bounds=review.bounds,
        moments=(begin, *(meeting.local for meeting in held[0]), end),
        numbers=numbers,
        mean=tuple(sum(column) / len(column) for column in zip(*numbers, strict=True)),
        figures=figures,
        mean_figures=tuple(_mean(column) for column in zip(*figures, strict=True)),
    )


def _days(journey: Journey) -> tuple[date, date]:
    """First day of the run, and the day after it."""
    calendar = journey.built_calendar()
    return calendar.date_of(0), calendar.date_of(journey.days)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _finding(paths: Sequence[Path]) -> str:
    """Where the numbers began and where they ended."""
    if len(paths) == 1:
        (path,) = paths
        words = {"compares": spoken(path.compares), "rule": spoken(path.rule), **_ends(path)}
        return say("charts.thresholds.one", **words)
    if len(paths) > MOST_COLUMNS:
        moved = [path.mean[-1] - path.mean[0] for path in paths]
        least, most = (format(round(value, 1), "+,.10g") for value in (min(moved), max(moved)))
        return say("charts.thresholds.many", count=len(paths), least=least, most=most)
    several = len({path.review for path in paths}) > 1
    labels = [_label(path, True) if several else path.called for path in paths]
    ends = [say("charts.thresholds.end", label=label, **_ends(path)) for label, path in zip(labels, paths, strict=True)]
    return say("charts.thresholds.few", ends=say("charts.comma").join(ends))


def _ends(path: Path) -> dict[str, str]:
    return {"first": _number(path.mean[0]), "last": _number(path.mean[-1])}


def _label(path: Path, with_scenario: bool) -> str:
    return say("charts.thresholds.label", scenario=path.called, title=path.title) if with_scenario else ""


def _number(value: float) -> str:
    return format(round(value, 1), ",.10g")


def thresholds_chart(
    meetings: Mapping[str, Sequence[Sequence[Meeting]]],
    journeys: Mapping[str, Journey],
    *,
    name: str,
    titles: Mapping[str, str] = {},
) -> Chart | None:
    """The paths as a chart; None if there are none."""
    found = thresholds(meetings, journeys, name=name, titles=titles)
    if found is None:
        return None
    rows, draw = tuple(_table(found)), partial(draw_thresholds, found=found)
    return Chart("thresholds", found.title, _alt(found), _plan(found)[0], HEADER, rows, draw)


def _plan(found: Thresholds) -> tuple[Size, int]:
    """The page, and how many pairs of panels stand side by side."""
    columns = 2 if len(found.paths) == 4 else min(MOST_COLUMNS, len(found.paths))
    lines = -(-len(found.paths) // columns)
    return (SLIDE[0], HEAD + FOOT + lines * (TITLES + NUMBERS + GAP + FIGURES + AXIS)), columns


def draw_thresholds(ax: Axes, found: Thresholds) -> None:
    """Draw the paths: above the number over time, below what each meeting saw."""
    size, columns = _plan(found)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.3
    pitch = (size[0] - 2 * MARGIN) / columns
    for n, path in enumerate(found.paths):
        line, column = divmod(n, columns)
        left = MARGIN + column * pitch + SIDE
        place = top - line * (TITLES + NUMBERS + GAP + FIGURES + AXIS) - TITLES
        upper = Box(left, place - NUMBERS, pitch - SIDE - 0.55, NUMBERS)
        lower = upper._replace(bottom=upper.bottom - GAP - FIGURES, height=FIGURES)
        _titles(ax, upper, path, len(found.paths) > 1)
        _numbers(ax, upper, path)
        _figures(ax, lower, path)


def _titles(ax: Axes, box: Box, path: Path, with_scenario: bool) -> None:
    left, width = box.left - SIDE, box.width + SIDE
    title = _label(path, True) if with_scenario else path.title
    words, letters = fitted(title, width, 1, (12.0, 11.0, 10.0, 9.0), bold=True)
    write(ax, (left, box.top + 0.42), words, letters, bold=True, va="baseline")
    what = say("charts.thresholds.number", compares=spoken(path.compares), rule=spoken(path.rule))
    write(ax, (left, box.top + 0.2), cut_to(what, width, 8.5), 8.5, color=SOFT, va="baseline")


def _panel(ax: Axes, box: Box, path: Path, low: float, high: float) -> Axes:
    """An axis over the days of the run."""
    inner = ax.inset_axes((box.left, box.bottom, box.width, box.height), transform=ax.transData)
    inner.set_xlim(_x(path.moments[0]), _x(path.moments[-1]))
    room = (high - low) * 0.08 or 1.0
    inner.set_ylim(low - room, high + room)
    for side in ("top", "right"):
        inner.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        inner.spines[side].set_color(SOFT)
    inner.tick_params(labelsize=8, colors=SOFT, length=3)
    dates = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    inner.xaxis.set_major_locator(dates)
    inner.xaxis.set_major_formatter(_named_months(dates))
    inner.xaxis.get_offset_text().set(fontsize=8, color=SOFT)
    inner.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    inner.yaxis.set_major_formatter(lambda value, _: format(round(value, 10), ",.10g"))
    inner.set_facecolor("none")
    return inner


def _named_months(dates: AutoDateLocator) -> ConciseDateFormatter:
    """Dates with the months as the language in use has them; Python's own names are English."""
    found = ConciseDateFormatter(dates)  # type: ignore[no-untyped-call]
    for name in ("formats", "zero_formats", "offset_formats"):
        setattr(found, name, [form.replace("%b", say("charts.month")) for form in getattr(found, name)])
    return found


def _x(moment: datetime) -> float:
    """A place on the axis of days; local time, whatever the zone."""
    return float(date2num(moment.replace(tzinfo=None)))  # type: ignore[no-untyped-call]


def _numbers(ax: Axes, box: Box, path: Path) -> None:
    """The number of every replication thin, their mean bold, and between which bounds it moves."""
    drawn = [*path.bounds, *(number for run in path.numbers for number in run)]
    inner = _panel(ax, box, path, min(drawn), max(drawn))
    x = [_x(moment) for moment in path.moments]
    for bound in path.bounds:
        inner.axhline(bound, color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)), label="bound")
    for run in path.numbers:
        inner.step(x, [*run, run[-1]], where="post", color=SKY, linewidth=0.8, alpha=0.6, label="run")
    inner.step(x, [*path.mean, path.mean[-1]], where="post", color=BLUE, linewidth=2.6, label="mean")
    _beside(inner, path.mean[-1], _number(path.mean[-1]), bold=True)
    for bound in path.bounds:
        if abs(bound - path.mean[-1]) > (max(drawn) - min(drawn)) * 0.12:
            _beside(inner, bound, say("charts.thresholds.bound", bound=bound))


def _figures(ax: Axes, box: Box, path: Path) -> None:
    """What each meeting saw: of every replication a dot, the mean as a line, the target as a band."""
    seen = [value for run in path.figures for value in run if value is not None]
    low, high = path.aim - path.tolerance, path.aim + path.tolerance
    inner = _panel(ax, box, path, min([low, *seen]), max([high, *seen]))
    inner.axhspan(low, high, facecolor=PALE, alpha=0.6, linewidth=0, label="target")
    inner.axhline(path.aim, color=INK, linewidth=1.0, label="aim")
    x = [_x(moment) for moment in path.moments[1:-1]]
    for run in path.figures:
        known = [(at, value) for at, value in zip(x, run, strict=True) if value is not None]
        inner.plot(*_columns(known), linestyle="none", marker="o", markersize=3.0, color=SKY, alpha=0.7, label="seen")
    mean = [(at, value) for at, value in zip(x, path.mean_figures, strict=True) if value is not None]
    inner.plot(*_columns(mean), color=BLUE, linewidth=1.8, marker="D", markersize=5.0, label="mean seen")
    _beside(inner, path.aim, say("charts.thresholds.aim", aim=_number(path.aim)), color=INK)
    words = cut_to(say(f"charts.thresholds.{path.target}"), box.width + SIDE, 8.5)
    write(ax, (box.left - SIDE, box.top + 0.16), words, 8.5, color=SOFT, va="baseline")


def _columns(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]


def _beside(inner: Axes, y: float, text: str, *, bold: bool = False, color: str = SOFT) -> None:
    """A text at the right of a panel, level with a number in it."""
    write(
        inner,
        (1.015, y),
        text,
        8.5 if bold else 7.5,
        bold=bold,
        color=BLUE if bold else color,
        transform=inner.get_yaxis_transform(),
    )


def _alt(found: Thresholds) -> str:
    lines = []
    for path in found.paths:
        told = {"label": _label(path, True), "low": path.bounds[0], "high": path.bounds[1]}
        lines.append(say("charts.thresholds.alt_path", **_ends(path), meetings=len(path.moments) - 2, **told))
    paths = say("charts.between").join(lines)
    return say("charts.thresholds.alt", title=found.title, subtitle=found.subtitle, paths=paths)


def _table(found: Thresholds) -> Iterator[tuple[object, ...]]:
    """The numbers as rows of HEADER: of each replication the start and every meeting."""
    for path in found.paths:
        for replication, numbers in enumerate(path.numbers):
            seen = (None, *path.figures[replication])
            for n, (number, figure) in enumerate(zip(numbers, seen, strict=True)):
                local = path.moments[n].replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
                told = (path.scenario, path.review, path.compares, path.rule, replication, n, local, number, figure)
                yield (*told, path.aim, path.tolerance, *path.bounds)
