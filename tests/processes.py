"""Processes as tests start, count and wait for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
HERE = {**os.environ, "PYTHONPATH": str(ROOT)}  # a process elsewhere simulates with the code that is tested


@contextmanager
def started(*words: str | Path, at: Path, **streams: int) -> Iterator[subprocess.Popen[str]]:
    """`python words ...` in a process group of its own, all of which is gone at the end."""
    process = subprocess.Popen(
        [sys.executable, *map(str, words)], cwd=at, env=HERE, text=True, start_new_session=True, **streams
    )
    with process:
        try:
            yield process
        finally:
            if alive(process.pid):
                os.killpg(process.pid, signal.SIGKILL)


def alive(group: int, doing: str = "") -> list[int]:
    """The processes of a process group that are alive, with some word in their command; not the dead that wait."""
    words = ["ps", "-A", "-ww", "-o", "pid=", "-o", "pgid=", "-o", "stat=", "-o", "args="]
    listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found = [line.split(maxsplit=3) for line in listed.splitlines()]
    return [int(pid) for pid, pgid, stat, args in found if pgid == str(group) and stat[0] != "Z" and doing in args]


def wait_until(true: Callable[[], bool], what: str, *, limit_s: float = 60.0) -> None:
    """Look again and again; fails after the limit."""
    end = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < end, f"waited {limit_s} s until {what}"
        time.sleep(0.05)
