"""One lead's life as people read it: when, what, points, stage, and the reasons for stage changes and hand-offs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.journey import FINDINGS, REASONS
from sim.model.ledger import POINTS, Status, What
from sim.model.rules import names, parse, windows
from sim.model.timewords import duration_words
from sim.study.guide import Guide
from sim.words.messages import say

# What a row is tracked as, where the kind of row alone says it.
_BEHAVIOUR = {
    What.REGISTERED: "registered",
    What.OPEN: "open",
    What.MACHINE_OPEN: "open",
    What.CLICK: "click",
    What.SCANNER_CLICK: "click",
    What.UNSUBSCRIBE: "unsubscribed",
    What.WEBINAR_REGISTERED: "webinar_registered",
    What.WEBINAR_ATTENDED: "webinar_attended",
    What.WEBINAR_MISSED: "webinar_missed",
}
_AT_TOUCHPOINT = range(What.SENT, What.STAGE)
_OF_REP = (What.ATTEMPT, What.NO_CONTACT, What.CONTACT)
_LONGEST_CHAIN = 12
_WIDEST = 80  # characters of the words of an event, before columns give way


class Row(NamedTuple):
    """A ledger row of one lead, its numbers as Python's own."""

    time: int
    lead: int
    n: int
    what: What
    node: int
    value: int
    score: int
    stage: int
    cause: int


class Happening(NamedTuple):
    """One line of a timeline.

    n: number of the row within its lead. points: given with it. why: for a stage change or a hand-off the rule with
    the values that made it true, one text for each rule that was. after: what led to it, the latest cause first.
    """

    n: int
    local: datetime
    what: str
    points: int
    score: int
    stage: str
    why: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def timeline(
    rows: NDArray[np.void], lead: int, guide: Guide, *, attributes: Mapping[str, str] | None = None
) -> list[Happening]:
    """The life of one lead (its index in the leads table) from a ledger with all rows; empty for a lead without rows.

    `attributes` are shown among the values of rules if given; the ledger doesn't hold them.
    """
    own = np.sort(rows[rows["lead"] == lead], order="n")
    life = [Row(*row)._replace(what=What(row[3])) for row in own.tolist()]
    return [_happening(life, at, guide, attributes or {}) for at in range(len(life))]


def heading(leads: NDArray[np.void], lead: int, guide: Guide) -> list[str]:
    """Who the lead is, and what nobody could see of it."""
    row = leads[lead]
    source, persona = guide.sources[row["source"]], guide.personas[row["persona"]]
    lines = [
        say("trace.lead", lead=lead, source=source, at=_clock(guide, row["arrival_s"])),
        say(
            "trace.status",
            status=say(f"status.{Status(row['status']).name.lower()}"),
            score=row["score"],
            stage=guide.stages[row["stage"]],
        ),
    ]
    if row["project_start_s"] < 0:
        return [*lines, say("trace.hidden_none", persona=persona)]
    start, end = (_clock(guide, row[name], "%Y-%m-%d") for name in ("project_start_s", "project_end_s"))
    return [*lines, say("trace.hidden_project", persona=persona, start=start, end=end)]


def lines(happenings: list[Happening]) -> list[str]:
    """The timeline as text, a line each and reasons indented below."""
    texts = []
    wide = min(_WIDEST, max((len(each.what) for each in happenings), default=0))
    for each in happenings:
        points = f"{each.points:+d}" if each.points else ""
        texts.append(
            f"{each.local:%Y-%m-%d %a %H:%M}  {each.what:<{wide}} {points:>4} {each.score:>5}  {each.stage}".rstrip()
        )
        texts += [f"{'':22}{say('trace.because', rule=rule)}" for rule in each.why]
        if each.after:
            texts.append(f"{'':22}{say('trace.after', chain=say('trace.before_that').join(each.after))}")
    return texts


def _happening(life: list[Row], at: int, guide: Guide, attributes: Mapping[str, str]) -> Happening:
    row = life[at]
    points = row.value if row.what in POINTS and row.what is not What.REGISTERED else 0
    why = _reasons(life[: at + 1], guide, attributes)
    after = tuple(_words(cause, guide) for cause in _causes(life, row)) if why else ()
    return Happening(
        row.n,
        guide.calendar.local(row.time),
        _words(row, guide),
        points,
        row.score,
        guide.stages[row.stage],
        why,
        after,
    )


