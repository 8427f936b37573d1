"""Values written as YAML read back as just these values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.yamlfile import compose_text, flow, setting
from sim.yamlfile.yamltext import scalar

_CATEGORIES = ["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]
TEXTS = st.text(  # of the characters that files may have
    st.characters(codec="utf-8", exclude_categories=_CATEGORIES, exclude_characters="\ufeff"), min_size=1
)
VALUES = st.recursive(
    TEXTS, lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXTS, below, max_size=3), max_leaves=8
)


@given(VALUES)
def test_a_value_on_one_line_reads_back(value: Any) -> None:
    assert compose_text(f"a: {flow(value)}\n", "").plain() == {"a": value}


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_settings_on_lines_of_their_own_read_back(value: dict[str, Any]) -> None:
    text = "\n".join(line for name, part in value.items() for line in setting(name, part))
    assert compose_text(text, "").plain() == value


@pytest.mark.parametrize("nothing", [[], {}])
def test_what_holds_nothing_stays_on_its_line_however_long_the_name(nothing: Any) -> None:
    assert compose_text("\n".join(setting("n" * 100, nothing)), "").plain() == {"n" * 100: nothing}


@pytest.mark.parametrize(
    "text",
    ["score >= 100 and price_page >= 1", "2026-04-06 10:00", "weekly Tue 10:00", "50+", "佐藤_課長", "no", "<50"],
)
def test_texts_that_need_no_quotes_get_none(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["null", "~", "a: b", "a #b", "*a", "&a", "!a", "[", "a, b", "- a", " a", "", "'", "%a"]
)
def test_texts_that_would_be_misread_get_quotes(text: str) -> None:
    assert scalar(text).startswith('"')


def test_quotes_that_were_there_stay() -> None:
    assert scalar("it's", quotes="'") == "'it''s'"
    assert scalar("50+", quotes='"') == '"50+"'


def test_short_settings_stand_on_one_line_and_steps_on_their_own() -> None:
    assert list(setting("expect", {"end": {"score": "85"}})) == ["expect:", "  end: {score: 85}"]
    assert list(setting("tags", ["a", "b"])) == ["tags: [a, b]"]
    assert list(setting("story", ["day 3 opens news"], "  ")) == ["  story:", "    - day 3 opens news"]
