"""What is tested of a lead: exits, stages, hand-off rules; compiled. docs/world.md, section 8."""

from __future__ import annotations

from sim.engine import columns as col
from sim.engine.memory import (
    A_NEEDS,
    ARMED,
    EXITED,
    K_SLEEP,
    K_TIMEOUT,
    MACHINE_MADE,
    MQL,
    REENTERED,
    S_EXITED,
    S_NURTURING,
    S_TRANSIT,
    STAGE,
    State,
    attribute,
    compiled,
    entry,
    inlined,
)
from sim.engine.program import Life
from sim.engine.score import points_at, row, set_off, wait, within


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


@inlined
def leaf(life: Life, s: State, i: int, t: int, at: int, findings: int, less: int) -> bool:
    """Whether the comparison at this row of code is true."""
    c = s.crowd[i]
    op, a = entry(life, col.CODE, at, 0), entry(life, col.CODE, at, 1)
    b, d = entry(life, col.CODE, at, 2), entry(life, col.CODE, at, 3)
    if op == col.N_SCORE:
        return compare(b, c.fit + points_at(life, s, i, t) - less, d)
    if op == col.N_FIT:
        return compare(b, c.fit, d)
    if op == col.N_BEHAVIOUR:
        return compare(b, points_at(life, s, i, t) - less, d)
    if op == col.N_COUNT:
        return compare(b, s.own[i, a], d)
    if op == col.N_WITHIN:
        return within(life, s, i, a, b, d, t)
    if op == col.N_NOT_WITHIN:
        return not within(life, s, i, a, b, d, t)
    if op == col.N_ATTRIBUTE:
        return compare(b, attribute(life, s, i, a), d)
    if op == col.N_SOURCE:
        return compare(b, c.source, d)
    if op == col.N_STAGE:
        return compare(b, c.stage, d)
    return findings & a != 0


@compiled
def holds(life: Life, s: State, i: int, t: int, start: int, findings: int, less: int) -> bool:
    """Whether the rule that begins at this row of code is true, with behaviour points lower by `less`.

    Truths are stacked as bits.
    """
    stack = 0
    at = start
    while True:
        op = entry(life, col.CODE, at, 0)
        if op == col.N_ALL:
            return stack & 1 == 1
        if op == col.N_NOT:
            stack ^= 1
        elif op == col.N_AND:
            stack = ((stack >> 2) << 1) | (stack & (stack >> 1) & 1)
        elif op == col.N_OR:
            stack = ((stack >> 2) << 1) | ((stack | (stack >> 1)) & 1)
        else:
            stack = (stack << 1) | (1 if leaf(life, s, i, t, at, findings, less) else 0)
        at += 1


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
