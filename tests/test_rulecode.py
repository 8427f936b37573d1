"""Rules as code for the kernel mean what their text says."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sim.engine import columns as col
from sim.engine import conditions
from sim.engine.crowd import Crowd
from sim.engine.indices import Names, Slots, rings_of
from sim.engine.program import Life
from sim.engine.rulecode import RuleCode
from sim.model.journey import Rule
from sim.model.rules import evaluate, parse
from tests import strategies_files
from tests.scripted import built, journey_file
from tests.strategies_files import STAGES, TRACKED

NAMES = strategies_files.Names(TRACKED, ("web", "fair"), STAGES)
WORLD = Names(
    sources=NAMES.sources,
    stages=STAGES,
    attributes={name: tuple(values) for name, values in strategies_files.ATTRIBUTES.items()},
    personas=("buyer",),
    touchpoints=(),
    series=(),
    behaviours=NAMES.behaviours,
    rules=(),
    exits=(),
)
NOW = 40 * 86_400


@st.composite
def rules(draw: DrawFn) -> str:
    """Conditions as journeys have them, nested deeper."""
    return strategies_files.condition(draw, NAMES, draw(st.integers(0, 120)), depth=4)


class Someone:
    """A lead about whom everything that a rule can ask is made up."""

    def __init__(self, draw: DrawFn) -> None:
        self.fit, self.behaviour = draw(st.integers(-20, 80)), draw(st.integers(-20, 120))
        self.tracked = {name: self._times(draw) for name in NAMES.behaviours}
        self.attributes = {name: draw(st.sampled_from(values)) for name, values in WORLD.attributes.items()}
        self.source, self.stage = draw(st.sampled_from(WORLD.sources)), draw(st.sampled_from(STAGES))

    @staticmethod
    def _times(draw: DrawFn) -> list[int]:
        edges = [NOW - window + shift for window in (3600, 86_400, 604_800, 1_209_600) for shift in (0, 1)]
        return sorted(draw(st.lists(st.sampled_from([NOW, NOW - 5, *edges, 0]), max_size=5)))

    def count(self, name: str) -> int:
        """Scores and counts by name."""
        numbers = {"score": self.fit + self.behaviour, "fit": self.fit, "behaviour": self.behaviour}
        return numbers[name] if name in numbers else len(self.tracked[name])

    def within(self, name: str, window_s: int) -> int:
        """How often in (now - window, now]."""
        return sum(NOW - window_s < t <= NOW for t in self.tracked[name])

    def word(self, name: str) -> str:
        """Attributes, source and stage."""
        return {"source": self.source, "stage": self.stage}.get(name) or self.attributes[name]


def compiled(text: str, someone: Someone) -> bool:
    """What the kernel makes of a rule about somebody."""
    rule = Rule(text, parse(text))
    journey, _ = built(journey_file(mql={"rule": text}))
    rings = rings_of(WORLD, [journey])
    code = RuleCode(WORLD)
    start = code.add(rule)
    life = life_of(code, rings)
    slots = Slots([journey])
    crowd = Crowd(
        WORLD, sum(rings.values()), 60, slots=slots, expected=1, seed=0, replication=0, record="all", chunk=None
    )
    crowd.add(np.array([7], np.uint64), WORLD.sources.index(someone.source), np.array([0]))
    put(crowd, someone, rings)
    return bool(conditions.holds(life, crowd.state, 0, NOW, start, 0, 0))


def life_of(code: RuleCode, rings: dict[str, int]) -> Life:
    """As much of a program as rules need."""
    whole = np.zeros(col.HEADER, np.int64)
    table, behaviours = code.table(), np.zeros((len(WORLD.behaviours), 11), np.int64)
    at = len(WORLD.behaviours)
    for row, name in zip(behaviours, WORLD.behaviours, strict=True):
        row[col.B_RING], row[col.B_RING_AT] = rings.get(name, 0), at
        at += rings.get(name, 0)
    whole[col.W_OWN_ATTRIBUTES] = at + len(Slots([]).blank)
    whole[col.CODE : col.CODE + 2] = len(whole), table.shape[1]
    whole[col.BEHAVIOUR : col.BEHAVIOUR + 2] = len(whole) + table.size, behaviours.shape[1]
    return Life(np.concatenate([whole, table.ravel(), behaviours.ravel()]), np.zeros(1), np.zeros((1, 2, 32, 65)))


def put(crowd: Crowd, someone: Someone, rings: dict[str, int]) -> None:
    """Write down what is known of somebody, as a life would have."""
    record, own = crowd.state.crowd, crowd.state.own[0]
    record["fit"][0], record["behaviour"][0] = someone.fit, someone.behaviour
    record["stage"][0] = STAGES.index(someone.stage)
    at = len(WORLD.behaviours)
    for b, name in enumerate(WORLD.behaviours):
        own[b] = len(someone.tracked[name])
        for n, t in enumerate(someone.tracked[name]):
            if name in rings:
                own[at + n % rings[name]] = t
        at += rings.get(name, 0)
    for a, (name, values) in enumerate(WORLD.attributes.items()):
        own[a - len(WORLD.attributes)] = values.index(someone.attributes[name])


@settings(max_examples=300)
@given(rules(), st.data())
def test_a_rule_means_the_same_as_code_and_as_a_text(text: str, data: st.DataObject) -> None:
    someone = data.draw(st.builds(Someone, st.just(data.draw)))
    expected = evaluate(parse(text), someone.count, someone.within, someone.word, no_flag)
    assert compiled(text, someone) is expected


def no_flag(name: str) -> bool:
    """Only the sql condition knows findings."""
    raise AssertionError(name)
