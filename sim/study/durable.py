"""Files that are there whole or not at all: JSON, CSV and Parquet, flushed to the disk before they get their name."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import duckdb

TEMPORARY = ".tmp"  # files that are being written end so
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, content: bytes) -> None:
    """Write a file; its folder is made. Raises OSError, which names the file."""
    write_by(path, lambda temporary: temporary.write_bytes(content))


def write_by(path: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write a file beside its name, flush it, and move it there. Raises OSError, which names the file.

    What is beside it has a name of its own each time: two processes may write the same file at once.
    """
    make_folder(path.parent)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with naming(path):
            fill(temporary)
            _flush(temporary)
            os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):  # what went wrong first is what counts
            temporary.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """The system names a file that it can't open, but none where a write or flush fails: here each OSError does."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def make_folder(path: Path) -> None:
    """A folder with all above it, their names flushed to the disk. Raises OSError."""
    if path.is_dir():
        return
    try:
        _make(path)
    except FileNotFoundError:
        if path.parent == path:
            raise
        make_folder(path.parent)
        _make(path)  # once: some places, as /proc, are there and say they are not


def _make(path: Path) -> None:
    try:
        path.mkdir()
    except FileExistsError:  # made by another process meanwhile, or no folder
        if not path.is_dir():
            raise
    else:
        flush_folder(path.parent)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Names too must reach the disk; Windows does so by itself. Raises OSError, which names the folder."""
    if os.name == "posix":
        with naming(folder):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def json_bytes(value: Any, *, in_order: bool = False) -> bytes:
    """UTF-8 with sorted keys, or `in_order` as they come; ValueError for nan and infinity, which are no JSON."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=not in_order, allow_nan=False) + "\n").encode()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets want it; None is an empty cell, and no text can be a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(value) for value in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    """A spreadsheet runs what begins like a formula; a quote before it makes a text of it. Numbers stay numbers."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_parquet(path: Path, table: NDArray[np.void], columns: str = "*") -> None:
    """Write a structured array as Parquet; `columns` is what SQL selects from it. Raises OSError."""
    import duckdb  # late: only tables need it

    def fill(temporary: Path) -> None:
        with duck(threads=1) as connection:  # one thread: the same bytes each time
            connection.register(
                "numbers", {name: np.ascontiguousarray(table[name]) for name in table.dtype.names or ()}
            )
            target = str(temporary).replace("'", "''")
            connection.execute(f"COPY (SELECT {columns} FROM numbers) TO '{target}' (FORMAT parquet)")

    try:
        write_by(path, fill)
    except duckdb.IOException as error:
        raise refused(str(error), path) from error


def refused(told: str, path: Path) -> OSError:
    """What DuckDB tells of a file that the system refuses, as the system's own error where its number is told."""
    number = re.search(r'"errno": ?"(\d+)"', told)
    if number is None:
        return OSError(None, " ".join(told.splitlines()[0].split()), str(path))
    return OSError(int(number[1]), os.strerror(int(number[1])), str(path))


def read_parquet(path: Path, layout: np.dtype[np.void]) -> NDArray[np.void]:
    """The columns of `layout` from a Parquet file, in the order of its rows. Raises OSError."""
    import duckdb

    names = layout.names or ()
    try:
        with duck(threads=1) as connection:
            query = f"SELECT {', '.join(names)} FROM read_parquet(?)"
            found = connection.execute(query, [str(path)]).fetchnumpy()
    except duckdb.Error as error:
        raise OSError(str(error).splitlines()[0]) from error
    table = np.zeros(len(found[names[0]]), layout)
    for name in names:
        table[name] = found[name]
    return table


@contextmanager
def duck(**settings: str | bool | int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory. DuckDB makes an error of its own of an interrupt: here it is one again."""
    import duckdb

    try:
        with duckdb.connect(config=dict(settings)) as connection:
            yield connection
    except (RuntimeError, duckdb.InterruptException) as error:
        if "interrupt" not in str(error).lower():
            raise
        raise KeyboardInterrupt from error
