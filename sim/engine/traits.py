"""Who the leads of a journey can be, as flat arrays: personas, attributes, what sources bring. No behaviour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine import columns as col
from sim.engine.indices import Names
from sim.engine.touches import probability
from sim.model import draws
from sim.model.journey import Journey
from sim.model.persona import People, Persona, Personas

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def whole(journey: Journey, personas: Personas, names: Names) -> dict[int, Ints]:
    """Tables of whole numbers (P personas, A attributes, V values)."""
    people, kinds = personas.people, personas.personas
    return {
        col.PROJECT_CHANCE: _project_chances(journey, personas, names),  # [sources, P]: threshold of having a project
        col.PERSONA_WORDS: np.array([_persona_words(n, k, people) for n, k in kinds.items()], np.int64),  # [P, 3]
        col.BRINGS: _brings(journey, names),  # [n, 4]: source, behaviour, threshold, purpose
        **_attributes(journey, names, personas),
    }


def real(journey: Journey, personas: Personas, names: Names) -> dict[int, Floats]:
    """Tables of floats."""
    people, kinds = personas.people, personas.personas.values()
    return {
        col.PERSONA: np.array([_persona_floats(kind, people) for kind in kinds], np.float64),  # [P, 4]
        col.WEIGHT: _persona_weights(journey, personas, names),  # [sources, P]: race of the personas
        col.SHARES: _value_shares(names, personas),  # [P * A, V]: race of the values
    }


def _attributes(journey: Journey, names: Names, personas: Personas) -> dict[int, Ints]:
    """FIXED [P, A]: the value of a persona, or -1 where values race; VALUE_WORD and POINTS [A, V]."""
    most = max((len(values) for values in names.attributes.values()), default=1)
    fixed = np.full((len(names.personas), len(names.attributes)), -1, np.int64)
    points, words = (np.zeros((len(names.attributes), most), np.int64) for _ in range(2))
    for a, (attribute, values) in enumerate(names.attributes.items()):
        for v, value in enumerate(values):
            points[a, v] = journey.fit.get(attribute, {}).get(value, 0)
            words[a, v] = draws.purpose(f"person/attribute/{attribute}/{value}")
        for p, persona in enumerate(personas.personas.values()):
            given = persona.attributes[attribute]
            if isinstance(given, str):
                fixed[p, a] = values.index(given)
    return {col.FIXED: fixed, col.VALUE_WORD: words, col.POINTS: points}


def _value_shares(names: Names, personas: Personas) -> Floats:
    most = max((len(values) for values in names.attributes.values()), default=1)
    shares = np.zeros((len(names.personas), len(names.attributes), most))
    for p, persona in enumerate(personas.personas.values()):
        for a, (attribute, values) in enumerate(names.attributes.items()):
            given = persona.attributes[attribute]
            each = {given: 1.0} if isinstance(given, str) else given
            shares[p, a, : len(values)] = [each.get(value, 0.0) for value in values]
    return shares.reshape(-1, most)


def _brings(journey: Journey, names: Names) -> Ints:
    rows = [
        [
            names.sources.index(source),
            names.behaviours.index(name),
            probability(share),
            draws.purpose(f"person/brings/{name}"),
        ]
        for source, settings in journey.sources.items()
        for name, share in settings.arrive_with.items()
    ]
    return np.array(rows, np.int64).reshape(-1, 4)


def _persona_weights(journey: Journey, personas: Personas, names: Names) -> Floats:
    odds = [journey.sources[name].persona_odds if name in journey.sources else {} for name in names.sources]
    return np.array(
        [[kind.share * source.get(name, 1.0) for name, kind in personas.personas.items()] for source in odds]
    )


def _project_chances(journey: Journey, personas: Personas, names: Names) -> Ints:
    odds = [journey.sources[name].project_odds if name in journey.sources else 1.0 for name in names.sources]
    return np.array([[_project(kind, source) for kind in personas.personas.values()] for source in odds], np.int64)


def _project(persona: Persona, project_odds: float) -> int:
    if persona.project >= 1.0:
        return col.CERTAIN
    odds = persona.project / (1 - persona.project) * project_odds
    return probability(odds / (1 + odds))


def _persona_words(name: str, persona: Persona, people: People) -> list[int]:
    scanner = people.scanner_share.value if persona.scanner_share is None else persona.scanner_share
    return [draws.purpose(f"person/persona/{name}"), probability(scanner), probability(persona.competitor)]


def _persona_floats(persona: Persona, people: People) -> list[float]:
    reads = people.open_rate.value * persona.open
    return [persona.open, persona.webinar / reads if reads else 0.0, persona.time, persona.authority]
