"""Scenes played by the engine, in every way it can be run; as a program: what each of a series of scenes gives.

`NUMBA_DISABLE_JIT=1 python -m tests.engines FILE` prints the digests of pickled scenes played by the uncompiled engine.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.engine import world
from sim.engine.world import Prepared
from sim.files.leadsfile import GivenLead
from sim.model.journey import Behaviour, Content, Journey
from sim.model.ledger import Run, digest
from sim.model.persona import Personas
from tests import textbook
from tests.strategies import Scene, each_scene

ROOT = Path(__file__).parent.parent
SHORTEST, LONGEST = 4, 9  # days of scenes for the uncompiled engine

__all__ = [
    "both", "declared", "differences", "digests", "each_scene", "instead_of_the_textbook", "lives", "prepared", "run",
    "short", "short_scenes", "simulate", "tests_of", "uncompiled",
]  # fmt: skip


def prepared(scene: Scene) -> Prepared:
    """A scene ready to run."""
    changed = {"after": scene.after, "change_day": scene.change_day}
    return world.prepare(scene.journey, scene.personas, scale=scene.scale, given=scene.given, **changed)


def run(scene: Scene, ready: Prepared | None = None, **how: Any) -> Run:
    """One run of a scene."""
    return world.run(ready or prepared(scene), seed=scene.seed, replication=scene.replication, **how)


def differences(one: Any, other: Any) -> list[str]:
    """What differs first between two runs: row by row, lead by lead, review by review; nothing if they are equal."""
    pairs = ((kind, getattr(one, f"{kind}s"), getattr(other, f"{kind}s")) for kind in ("row", "lead", "review"))
    return [line for pair in pairs for line in _first(*pair)]


def _first(kind: str, one: NDArray[np.void], other: NDArray[np.void]) -> list[str]:
    if one.tobytes() == other.tobytes():
        return []
    pairs = zip(one.tolist(), other.tolist(), strict=False)
    where = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return [
        f"{kind} {where} of {len(one)} and {len(other)}",
        *(_told(table[where : where + 1]) for table in (one, other)),
    ]


def _told(table: NDArray[np.void]) -> str:
    names = table.dtype.names or ()
    return ", ".join(f"{name} {table[name][0]}" for name in names) if len(table) else "nothing"


def simulate(journey: Journey, personas: Personas, *, seed: int, replication: int, **settings: Any) -> Run:
    """What the textbook model is asked for, from the engine."""
    after = settings.pop("after", None)
    changed = None if after is None else (declared(after[0]), after[1])
    prepared = world.prepare(declared(journey), personas, after=changed, **settings)
    return world.run(prepared, seed=seed, replication=replication)


def both(files: tuple[Journey, Personas], *leads: GivenLead, **settings: Any) -> Run:
    """One run of hand-worked files, played by the textbook model and by the engine, which must agree."""
    asked = {"seed": 1, "replication": 0, "given": leads, **settings}
    named = declared(files[0])
    book, compiled = textbook.simulate(named, files[1], **asked), simulate(named, files[1], **asked)
    assert differences(book, compiled) == []
    return compiled


def declared(journey: Journey) -> Journey:
    """The journey with all its content's behaviours named, as any file must; hand-worked ones name what has points."""
    content = [each.behaviour for each in journey.touchpoints.values() if isinstance(each, Content)]
    more = {name: Behaviour() for name in content if name not in journey.behaviour_names()}
    return journey.model_copy(update={"behaviours": {**journey.behaviours, **more}})


def instead_of_the_textbook() -> Iterator[None]:
    """A fixture: what the tests of a module ask of the textbook model is played by the engine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textbook, "simulate", simulate)
        yield


def tests_of(module: ModuleType) -> dict[str, Any]:
    """The tests of another module, to be collected in this one too."""
    return {name: value for name, value in vars(module).items() if name.startswith("test_")}


def lives(run: Any) -> dict[int, NDArray[np.void]]:
    """Rows of each lead in their order, by the lead's number."""
    rows = run.rows[np.lexsort((run.rows["n"], run.rows["lead"]))]
    starts = np.searchsorted(rows["lead"], np.arange(len(run.leads) + 1))
    return {int(number): rows[slice(*ends)] for number, ends in zip(run.leads["id"], pairwise(starts), strict=True)}


def short(scene: Scene) -> Scene:
    """The scene cut to a few days."""
    days = SHORTEST + scene.journey.days % (LONGEST - SHORTEST)
    cut: Callable[[Journey], Journey] = lambda journey: journey.model_copy(update={"days": days})  # noqa: E731
    if scene.after is None or scene.change_day is None:
        return scene._replace(journey=cut(scene.journey))
    after, change_day = (cut(scene.after[0]), scene.after[1]), 1 + scene.change_day % (days - 1)
    return scene._replace(journey=cut(scene.journey), after=after, change_day=change_day)


def short_scenes(number: int) -> list[Scene]:
    """So many short scenes. One process draws them for all: what Hypothesis draws depends on the modules it finds."""
    found: list[Scene] = []
    each_scene(lambda scene: found.append(short(scene)), number=number, part=0)
    return found


def digests(played: Sequence[Scene], look: Callable[[Run], None] = lambda run: None) -> list[str]:
    """Of each scene: how many rows it has, their digest, and that of its leads."""
    found = []
    for scene in played:
        result = run(scene)
        look(result)
        found.append(f"{len(result.rows)} {digest(result.rows)} {digest(result.leads)}")
    return found


def uncompiled(played: Sequence[Scene], file: Path) -> subprocess.Popen[str]:
    """A process in which numba compiles nothing; it prints its digests of the scenes, handed over in a file."""
    file.write_bytes(pickle.dumps(played))
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-m", "tests.engines", str(file)]
    return subprocess.Popen(command, cwd=ROOT, env=plain, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


if __name__ == "__main__":
    print("\n".join(digests(pickle.loads(Path(sys.argv[1]).read_bytes()))))
