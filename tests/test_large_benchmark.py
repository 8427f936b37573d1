"""The benchmark of one large experiment: its size is what it says, and the command answers it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import large
from sim.engine.world import expected_leads
from sim.files.workspace import load_experiment
from sim.study.experiment import plan
from sim.study.kpis import KPIS


def test_the_experiment_is_as_large_as_it_says(tmp_path: Path) -> None:
    loaded = load_experiment(large.workspace(tmp_path, scenarios=8, replications=50, leads=10_000), KPIS)
    found, journey = plan(loaded), loaded.baseline.journey
    assert len(found.scenarios) * found.replications == 400
    assert journey.days == large.DAYS
    assert expected_leads(journey, journey.built_calendar()) == pytest.approx(10_000, rel=0.01)


def test_the_command_answers_a_small_one(capsys: pytest.CaptureFixture[str]) -> None:
    large.main(["--scenarios", "2", "--replications", "2", "--leads", "200", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"]
    assert told["peak_bytes"] > 1e7
    assert told["charts"] >= 10
    assert told["charts_seconds"] > 0.0
