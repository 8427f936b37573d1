"""Hand-worked checks of the textbook model: without luck, each of these can be followed on paper from docs/world.md."""

from __future__ import annotations

import numpy as np
import pytest

from sim.ledger import Status, What
from tests.scripted import (
    CERTAIN_BUYERS,
    CERTAIN_READERS,
    DAY,
    HOUR,
    built,
    journey_file,
    kinds_of,
    lead,
    mail,
    page,
    play,
    rows_of,
)

NINE, TEN = 9 * HOUR, 10 * HOUR
UNREACHABLE = {"attempts": 1, "reps": 1, "dial": "0s"}
DAILY = {"paper": page("download"), "letter": mail("paper", "daily 10:00")}


def times(result, *kinds):
    return rows_of(result, *kinds)["time"].tolist()


# ---- points and rules


def test_the_articles_worked_example_scores_115():
    points = {"job": {"director": 20}, "industry": {"target": 15}, "size": {"50+": 10}}
    touchpoints = {
        "paper": page("download"),
        "price": page("price_page"),
        "papers": mail("paper", "2026-04-07,2026-04-08 10:00"),
        "prices": mail("price", "2026-04-09 10:00"),
    }
    behaviours = {"download": {"points": 20}, "price_page": {"points": 30}}
    journey = journey_file(fit=points, touchpoints=touchpoints, behaviours=behaviours)
    result = play(built(journey, **CERTAIN_READERS), lead())
    assert rows_of(result, What.REGISTERED, What.CONTENT)["score"].tolist() == [45, 65, 85, 115]
    assert result.leads["score"].tolist() == [115]


@pytest.mark.parametrize(("rule", "handed_off"), [("score >= 100", True), ("score > 100", False)])
def test_exactly_100_points_pass_at_least_but_not_above(rule, handed_off):
    result = play(built(journey_file(mql={"line": rule})), lead(score=100))
    assert (times(result, What.MQL) == [0]) is handed_off


@pytest.mark.parametrize(
    ("before", "points", "climbed"), [(44, 5, []), (45, 5, [1]), (74, 5, [1]), (75, 5, [1, 2]), (40, 40, [1, 2])]
)
def test_stages_are_entered_at_50_and_80_points_and_can_be_climbed_at_once(before, points, climbed):
    stages = {"awareness": {}, "interest": {"enter": "score >= 50"}, "consideration": {"enter": "score >= 80"}}
    journey = journey_file(stages=stages, behaviours={"open": {"points": points}}, touchpoints=DAILY, days=1)
    result = play(built(journey, **CERTAIN_READERS), lead(score=before, registered_s=-1))
    entered = rows_of(result, What.STAGE)
    assert entered[["node", "value"]].tolist() == [(stage, stage - 1) for stage in climbed]
    assert result.leads["stage"].tolist() == [len(climbed)]


def test_points_come_every_second_time_and_at_most_twice():
    journey = journey_file(behaviours={"open": {"points": 5, "every": 2, "max_times": 2}}, touchpoints=DAILY)
    result = play(built(journey, **CERTAIN_READERS), lead())
    assert rows_of(result, What.OPEN)["value"].tolist() == [0, 5, 0, 5] + [0] * 10


@pytest.mark.parametrize(("window", "handed_off"), [("1d", False), ("86401s", True)])
def test_a_window_leaves_out_the_second_at_its_far_end(window, handed_off):
    journey = journey_file(mql={"twice": f"count(open, {window}) >= 2"}, touchpoints=DAILY)
    result = play(built(journey, **CERTAIN_READERS), lead())
    assert (times(result, What.MQL)[:1] == [DAY + TEN]) is handed_off


def test_a_lead_that_the_gate_refuses_is_excluded_and_left_alone():
    journey = journey_file(gate="industry != other", touchpoints=DAILY)
    refused = lead(attributes={"industry": "other"})
    result = play(built(journey, **CERTAIN_READERS), refused)
    assert kinds_of(result.rows) == ["REGISTERED", "EXCLUDED"]
    assert result.leads["status"].tolist() == [Status.EXCLUDED]


