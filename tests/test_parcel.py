"""Large arguments: packed once, the same object each time where they arrive, and few of them kept."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from sim.study import parcel
from sim.study.parcel import Packed, Parcel, opened


class Counted:
    """A value that counts how often it is packed and unpacked."""

    packed = unpacked = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def __getstate__(self) -> int:
        Counted.packed += 1
        return self.number

    def __setstate__(self, number: int) -> None:
        Counted.unpacked += 1
        self.number = number


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    Counted.packed = Counted.unpacked = 0
    parcel._unpacked.clear()
    yield
    parcel._unpacked.clear()


def sent(value: object) -> Packed:
    """What arrives of a parcel."""
    arrived = pickle.loads(pickle.dumps(value))
    assert isinstance(arrived, Packed)
    return arrived


def test_where_it_was_packed_it_is_the_value_itself() -> None:
    value = Counted(3)
    assert opened((Parcel(value), 7)) == (value, 7)
    assert (Counted.packed, Counted.unpacked) == (0, 0)


def test_it_is_packed_once_and_unpacked_once_however_often_it_travels() -> None:
    one = Parcel(Counted(3))
    values = [opened((sent(one),))[0] for _ in range(5)]
    assert {id(value) for value in values} == {id(values[0])}
    assert values[0].number == 3
    assert (Counted.packed, Counted.unpacked) == (1, 1)


def test_it_travels_unopened() -> None:
    assert sent(sent(Parcel(Counted(3)))).value.number == 3
    sent(Parcel(Counted(4)))
    assert Counted.unpacked == 1


def test_equal_values_are_one() -> None:
    first, second = (sent(Parcel(["leads"] * 1000)) for _ in range(2))
    assert first.value is second.value
    assert len(first.content) < 200


def test_none_is_a_value() -> None:
    assert sent(Parcel(None)).value is None


def test_only_the_last_few_are_kept() -> None:
    first = sent(Parcel(Counted(0)))
    others = [sent(Parcel(Counted(n))) for n in range(1, 40)]
    value = first.value
    for other in others:
        assert other.value.number == others.index(other) + 1
        assert first.value is value  # asked for again and again, it stays
    assert len(parcel._unpacked) <= 10
    assert others[0].value.number == 1  # gone, and unpacked anew
    assert Counted.unpacked == 1 + len(others) + 1
