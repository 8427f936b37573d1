"""`nurture test`: what it prints, and how it ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.files.workspace import init
from tests.commandline import nurture

PAGE = (Path(__file__).parent.parent / "docs" / "testleads.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    init(tmp_path / "firm")
    (tmp_path / "firm" / "journeys" / "seed.leads.yaml").unlink()
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "firm" / "journeys" / "price.leads.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "firm"


def test_the_page_shows_what_is_printed(folder: Path) -> None:
    ((command, shown),) = re.findall(r"```\n\$ nurture (.*?)\n(.*?)```", PAGE, re.DOTALL)
    assert nurture(*command.split(" "), at=folder) == (1, shown, "")


def test_leads_are_chosen_by_name_and_by_tag(folder: Path) -> None:
    assert nurture("test", "journeys/price.leads.yaml", "-k", "returned", at=folder).out == "1 passed\n"
    assert nurture("test", "journeys/price.leads.yaml", "--tag", "sales", at=folder).out == "1 passed\n"
    assert "佐藤_課長" in nurture("test", "-k", "佐藤", at=folder).out
    assert nurture("test", "--tag", "nothing", at=folder).code == 2


def test_json_has_every_lead_with_its_failures(folder: Path) -> None:
    done = nurture("test", "journeys/price.leads.yaml", "--json", at=folder)
    told = done.json
    assert (told["passed"], told["failed"], done.code) == (1, 1, 1)
    first, second = told["leads"]
    assert (first["name"], first["passed"], second["passed"]) == ("佐藤_課長", False, True)
    assert first["failures"][0]["line"] == 17
    assert first["failures"][0]["key"] == "handed_off"


def test_mistakes_of_all_files_are_told_and_nothing_is_played(folder: Path) -> None:
    for name in ("x", "y"):
        text = "format: 1\njourney: nothing.yaml\nleads: {}\n"
        (folder / f"{name}.leads.yaml").write_text(text, encoding="utf-8")
    done = nurture("test", at=folder)
    assert (done.code, done.out) == (2, "")
    files = [line.partition(":")[0] for line in done.err.splitlines()]
    assert files == [f"{name}.leads.yaml" for name in "xxyy"]


def test_a_folder_without_test_leads_is_told(tmp_path: Path) -> None:
    words = (
        f"no tests found in {tmp_path}; files of test leads end in .leads.yaml or .leads.csv, and experiments with "
        "checks lie in a folder `experiments`\n"
    )
    assert nurture("test", tmp_path, at=tmp_path) == (2, "", words)
