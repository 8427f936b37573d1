"""Every KPI against figures worked out by hand."""

from __future__ import annotations

import time

import numpy as np
import pytest

from sim.model.journey import REASONS
from sim.model.ledger import FREQUENT, LEAD, ROW, Run, Status, What, canonical
from sim.study.kpis import KPIS, Window, measure, whole_run
from sim.study.measures import Facts, cohort_share, score_auc
from sim.study.yardstick import Yardstick
from sim.words.messages import say
from tests.handmade import DAY, HOUR, Story, at, journey

ALL = Window(0, 30)


def values(
    story: Story, window: Window = ALL, yard: Yardstick | None = None, record: str = "all"
) -> dict[str, float | None]:
    return {
        name: figure.value
        for name, figure in measure(story.run(record=record), yard or Yardstick(journey()), window).items()
    }


def hand_over(story: Story, lead: int, mql_s: int, *steps: tuple[int, What, int]) -> None:
    """A hand-off synced at once, then (second, kind, value) of what follows."""
    story.row(mql_s, lead, What.MQL)
    story.row(mql_s, lead, What.SYNCED)
    for second, what, value in steps:
        story.row(second, lead, what, value=value, node=value if what is What.RETURNED else 0)


def desk(**settings: object) -> Yardstick:
    """The small journey with another desk."""
    return Yardstick(journey(desk={"reps": 1, "hours": "09:00-18:00", **settings}))


def qualified(story: Story, lead: int, mql_s: int, call_s: int) -> None:
    """A hand-off that becomes an opportunity on its first call."""
    kinds = (What.ATTEMPT, What.CONTACT, What.ACCEPTED, What.APPOINTMENT, What.SQL, What.OPPORTUNITY)
    hand_over(story, lead, mql_s, *((call_s, what, 0) for what in kinds))


def test_every_kpi_is_measured_in_the_order_of_the_table_and_has_its_words() -> None:
    assert list(values(Story())) == list(KPIS)
    for kpi in KPIS.values():
        assert kpi.title
        assert kpi.numerator
        assert bool(kpi.denominator) == (kpi.kind == "ratio")


def test_an_empty_run_has_counts_of_zero_and_no_rates() -> None:
    found = values(Story())
    for name, kpi in KPIS.items():
        if name in (
            "handoffs_per_rep_day",
            "handoffs_per_rep_day_p90",
            "busiest_week_per_rep",
            "queue_mean",
            "queue_max",
        ):
            assert found[name] == 0.0  # nobody to call in many hours is no work, not nothing known
        elif name in ("people_cost", "cost", "webinar_cost"):
            assert (found[name] or 0) > 0
        else:
            assert found[name] == (0.0 if kpi.kind == "count" else None), name


def test_mail_rates_are_tracked_events_per_mail_sent() -> None:
    story = Story()
    lead = story.lead(at(0, 9))
    for day in range(1, 11):
        story.row(at(day, 10), lead, What.SENT, node=1)
    for what, n in {
        What.OPEN: 2,
        What.MACHINE_OPEN: 1,
        What.READ: 1,
        What.CLICK: 3,
        What.SCANNER_CLICK: 1,
        What.UNSUBSCRIBE: 1,
        What.BOUNCE: 2,
    }.items():
        for day in range(n):
            story.row(at(15 + day), lead, what, node=1)
    found = values(story)
    assert found["sends"] == 10
    assert found["open_rate"] == pytest.approx(0.3)
    assert found["machine_open_share"] == pytest.approx(1 / 3)
    assert found["read_rate"] == pytest.approx(0.3)
    assert found["click_rate"] == pytest.approx(0.4)
    assert found["scanner_click_share"] == 0.25
    assert (found["unsubscribes"], found["unsubscribe_rate"], found["bounces"]) == (1, 0.1, 2)
    assert found["mail_cost"] == 20


def test_what_happens_outside_the_window_is_not_counted() -> None:
    story = Story()
    lead = story.lead(at(4, 23, 59))
    for day in (9, 10, 14, 15):
        story.row(at(day), lead, What.SENT, node=1)
    found = values(story, Window(10, 15))
    assert (found["leads"], found["sends"]) == (0, 2)
    assert found["advertising_cost"] == 0


