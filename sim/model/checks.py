"""Checks of an experiment: one condition each, that a scenario must surely fulfil."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from sim.model.guardrails import Limit, LimitWords, Margin, Measured, in_points
from sim.words.messages import say
from sim.yamlfile import Model, Name, Text
from sim.yamlfile.yamlwords import refusal

Per = Literal["month", "quarter", "year", "window"]
CONDITIONS: Final = ("limit", "no_worse_by", "equivalent_within", "same_event_log")
_LONGEST = 80  # characters of a name


def _name(text: str) -> str:
    if not text.isprintable() or text != text.strip() or not 0 < len(text) <= _LONGEST:
        raise refusal(say("check.name", most=_LONGEST), text)
    return text


CheckName = Annotated[str, AfterValidator(_name)]
Within = Annotated[float, Field(gt=0), BeforeValidator(in_points, json_schema_input_type=float | str)]


class Check(Model):
    """What must be so of one scenario, or of every one but the baseline; exactly one of CONDITIONS.

    limit: of the scenario's own figure, or with a sign of its difference from the baseline. no_worse_by,
    equivalent_within: margins of that difference, in the unit of the KPI; counts `per` so much time, None: as it is
    decided. same_event_log: every simulated run has the baseline's events, one by one.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["limit", "kpi"]},
                {"required": ["no_worse_by", "kpi"]},
                {"required": ["equivalent_within", "kpi"]},
                {"required": ["same_event_log"], "not": {"required": ["kpi"]}},
            ]
        }
    )

    title: Text = ""
    kpi: Name | None = None
    limit: LimitWords | None = None
    no_worse_by: Margin | None = None
    equivalent_within: Within | None = None
    same_event_log: bool = False
    per: Per | None = None
    scenario: Name | None = None
    tags: list[Name] = []

    @property
    def conditions(self) -> tuple[str, ...]:
        """Those of CONDITIONS that are given; a sound check has one."""
        given = {name: getattr(self, name) for name in CONDITIONS}
        return tuple(name for name, value in given.items() if value is not None and value is not False)

    @property
    def is_relative(self) -> bool:
        """Whether it is about what differs from the baseline."""
        return self.limit is None or self.limit.is_relative

    def limits(self, kpi: Measured) -> tuple[Limit, ...]:
        """What its KPI must keep, all of it; a margin is a limit of the difference. Nothing for event logs."""
        if self.limit is not None:
            return (self.limit,)
        if self.no_worse_by is not None:
            return (_least(self.no_worse_by) if kpi.better >= 0 else _most(self.no_worse_by),)
        if self.equivalent_within is not None:
            return _least(self.equivalent_within), _most(self.equivalent_within)
        return ()


def _least(margin: float) -> Limit:
    return Limit("at least", -margin, True, f"-{margin:g}")


def _most(margin: float) -> Limit:
    return Limit("at most", margin, True, f"+{margin:g}")
