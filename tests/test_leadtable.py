"""Where the cells of a table stand."""

from __future__ import annotations

import pytest

from sim.files.leadtable import Row, Table, cell_name


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_cells_are_named_as_spreadsheets_do(column: int, name: str) -> None:
    assert cell_name("配点", 7, column) == f"配点!{name}7"


def test_a_problem_names_line_and_header_in_a_file_and_sheet_and_cell_in_a_workbook() -> None:
    table = Table("a.csv", ["リード", "期待"], 1, [Row(2, ["a", "b"])])
    assert str(table.problem(2, 1, "wrong")) == "a.csv:2: column '期待': wrong"
    assert str(table.problem(2, -1, "wrong")) == "a.csv:2: wrong"
    assert str(table._replace(sheet="S").problem(2, 1, "wrong")) == "a.csv: S!B2: wrong"
