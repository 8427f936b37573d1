"""Values as cells show them, and back."""

from __future__ import annotations

from typing import Any

import pytest

from sim.files.bookkinds import SHEETS, Column
from sim.files.bookrows import node_of, planted, text_of
from sim.files.settingtree import words_of
from sim.model.journey import Email, Journey
from sim.yamlfile import Node, Place, compose_text

AT = Place("book", 7, 3)


def column(shape: Any) -> Column:
    return Column("x", "x", ("x",), Email, shape)


@pytest.mark.parametrize(
    ("yaml", "shape", "shown"),
    [
        ("score >= 100", "text", "score >= 100"),
        ("[a, b]", "names", "a, b"),
        ("[a]", "names", "a"),
        ("a", "names", "a"),
        ("{a: b, c: d}", "parts", "a: b, c: d"),
        ("[{when: a >= 1, content: b}]", "parts", "[{when: a >= 1, content: b}]"),
        ("[{before: 7d, at: 10:00}]", "entries", "[{before: 7d, at: 10:00}]"),
        ("", "text", ""),
    ],
)
def test_a_value_is_shown_and_read_back(yaml: str, shape: str, shown: str) -> None:
    node = compose_text(f"x: {yaml}", "").node(("x",))
    assert text_of(node) == shown
    if shown and node is not None:
        assert node_of(shown, column(shape), node, AT).plain() == node.plain()


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(ValueError, match="can't be read: this bracket is never closed"):
        node_of("{a: b", column("parts"), None, AT)


def test_a_value_is_planted_with_all_above_it_and_goes_with_its_empty_block() -> None:
    root = compose_text("stages: {a: {back: {when: x}}}", "").root
    new = Node("y", AT, AT)
    more = planted(root, ("stages", "a", "timeout", "to"), new, keep=2)
    assert more is not None
    assert more.plain() == {"stages": {"a": {"back": {"when": "x"}, "timeout": {"to": "y"}}}}
    less = planted(root, ("stages", "a", "back", "when"), None, keep=2)
    assert less is not None
    assert less.plain() == {"stages": {"a": {}}}


@pytest.mark.parametrize("column", [c for sheet in SHEETS for c in sheet.columns()], ids=lambda c: c.key)
def test_every_column_is_a_setting_with_words(column: Column) -> None:
    if column.path and column.model is not Journey:
        assert words_of(column.model, str(column.path[-1])).meaning


def test_headers_of_a_sheet_differ_in_each_language() -> None:
    for sheet in SHEETS:
        assert (
            len({c.japanese for c in sheet.columns()}) == len({c.key for c in sheet.columns()}) == len(sheet.columns())
        )
