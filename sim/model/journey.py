"""Journey files: sources, gate, stages, points, touchpoints, hand-off rules, sync, desk, returns and costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from sim.model.cadence import Cadence, cadence
from sim.model.calendar import Calendar
from sim.model.rules import Expr, RuleError, parse
from sim.model.timewords import Closure, clock_s, closure, duration_s, iso_date, working_spans
from sim.words.messages import say
from sim.words.wording import cut, shown
from sim.yamlfile import Model, Name
from sim.yamlfile.yamlwords import refusal

BUILT_IN = ("registered", "open", "click", "unsubscribed", "webinar_registered", "webinar_attended", "webinar_missed")
REASONS = ("unreachable", "competitor", "not_target", "timing", "budget", "authority")
NUMBERS = ("score", "fit", "behaviour")  # what a rule may compare beside counts and attributes
FINDINGS = ("need", "timing", "budget", "authority")  # what a call uncovers, and the sql condition sees


def _rule(text: Any) -> Rule:
    if isinstance(text, Rule):
        return text
    if not isinstance(text, str):
        raise ValueError(say("journey.rule_text", found=shown(text)))
    try:
        return Rule(text, parse(text))
    except RuleError as error:
        raise ValueError(str(error)) from None


class Rule:
    """A rule as written, and what it means."""

    def __init__(self, text: str, expr: Expr) -> None:
        self.text, self.expr = text, expr

    def __repr__(self) -> str:
        return f"Rule({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def _written(read: Callable[[str], Any], kind: type[Any]) -> Callable[[Any], Any]:
    """A reader of what is written as a text; a value made in Python passes."""

    def reader(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise refusal(say("yaml.text"), value, shape=True)
        return read(value)

    return reader


def _span(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    if not dash:
        raise ValueError(say("journey.hours", found=cut(text)))
    span = clock_s(first), clock_s(last)
    if span[0] >= span[1]:
        raise ValueError(say("journey.hours", found=cut(text)))
    return span


def _counted(value: Any) -> Any:
    return [value, value] if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _in_order(pair: tuple[int, int]) -> tuple[int, int]:
    if pair[0] > pair[1]:
        raise ValueError(say("journey.range", low=pair[0], high=pair[1]))
    return pair


def _hours(text: str) -> str:
    working_spans(text)
    return text


RuleText = Annotated[Rule, PlainValidator(_rule, json_schema_input_type=str)]
Duration = Annotated[int, BeforeValidator(_written(duration_s, int), json_schema_input_type=str)]
Clock = Annotated[int, BeforeValidator(_written(clock_s, int), json_schema_input_type=str)]
Day = Annotated[date, BeforeValidator(_written(iso_date, date), json_schema_input_type=str)]
CadenceWords = Annotated[Cadence, PlainValidator(_written(cadence, Cadence), json_schema_input_type=str)]
ClosureWords = Annotated[Closure, PlainValidator(_written(closure, Closure), json_schema_input_type=str)]
Span = Annotated[tuple[int, int], PlainValidator(_written(_span, tuple), json_schema_input_type=str)]
WorkingHours = Annotated[str, AfterValidator(_hours)]
Points = Annotated[int, Field(ge=-10_000, le=10_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Yen = Annotated[float, Field(ge=0)]
Whole = Annotated[int, Field(ge=0)]
OneOrRange = Annotated[
    tuple[Whole, Whole],
    BeforeValidator(_counted, json_schema_input_type=int | tuple[Whole, Whole]),
    AfterValidator(_in_order),
]
NameOrNames = Annotated[
    list[Name], BeforeValidator(_listed, json_schema_input_type=str | list[Name]), Field(min_length=1)
]


class CalendarSettings(Model):
    """Public holidays (ISO country code or `none`), company closures, and the month the fiscal year starts in."""

    holidays: str = "JP"
    closures: list[ClosureWords] = []
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] = 4


class SourceBasics(Model):
    """What every source has. Odds multiply a persona's weight, or the odds of a real project."""

    title: str = ""
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


AnySource = Annotated[RateSource | BurstSource | CsvSource, Field(discriminator="kind")]


class Stage(Model):
    """A stage of the journey; the first one has no condition. Stages are climbed in file order."""

    title: str = ""
    enter: RuleText | None = None


