"""What somebody changed in a workbook: its cells against those it was written with, and against the file of today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim.files.bookkinds import KIND, LEADS, NAME, ROW, SHEETS, BookSheet, Column
from sim.files.bookrows import BookRow, node_of
from sim.files.leadcells import plain
from sim.files.leadtable import Row, Table, cell_name
from sim.files.sheetnames import by_word, folded
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed
from sim.yamlfile import Document, Loc, Node, Place, Problem

Base = Mapping[tuple[str, str, str], Mapping[str, str]]  # sheet, kind and name of a row: its cells by column
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PLACE = "\0"  # between file and sheet in the place of a value that comes from a cell: no file's name can hold it


class CellChange(NamedTuple):
    """A value to be written into the journey file, or None to be taken out; keep: see bookrows.planted."""

    cell: str
    loc: Loc
    old: str
    new: str
    node: Node | None
    keep: int


def place_of(table: Table, line: int, column: int) -> Place:
    """The place of a value that comes from a cell; column from 0."""
    return Place(f"{table.file}{_PLACE}{table.sheet}", line, column + 1)


def of_cell(problem: Problem) -> Problem:
    """A problem at the cell it is about, if it is about one."""
    file, mark, sheet = problem.file.partition(_PLACE)
    if not mark:
        return problem
    table = Table(file, (), 1, (), sheet)
    return table.problem(problem.line, problem.column - 1, f"{problem.path}: {problem.text}")


def sheet_of(table: Table) -> BookSheet | None:
    """The sheet that a table is, by its name in any language."""
    key = by_word({sheet.key: (sheet.japanese,) for sheet in SHEETS}).get(folded(table.sheet))
    return next((sheet for sheet in SHEETS if sheet.key == key), None)


def is_leads(table: Table) -> bool:
    """Whether a table is the sheet of test leads."""
    return folded(table.sheet) in map(folded, LEADS)


def changes_of(
    tables: Sequence[Table], base: Base, today: Mapping[str, Sequence[BookRow]], document: Document
) -> tuple[list[CellChange], list[Problem]]:
    """All changes of a workbook's sheets, and what is wrong with them. document: the journey file of today."""
    changes: list[CellChange] = []
    problems: list[Problem] = []
    ours = {sheet.key: (table, sheet) for table in tables if (sheet := sheet_of(table)) is not None}
    for table, sheet in ours.values():
        reader = _Reader(table, sheet, base, today[sheet.key], document)
        changes += reader.changes()
        problems += reader.problems
    gone = listed(sheet.key for sheet in SHEETS if sheet.key not in ours)
    for table in tables:
        if gone and sheet_of(table) is None and not is_leads(table):  # it may be one of ours under another name
            problems.append(table.problem(table.line, -1, say("sheet.unknown_sheet", known=gone)))
    return changes, problems


