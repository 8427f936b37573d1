"""Review meetings: what they look at and decide, and the hand-worked ones played by the engine."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine.reviews import Figure, figure, moved
from sim.model.ledger import What
from sim.model.salesdesk import REASONS, Review
from tests import engines, test_textbook_review
from tests.scripted import DAY, built, journey_file, lead, times

globals().update(engines.tests_of(test_textbook_review))
engine = pytest.fixture(scope="module", autouse=True)(engines.instead_of_the_textbook)

COUNTS = {What.MQL: 30, What.CALL: 10, What.ACCEPTED: 12, What.OPPORTUNITY: 4}
RETURNS = dict(zip(REASONS, (5, 1, 2, 7, 3, 1, 8, 2), strict=True))  # timing, budget and authority were accepted first


def review(**settings: Any) -> Review:
    """A review of a rule's score."""
    plain = {"meets": "weekly Mon 09:00", "rule": "hot", "step": "5", "bounds": ["20", "60"], "least": "20"}
    return Review.model_validate(plain | settings)


def seen(target: dict[str, str], days: int = 28, **settings: Any) -> Figure:
    """What a review with that target sees of COUNTS and RETURNS."""
    counts = np.zeros(len(What), np.int64)
    counts[list(COUNTS)] = list(COUNTS.values())
    returns = np.array([RETURNS[reason] for reason in REASONS])
    return figure(review(target=target, **settings), counts, returns, days)


def test_acceptance_leaves_out_who_was_accepted_and_returned_later() -> None:
    assert seen({"acceptance": "0.5"}) == (12, 12 + 5 + 1 + 2 + 8 + 2, 12 / 30, True)


def test_opportunities_and_hand_offs_a_week_count_rules_and_calls() -> None:
    assert seen({"opportunity_rate": "0.5"}) == (4, 40, 4 / 40, True)
    assert seen({"handoffs_per_week": "7"}) == (40, 28, 10.0, False)


def test_too_little_is_no_figure() -> None:
    assert seen({"acceptance": "0.5"}, least="31").value is None
    assert seen({"opportunity_rate": "0.5"}, least="41").value is None
    assert seen({"handoffs_per_week": "7"}, days=6, least="1").value is None
    assert seen({"handoffs_per_week": "7"}, days=7, least="99").value == 40


def number_after(target: dict[str, str], value: float | None, number: int, *, falls: bool) -> int:
    """The number after a meeting at which it was `number`."""
    return moved(number, Figure(1, 1, value, falls), review(target=target | {"tolerance": "0.125"}))


@pytest.mark.parametrize(
    ("value", "after"), [(0.25, 45), (0.375, 40), (0.5, 40), (0.625, 40), (0.75, 35), (None, 40)]
)  # fmt: skip
def test_a_share_too_low_raises_the_number_and_too_high_lowers_it(value: float | None, after: int) -> None:
    assert number_after({"acceptance": "0.5"}, value, 40, falls=True) == after
    assert number_after({"opportunity_rate": "0.5"}, value, 40, falls=True) == after


@pytest.mark.parametrize(("value", "after"), [(7.8, 35), (8.125, 40), (8.2, 45)])
def test_hand_offs_too_few_lower_the_number_and_too_many_raise_it(value: float, after: int) -> None:
    assert number_after({"handoffs_per_week": "8"}, value, 40, falls=False) == after


@pytest.mark.parametrize(("value", "number", "after"), [(0.1, 58, 60), (0.9, 22, 20), (0.5, 80, 80), (0.1, 80, 60)])
def test_a_number_that_moves_stays_within_bounds(value: float, number: int, after: int) -> None:
    assert number_after({"acceptance": "0.5"}, value, number, falls=True) == after


def test_a_raised_number_hands_over_nobody_at_the_meeting() -> None:
    meeting = {"meets": "weekly Mon 09:00", "rule": "few", "step": 5, "bounds": [0, 100], "least": 1}
    told = meeting | {"target": {"handoffs_per_week": 0}}
    few = journey_file(
        days=15, mql={"few": "not (score >= 10) or score >= 50"}, reviews={"monthly": told}, desk={"reps": 1}
    )
    leads = [lead(DAY, 0, score=50), lead(DAY, 1, score=12)]
    found = engines.simulate(*built(few), seed=1, replication=0, given=leads)
    assert found.reviews[["before", "after"]].tolist() == [(10, 10), (10, 15), (15, 20)]
    assert times(found, What.MQL) == [DAY]
