"""One lead's life as figures: stages, score, marks of what it did, what sales did with it, and its hidden project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import DAY_S
from sim.model.ledger import REVIEW, Status, What
from sim.model.rules import Compare, leaves, parse, with_segments
from sim.study.guide import Guide
from sim.study.trace import Row
from sim.study.twologs import Log

# What is marked, in the order of the lanes of a chart. What machines do is apart from what people do.
LANES: Final = {
    "sent": (What.SENT,),
    "opened": (What.OPEN,),
    "read": (What.READ,),
    "machine_opened": (What.MACHINE_OPEN,),
    "clicked": (What.CLICK,),
    "pages": (What.CONTENT,),
    "scanned": (What.SCANNER_CLICK, What.SCANNER_CONTENT),
    "webinar_places": (What.WEBINAR_REGISTERED, What.WAITLISTED),
    "webinar_attended": (What.WEBINAR_ATTENDED, What.WEBINAR_REPLAYED),
    "webinar_missed": (What.WEBINAR_MISSED, What.WEBINAR_CANCELLED),
}
STEPS: Final = (
    *(What.EXCLUDED, What.MQL, What.CALL, What.ATTEMPT, What.MAILED, What.CONTACT, What.ACCEPTED, What.APPOINTMENT),
    *(What.SQL, What.OPPORTUNITY, What.RETURNED, What.WON, What.LOST, What.UNSUBSCRIBE, What.OPT_OUT, What.BOUNCE),
    *(What.EXITED, What.REENTERED, What.DORMANT, What.REACTIVATED),
)


class Stay(NamedTuple):
    """A time in one stage: its index, and elapsed seconds from, until."""

    stage: int
    from_s: int
    until_s: int


class Line(NamedTuple):
    """The score that a rule asks for, as it was when the lead came to it for the first time."""

    rule: str
    score: int
    at_s: int


class Life(NamedTuple):
    """What became of one lead. Times are elapsed seconds; what is at `end_s` or later isn't told of.

    score: (second, score) at each change, the registration first. lines: of the rules that handed it off. marks: by
    lane, in order of time. steps: rows that are told one by one. project: when it had something to buy, which only a
    simulator knows; None if it never had.
    """

    lead: int
    source: str
    persona: str
    status: Status
    start_s: int
    end_s: int
    stays: tuple[Stay, ...]
    score: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    marks: dict[str, tuple[int, ...]]
    steps: tuple[Row, ...]
    project: tuple[int, int] | None


def lead_life(log: Log, lead: int, *, reviews: NDArray[np.void] | None = None) -> Life:
    """The life of a lead (its index in the leads table) from a log with all rows; `reviews` are those of the run.

    It ends with the run, or soon after the last row of a lead that is gone for ever. IndexError for no such lead.
    """
    about, guide = log.leads[lead], log.guide
    rows = _rows(log, lead)
    status, start = Status(int(about["status"])), int(about["arrival_s"])
    project = (int(about["project_start_s"]), int(about["project_end_s"]))
    end = _end(rows, status, start, guide)
    return Life(
        lead=lead,
        source=guide.sources[about["source"]],
        persona=guide.personas[about["persona"]],
        status=status,
        start_s=start,
        end_s=end,
        stays=tuple(_stays(rows, start, end)),
        score=tuple(_score(rows, start)),
        lines=tuple(_lines(rows, guide, np.zeros(0, REVIEW) if reviews is None else reviews)),
        marks={name: tuple(row.time for row in rows if row.what in kinds) for name, kinds in LANES.items()},
        steps=tuple(row for row in rows if row.what in STEPS),
        project=None if project[0] < 0 else project,
    )


def _rows(log: Log, lead: int) -> list[Row]:
    own = np.sort(log.rows[log.rows["lead"] == lead], order="n")
    return [Row(*row)._replace(what=What(row[3])) for row in own.tolist()]


def _end(rows: Sequence[Row], status: Status, start: int, guide: Guide) -> int:
    """The end of the run; of a lead that is gone for ever a little after its last row."""
    horizon = guide.calendar.horizon_s
    if status < Status.WON or not rows:
        return horizon
    last = rows[-1].time
    return min(horizon, last + max(DAY_S, (last - start) // 20))


def _stays(rows: Sequence[Row], start: int, end: int) -> Iterator[Stay]:
    """Times in stages one after the other; without rows there is none."""
    stage, since = (rows[0].stage if rows else -1), start
    for row in rows:
        if row.stage != stage:
            if row.time > since:
                yield Stay(stage, since, row.time)
            stage, since = row.stage, row.time
    if rows and end > since:
        yield Stay(stage, since, end)


def _score(rows: Sequence[Row], start: int) -> Iterator[tuple[int, int]]:
    """The score at the end of each second at which it changes."""
    last: int | None = None
    by_second = {row.time: row.score for row in rows}
    for time, score in by_second.items():
        if score != last:
            yield max(time, start), score
        last = score


def _lines(rows: Sequence[Row], guide: Guide, reviews: NDArray[np.void]) -> Iterator[Line]:
    """Of each rule that was true at a hand-off the score it asked for; none of rules that ask for no score."""
    told: set[str] = set()
    for row in rows:
        if row.what is not What.MQL:
            continue
        for rule in (name for bit, name in enumerate(guide.rules) if row.value >> bit & 1):
            asked = _asked(rule, row.time, guide, reviews)
            if rule not in told and asked is not None:
                told.add(rule)
                yield Line(rule, asked, row.time)


def _asked(rule: str, time: int, guide: Guide, reviews: NDArray[np.void]) -> int | None:
    """The lowest score that a rule asks for at a second, as written or as the last review before that left it."""
    segments = {name: parse(text) for name, text in guide.segments(time).items()}
    text = guide.text(time, f"mql.{rule}")
    if not text:
        return None
    asked = [
        each.value + (each.op == ">")
        for each in leaves(with_segments(parse(text), segments))
        if isinstance(each, Compare) and each.name == "score" and each.op in (">=", ">") and isinstance(each.value, int)
    ]
    return _moved(rule, time, guide, reviews) or (min(asked) if asked else None)


def _moved(rule: str, time: int, guide: Guide, reviews: NDArray[np.void]) -> int | None:
    """The score that meetings had made of a rule's; a second journey begins as it is written."""
    begin = (guide.change_s or 0) if guide.phase(time) else 0
    ours = [n for n, (_, moved, compares) in enumerate(guide.reviews) if (moved, compares) == (rule, "score")]
    met = reviews[np.isin(reviews["review"], ours) & (reviews["time"] >= begin) & (reviews["time"] <= time)]
    return int(met["after"][-1]) if met.size else None


