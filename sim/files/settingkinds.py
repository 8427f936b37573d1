"""What kind of value a setting takes, within which range, and its default, in words and as a file writes it."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.model import experimentfile, guardrails, settings
from sim.model.calendar import clock_words, duration_words
from sim.model.persona import Figure, HourWeights, Weekdays
from sim.words.messages import say
from sim.words.wording import shown
from sim.yamlfile import Name

# A kind is known by the reader that its annotation carries.
_KINDS: Final = {
    "reference.rule": settings.RuleText,
    "reference.duration": settings.Duration,
    "reference.clock": settings.Clock,
    "reference.date": settings.Day,
    "reference.cadence": settings.CadenceWords,
    "reference.closure": settings.ClosureWords,
    "reference.span": settings.Span,
    "reference.quiet": settings.QuietHours,
    "reference.working_hours": settings.WorkingHours,
    "reference.first_contact": settings.FirstContactWords,
    "reference.rescore": settings.Rescore,
    "reference.one_or_range": settings.OneOrRange,
    "reference.name_or_names": settings.NameOrNames,
    "reference.name": Name,
    "reference.hour_weights": HourWeights,
    "reference.guardrail": guardrails.Guardrail,
    "reference.limit": guardrails.LimitWords,
    "reference.end": experimentfile.End,
}
_PLAIN: Final[dict[Any, str]] = {
    int: "reference.whole",
    float: "reference.number",
    bool: "reference.bool",
    Any: "reference.any",
}
_SPANS = ("reference.span", "reference.quiet")


def kind_of(field: FieldInfo) -> str:
    """The kind and range of a setting's value, such as `duration, at least 1h`."""
    return _kind(field.annotation, field.metadata)


def _kind(annotation: Any, metadata: list[Any]) -> str:
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _kind(inner, [*_flat(more), *metadata])
    known = _known(metadata)
    words = say(known) if known else _plain_kind(annotation)
    limits = _limits(metadata, known)
    return f"{words}, {limits}" if limits else words


def _flat(metadata: list[Any]) -> list[Any]:
    return [each for part in metadata for each in (part.metadata if isinstance(part, FieldInfo) else [part])]


def _known(metadata: list[Any]) -> str | None:
    for key, kind in _KINDS.items():
        if any(each is marker for marker in _flat(list(get_args(kind)[1:]))[:1] for each in metadata):
            return key
    return None


def _plain_kind(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        kinds = dict.fromkeys(_kind(choice, []) for choice in inner if choice is not NoneType)
        return say("reference.or").join(kinds)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin is dict:
        return say("reference.by_name", kind=_kind(inner[1], []))
    if origin is list:
        return say("reference.list_of", kind=_kind(inner[0], []))
    if origin is tuple:
        return "[" + "; ".join(_kind(each, []) for each in inner) + "]"
    if isinstance(annotation, type) and issubclass(annotation, Figure):
        return _kind(annotation.model_fields["value"].annotation, annotation.model_fields["value"].metadata)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return say("reference.settings")
    return say(_PLAIN.get(annotation, "reference.text"))


def _limits(metadata: list[Any], known: str | None) -> str:
    """The range of a value, or how many entries there may be."""
    found: dict[str, Any] = {}
    for each in metadata:
        for name in ("ge", "gt", "le", "lt", "min_length", "max_length"):
            if getattr(each, name, None) is not None:
                found[name] = getattr(each, name)
    words = {
        name: duration_words(value) if known == "reference.duration" else shown(value) for name, value in found.items()
    }
    if {"ge", "le"} <= words.keys():
        return say("reference.between", low=words["ge"], high=words["le"])
    if words.get("min_length") == words.get("max_length") and "min_length" in words:
        return say("reference.entries", count=words["min_length"])
    return ", ".join(say(f"reference.{name}", limit=limit) for name, limit in words.items() if name != "min_length")


def default_of(field: FieldInfo) -> str:
    """The default of a setting as a file writes it; a dash where nothing is set."""
    default, known = field.default, _known(_all_metadata(field))
    if field.is_required() or default is None or default in ("", [], {}):
        return say("reference.nothing")
    if isinstance(default, Figure | Weekdays):
        return _figure(default)
    if isinstance(default, BaseModel):
        return say("reference.nothing")
    if known == "reference.duration":
        return f"`{duration_words(default)}`"
    if known == "reference.clock":
        return f"`{clock_words(default)}`"
    if known in _SPANS:
        return "`" + "-".join(map(clock_words, default)) + "`"
    return f"`{list(default) if isinstance(default, tuple) else shown(default)}`".replace("'", "")


def _figure(figure: Figure[Any] | Weekdays) -> str:
    field = type(figure).model_fields["value"]
    if _known(_all_metadata(field)) == "reference.duration":
        return duration_words(int(str(figure.value)))
    return ", ".join(map(shown, figure.value)) if isinstance(figure.value, list) else shown(figure.value)


def _all_metadata(field: FieldInfo) -> list[Any]:
    """That of the setting itself and of what it may be instead of nothing."""
    found = list(field.metadata)
    for choice in get_args(field.annotation) if get_origin(field.annotation) in (Union, UnionType) else ():
        found += _flat(list(get_args(choice)[1:])) if get_origin(choice) is Annotated else []
    return found
