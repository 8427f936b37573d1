"""A journey and its personas as flat arrays for the kernel: names become indices, words become numbers. No behaviour.

docs/world.md says what every number is for; the names below are the columns. Everything a scenario can change is data
here, so a new threshold compiles nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import draws
from sim.calendar import Calendar
from sim.journey import REASONS as RETURN_REASONS
from sim.journey import Content, Email, Journey, Return, Rule, Webinar
from sim.messages import say
from sim.persona import People, Persona, Personas
from sim.rules import And, Compare, Expr, Flag, Not, windows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CERTAIN = 1 << 32
FOREVER = (1 << 62) - 1
SHARE_STEPS = 512  # entries of the tables of mail frequency

# people: one float each
(
    F_OPEN, F_OPEN_GAIN, F_OPEN_MEDIAN, F_CLICK, F_CLICK_GAIN, F_CLICK_MISFIT, F_CLICK_DELAY, F_UNSUBSCRIBE,
    F_WEEKLY, F_MACHINE_DELAY, F_SCAN_DELAY, F_IDLE, F_PROJECT_START, F_PROJECT_END, F_READ_LIFT, F_CONTENT_LIFT,
    F_WEBINAR_LIFT, F_MISFIT, F_VISIT_GAP, F_REGISTER_GAIN, F_REGISTER_DAY, F_REGISTER_WEEK, F_NEED_FLOOR,
    F_NEED_GAIN, F_CYCLE_MEDIAN, F_DIAL, F_TALK, F_AFFINITY, F_ADDRESS, F_DELAY_MEDIAN, F_LENGTH_MEDIAN, F_COUNT,
) = range(32)  # fmt: skip
# words: whole numbers; purposes of luck, thresholds, indices
(
    W_END, W_STAGES, W_RULES, W_GATE, W_SQL, W_REGISTERED, W_OPEN, W_CLICK, W_UNSUBSCRIBED, W_WEBINAR_REGISTERED,
    W_WEBINAR_ATTENDED, W_WEBINAR_MISSED, W_SCAN, W_WIN, W_TIMING_HIT, W_TIMING_FALSE, W_BUDGET_HIT, W_BUDGET_FALSE,
    W_VISITS, W_GAP, W_KEEP, W_CONTACT, W_TALK, W_DIAL, W_NEED, W_TIMING, W_BUDGET, W_AUTHORITY, W_CYCLE, W_DEAL,
    W_PERSONA_AFFINITY, W_AFFINITY_MAIL, W_AFFINITY_WEB, W_AFFINITY_WEBINAR, W_MACHINE, W_SCANNER, W_REACHABLE,
    W_COMPETITOR, W_ADDRESS, W_PROJECT, W_PROJECT_NOW, W_PROJECT_DELAY, W_PROJECT_LENGTH, W_MACHINE_SHARE,
    W_REACHABLE_SHARE, W_NOW_SHARE, W_TOUCHES, W_PERSONAS, W_ATTRIBUTES, W_BRINGS, W_DAYS, W_OWN_ATTRIBUTES,
    W_CONDITIONS, W_RETURNS, W_CLOCK_END, W_CLOCK_CELL, W_COUNT,
) = range(57)  # fmt: skip
PURPOSES = {
    W_GAP: "visit/gap", W_KEEP: "visit/keep", W_CONTACT: "desk/contact", W_TALK: "desk/talk", W_DIAL: "desk/dial",
    W_NEED: "desk/need", W_TIMING: "desk/timing", W_BUDGET: "desk/budget", W_AUTHORITY: "desk/authority", W_CYCLE:
    "desk/cycle", W_DEAL: "desk/win", W_PERSONA_AFFINITY: "person/affinity", W_AFFINITY_MAIL: "person/affinity/mail",
    W_AFFINITY_WEB: "person/affinity/web", W_AFFINITY_WEBINAR: "person/affinity/webinar", W_MACHINE:
    "person/machine", W_SCANNER: "person/scanner", W_REACHABLE: "person/reachable", W_COMPETITOR:
    "person/competitor", W_ADDRESS: "person/address", W_PROJECT: "person/project", W_PROJECT_NOW:
    "person/project/now", W_PROJECT_DELAY: "person/project/delay", W_PROJECT_LENGTH: "person/project/length",
}  # fmt: skip
# Tables: `whole[TABLE]` is where a table begins in `whole` (or `real`), `whole[TABLE + 1]` how long its rows are.
TOUCH, BEHAVIOUR, CODE, HOURS, MAIL_FORM, PROJECT_CHANCE, PERSONA_WORDS, FIXED, VALUE_WORD, POINTS, BRINGS = range(
    W_COUNT, W_COUNT + 22, 2
)
CURVES, APPEAL, PERSONA, WEIGHT, SHARES = range(W_COUNT + 22, W_COUNT + 32, 2)
HEADER = W_COUNT + 32
# touch: a row for each touchpoint
(
    T_KIND, T_BEHAVIOUR, T_STAGES, T_FORM, T_VISIT, T_VISIT_FORM, T_OPEN, T_OPEN_DELAY, T_CLICK, T_CLICK_DELAY,
    T_UNSUBSCRIBE, T_UNSUBSCRIBE_DELAY, T_MACHINE, T_SCAN, T_SCAN_DELAY, T_REGISTER, T_REGISTER_WHEN, T_ATTEND,
    T_ATTEND_SHARE, T_AFTER, T_DELAY, T_WHEN, T_CONTINUE, T_SERIES, T_CONTENT,
) = range(25)  # fmt: skip
TOUCH_PURPOSES = {
    T_VISIT: "visit", T_VISIT_FORM: "form", T_OPEN: "open", T_OPEN_DELAY: "open/delay", T_CLICK: "click",
    T_CLICK_DELAY: "click/delay", T_UNSUBSCRIBE: "unsubscribe", T_UNSUBSCRIBE_DELAY: "unsubscribe/delay", T_MACHINE:
    "machine", T_SCAN: "scan", T_SCAN_DELAY: "scan/delay", T_REGISTER: "register", T_REGISTER_WHEN: "register/when",
    T_ATTEND: "attend",
}  # fmt: skip
ABSENT, CONTENT, CALENDAR_MAIL, TRIGGERED_MAIL, WEBINAR = range(5)
B_POINTS, B_EVERY, B_MOST, B_RING, B_RING_AT = range(
    5
)  # behaviour: points, every, highest award number, kept stamps and where
P_OPEN, P_REGISTER, P_TIME, P_AUTHORITY = range(4)  # persona, floats
Q_WORD, Q_SCANNER, Q_COMPETITOR = range(3)  # persona, whole numbers
X_EXPONENTIAL, X_OPEN, X_AFFINITY, X_DELAY, X_LENGTH, X_CYCLE = range(6)  # quantile tables
C_LIFT, C_FATIGUE, C_OPEN, C_UNSUBSCRIBE, C_SPEED = range(5)  # curves
H_WEIGHT, H_CLOCK, H_AWAKE, H_DAY, H_FIND = range(5)  # hours
(
    N_ALL,
    N_SCORE,
    N_FIT,
    N_BEHAVIOUR,
    N_COUNT,
    N_WITHIN,
    N_NOT_WITHIN,
    N_ATTRIBUTE,
    N_SOURCE,
    N_STAGE,
    N_FINDING,
    N_NOT,
    N_AND,
    N_OR,
) = range(14)  # code
COMPARISONS = {">=": 0, ">": 1, "<=": 2, "<": 3, "==": 4, "!=": 5}
REASONS = len(RETURN_REASONS)
TO_EXCLUDED, TO_KEEP = -1, -2
FINDING_BITS = {"need": 1, "timing": 2, "budget": 4, "authority": 8}


class Names(NamedTuple):
    """Every name in index order; a second journey's extra names follow those of the first."""

    sources: tuple[str, ...]
    stages: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]]
    personas: tuple[str, ...]
    touchpoints: tuple[str, ...]
    series: tuple[str, ...]  # of webinars: each has a bit of its own in a lead's places
    behaviours: tuple[str, ...]
    rules: tuple[str, ...]


