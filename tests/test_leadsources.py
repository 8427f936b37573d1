"""The real leads of a journey, from its own CSV sources and from a file given beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.files.leadsources import ADDED, given_leads, with_leads_file
from sim.files.workspace import load_journey
from sim.model.journey import CsvSource
from sim.yamlfile import FileProblems

ROOT = Path(__file__).parent.parent


@pytest.fixture
def journey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The seed journey with two CSV sources."""
    for name in ("journeys", "personas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    path = Path("journeys/seed.yaml")
    crm = "  crm: {kind: csv, file: crm.csv, columns: {registered: Date}}\n"
    fair = "  fair: {kind: csv, file: fair.csv, columns: {registered: Day}, bad_rows: skip}\n"
    text = path.read_text(encoding="utf-8").replace("\nsources:\n", f"\nsources:\n{crm}{fair}")
    path.write_text(text, encoding="utf-8")
    Path("journeys/crm.csv").write_text("Date\n2026-04-01\n2026-04-02\n", encoding="utf-8")
    Path("journeys/fair.csv").write_text("Day\nsoon\n2026-04-03\n", encoding="utf-8")
    return path


def test_all_csv_sources_give_their_leads_and_tell_what_they_skipped(journey: Path) -> None:
    leads, skipped = given_leads(load_journey(journey))
    assert [(lead.source, lead.ordinal) for lead in leads] == [("crm", 0), ("crm", 1), ("fair", 1)]
    assert [str(problem).partition(": ")[0] for problem in skipped] == ["journeys/fair.csv:2"]


def test_refused_rows_of_all_files_are_told_at_once(journey: Path) -> None:
    Path("journeys/crm.csv").write_text("Date\nnever\n", encoding="utf-8")
    Path("journeys/fair.csv").write_text("Tag\n2026-04-03\n", encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        given_leads(load_journey(journey))
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        ("journeys/crm.csv", 2),
        ("journeys/fair.csv", 1),
    ]


def test_a_journey_without_csv_sources_has_no_given_leads() -> None:
    assert given_leads(load_journey(ROOT / "journeys" / "seed.yaml")) == ([], [])


def test_a_file_beside_the_journey_becomes_a_source_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.csv").write_text(
        "registered,source\n2026-04-01,\n2026-04-02,exhibition\n2026-04-03,Mars\n", encoding="utf-8"
    )
    loaded = with_leads_file(load_journey(ROOT / "journeys" / "seed.yaml"), Path("mine.csv"), skip=True)
    leads, (problem,) = given_leads(loaded)
    assert [lead.source for lead in leads] == [ADDED, "exhibition"]
    assert (problem.line, problem.path) == (4, "source")
    assert list(loaded.journey.sources)[-1] == ADDED
    with pytest.raises(FileProblems, match="column 'source': not one of"):
        given_leads(with_leads_file(load_journey(ROOT / "journeys" / "seed.yaml"), Path("mine.csv")))


def test_a_file_takes_the_place_of_the_only_csv_source_and_is_read_by_its_columns(journey: Path) -> None:
    loaded = load_journey(journey)
    sources = {name: source for name, source in loaded.journey.sources.items() if name != "fair"}
    loaded = loaded._replace(journey=loaded.journey.model_copy(update={"sources": sources}))
    Path("new.csv").write_text("Date\n2026-05-01\n", encoding="utf-8")
    replaced = with_leads_file(loaded, Path("new.csv"))
    assert [(lead.source, lead.registered_s) for lead in given_leads(replaced)[0]] == [("crm", 30 * 86_400 + 43_200)]
    source = replaced.journey.sources["crm"]
    assert isinstance(source, CsvSource)
    assert source.columns == {"registered": "Date"}
    assert list(replaced.journey.sources) == list(sources)
