"""Experiment files: a question, the journey it is asked of, scenarios as differences from it, and what decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from sim.model.calendar import DAY_S
from sim.model.journey import Journey
from sim.model.settings import Day, Duration
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean
from sim.yamlfile import Model, Name

Margin = Annotated[float, Field(ge=0)]


def _without_margins(value: Any) -> Any:
    return (
        dict.fromkeys(value, "0") if isinstance(value, list) and all(isinstance(name, str) for name in value) else value
    )


Guardrails = Annotated[
    dict[Name, Margin], BeforeValidator(_without_margins, json_schema_input_type=list[str] | dict[str, float])
]


class Measure(Model):
    """The measured window, `from` <= day < `until`; for how long its hand-offs and its new leads are followed in rates.

    The run goes on for `follow_up` after the window, so that every hand-off of the window is followed to its end.
    """

    since: Day = Field(alias="from")
    until: Day
    follow_up: Duration = 30 * DAY_S
    cohort: Duration = 90 * DAY_S


class Decision(Model):
    """The KPI that decides, and the smallest difference in it worth acting on, `per` so much time of the window."""

    kpi: Name
    margin: Margin = 0.0
    per: Literal["month", "quarter", "year", "window"] = "window"


class Days(NamedTuple):
    """Local days since the journey's start: the change (None: no shared history), the window [first, after), the run.

    follow_up and cohort are numbers of days, see Measure.
    """

    change: int | None
    first: int
    after: int
    run: int
    follow_up: int
    cohort: int


class Experiment(Model):
    """An experiment file. `guardrails` are KPIs that must not get worse by more than a margin; `show` is only shown."""

    format: Literal[1]
    name: Name
    question: str = ""
    journey: str
    change_on: Day | None = None
    measure: Measure | None = None
    baseline: Name = "baseline"
    scenarios: Annotated[dict[Name, Annotated[dict[str, Any], Field(min_length=1)]], Field(min_length=1, max_length=20)]
    decide_on: Decision
    guardrails: Guardrails = {}
    show: list[Name] = []
    replications: Annotated[int, Field(ge=2, le=100_000)] = 100
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1
    rests_on: Annotated[list[str], Field(max_length=3)] = []

    def kpis(self) -> tuple[str, ...]:
        """KPIs in the order of the answer: the deciding one, guardrails, those only shown; each once."""
        return tuple(dict.fromkeys((self.decide_on.kpi, *self.guardrails, *self.show)))

    def days(self, journey: Journey) -> Days:
        """The experiment's dates as days of a journey; without `measure` the window is all of it after the change."""
        change = None if self.change_on is None else (self.change_on - journey.start).days
        if self.measure is None:
            return Days(change, change or 0, journey.days, journey.days, 30, 90)
        first, after = ((day - journey.start).days for day in (self.measure.since, self.measure.until))
        follow_up, cohort = (-(-span // DAY_S) for span in (self.measure.follow_up, self.measure.cohort))
        return Days(change, first, after, after + follow_up, follow_up, cohort)


def kpi_problems(experiment: Experiment, known: Collection[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(place in the file, what is wrong) for every name that is no KPI."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("decide_on", "kpi"), experiment.decide_on.kpi)]
    named += [(("guardrails", name), name) for name in experiment.guardrails]
    named += [(("show", n), name) for n, name in enumerate(experiment.show)]
    for loc, name in named:
        if name not in known:
            yield loc, say("workspace.unknown_kpi", found=cut(name), hint=did_you_mean(name, known))
