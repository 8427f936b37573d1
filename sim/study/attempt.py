"""One attempt at a task, wherever it is made: an error of its own becomes a result, and stops no other task."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

from sim.study.parcel import opened

Task = tuple[Callable[..., Any], tuple[Any, ...]]  # a function that can be pickled, and its arguments (or Parcels)
_WATCH_S = 1.0


class Failed(NamedTuple):
    """What became of a task that failed three times: the last error in one line, and all of it."""

    reason: str
    trace: str = ""


class Died(NamedTuple):
    """What became of an attempt whose worker died: so many, where a cluster tried again by itself."""

    deaths: int


def attempted(n: int, work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[int, Any]:
    """A task's number and its result, or Failed."""
    try:
        return n, work(*opened(arguments))
    except Exception as error:
        return n, Failed(in_one_line(error), traceback.format_exc())


def in_one_line(error: BaseException) -> str:
    """The kind of an error and the first line of its text."""
    return ": ".join([type(error).__name__, *str(error).strip().splitlines()[:1]])


def serve(parent: int) -> None:
    """Make this process one that doesn't outlive its parent, however and whenever that ends, and is deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
