"""Textbook model: the words both engines share, and one journey with the tables made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import Any, TypeVar

import simpy

from sim.model import calendar, draws
from sim.model.journey import Call, Content, Email, Journey, Webinar
from sim.model.ledger import Status
from sim.model.persona import Personas, Rhythm

Luck = Callable[[int, int, int, int, int, int], int]
T = TypeVar("T")
Life = Generator[simpy.Event, Any, None]

WORD = 0xFFFFFFFF
GONE = (Status.EXCLUDED, Status.WON, Status.LOST)
WITH_SALES = (Status.TRANSIT, Status.DESK, Status.OPPORTUNITY)
EXPONENTIAL = draws.exponential_nodes()
lognormal = lru_cache(maxsize=256)(draws.lognormal_nodes)
purpose_word = lru_cache(maxsize=65_536)(draws.purpose)


class Rank(IntEnum):
    """Order of events at one second (section 12). Sources count a day's leads after the reviews of that second."""

    CHANGE = 1
    REVIEW = 2
    ARRIVAL = 3
    PRIVATE = 4
    SEND = 5
    WEBINAR = 6
    SYNC = 7
    COMPLETION = 8
    START = 9


class Kind(IntEnum):
    """Kinds of private events, in their order at one second (section 12)."""

    UNSUBSCRIBE = 1
    DEAL = 2
    MACHINE_OPEN = 3
    SCANNER_CLICK = 4
    READ = 5
    CLICK = 6
    STAY = 7
    REGISTER = 8
    CANCEL = 9
    REPLAY = 10
    MAIL_OR_CALL = 11
    TIMEOUT = 12
    SLEEP = 13
    VISIT = 14


def rint(x: float) -> int:
    """Nearest whole number, halves to even."""
    return round(x)


def thr(p: float) -> int:
    """Section 1: the word below which a chance event of probability p happens."""
    return min(max(int(p * 4294967296.0 + 0.5), 0), 4294967296)


def decay_table(half_life_s: int) -> list[float]:
    """Section 4: what is left of a value after 0, 1, 2 ... hours; nothing beyond."""
    half_life_h = half_life_s / 3600.0
    return [2.0 ** (-k / half_life_h) for k in range(int(20 * half_life_h) + 2)]


def look_up(table: Sequence[float], k: int) -> float:
    """An entry of a table that is 0.0 beyond its end."""
    return table[k] if k < len(table) else 0.0


