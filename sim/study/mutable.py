"""Which settings of a journey mutation changes and by which operators, and which it leaves alone, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import BaseModel

# What is changed of each setting, by the operators' names. A setting of several kinds of things stands with the model
# that they are made of.
CHANGED: Final[Mapping[str, str]] = {
    "Journey.gate": "rule drop",
    "Journey.segments": "rules",
    "Journey.stages": "remove swap",
    "Journey.exits": "remove swap",
    "Journey.dormancy": "drop",
    "Journey.fit": "numbers",
    "Journey.touchpoints": "remove",
    "Journey.mql": "rules remove swap",
    "Journey.sql": "rule",
    "Journey.returns": "remove",
    "SourceBasics.arrive_with": "remove",
    "CalendarSettings.holidays": "holidays",
    "CalendarSettings.closures": "remove",
    "Stage.enter": "rule drop",
    "Stage.back": "drop",
    "Stage.timeout": "drop",
    "Back.when": "rule",
    "Back.to": "stage drop",
    "Timeout.after": "duration",
    "Timeout.to": "stage",
    "Exit.when": "rule",
    "Exit.re_enter": "drop",
    "ReEntry.when": "rule",
    "ReEntry.after": "duration",
    "ReEntry.to": "stage drop",
    "Dormancy.after": "duration",
    "Behaviour.points": "number",
    "Behaviour.every": "number",
    "Behaviour.within": "duration drop",
    "Behaviour.max_times": "number drop",
    "Behaviour.at_most": "drop",
    "Limit.times": "number",
    "Limit.within": "duration",
    "Scoring.floor": "number drop",
    "Scoring.ceiling": "number drop",
    "Scoring.half_life": "duration drop",
    "Scoring.inactivity": "drop",
    "Inactivity.after": "duration",
    "Inactivity.subtract": "number",
    "ContactPolicy.quiet_hours": "hours drop",
    "ContactPolicy.days": "choice",
    "ContactPolicy.outside": "choice",
    "ContactPolicy.caps": "remove",
    "ContactPolicy.over_cap": "choice",
    "ContactPolicy.suppress": "rule drop",
    "MailCap.mails": "number",
    "MailCap.within": "duration",
    "Content.behaviour": "behaviour",
    "Dwell.behaviour": "behaviour",
    "Contacting.when": "rule drop",
    "Contacting.window": "hours drop",
    "Contacting.days": "choice",
    "Contacting.outside": "choice",
    "Contacting.priority": "number drop",
    "Contacting.capped": "flag",
    "Contacting.opt_out": "choice",
    "Triggered.after": "behaviour",
    "Triggered.of": "drop",
    "Triggered.entering": "stage",
    "Triggered.on": "choice",
    "Triggered.delay": "duration drop",
    "Triggered.cooldown": "duration drop",
    "Triggered.since": "day drop",
    "Triggered.until": "day drop",
    "Choice.when": "rule",
    "Choice.content": "content remove exchange",
    "Email.cadence": "cadence",
    "Email.content": "content remove exchange",
    "Email.resend": "drop",
    "Email.send_time": "choice",
    "Email.max_sends": "number drop",
    "Email.audience": "choice",
    "Email.while_with_sales": "choice",
    "Resend.after": "duration",
    "Call.when": "rule drop",
    "Wave.before": "duration",
    "Wave.at": "clock",
    "Reminder.before": "duration",
    "Reminder.at": "clock",
    "Webinar.dates": "cadence",
    "Webinar.invite": "remove",
    "Webinar.remind": "remove",
    "Webinar.stages": "remove",
    "Webinar.while_with_sales": "choice",
    "Sync.mode": "choice",
    "Sync.every": "duration",
    "Sync.at": "clock",
    "Desk.filter": "rule drop",
    "Desk.expires": "duration drop",
    "Return.to": "way_back",
    "Return.rest": "duration",
    "Return.score": "rescore",
}

# What is not changed, and why: no test lead can notice it.
LABEL, FRAME, CHANCE, COST, DESK = "label", "frame", "chance", "cost", "desk"
LEFT_ALONE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("any.title", "any.kind", "Journey.format", "Journey.name", "Journey.declared"), LABEL),
    **dict.fromkeys(("Stage.goal", "CalendarSettings.fiscal_year_start", "Sync.fields"), LABEL),
    **dict.fromkeys(("Journey.start", "Journey.days", "Journey.time_zone", "Journey.personas"), FRAME),
    **dict.fromkeys(("SourceBasics.project_odds", "SourceBasics.persona_odds"), CHANCE),
    **dict.fromkeys(
        tuple(f"RateSource.{name}" for name in ("per_day", "off_day_factor", "overdispersion", "hours", "since", "until")),
        CHANCE,
    ),
    **dict.fromkeys(("BurstSource.events", "BurstSource.hours"), CHANCE),
    **dict.fromkeys(tuple(f"CsvSource.{name}" for name in ("file", "columns", "values", "bad_rows")), FRAME),
    **dict.fromkeys(tuple(f"CohostSource.{name}" for name in ("webinar", "leads", "after")), CHANCE),
    **dict.fromkeys(("Scoring.machine_opens_ignored", "Scoring.scanner_clicks_ignored"), CHANCE),
    **dict.fromkeys(("Content.stages", "Content.organic", "Content.form"), CHANCE),
    **dict.fromkeys(("Dwell.median", "Dwell.sigma", "Dwell.at_least"), CHANCE),
    **dict.fromkeys(("Email.variants", "Journey.reviews"), CHANCE),
    **dict.fromkeys(tuple(f"Webinar.{name}" for name in ("seats", "release", "cancel", "attend", "replay")), CHANCE),
    **dict.fromkeys(("Sync.failure", "Sync.retry", "Sync.duplicate"), CHANCE),
    **dict.fromkeys(("SourceBasics.cost_per_lead", "Webinar.cost", "Journey.costs"), COST),
    **dict.fromkeys(
        tuple(f"Staff.{name}" for name in ("reps", "hours", "shifts", "closures", "absences", "work_in_progress")), DESK
    ),
    **dict.fromkeys(
        tuple(
            f"Desk.{name}"
            for name in ("teams", "first_contact", "attempts", "steps", "spacing", "priority", "patience")
        ),
        DESK,
    ),
    **dict.fromkeys(("Desk.dial", "Desk.talk", "Desk.write"), DESK),
}


def operators_of(model: type[BaseModel], name: str) -> Sequence[str] | None:
    """Names of the operators for a setting; none for a block that is changed inside only, None if it is left alone."""
    keys = [f"{kind.__name__.partition('[')[0]}.{name}" for kind in model.__mro__]
    for key in (*keys, f"any.{name}"):
        if key in LEFT_ALONE:
            return None
        if key in CHANGED:
            return CHANGED[key].split()
    return ()
