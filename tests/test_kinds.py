"""A file that was taken for one of another kind is told so in one line, and nothing of it is complained about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.files.kinds import mistaken
from sim.files.workspace import check_path

ROOT = Path(__file__).parent.parent
FILES = {
    "journey": ROOT / "journeys/seed.yaml",
    "personas": ROOT / "personas/b2b_japan.yaml",
    "experiment": ROOT / "experiments/email_cadence.yaml",
}


@pytest.mark.parametrize("wanted", FILES)
@pytest.mark.parametrize("kind", FILES)
def test_only_files_of_another_kind_are_mistaken(kind: str, wanted: str) -> None:
    said = mistaken(FILES[kind], wanted)
    assert (said == "") == (kind == wanted)
    assert kind == wanted or f"{kind} file; " in said


@pytest.mark.parametrize("text", ["hello", "- a\n- b\n", "root:x:0: 1\n", "colour: red\n"])
@pytest.mark.parametrize(
    ("wanted", "known"), [("journey", "stages"), ("personas", "people"), ("experiment", "scenarios")]
)
def test_a_file_of_something_else_is_told_what_it_lacks_and_not_repeated(
    text: str, wanted: str, known: str, tmp_path: Path
) -> None:
    file = tmp_path / "other.yaml"
    file.write_text(text, encoding="utf-8")
    said = mistaken(file, wanted)
    assert known in said
    assert text.strip() not in said


@pytest.mark.parametrize("text", ["format: 2\n", "scenarios: 3\n", "a: [\n", ""])
def test_a_broken_experiment_is_still_an_experiment(text: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    assert mistaken(file, "experiment") == ""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped files, which is the current folder."""
    for file in FILES.values():
        (tmp_path / file.parent.name).mkdir()
        shutil.copy(file, tmp_path / file.parent.name / file.name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("email_cadence.yaml", "experiments/email_cadence.yaml: this is an experiment file; a journey file is needed"),
        ("../personas/b2b_japan.yaml", "personas/b2b_japan.yaml: this is a personas file; a journey file is needed"),
        ("../journeys", "journeys: this is not a file"),
        ("/dev/zero", "/dev/zero: this is not a file"),
        ("loop.yaml", "experiments/loop.yaml: this is a link, and where it leads there is no file"),
        ("x" * 400, "…: can't be read: File name too long"),
        ("../journeys/seed.yml", "journeys/seed.yml: no such file; did you mean 'seed.yaml'?"),
    ],
)
def test_a_journey_that_is_none_is_told_in_one_line_where_it_is_named(folder: Path, named: str, said: str) -> None:
    (folder / "experiments/loop.yaml").symlink_to("loop.yaml")
    file = folder / "experiments/email_cadence.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("../journeys/seed.yaml", named), encoding="utf-8")
    [problem] = check_path(Path("experiments/email_cadence.yaml"))
    assert str(problem).startswith("experiments/email_cadence.yaml:8:10: journey: ")
    assert said in str(problem)
    assert len(str(problem)) < 400
