"""The words of time, the calendar, cadences, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "calendar.duration": (
        "'{value}' is not a duration; write whole numbers with the units w, d, h, min, s, largest first, such as "
        "7d, 15min or 1d12h (a month has no fixed length)"
    ),
    "calendar.duration_long": "'{value}' is too long a duration; the longest is 36500d",
    "calendar.clock": "'{value}' is not a time of day; write hours and minutes from 00:00 to 24:00, such as 10:30",
    "calendar.date": "'{value}' is not a date; write year-month-day of a day that exists, such as 2026-04-14",
    "calendar.closure": (
        "'{value}' is not a closure; write days of every year such as 08-15 or 12-29..01-03, or dates such as "
        "2026-05-01 or 2026-05-01..2026-05-06"
    ),
    "calendar.closure_order": "closure '{value}' ends before it begins; write the earlier date first",
    "calendar.hours": (
        "'{value}' are not working hours; write spans such as 09:00-18:00 or 09:00-12:00 13:00-18:00, or always"
    ),
    "calendar.hours_order": (
        "working hours '{value}' are out of order or overlap; each span must end after it begins and the next "
        "begin after that (a night is 00:00-06:00 22:00-24:00)"
    ),
    "calendar.country": (
        "'{value}' is not a country whose public holidays are known; write a two-letter code such as JP, or code "
        "and region such as DE-BY"
    ),
    "calendar.holiday_year": (
        "public holidays of '{value}' are known for {first} to {last}, not for {year}; the calendar runs 400 days "
        "past the last day"
    ),
    "calendar.zone": "'{value}' is not a time zone; did you mean '{suggestion}'?",
    "calendar.days": "a calendar of {value} days; it must have at least 1 and at most 36500",
    "calendar.fiscal_year_start": "fiscal year start {value} is not a month; write a number from 1 to 12",
    "calendar.years": (
        "a calendar that starts on {value} leaves the years {first} to {last}; start it later or make it shorter"
    ),
    "calendar.hour_weights": "hour weights of shape {value}; there must be 7 weekdays of 24 hours",
    "calendar.weekday": "'{value}' in '{text}' is not a weekday (Mon, Tue, Wed, Thu, Fri, Sat, Sun){hint}",
    "calendar.cadence": (
        "'{value}' is not a cadence; write one such as weekly Tue 10:00, weekdays 10:00, daily 09:00, 2 a month "
        "Tue 10:00, every 10d 10:00, every 2w Tue 10:00, monthly 3rd Thu 15:00, monthly 15 10:00, 2026-04-14 10:00"
        " or never"
    ),
    "calendar.cadence_time": "cadence '{value}' has no time of day; end it with one such as 10:00",
    "calendar.cadence_midnight": "cadence '{value}' sends at 24:00; write 00:00 of the day after",
    "calendar.cadence_days": (
        "cadence '{value}' doesn't count whole days; write every with days or weeks, such as every 10d 10:00"
    ),
    "calendar.cadence_weeks": (
        "cadence '{value}' names a weekday but doesn't count whole weeks; write weeks such as every 2w Tue 10:00, "
        "or leave out the weekday"
    ),
    "calendar.cadence_a_month": "cadence '{value}' must say 1, 2, 3 or 4 a month, such as 2 a month Tue 10:00",
    "calendar.cadence_ordinal": (
        "cadence '{value}' must name the 1st, 2nd, 3rd, 4th or last weekday of the month, such as monthly 3rd Thu "
        "15:00 (not every month has a 5th)"
    ),
    "calendar.cadence_day_of_month": (
        "cadence '{value}' must name a day from 1 to 31 or a weekday of the month, such as monthly 15 10:00 or "
        "monthly last Fri 15:00"
    ),
    "calendar.cadence_dates": (
        "cadence '{value}' must list each date once, with commas between them and one time of day at the end, such"
        " as 2026-04-14, 2026-05-12 10:00"
    ),
    "calendar.cadence_twice": "cadence '{value}' names a weekday twice",
}
