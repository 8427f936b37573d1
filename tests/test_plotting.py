"""Plots within a sheet: labels never lie over one another, looks are told apart, dates have ticks that fit."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from sim.present.colours import BLUE, INK, PAPER, THEMES, worn
from sim.present.drawing import Box, sheet, tick_words
from sim.present.picture import SLIDE
from sim.present.plotting import (
    End,
    day_number,
    label_ends,
    line,
    looks,
    month_ticks,
    percent_ticks,
    plot,
    spread,
)
from sim.words.language import speaking
from tests.pictures import collisions

BOX = Box(1.0, 1.0, 8.0, 5.0)


def drawn(x: tuple[float, float] = (0.0, 10.0), y: tuple[float, float] = (0.0, 1.0)):  # type: ignore[no-untyped-def]
    """A figure with one plot on it."""
    figure = Figure(figsize=SLIDE)
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    sheet(ax, SLIDE)
    return figure, plot(ax, BOX, x, y, x_label="days", y_label="share of leads", title="A plot")


@given(st.lists(st.floats(-3.0, 12.0), min_size=1, max_size=20))
def test_labels_are_spread_as_near_as_can_be_to_where_they_belong(wanted: list[float]) -> None:
    wanted = sorted(wanted)
    places = spread(wanted, 0.4, 0.0, 10.0)
    assert all(b - a >= 0.4 - 1e-9 for a, b in pairwise(places))
    assert all(-1e-9 <= place <= 10.0 + 1e-9 for place in places)
    if all(b - a >= 0.4 for a, b in pairwise(wanted)) and wanted[0] >= 0.0 and wanted[-1] <= 10.0:
        assert places == wanted


def test_labels_at_the_ends_of_lines_that_meet_stand_apart_and_on_the_sheet() -> None:
    figure, inner = drawn()
    ends = [End(10.0, 0.5, f"scenario {n} ends here") for n in range(12)]
    label_ends(inner, BOX, ends, 2.5)
    assert collisions(figure) == []


def test_of_too_many_labels_the_last_are_left_out() -> None:
    figure, inner = drawn()
    label_ends(inner, BOX._replace(height=1.0), [End(10.0, n / 40, f"label {n}") for n in range(40)], 2.0)
    shown = [text.get_text() for text in inner.texts]
    assert "label 0" in shown
    assert "label 39" not in shown
    assert figure is not None


def test_twelve_things_and_a_baseline_are_told_apart_without_colour() -> None:
    names = ["now", "chosen", *(f"other {n}" for n in range(11))]
    found = looks(names, baseline="now", chosen="chosen")
    assert len({(look.line, look.marker) for look in found.values()}) == len(names)
    assert found["chosen"].width == max(look.width for look in found.values())


def test_months_have_their_ticks_in_the_words_of_the_reader() -> None:
    _, inner = drawn((day_number(date(2026, 10, 1)), day_number(date(2027, 4, 1))))
    month_ticks(inner, BOX.width)
    assert [label.get_text() for label in inner.get_xticklabels()][:4] == ["Oct 2026", "Nov", "Dec", "Jan 2027"]
    with speaking("ja"):
        month_ticks(inner, BOX.width)
    assert [label.get_text() for label in inner.get_xticklabels()][:2] == ["2026年10月", "11月"]


@pytest.mark.parametrize("days", [3, 40, 200, 1000, 7000])
def test_ticks_of_months_fit_on_any_axis_of_dates(days: int) -> None:
    first = day_number(date(2026, 5, 13))
    figure, inner = drawn((first, first + days))
    month_ticks(inner, BOX.width)
    assert collisions(figure) == []


def test_numbers_of_ticks_have_no_digits_that_say_nothing() -> None:
    assert [tick_words(x) for x in (1000.0, 0.1 + 0.2, 2.5)] == ["1,000", "0.3", "2.5"]
    figure, inner = drawn()
    percent_ticks(inner)
    figure.draw_without_rendering()
    assert "100 %" in [label.get_text() for label in inner.get_yticklabels()]


def test_a_step_holds_its_value_until_it_changes() -> None:
    _, inner = drawn()
    line(inner, [0, 5, 10], [0.1, 0.4, 0.4], looks(["a"])["a"], "a", step=True)
    assert inner.lines[0].get_drawstyle() == "steps-post"


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgba(color)[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_and_lines_be_seen_in_both_themes(theme: str) -> None:
    colors = THEMES[theme]  # type: ignore[index]
    for name in ("ink", "soft", "deep_green", "deep_red"):
        assert contrast(colors[name], colors["paper"]) >= 4.5, name
    for name in ("blue", "red", "green", "grey"):
        assert contrast(colors[name], colors["paper"]) >= 3.0, name
    for name in ("tint", "deep", "warm", "cool"):
        assert contrast(colors["ink"], colors[name]) >= 4.5, name


def test_a_theme_is_worn_inside_only() -> None:
    light = to_rgba(INK), to_rgba(PAPER), to_rgba(BLUE)
    with worn("dark"):
        assert to_rgba(INK) != light[0]
    assert (to_rgba(INK), to_rgba(PAPER), to_rgba(BLUE)) == light
