"""Journeys as arrays: numbers where the kernel looks for them, the same ones every time, and untouched by runs."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import columns as col
from sim.engine import memory
from sim.engine.program import Life
from sim.model import draws
from sim.model.journey import REASONS, Journey
from sim.model.persona import Personas
from tests import engines
from tests.scripted import DAILY, HOUR, built, journey_file, lead
from tests.strategies import Scene, scenes

VISITED = {"blog": {"points": 5}, "download": {"points": 20, "every": 2, "max_times": 3}}


def scene(files: tuple[Journey, Personas], **more: Any) -> Scene:
    """A scene with one lead."""
    return Scene(*files, seed=1, replication=0, given=[lead(0)], **more)


def test_the_luck_of_a_touchpoint_is_addressed_by_its_name_and_of_a_form_also_by_its_mail() -> None:
    journey, personas = built(journey_file(touchpoints=DAILY, behaviours=VISITED))
    life = engines.prepared(scene((journey, personas))).phases[0].life
    paper, letter = 0, 1
    assert memory.entry(life, col.TOUCH, letter, col.T_OPEN_DELAY) == draws.purpose("letter/open/delay")
    assert memory.entry(life, col.TOUCH, paper, col.T_VISIT_FORM) == draws.purpose("paper/form")
    assert memory.entry(life, col.MAIL_FORM, paper, letter) == draws.purpose("paper/form/letter")


def test_points_of_a_behaviour_lie_where_the_kernel_looks_for_them() -> None:
    life = engines.prepared(scene(built(journey_file(behaviours=VISITED)))).phases[0].life
    columns = (col.B_POINTS, col.B_EVERY, col.B_MOST)
    found = [[memory.entry(life, col.BEHAVIOUR, b, column) for column in columns] for b in range(3)]
    assert found == [[5, 1, col.FOREVER], [20, 2, 3], [0, 1, col.FOREVER]]


def test_people_are_told_apart_by_their_figures_and_not_by_their_sources() -> None:
    said = built(journey_file(), open_rate={"value": 0.3, "source": "a survey"})
    guessed = built(journey_file(), open_rate={"value": 0.3, "source": "assumption"})
    other = built(journey_file(), open_rate={"value": 0.31, "source": "assumption"})
    lives = [engines.prepared(scene(files)).phases[0].life for files in (said, guessed, other)]
    same = [[np.array_equal(one, two) for one, two in zip(lives[0], life, strict=True)] for life in lives[1:]]
    assert same == [[True, True, True], [True, False, True]]


@given(st.sampled_from([3600, 5400, 90_061, 1_209_600]), st.integers(0, 10**8))
def test_what_decays_halves_in_each_half_life_by_whole_hours(half_life_s: int, elapsed_s: int) -> None:
    found = memory.decayed(life_by_half_life(half_life_s), col.C_LIFT, 0.75, 1000, 1000 + elapsed_s)
    hours, half_life_h = elapsed_s // HOUR, half_life_s / 3600.0
    assert found == (0.0 if hours > int(20 * half_life_h) + 1 else 0.75 * 2.0 ** (-hours / half_life_h))


@lru_cache
def life_by_half_life(half_life_s: int) -> Life:
    """A program whose lift has this half-life."""
    figure = {"value": f"{half_life_s}s", "source": "assumption"}
    return engines.prepared(scene(built(journey_file(days=1), lift_half_life=figure))).phases[0].life


def test_returns_without_a_setting_keep_the_stage_and_need_no_rest() -> None:
    journey = journey_file(returns={"budget": {"to": "awareness", "rest": "3d"}, "timing": {"to": "excluded"}})
    whole = engines.prepared(scene(built(journey))).phases[0].life.whole
    at = whole[col.W_RETURNS]
    found = dict(zip(REASONS, whole[at : at + 24].reshape(8, 3).tolist(), strict=True))
    assert found.pop("budget") == [0, 3 * 86_400, 0]
    assert found.pop("timing") == [col.TO_EXCLUDED, 0, 0]
    assert set(map(tuple, found.values())) == {(col.TO_KEEP, 0, 0)}


# ---- prepared scenarios


def bytes_of(lives: Sequence[Life]) -> list[bytes]:
    """The arrays of programs."""
    return [array.tobytes() for life in lives for array in life]


def test_a_prepared_scenario_can_be_sent_to_a_worker_and_is_not_changed_by_a_run() -> None:
    def check(each: Scene) -> None:
        ready = engines.prepared(each)
        before = bytes_of([phase.life for phase in ready.phases])
        here = engines.run(each, ready)
        there = engines.run(each, pickle.loads(pickle.dumps(ready)))
        assert engines.differences(here, there) == []
        assert bytes_of([phase.life for phase in ready.phases]) == before

    engines.each_scene(check, number=15, part=4)


@settings(max_examples=10)
@given(scenes())
def test_preparing_twice_gives_the_same_arrays(each: Scene) -> None:
    one, two = (engines.prepared(each) for _ in range(2))
    assert bytes_of([phase.life for phase in one.phases]) == bytes_of([phase.life for phase in two.phases])
