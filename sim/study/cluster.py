"""A Dask cluster at work for joblib: one that somebody runs, or one of processes of this machine."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import pickle
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import distributed
from joblib._dask import DaskDistributedBackend

from sim.study.attempt import Died, Failed, attempted
from sim.study.clusteraddress import ClusterAddress, ClusterError
from sim.study.identity import program
from sim.study.interrupts import deaf_children
from sim.study.parcel import opened
from sim.words.messages import say
from sim.words.wording import listed, one_line

ANSWER_S = 15.0  # so long a scheduler may take to answer, and its first worker to come
WORKERLESS_S = 60.0  # so long workers may be away: those of a nanny come back within seconds
_GRACE_S = 0.5
_NAMED = 3  # workers in a message
_NEVER = logging.CRITICAL + 1
_CANCELLED = (asyncio.CancelledError, concurrent.futures.CancelledError)
_CHATTY = ("distributed", "tornado", "asyncio")


@contextmanager
def clients(address: ClusterAddress, workers: int) -> Iterator[distributed.Client]:
    """A client of a cluster; one of this machine has so many workers, unless its address says how many.

    Raises ClusterError if it can't be reached, has no workers, or they have other versions than this process.
    """
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        url = address.url or stack.enter_context(_local(address.workers or workers))
        client = stack.enter_context(_client(url))
        _same_program(client, url)
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask tells all it does to whoever looks at the terminal; what matters to users comes as results and errors."""
    known = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in _CHATTY]
    loggers = [logging.getLogger(name) for name in {*known, *_CHATTY}]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(_NEVER)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextmanager
def _local(workers: int) -> Iterator[str]:
    """Processes of this machine, which no other can reach; the address of their scheduler."""
    with deaf_children():
        cluster = distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit=0,
            silence_logs=_NEVER,
            scheduler_kwargs={
                "allowed_failures": 0,  # the crew knows better what to try again
                "dashboard_address": "127.0.0.1:0",  # its default port may be taken
            },
        )

    async def dismiss() -> None:
        """Left to itself, Dask waits for what its workers are at."""
        await asyncio.gather(*(nanny.close(timeout=_GRACE_S) for nanny in cluster.workers.values()))

    try:
        yield cluster.scheduler_address
    finally:
        cluster.sync(dismiss)
        cluster.close()


@contextmanager
def _client(url: str) -> Iterator[distributed.Client]:
    if url.startswith("tls:") and _certificates()["ssl_context"] is None:
        raise ClusterError(say("cluster.no_certificates"), is_wish=True)
    try:
        _knock(url)
        client = distributed.Client(url, timeout=ANSWER_S, set_as_default=False)
    except Exception as error:  # of whatever kind: anything may listen there
        raise ClusterError(say("cluster.unreachable", address=url, reason=_reason(error))) from error
    try:
        _await_workers(client, url)
        yield client
    finally:
        client.close(timeout=_GRACE_S)


def _await_workers(client: distributed.Client, url: str) -> None:
    try:
        client.wait_for_workers(1, timeout=ANSWER_S)
    except TimeoutError as error:
        raise ClusterError(say("cluster.no_workers", address=url)) from error


def _knock(url: str) -> None:
    """Raises whatever error tells that no scheduler answers there; a client would wait for ever, or leave threads."""
    place = urlsplit(url)
    socket.create_connection((place.hostname or "", place.port or 0), timeout=ANSWER_S).close()

    async def ask() -> None:
        async with distributed.rpc(url, connection_args=_certificates()) as scheduler:
            await scheduler.identity()

    asyncio.run(asyncio.wait_for(ask(), ANSWER_S))


def _certificates() -> dict[str, Any]:
    found: dict[str, Any] = distributed.Security().get_connection_args("client")
    return found


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return say("cluster.silent", seconds=f"{ANSWER_S:g}")
    told = error.strerror if isinstance(error, OSError) else str(error).strip()
    return one_line((told or type(error).__name__).partition("\n")[0])


def _same_program(client: distributed.Client, url: str) -> None:
    """Figures are the same on all machines only with the same code and libraries; raises ClusterError if they aren't.

    The scheduler computes nothing, but opens what it passes on.
    """
    found = client.run(program, on_error="return")
    with suppress(ImportError, AttributeError):
        found[url] = client.run_on_scheduler(program)
    others = sorted({url, *found} - {place for place, its in found.items() if its == program()})
    if others:
        raise ClusterError(say("cluster.versions", count=len(others), places=listed(others[:_NAMED])))


def attempted_far(theirs: str, n: int, task: bytes) -> tuple[int, Any]:
    """As `attempted`, on a worker that may have come later than the others, from another place.

    The task comes as bytes, so that the scheduler, which opens all that it passes on, needn't load the engine.
    """
    if program() != theirs:
        return n, Failed(say("cluster.version"))
    return attempted(n, _unpacked, (task,))


def _unpacked(task: bytes) -> Any:
    work, arguments = pickle.loads(task)
    return work(*opened(arguments))


class Backend(DaskDistributedBackend):
    """joblib's, which tells nobody of a task that Dask gave up, nor that no worker is left: one would wait forever."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._unheard: dict[Future[Any], tuple[int, Callable[[Any], None]]] = {}

    def effective_n_jobs(self, n_jobs: int) -> int:
        """Tasks at a time; at least 2, because joblib would do a single one in this process."""
        return max(2, int(super().effective_n_jobs(n_jobs)))

    def start_call(self) -> None:
        super().start_call()
        self.client.loop.add_callback(self._watch)

    def submit(self, func: Any, callback: Callable[[Any], None]) -> Future[Any]:
        """A batch of one `attempted_far` is sent out; `callback` hears of it, whatever happens."""
        job: Future[Any] = super().submit(func, callback)
        ((_, (_, n, *_), _),) = func.items
        self._unheard[job] = n, callback
        job.add_done_callback(self._hear)
        return job

    def _hear(self, job: Future[Any]) -> None:
        n, callback = self._unheard.pop(job)
        error = job.exception()
        if isinstance(error, distributed.KilledWorker):
            callback([(n, Died(error.allowed_failures + 1))])
        elif error is not None:
            callback(error)

    def retrieve_result_callback(self, out: Any) -> Any:
        """The results of a batch. Raises ClusterError for whatever else has come of it."""
        if isinstance(out, ClusterError):
            raise out
        if isinstance(out, _CANCELLED):  # whoever promised it went away
            raise ClusterError(say("cluster.lost")) from out
        if isinstance(out, BaseException):
            raise ClusterError(say("cluster.broken", reason=_reason(out))) from out
        return super().retrieve_result_callback(out)

    async def _watch(self) -> None:
        seen_s = time.monotonic()
        while self._continue:
            with suppress(Exception):  # no answer is one, too
                if await asyncio.wait_for(self.client.scheduler.ncores(), ANSWER_S):
                    seen_s = time.monotonic()
            if time.monotonic() - seen_s > WORKERLESS_S:
                for job in list(self._unheard):
                    job.set_exception(ClusterError(say("cluster.lost")))
            await asyncio.sleep(1.0)
