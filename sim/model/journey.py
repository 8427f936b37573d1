"""Journey files: sources, gate, stages, points, touchpoints, hand-off rules, sync, desk, returns and costs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sim.model.calendar import Calendar
from sim.model.salesdesk import PERSONAL, REASONS, Desk, Return, Review, Sync
from sim.model.settings import (
    ClosureWords,
    Day,
    Duration,
    OneOrRange,
    Points,
    QuietHours,
    Rule,
    RuleText,
    Share,
    Span,
    Yen,
)  # fmt: skip
from sim.model.touchpoints import TURNS, Call, Contacting, Content, Email, Touchpoint, Triggered, Webinar
from sim.yamlfile import Model, Name, Text

__all__ = [
    "BUILT_IN", "DECLARABLE", "FINDINGS", "NUMBERS", "PERSONAL", "REASONS", "TURNS", "BurstSource", "Call",
    "CohostSource", "Contacting", "Content", "CsvSource", "Desk", "Email", "Journey", "RateSource", "Return", "Review",
    "Rule", "Scoring", "SourceBasics", "Sync", "Triggered", "Webinar",
]  # fmt: skip

BUILT_IN = (
    *("registered", "open", "click", "unsubscribed", "webinar_registered", "webinar_attended", "webinar_missed"),
    "webinar_replayed",
)
# Points of a nurturing design that only a person can vouch for, in `declared`.
DECLARABLE = ("persona_defined", "handoff_agreed", "sales_ready", "kpis_agreed", "review_planned")
NUMBERS = ("score", "fit", "behaviour")  # what a rule may compare beside counts and attributes
FINDINGS = ("need", "timing", "budget", "authority")  # what a call uncovers, and the sql condition sees


class CalendarSettings(Model):
    """Public holidays (ISO country code or `none`), company closures, and the month the fiscal year starts in."""

    holidays: str = "JP"
    closures: list[ClosureWords] = []
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] = 4


class SourceBasics(Model):
    """What every source has. Odds multiply a persona's weight, or the odds of a real project."""

    title: Text = ""
    cost_per_lead: Yen = 0.0
    project_odds: Annotated[float, Field(ge=0, le=1000)] = 1.0
    persona_odds: dict[Name, Annotated[float, Field(ge=0)]] = {}
    arrive_with: dict[Name, Share] = {}


class RateSource(SourceBasics):
    """Leads that come day by day: `per_day` on open days, times `off_day_factor` on others."""

    kind: Literal["rate"]
    per_day: Annotated[float, Field(ge=0, le=5000)]
    off_day_factor: Annotated[float, Field(ge=0, le=10)] = 1.0
    overdispersion: Annotated[float, Field(gt=0)] | None = None  # size k: variance = mean + mean^2 / k
    hours: Span = (0, 86_400)
    since: Day | None = Field(None, alias="from")
    until: Day | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the source brings leads on that day."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


class Event(Model):
    """A dated burst of leads, e.g. an exhibition: how many (a number, or [low, high]), over how many days."""

    on: Day
    leads: OneOrRange
    days: Annotated[int, Field(ge=1, le=60)] = 1


class BurstSource(SourceBasics):
    """Leads that come on dates."""

    kind: Literal["burst"]
    events: dict[Name, Event]
    hours: Span = (36_000, 61_200)


class CsvSource(SourceBasics):
    """Real leads from a file (docs/leads.md): `columns` maps our words to its headers, `values` its words to ours."""

    kind: Literal["csv"]
    file: str
    columns: dict[str, str]
    values: dict[Name, dict[str, str]] = {}  # e.g. job: {部長: director}
    bad_rows: Literal["refuse", "skip"] = "refuse"


class CohostSource(SourceBasics):
    """New leads that the partners of a webinar series bring: each of its dates, `after` it was held."""

    kind: Literal["cohost"]
    webinar: Name
    leads: OneOrRange
    after: Duration = 7_200


AnySource = Annotated[RateSource | BurstSource | CsvSource | CohostSource, Field(discriminator="kind")]


class Back(Model):
    """When a lead falls back, and to which stage (without: the one before)."""

    when: RuleText
    to: Name | None = None


class Timeout(Model):
    """How long a lead may stay in a stage, and the stage it then goes to."""

    after: Annotated[Duration, Field(ge=3600)]
    to: Name


class Goal(Model):
    """What a stage is for, as a KPI and a bound; checked after a run."""

    kpi: Name
    at_least: float | None = None
    at_most: float | None = None


class Stage(Model):
    """A stage of the journey; the first one has no condition. Stages are climbed in file order."""

    title: Text = ""
    enter: RuleText | None = None
    back: Back | None = None
    timeout: Timeout | None = None
    goal: Goal | None = None


