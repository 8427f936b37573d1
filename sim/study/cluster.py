"""A Dask cluster: one that somebody runs, or one of processes of this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sim.study.identity import program
from sim.words.messages import say

try:
    import distributed
except ImportError as absent:
    raise ImportError(say("cluster.absent")) from absent

DEATHS: tuple[type[BaseException], ...] = (distributed.KilledWorker,)  # raised when a task's worker dies four times
_WAIT_S = 15
_LOCAL = re.compile(r"local(?::([1-9][0-9]{0,3}))?")
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:[0-9]{1,5}")


class ClusterError(Exception):
    """There is no such cluster, or it can't be used; the text is one line."""


@contextmanager
def opened(address: str, workers: int) -> Iterator[distributed.Client]:
    """A client of a cluster: `local` has so many workers, `local:4` four, `tcp://HOST:PORT` those that it has.

    Raises ClusterError if it can't be reached, has no workers, or they have other versions than this process.
    """
    found = _LOCAL.fullmatch(address)
    if found is None and not _ADDRESS.fullmatch(address):
        raise ClusterError(say("cluster.address", found=address))
    with ExitStack() as stack:
        if found is not None:
            address = stack.enter_context(_local(int(found[1] or workers))).scheduler_address
        try:
            client = stack.enter_context(distributed.Client(address, timeout=_WAIT_S, set_as_default=False))
            client.wait_for_workers(1, timeout=_WAIT_S)
        except (OSError, TimeoutError) as error:
            raise ClusterError(say("cluster.unreachable", address=address, reason=str(error) or "timeout")) from error
        _same_program(client)
        yield client


def _local(workers: int) -> distributed.LocalCluster:
    """Processes of this machine that nobody else can reach."""
    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit=0
    )


def _same_program(client: distributed.Client) -> None:
    """Figures are the same on all machines only with the same code and libraries."""
    others = [worker for worker, found in client.run(program).items() if found != program()]
    if others:
        raise ClusterError(say("cluster.versions", workers=", ".join(sorted(others))))
