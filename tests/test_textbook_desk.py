"""Hand-worked checks of the textbook model at the desk, and when a journey changes."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.ledger import Status, What
from tests.scripted import (
    CERTAIN_BUYERS,
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
from tests.strategies_files import Plain

UNREACHABLE = {"attempts": 1, "reps": 1, "dial": "0s"}


# ---- sync and desk


@pytest.mark.parametrize(("handed_off_s", "tick_s"), [(TEN + 1, TEN + 1800), (TEN + 1800, TEN + 1800), (0, 1800)])
def test_a_periodic_sync_takes_a_hand_off_at_the_first_tick_not_before_it(handed_off_s: int, tick_s: int) -> None:
    link = {"mode": "periodic", "every": "1h", "at": "00:30"}
    result = play(built(journey_file(mql={"all": "score >= 0"}, sync=link)), lead(handed_off_s))
    assert times(result, What.MQL) == [handed_off_s]
    assert times(result, What.SYNCED) == [tick_s]


def test_what_happens_at_the_second_of_a_tick_is_taken_by_it() -> None:
    link = {"mode": "periodic", "every": "1d", "at": "10:00"}
    journey = journey_file(mql={"opened": "open >= 1"}, sync=link, touchpoints=DAILY, days=1)
    result = play(built(journey, open_rate=1), lead())
    assert times(result, What.MQL) == times(result, What.SYNCED) == [TEN]


FRIDAY, MONDAY = 4 * DAY, 7 * DAY


@pytest.mark.parametrize(
    ("first_contact", "handed_off_s", "attempt_s"),
    [
        ("same_day", FRIDAY + 17 * HOUR, FRIDAY + 17 * HOUR),
        ("same_day", FRIDAY + 18 * HOUR, MONDAY + NINE),
        ("next_business_day", FRIDAY + 8 * HOUR, MONDAY + NINE),
        ("next_business_day", FRIDAY - HOUR, FRIDAY + NINE),
    ],
)
def test_the_first_attempt_waits_for_desk_and_promised_day(
    first_contact: str, handed_off_s: int, attempt_s: int
) -> None:
    desk = UNREACHABLE | {"hours": "09:00-18:00", "first_contact": first_contact}
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), lead(handed_off_s))
    assert times(result, What.ATTEMPT) == [attempt_s]
    assert times(result, What.RETURNED) == [attempt_s + 1]  # no call is shorter than a second


def test_attempts_are_spaced_and_counted() -> None:
    desk = {"reps": 1, "hours": "09:00-18:00", "dial": "0s", "attempts": 3, "spacing": "5h"}
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), lead(NINE))
    assert times(result, What.ATTEMPT) == [NINE, NINE + 1 + 5 * HOUR, DAY + NINE]
    assert rows_of(result, What.ATTEMPT)["value"].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("priority", "order"), [("first_come", [0, 1, 2]), ("score", [2, 0, 1]), ("freshness", [2, 1, 0])]
)
def test_one_rep_takes_waiting_leads_by_priority(priority: str, order: list[int]) -> None:
    desk = UNREACHABLE | {"hours": "09:00-18:00", "priority": priority}
    waiting = [lead(HOUR * (i + 1), i, score=score) for i, score in enumerate((20, 10, 30))]
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), *waiting)
    attempts = rows_of(result, What.ATTEMPT)
    assert attempts["lead"].tolist() == order
    assert attempts["time"].tolist() == [NINE, NINE + 1, NINE + 2]


def test_the_rep_who_is_free_longest_takes_the_next_call() -> None:
    desk = UNREACHABLE | {"hours": "always", "reps": 3}
    callers = [lead(10 * i, i) for i in range(5)]
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), *callers)
    assert rows_of(result, What.ATTEMPT)["node"].tolist() == [0, 1, 2, 0, 1]


def test_a_call_that_uncovers_everything_ends_in_a_won_deal() -> None:
    cycle = {"median": "2d", "sigma": 0, "source": "assumption"}
    journey = journey_file(mql={"all": "score >= 0"}, sql="need and timing and budget and authority")
    result = play(built(journey, **CERTAIN_BUYERS, sales_cycle=cycle), lead(NINE))
    kinds = [
        "REGISTERED",
        "MQL",
        "SYNCED",
        "ATTEMPT",
        "CONTACT",
        "ACCEPTED",
        "APPOINTMENT",
        "SQL",
        "OPPORTUNITY",
        "WON",
    ]
    assert kinds_of(result.rows) == kinds
    assert result.rows["cause"].tolist() == [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert result.rows["value"][5:7].tolist() == [15, 15]
    assert result.rows["time"][-1] == NINE + 1 + 2 * DAY


def test_a_deal_that_would_close_after_the_project_is_lost() -> None:
    late = CERTAIN_BUYERS | {"sales_cycle": {"median": "90d", "sigma": 0, "source": "assumption"}}
    result = play(built(journey_file(mql={"all": "score >= 0"}, days=100), **late), lead(NINE))
    assert kinds_of(result.rows)[-1] == "LOST"


@pytest.mark.parametrize(
    ("persona", "people", "reason"),
    [
        ({}, {"reachable": 0}, 0),
        ({"competitor": 1}, {}, 1),
        ({}, {"need_floor": 0}, 2),
        ({}, {"timing_hit": 0}, 3),
        ({}, {"budget_hit": 0}, 4),
        ({"authority": 0}, {}, 5),
    ],
)
def test_a_lead_is_returned_with_the_first_reason_that_holds(persona: Plain, people: Plain, reason: int) -> None:
    rules = {"mql": {"all": "score >= 0"}, "sql": "need and timing and budget and authority"}
    journey = journey_file(**rules, desk=UNREACHABLE, returns={"unreachable": {"to": "excluded"}})
    result = play(built(journey, persona, **CERTAIN_BUYERS | people), lead(NINE))
    returned = rows_of(result, What.RETURNED)
    assert returned[["node", "value"]].tolist() == [(reason, -1 if reason == 0 else 0)]
    assert result.leads["status"].tolist() == [Status.EXCLUDED if reason == 0 else Status.NURTURING]


@pytest.mark.parametrize(("rest", "again_s"), [("1d", 2 * DAY + NINE), ("86399s", DAY + NINE), ("0s", DAY + NINE)])
def test_a_returned_lead_is_handed_off_again_by_its_first_behaviour_after_the_rest(rest: str, again_s: int) -> None:
    touchpoints = {"paper": page("download"), "letter": mail("paper", "daily 09:00")}
    journey = journey_file(
        mql={"all": "score >= 0"}, desk=UNREACHABLE, returns={"unreachable": {"rest": rest}}, touchpoints=touchpoints
    )
    result = play(built(journey, open_rate=1), lead(0))
    assert times(result, What.RETURNED)[0] == NINE + 1
    assert times(result, What.MQL)[:2] == [0, again_s]


def test_a_return_can_lead_to_an_earlier_stage_without_a_stage_row() -> None:
    stages = {"awareness": {}, "interest": {"enter": "score >= 0"}}
    back = {"unreachable": {"to": "awareness", "rest": "30d"}}
    journey = journey_file(stages=stages, mql={"all": "score >= 0"}, desk=UNREACHABLE, returns=back)
    result = play(built(journey), lead(NINE))
    assert result.rows[["what", "stage"]].tolist()[-1] == (What.RETURNED, 0)
    assert len(rows_of(result, What.STAGE)) == 1


# ---- a change of journey


def test_from_the_day_of_change_points_and_programmes_are_the_second_journeys() -> None:
    old = journey_file(touchpoints=DAILY | {"extra": mail("paper", "daily 11:00")}, behaviours={"open": {"points": 5}})
    new = journey_file(touchpoints=DAILY, behaviours={"open": {"points": 7}})
    after = built(new, open_rate=1)
    result = play(built(old, open_rate=1), lead(), after=after, change_day=2)
    opened = rows_of(result, What.OPEN)
    assert opened["value"].tolist() == [5] * 4 + [7] * 12
    assert np.unique(opened["time"] % DAY // HOUR).tolist() == [10, 11]
    assert opened["time"][opened["node"] == 2].max() == DAY + 11 * HOUR


def test_mail_sent_before_the_change_is_not_read_if_its_programme_is_gone() -> None:
    slowly = {"open_rate": 1, "open_delay": {"median": "1d", "sigma": 0, "source": "assumption"}}
    new = journey_file(touchpoints={"paper": page("download")})
    result = play(built(journey_file(touchpoints=DAILY), **slowly), lead(), after=built(new, **slowly), change_day=2)
    assert times(result, What.SENT) == [TEN, DAY + TEN]
    assert times(result, What.OPEN) == [DAY + TEN]


def test_a_hand_off_in_transit_takes_the_first_tick_after_the_change() -> None:
    rules = {"mql": {"all": "score >= 0"}}
    old = journey_file(**rules, sync={"mode": "periodic", "every": "30d"})
    result = play(built(old), lead(1), after=built(journey_file(**rules)), change_day=3)
    assert times(result, What.SYNCED) == [3 * DAY]


def test_new_reps_are_free_since_the_start() -> None:
    rules = {"mql": {"all": "score >= 0"}}
    old = journey_file(**rules, desk=UNREACHABLE | {"hours": "always"})
    new = journey_file(**rules, desk=UNREACHABLE | {"hours": "always", "reps": 2})
    result = play(built(old), lead(1), lead(DAY, 1), after=built(new), change_day=1)
    assert rows_of(result, What.ATTEMPT)["node"].tolist() == [0, 1]


def test_who_waits_at_the_desk_is_ranked_anew() -> None:
    rules = {"mql": {"all": "score >= 0"}}
    desk = UNREACHABLE | {"hours": "09:00-18:00"}
    new = journey_file(**rules, desk=desk | {"priority": "score"})
    waiting = [lead(5 * DAY, 0, score=10), lead(5 * DAY + 1, 1, score=30)]
    result = play(built(journey_file(**rules, desk=desk)), *waiting, after=built(new), change_day=7)
    assert rows_of(result, What.ATTEMPT)[["time", "lead"]].tolist() == [(MONDAY + NINE, 1), (MONDAY + NINE + 1, 0)]
