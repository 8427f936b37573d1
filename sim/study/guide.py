"""The key to a ledger: names, rules and local time of a run, small enough to be kept beside its rows as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from sim.model.calendar import Calendar
from sim.model.journey import Content, CsvSource, Journey
from sim.model.persona import Personas


@dataclass(frozen=True)
class Guide:
    """What the numbers of a run's tables mean; names in index order (docs/world.md, section 3).

    `tracked` is the behaviour each touchpoint's content is tracked as (empty: no content). `enter` and `mql` hold the
    rules as written (empty: none), one tuple for each journey in force: before and from `change_s` on, if that is not
    None. `given` are the sources whose leads may bring a score and counts of their own.
    """

    start: str
    days: int
    time_zone: str
    change_s: int | None
    sources: tuple[str, ...]
    given: tuple[str, ...]
    personas: tuple[str, ...]
    stages: tuple[str, ...]
    touchpoints: tuple[str, ...]
    behaviours: tuple[str, ...]
    tracked: tuple[str, ...]
    rules: tuple[str, ...]
    enter: tuple[tuple[str, ...], ...]
    mql: tuple[tuple[str, ...], ...]
    registered_points: int

    @classmethod
    def of(
        cls, journey: Journey, personas: Personas, *, after: Journey | None = None, change_day: int | None = None
    ) -> Guide:
        """The guide of a scenario as `world.prepare` takes it."""
        versions = [journey] if after is None else [journey, after]
        touchpoints = _union(version.touchpoints for version in versions)
        rules = _union(version.mql for version in versions)
        contents = {
            name: t.behaviour for v in reversed(versions) for name, t in v.touchpoints.items() if isinstance(t, Content)
        }
        greeting = journey.behaviours.get("registered")
        starts = journey.built_calendar().day_start_s
        return cls(
            start=journey.start.isoformat(),
            days=journey.days,
            time_zone=journey.time_zone,
            change_s=None if after is None or change_day is None else int(starts[change_day]),
            sources=_union(version.sources for version in versions),
            given=_union([n for n, s in version.sources.items() if isinstance(s, CsvSource)] for version in versions),
            personas=tuple(personas.personas),
            stages=tuple(journey.stages),
            touchpoints=touchpoints,
            behaviours=_union(version.behaviour_names() for version in versions),
            tracked=tuple(contents.get(name, "") for name in touchpoints),
            rules=rules,
            enter=tuple(tuple("" if s.enter is None else s.enter.text for s in v.stages.values()) for v in versions),
            mql=tuple(tuple(v.mql[name].text if name in v.mql else "" for name in rules) for v in versions),
            registered_points=greeting.points if greeting is not None and greeting.every == 1 else 0,
        )

    @cached_property
    def calendar(self) -> Calendar:
        """Local time of the run; holidays don't matter to a reader."""
        return Calendar(datetime.date.fromisoformat(self.start), self.days, self.time_zone, None)

    def phase(self, time: int) -> int:
        """Which journey is in force at a second: 0, or 1 from the change on."""
        return int(self.change_s is not None and time >= self.change_s)

    def to_json(self) -> dict[str, Any]:
        """Plain lists, texts and numbers."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Guide:
        """The guide that `to_json` wrote."""
        return cls(**{name: _frozen(value) for name, value in plain.items()})


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list | tuple) else value
