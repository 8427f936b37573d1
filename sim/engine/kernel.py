"""Private lives, compiled: what one touch does to one lead, and how a lead's life is played up to a second.

Plain scalar Python that numba compiles; with NUMBA_DISABLE_JIT=1 the same source runs as it stands. docs/world.md is
the norm for every line here. All numbers are int64 or float64: numba turns unsigned mixed with signed into float64.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import numba
import numpy as np
from numba import carray, njit, typeof, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.numpy_support import from_dtype
from numpy.typing import NDArray

from sim.engine import columns as col
from sim.engine import program
from sim.engine.columns import FOREVER
from sim.engine.program import Life
from sim.model import draws, ledger
from sim.model.ledger import POINTS, ROW, Status, What

F = TypeVar("F", bound=Callable[..., Any])
Ints = NDArray[np.int64]
Person: TypeAlias = Any  # a record of PERSON, in place
Waiting: TypeAlias = Any  # a record of WAITING, in place

# One record a lead: about 230 bytes, read and written where it lies. `next_s` is the second of its next private event.
PERSON = np.dtype(
    [  # what a visit or a mail touches stands first: a lead's first two cache lines are then all that most events read
        ("next_s", "<i8"), ("status", "<i1"), ("stage", "<i1"), ("source", "<i2"), ("persona", "<i2"),
        ("marks", "<i2"), ("head", "<i4"), ("visits", "<i4"),
        ("low", "<i8"), ("high", "<i8"), ("visit_s", "<i8"), ("visit_op", "<i8"), ("last_s", "<i8"),
        ("lift", "<f8"), ("lift_s", "<i8"), ("project_start_s", "<i8"), ("project_end_s", "<i8"),
        ("affinity_web", "<f8"), ("fatigue", "<f8"), ("fatigue_s", "<i8"), ("affinity_mail", "<f8"),
        ("address_dies_s", "<i8"), ("places", "<i8"), ("fit", "<i4"), ("behaviour", "<i4"), ("rows", "<i4"),
        ("handoffs", "<i4"), ("desk_row", "<i4"), ("next_need", "<i4"),
        ("arrival_s", "<i8"), ("rest_until_s", "<i8"), ("handoff_s", "<i8"), ("affinity_webinar", "<f8"),
    ]
)  # fmt: skip
# A waiting private event, in a list per lead sorted by (second, kind, node, occurrence).
WAITING = np.dtype(
    [
        ("time", "<i8"),
        ("occurrence", "<i8"),
        ("kind", "<i2"),
        ("node", "<i2"),
        ("extra", "<i4"),
        ("cause", "<i4"),
        ("next", "<i4"),
    ]
)

SUBSCRIBED, BOUNCED, ARMED, MACHINE, SCANNER, REACHABLE, COMPETITOR, PROJECT, GIVEN, GIVEN_SCORE, OLD, ANSWERED = (
    1 << bit for bit in range(12)
)
(K_ARRIVAL, K_UNSUBSCRIBE, K_CLOSE, K_MACHINE, K_SCAN, K_READ, K_CLICK, K_REGISTER, K_MAIL, K_VISIT) = range(10)
# ctl: lengths, places and settings that functions share
(
    A_ROWS, A_FREE, A_FREE_COUNT, A_NEEDS, A_ERROR, A_ERROR_LEAD,
    A_RECORD, A_SEED, A_REPLICATION, A_POINTS, A_BUSY, A_BUSY_S, A_BUSY_LEAD,
    A_COUNT,
) = range(14)  # fmt: skip
RECORD_NONE, RECORD_MILESTONES, RECORD_ALL = range(3)
ROOM = 256  # rows and waiting events that must be free before an event is played; no event makes more
CHAIN = 1000  # events of one lead at one second before the run stops with an error
E_NONE, E_TIME, E_CHAIN = range(3)
DONE, GROW, STOPPED = range(3)
NO_ROOM = -FOREVER
V_PLAY, V_PLAY_HELD, V_SEND, V_HOLD, V_SYNC, V_ATTEMPT, V_COMPLETE = range(7)
R_UNREACHABLE, R_COMPETITOR, R_NOT_TARGET, R_TIMING, R_BUDGET, R_AUTHORITY, R_REJECTED, R_EXPIRED = range(8)

(S_UNBORN, S_NURTURING, S_TRANSIT, S_DESK, S_OPPORTUNITY, S_EXITED, S_WON, S_LOST, S_EXCLUDED) = (int(s) for s in Status)
(
    REGISTERED, EXCLUDED, BROUGHT, SENT, HELD, BOUNCE, OPENED, MACHINE_OPEN, READ, CLICKED, SCANNER_CLICK, CONSUMED,
    SCANNER_CONTENT, UNSUBSCRIBED, WEBINAR_REGISTERED, WEBINAR_ATTENDED, WEBINAR_MISSED, STAGE, MQL, SYNCED, ATTEMPT,
    NO_CONTACT, CONTACT, ACCEPTED, APPOINTMENT, SQL, OPPORTUNITY, RETURNED, WON, LOST, POSTPONED, BLOCKED, OPT_OUT,
    CALLED, STAYED, ADJUSTED, EXITED, REENTERED, DORMANT, REACTIVATED, WAITLISTED, WEBINAR_CANCELLED, WEBINAR_REPLAYED,
    MACHINE_MADE, SYNC_FAILED, DUPLICATE, MAILED,
) = (int(w) for w in What)  # fmt: skip
POINT_ROWS = sum(1 << int(w) for w in POINTS)
FREQUENT = sum(
    1 << w for w in (SENT, HELD, OPENED, MACHINE_OPEN, READ, CLICKED, SCANNER_CLICK, CONSUMED, SCANNER_CONTENT)
)


class State(NamedTuple):
    """Everything that changes in a run (N leads, B behaviours, A attributes, R kept stamps)."""

    crowd: NDArray[np.void]  # PERSON [N]
    own: NDArray[np.int32]  # [N, B + R + A]: counts of behaviours, kept stamps, attributes (-1: not known yet)
    waiting: NDArray[np.void]  # WAITING
    rows: NDArray[np.void]  # ROW; `lead` is the position in the crowd
    ctl: NDArray[np.int64]  # [A_COUNT + 30 * days]: behind the columns the tally, kind by kind


_FLOAT, _WHOLE = types.float64, types.int64
_TYPES = {
    "int": _WHOLE,
    "float": _FLOAT,
    "bool": types.boolean,
    "None": types.void,
    "Ints": _WHOLE[::1],
    "Person": from_dtype(PERSON),
    "Waiting": from_dtype(WAITING),
    "Life": typeof(Life(np.zeros(1, np.int64), np.zeros(1), np.zeros((1, 2, 32, 65)))),
    "State": typeof(
        State(
            np.zeros(1, PERSON).view(np.recarray),
            np.zeros((1, 1), np.int32),
            np.zeros(1, WAITING).view(np.recarray),
            np.zeros(1, ROW).view(np.recarray),
            np.zeros(1, np.int64),
        )
    ),
}


def _cache_folder() -> str | None:
    """A private folder for compiled code, by the content of every file that is compiled in; None if there can't be one.

    Numba's own key is the time stamp of this file alone: it would not see an edit of the others.
    """
    parts = [Path(__file__), *(Path(str(module.__file__)) for module in (draws, ledger, col, program))]
    key = sha256(b"".join(part.read_bytes() for part in parts) + numba.__version__.encode()).hexdigest()[:16]
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    folder = Path(root) / "nurture-sim" / key
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError:
        return None


_CACHE = None if numba.config.DISABLE_JIT else _cache_folder()
if _CACHE is not None:
    numba.config.CACHE_DIR = _CACHE
_OPTIONS = {"cache": _CACHE is not None, "error_model": "numpy"}


def _uncompiled(function: F) -> F:
    """The function as it stands, but for the widths it would be compiled for: records hand out narrow integers."""
    wide: dict[str, Callable[[Any], Any]] = {"int": int, "float": float, "bool": bool}
    *casts, result = [wide.get(kind, lambda value: value) for kind in function.__annotations__.values()]

    @wraps(function)
    def call(*arguments: Any) -> Any:
        return result(function(*[widen(value) for widen, value in zip(casts, arguments, strict=True)]))

    return cast(F, call)


def compiled(function: F, *, inline: bool = False) -> F:
    """Compile a function for just the types of its annotations: left to guess, numba makes one for each width."""
    annotations = function.__annotations__
    if numba.config.DISABLE_JIT:
        return _uncompiled(function)
    arguments = [_TYPES[kind] for name, kind in annotations.items() if name != "return"]
    return cast(F, njit(_TYPES[annotations["return"]](*arguments), forceinline=inline, **_OPTIONS)(function))


def inlined(function: F) -> F:
    """Compile into its callers: arrays are passed by their many parts, so a call costs more than most bodies."""
    return compiled(function, inline=True)


# Not inlined by force: that gave wrong numbers (numba 0.68, LLVM 20), which the tests of equal ledgers found.
philox = njit(_WHOLE(*[_WHOLE] * 6), **_OPTIONS)(draws.philox)
quantile = njit(_FLOAT(_FLOAT[:, :, ::1], _WHOLE), **_OPTIONS)(draws.quantile)


def new_rows(n: int) -> NDArray[np.void]:
    """Room for n ledger rows."""
    return np.zeros(n, ROW).view(np.recarray)


@inlined
def entry(life: Life, table: int, row: int, column: int) -> int:
    """A whole number of a table of the program."""
    return life.whole[life.whole[table] + row * life.whole[table + 1] + column]


@inlined
def amount(life: Life, table: int, row: int, column: int) -> float:
    """A float of a table of the program."""
    return life.real[life.whole[table] + row * life.whole[table + 1] + column]


@inlined
def attribute(life: Life, s: State, i: int, a: int) -> int:
    return s.own[i, life.whole[col.W_OWN_ATTRIBUTES] + a]


# ---- luck, tables, time ----------------------------------------------------------------------------------------


@inlined
def luck(s: State, c: Person, purpose: int, occurrence: int) -> int:
    return philox(c.low, c.high, purpose, occurrence & 0xFFFFFFFF, s.ctl[A_SEED], s.ctl[A_REPLICATION])


@inlined
def threshold(p: float) -> int:
    if p >= 1.0:
        return col.CERTAIN
    if p <= 0.0:
        return 0
    return int(p * 4294967296.0 + 0.5)


@inlined
def drawn(life: Life, table: int, u: int, scale: float) -> int:
    return int(np.rint(quantile(life.tables[table], u) * scale))


@inlined
def awake(life: Life, t: int) -> int:
    """The second itself, or the same minute of the next hour in which people are up."""
    hour = t // 3600
    if t >= life.whole[col.W_END] or entry(life, col.HOURS, col.H_WEIGHT, hour) > 0:
        return t
    return entry(life, col.HOURS, col.H_AWAKE, hour) * 3600 + t % 3600


@inlined
def activity(life: Life, t: int) -> int:
    """What the activity clock shows at t."""
    hour = t // 3600
    return entry(life, col.HOURS, col.H_CLOCK, hour) * 3600 + entry(life, col.HOURS, col.H_WEIGHT, hour) * (
        t - 3600 * hour
    )


@inlined
def second_of_activity(life: Life, x: int) -> int:
    """The first second at which the activity clock shows x; FOREVER beyond the table."""
    if x > life.whole[col.W_CLOCK_END]:
        return FOREVER
    hour = entry(
        life, col.HOURS, col.H_FIND, (x - 1) // life.whole[col.W_CLOCK_CELL]
    )  # not after the right one, and seldom much before
    while entry(life, col.HOURS, col.H_CLOCK, hour + 1) * 3600 < x:
        hour += 1
    weight = entry(life, col.HOURS, col.H_WEIGHT, hour)
    return 3600 * hour + (x - entry(life, col.HOURS, col.H_CLOCK, hour) * 3600 + weight - 1) // weight


@inlined
def decayed(life: Life, curve: int, value: float, since: int, t: int) -> float:
    k = (t - since) // 3600
    last = life.whole[col.CURVES + 1] - 1
    return value * amount(life, col.CURVES, curve, k if k < last else last)


@inlined
def project_open(c: Person, t: int) -> bool:
    return c.marks & PROJECT != 0 and c.project_start_s <= t < c.project_end_s


@inlined
def intent(life: Life, c: Person, t: int) -> float:
    f = life.real
    base = f[col.F_IDLE]
    if project_open(c, t):
        passed = float(t - c.project_start_s) / float(c.project_end_s - c.project_start_s)
        base = f[col.F_PROJECT_START] + (f[col.F_PROJECT_END] - f[col.F_PROJECT_START]) * passed
    whole = base + decayed(life, col.C_LIFT, c.lift, c.lift_s, t)
    return 1.0 if whole > 1.0 else whole


@inlined
def raise_intent(life: Life, c: Person, t: int, gain: float) -> None:
    level = intent(life, c, t)
    c.lift = decayed(life, col.C_LIFT, c.lift, c.lift_s, t) + gain * (1.0 - level)
    c.lift_s = t


@inlined
def fits(life: Life, c: Person, content: int) -> bool:
    return content < 0 or (entry(life, col.TOUCH, content, col.T_STAGES) >> int(c.stage)) & 1 == 1


# ---- rows and waiting events -----------------------------------------------------------------------------------


@inlined
def local_day(life: Life, t: int) -> int:
    day = entry(life, col.HOURS, col.H_DAY, t // 3600)
    return day + 1 if t >= entry(life, col.HOURS, col.H_TOMORROW, t // 3600) else day


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
        r.score, r.stage = c.fit + c.behaviour, c.stage
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
    c.visit_s = FOREVER
    c.next_s = FOREVER


@compiled
def look_ahead(s: State, i: int) -> None:
    """Set when the lead's next private event is."""
    c = s.crowd[i]
    head = s.waiting[int(c.head)].time if c.head >= 0 else FOREVER
    c.next_s = min(head, c.visit_s)


