"""Guardrails as people write them: a margin (`5`, `0.5 points`), or a limit (`at most +5`, `at least 30 %`)."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Annotated, Any, Literal, NamedTuple, Protocol

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from sim.words.messages import say
from sim.yamlfile.yamlwords import number, refusal

_PERCENT = re.compile(r"[+-]?([0-9]+(?:[.,][0-9]+)?) ?%")
_JAPANESE = {r"(.*[^ ]) ?(?:以下|以内|まで)": r"at most \1", r"(.*[^ ]) ?以上": r"at least \1"}
_LIMIT = re.compile(r"(at most|at least) ([+-]?)((?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+) ?(%|points?)?")
_POINTS = re.compile(r"([+-]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)) ?points?")
_NEARLY = {  # what people write instead of our two words and two units
    "at most": r"at-?most|<=|<|≤|≦|maximum|max\.?|up to|(no|not) more than|not above|below|under",
    "at least": r"at-?least|>=|>|≥|≧|minimum|min\.?|from|(no|not) less than|not below|above|over",
    " points": r"\s*(?<![a-z])(percentage points?|points?|pts?|pp)\b\.?",
    " %": r"\s*(%|\bper ?cent\b|\bpercent\b)",
}


class Limit(NamedTuple):
    """A limit that a KPI must keep; with a sign it is about the difference from the baseline, else about the scenario.

    value: in the KPI's unit, of shares as a part of 1. number: its digits and sign as written.
    """

    word: Literal["at most", "at least"]
    value: float
    is_relative: bool
    number: str
    unit: Literal["", "%", "points"] = ""

    @property
    def is_upper(self) -> bool:
        """Whether it must not be passed upwards."""
        return self.word == "at most"

    @property
    def amount(self) -> str:
        """The number as written, with its unit."""
        return self.number + (f" {self.unit}" if self.unit else "")

    @property
    def words(self) -> str:
        """The limit in a sentence."""
        side = "most" if self.is_upper else "least"
        is_allowance = self.is_relative and self.is_upper != self.number.startswith("-")  # so much may it change
        key = f"guardrail.{side}_off" if is_allowance else f"guardrail.{side}"
        return say(key, amount=self.amount_words)

    @property
    def amount_words(self) -> str:
        """The number with its unit, in a sentence."""
        if not self.unit:
            return self.number
        return say("kpi.percent", number=self.number) if self.unit == "%" else say("answer.points", points=self.number)

    def __str__(self) -> str:
        return f"{self.word} {self.amount}"


def read_limit(text: str) -> Limit | None:
    """The limit that a text says, or None if it is none."""
    match = _LIMIT.fullmatch(text.strip())
    if match is None:
        return None
    word, sign, digits, unit = match.groups()
    if not math.isfinite(float(digits)):
        return None
    scale = 100.0 if unit else 1.0
    words: Literal["", "%", "points"] = "" if not unit else "%" if unit == "%" else "points"
    upper: Literal["at most", "at least"] = "at most" if word == "at most" else "at least"
    return Limit(upper, float(sign + digits) / scale, bool(sign), sign + digits, words)


def in_points(value: Any) -> Any:
    """The part of 1 that points mean: `0.5 points` as 0.005; anything else stays, but a percentage is refused.

    5 % of a count could be a part of the baseline's value, which no margin is.
    """
    if not isinstance(value, str):
        return value
    if match := _POINTS.fullmatch(value.strip()):
        found = float(match[1]) / 100.0
        return found if math.isfinite(found) else value
    if match := _PERCENT.fullmatch(_plainly(value)):
        hint = say("guardrail.percent", number=match[1].replace(",", "."))
        raise refusal(say("guardrail.amount"), value, hint=hint, shape=True)
    return value


def _guardrail(value: Any) -> float | Limit:
    """A margin as a number, or a limit."""
    if isinstance(value, Limit):
        return value
    if isinstance(value, str) and (limit := read_limit(value)):
        return limit
    margin = _margin(value)
    if margin < 0.0:
        raise refusal(say("yaml.at_least", limit=0), value, hint=say("guardrail.signed", number=f"{margin:g}"))
    return margin


def _limit(value: Any) -> Limit:
    """A limit, and no margin."""
    limit = read_limit(value) if isinstance(value, str) else value
    if not isinstance(limit, Limit):
        hint = _meant(value) if isinstance(value, str) else ""
        raise refusal(say("guardrail.limit_rule"), value, hint=hint, shape=True)
    return limit


def _margin(value: Any) -> float:
    try:
        found = number(in_points(value))
    except PydanticCustomError as error:
        hint = _meant(value) if isinstance(value, str) else ""
        plainly = str((error.context or {}).get("hint", ""))
        raise refusal(say("guardrail.rule"), value, hint=hint or plainly, shape=True) from None
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise refusal(say("guardrail.rule"), value, shape=True)
    return float(found)


def _meant(text: str) -> str:
    """`; write at most +5`, if the text is nearly a limit."""
    words = re.sub("[¥円]", "", _plainly(text).casefold()).strip()
    words = re.sub(r"(?<=[0-9])[,_ ](?=[0-9]{3}\b)", "", words)
    words = re.sub(r"(?<=[0-9]),(?=[0-9]{1,2}\b)", ".", words)
    for nearly, right in _JAPANESE.items():
        words = re.sub(f"^{nearly}$", right, words)
    for right, nearly in _NEARLY.items():
        words = re.sub(f"^(?:{nearly})(?![a-z=])" if right.startswith("at") else nearly, right, words, count=1)
    words = re.sub(r"([+-]) +", r"\1", " ".join(re.sub(r"^(at most|at least)(?=\S)", r"\1 ", words).split()))
    is_meant = words != text and (_LIMIT.fullmatch(words) or _POINTS.fullmatch(words))
    return say("yaml.write", plainly=words) if is_meant else ""


def _plainly(text: str) -> str:
    """The beginning of a text in the letters of a plain keyboard."""
    return unicodedata.normalize("NFKC", text[:60]).replace("\N{MINUS SIGN}", "-").strip()


Margin = Annotated[float, Field(ge=0), BeforeValidator(in_points, json_schema_input_type=float | str)]
LimitWords = Annotated[Limit, PlainValidator(_limit, json_schema_input_type=str)]
Guardrail = Annotated[float | Limit, PlainValidator(_guardrail, json_schema_input_type=float | str)]


class Measured(Protocol):
    """What is to know of a KPI to judge its limit."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def unit(self) -> str:
        """`share`, `yen`, `hours`, ..."""

    @property
    def kind(self) -> str:
        """`count`, `ratio` or `statistic`."""

    @property
    def better(self) -> int:
        """+1 if higher is better, -1 if lower is, 0 if neither."""

    @property
    def followed(self) -> str:
        """From when on cases are followed: `no`, `hand_off` or `lead`."""
