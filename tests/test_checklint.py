"""Checks in files: every mistake in one line at its place, with what would be right."""

# ruff: noqa: E501 - a table of mistakes is read by its rows

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.workspace import judge_path, schema
from sim.study.kpis import KPIS
from tests import smallworld

HEAD = smallworld.EXPERIMENT.replace("rests_on", "# rests_on").replace("name: small_test", "name: small_test\nbaseline: daily")
HEAD = HEAD.replace("baseline: daily\nscenarios", "scenarios")
FIRST_LINE = len(HEAD.splitlines()) + 2  # of the first check


def told(checks: str, folder: Path, *, experiment: str = HEAD, severity: str = "mistake") -> list[str]:
    """`line:column: setting: text` of what is wrong with checks; line 1 is that of the first check."""
    smallworld.load(folder)
    file = folder / "asked.yaml"
    file.write_text(experiment + "checks:\n" + "".join(f"  {line}\n" for line in checks.splitlines()), encoding="utf-8")
    found = [each for each in judge_path(file, KPIS) if each.severity == severity and each.path.startswith("checks")]
    return [f"{each.line - FIRST_LINE + 1}:{each.column}: {each.path}: {each.text}" for each in found]


@pytest.mark.parametrize(
    "check",
    [
        "{kpi: mqls, limit: at least 38}",
        "{kpi: mqls, limit: at least -2, per: quarter}",
        "{kpi: open_rate, limit: at least 20 %}",
        "{kpi: open_rate, limit: at least -2 points}",
        "{kpi: mqls, no_worse_by: 2}",
        "{kpi: mqls, no_worse_by: 0}",
        "{kpi: open_rate, no_worse_by: 0.5 points}",
        "{kpi: sends, equivalent_within: 10}",
        "{kpi: open_rate, equivalent_within: 0.02, scenario: weekly}",
        "{kpi: mqls, limit: at least 38, scenario: daily}",
        "{same_event_log: true}",
        "{same_event_log: true, scenario: strict, title: Nothing changes, tags: [nightly, 夜間]}",
    ],
)
def test_these_checks_are_fine(check: str, tmp_path: Path) -> None:
    assert told(f"one: {check}", tmp_path) == []


