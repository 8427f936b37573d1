"""A Dask cluster on loopback: the same bytes as one process, whatever is killed, and one line for what can't be had."""

from __future__ import annotations

import json
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import distributed
import pytest

from sim.files.loaded import LoadedExperiment
from sim.study import cluster
from sim.study.clusteraddress import ClusterAddress, ClusterError
from sim.study.crew import Crew, Failed, Task
from sim.study.experiment import compare, plan
from sim.study.lab import Lab
from tests import chores, smallworld
from tests.commandline import ONE_RIVAL, PLAIN_EXPERIMENT, nurture, workspace
from tests.processes import alive, started, wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals")
SCHEDULER = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = ("-m", "distributed.cli.dask_worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard")


class Served(NamedTuple):
    """A cluster as somebody runs it: an address, and the process group of its workers."""

    address: str
    workers: int


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A scheduler with two workers, whose nanny starts them again when they die."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with started(*SCHEDULER, "--scheduler-file", file, at=folder, **quiet):
        wait_until(lambda: file.is_file() and file.stat().st_size > 0, "the scheduler has written its address")
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        with started(*WORKER, "--nworkers", "2", address, at=folder, **quiet) as workers:
            with distributed.Client(address, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=60)
            yield Served(address, workers.pid)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedExperiment:
    return smallworld.load(tmp_path_factory.mktemp("small"), experiment=PLAIN_EXPERIMENT)


def canonical(loaded: LoadedExperiment, workers: int = 1, cluster: str | None = None) -> str:
    """All figures of an experiment, to the last digit."""
    with Crew(workers, cluster) as crew:
        found = compare(plan(loaded), Lab(crew))
    figures = {name: figures.tobytes().hex() for name, figures in found.figures.items()}
    return json.dumps([found.to_json(), figures], sort_keys=True)


@pytest.fixture(scope="module")
def alone(loaded: LoadedExperiment) -> str:
    return canonical(loaded)


def test_a_cluster_gives_the_same_bytes_as_one_process_and_as_two(
    loaded: LoadedExperiment, alone: str, served: Served
) -> None:
    assert canonical(loaded, workers=2) == alone
    assert canonical(loaded, cluster=served.address) == alone


def test_its_workers_do_the_work_and_are_counted(served: Served, tmp_path: Path) -> None:
    with Crew(7, served.address) as crew:
        assert crew.workers == 2
        found = {process for _, process in crew.do([(chores.worker, (tmp_path, n)) for n in range(8)])}
    assert os.getpid() not in found
    assert found <= set(alive(served.workers))


def test_a_worker_that_dies_costs_nothing_and_a_task_that_kills_three_times_has_failed(
    served: Served, tmp_path: Path
) -> None:
    tasks: list[Task] = [(chores.square, (tmp_path, n)) for n in range(12)]
    tasks[2] = (chores.ending, (tmp_path, 2, 1, os.getpid()))
    tasks[5] = (chores.failing, (tmp_path, 5, 2))
    tasks[6] = (chores.failing, (tmp_path, 6, 99))
    with Crew(1, served.address) as crew:
        told = list(crew.do(tasks))
    found = dict(told)
    assert len(told) == len(found) == 12
    assert found.pop(6).reason == "ValueError: try 3 of 6"
    assert found == {n: n * n for n in range(12) if n != 6}


def test_processes_of_this_machine_give_up_a_task_that_kills_them_three_times(tmp_path: Path) -> None:
    """One worker: joblib itself would do its tasks in this process."""
    tasks: list[Task] = [(chores.worker, (tmp_path, n)) for n in range(4)]
    tasks[1] = (chores.ending, (tmp_path, 1, 99, os.getpid()))
    with Crew(1, "local") as crew:
        found = dict(crew.do(tasks))
    assert found.pop(1) == Failed("its process died each time: killed, or out of memory?")
    assert chores.tried(tmp_path)[1] == 3
    assert set(found) == {0, 2, 3}
    assert os.getpid() not in found.values()


# ---- what can't be had


def theirs(workers: int) -> distributed.LocalCluster:
    """A cluster that somebody else runs, in this process."""
    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=60
    )


@pytest.mark.parametrize(
    "found", ["lokal", "local:", "local:0", "local:-1", "local:1000", "tcp://host", "tcp://host:0", "tcp://h:65536",
              "tcp://:8786", "http://host:80", "host:8786", "tcp://a b:1", "tcp://h:1/path", "", "x" * 500],
)  # fmt: skip
def test_what_is_no_address_is_one_line_and_exit_code_2(found: str, tmp_path: Path) -> None:
    done = nurture("compare", "experiment.yaml", "--cluster", found, at=workspace(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert "a cluster is named local, local:4 or tcp://HOST:PORT, found '" in done.err.splitlines()[-1]
    assert len(done.err.splitlines()[-1]) < 200


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("local", ClusterAddress(None)),
        ("local:12", ClusterAddress(None, 12)),
        ("tcp://10.0.0.7:8786", ClusterAddress("tcp://10.0.0.7:8786")),
        ("tls://sim-1.example.org:65535", ClusterAddress("tls://sim-1.example.org:65535")),
        ("tcp://[::1]:8786", ClusterAddress("tcp://[::1]:8786")),
    ],
)
def test_addresses(text: str, address: ClusterAddress) -> None:
    assert ClusterAddress.read(text) == address


