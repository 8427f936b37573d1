"""What is sound in a broken file: its model without the settings that are wrong, so that the rest can be checked."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError

from sim.model.journey import Journey
from sim.model.persona import People, Personas, Rhythm, Spread
from sim.yamlfile import Document, FileProblems, Model, Problem

M = TypeVar("M", bound=Model)

_ROUNDS = 12  # taking out a setting may leave its block incomplete, and so on upwards
# What stands in for required settings; nothing here can be complained about, and no finding about it reaches the user.
_JOURNEY = {
    "format": "1", "name": "unknown", "start": "2026-01-01", "days": "1", "personas": "", "desk": {"reps": "1"},
    "sql": "need", "sources": {"unknown": {"kind": "rate", "per_day": "1"}}, "stages": {"unknown": {}},
}  # fmt: skip
_PERSONAS = {
    "format": "1", "attributes": {}, "personas": {"unknown": {"share": "1", "attributes": {}, "project": "0"}},
}  # fmt: skip
_PEOPLE = {
    "registered_on_the_day": "0.001",
    "registered_in_last_week": "0.999",
    "project_intent_start": "0",
    "project_intent_end": "1",
}


def salvaged(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """The model of a document without what is wrong in it, and all that is wrong; None if too little is left."""
    try:
        return document.build(model), []
    except FileProblems as error:
        return _rest(document.plain(), model), error.problems


def _rest(plain: Any, model: type[M]) -> M | None:
    for _ in range(_ROUNDS if isinstance(plain, dict) else 0):
        _fill(plain, model)
        try:
            return model.model_validate(plain)
        except ValidationError as error:
            _take_out(plain, [details["loc"] for details in error.errors(include_url=False)])
    return None


def _fill(plain: dict[str, Any], model: type[Model]) -> None:
    fillings: dict[str, Any] = _JOURNEY if model is Journey else _PERSONAS if model is Personas else {}
    for name, filling in fillings.items():
        plain.setdefault(name, filling)
    if model is Personas:
        people = plain.setdefault("people", {})
        if isinstance(people, dict):
            plain["people"] = {**_people(), **people}


@lru_cache(maxsize=1)
def _people() -> dict[str, Any]:
    """One valid setting for each of `people` that must be there."""
    needed = {name: field for name, field in People.model_fields.items() if field.is_required()}
    return {name: _example(name, field.annotation) for name, field in needed.items()}


def _example(name: str, kind: Any) -> dict[str, Any]:
    if kind is Spread:
        return {"median": "1h", "sigma": "1", "source": "-"}
    if kind is Rhythm:
        return {"open_day": ["1"] * 24, "off_day": ["1"] * 24, "source": "-"}
    for value in (_PEOPLE.get(name, "0.5"), "0", "1h"):
        example = {"value": value, "source": "-"}
        try:
            kind.model_validate(example)
        except ValidationError:
            continue
        return example
    raise AssertionError(name)


def _take_out(plain: dict[str, Any], locs: list[tuple[str | int, ...]]) -> None:
    """Delete what each location names, or the nearest thing above it that can be deleted."""
    targets = [target for loc in locs if (target := _target(plain, loc))]
    for block, name in targets:  # found before anything is deleted, so that one mistake can't take its neighbours along
        block.pop(name, None)


def _target(plain: Any, loc: tuple[str | int, ...]) -> tuple[dict[str, Any], str] | None:
    """The innermost block of settings on the way to `loc`, and the name in it that leads on."""
    target = None
    for part in loc:
        if isinstance(plain, dict) and part in plain:
            target, plain = (plain, str(part)), plain[part]
        elif isinstance(plain, list) and isinstance(part, int) and part < len(plain):
            plain = plain[part]  # entries keep their numbers: a list with a wrong entry goes as a whole
    return target
