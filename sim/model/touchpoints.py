"""Touchpoints of a journey: content, mail programmes, webinar series and calls."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.model.settings import (
    CadenceWords,
    Clock,
    Day,
    Duration,
    Factor,
    NameOrNames,
    RuleText,
    Share,
    WorkingHours,
    Yen,
)  # fmt: skip
from sim.yamlfile import Model, Name, Text

TURNS = ("dormant", "reactivated", "exited", "reentered", "returned")  # what else may set off a mail or a call


class Dwell(Model):
    """How long people stay on a page (lognormal), and what is tracked of who stays `at_least` so long."""

    median: Duration
    sigma: Annotated[float, Field(ge=0, le=3)] = 1.0
    at_least: Annotated[Duration, Field(ge=1)]
    behaviour: Name


class Content(Model):
    """A page or document: the behaviour it is tracked as, and how often a visitor chooses it.

    `organic` [low, high] is its weight among all content at intent 0 and 1; `form` the share of people who fill its
    form (1: no form).
    """

    kind: Literal["content"]
    title: Text = ""
    behaviour: Name
    stages: NameOrNames
    organic: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]] = (0.0, 0.0)
    form: Share = 1.0
    dwell: Dwell | None = None


class Contacting(Model):
    """What every mail and invitation can be told; what is not said follows the contact policy."""

    when: RuleText | None = None
    window: WorkingHours | None = None
    days: Literal["any", "open"] | None = None
    outside: Literal["next", "drop"] | None = None
    priority: Annotated[int, Field(ge=-100, le=100)] = 0
    capped: bool = True
    opt_out: Literal["all", "programme"] = "all"


class Triggered(Model):
    """What sets something off: a behaviour (`of` one touchpoint), entering a stage, or a turn of a lead's life."""

    after: Name | None = None
    of: Name | None = None
    entering: Name | None = None
    on: Literal[TURNS] | None = None  # type: ignore[valid-type]
    delay: Duration = 0
    cooldown: Duration = 0
    since: Day | None = Field(None, alias="from")
    until: Day | None = None


class Choice(Model):
    """Content for a segment: for all stages or each."""

    when: RuleText
    content: Name | dict[Name, Name]


class Variant(Model):
    """A variant of a split: its share of leads, its content if it has its own, factors of opens and clicks."""

    share: Share
    content: Name | dict[Name, Name] | None = None
    open: Factor = 1.0
    click: Factor = 1.0


class Resend(Model):
    """The mail goes out once more to who has not opened it by then."""

    after: Annotated[Duration, Field(ge=60)]


class Email(Contacting, Triggered):
    """A mail programme: by the calendar (`cadence`) or set off; content for all stages, each, or by segment."""

    kind: Literal["email"]
    title: Text = ""
    cadence: CadenceWords | None = None
    content: Name | dict[Name, Name] | Annotated[list[Choice], Field(min_length=1, max_length=20)]
    variants: Annotated[dict[Name, Variant], Field(max_length=8)] = {}
    resend: Resend | None = None
    send_time: Literal["as_scheduled", "usual_hour"] = "as_scheduled"
    max_sends: Annotated[int, Field(ge=1, le=1000)] | None = None
    audience: Literal["active", "dormant", "all"] | None = None
    while_with_sales: Literal["hold", "drop", "continue"] = "drop"

    def reaches(self) -> Literal["active", "dormant", "all"]:
        """Whom it is for: if not said, a mail set off by dormancy is for the dormant, any other for the active."""
        return self.audience or ("dormant" if self.on == "dormant" else "active")


class Call(Triggered):
    """A call that something sets off: it hands the lead to sales whatever its score."""

    kind: Literal["call"]
    title: Text = ""
    when: RuleText | None = None


class Wave(Model):
    """Invitations go out whole days ahead, at a clock time."""

    before: Duration
    at: Clock = 36_000


class Reminder(Model):
    """A reminder to those who have a place: whole days ahead at a clock time, or without one just so long before."""

    before: Duration
    at: Clock | None = None


class Replay(Model):
    """The recording: shares of those who missed and who attended that watch it, some time (mean) after."""

    missed: Share = 0.0
    attended: Share = 0.0
    delay: Duration = 172_800


class Webinar(Contacting):
    """A webinar series: when it is held, who is invited and when."""

    kind: Literal["webinar"]
    title: Text = ""
    dates: CadenceWords
    invite: Annotated[list[Wave], Field(max_length=4)] = []
    remind: Annotated[list[Reminder], Field(max_length=4)] = []
    stages: NameOrNames
    seats: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    release: Annotated[list[Wave], Field(max_length=4)] = []
    cancel: Share = 0.0
    attend: Annotated[float, Field(ge=0, le=10)] = 1.0
    replay: Replay | None = None
    while_with_sales: Literal["drop", "continue"] = "drop"
    cost: Yen = 0.0


Touchpoint = Annotated[Content | Email | Webinar | Call, Field(discriminator="kind")]
