"""How soon leads come to an MQL, a first contact and an opportunity: Kaplan-Meier curves over the days since then."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from sim.model.stats import Difference, paired
from sim.present.colours import PAPER, SOFT
from sim.present.doubt import doubt
from sim.present.drawing import MARGIN, Box, heading, sheet, write
from sim.present.lettering import width_in
from sim.present.picture import SLIDE, Chart
from sim.present.plotting import LABEL_SIZE, Look, band, legend_row, line, looks, percent_ticks, plot
from sim.present.shownscenarios import (
    Floats,
    band_note,
    beside,
    left_out_note,
    middle,
    percent,
    ranked,
    runs_words,
    shown_scenarios,
)
from sim.study.comparison import Comparison
from sim.study.profile import SPANS, Ints
from sim.words.messages import say

HEADER = ("scenario", "span", "day", "came", "censored", "at_risk", "share_come", "low", "high", "replications")
MOST = 4  # scenarios drawn
FOOT, GAP, SIDE, HALF, ROW = 0.55, 0.25, 0.5, 0.5, 0.17  # inches; HALF: the column of medians
NUMBER_SIZE = 7.0  # points
WATCHED = 0.05  # curves are drawn while so many of all leads are still watched
_STEPS: Final = (1, 2, 5, 10, 30, 60, 90, 180, 360, 720)  # days between ticks
_MOST_TICKS, _TOLD_AFTER, _TICKED_EVERY = 7, 90, 7


class Curve(NamedTuple):
    """One scenario's way to one point, by whole days since registration: int64[S] and float64[S].

    came, left: leads of all runs that came there, or were on the way when their run ended. at_risk: neither before the
    day. share: of all leads those that have come by then, 1 - Kaplan-Meier. low, high: the middle 90 % of the runs;
    None of one run. median: the day by which half have come, None if they never do.
    """

    came: Ints
    left: Ints
    at_risk: Ints
    share: Floats
    low: Floats | None
    high: Floats | None
    median: int | None


class Spans(NamedTuple):
    """What the chart shows. curves: by scenario and SPANS. last: the last day that is drawn."""

    title: str
    subtitle: str
    note: str
    names: Mapping[str, str]
    shown: tuple[str, ...]
    baseline: str
    chosen: str | None
    curves: Mapping[str, Mapping[str, Curve]]
    last: int
    replications: int


def share_come(came: Ints, left: Ints) -> Floats:
    """Of all leads the share that has come by each day, 1 - Kaplan-Meier; int64[..., S] each, nan without any lead.

    Whoever was lost sight of on a day was still watched on it, as is usual (Kaplan & Meier, Journal of the American
    Statistical Association 53, 1958, 457-481).
    """
    watched = at_risk(came, left)
    stayed = 1.0 - came / np.maximum(watched, 1)
    share = 1.0 - np.cumprod(stayed, axis=-1)
    share[watched[..., 0] == 0] = np.nan
    return np.asarray(share, np.float64)


def at_risk(came: Ints, left: Ints) -> Ints:
    """Leads that had neither come nor been lost sight of before each day."""
    gone = came + left
    return np.asarray(np.flip(np.cumsum(np.flip(gone, -1), axis=-1), -1), np.int64)


def curve_of(runs: Ints) -> Curve:
    """The curve of all runs together; int64[runs, 2, S], those who came and those still on the way."""
    came, left = runs.sum(axis=0)
    share = share_come(came, left)
    half = np.flatnonzero(share >= 0.5)
    low, high = middle(share_come(runs[:, 0], runs[:, 1])) or (None, None)
    return Curve(came, left, at_risk(came, left), share, low, high, int(half[0]) if half.size else None)


def spans(found: Comparison) -> Spans:
    """The curves of every scenario."""
    n, shown = found.replications, shown_scenarios(found, MOST)
    curves = {
        name: {span: curve_of(found.profiles[name].spans[:, k]) for k, span in enumerate(SPANS)}
        for name in found.scenarios
    }
    last = max(_last_day(curve) for name in shown for curve in curves[name].values())
    told = min(_TOLD_AFTER, last)
    return Spans(
        title=_finding(found, curves, told),
        subtitle=say("charts.spans.subtitle", runs=runs_words(n)) + _difference(found, _farthest(curves), told),
        note=say("charts.spans.note", watched=format(WATCHED * 100.0, "g"))
        + band_note(n, "charts.spans.bands")
        + left_out_note(found, len(shown)),
        names={name: found.called(name) for name in found.scenarios},
        shown=shown,
        baseline=found.baseline,
        chosen=found.answer.choice.scenario,
        curves=curves,
        last=last,
        replications=n,
    )


def _last_day(curve: Curve) -> int:
    """The last day on which enough leads are still watched; 1 at least."""
    watched = np.flatnonzero(curve.at_risk >= max(1.0, WATCHED * curve.at_risk[0]))
    return max(1, int(watched[-1])) if watched.size else 1


def _finding(found: Comparison, curves: Mapping[str, Mapping[str, Curve]], day: int) -> str:
    """How many leads have come to the farthest point that any comes to, so many days after registration."""
    span = _farthest(curves)
    if span is None:
        return say("charts.spans.nothing")
    shares = {name: percent(_share_at(each[span], day)) for name, each in curves.items()}
    base, others = found.baseline, ranked(found)
    told = say("charts.spans.first", share=shares[base], scenario=found.called(base))
    if len(others) == 1:
        unsure = doubt(_gap(found, others[0], span, day))
        told += say("charts.spans.next", share=shares[others[0]], scenario=found.called(others[0]), doubt=unsure)
    elif others:
        ends = sorted(_share_at(curves[name][span], day) for name in others)
        told += say("charts.spans.others", least=percent(ends[0]), most=percent(ends[-1]))
    return say(f"charts.spans.title_{span}", days=day, shares=told)


def _farthest(curves: Mapping[str, Mapping[str, Curve]]) -> str | None:
    """The last point of the way that some lead came to in some scenario."""
    return next((span for span in reversed(SPANS) if any(each[span].came.any() for each in curves.values())), None)


def _share_at(curve: Curve, day: int) -> float:
    share = float(curve.share[min(day, curve.share.size - 1)])
    return 0.0 if math.isnan(share) else share


def _difference(found: Comparison, span: str | None, day: int) -> str:
    """Of one other scenario the paired difference from the baseline with its interval, if that is known."""
    other = beside(found)
    if span is None or other is None or len(found.scenarios) > 2:
        return ""
    gap = _gap(found, other, span, day)
    if not math.isfinite(gap.half_width):
        return ""
    low, high = _points(gap.low), _points(gap.high)
    return say("charts.spans.difference", days=day, difference=_points(gap.mean), low=low, high=high)


def _gap(found: Comparison, scenario: str, span: str, day: int) -> Difference:
    """The paired difference of a scenario from the baseline in the share that has come by a day."""
    base, own = (_run_shares(found, name, span, day) for name in (found.baseline, scenario))
    return paired(base, own)


def _run_shares(found: Comparison, scenario: str, span: str, day: int) -> Floats:
    """float64[runs]: of each run the share that has come by a day."""
    runs = found.profiles[scenario].spans[:, list(SPANS).index(span)]
    share = share_come(runs[:, 0], runs[:, 1])
    return np.asarray(share[:, min(day, share.shape[1] - 1)], np.float64)


def _points(share: float) -> str:
    points = round(share * 100.0, 2 if abs(share) < 0.01 else 1) + 0.0  # no -0
    return format(points, "+.2f" if abs(share) < 0.01 else "+.1f") if points else "0"


def spans_chart(found: Comparison) -> Chart | None:
    """The curves as a chart; None if profiles were not kept."""
    if not found.profiles:
        return None
    made = spans(found)
    return Chart("spans", made.title, _alt(made), SLIDE, HEADER, tuple(_table(made)), lambda ax: draw_spans(ax, made))


def draw_spans(ax: Axes, made: Spans) -> None:
    """Draw the curves: a panel for each point of the way, beneath it how many are still watched."""
    sheet(ax, SLIDE)
    top = heading(ax, SLIDE, made.title, made.subtitle, made.note) - 0.2
    seen = looks(made.shown, baseline=made.baseline, chosen=_strong(made))
    width = SLIDE[0] - 2 * MARGIN
    legend_row(ax, MARGIN, top, [(made.names[name], seen[name]) for name in made.shown], width)
    top -= 0.65
    bottom = FOOT + 0.72 + ROW * len(made.shown)
    pitch = (width + GAP) / len(SPANS)
    for n, span in enumerate(SPANS):
        box = Box(MARGIN + n * pitch + SIDE, bottom, pitch - GAP - SIDE - HALF, top - bottom)
        ticks = _ticks(made, box.width)
        _panel(ax, box, made, span, seen, ticks)
        _watched(ax, box, made, span, seen, ticks)


def _strong(made: Spans) -> str | None:
    """The scenario that is drawn strongest beside the grey baseline: what is recommended, unless that is today's."""
    others = [name for name in made.shown if name != made.baseline]
    return made.chosen if made.chosen in others else others[0] if len(others) == 1 else None


