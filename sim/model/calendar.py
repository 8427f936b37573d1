"""The calendar that turns a journey's elapsed seconds into local days and hours, and the hours in which a team works.

All time is a whole number of elapsed seconds since local midnight of the start date. Local days differ in length where
clocks change, so a day is looked up, never multiplied by 86,400.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo, available_timezones

import holidays
import numpy as np
import numpy.typing as npt

from sim.model.timewords import (
    DAY_S,
    LONGEST_S,
    WEEK_S,
    Closure,
    clock_s,
    clock_words,
    closure,
    duration_s,
    duration_words,
    iso_date,
    refusal,
    working_spans,
)
from sim.words.wording import nearest

__all__ = [  # the one door to journey time: its words are offered here too
    "DAY_S",
    "MARGIN_DAYS",
    "NEVER_S",
    "WEEK_S",
    "Calendar",
    "Closure",
    "Seconds",
    "WorkingTime",
    "clock_s",
    "clock_words",
    "closure",
    "duration_s",
    "duration_words",
    "iso_date",
    "working_spans",
]

Seconds = npt.NDArray[np.int64]

NEVER_S = 2**62  # later than any calendar; leaves room to add a duration within 64 bits
MARGIN_DAYS = 400  # a queue may look more than a year past the horizon before the calendar ends

_FIRST_YEAR, _LAST_YEAR = 1950, 2200


@lru_cache(maxsize=1_024)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    """Public holidays of one year in a country (`JP`) or a part of it (`DE-BY`), substitute days included."""
    code, _, part = country.partition("-")
    try:
        known = holidays.country_holidays(code, subdiv=part or None)
        if not code.isupper():
            raise NotImplementedError
    except (NotImplementedError, AttributeError):
        raise refusal("country", country) from None
    if not known.start_year <= year <= known.end_year:
        raise refusal("holiday_year", country, year=year, first=known.start_year, last=known.end_year)
    return frozenset(holidays.country_holidays(code, subdiv=part or None, years=year))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise refusal("zone", name, suggestion=nearest(name, available_timezones()) or "Asia/Tokyo") from None


@dataclass(frozen=True)
class Calendar:
    """Local days of a journey: when each begins, whether people work on it, and which quarter and month it belongs to.

    `days` is the horizon in local days from `start`; MARGIN_DAYS more continue it. `country` names the public holidays
    (`JP`, `DE-BY`; None for none). Questions about single days and seconds are answered outside that range too.
    Raises ValueError for an unknown zone or country, a month outside 1..12, fewer than one day, years beyond 1950-2200
    or beyond the years whose holidays are known.
    """

    start: date
    days: int
    zone: str = "Asia/Tokyo"
    country: str | None = "JP"
    closures: Sequence[Closure] = ()
    fiscal_year_start: int = 4

    def __post_init__(self) -> None:
        object.__setattr__(self, "closures", tuple(self.closures))
        if not 1 <= self.days <= LONGEST_S // DAY_S:
            raise refusal("days", self.days)
        if not 1 <= self.fiscal_year_start <= 12:
            raise refusal("fiscal_year_start", self.fiscal_year_start)
        last_year = self.start.year + (self.days + MARGIN_DAYS) // 365 + 1  # at least the margin's last year
        if self.start.year < _FIRST_YEAR or last_year > _LAST_YEAR:
            raise refusal("years", self.start, first=_FIRST_YEAR, last=_LAST_YEAR)
        _zone(self.zone)
        if self.country is not None:
            for year in range(self.start.year, self.date_of(self.days + MARGIN_DAYS).year + 1):
                _public_holidays(self.country, year)

    @cached_property
    def day_start_s(self) -> Seconds:
        """Elapsed second at which local day d begins, d = 0 .. days + MARGIN_DAYS; read-only."""
        return _frozen(self._starts)

    @property
    def horizon_s(self) -> int:
        """Elapsed second at which the horizon ends: the end of local day `days - 1`."""
        return self._starts[self.days]

    @property
    def end_s(self) -> int:
        """Elapsed second at which the margin ends."""
        return self._starts[-1]

    @cached_property
    def _starts(self) -> list[int]:
        midnights = (datetime.combine(self.date_of(d), time()) for d in range(self.days + MARGIN_DAYS + 1))
        return [self._instant(midnight) - self._epoch for midnight in midnights]

    @cached_property
    def _zone_info(self) -> ZoneInfo:
        return _zone(self.zone)

    @cached_property
    def _epoch(self) -> int:
        """Unix second of elapsed second 0."""
        return self._instant(datetime.combine(self.start, time()))

    def _wall(self, instant: int) -> datetime:
        """What a local clock shows at a Unix second, without its zone."""
        return datetime.fromtimestamp(instant, self._zone_info).replace(tzinfo=None)

    def _instant(self, wall: datetime) -> int:
        """Unix second at which a local clock first shows `wall`, or first shows something later if it skips `wall`."""
        before, after = (
            int(wall.replace(tzinfo=self._zone_info, fold=fold).timestamp()) for fold in (0, 1)
        )  # by the offsets before and after a change of the clocks; equal on nearly every day
        if before <= after:
            return before
        skipped = range(after, before + 1)  # the change lies in here; the clock passes `wall` at that second
        return skipped[bisect_right(skipped, wall, key=self._wall)]

    def second(self, day: int, clock: int) -> int:
        """Elapsed second of local clock time `clock` (0..86400) on local day `day`.

        A time that doesn't exist moves forward to the first that does; a doubled one is the first of the two.
        """
        if 0 <= day < len(self._starts) - 1 and self._starts[day + 1] - self._starts[day] == DAY_S:
            return self._starts[day] + int(clock)
        midnight = datetime.combine(self.date_of(day), time())
        return self._instant(midnight + timedelta(seconds=int(clock))) - self._epoch

    def day_of(self, t: int) -> int:
        """Local day of an elapsed second; negative before the start."""
        if 0 <= t < self.end_s:
            return bisect_right(self._starts, t) - 1
        return self.day_of_date(self.local(t).date())

    def date_of(self, day: int) -> date:
        """Date of a local day."""
        return self.start + timedelta(days=int(day))

    def day_of_date(self, d: date) -> int:
        """Local day of a date; negative before the start."""
        return (d - self.start).days

    def local(self, t: int) -> datetime:
        """Local time of an elapsed second, with its zone."""
        return datetime.fromtimestamp(self._epoch + int(t), self._zone_info)

    def weekday(self, day: int) -> int:
        """0 for Monday .. 6 for Sunday."""
        return (self.start.weekday() + int(day)) % 7

    def is_holiday(self, day: int) -> bool:
        """Whether a local day is a public holiday of the country; weekends alone are none."""
        d = self.date_of(day)
        return self.country is not None and d in _public_holidays(self.country, d.year)

    def is_closed(self, day: int) -> bool:
        """Whether a company closure covers a local day."""
        d = self.date_of(day)
        return any(each.covers(d) for each in self.closures)

    def is_business_day(self, day: int) -> bool:
        """Monday to Friday, neither public holiday nor closure."""
        return self.weekday(day) < 5 and not self.is_holiday(day) and not self.is_closed(day)

    def fiscal_quarter(self, day: int) -> str:
        """`FY2026 Q1`; a fiscal year is named by the calendar year in which it starts."""
        d = self.date_of(day)
        year = d.year - (d.month < self.fiscal_year_start)
        return f"FY{year} Q{(d.month - self.fiscal_year_start) % 12 // 3 + 1}"

    def month(self, day: int) -> str:
        """`2026-04`."""
        return f"{self.date_of(day):%Y-%m}"

    def hour_weights(self, weekday_hours: Seconds, closed_factor_percent: int) -> Seconds:
        """Weight of each elapsed hour h, [3600 h, 3600 h + 3600), from the start to the end of the margin.

        `weekday_hours` is int64[7, 24], Monday first; local weekday and hour at the elapsed hour's first second count.
        On public holidays and closures the weight is `weight * closed_factor_percent // 100`.
        """
        if weekday_hours.shape != (7, 24):
            raise refusal("hour_weights", weekday_hours.shape)
        day, hour = self._elapsed_hours
        quiet = np.array([self.is_holiday(d) or self.is_closed(d) for d in range(len(self._starts))])[day]
        weights = np.asarray(weekday_hours, dtype=np.int64)[(self.start.weekday() + day) % 7, hour]
        return np.where(quiet, weights * int(closed_factor_percent) // 100, weights)

    @cached_property
    def _elapsed_hours(self) -> tuple[Seconds, Seconds]:
        """Local day and hour of day at the first second of each elapsed hour."""
        t = np.arange(0, self.end_s, 3_600, dtype=np.int64)
        day = np.searchsorted(self.day_start_s, t, side="right") - 1
        hour = (t - self.day_start_s[day]) // 3_600
        for h in np.flatnonzero(np.diff(self.day_start_s)[day] != DAY_S):  # days on which clocks change
            hour[h] = self.local(int(t[h])).hour
        return day, hour


class WorkingTime:
    """Hours in which a team works: clock spans on business days, or `always`: every second, without a calendar.

    Working intervals [open, close) lie within one local day each (`always`: one without end) and run from the start to
    the end of the calendar's margin. What lies beyond the margin is NEVER_S, later than any horizon.
    """

    def __init__(self, calendar: Calendar, hours: str | None) -> None:
        spans = working_spans(hours)
        days = [[(0, NEVER_S)]] if spans is None else _working_days(calendar, spans)
        self.calendar = calendar
        self.always = spans is None
        self._day_opens = [day[0][0] for day in days]
        self._day_closes = [day[-1][1] for day in days]
        self._opens = [opening for day in days for opening, _ in day]
        self._closes = [closing for day in days for _, closing in day]
        lengths = (closing - opening for opening, closing in zip(self._opens, self._closes, strict=True))
        self._worked = list(accumulate(lengths, initial=0))  # before each interval, and in all
        self.opens_s, self.closes_s = _frozen(self._opens), _frozen(self._closes)

    def next_open(self, t: int) -> int:
        """First working second at or after t."""
        i = bisect_right(self._closes, t)
        return max(int(t), self._opens[i]) if i < len(self._opens) else NEVER_S

    def close_after(self, t: int) -> int:
        """End of the working interval that contains t, or of the next one."""
        i = bisect_right(self._closes, t)
        return self._closes[i] if i < len(self._closes) else NEVER_S

    def add(self, t: int, working_seconds: int) -> int:
        """Second at which `working_seconds` (>= 0) have been worked since t: a closing time, not the opening after it.

        A t outside working hours counts from the next opening; 0 gives `next_open(t)`.
        """
        if working_seconds == 0:
            return self.next_open(t)
        goal = self._worked_until(t) + int(working_seconds)
        i = bisect_left(self._worked, goal) - 1
        return self._opens[i] + goal - self._worked[i] if goal <= self._worked[-1] else NEVER_S

    def between(self, a: int, b: int) -> int:
        """Working seconds in [a, b); 0 if b is not later than a."""
        return max(0, self._worked_until(b) - self._worked_until(a))

    def _worked_until(self, t: int) -> int:
        i = bisect_right(self._opens, t) - 1
        return self._worked[i] + min(int(t), self._closes[i]) - self._opens[i] if i >= 0 else 0

    def next_business_open(self, t: int) -> int:
        """Opening of the first business day after the local day of t; always open: the next local midnight."""
        if t >= self.calendar.end_s:
            return NEVER_S
        midnight = self.calendar.second(self.calendar.day_of(t) + 1, 0)
        i = bisect_left(self._day_opens, midnight)
        return midnight if self.always else self._day_opens[i] if i < len(self._day_opens) else NEVER_S

    def end_of_business_day(self, t: int) -> int:
        """Last closing of t's local day if t is before it on a business day, else that of the next business day.

        Always open: the next local midnight.
        """
        if self.always:
            return self.next_business_open(t)
        i = bisect_right(self._day_closes, t)
        return self._day_closes[i] if i < len(self._day_closes) else NEVER_S


def allowed_spans(
    calendar: Calendar, hours: str | None, quiet: tuple[int, int] | None, *, open_days_only: bool
) -> list[tuple[int, int]]:
    """Seconds [from, to) in which a mail may go out, ascending, from the start to the end of the calendar's margin.

    On each local day (business days only, if asked) the clock hours of `hours` (None: all day) outside the quiet hours
    (clock seconds from, to; they may pass midnight). What the clocks skip is left out; what touches is one span.
    """
    clock = working_spans(hours) or ((0, DAY_S),)
    if quiet is not None:
        first, last = quiet
        loud = ((last, first),) if last < first else ((0, first), (last, DAY_S))
        clock = tuple((max(a, c), min(b, d)) for a, b in clock for c, d in loud)
    spans: list[tuple[int, int]] = []
    for day in range(len(calendar.day_start_s) - 1):
        if open_days_only and not calendar.is_business_day(day):
            continue
        for opening, closing in clock:
            if opening >= closing:
                continue
            begins, ends = calendar.second(day, opening), calendar.second(day, closing)
            if spans and begins == spans[-1][1] and begins < ends:
                spans[-1] = (spans[-1][0], ends)
            elif begins < ends:
                spans.append((begins, ends))
    return spans


def _working_days(calendar: Calendar, spans: tuple[tuple[int, int], ...]) -> list[list[tuple[int, int]]]:
    """Working intervals of each business day; a span that the clocks skip is left out."""
    days = (
        [(calendar.second(day, opening), calendar.second(day, closing)) for opening, closing in spans]
        for day in range(len(calendar.day_start_s) - 1)
        if calendar.is_business_day(day)
    )
    open_days = ([span for span in day if span[0] < span[1]] for day in days)
    return [day for day in open_days if day]


def _frozen(seconds: list[int]) -> Seconds:
    array = np.array(seconds, dtype=np.int64)
    array.setflags(write=False)
    return array
