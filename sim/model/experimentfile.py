"""Experiment files: a question, the journey it is asked of, scenarios as differences from it, and what decides."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from sim.model.calendar import DAY_S
from sim.model.checks import Check, CheckName, Per
from sim.model.guardrails import Guardrail, Limit, Margin, in_points
from sim.model.journey import Journey
from sim.model.settings import Day, Duration
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean
from sim.yamlfile import Model, Name, Text
from sim.yamlfile.yamlwords import refusal

# Holm's interval of 60 scenarios is 1.7 times as wide as that of one (normal quantiles 3.34 and 1.96), so that it takes
# three times as many runs to decide as much. Who wants to try more searches, and doesn't compare.
MOST_SCENARIOS = 60
MOST_ASSUMPTIONS = 12  # each is two more experiments
MOST_CHECKS = 200
LONGEST_TITLE = 80  # characters


def _without_margins(value: Any) -> Any:
    return (
        dict.fromkeys(value, "0") if isinstance(value, list) and all(isinstance(name, str) for name in value) else value
    )


def _pair(value: Any) -> Any:
    """`[0, 0.08]` as the settings low and high."""
    if isinstance(value, dict | Range):
        return value
    if not isinstance(value, list) or len(value) != 2:
        raise refusal(say("experiment.range"), value, shape=True)
    return dict(zip(("low", "high"), value, strict=True))


def _readable(title: str) -> str:
    """One line with something to read in it; the wide blank of Japanese is one."""
    if len(title) > LONGEST_TITLE:
        raise refusal(say("titles.long", most=LONGEST_TITLE), f"{len(title)}")
    if not title.strip() or not all(each.isprintable() or unicodedata.category(each) == "Zs" for each in title):
        raise refusal(say("titles.text"), title)
    return title


Title = Annotated[str, Field(json_schema_extra={"maxLength": LONGEST_TITLE}), AfterValidator(_readable)]
Guardrails = Annotated[
    dict[Name, Guardrail], BeforeValidator(_without_margins, json_schema_input_type=list[str] | dict[str, Guardrail])
]
Changes = Annotated[dict[str, Any], Field(min_length=1)]
Values = Annotated[list[Any], Field(min_length=1)] | Annotated[dict[Name, Any], Field(min_length=1)]
End = Annotated[str, BeforeValidator(lambda value: value, json_schema_input_type=float | str)]


class Measure(Model):
    """The measured window, `from` <= day < `until`; for how long its hand-offs and its new leads are followed in rates.

    It begins on a day, or when the journey has run for `warm_up`. The run goes on for `follow_up` after the window, so
    that every hand-off of the window is followed to its end.
    """

    since: Day | None = Field(None, alias="from")
    warm_up: Duration | None = None
    until: Day
    follow_up: Duration = 30 * DAY_S
    cohort: Duration = 90 * DAY_S

    def first_day(self, start: date) -> int:
        """The window's first day, counted from the journey's start."""
        return -(-(self.warm_up or 0) // DAY_S) if self.since is None else (self.since - start).days


class Decision(Model):
    """The KPI that decides, and the smallest difference in it worth acting on, `per` so much time of the window."""

    kpi: Name
    margin: Margin = 0.0
    per: Per = "window"


class Precision(Model):
    """How narrow the interval of the deciding difference shall be, and how many simulated runs that may take.

    half_width: in the unit of the deciding KPI, `per` as it is decided. The first look is after `first` runs; the
    interval must stay so narrow for `look_ahead` more.
    """

    half_width: Annotated[float, Field(gt=0), BeforeValidator(in_points, json_schema_input_type=float | str)]
    most: Annotated[int, Field(ge=2, le=100_000)] = 1000
    first: Annotated[int, Field(ge=2, le=100_000)] = 5
    look_ahead: Annotated[int, Field(ge=0, le=100_000)] = 5


class Range(Model):
    """Between which values an assumption may lie, both as the setting itself is written, and why."""

    low: End
    high: End
    why: Text = ""


class Search(Model):
    """What to search: the values of each setting, how many combinations are tried, and how the best are run again.

    Each of `trials` combinations is simulated `replications` times; the `finalists` best ones again, `final` times,
    with other leads and chance events.
    """

    over: Annotated[dict[str, Values], Field(min_length=1, max_length=12)]
    trials: Annotated[int, Field(ge=2, le=10_000)] = 40
    replications: Annotated[int, Field(ge=2, le=10_000)] = 6
    finalists: Annotated[int, Field(ge=1, le=20)] = 3
    final: Annotated[int, Field(ge=2, le=100_000)] = 40


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
    """An experiment file.

    `vary` is a grid: every combination of its values is a scenario beside `scenarios`. `guardrails` are KPIs that must
    not get worse by more than a margin, or must keep a limit; `show` is shown, and a gain in it counts
    where nobody gains in the deciding one. `assumptions` have ranges that the answer should hold over. `search` names
    settings whose best combination is searched for. `checks` are passed, failed or not told yet, and decide nothing.
    `titles` are how readers see scenarios, or the baseline, called.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["scenarios"]}, {"required": ["vary"]}, {"required": ["search"]}],
            "not": {"required": ["replications", "precision"]},
        }
    )

    format: Literal[1]
    name: Name
    question: Text = ""
    journey: str
    change_on: Day | None = None
    measure: Measure | None = None
    baseline: Name = "baseline"
    scenarios: Annotated[dict[Name, Changes], Field(min_length=1)] = {}
    vary: Annotated[dict[str, Values], Field(min_length=1)] = {}
    titles: Annotated[dict[Name, Title], Field(repr=False)] = {}
    decide_on: Decision
    guardrails: Guardrails = {}
    show: list[Name] = []
    checks: Annotated[dict[CheckName, Check], Field(max_length=MOST_CHECKS)] = {}
    replications: Annotated[int, Field(ge=2, le=100_000)] = 100
    precision: Precision | None = None
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1
    rests_on: Annotated[list[str], Field(max_length=3)] = []
    assumptions: Annotated[
        dict[str, Annotated[Range, BeforeValidator(_pair, json_schema_input_type=Range | list[float | str])]],
        Field(max_length=MOST_ASSUMPTIONS),
    ] = {}
    search: Search | None = None

    def kpis(self) -> tuple[str, ...]:
        """KPIs in the order of the answer: the deciding one, guardrails, those of `show`; each once."""
        return tuple(dict.fromkeys((self.decide_on.kpi, *self.guardrails, *self.show)))

    def margins(self) -> dict[str, float]:
        """By how much KPIs may get worse, those of guardrails and of the deciding one."""
        margins = {name: each for name, each in self.guardrails.items() if not isinstance(each, Limit)}
        return {**margins, self.decide_on.kpi: self.decide_on.margin}

    def limits(self) -> dict[str, Limit]:
        """The limits that KPIs must keep."""
        return {name: each for name, each in self.guardrails.items() if isinstance(each, Limit)}

    def days(self, journey: Journey) -> Days:
        """The experiment's dates as days of a journey; without `measure` the window is all of it after the change."""
        change = None if self.change_on is None else (self.change_on - journey.start).days
        if self.measure is None:
            return Days(change, change or 0, journey.days, journey.days, 30, 90)
        first, after = self.measure.first_day(journey.start), (self.measure.until - journey.start).days
        follow_up, cohort = (-(-span // DAY_S) for span in (self.measure.follow_up, self.measure.cohort))
        return Days(change, first, after, after + follow_up, follow_up, cohort)


def kpi_problems(experiment: Experiment, known: Collection[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(place in the file, what is wrong) for every name that is no KPI."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("decide_on", "kpi"), experiment.decide_on.kpi)]
    named += [(("guardrails", name), name) for name in experiment.guardrails]
    named += [(("checks", name, "kpi"), each.kpi) for name, each in experiment.checks.items() if each.kpi]
    named += [(("show", n), name) for n, name in enumerate(experiment.show)]
    for loc, name in named:
        if name not in known:
            yield loc, say("workspace.unknown_kpi", found=cut(name), hint=did_you_mean(name, known))