class Life(NamedTuple):
    """All that the kernel knows of a journey and its people.

    Three arrays only: numba passes every array of a call by its parts, so many arrays make calls and compilation slow.
    """

    whole: Ints  # [n]: the columns W_*, where each table lies, and the tables
    real: Floats  # [n]: the figures F_*, and the tables
    tables: Floats  # [6, 2, 32, 65]: quantile tables


def names_of(journey: Journey, personas: Personas, after: Journey | None = None) -> Names:
    """The indices of a run's names: the first journey in file order, then what only the second one has.

    Raises ValueError if a touchpoint is of another kind in the second one: a mail that waits can't become an invitation.
    """
    journeys = [journey] if after is None else [journey, after]
    for name, now in (after or journey).touchpoints.items():
        before = journey.touchpoints.get(name, now)
        if before.kind != now.kind:
            raise ValueError(say("program.kind", name=name, before=before.kind, after=now.kind))
    return Names(
        sources=_union(j.sources for j in journeys),
        stages=tuple(journey.stages),
        attributes={name: tuple(values) for name, values in personas.attributes.items()},
        personas=tuple(personas.personas),
        touchpoints=_union(j.touchpoints for j in journeys),
        series=_union([name for name, each in j.touchpoints.items() if isinstance(each, Webinar)] for j in journeys),
        behaviours=_union(j.behaviour_names() for j in journeys),
        rules=_union(j.mql for j in journeys),
    )


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def rings_of(names: Names, journeys: Iterable[Journey]) -> dict[str, int]:
    """How many of the last seconds of each behaviour must be kept for the windowed counts of these journeys."""
    rings: dict[str, int] = {}
    for journey in journeys:
        for rule in _rules(journey):
            for name, _, least in windows(rule.expr):
                rings[name] = max(rings.get(name, 0), least)
    return {name: rings[name] for name in names.behaviours if name in rings}


