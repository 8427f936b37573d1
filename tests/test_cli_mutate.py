"""`nurture mutate`: what it prints, and how it ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.files.workspace import init
from tests.commandline import nurture

PAGE = (Path(__file__).parent.parent / "docs" / "mutation.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh workspace, with the page's own test leads beside those of the seed journey."""
    init(tmp_path / "firm")
    (text,) = re.findall(r"```yaml\n(format: 1\n.*?)```", PAGE, re.DOTALL)
    (tmp_path / "firm" / "journeys" / "price.leads.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "firm"


def test_the_page_shows_what_is_printed(folder: Path) -> None:
    ((command, shown),) = re.findall(r"```\n\$ nurture (.*?)\n(.*?)```", PAGE, re.DOTALL)
    done = nurture(*command.split(" "), at=folder)
    assert (done.code, done.out) == (1, shown)


def test_the_test_leads_that_are_offered_notice_what_was_unnoticed(folder: Path) -> None:
    """The page's next step: all of them pasted below the others."""
    file = folder / "journeys" / "price.leads.yaml"
    told = nurture("mutate", "journeys/seed.yaml", "--leads", file, "--only", "mql", "--json", at=folder).json
    pasted = list(dict.fromkeys(each["test_lead"] for each in told["survived"]))
    assert len(pasted) > 2
    file.write_text(file.read_text(encoding="utf-8") + "\n".join(pasted) + "\n", encoding="utf-8")
    assert nurture("mutate", "journeys/seed.yaml", "--leads", file, "--only", "mql", at=folder).code == 0


def test_without_leads_all_files_beside_the_journey_that_are_about_it_are_played(folder: Path) -> None:
    (folder / "journeys" / "other.yaml").write_text(
        (folder / "journeys" / "seed.yaml").read_text(encoding="utf-8").replace("name: seed", "name: other"),
        encoding="utf-8",
    )
    (folder / "journeys" / "other.leads.yaml").write_text("format: 1\njourney: other.yaml\n", encoding="utf-8")
    done = nurture("mutate", "journeys/seed.yaml", "--only", "sql", at=folder)
    assert done.code == 0
    assert done.out.endswith("11 changes: 10 noticed, 1 that no lead can notice, 0 unnoticed\n")


def test_json_has_the_counts_and_what_went_unnoticed(folder: Path) -> None:
    done = nurture("mutate", "journeys/seed.yaml", "--leads", "journeys/price.leads.yaml", "--only", "sql", "--json",
                   "--quick", at=folder)  # fmt: skip
    told = done.json
    assert done.code == 1
    assert (told["mutants"], told["killed"], told["equivalent"], len(told["survived"])) == (11, 0, 1, 10)
    first = told["survived"][0]
    lines = (folder / "journeys" / "seed.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[first["line"] - 1].startswith("sql:")
    assert (first["file"], first["setting"], first["test_lead"]) == ("journeys/seed.yaml", "sql", None)
    (same,) = told["no_lead_can_notice"]
    assert same["change"] == "sql: without need"
    assert told["left_alone"] > 100


def test_test_leads_that_fail_already_are_told_first(folder: Path) -> None:
    file = folder / "journeys" / "price.leads.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("score: 55", "score: 56"), encoding="utf-8")
    done = nurture("mutate", "journeys/seed.yaml", "--leads", file, at=folder)
    assert (done.code, done.out) == (2, "")
    first, second, *_ = done.err.splitlines()
    assert first == "1 test leads fail before anything is changed; they must pass first:"
    assert second.endswith("expected score=56 at day 3; 55")


def test_mistakes_are_told_in_a_line_each(folder: Path) -> None:
    (folder / "empty").mkdir()
    none = nurture("mutate", "journeys/seed.yaml", "--leads", "empty", at=folder)
    words = "no test leads for journeys/seed.yaml found in empty; files of test leads end in .leads.yaml\n"
    assert none == (2, "", words)
    unknown = nurture("mutate", "journeys/seed.yaml", "--only", "mqls", at=folder)
    assert unknown == (2, "", "no setting of journeys/seed.yaml that can be changed begins with 'mqls'\n")
    (folder / "journeys" / "copy.yaml").write_bytes((folder / "journeys" / "seed.yaml").read_bytes())
    other = nurture("mutate", "journeys/copy.yaml", "--leads", "journeys/price.leads.yaml", at=folder)
    assert other.code == 2
    assert other.err == (
        "journeys/price.leads.yaml:1:1: journey: these are test leads for journeys/seed.yaml, not for "
        "journeys/copy.yaml\n"
    )
    assert nurture("mutate", "journeys/nothing.yaml", at=folder).code == 2
