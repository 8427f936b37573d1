"""The list of runs: done, running, interrupted n of m, unreadable; quick for hundreds of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sim.study import results
from sim.study.folder import LOCKS, PLAN, Folder
from sim.study.results import LOG
from sim.study.shelf import Entry, entries
from sim.study.store import FOLDER
from tests.keptruns import flipped

COMMAND = ["nurture", "compare", "mails.yaml"]
ABOUT = {"kind": "compare", "replications": 4, "scenarios": ["a", "b"], "repeat": COMMAND}
PLANNED = {"kind": "compare", "replications": 4, "seed": 7, "keys": ["abc", "def"], "repeat": COMMAND}


def done(root: Path, experiment: str = "mails", *, at_time: str = "2026-04-01T10:00:00") -> Path:
    with Folder(root, experiment) as folder:
        folder.add_json("manifest.json", ABOUT)
        folder.add_json("answer.json", {"verdict": "stay with a"})
        folder.add_json(LOG, {"finished": at_time})
    return folder.path


def stopped(root: Path, plan: object = PLANNED) -> Path:
    with pytest.raises(KeyboardInterrupt), Folder(root, "mails", plan):  # type: ignore[arg-type]
        raise KeyboardInterrupt
    return root / "mails" / "0001.partial"


def kept(root: Path, key: str, *names: str) -> None:
    (root / FOLDER / key).mkdir(parents=True)
    for name in names:
        (root / FOLDER / key / name).write_bytes(b"")


def test_no_results_are_no_entries(tmp_path: Path) -> None:
    assert entries(tmp_path / "nowhere") == []
    assert entries(tmp_path) == []


def test_a_finished_run_tells_its_answer_and_when_it_ended(tmp_path: Path) -> None:
    done(tmp_path)
    assert entries(tmp_path) == [
        Entry("mails/0001", "done", "compare", 8, 8, "stay with a", "2026-04-01T10:00:00", tuple(COMMAND))
    ]


def test_a_stopped_run_tells_how_many_of_how_many_are_kept_and_its_command(tmp_path: Path) -> None:
    stopped(tmp_path)
    kept(tmp_path, "abc", "7-0.json", "7-3.json", "7-4.json", "8-1.json", "7-1.json.0a1b2c3d.tmp")
    assert entries(tmp_path) == [Entry("mails/0001", "interrupted", "compare", 2, 8, repeat=tuple(COMMAND))]


def test_a_run_that_somebody_is_at_is_running(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails", PLANNED), Folder(tmp_path, "calls"):
        assert [(entry.name, entry.state, entry.planned) for entry in entries(tmp_path)] == [
            ("calls/0001", "running", 0),
            ("mails/0001", "running", 8),
        ]


def test_what_a_killed_process_left_without_a_plan_is_interrupted(tmp_path: Path) -> None:
    (tmp_path / "mails" / "0003.partial" / "charts").mkdir(parents=True)
    assert entries(tmp_path) == [Entry("mails/0003", "interrupted")]


@pytest.mark.parametrize(
    "plan", [b"", b"{", b"[]", b"null", b'{"keys": 5}', b'{"keys": ["a"], "seed": "x", "replications": 2}', b"\xff"]
)
def test_a_plan_that_can_not_be_read_is_as_none(plan: bytes, tmp_path: Path) -> None:
    partial = stopped(tmp_path)
    (partial / PLAN).write_bytes(plan)
    assert entries(tmp_path) == [Entry("mails/0001", "interrupted")]


@pytest.mark.parametrize("name", ["manifest.json", "answer.json", LOG, "checksums.json"])
def test_a_run_whose_files_have_changed_is_unreadable_and_says_which(name: str, tmp_path: Path) -> None:
    path = done(tmp_path)
    done(tmp_path)
    flipped(path / name)
    first, second = entries(tmp_path)
    assert (first.state, first.answer) == ("unreadable", f"{path / name} can't be read; the file is damaged")
    assert second.state == "done"


def test_a_run_without_a_manifest_is_unreadable(tmp_path: Path) -> None:
    path = done(tmp_path)
    (path / "manifest.json").unlink()
    assert [entry.state for entry in entries(tmp_path)] == ["unreadable"]


def test_other_folders_and_files_are_no_runs(tmp_path: Path) -> None:
    done(tmp_path)
    (tmp_path / "mails" / "notes").mkdir()
    (tmp_path / "mails" / "0002").write_text("no folder")
    (tmp_path / "README.md").write_text("no experiment")
    assert [entry.name for entry in entries(tmp_path)] == ["mails/0001"]
    assert {path.name for path in tmp_path.iterdir()} >= {LOCKS, "mails"}


def test_a_run_that_gets_its_name_while_the_list_is_made_is_listed_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = done(tmp_path)
    seen = [path.rename(path.with_name("0001.partial"))]

    def looked(folder: Path) -> object:
        if folder.name == "mails" and seen:
            seen.pop().rename(path)
            return iter([path.with_name("0001.partial")])
        return os_iterdir(folder)

    os_iterdir = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", looked)
    assert [entry.state for entry in entries(tmp_path)] == ["done"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_results_that_can_only_be_read_are_listed(tmp_path: Path) -> None:
    stopped(tmp_path)
    (tmp_path / LOCKS).chmod(0o500)
    assert [entry.state for entry in entries(tmp_path)] == ["interrupted"]


def test_of_hundreds_of_runs_only_small_files_are_read_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(300):
        path = done(tmp_path)
    (path / "scenario=a" / "replication=0").mkdir(parents=True)
    (path / "scenario=a" / "replication=0" / "ledger.parquet").write_bytes(b"large")
    read: list[str] = []
    whole = results.checksum
    monkeypatch.setattr(results, "checksum", lambda path: (read.append(path.name), whole(path))[1])
    assert [entry.state for entry in entries(tmp_path)] == ["done"] * 300
    assert sorted(read) == ["answer.json"] * 300 + ["manifest.json"] * 300


def test_a_plan_of_endless_runs_is_counted_at_once(tmp_path: Path) -> None:
    kept(tmp_path, "key", "1-0.json", "1-7.json", "2-1.json", "1-x.json", "11-1.json")
    stopped(tmp_path, {**PLANNED, "keys": ["key"], "seed": 1, "replications": 10**15})
    (entry,) = entries(tmp_path)
    assert (entry.state, entry.done, entry.planned) == ("interrupted", 2, 10**15)


def test_runs_that_are_deleted_while_the_list_is_made_are_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = done(tmp_path, "gone"), done(tmp_path, "stays")
    found = results.experiments(tmp_path)
    monkeypatch.setattr("sim.study.shelf.experiments", lambda root: found)
    shutil.rmtree(gone.parent)
    assert [entry.name for entry in entries(tmp_path)] == [f"stays/{stays.name}"]
