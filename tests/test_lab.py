"""A lab reads the runs that are kept and simulates the others, each once; nothing is lost when one fails or stops."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.study import lab as module
from sim.study.crew import Crew
from sim.study.lab import Lab, RunsFailed
from sim.study.results import ResultsError
from sim.study.scenarios import Study, studies
from sim.study.simulated import Simulated
from sim.study.store import Store
from tests import smallworld
from tests.commandline import ONE_RIVAL, PLAIN_EXPERIMENT, nurture, workspace
from tests.keptruns import flipped

WORDS = ("compare", "experiment.yaml", "--workers", "1", "--no-charts", "--ledger", "none", "--replications", "3")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Study]:
    loaded = smallworld.load(tmp_path_factory.mktemp("lab"), experiment=ONE_RIVAL)
    return {("", name): study for name, study in studies(loaded).items()}


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """What was simulated: key, seed and number."""
    seen: list[tuple[str, int, int]] = []
    work = module.simulated

    def counted(study: Study, seed: int, replication: int) -> Simulated:
        seen.append((study.key, seed, replication))
        return work(study, seed, replication)

    monkeypatch.setattr(module, "simulated", counted)
    return seen


def plain(runs: Any) -> list[bytes]:
    return [np.asarray(part).tobytes() for part in runs[:3]]


def test_what_is_kept_is_not_simulated_again_and_gives_the_same_runs(
    ready: dict[tuple[str, str], Study], simulated: list[Any], tmp_path: Path
) -> None:
    with Crew() as crew:
        alone = Lab(crew).runs(ready, 7, 0, 3)
        simulated.clear()
        first = Lab(crew, store=Store(tmp_path)).runs(ready, 7, 0, 2)
        assert len(simulated) == len(set(simulated)) == 4
        simulated.clear()
        lab = Lab(crew, store=Store(tmp_path))
        again = lab.runs(ready, 7, 0, 3)
    assert [number for _, _, number in simulated] == [2, 2]
    assert (lab.done, lab.planned, lab.reused) == (6, 6, 4)
    for label in ready:
        assert plain(again[label]) == plain(alone[label])
        assert again[label].figures[:2].tobytes() == first[label].figures.tobytes()


def test_other_seeds_are_other_runs(
    ready: dict[tuple[str, str], Study], simulated: list[Any], tmp_path: Path
) -> None:
    with Crew() as crew:
        for seed in (7, 8):
            Lab(crew, store=Store(tmp_path)).runs(ready, seed, 0, 1)
    assert len(set(simulated)) == 4


def test_each_run_is_kept_as_it_ends(
    ready: dict[tuple[str, str], Study], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, stopped_at = Store(tmp_path), 3

    def stop(done: int, planned: int) -> None:
        if done == stopped_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Crew() as crew:
        Lab(crew, store=store, progress=stop).runs(ready, 7, 0, 3)
    assert sum(store.count(study.key, 7, 3) for study in ready.values()) == stopped_at


def test_a_damaged_run_is_simulated_again_and_kept_anew(
    ready: dict[tuple[str, str], Study], simulated: list[Any], tmp_path: Path
) -> None:
    with Crew() as crew:
        before = Lab(crew, store=Store(tmp_path)).runs(ready, 7, 0, 2)
        simulated.clear()
        file = next(Store(tmp_path).path.glob("*/7-1.json"))
        flipped(file)
        store = Store(tmp_path)
        after = Lab(crew, store=store).runs(ready, 7, 0, 2)
    assert simulated == [(file.parent.name, 7, 1)]
    assert store.damaged == [file]
    assert all(plain(after[label]) == plain(before[label]) for label in ready)
    assert Store(tmp_path).get(file.parent.name, 7, 1) is not None


def test_a_run_that_fails_is_told_when_the_others_are_done_and_kept(
    ready: dict[tuple[str, str], Study], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = module.simulated

    def fails(study: Study, seed: int, replication: int) -> Simulated:
        if (study.key, replication) == (ready["", "weekly"].key, 0):
            raise ZeroDivisionError("no luck")
        return work(study, seed, replication)

    monkeypatch.setattr(module, "simulated", fails)
    store = Store(tmp_path)
    with pytest.raises(RunsFailed) as error, Crew() as crew:
        Lab(crew, store=store).runs(ready, 7, 0, 2)
    (failure,) = error.value.failures
    assert failure[:4] == ("", "weekly", 7, 0)
    assert failure.why.reason == "ZeroDivisionError: no luck"
    assert [store.count(ready["", name].key, 7, 2) for name in ("daily", "weekly")] == [2, 1]


def test_a_disk_that_refuses_a_run_stops_the_work_with_a_line(
    ready: dict[tuple[str, str], Study], tmp_path: Path
) -> None:
    (tmp_path / ".runs").write_text("no folder")
    with pytest.raises(ResultsError, match=r"the results can't be written: .*\.runs"), Crew() as crew:
        Lab(crew, store=Store(tmp_path)).runs(ready, 7, 0, 1)


def log(place: Path, number: int) -> tuple[int, int]:
    """How many runs a comparison simulated, and how many it found."""
    found = json.loads((place / "results" / "small_test" / f"{number:04d}" / "run.log.json").read_bytes())
    return found["simulated"], found["reused"]


def test_nothing_is_computed_twice_when_only_one_scenario_changed(tmp_path: Path) -> None:
    workspace(tmp_path, experiment=PLAIN_EXPERIMENT)
    assert nurture(*WORDS, at=tmp_path).code == 0
    workspace(tmp_path, experiment=PLAIN_EXPERIMENT.replace("mql.hot: score >= 60", "mql.hot: score >= 50"))
    assert nurture(*WORDS, at=tmp_path).code == 0
    workspace(tmp_path, experiment=PLAIN_EXPERIMENT.replace("weekly:\n", "once_a_week:  # only the name\n"))
    assert nurture(*WORDS[:-1], "4", at=tmp_path).code == 0
    assert [log(tmp_path, number) for number in (1, 2, 3)] == [(9, 0), (3, 6), (3, 9)]


def test_a_damaged_kept_run_is_named_and_the_comparison_is_the_same(tmp_path: Path) -> None:
    workspace(tmp_path, experiment=ONE_RIVAL)
    first = nurture(*WORDS, "--json", at=tmp_path)
    file = next((tmp_path / "results" / ".runs").glob("*/7-1.json"))
    flipped(file)
    second = nurture(*WORDS, "--json", at=tmp_path)
    name = file.relative_to(tmp_path).as_posix()
    assert (second.code, second.err) == (0, f"{name}: not as it was written; that run was simulated again\n")
    assert {**second.json, "run": None} == {**first.json, "run": None}
    assert log(tmp_path, 2) == (1, 5)


def test_fresh_runs_are_simulated_anew_but_not_those_of_the_run_that_is_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace(tmp_path, experiment=ONE_RIVAL)
    assert nurture(*WORDS, at=tmp_path).code == 0
    put, kept = Store.put, []

    def stops(store: Store, *run: Any) -> None:
        put(store, *run)
        kept.append(run)
        if len(kept) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "put", stops)
    assert nurture(*WORDS, "--fresh", at=tmp_path).code == 130
    monkeypatch.setattr(Store, "put", put)
    assert nurture(*WORDS, "--fresh", at=tmp_path).code == 0
    assert [log(tmp_path, number) for number in (1, 2)] == [(6, 0), (4, 2)]


def test_files_that_are_changed_meanwhile_are_kept_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace(tmp_path, experiment=ONE_RIVAL)
    before = {name: (tmp_path / name).read_bytes() for name in ("experiment.yaml", "journey.yaml", "people.yaml")}
    put = Store.put

    def meanwhile(store: Store, *run: Any) -> None:
        put(store, *run)
        for name in before:
            (tmp_path / name).write_text("somebody thinks of the next experiment", encoding="utf-8")

    monkeypatch.setattr(Store, "put", meanwhile)
    assert nurture(*WORDS, at=tmp_path).code == 0
    folder = tmp_path / "results" / "small_test" / "0001"
    assert {name: (folder / "inputs" / name).read_bytes() for name in before} == before
    told = json.loads((folder / "manifest.json").read_bytes())["inputs"]
    assert {each["file"]: each["sha256"] for each in told} == {
        name: hashlib.sha256(content).hexdigest() for name, content in before.items()
    }
