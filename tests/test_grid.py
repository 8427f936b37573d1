"""Grids: every combination is a scenario with a good name, and mistakes stand at the values."""

from __future__ import annotations

import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.files.grid import drafts
from sim.model.experimentfile import MOST_SCENARIOS
from sim.yamlfile import compose_text


def made(text: str) -> dict[str, dict[str, object]]:
    """The scenarios that a file asks for, by name, with the values they change."""
    found, findings = drafts(compose_text(text, "e.yaml"))
    assert findings == []
    return {name: {path: node.plain() for path, node in draft.changes.items()} for name, draft in found.items()}


def told(text: str) -> list[tuple[str, str]]:
    """(setting, text) of all that is wrong."""
    return [(".".join(map(str, finding.loc)), finding.text) for finding in drafts(compose_text(text, "e.yaml"))[1]]


RULE = "mql.hot: {at_80: score >= 80, at_100: score >= 100}"


def test_the_product_of_all_values_becomes_scenarios_beside_those_written() -> None:
    assert made(f"scenarios: {{more: {{desk.talk: 9min}}}}\nvary: {{desk.reps: [2, 3], {RULE}}}\n") == {
        "more": {"desk.talk": "9min"},
        "reps_2_at_80": {"desk.reps": "2", "mql.hot": "score >= 80"},
        "reps_2_at_100": {"desk.reps": "2", "mql.hot": "score >= 100"},
        "reps_3_at_80": {"desk.reps": "3", "mql.hot": "score >= 80"},
        "reps_3_at_100": {"desk.reps": "3", "mql.hot": "score >= 100"},
    }


def test_values_keep_the_place_where_they_were_written() -> None:
    found, _ = drafts(compose_text(f"vary:\n  desk.reps: [2, 3]\n  {RULE}\n", "e.yaml"))
    draft = found["reps_3_at_80"]
    assert tuple(draft.changes["desk.reps"].place) == ("e.yaml", 2, 18)
    assert draft.places == {"desk.reps": ("vary", "desk.reps", 1), "mql.hot": ("vary", "mql.hot", "at_80")}
    assert draft.place(["mql.hot"]) == ("vary", "mql.hot", "at_80")
    assert draft.place([]) == ("vary",)


@pytest.mark.parametrize(
    ("path", "value", "name"),
    [
        ("desk.reps", "2", "reps_2"),
        ("touchpoints.thanks.delay", "2d", "delay_2d"),
        ("people.lift_half_life.value", "14d", "lift_half_life_14d"),
        ("people.time_to_project.median", "60d", "time_to_project_60d"),
        ("desk.first_contact", "same_day", "first_contact_same_day"),
        ("value", "2", "value_2"),
        ("sources.web.job", "部長", "job_部長"),
    ],
)
def test_names_come_from_the_last_part_that_says_something_and_the_value(path: str, value: str, name: str) -> None:
    assert list(made(f"vary: {{{path}: [{value}]}}\n")) == [name]


@pytest.mark.parametrize("value", ["0.5", "weekly Tue 10:00", "-30", "{a: 1}", "[1, 2]", "", "ａ１"])
def test_a_value_without_a_good_name_is_asked_for_one(value: str) -> None:
    (found,) = told(f"vary:\n  news.cadence:\n  - x\n  - {value}\n")
    assert found[0] == "vary.news.cadence.1"
    assert "no name of a scenario can be made of 'cadence_" in found[1]
    assert "give one: news.cadence: {name: " in found[1]


def test_any_value_may_have_a_given_name_also_a_setting_taken_out() -> None:
    values = "{half: 0.5, rare: monthly 1 10:00, none: , several: {a: 1}}"
    found = made(f"vary: {{news.cadence: {values}}}\n")
    assert {name: changes["news.cadence"] for name, changes in found.items()} == {
        "half": "0.5", "rare": "monthly 1 10:00", "none": None, "several": {"a": "1"},
    }  # fmt: skip


def test_names_are_unique_and_not_too_long() -> None:
    assert told("vary: {a.x: {a: 1, a_b: 2}, b.x: {b_c: 1, c: 2}}\n") == [
        ("vary", "two scenarios would be called 'a_b_c'; give the values names of their own")
    ]
    assert told("scenarios: {reps_2: {x: 1}}\nvary: {desk.reps: [2, 3]}\n")[0][1].startswith("two scenarios would")
    ((where, text),) = told(f"vary: {{desk.reps: [2], x.{'y' * 50}: [12345]}}\n")
    assert where == "vary"
    assert f"more than 60 characters; give its values short names: x.{'y' * 50}: {{name: 12345}}" in text


