"""How a lead's life is played up to a second, and the one compiled door to all that is done to leads.

Plain scalar Python that numba compiles; with NUMBA_DISABLE_JIT=1 the same source runs as it stands. docs/world.md is
the norm for every line here. All numbers are int64 or float64: numba turns unsigned mixed with signed into float64.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba import carray, njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from sim.engine import columns as col
from sim.engine.columns import FOREVER
from sim.engine.conditions import hand_off, holds, move, test_conditions, test_rules
from sim.engine.mails import click, deliver, open_by_machine, read, scan, unsubscribe, visit
from sim.engine.memory import (
    A_BUSY,
    A_BUSY_LEAD,
    A_BUSY_S,
    A_ERROR,
    A_ERROR_LEAD,
    A_FREE,
    A_FREE_COUNT,
    A_REPLICATION,
    A_ROWS,
    A_SEED,
    ASLEEP,
    CALLED,
    CHAIN,
    DONE,
    DORMANT,
    E_CHAIN,
    GROW,
    K_CANCEL,
    K_CLICK,
    K_CLOSE,
    K_DO,
    K_MACHINE,
    K_MAIL,
    K_READ,
    K_REGISTER,
    K_REPLAY,
    K_SCAN,
    K_SLEEP,
    K_STAY,
    K_TIMEOUT,
    K_UNSUBSCRIBE,
    LATE,
    NO_ROOM,
    OPTIONS,
    PERSON,
    REQUEST,
    ROOM,
    S_DESK,
    S_EXITED,
    S_NURTURING,
    S_TRANSIT,
    S_UNBORN,
    S_WON,
    STAYED,
    STOPPED,
    V_ASK,
    V_ATTEMPT,
    V_COMPLETE,
    V_HOLD,
    V_PLAN,
    V_PLAY,
    V_PLAY_HELD,
    V_RETURN,
    V_SEND,
    V_SYNC,
    V_TEST,
    WAITING,
    WHOLE,
    Ints,
    State,
    compiled,
    entry,
    inlined,
    philox,
    touch,
)
from sim.engine.person import arrive
from sim.engine.program import Life
from sim.engine.sales import ask, attempt, close, complete, give_back, sync
from sim.engine.score import look_ahead, row, set_off, track, wait
from sim.engine.script import do, plan_step
from sim.engine.webinars import attend, cancel, register, replay, seat
from sim.model.ledger import ROW

# ---- playing a life --------------------------------------------------------------------------------------------


@compiled
def time_out(life: Life, s: State, i: int, t: int, stay: int) -> None:
    """The time in a stage is over, unless the lead has left it; while with sales it begins anew."""
    c = s.crowd[i]
    after = entry(life, col.STAGES, c.stage, col.G_TIMEOUT)
    if stay != c.moves or after == 0:
        return
    if c.status != S_NURTURING:
        wait(s, i, t + after, K_TIMEOUT, 0, 0, stay, -1)
        return
    move(life, s, i, t, entry(life, col.STAGES, c.stage, col.G_TIMEOUT_TO), -1)
    test_conditions(life, s, i, t)


@compiled
def fall_asleep(life: Life, s: State, i: int, t: int) -> None:
    """Dormant, if there was no sign of life for so long; otherwise it is looked at again."""
    c = s.crowd[i]
    after = life.whole[col.W_DORMANCY]
    if after == 0 or c.marks & ASLEEP != 0 or c.status == S_EXITED:
        return
    quiet_s = int(s.own[i, life.whole[col.W_S_ACTIVE]]) + after
    if c.status != S_NURTURING:
        wait(s, i, t + after, K_SLEEP, 0, 0, 0, -1)
    elif quiet_s > t:
        wait(s, i, quiet_s, K_SLEEP, 0, 0, 0, -1)
    else:
        c.marks |= ASLEEP
        at = life.whole[col.W_S_DORMANCIES]
        s.own[i, at] += 1
        n = row(life, s, i, t, DORMANT, 0, 0, -1)
        set_off(life, s, i, t, col.BY_TURN, col.TURN_DORMANT, -1, s.own[i, at], -1, n)


@compiled
def call(life: Life, s: State, i: int, t: int, m: int, stay: int, cause: int) -> None:
    """A call that was set off: to sales whatever the score."""
    c = s.crowd[i]
    if c.status != S_NURTURING or t < c.rest_until_s or (stay >= 0 and stay != c.moves):
        return
    when = touch(life, m, col.T_WHEN)
    inside = touch(life, m, col.T_FROM) <= t < touch(life, m, col.T_UNTIL)
    if inside and (when < 0 or holds(life, s, i, t, when, 0, 0)):
        hand_off(life, s, i, t, CALLED, m, 0, cause)


@compiled
def of_touchpoint(
    life: Life, s: State, i: int, t: int, kind: int, m: int, occurrence: int, extra: int, cause: int
) -> None:
    """A waiting event of a touchpoint that is still in force."""
    if kind == K_CLICK:
        click(life, s, i, t, m, occurrence, extra % 1000, cause)
    elif kind == K_MAIL and touch(life, m, col.T_KIND) == col.CALL:
        call(life, s, i, t, m, extra, cause)
    elif kind == K_MAIL:
        deliver(life, s, i, t, m, occurrence, extra, cause)
    elif kind == K_MACHINE:
        open_by_machine(life, s, i, t, m, occurrence, cause)
    elif kind == K_SCAN:
        scan(life, s, i, t, m, occurrence, extra % 1000, cause)
    elif kind == K_UNSUBSCRIBE:
        unsubscribe(life, s, i, t, m, cause)
    elif kind == K_REGISTER:
        register(life, s, i, t, m, occurrence, extra, cause)
    elif kind == K_CANCEL:
        cancel(life, s, i, t, m, extra, cause)
    elif kind == K_REPLAY:
        replay(life, s, i, t, m, cause)
    elif kind == K_STAY and touch(life, m, col.T_DWELL_LEAST) > 0:
        track(life, s, i, t, STAYED, m, m, touch(life, m, col.T_DWELL_BEHAVIOUR), cause)
        test_conditions(life, s, i, t)


@inlined
def happen(life: Life, s: State, i: int, t: int) -> None:
    """The first waiting event of the lead, or its candidate visit, at t."""
    c = s.crowd[i]
    at = int(c.head)
    if at < 0 or s.waiting[at].time > t:
        visit(life, s, i, t)
        return
    w = s.waiting[at]
    kind, m, occurrence, extra, cause = int(w.kind), int(w.node), int(w.occurrence), int(w.extra), int(w.cause)
    c.head = w.next
    w.next = s.ctl[A_FREE]
    s.ctl[A_FREE] = at
    s.ctl[A_FREE_COUNT] += 1
    if kind == K_CLOSE:
        close(life, s, i, t, extra, cause)
    elif kind == K_TIMEOUT:
        time_out(life, s, i, t, extra)
    elif kind == K_SLEEP:
        fall_asleep(life, s, i, t)
    elif kind == K_DO:
        do(life, s, i, t, extra, cause)
    else:
        if kind == K_MAIL:  # its place in the order stands in place of the touchpoint
            m &= 63
        if touch(life, m, col.T_KIND) == col.ABSENT:
            return
        if kind == K_READ:
            read(life, s, i, t, m, occurrence, extra, cause)
        else:
            of_touchpoint(life, s, i, t, kind, m, occurrence, extra, cause)


@inlined
def roomy(s: State) -> bool:
    """Whether one more event of any kind fits into every buffer."""
    return s.ctl[A_ROWS] + ROOM <= len(s.rows) and s.ctl[A_FREE_COUNT] >= ROOM


@compiled
def play(life: Life, s: State, i: int, bound: int, ahead: bool) -> int:
    """Play private events before `bound`; DONE, GROW (call again with more room), STOPPED (ahead: handed off)."""
    c = s.crowd[i]
    bound = min(bound, life.whole[col.W_END])
    second, chain = -1, 0
    if s.ctl[A_BUSY_LEAD] == i:  # goes on where it stopped for want of room
        second, chain = s.ctl[A_BUSY_S], s.ctl[A_BUSY]
        s.ctl[A_BUSY_LEAD] = -1
    while c.next_s < bound:
        if not roomy(s):
            s.ctl[A_BUSY_LEAD], s.ctl[A_BUSY_S], s.ctl[A_BUSY] = i, second, chain
            return GROW
        t = int(c.next_s)
        chain = chain + 1 if t == second else 1
        second = t
        if chain > CHAIN:
            s.ctl[A_ERROR], s.ctl[A_ERROR_LEAD] = E_CHAIN, i
            return DONE
        if c.status == S_UNBORN:
            arrive(life, s, i)
            chain = 0  # an arrival is no private event
        else:
            happen(life, s, i, t)
        if c.status < S_WON:
            look_ahead(s, i)
        if c.marks & REQUEST != 0 or (ahead and c.status == S_TRANSIT):
            return STOPPED
    return DONE


# ---- the one door: compiled once, with everything behind it ----------------------------------------------------


@compiled
def serve(life: Life, s: State, verb: int, i: int, t: int, a: int, b: int, d: int, e: int) -> int:
    """What sync, desk and seats do to one lead: the verb's own result."""
    if verb == V_SYNC:
        return sync(life, s, i, t, a)
    if verb == V_ASK:
        return ask(life, s, i, t, a)
    if verb == V_ATTEMPT:
        return attempt(life, s, i, t, a, b, d, e)
    if verb == V_COMPLETE:
        return complete(life, s, i, t, a, b, d)
    if verb == V_RETURN:
        give_back(life, s, i, t, a)
    else:
        seat(life, s, i, t, a, b, d, e != 0)
    return 0


