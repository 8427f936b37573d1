"""Who is gained, lost, earlier and later between two scenarios: MQLs and opportunities, by persona and by source."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial, reduce
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.model.stats import Difference
from sim.present.colours import BLUE, GREY, INK, ORANGE, RED, SKY, SOFT
from sim.present.drawing import MARGIN, Box, Size, heading, panel, sheet, tick_words, write
from sim.present.lettering import cut_to, fitted, width_in
from sim.present.picture import SLIDE, Chart
from sim.study.explanation import Explanation
from sim.study.kpis import KPIS
from sim.study.shifts import Counts, Shift
from sim.study.titles import part_called
from sim.words.local import date_words
from sim.words.messages import say

HEADER = (
    *("scenario_a", "scenario_b", "kpi", "breakdown", "part", "gained", "lost", "net", "earlier", "later"),
    *("other_rule", "same", "a", "b", "median_days_earlier", "median_days_later", "runs_shown", "runs_made"),
    *("mean_difference_of_all_runs", "low", "high"),
)
SHOWN = ("persona", "source")  # breakdowns drawn; the numbers hold all
MOST_PARTS = 6  # rows of a breakdown; the others are told together
_ASIDE = "call_handoffs"  # shown only where a journey has calls
_SIDES = (("lost", "gained"), ("later", "earlier"))
_DAY_S = 86_400.0
HEAD, FOOT, BAND = 1.3, 0.45, 2.8  # inches
OVERALL, NAMES, NET, GAP = 3.7, 1.8, 0.5, 0.3  # inches: widths of the first panel, of labels, of the net, between
TITLES, AXIS, NUMBER = 0.62, 0.48, 7.5  # inches above and below a band's panels; points


class Part(NamedTuple):
    """One persona or source, or several that are told together."""

    name: str
    counts: Counts


class Fate(NamedTuple):
    """What one KPI gained and lost.

    a, b: how many each scenario has in the runs shown. earlier, later: by how many days at the median, None of none.
    overall: the difference of one run over all runs that were made; None if it isn't known. parts: by breakdown, the
    biggest first.
    """

    kpi: str
    a: int
    b: int
    counts: Counts
    earlier: float | None
    later: float | None
    overall: Difference | None
    parts: Mapping[str, tuple[Part, ...]]


class Gains(NamedTuple):
    """What the chart shows. runs: how many are shown together, of `of_runs` that were made."""

    title: str
    subtitle: str
    note: str
    runs: int
    of_runs: int
    fates: tuple[Fate, ...]


def gains(found: Explanation, titles: Mapping[str, str] = MappingProxyType({})) -> Gains:
    """What the second scenario of an explanation gains and loses against the first.

    titles: those of parts of the journey, as `part_titles` has them.
    """
    fates = tuple(_fate(found, kpi, titles) for kpi in _told(found))
    runs = len(found.runs)
    about = {"runs": runs, "of_runs": found.of_runs, "leads": f"{found.leads:,}"}
    days = {"since": date_words(found.since), "until": date_words(found.until)}
    sample = say("charts.shifts.sample") if any(found.is_sample(fate.kpi) for fate in fates) else ""
    several = any(_is_known(fate.overall) for fate in fates)
    return Gains(
        title=_finding(found, fates),
        subtitle=say("charts.shifts.subtitle_one" if runs == 1 else "charts.shifts.subtitle", **about, **days) + sample,
        note=say("charts.shifts.note") + say("charts.shifts.note_all" if several else "charts.shifts.note_one"),
        runs=runs,
        of_runs=found.of_runs,
        fates=fates,
    )


def _told(found: Explanation) -> Iterator[str]:
    for kpi, shift in found.shifts.items():
        if kpi != _ASIDE or shift.a or shift.b:
            yield kpi


def _fate(found: Explanation, kpi: str, titles: Mapping[str, str]) -> Fate:
    shift = found.shifts[kpi]
    parts = {name: tuple(_biggest(shift, name, titles)) for name in SHOWN}
    earlier, later = _median_days(shift.sooner_s), _median_days(shift.later_s)
    return Fate(kpi, shift.a, shift.b, shift.counts, earlier, later, found.all_runs.get(kpi), parts)


def _median_days(times_s: Sequence[int]) -> float | None:
    return median(times_s) / _DAY_S if times_s else None


def _biggest(shift: Shift, breakdown: str, titles: Mapping[str, str]) -> Iterator[Part]:
    """The parts with the most gained and lost, and the others together."""
    moved = [Part(part_called(titles, breakdown, each.name), counts) for each, counts in shift.by[breakdown].items()]
    moved = [part for part in moved if part.counts.gained or part.counts.lost]
    moved.sort(key=lambda part: (-part.counts.gained - part.counts.lost, part.name))
    most = MOST_PARTS if len(moved) <= MOST_PARTS else MOST_PARTS - 1
    yield from moved[:most]
    if rest := moved[most:]:
        yield Part(say("charts.shifts.others", count=len(rest)), reduce(Counts.plus, (part.counts for part in rest)))


def _finding(found: Explanation, fates: Sequence[Fate]) -> str:
    names = {"a": found.called(found.a), "b": found.called(found.b)}
    if not any(fate.a or fate.b for fate in fates):
        return say("charts.shifts.nobody", **names)
    if not any(fate.counts.touched for fate in fates):
        return say("charts.shifts.nothing", **names)
    moved = say("charts.shifts.join").join(_moved(fate) for fate in fates if fate.kpi != _ASIDE)
    return say("charts.shifts.finding", moved=moved[:1].upper() + moved[1:], **names)


def _moved(fate: Fate) -> str:
    counts = {"net": _signed(fate.counts.net), "gained": f"{fate.counts.gained:,}", "lost": f"{fate.counts.lost:,}"}
    return say("charts.shifts.moved", title=KPIS[fate.kpi].title, **counts)


def _kpi(fate: Fate) -> str:
    title = KPIS[fate.kpi].title
    return title[:1].upper() + title[1:]


def _signed(value: float, digits: int = 0) -> str:
    return f"{value:+,.{digits}f}" if round(value, digits) else "0"


def _is_known(overall: Difference | None) -> bool:
    return overall is not None and math.isfinite(overall.half_width)


def shifts_chart(explanation: Explanation, titles: Mapping[str, str] = MappingProxyType({})) -> Chart:
    """What the second scenario gains and loses, as a chart; its numbers are of all parts. titles as of `gains`."""
    found = gains(explanation, titles)
    rows, draw = tuple(_table(explanation, found)), partial(draw_shifts, found=found)
    return Chart("shifts", found.title, _alt(found), _size(found), HEADER, rows, draw)


def _size(found: Gains) -> Size:
    return SLIDE[0], max(SLIDE[1], HEAD + FOOT + BAND * len(found.fates))


def draw_shifts(ax: Axes, found: Gains) -> None:
    """Draw a band for each KPI: all of it, and beside that its biggest parts by persona and by source."""
    size = _size(found)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.2
    height = (top - FOOT) / len(found.fates)
    for n, fate in enumerate(found.fates):
        _band(ax, Box(MARGIN, top - (n + 1) * height, size[0] - 2 * MARGIN, height), fate, found)


def _band(ax: Axes, box: Box, fate: Fate, found: Gains) -> None:
    title = say("charts.shifts.counts", title=_kpi(fate), a=f"{fate.a:,}", b=f"{fate.b:,}")
    write(ax, (box.left, box.top - 0.18), title, 12.0, bold=True)
    room = box.width - width_in(title, 12.0, bold=True) - 0.3
    write(ax, (box.right, box.top - 0.18), cut_to(_all_runs(fate, found), room, 9.0), 9.0, color=SOFT, ha="right")
    bottom, height = box.bottom + AXIS, box.height - TITLES - AXIS
    _overall(ax, Box(box.left, bottom, OVERALL, height), fate, found)
    width = (box.width - OVERALL - 2 * GAP) / 2
    most = max([1, *(max(p.counts.gained, p.counts.lost) for parts in fate.parts.values() for p in parts)])
    for n, name in enumerate(SHOWN):
        left = box.left + OVERALL + GAP + n * (width + GAP)
        _breakdown(ax, Box(left, bottom, width, height), name, fate.parts[name], most)


def _all_runs(fate: Fate, found: Gains) -> str:
    """What all simulated runs say of the difference, beside the few that are shown."""
    overall = fate.overall
    if overall is None or not _is_known(overall):
        return say("charts.shifts.one_run")
    ends = {"low": _signed(overall.low, 1), "high": _signed(overall.high, 1)}
    return say("charts.shifts.all_runs", runs=overall.n, mean=_signed(overall.mean, 1), **ends)


def _overall(ax: Axes, box: Box, fate: Fate, found: Gains) -> None:
    """Lost and gained, later and earlier, and what is left of it."""
    counts, overall = fate.counts, fate.overall
    interval = [x * found.runs for x in overall[:3]] if overall is not None and _is_known(overall) else []
    most = max(1.0, *(abs(x) for x in (*counts[:4], *interval)))
    inner = _panel(ax, box, most * 1.05, 3)
    pairs = ((counts.lost, counts.gained, RED, BLUE), (counts.later, counts.earlier, ORANGE, SKY))
    for row, (left, right, *colors) in enumerate(pairs):
        for value, color, name in zip((-left, right), colors, _SIDES[row], strict=True):
            inner.barh(row + 0.68, value, height=0.4, color=color, label=name)
    inner.plot([counts.net], [2.35], marker="D", markersize=7, color=INK, linestyle="none", label="net")
    if interval:
        inner.plot(interval[1:], [2.72] * 2, color=GREY, linewidth=4, solid_capstyle="butt", label="all runs")
        inner.plot(interval[:1], [2.72], marker="|", markersize=10, color=INK, linestyle="none", label="mean")
    _said(inner, box, fate)
    inner.set_xlabel(say("charts.shifts.axis", title=KPIS[fate.kpi].title), fontsize=8, color=SOFT)


def _said(inner: Axes, box: Box, fate: Fate) -> None:
    """The numbers above the bars, at both sides of the middle."""
    counts = fate.counts
    times = {"later": _typical(fate.later), "earlier": _typical(fate.earlier)}
    told = [
        (say("charts.shifts.lost", count=f"{counts.lost:,}"), say("charts.shifts.gained", count=f"{counts.gained:,}")),
        tuple(
            say(f"charts.shifts.{name}", count=f"{getattr(counts, name):,}", typical=times[name])
            for name in ("later", "earlier")
        ),
    ]
    room, gap = box.width / 2 - 0.1, 0.05 / box.width
    for row, (left, right) in enumerate(told):
        for text, ha, side in ((left, "right", -gap), (right, "left", gap)):
            words = cut_to(text, room, 8.0, bold=row == 0)
            _level(inner, 0.5 + side, row + 0.32, words, ha=ha, bold=row == 0)
    net, side = say("charts.shifts.net", net=_signed(counts.net)), 1 if counts.net <= 0 else -1
    apart = gap * (3 if counts.net == 0 else 1)  # beyond the mark, which lies in the middle then
    _level(inner, 0.5 + side * apart, 2.35, net, ha="left" if side > 0 else "right", bold=True)


def _level(inner: Axes, x: float, y: float, text: str, *, ha: str, bold: bool) -> None:
    write(inner, (x, y), text, 8.0, bold=bold, ha=ha, transform=inner.get_yaxis_transform())  # type: ignore[arg-type]


def _typical(days: float | None) -> str:
    if days is None:
        return ""
    key = "charts.shifts.hours" if days < 2.0 else "charts.shifts.days"
    return say(key, count=f"{days * 24.0:.1f}" if days < 2.0 else f"{days:.0f}")


def _panel(ax: Axes, box: Box, most: float, rows: int) -> Axes:
    """A panel with the same room at both sides of nothing."""
    inner = panel(ax, box, (-most, most), rows)
    inner.xaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    inner.xaxis.set_major_formatter(lambda value, _: tick_words(abs(value)))
    inner.axvline(0.0, color=SOFT, linewidth=0.8)
    return inner


def _breakdown(ax: Axes, box: Box, name: str, parts: Sequence[Part], most: int) -> None:
    """The parts of one breakdown: lost and gained, and what is left at the right."""
    plot = Box(box.left + NAMES, box.bottom, box.width - NAMES - NET, box.height)
    write(ax, (box.left, box.top + 0.12), say(f"charts.shifts.by_{name}"), 9.0, bold=True)
    if not parts:
        write(ax, (box.left, box.top - 0.2), say("charts.shifts.none"), 8.0, color=SOFT)
        return
    write(ax, (box.right, box.top + 0.12), say("charts.shifts.net_column"), 8.0, color=SOFT, ha="right")
    rows = min(len(parts), MOST_PARTS)
    plot = plot._replace(height=box.height * rows / MOST_PARTS, bottom=box.top - box.height * rows / MOST_PARTS)
    number = width_in(f"{most:,}", NUMBER) + 0.1
    inner = _panel(ax, plot, most / max(0.3, 1.0 - number / (plot.width / 2)), rows)
    inner.set_xlabel(say("charts.shifts.axis_short"), fontsize=8, color=SOFT)
    for row, part in enumerate(parts):
        y = plot.top - (row + 0.5) * plot.height / rows
        words, size = fitted(part.name, NAMES - 0.1, 2, (8.0, 7.5, 7.0))
        write(ax, (box.left, y), words, size)
        write(ax, (box.right, y), _signed(part.counts.net), 8.0, bold=True, ha="right")
        for value, color, side, ha in ((-part.counts.lost, RED, -1, "right"), (part.counts.gained, BLUE, 1, "left")):
            inner.barh(row + 0.5, value, height=0.55, color=color, label=part.name)
            if value:
                at = (value + side * 0.05 / plot.width * 2 * inner.get_xlim()[1], row + 0.5)
                write(inner, at, f"{abs(value):,}", NUMBER, ha=ha, color=SOFT)  # type: ignore[arg-type]


def _alt(found: Gains) -> str:
    told = []
    for fate in found.fates:
        counts = {name: f"{value:,}" for name, value in fate.counts._asdict().items()}
        told.append(say("charts.shifts.alt_kpi", title=_kpi(fate), a=fate.a, b=fate.b, **counts))
    return say("charts.shifts.alt", title=found.title, subtitle=found.subtitle, kpis=" ".join(told))


def _table(explanation: Explanation, found: Gains) -> Iterator[tuple[object, ...]]:
    """All parts of all breakdowns as rows of HEADER; medians and what all runs say stand with the whole."""
    runs = (found.runs, found.of_runs)
    for fate in found.fates:
        named = (explanation.a, explanation.b, fate.kpi)
        overall = fate.overall if fate.overall is not None and _is_known(fate.overall) else None
        said = overall[:3] if overall else (None, None, None)
        yield *named, "all", "", *_cells(fate.counts), fate.a, fate.b, fate.earlier, fate.later, *runs, *said
        for breakdown, parts in explanation.shifts[fate.kpi].by.items():
            for each, counts in sorted(parts.items()):
                told = (breakdown, each.name or each.kind)
                yield *named, *told, *_cells(counts), *(None,) * 4, *runs, *(None,) * 3


def _cells(counts: Counts) -> tuple[int, ...]:
    return counts.gained, counts.lost, counts.net, *counts[2:]
