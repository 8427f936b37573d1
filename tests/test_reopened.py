"""A comparison taken up again from its folder: the same figures, or one line that says why not."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from sim.study import archive, experiment
from sim.study.crew import Crew
from sim.study.durable import json_bytes
from sim.study.folder import Folder
from sim.study.lab import Lab
from sim.study.lives import NO_LIVES
from sim.study.reopened import reopened, reread
from sim.study.results import CHECKSUMS, MANIFEST, Results, ResultsError, sealed
from sim.study.store import Store
from tests import smallworld
from tests.opened import COMMAND, again, finished, small


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return finished(tmp_path_factory.mktemp("kept") / "all")


def rewritten(results: Results, folder: Path, name: str, content: bytes) -> Results:
    """A copy of a folder in which a file is another, with its checksum."""
    copy = folder / results.path.name
    shutil.copytree(results.path, copy)
    (copy / name).write_bytes(content)
    sums = json.loads((copy / CHECKSUMS).read_bytes())
    sums[name] = hashlib.sha256(content).hexdigest()
    (copy / CHECKSUMS).write_bytes(json_bytes(sealed(CHECKSUMS, sums)))
    return Results(copy)


def test_the_answer_is_the_same_and_nothing_is_simulated_twice(kept: Results) -> None:
    with Crew(1) as crew:
        lab = Lab(crew, store=Store(kept.path.parent.parent))
        found = reopened(kept, reread(kept), lab)
    assert lab.done == lab.reused > 0
    assert found.found.to_json()["verdict"] == kept.json("answer.json")["verdict"]
    assert found.repeat == COMMAND


def test_the_files_are_those_of_then_whatever_has_become_of_them(kept: Results) -> None:
    original = kept.path.parent.parent.parent / "files" / "experiment.yaml"
    text = original.read_text(encoding="utf-8")
    original.write_text("nonsense: [", encoding="utf-8")
    try:
        assert again(kept).found.scenarios == ("daily", "weekly", "strict")
    finally:
        original.write_text(text, encoding="utf-8")


def test_runs_that_are_gone_are_simulated_again_to_the_same_figures(kept: Results, tmp_path: Path) -> None:
    with Crew(1) as crew:
        lab = Lab(crew, store=Store(tmp_path))
        found = reopened(kept, reread(kept), lab)
    assert lab.reused == 0
    assert found.found.to_json()["scenarios"] == kept.json("answer.json")["scenarios"]


def test_other_figures_than_the_folder_has_are_refused_with_the_command_that_repeats_it(
    kept: Results, tmp_path: Path
) -> None:
    answer = kept.json("answer.json")
    answer["scenarios"]["weekly"]["kpis"]["mqls"]["mean"] += 1.0
    other = rewritten(kept, tmp_path, "answer.json", json_bytes(answer))
    said = r"comes to other figures; do it again: nurture compare experiment\.yaml"
    with Crew(1) as crew, pytest.raises(ResultsError, match=said):
        reopened(other, reread(other), Lab(crew, store=Store(kept.path.parent.parent)))


def test_only_comparisons_can_be_taken_up(kept: Results, tmp_path: Path) -> None:
    manifest = kept.json(MANIFEST) | {"kind": "search"}
    with pytest.raises(ResultsError, match="only the results of `nurture compare`"):
        reread(rewritten(kept, tmp_path, MANIFEST, json_bytes(manifest)))


@pytest.mark.parametrize("name", ["journey", "experiment", "people"])
def test_a_kept_file_that_was_changed_is_found_out(name: str, kept: Results, tmp_path: Path) -> None:
    shutil.copytree(kept.path, tmp_path / "0001")
    file = next((tmp_path / "0001" / "inputs").rglob(f"{name}.yaml"))
    file.write_text(file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    with pytest.raises(ResultsError, match=rf"inputs/{name}\.yaml can't be read; the file is damaged"):
        reread(Results(tmp_path / "0001"))


def test_leads_from_a_file_are_read_where_they_lie_if_they_are_as_they_were(tmp_path: Path) -> None:
    listed = "  list: {kind: csv, file: leads.csv, columns: {registered: registered}}"
    journey = smallworld.JOURNEY.replace("fit:", f"{listed}\nfit:", 1)
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "leads.csv").write_text("registered\n2026-04-03 10:00\n2026-04-20 11:00\n", encoding="utf-8")
    text = smallworld.EXPERIMENT.replace("replications: 4", "replications: 2").split("rests_on")[0]
    loaded = smallworld.load(folder, experiment=text, journey=journey)
    plan = experiment.plan(loaded)
    with Folder(tmp_path / "results", "small_test") as results, Crew(1) as crew:
        lab = Lab(crew, store=Store(tmp_path / "results"))
        found = experiment.compare(plan, lab)
        archive.keep_comparison(results, found, plan, lab, command=COMMAND, lives=NO_LIVES)
    kept = Results(results.path)
    assert again(kept).found.to_json()["scenarios"] == found.to_json()["scenarios"]
    (folder / "leads.csv").write_text("registered\n2026-04-03 10:00\n", encoding="utf-8")
    with pytest.raises(ResultsError, match=r"leads are never kept, and .*leads\.csv is not as it was"):
        reread(kept)


def test_a_single_run_can_be_taken_up_too() -> None:
    assert small(1).found.replications == 1
