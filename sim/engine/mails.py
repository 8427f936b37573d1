"""Mails, content and webinars: what one touch does to one lead. Compiled; docs/world.md, sections 9 and 10."""

from __future__ import annotations

import math

import numpy as np

from sim.engine import columns as col
from sim.engine.memory import (
    A_NEEDS,
    ASLEEP,
    BLOCKED,
    BOUNCE,
    BOUNCED,
    CLICKED,
    CONSUMED,
    HELD,
    K_CANCEL,
    K_CLICK,
    K_MACHINE,
    K_MAIL,
    K_READ,
    K_REGISTER,
    K_REPLAY,
    K_SCAN,
    K_STAY,
    K_UNSUBSCRIBE,
    LATE,
    MACHINE,
    MACHINE_OPEN,
    OPENED,
    OPT_OUT,
    POSTPONED,
    READ,
    REQUEST,
    S_DESK,
    S_EXITED,
    S_NURTURING,
    S_TRANSIT,
    S_UNBORN,
    S_WON,
    SCANNER,
    SCANNER_CLICK,
    SCANNER_CONTENT,
    SENT,
    SUBSCRIBED,
    UNSUBSCRIBED,
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
    decayed,
    drawn,
    entry,
    fits,
    inlined,
    intent,
    luck,
    quantile,
    raise_intent,
    second_of_activity,
    threshold,
)  # fmt: skip
from sim.engine.program import Life
from sim.engine.score import holds, local_day, row, test_conditions, track, true_of, wait

PUT_OFF = -2  # a waiting mail that has been postponed, in place of the stay
# ---- who gets a mail, and when ---------------------------------------------------------------------------------


@compiled
def choose(life: Life, s: State, i: int, t: int, m: int) -> int:
    """Content sent: index + 1000 * variant; -1 where there is none for this lead now."""
    c = s.crowd[i]
    bucket = 0
    if entry(life, col.TOUCH, m, col.T_VARIANTS) > 0:
        bucket = luck(s, c, entry(life, col.TOUCH, m, col.T_SPLIT), 0) * 10000 >> 32
    first = entry(life, col.TOUCH, m, col.T_CHOICE)
    for k in range(first, first + entry(life, col.TOUCH, m, col.T_CHOICES)):
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
    if entry(life, col.TOUCH, m, col.T_SIMPLE) == 0:
        return choose(life, s, i, t, m)
    return entry(life, col.CHOICES, entry(life, col.TOUCH, m, col.T_CHOICE), col.O_CONTENT + s.crowd[i].stage)


@inlined
def reachable_by(life: Life, s: State, i: int, t: int, m: int) -> bool:
    """Whether any mail of this touchpoint may be meant for this lead."""
    c = s.crowd[i]
    if c.status == S_UNBORN or c.status >= S_WON or c.marks & SUBSCRIBED == 0 or c.marks & BOUNCED != 0:
        return False
    audience = entry(life, col.TOUCH, m, col.T_AUDIENCE)
    if (c.status == S_EXITED) != (audience == col.LEAVERS):
        return False
    if c.opted != 0 and (c.opted >> m) & 1 == 1:
        return False
    if not entry(life, col.TOUCH, m, col.T_FROM) <= t < entry(life, col.TOUCH, m, col.T_UNTIL):
        return False
    if audience < col.EVERYBODY and (c.marks & ASLEEP != 0) != (audience == col.DORMANT):
        return False
    if true_of(life, s, i, t, life.whole[col.W_SUPPRESS]):
        return False
    when = entry(life, col.TOUCH, m, col.T_WHEN)
    return when < 0 or holds(life, s, i, t, when, 0, 0)


@inlined
def due_to(life: Life, s: State, i: int, m: int, occurrence: int, stay: int) -> bool:
    """Whether this mail of a programme is still due: not too many, same stay, not opened before it is sent again."""
    most = entry(life, col.TOUCH, m, col.T_MOST_SENDS)
    if most > 0 and s.own[i, entry(life, col.TOUCH, m, col.S_SENDS)] >= most:
        return False
    if stay >= 0 and stay != s.crowd[i].moves:
        return False
    if occurrence < col.RESEND:
        return True
    at = entry(life, col.TOUCH, m, col.S_OPENED)
    return at < 0 or s.own[i, at] < occurrence - col.RESEND


