"""The numbers an answer rests on: found in the files, set to zero and doubled."""

from __future__ import annotations

import pytest

from sim.files.loaded import LoadedJourney
from sim.model.persona import People
from sim.study.answer import Answer, Choice
from sim.study.assumption import IMPOSSIBLE, Assumption, Outcome, assumption, scaled
from sim.study.experiment import with_doubts
from sim.words import peoplewords
from tests import smallworld


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedJourney:
    return smallworld.load(tmp_path_factory.mktemp("small")).baseline


def test_a_figure_has_its_value_and_source_from_the_file(loaded: LoadedJourney) -> None:
    found = assumption(loaded, "people.read_lift")
    assert (found.path, found.title, found.value, found.source) == (
        "people.read_lift", "effect of a read mail on intent", "0.04", "assumption",
    )  # fmt: skip
    assert assumption(loaded, "people.open_rate").source.startswith("B1: ")


def test_a_setting_of_the_journey_has_its_line_as_source(loaded: LoadedJourney) -> None:
    found = assumption(loaded, "touchpoints.paper.organic.1")
    line = next(n for n, text in enumerate(smallworld.JOURNEY.splitlines(), 1) if "organic" in text)
    assert (found.title, found.value) == ("touchpoints.paper.organic.1", "0.5")
    assert found.source.endswith(f"journey.yaml:{line}")


@pytest.mark.parametrize(
    ("path", "factor", "value"),
    [
        ("read_lift", 0.0, 0.0),
        ("read_lift", 2.0, 0.08),
        ("open_intent_gain", 2.0, 2.0),
        ("lift_half_life", 2.0, 42 * 86_400),
    ],
)
def test_people_are_scaled_and_nothing_else_changes(
    loaded: LoadedJourney, path: str, factor: float, value: float
) -> None:
    changed = scaled(loaded, f"people.{path}", factor)
    assert changed is not None
    assert getattr(changed.personas.people, path).value == pytest.approx(value)
    assert changed.journey is loaded.journey
    before, after = (each.personas.people.model_dump(exclude={path}) for each in (loaded, changed))
    assert before == after


def test_a_spread_is_scaled_by_its_median(loaded: LoadedJourney) -> None:
    changed = scaled(loaded, "people.sales_cycle", 2.0)
    assert changed is not None
    assert changed.personas.people.sales_cycle.median == 2 * loaded.personas.people.sales_cycle.median
    assert changed.personas.people.sales_cycle.sigma == loaded.personas.people.sales_cycle.sigma


def test_a_journey_keeps_the_length_that_the_experiment_gave_it(loaded: LoadedJourney) -> None:
    longer = loaded._replace(journey=loaded.journey.model_copy(update={"days": 77}))
    changed = scaled(longer, "desk.reps", 2.0)
    assert changed is not None
    assert (changed.journey.desk.reps, changed.journey.days) == (4, 77)
    assert changed.personas is loaded.personas


@pytest.mark.parametrize(("path", "factor"), [("people.attend_rate", 9.0), ("desk.reps", 0.0)])
def test_a_value_that_the_file_may_not_have_is_not_possible(loaded: LoadedJourney, path: str, factor: float) -> None:
    assert scaled(loaded, path, factor) is None


def test_the_sentence_says_what_becomes_of_the_answer() -> None:
    outcomes = {"at_zero": Outcome(True, "twice_a_month"), "doubled": Outcome(False, "weekly")}
    told = Assumption("people.read_lift", "effect of a read mail on intent", "0.04", "assumption", outcomes)
    assert told.sentence == (
        "effect of a read mail on intent 0.04 (assumption). At zero: same answer. Doubled: FLIPS to weekly."
    )
    assert told.flips
    assert told.to_json()["doubled"] == {"verdict": "flips", "chosen": "weekly"}
    assert (IMPOSSIBLE.words, Outcome(False, None).words) == ("not possible", "cannot tell")
    assert Outcome(True, None).words == "cannot tell"  # where nobody can tell as the files are, there is no same answer
    assert Outcome(True, None).to_json()["verdict"] == "cannot_tell"
    assert IMPOSSIBLE.to_json()["verdict"] == "not_possible"


def test_a_flip_is_said_in_the_headline_itself() -> None:
    found = Answer(Choice("twice_a_month"), "twice a month; it loses nothing.")
    steady = Assumption(
        "a", "first", "1", "assumption", {"at_zero": Outcome(True, "twice_a_month"), "doubled": IMPOSSIBLE}
    )
    shaky = Assumption("b", "second", "1", "assumption", {"at_zero": Outcome(False, "weekly")})
    assert with_doubts(found, (steady,)) == found
    unsure = Assumption("c", "third", "1", "assumption", {"at_zero": Outcome(False, None)})
    assert with_doubts(found, (unsure,)) == found
    open_answer = Answer(Choice(None), "cannot tell yet.")
    assert with_doubts(open_answer, (shaky,)) == open_answer
    assert with_doubts(found, (steady, shaky)).sentence == (
        "twice a month; it loses nothing. This depends on your assumption: second."
    )


def test_every_number_of_people_has_words() -> None:
    assert {key.removeprefix("assumption.people.") for key in peoplewords.ENGLISH} == set(People.model_fields)
