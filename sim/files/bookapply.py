"""A changed workbook brought back into the journey and its test leads: only the values that changed, in place."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.files import bookleads, xlsx
from sim.files.bookchanges import CellChange, changes_of, is_leads, of_cell
from sim.files.bookkinds import HIDDEN
from sim.files.bookrows import all_rows, planted
from sim.files.leadcolumns import columns_of
from sim.files.leadtable import CellProblem, Row, Table, cell_name
from sim.files.loaded import LoadedJourney, read_journey
from sim.files.sheetnames import ATTRIBUTE
from sim.files.sheettests import Reading, read_leads_table
from sim.words.messages import say
from sim.words.wording import cut, listed, shown
from sim.yamlfile import CannotEdit, Change, Document, FileProblems, Loc, Node, Problem, compose, edited


class Edited(NamedTuple):
    """A file with its new bytes."""

    path: Path
    before: bytes
    after: bytes


class Applied(NamedTuple):
    """What a workbook changes: a line for each change, and the files as they will be."""

    lines: Sequence[str]
    files: Sequence[Edited]


class _Memory(NamedTuple):
    """What the workbook remembers: its files, its cells and its leads as they were written."""

    files: Mapping[str, str]
    cells: Mapping[tuple[str, str, str], Mapping[str, str]]
    leads: Mapping[str, bookleads.LeadRows]


def apply(path: Path, *, journey: Path | None = None) -> Applied:
    """What a workbook changes in its journey (or another one) and the test leads beside it; nothing is written.

    Raises FileProblems with all that is wrong: in cells, between what was changed here and in the files, and in the
    journey that would come out.
    """
    tables = xlsx.read_workbook(path, also=HIDDEN)
    memory = _memory(tables, path)
    visible = [table for table in tables if table.sheet != HIDDEN]
    file = journey or Path(os.path.normpath(path.parent / memory.files.get("journey", "")))
    loaded = _sound(*read_journey(file, {}, as_written=True))
    changes, problems = changes_of(visible, memory.cells, all_rows(loaded.document), loaded.document)
    after, wrong = read_journey(file, _grafts(loaded.document, changes), as_written=True)
    problems += [of_cell(problem) for problem in wrong]
    leads = _Leads(visible, memory, path, after or loaded)
    problems += leads.problems
    if problems or after is None:
        raise FileProblems(problems)
    files = [_edit(file, _sections(loaded.document, after.document), changes, path)]
    files += [_edit(leads.path, leads.changes, [], path)] if leads.path and leads.changes else []
    return Applied([*map(_line, changes), *leads.lines], [each for each in files if each.before != each.after])


def _line(change: CellChange) -> str:
    path = ".".join(map(str, change.loc))
    old, new = shown(change.old or None), shown(change.new or None)
    return say("sheet.change", cell=change.cell, path=path, old=old, new=new)


def _memory(tables: Sequence[Table], path: Path) -> _Memory:
    hidden = next((table for table in tables if table.sheet == HIDDEN), None)
    if hidden is None:
        raise FileProblems([Problem(str(path), 1, 1, "", say("sheet.foreign"))])
    files: dict[str, str] = {}
    cells: dict[tuple[str, str, str], dict[str, str]] = {}
    leads: dict[str, bookleads.LeadRows] = {}
    for what, sheet, kind, name, column, text in (row.cells for row in hidden.rows):
        if what == "file":
            files[sheet] = text
        elif what == "cell":
            cells.setdefault((sheet, kind, name), {})[column] = text
        elif what == "lead":
            leads[name] = json.loads(text)
    return _Memory(files, cells, leads)


def _sound(loaded: LoadedJourney | None, problems: list[Problem]) -> LoadedJourney:
    if loaded is None or problems:
        raise FileProblems(problems)
    return loaded


# ---- the journey ----


def _grafts(document: Document, changes: Sequence[CellChange]) -> dict[str, Node]:
    """The sections that change, whole, each value from a cell at the cell's place."""
    root: Node = document.root
    for change in changes:
        root = planted(root, change.loc, change.node, keep=change.keep) or root
    empty = Node(None, document.root.place, document.root.place)
    return {str(change.loc[0]): root.settings().get(str(change.loc[0]), empty) for change in changes}