# ---- points and conditions -------------------------------------------------------------------------------------


@inlined
def earn(life: Life, s: State, i: int, t: int, b: int) -> int:
    """A behaviour happens: count, points, stamps, arming; the points given."""
    c = s.crowd[i]
    count = int(s.own[i, b]) + 1
    s.own[i, b] = count
    points = 0
    if count % entry(life, col.BEHAVIOUR, b, col.B_EVERY) == 0 and count // entry(
        life, col.BEHAVIOUR, b, col.B_EVERY
    ) <= entry(life, col.BEHAVIOUR, b, col.B_MOST):
        points = int(entry(life, col.BEHAVIOUR, b, col.B_POINTS))
    c.behaviour += points
    ring = entry(life, col.BEHAVIOUR, b, col.B_RING)
    if ring > 0:
        s.own[i, entry(life, col.BEHAVIOUR, b, col.B_RING_AT) + (count - 1) % ring] = t
    if c.marks & ARMED == 0 and c.status == S_NURTURING and t >= c.rest_until_s:
        c.marks |= ARMED
    return points


@compiled
def trigger(life: Life, s: State, i: int, t: int, b: int, cause: int) -> None:
    """Let the mails that follow this behaviour wait for their second."""
    for m in range(life.whole[col.W_TOUCHES]):
        if entry(life, col.TOUCH, m, col.T_KIND) == col.TRIGGERED_MAIL and entry(life, col.TOUCH, m, col.T_AFTER) == b:
            wait(s, i, t + entry(life, col.TOUCH, m, col.T_DELAY), K_MAIL, m, s.own[i, b], 0, cause)