def test_who_registered_before_the_start_is_not_greeted():
    journey = journey_file(
        behaviours={"registered": {"points": 3}},
        touchpoints={"paper": page("download"), "hello": {"kind": "email", "content": "paper", "after": "registered"}},
    )
    result = play(built(journey), lead(registered_s=-1), lead(registered_s=0, ordinal=1))
    assert sorted(zip(kinds_of(result.rows), result.rows["score"].tolist(), strict=True)) == [
        ("REGISTERED", 0),
        ("REGISTERED", 3),
        ("SENT", 3),
    ]


# ---- mail


def test_a_mail_read_at_once_leads_to_everything_at_its_second_in_order():
    journey = journey_file(
        touchpoints=DAILY,
        behaviours={"download": {"points": 20}},
        stages={"awareness": {}, "interest": {"enter": "download >= 1"}},
        mql={"interested": "stage == interest"},
        days=1,
    )
    result = play(built(journey, **CERTAIN_READERS), lead())
    expected = ["REGISTERED", "SENT", "OPEN", "CLICK", "CONTENT", "STAGE", "MQL", "SYNCED", "ATTEMPT", "NO_CONTACT"]
    assert kinds_of(result.rows)[:10] == expected
    assert set(result.rows["time"][1:9].tolist()) == {TEN}
    assert result.rows["cause"][:10].tolist() == [-1, -1, 1, 2, 3, 4, 5, 6, 7, 8]


def test_a_triggered_mail_follows_its_behaviour_after_the_delay():
    touchpoints = DAILY | {"echo": {"kind": "email", "content": "paper", "after": "open", "delay": "90min"}}
    touchpoints["echo"]["when"] = "open < 2"
    result = play(built(journey_file(touchpoints=touchpoints, days=1), **CERTAIN_READERS), lead())
    assert times(result, What.SENT) == [TEN, TEN + 90 * 60]
    opened = rows_of(result, What.OPEN)[0]
    assert rows_of(result, What.SENT)["cause"].tolist() == [-1, opened["n"]]


@pytest.mark.parametrize(("policy", "kind"), [("hold", What.HELD), ("continue", What.SENT)])
def test_while_with_sales_a_mail_is_held_or_sent_as_its_programme_says(policy, kind):
    touchpoints = {"paper": page("download"), "letter": mail("paper", "daily 10:00", while_with_sales=policy)}
    journey = journey_file(
        touchpoints=touchpoints, mql={"all": "score >= 0"}, sync={"mode": "periodic", "every": "30d"}
    )
    result = play(built(journey), lead(HOUR))
    assert result.leads["status"].tolist() == [Status.TRANSIT]
    assert times(result, What.HELD, What.SENT) == times(result, kind) == [TEN + day * DAY for day in range(14)]


