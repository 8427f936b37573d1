"""A table of test leads as it was found, in a CSV file or on a sheet of a workbook: cells, and where each stands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sim.files.leadcells import plain
from sim.files.leadsfile import RowProblem, opened
from sim.words.messages import say
from sim.words.wording import one_line
from sim.yamlfile import FileProblems, Place, Problem

_LETTERS = 26


class CellProblem(Problem):
    """What is wrong with a cell of a workbook: `path` is its sheet and name (`points!C7`)."""

    def __str__(self) -> str:
        return one_line(f"{self.file}: {self.path}: {self.text}")


class Row(NamedTuple):
    """The cells of a row, and its line (from 1)."""

    line: int
    cells: Sequence[str]


class Table(NamedTuple):
    """Rows under headers. file: as the user named it; sheet: its name, in a workbook."""

    file: str
    headers: Sequence[str]
    line: int
    rows: Sequence[Row]
    sheet: str = ""

    def problem(self, line: int, column: int, text: str) -> Problem:
        """What is wrong with a cell (columns from 0), or with a row (-1)."""
        at = max(column, 0) + 1
        if self.sheet:
            return CellProblem(self.file, line, at, cell_name(self.sheet, line, at), text)
        header = plain(self.headers[column]) if 0 <= column < len(self.headers) else ""
        return RowProblem(self.file, line, at, header, text)

    def place(self, line: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(self.file, line, max(column, 0) + 1)


def cell_name(sheet: str, line: int, column: int) -> str:
    """`points!C7`; line and column from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{line}"


def read_table(path: Path) -> tuple[Table, list[Problem]]:
    """A CSV file with the rows that are too short or too long. Raises FileProblems if it can't be read as one."""
    file = os.path.normpath(path)
    line, headers, records = opened(path, file)
    rows, problems = [], []
    for at, cells in records:
        if len(cells) < len(headers) or any(cell.strip() for cell in cells[len(headers) :]):
            text = say("leads.width", found=len(cells), width=len(headers))
            problems.append(RowProblem(file, at, 1, "", text))
        else:
            rows.append(Row(at, cells))
    if not rows and not problems:
        raise FileProblems([Problem(file, line, 1, "", say("sheet.no_rows"))])
    return Table(file, headers, line, rows), list(problems)
