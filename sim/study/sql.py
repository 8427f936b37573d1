"""Results as tables for SQL: the KPIs, leads and event logs of all finished runs of a results folder, by DuckDB."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.model.ledger import LEAD, ROW
from sim.study import results
from sim.words.messages import say

if TYPE_CHECKING:
    import duckdb

TABLES = ("runs", "kpis", "leads", "ledger", "names")
_READING = ("SELECT", "EXPLAIN", "PRAGMA", "RELATION")  # kinds of statements that change nothing
_TYPES = {"i2": "SMALLINT", "i4": "INTEGER", "i8": "BIGINT", "u8": "UBIGINT"}
# Of a file's path within results: experiment and run, as columns.
_OF_RUN = "split_part(place, '/', 1) AS experiment, split_part(place, '/', 2) AS run"


class SqlError(Exception):
    """A query that can't be answered; the text is one line."""


class Found(NamedTuple):
    """What a query found: names of columns, and rows of plain values."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def query(root: Path, sql: str) -> Found:
    """Answer a query over the finished runs of a results folder; SqlError for what DuckDB refuses or would write.

    runs: experiment, run, kind, seed, replications. kpis: experiment, run, scenario, replication, kpi, value. leads and
    ledger: of the runs whose event logs were kept, with words beside numbers. names: what the numbers of sources,
    personas, stages, touchpoints, rules and exits mean in each of them.
    """
    import duckdb

    try:
        with duckdb.connect(config={"threads": 2}) as connection:
            kinds = [statement.type.name for statement in connection.extract_statements(sql)]
            if not kinds or any(kind not in _READING for kind in kinds):
                raise SqlError(say("sql.reading_only", known=", ".join(TABLES)))
            _views(connection, root.resolve())
            found = connection.execute(sql)
            return Found(tuple(column[0] for column in found.description or ()), found.fetchall())
    except duckdb.Error as error:
        raise SqlError(say("sql.refused", reason=_first_line(str(error)), known=", ".join(TABLES))) from error


def _first_line(told: str) -> str:
    return " ".join(told.strip().split("\n\n")[0].split())


def _views(connection: duckdb.DuckDBPyConnection, root: Path) -> None:
    runs = [run for folder in results.experiments(root) for run in results.runs(folder)]
    start = len(root.as_posix()) + 2
    place = f"substr(replace(filename, '\\', '/'), {start})"
    _runs(connection, root, runs)
    _csv(connection, runs, place)
    for name, layout in (("leads", LEAD), ("ledger", ROW)):
        files = [file for run in runs for file in sorted(run.glob(f"*/*/{name}.parquet"))]
        _parquet(connection, name, layout, files, place)
    _names(connection, root, runs)


def _runs(connection: duckdb.DuckDBPyConnection, root: Path, runs: Sequence[Path]) -> None:
    connection.execute(
        "CREATE TABLE runs (experiment VARCHAR, run VARCHAR, kind VARCHAR, seed BIGINT, replications BIGINT)"
    )
    for run in runs:
        about = json.loads((run / results.MANIFEST).read_text(encoding="utf-8"))
        row = [*run.relative_to(root).parts, about.get("kind"), about.get("seed"), about.get("replications")]
        connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?)", row)


def _csv(connection: duckdb.DuckDBPyConnection, runs: Sequence[Path], place: str) -> None:
    columns = "scenario VARCHAR, replication BIGINT, kpi VARCHAR, value DOUBLE"
    files = [file for run in runs if (file := run / "kpis.csv").is_file()]
    if not files:
        connection.execute(f"CREATE TABLE kpis (experiment VARCHAR, run VARCHAR, {columns})")
        return
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in (column.split() for column in columns.split(", ")))
    connection.execute(
        f"CREATE VIEW kpis AS SELECT {_OF_RUN}, * EXCLUDE (filename, place) FROM (SELECT *, {place} AS place FROM"
        f" read_csv({_listed(files)}, header = true, columns = {{{types}}}, filename = true))"
    )


def _parquet(
    connection: duckdb.DuckDBPyConnection, name: str, layout: np.dtype[np.void], files: Sequence[Path], place: str
) -> None:
    if not files:
        of_layout = [f"{field} {_TYPES[layout[field].str[1:]]}" for field in layout.names or ()]
        columns = ["experiment VARCHAR", "run VARCHAR", "scenario VARCHAR", "replication BIGINT", *of_layout]
        words = "event VARCHAR" if name == "ledger" else "lead BIGINT, state VARCHAR"
        connection.execute(f"CREATE TABLE {name} ({', '.join(columns)}, {words})")
        return
    types = "hive_types = {'scenario': VARCHAR, 'replication': BIGINT}"
    connection.execute(
        f"CREATE VIEW {name} AS SELECT {_OF_RUN}, * EXCLUDE (filename, place) FROM (SELECT *, {place} AS place FROM"
        f" read_parquet({_listed(files)}, hive_partitioning = true, {types}, filename = true))"
    )


def _names(connection: duckdb.DuckDBPyConnection, root: Path, runs: Sequence[Path]) -> None:
    columns = "experiment VARCHAR, run VARCHAR, scenario VARCHAR, kind VARCHAR, number BIGINT, name VARCHAR"
    connection.execute(f"CREATE TABLE names ({columns})")
    rows = [row for run in runs for row in _named(root, run)]
    if rows:
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", rows)


def _named(root: Path, run: Path) -> list[tuple[Any, ...]]:
    kinds = ("sources", "personas", "stages", "touchpoints", "rules", "exits", "behaviours")
    guides = {file.parent.parent.name.partition("=")[2]: file for file in sorted(run.glob("*/*/guide.json"))}
    return [
        (*run.relative_to(root).parts, scenario, kind.rstrip("s"), number, name)
        for scenario, file in guides.items()
        for kind in kinds
        for number, name in enumerate(json.loads(file.read_text(encoding="utf-8")).get(kind, ()))
    ]


def _listed(files: Sequence[Path]) -> str:
    quoted = (file.as_posix().replace("'", "''") for file in files)
    return "[" + ", ".join(f"'{file}'" for file in quoted) + "]"
