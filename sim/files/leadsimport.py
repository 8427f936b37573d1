"""Test leads taken over from a sheet of one's own: a CSV file or a workbook, its columns mapped, as a file in YAML."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sim.files import xlsx
from sim.files.leadtable import Table, read_table
from sim.files.loaded import read_file, read_journey
from sim.files.sheettests import Reading, journey_of, read_leads_table
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed
from sim.yamlfile import FileProblems, Model, Problem, setting


class ImportMap(Model):
    """How a sheet is to be read. columns: our word to its header; values: of our column, its words to ours.

    usual: what all leads have that the sheet doesn't say, by our word for the column.
    """

    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    usual: dict[str, str] = {}


class Imported(NamedTuple):
    """The text of a file of test leads, and how many leads are in it."""

    text: str
    leads: int


def read_map(path: Path) -> Reading:
    """A file that says how to read a sheet. Raises FileProblems."""
    read = read_file(path, ImportMap)
    if read.model is None or read.problems:
        raise FileProblems(read.problems)
    return Reading(read.model.columns, read.model.values, read.model.usual)


def with_more(reading: Reading, columns: Mapping[str, str], usual: Mapping[str, str]) -> Reading:
    """A reading with what is said at the command line, which goes before the file."""
    return reading._replace(columns={**reading.columns, **columns}, usual={**reading.usual, **usual})


def imported(
    path: Path, out: Path, reading: Reading, *, journey: Path | None = None, sheet: str | None = None
) -> Imported:
    """The test leads of a CSV file or of a sheet of a workbook (without a name: the first one), for a file `out`.

    Raises FileProblems with all that is wrong with the sheet or the journey.
    """
    table, problems = _table(path, sheet)
    file = journey or journey_of(table, path, reading.columns)
    loaded, wrong = read_journey(file, {})
    if loaded is None or wrong:
        raise FileProblems([*problems, *wrong])
    named = Path(os.path.relpath(str(file), str(out.parent))).as_posix()
    found, more = read_leads_table(table, loaded, named, reading)
    if found is None or problems or more:
        raise FileProblems([*problems, *more])
    plain = found.document.plain()
    lines = [line for name, value in plain.items() for line in setting(name, value)]
    return Imported("\n".join(lines) + "\n", len(found.cases))


def _table(path: Path, sheet: str | None) -> tuple[Table, list[Problem]]:
    if path.suffix.casefold() != xlsx.ENDING:
        return read_table(path)
    tables = {table.sheet: table for table in xlsx.read_workbook(path)}
    if not tables or (sheet is not None and sheet not in tables):
        hint = did_you_mean(sheet or "", tables) or say("sheet.known_sheets", known=listed(map(cut, tables)))
        text = say("sheet.no_rows") if not tables else say("sheet.no_sheet", found=cut(sheet or ""), hint=hint)
        raise FileProblems([Problem(str(path), 1, 1, "", text)])
    table = next(iter(tables.values())) if sheet is None else tables[sheet]
    if not table.rows:
        raise FileProblems([table.problem(table.line, -1, say("sheet.no_rows"))])
    return table, []
