"""Coverage of a journey by a run: who came by where, of whom conditions were true, which branches nobody took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sim.present.conditions import Condition, conditions
from sim.present.passages import Rows
from sim.present.shares import EdgeShare, NodeShare, is_recorded, shares
from sim.present.untaken import Branch, untaken
from sim.study.blueprint import Blueprint
from sim.study.guide import Guide


class Coverage(NamedTuple):
    """What a run's ledger tells of a journey's graph.

    leads: all registered. recorded: False for a ledger of milestones, of which much is unknown (None).
    """

    leads: int
    recorded: bool
    nodes: tuple[NodeShare, ...]
    edges: tuple[EdgeShare, ...]
    conditions: tuple[Condition, ...]
    untaken: tuple[Branch, ...]

    @property
    def unknown(self) -> tuple[EdgeShare, ...]:
        """The edges of which the ledger tells nothing."""
        return tuple(edge for edge in self.edges if edge.leads is None)

    def to_json(self) -> dict[str, Any]:
        """Plain numbers and texts; unknown is null."""
        return {
            "leads": self.leads,
            "recorded": "all" if self.recorded else "milestones",
            "nodes": [node._asdict() for node in self.nodes],
            "edges": [_edge(edge) for edge in self.edges],
            "conditions": [{**each._asdict(), "examples": list(each.examples)} for each in self.conditions],
            "untaken": [branch._asdict() for branch in self.untaken],
        }


def coverage(leads: Rows, ledger: Rows, guide: Guide, blueprints: Sequence[Blueprint]) -> Coverage:
    """The coverage by one run of its journeys, which were in force one after the other."""
    journeys = [blueprint.journey() for blueprint in blueprints]
    found = shares(leads, ledger, guide, journeys)
    told = conditions(leads, ledger, guide, journeys, blueprints)
    return Coverage(
        leads=len(leads),
        recorded=is_recorded(leads, ledger),
        nodes=found.nodes,
        edges=found.edges,
        conditions=tuple(told),
        untaken=tuple(untaken(found, told, ledger, guide, blueprints[-1])),
    )


def _edge(edge: EdgeShare) -> dict[str, Any]:
    figures = {"leads": edge.leads, "share": edge.share, "passages": edge.passages}
    return {"from": edge.start, "to": edge.end, "label": edge.label, **figures}