def test_rates_of_the_same_hand_offs_leave_out_those_without_a_full_follow_up() -> None:
    story = Story()
    leads = [story.lead(at(0, hour)) for hour in range(5)]
    qualified(story, leads[0], at(1, 10), at(1, 11))
    hand_over(
        story,
        leads[1],
        at(2, 10),
        (at(2, 11), What.ATTEMPT, 0),
        (at(2, 11), What.CONTACT, 0),
        (at(2, 11), What.ACCEPTED, 0),
    )
    qualified(story, leads[2], at(3, 10), at(9, 10))  # beyond five days of follow-up
    hand_over(story, leads[3], at(4, 10))
    qualified(story, leads[4], at(26, 10), at(26, 11))  # the run ends before its follow-up does
    found = values(story, Window(0, 30, follow_up_days=5))
    assert found["opportunity_rate"] == found["precision"] == 0.25
    assert found["acceptance_rate"] == 0.5
    assert (found["mqls"], found["opportunities"]) == (5, 3)
    assert KPIS["opportunity_rate"].is_cut_short(Window(0, 30, 5), 30)
    assert not KPIS["opportunity_rate"].is_cut_short(Window(0, 25, 5), 30)
    assert not KPIS["opportunities"].is_cut_short(Window(0, 30, 5), 30)


def test_a_second_hand_off_of_a_lead_is_a_case_of_its_own() -> None:
    story = Story()
    lead = story.lead(at(0, 9))
    hand_over(
        story,
        lead,
        at(1, 10),
        (at(1, 11), What.ATTEMPT, 0),
        (at(1, 11), What.CONTACT, 0),
        (at(1, 11), What.RETURNED, 3),
    )
    qualified(story, lead, at(8, 10), at(8, 13))
    found = values(story, Window(0, 20, follow_up_days=10))
    assert found["mqls"] == 2
    assert found["opportunity_rate"] == 0.5
    assert found["returned_timing"] == found["returns"] == 1
    assert found["hours_to_first_contact_median"] == 2.0
    assert found["days_to_mql_median"] == pytest.approx(25 / 24)  # the first hand-off only
    assert found["days_to_opportunity_mean"] == pytest.approx(8 + 4 / 24)


def test_cohorts_are_followed_from_registration_without_those_excluded() -> None:
    story = Story()
    leads = [story.lead(at(day)) for day in range(4)]
    gone = story.lead(at(4), status=Status.EXCLUDED)
    story.row(at(4), gone, What.EXCLUDED)
    competitor = story.lead(at(5), status=Status.EXCLUDED)  # excluded by sales later: was a target
    hand_over(story, competitor, at(6), (at(6), What.RETURNED, 1))
    qualified(story, leads[0], at(1), at(2))
    late = story.lead(at(25))
    qualified(story, late, at(25), at(26))
    facts = Facts(story.run(), Yardstick(journey()), ALL)
    assert cohort_share(facts, What.OPPORTUNITY, 10) == (1.0, 5.0)
    assert cohort_share(facts, What.MQL, 1) == (
        1.0,
        6.0,
    )  # a day after: too late for a follow-up of one day, except the last
    assert values(story)["excluded"] == 1


def test_waiting_for_the_sync_counts_from_the_hand_off_and_not_at_the_desk() -> None:
    story = Story()
    lead = story.lead(at(0))
    story.row(at(1, 10), lead, What.MQL)
    story.row(at(2, 3), lead, What.SYNCED)
    story.row(at(2, 9), lead, What.ATTEMPT)
    found = values(story)
    assert (found["hours_to_first_contact_median"], found["hours_to_first_contact_p90"]) == (6.0, 6.0)
    assert (found["hours_from_handoff_median"], found["hours_from_handoff_p90"]) == (23.0, 23.0)


def test_first_contacts_are_late_after_the_closing_time_of_the_same_day() -> None:
    story = Story()
    leads = [story.lead(at(0, hour)) for hour in range(5)]
    first = What.ATTEMPT
    hand_over(story, leads[0], at(1, 10), (at(1, 17, 59), first, 0))  # Thursday, in time
    hand_over(story, leads[1], at(1, 10), (at(2, 9), first, 0))  # a day late
    hand_over(story, leads[2], at(1, 18), (at(2, 18), first, 0))  # after hours: Friday's closing counts, just in time
    hand_over(story, leads[3], at(3, 12), (at(5, 18, 1), first, 0))  # Saturday: Monday's closing counts, late
    hand_over(story, leads[4], at(5, 12))  # never attempted
    found = values(story)
    assert (found["breaches"], found["breach_share"]) == (3, 0.6)
    assert found["hours_to_first_contact_median"] == 23.5  # 7:59, 23, 24 and 54:01


