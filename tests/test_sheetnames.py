"""What people write in sheets, and our word for it."""

from __future__ import annotations

import pytest

from sim.files import sheetnames, storyline
from sim.files.sheetnames import by_word, folded
from sim.model.journey import FINDINGS, REASONS
from sim.model.testlead import STATUSES, Expected

TABLES = (
    *(sheetnames.COLUMNS, sheetnames.VERBS, sheetnames.FINDINGS, sheetnames.REASONS, sheetnames.EXPECTED),
    *(sheetnames.STATUSES, sheetnames.YES_NO),
)


@pytest.mark.parametrize("table", TABLES)
def test_no_word_means_two_things(table: dict[str, tuple[str, ...]]) -> None:
    words = [folded(word) for name, each in table.items() for word in {name, *each}]
    assert sorted(words) == sorted(set(words))


def test_the_tables_name_what_there_is() -> None:
    assert set(sheetnames.EXPECTED) == set(Expected.model_fields)
    assert set(sheetnames.STATUSES) == set(STATUSES)
    assert set(sheetnames.FINDINGS) == {*FINDINGS, "nothing"}
    assert set(sheetnames.REASONS) <= set(REASONS)
    for verb in sheetnames.VERBS:
        assert storyline.line(f"day 3 {verb} thing").object == "thing"


def test_a_shared_word_belongs_to_nobody_and_our_own_words_go_first() -> None:
    assert by_word({"a": ("x", "y"), "b": ("x", "a")}) == {"a": "a", "b": "b", "y": "a"}


def test_full_width_letters_case_and_spaces_make_no_difference() -> None:
    assert folded("  Ｅｘｐｅｃｔ．Score ") == "expect.score"
