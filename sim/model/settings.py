"""Kinds of settings in a journey file: rules, durations, clock times, cadences, numbers and names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from sim.model.cadence import Cadence, cadence
from sim.model.rules import Expr, RuleError, parse
from sim.model.timewords import Closure, clock_s, closure, duration_s, iso_date, working_spans
from sim.words.messages import say
from sim.words.wording import cut, shown
from sim.yamlfile import Name
from sim.yamlfile.yamlwords import refusal


def _rule(text: Any) -> Rule:
    if isinstance(text, Rule):
        return text
    if not isinstance(text, str):
        raise ValueError(say("journey.rule_text", found=shown(text)))
    try:
        return Rule(text, parse(text))
    except RuleError as error:
        raise ValueError(str(error)) from None


class Rule:
    """A rule as written, and what it means."""

    def __init__(self, text: str, expr: Expr) -> None:
        self.text, self.expr = text, expr

    def __repr__(self) -> str:
        return f"Rule({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def _written(read: Callable[[str], Any], kind: type[Any]) -> Callable[[Any], Any]:
    """A reader of what is written as a text; a value made in Python passes."""

    def reader(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise refusal(say("yaml.text"), value, shape=True)
        return read(value)

    return reader


def _span(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    if not dash:
        raise ValueError(say("journey.hours", found=cut(text)))
    span = clock_s(first), clock_s(last)
    if span[0] >= span[1]:
        raise ValueError(say("journey.hours", found=cut(text)))
    return span


def _counted(value: Any) -> Any:
    return [value, value] if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _in_order(pair: tuple[int, int]) -> tuple[int, int]:
    if pair[0] > pair[1]:
        raise ValueError(say("journey.range", low=pair[0], high=pair[1]))
    return pair


def _first_contact(value: Any) -> Any:
    if isinstance(value, int) or value in ("same_day", "next_business_day"):
        return value
    if not isinstance(value, str) or not value[:1].isdigit():
        raise ValueError(say("journey.first_contact", found=shown(value)))
    return duration_s(value)


def _rescore(value: Any) -> Any:
    """`keep`, `reset`, or the points taken as a negative number."""
    if value in ("keep", "reset"):
        return value
    try:
        points = int(value)
    except (TypeError, ValueError):
        points = 0
    if not -10_000 <= points < 0:
        raise ValueError(say("journey.rescore", found=shown(value)))
    return points


def _hours(text: str) -> str:
    working_spans(text)
    return text


def _quiet(text: str) -> tuple[int, int]:
    """Clock seconds from and to, which may pass midnight."""
    first, dash, last = text.partition("-")
    span = (clock_s(first), clock_s(last)) if dash else (0, 0)
    if span[0] == span[1]:
        raise ValueError(say("journey.quiet_hours", found=cut(text)))
    return span


RuleText = Annotated[Rule, PlainValidator(_rule, json_schema_input_type=str)]
Duration = Annotated[int, BeforeValidator(_written(duration_s, int), json_schema_input_type=str)]
Clock = Annotated[int, BeforeValidator(_written(clock_s, int), json_schema_input_type=str)]
Day = Annotated[date, BeforeValidator(_written(iso_date, date), json_schema_input_type=str)]
CadenceWords = Annotated[Cadence, PlainValidator(_written(cadence, Cadence), json_schema_input_type=str)]
ClosureWords = Annotated[Closure, PlainValidator(_written(closure, Closure), json_schema_input_type=str)]
Span = Annotated[tuple[int, int], PlainValidator(_written(_span, tuple), json_schema_input_type=str)]
WorkingHours = Annotated[str, AfterValidator(_hours)]
FirstContact = Literal["same_day", "next_business_day"] | int
QuietHours = Annotated[tuple[int, int], PlainValidator(_written(_quiet, tuple), json_schema_input_type=str)]
Points = Annotated[int, Field(ge=-10_000, le=10_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(ge=0, le=1000)]
Yen = Annotated[float, Field(ge=0)]
Whole = Annotated[int, Field(ge=0)]
OneOrRange = Annotated[
    tuple[Whole, Whole],
    BeforeValidator(_counted, json_schema_input_type=int | tuple[Whole, Whole]),
    AfterValidator(_in_order),
]
NameOrNames = Annotated[
    list[Name], BeforeValidator(_listed, json_schema_input_type=str | list[Name]), Field(min_length=1)
]
FirstContactWords = Annotated[FirstContact, PlainValidator(_first_contact, json_schema_input_type=str)]
Rescore = Annotated[Literal["keep", "reset"] | int, PlainValidator(_rescore, json_schema_input_type=str | int)]
