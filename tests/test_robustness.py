"""Over the ranges of its assumptions an answer holds, or the value at which it turns is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.workspace import load_experiment
from sim.model.stats import Difference
from sim.study.answer import Question
from sim.study.crew import Crew
from sim.study.experiment import Plan, plan
from sim.study.kpis import KPIS
from sim.study.lab import Lab
from sim.study.robustness import HEADER, Point, Robustness, ranges, robustness
from tests import smallworld

# Hand-offs follow from opens: whether a mail a week loses too many depends on how many people read mails.
ASKED = """
format: 1
name: small_test
journey: journey.yaml
baseline: daily
scenarios: {weekly: {touchpoints.news.cadence: weekly Tue 10:00}}
decide_on: {kpi: mqls, margin: 60, per: window}
guardrails: [unsubscribes]
replications: 6
seed: 7
assumptions:
  people.open_rate: [0.001, 0.6]
  people.read_lift: {low: 0.03, high: 0.05, why: a guess}
"""


def planned(folder: Path, text: str = ASKED) -> Plan:
    return plan(smallworld.load(folder, experiment=text))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Robustness:
    return robustness(planned(tmp_path_factory.mktemp("robust")), Lab(Crew()))


def test_each_end_has_the_difference_of_files_that_say_so(found: Robustness, tmp_path: Path) -> None:
    smallworld.load(tmp_path, experiment=ASKED)
    people = tmp_path / "people.yaml"
    text = people.read_text(encoding="utf-8")
    assert text.count("open_rate: {value: 0.22,") == 1
    people.write_text(text.replace("open_rate: {value: 0.22,", "open_rate: {value: 0.6,"), encoding="utf-8")
    alone = smallworld.compared(load_experiment(tmp_path / "experiment.yaml", KPIS))
    (high,) = (each.high for each in found.bars if each.about.path == "people.open_rate")
    assert high.value == "0.6"
    assert high.differences["weekly"] == alone.cells["weekly"]["mqls"].difference


def test_the_assumption_that_moves_the_difference_most_comes_first(found: Robustness) -> None:
    assert [each.about.path for each in found.bars] == ["people.open_rate", "people.read_lift"]
    own = found.found.cells["weekly"]["mqls"].difference.mean
    assert found.bars[0].swing("weekly", own) > found.bars[1].swing("weekly", own)


def test_an_end_that_is_not_possible_leaves_the_swing_to_the_other_one(found: Robustness) -> None:
    bar = found.bars[0]
    low, high = (point.differences["weekly"].mean for point in (bar.low, bar.high))
    own = (low + high) / 2
    half = bar._replace(low=Point("0", None, {}))
    assert bar.swing("weekly", own) == pytest.approx(abs(high - low))
    assert half.swing("weekly", own) == pytest.approx(abs(high - own))
    assert half._replace(high=Point("0", None, {})).swing("weekly", own) == 0.0


def test_a_turn_lies_between_a_value_with_the_answer_and_one_with_another(found: Robustness, tmp_path: Path) -> None:
    assert not found.holds
    (turn,) = found.bars[0].turns
    assert found.bars[1].turns == ()
    inside = sorted([float(turn.same), float(turn.other)])
    low, high = 0.001, 0.6
    assert low <= inside[0] < inside[1] <= high
    assert inside[1] - inside[0] <= (high - low) / 32 + 1e-9
    text = ASKED.replace("[0.001, 0.6]", f"[{inside[0]}, {inside[1]}]")
    again = robustness(planned(tmp_path, text), Lab(Crew()))
    (around,) = (each for each in again.bars if each.about.path == "people.open_rate")
    settled = found.found.answer.choice.scenario
    assert {around.low.chosen == settled, around.high.chosen == settled} == {True, False}
    assert "the file says" in found.sentence


def test_between_two_answers_nobody_can_tell_and_the_end_is_told_too(found: Robustness) -> None:
    (turn,) = found.bars[0].turns
    assert (turn.chosen, turn.end, turn.at_end) == (None, "0.001", "weekly")
    assert found.sentence.startswith("It can't be told any more when chance that a mail is read falls below about 0.")
    assert found.sentence.endswith(" (the file says 0.22). At 0.001 it is weekly.")


def test_an_answer_that_holds_says_so(tmp_path: Path) -> None:
    text = ASKED.replace("[0.001, 0.6]", "[0.21, 0.23]")
    found = robustness(planned(tmp_path, text), Lab(Crew()))
    assert found.holds
    assert found.sentence == "It holds at both ends of every range (2 tried, each by itself)."
    assert found.to_json()["holds"] is True


def test_without_ranges_zero_and_twice_are_tried_and_what_can_not_be_is_said(tmp_path: Path) -> None:
    text = ASKED.partition("assumptions:")[0] + "rests_on: [people.lift_half_life]\n"
    asked = planned(tmp_path, text)
    assert ranges(asked.loaded) == {"people.lift_half_life": ("0s", "42d")}
    tried = robustness(asked, Lab(Crew()))
    (only,) = tried.bars
    assert (only.low.is_possible, only.high.is_possible) == (False, True)
    assert only.low.to_json("weekly")["answer"] == "not_possible"
    assert tried.sentence == (
        "It holds at both ends of every range (1 tried, each by itself). Not tried, since it can't be simulated, is an "
        "end of: how long the effect of content lasts."
    )
    nothing = tried._replace(bars=(only._replace(high=only.low),))
    assert not nothing.holds
    assert nothing.sentence == "No end of any range can be simulated, so that nothing was tried."


def test_while_nobody_can_tell_nothing_holds_and_nothing_turns(tmp_path: Path) -> None:
    text = ASKED.replace("margin: 60", "margin: 0").replace("replications: 6", "replications: 2")
    found = robustness(planned(tmp_path, text.replace("weekly Tue 10:00", "every 2d 10:00")), Lab(Crew()))
    assert found.found.answer.choice.scenario is None
    assert not found.holds
    assert all(each.turns == () for each in found.bars)
    assert found.sentence.startswith("Nobody can tell yet")


def test_rows_name_every_end_and_scenario(found: Robustness) -> None:
    rows = list(found.rows())
    assert [row[4] for row in rows] == ["low", "high"] * 2
    assert all(len(row) == len(HEADER) for row in rows)


def test_any_number_of_workers_finds_the_same(found: Robustness, tmp_path: Path) -> None:
    with Crew(2) as crew:
        again = robustness(planned(tmp_path), Lab(crew))
    assert again.to_json() == found.to_json()


def test_words_of_a_point_are_those_of_its_answer() -> None:
    question = Question("weekly", "mqls", {}, (), "window", titles={"twice": "週2回"})
    found = {"twice": Difference(1.0, 0.5, 1.5, 0.5, None, 8, None)}
    assert Point("1", None, {}).words(question) == "not possible"
    assert Point("1", None, found).words(question) == "cannot tell"
    assert Point("1", "weekly", found).words(question) == "weekly"
    assert Point("1", "twice", found).words(question) == "週2回"
