"""`--only SCENARIO:N`: one run by itself, and the runs that failed among others, with the command that repeats them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from sim.study import lab, scenarios
from sim.study.kpis import KPIS
from sim.study.scenarios import Study
from tests import smallworld
from tests.commandline import ONE_RIVAL, nurture, workspace

QUICK = ("--workers", "1", "--no-charts", "--ledger", "none", "--replications", "3")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = workspace(tmp_path, experiment=ONE_RIVAL)
    (folder / "rests.yaml").write_text(smallworld.EXPERIMENT, encoding="utf-8")
    return folder


def failing_at(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no run of that number goes well."""
    as_it_was = scenarios.simulated

    def simulated(study: Study, seed: int, replication: int) -> Any:
        if replication == number:
            raise ArithmeticError(f"no luck\nwith {replication}")
        return as_it_was(study, seed, replication)

    for module in (lab, scenarios):
        monkeypatch.setattr(module, "simulated", simulated)


def test_it_is_the_run_that_is_compared_and_nothing_is_kept(place: Path) -> None:
    found = nurture("compare", "experiment.yaml", "--only", "weekly:2", "--json", at=place).json
    assert list(found) == ["experiment", "scenario", "assumed", "replication", "seed", "kpis"]
    assert (found["scenario"], found["assumed"], found["replication"], found["seed"]) == ("weekly", None, 2, 7)
    assert not (place / "results").exists()
    compared = smallworld.compared(smallworld.load(place, experiment=ONE_RIVAL), replications=3)
    told = {kpi: value for name, n, kpi, value in compared.values() if (name, n) == ("weekly", 2)}
    assert found["kpis"] == told


def test_it_reads_as_a_table(place: Path) -> None:
    done = nurture("compare", "experiment.yaml", "--only", "weekly:2", "--seed", "9", at=place)
    lines = done.out.splitlines()
    assert (done.code, lines[0]) == (0, "Simulated run weekly:2, seed 9")
    assert [line for line in lines if line.startswith("leads  ")]
    assert len(lines) > len(KPIS)


def test_an_assumption_can_be_at_zero_or_doubled(place: Path) -> None:
    plain, doubled = (
        nurture("compare", "rests.yaml", "--only", only, "--json", at=place).json
        for only in ("weekly:1", "weekly:1:doubled")
    )
    assert (plain["assumed"], doubled["assumed"]) == (None, "doubled")
    assert plain["kpis"]["leads"] == doubled["kpis"]["leads"]
    assert plain["kpis"] != doubled["kpis"]


@pytest.mark.parametrize(
    ("file", "only", "line"),
    [
        ("experiment.yaml", "weakly:2", "no scenario is called 'weakly'; known: daily, weekly"),
        ("experiment.yaml", "weekly:-1", "a scenario and the number of a run, such as weekly:7, found 'weekly:-1'"),
        ("experiment.yaml", "weekly", "a scenario and the number of a run, such as weekly:7, found 'weekly'"),
        ("experiment.yaml", ":", "a scenario and the number of a run, such as weekly:7, found ':'"),
        ("experiment.yaml", "weekly:1:doubled", "nothing is assumed under the name 'doubled' here; known: nothing"),
        ("rests.yaml", "weekly:1:halved", "nothing is assumed under the name 'halved' here; known: at_zero, doubled"),
    ],
)
def test_what_is_no_run_is_one_line_and_exit_code_2(file: str, only: str, line: str, place: Path) -> None:
    done = nurture("compare", file, "--only", only, at=place)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == f"Error: Invalid value for '--only': {line}"


def test_runs_that_failed_are_told_with_their_commands_and_the_others_are_kept(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        failing_at(1, broken)
        done = nurture("compare", "experiment.yaml", *QUICK, "--json", at=place)
        assert (done.code, done.out) == (1, "")
        assert done.err.splitlines() == [
            "scenario daily, simulated run 1, seed 7 failed three times: ArithmeticError: no luck",
            "  repeat it: nurture compare experiment.yaml --only daily:1 --seed 7",
            "scenario weekly, simulated run 1, seed 7 failed three times: ArithmeticError: no luck",
            "  repeat it: nurture compare experiment.yaml --only weekly:1 --seed 7",
            "4 of 6 simulated runs are kept; once all work, the same command goes on from there.",
        ]
        repeat = shlex.split(done.err.splitlines()[1].partition(": ")[2])
        with pytest.raises(ArithmeticError, match="no luck"):
            nurture(*repeat[1:], at=place)
    again = nurture("compare", "experiment.yaml", *QUICK, "--json", at=place)
    assert again.code == 0
    log = json.loads((place / again.json["run"] / "run.log.json").read_text(encoding="utf-8"))
    assert (log["simulated"], log["reused"]) == (2, 4)


def test_a_run_that_failed_under_an_assumption_is_repeated_under_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(2, monkeypatch)
    err = nurture("compare", "rests.yaml", *QUICK, "--seed", "3", at=place).err.splitlines()
    line = "scenario weekly with 'at_zero', simulated run 2, seed 3 failed three times: ArithmeticError: no luck"
    assert err[err.index(line) + 1] == "  repeat it: nurture compare rests.yaml --only weekly:2:at_zero --seed 3"


def test_a_command_without_that_option_is_repeated_whole(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_at(0, monkeypatch)
    words = ["--workers", "1", "--replications", "2"]
    done = nurture("robustness", "rests.yaml", *words, at=place)
    assert (done.code, done.out) == (1, "")
    assert "  repeat it: nurture robustness rests.yaml --seed 7" in done.err.splitlines()


def test_a_demo_names_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_at(0, monkeypatch)
    done = nurture("demo", *QUICK[:-1], "2", at=tmp_path)
    assert done.code == 1
    assert "  repeat it: nurture demo --only weekly:0 --seed 1" in done.err.splitlines()
