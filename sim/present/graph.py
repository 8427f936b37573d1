"""The journey as a graph: the article's flow from A to O, with its sources, stages, touchpoints and rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import networkx as nx

from sim.model.journey import REASONS, AnySource, BurstSource, Content, Email, Journey, RateSource, Stage, Webinar
from sim.model.timewords import duration_words
from sim.words.messages import say
from sim.words.wording import one_line

Graph: TypeAlias = "nx.DiGraph[str]"

FLOW = "ABCDEFGHIJKLMNO"
DECISIONS = "CIM"
SALES = "JKLMN"
BEFORE_CALL = ("unreachable", "competitor", "not_target")  # reasons for which sales gives back a lead unaccepted


class Edge(NamedTuple):
    """A way from one node to another, and in which case it is taken (empty: always)."""

    start: str
    end: str
    label: str = ""


def journey_graph(journey: Journey) -> Graph:
    """The graph of a journey.

    Nodes: the letters A to O of the article's flow chart, `won`, `lost`, and `source.NAME`, `stage.NAME`,
    `touchpoint.NAME`, `mql.NAME`, `return.REASON`. Each has the attributes kind, title, detail (the journey's own
    words), stage (names with commas between; `sales`; or nothing) and flow (a letter, or nothing). Edges have a label.
    What no lead can come to, such as the exclusion list of a journey that excludes nobody, is left out.
    """
    graph: Graph = nx.DiGraph(name=journey.name, title=spoken(journey.name, journey.title))
    _add_flow(graph, journey)
    _add_parts(graph, journey)
    for start, end, label in _edges(journey):
        graph.add_edge(start, end, label=one_line(label))
    sources = [node_id("source", name) for name in journey.sources]
    reached = set(sources).union(*(nx.descendants(graph, source) for source in sources))
    graph.remove_nodes_from([node for node in graph if node not in reached])
    return graph


def node_id(kind: str, name: str) -> str:
    """The node of something that has a name in the journey's file; kind is the name of its section, or `return`."""
    return f"{kind}.{name}"


def spoken(name: str, title: str = "") -> str:
    """What people call it: the title, else the name with spaces."""
    return one_line(title) or name.replace("_", " ")


def stages_of(touchpoint: Content | Email | Webinar, journey: Journey) -> list[str]:
    """The stages that a touchpoint is for, in the order of the journey."""
    if isinstance(touchpoint, Email):
        wanted = list(touchpoint.content) if isinstance(touchpoint.content, dict) else list(journey.stages)
    else:
        wanted = touchpoint.stages
    return [name for name in journey.stages if name in wanted]


def _add_flow(graph: Graph, journey: Journey) -> None:
    details = _details(journey)
    for letter in FLOW:
        graph.add_node(
            letter,
            kind="decision" if letter in DECISIONS else "step",
            title=say(f"graph.{letter}"),
            detail=one_line(details.get(letter, "")),
            stage="sales" if letter in SALES else "",
            flow=letter,
        )
    for end in ("won", "lost"):
        _add(graph, end, "deal", say(f"graph.{end}"), stage="sales")


def _add(graph: Graph, node: str, kind: str, title: str, detail: str = "", stage: str = "") -> None:
    graph.add_node(node, kind=kind, title=title, detail=one_line(detail), stage=stage, flow="")


def _details(journey: Journey) -> dict[str, str]:
    """What the journey says at each step of the flow."""
    kinds = [touchpoint.kind for touchpoint in journey.touchpoints.values()]
    desk = journey.desk
    best = {name: max(points.values(), default=0) for name, points in journey.fit.items()}
    return {
        "A": say("graph.sources", count=len(journey.sources)),
        "B": ", ".join(say("graph.fit", attribute=spoken(name), points=points) for name, points in best.items()),
        "C": journey.gate.text if journey.gate else "",
        "D": _stage_title(journey, next(iter(journey.stages))),
        "F": say(
            "graph.touchpoints",
            contents=kinds.count("content"),
            mails=kinds.count("email"),
            webinars=kinds.count("webinar"),
        ),
        "G": ", ".join(_behaviour_title(journey, name) for name in journey.behaviours),
        "H": ", ".join(_points(journey)),
        "I": "; ".join(rule.text for rule in journey.mql.values()),
        "J": ", ".join(spoken(name) for name in journey.mql),
        "K": _sync(journey),
        "L": say(
            "graph.desk", reps=desk.reps, hours=desk.hours, first_contact=say(f"graph.{desk.first_contact}")
        ),
        "M": journey.sql.text,
    }  # fmt: skip


def _points(journey: Journey) -> Iterator[str]:
    """The points of each behaviour that has any."""
    for name, each in journey.behaviours.items():
        title = _behaviour_title(journey, name)
        if each.every > 1:
            text = say("graph.points_each", behaviour=title, points=each.points, every=each.every)
        else:
            text = say("graph.points", behaviour=title, points=each.points)
        if each.points:
            yield text if each.max_times is None else say("graph.points_most", points=text, most=each.max_times)


