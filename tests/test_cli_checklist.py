"""`nurture checklist`: text, Markdown, JSON and exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline import nurture, workspace


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("checklist"))


def test_all_points_are_listed_with_their_lines_or_what_to_add(place: Path) -> None:
    done = nurture("checklist", "journey.yaml", at=place)
    assert (done.code, done.err) == (0, "")
    rows = [line for line in done.out.splitlines() if line.lstrip()[:1].isdigit()]
    assert [int(row.split()[0]) for row in rows[:26]] == list(range(1, 27))
    assert "journey.yaml:" in done.out
    assert "declared.handoff_agreed" in done.out
    assert done.out.splitlines()[-1].endswith("not applicable")


def test_json_is_an_object_with_26_points(place: Path) -> None:
    whole = nurture("checklist", "journey.yaml", "--json", at=place).json
    assert list(whole) == ["points"]
    found = whole["points"]
    assert [point["item"] for point in found] == list(range(1, 27))
    assert all(set(point) == {"item", "status", "where", "add"} for point in found)
    assert {point["status"] for point in found} <= {"met", "declared", "missing", "not_applicable"}
    met = next(point for point in found if point["item"] == 15)
    assert (met["status"], met["where"], met["add"]) == ("met", "journey.yaml:19", None)


def test_markdown_is_a_table(place: Path) -> None:
    lines = nurture("checklist", "journey.yaml", "--markdown", at=place).out.splitlines()
    assert lines[1] == "| --: | --- | --- | --- |"
    assert len(lines) == 2 + 26 + 2
    assert all(line.count("|") - line.count("\\|") == 5 for line in lines[:28])


def test_strict_says_by_its_exit_code_that_something_is_missing(place: Path) -> None:
    assert nurture("checklist", "journey.yaml", "--strict", at=place).code == 1
    assert nurture("checklist", "journey.yaml", "--strict", "--json", at=place).code == 1


def test_a_broken_journey_is_exit_code_2_with_its_mistakes(place: Path) -> None:
    text = (place / "journey.yaml").read_text(encoding="utf-8")
    (place / "broken.yaml").write_text(text.replace("reps: 2", "reps: none"), encoding="utf-8")
    done = nurture("checklist", "broken.yaml", at=place)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("broken.yaml:")


def test_two_ways_of_printing_are_one_too_many(place: Path) -> None:
    assert nurture("checklist", "journey.yaml", "--json", "--markdown", at=place).code == 2