def test_a_mailbox_that_opens_by_itself_scores_and_its_reader_does_not():
    journey = journey_file(touchpoints=DAILY, behaviours={"open": {"points": 5}}, days=1)
    result = play(built(journey, machine_open_share=1, open_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "MACHINE_OPEN", "READ"]
    assert result.rows["score"].tolist() == [0, 0, 5, 5]


def test_a_scanner_follows_the_link_but_fills_no_form():
    touchpoints = {
        "paper": page("download", form=0.5),
        "blog": page("blog"),
        "first": mail("paper", "2026-04-06 10:00"),
        "second": mail("blog", "2026-04-07 10:00"),
    }
    result = play(built(journey_file(touchpoints=touchpoints), scanner_share=1, scanner_click_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "SCANNER_CLICK", "SENT", "SCANNER_CLICK", "SCANNER_CONTENT"]


def test_a_mail_read_at_night_is_opened_at_the_same_minute_of_the_first_waking_hour():
    waking = {"open_day": [0] * 8 + [1] * 16, "off_day": [0] * 23 + [1], "source": "assumption"}
    late = {"paper": page("download"), "letter": mail("paper", "2026-04-06,2026-04-11 00:30")}
    result = play(built(journey_file(touchpoints=late), **CERTAIN_READERS, rhythm=waking), lead())
    assert times(result, What.OPEN) == [8 * HOUR + 1800, 5 * DAY + 23 * HOUR + 1800]


def test_nobody_is_written_to_after_unsubscribing():
    result = play(built(journey_file(touchpoints=DAILY), unsubscribe_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "UNSUBSCRIBE"]


# ---- webinars


def test_who_reads_the_invitation_registers_and_attends():
    series = {
        "kind": "webinar",
        "dates": "2026-04-16 15:00",
        "stages": "awareness",
        "invite": [{"before": "7d", "at": "10:00"}, {"before": "1d", "at": "10:00"}],
    }
    journey = journey_file(touchpoints={"webinar": series}, behaviours={"webinar_attended": {"points": 40}})
    result = play(built(journey, {"webinar": 1}, open_rate=1, attend_rate=1), lead())
    held_s = 10 * DAY + 15 * HOUR
    assert times(result, What.WEBINAR_ATTENDED) == [held_s]
    assert rows_of(result, What.WEBINAR_ATTENDED)[["value", "cause"]].tolist() == [(40, -1)]
    assert rows_of(result, What.SENT)["value"].tolist()[0] == -1
    registered_s = times(result, What.WEBINAR_REGISTERED)[0]
    assert 3 * DAY + TEN <= registered_s <= held_s
    # Who has a place is not invited again.
    assert times(result, What.SENT) == [3 * DAY + TEN] + [9 * DAY + TEN] * (registered_s > 9 * DAY + TEN)


# ---- sync and desk


@pytest.mark.parametrize(("handed_off_s", "tick_s"), [(TEN + 1, TEN + 1800), (TEN + 1800, TEN + 1800), (0, 1800)])
def test_a_periodic_sync_takes_a_hand_off_at_the_first_tick_not_before_it(handed_off_s, tick_s):
    link = {"mode": "periodic", "every": "1h", "at": "00:30"}
    result = play(built(journey_file(mql={"all": "score >= 0"}, sync=link)), lead(handed_off_s))
    assert times(result, What.MQL) == [handed_off_s]
    assert times(result, What.SYNCED) == [tick_s]


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
def test_the_first_attempt_waits_for_the_desk_and_for_the_promised_day(first_contact, handed_off_s, attempt_s):
    desk = UNREACHABLE | {"hours": "09:00-18:00", "first_contact": first_contact}
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), lead(handed_off_s))
    assert times(result, What.ATTEMPT) == [attempt_s]
    assert times(result, What.RETURNED) == [attempt_s + 1]  # no call is shorter than a second


def test_attempts_are_spaced_and_counted():
    desk = {"reps": 1, "hours": "09:00-18:00", "dial": "0s", "attempts": 3, "spacing": "5h"}
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), lead(NINE))
    assert times(result, What.ATTEMPT) == [NINE, NINE + 1 + 5 * HOUR, DAY + NINE]
    assert rows_of(result, What.ATTEMPT)["value"].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("priority", "order"), [("first_come", [0, 1, 2]), ("score", [2, 0, 1]), ("freshness", [2, 1, 0])]
)
def test_one_rep_takes_waiting_leads_by_priority(priority, order):
    desk = UNREACHABLE | {"hours": "09:00-18:00", "priority": priority}
    waiting = [lead(HOUR * (i + 1), i, score=score) for i, score in enumerate((20, 10, 30))]
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), *waiting)
    attempts = rows_of(result, What.ATTEMPT)
    assert attempts["lead"].tolist() == order
    assert attempts["time"].tolist() == [NINE, NINE + 1, NINE + 2]


def test_the_rep_who_is_free_longest_takes_the_next_call():
    desk = UNREACHABLE | {"hours": "always", "reps": 3}
    callers = [lead(10 * i, i) for i in range(5)]
    result = play(built(journey_file(mql={"all": "score >= 0"}, desk=desk)), *callers)
    assert rows_of(result, What.ATTEMPT)["node"].tolist() == [0, 1, 2, 0, 1]


def test_a_call_that_uncovers_everything_ends_in_a_won_deal():
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


