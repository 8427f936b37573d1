"""What the difference between two lives is put down to."""

from __future__ import annotations

import pytest

from sim.model.journey import REASONS
from sim.model.ledger import What
from sim.study.beginnings import beginnings
from sim.study.guide import Guide
from sim.study.origins import NOTHING, Kind, Origin, origin, scenarios
from sim.study.twologs import side_by_side
from tests.handmade import Story, at
from tests.twoscenarios import GUIDE, HOT, MAIL, NEWS, PAGE, PAPER, SERIES, TALK, WARM, Tell, guide, life, log, row

LETTER = 3
TWO_MAILS = guide(touchpoints={"paper": PAGE, "news": MAIL, "talk": SERIES, "letter": MAIL})


def began(one: Story, other: Story, key: Guide = GUIDE, other_key: Guide | None = None) -> Origin | None:
    """What the difference between two lives of the only lead is put down to; the same seen from either side."""
    logs = log(one, key), log(other, other_key or key)
    found = []
    for a, b in (logs, logs[::-1]):
        both = side_by_side(a, b)
        code = int(beginnings(scenarios(both, a.guide, b.guide))[0])
        found.append(None if code == NOTHING else origin(code, both.names))
    assert found[0] == found[1]
    return found[0]


def test_lives_that_are_the_same_have_no_beginning_of_a_difference() -> None:
    assert began(life(), life()) is None
    unread = row(What.SENT, 6, node=NEWS)
    assert began(life(unread), life()) is None, "a mail that nobody read has changed nothing"


MAIL_6 = row(What.SENT, 6, node=NEWS)
READ_7 = row(What.OPEN, 7, node=NEWS, after=1, value=5, score=5)


def test_an_answer_to_a_mail_that_only_one_life_has_is_put_down_to_that_mail() -> None:
    assert began(life(MAIL_6, READ_7), life()) == Origin(Kind.MAIL, "news")
    looked = row(What.CONTENT, 7, node=PAPER, after=2)
    assert began(life(MAIL_6, row(What.READ, 7, node=NEWS, after=1), looked), life()) == Origin(Kind.MAIL, "news")
    left = row(What.UNSUBSCRIBE, 7, node=NEWS, after=1)
    assert began(life(MAIL_6, left), life()) == Origin(Kind.MAIL, "news")


def test_an_answer_to_a_mail_of_both_is_put_down_to_the_mails_that_only_one_got_before() -> None:
    """Mail fatigue: the letter is read where no newsletter had come."""
    letter = row(What.SENT, 8, node=LETTER)
    tired, fresh = life(MAIL_6, letter), life(letter, row(What.OPEN, 9, node=LETTER, after=1))
    assert began(tired, fresh, TWO_MAILS) == Origin(Kind.MAIL, "news")


def test_without_such_mails_it_is_put_down_to_the_mail_itself() -> None:
    letter, read = row(What.SENT, 8, node=LETTER), row(What.OPEN, 9, node=LETTER, after=1)
    assert began(life(letter, read), life(letter), TWO_MAILS) == Origin(Kind.MAIL, "letter")


@pytest.mark.parametrize(
    ("what", "node", "blamed"),
    [
        (What.READ, LETTER, "news"),
        (What.UNSUBSCRIBE, LETTER, "news"),
        (What.MACHINE_OPEN, LETTER, "letter"),
        (What.SCANNER_CLICK, LETTER, "letter"),
        (What.CONTENT, PAPER, "letter"),
    ],
)
def test_mail_fatigue_is_blamed_only_for_what_it_can_change(what: What, node: int, blamed: str) -> None:
    letter = row(What.SENT, 8, node=LETTER)
    one, other = life(MAIL_6, letter), life(letter, row(what, 9, node=node, after=1))
    assert began(one, other, TWO_MAILS) == Origin(Kind.MAIL, blamed)


def test_content_looked_at_by_a_mail_of_both_is_put_down_to_the_mail() -> None:
    letter, read = row(What.SENT, 8, node=LETTER), row(What.READ, 9, node=LETTER, after=1)
    looked = row(What.CONTENT, 9, node=PAPER, after=2)
    assert began(life(letter, read, looked), life(letter, read), TWO_MAILS) == Origin(Kind.MAIL, "letter")


