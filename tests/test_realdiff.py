"""Real leads replayed by two versions: hand-worked verdicts, what no chance means, and the command's answers."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sim.files.twoversions import Versions
from sim.files.workspace import load_journey
from sim.model.activitymap import ActivityMap
from sim.present.realdiff import RealDiff, real_diff
from sim.study.replay import RealFiles
from sim.study.samecrowd import CrowdError
from sim.study.shifts import Counts
from tests import smallworld
from tests.commandline import nurture

# The small journey: a director begins with 20 points, a download gives 20, an open 5; hot from 30 on. The new version
# asks for 25.
NEW = smallworld.JOURNEY.replace("hot: score >= 30", "hot: score >= 25")
LEADS = """\
会員ID,登録日,job,name
L1,2025-03-03 10:00,director,Taro Yamada
L2,2025-03-03 10:00,director,Hanako Sato
L3,2025-03-03 10:00,,Jiro Suzuki
L4,2025-03-03 10:00,,Yuki Ito
L5,2025-03-03 10:00,director,Ken Mori
"""
ACTS = """\
会員ID,日時,行動,対象
L1,2025-03-04 09:00,open,news
L1,2025-03-10 09:00,open,news
L2,2025-03-05 09:00,open,news
L3,2025-03-05 09:00,download,paper
L4,2025-03-06 09:00,download,paper
L4,2025-03-07 09:00,open,news
L4,2025-03-08 09:00,download,paper
L5,2025-03-09 09:00,download,paper
"""


def files(folder: Path, *, leads: str = LEADS, acts: str = ACTS, new: str = NEW) -> RealFiles:
    smallworld.load(folder)
    for name, text in (("new.yaml", new), ("leads.csv", leads), ("acts.csv", acts)):
        (folder / name).write_text(text, encoding="utf-8")
    return RealFiles(folder / "leads.csv", folder / "acts.csv", ActivityMap())


def compared(folder: Path, *, show_ids: bool = False, **texts: str) -> RealDiff:
    given = files(folder, **texts)
    both = (load_journey(folder / name) for name in ("journey.yaml", "new.yaml"))
    return real_diff(Versions("small", *both), given, allowed=None, show_ids=show_ids)


def moment(told: tuple[str, object] | None) -> str | None:
    """When a lead is handed off."""
    return None if told is None else told[0]


def test_each_lead_gets_the_verdict_that_its_log_means(tmp_path: Path) -> None:
    found = compared(tmp_path, show_ids=True)
    # L1: 20 + 5 = 25 on the 4th, 30 on the 10th. L2: 25, never 30. L3: 20. L4: 20, 25, 45. L5: 40.
    assert found.verdicts.counts == Counts(gained=1, lost=0, earlier=2, later=0, other_rule=0, same=1)
    assert [(each.row, each.name, each.how, *map(moment, (each.old, each.new))) for each in found.leads] == [
        (1, "L1", "earlier", "2025-03-10T09:00:00+09:00", "2025-03-04T09:00:00+09:00"),
        (2, "L2", "gained", None, "2025-03-05T09:00:00+09:00"),
        (4, "L4", "earlier", "2025-03-08T09:00:00+09:00", "2025-03-07T09:00:00+09:00"),
    ]  # fmt: skip
    assert (found.verdicts.a, found.verdicts.b) == (3, 4)
    assert found.unknown["job"] == 2
    assert found.busiest == (1.0, 2.0)  # two reps; in the week of the 3rd L4 and L5, in the new version all four


def test_another_rule_at_the_same_second_is_told(tmp_path: Path) -> None:
    other = smallworld.JOURNEY.replace("hot: score >= 30", "warm: score >= 30\n  hot: score >= 30")
    found = compared(tmp_path, new=other)
    assert found.verdicts.counts == Counts(other_rule=3)
    assert {(each.old and each.old[1].name, each.new and each.new[1].name) for each in found.leads} == {("hot", "warm")}


def test_mails_that_the_new_version_does_not_send_were_opened_all_the_same(tmp_path: Path) -> None:
    never = smallworld.JOURNEY.replace('cadence: "weekdays 10:00"', "cadence: never")
    assert compared(tmp_path, new=never).verdicts.counts == Counts(same=3)


def test_a_version_without_a_mail_still_counts_its_opens(tmp_path: Path) -> None:
    without = smallworld.JOURNEY.replace('  news: {kind: email, cadence: "weekdays 10:00", content: paper}\n', "")
    assert compared(tmp_path, new=without).verdicts.counts == Counts(same=3)


@pytest.mark.parametrize("seed", range(3))
def test_a_lower_line_hands_off_nobody_later_and_the_same_line_everybody_alike(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    leads = "id,registered,job\n" + "".join(
        f"{n},2025-03-{draw.randint(1, 20):02},{draw.choice(['director', 'manager', ''])}\n" for n in range(80)
    )
    acts = "id,time,behaviour,object\n" + "".join(
        f"{draw.randrange(80)},2025-04-{draw.randint(1, 28):02} {draw.randint(0, 23):02}:00,"
        f"{draw.choice(['open,news', 'download,paper', 'click,news', 'open,'])}\n"
        for _ in range(300)
    )
    counts = compared(tmp_path, leads=leads, acts=acts).verdicts.counts
    assert (counts.lost, counts.later, counts.other_rule) == (0, 0, 0)
    assert counts.gained + counts.earlier > 5
    dearer = smallworld.JOURNEY.replace("cost_per_lead: 1000", "cost_per_lead: 1")
    assert compared(tmp_path, leads=leads, acts=acts, new=dearer).verdicts.counts.touched == 0


def test_versions_with_other_clocks_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(CrowdError, match="time_zone"):
        compared(tmp_path, new=NEW.replace("days: 60", "days: 60\ntime_zone: UTC"))


# ---- the command

REAL = ("--leads-csv", "leads.csv", "--activity-csv", "acts.csv")


def test_the_answer_to_the_letter(tmp_path: Path) -> None:
    files(tmp_path)
    done = nurture("diff", "journey.yaml", "new.yaml", *REAL, at=tmp_path)
    assert done.code == 1
    assert done.out == """\
