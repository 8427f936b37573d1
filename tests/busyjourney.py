"""A small journey with everything that only some journeys have: drips, calls, exits, waiting lists, teams, sleep."""

from __future__ import annotations

from typing import Any

from sim.model.journey import Journey
from tests import handmade

CHANGES: dict[str, Any] = {
    "stages": {
        "awareness": {"timeout": {"after": "30d", "to": "interest"}},
        "interest": {"enter": "score >= 20", "back": {"when": "score < 10"}},
    },
    "exits": {
        "bought": {"when": "download >= 9"},
        "paused": {"when": "unsubscribed >= 1", "re_enter": {"when": "download >= 2", "to": "interest"}},
    },
    "dormancy": {"after": "60d"},
    "touchpoints": {
        "paper": {"kind": "content", "behaviour": "download", "stages": ["awareness"]},
        "story": {"kind": "content", "behaviour": "download", "stages": ["awareness"]},
        "news": {
            "kind": "email",
            "cadence": "weekly Tue 10:00",
            "content": [{"when": "score >= 20", "content": "paper"}, {"when": "score < 20", "content": "story"}],
        },
        "drip": {"kind": "email", "entering": "interest", "delay": "3d", "content": "paper"},
        "wake": {"kind": "email", "on": "dormant", "content": "paper"},
        "thanks": {"kind": "email", "after": "download", "of": "paper", "content": "story"},
        "ring": {"kind": "call", "after": "download", "delay": "1h", "when": "score >= 30"},
        "talk": {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": ["interest"], "seats": 1},
    },
    "desk": {"teams": {"east": {"reps": 1, "takes": "score >= 90"}, "west": {"reps": 2}}},
    "returns": {"rejected": {"to": "awareness"}},
}


def journey(**changes: Any) -> Journey:
    """That journey, thirty days from 1 April 2026."""
    sources = {"talks": {"kind": "cohost", "webinar": "talk", "leads": [5, 5]}, "web": {"kind": "rate", "per_day": 1}}
    return handmade.journey(**{"sources": sources, **CHANGES, **changes})
