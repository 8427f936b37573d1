"""What an answer says of weekdays: named where an effect of theirs is assumed, and where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.files.loaded import LoadedExperiment, LoadedJourney
from sim.model.persona import Weekdays
from sim.study import weekdays
from sim.study.assumption import Outcome
from sim.study.comparison import Comparison
from sim.words.messages import say
from tests import smallworld

TUESDAYS = [1, 1.5, 1, 1, 0.5, 1, 1]
WEEKDAYS = "touchpoints.news.cadence: weekly Tue 10:00"
SENTENCE = "comes only from days off, waiting times and hours."


def asked(
    folder: Path, change: str = WEEKDAYS, journey: str = smallworld.JOURNEY, **people: object
) -> LoadedExperiment:
    """The small experiment with one scenario, and with figures of its people replaced."""
    text = smallworld.EXPERIMENT.replace(WEEKDAYS, change).replace("  strict:\n    mql.hot: score >= 60\n", "")
    loaded = smallworld.load(folder, experiment=text.replace("rests_on", "# rests_on"), journey=journey)
    return loaded._replace(
        baseline=_with(loaded.baseline, people),
        scenarios={name: _with(scenario, people) for name, scenario in loaded.scenarios.items()},
    )


def _with(loaded: LoadedJourney, people: dict[str, Any]) -> LoadedJourney:
    changed = loaded.personas.people.model_copy(update=people)
    return loaded._replace(personas=loaded.personas.model_copy(update={"people": changed}))


ASSUMED = Weekdays(value=TUESDAYS, source="assumption: our own guess")


def test_an_assumed_effect_is_named_where_scenarios_send_at_other_times(tmp_path: Path) -> None:
    loaded = asked(tmp_path, weekday_open=ASSUMED)
    assert weekdays.question(loaded) == weekdays.Question(("weekday_open",), False)
    same, flips = Outcome(True, "weekly"), Outcome(False, "daily")
    (named,) = weekdays.assumptions(loaded, ("weekday_open",), same)
    assert named.sentence == (
        "effect of the weekday on reading Tue 1.5, Fri 0.5 (assumption: our own guess). "
        "With all weekdays alike: same answer."
    )
    assert weekdays.assumptions(loaded, ("weekday_open",), flips)[0].flips


def test_of_two_figures_the_first_says_what_becomes_of_the_answer(tmp_path: Path) -> None:
    loaded = asked(tmp_path, weekday_open=ASSUMED, weekday_attend=ASSUMED)
    found = weekdays.assumptions(loaded, weekdays.question(loaded).assumed, Outcome(True, "weekly"))
    assert [list(each.outcomes) for each in found] == [["alike"], []]
    assert [each.path for each in found] == ["people.weekday_open", "people.weekday_attend"]


def test_a_published_effect_is_not_called_an_assumption(tmp_path: Path) -> None:
    loaded = asked(tmp_path, weekday_open=Weekdays(value=TUESDAYS, source="B99: a measured one"))
    assert weekdays.question(loaded) == weekdays.Question((), False)


def test_without_an_effect_other_weekdays_are_cautioned_about(tmp_path: Path) -> None:
    assert weekdays.question(asked(tmp_path)) == weekdays.Question((), True)
    assert SENTENCE in weekdays.caution()


@pytest.mark.parametrize(
    ("change", "is_of_weekdays"),
    [
        ("touchpoints.news.cadence: weekdays 15:00", False),  # another hour of the same days
        ("touchpoints.news.days: open", True),
        ("touchpoints.news.send_time: usual_hour", False),
        ("mql.hot: score >= 60", False),
        ("touchpoints.talk.dates: monthly 1st Wed 15:00", True),
    ],
)
def test_the_caution_is_about_weekdays_alone(change: str, is_of_weekdays: bool, tmp_path: Path) -> None:
    talk = "  talk: {kind: webinar, dates: monthly 1st Thu 15:00, invite: [{before: 7d}], stages: [awareness]}\nmql:\n"
    journey = smallworld.JOURNEY.replace("mql:\n", talk)
    loaded = asked(tmp_path, change, journey)
    assert weekdays.question(loaded).is_of_weekdays is is_of_weekdays
    named = weekdays.question(asked(tmp_path, change, journey, weekday_open=ASSUMED)).assumed
    assert bool(named) == (change != "mql.hot: score >= 60")


def test_alike_changes_nothing_but_the_factors(tmp_path: Path) -> None:
    loaded = asked(tmp_path, weekday_open=ASSUMED)
    even = weekdays.alike(loaded)
    people = [each.personas.people for each in (even.baseline, *even.scenarios.values())]
    assert all(each.weekday_open.value == [1.0] * 7 for each in people)
    assert even.baseline.journey is loaded.baseline.journey
    assert people[0].model_copy(update={"weekday_open": ASSUMED}) == loaded.baseline.personas.people


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    folder = tmp_path_factory.mktemp("weekdays")
    guesses: dict[str, dict[str, object]] = {"none": {}, "assumed": {"weekday_open": ASSUMED}}
    return {name: smallworld.compared(asked(folder, **people), replications=2) for name, people in guesses.items()}


def test_the_answer_says_that_the_model_knows_no_weekdays(compared: dict[str, Comparison]) -> None:
    found = compared["none"]
    assert found.answer.sentence.endswith(SENTENCE)
    assert found.rests_on == ()
    assert found.to_json()["verdict"].count(say("answer.weekdays")) == 1


def test_the_answer_is_tried_with_all_weekdays_alike(compared: dict[str, Comparison]) -> None:
    found = compared["assumed"]
    (named,) = found.rests_on
    assert set(named.outcomes) == {"alike"}
    assert found.to_json()["rests_on"][0]["alike"]["verdict"] in ("same", "flips", "cannot_tell")
    assert SENTENCE not in found.answer.sentence
    reads = [each.cells["weekly"]["open_rate"].mean for each in (found, compared["none"])]
    assert reads[0] > reads[1] * 1.1  # Tuesdays are read more, as assumed
