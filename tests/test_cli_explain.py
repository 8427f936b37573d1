"""`nurture explain`: both texts to the letter, JSON, a real run, and what can't be explained."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.model.ledger import What
from sim.study.folder import Folder
from tests.commandline import ONE_RIVAL, Done, nurture, workspace
from tests.handmade import Story, at
from tests.twoscenarios import GUIDE, HOT, NEWS, PAPER, WARM

GOLDEN = """\
weekly and twice a month: simulated run 0 of 14, 6 leads in all; measured from 2026-04-03 to 2026-04-20

MQLs: 4 in weekly, 3 in twice a month: 1 fewer.
2 lost and 1 gained. Of those that both have, 1 came later (median 7 days), 0 earlier, 1 by another rule; \
0 are the same.
1 of the lost and 0 of the gained exist in both scenarios, but in the measured time of one only.
Of the 1 fewer: 2 began with the mail news, less 1 with visits of their own. What set them going: 2 the mail news, \
less 1 a visit of their own to paper.
One simulated run is one run: over all 3 the difference is -2.0 on average (95 %: -4.5 to +0.5).

                                  gained   lost   net   earlier   later   other rule
────────────────────────────────────────────────────────────────────────────────────
where the two lives part
  the mail news                        0      2    -2         0       1            0
  the rule hot                         0      0     0         0       0            1
  a visit of their own to paper        1      0    +1         0       0            0
what set it going
  the mail news                        0      2    -2         0       1            0
  a visit of their own to paper        1      0    +1         0       0            1
hand-off
  the rule hot                         1      2    -1         0       1            1
persona
  buyer                                1      2    -1         0       1            1
source
  web                                  1      2    -1         0       1            1
all                                    1      2    -1         0       1            1

Opportunities: 1 in weekly, 1 in twice a month: no difference in number.
Each of them is the same in both.
"""
LEAD = """\
Lead 1 from web, registered 2026-04-01 09:00
At the end of the run: nurtured, score 0, stage awareness
What nobody could see: buyer, nothing to buy

Until 2026-04-07 Tue 10:00 both lives are the same (events: 1). Then they part:
  weekly         2026-04-07 Tue 10:00  mail news sent (paper)
  twice a month  not so; its next event is 2026-04-14 Tue 10:00  mail news sent (paper)
The first that differs in what the lead does, or in what is done with it:
  weekly         2026-04-08 Wed 09:00  mail news opened +5
  twice a month  not so; its next event is 2026-04-15 Wed 09:00  mail news opened +5
It began with the mail news. On 2026-04-07 10:00 only weekly sends it to this lead.

What followed:
                       weekly                              twice a month
────────────────────────────────────────────────────────────────────────────────────────────
2026-04-08 Wed 09:00   handed to sales by rule hot (MQL)
                       because score >= 40  (score 5)
2026-04-15 Wed 09:00                                       handed to sales by rule hot (MQL)
                                                           because score >= 40  (score 5)

