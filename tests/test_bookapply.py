"""A journey as a workbook, and its changed cells back in the journey."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sim.files import bookapply
from sim.files.bookwrite import Language, saver
from sim.files.workspace import load_journey
from sim.yamlfile import FileProblems, compose
from tests import smallworld

JOURNEY = """\
# Our own journey.
format: 1
name: small
start: 2026-04-01
days: 60
personas: people.yaml
sources:
  web: {kind: rate, per_day: 4, cost_per_lead: 1000, arrive_with: {download: 1}}  # from the site
fit:
  job: {director: 20, manager: 10}   # by rank
stages:
  awareness: {}
  interest:  # looks for a solution
    enter: score >= 30  # tried 40 before
behaviours:
  download: {points: 20, title: "=2+3"}  # documents
  open: {points: 5}
touchpoints:
  paper: {kind: content, behaviour: download, stages: [awareness, interest], organic: [0.5, 0.5]}
  news:
    kind: email
    cadence: "weekdays 10:00"  # every day
    content: {awareness: paper, interest: paper}
  talk: {kind: webinar, dates: "monthly 3rd Thu 15:00", stages: [interest], invite: [{before: 7d}], cost: 5000}
mql:
  hot: score >= 30  # the line
desk: {reps: 2, hours: 09:00-18:00}
sql: need
costs: {mail: 1}
"""
LEADS = """\
# Leads that we know.
format: 1
journey: journey.yaml
usual:
  source: web
  attributes: {industry: target, employees: 50+}
leads:
  ann:  # a director
    tags: [price]
    attributes: {job: director}
    story:
      - day 3  opens news  # after the first
      - day 5 downloads paper
    expect:
      day 5: {score: 60}
      end: {handed_off: yes, counts: {download: 2}}
  bob: {attributes: {job: staff}, story: day 2 visits paper, expect: {end: {handed_off: no}}}