class Behaviour(Model):
    """Points for something tracked: given each `every` times, at most `max_times`."""

    title: str = ""
    points: Points = 0
    every: Annotated[int, Field(ge=1, le=1000)] = 1
    max_times: Annotated[int, Field(ge=1, le=1000)] | None = None


class Content(Model):
    """A page or document: the behaviour it is tracked as, and how often a visitor chooses it.

    `organic` [low, high] is its weight among all content at intent 0 and 1; `form` the share of people who fill its
    form (1: no form).
    """

    kind: Literal["content"]
    title: str = ""
    behaviour: Name
    stages: NameOrNames
    organic: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]] = (0.0, 0.0)
    form: Share = 1.0


class Email(Model):
    """A mail programme: by the calendar (`cadence`) or `after` a behaviour; content for all stages or each."""

    kind: Literal["email"]
    title: str = ""
    cadence: CadenceWords | None = None
    after: Name | None = None
    delay: Duration = 0
    content: Name | dict[Name, Name]
    when: RuleText | None = None
    while_with_sales: Literal["hold", "continue"] = "hold"


class Wave(Model):
    """Invitations go out whole days ahead, at a clock time."""

    before: Duration
    at: Clock = 36_000


class Webinar(Model):
    """A webinar series: when it is held, who is invited and when."""

    kind: Literal["webinar"]
    title: str = ""
    dates: CadenceWords
    invite: Annotated[list[Wave], Field(max_length=4)] = []
    stages: NameOrNames
    when: RuleText | None = None
    attend: Annotated[float, Field(ge=0, le=10)] = 1.0
    while_with_sales: Literal["hold", "continue"] = "hold"
    cost: Yen = 0.0


Touchpoint = Annotated[Content | Email | Webinar, Field(discriminator="kind")]


class Sync(Model):
    """How hand-offs travel from the marketing tool to the sales tool."""

    mode: Literal["real_time", "periodic"] = "real_time"
    every: Annotated[Duration, Field(ge=60)] = 900
    at: Clock = 0


class Desk(Model):
    """The inside-sales team."""

    reps: Annotated[int, Field(ge=1, le=10_000)]
    hours: WorkingHours = "09:00-18:00"
    first_contact: Literal["same_day", "next_business_day"] = "same_day"
    attempts: Annotated[int, Field(ge=1, le=60)] = 6
    spacing: Duration = 86_400
    priority: Literal["first_come", "score", "freshness"] = "first_come"
    dial: Duration = 480
    talk: Duration = 1500


class Return(Model):
    """Where a returned lead goes (a stage, `keep` or `excluded`) and how long no rule may hand it off again."""

    to: Name = "keep"
    rest: Duration = 0


class Costs(Model):
    """Yen per mail sent and per working hour of a rep, and the value of a won deal."""

    mail: Yen = 0.0
    rep_hour: Yen = 0.0
    deal_value: Yen = 0.0


class Journey(Model):
    """A journey file."""

    format: Literal[1]
    name: Name
    title: str = ""
    start: Day
    days: Annotated[int, Field(ge=1, le=3660)]
    time_zone: str = "Asia/Tokyo"
    personas: str
    calendar: CalendarSettings = CalendarSettings()
    sources: Annotated[dict[Name, AnySource], Field(min_length=1)]
    gate: RuleText | None = None
    stages: Annotated[dict[Name, Stage], Field(min_length=1)]
    fit: dict[Name, dict[str, Points]] = {}
    behaviours: dict[Name, Behaviour] = {}
    touchpoints: dict[Name, Touchpoint] = {}
    mql: dict[Name, RuleText] = {}
    sync: Sync = Sync()
    desk: Desk
    sql: RuleText
    returns: dict[Literal[REASONS], Return] = {}  # type: ignore[valid-type]
    costs: Costs = Costs()

    def behaviour_names(self) -> tuple[str, ...]:
        """Declared behaviours in file order, then the built-in ones not declared."""
        return (*self.behaviours, *(name for name in BUILT_IN if name not in self.behaviours))

    def built_calendar(self) -> Calendar:
        """The journey's calendar: its days, holidays and closures."""
        settings = self.calendar
        country = None if settings.holidays == "none" else settings.holidays
        return Calendar(self.start, self.days, self.time_zone, country, settings.closures, settings.fiscal_year_start)
