"""What is written of a lead: rows, waiting events, points, stages, exits and hand-offs (docs/world.md, 7 and 8)."""

from __future__ import annotations

import numpy as np

from sim.engine import columns as col
from sim.engine.memory import (
    A_COUNT,
    A_ERROR,
    A_ERROR_LEAD,
    A_FREE,
    A_FREE_COUNT,
    A_NEEDS,
    A_POINTS,
    A_RECORD,
    A_ROWS,
    ADJUSTED,
    ARMED,
    ASLEEP,
    BY_MACHINES,
    E_NONE,
    E_TIME,
    EXITED,
    FREQUENT,
    K_MAIL,
    K_SLEEP,
    K_TIMEOUT,
    LATE,
    LIVELY,
    MACHINE_MADE,
    MQL,
    POINT_ROWS,
    REACTIVATED,
    RECORD_ALL,
    RECORD_MILESTONES,
    REENTERED,
    S_EXITED,
    S_NURTURING,
    S_TRANSIT,
    STAGE,
    State,
    Waiting,
    attribute,
    compiled,
    decayed,
    entry,
    inlined,
)  # fmt: skip
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
        cooldown = entry(life, col.TOUCH, m, col.T_COOLDOWN)
        if cooldown > 0:
            at = entry(life, col.TOUCH, m, col.S_SET_OFF)
            if t < s.own[i, at] + cooldown:
                continue
            s.own[i, at] = t
        wait(
            s,
            i,
            t + entry(life, col.TOUCH, m, col.T_DELAY),
            K_MAIL,
            entry(life, col.TOUCH, m, col.T_ORDER),
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


# ---- conditions ------------------------------------------------------------------------------------------------


@inlined
def compare(comparison: int, value: int, limit: int) -> bool:
    if comparison == 0:
        return value >= limit
    if comparison == 1:
        return value > limit
    if comparison == 2:
        return value <= limit
    if comparison == 3:
        return value < limit
    if comparison == 4:
        return value == limit
    return value != limit


@compiled
def holds(life: Life, s: State, i: int, t: int, start: int, findings: int, less: int) -> bool:
    """Whether the rule that begins at this row of code is true, with behaviour points lower by `less`.

    Truths are stacked as bits.
    """
    c = s.crowd[i]
    stack = 0
    at = start
    while entry(life, col.CODE, at, 0) != col.N_ALL:
        op, a, b, d = (
            entry(life, col.CODE, at, 0),
            entry(life, col.CODE, at, 1),
            entry(life, col.CODE, at, 2),
            entry(life, col.CODE, at, 3),
        )
        at += 1
        truth = False
        if op == col.N_NOT:
            stack ^= 1
            continue
        if op == col.N_AND:
            stack = ((stack >> 2) << 1) | (stack & (stack >> 1) & 1)
            continue
        if op == col.N_OR:
            stack = ((stack >> 2) << 1) | ((stack | (stack >> 1)) & 1)
            continue
        if op == col.N_SCORE:
            truth = compare(b, c.fit + points_at(life, s, i, t) - less, d)
        elif op == col.N_FIT:
            truth = compare(b, c.fit, d)
        elif op == col.N_BEHAVIOUR:
            truth = compare(b, points_at(life, s, i, t) - less, d)
        elif op == col.N_COUNT:
            truth = compare(b, s.own[i, a], d)
        elif op == col.N_WITHIN:
            truth = within(life, s, i, a, b, d, t)
        elif op == col.N_NOT_WITHIN:
            truth = not within(life, s, i, a, b, d, t)
        elif op == col.N_ATTRIBUTE:
            truth = compare(b, attribute(life, s, i, a), d)
        elif op == col.N_SOURCE:
            truth = compare(b, c.source, d)
        elif op == col.N_STAGE:
            truth = compare(b, c.stage, d)
        elif op == col.N_FINDING:
            truth = findings & a != 0
        stack = (stack << 1) | (1 if truth else 0)
    return stack & 1 == 1


@inlined
def true_of(life: Life, s: State, i: int, t: int, start: int) -> bool:
    """Whether there is such a rule and it is true."""
    return start >= 0 and holds(life, s, i, t, start, 0, 0)


@compiled
def hand_off(life: Life, s: State, i: int, t: int, what: int, node: int, value: int, cause: int) -> int:
    """To sales; the row's number."""
    c = s.crowd[i]
    n = row(life, s, i, t, what, node, value, cause)
    c.desk_row = n
    c.status = S_TRANSIT
    c.handoffs += 1
    c.handoff_s = t
    c.next_need = s.ctl[A_NEEDS]
    s.ctl[A_NEEDS] = i
    return n


@compiled
def settle_in(life: Life, s: State, i: int, t: int, sets_off: bool, cause: int) -> None:
    """What coming to the stage sets off, and the end of its time there."""
    c = s.crowd[i]
    if sets_off:
        set_off(life, s, i, t, col.BY_STAGE, c.stage, -1, c.moves, c.moves, cause)
    after = entry(life, col.STAGES, c.stage, col.G_TIMEOUT)
    if after > 0:
        wait(s, i, t + after, K_TIMEOUT, 0, 0, c.moves, cause)


@compiled
def move(life: Life, s: State, i: int, t: int, j: int, cause: int) -> None:
    """A stage is entered, from wherever."""
    c = s.crowd[i]
    old = int(c.stage)
    c.stage = j
    c.moves += 1
    settle_in(life, s, i, t, True, row(life, s, i, t, STAGE, j, old, cause))


@compiled
def leave(life: Life, s: State, i: int, t: int) -> bool:
    """Take the first exit whose rule is true; whether there is one."""
    c = s.crowd[i]
    for e in range(life.whole[col.W_EXITS]):
        if true_of(life, s, i, t, entry(life, col.EXITS, e, col.E_WHEN)):
            at = life.whole[col.W_S_EXIT]
            s.own[i, at], s.own[i, at + 1] = e, t
            s.own[i, at + 2] += 1
            c.status = S_EXITED
            n = row(life, s, i, t, EXITED, e, 0, c.rows - 1)
            set_off(life, s, i, t, col.BY_TURN, col.TURN_EXITED, -1, s.own[i, at + 2], -1, n)
            return True
    return False


@compiled
def re_enter(life: Life, s: State, i: int, t: int) -> None:
    """A lead that has left comes back if its exit's rule of re-entry is true."""
    c = s.crowd[i]
    at = life.whole[col.W_S_EXIT]
    e = int(s.own[i, at])
    if t < s.own[i, at + 1] + entry(life, col.EXITS, e, col.E_AFTER) or not true_of(
        life, s, i, t, entry(life, col.EXITS, e, col.E_BACK)
    ):
        return
    to = entry(life, col.EXITS, e, col.E_TO)
    moves = to >= 0 and to != c.stage
    c.status = S_NURTURING
    c.marks |= ARMED
    if moves:
        c.stage = to
        c.moves += 1
    n = row(life, s, i, t, REENTERED, e, c.stage, c.rows - 1)
    set_off(life, s, i, t, col.BY_TURN, col.TURN_REENTERED, -1, s.own[i, at + 2], -1, n)
    if life.whole[col.W_DORMANCY] > 0:
        wait(s, i, t + life.whole[col.W_DORMANCY], K_SLEEP, 0, 0, 0, n)
    if moves:
        settle_in(life, s, i, t, True, n)


@compiled
def test_rules(life: Life, s: State, i: int, t: int) -> None:
    """The hand-off rules of an armed lead: the first true one hands it over, all true ones are noted."""
    c = s.crowd[i]
    if c.marks & ARMED == 0:
        return
    stages, rules = life.whole[col.W_STAGES], life.whole[col.W_RULES]
    true, first = 0, -1
    for r in range(rules):
        if true_of(life, s, i, t, life.whole[life.whole[col.W_CONDITIONS] + stages + r]):
            true |= 1 << r
            first = r if first < 0 else first
    if first < 0:
        return
    n = hand_off(life, s, i, t, MQL, first, true, c.rows - 1)
    machine = int(s.own[i, life.whole[col.W_S_MACHINE]])
    if machine <= 0:
        return
    for r in range(rules):
        start = life.whole[life.whole[col.W_CONDITIONS] + stages + r]
        if start >= 0 and holds(life, s, i, t, start, 0, machine):
            return
    row(life, s, i, t, MACHINE_MADE, first, 0, n)


@compiled
def test_conditions(life: Life, s: State, i: int, t: int) -> None:
    """After an event of the lead's own: exits, falling back or climbing in file order, then the hand-off rules."""
    c = s.crowd[i]
    if c.status == S_EXITED:
        re_enter(life, s, i, t)
        return
    if c.status != S_NURTURING:
        return
    if life.whole[col.W_EXITS] > 0 and leave(life, s, i, t):
        return
    if true_of(life, s, i, t, entry(life, col.STAGES, c.stage, col.G_BACK)):
        move(life, s, i, t, entry(life, col.STAGES, c.stage, col.G_BACK_TO), c.rows - 1)
    else:
        for j in range(c.stage + 1, life.whole[col.W_STAGES]):
            if true_of(life, s, i, t, life.whole[life.whole[col.W_CONDITIONS] + j]):
                move(life, s, i, t, j, c.rows - 1)
    test_rules(life, s, i, t)
