"""Tasks for workers: each leaves a mark in a folder for every time it is tried, and goes well, fails, or kills."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path


def square(marks: Path, n: int, *, ends_after: int = 0, fails: int = 0) -> int:
    """n * n; but its process ends the first so many times, or it raises an error so many times."""
    tries = mark(marks, n)
    if tries <= ends_after:
        os.kill(os.getpid(), signal.SIGKILL)
    if tries <= fails:
        raise ValueError(f"try {tries} of {n}\nand no more")
    return n * n


def ending(marks: Path, n: int, times: int) -> int:
    """As `square`, ending its process so many times."""
    return square(marks, n, ends_after=times)


def failing(marks: Path, n: int, times: int) -> int:
    """As `square`, failing so many times."""
    return square(marks, n, fails=times)


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
