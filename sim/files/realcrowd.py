"""Real leads and their activity log as scripts for two versions of a journey; each version reads them in its words."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sim.files.activityfile import HEADERS, Activity, Log, Vocabulary, read_activity
from sim.files.leadcells import plain
from sim.files.leadsfile import GivenLead, RowProblem, headers_of, known_headers, opened, read_csv
from sim.files.leadsources import ADDED
from sim.files.loaded import LoadedJourney
from sim.files.script import LOOSE, ScriptedLead, Step
from sim.model.activitymap import ActivityMap
from sim.model.calendar import Calendar
from sim.model.journey import Content, CsvSource, Email, Journey, Webinar
from sim.model.ledger import What
from sim.model.persona import Personas
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed
from sim.yamlfile import FileProblems, Problem

UNKNOWN = "unknown"  # the value of an attribute that a lead's row leaves empty
MOST_DAYS = 3660
_MAILS = {"open": What.OPEN, "click": What.CLICK}
_WEBINARS = {
    "webinar_registered": What.WEBINAR_REGISTERED,
    "webinar_attended": What.WEBINAR_ATTENDED,
    "webinar_missed": What.WEBINAR_MISSED,
    "webinar_replayed": What.WEBINAR_REPLAYED,
}


class Replay(NamedTuple):
    """One version ready to be replayed: over the days of the data, its sources bring nothing along."""

    journey: Journey
    personas: Personas
    cast: tuple[ScriptedLead, ...]


class RealCrowd(NamedTuple):
    """Real leads under both versions.

    activities: rows of the log that are replayed. problems: rows left out, of either file. unknown: by attribute, how
    many leads have no value. ids: what the files call the leads, by the number of their data row (from 0).
    """

    old: Replay
    new: Replay
    start: date
    days: int
    activities: int
    strange: int
    problems: tuple[Problem, ...]
    unknown: Mapping[str, int]
    ids: Mapping[int, str]


class _Side(NamedTuple):
    """One version, and the leads as it reads them, by the number of their row; times since its own start."""

    journey: Journey
    personas: Personas
    leads: dict[int, GivenLead]


def real_crowd(old: LoadedJourney, new: LoadedJourney, leads: Path, activity: Path, mapped: ActivityMap) -> RealCrowd:
    """Read both files. Raises FileProblems for what can't be read at all; bad rows are left out and told."""
    calendar = new.journey.built_calendar()
    sides, problems = [], dict[RowProblem, None]()
    for loaded in (old, new):
        side, bad = _side(loaded, leads, mapped, calendar)
        sides.append(side)
        problems |= dict.fromkeys(bad)
    words = _vocabulary(sides, mapped)
    if astray := [*_astray(mapped.values, words.behaviours), *_astray(mapped.objects, words.objects)]:
        raise FileProblems([Problem(os.path.normpath(activity), 1, 1, "", text) for text in astray])
    log = read_activity(activity, mapped.columns, words, calendar)
    ids = _ids(leads, mapped, log)
    both = sides[0].leads.keys() & sides[1].leads.keys()
    rows, stray = _by_lead(log, ids, {n: sides[1].leads[n] for n in both}, calendar, os.path.normpath(activity))
    start, days = _period([lead for n, lead in sides[1].leads.items() if n in both], rows, calendar, leads)
    shift = calendar.second(calendar.day_of_date(start), 0)
    scripts = {n: rows.get(n, []) for n in sorted(both)}
    before, after = (_replay(side, scripts, start, days, shift) for side in sides)
    return RealCrowd(
        old=before,
        new=after,
        start=start,
        days=days,
        activities=sum(map(len, rows.values())),
        strange=log.strange,
        problems=tuple(sorted([*problems, *log.problems, *stray])),
        unknown=_unknown([sides[1].leads[n] for n in both], sides),
        ids={ordinal: name for name, ordinal in ids.items()},
    )


# ---- leads