@compiled
def track(life: Life, s: State, i: int, t: int, what: int, node: int, b: int, cause: int) -> int:
    """A row with a behaviour: points, row, triggers; the row's number."""
    points = earn(life, s, i, t, b)
    n = row(life, s, i, t, what, node, points, cause)
    trigger(life, s, i, t, b, n)
    return n


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
def holds(life: Life, s: State, i: int, t: int, start: int, findings: int) -> bool:
    """Whether the rule that begins at this row of code is true; truths are stacked as bits."""
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
            truth = compare(b, c.fit + c.behaviour, d)
        elif op == col.N_FIT:
            truth = compare(b, c.fit, d)
        elif op == col.N_BEHAVIOUR:
            truth = compare(b, c.behaviour, d)
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


@compiled
def hand_off(life: Life, s: State, i: int, t: int, rule: int, true: int) -> None:
    c = s.crowd[i]
    c.desk_row = row(life, s, i, t, MQL, rule, true, c.rows - 1)
    c.status = S_TRANSIT
    c.handoffs += 1
    c.handoff_s = t
    c.next_need = s.ctl[A_NEEDS]
    s.ctl[A_NEEDS] = i


@compiled
def test_conditions(life: Life, s: State, i: int, t: int) -> None:
    """After an event of the lead's own: stages in file order, then the hand-off rules."""
    c = s.crowd[i]
    if c.status != S_NURTURING:
        return
    stages, rules = life.whole[col.W_STAGES], life.whole[col.W_RULES]
    for j in range(c.stage + 1, stages):
        start = life.whole[life.whole[col.W_CONDITIONS] + j]
        if start >= 0 and holds(life, s, i, t, start, 0):
            old = int(c.stage)
            c.stage = j
            row(life, s, i, t, STAGE, j, old, c.rows - 1)
    if c.marks & ARMED == 0:
        return
    true, first = 0, -1
    for r in range(rules):
        start = life.whole[life.whole[col.W_CONDITIONS] + stages + r]
        if start >= 0 and holds(life, s, i, t, start, 0):
            true |= 1 << r
            first = r if first < 0 else first
    if first >= 0:
        hand_off(life, s, i, t, first, true)


