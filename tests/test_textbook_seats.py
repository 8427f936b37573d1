"""Hand-worked checks of the textbook model: seats, releases, reminders, the order of sends, and leads of co-hosts."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.ledger import What
from tests.scripted import DAY, HOUR, TEN, built, journey_file, kinds_of, lead, mail, page, play, rows_of, times
from tests.strategies_files import Plain

HELD = 10 * DAY + 15 * HOUR  # 2026-04-16 15:00
INVITED = 5 * DAY + TEN
# Whoever is invited reads it at once, and registers at once, for nearly all register three weeks ahead if they can.
KEEN = {"open_rate": 1, "registered_on_the_day": 0.00001, "registered_in_last_week": 0.00002, "attend_rate": 1}
GUEST = {"webinar": 1}


def series(**more: object) -> Plain:
    """A webinar to which everybody is invited five days ahead."""
    waves = [{"before": "5d", "at": "10:00"}]
    return {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness", "invite": waves} | more


def limited(**more: object) -> Plain:
    """A webinar with one seat, released at noon of its day."""
    return series(seats=1, release=[{"before": "0d", "at": "12:00"}]) | more


def journey(touchpoint: Plain, **more: object) -> Plain:
    """A journey with one webinar series."""
    return journey_file(touchpoints={"webinar": touchpoint}, **more)


# ---- seats


def test_the_last_seat_goes_to_the_lead_with_the_smallest_number() -> None:
    result = play(built(journey(limited(seats=2)), GUEST, **KEEN), *(lead(0, i) for i in range(4)))
    given, waiting = rows_of(result, What.WEBINAR_REGISTERED), rows_of(result, What.WAITLISTED)
    assert set(given["time"].tolist() + waiting["time"].tolist()) == {INVITED}
    assert given["lead"].tolist() == [0, 1]  # the table is sorted by number, for all have come at once
    assert waiting[["lead", "node", "value"]].tolist() == [(2, 0, 0), (3, 0, 0)]
    opened = rows_of(result, What.OPEN)["n"]
    assert given["cause"].tolist() + waiting["cause"].tolist() == opened.tolist()
    assert times(result, What.WEBINAR_ATTENDED) == [HELD, HELD]


def test_who_comes_later_waits_whatever_the_number() -> None:
    waves = [{"before": "5d", "at": "10:00"}, {"before": "4d", "at": "10:00"}]
    late = [lead(INVITED + 1, i) for i in range(3)]
    result = play(built(journey(limited(invite=waves)), GUEST, **KEEN), lead(0, 9), *late)
    assert rows_of(result, What.WEBINAR_REGISTERED)["lead"].tolist() == [0]
    assert times(result, What.WAITLISTED) == [INVITED + DAY] * 3


def test_two_invitations_read_in_one_second_take_one_seat() -> None:
    waves = [{"before": "5d", "at": "10:00"}, {"before": "5d", "at": "10:00"}]
    result = play(built(journey(limited(seats=2, invite=waves)), GUEST, **KEEN), lead(0), lead(0, 1))
    assert rows_of(result, What.WEBINAR_REGISTERED)["lead"].tolist() == [0, 1]
    assert len(rows_of(result, What.WAITLISTED)) == 0


def test_what_else_a_lead_does_in_that_second_comes_after_the_answer() -> None:
    invitation = limited(invite=[{"before": "5d", "at": "10:00"}])
    touchpoints = {"webinar": invitation, "echo": {"kind": "email", "content": "paper", "after": "webinar_registered"}}
    touchpoints["paper"] = page("download")
    result = play(built(journey_file(touchpoints=touchpoints), GUEST, **KEEN), lead(0), lead(0, 1))
    kinds = [kinds_of(result.rows[result.rows["lead"] == i])[1:5] for i in (0, 1)]
    assert kinds == [["SENT", "OPEN", "WEBINAR_REGISTERED", "SENT"], ["SENT", "OPEN", "WAITLISTED"]]


def test_a_lead_with_sales_waits_even_if_seats_are_free() -> None:
    link = {"mode": "periodic", "every": "30d"}
    sold = journey(limited(seats=5, while_with_sales="continue"), mql={"all": "score >= 0"}, sync=link)
    result = play(built(sold, GUEST, **KEEN), lead(0))
    assert times(result, What.WAITLISTED) == [INVITED]
    noon = 10 * DAY + 12 * HOUR
    given = rows_of(result, What.WEBINAR_REGISTERED)
    assert given[["time", "cause"]].tolist() == [(noon, -1)]


# ---- releases


def test_a_cancelled_seat_is_free_only_from_the_next_release_on() -> None:
    last_day = 10 * DAY
    waves = [{"before": "5d", "at": "10:00"}, {"before": "0d", "at": "14:00"}]
    once = limited(invite=waves, release=[{"before": "0d", "at": "14:01"}], cancel=1, when="webinar_registered < 1")
    result = play(built(journey(once), GUEST, **KEEN), lead(0), lead(last_day, 1))
    assert INVITED < times(result, What.WEBINAR_CANCELLED)[0] < last_day + 14 * HOUR
    second = result.rows[result.rows["lead"] == 1]
    asked_s, released_s = last_day + 14 * HOUR, last_day + 14 * HOUR + 60
    told = rows_of(result, What.WAITLISTED, What.WEBINAR_REGISTERED)[1:]
    assert told[["time", "lead", "what"]].tolist() == [
        (asked_s, 1, What.WAITLISTED),
        (released_s, 1, What.WEBINAR_REGISTERED),
    ]
    assert kinds_of(second)[1:5] == ["SENT", "OPEN", "WAITLISTED", "WEBINAR_REGISTERED"]


def test_a_seat_that_nobody_waited_for_at_the_release_goes_to_who_asks_next() -> None:
    last_day = 10 * DAY
    waves = [{"before": "5d", "at": "10:00"}, {"before": "0d", "at": "14:00"}]
    once = limited(invite=waves, release=[{"before": "0d", "at": "13:59"}], cancel=1, when="webinar_registered < 1")
    result = play(built(journey(once), GUEST, **KEEN), lead(0), *(lead(last_day, i) for i in (1, 2)))
    assert INVITED < times(result, What.WEBINAR_CANCELLED)[0] < last_day + 13 * HOUR
    asked_s = last_day + 14 * HOUR
    assert rows_of(result, What.WEBINAR_REGISTERED, What.WAITLISTED)[1:][["time", "lead", "what"]].tolist() == [
        (asked_s, 1, What.WEBINAR_REGISTERED),
        (asked_s, 2, What.WAITLISTED),
    ]


def test_a_free_seat_goes_to_who_has_waited_longest() -> None:
    waves = [{"before": "5d", "at": "10:00"}, {"before": "4d", "at": "10:00"}]
    daily = [{"before": f"{n}d", "at": "11:00"} for n in (3, 2, 1, 0)]
    sold_out = limited(invite=waves, release=daily, cancel=1, when="webinar_registered < 1")
    early, late = [lead(0, i) for i in (24, 25)], [lead(INVITED + 1, i) for i in range(50, 54)]
    result = play(built(journey(sold_out), GUEST, **KEEN), *early, *late)
    given, cancelled = rows_of(result, What.WEBINAR_REGISTERED), times(result, What.WEBINAR_CANCELLED)
    releases = [HELD - n * DAY - 4 * HOUR for n in (3, 2, 1, 0)]
    first_free_s = next(t for t in releases if t >= cancelled[0])
    assert given[:2][["time", "lead"]].tolist() == [(INVITED, 0), (first_free_s, 1)]
    assert given["lead"].tolist() == list(range(len(given)))  # the table is sorted by arrival and number
    assert set(given["time"][1:].tolist()) <= set(releases)
    assert len(given) == 5
    assert result.leads["id"][1] > result.leads["id"][2]  # so it isn't the number that counts first


def test_no_more_places_are_given_than_there_are_seats() -> None:
    hall = limited(seats=3, cancel=0.4, release=[{"before": f"{n}d"} for n in (4, 3, 2, 1)])
    result = play(built(journey(hall), GUEST, **KEEN), *(lead(0, i) for i in range(12)))
    change = {What.WEBINAR_REGISTERED: 1, What.WEBINAR_CANCELLED: -1}
    holders = np.cumsum([change[row["what"]] for row in rows_of(result, *change)])
    assert holders.max() == 3
    assert len(times(result, What.WEBINAR_REGISTERED)) > 3
    assert len(times(result, What.WEBINAR_ATTENDED)) == holders[-1]


def test_taken_seats_and_the_waiting_list_outlive_a_change_of_journey() -> None:
    waves = [{"before": "5d", "at": "10:00"}, {"before": "3d", "at": "10:00"}]
    old, new = journey(limited(invite=waves)), journey(limited(invite=waves, seats=2))
    people = {"persona": GUEST} | KEEN
    leads = [lead(0), lead(0, 1), lead(6 * DAY, 2)]
    result = play(built(old, **people), *leads, after=built(new, **people), change_day=6)
    asked = rows_of(result, What.WEBINAR_REGISTERED, What.WAITLISTED)
    second_wave = 7 * DAY + TEN
    assert asked[["time", "lead", "what"]].tolist() == [
        (INVITED, 0, What.WEBINAR_REGISTERED),
        (INVITED, 1, What.WAITLISTED),
        (second_wave, 2, What.WEBINAR_REGISTERED),
    ]


# ---- reminders, and the order of sends


def test_reminders_go_to_who_has_a_place_at_a_clock_time_or_just_so_long_before() -> None:
    reminders = [{"before": "1d", "at": "09:30"}, {"before": "1h"}, {"before": "20d"}]
    result = play(built(journey(limited(remind=reminders)), GUEST, **KEEN), lead(0), lead(0, 1))
    sent = rows_of(result, What.SENT)
    reminded = [9 * DAY + 9 * HOUR + 1800, HELD - HOUR]
    assert sent[["time", "lead", "value"]].tolist() == [(INVITED, 0, -1), (INVITED, 1, -1)] + [
        (t, 0, -2) for t in reminded
    ]
    assert times(result, What.OPEN)[2:] == reminded


def test_who_gets_a_seat_at_the_second_of_a_reminder_is_not_reminded() -> None:
    noon = {"before": "0d", "at": "12:00"}
    link = {"mode": "periodic", "every": "30d"}
    reminded = limited(remind=[noon, {"before": "1h"}], while_with_sales="continue")
    sold = journey(reminded, mql={"all": "score >= 0"}, sync=link)
    result = play(built(sold, GUEST, **KEEN), lead(0))
    assert times(result, What.WEBINAR_REGISTERED) == [10 * DAY + 12 * HOUR]
    assert times(result, What.SENT) == [INVITED, HELD - HOUR]


def test_mails_of_one_second_go_by_priority_then_by_the_file_invitations_before_reminders() -> None:
    letters = {name: mail("paper", "2026-04-15 10:00", priority=p) for name, p in (("a", 0), ("b", 5), ("c", -5))}
    morning = [{"before": "1d", "at": "10:00"}]
    talks = {
        "talk": series(remind=morning),
        "late": series(invite=morning, remind=[{"before": "1d", "at": "10:00"}], priority=5),
    }
    touchpoints = {"paper": page("download"), **letters, **talks}
    result = play(built(journey_file(touchpoints=touchpoints), GUEST, **KEEN), lead(0))
    sent = rows_of(result, What.SENT)
    sent = sent[sent["time"] == 9 * DAY + TEN]
    b, late, a, talk, c = (list(touchpoints).index(name) for name in ("b", "late", "a", "talk", "c"))
    assert sent[["node", "value"]].tolist() == [(b, 0), (late, -1), (late, -2), (a, 0), (talk, -2), (c, 0)]


# ---- co-hosts


def test_a_co_host_brings_leads_within_an_hour_after_each_webinar() -> None:
    dates = "2026-04-08,2026-04-16 15:00"
    guests = {"kind": "cohost", "webinar": "webinar", "leads": [3, 5], "after": "2h"}
    result = play(built(journey(series(dates=dates), sources={"guests": guests})))
    arrivals = result.leads["arrival_s"]
    for held_s in (2 * DAY + 15 * HOUR, HELD):
        came = arrivals[(held_s + 2 * HOUR <= arrivals) & (arrivals < held_s + 3 * HOUR)]
        assert 3 <= len(came) <= 5
        assert len(set(came.tolist())) > 1
    assert len(arrivals) <= 10


@pytest.mark.parametrize(("change_day", "source"), [(2, "new"), (3, "guests")])
def test_the_journey_of_the_webinars_day_brings_its_guests(change_day: int, source: str) -> None:
    guests = {"kind": "cohost", "webinar": "webinar", "leads": 2, "after": "20h"}
    held = journey(series(dates="2026-04-08 15:00"), sources={"guests": guests})
    other = journey(series(dates="2026-04-08 15:00"), sources={"new": guests})
    result = play(built(held), after=built(other), change_day=change_day)
    assert result.leads["source"].tolist() == [["guests", "new"].index(source)] * 2
    assert (result.leads["arrival_s"] // HOUR).tolist() == [2 * 24 + 35] * 2


def test_webinars_of_a_changed_series_bring_other_guests_than_those_before() -> None:
    guests = {"kind": "cohost", "webinar": "webinar", "leads": 2}
    often = journey(series(dates="2026-04-07,2026-04-09 15:00"), sources={"guests": guests})
    seldom = journey(series(dates="2026-04-13 15:00"), sources={"guests": guests})
    result = play(built(often), after=built(seldom), change_day=5)
    assert (result.leads["arrival_s"] // DAY).tolist() == [1, 1, 3, 3, 7, 7]
    assert len(set(result.leads["id"].tolist())) == 6
    whole = play(built(journey(series(dates="2026-04-07,2026-04-09,2026-04-14 15:00"), sources={"guests": guests})))
    assert set(whole.leads["id"].tolist()) == set(result.leads["id"].tolist())
