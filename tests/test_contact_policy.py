"""Contact policies one by one, each with a scripted lead: right answers worked out on paper, from both engines."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
import pytest

from sim.model.ledger import Run, Status, What
from tests.engines import both as play
from tests.scripted import (
    CERTAIN_READERS,
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
    rows_of,
    times,
)
from tests.strategies_files import Plain

PAPER = {"paper": page("download")}
MINUTE = 60
EVERY_DAY = [TEN + day * DAY for day in range(14)]
TO_SALES = {"mql": {"everybody": "score >= 0"}, "behaviours": {"registered": {"points": 1}}}
HOURS, CAP, USUAL = 1, 2, 3  # values of the rows `postponed` and `blocked`


def greeting(**more: Any) -> Plain:
    """A mail after registration."""
    return {"kind": "email", "content": "paper", "after": "registered"} | more


def one_mail(programme: Plain, **journey: Any) -> Plain:
    """A journey with one programme beside its page."""
    return journey_file(touchpoints=PAPER | {"letter": programme}, **journey)


def seconds_of(run: Run, ordinal: int, *kinds: What) -> list[int]:
    """Seconds of the rows of some kinds of the lead at that place among all."""
    rows = rows_of(run, *kinds)
    return [int(t) for t in rows["time"][rows["lead"] == ordinal]]


def cause_of(run: Run, row: np.void) -> np.void:
    """The row that caused another one of the same lead."""
    (found,) = run.rows[(run.rows["lead"] == row["lead"]) & (run.rows["n"] == row["cause"])]
    return found


# ---- exit criteria


def test_exit_criteria_a_lead_that_meets_its_goal_leaves_and_gets_no_more_mail_stage_or_hand_off() -> None:
    journey = journey_file(
        touchpoints=DAILY,
        stages={"awareness": {}, "interest": {"enter": "download >= 1"}},
        exits={"reader": {"when": "download >= 1"}},
        mql={"reader": "download >= 1"},
    )
    run = play(built(journey, **CERTAIN_READERS), lead())
    assert kinds_of(run.rows) == ["REGISTERED", "SENT", "OPEN", "CLICK", "CONTENT", "EXITED"]
    assert set(times(run, What.SENT, What.EXITED)) == {TEN}
    assert run.leads["status"].tolist() == [Status.EXITED]


def test_exit_criteria_who_leaves_can_be_thanked_and_gets_nothing_else() -> None:
    touchpoints = DAILY | {"thanks": {"kind": "email", "content": "paper", "on": "exited", "delay": "1d"}}
    journey = journey_file(touchpoints=touchpoints, exits={"opener": {"when": "open >= 1"}})
    run = play(built(journey, open_rate=1), lead())
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [(TEN, 1), (DAY + TEN, 2)]


@pytest.mark.parametrize(("rest", "back"), [("0s", True), ("300d", False)])
def test_exit_criteria_a_lead_comes_back_by_its_own_condition_and_not_too_early(rest: str, back: bool) -> None:
    again = {"when": "download >= 1", "after": rest, "to": "interest"}
    journey = journey_file(
        touchpoints=PAPER | {"letter": mail("paper", "2026-04-06 10:00")},
        stages={"awareness": {}, "interest": {"enter": "score >= 1000"}},
        exits={"opener": {"when": "open == 1 and stage == awareness", "re_enter": again}},
        days=30,
    )
    run = play(built(journey, **CERTAIN_READERS, click_delay="1h"), lead())
    assert kinds_of(run.rows) == ["REGISTERED", "SENT", "OPEN", "EXITED", "CLICK", "CONTENT"] + ["REENTERED"] * back
    assert rows_of(run, What.REENTERED)["stage"].tolist() == [1] * back
    assert run.leads["status"].tolist() == [Status.NURTURING if back else Status.EXITED]


# ---- opt-out and suppression


def test_opt_out_of_one_programme_leaves_the_others() -> None:
    touchpoints = PAPER | {
        "news": mail("paper", "daily 10:00", opt_out="programme"),
        "offers": mail("paper", "2026-04-08 10:00"),
    }
    run = play(built(journey_file(touchpoints=touchpoints), unsubscribe_rate=1), lead())
    assert kinds_of(run.rows) == ["REGISTERED", "SENT", "OPT_OUT", "SENT", "UNSUBSCRIBE"]
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [(TEN, 1), (2 * DAY + TEN, 2)]


def test_opt_out_of_everything_ends_mails_of_every_programme_and_invitations() -> None:
    series = {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness", "invite": [{"before": "7d"}]}
    touchpoints = PAPER | {"news": mail("paper", "daily 10:00"), "other": mail("paper", "daily 11:00"), "talk": series}
    run = play(built(journey_file(touchpoints=touchpoints), unsubscribe_rate=1), lead())
    assert kinds_of(run.rows) == ["REGISTERED", "SENT", "UNSUBSCRIBE"]


def test_a_bounced_address_gets_nothing_more() -> None:
    touchpoints = PAPER | {"news": mail("paper", "daily 10:00"), "other": mail("paper", "daily 11:00")}
    run = play(built(journey_file(touchpoints=touchpoints, days=700), address_decay_per_month=1), lead())
    kinds = kinds_of(run.rows)
    assert kinds.count("BOUNCE") == 1
    assert kinds == ["REGISTERED"] + ["SENT"] * (len(kinds) - 2) + ["BOUNCE"]
    assert times(run, What.BOUNCE)[0] < 700 * DAY - HOUR


def test_suppression_holds_for_whom_the_rule_says_and_from_when_it_is_true() -> None:
    journey = journey_file(touchpoints=DAILY, contact_policy={"suppress": "job == staff or download >= 2"}, days=5)
    people = lead(), lead(1, ordinal=1, attributes={"job": "staff"})
    run = play(built(journey, **CERTAIN_READERS), *people)
    assert seconds_of(run, 0, What.SENT) == EVERY_DAY[:2]
    assert seconds_of(run, 1, What.SENT) == []


# ---- journey cap and frequency caps


def test_journey_cap_a_programme_sends_a_lead_no_more_mails_than_it_may() -> None:
    run = play(built(one_mail(mail("paper", "daily 10:00", max_sends=3))), lead(), lead(5 * DAY, ordinal=1))
    assert seconds_of(run, 0, What.SENT) == EVERY_DAY[:3]
    assert seconds_of(run, 1, What.SENT) == EVERY_DAY[5:8]


def test_frequency_caps_count_mails_of_all_programmes_and_the_important_one_goes_first() -> None:
    touchpoints = PAPER | {
        "low": mail("paper", "daily 10:00"),
        "high": mail("paper", "daily 10:00", priority=10),
        "always": mail("paper", "daily 10:00", capped="false", priority=-10),
    }
    policy = {"caps": [{"mails": 1, "within": "1d"}]}
    run = play(built(journey_file(touchpoints=touchpoints, contact_policy=policy, days=3)), lead())
    a_day = [(What.SENT, 2, 0), (What.BLOCKED, 1, CAP), (What.SENT, 3, 0)]
    assert rows_of(run, What.SENT, What.BLOCKED)[["what", "node", "value"]].tolist() == a_day * 3


def test_frequency_caps_over_several_periods_all_hold() -> None:
    policy = {"caps": [{"mails": 1, "within": "1d"}, {"mails": 2, "within": "7d"}]}
    run = play(built(one_mail(mail("paper", "daily 10:00"), contact_policy=policy)), lead())
    assert [(t - TEN) // DAY for t in times(run, What.SENT)] == [0, 1, 7, 8]
    assert len(times(run, What.BLOCKED)) == 10


def test_frequency_caps_can_put_a_mail_off_until_there_is_room() -> None:
    touchpoints = PAPER | {
        "low": mail("paper", "2026-04-06 10:00"),
        "high": mail("paper", "2026-04-06 09:00", priority=10),
    }
    policy = {"caps": [{"mails": 1, "within": "2d"}], "over_cap": "next"}
    run = play(built(journey_file(touchpoints=touchpoints, contact_policy=policy)), lead())
    assert rows_of(run, What.SENT, What.POSTPONED)[["time", "what", "node", "value"]].tolist() == [
        (9 * HOUR, What.SENT, 2, 0),
        (10 * HOUR, What.POSTPONED, 1, CAP),
        (2 * DAY + 9 * HOUR, What.SENT, 1, 0),
    ]


# ---- quiet hours, sending window, send time


NIGHT = {"quiet_hours": "22:00-08:00"}


@pytest.mark.parametrize(
    ("registered_s", "sent_s"),
    [
        (8 * HOUR - 1, 8 * HOUR),
        (8 * HOUR, 8 * HOUR),
        (22 * HOUR - 1, 22 * HOUR - 1),
        (22 * HOUR, DAY + 8 * HOUR),
        (DAY, DAY + 8 * HOUR),
    ],
)
def test_quiet_hours_put_a_mail_off_to_their_end(registered_s: int, sent_s: int) -> None:
    run = play(built(one_mail(greeting(), contact_policy=NIGHT)), lead(registered_s))
    assert times(run, What.SENT) == [sent_s]
    assert times(run, What.POSTPONED) == [registered_s] * (sent_s != registered_s)
    (sent,) = rows_of(run, What.SENT)
    assert cause_of(run, sent)["what"] == (What.REGISTERED if sent_s == registered_s else What.POSTPONED)


def test_quiet_hours_can_drop_a_mail() -> None:
    run = play(built(one_mail(mail("paper", "daily 23:30"), contact_policy=NIGHT | {"outside": "drop"})), lead())
    assert kinds_of(run.rows) == ["REGISTERED"] + ["BLOCKED"] * 14
    assert set(rows_of(run, What.BLOCKED)["value"].tolist()) == {HOURS}


def test_quiet_hours_are_the_policy_and_a_programme_may_drop_where_others_wait() -> None:
    touchpoints = PAPER | {"waits": greeting(), "drops": greeting(outside="drop")}
    run = play(built(journey_file(touchpoints=touchpoints, contact_policy=NIGHT)), lead(23 * HOUR))
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [(DAY + 8 * HOUR, 1)]
    assert rows_of(run, What.BLOCKED)[["time", "node"]].tolist() == [(23 * HOUR, 2)]


@pytest.mark.parametrize(
    ("registered_s", "sent_s"),
    [
        (12 * HOUR - 1, 12 * HOUR - 1),
        (12 * HOUR, 13 * HOUR),
        (17 * HOUR, DAY + 9 * HOUR),
        (4 * DAY + 17 * HOUR, 7 * DAY + 9 * HOUR),  # on a Friday evening
    ],
)
def test_sending_window_a_mail_goes_out_in_its_hours_on_open_days(registered_s: int, sent_s: int) -> None:
    letter = greeting(window="09:00-12:00 13:00-17:00", days="open")
    run = play(built(one_mail(letter)), lead(registered_s))
    assert times(run, What.SENT) == [sent_s]


def test_sending_window_and_quiet_hours_hold_together() -> None:
    run = play(built(one_mail(greeting(window="07:00-09:00"), contact_policy=NIGHT)), lead(6 * HOUR))
    assert times(run, What.SENT) == [8 * HOUR]


@pytest.mark.parametrize(
    ("registered_s", "sent_s"), [(-1, DAY), (20 * HOUR - 1, DAY + 19 * HOUR), (20 * HOUR, DAY + 20 * HOUR)]
)
def test_send_time_is_the_hour_at_which_the_lead_was_active_last(registered_s: int, sent_s: int) -> None:
    letter = mail("paper", "2026-04-06,2026-04-07 10:00", send_time="usual_hour")
    run = play(built(one_mail(letter)), lead(registered_s))
    assert sent_s in times(run, What.SENT)
    assert {t % DAY for t in times(run, What.SENT)} == {sent_s % DAY}
    assert rows_of(run, What.POSTPONED)["value"].tolist() == [USUAL] * len(times(run, What.SENT))


def test_send_time_follows_the_lead_to_another_hour() -> None:
    letters = PAPER | {
        "first": mail("paper", "2026-04-06 16:30"),
        "second": mail("paper", "2026-04-07 10:00", send_time="usual_hour"),
    }
    run = play(built(journey_file(touchpoints=letters), open_rate=1), lead(9 * HOUR))
    assert times(run, What.SENT) == [16 * HOUR + 30 * MINUTE, DAY + 16 * HOUR]


# ---- dated conditions


def test_dated_conditions_a_programme_sends_from_a_date_and_before_another() -> None:
    letter = mail("paper", "daily 10:00") | {"from": "2026-04-08", "until": "2026-04-10"}
    run = play(built(one_mail(letter)), lead())
    assert times(run, What.SENT) == EVERY_DAY[2:4]


def test_dated_conditions_are_asked_when_the_mail_is_due_not_when_it_was_set_off() -> None:
    run = play(
        built(one_mail(greeting(delay="2d") | {"from": "2026-04-08", "until": "2026-04-09"})),
        *(lead(day * DAY + TEN, ordinal=day) for day in range(3)),
    )
    assert times(run, What.SENT) == [2 * DAY + TEN]


# ---- true split percentages


def split(shares: dict[str, float], leads: int, **more: Any) -> Run:
    """Three mails to many leads, with variants of these shares."""
    letter = mail(
        "paper", "2026-04-06,2026-04-07,2026-04-08 10:00", variants={n: {"share": s} for n, s in shares.items()}
    )
    return play(built(one_mail(letter | more, days=4)), *(lead(ordinal=i) for i in range(leads)))


def variants_of(run: Run) -> list[set[int]]:
    """The variants that each lead got."""
    sent = rows_of(run, What.SENT)
    return [set((sent["value"][sent["lead"] == i] // 1000).tolist()) for i in range(len(run.leads))]


def test_true_split_percentages_hold_within_chance_and_who_is_in_none_is_held_out() -> None:
    leads, shares = 1_500, {"a": 0.2, "b": 0.3}
    got = variants_of(split(shares, leads))
    for variant, share in ({0}, 0.2), ({1}, 0.3), (set(), 0.5):
        found = sum(each == variant for each in got)
        assert abs(found - leads * share) < 4 * sqrt(leads * share * (1 - share))


def test_true_split_percentages_a_lead_keeps_its_variant_for_life() -> None:
    run = split({"a": 0.5, "b": 0.5}, 60)
    assert {len(each) for each in variants_of(run)} == {1}
    assert len(rows_of(run, What.SENT)) == 180


def test_true_split_percentages_a_share_of_one_is_everybody_and_of_nothing_nobody() -> None:
    assert set(map(tuple, variants_of(split({"a": 0, "b": 1}, 60)))) == {(1,)}


def test_true_split_percentages_a_variant_has_its_own_content_and_its_own_pull() -> None:
    touchpoints = PAPER | {
        "price": page("price_page"),
        "letter": mail("paper", "2026-04-06 10:00", variants={
            "plain": {"share": 0.5, "open": 0}, "keen": {"share": 0.5, "content": "price"},
        }),
    }  # fmt: skip
    run = play(built(journey_file(touchpoints=touchpoints), open_rate=1), *(lead(ordinal=i) for i in range(40)))
    assert set(rows_of(run, What.SENT)["value"].tolist()) == {0, 1001}
    keen = rows_of(run, What.SENT)
    assert set(rows_of(run, What.OPEN)["lead"].tolist()) == set(keen["lead"][keen["value"] == 1001].tolist())


# ---- reactions


@pytest.mark.parametrize(("opens", "sent"), [(0, [TEN, 2 * DAY + TEN]), (1, [TEN])])
def test_reactions_who_has_not_opened_gets_the_mail_once_more(opens: float, sent: list[int]) -> None:
    letter = mail("paper", "2026-04-06 10:00", resend={"after": "2d"})
    run = play(built(one_mail(letter), open_rate=opens), lead())
    assert times(run, What.SENT) == sent


def test_reactions_a_machine_that_opens_keeps_the_mail_from_being_sent_once_more() -> None:
    letter = mail("paper", "2026-04-06 10:00", resend={"after": "2d"})
    run = play(built(one_mail(letter), machine_open_share=1), lead())
    assert kinds_of(run.rows) == ["REGISTERED", "SENT", "MACHINE_OPEN"]


def test_reactions_an_open_or_a_click_of_one_programme_sets_off_a_mail() -> None:
    touchpoints = PAPER | {
        "news": mail("paper", "2026-04-06 10:00"),
        "offer": mail("paper", "2026-04-07 10:00"),
        "thanks": {"kind": "email", "content": "paper", "after": "click", "of": "offer", "delay": "1h", "max_sends": 1},
    }
    run = play(built(journey_file(touchpoints=touchpoints), **CERTAIN_READERS), lead())
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [(TEN, 1), (DAY + TEN, 2), (DAY + 11 * HOUR, 3)]
    thanks = rows_of(run, What.SENT)[2]
    cause = cause_of(run, thanks)
    assert (cause["what"], cause["node"]) == (What.CLICK, 2)


def test_reactions_a_call_hands_a_lead_to_sales_whatever_its_score() -> None:
    touchpoints = DAILY | {"ring": {"kind": "call", "after": "download", "delay": "30min"}}
    run = play(built(journey_file(touchpoints=touchpoints), **CERTAIN_READERS), lead())
    assert times(run, What.CALL)[0] == TEN + 30 * MINUTE
    assert kinds_of(run.rows)[:8] == ["REGISTERED", "SENT", "OPEN", "CLICK", "CONTENT", "CALL", "SYNCED", "ATTEMPT"]


def test_reactions_who_shows_no_sign_of_life_gets_only_the_mail_that_wakes_the_dormant() -> None:
    touchpoints = PAPER | {
        "letter": mail("paper", "daily 10:00"),
        "wake": {"kind": "email", "content": "paper", "on": "dormant", "delay": "1d"},
    }
    journey = journey_file(touchpoints=touchpoints, dormancy={"after": "3d"})
    run = play(built(journey), lead(TEN - 1))
    assert times(run, What.DORMANT) == [3 * DAY + TEN - 1]
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [
        *((t, 1) for t in EVERY_DAY[:3]),
        (4 * DAY + TEN - 1, 2),
    ]


def test_reactions_who_opens_the_mail_for_the_dormant_is_active_again() -> None:
    touchpoints = PAPER | {
        "letter": mail("paper", "daily 10:00", when="open >= 1"),
        "wake": {"kind": "email", "content": "paper", "on": "dormant"},
        "welcome": {"kind": "email", "content": "paper", "on": "reactivated", "delay": "1h"},
    }
    journey = journey_file(touchpoints=touchpoints, dormancy={"after": "3d"}, days=5)
    run = play(built(journey, open_rate=1), lead())
    assert kinds_of(run.rows)[:6] == ["REGISTERED", "DORMANT", "SENT", "OPEN", "REACTIVATED", "SENT"]
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [
        (3 * DAY, 2),
        (3 * DAY + HOUR, 3),
        (3 * DAY + TEN, 1),
        (4 * DAY + TEN, 1),
    ]


# ---- real waits


THURSDAY = 3 * DAY + 15 * HOUR


@pytest.mark.parametrize(
    ("more", "sent_s"),
    [
        ({}, 5 * DAY + 15 * HOUR),
        ({"days": "open"}, 7 * DAY),
        ({"days": "open", "window": "09:00-18:00"}, 7 * DAY + 9 * HOUR),
    ],
)
def test_real_waits_two_days_from_thursday_are_a_saturday_and_open_days_make_it_monday(
    more: Plain, sent_s: int
) -> None:
    run = play(built(one_mail(greeting(delay="2d", **more))), lead(THURSDAY))
    assert times(run, What.SENT) == [sent_s]


def test_real_waits_a_drip_runs_from_the_second_of_stage_entry_and_stops_with_the_stage() -> None:
    stages = {
        "awareness": {"timeout": {"after": "3d", "to": "interest"}},
        "interest": {"enter": "score >= 1000", "timeout": {"after": "2d", "to": "decision"}},
        "decision": {"enter": "score >= 2000"},
    }
    drip = {
        f"drip{i}": {"kind": "email", "content": "paper", "entering": stage, "delay": delay}
        for i, (stage, delay) in enumerate(
            [("awareness", "0s"), ("awareness", "4d"), ("interest", "1d"), ("interest", "3d"), ("decision", "12h")]
        )
    }
    run = play(built(journey_file(touchpoints=PAPER | drip, stages=stages)), lead(TEN))
    assert rows_of(run, What.STAGE)[["time", "node", "value", "cause"]].tolist() == [
        (3 * DAY + TEN, 1, 0, -1),
        (5 * DAY + TEN, 2, 1, -1),
    ]
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [
        (TEN, 1),
        (4 * DAY + TEN, 3),
        (5 * DAY + TEN + 12 * HOUR, 5),
    ]


def test_real_waits_end_early_where_the_lead_climbs() -> None:
    stages = {
        "awareness": {"timeout": {"after": "3d", "to": "interest"}},
        "interest": {"enter": "download >= 1"},
    }
    letters = {"letter": mail("paper", "2026-04-07 10:00"), "entry": {"kind": "email", "content": "paper"}}
    letters["entry"] |= {"entering": "interest"}
    run = play(built(journey_file(touchpoints=PAPER | letters, stages=stages), **CERTAIN_READERS), lead())
    assert times(run, What.STAGE) == [DAY + TEN]
    assert rows_of(run, What.SENT)[["time", "node"]].tolist() == [(DAY + TEN, 1), (DAY + TEN, 2)]


# ---- holidays and closures


GOLDEN_WEEK = {"start": "2026-04-27", "calendar": {"holidays": "JP", "closures": ["05-07", "2026-05-01"]}}
CLOSED = [2, 4, 5, 6, 7, 8, 9, 10, 12, 13]  # 29 April; 1 May; the week-end; 4 to 6 May; 7 May; the week-end


def test_holidays_and_closures_a_mail_for_open_days_is_blocked_on_others() -> None:
    letter = mail("paper", "daily 10:00", days="open", outside="drop")
    run = play(built(one_mail(letter, **GOLDEN_WEEK)), lead())
    assert [t // DAY for t in times(run, What.BLOCKED)] == CLOSED
    assert [t // DAY for t in times(run, What.SENT)] == [0, 1, 3, 11]


def test_holidays_and_closures_a_mail_for_open_days_waits_for_the_next_one() -> None:
    letter = mail("paper", "2026-04-29,2026-05-02 10:00", window="09:00-17:00")
    run = play(built(one_mail(letter, contact_policy={"days": "open"}, **GOLDEN_WEEK)), lead())
    assert times(run, What.SENT) == [3 * DAY + 9 * HOUR, 11 * DAY + 9 * HOUR]


# ---- while with sales


def with_sales(policy: str, attempts: int = 1) -> Run:
    """A lead handed off at 8:00 whom nobody reaches, called from 9:00 on; a letter goes out daily at 8:30."""
    letter = mail("paper", "daily 08:30", while_with_sales=policy)
    desk = {"reps": 1, "hours": "09:00-18:00", "dial": "1s", "attempts": attempts, "spacing": "1d"}
    journey = one_mail(letter, desk=desk, days=4, **TO_SALES)
    return play(built(journey), lead(8 * HOUR))


def test_mails_held_while_with_sales_go_out_at_the_return_and_only_the_newest() -> None:
    run = with_sales("hold", attempts=2)
    (returned_s,) = times(run, What.RETURNED)
    assert DAY + 9 * HOUR < returned_s < DAY + 10 * HOUR
    half_past_eight = [day * DAY + 8 * HOUR + 30 * MINUTE for day in range(4)]
    assert times(run, What.HELD) == half_past_eight[:2]
    assert times(run, What.SENT) == [returned_s, *half_past_eight[2:]]
    assert cause_of(run, rows_of(run, What.SENT)[0])["what"] == What.RETURNED


def test_mails_dropped_while_with_sales_are_never_sent() -> None:
    run = with_sales("drop", attempts=2)
    half_past_eight = [day * DAY + 8 * HOUR + 30 * MINUTE for day in range(4)]
    assert times(run, What.HELD) == half_past_eight[:2]
    assert times(run, What.SENT) == half_past_eight[2:]


def test_mails_continued_while_with_sales_go_out_as_if_nothing_were() -> None:
    run = with_sales("continue", attempts=2)
    assert times(run, What.HELD) == []
    assert times(run, What.SENT) == [day * DAY + 8 * HOUR + 30 * MINUTE for day in range(4)]


# ---- cool-down


def test_cool_down_a_mail_is_not_set_off_again_too_soon() -> None:
    echo = {"kind": "email", "content": "paper", "after": "open", "of": "letter", "delay": "1h", "cooldown": "3d"}
    run = play(built(journey_file(touchpoints=DAILY | {"echo": echo}), open_rate=1), lead())
    sent = rows_of(run, What.SENT)
    assert sent["time"][sent["node"] == 2].tolist() == [day * DAY + 11 * HOUR for day in (0, 3, 6, 9, 12)]


# ---- content


def test_content_by_stage_a_stage_without_content_gets_nothing() -> None:
    stages = {
        "awareness": {"timeout": {"after": "1d", "to": "interest"}},
        "interest": {"enter": "score >= 1000", "timeout": {"after": "1d", "to": "decision"}},
        "decision": {"enter": "score >= 2000"},
    }
    touchpoints = PAPER | {"price": page("price_page")}
    touchpoints["letter"] = mail("paper", "daily 10:00") | {"content": {"awareness": "paper", "decision": "price"}}
    run = play(built(journey_file(touchpoints=touchpoints, stages=stages, days=4)), lead())
    assert rows_of(run, What.SENT)[["time", "value"]].tolist() == [(TEN, 0), (2 * DAY + TEN, 1), (3 * DAY + TEN, 1)]


def test_content_by_segment_and_interest_the_first_choice_that_is_true() -> None:
    touchpoints = PAPER | {"price": page("price_page"), "case": page("case_study")}
    choices = [
        {"when": "large and price_page < 1", "content": "case"},
        {"when": "price_page >= 1", "content": {"awareness": "price"}},
        {"when": "job == director", "content": "paper"},
    ]
    touchpoints["letter"] = mail("paper", "2026-04-06 10:00") | {"content": choices}
    journey = journey_file(touchpoints=touchpoints, segments={"large": 'size == "50+"'})
    small, interested = {"size": "<50"}, {"counts": {"price_page": 1}}
    people = (
        lead(0),
        lead(1, ordinal=1, **interested),
        lead(2, ordinal=2, attributes=small),
        lead(3, ordinal=3, attributes=small | {"job": "staff"}),
    )
    run = play(built(journey), *people)
    assert rows_of(run, What.SENT)[["lead", "value"]].tolist() == [(0, 2), (1, 1), (2, 0)]


def test_content_by_interest_follows_what_the_lead_does() -> None:
    touchpoints = PAPER | {"price": page("price_page")}
    choices = [{"when": "download >= 2", "content": "price"}, {"when": "score >= 0", "content": "paper"}]
    touchpoints["letter"] = mail("paper", "daily 10:00") | {"content": choices}
    run = play(built(journey_file(touchpoints=touchpoints, days=4), **CERTAIN_READERS), lead())
    assert rows_of(run, What.SENT)["value"].tolist() == [0, 0, 1, 1]


def test_every_lead_is_told_apart_however_close_their_mails() -> None:
    """Seconds of one lead's mails never go back, though mails wait, are put off and sent again."""
    letter = mail("paper", "daily 23:30", resend={"after": "1h"}, priority=3)
    policy = NIGHT | {"caps": [{"mails": 1, "within": "1d"}], "over_cap": "next"}
    run = play(built(one_mail(letter, contact_policy=policy)), lead(), lead(23 * HOUR, ordinal=1))
    for ordinal in range(2):
        sent = seconds_of(run, ordinal, What.SENT)
        assert all(later - earlier >= DAY for earlier, later in pairwise(sent))
        assert {t % DAY for t in sent} == {8 * HOUR}
