"""The page about `nurture diff` shows what the command says now, of a folder and a repository like the reader's."""

from __future__ import annotations

import re
from pathlib import Path

from sim.model.activitymap import ActivityMap
from sim.model.allowance import Allowance
from sim.yamlfile import compose_text
from tests.commandline import nurture
from tests.test_twoversions import edit, git

PAGE = (Path(__file__).parent.parent / "docs" / "diff.md").read_text(encoding="utf-8")
FIRST, *_ = re.findall(r"```console\n\$ nurture (.*?)\n(.*?)```", PAGE, re.DOTALL)
LIMITS, MAP = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_printed_answer_is_that_of_the_command_now(tmp_path: Path) -> None:
    command, shown = FIRST
    assert nurture("init", ".", at=tmp_path).code == 0
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first"), ("branch", "-f", "-M", "main")):
        git(tmp_path, *words)
    edit(tmp_path / "journeys" / "seed.yaml", "price_page_rule: score >= 100", "price_page_rule: score >= 80")
    done = nurture(*command.split(), at=tmp_path)
    said, place = re.sub(r"main \([0-9a-f]{10}\)", "main (1a2b3c4d5e)", done.out), 0
    for part in shown.split("...\n"):
        assert part in said[place:], f"the page should say:\n{said}"
        place = said.index(part, place) + len(part)
    assert done.code == 1


def test_the_files_shown_are_read_without_a_mistake_and_name_every_setting() -> None:
    limits = compose_text(LIMITS, "limits").build(Allowance)
    mapped = compose_text(MAP, "map").build(ActivityMap)
    assert limits.model_fields_set == set(Allowance.model_fields)
    assert mapped.model_fields_set == set(ActivityMap.model_fields)
