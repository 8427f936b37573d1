"""Seats, releases, reminders and co-hosts: their moments on the clock, and hand-worked ones played by the engine."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine import order, world
from sim.engine.scenario import Send
from sim.model.ledger import What
from tests import engines, test_textbook_seats
from tests.scripted import DAY, HOUR, TEN, built, journey_file, lead, page, rows_of, times
from tests.strategies_files import Plain

globals().update(engines.tests_of(test_textbook_seats))
engine = pytest.fixture(scope="module", autouse=True)(engines.instead_of_the_textbook)


# ---- moments

HELD_S = 10 * DAY + 15 * HOUR  # 2026-04-16 15:00


def moments(**series: Any) -> list[Send]:
    """The moments of a series held once, the only touchpoint beside a page."""
    talk = {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness"} | series
    journey, personas = built(journey_file(touchpoints={"paper": page("download"), "talk": talk}))
    return world.prepare(engines.declared(journey), personas).sends["talk"]


def test_a_webinar_without_anything_is_held() -> None:
    assert moments() == [Send(HELD_S, order.HELD, 1, 16 + 0, -1)]


def test_invitations_reminders_and_releases_come_ahead_of_it_each_with_its_occurrence() -> None:
    found = moments(
        invite=[{"before": "3d", "at": "10:00"}, {"before": "1d", "at": "10:00"}],
        remind=[{"before": "2h"}, {"before": "1d", "at": "08:00"}],
        release=[{"before": "2d", "at": "12:00"}],
    )
    assert [(send.t_s, send.occurrence, send.is_release) for send in found] == [
        (7 * DAY + TEN, 64, False),
        (8 * DAY + 12 * HOUR, 16, True),
        (9 * DAY + 8 * HOUR, 2**28 + 65, False),
        (9 * DAY + TEN, 65, False),
        (HELD_S - 2 * HOUR, 2**28 + 64, False),
        (HELD_S, 16, False),
    ]
    assert [send.webinar_s for send in found] == [HELD_S] * 5 + [-1]


def test_what_would_come_before_the_run_or_not_before_the_webinar_is_left_out() -> None:
    assert (
        len(moments(invite=[{"before": "11d"}, {"before": "0d", "at": "15:00"}, {"before": "0d", "at": "16:00"}])) == 1
    )
    assert len(moments(remind=[{"before": "11d"}, {"before": "0s"}, {"before": "0d", "at": "23:00"}])) == 1
    assert len(moments(release=[{"before": "30d"}, {"before": "0d", "at": "15:00"}])) == 1
    assert len(moments(release=[{"before": "0d", "at": "14:59"}])) == 2


def test_in_one_second_mails_go_by_priority_and_file_and_seats_are_released_after_all_of_them() -> None:
    places = [
        order.place_of_mail(100, 0),
        order.place_of_mail(100, 2000, order.REMINDERS + 3),
        order.place_of_mail(99, 0),
        order.place_of_mail(0, 3),
        order.place_of_mail(0, 3, order.REMINDERS),
        order.place_of_mail(0, 4),
        order.place_of_mail(-100, 2000),
        order.place_of_release(0, 3),
        order.place_of_release(1, 0),
        order.PLACES,
    ]
    assert places == sorted(set(places))


# ---- releases


def hall(**more: Any) -> Plain:
    """A webinar with one seat on the 11th day, to which everybody is invited five days ahead."""
    waves = [{"before": "5d", "at": "10:00"}]
    return {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness", "invite": waves} | more


KEEN = {"open_rate": 1, "registered_on_the_day": 0.00001, "registered_in_last_week": 0.00002}
RELEASED = {"seats": 1, "release": [{"before": "0d", "at": "14:59"}]}


def test_a_seat_cancelled_by_a_lead_with_sales_is_released_too() -> None:
    link = {"mode": "periodic", "every": "30d", "at": "00:00"}
    touchpoints = {"hall": hall(**RELEASED, cancel=1, when="webinar_registered < 1")}
    sold = journey_file(touchpoints=touchpoints, mql={"all": "webinar_registered >= 1"}, sync=link)
    found = engines.simulate(*built(sold, {"webinar": 1}, **KEEN), seed=1, replication=0, given=[lead(0), lead(0, 1)])
    cancelled = rows_of(found, What.WEBINAR_CANCELLED)
    assert times(found, What.MQL)[0] == 5 * DAY + TEN < cancelled["time"][0] < HELD_S - 60
    assert rows_of(found, What.WEBINAR_REGISTERED)[["time", "lead"]].tolist() == [(5 * DAY + TEN, 0), (HELD_S - 60, 1)]


def test_a_series_that_has_lost_its_limit_releases_no_seats() -> None:
    files = [
        built(journey_file(touchpoints={"hall": touchpoint}), {"webinar": 1}, **KEEN)
        for touchpoint in (hall(**RELEASED), hall(release=RELEASED["release"]))
    ]
    found = engines.simulate(
        *files[0], seed=1, replication=0, given=[lead(0), lead(0, 1)], after=files[1], change_day=8
    )
    assert len(rows_of(found, What.WAITLISTED)) == len(rows_of(found, What.WEBINAR_REGISTERED)) == 1
