"""Answers as tables: KPIs of a run, KPIs of scenarios beside their baseline, and the lines that follow them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sim.model.stats import Verdict
from sim.study.answer import Cell, Question, guard_words, verdict_words
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS, Kpi
from sim.study.measures import Figure, Window
from sim.study.reason import chance_words
from sim.study.standing import State
from sim.words.columns import columns_of, wrapped
from sim.words.messages import say

_GOOD, _BAD, _OPEN = Style(color="green"), Style(color="red"), Style(color="yellow")
_STYLES = {Verdict.WORSE: _BAD, Verdict.CANNOT_TELL: _OPEN}
_STATES = {State.KEPT: _GOOD, State.BROKEN: _BAD, State.OPEN: _OPEN}
WRAPPED = 118  # columns of the reason
LEAST = 40  # columns of a text on the narrowest terminal
TITLE = 14  # characters in which titles of KPIs are broken at the least


def plain_table() -> Table:
    """A table without frames, with a line under its heads."""
    return Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")


def named(kpi: Kpi) -> str:
    """A KPI's title, with its unit where the title has none."""
    return say("cli.yen", title=kpi.title) if kpi.unit == "yen" else kpi.title


def compared(comparison: Comparison) -> Table:
    """The KPIs asked for, by scenario: means, the difference from the baseline with its interval, and the verdict."""
    rivals = [scenario for scenario in comparison.scenarios if scenario != comparison.baseline]
    table = plain_table()
    table.add_column(say(f"cli.per_{comparison.question.per}"), min_width=TITLE, overflow="fold")
    table.add_column(comparison.called(comparison.baseline), justify="right", no_wrap=True)
    if len(rivals) > 1:
        table.add_column(say("cli.scenario"), no_wrap=True)
    table.add_column(comparison.called(rivals[0]) if len(rivals) == 1 else "", justify="right", no_wrap=True)
    table.add_column(say("cli.difference"), justify="right", no_wrap=True)
    table.add_column(say("cli.interval"), no_wrap=True)
    table.add_column("")
    for name in comparison.shown:
        for n, rival in enumerate(rivals):
            base, cell = (comparison.cells[scenario][name] for scenario in (comparison.baseline, rival))
            head = [named(KPIS[name]), KPIS[name].show(base.mean)] if n == 0 else ["", ""]
            head += [comparison.called(rival)] if len(rivals) > 1 else []
            table.add_row(*head, *_difference(name, cell, comparison.question))
    return table


def _difference(name: str, cell: Cell, question: Question) -> list[str | Text]:
    """Mean, difference, interval and verdict of one scenario."""
    kpi, words = KPIS[name], _said(name, cell, question)
    mean, low, high = (_signed(kpi, value) for value in cell.difference[:3])
    if kpi.unit == "share" and math.isfinite(cell.difference.mean):
        mean = say("answer.points", points=mean)
    interval = f"[{low}, {high}]" if math.isfinite(cell.difference.half_width) else say("cli.no_interval")
    return [kpi.show(cell.mean), mean, interval, words]


def _said(name: str, cell: Cell, question: Question) -> Text:
    """The verdict; of a KPI with a limit what becomes of that, and the verdict too if it decides."""
    verdict = verdict_words(name, cell.verdict, question.margins.get(name))
    if cell.standing is None:
        return Text(verdict, _STYLES.get(cell.verdict, _GOOD) if cell.verdict else "")
    words = guard_words(cell.standing)
    if name == question.kpi and verdict:
        words = say("standing.beside", verdict=verdict, standing=words)
    return Text(words, _STATES[cell.standing.state])


def _signed(kpi: Kpi, value: float) -> str:
    """A difference; shares differ by points, which are no percent of anything."""
    return kpi.digits(value, signed=True) if math.isfinite(value) else say("kpi.none")


def beneath(comparison: Comparison, *, columns: int | None = None) -> Iterator[str]:
    """The answer, what it rests on, and what it was found from; no line longer than a terminal of so many columns.

    Without `columns` lines are as long as they are, but for the reason.
    """
    yield from _hung(say("cli.answer"), comparison.answer.sentence, columns)
    if comparison.answer.reason:
        yield from _hung(say("cli.why"), comparison.answer.reason, min(WRAPPED, columns or WRAPPED))
    label = say("cli.rests_on")
    for n, each in enumerate(comparison.rests_on):
        yield from _hung(label if n == 0 else " " * columns_of(label), each.sentence, columns)
    yield ""
    for line in _found_from(comparison):
        yield from _hung("", line, columns)


def _hung(label: str, text: str, columns: int | None) -> list[str]:
    """A text on lines of so many columns, the later ones below its beginning."""
    if columns is None:
        return [label + text]
    return wrapped(text, max(columns, LEAST), first=label, later=" " * columns_of(label))