def test_where_nobody_listens_is_one_line_and_exit_code_3(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    words = ["--cluster", address, "--json"]
    done = nurture("compare", "experiment.yaml", *words, at=workspace(tmp_path))
    assert (done.code, done.out) == (3, "")
    assert done.err == f"no cluster answers at {address}: Connection refused\n"


def test_who_listens_but_is_silent_or_talks_of_other_things_is_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER_S", 0.5)
    silence = pytest.raises(ClusterError, match=r"nothing heard for 0\.5 s$")
    with socket.create_server(("127.0.0.1", 0)) as silent, silence:
        Crew(1, f"tcp://127.0.0.1:{silent.getsockname()[1]}").__enter__()
    with pytest.raises(ClusterError, match="tls:// needs certificates"):
        Crew(1, "tls://127.0.0.1:1").__enter__()


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER_S", 0.5)
    with theirs(0) as empty:
        address = empty.scheduler_address
        with pytest.raises(ClusterError, match=f"^the cluster at {address} has no workers$"):
            Crew(1, address).__enter__()


def test_other_versions_are_told_with_their_addresses(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "program", chores.here)
    with pytest.raises(ClusterError, match=r"^another version .* at 3 of .*: tcp://\S+, tcp://\S+, tcp://\S+$"):
        Crew(1, served.address).__enter__()


def test_a_worker_that_came_later_with_another_version_does_nothing(tmp_path: Path) -> None:
    task = (chores.mark, (tmp_path, 1))
    n, failed = cluster.attempted_far("other", 3, pickle.dumps(task))
    assert (n, failed) == (3, Failed("its worker has another version of the program, Python, numpy, numba or simpy"))
    assert chores.tried(tmp_path) == {}


def test_without_dask_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "sim.study.cluster")
    done = nurture("compare", "experiment.yaml", "--cluster", "local", "--json", at=workspace(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert done.err == "a cluster needs Dask: pip install 'nurture-sim[dask]'\n"


@pytest.mark.parametrize("left", ["a scheduler", "nothing"])
def test_a_cluster_that_goes_away_is_told_and_nobody_waits_for_ever(
    left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WORKERLESS_S", 0.5)
    tasks: list[Task] = [(chores.slow, (tmp_path, n, 0.05)) for n in range(200)]
    with theirs(1) as away, Crew(1, away.scheduler_address) as crew:
        results = crew.do(tasks)
        next(results)
        away.close() if left == "nothing" else away.scale(0)
        with pytest.raises(ClusterError, match="lost all its workers, or went away; the same command goes on"):
            list(results)
    assert len(chores.tried(tmp_path)) < 200


# ---- the command


COMPARE = ("-m", "sim", "compare", "experiment.yaml", "--no-charts", "--ledger", "none", "--cluster", "local:2")
PIPES = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


def kept(folder: Path) -> int:
    return len(list((folder / "results" / ".runs").glob("*/*.json")))


def untold(err: str) -> list[str]:
    """The lines on stderr, without those of progress."""
    return [line for line in err.splitlines() if not line.endswith("simulated runs")]


def test_a_worker_killed_on_the_way_changes_nothing_that_is_printed_or_kept(tmp_path: Path) -> None:
    workspace(tmp_path, experiment=ONE_RIVAL)
    words = ("--replications", "12", "--json")
    with started(*COMPARE, *words, at=tmp_path, **PIPES) as process:
        wait_until(lambda: kept(tmp_path) >= 3, "some runs are kept")
        os.kill(alive(process.pid, "spawn_main")[0], signal.SIGKILL)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, untold(err)) == (0, [])
    same = [*COMPARE[2:-2], *words, "--workers", "1", "--fresh"]
    alone = nurture(*same, at=tmp_path)
    assert json.loads(out) == {**alone.json, "run": "results/small_test/0001"}


def test_one_interrupt_ends_a_local_cluster_within_five_seconds_and_leaves_no_processes(tmp_path: Path) -> None:
    workspace(tmp_path, experiment=ONE_RIVAL)
    with started(*COMPARE, "--replications", "5000", at=tmp_path, **PIPES) as process:
        wait_until(lambda: kept(tmp_path) >= 1, "a run is kept")
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=5.0)
        wait_until(lambda: alive(process.pid) == [], "all processes have gone", limit_s=5.0)
    assert (process.returncode, out) == (130, "")
    assert [line.split(".")[0] for line in untold(err)] == ["Stopped"]
