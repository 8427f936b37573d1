"""Mutants that no lead can notice: each with a reason that holds, and none where somebody could."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.workspace import load_journey, shipped
from sim.study.mutants import mutants_of
from sim.study.sameness import same_because
from sim.words.messages import say
from tests import smallworld

SEED = load_journey(shipped() / "journeys" / "seed.yaml")
MUTANTS = {str(mutant): mutant for mutant in mutants_of(SEED)}


def reason(words: str) -> str | None:
    mutant = MUTANTS[words]
    changed = mutant.journey(SEED)
    assert changed is not None
    return same_because(mutant, SEED, changed)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("mql.price_page_rule: score >= 100 -> score >= 99", say("mutate.same_step", step=5)),
        ("stages.interest.enter: score >= 50 -> score >= 49", say("mutate.same_step", step=5)),
        ("stages.consideration.enter: without price_page >= 3", say("mutate.same_rule")),  # three are 90 points
        ("sql: without need", say("mutate.same_need")),
        ("calendar.holidays: JP -> none", say("mutate.same_calendar")),
        ("sources.own_webinar.arrive_with.webinar_attended: left out", say("mutate.same_chance")),
    ],
)
def test_what_makes_no_difference_is_told_with_its_reason(words: str, why: str) -> None:
    assert reason(words) == why


@pytest.mark.parametrize(
    "words",
    [
        "mql.price_page_rule: score >= 100 -> score > 100",
        "mql.webinar_rule: webinar_attended >= 1 -> webinar_attended > 1",
        "stages.consideration.enter: price_page >= 3 -> price_page >= 2",
        "sql: without timing",
        "sources.white_paper.arrive_with.download: left out",
        "gate: industry != other -> industry == other",
        "sync.mode: real_time -> periodic",
        "fit.job.director: 20 -> 21",
    ],
)
def test_what_makes_a_difference_has_no_reason(words: str) -> None:
    assert reason(words) is None


def small(folder: Path, journey: str) -> list[tuple[str, str | None]]:
    """Every change of a journey that can be read, with the reason why nobody can notice it."""
    smallworld.load(folder, journey=journey)
    loaded = load_journey(folder / "journey.yaml")
    pairs = ((mutant, mutant.journey(loaded)) for mutant in mutants_of(loaded))
    return [(str(mutant), same_because(mutant, loaded, changed)) for mutant, changed in pairs if changed]


def test_settings_that_nothing_looks_at_have_no_effect(tmp_path: Path) -> None:
    told = dict(small(tmp_path, smallworld.JOURNEY + "sync: {mode: real_time, every: 1h}\n"
                                "contact_policy: {outside: drop, over_cap: next}\n"))  # fmt: skip
    assert told["sync.every: 1h -> 2h"] == say("mutate.same_sync")
    assert told["contact_policy.outside: drop -> next"] == say("mutate.same_outside")
    assert told["contact_policy.over_cap: next -> drop"] == say("mutate.same_caps")


def test_a_line_that_a_review_moves_is_still_a_line_for_test_leads(tmp_path: Path) -> None:
    review = (
        "reviews: {monthly: {meets: monthly 1 09:00, rule: hot, bounds: [20, 60], target: {acceptance: 0.5}}}\n"
    )
    told = dict(small(tmp_path, smallworld.JOURNEY + review))
    assert told["mql.hot: score >= 30 -> score > 30"] is None


def test_holidays_count_where_a_mail_waits_for_business_days(tmp_path: Path) -> None:
    extra = "calendar: {holidays: JP}\ncontact_policy: {days: open, outside: drop}\n"
    told = dict(small(tmp_path, smallworld.JOURNEY + extra))
    assert told["calendar.holidays: JP -> none"] is None
    assert told["contact_policy.outside: drop -> next"] is None
