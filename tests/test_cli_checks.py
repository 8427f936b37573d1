"""`nurture compare` with checks: their outcomes under the answer, as JSON, and again when it is taken up."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.study.results import resolve
from tests.commandline import ONE_RIVAL, Done, nurture, workspace

CHECKS = """\
checks:
  enough: {kpi: mqls, limit: at least 60, title: Enough MQLs}
  no loss: {kpi: mqls, no_worse_by: 2}
  no_change: {same_event_log: true}
  few: {kpi: unsubscribes, equivalent_within: 4}
"""
WORDS = ["--workers", "1", "--no-charts", "--ledger", "none", "--replications", "6"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = workspace(tmp_path_factory.mktemp("cli_checks"))
    (folder / "checked.yaml").write_text(ONE_RIVAL + CHECKS, encoding="utf-8")
    (folder / "plain.yaml").write_text(ONE_RIVAL, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(place: Path) -> Done:
    return nurture("compare", "checked.yaml", *WORDS, at=place)


def block(done: Done) -> list[str]:
    """The lines of the checks, head first."""
    lines = done.out.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("Checks: "))
    assert lines[first - 1] == ""
    return [line for line in lines[first:] if not line.startswith("Results: ")]


def test_outcomes_stand_under_the_answer_and_do_not_change_the_exit_code(done: Done) -> None:
    head, *lines = block(done)
    assert done.code == 0
    assert head == "Checks: 1 passed, 2 failed, 1 can't be told yet (each by itself, 95 % sure; intervals of 90 %)"
    begun = [line for line in lines if not line.startswith(" " * 14)]
    assert [line[:35].rstrip() for line in begun] == [
        "  pass        Enough MQLs (weekly):",
        "  FAIL        no loss (weekly): MQL",
        "  FAIL        no_change (weekly): a",
        "  can't tell  few (weekly): unsubsc",
    ]
    assert all(len(line) <= 118 for line in lines)
    assert begun[0].endswith("]; asked: at least 60.")


def test_json_has_the_same_outcomes(done: Done, place: Path) -> None:
    found = nurture("compare", "checked.yaml", *WORDS, "--json", at=place).json["checks"]
    assert [each["outcome"] for each in found] == ["pass", "fail", "fail", "cannot_tell"]
    assert [each["name"] for each in found] == ["enough", "no loss", "no_change", "few"]
    said = " ".join(" ".join(block(done)).split())
    assert all(f"({each['scenario']}): {each['sentence']}." in said for each in found)


def test_simulated_or_read_again_the_checks_are_the_same(done: Done, place: Path) -> None:
    assert block(nurture("compare", "checked.yaml", *WORDS, at=place)) == block(done)


def test_the_kept_answer_is_the_same_with_checks_and_without(done: Done, place: Path) -> None:
    plain = nurture("compare", "plain.yaml", *WORDS, "--out", "others", "--json", at=place)
    assert "checks" not in plain.json
    kept = resolve(place / "results", "small_test/0001").json("answer.json")
    other = resolve(place / "others", "small_test/0001").json("answer.json")
    assert kept == other


def test_without_checks_nothing_is_said_of_them(place: Path) -> None:
    assert "Checks" not in nurture("compare", "plain.yaml", *WORDS, at=place).out


def test_mistakes_in_checks_are_lines_and_exit_code_2(place: Path) -> None:
    wrong = ONE_RIVAL + "checks: {one: {kpi: mqls}}\n"
    (place / "wrong.yaml").write_text(wrong, encoding="utf-8")
    done = nurture("compare", "wrong.yaml", *WORDS, at=place)
    line = len(wrong.splitlines())
    assert done.code == 2
    assert done.err.startswith(f"wrong.yaml:{line}:10: checks.one: a check needs one condition")