from there to the end              weekly   twice a month
─────────────────────────────────────────────────────────
mails received                          1               1
mails opened or read by a person        1               1
content looked at                       0               0
attempts by sales                       0               0
score at the last event                 5               5
"""


def story(*, weekly: bool) -> Story:
    """Six leads: one lost, one later, one put off beyond the end, one gained, one by another rule, one the same."""
    told = Story()
    for n in range(6):
        told.lead(at(0, 8 + n))
    for lead, day in ((0, 6), (1, 6), (2, 6)):
        if weekly:
            _mailed(told, lead, day)
    if not weekly:
        _mailed(told, 1, 13)
        _mailed(told, 2, 20)  # after the measured time
        _visited(told, 3, 9, HOT)
    _visited(told, 4, 10, HOT if weekly else WARM)
    _visited(told, 5, 1, HOT)  # before the measured time
    told.row(at(12), 5, What.OPPORTUNITY)
    return told


def _mailed(told: Story, lead: int, day: int) -> None:
    sent = told.row(at(day, 10), lead, What.SENT, node=NEWS, value=PAPER)
    told.row(at(day + 1, 9), lead, What.OPEN, node=NEWS, value=5, score=5, cause=sent)
    told.row(at(day + 1, 9), lead, What.MQL, node=HOT, value=1, score=5, cause=sent + 1)


def _visited(told: Story, lead: int, day: int, rule: int) -> None:
    visit = told.row(at(day), lead, What.CONTENT, node=PAPER)
    told.row(at(day), lead, What.MQL, node=rule, value=1 << rule, cause=visit)


def kept(
    folder: Path,
    *,
    rows: str = "all",
    tables: bool = True,
    runs: dict[str, int] | None = None,
    more_runs: Sequence[int] = (),
    all_mqls: int = 4,
) -> Path:
    """A results folder with both stories."""
    kpis = {"weekly": (all_mqls, 5, 6), "twice_a_month": (3, 3, 3)}
    with Folder(folder / "results", "cadence") as made:
        about: dict[str, Any] = {"kind": "compare", "baseline": "weekly", "scenarios": list(kpis)}
        window = {"first_day": 2, "last_day": 20}
        made.add_json("manifest.json", {**about, "replications": 14, "window": window, "repeat": ["nurture", "demo"]})
        made.add_kpis((name, n, "mqls", value) for name, some in kpis.items() for n, value in enumerate(some))
        for name in kpis if tables else ():
            run = story(weekly=name == "weekly").run(record=rows)
            for number in [(runs or {}).get(name, 0), *more_runs]:
                made.add_run(name, number, run, GUIDE)
    return folder


def explained(folder: Path, *words: str) -> Done:
    return nurture("explain", "latest", "weekly", "twice_a_month", *words, at=folder)


def test_the_answer_to_the_letter(tmp_path: Path) -> None:
    done = explained(kept(tmp_path))
    assert (done.code, done.err) == (0, "")
    assert done.out == GOLDEN


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([0], "simulated run 0 of 14"),
        ([0, 1], "simulated runs 0, 1 of 14"),
        ([0, 1, 2], "simulated runs 0 to 2 of 14"),
        ([0, 2, 5], "simulated runs 0, 2, 5 of 14"),
    ],
)
def test_the_simulated_runs_are_named(runs: list[int], told: str, tmp_path: Path) -> None:
    folder = kept(tmp_path, more_runs=runs[1:])
    done = explained(folder)
    assert f": {told}, {6 * len(runs)} leads in all; measured" in done.out.splitlines()[0]
    assert done.out.splitlines()[2].startswith(f"MQLs: {4 * len(runs)} in weekly, {3 * len(runs)} in twice a month")
    alone = "One simulated run is one run: over all 3 the difference is -2.0 on average"
    together = "Over all 3 simulated runs the difference of one run is -2.0 on average"
    assert (alone if len(runs) == 1 else together) in done.out


def test_leads_that_were_not_kept_are_spoken_of(tmp_path: Path) -> None:
    done = explained(kept(tmp_path, all_mqls=40))
    assert "Event logs were kept of some leads only: 7 of the 43 that both scenarios have together." in done.out


def test_one_lead_to_the_letter(tmp_path: Path) -> None:
    done = explained(kept(tmp_path), "--lead", "1")
    assert (done.code, done.err) == (0, "")
    assert done.out == LEAD


def test_the_answer_for_machines(tmp_path: Path) -> None:
    found = explained(kept(tmp_path), "--json").json
    assert list(found) == ["run", "a", "b", "replications", "of_replications", "leads", "measured", "settings", "kpis"]
    assert (found["run"], found["replications"], found["of_replications"]) == ("results/cadence/0001", [0], 14)
    mqls = found["kpis"]["mqls"]
    assert (mqls["difference"], mqls["gained"], mqls["lost"], mqls["later"]) == (-1, 1, 2, 1)
    assert mqls["only_past_the_measured_time"] == {"gained": 0, "lost": 1}
    assert mqls["median_s"] == {"earlier": None, "later": 7 * 86_400.0}
    assert sum(part["net"] for part in mqls["by"]["began"]) == -1
    assert mqls["by"]["began"][0]["text"] == "the mail news"
    assert mqls["other_rules"] == [{"a": "hot", "b": "warm", "count": 1}]
    assert (mqls["all_replications"]["count"], mqls["all_replications"]["mean"]) == (3, -2.0)
    assert found["kpis"]["opportunities"]["all_replications"] is None


def test_one_lead_for_machines(tmp_path: Path) -> None:
    found = explained(kept(tmp_path), "--lead", "1", "--json").json
    assert (found["lead"], found["id"], found["same"]) == ({"a": 1, "b": 1}, "00000000000003e9", 1)
    assert found["parting"]["a"]["what"] == "mail news sent (paper)"
    assert found["felt"]["b"]["local"] == "2026-04-15T09:00:00+09:00"
    assert (found["began"]["kind"], found["began"]["name"]) == ("mail", "news")
    told = [each["a"] and each["a"]["what"] for each in found["milestones"]]
    assert told == ["handed to sales by rule hot (MQL)", None]
    assert found["since"]["mails"] == {"a": 1, "b": 1}


def test_the_same_scenario_twice_differs_in_nothing(tmp_path: Path) -> None:
    done = nurture("explain", "cadence", "weekly", "weekly", at=kept(tmp_path))
    assert done.code == 0
    assert done.out.count("no difference in number") == done.out.count("Each of them is the same in both.") == 2
    alike = nurture("explain", "cadence", "weekly", "weekly", "--lead", "0", at=tmp_path)
    assert alike.out.endswith("Its two lives are the same throughout (events: 4).\n")


def test_a_lead_that_one_scenario_lacks_is_said_to_be_so(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    more = story(weekly=True)
    more.lead(at(1))
    with Folder(folder / "results", "cadence") as made:
        made.add_json("manifest.json", {"kind": "compare", "replications": 1})
        for name, told in (("weekly", more), ("twice_a_month", story(weekly=True))):
            made.add_run(name, 0, told.run(), GUIDE)
    done = nurture("explain", "cadence/0002", "weekly", "twice_a_month", "--lead", "6", at=folder)
    assert (done.code, done.out.splitlines()[-1]) == (
        0,
        "This lead exists in weekly only; twice a month has no such lead.",
    )
    assert nurture("explain", "cadence/0002", "weekly", "twice_a_month", "--lead", "6", "--json", at=folder).json[
        "lead"
    ] == {"a": 6, "b": None}


def test_a_real_experiment_adds_up_to_its_kpis(tmp_path: Path) -> None:
    folder = workspace(tmp_path, experiment=ONE_RIVAL)
    done = nurture("compare", "experiment.yaml", "--workers", "1", "--no-charts", at=folder)
    assert done.code == 0
    answer = nurture("explain", "latest", "daily", "weekly", at=folder)
    assert (answer.code, answer.err) == (0, "")
    assert "  touchpoints.news.cadence: weekdays 10:00 -> weekly Tue 10:00" in answer.out.splitlines()
    assert "over all 4 the difference is" in answer.out
    found = nurture("explain", "latest", "daily", "weekly", "--json", at=folder).json
    measured = _first_runs(folder / found["run"])
    for kpi in ("mqls", "opportunities"):
        assert {name: found["kpis"][kpi][key] for key, name in (("a", "daily"), ("b", "weekly"))} == measured[kpi]
        assert not found["kpis"][kpi]["sample"]
    assert found["kpis"]["mqls"]["lost"] > 0
    for lead in ("0", "5"):
        assert nurture("explain", "latest", "daily", "weekly", "--lead", lead, at=folder).code == 0


def _first_runs(folder: Path) -> dict[str, dict[str, int]]:
    """The KPIs of each scenario's first run."""
    found: dict[str, dict[str, int]] = {}
    with (folder / "kpis.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["replication"] == "0" and row["kpi"] in ("mqls", "opportunities"):
                found.setdefault(row["kpi"], {})[row["scenario"]] = round(float(row["value"]))
    return found


KEPT = "no event log of a scenario '{}' was kept; there is twice_a_month, weekly"


@pytest.mark.parametrize(
    ("words", "how", "said"),
    [
        (["nowhere", "weekly", "twice_a_month"], {}, "no finished run is called 'nowhere' in results"),
        (["latest", "weekly", "monthly"], {}, KEPT.format("monthly")),
        (["latest", "often", "weekly"], {}, KEPT.format("often")),
        (["latest", "weekly", "twice_a_month", "--lead", "6"], {}, "leads are numbered from 0 to 5"),
        (["latest", "weekly", "twice_a_month"], {"tables": False}, "kept no event log; repeat it with --ledger first"),
        (
            ["latest", "weekly", "twice_a_month"],
            {"rows": "milestones"},
            "kept only a part of the events of scenario 'weekly'; repeat it: nurture demo",
        ),
        (
            ["latest", "weekly", "twice_a_month"],
            {"runs": {"twice_a_month": 3}},
            "no simulated run has an event log of both scenarios: 'weekly' has those of 0, 'twice_a_month' those of 3",
        ),
    ],
)
def test_what_can_not_be_explained_is_one_line_and_exit_code_2(
    words: list[str], how: dict[str, Any], said: str, tmp_path: Path
) -> None:
    done = nurture("explain", *words, at=kept(tmp_path, **how))
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].endswith(said)
