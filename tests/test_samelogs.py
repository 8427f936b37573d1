"""Event logs beside each other: the same byte by byte or by names, and the first event where they part."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sim.model.ledger import What
from sim.study.crew import Crew
from sim.study.guide import Guide
from sim.study.lab import Lab, RunsFailed
from sim.study.samelogs import Logs, Names, first_difference, renamed, same_logs
from sim.study.scenarios import studies
from sim.study.twologs import Log
from tests import smallworld
from tests.twoscenarios import GUIDE, HOT, MAIL, NEWS, PAGE, PAPER, SERIES, guide, life, log, row

NAMES = Names("base", "other")
REORDERED = guide(
    touchpoints={"talk": SERIES, "news": MAIL, "paper": PAGE},
    mql={"warm": "score >= 20 and download >= 1", "hot": "score >= 40"},
)


def apart(a: Log, b: Log) -> str:
    return first_difference(a, b, NAMES, 3)


# ---- hand-made logs


def base() -> Log:
    """A mail, an open, a page, a hand-off by both rules and a call."""
    return log(_told(GUIDE))


def _told(key: Guide, **changes: Any) -> Any:
    """The same story with the numbers of another guide."""
    node = {name: key.touchpoints.index(name) for name in ("news", "paper")}
    rule = {name: key.rules.index(name) for name in ("hot", "warm")}
    both = 1 << rule["hot"] | 1 << rule["warm"]
    said = {"rep": 0, "mask": both, "cause": 2, "points": 20, "hour": 12, **changes}
    return life(
        row(What.SENT, 6, node=node["news"], value=node["paper"]),
        row(What.OPEN, 6, after=1, hour=11, node=node["news"]),
        row(What.CONTENT, 6, after=said["cause"], hour=said["hour"], node=node["paper"], value=said["points"]),
        row(What.MQL, 6, after=3, hour=13, node=rule["hot"], value=said["mask"]),
        row(What.ATTEMPT, 7, after=4, node=said["rep"]),
    )


def test_the_same_log_is_the_same() -> None:
    assert apart(base(), base()) == ""


def test_another_order_of_names_in_the_files_is_the_same_log() -> None:
    assert (REORDERED.touchpoints, REORDERED.rules) == (("talk", "news", "paper"), ("warm", "hot"))
    reordered = log(_told(REORDERED), REORDERED)
    assert (reordered.rows["node"] != base().rows["node"]).any()
    assert apart(base(), reordered) == ""
    assert apart(reordered, base()) == ""
    assert renamed(GUIDE, REORDERED) == ()


def test_equal_numbers_under_swapped_names_are_not_the_same_log() -> None:
    swapped = guide(mql={"warm": "score >= 40", "hot": "score >= 20 and download >= 1"})
    other = log(_told(GUIDE), swapped)
    assert (other.rows == base().rows).all()
    assert "handed to sales by rule hot" in apart(base(), other)
    assert "handed to sales by rule warm" in apart(base(), other)


def test_a_new_name_at_the_same_place_is_the_same_log_and_told() -> None:
    other = guide(mql={"ready": "score >= 40", "warm": "score >= 20 and download >= 1"})
    assert apart(base(), log(_told(GUIDE), other)) == ""
    assert renamed(GUIDE, other) == (("hot", "ready"),)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hour": 14}, "2026-04-07 Tue 12:00 {page} +20 ({now}) there, nothing yet in other"),
        ({"points": 30}, "2026-04-07 Tue 12:00 {page} +20 ({now}) there, {page} +30 ({now}) in other"),
        ({"rep": 1}, "2026-04-08 Wed 10:00 attempt 1 by rep 1 ({now}) there, attempt 1 by rep 2 ({now}) in other"),
        ({"cause": 1}, "2026-04-07 Tue 12:00 {page} +20 ({now}) in both, but with another cause, rule or value"),
        ({"mask": 1 << HOT}, "by rule hot (MQL) ({now}) in both, but with another cause, rule or value"),
    ],
)
def test_whatever_column_differs_is_found_with_the_first_event(change: Mapping[str, int], says: str) -> None:
    found = apart(base(), log(_told(GUIDE, **change)))
    assert found.startswith("the first event that differs, in run 3, lead 0 of base: 2026-04-0")
    assert found.endswith(says.format(page="looked at paper (download)", now="score 0, stage awareness")), found
    by_name = apart(base(), log(_told(REORDERED, **change | mask(change)), REORDERED))
    assert by_name == found


def mask(change: Mapping[str, int]) -> dict[str, int]:
    """The true rules in the other order."""
    return {"mask": 1 << REORDERED.rules.index("hot")} if "mask" in change else {}


def test_an_event_too_much_is_told() -> None:
    more = _told(GUIDE)
    row(What.CONTENT, 9, node=PAPER)(more, 0)
    assert "2026-04-10 Fri 10:00 nothing there, looked at paper" in apart(base(), log(more))
    assert "there, nothing in other" in apart(log(more), base())


def test_a_lead_that_only_one_has_is_told_by_whose_number_it_is() -> None:
    two = _told(GUIDE)
    row(What.CONTENT, 2, node=PAPER)(two, two.lead(0))
    assert "lead 1 of base" in apart(log(two), base())
    assert "of other, which base hasn't" in apart(base(), log(two))


def test_a_lead_with_another_hidden_state_is_another_lead() -> None:
    other = base()
    other.leads["project_start_s"] = 7
    found = apart(base(), other)
    assert found == "run 3, lead 0 of base has the same events, but is another in project_start_s"


def test_of_several_leads_the_earliest_difference_is_told() -> None:
    """Lead 0 parts on day 9, lead 1 on day 4."""
    one, other = life(row(What.CONTENT, 9, node=PAPER)), life(row(What.SENT, 9, node=NEWS, value=PAPER))
    row(What.CONTENT, 4, node=PAPER)(one, one.lead(90_000))
    row(What.CONTENT, 5, node=PAPER)(other, other.lead(90_000))
    assert "lead 1 of base: 2026-04-05" in apart(log(one), log(other))


# ---- simulated ones

PLAIN = smallworld.EXPERIMENT.replace("rests_on", "# rests_on").replace("change_on: 2026-04-15\n", "")
TWO_RULES = smallworld.JOURNEY.replace(
    "  hot: score >= 30", "  hot: score >= 60\n  warm: score >= 30 and download >= 1"
)
NEW_ORDER = """\
    touchpoints:
      news: {kind: email, cadence: "weekdays 10:00", content: paper}
      paper: {kind: content, behaviour: download, stages: [awareness, interest], organic: [0.5, 0.5]}
    behaviours: {open: {points: 5}, download: {points: 20}}
