"""Moments with their day of the week in the language in use."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sim.words import language
from sim.words.columns import columns_of
from sim.words.moments import moment

MONDAY = datetime(2026, 4, 13, 9, 5)


@pytest.mark.parametrize(
    ("which", "told"), [("en", "2026-04-13 Mon 09:05"), ("ja", "2026-04-13(月) 09:05")], ids=["en", "ja"]
)
def test_a_moment_is_told_in_the_language_in_use(which: language.Language, told: str) -> None:
    with language.speaking(which):
        assert moment(MONDAY) == told
        assert {columns_of(moment(MONDAY + timedelta(days=n))) for n in range(7)} == {20}


def test_every_day_of_the_week_has_its_name() -> None:
    told = [moment(MONDAY + timedelta(days=n)).split()[1] for n in range(7)]
    assert told == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
