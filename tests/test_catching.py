"""Leads that would notice a mutant are told in YAML, the shortest first, and only if they do."""

from __future__ import annotations

import pytest

from sim.files.workspace import load_journey, shipped
from sim.study.catching import Casting, cast, fewest, names_of
from sim.study.mutants import mutants_of
from sim.study.noticing import first_failing
from sim.yamlfile import compose_text

SEED = load_journey(shipped() / "journeys" / "seed.yaml")
MUTANTS = {str(mutant): mutant for mutant in mutants_of(SEED)}


@pytest.fixture(scope="module")
def casting() -> Casting:
    return Casting(SEED)


@pytest.mark.parametrize(
    "words",
    [
        "mql.price_page_rule: score >= 100 -> score > 100",
        "stages.interest.enter: blog >= 3 -> blog >= 2",
        "touchpoints.newsletter.cadence: weekly Tue 10:00 -> weekly Tue 11:00",
        "touchpoints.webinar_thanks.content.awareness: left out",
        "touchpoints.introduction_guide: left out",
        "returns.timing.rest: 60d -> 59d",
        "sql: without timing",
        "fit.industry.other: 0 -> 1",
    ],
)
def test_a_lead_is_found_and_notices_the_change(casting: Casting, words: str) -> None:
    changed = MUTANTS[words].journey(SEED)
    assert changed is not None
    text = casting.catcher(changed, "catches_it")
    cases = cast(compose_text(text, "").plain(), SEED)
    assert [case.name for case in cases] == ["catches_it"]
    assert (first_failing(cases, SEED), first_failing(cases, changed)) == (None, "catches_it")


@pytest.mark.parametrize(
    "words", ["mql.price_page_rule: score >= 100 -> score >= 99", "sql: without need", "calendar.holidays: JP -> none"]
)
def test_none_is_told_for_a_change_that_nobody_can_notice(casting: Casting, words: str) -> None:
    changed = MUTANTS[words].journey(SEED)
    assert changed is not None
    assert casting.catcher(changed, "catches_it") == ""


def test_a_points_change_needs_no_story(casting: Casting) -> None:
    changed = MUTANTS["fit.job.director: 20 -> 19"].journey(SEED)
    assert changed is not None
    assert casting.catcher(changed, "catches_it").splitlines()[-2:] == ["    expect:", "      day 0: {score: 25}"]


def test_one_lead_stands_for_all_changes_that_it_notices(casting: Casting) -> None:
    chosen = [MUTANTS[f"fit.job.director: 20 -> {n}"] for n in (19, 21)]
    leads = [casting.catcher(changed, name) for name, mutant in zip("ab", chosen, strict=True)
             if (changed := mutant.journey(SEED))]  # fmt: skip
    assert fewest(SEED, chosen, leads) == [leads[0], leads[0]]


def test_names_are_those_of_settings_and_none_comes_twice() -> None:
    chosen = [MUTANTS["fit.job.director: 20 -> 19"], MUTANTS["fit.job.director: 20 -> 21"], MUTANTS["gate: left out"]]
    assert names_of(chosen) == ["catches_fit_job_director", "catches_fit_job_director_2", "catches_gate"]


def test_leads_that_the_journey_can_not_play_are_left_out() -> None:
    lead = {"source": "referral", "attributes": {"job": "staff", "industry": "target", "employees": "50+"},
            "expect": {"end": {"score": "30"}}}  # fmt: skip
    wrong = {**lead, "story": ["day 1 visits nothing"]}
    assert [case.name for case in cast({"good": lead, "bad": wrong}, SEED)] == ["good"]
