"""Dates, numbers and yes-or-no as people write them into files of leads."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.files.leadcells import count, moment_s, moment_words, plain, whole, yes
from sim.model.calendar import Calendar

JAPAN = Calendar(date(2026, 4, 1), 365)
NOON, DAY = 12 * 3600, 86_400


@pytest.mark.parametrize(
    ("cell", "second"),
    [
        ("2026-04-01", NOON),
        ("2026/4/1", NOON),
        ("2026.4.1", NOON),
        ("2026年4月1日", NOON),
        ("2026年 4月 1日(水)", NOON),
        ("2026-04-02 00:00", DAY),
        ("2026/4/2 9:05", DAY + 9 * 3600 + 5 * 60),
        ("2026-04-02T09:05:07", DAY + 9 * 3600 + 5 * 60 + 7),
        ("2026-04-02 09:05:07.123", DAY + 9 * 3600 + 5 * 60 + 7),
        ("2026年4月2日 9時5分", DAY + 9 * 3600 + 5 * 60),
        ("2026年4月2日9時", DAY + 9 * 3600),
        ("2026年4月2日(木)10:30", DAY + 10 * 3600 + 30 * 60),
        ("2026-04-01T15:00Z", DAY),
        ("2026-04-01 10:00-05:00", DAY),
        ("2026-04-02T00:00+0900", DAY),
        ("2026-03-31", NOON - DAY),
        ("2024-02-29", NOON - DAY * 762),
    ],
)
def test_dates_and_times_are_read_as_people_write_them(cell: str, second: int) -> None:
    assert moment_s(cell, JAPAN) == second


@pytest.mark.parametrize(
    "cell",
    [
        "", "4/1/2026", "01-04-2026", "27/4/1", "2026/4-1", "2026-02-30", "2026-13-01", "2026-04-01 25:00", "20260401",
        "2026-04-01 10", "2026-04-01 10:60", "2026/4/110:30", "tomorrow", "45748", "0026-04-01", "9999-12-31",
    ],
)  # fmt: skip
def test_anything_else_is_no_date_and_the_sentence_does_not_repeat_it(cell: str) -> None:
    with pytest.raises(ValueError, match="not a date") as caught:
        moment_s(cell, JAPAN)
    assert not cell or cell not in str(caught.value)


def test_full_width_cells_become_plain() -> None:
    assert plain("　２０２６／４／１　１０：３０ ") == "2026/4/1 10:30"
    assert plain("－５") == "-5"
    assert plain("５０＋") == "50+"


def test_a_time_in_another_zone_means_the_same_instant() -> None:
    berlin = Calendar(date(2026, 3, 29), 10, "Europe/Berlin", None)  # the clocks go forward at 2:00
    assert moment_s("2026-03-29T01:00Z", berlin) == 2 * 3600
    assert moment_s("2026-03-29 03:00", berlin) == 2 * 3600


@given(st.datetimes(datetime(1990, 1, 1), datetime(2150, 1, 1)))
def test_every_second_is_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    expected = (moment - datetime(2026, 4, 1)) // timedelta(seconds=1)
    assert moment_s(f"{moment:%Y-%m-%d %H:%M:%S}", JAPAN) == expected  # Japan's clocks have not changed since 1951
    assert moment_s(f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}", JAPAN) == expected


@pytest.mark.parametrize(("cell", "number"), [("0", 0), ("85", 85), ("-5", -5), ("85.0", 85), ("007", 7)])
def test_whole_numbers(cell: str, number: int) -> None:
    assert whole(cell) == number


@pytest.mark.parametrize("cell", ["", "8.5", "1,000", "1e3", "many", "1000001", "--1"])
def test_what_is_no_whole_number_is_refused_without_repeating_it(cell: str) -> None:
    with pytest.raises(ValueError, match="not a whole number") as caught:
        whole(cell)
    assert not cell or cell not in str(caught.value)


def test_a_count_is_not_below_zero() -> None:
    assert count("3") == 3
    with pytest.raises(ValueError, match="below zero"):
        count("-1")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1", True), ("TRUE", True), ("はい", True), ("配信停止", True), ("○", True),
        ("", False), ("0", False), ("no", False), ("×", False),
    ],
)  # fmt: skip
def test_yes_and_no_in_english_and_japanese(cell: str, said: bool) -> None:
    assert yes(cell) is said


def test_a_word_that_is_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="neither yes nor no"):
        yes("maybe")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2026/4/1", "2026-04-01"),
        ("2026年4月1日 9時", "2026-04-01 09:00"),
        ("2026-04-01T10:30:15", "2026-04-01 10:30:15"),
        ("2026-04-01 10:30+09:00", None),
        ("4/1/2026", None),
        ("day 3", None),
    ],
)
def test_dates_become_the_words_of_a_story(cell: str, words: str | None) -> None:
    assert moment_words(cell) == words
