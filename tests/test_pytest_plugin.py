"""The pytest plugin, through pytest itself, in a folder begun by `nurture init`."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sim.doors import cli_test, pytest_plugin
from sim.study import leadstates, leadtests, rewriting
from tests.commandline import nurture
from tests.leadfiles import BAD, GOOD, LEADS, NAME, firm

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parent.parent
INSTALLED = any(each.name == "nurture" for each in entry_points(group="pytest11"))
STRICT = ("--strict-markers", "-W", "error")
LATE = (cli_test, rewriting)  # imported here, as pytester forgets what was first imported in an inner run
HEAVY = ("numpy", "simpy", "pydantic", "numba", "networkx", "scipy", "duckdb", "matplotlib", "rich", "yaml", "click")


def played(pytester: pytest.Pytester, leads: str, *arguments: str) -> pytest.RunResult:
    """An inner run of pytest over test leads."""
    firm(pytester.path, leads)
    return again(pytester, *arguments)


def again(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    arguments = (*STRICT, "-p", "no:cacheprovider", *arguments)
    plugins = () if INSTALLED else (pytest_plugin,)
    return pytester.runpytest_inprocess(*arguments, plugins=plugins, no_reraise_ctrlc=True)


def shown(result: pytest.RunResult) -> str:
    return "\n".join(result.outlines)


def test_every_lead_is_a_test(pytester: pytest.Pytester) -> None:
    result = played(pytester, GOOD, "-v")
    result.assert_outcomes(passed=2)
    assert result.ret == 0
    assert f"{LEADS}::{NAME} PASSED" in shown(result)


def test_a_failure_reads_as_in_nurture_test_and_has_no_traceback(pytester: pytest.Pytester) -> None:
    result = played(pytester, BAD)
    result.assert_outcomes(failed=2)
    assert result.ret == 1
    told = nurture("test", at=pytester.path).out.splitlines()[:-1]
    assert f"{LEADS}:14: {NAME}: expected score=50 at day 5; 55" in told
    assert [line.rstrip() for line in told if line.rstrip() not in map(str.rstrip, result.outlines)] == []
    assert "Traceback" not in shown(result)
    assert "pytest_plugin.py" not in shown(result)
    assert any(line.startswith(f"FAILED {LEADS}::{NAME} - expected score=50") for line in result.outlines)


def test_a_fault_of_the_program_keeps_its_traceback(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadtests, "outcome_of", lambda *_: 1 / 0)
    result = played(pytester, GOOD)
    result.assert_outcomes(failed=2)
    assert "ZeroDivisionError" in shown(result)
    assert "pytest_plugin.py" in shown(result)


@pytest.mark.parametrize(
    "chosen",
    [["-k", "佐藤"], ["-m", "price"], ["-m", "価格"], [f"{LEADS}::{NAME}"], ["-m", "nurture_lead and price"]],
    ids=["name", "tag", "japanese_tag", "address", "marker"],
)
def test_leads_are_chosen_as_any_test(pytester: pytest.Pytester, chosen: list[str]) -> None:
    result = played(pytester, GOOD, "-v", *chosen)
    assert result.parseoutcomes()["passed"] == 1
    assert f"{LEADS}::{NAME} PASSED" in shown(result)


@pytest.mark.parametrize("name", ["reads twice", "a::b [c]/d", "5 %"])
def test_any_name_of_a_lead_can_be_an_address(pytester: pytest.Pytester, name: str) -> None:
    firm(pytester.path, GOOD.replace("  reader:", f'  "{name}":'))
    address = f"{LEADS}::{name.replace('::', ':')}"
    result = again(pytester, "-v", address)
    result.assert_outcomes(passed=1)
    assert f"{address} PASSED" in shown(result)


def test_a_tag_that_is_a_marker_of_pytest_only_names_a_group(pytester: pytest.Pytester) -> None:
    result = played(pytester, GOOD, "-k", "skip")
    result.assert_outcomes(passed=1, deselected=1)


def test_all_leads_of_a_file_are_played_once(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    play = leadstates.play

    def counting(cases: Any, journey: Any) -> leadstates.Played:
        counted.append(len(cases))
        return play(cases, journey)

    monkeypatch.setattr(leadstates, "play", counting)
    other = pytester.path / "other.leads.yaml"
    other.write_text(GOOD.replace("seed.yaml", "journeys/seed.yaml"), encoding="utf-8")
    (pytester.path / "conftest.py").write_text(
        "def pytest_collection_modifyitems(items):\n    items[:] = items[::2] + items[1::2]\n", encoding="utf-8"
    )
    played(pytester, GOOD).assert_outcomes(passed=4)
    assert counted == [2, 2], "though the items of the two files take turns"


def test_nothing_is_played_where_leads_are_only_listed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadstates, "play", lambda *_: pytest.fail("played"))
    assert f"{LEADS}::{NAME}" in shown(played(pytester, BAD, "--collect-only", "-q"))


def test_reports_name_file_line_and_tags(pytester: pytest.Pytester) -> None:
    played(pytester, BAD, "--junitxml=report.xml")
    case, _ = ElementTree.parse(pytester.path / "report.xml").iter("testcase")
    assert (case.get("classname"), case.get("name")) == ("journeys.price.leads.yaml", NAME)
    told = [(each.get("name"), each.get("value")) for each in case.iter("property")]
    assert told == [("file", LEADS), ("line", "8"), ("tag", "price"), ("tag", "価格")]
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "expected score=50 at day 5; 55"
    assert str(failure.text).startswith(f"{LEADS}:14: {NAME}: expected score=50 at day 5; 55\n  score 55 = 35 fit + ")


def test_reports_of_the_older_kind_have_the_line_too(pytester: pytest.Pytester) -> None:
    played(pytester, GOOD, "--junitxml=report.xml", "-o", "junit_family=xunit1")
    case, _ = ElementTree.parse(pytester.path / "report.xml").iter("testcase")
    assert (case.get("file"), case.get("line")) == (LEADS, "7")  # pytest counts from 0 here


def test_all_mistakes_of_a_file_are_one_collection_error(pytester: pytest.Pytester) -> None:
    broken = GOOD.replace("downloads white_paper", "downloads white").replace("stage: interest", "stage: intrest")
    result = played(pytester, broken)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.assert_outcomes(errors=1)
    told = [line for line in result.outlines if line.startswith(f"{LEADS}:")]
    assert sorted(told) == sorted(nurture("test", at=pytester.path).err.splitlines())
    assert [line.split(": ")[0] for line in told] == [f"{LEADS}:11:9", f"{LEADS}:14:33"]
    assert "Traceback" not in shown(result)
    assert f"ERROR {LEADS} - leads.{NAME}.story.0: " in shown(result)


def test_files_are_named_as_seen_from_where_pytest_was_started(pytester: pytest.Pytester) -> None:
    firm(pytester.path, BAD)
    pytester.mkdir("below")
    pytester.chdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(pytester.path / "below")
        result = again(pytester, "--rootdir=..", "../journeys", "-k", "佐藤")
    assert f"../{LEADS}:14: {NAME}: expected score=50 at day 5; 55" in shown(result)


def test_two_workers_play_the_leads_of_one_file(pytester: pytest.Pytester) -> None:
    firm(pytester.path, BAD)
    result = inner(pytester, "-n", "2", "--dist", "load")
    result.assert_outcomes(failed=2)
    assert f"{LEADS}:14: {NAME}: expected score=50 at day 5; 55" in result.outlines
    assert any(line.startswith(f"FAILED {LEADS}::{NAME} - expected score=50") for line in result.outlines)


def inner(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """A run of pytest in a process of its own, which finds this house; uncompiled, as loading takes longer."""
    plugin = () if INSTALLED else ("-p", "sim.doors.pytest_plugin")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("NUMBA_DISABLE_JIT", "1")
        return pytester.runpytest_subprocess(*plugin, *STRICT, "-p", "no:cacheprovider", *arguments)


# ---- where there are no test leads


def test_importing_the_plugin_imports_nothing_heavy() -> None:
    code = "import sys, pytest, sim.doors.pytest_plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name for name in HEAVY if name in done.stdout.split()} == set()


def test_a_run_without_test_leads_imports_nothing_heavy(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_nothing(): pass")
    (pytester.path / "leads.yaml").write_text("no: file of ours\n", encoding="utf-8")
    pytester.makeconftest(
        f"""
        import sys

        def pytest_unconfigure():
            print("imported:", [name for name in {HEAVY} if name in sys.modules])
        """
    )
    result = inner(pytester, "-p", "no:hypothesispytest", "-p", "no:xdist", "-s")
    result.assert_outcomes(passed=1)
    assert "imported: []" in result.outlines


# ---- rewriting


def test_update_shows_the_differences_and_rewrites_nothing_else(pytester: pytest.Pytester) -> None:
    result = played(pytester, BAD, "--nurture-update")
    assert result.ret == 1, "what was expected was not so; the next run is the one that passes"
    told = [line for line in result.outlines if " -> " in line or "rewritten" in line or "stays as it is" in line]
    assert told[:2] == [
        f"{LEADS}:14: {NAME}: score at day 5: 50 -> 55",
        f"{LEADS}:15: {NAME}: handed_off at end: yes -> no",
    ]
    assert told[2].startswith(f"{LEADS}:20: stays as it is, look at it yourself: reader: 'day 10 attends webinar' ")
    assert told[3:] == ["Expectations rewritten: 2. Run the tests again."]
    after = BAD.replace("score: 50", "score: 55").replace('"yes"', '"no"')
    assert (pytester.path / LEADS).read_text(encoding="utf-8") == after
    again(pytester).assert_outcomes(passed=1, failed=1)


def test_nothing_is_rewritten_without_being_asked_to(pytester: pytest.Pytester) -> None:
    result = played(pytester, BAD)
    assert (pytester.path / LEADS).read_text(encoding="utf-8") == BAD
    assert "->" not in shown(result)


def test_only_the_leads_that_were_run_are_rewritten(pytester: pytest.Pytester) -> None:
    played(pytester, BAD, "--nurture-update", "-k", "reader")
    assert (pytester.path / LEADS).read_text(encoding="utf-8") == BAD


def test_update_works_without_output_of_pytest(pytester: pytest.Pytester) -> None:
    played(pytester, BAD, "--nurture-update", "-p", "no:terminal")
    assert "score: 55" in (pytester.path / LEADS).read_text(encoding="utf-8")


def test_a_run_that_was_stopped_rewrites_nothing(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        def pytest_runtest_setup(item):
            if item.name == "reader":
                raise KeyboardInterrupt
        """
    )
    result = played(pytester, BAD, "--nurture-update")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert "Nothing was rewritten: the run was stopped." in result.outlines
    assert (pytester.path / LEADS).read_text(encoding="utf-8") == BAD


