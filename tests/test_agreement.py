"""The hand-off agreement: what the recommended journey says, in words, on one page and one slide."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pptx.oxml.ns import qn

from sim.model.journey import Journey
from sim.present.agreement import MOST_RULES, Agreement, agreement, page
from sim.present.agreementslide import agreement_slide
from sim.present.slidecheck import checked
from sim.study.answer import Answer, Choice
from sim.study.reopened import Reopened
from sim.words.language import Language, speaking
from sim.words.local import date_words
from tests.handmade import journey
from tests.made import compared
from tests.opened import small
from tests.pictures import JAPANESE, LONG, comparison
from tests.slideshow import opened, runs_of, show_of, texts_of, written

TARGET = Path("agreement.pptx")


def chosen(scenario: str) -> Agreement:
    found = replace(small().found, answer=Answer(Choice(scenario), "the answer", 5, "the reason"))
    return agreement(small()._replace(found=found))


def with_journey(changed: Journey) -> Agreement:
    """The agreement if the baseline were another journey, and were kept."""
    loaded = small().loaded
    found = replace(small().found, answer=Answer(Choice("daily"), "the answer", None, "the reason"))
    other = loaded._replace(baseline=loaded.baseline._replace(journey=changed))
    return agreement(Reopened(small().results, other, small().plan, found, small().repeat))


class Texts(HTMLParser):
    """Texts and tags of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]


def test_rules_are_those_of_the_recommended_journey() -> None:
    strict, daily = chosen("strict"), chosen("daily")
    assert strict.scenario.endswith(small().found.called("strict"))
    assert [each.words for each in strict.rules] != [each.words for each in daily.rules]
    assert all("or more" in each.words for each in daily.rules)


def test_whoever_cannot_tell_keeps_the_baseline() -> None:
    untold = opened(compared(twice_a_month={"opportunities": (-1.5, 3.0)}))
    assert untold.found.answer.choice.scenario is None
    assert agreement(untold).rules == chosen("daily").rules


def test_hand_offs_per_rep_are_those_of_the_scenario() -> None:
    found = small().found.cells["strict"]
    day, busiest = (found[kpi].mean for kpi in ("handoffs_per_rep_day", "busiest_week_per_rep"))
    assert day is not None
    usual, most = chosen("strict").load
    assert usual.words.startswith(f"{5.0 * day:.1f}")
    assert most.words.startswith(f"{busiest:.1f}")


def test_a_single_run_has_no_interval() -> None:
    found = replace(comparison(runs=1), answer=Answer(Choice("weekly"), "the answer", None, "the reason"))
    assert not any("(" in each.words for each in agreement(opened(found)).load)


def test_returned_leads_go_where_the_journey_sends_them() -> None:
    returns = {"timing": {"to": "start", "rest": "60d", "score": -30}, "competitor": {"to": "excluded"}}
    told = with_journey(journey(stages={"start": {"title": "Beginning"}}, returns=returns))
    ways = {each.reason: (each.where, each.then) for each in told.returns}
    assert ways["not the time"] == ("stage Beginning", "after 60 days at the earliest; score less 30")
    assert ways["works for a competitor"] == ("excluded, no more mails", "never")
    assert ways["unreachable"] == ("stays in its stage", "as soon as a rule is true again")
    assert list(ways)[:2] == ["not the time", "works for a competitor"]
    assert "waited too long" not in ways


@pytest.mark.parametrize(
    ("deadline", "words"),
    [("same_day", "the same day"), ("next_business_day", "the next business day"), ("4h", "within 4 hours")],
)
def test_the_deadline_is_told_in_words(deadline: str, words: str) -> None:
    desk = {"reps": 1, "first_contact": deadline}
    assert with_journey(journey(desk=desk)).deadline == words


def test_rules_that_have_no_room_are_counted() -> None:
    told = with_journey(journey(mql={f"rule_{n}": f"score >= {n + 10}" for n in range(MOST_RULES + 3)}))
    assert (len(told.rules), told.more_rules) == (MOST_RULES, 3)
    assert "and 3 more, in the journey file" in page(told).decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_says_all_of_it_and_needs_nothing_else(language: Language) -> None:
    with speaking(language):
        told = chosen("strict")
        text = page(told).decode()
    found = Texts(text.encode())
    for each in (*(rule.words for rule in told.rules), *(back.where for back in told.returns), told.deadline):
        assert each.replace("'", "&#39;") in text
    assert found.tags.count("h1") == 1
    assert found.links == []
    assert f'<html lang="{language}">' in text
    assert text.count("署名" if language == "ja" else "Signature") == 2
    assert "@page { size: A4 portrait" in text


def test_names_cannot_break_out_of_the_page() -> None:
    told = with_journey(journey(title=JAPANESE, mql={"r": "score >= 1"}))
    text = page(told).decode()
    assert "<案内>" not in text
    assert "&lt;案内&gt;" in text


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("corporate", [False, True])
def test_the_slide_says_it_and_nothing_overflows(language: Language, corporate: bool, tmp_path: Path) -> None:
    with speaking(language):
        told = chosen("strict")
        content, cut = agreement_slide(told, template=written(tmp_path) if corporate else None, target=TARGET)
        day = date_words(told.review_on or date.max)
    texts = " ".join(texts_of(content))
    assert len(show_of(content).slides) == 1
    assert cut == ()
    for words in (*(rule.words for rule in told.rules), *told.evidence, told.deadline, told.qualified, day):
        assert words in texts
    assert checked(content).overflows == ()
    fonts = {each.find(qn("a:ea")).get("typeface") for each in runs_of(content)}
    assert fonts == {"Meiryo" if corporate else "Yu Gothic"}


def test_long_names_and_many_rules_fit_the_slide() -> None:
    stages = {"start": {"title": LONG}}
    mql = {f"rule_{n}": f"score >= {n + 10} and count(open, 14d) >= {n + 2} or fit >= 3" for n in range(12)}
    told = with_journey(journey(title=LONG, stages=stages, mql=mql, returns={"timing": {"to": "start"}}))
    assert checked(agreement_slide(told, target=TARGET).content).overflows == ()
    assert told.is_long


def test_the_same_agreement_has_the_same_bytes() -> None:
    told = chosen("strict")
    assert (page(told), agreement_slide(told, target=TARGET)) == (page(told), agreement_slide(told, target=TARGET))


def test_evidence_has_the_runs_and_an_interval() -> None:
    told = " ".join(chosen("strict").evidence)
    assert re.search(rf"Simulated {small().found.replications} times", told)
    assert re.search(r"\([^)]*\d+[^)]* to ", told)


def test_it_names_no_place_on_this_machine() -> None:
    told = agreement(small())
    assert small().results.path.is_absolute()
    assert told.source.startswith("Results: small_test/0001.")
