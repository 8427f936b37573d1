"""Rules that say nothing, or too little, are told; what makes a difference is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from sim.files.rulelint import lint_rules
from tests.doubtful import told

CRM = {"kind": "csv", "file": "x.csv", "columns": {"score": "s"}}
REVIEW = {"meets": "monthly 1 10:00", "rule": "a", "bounds": [50, 90], "target": {"acceptance": 0.5}}


def warnings(changes: dict[str, Any] | None = None, **how: Any) -> list[str]:
    """What is said of the rules."""
    return told(lint_rules, changes, **how)


def mql(**rules: str) -> dict[str, Any]:
    """Other hand-off rules."""
    return {"mql": rules}


def test_nothing_is_said_of_a_sound_journey() -> None:
    assert warnings() == []


@pytest.mark.parametrize(
    ("changes", "begins", "says"),
    [
        (mql(a="score >= 60 and behaviour < 20"), "mql.a", "no lead can ever fulfil this"),
        (mql(a="fit >= 20 and job == clerk"), "mql.a", "no lead can ever fulfil this"),
        ({"touchpoints.talk.invite": [], **mql(a="webinar_missed >= 1")}, "mql.a",
         "nothing leads to the behaviour 'webinar_missed'"),
        ({"stages.second.enter": "paper >= 1", "touchpoints.news.content": "page", "touchpoints.thanks": None},
         "stages.second.enter", "no lead can come into this stage: nothing leads to the behaviour 'paper'"),
        (mql(a="score >= 60 and paper >= 1 or score > 70 and score < 70"), "mql.a", "can never be true here"),
        (mql(a="score >= 0"), "mql.a", "every lead fulfils this"),
        (mql(a="registered >= 1 and paper >= 0"), "mql.a", "every lead fulfils this"),
        ({"stages.second.enter": "stage == first"}, "stages.second.enter", "every lead fulfils this"),
        (mql(a="paper >= 2 and behaviour >= 30"), "mql.a", "'behaviour >= 30' is always true where the rest is"),
        (mql(a="score >= 60 and score >= 50"), "mql.a", "'score >= 50' is always true where the rest is"),
        ({"gate": "job == boss or job == clerk"}, "gate", "every lead passes this filter"),
        ({"sql": "not need and timing"}, "sql", "a lead without need is returned before"),
        ({"sql": "timing or not timing"}, "sql", "every call uncovers this"),
        (mql(a="score >= 60", b="score >= 80 and paper >= 1"), "mql.b",
         "never gets a hand-off: whoever fulfils it fulfils 'a'"),
        (mql(a="score >= 60", b="score > 55"), "mql.b", "means the same as 'a' before it"),
        (mql(a="not (job == boss and paper < 3)", b="paper >= 3 or job == clerk"), "mql.b",
         "means the same as 'a' before it"),
        (mql(a="score >= 60", b="score < 80 and paper >= 3", c="paper >= 3"), "mql.c",
         "fulfils one of the rules before it"),
        ({"stages.third": {"enter": "score >= 30"}}, "stages.third.enter",
         "whoever enters 'second' by its condition enters"),
        ({"stages.third": {"enter": "score > 35"}}, "stages.third.enter",
         "means the same as the condition of 'second'"),
        ({"stages.second.enter": "score >= 30"}, "stages.second.enter",
         "(leads of 'web'), such as source web, job boss, size big: 30 points"),
        ({"sources.web.arrive_with": {"paper": 0.1}, "mql": {"a": "fit >= 20 and paper >= 1"}}, "mql.a", "with paper"),
        (mql(a="score >= 50 and webinar_attended >= 1"), "mql.a",
         "one 'webinar_attended' fulfils both parts of this for leads with fit >= 30: it gives 20 of the 50 points"),
        (mql(a="score > 55 and webinar_attended > 1"), "mql.a",
         "2 times 'webinar_attended' fulfils both parts of this for leads with fit >= 16"),
        (mql(a="score >= 50 and webinar_attended >= 1") | {"behaviours.open": {"points": 5}}, "mql.a",
         "with one 'open' more it does from fit 25 on"),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_told_where_it_stands(changes: dict[str, Any], begins: str, says: str) -> None:
    found = [each for each in warnings(changes) if each.startswith(f"{begins}: ") and says in each]
    assert len(found) == 1, warnings(changes)


@pytest.mark.parametrize(
    "changes",
    [
        mql(a="score >= 60", b="score >= 55"), mql(a="score >= 80 and paper >= 1", b="score >= 80"),
        mql(a="job == boss and paper >= 2", b="paper >= 2"), mql(a="count(paper, 7d) >= 2", b="paper >= 2"),
        mql(a="score >= 60 and paper >= 1", b="score >= 100"), mql(a="score >= 80 and webinar_attended >= 1"),
        mql(a="paper >= 2 and behaviour >= 35"), {"stages.third": {"enter": "score >= 45"}}, {"gate": "size == big"},
        {"sql": "need"}, {"sql": "need or timing"}, {"stages.second.enter": "score >= 31"},
        {"stages.third": {"enter": "score >= 30 and stage == second"}},
        {"sources.web.arrive_with": {"paper": 0}, "mql": {"a": "fit >= 20 and paper >= 1"}},
        {"sources.crm": CRM, "mql": {"a": "paper >= 2 and behaviour >= 30"}},
        {"scoring": {"half_life": "30d"}, "mql": {"a": "paper >= 2 and behaviour >= 30"}},
        {"scoring": {"half_life": "30d"}, "mql": {"a": "score >= 50", "b": "paper >= 4"}},
        {"mql": {"a": "score >= 60", "b": "score >= 80"}, "reviews": {"monthly": REVIEW}},
        {"segments": {"keen": "paper >= 2"}, "mql": {"a": "keen and job == boss", "b": "keen"}},
    ],
)  # fmt: skip
def test_what_makes_a_difference_is_left_alone(changes: dict[str, Any]) -> None:
    assert warnings(changes) == []


def test_segments_count_by_what_they_stand_for() -> None:
    keen = {"segments": {"keen": "paper >= 2"}}
    assert "never gets a hand-off" in warnings(keen | mql(a="keen", b="paper >= 3 and job == boss"))[0]
    assert "no lead can ever" in warnings(keen | mql(a="keen and paper < 2"))[0]


OTHER_CONDITIONS = [
    ({"stages.second.back": {"when": "{}"}}, "stages.second.back.when", True),
    ({"exits": {"done": {"when": "{}"}}}, "exits.done.when", True),
    ({"exits": {"done": {"when": "paper >= 4", "re_enter": {"when": "{}"}}}}, "exits.done.re_enter.when", False),
    ({"contact_policy": {"suppress": "{}"}}, "contact_policy.suppress", True),
    ({"segments": {"keen": "{}"}}, "segments.keen", False),
]


@pytest.mark.parametrize(("place", "setting", "is_told"), OTHER_CONDITIONS, ids=[each[1] for each in OTHER_CONDITIONS])
def test_other_conditions_are_told_if_they_say_nothing(place: dict[str, Any], setting: str, is_told: bool) -> None:
    never, always, fine = (filled(place, rule) for rule in ("fit > 30", "paper >= 0", "paper >= 4"))
    assert warnings(never) == [f"{setting}: no lead can ever fulfil this; change it, or take it out"]
    everybody = [f"{setting}: every lead fulfils this at all times; change it, or take it out"]
    assert warnings(always) == (everybody if is_told else [])
    assert warnings(fine) == []


def filled(place: Any, rule: str) -> Any:
    """The changes with a rule in the place of {}."""
    if isinstance(place, dict):
        return {name: filled(each, rule) for name, each in place.items()}
    return rule if place == "{}" else place


def test_a_persona_that_is_not_there_does_not_count() -> None:
    clerks = {"attributes": {"job": "clerk", "size": "big"}}
    assert any("every lead passes this filter" in each for each in warnings({"gate": "job != boss"}, persona=clerks))
    assert any("no lead passes this filter" in each for each in warnings({"gate": "job == boss"}, persona=clerks))
    assert not any("filter" in each for each in warnings({"gate": "job != boss"}))


def test_points_that_come_later_are_not_there_at_registration() -> None:
    far = {
        "sources.web": {"kind": "burst", "events": {"fair": {"on": "2027-01-01", "leads": 5}}},
        "sources.own": {"kind": "rate", "per_day": 1},
    }
    brought = {**far, "sources.web.arrive_with": {"paper": 1}, "stages.second.enter": "score >= 45"}
    assert warnings(brought) == []
    soon = brought | {"sources.web.events": {"fair": {"on": "2026-05-01", "leads": 5}}}
    assert "(leads of 'web')" in warnings(soon)[0]


def test_who_does_not_pass_the_gate_is_no_example() -> None:
    assert warnings({"stages.second.enter": "score >= 30", "gate": "job == clerk"}) != []
    assert not any(
        "registers" in each for each in warnings({"stages.second.enter": "score >= 30", "gate": "job == clerk"})
    )


def test_of_a_journey_with_a_past_only_words_are_judged() -> None:
    changes = mql(a="registered >= 1", b="paper >= 2 and behaviour >= 30")
    assert warnings(changes, with_past=True) == []
    plain = mql(a="score >= 60", b="score >= 80 and paper >= 1")
    assert "never gets a hand-off" in warnings(plain, with_past=True)[0]
