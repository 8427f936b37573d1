"""`nurture results` and `nurture sql`: lists, one run, checks, and answers as text, CSV and JSON."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
from pathlib import Path

import pytest

from sim.study.folder import Folder
from sim.study.store import Store
from tests.commandline import ONE_RIVAL, Done, nurture, workspace
from tests.keptruns import flipped

WORDS = ("compare", "experiment.yaml", "--workers", "1", "--no-charts")
SENTENCE = "stay with daily; every other scenario is worse in MQLs."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a comparison and a single run in its results."""
    folder = workspace(tmp_path_factory.mktemp("results"), experiment=ONE_RIVAL)
    assert nurture(*WORDS, at=folder).code == 0
    assert nurture("run", "journey.yaml", at=folder).code == 0
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def rows(done: Done) -> list[list[str]]:
    """The lines of a table of runs, in words."""
    return [line.split() for line in done.out.splitlines() if line.startswith("small")]


def stopped(place: Path, monkeypatch: pytest.MonkeyPatch, *, after: int) -> Done:
    """A comparison that is stopped after so many simulated runs."""
    put, kept = Store.put, []

    def stops(store: Store, *run: object) -> None:
        put(store, *run)  # type: ignore[arg-type]
        kept.append(run)
        if len(kept) == after:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Store, "put", stops)
        return nurture(*WORDS, "--seed", "8", at=place)


def test_runs_are_listed_with_how_they_stand_and_their_answer(made: Path) -> None:
    done = nurture("results", at=made)
    assert (done.code, done.err) == (0, "")
    assert done.out.split()[:5] == ["run", "state", "simulated", "runs", "finished"]
    assert [row[:3] for row in rows(done)] == [["small/0001", "done", "1"], ["small_test/0001", "done", "8"]]
    assert SENTENCE in done.out


