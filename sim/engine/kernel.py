"""How a lead arrives and how its life is played up to a second, and the one compiled door to all that is done to leads.

Plain scalar Python that numba compiles; with NUMBA_DISABLE_JIT=1 the same source runs as it stands. docs/world.md is
the norm for every line here. All numbers are int64 or float64: numba turns unsigned mixed with signed into float64.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba import carray, njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from sim.engine import columns as col
from sim.engine.columns import FOREVER
from sim.engine.mails import (
    attend,
    cancel,
    click,
    deliver,
    next_visit,
    open_by_machine,
    read,
    register,
    replay,
    scan,
    seat,
    unsubscribe,
    visit,
)  # fmt: skip
from sim.engine.memory import (
    _OPTIONS,
    _WHOLE,
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
    ARMED,
    ASLEEP,
    BROUGHT,
    CALLED,
    CHAIN,
    COMPETITOR,
    DONE,
    DORMANT,
    E_CHAIN,
    EXCLUDED,
    GIVEN,
    GIVEN_SCORE,
    GROW,
    K_CANCEL,
    K_CLICK,
    K_CLOSE,
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
    MACHINE,
    NO_ROOM,
    OLD,
    PERSON,
    PROJECT,
    REACHABLE,
    REGISTERED,
    REQUEST,
    ROOM,
    S_DESK,
    S_EXCLUDED,
    S_EXITED,
    S_NURTURING,
    S_TRANSIT,
    S_UNBORN,
    S_WON,
    SCANNER,
    STAYED,
    STOPPED,
    V_ASK,
    V_ATTEMPT,
    V_COMPLETE,
    V_HOLD,
    V_PLAY,
    V_PLAY_HELD,
    V_RETURN,
    V_SEND,
    V_SYNC,
    V_TEST,
    WAITING,
    Ints,
    Person,
    State,
    activity,
    amount,
    attribute,
    compiled,
    drawn,
    entry,
    inlined,
    luck,
    philox,
    quantile,
)  # fmt: skip
from sim.engine.program import Life
from sim.engine.sales import ask, attempt, close, complete, give_back, sync
from sim.engine.score import (
    drop_waiting,
    earn,
    hand_off,
    holds,
    look_ahead,
    move,
    row,
    set_off,
    settle_in,
    test_conditions,
    test_rules,
    track,
    wait,
)  # fmt: skip
from sim.model.ledger import ROW

# ---- arrival ---------------------------------------------------------------------------------------------------


@compiled
def race_personas(life: Life, s: State, i: int, strict: bool) -> int:
    """The persona with the first exponential time; strict: only among those that agree with the given attributes."""
    c = s.crowd[i]
    best, chosen = math.inf, -1
    for p in range(life.whole[col.W_PERSONAS]):
        weight = amount(life, col.WEIGHT, c.source, p)
        if strict:
            for a in range(life.whole[col.W_ATTRIBUTES]):
                given = attribute(life, s, i, a)
                if given >= 0 and not amount(life, col.SHARES, p * life.whole[col.W_ATTRIBUTES] + a, given) > 0.0:
                    weight = 0.0
        if weight > 0.0:
            time = (
                quantile(life.tables[col.X_EXPONENTIAL], luck(s, c, entry(life, col.PERSONA_WORDS, p, col.Q_WORD), 0))
                / weight
            )
            if time < best:
                best, chosen = time, p
    return chosen


@compiled
def draw_attributes(life: Life, s: State, i: int) -> None:
    """Attributes not given: the persona's, or a race among its values; then the fit points."""
    c = s.crowd[i]
    for a in range(life.whole[col.W_ATTRIBUTES]):
        if attribute(life, s, i, a) < 0:
            chosen = entry(life, col.FIXED, c.persona, a)
            if chosen < 0:
                best = math.inf
                for v in range(life.whole[col.SHARES + 1]):
                    weight = amount(life, col.SHARES, c.persona * life.whole[col.W_ATTRIBUTES] + a, v)
                    if weight > 0.0:
                        time = (
                            quantile(life.tables[col.X_EXPONENTIAL], luck(s, c, entry(life, col.VALUE_WORD, a, v), 0))
                            / weight
                        )
                        if time < best:
                            best, chosen = time, v
            s.own[i, life.whole[col.W_OWN_ATTRIBUTES] + a] = chosen
        c.fit += entry(life, col.POINTS, a, attribute(life, s, i, a))