def _causes(life: list[Row], row: Row) -> list[Row]:
    """The chain of causes of a row, the latest first; stage changes and hand-offs in between explain themselves."""
    by_number = {each.n: each for each in life}
    chain: list[Row] = []
    while row.cause in by_number and len(chain) < _LONGEST_CHAIN:
        row = by_number[row.cause]
        chain += [] if row.what in (What.STAGE, What.MQL) else [row]
    return chain


def _reasons(life: list[Row], guide: Guide, attributes: Mapping[str, str]) -> tuple[str, ...]:
    """The rules that made the last row, each with the values it saw."""
    row = life[-1]
    phase = guide.phase(row.time)
    if row.what is What.STAGE:
        rules = [guide.enter[phase][row.node]]
    elif row.what is What.MQL:
        rules = [rule for i, rule in enumerate(guide.mql[phase]) if row.value >> i & 1]
    else:
        return ()
    return tuple(say("trace.rule", rule=rule, values=_values(rule, life, guide, attributes)) for rule in rules)


def _values(rule: str, life: list[Row], guide: Guide, attributes: Mapping[str, str]) -> str:
    """The values of the names in a rule at the last row, as `score 115, price_page 2`.

    Left out is what the ledger can't tell: attributes, and whatever a lead from a file may have brought along.
    """
    expr = parse(rule)
    row, windowed = life[-1], {name for name, _, _ in windows(expr)}
    counts = Counter(_tracked(each, guide) for each in life)
    seen: dict[str, object] = {"score": row.score, "source": guide.sources[life[0].node], **attributes}
    seen["stage"] = guide.stages[row.value if row.what is What.STAGE else row.stage]
    if seen["source"] not in guide.given:
        fit = life[0].score - guide.registered_points
        seen |= {"fit": fit, "behaviour": row.score - fit} | {name: counts[name] for name in guide.behaviours}
    values = [f"{name} {seen[name]}" for name in sorted(names(expr) - windowed) if name in seen]
    for name, window_s, _ in sorted(windows(expr)):
        n = sum(_tracked(each, guide) == name and each.time > row.time - window_s for each in life)
        values.append(say("trace.windowed", name=name, count=n, window=duration_words(window_s)))
    return ", ".join(values)


def _tracked(row: Row, guide: Guide) -> str:
    """The behaviour that a row counts as; empty for none."""
    if row.what in (What.CONTENT, What.SCANNER_CONTENT):
        return guide.tracked[row.node]
    return guide.behaviours[row.node] if row.what is What.BROUGHT else _BEHAVIOUR.get(row.what, "")


def _words(row: Row, guide: Guide) -> str:
    key = f"trace.{row.what.name.lower()}"
    if row.what is What.CONTENT and guide.tracked[row.node] == guide.touchpoints[row.node]:
        return say("trace.page", node=guide.touchpoints[row.node])
    if row.what in _AT_TOUCHPOINT:
        return say(key, node=guide.touchpoints[row.node], content=_content(row, guide))
    if row.what is What.STAGE:
        return say(key, node=guide.stages[row.node], old=guide.stages[row.value])
    if row.what in _OF_REP:
        return say(key, rep=row.node + 1, attempt=row.value + 1)
    if row.what is What.RETURNED:
        reason, to = say(f"reason.{REASONS[row.node]}"), row.value
        return say(key, reason=reason, to=guide.stages[to]) if to >= 0 else say("trace.returned_out", reason=reason)
    if row.what in (What.ACCEPTED, What.APPOINTMENT):
        found = [say(f"finding.{name}") for bit, name in enumerate(FINDINGS) if row.value >> bit & 1]
        return say(key, findings=", ".join(found))
    return say(key, node=_named(row, guide))


def _content(row: Row, guide: Guide) -> str:
    """What a mail carried: content, or an invitation."""
    if row.what in (What.SENT, What.HELD):
        return say("trace.invitation") if row.value < 0 else guide.touchpoints[row.value]
    return guide.tracked[row.node]


def _named(row: Row, guide: Guide) -> str:
    if row.what is What.REGISTERED:
        return guide.sources[row.node]
    if row.what is What.BROUGHT:
        return guide.behaviours[row.node]
    return guide.rules[row.node] if row.what is What.MQL else ""


def _clock(guide: Guide, time: int, form: str = "%Y-%m-%d %H:%M") -> str:
    return format(guide.calendar.local(int(time)), form)