@compiled
def act(life: Life, s: State, verb: int, first: int, last: int, t: int, a: int, b: int, d: int, e: int) -> int:
    """What the world does to leads first..last-1 at t; the lead to go on with once room has been made, or `last`.

    PLAY, PLAY_HELD: private lives before t, of those not with sales or those with sales. SEND (touchpoint, occurrence,
    second of the webinar or -1), HOLD (touchpoint, occurrence) and TEST happen at t, after the private events up to t.
    So do SYNC (tries before), ASK (rule), ATTEMPT (rep, number, chance, way), COMPLETE (rep, number, way),
    RETURN (reason) and SEAT (touchpoint, second of the webinar, its occurrence, granted?), which are for one lead and
    answer with their own result, or NO_ROOM. PLAN (kind of row, node, value, number) puts a scripted step on a list.
    """
    for i in range(first, last):
        c = s.crowd[i]
        if verb == V_PLAN:  # of things to come: nothing is played for it
            return plan_step(s, i, t, a, b, d, e) if roomy(s) else NO_ROOM
        held = c.status == S_TRANSIT or c.status == S_DESK
        if verb == V_PLAY:
            if c.next_s < t and not held and c.marks & REQUEST == 0 and play(life, s, i, t, True) == GROW:
                return i
            continue
        if verb == V_PLAY_HELD:
            if held and c.next_s < t and play(life, s, i, t, False) == GROW:
                return i
            continue
        if verb == V_TEST:  # before the private events of its second
            if not roomy(s):
                return i
            if c.status == S_NURTURING:
                test_rules(life, s, i, t)
            continue
        if (c.next_s <= t and c.marks & REQUEST == 0 and play(life, s, i, t + 1, False) == GROW) or not roomy(s):
            return i if verb < V_SYNC else NO_ROOM
        if verb == V_SEND:
            deliver(life, s, i, t, a, b, d, -1)
        elif verb == V_HOLD:
            attend(life, s, i, t, a, b)
        else:
            return serve(life, s, verb, i, t, a, b, d, e)
    return last


