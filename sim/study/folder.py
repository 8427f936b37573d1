"""A results folder in the making: written whole or not at all, and what was stopped is taken up again.

results/<experiment>/<run>/ holds
    manifest.json    what was run, on which files (SHA-256) and versions, and the command that repeats it
    answer.json      what `--json` prints; `run` is null, as it is this folder
    kpis.csv         scenario, replication, kpi, value
    months.csv, cohorts.csv    the deciding KPI month by month, and how far the leads of each month got
    reviews.csv      what review meetings saw and did, where there are any
    scenario=<name>/replication=<n>/leads.parquet, ledger.parquet, guide.json, journeys.json    of the runs asked for
    inputs/          the files that were read, but for leads, who are persons
    checksums.json   SHA-256 of all that
    run.log.json     what differs from one day to the next: times, machine, workers
Runs are numbered 0001, 0002, ... The folders of tables are Hive partitions: SQL sees their names as columns.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout

from sim.model.ledger import Run, Status, What
from sim.study.blueprint import Blueprint
from sim.study.durable import csv_bytes, flush_folder, json_bytes, make_folder, naming, write, write_parquet
from sim.study.guide import Guide
from sim.study.meetings import HEADER, flat
from sim.study.results import CHECKSUMS, JOURNEYS, LOG, RUN, ResultsError, checksum, sealed, table, unwritable
from sim.words.messages import say
from sim.words.wording import one_line

PARTIAL = ".partial"
LOCKS = ".locks"
PLAN = "plan.json"
BEGINNING = "beginning"  # the lock that is held while a folder is chosen
_PATIENCE_S = 30.0  # for that
_MOMENT_S = 1.0  # for a run's own lock, which who looks whether it is alive holds for a moment

_EVENT = ", ".join(f"'{what.name.lower()}'" for what in What)
_STATE = ", ".join(f"'{status.name.lower()}'" for status in Status)
# Numbers as the engine has them, and beside them the words of their codes for readers of SQL.
_COLUMNS = {
    "ledger": f"*, [{_EVENT}][what + 1] AS event",
    "leads": f"row_number() OVER () - 1 AS lead, *, [{_STATE}][status + 1] AS state",
}


class Folder:
    """A results folder in the making: a context in which files are added, at whose end the folder gets its name.

    Until then it is called `<run>.partial`, so that nobody takes half a run for a whole one, and is locked. After a
    stop or an error it is removed; with a `plan` of what it shall hold it stays, and who comes with the same plan takes
    it up (`is_resumed`). Raises ResultsError for whatever the disk refuses, and if another process is at the same plan.
    """

    def __init__(self, root: Path, experiment: str, plan: Mapping[str, Any] | None = None) -> None:
        self._root, self._experiment = root, experiment
        self._plan = None if plan is None else json_bytes(plan)
        self._checksums: dict[str, str] = {}
        self._run, self._partial = "", root
        self._lock: FileLock | None = None  # ours as long as there is one
        self.is_resumed = False

    def __enter__(self) -> Folder:
        folder = self._root / self._experiment
        with unwritable(), ExitStack() as undone:
            undone.push(self.__exit__)
            make_folder(folder)
            with _acquired(_lock(self._root, self._experiment, BEGINNING, _PATIENCE_S), folder):  # one by one
                while not self._take(folder):
                    continue
            _clear(self._partial)
            undone.pop_all()
        return self

    def _take(self, folder: Path) -> bool:
        """The folder that was stopped at the same plan, else the next free number; False if it is gone already."""
        left = [path for path, plan in _unfinished(self._root, folder).items() if plan == self._plan]
        partial = left[0] if left else _reserve(folder)
        lock = lock_of(self._root, partial)
        _acquired(lock, partial)
        if not partial.is_dir():  # who was at it has finished
            lock.release()
            return False
        self._lock, self._partial, self._run = lock, partial, partial.name.removesuffix(PARTIAL)
        self.is_resumed = bool(left)
        if self._plan is not None and not left:
            write(partial / PLAN, self._plan)
        return True

    @property
    def name(self) -> str:
        """How users name the run: `email_cadence/0001`."""
        return f"{self._experiment}/{self._run}"

    @property
    def path(self) -> Path:
        """Where the run lies when it is finished."""
        return self._root / self._experiment / self._run

    def add(self, name: str, content: bytes) -> None:
        """A file, by its path within the folder (`charts/funnel.svg`)."""
        with unwritable():
            write(self._partial / name, content)
        if name != LOG:
            self._checksums[name] = hashlib.sha256(content).hexdigest()

    def add_json(self, name: str, value: Any) -> None:
        """A JSON file; ValueError for a number that is not finite."""
        self.add(name, json_bytes(sealed(LOG, value) if name == LOG else value))

    def add_table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A CSV file; none without rows."""
        if told := list(rows):
            self.add(name, csv_bytes(header, told))

    def add_kpis(self, values: Iterable[tuple[str, int, str, float | None]]) -> None:
        """kpis.csv from rows of scenario, replication, KPI and value."""
        self.add_table("kpis.csv", ("scenario", "replication", "kpi", "value"), values)

    def add_meetings(self, rows: Iterable[Sequence[object]]) -> None:
        """reviews.csv from rows of sim.study.meetings.HEADER."""
        self.add_table("reviews.csv", HEADER, rows)

    def add_run(self, scenario: str, replication: int, run: Run, guide: Guide) -> None:
        """The tables of one simulated run, with all rows that were recorded."""
        tables = {"leads": run.leads, "ledger": run.rows}
        if run.reviews.size:
            tables["reviews"] = flat(run.reviews)
        for kind, columns in tables.items():
            name = table(scenario, replication, f"{kind}.parquet")
            with unwritable():
                write_parquet(self._partial / name, columns, _COLUMNS.get(kind, "*"))
                self._checksums[name] = checksum(self._partial / name)
        self.add_json(table(scenario, replication, "guide.json"), guide.to_json())

    def add_journeys(self, scenario: str, replication: int, journeys: Sequence[Blueprint]) -> None:
        """The journeys of a simulated run as they were written: one, or two if it changed from one to another.

        Their settings keep the order of the files, for the numbers of the tables follow it.
        """
        plain = [each.to_json() for each in journeys]
        self.add(table(scenario, replication, JOURNEYS), json_bytes(plain, in_order=True))

    @property
    def begun_ns(self) -> int:
        """When the run was begun, also one that was stopped since, by the clock of its files (ns since 1970)."""
        with unwritable():
            return (self._partial / PLAN).stat().st_mtime_ns

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with unwritable():
                    self._finish()
        except BaseException as later:
            error = later
            raise
        finally:
            self._leave(error)

    def _leave(self, error: BaseException | None) -> None:
        """What nobody could take up again is removed; when all went well it is gone already."""
        if self._lock is None:
            return
        lock, self._lock = self._lock, None
        try:
            if not (self._partial / PLAN).is_file():
                shutil.rmtree(self._partial, ignore_errors=True)
            elif isinstance(error, KeyboardInterrupt) and not hasattr(error, "words"):
                error.words = say("results.stopped")  # type: ignore[attr-defined]
        finally:
            lock.release()

    def _finish(self) -> None:
        write(self._partial / CHECKSUMS, json_bytes(sealed(CHECKSUMS, self._checksums)))
        (self._partial / PLAN).unlink(missing_ok=True)
        flush_folder(self._partial)
        os.rename(self._partial, self.path)
        flush_folder(self.path.parent)


