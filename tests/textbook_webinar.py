"""Textbook model: a lead's place in a webinar, from the reading of the invitation to the recording."""

from __future__ import annotations

from typing import Any

import simpy

from sim.model.ledger import Status, What
from sim.model.touchpoints import Webinar
from tests.textbook_life import Happening
from tests.textbook_mail import Mailed
from tests.textbook_plan import GONE, Kind, rint


class Invited(Mailed):
    """Sections 9 and 10, the part of the webinars."""

    def __init__(self, *who: Any) -> None:
        super().__init__(*who)
        self.asked_s: dict[str, int] = {}  # second of the request behind a place on the waiting list
        self.reminded: dict[str, int] = {}  # second of the webinar whose reminder the lead has read last

    def may_register(self, event: Happening, row: int) -> None:
        """Whether and when a reader registers for the webinar of an invitation."""
        people, webinar_s = self.plan.people, event.webinar_s or 0
        chance = people.open_rate.value * self.person.open
        rate = self.person.webinar / chance if chance else 0.0
        p = rate * self.webinars * self.interest(people.register_intent_gain.value)
        wants = self.happens(p, f"{event.name}/register", event.occurrence)
        if wants and self.place.get(event.name, 0) == 0 and webinar_s > self.now:
            ahead = self.registers_ahead(self.u(f"{event.name}/register/when", event.occurrence) / 4294967296.0)
            more = {"cause": row, "webinar_s": webinar_s}
            self.push(max(self.now, webinar_s - ahead), Kind.REGISTER, event.name, event.occurrence, **more)

    def registers_ahead(self, p: float) -> int:
        """How many seconds before the webinar people register: the day, the week, the three weeks before."""
        a = self.plan.people.registered_on_the_day.value
        b = self.plan.people.registered_in_last_week.value - a
        if p < a:
            return rint(p / a * 86400.0)
        if p < a + b:
            return rint(86400.0 + (p - a) / b * 518400.0)
        return rint(604800.0 + (p - (a + b)) / (1.0 - (a + b)) * 1209600.0)

    def register(self, event: Happening) -> None:
        """A place is asked for; where seats are limited, somebody else has to answer."""
        name, webinar_s, week_slot = event.name, event.webinar_s or 0, event.occurrence // 4
        if self.place.get(name, 0) != 0:
            return
        if self.plan.series[name].seats is None:
            self.take_place(name, webinar_s, week_slot, event.cause)
        elif self.status in (Status.TRANSIT, Status.DESK):
            self.wait_for_place(name, webinar_s, event.cause)
        else:
            self.answer = simpy.Event(self.world.env)  # the life stops until it comes
            self.world.request_seat(self, name, webinar_s, week_slot, event.cause)

    def answer_seat(self, name: str, webinar_s: int, occurrence: int, cause: int, granted: bool) -> None:
        """The answer to a request, or a seat released to the waiting list; occurrence: week * 16 + slot."""
        if granted:
            self.take_place(name, webinar_s, occurrence, cause)
        else:
            self.wait_for_place(name, webinar_s, cause)
        if self.answer is not None:
            self.answer.succeed()
            self.answer = None

    def take_place(self, name: str, webinar_s: int, occurrence: int, cause: int) -> None:
        """The place is given."""
        series = self.plan.series[name]
        self.place[name] = webinar_s
        row = self.act(What.WEBINAR_REGISTERED, self.node(name), "webinar_registered", cause, of=name)
        if self.happens(series.cancel, f"{name}/cancel", occurrence):
            after_s = (self.u(f"{name}/cancel/when", occurrence) * (webinar_s - self.now)) >> 32
            self.push(self.now + after_s, Kind.CANCEL, name, occurrence, cause=row, webinar_s=webinar_s)
        self.conditions()

    def wait_for_place(self, name: str, webinar_s: int, cause: int) -> None:
        """The lead is on the waiting list."""
        self.place[name], self.asked_s[name] = -webinar_s, self.now
        self.row(What.WAITLISTED, self.node(name), cause=cause)

    def cancel(self, event: Happening) -> None:
        """Somebody won't come."""
        if self.place.get(event.name, 0) == event.webinar_s:
            self.place[event.name] = 0
            self.row(What.WEBINAR_CANCELLED, self.node(event.name), cause=event.cause)

    def webinar(self, name: str, series: Webinar, occurrence: int) -> None:
        """A webinar takes place; who has a place attends or misses it."""
        place = self.place.get(name, 0)
        if self.status in GONE or not 0 < abs(place) <= self.now:
            return
        self.place[name] = 0
        if place < 0:
            return
        people = self.plan.people
        reminded = 1.0 + people.reminder_gain.value if self.reminded.get(name) == self.now else 1.0
        p = people.attend_rate.value * series.attend * self.today(people.weekday_attend.value) * reminded
        attends = self.happens(p, f"{name}/attend", occurrence)
        if attends:
            row = self.act(What.WEBINAR_ATTENDED, self.node(name), "webinar_attended", of=name)
            self.raise_lift(people.webinar_lift.value)
        else:
            row = self.act(What.WEBINAR_MISSED, self.node(name), "webinar_missed", of=name)
        self.may_replay(name, series, occurrence, attends, row)
        self.conditions()

    def may_replay(self, name: str, series: Webinar, occurrence: int, attended: bool, row: int) -> None:
        """Whether and when a lead watches the recording."""
        replay = series.replay
        if replay and self.happens(replay.attended if attended else replay.missed, f"{name}/replay", occurrence):
            delay = rint(self.exponential(f"{name}/replay/delay", occurrence) * replay.delay)
            self.push(self.plan.clock.awake(self.now + delay), Kind.REPLAY, name, occurrence, cause=row)

    def replay(self, event: Happening) -> None:
        """A lead watches the recording."""
        self.act(What.WEBINAR_REPLAYED, self.node(event.name), "webinar_replayed", event.cause, of=event.name)
        self.raise_lift(self.plan.people.webinar_lift.value)
        self.conditions()
