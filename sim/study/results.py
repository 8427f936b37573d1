"""Results folders read back: what a finished run left, found by its name, each file checked as it is read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import LEAD, REVIEW, ROW
from sim.study.blueprint import Blueprint
from sim.study.durable import read_parquet
from sim.study.guide import Guide
from sim.study.meetings import LAYOUT, unflat
from sim.words.messages import say
from sim.words.wording import one_line

MANIFEST = "manifest.json"
LOG = "run.log.json"
CHECKSUMS = "checksums.json"
JOURNEYS = "journeys.json"
LATEST = "latest"
RUN = re.compile("[0-9]{4,}")
_LAYOUTS = {"ledger": ROW, "leads": LEAD, "reviews": LAYOUT}


class ResultsError(Exception):
    """Results can't be written, found or read; the text is one line."""


@contextmanager
def unwritable() -> Iterator[None]:
    """What the system says of a file it refuses, as one line: ResultsError."""
    try:
        yield
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise ResultsError(one_line(say("results.unwritable", reason=reason))) from error


def table(scenario: str, replication: int, name: str) -> str:
    return f"scenario={scenario}/replication={replication}/{name}"


def checksum(path: Path) -> str:
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
        if not (self.path / table(scenario, replication, "reviews.parquet")).is_file():
            return np.zeros(0, REVIEW)
        return unflat(self._read("reviews", scenario, replication))

    def guide(self, scenario: str, replication: int) -> Guide:
        """The key to a run's tables."""
        name = table(scenario, replication, "guide.json")
        try:
            return Guide.from_json(self.json(name))
        except (TypeError, AttributeError) as error:  # of another version of the program
            raise ResultsError(one_line(say("results.damaged", path=self.path / name))) from error

    def has(self, scenario: str, replication: int, name: str) -> bool:
        """Whether a file was kept of a run."""
        return (self.path / table(scenario, replication, name)).is_file()

    def journeys(self, scenario: str, replication: int) -> list[Blueprint]:
        """The journeys of a run, one after the other."""
        name = table(scenario, replication, JOURNEYS)
        try:
            found = [Blueprint.from_json(each) for each in self.json(name)]
            for each in found:
                each.journey()
        except (KeyError, TypeError, ValueError) as error:  # damaged, or of another version of the program
            raise ResultsError(one_line(say("results.damaged", path=self.path / name))) from error
        return found

    def damaged(self) -> list[str]:
        """Files that are missing or not as they were written, by their checksums."""
        return sorted(name for name, found in self.json(CHECKSUMS).items() if checksum(self.path / name) != found)

    def _read(self, kind: str, scenario: str, replication: int) -> NDArray[np.void]:
        file = self._file(table(scenario, replication, f"{kind}.parquet"))
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
    candidates = [found for folder in (experiments(root) if run == LATEST else [root / run]) for found in runs(folder)]
    if not candidates:
        candidates = [path for path in (root / run, Path(run)) if (path / MANIFEST).is_file()][:1]
    if not candidates:
        raise ResultsError(one_line(say("results.no_run", run=run, root=root)))
    return Results(max(candidates, key=lambda path: (_finished(path), path.name)))


def experiments(root: Path) -> list[Path]:
    """The folders of experiments and journeys; what is hidden is none."""
    return [path for path in _folders(root) if not path.name.startswith(".")]


def runs(folder: Path) -> list[Path]:
    """The finished runs of an experiment or journey."""
    return [path for path in _folders(folder) if RUN.fullmatch(path.name) and (path / MANIFEST).is_file()]


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _finished(run: Path) -> str:
    """When a run ended, by its log; empty if it doesn't say."""
    try:
        return str(json.loads((run / LOG).read_text(encoding="utf-8"))["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
