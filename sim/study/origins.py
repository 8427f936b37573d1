"""What something goes back to: a mail, a webinar, a visit, a rule, the sales team's queue; what set hand-offs going."""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from typing import NamedTuple

import numpy as np

from sim.model.journey import REASONS
from sim.model.ledger import POINTS, What
from sim.study.guide import Guide
from sim.study.trace import tracked
from sim.study.twologs import Both, Flags, Ints, Life, Names
from sim.words.messages import say


class Kind(StrEnum):
    """Kinds of origins; the comment says whose names they go with."""

    MAIL = "mail"  # touchpoints
    WEBINAR = "webinar"  # touchpoints
    VISIT = "visit"  # touchpoints: content looked at without a mail
    CALL = "call"  # touchpoints
    ARRIVAL = "arrival"  # sources: the registration itself, and what a lead brings along
    LEAD = "lead"  # sources: the lead registers in one scenario only
    RULE = "rule"  # rules
    REVIEW = "review"  # rules: a meeting has moved its number
    STAGE = "stage"  # stages: the rule of the stage entered
    BACK = "back"  # stages: the one fallen back from
    TIMEOUT = "timeout"  # stages: the one whose time was over
    EXIT = "exit"  # exits
    POINTS = "points"  # behaviours
    FIT = "fit"
    DECAY = "decay"
    GATE = "gate"
    DORMANCY = "dormancy"
    SYNC = "sync"
    QUEUE = "queue"  # when sales comes to a lead
    OUTCOME = "outcome"  # what comes of it
    DEAL = "deal"
    PERSONA = "persona"  # personas: not an origin, but told beside them
    SOURCE = "source"  # sources: likewise


_GROUPS = {
    **dict.fromkeys((Kind.MAIL, Kind.WEBINAR, Kind.VISIT, Kind.CALL), "touchpoints"),
    **dict.fromkeys((Kind.ARRIVAL, Kind.LEAD, Kind.SOURCE), "sources"),
    **dict.fromkeys((Kind.RULE, Kind.REVIEW), "rules"),
    **dict.fromkeys((Kind.STAGE, Kind.BACK, Kind.TIMEOUT), "stages"),
    **{Kind.EXIT: "exits", Kind.POINTS: "behaviours", Kind.PERSONA: "personas"},
}
_SPOKEN = (Kind.MAIL, Kind.WEBINAR, Kind.CALL)  # kinds that people call a touchpoint itself by
_NUMBERS = {kind: n for n, kind in enumerate(Kind)}
_BITS = 16  # of the name's place in a code
NOTHING = -1  # in place of a code

_OUTCOMES = (
    *(What.NO_CONTACT, What.MAILED, What.CONTACT, What.ACCEPTED, What.APPOINTMENT, What.SQL, What.OPPORTUNITY),
    What.RETURNED,
)
_WEBINAR = (
    *(What.WEBINAR_REGISTERED, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED),
    *(What.WAITLISTED, What.WEBINAR_CANCELLED, What.WEBINAR_REPLAYED),
)
_ARRIVALS = (What.REGISTERED, What.BROUGHT)
# The kind of a row's origin, where the row alone says it.
_KIND_OF = {
    **dict.fromkeys(_ARRIVALS, Kind.ARRIVAL),
    What.EXCLUDED: Kind.GATE,
    **dict.fromkeys((What.SENT, What.HELD, What.BOUNCE, What.POSTPONED, What.BLOCKED), Kind.MAIL),
    **dict.fromkeys((What.OPEN, What.MACHINE_OPEN, What.READ, What.CLICK, What.SCANNER_CLICK), Kind.MAIL),
    **dict.fromkeys((What.UNSUBSCRIBE, What.OPT_OUT), Kind.MAIL),
    **dict.fromkeys((What.CONTENT, What.SCANNER_CONTENT, What.STAYED), Kind.VISIT),
    **dict.fromkeys(_WEBINAR, Kind.WEBINAR),
    What.STAGE: Kind.STAGE,
    **dict.fromkeys((What.MQL, What.MACHINE_MADE), Kind.RULE),
    What.CALL: Kind.CALL,
    **dict.fromkeys((What.SYNCED, What.SYNC_FAILED, What.DUPLICATE), Kind.SYNC),
    What.ATTEMPT: Kind.QUEUE,
    **dict.fromkeys(_OUTCOMES, Kind.OUTCOME),
    **dict.fromkeys((What.WON, What.LOST), Kind.DEAL),
    What.ADJUSTED: Kind.DECAY,
    **dict.fromkeys((What.EXITED, What.REENTERED), Kind.EXIT),
    **dict.fromkeys((What.DORMANT, What.REACTIVATED), Kind.DORMANCY),
}
_BASE = np.array([_NUMBERS[_KIND_OF[what]] << _BITS for what in What])
_NAMED = np.array([_KIND_OF[what] in _GROUPS for what in What])


class Origin(NamedTuple):
    """What began something: its kind, and its name if its kind has names (empty: none)."""

    kind: Kind
    name: str = ""

    @property
    def words(self) -> str:
        """`the mail newsletter`; a webinar that is called webinar is `the webinar`."""
        if self.kind in _SPOKEN and self.name == self.kind:
            return say(f"explain.same_{self.kind}")
        return say(f"explain.kind_{self.kind}", name=self.name)


