"""Sales in a journey file: the sync to the sales tool, the inside-sales desk and its teams, returns, and reviews."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.model.settings import (
    CadenceWords,
    Clock,
    ClosureWords,
    Day,
    Duration,
    FirstContactWords,
    Rescore,
    RuleText,
    Share,
    WorkingHours,
)  # fmt: skip
from sim.yamlfile import Model, Name, Text, Words

REASONS = ("unreachable", "competitor", "not_target", "timing", "budget", "authority", "rejected", "expired")
Rules = Annotated[list[RuleText], Field(min_length=1, max_length=20)]
PERSONAL = ("name", "company", "email")  # fields of a record that no rule reads


class Sync(Model):
    """How hand-offs travel from the marketing tool to the sales tool.

    `fields` maps what travels to the sales tool's own columns; empty: everything travels under its own name.
    """

    mode: Literal["real_time", "periodic"] = "real_time"
    every: Annotated[Duration, Field(ge=60)] = 900
    at: Clock = 0
    failure: Annotated[float, Field(ge=0, lt=1)] = 0.0
    retry: Annotated[Duration, Field(ge=1)] = 900
    duplicate: Share = 0.0
    fields: dict[Name, Words] = {}


class Shift(Model):
    """Reps who work the same hours."""

    reps: Annotated[int, Field(ge=1, le=10_000)]
    hours: WorkingHours


class Absence(Model):
    """So many reps, those with the highest numbers, are away from a day to before another."""

    reps: Annotated[int, Field(ge=1, le=10_000)]
    since: Day = Field(alias="from")
    until: Day


class Staff(Model):
    """Who works when: `reps` with the same `hours`, or `shifts`; days the team is closed; absences."""

    reps: Annotated[int, Field(ge=1, le=10_000)] | None = None
    hours: WorkingHours = "09:00-18:00"
    shifts: Annotated[list[Shift], Field(max_length=20)] = []
    closures: list[ClosureWords] = []
    absences: Annotated[list[Absence], Field(max_length=100)] = []
    work_in_progress: Annotated[int, Field(ge=1, le=10_000)] | None = None

    def head_count(self) -> int:
        """Reps of all shifts."""
        return sum(shift.reps for shift in self.shifts) if self.shifts else self.reps or 0


class Team(Staff):
    """A team and its territory: the leads of whom `takes` is true as synced."""

    title: Text = ""
    takes: RuleText | None = None


class Desk(Staff):
    """Inside sales: one team, or several (`teams`), and how they work."""

    teams: Annotated[dict[Name, Team], Field(max_length=20)] = {}
    first_contact: FirstContactWords = "same_day"
    attempts: Annotated[int, Field(ge=1, le=60)] = 6
    steps: Annotated[list[Literal["phone", "email"]], Field(max_length=60)] = []
    spacing: Duration = 86_400
    priority: (
        Literal["first_come", "score", "freshness"] | Annotated[list[RuleText], Field(min_length=1, max_length=20)]
    ) = "first_come"
    filter: RuleText | None = None
    expires: Annotated[Duration, Field(ge=1)] | None = None
    patience: Annotated[Duration, Field(ge=1)] | None = None
    dial: Duration = 480
    talk: Duration = 1500
    write: Duration = 300

    def staffed(self) -> dict[str, Team]:
        """The teams, in file order; a desk without teams is one team named `desk`."""
        own = Team(**{name: getattr(self, name) for name in Staff.model_fields})
        return dict(self.teams) or {"desk": own}

    def head_count(self) -> int:
        """All reps of all teams."""
        return sum(team.head_count() for team in self.teams.values()) if self.teams else super().head_count()

    def means(self) -> list[Literal["phone", "email"]]:
        """Phone or e-mail for each attempt."""
        return list(self.steps) or ["phone"] * self.attempts


class Return(Model):
    """Where a returned lead goes (a stage, `keep` or `excluded`), how long no rule may hand it off again, its score."""

    to: Name = "keep"
    rest: Duration = 0
    score: Rescore = "keep"


class Target(Model):
    """What a review steers towards: one of a share of hand-offs accepted, a share opened, or hand-offs a week."""

    acceptance: Share | None = None
    opportunity_rate: Share | None = None
    handoffs_per_week: Annotated[float, Field(ge=0)] | None = None
    tolerance: Annotated[float, Field(ge=0)] = 0.0


class Review(Model):
    """A meeting that moves the number that a rule compares `compares` with, step by step and within bounds."""

    title: Text = ""
    meets: CadenceWords
    rule: Name
    compares: Name = "score"
    step: Annotated[int, Field(ge=1, le=10_000)] = 5
    bounds: tuple[int, int]
    target: Target
    window: Annotated[Duration, Field(ge=86_400)] = 7_776_000
    least: Annotated[int, Field(ge=1)] = 20
