"""Workers that do tasks: this process, processes of this machine, or those of a Dask cluster.

A worker may be killed at any time: what it had in hand is done again by another. A task that fails three times, by an
error or because its worker dies each time, is told as failed, and the others are done.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
import warnings
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing, contextmanager, nullcontext
from multiprocessing import resource_tracker
from typing import Any, NamedTuple

import joblib

from sim.study.parcel import Parcel
from sim.words.messages import say

TRIES = 3
_WATCH_S = 1.0


class Failed(NamedTuple):
    """What became of a task that failed three times: the last error in one line, and all of it."""

    reason: str
    trace: str = ""


Task = tuple[Callable[..., Any], tuple[Any, ...]]  # a function that can be pickled, and its arguments (or Parcels)


class Crew:
    """So many workers; a context. With a `cluster` (see `cluster.opened`) they are those of Dask.

    Raises ValueError for less than one worker; at its begin ClusterError if there is no such cluster, and ImportError
    without the packages for it.
    """

    def __init__(self, workers: int = 1, cluster: str | None = None) -> None:
        if workers < 1:
            raise ValueError(say("experiment.workers", workers=workers))
        self.workers, self._cluster = workers, cluster
        self._opened = ExitStack()
        self._client: Any = None
        self._deaths: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __enter__(self) -> Crew:
        if self._cluster is not None:
            from sim.study.cluster import DEATHS, opened

            self._deaths = DEATHS
            with deaf_children():
                self._client = self._opened.enter_context(opened(self._cluster, self.workers))
            self.workers = sum(self._client.ncores().values())
        return self

    def __exit__(self, *error: object) -> None:
        self._opened.close()

    def do(self, tasks: Sequence[Task]) -> Generator[tuple[int, Any]]:
        """The number of each task and what came of it (Failed if it failed), as they are done.

        A KeyboardInterrupt is passed on once the workers have been stopped.
        """
        failures: Counter[int] = Counter()
        groups = deque([list(range(len(tasks)))])
        while groups:
            left = dict.fromkeys(groups.popleft())
            try:
                with closing(self._round(tasks, list(left))) as results:
                    for n, result in results:
                        del left[n]
                        if isinstance(result, Failed) and _once_more(failures, n):
                            groups.append([n])
                        else:
                            yield n, result
            except self._deaths as death:
                if len(left) == 1 and not _once_more(failures, next(iter(left))):
                    yield next(iter(left)), Failed(_one_line(death))  # alone, and its worker died each time
                else:
                    groups.extendleft(reversed(self._smaller(list(left))))

    def _smaller(self, left: list[int]) -> list[list[int]]:
        """A worker died, and nobody knows at which task: smaller groups tell, and in the end a task alone."""
        size = self.workers if len(left) > self.workers else 1
        return [left[at : at + size] for at in range(0, len(left), size)]

    def _round(self, tasks: Sequence[Task], group: Sequence[int]) -> Generator[tuple[int, Any]]:
        """Each task of a group once."""
        if self._client is None and self.workers == 1:
            for n in group:
                work, arguments = tasks[n]
                yield _attempted(n, work, tuple(a.value if isinstance(a, Parcel) else a for a in arguments))
            return
        ours = self._client is None
        with nullcontext() if ours else joblib.parallel_config(backend="dask", client=self._client):
            pool = joblib.Parallel(
                n_jobs=self.workers, batch_size=1, pre_dispatch="2*n_jobs", return_as="generator_unordered"
            )
            attempt = joblib.delayed(_attempted_by_child if ours else _attempted)
            yield from _stopped_with_care(pool, (attempt(n, *tasks[n]) for n in group))


def _once_more(failures: Counter[int], n: int) -> bool:
    """Count a failure; whether the task is tried again."""
    failures[n] += 1
    return failures[n] < TRIES


def _stopped_with_care(pool: joblib.Parallel, attempts: Iterator[Any]) -> Generator[tuple[int, Any]]:
    """The results of a pool; when the reader stops reading, or is interrupted, its workers are stopped too."""
    results: Generator[Any] | None = None
    try:
        with deaf_children():
            results = pool(attempts)
        for result in results:  # noqa: UP028 - `yield from` would close the results itself, and let joblib warn
            yield result
    except BaseException:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the rest is thrown away is what a stop asks for
            if results is not None:
                results.close()
        raise


def _attempted(n: int, work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[int, Any]:
    """A task's number and result; an error of its own stops no other task."""
    try:
        return n, work(*arguments)
    except Exception as error:
        return n, Failed(_one_line(error), traceback.format_exc())


def _one_line(error: BaseException) -> str:
    """The kind of an error and the first line of its text."""
    return ": ".join([type(error).__name__, *str(error).strip().splitlines()[:1]])


def _attempted_by_child(n: int, work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[int, Any]:
    """As `_attempted`, in a process that doesn't outlive the one it works for, and is deaf to interrupts."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _watch_parent()
    return _attempted(n, work, arguments)


def _watch_parent() -> None:
    """End this process soon after its parent has ended, however that came about."""
    name = "watch-parent"
    if any(thread.name == name for thread in threading.enumerate()):
        return
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_S)
        os._exit(1)

    threading.Thread(target=watch, name=name, daemon=True).start()


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
