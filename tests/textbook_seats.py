"""Textbook model: seats of webinars, asked for and released (section 10 of docs/world.md)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sim.model.journey import Webinar
from tests.textbook_lead import Lead
from tests.textbook_plan import GONE, Rank

if TYPE_CHECKING:
    from tests.textbook import World

AFTER_LIVES = 500_000  # order of the answers within the rank of private events


class Request(NamedTuple):
    """A lead that asks for a place."""

    lead: Lead
    series: str
    webinar_s: int
    occurrence: int  # week * 16 + slot of the webinar
    cause: int


class Seats:
    """How many places of each webinar are taken, as last counted and given since; and who asks this second."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.taken: Counter[tuple[str, int]] = Counter()
        self.requests: list[Request] = []

    def request(self, request: Request) -> None:
        """It is answered when all private events of this second have happened."""
        if not self.requests:
            self.world.do(self.answer, self.world.now, Rank.PRIVATE, AFTER_LIVES)
        self.requests.append(request)

    def answer(self) -> None:
        """In the order of lead numbers, several of one lead as they came."""
        requests, self.requests = self.requests, []
        for request in sorted(requests, key=lambda request: request.lead.number):
            seats = self.world.plan.series[request.series].seats
            webinar = (request.series, request.webinar_s)
            granted = seats is None or self.taken[webinar] < seats
            self.taken[webinar] += granted
            request.lead.answer_seat(*request[1:], granted=granted)

    def release(self, name: str, series: Webinar, webinar_s: int, occurrence: int) -> None:
        """Places are counted anew, and those that have become free go to who has waited longest."""
        if series.seats is None:
            return
        holders = [lead for lead in self.world.crowd if lead.status not in GONE and lead.place.get(name) == webinar_s]
        waiting = [lead for lead in self.world.crowd if lead.status not in GONE and lead.place.get(name) == -webinar_s]
        waiting.sort(key=lambda lead: (lead.asked_s[name], lead.number))
        lucky = waiting[: max(0, series.seats - len(holders))]
        self.taken[name, webinar_s] = len(holders) + len(lucky)
        for lead in lucky:
            lead.answer_seat(name, webinar_s, occurrence, -1, granted=True)
