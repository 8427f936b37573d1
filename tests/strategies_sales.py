"""Random sales as plain settings: rules of hand-off, sync, desk, returns and reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from hypothesis.strategies import DrawFn

from sim.model.journey import REASONS
from sim.model.rules import And, Compare, Expr, Not, Or, parse
from sim.model.rules import names as named
from tests.strategies_words import (
    Names,
    Plain,
    attribute_test,
    cadence,
    clock,
    condition,
    day,
    few,
    number,
    often,
    one,
    rare,
    some,
)

SQL = (
    "need",
    "need and timing and (budget or authority)",
    "timing or authority",
    "not budget",
    "need and not (timing and budget)",
)


# ---- rules and reviews


def rules(draw: DrawFn, names: Names, eager: bool) -> Plain:
    """Hand-off rules; one that nearly everybody fulfils, if eager."""
    lines = (20, 40, 60, 100) if eager else (60, 100, 150)
    kind = condition if eager else rare
    found = {name: kind(draw, names, one(draw, *lines)) for name in some(draw, ("by_score", "by_page", "by_seminar"))}
    return found | ({"often": f"score >= {one(draw, 10, 20, 0, 40, 30)}"} if eager and one(draw, 1, 1, 1, 0) else {})


def reviews(draw: DrawFn, start: date, mql: Plain, segments: Sequence[str]) -> Plain:
    """Meetings about numbers of the hand-off rules, where a rule has one that can be moved."""
    segment_names = frozenset(segments)
    movable = [(name, *leaf) for name, text in mql.items() for leaf in _movable(text, segment_names)]
    if not movable:
        return {}
    return {f"会議{i}": _review(draw, start, *one(draw, *movable)) for i in range(one(draw, 1, 1, 2))}


def _movable(text: str, segments: frozenset[str]) -> list[tuple[str, int]]:
    """What a rule compares by `>=` or `>` before it compares it otherwise, and with what; none if segments could."""
    if named(parse(text)) & segments:
        return []
    first: dict[str, Compare] = {}
    for leaf in _comparisons(parse(text)):
        first.setdefault(leaf.name, leaf)
    return [(name, int(leaf.value)) for name, leaf in first.items() if leaf.op in (">=", ">")]


def _comparisons(expr: Expr) -> Iterator[Compare]:
    match expr:
        case Compare(value=int(), window_s=None):
            yield expr
        case Not(item):
            yield from _comparisons(item)
        case And(items) | Or(items):
            for item in items:
                yield from _comparisons(item)


def _review(draw: DrawFn, start: date, rule: str, compares: str, begins: int) -> Plain:
    target = one(
        draw,
        {"acceptance": one(draw, 0.5, 0, 1, 0.3)},
        {"opportunity_rate": one(draw, 0.2, 0, 1)},
        {"handoffs_per_week": one(draw, 3, 0, 50)},
        {"handoffs_per_week": one(draw, 0, 50)},
    )
    low, high = begins - one(draw, 100, 5, 20), begins + one(draw, 100, 20, 1)
    meeting: Plain = {"meets": one(draw, often(draw), cadence(draw, start)), "rule": rule, "compares": compares}
    meeting |= {"step": one(draw, 5, 1, 20, 100), "bounds": [low, high]}
    meeting |= {"target": target | one(draw, {}, {"tolerance": 0.1}), "least": one(draw, 1, 1, 2)}
    return meeting | one(draw, {}, {}, {"window": "1d"}, {"window": "8d"})


# ---- the desk


def desk(draw: DrawFn, start: date, names: Names) -> Plain:
    """The inside-sales team, or several."""
    optional: Plain = {
        "hours": one(draw, "always", "09:00-12:00 13:00-18:00", "10:00-10:30"),
        "first_contact": one(draw, "same_day", "next_business_day"),
        "attempts": one(draw, 1, 2, 3, 6),
        "spacing": one(draw, "0s", "1h", "1d"),
        "priority": one(draw, "first_come", "score", "freshness"),
        "dial": one(draw, "0s", "8min", "1h"),
        "talk": one(draw, "0s", "25min", "1h", "5h"),
    }
    settings = {"reps": number(draw, 1, 4)} | few(draw, optional)
    if "teams" in names.rich:
        settings = _teams(draw, start, names, settings)
    for group, more in (("steps", _steps), ("ranks", _ranks), ("patience", _patience)):
        if group in names.rich:
            settings |= more(draw, names)
    if "steps" in settings:
        settings.pop("attempts", None)
    return settings


def _teams(draw: DrawFn, start: date, names: Names, settings: Plain) -> Plain:
    """The same desk with shifts, closures and absences, in one team or several."""
    hours = settings.pop("hours", None)
    if one(draw, 0, 0, 1):
        return _staff(draw, start, settings, hours)
    reps = min(settings.pop("reps"), 2)
    teams = {name: _staff(draw, start, {"reps": reps}, hours) for name in some(draw, ("east", "西", "rest"), 2)}
    for team in teams.values():
        territory = attribute_test(draw, names.sources)
        team |= one(draw, {"takes": territory}, {"takes": condition(draw, names, 20)}, {"takes": territory}, {})
    return settings | {"teams": teams}


def _staff(draw: DrawFn, start: date, settings: Plain, hours: str | None) -> Plain:
    spans = ("10:00-12:00", "09:00-18:00", "always", "12:00-24:00", "09:00-10:00 15:00-16:00")
    shifts = [{"reps": one(draw, 1, 1, 2), "hours": one(draw, *spans)} for _ in range(number(draw, 1, 3))]
    working = one(draw, {}, {"shifts": shifts}, {"shifts": shifts})
    staff = dict(settings)
    if working:
        staff.pop("reps", None)
    elif hours is not None:
        working = {"hours": hours}
    heads = sum(shift["reps"] for shift in shifts) if "shifts" in working else staff["reps"]
    more: Plain = {
        "closures": [f"{day(draw, start, 0, 4)}..{day(draw, start, 4, 12)}"],
        "absences": [_absence(draw, start, heads) for _ in range(number(draw, 1, 2))],
        "work_in_progress": one(draw, 1, 1, 1, 2),
    }
    return staff | working | few(draw, more, 1)


def _absence(draw: DrawFn, start: date, heads: int) -> Plain:
    away = {"from": day(draw, start, -2, 4), "until": day(draw, start, 5, 12)}
    return {"reps": number(draw, 1, heads)} | away


def _steps(draw: DrawFn, names: Names) -> Plain:
    means = [one(draw, "email", "phone") for _ in range(number(draw, 1, 4))]
    contact = one(draw, {"first_contact": one(draw, "1h", "0s", "1d")}, {})
    return one(draw, {"steps": means}, {"steps": means}, {}) | contact | one(draw, {}, {"write": "0s"}, {"write": "1h"})


def _ranks(draw: DrawFn, names: Names) -> Plain:
    ranks = [condition(draw, names, one(draw, 20, 40, 60)) for _ in range(number(draw, 1, 3))]
    busy = one(draw, {"dial": "1h", "talk": "5h"}, {"dial": "20min", "talk": "1h"}, {})
    wanted = one(draw, {}, {}, {"filter": condition(draw, names, one(draw, 20, 40))})
    return one(draw, {"priority": ranks}, {"priority": ranks}, {"priority": ranks}, {}) | busy | wanted


def _patience(draw: DrawFn, names: Names) -> Plain:
    last = one(draw, "7d", "3d", "1d", "10d", "1h", "1s")
    return dict(one(draw, {"expires": last}, {"patience": last}, {}))


def sync(draw: DrawFn, names: Names) -> Plain:
    """How hand-offs travel."""
    ticks = {"mode": "periodic", "every": one(draw, "15min", "1h", "1d", "7d"), "at": clock(draw)}
    settings = dict(one(draw, {}, {"mode": "real_time"}, ticks, {"mode": "periodic"}))
    if "link" not in names.rich:
        return settings
    faults: Plain = {
        "failure": one(draw, 0.5, 0.9, 0.1),
        "retry": one(draw, "15min", "1s", "1h", "1d"),
        "duplicate": one(draw, 0.5, 1, 0.1),
    }
    return settings | few(draw, faults, 1)


def returns(draw: DrawFn, names: Names) -> Plain:
    """Where returned leads go."""
    stages: Sequence[str] = names.stages

    def back() -> Plain:
        to = one(draw, {}, {"to": "keep"}, {"to": one(draw, *stages)}, {"to": one(draw, *stages)}, {"to": "excluded"})
        rest = one(draw, {}, {"rest": "0s"}, {"rest": "3d"}, {"rest": "1h"})
        score = one(draw, {"score": "reset"}, {"score": -10}, {"score": -40}, {}) if "rescore" in names.rich else {}
        return to | rest | score

    return {reason: back() for reason in some(draw, REASONS)}
