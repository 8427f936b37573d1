"""The deck: six slides that a decision is made from, and an appendix, of a finished comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.present.brief import Brief, Figure, brief, capital
from sim.present.deckappendix import add_appendix
from sim.present.deckfacts import PARTS, back_words, effect_bars, guard_bars, shown, week_bars
from sim.present.decknotes import notes_of
from sim.present.picture import Chart
from sim.present.slidebytes import saved
from sim.present.slidechart import add_chart
from sim.present.slidecheck import Checked, checked
from sim.present.slidepaper import Paper, open_paper
from sim.present.slides import Page, Sheet, add_page, add_table, write_body, write_text
from sim.present.slidetext import Line, Place
from sim.study.reopened import Reopened
from sim.study.standing import State
from sim.words.local import date_words
from sim.words.messages import say

SLIDES = 6  # before the appendix
_BODY = (20.0, 18.0, 16.0, 14.0, 13.0, 12.0, 11.0)  # points
_SMALL = (14.0, 13.0, 12.0, 11.0, 10.0)
_WIDE = 10.0  # inches of content
_NOTE = 0.9  # inches below a table
_MOST_RESTS = 7  # assumptions on a slide; all stand in the appendix


class Deck(NamedTuple):
    """A deck as a file, the titles of its slides, and what a look at the file itself found."""

    content: bytes
    titles: tuple[str, ...]
    found: Checked
    cut: tuple[str, ...]

    @property
    def appendix(self) -> int:
        """How many slides come after the six."""
        return len(self.titles) - SLIDES


def deck(opened: Reopened, charts: Sequence[Chart] = (), *, template: Path | None = None, target: Path) -> Deck:
    """The deck of a comparison; charts: those that stand in the appendix as pictures.

    Raises FileProblems for a template that is none, and where python-pptx is missing.
    """
    paper, told = open_paper(template, target), brief(opened)
    titles = titles_of(told)
    for n, (title, write) in enumerate(zip(titles, _WRITERS, strict=True), 1):
        page = add_page(paper, title, notes_of(n, opened, told), role="body" if write is _next else "title")
        write(page, opened, told)
    add_appendix(paper, opened, told, charts)
    content = saved(paper.show, say("deck.file_title", experiment=told.question))
    return Deck(content, _titles(paper), checked(content), tuple(paper.cut))


def _titles(paper: Paper) -> tuple[str, ...]:
    return tuple(slide.shapes.title.text_frame.text for slide in paper.show.slides)


# ---- what each slide finds, in one sentence with a figure


def titles_of(told: Brief) -> tuple[str, ...]:
    """The titles of the six slides."""
    effect = told.because[0].rstrip(".。") if _has_figure(told.because[:1]) else capital(_change(told.effect[0]))
    money = say("deck.money", label=told.net[0], amount=told.net[1])
    titles: tuple[str, ...] = (
        say("deck.title_decide", headline=told.headline, effect=effect),
        say("deck.title_effect", figure=_change(told.effect[0]), money=money),
        say("deck.title_week", usual=_change(told.week[0]), busiest=_change(told.week[1])),
        _rests_title(told),
        _guards_title(told),
        _next_title(told),
    )
    return tuple(capital(title) for title in titles)


def _has_figure(texts: Sequence[str]) -> bool:
    return any(character.isdigit() for text in texts for character in text)


def _change(figure: Figure) -> str:
    values = {"label": figure.label, "before": shown(figure, "before"), "after": shown(figure, "after")}
    return say("deck.change", **values)


def _rests_title(told: Brief) -> str:
    if not told.rests_on:
        return say("deck.title_runs", runs=f"{told.runs:,}")
    first = told.rests_on[0]
    key = "turns" if first.flips else "same" if first.outcomes else "named"
    return say(f"deck.title_rests_{key}", title=first.title, value=first.value)


def _guards_title(told: Brief) -> str:
    if not told.guards:
        return say("deck.title_watch", rule=told.watch[0].rule.rstrip(".。")) if told.watch else _unguarded(told)
    if told.watch:
        key = "deck.title_back" if told.is_change else "deck.title_again"
        return say(key, rule=told.watch[0].rule.rstrip(".。"), guards=_guards_words(told))
    return say("deck.title_guards_only", guards=_guards_words(told))


def _guards_words(told: Brief) -> str:
    """How many guardrails are kept; those that are not settled are told, or they would pass for broken."""
    states = [guard.state for guard in told.guards]
    kept, unsettled = states.count(State.KEPT), states.count(State.OPEN)
    key = "deck.guards_open" if unsettled else "deck.guards_kept"
    return say(key, kept=kept, guards=len(states), unsettled=unsettled)


def _unguarded(told: Brief) -> str:
    return say("deck.title_unguarded", runs=f"{told.runs:,}")


def _next_title(told: Brief) -> str:
    step = told.next_steps[0].rstrip(".。")
    if told.review_on is None:
        return say("deck.title_next_open", step=step, runs=f"{told.runs:,}")
    return say("deck.title_next", step=step, date=date_words(told.review_on))


# ---- the slides


def _decide(page: Page, opened: Reopened, told: Brief) -> None:
    """What is asked for, why, and the figures that carry it."""
    above, below = page.free.rows(0.2, 0.8)
    write_text(page, above, [Line(told.ask, bold=True)], _BODY, fill="ACCENT_1", middle=True)
    left, right = below.columns(0.56, 0.44, gap=0.4)
    why = [Line(say("deck.question", question=told.question)), Line(say("deck.why"), bold=True)]
    write_text(page, left, [*why, *(Line(capital(each), bullet="•") for each in told.because)], _BODY)
    _cards(page, right, told)


def _cards(page: Page, place: Place, told: Brief) -> None:
    """The deciding figure, the next one, and the money, each in large letters."""
    figures = told.effect[:2]
    cards = [(capital(each.label), _arrow(each), _beside(each)) for each in figures]
    label, amount, interval = told.net
    cards.append((capital(label), amount, interval))
    for (head, figure, foot), room in zip(cards, place.rows(*[1.0] * len(cards), gap=0.15), strict=True):
        lines = [Line(head, scale=0.55), Line(figure, bold=True), *([Line(foot, scale=0.55)] if foot else [])]
        write_text(page, room, lines, (28.0, 26.0, 24.0, 22.0, 20.0, 18.0), fill="TEXT_1", middle=True)


def _chart_and_table(page: Page) -> list[Place]:
    """A table of five columns needs most of a narrow slide."""
    return page.free.columns(*((0.38, 0.62) if page.free.width > _WIDE else (0.33, 0.67)), gap=0.25)


def _arrow(figure: Figure) -> str:
    return say("deck.arrow", before=shown(figure, "before"), after=shown(figure, "after"))


def _beside(figure: Figure) -> str:
    """Difference, interval and verdict of a figure, as far as they are known."""
    return "  ".join(each for each in (shown(figure, "difference"), shown(figure, "interval"), figure.verdict) if each)


def _effect(page: Page, opened: Reopened, told: Brief) -> None:
    left, right = _chart_and_table(page)
    add_chart(page, left, effect_bars(opened))
    upper, lower = right.rows(0.66, 0.34)
    taken = add_table(page, upper, figure_sheet(told, _without_cost(told)), say("deck.alt_effect"))
    lower = Place(lower.left, taken.bottom + 0.25, lower.width, page.free.bottom - taken.bottom - 0.25)
    rows = [(label, amount) for label, amount in told.money_words]
    money = Sheet((say("deck.head_money"), say("deck.head_amount")), rows, (0.48, 0.52), (1,))
    add_table(page, lower, money, say("deck.alt_money"), _SMALL[1:])


def _without_cost(told: Brief) -> list[Figure]:
    """The figures of the effect but for the cost, which stands with the money."""
    return [each for each in told.effect if each.kpi != "cost"]


def figure_sheet(told: Brief, figures: Sequence[Figure]) -> Sheet:
    """Figures of the baseline and the scenario told of, side by side."""
    header = (say("deck.head_kpi"), told.baseline, told.told, say("deck.head_difference"), say("deck.head_interval"))
    rows = [
        (each.label, *(shown(each, part) for part in PARTS)) for each in figures
    ]
    return Sheet(header, rows, (0.26, 0.14, 0.15, 0.2, 0.25), (1, 2, 3, 4))


def _week(page: Page, opened: Reopened, told: Brief) -> None:
    left, right = _chart_and_table(page)
    add_chart(page, left, week_bars(opened))
    upper = right._replace(height=right.height - _NOTE)
    taken = add_table(page, upper, figure_sheet(told, told.week), say("deck.alt_week"))
    below = Place(right.left, taken.bottom + 0.15, right.width, right.bottom - taken.bottom - 0.15)
    reps = opened.loaded.baseline.journey.desk.head_count()
    write_text(page, below, [Line(say("deck.week_note", reps=reps))], _SMALL)


def _rests(page: Page, opened: Reopened, told: Brief) -> None:
    upper, lower = page.free.rows(0.72, 0.28)
    rows = []
    for rest in told.rests_on[:_MOST_RESTS]:
        tried = say("deck.listed").join(say("deck.tried", case=case, then=then) for case, then in rest.outcomes)
        rows.append((rest.title, rest.value, rest.source, tried or say("deck.not_tried")))
    bottom = page.free.top
    if rows:
        header = tuple(say(f"deck.head_{name}") for name in ("assumption", "value", "source", "tried"))
        taken = add_table(page, upper, Sheet(header, rows, (0.34, 0.12, 0.22, 0.32)), say("deck.alt_rests"))
        bottom = taken.bottom + 0.25
    room = Place(lower.left, bottom, lower.width, page.free.bottom - bottom)
    period = {"first": date_words(told.first_day), "last": date_words(told.last_day)}
    said = say("deck.simulated", runs=f"{told.runs:,}", **period), say("deck.same_leads"), say("deck.model")
    write_text(page, room, [Line(each, bullet="•") for each in said], _BODY[1:])


def _guards(page: Page, opened: Reopened, told: Brief) -> None:
    bars = guard_bars(told)
    shares = (0.6, 0.4) if page.free.width > _WIDE else (0.66, 0.34)
    left, right = page.free.columns(*shares, gap=0.3) if bars else (page.free, page.free)
    top = left.top
    for sheet, alt in _guard_sheets(told):
        room = Place(left.left, top, left.width, (left.height - 0.35) / 2)
        top = add_table(page, room, sheet, alt).bottom + 0.35
    if top < left.bottom - 0.5:
        quarters = told.watch[0].data.quarters if told.watch else 0
        note = say("deck.rollback_note", quarters=quarters) if quarters else say("deck.no_rollback")
        write_text(page, Place(left.left, top, left.width, left.bottom - top), [Line(note)], _SMALL)
    if bars:
        add_chart(page, right, bars)


def _guard_sheets(told: Brief) -> Iterator[tuple[Sheet, str]]:
    """The guardrails and how they stand, then what to watch and the figure at which to go back."""
    if told.guards:
        header = (say("deck.head_guard"), told.told, say("deck.head_allowed"), say("deck.head_state"))
        rows = [(each.label, each.value, each.allowed, each.words) for each in told.guards]
        yield Sheet(header, rows, (0.36, 0.17, 0.25, 0.22), (1,)), say("deck.alt_guards")
    if told.watch:
        heads = (say("deck.head_watch"), say("deck.head_expected"), back_words(told))
        lines = [
            (each.label, each.expected, say("deck.above" if each.data.is_upper else "deck.below", line=each.line))
            for each in told.watch
        ]
        yield Sheet(heads, lines, (0.44, 0.2, 0.36), (1, 2)), say("deck.alt_watch")


def _next(page: Page, opened: Reopened, told: Brief) -> None:
    has_table = told.is_change and bool(told.changes)
    upper, *middle, lower = page.free.rows(*(0.42, 0.26, 0.32) if has_table else (0.68, 0.32))
    write_body(page, upper, [Line(capital(each), bullet="1") for each in told.next_steps], _BODY)
    if has_table:
        rows = [(each.path, each.old, each.new) for each in told.changes]
        header = (say("deck.head_setting"), say("deck.head_today"), say("deck.head_then"))
        add_table(page, middle[0], Sheet(header, rows, (0.4, 0.3, 0.3)), say("deck.alt_changes"), _SMALL)
    asked = [Line(told.ask, bold=True), Line(say("deck.sign"))]
    if told.review_on is not None:
        asked.insert(1, Line(say("deck.review", date=date_words(told.review_on))))
    write_text(page, lower, asked, _BODY, fill="ACCENT_1", middle=True)


_WRITERS: tuple[Callable[[Page, Reopened, Brief], None], ...] = (_decide, _effect, _week, _rests, _guards, _next)
