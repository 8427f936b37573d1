"""Who gets a mail, with what in it, and when it may go out; compiled. docs/world.md, section 10."""

from __future__ import annotations

from sim.engine import columns as col
from sim.engine.conditions import holds, true_of
from sim.engine.memory import (
    ASLEEP,
    BLOCKED,
    BOUNCED,
    K_MAIL,
    LATE,
    POSTPONED,
    S_EXITED,
    S_UNBORN,
    S_WON,
    SUBSCRIBED,
    State,
    compiled,
    entry,
    inlined,
    luck,
    touch,
)
from sim.engine.program import Life
from sim.engine.score import local_day, row, wait

PUT_OFF = -2  # a waiting mail that has been postponed, in place of the stay


@compiled
def choose(life: Life, s: State, i: int, t: int, m: int) -> int:
    """Content sent: index + 1000 * variant; -1 where there is none for this lead now."""
    c = s.crowd[i]
    bucket = 0
    if touch(life, m, col.T_VARIANTS) > 0:
        bucket = luck(s, c, touch(life, m, col.T_SPLIT), 0) * 10000 >> 32
    first = touch(life, m, col.T_CHOICE)
    for k in range(first, first + touch(life, m, col.T_CHOICES)):
        if not entry(life, col.CHOICES, k, col.O_LOW) <= bucket < entry(life, col.CHOICES, k, col.O_HIGH):
            continue
        when = entry(life, col.CHOICES, k, col.O_WHEN)
        if when >= 0 and not holds(life, s, i, t, when, 0, 0):
            continue
        content = entry(life, col.CHOICES, k, col.O_CONTENT + c.stage)
        return -1 if content < 0 else content + 1000 * entry(life, col.CHOICES, k, col.O_VARIANT)
    return -1


@inlined
def chosen(life: Life, s: State, i: int, t: int, m: int) -> int:
    """`choose`, without the call where there is nothing to choose."""
    if touch(life, m, col.T_SIMPLE) == 0:
        return choose(life, s, i, t, m)
    return entry(life, col.CHOICES, touch(life, m, col.T_CHOICE), col.O_CONTENT + s.crowd[i].stage)


@inlined
def reachable_by(life: Life, s: State, i: int, t: int, m: int) -> bool:
    """Whether any mail of this touchpoint may be meant for this lead."""
    c = s.crowd[i]
    if c.status == S_UNBORN or c.status >= S_WON or c.marks & SUBSCRIBED == 0 or c.marks & BOUNCED != 0:
        return False
    audience = touch(life, m, col.T_AUDIENCE)
    if (c.status == S_EXITED) != (audience == col.LEAVERS):
        return False
    if c.opted != 0 and (c.opted >> m) & 1 == 1:
        return False
    if not touch(life, m, col.T_FROM) <= t < touch(life, m, col.T_UNTIL):
        return False
    if audience < col.EVERYBODY and (c.marks & ASLEEP != 0) != (audience == col.DORMANT):
        return False
    if true_of(life, s, i, t, life.whole[col.W_SUPPRESS]):
        return False
    when = touch(life, m, col.T_WHEN)
    return when < 0 or holds(life, s, i, t, when, 0, 0)


@inlined
def due_to(life: Life, s: State, i: int, m: int, occurrence: int, stay: int) -> bool:
    """Whether this mail of a programme is still due: not too many, same stay, not opened before it is sent again."""
    most = touch(life, m, col.T_MOST_SENDS)
    if most > 0 and s.own[i, touch(life, m, col.S_SENDS)] >= most:
        return False
    if stay >= 0 and stay != s.crowd[i].moves:
        return False
    if occurrence < col.RESEND:
        return True
    at = touch(life, m, col.S_OPENED)
    return at < 0 or s.own[i, at] < occurrence - col.RESEND


