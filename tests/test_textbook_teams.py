"""Hand-worked checks of the textbook model: the link, teams, priorities, e-mails and what goes cold at the desk."""

from __future__ import annotations

import pytest

from sim.model import draws
from sim.model.ledger import Status, What
from tests.scripted import (
    CERTAIN_BUYERS,
    DAY,
    HOUR,
    NINE,
    TEN,
    built,
    journey_file,
    kinds_of,
    lead,
    play,
    rows_of,
    times,
)
from tests.strategies_files import Plain

ALL = {"mql": {"all": "score >= 0"}}
ONE_CALL = {"attempts": 1, "dial": "0s", "talk": "0s", "write": "0s"}  # every attempt takes a second
EIGHTEEN = 18 * HOUR
FRIDAY, MONDAY = 4 * DAY, 7 * DAY
REJECTED, EXPIRED = 6, 7


def number_of(ordinal: int) -> int:
    """The 64-bit number of a lead of the list."""
    return int(draws.lead_ids(draws.cohort_key("list", "csv"), 1, ordinal)[0])


def luck(number: int, purpose: str) -> int:
    """The word of luck of a lead's first hand-off, in the run that `play` plays."""
    return draws.philox(number & 0xFFFFFFFF, number >> 32, draws.purpose(purpose), 0, 1, 0)


def desk(**more: object) -> Plain:
    """A desk of one rep, 9 to 18, who makes one attempt."""
    return ONE_CALL | {"reps": 1, "hours": "09:00-18:00"} | more


def teams(**each: Plain) -> Plain:
    """A desk of several teams."""
    return ONE_CALL | {"teams": each}


# ---- the link


def test_a_failed_sync_is_tried_again_at_the_first_tick_after_the_pause() -> None:
    link = {"mode": "periodic", "every": "1h", "failure": 0.9999999, "retry": "61min"}
    result = play(built(journey_file(**ALL, sync=link, days=1)), lead(TEN))
    failed = rows_of(result, What.SYNC_FAILED)
    assert failed["time"].tolist() == list(range(TEN, DAY, 2 * HOUR))
    assert failed["value"].tolist() == list(range(7))
    assert set(failed["cause"].tolist()) == {1}  # the row `mql`
    assert result.leads["status"].tolist() == [Status.TRANSIT]


def test_the_64th_try_of_a_sync_succeeds() -> None:
    link = {"failure": 0.9999999, "retry": "1min"}
    result = play(built(journey_file(**ALL, sync=link, days=1)), lead(TEN))
    assert len(rows_of(result, What.SYNC_FAILED)) == 63
    assert times(result, What.SYNCED) == [TEN + 63 * 60]
    assert rows_of(result, What.SYNCED)["cause"].tolist() == [1]


