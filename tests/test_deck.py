"""Decks: six slides with a figure in each title, an appendix, charts that can be edited, and nothing that overflows."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx.oxml.ns import qn

from sim.present.brief import Guard, brief
from sim.present.chartset import deck_charts
from sim.present.deck import SLIDES, Deck, deck, titles_of
from sim.present.slidecheck import checked
from sim.study.answer import Answer, Choice
from sim.study.comparison import Comparison
from sim.study.standing import State
from sim.words.language import Language, speaking
from tests.made import compared
from tests.opened import small
from tests.pictures import JAPANESE, LONG, comparison
from tests.slideshow import charts_of, opened, runs_of, shapes_of, show_of, texts_of, titled, written

TARGET = Path("deck.pptx")
LATER = re.compile(r"Holm|TOST|replication|p-value|p値", re.IGNORECASE)


def made(found: Comparison | None = None, *, language: Language = "en", template: Path | None = None) -> Deck:
    with speaking(language):
        return deck(opened(found), template=template, target=TARGET)


@cache
def plain(language: Language = "en") -> Deck:
    """The deck of the small experiment, its pictures as well."""
    with speaking(language):
        return deck(small(), deck_charts(small()), target=TARGET)


def decided(scenario: str) -> Comparison:
    found = comparison(("weekly", "twice_a_month"))
    return replace(found, answer=Answer(Choice(scenario), "the answer", 40, "the reason"))


def twelve(title: str = "") -> Comparison:
    names = [f"scenario_{n}" for n in range(12)]
    return titled(comparison(names), **({name: f"{title} {n}" for n, name in enumerate(names)} if title else {}))


CASES = {
    "zero MQLs": comparison(mqls=0, handoffs=0, opportunities=0, wins=0),
    "a single run": comparison(runs=1),
    "nobody can tell": compared(twice_a_month={"opportunities": (-1.5, 3.0)}),
    "stay": decided("weekly"),
    "change": decided("twice_a_month"),
    "twelve scenarios": twelve(),
    "twelve long names": twelve(LONG),
    "names of 60 characters": titled(comparison(), weekly=LONG, twice_a_month="名" * 60),
    "signs": titled(comparison(), weekly=JAPANESE, twice_a_month='=HYPERLINK("http://a.example","@x")'),
    "a share decides": comparison(shown=("open_rate", "breach_share", "cost")),
    "limits": comparison(limits={"unsubscribes": "at most +5", "breach_share": "at most 20 %"}),
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("case", CASES)
def test_whatever_was_found_makes_a_deck_in_which_all_fits(case: str, language: Language) -> None:
    found = made(CASES[case], language=language)
    assert found.found.overflows == ()
    assert all(re.search(r"\d", title) for title in found.titles[:SLIDES]), found.titles[:SLIDES]
    assert not LATER.search(" ".join(texts_of(found.content, last=SLIDES)))


def test_six_slides_come_before_the_appendix() -> None:
    found = plain()
    assert [title.startswith("Appendix") for title in found.titles] == [False] * 6 + [True] * found.appendix
    assert len(show_of(found.content).slides) == len(found.titles) == found.found.slides


def test_titles_tell_what_the_brief_found() -> None:
    told, titles = brief(small()), titles_of(brief(small()))
    assert told.headline in titles[0]
    assert told.because[0].rstrip(".") in titles[0]
    assert f"{told.effect[0].before_words} → {told.effect[0].after_words}" in titles[1]
    assert f"{told.week[1].before_words} → {told.week[1].after_words}" in titles[2]
    assert told.rests_on[0].title.lower() in titles[3].lower()
    assert told.next_steps[0].rstrip(".") in titles[5]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_guardrails_that_nobody_set_are_not_counted(language: Language) -> None:
    with speaking(language):
        told = brief(small())
        title = titles_of(told._replace(guards=()))[4]
        assert not re.search(r"\b0\b|0件", title)
        bare = titles_of(told._replace(guards=(), watch=()))[4]
        assert str(told.runs) in bare


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_line_ends_between_a_minus_and_its_number(language: Language) -> None:
    """A hyphen may end a line; what then begins the next one is read as a gain."""
    told = re.compile(r"(?<![\w.])-(?=\d)")
    texts = texts_of(made(CASES["a share decides"], language=language).content, last=SLIDES)
    assert any("\N{MINUS SIGN}" in text for text in texts)
    assert not [text for text in texts if told.search(text) and not re.fullmatch(r"-[\d.e-]+", text)]  # charts' numbers


def test_guardrails_that_are_not_settled_do_not_pass_for_broken() -> None:
    told = brief(small())
    guard = Guard("busiest week", "+1.3", "margin 4", State.OPEN, "not settled")
    kept = guard._replace(state=State.KEPT)
    assert "guardrails kept: 1 of 2; not settled: 1" in titles_of(told._replace(guards=(kept, guard)))[4].lower()
    assert "settled" not in titles_of(told._replace(guards=(kept, kept)))[4]


def test_words_of_statistics_wait_for_the_appendix() -> None:
    assert not LATER.search(" ".join(texts_of(plain().content, last=SLIDES)))
    assert LATER.search(" ".join(texts_of(plain().content, first=SLIDES + 1)))


def test_every_slide_has_notes_with_the_command_that_repeats_it() -> None:
    for slide in show_of(plain().content).slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert "nurture compare experiment.yaml" in notes
        assert small().results.path.as_posix() in notes


def test_notes_have_the_figures_with_their_intervals() -> None:
    told = brief(small())
    notes = show_of(plain().content).slides[1].notes_slide.notes_text_frame.text
    for figure in told.effect:
        assert figure.label in notes
    assert told.effect[0].interval in notes
    assert told.money_words[0][1] in notes


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_text_has_an_east_asian_font(language: Language) -> None:
    found = list(runs_of(plain(language).content))
    assert len(found) > 500
    assert {each.find(qn("a:ea")).get("typeface") for each in found} == {"Yu Gothic"}


def test_japanese_slides_say_that_they_are_japanese() -> None:
    assert {each.get("lang") for each in runs_of(plain("ja").content)} == {"ja-JP"}


def test_money_is_told_in_man_yen() -> None:
    texts = " ".join(texts_of(plain("ja").content, last=SLIDES))
    assert re.search(r"[0-9.]+(万|億)?円", texts)
    assert "yen" not in texts


def test_charts_are_the_figures_of_the_comparison() -> None:
    opportunities, week = charts_of(plain().content)[:2]
    found = small().found
    name = found.question.kpi
    assert list(opportunities.plots[0].categories) == [found.called(each) for each in found.scenarios]
    assert list(opportunities.plots[0].series[0].values) == [found.cells[s][name].mean for s in found.scenarios]
    base = found.cells[found.baseline]
    day, busiest = (base[kpi].mean for kpi in ("handoffs_per_rep_day", "busiest_week_per_rep"))
    assert day is not None
    assert list(week.plots[0].series[0].values) == pytest.approx([5.0 * day, busiest])


def test_intervals_are_error_bars_that_can_be_edited() -> None:
    chart = charts_of(made(comparison()).content)[0]
    for side in ("plus", "minus"):
        reach = chart._chartSpace.find(f".//{qn('c:errBars')}/{qn(f'c:{side}')}/{qn('c:numRef')}")
        cells = reach.find(qn("c:f")).text
        values = [float(each.text) for each in reach.iter(qn("c:v"))]
        sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        column = re.match(r"Sheet1!\$([A-Z])\$2:\$[A-Z]\$(\d+)", cells)
        assert column is not None
        assert [sheet[f"{column[1]}{n}"].value for n in range(2, int(column[2]) + 1)] == pytest.approx(values)
        assert min(values) > 0.0


def test_a_single_run_has_no_interval() -> None:
    assert all(each.text == "0.0" for chart in charts_of(made(comparison(runs=1)).content)
               for bars in chart._chartSpace.iter(qn("c:errBars")) for each in bars.iter(qn("c:v")))  # fmt: skip


def test_the_workbook_behind_a_chart_has_texts_and_no_formulas() -> None:
    found = made(CASES["signs"])
    texts = []
    for chart in charts_of(found.content):
        book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book["Sheet1"].iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in cells)
        texts += [cell.value for cell in cells if cell.data_type == "s"]
    assert any(text.startswith("=") for text in texts)


def test_the_workbook_behind_a_chart_says_what_the_chart_shows() -> None:
    for chart in charts_of(plain().content):
        sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        plot = chart.plots[0]
        assert [sheet.cell(n, 1).value for n in range(2, 2 + len(plot.categories))] == list(plot.categories)
        for column, series in enumerate(plot.series, 2):
            assert sheet.cell(1, column).value == series.name
            values = [sheet.cell(n, column).value for n in range(2, 2 + len(plot.categories))]
            assert values == pytest.approx(list(series.values))


def test_the_same_deck_has_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(comparison())
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert made(comparison()).content == first.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_and_charts_and_tables_are_told_to_those_who_cannot_see_them() -> None:
    for _, shape in shapes_of(plain().content):
        if shape.has_chart or shape.has_table or shape.shape_type == 13:
            described = shape._element.find(f".//{qn('p:cNvPr')}").get("descr")
            assert described, shape.name


def test_what_stands_in_the_appendix() -> None:
    titles = " ".join(plain().titles)
    for what in ("all KPIs (1 of", "assumptions", "method", "differences", "journey map"):
        assert what in titles
    assert "all 12 scenarios" in " ".join(made(CASES["twelve scenarios"]).titles)


def test_letters_that_no_font_has_are_counted() -> None:
    assert plain().found.missing == ()
    assert made(titled(comparison(), weekly="weekly \U00013000")).found.missing == ("\U00013000",)


def test_pages_of_a_long_table_are_about_as_full() -> None:
    tables = [(plain().titles[n - 1], shape.table) for n, shape in shapes_of(plain().content) if shape.has_table]
    rows = [len(table.rows) for title, table in tables if "all KPIs" in title]
    assert len(rows) > 2
    assert max(rows) - min(rows) <= 4


def test_what_had_to_be_cut_is_told() -> None:
    long = "word " * 400
    found = made(titled(comparison(), twice_a_month=long))
    assert found.cut
    assert found.found.overflows == ()
    assert plain().cut == ()


def test_an_overflow_would_be_noticed() -> None:
    show = show_of(plain().content)
    box = show.slides[0].shapes[1]
    box.left = show.slide_width
    for run in show.slides[3].shapes.title.text_frame.paragraphs[0].runs:
        run.text = run.text * 9
    page = io.BytesIO()
    show.save(page)
    assert [each.partition(":")[0] for each in checked(page.getvalue()).overflows] == ["1", "4"]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("japanese", [False, True])
def test_a_template_gives_its_layouts_fonts_and_size(tmp_path: Path, wide: bool, japanese: bool) -> None:
    found = made(language="ja", template=written(tmp_path, wide=wide, japanese=japanese, font="BIZ UDPGothic"))
    show = show_of(found.content)
    assert round(show.slide_width / show.slide_height, 2) == (1.78 if wide else 1.33)
    assert {each.find(qn("a:ea")).get("typeface") for each in runs_of(found.content)} == {"BIZ UDPGothic"}
    assert {slide.slide_layout.name.removeprefix("Firm ") for slide in show.slides} <= {
        *("タイトルのみ", "タイトルとコンテンツ", "Title Only", "Title and Content"),
    }
    assert not any("ld slide" in text for text in texts_of(found.content))
    assert found.found.overflows == ()


@pytest.mark.parametrize("case", ["twelve long names", "names of 60 characters", "signs"])
def test_all_fits_on_a_narrow_template(case: str, tmp_path: Path) -> None:
    found = made(CASES[case], template=written(tmp_path))
    assert found.found.overflows == ()
    foot = 7.5 - 0.45
    for n, shape in shapes_of(found.content):
        if not shape.is_placeholder:
            assert (shape.top + shape.height) / 914_400 <= foot + 0.01, f"slide {n}: {shape.name} lies on the logo"


def test_nothing_on_a_slide_lies_on_anything_else() -> None:
    for case in ("twelve scenarios", "limits", "signs"):
        found: dict[int, list[tuple[float, float, float, float]]] = {}
        for n, shape in shapes_of(made(CASES[case]).content):
            box = shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
            found.setdefault(n, []).append(tuple(each / 914_400 for each in box))  # type: ignore[arg-type]
        for n, boxes in found.items():
            for i, a in enumerate(boxes):
                assert not any(_overlap(a, b) for b in boxes[i + 1 :]), f"{case}: slide {n}"


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    hair = 0.02
    return min(a[2], b[2]) - max(a[0], b[0]) > hair and min(a[3], b[3]) - max(a[1], b[1]) > hair
