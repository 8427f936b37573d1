"""Scripted steps: what a test lead, or a lead of an activity log, does at a second of its own; compiled.

A step is done only where it can be: a mail that was never sent isn't opened, nobody attends a webinar that isn't held.
A step that could not be done leaves no row, and whoever wrote it is told so. docs/world.md, section 15.
"""

from __future__ import annotations

from sim.engine import columns as col
from sim.engine.conditions import test_conditions
from sim.engine.mails import note_open, unsubscribe
from sim.engine.memory import (
    ADJUSTED,
    BROUGHT,
    CLICKED,
    CONSUMED,
    CONTACT,
    K_DO,
    LATE,
    LOST,
    MACHINE_OPEN,
    OPENED,
    OPT_OUT,
    RETURNED,
    S_DESK,
    S_OPPORTUNITY,
    S_WON,
    SCANNER_CLICK,
    SCANNER_CONTENT,
    STAYED,
    SUBSCRIBED,
    UNSUBSCRIBED,
    WEBINAR_ATTENDED,
    WEBINAR_CANCELLED,
    WEBINAR_MISSED,
    WEBINAR_REGISTERED,
    WEBINAR_REPLAYED,
    WON,
    State,
    compiled,
    touch,
)
from sim.engine.program import Life
from sim.engine.sales import close, found, give_back
from sim.engine.score import row, track, wait
from sim.engine.webinars import cancel, register
from sim.files.script import LOOSE, READING

KINDS = 64  # more than there are kinds of rows


@compiled
def plan_step(s: State, i: int, t: int, what: int, node: int, value: int, number: int) -> int:
    """Put a step on a lead's list, in the order of numbers at one second; always 0."""
    wait(s, i, t, K_DO, 0, number, node * KINDS + what, value)
    return 0


@compiled
def do_content(life: Life, s: State, i: int, t: int, what: int, node: int) -> None:
    """Content taken in, a stay on it, or a behaviour that belongs to no content."""
    if what == BROUGHT:
        track(life, s, i, t, BROUGHT, node, -1, node, -1)
    elif what == CONSUMED:
        track(life, s, i, t, CONSUMED, node, node, touch(life, node, col.T_BEHAVIOUR), -1)
    elif touch(life, node, col.T_DWELL_LEAST) > 0:
        track(life, s, i, t, STAYED, node, node, touch(life, node, col.T_DWELL_BEHAVIOUR), -1)
    else:
        return
    test_conditions(life, s, i, t)


@compiled
def do_mail(life: Life, s: State, i: int, t: int, what: int, m: int, loose: bool) -> None:
    """The last mail of a programme is opened, or its link followed: to what it leads to, unless a form is in the way.

    Of what happened for sure all is told: what was seen after a click has a step of its own.
    """
    at = touch(life, m, col.S_SENT_AS)
    cause = int(s.own[i, at])
    if cause < 0 and not loose:
        return
    opens = what in (OPENED, MACHINE_OPEN)
    n = track(life, s, i, t, what, m, m, life.whole[col.W_OPEN if opens else col.W_CLICK], cause)
    if opens and cause >= 0:
        note_open(life, s, i, m, int(s.own[i, at + 2]))
    content = int(s.own[i, at + 1]) % 1000 if cause >= 0 else -1
    if not opens and not loose and content >= 0 and touch(life, content, col.T_FORM) == col.CERTAIN:
        seen = CONSUMED if what == CLICKED else SCANNER_CONTENT
        track(life, s, i, t, seen, content, content, touch(life, content, col.T_BEHAVIOUR), n)
    test_conditions(life, s, i, t)


@compiled
def leave_list(life: Life, s: State, i: int, t: int, m: int) -> None:
    """The lead wants no more mails: of one programme, or (m < 0) of any."""
    if m >= 0:
        unsubscribe(life, s, i, t, m, -1)
    elif s.crowd[i].marks & SUBSCRIBED != 0:
        s.crowd[i].marks &= ~SUBSCRIBED
        track(life, s, i, t, UNSUBSCRIBED, -1, -1, life.whole[col.W_UNSUBSCRIBED], -1)
        test_conditions(life, s, i, t)


@compiled
def do_webinar(life: Life, s: State, i: int, t: int, what: int, m: int, value: int, loose: bool) -> None:
    """A place taken or given back, the webinar itself, its recording."""
    at = touch(life, m, col.S_PLACE)
    if what == WEBINAR_REGISTERED and not loose:
        register(life, s, i, t, m, 0, value, -1)
        return
    if what == WEBINAR_CANCELLED:
        if s.own[i, at] > 0:
            cancel(life, s, i, t, m, int(s.own[i, at]), -1)
        return
    if what == WEBINAR_ATTENDED:
        if s.own[i, at] != t and not loose:
            return
        s.own[i, at] = 0
        b = life.whole[col.W_WEBINAR_ATTENDED]
    elif what == WEBINAR_MISSED:
        b = life.whole[col.W_WEBINAR_MISSED]
    elif what == WEBINAR_REPLAYED:
        b = life.whole[col.W_WEBINAR_REPLAYED]
    else:
        b = life.whole[col.W_WEBINAR_REGISTERED]
    track(life, s, i, t, what, m, m, b, -1)
    test_conditions(life, s, i, t)


@compiled
def do_sales(life: Life, s: State, i: int, t: int, what: int, value: int) -> None:
    """What sales does with a lead that is with it: a call that finds something out, a return, the end of a deal."""
    c = s.crowd[i]
    if what == CONTACT and c.status == S_DESK:
        row(life, s, i, t, CONTACT, 0, 0, c.rows - 1)
        found(life, s, i, t, value)
    elif what == RETURNED and c.status == S_DESK:
        give_back(life, s, i, t, value)
    elif what in (WON, LOST) and c.status == S_OPPORTUNITY:
        close(life, s, i, t, 1 if what == WON else 0, c.rows - 1)
        c.next_s = LATE


@compiled
def do(life: Life, s: State, i: int, t: int, step: int, value: int) -> None:
    """A step happens. `value`: the second of a webinar, a return reason or the findings of a call; or LOOSE."""
    what, node = step % KINDS, step // KINDS
    loose = value >= LOOSE
    if s.crowd[i].status >= S_WON:
        return
    if what in (CONSUMED, STAYED, BROUGHT):
        do_content(life, s, i, t, what, node)
    elif what in (OPENED, MACHINE_OPEN, CLICKED, SCANNER_CLICK):
        do_mail(life, s, i, t, what, node, loose)
    elif what == ADJUSTED:  # nothing happens but that the score is read
        row(life, s, i, t, ADJUSTED, READING, 0, -1)
    elif what in (UNSUBSCRIBED, OPT_OUT):
        leave_list(life, s, i, t, node)
    elif what in (CONTACT, RETURNED, WON, LOST):
        do_sales(life, s, i, t, what, value)
    else:
        do_webinar(life, s, i, t, what, node, value, loose)
