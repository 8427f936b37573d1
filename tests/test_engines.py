"""The engine and the textbook model, and every way of running the engine, give the same ledgers event for event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.model.ledger import Run, What
from tests import engines, textbook
from tests.features import FEATURES
from tests.strategies import Scene, coverage, scenes
from tests.strategies_files import THEMES

PARTS, SCENES = (1, 2), 100  # two parts, so that two processes can share them
THEMED = {"": 25} | dict.fromkeys(THEMES, 15)  # scenes of each theme in a part, or about nothing in particular
MORE = 40  # pairs of scenes of a theme that are added at most, where a feature has not mattered often enough
REACHED = 50  # times that each feature matters in each part: 100 in both
UNCOMPILED = 200
OFTEN = {"SAME_SECOND": 5_000, "SECOND_HAND_OFF": 500, "HELD": 1_000, "rows": 30_000, "changes": 15, "scenes": SCENES}
SMALL = 1_000  # rows of a scene that is played in every way; a larger one in one way, each in turn
WAYS: Sequence[dict[str, Any]] = ({"lookahead": False}, {"chunk": 1}, {"chunk": 7})


class Audit:
    """Compares all engines on a scene, and keeps count of what happened in it."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.features: Counter[str] = Counter()

    def compare(self, scene: Scene) -> None:
        """Every engine gives the rows and leads of the compiled one."""
        ready = engines.prepared(scene)
        compiled = engines.run(scene, ready)
        book = textbook.simulate(scene.journey, scene.personas, **scene.settings())
        assert engines.differences(book, compiled) == []
        for how in self.ways(compiled):
            assert engines.differences(compiled, engines.run(scene, ready, **how)) == [], how
        self.count(compiled)
        self.reach(scene, compiled)
        self.found.update(scenes=1, changes=scene.after is not None)

    def ways(self, run: Run) -> Sequence[dict[str, Any]]:
        """In which other ways a scene is played."""
        turn = self.found["scenes"] % len(WAYS)
        return WAYS if len(run.rows) < SMALL else WAYS[turn : turn + 1]

    def reach(self, scene: Scene, run: Run) -> None:
        """What the journey can say mattered so often in the run; what has been seen often enough is not counted on."""
        for counts in FEATURES.values():
            for name, count in counts.items():
                if self.features[name] < REACHED:
                    self.features[name] += count(scene, run)

    def unreached(self, theme: str) -> dict[str, int]:
        """Features of a theme that have not mattered often enough, and how often they have."""
        return {name: self.features[name] for name in FEATURES[theme] if self.features[name] < REACHED}

    def count(self, run: Run) -> None:
        """What happened in a run."""
        self.found.update(coverage(run.rows), rows=len(run.rows))

    def rarely(self, least: int) -> list[str]:
        """Kinds of rows that came less often than that."""
        return [what.name for what in What if self.found[what.name] < least]


@pytest.mark.parametrize("part", PARTS)
def test_textbook_model_and_engine_agree_on_every_row_and_lead_however_the_engine_is_run(part: int) -> None:
    """On scenes enough that every feature a journey can have mattered often, each counted as tests/features.py says."""
    audit = Audit()
    for n, (theme, number) in enumerate(THEMED.items()):
        engines.each_scene(audit.compare, number=number, part=part * 1000 + n, of=scenes(theme=theme))
    for n, theme in enumerate(FEATURES):
        for more in range(MORE):
            if audit.unreached(theme):
                engines.each_scene(
                    audit.compare, number=2, part=part * 1000 + 100 * n + 100 + more, of=scenes(theme=theme)
                )
    assert {theme: audit.unreached(theme) for theme in FEATURES if audit.unreached(theme)} == {}
    assert audit.rarely(20) == []
    assert {what: audit.found[what] for what, least in OFTEN.items() if audit.found[what] < least} == {}


def test_compiled_and_uncompiled_engine_agree(tmp_path: Path) -> None:
    played, audit = engines.short_scenes(UNCOMPILED), Audit()
    process = engines.uncompiled(played, tmp_path / "scenes")
    compiled = engines.digests(played, audit.count)
    printed, complaint = process.communicate(timeout=300)
    assert (complaint, process.returncode) == ("", 0)
    assert printed.splitlines() == compiled
    assert len({repr(scene) for scene in played}) >= UNCOMPILED
    assert audit.rarely(5) == []
