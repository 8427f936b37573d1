"""The seed journey's own test leads: all pass, and they notice every change that a lead can notice."""

from __future__ import annotations

import pytest

from sim.files.testfiles import load_tests
from sim.files.workspace import shipped
from sim.study.leadtests import outcomes
from sim.study.mutation import Report, all_cases, tried
from sim.words.messages import say

JOURNEY = shipped() / "journeys" / "seed.yaml"
SUITE = shipped() / "journeys" / "seed.leads.yaml"


@pytest.fixture(scope="module")
def report() -> Report:
    return tried(JOURNEY, all_cases([load_tests(SUITE)]), catching=False)


def test_all_test_leads_pass() -> None:
    assert [(outcome.name, outcome.failures) for outcome in outcomes(load_tests(SUITE)) if not outcome.passed] == []


def test_every_change_is_noticed_or_has_a_reason(report: Report) -> None:
    assert [str(survivor.mutant) for survivor in report.survived] == []
    assert report.mutants > 200


def test_the_changes_that_nobody_can_notice_are_these(report: Report) -> None:
    assert [(str(mutant), reason) for mutant, reason in report.equivalent] == [
        ("calendar.holidays: JP -> none", say("mutate.same_calendar")),
        ("calendar.closures.0: left out", say("mutate.same_calendar")),
        ("calendar.closures.1: left out", say("mutate.same_calendar")),
        ("sources.own_webinar.arrive_with.webinar_attended: left out", say("mutate.same_chance")),
        ("sources.cohosted_webinar.arrive_with.webinar_attended: left out", say("mutate.same_chance")),
        ("stages.interest.enter: score >= 50 -> score >= 49", say("mutate.same_step", step=5)),
        ("stages.consideration.enter: score >= 80 -> score >= 79", say("mutate.same_step", step=5)),
        ("stages.consideration.enter: without price_page >= 3", say("mutate.same_rule")),
        ("stages.consideration.enter: price_page >= 3 -> price_page > 3", say("mutate.same_rule")),
        ("mql.price_page_rule: score >= 100 -> score >= 99", say("mutate.same_step", step=5)),
        ("mql.webinar_rule: score >= 80 -> score >= 79", say("mutate.same_step", step=5)),
        ("sql: without need", say("mutate.same_need")),
    ]
