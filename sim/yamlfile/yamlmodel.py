"""The base of every model that a file is checked against: pydantic, with the words of a file taken literally."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeAlias, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from sim.words.messages import say
from sim.words.wording import nearest
from sim.yamlfile import yamlwords
from sim.yamlfile.yamlwords import REFUSED, Reader, refusal

# Choices of a union are marked in an error's location, so that none can be taken for a setting: no file can hold NUL.
UNION_MARK: Final = "\0|"
TAG_MARK: Final = "\0="

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")

Schema: TypeAlias = dict[str, Any]
NotingReader: TypeAlias = Callable[[object, core_schema.ValidationInfo], object]


class Notes:
    """What a check learns about blocks of settings beside the errors, by the block's `id`.

    `names` are all that the block's models know; `kinds` are complaints about a misspelt kind in a block that was
    checked all the same, as the kind most likely meant.
    """

    def __init__(self) -> None:
        self.names: dict[int, tuple[str, ...]] = {}
        self.kinds: dict[int, PydanticCustomError] = {}


_BELOW = ("schema", "items_schema", "keys_schema", "values_schema", "lax_schema", "strict_schema")
_LISTS_BELOW = ("items_schema", "steps", "definitions")


def _literally(schema: Mapping[str, Any]) -> Schema:
    """A copy of a core `schema` that reads a file's words, marks unions, and notes what settings each model knows."""
    copy: Schema = dict(schema)
    copy |= {key: _literally(copy[key]) for key in _BELOW if isinstance(copy.get(key), dict)}
    copy |= {key: [_literally(item) for item in copy[key]] for key in _LISTS_BELOW if isinstance(copy.get(key), list)}
    if isinstance(copy.get("fields"), dict):
        copy["fields"] = {name: _literally(field) for name, field in copy["fields"].items()}
    dress = _DRESSES.get(copy["type"])
    return dress(copy) if dress else copy


def _before(read: Reader, schema: Schema) -> Schema:
    ref = schema.pop("ref", None)
    return cast(Schema, core_schema.no_info_before_validator_function(read, cast(CoreSchema, schema), ref=ref))


def _noting(read: NotingReader, schema: Schema) -> Schema:
    ref = schema.pop("ref", None)
    return cast(Schema, core_schema.with_info_before_validator_function(read, cast(CoreSchema, schema), ref=ref))


def _union(schema: Schema) -> Schema:
    bare = [choice[0] if isinstance(choice, tuple) else choice for choice in schema["choices"]]
    return schema | {"choices": [(_literally(choice), f"{UNION_MARK}{n}") for n, choice in enumerate(bare)]}


def _tagged_union(schema: Schema) -> Schema:
    """Choices go by a marked tag, and the tag is looked at first: it decides which settings are known at all."""
    setting, tags = schema["discriminator"], list(schema["choices"])
    if not isinstance(setting, str):
        raise TypeError(f"a file's union must be told apart by one setting, not by {setting!r}")
    choices = {_marked(tag): _literally(choice) for tag, choice in schema["choices"].items()}
    marked = schema | {"choices": choices, "discriminator": lambda value: _marked(_tag(value, setting))}
    return _noting(_tag_reader(setting, [yamlwords.text_of(tag) for tag in tags]), marked)


def _marked(tag: object) -> str:
    return TAG_MARK + yamlwords.text_of(tag)


def _tag(value: object, setting: str) -> object:
    return value.get(setting) if isinstance(value, Mapping) else getattr(value, setting, None)


def _tag_reader(setting: str, tags: list[str]) -> NotingReader:
    def reader(value: object, info: core_schema.ValidationInfo) -> object:
        if value is None or isinstance(value, str | int | float | list | tuple):
            raise refusal(say("yaml.settings"), value, shape=True)
        if isinstance(value, Mapping) and setting not in value:
            text = say("yaml.missing_choice", rule=yamlwords.choice_rule(tags))
            raise PydanticCustomError(REFUSED, "{text}", {"text": text, "at": setting})
        tag = _tag(value, setting)
        if yamlwords.text_of(tag) not in tags:
            complaint = refusal(yamlwords.choice_rule(tags), tag, hint=yamlwords.meant(tag, tags), at=setting)
            likely = nearest(tag, tags) if isinstance(tag, str) else None
            if likely is None or not isinstance(info.context, Notes) or not isinstance(value, dict):
                raise complaint
            info.context.kinds[id(value)] = complaint
            value[setting] = likely  # this data was made for the check; so the block's other mistakes come out too
        return value

    return reader


def _knowing(schema: Schema) -> Schema:
    names = tuple(_file_name(name, field) for name, field in schema["fields"].items())

    def note(value: object, info: core_schema.ValidationInfo) -> object:
        if isinstance(info.context, Notes):
            info.context.names[id(value)] = (*info.context.names.get(id(value), ()), *names)
        return value

    return _noting(note, schema)


def _file_name(name: str, field: Schema) -> str:
    alias = field.get("validation_alias", name)
    return alias if isinstance(alias, str) else name


_DRESSES: Final[dict[str, Callable[[Schema], Schema]]] = {
    "int": lambda schema: _before(yamlwords.whole, schema),
    "float": lambda schema: _before(yamlwords.number, schema),
    "bool": lambda schema: _before(yamlwords.truth, schema),
    "date": lambda schema: _before(yamlwords.moment("yaml.date", _DATE, datetime.date.fromisoformat), schema),
    "time": lambda schema: _before(yamlwords.moment("yaml.time", _TIME, datetime.time.fromisoformat), schema),
    "literal": lambda schema: _before(yamlwords.choice(schema["expected"]), schema),
    "enum": lambda schema: _before(yamlwords.choice(schema["members"]), schema),
    "union": _union,
    "tagged-union": _tagged_union,
    "model-fields": _knowing,
}


class Model(BaseModel):
    """Settings of a file: unknown names are refused, values can't change, words are taken literally."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def __pydantic_on_complete__(cls) -> None:
        """Replace the validator, and only that: the JSON Schema for editors comes from the untouched core schema."""
        super().__pydantic_on_complete__()
        del cls.__pydantic_validator__  # else pydantic-core would take it over for this class, schema or no schema
        cls.__pydantic_validator__ = SchemaValidator(cast(CoreSchema, _literally(cls.__pydantic_core_schema__)))


def _name(text: str) -> str:
    if not re.fullmatch(r"[^\W\d_]\w{0,59}", text) or unicodedata.normalize("NFKC", text) != text:
        raise refusal(say("yaml.name"), text)
    return text


Name = Annotated[str, AfterValidator(_name)]
Words = Annotated[str, Field(min_length=1)]
Text = Annotated[str, Field(repr=False)]  # for readers alone: nothing that is simulated depends on it
Probability = Annotated[float, Field(ge=0, le=1)]
PositiveInt = Annotated[int, Field(ge=1)]
NonNegativeInt = Annotated[int, Field(ge=0)]
PositiveFloat = Annotated[float, Field(gt=0)]
NonNegativeFloat = Annotated[float, Field(ge=0)]
