"""`nurture test --update`: shows what would change, asks, rewrites."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from tests.commandline import nurture
from tests.leadfiles import BAD, GOOD, LEADS, NAME, firm

DIFFERENCES = (
    f"{LEADS}:14: {NAME}: score at day 5: 50 -> 55\n"
    f"{LEADS}:15: {NAME}: handed_off at end: yes -> no\n"
    f"{LEADS}:20: stays as it is, look at it yourself: reader: 'day 10 attends webinar' could not happen: "
)


def test_with_yes_the_differences_are_shown_and_written(tmp_path: Path) -> None:
    file = firm(tmp_path, BAD)
    done = nurture("test", "--update", "--yes", at=tmp_path)
    assert (done.code, done.err) == (1, "")
    assert DIFFERENCES in done.out
    assert done.out.endswith("\nExpectations rewritten: 2. Run the tests again.\n")
    assert file.read_text(encoding="utf-8") == BAD.replace("score: 50", "score: 55").replace('"yes"', '"no"')
    assert "1 failed, 1 passed" in nurture("test", at=tmp_path).out


def test_where_nobody_can_be_asked_nothing_is_written(tmp_path: Path) -> None:
    file = firm(tmp_path, BAD)
    done = nurture("test", "--update", at=tmp_path)
    assert DIFFERENCES in done.out
    assert done.out.endswith("\nNothing was rewritten: nobody is there to ask; --yes rewrites without asking.\n")
    assert file.read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(("answer", "last"), [(True, "Expectations rewritten: 2. Run"), (False, "Nothing was rew")])
def test_somebody_at_a_terminal_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, last: str
) -> None:
    file = firm(tmp_path, BAD)
    asked = []
    monkeypatch.setattr("sim.doors.cli_update._is_somebody_there", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda text, **_: asked.append(text) or answer)
    done = nurture("test", "--update", at=tmp_path)
    assert asked == ["Rewrite 2 of the expectations?"]
    assert done.out.splitlines()[-1].startswith(last)
    assert (file.read_text(encoding="utf-8") == BAD) is not answer


def test_without_failures_nothing_is_said(tmp_path: Path) -> None:
    firm(tmp_path, GOOD)
    assert nurture("test", "--update", at=tmp_path) == (0, "2 passed\n", "")


def test_where_only_steps_failed_nothing_is_asked(tmp_path: Path) -> None:
    firm(tmp_path, BAD)
    done = nurture("test", "--update", "--yes", "-k", "reader", at=tmp_path)
    assert done.out.endswith("\nNo expectation can be rewritten.\n")
    assert done.code == 1


def test_json_stays_one_object_and_the_differences_go_aside(tmp_path: Path) -> None:
    firm(tmp_path, BAD)
    done = nurture("test", "--update", "--yes", "--json", at=tmp_path)
    assert json.loads(done.out)["failed"] == 2
    assert done.err.startswith(DIFFERENCES)


def test_update_is_told_in_the_help() -> None:
    done = nurture("test", "--help", at=Path())
    assert "--update" in done.out
    assert "--yes" in done.out
