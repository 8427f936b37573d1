"""Leads that could tell a changed journey from the one it was: who registers, and what it does, in the words of tests.

They lie where rules turn: on a line, one below and above it, at the ends of a window, in each stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from sim.files.loaded import LoadedJourney
from sim.files.population import Person, points_of
from sim.model.journey import NUMBERS, Content, Journey, Rule, Webinar
from sim.model.rules import And, Compare, Expr, Flag, Not, Or, with_segments
from sim.model.timewords import clock_words

TEN_S, NOON_S = 36_000, 43_200
DAY_S = 86_400
_MOST_PROFILES = 60
_MOST_BRANCHES = 12
_FARTHEST = 400  # points that are still made up by single steps
_LONGEST = 14  # steps of a story
_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!=", "!=": "=="}


class Step(NamedTuple):
    """What happens, so many seconds after the midnight of the day of registration."""

    at_s: int
    words: str

    def line(self) -> str:
        """As in a file."""
        return f"day {self.at_s // DAY_S} {clock_words(self.at_s % DAY_S)} {self.words}"


class Extra(NamedTuple):
    """A lead that may be cast: its source, its attributes and its story."""

    source: str
    attributes: Mapping[str, str]
    story: tuple[Step, ...] = ()

    def then(self, *steps: Step) -> Extra:
        """The same lead with steps after its own, a minute apart at least."""
        story = list(self.story)
        for step in steps:
            earliest = story[-1].at_s + 60 if story else 0
            story.append(step._replace(at_s=max(step.at_s, earliest)))
        return self._replace(story=tuple(story))

    def until(self, second: int) -> Extra:
        """The same lead up to a second."""
        return self._replace(story=tuple(step for step in self.story if step.at_s <= second))

    @property
    def last_s(self) -> int:
        """When its story is over."""
        return self.story[-1].at_s if self.story else TEN_S


class Agency:
    """Knows a journey and makes leads for it."""

    def __init__(self, loaded: LoadedJourney) -> None:
        self.journey: Journey = loaded.journey
        self._attributes = loaded.personas.attributes
        self.calendar = loaded.journey.built_calendar()
        self.first_day = self._monday()

    def _monday(self) -> int:
        """Number of the day on which they register: the first Monday, in a short run the first day."""
        days = range(min(7, self.calendar.days - 30))
        return next((day for day in days if self.calendar.date_of(day).weekday() == 0), 0)

    # ---- who ----

    @cached_property
    def profiles(self) -> list[Mapping[str, str]]:
        """Combinations of attributes, by their points."""
        names = list(self._attributes)
        found = [dict(zip(names, values, strict=True)) for values in product(*self._attributes.values())]
        return sorted(found[:_MOST_PROFILES], key=self._fit)

    @cached_property
    def plain_source(self) -> str:
        """A source that brings nothing along, if there is one."""
        sources = self.journey.sources
        return next((name for name, each in sources.items() if not each.arrive_with), next(iter(sources)))

    @cached_property
    def targets(self) -> list[Mapping[str, str]]:
        """Profiles that pass the gate, one for each number of points."""
        found: dict[int, Mapping[str, str]] = {}
        for profile in self.profiles:
            person = Person(self.plain_source, profile, {})
            gate = self.journey.gate
            if gate is None or person.fulfils(gate.expr, self.journey, ""):
                found.setdefault(self._fit(profile), profile)
        return list(found.values()) or self.profiles[:1]

    def _fit(self, profile: Mapping[str, str]) -> int:
        return Person(self.plain_source, profile, {}).fit(self.journey)

    def lead(self, profile: Mapping[str, str], source: str = "") -> Extra:
        """A lead without a story."""
        return Extra(source or self.plain_source, profile)

    # ---- what ----

    @cached_property
    def contents(self) -> dict[str, Content]:
        """Content by name."""
        return {name: each for name, each in self.journey.touchpoints.items() if isinstance(each, Content)}

    @cached_property
    def quiet(self) -> str | None:
        """Content that scores nothing, to be alive without points."""
        scored = {name for name, each in self.journey.behaviours.items() if each.points}
        return next((name for name, each in self.contents.items() if each.behaviour not in scored), None)

    def visit(self, content: str, at_s: int = DAY_S + NOON_S) -> Step:
        """A look at content."""
        return Step(at_s, f"visits {content}")

    def steps_for(self, behaviour: str, times: int) -> list[list[Step]] | None:
        """Steps that make a behaviour happen so often; None if only a mail can."""
        page = next((name for name, each in self.contents.items() if each.behaviour == behaviour), None)
        if page:
            return [[self.visit(page)]] * times
        if behaviour == "webinar_attended":
            return [self.attending(n) for n in range(times)] if self.series and times <= 2 else None
        if behaviour in self.journey.behaviours and behaviour not in _OF_MAILS:
            return [[Step(DAY_S + NOON_S, f"does {behaviour}")]] * times
        return [] if times == 0 else None

    @cached_property
    def series(self) -> str | None:
        """A webinar series."""
        return next((name for name, each in self.journey.touchpoints.items() if isinstance(each, Webinar)), None)

    def held(self, name: str) -> list[int]:
        """When a series is held after the first days, in seconds after the midnight of registration."""
        webinar = self.journey.touchpoints[name]
        assert isinstance(webinar, Webinar)
        midnight = self.calendar.second(self.first_day, 0)
        moments = webinar.dates.moments(self.calendar, midnight + 3 * DAY_S, self.calendar.end_s)
        return [self.since(moment.t_s) for moment in moments]

    def since(self, second: int) -> int:
        """A second of the run as one of a story, by local time."""
        local = self.calendar.local(second)
        day = self.calendar.day_of(second) - self.first_day
        return day * DAY_S + local.hour * 3_600 + local.minute * 60

    def attending(self, n: int = 0, after_s: int = 0) -> list[Step]:
        """A place taken in the n-th webinar after a second, and the webinar."""
        if self.series is None:
            return []
        held = [t for t in self.held(self.series) if t > after_s + 2 * DAY_S]
        if n >= len(held):
            return []
        before = held[n - 1] + 60 if n else 0
        place = max(held[n] - 2 * DAY_S, before)
        return [Step(place, f"registers for {self.series}"), Step(held[n], f"attends {self.series}")]

    # ---- who does what ----

    def first(self) -> Iterator[Extra]:
        """Leads of every kind and source, each content alone and often, and leads at every turn of every rule."""
        low, high = self.targets[0], self.targets[-1]
        yield from (self.lead(profile) for profile in (*self.targets, *self.profiles))
        yield from (self.lead(profile, source) for source in self.journey.sources for profile in (low, high))
        for name, content in self.contents.items():
            scored = self.journey.behaviours.get(content.behaviour)
            every = scored.every if scored else 1
            yield from (
                self.lead(profile).then(*[self.visit(name)] * n)
                for profile in (low, high)
                for n in range(1, min(max(4, every + 2), _LONGEST))
            )
            if content.dwell:
                yield self.lead(low).then(Step(DAY_S + NOON_S, f"stays on {name}"))
        for rule in _rules(self.journey):
            yield from self._turns(rule)
        yield from self._gaps()

    def _turns(self, expr: Expr) -> Iterator[Extra]:
        """Leads on both sides of each comparison of a rule."""
        for branch in _branches(expr)[:_MOST_BRANCHES]:
            leaves = [leaf for leaf in branch if isinstance(leaf.value, int)]
            counted = [leaf for leaf in leaves if leaf.name not in NUMBERS]
            base = {leaf.name: _least(leaf) for leaf in counted}
            lines = [int(leaf.value) for leaf in leaves if leaf.name == "score"]
            for counts in (base, *_varied(base)):
                yield from self._scoring(counts, lines, branch)

    def _scoring(self, counts: Mapping[str, int], lines: Sequence[int], branch: Sequence[Compare]) -> Iterator[Extra]:
        step = points_of(self.journey).step()
        goals = [line + n for line in lines for n in (0, -1, 1, -step, step)]
        for source in _named(branch, "source") or [self.plain_source]:
            for profile in self._fitting(branch):
                for story in self._stories(Person(source, profile, counts), goals):
                    yield self.lead(profile, source).then(*story)

    def _fitting(self, branch: Sequence[Compare]) -> list[Mapping[str, str]]:
        """Profiles with the attributes that a branch asks for."""
        asked = [leaf for leaf in branch if isinstance(leaf.value, str) and leaf.name in self._attributes]
        if not asked:
            return self.targets
        return [
            profile
            for profile in self.profiles
            if all((profile[leaf.name] == leaf.value) == (leaf.op == "==") for leaf in asked)
        ][:4]

    def _stories(self, person: Person, goals: Sequence[int]) -> Iterator[list[Step]]:
        """Stories with such counts; where goals are given, the score is one of them at the end."""
        needed = [self.steps_for(name, times) for name, times in person.counts.items()]
        if any(steps is None for steps in needed):
            return
        own = [step for steps in needed if steps for each in steps for step in each]
        if not goals:
            yield own
        for goal in dict.fromkeys(goals):
            for fillers in self._fillers(goal - person.score(self.journey)):
                if len(own) + len(fillers) <= _LONGEST:
                    yield [*map(self.visit, fillers), *own]
                    yield from [[*own, *map(self.visit, fillers)]] if own and fillers else []

    def _fillers(self, points: int) -> Iterator[list[str]]:
        """Content that makes up so many points, in a few ways."""
        if not 0 <= points <= _FARTHEST:
            return
        seen = set[tuple[str, ...]]()
        for without in (None, *self._worth):
            found = _change(points, {name: each for name, each in self._worth.items() if name != without})
            if found is not None and tuple(found) not in seen:
                seen.add(tuple(found))
                yield found

    @cached_property
    def _worth(self) -> dict[str, int]:
        """Points of content that scores each time, one for each behaviour."""
        found: dict[str, tuple[str, int]] = {}
        for name, content in self.contents.items():
            scored = self.journey.behaviours.get(content.behaviour)
            if scored and scored.points > 0 and scored.every == 1 and scored.max_times is None:
                found.setdefault(content.behaviour, (name, scored.points))
        return dict(found.values())

    def _gaps(self) -> Iterator[Extra]:
        """Two looks at the same content, as far apart as each length of time that the journey knows, and nearly so."""
        for seconds in sorted(_lengths(self.journey)):
            unit = next(unit for unit in (DAY_S, 3_600, 60) if seconds % unit == 0)
            for name in self._telling:
                for gap in (seconds - unit, seconds - 60, seconds, seconds + 60, seconds + unit):
                    first = self.visit(name)
                    if gap > 0 and (first.at_s + gap) // DAY_S < self.calendar.days - self.first_day - 1:
                        for profile in (self.targets[0], self.targets[-1]):
                            yield self.lead(profile).then(first, self.visit(name, first.at_s + gap))

    @cached_property
    def _telling(self) -> list[str]:
        """One content for each behaviour."""
        found: dict[str, str] = {}
        for name, content in self.contents.items():
            found.setdefault(content.behaviour, name)
        return list(found.values())


_OF_MAILS = ("open", "click", "unsubscribed", "registered", "webinar_registered", "webinar_missed", "webinar_replayed")


def _change(points: int, worth: Mapping[str, int]) -> list[str] | None:
    """The fewest steps that make up so many points; None if none do."""
    best: list[list[str] | None] = [[]] + [None] * points
    for total in range(1, points + 1):
        for name, each in worth.items():
            before = best[total - each] if each <= total else None
            if before is not None and (best[total] is None or len(before) + 1 < len(best[total] or ())):
                best[total] = [*before, name]
    return best[points]


def _rules(journey: Journey) -> Iterator[Expr]:
    """Every rule that a lead's doing can make true, with its segments written out."""
    segments = {name: rule.expr for name, rule in journey.segments.items()}
    found: list[Rule | None] = [journey.gate, *journey.mql.values(), *journey.segments.values()]
    for stage in journey.stages.values():
        found += [stage.enter, stage.back.when if stage.back else None]
    for leaving in journey.exits.values():
        found += [leaving.when, leaving.re_enter.when if leaving.re_enter else None]
    found += [journey.contact_policy.suppress, journey.desk.filter]
    for touchpoint in journey.touchpoints.values():
        found.append(getattr(touchpoint, "when", None))
        listed: Any = getattr(touchpoint, "content", None)
        found += [each.when for each in listed] if isinstance(listed, list) else []
    rules = dict.fromkeys(rule for rule in found if rule is not None)
    yield from (with_segments(rule.expr, segments) for rule in rules)


