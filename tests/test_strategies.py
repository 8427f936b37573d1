"""Random scenes are valid and worth comparing engines on."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from sim.files.findings import names_of
from sim.files.journeylint import lint_journey
from sim.files.personalint import lint_personas
from sim.model.journey import Journey
from sim.model.ledger import What
from sim.model.persona import Personas
from tests import textbook
from tests.strategies import Scene, coverage, each_scene, plain, scenes


def files_of(scene: Scene) -> list[tuple[Journey, Personas]]:
    return [(scene.journey, scene.personas), *([scene.after] if scene.after else [])]


@settings(max_examples=30)
@given(scenes())
def test_scenes_are_files_that_a_user_could_write(scene: Scene) -> None:
    for journey, personas in files_of(scene):
        names = names_of(plain(journey), plain(personas))
        assert [*lint_journey(journey, personas, names), *lint_personas(personas)] == []


def test_scenes_are_small_and_show_every_kind_of_row() -> None:
    """What never happens in them is never compared; the first scenes that show everything will do."""
    found: Counter[str] = Counter()
    leads: list[int] = []

    def look(scene: Scene) -> None:
        if not all(found[what.name] for what in What):
            result = textbook.simulate(scene.journey, scene.personas, **scene.settings())
            found.update(coverage(result.rows))
            leads.append(len(result.leads))

    each_scene(look, number=100, part=1)
    assert [what.name for what in What if not found[what.name]] == []
    assert found["SECOND_HAND_OFF"] > 0
    assert found["SAME_SECOND"] > 0
    assert 5 <= sum(leads) / len(leads) <= 60
