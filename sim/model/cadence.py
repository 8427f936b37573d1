"""Cadence: the words for when a programme sends, and the calendar moments they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sim.model.calendar import Calendar
from sim.model.timewords import DAY_S, WEEK_S, clock_s, clock_words, duration_s, iso_date, refusal
from sim.words.wording import cut, did_you_mean

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1}
_A_MONTH = {1: (1,), 2: (1, 3), 3: (1, 2, 3), 4: (1, 2, 3, 4)}  # sends a month -> which of the month's weekdays


class Moment(NamedTuple):
    """One send: its elapsed second, its 7-day block since the start day, its ordinal within that block (0..15)."""

    t_s: int
    week: int
    slot: int


@dataclass(frozen=True)
class _Weekly:
    """Weekdays (0 = Monday) in every n-th 7-day block since the start day, the first block included."""

    weekdays: tuple[int, ...]
    weeks: int = 1

    def falls_on(self, day: int, d: date) -> bool:
        return d.weekday() in self.weekdays and day // 7 % self.weeks == 0

    def __str__(self) -> str:
        names = ",".join(WEEKDAYS[weekday] for weekday in self.weekdays)
        if self.weeks > 1:
            return f"every {self.weeks}w {names}"
        return {tuple(range(5)): "weekdays", tuple(range(7)): "daily"}.get(self.weekdays, f"weekly {names}")


@dataclass(frozen=True)
class _EveryDays:
    """Every n-th day since the start day, the start day included."""

    days: int

    def falls_on(self, day: int, _: date) -> bool:
        return day % self.days == 0

    def __str__(self) -> str:
        return f"every {self.days}d"


@dataclass(frozen=True)
class _Ordinal:
    """The 1st .. 4th or last (-1) such weekday of each calendar month."""

    ordinals: tuple[int, ...]
    weekday: int

    def falls_on(self, _: int, d: date) -> bool:
        is_last = (d + timedelta(days=7)).month != d.month
        return d.weekday() == self.weekday and ((d.day + 6) // 7 in self.ordinals or (is_last and -1 in self.ordinals))

    def __str__(self) -> str:
        if len(self.ordinals) > 1:
            return f"{len(self.ordinals)} a month {WEEKDAYS[self.weekday]}"
        name = next(word for word, ordinal in _ORDINALS.items() if self.ordinals == (ordinal,))
        return f"monthly {name} {WEEKDAYS[self.weekday]}"


@dataclass(frozen=True)
class _DayOfMonth:
    """One day of each calendar month, or the month's last day if it is shorter."""

    number: int

    def falls_on(self, _: int, d: date) -> bool:
        return d.day == min(self.number, monthrange(d.year, d.month)[1])

    def __str__(self) -> str:
        return f"monthly {self.number}"


@dataclass(frozen=True)
class _Dates:
    """Given dates, ascending; none at all is `never`."""

    dates: tuple[date, ...]

    def falls_on(self, _: int, d: date) -> bool:
        return d in self.dates

    def __str__(self) -> str:
        return ", ".join(d.isoformat() for d in self.dates)


_Rule = _Weekly | _EveryDays | _Ordinal | _DayOfMonth | _Dates


@dataclass(frozen=True)
class Cadence:
    """When a programme sends: a rule for local days and a clock time. Cadences of the same meaning are equal."""

    rule: _Rule
    clock: int = 0

    def __str__(self) -> str:
        return "never" if self.rule == _Dates(()) else f"{self.rule} {clock_words(self.clock)}"

    def moments(self, calendar: Calendar, first_s: int, last_s: int) -> list[Moment]:
        """Moments with first_s <= t_s < last_s, ascending; none before the journey's start.

        Weeks are 7-day blocks since the start day and slots count the sends of such a block, so neither depends on
        `first_s`. A local time that the clocks skip moves forward and stays the moment of the day it was meant for.
        """
        found: list[Moment] = []
        block = calendar.day_of(max(0, first_s - 1)) // 7  # a skipped 23:30 is a moment of the day before its second
        while calendar.second(block * 7, 0) < last_s:
            days = (day for day in range(block * 7, block * 7 + 7) if self.rule.falls_on(day, calendar.date_of(day)))
            sends = (calendar.second(day, self.clock) for day in days)
            found += [Moment(t, block, slot) for slot, t in enumerate(sends) if first_s <= t < last_s]
            block += 1
        return found


