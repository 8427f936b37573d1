"""What a change of a journey may do: limits for the leads that change verdict, for busy weeks, and for KPIs."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import Field, PlainValidator

from sim.model.guardrails import Guardrail
from sim.words.messages import say
from sim.yamlfile import Model, Name
from sim.yamlfile.yamlwords import refusal

_AMOUNT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?) ?(%?)")


class Amount(NamedTuple):
    """So many leads a run, or a part of all leads (0..1)."""

    value: float
    is_share: bool

    def __str__(self) -> str:
        return f"{100 * self.value:g}%" if self.is_share else f"{self.value:g}"


def _amount(value: Any) -> Amount:
    if isinstance(value, Amount):
        return value
    found = _AMOUNT.fullmatch(str(value).strip()) if isinstance(value, str | int | float) else None
    if found is None or (found[2] and float(found[1]) > 100.0):
        raise refusal(say("diff.amount"), value, shape=True)
    return Amount(float(found[1]) / (100.0 if found[2] else 1.0), bool(found[2]))


AmountWords = Annotated[Amount, PlainValidator(_amount, json_schema_input_type=float | str)]


class Bound(Model):
    """A limit upwards: so many leads a run, or a part of all leads."""

    at_most: AmountWords


class Ceiling(Model):
    """A limit upwards for a number."""

    at_most: Annotated[float, Field(ge=0)]


class Allowance(Model):
    """A file of limits; what isn't named may be whatever it is."""

    newly_handed_off: Bound | None = None
    no_longer_handed_off: Bound | None = None
    earlier: Bound | None = None
    later: Bound | None = None
    other_rule: Bound | None = None
    busiest_week_per_rep: Ceiling | None = None
    kpis: dict[Name, Guardrail] = {}
