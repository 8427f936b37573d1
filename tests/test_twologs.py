"""Two event logs in one numbering: by lead and by name, whatever the order in either scenario's files."""

from __future__ import annotations

import numpy as np

from sim.model.ledger import What
from sim.study.twologs import Log, is_whole, side_by_side, together
from tests.handmade import Story, at
from tests.twoscenarios import GUIDE, MAIL, NEWS, PAGE, PAPER, SERIES, guide, log

OTHER = guide(
    touchpoints={"letter": MAIL, "paper": PAGE, "news": MAIL, "talk": SERIES},
    mql={"new": "score >= 90", "hot": "score >= 40", "warm": "score >= 20 and download >= 1"},
)


def story(news: int, paper: int, rule: int, mask: int = 1) -> Story:
    """A lead that gets a mail and is handed over, told with the numbers of a scenario."""
    told = Story()
    lead = told.lead(at(1))
    sent = told.row(at(6, 10), lead, What.SENT, node=news, value=paper)
    told.row(at(6, 11), lead, What.OPEN, node=news, cause=sent)
    told.row(at(6, 11), lead, What.MQL, node=rule, value=mask, cause=sent + 1)
    told.row(at(6, 12), lead, What.ATTEMPT, node=news, cause=sent + 2)
    return told


def test_the_same_name_has_the_same_number_whatever_the_order_of_the_files() -> None:
    assert (OTHER.touchpoints, OTHER.rules) == (("letter", "paper", "news", "talk"), ("new", "hot", "warm"))
    both = side_by_side(log(story(NEWS, PAPER, 0)), log(story(2, 1, 1, mask=2), OTHER))
    for column in ("time", "what", "node", "value", "score", "stage", "cause"):
        assert getattr(both.a, column).tolist() == getattr(both.b, column).tolist(), column
    names = both.names
    assert [names.touchpoints[node] for node in both.a.node[1:3]] == ["news", "news"]
    assert (names.touchpoints[both.a.value[1]], names.rules[both.a.node[3]]) == ("paper", "hot")


def test_names_of_both_are_in_one_order_whichever_comes_first() -> None:
    assert together(GUIDE, OTHER) == together(OTHER, GUIDE)
    assert together(GUIDE, OTHER).touchpoints == ("letter", "news", "paper", "talk")


def test_who_calls_makes_no_difference() -> None:
    one, other = story(NEWS, PAPER, 0), story(NEWS, PAPER, 0)
    other.rows[-1] = (*other.rows[-1][:4], 7, *other.rows[-1][5:])  # rep number 8
    both = side_by_side(log(one), log(other))
    assert both.a.node[-1] == both.b.node[-1]


def test_leads_are_paired_by_their_own_number_and_not_by_their_place() -> None:
    one, sample = Story(), Story()
    for hour in (1, 2, 3):
        one.lead(at(1, hour))
    sample.lead(at(1, 3))
    kept = log(sample)
    kept.leads["id"] = 1002  # the third lead alone
    both = side_by_side(log(one), kept)
    assert both.who.tolist() == [1000, 1001, 1002]
    assert both.b.owner.tolist() == [2]
    assert both.b.source.tolist() == [-1, -1, both.names.sources.index("web")]


def test_causes_are_rows_and_rows_of_a_lead_lie_together() -> None:
    told = Story()
    first, second = told.lead(at(1)), told.lead(at(2))
    for day in (3, 4):
        for lead in (first, second):
            told.row(at(day), lead, What.CONTENT, node=PAPER, cause=told.told[lead] - 1)
    life = side_by_side(log(told), log(told)).a
    assert life.owner.tolist() == [0, 0, 0, 1, 1, 1]
    assert life.cause.tolist() == [-1, 0, 1, -1, 3, 4]
    assert life.first.tolist() == [0, 3, 6]


def test_a_first_variant_is_not_told_from_none() -> None:
    """A mail that has variants from the change of journey on had none before: the same rows mean both."""
    halves = {"x": {"share": 0.5}, "y": {"share": 0.5}}
    split = guide(touchpoints={"paper": PAGE, "news": {**MAIL, "variants": halves}})
    plain, first, second = Story(), Story(), Story()
    for told, value in ((plain, 0), (first, 0), (second, 1000)):
        told.row(at(6), told.lead(at(1)), What.SENT, node=NEWS, value=value)
    assert side_by_side(log(plain), log(first, split)).b.value[1] == side_by_side(log(plain), log(plain)).a.value[1]
    both = side_by_side(log(plain), log(second, split))
    assert both.a.value[1] != both.b.value[1]


def test_a_log_of_milestones_is_not_whole() -> None:
    run = story(NEWS, PAPER, 0).run()
    assert is_whole(Log(run.leads, run.rows, GUIDE))
    assert not is_whole(log(story(NEWS, PAPER, 0).run(record="milestones")))
    assert is_whole(Log(run.leads[:0], run.rows[:0], GUIDE))


def test_a_scenario_without_any_lead_can_stand_beside_another() -> None:
    run = story(NEWS, PAPER, 0).run()
    both = side_by_side(Log(run.leads[:0], run.rows[:0], GUIDE), log(run))
    assert both.a.owner.size == 0
    assert np.array_equal(both.a.first, [0, 0])
