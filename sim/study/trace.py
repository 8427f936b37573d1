"""One lead's life as people read it: when, what, points, stage, and the reasons for stage changes and hand-offs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.journey import FINDINGS, REASONS
from sim.model.ledger import POINTS, REVIEW, Status, What
from sim.model.rules import names, parse, windows, with_segments
from sim.model.timewords import duration_words
from sim.study.guide import Guide
from sim.words.columns import columns_of, padded
from sim.words.messages import say
from sim.words.moments import moment
from sim.words.wording import listed

# What a row is tracked as, where the kind of row alone says it.
_BEHAVIOUR = {
    What.REGISTERED: "registered",
    What.OPEN: "open",
    What.MACHINE_OPEN: "open",
    What.CLICK: "click",
    What.SCANNER_CLICK: "click",
    What.UNSUBSCRIBE: "unsubscribed",
    What.OPT_OUT: "unsubscribed",
    What.WEBINAR_REGISTERED: "webinar_registered",
    What.WEBINAR_ATTENDED: "webinar_attended",
    What.WEBINAR_MISSED: "webinar_missed",
    What.WEBINAR_REPLAYED: "webinar_replayed",
}
_AT_TOUCHPOINT = (
    *range(What.SENT, What.STAGE),
    *(What.POSTPONED, What.BLOCKED, What.OPT_OUT, What.CALL, What.STAYED),
    *(What.WAITLISTED, What.WEBINAR_CANCELLED, What.WEBINAR_REPLAYED),
)
_OF_MAIL = (What.SENT, What.HELD)
_OF_REP = (What.ATTEMPT, What.NO_CONTACT, What.CONTACT, What.MAILED)
_KEPT_BACK = ("", "hours", "caps", "usual_hour")  # why a mail was put off or kept back, by the value of its row
_REMINDER = -2  # in place of content; an invitation is -1
_VARIANT = 1000  # content sent is content + 1000 * variant
_EXPLAINED = (What.STAGE, What.MQL, What.EXITED, What.REENTERED)  # their own lines say why
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


class Seen(NamedTuple):
    """What can be shown beside a lead's rows: the guide, its attributes, what review meetings did (ledger.REVIEW)."""

    guide: Guide
    attributes: Mapping[str, str]
    reviews: NDArray[np.void]


def timeline(
    rows: NDArray[np.void],
    lead: int,
    guide: Guide,
    *,
    attributes: Mapping[str, str] | None = None,
    reviews: NDArray[np.void] | None = None,
) -> list[Happening]:
    """The life of one lead (its index in the leads table) from a ledger with all rows; empty for a lead without rows.

    `attributes` are shown among the values of rules if given; the ledger doesn't hold them. `reviews` are those of the
    run: they tell by how much a rule was moved.
    """
    own = np.sort(rows[rows["lead"] == lead], order="n")
    life = [Row(*row)._replace(what=What(row[3])) for row in own.tolist()]
    seen = Seen(guide, attributes or {}, np.zeros(0, REVIEW) if reviews is None else reviews)
    return [_happening(life, at, seen) for at in range(len(life))]


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
    wide = min(_WIDEST, max((columns_of(each.what) for each in happenings), default=0))
    for each in happenings:
        points = f"{each.points:+d}" if each.points else ""
        what = padded(each.what, wide)
        texts.append(f"{moment(each.local)}  {what} {points:>4} {each.score:>5}  {each.stage}".rstrip())
        texts += [f"{'':22}{say('trace.because', rule=rule)}" for rule in each.why]
        if each.after:
            texts.append(f"{'':22}{say('trace.after', chain=say('trace.before_that').join(each.after))}")
    return texts


def _happening(life: list[Row], at: int, seen: Seen) -> Happening:
    row, guide = life[at], seen.guide
    points = row.value if row.what in POINTS and row.what is not What.REGISTERED else 0
    why = _reasons(life[: at + 1], seen)
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
        chain += [] if row.what in _EXPLAINED else [row]
    return chain


def _reasons(life: list[Row], seen: Seen) -> tuple[str, ...]:
    """The rules that made the last row, each with the values it saw; or how long a lead was in a stage."""
    row, guide = life[-1], seen.guide
    if row.what is What.STAGE and row.cause < 0:
        after = guide.text(row.time, f"stages.{guide.stages[row.value]}.timeout")
        return (say("trace.timeout", after=after, stage=guide.stages[row.value]),)
    rules = [_Rule(guide.text(row.time, path), _number(row, path, seen)) for path in _paths(row, guide)]
    return tuple(_with_values(rule.words, _values(rule.text, life, seen)) for rule in rules)


def _with_values(rule: str, values: str) -> str:
    return say("trace.rule", rule=rule, values=values) if values else rule


def _paths(row: Row, guide: Guide) -> list[str]:
    """Where the rules stand that made a row."""
    if row.what is What.STAGE:
        fell = row.node < row.value
        return [f"stages.{guide.stages[row.value]}.back" if fell else f"stages.{guide.stages[row.node]}.enter"]
    if row.what is What.MQL:
        return [f"mql.{name}" for i, name in enumerate(guide.rules) if row.value >> i & 1]
    if row.what in (What.EXITED, What.REENTERED):
        return [f"exits.{guide.exits[row.node]}.{'when' if row.what is What.EXITED else 're_enter'}"]
    return []


class _Rule(NamedTuple):
    """A rule as written, and what reviews have moved in it (empty: nothing)."""

    text: str
    moved: str

    @property
    def words(self) -> str:
        return say("trace.moved", rule=self.text, moved=self.moved) if self.moved else self.text


