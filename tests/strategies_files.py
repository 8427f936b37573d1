"""Random journey files as plain settings, the raw material of tests/strategies.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis.strategies import DrawFn

from sim.model.journey import BUILT_IN
from tests.strategies_mail import SERIES, contact_policy, touchpoints
from tests.strategies_people import people, personas_file
from tests.strategies_sales import SQL, desk, returns, reviews, rules, sync
from tests.strategies_words import (
    ATTRIBUTES,
    PARTNER,
    SEGMENTS,
    SOURCES,
    STAGES,
    STARTS,
    THEMES,
    TRACKED,
    ZONES,
    Names,
    Plain,
    cadence,
    clock,
    condition,
    day,
    few,
    gate,
    groups,
    number,
    one,
    rare,
    segments,
    some,
)

__all__ = [
    "ATTRIBUTES", "OPTIONAL", "SERIES", "SQL", "STAGES", "THEMES", "TRACKED", "ZONES", "Names", "Plain", "behaviours",
    "cadence", "can_return", "clock", "condition", "contact_policy", "desk", "dormancy", "exits", "gate", "groups",
    "journey_file", "number", "one", "people", "personas_file", "returns", "reviews", "rules", "scoring", "segments",
    "some", "stages", "sync", "touchpoints",
]  # fmt: skip


# ---- sources


def _odds(draw: DrawFn, personas: Sequence[str], behaviours: Sequence[str]) -> Plain:
    return {
        "project_odds": one(draw, 1, 1, 0.2, 3, 0),
        "persona_odds": {name: one(draw, 0.5, 2) for name in some(draw, personas)},
        "arrive_with": {name: one(draw, 0.5, 1, 0) for name in some(draw, behaviours, 0, 2)},
    }


def _rate(draw: DrawFn, start: date, days: int) -> Plain:
    optional: Plain = {
        "off_day_factor": one(draw, 0, 0.4, 2),
        "overdispersion": one(draw, 0.5, 17.6),
        "hours": one(draw, "09:00-18:00", "10:00-10:01", (36_000, 36_001), "23:00-24:00", "00:00-00:01"),
        "from": day(draw, start, -3, 2),
        "until": day(draw, start, 3, 30),
    }
    source: Plain = {"kind": "rate", "per_day": one(draw, 1, 2, 5) if days <= 15 else one(draw, 0.5, 1, 3)}
    return source | few(draw, optional, 0, 3)


def _burst(draw: DrawFn, start: date, days: int) -> Plain:
    def event() -> Plain:
        low = number(draw, 0, 12)
        on = day(draw, start, -1, min(days, 15))
        leads = one(draw, low, [low, low + number(draw, 0, 12)])
        return {"on": on, "leads": leads} | one(draw, {}, {"days": 1}, {"days": 3})

    hours = one(draw, {}, {"hours": (36_000, 36_001)}, {"hours": "10:00-10:01"}, {"hours": "00:00-24:00"})
    return {"kind": "burst", "events": {name: event() for name in some(draw, ("spring", "autumn"), 1)}} | hours


def _csv(*_: Any) -> Plain:
    return {"kind": "csv", "file": "leads.csv", "columns": {"registered": "登録日"}}


def _cohost(draw: DrawFn, *_: Any) -> Plain:
    low = number(draw, 1, 3)
    found = {"kind": "cohost", "webinar": SERIES, "leads": one(draw, low, [0, low], [low, low + 1])}
    return found | one(draw, {}, {"after": one(draw, "0s", "1h", "1d", "30d")})


def _sources(draw: DrawFn, start: date, days: int, personas: Sequence[str], names: Names) -> Plain:
    kinds = {"web": _rate, "fair": _burst, "list": _csv, PARTNER: _cohost}
    return {name: kinds[name](draw, start, days) | _odds(draw, personas, names.behaviours) for name in names.sources}


# ---- the rest of a journey

OPTIONAL = (
    "segments",
    "exits",
    "dormancy",
    "scoring",
    "contact_policy",
    "reviews",
)  # not written if nothing is in them


def behaviours(draw: DrawFn, names: Names) -> Plain:
    """Points for everything tracked and some of what is built in."""

    def worth() -> Plain:
        more: Plain = {"every": one(draw, 1, 2, 3), "max_times": one(draw, 1, 2)}
        if "limits" in names.rich:
            more["every"] = one(draw, 2, 1, 3)
            more["at_most"] = {"times": one(draw, 1, 1, 2), "within": one(draw, "1d", "1h", "7d")}
        found = {"points": one(draw, 10, 5, 20, 40, 30, 0, -5, -15)} | few(
            draw, more, 2 if "points" in names.rich else 0
        )
        if "limits" in names.rich and found.get("every", 1) > 1:
            found |= one(draw, {"within": one(draw, "1d", "1h", "7d")}, {})
        return found

    told = [*names.tracked, *some(draw, BUILT_IN, 2)]
    return {name: worth() for name in some(draw, told, len(told))}


def scoring(draw: DrawFn, names: Names) -> Plain:
    """Bounds and decay of points, and machines recognised."""
    if "scoring" not in names.rich:
        return {}
    inactivity = {"after": one(draw, "1d", "6h", "3d"), "subtract": one(draw, 5, 1, 20)}
    decay = one(draw, {"half_life": one(draw, "7d", "1h", "1d", "30d")}, {"inactivity": inactivity}, {})
    more: Plain = {
        "floor": one(draw, 0, -5, -20),
        "ceiling": one(draw, 40, 20, 100, 0),
        "machine_opens_ignored": one(draw, 0.5, 1, 0.9),
        "scanner_clicks_ignored": one(draw, 0.5, 1, 0.9),
    }
    return dict(decay) | few(draw, more, 1)


def stages(draw: DrawFn, names: Names, eager: bool) -> Plain:
    """Stages that are climbed, and if so wanted left again."""
    step = 10 if eager else 30
    climbed: Plain = {
        name: {"enter": condition(draw, names, step * (i + 1))} for i, name in enumerate(names.stages[1:])
    }
    found: Plain = {names.stages[0]: {}} | climbed
    if "falling" in names.rich:
        for i, name in enumerate(names.stages):
            found[name] |= _leaving(draw, names, i)
    return found


def _leaving(draw: DrawFn, names: Names, i: int) -> Plain:
    """How stage i is left but by climbing."""
    ways: Plain = {}
    if i > 0:
        ways["back"] = {"when": condition(draw, names, 20)} | one(draw, {}, {"to": one(draw, *names.stages[:i])})
    if others := [name for name in names.stages if name != names.stages[i]]:
        ways["timeout"] = {"after": one(draw, "1d", "3d", "12h", "7d"), "to": one(draw, *others)}
    return few(draw, ways)


def exits(draw: DrawFn, names: Names) -> Plain:
    """Goals reached; not too easily, for whoever leaves does little more."""
    if "exits" not in names.rich:
        return {}

    soon = [f"{name} >= 1" for name in (*names.tracked, "open")] if "lives" in names.rich else []

    def way() -> Plain:
        found: Plain = {"when": one(draw, rare(draw, names, one(draw, 60, 100, 40)), *soon)}
        again: Plain = {"when": one(draw, "registered >= 1", condition(draw, names, 20))} | one(
            draw, {}, {}, {"after": one(draw, "1d", "0s", "1h")}
        )
        again |= one(draw, {}, {"to": one(draw, *names.stages)})
        return found | one(draw, {"re_enter": again}, {"re_enter": again}, {})

    return {f"exit{i}": way() for i in range(one(draw, 1, 2))}


def can_return(found: Plain) -> bool:
    """Whether one of the exits lets leads come back."""
    return any("re_enter" in each for each in found.values())


def dormancy(draw: DrawFn, names: Names) -> Plain:
    """How long without a sign of life until a lead sleeps."""
    return {"after": one(draw, "3d", "7d", "1d", "5d", "6h")} if "dormancy" in names.rich else {}


def journey_file(draw: DrawFn, personas: Plain, tracked: Sequence[str], eager: bool, rich: frozenset[str]) -> Plain:
    """A journey file for a personas file; `tracked` are the behaviours of its content, `rich` the settings in use."""
    start, days = date.fromisoformat(one(draw, *STARTS)), number(draw, 5, 40)
    sources = some(draw, SOURCES, 1) + ([PARTNER] if "cohost" in rich else [])
    named = some(draw, SEGMENTS, 1) if "segments" in rich else []
    names = Names(tracked, sources, STAGES[: number(draw, 1, 4)], named, rich)
    third_day = day(draw, start, 2, 2)
    closures = one(draw, [], ["12-29..01-03"], [third_day])
    mql, left = rules(draw, names, eager), exits(draw, names)
    names = names._replace(reentry=can_return(left))
    journey: Plain = {
        "format": 1,
        "name": "random",
        "start": start.isoformat(),
        "days": days,
        "time_zone": one(draw, *ZONES),
        "personas": "people.yaml",
        "calendar": {"holidays": one(draw, "JP", "none", "DE-BY"), "closures": closures},
        "sources": _sources(draw, start, days, list(personas["personas"]), names),
        "segments": segments(draw, names),
        "stages": stages(draw, names, eager),
        "exits": left,
        "dormancy": dormancy(draw, names),
        "fit": {name: _fit(draw, name) for name in some(draw, list(ATTRIBUTES))},
        "behaviours": behaviours(draw, names),
        "scoring": scoring(draw, names),
        "contact_policy": contact_policy(draw, names) if "policy" in rich else {},
        "touchpoints": touchpoints(draw, start, names),
        "mql": mql,
        "sync": sync(draw, names),
        "desk": desk(draw, start, names),
        "sql": one(draw, *SQL),
        "returns": returns(draw, names),
        "reviews": reviews(draw, start, mql, names.segments) if "reviews" in rich else {},
    }
    told = {name: value for name, value in journey.items() if value != {} or name not in OPTIONAL}
    return told | one(draw, {}, {}, {"gate": gate(draw, names.sources)})


def _fit(draw: DrawFn, attribute: str) -> Plain:
    return {value: one(draw, 20, 10, 5, 0, -10) for value in some(draw, ATTRIBUTES[attribute])}