def cadence(text: str) -> Cadence:
    """Cadence from words; ValueError with one sentence for anything else.

    - `weekly Tue 10:00`, `weekly Tue,Thu 10:00`, `weekdays 10:00` (Monday to Friday, holidays too), `daily 09:00`
    - `every 10d 10:00` from the start day, which counts; `every 2w Tue 10:00` from the start day's first such weekday
    - `2 a month Tue 10:00`: 1 the 1st such weekday of the calendar month, 2 the 1st and 3rd, 3 the 1st to 3rd,
      4 the 1st to 4th
    - `monthly 3rd Thu 15:00`, `monthly last Fri 15:00`, `monthly 31 10:00` (a shorter month's last day)
    - `2026-04-14 10:00`, `2026-04-14, 2026-05-12 10:00`, `never`
    """
    words = re.sub(r"\s*,\s*", ",", text.strip()).split()
    if words == ["never"]:
        return Cadence(_Dates(()))
    if len(words) < 2 or ":" not in words[-1]:
        raise refusal("cadence_time" if words and _parser(words) else "cadence", text)
    parse = _parser(words)
    rule = parse(words[:-1], text) if parse else None
    if rule is None:
        raise refusal("cadence", text)
    return Cadence(rule, _send_clock(words[-1], text))


def _send_clock(word: str, text: str) -> int:
    clock = clock_s(word)
    if clock == DAY_S:
        raise refusal("cadence_midnight", text)
    return clock


def _parser(words: list[str]) -> Callable[[list[str], str], _Rule | None] | None:
    """The reader for words that begin like these; it returns None for words that it doesn't know."""
    if words[1:3] == ["a", "month"]:
        return _read_a_month
    if words[0][:4].isdigit() and "-" in words[0]:
        return _read_dates
    return {
        "weekly": _read_weekly,
        "weekdays": _read_bare,
        "daily": _read_bare,
        "every": _read_every,
        "monthly": _read_monthly,
    }.get(words[0])


def _read_weekly(words: list[str], text: str) -> _Rule | None:
    return _Weekly(_weekdays(words[1], text)) if len(words) == 2 else None


def _read_bare(words: list[str], _: str) -> _Rule | None:
    return _Weekly(tuple(range(5 if words[0] == "weekdays" else 7))) if len(words) == 1 else None


def _read_every(words: list[str], text: str) -> _Rule | None:
    if not 2 <= len(words) <= 3:
        return None
    span_s = duration_s(words[1])
    if span_s < DAY_S or span_s % DAY_S:
        raise refusal("cadence_days", text)
    if len(words) == 2:
        return _EveryDays(span_s // DAY_S) if span_s > DAY_S else _Weekly(tuple(range(7)))
    if span_s % WEEK_S:
        raise refusal("cadence_weeks", text)
    return _Weekly(_weekdays(words[2], text), span_s // WEEK_S)


def _read_a_month(words: list[str], text: str) -> _Rule | None:
    if len(words) != 4:
        return None
    if words[0] not in map(str, _A_MONTH):
        raise refusal("cadence_a_month", text)
    return _Ordinal(_A_MONTH[int(words[0])], _weekday(words[3], text))


def _read_monthly(words: list[str], text: str) -> _Rule | None:
    if len(words) == 3:
        if words[1] not in _ORDINALS:
            raise refusal("cadence_ordinal", text)
        return _Ordinal((_ORDINALS[words[1]],), _weekday(words[2], text))
    if len(words) != 2 or words[1] not in map(str, range(1, 32)):
        raise refusal("cadence_day_of_month", text)
    return _DayOfMonth(int(words[1]))


def _read_dates(words: list[str], text: str) -> _Rule | None:
    dates = sorted(iso_date(word) for word in words[0].split(","))
    if len(words) != 1 or len(set(dates)) != len(dates):
        raise refusal("cadence_dates", text)
    return _Dates(tuple(dates))


def _weekdays(word: str, text: str) -> tuple[int, ...]:
    found = [_weekday(name, text) for name in word.split(",")]
    if len(set(found)) != len(found):
        raise refusal("cadence_twice", text)
    return tuple(sorted(found))


def _weekday(name: str, text: str) -> int:
    """0 for `Mon` .. 6 for `Sun`; any other word is refused with the nearest name."""
    if name not in WEEKDAYS:
        raise refusal("weekday", name, text=cut(text), hint=did_you_mean(name[:3], WEEKDAYS))
    return WEEKDAYS.index(name)
