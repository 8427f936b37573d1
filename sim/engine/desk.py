"""The desk: teams of reps and the hand-offs that wait for them, from the sync to a return or an opportunity."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from simpy import Event

from sim.engine.alarm import Alarm
from sim.engine.memory import ANSWER, EMAIL, R_EXPIRED, R_REJECTED, R_UNREACHABLE
from sim.engine.order import DONE, GONE_COLD, START
from sim.engine.queue import Case, Queue
from sim.engine.staff import Bench, Crew

if TYPE_CHECKING:
    from sim.engine.world import World

_NOBODY = 0  # was reached by an attempt


class Team:
    """A team at work: ready attempts meet free reps.

    While a rep is free, an alarm is set for the next attempt that one could make; while none is, attempts wait for one.
    """

    def __init__(self, world: World, crew: Crew, begin: Callable[[Case, int, int], None]) -> None:
        self._world, self._begin = world, begin
        self.crew, self.queue, self.bench = crew, Queue(crew), Bench(crew)
        self._alarm = Alarm(world, self._start, START)

    def wait(self, case: Case, now: int) -> None:
        """An attempt waits for its second."""
        if self.queue.put(case):
            self._alarm.at(self.bench.next_s(max(case.ready_s, now)))

    def stir(self, now: int) -> None:
        """A rep has become free, or something else that attempts may have waited for: they begin at rank 9."""
        if self._world.env.peek() > now:  # nothing else happens at this second, so rank 9 is now
            self._start(now)
        else:
            self._alarm.at(now)

    def _start(self, now: int) -> None:
        """Ready attempts begin while there are reps for them."""
        queue = self.queue
        queue.ripen(now)
        while turn := queue.turn():
            rep = self.bench.take(now)
            if rep < 0:
                self._alarm.at(self.bench.next_s(now))
                return
            self._begin(heappop(turn)[3], rep, now)
        ready_s = queue.next_ready_s()
        if ready_s is not None:
            self._alarm.at(self.bench.next_s(ready_s))


class Desk:
    """Inside sales: its teams, its reps, and the hand-offs that go cold."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._over: list[Event] = []  # for each rep the event that the attempt is over; its value is the case
        self._cold: list[tuple[int, int, Case]] = []  # last second, lead's number
        self._cold_alarm = Alarm(world, self._go_cold, DONE, GONE_COLD)
        self._open_teams()
        self._hire()

    def _open_teams(self) -> None:
        self._teams = [Team(self._world, crew, self.begin) for crew in self._world.terms.crews]
        self._team_of = [team for team in self._teams for _ in range(team.crew.first, team.crew.last)]  # by rep

    def _hire(self) -> None:
        """As many reps as the terms say, each a process; new ones have been free since the start."""
        for rep in range(len(self._over), len(self._team_of)):
            self._over.append(self._world.env.event())
            self._team_of[rep].bench.add(0, rep)
            self._world.env.process(self._rep(rep))

    # ---- a hand-off comes ----

    def receive(self, position: int, lead: int, now: int, score: int) -> None:
        """A lead was synced: what the desk sees of it is as of now."""
        world, terms = self._world, self._world.terms
        crowd = world.crowd_of_sales
        if terms.desk.filter is not None and not crowd.asks(position, now, 0):
            crowd.give_back(position, now, R_REJECTED)
            world.settle(position, position + 1)
            return
        rule = self._first_true(position, now, 1, (True,) * terms.rules) if terms.rules else 0
        crew = self._first_true(position, now, 1 + terms.rules, terms.picks) if terms.picks[0] else 0
        case = Case(position, lead, now, score)
        case.rank = terms.rank(score, now, rule)
        case.crew = crew if crew < len(terms.crews) else 0
        case.ready_s = terms.first_ready(terms.crews[case.crew], now)
        self._teams[case.crew].wait(case, now)
        if terms.goes_cold:
            self._expect(case)

    def _first_true(self, position: int, now: int, first: int, given: Sequence[bool]) -> int:
        """Which of the desk's rules from number `first` on is the first that is true or not given; how many if none."""
        asks = self._world.crowd_of_sales.asks
        return next(
            (n for n, is_given in enumerate(given) if not is_given or asks(position, now, first + n)), len(given)
        )

    # ---- attempts ----

    def begin(self, case: Case, rep: int, now: int) -> None:
        """Rank 9: a rep begins an attempt; the event that ends it is put on the clock."""
        world, terms, k = self._world, self._world.terms, case.number
        case.waits = False
        case.way = ANSWER if case.answers else terms.way(k)
        if not case.begun:
            case.begun = True
            self._teams[case.crew].queue.under_way += 1
        duration = world.crowd_of_sales.attempt(case.position, now, rep, k, terms.chances[k], case.way)
        world.schedule(self._over[rep], now + duration, DONE, rep, case)

    def _rep(self, rep: int) -> Generator[Event, Case, None]:
        """A rep: the attempt is over, what came of it is noted, and the rep is free again."""
        while True:
            case = yield self._over[rep]
            now = self._world.now
            self._over[rep] = self._world.env.event()
            self._end(case, rep, now)
            team = self._teams[case.crew]
            if rep < len(self._team_of):  # otherwise the rep leaves: the journey in force has fewer
                own = self._team_of[rep]
                own.bench.add(now, rep)
                own.stir(now)
                if team is own:
                    continue
            team.stir(now)

    def _end(self, case: Case, rep: int, now: int) -> None:
        """An attempt ends: another one later, or the lead leaves the desk."""
        world, terms = self._world, self._world.terms
        k = case.number
        answer = world.crowd_of_sales.complete(case.position, now, rep, k, case.way)
        if answer == _NOBODY and k + 1 >= len(terms.ways):
            self._give_back(case, now, R_UNREACHABLE)
        elif answer == _NOBODY and now >= case.last_s:
            self._give_back(case, now, R_EXPIRED)
        elif answer == _NOBODY:
            self._try_again(case, now + terms.desk.spacing, now)
        elif case.way == EMAIL:  # the answer is the second of a reply
            case.answers = True
            self._try_again(case, answer, now)
        else:
            self._close(case)

    def _try_again(self, case: Case, t: int, now: int) -> None:
        """The next attempt, as soon as the team is open at second t or later."""
        team = self._teams[case.crew]
        case.number += 1
        case.ready_s = team.crew.hours.next_open(t)
        team.wait(case, now)

    def _give_back(self, case: Case, now: int, reason: int) -> None:
        case.waits = False
        self._world.crowd_of_sales.give_back(case.position, now, reason)
        self._close(case)

    def _close(self, case: Case) -> None:
        """A lead has left the desk."""
        if case.begun:
            self._teams[case.crew].queue.under_way -= 1
        self._world.settle(case.position, case.position + 1)

    # ---- going cold ----

    def _expect(self, case: Case) -> None:
        """Until when a new case may wait."""
        world, terms = self._world, self._world.terms
        if terms.desk.expires is not None:
            case.last_s = case.synced_s + terms.desk.expires
        else:
            h = world.crowd_of_sales.handoffs(case.position) - 1
            case.last_s = case.synced_s + terms.patience_s(world.luck(case.lead, "desk/patience", h))
        if case.last_s < world.end_s:
            heappush(self._cold, (case.last_s, case.lead, case))
            self._cold_alarm.at(self._cold[0][0])

    def _go_cold(self, now: int) -> None:
        """Rank 8, after all reps: who has waited too long is given back."""
        dropped = []
        while self._cold and self._cold[0][0] <= now:
            case = heappop(self._cold)[2]
            if case.waits and not case.answers:
                self._give_back(case, now, R_EXPIRED)
                dropped.append(case)
        if self._cold:
            self._cold_alarm.at(self._cold[0][0])
        for team in {case.crew: self._teams[case.crew] for case in dropped}.values():
            team.stir(now)  # where work in progress is limited, others may begin now

    # ---- another journey ----

    def change(self) -> None:
        """Other terms: teams, staff, priorities and hours; cases go to the team of the same name, or the first."""
        old, terms = self._teams, self._world.terms
        free = [rep for team in old for rep in team.bench.leave()]
        waiting = [case for team in old for case in team.queue.leave()]
        called: list[Case] = [event.value for event in self._over if event.triggered]  # type: ignore[misc]
        self._open_teams()
        for since, rep in free:
            if rep < len(self._team_of):
                self._team_of[rep].bench.add(since, rep)
        self._hire()
        places = {crew.name: n for n, crew in enumerate(terms.crews)}
        for case in (*waiting, *called):
            case.crew = places.get(old[case.crew].crew.name, 0)
            case.rank = terms.rank(case.score, case.synced_s, terms.rules)
            self._teams[case.crew].queue.under_way += case.begun
        for case in waiting:
            self._teams[case.crew].wait(case, self._world.now)
