"""Results folders read back: found by name, and each file held against its checksum before it is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.model.ledger import REVIEW
from sim.study import results as module
from sim.study.folder import Folder
from sim.study.results import CHECKSUMS, LOG, Results, ResultsError, resolve
from tests.keptruns import GUIDE, finished, flipped, story


def test_tables_are_read_back_as_they_were_with_their_guide(tmp_path: Path) -> None:
    run = story().run()
    with Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {})
        folder.add_run("twice_a_month", 3, run, GUIDE)
    results = resolve(tmp_path)
    assert results.recorded() == [("twice_a_month", 3)]
    assert results.leads("twice_a_month", 3).tobytes() == run.leads.tobytes()
    assert results.ledger("twice_a_month", 3).tobytes() == run.rows.tobytes()
    assert results.guide("twice_a_month", 3) == GUIDE


def test_what_another_version_wrote_is_a_line_and_no_traceback(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {})
        folder.add_run("weekly", 0, story().run(), GUIDE)
        old = {name: value for name, value in GUIDE.to_json().items() if name != "texts"}
        folder.add_json("scenario=weekly/replication=0/guide.json", {**old, "mql": []})
    with pytest.raises(ResultsError, match=r"guide\.json can't be read"):
        Results(folder.path).guide("weekly", 0)


def test_reviews_are_kept_where_there_are_any(tmp_path: Path) -> None:
    held = np.zeros(2, REVIEW)
    held["time"], held["after"], held["returns"] = (5, 9), (90, 85), np.arange(16).reshape(2, 8)
    with Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {})
        folder.add_run("weekly", 0, story().run()._replace(reviews=held), GUIDE)
        folder.add_run("never", 0, story().run(), GUIDE)
        folder.add_meetings([])
    results = Results(folder.path)
    assert (results.reviews("weekly", 0) == held).all()
    assert results.reviews("never", 0).size == 0
    assert not (folder.path / "reviews.csv").exists()
    assert results.damaged() == []


def test_runs_are_found_by_latest_experiment_number_and_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finished(tmp_path, "mails", at_time="2026-04-02T10:00:00")
    finished(tmp_path, "calls", at_time="2026-04-03T10:00:00")
    finished(tmp_path, "mails", at_time="2026-04-02T11:00:00")
    names = {
        run: resolve(tmp_path, run).path.relative_to(tmp_path).as_posix() for run in ("latest", "mails", "mails/0001")
    }
    assert names == {"latest": "calls/0001", "mails": "mails/0002", "mails/0001": "mails/0001"}
    monkeypatch.chdir(tmp_path / "calls")
    assert resolve(tmp_path, "0001").path.resolve() == tmp_path / "calls" / "0001"
    assert resolve(tmp_path, str(tmp_path / "mails" / "0002")).json("manifest.json") == {}


@pytest.mark.parametrize("run", ["latest", "mails", "mails/0009", "../../etc"])
def test_a_run_that_is_not_there_is_one_line(tmp_path: Path, run: str) -> None:
    (tmp_path / "mails" / "0001.partial").mkdir(parents=True)
    with pytest.raises(ResultsError) as error:
        resolve(tmp_path, run)
    assert str(error.value) == f"no finished run is called '{run}' in {tmp_path}"


def test_files_that_are_missing_or_damaged_are_named(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add("manifest.json", b"{")
        folder.add("scenario=a/replication=0/ledger.parquet", b"nothing")
    results = Results(folder.path)
    for read in (lambda: results.json("manifest.json"), lambda: results.ledger("a", 0)):
        with pytest.raises(ResultsError, match="damaged"):
            read()
    with pytest.raises(ResultsError, match=r"has no scenario=b/replication=0/ledger\.parquet"):
        results.ledger("b", 0)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A finished run with a file of every kind."""
    held = np.zeros(1, REVIEW)
    with Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {"seed": 7})
        folder.add_json("answer.json", {"verdict": "stay"})
        folder.add("charts/funnel.svg", b"<svg/>")
        folder.add_run("weekly", 0, story().run()._replace(reviews=held), GUIDE)
        folder.add_kpis([("weekly", 0, "leads", 12.0)])
        folder.add_json("run.log.json", {"finished": "2026-04-01"})
    return folder.path


def test_checksums_are_those_of_all_files_but_the_log(run: Path) -> None:
    files = {path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file()}
    assert set(Results(run).json(CHECKSUMS)) == files - {LOG, CHECKSUMS}
    assert Results(run).damaged() == []


