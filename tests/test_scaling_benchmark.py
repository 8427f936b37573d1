"""The benchmark of scaling: what it divides by what, what it measures, and the experiment that it answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import scaling
from benchmarks.scaling import ALONE, CREWS, FILE, Cost, Times, speed_ups
from sim.files.workspace import load_experiment
from sim.study.experiment import plan
from sim.study.kpis import KPIS
from tests.commandline import ONE_RIVAL, workspace


def test_each_round_is_divided_by_its_own_single_process_and_medians_are_taken() -> None:
    found = speed_ups(
        {
            ALONE: [Times(40.0, 30.0), Times(80.0, 60.0), Times(60.0, 50.0)],
            "2 processes": [Times(20.0, 15.0), Times(20.0, 15.0), Times(60.0, 50.0)],
        }
    )
    assert set(found[ALONE].values()) == {60.0, 50.0, 1.0}
    assert found["2 processes"] == {
        "whole_s": 20.0, "simulating_s": 15.0, "whole_speed_up": 2.0, "simulating_speed_up": 2.0,
    }  # fmt: skip


def test_the_experiment_is_of_a_realistic_size() -> None:
    found = plan(load_experiment(FILE, KPIS))
    assert len(found.ready) == 8
    assert len(found.scenarios) * found.replications == 336


@pytest.mark.parametrize("crew", [CREWS[ALONE], CREWS["2 processes"]])
def test_the_command_is_timed_from_its_start_to_its_end(
    crew: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaling, "FILE", workspace(tmp_path, experiment=ONE_RIVAL) / "experiment.yaml")
    found = scaling.answered(crew)
    assert found.whole > found.simulating > 0.0


def test_a_run_costs_time_and_memory_and_leaves_little(capsys: pytest.CaptureFixture[str]) -> None:
    scaling.main(["--one", "300", "30"])
    found = Cost(**json.loads(capsys.readouterr().out))
    assert (200 < found.leads < 400, found.days) == (True, 30)
    assert found.seconds > 0.0
    assert found.peak >= found.idle > 50e6
    assert 50_000 < found.prepared < 5_000_000
    assert 1_000 < found.kept < 10_000 < found.log < 100_000


def test_figures_read_as_two_tables() -> None:
    costs = [Cost(9_770, 180, 0.35, 305e6, 320e6, 430_000, 8_300, 2_600_000)]
    lines = scaling.as_text(speed_ups({ALONE: [Times(40.0, 30.0)]}), costs).splitlines()
    assert lines[0].split("  ")[-1].strip() == "times as fast"
    assert lines[1].split() == ["1", "process", "40.00", "1.00", "30.00", "1.00"]
    assert lines[-1].split() == ["9,770", "180", "0.35", "0.036", "305", "320", "0.43", "8", "2.6"]
