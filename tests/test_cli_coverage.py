"""`nurture coverage`: the table to the letter, JSON, Markdown, experiments, and runs that tell little."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from rich.cells import cell_len

from sim.doors.cli_coveragetable import share_words
from sim.model.ledger import FREQUENT, Run
from sim.study.blueprint import Blueprint
from sim.study.folder import Folder
from sim.study.guide import Guide
from tests import strategies
from tests.commandline import Done, nurture
from tests.scripted import CERTAIN_READERS, DAILY, built, journey_file, lead, play

FILE = journey_file(
    days=3,
    gate="job == director",
    stages={"awareness": {}, "interest": {"enter": "download >= 2"}},
    touchpoints=DAILY | {"thanks": {"kind": "email", "after": "registered", "when": "score >= 30", "content": "paper"}},
    behaviours={"download": {"points": 10}},
    mql={"keen": "score >= 999"},
)
PLACES = {
    "gate": "journeys/letters.yaml:9",
    "touchpoints.thanks": "journeys/letters.yaml:21",
    "mql": "journeys/letters.yaml:24",
}
ROOT = Path(__file__).parent.parent
GOLDEN = """\
letters: 2 leads

step, and the ways from it            leads     share   passages
────────────────────────────────────────────────────────────────
A  Lead registered                        2   100.0 %          2
  → B  Attribute points given             2   100.0 %          2
B  Attribute points given                 2   100.0 %          2
  → C  Target persona?                    2   100.0 %          2
C  Target persona?                        2   100.0 %          2
  → D  Nurture scenario starts            2   100.0 %          2
  → E  Exclusion list                     0     0.0 %          0
D  Nurture scenario starts                2   100.0 %          2
  → F  Content for the lead's stage       2   100.0 %          2
  → stage awareness                       2   100.0 %          2
E  Exclusion list                         0     0.0 %          0
F  Content for the lead's stage           2   100.0 %         11
  → mail letter                           1    50.0 %          3
  → mail thanks                           0     0.0 %          0
  → G  Behaviour tracked                  1    50.0 %          9
G  Behaviour tracked                      1    50.0 %          9
  → H  Behaviour points added             1    50.0 %          9
H  Behaviour points added                 1    50.0 %          9
  → I  Hand-off line reached?             1    50.0 %          6
I  Hand-off line reached?                 1    50.0 %          6
  → F  Content for the lead's stage       1    50.0 %          6
  → J  Judged MQL                         0     0.0 %          0
  → rule keen                             0     0.0 %          0
J  Judged MQL                             0     0.0 %          0
  → K  Sales notified                     0     0.0 %          0
K  Sales notified                         0     0.0 %          0
  → L  Sales evaluates                    0     0.0 %          0
L  Sales evaluates                        0     0.0 %          0
  → M  SQL conditions met?                0     0.0 %          0
  → O  Nurturing continues                0     0.0 %          0
M  SQL conditions met?                    0     0.0 %          0
  → N  Opportunity opened (SQL)           0     0.0 %          0
  → O  Nurturing continues                0     0.0 %          0
N  Opportunity opened (SQL)               0     0.0 %          0
  → Deal won                              0     0.0 %          0
  → Deal lost                             0     0.0 %          0
O  Nurturing continues                    0     0.0 %          0
  → F  Content for the lead's stage       0     0.0 %          0
Deal won                                  0     0.0 %          0
Deal lost                                 0     0.0 %          0
source list                               2   100.0 %          2
  → A  Lead registered                    2   100.0 %          2
stage awareness                           2   100.0 %          2
  → stage interest                        1    50.0 %          1
  → F  Content for the lead's stage       1    50.0 %          2
stage interest                            1    50.0 %          1
  → F  Content for the lead's stage       1    50.0 %          1
content paper                             1    50.0 %          3
  → G  Behaviour tracked                  1    50.0 %          3
mail letter                               1    50.0 %          3
  → G  Behaviour tracked                  1    50.0 %          6
  → content paper                         1    50.0 %          3
mail thanks                               0     0.0 %          0
  → G  Behaviour tracked                  0     0.0 %          0
  → content paper                         0     0.0 %          0
rule keen                                 0     0.0 %          0
  → J  Judged MQL                         0     0.0 %          0

condition                 rule              true of   never of
──────────────────────────────────────────────────────────────────
gate                      job == director         2   0
stages.interest.enter     download >= 2           1   1: lead 1
touchpoints.thanks.when   score >= 30             0   ?
mql.keen                  score >= 999            0   2: lead 0, 1
sql                       need                    0   0

