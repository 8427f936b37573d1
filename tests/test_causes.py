"""What leads to what: everything that can happen is found, and what is not understood is taken to lead everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from sim.files import causes
from sim.model import journey as model
from sim.model import touchpoints
from sim.model.journey import Journey
from tests.doubtful import SOUND, facts

KINDS: list[type[BaseModel]] = [
    Journey, model.Stage, model.Exit, model.Behaviour, model.Scoring, touchpoints.Content, touchpoints.Email,
    touchpoints.Call, touchpoints.Webinar, model.RateSource, model.BurstSource, model.CsvSource, model.CohostSource,
    model.Return,
]  # fmt: skip
ASKED, TALKED = ({"stages.second.enter": f"{name} >= 1"} for name in ("paper", "webinar_attended"))
BACK = {"returns": {"timing": {"to": "second"}}}
AGAIN = {"when": "read >= 2", "to": "second"}
LATE = {"touchpoints.talk.dates": "2026-07-05 10:00", "touchpoints.talk.invite": [{"before": "28d"}]}
DWELL = {"median": "30s", "at_least": "60s", "behaviour": "stay"}
CRM = {"kind": "csv", "file": "x.csv", "columns": {"count.paper": "c"}}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_setting_is_thought_of(kind: type[BaseModel]) -> None:
    """A new one belongs into causes.py: with its effect on what can happen, or as having none."""
    assert set(kind.model_fields) <= set(causes._KNOWN[kind.__name__].split())


def test_a_setting_that_is_not_understood_silences_what_rests_on_understanding(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = {"touchpoints.page.organic": [0, 0], "touchpoints.news": None}
    assert "read" not in facts(lost).living.behaviours
    known = dict(causes._KNOWN, Content="kind behaviour stages organic")
    monkeypatch.setattr(causes, "_KNOWN", known)
    assert not facts(lost).known
    assert facts(lost).living.touchpoints == {"page", "guide", "thanks", "talk"}


def test_all_of_a_sound_journey_is_alive() -> None:
    living = facts().living
    assert living.stages == set(SOUND["stages"])
    assert living.touchpoints == set(SOUND["touchpoints"])
    assert living.handed


@pytest.mark.parametrize(
    ("changes", "behaviour", "is_alive"),
    [
        ({}, "webinar_attended", True),
        (TALKED, "webinar_attended", False),  # only in it one is invited
        (TALKED | {"stages.first.timeout": {"after": "30d", "to": "second"}}, "webinar_attended", True),
        (ASKED, "paper", False),
        (ASKED | {"sources.web.arrive_with": {"paper": 0.1}}, "webinar_attended", True),
        (ASKED | BACK, "paper", False),
        (ASKED | BACK | {"mql": {"a": "read >= 1"}}, "paper", True),
        (ASKED | BACK | {"touchpoints.ring": {"kind": "call", "after": "read"}}, "paper", True),
        (ASKED | {"exits": {"e": {"when": "read >= 1", "re_enter": AGAIN}}}, "paper", True),
        (LATE, "webinar_registered", True),
        (LATE, "webinar_attended", False),
        ({"touchpoints.talk.replay": {"missed": 0.5}}, "webinar_replayed", True),
        ({}, "webinar_replayed", False),
        ({"behaviours.stay": {}, "touchpoints.page.dwell": DWELL}, "stay", True),
        ({"sources.crm": CRM, "touchpoints.guide.form": 0}, "paper", True),
    ],
)  # fmt: skip
def test_a_behaviour_is_alive_where_something_leads_to_it(
    changes: dict[str, Any], behaviour: str, is_alive: bool
) -> None:
    assert (behaviour in facts(changes).living.behaviours) is is_alive
