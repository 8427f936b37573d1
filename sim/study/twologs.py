"""Two event logs of the same leads in one numbering: leads by their identity, everything else by its name.

Numbers in tables follow the order of each scenario's own files (docs/world.md, section 3), so that the same number may
mean another mail in another scenario.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import What
from sim.study.guide import Guide

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

VARIANT = 1000  # content sent is content + 1000 * variant
_AT_TOUCHPOINT = (
    *range(What.SENT, What.STAGE),
    *(What.POSTPONED, What.BLOCKED, What.OPT_OUT, What.CALL, What.STAYED),
    *(What.WAITLISTED, What.WEBINAR_CANCELLED, What.WEBINAR_REPLAYED),
)
# Whose names the node of a row belongs to, by its kind. Elsewhere it is the same number in all scenarios.
_NODES = {
    "touchpoints": _AT_TOUCHPOINT,
    "sources": (What.REGISTERED,),
    "behaviours": (What.BROUGHT,),
    "stages": (What.STAGE,),
    "rules": (What.MQL, What.MACHINE_MADE),
    "exits": (What.EXITED, What.REENTERED),
}
_BY_REP = (What.ATTEMPT, What.NO_CONTACT, What.CONTACT, What.MAILED)
_STAGE_AS_VALUE = (What.STAGE, What.REENTERED, What.RETURNED)


class Log(NamedTuple):
    """What was kept of one simulated run: its leads (ledger.LEAD), all its rows (ledger.ROW), and their key."""

    leads: NDArray[np.void]
    rows: NDArray[np.void]
    guide: Guide


class Names(NamedTuple):
    """The names of two scenarios together, each in the order of the alphabet, so that neither comes first."""

    sources: tuple[str, ...]
    personas: tuple[str, ...]
    stages: tuple[str, ...]
    touchpoints: tuple[str, ...]
    behaviours: tuple[str, ...]
    rules: tuple[str, ...]
    exits: tuple[str, ...]
    variants: tuple[str, ...]


class Life(NamedTuple):
    """One scenario's rows by lead, then by their number; int64[rows] each, names by their place in Names.

    owner: place of the lead among all leads of both scenarios. node: 0 for reps, as whoever calls, the call goes alike.
    value: 0 for a hand-off, whose other true rules change nothing. cause: index of the row that caused it, -1: none.
    source, persona: int64[leads of both], -1 for a lead that this scenario doesn't have. first:
    int64[leads of both + 1], where the rows of each lead begin.
    """

    owner: Ints
    time: Ints
    what: Ints
    node: Ints
    value: Ints
    score: Ints
    stage: Ints
    cause: Ints
    source: Ints
    persona: Ints
    first: Ints


class Both(NamedTuple):
    """Two scenarios side by side; `who` are the leads' own 64-bit numbers, in order."""

    who: NDArray[np.uint64]
    names: Names
    a: Life
    b: Life


def is_whole(log: Log) -> bool:
    """Whether a log has all rows of its leads, and not only milestones."""
    counts = np.bincount(log.rows["lead"], minlength=len(log.leads))
    last = np.zeros(len(log.leads), np.int64)
    np.maximum.at(last, log.rows["lead"], log.rows["n"] + 1)
    return bool((counts == last).all())


def side_by_side(a: Log, b: Log) -> Both:
    """Both logs in one numbering; rows of each must be in ledger order, and all of them there (`is_whole`)."""
    who, names = np.union1d(a.leads["id"], b.leads["id"]), together(a.guide, b.guide)
    return Both(who, names, _life(a, who, names), _life(b, who, names))


def together(a: Guide, b: Guide) -> Names:
    """The names that either guide has."""
    lists = {name: (getattr(a, name), getattr(b, name)) for name in Names._fields if name != "variants"}
    lists["variants"] = (_flat(a.variants), _flat(b.variants))
    return Names(**{name: tuple(sorted({*one, *other})) for name, (one, other) in lists.items()})


def _flat(groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(name for group in groups for name in group)


def _life(log: Log, who: NDArray[np.uint64], names: Names) -> Life:
    owner = np.searchsorted(who, log.leads["id"])[log.rows["lead"]]
    order = np.argsort(owner, kind="stable")  # rows of a lead are in order of their number
    rows, owner, guide = log.rows[order], owner[order], log.guide
    first = np.searchsorted(owner, np.arange(who.size + 1))
    what = rows["what"].astype(np.int64)
    return Life(
        owner=owner,
        time=rows["time"].astype(np.int64),
        what=what,
        node=_nodes(rows, guide, names)[what, rows["node"]],
        value=_values(rows, what, guide, names),
        score=rows["score"].astype(np.int64),
        stage=places(guide.stages, names.stages)[rows["stage"]],
        cause=np.where(rows["cause"] >= 0, first[owner] + rows["cause"], -1),
        source=_of_leads(log, who, "source", places(guide.sources, names.sources)),
        persona=_of_leads(log, who, "persona", places(guide.personas, names.personas)),
        first=first,
    )


def places(own: tuple[str, ...], names: tuple[str, ...]) -> Ints:
    """int64[own names]: where each stands among the names of both."""
    return np.array([names.index(name) for name in own], np.int64)


def _of_leads(log: Log, who: NDArray[np.uint64], column: str, place: Ints) -> Ints:
    found = np.full(who.size, -1, np.int64)
    found[np.searchsorted(who, log.leads["id"])] = place[log.leads[column]]
    return found


def _nodes(rows: NDArray[np.void], guide: Guide, names: Names) -> Ints:
    """int64[kinds of rows, nodes]: the common number of each node."""
    groups = {kinds: places(getattr(guide, group), getattr(names, group)) for group, kinds in _NODES.items()}
    wide = max(int(rows["node"].max(initial=0)) + 1, *(place.size for place in groups.values()))
    table = np.broadcast_to(np.arange(wide), (len(What), wide)).copy()
    for kinds, place in groups.items():
        table[np.ix_(list(kinds), np.arange(place.size))] = place
    table[list(_BY_REP)] = 0
    return table


def _values(rows: NDArray[np.void], what: Ints, guide: Guide, names: Names) -> Ints:
    value = rows["value"].astype(np.int64)
    carried = np.flatnonzero(np.isin(what, (What.SENT, What.HELD)) & (value >= 0))
    variant, content = np.divmod(value[carried], VARIANT)
    value[carried] = places(guide.touchpoints, names.touchpoints)[content]
    value[carried] += VARIANT * _variants(guide, names)[rows["node"][carried], variant]
    staged = np.flatnonzero(np.isin(what, _STAGE_AS_VALUE) & (value >= 0))
    value[staged] = places(guide.stages, names.stages)[value[staged]]
    value[what == What.MQL] = 0
    return value


def _variants(guide: Guide, names: Names) -> Ints:
    """int64[touchpoints, variants]: the common number of each variant, from 1.

    0 is a first variant or none: a mail that has variants from a change of journey on had none before, and its rows
    don't tell.
    """
    table = np.zeros((len(guide.touchpoints), 1 + max(map(len, guide.variants), default=0)), np.int64)
    for row, own in zip(table, guide.variants, strict=True):
        row[1 : len(own)] = 1 + places(own[1:], names.variants)
    return table
