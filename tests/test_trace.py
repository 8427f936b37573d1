"""A lead's life in words, with the reasons for stage changes and hand-offs."""

from __future__ import annotations

import json

import numpy as np

from sim.model.ledger import REVIEW, Run, Status, What
from sim.model.persona import Personas
from sim.study.guide import Guide
from sim.study.trace import heading, lines, timeline
from tests.handmade import Story, at, journey


def people(*names: str) -> Personas:
    """Personas of which only the names are read."""
    return Personas.model_construct(personas=dict.fromkeys(names))  # type: ignore[arg-type]


GUIDE = Guide.of(journey(), people("buyer", "browser"))
PAPER, NEWS, TALK = 0, 1, 2


def story() -> Run:
    """A fit of 20, two mails, two downloads, a hand-off by both rules, a return and an end."""
    told = Story()
    told.lead(at(0, 8))
    lead = told.lead(at(1, 9, 30), source=1, project=(at(2), at(20)), status=Status.NURTURING, score=20)
    sent = told.row(at(6, 10), lead, What.SENT, node=NEWS, value=PAPER, score=20)
    click = told.row(at(6, 12), lead, What.CLICK, node=NEWS, score=20, cause=sent)
    paper = told.row(at(6, 12), lead, What.CONTENT, node=PAPER, value=20, score=40, cause=click)
    stage = told.row(at(6, 12), lead, What.STAGE, node=1, value=0, score=40, stage=1, cause=paper)
    mql = told.row(at(6, 12), lead, What.MQL, node=0, value=3, score=40, stage=1, cause=stage)
    told.row(at(6, 12), lead, What.SYNCED, value=40, score=40, stage=1, cause=mql)
    told.row(at(6, 13), lead, What.ATTEMPT, node=1, value=0, score=40, stage=1, cause=mql + 1)
    told.row(at(6, 13, 20), lead, What.CONTACT, node=1, value=0, score=40, stage=1, cause=mql + 2)
    told.row(at(6, 13, 20), lead, What.ACCEPTED, value=5, score=40, stage=1, cause=mql + 3)
    told.row(at(6, 13, 20), lead, What.RETURNED, node=3, value=0, score=40, stage=0, cause=mql + 4)
    told.row(at(13, 10), lead, What.SENT, node=TALK, value=-1, score=40)
    return told.run()


def test_a_timeline_tells_one_leads_rows_in_local_time_with_points_score_and_stage() -> None:
    told = timeline(story().rows, 1, GUIDE)
    assert [each.n for each in told] == list(range(12))
    first, paper = told[0], told[3]
    assert (f"{first.local:%Y-%m-%d %H:%M %Z}", first.what, first.points) == (
        "2026-04-02 09:30 JST",
        "registered (fair)",
        0,
    )
    assert (paper.what, paper.points, paper.score, paper.stage) == ("looked at paper (download)", 20, 40, "awareness")
    assert told[4].what == "stage awareness -> interest"
    assert told[11].what == "mail talk sent (invitation)"


def test_a_stage_change_and_a_hand_off_show_the_rules_with_the_values_that_made_them_true() -> None:
    told = timeline(story().rows, 1, GUIDE)
    assert told[4].why == ("score >= 20  (score 40)",)
    assert told[5].why == ("score >= 40  (score 40)", "score >= 20 and download >= 1  (download 1, score 40)")
    chain = ("looked at paper (download)", "link in mail news clicked", "mail news sent (paper)")
    assert told[4].after == told[5].after == chain  # the stage change between is no cause to name twice
    assert all(each.why == () for each in told if each.n not in (4, 5))


def test_a_return_says_why_and_where_to() -> None:
    told = timeline(story().rows, 1, GUIDE)
    assert told[9].what == "accepted by sales (SAL); uncovered: need, budget"
    assert told[10].what == "returned to nurturing: not the time; stage awareness"


def test_windowed_counts_fit_and_behaviour_are_shown_as_the_rule_saw_them() -> None:
    rule = "count(download, 2d) >= 2 and fit >= 5 and behaviour >= 30 and source == web and stage == awareness"
    guide = Guide.of(journey(mql={"recent": rule}), people("buyer"))
    told = Story()
    lead = told.lead(at(0, 9), score=5)
    for second, score in ((at(1), 25), (at(2), 45), (at(3), 65)):  # the window (1 d, 3 d] has two of the three
        row = told.row(second, lead, What.CONTENT, node=PAPER, value=20, score=score)
    told.row(at(3), lead, What.MQL, node=0, value=1, score=65, cause=row)
    (why,) = timeline(told.run().rows, lead, guide)[-1].why
    assert why == f"{rule}  (behaviour 60, fit 5, source web, stage awareness, download 2 within 2d)"


