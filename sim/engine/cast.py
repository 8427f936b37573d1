"""The cast of a run without chance: leads that do what is written, and a sales desk that does what is written too."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
from simpy import Event

from sim.engine.arrivals import give
from sim.engine.memory import R_EXPIRED, R_REJECTED
from sim.engine.order import ARRIVAL, DONE, GONE_COLD
from sim.files.script import OF_SALES, ScriptedLead, Step
from sim.model import draws
from sim.model.ledger import Status, What

if TYPE_CHECKING:
    from sim.engine.world import World


def number(ordinal: int) -> int:
    """The 64-bit number of the n-th scripted lead."""
    return int(draws.lead_ids(draws.cohort_key("scripted", "leads"), 1, ordinal)[0])


class Cast:
    """All scripted leads: entered at the start, each to arrive at its own second."""

    def __init__(self, world: World, leads: tuple[ScriptedLead, ...]) -> None:
        self._world, self._leads = world, leads

    def run(self) -> Generator[Event, None, None]:
        """The process."""
        world = self._world
        yield world.until(0, ARRIVAL)
        for each in self._leads:
            self._enter(each)
        world.settle()

    def _enter(self, scripted: ScriptedLead) -> None:
        world, lead = self._world, scripted.lead
        crowd = world.crowd_of_sales
        ids = np.array([number(lead.ordinal)], np.uint64)
        source = world.names.sources.index(lead.source)
        position = crowd.add(ids, source, np.array([max(0, lead.registered_s)])).start
        give(world, position, lead)
        for n, step in enumerate(scripted.steps):
            crowd.plan_step(position, step.second, step.what, self._node(step), step.value, n)
            if step.what in OF_SALES:
                self._announce(position, step.second)

    def _node(self, step: Step) -> int:
        names = self._world.names
        if step.what is What.BROUGHT:
            return names.behaviours.index(step.node)
        return names.touchpoints.index(step.node) if step.node else -1

    def _announce(self, position: int, t: int) -> None:
        """Leads with sales stand still until somebody turns to them."""
        self._world.until(t, DONE).callbacks.append(lambda _: turn_to(self._world, position))


def turn_to(world: World, position: int) -> None:
    """Let a lead that may be with sales do what is due by now."""
    world.crowd_of_sales.asks(position, world.now, 0)
    world.settle(position, position + 1)


class WrittenDesk:
    """A desk at which nobody calls: leads wait there for what is written, or for the end of the journey's patience."""

    def __init__(self, world: World) -> None:
        self._world = world

    def change(self) -> None:
        """Another journey is in force: it holds for whoever comes from now on."""

    def receive(self, position: int, lead: int, now: int, score: int) -> None:
        """A lead was synced."""
        world, terms = self._world, self._world.terms
        crowd = world.crowd_of_sales
        if terms.desk.filter is not None and not crowd.asks(position, now, 0):
            crowd.give_back(position, now, R_REJECTED)
            world.settle(position, position + 1)
        elif terms.desk.expires is not None and now + terms.desk.expires < world.end_s:
            times, t = crowd.handoffs(position), now + terms.desk.expires
            world.until(t, DONE, GONE_COLD).callbacks.append(lambda _: self._go_cold(position, times))

    def _go_cold(self, position: int, times: int) -> None:
        """The hand-off with that number has waited too long, if it still waits."""
        crowd, now = self._world.crowd_of_sales, self._world.now
        turn_to(self._world, position)
        if crowd.handoffs(position) == times and crowd.status(position) == Status.DESK:
            crowd.give_back(position, now, R_EXPIRED)
            self._world.settle(position, position + 1)