@inlined
def invited(life: Life, s: State, i: int, t: int, m: int, occurrence: int, webinar_s: int) -> bool:
    """Whether an invitation or reminder still makes sense for this lead."""
    c = s.crowd[i]
    place = int(s.own[i, touch(life, m, col.S_PLACE)])
    if webinar_s <= t:
        return False
    if occurrence >= col.REMINDER:
        return place == webinar_s
    return place == 0 and (touch(life, m, col.T_STAGES) >> int(c.stage)) & 1 == 1


@compiled
def next_allowed(life: Life, m: int, t: int) -> int:
    """First second at or after t at which the mail may go out; LATE if there is none."""
    spans = touch(life, m, col.T_SPANS)
    if spans < 0:
        return t
    first = touch(life, m, col.T_SPAN)
    low, high = first, first + spans
    while low < high:
        middle = (low + high) // 2
        if entry(life, col.SPANS, middle, 1) > t:
            high = middle
        else:
            low = middle + 1
    if low == first + spans:
        return LATE
    return max(t, entry(life, col.SPANS, low, 0))


@compiled
def cap_ends(life: Life, s: State, i: int, t: int) -> int:
    """First second at or after t at which no cap is full, if nothing is delivered until then."""
    at, ring = life.whole[col.W_S_SENT], life.whole[col.W_SENT_RING]
    free = t
    for k in range(life.whole[col.W_CAPS]):
        mails, period = entry(life, col.CAPS, k, 0), entry(life, col.CAPS, k, 1)
        n = int(s.own[i, at])
        if n >= mails:
            last = int(s.own[i, at + 1 + (n - mails) % ring])
            if last > t - period:
                free = max(free, last + period)
    return free


@inlined
def usual_second(life: Life, s: State, i: int, t: int) -> int:
    """t if its hour is that of the lead's last sign of life, else the next beginning of that hour."""
    active = int(s.own[i, life.whole[col.W_S_ACTIVE]])
    hour = min(23, (active - entry(life, col.DAY_STARTS, local_day(life, active), 0)) // 3600)
    day = local_day(life, t)
    start = entry(life, col.DAY_STARTS, day, 0)
    if min(23, (t - start) // 3600) == hour:
        return t
    if start + 3600 * hour >= t:
        return start + 3600 * hour
    return entry(life, col.DAY_STARTS, day + 1, 0) + 3600 * hour


@inlined
def put_off(
    life: Life, s: State, i: int, t: int, m: int, until: int, reason: int, occurrence: int, extra: int, cause: int
) -> None:
    """A mail that waits for a better second."""
    n = row(life, s, i, t, POSTPONED, m, reason, cause)
    if until < LATE:
        wait(s, i, until, K_MAIL, touch(life, m, col.T_ORDER), occurrence, extra, n)


@compiled
def permitted(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, webinar_s: int, put_off_before: bool, cause: int
) -> bool:
    """Send time, hours and caps: whether the mail goes out now; if not, what becomes of it is settled."""
    extra = webinar_s if webinar_s > 0 else PUT_OFF
    if not put_off_before and touch(life, m, col.T_USUAL) != 0:
        second = usual_second(life, s, i, t)
        if second != t:
            put_off(life, s, i, t, m, second, 3, occurrence, extra, cause)
            return False
    second = next_allowed(life, m, t)
    if second != t:
        if touch(life, m, col.T_OUTSIDE) != 0:
            row(life, s, i, t, BLOCKED, m, 1, cause)
        else:
            put_off(life, s, i, t, m, second, 1, occurrence, extra, cause)
        return False
    if life.whole[col.W_CAPS] > 0 and touch(life, m, col.T_CAPPED) != 0:
        second = cap_ends(life, s, i, t)
        if second != t:
            if life.whole[col.W_OVER_CAP] != 0:
                row(life, s, i, t, BLOCKED, m, 2, cause)
            else:
                put_off(life, s, i, t, m, second, 2, occurrence, extra, cause)
            return False
    return True