@pytest.mark.parametrize(
    ("axis", "where", "says"),
    [
        ("[2, 3, 2]", "vary.desk.reps.2", "this value is there already, as 'reps_2'; delete one"),
        ("{a: 2, b: 3, c: 2}", "vary.desk.reps.c", "this value is there already, as 'a'; delete one"),
        (f"[{', '.join(map(str, range(101)))}]", "vary.desk.reps", "101 values; at most 100 are possible"),
        ("{from: 2}", "vary.desk.reps", "a range is written {from: 2, to: 5}"),
        ("{to: 2, step: 1}", "vary.desk.reps", "a range is written {from: 2, to: 5}"),
        ("{from: １, to: ３}", "vary.desk.reps", "a range is written {from: 2, to: 5}"),
        ("{from: 1_0, to: 1_2}", "vary.desk.reps", "a range is written {from: 2, to: 5}"),
        ("{from: 1, to: 2, step: 1e-300}", "vary.desk.reps", "at most 100 values"),
        ("{from: -.inf, to: .inf, step: .nan}", "vary.desk.reps", "a range is written {from: 2, to: 5}"),
    ],
)
def test_values_that_cannot_be_meant_are_told_once(axis: str, where: str, says: str) -> None:
    ((place, text),) = told(f"vary: {{desk.reps: {axis}}}\n")
    assert place == where
    assert says in text


def test_of_two_varied_settings_one_inside_the_other_the_inner_is_refused() -> None:
    inside = "'desk' has this setting in it and varies too; vary one of them"
    assert told("vary: {desk: {a: {reps: 3}, b: {reps: 4}}, desk.reps: [2, 3]}\n") == [("vary.desk.reps", inside)]
    assert told("vary: {desk.reps: [2, 3], desktop.x: [1, 2], desk.rep: [1, 2]}\n") == []


def test_too_many_scenarios_are_told_once_and_not_read() -> None:
    single = ", ".join(f"s{n}: {{a: 1}}" for n in range(MOST_SCENARIOS + 1))
    found, findings = drafts(compose_text(f"scenarios: {{{single}}}\nvary: {{a: [1, 2, 3]}}\n", "e.yaml"))
    assert found == {}
    assert [finding.loc for finding in findings] == [("scenarios",)]
    assert "would be 64 scenarios" in findings[0].text


def test_without_scenarios_and_grid_there_is_nothing_to_compare() -> None:
    assert told("name: x\n") == [
        ("scenarios", "there is nothing to compare; write 'scenarios', or give settings several values by 'vary'")
    ]


def test_too_many_combinations_are_refused_before_they_are_made() -> None:
    many = ", ".join(f"a.p{n}: [{', '.join(map(str, range(50)))}]" for n in range(9))
    ((where, text),) = told(f"vary: {{{many}}}\n")
    assert where == "vary"
    assert text == (
        f"'scenarios' and the combinations of 'vary' would be {50**9} scenarios; at most {MOST_SCENARIOS} are possible"
    )
    single = ", ".join(f"s{n}: {{a: 1}}" for n in range(MOST_SCENARIOS + 2))
    assert told(f"scenarios: {{{single}}}\n")[0][0] == "scenarios"


@pytest.mark.parametrize("broken", ["vary: 3", "vary: {a.b: 3}", "vary: [1]", "scenarios: 3", "scenarios: {a: 3}"])
def test_what_the_model_refuses_does_no_harm_here(broken: str) -> None:
    drafts(compose_text(f"{broken}\n", "e.yaml"))


NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=5)
VALUES = st.lists(st.integers(0, 99), min_size=1, max_size=4, unique=True)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=3))
def test_every_combination_is_there_once_and_has_one_value_of_each_setting(axes: dict[str, list[int]]) -> None:
    text = ", ".join(f"s.{name}: {values}" for name, values in axes.items())
    found, findings = drafts(compose_text(f"vary: {{{text}}}\n", "e.yaml"))
    number = math.prod(map(len, axes.values()))
    if number > MOST_SCENARIOS + 1:
        assert len(findings) == 1
        return
    made = {tuple(str(node.value) for node in draft.changes.values()) for draft in found.values()}
    assert len(found) == len(made) == number
    assert all(list(draft.changes) == [f"s.{name}" for name in axes] for draft in found.values())
