"""Hand-worked scores: decay, bounds, awards, machines and returns, each to be followed on paper from docs/world.md."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.ledger import What
from tests.scripted import (
    DAILY,
    DAY,
    HOUR,
    TEN,
    built,
    journey_file,
    kinds_of,
    lead,
    mail,
    page,
    play,
    rows_of,
    times,
)

PAPER = {"paper": page("download")}


def letters(*days: int) -> dict[str, Any]:
    """A programme at 10:00 on some days of April 2026."""
    return PAPER | {"letter": mail("paper", ",".join(f"2026-04-{day:02}" for day in days) + " 10:00")}


# ---- decay


def test_points_halve_in_a_half_life_and_what_decayed_is_written_by_the_next_behaviour() -> None:
    journey = journey_file(
        touchpoints=letters(6, 7, 8), behaviours={"open": {"points": 100}}, scoring={"half_life": "1d"}
    )
    result = play(built(journey, open_rate=1), lead())
    assert result.rows[["what", "value", "score"]].tolist()[1:] == [
        *((What.SENT, 0, 0), (What.OPEN, 100, 100)),
        *((What.SENT, 0, 50), (What.ADJUSTED, -50, 50), (What.OPEN, 100, 150)),
        *((What.SENT, 0, 75), (What.ADJUSTED, -75, 75), (What.OPEN, 100, 175)),
    ]
    assert rows_of(result, What.ADJUSTED)[["node", "cause"]].tolist() == [(0, -1)] * 2
    assert result.leads["score"].tolist() == [175]


def test_points_decay_by_whole_hours_from_when_they_were_settled() -> None:
    touchpoints = PAPER | {"letter": mail("paper", "2026-04-06 10:59"), "later": mail("paper", "2026-04-06 11:00")}
    journey = journey_file(touchpoints=touchpoints, scoring={"half_life": "1h"})
    result = play(built(journey), lead(10 * HOUR, score=64))
    assert rows_of(result, What.SENT)["score"].tolist() == [64, 32]


def test_points_of_a_list_decay_and_a_rule_that_decay_made_true_fires_at_the_next_own_event() -> None:
    journey = journey_file(touchpoints=DAILY, mql={"cold": "score < 60"}, scoring={"half_life": "1d"}, days=2)
    result = play(built(journey, open_rate=1), lead(score=100))
    # 100 points are 75 after 10 hours (2 ** -(10 / 24) = 0.749), 50 after a day, 37 after 34 hours.
    assert rows_of(result, What.SENT)["score"].tolist() == [75, 37]
    assert times(result, What.MQL) == [DAY + TEN]


@pytest.mark.parametrize(("floor", "last"), [({"floor": 0}, 0), ({"floor": 12}, 12), ({}, -5), ({"floor": 30}, 25)])
def test_each_full_period_without_a_sign_of_life_takes_points_down_to_the_floor(
    floor: dict[str, int], last: int
) -> None:
    scoring = {"inactivity": {"after": "2d", "subtract": 10}} | floor
    result = play(built(journey_file(touchpoints=DAILY, scoring=scoring, days=7)), lead(score=25))
    expected = [25, 25, 15, 15, 5, 5, -5]
    assert rows_of(result, What.SENT)["score"].tolist() == [max(last, points) for points in expected]
    assert kinds_of(result.rows) == ["REGISTERED"] + ["SENT"] * 7
    assert result.leads["score"].tolist() == [25]


def test_a_machine_settles_the_points_that_inactivity_took_once() -> None:
    scoring = {"inactivity": {"after": "2d", "subtract": 10}}
    journey = journey_file(touchpoints=letters(8, 9, 10), scoring=scoring)
    result = play(built(journey, machine_open_share=1), lead(score=25))
    assert rows_of(result, What.SENT, What.ADJUSTED, What.MACHINE_OPEN)["score"].tolist() == [
        15,
        15,
        15,
        15,
        15,
        5,
        5,
        5,
    ]
    assert rows_of(result, What.ADJUSTED)[["time", "value"]].tolist() == [(2 * DAY + TEN, -10), (4 * DAY + TEN, -10)]


@pytest.mark.parametrize(("clock", "score"), [("09:59", 15), ("10:00", 5)])
def test_inactivity_counts_from_the_last_sign_of_life(clock: str, score: int) -> None:
    touchpoints = letters(8) | {"later": mail("paper", f"2026-04-10 {clock}")}
    scoring = {"inactivity": {"after": "2d", "subtract": 10}}
    result = play(built(journey_file(touchpoints=touchpoints, scoring=scoring), open_rate=1), lead(score=25))
    assert rows_of(result, What.SENT)["score"].tolist() == [15, score]


# ---- bounds and awards


@pytest.mark.parametrize(
    ("points", "scoring", "given", "values"),
    [
        (60, {"ceiling": 100}, 0, [60, 40, 0]),
        (60, {"ceiling": 100}, 120, [0, 0, 0]),
        (-30, {"floor": -50}, 0, [-30, -20, 0]),
        (-30, {"floor": -50}, -80, [0, 0, 0]),
        (60, {"floor": 500}, 0, [60, 60, 60]),
    ],
)
def test_points_stay_within_ceiling_and_floor(
    points: int, scoring: dict[str, int], given: int, values: list[int]
) -> None:
    journey = journey_file(touchpoints=letters(6, 7, 8), behaviours={"open": {"points": points}}, scoring=scoring)
    result = play(built(journey, open_rate=1), lead(score=given))
    assert rows_of(result, What.OPEN)["value"].tolist() == values
    assert result.leads["score"].tolist() == [given + sum(values)]


@pytest.mark.parametrize(
    ("within", "days", "values"),
    [
        ("1d", [6, 7, 8, 9], [0, 0, 0, 0]),
        ("86401s", [6, 7, 8, 9], [0, 10, 0, 10]),
        ("86401s", [6, 8, 9, 10], [0, 0, 10, 0]),
        ("3d", [6, 8, 9, 10], [0, 10, 0, 10]),
    ],
)
def test_two_within_a_period_give_points_and_none_is_used_twice(
    within: str, days: list[int], values: list[int]
) -> None:
    behaviours = {"open": {"points": 10, "every": 2, "within": within}}
    result = play(built(journey_file(touchpoints=letters(*days), behaviours=behaviours), open_rate=1), lead())
    assert rows_of(result, What.OPEN)["value"].tolist() == values


def test_points_are_given_at_most_twice_in_any_three_days() -> None:
    behaviours = {"open": {"points": 5, "at_most": {"times": 2, "within": "3d"}}}
    result = play(built(journey_file(touchpoints=DAILY, behaviours=behaviours, days=7), open_rate=1), lead())
    assert rows_of(result, What.OPEN)["value"].tolist() == [5, 5, 0, 5, 5, 0, 5]


# ---- machines


@pytest.mark.parametrize(("ignored", "handed_off"), [(0, [TEN]), (1, [])])
def test_a_recognised_machine_open_counts_for_nothing(ignored: int, handed_off: list[int]) -> None:
    echo = {"kind": "email", "content": "paper", "after": "open", "max_sends": 1, "while_with_sales": "continue"}
    journey = journey_file(
        touchpoints=DAILY | {"echo": echo},
        behaviours={"open": {"points": 5}},
        mql={"opened": "open >= 1"},
        scoring={"machine_opens_ignored": ignored},
        days=1,
    )
    result = play(built(journey, machine_open_share=1), lead())
    assert rows_of(result, What.MACHINE_OPEN)["value"].tolist() == ([0] if ignored else [5, 5])
    assert times(result, What.MQL) == handed_off
    assert len(times(result, What.SENT)) == 2 - ignored


def test_a_recognised_machine_open_does_not_keep_a_mail_from_going_out_once_more() -> None:
    touchpoints = letters(6)
    touchpoints["letter"]["resend"] = {"after": "2d"}
    journey = journey_file(touchpoints=touchpoints, scoring={"machine_opens_ignored": 1})
    result = play(built(journey, machine_open_share=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED"] + ["SENT", "MACHINE_OPEN"] * 2
    assert rows_of(result, What.SENT)[["time", "cause"]].tolist() == [(TEN, -1), (2 * DAY + TEN, 1)]


def test_a_recognised_scanner_click_leads_to_no_content() -> None:
    journey = journey_file(touchpoints=letters(6), scoring={"scanner_clicks_ignored": 1})
    result = play(built(journey, scanner_share=1, scanner_click_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "SCANNER_CLICK"]


@pytest.mark.parametrize(("rule", "made"), [("score >= 100", True), ("behaviour >= 100", True), ("open >= 1", False)])
def test_a_hand_off_is_machine_made_if_no_rule_would_be_true_without_the_points_of_machines(
    rule: str, made: bool
) -> None:
    journey = journey_file(touchpoints=letters(6), behaviours={"open": {"points": 60}}, mql={"line": rule})
    result = play(built(journey, machine_open_share=1), lead(score=90))
    assert kinds_of(result.rows)[2:5] == ["MACHINE_OPEN", "MQL", "MACHINE_MADE" if made else "SYNCED"]
    if made:
        assert rows_of(result, What.MACHINE_MADE)[["node", "value", "cause"]].tolist() == [(0, 0, 3)]


# ---- the score of a lead that sales gives back


@pytest.mark.parametrize(
    ("score", "scoring", "change"),
    [
        ("keep", {}, []),
        ("reset", {}, [-100]),
        ("-30", {}, [-30]),
        ("-30", {"floor": 80}, [-20]),
        ("-30", {"floor": 120}, []),
        ("reset", {"floor": 80}, [-100]),
    ],
)
def test_a_return_takes_points_as_its_reason_says(score: str, scoring: dict[str, int], change: list[int]) -> None:
    journey = journey_file(
        mql={"line": "score >= 100"},
        desk={"reps": 1, "hours": "09:00-18:00", "dial": "1s", "attempts": 1},
        returns={"unreachable": {"score": score}},
        scoring=scoring,
        days=1,
    )
    result = play(built(journey), lead(8 * HOUR, score=100))
    adjusted = rows_of(result, What.ADJUSTED)
    (returned,) = rows_of(result, What.RETURNED)
    assert adjusted[["node", "value", "cause"]].tolist() == [(1, points, returned["n"]) for points in change]
    assert adjusted["score"].tolist() == result.leads["score"].tolist()[: len(change)]
    assert result.leads["score"].tolist() == [100 + sum(change)]


def test_a_return_settles_decay_before_it_takes_points() -> None:
    journey = journey_file(
        touchpoints=letters(7),
        mql={"line": "score >= 64"},
        desk={"reps": 1, "hours": "09:00-18:00", "dial": "0s", "attempts": 1},  # at least a second
        returns={"unreachable": {"score": "-10", "rest": "30d"}},
        scoring={"half_life": "1h"},
    )
    result = play(built(journey, open_rate=1), lead(7 * HOUR, score=64))
    # 64 points at 7:00 are 16 at 9:00; 6 are left; 25 hours later there is nothing.
    kinds = kinds_of(result.rows)
    assert kinds == [
        *("REGISTERED", "MQL", "SYNCED", "ATTEMPT", "NO_CONTACT", "RETURNED", "ADJUSTED", "ADJUSTED"),
        *("SENT", "ADJUSTED", "OPEN"),
    ]
    assert result.rows["score"].tolist() == [64, 64, 64, 16, 16, 16, 16, 6, 0, 0, 0]
    assert rows_of(result, What.ADJUSTED)[["node", "value"]].tolist() == [(0, -48), (1, -10), (0, -6)]
