"""All settings of a kind of file as a tree of blocks, each with its words; and these words in its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.model.persona import People
from sim.words.messages import say
from sim.words.settingwords import SettingWords, setting_words
from sim.yamlfile import Model


class Block(NamedTuple):
    """Settings that stand together: how a file leads to them, and their model."""

    path: str
    model: type[Model]


def blocks_of(model: type[Model], path: str = "") -> Iterator[Block]:
    """The model's own settings, then those of its parts, in the order of the file."""
    yield Block(path, model)
    for name, field in model.model_fields.items():
        below = f"{path}.{field.alias or name}".lstrip(".")
        for part, place in _parts(field.annotation, below):
            yield from blocks_of(part, place)


def _parts(annotation: Any, path: str) -> Iterator[tuple[type[Model], str]]:
    """The models within an annotation, with the path that leads to each."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        kind = annotation.model_fields.get("kind")
        yield annotation, f"{path} (kind: {get_args(kind.annotation)[0]})" if kind else path
    elif origin is Annotated:
        yield from _parts(inner[0], path)
    elif origin in (Union, UnionType):
        for choice in inner:
            yield from _parts(choice, path)
    elif origin is dict:
        yield from _parts(inner[1], f"{path}.NAME")
    elif origin is list:
        yield from _parts(inner[0], f"{path}[]")


def words_of(model: type[Model], name: str) -> SettingWords:
    """The words of a setting, by its name in a file. Raises KeyError if it has none."""
    found = _found(model, name)
    if found is None:
        raise KeyError(f"{model.__name__}.{name}")
    return found


def _found(model: type[Model], name: str) -> SettingWords | None:
    """Those of the model itself, else of what it is made of, else of any."""
    if model is People:
        return SettingWords(say(f"assumption.people.{name}"), "", "=")
    kinds = [kind.__name__.partition("[")[0] for kind in model.__mro__]
    return next(filter(None, (setting_words(f"{kind}.{name}") for kind in [*kinds, "any"])), None)


def example_of(field: FieldInfo, words: SettingWords) -> str:
    """The example of a setting's value; that of a kind is the kind itself."""
    if words.example == "=" and get_origin(field.annotation) is Literal:
        return str(get_args(field.annotation)[0])
    return words.example


def describe(model: type[Model], schema: dict[str, Any]) -> None:
    """Add to the JSON Schema of a model what each of its settings means, as far as there are words for it."""
    parts = {block.model.__name__: block.model for block in blocks_of(model)}
    for name, part in parts.items():
        place = schema if part is model else schema.get("$defs", {}).get(name, {})
        for setting, says in place.get("properties", {}).items():
            if words := _found(part, setting):
                says["description"] = words.meaning
