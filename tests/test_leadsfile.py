"""Files of real leads: whatever encoding, separator and headers they come in, and nothing of a person stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.leadsfile import GivenLead, RowProblem, headers_of, known_headers, read_csv, read_leads
from sim.files.workspace import load_journey
from sim.model.calendar import Calendar
from sim.model.journey import CsvSource, Journey
from sim.model.persona import Personas
from sim.yamlfile import FileProblems

ROOT = Path(__file__).parent.parent
SEED = load_journey(ROOT / "journeys" / "seed.yaml")
CALENDAR: Calendar = SEED.journey.built_calendar()
DAY, NOON = 86_400, 43_200

JAPANESE = (
    "氏名,メールアドレス,登録日,役職,業種,従業員数,流入元,ステージ,スコア,資料DL,配信停止\n"
    "山田太郎,taro@example.jp,2026/4/1,部長,ターゲット,５０名以上,展示会,興味,６５,２,\n"
    "鈴木花子,hanako@example.jp,2026年4月2日 10時30分,担当,その他,50名未満,,,,,はい\n"
)
COLUMNS = {
    "registered": "登録日", "job": "役職", "industry": "業種", "employees": "従業員数", "source": "流入元",
    "stage": "ステージ", "score": "スコア", "count.download": "資料DL", "opted_out": "配信停止",
}  # fmt: skip
VALUES = {
    "job": {"部長": "director", "課長": "manager", "担当": "staff"},
    "industry": {"ターゲット": "target", "その他": "other"},
    "employees": {"50名以上": "50+", "50名未満": "<50"},
    "source": {"展示会": "exhibition"},
    "stage": {"興味": "interest"},
}
EXPECTED = [
    GivenLead(
        0, NOON, "exhibition", {"job": "director", "industry": "target", "employees": "50+"}, "interest", 65,
        {"download": 2},
    ),
    GivenLead(1, DAY + 37_800, "crm", {"job": "staff", "industry": "other", "employees": "<50"}, opted_out=True),
]  # fmt: skip


def read(
    path: Path, columns: dict[str, str] | None = None, **options: object
) -> tuple[list[GivenLead], list[RowProblem]]:
    """Read a file for the seed journey; leads without a source come from `crm`."""
    return read_csv(path, columns, SEED.journey, SEED.personas, CALENDAR, name="crm", **options)  # type: ignore[arg-type]


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file of that text."""
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_separators_and_line_ends_all_read_the_same(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    text = JAPANESE.replace(",", separator).replace("\n", line_end)
    leads, problems = read(written(tmp_path / "crm.csv", text, encoding), COLUMNS, values=VALUES)
    assert leads == EXPECTED
    assert problems == []


def test_names_and_addresses_never_come_out(tmp_path: Path) -> None:
    leads, _ = read(written(tmp_path / "crm.csv", JAPANESE), COLUMNS, values=VALUES)
    assert not any(word in repr(leads) for word in ("山田", "taro", "example"))


def test_a_file_read_as_a_source_takes_what_the_journey_says(tmp_path: Path) -> None:
    written(tmp_path / "crm.csv", "Date,Role\n2026-04-01,boss\n", "utf-8")
    source = CsvSource(
        kind="csv", file="crm.csv", columns={"registered": "Date", "job": "Role"}, values={"job": {"boss": "director"}}
    )
    leads, _ = read_leads(source, tmp_path, SEED.journey, SEED.personas, CALENDAR, name="crm")
    assert leads == [GivenLead(0, NOON, "crm", {"job": "director"})]


BAD = """\
Date,Role,Score,No mail
2026-04-01,director,10,no
01/04/2026,director,ten,no
2026-04-02,king,5,perhaps

2026-04-03,staff,1,
2026-04-04,staff
"""
BAD_COLUMNS = {"registered": "Date", "job": "Role", "score": "Score", "opted_out": "No mail"}


def test_bad_rows_are_listed_by_line_and_header_without_their_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileProblems) as caught:
        read(written(Path("crm.csv"), BAD), BAD_COLUMNS)
    assert str(caught.value).splitlines() == [
        "crm.csv:3: column 'Date': not a date such as 2026-04-01, 2026/4/1 10:30 or 2026年4月1日",
        "crm.csv:3: column 'Score': not a whole number of at most 1000000",
        "crm.csv:4: column 'Role': not one of director, manager, staff; `values` can translate the file's words",
        "crm.csv:4: column 'No mail': neither yes nor no (1 or 0, true or false, はい or いいえ)",
        "crm.csv:7: 2 cells, the header has 4",
    ]
    assert not any(value in str(caught.value) for value in ("01/04", "ten", "king", "perhaps"))


