"""Results as tables for SQL: the KPIs, leads and event logs of all finished runs of a results folder, by DuckDB.

A query can be pasted from anywhere, so it gets no more than it needs: it reads the files of these tables and no
other, has no network, and can write nothing (but what DuckDB puts off to a temporary folder while it sorts).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.model.ledger import LEAD, ROW
from sim.study import results
from sim.study.durable import duck
from sim.study.results import Results, ResultsError
from sim.words.messages import say
from sim.words.wording import listed

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
_LISTEN_S = 0.1
_PLAIN_CSV = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"'"""
_TYPES = {"i2": "SMALLINT", "i4": "INTEGER", "i8": "BIGINT", "u8": "UBIGINT"}
_KINDS = ("sources", "personas", "stages", "touchpoints", "rules", "exits", "behaviours")


def _kept(layout: np.dtype[np.void], **words: str) -> dict[str, str]:
    """The columns of leads or ledger, in an order of no meaning."""
    of_layout = {field: _TYPES[layout[field].str[1:]] for field in layout.names or ()}
    return {"scenario": "VARCHAR", "replication": "BIGINT", **of_layout, **words}


_PLACE = {"experiment": "VARCHAR", "run": "VARCHAR", "is_latest": "BOOLEAN"}  # the first columns of every table
_COLUMNS = {
    "runs": {"kind": "VARCHAR", "seed": "BIGINT", "replications": "BIGINT"},
    "kpis": {"scenario": "VARCHAR", "replication": "BIGINT", "kpi": "VARCHAR", "value": "DOUBLE"},
    "leads": _kept(LEAD, lead="BIGINT", state="VARCHAR"),
    "ledger": _kept(ROW, event="VARCHAR"),
    "names": {"scenario": "VARCHAR", "kind": "VARCHAR", "number": "BIGINT", "name": "VARCHAR"},
}
_PARQUET = "read_parquet(#, hive_partitioning = true, hive_types = {'scenario': VARCHAR, 'replication': BIGINT}"
_READERS = {"kpis": f"read_csv(#, {_PLAIN_CSV}, columns = {_COLUMNS['kpis']}", "leads": _PARQUET, "ledger": _PARQUET}


class SqlError(Exception):
    """A query that can't be answered; the text is one line."""


class Found(NamedTuple):
    """What a query found: names of columns, and rows of plain values; and why runs were left out, a line each."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    left_out: tuple[str, ...] = ()


class _Readable(NamedTuple):
    """A run that can be read, at its place below the root (`email_cadence/0001`): when it ended, and what it holds."""

    place: str
    ended: str
    about: tuple[Any, ...]
    names: list[tuple[Any, ...]]
    files: dict[str, list[str]]


def query(root: Path, sql: str) -> Found:
    """Answer a query over the finished runs of a results folder; SqlError for all but a select that can be answered.

    runs: kind, seed, replications. kpis: scenario, replication, kpi, value. leads and ledger: of the runs whose event
    logs were kept, with words beside numbers. names: what the numbers of sources, personas, stages, touchpoints, rules
    and exits mean in each of them. All begin with experiment, run, is_latest: of the readable runs of an experiment the
    one that ended last. A run is left out where a file that is asked for is damaged; ResultsError if a table is then
    empty.
    """
    import duckdb

    try:
        with TemporaryDirectory() as aside, duck(temp_directory=aside, **_SETTINGS) as connection:
            if [each.type.name for each in connection.extract_statements(sql)] != ["SELECT"] or _COPY.search(sql):
                raise SqlError(say("sql.reading_only", known=listed(TABLES)))
            asked = {name for name in TABLES if _mentions(sql, name)}
            runs, damaged = _sorted_out(root, asked)
            files = _tables(connection, root.resolve(), runs)
            if damaged and any(not _holds(runs, table) for table in asked):
                raise damaged[0]
            _lock(connection, files)
            return _answered(connection, sql)._replace(left_out=tuple(map(str, damaged)))
    except duckdb.Error as error:
        raise SqlError(say("sql.refused", reason=_first_line(str(error)), known=listed(TABLES))) from error


def _sorted_out(root: Path, asked: Collection[str]) -> tuple[list[_Readable], list[ResultsError]]:
    """The runs that can be read as far as they are asked for, and what is wrong with each of the others."""
    readable, damaged = [], []
    for path in (path for folder in results.experiments(root) for path in results.runs(folder)):
        try:
            readable.append(_read(Results(path), path.relative_to(root).as_posix(), asked))
        except ResultsError as error:
            damaged.append(error)
    return readable, damaged


def _read(run: Results, place: str, asked: Collection[str]) -> _Readable:
    """All of a run that SQL needs. ResultsError for a file that is missing or not as it was written."""
    kept = run.recorded()
    files = {name: [results.table(*which, f"{name}.parquet") for which in kept] for name in ("leads", "ledger")}
    files["kpis"] = ["kpis.csv"] if run.holds("kpis.csv") else []
    for name in (name for table in asked for name in files.get(table, ())):
        run.file(name)
    return _Readable(place, results.finished(run), _about(run), _named(run) if "names" in asked else [], files)


def _holds(runs: Sequence[_Readable], table: str) -> bool:
    """Whether a table has anything in it."""
    return any(table == "runs" or (run.names if table == "names" else run.files[table]) for run in runs)


def _answered(connection: duckdb.DuckDBPyConnection, sql: str) -> Found:
    """Asked in a thread of its own: of DuckDB's work an interrupt would often see the end only."""

    def ask() -> Found:
        answer = connection.execute(sql)
        return Found(tuple(column[0] for column in answer.description or ()), answer.fetchall())

    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(ask)
        try:
            while not wait([asked], _LISTEN_S).done:
                continue
        except BaseException:
            while not wait([asked], _LISTEN_S).done:
                connection.interrupt()
            raise
        return asked.result()


