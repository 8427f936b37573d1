"""The desk: the sync link that brings hand-offs, the queue of calls, and the reps who make them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, NamedTuple

from simpy import Event

from sim.engine.kernel import threshold
from sim.model.calendar import Calendar, WorkingTime
from sim.model.journey import Desk as DeskSettings
from sim.model.journey import Sync
from sim.model.persona import People

if TYPE_CHECKING:
    from sim.engine.world import World

SYNC, DONE, START = 7, 8, 9  # ranks of docs/world.md, section 12


class Terms(NamedTuple):
    """How sync and desk work while one journey is in force."""

    sync: Sync
    desk: DeskSettings
    working: WorkingTime
    chances: list[int]  # threshold of reaching somebody, by attempt

    @classmethod
    def of(cls, sync: Sync, desk: DeskSettings, people: People, calendar: Calendar) -> Terms:
        """The terms of a journey and its people."""
        rate, ratio = people.contact_rate.value, people.contact_ratio.value
        chances = [int(threshold(rate * ratio**k)) for k in range(desk.attempts)]
        return cls(sync, desk, WorkingTime(calendar, None if desk.hours == "always" else desk.hours), chances)

    def tick(self, t: int) -> int:
        """First second at or after t at which hand-offs travel."""
        if self.sync.mode == "real_time":
            return t
        return self.sync.at + max(0, -(-(t - self.sync.at) // self.sync.every)) * self.sync.every

    def first_ready(self, t: int) -> int:
        """When the first attempt may be made on a hand-off that came at t."""
        return t if self.desk.first_contact == "same_day" else self.working.next_business_open(t)


class Call(NamedTuple):
    """An attempt that waits for its second, or for a rep."""

    ready_s: int
    lead: int  # the 64-bit number: it settles ties
    position: int
    number: int
    synced_s: int
    synced_score: int

    def priority(self, rule: str) -> tuple[int, ...]:
        """Smaller goes first."""
        if rule == "score":
            return (-self.synced_score, self.ready_s, self.lead)
        if rule == "freshness":
            return (-self.synced_s, self.ready_s, self.lead)
        return (self.ready_s, self.lead)


class Alarm:
    """Wakes a function at given seconds, once each, with a rank."""

    def __init__(self, world: World, rank: int, ring: Callable[[], None]) -> None:
        self._world, self._rank, self._ring = world, rank, ring
        self._set: set[int] = set()

    def at(self, t: int) -> None:
        """Ring at second t (in the run, not past)."""
        if t not in self._set and t < self._world.end_s:
            self._set.add(t)
            self._world.until(t, self._rank).callbacks.append(self._wake)

    def _wake(self, _: Event) -> None:
        self._set.discard(self._world.now)
        self._ring()


class Link:
    """Marketing tool to sales tool: hand-offs wait for the next tick."""

    def __init__(self, world: World, desk: Desk) -> None:
        self._world, self._desk = world, desk
        self._outbox: dict[int, list[int]] = {}
        self._alarm = Alarm(world, SYNC, self._open_gate)
        self._tick = world.env.event()

    def put(self, handoff_s: int, position: int) -> None:
        """A lead was handed off at that second."""
        tick = self._world.terms_at(handoff_s).tick(handoff_s)
        if tick >= self._world.change_s > handoff_s:
            tick = self._world.terms_at(self._world.change_s).tick(max(handoff_s, self._world.change_s))
        self._outbox.setdefault(tick, []).append(position)
        self._alarm.at(tick)

    def _open_gate(self) -> None:
        gate, self._tick = self._tick, self._world.env.event()
        gate.succeed()

    def run(self) -> Generator[Event, None, None]:
        """The process: at each tick the waiting hand-offs reach the desk, by lead number."""
        while True:
            yield self._tick
            t = self._world.now
            crowd = self._world.crowd_of_sales
            for position in sorted(self._outbox.pop(t), key=crowd.id_of):
                score = crowd.sync(position, t)
                ready = self._world.terms.first_ready(t)
                self._desk.put(Call(ready, crowd.id_of(position), position, 0, t, score))


class Desk:
    """Calls wait until they are ready, then for the rep who is free longest.

    While a rep is free, an alarm is set for the next call to become ready; while none is, calls wait for one to be.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._later: list[Call] = []
        self._ready: list[tuple[tuple[int, ...], Call]] = []
        self._free: list[tuple[int, int]] = []
        self._over: list[Event] = []  # for each rep the event that its call is over
        self._alarm = Alarm(world, START, self._dispatch)
        self.staff()

    def staff(self) -> None:
        """As many reps as the terms in force say; new ones have been free since the start."""
        reps = self._world.terms.desk.reps
        self._free = [entry for entry in self._free if entry[1] < reps]
        heapq.heapify(self._free)
        for rep in range(len(self._over), reps):
            self._over.append(self._world.env.event())
            heapq.heappush(self._free, (0, rep))
            self._world.env.process(self._rep(rep))

    def change(self) -> None:
        """New terms: staff, priorities and hours."""
        rule = self._world.terms.desk.priority
        self._ready = [(call.priority(rule), call) for _, call in self._ready]
        heapq.heapify(self._ready)
        self.staff()
        self._alarm.at(self._world.terms.working.next_open(self._world.now))

    def put(self, call: Call) -> None:
        """A call waits from now on."""
        heapq.heappush(self._later, call)
        if self._free and self._later[0] is call:
            self._alarm.at(self._world.terms.working.next_open(max(call.ready_s, self._world.now)))

    def _dispatch(self) -> None:
        """Rank 9: ready calls meet free reps."""
        now, terms = self._world.now, self._world.terms
        opens = terms.working.next_open(now)
        if opens != now:
            self._alarm.at(opens)
            return
        while self._later and self._later[0].ready_s <= now:
            call = heapq.heappop(self._later)
            heapq.heappush(self._ready, (call.priority(terms.desk.priority), call))
        while self._ready and self._free:
            self._begin(heapq.heappop(self._free)[1], heapq.heappop(self._ready)[1], now)
        if self._free and self._later:
            self._alarm.at(terms.working.next_open(self._later[0].ready_s))

    def _begin(self, rep: int, call: Call, now: int) -> None:
        """A rep dials; the event that ends the call is put on the clock."""
        world = self._world
        chances = world.terms.chances
        chance = chances[call.number] if call.number < len(chances) else 0
        duration = world.crowd_of_sales.attempt(call.position, now, rep, call.number, chance)
        world.schedule(self._over[rep], now + duration, DONE, rep, call)

    def _rep(self, rep: int) -> Generator[Event, Call, None]:
        """A rep: the call is over, its outcome is noted, the rep is free again."""
        world = self._world
        while True:
            call = yield self._over[rep]
            now, terms = world.now, world.terms
            self._end(call, rep, now, terms)
            self._over[rep] = world.env.event()
            if rep < terms.desk.reps:
                heapq.heappush(self._free, (now, rep))
            if world.env.peek() > now:  # nothing else happens at this second, so rank 9 is now
                self._dispatch()
            else:
                self._alarm.at(now)

    def _end(self, call: Call, rep: int, now: int, terms: Terms) -> None:
        """A call ends: another attempt later, or the lead is free again."""
        world = self._world
        if world.crowd_of_sales.complete(call.position, now, rep, call.number, call.number + 1 >= terms.desk.attempts):
            world.settle(call.position, call.position + 1)
        else:
            self.put(call._replace(ready_s=terms.working.next_open(now + terms.desk.spacing), number=call.number + 1))
