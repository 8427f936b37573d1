"""Simulated runs that are kept, so that nothing is simulated twice: by what they depend on, seed and number.

<results>/.runs/<key of the scenario>/<seed>-<number>.json holds what is kept of one run, with its SHA-256. Each file is
there whole or not at all. The folder can be deleted at any time: it only saves work.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from sim.study.durable import write
from sim.study.results import unwritable
from sim.study.simulated import Simulated

FOLDER = ".runs"


class Store:
    """The runs kept in a results folder. `damaged`: files that were found to be not as they were written."""

    def __init__(self, root: Path) -> None:
        self.path = root / FOLDER
        self.damaged: list[Path] = []

    def get(self, key: str, seed: int, replication: int) -> Simulated | None:
        """A run that is kept, or None; a damaged file counts as none and is noted."""
        file = self._file(key, seed, replication)
        try:
            kept = json.loads(file.read_bytes())
            if kept["sha256"] != _digest(kept["run"]):
                raise ValueError(kept["sha256"])
            return Simulated.from_json(kept["run"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError):
            self.damaged.append(file)
            return None

    def put(self, key: str, seed: int, replication: int, run: Simulated) -> None:
        """Keep a run. Raises ResultsError if the disk refuses it."""
        plain = run.to_json()
        with unwritable():
            write(self._file(key, seed, replication), _compact({"sha256": _digest(plain), "run": plain}))

    def count(self, key: str, seed: int, replications: int) -> int:
        """How many of a scenario's first runs are kept; only their names are looked at."""
        folder = self.path / key
        kept = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
        return sum(self._file(key, seed, replication).name in kept for replication in range(replications))

    def _file(self, key: str, seed: int, replication: int) -> Path:
        return self.path / key / f"{seed}-{replication}.json"


def _digest(plain: Any) -> str:
    return hashlib.sha256(_compact(plain)).hexdigest()


def _compact(value: Any) -> bytes:
    """JSON without blanks; a float is written so that it comes back to the last bit."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
