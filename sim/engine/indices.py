"""Names become indices: the order in which sources, stages, touchpoints, behaviours and rules stand in all arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sim.engine import columns as col
from sim.model import draws
from sim.model.journey import Content, Journey, Rule, Webinar
from sim.model.persona import Personas
from sim.model.rules import windows
from sim.words.messages import say


class Names(NamedTuple):
    """Every name in index order; a second journey's extra names follow those of the first."""

    sources: tuple[str, ...]
    stages: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]]
    personas: tuple[str, ...]
    touchpoints: tuple[str, ...]
    series: tuple[str, ...]  # of webinars: each has a bit of its own in a lead's places
    behaviours: tuple[str, ...]
    rules: tuple[str, ...]


def names_of(journey: Journey, personas: Personas, after: Journey | None = None) -> Names:
    """The indices of a run's names: the first journey in file order, then what only the second one has.

    Raises ValueError if a touchpoint is of another kind in the second one: a waiting mail can't become an
    invitation.
    """
    journeys = [journey] if after is None else [journey, after]
    for name, now in (after or journey).touchpoints.items():
        before = journey.touchpoints.get(name, now)
        if before.kind != now.kind:
            raise ValueError(say("program.kind", name=name, before=before.kind, after=now.kind))
    return Names(
        sources=_union(j.sources for j in journeys),
        stages=tuple(journey.stages),
        attributes={name: tuple(values) for name, values in personas.attributes.items()},
        personas=tuple(personas.personas),
        touchpoints=_union(j.touchpoints for j in journeys),
        series=_union([name for name, each in j.touchpoints.items() if isinstance(each, Webinar)] for j in journeys),
        behaviours=_union(j.behaviour_names() for j in journeys),
        rules=_union(j.mql for j in journeys),
    )


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def rings_of(names: Names, journeys: Iterable[Journey]) -> dict[str, int]:
    """How many of the last seconds of each behaviour must be kept for the windowed counts of these journeys."""
    rings: dict[str, int] = {}
    for journey in journeys:
        for rule in _rules(journey):
            for name, _, least in windows(rule.expr):
                rings[name] = max(rings.get(name, 0), least)
    return {name: rings[name] for name in names.behaviours if name in rings}


def _rules(journey: Journey) -> list[Rule]:
    stages = [stage.enter for stage in journey.stages.values()]
    audiences = [t.when for t in journey.touchpoints.values() if not isinstance(t, Content)]
    return [rule for rule in (*stages, *audiences, *journey.mql.values(), journey.gate) if rule is not None]


def place(values: Sequence[str], value: object) -> int:
    """The index of a value, or -1 where it is none of them."""
    return values.index(str(value)) if str(value) in values else -1


def check_luck(names: Names) -> None:
    """ValueError naming two purposes of luck that would share their chance events: by spelling, or by the hash."""
    touch = [f"{t}/{word}" for t in names.touchpoints for word in col.TOUCH_PURPOSES.values()]
    forms = [f"{x}/form/{mail}" for x in names.touchpoints for mail in names.touchpoints]
    values = [f"person/attribute/{a}/{value}" for a, each in names.attributes.items() for value in each]
    people = [f"person/persona/{p}" for p in names.personas] + [f"person/brings/{b}" for b in names.behaviours]
    draws.check_purposes([*col.PURPOSES.values(), *touch, *forms, *values, *people])
