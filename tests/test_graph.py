"""The journey's graph: the article's flow whole, every part of the file in it, and texts that survive any title."""

from __future__ import annotations

import html
import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

from sim.files.workspace import load_journey
from sim.model.journey import Content, Journey, Return, Rule
from sim.model.rules import parse
from sim.present.graph import FLOW, journey_graph, node_id, stages_of
from sim.present.graphtext import graphml, mermaid
from tests import busyjourney
from tests.strategies import Scene, scenes

SEED = load_journey(Path(__file__).parent.parent / "journeys" / "seed.yaml").journey
# The source article's flow chart: A to O, and where each step leads.
ARTICLE = [
    *("AB", "BC", "CD", "CE", "DF", "FG", "GH", "HI", "IF", "IJ", "JK", "KL", "LM", "MN", "MO", "OF"),
]
HOSTILE = 'end "<b>&" `x` ;#quot; %% {}|[]() = 日本語 \\n $x$ --> subgraph <br/>'


def changed(**settings: object) -> Journey:
    """The seed journey with other settings."""
    return SEED.model_copy(update=settings)


def titled(title: str) -> Journey:
    """The seed journey with a title everywhere."""
    touchpoints = {name: each.model_copy(update={"title": title}) for name, each in SEED.touchpoints.items()}
    stages = {name: each.model_copy(update={"title": title}) for name, each in SEED.stages.items()}
    return changed(title=title, touchpoints=touchpoints, stages=stages)


def decoded(label: str) -> str:
    """A Mermaid label as a browser shows it."""
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", label))


def test_every_node_of_the_articles_flow_is_there_with_its_letter_and_a_title() -> None:
    nodes = journey_graph(SEED).nodes
    assert {node for node in nodes if nodes[node]["flow"]} == set(FLOW) == set("ABCDEFGHIJKLMNO")
    assert all(nodes[letter]["flow"] == letter and nodes[letter]["title"] for letter in FLOW)


@pytest.mark.parametrize("way", ARTICLE)
def test_every_arrow_of_the_article_is_there(way: str) -> None:
    assert journey_graph(SEED).has_edge(*way)


def test_decisions_say_when_they_go_which_way() -> None:
    edges = journey_graph(SEED).edges
    assert edges["C", "D"]["label"] == "yes: industry != other"
    assert edges["C", "E"]["label"] == "no"
    assert edges["I", "mql.price_page_rule"]["label"] == "score >= 100 and price_page >= 1"
    assert edges["stage.interest", "stage.consideration"]["label"] == "score >= 80 or price_page >= 3"


def test_steps_say_what_the_journey_sets_for_them() -> None:
    nodes = journey_graph(SEED).nodes
    assert nodes["B"]["detail"] == "job up to 20, industry up to 15, employees up to 10"
    assert "Webinar attended +40, Product page +15 each 3 times" in nodes["H"]["detail"]
    assert nodes["L"]["detail"] == "reps: 2; 09:00-12:00 13:00-18:00; first contact the same day"
    assert nodes["M"]["detail"] == "need and timing and (budget or authority)"


def test_mails_lead_to_the_content_that_they_carry_and_content_to_tracking() -> None:
    edges = journey_graph(SEED).edges
    assert edges["touchpoint.newsletter", "touchpoint.case_study"]["label"] == "Interest"
    assert edges["touchpoint.after_price_page", "touchpoint.case_study"]["label"] == "Awareness, Interest"
    assert edges["F", "touchpoint.newsletter"]["label"] == "weekly Tue 10:00"
    assert (
        edges["F", "touchpoint.exhibition_follow_up"]["label"] == "after registered, 1d later, if source == exhibition"
    )
    assert ("F", "touchpoint.plan_details") not in edges, "it is reached by mail only"
    assert edges["touchpoint.plan_details", "G"]["label"] == "Plan details"


def test_returned_leads_go_where_the_journey_sends_them() -> None:
    edges = journey_graph(SEED).edges
    assert edges["return.timing", "stage.interest"]["label"] == "after a rest of 60d"
    assert edges["return.unreachable", "F"]["label"] == "stage as it was, after a rest of 90d"
    assert ("return.competitor", "E") in edges


def test_touchpoints_know_their_stages() -> None:
    nodes = journey_graph(SEED).nodes
    assert nodes["touchpoint.blog"]["stage"] == "awareness"
    assert nodes["touchpoint.webinar"]["stage"] == "interest,consideration"
    assert stages_of(SEED.touchpoints["after_download"], SEED) == ["awareness", "interest", "consideration"]
    assert nodes["L"]["stage"] == "sales"


def test_a_journey_that_excludes_nobody_has_neither_gate_nor_list() -> None:
    graph = journey_graph(changed(gate=None, returns={}))
    assert graph.has_edge("B", "D")
    assert not {"C", "E"} & set(graph)


def test_without_a_gate_returned_leads_can_still_be_excluded() -> None:
    graph = journey_graph(changed(gate=None, returns={"competitor": Return(to="excluded")}))
    assert list(graph.predecessors("E")) == ["return.competitor"]


