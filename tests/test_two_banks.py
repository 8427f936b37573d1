"""One quick clerk or two at half the speed: the two banks on which textbooks show common random numbers, as our files.

Law, "Simulation Modeling and Analysis", chapter on variance reduction: customers come once a minute on average to an
empty bank (M/M/1 with mean service 0.9, M/M/2 with 1.8), and what counts is the mean delay in queue of the first 100.
Minutes are hours here, so that whole seconds don't matter.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from benchmarks.variance import pair, variances_without_one
from sim.engine import world
from sim.files.workspace import load_experiment
from sim.model.ledger import Run, What
from sim.study.kpis import KPIS
from sim.study.scenarios import Study, studies
from tests.scripted import CERTAIN_BUYERS, HOUR, personas_file
from tests.strategies import words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

JOURNEY = """
format: 1
name: bank
start: 2026-04-06
days: 10  # of which the first 100 customers need about four
personas: people.yaml
calendar: {holidays: none}
sources:
  customers: {kind: rate, per_day: 24}
stages:
  queue: {}
mql:
  everybody: score >= 0
desk: {reps: 1, hours: always, attempts: 1, talk: 54min}
sql: need
"""

# An e-mail that takes a second and is never answered uses up the chance events of a first attempt: by the call after it
# a lead is served for as long as chance says elsewhere. So arrivals are the same, and services are not.
EXPERIMENT = """
format: 1
name: two_banks
journey: journey.yaml
baseline: one_clerk
scenarios:
  two_clerks: {desk.reps: 2, desk.talk: 108min}
  same_arrivals:
    desk.reps: 2
    desk.talk: 108min
    desk.attempts: 2
    desk.steps: [email, phone]
    desk.write: 0s
    desk.spacing: 0s
decide_on: {kpi: mqls}
"""

RUNS = 300
CUSTOMERS = 100
ONE, TWO = 4.1342, 3.7000  # expected delays
# Variance of the difference, and half a unit of its last digit.
SHARED, INDEPENDENT = (0.06, 0.005), (16.6, 0.05)


class Visit(NamedTuple):
    """The first customers of a run in the order in which they came, int64[100]: seconds."""

    came: Ints
    began: Ints  # to be served
    served: Ints  # for so long

    @property
    def delay_h(self) -> float:
        """Mean delay in queue."""
        return float((self.began - self.came).mean() / HOUR)


def visit(study: Study, seed: int, replication: int) -> Visit:
    """A simulated run of a bank."""
    run = world.run(study.prepared, seed=seed, replication=replication, record="milestones")
    came, ended = run.leads["arrival_s"], times(run, What.CONTACT)
    began = times(run, What.ATTEMPT)
    first = np.lexsort((run.leads["id"], came))[:CUSTOMERS]
    assert (ended[first] >= 0).all()
    return Visit(came[first], began[first], (ended - began)[first])


def times(run: Run, what: What) -> Ints:
    """The second of each lead's last row of a kind."""
    rows = run.rows[run.rows["what"] == what]
    found = np.full(len(run.leads), -1)
    np.maximum.at(found, rows["lead"], rows["time"])
    return found


class Banks(NamedTuple):
    """Runs of each bank: those of one number share what their names say with those of one clerk."""

    one: list[Visit]
    two: list[Visit]
    two_same_arrivals: list[Visit]
    two_independent: list[Visit]


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> Banks:
    folder = tmp_path_factory.mktemp("banks")
    people = yaml.dump(words(personas_file({}, **CERTAIN_BUYERS)), sort_keys=False)
    for name, text in {"people": people, "journey": JOURNEY, "experiment": EXPERIMENT}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    ready = studies(load_experiment(folder / "experiment.yaml", KPIS))
    asked = (("one_clerk", 1), ("two_clerks", 1), ("same_arrivals", 1), ("two_clerks", 2))
    return Banks(*([visit(ready[name], seed, n) for n in range(RUNS)] for name, seed in asked))


def delays(visits: list[Visit]) -> Floats:
    """The mean delay of each run."""
    return np.array([each.delay_h for each in visits])


# ---- what theory says ----


def expected_delay(clerks: int, mean_service: float) -> float:
    """Exact: from the chances of n customers at the bank as each one comes, a chain from one arrival to the next.

    Whoever finds n waits until n - clerks + 1 of them have left. With n there, the next to happen is a departure rather
    than an arrival with odds of min(n, clerks) / mean_service to 1.
    """
    there, total = np.zeros(CUSTOMERS + 1), 0.0
    there[0] = 1.0
    waits = np.maximum(np.arange(CUSTOMERS + 1) - clerks + 1, 0) * mean_service / clerks
    for _ in range(CUSTOMERS):
        total += float(there @ waits)
        there = after_departures(np.append(0.0, there[:-1]), clerks, mean_service)
    return total / CUSTOMERS


