"""How scenarios stand to the limits of guardrails: kept, broken, or not settled yet."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from sim.model.guardrails import Limit
from sim.model.stats import Difference, holm_levels
from sim.study.kpis import Kpi
from sim.study.pairs import Floats, distance_from


class State(StrEnum):
    """What may be said of a limit."""

    KEPT = "kept"
    BROKEN = "broken"
    OPEN = "not_settled"


class Standing(NamedTuple):
    """A KPI of a scenario beside its limit.

    value with low and high: the difference from the baseline if the limit is relative, else the scenario's own figure.
    """

    limit: Limit
    state: State
    value: float
    low: float
    high: float

    @property
    def seems_kept(self) -> bool:
        """Whether the mean keeps the limit, however sure that is."""
        line = self.limit.value
        return self.value <= line if self.limit.is_upper else self.value >= line

    def to_json(self) -> dict[str, Any]:
        """With null for what is not known."""
        figures = {"value": self.value, "low": self.low, "high": self.high}
        known = {name: x if math.isfinite(x) else None for name, x in figures.items()}
        return {"written": str(self.limit), "state": self.state, **known}


def relative_standing(limit: Limit, difference: Difference) -> Standing:
    """By the interval of the difference that decides everything else too: all of it must keep or break the limit."""
    return Standing(limit, _state(limit, difference, limit.value), *difference[:3])


def own_standings(limit: Limit, kpi: Kpi, parts: Mapping[str, Floats], level: float) -> dict[str, Standing]:
    """Of every scenario, the baseline included, by the interval of its own mean.

    Holm's levels, so that an interval leaves out the limit exactly when his test finds the mean different from it.
    """
    p_values = [distance_from(limit.value, kpi, part, level).p_value for part in parts.values()]
    levels = holm_levels(p_values, level)
    found = {}
    for (scenario, part), own in zip(parts.items(), levels, strict=True):
        distance = distance_from(limit.value, kpi, part, own)
        figures = (limit.value + x for x in distance[:3])
        found[scenario] = Standing(limit, _state(limit, distance, 0.0), *figures)
    return found


def _state(limit: Limit, found: Difference, line: float) -> State:
    """An end that lies on the line keeps the limit: `at most` is up to it."""
    if found.n < 2 or not math.isfinite(found.half_width):
        return State.OPEN
    above, below = found.low - line, line - found.high
    if not limit.is_upper:
        above, below = below, above
    if above > 0.0:
        return State.BROKEN
    return State.KEPT if below >= 0.0 else State.OPEN
