"""Scripted leads: a life that is written down and played again without chance is the same life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from benchmarks.engine import scaled
from sim.engine import world
from sim.engine.cast import number
from sim.files.leadsfile import GivenLead
from sim.files.script import LOOSE, ScriptedLead, Step
from sim.model.journey import REASONS, Content, Webinar
from sim.model.ledger import Run, What
from sim.study.silence import silent
from tests import scripted
from tests.scripted import DAILY, DAY, TEN, built, journey_file, mail, page

AT_TOUCHPOINT = (
    *(What.OPEN, What.MACHINE_OPEN, What.CLICK, What.SCANNER_CLICK, What.CONTENT, What.STAYED, What.UNSUBSCRIBE),
    *(What.WEBINAR_ATTENDED, What.WEBINAR_CANCELLED, What.WEBINAR_REPLAYED),
)
FOLLOWS = (  # rows that the journey's rules make, with their points, score and stage
    *AT_TOUCHPOINT,
    *(What.SENT, What.HELD, What.STAGE, What.MQL, What.RETURNED, What.OPPORTUNITY, What.WEBINAR_REGISTERED),
    *(What.WEBINAR_MISSED, What.WON, What.LOST, What.ADJUSTED),
)
LEADS = 400


def lives(run: Run) -> list[np.ndarray]:
    """The rows of each lead, in the order of its own numbers."""
    rows = run.rows[np.lexsort((run.rows["n"], run.rows["lead"]))]
    first = np.searchsorted(rows["lead"], np.arange(len(run.leads) + 1))
    return np.split(rows, first[1:-1])


def told(life: np.ndarray) -> list[tuple[int, ...]]:
    """What the rules made of a lead."""
    return [
        tuple(int(row[name]) for name in ("time", "what", "node", "value", "score", "stage"))
        for row in life
        if row["what"] in FOLLOWS
    ]


def script_of(life: np.ndarray, names: Any, dates: dict[str, list[int]]) -> Iterator[Step]:
    """A life as a script: what the lead did and what sales did, and nothing of what followed from it."""
    findings = 0
    for row in life:
        what, t, node = What(int(row["what"])), int(row["time"]), int(row["node"])
        if what is What.ACCEPTED:
            findings = int(row["value"])
        elif what is What.OPPORTUNITY:
            yield Step(t, What.CONTACT, "", findings)
        elif what is What.RETURNED:
            yield Step(t, what, "", node)
        elif what in (What.WON, What.LOST):
            yield Step(t, what)
        elif what is What.WEBINAR_REGISTERED:
            name = names.touchpoints[node]
            yield Step(t, what, name, min(date for date in dates[name] if date > t))
        elif what in AT_TOUCHPOINT and not by_a_click(life, row):
            yield Step(t, what, names.touchpoints[node])


def by_a_click(life: np.ndarray, row: np.void) -> bool:
    """A click brings its content along."""
    return row["what"] == What.CONTENT and row["cause"] >= 0 and life[row["cause"]]["what"] == What.CLICK


@pytest.fixture(scope="module")
def real() -> tuple[Any, Any, Run, list[dict[str, str]]]:
    """The seed journey, its people, a run with all chances, and the attributes of each of its leads."""
    journey, personas, scale = scaled(LEADS, days=150)
    journey = journey.model_copy(
        update={
            "touchpoints": {  # forms filled by chance after a click are steps of the same second, which have an order
                name: each.model_copy(update={"form": 1.0}) if isinstance(each, Content) else each
                for name, each in journey.touchpoints.items()
            }
        }
    )
    prepared = world.prepare(journey, personas, scale=scale)
    play = world.World(prepared, seed=3, replication=0, record="all", lookahead=True, chunk=None, join=())
    run = play.play()
    crowd, names = play.crowd_of_sales, prepared.names
    place = {crowd.id_of(i): i for i in range(crowd.size)}
    own = crowd.state.own[:, -len(names.attributes) :]
    known = enumerate(names.attributes.items())
    columns = [[(name, values[own[place[int(lead)], k]]) for lead in run.leads["id"]] for k, (name, values) in known]
    attributes = [dict(pairs) for pairs in zip(*columns, strict=True)]
    return journey, personas, run, attributes


def test_a_life_played_again_as_a_script_is_the_same_life(real: tuple[Any, Any, Run, list[dict[str, str]]]) -> None:
    journey, personas, run, attributes = real
    prepared = world.prepare(journey, personas)
    dates = {
        name: [m.t_s for m in each.dates.moments(prepared.calendar, 0, prepared.calendar.end_s)]
        for name, each in journey.touchpoints.items()
        if isinstance(each, Webinar)
    }
    before = lives(run)
    cast = [
        ScriptedLead(
            GivenLead(n, int(run.leads["arrival_s"][n]), prepared.names.sources[run.leads["source"][n]], attributes[n]),
            tuple(script_of(life, prepared.names, dates)),
        )
        for n, life in enumerate(before)
    ]
    again = world.run(world.prepare(*silent(journey, personas), cast=cast), seed=8, replication=5)
    place = {int(lead): n for n, lead in enumerate(again.leads["id"])}
    after = lives(again)
    by_chance = {n for n, source in journey.sources.items() if any(0 < p < 1 for p in source.arrive_with.values())}
    compared = [
        n
        for n, life in enumerate(before)
        if cast[n].lead.source not in by_chance and not np.isin(life["what"], (What.BOUNCE, What.SCANNER_CLICK)).any()
    ]
    assert len(compared) > LEADS / 2
    for n in compared:
        assert told(after[place[number(n)]]) == told(before[n])
    assert sum(What.MQL in before[n]["what"] for n in compared) > 30


# ---- small worlds ----------------------------------------------------------------------------------------------


def play(journey: dict[str, Any], *leads: ScriptedLead) -> list[list[tuple[int, str]]]:
    """(second, kind of row) of each lead, in order of their numbers in the script."""
    run = world.run(world.prepare(*silent(*built(journey)), cast=leads), seed=1, replication=1)
    place = {int(lead): n for n, lead in enumerate(run.leads["id"])}
    found = lives(run)
    return [
        [(int(row["time"]), What(int(row["what"])).name) for row in found[place[number(each.lead.ordinal)]]]
        for each in leads
    ]


def lead(n: int, *steps: Step, **more: Any) -> ScriptedLead:
    attributes = {"job": "director", "industry": "target", "size": "50+"}
    return ScriptedLead(GivenLead(n, more.pop("at", 0), "list", attributes, **more), steps)


def kinds(rows: Sequence[tuple[int, str]], *names: str) -> list[int]:
    return [t for t, name in rows if name in names]


MAILED = {"touchpoints": DAILY, "behaviours": {"download": {"points": 30}}}
RULED = MAILED | {"mql": {"rule": "score >= 30"}}


def test_a_mail_is_opened_only_if_it_was_sent_unless_it_happened_for_sure() -> None:
    early, sure = (lead(n, Step(TEN - 60, What.OPEN, "letter", value)) for n, value in enumerate((0, LOOSE)))
    late = lead(2, Step(TEN + 60, What.OPEN, "letter"))
    found = play(journey_file(**MAILED), early, sure, late)
    assert [kinds(rows, "OPEN") for rows in found] == [[], [TEN - 60], [TEN + 60]]


def test_a_click_brings_its_content_along_unless_all_is_told() -> None:
    followed, told_all = (lead(n, Step(TEN + 60, What.CLICK, "letter", value)) for n, value in enumerate((0, LOOSE)))
    found = play(journey_file(**MAILED), followed, told_all)
    assert [kinds(rows, "CONTENT") for rows in found] == [[TEN + 60], []]


def test_leads_do_not_wait_for_each_other_and_nobody_calls() -> None:
    found = play(journey_file(**RULED), *(lead(n, Step(TEN, What.CONTENT, "paper")) for n in range(50)))
    assert all(kinds(rows, "MQL", "SYNCED") == [TEN, TEN] for rows in found)
    assert not any(kinds(rows, "ATTEMPT", "RETURNED", "CONTACT") for rows in found)


def test_sales_returns_and_wins_as_written_and_mails_go_on_after_a_return() -> None:
    back = lead(0, Step(TEN, What.CONTENT, "paper"), Step(2 * DAY, What.RETURNED, "", REASONS.index("timing")))
    won = lead(1, Step(TEN, What.CONTENT, "paper"), Step(DAY, What.CONTACT, "", 15), Step(3 * DAY, What.WON))
    too_soon = lead(2, Step(TEN - 60, What.RETURNED, "", 0), Step(TEN, What.CONTENT, "paper"))
    first, second, third = play(journey_file(**RULED), back, won, too_soon)
    assert kinds(first, "RETURNED") == [2 * DAY]
    assert kinds(first, "SENT") == [2 * DAY + TEN + n * DAY for n in range(12)]
    assert kinds(second, "OPPORTUNITY", "WON") == [DAY, 3 * DAY]
    assert kinds(third, "RETURNED") == []


def test_a_call_without_a_need_is_a_return() -> None:
    asked = lead(0, Step(TEN, What.CONTENT, "paper"), Step(DAY, What.CONTACT, "", 0))
    (rows,) = play(journey_file(**RULED), asked)
    assert kinds(rows, "CONTACT", "RETURNED") == [DAY, DAY]


def test_a_hand_off_goes_cold_by_the_journey_but_not_after_a_call() -> None:
    desk = {"reps": 1, "hours": "09:00-18:00", "expires": "3d"}
    cold = lead(0, Step(TEN, What.CONTENT, "paper"))
    called = lead(1, Step(TEN, What.CONTENT, "paper"), Step(DAY, What.CONTACT, "", 15))
    first, second = play(journey_file(**RULED, desk=desk), cold, called)
    assert kinds(first, "RETURNED") == [TEN + 3 * DAY]
    assert kinds(second, "RETURNED") == []


def test_a_desk_s_filter_returns_at_once() -> None:
    desk = {"reps": 1, "hours": "09:00-18:00", "filter": "job == staff"}
    (rows,) = play(journey_file(**RULED, desk=desk), lead(0, Step(TEN, What.CONTENT, "paper")))
    assert kinds(rows, "RETURNED") == [TEN]


def test_a_webinar_is_attended_with_a_place_and_missed_otherwise() -> None:
    series = {"kind": "webinar", "dates": "daily 15:00", "stages": "awareness"}
    at = 15 * scripted.HOUR
    there = lead(0, Step(TEN, What.WEBINAR_REGISTERED, "series", at), Step(at, What.WEBINAR_ATTENDED, "series"))
    away = lead(1, Step(TEN, What.WEBINAR_REGISTERED, "series", at))
    uninvited = lead(2, Step(at, What.WEBINAR_ATTENDED, "series"))
    regrets = Step(TEN + 60, What.WEBINAR_CANCELLED, "series")
    gave_back = lead(3, Step(TEN, What.WEBINAR_REGISTERED, "series", at), regrets)
    found = play(journey_file(touchpoints={"series": series}), there, away, uninvited, gave_back)
    said = [[name for _, name in rows if name.startswith("WEBINAR")] for rows in found]
    assert said == [
        ["WEBINAR_REGISTERED", "WEBINAR_ATTENDED"],
        ["WEBINAR_REGISTERED", "WEBINAR_MISSED"],
        [],
        ["WEBINAR_REGISTERED", "WEBINAR_CANCELLED"],
    ]


def test_who_unsubscribes_of_all_gets_no_more_mail() -> None:
    (rows,) = play(journey_file(**MAILED), lead(0, Step(DAY, What.UNSUBSCRIBE)))
    assert kinds(rows, "SENT") == [TEN]


def test_an_opened_mail_is_not_sent_again() -> None:
    letters = {"paper": page("download"), "letter": mail("paper", "daily 10:00", resend={"after": "2h"})}
    opened = lead(0, Step(TEN + 60, What.OPEN, "letter"))
    (rows,) = play(journey_file(**MAILED | {"touchpoints": letters}), opened)
    sent = kinds(rows, "SENT")
    assert TEN + 2 * scripted.HOUR not in sent
    assert DAY + TEN + 2 * scripted.HOUR in sent


def test_steps_of_one_second_keep_their_order() -> None:
    steps = Step(TEN, What.BROUGHT, "registered"), Step(TEN, What.CONTENT, "paper"), Step(TEN, What.UNSUBSCRIBE)
    (rows,) = play(journey_file(**MAILED), lead(0, *steps))
    assert [name for t, name in rows if t == TEN] == ["BROUGHT", "CONTENT", "UNSUBSCRIBE"]