def _sections(before: Document, after: Document) -> list[Change]:
    """The settings at the top that differ."""
    old, new = before.plain(), after.plain()
    return [Change((name,), new.get(name)) for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def _edit(file: Path, changes: Sequence[Change], cells: Sequence[CellChange], book: Path) -> Edited:
    before = file.read_bytes()
    try:
        after = edited(before.decode(), list(changes)).encode()
    except CannotEdit as error:
        cell = next((cell.cell for cell in cells if _related(cell.loc, error.loc)), None)
        text = f"{file}: {error}"
        problem = CellProblem(str(book), 1, 1, cell, text) if cell else Problem(str(book), 1, 1, "", text)
        raise FileProblems([problem]) from None
    return Edited(file, before, after)


def _related(one: Loc, other: Loc) -> bool:
    n = min(len(one), len(other))
    return tuple(map(str, one[:n])) == tuple(map(str, other[:n]))


# ---- the test leads ----


class _Leads:
    """What the sheet of test leads changes in their file. journey: as it will be."""

    def __init__(self, tables: Sequence[Table], memory: _Memory, book: Path, journey: LoadedJourney) -> None:
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self.lines: list[str] = []
        self.path: Path | None = None
        table = next((table for table in tables if is_leads(table)), None)
        if table is None or "leads" not in memory.files:
            return
        self._table, self._journey, self._base = table, journey, memory.leads
        self.path = Path(os.path.normpath(book.parent / memory.files["leads"]))
        try:
            self._read(compose(self.path))
        except FileProblems as error:
            self.problems += error.problems

    def _read(self, document: Document) -> None:
        named = self._journey.path.name
        found, self.problems = read_leads_table(self._table, self._journey, named, _usual(document))
        today = bookleads.lead_rows(document, self._journey)
        mine = self._mine(_usual(document))
        for name in self._base:
            if name not in mine:
                self._find(self._table.line, say("sheet.row_gone", name=cut(name)))
        if found is None or self.problems:
            return
        wanted, actual = found.document.plain()["leads"], document.plain().get("leads", {})
        for name, (line, rows) in mine.items():
            base, now = self._base.get(name), today.get(name)
            if rows in (base, now):
                continue
            if now == base:
                self._change(name, line, wanted[name], self._plain(base, _usual(document)), actual.get(name) or {})
            elif self._plain(now, _usual(document)) != wanted[name]:
                self._find(line, say("sheet.lead_both", name=cut(name)))

    def _change(self, name: str, line: int, wanted: Any, base: Any, actual: Any) -> None:
        keys = [key for key in dict.fromkeys([*base, *wanted]) if base.get(key) != wanted.get(key)]
        if not keys:  # the same in other words
            return
        self.changes.append(Change(("leads", name), bookleads.merged(actual, base, wanted)))
        cell = cell_name(self._table.sheet, line, 1)
        self.lines.append(say("sheet.lead_change", cell=cell, name=cut(name), keys=listed(keys)))

    def _plain(self, rows: bookleads.LeadRows | None, usual: Reading) -> Any:
        """A lead as its rows would be read."""
        if not rows:
            return {}
        columns = list(dict.fromkeys(key for row in rows for key in row))
        lines = [Row(n, [row.get(key, "") for key in columns]) for n, row in enumerate(rows, start=2)]
        table = Table("", columns, 1, lines)
        found, _ = read_leads_table(table, self._journey, self._journey.path.name, usual)
        return next(iter(found.document.plain()["leads"].values())) if found else {}

    def _mine(self, usual: Reading) -> dict[str, tuple[int, bookleads.LeadRows]]:
        """The rows of each lead as they stand in the sheet now, and the line of its first."""
        columns, _ = columns_of(self._table, self._journey, usual=usual.usual)
        found: dict[str, tuple[int, bookleads.LeadRows]] = {}
        name = ""
        for row in self._table.rows:
            cells = {key.removeprefix(ATTRIBUTE): row.cells[at].strip() for key, at in columns.at.items()}
            name = cells.get("lead") or name
            kept = {"lead": name, **{key: text for key, text in cells.items() if text and key != "lead"}}
            found.setdefault(name, (row.line, []))[1].append(kept)
        return found

    def _find(self, line: int, text: str) -> None:
        self.problems.append(self._table.problem(line, 0, text))


def _usual(document: Document) -> Reading:
    """What all leads of the file have."""
    usual = document.plain().get("usual") or {}
    plain = {key: usual[key] for key in ("registers", "source") if usual.get(key)}
    tags = {"tags": "; ".join(usual["tags"])} if usual.get("tags") else {}
    return Reading(usual={**plain, **tags, **(usual.get("attributes") or {})})
