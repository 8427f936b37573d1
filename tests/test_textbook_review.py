"""Hand-worked checks of the textbook model: review meetings, which move the numbers of hand-off rules."""

from __future__ import annotations

import pytest

from sim.model import draws
from sim.model.ledger import What
from tests import textbook
from tests.scripted import (
    CERTAIN_BUYERS,
    DAILY,
    DAY,
    HOUR,
    NINE,
    built,
    journey_file,
    kinds_of,
    lead,
    play,
    rows_of,
    times,
)
from tests.strategies_files import Plain

WEEK = 7 * DAY
REJECT = {"reps": 1, "filter": "score >= 1000"}  # a desk that accepts nobody
SELL = {"reps": 9, "hours": "always", "talk": "0s"}


def review(**more: object) -> Plain:
    """A meeting on Mondays at nine about the score of the only rule."""
    meeting = {"meets": "weekly Mon 09:00", "rule": "all", "step": 5, "bounds": [0, 100], "least": 1}
    return meeting | {"target": {"acceptance": 0.5}} | more


def journey(*meetings: Plain, rule: str = "score >= 10", **more: object) -> Plain:
    """A journey of three weeks with one hand-off rule."""
    reviews = {f"meeting{i}": each for i, each in enumerate(meetings)}
    return journey_file(**{"mql": {"all": rule}, "reviews": reviews, "desk": REJECT, "days": 21} | more)


def numbers(result: textbook.Result) -> list[tuple[int, int, int]]:
    """Second, number before and number after of each meeting."""
    return [(int(each["time"]), int(each["before"]), int(each["after"])) for each in result.reviews]


def daily_leads(days: int, score: int = 10) -> list[object]:
    """One lead each day at eight."""
    return [lead(day * DAY + 8 * HOUR, day, score=score) for day in range(days)]


def test_too_few_accepted_raise_the_number_at_the_next_meeting() -> None:
    result = play(built(journey(review())), *daily_leads(14))
    assert numbers(result) == [(NINE, 10, 10), (WEEK + NINE, 10, 15), (2 * WEEK + NINE, 15, 20)]
    assert result.reviews["numerator"].tolist() == [0, 0, 0]
    assert result.reviews["denominator"].tolist() == [0, 7, 8]  # the eighth came before the meeting, on its day
    assert result.reviews["returns"][1].tolist() == [0, 0, 0, 0, 0, 0, 7, 0]
    assert times(result, What.MQL) == [day * DAY + 8 * HOUR for day in range(8)]


def test_the_raised_number_is_the_one_that_counts() -> None:
    late = [lead(WEEK + NINE, 50, score=14), lead(WEEK + NINE, 51, score=15)]
    result = play(built(journey(review())), *daily_leads(7), *late)
    assert [t for t in times(result, What.MQL) if t >= WEEK] == [WEEK + NINE]
    assert rows_of(result, What.MQL)["score"].tolist()[-1] == 15


@pytest.mark.parametrize(("target", "after"), [(0.8, 10), (0.9, 10), (0.7, 5), (0.96, 15)])
def test_a_figure_within_the_tolerance_moves_nothing(target: float, after: int) -> None:
    some = [lead(DAY, i, score=50, attributes={"job": "director" if i < 17 else "staff"}) for i in range(20)]
    meeting = review(target={"acceptance": target, "tolerance": 0.1})
    desk = SELL | {"filter": "job == director"}
    result = play(built(journey(meeting, desk=desk), **CERTAIN_BUYERS), *some)
    assert result.reviews[["numerator", "denominator"]].tolist()[1] == (17, 20)
    assert numbers(result)[1] == (WEEK + NINE, 10, after)


def test_the_share_of_opportunities_is_counted_of_hand_offs() -> None:
    some = [lead(DAY, i, score=50, attributes={"job": "director" if i < 3 else "staff"}) for i in range(12)]
    meeting = review(target={"opportunity_rate": 0.2})
    desk = SELL | {"filter": "job == director"}
    result = play(built(journey(meeting, desk=desk), **CERTAIN_BUYERS), *some)
    assert result.reviews[["numerator", "denominator", "before", "after"]].tolist()[1] == (3, 12, 10, 5)


def test_too_many_hand_offs_a_week_raise_the_number_and_too_few_lower_it() -> None:
    meeting = review(target={"handoffs_per_week": 7})
    result = play(built(journey(meeting)), *daily_leads(8), *(lead(DAY, 30 + i, score=10) for i in range(3)))
    assert numbers(result) == [(NINE, 10, 10), (WEEK + NINE, 10, 15), (2 * WEEK + NINE, 15, 10)]
    assert result.reviews[["numerator", "denominator"]].tolist() == [(0, 0), (10, 7), (11, 14)]


