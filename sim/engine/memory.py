"""What a run remembers of its leads, how functions on it are compiled, and its luck and time.

Plain scalar Python that numba compiles; with NUMBA_DISABLE_JIT=1 the same source runs as it stands. docs/world.md is
the norm for every line here. All numbers are int64 or float64: numba turns unsigned mixed with signed into float64.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import numba
import numpy as np
from numba import njit, typeof, types
from numba.np.numpy_support import from_dtype
from numpy.typing import NDArray

from sim.engine import columns as col
from sim.engine import program
from sim.engine.columns import FOREVER
from sim.engine.program import Life
from sim.model import draws, ledger
from sim.model.ledger import FREQUENT as FREQUENT_ROWS
from sim.model.ledger import POINTS, ROW, Status, What

F = TypeVar("F", bound=Callable[..., Any])
Ints = NDArray[np.int64]
Person: TypeAlias = Any  # a record of PERSON, in place
Waiting: TypeAlias = Any  # a record of WAITING, in place

# One record a lead: about 160 bytes, read and written where it lies. `next_s` is the second of its next private event.
# Seconds of a run fit 32 bits; LATE stands for all that come after it.
PERSON = np.dtype(
    [  # what a visit or a mail touches stands first: a lead's first two cache lines are then all that most events read
        ("next_s", "<i4"), ("status", "<i1"), ("stage", "<i1"), ("source", "<i2"), ("persona", "<i2"),
        ("marks", "<i2"), ("head", "<i4"), ("visits", "<i4"), ("low", "<u4"), ("high", "<u4"), ("visit_s", "<i4"),
        ("visit_op", "<i8"), ("last_s", "<i4"), ("lift_s", "<i4"), ("lift", "<f8"), ("project_start_s", "<i8"),
        ("project_end_s", "<i8"), ("affinity_web", "<f8"), ("fatigue", "<f8"), ("affinity_mail", "<f8"),
        ("fatigue_s", "<i4"), ("address_dies_s", "<i4"), ("opted", "<i8"), ("fit", "<i4"), ("behaviour", "<i4"),
        ("rows", "<i4"), ("moves", "<i4"), ("handoffs", "<i4"), ("desk_row", "<i4"), ("next_need", "<i4"),
        ("arrival_s", "<i4"), ("rest_until_s", "<i4"), ("handoff_s", "<i4"), ("affinity_webinar", "<f8"),
    ]
)  # fmt: skip
LATE = (1 << 31) - 1
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

(
    SUBSCRIBED, BOUNCED, ARMED, MACHINE, SCANNER, REACHABLE, COMPETITOR, PROJECT, GIVEN, GIVEN_SCORE, OLD, ANSWERED,
    REQUEST, ASLEEP, DOUBLE,
) = (1 << bit for bit in range(15))  # fmt: skip
(
    K_ARRIVAL, K_UNSUBSCRIBE, K_CLOSE, K_MACHINE, K_SCAN, K_READ, K_CLICK, K_STAY, K_REGISTER, K_CANCEL, K_REPLAY,
    K_MAIL, K_TIMEOUT, K_SLEEP, K_VISIT, K_DO,
) = range(16)  # fmt: skip
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
(
    V_PLAY, V_PLAY_HELD, V_SEND, V_HOLD, V_TEST, V_SYNC, V_ASK, V_ATTEMPT, V_COMPLETE, V_RETURN, V_SEAT, V_PLAN,
) = range(12)  # fmt: skip
PHONE, EMAIL, ANSWER = range(3)  # how a rep turns to a lead
FAILED = -(1 << 40)  # a sync that didn't get through
R_UNREACHABLE, R_COMPETITOR, R_NOT_TARGET, R_TIMING, R_BUDGET, R_AUTHORITY, R_REJECTED, R_EXPIRED = range(8)

(S_UNBORN, S_NURTURING, S_TRANSIT, S_DESK, S_OPPORTUNITY, S_EXITED, S_WON, S_LOST, S_EXCLUDED) = (
    int(s) for s in Status
)
(
    REGISTERED, EXCLUDED, BROUGHT, SENT, HELD, BOUNCE, OPENED, MACHINE_OPEN, READ, CLICKED, SCANNER_CLICK, CONSUMED,
    SCANNER_CONTENT, UNSUBSCRIBED, WEBINAR_REGISTERED, WEBINAR_ATTENDED, WEBINAR_MISSED, STAGE, MQL, SYNCED, ATTEMPT,
    NO_CONTACT, CONTACT, ACCEPTED, APPOINTMENT, SQL, OPPORTUNITY, RETURNED, WON, LOST, POSTPONED, BLOCKED, OPT_OUT,
    CALLED, STAYED, ADJUSTED, EXITED, REENTERED, DORMANT, REACTIVATED, WAITLISTED, WEBINAR_CANCELLED, WEBINAR_REPLAYED,
    MACHINE_MADE, SYNC_FAILED, DUPLICATE, MAILED,
) = (int(w) for w in What)  # fmt: skip
POINT_ROWS = sum(1 << int(w) for w in POINTS)
FREQUENT = sum(1 << int(w) for w in FREQUENT_ROWS)
LIVELY = sum(
    1 << w
    for w in (
        REGISTERED,
        BROUGHT,
        OPENED,
        CLICKED,
        CONSUMED,
        STAYED,
        WEBINAR_REGISTERED,
        WEBINAR_ATTENDED,
        WEBINAR_REPLAYED,
    )
)
BY_MACHINES = sum(1 << w for w in (MACHINE_OPEN, SCANNER_CLICK, SCANNER_CONTENT))


class State(NamedTuple):
    """Everything that changes in a run (N leads, B behaviours, A attributes, R kept stamps)."""

    crowd: NDArray[np.void]  # PERSON [N]
    # [N, B + R + S + A]: counts of behaviours, stamps, what not every journey needs, attributes (-1: not known yet)
    own: NDArray[np.int32]
    waiting: NDArray[np.void]  # WAITING
    rows: NDArray[np.void]  # ROW; `lead` is the position in the crowd
    ctl: NDArray[np.int64]  # [A_COUNT + (47 + 8) * days]: behind the columns the tallies, by kind and by reason


_FLOAT, WHOLE = types.float64, types.int64
_TYPES = {
    "int": WHOLE,
    "float": _FLOAT,
    "bool": types.boolean,
    "None": types.void,
    "Ints": WHOLE[::1],
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
    sources = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    parts = [source for source in sources if b"\n@compiled\n" in source or b"\n@inlined\n" in source]
    parts += [Path(str(module.__file__)).read_bytes() for module in (draws, ledger, col, program)]
    key = sha256(b"".join(parts) + numba.__version__.encode()).hexdigest()[:16]
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
OPTIONS = {"cache": _CACHE is not None, "error_model": "numpy"}


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
    return cast(F, njit(_TYPES[annotations["return"]](*arguments), forceinline=inline, **OPTIONS)(function))


def inlined(function: F) -> F:
    """Compile into its callers: arrays are passed by their many parts, so a call costs more than most bodies."""
    return compiled(function, inline=True)


# Not inlined by force: that gave wrong numbers (numba 0.68, LLVM 20), which the tests of equal ledgers found.
philox = njit(WHOLE(*[WHOLE] * 6), **OPTIONS)(draws.philox)
quantile = njit(_FLOAT(_FLOAT[:, :, ::1], WHOLE), **OPTIONS)(draws.quantile)


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
def touch(life: Life, m: int, column: int) -> int:
    """A column of a touchpoint."""
    return entry(life, col.TOUCH, m, column)


@inlined
def attribute(life: Life, s: State, i: int, a: int) -> int:
    return s.own[i, life.whole[col.W_OWN_ATTRIBUTES] + a]


# ---- luck, tables, time ----------------------------------------------------------------------------------------


@inlined
def luck(s: State, c: Person, purpose: int, occurrence: int) -> int:
    return philox(int(c.low), int(c.high), purpose, occurrence & 0xFFFFFFFF, s.ctl[A_SEED], s.ctl[A_REPLICATION])


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
def exponential_s(life: Life, s: State, c: Person, purpose: int, occurrence: int, mean_s: float) -> int:
    """An exponential time of the lead's own luck."""
    return drawn(life, col.X_EXPONENTIAL, luck(s, c, purpose, occurrence), mean_s)


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
    return content < 0 or (touch(life, content, col.T_STAGES) >> int(c.stage)) & 1 == 1