def test_a_byte_that_has_changed_in_any_file_is_found_and_named(run: Path) -> None:
    for file in sorted(path for path in run.rglob("*") if path.is_file()):
        content = file.read_bytes()
        for at in range(0, len(content), max(1, len(content) // 40)):
            flipped(file, at)
            (name,) = Results(run).damaged()
            assert name == file.relative_to(run).as_posix()
            file.write_bytes(content)
    assert Results(run).damaged() == []


def test_a_lost_file_is_found_too_but_for_the_log(run: Path) -> None:
    (run / LOG).unlink()
    assert Results(run).damaged() == []
    (run / "charts" / "funnel.svg").unlink()
    assert Results(run).damaged() == ["charts/funnel.svg"]
    (run / CHECKSUMS).unlink()
    assert Results(run).damaged() == [CHECKSUMS]


READERS: dict[str, Callable[[Results], Any]] = {
    "manifest.json": lambda found: found.json("manifest.json"),
    "run.log.json": lambda found: found.json("run.log.json"),
    "kpis.csv": lambda found: found.file("kpis.csv"),
    "scenario=weekly/replication=0/leads.parquet": lambda found: found.leads("weekly", 0),
    "scenario=weekly/replication=0/ledger.parquet": lambda found: found.ledger("weekly", 0),
    "scenario=weekly/replication=0/reviews.parquet": lambda found: found.reviews("weekly", 0),
    "scenario=weekly/replication=0/guide.json": lambda found: found.guide("weekly", 0),
}


@pytest.mark.parametrize("name", READERS)
def test_who_reads_a_changed_file_is_told_its_name(name: str, run: Path) -> None:
    READERS[name](Results(run))
    flipped(run / name)
    with pytest.raises(ResultsError) as error:
        READERS[name](Results(run))
    assert str(error.value) == f"{run / name} can't be read; the file is damaged"


@pytest.mark.parametrize("name", READERS)
def test_who_reads_a_lost_file_is_told_its_name(name: str, run: Path) -> None:
    (run / name).unlink()
    with pytest.raises(ResultsError) as error:
        READERS[name](Results(run))
    assert str(error.value) == f"{run} has no {name}"


def test_nothing_is_read_by_checksums_that_have_changed(run: Path) -> None:
    flipped(run / CHECKSUMS)
    with pytest.raises(ResultsError, match=r"checksums\.json can't be read"):
        Results(run).json("manifest.json")


def test_a_file_is_held_against_its_checksum_once(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = module.checksum
    monkeypatch.setattr(module, "checksum", lambda path: (read.append(path.name), whole(path))[1])
    found = Results(run)
    for _ in range(3):
        found.leads("weekly", 0)
        found.json("manifest.json")
    assert read == ["leads.parquet", "manifest.json"]


def test_the_latest_run_is_not_guessed_from_a_log_that_has_changed(run: Path) -> None:
    flipped(run / LOG)
    with pytest.raises(ResultsError, match=r"run\.log\.json can't be read"):
        resolve(run.parent.parent)


@pytest.mark.parametrize(
    "content",
    [b"[]", b"null", b'"x"', b"[" * 100_000, b"\xff"],
    ids=["list", "null", "text", "deep", "no text"],
)
@pytest.mark.parametrize("name", ["manifest.json", "answer.json", "scenario=a/replication=0/guide.json"])
def test_a_file_of_another_form_is_told_by_name_even_if_its_checksum_is_right(
    name: str, content: bytes, tmp_path: Path
) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add(name, content)
    with pytest.raises(ResultsError, match=f"{name} can't be read; the file is damaged"):
        Results(folder.path).json(name)


@pytest.mark.parametrize("broken", [{"scenarios": 5}, {"repeat": [1]}, {"seed": 1e300}, {"replications": "x"}])
def test_a_manifest_with_settings_of_another_kind_is_damaged(broken: dict[str, Any], tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {"format": 1, **broken})
    with pytest.raises(ResultsError, match="the file is damaged"):
        Results(folder.path).json("manifest.json")


def test_a_manifest_of_a_newer_version_is_told_as_such(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {"format": 2, "scenarios": {"a": 1}})
    with pytest.raises(ResultsError, match="written by a newer version of nurture-sim"):
        Results(folder.path).json("manifest.json")


def test_nobody_waits_for_a_pipe_in_place_of_a_file(run: Path) -> None:
    for name in ("kpis.csv", LOG):
        (run / name).unlink(missing_ok=True)
        os.mkfifo(run / name)
    assert {"kpis.csv", LOG} <= {*Results(run).damaged()}