def test_first_contact_on_the_next_business_day_moves_the_deadline() -> None:
    story = Story()
    lead = story.lead(at(0, 9))
    hand_over(story, lead, at(2, 10), (at(5, 17), What.ATTEMPT, 0))  # Friday, called on Monday
    next_day = Yardstick(journey(desk={"reps": 2, "hours": "09:00-18:00", "first_contact": "next_business_day"}))
    assert values(story)["breaches"] == 1
    assert values(story, yard=next_day)["breaches"] == 0


def test_a_time_for_first_contact_is_a_deadline_too() -> None:
    story = Story()
    leads = [story.lead(at(0, hour)) for hour in range(2)]
    hand_over(story, leads[0], at(1, 7), (at(1, 10, 59), What.ATTEMPT, 0))  # two hours from opening at 9
    hand_over(story, leads[1], at(1, 7), (at(1, 11, 1), What.ATTEMPT, 0))
    assert values(story, yard=desk(first_contact="2h"))["breach_share"] == 0.5


def test_first_contacts_are_late_by_the_hours_of_the_team_whose_rep_calls() -> None:
    late, early = {"reps": 1, "hours": "12:00-20:00"}, {"reps": 1, "hours": "06:00-12:00"}
    yard = desk(teams={"late": late, "early": early})
    story = Story()
    leads = [story.lead(at(0, hour)) for hour in range(3)]
    for lead, rep, hour in ((leads[0], 0, 19), (leads[1], 1, 19)):
        hand_over(story, lead, at(1, 10))
        story.row(at(1, hour), lead, What.ATTEMPT, node=rep)
    hand_over(story, leads[2], at(1, 10))  # nobody calls: too late when all teams have closed
    assert values(story, yard=yard)["breaches"] == 2
    assert values(story, Window(1, 2), yard=yard)["breaches"] == 2
    assert yard.team_of(np.array([0, 1, -1]), np.array([0, 0, 0])).tolist() == [0, 1, -1]
    assert yard.deadline_s(np.full(3, at(1, 10)), np.array([0, 1, -1])).tolist() == [at(1, 20), at(1, 12), at(1, 20)]


def test_after_a_change_teams_are_those_of_the_journey_in_force() -> None:
    one = journey(desk={"teams": {"a": {"reps": 1}, "b": {"reps": 1, "hours": "09:00-12:00"}}})
    two = journey(desk={"teams": {"b": {"reps": 1, "hours": "09:00-12:00"}, "c": {"reps": 2, "hours": "09:00-13:00"}}})
    yard = Yardstick(one, two, 5)
    assert yard.teams == ("a", "b", "c")
    assert yard.team_of(np.array([0, 1, 0, 1]), np.array([0, 0, at(6), at(6)])).tolist() == [0, 1, 1, 2]
    synced = np.array([at(0, 8), at(6, 8), at(6, 8)])
    assert yard.deadline_s(synced, np.array([0, 2, 0])).tolist() == [at(0, 18), at(6, 13), at(6, 12)]


def test_whom_sales_gives_back_before_the_deadline_is_not_late_and_waits_no_longer() -> None:
    story = Story()
    refused, cold = story.lead(at(0, 1)), story.lead(at(0, 2))
    for lead, day, reason in ((refused, 1, REASONS.index("rejected")), (cold, 2, REASONS.index("expired"))):
        hand_over(story, lead, at(1, 10), (at(day, 10), What.RETURNED, reason))
    found = values(story, Window(0, 10, follow_up_days=5))
    assert (found["breaches"], found["breach_share"]) == (1, 1.0)
    assert found["queue_mean"] == pytest.approx(9 / (8 * 9))
    assert (found["returned_rejected"], found["returned_expired"], found["returns"]) == (1, 1, 2)
    assert found["expired_share"] == 0.5


def test_the_queue_is_averaged_over_working_time_and_its_peak_is_of_any_second() -> None:
    story = Story()
    leads = [story.lead(at(0, hour)) for hour in range(4)]
    hand_over(story, leads[0], at(0, 9), (at(0, 12), What.ATTEMPT, 0))  # 3 working hours
    hand_over(story, leads[1], at(0, 17), (at(1, 10), What.ATTEMPT, 0))  # 1 + 1
    hand_over(story, leads[2], at(0, 23), (at(1, 9), What.ATTEMPT, 0))  # none
    hand_over(story, leads[3], at(1, 9), (at(1, 9), What.ATTEMPT, 0))  # taken at once
    found = values(story, Window(0, 2))
    assert found["queue_mean"] == pytest.approx(5 / 18)
    assert found["queue_max"] == 2


