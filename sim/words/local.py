"""Numbers, dates and money as the readers of a language write them."""

from __future__ import annotations

import re
from datetime import date

from sim.words.language import current

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "ja": ("月", "火", "水", "木", "金", "土", "日")}
_QUARTER = re.compile(r"FY(\d{4}) Q([1-4])")
MAN, OKU = 10_000.0, 100_000_000.0  # 万, 億


def date_words(day: date) -> str:
    """`1 Oct 2026`; `2026年10月1日`."""
    if current() == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_words(day: date, *, with_year: bool = True) -> str:
    """`Oct 2026`, without its year `Oct`; `2026年10月`, `10月`."""
    if current() == "ja":
        return f"{day.year}年{day.month}月" if with_year else f"{day.month}月"
    return f"{_MONTHS[day.month - 1]} {day.year}" if with_year else _MONTHS[day.month - 1]


def weekday_words(weekday: int) -> str:
    """The short name of a day of the week, Monday being 0."""
    return _WEEKDAYS[current()][weekday]


def quarter_words(name: str) -> str:
    """A fiscal quarter by its name in results, `FY2026 Q1`; `2026年度第1四半期`."""
    match = _QUARTER.fullmatch(name)
    return f"{match[1]}年度第{match[2]}四半期" if match and current() == "ja" else name


def period_words(name: str) -> str:
    """A month (`2026-10`) or fiscal quarter by its name in results."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", name)
    return month_words(date(int(match[1]), int(match[2]), 1)) if match else quarter_words(name)


def yen_words(yen: float, *, signed: bool = False) -> str:
    """An amount as a planning deck has it: `1.2 million yen`, `830,000 yen`; `120万円`, `1.2億円`."""
    return _in_man_and_oku(yen, signed) if current() == "ja" else _in_millions(yen, signed)


def _in_man_and_oku(yen: float, signed: bool) -> str:
    if abs(yen) >= OKU * 0.99995:
        return f"{_digits(yen / OKU, signed)}億円"
    if abs(yen) >= MAN * 0.99995:
        return f"{_digits(yen / MAN, signed)}万円"
    return f"{_whole(yen, signed)}円"


def _in_millions(yen: float, signed: bool) -> str:
    if abs(yen) >= 999_500.0:
        return f"{_digits(yen / 1e6, signed)} million yen"
    return f"{_whole(round(yen, -3) if abs(yen) >= 10_000.0 else yen, signed)} yen"


def _digits(value: float, signed: bool) -> str:
    """Three digits, or all before the point."""
    places = 0 if abs(value) >= 99.95 else 1 if abs(value) >= 9.995 else 2
    text = format(value, f"{'+' if signed else ''},.{places}f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _whole(value: float, signed: bool) -> str:
    text = format(value, f"{'+' if signed else ''},.0f")
    return text.lstrip("+-") if text in ("-0", "+0") else text
