"""Two settings varied together: the deciding KPI's difference in every combination, and the guardrails that break."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.files.grid import Choice, axes_at, name_of
from sim.files.loaded import LoadedExperiment
from sim.present.colours import BLUE, DEEP_RED, INK, PALE, RED, SOFT
from sim.present.drawing import MARGIN, Box, Size, filled, heading, sheet, write
from sim.present.lettering import cut_to, fitted, height_in
from sim.present.picture import SLIDE, Chart
from sim.study.answer import Cell, guard_state, per_words, spoken
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS, Kpi
from sim.study.pairs import known
from sim.study.standing import State
from sim.words.messages import said, say

HEADER = (
    *("panel", "row", "column", "scenario", "kpi", "mean", "difference", "low", "high", "level"),
    *("verdict", "guardrails_broken", "guardrails_not_settled"),
)
HEAD, FOOT, TITLE, NAMES, COLUMNS = 1.45, 0.55, 0.3, 1.55, 0.5  # inches; of a panel: title, row names, column names
ROW, MOST_ROW, GAP = 0.62, 1.15, 0.35  # inches
STRONGEST = 0.55  # of the colour of the largest difference, so that text on it can be read
SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)  # points
FIGURE = 1.4  # times as large is the difference


class Place(NamedTuple):
    """One combination. cell: of the deciding KPI, None if it was not simulated; broken, unsettled: guardrails."""

    scenario: str
    cell: Cell | None
    broken: tuple[str, ...]
    unsettled: tuple[str, ...]


class Panel(NamedTuple):
    """All combinations of two settings; `value` is that of a third one, empty if there is none. places: by row."""

    value: str
    places: tuple[tuple[Place, ...], ...]


class Grid(NamedTuple):
    """What the chart shows: the settings with their values in words, and a panel for each value of a third setting."""

    title: str
    subtitle: str
    note: str
    row_setting: str
    column_setting: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    panels: tuple[Panel, ...]
    names: Mapping[str, str]
    baseline: str
    chosen: str | None
    kpi: Kpi
    replications: int


def grid(found: Comparison, loaded: LoadedExperiment) -> Grid | None:
    """The combinations of an experiment that varies two settings, or three; else None.

    Of three settings the one with the fewest values makes the panels: as scenarios are limited, at most three.
    """
    axes, _ = axes_at(loaded.document, ("vary",))
    if len(axes) not in (2, 3):
        return None
    third = min(range(3), key=lambda n: len(axes[n])) if len(axes) == 3 else None
    pair = sorted((n for n in range(len(axes)) if n != third), key=lambda n: len(axes[n]))
    panels = [
        _panel(found, axes, pair, {} if third is None else {third: value})
        for value in (axes[third] if third is not None else axes[0][:1])
    ]
    rows, columns = (axes[n] for n in pair)
    return Grid(
        title=_finding(found, panels),
        subtitle=_subtitle(found, axes[third][0].path if third is not None else ""),
        note=_note(found),
        row_setting=_setting(rows),
        column_setting=_setting(columns),
        rows=tuple(spoken(each.name) for each in rows),
        columns=tuple(spoken(each.name) for each in columns),
        panels=tuple(panels),
        names={name: found.called(name) for name in found.scenarios},
        baseline=found.baseline,
        chosen=found.answer.choice.scenario,
        kpi=KPIS[found.question.kpi],
        replications=found.replications,
    )


def _setting(choices: Sequence[Choice]) -> str:
    path = choices[0].path
    return said(f"assumption.{path}", path)


def _panel(
    found: Comparison, axes: Sequence[Sequence[Choice]], pair: Sequence[int], fixed: Mapping[int, Choice]
) -> Panel:
    """All combinations of two axes, the first of them by rows, with the others fixed."""
    lines = []
    for row in axes[pair[0]]:
        chosen = [dict(fixed) | {pair[0]: row, pair[1]: column} for column in axes[pair[1]]]
        lines.append(tuple(_place(found, name_of([each[n] for n in sorted(each)])) for each in chosen))
    return Panel(spoken(next(iter(fixed.values())).name) if fixed else "", tuple(lines))


def _place(found: Comparison, name: str) -> Place:
    row = found.cells.get(name)
    if row is None:
        return Place(name, None, (), ())
    guards = found.question.guardrails
    states = {guard: guard_state(guard, row[guard], found.question) for guard in guards}
    broken, unsettled = (
        tuple(g for g, state in states.items() if state is kind) for kind in (State.BROKEN, State.OPEN)
    )
    return Place(name, row[found.question.kpi], broken, unsettled)


def _places(panel: Panel) -> Iterator[Place]:
    for line in panel.places:
        yield from line


def _finding(found: Comparison, panels: Sequence[Panel]) -> str:
    """What the title says: the combination that is recommended, or the best one and why it isn't."""
    kpi, unit = KPIS[found.question.kpi], per_words(found.question.kpi, found.question.per)
    places = [place for panel in panels for place in _places(panel) if place.cell]
    chosen, count = found.answer.choice.scenario, len(places)
    others = [place for place in places if place.scenario != found.baseline]
    if not others:
        return say("charts.grid.nothing")
    sign = 1.0 if kpi.higher_is_better else -1.0
    best = max(others, key=lambda place: sign * _mean(place))
    told = next((place for place in others if place.scenario == chosen), best)
    words = {"scenario": found.called(told.scenario), "kpi": kpi.title, "unit": unit, "count": count}
    numbers = {"difference": _difference(kpi, told), "baseline": found.called(found.baseline)}
    key = "chosen" if told.scenario == chosen else "stay" if chosen == found.baseline else "open"
    if key == "open" and chosen is not None:
        return say("charts.grid.other", chosen=found.called(chosen), **words, **numbers)
    return say(f"charts.grid.{key}", **words, **numbers)