def _found_from(comparison: Comparison) -> Iterator[str]:
    """How many runs, how much they vary, and how the intervals are to be read."""
    yield say("cli.runs_of_each", count=comparison.replications, seed=comparison.seed) + _correlation(comparison)
    yield from _precision(comparison)
    if len(comparison.scenarios) > 2:
        if comparison.best:
            yield _best(comparison)
        yield say("cli.adjusted")
    if comparison.skipped_rows:
        yield say("cli.skipped", count=comparison.skipped_rows)


def _precision(comparison: Comparison) -> Iterator[str]:
    """How precise the deciding difference is, beside what was asked; nothing where the number of runs was fixed."""
    if comparison.precision is not None:
        kpi = KPIS[comparison.question.kpi]
        asked, found = (spread(kpi, width) for width in (comparison.precision.half_width, comparison.half_width))
        key = "cli.precise" if comparison.is_precise else "cli.not_precise"
        key = "cli.never_varied" if comparison.never_differs else key
        yield say(key, kpi=kpi.title, asked=asked, found=found, most=comparison.precision.most)


def spread(kpi: Kpi, half_width: float) -> str:
    """A half-width in the KPI's unit, shares in points; `none` where it is not known."""
    if not math.isfinite(half_width):
        return say("kpi.none")
    return say("answer.points", points=f"{half_width * 100:.2g}") if kpi.unit == "share" else f"{half_width:.3g}"


def _correlation(comparison: Comparison) -> str:
    """How alike the runs of two scenarios were in the deciding KPI: the lowest correlation, if there is any."""
    kpi = comparison.question.kpi
    found = [comparison.cells[scenario][kpi].difference.correlation for scenario in comparison.scenarios]
    known = [each for each in found if each is not None]
    return say("cli.correlation", kpi=KPIS[kpi].title, value=format(min(known), ".2f")) if known else ""


def _best(comparison: Comparison) -> str:
    """The chance of every scenario to be the best, the likeliest first."""
    likely = sorted(comparison.best.items(), key=lambda each: -each[1])
    told = [(comparison.called(name), chance_words(chance)) for name, chance in likely]
    chances = [say("cli.chance_of", scenario=called, chance=chance) for called, chance in told]
    return say("cli.best", kpi=KPIS[comparison.question.kpi].title, chances=say("answer.and").join(chances))


def measured(figures: Mapping[str, Figure], window: Window, days: int) -> Table:
    """All KPIs of one run, each with what it counts; a star where the last cases are not followed up and left out."""
    table = plain_table()
    table.add_column(say("cli.kpi"), min_width=TITLE, overflow="fold")
    table.add_column(say("cli.value"), justify="right", no_wrap=True)
    table.add_column(say("cli.counted"))
    for name, figure in figures.items():
        kpi = KPIS[name]
        star = "*" if kpi.is_cut_short(window, days) else ""
        table.add_row(named(kpi), _whole(kpi, figure.value) + star, Text(counted(kpi), Style(dim=True)))
    return table


def _whole(kpi: Kpi, value: float | None) -> str:
    """A value of one run, in which counts are whole numbers."""
    return f"{value:,.0f}" if value is not None and kpi.kind == "count" else kpi.show(value)


def counted(kpi: Kpi) -> str:
    """What a KPI counts, and over what."""
    text = say("cli.over", top=kpi.numerator, bottom=kpi.denominator) if kpi.denominator else kpi.numerator
    return say("cli.simulator_only", text=text) if kpi.simulator_only else text


def defined() -> Table:
    """All KPIs by name, as experiment files call them, each with its title and what it counts."""
    table = plain_table()
    table.add_column(say("cli.name"), no_wrap=True)
    table.add_column(say("cli.kpi"), min_width=TITLE, overflow="fold")
    table.add_column(say("cli.better"))
    table.add_column(say("cli.counted"))
    for name, kpi in KPIS.items():
        table.add_row(name, named(kpi), better(kpi), Text(counted(kpi), Style(dim=True)))
    return table


def better(kpi: Kpi) -> str:
    """Which way is up."""
    return say({1: "cli.higher", -1: "cli.lower", 0: "cli.neither"}[kpi.better])


def checked(points: Sequence[tuple[str, str, str, str]]) -> Table:
    """The points of the checklist: number, title, status, and where it is met or what to add."""
    table = plain_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(say("cli.checklist.point"), min_width=TITLE, overflow="fold")
    table.add_column(say("cli.checklist.status"), no_wrap=True)
    table.add_column(say("cli.checklist.where"), overflow="fold")
    styles = {"met": _GOOD, "declared": _GOOD, "missing": _BAD}
    for number, title, status, place in points:
        table.add_row(number, title, Text(say(f"checklist.{status}"), styles.get(status, "")), place)
    return table
