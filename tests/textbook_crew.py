"""Textbook model: who works at the desk, and when (section 11 of docs/world.md)."""

from __future__ import annotations

from dataclasses import replace

from sim.model.calendar import WorkingTime
from sim.model.salesdesk import Shift, Team
from tests.textbook_plan import Plan


class Crew:
    """A team of the journey in force: its reps, numbered from `first` on through its shifts, and their hours."""

    def __init__(self, plan: Plan, name: str, team: Team, first: int) -> None:
        self.plan, self.name, self.team = plan, name, team
        days = replace(plan.calendar, closures=(*plan.calendar.closures, *team.closures))
        shifts = team.shifts or [Shift(reps=team.head_count(), hours=team.hours)]
        self.hours = [WorkingTime(days, shift.hours) for shift in shifts]
        whose = [hours for hours, shift in zip(self.hours, shifts, strict=True) for _ in range(shift.reps)]
        self.shift_of = dict(enumerate(whose, first))  # a rep's hours
        self.reps = range(first, first + len(whose))

    def works(self, rep: int, t: int) -> bool:
        """Whether a rep works at t: within the hours of the shift, and not away."""
        day = self.plan.calendar.date_of(self.plan.calendar.day_of(t))
        away = sum(absence.reps for absence in self.team.absences if absence.since <= day < absence.until)
        return rep < self.reps.stop - away and self.shift_of[rep].next_open(t) == t

    def next_open(self, t: int) -> int:
        """First second at or after t that lies in the hours of any shift."""
        return min(hours.next_open(t) for hours in self.hours)

    def next_business_open(self, t: int) -> int:
        """Opening of the team's first business day after that of t."""
        return min(hours.next_business_open(t) for hours in self.hours)

    def openings(self) -> set[int]:
        """Seconds at which somebody may begin to work: openings of shifts, and midnights, at which absences end."""
        opens = {int(second) for hours in self.hours for second in hours.opens_s}
        return opens | {int(self.plan.calendar.day_start_s[day]) for day in self.plan.days}


def crews(plan: Plan) -> dict[str, Crew]:
    """The teams of a journey in file order; reps are numbered through all of them."""
    found: dict[str, Crew] = {}
    first = 0
    for name, team in plan.journey.desk.staffed().items():
        found[name] = Crew(plan, name, team, first)
        first += team.head_count()
    return found