# ---- mails, content, webinars ----------------------------------------------------------------------------------


@inlined
def addressed(life: Life, s: State, i: int, t: int, m: int, content: int, invitation: bool) -> bool:
    """Whether a mail is meant for this lead now; content is that for the lead's stage."""
    c = s.crowd[i]
    if c.status == S_UNBORN or c.status >= S_WON or c.marks & SUBSCRIBED == 0 or c.marks & BOUNCED != 0:
        return False
    if invitation:
        if (entry(life, col.TOUCH, m, col.T_STAGES) >> int(c.stage)) & 1 == 0 or (
            c.places >> entry(life, col.TOUCH, m, col.T_SERIES)
        ) & 1 == 1:
            return False
    elif content < 0:
        return False
    return entry(life, col.TOUCH, m, col.T_WHEN) < 0 or holds(life, s, i, t, entry(life, col.TOUCH, m, col.T_WHEN), 0)


@inlined
def respond_machines(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, invitation: bool, extra: int, n: int
) -> None:
    c = s.crowd[i]
    f = life.real
    if c.marks & MACHINE != 0:
        delay = drawn(
            life,
            col.X_EXPONENTIAL,
            luck(s, c, entry(life, col.TOUCH, m, col.T_MACHINE), occurrence),
            f[col.F_MACHINE_DELAY],
        )
        wait(s, i, t + delay, K_MACHINE, m, occurrence, extra, n)
    if (
        c.marks & SCANNER != 0
        and not invitation
        and luck(s, c, entry(life, col.TOUCH, m, col.T_SCAN), occurrence) < life.whole[col.W_SCAN]
    ):
        delay = drawn(
            life,
            col.X_EXPONENTIAL,
            luck(s, c, entry(life, col.TOUCH, m, col.T_SCAN_DELAY), occurrence),
            f[col.F_SCAN_DELAY],
        )
        wait(s, i, t + delay, K_SCAN, m, occurrence, extra, n)