def after_departures(there: Floats, clerks: int, mean_service: float) -> Floats:
    """Chances of n customers at the next arrival, from those just after the last one."""
    found, more = np.empty_like(there), 0.0
    for n in range(len(there) - 1, -1, -1):
        leaving = min(n, clerks) / mean_service
        found[n] = (there[n] + more) / (1.0 + leaving)
        more = found[n] * leaving
    return found


def queue_delays(gaps: Floats, services: Floats, clerks: int) -> Floats:
    """Mean delay of each row of customers, float64[rows, customers]: whoever is next goes to the first free clerk."""
    rows = np.arange(len(gaps))
    free, now, total = np.zeros((len(gaps), clerks)), np.zeros(len(gaps)), np.zeros(len(gaps))
    for gap, service in zip(gaps.T, services.T, strict=True):
        now = now + gap
        clerk = free.argmin(axis=1)
        began = np.maximum(now, free[rows, clerk])
        total += began - now
        free[rows, clerk] = began + service
    return total / gaps.shape[1]


@pytest.fixture(scope="module")
def theory() -> dict[str, Floats]:
    """Differences of 20,000 pairs of banks by the recursion alone, by what the pairs share."""
    random = np.random.default_rng(20260401)
    gaps, services, other_gaps, others = random.exponential(size=(4, 20_000, CUSTOMERS))
    one = queue_delays(gaps, 0.9 * services, 1)
    pairs = {"both": (gaps, services), "arrivals": (gaps, others), "nothing": (other_gaps, others)}
    return {shared: one - queue_delays(gap, 1.8 * service, 2) for shared, (gap, service) in pairs.items()}


def test_exact_expectations_of_the_two_banks() -> None:
    assert round(expected_delay(1, 0.9), 4) == ONE
    assert round(expected_delay(2, 1.8), 4) == TWO


# ---- what our files say ----


def test_customers_are_served_as_they_come_by_whoever_is_free(banks: Banks) -> None:
    """To the second: the delays are those of the recursion with the run's own arrivals and services."""
    for visits, clerks in ((banks.one, 1), (banks.two, 2), (banks.two_independent, 2)):
        gaps = np.diff([each.came for each in visits], axis=1, prepend=0).astype(float)
        services = np.array([each.served for each in visits], float)
        assert delays(visits) * HOUR == pytest.approx(queue_delays(gaps, services, clerks), abs=1e-6)


def test_both_banks_have_the_same_customers_whom_the_slower_clerks_serve_twice_as_long(banks: Banks) -> None:
    for one, two in zip(banks.one, banks.two, strict=True):
        assert (one.came == two.came).all()
        assert (abs(two.served - 2 * one.served) <= 1).all()  # whole seconds


@pytest.mark.parametrize(
    ("bank", "expected"),
    [("one", ONE), ("two", TWO), ("two_same_arrivals", TWO), ("two_independent", TWO)],
)
def test_mean_delays_are_as_expected(banks: Banks, bank: str, expected: float) -> None:
    found = delays(getattr(banks, bank))
    assert found.mean() == pytest.approx(expected, abs=3 * found.std(ddof=1) / math.sqrt(RUNS))


def test_the_difference_is_as_expected_and_shared_runs_tell_it_within_a_twentieth_of_an_hour(banks: Banks) -> None:
    found = delays(banks.one) - delays(banks.two)
    error = found.std(ddof=1) / math.sqrt(RUNS)
    assert found.mean() == pytest.approx(ONE - TWO, abs=3 * error)
    assert 3 * error < 0.05
    assert 3 * (delays(banks.one) - delays(banks.two_independent)).std(ddof=1) / math.sqrt(RUNS) > ONE - TWO


def log_variance(differences: Floats) -> tuple[float, float]:
    """The logarithm of the variance and its standard error, a jackknife over runs: delays are no normal numbers."""
    n, without_one = len(differences), np.log(variances_without_one(differences))
    return math.log(differences.var(ddof=1)), float(without_one.std() * math.sqrt(n - 1))


@pytest.mark.parametrize(
    ("bank", "shared", "about"),
    [("two", "both", SHARED), ("two_same_arrivals", "arrivals", None), ("two_independent", "nothing", INDEPENDENT)],
)
def test_variance_of_the_difference_is_as_theory_says(
    banks: Banks, theory: dict[str, Floats], bank: str, shared: str, about: tuple[float, float] | None
) -> None:
    found, error = log_variance(delays(banks.one) - delays(getattr(banks, bank)))
    expected, its_error = log_variance(theory[shared])
    assert found == pytest.approx(expected, abs=3 * math.hypot(error, its_error))
    if about is not None:
        value, rounding = about
        assert math.exp(expected) == pytest.approx(value, abs=rounding + 3 * its_error * value)


def test_a_shared_run_is_worth_hundreds_of_independent_ones(banks: Banks, theory: dict[str, Floats]) -> None:
    one, two, other = (delays(visits) for visits in (banks.one, banks.two, banks.two_independent))
    found = pair("two_clerks", "mqls", one, two, other).spread
    assert found.low < theory["nothing"].var() / theory["both"].var() < found.high
    assert found.low > 100