def test_a_stopped_run_is_listed_with_the_command_that_takes_it_up(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = stopped(place, monkeypatch, after=3)
    assert told.code == 130
    assert told.err == "Stopped. 2 of 8 simulated runs are kept; the same command goes on from there.\n"
    done = nurture("results", at=place)
    (row,) = (row for row in rows(done) if row[0] == "small_test/0002")
    assert row[1:6] == ["interrupted,", "3", "of", "8", "3"]
    command = "nurture compare experiment.yaml --replications 4 --seed 8"
    assert done.out.splitlines()[-1] == f"Take up small_test/0002: {command}"
    assert nurture(*command.split()[1:], "--workers", "1", "--no-charts", at=place).code == 0
    assert [row[1] for row in rows(nurture("results", at=place))] == ["done", "done", "done"]


@pytest.mark.parametrize("file", ["experiment.yaml", "journey.yaml"])
def test_a_stopped_run_whose_files_have_changed_is_not_offered_to_be_taken_up(
    file: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(place, monkeypatch, after=3)
    text = (place / file).read_text(encoding="utf-8")
    (place / file).write_text(text + "# changed\n", encoding="utf-8")
    command = "nurture compare experiment.yaml --replications 4 --seed 8"
    done = nurture("results", at=place)
    assert done.out.splitlines()[-1] == (
        f"small_test/0002 can't be taken up, since {file} changed; to begin anew: {command}"
    )
    assert nurture("results", "--json", at=place).json["runs"][2]["changed"] == [file]
    (place / file).write_text(text, encoding="utf-8")
    assert nurture("results", at=place).out.splitlines()[-1] == f"Take up small_test/0002: {command}"


@pytest.mark.parametrize("ledger", ["first", "none", "all", "3", "2.5%"])
def test_the_command_takes_up_what_was_asked_for_in_the_same_folder(
    ledger: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(place / "experiment.yaml", place / "my experiment.yaml")
    words = ("compare", "my experiment.yaml", "--workers", "1", "--no-charts", "--out", "other results")
    with monkeypatch.context() as patched:
        patched.setattr(Store, "put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert nurture(*words, "--ledger", ledger, at=place).code == 130
    told = nurture("results", "--results", "other results", at=place).out.splitlines()[-1]
    command = shlex.split(told.partition(": ")[2])
    assert command[0] == "nurture"
    assert nurture(*command[1:], "--workers", "1", "--no-charts", at=place).code == 0
    (entry,) = nurture("results", "--results", "other results", "--json", at=place).json["runs"]
    assert (entry["name"], entry["state"]) == ("small_test/0001", "done")


def test_a_run_at_work_is_listed_as_running(place: Path) -> None:
    with Folder(place / "results", "small_test", {"kind": "compare", "keys": ["a"], "seed": 1, "replications": 5}):
        done = nurture("results", at=place)
    (row,) = (row for row in rows(done) if row[0] == "small_test/0002")
    assert row[1:] == ["running,", "0", "of", "5"]


def test_a_leftover_that_nobody_can_take_up_is_listed_without_a_command(place: Path) -> None:
    (place / "results" / "small" / "0009.partial" / "charts").mkdir(parents=True)
    done = nurture("results", at=place)
    assert ["small/0009", "interrupted"] in rows(done)
    assert "Take up" not in done.out
    assert nurture("results", "--check", at=place).code == 0


def test_without_runs_it_says_how_to_begin(tmp_path: Path) -> None:
    done = nurture("results", at=tmp_path)
    assert (done.code, done.out) == (0, "No runs in results. Begin with: nurture demo\n")
    assert nurture("results", "--json", at=tmp_path).json == {"runs": []}
    assert list(tmp_path.iterdir()) == []


def test_json_lists_the_same(made: Path) -> None:
    (single, several) = nurture("results", "--json", at=made).json["runs"]
    assert (single["name"], single["kind"], single["state"]) == ("small/0001", "run", "done")
    assert (several["name"], several["done"], several["planned"]) == ("small_test/0001", 8, 8)
    assert several["repeat"] == ["nurture", "compare", "experiment.yaml", "--replications", "4", "--seed", "7"]
    assert several["answer"].startswith(SENTENCE)


def test_one_run_tells_its_answer_and_how_to_repeat_it(made: Path) -> None:
    done = nurture("results", "small_test", at=made)
    lines = done.out.splitlines()
    assert done.code == 0
    assert lines[0].startswith(f"Answer: {SENTENCE}")
    assert "Repeat it: nurture compare experiment.yaml --replications 4 --seed 7" in lines
    assert "Seed: 7" in lines
    assert "Scenarios: daily, weekly" in lines
    assert lines[-1] == "Files: results/small_test/0001"


def test_one_run_as_json_is_its_manifest_and_answer(made: Path) -> None:
    found = nurture("results", "small_test/0001", "--json", at=made).json
    folder = made / "results" / "small_test" / "0001"
    assert found == {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("manifest", "answer")
    }


@pytest.mark.parametrize("run", [[], ["small_test"]])
def test_sound_files_are_said_to_be_sound(run: list[str], made: Path) -> None:
    done = nurture("results", *run, "--check", at=made)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "All files are as they were written."
    assert nurture("results", *run, "--check", "--json", at=made).json["damaged"] == []


@pytest.mark.parametrize("run", [[], ["small_test"]])
@pytest.mark.parametrize(
    "file", ["manifest.json", "answer.json", "checksums.json", "run.log.json", "kpis.csv", "inputs/people.yaml"]
)
def test_every_changed_file_is_named_with_exit_code_3(file: str, run: list[str], place: Path) -> None:
    path = place / "results" / "small_test" / "0001"
    flipped(path / file)
    name = f"results/small_test/0001/{file}"
    done = nurture("results", *run, "--check", at=place)
    assert done.code == 3
    assert [line for line in done.err.splitlines() if line.startswith(name)] == done.err.splitlines()
    assert "All files are as they were written." not in done.out


def test_two_damaged_files_are_both_named_and_given_as_json(place: Path) -> None:
    path = place / "results" / "small_test" / "0001"
    flipped(path / "kpis.csv")
    (path / "scenario=weekly" / "replication=0" / "leads.parquet").unlink()
    done = nurture("results", "--check", "--json", at=place)
    names = ["kpis.csv", "scenario=weekly/replication=0/leads.parquet"]
    assert done.code == 3
    assert done.json["damaged"] == [f"results/small_test/0001/{name}" for name in names]
    assert done.err.splitlines() == [
        f"results/small_test/0001/{name}: not as it was written, or missing" for name in names
    ]


def test_a_run_with_a_changed_answer_is_listed_with_what_is_wrong_and_never_told(place: Path) -> None:
    flipped(place / "results" / "small_test" / "0001" / "answer.json")
    listed = nurture("results", at=place)
    assert listed.code == 0
    assert "unreadable" in listed.out
    assert "answer.json can't be read; the file is damaged" in " ".join(listed.out.split())
    done = nurture("results", "small_test", at=place)
    assert (done.code, done.out) == (3, "")
    assert done.err == "results/small_test/0001/answer.json can't be read; the file is damaged\n"


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("trace", "small_test", "--lead", "0"), "scenario=daily/replication=0/guide.json"),
        (("coverage", "small_test"), "scenario=weekly/replication=0/journeys.json"),
    ],
)
def test_whichever_command_reads_a_changed_file_names_it_and_fails(
    words: tuple[str, ...], file: str, place: Path
) -> None:
    assert nurture(*words, at=place).code == 0
    flipped(place / "results" / "small_test" / "0001" / file)
    done = nurture(*words, at=place)
    assert (done.code, done.out) == (3, "")
    assert done.err == f"results/small_test/0001/{file} can't be read; the file is damaged\n"


QUERY = "select scenario, replication as n, value from kpis where kpi = 'mqls' and replication < 2 order by all"


def test_sql_answers_as_a_table(made: Path) -> None:
    done = nurture("sql", QUERY, at=made)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].split() == ["scenario", "n", "value"]
    below = [line.split()[:2] for line in done.out.splitlines()[2:]]
    assert below == [["daily", "0"], ["daily", "1"], ["small", "0"], ["weekly", "0"], ["weekly", "1"]]


