"""Worlds without luck, for hand-worked checks: every chance is 0 and every delay 0 s unless a test says otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.files.leadsfile import GivenLead
from sim.model.journey import Journey
from sim.model.ledger import What
from sim.model.persona import People, Personas
from tests import strategies, textbook
from tests.strategies_files import Plain

HOUR, DAY = 3_600, 86_400
NINE, TEN = 9 * HOUR, 10 * HOUR
START = "2026-04-06"  # a Monday
NOTHING = {"median": "0s", "sigma": 0, "source": "assumption"}
CERTAIN_READERS = {"open_rate": 1, "click_rate": 1, "click_misfit": 1}
CERTAIN_BUYERS = {
    "reachable": 1, "contact_rate": 1, "contact_ratio": 1, "need_floor": 1, "timing_hit": 1, "timing_false": 1,
    "budget_hit": 1, "budget_false": 1, "project_at_registration": 1, "win_rate": 1,
    "project_length": {"median": "90d", "sigma": 0, "source": "assumption"},
}  # fmt: skip
PERSONA: Plain = {
    "share": 1,
    "attributes": {"job": "director", "industry": "target", "size": "50+"},
    "project": 1,
    "authority": 1,
}


def people(**changes: Any) -> Plain:
    """The `people` of a personas file: nobody does anything, but for the changes."""
    settings: Plain = {name: {"value": 0, "source": "assumption"} for name in People.model_fields}
    settings |= dict.fromkeys(("open_delay", "project_delay", "project_length", "sales_cycle"), NOTHING)
    settings |= {name: _figure("0s") for name in ("click_delay", "machine_open_delay", "scanner_delay", "reply_delay")}
    settings |= {name: {} for name in ("weekday_open", "weekday_attend")}
    settings |= {name: _figure("14d") for name in ("lift_half_life", "fatigue_half_life")}
    settings |= {"registered_on_the_day": _figure(0.25), "registered_in_last_week": _figure(0.58)}
    settings["rhythm"] = {"open_day": [1] * 24, "off_day": [1] * 24, "source": "assumption"}
    return settings | {name: value if isinstance(value, dict) else _figure(value) for name, value in changes.items()}


def _figure(value: Any) -> Plain:
    return {"value": value, "source": "assumption"}


def personas_file(persona: Plain, **changes: Any) -> Plain:
    """A personas file of one persona, with changes of `people`."""
    values = {"job": ["director", "staff"], "industry": ["target", "other"], "size": ["50+", "<50"]}
    return {"format": 1, "people": people(**changes), "attributes": values, "personas": {"buyer": PERSONA | persona}}


def journey_file(**changes: Any) -> Plain:
    """A journey of 14 days whose leads come from a list, with changes of its settings."""
    return {
        "format": 1,
        "name": "scripted",
        "start": START,
        "days": 14,
        "personas": "people.yaml",
        "calendar": {"holidays": "none"},
        "sources": {"list": {"kind": "csv", "file": "leads.csv", "columns": {}}},
        "stages": {"awareness": {}},
        "desk": {"reps": 1, "hours": "09:00-18:00", "dial": "0s", "talk": "0s"},
        "sql": "need",
    } | changes


def built(journey: Plain, persona: Plain | None = None, **people_changes: Any) -> tuple[Journey, Personas]:
    """Models of a journey and of its people."""
    return strategies.built(journey, personas_file(persona or {}, **people_changes))


def lead(registered_s: int = 0, ordinal: int = 0, **more: Any) -> GivenLead:
    """A row of the list."""
    return GivenLead(ordinal, registered_s, "list", more.pop("attributes", {}), **more)


def play(files: tuple[Journey, Personas], *leads: GivenLead, **settings: Any) -> textbook.Result:
    """One run."""
    return textbook.simulate(*files, seed=1, replication=0, given=leads, **settings)


def rows_of(result: textbook.Result, *kinds: What) -> np.ndarray:
    """Rows of some kinds."""
    return result.rows[np.isin(result.rows["what"], kinds)]


def times(result: textbook.Result, *kinds: What) -> list[int]:
    """Seconds of the rows of some kinds."""
    return [int(t) for t in rows_of(result, *kinds)["time"]]


def kinds_of(rows: np.ndarray) -> list[str]:
    """Names of the rows' kinds, in order."""
    return [What(int(what)).name for what in rows["what"]]


def mail(content: str, cadence: str, **more: Any) -> Plain:
    """A programme."""
    return {"kind": "email", "content": content, "cadence": cadence} | more


def page(behaviour: str, **more: Any) -> Plain:
    """Content for the first stage."""
    return {"kind": "content", "behaviour": behaviour, "stages": "awareness"} | more


DAILY = {"paper": page("download"), "letter": mail("paper", "daily 10:00")}
