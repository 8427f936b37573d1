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
from sim.engine import touches, traits
from sim.engine.indices import Names, Slots, desk_rules
from sim.engine.rulecode import RuleCode
from sim.engine.touches import probability
from sim.model import draws
from sim.model.calendar import Calendar
from sim.model.journey import REASONS as RETURN_REASONS
from sim.model.journey import Email, Journey, Return, Scoring
from sim.model.persona import People, Personas

BUILT_IN = {
    col.W_REGISTERED: "registered",
    col.W_OPEN: "open",
    col.W_CLICK: "click",
    col.W_UNSUBSCRIBED: "unsubscribed",
    col.W_WEBINAR_REGISTERED: "webinar_registered",
    col.W_WEBINAR_ATTENDED: "webinar_attended",
    col.W_WEBINAR_MISSED: "webinar_missed",
    col.W_WEBINAR_REPLAYED: "webinar_replayed",
}
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Life(NamedTuple):
    """All that the kernel knows of a journey and its people.

    Three arrays only: numba passes every array of a call by its parts, so many arrays make calls and compilation slow.
    """

    whole: Ints  # [n]: the columns W_*, where each table lies, and the tables
    real: Floats  # [n]: the figures F_*, and the tables
    tables: Floats  # [6, 2, 32, 65]: quantile tables


def build(
    journey: Journey, personas: Personas, names: Names, rings: dict[str, int], slots: Slots, calendar: Calendar
) -> Life:
    """The arrays of one journey under the indices of the run (T touchpoints, P personas,
    B behaviours, A attributes, V values, S stages)."""
    code = RuleCode(names, journey.segments)
    people = personas.people
    words = _words(journey, people, names, calendar, code)
    conditions = [code.add(stage.enter) for stage in journey.stages.values()]
    conditions += [code.add(journey.mql.get(name)) for name in names.rules]
    own = len(names.behaviours) + sum(rings.values())  # where slots begin
    _keep(words, slots, own, journey)
    touch = touches.Touches(journey, people, names, slots, own, calendar, code)
    desk = [code.add(rule) for rule in desk_rules(journey)]
    hours = _hours(people, calendar)
    whole = {
        col.TOUCH: touch.rows,  # [T, T_COUNT]
        col.BEHAVIOUR: _behaviour(journey, names, rings, slots, own),  # [B, 11]
        col.STAGES: _stages(journey, names, code),  # [S, 5]
        col.EXITS: _exits(journey, names, code),  # [exits, 4]
        col.TRIGGERS: touch.triggers(),  # [n, 4]: what sets off, index, of which touchpoint, what it sets off
        col.ORGANIC: touch.organic(),  # [n, 2]: content that visitors find, purpose of choosing it
        col.CHOICES: touch.choices,  # [n, 4 + S]
        col.SPANS: touch.spans,  # [n, 2]: allowed seconds from, to
        col.CAPS: _caps(journey),  # [n, 2]: mails, within
        col.DAY_STARTS: np.array([*calendar.day_start_s, col.FOREVER], np.int64).reshape(-1, 1),
        col.HOURS: hours,  # [6, hours + 1]
        col.MAIL_FORM: touches.mail_form(names),  # [T, T]: purpose of filling content's form (row) from a mail (column)
        **traits.whole(journey, personas, names),
    }
    real = {
        col.CURVES: _curves(people, journey),  # [6, longest]; the last entry of each holds for all beyond
        col.APPEAL: touches.appeal(journey, personas, names),  # [T, 2 + P]: weight at intent 0 and 1, then tastes
        col.TOUCH_REAL: touch.real,  # [T, 3]
        col.VARIANTS: touch.variants,  # [n, 2]: factors of opens and clicks; the first row is that of no variant
        col.WEEKDAYS: np.array([people.weekday_open.value, people.weekday_attend.value]),  # [2, 7]
        **traits.real(journey, personas, names),
    }
    words[col.W_BRINGS], words[col.W_TRIGGERS] = len(whole[col.BRINGS]), len(whole[col.TRIGGERS])
    words[col.W_ORGANIC], words[col.W_CAPS] = len(whole[col.ORGANIC]), len(journey.contact_policy.caps)
    whole[col.CODE] = code.table()  # [operations, 4]: last, when all rules are in it
    words[col.W_CLOCK_END], words[col.W_CLOCK_CELL] = int(hours[col.H_CLOCK, -1]) * 3600, clock_cell(hours)
    lists = {col.W_CONDITIONS: conditions, col.W_RETURNS: _returns(journey, names), col.W_DESK: desk}
    return _pack(words, lists, whole, _people(people, journey), real, _tables(people, touch.dwells))