def telling_lead(log: Log) -> int | None:
    """A lead whose life says most: with an opportunity, through all stages, of median time until that; None of none.

    Without any through all stages those through most of them; without opportunities leads that were handed off, else
    all with rows. Of equally good ones that with the lowest number.
    """
    for kinds in ((What.OPPORTUNITY,), (What.MQL, What.CALL)):
        reached = log.rows[np.isin(log.rows["what"], kinds)]
        if reached.size:
            lead, first = np.unique(reached["lead"], return_index=True)
            return _median(log, lead, reached["time"][first])
    lead, first = np.unique(log.rows["lead"][::-1], return_index=True)
    return _median(log, lead, log.rows["time"][::-1][first]) if lead.size else None


def _median(log: Log, leads: NDArray[np.int32], until: NDArray[np.int64]) -> int:
    """Of leads with the seconds until which they are looked at the one of (lower) median length, of most stages."""
    seen = np.zeros((len(log.leads), len(log.guide.stages)), np.bool_)
    seen[log.rows["lead"], log.rows["stage"]] = True
    stages = seen[leads].sum(axis=1)
    best = stages == stages.max()
    length = (until - log.leads["arrival_s"][leads])[best]
    order = np.lexsort((leads[best], length))
    middle = length[order[(len(order) - 1) // 2]]
    return int(leads[best][length == middle].min())
