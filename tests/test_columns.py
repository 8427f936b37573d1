"""How many columns a text takes, and how it is broken into lines."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sim.words.columns import columns_of, padded, pieces, wrapped

LETTERS = "abc -/(),.+12「」（）、。シミュレーション四半期あたり商談数%～"
MIXED = st.text(LETTERS, max_size=120)
PLAIN = st.text("abc -/(),.+12\t", max_size=200)


@given(MIXED | st.text("ab商談　…é\u0301", max_size=20))
def test_a_text_takes_the_columns_that_tables_give_it(text: str) -> None:
    assert columns_of(text) == cell_len(text)


@given(MIXED, st.integers(0, 60))
def test_padding_fills_columns_and_cuts_nothing(text: str, columns: int) -> None:
    assert columns_of(padded(text, columns)) == max(columns, columns_of(text))
    assert padded(text, columns).startswith(text)


@given(MIXED)
def test_pieces_are_the_whole_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(PLAIN, st.integers(10, 60))
def test_a_text_without_east_asian_letters_is_broken_as_by_textwrap(text: str, columns: int) -> None:
    assert wrapped(text, columns, first="Why: ", later="     ") == textwrap.wrap(
        "Why: " + text, columns, subsequent_indent="     "
    )


@given(st.text("四半期あたり商談数シミュレーション 12、。（）「」", min_size=1, max_size=150), st.integers(20, 60))
def test_east_asian_lines_are_no_wider_than_asked_and_lose_nothing_but_blanks(text: str, columns: int) -> None:
    lines = wrapped("理" + text, columns, first="結論: ", later=" " * 6)
    bare = [line.removeprefix("結論: ").strip() for line in lines]
    assert "".join(bare).replace(" ", "") == ("理" + text).replace(" ", "")
    glued = max(map(columns_of, pieces(" ".join(("理" + text).split()))))  # signs that stay together, however many
    assert max(map(columns_of, lines)) <= max(columns, 6 + glued)
    assert all(line.startswith(" " * 6) for line in lines[1:])


@pytest.mark.parametrize("columns", range(12, 40))
def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(columns: int) -> None:
    lines = wrapped("四半期あたりの商談数（件）、配信停止数（件）。「月2回」へ変更（推奨）、以上。", columns)
    assert not any(line[0] in "、。）」" for line in lines)
    assert not any(line[-1] in "（「" for line in lines)
