"""Which tasks are tried together, whatever dies or fails: played with workers that are made up."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.study.tries import TRIES, Tries


class Played:
    """All groups of so many tasks played to the end: what came of each task, and how often it was tried."""

    def __init__(self, tasks: int, *, killers: set[int], raisers: dict[int, int], in_hand: int) -> None:
        self.tries, self._in_hand = Tries(tasks), in_hand
        self._killers, self._raisers = killers, raisers
        self.came_of: dict[int, list[str]] = {n: [] for n in range(tasks)}
        self.tried: Counter[int] = Counter()
        for group in self.tries.groups():
            self._play(group)

    def _play(self, group: list[int]) -> None:
        """As a pool does: some tasks at a time; a killer takes all that are in hand with it."""
        for at in range(0, len(group), self._in_hand):
            hand = group[at : at + self._in_hand]
            self.tried.update(hand)
            if self._killers & set(hand):
                self.tries.put_back(group[at + self._in_hand :])
                if self.tries.died(hand, alone=len(hand) == 1):
                    self.came_of[hand[0]].append("died")
                return
            for n in hand:
                if self.tried[n] > self._raisers.get(n, 0):
                    self.came_of[n].append("done")
                elif self.tries.failed(n):
                    self.came_of[n].append("failed")


@given(
    tasks=st.integers(0, 60),
    killers=st.sets(st.integers(0, 59), max_size=4),
    raisers=st.dictionaries(st.integers(0, 59), st.integers(1, 9), max_size=6),
    in_hand=st.integers(1, 40),
)
def test_killers_die_stubborn_ones_fail_all_others_are_done_and_each_just_once(
    tasks: int, killers: set[int], raisers: dict[int, int], in_hand: int
) -> None:
    played = Played(tasks, killers=killers, raisers=raisers, in_hand=in_hand)
    for n, came in played.came_of.items():
        if n in killers:
            assert came == ["died"]
            assert played.tried[n] >= TRIES
        elif raisers.get(n, 0) == 0 or came == ["done"]:
            assert came == ["done"]
        else:
            assert came == ["failed"]
            assert raisers[n] >= TRIES


@pytest.mark.parametrize("in_hand", [1, 2, 4])
def test_with_few_in_hand_a_killer_gets_exactly_three_tries(in_hand: int) -> None:
    played = Played(20, killers={7}, raisers={}, in_hand=in_hand)
    assert played.tried[7] == TRIES
    assert all(tries <= 2 for n, tries in played.tried.items() if n != 7)


def test_with_many_in_hand_a_killer_is_found_in_a_few_rounds() -> None:
    played = Played(400, killers={123}, raisers={}, in_hand=200)
    assert played.tried[123] <= 6
    assert sum(played.tried.values()) < 400 + 2 * 200


def test_a_task_that_fails_three_times_has_failed_and_two_failures_are_forgiven() -> None:
    played = Played(3, killers=set(), raisers={0: 2, 1: 3}, in_hand=1)
    assert played.came_of == {0: ["done"], 1: ["failed"], 2: ["done"]}
    assert played.tried == {0: 3, 1: 3, 2: 1}


def test_what_failed_is_tried_again_together_when_all_others_are_done() -> None:
    tries = Tries(5)
    groups = tries.groups()
    assert next(groups) == [0, 1, 2, 3, 4]
    assert not tries.failed(3)
    assert not tries.failed(1)
    assert next(groups) == [3, 1]


def test_workers_that_a_cluster_lost_by_itself_count_but_only_alone_is_a_task_to_blame() -> None:
    tries = Tries(2)
    groups = tries.groups()
    next(groups)
    assert not tries.died([1], deaths=4, alone=False)
    assert next(groups) == [1]
    assert tries.died([1], deaths=4, alone=True)


def test_one_death_among_others_is_bad_luck() -> None:
    tries = Tries(3)
    groups = tries.groups()
    next(groups)
    assert not tries.died([1], alone=False)
    assert not tries.died([2], alone=False)
    assert next(groups) == [1, 2]
