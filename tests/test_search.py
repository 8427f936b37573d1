"""The best combination is looked for with few runs, and what is reported was found with others."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sim.model.stats import Difference, Verdict
from sim.study.answer import Cell, Question
from sim.study.crew import Crew
from sim.study.lab import Lab
from sim.study.results import resolve
from sim.study.search import Found, search, violation
from sim.yamlfile import FileProblems
from tests import smallworld
from tests.commandline import PLAIN_EXPERIMENT, nurture, workspace

ASKED = """
format: 1
name: small_test
journey: journey.yaml
baseline: as_it_is
decide_on: {kpi: mqls, margin: 5, per: window}
guardrails: {sends: at most +10}
search:
  over:
    mql.hot: {at_30: score >= 30, at_50: score >= 50, at_90: score >= 90}
    touchpoints.news.cadence: {daily: "weekdays 10:00", weekly: weekly Tue 10:00, never: never}
    desk.reps: {from: 1, to: 3}
  trials: 40
  replications: 2
  finalists: 2
  final: 4
seed: 7
"""
FEWER = ASKED.replace("trials: 40", "trials: 9")


def found(folder: Path, text: str = ASKED) -> Found:
    return search(smallworld.load(folder, experiment=text), Lab(Crew()))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Found:
    return found(tmp_path_factory.mktemp("search"))


def test_where_all_combinations_fit_each_is_tried_once(whole: Found) -> None:
    assert len({trial.name for trial in whole.trials}) == len(whole.trials) == 27
    assert whole.trials[0].settings == {
        "mql.hot": "score >= 30", "touchpoints.news.cadence": "weekdays 10:00", "desk.reps": "1",
    }  # fmt: skip
    assert whole.trials[-1].name == "at_90_never_reps_3"


def test_the_finalists_are_the_best_that_keep_the_guardrails_and_never_the_baseline(whole: Found) -> None:
    names = list(whole.finalists)
    assert "at_30_daily_reps_2" not in names  # that is how it is
    kept = [trial for trial in whole.trials if trial.is_feasible and trial.name != "at_30_daily_reps_2"]
    best = sorted(kept, key=lambda trial: (-(trial.difference or 0.0), trial.number))
    assert names == [trial.name for trial in best[:2]]


def test_what_is_reported_comes_from_other_leads_than_the_search(whole: Found) -> None:
    assert (whole.seed, whole.final.seed) == (7, 8)
    assert (whole.replications, whole.final.replications) == (2, 4)
    assert set(whole.final.scenarios) == {"as_it_is", *whole.finalists}
    told = whole.to_json()
    assert told["verdict"] == whole.final.answer.sentence
    for name, finalist in told["finalists"].items():
        assert finalist["fresh"] == whole.final.cells[name]["mqls"].difference.mean
        assert finalist["difference"] == whole.finalists[name].difference


def test_a_sampled_search_asks_for_the_same_combinations_each_time(tmp_path: Path) -> None:
    first, second = found(tmp_path, FEWER), found(tmp_path, FEWER)
    assert len({trial.name for trial in first.trials}) == len(first.trials) == 9
    assert first.to_json() == second.to_json()
    other = search(smallworld.load(tmp_path, experiment=FEWER), Lab(Crew()), seed=9)
    assert [trial.name for trial in other.trials] != [trial.name for trial in first.trials]


def test_a_search_that_was_stopped_is_taken_up_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = workspace(tmp_path, experiment=FEWER)
    undisturbed = nurture("search", "experiment.yaml", "--workers", "1", "--json", "--out", "other", at=place).json
    from sim.study import lab as labs

    simulated, count = labs.simulated, iter(range(1000))

    def stopping(*arguments: object) -> object:
        if next(count) == 11:
            raise KeyboardInterrupt
        return simulated(*arguments)

    monkeypatch.setattr(labs, "simulated", stopping)
    stopped = nurture("search", "experiment.yaml", "--workers", "1", at=place)
    assert stopped.code == 130
    assert "11 of 20 simulated runs are kept" in stopped.err
    again = nurture("search", "experiment.yaml", "--workers", "1", "--json", at=place).json
    assert {**again, "run": None} == {**undisturbed, "run": None}
    kept = resolve(place / "results", "small_test-search")
    assert kept.json("run.log.json")["reused"] >= 11
    assert kept.path.name == "0001"
    with (kept.path / "trials.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["trial"]) for row in rows] == list(range(9))
    assert set(rows[0]) == {"trial", "scenario", "difference", "feasible", "violation", "settings"}


def test_the_answer_tells_the_search_beside_the_finals(tmp_path: Path) -> None:
    done = nurture("search", "experiment.yaml", "--workers", "1", at=workspace(tmp_path, experiment=FEWER))
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("9 combinations tried, ")
    assert any("in the search" in line and "with other leads" in line for line in lines)
    assert any(line.startswith("Answer: ") for line in lines)


def test_violations_are_told_in_shares_of_what_is_allowed_or_of_the_baseline() -> None:
    def cell(mean: float, own: float = 0.0) -> Cell:
        return Cell(own, Difference(mean, mean, mean, 0.0, None, 4, None), Verdict.CANNOT_TELL)

    def broken(question: Question, **row: Cell) -> float:
        base = {"unsubscribes": cell(0.0, 80.0), "recall": cell(0.0, 0.4)}
        return violation({"base": base, "it": row}, "it", question)

    question = Question("base", "mqls", {"unsubscribes": 4.0, "recall": 0.02}, ("unsubscribes", "recall"), "window")
    assert broken(question, unsubscribes=cell(6.0), recall=cell(-0.01)) == pytest.approx(0.5)
    assert broken(question, unsubscribes=cell(6.0), recall=cell(-0.03)) == pytest.approx(1.0)
    assert broken(question, unsubscribes=cell(4.0), recall=cell(0.5)) == 0.0
    strict = question._replace(margins={})
    assert broken(strict, unsubscribes=cell(8.0), recall=cell(-0.04)) == pytest.approx(0.1 + 0.1)


def test_an_experiment_that_searches_for_nothing_or_compares_nothing_is_a_line(tmp_path: Path) -> None:
    place = workspace(tmp_path, experiment=ASKED)
    done = nurture("compare", "experiment.yaml", at=place)
    assert (done.code, done.out) == (2, "")
    assert "there is nothing to compare" in done.err
    (place / "plain.yaml").write_text(PLAIN_EXPERIMENT, encoding="utf-8")
    done = nurture("search", "plain.yaml", at=place)
    assert (done.code, done.out) == (2, "")
    assert "search: there is nothing to search; write search: {over: " in done.err


@pytest.mark.parametrize(
    ("before", "after", "place", "said"),
    [
        ("score >= 50", "scor >= 50", "10:42: mql.hot", "did you mean 'score'?"),
        ("{from: 1, to: 3}", "{from: 3, to: 1}", "12:5: search.over.desk.reps", "a range is written {from: 2, to: 5}"),
        ("desk.reps", "desk.rep", "12:5: desk.rep", "did you mean 'reps'?"),
        ("trials: 40", "trials: 1", "13:11: search.trials", "must be at least 2"),
        ("weekly Tue 10:00, never", "weekly Tue 25:00, never", "11:65: ", "touchpoints.news.cadence"),
    ],
)
def test_mistakes_stand_where_they_were_made(before: str, after: str, place: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as error:
        smallworld.load(tmp_path, experiment=ASKED.replace(before, after))
    lines = str(error.value)
    assert said in lines
    assert f"experiment.yaml:{place}" in lines
