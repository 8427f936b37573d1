"""Who works when: the crew of each team with its shifts, closures and absences, and which reps of it are free."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from sim.engine.columns import FOREVER
from sim.model.calendar import NEVER_S, Calendar, WorkingTime, clock_words, working_spans
from sim.model.journey import Desk
from sim.model.salesdesk import Absence, Shift, Team


class Watch(NamedTuple):
    """Reps number first .. last - 1, who work the same hours."""

    first: int
    last: int
    working: WorkingTime


class Crew(NamedTuple):
    """A team: who works when, and how many leads it may have under way."""

    name: str
    watches: tuple[Watch, ...]
    hours: WorkingTime  # in which anybody of the team works
    most_under_way: int
    roll_s: tuple[int, ...]  # seconds at which absences begin and end
    there: tuple[int, ...]  # from then on reps with a number below this one are there

    @property
    def first(self) -> int:
        """Number of its first rep."""
        return self.watches[0].first

    @property
    def last(self) -> int:
        """The number after its last rep's."""
        return self.watches[-1].last

    def present(self, t: int) -> tuple[int, int]:
        """At second t reps with a number below this are there; and the second at which that may change."""
        at = bisect_right(self.roll_s, t)
        until = self.roll_s[at] if at < len(self.roll_s) else FOREVER
        return (self.there[at - 1] if at else self.last), until


def crews_of(desk: Desk, calendar: Calendar) -> tuple[Crew, ...]:
    """The crews of a desk's teams in file order; reps are numbered through all of them."""
    crews: list[Crew] = []
    for name, team in desk.staffed().items():
        crews.append(_crew(name, team, crews[-1].last if crews else 0, calendar))
    return tuple(crews)


def _crew(name: str, team: Team, first: int, calendar: Calendar) -> Crew:
    if team.closures:
        calendar = replace(calendar, closures=(*calendar.closures, *team.closures))
    shifts = team.shifts or [Shift(reps=team.head_count(), hours=team.hours)]
    together = WorkingTime(calendar, hours_together([shift.hours for shift in shifts]))
    watches: list[Watch] = []
    for shift in shifts:
        begin = watches[-1].last if watches else first
        working = together if len(shifts) == 1 else WorkingTime(calendar, shift.hours)
        watches.append(Watch(begin, begin + shift.reps, working))
    last = watches[-1].last
    most = FOREVER if team.work_in_progress is None else team.work_in_progress * (last - first)
    return Crew(name, tuple(watches), together, most, *_roll(team.absences, last, calendar))


def hours_together(hours: Sequence[str]) -> str | None:
    """The hours in which at least one of several works, in words; None: always."""
    each = [working_spans(words) for words in hours]
    if None in each:
        return None
    found: list[tuple[int, int]] = []
    for opening, closing in sorted(span for spans in each for span in spans or ()):
        if found and opening <= found[-1][1]:
            found[-1] = found[-1][0], max(closing, found[-1][1])
        else:
            found.append((opening, closing))
    return " ".join(f"{clock_words(opening)}-{clock_words(closing)}" for opening, closing in found)


def _roll(absences: Sequence[Absence], last: int, calendar: Calendar) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Seconds at which absences begin and end, and below which number reps are there from then on."""
    days = sorted({day for absence in absences for day in (absence.since, absence.until)})
    away = [sum(each.reps for each in absences if each.since <= day < each.until) for day in days]
    return tuple(calendar.second(calendar.day_of_date(day), 0) for day in days), tuple(last - n for n in away)


class Bench:
    """The free reps of a crew, by the second since which they are free, then by number."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._rows = [_Row(watch) for watch in crew.watches]
        self._present, self._roll_s = crew.last, -FOREVER

    def add(self, since: int, rep: int) -> None:
        """A rep is free since then."""
        for row in self._rows:
            if rep < row.last:
                heappush(row.free, (since, rep))
                return

    def take(self, now: int) -> int:
        """The rep who works now and is free longest, and isn't from now on; -1: nobody."""
        if now >= self._roll_s:
            self._call_roll(now)
        best = None
        for row in self._rows:
            if row.free and row.works(now):
                if self._present < row.last:
                    row.dismiss(self._present)
                if row.free and (best is None or row.free[0] < best.free[0]):
                    best = row
        return heappop(best.free)[1] if best is not None else -1

    def next_s(self, t: int) -> int:
        """A second, t or later, before which no free rep works; NEVER_S if none is free."""
        soonest = NEVER_S
        for row in self._rows:
            if row.free:
                soonest = min(soonest, row.next_open(t))
            elif row.away:
                soonest = min(soonest, row.next_open(max(t, self._roll_s)))
        return soonest

    def leave(self) -> list[tuple[int, int]]:
        """All free reps, (since, number), and no one is from now on."""
        found = [rep for row in self._rows for rep in (*row.free, *row.away)]
        self._rows = [_Row(watch) for watch in self._crew.watches]
        return found

    def _call_roll(self, now: int) -> None:
        """Absences begin or end: who was away may be there, and who is away now is found when it is his turn."""
        self._present, self._roll_s = self._crew.present(now)
        for row in self._rows:
            row.free += row.away
            heapify(row.free)
            row.away.clear()


class _Row:
    """The free reps of a watch: `away` are those found absent."""

    __slots__ = ("_closes_s", "_opens_s", "_working", "away", "free", "last")

    def __init__(self, watch: Watch) -> None:
        self.last, self._working = watch.last, watch.working
        self.free: list[tuple[int, int]] = []
        self.away: list[tuple[int, int]] = []
        self._opens_s = self._closes_s = 0  # the working hours looked up last: nearly always those asked for next

    def works(self, now: int) -> bool:
        if not self._opens_s <= now < self._closes_s:
            self._opens_s, self._closes_s = self._working.next_open(now), self._working.close_after(now)
        return self._opens_s <= now

    def next_open(self, t: int) -> int:
        return t if self._opens_s <= t < self._closes_s else self._working.next_open(t)

    def dismiss(self, present: int) -> None:
        """Set those aside whose turn it would be but who are absent."""
        while self.free and self.free[0][1] >= present:
            self.away.append(heappop(self.free))
