"""All runs of a results folder and how they stand: done, running, or interrupted and ready to be taken up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sim.study.blueprint import found_again
from sim.study.folder import PARTIAL, PLAN, is_alive
from sim.study.results import ANSWER, MANIFEST, RUN, Results, ResultsError, checksum, experiments, finished
from sim.study.store import Store

State = Literal["done", "running", "interrupted", "unreadable"]


class Entry(NamedTuple):
    """A run: its name (`email_cadence/0001`), how it stands, simulated runs done and planned, what came of it.

    kind: `compare`, `run`, ...; empty where nobody knows. planned: 0 where nobody knows. answer: of an unreadable run
    what is wrong with it. finished: UTC time in ISO format, empty unless it is done. changed: the files of an
    interrupted run that are not as it read them, so that nobody can take it up.
    """

    name: str
    state: State
    kind: str = ""
    done: int = 0
    planned: int = 0
    answer: str = ""
    finished: str = ""
    repeat: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return self._asdict()


def entries(root: Path) -> list[Entry]:
    """Every run, by experiment and number. Little is read of each, so that thousands are listed at once."""
    return list(_entries(root))


def _entries(root: Path) -> Iterator[Entry]:
    store = Store(root)
    for folder in experiments(root):
        for path in _within(folder):
            if RUN.fullmatch(path.name) and path.is_dir():
                entry = _finished(root, path)
                if entry.state == "done" or path.is_dir():  # it may have been deleted meanwhile
                    yield entry
            elif path.name.endswith(PARTIAL):
                yield from _unfinished(root, path, store)


def _within(folder: Path) -> list[Path]:
    """What lies in a folder by name; nothing if it was deleted meanwhile."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _finished(root: Path, path: Path) -> Entry:
    name, results = _name(root, path), Results(path)
    try:
        about, when = results.json(MANIFEST), finished(results)
        answer = results.json(ANSWER).get("verdict", "") if results.holds(ANSWER) else ""
    except ResultsError as error:
        return Entry(name, "unreadable", answer=str(error))
    runs = int(about.get("replications", 0)) * len(about.get("scenarios", ()))
    return Entry(name, "done", str(about.get("kind", "")), runs, runs, str(answer), when, _words(about))


def _unfinished(root: Path, path: Path, store: Store) -> Iterator[Entry]:
    """What works at it, or was stopped; what it shall hold, if its plan tells."""
    name = _name(root, path)
    try:
        state: State = "running" if is_alive(root, path) else "interrupted"
    except OSError:  # where nothing can be written, nobody is at work
        state = "interrupted"
    try:
        if not (path / PLAN).is_file():
            raise FileNotFoundError(path / PLAN)
        plan = json.loads((path / PLAN).read_bytes())
        keys, seed, most = plan["keys"], int(plan["seed"]), int(plan["replications"])
        done = sum(store.count(key, seed, most) for key in keys)
        kind, planned, changed = str(plan.get("kind", "")), most * len(keys), _changed(plan)
        yield Entry(name, state, kind, done, planned, repeat=_words(plan), changed=changed)
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        whole = root / name
        if whole.is_dir():  # finished meanwhile
            yield _finished(root, whole)
        elif path.is_dir():
            yield Entry(name, state)


def _changed(plan: Mapping[str, Any]) -> tuple[str, ...]:
    """The files it was begun with that are there and have changed since. Raises OSError, KeyError, TypeError."""
    inputs = {each["file"]: each["sha256"] for each in plan.get("inputs", ())}
    there = {name: path for name in inputs if (path := found_again(name))}
    return tuple(name for name, path in there.items() if checksum(path) != inputs[name])


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix().removesuffix(PARTIAL)


def _words(about: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(word) for word in about.get("repeat", ()))
