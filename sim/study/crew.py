"""Workers that do tasks: this process, processes of this machine, or those of a Dask cluster.

A worker may be killed at any time: what it had in hand is done again by another. A task that fails three times, by an
error or because its worker dies each time, is told as failed, and the others are done.
"""

from __future__ import annotations

import os
import pickle
import warnings
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing
from typing import Any

import joblib
from joblib.externals.loky import get_reusable_executor

from sim.study.attempt import Died, Failed, Task, attempted, serve
from sim.study.clusteraddress import ClusterAddress, ClusterError
from sim.study.interrupts import deaf_children
from sim.study.tries import Tries
from sim.words.messages import say

__all__ = ["Crew", "Failed", "Task"]

_DASK = ("dask", "distributed")
_AGAIN = object()


class Crew:
    """So many workers; a context. With a `cluster` (see `ClusterAddress`) they are those of Dask.

    Raises ValueError for less than one worker or no such address; at its begin ClusterError if there is no such
    cluster, or it needs packages that aren't there.
    """

    def __init__(self, workers: int = 1, cluster: str | None = None) -> None:
        if workers < 1:
            raise ValueError(say("experiment.workers", workers=workers))
        self.workers = workers
        self._cluster = None if cluster is None else ClusterAddress.read(cluster)
        self._opened = ExitStack()
        self._client: Any = None

    def __enter__(self) -> Crew:
        if self._cluster is not None:
            try:
                from sim.study.cluster import clients
            except ModuleNotFoundError as absent:
                if absent.name not in _DASK:
                    raise
                raise ClusterError(say("cluster.absent"), is_wish=True) from absent
            self._client = self._opened.enter_context(clients(self._cluster, self.workers))
            self.workers = sum(self._client.ncores().values())
        elif self.workers > 1:
            self._opened.callback(_dismiss)
        return self

    def __exit__(self, *error: object) -> None:
        self._client = None
        self._opened.close()

    def do(self, tasks: Sequence[Task]) -> Generator[tuple[int, Any]]:
        """The number of each task and what came of it (Failed if it failed), as they are done.

        A KeyboardInterrupt is passed on once the workers have been stopped. Raises ClusterError if the cluster is lost.
        """
        tries = Tries(len(tasks))
        for group in tries.groups():
            waiting, left = iter(group), dict.fromkeys(group)
            try:
                with closing(self._round(tasks, waiting)) as results:
                    for n, result in results:
                        del left[n]
                        if (result := _settled(tries, n, result, alone=len(group) == 1)) is not _AGAIN:
                            yield n, result
            except BrokenProcessPool:  # all workers of a pool go with the one that died
                untouched = dict.fromkeys(waiting)
                suspects = [n for n in left if n not in untouched]
                tries.put_back(list(untouched))
                if suspects and tries.died(suspects, alone=len(suspects) == 1):
                    yield suspects[0], Failed(say("crew.died"))

    def _round(self, tasks: Sequence[Task], group: Iterator[int]) -> Generator[tuple[int, Any]]:
        """Each task of a group once; what is taken from the group is in hand."""
        if self._client is not None:
            from sim.study.cluster import Backend, attempted_far
            from sim.study.identity import program

            attempt, ours = joblib.delayed(attempted_far), program()
            calls = (attempt(ours, n, pickle.dumps(tasks[n])) for n in group)
            yield from self._together(calls, backend=Backend(client=self._client))
        elif self.workers > 1:
            calls = (joblib.delayed(attempted)(n, *tasks[n]) for n in group)
            yield from self._together(calls, backend="loky", initializer=serve, initargs=(os.getpid(),))
        else:
            yield from (attempted(n, *tasks[n]) for n in group)

    def _together(self, calls: Iterator[Any], **backend: Any) -> Generator[tuple[int, Any]]:
        """The results of workers; when the reader stops reading, or is interrupted, they are stopped too."""
        pool = joblib.Parallel(
            n_jobs=self.workers,
            batch_size=1,
            pre_dispatch="2*n_jobs",
            return_as="generator_unordered",
            max_nbytes=None,  # nothing is shared through files: parcels are unpacked once, and results are small
            **backend,
        )
        results: Generator[Any] | None = None
        try:
            with deaf_children():
                results = pool(calls)
            for result in results:  # noqa: UP028 - `yield from` would close the results itself, and let joblib warn
                yield result
        except BaseException:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that the rest is thrown away is what a stop asks for
                if results is not None:
                    results.close()
            raise


def _dismiss() -> None:
    """End the processes of this machine; asked kindly, one might wait for ever for a queue that a dead one locked."""
    get_reusable_executor(reuse=True).shutdown(wait=True, kill_workers=True)


def _settled(tries: Tries, n: int, result: Any, *, alone: bool) -> Any:
    """What came of a task at last, or _AGAIN."""
    if isinstance(result, Died):
        return Failed(say("crew.died")) if tries.died([n], deaths=result.deaths, alone=alone) else _AGAIN
    if isinstance(result, Failed) and not tries.failed(n):
        return _AGAIN
    return result
