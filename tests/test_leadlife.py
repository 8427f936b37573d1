"""One lead's life as figures: every one of a story told by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.journey import REASONS
from sim.model.ledger import REVIEW, Status, What
from sim.study.leadlife import lead_life, telling_lead
from sim.study.twologs import Log
from tests.handmade import Story, at
from tests.twoscenarios import HOT, NEWS, PAPER, TALK, WARM, guide, life, log, row

GUIDE = guide(mql={"hot": "score >= 40", "warm": "score > 20 and download >= 1"})


def story(status: Status = Status.OPPORTUNITY) -> Story:
    """Two mails, one opened by a machine; a page; handed off by both rules, returned; handed off again, opportunity."""
    told = Story()
    lead = told.lead(at(1, 9), source=1, project=(at(2), at(12)), status=status, score=5)
    told.row(at(6, 10), lead, What.SENT, node=NEWS, score=5)
    told.row(at(6, 10), lead, What.MACHINE_OPEN, node=NEWS, value=5, score=10)
    told.row(at(6, 12), lead, What.READ, node=NEWS, score=10)
    told.row(at(7, 12), lead, What.CONTENT, node=PAPER, value=35, score=45)
    told.row(at(7, 12), lead, What.STAGE, node=1, value=0, score=45, stage=1)
    told.row(at(7, 12), lead, What.MQL, node=HOT, value=3, score=45, stage=1)
    told.row(at(8, 9), lead, What.ATTEMPT, score=45, stage=1)
    told.row(at(8, 10), lead, What.RETURNED, node=REASONS.index("timing"), score=45, stage=0)
    told.row(at(13, 10), lead, What.SENT, node=NEWS, score=45)
    told.row(at(14, 10), lead, What.MQL, node=WARM, value=2, score=45)
    told.row(at(15, 10), lead, What.OPPORTUNITY, score=45)
    return told


FOUND = lead_life(log(story(), GUIDE), 0)


def test_stays_follow_one_another_from_the_registration_to_the_end_of_the_run() -> None:
    assert [(stay.stage, stay.from_s, stay.until_s) for stay in FOUND.stays] == [
        *((0, at(1, 9), at(7, 12)), (1, at(7, 12), at(8, 10)), (0, at(8, 10), at(30)))
    ]


def test_the_score_is_told_where_it_changes() -> None:
    assert FOUND.score == ((at(1, 9), 5), (at(6, 10), 10), (at(7, 12), 45))


def test_marks_lie_in_lanes_with_machines_apart_from_people() -> None:
    told = {name: marks for name, marks in FOUND.marks.items() if marks}
    assert told == {
        "sent": (at(6, 10), at(13, 10)),
        "machine_opened": (at(6, 10),),
        "read": (at(6, 12),),
        "pages": (at(7, 12),),
    }


def test_steps_project_persona_and_source_are_told() -> None:
    assert [step.what for step in FOUND.steps] == [
        *(What.MQL, What.ATTEMPT, What.RETURNED, What.MQL, What.OPPORTUNITY)
    ]
    assert (FOUND.project, FOUND.persona, FOUND.source) == ((at(2), at(12)), "buyer", "fair")


def test_lines_are_the_scores_that_the_rules_of_the_first_hand_offs_asked_for() -> None:
    assert [(line.rule, line.score, line.at_s) for line in FOUND.lines] == [
        *(("hot", 40, at(7, 12)), ("warm", 21, at(7, 12)))
    ]


def test_a_line_that_a_review_moved_lies_where_it_was_then() -> None:
    moving = {"meets": "weekly Mon 10:00", "rule": "hot", "bounds": [20, 60], "target": {"acceptance": 0.5}}
    reviews = np.zeros(2, REVIEW)
    reviews["time"], reviews["before"], reviews["after"] = (at(5, 10), at(12, 10)), (40, 35), (35, 30)
    found = lead_life(log(story(), guide(reviews={"monthly": moving})), 0, reviews=reviews)
    assert [line.score for line in found.lines if line.rule == "hot"] == [35]


def test_the_life_of_a_lead_that_is_gone_ends_soon_after_its_last_row() -> None:
    assert FOUND.end_s == at(30)
    assert at(15, 10) < lead_life(log(story(Status.WON), GUIDE), 0).end_s < at(17)


def test_a_lead_without_rows_has_an_empty_life() -> None:
    one = log(story(), GUIDE)
    found = lead_life(Log(one.leads, one.rows[:0], GUIDE), 0)
    assert (found.stays, found.score, found.lines, found.steps) == ((), (), (), ())


def test_there_is_no_life_of_a_lead_that_there_is_not() -> None:
    with pytest.raises(IndexError):
        lead_life(log(story(), GUIDE), 7)


def test_the_telling_lead_has_an_opportunity_all_stages_and_median_length() -> None:
    told = Story()
    for n, days in enumerate((1, 9, 5, 20)):  # the last one skips a stage
        lead = told.lead(at(0))
        told.row(at(0, 1), lead, What.STAGE, node=1, stage=0 if n == 3 else 1)
        told.row(at(days), lead, What.OPPORTUNITY)
    assert telling_lead(log(told)) == 2


def test_without_opportunities_it_is_one_of_those_handed_off_or_of_all() -> None:
    handed = life(row(What.SENT, 2, node=TALK))
    other = handed.lead(at(1))
    assert telling_lead(log(handed)) == other  # the shorter of two
    handed.row(at(3), 0, What.MQL)
    assert telling_lead(log(handed)) == 0
    assert telling_lead(log(Story())) is None