@inlined
def respond_person(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, often: int, extra: int, n: int
) -> None:
    c = s.crowd[i]
    f = life.real
    ready = 1.0 + f[col.F_OPEN_GAIN] * (intent(life, c, t) - f[col.F_IDLE])
    p = (
        f[col.F_OPEN]
        * amount(life, col.PERSONA, c.persona, col.P_OPEN)
        * c.affinity_mail
        * amount(life, col.CURVES, col.C_OPEN, often)
        * ready
    )
    if luck(s, c, entry(life, col.TOUCH, m, col.T_OPEN), occurrence) < threshold(p):
        delay = drawn(
            life, col.X_OPEN, luck(s, c, entry(life, col.TOUCH, m, col.T_OPEN_DELAY), occurrence), f[col.F_OPEN_MEDIAN]
        )
        wait(s, i, awake(life, t + delay), K_READ, m, occurrence, extra, n)
    if luck(s, c, entry(life, col.TOUCH, m, col.T_UNSUBSCRIBE), occurrence) < threshold(
        f[col.F_UNSUBSCRIBE] * amount(life, col.CURVES, col.C_UNSUBSCRIBE, often)
    ):
        delay = drawn(
            life,
            col.X_OPEN,
            luck(s, c, entry(life, col.TOUCH, m, col.T_UNSUBSCRIBE_DELAY), occurrence),
            f[col.F_OPEN_MEDIAN],
        )
        wait(s, i, awake(life, t + delay), K_UNSUBSCRIBE, m, occurrence, extra, n)


@inlined
def deliver(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, invitation: bool, webinar_s: int, cause: int
) -> None:
    """One mail to one lead: docs/world.md, section 10."""
    c = s.crowd[i]
    content = -1 if invitation else int(entry(life, col.TOUCH, m, col.T_CONTENT + c.stage))
    if not addressed(life, s, i, t, m, content, invitation):
        return
    if c.status != S_NURTURING and entry(life, col.TOUCH, m, col.T_CONTINUE) == 0:
        row(life, s, i, t, HELD, m, content, cause)
        return
    if t >= c.address_dies_s:
        row(life, s, i, t, BOUNCE, m, 0, cause)
        c.marks |= BOUNCED
        return
    f = decayed(life, col.C_FATIGUE, c.fatigue, c.fatigue_s, t)
    n = row(life, s, i, t, SENT, m, content, cause)
    often = f / life.real[col.F_WEEKLY] * 32.0
    c.fatigue, c.fatigue_s = f + 1.0, t
    step = 511 if often >= 511.0 else int(often)
    extra = webinar_s if invitation else content
    respond_machines(life, s, i, t, m, occurrence, invitation, extra, n)
    respond_person(life, s, i, t, m, occurrence, step, extra, n)


@compiled
def consume(life: Life, s: State, i: int, t: int, x: int, form_purpose: int, occurrence: int, cause: int) -> bool:
    """A person takes in content, if its form is filled; whether a row was written."""
    c = s.crowd[i]
    form = entry(life, col.TOUCH, x, col.T_FORM)
    if form < col.CERTAIN and luck(s, c, form_purpose, occurrence) >= form:
        return False
    track(life, s, i, t, CONSUMED, x, entry(life, col.TOUCH, x, col.T_BEHAVIOUR), cause)
    raise_intent(life, c, t, life.real[col.F_CONTENT_LIFT] * (1.0 if fits(life, c, x) else life.real[col.F_MISFIT]))
    return True


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
        (c.places >> entry(life, col.TOUCH, m, col.T_SERIES)) & 1 == 1
        or webinar_s <= t
        or luck(s, c, entry(life, col.TOUCH, m, col.T_REGISTER), occurrence) >= threshold(p)
    ):
        return
    p = luck(s, c, entry(life, col.TOUCH, m, col.T_REGISTER_WHEN), occurrence) / 4294967296.0
    a, b = f[col.F_REGISTER_DAY], f[col.F_REGISTER_WEEK]
    if p < a:
        lead = np.rint(p / a * 86400.0)
    elif p < a + b:
        lead = np.rint(86400.0 + (p - a) / b * 518400.0)
    else:
        lead = np.rint(604800.0 + (p - (a + b)) / (1.0 - (a + b)) * 1209600.0)
    wait(s, i, max(t, webinar_s - int(lead)), K_REGISTER, m, occurrence, 0, cause)