def _branches(expr: Expr, truth: bool = True) -> list[list[Compare]]:
    """The ways in which a rule can be true, each as comparisons."""
    match expr:
        case Not(item):
            return _branches(item, not truth)
        case And(items) | Or(items):
            each = [_branches(item, truth) for item in items]
            if isinstance(expr, And) == truth:
                return [[leaf for part in parts for leaf in part] for parts in product(*each)][:_MOST_BRANCHES]
            return [branch for part in each for branch in part]
        case Compare(name, op, value, window_s, column):
            return [[expr if truth else Compare(name, _OPPOSITE[op], value, window_s, column)]]
        case Flag():
            return [[]]


def _least(leaf: Compare) -> int:
    """The smallest count that makes a comparison true, or the one that it looks at."""
    value = int(leaf.value)
    return {">=": value, ">": value + 1, "==": value}.get(leaf.op, max(0, value - 1))


def _varied(counts: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
    """One count less, or more."""
    for name, n in counts.items():
        yield from ({**counts, name: n + more} for more in (-1, 1) if n + more >= 0)


def _named(branch: Sequence[Compare], name: str) -> list[str]:
    return [str(leaf.value) for leaf in branch if leaf.name == name and leaf.op == "=="]


def _lengths(journey: Journey) -> set[int]:
    """Lengths of time that count between two things that a lead does."""
    found = {leaf.window_s for rule in _rules(journey) for branch in _branches(rule) for leaf in branch}
    for behaviour in journey.behaviours.values():
        found |= {behaviour.within, behaviour.at_most.within if behaviour.at_most else None}
    found |= {getattr(each, "cooldown", None) for each in journey.touchpoints.values()}
    found |= {stage.timeout.after if stage.timeout else None for stage in journey.stages.values()}
    found |= {each.re_enter.after if each.re_enter else None for each in journey.exits.values()}
    scoring, dormancy = journey.scoring, journey.dormancy
    found |= {scoring.half_life, scoring.inactivity.after if scoring.inactivity else None}
    found |= {dormancy.after if dormancy else None, *(cap.within for cap in journey.contact_policy.caps)}
    return {each for each in found if each}
