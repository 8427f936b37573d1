"""Who went which way: counted by hand on a small ledger, and nobody lost on random ones."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings

from sim.model.journey import REASONS
from sim.model.ledger import FREQUENT, Run, Status, What
from sim.model.persona import Personas
from sim.present.flows import Flows, flows, mean_flows
from sim.study.guide import Guide
from tests import textbook
from tests.handmade import Story, at, journey
from tests.strategies import Scene, scenes

GUIDE = Guide.of(journey(), Personas.model_construct(personas={}))
PAPER, NEWS, TALK = 0, 1, 2
AWARENESS, INTEREST = 0, 1
UNREACHABLE, COMPETITOR, _, TIMING = range(4)


def sold(told: Story, lead: int, day: int, *whats: What) -> None:
    """Sales rows an hour apart, all of a lead in the stage interest."""
    for hour, what in enumerate(whats):
        told.row(at(day, 9 + hour), lead, what, stage=INTEREST)


def returned(told: Story, lead: int, day: int, reason: int, to: int) -> None:
    told.row(at(day, 18), lead, What.RETURNED, node=reason, value=to, stage=max(to, 0))


def story() -> Run:
    """Five leads: one won, one excluded at the gate, one not reached, one sent back for timing, one a competitor."""
    told = Story()
    winner, stranger, silent = told.lead(at(0)), told.lead(at(1), source=1), told.lead(at(1, 1))
    early, rival = told.lead(at(2)), told.lead(at(2, 1))
    told.row(at(1), stranger, What.EXCLUDED)
    told.row(at(3), winner, What.SENT, node=NEWS, value=PAPER)
    told.row(at(3), silent, What.SENT, node=NEWS, value=PAPER)
    told.row(at(3, 1), winner, What.CONTENT, node=PAPER)
    for lead in (winner, silent, early, rival):
        told.row(at(3, 2), lead, What.STAGE, node=INTEREST, value=AWARENESS, stage=INTEREST)
        told.row(at(3, 2), lead, What.MQL, node=int(lead == silent), value=1, stage=INTEREST)
        told.row(at(4), lead, What.SYNCED, stage=INTEREST)
        told.row(at(4, 1), lead, What.ATTEMPT, value=0, stage=INTEREST)
    sold(told, winner, 5, What.ACCEPTED, What.APPOINTMENT, What.SQL, What.OPPORTUNITY, What.WON)
    told.row(at(5), silent, What.ATTEMPT, value=1, stage=INTEREST)
    returned(told, silent, 6, UNREACHABLE, INTEREST)
    told.row(at(7), silent, What.UNSUBSCRIBE, node=NEWS, stage=INTEREST)
    sold(told, early, 5, What.ACCEPTED)
    returned(told, early, 6, TIMING, AWARENESS)
    returned(told, rival, 6, COMPETITOR, -1)
    return told.run()


EDGES = {
    ("source.web", "A"): 4.0,
    ("source.fair", "A"): 1.0,
    ("A", "B"): 5.0,
    ("B", "C"): 5.0,
    ("C", "E"): 1.0,
    ("C", "D"): 4.0,
    ("D", "stage.awareness"): 4.0,
    ("stage.awareness", "stage.interest"): 4.0,
    ("I", "mql.hot"): 3.0,
    ("mql.hot", "J"): 3.0,
    ("I", "mql.warm"): 1.0,
    ("mql.warm", "J"): 1.0,
    ("I", "J"): 4.0,
    ("stage.interest", "J"): 4.0,
    ("J", "K"): 4.0,
    ("K", "L"): 4.0,
    ("L", "M"): 2.0,
    ("M", "N"): 1.0,
    ("N", "won"): 1.0,
    ("L", "O"): 2.0,
    ("M", "O"): 1.0,
    ("O", "return.unreachable"): 1.0,
    ("return.unreachable", "stage.interest"): 1.0,
    ("O", "return.timing"): 1.0,
    ("return.timing", "stage.awareness"): 1.0,
    ("O", "return.competitor"): 1.0,
    ("return.competitor", "E"): 1.0,
}


def test_every_passage_is_counted_once() -> None:
    assert flows(story().rows, GUIDE).edges == EDGES


def test_touchpoints_know_how_often_they_were_used() -> None:
    found = flows(story().rows, GUIDE)
    assert found.uses == {("touchpoint.paper", "content"): 1.0, ("touchpoint.news", "sent"): 2.0}


def test_who_went_no_further_is_known_by_stage() -> None:
    found = flows(story().rows, GUIDE)
    assert found.waiting == {"stage.awareness": 1.0, "stage.interest": 1.0}
    assert found.unsubscribed == {"stage.interest": 1.0}


def test_milestones_suffice_for_all_but_the_uses() -> None:
    rows = story().rows
    found = flows(rows[~np.isin(rows["what"], FREQUENT)], GUIDE)
    assert (found.edges, found.uses) == (EDGES, {})


def test_a_window_counts_what_happens_in_it_and_who_is_there_at_its_end() -> None:
    found = flows(story().rows, GUIDE, first_s=at(4), last_s=at(6))
    ways = [("J", "K"), ("K", "L"), ("L", "M"), ("M", "N"), ("N", "won")]
    assert found.edges == {way: EDGES[way] for way in ways}
    assert found.waiting == {}, "all are with sales, won or excluded"
    assert flows(story().rows, GUIDE, last_s=at(3)).waiting == {"stage.awareness": 4.0}


def test_calls_and_exits_have_their_ways() -> None:
    guide = Guide.of(journey(exits={"bought": {"when": "score >= 99"}}), Personas.model_construct(personas={}))
    told = Story()
    called, gone, back = told.lead(at(0)), told.lead(at(0, 1)), told.lead(at(0, 2))
    told.row(at(1), called, What.CALL, node=PAPER)
    told.row(at(1), called, What.SYNCED)
    returned(told, called, 1, REASONS.index("rejected"), AWARENESS)
    for lead in (gone, back):
        told.row(at(2), lead, What.EXITED)
    told.row(at(3), back, What.REENTERED, value=INTEREST, stage=INTEREST)
    found = flows(told.run().rows, guide)
    ways = [
        *(("touchpoint.paper", "J"), ("stage.awareness", "J"), ("J", "K"), ("L", "O")),
        *(("exit.bought", "stage.interest"), ("return.rejected", "stage.awareness")),
    ]
    assert {way: found.edges.get(way) for way in ways} == dict.fromkeys(ways, 1.0)
    assert found.edges["stage.awareness", "exit.bought"] == 2.0
    assert ("I", "J") not in found.edges
    assert found.waiting == {"stage.awareness": 1.0, "stage.interest": 1.0}
    assert found.uses == {("touchpoint.paper", "call"): 1.0}


def test_the_mean_of_runs_counts_what_is_missing_as_none() -> None:
    one, other = flows(story().rows, GUIDE), Flows({("A", "B"): 7.0}, {}, {"stage.awareness": 3.0}, {})
    mean = mean_flows([one, other])
    assert (mean.runs, mean.edges["A", "B"], mean.edges["N", "won"]) == (2, 6.0, 0.5)
    assert mean.waiting == {"stage.awareness": 2.0, "stage.interest": 0.5}


def test_there_is_no_mean_of_nothing() -> None:
    with pytest.raises(ValueError, match="no flows"):
        mean_flows([])


@settings(max_examples=20)
@given(scenes())
def test_nobody_gets_lost_on_the_way(scene: Scene) -> None:
    result = textbook.simulate(scene.journey, scene.personas, **scene.settings())
    after = None if scene.after is None else scene.after[0]
    found = flows(result.rows, Guide.of(scene.journey, scene.personas, after=after, change_day=scene.change_day))
    nurtured = result.leads[result.leads["status"] == Status.NURTURING]
    stages = [f"stage.{name}" for name in scene.journey.stages]
    assert found.waiting == Counter(stages[stage] for stage in nurtured["stage"].tolist())
    for stage in stages:
        gone = sum(count for (start, _), count in found.edges.items() if start == stage)
        assert found.into(stage) - gone == found.waiting.get(stage, 0)
    assert found.edges.get(("A", "B"), 0) == len(result.leads)
    back = sum(found.edges.get(("O", f"return.{reason}"), 0) for reason in REASONS)
    assert back == found.into("O") == np.count_nonzero(result.rows["what"] == What.RETURNED)
