"""A journey and its personas as flat arrays for the kernel: names become indices, words become numbers. No behaviour.

docs/world.md says what every number is for; `columns` where it stands. Everything a scenario can change is data
here, so a new threshold compiles nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import columns as col
from sim.engine.indices import Names, place
from sim.engine.rulecode import RuleCode
from sim.model import draws
from sim.model.calendar import Calendar
from sim.model.journey import REASONS as RETURN_REASONS
from sim.model.journey import Content, Email, Journey, Return, Webinar
from sim.model.persona import People, Persona, Personas

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Life(NamedTuple):
    """All that the kernel knows of a journey and its people.

    Three arrays only: numba passes every array of a call by its parts, so many arrays make calls and compilation slow.
    """

    whole: Ints  # [n]: the columns W_*, where each table lies, and the tables
    real: Floats  # [n]: the figures F_*, and the tables
    tables: Floats  # [6, 2, 32, 65]: quantile tables


def build(journey: Journey, personas: Personas, names: Names, rings: dict[str, int], calendar: Calendar) -> Life:
    """The arrays of one journey under the indices of the run (T touchpoints, P personas,
    B behaviours, A attributes, V values)."""
    code = RuleCode(names)
    people = personas.people
    kinds = personas.personas
    words, conditions = _words(journey, people, names, rings, calendar, code)
    touch = _touch(journey, people, names, code)
    hours = _hours(people, calendar)
    whole = {
        col.TOUCH: touch,  # [T, T_CONTENT + stages]
        col.BEHAVIOUR: _behaviour(journey, names, rings),  # [B, 5]
        col.CODE: code.table(),  # [operations, 4]
        col.HOURS: hours,  # [6, hours + 1]
        col.MAIL_FORM: _mail_form(
            names
        ),  # [T, T]: purpose of filling the form of content (row) reached from a mail (column)
        col.PROJECT_CHANCE: _project_chances(journey, personas, names),  # [sources, P]: threshold of having a project
        col.PERSONA_WORDS: np.array([_persona_words(n, k, people) for n, k in kinds.items()], np.int64),  # [P, 3]
        col.BRINGS: _brings(journey, names),  # [n, 4]: source, behaviour, threshold, purpose
        **_attribute_tables(journey, names, personas),
    }
    real = {
        col.CURVES: _curves(people),  # [5, longest]; the last entry of each holds for all beyond
        col.APPEAL: _appeal(
            journey, personas, names
        ),  # [T, 2 + P]: organic weight at intent 0 and 1, then each persona's taste
        col.PERSONA: np.array([_persona_floats(k, people) for k in kinds.values()], np.float64),  # [P, 4]
        col.WEIGHT: _persona_weights(journey, personas, names),  # [sources, P]: race of the personas
        col.SHARES: _value_shares(names, personas),  # [P * A, V]: race of the values
    }
    words[col.W_BRINGS] = len(whole[col.BRINGS])
    words[col.W_CLOCK_END], words[col.W_CLOCK_CELL] = int(hours[col.H_CLOCK, -1]) * 3600, clock_cell(hours)
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
    header = np.zeros(col.HEADER, np.int64)
    header[: col.W_COUNT] = words
    header[col.W_CONDITIONS], header[col.W_RETURNS] = col.HEADER, col.HEADER + len(conditions)
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
    return min(col.CERTAIN, max(0, int(p * 4294967296.0 + 0.5)))


def _people(people: People, journey: Journey) -> Floats:
    figures = np.zeros(col.F_COUNT)
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
    journey: Journey, people: People, names: Names, rings: dict[str, int], calendar: Calendar, code: RuleCode
) -> tuple[Ints, list[int]]:
    words = np.zeros(col.W_COUNT, np.int64)
    for column, text in col.PURPOSES.items():
        words[column] = draws.purpose(text)
    built_in = {
        col.W_REGISTERED: "registered",
        col.W_OPEN: "open",
        col.W_CLICK: "click",
        col.W_UNSUBSCRIBED: "unsubscribed",
        col.W_WEBINAR_REGISTERED: "webinar_registered",
        col.W_WEBINAR_ATTENDED: "webinar_attended",
        col.W_WEBINAR_MISSED: "webinar_missed",
    }
    for column, name in built_in.items():
        words[column] = names.behaviours.index(name)
    chances = {
        col.W_SCAN: people.scanner_click_rate,
        col.W_WIN: people.win_rate,
        col.W_TIMING_HIT: people.timing_hit,
        col.W_TIMING_FALSE: people.timing_false,
        col.W_BUDGET_HIT: people.budget_hit,
        col.W_BUDGET_FALSE: people.budget_false,
        col.W_MACHINE_SHARE: people.machine_open_share,
        col.W_REACHABLE_SHARE: people.reachable,
        col.W_NOW_SHARE: people.project_at_registration,
    }
    for column, figure in chances.items():
        words[column] = probability(figure.value)
    words[col.W_END] = calendar.horizon_s
    words[col.W_STAGES], words[col.W_RULES] = len(names.stages), len(names.rules)
    words[col.W_VISITS] = people.visit_rate.value > 0
    words[col.W_TOUCHES], words[col.W_PERSONAS], words[col.W_ATTRIBUTES] = (
        len(names.touchpoints),
        len(names.personas),
        len(names.attributes),
    )
    words[col.W_DAYS], words[col.W_OWN_ATTRIBUTES] = calendar.days, len(names.behaviours) + sum(rings.values())
    words[col.W_GATE], words[col.W_SQL] = code.add(journey.gate), code.add(journey.sql)
    conditions = [code.add(stage.enter) for stage in journey.stages.values()] + [
        code.add(journey.mql.get(name)) for name in names.rules
    ]
    return words, conditions


def _returns(journey: Journey, names: Names) -> list[int]:
    """Stage (or TO_KEEP, TO_EXCLUDED) and rest in seconds for each reason."""
    ways = {"keep": col.TO_KEEP, "excluded": col.TO_EXCLUDED}
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
        [max(j / 32.0, 0.25) ** people.open_frequency_exponent.value for j in range(col.SHARE_STEPS)],
        [max(j / 32.0, 0.25) ** people.unsubscribe_fatigue_exponent.value for j in range(col.SHARE_STEPS)],
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
    hours = np.zeros((6, len(first) + 1), np.int64)
    hours[col.H_WEIGHT, :-1] = weight
    hours[col.H_CLOCK, 1:] = np.cumsum(weight)
    awake = np.where(weight > 0, np.arange(len(first)), len(first))
    hours[col.H_AWAKE, :-1] = np.minimum.accumulate(awake[::-1])[::-1]
    hours[col.H_AWAKE, -1] = len(first)
    hours[col.H_DAY, :-1], hours[col.H_DAY, -1] = day, day[-1]
    # A day may begin within an hour: Lord Howe Island puts its clocks back by half an hour.
    hours[col.H_TOMORROW] = np.append(starts, col.FOREVER)[hours[col.H_DAY] + 1]
    # For each cell of the activity clock, the last hour that begins before or with it: where a search may start.
    cells = np.arange(len(first), dtype=np.int64) * clock_cell(hours)
    hours[col.H_FIND, :-1] = np.minimum(
        np.searchsorted(hours[col.H_CLOCK] * 3600, cells, side="right") - 1, len(first) - 1
    )
    return hours


def clock_cell(hours: Ints) -> int:
    """Weighted seconds in one cell of H_FIND: as many cells as hours cover the whole activity clock."""
    cells = int(hours.shape[1]) - 1
    return int(hours[col.H_CLOCK, -1]) * 3600 // cells + 1


def _touch(journey: Journey, people: People, names: Names, code: RuleCode) -> Ints:
    touch = np.full((len(names.touchpoints), col.T_CONTENT + len(names.stages)), -1, np.int64)
    for row, name in zip(touch, names.touchpoints, strict=True):
        touchpoint = journey.touchpoints.get(name)
        for column, word in col.TOUCH_PURPOSES.items():
            row[column] = draws.purpose(f"{name}/{word}")
        row[col.T_KIND], row[col.T_STAGES], row[col.T_SERIES] = col.ABSENT, 0, place(names.series, name)
        if isinstance(touchpoint, Content):
            row[col.T_KIND], row[col.T_BEHAVIOUR] = col.CONTENT, names.behaviours.index(touchpoint.behaviour)
            row[col.T_STAGES], row[col.T_FORM] = _stage_mask(touchpoint.stages, names), probability(touchpoint.form)
        elif isinstance(touchpoint, Email):
            _email(row, touchpoint, names, code)
        elif isinstance(touchpoint, Webinar):
            row[col.T_KIND], row[col.T_STAGES] = col.WEBINAR, _stage_mask(touchpoint.stages, names)
            row[col.T_ATTEND_SHARE] = probability(people.attend_rate.value * touchpoint.attend)
            row[col.T_WHEN], row[col.T_CONTINUE] = code.add(touchpoint.when), touchpoint.while_with_sales == "continue"
    return touch


def _email(row: Ints, mail: Email, names: Names, code: RuleCode) -> None:
    row[col.T_KIND] = col.CALENDAR_MAIL if mail.after is None else col.TRIGGERED_MAIL
    row[col.T_AFTER] = -1 if mail.after is None else names.behaviours.index(mail.after)
    row[col.T_DELAY], row[col.T_WHEN], row[col.T_CONTINUE] = (
        mail.delay,
        code.add(mail.when),
        mail.while_with_sales == "continue",
    )
    for s, stage in enumerate(names.stages):
        content = mail.content if isinstance(mail.content, str) else mail.content.get(stage)
        row[col.T_CONTENT + s] = -1 if content is None else names.touchpoints.index(content)


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
        row[col.B_EVERY], row[col.B_MOST], row[col.B_RING], row[col.B_RING_AT] = 1, col.FOREVER, rings.get(name, 0), at
        at += rings.get(name, 0)
        if name in journey.behaviours:
            behaviour = journey.behaviours[name]
            row[col.B_POINTS], row[col.B_EVERY] = behaviour.points, behaviour.every
            row[col.B_MOST] = col.FOREVER if behaviour.max_times is None else behaviour.max_times
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
    return {col.FIXED: fixed, col.VALUE_WORD: words, col.POINTS: points}


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
        return col.CERTAIN
    odds = persona.project / (1 - persona.project) * project_odds
    return probability(odds / (1 + odds))


def _persona_words(name: str, persona: Persona, people: People) -> list[int]:
    scanner = people.scanner_share.value if persona.scanner_share is None else persona.scanner_share
    return [draws.purpose(f"person/persona/{name}"), probability(scanner), probability(persona.competitor)]