class _Reader:
    """One sheet."""

    def __init__(
        self, table: Table, sheet: BookSheet, base: Base, today: Sequence[BookRow], document: Document
    ) -> None:
        self.problems: list[Problem] = []
        self._table, self._sheet, self._base, self._document = table, sheet, base, document
        self._today = {row.key: row for row in today}
        self._at = self._columns()
        self._seen: dict[tuple[str, str], int] = {}

    def changes(self) -> Iterator[CellChange]:
        """The changes of all rows; then look at what is missing."""
        if not {"name"} <= self._at.keys():
            self._find(self._table.line, None, say("sheet.no_column", names=" / ".join(ROW)))
            return
        for row in self._table.rows:
            found = self._row(row)
            if found is not None:
                yield from self._of_row(row, found)
        for key in self._today:
            if key not in self._seen and (self._sheet.key, *key) in self._base:
                name = " ".join(part for part in key if part)
                self._find(self._table.line, "name", say("sheet.row_gone", name=cut(name)))

    def _columns(self) -> dict[str, int]:
        """The place of each column, from 0."""
        named = {column.key: header_words(column.key, column.japanese) for column in self._sheet.columns()}
        words = by_word({"kind": header_words(*KIND), "name": header_words(*ROW), **named})
        found: dict[str, int] = {}
        for at, header in enumerate(self._table.headers):
            key = words.get(folded(header))
            if key is None and header.strip():
                hint = did_you_mean(header, [*words]) or say("sheet.known_expected", known=listed(named))
                self._find_at(self._table.line, at, say("sheet.unknown_column", found=cut(header), hint=hint))
            elif key is not None:
                found.setdefault(key, at)
        return found

    def _row(self, row: Row) -> BookRow | None:
        """The row as one of ours, its texts those of the cells; None if that can't be told."""
        word, name = self._text(row, "kind"), self._text(row, "name")
        kind = self._sheet.kind_of(word)
        if kind is None:
            known = listed(each.key for each in self._sheet.kinds)
            self._find(row.line, "kind", say("sheet.kind", found=cut(word), known=known))
            return None
        if kind.base.count(NAME) > 1 and ": " not in name:
            self._find(row.line, "name", say("sheet.two_names", found=cut(name)))
            return None
        if not name and NAME in kind.base:
            self._find(row.line, "name", say("sheet.row_name"))
            return None
        key = kind.key, name if NAME in kind.base else ""
        if key in self._seen:
            self._find(row.line, "name", say("sheet.row_twice", name=cut(name or kind.key), line=self._seen[key]))
            return None
        self._seen[key] = row.line
        return BookRow(kind, key[1], {column.key: self._text(row, column.key) for column in self._sheet.columns()})

    def _of_row(self, row: Row, found: BookRow) -> Iterator[CellChange]:
        today = self._today.get(found.key)
        base = self._base.get((self._sheet.key, *found.key), {})
        own = {column.key: column for column in found.kind.columns}
        if today is None and found.kind.fixed:
            yield from self._fixed(row, found)
        for column in self._sheet.columns():
            if column.key not in self._at:
                continue
            new, was = found.texts[column.key], base.get(column.key, "")
            now = today.texts.get(column.key, "") if today else ""
            if new in (was, now):
                continue
            if column.key not in own:
                self._find(row.line, column.key, say("sheet.no_such", kind=found.kind.key))
            elif now != was and self._is_so(found, own[column.key]):
                continue
            elif now != was:
                words = {"was": cut(was), "found": cut(new), "now": cut(now)}
                self._find(row.line, column.key, say("sheet.both", **words))
            else:
                yield from self._change(row, found, own[column.key], now)
        if today is None and not any(found.texts.values()):
            self._find(row.line, "name", say("sheet.row_empty"))

    def _is_so(self, found: BookRow, column: Column) -> bool:
        """Whether the file of today says the same in other words."""
        node = self._document.node(found.loc(column))
        try:
            value = node_of(found.texts[column.key], column, node, Place("", 1, 1)).plain()
        except ValueError:
            return False
        return bool(node is not None and value == node.plain())

    def _change(self, row: Row, found: BookRow, column: Column, now: str) -> Iterator[CellChange]:
        at, new, loc = self._at[column.key], found.texts[column.key], found.loc(column)
        node = None
        if new:
            try:
                node = node_of(new, column, self._document.node(loc), place_of(self._table, row.line, at))
            except ValueError as error:
                self._find(row.line, column.key, str(error))
                return
        cell = cell_name(self._table.sheet, row.line, at + 1)
        yield CellChange(cell, loc, now, new, node, len(found.kind.base))

    def _fixed(self, row: Row, found: BookRow) -> Iterator[CellChange]:
        """What a new entry must have beside its cells."""
        at = self._at["name"]
        for name, value in found.kind.fixed.items():
            place = place_of(self._table, row.line, at)
            cell = cell_name(self._table.sheet, row.line, at + 1)
            loc = (*found.kind.loc(found.name), name)
            yield CellChange(cell, loc, "", value, Node(value, place, place), len(found.kind.base))

    def _text(self, row: Row, key: str) -> str:
        if key not in self._at:
            return ""
        text = row.cells[self._at[key]].strip()
        return plain(text) if _NUMBER.fullmatch(plain(text)) else text

    def _find(self, line: int, key: str | None, text: str) -> None:
        self._find_at(line, self._at.get(key or "", 0), text)

    def _find_at(self, line: int, column: int, text: str) -> None:
        self.problems.append(self._table.problem(line, column, text))


def header_words(key: str, japanese: str) -> tuple[str, str, str]:
    """How a header may be written: in English with the Japanese behind it, or one of them."""
    return f"{key} {japanese}", key, japanese
