"""Killed at any instant, the command or one of its workers: at most what was in hand is lost, and no bytes differ."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sim.study.results import LOG
from sim.study.shelf import entries
from sim.study.store import FOLDER
from tests.commandline import ONE_RIVAL, nurture, workspace
from tests.faults import finished
from tests.prepared import Prepared

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills need POSIX")

RUNS = 12  # two scenarios
WORDS = ("compare", "experiment.yaml", "--replications", "6", "--no-charts")
MOST_DEATHS = 2  # of workers in one command: a task whose workers die three times is given up


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("kills"), experiment=ONE_RIVAL)


@pytest.fixture(scope="module")
def undisturbed(place: Path) -> dict[str, bytes]:
    assert nurture(*WORDS, "--workers", "1", "--out", "undisturbed", at=place).code == 0
    (whole,) = finished(place / "undisturbed")
    return whole


@pytest.fixture(scope="module")
def prepared(place: Path) -> Iterator[Prepared]:
    with Prepared(place) as found:
        yield found


def kept_runs(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.glob(f"{FOLDER}/*/*.json")}


class Siege:
    """Commands killed at random moments; each is taken up again until it is done."""

    def __init__(self, prepared: Prepared, folder: Path, seed: int, *, workers: int, forked: bool = True) -> None:
        self._prepared, self._folder, self._luck = prepared, folder, random.Random(seed)
        self._workers, self._forked = workers, forked
        self.kills = self._sieges = 0
        began_s = time.monotonic()
        self._start(folder / "first")
        assert prepared.ended() == 0, prepared.told()
        self._took_s = time.monotonic() - began_s

    def _start(self, out: Path) -> None:
        words = (*WORDS, "--workers", str(self._workers), "--out", out)
        self._prepared.start(*words, forked_workers=self._forked)

    def lay(self, kills: int, undisturbed: dict[str, bytes]) -> None:
        """Kill so often, and more until all is done."""
        while self.kills < kills:
            self._sieges += 1
            self._one(self._folder / str(self._sieges), undisturbed)

    def _one(self, out: Path, undisturbed: dict[str, bytes]) -> None:
        kept: set[str] = set()
        while not self._ends_well(out):
            assert self._prepared.all_gone(), self._prepared.alive()
            assert all(run == undisturbed for run in finished(out))
            assert all(entry.state in ("interrupted", "done") for entry in entries(out))
            assert kept <= kept_runs(out)
            kept = kept_runs(out)
        runs = finished(out)  # more than one, if it was killed when all was done but the farewell
        assert runs == [undisturbed] * max(1, len(runs))
        assert list(out.glob("*/*.partial")) == []
        log = json.loads((out / "small_test" / f"{len(runs):04d}" / LOG).read_bytes())
        assert (log["reused"], log["simulated"]) == (len(kept), RUNS - len(kept))

    def _ends_well(self, out: Path) -> bool:
        """Begin, and kill now a worker, now the command; False if the command was killed."""
        self._start(out)
        deaths = 0
        while (code := self._prepared.ended(self._luck.uniform(0.0, self._took_s))) is None:
            if deaths < MOST_DEATHS and self._workers > 1 and self._luck.random() < 0.6:
                deaths += self._kill_a_worker()
            else:
                self._kill_the_command()
                code = self._prepared.ended()
                break
        told = self._prepared.told()
        assert code in (0, -signal.SIGKILL), told
        assert self._forked or "Traceback" not in told[1]  # joblib's own tracker stumbles over forked workers
        return code == 0

    def _kill_a_worker(self) -> int:
        workers = self._prepared.workers()
        return self._killed(self._luck.choice(workers)) if workers else 0

    def _kill_the_command(self) -> None:
        if self._luck.random() < 0.3:
            self._killed(self._prepared.group)  # its workers have to find out by themselves
        else:
            with suppress(ProcessLookupError):
                self._prepared.kill_all()
                self.kills += 1

    def _killed(self, pid: int) -> int:
        with suppress(ProcessLookupError):
            self._prepared.kill(pid)
            self.kills += 1
            return 1
        return 0


def test_after_twenty_kills_at_random_moments_the_bytes_are_the_same(
    prepared: Prepared, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    Siege(prepared, tmp_path, 1, workers=1).lay(20, undisturbed)


def test_after_twenty_kills_of_two_workers_or_their_command_the_bytes_are_the_same(
    prepared: Prepared, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    Siege(prepared, tmp_path, 2, workers=2).lay(20, undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_of_workers_that_are_started_anew(
    seed: int, prepared: Prepared, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    Siege(prepared, tmp_path, seed, workers=2, forked=False).lay(20, undisturbed)
