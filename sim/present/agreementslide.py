"""The hand-off agreement as a slide."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sim.present.agreement import Agreement
from sim.present.slidebytes import saved
from sim.present.slidepaper import open_paper
from sim.present.slides import Page, Sheet, add_page, add_table, write_text
from sim.present.slidetext import Line, Place
from sim.words.local import date_words
from sim.words.messages import say

_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0)  # points


class Slide(NamedTuple):
    """A presentation as a file, and the texts on it that had to be cut."""

    content: bytes
    cut: tuple[str, ...]


def agreement_slide(told: Agreement, *, template: Path | None = None, target: Path) -> Slide:
    """The agreement as a presentation of one slide. Raises FileProblems as `slidepaper.open_paper` does."""
    paper = open_paper(template, target)
    page = add_page(paper, told.title, [told.scenario, *told.evidence, told.source, say("agree.note")])
    upper, middle, lower = page.free.rows(0.54, 0.24, 0.22, gap=0.12)
    left, right = upper.columns(0.52, 0.48)
    _promises(page, left, told)
    _returned(page, right, told)
    _evidence(page, middle, told)
    _signed(page, lower)
    return Slide(saved(paper.show, told.title), tuple(paper.cut))


def _promises(page: Page, place: Place, told: Agreement) -> None:
    """When a lead is handed over, how many each rep gets, and by when they are called."""
    rules = [Line(each.words, bullet="1") for each in told.rules] or [Line(say("agree.no_rules"))]
    more = [Line(say("agree.more_rules", count=told.more_rules))] if told.more_rules else []
    load = [Line(f"{each.name}: {each.words}", bullet="•") for each in told.load]
    due = Line(f"{say('agree.deadline')}: {told.deadline}", bullet="•")
    when = say("agree.review_on", date=date_words(told.review_on)) if told.review_on else say("agree.review_open")
    qualified = Line(say("agree.qualified", rule=told.qualified))
    heads = [Line(say(f"agree.{name}"), bold=True) for name in ("rules", "load")]
    write_text(page, place, [heads[0], *rules, *more, qualified, heads[1], *load, due, Line(when)], _SIZES)


def _returned(page: Page, place: Place, told: Agreement) -> None:
    header = tuple(say(f"agree.{name}") for name in ("reason", "where", "then"))
    add_table(page, place, Sheet(header, told.returns, (0.28, 0.37, 0.35)), say("agree.alt_returns"), _SIZES)


def _evidence(page: Page, place: Place, told: Agreement) -> None:
    """What it rests on."""
    write_text(page, place, [Line(say("agree.evidence"), bold=True), *map(Line, told.evidence)], _SIZES)


def _signed(page: Page, place: Place) -> None:
    """Room for two signatures."""
    header = ("", *(say(f"agree.{name}") for name in ("name", "signature", "date")))
    rows = [(say(f"agree.{who}"), "", "", "") for who in ("marketing", "sales")]
    sheet = Sheet(header, rows, (0.28, 0.26, 0.28, 0.18))
    taken = add_table(page, place, sheet, say("agree.alt_sign"), (12.0, 11.0, 10.0))
    table = page.slide.shapes[-1].table
    for n in (1, 2):  # as high as hands write
        table.rows[n].height = round((place.height - taken.height / 3) / 2 * 914_400)
