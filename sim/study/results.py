"""Results folders: everything a run leaves behind, written whole or not at all, and read back.

results/<experiment>/<run>/ holds
    manifest.json    what was run, on which files (SHA-256) and versions, and the command that repeats it
    answer.json      what `--json` prints; `run` is null, as it is this folder
    kpis.csv         scenario, replication, kpi, value
    reviews.csv      what review meetings saw and did, where there are any
    scenario=<name>/replication=<n>/leads.parquet, ledger.parquet, guide.json, journeys.json    of the runs asked for
    checksums.json   SHA-256 of all that
    run.log.json     what differs from one day to the next: times, machine, workers
Runs are numbered 0001, 0002, ... The folders of tables are Hive partitions: SQL sees their names as columns.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import LEAD, REVIEW, ROW, Run, Status, What
from sim.study.blueprint import Blueprint
from sim.study.durable import csv_bytes, flush_folder, json_bytes, read_parquet, write, write_parquet
from sim.study.guide import Guide
from sim.study.meetings import HEADER, LAYOUT, flat, unflat
from sim.words.messages import say
from sim.words.wording import one_line

PARTIAL = ".partial"
MANIFEST = "manifest.json"
LOG = "run.log.json"
CHECKSUMS = "checksums.json"
JOURNEYS = "journeys.json"
LATEST = "latest"

_RUN = re.compile("[0-9]{4,}")
_EVENT = ", ".join(f"'{what.name.lower()}'" for what in What)
_STATE = ", ".join(f"'{status.name.lower()}'" for status in Status)
# Numbers as the engine has them, and beside them the words of their codes for readers of SQL.
_COLUMNS = {
    "ledger": f"*, [{_EVENT}][what + 1] AS event",
    "leads": f"row_number() OVER () - 1 AS lead, *, [{_STATE}][status + 1] AS state",
}
_LAYOUTS = {"ledger": ROW, "leads": LEAD, "reviews": LAYOUT}


class ResultsError(Exception):
    """Results can't be written, found or read; the text is one line."""


