"""A scenario ready to run: its arrays, its calendar moments and its terms, the same for every replication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.engine import order
from sim.engine.arrivals import COHOST_S, webinars
from sim.engine.columns import REMINDER
from sim.engine.indices import Names, Slots, check_luck, names_of, rings_of
from sim.engine.program import Life, build
from sim.engine.terms import Terms
from sim.files.leadsfile import GivenLead
from sim.files.script import ScriptedLead
from sim.model.cadence import Moment
from sim.model.calendar import DAY_S, Calendar
from sim.model.journey import BurstSource, CohostSource, Email, Journey, RateSource, Webinar
from sim.model.persona import Personas


class Phase(NamedTuple):
    """A journey in force from a second on."""

    start_s: int
    journey: Journey
    life: Life
    terms: Terms


class Send(NamedTuple):
    """A moment of a touchpoint: a mail programme's send, a wave of invitations or reminders, a release of seats, or
    a webinar."""

    t_s: int
    rank: int  # SEND or HELD of sim.engine.order
    order: int  # place in the rank
    occurrence: int
    webinar_s: int  # of the webinar that it is about; -1: of none, or the webinar itself

    @property
    def is_release(self) -> bool:
        """Whether seats are released."""
        return self.rank == order.SEND and self.order >= order.RELEASES


class Prepared(NamedTuple):
    """A scenario ready to run: compiled once, run for every replication."""

    calendar: Calendar
    names: Names
    rings: dict[str, int]
    slots: Slots
    phases: tuple[Phase, ...]
    sends: dict[str, list[Send]]
    meetings: dict[str, list[int]]  # seconds of each review, in file order
    scale: float
    given: tuple[GivenLead, ...]
    expected: int
    cast: tuple[ScriptedLead, ...] | None = None  # who there is instead of the sources' leads, and does as is written


def prepare(
    journey: Journey,
    personas: Personas,
    *,
    after: tuple[Journey, Personas] | None = None,
    change_day: int | None = None,
    scale: float = 1.0,
    given: Sequence[GivenLead] = (),
    cast: Sequence[ScriptedLead] | None = None,
) -> Prepared:
    """Compile a scenario: a journey, and if given a second one that is in force from day `change_day` on.

    `scale` multiplies rates and bursts; `given` are the leads of CSV sources. With a `cast` there are no others and no
    reps, and chance is only where the models have it (`sim.study.silence` takes it out). The same for all
    replications. Raises ValueError when two names would share their luck.
    """
    versions = [(journey, personas)] + ([after] if after is not None else [])
    names = names_of(journey, personas, after[0] if after is not None else None)
    check_luck(names)
    rings = rings_of(names, [j for j, _ in versions])
    slots = Slots([j for j, _ in versions], scripted=cast is not None)
    calendar = journey.built_calendar()
    starts = [0] + ([int(calendar.day_start_s[change_day or 0])] if after is not None else [])
    phases = tuple(
        Phase(start, j, build(j, p, names, rings, slots, calendar), Terms.of(j.sync, j.desk, p.people, calendar))
        for start, (j, p) in zip(starts, versions, strict=True)
    )
    return Prepared(
        calendar,
        names,
        rings,
        slots,
        phases,
        {name: _sends(name, place, phases, calendar) for place, name in enumerate(names.touchpoints)},
        {name: _meetings(name, phases, calendar) for phase in phases for name in phase.journey.reviews},
        scale,
        tuple(given),
        int(expected_leads(journey, calendar, scale)) + len(given) if cast is None else len(cast),
        None if cast is None else tuple(cast),
    )


def expected_leads(journey: Journey, calendar: Calendar, scale: float = 1.0) -> float:
    """Leads that a journey's sources bring on average; those of files are not counted."""
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
        elif isinstance(source, CohostSource):
            left = [calendar.horizon_s - t - source.after for t in webinars(source, journey, calendar)]
            total += sum(source.leads) / 2 * sum(max(0, min(1, each / COHOST_S)) for each in left)
    return total * scale


def _sends(name: str, place: int, phases: Sequence[Phase], calendar: Calendar) -> list[Send]:
    """All moments of a touchpoint over the run, each from the journey in force at its second."""
    sends = []
    for phase, end in zip(phases, _ends(phases, calendar), strict=True):
        touchpoint = phase.journey.touchpoints.get(name)
        if isinstance(touchpoint, Email) and touchpoint.cadence is not None:
            first = order.place_of_mail(touchpoint.priority, place)
            sends += [
                Send(m.t_s, order.SEND, first, m.week * 16 + m.slot, -1)
                for m in touchpoint.cadence.moments(calendar, phase.start_s, end)
            ]
        elif isinstance(touchpoint, Webinar):
            dates = touchpoint.dates.moments(calendar, 0, calendar.end_s)
            sends += [
                send
                for date in dates
                for send in _webinar(touchpoint, place, date, calendar)
                if phase.start_s <= send.t_s < end
            ]
    return sorted(sends)


def _ends(phases: Sequence[Phase], calendar: Calendar) -> list[int]:
    return [*(phase.start_s for phase in phases[1:]), calendar.horizon_s]


def _webinar(series: Webinar, place: int, date: Moment, calendar: Calendar) -> list[Send]:
    """A webinar, and what comes before it: waves of invitations, reminders, and releases of its seats."""
    occurrence, first = date.week * 16 + date.slot, order.place_of_mail(series.priority, place)
    ahead = [
        Send(ahead_of(wave.before, wave.at, date, calendar), order.SEND, first + n, occurrence * 4 + n, date.t_s)
        for n, wave in enumerate(series.invite)
    ]
    for n, reminder in enumerate(series.remind):
        nth = first + order.REMINDERS + n
        t_s = ahead_of(reminder.before, reminder.at, date, calendar)
        ahead.append(Send(t_s, order.SEND, nth, REMINDER + occurrence * 4 + n, date.t_s))
    for n, wave in enumerate(series.release):
        t_s = ahead_of(wave.before, wave.at, date, calendar)
        ahead.append(Send(t_s, order.SEND, order.place_of_release(place, n), occurrence, date.t_s))
    held = Send(date.t_s, order.HELD, place, occurrence, -1)
    return [held, *(send for send in ahead if send.t_s < date.t_s)]


def ahead_of(before: int, at: int | None, date: Moment, calendar: Calendar) -> int:
    """Whole days before a webinar at a clock time, or without one just so long before it; may be before the run."""
    if at is None:
        return date.t_s - before
    return calendar.second(calendar.day_of(date.t_s) - before // DAY_S, at)


def _meetings(name: str, phases: Sequence[Phase], calendar: Calendar) -> list[int]:
    """All meetings of a review over the run, each from the journey in force at its second."""
    return [
        moment.t_s
        for phase, end in zip(phases, _ends(phases, calendar), strict=True)
        if name in phase.journey.reviews
        for moment in phase.journey.reviews[name].meets.moments(calendar, phase.start_s, end)
    ]