@inlined
def read(life: Life, s: State, i: int, t: int, m: int, occurrence: int, extra: int, cause: int) -> None:
    """A person reads a mail: tracked unless a machine has opened it before."""
    c = s.crowd[i]
    f = life.real
    invitation = entry(life, col.TOUCH, m, col.T_KIND) == col.WEBINAR
    level = intent(life, c, t)
    machine = c.marks & MACHINE != 0
    n = (
        row(life, s, i, t, READ, m, 0, cause)
        if machine
        else track(life, s, i, t, OPENED, m, life.whole[col.W_OPEN], cause)
    )
    fit = invitation or fits(life, c, extra)
    raise_intent(life, c, t, f[col.F_READ_LIFT] * (1.0 if fit else f[col.F_MISFIT]))
    if invitation:
        register_later(life, s, i, t, m, occurrence, extra, n, level)
    else:
        p = (
            f[col.F_CLICK]
            * (1.0 if fit else f[col.F_CLICK_MISFIT])
            * (1.0 + f[col.F_CLICK_GAIN] * (level - f[col.F_IDLE]))
        )
        if luck(s, c, entry(life, col.TOUCH, m, col.T_CLICK), occurrence) < threshold(p):
            delay = drawn(
                life,
                col.X_EXPONENTIAL,
                luck(s, c, entry(life, col.TOUCH, m, col.T_CLICK_DELAY), occurrence),
                f[col.F_CLICK_DELAY],
            )
            wait(s, i, t + delay, K_CLICK, m, occurrence, extra, n)
    if not machine:
        test_conditions(life, s, i, t)


@compiled
def click(life: Life, s: State, i: int, t: int, m: int, occurrence: int, content: int, cause: int) -> None:
    n = track(life, s, i, t, CLICKED, m, life.whole[col.W_CLICK], cause)
    if content >= 0 and entry(life, col.TOUCH, content, col.T_KIND) == col.CONTENT:
        consume(life, s, i, t, content, entry(life, col.MAIL_FORM, content, m), occurrence, n)
    test_conditions(life, s, i, t)


@compiled
def scan(life: Life, s: State, i: int, t: int, m: int, content: int, cause: int) -> None:
    n = track(life, s, i, t, SCANNER_CLICK, m, life.whole[col.W_CLICK], cause)
    if (
        content >= 0
        and entry(life, col.TOUCH, content, col.T_KIND) == col.CONTENT
        and entry(life, col.TOUCH, content, col.T_FORM) == col.CERTAIN
    ):
        track(life, s, i, t, SCANNER_CONTENT, content, entry(life, col.TOUCH, content, col.T_BEHAVIOUR), n)
    test_conditions(life, s, i, t)


@inlined
def next_visit(life: Life, s: State, i: int) -> None:
    """Place the next candidate visit on the activity clock."""
    c = s.crowd[i]
    c.visit_s = FOREVER
    if life.whole[col.W_VISITS] == 0:
        return
    gap = drawn(life, col.X_EXPONENTIAL, luck(s, c, life.whole[col.W_GAP], c.visits), life.real[col.F_VISIT_GAP])
    c.visit_op += max(1, gap)
    c.visit_s = second_of_activity(life, c.visit_op)


@inlined
def visit(life: Life, s: State, i: int, t: int) -> None:
    """A candidate visit: kept by the intent at this second, then content is chosen."""
    c = s.crowd[i]
    k = int(c.visits)
    c.visits = k + 1
    next_visit(life, s, i)
    level = intent(life, c, t)
    if luck(s, c, life.whole[col.W_KEEP], k) >= threshold(level * c.affinity_web):
        return
    best, chosen = math.inf, -1
    for x in range(life.whole[col.W_TOUCHES]):
        if entry(life, col.TOUCH, x, col.T_KIND) == col.CONTENT:
            low, high = amount(life, col.APPEAL, x, 0), amount(life, col.APPEAL, x, 1)
            weight = (low + (high - low) * level) * amount(life, col.APPEAL, x, 2 + c.persona)
            if weight > 0.0:
                time = (
                    quantile(life.tables[col.X_EXPONENTIAL], luck(s, c, entry(life, col.TOUCH, x, col.T_VISIT), k))
                    / weight
                )
                if time < best:
                    best, chosen = time, x
    if chosen >= 0 and consume(life, s, i, t, chosen, entry(life, col.TOUCH, chosen, col.T_VISIT_FORM), k, -1):
        test_conditions(life, s, i, t)


@compiled
def unsubscribe(life: Life, s: State, i: int, t: int, m: int, cause: int) -> None:
    c = s.crowd[i]
    if c.marks & SUBSCRIBED != 0:
        c.marks &= ~SUBSCRIBED
        track(life, s, i, t, UNSUBSCRIBED, m, life.whole[col.W_UNSUBSCRIBED], cause)
        test_conditions(life, s, i, t)


