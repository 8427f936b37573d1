"""What a journey file says that no model can judge alone: names that must exist, orders, cycles, limits.

Findings, not problems: each names the setting it is about, and `workspace` says where that stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.files.desklint import lint_desk, lint_reviews
from sim.files.findings import Finding, Names, alike
from sim.files.personalint import lint_tastes
from sim.files.sourcelint import lint_sources
from sim.files.stagelint import lint_scores, lint_stages
from sim.files.touchpointlint import lint_touchpoints
from sim.files.vocabulary import lint_rules
from sim.model.calendar import Calendar
from sim.model.journey import BUILT_IN, Journey
from sim.model.persona import Personas
from sim.words.messages import say
from sim.yamlfile import Loc

# The kernel keeps a bit for each stage and touchpoint in a signed 64-bit number; a ledger row keeps a bit for each rule
# in a signed 32-bit one.
MOST = {"stages": 62, "touchpoints": 62, "mql": 31}
MOST_BEHAVIOURS = 32  # built-in ones included


def lint_journey(
    journey: Journey, personas: Personas, names: Names, kpis: Collection[str] | None = None
) -> Iterator[Finding]:
    """What is wrong with a journey file beside its personas file; `kpis`: the names goals may use (None: any)."""
    yield from _limits(journey, names)
    yield from _luck(journey)
    yield from lint_rules(journey, names)
    yield from lint_stages(journey, names, kpis)
    yield from lint_scores(journey, names)
    yield from lint_sources(journey, personas, names)
    yield from lint_touchpoints(journey, names)
    yield from lint_desk(journey)
    yield from lint_reviews(journey, names)
    yield from lint_tastes(personas, names)
    yield from _calendar(journey)


def _limits(journey: Journey, names: Names) -> Iterator[Finding]:
    for section, most in MOST.items():
        if len(getattr(journey, section)) > most:
            yield Finding((section,), say("lint.many", most=most, found=len(getattr(journey, section))))
    if names.behaviours is not None and len(names.behaviours) > MOST_BEHAVIOURS:
        yield Finding(
            ("behaviours",),
            say("lint.many_behaviours", most=MOST_BEHAVIOURS, built_in=len(BUILT_IN), found=len(names.behaviours)),
        )


def _luck(journey: Journey) -> Iterator[Finding]:
    """Names that the luck of a run can't tell apart would share every chance event."""
    for section in ("sources", "touchpoints", "behaviours"):
        if twice := alike(getattr(journey, section)):
            yield Finding((section, twice[1]), say("lint.alike", first=twice[0], second=twice[1]), at_name=True)


def _calendar(journey: Journey) -> Iterator[Finding]:
    """The calendar's own complaints, each at the setting that causes it."""
    country = None if journey.calendar.holidays == "none" else journey.calendar.holidays
    trials: list[tuple[Loc, tuple[int, str, str | None]]] = [
        (("start",), (1, "Asia/Tokyo", None)),
        (("days",), (journey.days, "Asia/Tokyo", None)),
        (("time_zone",), (1, journey.time_zone, None)),
        (("calendar", "holidays"), (journey.days, "Asia/Tokyo", country)),
    ]
    said: set[str] = set()
    for loc, settings in trials:
        try:
            Calendar(journey.start, *settings)
        except ValueError as error:
            if str(error) not in said:
                yield Finding(loc, str(error))
            said.add(str(error))
