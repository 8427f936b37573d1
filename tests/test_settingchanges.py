"""The operators of mutation: what each makes of a setting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.files.loaded import LoadedJourney, changed_journey
from sim.files.workspace import load_journey
from sim.study.mutants import Mutant, mutants_of
from sim.study.settingchanges import OPERATORS
from sim.yamlfile import compose_text

PERSONAS = Path(__file__).parent.parent / "personas" / "b2b_japan.yaml"
JOURNEY: dict[str, Any] = {
    "format": 1, "name": "small", "start": "2026-04-01", "days": 90, "personas": str(PERSONAS),
    "sources": {"web": {"kind": "rate", "per_day": 1}, "fair": {"kind": "burst", "events": {}}},
    "stages": {"new": {}, "warm": {"enter": "score >= 20"}, "hot": {"enter": "score >= 60"}},
    "behaviours": {"download": {"points": 20}, "case_study": {}, "price_page": {"points": 30}},
    "touchpoints": {
        "paper": {"kind": "content", "behaviour": "download", "stages": ["new", "warm"], "organic": [1, 1]},
        "cases": {"kind": "content", "behaviour": "case_study", "stages": "warm", "organic": [1, 1]},
        "prices": {"kind": "content", "behaviour": "price_page", "stages": "hot", "organic": [1, 1]},
    },
    "desk": {"reps": 1}, "sql": "need",
}  # fmt: skip
PAPER = {"kind": "email", "after": "price_page", "content": "paper"}


def journey(section: str, value: Any, folder: Path) -> LoadedJourney:
    """The journey with another section, or with one touchpoint more."""
    changes = {**JOURNEY["touchpoints"], "it": value} if section == "touchpoints" else value
    file = folder / "small.yaml"
    file.write_text(json.dumps({**JOURNEY, section: changes}, ensure_ascii=False), encoding="utf-8")
    return load_journey(file)


def changes(loaded: LoadedJourney, setting: str, operator: str) -> list[str]:
    """What becomes of a setting, in words."""
    found = [each for each in mutants_of(loaded) if each.operator == operator]
    return [each.after for each in found if each.setting == setting or each.setting.startswith(f"{setting}.")]


CASES: list[tuple[str, str, Any, str, list[str]]] = [
    ("rule", "gate", "industry != other", "gate", ["industry == other", "industry != target"]),
    ("rules", "mql", {"a": "score >= 5"}, "mql.a", ["score > 5", "score >= 4"]),
    ("number", "behaviours", {**JOURNEY["behaviours"], "download": {"points": 20}}, "behaviours.download.points",
     ["19", "21"]),
    ("numbers", "fit", {"job": {"director": 20, "staff": 0}}, "fit", ["19", "21", "-1", "1"]),
    ("duration", "touchpoints", {**PAPER, "delay": "1d 12h"}, "touchpoints.it.delay", ["1d 11h", "1d 13h"]),
    ("clock", "sync", {"mode": "periodic", "every": "1d", "at": "23:30"}, "sync.at", ["00:30"]),
    ("hours", "contact_policy", {"quiet_hours": "20:00-08:00"}, "contact_policy.quiet_hours",
     ["21:00-08:00", "20:00-09:00"]),
    ("day", "touchpoints", {**PAPER, "until": "2026-04-30"}, "touchpoints.it.until", ["2026-05-01"]),
    ("cadence", "touchpoints", {"kind": "email", "cadence": "weekly Tue 10:00", "content": "paper"},
     "touchpoints.it.cadence", ["weekly Wed 10:00", "weekly Tue 11:00", "every 2w Tue 10:00"]),
    ("cadence", "touchpoints", {"kind": "email", "cadence": "monthly 3rd Sun 15:00", "content": "paper"},
     "touchpoints.it.cadence", ["monthly 3rd Mon 15:00", "monthly 3rd Sun 16:00", "monthly 4th Sun 15:00"]),
    ("cadence", "touchpoints", {"kind": "email", "cadence": "monthly 15 15:00", "content": "paper"},
     "touchpoints.it.cadence", ["monthly 15 16:00", "monthly 14 15:00"]),
    ("cadence", "touchpoints", {"kind": "email", "cadence": "every 10d 10:00", "content": "paper"},
     "touchpoints.it.cadence", ["every 10d 11:00", "every 11d 10:00"]),
    ("cadence", "touchpoints", {"kind": "email", "cadence": "2026-04-30 10:00", "content": "paper"},
     "touchpoints.it.cadence", ["2026-04-30 11:00", "2026-05-01 10:00"]),
    ("cadence", "touchpoints", {"kind": "email", "cadence": "2 a month Tue 10:00", "content": "paper"},
     "touchpoints.it.cadence", ["2 a month Wed 10:00", "2 a month Tue 11:00", "3 a month Tue 10:00"]),
    ("cadence", "touchpoints", {"kind": "email", "cadence": "weekdays 10:00", "content": "paper"},
     "touchpoints.it.cadence", ["weekdays 11:00", "daily 10:00"]),
    ("choice", "touchpoints", {**PAPER, "while_with_sales": "hold"}, "touchpoints.it.while_with_sales",
     ["drop", "continue"]),
    ("holidays", "calendar", {"holidays": "JP"}, "calendar.holidays", ["none"]),
    ("flag", "touchpoints", {**PAPER, "capped": False}, "touchpoints.it.capped", ["true"]),
    ("stage", "touchpoints", {"kind": "email", "entering": "hot", "content": "paper"}, "touchpoints.it.entering",
     ["new"]),
    ("way_back", "returns", {"timing": {"to": "warm"}}, "returns.timing.to", ["hot", "keep"]),
    ("behaviour", "touchpoints", PAPER, "touchpoints.it.after", ["download"]),
    ("rescore", "returns", {"timing": {"score": "reset"}, "budget": {"score": -30}}, "returns", ["keep", "-31", "-29"]),
    ("content", "touchpoints", {**PAPER, "after": "case_study", "content": {"new": "paper", "hot": "prices"}},
     "touchpoints.it.content", ["cases", "paper"]),
    ("drop", "touchpoints", {**PAPER, "delay": "1d"}, "touchpoints.it.delay", [""]),
    ("remove", "returns", {"timing": {"to": "warm"}}, "returns.timing", [""]),
    ("remove", "touchpoints", {"kind": "webinar", "dates": "monthly 1st Thu 15:00", "stages": ["new", "warm"]},
     "touchpoints.it.stages", ["", ""]),
    ("swap", "mql", {"a": "score >= 5", "b": "score >= 9", "c": "score >= 2"}, "mql", ["b, a", "c, b"]),
    ("exchange", "touchpoints", {**PAPER, "content": {"new": "paper", "warm": "cases"}}, "touchpoints.it.content",
     ["new: cases, warm: paper"]),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "section", "value", "setting", "after"), CASES, ids=[
    f"{case[0]}-{n}" for n, case in enumerate(CASES)
])  # fmt: skip
def test_what_an_operator_makes_of_a_setting(
    operator: str, section: str, value: Any, setting: str, after: list[str], tmp_path: Path
) -> None:
    assert changes(journey(section, value, tmp_path), setting, operator) == after


def test_every_operator_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(OPERATORS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_mutant_changes_its_section_alone(case: tuple[str, str, Any, str, list[str]], tmp_path: Path) -> None:
    operator, section, value, setting, _ = case
    loaded = journey(section, value, tmp_path)
    found = [m for m in mutants_of(loaded) if m.operator == operator and m.setting.startswith(setting)]
    for mutant in found:
        changed = mutant.journey(loaded)
        if changed is not None:
            others = [name for name in type(loaded.journey).model_fields if name != mutant.section]
            assert all(getattr(changed.journey, name) == getattr(loaded.journey, name) for name in others)
            assert repr(changed.journey) != repr(loaded.journey)


def test_a_change_that_check_refuses_is_no_journey(tmp_path: Path) -> None:
    loaded = journey("gate", "industry != other", tmp_path)
    node = compose_text("gate: industry == nothing", "x.yaml").root.settings()["gate"]
    assert Mutant("gate", 1, 1, "rule", "", "", "gate", node).journey(loaded) is None
    assert changed_journey(loaded, {"gate": node})[1] != []
