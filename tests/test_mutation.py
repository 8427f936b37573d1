"""Mutation on a small journey: who notices what, and test leads for the rest that really notice it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.testfiles import load_tests
from sim.study.mutation import Report, all_cases, tried
from sim.words.messages import say
from tests import smallworld

JOURNEY = smallworld.JOURNEY.replace("  hot: score >= 30\n", "  hot: score >= 60\n  paper: download >= 4\n")
SUITE = """
format: 1
journey: journey.yaml
usual:
  source: web
  attributes: {job: director, industry: target, employees: "50+"}
leads:
  two_downloads:
    story: [day 2 downloads paper, day 3 downloads paper]
    expect:
      day 2: {score: 60, rule: hot, handed_off: day 2}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutation")
    smallworld.load(folder, journey=JOURNEY)
    (folder / "small.leads.yaml").write_text(SUITE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return tried(folder / "journey.yaml", all_cases([load_tests(folder / "small.leads.yaml")]))


def survivors(report: Report) -> list[str]:
    return [str(survivor.mutant) for survivor in report.survived]


def test_what_a_test_lead_notices_is_told_with_its_name(report: Report) -> None:
    noticed = {str(mutant): name for mutant, name in report.killed}
    assert noticed["mql.hot: score >= 60 -> score > 60"] == "two_downloads"
    assert noticed["behaviours.download.points: 20 -> 21"] == "two_downloads"
    assert noticed["fit.job.director: 20 -> 19"] == "two_downloads"
    assert noticed["sources.web.arrive_with.download: left out"] == "two_downloads"


def test_what_no_test_notices_survives(report: Report) -> None:
    found = survivors(report)
    assert "fit.job.manager: 10 -> 11" in found
    assert "touchpoints.news.cadence: weekdays 10:00 -> weekdays 11:00" in found
    assert "mql.hot: score >= 60 -> score > 60" not in found


def test_a_rule_in_the_shadow_of_an_earlier_one_changes_nothing(report: Report) -> None:
    told = {str(mutant): reason for mutant, reason in report.equivalent}
    assert told["mql.paper: download >= 4 -> download > 4"] == say("mutate.same_shadow")  # four are 80 points
    assert told["mql.paper: left out"] == say("mutate.same_shadow")


def test_numbers_add_up(report: Report) -> None:
    assert report.mutants == len(report.killed) + len(report.equivalent) + len(report.survived)
    everything = [str(mutant) for mutant, _ in (*report.killed, *report.equivalent)] + survivors(report)
    assert len(set(everything)) == report.mutants


def test_each_test_lead_that_is_offered_notices_its_change_when_it_is_pasted(folder: Path, report: Report) -> None:
    offered = [survivor for survivor in report.survived if survivor.catcher]
    assert len(offered) >= 0.9 * len(report.survived) > 5
    text = SUITE + "\n".join(dict.fromkeys(survivor.catcher for survivor in offered)) + "\n"
    (folder / "pasted.leads.yaml").write_text(text, encoding="utf-8")
    again = tried(folder / "journey.yaml", all_cases([load_tests(folder / "pasted.leads.yaml")]), catching=False)
    assert survivors(again) == [str(survivor.mutant) for survivor in report.survived if not survivor.catcher]


def test_two_workers_find_the_same(folder: Path, report: Report) -> None:
    cases = all_cases([load_tests(folder / "small.leads.yaml")])
    assert tried(folder / "journey.yaml", cases, workers=2) == report


def test_only_what_is_asked_for_is_tried(folder: Path) -> None:
    cases = all_cases([load_tests(folder / "small.leads.yaml")])
    seen: list[tuple[int, int]] = []
    only = tried(folder / "journey.yaml", cases, only=lambda mutant: mutant.setting.startswith("sql"), catching=False,
                 bar=lambda done, total: seen.append((done, total)))  # fmt: skip
    assert (only.mutants, survivors(only)) == (1, ["sql: need -> not need"])
    assert seen == [(1, 1)]


def test_leads_of_several_files_are_told_apart(folder: Path) -> None:
    file = load_tests(folder / "small.leads.yaml")
    cases = all_cases([file, file])
    assert [case.name for case in cases] == ["two_downloads", "small.leads.yaml: two_downloads"]
    assert [case.lead.ordinal for case in cases] == [0, 1]


def test_of_changes_that_come_to_the_same_one_is_tried(tmp_path: Path) -> None:
    smallworld.load(tmp_path, journey=JOURNEY.replace("content: paper}", "content: paper, priority: 1}"))
    (tmp_path / "small.leads.yaml").write_text(SUITE, encoding="utf-8")
    cases = all_cases([load_tests(tmp_path / "small.leads.yaml")])
    found = tried(tmp_path / "journey.yaml", cases, only=lambda each: each.setting.endswith("priority"), catching=False)
    assert survivors(found) == [f"touchpoints.news.priority: 1 -> {n}" for n in (0, 2)]  # left out is 0
