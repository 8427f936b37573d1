"""Asking for combinations: the same ones for the same seed, and in the end mostly good ones that keep limits."""

from __future__ import annotations

import random

from sim.files.grid import Choice
from sim.study.sampler import Sampler
from sim.yamlfile import Node, Place

PLACE = Place("x.yaml", 1, 1)


def axis(path: str, values: list[str]) -> list[Choice]:
    return [Choice(f"{path}_{value}", path, Node(value, PLACE, PLACE), (path, value)) for value in values]


SPACE = [axis("number", [str(n) for n in range(20)]), axis("word", ["a", "b", "c"])]


def asked(seed: int, trials: int = 60) -> list[tuple[int, str]]:
    """What is asked for where the number should be 13 and the word b, and numbers above 15 are forbidden."""
    sampler, found = Sampler(SPACE, higher_is_better=True, seed=seed), []
    for _ in range(trials):
        number, word = (str(choice.node.value) for choice in sampler.ask())
        found.append((int(number), word))
        sampler.tell(-abs(int(number) - 13) - (word != "b") * 5.0, max(0.0, int(number) - 15.0))
    return found


def test_the_same_seed_asks_for_the_same_whatever_else_draws() -> None:
    first = asked(1)
    random.seed(5)
    assert asked(1) == first != asked(2)


def test_it_learns_what_is_good_and_what_is_forbidden() -> None:
    found = asked(1)
    early, late = found[:10], found[-20:]
    assert (13, "b") in found
    assert sum(number <= 15 for number, _ in late) >= 18
    assert sum(word == "b" for _, word in late) / 20 > sum(word == "b" for _, word in early) / 10


def test_what_can_not_be_simulated_teaches_nothing_and_stops_nothing() -> None:
    sampler = Sampler(SPACE, higher_is_better=False, seed=3)
    asked = []
    for n in range(15):
        asked.append(sampler.ask())
        sampler.tell(None if n % 2 else 1.0, 0.0)
    assert all(found is not None for found in asked)
