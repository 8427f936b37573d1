"""The clock and all that leads share: users' own processes, conservation, the edges of a run, room for everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.engine import memory, world
from sim.engine.world import Process, World
from sim.model import draws
from sim.model.journey import Email
from sim.model.ledger import FREQUENT, Run, Status, What, canonical
from tests import engines, test_textbook_properties, textbook
from tests.scripted import CERTAIN_READERS, DAILY, DAY, HOUR, TEN, built, journey_file, lead, mail, page, rows_of
from tests.strategies import Scene, worlds

VISITED = {"download": {"points": 20}}
EVERYBODY = {"mql": {"all": "score >= 0"}}
Joining = Callable[[World], Process]
WAYS: tuple[dict[str, Any], ...] = ({}, {"lookahead": False}, {"chunk": 3})


def scene(*leads: Any, people: dict[str, Any] | None = None, **journey: Any) -> Scene:
    """A hand-made scene."""
    files = built(journey_file(**{"behaviours": VISITED} | journey), {"webinar": 1}, **people or {})
    return Scene(*files, seed=1, replication=0, given=leads)


# ---- what holds of every life


@pytest.mark.parametrize(
    "holds",
    [
        test_textbook_properties.test_every_life_adds_up,
        test_textbook_properties.test_sales_are_left_alone,
        test_textbook_properties.test_the_same_scene_gives_the_same_bytes,
    ],
    ids=lambda test: test.__name__,
)
def test_what_holds_of_every_life_in_the_textbook_model_holds_in_the_engine(holds: Any) -> None:
    """Score is the sum of its points, time never goes back, sales are left alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textbook, "simulate", engines.simulate)
        engines.each_scene(holds.hypothesis.inner_test, number=40, part=5, of=worlds())


# The rows after which a lead has another status; a deal and an exclusion are for ever.
ENTERS = {
    What.REGISTERED: Status.NURTURING,
    What.EXCLUDED: Status.EXCLUDED,
    What.MQL: Status.TRANSIT,
    What.CALL: Status.TRANSIT,
    What.EXITED: Status.EXITED,
    What.REENTERED: Status.NURTURING,
    What.SYNCED: Status.DESK,
    What.OPPORTUNITY: Status.OPPORTUNITY,
    What.RETURNED: Status.NURTURING,
    What.WON: Status.WON,
    What.LOST: Status.LOST,
}


def status_of(rows: NDArray[np.void]) -> Status:
    """Where a lead is after its rows."""
    changes = [row for row in rows if row["what"] in ENTERS]
    last = changes[-1]
    left = last["what"] == What.RETURNED and last["value"] == -1
    return Status.EXCLUDED if left else ENTERS[What(int(last["what"]))]


def test_every_lead_that_came_in_is_somewhere_and_only_there() -> None:
    found: Counter[Status] = Counter()

    def check(each: Scene) -> None:
        run = engines.run(each)
        assert len(np.unique(run.leads["id"])) == len(run.leads) == (run.rows["what"] == What.REGISTERED).sum()
        for who, rows in zip(run.leads, engines.lives(run).values(), strict=True):
            assert Status(int(who["status"])) is status_of(rows)
            found[status_of(rows)] += 1
        assert run.leads["rows"].sum() == len(run.rows)

    engines.each_scene(check, number=60, part=6)
    assert set(found) == set(Status) - {Status.UNBORN}


def test_the_tally_counts_every_row_on_its_local_day_whatever_is_recorded() -> None:
    def check(each: Scene) -> None:
        ready = engines.prepared(each)
        run = engines.run(each, ready)
        expected = np.zeros_like(run.tally)
        days = [ready.calendar.day_of(int(t)) for t in run.rows["time"]]
        np.add.at(expected, (run.rows["what"], days), 1)
        assert np.array_equal(run.tally, expected)
        for record in ("milestones", "none"):
            less = engines.run(each, ready, record=record)
            rare = run.rows[~np.isin(run.rows["what"], FREQUENT)] if record == "milestones" else run.rows[:0]
            assert engines.differences(less, run._replace(rows=rare)) == []
            assert np.array_equal(less.tally, run.tally)

    engines.each_scene(check, number=30, part=7)


# ---- edges of a run


def test_nothing_happens_at_the_last_second_and_everything_before_it() -> None:
    end = 14 * DAY
    comers = [lead(t, i) for i, t in enumerate((-5, 0, end - 1, end, end + 1))]
    run = engines.run(scene(*comers, **EVERYBODY, desk={"reps": 5, "hours": "always", "dial": "0s", "attempts": 1}))
    assert run.leads["arrival_s"].tolist() == [0, 0, end - 1]
    last = run.rows[run.rows["lead"] == 2]
    assert [What(int(what)).name for what in last["what"]] == ["REGISTERED", "MQL", "SYNCED", "ATTEMPT"]
    assert set(last["time"].tolist()) == {end - 1}
    assert run.leads["status"].tolist() == [Status.NURTURING, Status.NURTURING, Status.DESK]


