"""Which comparison a command shows, and what it says of what can't be shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.study.durable import json_bytes
from sim.study.folder import Folder
from sim.study.reopened import comparison_of
from sim.study.results import LOG, MANIFEST, Results, resolve, sealed
from tests.commandline import nurture
from tests.opened import small

SHOWING = ("charts", "report", "deck", "agreement")


def robust(root: Path, experiment: str) -> Results:
    """What `nurture robustness` leaves behind, as far as others look at it."""
    with Folder(root, f"{experiment}-robustness") as folder:
        folder.add_json(MANIFEST, {"kind": "robustness"})
    (folder.path / LOG).write_bytes(json_bytes(sealed(LOG, {"finished": "2999-12-31T00:00:00"})))
    return Results(folder.path)


def kept(folder: Path) -> Path:
    """A results folder with a comparison, and a later run of another kind."""
    shutil.copytree(small().results.path.parent.parent, folder / "results")
    robust(folder / "results", "small_test")
    return folder


def test_the_latest_comparison_is_shown_whatever_was_run_after_it(tmp_path: Path) -> None:
    root = kept(tmp_path) / "results"
    assert resolve(root).path == root / "small_test-robustness" / "0001"
    assert comparison_of(root).path == root / "small_test" / "0001"
    assert comparison_of(root, "small_test-robustness").path == root / "small_test-robustness" / "0001"


def test_lives_are_told_of_the_latest_run_that_has_any(tmp_path: Path) -> None:
    root = kept(tmp_path) / "results"
    for words in (("trace", "--lead", "1"), ("coverage",), ("explain", "latest", "daily", "weekly")):
        done = nurture(*words, "--results", root, at=tmp_path)
        assert done.code == 0, done.err


def test_a_run_whose_kind_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    root = kept(tmp_path) / "results"
    (root / "small_test-robustness" / "0001" / MANIFEST).write_bytes(b"{")
    assert comparison_of(root).path == root / "small_test-robustness" / "0001"


@pytest.mark.parametrize("command", SHOWING)
def test_a_run_of_another_kind_is_a_mistake_of_one_line(command: str, tmp_path: Path) -> None:
    robust(tmp_path / "results", "small_test")
    for run in ("latest", "small_test-robustness/0001"):
        done = nurture(command, run, at=tmp_path)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("results/small_test-robustness/0001: only the results of `nurture compare` and")
        assert done.err.count("\n") == 1
