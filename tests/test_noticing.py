"""The first test lead that a changed journey fails, and leads that it can't even play."""

from __future__ import annotations

from pathlib import Path

from sim.files.testfiles import load_tests
from sim.files.workspace import load_journey
from sim.study.noticing import first_failing
from tests import smallworld

LEADS = """
format: 1
journey: journey.yaml
usual: {source: web, attributes: {job: director, industry: target, employees: "50+"}}
leads:
  first: {expect: {day 0: {score: 40}}}
  second: {story: day 3 downloads paper, expect: {end: {score: 60}}}
  third: {start: {stage: interest}, expect: {end: {stage: interest}}}
"""


def failing(folder: Path, old: str, new: str) -> str | None:
    smallworld.load(folder)
    (folder / "a.leads.yaml").write_text(LEADS, encoding="utf-8")
    cases = load_tests(folder / "a.leads.yaml").cases
    smallworld.load(folder, journey=smallworld.JOURNEY.replace(old, new))
    return first_failing(cases, load_journey(folder / "journey.yaml"))


def test_nobody_fails_by_the_journey_itself(tmp_path: Path) -> None:
    assert failing(tmp_path, "", "") is None


def test_the_first_in_the_file_is_named(tmp_path: Path) -> None:
    assert failing(tmp_path, "director: 20", "director: 21") == "first"
    assert failing(tmp_path, "name: small", "name: other") is None


def test_who_needs_what_is_not_there_fails(tmp_path: Path) -> None:
    renamed = smallworld.JOURNEY.replace("paper", "guide")
    assert failing(tmp_path, smallworld.JOURNEY, renamed) == "second"
    staged = smallworld.JOURNEY.replace("interest", "warm")
    assert failing(tmp_path, smallworld.JOURNEY, staged) == "third"