def test_who_waits_for_the_next_sync_at_the_end_is_in_transit_and_lives_on_till_then() -> None:
    late = {"touchpoints": {"paper": page("download"), "letter": mail("paper", "daily 10:00")}}
    late["touchpoints"]["letter"]["while_with_sales"] = "continue"
    run = engines.run(
        scene(
            lead(0),
            people={"open_rate": 1},
            **EVERYBODY,
            **late,
            sync={"mode": "periodic", "every": "30d", "at": "00:01"},
        )
    )
    assert run.leads["status"].tolist() == [Status.TRANSIT]
    assert rows_of(run, What.OPEN)["time"].tolist() == [day * DAY + TEN for day in range(14)]


def test_a_run_of_one_day_with_nobody_is_empty() -> None:
    run = engines.run(scene(days=1))
    assert len(run.leads) == len(run.rows) == 0
    assert run.tally.sum() == 0


# ---- room


def busy() -> Scene:
    """Two thousand leads with mails that all wait to be read: every buffer fills up several times."""
    fair = {"kind": "burst", "events": {"fair": {"on": "2026-04-07", "leads": 1_000}}}
    letters = {f"letter{i}": mail("paper", "weekdays 10:00") for i in range(3)}
    late = {"open_rate": 1, "open_delay": {"median": "3d", "sigma": 1, "source": "assumption"}}
    return scene(
        people=late,
        sources={"one": fair, "other": fair},
        touchpoints={"paper": page("download")} | letters,
        **EVERYBODY,
    )


