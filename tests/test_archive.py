"""What an experiment and a run leave in their folders."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from sim.files.workspace import shipped
from sim.study.archive import inputs, keep_comparison, keep_run, manifest
from sim.study.crew import Crew
from sim.study.experiment import compare, plan
from sim.study.folder import Folder
from sim.study.kpis import KPIS
from sim.study.lab import Lab
from sim.study.lives import Lives
from sim.study.results import Results, ResultsError, resolve
from sim.study.scenarios import rerun, single
from sim.study.trace import lines, timeline
from tests import smallworld

COMMAND = ["nurture", "compare", "experiment.yaml", "--replications", "2", "--seed", "7"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two results folders of the same experiment, and one of a single run."""
    folder = tmp_path_factory.mktemp("kept")
    loaded = smallworld.load(folder, experiment=smallworld.EXPERIMENT.replace("rests_on", "# rests_on"))
    ready, lab = plan(loaded, replications=2), Lab(Crew())
    found = compare(ready, lab)
    for _ in range(2):
        with Folder(folder / "results", "small_test") as kept:
            keep_comparison(kept, found, ready, lab, command=COMMAND, lives=Lives(2))
    study = single(loaded.baseline, scale=0.5)
    with Folder(folder / "results", "small") as kept:
        keep_run(kept, rerun(study, seed=3, replication=0), loaded.baseline, study, command=["nurture", "run"], seed=3)
    return folder


def test_the_same_experiment_twice_leaves_the_same_bytes(root: Path) -> None:
    first, second = (resolve(root / "results", f"small_test/000{n}").path for n in (1, 2))
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    tables = {f"scenario={name}/replication={n}" for name in ("daily", "weekly", "strict") for n in (0, 1)}
    assert {file.parent.as_posix() for file in files} == {".", "inputs", *tables}
    assert all((first / file).read_bytes() == (second / file).read_bytes() for file in files)


def test_the_manifest_says_how_to_repeat_it(root: Path) -> None:
    found = resolve(root / "results", "small_test").json("manifest.json")
    assert found["repeat"] == COMMAND
    assert (found["seed"], found["replications"], found["scenarios"]) == (7, 2, ["daily", "weekly", "strict"])
    assert set(found["versions"]) == {"nurture-sim", "python", "numpy", "numba", "simpy"}
    assert [Path(each["file"]).name for each in found["inputs"]] == ["experiment.yaml", "journey.yaml", "people.yaml"]
    for each in found["inputs"]:
        assert each["sha256"] == hashlib.sha256((root / Path(each["file"]).name).read_bytes()).hexdigest()


def test_inputs_below_the_present_folder_are_named_from_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    loaded = smallworld.load(root)
    study = single(loaded.baseline)
    with Folder(root / "elsewhere", "small") as kept:
        keep_run(kept, rerun(study, seed=3, replication=0), loaded.baseline, study, command=[], seed=3)
    found = resolve(root / "elsewhere").json("manifest.json")
    assert [each["file"] for each in found["inputs"]] == ["journey.yaml", "people.yaml"]


def test_the_programs_own_files_are_named_alike_wherever_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = manifest(inputs([shipped() / "journeys" / "seed.yaml"]), [], 1, 1, {})
    assert [each["file"] for each in found["inputs"]] == ["journeys/seed.yaml"]


def test_the_answer_and_kpis_are_those_of_the_comparison(root: Path) -> None:
    results = resolve(root / "results", "small_test/0001")
    answer = results.json("answer.json")
    assert answer["run"] is None
    rows = list(csv.DictReader((results.path / "kpis.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 3 * 2 * len(KPIS)
    mqls = [float(row["value"]) for row in rows if (row["scenario"], row["kpi"]) == ("strict", "mqls")]
    per_month = answer["scenarios"]["strict"]["kpis"]["mqls"]["mean"]
    assert per_month == pytest.approx(sum(mqls) / 2 * 30.4375 / 35)


def test_recorded_runs_can_be_traced_from_the_folder_alone(root: Path) -> None:
    results = resolve(root / "results", "small_test/0001")
    assert results.recorded() == [(name, n) for name in ("daily", "strict", "weekly") for n in (0, 1)]
    rows, leads, guide = results.ledger("weekly", 1), results.leads("weekly", 1), results.guide("weekly", 1)
    assert rows.size == leads["rows"].sum()
    texts = [lines(timeline(rows, lead, guide)) for lead in range(leads.size)]
    assert sum(len(text) for text in texts) >= rows.size


def test_a_single_run_has_the_same_kind_of_folder(root: Path) -> None:
    results = resolve(root / "results", "small")
    assert results.json("manifest.json")["kind"] == "run"
    assert results.recorded() == [("small", 0)]
    assert results.damaged() == []
    whole = smallworld.load(root).baseline
    assert results.leads("small", 0).size < rerun(single(whole), seed=3, replication=0).leads.size  # scale 0.5


def test_nothing_in_the_folder_tells_where_it_was_made(root: Path) -> None:
    results = resolve(root / "results", "small_test/0001")
    answer = json.dumps(results.json("answer.json"))
    assert str(root) not in answer


def test_the_journeys_of_a_run_are_kept_in_the_order_of_their_files(root: Path) -> None:
    loaded = smallworld.load(root, experiment=smallworld.EXPERIMENT.replace("rests_on", "# rests_on"))
    first, second = resolve(root / "results", "small_test").journeys("weekly", 1)
    for kept, was in ((first, loaded.baseline.journey), (second, loaded.scenarios["weekly"].journey)):
        assert list(kept.journey().touchpoints) == list(was.touchpoints) == ["paper", "news"]
        assert kept.journey().model_copy(update={"days": was.days}) == was
    (alone,) = resolve(root / "results", "small").journeys("small", 0)
    assert alone.journey().mql == loaded.baseline.journey.mql


@pytest.mark.parametrize("text", ["{", "[1]", "[{}]", '[{"settings": {"format": "1"}, "places": {}}]'])
def test_a_journey_that_this_version_does_not_understand_is_said_to_be_damaged(text: str, tmp_path: Path) -> None:
    with Folder(tmp_path, "kept") as folder:
        folder.add("scenario=a/replication=0/journeys.json", text.encode())
    with pytest.raises(ResultsError, match=r"journeys\.json"):
        Results(folder.path).journeys("a", 0)
