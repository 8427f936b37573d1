"""What set a hand-off going, and the words of all origins."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.ledger import What
from sim.study.origins import Kind, Origin, origin, pushes, scenarios
from sim.study.twologs import side_by_side
from tests.twoscenarios import GUIDE, HOT, NEWS, PAPER, TALK, Tell, life, log, row

MAIL_6 = row(What.SENT, 6, node=NEWS)
READ_7 = row(What.OPEN, 7, node=NEWS, after=1, value=5, score=5)


def pushed(*tell: Tell) -> Origin:
    """What set the last row, a hand-off, going."""
    told = life(*tell)
    both = side_by_side(log(told), log(told))
    (code,) = pushes(scenarios(both, GUIDE, GUIDE), both.a, np.array([both.a.what.size - 1]))
    return origin(int(code), both.names)


def test_a_hand_off_goes_back_to_the_mail_in_its_chain_of_causes() -> None:
    click = row(What.CLICK, 7, node=NEWS, after=2)
    paper, stage = row(What.CONTENT, 7, node=PAPER, after=3), row(What.STAGE, 7, node=1, after=4)
    assert pushed(MAIL_6, READ_7, click, paper, stage, row(What.MQL, 7, after=5)) == Origin(Kind.MAIL, "news")


def test_of_a_mail_that_something_set_off_it_is_the_mail() -> None:
    attended = row(What.WEBINAR_ATTENDED, 5, node=TALK)
    thanks = row(What.SENT, 6, node=NEWS, after=1)
    assert pushed(attended, thanks, row(What.OPEN, 7, after=2), row(What.MQL, 7, after=3)) == Origin(Kind.MAIL, "news")


@pytest.mark.parametrize(
    ("tell", "expected"),
    [
        ([row(What.CONTENT, 7, node=PAPER), row(What.MQL, 7, after=1)], Origin(Kind.VISIT, "paper")),
        ([row(What.WEBINAR_ATTENDED, 7, node=TALK), row(What.MQL, 7, after=1)], Origin(Kind.WEBINAR, "talk")),
        ([row(What.STAGE, 7, node=1, value=0), row(What.MQL, 7, after=1)], Origin(Kind.TIMEOUT, "awareness")),
        ([row(What.CONTENT, 7, node=PAPER), row(What.CALL, 9, node=TALK, after=1)], Origin(Kind.CALL, "talk")),
        ([row(What.CONTENT, 7, node=PAPER), row(What.MQL, 9, node=HOT, after=1)], Origin(Kind.REVIEW, "hot")),
        ([row(What.BROUGHT, 1, hour=0, after=0), row(What.MQL, 1, hour=0, after=1)], Origin(Kind.ARRIVAL, "web")),
    ],
)
def test_what_set_a_hand_off_going(tell: list[Tell], expected: Origin) -> None:
    assert pushed(*tell) == expected


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Origin(Kind.WEBINAR, "webinar"), "the webinar"),
        (Origin(Kind.WEBINAR, "talk"), "the webinar talk"),
        (Origin(Kind.MAIL, "webinar"), "the mail webinar"),
        (Origin(Kind.CALL, "call"), "the call"),
        (Origin(Kind.RULE, "rule"), "the rule rule"),
    ],
)
def test_no_kind_is_said_twice(found: Origin, words: str) -> None:
    assert found.words == words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words(kind: Kind) -> None:
    assert Origin(kind, "this").words