@inlined
def invited(life: Life, s: State, i: int, t: int, m: int, occurrence: int, webinar_s: int) -> bool:
    """Whether an invitation or reminder still makes sense for this lead."""
    c = s.crowd[i]
    place = int(s.own[i, entry(life, col.TOUCH, m, col.S_PLACE)])
    if webinar_s <= t:
        return False
    if occurrence >= col.REMINDER:
        return place == webinar_s
    return place == 0 and (entry(life, col.TOUCH, m, col.T_STAGES) >> int(c.stage)) & 1 == 1


@compiled
def next_allowed(life: Life, m: int, t: int) -> int:
    """First second at or after t at which the mail may go out; LATE if there is none."""
    spans = entry(life, col.TOUCH, m, col.T_SPANS)
    if spans < 0:
        return t
    first = entry(life, col.TOUCH, m, col.T_SPAN)
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
        wait(s, i, until, K_MAIL, entry(life, col.TOUCH, m, col.T_ORDER), occurrence, extra, n)


@compiled
def permitted(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, webinar_s: int, put_off_before: bool, cause: int
) -> bool:
    """Send time, hours and caps: whether the mail goes out now; if not, what becomes of it is settled."""
    extra = webinar_s if webinar_s > 0 else PUT_OFF
    if not put_off_before and entry(life, col.TOUCH, m, col.T_USUAL) != 0:
        second = usual_second(life, s, i, t)
        if second != t:
            put_off(life, s, i, t, m, second, 3, occurrence, extra, cause)
            return False
    second = next_allowed(life, m, t)
    if second != t:
        if entry(life, col.TOUCH, m, col.T_OUTSIDE) != 0:
            row(life, s, i, t, BLOCKED, m, 1, cause)
        else:
            put_off(life, s, i, t, m, second, 1, occurrence, extra, cause)
        return False
    if life.whole[col.W_CAPS] > 0 and entry(life, col.TOUCH, m, col.T_CAPPED) != 0:
        second = cap_ends(life, s, i, t)
        if second != t:
            if life.whole[col.W_OVER_CAP] != 0:
                row(life, s, i, t, BLOCKED, m, 2, cause)
            else:
                put_off(life, s, i, t, m, second, 2, occurrence, extra, cause)
            return False
    return True


