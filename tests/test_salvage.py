"""What is sound in a broken file survives, and what is wrong goes without its neighbours."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sim.files.salvage import salvaged
from sim.model.experimentfile import Experiment
from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.yamlfile import Document, Node, compose, compose_text

ROOT = Path(__file__).parent.parent
SEED = compose(ROOT / "journeys" / "seed.yaml")
PEOPLE = compose(ROOT / "personas" / "b2b_japan.yaml")


def broken(document: Document, *paths: str, text: str = "???") -> Document:
    """The document with nonsense at some settings."""
    return document.with_changes({path: Node(text, document.root.place, document.root.place) for path in paths})


def test_a_sound_file_is_its_model_without_problems() -> None:
    assert salvaged(SEED, Journey) == (SEED.build(Journey), [])


def test_a_setting_with_a_default_falls_back_and_the_rest_stays() -> None:
    journey, problems = salvaged(broken(SEED, "sources.exhibition.cost_per_lead", "sync.mode"), Journey)
    assert journey is not None
    assert [problem.path for problem in problems] == ["sources.exhibition.cost_per_lead", "sync.mode"]
    assert journey.sources["exhibition"].cost_per_lead == 0.0
    assert list(journey.sources) == list(SEED.build(Journey).sources)


def test_an_entry_that_cannot_do_without_goes_and_its_neighbours_stay() -> None:
    journey, _ = salvaged(
        broken(SEED, "sources.white_paper.per_day", "touchpoints.blog.kind", "mql.webinar_rule"), Journey
    )
    whole = SEED.build(Journey)
    assert journey is not None
    assert set(whole.sources) - set(journey.sources) == {"white_paper"}
    assert set(whole.touchpoints) - set(journey.touchpoints) == {"blog"}
    assert set(whole.mql) - set(journey.mql) == {"webinar_rule"}


def test_two_mistakes_in_one_entry_do_not_take_the_whole_section_along() -> None:
    journey, problems = salvaged(broken(SEED, "touchpoints.webinar.dates", "touchpoints.webinar.stages"), Journey)
    assert len(problems) == 2
    assert journey is not None
    assert len(journey.touchpoints) == len(SEED.build(Journey).touchpoints) - 1


def test_broken_numbers_about_people_are_stood_in_for_one_by_one() -> None:
    personas, problems = salvaged(
        broken(PEOPLE, "people.open_rate.value", "people.rhythm", "people.open_delay.sigma"), Personas
    )
    assert len(problems) == 3
    assert personas is not None
    assert personas.people.click_rate == PEOPLE.build(Personas).people.click_rate


def test_a_file_that_is_no_block_of_settings_has_nothing_to_save() -> None:
    assert salvaged(compose_text("[1, 2]", "x.yaml"), Journey)[0] is None
    assert salvaged(compose_text("scenarios: {}", "x.yaml"), Experiment)[0] is None


def test_even_an_empty_personas_file_leaves_a_model() -> None:
    personas, problems = salvaged(compose_text("format: 1", "x.yaml"), Personas)
    assert personas is not None
    assert {problem.path for problem in problems} == {"people", "attributes", "personas"}


LEAVES = [
    f"{section}.{name}"
    for section in ("sources", "stages", "touchpoints", "behaviours", "mql")
    for name in SEED.plain()[section]
] + [name for name in SEED.plain() if name != "personas"]


@given(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=4, unique=True))
def test_whatever_is_broken_something_is_saved_and_every_mistake_is_told(paths: list[str]) -> None:
    paths = [path for path in paths if not any(path.startswith(f"{other}.") for other in paths)]
    journey, problems = salvaged(broken(SEED, *paths), Journey)
    assert journey is not None
    told = {problem.path for problem in problems}
    for path in paths:
        assert path in ("title", "time_zone") or any(place == path or place.startswith(f"{path}.") for place in told)