@compiled
def affinity(life: Life, s: State, c: Person, purpose: int) -> float:
    return life.real[col.F_AFFINITY] * quantile(life.tables[col.X_AFFINITY], luck(s, c, purpose, 0))


@compiled
def draw_project(life: Life, s: State, c: Person) -> None:
    w, f = life.whole, life.real
    factor = amount(life, col.PERSONA, c.persona, col.P_TIME)
    delay = 0
    if luck(s, c, w[col.W_PROJECT_NOW], 0) >= w[col.W_NOW_SHARE]:
        delay = min(
            31_536_000, drawn(life, col.X_DELAY, luck(s, c, w[col.W_PROJECT_DELAY], 0), f[col.F_DELAY_MEDIAN] * factor)
        )
    c.project_start_s = c.arrival_s + delay
    c.project_end_s = c.project_start_s + max(
        3600, drawn(life, col.X_LENGTH, luck(s, c, w[col.W_PROJECT_LENGTH], 0), f[col.F_LENGTH_MEDIAN] * factor)
    )


@compiled
def draw_person(life: Life, s: State, i: int) -> None:
    """What nobody sees: affinities, machines at the mailbox, reachability, the address's life, the project."""
    c = s.crowd[i]
    w, f = life.whole, life.real
    general = affinity(life, s, c, w[col.W_PERSONA_AFFINITY])
    c.affinity_mail = general * affinity(life, s, c, w[col.W_AFFINITY_MAIL])
    c.affinity_web = general * affinity(life, s, c, w[col.W_AFFINITY_WEB])
    c.affinity_webinar = general * affinity(life, s, c, w[col.W_AFFINITY_WEBINAR])
    marks = 0
    if luck(s, c, w[col.W_MACHINE], 0) < w[col.W_MACHINE_SHARE]:
        marks |= MACHINE
    if luck(s, c, w[col.W_SCANNER], 0) < entry(life, col.PERSONA_WORDS, c.persona, col.Q_SCANNER):
        marks |= SCANNER
    if luck(s, c, w[col.W_REACHABLE], 0) < w[col.W_REACHABLE_SHARE]:
        marks |= REACHABLE
    if luck(s, c, w[col.W_COMPETITOR], 0) < entry(life, col.PERSONA_WORDS, c.persona, col.Q_COMPETITOR):
        marks |= COMPETITOR
    c.address_dies_s = LATE
    if f[col.F_ADDRESS] > 0.0:
        life_s = drawn(life, col.X_EXPONENTIAL, luck(s, c, w[col.W_ADDRESS], 0), f[col.F_ADDRESS])
        c.address_dies_s = min(LATE, c.arrival_s + life_s)
    c.project_start_s = c.project_end_s = -1
    if luck(s, c, w[col.W_PROJECT], 0) < entry(life, col.PROJECT_CHANCE, c.source, c.persona):
        marks |= PROJECT
        draw_project(life, s, c)
    c.marks |= marks


@compiled
def greet(life: Life, s: State, i: int, t: int) -> None:
    """A new lead: the behaviour `registered`, and what its source brings along."""
    c = s.crowd[i]
    b = life.whole[col.W_REGISTERED]
    earn(life, s, i, t, b, REGISTERED)
    first = row(life, s, i, t, REGISTERED, c.source, c.fit + c.behaviour, -1)
    set_off(life, s, i, t, col.BY_BEHAVIOUR, b, -1, s.own[i, b], -1, first)
    for n in range(life.whole[col.W_BRINGS]):
        if entry(life, col.BRINGS, n, 0) == c.source and luck(s, c, entry(life, col.BRINGS, n, 3), 0) < entry(
            life, col.BRINGS, n, 2
        ):
            track(life, s, i, t, BROUGHT, entry(life, col.BRINGS, n, 1), -1, entry(life, col.BRINGS, n, 1), first)


