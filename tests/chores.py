"""Tasks for workers: each leaves a mark in a folder for every time it is tried, and goes well, fails, or kills."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path


def square(marks: Path, n: int) -> int:
    """n * n."""
    mark(marks, n)
    return n * n


def ending(marks: Path, n: int, times: int, spared: int) -> int:
    """As `square`, but its process ends the first so many times, unless it is the one that is spared."""
    if mark(marks, n) <= times and os.getpid() != spared:
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def failing(marks: Path, n: int, times: int) -> int:
    """As `square`, but it raises an error the first so many times."""
    if (tries := mark(marks, n)) <= times:
        raise ValueError(f"try {tries} of {n}\nand no more")
    return n * n


def slow(marks: Path, n: int, seconds: float) -> int:
    """As `square`, after a while."""
    time.sleep(seconds)
    return square(marks, n)


def worker(marks: Path, n: int) -> int:
    """The number of the process that does it."""
    mark(marks, n)
    return os.getpid()


def here() -> str:
    """Something that is another in each process."""
    return str(os.getpid())


def mark(marks: Path, n: int) -> int:
    """Which try of a task this is: 1, 2, ..."""
    with (marks / str(n)).open("ab") as file:
        file.write(b".")
    return (marks / str(n)).stat().st_size


def tried(marks: Path) -> Counter[int]:
    """How often each task was tried."""
    return Counter({int(file.name): file.stat().st_size for file in marks.iterdir()})