def _sync(journey: Journey) -> str:
    if journey.sync.mode == "real_time":
        return say("graph.real_time")
    return say("graph.periodic", every=duration_words(journey.sync.every))


def _behaviour_title(journey: Journey, name: str) -> str:
    known = journey.behaviours.get(name)
    return spoken(name, known.title if known else "")


def _stage_title(journey: Journey, name: str) -> str:
    return spoken(name, journey.stages[name].title)


def _add_parts(graph: Graph, journey: Journey) -> None:
    for name, source in journey.sources.items():
        _add(graph, node_id("source", name), "source", spoken(name, source.title), _arrivals(source))
    for name, stage in journey.stages.items():
        _add(graph, node_id("stage", name), "stage", spoken(name, stage.title), _enter(stage), name)
    for name, touchpoint in journey.touchpoints.items():
        detail, stages = _moment(touchpoint, journey), ",".join(stages_of(touchpoint, journey))
        _add(graph, node_id("touchpoint", name), touchpoint.kind, spoken(name, touchpoint.title), detail, stages)
    for name, rule in journey.mql.items():
        _add(graph, node_id("mql", name), "rule", spoken(name), rule.text, "sales")
    for reason in REASONS:
        if reason in journey.returns:
            _add(graph, node_id("return", reason), "return", say(f"reason.{reason}"))


def _enter(stage: Stage) -> str:
    return stage.enter.text if stage.enter else ""


def _arrivals(source: AnySource) -> str:
    """How the leads of a source come."""
    if isinstance(source, RateSource):
        return say("graph.per_day", count=source.per_day)
    if isinstance(source, BurstSource):
        return say("graph.bursts", count=len(source.events))
    return say("graph.file", file=source.file)


def _moment(touchpoint: Content | Email | Webinar, journey: Journey) -> str:
    """When a mail goes out, a webinar is held, or what content is tracked as."""
    if isinstance(touchpoint, Content):
        return _behaviour_title(journey, touchpoint.behaviour)
    moment = str(touchpoint.dates) if isinstance(touchpoint, Webinar) else _sent(touchpoint, journey)
    return say("graph.when", moment=moment, rule=touchpoint.when.text) if touchpoint.when else moment


def _sent(mail: Email, journey: Journey) -> str:
    if mail.after is None:
        return str(mail.cadence)
    behaviour = _behaviour_title(journey, mail.after)
    if not mail.delay:
        return say("graph.after", behaviour=behaviour)
    return say("graph.after_delay", behaviour=behaviour, delay=duration_words(mail.delay))


def _edges(journey: Journey) -> Iterator[Edge]:
    yield from (Edge(node_id("source", name), "A", _arrivals(source)) for name, source in journey.sources.items())
    yield Edge("A", "B")
    yield from _gate(journey)
    yield from _stages(journey)
    yield from _touchpoints(journey)
    yield from (Edge("F", "G"), Edge("G", "H"), Edge("H", "I"), Edge("I", "F", say("graph.go_on")))
    yield from _hand_off(journey)
    yield from _sales()
    yield from _returns(journey)


def _gate(journey: Journey) -> Iterator[Edge]:
    if journey.gate is None:
        yield Edge("B", "D")
        return
    yield Edge("B", "C")
    yield Edge("C", "D", say("graph.yes_with_rule", rule=journey.gate.text))
    yield Edge("C", "E", say("graph.no"))


def _stages(journey: Journey) -> Iterator[Edge]:
    names = list(journey.stages)
    yield from (Edge("D", "F"), Edge("D", node_id("stage", names[0])))
    for before, after in pairwise(names):
        yield Edge(node_id("stage", before), node_id("stage", after), _enter(journey.stages[after]))
    yield from (Edge(node_id("stage", name), "F", say("graph.stage_content")) for name in names)


def _touchpoints(journey: Journey) -> Iterator[Edge]:
    """Contents are found by oneself or linked in mails; everything is tracked."""
    for name, touchpoint in journey.touchpoints.items():
        node = node_id("touchpoint", name)
        if isinstance(touchpoint, Content):
            if max(touchpoint.organic) > 0 or not _is_linked(name, journey):
                yield Edge("F", node, say("graph.by_interest"))
            yield Edge(node, "G", _behaviour_title(journey, touchpoint.behaviour))
            continue
        yield Edge("F", node, _moment(touchpoint, journey))
        is_mail = isinstance(touchpoint, Email)
        yield Edge(node, "G", say("graph.tracked_mail" if is_mail else "graph.tracked_webinar"))
        for content, stages in _links(touchpoint).items():
            yield Edge(node, node_id("touchpoint", content), ", ".join(_stage_title(journey, s) for s in stages))


