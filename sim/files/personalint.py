"""What a personas file says that no model can judge alone: attributes that must exist, shares that leave nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.files.findings import RESERVED, Finding, Names, alike, hint, unknown
from sim.files.leadsfile import OWN
from sim.model.journey import BUILT_IN
from sim.model.persona import Personas
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import Loc


def lint_personas(personas: Personas) -> Iterator[Finding]:
    """What is wrong with a personas file by itself."""
    yield from _attribute_names(personas)
    for name, persona in personas.personas.items():
        for attribute in personas.attributes:
            if attribute not in persona.attributes:
                yield _of_people(("personas", name, "attributes"), "lint.attribute_missing", found=attribute)
        for attribute, given in persona.attributes.items():
            yield from _persona_attribute(
                ("personas", name, "attributes", attribute), attribute, given, personas.attributes
            )
    if not any(persona.share for persona in personas.personas.values()):
        yield _of_people(("personas",), "lint.no_mix")
    people = personas.people
    if people.project_intent_end.value < people.project_intent_start.value:
        yield _of_people(
            ("people", "project_intent_end", "value"), "lint.intent_order", start=people.project_intent_start.value
        )
    if people.registered_in_last_week.value <= people.registered_on_the_day.value:
        yield _of_people(
            ("people", "registered_in_last_week", "value"), "lint.week_in_day", day=people.registered_on_the_day.value
        )


def _of_people(loc: Loc, key: str, *, at_name: bool = False, **values: object) -> Finding:
    return Finding(loc, say(key, **values), at_name=at_name, in_personas=True)


def _attribute_names(personas: Personas) -> Iterator[Finding]:
    for attribute, values in personas.attributes.items():
        if attribute in {*RESERVED, *BUILT_IN, *OWN}:
            yield _of_people(("attributes", attribute), "lint.reserved", found=attribute, at_name=True)
        if not values:
            yield _of_people(("attributes", attribute), "lint.no_values")
        if twice := alike(values):
            yield _of_people(("attributes", attribute), "lint.alike", first=cut(twice[0]), second=cut(twice[1]))


def _persona_attribute(
    loc: Loc, attribute: str, given: str | Mapping[str, float], known: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    if attribute not in known:
        yield _of_people(loc, "lint.unknown_attribute", found=attribute, hint=hint(attribute, known), at_name=True)
        return
    for value in [given] if isinstance(given, str) else given:
        if value not in known[attribute]:
            text = say("lint.unknown_value", found=cut(value), name=attribute, hint=hint(value, known[attribute]))
            at_name = not isinstance(given, str)
            yield Finding((*loc, value) if at_name else loc, text, at_name=at_name, in_personas=True)
    if not isinstance(given, str) and not any(given.values()):
        yield _of_people(loc, "lint.no_value_mix")


def lint_tastes(personas: Personas, names: Names) -> Iterator[Finding]:
    """Tastes for behaviours that the journey doesn't have."""
    for name, persona in personas.personas.items() if names.behaviours is not None else ():
        for taste in persona.tastes:
            if taste not in (names.behaviours or ()):
                found = unknown(("personas", name, "tastes", taste), "lint.unknown_behaviour", taste, names.behaviours)
                yield found._replace(at_name=True, in_personas=True)
