"""Personas files: what kinds of people there are, and how people behave (all that a journey can't see)."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, Field

from sim.journey import Duration
from sim.messages import say
from sim.yamlfile import Model, Name

T = TypeVar("T")

Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(ge=0, le=1000)]
Source = Annotated[str, Field(min_length=1)]


class Figure(Model, Generic[T]):
    """A number with its source, or the word `assumption`."""

    value: T
    source: Source


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


HourWeights = Annotated[list[Annotated[int, Field(ge=0, le=1000)]], AfterValidator(_whole_day)]


class Rhythm(Model):
    """Relative activity in each hour of the local day (24 whole numbers), on open days and on days off."""

    open_day: HourWeights
    off_day: HourWeights
    source: Source


class People(Model):
    """How everybody behaves; docs/world.md gives each number its place in a formula. Times in seconds."""

    # e-mail
    open_rate: Figure[Share]
    open_frequency_exponent: Figure[Annotated[float, Field(ge=-3, le=0)]]
    open_intent_gain: Figure[Factor]
    open_delay: Spread
    click_rate: Figure[Share]
    click_intent_gain: Figure[Factor]
    click_misfit: Figure[Share]
    click_delay: Figure[Duration]
    unsubscribe_rate: Figure[Share]
    unsubscribe_fatigue_exponent: Figure[Annotated[float, Field(ge=0, le=3)]]
    fatigue_half_life: Figure[Annotated[Duration, Field(ge=3600)]]
    address_decay_per_month: Figure[Share]
    machine_open_share: Figure[Share]
    machine_open_delay: Figure[Duration]
    scanner_share: Figure[Share]
    scanner_click_rate: Figure[Share]
    scanner_delay: Figure[Duration]
    # intent and project
    affinity_spread: Figure[Annotated[float, Field(ge=0, le=2)]]
    idle_intent: Figure[Share]
    project_intent_start: Figure[Share]
    project_intent_end: Figure[Share]
    project_at_registration: Figure[Share]
    project_delay: Spread
    project_length: Spread
    read_lift: Figure[Share]
    content_lift: Figure[Share]
    webinar_lift: Figure[Share]
    misfit: Figure[Share]
    lift_half_life: Figure[Annotated[Duration, Field(ge=3600)]]
    # visits and webinars
    visit_rate: Figure[Annotated[float, Field(ge=0, le=24)]]
    rhythm: Rhythm
    register_intent_gain: Figure[Factor]
    registered_on_the_day: Figure[Annotated[float, Field(gt=0, lt=1)]]
    registered_in_last_week: Figure[Annotated[float, Field(gt=0, lt=1)]]
    attend_rate: Figure[Share]
    # what a call meets
    reachable: Figure[Share]
    contact_rate: Figure[Share]
    contact_ratio: Figure[Share]
    need_floor: Figure[Share]
    need_gain: Figure[Share]
    speed_exponent: Figure[Annotated[float, Field(ge=0, le=3)]]
    timing_hit: Figure[Share]
    timing_false: Figure[Share]
    budget_hit: Figure[Share]
    budget_false: Figure[Share]
    win_rate: Figure[Share]
    sales_cycle: Spread


class Persona(Model):
    """A kind of lead. Shares are weights (they need not sum to 1); factors multiply what `people` says."""

    title: str = ""
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
