"""Errors at the command line: lines and exit codes for what users can change, tracebacks for our own faults."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sim.doors.cli_errors import MOST_LINES, Door
from sim.study.results import ResultsError
from sim.yamlfile import FileProblems, Problem
from tests.commandline import PLAIN_EXPERIMENT, workspace


def raising(error: Callable[[], BaseException]) -> Result:
    """What becomes of a command that raises an error."""

    @click.group(cls=Door)
    def door() -> None:
        pass

    @door.command()
    def work() -> None:
        raise error()

    return CliRunner().invoke(door, ["work"])


def problems(count: int) -> FileProblems:
    return FileProblems([Problem("a.yaml", line, 7, "desk.reps", "must be at least 1") for line in range(1, count + 1)])


def test_every_mistake_in_a_file_is_one_line() -> None:
    found = raising(lambda: problems(2))
    assert found.exit_code == 2
    assert found.stderr == "a.yaml:1:7: desk.reps: must be at least 1\na.yaml:2:7: desk.reps: must be at least 1\n"


def test_of_thousands_of_mistakes_the_rest_is_counted() -> None:
    lines = raising(lambda: problems(5000)).stderr.splitlines()
    assert len(lines) == MOST_LINES + 1
    assert lines[-1] == f"... and {5000 - MOST_LINES} more"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (lambda: ResultsError("the results can't be written: full"), "the results can't be written: full"),
        (lambda: PermissionError(13, "Permission denied", "out.svg"), "out.svg: Permission denied"),
        (lambda: OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_what_can_not_be_written_is_one_line_and_exit_code_3(error: Callable[[], BaseException], line: str) -> None:
    found = raising(error)
    assert (found.exit_code, found.stdout, found.stderr) == (3, "", line + "\n")


def test_a_fault_of_ours_stays_a_traceback() -> None:
    found = raising(lambda: RuntimeError("score is not the sum of its points"))
    assert found.exit_code == 1
    assert isinstance(found.exception, RuntimeError)


def test_an_interrupt_is_one_line_and_exit_code_130() -> None:
    found = raising(KeyboardInterrupt)
    assert (found.exit_code, found.stdout) == (130, "")
    assert found.stderr == "Stopped. Unfinished results were removed.\n"


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_stop_the_command_and_handlers_are_put_back(signum: int, code: int) -> None:
    before = signal.getsignal(signum)
    left: list[str] = []

    @click.group(cls=Door)
    def door() -> None:
        pass

    @door.command()
    def work() -> None:
        try:
            signal.raise_signal(signum)
        finally:
            signal.raise_signal(signum)  # somebody is impatient while things are cleared up
            left.append("in order")

    assert CliRunner().invoke(door, ["work"]).exit_code == code
    assert left == ["in order"]
    assert signal.getsignal(signum) is before


def in_group(group: int) -> int:
    """How many processes of a process group are alive; the dead may wait to be buried."""
    words = ["ps", "-A", "-o", "pgid=", "-o", "stat="]
    listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found = [line.split() for line in listed.splitlines()]
    return sum(pgid == str(group) and not stat.startswith("Z") for pgid, stat in found)


def wait_until(true: Callable[[], bool], what: str, *, limit_s: float = 120.0) -> None:
    end = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < end, f"waited {limit_s} s until {what}"
        time.sleep(0.1)


@pytest.mark.skipif(os.name != "posix", reason="process groups")
@pytest.mark.parametrize("stop", [os.killpg, os.kill], ids=["Ctrl-C at a terminal", "an interrupt of the parent"])
def test_one_interrupt_stops_within_five_seconds_keeps_what_is_done_and_leaves_no_workers(
    stop: Callable[[int, int], None], tmp_path: Path
) -> None:
    workspace(tmp_path, experiment=PLAIN_EXPERIMENT)
    words = ["compare", "experiment.yaml", "--replications", "50000", "--workers", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *words],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with process:
        try:
            wait_until(lambda: in_group(process.pid) >= 4, "there are two workers and what watches them")
            assert [path.name for path in (tmp_path / "results").glob("[!.]*/*")] == ["0001.partial"]
            stop(process.pid, signal.SIGINT)
            out, err = process.communicate(timeout=5.0)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 130
    assert out == ""
    sentence = r"Stopped\. (\d+) of 150000 simulated runs are kept; the same command goes on from there\."
    told = re.fullmatch(sentence, err.splitlines()[-1])
    assert told, err
    assert len(list((tmp_path / "results" / ".runs").glob("*/*.json"))) == int(told[1])
    assert len(err.splitlines()) <= 2  # before it, at most that the engine was being prepared
    assert [path.name for path in (tmp_path / "results").glob("[!.]*/*")] == ["0001.partial"]
    wait_until(lambda: in_group(process.pid) == 0, "all workers have gone", limit_s=10.0)