class ReEntry(Model):
    """When a lead that has left the journey comes back: not before `after`, and to which stage (without: as it was)."""

    when: RuleText
    after: Duration = 0
    to: Name | None = None


class Exit(Model):
    """A goal reached, or another reason to leave the journey: no more mails, stages or hand-offs."""

    title: Text = ""
    when: RuleText
    re_enter: ReEntry | None = None


class Dormancy(Model):
    """A lead that shows no sign of life for so long sleeps: it gets re-activation mails only."""

    after: Annotated[Duration, Field(ge=3600)]


class Limit(Model):
    """At most so many times in any such period."""

    times: Annotated[int, Field(ge=1, le=100)]
    within: Annotated[Duration, Field(ge=1)]


class Behaviour(Model):
    """Points for something tracked: given each `every` times (`within` a period), at most `max_times`, by `at_most`."""

    title: Text = ""
    points: Points = 0
    every: Annotated[int, Field(ge=1, le=1000)] = 1
    within: Annotated[Duration, Field(ge=1)] | None = None
    max_times: Annotated[int, Field(ge=1, le=1000)] | None = None
    at_most: Limit | None = None


class Inactivity(Model):
    """Points taken for each full period without a sign of life."""

    after: Annotated[Duration, Field(ge=3600)]
    subtract: Annotated[int, Field(ge=1, le=10_000)]


class Scoring(Model):
    """Bounds and decay of behaviour points, and the shares of machine opens and scanner clicks that are recognised."""

    floor: Points | None = None
    ceiling: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    half_life: Annotated[Duration, Field(ge=3600)] | None = None
    inactivity: Inactivity | None = None
    machine_opens_ignored: Share = 0.0
    scanner_clicks_ignored: Share = 0.0


class MailCap(Model):
    """At most so many mails in any such period, over all programmes."""

    mails: Annotated[int, Field(ge=1, le=100)]
    within: Annotated[Duration, Field(ge=1)]


class ContactPolicy(Model):
    """What holds for the mails of all programmes and invitations."""

    quiet_hours: QuietHours | None = None
    days: Literal["any", "open"] = "any"
    outside: Literal["next", "drop"] = "next"
    caps: Annotated[list[MailCap], Field(max_length=4)] = []
    over_cap: Literal["next", "drop"] = "drop"
    suppress: RuleText | None = None


class Declared(Model):
    """What only a person can vouch for: agreed by whom, when, and on what evidence."""

    by: Text
    on: Day
    evidence: Text = ""


class Costs(Model):
    """Yen per mail sent and per working hour of a rep, and the value of a won deal."""

    mail: Yen = 0.0
    rep_hour: Yen = 0.0
    deal_value: Yen = 0.0


class Journey(Model):
    """A journey file."""

    format: Literal[1]
    name: Name
    title: Text = ""
    start: Day
    days: Annotated[int, Field(ge=1, le=3660)]
    time_zone: str = "Asia/Tokyo"
    personas: str
    calendar: CalendarSettings = CalendarSettings()
    sources: Annotated[dict[Name, AnySource], Field(min_length=1)]
    gate: RuleText | None = None
    segments: dict[Name, RuleText] = {}
    stages: Annotated[dict[Name, Stage], Field(min_length=1)]
    exits: Annotated[dict[Name, Exit], Field(max_length=20)] = {}
    dormancy: Dormancy | None = None
    fit: dict[Name, dict[str, Points]] = {}
    behaviours: dict[Name, Behaviour] = {}
    scoring: Scoring = Scoring()
    contact_policy: ContactPolicy = ContactPolicy()
    touchpoints: dict[Name, Touchpoint] = {}
    mql: dict[Name, RuleText] = {}
    sync: Sync = Sync()
    desk: Desk
    sql: RuleText
    returns: dict[Literal[REASONS], Return] = {}  # type: ignore[valid-type]
    reviews: Annotated[dict[Name, Review], Field(max_length=20)] = {}
    declared: dict[Literal[DECLARABLE], Declared] = {}  # type: ignore[valid-type]
    costs: Costs = Costs()

    def behaviour_names(self) -> tuple[str, ...]:
        """Declared behaviours in file order, then the built-in ones not declared."""
        return (*self.behaviours, *(name for name in BUILT_IN if name not in self.behaviours))

    def built_calendar(self) -> Calendar:
        """The journey's calendar: its days, holidays and closures."""
        settings = self.calendar
        country = None if settings.holidays == "none" else settings.holidays
        return Calendar(self.start, self.days, self.time_zone, country, settings.closures, settings.fiscal_year_start)
