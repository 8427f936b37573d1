"""Words of a file as values: one meaning, or refused with what would be right."""

from __future__ import annotations

import datetime
import enum
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sim.words.language import speaking
from sim.words.wording import shown
from sim.yamlfile.yamlwords import choice, choice_rule, moment, number, truth, whole


def refusal_of(read: object, word: object) -> str:
    assert callable(read)
    with pytest.raises(PydanticCustomError) as caught:
        read(word)
    return str(caught.value)


@pytest.mark.parametrize(("word", "value"), [("0", 0), ("12", 12), ("-3", -3), ("+7", 7), ("9" * 18, 10**18 - 1)])
def test_whole_numbers_are_read(word: str, value: int) -> None:
    assert whole(word) == value


@pytest.mark.parametrize(
    ("word", "plainly"),
    [
        ("010", "10"),
        ("1,000", "1000"),
        ("1_000", "1000"),
        ("1e3", "1000"),
        ("5.0", "5"),
        ("0x10", "16"),
        ("１２", "12"),
        ("1,234,567", "1234567"),
        ("\N{MINUS SIGN}3", "-3"),
        (" 5", "5"),
    ],
)
def test_a_whole_number_in_disguise_is_refused_with_the_plain_one(word: str, plainly: str) -> None:
    assert refusal_of(whole, word) == f"must be a whole number, found {shown(word)}; write {plainly}"


@pytest.mark.parametrize("word", ["", "x", "NO", "~", "1:30", "10:30", "1.5", "1,5", "NaN", "inf", "--1", "1 000 0"])
def test_what_is_no_whole_number_is_refused_without_a_guess(word: str) -> None:
    text = refusal_of(whole, word)
    assert text.startswith("must be a whole number, found ")
    assert "; write" not in text


def test_more_digits_than_fit_are_refused() -> None:
    assert refusal_of(whole, "1" + "0" * 18).startswith("must be a whole number of at most 18 digits, found ")


@pytest.mark.parametrize(
    ("word", "value"), [("0.5", 0.5), (".5", 0.5), ("-3", -3.0), ("1e-3", 0.001), ("2.50", 2.5), ("1E6", 1e6)]
)
def test_numbers_are_read(word: str, value: float) -> None:
    assert number(word) == value


@pytest.mark.parametrize(
    ("word", "plainly"),
    [("5%", "0.05"), ("1,000.5", "1000.5"), ("00.5", "0.5"), ("1.", "1"), ("０.５", "0.5"), ("1_0", "10")],
)
def test_a_number_in_disguise_is_refused_with_the_plain_one(word: str, plainly: str) -> None:
    assert refusal_of(number, word) == f"must be a number, found '{word}'; write {plainly}"


@pytest.mark.parametrize("word", ["NaN", ".nan", "inf", "-inf", ".inf", "1e999", "1:30", "", "1/2", "1.2.3", "1,5"])
def test_what_is_no_number_is_refused_without_a_guess(word: str) -> None:
    text = refusal_of(number, word)
    assert text.startswith("must be a number, found ")
    assert "; write" not in text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_that_python_prints_is_read_back(value: float) -> None:
    assert number(repr(value)) == value


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_integer_that_python_prints_is_read_back(value: int) -> None:
    assert whole(str(value)) == value


@given(st.text(max_size=30))
def test_only_plain_digits_make_a_number(word: str) -> None:
    for read, form in ((whole, "[+-]?[0-9]+"), (number, r"[+-]?[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?")):
        try:
            read(word)
        except PydanticCustomError:
            continue
        assert re.fullmatch(form, word)


def test_truth_values_are_read() -> None:
    assert truth("true") is True
    assert truth("false") is False


@pytest.mark.parametrize(
    ("word", "plainly"),
    [("NO", "false"), ("yes", "true"), ("on", "true"), ("Off", "false"), ("True", "true"), ("0", "false")],
)
def test_words_like_truth_values_are_refused_with_the_right_one(word: str, plainly: str) -> None:
    assert refusal_of(truth, word).endswith(f"; write {plainly}")


@pytest.mark.parametrize("read", [whole, number, truth])
@pytest.mark.parametrize(("value", "found"), [(None, "nothing"), ([], "a list"), ({}, "settings")])
def test_blocks_and_nothing_are_refused_by_name(read: object, value: object, found: str) -> None:
    assert refusal_of(read, value).endswith(f", found {found}")


def test_values_set_in_python_pass_through() -> None:
    assert (whole(5), number(0.5), truth(True)) == (5, 0.5, True)


class Colour(enum.Enum):
    """For choices that are members."""

    RED = "red"


def test_a_choice_becomes_the_value_it_stands_for() -> None:
    read = choice([1, False, "auto", Colour.RED])
    assert [read(word) for word in ("1", "false", "auto", "red")] == [1, False, "auto", Colour.RED]
    assert read(Colour.RED) is Colour.RED


def test_true_is_not_taken_for_the_choice_1() -> None:
    assert refusal_of(choice([1]), True) == "must be 1, found true"


def test_an_unknown_choice_is_refused_with_all_that_are_right_and_the_nearest() -> None:
    assert refusal_of(choice(["skip", "refuse"]), "refus") == (
        "must be one of 'skip', 'refuse', found 'refus'; did you mean 'refuse'?"
    )


def test_of_many_choices_the_first_twelve_are_named() -> None:
    assert choice_rule([f"c{n}" for n in range(13)]).endswith("'c11', ... (13 in all)")


def test_a_moment_must_have_its_form_and_exist() -> None:
    read = moment("yaml.date", re.compile(r"\d{4}-\d\d-\d\d"), datetime.date.fromisoformat)
    assert read("2026-04-14") == datetime.date(2026, 4, 14)
    assert refusal_of(read, "2026-02-30") == "must be a date such as 2026-04-14, found '2026-02-30'"
    assert refusal_of(read, "20260414") == "must be a date such as 2026-04-14, found 20260414"
    assert refusal_of(read, None) == "must be a date such as 2026-04-14, found nothing"


def test_what_is_refused_is_said_in_the_language_of_that_moment() -> None:
    readers = moment("yaml.time", re.compile("x"), str), choice(["a", "b"])
    with speaking("ja"):
        said = [refusal_of(read, "c") for read in readers]
    assert said == [
        "10:00のような時刻にしてください（指定値: 「c」）",
        "次のいずれかにしてください: 「a」、「b」（指定値: 「c」）",
    ]
