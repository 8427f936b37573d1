"""The branches of a journey that nobody took, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.model.ledger import What
from sim.present.conditions import Condition
from sim.present.passages import Rows
from sim.present.shares import EdgeShare, NodeShare, Shares
from sim.present.ways import Way
from sim.study.blueprint import Blueprint
from sim.study.guide import Guide
from sim.words.messages import say


class Branch(NamedTuple):
    """What nobody took: the kind of part, where it stands (`file:line`, None if not known), and a sentence."""

    what: str
    where: str | None
    text: str


# Branches of a decision, told by what was decided, and the setting that decides.
_DECIDED: Mapping[Way, tuple[str, str]] = {
    ("C", "D"): ("coverage.gate_never", "gate"),
    ("C", "E"): ("coverage.gate_always", "gate"),
    ("M", "N"): ("coverage.sql_never", "sql"),
    ("M", "O"): ("coverage.sql_always", "sql"),
}
# Nodes by kind: what their branch is called, and the section of the journey's file. A new kind is an entry.
_PARTS: Mapping[str, tuple[str, str]] = {
    "source": ("source", "sources"),
    "stage": ("stage", "stages"),
    "exit": ("exit", "exits"),
    "content": ("touchpoint", "touchpoints"),
    "email": ("touchpoint", "touchpoints"),
    "webinar": ("touchpoint", "touchpoints"),
    "call": ("touchpoint", "touchpoints"),
    "waitlist": ("waitlist", "touchpoints"),
    "rule": ("rule", "mql"),
    "return": ("return", "returns"),
    "team": ("team", "desk.teams"),
    "dormant": ("dormant", "dormancy"),
}
_STEPS = ("step", "decision", "deal")
_CONDITIONS = {"stages": "enter", "exits": "when", "touchpoints": "when"}  # that bring a lead to a part


def untaken(
    found: Shares, conditions: Sequence[Condition], ledger: Rows, guide: Guide, blueprint: Blueprint
) -> list[Branch]:
    """Every part of the journey that nobody came to, every decision that was always the same, every edge nobody took.

    What follows from another branch is not told again, but for the parts that a user has written: those all are. What
    the ledger doesn't tell is no branch.
    """
    nodes = {node.id: node for node in found.nodes}
    rules = {each.setting: each for each in conditions}
    return [
        *(_part(node, rules, blueprint) for node in found.nodes if node.leads == 0 and node.kind in _PARTS),
        *_unattended(nodes, ledger, guide, blueprint),
        *_decided(found, nodes, rules, blueprint),
        *_steps(found, nodes),
        *_never_true(nodes, conditions),
        *_edges(found, nodes, blueprint),
    ]


def _part(node: NodeShare, rules: Mapping[str, Condition], blueprint: Blueprint) -> Branch:
    what, section = _PARTS[node.kind]
    setting = f"{section}.{node.id.partition('.')[2]}".rstrip(".")
    ending = f".{_CONDITIONS[section]}" if section in _CONDITIONS else ""
    text = say(f"coverage.nobody_{node.kind}", title=node.label)
    return Branch(what, blueprint.place(setting), text + _why(node, rules.get(setting + ending)))


def _why(node: NodeShare, condition: Condition | None) -> str:
    """The condition that kept everybody out, or that didn't."""
    if condition is None or condition.true is None:
        return ""
    if not condition.true:
        key = "coverage.never_true" if condition.asked else "coverage.never_seen_true"
        return say(key, rule=condition.rule)
    return say("coverage.after_another" if node.kind == "rule" else "coverage.true_for", leads=f"{condition.true:,}",
               rule=condition.rule)  # fmt: skip


def _unattended(nodes: Mapping[str, NodeShare], ledger: Rows, guide: Guide, blueprint: Blueprint) -> Iterator[Branch]:
    """Webinars to which people were invited, and nobody came."""
    attended = set(np.unique(ledger["node"][ledger["what"] == What.WEBINAR_ATTENDED]).tolist())
    for at, name in enumerate(guide.touchpoints):
        node = nodes.get(f"touchpoint.{name}")
        if node is not None and node.kind == "webinar" and node.leads != 0 and at not in attended:
            text = say("coverage.nobody_attended", title=node.label)
            yield Branch("touchpoint", blueprint.place(f"touchpoints.{name}"), text)


def _decided(
    found: Shares, nodes: Mapping[str, NodeShare], rules: Mapping[str, Condition], blueprint: Blueprint
) -> Iterator[Branch]:
    """Decisions that always went the same way."""
    for edge in found.edges:
        key, setting = _DECIDED.get((edge.start, edge.end), ("", ""))
        if key and edge.leads == 0 and nodes[edge.start].leads:
            rule = rules[setting].rule if setting in rules else ""
            yield Branch("condition", blueprint.place(setting), say(key, rule=rule))


def _steps(found: Shares, nodes: Mapping[str, NodeShare]) -> Iterator[Branch]:
    """Steps of the flow that somebody stood before and nobody came to."""
    for node in found.nodes:
        before = [edge for edge in found.edges if edge.end == node.id and nodes[edge.start].leads]
        told = all((edge.start, edge.end) in _DECIDED for edge in before)
        if node.kind in _STEPS and node.leads == 0 and not told:
            yield Branch("step", None, say("coverage.nobody_step", title=node.label))


def _never_true(nodes: Mapping[str, NodeShare], conditions: Sequence[Condition]) -> Iterator[Branch]:
    """Conditions that were put to somebody and never true, of parts that somebody came to in another way."""
    for each in conditions:
        section, _, rest = each.setting.partition(".")
        name, _, ending = rest.partition(".")
        node = nodes.get(f"{section.removesuffix('s')}.{name}")
        untold = node is not None and (node.leads != 0 or ending != _CONDITIONS.get(section))
        if each.true == 0 and each.asked and section in ("stages", "exits") and untold:
            yield Branch("condition", each.where, say("coverage.condition", setting=each.setting, rule=each.rule))


def _edges(found: Shares, nodes: Mapping[str, NodeShare], blueprint: Blueprint) -> Iterator[Branch]:
    """Edges that nobody took although people were at both ends."""
    for edge in found.edges:
        start, end = nodes[edge.start], nodes[edge.end]
        if edge.leads == 0 and start.leads != 0 and end.leads != 0 and (edge.start, edge.end) not in _DECIDED:
            yield Branch("edge", _place(edge, nodes, blueprint), _way_words(edge, start, end))


def _way_words(edge: EdgeShare, start: NodeShare, end: NodeShare) -> str:
    titles = {"start": start.label, "end": end.label}
    return say("coverage.edge_if", case=edge.label, **titles) if edge.label else say("coverage.edge", **titles)


def _place(edge: EdgeShare, nodes: Mapping[str, NodeShare], blueprint: Blueprint) -> str | None:
    """Where the part stands that an edge leads to, else the one that it comes from."""
    for node in (nodes[edge.end], nodes[edge.start]):
        if node.kind in _PARTS:
            return blueprint.place(f"{_PARTS[node.kind][1]}.{node.id.partition('.')[2]}".rstrip("."))
    return None
