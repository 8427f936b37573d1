"""Workbooks (.xlsx): their sheets as tables of texts, and the error when the package for them is missing."""

from __future__ import annotations

import os
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.files.leadtable import CellProblem, Row, Table, cell_name
from sim.words.messages import say
from sim.words.wording import refused
from sim.yamlfile import FileProblems, Problem

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

ENDING: Final = ".xlsx"
_LIMIT_BYTES: Final = 200_000_000  # of all that is packed into a workbook: more is no sheet of test leads
_MIDNIGHT = time(0)


def read_workbook(path: Path, *, also: str = "") -> list[Table]:
    """The sheets that anybody can see, each with its first row that isn't blank as headers; none without a row.

    also: the name of a hidden one.

    Cells are texts: dates as 2026-04-18 or 2026-04-18 09:14, times as 09:14, whole numbers without a point. Raises
    FileProblems if it is no workbook, openpyxl is missing, or cells hold errors or formulas that nobody calculated.
    """
    book, values = opened_workbook(path)
    file, problems, tables = os.path.normpath(path), list[Problem](), list[Table]()
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" and sheet.title != also:
            continue
        rows = list(_rows(sheet, values[sheet.title] if values is not None else None, file, problems))
        if rows:
            tables.append(Table(file, rows[0].cells, rows[0].line, rows[1:], sheet.title))
    if problems:
        raise FileProblems(problems)
    return tables


def opened_workbook(path: Path) -> tuple[Workbook, Workbook | None]:
    """The workbook as written, and if it has formulas as last calculated. Raises FileProblems."""
    openpyxl = package(path)
    _refuse(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of things in workbooks that openpyxl leaves out
            book = openpyxl.load_workbook(path)
            cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
            has_formulas = any(cell.data_type == "f" for cell in cells)
            return book, openpyxl.load_workbook(path, data_only=True) if has_formulas else None
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        raise FileProblems([Problem(str(path), 1, 1, "", say("sheet.no_workbook"))]) from error


def package(path: Path) -> Any:
    """The package openpyxl. Raises FileProblems, about the file that needs it, if it isn't installed."""
    try:
        import openpyxl
    except ImportError:
        raise FileProblems([Problem(str(path), 1, 1, "", say("sheet.absent"))]) from None
    return openpyxl


def _refuse(path: Path) -> None:
    """Raise FileProblems for a file that can't be opened, isn't packed as workbooks are, or unpacks to far too much."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except OSError as error:
        text = say("yaml.unreadable", reason=refused(error))
        raise FileProblems([Problem(str(path), 1, 1, "", text)]) from None
    except zipfile.BadZipFile:
        raise FileProblems([Problem(str(path), 1, 1, "", say("sheet.no_workbook"))]) from None
    if size > _LIMIT_BYTES:
        raise FileProblems([Problem(str(path), 1, 1, "", say("sheet.too_big", limit_mb=_LIMIT_BYTES // 1_000_000))])


def _rows(sheet: Worksheet, values: Any, file: str, problems: list[Problem]) -> Iterator[Row]:
    """Rows that aren't blank, all as wide as the header."""
    width = 0
    for row in sheet.iter_rows():
        cells = [_text(cell, values, file, problems) for cell in row]
        if not any(text.strip() for text in cells):
            continue
        width = width or max(n for n, text in enumerate(cells) if text.strip()) + 1
        for cell, text in zip(row[width:], cells[width:], strict=True):
            if text.strip():
                problems.append(_problem(cell, file, say("sheet.beyond")))
        yield Row(row[0].row or 1, (cells + [""] * width)[:width])


def _text(cell: Cell, values: Any, file: str, problems: list[Problem]) -> str:
    value = cell.value
    if cell.data_type == "f":
        value = values[cell.coordinate].value
        if value is None:
            problems.append(_problem(cell, file, say("sheet.formula")))
    if cell.data_type == "e":
        problems.append(_problem(cell, file, say("sheet.error", found=value)))
        return ""
    return text_of(value)


def text_of(value: object) -> str:
    """A cell's value as a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == _MIDNIGHT else f"{day} {_clock(value.time())}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _clock((datetime.min + value).time()) if timedelta() <= value < timedelta(days=1) else str(value)
    return _clock(value) if isinstance(value, time) else str(value)


def _clock(value: time) -> str:
    return f"{value:%H:%M:%S}".removesuffix(":00")


def _problem(cell: Cell, file: str, text: str) -> Problem:
    line, column = cell.row or 1, cell.column or 1
    return CellProblem(file, line, column, cell_name(cell.parent.title, line, column), text)