def _pack(
    words: Ints,
    lists: dict[int, list[int]],
    whole: dict[int, Ints],
    people: Floats,
    real: dict[int, Floats],
    tables: Floats,
) -> Life:
    """Lay everything behind one another, and note where each part begins."""
    header = np.zeros(col.HEADER, np.int64)
    header[: col.W_COUNT] = words
    parts: list[Ints] = [header]
    at = len(header)
    for column, numbers in lists.items():
        header[column] = at
        parts.append(np.array(numbers, np.int64))
        at += len(numbers)
    for table, ints in whole.items():
        header[table], header[table + 1] = at, ints.shape[1]
        parts.append(ints.ravel())
        at += ints.size
    at = len(people)
    for table, floats in real.items():
        header[table], header[table + 1] = at, floats.shape[1]
        at += floats.size
    return Life(np.concatenate(parts), np.concatenate([people, *(floats.ravel() for floats in real.values())]), tables)


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
        journey.desk.write, people.reply_delay.value, people.reminder_gain.value, people.dwell_intent_gain.value,
    ]  # fmt: skip
    return figures


def _words(journey: Journey, people: People, names: Names, calendar: Calendar, code: RuleCode) -> Ints:
    words = np.zeros(col.W_COUNT, np.int64)
    for column, text in col.PURPOSES.items():
        words[column] = draws.purpose(text)
    for column, name in BUILT_IN.items():
        words[column] = names.behaviours.index(name)
    for column, share in _shares(journey, people).items():
        words[column] = probability(share)
    words[col.W_END] = calendar.horizon_s
    words[col.W_STAGES], words[col.W_RULES] = len(names.stages), len(names.rules)
    words[col.W_VISITS] = people.visit_rate.value > 0
    words[col.W_PERSONAS], words[col.W_ATTRIBUTES] = len(names.personas), len(names.attributes)
    words[col.W_DAYS], words[col.W_WEEKDAY] = calendar.days, calendar.weekday(0)
    words[col.W_GATE], words[col.W_SQL] = code.add(journey.gate), code.add(journey.sql)
    words[col.W_SUPPRESS] = code.add(journey.contact_policy.suppress)
    words[col.W_OVER_CAP] = journey.contact_policy.over_cap == "drop"
    words[col.W_DORMANCY] = journey.dormancy.after if journey.dormancy else 0
    words[col.W_WEEKDAYS] = any(factor != 1 for factor in people.weekday_open.value)
    words[col.W_EXITS], words[col.W_TOUCHES] = len(names.exits), len(names.touchpoints)
    _scoring(words, journey.scoring)
    return words


def _shares(journey: Journey, people: People) -> dict[int, float]:
    """Probabilities that are thresholds for the kernel."""
    return {
        col.W_SCAN: people.scanner_click_rate.value,
        col.W_WIN: people.win_rate.value,
        col.W_TIMING_HIT: people.timing_hit.value,
        col.W_TIMING_FALSE: people.timing_false.value,
        col.W_BUDGET_HIT: people.budget_hit.value,
        col.W_BUDGET_FALSE: people.budget_false.value,
        col.W_MACHINE_SHARE: people.machine_open_share.value,
        col.W_REACHABLE_SHARE: people.reachable.value,
        col.W_NOW_SHARE: people.project_at_registration.value,
        col.W_REPLY_SHARE: people.reply_rate.value,
        col.W_FAILURE_SHARE: journey.sync.failure,
        col.W_DUPLICATE_SHARE: journey.sync.duplicate,
        col.W_OPENS_IGNORED: journey.scoring.machine_opens_ignored,
        col.W_CLICKS_IGNORED: journey.scoring.scanner_clicks_ignored,
    }


def _scoring(words: Ints, scoring: Scoring) -> None:
    words[col.W_FLOOR] = -col.FOREVER if scoring.floor is None else scoring.floor
    words[col.W_CEILING] = col.FOREVER if scoring.ceiling is None else scoring.ceiling
    words[col.W_DECAY] = 1 if scoring.half_life is not None else 2 if scoring.inactivity is not None else 0
    if scoring.inactivity is not None:
        words[col.W_IDLE_AFTER], words[col.W_IDLE_POINTS] = scoring.inactivity.after, scoring.inactivity.subtract


def _keep(words: Ints, slots: Slots, own: int, journey: Journey) -> None:
    """Where a lead keeps what not every journey needs."""
    for column, key in {
        col.W_S_MACHINE: "machine",
        col.W_S_PENDING: "pending",
        col.W_S_LEVEL: "level",
        col.W_S_ACTIVE: "active",
        col.W_S_DORMANCIES: "dormancies",
        col.W_S_EXIT: "exit",
        col.W_S_SENT: "sent",
    }.items():
        words[column] = own + slots.place(key) if slots.place(key) >= 0 else -1
    words[col.W_SENT_RING] = slots.sent_ring
    words[col.W_OWN_ATTRIBUTES] = own + len(slots.blank)
    mails = [t for t in journey.touchpoints.values() if isinstance(t, Email)]
    words[col.W_HOLDS] = any(mail.while_with_sales == "hold" for mail in mails)


