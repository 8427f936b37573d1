"""What the chart of one lead's life shows: its finding, what became of it in words, and where its dates lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import DAY_S
from sim.model.journey import REASONS
from sim.model.ledger import FREQUENT, What
from sim.study.answer import spoken
from sim.study.leadlife import Life, lead_life
from sim.study.titles import part_called
from sim.study.trace import Row
from sim.study.twologs import Log
from sim.words.local import date_words
from sim.words.messages import say

NEVER_LEFT_OUT = ("sent", "pages")  # lanes that are drawn though nothing is in them
MOST_ENTRIES = 12  # of the list of steps
TOLD_AS_ONE = 0.033  # of the life's length: steps closer than this are one entry


class Entry(NamedTuple):
    """Steps so close together that they are told as one: when the first was, and all of them in words."""

    at_s: int
    day: str
    text: str


class Portrait(NamedTuple):
    """What the chart shows. lanes: by name the seconds of its marks; ticks: seconds and words."""

    title: str
    subtitle: str
    note: str
    key: str
    life: Life
    stages: tuple[str, ...]
    lanes: tuple[tuple[str, tuple[int, ...]], ...]
    entries: tuple[Entry, ...]
    more: int
    ticks: tuple[tuple[int, str], ...]


def portrait(
    log: Log,
    lead: int,
    *,
    scenario: str,
    run: int,
    called: str = "",
    reviews: NDArray[np.void] | None = None,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Portrait:
    """The life of a lead of a simulated run; `reviews` are those of the run. IndexError for no such lead.

    called: the scenario as readers see it called, if it has a title. titles: those of parts of the journey, as
    `part_titles` has them.
    """
    life = lead_life(log, lead, reviews=reviews)
    stages = tuple(part_called(titles, "stage", name) for name in log.guide.stages)
    entries = tuple(_entries(life, log))
    whole = bool(np.isin(log.rows["what"], FREQUENT).any())
    return Portrait(
        title=_finding(life),
        subtitle=_about(life, log, stages, called or spoken(scenario), run, titles),
        note=say("charts.life.note" if whole else "charts.life.note_milestones"),
        key=_key(life, log),
        life=life,
        stages=stages,
        lanes=tuple((name, marks) for name, marks in life.marks.items() if marks or name in NEVER_LEFT_OUT),
        entries=entries[:MOST_ENTRIES],
        more=max(0, len(entries) - MOST_ENTRIES),
        ticks=tuple(_ticks(life, log)),
    )


def _finding(life: Life) -> str:
    """What became of the lead, and after how much."""
    opened = [step.time for step in life.steps if step.what is What.OPPORTUNITY]
    until = opened[0] if opened else life.end_s
    handed = sum(step.what in (What.MQL, What.CALL) and step.time <= until for step in life.steps)
    told = {
        "lead": life.lead,
        "days": f"{(until - life.start_s) // DAY_S:,}",
        "mails": sum(time <= until for time in life.marks["sent"]),
        "pages": sum(time <= until for time in life.marks["pages"]),
        "handoffs": handed,
        "score": f"{life.score[-1][1]:,}" if life.score else 0,
        "status": say(f"status.{life.status.name.lower()}"),
    }
    key = "opportunity" if opened else "handed" if handed else "never"
    return say(f"charts.life.{key}", **told)


def _about(
    life: Life, log: Log, stages: Sequence[str], scenario: str, run: int, titles: Mapping[str, str]
) -> str:
    return say(
        "charts.life.subtitle",
        lead=life.lead,
        persona=part_called(titles, "persona", life.persona),
        source=part_called(titles, "source", life.source),
        at=_date(life.start_s, log),
        scenario=scenario,
        run=run,
        status=say(f"status.{life.status.name.lower()}"),
        stage=stages[life.stays[-1].stage] if life.stays else say("charts.life.no_stage"),
    )


def _key(life: Life, log: Log) -> str:
    """What nobody but the simulator knows."""
    if life.project is None:
        return say("charts.life.no_project")
    start, end = (_date(time, log) for time in life.project)
    return say("charts.life.project", start=start, end=end)


def _date(time: int, log: Log) -> str:
    return date_words(log.guide.calendar.local(time).date())


def _ticks(life: Life, log: Log) -> Iterator[tuple[int, str]]:
    """The registration and midnights after it, evenly apart, no more than seven."""
    calendar = log.guide.calendar
    first, last = calendar.day_of(life.start_s), calendar.day_of(life.end_s)
    step = next(s for s in (1, 2, 7, 14, 28, 56, 91, 182, 364, 10**6) if (last - first) // s <= 6)
    yield life.start_s, date_words(calendar.date_of(first))
    for day in range(first + step, last + 1, step):
        yield calendar.second(day, 0), date_words(calendar.date_of(day))


def _entries(life: Life, log: Log) -> Iterator[Entry]:
    """Steps in the order of time; those too close to be numbered one by one are one entry."""
    near_s = TOLD_AS_ONE * (life.end_s - life.start_s)
    group: list[Row] = []
    for step in life.steps:
        if group and step.time - group[0].time > near_s:
            yield _entry(group, log)
            group = []
        group.append(step)
    if group:
        yield _entry(group, log)


def _entry(group: Sequence[Row], log: Log) -> Entry:
    """`handed to sales (rule hot), calls ×3, talked`."""
    times = Counter(_step(row, log) for row in group)
    parts = (text if n == 1 else say("charts.life.times", text=text, count=n) for text, n in times.items())
    return Entry(group[0].time, _date(group[0].time, log), say("charts.comma").join(parts))


def _step(row: Row, log: Log) -> str:
    key = f"charts.life.step_{row.what.name.lower()}"
    if row.what is What.MQL:
        return say(key, rule=spoken(log.guide.rules[row.node]))
    if row.what is What.RETURNED:
        return say(key, reason=say(f"reason.{REASONS[row.node]}"))
    return say(key)
