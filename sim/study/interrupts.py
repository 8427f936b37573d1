"""Ctrl-C is for the process that a user started, not for those that work for it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def deaf_children() -> Iterator[None]:
    """Processes started inside don't hear interrupts: those are for the parent, which stops its children without noise.

    An interrupt meanwhile reaches the parent at the end. Elsewhere than in the main thread nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda signum, frame: heard.append(signum))
    try:
        with _blocked():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard and callable(before):
            before(heard[0], None)


@contextmanager
def _blocked() -> Iterator[None]:
    """This thread doesn't get interrupts, nor does any process that it starts."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would unblock them, were it started with the workers
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
