"""Mails and content: what one touch does to one lead; compiled. docs/world.md, sections 9 and 10."""

from __future__ import annotations

import math

from sim.engine import columns as col
from sim.engine.audience import PUT_OFF, chosen, due_to, invited, permitted, reachable_by
from sim.engine.conditions import test_conditions
from sim.engine.memory import (
    BOUNCE,
    BOUNCED,
    CLICKED,
    CONSUMED,
    HELD,
    K_CLICK,
    K_MACHINE,
    K_MAIL,
    K_READ,
    K_SCAN,
    K_STAY,
    K_UNSUBSCRIBE,
    LATE,
    MACHINE,
    MACHINE_OPEN,
    OPENED,
    OPT_OUT,
    READ,
    S_EXITED,
    S_NURTURING,
    SCANNER,
    SCANNER_CLICK,
    SCANNER_CONTENT,
    SENT,
    SUBSCRIBED,
    UNSUBSCRIBED,
    State,
    amount,
    awake,
    compiled,
    decayed,
    drawn,
    entry,
    exponential_s,
    fits,
    inlined,
    intent,
    luck,
    quantile,
    raise_intent,
    second_of_activity,
    threshold,
    touch,
)
from sim.engine.program import Life
from sim.engine.score import local_day, row, track, wait
from sim.engine.webinars import register_later


@inlined
def respond_machines(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, invitation: bool, extra: int, n: int
) -> None:
    c = s.crowd[i]
    f = life.real
    if c.marks & MACHINE != 0:
        delay = exponential_s(life, s, c, touch(life, m, col.T_MACHINE), occurrence, f[col.F_MACHINE_DELAY])
        wait(s, i, t + delay, K_MACHINE, m, occurrence, extra, n)
    if (
        c.marks & SCANNER != 0
        and not invitation
        and luck(s, c, touch(life, m, col.T_SCAN), occurrence) < life.whole[col.W_SCAN]
    ):
        delay = exponential_s(life, s, c, touch(life, m, col.T_SCAN_DELAY), occurrence, f[col.F_SCAN_DELAY])
        wait(s, i, t + delay, K_SCAN, m, occurrence, extra, n)


