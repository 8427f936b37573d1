"""What touches leads on the days of a fiscal quarter: as the journey plans it, and as event logs count it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.scenario import ahead_of
from sim.model.calendar import Calendar
from sim.model.journey import BurstSource, Call, Email, Journey, Webinar
from sim.model.ledger import What
from sim.study.twologs import Log
from sim.study.yardstick import Yardstick

Floats = NDArray[np.float64]

KINDS: Final = ("mail", "webinar", "exhibition", "review", "set_off", "call")
MONTH_DAYS: Final = 30.4375  # 365.25 / 12
_INVITED, _REMINDED = -1, -2  # in place of what a mail carries


class Quarter(NamedTuple):
    """A fiscal quarter by its name in results, and its days within a run, the last one excluded."""

    name: str
    first_day: int
    last_day: int

    @property
    def days(self) -> range:
        return range(self.first_day, self.last_day)


class Touch(NamedTuple):
    """What happens on a day: sent, invited, reminded, held, came, met or called.

    people: to how many, on average over runs; None where nobody counted.
    """

    day: int
    what: str
    people: float | None


class Touched(NamedTuple):
    """A programme, series, exhibition, review or call: its touches in order of days; by its name in the journey.

    settings: what the journeys in force in the quarter say of it. total: leads over all touches, attendance at webinars
     left out; None where nobody counted.
    """

    kind: str
    name: str
    title: str
    settings: tuple[Any, ...]
    touches: tuple[Touch, ...]
    total: float | None


def quarter_of(calendar: Calendar, first_day: int, last_day: int, *, name: str | None = None) -> Quarter:
    """The quarter of this name, or else the first of those with most days from `first_day` on and before `last_day`.

    Days are those of the run. ValueError if the run has no day of the quarter.
    """
    days: dict[str, list[int]] = defaultdict(list)
    for day in range(calendar.days):
        days[calendar.fiscal_quarter(day)].append(day)
    inside = {each: sum(first_day <= day < last_day for day in some) for each, some in days.items()}
    chosen = name or max(inside, key=lambda each: inside[each])
    if chosen not in days:
        raise ValueError(chosen)
    return Quarter(chosen, days[chosen][0], days[chosen][-1] + 1)


def touched(yardstick: Yardstick, quarter: Quarter, logs: Sequence[Log] = ()) -> list[Touched]:
    """Everything that touches leads in a quarter, in the order of KINDS and of the file.

    logs: event logs with all rows of simulated runs of the same scenario; without them nothing is counted, and what
    leads set off has no days.
    """
    counts = _counts(logs, quarter, yardstick)
    found = []
    for kind, name in _names(yardstick, quarter):
        parts = [_part(journey, kind, name) for journey, _, _ in _in_force(yardstick, quarter)]
        planned = set(_planned(yardstick, quarter, kind, name))
        counted = counts.get((kind == "exhibition", name), {})
        touches = _together(kind, planned, counted, len(logs))
        known = [each.people or 0.0 for each in touches if each.what != "held"]
        title = next((part.title for part in parts if part and part.title), "")
        total = float(sum(known)) if logs and kind != "review" else None
        found.append(Touched(kind, name, title, tuple(parts), tuple(touches), total))
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def _in_force(yardstick: Yardstick, quarter: Quarter) -> Iterator[tuple[Journey, int, int]]:
    """The journeys in force in a quarter, each with its seconds from, until."""
    change, starts = yardstick.change, yardstick.calendar.day_start_s
    spans = [(yardstick.journey, 0, change)]
    spans += [(yardstick.after, change, yardstick.days)] if yardstick.after is not None else []
    for journey, first, last in spans:
        first, last = max(first, quarter.first_day), min(last, quarter.last_day)
        if first < last:
            yield journey, int(starts[first]), int(starts[last])


def _names(yardstick: Yardstick, quarter: Quarter) -> list[tuple[str, str]]:
    """Kind and name of all that may touch leads in a quarter."""
    found: dict[tuple[str, str], None] = {}
    for journey, _, _ in _in_force(yardstick, quarter):
        for name, each in journey.touchpoints.items():
            if isinstance(each, Email):
                found["mail" if each.cadence else "set_off", name] = None
            elif isinstance(each, Webinar):
                found["webinar", name] = None
            elif isinstance(each, Call):
                found["call", name] = None
        found |= {("exhibition", n): None for n, each in journey.sources.items() if isinstance(each, BurstSource)}
        found |= {("review", name): None for name in journey.reviews}
    return list(found)


def _part(journey: Journey, kind: str, name: str) -> Any:
    """The settings of a row in a journey; None if it isn't there."""
    if kind == "exhibition":
        return journey.sources.get(name)
    return journey.reviews.get(name) if kind == "review" else journey.touchpoints.get(name)


