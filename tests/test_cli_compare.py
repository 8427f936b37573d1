"""`nurture compare` and `nurture demo`: an experiment's answer on the screen, as JSON, and in the results folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sim.study import experiment
from sim.study.kpis import KPIS
from sim.study.results import resolve
from sim.words.messages import say
from tests import smallworld
from tests.commandline import ONE_RIVAL, Done, nurture, workspace


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a comparison in its results, `small_test/0001`."""
    folder = workspace(tmp_path_factory.mktemp("compare"))
    asked = ONE_RIVAL.replace("name: small_test", "name: small_test\nquestion: How often?")
    (folder / "one_rival.yaml").write_text(asked, encoding="utf-8")
    (folder / "rests.yaml").write_text(smallworld.EXPERIMENT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(place: Path) -> Done:
    return nurture("compare", "one_rival.yaml", "--workers", "1", "--no-charts", at=place)


def row(done: Done, start: str) -> str:
    """The line of a table that begins so, with single spaces."""
    (line,) = (line for line in done.out.splitlines() if line.startswith(start))
    return " ".join(line.split())


def test_the_answer_reads_as_a_table_and_a_sentence(done: Done) -> None:
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "How often?"
    assert row(done, "per month") == "per month daily weekly difference [95 %]"
    assert row(done, "MQLs").endswith("] worse")
    assert row(done, "open rate").split(" points [")[1].endswith("better")
    answer = "Answer: stay with daily; every other scenario is worse in MQLs." + say("answer.weekdays")
    assert answer in lines  # one scenario sends on Tuesdays only
    assert "Results: results/small_test/0001" in lines


def test_the_table_has_the_figures_of_the_comparison(done: Done, place: Path) -> None:
    found = resolve(place / "results", "small_test/0001").json("answer.json")["scenarios"]
    base, cell = found["daily"]["kpis"]["mqls"], found["weekly"]["kpis"]["mqls"]
    show = KPIS["mqls"].show
    low, high = show(cell["low"], signed=True), show(cell["high"], signed=True)
    figures = [show(base["mean"]), show(cell["mean"]), show(cell["diff"], signed=True), f"[{low}, {high}]"]
    assert row(done, "MQLs") == " ".join(["MQLs", *figures, "worse"])


def test_it_says_how_many_runs_and_how_alike_they_were(done: Done) -> None:
    (line,) = (line for line in done.out.splitlines() if line.startswith("4 simulated runs of each scenario"))
    assert re.search(r"; seed 7; correlation of MQLs [01]\.\d\d$", line)


def test_several_scenarios_stand_below_one_another(place: Path) -> None:
    done = nurture("compare", "experiment.yaml", "--workers", "1", "--no-charts", "--ledger", "none", at=place)
    assert row(done, "per month") == "per month daily scenario difference [95 %]"
    assert "Intervals and verdicts are adjusted for the number of scenarios (Holm)." in done.out.splitlines()
    assert row(done, "MQLs").split()[2] == "weekly"
    assert "strict" in done.out.splitlines()[3].split()[0]


def test_what_the_answer_rests_on_is_told(place: Path) -> None:
    words = ["--workers", "1", "--no-charts", "--replications", "2"]
    done = nurture("compare", "rests.yaml", *words, at=place)
    (line,) = (line for line in done.out.splitlines() if line.startswith("Rests on: "))
    assert line.startswith("Rests on: effect of a read mail on intent 0.04 (assumption). At zero: ")
    assert "          how long the effect of content lasts 21d" in done.out


def test_json_is_exactly_one_object(place: Path) -> None:
    words = ["--workers", "2", "--replications", "3", "--seed", "5", "--no-charts", "--ledger", "none", "--json"]
    found = nurture("compare", "one_rival.yaml", *words, at=place).json
    assert {"experiment", "scenarios", "verdict", "reason", "best", "effects", "rests_on", "run"} < set(found)
    assert (found["replications"], found["seed"]) == (3, 5)
    kept = json.loads((place / found["run"] / "answer.json").read_text(encoding="utf-8"))
    assert kept == {**found, "run": None}
    alone = smallworld.compared(smallworld.load(place, experiment=ONE_RIVAL), replications=3, seed=5)
    assert found == alone.to_json(found["run"])


def test_the_folder_holds_lives_of_each_scenario_and_how_to_repeat_it(done: Done, place: Path) -> None:
    results = resolve(place / "results", "small_test/0001")
    assert results.damaged() == []
    assert results.recorded() == [("daily", 0), ("weekly", 0)]
    repeat = ["nurture", "compare", "one_rival.yaml", "--replications", "4", "--seed", "7"]
    assert results.json("manifest.json")["repeat"] == repeat
    assert results.json("run.log.json")["workers"] == 1


def test_charts_are_drawn_and_named(place: Path, tmp_path: Path) -> None:
    words = ["--workers", "1", "--replications", "2", "--ledger", "none", "--out", tmp_path / "out"]
    done = nurture("compare", "one_rival.yaml", *words, at=place)
    charts = [line.split()[-1] for line in done.out.splitlines() if line.endswith(".png")]
    assert [Path(chart).stem for chart in charts] == ["differences", "funnel", "journey_daily"]
    assert done.out.count("Charts:") == 1
    for chart in charts:
        assert {path.suffix for path in Path(chart).parent.glob(f"{Path(chart).stem}.*")} == {".png", ".svg", ".csv"}
    assert resolve(tmp_path / "out").damaged() == []


def test_lives_are_those_of_the_baseline_unless_another_scenario_is_asked_for(done: Done, place: Path) -> None:
    told = nurture("trace", "small_test/0001", "--lead", "0", "--json", at=place).json
    assert told["scenario"] == "daily"
    words = ["--scenario", "weekly", "--json"]
    other = nurture("trace", "small_test/0001", "--lead", "0", *words, at=place).json
    assert other["scenario"] == "weekly"
    assert other["events"][0] == told["events"][0]


def test_without_tables_there_is_no_life_to_trace(place: Path, tmp_path: Path) -> None:
    words = ["--workers", "1", "--replications", "2", "--no-charts", "--ledger", "none", "--out", tmp_path]
    nurture("compare", "one_rival.yaml", *words, at=place)
    done = nurture("trace", "--lead", "0", "--results", tmp_path, at=place)
    assert done.code == 2
    assert done.err.endswith("kept no event log; repeat it with --ledger first\n")


def test_an_unwritable_folder_is_found_out_before_anything_is_simulated(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(experiment, "compare", lambda *_: pytest.fail("simulated in vain"))
    done = nurture("compare", "experiment.yaml", "--out", "journey.yaml/deep", at=place)
    assert (done.code, done.out) == (3, "")
    assert done.err == "the results can't be written: journey.yaml/deep/small_test: Not a directory\n"


def test_a_mistake_in_an_experiment_is_a_line_and_no_results(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "wrong.yaml").write_text(ONE_RIVAL.replace("news.cadence", "news.cadnce"), encoding="utf-8")
    done = nurture("compare", "wrong.yaml", at=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("wrong.yaml:")
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize("words", [["--replications", "1"], ["--workers", "0"], ["--seed", "-1"]])
def test_impossible_wishes_are_exit_code_2(words: list[str], place: Path) -> None:
    assert nurture("compare", "experiment.yaml", *words, at=place).code == 2


def test_the_demo_answers_the_experiment_of_the_present_folder(tmp_path: Path) -> None:
    for folder in ("journeys", "personas", "experiments"):
        (tmp_path / folder).mkdir()
    workspace(tmp_path)
    asked = ONE_RIVAL.replace("journey: journey.yaml", "journey: ../journey.yaml")
    (tmp_path / "experiments" / "email_cadence.yaml").write_text(asked, encoding="utf-8")
    done = nurture("demo", "--replications", "2", "--workers", "1", "--no-charts", "--json", at=tmp_path)
    assert done.json["experiment"] == "small_test"
    repeat = resolve(tmp_path / "results").json("manifest.json")["repeat"]
    assert repeat == ["nurture", "demo", "--replications", "2", "--seed", "7"]


def test_elsewhere_the_demo_takes_the_file_that_comes_with_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def stopped(plan: experiment.Plan, lab: object) -> None:
        asked.append(plan.loaded)
        raise KeyboardInterrupt

    monkeypatch.setattr(experiment, "compare", stopped)
    assert nurture("demo", at=tmp_path).code == 130
    assert [loaded.experiment.name for loaded in asked] == ["email_cadence"]
    assert [path.name for path in tmp_path.glob("results/[!.]*/*")] == ["0001.partial"]


PRECISE = ONE_RIVAL.replace("replications: 4", "precision: {half_width: 20, most: 30}")


def test_runs_go_on_until_the_difference_is_as_precise_as_asked(place: Path, tmp_path: Path) -> None:
    (place / "precise.yaml").write_text(PRECISE, encoding="utf-8")
    words = ["--workers", "1", "--no-charts", "--ledger", "none", "--out", tmp_path]
    done = nurture("compare", "precise.yaml", *words, at=place)
    assert re.search(r"^1\d simulated runs of each scenario", done.out, re.MULTILINE)
    assert re.search(r"^As precise as asked: MQLs to \xb1[\d.]+ \(asked: \xb120\)\.$", done.out, re.MULTILINE)
    kept = resolve(tmp_path)
    assert kept.json("answer.json")["precision"]["reached"] is True
    assert "--replications" not in kept.json("manifest.json")["repeat"]
    fixed = nurture("compare", "precise.yaml", "--replications", "3", *words, at=place)
    assert "3 simulated runs of each scenario" in fixed.out
    assert resolve(tmp_path).json("answer.json")["precision"] is None


def test_a_precision_that_is_not_reached_is_said_so(place: Path, tmp_path: Path) -> None:
    asked = PRECISE.replace("half_width: 20, most: 30", "half_width: 0.01, most: 11")
    (place / "precise.yaml").write_text(asked, encoding="utf-8")
    words = ["--workers", "1", "--no-charts", "--ledger", "none", "--out", tmp_path]
    done = nurture("compare", "precise.yaml", *words, at=place)
    assert "Not as precise as asked after 11 runs, the most allowed: MQLs to \xb1" in done.out


def test_more_is_shown_when_it_is_asked_for(place: Path, tmp_path: Path) -> None:
    words = ["--workers", "1", "--no-charts", "--ledger", "none", "--out", tmp_path]
    also = [word for what in ("plan", "months", "cohorts") for word in ("--also", what)]
    done = nurture("compare", "one_rival.yaml", *words, *also, at=place)
    for start in ("difference from daily", "2026-04", "registered in"):
        assert any(line.lower().startswith(start) for line in done.out.splitlines()), start
    kept = resolve(tmp_path).path
    assert (kept / "months.csv").read_bytes().startswith(b"\xef\xbb\xbfmonth,")
    assert (kept / "cohorts.csv").read_bytes().startswith(b"\xef\xbb\xbfcohort,")
