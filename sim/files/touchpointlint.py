"""What is wrong with touchpoints, each by its kind, and with the contact policy that they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.files.endless import lint_endless
from sim.files.findings import Finding, Names, known_name
from sim.files.maillint import lint_hours, lint_mail, lint_triggered
from sim.model.calendar import DAY_S
from sim.model.journey import Call, Content, Email, Journey, Webinar
from sim.words.messages import say
from sim.yamlfile import Loc


def lint_touchpoints(journey: Journey, names: Names) -> Iterator[Finding]:
    """What is wrong with content, mails, webinars and calls."""
    for name, touchpoint in journey.touchpoints.items():
        loc: Loc = ("touchpoints", name)
        if isinstance(touchpoint, Email | Call):
            yield from lint_triggered(loc, touchpoint, journey, names)
        if isinstance(touchpoint, Email):
            yield from lint_mail(loc, touchpoint, names)
        if isinstance(touchpoint, Content | Webinar):
            yield from _stages(loc, touchpoint.stages, names)
        if isinstance(touchpoint, Content):
            yield from _content(loc, touchpoint, names)
        if isinstance(touchpoint, Webinar):
            yield from _webinar(loc, touchpoint)
    yield from lint_hours(journey)
    yield from lint_endless(journey)


def _stages(loc: Loc, stages: Sequence[str], names: Names) -> Iterator[Finding]:
    for n, stage in enumerate(stages):
        yield from known_name((*loc, "stages", n), "lint.unknown_stage", stage, names.stages)


def _content(loc: Loc, page: Content, names: Names) -> Iterator[Finding]:
    yield from known_name((*loc, "behaviour"), "lint.unknown_behaviour", page.behaviour, names.behaviours)
    stay = page.dwell.behaviour if page.dwell else None
    yield from known_name((*loc, "dwell", "behaviour"), "lint.unknown_behaviour", stay, names.behaviours)


def _webinar(loc: Loc, series: Webinar) -> Iterator[Finding]:
    waves = [("invite", n, wave.before) for n, wave in enumerate(series.invite)]
    waves += [("release", n, wave.before) for n, wave in enumerate(series.release)]
    waves += [("remind", n, wave.before) for n, wave in enumerate(series.remind) if wave.at is not None]
    for setting, n, before in waves:
        if before % DAY_S:
            yield Finding((*loc, setting, n, "before"), say("lint.whole_days"))
    if series.release and series.seats is None:
        yield Finding((*loc, "release"), say("lint.no_seats"))