def test_every_try_of_a_sync_has_luck_of_its_own() -> None:
    journey = journey_file(**ALL, sync={"failure": 0.5, "retry": "1min"}, days=1)
    result = play(built(journey), *(lead(TEN, i) for i in range(30)))
    tries = {(t - TEN) // 60 for t in times(result, What.SYNCED)}
    assert {0, 1, 2} <= tries
    assert max(tries) < 20


def test_a_duplicate_is_merged_before_its_first_call_only() -> None:
    slow = desk(attempts=2, spacing="0s")
    result = play(built(journey_file(**ALL, sync={"duplicate": 1}, desk=slow)), lead(TEN))
    assert kinds_of(result.rows)[2:4] == ["SYNCED", "DUPLICATE"]
    assert rows_of(result, What.DUPLICATE)["cause"].tolist() == [2]
    assert times(result, What.ATTEMPT) == [TEN, TEN + 2]
    assert times(result, What.NO_CONTACT) == [TEN + 2, TEN + 3]


def test_a_failed_hand_off_takes_the_first_tick_after_a_change_and_goes_on_counting() -> None:
    old = journey_file(**ALL, sync={"failure": 0.9999999, "retry": "30d"})
    new = journey_file(**ALL, sync={"mode": "periodic", "every": "1h", "at": "00:30", "failure": 0.9999999})
    result = play(built(old), lead(TEN), after=built(new), change_day=2)
    failed = rows_of(result, What.SYNC_FAILED)[:2]
    assert failed[["time", "value"]].tolist() == [(TEN, 0), (2 * DAY + 1800, 1)]


# ---- the filter and the teams


def test_what_the_desk_filters_out_is_returned_at_once_without_a_call() -> None:
    result = play(
        built(journey_file(**ALL, desk=desk(filter="score >= 10"))), lead(3 * HOUR, score=9), lead(TEN, 1, score=10)
    )
    returned = rows_of(result, What.RETURNED)[0]
    assert (returned["time"], returned["node"], returned["cause"]) == (3 * HOUR, REJECTED, 2)
    assert rows_of(result, What.ATTEMPT)["lead"].tolist() == [1]


def test_a_lead_goes_to_the_first_team_that_takes_it_and_to_the_first_of_all_if_none_does() -> None:
    by_size = teams(
        big={"reps": 2, "takes": "size == '50+' and job == director"},
        staff={"reps": 1, "takes": "job == staff"},
        other={"reps": 1, "takes": "size == '50+'"},
    )  # fmt: skip
    kinds = [{"job": "director"}, {"job": "staff"}, {"job": "staff", "size": "<50"}, {"job": "director", "size": "<50"}]
    leads = [lead(TEN + 10 * i, i, attributes=kind) for i, kind in enumerate(kinds)]
    result = play(built(journey_file(**ALL, desk=by_size)), *leads)
    assert rows_of(result, What.ATTEMPT)["node"].tolist() == [0, 2, 2, 1]


def test_a_team_takes_what_it_takes_at_the_sync_whatever_is_true_later() -> None:
    by_age = teams(new={"reps": 1, "takes": "count(registered, 1h) >= 1"}, old={"reps": 1})
    result = play(built(journey_file(**ALL, desk=by_age)), lead(HOUR), lead(-1, 1))
    attempts = rows_of(result, What.ATTEMPT)
    assert attempts["time"].tolist() == [NINE, NINE]
    assert dict(zip(result.leads["arrival_s"][attempts["lead"]].tolist(), attempts["node"].tolist(), strict=True)) == {
        0: 1,
        HOUR: 0,
    }


def test_each_team_has_its_own_hours_and_closures() -> None:
    split = teams(
        early={"reps": 1, "hours": "08:00-12:00", "takes": "job == director", "closures": ["2026-04-07"]},
        late={"reps": 1, "hours": "13:00-18:00"},
    )
    both = [lead(12 * HOUR, 0), lead(12 * HOUR, 1, attributes={"job": "staff"})]
    result = play(built(journey_file(**ALL, desk=split)), *both)
    assert dict(zip(rows_of(result, What.ATTEMPT)["node"].tolist(), times(result, What.ATTEMPT), strict=True)) == {
        0: 2 * DAY + 8 * HOUR,
        1: 13 * HOUR,
    }


def test_the_next_business_day_is_that_of_the_team() -> None:
    promise = desk(first_contact="next_business_day", closures=["2026-04-07"])
    result = play(built(journey_file(**ALL, desk=promise)), lead(TEN))
    assert times(result, What.ATTEMPT) == [2 * DAY + NINE]


def test_a_promise_in_hours_lets_the_first_call_begin_at_once() -> None:
    result = play(built(journey_file(**ALL, desk=desk(first_contact="2h"))), lead(TEN))
    assert times(result, What.ATTEMPT) == [TEN]


# ---- shifts and absences


def test_reps_of_a_shift_work_in_its_hours_and_another_opens_the_desk_earlier() -> None:
    shifts = ONE_CALL | {"shifts": [{"reps": 2, "hours": "11:00-18:00"}, {"reps": 1, "hours": "08:00-12:00"}]}
    callers = [lead(hour * HOUR, i) for i, hour in enumerate((7, 9, 11, 13, 18))]
    result = play(built(journey_file(**ALL, desk=shifts)), *callers)
    assert times(result, What.ATTEMPT) == [8 * HOUR, 9 * HOUR, 11 * HOUR, 13 * HOUR, DAY + 8 * HOUR]
    assert rows_of(result, What.ATTEMPT)["node"].tolist() == [2, 2, 0, 1, 2]


def test_the_next_try_is_ready_when_any_shift_works() -> None:
    shifts = [{"reps": 1, "hours": "10:00-11:00"}, {"reps": 1, "hours": "20:00-21:00"}]
    twice = ONE_CALL | {"attempts": 2, "spacing": "9h", "shifts": shifts}
    result = play(built(journey_file(**ALL, desk=twice)), lead(TEN))
    assert rows_of(result, What.ATTEMPT)[["time", "node"]].tolist() == [(TEN, 0), (20 * HOUR, 1)]


@pytest.mark.parametrize("hours", ["09:00-18:00", "always"])
def test_an_absence_keeps_the_last_reps_away_from_day_to_day_and_absences_add_up(hours: str) -> None:
    away = [
        {"reps": 1, "from": "2026-04-07", "until": "2026-04-09"},
        {"reps": 1, "from": "2026-04-08", "until": "2026-04-09"},
    ]
    callers = [lead(day * DAY + TEN, 2 * day + i) for day in range(3) for i in range(2)]
    result = play(built(journey_file(**ALL, desk=desk(reps=2, hours=hours, absences=away))), *callers)
    attempts = rows_of(result, What.ATTEMPT)
    again = 3 * DAY + (0 if hours == "always" else NINE)
    expected = [(TEN, 0), (TEN, 1), (DAY + TEN, 0), (DAY + TEN + 1, 0), (again, 0), (again, 1)]
    assert sorted(attempts[["time", "node"]].tolist()) == sorted(expected)


# ---- which lead is next


def test_rules_of_priority_rank_by_the_first_that_is_true() -> None:
    order = ["job == director and size == '<50'", "score >= 30"]
    small, staff = {"job": "director", "size": "<50"}, {"job": "staff"}
    waiting = [
        lead(HOUR, 0, score=10, attributes=staff),
        lead(2 * HOUR, 1, score=30, attributes=staff),
        lead(3 * HOUR, 2, attributes=small),
        lead(4 * HOUR, 3, score=99, attributes=small),
        lead(5 * HOUR, 4, score=99, attributes=staff),
    ]
    result = play(built(journey_file(**ALL, desk=desk(priority=order))), *waiting)
    assert rows_of(result, What.ATTEMPT)["lead"].tolist() == [2, 3, 1, 4, 0]


def test_who_was_synced_before_a_change_counts_as_if_no_rule_were_true() -> None:
    old = journey_file(**ALL, desk=desk(priority=["score >= 0"], hours="17:00-18:00"))
    new = journey_file(**ALL, desk=desk(priority=["score >= 50", "score >= 0"]))
    waiting = [lead(FRIDAY + 19 * HOUR, 0, score=99), lead(MONDAY + HOUR, 1)]
    result = play(built(old), *waiting, after=built(new), change_day=7)
    assert rows_of(result, What.ATTEMPT)[["time", "lead"]].tolist() == [(MONDAY + NINE, 1), (MONDAY + NINE + 1, 0)]


def test_work_in_progress_keeps_new_leads_waiting_until_one_has_left() -> None:
    busy = desk(attempts=2, spacing="1d", work_in_progress=1)
    result = play(built(journey_file(**ALL, desk=busy)), lead(NINE), lead(NINE + 60, 1))
    first_left = DAY + NINE + 2
    assert rows_of(result, What.ATTEMPT)[["time", "lead", "value"]].tolist() == [
        (NINE, 0, 0),
        (DAY + NINE + 1, 0, 1),
        (first_left, 1, 0),
        (2 * DAY + NINE + 3, 1, 1),
    ]


def test_an_attempt_that_may_begin_overtakes_a_new_lead_that_may_not() -> None:
    busy = desk(attempts=2, spacing="1h", work_in_progress=1, priority="freshness")
    result = play(built(journey_file(**ALL, desk=busy)), lead(NINE), lead(TEN, 1))
    assert rows_of(result, What.ATTEMPT)["lead"].tolist() == [0, 0, 1, 1]


# ---- e-mails


def test_a_reply_is_answered_by_a_call_that_certainly_meets_somebody() -> None:
    steps = desk(steps=["email", "phone"], spacing="30d")
    never_reached = CERTAIN_BUYERS | {"reachable": 0, "contact_rate": 0, "reply_rate": 1}
    result = play(built(journey_file(**ALL, desk=steps), **never_reached), lead(EIGHTEEN - 1))
    kinds = ["ATTEMPT", "MAILED", "ATTEMPT", "CONTACT", "ACCEPTED"]
    assert kinds_of(result.rows)[3:8] == kinds
    assert result.rows["time"][3:8].tolist() == [EIGHTEEN - 1, EIGHTEEN, DAY + NINE, DAY + NINE + 1, DAY + NINE + 1]
    assert result.rows["cause"][3:8].tolist() == [2, 3, 4, 5, 6]
    assert result.rows["value"][3:7].tolist() == [0, 0, 1, 1]


def test_a_reply_to_the_last_e_mail_is_answered_too() -> None:
    result = play(built(journey_file(**ALL, desk=desk(steps=["email"])), reply_rate=1), lead(TEN))
    assert kinds_of(result.rows)[3:] == ["ATTEMPT", "MAILED", "ATTEMPT", "CONTACT", "RETURNED"]


def test_a_reply_is_answered_by_phone_whatever_the_next_step() -> None:
    steps = desk(steps=["email", "email"])
    result = play(built(journey_file(**ALL, desk=steps), reply_rate=1), lead(TEN))
    assert kinds_of(result.rows)[3:] == ["ATTEMPT", "MAILED", "ATTEMPT", "CONTACT", "RETURNED"]


def test_a_reply_takes_its_time() -> None:
    result = play(built(journey_file(**ALL, desk=desk(steps=["email"])), reply_rate=1, reply_delay="1h"), lead(NINE))
    word = luck(number_of(0), "desk/reply/delay")
    reply_s = NINE + 1 + round(draws.quantile(draws.exponential_nodes(), word) * HOUR)
    assert NINE + 1 < reply_s < EIGHTEEN
    assert times(result, What.ATTEMPT) == [NINE, reply_s]


def test_without_a_reply_the_steps_go_on_to_their_end() -> None:
    steps = desk(steps=["email", "phone", "email"], spacing="1h")
    result = play(built(journey_file(**ALL, desk=steps)), lead(TEN))
    assert kinds_of(result.rows)[3:] == ["ATTEMPT", "MAILED", "ATTEMPT", "NO_CONTACT", "ATTEMPT", "MAILED", "RETURNED"]
    assert times(result, What.ATTEMPT) == [TEN, TEN + 1 + HOUR, TEN + 2 + 2 * HOUR]


def test_nobody_replies_from_a_dead_address() -> None:
    stages = {"awareness": {"timeout": {"after": "700d", "to": "interest"}}, "interest": {}}
    journey = journey_file(stages=stages, mql={"late": "stage == interest"}, desk=desk(steps=["email"]), days=720)
    result = play(built(journey, reply_rate=1, address_decay_per_month=1), lead(TEN))
    assert kinds_of(result.rows)[-3:] == ["ATTEMPT", "MAILED", "RETURNED"]


# ---- gone cold


def test_who_waits_too_long_is_returned_ready_or_not() -> None:
    busy = desk(attempts=2, spacing="1d", work_in_progress=1, expires="6h")
    result = play(built(journey_file(**ALL, desk=busy)), lead(NINE), lead(NINE, 1))
    returned = rows_of(result, What.RETURNED)
    assert returned[["time", "node"]].tolist() == [(NINE + 6 * HOUR, EXPIRED)] * 2
    assert len(rows_of(result, What.ATTEMPT)) == 1


def test_who_goes_cold_makes_room_for_the_next_lead_at_that_second() -> None:
    busy = desk(attempts=2, spacing="1d", work_in_progress=1, expires="2h")
    result = play(built(journey_file(**ALL, desk=busy)), lead(NINE), lead(NINE + 60, 1))
    assert rows_of(result, What.ATTEMPT)[["time", "lead"]].tolist() == [(NINE, 0), (NINE + 2 * HOUR, 1)]


@pytest.mark.parametrize(("attempts", "reason"), [(2, EXPIRED), (1, 0)])
def test_who_goes_cold_during_a_call_is_returned_at_its_end_if_it_would_be_called_again(
    attempts: int, reason: int
) -> None:
    slow = desk(dial="1h", expires="1s", attempts=attempts)
    result = play(built(journey_file(**ALL, desk=slow)), lead(NINE))
    returned = rows_of(result, What.RETURNED)
    assert returned["node"].tolist() == [reason]
    assert times(result, What.RETURNED) == times(result, What.NO_CONTACT)
    assert times(result, What.RETURNED)[0] > NINE + 1


def test_a_call_that_ends_at_the_last_second_leaves_a_lead_that_has_gone_cold() -> None:
    result = play(built(journey_file(**ALL, desk=desk(attempts=2, expires="1s"))), lead(NINE))
    assert rows_of(result, What.RETURNED)[["time", "node"]].tolist() == [(NINE + 1, EXPIRED)]


def test_who_has_replied_does_not_go_cold() -> None:
    steps = desk(steps=["email"], expires="1h")
    result = play(built(journey_file(**ALL, desk=steps), reply_rate=1), lead(FRIDAY + EIGHTEEN - 1))
    assert times(result, What.CONTACT) == [MONDAY + NINE + 1]


def test_patience_is_drawn_for_each_hand_off() -> None:
    patient = desk(patience="5h")
    result = play(built(journey_file(**ALL, desk=patient)), *(lead(FRIDAY + 20 * HOUR, i) for i in range(3)))
    nodes, words = draws.exponential_nodes(), [luck(number_of(i), "desk/patience") for i in range(3)]
    expected = [FRIDAY + 20 * HOUR + max(1, round(draws.quantile(nodes, word) * 5 * HOUR)) for word in words]
    assert times(result, What.RETURNED) == sorted(expected)
    assert set(rows_of(result, What.RETURNED)["node"].tolist()) == {EXPIRED}


def test_a_lead_keeps_its_last_second_when_the_journey_changes() -> None:
    old = journey_file(**ALL, desk=desk(hours="09:00-09:01", expires="30h"))
    new = journey_file(**ALL, desk=desk(hours="23:00-23:01"))
    result = play(built(old), lead(TEN), after=built(new), change_day=1)
    assert rows_of(result, What.RETURNED)[["time", "node"]].tolist() == [(DAY + 16 * HOUR, EXPIRED)]


# ---- teams when the journey changes


def test_who_waits_goes_to_the_team_of_the_same_name_or_else_to_the_first() -> None:
    closed = {"reps": 1, "hours": "17:00-18:00"}
    old = journey_file(**ALL, desk=teams(a=closed | {"takes": "job == staff"}, b=closed))
    new = journey_file(**ALL, desk=teams(c={"reps": 2}, b={"reps": 2}))
    waiting = [lead(FRIDAY + 20 * HOUR, 0, attributes={"job": "staff"}), lead(FRIDAY + 21 * HOUR, 1)]
    result = play(built(old), *waiting, after=built(new), change_day=7)
    assert sorted(rows_of(result, What.ATTEMPT)[["time", "node", "lead"]].tolist()) == [
        (MONDAY + NINE, 0, 0),
        (MONDAY + NINE, 2, 1),
    ]


def test_a_rep_whom_the_second_journey_lacks_finishes_the_call_and_leaves() -> None:
    midnight = desk(hours="always", reps=2, dial="1d", attempts=1)
    old, new = journey_file(**ALL, desk=midnight), journey_file(**ALL, desk=midnight | {"reps": 1, "dial": "0s"})
    callers = [lead(DAY - 2, 0), lead(DAY - 1, 1), lead(10 * DAY, 2), lead(10 * DAY, 3)]
    result = play(built(old), *callers, after=built(new), change_day=1)
    attempts = rows_of(result, What.ATTEMPT)
    assert attempts["node"].tolist() == [0, 1, 0, 0]
    assert (rows_of(result, What.NO_CONTACT)["time"][:2] > DAY).all()
