"""Cells of a leads file: dates, numbers and yes-or-no as people write them. No message ever repeats a cell's value."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from sim.model.calendar import Calendar
from sim.words.messages import say

NOON_S = 43_200  # where a date has no time: within the day whatever the zone, and while people are awake
MOST = 1_000_000  # largest score or count that a file may give

_SLASHED = r"(?P<year>[0-9]{4})(?P<between>[-/.])(?P<month>[0-9]{1,2})(?P=between)(?P<day>[0-9]{1,2})"
_KANJI = r"(?P<year>[0-9]{4}) ?年 ?(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?日"
_WEEKDAY = r"(?: ?\([月火水木金土日祝]{1,2}\))?"
_COLONS = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
_KANJI_TIME = r"(?P<hour>[0-9]{1,2}) ?時(?: ?(?P<minute>[0-9]{1,2}) ?分(?: ?(?P<second>[0-9]{1,2}) ?秒)?)?"
_ZONE = r"(?: ?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2}))?"
_MOMENTS = tuple(
    re.compile(f"{date}{_WEEKDAY}(?:{gap}{time}{_ZONE})?")
    for date, gap in ((_SLASHED, "(?:T| +)"), (_KANJI, " *"))  # 2026/4/110:30 could be two days
    for time in (_COLONS, _KANJI_TIME)
)
_WHOLE = re.compile(r"-?[0-9]{1,9}(\.0+)?")
_YES = frozenset(
    {"1", "true", "yes", "y", "はい", "済", "済み", "有", "あり", "○", "〇", "停止", "配信停止", "オプトアウト"}
)
_NO = frozenset({"", "0", "false", "no", "n", "いいえ", "未", "無", "なし", "×", "-", "配信中", "配信可"})


def plain(cell: str) -> str:
    """The cell without space around it, full-width digits and signs as ASCII (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", cell).strip()


def moment_s(cell: str, calendar: Calendar) -> int:
    """Elapsed second of a plain cell such as `2026/4/1`, `2026年4月1日 10時30分` or `2026-04-01T10:30+09:00`.

    The year comes first; a date alone means noon; a time without zone is local. May be negative. ValueError otherwise.
    """
    match = next((found for found in (pattern.fullmatch(cell) for pattern in _MOMENTS) if found), None)
    if match is None:
        raise ValueError(say("leads.not_a_date"))
    try:
        local = _local(match, calendar)
    except (ValueError, OverflowError):
        raise ValueError(say("leads.not_a_date")) from None
    clock = local.hour * 3_600 + local.minute * 60 + local.second
    return calendar.second(calendar.day_of_date(local.date()), clock)


def moment_words(cell: str) -> str | None:
    """`2026-04-18 09:14` for a date as `moment_s` takes it, with or without a time; None for anything else."""
    match = next((found for found in (pattern.fullmatch(cell) for pattern in _MOMENTS) if found), None)
    if match is None or match["zone"] is not None:
        return None
    words = f"{int(match['year']):04}-{int(match['month']):02}-{int(match['day']):02}"
    if match["hour"] is None:
        return words
    second = f":{int(match['second']):02}" if int(match["second"] or 0) else ""
    return f"{words} {int(match['hour']):02}:{int(match['minute'] or 0):02}{second}"


def _local(match: re.Match[str], calendar: Calendar) -> datetime:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if not 1950 <= year < 2200:
        raise ValueError(year)
    if match["hour"] is None:
        return datetime(year, month, day) + timedelta(seconds=NOON_S)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    written = datetime(year, month, day, hour, minute, second)
    if match["zone"] is None:
        return written
    return written.replace(tzinfo=_offset(match["zone"])).astimezone(ZoneInfo(calendar.zone))


def _offset(zone: str) -> timezone:
    if zone == "Z":
        return timezone(timedelta())
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return timezone(-offset if zone[0] == "-" else offset)


def whole(cell: str) -> int:
    """A whole number, at most MOST either way; `85.0` counts as whole. ValueError otherwise, `1,000` included."""
    if not _WHOLE.fullmatch(cell) or abs(int(float(cell))) > MOST:
        raise ValueError(say("leads.not_whole", most=MOST))
    return int(float(cell))


def count(cell: str) -> int:
    """A whole number from 0."""
    number = whole(cell)
    if number < 0:
        raise ValueError(say("leads.below_zero"))
    return number


def yes(cell: str) -> bool:
    """Whether a cell says yes; an empty one says no. ValueError for words that are neither."""
    word = cell.lower()
    if word not in _YES | _NO:
        raise ValueError(say("leads.not_yes_no"))
    return word in _YES