def test_attributes_are_shown_when_they_are_known_and_left_out_when_not() -> None:
    guide = Guide.of(journey(mql={"fit": "score >= 20 and industry == target"}), people("buyer"))
    told = Story()
    lead = told.lead(at(0), score=20)
    told.row(at(0), lead, What.MQL, value=1, score=20, cause=0)
    rows = told.run().rows
    assert timeline(rows, lead, guide)[-1].why[0].endswith("(score 20)")
    known = timeline(rows, lead, guide, attributes={"industry": "target", "job": "staff"})
    assert known[-1].why[0].endswith("(industry target, score 20)")


def test_leads_from_a_file_may_bring_counts_so_none_are_claimed() -> None:
    file = {"kind": "csv", "file": "leads.csv", "columns": {"registered": "date"}}
    guide = Guide.of(journey(sources={"old": file}), people("buyer"))
    told = Story()
    lead = told.lead(at(0), score=30)
    told.row(at(0), lead, What.MQL, value=2, score=30, cause=0)
    assert timeline(told.run().rows, lead, guide)[-1].why == ("score >= 20 and download >= 1  (score 30)",)


def test_after_a_change_the_rules_are_those_of_the_second_journey() -> None:
    first, second = journey(), journey(mql={"new": "score >= 7", "hot": "score >= 90"})
    guide = Guide.of(first, people("buyer"), after=second, change_day=10)
    assert guide.rules == ("hot", "warm", "new")
    told = Story()
    lead = told.lead(at(0), score=50)
    told.row(at(9), lead, What.MQL, node=0, value=1, score=50, cause=0)
    told.row(at(10), lead, What.MQL, node=2, value=4, score=50, cause=0)
    before, after = timeline(told.run().rows, lead, guide)[1:]
    assert before.why == ("score >= 40  (score 50)",)
    assert after.why == ("score >= 7  (score 50)",)


BY_VALUE = (What.POSTPONED, What.BLOCKED)
EXITS = {
    "bought": {"when": "score >= 90", "re_enter": {"when": "download >= 2", "to": "interest"}},
    "silent": {"when": "score < 0"},
}
RICH = Guide.of(
    journey(
        exits=EXITS,
        segments={"keen": "download >= 2 and stage == interest"},
        stages={
            "awareness": {},
            "interest": {
                "enter": "keen",
                "back": {"when": "score < 20"},
                "timeout": {"after": "30d", "to": "awareness"},
            },
        },
        reviews={
            "monthly": {"meets": "monthly 1 10:00", "rule": "hot", "bounds": [20, 90], "target": {"acceptance": 0.5}}
        },
    ),
    people("buyer"),
)


def told(*rows: tuple[What, dict[str, int]], guide: Guide = RICH, score: int = 40) -> list[str]:
    """The words of rows of one lead, without its registration."""
    story = Story()
    lead = story.lead(at(0), score=score)
    for what, said in rows:
        story.row(at(1), lead, what, **{"score": score, **said})
    return [each.what for each in timeline(story.run().rows, lead, guide)][1:]


def test_every_kind_of_row_has_words() -> None:
    texts = told(*((what, {"node": int(what is What.STAGE), "value": int(what in BY_VALUE)}) for what in What))
    assert len(texts) == len(What)
    assert all(text and "{" not in text for text in texts)
    assert len(set(texts)) == len(texts)


def test_mails_that_were_put_off_or_kept_back_say_why() -> None:
    assert told(
        (What.POSTPONED, {"node": NEWS, "value": 1}),
        (What.POSTPONED, {"node": NEWS, "value": 3}),
        (What.BLOCKED, {"node": NEWS, "value": 2}),
    ) == [
        "mail news put off by quiet hours or days off",
        "mail news put off to the hour at which the lead is usually active",
        "mail news kept back because so many mails had come",
    ]


def test_a_mail_says_which_variant_or_that_it_reminds() -> None:
    mail = {"kind": "email", "cadence": "weekly Tue 10:00", "content": "paper"}
    variants = {"short": {"share": 0.5}, "long": {"share": 0.5}}
    paper = journey().touchpoints["paper"]
    split = Guide.of(journey(touchpoints={"paper": paper, "news": {**mail, "variants": variants}}), people("buyer"))
    assert told((What.SENT, {"node": 1, "value": 1000}), guide=split) == ["mail news sent (paper, variant long)"]
    assert told((What.SENT, {"node": TALK, "value": -2})) == ["mail talk sent (reminder)"]


def test_exits_and_what_brings_back_are_told_with_their_rules() -> None:
    story = Story()
    lead = story.lead(at(0))
    for day in (1, 2):
        story.row(at(day), lead, What.CONTENT, node=PAPER, value=20, score=20 * day)
        story.row(at(day), lead, What.EXITED, score=20 * day)
    story.row(at(3), lead, What.REENTERED, value=1, score=40, stage=1)
    life = timeline(story.run().rows, lead, RICH)
    assert [each.what for each in life[4:]] == [
        "left the journey by exit bought",
        "came back after exit bought; stage interest",
    ]
    assert life[2].why == ("score >= 90  (score 20)",)
    assert life[5].why == ("download >= 2  (download 2)",)


