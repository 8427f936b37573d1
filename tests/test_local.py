"""Numbers, dates and money in the form of their readers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.words.language import speaking
from sim.words.local import date_words, month_words, period_words, quarter_words, weekday_words, yen_words

OCTOBER = date(2026, 10, 1)


def test_dates_and_periods_in_english() -> None:
    assert (date_words(OCTOBER), month_words(OCTOBER), month_words(OCTOBER, with_year=False)) == (
        "1 Oct 2026",
        "Oct 2026",
        "Oct",
    )
    assert (quarter_words("FY2026 Q3"), period_words("2026-10"), weekday_words(0)) == ("FY2026 Q3", "Oct 2026", "Mon")


def test_dates_and_periods_in_japanese() -> None:
    with speaking("ja"):
        assert (date_words(OCTOBER), month_words(OCTOBER), month_words(OCTOBER, with_year=False)) == (
            "2026年10月1日",
            "2026年10月",
            "10月",
        )
        assert (quarter_words("FY2026 Q3"), period_words("2026-10")) == ("2026年度第3四半期", "2026年10月")
        assert weekday_words(6) == "日"


@pytest.mark.parametrize(
    ("yen", "english", "japanese"),
    [
        (0.0, "0 yen", "0円"),
        (-0.2, "0 yen", "0円"),
        (980.0, "980 yen", "980円"),
        (9_999.7, "10,000 yen", "1万円"),
        (12_345.0, "12,000 yen", "1.23万円"),
        (830_000.0, "830,000 yen", "83万円"),
        (999_499.0, "999,000 yen", "99.9万円"),
        (1_200_000.0, "1.2 million yen", "120万円"),
        (8_077_636.0, "8.08 million yen", "808万円"),
        (123_456_789.0, "123 million yen", "1.23億円"),
        (-438_914.0, "-439,000 yen", "-43.9万円"),
        (99_999_999.0, "100 million yen", "1億円"),
        (12_345_678_901.0, "12,346 million yen", "123億円"),
    ],
)
def test_money_as_planning_decks_have_it(yen: float, english: str, japanese: str) -> None:
    assert yen_words(yen) == english
    with speaking("ja"):
        assert yen_words(yen) == japanese


def test_differences_of_money_have_signs_but_nothing_has_none() -> None:
    assert [yen_words(x, signed=True) for x in (5e6, -5e6, 0.0, -0.4)] == [
        "+5 million yen",
        "-5 million yen",
        "0 yen",
        "0 yen",
    ]
    with speaking("ja"):
        assert [yen_words(x, signed=True) for x in (25e6, -3e8, 0.4)] == ["+2,500万円", "-3億円", "0円"]


UNITS = {"億円": 1e8, "万円": 1e4, "円": 1.0, " million yen": 1e6, " yen": 1.0}


@given(st.floats(-1e12, 1e12), st.sampled_from(["en", "ja"]))
def test_no_amount_is_told_more_than_one_percent_off(yen: float, language: str) -> None:
    with speaking(language):  # type: ignore[arg-type]
        text = yen_words(yen)
    unit = next(unit for unit in UNITS if text.endswith(unit))
    assert float(text.removesuffix(unit).replace(",", "")) * UNITS[unit] == pytest.approx(yen, rel=0.01, abs=0.5)