# ---- what a mail brings about ----------------------------------------------------------------------------------


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
def factor(life: Life, m: int, sent: int, which: int) -> float:
    """The variant's factor of opens (0) or clicks (1); `sent` is the content sent."""
    return amount(life, col.VARIANTS, entry(life, col.TOUCH, m, col.T_VARIANT) + max(0, sent) // 1000, which)


@inlined
def respond_person(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, often: int, sent: int, extra: int, n: int
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
    if life.whole[col.W_WEEKDAYS] != 0:  # a factor of 1 leaves a product as it is, to the last bit
        p *= amount(life, col.WEEKDAYS, 0, (life.whole[col.W_WEEKDAY] + local_day(life, t)) % 7)
    if entry(life, col.TOUCH, m, col.T_VARIANTS) > 0:
        p *= factor(life, m, sent, 0)
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
def count_delivery(life: Life, s: State, i: int, t: int, m: int) -> None:
    """What caps and limits will ask for."""
    at = life.whole[col.W_S_SENT]
    if at >= 0:
        n = int(s.own[i, at])
        s.own[i, at + 1 + n % life.whole[col.W_SENT_RING]] = t
        s.own[i, at] = n + 1
    at = entry(life, col.TOUCH, m, col.S_SENDS)
    if at >= 0:
        s.own[i, at] += 1


@compiled
def deliver(life: Life, s: State, i: int, t: int, m: int, occurrence: int, extra: int, cause: int) -> None:
    """One mail to one lead; `extra`: second of the webinar, the stay of a mail set off by a stage, PUT_OFF or -1."""
    c = s.crowd[i]
    invitation = entry(life, col.TOUCH, m, col.T_KIND) == col.WEBINAR
    if not reachable_by(life, s, i, t, m):
        return
    if invitation:
        if not invited(life, s, i, t, m, occurrence, extra):
            return
        sent = -2 if occurrence >= col.REMINDER else -1
    else:
        sent = chosen(life, s, i, t, m) if due_to(life, s, i, m, occurrence, extra) else -1
        if sent < 0:
            return
    way = entry(life, col.TOUCH, m, col.T_SALES)
    if c.status != S_NURTURING and c.status != S_EXITED and way != col.CONTINUE:
        row(life, s, i, t, HELD, m, sent, cause)
        if way == col.HOLD:
            s.own[i, entry(life, col.TOUCH, m, col.S_HELD)] = occurrence
        return
    if entry(life, col.TOUCH, m, col.T_GUARDED) != 0 and not permitted(
        life, s, i, t, m, occurrence, extra if invitation else 0, extra == PUT_OFF, cause
    ):
        return
    if t >= c.address_dies_s:
        row(life, s, i, t, BOUNCE, m, 0, cause)
        c.marks |= BOUNCED
        return
    f = decayed(life, col.C_FATIGUE, c.fatigue, c.fatigue_s, t)
    n = row(life, s, i, t, SENT, m, sent, cause)
    count_delivery(life, s, i, t, m)
    often = f / life.real[col.F_WEEKLY] * 32.0
    c.fatigue, c.fatigue_s = f + 1.0, t
    step = 511 if often >= 511.0 else int(often)
    again = 0 if invitation or occurrence >= col.RESEND else entry(life, col.TOUCH, m, col.T_RESEND)
    if again > 0:
        wait(s, i, t + again, K_MAIL, entry(life, col.TOUCH, m, col.T_ORDER), occurrence + col.RESEND, -1, n)
    extra = extra if invitation else sent
    respond_machines(life, s, i, t, m, occurrence, invitation, extra, n)
    respond_person(life, s, i, t, m, occurrence, step, sent, extra, n)


@compiled
def consume(life: Life, s: State, i: int, t: int, x: int, form_purpose: int, occurrence: int, cause: int) -> bool:
    """A person takes in content, if its form is filled; whether a row was written."""
    c = s.crowd[i]
    form = entry(life, col.TOUCH, x, col.T_FORM)
    if form < col.CERTAIN and luck(s, c, form_purpose, occurrence) >= form:
        return False
    b = entry(life, col.TOUCH, x, col.T_BEHAVIOUR)
    n = track(life, s, i, t, CONSUMED, x, x, b, cause)
    f = life.real
    level = intent(life, c, t)
    raise_intent(life, c, t, f[col.F_CONTENT_LIFT] * (1.0 if fits(life, c, x) else f[col.F_MISFIT]))
    least = entry(life, col.TOUCH, x, col.T_DWELL_LEAST)
    if least > 0:
        median = amount(life, col.TOUCH_REAL, x, col.R_DWELL)
        stay = drawn(
            life,
            entry(life, col.TOUCH, x, col.T_DWELL_TABLE),
            luck(s, c, entry(life, col.TOUCH, x, col.T_DWELL), s.own[i, b]),
            median * (1.0 + f[col.F_DWELL_GAIN] * (level - f[col.F_IDLE])),
        )
        if stay >= least:
            wait(s, i, t + least, K_STAY, x, s.own[i, b], 0, n)
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
        s.own[i, entry(life, col.TOUCH, m, col.S_PLACE)] != 0
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
    wait(s, i, max(t, webinar_s - int(lead)), K_REGISTER, m, occurrence, webinar_s, cause)


@inlined
def note_open(life: Life, s: State, i: int, m: int, occurrence: int) -> None:
    """Who has opened a mail doesn't get it again."""
    at = entry(life, col.TOUCH, m, col.S_OPENED)
    if at >= 0:
        s.own[i, at] = max(int(s.own[i, at]), occurrence % col.RESEND)


@inlined
def may_click(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, sent: int, cause: int, fit: bool, level: float
) -> None:
    c = s.crowd[i]
    f = life.real
    p = f[col.F_CLICK] * (1.0 if fit else f[col.F_CLICK_MISFIT]) * (1.0 + f[col.F_CLICK_GAIN] * (level - f[col.F_IDLE]))
    if entry(life, col.TOUCH, m, col.T_VARIANTS) > 0:
        p *= factor(life, m, sent, 1)
    if luck(s, c, entry(life, col.TOUCH, m, col.T_CLICK), occurrence) < threshold(p):
        delay = drawn(
            life,
            col.X_EXPONENTIAL,
            luck(s, c, entry(life, col.TOUCH, m, col.T_CLICK_DELAY), occurrence),
            f[col.F_CLICK_DELAY],
        )
        wait(s, i, t + delay, K_CLICK, m, occurrence, sent, cause)


@inlined
def read(life: Life, s: State, i: int, t: int, m: int, occurrence: int, extra: int, cause: int) -> None:
    """A person reads a mail: tracked unless a machine has opened it before."""
    c = s.crowd[i]
    f = life.real
    invitation = entry(life, col.TOUCH, m, col.T_KIND) == col.WEBINAR
    level = intent(life, c, t)
    machine = c.marks & MACHINE != 0
    if machine:
        n = row(life, s, i, t, READ, m, 0, cause)
    else:
        n = track(life, s, i, t, OPENED, m, m, life.whole[col.W_OPEN], cause)
        note_open(life, s, i, m, occurrence)
    fit = invitation or fits(life, c, extra % 1000)
    raise_intent(life, c, t, f[col.F_READ_LIFT] * (1.0 if fit else f[col.F_MISFIT]))
    if not invitation:
        may_click(life, s, i, t, m, occurrence, extra, n, fit, level)
    elif occurrence < col.REMINDER:
        register_later(life, s, i, t, m, occurrence, extra, n, level)
    else:
        at = entry(life, col.TOUCH, m, col.S_REMINDED)
        if at >= 0:
            s.own[i, at] = extra
    if not machine:
        test_conditions(life, s, i, t)


@compiled
def open_by_machine(life: Life, s: State, i: int, t: int, m: int, occurrence: int, cause: int) -> None:
    c = s.crowd[i]
    ignored = life.whole[col.W_OPENS_IGNORED]
    if ignored > 0 and luck(s, c, entry(life, col.TOUCH, m, col.T_MACHINE_IGNORED), occurrence) < ignored:
        row(life, s, i, t, MACHINE_OPEN, m, 0, cause)
        return
    track(life, s, i, t, MACHINE_OPEN, m, m, life.whole[col.W_OPEN], cause)
    note_open(life, s, i, m, occurrence)
    test_conditions(life, s, i, t)


@compiled
def click(life: Life, s: State, i: int, t: int, m: int, occurrence: int, content: int, cause: int) -> None:
    n = track(life, s, i, t, CLICKED, m, m, life.whole[col.W_CLICK], cause)
    if content >= 0 and entry(life, col.TOUCH, content, col.T_KIND) == col.CONTENT:
        consume(life, s, i, t, content, entry(life, col.MAIL_FORM, content, m), occurrence, n)
    test_conditions(life, s, i, t)


@compiled
def scan(life: Life, s: State, i: int, t: int, m: int, occurrence: int, content: int, cause: int) -> None:
    c = s.crowd[i]
    ignored = life.whole[col.W_CLICKS_IGNORED]
    if ignored > 0 and luck(s, c, entry(life, col.TOUCH, m, col.T_SCAN_IGNORED), occurrence) < ignored:
        row(life, s, i, t, SCANNER_CLICK, m, 0, cause)
        return
    n = track(life, s, i, t, SCANNER_CLICK, m, m, life.whole[col.W_CLICK], cause)
    if (
        content >= 0
        and entry(life, col.TOUCH, content, col.T_KIND) == col.CONTENT
        and entry(life, col.TOUCH, content, col.T_FORM) == col.CERTAIN
    ):
        b = entry(life, col.TOUCH, content, col.T_BEHAVIOUR)
        track(life, s, i, t, SCANNER_CONTENT, content, content, b, n)
    test_conditions(life, s, i, t)


@inlined
def next_visit(life: Life, s: State, i: int) -> None:
    """Place the next candidate visit on the activity clock."""
    c = s.crowd[i]
    c.visit_s = LATE
    if life.whole[col.W_VISITS] == 0:
        return
    gap = drawn(life, col.X_EXPONENTIAL, luck(s, c, life.whole[col.W_GAP], c.visits), life.real[col.F_VISIT_GAP])
    c.visit_op += max(1, gap)
    c.visit_s = min(LATE, second_of_activity(life, c.visit_op))


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
    best, found = math.inf, -1
    for n in range(life.whole[col.W_ORGANIC]):
        x = entry(life, col.ORGANIC, n, 0)
        low, high = amount(life, col.APPEAL, x, 0), amount(life, col.APPEAL, x, 1)
        weight = (low + (high - low) * level) * amount(life, col.APPEAL, x, 2 + c.persona)
        if weight > 0.0:
            time = quantile(life.tables[col.X_EXPONENTIAL], luck(s, c, entry(life, col.ORGANIC, n, 1), k)) / weight
            if time < best:
                best, found = time, x
    if found >= 0 and consume(life, s, i, t, found, entry(life, col.TOUCH, found, col.T_VISIT_FORM), k, -1):
        test_conditions(life, s, i, t)


@compiled
def unsubscribe(life: Life, s: State, i: int, t: int, m: int, cause: int) -> None:
    """From the mails of this programme, or from all."""
    c = s.crowd[i]
    one = entry(life, col.TOUCH, m, col.T_OPT_OUT) != 0
    if c.marks & SUBSCRIBED == 0 or (one and (c.opted >> m) & 1 == 1):
        return
    if one:
        c.opted |= 1 << m
    else:
        c.marks &= ~SUBSCRIBED
    track(life, s, i, t, OPT_OUT if one else UNSUBSCRIBED, m, m, life.whole[col.W_UNSUBSCRIBED], cause)
    test_conditions(life, s, i, t)


# ---- webinars --------------------------------------------------------------------------------------------------


@compiled
def give_place(life: Life, s: State, i: int, t: int, m: int, webinar_s: int, occurrence: int, cause: int) -> None:
    """A place in the webinar; `occurrence` is the webinar's."""
    c = s.crowd[i]
    s.own[i, entry(life, col.TOUCH, m, col.S_PLACE)] = webinar_s
    n = track(life, s, i, t, WEBINAR_REGISTERED, m, m, life.whole[col.W_WEBINAR_REGISTERED], cause)
    share = entry(life, col.TOUCH, m, col.T_CANCEL_SHARE)
    if share > 0 and luck(s, c, entry(life, col.TOUCH, m, col.T_CANCEL), occurrence) < share:
        u = luck(s, c, entry(life, col.TOUCH, m, col.T_CANCEL_WHEN), occurrence)
        wait(s, i, t + (u * (webinar_s - t) >> 32), K_CANCEL, m, occurrence, webinar_s, n)
    test_conditions(life, s, i, t)


@inlined
def put_on_list(life: Life, s: State, i: int, t: int, m: int, webinar_s: int, cause: int) -> None:
    s.own[i, entry(life, col.TOUCH, m, col.S_PLACE)] = -webinar_s
    s.own[i, entry(life, col.TOUCH, m, col.S_REQUEST)] = t
    row(life, s, i, t, WAITLISTED, m, 0, cause)


@compiled
def register(life: Life, s: State, i: int, t: int, m: int, occurrence: int, webinar_s: int, cause: int) -> None:
    """A place is given, or asked for: then the lead stops until it is answered. `occurrence` is the invitation's."""
    c = s.crowd[i]
    if s.own[i, entry(life, col.TOUCH, m, col.S_PLACE)] != 0:
        return
    if entry(life, col.TOUCH, m, col.T_SEATS) == 0:
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
    elif s.own[i, entry(life, col.TOUCH, m, col.S_PLACE)] == -webinar_s and c.status < S_WON:
        give_place(life, s, i, t, m, webinar_s, occurrence, -1)


@compiled
def cancel(life: Life, s: State, i: int, t: int, m: int, webinar_s: int, cause: int) -> None:
    at = entry(life, col.TOUCH, m, col.S_PLACE)
    if s.own[i, at] == webinar_s:
        s.own[i, at] = 0
        row(life, s, i, t, WEBINAR_CANCELLED, m, 0, cause)


@compiled
def attend(life: Life, s: State, i: int, t: int, m: int, occurrence: int) -> None:
    """A webinar takes place: who has a place attends or misses it, and may watch the recording."""
    c = s.crowd[i]
    at = entry(life, col.TOUCH, m, col.S_PLACE)
    place = int(s.own[i, at])
    if place == 0 or abs(place) > t or c.status >= S_WON:
        return
    s.own[i, at] = 0
    if place < 0:
        return
    f = life.real
    at = entry(life, col.TOUCH, m, col.S_REMINDED)
    p = (
        amount(life, col.TOUCH_REAL, m, col.R_ATTEND)
        * amount(life, col.WEEKDAYS, 1, (life.whole[col.W_WEEKDAY] + local_day(life, t)) % 7)
        * (1.0 + f[col.F_REMINDER] if at >= 0 and s.own[i, at] == t else 1.0)
    )
    if luck(s, c, entry(life, col.TOUCH, m, col.T_ATTEND), occurrence) < threshold(p):
        n = track(life, s, i, t, WEBINAR_ATTENDED, m, m, life.whole[col.W_WEBINAR_ATTENDED], -1)
        raise_intent(life, c, t, f[col.F_WEBINAR_LIFT])
        share = entry(life, col.TOUCH, m, col.T_REPLAY_ATTENDED)
    else:
        n = track(life, s, i, t, WEBINAR_MISSED, m, m, life.whole[col.W_WEBINAR_MISSED], -1)
        share = entry(life, col.TOUCH, m, col.T_REPLAY_MISSED)
    if share > 0 and luck(s, c, entry(life, col.TOUCH, m, col.T_REPLAY), occurrence) < share:
        delay = drawn(
            life,
            col.X_EXPONENTIAL,
            luck(s, c, entry(life, col.TOUCH, m, col.T_REPLAY_DELAY), occurrence),
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