@compiled
def begin_slots(life: Life, s: State, i: int, t: int) -> None:
    """What a lead keeps from its arrival on."""
    if life.whole[col.W_S_ACTIVE] >= 0:
        s.own[i, life.whole[col.W_S_ACTIVE]] = s.own[i, life.whole[col.W_S_ACTIVE] + 1] = t
    if life.whole[col.W_S_LEVEL] >= 0:
        s.own[i, life.whole[col.W_S_LEVEL]] = 256 * s.crowd[i].behaviour
        s.own[i, life.whole[col.W_S_LEVEL] + 1] = t


@compiled
def arrive(life: Life, s: State, i: int) -> None:
    """Section 6: the first event of a lead."""
    c = s.crowd[i]
    t = int(c.arrival_s)
    c.head = -1
    c.visit_s = LATE
    c.last_s = c.lift_s = c.fatigue_s = t
    persona = race_personas(life, s, i, c.marks & GIVEN != 0)
    c.persona = persona if persona >= 0 else race_personas(life, s, i, False)
    draw_attributes(life, s, i)
    if c.marks & GIVEN_SCORE != 0:  # the given whole waits in `behaviour`
        c.behaviour -= c.fit
    begin_slots(life, s, i, t)
    draw_person(life, s, i)
    gate = life.whole[col.W_GATE]
    if gate >= 0 and not holds(life, s, i, t, gate, 0, 0):
        n = row(life, s, i, t, REGISTERED, c.source, c.fit + c.behaviour, -1)
        c.status = S_EXCLUDED
        row(life, s, i, t, EXCLUDED, 0, 0, n)
        drop_waiting(s, i)
        return
    c.status = S_NURTURING
    c.marks |= ARMED
    if c.marks & OLD != 0:
        row(life, s, i, t, REGISTERED, c.source, c.fit + c.behaviour, -1)
    else:
        greet(life, s, i, t)
    c.visit_op = activity(life, t)
    next_visit(life, s, i)
    settle_in(life, s, i, t, c.marks & OLD == 0, 0)
    if life.whole[col.W_DORMANCY] > 0:
        wait(s, i, t + life.whole[col.W_DORMANCY], K_SLEEP, 0, 0, 0, c.rows - 1)
    test_conditions(life, s, i, t)


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
    when = entry(life, col.TOUCH, m, col.T_WHEN)
    inside = entry(life, col.TOUCH, m, col.T_FROM) <= t < entry(life, col.TOUCH, m, col.T_UNTIL)
    if inside and (when < 0 or holds(life, s, i, t, when, 0, 0)):
        hand_off(life, s, i, t, CALLED, m, 0, cause)


@inlined
def of_touchpoint(
    life: Life, s: State, i: int, t: int, kind: int, m: int, occurrence: int, extra: int, cause: int
) -> None:
    """A waiting event of a touchpoint that is still in force."""
    if kind == K_CLICK:
        click(life, s, i, t, m, occurrence, extra % 1000, cause)
    elif kind == K_MAIL and entry(life, col.TOUCH, m, col.T_KIND) == col.CALL:
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
    elif kind == K_STAY and entry(life, col.TOUCH, m, col.T_DWELL_LEAST) > 0:
        track(life, s, i, t, STAYED, m, m, entry(life, col.TOUCH, m, col.T_DWELL_BEHAVIOUR), cause)
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
    else:
        if kind == K_MAIL:  # its place in the order stands in place of the touchpoint
            m &= 63
        if entry(life, col.TOUCH, m, col.T_KIND) == col.ABSENT:
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
    answer with their own result, or NO_ROOM.
    """
    for i in range(first, last):
        c = s.crowd[i]
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
    enter = njit(_WHOLE(_WHOLE[::1], *[_WHOLE] * 8), **_OPTIONS)(_knock)
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