def test_those_still_waiting_count_to_the_end_of_the_window() -> None:
    story = Story()
    hand_over(story, story.lead(at(0, 9)), at(0, 12))
    assert values(story, Window(1, 3))["queue_mean"] == 1.0
    assert values(story, Window(1, 3))["queue_max"] == 1


def test_hand_offs_of_days_off_land_on_the_next_working_day() -> None:
    story = Story()
    for day, hour in (
        (0, 9),
        (0, 10),
        (3, 9),
        (4, 9),
        (5, 9),
        (5, 10),
    ):  # two on Wednesday, one each day of the weekend, two on Monday
        hand_over(story, story.lead(at(day, hour)), at(day, hour))
    found = values(story, Window(0, 7))  # five working days: 2, 0, 0, 4, 0 hand-offs for two reps
    assert found["handoffs_per_rep_day"] == pytest.approx(6 / 10)
    assert found["handoffs_per_rep_day_p90"] == pytest.approx(np.quantile([1, 0, 0, 2, 0], 0.9))
    assert found["busiest_week_per_rep"] == 2.0  # Wednesday to Sunday: 4 hand-offs; Monday and Tuesday: 2


def test_reps_at_work_share_the_hand_offs_of_rules_and_calls() -> None:
    away = [{"reps": 1, "from": "2026-04-02", "until": "2026-04-03"}]
    yard = desk(reps=2, absences=away, closures=["2026-04-03"])
    story = Story()
    for day, what in ((0, What.MQL), (1, What.CALL), (2, What.CALL)):
        lead = story.lead(at(day))
        story.row(at(day, 10), lead, what)
        story.row(at(day, 10), lead, What.SYNCED)
    found = values(story, Window(0, 3), yard=yard)
    assert found["handoffs_per_rep_day"] == pytest.approx(3 / (2 + 1))
    assert found["busiest_week_per_rep"] == 1.5
    assert found["people_cost"] == (2 + 1) * 9 * 10


def test_hand_offs_are_those_of_rules_and_of_calls_and_precision_is_about_the_rules() -> None:
    story = Story()
    called, ruled, tapped = (story.lead(at(0, hour)) for hour in range(3))
    story.row(at(1, 10), called, What.CALL)
    for second, what in ((at(1, 10), What.SYNCED), (at(1, 11), What.ATTEMPT), (at(1, 11), What.SQL)):
        story.row(second, called, what)
    hand_over(story, ruled, at(1, 10), (at(1, 11), What.SQL, 0))
    hand_over(story, tapped, at(1, 10))
    story.row(at(1, 10), tapped, What.MACHINE_MADE)
    found = values(story, Window(0, 20, follow_up_days=5))
    assert (found["handoffs"], found["mqls"], found["call_handoffs"]) == (3, 2, 1)
    assert (found["machine_made_mqls"], found["machine_made_share"]) == (1, 0.5)
    assert found["precision"] == 0.5
    assert found["hours_to_first_contact_median"] == 1.0


def test_what_becomes_of_mails_that_are_due() -> None:
    story = Story()
    lead = story.lead(at(0, 9))
    kinds = {What.SENT: 5, What.BOUNCE: 1, What.BLOCKED: 2, What.POSTPONED: 4, What.OPT_OUT: 1, What.HELD: 3}
    for what, n in kinds.items():
        for day in range(n):
            story.row(at(1 + day), lead, what, node=1)
    found = values(story)
    assert (found["blocked_rate"], found["postponed_rate"]) == (2 / 8, 4 / 8)
    assert (found["opt_outs"], found["opt_out_rate"], found["unsubscribes"]) == (1, 0.2, 0)


@pytest.mark.parametrize(
    ("what", "kpi"),
    [
        (What.EXITED, "exits"),
        (What.REENTERED, "reentries"),
        (What.DORMANT, "fallen_asleep"),
        (What.REACTIVATED, "reactivated"),
        (What.WAITLISTED, "waitlisted"),
        (What.WEBINAR_CANCELLED, "webinar_cancellations"),
        (What.WEBINAR_REPLAYED, "replay_views"),
        (What.SYNC_FAILED, "sync_failures"),
        (What.DUPLICATE, "duplicates"),
    ],
)
def test_turns_and_places_are_counted_in_the_window(what: What, kpi: str) -> None:
    story = Story()
    lead = story.lead(at(0, 9))
    for day in (2, 5, 9):
        story.row(at(day), lead, what)
    assert values(story, Window(3, 9))[kpi] == 1.0