"""
SCENARIOS = {
    "reordered": NEW_ORDER,
    "reworded": """\
    mql.hot: not score < 60
    segments: {eager: download >= 1}
    mql.warm: score >= 30 and eager
""",
    "renamed": "    mql: {ready: score >= 60, warm: score >= 30 and download >= 1}\n",
    "point": "    behaviours.open.points: 6\n",
    "swapped": "    mql: {warm: score >= 30 and download >= 1, hot: score >= 60}\n",
}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Logs]:
    written = "".join(f"  {name}:\n{changes}" for name, changes in SCENARIOS.items())
    start, end = PLAIN.index("scenarios:"), PLAIN.index("decide_on:")
    experiment = f"{PLAIN[:start]}scenarios:\n{written}{PLAIN[end:]}"
    loaded = smallworld.load(tmp_path_factory.mktemp("logs"), experiment=experiment, journey=TWO_RULES)
    with Crew(1) as crew:
        names = [Names("daily", name) for name in SCENARIOS]
        return same_logs(Lab(crew), studies(loaded), 7, names, 2)


def test_a_journey_written_otherwise_lives_the_same_lives(compared: dict[str, Logs]) -> None:
    for name in ("reordered", "reworded", "renamed"):
        logs = compared[name]
        assert (len(logs.runs), logs.apart) == (2, ()), name
        assert all(run.leads > 200 and run.events > 5_000 for run in logs.runs)
    assert compared["renamed"].renamed == (("hot", "ready"),)
    assert compared["reordered"].renamed == compared["reworded"].renamed == ()


def test_a_changed_point_parts_every_run_at_the_first_open(compared: dict[str, Logs]) -> None:
    assert len(compared["point"].apart) == 2
    opened = "mail news opened +5 (score 25, stage awareness) there, mail news opened +6 (score 26, stage awareness)"
    assert opened in compared["point"].apart[0]


def test_another_rule_that_comes_first_is_another_log(compared: dict[str, Logs]) -> None:
    assert "handed to sales by rule hot" in compared["swapped"].apart[0]
    assert "handed to sales by rule warm" in compared["swapped"].apart[0]


def test_workers_find_the_same(compared: dict[str, Logs], tmp_path: Path) -> None:
    loaded = smallworld.load(tmp_path, experiment=PLAIN)
    ready, names = studies(loaded), [Names("daily", "weekly"), Names("daily", "strict")]
    found = []
    for workers in (1, 2):
        with Crew(workers) as crew:
            found.append(same_logs(Lab(crew), ready, 7, names, 3))
    assert found[0] == found[1]
    assert [len(found[0][name].apart) for name in ("weekly", "strict")] == [3, 3]


def test_no_names_no_runs() -> None:
    assert same_logs(Lab(Crew(1)), {}, 7, [], 100) == {}


def test_a_run_that_fails_is_told(tmp_path: Path) -> None:
    ready = studies(smallworld.load(tmp_path, experiment=PLAIN))
    broken = ready["weekly"]._replace(prepared=None)  # type: ignore[arg-type]
    with Crew(1) as crew, pytest.raises(RunsFailed) as failed:
        same_logs(Lab(crew), {**ready, "weekly": broken}, 7, [Names("daily", "weekly")], 1)
    assert failed.value.failures[0].replication == 0
