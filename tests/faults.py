"""Files that can't be written: what is done to the files of a folder is counted, and the n-th of it fails."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import duckdb

from sim.study.results import LOG, RUN

Error = int | type[BaseException]  # an errno, or what is raised instead

_OPENED_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def finished(results: Path) -> list[dict[str, bytes]]:
    """The files of all finished runs of a results folder, but for their logs, which differ from day to day."""
    runs = [path for path in sorted(results.glob("[!.]*/*")) if RUN.fullmatch(path.name)]
    files = [[file for file in run.rglob("*") if file.is_file() and file.name != LOG] for run in runs]
    return [
        {file.relative_to(run).as_posix(): file.read_bytes() for file in found}
        for run, found in zip(runs, files, strict=True)
    ]


class Step(NamedTuple):
    """Something done to a file: `write`, `flush`, `open`, `replace`, `rename`, `mkdir`, `remove` or `table`."""

    what: str
    file: str


class Faults:
    """What was done to the files of a folder (`steps`), and what of it fails: step `at` (from 0), or all from there.

    error: an errno, told as the system does (a file that is open already has no name), or an exception to raise.
    """

    def __init__(self, folder: Path, *, at: int | None = None, error: Error = 0, lasting: bool = False) -> None:
        self.steps: list[Step] = []
        self._folder, self._at, self._error, self._lasting = folder.resolve(), at, error, lasting

    @property
    def struck(self) -> Step | None:
        """The first step that failed."""
        return None if self._at is None or self._at >= len(self.steps) else self.steps[self._at]

    @contextmanager
    def at_work(self) -> Iterator[Faults]:
        """In here steps are counted, and fail."""
        with ExitStack() as patches:
            for module, name, wrapped in self._wrapped():
                patches.enter_context(mock.patch.object(module, name, wrapped))
            yield self

    def _wrapped(self) -> Iterator[tuple[Any, str, Callable[..., Any]]]:
        for name, what in (("replace", "replace"), ("rename", "rename"), ("mkdir", "mkdir")):
            yield os, name, self._by_path(getattr(os, name), what)
        for name in ("unlink", "rmdir"):
            yield os, name, self._by_path(getattr(os, name), "remove")
        yield os, "open", self._opener(os.open)
        yield os, "fsync", self._flusher(os.fsync)
        yield io, "open", self._opener_of_texts(io.open)
        yield duckdb, "connect", self._connecter(duckdb.connect)

    def _step(self, what: str, path: object, *, is_named: bool = True, before: Callable[[], object] = int) -> None:
        """Count a step, and let it fail if its time has come, when `before` has done half of it."""
        file = Path(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else Path()
        if not file.resolve().is_relative_to(self._folder):
            return
        n = len(self.steps)
        self.steps.append(Step(what, file.resolve().relative_to(self._folder).as_posix()))
        if self._at is None or n < self._at or (n > self._at and not self._lasting):
            return
        before()
        if not isinstance(self._error, int):
            raise self._error()
        raise OSError(self._error, os.strerror(self._error), *([str(path)] if is_named else []))

    def _by_path(self, real: Callable[..., Any], what: str) -> Callable[..., Any]:
        def call(path: Any, *others: Any, **named: Any) -> Any:
            where = path
            if named.get("dir_fd") is not None:  # shutil.rmtree goes from folder to folder
                where = Path(_path_of(named["dir_fd"])) / path
            self._step(what, where)
            return real(path, *others, **named)

        return call

    def _opener(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *others: Any, **named: Any) -> int:
            if named.get("dir_fd") is None and (flags & _OPENED_TO_WRITE or os.path.isdir(path)):
                self._step("open", path)
            return real(path, flags, *others, **named)

        return call

    def _flusher(self, real: Callable[[Any], None]) -> Callable[[Any], None]:
        def call(handle: Any) -> None:
            self._step("flush", _path_of(handle), is_named=False)
            real(handle)

        return call

    def _opener_of_texts(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *others: Any, **named: Any) -> Any:
            if not set(mode) & set("wax+"):
                return real(file, mode, *others, **named)
            self._step("open", file)
            return _Written(real(file, mode, *others, **named), self, file)

        return call

    def _connecter(self, real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *others, **named: _Duck(real(*others, **named), self)

    def table(self, connection: Any, sql: str) -> None:
        """DuckDB writes a table: an error is told in its own words, and leaves half a file."""
        path = target(sql)

        def half() -> None:
            connection.execute(sql)
            os.truncate(path, os.path.getsize(path) // 2)

        try:
            self._step("table", path, before=half)
        except OSError as error:
            told = json.dumps({"exception_message": f'Could not write file "{path}"', "errno": str(error.errno)})
            raise duckdb.IOException(f"IO Error: Async write failed for range [offset=27, size=9]: {told}") from error
        except KeyboardInterrupt as error:
            raise RuntimeError("Query interrupted") from error

    def write(self, file: Any, path: object, content: Any) -> None:
        """A file is written; if that fails, half of it is."""
        self._step("write", path, is_named=False, before=lambda: file.write(content[: len(content) // 2]))


class _Written:
    """An open file whose writing can fail."""

    def __init__(self, file: Any, faults: Faults, path: object) -> None:
        self._file, self._faults, self._path = file, faults, path

    def write(self, content: Any) -> int:
        self._faults.write(self._file, self._path, content)
        return int(self._file.write(content))

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class _Duck:
    """A connection whose COPY can fail."""

    def __init__(self, connection: Any, faults: Faults) -> None:
        self._connection, self._faults = connection, faults

    def execute(self, sql: str, *others: Any) -> Any:
        if sql.startswith("COPY"):
            self._faults.table(self._connection, sql)
        return self._connection.execute(sql, *others)

    def __enter__(self) -> _Duck:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.__exit__(*error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class Remembered:
    """What DuckDB would write, from memory where it has written the table of that name in that folder before."""

    def __init__(self) -> None:
        self._connect, self._open = duckdb.connect, io.open
        self._known: dict[tuple[str, ...], bytes] = {}
        self._registered: tuple[Any, ...] = ()

    def connect(self, **settings: Any) -> Remembered:
        return self

    def register(self, *table: Any) -> None:
        self._registered = table

    def execute(self, sql: str) -> None:
        path = Path(target(sql))
        table = (*path.parts[-3:-1], path.name.partition(".")[0])
        if table in self._known:
            with self._open(path, "wb") as file:
                file.write(self._known[table])
            return
        with self._connect(config={"threads": 1}) as connection:
            connection.register(*self._registered)
            connection.execute(sql)
        self._known[table] = path.read_bytes()

    def __enter__(self) -> Remembered:
        return self

    def __exit__(self, *error: object) -> None:
        pass


def target(copy: str) -> str:
    """The file that a COPY writes."""
    return copy.rpartition(" TO '")[2].partition("' (FORMAT")[0].replace("''", "'")


def _path_of(handle: Any) -> str:
    return os.readlink(f"/proc/self/fd/{handle if isinstance(handle, int) else handle.fileno()}")