@pytest.mark.parametrize(
    ("check", "place", "says"),
    [
        ("{}", "1:3: checks.one", "a check needs one condition: limit, no_worse_by, equivalent_within, same_event_log"),
        ("{kpi: mqls}", "1:3: checks.one", "a check needs one condition"),
        ("{same_event_log: false}", "1:3: checks.one", "a check needs one condition"),
        ("{kpi: mqls, limit: at least 3, no_worse_by: 0}", "1:52: checks.one.no_worse_by", "either 'limit' or 'no_worse_by', not both"),
        ("{same_event_log: true, kpi: mqls, limit: at least 3}", "1:25: checks.one.same_event_log", "either 'limit' or 'same_event_log', not both"),
        ("{kpi: mql, limit: at least 3}", "1:14: checks.one.kpi", "no KPI is called 'mql'; did you mean 'mqls'?"),
        ("{limit: at least 3}", "1:3: checks.one", "'limit' is about a KPI; add kpi: NAME"),
        ("{same_event_log: true, kpi: mqls}", "1:31: checks.one.kpi", "'kpi' is not for event logs"),
        ("{same_event_log: true, per: month}", "1:31: checks.one.per", "'per' is not for event logs"),
        ("{same_event_log: yes}", "1:25: checks.one.same_event_log", "found 'yes'; write true"),
        ("{kpi: mqls, no_worse_by: 2, scenario: weekley}", "1:46: checks.one.scenario", "no scenario is called 'weekley'; did you mean 'weekly'?"),
        ("{kpi: mqls, no_worse_by: 2, scenario: daily}", "1:46: checks.one.scenario", "'daily' is the baseline, which differs from itself in nothing"),
        ("{same_event_log: true, scenario: daily}", "1:41: checks.one.scenario", "'daily' is the baseline"),
        ("{kpi: mqls, limit: at most +2, scenario: daily}", "1:49: checks.one.scenario", "'daily' is the baseline"),
        ("{kpi: mqls, no_worse_by: -2}", "1:33: checks.one.no_worse_by", "must be at least 0, found -2"),
        ("{kpi: mqls, equivalent_within: -2}", "1:39: checks.one.equivalent_within", "must be above 0, found -2"),
        ("{kpi: mqls, equivalent_within: 0}", "1:39: checks.one.equivalent_within", "must be above 0, found 0"),
        ("{kpi: mqls, equivalent_within: 2 points}", "1:39: checks.one.equivalent_within", "'points' is for shares; write a number of MQLs a month, such as 2"),
        ("{kpi: open_rate, no_worse_by: 2}", "1:38: checks.one.no_worse_by", "a share is at most 1; write 2 points"),
        ("{kpi: mqls, limit: 12}", "1:27: checks.one.limit", "must be a limit such as at most 12"),
        ("{kpi: mqls, limit: <= 12}", "1:27: checks.one.limit", "; write at most 12"),
        ("{kpi: mqls, limit: at least 3 %}", "1:27: checks.one.limit", "'%' is for shares; write a number of MQLs a month"),
        ("{kpi: mqls, limit: at least 3 %, per: quarter}", "1:27: checks.one.limit", "a number of MQLs a quarter"),
        ("{kpi: open_rate, limit: at least 30}", "1:32: checks.one.limit", "a share is at most 1; write at least 30 %"),
        ("{kpi: mqls, limit: at most -5}", "1:27: checks.one.limit", "asks for MQLs to fall by 5 or more"),
        ("{kpi: sends, no_worse_by: 5}", "1:34: checks.one.no_worse_by", "mails sent is neither better nor worse for being higher; write limit: at most +5"),
        ("{kpi: open_rate, limit: at least 3 %, per: month}", "1:46: checks.one.per", "'per' is for counts, and open rate is the same for any time"),
        ("{kpi: mqls, limit: at least 3, tags: [two words]}", "1:46: checks.one.tags.0", "found 'two words'"),
        ("{kpi: mqls, at_least: 3}", "1:20: checks.one.at_least", "unknown setting"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_at_its_place(check: str, place: str, says: str, tmp_path: Path) -> None:
    (line,) = told(f"one: {check}", tmp_path)
    assert line.startswith(f"{place}: ")
    assert says in line


def test_all_mistakes_come_at_once_under_names_of_any_language(tmp_path: Path) -> None:
    found = told("商談が 減らない: {kpi: oportunities, no_worse_by: 2}\nv1.5 load: {kpi: mqls}\n", tmp_path)
    assert [line.split(": ")[1] for line in found] == ["checks.商談が 減らない.kpi", "checks.v1.5 load"]


def test_a_name_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (line,) = told(f"{'x' * 81}: {{same_event_log: true}}", tmp_path)
    assert "a text of 1 to 80 characters" in line


def test_a_search_alone_has_nothing_to_check(tmp_path: Path) -> None:
    search = HEAD[: HEAD.index("scenarios:")] + "search: {over: {desk.reps: [3]}}\ndecide_on: {kpi: mqls}\n"
    more = "# filled\n" * (FIRST_LINE - 2 - len(search.splitlines()))
    (line,) = told("one: {same_event_log: true}", tmp_path, experiment=search + more)
    assert "there is no scenario to check" in line


def test_a_rate_that_the_run_cuts_short_is_warned_of(tmp_path: Path) -> None:
    """The run goes on for 10 days after what is measured; leads are followed for 7, or for 30."""
    check = "one: {kpi: lead_to_mql, limit: at least 5 %}"
    assert told(check, tmp_path, severity="warning") == []
    (line,) = told(check, tmp_path, experiment=HEAD.replace("cohort: 7d", "cohort: 30d"), severity="warning")
    assert line.startswith("1:14: checks.one.kpi: nobody can ever tell")
    assert "follows each case for 30 days, and the run ends 10 days after" in line


def test_a_limit_that_fails_success_is_warned_of(tmp_path: Path) -> None:
    lines = "one: {kpi: sals, limit: at most 300}\ntwo: {kpi: queue_max, limit: at least 2}"
    found = told(lines, tmp_path, severity="warning")
    assert [line.split(": ")[1] for line in found] == ["checks.one.limit", "checks.two.limit"]


def test_editors_know_the_settings_and_that_one_condition_is_needed() -> None:
    described = schema("experiment")["$defs"]["Check"]
    assert [each["required"][0] for each in described["oneOf"]] == [
        "limit", "no_worse_by", "equivalent_within", "same_event_log",
    ]  # fmt: skip
