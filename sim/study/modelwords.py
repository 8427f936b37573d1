"""The value of a setting in the words of a file, from the model alone; and what it means, however it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.model import settings
from sim.model.settings import Rule
from sim.model.timewords import clock_words, duration_words, working_spans
from sim.words.messages import say
from sim.words.wording import one_line
from sim.yamlfile import Model


class Form(NamedTuple):
    """What a setting may be: its annotation, and what stands beside that."""

    annotation: Any
    metadata: tuple[Any, ...] = ()


def _marker(kind: Any) -> Any:
    """What tells a kind of setting from others: the reader that its annotation carries."""
    return get_args(kind)[1]


_DURATIONS = [_marker(settings.Duration), _marker(settings.FirstContactWords)]
_CLOCKS = [_marker(settings.Clock)]
_SPANS = [_marker(settings.Span), _marker(settings.QuietHours)]
_HOURS = [_marker(settings.WorkingHours)]


def form_of(field: FieldInfo) -> Form:
    """The form of a model's setting."""
    return Form(field.annotation, tuple(field.metadata))


def inner(form: Form, value: Any) -> Form:
    """The form of a value itself, where a setting may be one thing or another."""
    origin, choices = get_origin(form.annotation), get_args(form.annotation)
    if origin is Annotated:
        return inner(Form(choices[0], (*_flat(choices[1:]), *form.metadata)), value)
    if origin in (Union, UnionType):
        chosen = next((choice for choice in choices if _fits(choice, value)), Any)
        return inner(Form(chosen, form.metadata), value)
    return form


def entry(form: Form) -> Form:
    """The form of what a list or a table by names holds."""
    inside = get_args(form.annotation)
    return Form(inside[-1]) if inside else Form(Any)


def _flat(metadata: tuple[Any, ...]) -> Iterator[Any]:
    for each in metadata:
        yield from each.metadata if isinstance(each, FieldInfo) else [each]


def _fits(choice: Any, value: Any) -> bool:
    origin, inside = get_origin(choice), get_args(choice)
    if origin is Annotated:
        return _fits(inside[0], value)
    if origin in (Union, UnionType):
        return any(_fits(each, value) for each in inside)
    if origin is Literal:
        return value in inside
    kind = origin or choice
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return kind is Any or isinstance(value, NoneType if kind is None else kind)


def meaning(value: Any, form: Form) -> Any:
    """A value that is equal for everything that means the same: blanks and parentheses of a rule mean nothing."""
    form = inner(form, value)
    if isinstance(value, Rule):
        return value.expr
    if isinstance(value, list):
        return [meaning(each, entry(form)) for each in value]
    return working_spans(value) if _is(form, _HOURS) else value


def words(value: Any, form: Form) -> str:
    """A value on one line, as somebody would write it in a file."""
    form = inner(form, value)
    if value is None or value in ("", [], {}):
        return say("diff.nothing")
    if isinstance(value, Model):
        return _block([(name, words(part, form)) for name, part, form in settings_of(value) if _says(value, name)])
    if isinstance(value, Mapping):
        return _block([(name, words(part, entry(form))) for name, part in value.items()])
    if isinstance(value, list):
        return ", ".join(_enclosed(each, words(each, entry(form))) for each in value)
    return one_line(_scalar(value, form))


def settings_of(model: Model) -> Iterator[tuple[str, Any, Form]]:
    """The settings of a block by their names in a file, in the order of the model."""
    for name, field in type(model).model_fields.items():
        yield field.alias or name, getattr(model, name), form_of(field)


def _says(model: Model, alias: str) -> bool:
    """Whether a setting says more than its default."""
    fields = type(model).model_fields
    name, field = next((name, field) for name, field in fields.items() if (field.alias or name) == alias)
    return field.is_required() or getattr(model, name) != field.default


def _block(parts: list[tuple[str, str]]) -> str:
    inside = ((one_line(name), f"{{{text}}}" if ": " in text else text) for name, text in parts)
    return ", ".join(f"{name}: {text}" for name, text in inside)


def _enclosed(value: Any, text: str) -> str:
    return f"{{{text}}}" if isinstance(value, Model | Mapping) else text


def _scalar(value: Any, form: Form) -> str:
    if isinstance(value, Rule):
        return " ".join(value.text.split())
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and _is(form, _DURATIONS):
        return duration_words(value)
    if isinstance(value, int) and _is(form, _CLOCKS):
        return clock_words(value)
    if isinstance(value, tuple) and get_origin(form.annotation) is tuple:
        return "-".join(map(clock_words, value)) if _is(form, _SPANS) else f"[{', '.join(map(_number, value))}]"
    return _number(value)


def _number(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def _is(form: Form, markers: list[Any]) -> bool:
    return any(each is marker for each in form.metadata for marker in markers)
