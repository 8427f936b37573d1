"""Webinars: places, seats asked for, attendance and recordings; compiled. docs/world.md, sections 9 and 10."""

from __future__ import annotations

import numpy as np

from sim.engine import columns as col
from sim.engine.conditions import test_conditions
from sim.engine.memory import (
    A_NEEDS,
    K_CANCEL,
    K_REGISTER,
    K_REPLAY,
    REQUEST,
    S_DESK,
    S_TRANSIT,
    S_WON,
    WAITLISTED,
    WEBINAR_ATTENDED,
    WEBINAR_CANCELLED,
    WEBINAR_MISSED,
    WEBINAR_REGISTERED,
    WEBINAR_REPLAYED,
    State,
    amount,
    awake,
    compiled,
    exponential_s,
    inlined,
    luck,
    raise_intent,
    threshold,
    touch,
)
from sim.engine.program import Life
from sim.engine.score import local_day, row, track, wait


@inlined
def register_later(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, webinar_s: int, cause: int, level: float
) -> None:
    """A reader of an invitation may decide to register, and does so by the registration curve."""
    c = s.crowd[i]
    f = life.real
    p = (
        amount(life, col.PERSONA, c.persona, col.P_REGISTER)
        * c.affinity_webinar
        * (1.0 + f[col.F_REGISTER_GAIN] * (level - f[col.F_IDLE]))
    )
    if (
        s.own[i, touch(life, m, col.S_PLACE)] != 0
        or webinar_s <= t
        or luck(s, c, touch(life, m, col.T_REGISTER), occurrence) >= threshold(p)
    ):
        return
    p = luck(s, c, touch(life, m, col.T_REGISTER_WHEN), occurrence) / 4294967296.0
    a, b = f[col.F_REGISTER_DAY], f[col.F_REGISTER_WEEK]
    if p < a:
        lead = np.rint(p / a * 86400.0)
    elif p < a + b:
        lead = np.rint(86400.0 + (p - a) / b * 518400.0)
    else:
        lead = np.rint(604800.0 + (p - (a + b)) / (1.0 - (a + b)) * 1209600.0)
    wait(s, i, max(t, webinar_s - int(lead)), K_REGISTER, m, occurrence, webinar_s, cause)


@compiled
def give_place(life: Life, s: State, i: int, t: int, m: int, webinar_s: int, occurrence: int, cause: int) -> None:
    """A place in the webinar; `occurrence` is the webinar's."""
    c = s.crowd[i]
    s.own[i, touch(life, m, col.S_PLACE)] = webinar_s
    n = track(life, s, i, t, WEBINAR_REGISTERED, m, m, life.whole[col.W_WEBINAR_REGISTERED], cause)
    share = touch(life, m, col.T_CANCEL_SHARE)
    if share > 0 and luck(s, c, touch(life, m, col.T_CANCEL), occurrence) < share:
        u = luck(s, c, touch(life, m, col.T_CANCEL_WHEN), occurrence)
        wait(s, i, t + (u * (webinar_s - t) >> 32), K_CANCEL, m, occurrence, webinar_s, n)
    test_conditions(life, s, i, t)


@inlined
def put_on_list(life: Life, s: State, i: int, t: int, m: int, webinar_s: int, cause: int) -> None:
    s.own[i, touch(life, m, col.S_PLACE)] = -webinar_s
    s.own[i, touch(life, m, col.S_REQUEST)] = t
    row(life, s, i, t, WAITLISTED, m, 0, cause)


