"""The table of ways: every kind of row is in it, or is known to pass nowhere, and its edges are those of the graph."""

from __future__ import annotations

import pytest

from sim.model.ledger import FREQUENT, What
from sim.present.graph import journey_graph
from sim.present.ways import ALONG, AROUND, NOWHERE, SYMBOLS, joined, may_pass
from tests import busyjourney
from tests.test_graph import SEED

TABLE = joined(ALONG, AROUND)
DRAWN = [way for journey in (SEED, busyjourney.journey()) for way in journey_graph(journey).edges]


@pytest.mark.parametrize("what", What)
def test_every_kind_of_row_passes_somewhere_or_is_known_to_pass_nowhere(what: What) -> None:
    assert (what in TABLE) != (what in NOWHERE)


def test_every_edge_of_a_graph_can_be_passed_by_some_row() -> None:
    """But for those that a row passes by another name: see shares."""
    other_names = {("B", "D"), ("return.unreachable", "F"), ("K", "team.east"), ("K", "team.west")}
    set_off = {("stage.interest", "touchpoint.drip"), ("dormant", "touchpoint.wake")}
    missing = {way for way in DRAWN if not may_pass(way, What, TABLE)} - other_names - set_off
    assert missing == set()


def test_symbols_stand_for_one_node_each() -> None:
    parts = {part for ways in TABLE.values() for way in ways for part in way}
    assert {part for part in parts if part.startswith("<")} == set(SYMBOLS)


def test_hand_offs_are_known_from_milestones_and_mails_are_not() -> None:
    assert not may_pass(("I", "J"), FREQUENT, TABLE)
    assert may_pass(("F", "touchpoint.news"), FREQUENT, TABLE)
    assert not may_pass(("stage.awareness", "stage.interest"), FREQUENT, TABLE)
