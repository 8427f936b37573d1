"""Random personas and journey files as plain settings, the raw material of tests/strategies.py."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sim.model.journey import BUILT_IN, REASONS

Plain = dict[str, Any]

STARTS = ("2026-04-01", "2026-03-20", "2026-10-16", "2026-12-21", "2026-03-30", "2028-02-20")
ZONES = ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")  # Lord Howe: half an hour
CLOCKS = ("10:00", "10:00", "10:00", "00:00", "02:30", "09:00", "13:00", "23:30")
ATTRIBUTES = {"job": ["director", "manager", "staff"], "size": ["50+", "<50"]}
TRACKED = ("download", "blog", "price_page", "デモ")  # behaviours of content
STAGES = ("awareness", "interest", "consideration", "decision")
SOURCES = ("web", "fair", "list")
PERSONAS = ("buyer", "student", "rival")
SQL = (
    "need",
    "need and timing and (budget or authority)",
    "timing or authority",
    "not budget",
    "need and not (timing and budget)",
)


class Names(NamedTuple):
    """What the rules of a journey may name, beside attributes."""

    tracked: Sequence[str]
    sources: Sequence[str]
    stages: Sequence[str]

    @property
    def behaviours(self) -> tuple[str, ...]:
        """Everything counted."""
        return (*self.tracked, *BUILT_IN)


_up_to = lru_cache(maxsize=None)(lambda most: st.integers(0, most))


# ---- small words


def one(draw: DrawFn, *values: Any) -> Any:
    """One of the values; the first is the simplest."""
    return values[draw(_up_to(len(values) - 1))]


def some(draw: DrawFn, names: Sequence[str], least: int = 0, most: int | None = None) -> list[str]:
    """Some of the names, in any order, none twice."""
    left = list(names)
    many = number(draw, least, len(left) if most is None else min(most, len(left)))
    return [left.pop(draw(_up_to(len(left) - 1))) for _ in range(many)]


def number(draw: DrawFn, least: int, most: int) -> int:
    """A whole number."""
    return least + int(draw(_up_to(most - least)))


def chance(draw: DrawFn, usual: float, eager: bool) -> float:
    """A probability: usual, or at an end; high if eager."""
    return float(one(draw, *((usual, 1, 0.9, 1, 1, 1, 0) if eager else (usual, usual, 0.5, 0, 1))))


def clock(draw: DrawFn) -> str:
    """A clock time, one of few."""
    return str(one(draw, *CLOCKS))


def cadence(draw: DrawFn, start: date) -> str:
    """When a programme sends; often enough for a short run."""
    dates = sorted({(start + timedelta(days=number(draw, -2, 12))).isoformat() for _ in range(3)})
    days = one(
        draw, "daily", "weekdays", "weekly Mon,Wed,Fri", "every 3d", "weekly Tue", "daily", "weekly Tue,Thu",
        "every 2w Wed", "2 a month Tue", "monthly 3rd Thu", "monthly 31", "monthly last Fri", ",".join(dates), "never",
    )  # fmt: skip
    return "never" if days == "never" else f"{days} {clock(draw)}"


# ---- rules


def condition(draw: DrawFn, names: Names, line: int = 100, depth: int = 2) -> str:
    """A rule over everything a rule can see; `line` is where scores are compared."""
    if depth and one(draw, 0, 0, 0, 1):
        left, right = (condition(draw, names, line, depth - 1) for _ in range(2))
        return str(
            one(draw, f"({left}) or ({right})", f"({left}) and ({right})", f"not ({left})", f"{left} or {right}")
        )
    than = one(draw, ">=", ">=", ">=", ">", "<", "<=", "==", "!=")
    points = one(draw, line, line, line - 5, line // 2, 0)
    score = f"{one(draw, 'score', 'score', 'score', 'fit', 'behaviour')} {than} {points}"
    count = f"{one(draw, *names.behaviours)} {one(draw, '>=', '>=', '>', '<', '==')} {number(draw, 1, 3)}"
    recent = f"count({one(draw, *names.behaviours)}, {one(draw, '1h', '1d', '7d', '14d')})"
    window = f"{recent} {one(draw, '>=', '<')} {number(draw, 1, 3)}"
    stage = f"stage {one(draw, '==', '!=')} {one(draw, *names.stages)}"
    return str(one(draw, score, count, window, score, attribute_test(draw, names.sources), stage))


def attribute_test(draw: DrawFn, sources: Sequence[str]) -> str:
    """What a gate can ask."""
    name = one(draw, "job", "size", "source")
    value = one(draw, *(sources if name == "source" else ATTRIBUTES[name]))
    return f'{name} {one(draw, "==", "!=")} "{value}"'


def gate(draw: DrawFn, sources: Sequence[str]) -> str:
    """A rule over attributes and source that lets most leads in."""
    first, second = attribute_test(draw, sources).replace("==", "!="), attribute_test(draw, sources)
    return str(one(draw, first, first, f"{first} or {second}", f"not ({second})"))


# ---- people


def people(draw: DrawFn, eager: bool) -> Plain:
    """Parameters of `people`."""
    boosted = {
        "open_rate": 0.4, "click_rate": 0.4, "idle_intent": 0.1, "project_intent_start": 0.4, "project_intent_end": 0.9,
        "project_at_registration": 0.5, "reachable": 0.7, "contact_rate": 0.5, "contact_ratio": 0.8,
        "need_floor": 0.2, "need_gain": 0.8, "timing_hit": 0.8, "budget_hit": 0.7, "win_rate": 0.5,
    }  # fmt: skip
    left = {
        "scanner_click_rate": 0.5, "attend_rate": 0.6, "read_lift": 0.1, "content_lift": 0.2, "webinar_lift": 0.3,
        "click_misfit": 0.5,
        "machine_open_share": 0.3, "scanner_share": 0.3, "misfit": 0.5, "timing_false": 0.2, "budget_false": 0.2,
    }  # fmt: skip
    figures: Plain = {name: chance(draw, usual, eager) for name, usual in boosted.items()}
    figures |= {name: chance(draw, usual, False) for name, usual in left.items()} | _other_figures(draw)
    figures["project_intent_end"] = max(figures["project_intent_start"], figures["project_intent_end"])
    settings: Plain = {name: {"value": value, "source": "assumption"} for name, value in figures.items()}
    settings["open_delay"] = _spread(draw, "1h", "0s", "3h")
    settings["project_delay"] = _spread(draw, "0s", "1d", "20d")
    settings["project_length"] = _spread(draw, "90d", "20d", "0s", "2d")
    settings["sales_cycle"] = _spread(draw, "0s", "1h", "3d", "12d")
    return settings | {"rhythm": _rhythm(draw)}


def _other_figures(draw: DrawFn) -> Plain:
    delays = {
        name: one(draw, "0s", "0s", "60s", "1h") for name in ("click_delay", "machine_open_delay", "scanner_delay")
    }
    return delays | {
        "unsubscribe_rate": one(draw, 0.01, 0.05, 0.2, 0, 1),
        "address_decay_per_month": one(draw, 0.02, 0.5, 0, 1, 1),
        "open_frequency_exponent": one(draw, -0.275, 0, -3),
        "unsubscribe_fatigue_exponent": one(draw, 0.5, 0, 3),
        "open_intent_gain": one(draw, 1, 0, 2.5, 1000),
        "click_intent_gain": one(draw, 2, 0, 10),
        "register_intent_gain": one(draw, 2, 0, 10),
        "affinity_spread": one(draw, 0.6, 0, 2),
        "speed_exponent": one(draw, 0.22, 0, 3),
        "visit_rate": one(draw, 1, 2, 0.3, 0, 5),
        "registered_on_the_day": one(draw, 0.25, 0.5),
        "registered_in_last_week": one(draw, 0.58, 0.99, 0.51),
        "lift_half_life": one(draw, "14d", "1h", "6h", "90min"),
        "fatigue_half_life": one(draw, "14d", "1h", "6h", "90min"),
    }


def _spread(draw: DrawFn, *medians: str) -> Plain:
    return {"median": one(draw, *medians), "sigma": one(draw, 0, 0, 0.5, 1.45, 3), "source": "assumption"}


def _rhythm(draw: DrawFn) -> Plain:
    office = [0] * 7 + [50, 90, 100, 95, 120, 100, 90, 90, 90, 80, 50, 30] + [0] * 5
    kinds = ([1] * 24, office, [3] * 12 + [0] * 12, [0] * 23 + [1], [1, 0] * 12)
    return {"open_day": list(one(draw, *kinds)), "off_day": list(one(draw, *kinds)), "source": "assumption"}


def _persona(draw: DrawFn, tracked: Sequence[str], eager: bool) -> Plain:
    who: Plain = {name: one(draw, *values) for name, values in ATTRIBUTES.items()}
    for name in some(draw, list(ATTRIBUTES)):
        who[name] = {value: one(draw, 0.2, 0.5, 1) for value in some(draw, ATTRIBUTES[name], 1)}
    optional: Plain = {
        "open": one(draw, 1, 0.5, 3, 0),
        "time": one(draw, 1, 0.5, 2),
        "tastes": {name: one(draw, 0, 0.5, 2) for name in some(draw, tracked, 0, 2)},
        "authority": chance(draw, 0.5, eager),
        "competitor": one(draw, 0, 0.2, 1),
        "scanner_share": one(draw, 0, 0.5, 1),
    }
    persona: Plain = {"share": one(draw, 0.5, 1, 0.1), "attributes": who, "project": chance(draw, 0.3, eager)}
    persona["webinar"] = one(draw, 0.3, 1, 1, 0)
    return persona | {name: optional[name] for name in some(draw, list(optional), 0, 4)}


def personas_file(draw: DrawFn, tracked: Sequence[str], eager: bool) -> Plain:
    """A personas file; `tracked` are the behaviours its people can have a taste for."""
    personas = {name: _persona(draw, tracked, eager) for name in some(draw, PERSONAS, 1)}
    return {
        "format": 1,
        "people": people(draw, eager),
        "attributes": copy.deepcopy(ATTRIBUTES),
        "personas": personas,
    }


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
        "from": (start + timedelta(days=number(draw, -3, 5))).isoformat(),
        "until": (start + timedelta(days=number(draw, 3, 30))).isoformat(),
    }
    source: Plain = {"kind": "rate", "per_day": one(draw, 1, 2, 3) if days <= 15 else one(draw, 0.5, 1, 1.5)}
    return source | {name: optional[name] for name in some(draw, list(optional), 0, 3)}


def _burst(draw: DrawFn, start: date, days: int) -> Plain:
    def event() -> Plain:
        low = number(draw, 0, 8)
        on = start + timedelta(days=number(draw, -1, min(days, 15)))
        leads = one(draw, low, [low, low + number(draw, 0, 8)])
        return {"on": on.isoformat(), "leads": leads} | one(draw, {}, {"days": 1}, {"days": 3})

    hours = one(draw, {}, {"hours": (36_000, 36_001)}, {"hours": "10:00-10:01"}, {"hours": "00:00-24:00"})
    return {"kind": "burst", "events": {name: event() for name in some(draw, ("spring", "autumn"), 1)}} | hours


def _csv(*_: Any) -> Plain:
    return {"kind": "csv", "file": "leads.csv", "columns": {"registered": "登録日"}}


def _sources(draw: DrawFn, start: date, days: int, personas: Sequence[str], names: Names) -> Plain:
    kinds = {"web": _rate, "fair": _burst, "list": _csv}
    return {name: kinds[name](draw, start, days) | _odds(draw, personas, names.behaviours) for name in names.sources}


# ---- touchpoints


def _for_stages(draw: DrawFn, stages: Sequence[str]) -> list[str]:
    return one(draw, list(stages), [stages[0]], some(draw, stages, 1))


def _content(draw: DrawFn, tracked: Sequence[str], stages: Sequence[str]) -> Plain:
    organic = one(draw, {"organic": [1, 0.2]}, {"organic": [0, 0.5]}, {"organic": [0.3, 0.3]}, {})
    form = one(draw, {}, {}, {"form": 0.5}, {"form": 1}, {"form": 0})
    fits = _for_stages(draw, stages)
    return {"kind": "content", "behaviour": one(draw, *tracked), "stages": one(draw, fits, fits[0])} | organic | form


def _mail(draw: DrawFn, content: Sequence[str], names: Names) -> Plain:
    by_stage = {stage: one(draw, *content) for stage in _for_stages(draw, names.stages)}
    mail: Plain = {"kind": "email", "content": one(draw, one(draw, *content), by_stage)}
    if one(draw, 0, 0, 0, 0, 1):
        mail["when"] = condition(draw, names, 30)
    return mail | one(draw, {}, {"while_with_sales": "continue"}, {"while_with_sales": "hold"})


def _triggered(draw: DrawFn, content: Sequence[str], names: Names) -> Plain:
    """A mail after a behaviour; one that can lead to that behaviour has a delay, and a count that ends the chain."""
    after = one(draw, "registered", *names.behaviours, "webinar_attended", "webinar_missed")
    mail = _mail(draw, content, names) | {"after": after}
    if after in ("open", "click") or after in TRACKED:
        end = f"{after} < {number(draw, 2, 5)}"
        when = f"({mail['when']}) and {end}" if "when" in mail else end
        return mail | {"delay": one(draw, "1h", "1d", "2h", "1s"), "when": when}
    return mail | one(draw, {"delay": "0s"}, {}, {"delay": "0s"}, {"delay": "1h"}, {"delay": "1d"}, {"delay": "3d"})


def _webinar(draw: DrawFn, start: date, names: Names) -> Plain:
    def wave() -> Plain:
        ahead = {"before": one(draw, "1d", "0d", "2d", "7d", "14d")}
        return ahead | one(draw, {}, {"at": "10:00"}, {"at": clock(draw)})

    waves = [wave() for _ in range(number(draw, 1, 3))]
    series: Plain = {"kind": "webinar", "dates": cadence(draw, start), "stages": _for_stages(draw, names.stages)}
    series |= one(draw, {"invite": waves}, {"invite": waves}, {"invite": waves}, {})
    if one(draw, 0, 0, 0, 0, 1):
        series["when"] = condition(draw, names, 30)
    return series | one(draw, {}, {"attend": 0.5}, {"attend": 3}) | one(draw, {}, {"while_with_sales": "continue"})


def touchpoints(draw: DrawFn, start: date, names: Names) -> Plain:
    """Content, mail programmes and webinars in any order."""
    content = [f"page{i}" for i in range(number(draw, 1, 3))]
    found: Plain = {name: _content(draw, names.tracked, names.stages) for name in content}
    for i in range(one(draw, 1, 2, 2, 0)):
        found[f"letter{i}"] = _mail(draw, content, names) | {"cadence": cadence(draw, start)}
    for i in range(one(draw, 1, 2, 3, 0)):
        found[f"echo{i}"] = _triggered(draw, content, names)
    for i in range(one(draw, 1, 2, 1, 0)):
        found[f"ウェビナー{i}"] = _webinar(draw, start, names)
    return {name: found[name] for name in some(draw, list(found), len(found))}


# ---- the rest of a journey


def behaviours(draw: DrawFn, tracked: Sequence[str]) -> Plain:
    """Points for everything tracked and some of what is built in."""

    def worth() -> Plain:
        more = {"every": one(draw, 1, 2, 3), "max_times": one(draw, 1, 2)}
        return {"points": one(draw, 10, 5, 20, 40, 30, 0, -5)} | {name: more[name] for name in some(draw, list(more))}

    names = [*tracked, *some(draw, BUILT_IN)]
    return {name: worth() for name in some(draw, names, len(names))}


def rules(draw: DrawFn, names: Names, eager: bool) -> Plain:
    """Hand-off rules; one that nearly everybody fulfils, if eager."""
    lines = (20, 40, 60, 100) if eager else (60, 100, 150)
    found = {
        name: condition(draw, names, one(draw, *lines)) for name in some(draw, ("by_score", "by_page", "by_seminar"))
    }
    return found | ({"often": f"score >= {one(draw, 10, 20, 0, 40)}"} if eager and one(draw, 1, 1, 1, 0) else {})


def desk(draw: DrawFn) -> Plain:
    """The inside-sales team."""
    optional: Plain = {
        "hours": one(draw, "always", "09:00-12:00 13:00-18:00", "10:00-10:30"),
        "first_contact": one(draw, "same_day", "next_business_day"),
        "attempts": one(draw, 1, 2, 3, 6),
        "spacing": one(draw, "0s", "1h", "1d"),
        "priority": one(draw, "first_come", "score", "freshness"),
        "dial": one(draw, "0s", "8min", "1h"),
        "talk": one(draw, "0s", "25min", "1h", "5h"),
    }
    return {"reps": number(draw, 1, 4)} | {name: optional[name] for name in some(draw, list(optional))}


def sync(draw: DrawFn) -> Plain:
    """How hand-offs travel."""
    ticks = {"mode": "periodic", "every": one(draw, "15min", "1h", "1d", "7d"), "at": clock(draw)}
    return dict(one(draw, {}, {"mode": "real_time"}, ticks, {"mode": "periodic"}))


def returns(draw: DrawFn, stages: Sequence[str]) -> Plain:
    """Where returned leads go."""

    def back() -> Plain:
        to = one(draw, {}, {"to": "keep"}, {"to": one(draw, *stages)}, {"to": one(draw, *stages)}, {"to": "excluded"})
        return to | one(draw, {}, {"rest": "0s"}, {"rest": "3d"}, {"rest": "1h"})

    return {reason: back() for reason in some(draw, REASONS)}


def _stages(draw: DrawFn, names: Names, eager: bool) -> Plain:
    step = 10 if eager else 30
    climbed = {name: {"enter": condition(draw, names, step * (i + 1))} for i, name in enumerate(names.stages[1:])}
    return {STAGES[0]: {}} | climbed


def journey_file(draw: DrawFn, personas: Plain, tracked: Sequence[str], eager: bool) -> Plain:
    """A journey file for a personas file; `tracked` are the behaviours of its content."""
    start, days = date.fromisoformat(one(draw, *STARTS)), number(draw, 5, 40)
    names = Names(tracked, some(draw, SOURCES, 1), STAGES[: number(draw, 1, 4)])
    third_day = (start + timedelta(days=2)).isoformat()
    closures = one(draw, [], ["12-29..01-03"], [third_day])
    journey: Plain = {
        "format": 1,
        "name": "random",
        "start": start.isoformat(),
        "days": days,
        "time_zone": one(draw, *ZONES),
        "personas": "people.yaml",
        "calendar": {"holidays": one(draw, "JP", "none", "DE-BY"), "closures": closures},
        "sources": _sources(draw, start, days, list(personas["personas"]), names),
        "stages": _stages(draw, names, eager),
        "fit": {name: _fit(draw, name) for name in some(draw, list(ATTRIBUTES))},
        "behaviours": behaviours(draw, tracked),
        "touchpoints": touchpoints(draw, start, names),
        "mql": rules(draw, names, eager),
        "sync": sync(draw),
        "desk": desk(draw),
        "sql": one(draw, *SQL),
        "returns": returns(draw, names.stages),
    }
    return journey | one(draw, {}, {}, {"gate": gate(draw, names.sources)})


def _fit(draw: DrawFn, attribute: str) -> Plain:
    return {value: one(draw, 20, 10, 5, 0, -10) for value in some(draw, ATTRIBUTES[attribute])}