def _panel(ax: Axes, box: Box, made: Spans, span: str, seen: Mapping[str, Look], ticks: Sequence[int]) -> None:
    curves = {name: made.curves[name][span] for name in made.shown}
    most = max(_most(curve, made.last) for curve in curves.values()) or 1.0
    inner = plot(
        ax,
        box,
        (0.0, float(made.last)),
        (0.0, most * 1.08),
        x_label=say("charts.spans.axis"),
        y_label=say("charts.spans.unit"),
        title=say(f"charts.spans.{span}"),
    )
    percent_ticks(inner)
    inner.set_xticks(list(ticks))
    for name, curve in curves.items():
        _curve(inner, curve, seen[name], made.last, name)


def _most(curve: Curve, last: int) -> float:
    """The highest number of what is drawn."""
    drawn = [curve.share[: last + 1]] + ([] if curve.high is None else [curve.high[: last + 1]])
    return max(float(np.nanmax(part, initial=0.0)) for part in drawn)


def _ticks(made: Spans, width: float) -> list[int]:
    """Round days from 0, few enough that the numbers beneath them stand apart on so many inches."""
    most = max(int(curve.at_risk[0]) for name in made.shown for curve in made.curves[name].values())
    count = min(_MOST_TICKS, int(width / (width_in(f"{most:,}", NUMBER_SIZE) + 0.08)))
    step = next((step for step in _STEPS if made.last / step <= max(1, count)), made.last)
    return list(range(0, made.last + 1, step))


