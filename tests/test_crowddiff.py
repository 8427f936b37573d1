"""The same crowd under both versions: figures are those of ordinary runs, and what is the same is left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.files.workspace import load_journey
from sim.present.crowddiff import CrowdDiff, crowd_diff
from sim.present.flows import flows
from sim.study.crew import Crew
from sim.study.kpis import KPIS
from sim.study.samecrowd import same_crowd
from sim.study.scenarios import Study, rerun, simulated
from sim.yamlfile import compose_text
from tests import smallworld

RUNS, SEED = 3, 5


def studies(folder: Path, **changes: str) -> tuple[Study, Study]:
    smallworld.load(folder)
    root = compose_text("\n".join(f"{path}: {value}" for path, value in changes.items()) or "a: b", "changes").root
    both = (load_journey(folder / "journey.yaml", changes) for changes in ({}, root.settings() if changes else {}))
    return same_crowd(*both)


def compared(old: Study, new: Study) -> CrowdDiff:
    with Crew(1) as crew:
        told: list[tuple[int, int]] = []
        found = crowd_diff(
            old, new, ("a", "b"), crew=crew, seed=SEED, runs=RUNS, progress=lambda *done: told.append(done)
        )
    assert told == [(n, RUNS) for n in range(RUNS + 1)]
    return found


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, Study]:
    return studies(tmp_path_factory.mktemp("pair"), **{"mql.hot": "score >= 25"})


def test_figures_are_those_of_ordinary_runs(pair: tuple[Study, Study]) -> None:
    found = compared(*pair)
    for side, study in enumerate(pair):
        figures = np.stack([simulated(study, SEED, n).figures for n in range(RUNS)])
        for k, kpi in enumerate(KPIS):
            assert np.array_equal(found.parts[kpi][side], figures[:, k], equal_nan=True)
    assert found.leads == found.parts["leads"][0][:, 0].sum()
    mqls = found.kpi("mqls")
    assert mqls.difference.mean == pytest.approx(mqls.new - mqls.old)  # type: ignore[operator]


def test_ways_are_means_of_runs_those_that_differ_most_first(pair: tuple[Study, Study]) -> None:
    found = compared(*pair)
    gaps = [abs(each.new - each.old) for each in found.ways]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] > 0
    (hot,) = (each for each in found.ways if each.way == ("mql.hot", "J"))
    runs = [flows(rerun(pair[1], seed=SEED, replication=n).rows, pair[1].guide) for n in range(RUNS)]
    assert hot.new == pytest.approx(sum(each.edges["mql.hot", "J"] for each in runs) / RUNS)


def test_equal_versions_have_no_difference_at_all(tmp_path: Path) -> None:
    found = compared(*studies(tmp_path))
    assert (found.changed, found.ways, found.differing, found.examples) == (0, (), (), ())
    assert found.verdicts.counts.touched == 0


def test_a_run_that_fails_again_and_again_is_a_fault(
    pair: tuple[Study, Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.present.crowddiff.rerun", None)
    with pytest.raises(RuntimeError, match="TypeError"):
        compared(*pair)