def _unfinished(root: Path, folder: Path) -> dict[Path, bytes]:
    """Unfinished folders and their plans; those without one, which nobody is at and nobody can take up, are removed."""
    found = {}
    for path in sorted(folder.glob(f"*{PARTIAL}")):
        try:
            found[path] = (path / PLAN).read_bytes()
        except FileNotFoundError:
            if RUN.fullmatch(path.name.removesuffix(PARTIAL)) and not is_alive(root, path):
                shutil.rmtree(path, ignore_errors=True)
        except OSError:
            continue
    return found


def _reserve(folder: Path) -> Path:
    """The next free number, taken by making its unfinished folder: two runs at once get two numbers."""
    number = 1 + max((int(match[0]) for path in folder.iterdir() if (match := RUN.match(path.name))), default=0)
    while True:
        partial = folder / f"{number:04d}{PARTIAL}"
        with suppress(FileExistsError):
            partial.mkdir()
            if not (folder / f"{number:04d}").exists():  # that run may have been finished meanwhile
                return partial
            partial.rmdir()
        number += 1


def _clear(partial: Path) -> None:
    """What a stopped process had begun to write is written anew; the runs it simulated are in the store."""
    for path in partial.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != PLAN:
            path.unlink()


def is_alive(root: Path, partial: Path) -> bool:
    """Whether some process is at an unfinished folder. Raises OSError."""
    lock = lock_of(root, partial)
    if not Path(lock.lock_file).exists():
        return False
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def lock_of(root: Path, partial: Path) -> FileLock:
    """Whoever is at an unfinished folder holds this lock; the system lets go of it when a process ends."""
    return _lock(root, partial.parent.name, partial.name.removesuffix(PARTIAL), _MOMENT_S)


def _lock(root: Path, experiment: str, name: str, patience_s: float) -> FileLock:
    return FileLock(root / LOCKS / f"{experiment}.{name}", timeout=patience_s)


def _acquired(lock: FileLock, run: Path) -> AbstractContextManager[object]:
    """The lock, which others hold for moments only, unless they are at the run. Raises OSError, ResultsError."""
    file = Path(lock.lock_file)
    make_folder(file.parent)
    try:
        with naming(file):
            return lock.acquire()
    except Timeout:
        raise ResultsError(one_line(say("results.busy", run=run))) from None