def _first_line(told: str) -> str:
    return " ".join(told.strip().split("\n\n")[0].split())


def _lock(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """From here on nothing but these files can be opened."""
    connection.execute(f"SET allowed_paths = [{_listed(files)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _mentions(sql: str, table: str) -> bool:
    return re.search(rf"\b{table}\b", sql, re.IGNORECASE) is not None


def _tables(connection: duckdb.DuckDBPyConnection, root: Path, runs: Sequence[_Readable]) -> list[Path]:
    """Make all tables; the files that are read by those that are views."""
    last = {run.place.split("/")[0]: run.place for run in sorted(runs, key=lambda run: (run.ended, run.place))}
    first = {run.place: (*run.place.split("/"), run.place in last.values()) for run in runs}
    _table(connection, "runs", [(*first[run.place], *run.about) for run in runs])
    _table(connection, "names", [(*first[run.place], *row) for run in runs for row in run.names])
    read: list[Path] = []
    for name in _READERS:
        files = [root / run.place / file for run in runs for file in run.files[name]]
        read += _view(connection, name, files, root, last.values())
    return read


def _table(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Sequence[Any]] = ()) -> None:
    kinds = {**_PLACE, **_COLUMNS[name]}
    connection.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in kinds.items())})")
    if rows:
        lists = ", ".join(f"unnest(?::{kind}[])" for kind in kinds.values())
        connection.execute(f"INSERT INTO {name} SELECT {lists}", [list(column) for column in zip(*rows, strict=True)])


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], root: Path, last: Iterable[str]
) -> Sequence[Path]:
    """A view on files, with the place of each as columns; the files.

    An empty table if there are none, or if one can't be read: it is none that is asked for.
    """
    import duckdb

    start = len(root.as_posix().rstrip("/")) + 2
    place = f"string_split(substr(replace(filename, '\\', '/'), {start}), '/')"
    reader = _READERS[name].replace("#", f"[{_listed(files)}]")
    with suppress(duckdb.Error):
        if files:
            connection.execute(
                f"CREATE VIEW {name} AS SELECT place[1] AS experiment, place[2] AS run,"
                f" place[1] || '/' || place[2] IN ({_listed(last)}) AS is_latest, * EXCLUDE (filename, place)"
                f" FROM (SELECT *, {place} AS place FROM {reader}, filename = true))"
            )
            return files
    _table(connection, name)
    return ()


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


def _listed(texts: Iterable[Path | str]) -> str:
    """Texts and paths as SQL writes them, with commas between."""
    plain = (text.as_posix() if isinstance(text, Path) else text for text in texts)
    return ", ".join("'" + text.replace("'", "''") + "'" for text in plain)
