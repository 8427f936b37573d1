"""The pages of charts: every chart of a report once, in words and pictures, as the commands draw them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import gallery_made
from benchmarks.gallery_charts import ENTRIES, PAGES, Entry, charts_page, commands, picture
from benchmarks.gallery_made import HANDED_ON, LOOKS, ROOT, chart_files, demo_files, workspace
from benchmarks.gallery_pages import title
from sim.words.language import Language
from tests.test_gallery import LARGEST_PICTURE, described

CHARTS = [  # every chart of a report, in its order
    *("journey", "funnel", "differences", "workload", "cadence", "handoff_scores", "cumulative", "spans", "hours"),
    *("quality", "grid", "tornado", "shifts", "touches", "thresholds", "life"),
]

def read(place: str) -> bytes:
    return (ROOT / "docs" / place).read_bytes()


def test_the_page_has_every_chart_of_a_report_in_its_order() -> None:
    assert [entry.name for entry in ENTRIES] == CHARTS
    for page_of_charts in PAGES.values():
        assert re.findall(r'^<a id="(\w+)"></a>$', (ROOT / page_of_charts).read_text(encoding="utf-8"), re.M) == CHARTS


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_what_its_pictures_and_the_table_of_words_give(language: Language) -> None:
    drawn = {entry.name: read(picture(entry.name, language)) for entry in ENTRIES}
    told = (ROOT / PAGES[language]).read_text(encoding="utf-8")
    assert told == charts_page(drawn, language), "write it by python -m benchmarks.gallery --charts-only"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_chart_has_light_dark_and_japanese_pictures_told_in_words_and_of_few_bytes(entry: Entry) -> None:
    titles = {}
    for language, is_dark in LOOKS:
        svg = read(picture(entry.name, language, is_dark=is_dark))
        assert len(svg) < LARGEST_PICTURE, picture(entry.name, language, is_dark=is_dark)
        assert len(described(svg.decode("utf-8"))) == 2
        titles[language, is_dark] = title(svg)
    assert titles["en", False] == titles["en", True] != ""
    assert re.search("[ぁ-んァ-ン一-龥]", titles["ja", False])


def test_a_section_of_a_chart_has_picture_decision_and_command() -> None:
    drawn = {entry.name: b"<svg><title>A &amp;\n<b></title></svg>" for entry in ENTRIES}
    section = charts_page(drawn, "en").partition('<a id="tornado"></a>')[2].partition("<a id=")[0].splitlines()
    dark, light = "pictures/charts/tornado_dark.svg", "pictures/charts/tornado.svg"
    assert section[2] == "## Tornado: every assumption over its range"
    assert section[4].startswith(f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">')
    assert f'<img src="{light}" alt="' in section[4]
    assert section[6].startswith("Decide from it: what to measure first")
    assert section[8] == (
        "Drawn by `nurture robustness experiments/email_cadence.yaml`, then "
        "`nurture charts email_cadence --chart tornado`."
    )
    japanese = charts_page(drawn, "ja")
    assert "<picture>" not in japanese
    assert japanese.count("この図で決めること: ") == len(ENTRIES)


def test_what_a_page_says_of_a_chart_is_one_line_in_each_language() -> None:
    for entry in ENTRIES:
        assert entry.en.decide.endswith(".")
        assert entry.ja.decide.endswith("。")
        assert not {"\n"} & {*entry.en.decide, *entry.ja.decide}
        assert len(commands(entry)) == 1 + (entry.name == "tornado")
    for words in ([entry.en for entry in ENTRIES], [entry.ja for entry in ENTRIES]):
        assert len({each.heading for each in words} | {each.decide for each in words}) == 2 * len(ENTRIES)


def test_charts_are_drawn_by_the_commands_that_the_page_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed: list[str] = []
    monkeypatch.setattr(gallery_made, "nurture", lambda *words, at: typed.append(shown(words)) or drawn_by(words))
    found = chart_files(tmp_path)
    assert list(found)[-1] == PAGES["ja"]
    assert set(found) == {*PAGES.values()} | {
        f"docs/{picture(name, language, is_dark=is_dark)}" for name in CHARTS for language, is_dark in LOOKS
    }
    assert len(typed) == len(LOOKS) * len({entry.experiment for entry in ENTRIES})
    for entry in ENTRIES:
        *_, command = commands(entry)
        start, chart = command.split(" --chart ")
        assert [line for line in typed if line.startswith(f"{start} ") and f"--chart {chart} " in line]
    assert b"light en" in found["docs/pictures/charts/grid.svg"]
    assert b"dark en" in found["docs/pictures/charts/grid_dark.svg"]
    assert b"light ja" in found["docs/pictures/charts/grid_ja.svg"]


def shown(words: Sequence[str]) -> str:
    return " ".join(("nurture", *words))


def drawn_by(words: Sequence[str]) -> str:
    """What `nurture charts` would write: pictures that say how they were asked for."""
    asked = dict(zip(words[2::2], words[3::2], strict=True))
    ending = "_dark" if asked["--theme"] == "dark" else ""
    for name, value in zip(words[2::2], words[3::2], strict=True):
        if name == "--chart":
            text = f"<svg><title>{asked['--theme']} {asked['--lang']}</title></svg>"
            Path(asked["--out"], f"{value}{ending}.svg").write_text(text, encoding="utf-8")
    return ""


def test_the_demo_is_handed_on_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*words: str, at: Path) -> str:
        folder = at / "results" / words[1] / "0001"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / HANDED_ON[words[0]]).write_text(words[-1])
        return ""

    monkeypatch.setattr(gallery_made, "nurture", write)
    found = demo_files(tmp_path)
    assert {name: content.decode() for name, content in found.items()} == {
        "docs/demo/report.html": "en", "docs/demo/deck.pptx": "en", "docs/demo/agreement.html": "en",
        "docs/demo/report.ja.html": "ja", "docs/demo/deck.ja.pptx": "ja", "docs/demo/agreement.ja.html": "ja",
    }  # fmt: skip
    for name in found:
        assert (ROOT / name).stat().st_size > 1000, name
    for language, name in PAGES.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        assert set(re.findall(r"\]\((demo/[\w.]+)\)", text)) == {file.removeprefix("docs/") for file in found}, language


@pytest.mark.slow
def test_a_small_run_makes_every_chart_report_deck_and_agreement_the_same_each_time(tmp_path: Path) -> None:
    with workspace(tmp_path, replications=2) as folder:
        charts, demo = chart_files(folder), demo_files(folder)
    assert len(charts) == len(LOOKS) * len(CHARTS) + len(PAGES)
    assert all(title(content) for name, content in charts.items() if name.endswith(".svg"))
    assert demo["docs/demo/deck.pptx"].startswith(b"PK")
    assert b'<html lang="ja"' in demo["docs/demo/report.ja.html"]
    with workspace(tmp_path, replications=2) as folder:
        assert chart_files(folder) == charts
        assert demo_files(folder) == demo
