"""The key to a ledger: names, rules and local time of a run, small enough to be kept beside its rows as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from sim.model.calendar import Calendar
from sim.model.journey import Content, CsvSource, Email, Journey
from sim.model.persona import Personas
from sim.model.timewords import duration_words

Texts = tuple[tuple[str, str], ...]  # rules and durations as written, by dotted path


@dataclass(frozen=True)
class Guide:
    """What the numbers of a run's tables mean; names in index order (docs/world.md, section 3).

    `tracked` is the behaviour each touchpoint's content is tracked as, `stayed` that of who stays long (empty: none).
    `rules` are the hand-off rules. `texts` holds, for each journey in force (before and from `change_s` on, if that is
    not None), what is written at `stages.S.enter`, `.back`, `.timeout`, `mql.M`, `exits.E.when`, `.re_enter` and
    `segments.N`, and which figure `reviews.R.target` names; what isn't there has no entry. `given` are sources whose
    leads may bring a score and counts of their own; `uncertain` the behaviours whose count rows can't tell, as some
    machines are recognised. `variants` are those of each touchpoint; `reviews` the names, rules and numbers that
    meetings move.
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
    stayed: tuple[str, ...]
    uncertain: tuple[str, ...]
    rules: tuple[str, ...]
    exits: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...]
    reviews: tuple[tuple[str, str, str], ...]
    texts: tuple[Texts, ...]
    registered_points: int

    @classmethod
    def of(
        cls, journey: Journey, personas: Personas, *, after: Journey | None = None, change_day: int | None = None
    ) -> Guide:
        """The guide of a scenario as `world.prepare` takes it."""
        versions = [journey] if after is None else [journey, after]
        touchpoints = _union(version.touchpoints for version in versions)
        contents = {name: t for v in reversed(versions) for name, t in v.touchpoints.items() if isinstance(t, Content)}
        starts = journey.built_calendar().day_start_s
        reviews = {name: review for v in reversed(versions) for name, review in v.reviews.items()}
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
            tracked=tuple(contents[name].behaviour if name in contents else "" for name in touchpoints),
            stayed=tuple(_stayed(contents[name]) if name in contents else "" for name in touchpoints),
            uncertain=_union(_uncertain(version) for version in versions),
            rules=_union(version.mql for version in versions),
            exits=_union(version.exits for version in versions),
            variants=tuple(_union(_variants(v, name) for v in versions) for name in touchpoints),
            reviews=tuple(
                (name, reviews[name].rule, reviews[name].compares) for name in _union(v.reviews for v in versions)
            ),
            texts=tuple(tuple(_texts(version)) for version in versions),
            registered_points=_greeting(journey),
        )

    def text(self, time: int, path: str) -> str:
        """What the journey in force at a second says at a dotted path; empty if it says nothing."""
        return self._texts[self.phase(time)].get(path, "")

    def segments(self, time: int) -> dict[str, str]:
        """The rules of the segments in force at a second."""
        prefix = "segments."
        texts = self._texts[self.phase(time)]
        return {path.removeprefix(prefix): text for path, text in texts.items() if path.startswith(prefix)}

    @cached_property
    def _texts(self) -> tuple[dict[str, str], ...]:
        return tuple(dict(version) for version in self.texts)

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


def _texts(journey: Journey) -> Iterator[tuple[str, str]]:
    """Everything that moves a lead, as it is written."""
    for name, stage in journey.stages.items():
        yield from [(f"stages.{name}.enter", stage.enter.text)] if stage.enter else []
        yield from [(f"stages.{name}.back", stage.back.when.text)] if stage.back else []
        yield from [(f"stages.{name}.timeout", duration_words(stage.timeout.after))] if stage.timeout else []
    yield from ((f"mql.{name}", rule.text) for name, rule in journey.mql.items())
    yield from ((f"segments.{name}", rule.text) for name, rule in journey.segments.items())
    for name, review in journey.reviews.items():
        aims = review.target.model_dump(exclude={"tolerance"}, exclude_none=True)
        yield f"reviews.{name}.target", next(iter(aims), "")
    for name, leaving in journey.exits.items():
        yield f"exits.{name}.when", leaving.when.text
        yield from [(f"exits.{name}.re_enter", leaving.re_enter.when.text)] if leaving.re_enter else []


def _stayed(content: Content) -> str:
    return content.dwell.behaviour if content.dwell else ""


def _variants(journey: Journey, touchpoint: str) -> Iterable[str]:
    mail = journey.touchpoints.get(touchpoint)
    return mail.variants if isinstance(mail, Email) else ()


def _uncertain(journey: Journey) -> Iterator[str]:
    """Behaviours of machines that may have been recognised: then a row is no behaviour, and looks the same."""
    yield from ["open"] if journey.scoring.machine_opens_ignored else []
    yield from ["click"] if journey.scoring.scanner_clicks_ignored else []


def _greeting(journey: Journey) -> int:
    """Points for the registration itself."""
    greeting, scoring = journey.behaviours.get("registered"), journey.scoring
    if greeting is None or greeting.every != 1:
        return 0
    if greeting.points > 0:
        return greeting.points if scoring.ceiling is None else max(0, min(greeting.points, scoring.ceiling))
    return greeting.points if scoring.floor is None else min(0, max(greeting.points, scoring.floor))
