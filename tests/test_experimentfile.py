"""Experiment files: dates become days, guardrails come with or without margins, names of KPIs are checked."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.experimentfile import Days, Experiment, kpi_problems
from sim.yamlfile import FileProblems, compose_text
from tests.handmade import journey

TEXT = """\
format: 1
name: test
journey: j.yaml
scenarios: {other: {desk.reps: 3}}
decide_on: {kpi: opportunities}
"""


def experiment(more: str = "") -> Experiment:
    """An experiment with more lines."""
    return compose_text(TEXT + more, "e.yaml").build(Experiment)


def test_the_least_an_experiment_says() -> None:
    least = experiment()
    assert (least.baseline, least.replications, least.seed) == ("baseline", 100, 1)
    assert (least.decide_on.margin, least.decide_on.per) == (0.0, "window")
    assert least.scenarios == {"other": {"desk.reps": "3"}}


def test_without_dates_all_of_the_journey_is_measured_and_history_is_not_shared() -> None:
    assert experiment().days(journey()) == Days(None, 0, 30, 30, 30, 90)


def test_without_a_window_everything_after_the_change_is_measured() -> None:
    assert experiment("change_on: 2026-04-11\n").days(journey()) == Days(10, 10, 30, 30, 30, 90)


def test_the_run_lasts_until_the_windows_last_hand_offs_are_followed() -> None:
    window = "measure: {from: 2026-04-11, until: 2026-06-01, follow_up: 36h, cohort: 10d}\n"
    assert experiment(window).days(journey()) == Days(None, 10, 61, 63, 2, 10)


def test_guardrails_are_a_list_or_have_margins() -> None:
    assert experiment("guardrails: [wins, mqls]\n").guardrails == {"wins": 0.0, "mqls": 0.0}
    assert experiment("guardrails: {wins: 2}\n").guardrails == {"wins": 2.0}


def test_margins_and_limits_are_told_apart() -> None:
    asked = experiment("guardrails: {wins: 2, mqls: at most 12, recall: at least -2 points}\n")
    assert asked.margins() == {"wins": 2.0, "opportunities": 0.0}
    assert {name: str(limit) for name, limit in asked.limits().items()} == {
        "mqls": "at most 12", "recall": "at least -2 points",
    }  # fmt: skip


def test_a_warm_up_is_counted_from_the_start_in_whole_days() -> None:
    window = "measure: {warm_up: 10d, until: 2026-06-01}\n"
    assert experiment(window).days(journey())[:3] == (None, 10, 61)
    assert experiment(window.replace("10d", "9d 1h")).days(journey()).first == 10


def test_a_grid_may_stand_alone_and_values_have_names_or_none() -> None:
    asked = compose_text(TEXT.replace("scenarios: {other: {desk.reps: 3}}", "vary: {a: [1], b: {x: 2}}"), "e.yaml")
    assert asked.build(Experiment).vary == {"a": ["1"], "b": {"x": "2"}}
    assert asked.build(Experiment).scenarios == {}


def test_a_precision_has_a_first_look_a_look_ahead_and_a_most() -> None:
    assert experiment().precision is None
    asked = experiment("precision: {half_width: 1.5}\n").precision
    assert asked is not None
    assert (asked.half_width, asked.most, asked.first, asked.look_ahead) == (1.5, 1000, 5, 5)


def test_ranges_are_pairs_or_have_a_reason() -> None:
    asked = experiment("assumptions: {a: [0, 7d], b: {low: 1, high: 2, why: B1}}\n").assumptions
    assert [(each.low, each.high, each.why) for each in asked.values()] == [("0", "7d", ""), ("1", "2", "B1")]


def test_kpis_come_in_the_order_of_the_answer_each_once() -> None:
    asked = experiment("guardrails: [wins, opportunities]\nshow: [open_rate, wins]\n")
    assert asked.kpis() == ("opportunities", "wins", "open_rate")


def test_unknown_kpis_are_told_where_they_stand() -> None:
    asked = experiment("guardrails: {win: 1}\nshow: [wins, opens]\n")
    found = dict(kpi_problems(asked, ["wins", "open_rate"]))
    assert set(found) == {("decide_on", "kpi"), ("guardrails", "win"), ("show", 1)}
    assert found["guardrails", "win"].endswith("did you mean 'wins'?")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("replications: 1\n", "replications: must be at least 2, found 1"),
        ("seed: -1\n", "seed: must be at least 0, found -1"),
        ("guardrails: {wins: -1}\n", "guardrails.wins: must be at least 0, found -1"),
        ("rests_on: [a, b, c, d]\n", "rests_on: must have 3 entries or fewer, found 4"),
        ("measure: {from: 2026-04-11}\n", "measure.until: this setting is missing"),
        ("warm_up: 30d\n", "warm_up: unknown setting"),
        ("vary: {}\n", "vary: must have 1 entries or more, found 0"),
        ("vary: {a: []}\n", "vary.a: must have 1 entries or more, found 0"),
        ("vary: {a: 3}\n", "vary.a: must be a list, or must be settings (name: value), found 3"),
        ("vary: {a: {1x: 3}}\n", "vary.a.1x: must be a name"),
        ("precision: {half_width: 0}\n", "precision.half_width: must be above 0, found 0"),
        ("precision: {half_width: 1, first: 1}\n", "precision.first: must be at least 2, found 1"),
        ("precision: {half_width: 1, look_ahead: -1}\n", "precision.look_ahead: must be at least 0, found -1"),
        ("precision: {}\n", "precision.half_width: this setting is missing"),
        ("assumptions: {a: [0]}\n", "assumptions.a: must be two values, [low, high], or settings"),
        ("assumptions: {a: [0, {b: 1}]}\n", "must be a text, found settings"),
    ],
)
def test_what_an_experiment_cannot_say(more: str, says: str) -> None:
    with pytest.raises(FileProblems) as caught:
        experiment(more)
    assert says in str(caught.value)


def test_a_scenario_without_a_change_is_no_scenario() -> None:
    plain: dict[str, Any] = compose_text(TEXT, "e.yaml").plain() | {"scenarios": {"same": {}}}
    with pytest.raises(ValueError, match="scenarios"):
        Experiment.model_validate(plain)
