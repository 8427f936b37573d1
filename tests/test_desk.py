"""Sync, terms and reps, each alone, and the hand-worked desks of the textbook model played by the engine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.memory import EMAIL, PHONE
from sim.engine.terms import Terms
from sim.model import draws
from sim.model.calendar import Calendar
from sim.model.journey import Desk, Rule, Sync
from sim.model.ledger import What
from sim.model.rules import parse
from tests import engines, test_textbook_desk, test_textbook_teams
from tests.scripted import DAY, HOUR, NINE, TEN, built, journey_file, lead, play, rows_of, times

globals().update(engines.tests_of(test_textbook_desk) | engines.tests_of(test_textbook_teams))
engine = pytest.fixture(scope="module", autouse=True)(engines.instead_of_the_textbook)

CALENDAR = Calendar(date(2026, 4, 6), 14, "Asia/Tokyo", None)
PEOPLE = built(journey_file(), contact_rate=0.5, contact_ratio=0.5)[1].people
EVERYBODY = {"mql": {"all": "score >= 0"}}


def rule(text: str) -> Rule:
    """A rule in words."""
    return Rule(text, parse(text))


def terms(sync: Sync | None = None, **desk: object) -> Terms:
    """Terms of a desk."""
    return Terms.of(sync or Sync(), Desk(**{"reps": 1} | desk), PEOPLE, CALENDAR)  # type: ignore[arg-type]


# ---- sync


def test_hand_offs_travel_at_once_if_the_link_is_real_time() -> None:
    assert [terms().tick(t) for t in (0, 1, 899, 10**6)] == [0, 1, 899, 10**6]


@given(st.integers(0, 14 * DAY), st.integers(60, 30 * DAY), st.integers(0, DAY - 1))
def test_a_periodic_link_opens_at_the_first_tick_that_is_not_past(t: int, every: int, at: int) -> None:
    tick = terms(Sync(mode="periodic", every=every, at=at)).tick(t)
    assert (tick - at) % every == 0
    assert tick >= max(t, at)
    assert tick - every < t or tick == at


def test_leads_of_one_tick_reach_the_desk_by_their_numbers() -> None:
    link = {"mode": "periodic", "every": "1d", "at": "10:00"}
    desk = {"reps": 1, "hours": "always", "attempts": 1, "dial": "0s"}
    result = play(built(journey_file(**EVERYBODY, sync=link, desk=desk)), *[lead(9, i) for i in range(20)])
    calls = rows_of(result, What.ATTEMPT)
    assert calls["time"].tolist() == [TEN + n for n in range(20)]
    called = result.leads["id"][calls["lead"]].tolist()
    assert called == sorted(called)


# ---- queue


def test_a_hand_off_is_ranked_by_the_desks_priority() -> None:
    rules = terms(priority=[rule("score >= 50"), rule("score >= 20")])
    assert [terms(priority=name).rank(40, 7, 0) for name in ("first_come", "score", "freshness")] == [0, -40, -7]
    assert (rules.rules, rules.rank(40, 7, 1)) == (2, 1)


def test_the_chance_of_reaching_somebody_falls_with_each_attempt() -> None:
    assert terms(attempts=3).chances[:4] == (2**31, 2**30, 2**29, 2**28)


def test_steps_say_who_is_mailed_and_how_many_attempts_there_are() -> None:
    steps = terms(steps=["email", "phone", "email"])
    assert steps.ways == (EMAIL, PHONE, EMAIL)
    assert [steps.way(k) for k in range(5)] == [EMAIL, PHONE, EMAIL, PHONE, PHONE]
    assert terms(attempts=2).ways == (PHONE, PHONE)


def test_the_first_attempt_is_ready_at_once_unless_it_is_for_the_next_business_day() -> None:
    for first_contact, ready in (("same_day", 20 * HOUR), (4 * HOUR, 20 * HOUR), ("next_business_day", DAY + NINE)):
        found = terms(first_contact=first_contact)
        assert found.first_ready(found.crews[0], 20 * HOUR) == ready


def test_patience_is_exponential() -> None:
    patience = [terms(patience=1_000).patience_s(u) for u in range(2**22, 2**32, 2**23)]
    assert sum(patience) / len(patience) == pytest.approx(1_000, rel=0.01)
    assert sum(x > 1_000 for x in patience) / len(patience) == pytest.approx(0.3679, abs=0.002)
    assert terms(patience=1).patience_s(0) == 1


def test_a_call_that_waits_for_its_turn_at_night_is_made_when_the_desk_opens() -> None:
    desk = {"reps": 2, "hours": "09:00-18:00", "attempts": 1, "dial": "30min"}
    certain = {"reachable": 0}
    result = play(built(journey_file(**EVERYBODY, desk=desk), **certain), *[lead(17 * HOUR, i) for i in range(7)])
    calls, ends = times(result, What.ATTEMPT), times(result, What.NO_CONTACT)
    assert calls[:2] == [17 * HOUR] * 2
    assert all(NINE <= t % DAY < 18 * HOUR for t in calls)
    assert max(calls) >= DAY + NINE
    busy = sorted(zip(calls, ends, strict=True))
    assert all(sum(begin <= t < end for begin, end in busy) <= 2 for t in calls)


def test_a_call_that_has_begun_is_finished_after_hours_and_its_rep_comes_back_in_the_morning() -> None:
    desk = {"reps": 1, "hours": "09:00-18:00", "attempts": 1, "dial": "0s", "talk": "1d"}
    certain = {"reachable": 1, "contact_rate": 1}
    files = built(journey_file(**EVERYBODY, desk=desk, days=60, sql="not need"), **certain)
    result = play(files, *[lead(17 * HOUR + i, i) for i in range(20)])
    calls, ends = times(result, What.ATTEMPT), times(result, What.CONTACT)
    late = [end for end in ends if not (NINE <= end % DAY < 18 * HOUR and end // DAY % 7 < 5)]
    assert 5 <= len(late) < len(ends)
    for end, following in zip(ends, calls[1:], strict=False):
        assert following % DAY == NINE if end in late else following == end


def test_fewer_reps_after_a_change_finish_what_they_have_begun_and_take_nothing_more() -> None:
    desk = {"reps": 3, "hours": "always", "attempts": 1, "dial": "0s", "talk": "1d"}
    certain = {"reachable": 1, "contact_rate": 1}
    before = built(journey_file(**EVERYBODY, desk=desk), **certain)
    after = built(journey_file(**EVERYBODY, desk=desk | {"reps": 1}), **certain)
    result = play(before, *[lead(HOUR * i, i) for i in range(60)], after=after, change_day=1)
    calls = rows_of(result, What.ATTEMPT)
    assert set(calls["node"][calls["time"] < DAY].tolist()) == {0, 1, 2}
    assert set(calls["node"][calls["time"] >= DAY].tolist()) == {0}
    ended = rows_of(result, What.CONTACT)
    assert set(ended["node"][ended["time"] >= DAY].tolist()) == {0, 1, 2}


# ---- a change of journey

ANYBODY = {"reps": 1, "hours": "always"}
NOBODY_ANSWERS = {"reachable": 0}


def by_team(**teams: Any) -> Any:
    """A journey whose teams call each lead once, for a day on average."""
    desk = {"teams": {name: ANYBODY | settings for name, settings in teams.items()}, "attempts": 1, "dial": "1d"}
    return built(journey_file(**EVERYBODY, desk=desk, days=60), **NOBODY_ANSWERS)


def test_who_waits_goes_to_the_team_of_the_same_name_wherever_it_stands() -> None:
    old = by_team(directors={"takes": "job == director", "reps": 1}, others={})
    new = by_team(others={"reps": 2}, third={"reps": 3}, directors={"takes": "job == director"})
    leads = [lead(HOUR, i, attributes={"job": "director" if i % 2 else "staff"}) for i in range(12)]
    result = play(old, *leads, after=new, change_day=1)
    calls = rows_of(result, What.ATTEMPT)
    late = calls[calls["time"] >= DAY]
    directors = set(result.leads["id"][late["lead"][late["node"] == 5]].tolist())
    numbers = [int(draws.lead_ids(draws.cohort_key("list", "csv"), 1, i)[0]) for i in range(12)]
    assert directors <= {numbers[i] for i in range(1, 12, 2)}
    assert set(late["node"].tolist()) == {0, 1, 5}


def test_leads_under_way_are_counted_on_after_a_change() -> None:
    limited = {"reps": 3, "hours": "always", "attempts": 2, "dial": "0s", "spacing": "2d", "work_in_progress": 1}
    files = built(journey_file(**EVERYBODY, desk=limited), **NOBODY_ANSWERS)
    result = play(files, *(lead(HOUR, i) for i in range(5)), after=files, change_day=1)
    calls = rows_of(result, What.ATTEMPT)
    first = calls[calls["value"] == 0]["time"]
    assert first.tolist() == [HOUR] * 3 + [HOUR + 2 * DAY + 2] * 2


def test_a_call_that_ends_makes_room_in_the_leads_own_team_whoever_made_it() -> None:
    one_each = {"work_in_progress": 1}
    old = by_team(a={"takes": "job == director"} | one_each, b=one_each)
    new = by_team(b=one_each, a={"takes": "job == director"} | one_each)
    result = play(old, *(lead(23 * HOUR, i, attributes={"job": "director"}) for i in range(2)), after=new, change_day=1)
    calls, ends = rows_of(result, What.ATTEMPT), times(result, What.NO_CONTACT)
    assert ends[0] > DAY
    assert calls[["time", "node"]].tolist() == [(23 * HOUR, 0), (ends[0], 1)]
