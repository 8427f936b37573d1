"""Textbook model: the link that carries hand-offs from the marketing tool to the desk (section 11 of docs/world.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.model.ledger import Status, What
from tests.textbook_lead import Lead
from tests.textbook_plan import Rank

if TYPE_CHECKING:
    from tests.textbook import World


class Journeying(NamedTuple):
    """A hand-off in transit: the tick it takes, and how often it has failed."""

    tick_s: int
    failures: int


class Link:
    """Who is in transit. Every hand-off knows its tick; all of one tick are carried together."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.transit: dict[Lead, Journeying] = {}

    def tick(self, t: int) -> int:
        """First tick at or after t."""
        link = self.world.plan.journey.sync
        if link.mode == "real_time":
            return t
        return link.at + max(0, -(-(t - link.at) // link.every)) * link.every

    def take(self, lead: Lead, t: int, failures: int = 0) -> None:
        """A hand-off waits for the first tick at or after t."""
        tick_s = self.tick(t)
        self.transit[lead] = Journeying(tick_s, failures)
        self.world.do(self.carry, tick_s, Rank.SYNC)

    def change(self) -> None:
        """Who is in transit takes the first tick of the journey that has just come into force."""
        for lead, on_the_way in list(self.transit.items()):
            self.take(lead, self.world.now, on_the_way.failures)

    def carry(self) -> None:
        """All whose tick is now, in the order of their numbers; those it has carried are not found again."""
        due = [lead for lead, on_the_way in self.transit.items() if on_the_way.tick_s == self.world.now]
        for lead in sorted(due, key=lambda lead: lead.number):
            self.attempt(lead, self.transit.pop(lead).failures)

    def attempt(self, lead: Lead, n: int) -> None:
        """Try number n."""
        link, h = self.world.plan.journey.sync, lead.handoffs - 1
        if n < 63 and lead.happens(link.failure, "sync/failure", h * 64 + n):
            lead.row(What.SYNC_FAILED, 0, n, lead.mql_row)
            return self.take(lead, self.world.now + link.retry, n + 1)
        synced = lead.row(What.SYNCED, 0, lead.score, lead.mql_row)
        lead.status, lead.synced_score, lead.synced_s = Status.DESK, lead.score, self.world.now
        duplicate = lead.happens(link.duplicate, "sync/duplicate", h)
        if duplicate:
            lead.row(What.DUPLICATE, cause=synced)
        self.world.desk.receive(lead, duplicate)
