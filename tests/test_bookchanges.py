"""Cells of a workbook against those it was written with, on random journeys."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.files.bookchanges import Base, changes_of
from sim.files.bookkinds import SHEETS
from sim.files.bookrows import all_rows, planted
from sim.files.bookwrite import Language, shown
from sim.files.leadtable import Row, Table
from sim.yamlfile import CannotEdit, Change, Document, compose_text, edited, setting
from tests.strategies import Scene, plain, scenes

LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["en", "ja"])


def words(value: Any) -> Any:
    """Plain settings as a file has them: texts alone."""
    if isinstance(value, dict):
        return {str(name): words(below) for name, below in value.items()}
    if isinstance(value, list | tuple):
        return [words(below) for below in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def text_of(scene: Scene) -> str:
    settings = words(plain(scene.journey))
    return "".join(f"{line}  # {n}\n" for name in settings for n, line in enumerate(setting(name, settings[name])))


def book(document: Document, language: Language) -> tuple[list[Table], Base]:
    """The sheets as they are read back, and what they remember."""
    rows = all_rows(document)
    tables = []
    for sheet in SHEETS:
        written = shown(sheet, rows[sheet.key], language)
        cells = [Row(n, [text or "" for text in row]) for n, row in enumerate(written.rows, start=2)]
        tables.append(Table("book.xlsx", [header for header, _ in written.headers], 1, cells, written.title))
    return tables, {(sheet, *row.key): row.texts for sheet, each in rows.items() for row in each}


@settings(max_examples=10)
@given(scenes(), LANGUAGES)
def test_cells_that_nobody_changed_change_nothing(scene: Scene, language: Language) -> None:
    document = compose_text(text_of(scene), "")
    tables, base = book(document, language)
    assert changes_of(tables, base, all_rows(document), document) == ([], [])


@settings(max_examples=10)
@given(scenes(), LANGUAGES, st.data())
def test_a_changed_cell_changes_one_value_and_no_line_but_its_own(scene: Scene, language: Language, data: Any) -> None:
    text = text_of(scene)
    document = compose_text(text, "")
    tables, base = book(document, language)
    filled = [
        (t, r, c)
        for t, table in enumerate(tables)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        if cell and table.headers[c].split()[-1] not in ("種類", "名前")
    ]
    t, r, c = data.draw(st.sampled_from(filled))
    line, cells = tables[t].rows[r]
    row = Row(line, [*cells[:c], "changed", *cells[c + 1 :]])
    tables[t] = tables[t]._replace(rows=[*tables[t].rows[:r], row, *tables[t].rows[r + 1 :]])
    changes, problems = changes_of(tables, base, all_rows(document), document)
    assert (len(changes), problems) == (1, [])
    wanted = planted(document.root, changes[0].loc, changes[0].node, keep=changes[0].keep)
    assert wanted is not None
    section = str(changes[0].loc[0])
    try:
        after = edited(text, [Change((section,), wanted.plain()[section])])
    except CannotEdit:
        return  # whole blocks and lists on several lines
    assert compose_text(after, "").plain() == wanted.plain()
    before = document.node(changes[0].loc)
    if before is None or not isinstance(before.value, str):
        return  # a list may have lost entries
    old, new = text.splitlines(), after.splitlines()
    assert len(old) == len(new)
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 1