small: journey.yaml -> new.yaml

  hand-off rule hot: score >= 30 -> score >= 25

Real leads under both versions
5 real leads with 8 activities, replayed without chance from 2025-03-03 over 9 days.
2 leads have no value for job: it gives them no points and equals nothing.
5 leads have no value for industry: it gives them no points and equals nothing.
5 leads have no value for employees: it gives them no points and equals nothing.
This says which leads would be handed off, not what sales would have found.

Handed off to sales: 3 -> 4 leads.

                   leads   of all   median
──────────────────────────────────────────
newly handed off       1   20.0 %
no longer              0    0.0 %
earlier                2   40.0 %   4 days
later                  0    0.0 %
by another rule        0    0.0 %

source      leads   newly handed off   no longer   earlier   later   by another rule
────────────────────────────────────────────────────────────────────────────────────
leads csv       5             20.0 %       0.0 %    40.0 %   0.0 %             0.0 %

hand-off       handed off   newly handed off   no longer   earlier   later   by another rule
────────────────────────────────────────────────────────────────────────────────────────────
the rule hot            4             25.0 %       0.0 %    50.0 %   0.0 %             0.0 %

Hand-offs to a rep in the busiest week: 1.0 -> 2.0

Examples
  row 1: handed off earlier
    old: 2025-03-10 09:00 handed to sales by rule hot (MQL), because score >= 30  (score 30)
    new: 2025-03-04 09:00 handed to sales by rule hot (MQL), because score >= 25  (score 25)
    It began with the rule hot. It reads score >= 30 in the old version, score >= 25 in the new version.
  row 2: newly handed off
    old: not handed off
    new: 2025-03-05 09:00 handed to sales by rule hot (MQL), because score >= 25  (score 25)
    It began with the rule hot. It reads score >= 30 in the old version, score >= 25 in the new version.
  row 4: handed off earlier
    old: 2025-03-08 09:00 handed to sales by rule hot (MQL), because score >= 30  (score 45)
    new: 2025-03-07 09:00 handed to sales by rule hot (MQL), because score >= 25  (score 25)
    It began with the rule hot. It reads score >= 30 in the old version, score >= 25 in the new version.
