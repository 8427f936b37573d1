"""The journey kept beside the tables of its run is the one that was simulated, wherever it was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.files.leadsources import ADDED, with_leads_file
from sim.files.workspace import load_experiment, load_journey, shipped
from sim.study.blueprint import Blueprint
from sim.study.kpis import KPIS
from tests import smallworld


def again(blueprint: Blueprint) -> Blueprint:
    """Written and read."""
    return Blueprint.from_json(json.loads(json.dumps(blueprint.to_json())))


@pytest.mark.parametrize("name", ["seed"])
def test_a_shipped_journey_comes_back_as_it_was(name: str) -> None:
    loaded = load_journey(shipped() / "journeys" / f"{name}.yaml")
    assert again(Blueprint.of(loaded)).journey() == loaded.journey


def test_a_scenario_comes_back_with_its_changes_at_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallworld.load(tmp_path)
    monkeypatch.chdir(tmp_path)
    loaded = load_experiment(Path("experiment.yaml"), KPIS).scenarios["strict"]
    found = again(Blueprint.of(loaded))
    assert found.journey().mql["hot"].text == "score >= 60"
    assert found.place("mql.hot") == "experiment.yaml:12"
    assert found.place("stages.interest") == "journey.yaml:13"
    assert found.place("stages.interest.enter") == "journey.yaml:13"
    assert found.place("touchpoints.paper.nothing") == "journey.yaml:18"
    assert found.place("returns.timing") is None


def test_where_the_program_lies_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = Blueprint.of(load_journey(shipped() / "journeys" / "seed.yaml"))
    assert str(found.place("gate")).startswith("journeys/seed.yaml:")


def test_a_leads_file_given_with_the_command_is_a_source(tmp_path: Path) -> None:
    smallworld.load(tmp_path)
    (tmp_path / "leads.csv").write_text("登録日\n2026/4/1 9:00\n", encoding="utf-8")
    loaded = with_leads_file(load_journey(tmp_path / "journey.yaml"), tmp_path / "leads.csv")
    found = again(Blueprint.of(loaded))
    assert list(found.journey().sources) == ["web", ADDED]
    assert found.journey() == loaded.journey
    assert found.place(f"sources.{ADDED}") is None
