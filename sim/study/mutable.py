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
_REASONS: Final[Mapping[str, str]] = {
    LABEL: "any.title any.kind Journey.format Journey.name Journey.declared Stage.goal Sync.fields",
    FRAME: (
        "Journey.start Journey.days Journey.time_zone Journey.personas CalendarSettings.fiscal_year_start "
        "CsvSource.file CsvSource.columns CsvSource.values CsvSource.bad_rows"
    ),
    CHANCE: (
        "SourceBasics.project_odds SourceBasics.persona_odds RateSource.per_day RateSource.off_day_factor "
        "RateSource.overdispersion RateSource.hours RateSource.since RateSource.until BurstSource.events "
        "BurstSource.hours CohostSource.webinar CohostSource.leads CohostSource.after Scoring.machine_opens_ignored "
        "Scoring.scanner_clicks_ignored Content.stages Content.organic Content.form Dwell.median Dwell.sigma "
        "Dwell.at_least Email.variants Journey.reviews Webinar.seats Webinar.release Webinar.cancel Webinar.attend "
        "Webinar.replay Sync.failure Sync.retry Sync.duplicate"
    ),
    COST: "SourceBasics.cost_per_lead Webinar.cost Journey.costs",
    DESK: (
        "Staff.reps Staff.hours Staff.shifts Staff.closures Staff.absences Staff.work_in_progress Desk.teams "
        "Desk.first_contact Desk.attempts Desk.steps Desk.spacing Desk.priority Desk.patience Desk.dial Desk.talk "
        "Desk.write"
    ),
}
LEFT_ALONE: Final[Mapping[str, str]] = {
    setting: reason for reason, settings in _REASONS.items() for setting in settings.split()
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
