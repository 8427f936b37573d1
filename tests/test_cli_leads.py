"""`nurture leads import`."""

from __future__ import annotations

from pathlib import Path

from tests.commandline import nurture
from tests.test_sheettests import ENGLISH, written


def test_a_csv_file_becomes_a_file_that_nurture_test_reads(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH)
    done = nurture("leads", "import", "journey.leads.csv", at=tmp_path)
    assert (done.code, done.out, done.err) == (0, "journey.leads.yaml: 2 test leads\n", "")
    assert nurture("test", "journey.leads.yaml", at=tmp_path).out == "2 passed\n"


def test_what_is_there_is_written_over_only_by_force(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH)
    (tmp_path / "out.yaml").write_text("mine")
    done = nurture("leads", "import", "journey.leads.csv", "--out", "out.yaml", at=tmp_path)
    assert (done.code, done.err) == (2, "out.yaml:1:1: it is there already; --force writes over it\n")
    assert (tmp_path / "out.yaml").read_text() == "mine"
    forced = nurture("leads", "import", "journey.leads.csv", "--out", "out.yaml", "--force", "--json", at=tmp_path)
    assert (forced.code, forced.json) == (0, {"file": "out.yaml", "leads": 2})


def test_columns_and_what_all_leads_have_are_told_at_the_command_line(tmp_path: Path) -> None:
    text = "who,rank,done,at,score\nann,部長,visits paper,5,60\n"
    written(tmp_path, text, name="own.csv")
    columns = ["lead=who", "job=rank", "does=done", "day=at", "expect.score=score"]
    usual = ["source=web", "registers=2026-04-06", "industry=target", "employees=50+"]
    options = [part for each in columns for part in ("--column", each)]
    options += [part for each in usual for part in ("--usual", each)]
    done = nurture("leads", "import", "own.csv", "--journey", "journey.yaml", *options, at=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert nurture("test", "own.leads.yaml", at=tmp_path).out == "1 passed\n"


def test_mistakes_are_lines_and_nothing_is_written(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH.replace("visits,paper", "visits,papr"))
    done = nurture("leads", "import", "journey.leads.csv", at=tmp_path)
    assert done.code == 2
    assert done.err.startswith("journey.leads.csv:7: column 'object': there is no content and no behaviour 'papr'")
    assert not (tmp_path / "journey.leads.yaml").exists()
    wrong = nurture("leads", "import", "journey.leads.csv", "--column", "lead", at=tmp_path)
    assert wrong.code == 2
    assert "write OUR=THEIRS, found 'lead'" in wrong.err


def test_the_guide_to_spreadsheets_shows_what_is_printed(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "spreadsheets.md").read_text(encoding="utf-8")
    nurture("init", ".", at=tmp_path)
    table = page.partition("```csv\n")[2].partition("```")[0]
    (tmp_path / "journeys" / "seed.leads.csv").write_text(table, encoding="utf-8")
    shown = page.partition("$ nurture test journeys/seed.leads.csv\n")[2].partition("```")[0]
    assert nurture("test", "journeys/seed.leads.csv", at=tmp_path).out == shown
