"""Teams, shifts, closures and absences against hours counted by hand."""

from __future__ import annotations

import numpy as np

from sim.model.calendar import WorkingTime
from sim.study.rota import Staffing, next_open, together
from tests.handmade import HOUR, at, journey

EAST = {"reps": 3, "hours": "09:00-18:00"}
SHIFTS = {
    "shifts": [{"reps": 2, "hours": "08:00-12:00"}, {"reps": 1, "hours": "11:00-20:00"}],
    "closures": ["2026-04-06"],
    "absences": [{"reps": 2, "from": "2026-04-02", "until": "2026-04-04"}],
}


def staffing(**desk: object) -> Staffing:
    return Staffing(journey(desk={"teams": {"east": EAST, "shifted": SHIFTS}, **desk}))


def test_reps_are_numbered_through_all_teams() -> None:
    staff = staffing()
    assert list(staff.teams) == ["east", "shifted"]
    assert staff.first_reps.tolist() == [0, 3]
    assert Staffing(journey()).first_reps.tolist() == [0]


def test_those_with_the_highest_numbers_are_away() -> None:
    staff = staffing()
    assert staff.at_work[:6].tolist() == [
        6,
        4,
        4,
        0,
        0,
        3,
    ]  # two away on Thursday and Friday; Monday is a closure of one
    assert staff.rep_s[0] == (3 * 9 + 2 * 4 + 1 * 9) * HOUR
    assert staff.rep_s[1] == (3 * 9 + 1 * 4) * HOUR  # the late shift and one of the early one are away


def test_a_team_is_open_while_any_of_its_shifts_works() -> None:
    hours = staffing().crews[1].hours
    assert hours.next_open(at(0)) == at(0, 8)
    assert hours.close_after(at(0, 11, 30)) == at(0, 20)
    assert hours.next_open(at(5, 9)) == at(6, 8)


def test_spans_that_overlap_or_touch_are_one() -> None:
    assert together([(13, 18), (9, 12), (14, 20), (12, 13), (22, 23)]) == [(9, 20), (22, 23)]


def test_deadlines_go_by_the_hours_of_the_team() -> None:
    staff, times = staffing(), np.array([at(0, 7), at(0, 19), at(2, 21)])
    assert staff.deadline_s(times, 0).tolist() == [at(0, 18), at(1, 18), at(5, 18)]
    assert staff.deadline_s(times, 1).tolist() == [at(0, 20), at(0, 20), at(6, 20)]
    later = staffing(first_contact="next_business_day")
    assert later.deadline_s(times, 1).tolist() == [at(1, 20), at(1, 20), at(6, 20)]


def test_a_time_for_first_contact_counts_from_the_next_opening() -> None:
    staff = staffing(first_contact="4h")
    assert staff.deadline_s(np.array([at(0, 7), at(0, 10), at(0, 17), at(2, 21)]), 0).tolist() == [
        *(at(0, 13), at(0, 14), at(0, 21), at(5, 13))
    ]


def test_the_next_opening_is_that_of_the_calendar_for_every_second() -> None:
    hours = WorkingTime(journey().built_calendar(), "09:00-12:00 13:00-18:00")
    times = np.arange(0, 8 * 24 * HOUR, 977)
    assert next_open(hours, times).tolist() == [hours.next_open(int(t)) for t in times]
