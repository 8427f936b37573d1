"""Hand-worked places in webinars, from the invitation to the recording, followed on paper from docs/world.md."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.ledger import Status, What
from tests import textbook
from tests.scripted import DAY, HOUR, TEN, built, journey_file, kinds_of, lead, page, play, rows_of, times

HELD_S = 10 * DAY + 15 * HOUR  # Thursday, 16 April
INVITED_S = 7 * DAY + TEN
KEEN = {"webinar": 1}
# Nearly everybody wants to register a week ahead or more: at once, for invitations go out three days ahead.
AT_ONCE = {"open_rate": 1, "registered_on_the_day": 0.00001, "registered_in_last_week": 0.00002}
NEVER_SYNCED = {"mode": "periodic", "every": "30d"}


def series(**more: Any) -> dict[str, Any]:
    """A webinar on 16 April at 15:00, with invitations three days ahead at 10:00."""
    invite = [{"before": "3d", "at": "10:00"}]
    return {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness", "invite": invite} | more


def run(talk: dict[str, Any], *leads: Any, people: dict[str, Any] | None = None, **journey: Any) -> textbook.Result:
    """Leads who are all invited to a webinar."""
    files = built(journey_file(touchpoints={"talk": talk}, **journey), KEEN, **AT_ONCE | (people or {}))
    return play(files, *(leads or [lead()]))


# ---- reminders


def test_reminders_go_to_who_has_a_place_some_days_ahead_or_so_long_before() -> None:
    talk = series(remind=[{"before": "1d", "at": "09:00"}, {"before": "90min"}])
    result = run(talk, lead(), lead(8 * DAY, ordinal=1))  # the second one comes too late to be invited
    sent = rows_of(result, What.SENT)
    assert sent[["time", "value", "cause"]].tolist() == [
        (INVITED_S, -1, -1),
        (9 * DAY + 9 * HOUR, -2, -1),
        (HELD_S - 90 * 60, -2, -1),
    ]
    assert len(set(sent["lead"].tolist())) == 1


def test_a_reminder_read_is_an_open_without_click_or_registration_and_brings_people_to_the_webinar() -> None:
    people = {"attend_rate": 0.5, "reminder_gain": 1}
    leads = [lead(ordinal=ordinal) for ordinal in range(40)]
    with_reminder = run(series(remind=[{"before": "1d"}]), *leads, people=people)
    assert len(times(with_reminder, What.WEBINAR_ATTENDED)) == 40  # 0.5 * (1.0 + 1)
    assert len(times(with_reminder, What.OPEN)) == 80
    assert len(times(with_reminder, What.WEBINAR_REGISTERED)) == 40
    assert 5 < len(times(run(series(), *leads, people=people), What.WEBINAR_ATTENDED)) < 35


def test_a_reminder_postponed_beyond_the_webinar_is_not_sent() -> None:
    talk = series(remind=[{"before": "2h"}], window="09:00-12:00")
    result = run(talk)
    assert times(result, What.POSTPONED) == [HELD_S - 2 * HOUR]
    assert times(result, What.SENT) == [INVITED_S]


def test_a_reminder_at_the_second_of_the_webinar_comes_too_late() -> None:
    assert times(run(series(remind=[{"before": "0d", "at": "15:00"}])), What.SENT) == [INVITED_S]


# ---- attendance


@pytest.mark.parametrize(("thursday", "kind"), [(1, What.WEBINAR_ATTENDED), (0, What.WEBINAR_MISSED)])
def test_a_weekday_on_which_nobody_attends(thursday: int, kind: What) -> None:
    weekdays = {"value": [1, 1, 1, thursday, 1, 1, 1], "source": "assumption"}
    result = run(series(), people={"attend_rate": 1, "weekday_attend": weekdays})
    assert times(result, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED) == times(result, kind) == [HELD_S]


# ---- cancelling


def test_who_cancels_neither_attends_nor_misses_and_is_invited_again() -> None:
    talk = series(cancel=1, invite=[{"before": "3d", "at": "10:00"}, {"before": "0d", "at": "14:59"}])
    result = run(talk, *(lead(ordinal=ordinal) for ordinal in range(20)), people={"attend_rate": 1})
    cancelled = rows_of(result, What.WEBINAR_CANCELLED)
    assert len(cancelled) >= 20
    assert all(INVITED_S <= t < HELD_S for t in cancelled["time"])
    assert times(result, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED) == []
    by_lead = result.rows[result.rows["lead"] == 0]
    first = by_lead[by_lead["what"] == What.WEBINAR_CANCELLED][0]
    assert by_lead["what"][by_lead["n"] == first["cause"]].tolist() == [What.WEBINAR_REGISTERED]
    # Whoever has no place a minute before is invited again, all but those who cancel in that minute.
    assert len(times(result, What.SENT)) >= 39


# ---- the recording


@pytest.mark.parametrize(
    ("attend", "shares", "replayed"),
    [(1, {"attended": 1}, 1), (1, {"missed": 1}, 0), (0, {"missed": 1}, 1), (0, {"attended": 1}, 0)],
)
def test_the_recording_is_watched_by_shares_of_who_came_and_who_did_not(
    attend: int, shares: dict[str, int], replayed: int
) -> None:
    talk, points = series(replay=shares | {"delay": "0s"}), {"webinar_replayed": {"points": 4}}
    result = run(talk, people={"attend_rate": attend}, behaviours=points)
    held = rows_of(result, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED)[0]
    assert (
        rows_of(result, What.WEBINAR_REPLAYED)[["time", "node", "value", "cause"]].tolist()
        == [(HELD_S, 0, 4, held["n"])] * replayed
    )


def test_the_recording_is_watched_when_people_are_awake() -> None:
    waking = {"open_day": [0] * 8 + [1] * 8 + [0] * 8, "off_day": [0] * 23 + [1], "source": "assumption"}
    talk = series(replay={"missed": 1, "delay": "0s"}, dates="2026-04-16 18:30")
    result = run(talk, people={"rhythm": waking})
    assert times(result, What.WEBINAR_REPLAYED) == [11 * DAY + 8 * HOUR + 30 * 60]


# ---- seats


def test_where_seats_are_few_the_first_by_number_gets_one_and_the_other_waits_in_vain() -> None:
    result = run(series(seats=1), lead(), lead(ordinal=1), people={"attend_rate": 1})
    first, second = result.leads["id"].argsort()
    assert rows_of(result, What.WEBINAR_REGISTERED)[["time", "lead"]].tolist() == [(INVITED_S, first)]
    waits = rows_of(result, What.WAITLISTED)
    assert waits[["time", "lead", "node", "cause"]].tolist() == [(INVITED_S, second, 0, 2)]
    assert rows_of(result, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED)["lead"].tolist() == [first]


def test_a_lead_with_sales_waits_for_a_seat_at_once_and_gets_it_at_the_next_release() -> None:
    talk = series(seats=5, while_with_sales="continue", release=[{"before": "1d", "at": "12:00"}])
    result = run(talk, lead(HOUR), people={"attend_rate": 1}, mql={"all": "score >= 0"}, sync=NEVER_SYNCED)
    assert result.leads["status"].tolist() == [Status.TRANSIT]
    assert kinds_of(result.rows)[1:] == ["MQL", "SENT", "OPEN", "WAITLISTED", "WEBINAR_REGISTERED", "WEBINAR_ATTENDED"]
    assert result.rows["time"].tolist()[2:] == [*[INVITED_S] * 3, 9 * DAY + 12 * HOUR, HELD_S]
    assert result.rows["cause"].tolist()[4:] == [3, -1, -1]


def test_what_a_lead_does_at_the_second_of_its_request_comes_after_the_answer() -> None:
    touchpoints = {
        "talk": series(seats=1),
        "paper": page("download"),
        "echo": {"kind": "email", "content": "paper", "after": "open", "of": "talk"},
    }
    files = built(journey_file(touchpoints=touchpoints), KEEN, **AT_ONCE)
    result = play(files, lead(), lead(ordinal=1))
    first, second = result.leads["id"].argsort()
    lives = [kinds_of(result.rows[result.rows["lead"] == who]) for who in (first, second)]
    assert lives[0][:5] == ["REGISTERED", "SENT", "OPEN", "WEBINAR_REGISTERED", "SENT"]
    assert lives[1][:5] == ["REGISTERED", "SENT", "OPEN", "WAITLISTED", "SENT"]
    assert set(result.rows["time"][2:10].tolist()) == {INVITED_S}


# ---- who is invited


def test_invitations_are_for_those_awake() -> None:
    assert kinds_of(run(series(), dormancy={"after": "3d"}).rows) == ["REGISTERED", "DORMANT"]


@pytest.mark.parametrize(("policy", "kinds"), [("drop", ["HELD"]), ("continue", ["SENT", "OPEN"])])
def test_with_sales_an_invitation_goes_out_only_if_its_series_says_so(policy: str, kinds: list[str]) -> None:
    talk = series(while_with_sales=policy, dates="2026-04-16 15:00")
    result = run(talk, lead(HOUR), mql={"all": "score >= 0"}, sync=NEVER_SYNCED, days=8)
    assert kinds_of(result.rows)[2 : 2 + len(kinds)] == kinds
    assert rows_of(result, What.HELD, What.SENT)["value"].tolist() == [-1]


def test_an_invitation_postponed_beyond_its_webinar_is_not_sent() -> None:
    talk = series(invite=[{"before": "0d", "at": "14:00"}], window="09:00-12:00")
    assert kinds_of(run(talk).rows) == ["REGISTERED", "POSTPONED"]
