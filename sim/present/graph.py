"""The journey as a graph: the article's flow from A to O, with its sources, stages, touchpoints and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import networkx as nx

from sim.model.journey import REASONS, AnySource, BurstSource, CohostSource, Journey, RateSource, Stage
from sim.model.salesdesk import Desk
from sim.model.timewords import duration_words
from sim.model.touchpoints import Call, Content, Email, Touchpoint, Triggered, Webinar
from sim.words.messages import say
from sim.words.wording import one_line

Graph: TypeAlias = "nx.DiGraph[str]"

FLOW = "ABCDEFGHIJKLMNO"
DECISIONS = "CIM"
SALES = "JKLMN"
DORMANT = "dormant"
# Reasons for which sales gives back a lead that it has not accepted.
BEFORE_CALL = ("unreachable", "competitor", "not_target", "rejected", "expired")


class Edge(NamedTuple):
    """A way from one node to another, and in which case it is taken (empty: always)."""

    start: str
    end: str
    label: str = ""


def journey_graph(journey: Journey) -> Graph:
    """The graph of a journey.

    Nodes: the letters A to O of the article's flow chart, `won`, `lost`, and `source.NAME`, `stage.NAME`,
    `touchpoint.NAME`, `mql.NAME`, `return.REASON`; where the journey has such, `exit.NAME`, `waitlist.NAME` (of a
    webinar), `team.NAME` and `dormant`. Each has the attributes kind, title, detail (the journey's own words), stage
    (names with commas between; `sales`; or nothing) and flow (a letter, or nothing). Edges have a label.
    What no lead can come to, such as the exclusion list of a journey that excludes nobody, is left out.
    """
    graph: Graph = nx.DiGraph(name=journey.name, title=spoken(journey.name, journey.title))
    _add_flow(graph, journey)
    _add_parts(graph, journey)
    for start, end, label in _edges(journey):
        labels = [graph.edges[start, end]["label"]] if graph.has_edge(start, end) else []
        graph.add_edge(start, end, label="; ".join(text for text in (*labels, one_line(label)) if text))
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


def stages_of(touchpoint: Touchpoint, journey: Journey) -> list[str]:
    """The stages that a touchpoint is for, in the order of the journey."""
    if isinstance(touchpoint, Content | Webinar):
        wanted = touchpoint.stages
    elif isinstance(touchpoint, Email) and isinstance(touchpoint.content, dict):
        wanted = list(touchpoint.content)
    else:
        wanted = list(journey.stages)
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
        "B": _listed(say("graph.fit", attribute=spoken(name), points=points) for name, points in best.items()),
        "C": journey.gate.text if journey.gate else "",
        "D": _stage_title(journey, next(iter(journey.stages))),
        "F": say(
            "graph.touchpoints",
            contents=kinds.count("content"),
            mails=kinds.count("email"),
            webinars=kinds.count("webinar"),
        ),
        "G": _listed(_behaviour_title(journey, name) for name in journey.behaviours),
        "H": _listed(_points(journey)),
        "I": "; ".join(rule.text for rule in journey.mql.values()),
        "J": _listed(spoken(name) for name in journey.mql),
        "K": _sync(journey),
        "L": say(
            "graph.desk",
            reps=desk.head_count(),
            hours=_listed(dict.fromkeys(_hours(desk))),
            first_contact=_first_contact(desk),
        ),
        "M": journey.sql.text,
    }  # fmt: skip


def _listed(parts: Iterable[str]) -> str:
    return say("graph.comma").join(parts)


def _hours(desk: Desk) -> Iterator[str]:
    """The hours that somebody of the desk works."""
    for team in desk.staffed().values():
        yield from [shift.hours for shift in team.shifts] or [team.hours]


def _first_contact(desk: Desk) -> str:
    if isinstance(desk.first_contact, int):
        return say("graph.within", time=duration_words(desk.first_contact))
    return say(f"graph.{desk.first_contact}")


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
        _add(graph, node_id("source", name), "source", spoken(name, source.title), _arrivals(source, journey))
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
    _add_turns(graph, journey)


def _add_turns(graph: Graph, journey: Journey) -> None:
    """What only some journeys have: exits, waiting lists, teams, dormancy."""
    for name, way_out in journey.exits.items():
        _add(graph, node_id("exit", name), "exit", spoken(name, way_out.title), way_out.when.text)
    for name, series in _limited(journey).items():
        title = say("graph.waitlist", webinar=spoken(name, series.title))
        _add(graph, node_id("waitlist", name), "waitlist", title, say("graph.seats", seats=series.seats))
    for name, team in journey.desk.teams.items():
        detail = team.takes.text if team.takes else ""
        _add(graph, node_id("team", name), "team", spoken(name, team.title), detail, "sales")
    if journey.dormancy:
        detail = say("graph.silent", after=duration_words(journey.dormancy.after))
        _add(graph, DORMANT, "dormant", say("graph.dormant"), detail)


def _limited(journey: Journey) -> dict[str, Webinar]:
    """The webinar series with a limited number of seats."""
    return {name: t for name, t in journey.touchpoints.items() if isinstance(t, Webinar) and t.seats}


def _enter(stage: Stage) -> str:
    return stage.enter.text if stage.enter else ""


def _arrivals(source: AnySource, journey: Journey) -> str:
    """How the leads of a source come."""
    if isinstance(source, RateSource):
        return say("graph.per_day", count=source.per_day)
    if isinstance(source, BurstSource):
        return say("graph.bursts", count=len(source.events))
    if isinstance(source, CohostSource):
        return say("graph.cohost", webinar=_touchpoint_title(journey, source.webinar))
    return say("graph.file", file=source.file)


def _moment(touchpoint: Touchpoint, journey: Journey) -> str:
    """When a mail goes out, a call is due, a webinar is held, or what content is tracked as."""
    if isinstance(touchpoint, Content):
        return _behaviour_title(journey, touchpoint.behaviour)
    if isinstance(touchpoint, Webinar) or (isinstance(touchpoint, Email) and touchpoint.cadence):
        moment = str(touchpoint.dates if isinstance(touchpoint, Webinar) else touchpoint.cadence)
    else:
        moment = _set_off(touchpoint, journey)
    return say("graph.when", moment=moment, rule=touchpoint.when.text) if touchpoint.when else moment


def _set_off(mail: Triggered, journey: Journey) -> str:
    """What sets a mail or a call off, and how much later it is due."""
    if mail.entering:
        moment = say("graph.entering", stage=_stage_title(journey, mail.entering))
    elif mail.after:
        moment = say("graph.after", behaviour=_behaviour_title(journey, mail.after))
    else:
        moment = say(f"graph.on_{mail.on}")
    if mail.of:
        moment = say("graph.of", moment=moment, touchpoint=_touchpoint_title(journey, mail.of))
    return say("graph.later", moment=moment, delay=duration_words(mail.delay)) if mail.delay else moment


def _touchpoint_title(journey: Journey, name: str) -> str:
    known = journey.touchpoints.get(name)
    return spoken(name, known.title if known else "")


def _edges(journey: Journey) -> Iterator[Edge]:
    yield from (
        Edge(node_id("source", name), "A", _arrivals(source, journey)) for name, source in journey.sources.items()
    )
    yield Edge("A", "B")
    yield from _gate(journey)
    yield from _stages(journey)
    yield from _touchpoints(journey)
    yield from (Edge("F", "G"), Edge("G", "H"), Edge("H", "I"), Edge("I", "F", say("graph.go_on")))
    yield from _hand_off(journey)
    yield from _sales()
    yield from _returns(journey)
    yield from _turns(journey)
    yield from (Edge(*way) for name in journey.desk.teams for way in (("K", f"team.{name}"), (f"team.{name}", "L")))


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
    for at, (name, stage) in enumerate(journey.stages.items()):
        node = node_id("stage", name)
        yield Edge(node, "F", say("graph.stage_content"))
        if stage.back:
            before = stage.back.to or names[max(at - 1, 0)]
            yield Edge(node, node_id("stage", before), say("graph.falls_back", rule=stage.back.when.text))
        if stage.timeout:
            after = duration_words(stage.timeout.after)
            yield Edge(node, node_id("stage", stage.timeout.to), say("graph.timeout", after=after))


def _turns(journey: Journey) -> Iterator[Edge]:
    """Ways out of the journey and back, and to sleep and awake again."""
    stages = [node_id("stage", name) for name in journey.stages]
    for name, way_out in journey.exits.items():
        node, again = node_id("exit", name), way_out.re_enter
        yield from (Edge(stage, node, way_out.when.text) for stage in stages)
        if again:
            yield Edge(node, node_id("stage", again.to) if again.to else "F", again.when.text)
    if journey.dormancy:
        after = duration_words(journey.dormancy.after)
        yield from (Edge(stage, DORMANT, say("graph.silent", after=after)) for stage in stages)
        yield Edge(DORMANT, "F", say("graph.sign_of_life"))
    for name in _limited(journey):
        yield Edge(node_id("touchpoint", name), node_id("waitlist", name), say("graph.full"))
        yield Edge(node_id("waitlist", name), node_id("touchpoint", name), say("graph.seat_free"))


def _touchpoints(journey: Journey) -> Iterator[Edge]:
    """Contents are found by oneself or linked in mails; everything is tracked, and a call hands the lead to sales."""
    for name, touchpoint in journey.touchpoints.items():
        node = node_id("touchpoint", name)
        if isinstance(touchpoint, Content):
            if max(touchpoint.organic) > 0 or not _is_linked(name, journey):
                yield Edge("F", node, say("graph.by_interest"))
            yield Edge(node, "G", _behaviour_title(journey, touchpoint.behaviour))
            continue
        yield Edge(_setter(touchpoint, journey), node, _moment(touchpoint, journey))
        if isinstance(touchpoint, Call):
            yield Edge(node, "J", say("graph.called"))
            continue
        yield Edge(node, "G", say("graph.tracked_mail" if isinstance(touchpoint, Email) else "graph.tracked_webinar"))
        for content, cases in _links(touchpoint, journey).items():
            yield Edge(node, node_id("touchpoint", content), _listed(cases))


def _setter(touchpoint: Email | Call | Webinar, journey: Journey) -> str:
    """The node from which a lead comes to a mail, an invitation or a call."""
    if isinstance(touchpoint, Webinar):
        return "F"
    if touchpoint.entering:
        return node_id("stage", touchpoint.entering)
    if touchpoint.on in ("dormant", "reactivated") and journey.dormancy:
        return DORMANT
    return "O" if touchpoint.on == "returned" and _sells(journey) else "F"


def _sells(journey: Journey) -> bool:
    """Whether leads can come to sales at all."""
    calls = [each for each in journey.touchpoints.values() if isinstance(each, Call)]
    return bool(journey.mql) or any(call.on != "returned" for call in calls)


def _is_linked(content: str, journey: Journey) -> bool:
    return any(content in _links(touchpoint, journey) for touchpoint in journey.touchpoints.values())


def _links(touchpoint: Touchpoint, journey: Journey) -> dict[str, list[str]]:
    """The contents that a mail links to, with the stages, rules or variants for which it does (none: all)."""
    found: dict[str, list[str]] = {}
    if not isinstance(touchpoint, Email):
        return found
    if isinstance(touchpoint.content, list):
        choices = [(each.content, [say("graph.if", rule=each.when.text)]) for each in touchpoint.content]
    else:
        choices = [(touchpoint.content, [])]
    choices += [(each.content, [spoken(name)]) for name, each in touchpoint.variants.items() if each.content]
    for content, case in choices:
        if isinstance(content, str):
            found.setdefault(content, []).extend(case)
        else:
            for stage, name in content.items():
                found.setdefault(name, []).extend(case or [_stage_title(journey, stage)])
    return {content: list(dict.fromkeys(cases)) for content, cases in found.items()}


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