def test_a_file_that_was_changed_meanwhile_stays_as_it_is(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        f"""
        from pathlib import Path

        def pytest_sessionfinish():
            with Path({LEADS!r}).open("a", encoding="utf-8") as file:
                file.write("title: new\\n")
        """
    )
    result = played(pytester, BAD, "--nurture-update")
    assert f"{LEADS}:1:1: has been changed meanwhile; nothing was rewritten" in result.outlines
    assert "score: 50" in (pytester.path / LEADS).read_text(encoding="utf-8")


def test_update_is_refused_with_several_workers(pytester: pytest.Pytester) -> None:
    result = played(pytester, BAD, "--nurture-update", "-n", "2")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in result.errlines if line] == [
        "ERROR: --nurture-update doesn't work with several workers; leave -n out, or write -n 0"
    ]
    played_alone = again(pytester, "--nurture-update", "-n", "0")
    played_alone.assert_outcomes(failed=2)
    assert "score: 55" in (pytester.path / LEADS).read_text(encoding="utf-8")


def without_times(text: str) -> str:
    return re.sub(r" in [0-9.]+s", "", text).strip()


def test_the_page_shows_what_is_printed(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("CI", raising=False)  # where pytest cuts no line
    (leads,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/testleads.md").read_text(encoding="utf-8"), re.DOTALL)
    firm(pytester.path, leads)
    page = (ROOT / "docs/pytest.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n\$ pytest (.*?)\n(.*?)```", page, re.DOTALL)
    for command, printed in blocks:
        assert without_times(shown(again(pytester, *command.split(" ")))) == without_times(printed)
    assert len(blocks) == 2
    again(pytester).assert_outcomes(passed=2)


def test_the_option_and_the_markers_are_explained(pytester: pytest.Pytester) -> None:
    assert "--nurture-update" in shown(again(pytester, "--help"))
    assert "@pytest.mark.nurture_lead: a test lead of a *.leads.yaml file" in shown(again(pytester, "--markers"))
