"""Models: literal words wherever a number may stand, and a JSON Schema that knows nothing of it."""

from __future__ import annotations

import datetime
import enum
from typing import Annotated, Generic, Literal, TypeVar

import pytest
from pydantic import Discriminator, Field, Tag, TypeAdapter, ValidationError

from sim.yamlfile.yamlmodel import Model, Name, NonNegativeFloat, PositiveFloat, PositiveInt, Probability, Words

T = TypeVar("T")


class Size(enum.Enum):
    """For a setting that is a member."""

    SMALL = "small"


class Inner(Model):
    """Settings inside settings."""

    n: int = 0


class Figure(Model, Generic[T]):
    """A model with a parameter."""

    value: T


class Everything(Model):
    """Numbers in all the places where they may stand."""

    plain: int = 0
    limited: Annotated[int, Field(ge=1)] = 1
    optional: int | None = None
    listed: list[int] = []
    paired: tuple[int, float] = (0, 0.0)
    keyed: dict[int, int] = {}
    inner: Inner = Inner()
    inners: list[Inner] = []
    generic: Figure[int] = Figure[int](value=1)
    either: int | Literal["auto"] = "auto"
    on: datetime.date | None = None
    at: datetime.time | None = None
    size: Size = Size.SMALL
    flag: bool = False
    format: Literal[1] = 1
    children: list[Everything] = []


@pytest.mark.parametrize(
    "settings",
    [
        {"plain": "1_0"},
        {"limited": "1_0"},
        {"optional": "1_0"},
        {"listed": ["1_0"]},
        {"paired": ["1_0", "1"]},
        {"paired": ["1", "1_0"]},
        {"keyed": {"1_0": "1"}},
        {"keyed": {"1": "1_0"}},
        {"inner": {"n": "1_0"}},
        {"inners": [{"n": "1_0"}]},
        {"generic": {"value": "1_0"}},
        {"either": "1_0"},
        {"children": [{"plain": "1_0"}]},
        {"children": [{"children": [{"inner": {"n": "1_0"}}]}]},
        {"on": "20260414"},
        {"at": "1000"},
        {"size": "SMALL"},
        {"flag": "yes"},
        {"format": "2"},
    ],
    ids=str,
)
def test_words_are_taken_literally_wherever_they_stand(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="found"):
        Everything.model_validate(settings)


def test_right_words_become_values_wherever_they_stand() -> None:
    built = Everything.model_validate(
        {
            "plain": "10",
            "optional": "5",
            "paired": ["1", ".5"],
            "keyed": {"1": "2"},
            "inners": [{"n": "3"}],
            "generic": {"value": "4"},
            "either": "7",
            "on": "2026-04-14",
            "at": "10:00",
            "size": "small",
            "flag": "true",
            "format": "1",
            "children": [{"plain": "6"}],
        }
    )
    assert (built.plain, built.optional, built.paired, built.keyed, built.either) == (10, 5, (1, 0.5), {1: 2}, 7)
    assert (built.on, built.at, built.size) == (datetime.date(2026, 4, 14), datetime.time(10), Size.SMALL)
    assert (built.flag, built.format, built.inners[0].n) == (True, 1, 3)
    assert (built.generic.value, built.children[0].plain) == (4, 6)


def test_models_made_in_python_take_values() -> None:
    assert Everything(plain=3, inner=Inner(n=2), inners=[Inner(n=1)], either="auto", size=Size.SMALL).inner.n == 2


def test_values_cannot_change_and_unknown_names_are_refused() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Inner(n=1).__setattr__("n", 2)
    with pytest.raises(ValidationError):
        Inner.model_validate({"m": "1"})


class Mail(Model):
    """One of a union."""

    kind: Literal["mail"]


class Call(Model):
    """Another."""

    kind: Literal["call"]


class Week(Model):
    """A union told apart by `kind`."""

    steps: dict[Name, Annotated[Mail | Call, Field(discriminator="kind")]]


def test_the_json_schema_is_pydantics_own() -> None:
    schema = Everything.model_json_schema()["$defs"]["Everything"]["properties"]
    assert schema["plain"] == {"default": 0, "title": "Plain", "type": "integer"}
    assert schema["flag"]["type"] == "boolean"
    steps = Week.model_json_schema()["properties"]["steps"]["additionalProperties"]
    assert steps["discriminator"]["propertyName"] == "kind"


def test_unions_take_settings_and_models_alike() -> None:
    assert Week.model_validate({"steps": {"a": {"kind": "call"}}}) == Week(steps={"a": Call(kind="call")})


def test_a_union_that_no_setting_tells_apart_is_our_own_slip() -> None:
    with pytest.raises(TypeError, match="told apart by one setting"):

        class Bad(Model):
            step: Annotated[Annotated[Mail, Tag("m")] | Annotated[Call, Tag("c")], Discriminator(lambda value: "m")]


@pytest.mark.parametrize("name", ["newsletter", "a_1", "展示会", "A" * 60])
def test_names_are_words_of_letters_digits_and_underscores(name: str) -> None:
    assert TypeAdapter(Name).validate_python(name) == name


@pytest.mark.parametrize("name", ["", "1a", "_a", "a-b", "a.b", "a b", "A" * 61, "ａ", "a\n"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="must be a name"):
        TypeAdapter(Name).validate_python(name)


def test_limited_numbers_have_their_limits() -> None:
    for kind, good, bad in (
        (Probability, 1.0, 1.01),
        (PositiveInt, 1, 0),
        (PositiveFloat, 0.1, 0.0),
        (NonNegativeFloat, 0.0, -0.1),
        (Words, "x", ""),
    ):
        assert TypeAdapter(kind).validate_python(good) == good
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(bad)
