"""The differences from the baseline: each KPI on its own axis, with intervals, the margin, and the verdict in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from matplotlib.axes import Axes

from sim.model.guardrails import Limit
from sim.model.stats import Verdict
from sim.present.colours import BLUE, DEEP_GREEN, DEEP_RED, GREEN, INK, PALE, PAPER, RED, SOFT
from sim.present.drawing import MARGIN, Box, Point, Size, heading, panel, sheet, write
from sim.present.lettering import cut_to, fitted
from sim.present.picture import SLIDE, Chart
from sim.present.rowlabels import LABELS_WIDTH, row_labels
from sim.study.answer import Cell, amount, guard_words, per_words, spoken, verdict_words
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS, Kpi
from sim.study.standing import Standing, State
from sim.words.messages import say

HEADER = ("kpi", "unit", "scenario", "baseline_mean", "mean", "difference", "low", "high", "level", "margin", "verdict")
REST = 1.75  # inches: heading and note
ROW, MOST_ROW, HEAD, FOOT, WORDS = (
    0.42,
    0.9,
    0.5,
    0.52,
    1.75,
)  # inches: a scenario, above and below a panel, the words beside it
WORD_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
AXIS_SIZES = (8.0, 7.5, 7.0, 6.5)
LIMIT_SIZE = 7.0
NEAR = 0.5  # so far beyond all intervals, in parts of what they span, an axis reaches to show a limit
_NEUTRAL = ("o", SOFT, PAPER)
_MARKS = {  # marker, colour of the line, filling
    Verdict.BETTER: ("o", BLUE, BLUE),
    Verdict.NO_WORSE: ("D", GREEN, GREEN),
    Verdict.EQUIVALENT: ("D", GREEN, GREEN),
    Verdict.WORSE: ("s", RED, RED),
    Verdict.CANNOT_TELL: ("o", SOFT, PAPER),
}
_LIMITS = {State.KEPT: Verdict.NO_WORSE, State.BROKEN: Verdict.WORSE, State.OPEN: Verdict.CANNOT_TELL}  # drawn as
_FOR_TEXT = {GREEN: DEEP_GREEN, RED: DEEP_RED}  # dark enough to be read


class Row(NamedTuple):
    """One KPI of one scenario beside the baseline, as the comparison has it; what is not known is None.

    standing: where the KPI stands to its limit, if it has one.
    """

    scenario: str
    mean: float | None
    difference: float | None
    low: float | None
    high: float | None
    level: float
    verdict: Verdict | None
    standing: Standing | None = None


class Panel(NamedTuple):
    """One KPI: its margin and limit (None: nobody set one), the baseline's mean, and a row for each other scenario."""

    kpi: Kpi
    margin: float | None
    baseline_mean: float | None
    rows: tuple[Row, ...]
    limit: Limit | None = None

    @property
    def brink(self) -> float | None:
        """The limit as a difference from the baseline, in the KPI's unit; None if that isn't known."""
        if self.limit is None or self.limit.is_relative:
            return self.limit and self.limit.value
        return None if self.baseline_mean is None else self.limit.value - self.baseline_mean


class Differences(NamedTuple):
    """What the chart shows. titles: how scenarios are called."""

    title: str
    subtitle: str
    note: str
    titles: Mapping[str, str]
    baseline: str
    chosen: str | None
    per: str
    panels: tuple[Panel, ...]


def differences(comparison: Comparison, *, question: str = "") -> Differences:
    """The differences of a comparison's scenarios in the KPIs that it shows."""
    rivals = [scenario for scenario in comparison.scenarios if scenario != comparison.baseline]
    panels = []
    for name in comparison.shown:
        base = comparison.cells[comparison.baseline][name].mean
        rows = tuple(_row(scenario, comparison.cells[scenario][name]) for scenario in rivals)
        asked = comparison.question
        panels.append(Panel(KPIS[name], asked.margins.get(name), base, rows, asked.limits.get(name)))
    answer, baseline = comparison.answer, comparison.called(comparison.baseline)
    about = {"question": question or spoken(comparison.experiment), "baseline": baseline}
    return Differences(
        title=say("charts.differences.title", sentence=answer.sentence.removesuffix(answer.doubts).rstrip(".。")),
        subtitle=say("charts.between").join([answer.doubts, say("charts.differences.subtitle", **about)]).strip(),
        note=_note(comparison, len(rivals)),
        titles={scenario: comparison.called(scenario) for scenario in comparison.scenarios},
        baseline=comparison.baseline,
        chosen=comparison.answer.choice.scenario,
        per=comparison.question.per,
        panels=tuple(panels),
    )


def _note(comparison: Comparison, rivals: int) -> str:
    if comparison.replications == 1:
        return say("charts.differences.note") + say("charts.one_run_note")
    adjusted = say("charts.adjusted", count=rivals) if rivals > 1 else ""
    lines = say("charts.paired_note", runs=comparison.replications, adjusted=adjusted)
    return say("charts.differences.note") + lines