@compiled
def register(life: Life, s: State, i: int, t: int, m: int, occurrence: int, webinar_s: int, cause: int) -> None:
    """A place is given, or asked for: then the lead stops until it is answered. `occurrence` is the invitation's."""
    c = s.crowd[i]
    if s.own[i, touch(life, m, col.S_PLACE)] != 0:
        return
    if touch(life, m, col.T_SEATS) == 0:
        give_place(life, s, i, t, m, webinar_s, occurrence >> 2, cause)
    elif c.status == S_TRANSIT or c.status == S_DESK:
        put_on_list(life, s, i, t, m, webinar_s, cause)
    else:
        at = life.whole[col.W_S_PENDING]
        s.own[i, at], s.own[i, at + 1], s.own[i, at + 2] = m, webinar_s, occurrence >> 2
        s.own[i, at + 3], s.own[i, at + 4] = cause, t
        c.marks |= REQUEST
        c.next_need = s.ctl[A_NEEDS]
        s.ctl[A_NEEDS] = i


@compiled
def seat(life: Life, s: State, i: int, t: int, m: int, webinar_s: int, occurrence: int, granted: bool) -> None:
    """The answer to the lead's request, or (nothing was asked) a seat that has come free."""
    c = s.crowd[i]
    if c.marks & REQUEST != 0:
        c.marks &= ~REQUEST
        cause = int(s.own[i, life.whole[col.W_S_PENDING] + 3])
        if granted:
            give_place(life, s, i, t, m, webinar_s, occurrence, cause)
        else:
            put_on_list(life, s, i, t, m, webinar_s, cause)
    elif s.own[i, touch(life, m, col.S_PLACE)] == -webinar_s and c.status < S_WON:
        give_place(life, s, i, t, m, webinar_s, occurrence, -1)


@compiled
def cancel(life: Life, s: State, i: int, t: int, m: int, webinar_s: int, cause: int) -> None:
    at = touch(life, m, col.S_PLACE)
    if s.own[i, at] == webinar_s:
        s.own[i, at] = 0
        row(life, s, i, t, WEBINAR_CANCELLED, m, 0, cause)


@compiled
def attend(life: Life, s: State, i: int, t: int, m: int, occurrence: int) -> None:
    """A webinar takes place: who has a place attends or misses it, and may watch the recording."""
    c = s.crowd[i]
    at = touch(life, m, col.S_PLACE)
    place = int(s.own[i, at])
    if place == 0 or abs(place) > t or c.status >= S_WON:
        return
    s.own[i, at] = 0
    if place < 0:
        return
    f = life.real
    at = touch(life, m, col.S_REMINDED)
    p = (
        amount(life, col.TOUCH_REAL, m, col.R_ATTEND)
        * amount(life, col.WEEKDAYS, 1, (life.whole[col.W_WEEKDAY] + local_day(life, t)) % 7)
        * (1.0 + f[col.F_REMINDER] if at >= 0 and s.own[i, at] == t else 1.0)
    )
    if luck(s, c, touch(life, m, col.T_ATTEND), occurrence) < threshold(p):
        n = track(life, s, i, t, WEBINAR_ATTENDED, m, m, life.whole[col.W_WEBINAR_ATTENDED], -1)
        raise_intent(life, c, t, f[col.F_WEBINAR_LIFT])
        share = touch(life, m, col.T_REPLAY_ATTENDED)
    else:
        n = track(life, s, i, t, WEBINAR_MISSED, m, m, life.whole[col.W_WEBINAR_MISSED], -1)
        share = touch(life, m, col.T_REPLAY_MISSED)
    if share > 0 and luck(s, c, touch(life, m, col.T_REPLAY), occurrence) < share:
        delay = exponential_s(
            life,
            s,
            c,
            touch(life, m, col.T_REPLAY_DELAY),
            occurrence,
            amount(life, col.TOUCH_REAL, m, col.R_REPLAY_DELAY),
        )
        wait(s, i, awake(life, t + delay), K_REPLAY, m, occurrence, 0, n)
    test_conditions(life, s, i, t)


@compiled
def replay(life: Life, s: State, i: int, t: int, m: int, cause: int) -> None:
    c = s.crowd[i]
    track(life, s, i, t, WEBINAR_REPLAYED, m, m, life.whole[col.W_WEBINAR_REPLAYED], cause)
    raise_intent(life, c, t, life.real[col.F_WEBINAR_LIFT])
    test_conditions(life, s, i, t)
