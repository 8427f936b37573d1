"""`nurture test`, `diff`, `checklist` and `coverage` in Japanese: they end as in English, and columns line up."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from rich.cells import cell_len

from sim.files.workspace import init
from sim.japanese import catalogue
from sim.words import language
from sim.words.messages import ENGLISH
from sim.words.settingwords import SETTINGS, meanings, setting_words
from sim.words.wording import listed, quoted, refused
from tests import smallworld
from tests.commandline import ONE_RIVAL, Done, nurture, workspace
from tests.test_cli_coverage import keep
from tests.test_cli_test import PAGE

ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z']{2,}){2,}")
NAMES = re.compile("engaged non buyer|practitioner researcher")  # personas of the file, which has no other titles
AS_TYPED = re.compile(r"`[^`]*`|^ {2,}\S.*$|monthly last Fri|pip install", re.MULTILINE)
CHECKS = """
checks:
  同じログ: {same_event_log: true}
  少なくとも: {kpi: mqls, limit: at least 100000}
  悪化しない: {kpi: opportunities, no_worse_by: 1000}
"""
LIMITS = """
earlier: {at_most: 5%}
later: {at_most: 100%}
kpis: {mqls: at most +1000, open_rate: 0.5}
"""
CHECKED = (
    "experiments/e.yaml:19: 不合格: 同じログ（weekly）: 3回のシミュレーションのうち3回で、dailyと異なるイベントログ。"
    "最初に異なるイベント"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace with a lower hand-off line in `lower.yaml`, limits, and an experiment with checks."""
    folder = workspace(tmp_path_factory.mktemp("small"))
    lower = smallworld.JOURNEY.replace("hot: score >= 30", "hot: score >= 25")
    (folder / "lower.yaml").write_text(lower, encoding="utf-8")
    (folder / "allow.yaml").write_text(LIMITS, encoding="utf-8")
    (folder / "experiments").mkdir()
    text = ONE_RIVAL.replace("journey: ", "journey: ../").replace("replications: 4", "replications: 3") + CHECKS
    (folder / "experiments" / "e.yaml").write_text(text, encoding="utf-8")
    keep(folder, "letters")
    return folder


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No others are started, which would take seconds each time."""
    monkeypatch.setattr("joblib.cpu_count", lambda: 1)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped files, with the test leads of the page about them, one of which fails."""
    folder = tmp_path_factory.mktemp("firm") / "firm"
    init(folder)
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (folder / "journeys" / "price.leads.yaml").write_text(text, encoding="utf-8")
    return folder