def test_sql_answers_as_csv_and_json_with_the_same_values(made: Path) -> None:
    as_json = nurture("sql", QUERY, "--json", at=made).json
    as_csv = nurture("sql", QUERY, "--csv", at=made)
    assert as_json["columns"] == ["scenario", "n", "value"]
    head, *body = csv.reader(as_csv.out.lstrip("\ufeff").splitlines())
    assert head == as_json["columns"]
    assert [[name, int(n), float(value)] for name, n, value in body] == as_json["rows"]


def test_kinds_that_json_does_not_know_are_texts_and_nothing_is_null(made: Path) -> None:
    sql = "select null, 'NaN'::double, 1 = 1, date '2026-04-01', [1, 2], 2::hugeint ** 70, '商談'"
    assert nurture("sql", sql, "--json", at=made).json["rows"] == [
        [None, None, True, "2026-04-01", "[1, 2]", 2.0**70, "商談"]
    ]
    assert nurture("sql", sql, at=made).code == nurture("sql", sql, "--csv", at=made).code == 0


def test_formulas_in_csv_are_made_harmless(made: Path) -> None:
    assert nurture("sql", "select '=1+1' as a", "--csv", at=made).out.splitlines()[-1] == "'=1+1"


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("drop table runs", "only a select can be asked; the tables are runs, kpis, leads, ledger, names"),
        ("select 1; select 2", "only a select can be asked; the tables are runs, kpis, leads, ledger, names"),
        ("", "only a select can be asked; the tables are runs, kpis, leads, ledger, names"),
    ],
)
def test_refused_queries_are_one_line_and_exit_code_2(query: str, line: str, made: Path) -> None:
    done = nurture("sql", query, at=made)
    assert (done.code, done.out, done.err) == (2, "", line + "\n")


@pytest.mark.parametrize("query", ["select nothing from kpis", "selec 1", "from read_csv('/etc/passwd')"])
def test_queries_that_can_not_be_answered_are_one_line_in_the_words_of_duckdb(query: str, made: Path) -> None:
    done = nurture("sql", query, at=made)
    assert (done.code, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert line.endswith("(the tables are runs, kpis, leads, ledger, names)")


def test_an_answer_has_one_form(made: Path) -> None:
    done = nurture("sql", QUERY, "--csv", "--json", at=made)
    assert done.code == 2
    assert "either --csv or --json, not both" in done.err


def test_other_results_can_be_asked(made: Path, tmp_path: Path) -> None:
    assert nurture("sql", "select count(*) from runs", "--results", made / "results", "--json", at=tmp_path).json[
        "rows"
    ] == [[2]]
    assert nurture("results", "--results", made / "results", "--json", at=tmp_path).json["runs"]