def _side(
    loaded: LoadedJourney, file: Path, mapped: ActivityMap, calendar: Calendar
) -> tuple[_Side, list[RowProblem]]:
    """The leads as one version reads them: by its own CSV source if it has one, else by words for headers."""
    journey, personas = loaded.journey, loaded.personas
    described = {name: source for name, source in journey.sources.items() if isinstance(source, CsvSource)}
    name, source = next(iter(described.items())) if len(described) == 1 else (ADDED, None)
    headers = headers_of(file)
    usual = source.columns if source else known_headers(headers, journey, personas)
    kept = {key: header for key, header in usual.items() if header not in mapped.leads.values()}
    columns = {**kept, **mapped.leads}
    values = {**(source.values if source else {}), **mapped.lead_values}
    leads, bad = read_csv(file, columns, journey, personas, calendar, name=name, values=values, skip=True)
    if source is None:
        plain_source = CsvSource(kind="csv", file=str(file), columns=columns)
        journey = journey.model_copy(update={"sources": {**journey.sources, name: plain_source}})
    return _Side(journey, personas, {lead.ordinal: lead for lead in leads}), bad


def _ids(leads: Path, mapped: ActivityMap, log: Log) -> dict[str, int]:
    """The number of the data row of each lead, by what the log calls it."""
    line, headers, records = opened(leads)
    names = [plain(header) for header in headers]
    usual = next((name for name in (log.lead_header, "lead", *HEADERS["lead"]) if name in names), "")
    asked = plain(mapped.lead_id) if mapped.lead_id else usual
    if asked not in names or not asked:
        if mapped.lead_id:
            text = say("leads.no_header", header=asked, hint=say("leads.known", known=listed(names)))
            raise FileProblems([Problem(os.path.normpath(leads), line, 1, "", text)])
        return {str(n + 1): n for n, _ in enumerate(records)}
    at, found, twice = names.index(asked), dict[str, int](), list[Problem]()
    for n, (row, cells) in enumerate(records):
        name = plain(cells[at]) if at < len(cells) else ""
        if name in found:
            twice.append(RowProblem(os.path.normpath(leads), row, at + 1, asked, say("diff.id_twice")))
        found[name or f"\0{n}"] = n
    if twice:
        raise FileProblems(twice)
    return found


def _unknown(leads: Sequence[GivenLead], sides: Sequence[_Side]) -> dict[str, int]:
    attributes = dict.fromkeys(name for side in sides for name in side.personas.attributes)
    found = {name: sum(name not in lead.attributes for lead in leads) for name in attributes}
    return {name: count for name, count in found.items() if count}


# ---- activities


def _vocabulary(sides: Sequence[_Side], mapped: ActivityMap) -> Vocabulary:
    """The words of both versions; what only one of them tracks is nothing to the other."""
    behaviours = dict.fromkeys(name for side in sides for name in side.journey.behaviour_names())
    objects = dict.fromkeys(name for side in sides for name in side.journey.touchpoints)
    return Vocabulary(tuple(behaviours), tuple(objects), mapped.values, mapped.objects)


def _astray(mapped: Mapping[str, str], known: Collection[str]) -> Iterator[str]:
    """What is wrong with words that stand for nothing in either version."""
    for theirs, ours in mapped.items():
        if ours not in known:
            yield say("diff.no_target", word=cut(theirs), found=cut(ours), hint=did_you_mean(ours, known))


def _by_lead(
    log: Log, ids: Mapping[str, int], leads: Mapping[int, GivenLead], calendar: Calendar, file: str
) -> tuple[dict[int, list[Activity]], list[RowProblem]]:
    """The rows of each lead in order of time; rows of nobody, or from before the day of a registration, are stray.

    On the day of the registration the log's clock may be ahead of the form's: it happens right after registering.
    """
    found: dict[int, list[Activity]] = {}
    stray = []
    for row in log.activities:
        lead = leads.get(ids.get(row.lead, -1))
        if lead is None:
            stray.append(RowProblem(file, row.line, 1, "", say("diff.no_lead")))
        elif calendar.day_of(row.second) < calendar.day_of(lead.registered_s):
            stray.append(RowProblem(file, row.line, 1, "", say("diff.too_early")))
        else:
            found.setdefault(lead.ordinal, []).append(row._replace(second=max(row.second, lead.registered_s)))
    return {n: sorted(rows, key=lambda row: row.second) for n, rows in found.items()}, stray


