"""How many leads went which way through a journey: numbers for the edges and nodes of its graph, from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import NEVER_S
from sim.model.ledger import FREQUENT, What
from sim.present.graph import node_id
from sim.present.passages import groups
from sim.present.ways import ALONG, Way
from sim.study.guide import Guide

K = TypeVar("K", bound=Hashable)

_USES = [  # node: a touchpoint
    *(what for what in What if What.SENT <= what < What.STAGE and what != What.UNSUBSCRIBE),
    *(What.POSTPONED, What.BLOCKED, What.OPT_OUT, What.CALL, What.STAYED),
    *(What.WAITLISTED, What.WEBINAR_CANCELLED, What.WEBINAR_REPLAYED),
]


class Flows(NamedTuple):
    """Passages between two seconds, or their means over runs: who comes by twice is counted twice.

    edges: by the nodes of sim.present.graph. A hand-off goes also from the stage it left to J, a returned lead from its
    reason to the stage it came to or to E. uses: by touchpoint and kind of row (`sent`, `open`, `content`, ...); kinds
    that were not recorded are missing. waiting: leads nurtured in each stage at the end. unsubscribed: by their stage
    then.
    """

    edges: Mapping[Way, float]
    uses: Mapping[Way, float]
    waiting: Mapping[str, float]
    unsubscribed: Mapping[str, float]
    runs: int = 1

    def into(self, node: str) -> float:
        """All who came to a node."""
        return sum(count for (_, end), count in self.edges.items() if end == node)


class _Row(NamedTuple):
    """What a ledger row says of a way, in Python's own numbers."""

    time: int
    lead: int
    what: int
    node: int
    value: int
    stage: int


def flows(ledger: NDArray[np.void], guide: Guide, *, first_s: int = 0, last_s: int = NEVER_S) -> Flows:
    """The flows in a run's ledger from `first_s` (elapsed seconds) to before `last_s`.

    Milestones suffice for all but the uses. Leads who came before `first_s` are among those waiting.
    """
    milestones = ledger[~np.isin(ledger["what"], FREQUENT) & (ledger["time"] < last_s)]
    inside = milestones[milestones["time"] >= first_s]
    known = [_Row(*row) for row in milestones[list(_Row._fields)].tolist()]
    rows = [row for row in known if row.time >= first_s]
    stages = [node_id("stage", name) for name in guide.stages]
    return Flows(
        edges=_passages(inside, guide),
        uses=_uses(ledger[(ledger["time"] >= first_s) & (ledger["time"] < last_s)], guide),
        waiting=_sums(stages[stage] for stage in _places(known).values() if stage is not None),
        unsubscribed=_sums(stages[row.stage] for row in rows if row.what == What.UNSUBSCRIBE),
    )


def mean_flows(found: Sequence[Flows]) -> Flows:
    """The means of several runs. ValueError for none."""
    if not found:
        raise ValueError("found no flows to take the mean of")
    return Flows(
        edges=_means([each.edges for each in found]),
        uses=_means([each.uses for each in found]),
        waiting=_means([each.waiting for each in found]),
        unsubscribed=_means([each.unsubscribed for each in found]),
        runs=sum(each.runs for each in found),
    )


def _passages(milestones: NDArray[np.void], guide: Guide) -> dict[Way, float]:
    """Passages over each edge from registration to the deal or the return."""
    found: dict[Way, float] = {}
    for group in groups(milestones, guide, ALONG):
        for way in group.ways:
            found[way] = found.get(way, 0.0) + group.passages
    return found


def _sums(found: Iterable[K]) -> dict[K, float]:
    return {key: float(n) for key, n in Counter(found).items()}


def _means(tables: Sequence[Mapping[K, float]]) -> dict[K, float]:
    keys = dict.fromkeys(key for table in tables for key in table)
    return {key: sum(table.get(key, 0.0) for table in tables) / len(tables) for key in keys}


def _places(rows: Sequence[_Row]) -> dict[int, int | None]:
    """The stage that each lead is nurtured in after these rows; None for those excluded, gone, at sales or beyond."""
    places: dict[int, int | None] = {}
    for row in rows:
        if row.what in (What.REGISTERED, What.STAGE, What.REENTERED):
            places[row.lead] = row.stage
        elif row.what in (What.EXCLUDED, What.EXITED, What.MQL, What.CALL):
            places[row.lead] = None
        elif row.what == What.RETURNED:
            places[row.lead] = row.value if row.value >= 0 else None
    return places


def _uses(rows: NDArray[np.void], guide: Guide) -> dict[Way, float]:
    """How often each touchpoint was used in each way."""
    rows = rows[np.isin(rows["what"], _USES)]
    counts = np.bincount(rows["node"].astype(np.int64) * len(What) + rows["what"])
    found = {divmod(key, len(What)): float(counts[key]) for key in np.flatnonzero(counts).tolist()}
    names = [node_id("touchpoint", name) for name in guide.touchpoints]
    return {(names[node], What(what).name.lower()): count for (node, what), count in found.items()}