def _number(row: Row, path: str, seen: Seen) -> str:
    """What the last meetings before a row had made of a hand-off rule's numbers, as `score 85`."""
    begin = seen.guide.change_s if seen.guide.phase(row.time) else 0  # a second journey begins as it is written
    met = seen.reviews[(seen.reviews["time"] >= (begin or 0)) & (seen.reviews["time"] <= row.time)]
    moved = {}
    for n, (_, rule, compares) in enumerate(seen.guide.reviews):
        own = met[met["review"] == n]
        if path == f"mql.{rule}" and own.size and (own["before"] != own["after"]).any():
            moved[compares] = f"{compares} {own['after'][-1]}"
    return listed(moved.values())


def _values(rule: str, life: list[Row], seen: Seen) -> str:
    """The values of the names in a rule at the last row, as `score 115, price_page 2`.

    Left out is what the ledger can't tell: attributes, whatever a lead from a file may have brought along, and counts
    of what machines that were recognised did.
    """
    row, guide = life[-1], seen.guide
    expr = with_segments(parse(rule), {name: parse(text) for name, text in guide.segments(row.time).items()})
    windowed = {name for name, _, _ in windows(expr)}
    counts = Counter(tracked(each.what, each.node, guide) for each in life)
    known: dict[str, object] = {"score": row.score, "source": guide.sources[life[0].node], **seen.attributes}
    known["stage"] = guide.stages[_stage_before(life)]
    if known["source"] not in guide.given:
        fit = life[0].score - guide.registered_points
        known |= {"fit": fit, "behaviour": row.score - fit}
        known |= {name: counts[name] for name in guide.behaviours if name not in guide.uncertain}
    values = [f"{name} {known[name]}" for name in sorted(names(expr) - windowed) if name in known]
    for name, window_s, _ in sorted(windows(expr)):
        n = sum(tracked(each.what, each.node, guide) == name and each.time > row.time - window_s for each in life)
        if name not in guide.uncertain:
            values.append(say("trace.windowed", name=name, count=n, window=duration_words(window_s)))
    return listed(dict.fromkeys(values))


def _stage_before(life: list[Row]) -> int:
    """The stage that the rule of the last row saw."""
    row = life[-1]
    return life[-2].stage if row.what in (What.STAGE, What.REENTERED) and len(life) > 1 else row.stage


def tracked(what: What, node: int, guide: Guide) -> str:
    """The behaviour that a row counts as; empty for none."""
    if what in (What.CONTENT, What.SCANNER_CONTENT):
        return guide.tracked[node]
    if what is What.STAYED:
        return guide.stayed[node]
    return guide.behaviours[node] if what is What.BROUGHT else _BEHAVIOUR.get(what, "")


def _words(row: Row, guide: Guide) -> str:
    key = f"trace.{row.what.name.lower()}"
    if row.what is What.CONTENT and guide.tracked[row.node] == guide.touchpoints[row.node]:
        return say("trace.page", node=guide.touchpoints[row.node])
    if row.what in (What.POSTPONED, What.BLOCKED):
        return say(key, node=guide.touchpoints[row.node], why=say(f"trace.by_{_KEPT_BACK[row.value]}"))
    if row.what in _OF_MAIL:
        return say(key, node=guide.touchpoints[row.node], content=_sent(row, guide))
    if row.node < 0 and row.what is What.UNSUBSCRIBE:
        return say("trace.unsubscribe_all")
    if row.what in _AT_TOUCHPOINT:
        return say(key, node=guide.touchpoints[row.node], content=guide.tracked[row.node])
    if row.what in (What.STAGE, What.REENTERED):
        return _moved(row, guide)
    if row.what in _OF_REP:
        return say(key, rep=row.node + 1, attempt=row.value + 1)
    if row.what is What.RETURNED:
        reason, to = say(f"reason.{REASONS[row.node]}"), row.value
        return say(key, reason=reason, to=guide.stages[to]) if to >= 0 else say("trace.returned_out", reason=reason)
    if row.what in (What.ACCEPTED, What.APPOINTMENT):
        found = [say(f"finding.{name}") for bit, name in enumerate(FINDINGS) if row.value >> bit & 1]
        return say(key, findings=listed(found))
    if row.what is What.ADJUSTED:
        return say("trace.set_back") if row.node else say("trace.decayed")
    return say(key, node=_named(row, guide))


def _sent(row: Row, guide: Guide) -> str:
    """What a mail carried: an invitation, a reminder, or content, of which variant if there are several."""
    if row.value < 0:
        return say("trace.reminder" if row.value == _REMINDER else "trace.invitation")
    variant, content = divmod(row.value, _VARIANT)
    carried, variants = guide.touchpoints[content], guide.variants[row.node]
    return say("trace.variant", content=carried, variant=variants[variant]) if variants else carried


def _moved(row: Row, guide: Guide) -> str:
    """From one stage to another, or back into the journey."""
    if row.what is What.STAGE:
        return say("trace.stage", node=guide.stages[row.node], old=guide.stages[row.value])
    return say("trace.reentered", node=guide.exits[row.node], to=guide.stages[row.value])


def _named(row: Row, guide: Guide) -> str:
    if row.what is What.REGISTERED:
        return guide.sources[row.node]
    if row.what is What.BROUGHT:
        return guide.behaviours[row.node]
    if row.what is What.EXITED:
        return guide.exits[row.node]
    if row.what is What.SYNC_FAILED:
        return str(row.value + 1)
    return guide.rules[row.node] if row.what in (What.MQL, What.MACHINE_MADE) else ""


def _clock(guide: Guide, time: int, form: str = "%Y-%m-%d %H:%M") -> str:
    return format(guide.calendar.local(int(time)), form)