def test_a_deal_that_would_close_after_the_project_is_lost():
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
def test_a_lead_is_returned_with_the_first_reason_that_holds(persona, people, reason):
    rules = {"mql": {"all": "score >= 0"}, "sql": "need and timing and budget and authority"}
    journey = journey_file(**rules, desk=UNREACHABLE, returns={"unreachable": {"to": "excluded"}})
    result = play(built(journey, persona, **CERTAIN_BUYERS | people), lead(NINE))
    returned = rows_of(result, What.RETURNED)
    assert returned[["node", "value"]].tolist() == [(reason, -1 if reason == 0 else 0)]
    assert result.leads["status"].tolist() == [Status.EXCLUDED if reason == 0 else Status.NURTURING]


@pytest.mark.parametrize(("rest", "again_s"), [("1d", 2 * DAY + NINE), ("86399s", DAY + NINE), ("0s", DAY + NINE)])
def test_a_returned_lead_is_handed_off_again_by_its_first_behaviour_after_the_rest(rest, again_s):
    touchpoints = {"paper": page("download"), "letter": mail("paper", "daily 09:00")}
    journey = journey_file(
        mql={"all": "score >= 0"}, desk=UNREACHABLE, returns={"unreachable": {"rest": rest}}, touchpoints=touchpoints
    )
    result = play(built(journey, open_rate=1), lead(0))
    assert times(result, What.RETURNED)[0] == NINE + 1
    assert times(result, What.MQL)[:2] == [0, again_s]


def test_a_return_can_lead_to_an_earlier_stage_without_a_stage_row():
    stages = {"awareness": {}, "interest": {"enter": "score >= 0"}}
    back = {"unreachable": {"to": "awareness", "rest": "30d"}}
    journey = journey_file(stages=stages, mql={"all": "score >= 0"}, desk=UNREACHABLE, returns=back)
    result = play(built(journey), lead(NINE))
    assert result.rows[["what", "stage"]].tolist()[-1] == (What.RETURNED, 0)
    assert len(rows_of(result, What.STAGE)) == 1


# ---- a change of journey


def test_from_the_day_of_change_points_and_programmes_are_the_second_journeys():
    old = journey_file(touchpoints=DAILY | {"extra": mail("paper", "daily 11:00")}, behaviours={"open": {"points": 5}})
    new = journey_file(touchpoints=DAILY, behaviours={"open": {"points": 7}})
    after = built(new, open_rate=1)
    result = play(built(old, open_rate=1), lead(), after=after, change_day=2)
    opened = rows_of(result, What.OPEN)
    assert opened["value"].tolist() == [5] * 4 + [7] * 12
    assert np.unique(opened["time"] % DAY // HOUR).tolist() == [10, 11]
    assert opened["time"][opened["node"] == 2].max() == DAY + 11 * HOUR


def test_mail_sent_before_the_change_is_not_read_if_its_programme_is_gone():
    slowly = {"open_rate": 1, "open_delay": {"median": "1d", "sigma": 0, "source": "assumption"}}
    new = journey_file(touchpoints={"paper": page("download")})
    result = play(built(journey_file(touchpoints=DAILY), **slowly), lead(), after=built(new, **slowly), change_day=2)
    assert times(result, What.SENT) == [TEN, DAY + TEN]
    assert times(result, What.OPEN) == [DAY + TEN]


def test_a_hand_off_in_transit_takes_the_first_tick_after_the_change():
    rules = {"mql": {"all": "score >= 0"}}
    old = journey_file(**rules, sync={"mode": "periodic", "every": "30d"})
    result = play(built(old), lead(1), after=built(journey_file(**rules)), change_day=3)
    assert times(result, What.SYNCED) == [3 * DAY]


def test_new_reps_are_free_since_the_start():
    rules = {"mql": {"all": "score >= 0"}}
    old = journey_file(**rules, desk=UNREACHABLE | {"hours": "always"})
    new = journey_file(**rules, desk=UNREACHABLE | {"hours": "always", "reps": 2})
    result = play(built(old), lead(1), lead(DAY, 1), after=built(new), change_day=1)
    assert rows_of(result, What.ATTEMPT)["node"].tolist() == [0, 1]
