"""With sales: what sync, calls and returns do to one lead; compiled. docs/world.md, section 11."""

from __future__ import annotations

from sim.engine import columns as col
from sim.engine.conditions import holds, settle_in, true_of
from sim.engine.memory import (
    A_COUNT,
    ACCEPTED,
    ADJUSTED,
    ANSWER,
    ANSWERED,
    APPOINTMENT,
    ARMED,
    ATTEMPT,
    COMPETITOR,
    CONTACT,
    DOUBLE,
    DUPLICATE,
    EMAIL,
    FAILED,
    K_CLOSE,
    K_MAIL,
    LATE,
    LOST,
    MAILED,
    NO_CONTACT,
    OPPORTUNITY,
    R_AUTHORITY,
    R_BUDGET,
    R_COMPETITOR,
    R_NOT_TARGET,
    R_TIMING,
    REACHABLE,
    RETURNED,
    S_DESK,
    S_EXCLUDED,
    S_LOST,
    S_NURTURING,
    S_OPPORTUNITY,
    S_WON,
    SQL,
    SYNC_FAILED,
    SYNCED,
    WON,
    State,
    amount,
    compiled,
    drawn,
    exponential_s,
    intent,
    luck,
    project_open,
    threshold,
    touch,
)
from sim.engine.program import Life
from sim.engine.score import change_points, drop_waiting, local_day, points_at, row, set_off, settle_decay, wait
from sim.model.ledger import What

KINDS = len(What)


@compiled
def sync(life: Life, s: State, i: int, t: int, tries: int) -> int:
    """A hand-off reaches the sales tool, perhaps twice: the score seen there; or it fails to."""
    c = s.crowd[i]
    w = life.whole
    h = c.handoffs - 1
    if (
        tries < 63
        and w[col.W_FAILURE_SHARE] > 0
        and luck(s, c, w[col.W_SYNC_FAILURE], h * 64 + tries) < w[col.W_FAILURE_SHARE]
    ):
        row(life, s, i, t, SYNC_FAILED, 0, tries, c.desk_row)
        return FAILED
    c.status = S_DESK
    score = int(c.fit + points_at(life, s, i, t))
    n = row(life, s, i, t, SYNCED, 0, score, c.desk_row)
    c.marks &= ~DOUBLE
    if w[col.W_DUPLICATE_SHARE] > 0 and luck(s, c, w[col.W_SYNC_DUPLICATE], h) < w[col.W_DUPLICATE_SHARE]:
        c.marks |= DOUBLE
        row(life, s, i, t, DUPLICATE, 0, 0, n)
    return score


@compiled
def ask(life: Life, s: State, i: int, t: int, which: int) -> int:
    """1 if that rule of the desk is true or not given, else 0."""
    start = life.whole[life.whole[col.W_DESK] + which]
    return 1 if start < 0 or true_of(life, s, i, t, start) else 0


@compiled
def attempt(life: Life, s: State, i: int, t: int, rep: int, k: int, chance: int, way: int) -> int:
    """A rep dials or writes; how long it takes. Whether somebody answers is known from now on."""
    c = s.crowd[i]
    w, f = life.whole, life.real
    c.desk_row = row(life, s, i, t, ATTEMPT, rep, k, c.rows - 1)
    occurrence = (c.handoffs - 1) * 64 + k
    c.marks &= ~ANSWERED
    if way == EMAIL:
        if t < c.address_dies_s and luck(s, c, w[col.W_REPLY], occurrence) < w[col.W_REPLY_SHARE]:
            c.marks |= ANSWERED
        duration = exponential_s(life, s, c, w[col.W_WRITE], occurrence, f[col.F_WRITE])
    elif way == ANSWER or (c.marks & REACHABLE != 0 and luck(s, c, w[col.W_CONTACT], occurrence) < chance):
        c.marks |= ANSWERED
        duration = exponential_s(life, s, c, w[col.W_TALK], occurrence, f[col.F_TALK])
    else:
        duration = exponential_s(life, s, c, w[col.W_DIAL], occurrence, f[col.F_DIAL])
    duration = max(1, duration)
    if k == 0 and c.marks & DOUBLE != 0:
        merge = luck(s, c, w[col.W_MERGE], c.handoffs - 1)
        duration += max(1, drawn(life, col.X_EXPONENTIAL, merge, f[col.F_DIAL]))
    return duration


