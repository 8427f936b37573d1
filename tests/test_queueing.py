"""A desk without a calendar is a queue that theory knows: Poisson arrivals, exponential calls, several reps (M/M/c),
and leads that go cold as they wait (M/M/c+M)."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.engine import world
from sim.engine.world import Prepared
from sim.model.ledger import Run, What
from tests import engines, textbook
from tests.scripted import CERTAIN_BUYERS, DAY, HOUR, built, journey_file
from tests.strategies import Scene

REPLICATIONS = 24
LONGEST_S = 12 * HOUR  # a call of more than 12 times the mean is too rare to matter
Floats = NDArray[np.float64]


class Queue(NamedTuple):
    """A desk by its arrivals and calls an hour, and what Erlang says of it."""

    arrivals: int
    reps: int
    chance_of_waiting: float
    length: float
    days: int  # of each run
    start: int  # of them, discarded


class Impatient(NamedTuple):
    """A desk whose leads go cold: by its arrivals an hour, its reps, mean patience in hours; and what Erlang A says."""

    arrivals: int
    reps: int
    patience_h: int
    gone_cold: float  # share of leads
    wait_h: float  # on average, of those too who go cold
    busy: float  # share of the reps' time
    days: int
    start: int


# Arrivals an hour, calls an hour of one rep, reps: (8, 1, 10), (4, 1, 5), (45, 1, 50).
QUEUES = (
    Queue(8, 10, 0.409180, 1.636721, days=40, start=4),
    Queue(4, 5, 0.554113, 2.216450, days=60, start=6),
    Queue(45, 50, 0.363864, 3.274780, days=11, start=2),
)


# 48 arrivals in a unit of time, service 1 unit, 50 agents, patience 2 units, as Erlang A calculators give it.
IMPATIENT = Impatient(48, 50, 2, gone_cold=0.0309, wait_h=0.0618, busy=0.930, days=8, start=1)


def erlang(arrivals: int, reps: int) -> tuple[float, float]:
    """Chance of waiting and mean length of the queue, if a rep ends one call an hour."""
    busy = arrivals**reps / math.factorial(reps) * reps / (reps - arrivals)
    chance = busy / (sum(arrivals**k / math.factorial(k) for k in range(reps)) + busy)
    return chance, chance * arrivals / (reps - arrivals)


def erlang_a(arrivals: int, reps: int, patience_h: float) -> tuple[float, float, float]:
    """Share that goes cold, mean wait in hours and the reps' busy share, if a rep ends one call an hour: from the
    chances of n leads at the desk, a birth-death chain in which each n balances with n + 1."""
    chances = [1.0]
    while len(chances) < 20 * reps:
        n = len(chances)
        chances.append(chances[-1] * arrivals / (min(n, reps) + max(0, n - reps) / patience_h))
    queue = sum(max(0, n - reps) * chance for n, chance in enumerate(chances)) / sum(chances)
    busy = sum(min(n, reps) * chance for n, chance in enumerate(chances)) / sum(chances)
    return queue / patience_h / arrivals, queue / arrivals, busy / reps


def scene(queue: Queue | Impatient, days: int, **more: str) -> Scene:
    """Everybody is handed off on arrival, answers, and talks for an hour on average; no hour of no day is closed."""
    settings = {"reps": queue.reps, "hours": "always", "first_contact": "same_day", "attempts": 1, "talk": "1h"} | more
    journey = journey_file(
        days=days,
        sources={"web": {"kind": "rate", "per_day": queue.arrivals * 24}},
        mql={"everybody": "score >= 0"},
        sync={"mode": "real_time"},
        desk=settings,
    )
    return Scene(*built(journey, **CERTAIN_BUYERS), seed=1, replication=0)


def times(run: Run, what: What, otherwise: int) -> NDArray[np.int64]:
    """The second of each lead's row of a kind, of which it has at most one."""
    rows = run.rows[run.rows["what"] == what]
    found = np.full(len(run.leads), otherwise)
    found[rows["lead"]] = rows["time"]
    return found


def measured(prepared: Prepared, queue: Queue, replication: int) -> list[float]:
    """After the discarded start: share of leads that waited, mean length of the queue over time; arrivals an hour and
    hours of a call, both less what they are on average."""
    run = world.run(prepared, seed=20260401, replication=replication, record="milestones")
    first, last = queue.start * DAY, queue.days * DAY
    came, began = (times(run, what, last) for what in (What.SYNCED, What.ATTEMPT))
    waited = (began > came)[came >= first]
    queued = np.clip(began, first, last) - np.clip(came, first, last)
    calls = (began >= first) & (began < last - LONGEST_S)
    talks = (times(run, What.CONTACT, last) - began)[calls]
    hours = (last - first) / HOUR
    return [waited.mean(), queued.sum() / (last - first), len(waited) / hours - queue.arrivals, talks.mean() / HOUR - 1]


