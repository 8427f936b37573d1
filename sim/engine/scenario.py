"""A scenario ready to run: its arrays, its calendar moments and its terms, the same for every replication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.engine.desk import Terms
from sim.engine.indices import Names, check_luck, names_of, rings_of
from sim.engine.program import Life, build
from sim.files.leadsfile import GivenLead
from sim.model.cadence import Moment
from sim.model.calendar import DAY_S, Calendar
from sim.model.journey import BurstSource, Email, Journey, RateSource, Webinar
from sim.model.persona import Personas

SEND, HELD = 5, 6  # ranks of docs/world.md, section 12


class Phase(NamedTuple):
    """A journey in force from a second on."""

    start_s: int
    journey: Journey
    life: Life
    terms: Terms


class Send(NamedTuple):
    """A moment of a touchpoint: a mail programme's send, a wave of invitations, or a webinar."""

    t_s: int
    rank: int
    order: int  # among the touchpoint's own moments of that second: the wave
    occurrence: int
    webinar_s: int


class Prepared(NamedTuple):
    """A scenario ready to run: compiled once, run for every replication."""

    calendar: Calendar
    names: Names
    rings: dict[str, int]
    phases: tuple[Phase, ...]
    sends: dict[str, list[Send]]
    scale: float
    given: tuple[GivenLead, ...]
    expected: int


def prepare(
    journey: Journey,
    personas: Personas,
    *,
    after: tuple[Journey, Personas] | None = None,
    change_day: int | None = None,
    scale: float = 1.0,
    given: Sequence[GivenLead] = (),
) -> Prepared:
    """Compile a scenario: a journey, and if given a second one that is in force from day `change_day` on.

    `scale` multiplies rates and bursts; `given` are the leads of CSV sources. The same for all replications. Raises
    ValueError when two names would share their luck.
    """
    versions = [(journey, personas)] + ([after] if after is not None else [])
    names = names_of(journey, personas, after[0] if after is not None else None)
    check_luck(names)
    rings = rings_of(names, [j for j, _ in versions])
    calendar = journey.built_calendar()
    starts = [0] + ([int(calendar.day_start_s[change_day or 0])] if after is not None else [])
    phases = tuple(
        Phase(start, j, build(j, p, names, rings, calendar), Terms.of(j.sync, j.desk, p.people, calendar))
        for start, (j, p) in zip(starts, versions, strict=True)
    )
    sends = {name: _sends(name, phases, calendar) for name in names.touchpoints}
    return Prepared(
        calendar,
        names,
        rings,
        phases,
        sends,
        scale,
        tuple(given),
        int(expected_leads(journey, calendar, scale)) + len(given),
    )


def expected_leads(journey: Journey, calendar: Calendar, scale: float = 1.0) -> float:
    """Leads a journey's rates and bursts bring on average."""
    total = 0.0
    for source in journey.sources.values():
        if isinstance(source, RateSource):
            days = [day for day in range(calendar.days) if source.runs_on(calendar.date_of(day))]
            open_days = sum(calendar.is_business_day(day) for day in days)
            total += source.per_day * (open_days + source.off_day_factor * (len(days) - open_days))
        elif isinstance(source, BurstSource):
            total += sum(
                sum(event.leads) / 2
                for event in source.events.values()
                if 0 <= calendar.day_of_date(event.on) < calendar.days
            )
    return total * scale


def _sends(name: str, phases: Sequence[Phase], calendar: Calendar) -> list[Send]:
    """All moments of a touchpoint over the run, each from the journey in force at its second."""
    sends = []
    for n, phase in enumerate(phases):
        end = phases[n + 1].start_s if n + 1 < len(phases) else calendar.horizon_s
        touchpoint = phase.journey.touchpoints.get(name)
        if isinstance(touchpoint, Email) and touchpoint.cadence is not None:
            sends += [
                Send(m.t_s, SEND, 0, m.week * 16 + m.slot, 0)
                for m in touchpoint.cadence.moments(calendar, phase.start_s, end)
            ]
        elif isinstance(touchpoint, Webinar):
            dates = touchpoint.dates.moments(calendar, 0, calendar.end_s)
            sends += [
                send
                for date in dates
                for send in _webinar(touchpoint, date, calendar)
                if phase.start_s <= send.t_s < end
            ]
    return sorted(sends)


def _webinar(series: Webinar, date: Moment, calendar: Calendar) -> list[Send]:
    """A webinar and its waves of invitations."""
    occurrence = date.week * 16 + date.slot
    sends = [Send(date.t_s, HELD, 0, occurrence, 0)]
    for n, wave in enumerate(series.invite):
        day = calendar.day_of(date.t_s) - wave.before // DAY_S
        if day >= 0:
            sends.append(Send(calendar.second(day, wave.at), SEND, n, occurrence * 4 + n, date.t_s))
    return sends
