"""Results folders read back: what a finished run left, found by its name, each file checked as it is read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import LEAD, REVIEW, ROW
from sim.study.blueprint import Blueprint
from sim.study.durable import json_bytes, read_parquet
from sim.study.guide import Guide
from sim.study.meetings import LAYOUT, unflat
from sim.words.messages import say
from sim.words.wording import nearest, one_line, refused

MANIFEST = "manifest.json"
LOG = "run.log.json"
ANSWER = "answer.json"
CHECKSUMS = "checksums.json"
JOURNEYS = "journeys.json"
GUIDE = "guide.json"
FORMAT = 1  # of manifests
LATEST = "latest"
RUN = re.compile("[0-9]{4,}")
_LEDGER = re.compile(r"scenario=(?P<scenario>[^/]+)/replication=(?P<replication>[0-9]+)/ledger\.parquet")
_LAYOUTS = {"ledger": ROW, "leads": LEAD, "reviews": LAYOUT}


class ResultsError(Exception):
    """Results can't be written, found or read; the text is one line."""


class NotKeptError(ResultsError):
    """What an argument asks for was never kept: no run has this name, or it has no event log."""


@contextmanager
def unwritable() -> Iterator[None]:
    """What the system says of a file it refuses, as one line: ResultsError."""
    try:
        yield
    except OSError as error:
        reason = f"{error.filename}: {refused(error)}" if error.filename else str(error)
        raise ResultsError(one_line(say("results.unwritable", reason=reason))) from error


def table(scenario: str, replication: int, name: str) -> str:
    return f"scenario={scenario}/replication={replication}/{name}"


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces. Raises OSError, also for what would be waited for (a pipe)."""
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sealed(name: str, plain: Mapping[str, Any]) -> dict[str, Any]:
    """What a file holds that no other file has a checksum of, with its own one under the file's name."""
    unsealed = {key: value for key, value in plain.items() if key != name}
    return {**unsealed, name: hashlib.sha256(json_bytes(unsealed)).hexdigest()}


class Results:
    """A finished results folder. Each file is held against its checksum before it is first read.

    Raises ResultsError for what isn't there, was changed or can't be read; its text names the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sound: set[str] = set()

    def json(self, name: str) -> Any:
        """What a JSON file holds, but for its own checksum, if it has one."""
        file = self.file(name)
        try:
            found = json.loads(file.read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise self._damaged(name) from error
        if name == MANIFEST and _is_newer(found):
            raise ResultsError(one_line(say("results.newer", path=file)))
        if not _is_formed(name, found):
            raise self._damaged(name)
        if name in (LOG, CHECKSUMS):
            del found[name]
        return found

    def recorded(self) -> list[tuple[str, int]]:
        """Scenarios and replications whose tables were kept, by name and number."""
        found = (_LEDGER.fullmatch(name) for name in self._checksums)
        return sorted((match["scenario"], int(match["replication"])) for match in found if match)

    def leads(self, scenario: str, replication: int) -> NDArray[np.void]:
        """The table of leads of a run (ledger.LEAD)."""
        return self._read("leads", scenario, replication)

    def ledger(self, scenario: str, replication: int) -> NDArray[np.void]:
        """The rows of a run (ledger.ROW), in ledger order."""
        return self._read("ledger", scenario, replication)

    def reviews(self, scenario: str, replication: int) -> NDArray[np.void]:
        """What a run's review meetings saw and did (ledger.REVIEW); empty if it had none."""
        if not self.has(scenario, replication, "reviews.parquet"):
            return np.zeros(0, REVIEW)
        return unflat(self._read("reviews", scenario, replication))

    def guide(self, scenario: str, replication: int) -> Guide:
        """The key to a run's tables."""
        name = table(scenario, replication, "guide.json")
        try:
            return Guide.from_json(self.json(name))
        except (TypeError, AttributeError) as error:  # of another version of the program
            raise self._damaged(name) from error

    def has(self, scenario: str, replication: int, name: str) -> bool:
        """Whether a file was kept of a run."""
        return self.holds(table(scenario, replication, name))

    def holds(self, name: str) -> bool:
        """Whether a file was kept, by its path within the folder; it may have been lost since."""
        return name in self._checksums

    def journeys(self, scenario: str, replication: int) -> list[Blueprint]:
        """The journeys of a run, one after the other."""
        name = table(scenario, replication, JOURNEYS)
        try:
            found = [Blueprint.from_json(each) for each in self.json(name)]
            for each in found:
                each.journey()
        except (KeyError, TypeError, ValueError) as error:  # of another version of the program
            raise self._damaged(name) from error
        return found

    def file(self, name: str) -> Path:
        """A file by its path within the folder, as it was written."""
        if not (self.path / name).is_file():
            raise ResultsError(one_line(say("results.no_file", path=self.path, name=name)))
        if name not in self._sound and not self._is_sound(name):
            raise self._damaged(name)
        self._sound.add(name)
        return self.path / name

    def damaged(self) -> list[str]:
        """Files that are missing or not as they were written, by their checksums; the log may be missing."""
        try:
            names = {*self._checksums, *([LOG] if (self.path / LOG).exists() else [])}
            return sorted(name for name in names if not self._is_sound(name))
        except ResultsError:
            return [CHECKSUMS]

    def _is_sound(self, name: str) -> bool:
        """Whether a file is as it was written."""
        try:
            if name in (LOG, CHECKSUMS):
                return bool(self._unsealed(name))
            return checksum(self.path / name) == self._checksums.get(name)
        except (OSError, ValueError, AttributeError, RecursionError):
            return False

    def _unsealed(self, name: str) -> dict[str, Any]:
        """What a file holds that has its own checksum; ValueError if it has changed."""
        file = self.path / name
        if file.exists() and not file.is_file():
            raise ValueError(name)
        found = json.loads(file.read_bytes())
        if found != sealed(name, found):
            raise ValueError(name)
        return dict(found)

    @cached_property
    def _checksums(self) -> dict[str, str]:
        """The checksums of all files but the log by name, their own among them."""
        try:
            return self._unsealed(CHECKSUMS)
        except FileNotFoundError:
            raise ResultsError(one_line(say("results.no_file", path=self.path, name=CHECKSUMS))) from None
        except (OSError, ValueError, AttributeError, RecursionError) as error:
            raise self._damaged(CHECKSUMS) from error

    def _read(self, kind: str, scenario: str, replication: int) -> NDArray[np.void]:
        name = table(scenario, replication, f"{kind}.parquet")
        file = self.file(name)
        try:
            return read_parquet(file, _LAYOUTS[kind])
        except OSError as error:
            raise self._damaged(name) from error

    def _damaged(self, name: str) -> ResultsError:
        return ResultsError(one_line(say("results.damaged", path=self.path / name)))