@compiled
def register(life: Life, s: State, i: int, t: int, m: int, cause: int) -> None:
    c = s.crowd[i]
    bit = 1 << entry(life, col.TOUCH, m, col.T_SERIES)
    if c.places & bit == 0:
        c.places |= bit
        track(life, s, i, t, WEBINAR_REGISTERED, m, life.whole[col.W_WEBINAR_REGISTERED], cause)
        test_conditions(life, s, i, t)


@compiled
def close(life: Life, s: State, i: int, t: int, won: int, cause: int) -> None:
    """The deal's end is the end of the lead's story."""
    row(life, s, i, t, WON if won else LOST, 0, 0, cause)
    s.crowd[i].status = S_WON if won else S_LOST
    drop_waiting(s, i)


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
    c.address_dies_s = FOREVER
    if f[col.F_ADDRESS] > 0.0:
        c.address_dies_s = c.arrival_s + drawn(
            life, col.X_EXPONENTIAL, luck(s, c, w[col.W_ADDRESS], 0), f[col.F_ADDRESS]
        )
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
    earn(life, s, i, t, b)
    first = row(life, s, i, t, REGISTERED, c.source, c.fit + c.behaviour, -1)
    trigger(life, s, i, t, b, first)
    for n in range(life.whole[col.W_BRINGS]):
        if entry(life, col.BRINGS, n, 0) == c.source and luck(s, c, entry(life, col.BRINGS, n, 3), 0) < entry(
            life, col.BRINGS, n, 2
        ):
            track(life, s, i, t, BROUGHT, entry(life, col.BRINGS, n, 1), entry(life, col.BRINGS, n, 1), first)


@compiled
def arrive(life: Life, s: State, i: int) -> None:
    """Section 6: the first event of a lead."""
    c = s.crowd[i]
    t = int(c.arrival_s)
    c.head = -1
    c.visit_s = FOREVER
    c.last_s = c.lift_s = c.fatigue_s = t
    persona = race_personas(life, s, i, c.marks & GIVEN != 0)
    c.persona = persona if persona >= 0 else race_personas(life, s, i, False)
    draw_attributes(life, s, i)
    if c.marks & GIVEN_SCORE != 0:  # the given whole waits in `behaviour`
        c.behaviour -= c.fit
    draw_person(life, s, i)
    gate = life.whole[col.W_GATE]
    if gate >= 0 and not holds(life, s, i, t, gate, 0):
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
    test_conditions(life, s, i, t)


# ---- playing a life --------------------------------------------------------------------------------------------


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
    elif entry(life, col.TOUCH, m, col.T_KIND) == col.ABSENT:
        return
    elif kind == K_READ:
        read(life, s, i, t, m, occurrence, extra, cause)
    elif kind == K_CLICK:
        click(life, s, i, t, m, occurrence, extra, cause)
    elif kind == K_MACHINE:
        track(life, s, i, t, MACHINE_OPEN, m, life.whole[col.W_OPEN], cause)
        test_conditions(life, s, i, t)
    elif kind == K_SCAN:
        scan(life, s, i, t, m, extra, cause)
    elif kind == K_UNSUBSCRIBE:
        unsubscribe(life, s, i, t, m, cause)
    elif kind == K_REGISTER:
        register(life, s, i, t, m, cause)
    elif kind == K_MAIL:
        deliver(life, s, i, t, m, occurrence, False, 0, cause)


@compiled
def roomy(s: State) -> bool:
    """Whether one more event of any kind fits into every buffer."""
    return s.ctl[A_ROWS] + ROOM <= len(s.rows) and s.ctl[A_FREE_COUNT] >= ROOM


@inlined
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
        if ahead and c.status == S_TRANSIT:
            return STOPPED
    return DONE


@compiled
def attend(life: Life, s: State, i: int, t: int, m: int, occurrence: int) -> None:
    """A webinar takes place: who has a place attends or misses it."""
    c = s.crowd[i]
    bit = 1 << entry(life, col.TOUCH, m, col.T_SERIES)
    if c.places & bit == 0 or c.status >= S_WON:
        return
    c.places &= ~bit
    if luck(s, c, entry(life, col.TOUCH, m, col.T_ATTEND), occurrence) < entry(life, col.TOUCH, m, col.T_ATTEND_SHARE):
        track(life, s, i, t, WEBINAR_ATTENDED, m, life.whole[col.W_WEBINAR_ATTENDED], -1)
        raise_intent(life, c, t, life.real[col.F_WEBINAR_LIFT])
    else:
        track(life, s, i, t, WEBINAR_MISSED, m, life.whole[col.W_WEBINAR_MISSED], -1)
    test_conditions(life, s, i, t)


# ---- with sales ------------------------------------------------------------------------------------------------


@compiled
def sync(life: Life, s: State, i: int, t: int) -> int:
    """A hand-off reaches the sales tool; the score seen there."""
    c = s.crowd[i]
    c.status = S_DESK
    score = int(c.fit + c.behaviour)
    row(life, s, i, t, SYNCED, 0, score, c.desk_row)
    return score