def _row(scenario: str, cell: Cell) -> Row:
    mean, low, high = (x if math.isfinite(x) else None for x in cell.difference[:3])
    return Row(scenario, cell.mean, mean, low, high, cell.level, cell.verdict, cell.standing)


def differences_chart(comparison: Comparison, *, question: str = "") -> Chart:
    """The differences as a chart."""
    found = differences(comparison, question=question)
    rows, draw = tuple(_table(found)), partial(draw_differences, found=found)
    return Chart("differences", found.title, _alt(found), _plan(found).size, HEADER, rows, draw)


class _Plan(NamedTuple):
    """How the panels are laid out: side by side in `columns`, each so high."""

    size: Size
    columns: int
    row: float


def _plan(found: Differences) -> _Plan:
    """As few gaps, then as few columns, as a slide has room for; on a taller page if three columns are too few."""
    panels, rows = len(found.panels), len(found.panels[0].rows)
    plans = []
    for columns in range(1, min(3, panels) + 1):
        lines = -(-panels // columns)
        spare = ((SLIDE[1] - REST) / lines - HEAD - FOOT) / rows
        row = max(ROW, min(spare, MOST_ROW))
        height = REST + lines * (HEAD + FOOT + row * rows)
        plans.append((spare < ROW, lines * columns - panels, _Plan((SLIDE[0], height), columns, row)))
    tight, _, plan = min(plans, key=lambda each: each[:2])
    return plans[-1][2] if tight else plan


def draw_differences(ax: Axes, found: Differences) -> None:
    """Draw the differences: a panel for each KPI, a row for each scenario."""
    plan = _plan(found)
    sheet(ax, plan.size)
    top = heading(ax, plan.size, found.title, found.subtitle, found.note) - 0.2
    rivals = [row.scenario for row in found.panels[0].rows]
    height = plan.row * len(rivals)
    left = MARGIN + LABELS_WIDTH + 0.2
    pitch = (plan.size[0] - MARGIN - left + 0.25) / plan.columns
    for n, each in enumerate(found.panels):
        line, column = divmod(n, plan.columns)
        bottom = top - line * (HEAD + height + FOOT) - HEAD - height
        if column == 0:
            labels = Box(MARGIN, bottom, LABELS_WIDTH, height)
            row_labels(ax, labels, rivals, found.baseline, found.chosen, titles=found.titles)
        _panel(ax, Box(left + column * pitch, bottom, pitch - 0.25, height), each, found)


def _panel(ax: Axes, box: Box, found: Panel, chart: Differences) -> None:
    """One KPI on its own axis, with its name above and the words of each row beside it."""
    kpi = found.kpi
    title, size = fitted(_capital(kpi.title), box.width, 1, (12.0, 11.0, 10.0, 9.0, 8.0), bold=True)
    write(ax, (box.left, box.top + 0.27), title, size, bold=True, va="baseline")
    below = say("charts.differences.baseline", mean=kpi.show(found.baseline_mean))
    if found.margin:
        below += say("charts.differences.margin", margin=amount(kpi, found.margin))
    write(ax, (box.left, box.top + 0.13), cut_to(below, box.width, 8.5), 8.5, color=SOFT)
    inner = panel(ax, box._replace(width=box.width - WORDS), _range(found), len(found.rows))
    words, size = _fitted_axis_words(_axis_words(kpi, chart.per), box.width - WORDS)
    inner.set_xlabel(words, fontsize=size, color=SOFT, linespacing=1.1)
    _lines(inner, found)
    if found.brink is not None:
        _limit(inner, found, found.brink * _scale(kpi))
    for n, row in enumerate(found.rows):
        _interval(inner, n + 0.5, row, kpi)
        y = box.top - (n + 0.5) * box.height / len(found.rows)
        _words(ax, (box.right - WORDS + 0.15, y), row, found)


def _lines(inner: Axes, found: Panel) -> None:
    """No difference; what is too small to act on; and where it begins to be too bad."""
    if found.margin:
        reach = found.margin * _scale(found.kpi)
        inner.axvspan(-reach, reach, facecolor=PALE, alpha=0.55, linewidth=0, label="margin")
        worst = -reach if found.kpi.higher_is_better else reach
        inner.axvline(worst, color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)), label="worst")
    inner.axvline(0.0, color=INK, linewidth=1.0, label="no difference")


def _limit(inner: Axes, found: Panel, at: float) -> None:
    """Where the limit lies, with a word; if that is far beyond everything else, an arrow says on which side."""
    low, high = inner.get_xlim()
    label = say("charts.differences.limit", limit=found.limit and found.limit.amount_words)
    if low <= at <= high:
        inner.axvline(at, color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)), label="limit")
        is_left = at > (low + high) / 2
    else:
        is_left = at > high
        label = say("charts.differences.limit_right" if is_left else "charts.differences.limit_left", label=label)
        at = high if is_left else low
    gap, ha = (-3.0, "right") if is_left else (3.0, "left")
    inner.annotate(
        label,
        (at, 0.0),
        (gap, -1.0),
        textcoords="offset points",
        fontsize=LIMIT_SIZE,
        color=SOFT,
        ha=ha,
        va="top",
        parse_math=False,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
    )


