"""The door: what it lists, how fast it opens, and what it promises."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sim import __version__
from sim.doors.cli import main
from tests.commandline import nurture

COMMANDS = [
    *("demo", "init", "check", "checklist", "run", "compare", "robustness", "search", "charts", "report", "deck"),
    *("agreement", "show", "trace", "explain", "coverage", "diff", "test", "mutate", "leads", "workbook", "results"),
    *("sql",),
    *("kpis", "schema"),
]
HEAVY = {"numba", "scipy", "matplotlib", "matplotlib.pyplot", "duckdb", "joblib", "numpy", "pydantic", "networkx"}
LISTING = """
import json, sys
from sim.doors.cli import main
try:
    main(sys.argv[1:], prog_name="nurture")
except SystemExit:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    """Modules that the command with these arguments has imported when it ends."""
    done = subprocess.run([sys.executable, "-c", LISTING, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["compare", "--help"], ["run", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert imported(*arguments) & HEAVY == set()


def test_checking_files_needs_no_engine_and_no_drawing(tmp_path: Path) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "a.yaml").write_text("format: 1\n", encoding="utf-8")
    assert imported("check", str(tmp_path)) & {"numba", "scipy", "matplotlib.pyplot", "duckdb"} == set()


def test_commands_stand_in_the_order_of_use(tmp_path: Path) -> None:
    listed = nurture("--help", at=tmp_path).out.partition("Commands:\n")[2]
    found = [line.split()[0] for line in listed.partition("Exit codes")[0].splitlines() if line[2:3].isalpha()]
    assert found == COMMANDS == list(main.commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_and_stays_narrow(command: str, tmp_path: Path) -> None:
    done = nurture(command, "--help", at=tmp_path)
    assert done.code == 0
    assert f"\n    nurture {command}" in done.out.partition("Example")[2]
    options = done.out.partition("Options:")[2]
    assert max(map(len, options.splitlines())) <= 80


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("show", "schema", "leads", "workbook")])
def test_whatever_answers_can_answer_in_json(command: str, tmp_path: Path) -> None:
    assert "--json" in nurture(command, "--help", at=tmp_path).out


def test_help_tells_the_exit_codes(tmp_path: Path) -> None:
    told = nurture("--help", at=tmp_path).out.partition("Exit codes:\n")[2]
    assert [line.split()[0] for line in told.splitlines() if line.strip()] == ["0", "1", "2", "3", "130"]


def test_the_module_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "sim", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"nurture {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["compair"], ["run"], ["compare", "a.yaml", "--workers", "none"], ["run", "--x"]]
)
def test_wrong_arguments_are_exit_code_2(arguments: list[str], tmp_path: Path) -> None:
    done = nurture(*arguments, at=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith("Error: ")