@compiled
def attempt(life: Life, s: State, i: int, t: int, rep: int, k: int, chance: int) -> int:
    """A rep dials; how long it takes. Whether somebody answers is known from now on."""
    c = s.crowd[i]
    w, f = life.whole, life.real
    c.desk_row = row(life, s, i, t, ATTEMPT, rep, k, c.rows - 1)
    occurrence = (c.handoffs - 1) * 64 + k
    c.marks &= ~ANSWERED
    if c.marks & REACHABLE != 0 and luck(s, c, w[col.W_CONTACT], occurrence) < chance:
        c.marks |= ANSWERED
        duration = drawn(life, col.X_EXPONENTIAL, luck(s, c, w[col.W_TALK], occurrence), f[col.F_TALK])
    else:
        duration = drawn(life, col.X_EXPONENTIAL, luck(s, c, w[col.W_DIAL], occurrence), f[col.F_DIAL])
    return max(1, duration)


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
def give_back(life: Life, s: State, i: int, t: int, reason: int) -> None:
    """Back to nurturing, or out, by the journey's returns."""
    c = s.crowd[i]
    at = life.whole[col.W_RETURNS] + 2 * reason
    to, rest = life.whole[at], life.whole[at + 1]
    if to == col.TO_EXCLUDED:
        c.status = S_EXCLUDED
        row(life, s, i, t, RETURNED, reason, -1, c.rows - 1)
        drop_waiting(s, i)
        return
    if to >= 0:
        c.stage = to
    c.status = S_NURTURING
    c.marks &= ~ARMED
    c.rest_until_s = t + rest
    row(life, s, i, t, RETURNED, reason, c.stage, c.rows - 1)


@compiled
def judge(life: Life, s: State, i: int, t: int, findings: int) -> None:
    """Accepted, with an appointment; then the sql condition decides between an opportunity and a return."""
    c = s.crowd[i]
    row(life, s, i, t, ACCEPTED, 0, findings, c.rows - 1)
    row(life, s, i, t, APPOINTMENT, 0, findings, c.rows - 1)
    if holds(life, s, i, t, life.whole[col.W_SQL], findings):
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
def complete(life: Life, s: State, i: int, t: int, rep: int, k: int, last: bool) -> int:
    """A call ends; 1 if the lead leaves the desk, 0 if another attempt follows."""
    c = s.crowd[i]
    if c.marks & ANSWERED == 0:
        row(life, s, i, t, NO_CONTACT, rep, k, c.desk_row)
        if last:
            give_back(life, s, i, t, R_UNREACHABLE)
        return 1 if last else 0
    row(life, s, i, t, CONTACT, rep, k, c.desk_row)
    findings = uncover(life, s, i, t, (c.handoffs - 1) * 64 + k)
    if c.marks & COMPETITOR != 0:
        give_back(life, s, i, t, R_COMPETITOR)
    elif findings & 1 == 0:
        give_back(life, s, i, t, R_NOT_TARGET)
    else:
        judge(life, s, i, t, findings)
    return 1


# ---- the one door: compiled once, with everything behind it ----------------------------------------------------


@compiled
def act(life: Life, s: State, verb: int, first: int, last: int, t: int, a: int, b: int, d: int, e: int) -> int:
    """What the world does to leads first..last-1 at t; the lead to go on with once room has been made, or `last`.

    PLAY, PLAY_HELD: private lives before t, of those not with sales or those with sales. SEND (touchpoint, occurrence,
    invitation?, second of the webinar) and HOLD (touchpoint, occurrence) happen at t, after the private events up to t.
    So do SYNC, ATTEMPT (rep, number, chance) and COMPLETE (rep, number, last attempt?), which are for one lead and
    answer with their own result, or NO_ROOM.
    """
    for i in range(first, last):
        c = s.crowd[i]
        held = c.status == S_TRANSIT or c.status == S_DESK
        if verb == V_PLAY:
            if c.next_s < t and not held and play(life, s, i, t, True) == GROW:
                return i
            continue
        if verb == V_PLAY_HELD:
            if held and play(life, s, i, t, False) == GROW:
                return i
            continue
        if play(life, s, i, t + 1, False) == GROW or not roomy(s):
            return i if verb < V_SYNC else NO_ROOM
        if verb == V_SEND:
            deliver(life, s, i, t, a, b, d != 0, e, -1)
        elif verb == V_HOLD:
            attend(life, s, i, t, a, b)
        elif verb == V_SYNC:
            return sync(life, s, i, t)
        elif verb == V_ATTEMPT:
            return attempt(life, s, i, t, a, b, d)
        else:
            return complete(life, s, i, t, a, b, d != 0)
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
        if c.next_s < soonest and c.status != S_TRANSIT and c.status != S_DESK:
            soonest = int(c.next_s)
    return soonest
