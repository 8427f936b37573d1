"""The hand-off agreement as a slide."""

from __future__ import annotations

from pathlib import Path

from sim.present.agreement import Agreement
from sim.present.slidebytes import saved
from sim.present.slidepaper import open_paper
from sim.present.slides import Page, Sheet, add_page, add_table, write_text
from sim.present.slidetext import Line, Place
from sim.words.local import date_words
from sim.words.messages import say

_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0)  # points


def agreement_slide(told: Agreement, *, template: Path | None = None, target: Path) -> bytes:
    """The agreement as a presentation of one slide. Raises FileProblems as `slidepaper.open_paper` does."""
    paper = open_paper(template, target)
    page = add_page(paper, told.title, [told.scenario, *told.evidence, told.source, say("agree.note")])
    upper, lower = page.free.rows(0.72, 0.28, gap=0.15)
    left, right = upper.columns(0.5, 0.5)
    _promises(page, left, told)
    _returned(page, right, told)
    _signed(page, lower)
    return saved(paper.show, told.title)


def _promises(page: Page, place: Place, told: Agreement) -> None:
    """When a lead is handed over, how many each rep gets, and by when they are called."""
    rules = [Line(each.words, bullet="1") for each in told.rules] or [Line(say("agree.no_rules"))]
    more = [Line(say("agree.more_rules", count=told.more_rules))] if told.more_rules else []
    load = [Line(f"{each.name}: {each.words}", bullet="•") for each in told.load]
    due = Line(f"{say('agree.deadline')}: {told.deadline}", bullet="•")
    qualified = Line(say("agree.qualified", rule=told.qualified))
    heads = [Line(say(f"agree.{name}"), bold=True) for name in ("rules", "load")]
    write_text(page, place, [heads[0], *rules, *more, qualified, heads[1], *load, due], _SIZES)


def _returned(page: Page, place: Place, told: Agreement) -> None:
    header = tuple(say(f"agree.{name}") for name in ("reason", "where", "then"))
    upper = place._replace(height=place.height * 0.68)
    taken = add_table(page, upper, Sheet(header, told.returns, (0.3, 0.35, 0.35)), say("agree.alt_returns"), _SIZES)
    room = Place(place.left, taken.bottom + 0.1, place.width, place.bottom - taken.bottom - 0.1)
    when = say("agree.review_on", date=date_words(told.review_on)) if told.review_on else say("agree.review_open")
    write_text(page, room, [Line(say("agree.evidence"), bold=True), *map(Line, told.evidence), Line(when)], _SIZES)


def _signed(page: Page, place: Place) -> None:
    """Room for two signatures."""
    header = ("", *(say(f"agree.{name}") for name in ("name", "signature", "date")))
    rows = [(say(f"agree.{who}"), "", "", "") for who in ("marketing", "sales")]
    sheet = Sheet(header, rows, (0.28, 0.26, 0.28, 0.18))
    taken = add_table(page, place, sheet, say("agree.alt_sign"), (12.0, 11.0, 10.0))
    table = page.slide.shapes[-1].table
    for n in (1, 2):  # as high as hands write
        table.rows[n].height = round((place.height - taken.height / 3) / 2 * 914_400)
