"""What leads to what in a journey: the stages, touchpoints and behaviours that a lead can come to within the run.

Whatever this page does not know of leads everywhere: a journey with such settings is never said to lack a way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from sim.files.leadsfile import COUNT
from sim.files.population import anybody, brings_leads, kinds_of, moving, points_of
from sim.files.rulelogic import Logic, Points
from sim.model.calendar import DAY_S, Calendar
from sim.model.journey import Call, Contacting, Content, CsvSource, Email, Journey, Rule, Triggered, Webinar
from sim.model.persona import Personas
from sim.model.rules import Expr, with_segments

Linked: TypeAlias = str | dict[str, str] | list[Any]  # content of a mail: for all stages, for each, or by choices

# Settings whose effect on what can happen is thought of here, or that have none; see `_is_understood`.
_KNOWN = {
    "Journey": (
        "format name title start days time_zone personas calendar sources gate segments stages exits dormancy fit "
        "behaviours scoring contact_policy touchpoints mql sync desk sql returns reviews declared costs"
    ),
    "Stage": "title enter back timeout goal",
    "Exit": "title when re_enter",
    "Behaviour": "title points every within max_times at_most",
    "Scoring": "floor ceiling half_life inactivity machine_opens_ignored scanner_clicks_ignored",
    "Content": "kind title behaviour stages organic form dwell",
    "Email": (
        "kind title cadence after of entering on delay cooldown since until content variants resend send_time "
        "max_sends audience while_with_sales when window days outside priority capped opt_out"
    ),
    "Call": "kind title when after of entering on delay cooldown since until",
    "Webinar": (
        "kind title dates invite remind stages seats release cancel attend replay while_with_sales cost when window "
        "days outside priority capped opt_out"
    ),
    "RateSource": (
        "kind title cost_per_lead project_odds persona_odds arrive_with per_day off_day_factor overdispersion hours "
        "since until"
    ),
    "BurstSource": "kind title cost_per_lead project_odds persona_odds arrive_with events hours",
    "CsvSource": "kind title cost_per_lead project_odds persona_odds arrive_with file columns values bad_rows",
    "CohostSource": "kind title cost_per_lead project_odds persona_odds arrive_with webinar leads after",
    "Return": "to rest score",
}
_SECTIONS = ("stages", "exits", "behaviours", "touchpoints", "sources", "returns")


class Living(NamedTuple):
    """What a lead can come to; `handed`: whether anybody can be handed to sales."""

    stages: frozenset[str]
    behaviours: frozenset[str]
    touchpoints: frozenset[str]
    handed: bool


class Facts(NamedTuple):
    """A journey with its people and dates, what a lead can come to in it, and what its rules can mean there.

    logic: for leads that pass the gate; comers: for all who register. known: whether all of the journey is understood
    and nobody has a past in another one; else nothing is said to be impossible.
    """

    journey: Journey
    personas: Personas
    calendar: Calendar
    living: Living
    logic: Logic
    comers: Logic
    known: bool

    def rule(self, rule: Rule, name: str = "") -> Expr:
        """What a rule means; `name`: of a hand-off rule or stage, by which reviews may move it."""
        return meant(rule, self.journey, name)

    def stages(self) -> list[str]:
        """Stages that a lead can be in, in file order."""
        return [name for name in self.journey.stages if name in self.living.stages]

    def before(self, stage: str) -> list[str]:
        """Those from which a stage can be entered by its condition."""
        names = list(self.journey.stages)
        return [name for name in self.stages() if names.index(name) < names.index(stage)]


def facts_of(journey: Journey, personas: Personas, *, with_past: bool = False) -> Facts:
    """What can be said of a journey without other faults; `with_past`: its leads come from another journey."""
    calendar = journey.built_calendar()
    everything = Living(
        frozenset(journey.stages), frozenset(journey.behaviour_names()), frozenset(journey.touchpoints), True
    )
    known = not with_past and _is_understood(journey)
    known = known and any(brings_leads(source, journey, calendar) for source in journey.sources.values())
    if not known:
        logic = Logic(anybody(journey, personas), Points(None, journey.behaviours, exact=False))
        return Facts(journey, personas, calendar, everything, logic, logic, False)
    return _lived(journey, personas, calendar)


def meant(rule: Rule, journey: Journey, name: str = "") -> Expr:
    """What a rule means: its segments written out; of what reviews move by its `name` only what they leave alone."""
    expr = with_segments(rule.expr, {segment: each.expr for segment, each in journey.segments.items()})
    for review in journey.reviews.values():
        if review.rule == name:
            expr = moving(expr, review.compares, name)
    return expr


def _is_understood(journey: Journey) -> bool:
    parts: list[BaseModel] = [journey, journey.scoring]
    parts += [part for section in _SECTIONS for part in getattr(journey, section).values()]
    return all(part.model_fields_set <= set(_KNOWN.get(type(part).__name__, "").split()) for part in parts)


def _lived(journey: Journey, personas: Personas, calendar: Calendar) -> Facts:
    """From what leads bring along, step by step, until nothing new can happen."""
    first, points = next(iter(journey.stages)), points_of(journey)
    gate = [journey.gate.expr] if journey.gate else []
    living = Living(frozenset({first, *_given_stages(journey)}), frozenset(_brought(journey)), frozenset(), False)
    while True:
        kinds = kinds_of(journey, personas, calendar, living.behaviours)
        logic = Logic(kinds, points, gate)
        facts = Facts(journey, personas, calendar, living, logic, Logic(kinds, points), True)
        living = _step(facts)
        if living == facts.living:
            return facts


def _given_stages(journey: Journey) -> Collection[str]:
    sources = [source for source in journey.sources.values() if isinstance(source, CsvSource)]
    return journey.stages if any("stage" in source.columns for source in sources) else ()


def _brought(journey: Journey) -> Iterator[str]:
    """Behaviours that leads have when they come."""
    yield "registered"
    for source in journey.sources.values():
        yield from (name for name, share in source.arrive_with.items() if share > 0)
        if isinstance(source, CsvSource):
            yield from (column.removeprefix(COUNT) for column in source.columns if column.startswith(COUNT))


def _step(facts: Facts) -> Living:
    journey, living, logic = facts.journey, facts.living, facts.logic
    touchpoints = {name for name in journey.touchpoints if is_alive(name, facts)}
    behaviours = {behaviour for name in touchpoints for behaviour, _ in brings(name, facts)}
    rules = [meant(rule, journey, name) for name, rule in journey.mql.items()]
    called = any(isinstance(journey.touchpoints[name], Call) for name in touchpoints)
    handed = called or any(logic.possible(rule, stages=living.stages) for rule in rules)
    return Living(
        living.stages | set(_next_stages(facts, handed)),
        living.behaviours | behaviours,
        living.touchpoints | touchpoints,
        living.handed or handed,
    )


def _next_stages(facts: Facts, handed: bool) -> Iterator[str]:
    """Stages that can follow those known to be reached."""
    journey, names = facts.journey, list(facts.journey.stages)
    for n, (name, stage) in enumerate(journey.stages.items()):
        if stage.enter and facts.logic.possible(facts.rule(stage.enter, name), stages=facts.before(name)):
            yield name
        if name in facts.living.stages and stage.back:
            yield stage.back.to or names[max(0, n - 1)]
        if name in facts.living.stages and stage.timeout:
            yield stage.timeout.to
    yield from (each.re_enter.to for each in journey.exits.values() if each.re_enter and each.re_enter.to)
    yield from (back.to for back in journey.returns.values() if handed and back.to in names)


# ---- touchpoints


def is_alive(name: str, facts: Facts) -> bool:
    """Whether a touchpoint can come to anybody, as far as is known so far."""
    touchpoint = facts.journey.touchpoints[name]
    if isinstance(touchpoint, Content):
        return touchpoint.form > 0 and (max(touchpoint.organic) > 0 or any(linking(name, facts)))
    if isinstance(touchpoint, Email):
        return is_set_off(touchpoint, facts) and is_met(touchpoint.when, served(touchpoint, facts), facts)
    if isinstance(touchpoint, Webinar):
        return bool(waves(touchpoint, facts.calendar)) and is_met(touchpoint.when, invited(touchpoint, facts), facts)
    return not isinstance(touchpoint, Call) or is_set_off(touchpoint, facts)


def linking(content: str, facts: Facts) -> Iterator[str]:
    """Living mails that link to some content in a stage that can be reached."""
    for name, mail in facts.journey.touchpoints.items():
        if isinstance(mail, Email) and name in facts.living.touchpoints and content in links(mail, facts.living.stages):
            yield name


def links(mail: Email, stages: Collection[str]) -> set[str]:
    """Content that a mail can link to for leads in some of these stages."""
    return {content for part in _parts(mail) for content in _linked(part, stages).values()}


def served(mail: Email, facts: Facts) -> set[str]:
    """Living stages for which a mail has content."""
    return {stage for part in _parts(mail) for stage in _linked(part, facts.living.stages)}


def invited(series: Webinar, facts: Facts) -> frozenset[str]:
    """Living stages whose leads are invited."""
    return facts.living.stages & set(series.stages)


def _parts(mail: Email) -> Iterator[Linked]:
    yield from [choice.content for choice in mail.content] if isinstance(mail.content, list) else [mail.content]
    yield from (variant.content for variant in mail.variants.values() if variant.content)


def _linked(part: Linked, stages: Collection[str]) -> dict[str, str]:
    if isinstance(part, str):
        return dict.fromkeys(stages, part)
    return {stage: content for stage, content in dict(part).items() if stage in stages}


def is_met(when: Rule | None, stages: Collection[str], facts: Facts) -> bool:
    """Whether a lead in one of the stages can fulfil a condition."""
    return facts.logic.possible(*([facts.rule(when)] if when else []), stages=stages)


def is_set_off(mail: Email | Call, facts: Facts) -> bool:
    """Whether the moment of a mail or call can come within the run."""
    if isinstance(mail, Email) and mail.cadence is not None:
        return bool(sends(mail, facts.calendar))
    return mail.delay < facts.calendar.horizon_s and is_in_force(mail, facts.calendar) and is_caused(mail, facts)


def sends(mail: Email, calendar: Calendar) -> list[int]:
    """Seconds of the run at which the calendar sends a mail."""
    moments = mail.cadence.moments(calendar, 0, calendar.horizon_s) if mail.cadence else []
    days = [calendar.date_of(calendar.day_of(moment.t_s)) for moment in moments]
    return [m.t_s for m, day in zip(moments, days, strict=True) if _is_in_force_on(mail, day)]


def is_in_force(mail: Triggered, calendar: Calendar) -> bool:
    """Whether `from` and `until` leave a day of the run."""
    return any(_is_in_force_on(mail, calendar.date_of(day)) for day in range(calendar.days))


def _is_in_force_on(mail: Triggered, day: date) -> bool:
    return (mail.since is None or day >= mail.since) and (mail.until is None or day < mail.until)


def is_caused(mail: Triggered, facts: Facts) -> bool:
    """Whether what a mail or call waits for can happen."""
    journey, living = facts.journey, facts.living
    if mail.entering is not None:
        return mail.entering in living.stages
    if mail.on is not None:
        return _can_turn(mail.on, facts)
    if mail.after is None or mail.after not in living.behaviours:
        return mail.after is None
    if mail.of is None or mail.of not in journey.touchpoints:
        return mail.after != "unsubscribed" or isinstance(mail, Call) or _may_still_get_mail(journey)
    return mail.of in living.touchpoints and mail.after in {behaviour for behaviour, _ in brings(mail.of, facts)}


def _can_turn(turn: str, facts: Facts) -> bool:
    comes_back = any(each.re_enter for each in facts.journey.exits.values())
    return {
        "dormant": facts.journey.dormancy is not None,
        "reactivated": facts.journey.dormancy is not None,
        "exited": comes_back,  # who has left for good gets nothing
        "reentered": comes_back,
        "returned": facts.living.handed,
    }.get(turn, True)


def _may_still_get_mail(journey: Journey) -> bool:
    """Whether somebody tracked as unsubscribed may get mail: unsubscribed from one programme, or tracked otherwise."""
    pages = {each.behaviour for each in journey.touchpoints.values() if isinstance(each, Content)}
    contacting = [each for each in journey.touchpoints.values() if isinstance(each, Contacting)]
    return "unsubscribed" in pages | set(_brought(journey)) or any(each.opt_out != "all" for each in contacting)


def brings(name: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """The behaviours that a living touchpoint can lead to, and the touchpoint that each is tracked at.

    The one place that says what leads to a behaviour; a kind of touchpoint unknown here leads to all of them.
    """
    touchpoint = facts.journey.touchpoints[name]
    if isinstance(touchpoint, Content):
        yield touchpoint.behaviour, name
        yield from [(touchpoint.dwell.behaviour, name)] if touchpoint.dwell else []
    elif isinstance(touchpoint, Email):
        yield from ((behaviour, name) for behaviour in ("open", "click", "unsubscribed"))
        for content in links(touchpoint, facts.living.stages):
            if is_alive(content, facts):
                yield from brings(content, facts)
    elif isinstance(touchpoint, Webinar):
        yield from ((behaviour, name) for behaviour in _of_webinar(touchpoint, facts))
    elif not isinstance(touchpoint, Call):
        yield from ((behaviour, name) for behaviour in facts.journey.behaviour_names())


def _of_webinar(series: Webinar, facts: Facts) -> Iterator[str]:
    yield from ("open", "unsubscribed")
    open_for = [held for send, held in waves(series, facts.calendar) if send < held]
    yield from ["webinar_registered"] if open_for else []
    if not any(held < facts.calendar.horizon_s for held in open_for):
        return
    yield "webinar_missed"
    if series.attend > 0:
        yield "webinar_attended"
    if series.replay is not None:
        yield "webinar_replayed"


def waves(series: Webinar, calendar: Calendar, wave: int | None = None) -> list[tuple[int, int]]:
    """(second of sending, second of the webinar) of each invitation sent within the run; the webinar may be later."""
    found = []
    chosen = series.invite if wave is None else [series.invite[wave]]
    for moment in series.dates.moments(calendar, 0, calendar.end_s):
        for each in chosen:
            day = calendar.day_of(moment.t_s) - each.before // DAY_S
            send = calendar.second(day, each.at) if day >= 0 else -1
            found += [(send, moment.t_s)] if 0 <= send < calendar.horizon_s else []
    return found
