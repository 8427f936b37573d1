"""Where the command begins: which language it speaks, by which precedence, and what it says of a wrong word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.doors.start import WrongWordError, chosen
from sim.words import language

FILE = "format: 1\nlanguage: {}\n"
HEAVY = {"numba", "scipy", "matplotlib", "duckdb", "joblib", "numpy", "pydantic", "networkx", "yaml"}


class Told(NamedTuple):
    code: int
    out: str
    err: str


def nurture(*words: str, at: Path, variable: str | None = None) -> Told:
    """The command as a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != language.VARIABLE}
    environment |= {"PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parent.parent), "COLUMNS": "80"}
    environment |= {} if variable is None else {language.VARIABLE: variable}
    done = subprocess.run(
        [sys.executable, "-m", "sim", *words], cwd=at, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return Told(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("words", "variable", "file", "spoken"),
    [
        ([], None, None, "en"),
        ([], None, "ja", "ja"),
        ([], "", "ja", "ja"),
        ([], "en", "ja", "en"),
        ([], "ja", "en", "ja"),
        (["--lang", "en", "kpis"], "ja", "ja", "en"),
        (["kpis", "--lang", "ja"], "en", "en", "ja"),
        (["kpis", "--lang=ja"], None, None, "ja"),
        (["--lang", "ja", "kpis", "--lang", "en"], None, None, "en"),
        (["sql", "--", "--lang", "ja"], None, None, "en"),
        (["kpis", "--lang"], None, None, "en"),
        (["kpis", "--lang", "ja"], "fr", "fr", "ja"),
        ([], "ja", "fr", "ja"),
    ],
)
def test_the_option_wins_then_the_environment_then_the_file(
    words: list[str], variable: str | None, file: str | None, spoken: str, tmp_path: Path
) -> None:
    if file:
        (tmp_path / "nurture.yaml").write_text(FILE.format(file), encoding="utf-8")
    environment = {} if variable is None else {language.VARIABLE: variable}
    assert chosen(words, environment, tmp_path) == spoken


def test_a_wrong_word_in_the_environment_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(WrongWordError, match="NURTURE_LANG: must be one of 'en', 'ja', found 'fr'"):
        chosen([], {language.VARIABLE: "fr"}, tmp_path)


@pytest.mark.parametrize("words", [["--lang", "ja", "--help"], ["--help", "--lang", "ja"]])
def test_help_is_japanese_down_to_clicks_own_words(words: list[str], tmp_path: Path) -> None:
    done = nurture(*words, at=tmp_path)
    assert (done.code, done.err) == (0, "")
    for word in ("使い方: nurture", "\nオプション:\n", "\nコマンド:\n", "このヘルプを表示して終了します。"):
        assert word in done.out
    assert "Usage" not in done.out


def test_a_command_is_japanese_by_the_environment_and_by_the_file(tmp_path: Path) -> None:
    bare = nurture("check", at=tmp_path, variable="ja")
    text = ".:1:1: このフォルダーにjourneys/*.yaml、personas/*.yaml、experiments/*.yamlがありません\n"
    assert (bare.code, bare.out.startswith(text)) == (2, True)
    (tmp_path / "nurture.yaml").write_text(FILE.format("ja"), encoding="utf-8")
    (tmp_path / "below").mkdir()
    assert nurture("check", at=tmp_path / "below").out.startswith(text)


@pytest.mark.parametrize(
    ("words", "variable", "file", "line"),
    [
        (["kpis", "--lang", "fr"], None, "", "--lang: must be one of 'en', 'ja', found 'fr'\n"),
        (["--lang=", "kpis"], None, "", "--lang: must be one of 'en', 'ja', found ''\n"),
        (["kpis"], "fr", "", "NURTURE_LANG: must be one of 'en', 'ja', found 'fr'\n"),
        (["kpis"], None, "fr", "nurture.yaml:2:11: language: must be one of 'en', 'ja', found 'fr'\n"),
    ],
)
def test_a_wrong_word_is_one_line_and_exit_code_2(
    words: list[str], variable: str | None, file: str, line: str, tmp_path: Path
) -> None:
    if file:
        (tmp_path / "nurture.yaml").write_text(FILE.format(file), encoding="utf-8")
    assert nurture(*words, at=tmp_path, variable=variable) == (2, "", line)


def test_nothing_heavy_is_imported_before_help_even_with_a_workspace_file(tmp_path: Path) -> None:
    (tmp_path / "nurture.yaml").write_text(FILE.format("ja"), encoding="utf-8")
    code = (
        "import sys\nfrom sim.doors.start import main\nsys.argv = ['nurture', '--help']\n"
        "try: main()\nexcept SystemExit: print('\\n' + ' '.join(sys.modules))"
    )
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
        encoding="utf-8",
    )  # fmt: skip
    assert "使い方" in done.stdout
    assert HEAVY & set(done.stdout.splitlines()[-1].split()) == set()
