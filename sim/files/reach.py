"""What can never happen in a journey: behaviours nothing leads to, scores out of reach, conditions that need them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from sim.files.endless import brought_by
from sim.files.findings import Finding
from sim.files.leadsfile import COUNT
from sim.files.rulelogic import contradicts
from sim.model.journey import Behaviour, Content, CsvSource, Email, Journey, Rule, Webinar
from sim.model.rules import And, Compare, Expr, Not, Or, with_segments
from sim.words.messages import say
from sim.words.wording import shown
from sim.yamlfile import Loc

Interval = tuple[float, float]  # lowest and highest value that a lead can have


class Reach(NamedTuple):
    """The values a lead can have: of score, fit and behaviour points, and the behaviours that can happen."""

    numbers: dict[str, Interval]
    behaviours: frozenset[str]


def lint_reach(journey: Journey) -> Iterator[Finding]:
    """Stages and hand-off rules whose condition can never be true. The journey must have no other fault.

    Nothing is said of stages that a file can put leads into, or of a rule whose line a review moves.
    """
    reach = reach_of(journey)
    segments = {name: rule.expr for name, rule in journey.segments.items()}
    for loc, rule in _judged(journey):
        expr = with_segments(rule.expr, segments)
        if not _can(expr, True, reach):
            yield Finding(loc, say("lint.never", reason=_reason(expr, reach)))
        elif contradicts(expr, journey.behaviour_names()):
            yield Finding(loc, say("lint.never", reason=say("lint.never_parts")))


def _judged(journey: Journey) -> Iterator[tuple[Loc, Rule]]:
    files = [source for source in journey.sources.values() if isinstance(source, CsvSource)]
    if not any("stage" in source.columns for source in files):
        for name, stage in journey.stages.items():
            yield from [(("stages", name, "enter"), stage.enter)] if stage.enter else []
    moved = {review.rule for review in journey.reviews.values()}
    for name, rule in journey.mql.items():
        if name not in moved:
            yield ("mql", name), rule


def reach_of(journey: Journey) -> Reach:
    """What the sources, contents, mails and webinars of a journey can lead to."""
    behaviours = frozenset(_happening(journey))
    fit = _fit(journey)
    points = _points(journey, behaviours)
    if any(isinstance(source, CsvSource) and "score" in source.columns for source in journey.sources.values()):
        points = (-math.inf, math.inf)
    score = (fit[0] + points[0], fit[1] + points[1])
    return Reach({"score": score, "fit": fit, "behaviour": points}, behaviours)


def _happening(journey: Journey) -> Iterator[str]:
    yield "registered"
    for source in journey.sources.values():
        yield from (name for name, share in source.arrive_with.items() if share > 0)
        if isinstance(source, CsvSource):
            yield from (column.removeprefix(COUNT) for column in source.columns if column.startswith(COUNT))
    for name, touchpoint in journey.touchpoints.items():
        if isinstance(touchpoint, Content) and max(touchpoint.organic) > 0:
            yield from (touchpoint.behaviour, *([touchpoint.dwell.behaviour] if touchpoint.dwell else []))
        elif isinstance(touchpoint, Email):
            yield from ("unsubscribed", *(behaviour for behaviour, _ in brought_by(name, journey)))
        elif isinstance(touchpoint, Webinar) and touchpoint.invite:
            yield from ("open", "unsubscribed", "webinar_registered", "webinar_attended", "webinar_missed")
            yield from ["webinar_replayed"] if touchpoint.replay else []


def _fit(journey: Journey) -> Interval:
    """An attribute may also have a value without points."""
    low = sum(min(0, *points.values()) for points in journey.fit.values() if points)
    high = sum(max(0, *points.values()) for points in journey.fit.values() if points)
    return float(low), float(high)


def _points(journey: Journey, behaviours: frozenset[str]) -> Interval:
    """Decay and resets only bring points nearer to 0; what is taken for inactivity or by a return goes below."""
    most = [_most(journey.behaviours[name]) for name in journey.behaviours if name in behaviours]
    low, high = math.fsum(p for p in most if p < 0), math.fsum(p for p in most if p > 0)
    scoring = journey.scoring
    taken = scoring.inactivity is not None or any(isinstance(back.score, int) for back in journey.returns.values())
    low = -math.inf if taken else low
    if scoring.floor is not None:
        low = max(low, min(scoring.floor, 0))
    return low, high if scoring.ceiling is None else min(high, scoring.ceiling)


def _most(behaviour: Behaviour) -> float:
    if not behaviour.points:
        return 0.0
    return behaviour.points * (math.inf if behaviour.max_times is None else behaviour.max_times)


def _can(expr: Expr, wanted: bool, reach: Reach) -> bool:
    """Whether the rule can be as wanted for some lead; parts are judged one by one: a yes may be wrong, a no never."""
    match expr:
        case Not(item):
            return _can(item, not wanted, reach)
        case And(items):
            return (all if wanted else any)(_can(item, wanted, reach) for item in items)
        case Or(items):
            return (any if wanted else all)(_can(item, wanted, reach) for item in items)
        case Compare(name, op, int() as value):
            return _compares(_interval(name, reach), op, value, wanted)
    return True


def _interval(name: str, reach: Reach) -> Interval:
    return reach.numbers.get(name, (0.0, math.inf if name in reach.behaviours else 0.0))


def _compares(interval: Interval, op: str, value: int, wanted: bool) -> bool:
    low, high = interval
    if not wanted:
        op = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!=", "!=": "=="}[op]
    can = {
        ">=": high >= value, ">": high > value, "<=": low <= value, "<": low < value,
        "==": low <= value <= high, "!=": not low == high == value,
    }  # fmt: skip
    return can[op]


def _reason(expr: Expr, reach: Reach) -> str:
    """The first comparison that stands in the way."""
    match expr:
        case And(items) | Or(items):
            return next((_reason(item, reach) for item in items if not _can(item, True, reach)), "")
        case Compare(name, _, int() as value) if name in reach.numbers:
            low, high = reach.numbers[name]
            if value > high or (value == high and expr.op == ">"):
                return say("lint.never_above", name=name, limit=shown(high))
            return say("lint.never_below", name=name, limit=shown(low))
        case Compare(name) if name not in reach.behaviours:
            return say("lint.never_behaviour", name=name)
    return say("lint.never_other")