def _rules(journey: Journey) -> list[Rule]:
    stages = [stage.enter for stage in journey.stages.values()]
    audiences = [t.when for t in journey.touchpoints.values() if not isinstance(t, Content)]
    return [rule for rule in (*stages, *audiences, *journey.mql.values(), journey.gate) if rule is not None]


def build(journey: Journey, personas: Personas, names: Names, rings: dict[str, int], calendar: Calendar) -> Life:
    """The arrays of one journey under the indices of the run (T touchpoints, P personas,
    B behaviours, A attributes, V values)."""
    code = _Code(names)
    people = personas.people
    kinds = personas.personas
    words, conditions = _words(journey, people, names, rings, calendar, code)
    touch = _touch(journey, people, names, code)
    hours = _hours(people, calendar)
    whole = {
        TOUCH: touch,  # [T, T_CONTENT + stages]
        BEHAVIOUR: _behaviour(journey, names, rings),  # [B, 5]
        CODE: code.table(),  # [operations, 4]
        HOURS: hours,  # [5, hours + 1]
        MAIL_FORM: _mail_form(
            names
        ),  # [T, T]: purpose of filling the form of content (row) reached from a mail (column)
        PROJECT_CHANCE: _project_chances(journey, personas, names),  # [sources, P]: threshold of having a project
        PERSONA_WORDS: np.array([_persona_words(n, k, people) for n, k in kinds.items()], np.int64),  # [P, 3]
        BRINGS: _brings(journey, names),  # [n, 4]: source, behaviour, threshold, purpose
        **_attribute_tables(journey, names, personas),
    }
    real = {
        CURVES: _curves(people),  # [5, longest]; the last entry of each holds for all beyond
        APPEAL: _appeal(
            journey, personas, names
        ),  # [T, 2 + P]: organic weight at intent 0 and 1, then each persona's taste
        PERSONA: np.array([_persona_floats(k, people) for k in kinds.values()], np.float64),  # [P, 4]
        WEIGHT: _persona_weights(journey, personas, names),  # [sources, P]: race of the personas
        SHARES: _value_shares(names, personas),  # [P * A, V]: race of the values
    }
    words[W_BRINGS] = len(whole[BRINGS])
    words[W_CLOCK_END], words[W_CLOCK_CELL] = int(hours[H_CLOCK, -1]) * 3600, clock_cell(hours)
    return _pack(words, conditions, _returns(journey, names), whole, _people(people, journey), real, _tables(people))


