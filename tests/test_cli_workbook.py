"""`nurture workbook` and `nurture workbook apply`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests import smallworld
from tests.commandline import nurture
from tests.test_bookapply import JOURNEY, LEADS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    smallworld.load(tmp_path)
    (tmp_path / "journey.yaml").write_text(JOURNEY, encoding="utf-8")
    (tmp_path / "journey.leads.yaml").write_text(LEADS, encoding="utf-8")
    return tmp_path


def changed(folder: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(folder / "journey.xlsx")
    book[sheet][cell] = value
    book.save(folder / "journey.xlsx")


def test_a_workbook_is_written_beside_the_journey_and_not_over_one(folder: Path) -> None:
    done = nurture("workbook", "journey.yaml", "--lang", "ja", at=folder)
    assert (done.code, done.out, done.err) == (0, "journey.xlsx\n", "")
    assert openpyxl.load_workbook(folder / "journey.xlsx").sheetnames[0] == "配点"
    again = nurture("workbook", "journey.yaml", at=folder)
    assert (again.code, again.err) == (2, "journey.xlsx:1:1: it is there already; --force writes over it\n")
    forced = nurture("workbook", "--force", "journey.yaml", "--json", at=folder)
    assert forced.json == {"file": "journey.xlsx", "from": ["journey.yaml", "journey.leads.yaml"]}


def test_an_unchanged_workbook_changes_no_byte(folder: Path) -> None:
    nurture("workbook", "journey.yaml", at=folder)
    before = {file: file.read_bytes() for file in folder.iterdir()}
    assert nurture("workbook", "apply", "journey.xlsx", at=folder).out == "nothing has changed\n"
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_changed_cells_are_shown_written_and_the_old_file_is_kept(folder: Path) -> None:
    (folder / "books").mkdir()
    nurture("workbook", "journey.yaml", "--out", "books/journey.xlsx", at=folder)
    changed(folder / "books", "points", "C2", 25)
    dry = nurture("workbook", "apply", "books/journey.xlsx", "--dry-run", at=folder)
    change = "points!C2: behaviours.download.points: 20 -> 25\n"
    assert (dry.code, dry.out) == (0, change + "journey.yaml would change\n")
    assert (folder / "journey.yaml").read_text(encoding="utf-8") == JOURNEY
    done = nurture("workbook", "apply", "books/journey.xlsx", at=folder)
    assert (done.code, done.out) == (0, change + "journey.yaml changed; as it was: journey.yaml.bak\n")
    assert (folder / "journey.yaml").read_text(encoding="utf-8") == JOURNEY.replace("points: 20", "points: 25")
    assert (folder / "journey.yaml.bak").read_text(encoding="utf-8") == JOURNEY
    assert nurture("workbook", "apply", "books/journey.xlsx", "--json", at=folder).json == {
        "changes": [], "files": [], "written": False,
    }  # fmt: skip


def test_a_mistake_names_sheet_and_cell_and_nothing_is_written(folder: Path) -> None:
    nurture("workbook", "journey.yaml", "--lang", "ja", at=folder)
    changed(folder, "配点", "C3", "many")
    done = nurture("workbook", "apply", "journey.xlsx", at=folder)
    text = "journey.xlsx: 配点!C3: behaviours.open.points: must be a whole number, found 'many'\n"
    assert (done.code, done.out, done.err) == (2, "", text)
    assert (folder / "journey.yaml").read_text(encoding="utf-8") == JOURNEY
    assert not (folder / "journey.yaml.bak").exists()


def test_another_journey_can_be_changed(folder: Path) -> None:
    nurture("workbook", "journey.yaml", at=folder)
    (folder / "other.yaml").write_text(JOURNEY.replace("small", "other"), encoding="utf-8")
    changed(folder, "points", "C2", 25)
    done = nurture("workbook", "apply", "journey.xlsx", "--journey", "other.yaml", at=folder)
    assert done.out.endswith("other.yaml changed; as it was: other.yaml.bak\n")


def test_help_names_both_and_reads_no_workbook_package() -> None:
    code = "import sys\nfrom sim.doors.cli import main\ntry: main(['workbook', '--help'])\nexcept SystemExit: pass\n"
    done = subprocess.run(
        [sys.executable, "-c", code + "assert 'openpyxl' not in sys.modules"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"},
        cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    assert "nurture workbook apply FILE" in done.stdout


def test_the_guide_to_spreadsheets_shows_what_is_printed(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "spreadsheets.md").read_text(encoding="utf-8")
    nurture("init", ".", at=tmp_path)
    nurture("workbook", "journeys/seed.yaml", "--lang", "ja", at=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "journeys" / "seed.xlsx")
    book["配点"]["C3"], book["ルール"]["C3"] = 25, "score >= 80 and price_page >= 1"
    book.save(tmp_path / "journeys" / "seed.xlsx")
    shown = page.partition("$ nurture workbook apply journeys/seed.xlsx\n")[2].partition("```")[0]
    assert nurture("workbook", "apply", "journeys/seed.xlsx", at=tmp_path).out == shown