def test_bad_rows_can_be_skipped_and_are_still_counted_and_keep_their_number(tmp_path: Path) -> None:
    leads, problems = read(written(tmp_path / "crm.csv", BAD), BAD_COLUMNS, skip=True)
    assert [lead.ordinal for lead in leads] == [0, 3]  # data rows 1 and 2 are bad; the blank line is no row
    assert len({problem.line for problem in problems}) == 3


def test_a_cell_over_two_lines_does_not_shift_the_line_numbers(tmp_path: Path) -> None:
    text = 'Note,Date\n"two\nlines",2026-04-01\nx,never\n'
    _, (problem,) = read(written(tmp_path / "crm.csv", text), {"registered": "Date"}, skip=True)
    assert problem.line == 4


def complaint(path: Path, columns: dict[str, str] | None) -> str:
    """The one complaint about a file."""
    with pytest.raises(FileProblems) as caught:
        read(path, columns)
    assert len(caught.value.problems) == 1
    return str(caught.value).removeprefix(str(path))


def test_a_header_that_stands_there_twice_is_refused_even_if_nobody_asks_for_it(tmp_path: Path) -> None:
    path = written(tmp_path / "crm.csv", "Date,Name,Ｎａｍｅ,,\n2026-04-01,a,b,,\n")
    assert complaint(path, {"registered": "Date"}) == ":1:1: the header 'Name' stands there twice; rename one"


def test_a_missing_header_is_named_with_the_one_probably_meant(tmp_path: Path) -> None:
    path = written(tmp_path / "crm.csv", "登録日時,役職\n2026-04-01,x\n")
    assert complaint(path, {"registered": "登録日"}) == ":1:1: there is no header '登録日'; did you mean '登録日時'?"
    assert complaint(path, {"registered": "created"}).endswith("; known here: 登録日時, 役職")


def test_headers_are_found_whatever_their_width_and_the_space_around_them(tmp_path: Path) -> None:
    path = written(tmp_path / "crm.csv", " Ｄａｔｅ ,x\n2026-04-01,\n")
    assert len(read(path, {"registered": "Date"})[0]) == 1


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "has no header"),
        (b"\n\n", "has no header"),
        (b"Date\n\x81\xff\xff\n", ":2:1: this line is neither UTF-8 nor CP932"),
        (b'Date,x\n"2026-04-01,1\n', ":2:1: a quote is opened or closed"),
        (b'Date,x\n2026-04-01,"a"b\n', ":2:1: a quote is opened or closed"),
    ],
)
def test_files_that_are_no_tables_are_refused_at_the_line(tmp_path: Path, raw: bytes, says: str) -> None:
    (tmp_path / "crm.csv").write_bytes(raw)
    assert says in complaint(tmp_path / "crm.csv", {"registered": "Date"})


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "can't be read" in complaint(tmp_path / "none.csv", {"registered": "Date"})
    assert "can't be read" in complaint(tmp_path, {"registered": "Date"})


def test_a_column_that_no_lead_has_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "crm.csv", "Date,Name\n2026-04-01,x\n")
    assert "'name' is nothing that a leads file can tell" in complaint(path, {"registered": "Date", "name": "Name"})


def test_an_empty_cell_tells_nothing_but_the_registration_is_needed(tmp_path: Path) -> None:
    path = written(tmp_path / "crm.csv", "Date,Role,Score\n2026-04-01,,\n,director,1\n")
    leads, (problem,) = read(path, {"registered": "Date", "job": "Role", "score": "Score"}, skip=True)
    assert leads == [GivenLead(0, NOON, "crm", {})]
    assert (problem.line, problem.path) == (3, "Date")


def test_without_columns_headers_must_be_our_words_or_the_usual_japanese_ones(tmp_path: Path) -> None:
    path = written(tmp_path / "crm.csv", "登録日,job,count.download,スコア,会社名\n2026-04-01,manager,3,40,x\n")
    assert read(path)[0] == [GivenLead(0, NOON, "crm", {"job": "manager"}, score=40, counts={"download": 3})]
    assert known_headers(headers_of(path), SEED.journey, SEED.personas) == {
        "registered": "登録日", "job": "job", "count.download": "count.download", "score": "スコア"
    }  # fmt: skip
    assert "'registered' is missing" in complaint(written(path, "job\nstaff\n"), None)


def test_leads_may_have_registered_before_the_start_or_never_arrive(tmp_path: Path) -> None:
    path = written(tmp_path / "crm.csv", "registered\n2026-03-31\n2036-01-01\n")
    leads, _ = read(path)
    assert [lead.registered_s < 0 for lead in leads] == [True, False]


def test_a_journey_without_attributes_has_fewer_columns() -> None:
    journey = Journey.model_construct(behaviours={})
    personas = Personas.model_construct(attributes={})
    assert known_headers(["job", "registered", "count.open"], journey, personas) == {
        "registered": "registered", "count.open": "count.open"
    }  # fmt: skip