def test_calls_connect_per_finished_attempt() -> None:
    story = Story()
    lead = story.lead(at(0, 9))
    hand_over(story, lead, at(1, 10))
    for n, what in enumerate((What.NO_CONTACT, What.NO_CONTACT, What.CONTACT)):
        story.row(at(1 + n, 10), lead, What.ATTEMPT, value=n)
        story.row(at(1 + n, 11), lead, what, value=n)
    story.row(at(4, 10), lead, What.ATTEMPT, value=3)  # still ringing when the window ends
    found = values(story, Window(0, 5))
    assert found["attempts"] == 4
    assert found["connect_rate"] == pytest.approx(1 / 3)
    assert found["hours_to_first_contact_p90"] == 0.0


def test_costs_add_up_and_are_divided_by_what_was_won() -> None:
    story = Story()
    web, fair = story.lead(at(0, 9), source=0), story.lead(at(1, 9), source=1)
    qualified(story, web, at(1, 10), at(1, 11))
    story.row(at(9), web, What.WON)
    story.row(at(9), fair, What.SENT, node=1)
    found = values(story, Window(0, 30))
    assert found["advertising_cost"] == found["cpa_ad"] == 1050
    assert found["mail_cost"] == 2
    assert found["webinar_cost"] == 700
    assert found["people_cost"] == 22 * 9 * 2 * 10  # working days, hours, reps, yen
    assert found["cost"] == found["cost_per_win"] == found["cost_per_opportunity"] == 1050 + 2 + 700 + 3960
    assert (found["wins"], found["win_rate"], found["value"]) == (1, 1.0, 5000)
    assert values(story, Window(10, 30))["cpa_ad"] is None


def test_prices_and_reps_are_those_of_the_journey_in_force() -> None:
    first = journey()
    second = journey(
        costs={"mail": 5, "rep_hour": 0, "deal_value": 1},
        desk={"reps": 1, "hours": "always"},
        sources={
            "fair": {"kind": "rate", "per_day": 1, "cost_per_lead": 7},
            "new": {"kind": "rate", "per_day": 1, "cost_per_lead": 9},
        },
        touchpoints={
            "news": {"kind": "email", "cadence": "weekly Tue 10:00", "content": "paper"},
            "paper": first.touchpoints["paper"],
        },
    )
    story = Story()
    for day, source in ((1, 0), (1, 1), (11, 1), (11, 2)):
        lead = story.lead(at(day), source=source)
    for day in (5, 15):
        story.row(at(day), lead, What.SENT, node=1)
    yard = Yardstick(first, second, 10)
    found = values(story, yard=yard)
    assert yard.sources == ("web", "fair", "new")
    assert found["advertising_cost"] == 1000 + 50 + 7 + 9
    assert found["mail_cost"] == 2 + 5
    assert found["webinar_cost"] == 0  # it would have been on day 15
    assert found["people_cost"] == 8 * 9 * 2 * 10  # Wednesday 1 to Friday 10 April
    assert list(yard.reps[8:12]) == [2, 2, 1, 1]
    assert list(yard.worked_s[9:12]) == [9 * HOUR, DAY, DAY]


def test_recall_asks_for_hand_offs_while_the_project_was_open() -> None:
    story = Story()
    caught = story.lead(at(0), project=(at(2), at(20)))
    late = story.lead(at(0), project=(at(2), at(5)))
    missed = story.lead(at(0), project=(at(0), at(29)))
    story.lead(at(0), project=(at(28), at(29)))  # opens after the window
    idle = story.lead(at(0))
    for lead, day in ((caught, 3), (late, 6), (idle, 4)):
        hand_over(story, lead, at(day, 10))
    hand_over(story, missed, at(26, 10))  # handed off after the window
    assert values(story, Window(1, 25))["recall"] == pytest.approx(1 / 3)
    assert values(story, Window(6, 25))["recall"] == pytest.approx(1 / 2)  # the late one's project closed before


def test_the_score_is_judged_some_days_after_registration() -> None:
    story = Story()
    scores = {(10, True): 50, (11, True): 20, (12, False): 20, (13, False): 5}
    for (hour, has_project), score in scores.items():
        arrival = at(0, hour)
        lead = story.lead(arrival, project=(arrival, at(9)) if has_project else (-1, -1), score=5)
        story.row(at(2, hour), lead, What.CONTENT, value=score - 5, score=score)
        story.row(at(3, hour) + 1, lead, What.CONTENT, value=100, score=score + 100)  # too late to be seen
    gone = story.lead(at(0, 14), score=900, status=Status.EXCLUDED)
    story.row(at(0, 14), gone, What.EXCLUDED, score=900)
    yard = Yardstick(journey())
    assert score_auc(story.run(), yard, ALL, after_days=3) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert score_auc(Story().run(), yard, ALL) is None


