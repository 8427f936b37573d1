"""docs/rule-change.md, run from its first line to its last."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sim.files.workspace import init
from tests.commandline import nurture

PAGE = (Path(__file__).parent.parent / "docs" / "rule-change.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```console\n\$ nurture (.*?)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the page and its change, beside one without the change."""
    firm = tmp_path_factory.mktemp("rules") / "firm"
    init(firm)
    files = re.findall(r"`([\w./-]+)`:\n\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert len(files) == 5
    for name, text in files:
        (firm / name).write_text(text, encoding="utf-8")
    shutil.copytree(firm, firm.parent / "before")
    ((old, new),) = re.findall(r"```diff\n-(.*?)\n\+(.*?)\n```", PAGE)
    journey = firm / "journeys" / "seed.yaml"
    text = journey.read_text(encoding="utf-8")
    assert text.count(old) == 1
    journey.write_text(text.replace(old, new), encoding="utf-8")
    return firm


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[command.split(" ")[0] for command, _ in COMMANDS])
def test_the_page_shows_what_is_printed_and_each_command_holds_the_change_up(
    command: str, shown: str, folder: Path
) -> None:
    done = nurture(*command.split(" "), at=folder)
    assert (done.out, done.code) == (shown, 1)


def test_without_the_change_the_test_leads_pass(folder: Path) -> None:
    assert nurture("test", "journeys/line.leads.yaml", at=folder.parent / "before").out == "2 passed\n"