@pytest.mark.parametrize("how", [{}, {"chunk": 7}, {"lookahead": False, "record": "none"}], ids=str)
def test_a_crowd_far_larger_than_expected_is_given_room_and_loses_nothing(how: dict[str, Any]) -> None:
    each = busy()
    roomy = engines.prepared(each)
    rooms: list[tuple[int, ...]] = []

    def look(world: World) -> Process:
        yield world.at(13 * DAY)
        state = world.crowd.state
        rooms.append((len(state.crowd), len(state.own), len(state.waiting), len(state.rows)))

    expected = engines.run(each, roomy._replace(expected=50_000), record=how.get("record", "all"))
    found = engines.run(each, roomy._replace(expected=0), **how, join=[look])
    assert engines.differences(found, expected) == []
    assert np.array_equal(found.tally, expected.tally)
    at_first = np.array([64, 64, 64 // 2 + 4 * memory.ROOM, 4096])
    grown = np.array(rooms[0]) / at_first
    assert (grown[:3] > 5).all()
    assert grown[3] > 5 or how.get("record") == "none"


# ---- a user's own processes


def test_a_users_process_sees_the_crowd_as_it_is_at_its_moment() -> None:
    seen: list[list[tuple[int, int]]] = []

    def look(world: World) -> Process:
        for t in (TEN - 1, TEN, 3 * DAY):
            yield world.at(t)
            crowd = world.crowd
            people = crowd.state.crowd[: crowd.size]
            seen.append(
                list(zip(people["status"].tolist(), (people["fit"] + people["behaviour"]).tolist(), strict=True))
            )

    for how in WAYS:
        seen.clear()
        each = scene(
            lead(5), lead(2 * DAY, 1), people={"open_rate": 1, "click_rate": 1, "click_misfit": 1}, touchpoints=DAILY
        )
        engines.run(each, **how, join=[look])
        assert seen == [[(1, 0), (0, 0)], [(1, 20), (0, 0)], [(1, 60), (1, 20)]]


@pytest.mark.parametrize("how", WAYS, ids=str)
def test_looking_on_changes_nothing(how: dict[str, Any]) -> None:
    def check(each: Scene) -> None:
        def look(world: World) -> Process:
            for t in range(0, world.end_s, 7 * HOUR + 13):
                yield world.at(t)
                assert world.crowd.size >= 0

        assert engines.differences(engines.run(each), engines.run(each, **how, join=[look])) == []

    engines.each_scene(check, number=6, part=8)


def test_a_mail_that_a_users_process_sends_is_answered_the_same_however_the_run_is_played() -> None:
    answers: Counter[str] = Counter()

    def check(each: Scene) -> None:
        letters = [name for name, one in each.journey.touchpoints.items() if isinstance(one, Email)]

        def extra(world: World) -> Process:
            for t in (DAY + 100, DAY + TEN, 3 * DAY + 7):
                yield world.at(t)
                for name in letters:
                    world.crowd.send(world.now, world.names.touchpoints.index(name), 5_000_000 + t)
                world.settle()

        one, *others = (engines.run(each, **how, join=[extra]) for how in WAYS)
        for other in others:
            assert engines.differences(one, other) == []
        answers.update(more=len(one.rows) - len(engines.run(each).rows))

    engines.each_scene(check, number=20, part=9, of=worlds())
    assert answers["more"] > 200


@pytest.mark.parametrize("early", [1, HOUR])
def test_reading_the_crowd_at_a_moment_that_was_not_announced_is_an_error(early: int) -> None:
    def sneak(world: World) -> Process:
        yield world.until(TEN + early, rank=9)
        assert world.crowd

    with pytest.raises(
        RuntimeError, match=rf"second {TEN + early} was not announced, .* second {DAY + TEN}; wait with"
    ):
        engines.run(scene(lead(5), touchpoints=DAILY), join=[sneak])


def test_announcing_a_moment_that_is_already_played_is_an_error() -> None:
    def late(world: World) -> Process:
        yield world.until(TEN + 1, rank=9)
        yield world.at(DAY)

    with pytest.raises(ValueError, match=rf"second {DAY} can't be announced: .* up to second {DAY + TEN}"):
        engines.run(scene(lead(5), touchpoints=DAILY), join=[late])


@pytest.mark.parametrize("how", WAYS, ids=str)
def test_announcing_a_moment_of_the_past_is_an_error(how: dict[str, Any]) -> None:
    def past(world: World) -> Process:
        yield world.at(DAY)
        yield world.at(DAY - 1)

    with pytest.raises(ValueError, match=rf"second {DAY - 1} can't be announced"):
        engines.run(scene(lead(5)), **how, join=[past])


def test_a_lead_that_is_taken_back_in_time_is_an_error() -> None:
    def rewind(world: World) -> Process:
        yield world.at(DAY)
        world.crowd.send(DAY - 5 * HOUR, 1, 99)

    message = rf"lead [0-9a-f]{{16}} went back in time at second {DAY - 5 * HOUR}"
    with pytest.raises(RuntimeError, match=message):
        engines.run(scene(lead(DAY - HOUR), touchpoints=DAILY), join=[rewind])


def test_a_users_process_has_luck_of_its_own_address_and_can_start_others() -> None:
    drawn: list[int] = []

    def other(world: World) -> Process:
        yield world.at(9)
        drawn.append(world.luck(world.crowd.id_of(0), "my/coin", 3))

    def first(world: World) -> Process:
        yield world.at(5)
        world.process(other(world))

    run = world.run(engines.prepared(scene(lead(5))), seed=21, replication=4, join=[first])
    number = int(run.leads["id"][0])
    assert drawn == [draws.philox(number & 0xFFFFFFFF, number >> 32, draws.purpose("my/coin"), 3, 21, 4)]


def test_a_lead_that_sales_refuses_and_a_call_brings_back_at_once_for_ever_is_an_error() -> None:
    call = {"kind": "call", "on": "returned"}
    with pytest.raises(RuntimeError, match=rf"had more than 1,000 events at second {TEN}"):
        engines.run(
            scene(lead(TEN), touchpoints={"again": call}, desk={"reps": 1, "filter": "score >= 99"}, **EVERYBODY)
        )


def test_processes_of_one_second_act_in_the_order_of_their_ranks() -> None:
    order: list[str] = []

    def at_ten(name: str, rank: int | None) -> Joining:
        def process(world: World) -> Process:
            yield world.at(TEN) if rank is None else world.at(TEN, rank)
            people = world.crowd.state.crowd
            order.append(f"{name}: {people['behaviour'][0]}")

        return process

    joining = [at_ten("late", None), at_ten("early", 2), at_ten("after private lives", 4)]
    engines.run(scene(lead(5), people=CERTAIN_READERS, touchpoints=DAILY), join=joining)
    assert order == ["early: 0", "after private lives: 0", "late: 20"]


# ---- expectations


def test_as_many_leads_come_as_rates_and_bursts_say() -> None:
    sources = {
        "web": {"kind": "rate", "per_day": 30, "off_day_factor": 0.5},
        "fair": {"kind": "burst", "events": {"fair": {"on": "2026-04-08", "days": 2, "leads": [300, 400]}}},
    }
    each = scene(sources=sources)
    calendar = each.journey.built_calendar()
    expected = world.expected_leads(each.journey, calendar, 2.0)
    assert expected == 2.0 * (10 * 30 + 4 * 15 + 350)
    counts = [len(engines.run(each._replace(scale=2.0, replication=n)).leads) for n in range(30)]
    assert np.mean(counts) == pytest.approx(expected, abs=4 * 65 / 30**0.5)
    assert len(set(counts)) > 20


def test_as_many_guests_come_as_co_hosts_bring_on_average() -> None:
    talk = {"kind": "webinar", "dates": "2026-04-08,2026-04-15,2026-04-19 15:00", "stages": "awareness"}
    guests = {"kind": "cohost", "webinar": "talk", "leads": [20, 40], "after": "8h30min"}  # of the last, half too late
    each = scene(sources={"guests": guests}, touchpoints={"talk": talk})
    assert world.expected_leads(each.journey, each.journey.built_calendar(), 2.0) == 2.0 * 2.5 * 30
    runs = [engines.run(each._replace(replication=n)).leads for n in range(40)]
    assert np.mean([len(leads) for leads in runs]) == pytest.approx(2.5 * 30, abs=4 * 10 / 40**0.5)
    within = np.concatenate([leads["arrival_s"] for leads in runs]) % DAY - int(23.5 * HOUR)
    first_half = within[within >= 0]  # of the hour: the other half lies in the next day
    assert first_half.mean() == pytest.approx(HOUR / 4, rel=0.1)


def test_rows_are_in_ledger_order() -> None:
    run: Run = engines.run(busy())
    assert canonical(run.rows).tobytes() == run.rows.tobytes()
