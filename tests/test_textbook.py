"""Hand-worked checks of the textbook model: without luck, each of these can be followed on paper from docs/world.md."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.ledger import Status, What
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
    play,
    rows_of,
    times,
)

# ---- points and rules


def test_the_articles_worked_example_scores_115() -> None:
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
def test_exactly_100_points_pass_at_least_but_not_above(rule: str, handed_off: bool) -> None:
    result = play(built(journey_file(mql={"line": rule})), lead(score=100))
    assert (times(result, What.MQL) == [0]) is handed_off


@pytest.mark.parametrize(
    ("before", "points", "climbed"), [(44, 5, []), (45, 5, [1]), (74, 5, [1]), (75, 5, [1, 2]), (40, 40, [1, 2])]
)
def test_stages_begin_at_50_and_80_points_and_can_be_climbed_at_once(
    before: int, points: int, climbed: list[int]
) -> None:
    stages = {"awareness": {}, "interest": {"enter": "score >= 50"}, "consideration": {"enter": "score >= 80"}}
    journey = journey_file(stages=stages, behaviours={"open": {"points": points}}, touchpoints=DAILY, days=1)
    result = play(built(journey, **CERTAIN_READERS), lead(score=before, registered_s=-1))
    entered = rows_of(result, What.STAGE)
    assert entered[["node", "value"]].tolist() == [(stage, stage - 1) for stage in climbed]
    assert result.leads["stage"].tolist() == [len(climbed)]


def test_points_come_every_second_time_and_at_most_twice() -> None:
    journey = journey_file(behaviours={"open": {"points": 5, "every": 2, "max_times": 2}}, touchpoints=DAILY)
    result = play(built(journey, **CERTAIN_READERS), lead())
    assert rows_of(result, What.OPEN)["value"].tolist() == [0, 5, 0, 5] + [0] * 10


@pytest.mark.parametrize(("window", "handed_off"), [("1d", False), ("86401s", True)])
def test_a_window_leaves_out_the_second_at_its_far_end(window: str, handed_off: bool) -> None:
    journey = journey_file(mql={"twice": f"count(open, {window}) >= 2"}, touchpoints=DAILY)
    result = play(built(journey, **CERTAIN_READERS), lead())
    assert (times(result, What.MQL)[:1] == [DAY + TEN]) is handed_off


def test_a_lead_that_the_gate_refuses_is_excluded_and_left_alone() -> None:
    journey = journey_file(gate="industry != other", touchpoints=DAILY)
    refused = lead(attributes={"industry": "other"})
    result = play(built(journey, **CERTAIN_READERS), refused)
    assert kinds_of(result.rows) == ["REGISTERED", "EXCLUDED"]
    assert result.leads["status"].tolist() == [Status.EXCLUDED]


def test_who_registered_before_the_start_is_not_greeted() -> None:
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


def test_a_mail_read_at_once_leads_to_everything_at_its_second_in_order() -> None:
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


def test_a_triggered_mail_follows_its_behaviour_after_the_delay() -> None:
    touchpoints = DAILY | {"echo": {"kind": "email", "content": "paper", "after": "open", "delay": "90min"}}
    touchpoints["echo"]["when"] = "open < 2"
    result = play(built(journey_file(touchpoints=touchpoints, days=1), **CERTAIN_READERS), lead())
    assert times(result, What.SENT) == [TEN, TEN + 90 * 60]
    opened = rows_of(result, What.OPEN)[0]
    assert rows_of(result, What.SENT)["cause"].tolist() == [-1, opened["n"]]


@pytest.mark.parametrize(("policy", "kind"), [("hold", What.HELD), ("continue", What.SENT)])
def test_while_with_sales_a_mail_is_held_or_sent_as_its_programme_says(policy: str, kind: What) -> None:
    touchpoints = {"paper": page("download"), "letter": mail("paper", "daily 10:00", while_with_sales=policy)}
    journey = journey_file(
        touchpoints=touchpoints, mql={"all": "score >= 0"}, sync={"mode": "periodic", "every": "30d"}
    )
    result = play(built(journey), lead(HOUR))
    assert result.leads["status"].tolist() == [Status.TRANSIT]
    assert times(result, What.HELD, What.SENT) == times(result, kind) == [TEN + day * DAY for day in range(14)]


def test_a_mailbox_that_opens_by_itself_scores_and_its_reader_does_not() -> None:
    journey = journey_file(touchpoints=DAILY, behaviours={"open": {"points": 5}}, days=1)
    result = play(built(journey, machine_open_share=1, open_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "MACHINE_OPEN", "READ"]
    assert result.rows["score"].tolist() == [0, 0, 5, 5]


def test_a_read_that_nobody_sees_fires_no_rule() -> None:
    late = {"machine_open_share": 1, "machine_open_delay": "1000d"}
    journey = journey_file(touchpoints=DAILY, mql={"quiet": "count(registered, 1d) < 1"}, days=3)
    result = play(built(journey, **late, open_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "READ", "SENT", "READ", "SENT", "READ"]


def test_a_scanner_follows_the_link_but_fills_no_form() -> None:
    touchpoints = {
        "paper": page("download", form=0.5),
        "blog": page("blog"),
        "first": mail("paper", "2026-04-06 10:00"),
        "second": mail("blog", "2026-04-07 10:00"),
    }
    result = play(built(journey_file(touchpoints=touchpoints), scanner_share=1, scanner_click_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "SCANNER_CLICK", "SENT", "SCANNER_CLICK", "SCANNER_CONTENT"]


def test_a_mail_read_at_night_is_opened_at_the_same_minute_of_the_first_waking_hour() -> None:
    waking = {"open_day": [0] * 8 + [1] * 16, "off_day": [0] * 23 + [1], "source": "assumption"}
    late = {"paper": page("download"), "letter": mail("paper", "2026-04-06,2026-04-11 00:30")}
    result = play(built(journey_file(touchpoints=late), **CERTAIN_READERS, rhythm=waking), lead())
    assert times(result, What.OPEN) == [8 * HOUR + 1800, 5 * DAY + 23 * HOUR + 1800]


def test_nobody_is_written_to_after_unsubscribing() -> None:
    result = play(built(journey_file(touchpoints=DAILY), unsubscribe_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT", "UNSUBSCRIBE"]


# ---- webinars


def test_who_reads_the_invitation_registers_and_attends() -> None:
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


def test_a_place_is_for_one_webinar_and_its_holder_is_not_invited_meanwhile() -> None:
    series = {"kind": "webinar", "dates": "2026-04-13,2026-04-16 15:00", "stages": "awareness"}
    waves = [{"before": "2d", "at": "10:00"}, {"before": "0d", "at": "10:00"}]
    journey = journey_file(touchpoints={"webinar": series | {"invite": waves}})
    late = {"registered_on_the_day": 0.00001, "registered_in_last_week": 0.00002}  # nearly all as soon as they can
    result = play(built(journey, {"webinar": 1}, open_rate=1, attend_rate=1, **late), lead())
    expected = ["REGISTERED"] + ["SENT", "OPEN", "WEBINAR_REGISTERED", "WEBINAR_ATTENDED"] * 2
    assert kinds_of(result.rows) == expected
    assert times(result, What.SENT) == [5 * DAY + TEN, 8 * DAY + TEN]


def test_scanners_leave_invitations_alone() -> None:
    series = {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness", "invite": [{"before": "7d"}]}
    journey = journey_file(touchpoints={"webinar": series})
    result = play(built(journey, scanner_share=1, scanner_click_rate=1), lead())
    assert kinds_of(result.rows) == ["REGISTERED", "SENT"]


# ---- arrivals


def test_nobody_of_a_short_day_arrives_after_its_last_second() -> None:
    evening = {"kind": "burst", "events": {"fair": {"on": "2026-03-29", "leads": 1}}, "hours": (86_399, 86_400)}
    journey = journey_file(start="2026-03-28", time_zone="Europe/Berlin", sources={"fair": evening})
    result = play(built(journey))
    assert result.leads["arrival_s"].tolist() == [DAY + 23 * HOUR - 1]


def test_a_burst_brings_a_number_between_its_bounds_within_its_days_and_hours() -> None:
    fair = {"kind": "burst", "events": {"fair": {"on": "2026-04-08", "days": 2, "leads": [30, 40]}}}
    result = play(built(journey_file(sources={"fair": fair})))
    assert 30 <= len(result.leads) <= 40
    day, second = np.divmod(result.leads["arrival_s"], DAY)
    assert set(day.tolist()) == {2, 3}
    assert second.min() >= TEN
    assert second.max() < 17 * HOUR


def test_a_rate_follows_open_days_and_its_dates() -> None:
    web = {"kind": "rate", "per_day": 30, "off_day_factor": 0, "from": "2026-04-08", "until": "2026-04-14"}
    result = play(built(journey_file(sources={"web": web})))
    assert set((result.leads["arrival_s"] // DAY).tolist()) == {2, 3, 4, 7}


def test_a_project_begins_within_a_year() -> None:
    slow = {"project_delay": {"median": "500d", "sigma": 0, "source": "assumption"}}
    result = play(built(journey_file(), **slow), lead(5))
    assert result.leads[["project_start_s", "project_end_s"]].tolist() == [(5 + 365 * DAY, 5 + 365 * DAY + HOUR)]
