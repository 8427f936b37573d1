"""The graph of a journey as text: GraphML for graph tools, Mermaid for wikis and editors."""

from __future__ import annotations

import re

import networkx as nx

from sim.present.graph import FLOW, Graph
from sim.words.messages import say


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
    "call": "fill:#ffffff,stroke:#0072B2",
    "waitlist": "fill:#ffffff,stroke:#777777",
    "exit": "fill:#fbe6da,stroke:#D55E00",
    "dormant": "fill:#eeeeee,stroke:#777777",
    "team": "fill:#ffffff,stroke:#333333",
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
