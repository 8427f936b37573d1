"""The queue of a team: whose turn it is, how many leads may be under way, and what becomes of those who go cold."""

from __future__ import annotations

from datetime import date
from heapq import heappop

from hypothesis import given
from hypothesis import strategies as st

from sim.engine.queue import Case, Queue
from sim.engine.staff import Crew, crews_of
from sim.model.calendar import Calendar
from sim.model.journey import Desk

CALENDAR = Calendar(date(2026, 4, 6), 14, "Asia/Tokyo", None)


def crew(**settings: str) -> Crew:
    """One rep."""
    return crews_of(Desk.model_validate({"reps": "1"} | settings), CALENDAR)[0]


def case(lead: int, ready_s: int, rank: int = 0, number: int = 0) -> Case:
    """A case whose attempt of that number is ready then."""
    made = Case(lead, lead, ready_s, 0)
    made.ready_s, made.rank, made.number, made.begun = ready_s, rank, number, number > 0
    return made


def filled(*cases: Case, **settings: str) -> Queue:
    """A queue in which cases wait."""
    queue = Queue(crew(**settings))
    for each in cases:
        queue.put(each)
        queue.under_way += each.begun
    return queue


def turns(queue: Queue, now: int) -> list[int]:
    """The leads whose turn it is at a second, each of them begun at once."""
    queue.ripen(now)
    found = []
    while turn := queue.turn():
        taken = heappop(turn)[3]
        taken.waits = False
        queue.under_way += not taken.begun
        taken.begun = True
        found.append(taken.lead)
    return found


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-2, 2), st.integers(0, 1)), max_size=12), st.integers(0, 9))
def test_ready_attempts_go_by_rank_then_by_their_second_then_by_number(
    told: list[tuple[int, int, int]], now: int
) -> None:
    cases = [case(lead, *each) for lead, each in enumerate(told)]
    ready = [each for each in cases if each.ready_s <= now]
    expected = [each.lead for each in sorted(ready, key=lambda each: (each.rank, each.ready_s, each.lead))]
    queue = filled(*cases)
    assert turns(queue, now) == expected
    assert queue.next_ready_s() == min((each.ready_s for each in cases if each.ready_s > now), default=None)


def test_first_attempts_wait_while_enough_leads_are_under_way_and_others_do_not() -> None:
    queue = filled(case(1, 0), case(2, 0), case(3, 0), case(4, 1, number=2), work_in_progress="2")
    assert turns(queue, 0) == [1]
    assert turns(queue, 5) == [4]
    queue.under_way -= 1
    assert turns(queue, 5) == [2]


def test_who_is_first_to_become_ready_is_told_apart() -> None:
    queue = filled()
    assert [queue.put(case(lead, ready_s)) for lead, ready_s in ((5, 7), (6, 9), (4, 7), (8, 3))] == [
        *(True, False, True, True)
    ]


def test_a_dropped_case_never_has_its_turn() -> None:
    ready, later = case(1, 0), case(2, 9)
    queue = filled(ready, later, case(3, 0), case(4, 12))
    queue.ripen(0)
    ready.waits = later.waits = False
    assert turns(queue, 5) == [3]
    assert queue.next_ready_s() == 12
    assert [each.lead for each in queue.leave()] == [4]
    assert queue.next_ready_s() is None


def test_a_lead_may_come_back_while_its_dropped_case_is_still_in_the_queue() -> None:
    old, new = case(1, 5), case(1, 5)
    queue = filled(old)
    old.waits = False
    queue.put(new)
    assert turns(queue, 5) == [1]
    assert not new.waits