def _mean(place: Place) -> float:
    mean = place.cell.difference.mean if place.cell else math.nan
    return -math.inf if math.isnan(mean) else mean


def _difference(kpi: Kpi, place: Place) -> str:
    """The difference with its interval: `+2.3 [-0.7, +5.3]`."""
    interval = _interval(kpi, place)
    return _amount(kpi, place) + (f" {interval}" if interval else "")


def _amount(kpi: Kpi, place: Place) -> str:
    mean = known(place.cell.difference)[0] if place.cell else None
    points = f" {say('charts.grid.points')}" if kpi.unit == "share" and mean is not None else ""
    return _shown_number(kpi, mean) + points


def _interval(kpi: Kpi, place: Place) -> str:
    """The interval in brackets; nothing where there is none."""
    _, low, high = known(place.cell.difference) if place.cell else (None, None, None)
    return f"[{_shown_number(kpi, low)}, {_shown_number(kpi, high)}]" if low is not None and high is not None else ""


def _shown_number(kpi: Kpi, value: float | None) -> str:
    return kpi.show(value, signed=True).removesuffix(" %")


def _subtitle(found: Comparison, third: str) -> str:
    kpi = KPIS[found.question.kpi]
    words = {"kpi": kpi.title, "unit": per_words(kpi.name, found.question.per), "experiment": spoken(found.experiment)}
    told = say("charts.grid.subtitle", baseline=found.called(found.baseline), **words)
    return told + (say("charts.grid.third", setting=said(f"assumption.{third}", third)) if third else "")


def _note(found: Comparison) -> str:
    n, rivals = found.replications, len(found.scenarios) - 1
    adjusted = say("charts.adjusted", count=rivals) if rivals > 1 else ""
    runs = say("charts.one_run_note") if n == 1 else say("charts.grid.interval_note", runs=n, adjusted=adjusted)
    return say("charts.grid.note") + runs


def grid_chart(found: Comparison, loaded: LoadedExperiment) -> Chart | None:
    """The combinations as a chart; None where `grid` is."""
    made = grid(found, loaded)
    if made is None:
        return None
    rows, draw = tuple(_table(made)), partial(draw_grid, found=made)
    return Chart("grid", made.title, _alt(made), _plan(made).size, HEADER, rows, draw)


