"""The textbook model: docs/world.md as a SimPy tutorial would write it, one process per lead and per shared thing.

It knows nothing of the engine: small, slow, obviously right. Numbers in comments are those of docs/world.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import simpy

from sim.files.leadsfile import GivenLead
from sim.model import draws
from sim.model.journey import Journey, Rule
from sim.model.ledger import LEAD, REVIEW, ROW, canonical
from sim.model.persona import Personas
from tests.textbook_desk import Desk
from tests.textbook_lead import Lead
from tests.textbook_link import Link
from tests.textbook_moments import Moments
from tests.textbook_plan import WORD, Indices, Life, Luck, Plan, Rank, purpose_word
from tests.textbook_review import Reviews
from tests.textbook_seats import Request, Seats
from tests.textbook_source import Sources


class Result(NamedTuple):
    """Leads (ledger.LEAD) by arrival and number, rows (ledger.ROW) in canonical order, reviews (ledger.REVIEW)."""

    leads: np.ndarray
    rows: np.ndarray
    reviews: np.ndarray


class World:
    """The SimPy environment, everything shared in it, and the ledger."""

    def __init__(
        self, plans: Sequence[Plan], seed: int, replication: int, scale: float, given: Sequence[GivenLead], luck: Luck
    ) -> None:
        self.env = simpy.Environment()
        self.plans, self.plan, self.index = plans, plans[0], Indices(plans)
        self.key, self.scale, self.luck = (seed, replication), scale, luck
        self.crowd: list[Lead] = []  # everybody who has arrived, in any order
        self.rows: list[tuple[Any, ...]] = []
        self.reviews: list[tuple[Any, ...]] = []
        self.webinars: Counter[str] = Counter()  # that each co-host source has had so far
        self.mql: dict[str, Rule] = {}  # hand-off rules of the journey in force, as reviews have moved them
        self.link, self.seats, self.desk = Link(self), Seats(self), Desk(self)
        for plan in plans:
            self.env.process(self._in_force(plan))
            self.env.process(self.desk.doors(plan))
            Sources(self, plan, given)
            Moments(self, plan)
            Reviews(self, plan)

    def _in_force(self, plan: Plan) -> Life:
        """A journey comes into force."""
        yield self.at(plan.first_s, Rank.CHANGE)
        self.plan, self.mql = plan, dict(plan.journey.mql)
        self.link.change()
        self.desk.change()

    @property
    def now(self) -> int:
        """The present second."""
        return int(self.env.now)

    def at(self, t: int, rank: Rank, order: int = 0) -> simpy.Event:
        """The event of second t and a rank (section 12); `order` settles ties within the rank."""
        event = self.env.event()
        event._ok, event._value = True, None
        self.env.schedule(event, priority=rank * 1_000_000 + order, delay=t - self.now)  # type: ignore[arg-type]  # any whole number
        return event

    def do(self, act: Callable[[], None], t: int, rank: Rank, order: int = 0) -> None:
        """Let something be done at second t and a rank."""
        self.at(t, rank, order).callbacks.append(lambda _: act())

    def u(self, number: int, purpose: str, occurrence: int = 0) -> int:
        """Section 2: the word of luck at an address."""
        return self.luck(number & WORD, number >> 32, purpose_word(purpose), occurrence & WORD, *self.key)

    def hand_off(self, lead: Lead) -> None:
        """The lead waits for the link."""
        self.link.take(lead, self.now)

    def request_seat(self, lead: Lead, name: str, webinar_s: int, occurrence: int, cause: int) -> None:
        """The lead asks for a place in a webinar; it is answered this second, by `lead.answer_seat`."""
        self.seats.request(Request(lead, name, webinar_s, occurrence, cause))

    def run(self) -> Result:
        """Run to the end and hand over the tables."""
        self.env.run(until=self.plan.calendar.horizon_s)
        people = sorted(self.crowd, key=lambda lead: (lead.arrival_s, lead.number))
        place = {lead: i for i, lead in enumerate(people)}
        rows = np.array([(t, place[lead], *rest) for t, lead, *rest in self.rows], dtype=ROW)
        leads = np.array([lead.summary() for lead in people], dtype=LEAD)
        return Result(leads, canonical(rows), np.array(self.reviews, dtype=REVIEW))


def simulate(
    journey: Journey,
    personas: Personas,
    *,
    seed: int,
    replication: int,
    scale: float = 1.0,
    given: Sequence[GivenLead] = (),
    given_by_source: Mapping[str, Sequence[GivenLead]] | None = None,
    after: tuple[Journey, Personas] | None = None,
    change_day: int | None = None,
    luck: Luck = draws.philox,
) -> Result:
    """One run of a journey, from `change_day` on of the journey `after`; `given` are the leads of its CSV sources."""
    rows = [*given, *(row._replace(source=name) for name, rows in (given_by_source or {}).items() for row in rows)]
    change = journey.days if after is None or change_day is None else min(change_day, journey.days)
    plans = [Plan(journey, personas, 0, change)]
    if after is not None and change < journey.days:
        plans.append(Plan(*after, change, journey.days))
    return World(plans, seed, replication, scale, rows, luck).run()