def _pack(
    words: Ints,
    conditions: list[int],
    returns: list[int],
    whole: dict[int, Ints],
    people: Floats,
    real: dict[int, Floats],
    tables: Floats,
) -> Life:
    """Lay everything behind one another, and note where each part begins."""
    header = np.zeros(HEADER, np.int64)
    header[:W_COUNT] = words
    header[W_CONDITIONS], header[W_RETURNS] = HEADER, HEADER + len(conditions)
    parts: list[Ints] = [header, np.array(conditions + returns, np.int64)]
    at = sum(map(len, parts))
    for table, ints in whole.items():
        header[table], header[table + 1] = at, ints.shape[1]
        parts.append(ints.ravel())
        at += ints.size
    at = len(people)
    for table, floats in real.items():
        header[table], header[table + 1] = at, floats.shape[1]
        at += floats.size
    return Life(np.concatenate(parts), np.concatenate([people, *(floats.ravel() for floats in real.values())]), tables)


def probability(p: float) -> int:
    """docs/world.md, section 1: the threshold of a probability."""
    return min(CERTAIN, max(0, int(p * 4294967296.0 + 0.5)))


def _people(people: People, journey: Journey) -> Floats:
    figures = np.zeros(F_COUNT)
    spread = people.affinity_spread.value / math.sqrt(2)
    hourly = people.fatigue_half_life.value / 3600.0
    ratio = 2.0 ** (-168.0 / hourly)
    rhythm = people.rhythm
    day_weight = (5 * sum(rhythm.open_day) + 2 * sum(rhythm.off_day)) / 7
    decay = people.address_decay_per_month.value
    figures[:] = [
        people.open_rate.value, people.open_intent_gain.value, people.open_delay.median, people.click_rate.value,
        people.click_intent_gain.value, people.click_misfit.value, people.click_delay.value,
        people.unsubscribe_rate.value, ratio / (1.0 - ratio), people.machine_open_delay.value,
        people.scanner_delay.value, people.idle_intent.value, people.project_intent_start.value,
        people.project_intent_end.value, people.read_lift.value, people.content_lift.value,
        people.webinar_lift.value, people.misfit.value, day_weight * 3600.0 / people.visit_rate.value if
        people.visit_rate.value else 0.0, people.register_intent_gain.value, people.registered_on_the_day.value,
        people.registered_in_last_week.value - people.registered_on_the_day.value, people.need_floor.value,
        people.need_gain.value, people.sales_cycle.median, journey.desk.dial, journey.desk.talk, math.exp(-spread *
        spread / 2), 2629800.0 / decay if decay else 0.0, people.project_delay.median, people.project_length.median,
    ]  # fmt: skip
    return figures


def _words(
    journey: Journey, people: People, names: Names, rings: dict[str, int], calendar: Calendar, code: _Code
) -> tuple[Ints, list[int]]:
    words = np.zeros(W_COUNT, np.int64)
    for column, text in PURPOSES.items():
        words[column] = draws.purpose(text)
    built_in = {
        W_REGISTERED: "registered", W_OPEN: "open", W_CLICK: "click", W_UNSUBSCRIBED: "unsubscribed",
        W_WEBINAR_REGISTERED: "webinar_registered", W_WEBINAR_ATTENDED: "webinar_attended", W_WEBINAR_MISSED:
        "webinar_missed",
    }  # fmt: skip
    for column, name in built_in.items():
        words[column] = names.behaviours.index(name)
    chances = {
        W_SCAN: people.scanner_click_rate, W_WIN: people.win_rate, W_TIMING_HIT: people.timing_hit, W_TIMING_FALSE:
        people.timing_false, W_BUDGET_HIT: people.budget_hit, W_BUDGET_FALSE: people.budget_false, W_MACHINE_SHARE:
        people.machine_open_share, W_REACHABLE_SHARE: people.reachable, W_NOW_SHARE: people.project_at_registration,
    }  # fmt: skip
    for column, figure in chances.items():
        words[column] = probability(figure.value)
    words[W_END] = calendar.horizon_s
    words[W_STAGES], words[W_RULES] = len(names.stages), len(names.rules)
    words[W_VISITS] = people.visit_rate.value > 0
    words[W_TOUCHES], words[W_PERSONAS], words[W_ATTRIBUTES] = (
        len(names.touchpoints),
        len(names.personas),
        len(names.attributes),
    )
    words[W_DAYS], words[W_OWN_ATTRIBUTES] = calendar.days, len(names.behaviours) + sum(rings.values())
    words[W_GATE], words[W_SQL] = code.add(journey.gate), code.add(journey.sql)
    conditions = [code.add(stage.enter) for stage in journey.stages.values()] + [
        code.add(journey.mql.get(name)) for name in names.rules
    ]
    return words, conditions


