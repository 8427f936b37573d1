"""What holds of the textbook model in any world."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from sim.files.leadsfile import GivenLead
from sim.model.cadence import cadence
from sim.model.journey import Content, CsvSource, Email, Journey, RateSource, Rule
from sim.model.ledger import POINTS, What, digest
from sim.model.rules import parse
from tests import textbook
from tests.scripted import built, journey_file, lead, page, play
from tests.strategies import Scene, scenes, with_enough_of_all, worlds

FEW = settings(max_examples=8)
HAND_OFF = (What.MQL, What.CALL)
DESK = (What.ATTEMPT, What.NO_CONTACT, What.CONTACT, What.MAILED)


def run(scene: Scene) -> textbook.Result:
    return textbook.simulate(scene.journey, scene.personas, **scene.settings())


def lives(result: textbook.Result) -> dict[int, NDArray[np.void]]:
    """Rows of each lead in their order, by the lead's number."""
    rows = result.rows[np.lexsort((result.rows["n"], result.rows["lead"]))]
    starts = np.searchsorted(rows["lead"], np.arange(len(result.leads) + 1))
    return {int(number): rows[slice(*ends)] for number, ends in zip(result.leads["id"], pairwise(starts), strict=True)}


def private(rows: NDArray[np.void]) -> list[tuple[int, ...]]:
    """A life without what depends on other leads: the lead's index, and which rep called."""
    rows = rows.copy()
    rows["lead"] = 0
    rows["node"][np.isin(rows["what"], DESK)] = 0
    return rows.tolist()


def with_more(journey: Journey, **more: object) -> Journey:
    """The journey with settings added to some of its parts, at their end."""
    return journey.model_copy(update={part: {**getattr(journey, part), **new} for part, new in more.items()})


def decays(scene: Scene) -> bool:
    """Whether points are read lower than they were written."""
    journeys = [scene.journey, *([scene.after[0]] if scene.after else [])]
    return any(each.scoring.half_life or each.scoring.inactivity for each in journeys)


@FEW
@given(scenes())
def test_every_life_adds_up(scene: Scene) -> None:
    result = run(scene)
    assert (np.diff(result.rows["time"]) >= 0).all()
    for who, rows in zip(result.leads, lives(result).values(), strict=True):
        assert rows["n"].tolist() == list(range(who["rows"]))
        assert rows["what"][0] == What.REGISTERED
        assert rows["time"][0] == who["arrival_s"]
        assert (rows["cause"] < rows["n"]).all()
        assert (np.diff(rows["time"]) >= 0).all()
        assert who["score"] == rows["value"][np.isin(rows["what"], POINTS)].sum()
        assert rows["score"][-1] == who["score"] or decays(scene)
        assert rows["stage"][-1] == who["stage"]


@FEW
@given(worlds(eager=True))
def test_sales_are_left_alone(scene: Scene) -> None:
    """While a lead is with sales no stage changes, nothing hands it off, and only mail that may continue is sent."""
    result = run(scene)
    touchpoints = list(scene.journey.touchpoints.values())
    for rows in lives(result).values():
        with_sales = opportunity = False
        for row in rows:
            what = What(int(row["what"]))
            if with_sales:
                assert what not in (What.STAGE, *HAND_OFF, What.EXITED, What.DORMANT)
            if what is What.SENT:
                assert not (with_sales or opportunity) or touchpoints[row["node"]].while_with_sales == "continue"
            if what is What.HELD:
                assert with_sales
            with_sales = (with_sales or what in HAND_OFF) and what is not What.RETURNED
            opportunity = opportunity or what is What.OPPORTUNITY


@FEW
@given(scenes())
def test_the_same_scene_gives_the_same_bytes(scene: Scene) -> None:
    first, second = run(scene), run(scene)
    assert digest(first.rows) == digest(second.rows)
    assert digest(first.leads) == digest(second.leads)


@FEW
@given(worlds())
def test_what_never_happens_changes_nothing(scene: Scene) -> None:
    stages, behaviour = [*scene.journey.stages], next(iter(scene.journey.behaviours))
    page = Content(kind="content", behaviour=behaviour, stages=stages)
    letter = Email(kind="email", cadence=cadence("never"), content="unread")
    idle = with_more(
        scene.journey,
        touchpoints={"unread": page, "unsent": letter},
        sources={"nobody": RateSource(kind="rate", per_day=0)},
        mql={"beyond": Rule("score > 999999", parse("score > 999999"))},
    )
    before, after = run(scene), run(scene._replace(journey=idle))
    assert before.rows.tolist() == after.rows.tolist()
    assert before.leads.tolist() == after.leads.tolist()


@FEW
@given(worlds(eager=True))
def test_one_lead_more_leaves_every_other_life_as_it_was_if_nobody_waits_for_rep_or_seat(scene: Scene) -> None:
    extra = {"extra": CsvSource(kind="csv", file="extra.csv", columns={})}
    without = scene._replace(journey=with_enough_of_all(with_more(scene.journey, sources=extra)))
    newcomer = GivenLead(0, 36_000, "extra", {})
    alone, joined = lives(run(without)), lives(run(without._replace(given=[*scene.given, newcomer])))
    assert len(joined) == len(alone) + 1
    for number, rows in alone.items():
        assert private(rows) == private(joined[number])


def test_more_than_a_thousand_events_of_one_lead_at_one_second_are_an_error() -> None:
    echo = {"kind": "email", "content": "paper", "after": "open"}
    journey = journey_file(
        touchpoints={"paper": page("download"), "echo": echo, "hello": echo | {"after": "registered"}}
    )
    with pytest.raises(RuntimeError, match="more than 1000 events"):
        play(built(journey, open_rate=1), lead())
