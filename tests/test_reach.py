"""What can never happen in a journey is found, and nothing that can happen is taken for impossible."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from sim.files.reach import lint_reach, reach_of
from sim.model.journey import Journey

SMALL: dict[str, Any] = {
    "format": 1, "name": "small", "start": "2026-04-01", "days": 30, "personas": "p.yaml",
    "sources": {"web": {"kind": "rate", "per_day": 1, "arrive_with": {"asked": 0.5}}},
    "fit": {"job": {"boss": 20, "clerk": 5}, "size": {"big": 10, "small": -5}},
    "behaviours": {
        "asked": {"points": 1, "max_times": 3}, "read": {"points": 2, "max_times": 5}, "paper": {"points": 7},
        "complaint": {"points": -4, "max_times": 1},
    },
    "stages": {"first": {}},
    "touchpoints": {
        "page": {"kind": "content", "behaviour": "read", "stages": "first", "organic": [0, 1]},
        "hidden": {"kind": "content", "behaviour": "paper", "stages": "first"},
    },
    "desk": {"reps": 1}, "sql": "need",
}  # fmt: skip
MAIL = {"kind": "email", "cadence": "daily 10:00", "content": "hidden"}
SERIES = {"kind": "webinar", "dates": "monthly 3 10:00", "stages": "first"}


def journey(rule: str = "score >= 0", **touchpoints: Any) -> Journey:
    """The small journey with a hand-off rule and more touchpoints."""
    return Journey.model_validate(
        SMALL | {"mql": {"rule": rule}, "touchpoints": {**SMALL["touchpoints"], **touchpoints}}
    )


def complaints(small: Journey) -> list[str]:
    """What is said about it."""
    return [f"{'.'.join(map(str, finding.loc))}: {finding.text}" for finding in lint_reach(small)]


def test_numbers_reach_from_the_worst_fit_to_every_point_there_is() -> None:
    reach = reach_of(journey())
    assert reach.numbers == {"fit": (-5, 30), "behaviour": (0, 13), "score": (-5, 43)}
    assert reach.behaviours == {"registered", "asked", "read"}


def test_points_without_a_limit_reach_for_ever() -> None:
    assert reach_of(journey(news=MAIL)).numbers["score"] == (-5, math.inf)


def test_mails_bring_opens_clicks_and_what_they_link_to_and_webinars_all_of_theirs() -> None:
    assert reach_of(journey(news=MAIL)).behaviours >= {"open", "click", "unsubscribed", "paper"}
    assert "webinar_registered" not in reach_of(journey(talk=SERIES)).behaviours
    invited = reach_of(journey(talk={**SERIES, "invite": [{"before": "7d"}]})).behaviours
    assert invited >= {"open", "webinar_registered", "webinar_attended", "webinar_missed"}


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("score >= 44", "score never goes above 43 here"),
        ("score > 43", "score never goes above 43 here"),
        ("score == 44 or fit > 30", "score never goes above 43 here"),
        ("fit < -5", "fit never goes below -5 here"),
        ("score >= 10 and paper >= 1", "nothing in this journey leads to the behaviour 'paper'"),
        ("count(paper, 7d) >= 1", "nothing in this journey leads to the behaviour 'paper'"),
        ("not (score >= -5)", "what it excludes is always so"),
        ("not (paper < 1)", "what it excludes is always so"),
        ("paper != 0", "nothing in this journey leads to the behaviour 'paper'"),
        ("score >= 30 and score < 20", "its parts exclude one another"),
        ("job == boss and job == clerk", "its parts exclude one another"),
        ("job == boss and not (job != clerk)", "its parts exclude one another"),
        ("count(read, 7d) >= 2 and read < 2", "its parts exclude one another"),
        ("count(read, 7d) >= 2 and not (count(read, 8d) >= 2)", "its parts exclude one another"),
        ("score > 5 and score < 6", "its parts exclude one another"),
        ("read == 1 and (read >= 2 or read < 1)", "its parts exclude one another"),
    ],
)
def test_a_rule_that_can_never_be_true_is_told_with_the_reason(rule: str, reason: str) -> None:
    assert complaints(journey(rule)) == [f"mql.rule: this can never be true: {reason}"]


@pytest.mark.parametrize(
    "rule",
    [
        "score >= 43", "score == 43", "fit <= -5", "read >= 99", "paper == 0", "paper < 1", "not (paper >= 1)",
        "paper >= 1 or read >= 1", "score > 5 and score < 7", "read == 1 or (read == 2 and read == 3)",
        "job == boss and score < 0", "score != 0", "not (score >= 0 and paper >= 1)",
    ],
)  # fmt: skip
def test_what_can_be_true_is_left_alone(rule: str) -> None:
    assert complaints(journey(rule)) == []


def test_a_stage_out_of_reach_is_told_at_its_condition() -> None:
    stages = {"first": {}, "second": {"enter": "score >= 43"}, "third": {"enter": "paper >= 3"}}
    (found,) = complaints(journey().model_validate(SMALL | {"stages": stages}))
    assert found.startswith("stages.third.enter: this can never be true")


def test_a_file_of_leads_can_bring_scores_counts_and_stages(tmp_path: Path) -> None:
    stages = {"first": {}, "second": {"enter": "score >= 999 and paper >= 3"}}
    columns = {"registered": "d", "score": "s", "count.paper": "p"}
    source = {"kind": "csv", "file": "x.csv", "columns": columns}
    assert complaints(Journey.model_validate(SMALL | {"stages": stages, "sources": {"crm": source}})) == []
    by_stage = {**source, "columns": {"registered": "d", "stage": "s"}}
    assert complaints(Journey.model_validate(SMALL | {"stages": stages, "sources": {"crm": by_stage}})) == []
    assert complaints(Journey.model_validate(SMALL | {"stages": stages})) != []


def with_settings(rule: str, **settings: Any) -> Journey:
    """The small journey with a hand-off rule and other settings."""
    return Journey.model_validate(SMALL | {"mql": {"rule": rule}, **settings})


def test_a_long_stay_and_a_recording_lead_to_their_behaviours() -> None:
    dwell = {"median": "1min", "at_least": "2min", "behaviour": "paper"}
    page = {"kind": "content", "behaviour": "read", "stages": "first", "organic": [0, 1], "dwell": dwell}
    assert complaints(journey("paper >= 1", page=page)) == []
    invited = {**SERIES, "invite": [{"before": "7d"}]}
    assert complaints(journey("webinar_replayed >= 1", talk=invited)) != []
    assert complaints(journey("webinar_replayed >= 1", talk={**invited, "replay": {"missed": 0.5}})) == []


def test_content_of_a_choice_or_a_variant_can_be_reached() -> None:
    choice = [{"when": "score >= 0", "content": {"first": "hidden"}}]
    assert complaints(journey("paper >= 1", news={**MAIL, "content": choice})) == []
    variants = {"a": {"share": 0.5, "content": "hidden"}}
    assert complaints(journey("paper >= 1", news={**MAIL, "content": "page", "variants": variants})) == []


@pytest.mark.parametrize(
    ("scoring", "returns", "low", "high"),
    [
        ({}, {}, -4, 13),
        ({"ceiling": 10}, {}, -4, 10),
        ({"floor": -2}, {}, -2, 13),
        ({"floor": 5}, {}, 0, 13),
        ({"half_life": "7d"}, {"timing": {"score": "reset"}}, -4, 13),
        ({"inactivity": {"after": "7d", "subtract": 5}}, {}, -math.inf, 13),
        ({"inactivity": {"after": "7d", "subtract": 5}, "floor": -20}, {}, -20, 13),
        ({}, {"timing": {"score": -10}}, -math.inf, 13),
        ({"floor": -9}, {"timing": {"score": -10}}, -9, 13),
    ],
)
def test_bounds_and_losses_say_how_far_points_reach(
    scoring: dict[str, Any], returns: dict[str, Any], low: float, high: float
) -> None:
    arrive = {"web": {"kind": "rate", "per_day": 1, "arrive_with": {"asked": 0.5, "complaint": 0.5}}}
    reach = reach_of(with_settings("score >= 0", scoring=scoring, returns=returns, sources=arrive))
    assert reach.numbers["behaviour"] == (low, high)


def test_a_segment_counts_as_its_own_rule() -> None:
    segments = {"rich": "fit >= 31"}
    (found,) = complaints(with_settings("rich and score >= 1", segments=segments))
    assert "fit never goes above 30" in found
    assert complaints(with_settings("not rich", segments=segments)) == []


def test_a_rule_that_a_review_moves_is_left_alone() -> None:
    review = {"meets": "monthly 1 09:00", "rule": "rule", "bounds": [40, 60], "target": {"acceptance": 0.5}}
    assert complaints(with_settings("score >= 50", reviews={"monthly": review})) == []
    assert complaints(with_settings("score >= 50")) != []