@inlined
def factor(life: Life, m: int, sent: int, which: int) -> float:
    """The variant's factor of opens (0) or clicks (1); `sent` is the content sent."""
    return amount(life, col.VARIANTS, touch(life, m, col.T_VARIANT) + max(0, sent) // 1000, which)


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
    if touch(life, m, col.T_VARIANTS) > 0:
        p *= factor(life, m, sent, 0)
    if luck(s, c, touch(life, m, col.T_OPEN), occurrence) < threshold(p):
        delay = drawn(life, col.X_OPEN, luck(s, c, touch(life, m, col.T_OPEN_DELAY), occurrence), f[col.F_OPEN_MEDIAN])
        wait(s, i, awake(life, t + delay), K_READ, m, occurrence, extra, n)
    if luck(s, c, touch(life, m, col.T_UNSUBSCRIBE), occurrence) < threshold(
        f[col.F_UNSUBSCRIBE] * amount(life, col.CURVES, col.C_UNSUBSCRIBE, often)
    ):
        delay = drawn(
            life,
            col.X_OPEN,
            luck(s, c, touch(life, m, col.T_UNSUBSCRIBE_DELAY), occurrence),
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
    at = touch(life, m, col.S_SENDS)
    if at >= 0:
        s.own[i, at] += 1


@compiled
def deliver(life: Life, s: State, i: int, t: int, m: int, occurrence: int, extra: int, cause: int) -> None:
    """One mail to one lead; `extra`: second of the webinar, the stay of a mail set off by a stage, PUT_OFF or -1."""
    c = s.crowd[i]
    invitation = touch(life, m, col.T_KIND) == col.WEBINAR
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
    way = touch(life, m, col.T_SALES)
    if c.status != S_NURTURING and c.status != S_EXITED and way != col.CONTINUE:
        row(life, s, i, t, HELD, m, sent, cause)
        if way == col.HOLD:
            s.own[i, touch(life, m, col.S_HELD)] = occurrence
        return
    if touch(life, m, col.T_GUARDED) != 0 and not permitted(
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
    at = touch(life, m, col.S_SENT_AS)
    if at >= 0:  # scripted steps refer to it
        s.own[i, at], s.own[i, at + 1], s.own[i, at + 2] = n, max(sent, -1), occurrence
    often = f / life.real[col.F_WEEKLY] * 32.0
    c.fatigue, c.fatigue_s = f + 1.0, t
    step = 511 if often >= 511.0 else int(often)
    again = 0 if invitation or occurrence >= col.RESEND else touch(life, m, col.T_RESEND)
    if again > 0:
        wait(s, i, t + again, K_MAIL, touch(life, m, col.T_ORDER), occurrence + col.RESEND, -1, n)
    extra = extra if invitation else sent
    respond_machines(life, s, i, t, m, occurrence, invitation, extra, n)
    respond_person(life, s, i, t, m, occurrence, step, sent, extra, n)


@compiled
def consume(life: Life, s: State, i: int, t: int, x: int, form_purpose: int, occurrence: int, cause: int) -> bool:
    """A person takes in content, if its form is filled; whether a row was written."""
    c = s.crowd[i]
    form = touch(life, x, col.T_FORM)
    if form < col.CERTAIN and luck(s, c, form_purpose, occurrence) >= form:
        return False
    b = touch(life, x, col.T_BEHAVIOUR)
    n = track(life, s, i, t, CONSUMED, x, x, b, cause)
    f = life.real
    level = intent(life, c, t)
    raise_intent(life, c, t, f[col.F_CONTENT_LIFT] * (1.0 if fits(life, c, x) else f[col.F_MISFIT]))
    least = touch(life, x, col.T_DWELL_LEAST)
    if least > 0:
        median = amount(life, col.TOUCH_REAL, x, col.R_DWELL)
        stay = drawn(
            life,
            touch(life, x, col.T_DWELL_TABLE),
            luck(s, c, touch(life, x, col.T_DWELL), s.own[i, b]),
            median * (1.0 + f[col.F_DWELL_GAIN] * (level - f[col.F_IDLE])),
        )
        if stay >= least:
            wait(s, i, t + least, K_STAY, x, s.own[i, b], 0, n)
    return True


@inlined
def note_open(life: Life, s: State, i: int, m: int, occurrence: int) -> None:
    """Who has opened a mail doesn't get it again."""
    at = touch(life, m, col.S_OPENED)
    if at >= 0:
        s.own[i, at] = max(int(s.own[i, at]), occurrence % col.RESEND)


@inlined
def may_click(
    life: Life, s: State, i: int, t: int, m: int, occurrence: int, sent: int, cause: int, fit: bool, level: float
) -> None:
    c = s.crowd[i]
    f = life.real
    p = f[col.F_CLICK] * (1.0 if fit else f[col.F_CLICK_MISFIT]) * (1.0 + f[col.F_CLICK_GAIN] * (level - f[col.F_IDLE]))
    if touch(life, m, col.T_VARIANTS) > 0:
        p *= factor(life, m, sent, 1)
    if luck(s, c, touch(life, m, col.T_CLICK), occurrence) < threshold(p):
        delay = exponential_s(life, s, c, touch(life, m, col.T_CLICK_DELAY), occurrence, f[col.F_CLICK_DELAY])
        wait(s, i, t + delay, K_CLICK, m, occurrence, sent, cause)


@inlined
def read(life: Life, s: State, i: int, t: int, m: int, occurrence: int, extra: int, cause: int) -> None:
    """A person reads a mail: tracked unless a machine has opened it before."""
    c = s.crowd[i]
    f = life.real
    invitation = touch(life, m, col.T_KIND) == col.WEBINAR
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
        at = touch(life, m, col.S_REMINDED)
        if at >= 0:
            s.own[i, at] = extra
    if not machine:
        test_conditions(life, s, i, t)


@compiled
def open_by_machine(life: Life, s: State, i: int, t: int, m: int, occurrence: int, cause: int) -> None:
    c = s.crowd[i]
    ignored = life.whole[col.W_OPENS_IGNORED]
    if ignored > 0 and luck(s, c, touch(life, m, col.T_MACHINE_IGNORED), occurrence) < ignored:
        row(life, s, i, t, MACHINE_OPEN, m, 0, cause)
        return
    track(life, s, i, t, MACHINE_OPEN, m, m, life.whole[col.W_OPEN], cause)
    note_open(life, s, i, m, occurrence)
    test_conditions(life, s, i, t)


@compiled
def click(life: Life, s: State, i: int, t: int, m: int, occurrence: int, content: int, cause: int) -> None:
    n = track(life, s, i, t, CLICKED, m, m, life.whole[col.W_CLICK], cause)
    if content >= 0 and touch(life, content, col.T_KIND) == col.CONTENT:
        consume(life, s, i, t, content, entry(life, col.MAIL_FORM, content, m), occurrence, n)
    test_conditions(life, s, i, t)


@compiled
def scan(life: Life, s: State, i: int, t: int, m: int, occurrence: int, content: int, cause: int) -> None:
    c = s.crowd[i]
    ignored = life.whole[col.W_CLICKS_IGNORED]
    if ignored > 0 and luck(s, c, touch(life, m, col.T_SCAN_IGNORED), occurrence) < ignored:
        row(life, s, i, t, SCANNER_CLICK, m, 0, cause)
        return
    n = track(life, s, i, t, SCANNER_CLICK, m, m, life.whole[col.W_CLICK], cause)
    if (
        content >= 0
        and touch(life, content, col.T_KIND) == col.CONTENT
        and touch(life, content, col.T_FORM) == col.CERTAIN
    ):
        b = touch(life, content, col.T_BEHAVIOUR)
        track(life, s, i, t, SCANNER_CONTENT, content, content, b, n)
    test_conditions(life, s, i, t)


@inlined
def next_visit(life: Life, s: State, i: int) -> None:
    """Place the next candidate visit on the activity clock."""
    c = s.crowd[i]
    c.visit_s = LATE
    if life.whole[col.W_VISITS] == 0:
        return
    gap = exponential_s(life, s, c, life.whole[col.W_GAP], c.visits, life.real[col.F_VISIT_GAP])
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
    if found >= 0 and consume(life, s, i, t, found, touch(life, found, col.T_VISIT_FORM), k, -1):
        test_conditions(life, s, i, t)


@compiled
def unsubscribe(life: Life, s: State, i: int, t: int, m: int, cause: int) -> None:
    """From the mails of this programme, or from all."""
    c = s.crowd[i]
    one = touch(life, m, col.T_OPT_OUT) != 0
    if c.marks & SUBSCRIBED == 0 or (one and (c.opted >> m) & 1 == 1):
        return
    if one:
        c.opted |= 1 << m
    else:
        c.marks &= ~SUBSCRIBED
    track(life, s, i, t, OPT_OUT if one else UNSUBSCRIBED, m, m, life.whole[col.W_UNSUBSCRIBED], cause)
    test_conditions(life, s, i, t)