@compiled
def uncover(life: Life, s: State, i: int, t: int, occurrence: int) -> int:
    """What the call finds out, with noise: bits need 1, timing 2, budget 4, authority 8."""
    c = s.crowd[i]
    w, f = life.whole, life.real
    fresh = amount(life, col.CURVES, col.C_SPEED, min((t - c.handoff_s) // 3600, 8760))
    is_open = project_open(c, t)
    findings = 0
    if luck(s, c, w[col.W_NEED], occurrence) < threshold(
        f[col.F_NEED_FLOOR] + f[col.F_NEED_GAIN] * intent(life, c, t) * fresh
    ):
        findings |= 1
    if luck(s, c, w[col.W_TIMING], occurrence) < (w[col.W_TIMING_HIT] if is_open else w[col.W_TIMING_FALSE]):
        findings |= 2
    if luck(s, c, w[col.W_BUDGET], occurrence) < (w[col.W_BUDGET_HIT] if is_open else w[col.W_BUDGET_FALSE]):
        findings |= 4
    if luck(s, c, w[col.W_AUTHORITY], occurrence) < threshold(amount(life, col.PERSONA, c.persona, col.P_AUTHORITY)):
        findings |= 8
    return findings


@compiled
def open_deal(life: Life, s: State, i: int, t: int, n: int) -> None:
    c = s.crowd[i]
    c.status = S_OPPORTUNITY
    h = c.handoffs - 1
    closes = t + drawn(life, col.X_CYCLE, luck(s, c, life.whole[col.W_CYCLE], h), life.real[col.F_CYCLE_MEDIAN])
    won = (
        project_open(c, t)
        and luck(s, c, life.whole[col.W_DEAL], h) < life.whole[col.W_WIN]
        and closes < c.project_end_s
    )
    wait(s, i, closes, K_CLOSE, 0, h, 1 if won else 0, n)


@compiled
def close(life: Life, s: State, i: int, t: int, won: int, cause: int) -> None:
    """The deal's end is the end of the lead's story."""
    row(life, s, i, t, WON if won else LOST, 0, 0, cause)
    s.crowd[i].status = S_WON if won else S_LOST
    drop_waiting(s, i)


@compiled
def rescore(life: Life, s: State, i: int, t: int, score: int, cause: int) -> None:
    """The score on return: 1 reset, negative: so many points taken, but not below the floor."""
    c = s.crowd[i]
    change = -int(c.behaviour)
    if score < 0:
        change = min(0, max(score, life.whole[col.W_FLOOR] - c.behaviour))
    if change == 0:
        return
    change_points(life, s, i, t, change)
    if life.whole[col.W_S_LEVEL] >= 0:
        s.own[i, life.whole[col.W_S_LEVEL]] = 256 * c.behaviour
        s.own[i, life.whole[col.W_S_LEVEL] + 1] = t
    row(life, s, i, t, ADJUSTED, 1, change, cause)


@compiled
def release_held(life: Life, s: State, i: int, t: int, cause: int) -> None:
    """Mails held while the lead was with sales."""
    for m in range(life.whole[col.W_TOUCHES]):
        if touch(life, m, col.T_KIND) != col.MAIL or touch(life, m, col.T_SALES) != col.HOLD:
            continue
        at = touch(life, m, col.S_HELD)
        if s.own[i, at] >= 0:
            wait(s, i, t, K_MAIL, touch(life, m, col.T_ORDER), s.own[i, at], -1, cause)
            s.own[i, at] = -1


@compiled
def give_back(life: Life, s: State, i: int, t: int, reason: int) -> None:
    """Back to nurturing, or out, by the journey's returns."""
    c = s.crowd[i]
    at = life.whole[col.W_RETURNS] + 3 * reason
    to, rest, score = life.whole[at], life.whole[at + 1], life.whole[at + 2]
    days = life.whole[col.W_DAYS]
    s.ctl[A_COUNT + (KINDS + reason) * days + local_day(life, t)] += 1
    if to == col.TO_EXCLUDED:
        c.status = S_EXCLUDED
        row(life, s, i, t, RETURNED, reason, -1, c.rows - 1)
        drop_waiting(s, i)
        return
    moves = to >= 0 and to != c.stage
    if moves:
        c.stage = to
        c.moves += 1
    c.status = S_NURTURING
    c.marks &= ~ARMED
    c.rest_until_s = min(LATE, t + rest)
    n = row(life, s, i, t, RETURNED, reason, c.stage, c.rows - 1)
    if life.whole[col.W_DECAY] != 0:
        settle_decay(life, s, i, t)
    if score != 0:
        rescore(life, s, i, t, score, n)
    if life.whole[col.W_S_ACTIVE] >= 0:
        s.own[i, life.whole[col.W_S_ACTIVE]] = s.own[i, life.whole[col.W_S_ACTIVE] + 1] = t
    if moves:
        settle_in(life, s, i, t, True, n)
    set_off(life, s, i, t, col.BY_TURN, col.TURN_RETURNED, -1, c.handoffs, -1, n)
    if life.whole[col.W_HOLDS] != 0:
        release_held(life, s, i, t, n)


@compiled
def judge(life: Life, s: State, i: int, t: int, findings: int) -> None:
    """Accepted, with an appointment; then the sql condition decides between an opportunity and a return."""
    c = s.crowd[i]
    row(life, s, i, t, ACCEPTED, 0, findings, c.rows - 1)
    row(life, s, i, t, APPOINTMENT, 0, findings, c.rows - 1)
    if holds(life, s, i, t, life.whole[col.W_SQL], findings, 0):
        row(life, s, i, t, SQL, 0, 0, c.rows - 1)
        n = row(life, s, i, t, OPPORTUNITY, 0, 0, c.rows - 1)
        open_deal(life, s, i, t, n)
    elif findings & 2 == 0:
        give_back(life, s, i, t, R_TIMING)
    elif findings & 4 == 0:
        give_back(life, s, i, t, R_BUDGET)
    elif findings & 8 == 0:
        give_back(life, s, i, t, R_AUTHORITY)
    else:
        give_back(life, s, i, t, R_TIMING)


@compiled
def found(life: Life, s: State, i: int, t: int, findings: int) -> None:
    """What follows from what a call has found out."""
    if s.crowd[i].marks & COMPETITOR != 0:
        give_back(life, s, i, t, R_COMPETITOR)
    elif findings & 1 == 0:
        give_back(life, s, i, t, R_NOT_TARGET)
    else:
        judge(life, s, i, t, findings)


@compiled
def complete(life: Life, s: State, i: int, t: int, rep: int, k: int, way: int) -> int:
    """An attempt ends: 0 if nobody was reached; else the second of a reply by e-mail, by phone 1 (it has left)."""
    c = s.crowd[i]
    if way == EMAIL or c.marks & ANSWERED == 0:
        row(life, s, i, t, MAILED if way == EMAIL else NO_CONTACT, rep, k, c.desk_row)
        if c.marks & ANSWERED != 0:
            u = luck(s, c, life.whole[col.W_REPLY_DELAY], (c.handoffs - 1) * 64 + k)
            return t + drawn(life, col.X_EXPONENTIAL, u, life.real[col.F_REPLY_DELAY])
        return 0
    row(life, s, i, t, CONTACT, rep, k, c.desk_row)
    found(life, s, i, t, uncover(life, s, i, t, (c.handoffs - 1) * 64 + k))
    return 1