def test_a_lowered_number_hands_over_at_once_who_now_fulfils_the_rule() -> None:
    meeting = review(target={"handoffs_per_week": 1})
    rule, away = "score >= 15 and count(open, 8d) >= 1", {"rejected": {"to": "excluded"}}
    readers = journey(meeting, rule=rule, touchpoints=DAILY, returns=away)
    result = play(built(readers, open_rate=1), lead(DAY, score=10))
    assert kinds_of(result.rows)[-5:] == ["SENT", "OPEN", "MQL", "SYNCED", "RETURNED"]
    handed_off = rows_of(result, What.MQL)
    assert handed_off["time"].tolist() == [WEEK + NINE]
    assert handed_off["cause"].tolist() == (handed_off["n"] - 1).tolist()


def test_a_returned_lead_is_not_handed_over_by_a_meeting() -> None:
    meeting = review(target={"handoffs_per_week": 50})
    result = play(built(journey(meeting)), lead(DAY, score=10))
    assert numbers(result)[1:] == [(WEEK + NINE, 10, 5), (2 * WEEK + NINE, 5, 0)]
    assert times(result, What.MQL) == [DAY]


def test_the_number_stays_within_its_bounds() -> None:
    result = play(built(journey(review(bounds=[0, 12]))), *daily_leads(14, score=50))
    assert numbers(result)[1:] == [(WEEK + NINE, 10, 12), (2 * WEEK + NINE, 12, 12)]


@pytest.mark.parametrize(("least", "after"), [(7, 15), (8, 10)])
def test_few_examples_move_nothing(least: int, after: int) -> None:
    result = play(built(journey(review(least=least))), *daily_leads(7))
    assert numbers(result)[1] == (WEEK + NINE, 10, after)


def test_a_week_of_hand_offs_is_the_least_to_judge_by() -> None:
    meetings = review(meets="2026-04-12,2026-04-13 09:00", target={"handoffs_per_week": 100})
    result = play(built(journey(meetings)))
    assert numbers(result) == [(6 * DAY + NINE, 10, 10), (WEEK + NINE, 10, 5)]


def test_only_the_days_of_the_window_are_counted() -> None:
    result = play(built(journey(review(window="3d"))), *daily_leads(14, score=50))
    assert result.reviews["denominator"].tolist() == [0, 3, 3]


def test_the_first_comparison_from_below_is_moved_wherever_it_stands() -> None:
    rule = "count(open, 1d) >= 10 or not (score < 3) and (score > 10 or score >= 90)"
    some = [lead(DAY + i, i, score=10 + i) for i in range(3)]
    result = play(built(journey(review(), rule=rule)), *some, lead(8 * DAY, 8, score=15), lead(8 * DAY, 9, score=16))
    assert numbers(result)[:2] == [(NINE, 10, 10), (WEEK + NINE, 10, 15)]
    assert rows_of(result, What.MQL)["score"].tolist() == [11, 12, 16]


def test_of_two_comparisons_that_say_the_same_only_the_first_is_moved() -> None:
    rule = "job == director and score >= 10 or job == staff and score >= 10"
    late = [lead(8 * DAY, 30 + i, score=10, attributes={"job": job}) for i, job in enumerate(("director", "staff"))]
    result = play(built(journey(review(), rule=rule)), lead(DAY, score=10), *late)
    staff = int(draws.lead_ids(draws.cohort_key("list", "csv"), 1, 31)[0])
    handed_off = result.leads["id"][rows_of(result, What.MQL)["lead"]].tolist()
    assert handed_off[1:] == [staff]


def test_a_count_can_be_moved_too() -> None:
    meeting = review(compares="open", step=1, bounds=[1, 9], target={"handoffs_per_week": 50})
    result = play(
        built(journey(meeting, rule="count(open, 1d) >= 9 or open >= 9", touchpoints=DAILY), open_rate=1), lead(0)
    )
    assert numbers(result)[1:] == [(WEEK + NINE, 9, 8), (2 * WEEK + NINE, 8, 7)]
    assert times(result, What.MQL)[0] == WEEK + 10 * HOUR  # the eighth mail


def test_two_meetings_move_one_number_in_file_order() -> None:
    raises, lowers = review(step=7), review(target={"handoffs_per_week": 100}, step=2)
    result = play(built(journey(raises, lowers)), *daily_leads(7))
    assert result.reviews["review"].tolist() == [0, 1] * 3
    assert numbers(result)[2:4] == [(WEEK + NINE, 10, 17), (WEEK + NINE, 17, 15)]


def test_a_second_journey_begins_with_the_number_it_has_written() -> None:
    old, new = journey(review()), journey(review(), rule="score >= 30")
    late = [lead(10 * DAY + i, 50 + i, score=29 + i) for i in range(2)]
    result = play(built(old), *daily_leads(7), *late, after=built(new), change_day=9)
    assert numbers(result)[1:] == [(WEEK + NINE, 10, 15), (2 * WEEK + NINE, 30, 35)]
    assert rows_of(result, What.MQL)["score"].tolist()[-1] == 30
