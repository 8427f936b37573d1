"""SQL over all finished runs: what the tables hold, and that a query reads nothing else and writes nothing at all."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import threading
from pathlib import Path

import pytest

from sim.model.ledger import What
from sim.study import sql as module
from sim.study.durable import json_bytes
from sim.study.results import LOG, ResultsError, resolve, sealed
from sim.study.sql import TABLES, Found, SqlError, query
from sim.words.messages import say
from tests.commandline import ONE_RIVAL, nurture, workspace
from tests.keptruns import flipped


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two comparisons, one with the event logs of all runs and one with none, and a single run."""
    folder = workspace(tmp_path_factory.mktemp("it's sql"), experiment=ONE_RIVAL)
    words = ["--workers", "1", "--replications", "2", "--no-charts"]
    for ledger in ("all", "none"):
        assert nurture("compare", "experiment.yaml", *words, "--ledger", ledger, at=folder).code == 0
    assert nurture("run", "journey.yaml", at=folder).code == 0
    return folder


@pytest.fixture(scope="module")
def root(place: Path) -> Path:
    return place / "results"


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Path:
    """Results that may be damaged."""
    shutil.copytree(root, tmp_path / "results")
    return tmp_path / "results"


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_runs_are_told_with_what_they_are(root: Path) -> None:
    assert query(root, "from runs order by all") == Found(
        ("experiment", "run", "is_latest", "kind", "seed", "replications"),
        [
            ("small", "0001", True, "run", 1, 1),
            ("small_test", "0001", False, "compare", 7, 2),
            ("small_test", "0002", True, "compare", 7, 2),
        ],
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_which_run_of_an_experiment_is_the_latest(table: str, root: Path) -> None:
    told = query(root, f"select distinct experiment, run from {table} where is_latest order by all").rows
    later = query(root, f"select distinct experiment, run from {table} where not is_latest").rows
    newest = [("small_test", "0002")] if table in ("runs", "kpis") else []  # it kept no event log
    assert told == [("small", "0001"), *newest]
    assert later == [("small_test", "0001")]


def test_the_latest_run_is_the_one_that_ended_last_whatever_its_number(own: Path) -> None:
    for run, ended in (("0001", "2031-01-01"), ("0002", "2030-01-01")):
        log = own / "small_test" / run / LOG
        log.write_bytes(json_bytes(sealed(LOG, {**json.loads(log.read_bytes()), "finished": ended})))
    assert query(own, "select run from runs where is_latest and experiment = 'small_test'").rows == [("0001",)]
    assert query(own, "select distinct run from kpis where is_latest and experiment = 'small_test'").rows == [("0001",)]


def examples() -> list[str]:
    """The questions in the help, asked of the experiment that is kept here."""
    text = " ".join(say("cli.sql.help").split())
    return [found.replace("email_cadence", "small_test") for found in re.findall('nurture sql "(.*?)"', text)]


@pytest.mark.parametrize("sql", examples())
def test_the_examples_of_the_help_count_no_run_twice_and_mix_no_experiments(sql: str, root: Path, own: Path) -> None:
    if "run = '0001'" in sql:
        shutil.rmtree(own / "small_test" / "0002")
    else:
        shutil.rmtree(own / "small_test" / "0001")
    shutil.rmtree(own / "small")
    assert query(root, sql).rows == query(own, sql).rows != []


def test_kpis_are_those_of_the_csv_files(root: Path) -> None:
    found = query(root, "select scenario, replication, kpi, value from kpis where run = '0002' order by all").rows
    text = (root / "small_test" / "0002" / "kpis.csv").read_text(encoding="utf-8-sig")
    rows = [tuple(row.values()) for row in csv.DictReader(text.splitlines())]
    plain = [(scenario, int(n), kpi, float(value) if value else None) for scenario, n, kpi, value in rows]
    assert found == sorted(plain, key=lambda row: row[:3])


def test_leads_and_ledger_are_those_of_the_tables_with_words_beside_numbers(root: Path) -> None:
    results = resolve(root, "small_test/0001")
    for scenario in ("daily", "weekly"):
        for replication in (0, 1):
            where = f"where experiment = 'small_test' and scenario = '{scenario}' and replication = {replication}"
            leads, rows = results.leads(scenario, replication), results.ledger(scenario, replication)
            assert query(root, f"select id, lead from leads {where} order by lead").rows == [
                (id_, lead) for lead, id_ in enumerate(leads["id"].tolist())
            ]
            (told,) = query(root, f"select count(*), sum(time), count_if(event = 'mql') from ledger {where}").rows
            assert told == (rows.size, rows["time"].sum(), (rows["what"] == What.MQL).sum())


def test_names_say_what_numbers_mean(root: Path) -> None:
    sql = """
        select distinct t.name from ledger l join names t
        on (l.experiment, l.run, l.scenario, l.node) = (t.experiment, t.run, t.scenario, t.number)
        where l.event = 'sent' and t.kind = 'touchpoint'
    """
    assert query(root, sql).rows == [("news",)]
    kinds = query(root, "select distinct kind from names order by all").rows
    assert {kind for (kind,) in kinds} <= {"source", "persona", "stage", "touchpoint", "rule", "exit", "behaviour"}
    assert query(root, "select count(*) from names n where run = '0002'").rows == [(0,)]  # no event log was kept


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_without_results_tables_are_empty_and_have_the_same_columns(folder: str, root: Path, tmp_path: Path) -> None:
    for table in TABLES:
        found = query(tmp_path / folder, f"select * from {table}")
        assert found.rows == []
        assert set(found.columns) == set(query(root, f"select * from {table} limit 1").columns)


@pytest.mark.parametrize(
    "sql",
    [
        "describe ledger",
        "show tables",
        "summarize kpis",
        "with a as (select 1 as x) select x from a;",
        "values (1)",
        "table runs",
        "-- a comment\nselect 'a;b' -- another",
        "select scenario from (pivot kpis on kpi in ('mqls', 'sends') using avg(value) group by scenario)",
    ],
)
def test_whatever_only_reads_is_answered(sql: str, root: Path) -> None:
    assert query(root, sql).rows


WRITING = [
    "copy kpis to '{out}'",
    "copy (select 1) to '{kpis}' (format csv)",
    "with a as (copy (select 7) to '{kpis}' (use_tmp_file false, format csv)) select 1",
    "WITH a AS (Copy (select 7) to '{out}' (format csv)) select 1",
    "explain analyze copy kpis to '{out}'",
    "export database '{out}'",
    "attach '{out}' as other",
    "install httpfs",
    "load httpfs",
    "create table other as select 1",
    "insert into runs values ('a', 'b', 'c', 1, 1)",
    "delete from runs",
    "drop view kpis",
    "set enable_external_access = true",
    "reset lock_configuration",
    "pragma enable_profiling = 'json'",
    "pragma profiling_output = '{out}'",
    "call enable_logging(storage = 'file', storage_config = {{'path': '{out}'}})",
    "prepare a as copy kpis to '{out}'",
    "select 1; copy kpis to '{out}'",
    "select 1; select 2",
    "checkpoint",
    "use memory",
    "",
    "   ",
    "-- nothing",
    ";",
]


@pytest.mark.parametrize("sql", WRITING)
def test_whatever_is_more_than_one_select_is_refused_and_nothing_is_written(
    sql: str, own: Path, tmp_path: Path
) -> None:
    before = contents(own)
    out = tmp_path / "written"
    with pytest.raises(SqlError, match=r"only a select can be asked; the tables are runs, kpis, leads, ledger, names"):
        query(own, sql.format(out=out, kpis=own / "small_test" / "0001" / "kpis.csv"))
    assert not out.exists()
    assert contents(own) == before


READING = [
    "select * from read_csv('{out}')",
    "select * from read_text('{out}')",
    "select * from read_blob('{out}')",
    "select * from read_json('{out}')",
    "select * from read_parquet('{out}')",
    "from '{out}'",
    "select * from glob('{folder}/*')",
    "select * from sniff_csv('{out}')",
    "select * from read_text('{kpis}/../answer.json')",
    "select * from read_text('/proc/self/environ')",
    "select * from read_csv('https://127.0.0.1:9/x.csv')",
    "select getenv('HOME')",
    "select * from root",  # a variable where the query is asked
    "select * from sqlite_scan('{out}', 'x')",
    "select * from query('copy kpis to ''{out}''')",
    "select * from nowhere",
    "select nothing from kpis",
    "selec 1",
    "select 'open",
    "select * from enable_logging(storage = 'file', storage_config = {{'path': '{folder}/log'}})",
]


@pytest.mark.parametrize("sql", READING)
def test_no_other_file_and_no_network_can_be_read(sql: str, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "secret.txt"
    out.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SqlError) as error:
        query(own, sql.format(out=out, folder=tmp_path, kpis=own / "small_test" / "0001" / "kpis.csv"))
    assert "\n" not in str(error.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results", "secret.txt"]


def test_a_query_leaves_nothing_behind_also_where_it_was_asked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(module._SETTINGS, "memory_limit", "100MB")
    sql = "select max(x) from (select hash(range) x, range y from range(6000000) order by x, y desc limit 5900000)"
    assert len(query(root, sql).rows) == 1
    assert list(tmp_path.iterdir()) == []


DAMAGED = [
    ("manifest.json", "from runs"),
    ("kpis.csv", "select max(value) from kpis"),
    ("checksums.json", "from runs"),
    ("run.log.json", "from runs"),
    ("scenario=daily/replication=0/leads.parquet", "select count(*) from Leads"),
    ("scenario=weekly/replication=1/ledger.parquet", "select count(*) from kpis, ledger"),
    ("scenario=weekly/replication=1/guide.json", "select count(*) from names"),
]


@pytest.mark.parametrize(("file", "sql"), DAMAGED)
def test_where_nothing_else_is_left_a_changed_file_is_named_instead_of_read(file: str, sql: str, own: Path) -> None:
    shutil.rmtree(own / "small")
    shutil.rmtree(own / "small_test" / "0002")
    query(own, sql)
    flipped(own / "small_test" / "0001" / file)
    with pytest.raises(ResultsError) as error:
        query(own, sql)
    assert str(error.value) == f"{own / 'small_test' / '0001' / file} can't be read; the file is damaged"


@pytest.mark.parametrize("is_lost", [True, False], ids=["lost", "changed"])
@pytest.mark.parametrize(("file", "sql"), DAMAGED)
def test_a_run_with_a_damaged_file_is_left_out_and_named_and_all_others_are_asked(
    file: str, sql: str, is_lost: bool, own: Path
) -> None:
    if is_lost and file == "run.log.json":  # it may be missing
        return
    path = own / "small_test" / "0001"
    if is_lost:
        (path / file).unlink()
    else:
        flipped(path / file)
    found = query(own, sql)
    shutil.rmtree(path)
    why = f"{path} has no {file}" if is_lost else f"{path / file} can't be read; the file is damaged"
    assert found == query(own, sql)._replace(left_out=(why,))


def test_of_the_runs_that_can_be_read_one_is_the_latest(own: Path) -> None:
    (own / "small_test" / "0002" / "kpis.csv").unlink()
    assert query(own, "select distinct run from kpis where is_latest and experiment = 'small_test'").rows == [("0001",)]


def test_an_empty_table_is_no_answer_where_all_that_it_held_is_damaged(own: Path) -> None:
    shutil.rmtree(own / "small")
    flipped(own / "small_test" / "0001" / "scenario=daily" / "replication=0" / "ledger.parquet")
    with pytest.raises(ResultsError, match=r"ledger\.parquet can't be read"):
        query(own, "select count(*) from ledger")
    assert query(own, "select count(*) from kpis").left_out == ()


@pytest.mark.parametrize("file", ["kpis.csv", "scenario=daily/replication=0/ledger.parquet"])
def test_a_lost_file_disturbs_no_query_for_other_tables(file: str, own: Path) -> None:
    expected = query(own, "select sum(arrival_s) from leads")
    (own / "small_test" / "0001" / file).unlink()
    assert query(own, "select sum(arrival_s) from leads") == expected


def test_a_table_that_lost_its_end_is_named_too(own: Path) -> None:
    file = own / "small_test" / "0001" / "scenario=daily" / "replication=0" / "ledger.parquet"
    file.write_bytes(file.read_bytes()[:-9])
    (why,) = query(own, "from ledger").left_out
    assert why == f"{file} can't be read; the file is damaged"


def test_only_the_tables_that_are_asked_for_are_read_whole(own: Path) -> None:
    flipped(own / "small_test" / "0001" / "scenario=daily" / "replication=0" / "ledger.parquet")
    assert query(own, "select count(*) from kpis").rows[0][0] > 0


@pytest.mark.skipif(os.name != "posix", reason="elsewhere this would end the tests")
@pytest.mark.parametrize("attempt", range(3))
def test_an_interrupt_ends_a_long_query(attempt: int, root: Path) -> None:
    several = "range(1000000) a, range(1000000) b where (a.range + b.range) % 7 = 3"
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever began the tests may have it ignored
    stop = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    stop.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            query(root, f"select sum(a.range * b.range) from {several}")
    finally:
        stop.join()
        signal.signal(signal.SIGINT, before)
