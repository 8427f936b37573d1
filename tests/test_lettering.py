"""Texts fit their places, whatever is in them, and no character is asked of a font that has none."""

from __future__ import annotations

import logging

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from sim.present import lettering
from sim.present.lettering import (
    STAND_IN,
    cut_to,
    fitted,
    height_in,
    paragraphs,
    quiet_fonts,
    readable,
    width_in,
    wrapped,
)
from sim.words.wording import one_line

TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)
RUNIC = "ᚠᚡᚢ"  # in no font that comes with matplotlib or stands in EAST_ASIAN


@pytest.mark.parametrize("text", ["Leads registered", "score >= 100 and price_page >= 1", "1,234.5 %"])
@pytest.mark.parametrize("bold", [False, True])
def test_the_width_of_a_text_is_what_matplotlib_gives_it(text: str, bold: bool) -> None:
    font = FontProperties(family="DejaVu Sans", size=10, weight="bold" if bold else "normal")
    drawn, _, _ = RendererAgg(10, 10, 720).get_text_width_height_descent(text, font, ismath=False)
    assert width_in(text, 10.0, bold=bold) == pytest.approx(drawn / 720, rel=0.03)


@given(TEXTS, st.floats(0.2, 4.0), st.integers(1, 4))
def test_no_line_is_wider_than_its_place(text: str, width: float, lines: int) -> None:
    found = wrapped(text, width, 8.0, lines).split("\n")
    assert len(found) <= lines
    assert all(width_in(line, 8.0) <= width + 1e-9 for line in found)


@given(TEXTS)
def test_nothing_is_lost_where_there_is_room(text: str) -> None:
    assert "".join(wrapped(text, 3.0, 8.0, 99).split()) == "".join(one_line(text).split())


def test_a_blank_text_is_an_empty_line() -> None:
    assert wrapped(" ", 1.0, 8.0, 2) == ""


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert cut_to("a" * 60, 1.0, 8.0).endswith("a…")
    assert cut_to("short", 1.0, 8.0) == "short"
    assert wrapped("one two three four five six", 0.6, 8.0, 2).endswith("…")


def test_lines_end_between_words_and_long_names_where_their_words_end() -> None:
    assert wrapped("twice a month", 0.55, 8.0, 3) == "twice a\nmonth"
    assert wrapped("an_underscored_name_without_spaces", 1.2, 8.0, 3).split("\n")[0].endswith("_")


def test_japanese_may_break_anywhere() -> None:
    assert len(wrapped("価格ページを見た人への案内", 0.8, 8.0, 5).split("\n")) > 1


def test_the_largest_size_at_which_no_word_is_cut_is_taken() -> None:
    assert fitted("Opportunity opened", 0.7, 2, (9.0, 8.0, 7.0)) == ("Opportunity\nopened", 8.0)
    assert fitted("Opportunity opened", 0.2, 2, (9.0, 8.0, 7.0))[1] == 7.0


def test_paragraphs_share_the_lines() -> None:
    texts = ["first of two rules that are long", "second of them"]
    assert paragraphs(texts, 1.0, 8.0, 4) == "first of two rules\nthat are long\nsecond of them"
    assert paragraphs(texts, 1.0, 8.0, 2).count("\n") == 1
    assert "\n" not in paragraphs(texts, 1.0, 8.0, 1)
    assert height_in(4, 8.0) == 4 * height_in(1, 8.0)


def test_characters_without_a_font_become_squares_and_nothing_else_changes() -> None:
    assert readable("plain <&> text") == "plain <&> text"
    assert readable(f"é → {RUNIC}\n…") == f"é → {STAND_IN * 3}\n…"
    assert width_in(RUNIC, 10.0) > 0


def test_japanese_letters_come_with_the_program_and_leave_nobody_elses_settings_changed() -> None:
    before = list(matplotlib.rcParams["font.family"])
    lettering.families.cache_clear()
    assert lettering.families() == ("DejaVu Sans", "IPAexGothic")
    assert matplotlib.rcParams["font.family"] == before
    told = "月2回へ変更。商談の減少は四半期2件以内、配信停止－154件（円・％）"
    assert readable(told) == told


def test_the_log_of_fonts_is_as_it_was_afterwards() -> None:
    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    with quiet_fonts():
        assert not log.isEnabledFor(logging.WARNING)
    assert log.level == before
