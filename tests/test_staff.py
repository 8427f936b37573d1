"""Who works when: numbers of reps, shifts, closures, absences; and whose turn it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.columns import FOREVER
from sim.engine.staff import Bench, Crew, crews_of, hours_together
from sim.model.calendar import NEVER_S, Calendar
from sim.model.journey import Desk

HOUR, DAY = 3_600, 86_400
CALENDAR = Calendar(date(2026, 4, 6), 28, "Asia/Tokyo", None)  # from a Monday on


def crews(**settings: Any) -> tuple[Crew, ...]:
    """The crews of a desk."""
    return crews_of(Desk.model_validate(settings), CALENDAR)


def bench(crew: Crew) -> Bench:
    """All reps of a crew, free since the start."""
    found = Bench(crew)
    for rep in range(crew.first, crew.last):
        found.add(0, rep)
    return found


def takes(free: Bench, now: int) -> list[int]:
    """Who is taken at a second until nobody is left."""
    found = []
    while (rep := free.take(now)) >= 0:
        found.append(rep)
    return found


EARLY_AND_LATE = [{"reps": "2", "hours": "08:00-12:00"}, {"reps": "1", "hours": "11:00-19:00"}]


# ---- crews


def test_a_desk_without_teams_is_one_crew() -> None:
    (crew,) = crews(reps="3", hours="10:00-12:00")
    assert (crew.name, crew.first, crew.last, crew.most_under_way) == ("desk", 0, 3, FOREVER)
    assert crew.hours.next_open(0) == 10 * HOUR


def test_reps_are_numbered_through_teams_and_their_shifts() -> None:
    found = crews(teams={"east": {"shifts": EARLY_AND_LATE}, "west": {"reps": "2"}})
    assert [(crew.name, crew.first, crew.last) for crew in found] == [("east", 0, 3), ("west", 3, 5)]
    assert [(watch.first, watch.last) for watch in found[0].watches] == [(0, 2), (2, 3)]


def test_a_team_is_open_while_any_of_its_shifts_is() -> None:
    (crew,) = crews(shifts=EARLY_AND_LATE)
    assert (crew.hours.next_open(0), crew.hours.close_after(9 * HOUR)) == (8 * HOUR, 19 * HOUR)


@pytest.mark.parametrize(
    ("hours", "together"),
    [
        (["09:00-12:00", "12:00-13:00"], "09:00-13:00"),
        (["09:00-12:00 13:00-18:00", "10:00-14:00"], "09:00-18:00"),
        (["16:00-24:00", "06:00-08:00"], "06:00-08:00 16:00-24:00"),
        (["09:00-12:00", "always"], None),
    ],
)
def test_hours_of_shifts_are_put_together(hours: list[str], together: str | None) -> None:
    assert hours_together(hours) == together


def test_a_teams_own_closures_are_no_business_days_of_that_team_alone() -> None:
    closed, other = crews(teams={"a": {"reps": "1", "closures": ["2026-04-06..2026-04-07"]}, "b": {"reps": "1"}})
    assert closed.hours.next_open(0) == 2 * DAY + 9 * HOUR
    assert other.hours.next_open(0) == 9 * HOUR
    assert takes(bench(closed), 9 * HOUR) == []


def test_work_in_progress_is_counted_by_all_reps_of_the_team() -> None:
    (crew,) = crews(shifts=EARLY_AND_LATE, work_in_progress="4", absences=[])
    assert crew.most_under_way == 12


def test_absences_of_one_day_add_up_and_keep_the_highest_numbers_away() -> None:
    absences = [
        {"reps": "1", "from": "2026-04-07", "until": "2026-04-10"},
        {"reps": "2", "from": "2026-04-08", "until": "2026-04-09"},
    ]
    (crew,) = crews(reps="5", absences=absences)
    assert [crew.present(day * DAY)[0] for day in range(5)] == [5, 4, 2, 4, 5]
    assert [crew.present(day * DAY)[1] // DAY for day in range(4)] == [1, 2, 3, 4]
    assert crew.present(5 * DAY) == (5, FOREVER)
    assert crew.present(DAY - 1)[0] == 5


# ---- benches


def test_who_is_free_longest_is_taken_first_then_the_lowest_number() -> None:
    (crew,) = crews(reps="4", hours="always")
    free = Bench(crew)
    for since, rep in [(5, 3), (7, 0), (5, 2), (6, 1)]:
        free.add(since, rep)
    assert takes(free, 10) == [2, 3, 1, 0]


def test_only_reps_of_a_shift_that_works_are_taken() -> None:
    (crew,) = crews(shifts=EARLY_AND_LATE)
    assert takes(bench(crew), 8 * HOUR - 1) == []
    assert takes(bench(crew), 8 * HOUR) == [0, 1]
    assert takes(bench(crew), 11 * HOUR) == [0, 1, 2]
    assert takes(bench(crew), 12 * HOUR) == [2]
    assert takes(bench(crew), 5 * DAY + 11 * HOUR) == []


def test_absent_reps_come_back_on_the_day_they_are_due() -> None:
    (crew,) = crews(reps="3", hours="always", absences=[{"reps": "2", "from": "2026-04-06", "until": "2026-04-08"}])
    free = bench(crew)
    assert takes(free, DAY) == [0]
    assert free.next_s(DAY) == 2 * DAY
    assert takes(free, 2 * DAY) == [1, 2]


def test_a_rep_who_becomes_free_while_absent_stays_away() -> None:
    (crew,) = crews(reps="2", hours="always", absences=[{"reps": "1", "from": "2026-04-07", "until": "2026-04-08"}])
    free = Bench(crew)
    free.add(DAY + 5, 1)
    assert takes(free, DAY + 5) == []
    free.add(DAY + 9, 0)
    assert takes(free, DAY + 9) == [0]
    assert takes(free, 2 * DAY) == [1]


def test_nobody_free_means_never() -> None:
    (crew,) = crews(reps="2")
    assert Bench(crew).next_s(0) == NEVER_S
    left = bench(crew)
    assert sorted(left.leave()) == [(0, 0), (0, 1)]
    assert left.next_s(0) == NEVER_S


@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["08:00-10:00", "09:00-12:00 13:00-14:00", "always"])),
             min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 6), st.integers(1, 5)), max_size=3),
    st.lists(st.integers(0, 7 * 24 * 4), min_size=1, max_size=12),
)  # fmt: skip
def test_a_bench_gives_whom_the_norm_names(
    shifts: list[tuple[int, str]], absences: list[tuple[int, int, int]], quarters: list[int]
) -> None:
    """Free reps who work at t: hours of the shift, business days, absences of the highest numbers; and nobody starts
    before `next_s`."""
    days = [f"2026-04-{6 + n:02d}" for n in range(14)]
    away = [{"reps": str(k), "from": days[first], "until": days[first + n]} for k, first, n in absences]
    (crew,) = crews(shifts=[{"reps": str(k), "hours": hours} for k, hours in shifts], absences=away)
    free = bench(crew)
    since = dict.fromkeys(range(crew.last), 0)
    bound = 0
    for now in sorted(quarter * 900 for quarter in quarters):
        absent = sum(k for k, first, n in absences if first <= now // DAY < first + n)
        at_work = [
            rep
            for watch in crew.watches
            for rep in range(watch.first, watch.last)
            if rep < crew.last - absent and watch.working.next_open(now) == now
        ]
        expected = min(at_work, key=lambda rep: (since[rep], rep), default=-1)
        soonest = free.next_s(now)
        assert free.take(now) == expected
        if expected >= 0:
            assert bound <= soonest == now
            free.add(now, expected)
            since[expected] = now
        else:
            assert free.next_s(now) > now
        bound = free.next_s(now)
