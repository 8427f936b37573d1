"""Same inputs, same seed: the same bytes of leads, ledger and tally, however and wherever a run is played."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import joblib
import pytest

from sim.engine import world
from sim.engine.world import Prepared
from sim.files.workspace import load_journey
from sim.model.ledger import Run, digest

ROOT = Path(__file__).parent.parent
SEED, REPLICATIONS = 20260401, 6


def shipped() -> Prepared:
    """The first half year of the shipped journey."""
    loaded = load_journey(ROOT / "journeys" / "seed.yaml")
    return world.prepare(loaded.journey.model_copy(update={"days": 180}), loaded.personas, scale=0.5)


def digests(run: Run) -> tuple[str, str, str]:
    """Of leads, rows and tally."""
    return digest(run.leads), digest(run.rows), digest(run.tally)


def played(prepared: Prepared, replication: int) -> tuple[str, str, str]:
    """One run, in whichever process this is."""
    return digests(world.run(prepared, seed=SEED, replication=replication))


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return shipped()


@pytest.fixture(scope="module")
def alone(prepared: Prepared) -> list[tuple[str, str, str]]:
    """All replications, one after the other."""
    found = [played(prepared, n) for n in range(REPLICATIONS)]
    assert len(set(found)) == REPLICATIONS
    return found


@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_workers(prepared: Prepared, alone: list[tuple[str, str, str]], workers: int) -> None:
    calls = (joblib.delayed(played)(prepared, n) for n in range(REPLICATIONS))
    assert joblib.Parallel(n_jobs=workers)(calls) == alone


@pytest.mark.parametrize("chunk", [1, 7, 100, 10**6])
def test_any_chunking(prepared: Prepared, alone: list[tuple[str, str, str]], chunk: int) -> None:
    assert digests(world.run(prepared, seed=SEED, replication=0, chunk=chunk)) == alone[0]


def test_any_order_of_runs(prepared: Prepared, alone: list[tuple[str, str, str]]) -> None:
    assert [played(prepared, n) for n in (5, 0, 5)] == [alone[5], alone[0], alone[5]]


def test_another_process_with_another_hash_of_texts() -> None:
    code = "from tests import test_bytes as t; print(t.played(t.shipped(), 1))"
    found = set()
    for hash_seed in ("1", "4242"):
        settings = {**os.environ, "PYTHONHASHSEED": hash_seed}
        result = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=settings, capture_output=True, text=True, check=True
        )
        found.add(result.stdout.strip())
    assert found == {str(played(shipped(), 1))}


def test_a_run_that_records_nothing_ends_with_the_same_leads_and_tally(
    prepared: Prepared, alone: list[tuple[str, str, str]]
) -> None:
    silent = world.run(prepared, seed=SEED, replication=0, record="none")
    assert len(silent.rows) == 0
    assert (digest(silent.leads), digest(silent.tally)) == (alone[0][0], alone[0][2])


def test_seeds_of_32_bits_are_all_different_and_none_is_refused(prepared: Prepared) -> None:
    short = prepared._replace(scale=0.05)
    runs = {digest(world.run(short, seed=seed, replication=0).leads) for seed in (0, 1, 2**31, 2**32 - 1)}
    assert len(runs) == 4
