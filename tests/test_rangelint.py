"""Ranges of assumptions: about a number of the files, in order, and such that the journey can be so."""

# ruff: noqa: E501 - a table of mistakes is read by its rows

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.files.workspace import judge_path, load_experiment
from sim.study.kpis import KPIS
from sim.yamlfile import Problem

ROOT = Path(__file__).parent.parent
TEXT = """\
format: 1
name: t
journey: journeys/seed.yaml
measure: {warm_up: 90d, until: 2026-10-01}
scenarios: {more: {desk.reps: 3}}
decide_on: {kpi: wins}
assumptions:
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where an experiment on the shipped journey can be written."""
    for name in ("journeys/seed.yaml", "personas/b2b_japan.yaml"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path / "e.yaml"


def told(file: Path, *ranges: str) -> list[Problem]:
    """All that is said of ranges."""
    file.write_text(TEXT + "".join(f"  {each}\n" for each in ranges), encoding="utf-8")
    return [problem for problem in judge_path(file, KPIS) if problem.file == str(file)]


SOUND = (
    "people.read_lift: [0, 0.08]",
    "people.open_rate: {low: 0.15, high: 0.30, why: B1}",
    "people.lift_half_life: [7d, 60d]",
    "people.project_delay: [20d, 400d]",
    "desk.talk: [10min, 1h]",
    "sources.white_paper.per_day: [1, 3]",
)


def test_numbers_and_durations_of_both_files_have_ranges_in_two_forms(file: Path) -> None:
    assert told(file, *SOUND) == []
    ranges = load_experiment(file, KPIS).experiment.assumptions
    assert (ranges["people.read_lift"].low, ranges["people.read_lift"].high) == ("0", "0.08")
    assert ranges["people.open_rate"].why == "B1"


@pytest.mark.parametrize(
    ("written", "path", "at", "says"),
    [
        ("people.read_lif: [0, 1]", "people.read_lif", "people.read_lif", "did you mean 'people.read_lift'?"),
        ("people.read_lift: [0.08, 0]", "people.read_lift.1", "0]", "must be above the low end, which is 0.08"),
        ("people.read_lift: [0.04, 0.04]", "people.read_lift.1", "0.04]", "must be above the low end"),
        ("people.lift_half_life: [60d, 7d]", "people.lift_half_life.1", "7d]", "must be above the low end, which is 60d"),
        ("people.open_rate: [0.1, 1.2]", "people.open_rate.1", "1.2]", "must be at most 1, found 1.2"),
        ("people.open_rate: {low: -1, high: 0.5}", "people.open_rate.low", "-1,", "must be at least 0, found -1"),
        ("people.lift_half_life: [1, 60d]", "people.lift_half_life.0", "1,", "'1' is not a duration"),
        ("people.open_rate: [little, 0.4]", "people.open_rate.0", "little", "must be a number, found 'little'"),
        ("people.project_intent_start: [0, 0.99]", "people.project_intent_start.1", "0.99]", "people.project_intent_end.value: must not be below"),
        ("people.open_rate: [0.1, 0.2, 0.3]", "people.open_rate", "people.open_rate", "must be two values"),
        ("people.open_rate: 0.1", "people.open_rate", "0.1", "must be two values"),
        ("format: [1, 2]", "format", "format", "nothing with a number is called 'format'"),
        ("people.open_rate: [nan, 0.4]", "people.open_rate.0", "nan", "must be a number, found 'nan'"),
        ("people.lift_half_life: [1d, 40]", "people.lift_half_life.1", "40]", "'40' is not a duration"),
        ("people.open_rate: {low: 0.1}", "people.open_rate.high", "people.open_rate", "this setting is missing"),
    ],
)  # fmt: skip
def test_a_wrong_range_is_one_line_at_its_end(file: Path, written: str, path: str, at: str, says: str) -> None:
    (problem,) = told(file, written)
    assert problem.path == f"assumptions.{path}"
    assert says in problem.text
    line = file.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith(at)


def test_all_wrong_ends_come_at_once(file: Path) -> None:
    assert len(told(file, "people.open_rate: [-1, 2]", "people.read_lif: [0, 1]", "people.bounce_rate: [0, 3]")) == 4


def test_more_than_twelve_are_too_many(file: Path) -> None:
    document = (ROOT / "personas" / "b2b_japan.yaml").read_text(encoding="utf-8")
    names = [line.split(":")[0].strip() for line in document.splitlines() if line.startswith("  ") and "{value: 0." in line]
    (problem,) = told(file, *(f"people.{name}: [0.45, 0.46]" for name in names[:13]))[:1]
    assert problem.text == "must have 12 entries or fewer, found 13"


def test_a_range_that_leaves_out_what_the_files_say_is_warned_of(file: Path) -> None:
    (warning,) = told(file, "people.read_lift: [0.05, 0.08]", "people.lift_half_life: [3w, 60d]")
    assert (warning.severity, warning.path) == ("warning", "assumptions.people.read_lift")
    assert warning.text == "the files say 0.04, which is outside this range"


def test_a_number_has_one_range_under_one_name(file: Path) -> None:
    (problem,) = told(file, "people.read_lift: [0, 0.08]", "people.read_lift.value: [0, 0.1]")
    assert problem.path == "assumptions.people.read_lift.value"
    assert problem.text == "this number is named already, as 'people.read_lift'; delete one"


@pytest.mark.parametrize("second", ["people.read_lift", "people.read_lift.value"])
def test_a_number_carries_the_answer_once(file: Path, second: str) -> None:
    text = TEXT.replace("assumptions:\n", f"rests_on: [people.read_lift, {second}, desk.talk]\n")
    file.write_text(text, encoding="utf-8")
    (problem,) = [problem for problem in judge_path(file, KPIS) if problem.file == str(file)]
    assert (problem.path, problem.text[:27]) == ("rests_on.1", "this number is named alread")