def test_counts_are_scaled_to_a_quarter_and_rates_are_not() -> None:
    window = Window(0, 182)
    assert KPIS["opportunities"].per(80.0, window, "quarter") == pytest.approx(80 * 91.3125 / 182)
    assert KPIS["opportunities"].per(80.0, window, "window") == 80.0
    assert KPIS["open_rate"].per(0.3, window, "quarter") == 0.3
    assert KPIS["busiest_week_per_rep"].per(9.0, window, "month") == 9.0


@pytest.mark.parametrize(
    ("name", "value", "signed", "words"),
    [
        ("open_rate", 0.2876, False, "28.8 %"),
        ("unsubscribe_rate", 0.0031, False, "0.31 %"),
        ("cost", 1234567.8, False, "1,234,568"),
        ("opportunities", -0.42, True, "-0.4"),
        ("unsubscribes", 312.4, True, "+312"),
        ("cpa_ad", None, False, "none"),
    ],
)
def test_values_are_shown_with_few_digits(name: str, value: float | None, signed: bool, words: str) -> None:
    assert KPIS[name].show(value, signed=signed) == words


@pytest.mark.parametrize("window", [Window(5, 5), Window(-1, 5), Window(0, 31)])
def test_a_window_outside_the_run_is_refused_with_its_days(window: Window) -> None:
    with pytest.raises(ValueError, match="0 to 30") as error:
        measure(Story().run(), Yardstick(journey()), window)
    assert str(error.value) == say("kpi.window", first=window.first_day, last=window.last_day, days=30)


def random_run(leads: int, rows_each: int, seed: int) -> Run:
    """Rows of any kind at any time, hand-offs first, so that every measure meets odd orders."""
    luck = np.random.default_rng(seed)
    rows = np.zeros(leads * rows_each, ROW)
    rows["lead"] = np.repeat(np.arange(leads), rows_each)
    rows["n"] = np.tile(np.arange(rows_each), leads)
    rows["time"] = np.sort(luck.integers(0, 30 * DAY, (leads, rows_each)), axis=1).ravel()
    rows["what"] = luck.choice([w for w in What if w is not What.EXCLUDED], rows.size)
    rows["what"][rows["n"] == 0] = What.REGISTERED
    rows["what"][rows["n"] == 1] = What.MQL
    rows["value"] = luck.integers(0, 6, rows.size)
    rows["node"] = luck.integers(0, 2, rows.size)
    crowd = np.zeros(leads, LEAD)
    crowd["arrival_s"] = rows["time"][rows["n"] == 0]
    crowd["project_start_s"] = np.where(luck.random(leads) < 0.3, crowd["arrival_s"], -1)
    crowd["project_end_s"] = np.where(crowd["project_start_s"] >= 0, crowd["arrival_s"] + 9 * DAY, -1)
    tally = np.zeros((len(What), 30), np.int64)
    np.add.at(tally, (rows["what"], rows["time"] // DAY), 1)
    return Run(crowd, canonical(rows), tally)


@pytest.mark.parametrize("seed", range(5))
def test_milestones_measure_the_same_as_all_rows(seed: int) -> None:
    run, yard = random_run(200, 20, seed), Yardstick(journey())
    milestones = run._replace(rows=run.rows[~np.isin(run.rows["what"], FREQUENT)])
    assert milestones.rows.size < run.rows.size
    for window in (ALL, Window(3, 11, follow_up_days=4, cohort_days=6)):
        assert repr(measure(run, yard, window)) == repr(measure(milestones, yard, window))  # nan is nan here


def test_a_run_of_ten_thousand_leads_is_measured_without_a_loop_over_leads() -> None:
    run, yard = random_run(10_000, 15, 1), Yardstick(journey())
    measure(run, yard, ALL)
    best = min(_seconds(run, yard) for _ in range(5))
    assert best < 0.4  # seconds; a tenth of it on an idle machine


def _seconds(run: Run, yard: Yardstick) -> float:
    begin = time.perf_counter()
    measure(run, yard, ALL)
    return time.perf_counter() - begin


def test_the_whole_run_is_all_its_days() -> None:
    assert whole_run(Yardstick(journey())) == Window(0, 30)
