"""Results folders in the making: numbered, whole or absent, taken up again by who comes with the same plan."""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from filelock import FileLock

from sim.study import folder as module
from sim.study.durable import json_bytes
from sim.study.folder import PLAN, Folder, is_alive
from sim.study.results import ResultsError, resolve
from tests.keptruns import GUIDE, finished, story

PLANNED = {"seed": 1, "keys": ["a"]}


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


def test_two_runs_at_once_get_two_numbers(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as first, Folder(tmp_path, "mails") as second:
        first.add_json("manifest.json", {})
        second.add_json("manifest.json", {})
    assert (first.name, second.name) == ("mails/0001", "mails/0002")
    assert finished(tmp_path).name == "mails/0003"
    assert resolve(tmp_path).path.name == "0003"


def test_a_number_that_was_finished_while_looking_for_one_is_not_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(tmp_path)
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(()))
    assert finished(tmp_path).name == "mails/0002"


def leftover(root: Path, name: str, plan: object = None) -> Path:
    """What a killed process leaves of a run: half a file, and one that is still being written."""
    partial = root / "mails" / name
    (partial / "charts").mkdir(parents=True)
    (partial / "charts" / "funnel.svg.0a1b2c3d.tmp").write_bytes(b"<sv")
    (partial / "kpis.csv").write_bytes(b"scenario")
    if plan is not None:
        (partial / PLAN).write_bytes(json_bytes(plan))
    return partial


def test_what_a_killed_run_left_harms_nobody_and_is_gone_after_the_next(tmp_path: Path) -> None:
    leftover(tmp_path, "0007.partial")
    leftover(tmp_path, "notes.partial")  # none of ours
    assert finished(tmp_path).name == "mails/0001"
    assert sorted(path.name for path in (tmp_path / "mails").iterdir()) == ["0001", "notes.partial"]
    assert resolve(tmp_path).damaged() == []


def test_what_has_another_plan_is_left_for_who_comes_with_it(tmp_path: Path) -> None:
    leftover(tmp_path, "0007.partial", {"seed": 2})
    with Folder(tmp_path, "mails", PLANNED) as folder:
        folder.add_json("manifest.json", {})
    assert (folder.name, folder.is_resumed) == ("mails/0008", False)
    assert sorted(path.name for path in (tmp_path / "mails").iterdir()) == ["0007.partial", "0008"]


def test_who_comes_with_the_same_plan_takes_it_up_from_a_clean_table(tmp_path: Path) -> None:
    leftover(tmp_path, "0007.partial", PLANNED)
    with Folder(tmp_path, "mails", PLANNED) as folder:
        assert [path.name for path in (tmp_path / "mails" / "0007.partial").iterdir()] == [PLAN]
        folder.add_json("manifest.json", {})
    assert (folder.name, folder.is_resumed) == ("mails/0007", True)
    assert sorted(path.name for path in folder.path.iterdir()) == ["checksums.json", "manifest.json"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, ResultsError])
def test_a_planned_run_that_is_stopped_stays_and_can_be_taken_up(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error):
        fail_inside(Folder(tmp_path, "mails", PLANNED), error)
    partial = tmp_path / "mails" / "0001.partial"
    assert partial.is_dir()
    assert not is_alive(tmp_path, partial)
    with Folder(tmp_path, "mails", PLANNED) as folder:
        assert folder.is_resumed


def test_an_interrupt_says_that_the_same_command_goes_on(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt) as stop:
        fail_inside(Folder(tmp_path, "mails", PLANNED), KeyboardInterrupt)
    assert vars(stop.value) == {"words": "Stopped. What was simulated is kept; the same command goes on from there."}


def test_a_run_begun_again_knows_when_it_was_begun_first(tmp_path: Path) -> None:
    partial = leftover(tmp_path, "0001.partial", PLANNED)
    os.utime(partial / PLAN, ns=(5_000_000_000, 5_000_000_000))
    with Folder(tmp_path, "mails", PLANNED) as folder:
        assert folder.begun_ns == 5_000_000_000


def test_two_runs_with_the_same_plan_the_second_is_told_and_the_first_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOMENT_S", 0.05)
    with Folder(tmp_path, "mails", PLANNED) as first:
        first.add_json("manifest.json", {})
        for _ in range(2):
            with pytest.raises(ResultsError) as error, Folder(tmp_path, "mails", PLANNED):
                pass
        first.add_json("answer.json", {})
    partial = tmp_path / "mails" / "0001.partial"
    assert str(error.value) == (
        f"{partial}: another process is at the same experiment; wait for it, or choose another --out"
    )
    assert resolve(tmp_path).damaged() == []
    assert [path.name for path in (tmp_path / "mails").iterdir()] == ["0001"]


def test_who_waits_for_a_run_that_then_ends_begins_one_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    partial = leftover(tmp_path, "0001.partial", PLANNED)
    acquired = module._acquired

    def ends_meanwhile(lock: FileLock, run: Path) -> AbstractContextManager[object]:
        if run == partial:
            partial.rename(tmp_path / "mails" / "0001")
        return acquired(lock, run)

    monkeypatch.setattr(module, "_acquired", ends_meanwhile)
    with Folder(tmp_path, "mails", PLANNED) as folder:
        folder.add_json("manifest.json", {})
    assert (folder.name, folder.is_resumed) == ("mails/0002", False)


@pytest.mark.parametrize("plan", [None, PLANNED])
def test_a_run_is_alive_as_long_as_somebody_is_at_it(tmp_path: Path, plan: dict[str, object] | None) -> None:
    partial = tmp_path / "mails" / "0001.partial"
    with Folder(tmp_path, "mails", plan):
        assert is_alive(tmp_path, partial)
        with Folder(tmp_path, "mails") as other:  # which removes what nobody is at
            other.add_json("manifest.json", {})
        assert partial.is_dir()
    assert not is_alive(tmp_path, partial)


def test_to_ask_whether_a_run_is_alive_writes_nothing(tmp_path: Path) -> None:
    assert not is_alive(tmp_path, leftover(tmp_path, "0001.partial"))
    assert [path.name for path in tmp_path.iterdir()] == ["mails"]


def test_an_experiment_may_be_called_like_a_run_of_another(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails", PLANNED), Folder(tmp_path, "mails-0001", PLANNED) as other:
        assert other.name == "mails-0001/0001"


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


def test_kpis_are_rows_of_scenario_replication_kpi_value(tmp_path: Path) -> None:
    with Folder(tmp_path, "mails") as folder:
        folder.add_kpis([("=evil", 0, "leads", 12.0), ("weekly", 1, "cpa_ad", None)])
    text = (folder.path / "kpis.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines() == ["scenario,replication,kpi,value", "'=evil,0,leads,12", "weekly,1,cpa_ad,"]


def test_numbers_that_are_none_are_refused_in_json(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"), Folder(tmp_path, "mails") as folder:
        folder.add_json("answer.json", {"mean": float("inf")})
    assert json.dumps([path.name for path in (tmp_path / "mails").iterdir()]) == "[]"
