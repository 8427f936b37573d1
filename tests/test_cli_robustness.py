"""`nurture robustness`: each assumption at both ends, where the answer turns, and what is kept of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sim.study.results import resolve
from tests.commandline import PLAIN_EXPERIMENT, Done, nurture, workspace
from tests.test_robustness import ASKED


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("robust"), experiment=ASKED)


@pytest.fixture(scope="module")
def done(place: Path) -> Done:
    return nurture("robustness", "experiment.yaml", "--workers", "1", at=place)


def test_it_reads_as_a_table_the_answer_and_where_it_turns(done: Done) -> None:
    assert done.code == 0
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[0] == "assumption value at its lowest at its highest"
    (turned,) = (line for line in lines if line.startswith("chance that a mail"))
    assert " 0.22 0.001: -31.2 [-37.3, -25.0] -> weekly 0.6: -163 [-176, -151]" in turned
    assert any(line.startswith("Shown: MQLs in the measured time, weekly minus daily; as the files") for line in lines)
    (robust,) = (line for line in lines if line.startswith("Robust: It can't be told any more when "))
    assert "falls below about 0." in robust
    assert robust.endswith("At 0.001 it is weekly.")


def test_results_are_kept_beside_those_of_the_experiment_and_can_be_repeated(done: Done, place: Path) -> None:
    kept = resolve(place / "results", "small_test-robustness")
    assert kept.damaged() == []
    about = kept.json("manifest.json")
    assert (about["kind"], about["replications"], about["scenarios"]) == ("robustness", 6, ["daily", "weekly"])
    assert about["repeat"] == ["nurture", "robustness", "experiment.yaml", "--replications", "6", "--seed", "7"]
    with (kept.path / "assumptions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["assumption"], row["end"], row["at"]) for row in rows[:2]] == [
        ("people.open_rate", "low", "0.001"), ("people.open_rate", "high", "0.6"),
    ]  # fmt: skip
    again = nurture("robustness", "experiment.yaml", "--workers", "1", "--json", at=place)
    assert again.json["holds"] is False
    assert resolve(place / "results", "small_test-robustness").json("run.log.json")["simulated"] == 0
    first = kept.json("answer.json")
    assert {**again.json, "run": None} == first


def test_its_chart_is_drawn_unless_it_is_not_wanted(done: Done, place: Path) -> None:
    kept = resolve(place / "results", "small_test-robustness/0001")
    assert {path.name for path in (kept.path / "charts").iterdir()} == {"tornado.png", "tornado.svg", "tornado.csv"}
    assert f"Charts:  {kept.path.relative_to(place)}/charts/tornado.png\n" in done.out
    plain = nurture("robustness", "experiment.yaml", "--workers", "1", "--no-charts", at=place)
    assert "Charts:" not in plain.out
    assert not (resolve(place / "results", "small_test-robustness").path / "charts").exists()


def test_an_experiment_without_assumptions_is_a_line(place: Path) -> None:
    (place / "none.yaml").write_text(PLAIN_EXPERIMENT, encoding="utf-8")
    done = nurture("robustness", "none.yaml", at=place)
    assert (done.code, done.out) == (2, "")
    told = "there is nothing to try: add ranges, such as assumptions: {people.read_lift: [0, 0.08]}\n"
    assert done.err.startswith("none.yaml:")
    assert done.err.endswith(told)
