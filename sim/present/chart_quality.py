"""How well a score tells who has a project: precision and recall of every hand-off line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from sim.model.journey import Journey
from sim.model.ledger import POINTS, Run
from sim.model.rules import Compare, leaves
from sim.present.colours import BLUE, INK, ORANGE, PAPER, SOFT
from sim.present.drawing import MARGIN, Box, Size, heading, sheet, write
from sim.present.estimates import Estimate, of_ratio
from sim.present.lettering import cut_to
from sim.present.picture import SLIDE, Chart
from sim.present.placing import Marked, label_points
from sim.present.plotting import LABEL_SIZE, End, Look, band, label_ends, line, percent_ticks, plot
from sim.study.measures import Facts, Window
from sim.study.yardstick import Yardstick
from sim.words.messages import say

HEADER = (
    *("threshold", "in_rule", "reached", "with_project", "precision", "precision_low", "precision_high"),
    *("in_market", "caught", "recall", "recall_low", "recall_high", "f1", "replications"),
)
STEP = 5  # points between the thresholds tried
FAR = 3
FEW = 10  # of fewer leads in all runs no share is given
HEIGHT, FOOT, LABELS = 6.4, 0.95, 1.3  # inches: page; note and axis; room for words at the ends of lines
_LOOKS = {"precision": Look(BLUE, "-", "o", 2.2), "recall": Look(ORANGE, (0, (5, 2)), "s", 2.2)}
Ints = NDArray[np.int64]


class Counts(NamedTuple):
    """Of one run, for each of T thresholds; int64[T] each.

    reached: leads that came to the threshold for the first time in the window, of them with_project those with a
    project open at that second. in_market: leads with a project in the window, of them caught those that came to the
    threshold from below while it was open.
    """

    reached: Ints
    with_project: Ints
    in_market: Ints
    caught: Ints


class Line(NamedTuple):
    """One threshold: how many of those that reach it have a project, and how many of those with one reach it."""

    threshold: int
    counts: tuple[float, float, float, float]
    precision: Estimate
    recall: Estimate

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None if one is not known or both are 0."""
        p, r = self.precision.mean, self.recall.mean
        return None if p is None or r is None or not p + r else 2.0 * p * r / (p + r)


class Quality(NamedTuple):
    """What the chart shows. ruled: the thresholds that the journey's hand-off rules use. best: the one with the highest
    F1, None if there is none."""

    title: str
    subtitle: str
    note: str
    lines: tuple[Line, ...]
    ruled: tuple[int, ...]
    best: int | None
    replications: int


def quality(
    runs: Sequence[Run], yardstick: Yardstick, window: Window, *, name: str = "", thresholds: Sequence[int] = ()
) -> Quality:
    """The lines of a scenario from its runs with all rows (`sim.study.scenarios.rerun`).

    name: of the scenario, as readers see it. thresholds: ascending, those to try; by default every STEP points up to
    the highest score, and those of the rules.
    """
    ruled = ruled_scores(yardstick.after or yardstick.journey)
    asked = np.array(thresholds or _thresholds(runs, ruled), np.int64)
    counted = [counts(Facts(run, yardstick, window), asked) for run in runs]
    totals = [np.stack(column) for column in zip(*counted, strict=True)]  # int64[runs, T] each
    lines = tuple(_line(int(at), [column[:, t] for column in totals]) for t, at in enumerate(asked))
    best = max((each for each in lines if each.f1 is not None), key=lambda each: each.f1 or 0.0, default=None)
    n = len(runs)
    return Quality(
        title=_finding(lines, ruled),
        subtitle=say("charts.quality.subtitle", scenario=name) if name else say("charts.quality.subtitle_plain"),
        note=say("charts.quality.note")
        + (say("charts.one_run_note") if n == 1 else say("charts.quality.runs_note", runs=n)),
        lines=lines,
        ruled=tuple(score for score in ruled if score in asked),
        best=best.threshold if best else None,
        replications=n,
    )


def ruled_scores(journey: Journey) -> tuple[int, ...]:
    """The scores that hand-off rules ask for, ascending: N of `score >= N`, N + 1 of `score > N`."""
    more = {">=": 0, ">": 1}
    asked = (leaf for rule in journey.mql.values() for leaf in leaves(rule.expr) if isinstance(leaf, Compare))
    return tuple(
        sorted(
            {
                leaf.value + more[leaf.op]
                for leaf in asked
                if leaf.name == "score" and leaf.op in more and isinstance(leaf.value, int)
            }
        )
    )


def _thresholds(runs: Sequence[Run], ruled: Sequence[int]) -> list[int]:
    """Every STEP points up to FAR times the highest of the rules' scores (without any, to what few have), and those."""
    scores = np.concatenate([run.leads["score"] for run in runs])
    usual = int(np.quantile(scores, 0.95)) if scores.size else 0
    top = max(FAR * max(ruled, default=0) or usual, STEP)
    return sorted({*range(STEP, top + STEP, STEP), *(score for score in ruled if score > 0)})