def _returns(journey: Journey, names: Names) -> list[int]:
    """Stage (or TO_KEEP, TO_EXCLUDED) and rest in seconds for each reason."""
    ways = {"keep": TO_KEEP, "excluded": TO_EXCLUDED}
    given = [journey.returns.get(reason, Return()) for reason in RETURN_REASONS]
    return [
        number for way in given for number in (ways[way.to] if way.to in ways else names.stages.index(way.to), way.rest)
    ]


@lru_cache(maxsize=64)
def _lognormal(sigma: float) -> Floats:
    return draws.lognormal_nodes(sigma)


@lru_cache(maxsize=1)
def _exponential() -> Floats:
    return draws.exponential_nodes()


def _tables(people: People) -> Floats:
    spreads = [
        people.affinity_spread.value / math.sqrt(2),
        people.project_delay.sigma,
        people.project_length.sigma,
        people.sales_cycle.sigma,
    ]
    return np.stack([_exponential(), _lognormal(people.open_delay.sigma), *map(_lognormal, spreads)])


def _curves(people: People) -> Floats:
    curves = [
        _decay(people.lift_half_life.value),
        _decay(people.fatigue_half_life.value),
        [max(j / 32.0, 0.25) ** people.open_frequency_exponent.value for j in range(SHARE_STEPS)],
        [max(j / 32.0, 0.25) ** people.unsubscribe_fatigue_exponent.value for j in range(SHARE_STEPS)],
        [(1.0 + j) ** -people.speed_exponent.value for j in range(8761)],
    ]
    longest = max(map(len, curves))
    return np.array([curve + [curve[-1]] * (longest - len(curve)) for curve in curves])


def _decay(half_life_s: int) -> list[float]:
    half_life_h = half_life_s / 3600.0
    return [2.0 ** (-k / half_life_h) for k in range(int(20 * half_life_h) + 2)] + [0.0]