class Clock:
    """Section 5: when people are awake, and the clock that runs only while they are."""

    def __init__(self, days: calendar.Calendar, rhythm: Rhythm) -> None:
        self.end_s = days.horizon_s
        self.weights = [self._weight(days, rhythm, h) for h in range(-(-self.end_s // 3600))]
        self.before = list(accumulate(self.weights, initial=0))

    @staticmethod
    def _weight(days: calendar.Calendar, rhythm: Rhythm, h: int) -> int:
        day = days.day_of(3600 * h)
        hour = min(23, (3600 * h - int(days.day_start_s[day])) // 3600)
        return (rhythm.open_day if days.is_business_day(day) else rhythm.off_day)[hour]

    def awake(self, t: int) -> int:
        """First waking second at or after t, as the norm counts it."""
        if t >= self.end_s or self.weights[t // 3600]:
            return min(t, self.end_s)
        later = (h for h in range(t // 3600 + 1, len(self.weights)) if self.weights[h])
        return next((3600 * h + t % 3600 for h in later), self.end_s)

    def shows(self, t: int) -> int:
        """What the activity clock shows at second t."""
        h = t // 3600
        return self.before[h] * 3600 + self.weights[h] * (t - 3600 * h)

    def second(self, x: int) -> int:
        """When the activity clock shows x."""
        h = bisect_right(self.before, (x - 1) // 3600) - 1
        if h >= len(self.weights):
            return calendar.NEVER_S
        return 3600 * h + -(-(x - self.before[h] * 3600) // self.weights[h])


class Plan:
    """One journey with its people, in force from first_s until stop_s, and the tables made of them."""

    def __init__(self, journey: Journey, personas: Personas, first_day: int, stop_day: int) -> None:
        self.journey, self.people, self.personas = journey, personas.people, personas.personas
        self.attributes = personas.attributes
        self.calendar = journey.built_calendar()
        self.days = range(first_day, stop_day)
        self.first_s, self.stop_s = (int(self.calendar.day_start_s[day]) for day in (first_day, stop_day))
        self.clock = Clock(self.calendar, self.people.rhythm)
        self._spans = lru_cache(maxsize=None)(self._allowed_spans)  # many mails, few hours
        self.lift_decay = decay_table(self.people.lift_half_life.value)
        self.fatigue_decay = decay_table(self.people.fatigue_half_life.value)
        r = 2.0 ** (-168.0 / (self.people.fatigue_half_life.value / 3600.0))
        self.weekly_fatigue = r / (1.0 - r)
        self.visit_gap = self._visit_gap()
        half_life = journey.scoring.half_life
        self.score_decay = None if half_life is None else decay_table(half_life)
        self.content = self._touchpoints(Content)
        self.mails = self._touchpoints(Email)
        self.series = self._touchpoints(Webinar)
        self.calls = self._touchpoints(Call)

    def _visit_gap(self) -> float | None:
        rhythm, rate = self.people.rhythm, self.people.visit_rate.value
        day_weight = (5 * sum(rhythm.open_day) + 2 * sum(rhythm.off_day)) / 7
        return day_weight * 3600.0 / rate if rate else None

    def _touchpoints(self, kind: type[T]) -> dict[str, T]:
        return {name: each for name, each in self.journey.touchpoints.items() if isinstance(each, kind)}

    def allowed(self, mail: Email | Webinar) -> list[tuple[int, int]]:
        """Spans of seconds [from, to) in which a mail may go out (section 10, step 4)."""
        policy = self.journey.contact_policy
        open_days_only = (mail.days or policy.days) == "open"
        return self._spans(mail.window, policy.quiet_hours, open_days_only)

    def _allowed_spans(
        self, window: str | None, quiet: tuple[int, int] | None, open_days_only: bool
    ) -> list[tuple[int, int]]:
        return calendar.allowed_spans(self.calendar, window, quiet, open_days_only=open_days_only)

    def local(self, t: int) -> tuple[int, int]:
        """Local day and hour (0..23) of a second."""
        day = self.calendar.day_of(t)
        return day, min(23, (t - int(self.calendar.day_start_s[day])) // 3600)

    def opens_by_fatigue(self, j: int) -> float:
        """OPEN[j] of section 10."""
        return float(max(j / 32.0, 0.25) ** self.people.open_frequency_exponent.value)

    def unsubscribes_by_fatigue(self, j: int) -> float:
        """UNSUB[j] of section 10."""
        return float(max(j / 32.0, 0.25) ** self.people.unsubscribe_fatigue_exponent.value)


class Indices:
    """Section 3: names of the first journey in file order, then those only the second one has."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        journeys = [plan.journey for plan in plans]
        self.sources = self._merged(journey.sources for journey in journeys)
        self.stages = self._merged(journey.stages for journey in journeys)
        self.personas = self._merged(plan.personas for plan in plans)
        self.touchpoints = self._merged(journey.touchpoints for journey in journeys)
        self.rules = self._merged(journey.mql for journey in journeys)
        self.exits = self._merged(journey.exits for journey in journeys)
        self.reviews = self._merged(journey.reviews for journey in journeys)
        self.behaviours = self._merged(journey.behaviour_names() for journey in journeys)
        self.reviews = self._merged(journey.reviews for journey in journeys)

        mails = [plan.mails for plan in plans]
        self.variants = {
            name: self._merged(each[name].variants for each in mails if name in each) for each in mails for name in each
        }

    @staticmethod
    def _merged(lists: Iterable[Iterable[str]]) -> dict[str, int]:
        names = dict.fromkeys(name for each in lists for name in each)
        return {name: index for index, name in enumerate(names)}
