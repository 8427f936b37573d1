"""Goals of stages: met, missed, or without a figure."""

from __future__ import annotations

import pytest

from sim.study.goals import Checked, checked_goals
from sim.study.measures import Figure
from tests.handmade import journey

STAGES = {
    "awareness": {"goal": {"kpi": "open_rate", "at_least": 0.2, "at_most": 0.4}},
    "interest": {"enter": "score >= 20"},
    "consideration": {"enter": "score >= 40", "goal": {"kpi": "cpa_ad", "at_most": 200000}},
}


def test_goals_are_checked_in_the_order_of_stages_and_say_so() -> None:
    figures = {"open_rate": Figure(30.0, 100.0), "cpa_ad": Figure(500_000.0, 2.0)}
    found = checked_goals(journey(stages=STAGES), figures)
    assert [each.sentence for each in found] == [
        "awareness: open rate 30.0 %, at least 20.0 %, at most 40.0 %: met",
        "consideration: advertising per deal won (CPA) 250,000, at most 200,000: missed",
    ]


@pytest.mark.parametrize(
    ("value", "at_least", "at_most", "outcome"),
    [
        (5.0, 5.0, None, "met"),
        (4.9, 5.0, None, "missed"),
        (5.0, None, 5.0, "met"),
        (5.1, None, 5.0, "missed"),
        (5.0, 1.0, 4.0, "missed"),
        (None, 1.0, None, "no_figure"),
    ],
)
def test_bounds_belong_to_the_goal(
    value: float | None, at_least: float | None, at_most: float | None, outcome: str
) -> None:
    found = Checked("interest", "opportunities", value, at_least, at_most)
    assert (found.outcome, found.to_json()["outcome"]) == (outcome, outcome)


def test_a_figure_of_nothing_is_neither_met_nor_missed() -> None:
    goal = {"awareness": {"goal": {"kpi": "win_rate", "at_least": 0.1}}}
    (found,) = checked_goals(journey(stages=goal), {"win_rate": Figure(0.0, 0.0)})
    assert found.sentence == "awareness: win rate none, at least 10.0 %: there is no such figure"
