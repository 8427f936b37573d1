"""Ways through a journey: which edges of its graph each kind of ledger row passes; a new kind is a table entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from sim.model.journey import REASONS, Journey
from sim.model.ledger import What
from sim.present.graph import BEFORE_CALL, DORMANT, node_id
from sim.study.guide import Guide

Way: TypeAlias = tuple[str, str]
Table: TypeAlias = Mapping[What, Sequence[Way]]


class Asked(IntEnum):
    """What a row's event was to the hand-off line: not put to it, put to it in vain, or the one that reached it."""

    NO = 0
    GOES_ON = 1
    REACHED = 2


class Step(NamedTuple):
    """What decides the ways of a row, in Python's own numbers; 0 for what its kind does not depend on.

    value: of the row `registered`, 1 for a lead that the target filter keeps out. origin: of content the index of the
    touchpoint that led to it, of other rows the cause; -1 if there is none. phase: which journey is in force, as
    Guide.phase says.
    """

    what: int
    node: int
    value: int
    stage: int
    origin: int
    asked: int
    phase: int


class Names(NamedTuple):
    """Nodes of the graph by the indices of the ledger; teams by phase and rep, none where the desk is one team."""

    sources: Sequence[str]
    stages: Sequence[str]
    touchpoints: Sequence[str]
    rules: Sequence[str]
    reasons: Sequence[str]
    exits: Sequence[str]
    waitlists: Sequence[str]
    teams: Sequence[Sequence[str]]

    @classmethod
    def of(cls, guide: Guide, journeys: Sequence[Journey] = ()) -> Names:
        """The nodes of a guide's names, and the teams of the journeys in force, one after the other."""
        return cls(
            sources=[node_id("source", name) for name in guide.sources],
            stages=[node_id("stage", name) for name in guide.stages],
            touchpoints=[node_id("touchpoint", name) for name in guide.touchpoints],
            rules=[node_id("mql", name) for name in guide.rules],
            reasons=[node_id("return", name) for name in REASONS],
            exits=[node_id("exit", name) for name in guide.exits],
            waitlists=[node_id("waitlist", name) for name in guide.touchpoints],
            teams=[_teams(journey) for journey in journeys],
        )

    def team(self, step: Step) -> str | None:
        """The team that made a first attempt; None if the desk is one team, or if the attempt is no first one."""
        teams = self.teams[step.phase] if step.phase < len(self.teams) else ()
        return teams[step.node] if not step.value and step.node < len(teams) else None


def _teams(journey: Journey) -> list[str]:
    """The team of each rep."""
    teams = journey.desk.teams.items()
    return [node_id("team", name) for name, team in teams for _ in range(team.head_count())]


class Symbol(NamedTuple):
    """A node that depends on the row: which (None: the row doesn't pass there), by what, and the nodes it may be."""

    node: Callable[[Step, Names], str | None]
    reads: tuple[str, ...]
    may_be: tuple[str, ...]  # whole, or beginnings that end with a dot


SYMBOLS: Mapping[str, Symbol] = {
    "<source>": Symbol(lambda step, names: names.sources[step.node], ("node",), ("source.",)),
    "<target>": Symbol(lambda step, _: None if step.value else "D", ("value",), ("D",)),
    "<stage>": Symbol(lambda step, names: names.stages[step.stage], ("stage",), ("stage.",)),
    "<entered>": Symbol(lambda step, names: names.stages[step.node], ("node",), ("stage.",)),
    "<left>": Symbol(lambda step, names: names.stages[step.value], ("value",), ("stage.",)),
    "<rule>": Symbol(lambda step, names: names.rules[step.node], ("node",), ("mql.",)),
    "<first>": Symbol(lambda step, _: None if step.value else "K", ("value",), ("K",)),
    "<judge>": Symbol(lambda step, _: "L" if REASONS[step.node] in BEFORE_CALL else "M", ("node",), ("L", "M")),
    "<reason>": Symbol(lambda step, names: names.reasons[step.node], ("node",), ("return.",)),
    "<back>": Symbol(
        lambda step, names: names.stages[step.value] if step.value >= 0 else "E", ("value",), ("stage.", "E")
    ),
    "<stays>": Symbol(lambda step, _: "O" if step.value >= 0 else None, ("value",), ("O",)),
    "<touchpoint>": Symbol(lambda step, names: names.touchpoints[step.node], ("node",), ("touchpoint.",)),
    "<from>": Symbol(
        lambda step, names: names.touchpoints[step.origin] if step.origin >= 0 else "F",
        ("origin",), ("touchpoint.", "F"),
    ),
    "<found in>": Symbol(
        lambda step, names: names.stages[step.stage] if step.origin < 0 else None, ("stage", "origin"), ("stage.",)
    ),
    "<exit>": Symbol(lambda step, names: names.exits[step.node], ("node",), ("exit.",)),
    "<to>": Symbol(lambda step, names: names.stages[step.value], ("value",), ("stage.",)),
    "<team>": Symbol(lambda step, names: names.team(step), ("node", "value"), ("team.",)),
    "<full>": Symbol(lambda step, names: names.waitlists[step.node], ("node",), ("waitlist.",)),
    "<waiting>": Symbol(
        lambda step, names: names.waitlists[step.node] if step.origin < 0 else None,
        ("node", "origin"), ("waitlist.",),
    ),
    "<points>": Symbol(lambda step, _: "H" if step.asked else None, ("asked",), ("H",)),
    "<line>": Symbol(lambda step, _: "I" if step.asked == Asked.GOES_ON else None, ("asked",), ("I",)),
}  # fmt: skip

