"""Goals of stages, checked against what a run measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from sim.model.journey import Journey
from sim.study.kpis import KPIS
from sim.study.measures import Figure
from sim.words.messages import say

Outcome: TypeAlias = Literal["met", "missed", "no_figure"]


class Checked(NamedTuple):
    """A stage's goal and the figure that it was checked against (None: there is none)."""

    stage: str
    kpi: str
    value: float | None
    at_least: float | None
    at_most: float | None

    @property
    def outcome(self) -> Outcome:
        """Met if the figure lies within the bounds, which belong to it."""
        if self.value is None:
            return "no_figure"
        low = self.at_least is None or self.value >= self.at_least
        return "met" if low and (self.at_most is None or self.value <= self.at_most) else "missed"

    @property
    def sentence(self) -> str:
        """`interest: MQLs 132, at least 50: met`."""
        kpi = KPIS[self.kpi]
        bounds = {"at_least": self.at_least, "at_most": self.at_most}
        words = [say(f"goal.{name}", bound=kpi.show(bound)) for name, bound in bounds.items() if bound is not None]
        told = {"value": kpi.show(self.value), "bounds": say("answer.and").join(words)}
        return say("goal.checked", stage=self.stage, kpi=kpi.title, outcome=say(f"goal.{self.outcome}"), **told)

    def to_json(self) -> dict[str, Any]:
        """Plain values, with the outcome: met, missed or no_figure."""
        return {**self._asdict(), "outcome": self.outcome}


def checked_goals(journey: Journey, figures: Mapping[str, Figure]) -> list[Checked]:
    """Every stage's goal beside its figure, in the order of stages. Its KPI must be one of KPIS."""
    return list(_checked(journey, figures))


def _checked(journey: Journey, figures: Mapping[str, Figure]) -> Iterator[Checked]:
    for name, stage in journey.stages.items():
        if stage.goal is not None:
            yield Checked(name, stage.goal.kpi, figures[stage.goal.kpi].value, stage.goal.at_least, stage.goal.at_most)