def _planned(yardstick: Yardstick, quarter: Quarter, kind: str, name: str) -> Iterator[tuple[int, str]]:
    """Day and what of all that the calendar says."""
    calendar = yardstick.calendar
    for journey, begin, end in _in_force(yardstick, quarter):
        part = _part(journey, kind, name)
        if isinstance(part, Webinar):
            moments: Iterable[tuple[int, str]] = _of_webinar(part, calendar)
        elif isinstance(part, BurstSource):
            moments = _of_exhibition(part, calendar)
        else:
            cadence = getattr(part, "meets" if kind == "review" else "cadence", None)
            what = "met" if kind == "review" else "sent"
            moments = [(m.t_s, what) for m in cadence.moments(calendar, begin, end)] if cadence else []
        yield from ((calendar.day_of(time), what) for time, what in moments if begin <= time < end)


def _of_webinar(series: Webinar, calendar: Calendar) -> Iterator[tuple[int, str]]:
    """When webinars are held, and when it is invited to them and reminded of them."""
    for date in series.dates.moments(calendar, 0, calendar.end_s):
        yield date.t_s, "held"
        invited = [("invited", ahead_of(wave.before, wave.at, date, calendar)) for wave in series.invite]
        reminded = [("reminded", ahead_of(wave.before, wave.at, date, calendar)) for wave in series.remind]
        yield from ((time, what) for what, time in (*invited, *reminded) if time < date.t_s)


def _of_exhibition(source: BurstSource, calendar: Calendar) -> Iterator[tuple[int, str]]:
    for event in source.events.values():
        first = calendar.day_of_date(event.on)
        yield from ((calendar.second(first + n, source.hours[0]), "came") for n in range(event.days))


def _together(
    kind: str, planned: set[tuple[int, str]], counted: dict[tuple[int, str], int], runs: int
) -> list[Touch]:
    """What is planned and what was counted, on average over runs; what was planned and got nobody has nobody."""
    if not runs or kind == "review":
        return [Touch(day, what, None) for day, what in sorted(planned)]
    return [Touch(*key, counted.get(key, 0) / runs) for key in sorted(planned | counted.keys())]


Counted = dict[tuple[bool, str], dict[tuple[int, str], int]]


def _counts(logs: Sequence[Log], quarter: Quarter, yardstick: Yardstick) -> Counted:
    """How many, by whether it is a source, its name, day and what; all logs together."""
    found: Counted = defaultdict(lambda: defaultdict(int))
    starts = yardstick.calendar.day_start_s
    begin, end = int(starts[quarter.first_day]), int(starts[quarter.last_day])
    for log in logs:
        rows = log.rows[(log.rows["time"] >= begin) & (log.rows["time"] < end)]
        for what, kind, source in _counted_kinds(rows):
            day = yardstick.day_of(rows["time"][kind].astype(np.int64))
            names = log.guide.sources if source else log.guide.touchpoints
            each, times = np.unique(np.stack([rows["node"][kind].astype(np.int64), day]), axis=1, return_counts=True)
            for (node, on), n in zip(each.T.tolist(), times.tolist(), strict=True):
                found[source, names[node]][on, what] += n
    return found


def _counted_kinds(rows: NDArray[np.void]) -> Iterator[tuple[str, NDArray[np.bool_], bool]]:
    """What is counted, of which rows, and whether it is by source."""
    sent = rows["what"] == What.SENT
    yield "sent", sent & (rows["value"] >= 0), False
    yield "invited", sent & (rows["value"] == _INVITED), False
    yield "reminded", sent & (rows["value"] == _REMINDED), False
    yield "held", rows["what"] == What.WEBINAR_ATTENDED, False
    yield "called", rows["what"] == What.CALL, False
    yield "came", rows["what"] == What.REGISTERED, True


def mails_per_lead(yardstick: Yardstick, spans: Sequence[range], logs: Sequence[Log]) -> Floats:
    """float64[runs, spans]: mails per lead that mail can reach and month of 30.4375 days, in each span of days.

    Such leads are registered, and neither excluded, unsubscribed nor bounced, at the end of a day; nan without any.
    """
    found = np.full((len(logs), len(spans)), np.nan)
    for run, log in enumerate(logs):
        day = np.clip(yardstick.day_of(log.rows["time"].astype(np.int64)), 0, yardstick.days - 1)
        per_day = {
            what: np.bincount(day[log.rows["what"] == what], minlength=yardstick.days)
            for what in (What.REGISTERED, What.EXCLUDED, What.UNSUBSCRIBE, What.BOUNCE, What.SENT)
        }
        gone = per_day[What.EXCLUDED] + per_day[What.UNSUBSCRIBE] + per_day[What.BOUNCE]
        listed = np.cumsum(per_day[What.REGISTERED] - gone)
        for n, span in enumerate(spans):
            lead_months = listed[span.start : span.stop].sum() / MONTH_DAYS
            if lead_months > 0:
                found[run, n] = per_day[What.SENT][span.start : span.stop].sum() / lead_months
    return found