Branches that nobody took: 4
Nobody got the mail thanks. score >= 30 was never seen to be true.  journeys/letters.yaml:21
Nobody was handed off by the rule keen. score >= 999 was never      journeys/letters.yaml:24
true.
The target filter kept nobody out: job == director was always       journeys/letters.yaml:9
true.
Nobody came to the step 'Judged MQL'.
"""


def keep(folder: Path, *scenarios: str, kind: str = "run", rows: str = "all", with_journey: bool = True) -> None:
    """A results folder with the same run of two leads for every scenario."""
    journey, personas = built(FILE, **CERTAIN_READERS)
    result = play((journey, personas), lead(0), lead(2 * 86_400 + 40_000, ordinal=1))
    kept = {"all": result.rows, "none": result.rows[:0]}.get(rows, result.rows[~np.isin(result.rows["what"], FREQUENT)])
    with Folder(folder / "results", "letters") as made:
        made.add_json(
            "manifest.json",
            {
                "kind": kind,
                "baseline": scenarios[-1],
                "scenarios": list(scenarios),
                "repeat": ["nurture", "run", "x.yaml"],
            },
        )
        for scenario in scenarios:
            made.add_run(scenario, 0, Run(result.leads, kept, np.zeros((1, 1), np.int64)), Guide.of(journey, personas))
            if with_journey:
                made.add_journeys(scenario, 0, [Blueprint(_plain(), PLACES)])


def _plain() -> dict[str, object]:
    return {name: value for name, value in strategies.words(FILE).items() if name != "format"} | {"format": "1"}


def shown(folder: Path, *words: str) -> Done:
    return nurture("coverage", *words, at=folder)


def test_the_table_to_the_letter(tmp_path: Path) -> None:
    keep(tmp_path, "letters")
    done = shown(tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out == GOLDEN


def test_the_table_fits_100_columns_whatever_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = {"title": "とても長い名前のコンテンツ" * 6}
    touchpoints = {name: {**each, **long} for name, each in FILE["touchpoints"].items()}
    monkeypatch.setitem(FILE, "touchpoints", touchpoints)
    monkeypatch.setitem(FILE, "mql", {"keen": " and ".join(["score >= 999"] * 9)})
    keep(tmp_path, "letters")
    assert max(map(cell_len, shown(tmp_path).out.splitlines())) <= 100


def test_json_is_one_object(tmp_path: Path) -> None:
    keep(tmp_path, "letters")
    found = shown(tmp_path, "latest", "--json").json
    assert list(found) == [
        *("run", "scenario", "replication", "leads", "recorded", "nodes", "edges", "conditions", "untaken")
    ]
    assert (found["run"], found["leads"], found["recorded"]) == ("results/letters/0001", 2, "all")
    edge = next(each for each in found["edges"] if (each["from"], each["to"]) == ("F", "touchpoint.letter"))
    assert (edge["leads"], edge["share"], edge["passages"]) == (1, 0.5, 3)
    text = "Nobody was handed off by the rule keen. score >= 999 was never true."
    assert {"what": "rule", "where": "journeys/letters.yaml:24", "text": text} in found["untaken"]


def test_markdown_has_a_table_of_ways_and_one_of_conditions(tmp_path: Path) -> None:
    keep(tmp_path, "letters")
    lines = shown(tmp_path, "--markdown").out.splitlines()
    assert lines[0] == "## letters: 2 leads"
    assert "| A  Lead registered | 2 | 100.0 % | 2 |" in lines
    assert "| → mail letter | 1 | 50.0 % | 3 |" in lines
    assert "| stages.interest.enter | download \\>= 2 | 1 | 1: lead 1 |" in lines
    assert any(line.endswith("(journeys/letters.yaml:24)") for line in lines)
    assert len({line.count("|") for line in lines if line.startswith("|")}) == 1


def test_an_experiment_shows_every_scenario_the_baseline_first(tmp_path: Path) -> None:
    keep(tmp_path, "rarely", "weekly", kind="compare")
    heads = [line for line in shown(tmp_path).out.splitlines() if line.endswith(": 2 leads")]
    assert heads == ["weekly: 2 leads", "rarely: 2 leads"]
    assert list(shown(tmp_path, "--json").json["scenarios"]) == ["weekly", "rarely"]
    one = shown(tmp_path, "letters/0001", "--scenario", "rarely", "--json").json
    assert (one["scenario"], one["leads"]) == ("rarely", 2)


def test_milestones_say_what_is_unknown_instead_of_nobody(tmp_path: Path) -> None:
    keep(tmp_path, "letters", rows="milestones")
    done = shown(tmp_path)
    assert done.code == 0
    assert "→ mail letter ? ? ?" in " ".join(done.out.split())
    assert "? This event log holds milestones only" in done.out
    assert "Nobody got the mail" not in done.out
    found = shown(tmp_path, "--json").json
    assert found["recorded"] == "milestones"
    assert {edge["leads"] for edge in found["edges"] if edge["to"] == "touchpoint.letter"} == {None}


@pytest.mark.parametrize(
    ("words", "kept", "said"),
    [
        (["nowhere"], {}, "no finished run is called 'nowhere' in results"),
        (["--scenario", "monthly"], {}, "no event log of a scenario 'monthly' was kept; there is letters"),
        ([], {"rows": "none"}, "results/letters/0001 kept no event of scenario 'letters'"),
        ([], {"with_journey": False}, "results/letters/0001 kept no journey; repeat it: nurture run x.yaml"),
        (["--json", "--markdown"], {}, "--json and --markdown can't be asked for together"),
    ],
)
def test_what_can_not_be_shown_is_one_line_and_exit_code_2(
    words: list[str], kept: dict[str, str], said: str, tmp_path: Path
) -> None:
    keep(tmp_path, "letters", **kept)  # type: ignore[arg-type]
    done = shown(tmp_path, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].endswith(said)


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "none"), (0.0, "0.0 %"), (0.0004, "<0.1 %"), (0.0005, "0.1 %"), (0.9996, ">99.9 %"), (1.0, "100.0 %")],
)
def test_only_nobody_is_0_and_only_everybody_is_100(share: float | None, text: str) -> None:
    assert share_words(share) == text


def test_the_place_on_the_front_page_is_that_of_the_branch() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"can't decide\.  journeys/seed\.yaml:(\d+)", page)
    assert (
        (ROOT / "journeys" / "seed.yaml")
        .read_text(encoding="utf-8")
        .splitlines()[int(line) - 1]
        .startswith("  authority:")
    )