def test_stages_are_lost_by_their_own_rule_or_by_time_and_segments_are_written_out() -> None:
    story = Story()
    lead = story.lead(at(0))
    story.row(at(1), lead, What.CONTENT, node=PAPER, value=20, score=20)
    up = story.row(at(1), lead, What.STAGE, node=1, value=0, score=20, stage=1, cause=1)
    story.row(at(2), lead, What.ADJUSTED, value=-5, score=15, stage=1)
    story.row(at(2), lead, What.STAGE, node=0, value=1, score=15, cause=up)
    story.row(at(3), lead, What.STAGE, node=0, value=1, score=15)
    life = timeline(story.run().rows, lead, RICH)
    assert life[2].why == ("keen  (download 1, stage awareness)",)
    assert life[4].why == ("score < 20  (score 15)",)
    assert life[5].why == ("30d in stage interest were over",)
    assert (life[3].what, life[3].points) == ("points faded with time", -5)


def test_a_rule_that_reviews_moved_says_so_and_others_do_not() -> None:
    reviews = np.zeros(2, REVIEW)
    reviews["time"], reviews["before"], reviews["after"] = (at(5), at(9)), (40, 45), (45, 50)
    story = Story()
    lead = story.lead(at(0), score=60)
    for day in (4, 6, 9):
        story.row(at(day), lead, What.MQL, value=3, score=60)
    rows = story.run().rows
    moved = [each.why[0] for each in timeline(rows, lead, RICH, reviews=reviews)[1:]]
    assert moved == [
        "score >= 40  (score 60)",
        "score >= 40  (moved by reviews: score 45)  (score 60)",
        "score >= 40  (moved by reviews: score 50)  (score 60)",
    ]
    assert timeline(rows, lead, RICH, reviews=reviews)[-1].why[1].startswith("score >= 20 and download >= 1  (download")


def test_counts_of_machines_that_may_have_been_recognised_are_not_claimed() -> None:
    guide = Guide.of(
        journey(mql={"m": "open >= 1 and click >= 1"}, scoring={"machine_opens_ignored": 0.5}), people("buyer")
    )
    story = Story()
    lead = story.lead(at(0))
    story.row(at(1), lead, What.MACHINE_OPEN, node=NEWS)
    story.row(at(1), lead, What.CLICK, node=NEWS)
    story.row(at(1), lead, What.MQL, value=1)
    assert timeline(story.run().rows, lead, guide)[-1].why == ("open >= 1 and click >= 1  (click 1)",)


def test_the_registration_gives_no_more_points_than_the_ceiling() -> None:
    scored = {"behaviours": {"registered": {"points": 30}}}
    assert Guide.of(journey(**scored), people("buyer")).registered_points == 30
    assert Guide.of(journey(**scored, scoring={"ceiling": 10}), people("buyer")).registered_points == 10


def test_the_text_has_a_line_for_each_row_and_indented_reasons() -> None:
    texts = lines(timeline(story().rows, 1, GUIDE))
    assert len(texts) == 12 + 2 + 3
    assert texts[3].split() == [
        "2026-04-07",
        "Tue",
        "12:00",
        "looked",
        "at",
        "paper",
        "(download)",
        "+20",
        "40",
        "awareness",
    ]
    assert texts[5].strip() == "because score >= 20  (score 40)"
    assert texts[6].strip() == "after: looked at paper (download) < link in mail news clicked < mail news sent (paper)"


def test_the_heading_names_source_end_and_what_nobody_could_see() -> None:
    run = story()
    assert heading(run.leads, 1, GUIDE) == [
        "Lead 1 from fair, registered 2026-04-02 09:30",
        "At the end of the run: nurtured, score 0, stage awareness",
        "What nobody could see: buyer, a project open from 2026-04-03 to 2026-04-21",
    ]
    assert heading(run.leads, 0, GUIDE)[-1] == "What nobody could see: buyer, nothing to buy"


def test_a_lead_without_rows_has_no_timeline() -> None:
    assert timeline(np.zeros(0, story().rows.dtype), 3, GUIDE) == []


def test_a_guide_comes_back_from_json_as_it_was() -> None:
    guide = Guide.of(journey(), people("buyer"), after=journey(mql={"new": "score >= 7"}), change_day=10)
    assert Guide.from_json(json.loads(json.dumps(guide.to_json()))) == guide


def test_a_page_named_like_its_behaviour_is_named_once() -> None:
    content = {"kind": "content", "behaviour": "price_page", "stages": ["awareness"]}
    guide = Guide.of(journey(touchpoints={"price_page": content}), people("buyer"))
    story = Story()
    lead = story.lead(at(0))
    story.row(at(1), lead, What.CONTENT, node=0)
    assert timeline(story.run().rows, lead, guide)[-1].what == "looked at price_page"