def coded(kind: Kind, place: Ints | int = 0) -> Ints:
    """The codes of origins, from the places of their names in Names."""
    return np.asarray(_NUMBERS[kind] << _BITS | np.asarray(place, np.int64), np.int64)


def origin(code: int, names: Names) -> Origin:
    """What a code stands for."""
    kind = list(Kind)[code >> _BITS]
    group = _GROUPS.get(kind)
    return Origin(kind, getattr(names, group)[code & (1 << _BITS) - 1] if group else "")


class Scenarios(NamedTuple):
    """Both scenarios, and what classification needs to know of them.

    webinars: bool[touchpoints], which are no mails. stages, rules: int64, the sums of their places in both files.
    moved: bool[rules], which are written alike in both and moved by reviews. behaviours: int64[kinds, touchpoints],
    what a row is tracked as, -1: nothing.
    """

    both: Both
    webinars: Flags
    stages: Ints
    rules: Ints
    moved: Flags
    behaviours: Ints


def scenarios(both: Both, a: Guide, b: Guide) -> Scenarios:
    """What the two guides say, in the numbers of both."""
    names, webinars = both.names, np.zeros(len(both.names.touchpoints), np.bool_)
    for life in (both.a, both.b):
        webinars[life.node[np.isin(life.what, _WEBINAR) | ((life.what == What.SENT) & (life.value < 0))]] = True
    moved = np.array([_is_moved(rule, a, b) for rule in names.rules], np.bool_)
    stages, rules = _order(names.stages, a.stages, b.stages), _order(names.rules, a.rules, b.rules)
    return Scenarios(both, webinars, stages, rules, moved, _behaviours(names, a, b))


def _order(names: tuple[str, ...], *files: tuple[str, ...]) -> Ints:
    """int64[names]: which come earlier in the files, those that aren't there at their end."""
    places = [[own.index(name) if name in own else len(own) for own in files] for name in names]
    return np.array([sum(each) for each in places], np.int64)


def _is_moved(rule: str, a: Guide, b: Guide) -> bool:
    """Whether only reviews can make a rule differ."""
    if not any(rule == reviewed for guide in (a, b) for _, reviewed, _ in guide.reviews):
        return False
    one, other = (dict(guide.texts[-1]) for guide in (a, b))
    alike = {path for path in one.keys() | other.keys() if path == f"mql.{rule}" or path.startswith("segments.")}
    return all(one.get(path) == other.get(path) for path in alike)


def _behaviours(names: Names, a: Guide, b: Guide) -> Ints:
    table = np.full((len(What), 1 + len(names.touchpoints)), -1, np.int64)
    for guide, what in product((a, b), set(POINTS) - {What.BROUGHT}):
        for node, touchpoint in enumerate(guide.touchpoints):
            if name := tracked(what, node, guide):
                table[what, names.touchpoints.index(touchpoint)] = names.behaviours.index(name)
    return table


def climb(life: Life, at: Ints) -> Ints:
    """The mail that rows go back to, by their chains of causes; else the first row of the chain."""
    while True:
        above = life.cause[at]
        goes_on = (above >= 0) & (above < at) & (life.what[at] != What.SENT)
        if not goes_on.any():
            return at
        at = np.where(goes_on, above, at)


def pushes(known: Scenarios, life: Life, at: Ints) -> Ints:
    """Codes of what set hand-offs going: the last mail, visit, webinar, call, review or timeout in their chains.

    `at`: rows of kind MQL or CALL.
    """
    met = by_review(life, at)
    roots = np.where(met | (life.what[at] == What.CALL), at, climb(life, at))
    found = of_rows(known, life, roots)
    found[met] = coded(Kind.REVIEW, life.node[at[met]])
    return found


def by_review(life: Life, at: Ints) -> Flags:
    """Which hand-offs a meeting set off: otherwise rules are tested at the end of an event of its lead."""
    above = life.cause[at]
    met: Flags = (life.what[at] == What.MQL) & (above >= 0) & (life.time[at] > life.time[above])
    return met


def of_rows(known: Scenarios, life: Life, at: Ints) -> Ints:
    """Codes of rows by themselves."""
    what, node = life.what[at], life.node[at]
    found = _BASE[what] + np.where(_NAMED[what], node, 0)
    arrived = np.isin(what, _ARRIVALS)
    found[arrived] = coded(Kind.ARRIVAL, life.source[life.owner[at[arrived]]])
    mails = np.flatnonzero(_BASE[what] == coded(Kind.MAIL))
    found[mails] = mail_codes(known, node[mails])
    staged = np.flatnonzero(what == What.STAGE)
    found[staged] = _stage_codes(known, life, at[staged])
    found[(what == What.RETURNED) & (node == REASONS.index("expired"))] = coded(Kind.QUEUE)  # nobody came in time
    return found


def mail_codes(known: Scenarios, node: Ints) -> Ints:
    """Codes of mails; those of a webinar are its invitations and reminders."""
    return np.where(known.webinars[node], coded(Kind.WEBINAR, node), coded(Kind.MAIL, node))


def _stage_codes(known: Scenarios, life: Life, at: Ints) -> Ints:
    """Codes of changes of stage: a rule to enter one or to fall back, or, without a cause, a time limit."""
    new, old = life.node[at], life.value[at]
    by_rule = np.where(known.stages[new] < known.stages[old], coded(Kind.BACK, old), coded(Kind.STAGE, new))
    return np.where(life.cause[at] < 0, coded(Kind.TIMEOUT, old), by_rule)