"""


@pytest.mark.parametrize("form", [(), ("--json",), ("--markdown",)])
def test_leads_are_named_by_their_id_only_if_asked_and_never_by_name(form: tuple[str, ...], tmp_path: Path) -> None:
    files(tmp_path)
    quiet = nurture("diff", "journey.yaml", "new.yaml", *REAL, *form, at=tmp_path)
    named = nurture("diff", "journey.yaml", "new.yaml", *REAL, *form, "--show-ids", at=tmp_path)
    assert "L1" not in quiet.out
    assert "L1" in named.out
    assert not any(name in quiet.out + named.out for name in ("Taro", "Sato", "Mori"))


def test_bad_rows_are_told_and_the_rest_is_replayed(tmp_path: Path) -> None:
    files(tmp_path, acts=ACTS + "L9,2025-03-09,download,\nL1,never,download,\n")
    done = nurture("diff", "journey.yaml", "new.yaml", *REAL, at=tmp_path)
    assert done.err.splitlines()[:2] == [
        "acts.csv:10: there is no such lead in the leads file",
        "acts.csv:11: column '日時': not a date such as 2026-04-01, 2026/4/1 10:30 or 2026年4月1日",
    ]
    assert "2 rows can't be used and are left out." in done.out


@pytest.mark.parametrize(
    ("limits", "code"), [("newly_handed_off: {at_most: 20%}", 0), ("newly_handed_off: {at_most: 0}", 1),
                         ("busiest_week_per_rep: {at_most: 1}", 1)],
)  # fmt: skip
def test_limits_hold_for_real_leads_too(limits: str, code: int, tmp_path: Path) -> None:
    files(tmp_path)
    (tmp_path / "ci.yaml").write_text(limits, encoding="utf-8")
    assert nurture("diff", "journey.yaml", "new.yaml", *REAL, "--allow", "ci.yaml", at=tmp_path).code == code


def test_where_no_verdict_changes_the_exit_code_is_0(tmp_path: Path) -> None:
    files(tmp_path, new=smallworld.JOURNEY.replace("cost_per_lead: 1000", "cost_per_lead: 1"))
    done = nurture("diff", "journey.yaml", "new.yaml", *REAL, at=tmp_path)
    assert done.code == 0
    assert "The words changed, nobody's verdict did, in 5 leads." in done.out
    equal = nurture("diff", "journey.yaml", "journey.yaml", *REAL, at=tmp_path)
    assert (equal.code, equal.out.splitlines()[-1]) == (0, "Nothing changed: both versions say the same.")


def test_columns_and_words_by_flags_or_by_a_file(tmp_path: Path) -> None:
    acts = ACTS.replace("会員ID,日時,行動,対象", "誰,いつ,何,どれ").replace("download", "資料DL")
    files(tmp_path, acts=acts)
    (tmp_path / "map.yaml").write_text("lead_id: 会員ID\nvalues: {資料DL: download}\n", encoding="utf-8")
    columns = ("--columns", "lead=誰,time=いつ", "--columns", "behaviour=何,object=どれ", "--map", "map.yaml")
    done = nurture("diff", "journey.yaml", "new.yaml", *REAL, *columns, "--json", at=tmp_path)
    assert done.json["journeys"][0]["real"]["activities"] == 8
    words = ("--columns", "lead=誰,time=いつ,behaviour=何", "--values", "資料DL=download", "--map", "map.yaml")
    assert nurture("diff", "journey.yaml", "new.yaml", *REAL, *words, at=tmp_path).code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--leads-csv", "leads.csv"], "--leads-csv and --activity-csv go together"),
        (["--show-ids"], "need --leads-csv and --activity-csv"),
        ([*REAL, "--leads", "5"], "--leads is for simulated leads"),
        ([*REAL, "--columns", "lead"], "must be KEY=WORD, found 'lead'"),
        ([*REAL, "--columns", "who=会員ID"], "there is no column 'who'; known here: lead, time, behaviour, object"),
        ([*REAL, "--allow", "kpis.yaml"], "limits for KPIs can't be held against real leads"),
        (["--leads-csv", "none.csv", "--activity-csv", "acts.csv"], "none.csv:1:1: "),
        ([*REAL, "--map", "bad.yaml"], "bad.yaml:1:1: colums: "),
    ],
)
def test_mistakes_are_one_line_each(words: list[str], told: str, tmp_path: Path) -> None:
    files(tmp_path)
    (tmp_path / "kpis.yaml").write_text("kpis: {wins: 3}\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("colums: {lead: 会員ID}\n", encoding="utf-8")
    done = nurture("diff", "journey.yaml", "new.yaml", *words, at=tmp_path)
    assert done.code == 2
    assert told in done.err
    assert done.out == ""
