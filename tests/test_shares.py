"""Shares of leads: those of every edge counted again lead by lead on random worlds, and by hand on small ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings

from sim.model.journey import REASONS, Content, Journey
from sim.model.ledger import FREQUENT, Run, What
from sim.model.persona import Personas
from sim.present.graph import journey_graph
from sim.present.shares import Shares, shares
from sim.study.guide import Guide
from tests import busyjourney, textbook
from tests.handmade import Story, at, journey
from tests.scripted import CERTAIN_READERS, DAILY, TEN, built, journey_file, lead, play
from tests.strategies import Scene, scenes

NOBODY = Personas.model_construct(personas={})
TRACKED = {
    *(What.OPEN, What.MACHINE_OPEN, What.CLICK, What.SCANNER_CLICK, What.CONTENT, What.SCANNER_CONTENT, What.STAYED),
    *(What.UNSUBSCRIBE, What.OPT_OUT, What.WEBINAR_REGISTERED, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED),
    What.WEBINAR_REPLAYED,
}
READ = (What.CONTENT, What.SCANNER_CONTENT)
ONCE = {
    What.EXCLUDED: ("C", "E"), What.SYNCED: ("J", "K"), What.ACCEPTED: ("L", "M"), What.OPPORTUNITY: ("M", "N"),
    What.WON: ("N", "won"), What.LOST: ("N", "lost"),
}  # fmt: skip

Way = tuple[str, str]


class Walker:
    """One life told row by row, as a reader of docs/world.md would follow it through the graph."""

    def __init__(self, life: list[Any], guide: Guide, journeys: Sequence[Journey]) -> None:
        self.life, self.guide, self.journeys = life, guide, journeys
        self.by_number = {row["n"]: row for row in life}
        self.out = any(row["what"] == What.EXCLUDED for row in life)
        self.away = False

    def ways(self) -> Iterator[Way]:
        for at_, row in enumerate(self.life):
            what = What(int(row["what"]))
            self.away = (self.away or what in (What.MQL, What.CALL, What.EXITED)) and what not in (
                What.RETURNED,
                What.REENTERED,
            )
            yield from self.of(what, row)
            if what in TRACKED or what is What.BROUGHT:
                yield from (("F", "G"), ("G", "H"))
                yield from self.asked(at_, row)

    def of(self, what: What, row: Any) -> Iterator[Way]:
        guide, journey_ = self.guide, self.journeys[self.guide.phase(int(row["time"]))]
        stage, node = f"stage.{guide.stages[row['stage']]}", int(row["node"])
        touchpoint = f"touchpoint.{guide.touchpoints[node]}" if node < len(guide.touchpoints) else ""
        match what:
            case What.REGISTERED:
                yield from ((f"source.{guide.sources[node]}", "A"), ("A", "B"))
                yield from [("B", "C")] if journey_.gate else []
                if not self.out:
                    yield from [("C", "D")] if journey_.gate else [("B", "D")]
                    yield from (("D", stage), ("D", "F"))
            case What.STAGE:
                yield f"stage.{guide.stages[row['value']]}", stage
            case What.SENT:
                yield self.setter(journey_, node), touchpoint
                yield stage, "F"
            case What.CONTENT | What.SCANNER_CONTENT:
                cause = self.by_number.get(row["cause"])
                yield ("F" if cause is None else f"touchpoint.{guide.touchpoints[cause['node']]}"), touchpoint
                yield from [(stage, "F")] if cause is None else []
            case What.MQL:
                rule = f"mql.{guide.rules[node]}"
                yield from (("I", rule), (rule, "J"), ("I", "J"), (stage, "J"))
            case What.CALL:
                yield from ((self.setter(journey_, node), touchpoint), (touchpoint, "J"), (stage, "J"))
            case What.ATTEMPT if row["value"] == 0:
                yield "K", "L"
                yield from self.team(journey_, node)
            case What.RETURNED:
                yield from self.returned(journey_, REASONS[node], int(row["value"]))
            case What.EXITED:
                yield stage, f"exit.{guide.exits[node]}"
            case What.REENTERED:
                name = guide.exits[node]
                again = journey_.exits[name].re_enter
                yield f"exit.{name}", stage if again is not None and again.to else "F"
            case What.DORMANT:
                yield stage, "dormant"
            case What.REACTIVATED:
                yield "dormant", "F"
            case What.WAITLISTED:
                yield touchpoint, touchpoint.replace("touchpoint.", "waitlist.")
            case What.WEBINAR_REGISTERED if row["cause"] < 0:
                yield touchpoint.replace("touchpoint.", "waitlist."), touchpoint
        if what in ONCE:
            yield ONCE[what]
        if what in TRACKED:
            yield touchpoint, "G"

    def setter(self, journey_: Journey, node: int) -> str:
        mail = journey_.touchpoints[self.guide.touchpoints[node]]
        if getattr(mail, "entering", None):
            return f"stage.{mail.entering}"  # type: ignore[union-attr]
        turn = getattr(mail, "on", None)
        if turn in ("dormant", "reactivated") and journey_.dormancy:
            return "dormant"
        return "O" if turn == "returned" else "F"

    def team(self, journey_: Journey, rep: int) -> Iterator[Way]:
        for name, team in journey_.desk.teams.items():
            if 0 <= rep < team.head_count():
                yield from (("K", f"team.{name}"), (f"team.{name}", "L"))
            rep -= team.head_count()

    def returned(self, journey_: Journey, reason: str, stage: int) -> Iterator[Way]:
        yield "M" if reason in ("timing", "budget", "authority") else "L", "O"
        yield from [("O", "F")] if stage >= 0 else []
        if reason in journey_.returns:
            to = journey_.returns[reason].to
            yield "O", f"return.{reason}"
            yield f"return.{reason}", {"keep": "F", "excluded": "E"}.get(to, f"stage.{to}")

    def asked(self, at_: int, row: Any) -> Iterator[Way]:
        between = (What.STAGE, What.ADJUSTED, What.REACTIVATED)
        after = next((each for each in self.life[at_ + 1 :] if each["what"] not in between), None)
        if after is not None and after["time"] == row["time"]:
            goes_on = after["what"] in READ and after["cause"] == row["n"]
            if goes_on or after["what"] in (What.BROUGHT, What.EXITED):
                return
        if not self.away:
            yield "H", "I"
            reached = after is not None and after["time"] == row["time"] and after["what"] == What.MQL
            yield from [] if reached else [("I", "F")]


def walked(rows: np.ndarray, guide: Guide, journeys: Sequence[Journey]) -> tuple[dict[Way, set[int]], dict[Way, int]]:
    """Leads and passages of every way, lead by lead and row by row."""
    lives: dict[int, list[Any]] = defaultdict(list)
    for row in rows[np.lexsort((rows["n"], rows["lead"]))]:
        lives[int(row["lead"])].append(row)
    who: dict[Way, set[int]] = defaultdict(set)
    times: dict[Way, int] = defaultdict(int)
    for number, life in lives.items():
        for way in Walker(life, guide, journeys).ways():
            who[way].add(number)
            times[way] += 1
    return who, times


def of_scene(scene: Scene) -> tuple[textbook.Result, Guide, list[Journey]]:
    """A random world played."""
    result = textbook.simulate(scene.journey, scene.personas, **scene.settings())
    after = [] if scene.after is None else [scene.after[0]]
    guide = Guide.of(scene.journey, scene.personas, after=after[0] if after else None, change_day=scene.change_day)
    return result, guide, [scene.journey, *after]


@settings(max_examples=25)
@given(scenes())
def test_every_edge_has_the_leads_and_passages_that_a_count_lead_by_lead_finds(scene: Scene) -> None:
    result, guide, journeys = of_scene(scene)
    who, times = walked(result.rows, guide, journeys)
    found = shares(result.leads, result.rows, guide, journeys)
    assert {(e.start, e.end): e.leads for e in found.edges if e.leads} == {
        way: len(leads) for way, leads in who.items()
    }
    assert {(e.start, e.end): e.passages for e in found.edges if e.leads} == dict(times)
    assert all(e.share == e.leads / len(result.leads) for e in found.edges if e.leads)
    drawn = {way for journey_ in journeys for way in journey_graph(journey_).edges}
    assert drawn <= {(e.start, e.end) for e in found.edges}, "also the edges that nobody took"


@settings(max_examples=10)
@given(scenes())
def test_a_node_has_the_leads_of_its_edges_each_once(scene: Scene) -> None:
    result, guide, journeys = of_scene(scene)
    who, _ = walked(result.rows, guide, journeys)
    for node in shares(result.leads, result.rows, guide, journeys).nodes:
        at_edges = [leads for way, leads in who.items() if node.id in way]
        assert node.leads == len(set().union(*at_edges))


@settings(max_examples=10)
@given(scenes())
def test_milestones_tell_the_same_of_every_edge_that_they_tell_of(scene: Scene) -> None:
    result, guide, journeys = of_scene(scene)
    whole = shares(result.leads, result.rows, guide, journeys)
    rows = result.rows[~np.isin(result.rows["what"], FREQUENT)]
    known = {(e.start, e.end): e for e in shares(result.leads, rows, guide, journeys).edges if e.leads is not None}
    for edge in whole.edges:
        if len(rows) < len(result.rows) and (edge.start, edge.end) in known:
            assert known[edge.start, edge.end] == edge
    assert {("A", "B"), ("J", "K")} & set(known)


# ---- by hand


def edges(found: Shares) -> dict[Way, tuple[int | None, int | None]]:
    """Leads and passages of the edges that somebody took."""
    return {(e.start, e.end): (e.leads, e.passages) for e in found.edges if e.leads}


def test_a_reader_of_daily_letters_by_hand() -> None:
    """Two leads; the letter of 10:00 is read and clicked at once, each day of three for the first lead."""
    files = journey_file(days=3, touchpoints=DAILY, behaviours={"download": {"points": 10}}, mql={})
    journey_, personas = built(files, **CERTAIN_READERS)
    result = play((journey_, personas), lead(0), lead(2 * 86_400 + TEN + 1, ordinal=1))
    found = shares(result.leads, result.rows, Guide.of(journey_, personas), [journey_])
    letter, paper = "touchpoint.letter", "touchpoint.paper"
    assert edges(found) == {
        ("source.list", "A"): (2, 2),
        ("A", "B"): (2, 2),
        ("B", "D"): (2, 2),
        ("D", "F"): (2, 2),
        ("D", "stage.awareness"): (2, 2),
        ("stage.awareness", "F"): (1, 3),
        ("F", letter): (1, 3),
        (letter, paper): (1, 3),
        (letter, "G"): (1, 6),  # an open and a click each
        (paper, "G"): (1, 3),
        ("F", "G"): (1, 9),
        ("G", "H"): (1, 9),
        ("H", "I"): (1, 6),  # after each open; after each click with what was read
        ("I", "F"): (1, 6),
    }
    by_id = {node.id: node for node in found.nodes}
    assert (by_id[letter].leads, by_id[letter].share, by_id[letter].passages) == (1, 0.5, 3)
    assert (by_id["E" if "E" in by_id else "A"].leads, by_id["source.list"].passages) == (2, 2)


def test_a_stage_skipped_is_a_way_although_the_graph_does_not_draw_it() -> None:
    told = Story()
    who = told.lead(at(0))
    told.row(at(1), who, What.STAGE, node=2, value=0, stage=2)
    run = told.run()
    three = journey(stages={"awareness": {}, "interest": {"enter": "score >= 9"}, "ready": {"enter": "score >= 1"}})
    found = edges(shares(run.leads, run.rows, Guide.of(three, NOBODY), [three]))
    assert found["stage.awareness", "stage.ready"] == (1, 1)
    assert ("stage.awareness", "stage.interest") not in found


def busy_run() -> Run:
    """Three leads of the busy journey: one exits and comes back, one sleeps, one waits for a seat and is called."""
    told = Story()
    names = list(busyjourney.CHANGES["touchpoints"])
    gone, asleep, caller = told.lead(at(0), source=1), told.lead(at(0), source=1), told.lead(at(0))
    told.row(at(1), gone, What.EXITED, node=1)
    told.row(at(2), gone, What.REENTERED, node=1, value=1, stage=1)
    told.row(at(2), gone, What.SENT, node=names.index("drip"), stage=1)
    told.row(at(1), asleep, What.DORMANT)
    told.row(at(2), asleep, What.SENT, node=names.index("wake"))
    told.row(at(2, 1), asleep, What.REACTIVATED)
    told.row(at(1), caller, What.WAITLISTED, node=names.index("talk"), cause=0)
    told.row(at(2), caller, What.WEBINAR_REGISTERED, node=names.index("talk"), cause=-1)
    told.row(at(3), caller, What.CALL, node=names.index("ring"))
    told.row(at(3), caller, What.SYNCED)
    told.row(at(4), caller, What.ATTEMPT, node=2, value=0)
    told.row(at(5), caller, What.RETURNED, node=REASONS.index("rejected"), value=0)
    return told.run()


def test_exits_sleep_seats_calls_and_teams_by_hand() -> None:
    journey_, run = busyjourney.journey(), busy_run()
    found = edges(shares(run.leads, run.rows, Guide.of(journey_, NOBODY), [journey_]))
    taken = [
        ("stage.awareness", "exit.paused"), ("exit.paused", "stage.interest"), ("stage.interest", "touchpoint.drip"),
        ("stage.awareness", "dormant"), ("dormant", "touchpoint.wake"), ("dormant", "F"),
        ("touchpoint.talk", "waitlist.talk"), ("waitlist.talk", "touchpoint.talk"), ("touchpoint.ring", "J"),
        ("K", "team.west"), ("team.west", "L"), ("L", "O"), ("O", "return.rejected"),
        ("return.rejected", "stage.awareness"),
    ]  # fmt: skip
    assert {way: found.get(way) for way in taken} == dict.fromkeys(taken, (1, 1))
    assert ("K", "team.east") not in found
    assert ("F", "touchpoint.drip") not in found


def test_content_is_no_longer_found_by_oneself_when_a_mail_led_to_it() -> None:
    told = Story()
    who = told.lead(at(0))
    click = told.row(at(1), who, What.CLICK, node=1)
    told.row(at(1), who, What.CONTENT, node=0, cause=click)
    told.row(at(2), who, What.CONTENT, node=0)
    run = told.run()
    found = edges(shares(run.leads, run.rows, Guide.of(journey(), NOBODY), [journey()]))
    assert isinstance(journey().touchpoints["paper"], Content)
    assert (found["touchpoint.news", "touchpoint.paper"], found["F", "touchpoint.paper"]) == ((1, 1), (1, 1))


def test_no_leads_have_no_share() -> None:
    run = Story().run()
    found = shares(run.leads, run.rows, Guide.of(journey(), NOBODY), [journey()])
    assert all((node.leads, node.share, node.passages) == (0, None, 0) for node in found.nodes)
