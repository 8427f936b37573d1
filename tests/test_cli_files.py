"""`nurture check`, `schema`, `init` and `kpis`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.study.kpis import KPIS
from tests import smallworld
from tests.commandline import nurture, workspace

PEOPLE_ONLY = smallworld.JOURNEY.replace("organic: [0.5, 0.5]", "organic: [0.5, 0.5], form: 0.5")
QUIET = PEOPLE_ONLY.replace("arrive_with: {download: 1}", "title: Web").replace("score >= 30", "download >= 2")


def test_files_without_mistakes_are_fine(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "journey.yaml").write_text(QUIET, encoding="utf-8")
    done = nurture("check", "journey.yaml", "people.yaml", at=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out == "Files checked: 2. No mistakes.\n"


def test_warnings_are_told_with_their_place_and_fail_only_if_asked_to(tmp_path: Path) -> None:
    workspace(tmp_path)
    text = QUIET.replace("  hot: download >= 2\n", "  hot: download >= 2\n  late: open >= 1 and download >= 3\n")
    (tmp_path / "journey.yaml").write_text(text, encoding="utf-8")
    done = nurture("check", "journey.yaml", at=tmp_path)
    assert (done.code, done.err) == (0, "")
    first, last = done.out.splitlines()
    assert first.startswith("journey.yaml:22:9: warning: mql.late: never gets a hand-off: ")
    assert last == "Files checked: 1. Mistakes: 0. Warnings: 1."
    strict = nurture("check", "journey.yaml", "--strict", at=tmp_path)
    assert (strict.code, strict.out, strict.err) == (2, first + "\n", last + "\n")


def test_other_commands_say_nothing_of_warnings(tmp_path: Path) -> None:
    done = nurture("show", "journey.yaml", at=workspace(tmp_path))
    assert done.code == 0
    assert "warning" not in done.out + done.err


def test_every_mistake_is_one_line_with_its_place(tmp_path: Path) -> None:
    workspace(tmp_path)
    broken = smallworld.JOURNEY.replace("per_day: 4", "per_day: -4").replace("cadence:", "cadnce:")
    (tmp_path / "journey.yaml").write_text(broken, encoding="utf-8")
    done = nurture("check", "journey.yaml", at=tmp_path)
    assert done.code == 2
    assert [line.split(": ")[0] for line in done.out.splitlines()] == ["journey.yaml:8:30", "journey.yaml:19:23"]
    assert "did you mean 'cadence'?" in done.out
    assert done.err == "Files checked: 1. Mistakes: 2.\n"


def test_check_in_json_names_the_same_mistakes(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "experiment.yaml").write_text(smallworld.EXPERIMENT.replace("kpi: mqls", "kpi: mql"), encoding="utf-8")
    done = nurture("check", "experiment.yaml", "--json", at=tmp_path)
    assert (done.code, done.err) == (2, "")
    (mistake,) = done.json["mistakes"]
    assert (mistake["file"], mistake["line"], mistake["path"]) == ("experiment.yaml", 13, "decide_on.kpi")
    assert mistake["severity"] == "mistake"
    assert done.json["files"] == ["experiment.yaml"]
    assert done.json["warnings"] == []


def test_check_in_json_keeps_warnings_apart(tmp_path: Path) -> None:
    done = nurture("check", "journey.yaml", "--json", at=workspace(tmp_path))
    assert (done.code, done.json["mistakes"]) == (0, [])
    assert {each["path"] for each in done.json["warnings"]} == {"stages.interest.enter", "mql.hot"}
    assert {each["severity"] for each in done.json["warnings"]} == {"warning"}
    assert nurture("check", "journey.yaml", "--json", "--strict", at=tmp_path).code == 2


def test_a_new_workspace_is_free_of_mistakes_and_is_never_overwritten(tmp_path: Path) -> None:
    done = nurture("init", "mine", at=tmp_path)
    assert done.code == 0
    assert "mine/journeys/seed.yaml" in done.out
    checked = nurture("check", at=tmp_path / "mine")
    written = len(done.out.splitlines()) - 1  # the last line says what is next
    assert checked.code == 0
    assert checked.out.splitlines()[-1].startswith(f"Files checked: {written}. Mistakes: 0. Warnings: ")
    again = nurture("init", "mine", at=tmp_path)
    assert again.code == 2
    assert "is there already; nothing was written" in again.err


def test_a_workspace_that_can_not_be_written_is_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = nurture("init", "file/mine", at=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert done.err == "file/mine: Not a directory\n"


def test_without_a_workspace_check_says_so(tmp_path: Path) -> None:
    done = nurture("check", at=tmp_path)
    assert done.code == 2
    assert "no journeys/*.yaml" in done.out


@pytest.mark.parametrize("kind", ["journey", "personas", "experiment"])
def test_schemas_are_json_schemas(kind: str, tmp_path: Path) -> None:
    found = json.loads(nurture("schema", kind, at=tmp_path).out)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "format" in found["properties"]


def test_all_kpis_are_listed_with_what_they_count(tmp_path: Path) -> None:
    lines = nurture("kpis", at=tmp_path).out.splitlines()
    listed = [line.split()[0] for line in lines if line[:1].isalpha()][1:]
    assert listed == list(KPIS)
    found = nurture("kpis", "--json", at=tmp_path).json
    assert list(found) == list(KPIS)
    assert found["open_rate"]["denominator"] == "mails sent"
    assert found["sends"]["denominator"] is None
