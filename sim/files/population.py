"""The leads that a journey can have, as far as its files tell: who comes, with what, and how points are given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple

from sim.files.leadsfile import COUNT
from sim.files.rulelogic import COUNTED, FREE, Interval, Kind, Points, times
from sim.model.calendar import Calendar
from sim.model.journey import BurstSource, CohostSource, CsvSource, Journey, RateSource, SourceBasics, Webinar
from sim.model.persona import Persona, Personas
from sim.model.rules import And, Compare, Expr, Flag, Not, Or, evaluate

_MOST_PEOPLE = 5000  # combinations of attributes that are looked at one by one


class Person(NamedTuple):
    """A lead as it can register: its source, its attributes, and how often it has done what."""

    source: str
    attributes: Mapping[str, str]
    counts: Mapping[str, int]

    def fit(self, journey: Journey) -> int:
        """Attribute points."""
        return sum(points.get(self.attributes.get(name, ""), 0) for name, points in journey.fit.items())

    def behaviour(self, journey: Journey) -> int:
        """Behaviour points for all it has done."""
        scored = journey.behaviours.items()
        total = sum(each.points * int(times(each, self.counts.get(name, 0))) for name, each in scored)
        low, high = score_bounds(journey)
        return int(min(max(total, low), high))

    def score(self, journey: Journey) -> int:
        """All points."""
        return self.fit(journey) + self.behaviour(journey)

    def fulfils(self, rule: Expr, journey: Journey, stage: str) -> bool:
        """Whether a rule is true for it, everything it has done being recent."""
        numbers = {"fit": self.fit(journey), "behaviour": self.behaviour(journey), "score": self.score(journey)}
        words = {**self.attributes, "source": self.source, "stage": stage}
        return evaluate(
            rule,
            lambda name: numbers[name] if name in numbers else self.counts.get(name, 0),
            lambda name, _: self.counts.get(name, 0),
            lambda name: words[name],
            lambda _: False,
        )


def moving(expr: Expr, name: str, rule: str) -> Expr:
    """A rule that a review moves: what it compares `name` with is not known beforehand."""
    match expr:
        case Compare() if expr.name == name:
            return Flag(f"{rule} {expr.column}", expr.column)
        case Not(item):
            return Not(moving(item, name, rule))
        case And(items):
            return And(tuple(moving(item, name, rule) for item in items))
        case Or(items):
            return Or(tuple(moving(item, name, rule) for item in items))
    return expr


def kinds_of(journey: Journey, personas: Personas, calendar: Calendar, behaviours: Iterable[str]) -> list[Kind]:
    """The leads of each source and persona; of all that is tracked only `behaviours` can happen."""
    found = []
    possible = set(behaviours)
    stages = frozenset(journey.stages)
    for name, source in journey.sources.items():
        if not brings_leads(source, journey, calendar):
            continue
        counts = {each: COUNTED if each in possible else (0.0, 0.0) for each in journey.behaviour_names()}
        if isinstance(source, CsvSource):
            sources = frozenset(journey.sources) if "source" in source.columns else frozenset({name})
            words = {each: frozenset(values) for each, values in personas.attributes.items()}
            found.append(Kind({**words, "source": sources, "stage": stages}, counts))
            continue
        for each, share in {**source.arrive_with, "registered": 1.0}.items():
            counts[each] = (1.0, math.inf) if share == 1 else counts[each]
        for persona in people_of(source, personas):
            words = {each: _values(persona, each) for each in personas.attributes}
            found.append(Kind({**words, "source": frozenset({name}), "stage": stages}, counts))
    return found


def anybody(journey: Journey, personas: Personas) -> list[Kind]:
    """Leads of whom nothing is known but the names in the files."""
    words = {each: frozenset(values) for each, values in personas.attributes.items()}
    words |= {"source": frozenset(journey.sources), "stage": frozenset(journey.stages)}
    return [Kind(words, dict.fromkeys(journey.behaviour_names(), COUNTED))]


def people_of(source: SourceBasics, personas: Personas) -> list[Persona]:
    """The personas among the leads of a source."""
    return [each for name, each in personas.personas.items() if each.share * source.persona_odds.get(name, 1.0) > 0]


def _values(persona: Persona, attribute: str) -> frozenset[str]:
    given = persona.attributes.get(attribute, {})
    return frozenset({given} if isinstance(given, str) else {value for value, share in given.items() if share > 0})


def brings_leads(source: SourceBasics, journey: Journey, calendar: Calendar) -> bool:
    """Whether a source can bring anybody within the run."""
    if isinstance(source, RateSource):
        on_some_day = any(source.runs_on(calendar.date_of(day)) for day in range(calendar.days))
        return source.per_day > 0 and on_some_day
    if isinstance(source, BurstSource):
        days = [calendar.day_of_date(each.on) for each in source.events.values() if each.leads[1] > 0]
        return any(0 <= day < calendar.days for day in days)
    if isinstance(source, CohostSource):
        series = journey.touchpoints.get(source.webinar)
        return isinstance(series, Webinar) and bool(series.dates.moments(calendar, 0, calendar.horizon_s))
    return True


def points_of(journey: Journey) -> Points:
    """How points are given: bounds and whether points once given can be lost again."""
    scoring = journey.scoring
    given = [source.columns for source in journey.sources.values() if isinstance(source, CsvSource)]
    from_files = any(key == "score" or key.startswith(COUNT) for columns in given for key in columns)
    rescored = [back.score for back in journey.returns.values() if back.score != "keep"]
    bounded = scoring.floor is not None or scoring.ceiling is not None
    return Points(
        journey.fit,
        journey.behaviours,
        exact=not from_files,
        fading=bool(rescored or bounded or scoring.half_life),
        taken=scoring.inactivity is not None or any(isinstance(points, int) for points in rescored),
        bounds=FREE if from_files else score_bounds(journey),
    )


def score_bounds(journey: Journey) -> Interval:
    """Bounds of behaviour points that the journey sets itself."""
    scoring = journey.scoring
    low = FREE[0] if scoring.floor is None else float(min(scoring.floor, 0))
    return low, FREE[1] if scoring.ceiling is None else float(scoring.ceiling)


def registering(journey: Journey, personas: Personas, calendar: Calendar, named: Iterable[str]) -> list[Person]:
    """Leads as they can register, without those of files, best fit first; none if there would be too many to look at.

    `named`: attributes that matter beside those with points. Of what a source's leads may bring along or not, there is
    one lead with nothing of it and one with all.
    """
    asked = [name for name in personas.attributes if name in journey.fit or name in set(named)]
    found: dict[tuple[object, ...], Person] = {}
    for name, source in journey.sources.items():
        if isinstance(source, CsvSource) or not brings_leads(source, journey, calendar):
            continue
        for persona in people_of(source, personas):
            values = [sorted(_values(persona, attribute)) for attribute in asked]
            if math.prod(map(len, values)) + len(found) > _MOST_PEOPLE:
                return []
            for mix in product(*values):
                for counts in _brought(source):
                    key = (name, mix, tuple(counts.items()))
                    found[key] = Person(name, dict(zip(asked, mix, strict=True)), counts)
    return sorted(found.values(), key=lambda person: -person.fit(journey))


def _brought(source: SourceBasics) -> list[dict[str, int]]:
    """What leads have done when they register: only what all have done, or also what some have."""
    counts = []
    for least in (1.0, 0.0):
        each = {"registered": 1}
        for name, share in source.arrive_with.items():
            if share >= least and share > 0:
                each[name] = each.get(name, 0) + 1
        if each not in counts:
            counts.append(each)
    return counts