def _interval(inner: Axes, y: float, row: Row, kpi: Kpi) -> None:
    marker, color, fill = _mark(row)
    scale = _scale(kpi)
    if row.low is not None and row.high is not None:
        inner.plot([row.low * scale, row.high * scale], [y, y], color=color, linewidth=2.2, solid_capstyle="butt")
    if row.difference is not None:
        (point,) = inner.plot([row.difference * scale], [y], linestyle="none", marker=marker, label=row.scenario)
        point.set(markersize=8.0, markerfacecolor=fill, markeredgecolor=color, markeredgewidth=1.6)


def _mark(row: Row) -> tuple[str, str, str]:
    """How a row is drawn: by its limit, else by its verdict."""
    said = _LIMITS[row.standing.state] if row.standing else row.verdict
    return _MARKS[said] if said else _NEUTRAL


def _said(row: Row, found: Panel) -> str:
    """What becomes of the limit, else the verdict."""
    return guard_words(row.standing) if row.standing else verdict_words(found.kpi.name, row.verdict, found.margin)


def _words(ax: Axes, at: Point, row: Row, found: Panel) -> None:
    """Difference, interval and verdict of a row."""
    room, (x, y) = WORDS - 0.15, at
    numbers, size = fitted(_numbers(row, found.kpi), room, 1, WORD_SIZES)
    said = _said(row, found)
    write(ax, (x, y + (0.09 if said else 0.0)), numbers, size)
    if said:
        color = _mark(row)[1]
        words, size = fitted(said, room, 1, WORD_SIZES, bold=True)
        write(ax, (x, y - 0.09), words, size, bold=True, color=_FOR_TEXT.get(color, color))


def _numbers(row: Row, kpi: Kpi) -> str:
    if row.difference is None:
        return say("kpi.none")
    if row.low is None or row.high is None:
        return _signed(kpi, row.difference)
    ends = {"low": _signed(kpi, row.low), "high": _signed(kpi, row.high)}
    return say("charts.differences.numbers", difference=_signed(kpi, row.difference), **ends)


def _signed(kpi: Kpi, value: float) -> str:
    """A difference as people read it; shares differ by points."""
    return kpi.digits(value, signed=True)


def _scale(kpi: Kpi) -> float:
    """Shares are drawn in percent."""
    return 100.0 if kpi.unit == "share" else 1.0


def _range(found: Panel) -> tuple[float, float]:
    """What the axis shows: 0, the margin, all intervals, and the limit if it isn't far from these."""
    ends = [0.0, *(end for end in (found.margin, -(found.margin or 0.0)) if end)]
    ends += [x for row in found.rows for x in (row.difference, row.low, row.high) if x is not None]
    near = (max(ends) - min(ends)) * NEAR
    if found.brink is not None and min(ends) - near <= found.brink <= max(ends) + near:
        ends.append(found.brink)
    low, high = min(ends) * _scale(found.kpi), max(ends) * _scale(found.kpi)
    room = (high - low) * 0.07 or 1.0
    return low - room, high + room


def _unit(kpi: Kpi, per: str) -> str:
    """What is counted, or the unit of a figure that is no count."""
    counted = kpi.kind == "count" and kpi.unit != "yen"
    what = kpi.title if counted else say(f"charts.unit.{kpi.unit}")
    return say("charts.unit", what=what, per=per_words(kpi.name, per))


def _axis_words(kpi: Kpi, per: str) -> str:
    unit = _unit(kpi, per)
    if not kpi.better:
        return say("charts.differences.axis_neutral", unit=unit)
    return say("charts.differences.axis_right" if kpi.better > 0 else "charts.differences.axis_left", unit=unit)


def _fitted_axis_words(words: str, width: float) -> tuple[str, float]:
    """On two lines; small on three rather than cut."""
    lines, size = fitted(words, width, 2, AXIS_SIZES)
    is_cut = "".join(lines.split()) != "".join(words.split())
    return fitted(words, width, 3, AXIS_SIZES[-2:]) if is_cut else (lines, size)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _alt(found: Differences) -> str:
    lines = []
    for each in found.panels:
        for row in each.rows:
            said = _said(row, each)
            words = {"kpi": each.kpi.title, "scenario": found.titles[row.scenario], "numbers": _numbers(row, each.kpi)}
            lines.append(
                say("charts.differences.alt_row", verdict=said or say("charts.differences.no_verdict"), **words)
            )
    baseline = found.titles[found.baseline]
    return say("charts.differences.alt", title=found.title, baseline=baseline, rows=say("charts.between").join(lines))


def _table(found: Differences) -> Iterator[tuple[object, ...]]:
    """The rows as rows of HEADER."""
    for each in found.panels:
        unit = _unit(each.kpi, found.per)
        for row in each.rows:
            numbers = (each.baseline_mean, row.mean, row.difference, row.low, row.high, row.level, each.margin)
            said = guard_words(row.standing) if row.standing else row.verdict or ""
            yield each.kpi.name, unit, row.scenario, *numbers, said
