"""`--lang` on every command, in this process; help with full-width characters; what click says by itself."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sim.doors.cli import main
from sim.doors.cli_language import LanguageOption, after_option, named
from sim.doors.cli_wide import WideContext, WideFormatter
from sim.words import language
from sim.words.languagewords import ENGLISH
from tests.commandline import nurture


def commands(command: click.Command, path: str = "nurture") -> list[tuple[str, click.Command]]:
    below = command.commands if isinstance(command, click.Group) else {}
    return [(path, command), *(found for name, each in below.items() for found in commands(each, f"{path} {name}"))]


@pytest.mark.parametrize("command", [each for _, each in commands(main)], ids=[path for path, _ in commands(main)])
def test_every_command_has_the_option_once(command: click.Command) -> None:
    assert [type(option) for option in command.params if "--lang" in option.opts] == [LanguageOption]


@pytest.mark.parametrize(
    "words", [["--lang", "ja", "check"], ["check", "--lang", "ja"], ["--lang", "en", "check", "--lang=ja"]]
)
def test_the_option_holds_for_one_command_in_either_place(words: list[str], tmp_path: Path) -> None:
    assert "ありません" in nurture(*words, at=tmp_path).out
    assert (language.current(), language.VARIABLE in os.environ) == ("en", False)
    assert "no journeys" in nurture("check", at=tmp_path).out


def test_a_wrong_language_is_one_line(tmp_path: Path) -> None:
    assert nurture("check", "--lang", "fr", at=tmp_path) == (2, "", "--lang: must be one of 'en', 'ja', found 'fr'\n")


def test_a_workspace_begun_in_japanese_says_so_in_its_file(tmp_path: Path) -> None:
    done = nurture("init", "firm", "--lang", "ja", "--json", at=tmp_path)
    assert "firm/nurture.yaml" in done.json["files"]
    assert (tmp_path / "firm" / "nurture.yaml").read_text(encoding="utf-8") == "format: 1\nlanguage: ja\n"
    with language.speaking("ja"):
        nurture("init", "other", at=tmp_path)
    assert (tmp_path / "other" / "nurture.yaml").is_file()
    nurture("init", "english", "--lang", "en", at=tmp_path)
    assert (tmp_path / "english" / "nurture.yaml").read_text(encoding="utf-8") == "format: 1\nlanguage: en\n"
    nurture("init", "plain", at=tmp_path)
    assert not (tmp_path / "plain" / "nurture.yaml").exists()


def test_a_workbook_is_in_the_language_in_use_wherever_the_option_stands(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    nurture("init", ".", at=tmp_path)
    for words in (["--lang", "ja", "workbook"], ["workbook", "--lang", "ja"]):
        done = nurture(*words, "journeys/seed.yaml", "--force", "--out", "book.xlsx", at=tmp_path)
        assert (done.code, done.err) == (0, "")
        assert "配点" in openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames
    assert nurture("workbook", "--lang", "ja", "apply", "book.xlsx", "--dry-run", at=tmp_path).code == 0


@pytest.mark.parametrize(
    ("words", "found", "rest"),
    [
        ("--lang ja check", "ja", "check"),
        ("--lang=ja check", "ja", "check"),
        ("check --lang fr", "fr", "check --lang fr"),
        ("check", None, "check"),
        ("--lang", None, ""),
        ("check -- --lang ja", None, "check -- --lang ja"),
        ("--lang en --lang=ja x", "ja", "x"),
    ],
)
def test_the_words_of_a_command_line_name_the_language(words: str, found: str | None, rest: str) -> None:
    assert (named(words.split()), after_option(words.split())) == (found, rest.split())


# ---- click


@pytest.mark.parametrize(
    ("words", "japanese", "english"),
    [
        ([], "次の引数がありません: 'JOURNEY'.", "Missing argument 'JOURNEY'."),
        (["a", "b"], "余分な引数があります（b）", "Got unexpected extra argument (b)"),
        (["a", "--speed", "3"], "'--speed'というオプションはありません。", "No such option '--speed'."),
        (
            ["a", "--color", "x"],
            "'--color'の値が正しくありません: 次のいずれかにしてください: 'red', 'blue'（指定値: 'x'）。",
            "'x' is not one of 'red', 'blue'.",
        ),
        (["a", "--color"], "オプション'--color'には値が必要です。", "Option '--color' requires an argument."),
        (["a", "--count", "x"], "（指定値: 'x'）。", "'x' is not a valid integer range."),
        (["a", "--count", "9"], "1<=x<=5の範囲にしてください（指定値: 9）。", "9 is not in the range 1<=x<=5."),
        (["--help"], "このヘルプを表示して終了します。", "Show this message and exit."),
    ],
)
def test_click_speaks_the_language_in_use(words: list[str], japanese: str, english: str) -> None:
    @click.command()
    @click.argument("journey")
    @click.option("--color", type=click.Choice(["red", "blue"]))
    @click.option("--count", type=click.IntRange(1, 5))
    def command(**_: object) -> None:
        pass

    assert english in CliRunner().invoke(command, words).output
    command._help_option = None  # click keeps its help option with the words of its first use
    with language.speaking("ja"):
        assert japanese in CliRunner().invoke(command, words).output


def test_our_copy_of_clicks_words_is_what_click_says() -> None:
    """By its sources: a word that click has changed would silently stay English."""
    folder = Path(str(click.__file__)).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    gone = [text for key, text in ENGLISH.items() if key.startswith("click.") and repr_of(text) not in source]
    assert gone == []


def repr_of(text: str) -> str:
    """A text as it stands in double quotes."""
    return '"' + text.replace("\n", "\\n").replace("\t", "\\t") + '"'


def test_full_width_characters_count_twice_in_help() -> None:
    formatter = WideFormatter(width=40)
    formatter.write_text("全角の文字は二つ分の幅を取るので、行は半分の文字数で折り返します。and words too")
    formatter.write_dl([("--会社", "説明の文がここに入り、右の列の幅で折り返します。"), ("--lang", "short")])
    lines = formatter.getvalue().splitlines()
    assert all(width(line) <= 41 for line in lines)
    starts = {width(line[: line.index(word)]) for line in lines for word in ("説明の文", "short") if word in line}
    assert len(starts) == 1, "the second column begins at one place"


PARTS = ["全", "角", "、", "。", "「", "」", "months", "1,000", "NURTURE_LANG", " ", " "]
WORDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=60)


@given(WORDS)
def test_lines_of_full_width_text_end_where_they_may_and_nothing_is_lost(words: list[str]) -> None:
    text = "始" + "".join(words)
    formatter = WideFormatter(width=48)
    formatter.write_text(text)
    lines = formatter.getvalue().splitlines()
    assert all(width(line) <= 49 for line in lines) or longest(text) > 48
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    joined = "\n".join(lines)
    asked_for = re.search(" [、。」]|「 ", text)  # who writes a blank there may get a new line
    assert asked_for or longest(text) > 40 or not re.search("\n[、。」]|「\n", joined)
    for word in ("months", "1,000", "NURTURE_LANG"):
        assert longest(text) > 40 or sum(line.count(word) for line in lines) == text.count(word)


def longest(text: str) -> int:
    """Columns of the longest part without a place to end a line."""
    return max(width(part) for part in re.split(r"(?<=[全角、。」始])(?![、。」])| ", text))


def test_lines_of_a_japanese_paragraph_are_joined_without_blanks_and_examples_stay() -> None:
    formatter = WideFormatter(width=60)
    formatter.write_text("一行目、\n二行目。\nEnglish\nwords\n\n\b\n例:\n  nurture demo 見本\n  nurture check")
    assert formatter.getvalue() == "一行目、二行目。English words\n\n例:\n  nurture demo 見本\n  nurture check\n"


def test_plain_help_is_as_clicks() -> None:
    words = "Some plain words that have to be broken over several lines of a narrow screen."
    ours, clicks = WideFormatter(width=30), click.HelpFormatter(width=30)
    for formatter in (ours, clicks):
        formatter.write_usage("nurture", "[OPTIONS]")
        formatter.write_text(words)
        formatter.write_dl([("--lang", words)])
    assert ours.getvalue() == clicks.getvalue()
    assert WideContext.formatter_class is WideFormatter


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
