"""Test leads taken over from people's own sheets."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from sim.files.leadsimport import imported, read_map, with_more
from sim.files.sheettests import Reading
from sim.files.testfiles import load_tests
from sim.yamlfile import FileProblems
from tests.test_sheettests import ENGLISH, JAPANESE, told, written

# One row a lead, with headers and words of its own.
OWN = [
    ["会社", "役割", "規模", "1回目の行動", "何を", "何日目", "点", "渡す?", "担当メモ"],
    ["アクメ 株式会社", "Head", "big", "reads", "資料", 5, 60, "○", "x"],
    ["ベータ", "Clerk", "small", "reads", "資料", 2, 40, "×", None],
]
MAP = """\
columns:
  {lead: 会社, job: 役割, employees: 規模, does: 1回目の行動, object: 何を, day: 何日目, expect.score: 点,
   expect.handed_off: 渡す?}
values:
  job: {Head: director, Clerk: staff}
  employees: {big: 50+, small: <50}
usual: {source: web, registers: 2026-04-06, industry: target, tags: own}
"""


def workbook(folder: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "own.xlsx")
    return folder / "own.xlsx"


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE])
def test_what_comes_out_says_the_same_as_the_sheet(tmp_path: Path, text: str) -> None:
    csv = written(tmp_path, text)
    out = tmp_path / "new" / "out.leads.yaml"
    found = imported(csv, out, Reading())
    out.parent.mkdir()
    out.write_text(found.text, encoding="utf-8")
    assert found.leads == 2
    assert "journey: ../journey.yaml" in found.text
    assert told(load_tests(out)) == told(load_tests(csv))


def test_a_sheet_with_one_row_a_lead_and_its_own_words_is_mapped(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    found = imported(
        workbook(tmp_path, OWN), tmp_path / "o.leads.yaml", read_map(tmp_path / "map.yaml"),
        journey=tmp_path / "journey.yaml",
    )  # fmt: skip
    assert (
        found.text
        == """\
format: 1
journey: journey.yaml
usual:
  registers: 2026-04-06
  source: web
  tags: [own]
  attributes: {industry: target}
leads:
  アクメ 株式会社:
    attributes: {job: director, employees: 50+}
    story:
      - day 5 reads paper
    expect:
      day 5: {score: 60, handed_off: yes}
  ベータ:
    attributes: {job: staff, employees: <50}
    story:
      - day 2 reads paper
    expect:
      day 2: {score: 40, handed_off: no}
""".replace("  registers: 2026-04-06\n  source: web\n  tags", "  source: web\n  registers: 2026-04-06\n  tags")
    )


def test_dates_and_times_that_are_no_texts_are_understood(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH)
    headers = "lead registers source job industry employees day time does object expect.score"
    day, hours, later = datetime.date(2026, 4, 6), datetime.datetime(2026, 4, 6, 9), datetime.date(2026, 4, 9)
    rows: list[list[object]] = [
        [*headers.split()],
        ["a", day, "web", "director", "target", "50+", 3, datetime.time(9, 14), "opens", "news", 45],
        ["b", hours, "web", "staff", "target", "50+", later, None, "opens", "news", 25],
    ]
    text = imported(workbook(tmp_path, rows), tmp_path / "o", Reading(), journey=tmp_path / "journey.yaml").text
    assert "- day 3 09:14 opens news" in text
    assert "- 2026-04-09 opens news" in text
    assert "registers: 2026-04-06 09:00" in text


def test_wrong_cells_of_a_workbook_are_named_by_sheet_and_cell(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    rows = [OWN[0], [*OWN[1][:4], "papr", 5, "many", "maybe", None], [None, "Boss", *OWN[2][2:]]]
    with pytest.raises(FileProblems) as caught:
        imported(
            workbook(tmp_path, rows), tmp_path / "o", read_map(tmp_path / "map.yaml"), journey=tmp_path / "journey.yaml"
        )
    lines = [str(each).partition("own.xlsx: ")[2] for each in caught.value.problems]
    assert [line.partition(" ")[0] for line in lines] == [
        *("Sheet!E2:", "Sheet!G2:", "Sheet!H2:", "Sheet!B3:", "Sheet!C3:")
    ]
    assert lines[0].startswith("Sheet!E2: there is no content and no behaviour 'papr'")
    assert lines[1] == "Sheet!G2: must be a whole number, found 'many'"
    assert lines[3].startswith("Sheet!B3: アクメ 株式会社 has two values: 'Boss' here")


def test_words_of_ours_that_are_none_and_headers_that_are_missing_are_told(tmp_path: Path) -> None:
    csv = written(tmp_path, ENGLISH)
    reading = with_more(Reading(), {"led": "lead", "job": "rank"}, {})
    with pytest.raises(FileProblems) as caught:
        imported(csv, tmp_path / "o", reading)
    text = str(caught.value)
    assert "there is no column of ours 'led'; did you mean 'lead'?" in text
    assert "there is no header 'rank'" in text


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH)
    path = workbook(tmp_path, OWN)
    with pytest.raises(FileProblems, match="there is no sheet 'Shet'; did you mean 'Sheet'"):
        imported(path, tmp_path / "o", Reading(), journey=tmp_path / "journey.yaml", sheet="Shet")