def test_a_mail_for_which_caps_left_no_room_is_put_down_to_the_mails_before_it() -> None:
    letter, read = row(What.SENT, 8, node=LETTER), row(What.OPEN, 9, node=LETTER, after=1)
    by_caps, by_hours = (row(What.BLOCKED, 8, node=LETTER, value=value) for value in (2, 1))
    assert began(life(MAIL_6, by_caps), life(letter, read), TWO_MAILS) == Origin(Kind.MAIL, "news")
    assert began(life(MAIL_6, by_hours), life(letter, read), TWO_MAILS) == Origin(Kind.MAIL, "letter")


def test_a_mail_of_a_webinar_is_the_webinar() -> None:
    invited, read = row(What.SENT, 6, node=TALK, value=-1), row(What.OPEN, 7, node=TALK, after=1)
    assert began(life(invited, read), life()) == Origin(Kind.WEBINAR, "talk")


def test_who_finds_no_seat_parts_by_the_webinar_whatever_mails_came_before() -> None:
    invited, read = row(What.SENT, 7, node=TALK, value=-1), row(What.OPEN, 8, node=TALK)
    seat, none = row(What.WEBINAR_REGISTERED, 8, node=TALK, after=1), row(What.WAITLISTED, 8, node=TALK)
    assert began(life(invited, read, seat), life(MAIL_6, invited, read, none)) == Origin(Kind.WEBINAR, "talk")


def test_an_unread_mail_is_not_blamed_for_what_it_can_not_change() -> None:
    handed = row(What.MQL, 8, node=HOT)
    called, called_later = row(What.ATTEMPT, 9), row(What.ATTEMPT, 9, hour=15)
    assert began(life(MAIL_6, handed, called), life(handed, called_later)) == Origin(Kind.QUEUE)
    visit = row(What.CONTENT, 8, node=PAPER)
    assert began(life(MAIL_6, visit), life()) == Origin(Kind.VISIT, "paper")


def test_a_mail_held_back_at_the_desk_does_not_hide_the_queue() -> None:
    handed, held = row(What.MQL, 8, node=HOT), row(What.HELD, 8, hour=12, node=NEWS)
    called, called_later = row(What.ATTEMPT, 9), row(What.ATTEMPT, 9, hour=15)
    assert began(life(handed, held, called), life(handed, called_later)) == Origin(Kind.QUEUE)


def test_a_rule_that_is_true_in_one_only_is_put_down_to_the_rule() -> None:
    visit, handed = row(What.CONTENT, 8, node=PAPER), row(What.MQL, 8, node=WARM, after=1)
    assert began(life(visit, handed), life(visit)) == Origin(Kind.RULE, "warm")


def test_of_two_rules_at_one_second_the_one_that_stands_first_differs() -> None:
    """Where the first rule is true it hands over; that the other life's second does shows that the first is not."""
    by_hot, by_warm = row(What.MQL, 8, node=HOT), row(What.MQL, 8, node=WARM)
    assert began(life(by_hot), life(by_warm)) == Origin(Kind.RULE, "hot")
    swapped = guide(mql={"warm": "score >= 20 and download >= 1", "hot": "score >= 40"})
    assert began(life(row(What.MQL, 8, node=1)), life(row(What.MQL, 8, node=0)), swapped) == Origin(Kind.RULE, "warm")


def test_a_rule_written_alike_that_reviews_move_is_put_down_to_the_review() -> None:
    review = {"meets": "monthly 1 10:00", "rule": "hot", "bounds": [20, 90], "target": {"acceptance": 0.5}}
    reviewed = guide(reviews={"monthly": review})
    stricter = guide(reviews={"monthly": review}, mql={"hot": "score >= 50", "warm": "score >= 20"})
    visit, handed = row(What.CONTENT, 8, node=PAPER), row(What.MQL, 8, node=HOT, after=1)
    assert began(life(visit, handed), life(visit), reviewed) == Origin(Kind.REVIEW, "hot")
    assert began(life(visit, handed), life(visit), reviewed, stricter) == Origin(Kind.RULE, "hot")
    keen, keener = (
        guide(reviews={"monthly": review}, segments={"keen": text}) for text in ("score >= 1", "score >= 2")
    )
    assert began(life(visit, handed), life(visit), keen, keen) == Origin(Kind.REVIEW, "hot")
    assert began(life(visit, handed), life(visit), keen, keener) == Origin(Kind.RULE, "hot"), "it may name a segment"
    at_the_meeting = row(What.MQL, 9, node=HOT, after=1)
    assert began(life(visit, at_the_meeting), life(visit), reviewed, stricter) == Origin(Kind.REVIEW, "hot")


