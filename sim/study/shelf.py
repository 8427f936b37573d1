"""All runs of a results folder and how they stand: done, running, or interrupted and ready to be taken up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from filelock import Timeout

from sim.study.folder import PARTIAL, PLAN, lock_of
from sim.study.results import LOG, MANIFEST, RUN, experiments
from sim.study.store import Store

State = Literal["done", "running", "interrupted", "unreadable"]


class Entry(NamedTuple):
    """A run: its name (`email_cadence/0001`), how it stands, simulated runs done and planned, what came of it.

    kind: `compare`, `run`, ...; empty where nobody knows. finished: UTC time in ISO format, empty unless it is done.
    """

    name: str
    state: State
    kind: str
    done: int
    planned: int
    answer: str
    finished: str
    repeat: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return self._asdict()


def entries(root: Path) -> list[Entry]:
    """Every run, by experiment and number. Little is read of each, so that thousands are listed at once."""
    return list(_entries(root))


def _entries(root: Path) -> Iterator[Entry]:
    for folder in experiments(root):
        for path in sorted(folder.iterdir()):
            if RUN.fullmatch(path.name):
                yield _finished(root, path)
            elif path.name.endswith(PARTIAL):
                yield _unfinished(root, path)


def _finished(root: Path, path: Path) -> Entry:
    name, about = _name(root, path), _read(path / MANIFEST)
    if about is None:
        return Entry(name, "unreadable", "", 0, 0, "", "", ())
    answer, log = _read(path / "answer.json") or {}, _read(path / LOG) or {}
    runs = int(about.get("replications", 0)) * len(about.get("scenarios", ()))
    told = str(answer.get("verdict", ""))
    return Entry(
        name, "done", str(about.get("kind", "")), runs, runs, told, str(log.get("finished", "")), _words(about)
    )


def _unfinished(root: Path, path: Path) -> Entry:
    plan = _read(path / PLAN) or {}
    keys, seed, most = plan.get("keys", []), int(plan.get("seed", 0)), int(plan.get("replications", 0))
    store = Store(root)
    done = sum(store.count(key, seed, most) for key in keys)
    state: State = "running" if _is_alive(root, path) else "interrupted"
    return Entry(
        _name(root, path), state, str(plan.get("kind", "")), done, most * len(keys), "", "", _words(plan)
    )


def _is_alive(root: Path, partial: Path) -> bool:
    """Whether some process works at it."""
    try:
        with lock_of(root, partial).acquire(timeout=0):
            return False
    except Timeout:
        return True


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix().removesuffix(PARTIAL)


def _words(about: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(word) for word in about.get("repeat", ()))


def _read(file: Path) -> dict[str, Any] | None:
    """A JSON object; None if there is none that can be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
