"""A crew of processes: every task once, whatever is killed or fails, and no process left behind."""

from __future__ import annotations

import os
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.study.crew import Crew, Failed, Task
from tests import chores
from tests.processes import ROOT, alive, started, wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals")


def done(tasks: Sequence[Task], *, workers: int = 2) -> dict[int, Any]:
    """What came of each task; it fails if one is told twice."""
    found: dict[int, Any] = {}
    with Crew(workers) as crew:
        for n, result in crew.do(tasks):
            assert n not in found
            found[n] = result
    return found


def squares(marks: Path, count: int) -> list[Task]:
    return [(chores.square, (marks, n)) for n in range(count)]


def expected(count: int) -> dict[int, int]:
    return {n: n * n for n in range(count)}


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_task_is_done_once(workers: int, tmp_path: Path) -> None:
    assert done(squares(tmp_path, 30), workers=workers) == expected(30)
    assert set(chores.tried(tmp_path).values()) == {1}


def test_nothing_to_do_is_done_at_once() -> None:
    assert done([]) == {}


def test_one_worker_is_this_process_and_two_are_not(tmp_path: Path) -> None:
    tasks: list[Task] = [(chores.worker, (tmp_path, n)) for n in range(6)]
    assert set(done(tasks, workers=1).values()) == {os.getpid()}
    assert os.getpid() not in done(tasks).values()


def test_with_a_crew_its_processes_end(tmp_path: Path) -> None:
    for process in done([(chores.worker, (tmp_path, n)) for n in range(6)]).values():
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.parametrize("workers", [1, 2])
def test_errors_are_forgiven_twice(workers: int, tmp_path: Path) -> None:
    tasks = squares(tmp_path, 8)
    tasks[3] = (chores.failing, (tmp_path, 3, 2))
    assert done(tasks, workers=workers) == expected(8)
    assert chores.tried(tmp_path) == {**dict.fromkeys(range(8), 1), 3: 3}


@pytest.mark.parametrize("workers", [1, 2])
def test_who_fails_three_times_has_failed_and_the_others_are_done(workers: int, tmp_path: Path) -> None:
    tasks = squares(tmp_path, 8)
    for n in (2, 5):
        tasks[n] = (chores.failing, (tmp_path, n, 99))
    found = done(tasks, workers=workers)
    for n in (2, 5):
        failed = found.pop(n)
        assert isinstance(failed, Failed)
        assert failed.reason == f"ValueError: try 3 of {n}"
        assert "in failing" in failed.trace
    assert found == {n: n * n for n in range(8) if n not in (2, 5)}
    assert chores.tried(tmp_path) == {**dict.fromkeys(range(8), 1), 2: 3, 5: 3}


def test_who_kills_his_worker_three_times_has_failed_and_the_others_are_done(tmp_path: Path) -> None:
    tasks = squares(tmp_path, 10)
    tasks[3] = (chores.ending, (tmp_path, 3, 99, os.getpid()))
    tasks[4] = (chores.ending, (tmp_path, 4, 1, os.getpid()))
    found = done(tasks)
    assert found.pop(3) == Failed("its process died each time: killed, or out of memory?")
    assert found == {n: n * n for n in range(10) if n != 3}
    assert chores.tried(tmp_path)[3] == 3


def test_an_interrupt_of_the_reader_stops_the_workers_at_once(tmp_path: Path) -> None:
    tasks: list[Task] = [(chores.slow, (tmp_path, n, 0.0 if n == 0 else 60.0)) for n in range(20)]
    began_s = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Crew(2) as crew:  # noqa: PT012 - the error is ours
        for _ in crew.do(tasks):
            raise KeyboardInterrupt
    assert time.monotonic() - began_s < 30.0
    assert sum(chores.tried(tmp_path).values()) == 1


def test_who_reads_no_further_gets_a_crew_that_can_do_more(tmp_path: Path) -> None:
    with Crew(2) as crew:
        results = crew.do([(chores.slow, (tmp_path, n, 0.01)) for n in range(200)])
        next(results)
        results.close()
        assert dict(crew.do(squares(tmp_path, 5))) == expected(5)
    assert len(chores.tried(tmp_path)) < 200


def test_less_than_one_worker_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 worker is needed, found 0"):
        Crew(0)


# ---- a parent that is killed


PARENT = """
    from pathlib import Path
    from sim.study.crew import Crew
    from tests import chores
    marks = Path({marks!r})
    with Crew(2) as crew:
        for _ in crew.do([({work}, (marks, n, {seconds})) for n in range(50)]):
            pass
"""


@pytest.mark.parametrize("when", ["at work", "starting"])
def test_workers_do_not_outlive_a_parent_that_was_killed(when: str, tmp_path: Path) -> None:
    code = textwrap.dedent(PARENT).format(marks=str(tmp_path), work="chores.slow", seconds=0.2)
    with started("-c", code, at=ROOT) as process:
        if when == "at work":
            wait_until(lambda: any(tmp_path.iterdir()), "a task was done")
        else:
            wait_until(lambda: len(alive(process.pid)) >= 4, "there are workers")
        process.kill()
        process.wait()
        wait_until(lambda: alive(process.pid) == [], "all workers have gone", limit_s=20.0)
    marks = chores.tried(tmp_path)
    time.sleep(0.5)
    assert chores.tried(tmp_path) == marks  # nobody writes on
