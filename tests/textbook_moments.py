"""Textbook model: mails and webinars by the calendar (section 10 of docs/world.md), and their order (section 12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sim.model import calendar
from sim.model.cadence import Moment
from sim.model.journey import Webinar
from tests.textbook_plan import Life, Plan, Rank

if TYPE_CHECKING:
    from tests.textbook import World

REMINDER = 2**28  # what sets the occurrences of reminders apart
INVITATIONS, REMINDERS = 0, 8  # order of waves within a touchpoint
RELEASES = 950_000


class Moments:
    """The calendar moments of one journey; each is an event of its own."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world, self.plan, self.days = world, plan, plan.calendar
        for name, mail in plan.mails.items():
            for moment in mail.cadence.moments(self.days, plan.first_s, plan.stop_s) if mail.cadence else ():
                self.send(name, moment.t_s, 0, moment.week * 16 + moment.slot)
        for name, series in plan.series.items():
            for moment in series.dates.moments(self.days, 0, self.days.end_s):
                self.webinar(name, series, moment)

    def on(self, t: int, rank: Rank, order: int, act: Callable[..., None], *told: Any) -> None:
        """Something is done at second t, if the journey is in force then."""
        if self.plan.first_s <= t < self.plan.stop_s:
            self.world.env.process(self.wait(t, rank, order, act, told))

    def wait(self, t: int, rank: Rank, order: int, act: Callable[..., None], told: tuple[Any, ...]) -> Life:
        """A process that does one thing once."""
        yield self.world.at(t, rank, order)
        act(*told)

    def send(self, name: str, t: int, wave: int, occurrence: int, webinar_s: int | None = None) -> None:
        """A mail goes to everybody whom it is for."""
        touchpoint: Any = self.plan.journey.touchpoints[name]
        order = (100 - touchpoint.priority) * 4096 + self.world.index.touchpoints[name] * 32 + wave
        self.on(t, Rank.SEND, order, self.to_all, name, occurrence, webinar_s)

    def to_all(self, name: str, occurrence: int, webinar_s: int | None) -> None:
        """Everybody is asked whether the mail is for them."""
        for lead in self.world.crowd:
            lead.receive(name, occurrence, webinar_s=webinar_s)

    def webinar(self, name: str, series: Webinar, held: Moment) -> None:
        """A webinar, with its invitations, reminders and releases."""
        occurrence, index = held.week * 16 + held.slot, self.world.index.touchpoints[name]
        for n, wave in enumerate(series.invite):
            self.send(name, self.ahead(held, wave.before, wave.at), INVITATIONS + n, occurrence * 4 + n, held.t_s)
        for n, reminder in enumerate(series.remind):
            t = held.t_s - reminder.before if reminder.at is None else self.ahead(held, reminder.before, reminder.at)
            self.send(name, t, REMINDERS + n, REMINDER + occurrence * 4 + n, held.t_s)
        for n, wave in enumerate(series.release):
            t = self.ahead(held, wave.before, wave.at)
            if t < held.t_s:
                order = RELEASES + index * 8 + n
                self.on(t, Rank.SEND, order, self.world.seats.release, name, series, held.t_s, occurrence)
        self.on(held.t_s, Rank.WEBINAR, index, self.hold, name, series, occurrence)

    def ahead(self, held: Moment, before: int, at: int) -> int:
        """A clock time so many whole days before a webinar."""
        return self.days.second(self.days.day_of(held.t_s) - before // calendar.DAY_S, at)

    def hold(self, name: str, series: Webinar, occurrence: int) -> None:
        """A webinar takes place."""
        for lead in self.world.crowd:
            lead.webinar(name, series, occurrence)
