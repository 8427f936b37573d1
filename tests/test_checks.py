"""Checks of an experiment: which scenarios each is about, what becomes of it, and when all of them are passed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.checks import CONDITIONS, Check
from sim.study.checkfigures import Outcome
from sim.study.checks import Checked, compared_logs, exit_code, judged, run_checks
from sim.study.crew import Crew
from sim.study.experiment import plan
from sim.study.kpis import KPIS
from sim.study.lab import Lab
from sim.study.samelogs import Logs, OneRun
from sim.yamlfile import FileProblems
from tests import smallworld

PASS, FAIL, OPEN = Outcome.PASS, Outcome.FAIL, Outcome.CANNOT_TELL
PLAIN = smallworld.EXPERIMENT.replace("rests_on", "# rests_on").replace("change_on: 2026-04-15\n", "")
FEW = PLAIN.replace("replications: 4", "replications: 6")
REWRITTEN = FEW.replace("  strict:\n    mql.hot: score >= 60\n", "  rewritten:\n    mql.hot: not score < 30\n")
CHECKS = """\
checks:
  enough MQLs: {kpi: mqls, limit: at least 60}
  変わらない: {same_event_log: true, title: Nothing changes, tags: [refactor, 夜間]}
  no loss:
    kpi: mqls
    no_worse_by: 2
    scenario: weekly
  ours: {kpi: mqls, limit: at most 1000, scenario: daily}
"""


def checked(folder: Path, text: str, **wish: int) -> list[Checked]:
    """What becomes of an experiment's checks."""
    smallworld.load(folder, experiment=text)
    with Crew(1) as crew:
        return run_checks(folder / "experiment.yaml", Lab(crew), **wish)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Checked]:
    return checked(tmp_path_factory.mktemp("checks"), REWRITTEN + CHECKS)


def test_each_check_is_about_every_scenario_but_the_baseline_unless_it_names_one(found: list[Checked]) -> None:
    assert [(each.name, each.scenario, each.outcome) for each in found] == [
        ("enough MQLs", "weekly", PASS), ("enough MQLs", "rewritten", PASS),
        ("変わらない", "weekly", FAIL), ("変わらない", "rewritten", PASS),
        ("no loss", "weekly", FAIL),
        ("ours", "daily", PASS),
    ]  # fmt: skip


def test_titles_tags_and_lines_are_those_of_the_file(found: list[Checked]) -> None:
    first = len(REWRITTEN.splitlines()) + 2
    lines = {each.name: each.line for each in found}
    assert lines == {"enough MQLs": first, "変わらない": first + 1, "no loss": first + 2, "ours": first + 6}
    assert (found[2].title, found[2].tags) == ("Nothing changes", ("refactor", "夜間"))
    assert (found[0].title, found[0].tags) == ("enough MQLs", ())


def test_equal_and_unequal_logs_say_what_was_compared(found: list[Checked]) -> None:
    assert found[3].sentence.startswith("the same event log as daily in each of 6 simulated runs (1,4")
    assert found[2].sentence.startswith("another event log than daily in 6 of 6 simulated runs; the first event")


def test_an_outcome_is_plain_json(found: list[Checked]) -> None:
    plain = json.loads(json.dumps(found[2].to_json()))
    assert list(plain) == ["name", "title", "scenario", "outcome", "sentence", "more_runs", "tags", "line"]
    assert (plain["outcome"], plain["tags"]) == ("fail", ["refactor", "夜間"])


def test_fewer_runs_than_a_figure_needs_tell_nothing(tmp_path: Path) -> None:
    found = checked(tmp_path, REWRITTEN + CHECKS, replications=2)
    assert [each.outcome for each in found] == [OPEN, OPEN, FAIL, PASS, OPEN, OPEN]
    assert [each.more_runs for each in found] == [3, 3, None, None, 3, 3]
    assert exit_code(found) == 1


def test_event_logs_may_be_compared_of_the_first_runs_alone(tmp_path: Path) -> None:
    found = checked(tmp_path, REWRITTEN + CHECKS, replications=3, most_logs=1)
    assert "in each of 1 simulated runs" in found[3].sentence


