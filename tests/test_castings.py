"""Leads that may be cast: they lie where rules turn, and read as stories of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.workspace import load_journey, shipped
from sim.study.castings import DAY_S, Agency, Extra, Step
from tests import smallworld

SEED = load_journey(shipped() / "journeys" / "seed.yaml")
AGENCY = Agency(SEED)


def small(folder: Path, old: str, new: str) -> Agency:
    smallworld.load(folder, journey=smallworld.JOURNEY.replace(old, new))
    return Agency(load_journey(folder / "journey.yaml"))


def test_a_step_reads_as_a_line_of_a_file() -> None:
    assert Step(2 * DAY_S + 9 * 3_600 + 14 * 60, "visits price_page").line() == "day 2 09:14 visits price_page"


def test_steps_that_are_added_come_after_those_before() -> None:
    extra = Extra("web", {}).then(Step(100_000, "a"), Step(50_000, "b"))
    assert [step.at_s for step in extra.story] == [100_000, 100_060]
    assert extra.until(100_010).story == (Step(100_000, "a"),)


def test_they_register_on_a_monday_by_a_source_that_brings_nothing() -> None:
    assert AGENCY.calendar.date_of(AGENCY.first_day).isoformat() == "2026-04-06"
    assert AGENCY.plain_source == "paid_search"


def test_targets_pass_the_gate_one_for_each_number_of_points() -> None:
    assert {profile["industry"] for profile in AGENCY.targets} <= {"target", "near_target"}
    assert len(AGENCY.targets) == len({AGENCY._fit(profile) for profile in AGENCY.targets})


def test_some_reach_each_line_exactly_and_some_stay_just_below() -> None:
    worth = {"price_page": 30, "industry_report": 20}
    scores = set()
    for extra in AGENCY.first():
        if extra.source == "paid_search" and all(step.words.split()[-1] in worth for step in extra.story):
            scores.add(AGENCY._fit(extra.attributes) + sum(worth[step.words.split()[-1]] for step in extra.story))
    assert {45, 50, 75, 80, 95, 100} <= scores


def test_a_webinar_is_attended_on_its_day_after_a_place_was_taken() -> None:
    registers, attends = AGENCY.attending()
    assert (registers.words, attends.words) == ("registers for webinar", "attends webinar")
    assert attends.line() == "day 10 15:00 attends webinar"
    assert registers.at_s < attends.at_s
    later = AGENCY.attending(after_s=attends.at_s)
    assert later[1].line() == "day 45 15:00 attends webinar"


def test_lengths_of_time_are_tried_exactly_and_nearly(tmp_path: Path) -> None:
    agency = small(tmp_path, "hot: score >= 30", 'hot: "count(download, 7d) >= 2"')
    gaps = {b.at_s - a.at_s for extra in agency.first() if len(extra.story) == 2 for a, b in [extra.story]}
    assert {7 * DAY_S, 7 * DAY_S - 60, 7 * DAY_S + 60, 6 * DAY_S, 8 * DAY_S} <= gaps


@pytest.mark.parametrize("rule", ["score >= 30 or not download >= 2", "not (score < 30 and download < 2)"])
def test_each_way_in_which_a_rule_can_be_true_is_tried(tmp_path: Path, rule: str) -> None:
    agency = small(tmp_path, "hot: score >= 30", f"hot: {rule}")
    counts = {len(extra.story) for extra in agency.first()}
    assert {0, 1, 2, 3} <= counts