def _period(
    leads: Sequence[GivenLead], rows: Mapping[int, Sequence[Activity]], calendar: Calendar, file: Path
) -> tuple[date, int]:
    """The first day of the data, and how many days there are to its last, one more included."""
    times = [*(lead.registered_s for lead in leads), *(row.second for some in rows.values() for row in some)]
    if not times:
        raise FileProblems([Problem(os.path.normpath(file), 1, 1, "", say("diff.no_leads"))])
    first, last = calendar.day_of(min(times)), calendar.day_of(max(times))
    if last - first + 2 > MOST_DAYS:
        raise FileProblems([Problem(os.path.normpath(file), 1, 1, "", say("diff.long", most=MOST_DAYS))])
    return calendar.date_of(first), last - first + 2


# ---- scripts


def _replay(side: _Side, rows: Mapping[int, Sequence[Activity]], start: date, days: int, shift: int) -> Replay:
    journey, personas = _over(side.journey, start, days), _with_unknown(side.personas)
    leads = {n: _lead(side.leads[n], personas, shift) for n in rows}
    cast = tuple(ScriptedLead(leads[n], tuple(_steps(some, journey, shift))) for n, some in rows.items())
    return Replay(journey, personas, cast)


def _over(journey: Journey, start: date, days: int) -> Journey:
    """The journey over the days of the data; what leads brought along stands in their log."""
    sources = {name: source.model_copy(update={"arrive_with": {}}) for name, source in journey.sources.items()}
    return journey.model_copy(update={"start": start, "days": days, "sources": sources})


def _with_unknown(personas: Personas) -> Personas:
    values = {name: list(dict.fromkeys([*some, UNKNOWN])) for name, some in personas.attributes.items()}
    return personas.model_copy(update={"attributes": values})


def _lead(lead: GivenLead, personas: Personas, shift: int) -> GivenLead:
    """The lead as it registers: score, stage, counts and opt-out of the file are what came of it later."""
    attributes = {name: lead.attributes.get(name, UNKNOWN) for name in personas.attributes}
    return GivenLead(lead.ordinal, lead.registered_s - shift, lead.source, attributes)


def _steps(rows: Sequence[Activity], journey: Journey, shift: int) -> Iterator[Step]:
    for row in rows:
        step = _step(row, journey)
        if step is not None:
            what, node, value = step
            yield Step(row.second - shift, what, node, value)


def _step(row: Activity, journey: Journey) -> tuple[What, str, int] | None:
    """What a row is in one version: kind, node, value; None for what it doesn't track."""
    at: Any = journey.touchpoints.get(row.object)
    if row.behaviour in _MAILS and isinstance(at, Email | Webinar):
        return _MAILS[row.behaviour], row.object, LOOSE
    if row.behaviour in _WEBINARS and isinstance(at, Webinar):
        return _WEBINARS[row.behaviour], row.object, LOOSE
    if row.behaviour == "unsubscribed":
        alone = isinstance(at, Email | Webinar) and at.opt_out == "programme"
        return What.OPT_OUT if alone else What.UNSUBSCRIBE, row.object if alone else "", 0
    if isinstance(at, Content):
        stays = at.dwell is not None and at.dwell.behaviour == row.behaviour != at.behaviour
        return What.STAYED if stays else What.CONTENT, row.object, 0
    if row.behaviour == "registered" or row.behaviour not in journey.behaviour_names():
        return None
    contents = ((name, each) for name, each in journey.touchpoints.items() if isinstance(each, Content))
    content = [name for name, each in contents if each.behaviour == row.behaviour]
    return (What.CONTENT, content[0], 0) if len(content) == 1 else (What.BROUGHT, row.behaviour, 0)
