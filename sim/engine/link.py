"""The link: hand-offs travel from the marketing tool to the sales tool."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, NamedTuple

from simpy import Event

from sim.engine.alarm import Alarm
from sim.engine.cast import WrittenDesk
from sim.engine.desk import Desk
from sim.engine.memory import CHAIN, FAILED
from sim.engine.order import SYNC
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.engine.world import World


class Parcel(NamedTuple):
    """A hand-off in transit."""

    lead: int  # the 64-bit number
    position: int
    tries: int  # that failed


class Link:
    """Hand-offs wait for the next tick; those whose sync fails, for one after that."""

    def __init__(self, world: World, desk: Desk | WrittenDesk) -> None:
        self._world, self._desk = world, desk
        self._outbox: dict[int, list[Parcel]] = {}
        self._alarm = Alarm(world, self._open, SYNC)
        self._tick = world.env.event()
        self._second, self._times = -1, 0  # of the last tick, and how often the gate has opened then

    def put(self, handoff_s: int, position: int) -> None:
        """A lead was handed off at that second."""
        self._send(handoff_s, handoff_s, Parcel(self._world.crowd_of_sales.id_of(position), position, 0))

    def _send(self, now: int, due_s: int, parcel: Parcel) -> None:
        """By the journey in force now; what that hasn't brought before the change, the new one brings at its first
        tick."""
        change_s = self._world.change_s
        tick = self._world.terms_at(now).tick(due_s)
        if tick >= change_s > now:
            tick = self._world.terms_at(change_s).tick(change_s)
        self._outbox.setdefault(tick, []).append(parcel)
        self._alarm.at(tick)

    def _open(self, now: int) -> None:
        gate, self._tick = self._tick, self._world.env.event()
        gate.succeed(now)

    def run(self) -> Generator[Event, int, None]:
        """The process: at each tick the waiting hand-offs reach the desk, or fail to."""
        while True:
            now = yield self._tick
            parcels = self._outbox.pop(now)
            self._times = self._times + 1 if now == self._second else 1
            self._second = now
            if self._times > CHAIN:  # a lead that the desk refuses is handed off again by a call at once, for ever
                raise RuntimeError(say("crowd.chain", lead=f"{parcels[0].lead:016x}", second=now))
            for parcel in parcels:  # in any order: leads meet at the desk alone, which has its own
                score = self._world.crowd_of_sales.sync(parcel.position, now, parcel.tries)
                if score == FAILED:
                    self._send(now, now + self._world.terms.sync.retry, parcel._replace(tries=parcel.tries + 1))
                else:
                    self._desk.receive(parcel.position, parcel.lead, now, score)