"""
Cells = Callable[[Any], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    smallworld.load(tmp_path)
    (tmp_path / "journey.yaml").write_text(JOURNEY, encoding="utf-8")
    (tmp_path / "journey.leads.yaml").write_text(LEADS, encoding="utf-8")
    return tmp_path


def book(folder: Path, *, language: Language = "en") -> Path:
    """The workbook of the journey and its test leads."""
    names = {"journey": "journey.yaml", "leads": "journey.leads.yaml"}
    leads = compose(folder / "journey.leads.yaml")
    saver(load_journey(folder / "journey.yaml"), leads, language, names)(folder / "book.xlsx")
    return folder / "book.xlsx"


def applied(path: Path, change: Cells) -> bookapply.Applied:
    """What a change of a workbook brings."""
    cells = openpyxl.load_workbook(path)
    change(cells)
    cells.save(path)
    return bookapply.apply(path)


def refused(path: Path, change: Cells) -> list[str]:
    with pytest.raises(FileProblems) as caught:
        applied(path, change)
    return [str(each).removeprefix(f"{path}: ") for each in caught.value.problems]


def put(sheet: str, cell: str, value: object) -> Cells:
    def change(cells: Any) -> None:
        cells[sheet][cell] = value

    return change


def differences(found: bookapply.Applied, name: str = "journey.yaml") -> list[str]:
    file = next(each for each in found.files if each.path.name == name)
    old, new = file.before.decode().splitlines(), file.after.decode().splitlines()
    return [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_workbook_that_nobody_changed_changes_nothing(folder: Path, language: Language) -> None:
    assert bookapply.apply(book(folder, language=language)) == ([], [])


def test_the_shipped_journey_and_its_test_leads_come_back_unchanged(tmp_path: Path) -> None:
    path = Path(__file__).parent.parent / "journeys" / "seed.yaml"
    leads = path.with_name("seed.leads.yaml")
    names = {"journey": str(path), "leads": str(leads)}
    saver(load_journey(path), compose(leads), "ja", names)(tmp_path / "seed.xlsx")
    assert bookapply.apply(tmp_path / "seed.xlsx") == ([], [])


def test_steps_without_an_object_and_the_same_in_other_words_are_no_change(folder: Path) -> None:
    text = LEADS.replace(
        "      - day 5 downloads paper\n", "      - day 5 downloads paper\n      - day 6 unsubscribes\n"
    )
    (folder / "journey.leads.yaml").write_text(text, encoding="utf-8")
    path = book(folder)
    assert bookapply.apply(path) == ([], [])
    assert applied(path, put("test leads", "L2", "3日目")) == ([], [])


def test_sheets_show_what_the_journey_says(folder: Path) -> None:
    path = book(folder)
    assert openpyxl.load_workbook(path).sheetnames == [
        *("points", "stages", "rules", "mails", "webinars", "costs", "test leads", "nurture")
    ]
    points = rows(path, "points")
    assert points[0][:4] == ("kind 種類", "name 名前", "points 点数", "title タイトル")
    assert [row[:4] for row in points[1:]] == [
        ("behaviour", "download", 20, "=2+3"),
        ("behaviour", "open", 5, None),
        ("fit", "job: director", 20, None),
        ("fit", "job: manager", 10, None),
    ]
    assert ("hand-off", "hot", "score >= 30") in rows(path, "rules")
    assert ("source", "web", 1000) in rows(path, "costs")
    assert rows(path, "mails")[1][7] == "awareness: paper, interest: paper"
    assert [row[-4:] for row in rows(path, "test leads")[1:]] == [
        ("day 3", "opens", "news", None),
        ("day 5", "downloads", "paper", None),
        ("day 5", None, None, "score=60"),
        ("end", None, None, "counts.download=2; handed_off=yes"),
        ("day 2", "visits", "paper", None),
        ("end", None, None, "handed_off=no"),
    ]


def test_japanese_sheets_have_japanese_names_and_headers_with_a_legend(folder: Path) -> None:
    sheet = openpyxl.load_workbook(book(folder, language="ja"))["配点"]
    assert [cell.value for cell in sheet[1]][:3] == ["種類", "名前", "点数"]
    assert sheet["C1"].comment.text == "points for it; for example 20"


def test_a_text_that_looks_like_a_formula_is_a_text(folder: Path) -> None:
    cell = openpyxl.load_workbook(book(folder))["points"]["D2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=2+3", "s", True)


def test_only_the_value_of_a_changed_cell_changes_and_the_change_is_told(folder: Path) -> None:
    found = applied(book(folder, language="ja"), put("配点", "C2", 25))
    assert found.lines == ["配点!C2: behaviours.download.points: 20 -> 25"]
    assert differences(found) == [
        '-  download: {points: 20, title: "=2+3"}  # documents',
        '+  download: {points: 25, title: "=2+3"}  # documents',
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "line"),
    [
        ("points", "C4", "１５", "+  job: {director: 15, manager: 10}   # by rank"),
        ("points", "E3", 2, "+  open: {points: 5, every: 2}"),
        ("points", "D2", None, "+  download: {points: 20}  # documents"),
        ("stages", "C3", "score >= 45", "+    enter: score >= 45  # tried 40 before"),
        ("stages", "D3", "score < 10", "+    back: {when: score < 10}"),
        ("rules", "C3", "score >= 80", "+  hot: score >= 80  # the line"),
        ("rules", "C2", "industry != other", "+gate: industry != other"),
        ("mails", "C2", "weekly Tue 10:00", '+    cadence: "weekly Tue 10:00"  # every day'),
        ("mails", "H2", "paper", "+    content: paper"),
        ("mails", "H2", "awareness: paper, interest: paper, ", "+    content: {awareness: paper, interest: paper}"),
        ("costs", "C3", 4000, "+costs: {mail: 1, rep_hour: 4000}"),
    ],
)
def test_each_kind_of_cell_finds_its_place(folder: Path, sheet: str, cell: str, value: object, line: str) -> None:
    found = applied(book(folder), put(sheet, cell, value))
    if found.files:
        assert line in differences(found)
    else:
        assert line[1:] in JOURNEY.splitlines()


def test_lists_on_one_line_change_in_their_place(folder: Path) -> None:
    found = applied(book(folder), put("webinars", "F2", "{before: 7d}, {before: 1d, at: 09:00}"))
    assert "invite: [{before: 7d}, {before: 1d, at: 09:00}], cost: 5000}" in differences(found)[1]


def test_a_new_row_is_a_new_entry(folder: Path) -> None:
    def more(cells: Any) -> None:
        cells["points"].append(["behaviour", "seminar", 12, "セミナー"])
        cells["rules"].append(["hand-off", "late", "score >= 90"])
        cells["mails"].append(["monthly", "月刊", "monthly 1st Tue 10:00", None, None, None, None, "paper"])

    found = differences(applied(book(folder), more))
    assert found == [
        "+  seminar: {points: 12, title: セミナー}",
        "+  monthly: {kind: email, title: 月刊, cadence: monthly 1st Tue 10:00, content: paper}",
        "+  late: score >= 90",
    ]


def test_mistakes_name_sheet_and_cell_all_at_once(folder: Path) -> None:
    def wrong(cells: Any) -> None:
        cells["配点"]["C3"] = "many"
        cells["ルール"]["C3"] = "scroe >= 80"
        cells["ステージ"]["D3"] = "score <"
        cells["メール"]["H2"] = "papr"
        cells["テストリード"]["O2"] = "スコア=x"

    found = refused(book(folder, language="ja"), wrong)
    assert sorted(line.partition(":")[0] for line in found) == [
        *("ステージ!D3", "テストリード!O2", "メール!H2", "ルール!C3", "配点!C3")
    ]
    assert "配点!C3: behaviours.open.points: must be a whole number, found 'many'" in found
    assert any("unknown name 'scroe'; did you mean 'score'?" in line for line in found)


def test_rows_that_are_missing_doubled_or_of_no_kind_are_told(folder: Path) -> None:
    def wrong(cells: Any) -> None:
        cells["points"].append(["behaviour", "open", 7])
        cells["points"].append(["other", "open", 7])
        cells["points"].append(["fit", "job", 7])
        cells["rules"].delete_rows(3)
        cells["costs"]["D1"] = "yens"

    found = refused(book(folder), wrong)
    assert [line.partition(" ")[0] for line in found] == [
        *("rules!B1:", "costs!D1:", "points!B6:", "points!A7:", "points!B8:")
    ]
    assert "points!B6: open has two rows; the first is on line 3" in found
    assert "rules!B1: the row of hand-off hot is missing; entries are taken out in the file itself" in found


def test_what_changed_in_the_file_meanwhile_stays_unless_the_same_cell_changed(folder: Path) -> None:
    path = book(folder)
    (folder / "journey.yaml").write_text(JOURNEY.replace("points: 5", "points: 6"), encoding="utf-8")
    found = applied(path, put("points", "C2", 25))
    assert differences(found)[1].startswith("+  download: {points: 25")
    assert "points: 6" in found.files[0].after.decode()
    assert refused(path, put("points", "C3", 7)) == ["points!C3: changed here ('5' to '7') and in the file (to '6')"]


def test_a_workbook_may_be_applied_again_and_changed_further(folder: Path) -> None:
    path = book(folder)
    first = applied(path, put("points", "C2", 25))
    first.files[0].path.write_bytes(first.files[0].after)
    assert bookapply.apply(path) == ([], [])
    assert applied(path, put("points", "C3", 7)).lines == ["points!C3: behaviours.open.points: 5 -> 7"]


def test_steps_and_expectations_of_test_leads_change_one_by_one(folder: Path) -> None:
    def change(cells: Any) -> None:
        sheet = cells["test leads"]
        sheet["M3"] = "訪問"
        sheet["O4"] = "score=65"
        sheet.append(["cleo", None, None, None, None, None, None, None, "課長", None, None, "day 3", "opens", "news"])
        sheet.append([None] * 11 + ["end", None, None, "stage=interest"])

    found = applied(book(folder), change)
    assert found.lines == ["test leads!A2: ann: story, expect", "test leads!A8: cleo: attributes, story, expect"]
    assert differences(found, "journey.leads.yaml") == [
        "-      - day 5 downloads paper",
        "-      day 5: {score: 60}",
        "+      - day 5 visits paper",
        "+      day 5: {score: 65}",
        "+  cleo:",
        "+    attributes: {job: manager}",
        "+      - day 3 opens news",
        "+      end: {stage: interest}",
    ]
    assert b"# after the first" in found.files[0].after


def test_test_leads_are_checked_against_the_journey_as_it_will_be(folder: Path) -> None:
    def change(cells: Any) -> None:
        cells["rules"].append(["hand-off", "late", "score >= 90"])
        cells["test leads"]["O5"] = "rule=late"
        cells["test leads"]["O7"] = "rule=later"

    assert refused(book(folder), change) == ["test leads!O7: there is no hand-off rule 'later'; did you mean 'late'?"]


def test_a_workbook_of_somebody_else_is_refused(folder: Path) -> None:
    path = book(folder)
    assert "was not written by" in refused(path, lambda cells: cells.remove(cells["nurture"]))[0]


def test_what_cannot_be_written_in_place_is_refused_at_its_cell(folder: Path) -> None:
    text = JOURNEY.replace("  hot: score >= 30  # the line\n", "  hot: |-\n    score >= 30\n")
    (folder / "journey.yaml").write_text(text, encoding="utf-8")
    assert refused(book(folder), put("rules", "C3", "score >= 40")) == [
        f"rules!C3: {folder / 'journey.yaml'}: mql.hot is written in a way that can't be changed from outside; "
        "change it in the file itself"
    ]