def counts(facts: Facts, thresholds: Ints) -> Counts:
    """Who reaches each of some thresholds (ascending), and who of them has a project; excluded leads left out."""
    lead, time, before, highest, score = _steps(facts)
    leads = facts.run.leads
    start, end = leads["project_start_s"].astype(np.int64), leads["project_end_s"].astype(np.int64)
    is_open = (start[lead] >= 0) & (time >= start[lead]) & (time < end[lead])
    first = _passed(highest, score, thresholds, facts.inside(time))
    true = _passed(highest, score, thresholds, facts.inside(time) & is_open)
    in_market = (start >= 0) & (start < facts.last_s) & (end > facts.first_s) & facts.targets
    in_time = is_open & (time < facts.last_s) & in_market[lead]
    caught = np.array([np.unique(lead[in_time & (before < at) & (score >= at)]).size for at in thresholds], np.int64)
    return Counts(first, true, np.full(thresholds.size, int(in_market.sum())), caught)


def _steps(facts: Facts) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Every change of a target's score: lead, second, the score before, the highest before, the score after."""
    rows = facts.run.rows
    kept = rows[np.isin(rows["what"], POINTS) & facts.targets[rows["lead"]]]
    kept = kept[np.lexsort((kept["n"], kept["lead"]))]
    lead, time, score = (kept[name].astype(np.int64) for name in ("lead", "time", "score"))
    starts = np.flatnonzero(np.diff(lead, prepend=-1))
    before = np.roll(score, 1)
    before[starts] = _NO_SCORE
    # Leads one above the other, so that the highest so far of one is never that of another.
    lifted = score + lead * (2 * _SPAN)
    highest = np.roll(np.maximum.accumulate(lifted), 1) - lead * (2 * _SPAN) if lead.size else lifted
    highest[starts] = _NO_SCORE
    return lead, time, before, highest, score


_SPAN = 1 << 31  # scores fit 32 bits
_NO_SCORE = -_SPAN


def _passed(highest: Ints, score: Ints, thresholds: Ints, counted: NDArray[np.bool_]) -> Ints:
    """How often each threshold is reached for the first time by the steps that count."""
    low, high = (np.searchsorted(thresholds, each[counted], side="right") for each in (highest, score))
    found = np.zeros(thresholds.size + 1, np.int64)
    up = high > low
    np.add.at(found, low[up], 1)
    np.add.at(found, high[up], -1)
    return np.cumsum(found)[:-1]


def _line(threshold: int, columns: Sequence[Ints]) -> Line:
    reached, true, in_market, caught = columns
    unknown = Estimate(None, None, None)
    return Line(
        threshold,
        (float(reached.mean()), float(true.mean()), float(in_market.mean()), float(caught.mean())),
        of_ratio(true, reached, most=1.0) if reached.sum() >= FEW else unknown,
        of_ratio(caught, in_market, most=1.0) if in_market.sum() >= FEW else unknown,
    )


def _finding(lines: Sequence[Line], ruled: Sequence[int]) -> str:
    """What the title says: what the lowest score that a rule asks for catches."""
    known = [each for each in lines if each.precision.mean is not None and each.recall.mean is not None]
    asked = [each for each in known if each.threshold in ruled]
    if not known:
        return say("charts.quality.nothing")
    told = asked[0] if asked else max(known, key=lambda each: each.f1 or 0.0)
    shares = {"precision": _percent(told.precision.mean), "recall": _percent(told.recall.mean)}
    return say("charts.quality.title", score=told.threshold, **shares)


def _percent(share: float | None) -> str:
    return f"{(share or 0.0) * 100:.0f}"


def quality_chart(
    runs: Sequence[Run], yardstick: Yardstick, window: Window, *, name: str = "", file: str = "quality"
) -> Chart:
    """The lines as a chart, with `file` as the name of its files."""
    found = quality(runs, yardstick, window, name=name)
    draw, rows = partial(draw_quality, found=found), tuple(_table(found))
    return Chart(file, found.title, _alt(found), (SLIDE[0], HEIGHT), HEADER, rows, draw)


def draw_quality(ax: Axes, found: Quality) -> None:
    """Draw the lines: precision and recall over thresholds, and beside it one against the other."""
    size: Size = (SLIDE[0], HEIGHT)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.62
    left, wide = MARGIN + 0.4, size[0] - 2 * MARGIN
    _over_thresholds(ax, Box(left, FOOT, wide * 0.56 - LABELS, top - FOOT), found)
    beside = left + wide * 0.56 + 0.45
    _against(ax, Box(beside, FOOT, size[0] - MARGIN - 0.1 - beside, top - FOOT), found)


