"""Textbook model: the life of a lead, a SimPy process that waits for the next of its private events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import simpy

from sim.model import calendar
from sim.model.journey import SourceBasics
from sim.model.ledger import Status, What
from tests.textbook_person import Person
from tests.textbook_plan import GONE, Kind, Life, Rank

if TYPE_CHECKING:
    from tests.textbook import World

MOST_EVENTS = 1_000  # of one lead at one second (section 12)


class Happening(NamedTuple):
    """A private event that waits."""

    time: int
    kind: Kind
    name: str  # of the touchpoint, if it has one
    occurrence: int
    made: int  # how many were made before it
    priority: int  # of a mail, when it was made
    cause: int = -1
    content: str | None = None  # as sent; None for invitations and reminders
    variant: str | None = None  # as sent
    webinar_s: int | None = None  # second of the webinar that an invitation, a reminder or a place is for
    stay: int | None = None  # moves at the time a stage set it off
    postponed: bool = False
    outcome: What = What.LOST


class Living(Person):
    """Sections 9 and 12: what waits for a lead, and in what order it happens."""

    def __init__(self, world: World, settings: SourceBasics, number: int, arrival_s: int) -> None:
        super().__init__(world, settings, number, arrival_s)
        self.status = Status.UNBORN
        self.waiting: list[Happening] = []
        self.made = 0
        self.alarm_s = -1  # for what second the life process waits; -1 while it acts
        self.busy = (-1, 0)  # second of the last private event, and how many that second has had
        self.answer: simpy.Event | None = None  # to a seat request

    def life(self) -> Life:
        """Arrive, then do what waits, in its order; pushing something earlier interrupts the wait."""
        yield self.world.at(self.arrival_s, Rank.ARRIVAL)
        self.process = self.world.env.active_process
        self.arrive()
        while self.status not in GONE:
            if self.answer is not None:
                yield self.answer
                continue
            self.alarm_s = min((event.time for event in self.waiting), default=calendar.NEVER_S)
            try:
                yield self.world.at(self.alarm_s, Rank.PRIVATE)
            except simpy.Interrupt:
                continue
            self.alarm_s = -1
            if self.status not in GONE:
                event = min(self.waiting, key=self.place_in_order)
                self.waiting.remove(event)
                self.count_event()
                if not event.name or event.name in self.plan.journey.touchpoints:
                    self.happen(event)

    def place_in_order(self, event: Happening) -> tuple[int, ...]:
        """Section 12: the order of a lead's private events."""
        touchpoint = self.world.index.touchpoints.get(event.name, 0)
        return event.time, event.kind, -event.priority, touchpoint, event.occurrence, event.made

    def push(self, time: int, kind: Kind, name: str = "", occurrence: int = 0, **more: Any) -> None:
        """Let a private event wait for its second."""
        mail = self.plan.journey.touchpoints.get(name) if kind is Kind.MAIL_OR_CALL else None
        priority = getattr(mail, "priority", 0)
        self.waiting.append(Happening(time, kind, name, occurrence, self.made, priority, **more))
        self.made += 1
        if time < self.alarm_s:
            self.alarm_s = time
            self.process.interrupt()

    def count_event(self) -> None:
        """Nobody has more than a thousand events at one second."""
        self.busy = (self.now, self.busy[1] + 1 if self.busy[0] == self.now else 1)
        if self.busy[1] > MOST_EVENTS:
            raise RuntimeError(f"more than {MOST_EVENTS} events of lead {self.number} at second {self.now}")

    def arrive(self) -> None:
        """The lead registers."""
        raise NotImplementedError

    def happen(self, event: Happening) -> None:
        """A private event."""
        raise NotImplementedError
