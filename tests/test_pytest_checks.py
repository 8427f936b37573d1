"""Checks of experiments as tests of pytest."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import joblib
import pytest

from sim.doors import cli_test, pytest_checks, pytest_plugin
from sim.files.testfiles import has_checks
from sim.study import checks, rewriting
from tests import smallworld
from tests.test_pytest_plugin import INSTALLED, STRICT, shown

pytest_plugins = ["pytester"]
LATE = (cli_test, rewriting, pytest_checks)  # imported here: pytester forgets what was first imported in an inner run
FILE = "experiments/experiment.yaml"
PLAIN = smallworld.EXPERIMENT.replace("rests_on", "# rests_on").replace("replications: 4", "replications: 6")
TWO = PLAIN + """\
checks:
  enough MQLs: {kpi: mqls, limit: at least 60, tags: [夜間]}
  no loss:
    kpi: mqls
    no_worse_by: 2
    scenario: strict
"""


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joblib, "cpu_count", lambda: 1)


def judged(pytester: pytest.Pytester, experiment: str, *arguments: str) -> pytest.RunResult:
    """An inner run of pytest over an experiment and all that it needs."""
    pytester.mkdir("experiments")
    smallworld.load(pytester.path / "experiments", experiment=PLAIN)
    (pytester.path / FILE).write_text(experiment, encoding="utf-8")
    plugins = () if INSTALLED else (pytest_plugin,)
    arguments = (*STRICT, "-p", "no:cacheprovider", *arguments)
    return pytester.runpytest_inprocess(*arguments, plugins=plugins, no_reraise_ctrlc=True)


def test_every_check_of_every_scenario_is_a_test_and_failures_are_one_line(pytester: pytest.Pytester) -> None:
    result = judged(pytester, TWO, "-v", "--junitxml=report.xml")
    assert result.ret == 1
    for name, outcome in (("enough MQLs[weekly]", "PASSED"), ("no loss[strict]", "FAILED")):
        assert f"{FILE}::{name} {outcome}" in shown(result)
    line = next(line for line in result.outlines if line.startswith(f"{FILE}:21: "))
    assert line.startswith(f"{FILE}:21: FAIL: no loss (strict): MQLs ")
    assert "Traceback" not in shown(result)
    first = next(ElementTree.parse(pytester.path / "report.xml").iter("testcase"))
    told = {each.get("name"): each.get("value") for each in first.iter("property")}
    assert told == {"file": FILE, "line": "20", "tag": "夜間"}


def test_items_are_those_that_are_judged(tmp_path: Path) -> None:
    loaded = smallworld.load(tmp_path, experiment=TWO)
    pairs = [(each.name, each.scenario) for each in checks.asked(loaded)]
    assert pairs == [(each.name, each.scenario) for each in checks.judged(smallworld.compared(loaded), loaded)]
    assert pairs == [("enough MQLs", "weekly"), ("enough MQLs", "strict"), ("no loss", "strict")]


def test_what_cannot_be_told_has_not_passed(pytester: pytest.Pytester) -> None:
    result = judged(pytester, TWO.replace("replications: 6", "replications: 2"), "-k", "weekly")
    result.assert_outcomes(failed=1, deselected=2)
    assert f"{FILE}:20: can't tell: enough MQLs (weekly): " in shown(result)


def test_an_experiment_is_simulated_once_and_not_where_its_checks_are_left_out(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Path] = []
    run_checks = checks.run_checks

    def counting(path: Path, lab: object) -> object:
        runs.append(path)
        return run_checks(path, lab)  # type: ignore[arg-type]

    monkeypatch.setattr(checks, "run_checks", counting)
    judged(pytester, TWO).assert_outcomes(passed=2, failed=1)
    assert len(runs) == 1
    pytester.runpytest_inprocess("-m", "not nurture_check", plugins=() if INSTALLED else (pytest_plugin,))
    assert len(runs) == 1


def test_mistakes_of_an_experiment_are_a_collection_error(pytester: pytest.Pytester) -> None:
    result = judged(pytester, TWO.replace("kpi: mqls, limit", "kpi: mql, limit"))
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert any(line.startswith(f"{FILE}:20:22: checks.enough MQLs.kpi: ") for line in result.outlines)
    assert "Traceback" not in shown(result)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("experiments/a.yaml", TWO, True),
        ("experiments/a.yml", "\ufeffchecks: {}\n'journey' : x\n", True),
        ("experiments/a.yaml", PLAIN, False),
        ("experiments/a.yaml", "checks: of another tool\n", False),
        ("experiments/a.yaml", "journey: x\ntext: |\n  checks:\n", False),
        ("experiments/a.txt", TWO, False),
        ("journeys/a.yaml", TWO, False),
    ],
)
def test_only_experiments_in_which_checks_are_written_are_read(
    tmp_path: Path, name: str, text: str, expected: bool
) -> None:
    file = tmp_path / name
    assert has_checks(file) is False, "no such file"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert has_checks(file) is expected