def _curve(inner: Axes, curve: Curve, look: Look, last: int, name: str) -> None:
    """A curve with its band, a tick where leads were lost sight of, and a circle where half have come."""
    until = min(last, _last_day(curve)) + 1
    days = np.arange(min(until, curve.share.size))
    if math.isnan(curve.share[0]):
        return
    if curve.low is not None and curve.high is not None:
        band(inner, days.tolist(), curve.low[days].tolist(), curve.high[days].tolist(), look, name)
    line(inner, days.tolist(), curve.share[days].tolist(), look, name, step=True)
    ticked = _censored_days(curve.left[days])
    (marks,) = inner.plot(ticked, curve.share[ticked], marker="|", markersize=5, color=look.color)
    marks.set(linestyle="none", label=f"{name} censored")
    if curve.median is not None and curve.median < days.size:
        inner.plot(
            [curve.median],
            [curve.share[curve.median]],
            linestyle="none",
            marker="o",
            markersize=6,
            markerfacecolor=PAPER,
            markeredgecolor=look.color,
            label=f"{name} median",
        )


def _censored_days(left: Ints) -> list[int]:
    """Days on which leads were lost sight of, the last one of each week since registration."""
    days = np.flatnonzero(left)
    return sorted({int(day) // _TICKED_EVERY: int(day) for day in days}.values())


def _watched(ax: Axes, box: Box, made: Spans, span: str, seen: Mapping[str, Look], ticks: Sequence[int]) -> None:
    """Beneath a panel how many leads are at risk at its ticks, a line for each scenario, and when half have come."""
    y = box.bottom - 0.6
    write(ax, (box.left, y), say("charts.spans.at_risk"), LABEL_SIZE, color=SOFT, va="baseline")
    write(ax, (box.right + HALF, y), say("charts.spans.half"), LABEL_SIZE, color=SOFT, ha="right", va="baseline")
    for name in made.shown:
        y -= ROW
        curve, look = made.curves[name][span], seen[name]
        ax.plot([box.left - 0.52, box.left - 0.32], [y, y], color=look.color, linestyle=look.line, linewidth=look.width)
        for day in ticks:
            known = int(curve.at_risk[day]) if day < curve.at_risk.size else 0
            place = box.left + day / made.last * box.width
            write(ax, (place, y - 0.04), f"{known:,}", NUMBER_SIZE, ha="center", va="baseline")
        half = say("charts.spans.never") if curve.median is None else say("charts.spans.median", days=curve.median)
        write(ax, (box.right + HALF, y - 0.04), half, NUMBER_SIZE, ha="right", va="baseline")


def _alt(made: Spans) -> str:
    lines = []
    for name in made.shown:
        parts = [
            say("charts.spans.alt_part", span=say(f"charts.spans.{span}"), share=percent(_share_at(curve, made.last)))
            for span, curve in made.curves[name].items()
        ]
        told = say("charts.desk.comma").join(parts)
        lines.append(say("charts.spans.alt_scenario", scenario=made.names[name], parts=told))
    return say("charts.spans.alt", title=made.title, subtitle=made.subtitle, scenarios=" ".join(lines))


def _table(made: Spans) -> Iterator[tuple[object, ...]]:
    """The numbers as rows of HEADER; every day, also those that are not drawn."""
    for name, curves in made.curves.items():
        for span, curve in curves.items():
            columns: Sequence[Ints] = (curve.came, curve.left, curve.at_risk)
            for day in range(curve.share.size):
                shares = [_known(part, day) for part in (curve.share, curve.low, curve.high)]
                yield name, span, day, *(int(column[day]) for column in columns), *shares, made.replications


def _known(values: Floats | None, day: int) -> float | None:
    return None if values is None or math.isnan(values[day]) else float(values[day])