def _is_newer(manifest: Any) -> bool:
    """Whether a manifest is of a later way of writing results."""
    written = manifest.get("format") if isinstance(manifest, dict) else None
    return isinstance(written, int) and written > FORMAT


def _is_formed(name: str, found: Any) -> bool:
    """Whether a file has the form that all its readers rely on."""
    if Path(name).name == JOURNEYS:
        return isinstance(found, list) and bool(found)
    if not isinstance(found, dict):
        return Path(name).name not in (MANIFEST, ANSWER, LOG, CHECKSUMS, GUIDE)
    if name != MANIFEST:
        return True
    lists, numbers = (found.get(key, []) for key in ("scenarios", "repeat")), ("seed", "replications")
    return all(isinstance(each, list) and all(isinstance(word, str) for word in each) for each in lists) and all(
        isinstance(found.get(key, 0), int) for key in numbers
    )


def resolve(root: Path, run: str = LATEST, *, kinds: Collection[str] = ()) -> Results:
    """The results that a user means: `latest`, `email_cadence` (its latest), `email_cadence/0003`, or a path.

    kinds: what `latest` has to be one of by its manifest, if there is any of them. NotKeptError if there are none.
    """
    candidates = [found for folder in (experiments(root) if run == LATEST else [root / run]) for found in runs(folder)]
    if run == LATEST and kinds:
        candidates = [found for found in candidates if _may_be(found, kinds)] or candidates
    if not candidates:
        candidates = [path for path in (root / run, Path(run)) if _is_run(path) or (path / MANIFEST).is_file()][:1]
    if not candidates:
        raise NotKeptError(one_line(say("results.no_run", run=run, root=root)) + _meant(root, run))
    return max(map(Results, candidates), key=lambda found: (finished(found), found.path.name))


def _may_be(run: Path, kinds: Collection[str]) -> bool:
    """Whether a run is of some kinds; one whose manifest can't be read may be anything, and is not passed over."""
    try:
        return Results(run).json(MANIFEST).get("kind") in kinds
    except ResultsError:
        return True


def experiments(root: Path) -> list[Path]:
    """The folders of experiments and journeys; what is hidden is none."""
    return [path for path in _folders(root) if not path.name.startswith(".")]


def runs(folder: Path) -> list[Path]:
    """The finished runs of an experiment or journey, also damaged ones."""
    return [path for path in _folders(folder) if _is_run(path)]


def _is_run(path: Path) -> bool:
    return RUN.fullmatch(path.name) is not None and path.is_dir()


def _meant(root: Path, run: str) -> str:
    """A question whether an experiment of a similar name is meant; with the number, if it has such a run."""
    named = Path(run).stem  # an experiment's file, or its folder of results
    if named != run and named in [folder.name for folder in experiments(root) if runs(folder)]:
        return say("wording.did_you_mean", nearest=named)
    experiment, slash, number = run.partition("/")
    near = nearest(experiment, [folder.name for folder in experiments(root) if runs(folder)])
    if near in (None, experiment):
        return ""
    is_whole = slash and _is_run(root / str(near) / number)
    return say("wording.did_you_mean", nearest=f"{near}/{number}" if is_whole else near)


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def finished(run: Results) -> str:
    """When a run ended (UTC, ISO format), by its log; empty if it has none. ResultsError for a damaged log."""
    return str(run.json(LOG).get("finished", "")) if (run.path / LOG).exists() else ""
