"""Flows of an experiment's scenarios: some of its runs again, for what the comparison doesn't keep of them."""

from __future__ import annotations

from collections.abc import Collection

from sim.files.loaded import LoadedExperiment
from sim.present.flows import Flows, flows, mean_flows
from sim.study.comparison import Comparison
from sim.study.scenarios import Study, rerun, studies


def told_scenarios(found: Comparison) -> tuple[str, ...]:
    """The scenarios whose ways are worth showing: the baseline, and the one that the answer recommends."""
    chosen = found.answer.choice.scenario
    return (found.baseline,) if chosen in (None, found.baseline) else (found.baseline, str(chosen))


def experiment_flows(
    found: Comparison, loaded: LoadedExperiment, scenarios: Collection[str], *, runs: int = 1
) -> dict[str, Flows]:
    """The flows of some scenarios in the measured window, the mean of the experiment's first runs."""
    wanted = {name: scenario for name, scenario in loaded.scenarios.items() if name in scenarios}
    ready = studies(loaded._replace(scenarios=wanted))
    return {name: _mean(ready[name], found.seed, min(runs, found.replications)) for name in ready if name in scenarios}


def _mean(study: Study, seed: int, runs: int) -> Flows:
    starts = study.yardstick.day_start_s
    window = {"first_s": int(starts[study.window.first_day]), "last_s": int(starts[study.window.last_day])}
    ledgers = (rerun(study, seed=seed, replication=r).rows for r in range(runs))
    return mean_flows([flows(ledger, study.guide, **window) for ledger in ledgers])
