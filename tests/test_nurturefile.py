"""The workspace file: where it is found, what it says, and each mistake at its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.files import nurturefile, workspace
from sim.words.language import LANGUAGES, Language
from sim.yamlfile import FileProblems


def written(folder: Path, text: str) -> Path:
    (folder / "nurture.yaml").write_text(text, encoding="utf-8")
    return folder / "nurture.yaml"


@pytest.mark.parametrize("which", LANGUAGES)
def test_a_file_that_was_begun_by_us_reads_back(which: Language, tmp_path: Path) -> None:
    assert nurturefile.spoken_in(written(tmp_path, nurturefile.text_of(which))) == which


@pytest.mark.parametrize(
    "text",
    [
        "format: 1\nlanguage: ja\n",
        "format: 1\r\nlanguage: ja\r\n",
        "# ours\nformat: 1\nlanguage: ja  # all of us\n",
        "language: 'ja'\nformat: 1\n",
        "{format: 1, language: ja}",
        "\ufeffformat: 1\nlanguage: ja",
    ],
)
def test_the_language_is_read_however_it_is_written(text: str, tmp_path: Path) -> None:
    assert nurturefile.spoken_in(written(tmp_path, text)) == "ja"


def test_a_file_without_a_language_is_english(tmp_path: Path) -> None:
    assert nurturefile.spoken_in(written(tmp_path, "format: 1\n")) == "en"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("format: 1\nlanguage: fr\n", "2:11: language: must be one of 'en', 'ja', found 'fr'"),
        ("format: 1\nlanguage: eng  #\n", "2:11: language: must be one of 'en', 'ja', found 'eng'; did you mean 'en'?"),
        ("format: 2\nlanguage: ja\n", "1:9: format: must be 1, found 2"),
        ("language: ja\n", "1:1: format: this setting is missing"),
        ("format: 1\nlangage: ja\n", "2:1: langage: unknown setting; did you mean 'language'?"),
        ("", "1:1: the file is empty"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(text: str, line: str, tmp_path: Path) -> None:
    file = written(tmp_path, text)
    assert [str(problem) for problem in nurturefile.mistakes(file)] == [f"{file}:{line}"]
    with pytest.raises(FileProblems):
        nurturefile.spoken_in(file)


def test_the_nearest_file_above_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "firm" / "journeys").mkdir(parents=True)
    outer = written(tmp_path, nurturefile.text_of("en"))
    monkeypatch.chdir(tmp_path / "firm" / "journeys")
    assert nurturefile.find(Path()) == outer
    inner = written(tmp_path / "firm", nurturefile.text_of("ja"))
    assert nurturefile.find(Path()) == inner
    monkeypatch.chdir(tmp_path / "firm")
    assert str(nurturefile.find(Path())) == "nurture.yaml", "named as its folder is"


def test_a_folder_by_that_name_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "nurture.yaml").mkdir()
    found = nurturefile.find(tmp_path)
    assert found
    assert [problem.text for problem in nurturefile.mistakes(found)] == ["this is not a file"]


def test_a_plain_file_is_read_without_anything_heavy(tmp_path: Path) -> None:
    file = written(tmp_path, nurturefile.text_of("ja"))
    code = (
        "import sys, pathlib; from sim.files import nurturefile; "
        f"assert nurturefile.spoken_in(pathlib.Path({str(file)!r})) == 'ja'; assert 'pydantic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_workspace_is_checked_with_its_file(tmp_path: Path) -> None:
    workspace.init(tmp_path, language="ja")
    assert tmp_path / "nurture.yaml" in workspace.checked_files(tmp_path)
    assert tmp_path / "nurture.yaml" not in workspace.files_of(tmp_path), "it is no journey to compare"
    assert workspace.check_path(tmp_path) == workspace.check_path(tmp_path / "nurture.yaml") == []
    file = written(tmp_path, "format: 1\nlanguage: fr\n")
    assert [problem.file for problem in workspace.check_path(tmp_path)] == [str(file)]
    assert [problem.file for problem in workspace.check_path(file)] == [str(file)]


def test_a_workspace_begun_without_a_language_has_no_file(tmp_path: Path) -> None:
    assert not any(file.name == "nurture.yaml" for file in workspace.init(tmp_path))
