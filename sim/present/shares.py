"""Shares of leads: how many of all came by each node and edge of the journey's graph at least once, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import reduce
from typing import Generic, NamedTuple, TypeVar

import networkx as nx
import numpy as np

from sim.model.journey import Journey
from sim.model.ledger import FREQUENT
from sim.present.graph import Graph, journey_graph
from sim.present.passages import Group, Ints, Rows, groups
from sim.present.ways import ALONG, AROUND, Way, joined, may_pass
from sim.study.guide import Guide

K = TypeVar("K", bound=Hashable)
TABLE = joined(ALONG, AROUND)


class NodeShare(NamedTuple):
    """Who came by a node: leads (each once), their share of all registered, and how often it was entered.

    None where the ledger doesn't tell; no share of nobody.
    """

    id: str
    kind: str
    label: str
    leads: int | None
    share: float | None
    passages: int | None


class EdgeShare(NamedTuple):
    """Who went from one node to another, as NodeShare; label: in which case, empty for always.

    Ways that the graph doesn't draw, such as past a stage, are there if somebody took them.
    """

    start: str
    end: str
    label: str
    leads: int | None
    share: float | None
    passages: int | None


class Shares(NamedTuple):
    """All nodes and edges; nodes in the order of the graph."""

    nodes: tuple[NodeShare, ...]
    edges: tuple[EdgeShare, ...]


class _Tally(Generic[K]):
    """Leads and passages by key."""

    def __init__(self) -> None:
        self._leads: dict[K, list[Ints]] = {}
        self.passages: Counter[K] = Counter()

    def add(self, key: K, leads: Ints, passages: int = 0) -> None:
        self._leads.setdefault(key, []).append(leads)
        self.passages[key] += passages

    def __iter__(self) -> Iterator[K]:
        return iter(self._leads)

    def leads(self, key: K) -> int:
        """Different leads."""
        return len(np.unique(np.concatenate(self._leads[key]))) if key in self._leads else 0


def whole_graph(journeys: Sequence[Journey]) -> Graph:
    """The graph of a run: that of its journey, or of both with the second one's words."""
    found: Graph = reduce(nx.compose, map(journey_graph, journeys))
    return found


def is_recorded(leads: Rows, ledger: Rows) -> bool:
    """Whether a ledger holds every row that a run's leads had."""
    return int(leads["rows"].sum()) <= len(ledger)


def shares(leads: Rows, ledger: Rows, guide: Guide, journeys: Sequence[Journey]) -> Shares:
    """The shares of a run whose journeys were in force one after the other.

    Of a ledger of milestones all edges that other rows may pass are unknown, and the nodes that they lead to.
    """
    whole, graphs = whole_graph(journeys), [journey_graph(journey) for journey in journeys]
    edges: _Tally[Way] = _Tally()
    nodes: _Tally[str] = _Tally()
    for group in groups(ledger, guide, TABLE, journeys):
        _count(group, _drawn(group, graphs, whole), whole, edges, nodes)
    unknown = set() if is_recorded(leads, ledger) else {way for way in whole.edges if _is_frequent(way, whole)}
    return Shares(
        nodes=tuple(_node(node, whole, nodes, unknown, len(leads)) for node in whole),
        edges=tuple(_edge(way, whole, edges, unknown, len(leads)) for way in _all_ways(whole, edges)),
    )


def _count(group: Group, ways: Iterable[Way], whole: Graph, edges: _Tally[Way], nodes: _Tally[str]) -> None:
    """Count the rows of a group; a row that comes to a node by two of its ways comes there once."""
    entered = set()
    touched: dict[str, None] = {}
    for start, end in dict.fromkeys(ways):
        edges.add((start, end), group.leads, group.passages)
        entered |= {end} if whole.in_degree(start) else {start, end}
        touched |= {start: None, end: None}
    for node in touched:
        nodes.add(node, group.leads, group.passages if node in entered else 0)


def _drawn(group: Group, graphs: Sequence[Graph], whole: Graph) -> Iterator[Way]:
    """The ways of a group as the graph of the journey in force has them."""
    graph = graphs[min(group.step.phase, len(graphs) - 1)]
    for way in group.ways:
        start, end = way
        if graph.has_edge(start, end):
            yield way
        elif any(node.startswith("return.") and not graph.has_node(node) for node in way):
            continue  # a reason for which the journey in force says nothing
        elif way in (("B", "C"), ("C", "D")) and not graph.has_node("C"):
            yield from [("B", "D")] if end == "D" else []
        elif start.startswith(("return.", "exit.")) and graph.has_edge(start, "F"):  # the stage stays as it was
            yield start, "F"
        elif start == "F" and (setters := _setters(graph, end)):
            yield setters[0], end
        elif whole.has_node(start) and whole.has_node(end):
            yield way


def _setters(graph: Graph, node: str) -> list[str]:
    """Where a lead comes from to a mail or a call that something sets off."""
    before = graph.predecessors(node) if graph.has_node(node) else ()
    return [start for start in before if not start.startswith(("touchpoint.", "waitlist."))]


def _is_frequent(way: Way, whole: Graph) -> bool:
    """Whether rows that are no milestones may pass an edge."""
    start, end = way
    if "call" in (whole.nodes[start]["kind"], whole.nodes[end]["kind"]):
        return False
    is_set_off = end.startswith("touchpoint.") and start in _setters(whole, end)
    return may_pass(("F", end) if is_set_off else way, FREQUENT, TABLE)


def _all_ways(whole: Graph, taken: Iterable[Way]) -> list[Way]:
    """The edges of the graph by their starts, each start's own before what it doesn't draw."""
    place = {node: at for at, node in enumerate(whole)}
    beside = sorted({way for way in taken if not whole.has_edge(*way)}, key=lambda way: place[way[1]])
    return sorted([*whole.edges, *beside], key=lambda way: place[way[0]])


def _node(node: str, whole: Graph, nodes: _Tally[str], unknown: set[Way], everybody: int) -> NodeShare:
    said = whole.nodes[node]
    known = not any((start, node) in unknown for start in whole.predecessors(node))
    return NodeShare(node, said["kind"], said["title"], *_figures(nodes, node, everybody, known))


def _edge(way: Way, whole: Graph, edges: _Tally[Way], unknown: set[Way], everybody: int) -> EdgeShare:
    label = whole.edges[way]["label"] if whole.has_edge(*way) else ""
    start, end = way
    return EdgeShare(start, end, label, *_figures(edges, way, everybody, way not in unknown))


def _figures(tally: _Tally[K], key: K, everybody: int, known: bool) -> tuple[int | None, float | None, int | None]:
    if not known:
        return None, None, None
    leads = tally.leads(key)
    return leads, leads / everybody if everybody else None, tally.passages[key]