def _hours(people: People, calendar: Calendar) -> Ints:
    starts = calendar.day_start_s
    first = np.arange(int(starts[-1]) // 3600, dtype=np.int64) * 3600
    day = np.searchsorted(starts, first, side="right") - 1
    hour = np.minimum(23, (first - starts[day]) // 3600)
    open_days = np.array([calendar.is_business_day(d) for d in range(len(starts))])
    rhythm = np.array([people.rhythm.off_day, people.rhythm.open_day], np.int64)
    weight = rhythm[open_days[day].astype(np.int64), hour]
    hours = np.zeros((5, len(first) + 1), np.int64)
    hours[H_WEIGHT, :-1] = weight
    hours[H_CLOCK, 1:] = np.cumsum(weight)
    awake = np.where(weight > 0, np.arange(len(first)), len(first))
    hours[H_AWAKE, :-1] = np.minimum.accumulate(awake[::-1])[::-1]
    hours[H_AWAKE, -1] = len(first)
    hours[H_DAY, :-1], hours[H_DAY, -1] = day, day[-1]
    # For each cell of the activity clock, the last hour that begins before or with it: where a search may start.
    cells = np.arange(len(first), dtype=np.int64) * clock_cell(hours)
    hours[H_FIND, :-1] = np.minimum(np.searchsorted(hours[H_CLOCK] * 3600, cells, side="right") - 1, len(first) - 1)
    return hours


def clock_cell(hours: Ints) -> int:
    """Weighted seconds in one cell of H_FIND: as many cells as hours cover the whole activity clock."""
    cells = int(hours.shape[1]) - 1
    return int(hours[H_CLOCK, -1]) * 3600 // cells + 1


def _touch(journey: Journey, people: People, names: Names, code: _Code) -> Ints:
    touch = np.full((len(names.touchpoints), T_CONTENT + len(names.stages)), -1, np.int64)
    for row, name in zip(touch, names.touchpoints, strict=True):
        touchpoint = journey.touchpoints.get(name)
        for column, word in TOUCH_PURPOSES.items():
            row[column] = draws.purpose(f"{name}/{word}")
        row[T_KIND], row[T_STAGES], row[T_SERIES] = ABSENT, 0, _index(names.series, name)
        if isinstance(touchpoint, Content):
            row[T_KIND], row[T_BEHAVIOUR] = CONTENT, names.behaviours.index(touchpoint.behaviour)
            row[T_STAGES], row[T_FORM] = _stage_mask(touchpoint.stages, names), probability(touchpoint.form)
        elif isinstance(touchpoint, Email):
            _email(row, touchpoint, names, code)
        elif isinstance(touchpoint, Webinar):
            row[T_KIND], row[T_STAGES] = WEBINAR, _stage_mask(touchpoint.stages, names)
            row[T_ATTEND_SHARE] = probability(people.attend_rate.value * touchpoint.attend)
            row[T_WHEN], row[T_CONTINUE] = code.add(touchpoint.when), touchpoint.while_with_sales == "continue"
    return touch


def _email(row: Ints, mail: Email, names: Names, code: _Code) -> None:
    row[T_KIND] = CALENDAR_MAIL if mail.after is None else TRIGGERED_MAIL
    row[T_AFTER] = -1 if mail.after is None else names.behaviours.index(mail.after)
    row[T_DELAY], row[T_WHEN], row[T_CONTINUE] = mail.delay, code.add(mail.when), mail.while_with_sales == "continue"
    for s, stage in enumerate(names.stages):
        content = mail.content if isinstance(mail.content, str) else mail.content.get(stage)
        row[T_CONTENT + s] = -1 if content is None else names.touchpoints.index(content)


def _stage_mask(stages: Sequence[str], names: Names) -> int:
    return sum(1 << names.stages.index(stage) for stage in set(stages))


def _appeal(journey: Journey, personas: Personas, names: Names) -> Floats:
    appeal = np.zeros((len(names.touchpoints), 2 + len(names.personas)))
    for row, name in zip(appeal, names.touchpoints, strict=True):
        content = journey.touchpoints.get(name)
        if isinstance(content, Content):
            row[:2] = content.organic
            row[2:] = [p.tastes.get(content.behaviour, 1.0) for p in personas.personas.values()]
    return appeal


def _persona_floats(persona: Persona, people: People) -> list[float]:
    reads = people.open_rate.value * persona.open
    return [persona.open, persona.webinar / reads if reads else 0.0, persona.time, persona.authority]


def _behaviour(journey: Journey, names: Names, rings: dict[str, int]) -> Ints:
    table = np.zeros((len(names.behaviours), 5), np.int64)
    at = len(names.behaviours)
    for row, name in zip(table, names.behaviours, strict=True):
        row[B_EVERY], row[B_MOST], row[B_RING], row[B_RING_AT] = 1, FOREVER, rings.get(name, 0), at
        at += rings.get(name, 0)
        if name in journey.behaviours:
            behaviour = journey.behaviours[name]
            row[B_POINTS], row[B_EVERY] = behaviour.points, behaviour.every
            row[B_MOST] = FOREVER if behaviour.max_times is None else behaviour.max_times
    return table


def _mail_form(names: Names) -> Ints:
    n = len(names.touchpoints)
    words = [draws.purpose(f"{content}/form/{mail}") for content in names.touchpoints for mail in names.touchpoints]
    return np.array(words, np.int64).reshape(n, n)


def _attribute_tables(journey: Journey, names: Names, personas: Personas) -> dict[int, Ints]:
    """FIXED [P, A]: the value of a persona, or -1 where values race; VALUE_WORD and POINTS [A, V]."""
    most = max((len(values) for values in names.attributes.values()), default=1)
    fixed = np.full((len(names.personas), len(names.attributes)), -1, np.int64)
    points, words = (np.zeros((len(names.attributes), most), np.int64) for _ in range(2))
    for a, (attribute, values) in enumerate(names.attributes.items()):
        for v, value in enumerate(values):
            points[a, v] = journey.fit.get(attribute, {}).get(value, 0)
            words[a, v] = draws.purpose(f"person/attribute/{attribute}/{value}")
        for p, persona in enumerate(personas.personas.values()):
            given = persona.attributes[attribute]
            if isinstance(given, str):
                fixed[p, a] = values.index(given)
    return {FIXED: fixed, VALUE_WORD: words, POINTS: points}


def _value_shares(names: Names, personas: Personas) -> Floats:
    most = max((len(values) for values in names.attributes.values()), default=1)
    shares = np.zeros((len(names.personas), len(names.attributes), most))
    for p, persona in enumerate(personas.personas.values()):
        for a, (attribute, values) in enumerate(names.attributes.items()):
            given = persona.attributes[attribute]
            each = {given: 1.0} if isinstance(given, str) else given
            shares[p, a, : len(values)] = [each.get(value, 0.0) for value in values]
    return shares.reshape(-1, most)


def _brings(journey: Journey, names: Names) -> Ints:
    rows = [
        [
            names.sources.index(source),
            names.behaviours.index(name),
            probability(share),
            draws.purpose(f"person/brings/{name}"),
        ]
        for source, settings in journey.sources.items()
        for name, share in settings.arrive_with.items()
    ]
    return np.array(rows, np.int64).reshape(-1, 4)


def _persona_weights(journey: Journey, personas: Personas, names: Names) -> Floats:
    odds = [journey.sources[name].persona_odds if name in journey.sources else {} for name in names.sources]
    return np.array(
        [[kind.share * source.get(name, 1.0) for name, kind in personas.personas.items()] for source in odds]
    )


def _project_chances(journey: Journey, personas: Personas, names: Names) -> Ints:
    odds = [journey.sources[name].project_odds if name in journey.sources else 1.0 for name in names.sources]
    return np.array([[_project(kind, source) for kind in personas.personas.values()] for source in odds], np.int64)


def _project(persona: Persona, project_odds: float) -> int:
    if persona.project >= 1.0:
        return CERTAIN
    odds = persona.project / (1 - persona.project) * project_odds
    return probability(odds / (1 + odds))


def _persona_words(name: str, persona: Persona, people: People) -> list[int]:
    scanner = people.scanner_share.value if persona.scanner_share is None else persona.scanner_share
    return [draws.purpose(f"person/persona/{name}"), probability(scanner), probability(persona.competitor)]


class _Code:
    """Rules as operations on a stack of truths: rows of (operation, a, b, c), each rule closed by N_ALL."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._rows: list[list[int]] = []

    def add(self, rule: Rule | None) -> int:
        """First row of the rule, or -1 where there is none."""
        if rule is None:
            return -1
        start = len(self._rows)
        self._emit(rule.expr)
        self._rows.append([N_ALL, 0, 0, 0])
        return start

    def table(self) -> Ints:
        """All rules, int64[operations, 4]; at least one row."""
        return np.array(self._rows or [[N_ALL, 0, 0, 0]], np.int64)

    def _emit(self, expr: Expr) -> None:
        if isinstance(expr, Compare):
            self._rows.append(self._compare(expr))
        elif isinstance(expr, Flag):
            self._rows.append([N_FINDING, FINDING_BITS[expr.name], 0, 0])
        elif isinstance(expr, Not):
            self._emit(expr.item)
            self._rows.append([N_NOT, 0, 0, 0])
        else:
            for n, item in enumerate(expr.items):
                self._emit(item)
                if n:
                    self._rows.append([N_AND if isinstance(expr, And) else N_OR, 0, 0, 0])

    def _compare(self, expr: Compare) -> list[int]:
        names, comparison = self._names, COMPARISONS[expr.op]
        whole = {"score": N_SCORE, "fit": N_FIT, "behaviour": N_BEHAVIOUR}
        if expr.window_s is not None:
            return [
                N_WITHIN if expr.op == ">=" else N_NOT_WITHIN,
                names.behaviours.index(expr.name),
                int(expr.value),
                expr.window_s,
            ]
        if expr.name in names.behaviours:
            return [N_COUNT, names.behaviours.index(expr.name), comparison, int(expr.value)]
        if expr.name in whole:
            return [whole[expr.name], 0, comparison, int(expr.value)]
        if expr.name == "source":
            return [N_SOURCE, 0, comparison, _index(names.sources, expr.value)]
        if expr.name == "stage":
            return [N_STAGE, 0, comparison, _index(names.stages, expr.value)]
        return [
            N_ATTRIBUTE,
            list(names.attributes).index(expr.name),
            comparison,
            _index(names.attributes[expr.name], expr.value),
        ]


def _index(values: Sequence[str], value: object) -> int:
    return values.index(str(value)) if str(value) in values else -1
