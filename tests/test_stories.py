"""Stories: the test leads of each pass on the right journey and fail on the faulty one, at the line they should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.files.loaded import changed_journey
from sim.files.testfiles import load_tests
from sim.files.workspace import check_path, load_journey, shipped
from sim.study.leadtests import outcomes
from sim.yamlfile import compose_text

STORIES = shipped() / "journeys" / "stories"
NAMES = sorted(file.name.removesuffix(".leads.yaml") for file in STORIES.glob("*.leads.yaml"))
PAGE = (STORIES / "README.md").read_text(encoding="utf-8")
SLIPS = re.findall(r"^\| (\d): .*? \| `(.*?)` \| `(.*?)` \| (\S+) \|$", PAGE, re.MULTILINE)
SEED = load_tests(shipped() / "journeys" / "seed.leads.yaml")
# What fails on the faulty journey: the lead, and what was expected of it.
FAILS = {
    "both_paths": [("価格を見た人", "{yes: 1, no: 0}", "mails.no")],
    "three_jobs": [
        ("部長", "{for_directors: 1, for_managers: 0, for_others: 0}", "mails.for_others"),
        ("課長", "{for_directors: 0, for_managers: 1, for_others: 0}", "mails.for_others"),
    ],
    "last_chance": [("デモを申し込んだ人", "{offer: 1, last_chance: 0}", "mails.last_chance")],
    "before_entry": [("先に価格を見ていた人", "{price_page: 2, case_study: 0}", "counts.price_page")],
    "same_mail_twice": [("資料を2回見た人にも1通", "day 4: {mails: 1}", "mails")],
    "thursday_delay": [("木曜に資料", "2026-04-11: {mails: {follow_up: 0}}", "mails.follow_up")],
}


@pytest.mark.parametrize("name", NAMES)
def test_the_right_journey_passes(name: str) -> None:
    loaded = load_tests(STORIES / f"{name}.leads.yaml")
    assert [failure.text for outcome in outcomes(loaded) for failure in outcome.failures] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_faulty_journey_fails_where_it_should(name: str) -> None:
    loaded = load_tests(STORIES / f"{name}.leads.yaml")
    faulty = load_journey(STORIES / f"{name}_faulty.yaml")
    lines = loaded.path.read_text(encoding="utf-8").splitlines()
    failed = [each for each in outcomes(loaded, journey=faulty) if not each.passed]
    assert [each.name for each in failed] == [lead for lead, _, _ in FAILS[name]]
    for outcome, (_, line, key) in zip(failed, FAILS[name], strict=True):
        assert outcome.failures[0].key == key
        assert line in lines[outcome.failures[0].line - 1]


@pytest.mark.parametrize("file", sorted(STORIES.glob("*.yaml")), ids=lambda file: file.name)
def test_all_files_are_sound_and_short(file: Path) -> None:
    assert check_path(file) == []
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 40


def test_every_story_is_told_and_every_slip_has_one() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert set(NAMES) == set(FAILS)
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(NAMES)
    assert {slip for slip, *_ in SLIPS} == {"1", "2", "3", "4", "5", "6"}


@pytest.mark.parametrize(("slip", "setting", "value", "lead"), SLIPS)
def test_a_slip_decided_otherwise_is_noticed(slip: str, setting: str, value: str, lead: str) -> None:
    node = compose_text(f"new: {value}", setting).root.settings()["new"]
    changed, problems = changed_journey(SEED.journey, {setting: node})
    assert changed is not None
    assert problems == []
    assert lead in [outcome.name for outcome in outcomes(SEED, journey=changed) if not outcome.passed]
