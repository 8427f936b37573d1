"""Results as tables for SQL: the KPIs, leads and event logs of all finished runs of a results folder, by DuckDB.

A query can be pasted from anywhere, so it gets no more than it needs: it reads the files of these tables and no
other, has no network, and can write nothing (but what DuckDB puts off to a temporary folder while it sorts).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.model.ledger import LEAD, ROW
from sim.study import results
from sim.study.durable import duck
from sim.study.results import Results
from sim.words.messages import say

if TYPE_CHECKING:
    import duckdb

TABLES = ("runs", "kpis", "leads", "ledger", "names")
_COPY = re.compile(r"\bcopy\b", re.IGNORECASE)  # within a `with`, even a select can write a file
_SETTINGS = {
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # no variable of ours is a table
}
_KPIS = {"scenario": "VARCHAR", "replication": "BIGINT", "kpi": "VARCHAR", "value": "DOUBLE"}
_PLAIN_CSV = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"'"""
_TYPES = {"i2": "SMALLINT", "i4": "INTEGER", "i8": "BIGINT", "u8": "UBIGINT"}
_KINDS = ("sources", "personas", "stages", "touchpoints", "rules", "exits", "behaviours")

Files = Sequence[tuple[Results, str]]  # the files of a table, each by its run and its name there


class SqlError(Exception):
    """A query that can't be answered; the text is one line."""


class Found(NamedTuple):
    """What a query found: names of columns, and rows of plain values."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def query(root: Path, sql: str) -> Found:
    """Answer a query over the finished runs of a results folder; SqlError for all but a select that can be answered.

    runs: experiment, run, kind, seed, replications. kpis: experiment, run, scenario, replication, kpi, value. leads and
    ledger: of the runs whose event logs were kept, with words beside numbers. names: what the numbers of sources,
    personas, stages, touchpoints, rules and exits mean in each of them. ResultsError for a damaged file.
    """
    import duckdb

    try:
        with TemporaryDirectory() as aside, duck(temp_directory=aside, **_SETTINGS) as connection:
            if [each.type.name for each in connection.extract_statements(sql)] != ["SELECT"] or _COPY.search(sql):
                raise SqlError(say("sql.reading_only", known=", ".join(TABLES)))
            files = _tables(connection, root.resolve())
            _lock(connection, [run.path / name for found in files.values() for run, name in found])
            for table, found in files.items():
                if re.search(rf"\b{table}\b", sql, re.IGNORECASE):
                    _check(found)
            answer = connection.execute(sql)
            return Found(tuple(column[0] for column in answer.description or ()), answer.fetchall())
    except duckdb.Error as error:
        raise SqlError(say("sql.refused", reason=_first_line(str(error)), known=", ".join(TABLES))) from error


def _first_line(told: str) -> str:
    return " ".join(told.strip().split("\n\n")[0].split())


def _lock(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """From here on nothing but these files can be opened."""
    connection.execute(f"SET allowed_paths = {_listed(files)}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _check(files: Files) -> None:
    """ResultsError for a file that is missing or not as it was written."""
    for run, name in files:
        run.file(name)


def _tables(connection: duckdb.DuckDBPyConnection, root: Path) -> Mapping[str, Files]:
    """Make all tables; the files that are read by those that are views."""
    runs = [Results(run) for folder in results.experiments(root) for run in results.runs(folder)]
    place = {run.path: run.path.relative_to(root).parts for run in runs}
    told = [(*place[run.path], *_about(run)) for run in runs]
    _table(connection, "runs", "kind VARCHAR, seed BIGINT, replications BIGINT", told)
    named = [(*place[run.path], *row) for run in runs for row in _named(run)]
    _table(connection, "names", "scenario VARCHAR, kind VARCHAR, number BIGINT, name VARCHAR", named)
    files = {"kpis": [(run, "kpis.csv") for run in runs if run.holds("kpis.csv")]}
    _view(connection, "kpis", files["kpis"], _KPIS, f"read_csv(#, {_PLAIN_CSV}, columns = {_KPIS}", root)
    for name, layout in (("leads", LEAD), ("ledger", ROW)):
        files[name] = [
            (run, results.table(*recorded, f"{name}.parquet")) for run in runs for recorded in run.recorded()
        ]
        types = "{'scenario': VARCHAR, 'replication': BIGINT}"
        reader = f"read_parquet(#, hive_partitioning = true, hive_types = {types}"
        _view(connection, name, files[name], _columns(name, layout), reader, root)
    return files


def _table(connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
    connection.execute(f"CREATE TABLE {name} (experiment VARCHAR, run VARCHAR, {columns})")
    if rows:
        connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, files: Files, columns: Mapping[str, str], reader: str, root: Path
) -> None:
    """A view on files, with the experiment and run of each as columns; an empty table if there are none."""
    import duckdb

    if not files:
        _table(connection, name, ", ".join(f"{column} {kind}" for column, kind in columns.items()), [])
        return
    start = len(root.as_posix().rstrip("/")) + 2
    place = f"substr(replace(filename, '\\', '/'), {start})"
    paths = _listed([run.path / file for run, file in files])
    try:
        connection.execute(
            f"CREATE VIEW {name} AS SELECT split_part(place, '/', 1) AS experiment, split_part(place, '/', 2) AS run,"
            f" * EXCLUDE (filename, place) FROM (SELECT *, {place} AS place FROM {reader.replace('#', paths)},"
            " filename = true))"
        )
    except duckdb.Error:
        _check(files)
        raise


def _columns(name: str, layout: np.dtype[np.void]) -> dict[str, str]:
    """The columns of leads or ledger, in an order of no meaning."""
    of_layout = {field: _TYPES[layout[field].str[1:]] for field in layout.names or ()}
    words = {"event": "VARCHAR"} if name == "ledger" else {"lead": "BIGINT", "state": "VARCHAR"}
    return {"scenario": "VARCHAR", "replication": "BIGINT", **of_layout, **words}


def _about(run: Results) -> tuple[Any, ...]:
    about = run.json(results.MANIFEST)
    return about.get("kind"), about.get("seed"), about.get("replications")


def _named(run: Results) -> list[tuple[Any, ...]]:
    """What numbers mean: scenario, kind, number and name; the same in all runs of a scenario."""
    guides = {scenario: run.json(results.table(scenario, n, "guide.json")) for scenario, n in run.recorded()}
    return [
        (scenario, kind.rstrip("s"), number, name)
        for scenario, guide in guides.items()
        for kind in _KINDS
        for number, name in enumerate(guide.get(kind, ()))
    ]


def _listed(files: Sequence[Path]) -> str:
    quoted = (file.as_posix().replace("'", "''") for file in files)
    return "[" + ", ".join(f"'{file}'" for file in quoted) + "]"
