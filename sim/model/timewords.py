"""Words for time, each read into whole seconds or dates: durations, clock times, dates, closures, working hours."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from sim.words.messages import say
from sim.words.wording import cut

DAY_S = 86_400
WEEK_S = 7 * DAY_S
LONGEST_S = 36_500 * DAY_S

_UNIT_S = {"w": WEEK_S, "d": DAY_S, "h": 3_600, "min": 60, "s": 1}
_COUNT = "(0|[1-9][0-9]{0,9})"
_DURATION = re.compile(" ?".join(f"(?:{_COUNT}{unit})?" for unit in _UNIT_S))
_CLOCK = re.compile("([0-9]{1,2}):([0-9]{2})")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_DAY = re.compile("([0-9]{2})-([0-9]{2})")


def refusal(key: str, value: object, **values: object) -> ValueError:
    """The ValueError whose sentence is `calendar.<key>`, with the refused value cut short and on one line."""
    return ValueError(say(f"calendar.{key}", value=cut(str(value)), **values))


def duration_s(text: str) -> int:
    """Seconds in duration words such as `7d`, `15min`, `1d12h`, `1d 12h`: units w, d, h, min, s in that order.

    No months: they have no fixed length. Raises ValueError for anything else and beyond 36500d.
    """
    words = text.strip()
    match = _DURATION.fullmatch(words)
    if not words or match is None:
        raise refusal("duration", text)
    seconds = sum(int(count or 0) * unit_s for count, unit_s in zip(match.groups(), _UNIT_S.values(), strict=True))
    if seconds > LONGEST_S:
        raise refusal("duration_long", text)
    return seconds


def duration_words(seconds: int) -> str:
    """Exact words that `duration_s` reads back: `7d`, `1d 12h`, `0s`. Weeks become days; a minus below zero."""
    rest, parts = abs(int(seconds)), []
    for unit in ("d", "h", "min", "s"):
        count, rest = divmod(rest, _UNIT_S[unit])
        if count:
            parts.append(f"{count}{unit}")
    return ("-" if seconds < 0 else "") + (" ".join(parts) or "0s")


def clock_s(text: str) -> int:
    """Seconds of local clock time since midnight: `10:30` is 37,800; `24:00`, the end of the day, is allowed."""
    match = _CLOCK.fullmatch(text.strip())
    hour, minute = (int(part) for part in match.groups()) if match else (99, 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise refusal("clock", text)
    return hour * 3_600 + minute * 60


def clock_words(clock: int) -> str:
    """`10:30` for 37,800; seconds within the minute are not shown."""
    return f"{clock // 3_600:02d}:{clock // 60 % 60:02d}"


def iso_date(text: str) -> date:
    """The date written `2026-04-14`; ValueError for any other form and for dates that don't exist."""
    try:
        return date.fromisoformat(_DATE.fullmatch(text.strip())[0])  # type: ignore[index]  # no match: TypeError
    except (TypeError, ValueError):
        raise refusal("date", text) from None


class Closure(NamedTuple):
    """Days on which the company is closed, both ends included: every year as (month, day), or once as dates."""

    first: tuple[int, int] | date
    last: tuple[int, int] | date

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the closure; a yearly one may wrap the year's end."""
        match self:
            case (date() as first, date() as last):
                return first <= day <= last
            case (tuple() as first, tuple() as last) if first <= last:
                return first <= (day.month, day.day) <= last
            case (tuple() as first, tuple() as last):
                return (day.month, day.day) >= first or (day.month, day.day) <= last
        return False

    def __str__(self) -> str:
        ends = [end.isoformat() if isinstance(end, date) else "{:02d}-{:02d}".format(*end) for end in self]
        return ends[0] if self.first == self.last else "..".join(ends)


def closure(text: str) -> Closure:
    """Closure from `08-15`, `08-13..08-16`, `12-29..01-03` (every year) or `2026-05-01`, `2026-05-01..2026-05-06`."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    match _closure_end(first, text), _closure_end(last if dots else first, text):
        case (date() as start, date() as end) if start > end:
            raise refusal("closure_order", text)
        case (date(), tuple()) | (tuple(), date()):
            raise refusal("closure", text)
        case ends:
            return Closure(*ends)


def _closure_end(part: str, text: str) -> tuple[int, int] | date:
    try:
        if match := _MONTH_DAY.fullmatch(part):
            leap = date(2024, int(match[1]), int(match[2]))  # 02-29 is a day, if not of every year
            return leap.month, leap.day
        return iso_date(part)
    except ValueError:
        raise refusal("closure", text) from None


def working_spans(hours: str | None) -> tuple[tuple[int, int], ...] | None:
    """Clock spans in seconds from `09:00-12:00 13:00-18:00`; None for None and `always`, which need no calendar.

    ValueError unless the spans are in order, apart, and each ends after it begins. Spans that touch become one.
    """
    if hours is None or hours.strip() == "always":
        return None
    spans: list[tuple[int, int]] = []
    for word in re.sub(r"\s*-\s*", "-", hours).split():
        opening, closing = _span(word, hours)
        if spans and spans[-1][1] > opening:
            raise refusal("hours_order", hours)
        if spans and spans[-1][1] == opening:
            opening = spans.pop()[0]
        spans.append((opening, closing))
    if not spans:
        raise refusal("hours", hours)
    return tuple(spans)


def _span(word: str, hours: str) -> tuple[int, int]:
    try:
        opening, closing = (clock_s(end) for end in word.split("-"))
    except ValueError:
        raise refusal("hours", hours) from None
    if opening >= closing:
        raise refusal("hours_order", hours)
    return opening, closing
