"""A small experiment as files: a few hundred leads, two scenarios beside the baseline, seconds to run."""

from __future__ import annotations

from pathlib import Path

from sim.files.workspace import LoadedExperiment, load_experiment
from sim.study.comparison import Comparison
from sim.study.crew import Crew
from sim.study.experiment import compare, plan
from sim.study.kpis import KPIS
from sim.study.lab import Lab

PERSONAS = Path(__file__).parent.parent / "personas" / "b2b_japan.yaml"

JOURNEY = """
format: 1
name: small
start: 2026-04-01
days: 60
personas: people.yaml
sources:
  web: {kind: rate, per_day: 4, cost_per_lead: 1000, arrive_with: {download: 1}}
fit:
  job: {director: 20, manager: 10}
stages:
  awareness: {}
  interest: {enter: score >= 30}
behaviours:
  download: {points: 20}
  open: {points: 5}
touchpoints:
  paper: {kind: content, behaviour: download, stages: [awareness, interest], organic: [0.5, 0.5]}
  news: {kind: email, cadence: "weekdays 10:00", content: paper}
mql:
  hot: score >= 30
desk: {reps: 2, hours: 09:00-18:00}
sql: need
"""

EXPERIMENT = """
format: 1
name: small_test
journey: journey.yaml
change_on: 2026-04-15
measure: {from: 2026-04-15, until: 2026-05-20, follow_up: 10d, cohort: 7d}
baseline: daily
scenarios:
  weekly:
    touchpoints.news.cadence: weekly Tue 10:00
  strict:
    mql.hot: score >= 60
decide_on: {kpi: mqls, margin: 5, per: month}
guardrails: [unsubscribes]
show: [sends, open_rate]
replications: 4
seed: 7
rests_on: [people.read_lift, people.lift_half_life]
"""


def load(folder: Path, *, experiment: str = EXPERIMENT, journey: str = JOURNEY) -> LoadedExperiment:
    """The experiment written to a folder and read from there."""
    people = PERSONAS.read_text(encoding="utf-8").splitlines(keepends=True)
    without_tastes = "".join(line for line in people if not line.strip().startswith("tastes:"))
    (folder / "people.yaml").write_text(without_tastes, encoding="utf-8")
    (folder / "journey.yaml").write_text(journey, encoding="utf-8")
    (folder / "experiment.yaml").write_text(experiment, encoding="utf-8")
    return load_experiment(folder / "experiment.yaml", KPIS)


def compared(
    loaded: LoadedExperiment, *, replications: int | None = None, seed: int | None = None, workers: int = 1
) -> Comparison:
    """The experiment's answer, with nothing kept."""
    with Crew(workers) as crew:
        return compare(plan(loaded, replications=replications, seed=seed), Lab(crew))
