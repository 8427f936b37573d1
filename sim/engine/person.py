"""Who a lead is, and its arrival; compiled. docs/world.md, section 6."""

from __future__ import annotations

import math

from sim.engine import columns as col
from sim.engine.conditions import holds, settle_in, test_conditions
from sim.engine.mails import next_visit
from sim.engine.memory import (
    ARMED,
    BROUGHT,
    COMPETITOR,
    EXCLUDED,
    GIVEN,
    GIVEN_SCORE,
    K_SLEEP,
    LATE,
    MACHINE,
    OLD,
    PROJECT,
    REACHABLE,
    REGISTERED,
    S_EXCLUDED,
    S_NURTURING,
    SCANNER,
    Person,
    State,
    activity,
    amount,
    attribute,
    compiled,
    drawn,
    entry,
    exponential_s,
    luck,
    quantile,
)
from sim.engine.program import Life
from sim.engine.score import drop_waiting, earn, row, set_off, track, wait


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
        life_s = exponential_s(life, s, c, w[col.W_ADDRESS], 0, f[col.F_ADDRESS])
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