@intrinsic
def _pointer(_: Any, address: Any) -> Any:
    """An address as a pointer that `carray` takes."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(types.int64), code


def _knock(at: Ints, verb: int, first: int, last: int, t: int, a: int, b: int, d: int, e: int) -> int:
    """`act` on arrays given by address: those that come from Python carry an owner, whose count every call changes."""
    life = Life(
        carray(_pointer(at[0]), at[1], np.int64),
        carray(_pointer(at[2]), at[3], np.float64),
        carray(_pointer(at[4]), (at[5], 2, 32, 65), np.float64),
    )
    s = State(
        carray(_pointer(at[6]), at[7], PERSON),
        carray(_pointer(at[8]), (at[9], at[10]), np.int32),
        carray(_pointer(at[11]), at[12], WAITING),
        carray(_pointer(at[13]), at[14], ROW),
        carray(_pointer(at[15]), at[16], np.int64),
    )
    return act(life, s, verb, first, last, t, a, b, d, e)


def handle(life: Life, s: State) -> Any:
    """What `enter` takes; good as long as the arrays live where they are."""
    if numba.config.DISABLE_JIT:
        return life, s
    at: list[int] = []
    for array, ends in (
        (life.whole, 1),
        (life.real, 1),
        (life.tables, 1),
        (s.crowd, 1),
        (s.own, 2),
        (s.waiting, 1),
        (s.rows, 1),
        (s.ctl, 1),
    ):
        at += [array.ctypes.data, *array.shape[:ends]]
    return np.array(at, np.int64)


def _enter_plainly(at: tuple[Life, State], *rest: int) -> int:
    return act(*at, *rest)


# The door itself: through numba's dispatcher, which looks at every argument first, a call takes some microseconds more.
enter: Callable[..., int] = _enter_plainly
if not numba.config.DISABLE_JIT:
    enter = njit(WHOLE(WHOLE[::1], *[WHOLE] * 8), **OPTIONS)(_knock)
    enter = enter.overloads[enter.signatures[0]].entry_point  # type: ignore[attr-defined]


# ---- for the world ---------------------------------------------------------------------------------------------


@compiled
def uniforms(s: State, low: Ints, high: Ints, purpose: int) -> Ints:
    """One uniform for each lead, occurrence 0."""
    out = np.empty(len(low), np.int64)
    for i in range(len(low)):
        out[i] = philox(low[i], high[i], purpose, 0, s.ctl[A_SEED], s.ctl[A_REPLICATION])
    return out


@compiled
def next_private(s: State, last: int) -> int:
    """Second of the next private event of anybody who isn't with sales; FOREVER if there is none."""
    soonest = FOREVER
    for i in range(last):
        c = s.crowd[i]
        if c.next_s < soonest and c.status != S_TRANSIT and c.status != S_DESK and c.marks & REQUEST == 0:
            soonest = int(c.next_s)
    return soonest if soonest < LATE else FOREVER


@compiled
def places(s: State, slot: int, place: int, last: int) -> Ints:
    """Positions of leads that are not gone and have this place (negative: on the waiting list)."""
    found = np.empty(last, np.int64)
    n = 0
    for i in range(last):
        if s.own[i, slot] == place and S_UNBORN < s.crowd[i].status < S_WON:
            found[n] = i
            n += 1
    return found[:n]
