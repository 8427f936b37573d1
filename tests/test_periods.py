"""Months, fiscal quarters and cohorts, with what is not finished marked."""

from __future__ import annotations

from sim.model.ledger import Status, What
from sim.study.kpis import Window, measure
from sim.study.measures import Facts
from sim.study.periods import by_cohort, by_period, is_followed, periods, unfinished
from sim.study.yardstick import Yardstick
from tests.handmade import Story, at, journey


def test_months_and_fiscal_quarters_cover_the_run_and_say_which_are_whole() -> None:
    yard = Yardstick(journey(start="2026-05-20", days=60, calendar={"holidays": "none", "fiscal_year_start": 7}))
    assert periods(yard, "month") == [("2026-05", 0, 12, False), ("2026-06", 12, 42, True), ("2026-07", 42, 60, False)]
    assert periods(yard, "month", Window(10, 42)) == [("2026-05", 10, 12, False), ("2026-06", 12, 42, True)]
    assert periods(yard, "quarter") == [("FY2025 Q4", 0, 42, False), ("FY2026 Q1", 42, 60, False)]


def test_a_period_has_the_kpis_of_its_days_and_marks_what_the_end_cuts_short() -> None:
    yard = Yardstick(journey(days=61))
    story = Story(days=61)
    for day in (3, 33, 59):
        lead = story.lead(at(day, 9))
        story.row(at(day, 10), lead, What.MQL)
    window = Window(0, 61, 10, 31)
    months = periods(yard, "month", window)
    april, may = by_period(Facts(story.run(), yard, window), months)
    assert (april["leads"].value, may["leads"].value) == (1, 2)
    assert april == measure(story.run(), yard, Window(0, 30, 10, 31))
    assert may == measure(story.run(), yard, Window(30, 61, 10, 31))
    cut = [unfinished(month, window, 61) for month in months]
    assert cut[0] == frozenset()
    assert {"opportunity_rate", "lead_to_mql"} < cut[1]
    assert "mqls" not in cut[1]
    assert may["opportunity_rate"] == (0.0, 1.0)  # the hand-off of day 59 is left out, not counted as lost


def test_cohorts_count_who_got_where_within_the_same_number_of_days() -> None:
    yard = Yardstick(journey(days=61))
    story = Story(days=61)
    soon, late, gone, may_lead = (story.lead(at(day)) for day in (1, 2, 3, 31))
    story.leads[gone]["status"] = Status.EXCLUDED
    story.row(at(3), gone, What.EXCLUDED)
    for lead, day in ((soon, 5), (late, 40), (may_lead, 32)):
        story.row(at(day), lead, What.MQL)
    story.row(at(6), soon, What.MQL)  # a second hand-off is not a second lead
    window = Window(0, 61, cohort_days=31)
    months = periods(yard, "month")
    found = by_cohort(Facts(story.run(), yard, window), months)
    assert found.tolist() == [[3, 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0]]
    assert [is_followed(month, window, 61) for month in months] == [True, False]
