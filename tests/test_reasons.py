"""Why two lives part, in one sentence: what both scenarios say of what began it."""

from __future__ import annotations

from sim.model.ledger import What
from sim.study.origins import Kind, Origin
from tests.handmade import Story, at
from tests.test_twolives import compared, read_and_handed_over
from tests.twoscenarios import NEWS, PAPER, guide

STRICT = guide(mql={"hot": "score >= 50", "warm": "score >= 20 and download >= 1"})


def test_a_rule_is_shown_as_both_scenarios_write_it() -> None:
    one, other = read_and_handed_over(mailed=True), Story()
    lead = other.lead(at(1), score=20)
    sent = other.row(at(6, 10), lead, What.SENT, node=NEWS, value=PAPER, score=20)
    other.row(at(7, 9), lead, What.OPEN, node=NEWS, value=20, score=40, cause=sent)
    found = compared(one, other, other_key=STRICT)
    assert found.felt is None, "the lives part right there"
    assert (found.began, found.why) == (
        Origin(Kind.RULE, "hot"),
        "It reads score >= 40 in weekly, score >= 50 in monthly.",
    )
    assert compared(one, other).why == "It reads score >= 40 in both, and is true in weekly only."
    without = guide(mql={"warm": "score >= 20 and download >= 1"})
    assert compared(one, other, other_key=without).why == "It reads score >= 40 in weekly, nothing in monthly."


def test_a_mail_that_both_send_is_said_to_be_taken_differently() -> None:
    one, other = Story(), Story()
    for told in (one, other):
        told.row(at(6), told.lead(at(1)), What.SENT, node=NEWS, value=PAPER)
    one.row(at(7), 0, What.OPEN, node=NEWS, cause=1)
    assert compared(one, other).why == "Both send it; the lead takes it differently."


def test_points_are_shown_as_both_give_them() -> None:
    one, other = Story(), Story()
    for told, points in ((one, 20), (other, 10)):
        told.row(at(6), told.lead(at(1)), What.CONTENT, node=PAPER, value=points, score=points)
    assert compared(one, other).why == "+20 in weekly, +10 in monthly."
    for told, score in ((one, 5), (other, 3)):
        told.rows[1] = (*told.rows[1][:5], 20, score, *told.rows[1][7:])
    assert compared(one, other).why == "At the same event the score is 5 in weekly, 3 in monthly."
    faded = Story()
    faded.row(at(5), faded.lead(at(1)), What.ADJUSTED, value=-5)
    plain = Story()
    plain.lead(at(1))
    assert compared(plain, faded).why == "It is so in monthly only."


def test_the_queue_and_own_visits_have_sentences_of_their_own() -> None:
    one, other = Story(), Story()
    for told, hour in ((one, 10), (other, 15)):
        told.row(at(6, hour), told.lead(at(1)), What.ATTEMPT)
    assert compared(one, other).why == "The lead has done the same in both; sales comes to it at another time."
    visitor = Story()
    visitor.row(at(3), visitor.lead(at(1)), What.CONTENT, node=PAPER)
    assert compared(one, visitor).why.startswith("It comes in monthly only: the lead's interest")


def test_a_mail_is_said_to_be_sent_by_the_scenario_that_sends_it() -> None:
    mailed, plain = read_and_handed_over(mailed=True), read_and_handed_over(mailed=False)
    assert compared(plain, mailed).why == "On 2026-04-07 10:00 only monthly sends it to this lead."
