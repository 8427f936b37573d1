"""A small journey without a doubt about it, to be changed into doubtful ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sim.files.causes import Facts, facts_of
from sim.files.findings import Finding
from tests import strategies
from tests.scripted import people
from tests.strategies_words import Plain

PERSONA = {
    "share": 1,
    "attributes": {"job": {"boss": 0.5, "clerk": 0.5}, "size": {"big": 0.5, "small": 0.5}},
    "project": 0.5,
}
HUMAN = {"machine_open_share": 0, "scanner_share": 0}  # nobody's mailbox opens mail or follows links
SOUND: Plain = {
    "format": 1, "name": "sound", "start": "2026-04-01", "days": 90, "personas": "p.yaml",
    "sources": {"web": {"kind": "rate", "per_day": 1}},
    "stages": {"first": {}, "second": {"enter": "score >= 40"}},
    "fit": {"job": {"boss": 20, "clerk": 5}, "size": {"big": 10}},
    "behaviours": {"read": {"points": 5}, "paper": {"points": 15}, "webinar_attended": {"points": 20}},
    "touchpoints": {
        "page": {"kind": "content", "behaviour": "read", "stages": "first", "organic": [0, 1]},
        "guide": {"kind": "content", "behaviour": "paper", "stages": ["first", "second"], "form": 0.5},
        "news": {"kind": "email", "cadence": "weekly Tue 10:00", "content": {"first": "page", "second": "guide"}},
        "thanks": {"kind": "email", "after": "webinar_attended", "delay": "1d", "content": "guide"},
        "talk": {"kind": "webinar", "dates": "monthly 3rd Thu 15:00", "stages": "second", "invite": [{"before": "7d"}]},
    },
    "mql": {"by_paper": "score >= 60 and paper >= 1", "by_talk": "fit >= 20 and webinar_attended >= 2"},
    "desk": {"reps": 1}, "sql": "need and timing",
}  # fmt: skip


def changed(changes: Plain) -> Plain:
    """The sound journey with settings changed by dotted path; None takes one out."""
    journey: Plain = {name: _copy(part) for name, part in SOUND.items()}
    for path, value in changes.items():
        *above, last = path.split(".")
        part = journey
        for name in above:
            part = part.setdefault(name, {})
        part[last] = value
        if value is None:
            del part[last]
    return journey


def _copy(part: Any) -> Any:
    return {name: _copy(each) for name, each in part.items()} if isinstance(part, dict) else part


def facts(changes: Plain | None = None, persona: Plain | None = None, *, with_past: bool = False, **of: Any) -> Facts:
    """What is known of the sound journey after changes of it, of its persona and of `people`."""
    personas = {
        "format": 1, "people": people(**of), "personas": {"buyer": PERSONA | (persona or {})},
        "attributes": {"job": ["boss", "clerk"], "size": ["big", "small"]},
    }  # fmt: skip
    return facts_of(*strategies.built(changed(changes or {}), personas), with_past=with_past)


def told(lint: Callable[[Facts], Iterator[Finding]], changes: Plain | None = None, **how: Any) -> list[str]:
    """What a lint says of it, each as `setting: text`."""
    found = lint(facts(changes, **how))
    return [f"{'.'.join(map(str, finding.loc))}: {finding.text}" for finding in found]