_MET: tuple[Way, ...] = (("F", "G"), ("G", "H"), ("<points>", "I"), ("<line>", "F"))
_TRACKED: tuple[Way, ...] = (("<touchpoint>", "G"), *_MET)
_READ: tuple[Way, ...] = (("<from>", "<touchpoint>"), ("<found in>", "F"), *_TRACKED)

# From registration to the deal or the return: what a lead passes once, or once each time it is handed off.
ALONG: Table = {
    What.REGISTERED: (("<source>", "A"), ("A", "B"), ("B", "C"), ("C", "<target>"), ("<target>", "<stage>")),
    What.EXCLUDED: (("C", "E"),),
    What.STAGE: (("<left>", "<entered>"),),
    What.MQL: (("I", "<rule>"), ("<rule>", "J"), ("I", "J"), ("<stage>", "J")),
    What.CALL: (("<touchpoint>", "J"), ("<stage>", "J")),
    What.EXITED: (("<stage>", "<exit>"),),
    What.REENTERED: (("<exit>", "<to>"),),
    What.SYNCED: (("J", "K"),),
    What.ATTEMPT: (("<first>", "L"),),
    What.ACCEPTED: (("L", "M"),),
    What.OPPORTUNITY: (("M", "N"),),
    What.WON: (("N", "won"),),
    What.LOST: (("N", "lost"),),
    What.RETURNED: (("<judge>", "O"), ("O", "<reason>"), ("<reason>", "<back>")),
}
# The round of content, tracking and points that a lead goes again and again. Registration itself is no way in it.
AROUND: Table = {
    What.REGISTERED: (("<target>", "F"),),
    What.BROUGHT: _MET,
    What.SENT: (("F", "<touchpoint>"), ("<stage>", "F")),
    What.OPEN: _TRACKED,
    What.MACHINE_OPEN: _TRACKED,
    What.CLICK: _TRACKED,
    What.SCANNER_CLICK: _TRACKED,
    What.CONTENT: _READ,
    What.SCANNER_CONTENT: _READ,
    What.STAYED: _TRACKED,
    What.UNSUBSCRIBE: _TRACKED,
    What.OPT_OUT: _TRACKED,
    What.WEBINAR_REGISTERED: (("<waiting>", "<touchpoint>"), *_TRACKED),
    What.WEBINAR_ATTENDED: _TRACKED,
    What.WEBINAR_MISSED: _TRACKED,
    What.WEBINAR_REPLAYED: _TRACKED,
    What.WAITLISTED: (("<touchpoint>", "<full>"),),
    What.CALL: (("F", "<touchpoint>"),),
    What.ATTEMPT: (("K", "<team>"), ("<team>", "L")),
    What.DORMANT: (("<stage>", DORMANT),),
    What.REACTIVATED: ((DORMANT, "F"),),
    What.RETURNED: (("<stays>", "F"),),
}

# What passes nowhere: mails that nobody got, attempts after the first, and what only explains other rows.
NOWHERE = (
    *(What.HELD, What.BOUNCE, What.READ, What.POSTPONED, What.BLOCKED, What.NO_CONTACT, What.CONTACT, What.MAILED),
    *(What.APPOINTMENT, What.SQL, What.ADJUSTED, What.WEBINAR_CANCELLED, What.MACHINE_MADE, What.SYNC_FAILED),
    What.DUPLICATE,
)


def joined(*tables: Table) -> dict[What, tuple[Way, ...]]:
    """Tables as one: all ways of each kind of row."""
    kinds = dict.fromkeys(what for table in tables for what in table)
    return {what: tuple(way for table in tables for way in table.get(what, ())) for what in kinds}


def may_pass(way: Way, kinds: Iterable[What], table: Table) -> bool:
    """Whether rows of some kinds may pass an edge."""
    patterns = {pattern for what in kinds for pattern in table.get(what, ())}
    return any(all(map(_may_be, way, pattern)) for pattern in patterns)


def _may_be(node: str, part: str) -> bool:
    begins = SYMBOLS[part].may_be if part in SYMBOLS else (part,)
    return any(node == begin or (begin[-1] == "." and node.startswith(begin)) for begin in begins)


def resolved(patterns: Iterable[Way], step: Step, names: Names) -> tuple[Way, ...]:
    """The edges that patterns of a table mean for a row."""
    found = []
    for pattern in patterns:
        start, end = (SYMBOLS[part].node(step, names) if part in SYMBOLS else part for part in pattern)
        if start is not None and end is not None:
            found.append((start, end))
    return tuple(found)


def readers(name: str, table: Table) -> list[What]:
    """Kinds of rows whose ways depend on a field."""
    return [
        what
        for what, ways in table.items()
        if any(name in SYMBOLS[part].reads for way in ways for part in way if part in SYMBOLS)
    ]
