"""Interrupts reach the process that a user started, and only that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from sim.study.interrupts import deaf_children

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes have masks of signals")
BLOCKED = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The interrupts that this process hears."""
    found: list[int] = []
    before = signal.signal(signal.SIGINT, lambda signum, frame: found.append(signum))
    yield found
    signal.signal(signal.SIGINT, before)


def child_is_deaf() -> bool:
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=True)
    return done.stdout.strip() == "True"


def test_children_started_inside_do_not_hear_interrupts_and_later_ones_do() -> None:
    with deaf_children():
        assert child_is_deaf()
    assert not child_is_deaf()


def test_an_interrupt_meanwhile_is_heard_once_at_the_end(heard: list[int]) -> None:
    with deaf_children():
        for _ in range(3):
            os.kill(os.getpid(), signal.SIGINT)
        assert heard == []
    assert heard == [signal.SIGINT]
    os.kill(os.getpid(), signal.SIGINT)
    assert len(heard) == 2


def test_it_is_heard_also_after_an_error(heard: list[int]) -> None:
    with pytest.raises(ZeroDivisionError), deaf_children():  # noqa: PT012 - the interrupt comes before the error
        os.kill(os.getpid(), signal.SIGINT)
        raise ZeroDivisionError
    assert heard == [signal.SIGINT]


def test_elsewhere_than_in_the_main_thread_nothing_is_changed() -> None:
    found: list[bool] = []

    def work() -> None:
        with deaf_children():
            found.append(child_is_deaf())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [False]