def test_no_other_assumption_is_tried_for_checks(tmp_path: Path) -> None:
    smallworld.load(tmp_path, experiment=smallworld.EXPERIMENT + "checks: {a: {kpi: mqls, limit: at least 1}}\n")
    lab = Lab(Crew(1))
    run_checks(tmp_path / "experiment.yaml", lab, replications=2)
    assert lab.planned == 6  # three scenarios, two runs each


def test_a_file_without_checks_is_a_mistake_and_no_success(tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as wrong:
        checked(tmp_path, FEW)
    assert wrong.value.problems[0].text == "there are no checks in this file; write 'checks'"


def test_event_logs_that_nobody_compared_are_not_passed(tmp_path: Path) -> None:
    loaded = smallworld.load(tmp_path, experiment=REWRITTEN + CHECKS)
    comparison = smallworld.compared(loaded, replications=2)
    by_log = [each for each in judged(comparison, loaded) if each.name == "変わらない"]
    assert [each.outcome for each in by_log] == [OPEN, OPEN]
    nobody = {name: Logs((OneRun(0, 0), OneRun(0, 0))) for name in comparison.scenarios}
    by_log = [each for each in judged(comparison, loaded, logs=nobody) if each.name == "変わらない"]
    assert [each.outcome for each in by_log] == [OPEN, OPEN]
    assert "without a single lead" in by_log[0].sentence


def test_only_the_event_logs_that_a_check_asks_for_are_simulated_again(tmp_path: Path) -> None:
    for checks, expected in (
        ("checks: {a: {same_event_log: true, scenario: strict}}\n", ["strict"]),
        ("checks: {a: {same_event_log: true}}\n", ["weekly", "strict"]),
        ("checks: {a: {kpi: mqls, limit: at least 1}}\n", []),
        ("", []),
    ):
        loaded = smallworld.load(tmp_path, experiment=FEW + checks)
        with Crew(1) as crew:
            assert list(compared_logs(plan(loaded), Lab(crew), 1)) == expected


def test_checks_change_neither_answer_nor_figures(tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    plain = smallworld.compared(smallworld.load(tmp_path, experiment=FEW), replications=2)
    beside = smallworld.compared(smallworld.load(tmp_path / "with", experiment=FEW + CHECKS), replications=2)
    assert json.dumps(plain.to_json()) == json.dumps(beside.to_json())


# ---- the exit code

OUTCOMES = st.lists(st.sampled_from(Outcome), max_size=6)


@given(OUTCOMES)
def test_all_must_pass(outcomes: list[Outcome]) -> None:
    found = [Checked("n", "n", "s", outcome, "", None, (), 1, "s") for outcome in outcomes]
    assert exit_code(found) == (0 if outcomes and set(outcomes) == {PASS} else 1)


# ---- the model


def check(**settings: object) -> Check:
    return Check.model_validate(settings)


def test_what_is_given_is_a_condition_even_a_margin_of_nought() -> None:
    given = {"limit": "at least 3", "no_worse_by": "0", "equivalent_within": "0.5 points", "same_event_log": "true"}
    assert tuple(given) == CONDITIONS
    for name, written in given.items():
        assert check(**{name: written}).conditions == (name,)
    assert check(**given).conditions == CONDITIONS
    assert check(same_event_log="false").conditions == ()


def test_margins_are_limits_of_the_difference() -> None:
    def limits(kpi: str, **settings: object) -> list[str]:
        return [str(limit) for limit in check(kpi=kpi, **settings).limits(KPIS[kpi])]

    assert limits("mqls", no_worse_by="2") == ["at least -2"]
    assert limits("unsubscribes", no_worse_by="2") == ["at most +2"]
    assert limits("sends", equivalent_within="3") == ["at least -3", "at most +3"]
    assert limits("mqls", limit="at most 12") == ["at most 12"]
    (points,) = check(kpi="open_rate", no_worse_by="2 points").limits(KPIS["open_rate"])
    assert (points.value, points.is_relative) == (-0.02, True)


def test_only_a_limit_without_a_sign_is_about_the_scenario_alone() -> None:
    assert not check(limit="at least 3").is_relative
    relative = [{"limit": "at least +3"}, {"no_worse_by": "0"}, {"equivalent_within": "1"}, {"same_event_log": "true"}]
    assert all(check(**each).is_relative for each in relative)
