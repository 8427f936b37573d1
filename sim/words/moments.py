"""A moment as people read it, with its day of the week in the language in use."""

from __future__ import annotations

from datetime import datetime

from sim.words.messages import say


def moment(local: datetime) -> str:
    """`2026-04-14 Tue 10:00`; of 20 columns in every language."""
    weekday = say("moment.weekdays").split()[local.weekday()]
    return say("moment.told", date=local.date().isoformat(), weekday=weekday, time=format(local, "%H:%M"))