def _returns(journey: Journey, names: Names) -> list[int]:
    """Stage (or TO_KEEP, TO_EXCLUDED), rest in seconds, and score (0 kept, 1 reset, points taken) for each reason."""
    ways = {"keep": col.TO_KEEP, "excluded": col.TO_EXCLUDED}
    scores = {"keep": 0, "reset": 1}
    given = [journey.returns.get(reason, Return()) for reason in RETURN_REASONS]
    return [
        number
        for way in given
        for number in (
            ways[way.to] if way.to in ways else names.stages.index(way.to),
            way.rest,
            scores[way.score] if isinstance(way.score, str) else way.score,
        )
    ]


def _stages(journey: Journey, names: Names, code: RuleCode) -> Ints:
    """For each stage its entry rule, its rule of falling back and where to, its timeout and where to."""
    rows = []
    for at, stage in enumerate(journey.stages.values()):
        back, out = stage.back, stage.timeout
        back_to = names.stages.index(back.to) if back is not None and back.to is not None else at - 1
        rows.append(
            [
                code.add(stage.enter),
                code.add(back.when if back else None),
                back_to,
                out.after if out else 0,
                names.stages.index(out.to) if out else -1,
            ]
        )
    return np.array(rows, np.int64).reshape(-1, 5)


def _exits(journey: Journey, names: Names, code: RuleCode) -> Ints:
    """For each exit its rule, the rule of re-entry, the least time before, and the stage (-1: as it was)."""
    rows = []
    for name in names.exits:
        leave = journey.exits.get(name)
        back = leave.re_enter if leave else None
        rows.append(
            [
                code.add(leave.when if leave else None),
                code.add(back.when if back else None),
                back.after if back else 0,
                names.stages.index(back.to) if back and back.to else -1,
            ]
        )
    return np.array(rows, np.int64).reshape(-1, 4)


def _caps(journey: Journey) -> Ints:
    return np.array([[cap.mails, cap.within] for cap in journey.contact_policy.caps], np.int64).reshape(-1, 2)


@lru_cache(maxsize=64)
def _lognormal(sigma: float) -> Floats:
    return draws.lognormal_nodes(sigma)


@lru_cache(maxsize=1)
def _exponential() -> Floats:
    return draws.exponential_nodes()


def _tables(people: People, dwells: Sequence[float]) -> Floats:
    spreads = [
        people.affinity_spread.value / math.sqrt(2),
        people.project_delay.sigma,
        people.project_length.sigma,
        people.sales_cycle.sigma,
        *dwells,
    ]
    return np.stack([_exponential(), _lognormal(people.open_delay.sigma), *map(_lognormal, spreads)])


def _curves(people: People, journey: Journey) -> Floats:
    curves = [
        _decay(people.lift_half_life.value),
        _decay(people.fatigue_half_life.value),
        [max(j / 32.0, 0.25) ** people.open_frequency_exponent.value for j in range(col.SHARE_STEPS)],
        [max(j / 32.0, 0.25) ** people.unsubscribe_fatigue_exponent.value for j in range(col.SHARE_STEPS)],
        [(1.0 + j) ** -people.speed_exponent.value for j in range(8761)],
        _decay(journey.scoring.half_life) if journey.scoring.half_life else [1.0],
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


def _behaviour(journey: Journey, names: Names, rings: dict[str, int], slots: Slots, own: int) -> Ints:
    table = np.zeros((len(names.behaviours), 11), np.int64)
    at = len(names.behaviours)
    for row, name in zip(table, names.behaviours, strict=True):
        row[col.B_EVERY], row[col.B_MOST], row[col.B_RING], row[col.B_RING_AT] = 1, col.FOREVER, rings.get(name, 0), at
        at += rings.get(name, 0)
        if name in journey.behaviours:
            behaviour = journey.behaviours[name]
            row[col.B_POINTS], row[col.B_EVERY] = behaviour.points, behaviour.every
            row[col.B_MOST] = col.FOREVER if behaviour.max_times is None else behaviour.max_times
            if behaviour.within is not None:
                row[col.B_WITHIN] = behaviour.within
            if behaviour.at_most is not None:
                row[col.B_TIMES], row[col.B_TIMES_WITHIN] = behaviour.at_most.times, behaviour.at_most.within
        row[col.B_DUE], row[col.B_AWARDS] = (
            own + slots.place(key, name) if slots.place(key, name) >= 0 else -1 for key in ("due", "awards")
        )
        row[col.B_AWARDS_RING] = slots.award_rings.get(name, 0)
    return table
