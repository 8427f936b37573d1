"""What is written of a lead: rows, waiting events and points; compiled. docs/world.md, section 7."""

from __future__ import annotations

import numpy as np

from sim.engine import columns as col
from sim.engine.memory import (
    A_COUNT,
    A_ERROR,
    A_ERROR_LEAD,
    A_FREE,
    A_FREE_COUNT,
    A_POINTS,
    A_RECORD,
    A_ROWS,
    ADJUSTED,
    ARMED,
    ASLEEP,
    BY_MACHINES,
    E_NONE,
    E_TIME,
    FREQUENT,
    K_MAIL,
    K_SLEEP,
    LATE,
    LIVELY,
    POINT_ROWS,
    REACTIVATED,
    RECORD_ALL,
    RECORD_MILESTONES,
    S_NURTURING,
    State,
    Waiting,
    compiled,
    decayed,
    entry,
    inlined,
    touch,
)
from sim.engine.program import Life

# ---- rows and waiting events -----------------------------------------------------------------------------------


@inlined
def local_day(life: Life, t: int) -> int:
    day = entry(life, col.HOURS, col.H_DAY, t // 3600)
    return day + 1 if t >= entry(life, col.HOURS, col.H_TOMORROW, t // 3600) else day


@compiled
def decayed_points(life: Life, s: State, i: int, t: int) -> int:
    """What decay has left of the behaviour points at t."""
    c = s.crowd[i]
    if life.whole[col.W_DECAY] == 1:
        at = life.whole[col.W_S_LEVEL]
        return int(np.rint(decayed(life, col.C_SCORE, s.own[i, at] / 256.0, s.own[i, at + 1], t)))
    periods = (t - s.own[i, life.whole[col.W_S_ACTIVE] + 1]) // life.whole[col.W_IDLE_AFTER]
    if periods <= 0:
        return c.behaviour
    return max(c.behaviour - periods * life.whole[col.W_IDLE_POINTS], min(c.behaviour, life.whole[col.W_FLOOR]))


@inlined
def points_at(life: Life, s: State, i: int, t: int) -> int:
    """The behaviour points as read at t; reading never writes."""
    return s.crowd[i].behaviour if life.whole[col.W_DECAY] == 0 else decayed_points(life, s, i, t)


@compiled
def row(life: Life, s: State, i: int, t: int, what: int, node: int, value: int, cause: int) -> int:
    """Write a ledger row; its number within the lead."""
    c = s.crowd[i]
    n = int(c.rows)
    c.rows = n + 1
    if t < c.last_s and s.ctl[A_ERROR] == E_NONE:
        s.ctl[A_ERROR], s.ctl[A_ERROR_LEAD] = E_TIME, i
    c.last_s = t
    if (POINT_ROWS >> what) & 1 == 1:
        s.ctl[A_POINTS] += value
    s.ctl[A_COUNT + what * life.whole[col.W_DAYS] + local_day(life, t)] += 1
    if s.ctl[A_RECORD] == RECORD_ALL or (s.ctl[A_RECORD] == RECORD_MILESTONES and (FREQUENT >> what) & 1 == 0):
        r = s.rows[s.ctl[A_ROWS]]
        s.ctl[A_ROWS] += 1
        r.time, r.lead, r.n, r.what, r.node, r.value, r.cause = t, i, n, what, node, value, cause
        r.score, r.stage = c.fit + points_at(life, s, i, t), c.stage
    return n


@compiled
def not_later(w: Waiting, t: int, kind: int, node: int, occurrence: int) -> bool:
    if w.time != t:
        return w.time < t
    if w.kind != kind:
        return w.kind < kind
    if w.node != node:
        return w.node < node
    return w.occurrence <= occurrence


@compiled
def wait(s: State, i: int, t: int, kind: int, node: int, occurrence: int, extra: int, cause: int) -> None:
    """Add a private event to the lead's list; behind those it equals."""
    c = s.crowd[i]
    here = s.ctl[A_FREE]
    new = s.waiting[here]
    s.ctl[A_FREE] = new.next
    s.ctl[A_FREE_COUNT] -= 1
    new.time, new.occurrence, new.kind, new.node, new.extra, new.cause = t, occurrence, kind, node, extra, cause
    before, at = -1, int(c.head)
    while at >= 0 and not_later(s.waiting[at], t, kind, node, occurrence):
        before, at = at, int(s.waiting[at].next)
    new.next = at
    if before < 0:
        c.head = here
    else:
        s.waiting[before].next = here
    if t < c.next_s:
        c.next_s = t


@compiled
def drop_waiting(s: State, i: int) -> None:
    """Free all waiting events of a lead whose story is over."""
    c = s.crowd[i]
    at = int(c.head)
    while at >= 0:
        after = int(s.waiting[at].next)
        s.waiting[at].next = s.ctl[A_FREE]
        s.ctl[A_FREE] = at
        s.ctl[A_FREE_COUNT] += 1
        at = after
    c.head = -1
    c.visit_s = LATE
    c.next_s = LATE


@inlined
def look_ahead(s: State, i: int) -> None:
    """Set when the lead's next private event is."""
    c = s.crowd[i]
    head = s.waiting[int(c.head)].time if c.head >= 0 else LATE
    c.next_s = min(head, c.visit_s)


@compiled
def set_off(
    life: Life, s: State, i: int, t: int, kind: int, index: int, of: int, occurrence: int, stay: int, cause: int
) -> None:
    """Let the mails and calls that follow this behaviour, stage or turn wait for their second."""
    for n in range(life.whole[col.W_TRIGGERS]):
        if entry(life, col.TRIGGERS, n, 0) != kind or entry(life, col.TRIGGERS, n, 1) != index:
            continue
        if entry(life, col.TRIGGERS, n, 2) >= 0 and entry(life, col.TRIGGERS, n, 2) != of:
            continue
        m = entry(life, col.TRIGGERS, n, 3)
        cooldown = touch(life, m, col.T_COOLDOWN)
        if cooldown > 0:
            at = touch(life, m, col.S_SET_OFF)
            if t < s.own[i, at] + cooldown:
                continue
            s.own[i, at] = t
        wait(
            s,
            i,
            t + touch(life, m, col.T_DELAY),
            K_MAIL,
            touch(life, m, col.T_ORDER),
            occurrence,
            stay,
            cause,
        )


# ---- points ----------------------------------------------------------------------------------------------------


@compiled
def settle_decay(life: Life, s: State, i: int, t: int) -> None:
    """What decay has taken by now is written down."""
    c = s.crowd[i]
    points = points_at(life, s, i, t)
    change = points - int(c.behaviour)
    if change != 0:
        c.behaviour = points
        if life.whole[col.W_DECAY] == 1:
            row(life, s, i, t, ADJUSTED, 0, change, -1)
    if life.whole[col.W_DECAY] == 1:
        at = life.whole[col.W_S_LEVEL]
        s.own[i, at] = int(np.rint(decayed(life, col.C_SCORE, float(s.own[i, at]), s.own[i, at + 1], t)))
        s.own[i, at + 1] = t
    else:
        at = life.whole[col.W_S_ACTIVE] + 1
        after = life.whole[col.W_IDLE_AFTER]
        s.own[i, at] += max(0, (t - s.own[i, at]) // after) * after
        if change != 0:
            if life.whole[col.W_S_LEVEL] >= 0:  # a later journey may halve what is left
                s.own[i, life.whole[col.W_S_LEVEL]] = 256 * points
                s.own[i, life.whole[col.W_S_LEVEL] + 1] = t
            row(life, s, i, t, ADJUSTED, 0, change, -1)


@inlined
def within(life: Life, s: State, i: int, b: int, least: int, window_s: int, t: int) -> bool:
    """Whether behaviour b was tracked at least so often in (t - window, t]."""
    count = int(s.own[i, b])
    if count < least:
        return False
    return (
        s.own[
            i,
            entry(life, col.BEHAVIOUR, b, col.B_RING_AT) + (count - least) % entry(life, col.BEHAVIOUR, b, col.B_RING),
        ]
        > t - window_s
    )


@compiled
def rare_award(life: Life, s: State, i: int, t: int, b: int, number: int) -> int:
    """Awards that depend on periods: the number of the one that is due now (0: none), and not one too many."""
    every, period = entry(life, col.BEHAVIOUR, b, col.B_EVERY), entry(life, col.BEHAVIOUR, b, col.B_WITHIN)
    at = entry(life, col.BEHAVIOUR, b, col.B_DUE)
    if at >= 0:
        s.own[i, at] += 1
        if period > 0:
            number = 0
            if s.own[i, at] >= every and within(life, s, i, b, every, period, t):
                s.own[i, at] = 0
                s.own[i, at + 1] += 1
                number = int(s.own[i, at + 1])
    if number > entry(life, col.BEHAVIOUR, b, col.B_MOST):
        return 0
    at = entry(life, col.BEHAVIOUR, b, col.B_AWARDS)
    if number > 0 and at >= 0:
        n, ring = int(s.own[i, at]), entry(life, col.BEHAVIOUR, b, col.B_AWARDS_RING)
        times = entry(life, col.BEHAVIOUR, b, col.B_TIMES)
        last = s.own[i, at + 1 + (n - times) % ring]
        if times > 0 and n >= times and last > t - entry(life, col.BEHAVIOUR, b, col.B_TIMES_WITHIN):
            return 0
        s.own[i, at + 1 + n % ring] = t
        s.own[i, at] = n + 1
    return number


@inlined
def change_points(life: Life, s: State, i: int, t: int, points: int) -> None:
    """Points given or taken; the level that decays goes with them."""
    c = s.crowd[i]
    c.behaviour += points
    at = life.whole[col.W_S_LEVEL]
    if at >= 0 and points != 0:
        if life.whole[col.W_DECAY] == 1:
            s.own[i, at] += 256 * points
        else:
            s.own[i, at], s.own[i, at + 1] = 256 * c.behaviour, t


@inlined
def earn(life: Life, s: State, i: int, t: int, b: int, what: int) -> int:
    """A behaviour happens: count, points, stamps, arming; the points given."""
    c = s.crowd[i]
    if life.whole[col.W_DECAY] != 0:
        settle_decay(life, s, i, t)
    count = int(s.own[i, b]) + 1
    s.own[i, b] = count
    ring = entry(life, col.BEHAVIOUR, b, col.B_RING)
    if ring > 0:
        s.own[i, entry(life, col.BEHAVIOUR, b, col.B_RING_AT) + (count - 1) % ring] = t
    every = entry(life, col.BEHAVIOUR, b, col.B_EVERY)
    number = count // every if count % every == 0 else 0
    if entry(life, col.BEHAVIOUR, b, col.B_DUE) >= 0 or entry(life, col.BEHAVIOUR, b, col.B_AWARDS) >= 0:
        number = rare_award(life, s, i, t, b, number)
    points = 0
    if 0 < number <= entry(life, col.BEHAVIOUR, b, col.B_MOST):
        points = int(entry(life, col.BEHAVIOUR, b, col.B_POINTS))
        if points > 0:
            points = max(0, min(points, life.whole[col.W_CEILING] - c.behaviour))
        else:
            points = min(0, max(points, life.whole[col.W_FLOOR] - c.behaviour))
        change_points(life, s, i, t, points)
        if (BY_MACHINES >> what) & 1 == 1:
            s.own[i, life.whole[col.W_S_MACHINE]] += points
    if life.whole[col.W_S_ACTIVE] >= 0 and (LIVELY >> what) & 1 == 1:
        s.own[i, life.whole[col.W_S_ACTIVE]] = s.own[i, life.whole[col.W_S_ACTIVE] + 1] = t
    if c.marks & ARMED == 0 and c.status == S_NURTURING and t >= c.rest_until_s:
        c.marks |= ARMED
    return points


@compiled
def wake(life: Life, s: State, i: int, t: int, cause: int) -> None:
    """A sign of life of a dormant lead."""
    c = s.crowd[i]
    c.marks &= ~ASLEEP
    n = row(life, s, i, t, REACTIVATED, 0, 0, cause)
    times = int(s.own[i, life.whole[col.W_S_DORMANCIES]])
    set_off(life, s, i, t, col.BY_TURN, col.TURN_REACTIVATED, -1, times, -1, n)
    if life.whole[col.W_DORMANCY] > 0:
        wait(s, i, t + life.whole[col.W_DORMANCY], K_SLEEP, 0, 0, 0, n)


@compiled
def track(life: Life, s: State, i: int, t: int, what: int, node: int, of: int, b: int, cause: int) -> int:
    """A row with a behaviour: points, row, what it sets off (`of`: its touchpoint, or -1); the row's number."""
    points = earn(life, s, i, t, b, what)
    n = row(life, s, i, t, what, node, points, cause)
    set_off(life, s, i, t, col.BY_BEHAVIOUR, b, of, s.own[i, b], -1, n)
    if s.crowd[i].marks & ASLEEP != 0 and (LIVELY >> what) & 1 == 1:
        wake(life, s, i, t, n)
    return n