def test_without_hand_off_rules_nobody_comes_to_sales() -> None:
    graph = journey_graph(changed(mql={}))
    assert "I" in graph
    assert not {"J", "K", "L", "M", "N", "O", "won", "lost"} & set(graph)


BUSY = [  # edges of what only some journeys have, each with what is said of it
    ("source.talks", "A", "partners of talk"),
    ("stage.awareness", "stage.interest", "score >= 20; after 30d without a step"),
    ("stage.interest", "stage.awareness", "back if score < 10"),
    ("stage.awareness", "exit.bought", "download >= 9"),
    ("exit.paused", "stage.interest", "download >= 2"),
    ("stage.interest", "dormant", "60d without a sign of life"),
    ("dormant", "F", "a sign of life"),
    ("dormant", "touchpoint.wake", "on falling asleep"),
    ("stage.interest", "touchpoint.drip", "on coming to interest, 3d later"),
    ("F", "touchpoint.thanks", "after download: paper"),
    ("F", "touchpoint.ring", "after download, 1h later, if score >= 30"),
    ("touchpoint.ring", "J", "called: handed to sales"),
    ("touchpoint.news", "touchpoint.story", "if score < 20"),
    ("touchpoint.talk", "waitlist.talk", "no seat left"),
    ("waitlist.talk", "touchpoint.talk", "a seat got free"),
    ("K", "team.east", ""),
    ("team.west", "L", ""),
]


@pytest.mark.parametrize(("start", "end", "label"), BUSY)
def test_what_only_some_journeys_have_is_there(start: str, end: str, label: str) -> None:
    graph = journey_graph(busyjourney.journey())
    assert graph.edges[start, end]["label"] == label
    assert all(said["title"] for _, said in graph.nodes(data=True))


def test_a_mail_that_something_sets_off_is_come_to_from_there_only() -> None:
    graph = journey_graph(busyjourney.journey())
    assert not graph.has_edge("F", "touchpoint.drip")
    assert not graph.has_edge("exit.bought", "F"), "there is no way back"


@settings(max_examples=25)
@given(scenes())
def test_everything_in_a_journey_is_in_its_graph_and_can_be_come_to(scene: Scene) -> None:
    journey, graph = scene.journey, journey_graph(scene.journey)
    sources = [node_id("source", name) for name in journey.sources]
    assert set(graph) == set(sources).union(*(nx.descendants(graph, source) for source in sources))
    assert {node_id("stage", name) for name in journey.stages} <= set(graph)
    assert {node_id("touchpoint", name) for name in journey.touchpoints} <= set(graph)
    assert {node_id("mql", name) for name in journey.mql} <= set(graph)
    assert all({"kind", "title", "detail", "stage", "flow"} == set(said) for _, said in graph.nodes(data=True))
    assert all(said["title"] for _, said in graph.nodes(data=True))
    linked = {end for start, end in graph.edges if start.startswith("touchpoint.") and end.startswith("touchpoint.")}
    assert all(isinstance(journey.touchpoints[node.partition(".")[2]], Content) for node in linked)


@pytest.mark.parametrize("title", ["", HOSTILE, "=1+1", "長" * 60])
def test_mermaid_has_one_statement_for_each_node_and_edge_whatever_the_titles(title: str) -> None:
    graph = journey_graph(titled(title))
    lines = mermaid(graph).splitlines()
    node = re.compile(r'  (\w+)[(\[{]{1,2}"([^"<>|`{}]|<br/>)*"[)\]}]{1,2}:::[a-z]+')
    edge = re.compile(r'  \w+ -->(\|"[^"<>|`{}]*"\|)? \w+')
    nodes = [line for line in lines if node.fullmatch(line)]
    edges = [line for line in lines if edge.fullmatch(line)]
    assert lines[0] == "flowchart LR"
    assert (len(nodes), len(edges)) == (len(graph), graph.number_of_edges())
    assert len(lines) == len(nodes) + len(edges) + sum("classDef" in line or "accTitle" in line for line in lines) + 1
    declared = {line.split()[0].partition("[")[0].partition("(")[0].partition("{")[0] for line in nodes}
    assert set(FLOW) <= declared
    assert all({line.split()[0], line.split()[-1]} <= declared for line in edges)


def test_mermaid_shows_titles_as_they_are() -> None:
    text = mermaid(journey_graph(titled(HOSTILE)))
    labels = re.findall(r'n\d+\["(.*)<br/>', text)
    assert HOSTILE in [decoded(label) for label in labels]


def test_graphml_holds_every_attribute() -> None:
    graph = journey_graph(titled(HOSTILE))
    again = nx.parse_graphml(graphml(graph))
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(again.edges(data=True)) == list(graph.edges(data=True))


def test_characters_that_no_xml_may_hold_are_written_as_escapes() -> None:
    rule = Rule("need \t and\nneed", parse("need and need"))
    graph = journey_graph(titled("bell\x07\nline").model_copy(update={"sql": rule}))
    assert nx.parse_graphml(graphml(graph)).nodes["stage.interest"]["title"] == "bell\\x07\\nline"
    assert "\n" not in graph.nodes["M"]["detail"]