class Folder:
    """A results folder in the making: a context in which files are added, at whose end the folder gets its name.

    Until then it is called `<run>.partial`, so that nobody takes half a run for a whole one; after an error it is
    removed. Raises ResultsError for whatever the disk refuses.
    """

    def __init__(self, root: Path, experiment: str) -> None:
        self._root, self._experiment = root, experiment
        self._checksums: dict[str, str] = {}
        self._run, self._partial = "", root

    def __enter__(self) -> Folder:
        with _one_line():
            self._run, self._partial = _reserve(self._root / self._experiment)
        return self

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
        with _one_line():
            write(self._partial / name, content)
        self._keep_checksum(name)

    def add_json(self, name: str, value: Any) -> None:
        """A JSON file; ValueError for a number that is not finite."""
        self.add(name, json_bytes(value))

    def add_kpis(self, values: Iterable[tuple[str, int, str, float | None]]) -> None:
        """kpis.csv from rows of scenario, replication, KPI and value."""
        self.add("kpis.csv", csv_bytes(("scenario", "replication", "kpi", "value"), values))

    def add_meetings(self, rows: Iterable[Sequence[object]]) -> None:
        """reviews.csv from rows of sim.study.meetings.HEADER; no file if there are none."""
        if told := list(rows):
            self.add("reviews.csv", csv_bytes(HEADER, told))

    def add_run(self, scenario: str, replication: int, run: Run, guide: Guide) -> None:
        """The tables of one simulated run, with all rows that were recorded."""
        for kind, table in (("leads", run.leads), ("ledger", run.rows)):
            name = _table(scenario, replication, f"{kind}.parquet")
            with _one_line():
                write_parquet(self._partial / name, table, _COLUMNS[kind])
            self._keep_checksum(name)
        if run.reviews.size:
            name = _table(scenario, replication, "reviews.parquet")
            with _one_line():
                write_parquet(self._partial / name, flat(run.reviews))
            self._keep_checksum(name)
        self.add_json(_table(scenario, replication, "guide.json"), guide.to_json())

    def add_journeys(self, scenario: str, replication: int, journeys: Sequence[Blueprint]) -> None:
        """The journeys of a simulated run as they were written: one, or two if it changed from one to another.

        Their settings keep the order of the files, for the numbers of the tables follow it.
        """
        plain = [each.to_json() for each in journeys]
        self.add(_table(scenario, replication, JOURNEYS), json_bytes(plain, in_order=True))

    def _keep_checksum(self, name: str) -> None:
        if name != LOG:
            self._checksums[name] = _checksum(self._partial / name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with _one_line():
                    self._finish()
        finally:
            shutil.rmtree(self._partial, ignore_errors=True)  # gone already when all went well

    def _finish(self) -> None:
        write(self._partial / CHECKSUMS, json_bytes(self._checksums))
        os.rename(self._partial, self.path)
        flush_folder(self.path.parent)


def _reserve(folder: Path) -> tuple[str, Path]:
    """The next free number, taken by making its unfinished folder: two runs at once get two numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(match[0]) for path in folder.iterdir() if (match := _RUN.match(path.name))), default=0)
    while True:
        partial = folder / f"{number:04d}{PARTIAL}"
        try:
            partial.mkdir()
        except FileExistsError:
            number += 1
        else:
            return f"{number:04d}", partial


@contextmanager
def _one_line() -> Iterator[None]:
    """What the system says of a file it refuses, as one line."""
    try:
        yield
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise ResultsError(one_line(say("results.unwritable", reason=reason))) from error


def _table(scenario: str, replication: int, name: str) -> str:
    return f"scenario={scenario}/replication={replication}/{name}"


def _checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces; empty if there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Results:
    """A finished results folder. Raises ResultsError for what isn't there or can't be read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def json(self, name: str) -> Any:
        """What a JSON file holds."""
        try:
            return json.loads(self._file(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ResultsError(one_line(say("results.damaged", path=self.path / name))) from error

    def recorded(self) -> list[tuple[str, int]]:
        """Scenarios and replications whose tables were kept, by name and number."""
        places = [path.parent for path in self.path.glob("scenario=*/replication=*/ledger.parquet")]
        return sorted((p.parent.name.partition("=")[2], int(p.name.partition("=")[2])) for p in places)

    def leads(self, scenario: str, replication: int) -> NDArray[np.void]:
        """The table of leads of a run (ledger.LEAD)."""
        return self._read("leads", scenario, replication)

    def ledger(self, scenario: str, replication: int) -> NDArray[np.void]:
        """The rows of a run (ledger.ROW), in ledger order."""
        return self._read("ledger", scenario, replication)

    def reviews(self, scenario: str, replication: int) -> NDArray[np.void]:
        """What a run's review meetings saw and did (ledger.REVIEW); empty if it had none."""
        if not (self.path / _table(scenario, replication, "reviews.parquet")).is_file():
            return np.zeros(0, REVIEW)
        return unflat(self._read("reviews", scenario, replication))

    def guide(self, scenario: str, replication: int) -> Guide:
        """The key to a run's tables."""
        name = _table(scenario, replication, "guide.json")
        try:
            return Guide.from_json(self.json(name))
        except (TypeError, AttributeError) as error:  # of another version of the program
            raise ResultsError(one_line(say("results.damaged", path=self.path / name))) from error

    def has(self, scenario: str, replication: int, name: str) -> bool:
        """Whether a file was kept of a run."""
        return (self.path / _table(scenario, replication, name)).is_file()

    def journeys(self, scenario: str, replication: int) -> list[Blueprint]:
        """The journeys of a run, one after the other."""
        name = _table(scenario, replication, JOURNEYS)
        try:
            found = [Blueprint.from_json(each) for each in self.json(name)]
            for each in found:
                each.journey()
        except (KeyError, TypeError, ValueError) as error:  # damaged, or of another version of the program
            raise ResultsError(one_line(say("results.damaged", path=self.path / name))) from error
        return found

    def damaged(self) -> list[str]:
        """Files that are missing or not as they were written, by their checksums."""
        return sorted(name for name, found in self.json(CHECKSUMS).items() if _checksum(self.path / name) != found)

    def _read(self, kind: str, scenario: str, replication: int) -> NDArray[np.void]:
        file = self._file(_table(scenario, replication, f"{kind}.parquet"))
        try:
            return read_parquet(file, _LAYOUTS[kind])
        except OSError as error:
            raise ResultsError(one_line(say("results.damaged", path=file))) from error

    def _file(self, name: str) -> Path:
        if not (self.path / name).is_file():
            raise ResultsError(one_line(say("results.no_file", path=self.path, name=name)))
        return self.path / name


def resolve(root: Path, run: str = LATEST) -> Results:
    """The results that a user means: `latest`, `email_cadence` (its latest), `email_cadence/0003`, or a path.

    ResultsError if there are none.
    """
    folders = _folders(root) if run == LATEST else [root / run]
    candidates = [found for folder in folders for found in _runs(folder)]
    if not candidates:
        candidates = [path for path in (root / run, Path(run)) if (path / MANIFEST).is_file()][:1]
    if not candidates:
        raise ResultsError(one_line(say("results.no_run", run=run, root=root)))
    return Results(max(candidates, key=lambda path: (_finished(path), path.name)))


def _folders(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def _runs(folder: Path) -> list[Path]:
    """The finished runs of an experiment."""
    return [path for path in _folders(folder) if _RUN.fullmatch(path.name) and (path / MANIFEST).is_file()]


def _finished(run: Path) -> str:
    """When a run ended, by its log; empty if it doesn't say."""
    try:
        return str(json.loads((run / LOG).read_text(encoding="utf-8"))["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