def test_the_same_behaviour_with_other_points_is_put_down_to_the_points() -> None:
    dear, cheap = (row(What.CONTENT, 8, node=PAPER, value=points, score=points) for points in (20, 10))
    assert began(life(dear), life(cheap)) == Origin(Kind.POINTS, "download")
    opened = [row(What.OPEN, 8, node=NEWS, value=points, score=points) for points in (0, 5)]
    assert began(life(opened[0]), life(opened[1])) == Origin(Kind.POINTS, "open")


def test_points_at_registration_are_those_of_attributes_too() -> None:
    one, other = Story(), Story()
    one.lead(at(1), score=20)
    other.lead(at(1), score=30)
    assert began(one, other) == Origin(Kind.FIT)


def test_a_score_that_differs_without_points_is_put_down_to_how_points_fade() -> None:
    fresh, faded = (row(What.CONTENT, 8, node=PAPER, value=20, score=score) for score in (40, 35))
    assert began(life(fresh), life(faded)) == Origin(Kind.DECAY)


def test_what_a_mail_led_up_to_differs_by_itself() -> None:
    """The mail and its answer are in both lives; what comes next in their chain is not."""
    steps = {
        Origin(Kind.STAGE, "interest"): row(What.STAGE, 7, node=1, value=0, after=2),
        Origin(Kind.RULE, "hot"): row(What.MQL, 7, node=HOT, after=2),
        Origin(Kind.CALL, "talk"): row(What.CALL, 7, node=TALK, after=2),
        Origin(Kind.SYNC): row(What.SYNCED, 7, after=2),
        Origin(Kind.QUEUE): row(What.ATTEMPT, 7, after=2),
    }
    for expected, step in steps.items():
        assert began(life(MAIL_6, READ_7, step), life(MAIL_6, READ_7)) == expected


@pytest.mark.parametrize(
    ("tell", "expected"),
    [
        (row(What.EXCLUDED, 1), Origin(Kind.GATE)),
        (row(What.BROUGHT, 1), Origin(Kind.ARRIVAL, "web")),
        (row(What.STAGE, 8, node=1, value=0, after=0), Origin(Kind.STAGE, "interest")),
        (row(What.STAGE, 8, node=0, value=1, after=0), Origin(Kind.BACK, "interest")),
        (row(What.STAGE, 8, node=0, value=1), Origin(Kind.TIMEOUT, "interest")),
        (row(What.EXITED, 8, node=0), Origin(Kind.EXIT, "bought")),
        (row(What.CALL, 8, node=NEWS, after=0), Origin(Kind.CALL, "news")),
        (row(What.SYNCED, 8), Origin(Kind.SYNC)),
        (row(What.CONTACT, 8), Origin(Kind.OUTCOME)),
        (row(What.RETURNED, 8, node=REASONS.index("timing")), Origin(Kind.OUTCOME)),
        (row(What.RETURNED, 8, node=REASONS.index("expired")), Origin(Kind.QUEUE)),
        (row(What.WEBINAR_ATTENDED, 8, node=TALK), Origin(Kind.WEBINAR, "talk")),
        (row(What.DORMANT, 8), Origin(Kind.DORMANCY)),
        (row(What.ADJUSTED, 8, value=-5), Origin(Kind.DECAY)),
        (row(What.WON, 8), Origin(Kind.DEAL)),
    ],
)
def test_each_kind_of_row_says_by_itself_what_differs(tell: Tell, expected: Origin) -> None:
    key = guide(exits={"bought": {"when": "score >= 90"}})
    assert began(life(tell), life(), key) == expected


def test_stages_are_in_the_order_of_the_files_and_not_of_the_alphabet() -> None:
    key = guide(stages={"new": {}, "keen": {"enter": "score >= 20"}}, touchpoints={})
    climbed, fallen = row(What.STAGE, 8, node=1, value=0, after=0), row(What.STAGE, 8, node=0, value=1, after=0)
    assert began(life(climbed), life(), key) == Origin(Kind.STAGE, "keen")
    assert began(life(fallen), life(), key) == Origin(Kind.BACK, "keen")


def test_a_lead_of_one_scenario_alone_is_put_down_to_its_source() -> None:
    none, one = Story(), life(row(What.CONTENT, 3, node=PAPER))
    assert began(one, none) == Origin(Kind.LEAD, "web")


