"""One lead's two lives in words: until when they are the same, where they part and why, and what followed."""

from __future__ import annotations

import numpy as np

from sim.model.ledger import REVIEW, What
from sim.study.guide import Guide
from sim.study.origins import Kind, Origin
from sim.study.twolives import Side, TwoLives, two_lives
from tests.handmade import Story, at
from tests.twoscenarios import GUIDE, HOT, NEWS, PAPER, log


def side(told: Story, name: str = "weekly", key: Guide = GUIDE) -> Side:
    return Side(name, log(told, key), np.zeros(0, REVIEW))


def compared(one: Story, other: Story, lead: int = 0, *, other_key: Guide = GUIDE) -> TwoLives:
    return two_lives(side(one), side(other, "monthly", other_key), lead)


def read_and_handed_over(*, mailed: bool) -> Story:
    """A lead that looks at paper on day 9; with the mail of day 6 it has been handed over by then."""
    told = Story()
    lead = told.lead(at(1), score=20)
    if mailed:
        sent = told.row(at(6, 10), lead, What.SENT, node=NEWS, value=PAPER, score=20)
        told.row(at(7, 9), lead, What.OPEN, node=NEWS, value=20, score=40, cause=sent)
        told.row(at(7, 9), lead, What.MQL, node=HOT, value=1, score=40, cause=sent + 1)
        told.row(at(7, 9), lead, What.SYNCED, score=40, cause=sent + 2)
        told.row(at(7, 11), lead, What.ATTEMPT, score=40, cause=sent + 3)
        told.row(at(7, 12), lead, What.ATTEMPT, value=1, score=40, cause=sent + 4)
    told.row(at(9, 8), lead, What.CONTENT, node=PAPER, value=20, score=60 if mailed else 40)
    return told


def test_the_lives_part_at_the_first_event_that_differs_and_what_comes_of_it_is_told_apart() -> None:
    found = compared(read_and_handed_over(mailed=True), read_and_handed_over(mailed=False))
    assert found.same == 1
    assert [each and each.what for each in found.parting] == ["mail news sent (paper)", "looked at paper (download)"]
    assert found.felt is not None
    assert [each and each.what for each in found.felt] == ["mail news opened", "looked at paper (download)"]
    assert found.began == Origin(Kind.MAIL, "news")
    assert found.why == "On 2026-04-07 10:00 only weekly sends it to this lead."


def test_milestones_of_both_stand_in_order_of_time() -> None:
    found = compared(read_and_handed_over(mailed=True), read_and_handed_over(mailed=False))
    told = [(f"{each.local:%d %H:%M}", each.a and each.a.what, each.b and each.b.what) for each in found.milestones]
    assert told == [
        ("08 09:00", "handed to sales by rule hot (MQL)", None),
        ("08 11:00", "attempt 1 by rep 1", None),  # of several attempts the first
    ]
    assert {name: counts for name, *counts in found.since} == {
        "mails": [1, 0], "read": [1, 0], "content": [1, 1], "attempts": [2, 0], "points": [60, 40],
    }  # fmt: skip


def test_milestones_of_one_second_stand_side_by_side() -> None:
    one, other = Story(), Story()
    for told, points in ((one, 20), (other, 30)):
        told.row(at(5), told.lead(at(1), score=points), What.STAGE, node=1, value=0, score=points, stage=1)
    (milestone,) = compared(one, other).milestones
    assert milestone.a is not None
    assert milestone.b is not None
    assert milestone.a.what == milestone.b.what == "stage awareness -> interest"


def test_what_was_the_same_before_is_no_milestone() -> None:
    one, other = Story(), Story()
    for told in (one, other):
        told.row(at(5), told.lead(at(1)), What.STAGE, node=1, value=0, stage=1)
    one.row(at(9), 0, What.CONTENT, node=PAPER)
    assert compared(one, other).milestones == ()


def test_lives_that_are_the_same_say_so() -> None:
    story = read_and_handed_over(mailed=True)
    found = compared(story, read_and_handed_over(mailed=True))
    assert found == TwoLives((0, 0), 8)


def test_a_mail_nobody_read_parts_lives_and_begins_nothing() -> None:
    one, other = Story(), Story()
    for told in (one, other):
        told.lead(at(1))
    one.row(at(6), 0, What.SENT, node=NEWS, value=PAPER)
    found = compared(one, other)
    assert [each and each.what for each in found.parting] == ["mail news sent (paper)", None]
    assert (found.felt, found.began, found.why) == (None, None, "")


def test_a_lead_is_found_by_its_own_number() -> None:
    one, sample = Story(), Story()
    for hour in (1, 2):
        one.lead(at(1, hour))
    sample.lead(at(1, 2))
    other = side(sample, "monthly")
    other.log.leads["id"] = 1001
    assert two_lives(side(one), other, 1) == TwoLives((1, 0), 1)
    assert two_lives(side(one), other, 0).lead == (0, None)