class _Plan(NamedTuple):
    """How the panels are laid out: `across` side by side, each with rows so high."""

    size: Size
    across: int
    row: float


def _plan(found: Grid) -> _Plan:
    """A slide, less what few rows don't fill, and more if that many need it."""
    across = min(2, len(found.panels))
    down = -(-len(found.panels) // across)
    around = HEAD + FOOT + down * (TITLE + COLUMNS) + (down - 1) * GAP
    rows = down * len(found.rows)
    row = max(ROW, min(MOST_ROW, (SLIDE[1] - around) / rows))
    return _Plan((SLIDE[0], around + rows * row), across, row)


def draw_grid(ax: Axes, found: Grid) -> None:
    """Draw the grid: a field for each combination, coloured by its difference."""
    plan = _plan(found)
    sheet(ax, plan.size)
    top = heading(ax, plan.size, found.title, found.subtitle, found.note) - 0.15
    pitch = (plan.size[0] - 2 * MARGIN + GAP) / plan.across
    tall = TITLE + COLUMNS + plan.row * len(found.rows)
    means = [_mean(place) for each in found.panels for place in _places(each)]
    most = max((abs(mean) for mean in means if math.isfinite(mean)), default=0.0)
    for n, panel in enumerate(found.panels):
        down, across = divmod(n, plan.across)
        upper = top - down * (tall + GAP)
        box = Box(MARGIN + across * pitch, upper - tall, pitch - GAP, tall)
        _draw_panel(ax, box, found, panel, most, plan.row)


def _draw_panel(ax: Axes, box: Box, found: Grid, panel: Panel, most: float, row: float) -> None:
    """The names of both settings and their values around the fields."""
    left, wide = box.left + NAMES, (box.width - NAMES) / len(found.columns)
    if panel.value:
        write(ax, (box.left, box.top - 0.12), cut_to(panel.value, NAMES - 0.1, 11.0, bold=True), 11.0, bold=True)
    setting = cut_to(found.column_setting, box.width - NAMES, 8.5)
    write(ax, (left + (box.width - NAMES) / 2, box.top - 0.18), setting, 8.5, color=SOFT, ha="center")
    upper = box.top - TITLE - COLUMNS
    down, letters = fitted(found.row_setting, NAMES - 0.1, 1, (8.5, 8.0, 7.5, 7.0))
    write(ax, (box.left, upper + 0.14), down, letters, color=SOFT)
    for n, name in enumerate(found.columns):
        words, letters = fitted(name, wide - 0.08, 2, SIZES, bold=True)
        write(ax, (left + (n + 0.5) * wide, upper + 0.08), words, letters, bold=True, ha="center", va="bottom")
    for n, name in enumerate(found.rows):
        words, letters = fitted(name, NAMES - 0.15, 2, SIZES, bold=True)
        write(ax, (left - 0.1, upper - (n + 0.5) * row), words, letters, bold=True, ha="right")
    for n, line in enumerate(panel.places):
        for m, place in enumerate(line):
            field = Box(left + m * wide, upper - (n + 1) * row, wide, row)
            _field(ax, field, found, place, most)
    _frames(ax, Box(left, upper, wide, row), found, panel)


def _field(ax: Axes, box: Box, found: Grid, place: Place, most: float) -> None:
    """One combination: its colour, its difference with the interval, its part, and the guardrails that break."""
    mean = _mean(place)
    better = (mean > 0.0) is found.kpi.higher_is_better
    strength = abs(mean) / most * STRONGEST if most and math.isfinite(mean) else 0.0
    color = BLUE if better else RED
    patch = filled(ax, box, color)
    patch.set_alpha(strength)
    patch.set_label(place.scenario)
    corner = box.left, box.bottom
    ax.add_patch(Rectangle(corner, box.width, box.height, facecolor="none", edgecolor=PALE, linewidth=0.8))
    lines = list(_lines(found, place))
    lines = lines[: max(1, int((box.height - 0.06) / height_in(1, SIZES[-1]) - FIGURE + 1.0))]
    parts = len(lines) - 1.0 + FIGURE
    size = next((s for s in SIZES if parts * height_in(1, s) + 0.06 <= box.height), SIZES[-1])
    y = box.middle[1] + parts * height_in(1, size) / 2
    for n, (text, tint, bold) in enumerate(lines):
        part = 1.0 if n else FIGURE
        sizes = [s * part for s in SIZES if s <= size]
        words, letters = fitted(text, box.width - 0.1, 1, sizes, bold=bold)
        middle = y - part * height_in(1, size) / 2
        write(ax, (box.middle[0], middle), words, letters, bold=bold, color=tint, ha="center")
        y -= part * height_in(1, size)


def _lines(found: Grid, place: Place) -> Iterator[tuple[str, str, bool]]:
    """The texts in a field with colour and weight, the most important first."""
    if place.cell is None:
        yield say("charts.grid.absent"), SOFT, False
        return
    if place.scenario == found.baseline:
        yield found.kpi.show(place.cell.mean), INK, True
        yield say("charts.baseline_chosen" if place.scenario == found.chosen else "charts.baseline"), INK, False
    else:
        yield _amount(found.kpi, place), INK, True
        if interval := _interval(found.kpi, place):
            yield interval, INK, False
    if place.broken:
        yield say("charts.grid.breaks", kpis=_titles(place.broken)), DEEP_RED, True
    if place.unsettled:
        yield say("charts.grid.unsettled", kpis=_titles(place.unsettled)), INK, False
    if place.scenario == found.chosen != found.baseline:
        yield say("charts.chosen"), INK, True


def _titles(kpis: Sequence[str]) -> str:
    return say("charts.comma").join(KPIS[name].title for name in kpis)


def _frames(ax: Axes, first: Box, found: Grid, panel: Panel) -> None:
    """A strong frame around the recommended combination, a dashed one around the baseline."""
    for n, line in enumerate(panel.places):
        for m, place in enumerate(line):
            if place.scenario not in (found.chosen, found.baseline):
                continue
            corner = first.left + m * first.width + 0.03, first.bottom - (n + 1) * first.height + 0.03
            frame = Rectangle(corner, first.width - 0.06, first.height - 0.06, facecolor="none", zorder=3)
            is_chosen = place.scenario == found.chosen
            frame.set(edgecolor=INK if is_chosen else SOFT, linewidth=2.6 if is_chosen else 1.4)
            frame.set(linestyle="-" if is_chosen else (0, (4, 2)), label="chosen" if is_chosen else "baseline")
            ax.add_patch(frame)


def _alt(found: Grid) -> str:
    lines = []
    for panel in found.panels:
        for place in _places(panel):
            if place.cell is None or place.scenario == found.baseline:
                continue
            broken = say("charts.grid.alt_breaks", kpis=_titles(place.broken)) if place.broken else ""
            name = found.names.get(place.scenario, spoken(place.scenario))
            told = {"scenario": name, "difference": _difference(found.kpi, place)}
            lines.append(say("charts.grid.alt_place", broken=broken, **told))
    return say("charts.grid.alt", title=found.title, subtitle=found.subtitle, places=say("charts.between").join(lines))


def _table(found: Grid) -> Iterator[tuple[object, ...]]:
    """The combinations as rows of HEADER."""
    for panel in found.panels:
        for row, line in zip(found.rows, panel.places, strict=True):
            for column, place in zip(found.columns, line, strict=True):
                cell = place.cell
                numbers = (None,) * 5 if cell is None else (cell.mean, *known(cell.difference), cell.level)
                verdict = cell.verdict if cell else None
                guards = ("; ".join(place.broken), "; ".join(place.unsettled))
                yield panel.value, row, column, place.scenario, found.kpi.name, *numbers, verdict, *guards
