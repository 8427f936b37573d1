"""Results folders: numbered, whole or absent, found by name, checked by sums."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from sim.model.ledger import REVIEW, What
from sim.model.persona import Personas
from sim.study.folder import Folder
from sim.study.guide import Guide
from sim.study.results import Results, ResultsError, resolve
from tests.handmade import Story, at, journey

GUIDE = Guide.of(journey(), Personas.model_construct(personas={"buyer": None}))  # type: ignore[dict-item]


def story() -> Story:
    told = Story()
    lead = told.lead(at(1))
    told.row(at(2), lead, What.SENT, node=1)
    return told


def finished(root: Path, experiment: str = "mails", *, at_time: str = "", **files: object) -> Folder:
    with Folder(root, experiment) as folder:
        folder.add_json("manifest.json", {})
        if at_time:
            folder.add_json("run.log.json", {"finished": at_time})
        for name, value in files.items():
            folder.add_json(f"{name}.json", value)
    return folder


def test_runs_are_numbered_and_appear_only_when_they_are_finished(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add("manifest.json", b"{}")
        assert not folder.path.exists()
        assert [path.name for path in (tmp_path / "mails").iterdir()] == ["0001.partial"]
    assert folder.name == "mails/0001"
    assert [path.name for path in (tmp_path / "mails").iterdir()] == ["0001"]
    assert finished(tmp_path).name == "mails/0002"


def fail_inside(folder: Folder, error: type[BaseException]) -> None:
    with folder:
        folder.add("charts/a.svg", b"<svg/>")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_leaves_nothing_half_written(tmp_path: Path, error: type[BaseException]) -> None:
    finished(tmp_path)
    folder = Folder(tmp_path, "mails")
    with pytest.raises(error):
        fail_inside(folder, error)
    assert [path.name for path in (tmp_path / "mails").iterdir()] == ["0001"]


def test_two_runs_at_once_get_two_numbers_and_a_dead_one_keeps_its_own(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as first, Folder(tmp_path, "mails") as second:
        first.add_json("manifest.json", {})
        second.add_json("manifest.json", {})
    assert (first.name, second.name) == ("mails/0001", "mails/0002")
    (tmp_path / "mails" / "0007.partial").mkdir()  # killed
    assert finished(tmp_path).name == "mails/0008"
    assert resolve(tmp_path).path.name == "0008"


def test_a_folder_that_can_not_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError) as error, Folder(tmp_path / "file", "mails"):
        pass
    assert str(error.value).startswith("the results can't be written: ")
    assert str(tmp_path / "file") in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_without_permission_is_one_line_too(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ResultsError, match="Permission denied"), Folder(tmp_path, "mails"):
        pass


def test_a_full_disk_at_the_end_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(ResultsError, match="somewhere: No space left"), Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {})
    assert list((tmp_path / "mails").iterdir()) == []


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


def test_sql_over_the_folder_sees_scenarios_and_words(tmp_path: Path) -> None:
    import duckdb

    with Folder(tmp_path, "mails") as folder:
        folder.add_json("manifest.json", {})
        for scenario in ("weekly", "never"):
            folder.add_run(scenario, 0, story().run(), GUIDE)
    tables = f"{folder.path}/*/*"
    sql = f"""
        SELECT scenario, event, state, count(*)
        FROM read_parquet('{tables}/ledger.parquet', hive_partitioning = true) AS ledger
        JOIN read_parquet('{tables}/leads.parquet', hive_partitioning = true) AS leads
        USING (scenario, replication, lead)
        GROUP BY ALL ORDER BY ALL
    """
    with duckdb.connect() as connection:
        assert connection.execute(sql).fetchall() == [
            ("never", "registered", "nurturing", 1),
            ("never", "sent", "nurturing", 1),
            ("weekly", "registered", "nurturing", 1),
            ("weekly", "sent", "nurturing", 1),
        ]


def test_checksums_tell_what_was_changed_or_lost_and_leave_out_the_log(tmp_path: Path) -> None:
    folder = finished(tmp_path, at_time="2026-04-01", answer={"a": 1}, other={})
    results = Results(folder.path)
    assert set(results.json("checksums.json")) == {"manifest.json", "answer.json", "other.json"}
    assert results.damaged() == []
    (folder.path / "answer.json").write_text("{}")
    (folder.path / "other.json").unlink()
    (folder.path / "run.log.json").unlink()
    assert results.damaged() == ["answer.json", "other.json"]


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


def test_kpis_are_rows_of_scenario_replication_kpi_value(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add_kpis([("=evil", 0, "leads", 12.0), ("weekly", 1, "cpa_ad", None)])
    text = (folder.path / "kpis.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines() == ["scenario,replication,kpi,value", "'=evil,0,leads,12", "weekly,1,cpa_ad,"]


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


def test_numbers_that_are_none_are_refused_in_json(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"), Folder(tmp_path, "mails") as folder:
        folder.add_json("answer.json", {"mean": float("inf")})
    assert json.dumps([path.name for path in (tmp_path / "mails").iterdir()]) == "[]"