def _over_thresholds(ax: Axes, box: Box, found: Quality) -> None:
    """Both shares over the thresholds, with their bands and the rules' own lines."""
    reach = max((each.threshold for each in found.lines if each.recall.mean is not None), default=100)
    title, unit, axis = (say(f"charts.quality.{key}") for key in ("over", "unit", "axis"))
    inner = plot(ax, box, (0.0, float(reach)), (0.0, 1.0), x_label=axis, y_label=unit, title=title)
    percent_ticks(inner)
    ends = []
    for name, look in _LOOKS.items():
        known = [(each.threshold, getattr(each, name)) for each in found.lines if getattr(each, name).mean is not None]
        if not known:
            continue
        spans = [(at, spread.ends) for at, spread in known if spread.ends]
        if spans:
            band(inner, [x for x, _ in spans], [y[0] for _, y in spans], [y[1] for _, y in spans], look, f"{name} band")
        line(inner, [x for x, _ in known], [spread.mean for _, spread in known], look, name)
        ends.append(End(0.0, known[-1][1].mean, say(f"charts.quality.{name}"), look.color, True))
    label_ends(inner, box, ends, LABELS)
    _rules(ax, box, inner, found)


def _rules(ax: Axes, box: Box, inner: Axes, found: Quality) -> None:
    """The scores that rules ask for as lines, and the threshold with the best balance as a hint."""
    shown = list(found.ruled[:3])
    for score in shown:
        inner.axvline(score, color=INK, linewidth=1.1, linestyle=(0, (1.5, 1.5)), label="rule")
    marks = [(score, say("charts.quality.rule", score=score), True) for score in shown]
    if found.best is not None and found.best not in shown:
        inner.axvline(found.best, color=SOFT, linewidth=0.8, linestyle=(0, (6, 3)), label="best")
        marks.append((found.best, say("charts.quality.best", score=found.best), False))
    reach = inner.get_xlim()[1]
    for n, (score, text, bold) in enumerate(sorted(marks)):
        x = box.left + score / reach * box.width
        room = box.right + LABELS - x - 0.05
        words = cut_to(text, max(room, 1.6), LABEL_SIZE, bold=bold)
        is_left = room < 1.6
        y = box.top - 0.1 - n * 0.17
        background = {"facecolor": PAPER, "alpha": 0.8, "edgecolor": "none", "pad": 0.5}
        place = (x - 0.05, y) if is_left else (x + 0.05, y)
        write(ax, place, words, LABEL_SIZE, bold=bold, color=INK if bold else SOFT, zorder=6,
              ha="right" if is_left else "left", bbox=background)  # fmt: skip


def _against(ax: Axes, box: Box, found: Quality) -> None:
    """Precision over recall, a point for each threshold; round ones and the rules' own are labelled."""
    known = [each for each in found.lines if each.precision.mean is not None and each.recall.mean is not None]
    title, up, across = (say(f"charts.quality.{key}") for key in ("against", "precision_axis", "recall_axis"))
    inner = plot(ax, box, (0.0, 1.0), (0.0, 1.0), x_label=across, y_label=up, title=title)
    percent_ticks(inner)
    percent_ticks(inner, axis="x")
    x, y = [each.recall.mean or 0.0 for each in known], [each.precision.mean or 0.0 for each in known]
    inner.plot(x, y, color=BLUE, linewidth=1.4, marker="o", markersize=3.0, label="thresholds")
    labelled = []
    for each, across_at, up_at in zip(known, x, y, strict=True):
        is_ruled = each.threshold in found.ruled
        if is_ruled:
            inner.plot([across_at], [up_at], marker="D", markersize=9.0, color=INK, label="rule")
        if is_ruled or each.threshold % 20 == 0:
            text = say("charts.quality.points", score=each.threshold) if is_ruled else str(each.threshold)
            labelled.append(Marked(across_at, up_at, text, INK, is_ruled))
    label_points(inner, box, sorted(labelled, key=lambda each: not each.bold))
    if not known:
        write(ax, box.middle, say("charts.quality.none"), 11.0, color=SOFT, ha="center")


def _alt(found: Quality) -> str:
    lines = [
        say(
            "charts.quality.alt_line",
            score=each.threshold,
            precision=_percent(each.precision.mean),
            recall=_percent(each.recall.mean),
        )
        for each in found.lines
        if each.precision.mean is not None and each.recall.mean is not None
    ]
    told = say("charts.between").join(lines)
    return say("charts.quality.alt", title=found.title, subtitle=found.subtitle, lines=told)


def _table(found: Quality) -> Iterator[tuple[object, ...]]:
    """The thresholds as rows of HEADER."""
    for each in found.lines:
        reached, true, in_market, caught = each.counts
        precision = reached, true, *each.precision
        yield (
            *(each.threshold, each.threshold in found.ruled, *precision),
            *(in_market, caught, *each.recall, each.f1, found.replications),
        )
