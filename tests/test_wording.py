"""Values inside sentences."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.words.wording import LONGEST, cut, did_you_mean, nearest, one_line, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "true"),
        (0, "0"),
        (2.0, "2"),
        (0.25, "0.25"),
        ("weekly", "'weekly'"),
        ("1.5", "1.5"),
        ("010", "'010'"),
        ("", "''"),
        ({"a": "1"}, "settings"),
        (["a"], "a list"),
        (("a",), "a list"),
    ],
)
def test_shown_names_each_kind_of_value(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_long_text_is_cut_at_60_characters() -> None:
    assert shown("x" * 61) == "'" + "x" * 59 + "…'"
    assert shown("x" * 60) == "'" + "x" * 60 + "'"


def test_control_characters_are_escaped() -> None:
    assert one_line("a\nb\x1b[31m\u202e\u2028") == r"a\nb\x1b[31m\u202e\u2028"


def test_japanese_is_left_alone() -> None:
    assert one_line("広告　（製造業）") == "広告　（製造業）"


@given(st.text(st.characters()))
def test_one_line_is_one_visible_line(text: str) -> None:
    line = one_line(text)
    line.encode()
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text())
def test_cut_keeps_the_start(text: str) -> None:
    assert cut(text)[: LONGEST - 1].startswith(one_line(text[:5]))


def test_the_nearest_choice_is_found_whatever_the_case() -> None:
    assert nearest("Cadnce", ["content", "cadence"]) == "cadence"
    assert nearest("cadence", ["CADENCE"]) == "CADENCE"


def test_nothing_is_suggested_when_nothing_is_near() -> None:
    assert did_you_mean("xyz", ["content", "cadence"]) == ""
    assert did_you_mean("xyz", []) == ""


def test_a_suggestion_ends_a_sentence() -> None:
    assert did_you_mean("cadnce", ["cadence"]) == "; did you mean 'cadence'?"
