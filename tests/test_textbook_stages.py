"""Hand-worked lives: stages, exits, sleep, what is set off, calls and returns, followed on paper from docs/world.md."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.ledger import Status, What
from tests.scripted import (
    CERTAIN_READERS,
    DAILY,
    DAY,
    HOUR,
    NINE,
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
SHORT_DESK = {"reps": 1, "hours": "09:00-18:00", "dial": "0s", "attempts": 1}  # nobody answers: a second a call
NEVER_SYNCED = {"mode": "periodic", "every": "30d", "at": "01:00"}
EVERYBODY = {"everybody": "score >= 0"}


def set_off(**more: Any) -> dict[str, Any]:
    """A mail that something sets off."""
    return {"kind": "email", "content": "paper"} | more


# ---- segments


@pytest.mark.parametrize(("size", "handed_off"), [("50+", [DAY + TEN]), ("<50", [TEN])])
def test_a_segment_stands_for_its_rule(size: str, handed_off: list[int]) -> None:
    segments = {"large": 'size == "50+" and open < 2'}
    journey = journey_file(touchpoints=DAILY, segments=segments, mql={"keen": "not large and open >= 1"}, days=2)
    result = play(built(journey, open_rate=1), lead(attributes={"size": size}))
    assert times(result, What.MQL) == handed_off


# ---- stages


def test_a_lead_falls_back_and_climbs_again_only_at_a_later_event() -> None:
    stages = {"awareness": {}, "interest": {"enter": "open >= 0", "back": {"when": "open == 1"}}}
    result = play(built(journey_file(touchpoints=DAILY, stages=stages, days=3), open_rate=1), lead())
    moved = rows_of(result, What.STAGE)
    assert moved[["time", "node", "value", "stage"]].tolist() == [(0, 1, 0, 1), (TEN, 0, 1, 0), (DAY + TEN, 1, 0, 1)]
    assert [kinds_of(result.rows)[n] for n in moved["cause"]] == ["REGISTERED", "OPEN", "OPEN"]


def test_a_lead_falls_back_to_the_stage_named_and_is_handed_off_from_there() -> None:
    stages = {
        "awareness": {},
        "interest": {"enter": "open >= 0"},
        "decision": {"enter": "open >= 0", "back": {"when": "open == 1", "to": "awareness"}},
    }
    journey = journey_file(touchpoints=DAILY, stages=stages, mql={"lost": "stage == awareness"}, days=1)
    result = play(built(journey, open_rate=1), lead())
    assert rows_of(result, What.STAGE)[["node", "value"]].tolist() == [(1, 0), (2, 1), (0, 2)]
    assert kinds_of(result.rows)[3:7] == ["SENT", "OPEN", "STAGE", "MQL"]


def test_a_stage_decayed_points_led_back_from() -> None:
    stages = {"awareness": {}, "interest": {"enter": "score >= 50", "back": {"when": "score < 20"}}}
    journey = journey_file(touchpoints=DAILY, stages=stages, scoring={"half_life": "1d"})
    result = play(built(journey, open_rate=1), lead(score=60))
    # 45 points after 10 hours, 22 after 34, 11 after 58.
    assert rows_of(result, What.STAGE)[["time", "node", "score"]].tolist() == [(0, 1, 60), (2 * DAY + TEN, 0, 11)]


def test_a_timeout_waits_until_sales_has_given_the_lead_back() -> None:
    stages = {"awareness": {"timeout": {"after": "3d", "to": "interest"}}, "interest": {"enter": "score > 0"}}
    sync = {"mode": "periodic", "every": "5d"}
    journey = journey_file(stages=stages, mql=EVERYBODY, sync=sync, desk=SHORT_DESK)
    result = play(built(journey), lead(8 * HOUR))
    # Due on day 3 (in transit) and 6 (at the desk, for the 11th and 12th are a week-end).
    assert times(result, What.RETURNED) == [7 * DAY + NINE + 1]
    assert rows_of(result, What.STAGE)[["time", "node", "value", "cause"]].tolist() == [(9 * DAY + 8 * HOUR, 1, 0, -1)]


def test_a_timeout_counts_from_the_latest_coming_to_its_stage() -> None:
    stages = {
        "awareness": {"timeout": {"after": "2d", "to": "decision"}},
        "interest": {"enter": "open == 1", "back": {"when": "open == 2"}},
        "decision": {"enter": "score > 0"},
    }
    touchpoints = PAPER | {"letter": mail("paper", "2026-04-06,2026-04-07 10:00")}
    result = play(built(journey_file(touchpoints=touchpoints, stages=stages), open_rate=1), lead())
    assert rows_of(result, What.STAGE)[["time", "node"]].tolist() == [(TEN, 1), (DAY + TEN, 0), (3 * DAY + TEN, 2)]


def test_a_timeout_is_an_own_event_after_which_stages_are_climbed_and_rules_tested() -> None:
    stages = {
        "awareness": {"timeout": {"after": "1d", "to": "interest"}},
        "interest": {},
        "decision": {"enter": "stage == interest"},
    }
    result = play(built(journey_file(stages=stages, mql={"late": "stage == decision"}, sync=NEVER_SYNCED)), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "STAGE", "STAGE", "MQL"]
    assert result.rows["time"].tolist() == [0, DAY, DAY, DAY]
    assert result.rows["cause"].tolist() == [-1, -1, 1, 2]


# ---- what a stage sets off


def test_coming_to_the_first_stage_sets_off_a_mail_but_for_those_of_before_the_start() -> None:
    touchpoints = PAPER | {"hello": set_off(entering="awareness", delay="1h")}
    result = play(built(journey_file(touchpoints=touchpoints)), lead(registered_s=-1), lead(5, ordinal=1))
    assert rows_of(result, What.SENT)[["time", "cause"]].tolist() == [(HOUR + 5, 0)]


def test_a_mail_that_a_stage_set_off_is_not_sent_in_a_later_stay_at_the_same_stage() -> None:
    stages = {"awareness": {}, "interest": {"enter": "open >= 0", "back": {"when": "open == 1"}}}
    touchpoints = DAILY | {"drip": set_off(entering="interest", delay="2d")}
    result = play(built(journey_file(touchpoints=touchpoints, stages=stages), open_rate=1), lead())
    sent = rows_of(result, What.SENT)
    # Set off at 0 (away by then) and on day 1 at 10:00 (still there).
    assert sent["time"][sent["node"] == 2].tolist() == [3 * DAY + TEN]


# ---- exits


def test_mails_for_those_who_left_and_for_those_who_come_back_go_to_each_while_they_are() -> None:
    touchpoints = PAPER | {
        "letter": mail("paper", "2026-04-06 10:00"),
        "sorry": set_off(on="exited"),
        "late": set_off(on="exited", delay="10d"),  # the lead is back by then
        "again": set_off(on="reentered"),
        "drip": set_off(entering="interest"),
    }
    exits = {"reader": {"when": "open == 1", "re_enter": {"when": "download >= 1", "to": "interest"}}}
    stages = {"awareness": {}, "interest": {"enter": "score > 0"}}
    journey = journey_file(touchpoints=touchpoints, exits=exits, stages=stages)
    result = play(built(journey, **CERTAIN_READERS, click_delay="1h"), lead())
    (left,), (back,) = rows_of(result, What.EXITED), rows_of(result, What.REENTERED)
    assert rows_of(result, What.SENT)[["node", "cause"]].tolist() == [
        *((1, -1), (2, left["n"])),
        *((4, back["n"]), (5, back["n"])),
    ]
    assert (left["time"], left["cause"], left["stage"]) == (TEN, left["n"] - 1, 0)
    assert (back["node"], back["value"], back["stage"], back["cause"]) == (0, 1, 1, back["n"] - 1)
    assert result.rows["what"][back["cause"]] == What.CONTENT


def test_who_has_left_is_not_handed_off_and_who_comes_back_is_at_the_next_event() -> None:
    exits = {"pause": {"when": "open == 1", "re_enter": {"when": "open >= 2", "after": "1d"}}}
    journey = journey_file(touchpoints=DAILY, exits=exits, mql={"opener": "open >= 1"}, sync=NEVER_SYNCED)
    result = play(built(journey, open_rate=1), lead(score=0))
    # The second mail never comes to who has left: nothing happens any more.
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "OPEN", "EXITED"]
    assert result.leads["status"].tolist() == [Status.EXITED]


# ---- sleep


def test_nobody_falls_asleep_while_with_sales() -> None:
    journey = journey_file(mql=EVERYBODY, sync=NEVER_SYNCED, dormancy={"after": "3d"})
    result = play(built(journey), lead(8 * HOUR))
    assert times(result, What.DORMANT) == []


def test_a_return_counts_as_a_sign_of_life() -> None:
    journey = journey_file(mql=EVERYBODY, desk=SHORT_DESK, dormancy={"after": "3d"})
    result = play(built(journey), lead(8 * HOUR))
    assert times(result, What.RETURNED) == [NINE + 1]
    assert rows_of(result, What.DORMANT)[["time", "cause"]].tolist() == [(3 * DAY + NINE + 1, -1)]


def test_a_sign_of_life_puts_sleep_off() -> None:
    letter = {"letter": mail("paper", "2026-04-08 10:00")}
    journey = journey_file(touchpoints=PAPER | letter, dormancy={"after": "3d"})
    result = play(built(journey, open_rate=1), lead())
    assert times(result, What.DORMANT) == [5 * DAY + TEN]


@pytest.mark.parametrize(
    ("audience", "days"), [("active", [0, 1, 2]), ("dormant", list(range(3, 14))), ("all", list(range(14)))]
)
def test_a_mail_is_for_those_awake_or_asleep_as_its_audience_says(audience: str, days: list[int]) -> None:
    touchpoints = PAPER | {"letter": mail("paper", "daily 10:00", audience=audience)}
    result = play(built(journey_file(touchpoints=touchpoints, dormancy={"after": "3d"})), lead())
    assert times(result, What.SENT) == [day * DAY + TEN for day in days]


def test_a_machine_wakes_nobody() -> None:
    touchpoints = PAPER | {"letter": mail("paper", "daily 10:00", audience="all")}
    result = play(built(journey_file(touchpoints=touchpoints, dormancy={"after": "3d"}), machine_open_share=1), lead())
    assert times(result, What.DORMANT) == [3 * DAY]
    assert times(result, What.REACTIVATED) == []


# ---- calls


@pytest.mark.parametrize(("rest", "called"), [("0s", 10), ("1d", 10), ("86401s", 0)])
def test_a_call_that_follows_a_return_respects_the_rest(rest: str, called: int) -> None:
    journey = journey_file(
        touchpoints={"ring": {"kind": "call", "on": "returned", "delay": "1d"}},
        mql=EVERYBODY,
        desk=SHORT_DESK | {"hours": "always"},
        returns={"unreachable": {"rest": rest}},
        days=11,
    )
    result = play(built(journey), lead())
    # Each attempt takes a second, and a day later the lead is called again.
    assert times(result, What.CALL) == [(n + 1) * (DAY + 1) for n in range(called)]
    assert len(times(result, What.MQL)) == 1


@pytest.mark.parametrize(
    ("more", "called"),
    [({}, [TEN + HOUR]), ({"when": "open >= 2"}, [DAY + TEN + HOUR]), ({"from": "2026-04-08"}, [2 * DAY + TEN + HOUR])],
)
def test_a_call_is_made_by_its_condition_and_in_its_season(more: dict[str, str], called: list[int]) -> None:
    touchpoints = DAILY | {"ring": {"kind": "call", "after": "open", "delay": "1h"} | more}
    result = play(built(journey_file(touchpoints=touchpoints, sync=NEVER_SYNCED), open_rate=1), lead())
    assert times(result, What.CALL) == called
    call = rows_of(result, What.CALL)[0]
    assert (call["node"], result.rows["what"][call["cause"]]) == (2, What.OPEN)
    assert result.leads["status"].tolist() == [Status.TRANSIT]


def test_a_call_set_off_by_a_stage_is_not_made_after_it() -> None:
    stages = {"awareness": {"timeout": {"after": "1d", "to": "interest"}}, "interest": {"enter": "score > 0"}}
    rings = {
        "early": {"kind": "call", "entering": "awareness", "delay": "2d"},
        "late": {"kind": "call", "entering": "interest", "delay": "2d"},
    }
    result = play(built(journey_file(touchpoints=rings, stages=stages, sync=NEVER_SYNCED)), lead())
    assert rows_of(result, What.CALL)[["time", "node"]].tolist() == [(3 * DAY, 1)]


# ---- what a return sets off


def test_a_return_to_another_stage_sets_off_what_that_stage_does_and_begins_its_timeout() -> None:
    stages = {
        "awareness": {},
        "interest": {"enter": "score > 0", "timeout": {"after": "1d", "to": "decision"}},
        "decision": {"enter": "score > 0"},
    }
    touchpoints = PAPER | {"drip": set_off(entering="interest", delay="1h"), "regret": set_off(on="returned")}
    returns = {"unreachable": {"to": "interest"}}
    journey = journey_file(touchpoints=touchpoints, stages=stages, mql=EVERYBODY, desk=SHORT_DESK, returns=returns)
    result = play(built(journey), lead(8 * HOUR))
    back_s = NINE + 1
    (returned,) = rows_of(result, What.RETURNED)
    assert (returned["value"], returned["stage"]) == (1, 1)
    assert rows_of(result, What.SENT)[["time", "node", "cause"]].tolist() == [
        (back_s, 2, returned["n"]),
        (back_s + HOUR, 1, returned["n"]),
    ]
    assert times(result, What.STAGE) == [back_s + DAY]


def test_a_return_that_keeps_the_stage_sets_off_nothing_of_it() -> None:
    touchpoints = PAPER | {"drip": set_off(entering="awareness", delay="1h")}
    journey = journey_file(touchpoints=touchpoints, mql=EVERYBODY, desk=SHORT_DESK)
    result = play(built(journey), lead(8 * HOUR))
    # One on arrival, held by nobody but with sales at that second (8:00 to 9:00:01 at the desk).
    assert times(result, What.HELD) == [NINE]
    assert times(result, What.SENT) == []


# ---- what follows each other at one second


def test_of_mails_due_at_one_second_the_most_important_goes_first() -> None:
    touchpoints = PAPER | {
        "low": set_off(after="registered"),
        "high": set_off(after="registered", priority=5),
        "ring": {"kind": "call", "after": "registered"},
        "last": set_off(after="registered", priority=-1),
    }
    policy = {"caps": [{"mails": 1, "within": "1d"}]}
    journey = journey_file(touchpoints=touchpoints, contact_policy=policy, sync=NEVER_SYNCED)
    result = play(built(journey), lead(8 * HOUR))
    assert result.rows[["what", "node"]].tolist() == [
        (What.REGISTERED, 0), (What.SENT, 2), (What.BLOCKED, 1), (What.CALL, 3), (What.HELD, 4),
    ]  # fmt: skip


# ---- how long people stay


@pytest.mark.parametrize(("at_least", "stays"), [("59s", [59]), ("60s", [60]), ("61s", [])])
def test_who_stays_for_long_enough_is_tracked(at_least: str, stays: list[int]) -> None:
    dwell = {"median": "60s", "sigma": 0, "at_least": at_least, "behaviour": "stayed_long"}
    touchpoints = {"paper": page("download", dwell=dwell), "letter": mail("paper", "2026-04-06 10:00")}
    behaviours = {"stayed_long": {"points": 7}}
    journey = journey_file(touchpoints=touchpoints, behaviours=behaviours, mql={"stayer": "stayed_long >= 1"})
    result = play(built(journey, **CERTAIN_READERS), lead())
    assert rows_of(result, What.STAYED)[["time", "node", "value", "cause"]].tolist() == [
        (TEN + s, 0, 7, 4) for s in stays
    ]
    assert times(result, What.MQL) == [TEN + s for s in stays]


def test_interest_makes_people_stay_longer_and_the_content_itself_does_not() -> None:
    dwell = {"median": "60s", "sigma": 0, "at_least": "90s", "behaviour": "stayed_long"}
    touchpoints = {"paper": page("download", dwell=dwell), "letter": mail("paper", "2026-04-06,2026-04-07 10:00")}
    journey = journey_file(touchpoints=touchpoints, behaviours={"stayed_long": {}})
    keen = {"project_intent_start": 0.5, "project_intent_end": 0.5, "dwell_intent_gain": 1, "content_lift": 1}
    project = {"project_length": {"median": "12h", "sigma": 0, "source": "assumption"}}
    soon_gone = {"lift_half_life": "1h"}
    result = play(built(journey, **CERTAIN_READERS, **keen, **project, **soon_gone), lead())
    # An intent of 0.5 makes 60 s * 1.5 = 90 s on day 0; on day 1 the project is over and the lift has faded.
    assert times(result, What.STAYED) == [TEN + 90]


# ---- weekdays


def test_a_weekday_on_which_nobody_opens() -> None:
    weekdays = {"value": [0, 1, 1, 1, 1, 0, 0], "source": "assumption"}
    result = play(built(journey_file(touchpoints=DAILY, days=8), open_rate=1, weekday_open=weekdays), lead())
    assert [t // DAY for t in times(result, What.OPEN)] == [1, 2, 3, 4]
