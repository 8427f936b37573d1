"""The appendix of a deck: all KPIs, months, cohorts, assumptions, how it was simulated, and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.present.brief import Brief, figure_of
from sim.present.deckfacts import PARTS, month_bars, shown
from sim.present.decknotes import source_notes
from sim.present.picture import Chart, png
from sim.present.slidechart import add_chart
from sim.present.slidepaper import Paper
from sim.present.slides import (
    TABLE_SIZES,
    Page,
    Sheet,
    add_page,
    add_picture,
    add_table,
    as_shown,
    row_heights,
    write_text,
)
from sim.present.slidetext import Line, Place
from sim.study.kpis import KPIS
from sim.study.reason import rival
from sim.study.reopened import Reopened
from sim.study.results import MANIFEST
from sim.study.timeline import CohortRow
from sim.words.local import date_words, period_words
from sim.words.messages import say

_DENSE = tuple(size for size in TABLE_SIZES if 10.0 <= size <= 14.0)
_TEXT = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_SPARE = 0.02  # inches


def add_appendix(paper: Paper, opened: Reopened, told: Brief, charts: Sequence[Chart]) -> None:
    """All of it, in order; charts as pictures."""
    notes = source_notes(opened, told)
    _kpis(paper, opened, told, notes)
    if len(opened.found.scenarios) > 2:
        _scenarios(paper, opened, notes)
    _months(paper, opened, told, notes)
    _cohorts(paper, opened, told, notes)
    _assumptions(paper, opened, told, notes)
    _method(paper, opened, told, notes)
    for chart in charts:
        title = say("deck.appendix_chart", name=say(f"deck.chart_{_stem(chart.name)}"))
        page = add_page(paper, title, [chart.alt, *notes])
        add_picture_of(page, chart)


def _stem(name: str) -> str:
    stem = name.split("_")[0]
    return stem if stem in ("differences", "journey", "touches", "workload") else "other"


def add_picture_of(page: Page, chart: Chart) -> None:
    """A chart as a picture, at twice what a screen shows."""
    add_picture(page, page.free, png(chart), chart.alt)


# ---- tables over as many pages as they take


def add_tables(paper: Paper, title: str, sheet: Sheet, alt: str, notes: Sequence[str]) -> None:
    """A table on pages of its own, its header on each."""
    parts = _even_pages(paper.content("title"), sheet)
    for n, rows in enumerate(parts, 1):
        words = title if len(parts) == 1 else say("deck.page", title=title, page=n, pages=len(parts))
        page = add_page(paper, words, notes)
        sizes = _DENSE if len(parts) == 1 else _DENSE[-1:]  # the same on all pages
        add_table(page, page.free, sheet._replace(rows=rows), alt, sizes)


def _even_pages(room: Place, sheet: Sheet) -> list[list[Sequence[str]]]:
    """The rows of each page: no more pages than it takes, the last one about as full as the others."""
    full = list(_pages(room, sheet, len(sheet.rows)))
    even = list(_pages(room, sheet, -(-len(sheet.rows) // len(full))))
    return even if len(even) == len(full) else full


def _pages(room: Place, sheet: Sheet, most: int) -> Iterator[list[Sequence[str]]]:
    """The rows of each page, so that all have room in the smallest letters, and at most so many."""
    widths = [room.width * share / sum(sheet.shares) for share in sheet.shares]
    head, *heights = row_heights(as_shown(sheet, widths), widths, _DENSE[-1])
    page, left = list[Sequence[str]](), room.height - head - _SPARE
    for row, height in zip(sheet.rows, heights, strict=True):
        if page and (height > left or len(page) == most):
            yield page
            page, left = [], room.height - head - _SPARE
        page.append(row)
        left -= height
    yield page


def _kpis(paper: Paper, opened: Reopened, told: Brief, notes: Sequence[str]) -> None:
    """Every KPI of the baseline and the scenario told of."""
    header = (
        *(say("deck.head_kpi"), told.baseline, told.told),
        *(say(f"deck.head_{name}") for name in ("difference", "interval", "verdict")),
    )
    figures = [figure_of(opened.found, kpi, rival(opened.found)) for kpi in KPIS]
    rows = [
        (each.label, *(shown(each, part) for part in PARTS), each.verdict)
        for each in figures
    ]
    sheet = Sheet(header, rows, (0.29, 0.11, 0.11, 0.15, 0.18, 0.16), (1, 2, 3, 4))
    add_tables(paper, say("deck.appendix_kpis"), sheet, say("deck.appendix_kpis"), notes)


def _scenarios(paper: Paper, opened: Reopened, notes: Sequence[str]) -> None:
    """What decides, of all scenarios."""
    found = opened.found
    names = list(dict.fromkeys((found.question.kpi, *found.question.guardrails, *found.shown)))[:5]
    header = (say("deck.head_scenario"), *(KPIS[name].title for name in names))
    rows = [
        (found.called(scenario), *(KPIS[name].show(found.cells[scenario][name].mean) for name in names))
        for scenario in found.scenarios
    ]
    shares = (0.3, *[0.7 / len(names)] * len(names))
    title = say("deck.appendix_scenarios", scenarios=len(found.scenarios))
    add_tables(paper, title, Sheet(header, rows, shares, range(1, len(names) + 1)), title, notes)


def _months(paper: Paper, opened: Reopened, told: Brief, notes: Sequence[str]) -> None:
    bars = month_bars(opened, told)
    if bars is not None:
        page = add_page(paper, say("deck.appendix_months", kpi=bars.unit), notes)
        add_chart(page, page.free, bars)


def _cohorts(paper: Paper, opened: Reopened, told: Brief, notes: Sequence[str]) -> None:
    """How far the leads of each month got."""
    by_month: dict[str, list[CohortRow]] = {}
    for row in opened.found.by_cohort():
        if row.scenario == rival(opened.found):
            by_month.setdefault(row.period.name, []).append(row)
    if not by_month:
        return
    steps = [say(f"deck.step_{row.step}") for row in next(iter(by_month.values()))]
    header = (say("deck.head_cohort"), say("deck.head_leads"), *steps)
    rows = [_cohort(name, steps) for name, steps in by_month.items()]
    sheet = Sheet(header, rows, (0.2, 0.08, *[0.72 / (len(header) - 2)] * (len(header) - 2)), range(1, len(header)))
    title = say("deck.appendix_cohorts", baseline=told.baseline, scenario=told.told)
    add_tables(paper, title, sheet, title, notes)


def _cohort(name: str, steps: Sequence[CohortRow]) -> tuple[str, ...]:
    share = KPIS["open_rate"].show
    month = period_words(name) + ("" if all(row.is_finished for row in steps) else say("deck.unfinished"))
    reached = (say("deck.arrow", before=share(row.baseline), after=share(row.share)) for row in steps)
    whole = (words.replace(" ", "\N{NO-BREAK SPACE}") for words in reached)
    return (month, f"{steps[0].leads:,.0f}", *whole)


# ---- assumptions and method


def _assumptions(paper: Paper, opened: Reopened, told: Brief, notes: Sequence[str]) -> None:
    rows = [
        (rest.title, rest.value, rest.source, _outcomes(rest.outcomes)) for rest in told.rests_on
    ] + [(change.path, f"{change.old} → {change.new}", say("deck.changed"), "") for change in told.changes]
    header = tuple(say(f"deck.head_{name}") for name in ("assumption", "value", "source", "tried"))
    title = say("deck.appendix_assumptions")
    add_tables(paper, title, Sheet(header, rows or [("", "", "", "")], (0.32, 0.26, 0.2, 0.22)), title, notes)


def _outcomes(outcomes: Sequence[tuple[str, str]]) -> str:
    tried = say("deck.listed").join(say("deck.tried", case=case, then=then) for case, then in outcomes)
    return tried or say("deck.not_tried")


def _method(paper: Paper, opened: Reopened, told: Brief, notes: Sequence[str]) -> None:
    page = add_page(paper, say("deck.appendix_method"), notes)
    write_text(page, page.free, list(_method_lines(opened, told)), _TEXT)


def _method_lines(opened: Reopened, told: Brief) -> Iterator[Line]:
    period = {"first": date_words(told.first_day), "last": date_words(told.last_day)}
    yield Line(say("deck.method_runs", runs=f"{told.runs:,}", seed=told.seed, **period), bullet="•")
    for name in ("same", "interval", "verdict", "rollback", "money"):
        yield Line(say(f"deck.method_{name}"), bullet="•")
    yield Line(say("deck.note_repeat", command=told.repeat), bullet="•")
    for each in opened.results.json(MANIFEST).get("inputs", ()):
        yield Line(say("deck.method_file", file=each["file"], hash=each["sha256"][:16]), bullet="•")