COMMANDS = {
    "test": ("test", "experiments"),
    "diff": ("diff", "journey.yaml", "lower.yaml", "--replications", "3", "--workers", "1", "--allow", "allow.yaml"),
    "same": ("diff", "journey.yaml", "journey.yaml"),
    "checklist": ("checklist", "journey.yaml"),
    "markdown": ("checklist", "journey.yaml", "--markdown"),
    "coverage": ("coverage", "letters"),
    "coverage_markdown": ("coverage", "letters", "--markdown"),
    "no_test": ("test", "people.yaml"),
    "no_journey": ("diff", "journey.yaml", "lower.yaml", "--journey", "large"),
    "wrong_kind": ("checklist", "people.yaml"),
    "wrong_scenario": ("coverage", "letters", "--scenario", "strikt"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_ends_as_in_english_and_leaves_no_english_sentence(name: str, small: Path) -> None:
    plain = nurture(*COMMANDS[name], at=small)
    told = in_japanese(small, *COMMANDS[name])
    assert told.code == plain.code
    assert english_in(told) == []
    assert told.out.count("\n\n") == plain.out.count("\n\n"), "another number of parts"
    assert re.search("[ぁ-ん一-龠]", told.out + told.err)


@pytest.mark.parametrize("name", ["diff", "checklist", "coverage"])
def test_columns_line_up(name: str, small: Path) -> None:
    found = list(tables(in_japanese(small, *COMMANDS[name]).out))
    assert found
    for heads, rows in found:
        columns = len(re.split(r"\s{2,}", heads.strip()))
        assert len(gaps([heads, *rows])) >= columns - 1, "\n".join([heads, *rows])


def test_a_check_is_told_in_whole_sentences(small: Path) -> None:
    first, second, third, last = in_japanese(small, "test", "experiments").out.splitlines()
    assert first.startswith(CHECKED)
    assert re.fullmatch(r"experiments/e.yaml:20: 判断できない: 少なくとも（weekly）: 1か月あたりのMQL数 \d+ .*", second)
    assert second.endswith("条件: 100000以上。シミュレーションが5回未満では判断しません。あと2回必要です。")
    assert re.search(r"商談数 [-+][\d.]+ \[.*\]（対daily）。条件: 悪化が1,000件以内。", third)
    assert last == "不合格3件、合格0件"


def test_a_failed_test_lead_is_told_with_its_log_in_columns(firm: Path) -> None:
    done = in_japanese(firm, "test", "journeys/price.leads.yaml")
    first, score, log, *more, last = done.out.splitlines()
    assert (done.code, last) == (1, "不合格1件、合格1件")
    assert first == (
        "journeys/price.leads.yaml:17: 佐藤_課長: endの期待はhanded_off=no、"
        "実際は引き渡しあり（price_page_rule、day 12 09:20）"
    )
    assert score.strip() == "スコア115 = 35 属性 + 20 download + 60 price_page"
    assert {cell_len(line) - cell_len(line.lstrip()) for line in more} == {26}, "reasons stand below the event"
    assert cell_len(log[: log.index("ルール")]) == 26


@pytest.mark.parametrize("key", ["mutate.end", "mutate.day", "mutate.moment", "test.yes", "test.no", "test.moment"])
def test_what_a_file_of_test_leads_may_say_is_the_same_in_both_languages(key: str) -> None:
    assert catalogue.JAPANESE[key] == ENGLISH[key], "`nurture mutate` offers test leads that are ready to be pasted"


def test_every_setting_means_something_in_japanese() -> None:
    assert meanings("ja").keys() == SETTINGS.keys()
    assert [key for key, text in meanings("ja").items() if not re.search("[ぁ-んァ-ヶ一-龠]", text)] == []
    with language.speaking("ja"):
        found = setting_words("Journey.days")
    assert found
    assert (found.meaning, found.example) == ("1回のシミュレーションの長さ（日数）", SETTINGS["Journey.days"].example)


def test_editors_and_workbooks_explain_settings_in_the_language_in_use(firm: Path) -> None:
    from openpyxl import load_workbook

    assert nurture("schema", "journey", at=firm).json["properties"]["days"]["description"] == "how long a run lasts"
    told = in_japanese(firm, "schema", "journey").json["properties"]
    assert told["days"]["description"] == "1回のシミュレーションの長さ（日数）"
    nurture("workbook", "journeys/seed.yaml", "--lang", "ja", at=firm)
    sheets = load_workbook(firm / "journeys" / "seed.xlsx").worksheets
    legends = [cell.comment.text for sheet in sheets for cell in sheet[1] if cell.comment]
    assert "リードがとどまれる期間。例: 90d" in legends
    assert [text for text in legends if not re.search("[ぁ-んァ-ヶ一-龠]", text)] == []


def test_no_translation_is_left_in_english() -> None:
    texts = {**catalogue.JAPANESE, **meanings("ja")}
    left = {key for key, text in texts.items() if ENGLISH_WORDS.search(AS_TYPED.sub("", text))}
    assert left == set()


def test_mistakes_in_a_table_of_test_leads_have_their_places_in_either_language(firm: Path) -> None:
    rows = ["lead,source,job,day,does,object,expect", "a,web_inquiry,boss,5,flies,x,", ",,,6,visits,nothing,"]
    (firm / "tests.csv").write_text("\n".join([*rows, ",,,end,,,score=1"]), encoding="utf-8")
    words = ("leads", "import", "tests.csv", "--journey", "journeys/seed.yaml")
    errors = nurture(*words, at=firm).err, in_japanese(firm, *words).err
    plain, told = (re.findall(r"^tests.csv:(\d): (?:column '|列「)(\w+)['」]:", each, re.MULTILINE) for each in errors)
    assert plain == told == [("2", "job"), ("2", "does"), ("3", "object")]


@pytest.mark.parametrize("key", [key for key in ENGLISH if key.startswith("system.")])
def test_what_the_system_refuses_is_told_in_the_language_in_use(key: str) -> None:
    number = getattr(errno, key.removeprefix("system."))
    assert refused(OSError(number, os.strerror(number))) == os.strerror(number)
    with language.speaking("ja"):
        assert refused(OSError(number, os.strerror(number))) == catalogue.JAPANESE[key]
        assert refused(ValueError("odd")) == "odd"


def test_commas_and_quotes_are_those_of_the_language() -> None:
    assert (listed(["a", 1]), quoted("a")) == ("a, 1", "'a'")
    with language.speaking("ja"):
        assert (listed(["a", 1]), quoted("a")) == ("a、1", "「a」")


def in_japanese(folder: Path, *words: str | Path) -> Done:
    with language.speaking("ja"):
        return nurture(*words, at=folder)


def english_in(done: Done) -> list[str]:
    """Three English words in a row, in what a command said."""
    return ENGLISH_WORDS.findall(NAMES.sub("", done.out + done.err))


def tables(out: str) -> Iterator[tuple[str, list[str]]]:
    """The heads and rows of each table: the line above a rule, and those below it down to an empty one."""
    for full, group in groupby(out.splitlines(), key=bool):
        lines = list(group)
        rule = next((n for n, line in enumerate(lines) if set(line) == {"─"}), 0)
        if full and rule:
            yield lines[rule - 1], lines[rule + 1 :]


def gaps(lines: list[str]) -> list[tuple[int, int]]:
    """Columns of the screen, two or more side by side, that are blank in every line; not those at either end."""
    cells = ["".join(c + "#" * (cell_len(c) - 1) for c in line) for line in lines]
    wide = max(map(len, cells))
    filled = "".join(" " if all(line.ljust(wide)[n] == " " for line in cells) else "x" for n in range(wide))
    return [match.span() for match in re.finditer("(?<=x)  +(?=x)", filled)]
