"""The journey map in numbers and words: what a journey is made of, and how many leads went which way through it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sim.model.journey import Content, Journey, Webinar
from sim.present.flows import Flows
from sim.present.graph import Graph, journey_graph, node_id, spoken
from sim.words.messages import say

Way = tuple[str, str]


class JourneyMap(NamedTuple):
    """What the map shows. flows: None for the journey as it is written, without numbers."""

    title: str
    subtitle: str
    note: str
    journey: Journey
    graph: Graph
    flows: Flows | None

    def passages(self, *ways: Way) -> float | None:
        """Passages over some edges together; None without numbers."""
        if self.flows is None:
            return None
        return sum(self.flows.edges.get(way, 0.0) for way in ways)

    def words(self, *ways: Way) -> str:
        """The passages over some edges as text; empty without numbers."""
        count = self.passages(*ways)
        return "" if count is None or self.flows is None else count_words(count, self.flows.runs)

    def crossed(self, stage: int) -> list[Way]:
        """The ways from before a stage, by its number, to it or beyond; who skips a stage crosses two lines."""
        names = [node_id("stage", name) for name in self.journey.stages]
        return [(before, after) for before in names[:stage] for after in names[stage:]]

    def back_to(self, node: str) -> dict[str, float]:
        """Returned leads that came to a stage or to E, by the node of their reason, most first."""
        edges = self.flows.edges if self.flows else {}
        found = {start: count for (start, end), count in edges.items() if end == node and start.startswith("return.")}
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def use(self, name: str) -> float | None:
        """How often a touchpoint was used: content read, mails sent, people at a webinar; None if unknown."""
        touchpoint = self.journey.touchpoints[name]
        kind = "content" if isinstance(touchpoint, Content) else "sent"
        if isinstance(touchpoint, Webinar):
            kind = "webinar_attended"
        return None if self.flows is None else self.flows.uses.get((node_id("touchpoint", name), kind))


def count_words(count: float, runs: int = 1) -> str:
    """A number of leads; means of several runs have a digit more where they are small."""
    return f"{count:,.0f}" if runs == 1 or count >= 10 or count == 0 else f"{count:,.1f}"


def whole_comparisons(rule: str) -> str:
    """A rule in which no line ends within a comparison."""
    return re.sub(" ([<>=!]=?) ", "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", rule)


def journey_map(journey: Journey, flows: Flows | None = None, *, scenario: str = "", period: str = "") -> JourneyMap:
    """The map of a journey; `scenario` and `period`, both in words, say what the flows are of."""
    graph = journey_graph(journey)
    name = graph.graph["title"]
    if flows is None:
        return JourneyMap(name, _parts(journey), say("charts.map.note_plain"), journey, graph, None)
    shown = [name, scenario, period, runs_words(flows.runs)]
    subtitle = say("charts.and").join(part for part in shown if part)
    return JourneyMap(_finding(flows), subtitle, say("charts.map.note"), journey, graph, flows)


def runs_words(runs: int) -> str:
    """How many simulated runs a number is of."""
    return say("charts.one_run") if runs == 1 else say("charts.mean_of_runs", runs=runs)


def _parts(journey: Journey) -> str:
    return say(
        "charts.map.parts",
        sources=len(journey.sources),
        stages=len(journey.stages),
        touchpoints=len(journey.touchpoints),
        rules=len(journey.mql),
    )


def _finding(flows: Flows) -> str:
    ways = {"leads": ("A", "B"), "mqls": ("I", "J"), "opportunities": ("M", "N"), "wins": ("N", "won")}
    counts = {name: flows.edges.get(way, 0.0) for name, way in ways.items()}
    counts["mqls"] += sum(
        n for (start, end), n in flows.edges.items() if end == "J" and start.startswith("touchpoint.")
    )
    words = {name: count_words(count, flows.runs) for name, count in counts.items()}
    if not counts["mqls"]:
        return say("charts.map.nobody", leads=words["leads"])
    back = flows.edges.get(("L", "O"), 0.0) + flows.edges.get(("M", "O"), 0.0)
    return say("charts.map.finding", back=count_words(back, flows.runs), **words)


def alt_text(found: JourneyMap) -> str:
    """The picture in words, for those who can't see it."""
    stages = say("charts.arrow").join(spoken(name, stage.title) for name, stage in found.journey.stages.items())
    text = say("charts.map.alt", title=found.title, subtitle=found.subtitle, stages=stages)
    if found.flows is None:
        return text
    steps = [("A", "B"), ("C", "E"), ("I", "J"), ("L", "M"), ("M", "N"), ("N", "won"), ("N", "lost")]
    titles = found.graph.nodes(data="title", default="")
    counts = [
        say("charts.map.alt_way", start=titles[a], end=titles[b], count=found.words((a, b)))
        for a, b in steps
        if a in found.graph and b in found.graph
    ]
    return say("charts.between").join([text, *counts])


HEADER = ("what", "from", "to", "condition", "count")


def table(found: JourneyMap) -> Iterator[tuple[str, str, str, str, float | None]]:
    """The numbers of the map as rows of HEADER: every edge of the graph, then every other number of the flows."""
    edges = found.flows.edges if found.flows else {}
    for start, end, said in found.graph.edges(data=True):
        yield "edge", start, end, said["label"], edges.get((start, end))
    for (start, end), count in edges.items():
        if not found.graph.has_edge(start, end):
            yield "passage", start, end, "", count
    if found.flows is None:
        return
    yield from (("use", node, "", kind, count) for (node, kind), count in found.flows.uses.items())
    yield from (("waiting", stage, "", "", count) for stage, count in found.flows.waiting.items())
    yield from (("unsubscribed", stage, "", "", count) for stage, count in found.flows.unsubscribed.items())
