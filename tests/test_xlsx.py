"""Workbooks as tables of texts."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import openpyxl
import pytest

from sim.files import xlsx
from sim.yamlfile import FileProblems


def written(folder: Path, *rows: list[object], title: str = "Sheet1") -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def refused(path: Path) -> list[str]:
    with pytest.raises(FileProblems) as caught:
        xlsx.read_workbook(path)
    return [str(each).removeprefix(f"{path}") for each in caught.value.problems]


def test_cells_of_any_kind_are_texts(tmp_path: Path) -> None:
    cells = [20, 0.5, 85.0, True, "文字", datetime.date(2026, 4, 6), datetime.datetime(2026, 4, 6, 9, 14)]
    more = [datetime.time(9, 14), datetime.timedelta(hours=9), None]
    table = xlsx.read_workbook(written(tmp_path, list("abcdefghij"), [*cells, *more]))[0]
    assert table.rows[0].cells == [
        *("20", "0.5", "85", "yes", "文字", "2026-04-06", "2026-04-06 09:14", "09:14", "09:00", "")
    ]


def test_blank_rows_are_none_and_lines_are_those_of_the_sheet(tmp_path: Path) -> None:
    table = xlsx.read_workbook(written(tmp_path, [], ["a", "b"], [], ["1", None]))[0]
    assert (table.headers, table.line, [(row.line, list(row.cells)) for row in table.rows]) == (
        ["a", "b"], 2, [(4, ["1", ""])],
    )  # fmt: skip


def test_a_problem_names_sheet_and_cell(tmp_path: Path) -> None:
    table = xlsx.read_workbook(written(tmp_path, ["a"] * 30, ["1"] * 30, title="配点"))[0]
    assert str(table.problem(7, 2, "wrong")) == f"{table.file}: 配点!C7: wrong"
    assert str(table.problem(7, 27, "wrong")) == f"{table.file}: 配点!AB7: wrong"


def test_hidden_sheets_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, ["a"], ["1"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("hidden").append(["x"])
    book["hidden"].sheet_state = "veryHidden"
    book.save(path)
    assert [table.sheet for table in xlsx.read_workbook(path)] == ["Sheet1"]
    assert [table.sheet for table in xlsx.read_workbook(path, also="hidden")] == ["Sheet1", "hidden"]


def test_errors_formulas_without_a_value_and_cells_beside_the_table_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, ["a", "b"], ["=1+1", "#N/A", "beside"])
    assert refused(path) == [
        ": Sheet1!A2: a formula that has not been calculated; open the workbook in a spreadsheet program and save it",
        ": Sheet1!B2: an error instead of a value: #N/A",
        ": Sheet1!C2: a value in a column without a header",
    ]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("a,b\n")
    assert refused(tmp_path / "text.xlsx") == [":1:1: this is no workbook; save it as .xlsx"]
    assert refused(tmp_path / "gone.xlsx") == [":1:1: can't be read: No such file or directory"]


def test_without_the_package_the_command_that_brings_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, ["a"], ["1"])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert refused(path) == [":1:1: workbooks need openpyxl: pip install 'nurture-sim[sheet]'"]
