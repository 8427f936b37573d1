"""Mutants of the seed journey: where each stands, in words, and that nothing of the file is forgotten."""

from __future__ import annotations

import pytest

from sim.files.loaded import LoadedJourney
from sim.files.workspace import load_journey, shipped
from sim.study.mutants import Mutant, left_alone, mutants_of

SEED = shipped() / "journeys" / "seed.yaml"
LINES = SEED.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def loaded() -> LoadedJourney:
    return load_journey(SEED)


@pytest.fixture(scope="module")
def mutants(loaded: LoadedJourney) -> list[Mutant]:
    return mutants_of(loaded)


def words(mutants: list[Mutant], setting: str) -> list[str]:
    return [str(mutant) for mutant in mutants if mutant.setting == setting]


def test_a_rule_is_told_by_the_part_that_changes(mutants: list[Mutant]) -> None:
    assert words(mutants, "mql.price_page_rule") == [
        "mql.price_page_rule: score >= 100 and price_page >= 1 -> score >= 100 or price_page >= 1",
        "mql.price_page_rule: without score >= 100",
        "mql.price_page_rule: score >= 100 -> score > 100",
        "mql.price_page_rule: score >= 100 -> score >= 99",
        "mql.price_page_rule: without price_page >= 1",
        "mql.price_page_rule: price_page >= 1 -> price_page > 1",
        "mql.price_page_rule: price_page >= 1 -> price_page >= 0",
        "mql.price_page_rule: left out",
    ]


def test_settings_are_told_with_both_values(mutants: list[Mutant]) -> None:
    assert words(mutants, "fit.job.director") == ["fit.job.director: 20 -> 19", "fit.job.director: 20 -> 21"]
    assert words(mutants, "touchpoints.webinar.invite.0.before") == [
        "touchpoints.webinar.invite.0.before: 21d -> 20d",
        "touchpoints.webinar.invite.0.before: 21d -> 22d",
    ]
    assert words(mutants, "returns.timing") == ["returns.timing: left out"]
    assert words(mutants, "mql") == ["mql: price_page_rule, webinar_rule -> webinar_rule, price_page_rule"]


def test_every_mutant_stands_at_the_line_of_its_setting(mutants: list[Mutant]) -> None:
    for mutant in mutants:
        last = mutant.setting.split(".")[-1]
        assert last.isdigit() or last in LINES[mutant.line - 1], mutant


def test_they_come_in_the_order_of_the_file(mutants: list[Mutant]) -> None:
    assert [mutant.line for mutant in mutants] == sorted(mutant.line for mutant in mutants)


def test_labels_chance_costs_and_the_desk_are_left_alone(loaded: LoadedJourney, mutants: list[Mutant]) -> None:
    settings = [mutant.setting for mutant in mutants]
    for alone in ("title", "costs", "desk", "days", "start", "sources.web_inquiry.per_day", "touchpoints.blog.organic"):
        assert not [each for each in settings if each == alone or each.startswith(f"{alone}.")]
    assert left_alone(loaded) > 100


def test_a_setting_at_the_top_can_be_left_out(loaded: LoadedJourney, mutants: list[Mutant]) -> None:
    (gone,) = [mutant for mutant in mutants if mutant.setting == "gate" and mutant.operator == "drop"]
    changed = gone.journey(loaded)
    assert changed is not None
    assert (loaded.journey.gate is not None, changed.journey.gate) == (True, None)


def test_an_entry_of_a_list_can_be_left_out(loaded: LoadedJourney, mutants: list[Mutant]) -> None:
    (gone,) = [mutant for mutant in mutants if mutant.setting == "touchpoints.webinar.invite.1" and not mutant.after]
    changed = gone.journey(loaded)
    assert changed is not None
    assert len(changed.journey.touchpoints["webinar"].invite) == 1
