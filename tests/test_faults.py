"""Whatever the disk refuses, at whichever step: one line, exit code 3, nothing half-written, and the same bytes later.

A whole small comparison is done again and again, each time with the next step failing. What costs time and touches no
file (simulating, drawing, encoding a table) is done once and remembered.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import duckdb
import pytest

from sim.files import workspace as files_of
from sim.present import flowruns, picture
from sim.study import experiment, lab
from sim.study.store import FOLDER, Store
from tests.commandline import ONE_RIVAL, Done, nurture, workspace
from tests.faults import Error, Faults, Remembered, Step, finished


class Fault(NamedTuple):
    """What fails: an errno or an exception, once or from then on."""

    error: Error
    lasts: bool = False


FULL, BROKEN = Fault(errno.ENOSPC, lasts=True), Fault(errno.EIO)
WORDS = ("compare", "experiment.yaml", "--replications", "2", "--workers", "1")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("faults"), experiment=ONE_RIVAL)


def remembering(work: Callable[..., Any], key: Callable[..., object]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def call(*arguments: Any, **named: Any) -> Any:
        asked = key(*arguments)
        if asked not in known:
            known[asked] = work(*arguments, **named)
        return known[asked]

    return call


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Nothing that touches no file of the results is done twice."""
    with (
        mock.patch.object(files_of, "load_experiment", remembering(files_of.load_experiment, lambda *_: None)),
        mock.patch.object(experiment, "plan", remembering(experiment.plan, lambda *_: None)),
        mock.patch.object(lab, "simulated", remembering(lab.simulated, lambda study, seed, n: (study.key, seed, n))),
        mock.patch.object(lab, "lived", remembering(lab.lived, lambda study, seed, n, share: (study.key, seed, n))),
        mock.patch.object(flowruns, "experiment_flows", return_value={}),
        mock.patch.object(os, "fsync", return_value=None),
        mock.patch.object(duckdb, "connect", Remembered().connect),
        mock.patch.object(picture, "files", remembering(picture.files, lambda chart: chart.name)),
    ):
        yield


def compare(place: Path, out: Path, *more: str) -> Done:
    return nurture(*WORDS, "--out", out, *more, at=place)


@pytest.fixture(scope="module")
def undisturbed(place: Path, quick: None) -> dict[str, bytes]:
    assert compare(place, place / "undisturbed").code == 0
    (whole,) = finished(place / "undisturbed")
    assert len(whole) > 20
    return whole


def each_step(place: Path, folder: Path, faults: Sequence[Fault]) -> Iterator[tuple[Path, Fault, Step, Done]]:
    """What became of a comparison in a folder of its own, for each of its steps; these faults take turns."""
    for n in range(10_000):
        out, fault = folder / str(n), faults[n % len(faults)]
        with Faults(out, at=n, error=fault.error, lasting=fault.lasts).at_work() as at_work:
            done = compare(place, out)
        if at_work.struck is None:
            assert n > 100, "the steps of a comparison were not counted"
            return
        yield out, fault, at_work.struck, done
        shutil.rmtree(out)


def name_told(step: Step) -> str:
    """The file that a user should hear of: never one that is still being written beside its name."""
    return re.sub(r"\.[0-9a-f]{8}\.tmp$", "", step.file)


def nothing_is_half_written(out: Path, undisturbed: dict[str, bytes], *, tidy: bool) -> None:
    assert all(run == undisturbed for run in finished(out))
    store = Store(out)
    for kept in out.glob(f"{FOLDER}/*/*.json"):
        seed, number = kept.stem.split("-")
        assert store.get(kept.parent.name, int(seed), int(number)) is not None, kept
    if tidy:
        assert list(out.rglob("*.tmp")) == []


def the_same_command_ends_well(place: Path, out: Path, undisturbed: dict[str, bytes], step: Step) -> None:
    assert compare(place, out).code == 0, step
    runs = finished(out)
    assert runs, step
    assert all(run == undisturbed for run in runs), step
    assert [path.name for path in out.glob("*/*.partial")] == [], step


def every_step_can_fail(place: Path, folder: Path, undisturbed: dict[str, bytes], faults: Sequence[Fault]) -> None:
    for out, fault, step, done in each_step(place, folder, faults):
        if done.code == 0:  # the library of locks looks for the folder once more, and finds it there
            assert (step.file, finished(out)) == (".locks", [undisturbed])
            continue
        assert (done.code, done.out) == (3, ""), step
        (line,) = done.err.splitlines()
        assert line.startswith("the results can't be written: "), step
        assert str(out / name_told(step)) in line, step
        assert ".tmp" not in line, step
        nothing_is_half_written(out, undisturbed, tidy=not fault.lasts)
        the_same_command_ends_well(place, out, undisturbed, step)


def test_whatever_can_not_be_written_is_one_line_and_the_same_command_ends_with_the_same_bytes(
    place: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    every_step_can_fail(place, tmp_path, undisturbed, [FULL, BROKEN])


@pytest.mark.slow
@pytest.mark.parametrize("fault", [FULL, BROKEN, Fault(errno.ENOSPC), Fault(errno.EIO, lasts=True)])
def test_every_kind_of_fault_at_every_step(
    fault: Fault, place: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    every_step_can_fail(place, tmp_path, undisturbed, [fault])


def test_an_interrupt_at_any_step_stops_and_the_same_command_ends_with_the_same_bytes(
    place: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    for out, _, step, done in each_step(place, tmp_path, [Fault(KeyboardInterrupt)]):
        assert (done.code, done.out) == (130, ""), step
        assert len(done.err.splitlines()) == 1, step
        assert done.err.startswith("Stopped. "), step
        nothing_is_half_written(out, undisturbed, tidy=True)
        the_same_command_ends_well(place, out, undisturbed, step)