def measured_impatient(prepared: Prepared, replication: int) -> list[float]:
    """After the discarded start: share of leads gone cold, mean wait in hours, busy share of the reps' time; arrivals
    an hour and hours of a call, both less what they are on average."""
    queue = IMPATIENT
    run = world.run(prepared, seed=20260402, replication=replication, record="milestones")
    first, last = queue.start * DAY, queue.days * DAY
    came, began, ended, gave_up = (
        times(run, what, last) for what in (What.SYNCED, What.ATTEMPT, What.CONTACT, What.RETURNED)
    )
    judged = (came >= first) & (came < last - LONGEST_S)  # whoever comes later may still wait at the end
    cold = gave_up < np.minimum(began, ended)
    wait = np.minimum(began, gave_up) - came
    worked = np.clip(ended, first, last) - np.clip(began, first, last)
    calls = (began >= first) & (began < last - LONGEST_S)
    hours = (last - first) / HOUR
    rate = (came[came >= first].size) / hours
    talk_h = (ended - began)[calls].mean() / HOUR
    return [
        cold[judged].mean(),
        wait[judged].mean() / HOUR,
        worked.sum() / HOUR / hours / queue.reps,
        rate - queue.arrivals,
        talk_h - 1,
    ]


def regressed(found: Floats, controls: Floats) -> tuple[Floats, Floats]:
    """Means at controls of exactly 0, as on average they are, and their standard errors (control variates)."""
    design = np.column_stack([np.ones(len(found)), controls])
    fitted = np.linalg.lstsq(design, found, rcond=None)[0]
    residues = found - design @ fitted
    variance = (residues**2).sum(0) / (len(found) - design.shape[1])
    return fitted[0], np.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: f"{queue.arrivals} an hour for {queue.reps} reps")
def test_waiting_at_the_desk_is_erlangs(queue: Queue) -> None:
    """Within 3 standard errors, and those small: a busier or idler desk by a percent or two would be seen."""
    prepared = engines.prepared(scene(queue, queue.days))
    runs = np.array([measured(prepared, queue, n) for n in range(REPLICATIONS)])
    controls = runs[:, 2:]
    assert (np.abs(controls.mean(0)) < 3 * controls.std(0, ddof=1) / math.sqrt(REPLICATIONS)).all()
    expected = np.array([queue.chance_of_waiting, queue.length])
    assert erlang(queue.arrivals, queue.reps) == pytest.approx(expected, rel=2e-6)
    found, error = regressed(runs[:, :2], controls)
    assert (np.abs(found - expected) < 3 * error).all(), (found, error)
    assert (error < [0.02 * expected[0], 0.08 * expected[1]]).all()


def test_erlang_as_published_figures_are_those_of_its_chain() -> None:
    found = erlang_a(IMPATIENT.arrivals, IMPATIENT.reps, IMPATIENT.patience_h)
    expected = [IMPATIENT.gone_cold, IMPATIENT.wait_h, IMPATIENT.busy]
    assert found == pytest.approx(expected, abs=5e-4)
    assert [round(found[0], 4), round(found[1], 4), round(found[2], 3)] == expected
    patient = erlang_a(45, 50, 1e9)
    assert patient[1] * 45 == pytest.approx(erlang(45, 50)[1], rel=1e-6)


def test_leads_go_cold_at_the_desk_as_in_erlang_a() -> None:
    """Within 3 standard errors of the share gone cold, the wait and the reps' busy share; and those errors small."""
    prepared = engines.prepared(scene(IMPATIENT, IMPATIENT.days, patience="2h"))
    runs = np.array([measured_impatient(prepared, n) for n in range(REPLICATIONS)])
    controls = runs[:, 3:]
    assert (np.abs(controls.mean(0)) < 3 * controls.std(0, ddof=1) / math.sqrt(REPLICATIONS)).all()
    expected = np.array(erlang_a(IMPATIENT.arrivals, IMPATIENT.reps, IMPATIENT.patience_h))
    found, error = regressed(runs[:, :3], controls)
    assert (np.abs(found - expected) < 3 * error).all(), (found, error)
    assert (error < [0.03 * expected[0], 0.03 * expected[1], 0.001]).all(), error


def test_arrivals_are_poisson_and_calls_exponential() -> None:
    queue, days = QUEUES[2], 20
    run = world.run(engines.prepared(scene(queue, days)), seed=3, replication=0, record="milestones")
    hourly = np.bincount(run.leads["arrival_s"] // HOUR, minlength=days * 24)
    assert hourly.mean() == pytest.approx(queue.arrivals, abs=3 * math.sqrt(queue.arrivals / len(hourly)))
    assert hourly.var() / hourly.mean() == pytest.approx(1, abs=3 * math.sqrt(2 / len(hourly)))
    began, ended = (times(run, what, -1) for what in (What.ATTEMPT, What.CONTACT))
    talks = (ended - began)[(began >= 0) & (began < days * DAY - LONGEST_S)]
    assert talks.mean() == pytest.approx(HOUR, abs=3 * HOUR / math.sqrt(len(talks)))
    assert talks.std() == pytest.approx(HOUR, abs=3 * HOUR * math.sqrt(2 / len(talks)))


def test_the_textbook_model_has_the_same_queue() -> None:
    few = scene(QUEUES[0], 4)
    book = textbook.simulate(few.journey, few.personas, **few.settings())
    assert engines.differences(book, engines.run(few)) == []