def _is_linked(content: str, journey: Journey) -> bool:
    return any(content in _links(touchpoint) for touchpoint in journey.touchpoints.values())


def _links(touchpoint: Content | Email | Webinar) -> dict[str, list[str]]:
    """The contents that a mail links to, with the stages for which it does (none: all)."""
    if not isinstance(touchpoint, Email):
        return {}
    if isinstance(touchpoint.content, str):
        return {touchpoint.content: []}
    found: dict[str, list[str]] = {}
    for stage, content in touchpoint.content.items():
        found.setdefault(content, []).append(stage)
    return found


def _hand_off(journey: Journey) -> Iterator[Edge]:
    if journey.mql:
        yield Edge("I", "J", say("graph.yes"))
    for name, rule in journey.mql.items():
        yield Edge("I", node_id("mql", name), rule.text)
        yield Edge(node_id("mql", name), "J")


def _sales() -> Iterator[Edge]:
    yield from (Edge("J", "K"), Edge("K", "L"), Edge("L", "M", say("graph.accepted")))
    yield Edge("L", "O", say("graph.not_worth"))
    yield from (Edge("M", "N", say("graph.yes")), Edge("M", "O", say("graph.no")))
    yield from (Edge("N", "won", say("graph.won_edge")), Edge("N", "lost", say("graph.lost_edge")))


def _returns(journey: Journey) -> Iterator[Edge]:
    yield Edge("O", "F", say("graph.stage_kept") if len(journey.returns) < len(REASONS) else "")
    for reason in REASONS:
        if (back := journey.returns.get(reason)) is None:
            continue
        rest = duration_words(back.rest) if back.rest else ""
        yield Edge("O", node_id("return", reason), say(f"reason.{reason}"))
        if back.to == "keep":
            label = say("graph.kept_rest", rest=rest) if rest else say("graph.stage_kept")
            yield Edge(node_id("return", reason), "F", label)
        elif back.to == "excluded":
            yield Edge(node_id("return", reason), "E")
        else:
            label = say("graph.rest", rest=rest) if rest else ""
            yield Edge(node_id("return", reason), node_id("stage", back.to), label)


def graphml(graph: Graph) -> str:
    """The graph as GraphML, with all attributes of nodes and edges."""
    return "\n".join(nx.generate_graphml(graph)) + "\n"


_SHAPES = {"decision": '{{"{}"}}', "source": '(["{}"])', "stage": '[["{}"]]', "deal": '(["{}"])', "return": '("{}")'}
_LOOKS = {  # classes of Mermaid: fill and line, readable in grey
    "step": "fill:#ffffff,stroke:#333333",
    "decision": "fill:#fff6d6,stroke:#333333",
    "source": "fill:#eeeeee,stroke:#777777",
    "stage": "fill:#dbeaf5,stroke:#0072B2",
    "content": "fill:#ffffff,stroke:#0072B2",
    "email": "fill:#ffffff,stroke:#0072B2",
    "webinar": "fill:#ffffff,stroke:#0072B2",
    "rule": "fill:#fff6d6,stroke:#777777",
    "return": "fill:#fbe6da,stroke:#D55E00",
    "deal": "fill:#eeeeee,stroke:#333333",
}


def mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flow chart."""
    ids = {node: node if node in FLOW else f"n{number}" for number, node in enumerate(graph)}
    lines = ["flowchart LR", f"  accTitle: {_plain(say('graph.title', name=graph.graph['title']))}"]
    lines += [f"  classDef {kind} {look},color:#111111" for kind, look in _LOOKS.items()]
    for node, said in graph.nodes(data=True):
        text = _SHAPES.get(said["kind"], '["{}"]').format(_label(said))
        lines.append(f"  {ids[node]}{text}:::{said['kind']}")
    for start, end, said in graph.edges(data=True):
        label = f'|"{_escaped(said["label"])}"|' if said["label"] else ""
        lines.append(f"  {ids[start]} -->{label} {ids[end]}")
    return "\n".join(lines) + "\n"


def _label(said: dict[str, str]) -> str:
    """Letter, title and details of a node."""
    title = f"{said['flow']}: {said['title']}" if said["flow"] else said["title"]
    return "<br/>".join(_escaped(text) for text in dict.fromkeys((title, said["detail"])) if text)


def _escaped(text: str) -> str:
    """Mermaid reads quotes, markup, code and Markdown in labels: only letters, digits and harmless signs stay."""
    return re.sub(r"[^\w ,.:+()/%!?='-]", lambda found: f"#{ord(found[0])};", text)


def _plain(text: str) -> str:
    """A title for screen readers is one line of plain text: nothing in it may end the statement or begin another."""
    return re.sub(r'[#;{}%<>&"\\]', " ", text)
