"""Personas files: what kinds of people there are, and how people behave (all that a journey can't see)."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, Field

from sim.model.settings import Duration
from sim.words.messages import say
from sim.yamlfile import Model, Name, Text

T = TypeVar("T")

Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(ge=0, le=1000)]
Source = Annotated[Text, Field(min_length=1, repr=False)]


class Figure(Model, Generic[T]):
    """A number with its source, or the word `assumption`."""

    value: T
    source: Source


# Named here, not inside People, so that they can be pickled: workers get whole scenarios.
ShareFigure = Figure[Share]
FactorFigure = Figure[Factor]
DurationFigure = Figure[Duration]
FallingPower = Figure[Annotated[float, Field(ge=-3, le=0)]]
RisingPower = Figure[Annotated[float, Field(ge=0, le=3)]]
HalfLife = Figure[Annotated[Duration, Field(ge=3600)]]
Sigma = Figure[Annotated[float, Field(ge=0, le=2)]]
DailyRate = Figure[Annotated[float, Field(ge=0, le=24)]]
InnerShare = Figure[Annotated[float, Field(gt=0, lt=1)]]


class Spread(Model):
    """A lognormal duration: median, and the standard deviation of its logarithm."""

    median: Duration
    sigma: Annotated[float, Field(ge=0, le=3)]
    source: Source


def _whole_day(hours: list[int]) -> list[int]:
    if len(hours) != 24:
        raise ValueError(say("persona.rhythm_hours", found=len(hours)))
    if not any(hours):
        raise ValueError(say("persona.rhythm_asleep"))
    return hours


class Weekdays(Model):
    """Seven factors, Monday first. No published figure shows a weekday effect on opens: all 1 by default."""

    value: Annotated[list[Factor], Field(min_length=7, max_length=7)] = [1.0] * 7
    source: Source = "assumption"


HourWeights = Annotated[list[Annotated[int, Field(ge=0, le=1000)]], AfterValidator(_whole_day)]


class Rhythm(Model):
    """Relative activity in each hour of the local day (24 whole numbers), on open days and on days off."""

    open_day: HourWeights
    off_day: HourWeights
    source: Source


class People(Model):
    """How everybody behaves; docs/world.md gives each number its place in a formula. Times in seconds."""

    # e-mail
    open_rate: ShareFigure
    open_frequency_exponent: FallingPower
    open_intent_gain: FactorFigure
    open_delay: Spread
    click_rate: ShareFigure
    click_intent_gain: FactorFigure
    click_misfit: ShareFigure
    click_delay: DurationFigure
    unsubscribe_rate: ShareFigure
    unsubscribe_fatigue_exponent: RisingPower
    fatigue_half_life: HalfLife
    address_decay_per_month: ShareFigure
    machine_open_share: ShareFigure
    machine_open_delay: DurationFigure
    scanner_share: ShareFigure
    scanner_click_rate: ShareFigure
    scanner_delay: DurationFigure
    # intent and project
    affinity_spread: Sigma
    idle_intent: ShareFigure
    project_intent_start: ShareFigure
    project_intent_end: ShareFigure
    project_at_registration: ShareFigure
    project_delay: Spread
    project_length: Spread
    read_lift: ShareFigure
    content_lift: ShareFigure
    webinar_lift: ShareFigure
    misfit: ShareFigure
    lift_half_life: HalfLife
    # visits and webinars
    visit_rate: DailyRate
    rhythm: Rhythm
    register_intent_gain: FactorFigure
    registered_on_the_day: InnerShare
    registered_in_last_week: InnerShare
    attend_rate: ShareFigure
    # what a call meets
    reachable: ShareFigure
    contact_rate: ShareFigure
    contact_ratio: ShareFigure
    need_floor: ShareFigure
    need_gain: ShareFigure
    speed_exponent: RisingPower
    timing_hit: ShareFigure
    timing_false: ShareFigure
    budget_hit: ShareFigure
    budget_false: ShareFigure
    win_rate: ShareFigure
    sales_cycle: Spread
    # what is needed only where a journey uses it: assumptions unless a personas file says better
    weekday_open: Weekdays = Weekdays()
    weekday_attend: Weekdays = Weekdays()
    reminder_gain: FactorFigure = FactorFigure(value=0.1, source="assumption")
    dwell_intent_gain: FactorFigure = FactorFigure(value=1.0, source="assumption")
    reply_rate: ShareFigure = ShareFigure(value=0.1, source="assumption")
    reply_delay: DurationFigure = DurationFigure(value=14_400, source="assumption")


class Persona(Model):
    """A kind of lead. Shares are weights (they need not sum to 1); factors multiply what `people` says."""

    title: Text = ""
    share: Annotated[float, Field(ge=0)]
    attributes: dict[Name, str | dict[str, Share]]
    project: Share  # chance of a real project within 12 months, before the source's odds
    open: Factor = 1.0
    webinar: Share = 0.0  # chance of registering per invitation sent to somebody with idle intent
    time: Annotated[float, Field(gt=0, le=100)] = 1.0
    tastes: dict[Name, Factor] = {}
    authority: Share = 0.5
    competitor: Share = 0.0
    scanner_share: Share | None = None


class Personas(Model):
    """A personas file."""

    format: Literal[1]
    people: People
    attributes: dict[Name, list[str]]
    personas: Annotated[dict[Name, Persona], Field(min_length=1)]
