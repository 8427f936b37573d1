"""The one door to users' files: reading, building, changing, and every problem at its place."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from sim.yamlfile import Document, FileProblems, Model, Node, Probability, compose, compose_text


class Mail(Model):
    """A touchpoint."""

    cadence: str = "7d"
    share: Probability = 0.5


class Desk(Model):
    """The team."""

    reps: Annotated[int, Field(ge=1)]


class Journey(Model):
    """A small journey."""

    desk: Desk
    touchpoints: dict[str, Mail] = {}
    rules: list[Desk] = []


GOOD = """\
desk:
  reps: 2
touchpoints:
  newsletter:
    cadence: 7d
  drip: {share: .25}
rules:
  - reps: 1
  - reps: 2
"""


def lines(error: FileProblems) -> list[str]:
    return str(error).splitlines()


def refused(path: Path) -> str:
    with pytest.raises(FileProblems) as caught:
        compose(path)
    assert len(caught.value.problems) == 1
    return str(caught.value).removeprefix(f"{path}:")


# --- reading ---


def test_a_file_becomes_a_model(tmp_path: Path) -> None:
    path = tmp_path / "j.yaml"
    path.write_text(GOOD, encoding="utf-8")
    built = compose(path).build(Journey)
    assert built.desk.reps == 2
    assert built.touchpoints["drip"].share == 0.25


def test_a_file_is_named_as_the_user_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "b2b.yaml").write_text("desk:\n  reps: 0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileProblems) as caught:
        compose(Path("journeys", "b2b.yaml")).build(Journey)
    assert str(caught.value) == f"{Path('journeys', 'b2b.yaml')}:2:9: desk.reps: must be at least 1, found 0"


def test_windows_text_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "j.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert compose(path).plain() == compose_text(GOOD, "j").plain()


def test_a_missing_file_is_a_problem_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "seed.yaml").touch()
    assert refused(tmp_path / "sead.yaml") == "1:1: no such file; did you mean 'seed.yaml'?"
    assert refused(tmp_path / "no" / "such" / "folder.yaml") == "1:1: no such file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path) == "1:1: this is not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "1:1: this is not a file"


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "j.yaml").touch()
    monkeypatch.setattr(Path, "open", closed)
    assert refused(tmp_path / "j.yaml") == "1:1: can't be read: Permission denied"


def test_a_name_with_nul_is_a_problem() -> None:
    with pytest.raises(FileProblems, match=r"a\\x00b:1:1: "):
        compose(Path("a\0b"))


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "j.yaml").touch()
    assert refused(tmp_path / "j.yaml") == "1:1: the file is empty"


@pytest.mark.parametrize(
    ("raw", "place"),
    [("a: 1\nb: 広告".encode("cp932"), "2:4"), ("a: 1".encode("utf-16"), "1:1"), ("あ: ".encode() + b"\xff", "1:4")],
)
def test_other_encodings_are_named_with_their_first_bad_byte(tmp_path: Path, raw: bytes, place: str) -> None:
    (tmp_path / "j.yaml").write_bytes(raw)
    text = refused(tmp_path / "j.yaml")
    assert text.startswith(f"{place}: the byte 0x")
    assert text.endswith("is not UTF-8 text; save the file as UTF-8")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "j.yaml").write_bytes(b"#" * 2_000_001)
    assert refused(tmp_path / "j.yaml") == "1:1: larger than 2 MB, so it was not read"


def test_with_a_model_both_kinds_of_mistake_come_together() -> None:
    with pytest.raises(FileProblems) as caught:
        compose_text("desk:\n  reps: 0\n  reps: 1\ntouchpoint: &a {}\n", "j", Journey)
    assert lines(caught.value) == [
        "j:2:9: desk.reps: must be at least 1, found 0",
        "j:3:3: desk.reps: given twice; the first is on line 2",
        "j:4:1: touchpoint: unknown setting; did you mean 'touchpoints'?",
        "j:4:13: touchpoint: anchors ('&a') are not allowed; a text that begins with '&' needs quotes",
    ]


some_names = st.text(st.sampled_from("abcdefgh_"), min_size=3, max_size=12)


@given(st.dictionaries(some_names, st.integers(0, 9), min_size=1, max_size=20))
def test_every_unknown_setting_is_reported_at_its_own_name(extra: dict[str, int]) -> None:
    extra = {name: value for name, value in extra.items() if name not in Journey.model_fields}
    text = "desk: {reps: 1}\n" + "".join(f"{name}: {value}\n" for name, value in extra.items())
    try:
        compose_text(text, "j").build(Journey)
        found = []
    except FileProblems as error:
        found = [(problem.line, problem.column, problem.path) for problem in error.problems]
    assert found == [(n, 1, name) for n, name in enumerate(extra, 2)]


@given(st.text(max_size=100), st.sampled_from([None, Journey]))
def test_no_text_whatever_raises_anything_but_problems(text: str, model: type[Journey] | None) -> None:
    try:
        document = compose_text(text, "j", model)
        document.plain()
        document.build(Journey)
        found = []
    except FileProblems as error:
        found = lines(error)
    assert all(line.startswith("j:") for line in found)


def test_problems_cross_to_another_process() -> None:
    with pytest.raises(FileProblems) as caught:
        compose_text("a: b: c", "j")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


# --- places ---


def test_a_text_is_placed_where_it_stands_and_a_block_at_its_name() -> None:
    document = compose_text(GOOD, "j")
    assert document.place(("desk", "reps")) == ("j", 2, 9)
    assert document.place(("touchpoints", "newsletter")) == ("j", 4, 3)
    assert document.place(("rules", 1, "reps")) == ("j", 9, 11)
    assert document.place(("rules", 1)) == ("j", 9, 5)
    assert document.place(()) == ("j", 1, 1)


def test_what_is_absent_is_placed_at_the_nearest_thing_above() -> None:
    document = compose_text(GOOD, "j")
    assert document.place(("touchpoints", "newsletter", "share", "x")) == ("j", 4, 3)
    assert document.place(("rules", 7)) == ("j", 7, 1)
    assert document.place(("nothing", "here")) == ("j", 1, 1)
    assert document.place(("desk", "reps", "deeper")) == ("j", 2, 9)


def test_a_problem_of_ones_own_has_place_and_path() -> None:
    document = compose_text(GOOD, "j")
    assert str(document.problem(("desk", "reps"), "too many")) == "j:2:9: desk.reps: too many"
    assert str(document.problem(("desk", "reps"), "odd", at_name=True)) == "j:2:3: desk.reps: odd"
    assert str(document.problem((), "odd")) == "j:1:1: odd"


# --- changes ---


def changed(changes: str, document: str = GOOD) -> Document:
    return compose_text(document, "j.yaml").with_changes(changes_of(changes))


def changes_of(text: str) -> dict[str, Node]:
    scenario = compose_text(text, "e.yaml").node(("scenarios", "slow"))
    assert scenario is not None
    return dict(scenario.settings())


def problems(changes: str) -> list[str]:
    with pytest.raises(FileProblems) as caught:
        changed(changes)
    return lines(caught.value)


def test_a_change_replaces_one_value_and_leaves_the_rest() -> None:
    base = compose_text(GOOD, "j.yaml")
    other = base.with_changes(changes_of("scenarios:\n  slow:\n    touchpoints.newsletter.cadence: 14d\n"))
    expected = base.plain()
    expected["touchpoints"]["newsletter"]["cadence"] = "14d"
    assert other.plain() == expected
    assert base.plain() == compose_text(GOOD, "j.yaml").plain()


def test_a_change_may_add_a_setting_replace_a_block_or_reach_into_a_list() -> None:
    built = changed(
        "scenarios: {slow: {touchpoints.newsletter.share: 0.1, touchpoints.new: {cadence: 1d}, rules.1.reps: 9}}"
    ).build(Journey)
    assert built.touchpoints["newsletter"].share == 0.1
    assert built.touchpoints["new"].cadence == "1d"
    assert [rule.reps for rule in built.rules] == [1, 9]


def test_a_mistake_in_a_change_stands_where_the_change_was_written() -> None:
    with pytest.raises(FileProblems) as caught:
        changed("scenarios:\n  slow:\n    desk.reps: 0\n    touchpoints.newsletter.cadnce: 14d\n").build(Journey)
    assert lines(caught.value) == [
        "e.yaml:3:16: desk.reps: must be at least 1, found 0",
        "e.yaml:4:5: touchpoints.newsletter.cadnce: unknown setting; did you mean 'cadence'?",
    ]


def test_a_mistake_inside_a_grafted_block_stands_there_too() -> None:
    with pytest.raises(FileProblems) as caught:
        changed("scenarios:\n  slow:\n    desk:\n      rep: 1\n").build(Journey)
    assert lines(caught.value) == [
        "e.yaml:3:5: desk.reps: this setting is missing",
        "e.yaml:4:7: desk.rep: unknown setting; did you mean 'reps'?",
    ]


def test_every_path_that_leads_nowhere_is_reported_at_the_change() -> None:
    paths = ("touchpoints.drop.cadence", "desks.reps", "desk.reps.x", "rules.2.reps", "desk..reps")
    assert problems("scenarios:\n  slow:\n" + "".join(f"    {path}: 1\n" for path in paths)) == [
        "e.yaml:3:5: touchpoints.drop.cadence: nothing is called 'drop' in 'touchpoints'; did you mean 'drip'?",
        "e.yaml:4:5: desks.reps: nothing is called 'desks' in the file; did you mean 'desk'?",
        "e.yaml:5:5: desk.reps.x: 'desk.reps' is a single value and has no settings",
        "e.yaml:6:5: rules.2.reps: 'rules' has 2 entries, numbered from 0; found 2",
        "e.yaml:7:5: desk..reps: a change must name a setting, with '.' between its parts",
    ]


def test_changes_that_overlap_are_refused_in_either_order() -> None:
    inside_first = "scenarios:\n  slow:\n    desk.reps: 1\n    desk: {reps: 2}\n"
    assert problems(inside_first) == ["e.yaml:3:5: desk.reps: overlaps the change of 'desk' on line 4"]
    inside_last = "scenarios:\n  slow:\n    desk: {reps: 2}\n    desk.reps: 1\n"
    assert problems(inside_last) == ["e.yaml:4:5: desk.reps: overlaps the change of 'desk' on line 3"]


def test_a_name_that_only_begins_alike_does_not_overlap() -> None:
    both = changed("scenarios: {slow: {rules.1: {reps: 3}, rules.0.reps: 4}}")
    assert both.plain()["rules"] == [{"reps": "4"}, {"reps": "3"}]


def test_no_changes_change_nothing() -> None:
    base = compose_text(GOOD, "j.yaml")
    assert base.with_changes({}) == base


CHANGES = {
    "desk.reps": "3",
    "touchpoints.newsletter.share": "0.5",
    "touchpoints.newsletter.cadence": "1d",
    "rules.0.reps": "5",
}


@given(st.permutations(list(CHANGES)))
def test_the_order_of_changes_does_not_matter(order: list[str]) -> None:
    text = "scenarios:\n  slow:\n" + "".join(f"    {path}: {CHANGES[path]}\n" for path in order)
    assert changed(text).build(Journey) == Journey.model_validate(
        {
            "desk": {"reps": 3},
            "touchpoints": {"newsletter": {"cadence": "1d", "share": 0.5}, "drip": {"share": 0.25}},
            "rules": [{"reps": 5}, {"reps": 2}],
        }
    )
