"""Words for time: what is read, what is written back, what is refused and how."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.timewords import (
    LONGEST_S,
    clock_s,
    clock_words,
    closure,
    duration_s,
    duration_words,
    iso_date,
    working_spans,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7d", 604_800), ("15min", 900), ("2h", 7_200), ("90s", 90), ("1w", 604_800), ("1d12h", 129_600), ("0s", 0)],
)
def test_a_duration_is_read_in_elapsed_seconds(text: str, seconds: int) -> None:
    assert duration_s(text) == seconds


@pytest.mark.parametrize(("seconds", "words"), [(604_800, "7d"), (129_600, "1d 12h"), (0, "0s"), (-90, "-1min 30s")])
def test_a_duration_is_written_in_its_largest_units(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


@given(st.integers(0, LONGEST_S))
def test_duration_words_read_back_exactly(seconds: int) -> None:
    words = duration_words(seconds)
    assert duration_s(words) == duration_s(words.replace(" ", "")) == seconds


@pytest.mark.parametrize(
    "text",
    ["", " ", "7", "7 d", "1mo", "1 month", "1.5h", "-1d", "07d", "1d1d", "12h1d", "1m", "7D", "１d", "1d12", "1_0d"],
)
def test_other_durations_are_refused_with_their_value(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration") as refused:
        duration_s(text)
    assert f"'{text}'" in str(refused.value)


def test_a_duration_beyond_36500_days_is_refused() -> None:
    assert duration_s("36500d") == LONGEST_S
    with pytest.raises(ValueError, match="'36500d1s' is too long"):
        duration_s("36500d1s")


def test_a_long_or_unprintable_value_is_cut_and_escaped() -> None:
    with pytest.raises(ValueError, match="not a duration") as refused:
        duration_s("1\n\x1b[2J" + "x" * 1_000)
    assert "'1\\n\\x1b[2Jxxx" in str(refused.value)
    assert "…'" in str(refused.value)
    assert len(str(refused.value)) < 250


def test_clock_times_run_from_midnight_to_midnight() -> None:
    assert [clock_s(text) for text in ("00:00", "9:05", "10:30", "24:00")] == [0, 32_700, 37_800, 86_400]


@given(st.integers(0, 1_440))
def test_clock_words_read_back_exactly(minute: int) -> None:
    assert clock_s(clock_words(minute * 60)) == minute * 60


@pytest.mark.parametrize("text", ["", "10", "630", "24:01", "25:00", "10:60", "10:3", "10:30:00", "-1:00", "10.30"])
def test_other_clock_times_are_refused_with_their_value(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' is not a time of day"):
        clock_s(text)


def test_a_date_is_read_in_one_form_only() -> None:
    assert iso_date("2026-04-14") == date(2026, 4, 14)
    for text in ("20260414", "2026-4-14", "2026-02-30", "2026-W16-2", "14.04.2026", ""):
        with pytest.raises(ValueError, match=f"'{text}' is not a date"):
            iso_date(text)


def covered(text: str, first: date, days: int) -> list[str]:
    found = closure(text)
    return [str(d) for d in (first + timedelta(days=n) for n in range(days)) if found.covers(d)]


def test_a_yearly_closure_comes_back_every_year() -> None:
    assert covered("08-13..08-16", date(2026, 1, 1), 730) == [
        f"{year}-08-{day}" for year in (2026, 2027) for day in (13, 14, 15, 16)
    ]


def test_a_yearly_closure_may_wrap_the_year_end() -> None:
    turn = ["12-29", "12-30", "12-31"], ["01-01", "01-02", "01-03"]
    expected = [*(f"2026-{d}" for d in turn[0]), *(f"2027-{d}" for d in turn[1])]
    assert covered("12-29..01-03", date(2026, 6, 1), 365) == expected


def test_closures_of_one_day_and_of_one_year() -> None:
    assert covered("08-15", date(2026, 1, 1), 730) == ["2026-08-15", "2027-08-15"]
    assert covered("2026-05-01", date(2026, 1, 1), 730) == ["2026-05-01"]
    assert covered("2026-12-31 .. 2027-01-02", date(2026, 1, 1), 730) == ["2026-12-31", "2027-01-01", "2027-01-02"]


@given(st.booleans(), st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(0, 200))
def test_a_closure_written_out_reads_back(yearly: bool, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    text = f"{first:%m-%d}..{last:%m-%d}" if yearly else f"{first}..{last}"
    assert closure(str(closure(text))) == closure(text)
    assert closure(text).covers(first)
    assert closure(text).covers(last)


@pytest.mark.parametrize(
    "text", ["", "Obon", "8-15", "02-30", "13-01", "08-13..", "..08-16", "08-13-08-16", "08-13..2026-08-16", "2026-08"]
)
def test_other_closures_are_refused_with_their_value(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' is not a closure"):
        closure(text)


def test_a_dated_closure_may_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match=r"closure '2026-05-06\.\.2026-05-01' ends before it begins"):
        closure("2026-05-06..2026-05-01")


def test_working_hours_are_spans_of_the_clock() -> None:
    hour = 3_600
    assert working_spans("09:00-18:00") == ((9 * hour, 18 * hour),)
    assert working_spans(" 09:00 - 12:00  13:00-18:00") == ((9 * hour, 12 * hour), (13 * hour, 18 * hour))
    assert working_spans("09:00-12:00 12:00-24:00") == ((9 * hour, 24 * hour),)
    assert working_spans("always") is working_spans(None) is None


@pytest.mark.parametrize("text", ["", "09:00", "9-18", "09:00-12:00-18:00", "09:00-25:00", "Mon 09:00-18:00"])
def test_other_working_hours_are_refused_with_their_value(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' are not working hours"):
        working_spans(text)


@pytest.mark.parametrize("text", ["18:00-09:00", "09:00-09:00", "13:00-18:00 09:00-12:00", "09:00-13:00 12:00-18:00"])
def test_working_hours_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' are out of order or overlap"):
        working_spans(text)
