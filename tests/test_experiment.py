"""Scenario x replication: the same figures for any number of workers, with shared leads and a shared history."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import numpy as np
import pytest

from sim.model.ledger import FREQUENT, What
from sim.model.stats import paired
from sim.study.comparison import Comparison
from sim.study.crew import Crew
from sim.study.experiment import compare, plan
from sim.study.kpis import KPIS, measure
from sim.study.lab import Lab
from sim.study.scenarios import rerun, simulated, studies
from tests import smallworld


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("small")


@pytest.fixture(scope="module")
def compared(folder: Path) -> Comparison:
    return smallworld.compared(smallworld.load(folder))


def canonical(comparison: Comparison) -> str:
    return json.dumps(comparison.to_json(), sort_keys=True, allow_nan=False)


def test_any_number_of_workers_gives_the_same_bytes(folder: Path, compared: Comparison) -> None:
    loaded = smallworld.load(folder, experiment=smallworld.EXPERIMENT.replace("rests_on", "# rests_on"))
    alone = smallworld.compared(loaded)
    assert alone.cells == compared.cells
    for workers in (4, 2):
        again = smallworld.compared(loaded, workers=workers)
        assert canonical(again) == canonical(alone)
        assert [again.figures[name].tobytes() for name in alone.scenarios] == [
            compared.figures[name].tobytes() for name in alone.scenarios
        ]


def test_the_json_has_exactly_the_agreed_keys(compared: Comparison) -> None:
    found = compared.to_json("small_test/0001")
    first = ["experiment", "baseline", "replications", "seed", "scenarios", "verdict", "reason"]
    assert list(found) == [*first, "best", "effects", "by_month", "by_cohort", "rests_on", "precision", "run"]
    assert (found["experiment"], found["baseline"]) == ("small_test", "daily")
    assert (found["replications"], found["seed"], found["run"]) == (4, 7, "small_test/0001")
    assert list(found["scenarios"]) == ["daily", "weekly", "strict"]
    for scenario in found["scenarios"].values():
        assert list(scenario) == ["kpis"]
        assert list(scenario["kpis"]) == list(KPIS)
        assert all(list(cell) == ["mean", "diff", "low", "high", "verdict"] for cell in scenario["kpis"].values())
    assert {cell["diff"] for cell in found["scenarios"]["daily"]["kpis"].values()} == {0.0}
    assert found["scenarios"]["strict"]["kpis"]["mqls"]["verdict"] == "worse"
    assert found["verdict"] == compared.answer.sentence


def test_counts_are_given_for_the_time_asked_and_differences_are_paired(compared: Comparison) -> None:
    k = list(KPIS).index("mqls")
    a, b = (compared.figures[name][:, k, 0] * 30.4375 / 35 for name in ("daily", "strict"))
    cell = compared.cells["strict"]["mqls"]
    assert cell.mean == pytest.approx(b.mean())
    assert cell.difference[:3] == pytest.approx(paired(a, b, level=cell.level)[:3])
    assert cell.difference.mean < 0


def test_scenarios_share_their_leads_and_their_history_up_to_the_change(folder: Path) -> None:
    ready = studies(smallworld.load(folder))
    runs = {name: rerun(study, seed=7, replication=2) for name, study in ready.items()}
    change_s = int(ready["daily"].yardstick.day_start_s[14])
    for name in ("weekly", "strict"):
        assert (runs[name].leads["id"] == runs["daily"].leads["id"]).all()
        before = [run.rows[run.rows["time"] < change_s] for run in (runs["daily"], runs[name])]
        assert before[0].tobytes() == before[1].tobytes()
        assert runs[name].rows.tobytes() != runs["daily"].rows.tobytes()


def test_a_run_again_has_all_rows_and_the_same_figures(folder: Path, compared: Comparison) -> None:
    study = studies(smallworld.load(folder))["weekly"]
    run = rerun(study, seed=7, replication=3)
    assert np.isin(run.rows["what"], FREQUENT).any()
    assert run.tally.sum() == run.rows.size
    from_all_rows = np.array(list(measure(run, study.yardstick, study.window).values()))
    from_milestones = simulated(study, 7, 3).figures
    assert np.array_equal(from_all_rows, from_milestones, equal_nan=True)
    assert np.array_equal(from_milestones, compared.figures["weekly"][3], equal_nan=True)
    mails = run.tally[What.SENT, study.window.first_day : study.window.last_day].sum()
    assert compared.figures["weekly"][3, list(KPIS).index("sends"), 0] == mails


def test_the_decisive_assumption_is_tried_at_zero_and_doubled(compared: Comparison) -> None:
    decisive, other = compared.rests_on
    assert (decisive.path, decisive.value, decisive.source) == ("people.read_lift", "0.04", "assumption")
    assert set(decisive.outcomes) == {"at_zero", "doubled"}
    assert all(outcome.is_possible for outcome in decisive.outcomes.values())
    assert other.outcomes == {}
    assert compared.to_json()["rests_on"][0]["at_zero"]["verdict"] in ("same", "flips", "cannot_tell")


def test_an_assumption_that_can_not_be_zero_says_so(folder: Path) -> None:
    text = smallworld.EXPERIMENT.replace("[people.read_lift, people.lift_half_life]", "[people.lift_half_life]")
    found = smallworld.compared(smallworld.load(folder, experiment=text), replications=2)
    assert not found.rests_on[0].outcomes["at_zero"].is_possible
    assert found.rests_on[0].outcomes["doubled"].is_possible


def test_progress_counts_every_run_of_every_what_if(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    lab = Lab(Crew(), progress=lambda done, total: told.append((done, total)))
    compare(plan(smallworld.load(folder), replications=2), lab)
    assert told == [(n, 18) for n in range(1, 19)]  # 3 scenarios x 2 replications, as they are, at zero and doubled


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_the_workers_and_is_passed_on(folder: Path, workers: int) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    handler = signal.getsignal(signal.SIGINT)
    ready = plan(smallworld.load(folder), replications=3)
    with pytest.raises(KeyboardInterrupt), Crew(workers) as crew:
        compare(ready, Lab(crew, progress=stop))
    assert signal.getsignal(signal.SIGINT) is handler


def test_another_seed_is_another_world(folder: Path, compared: Comparison) -> None:
    other = simulated(studies(smallworld.load(folder))["daily"], 8, 0)
    assert not np.array_equal(other.figures, compared.figures["daily"][0])


def test_no_runs_and_no_workers_are_refused(folder: Path) -> None:
    loaded = smallworld.load(folder)
    with pytest.raises(ValueError, match="at least 1 simulated run of each scenario, found 0"):
        plan(loaded, replications=0)
    with pytest.raises(ValueError, match="at least 1 worker is needed, found 0"):
        Crew(0)


def test_values_are_those_of_the_runs(compared: Comparison) -> None:
    values = list(compared.values())
    assert len(values) == 3 * 4 * len(KPIS)
    assert values[0][:3] == ("daily", 0, "leads")
    assert values[0].value == compared.figures["daily"][0, 0, 0]


def test_leads_of_csv_sources_are_read_and_skipped_rows_counted(folder: Path) -> None:
    (folder / "leads.csv").write_text("date,points\n2026-03-01,40\n2026-04-20,\nyesterday,5\n", encoding="utf-8")
    source = "  old: {kind: csv, file: leads.csv, bad_rows: skip, columns: {registered: date, score: points}}\nfit:"
    loaded = smallworld.load(folder, journey=smallworld.JOURNEY.replace("fit:", source))
    study = studies(loaded)["weekly"]
    run = rerun(study, seed=7, replication=0)
    assert (run.leads["source"] == study.yardstick.sources.index("old")).sum() == 2
    assert study.skipped_rows == 1
