"""The touchpoints of a journey as flat arrays: who gets what, when and under which policy. No behaviour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.engine import columns as col
from sim.engine.indices import Names, Slots
from sim.engine.rulecode import RuleCode
from sim.model import draws
from sim.model.calendar import Calendar, allowed_spans
from sim.model.journey import TURNS, Call, Contacting, Content, Email, Journey, Rule, Triggered, Webinar
from sim.model.persona import People, Personas
from sim.model.touchpoints import Choice

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SALES = {"drop": col.DROP, "hold": col.HOLD, "continue": col.CONTINUE}
AUDIENCES = {"active": col.ACTIVE, "dormant": col.DORMANT, "all": col.EVERYBODY}
KEPT = {
    col.S_SET_OFF: "set_off",
    col.S_HELD: "held",
    col.S_SENDS: "sends",
    col.S_OPENED: "opened",
    col.S_PLACE: "place",
    col.S_REQUEST: "request",
    col.S_REMINDED: "reminded",
    col.S_SENT_AS: "sent_as",
}


class Touches:
    """The tables of all touchpoints (T of them, S stages).

    rows: int64[T, T_COUNT]; choices: int64[n, 4 + S]; spans: int64[n, 2]; real: float64[T, 3]; variants: float64[n, 2];
    dwells: the spread of each kind of stay, in the order of its quantile tables.
    """

    def __init__(
        self,
        journey: Journey,
        people: People,
        names: Names,
        slots: Slots,
        own: int,
        calendar: Calendar,
        code: RuleCode,
    ) -> None:
        self._journey, self._people, self._names, self._calendar, self._code = journey, people, names, calendar, code
        self.rows: Ints = np.full((len(names.touchpoints), col.T_COUNT), -1, np.int64)
        self.real: Floats = np.zeros((len(names.touchpoints), 3))
        self.dwells: list[float] = []
        self._choices: list[list[int]] = []
        self._spans: list[tuple[int, int]] = []
        self._variants: list[tuple[float, float]] = [(1.0, 1.0)]
        for at, (row, real, name) in enumerate(zip(self.rows, self.real, names.touchpoints, strict=True)):
            for column, word in col.TOUCH_PURPOSES.items():
                row[column] = draws.purpose(f"{name}/{word}")
            for column, key in KEPT.items():
                row[column] = own + slots.place(key, name) if slots.place(key, name) >= 0 else -1
            row[col.T_KIND], row[col.T_STAGES], row[col.T_ORDER] = col.ABSENT, 0, 100 * 64 + at
            touchpoint = journey.touchpoints.get(name)
            if isinstance(touchpoint, Content):
                self._content(row, real, touchpoint)
            elif isinstance(touchpoint, Email):
                self._email(row, touchpoint)
            elif isinstance(touchpoint, Call):
                row[col.T_KIND], row[col.T_WHEN] = col.CALL, code.add(touchpoint.when)
                self._set_off(row, touchpoint)
            elif isinstance(touchpoint, Webinar):
                self._webinar(row, real, touchpoint)

    @property
    def choices(self) -> Ints:
        """All choices of content."""
        return np.array(self._choices, np.int64).reshape(-1, col.O_CONTENT + len(self._names.stages))

    @property
    def spans(self) -> Ints:
        """All spans of allowed seconds."""
        return np.array(self._spans, np.int64).reshape(-1, 2)

    @property
    def variants(self) -> Floats:
        """All factors of variants."""
        return np.array(self._variants)

    def triggers(self) -> Ints:
        """What sets off each mail and call, in file order: kind, index, of which touchpoint, what it sets off."""
        rows = []
        for at, name in enumerate(self._names.touchpoints):
            touchpoint = self._journey.touchpoints.get(name)
            if isinstance(touchpoint, Triggered):
                of = self._names.touchpoints.index(touchpoint.of) if touchpoint.of else -1
                if touchpoint.after is not None:
                    rows.append([col.BY_BEHAVIOUR, self._names.behaviours.index(touchpoint.after), of, at])
                if touchpoint.entering is not None:
                    rows.append([col.BY_STAGE, self._names.stages.index(touchpoint.entering), -1, at])
                if touchpoint.on is not None:
                    rows.append([col.BY_TURN, TURNS.index(touchpoint.on), -1, at])
        return np.array(rows, np.int64).reshape(-1, 4)

    def organic(self) -> Ints:
        """Content that a visitor may find, with the purpose of choosing it."""
        rows = [
            [at, int(self.rows[at, col.T_VISIT])]
            for at, name in enumerate(self._names.touchpoints)
            if isinstance(content := self._journey.touchpoints.get(name), Content) and max(content.organic) > 0
        ]
        return np.array(rows, np.int64).reshape(-1, 2)

    def _content(self, row: Ints, real: Floats, content: Content) -> None:
        row[col.T_KIND], row[col.T_BEHAVIOUR] = col.CONTENT, self._names.behaviours.index(content.behaviour)
        row[col.T_STAGES], row[col.T_FORM] = self._stage_mask(content.stages), probability(content.form)
        row[col.T_DWELL_LEAST] = 0
        if content.dwell is not None:
            row[col.T_DWELL_TABLE], real[col.R_DWELL] = col.X_DWELL + len(self.dwells), content.dwell.median
            row[col.T_DWELL_LEAST] = content.dwell.at_least
            row[col.T_DWELL_BEHAVIOUR] = self._names.behaviours.index(content.dwell.behaviour)
            self.dwells.append(content.dwell.sigma)

    def _stage_mask(self, stages: Sequence[str]) -> int:
        return sum(1 << self._names.stages.index(stage) for stage in set(stages))

    def _contacting(self, row: Ints, mail: Contacting, sales: str) -> None:
        """What mails and invitations share."""
        policy = self._journey.contact_policy
        row[col.T_WHEN], row[col.T_SALES] = self._code.add(mail.when), SALES[sales]
        row[col.T_ORDER] -= mail.priority * 64
        row[col.T_CAPPED], row[col.T_OPT_OUT] = mail.capped, mail.opt_out == "programme"
        row[col.T_OUTSIDE] = (mail.outside or policy.outside) == "drop"
        open_only = (mail.days or policy.days) == "open"
        if mail.window is not None or policy.quiet_hours is not None or open_only:
            spans = allowed_spans(self._calendar, mail.window, policy.quiet_hours, open_days_only=open_only)
            row[col.T_SPAN], row[col.T_SPANS] = len(self._spans), len(spans)
            self._spans += spans
        row[col.T_GUARDED] = row[col.T_SPANS] >= 0 or (mail.capped and len(policy.caps) > 0)
        row[col.T_AUDIENCE], row[col.T_FROM], row[col.T_UNTIL] = col.ACTIVE, 0, col.FOREVER
        row[col.T_RESEND] = row[col.T_MOST_SENDS] = row[col.T_USUAL] = row[col.T_VARIANTS] = row[col.T_VARIANT] = 0

    def _set_off(self, row: Ints, triggered: Triggered) -> None:
        row[col.T_DELAY], row[col.T_COOLDOWN] = triggered.delay, triggered.cooldown
        days = [0 if day is None else self._calendar.day_of_date(day) for day in (triggered.since, triggered.until)]
        row[col.T_FROM] = self._calendar.second(days[0], 0) if triggered.since else 0
        row[col.T_UNTIL] = self._calendar.second(days[1], 0) if triggered.until else col.FOREVER

    def _email(self, row: Ints, mail: Email) -> None:
        row[col.T_KIND] = col.MAIL
        self._contacting(row, mail, mail.while_with_sales)
        self._set_off(row, mail)
        row[col.T_RESEND] = mail.resend.after if mail.resend else 0
        row[col.T_MOST_SENDS] = mail.max_sends or 0
        row[col.T_AUDIENCE] = col.LEAVERS if mail.on == "exited" else AUDIENCES[mail.reaches()]
        row[col.T_USUAL] = mail.send_time == "usual_hour"
        row[col.T_CHOICE] = len(self._choices)
        if mail.variants:
            row[col.T_VARIANT], row[col.T_VARIANTS] = len(self._variants), len(mail.variants)
            self._variants += [(variant.open, variant.click) for variant in mail.variants.values()]
            low, share = 0, 0.0
            for number, variant in enumerate(mail.variants.values()):
                share += variant.share
                self._choose(low, round(share * 10000), number, variant.content or mail.content)
                low = round(share * 10000)
        else:
            self._choose(0, 10000, 0, mail.content)
        row[col.T_CHOICES] = len(self._choices) - row[col.T_CHOICE]
        row[col.T_SIMPLE] = not isinstance(mail.content, list) and not mail.variants
        if mail.send_time == "usual_hour":
            row[col.T_GUARDED] = 1

    def _choose(self, low: int, high: int, variant: int, content: str | Mapping[str, str] | Sequence[Choice]) -> None:
        """Choices of content for the leads in the buckets low .. high - 1 of the split."""
        forms: list[tuple[Rule | None, str | Mapping[str, str]]] = (
            [(None, content)]
            if isinstance(content, str | Mapping)
            else [(choice.when, choice.content) for choice in content]
        )
        for when, form in forms:
            by_stage = [form if isinstance(form, str) else form.get(stage) for stage in self._names.stages]
            places = [-1 if name is None else self._names.touchpoints.index(name) for name in by_stage]
            self._choices.append([low, high, self._code.add(when), variant, *places])

    def _webinar(self, row: Ints, real: Floats, series: Webinar) -> None:
        row[col.T_KIND], row[col.T_STAGES] = col.WEBINAR, self._stage_mask(series.stages)
        self._contacting(row, series, series.while_with_sales)
        real[col.R_ATTEND] = self._people.attend_rate.value * series.attend
        row[col.T_SEATS], row[col.T_CANCEL_SHARE] = series.seats or 0, probability(series.cancel)
        row[col.T_REPLAY_MISSED] = row[col.T_REPLAY_ATTENDED] = 0
        if series.replay is not None:
            row[col.T_REPLAY_MISSED] = probability(series.replay.missed)
            row[col.T_REPLAY_ATTENDED] = probability(series.replay.attended)
            real[col.R_REPLAY_DELAY] = series.replay.delay


def probability(p: float) -> int:
    """docs/world.md, section 1: the threshold of a probability."""
    return min(col.CERTAIN, max(0, int(p * 4294967296.0 + 0.5)))


def appeal(journey: Journey, personas: Personas, names: Names) -> Floats:
    """float64[T, 2 + P]: organic weight of content at intent 0 and 1, then each persona's taste for it."""
    table = np.zeros((len(names.touchpoints), 2 + len(names.personas)))
    for row, name in zip(table, names.touchpoints, strict=True):
        content = journey.touchpoints.get(name)
        if isinstance(content, Content):
            row[:2] = content.organic
            row[2:] = [p.tastes.get(content.behaviour, 1.0) for p in personas.personas.values()]
    return table


def mail_form(names: Names) -> Ints:
    """int64[T, T]: purpose of filling the form of content (row) that a mail (column) links to."""
    n = len(names.touchpoints)
    words = [draws.purpose(f"{content}/form/{mail}") for content in names.touchpoints for mail in names.touchpoints]
    return np.array(words, np.int64).reshape(n, n)
