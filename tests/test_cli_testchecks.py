"""Experiments with checks as tests of `nurture test`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline import ONE_RIVAL, nurture, workspace

CHECKS = """
checks:
  same log: {same_event_log: true, tags: [refactor]}
  not many MQLs: {kpi: mqls, limit: at most 1000000}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace(tmp_path)
    (tmp_path / "experiments").mkdir()
    text = ONE_RIVAL.replace("journey: ", "journey: ../").replace("replications: 4", "replications: 5") + CHECKS
    (tmp_path / "experiments" / "e.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_fails_is_told_with_its_line_and_the_rest_is_counted(folder: Path) -> None:
    done = nurture("test", "experiments", at=folder)
    first, last = done.out.splitlines()
    assert first.startswith("experiments/e.yaml:")
    assert "same log" in first
    assert (last, done.code) == ("1 failed, 1 passed", 1)


def test_checks_are_chosen_by_name_and_tag(folder: Path) -> None:
    assert nurture("test", "experiments/e.yaml", "-k", "MQLs", at=folder).out == "1 passed\n"
    assert nurture("test", "--tag", "refactor", at=folder).code == 1
    done = nurture("test", "-k", "MQLs", "--json", at=folder)
    assert [each["name"] for each in done.json["checks"]] == ["not many MQLs"]
    assert done.json["passed"] == 1


def test_mistakes_in_an_experiment_are_told_before_anything_is_simulated(folder: Path) -> None:
    file = folder / "experiments" / "e.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kpi: mqls, limit", "kpi: mqs, limit"), encoding="utf-8")
    done = nurture("test", at=folder)
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'mqls'" in done.err
