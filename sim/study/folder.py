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

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout

from sim.model.ledger import Run, Status, What
from sim.study.blueprint import Blueprint
from sim.study.durable import csv_bytes, flush_folder, json_bytes, write, write_parquet
from sim.study.guide import Guide
from sim.study.meetings import HEADER, flat
from sim.study.results import CHECKSUMS, JOURNEYS, LOG, RUN, ResultsError, checksum, table, unwritable
from sim.words.messages import say
from sim.words.wording import one_line

PARTIAL = ".partial"
LOCKS = ".locks"
PLAN = "plan.json"
_PATIENCE_S = 1.0  # others hold these locks for a moment only, unless they are at work

_EVENT = ", ".join(f"'{what.name.lower()}'" for what in What)
_STATE = ", ".join(f"'{status.name.lower()}'" for status in Status)
# Numbers as the engine has them, and beside them the words of their codes for readers of SQL.
_COLUMNS = {
    "ledger": f"*, [{_EVENT}][what + 1] AS event",
    "leads": f"row_number() OVER () - 1 AS lead, *, [{_STATE}][status + 1] AS state",
}


class Folder:
    """A results folder in the making: a context in which files are added, at whose end the folder gets its name.

    Until then it is called `<run>.partial`, so that nobody takes half a run for a whole one. After a stop or an error
    it is removed; with a `plan` of what it shall hold it stays, and who comes with the same plan takes it up
    (`is_resumed`). Raises ResultsError for whatever the disk refuses, and if another process is at the same plan.
    """

    def __init__(self, root: Path, experiment: str, plan: Mapping[str, Any] | None = None) -> None:
        self._root, self._experiment = root, experiment
        self._plan = None if plan is None else json_bytes(plan)
        self._checksums: dict[str, str] = {}
        self._run, self._partial = "", root
        self._lock: FileLock | None = None
        self.is_resumed = False

    def __enter__(self) -> Folder:
        folder = self._root / self._experiment
        with unwritable(), ExitStack() as stack:
            folder.mkdir(parents=True, exist_ok=True)
            if self._plan is None:
                self._begin(_reserve(folder))
            else:
                stack.enter_context(_lock(self._root, self._experiment))  # of two at once, one sees the other
                self._take(folder, self._plan)
        return self

    def _begin(self, partial: Path) -> None:
        self._partial, self._run = partial, partial.name.removesuffix(PARTIAL)

    def _take(self, folder: Path, plan: bytes) -> None:
        """The folder that was stopped at the same plan, else the next free number."""
        unfinished = [path for path in sorted(folder.glob(f"*{PARTIAL}")) if _plan_of(path) == plan]
        self.is_resumed = bool(unfinished)
        self._begin(unfinished[0] if unfinished else _reserve(folder))
        lock = lock_of(self._root, self._partial)
        try:
            lock.acquire()
        except Timeout:
            raise ResultsError(one_line(say("results.busy", run=self._partial))) from None
        self._lock = lock
        try:
            _clear(self._partial)
            write(self._partial / PLAN, plan)
        except BaseException:
            self._leave()
            raise

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
        self._keep_checksum(name)

    def add_json(self, name: str, value: Any) -> None:
        """A JSON file; ValueError for a number that is not finite."""
        self.add(name, json_bytes(value))

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
        for kind, columns in (("leads", run.leads), ("ledger", run.rows)):
            name = table(scenario, replication, f"{kind}.parquet")
            with unwritable():
                write_parquet(self._partial / name, columns, _COLUMNS[kind])
            self._keep_checksum(name)
        if run.reviews.size:
            name = table(scenario, replication, "reviews.parquet")
            with unwritable():
                write_parquet(self._partial / name, flat(run.reviews))
            self._keep_checksum(name)
        self.add_json(table(scenario, replication, "guide.json"), guide.to_json())

    def add_journeys(self, scenario: str, replication: int, journeys: Sequence[Blueprint]) -> None:
        """The journeys of a simulated run as they were written: one, or two if it changed from one to another.

        Their settings keep the order of the files, for the numbers of the tables follow it.
        """
        plain = [each.to_json() for each in journeys]
        self.add(table(scenario, replication, JOURNEYS), json_bytes(plain, in_order=True))

    def _keep_checksum(self, name: str) -> None:
        if name != LOG:
            self._checksums[name] = checksum(self._partial / name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with unwritable():
                    self._finish()
        finally:
            self._leave()

    def _leave(self) -> None:
        """What nobody could take up again is removed; when all went well it is gone already."""
        if not (self._partial / PLAN).is_file():
            shutil.rmtree(self._partial, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()

    def _finish(self) -> None:
        write(self._partial / CHECKSUMS, json_bytes(self._checksums))
        (self._partial / PLAN).unlink(missing_ok=True)
        os.rename(self._partial, self.path)
        flush_folder(self.path.parent)


def _reserve(folder: Path) -> Path:
    """The next free number, taken by making its unfinished folder: two runs at once get two numbers."""
    number = 1 + max((int(match[0]) for path in folder.iterdir() if (match := RUN.match(path.name))), default=0)
    while True:
        partial = folder / f"{number:04d}{PARTIAL}"
        try:
            partial.mkdir()
        except FileExistsError:
            number += 1
        else:
            return partial


def _clear(partial: Path) -> None:
    """What a stopped process had begun to write is written anew; the runs it simulated are in the store."""
    for path in partial.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != PLAN:
            path.unlink()


def _plan_of(partial: Path) -> bytes | None:
    try:
        return (partial / PLAN).read_bytes()
    except OSError:
        return None


def lock_of(root: Path, partial: Path) -> FileLock:
    """Whoever works at an unfinished folder holds this lock; the system lets go of it when a process ends."""
    return _lock(root, "-".join(partial.relative_to(root).parts).removesuffix(PARTIAL))


def _lock(root: Path, name: str) -> FileLock:
    (root / LOCKS).mkdir(exist_ok=True)
    return FileLock(root / LOCKS / name, timeout=_PATIENCE_S)
