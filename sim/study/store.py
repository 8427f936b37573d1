"""Simulated runs that are kept, so that nothing is simulated twice: by what they depend on, seed and number.

<results>/.runs/<key of the scenario>/<seed>-<number>.json holds what is kept of one run, with a SHA-256 of it and of
whose run it is. Each file is there whole or not at all; what a killed process had begun to write ends in .tmp and is
read by nobody. The folder can be deleted at any time: it only saves work.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from sim.study.durable import write
from sim.study.results import unwritable
from sim.study.simulated import Simulated

FOLDER = ".runs"


class Store:
    """The runs kept in a results folder, or those kept since a time of its files' clock (ns since 1970).

    damaged: files that were found to be not as they were written.
    """

    def __init__(self, root: Path, *, since_ns: int = 0) -> None:
        self.path, self._since_ns = root / FOLDER, since_ns
        self.damaged: list[Path] = []

    def get(self, key: str, seed: int, replication: int) -> Simulated | None:
        """A run that is kept, or None; a damaged file counts as none and is noted."""
        file = self._file(key, seed, replication)
        try:
            if file.stat().st_mtime_ns < self._since_ns:
                return None
            kept = json.loads(file.read_bytes())
            if kept["sha256"] != _digest(key, seed, replication, kept["run"]):
                raise ValueError(kept["sha256"])
            return Simulated.from_json(kept["run"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            self.damaged.append(file)
            return None

    def put(self, key: str, seed: int, replication: int, run: Simulated) -> None:
        """Keep a run. Raises ResultsError if the disk refuses it."""
        plain = run.to_json()
        content = _compact({"sha256": _digest(key, seed, replication, plain), "run": plain})
        with unwritable():
            write(self._file(key, seed, replication), content)

    def count(self, key: str, seed: int, replications: int) -> int:
        """How many of a scenario's first runs are kept; only their names are looked at."""
        try:
            kept = [file.name for file in (self.path / key).iterdir()]
        except OSError:
            return 0
        numbers = (match[1] for name in kept if (match := re.fullmatch(f"{seed}-([0-9]{{1,9}})[.]json", name)))
        return sum(int(number) < replications for number in numbers)

    def _file(self, key: str, seed: int, replication: int) -> Path:
        return self.path / key / f"{seed}-{replication}.json"


def _digest(*parts: Any) -> str:
    return hashlib.sha256(_compact(parts)).hexdigest()


def _compact(value: Any) -> bytes:
    """JSON without blanks; a float is written so that it comes back to the last bit."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
