"""The same leads under two versions of a journey: who changes verdict, which ways are taken, and what KPIs say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import Run
from sim.model.stats import Difference
from sim.present.flows import Flows, flows, mean_flows
from sim.present.ways import Way
from sim.study.crew import Crew, Failed
from sim.study.examples import MOST, Example, examples
from sim.study.kpis import KPIS, figures_of
from sim.study.measures import Facts
from sim.study.pairs import difference_of, known, mean_of
from sim.study.parcel import Parcel
from sim.study.parting import NOBODY, split
from sim.study.scenarios import Study, rerun
from sim.study.twolives import Side
from sim.study.twologs import Log, side_by_side
from sim.study.verdicts import Verdicts, fates, total, verdicts

LEVEL = 0.95

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]  # done, in all


class Laid(NamedTuple):
    """Two event logs of the same leads, compared. changed: how many leads have any event that differs."""

    verdicts: Verdicts
    changed: int
    examples: tuple[Example, ...]


class OneRun(NamedTuple):
    """One simulated run under both versions; figures: float64[K, 2] in the order of KPIS, old and new."""

    laid: Laid
    figures: tuple[Floats, Floats]
    flows: tuple[Flows, Flows]


class KpiDifference(NamedTuple):
    """A KPI's mean under both versions, and the difference with its interval."""

    kpi: str
    old: float | None
    new: float | None
    difference: Difference

    def to_json(self) -> dict[str, float | None]:
        """Plain numbers; None for what is not known."""
        figures = dict(zip(("difference", "low", "high"), known(self.difference), strict=True))
        return {"old": self.old, "new": self.new, **figures}


class WayDifference(NamedTuple):
    """How often an edge of the graph is passed in a run, on average."""

    way: Way
    old: float
    new: float

    def to_json(self) -> dict[str, Any]:
        """Plain numbers."""
        return {"from": self.way[0], "to": self.way[1], "old": self.old, "new": self.new}


class CrowdDiff(NamedTuple):
    """What the change does to one crowd, over several simulated runs.

    leads: of all runs together; changed: those with any event that differs. flows: means of the runs. parts: by KPI
    what its figures are, float64[runs, 2] numerators and denominators, old and new.
    """

    seed: int
    runs: int
    days: int
    verdicts: Verdicts
    changed: int
    kpis: tuple[KpiDifference, ...]
    flows: tuple[Flows, Flows]
    examples: tuple[tuple[int, Example], ...]
    parts: dict[str, tuple[Floats, Floats]]

    @property
    def leads(self) -> int:
        """Of all runs together."""
        return self.verdicts.leads

    def kpi(self, name: str) -> KpiDifference:
        """One KPI."""
        return self.kpis[list(KPIS).index(name)]

    @property
    def differing(self) -> tuple[KpiDifference, ...]:
        """The KPIs that are not the same in every run."""
        return tuple(each for each in self.kpis if not _same(*self.parts[each.kpi]))

    @property
    def ways(self) -> tuple[WayDifference, ...]:
        """The edges that are not passed as often, those that differ most first."""
        old, new = (each.edges for each in self.flows)
        both = [WayDifference(way, old.get(way, 0.0), new.get(way, 0.0)) for way in {**old, **new}]
        differing = [each for each in both if each.old != each.new]
        return tuple(sorted(differing, key=lambda each: -abs(each.new - each.old)))

    def to_json(self) -> dict[str, Any]:
        """Plain numbers and texts; flows and KPIs that are the same are left out."""
        return {
            "seed": self.seed,
            "replications": self.runs,
            "days": self.days,
            "leads_with_another_life": self.changed,
            "verdicts": self.verdicts.to_json(),
            "examples": [{"replication": n, **each.to_json()} for n, each in self.examples],
            "flows": [each.to_json() for each in self.ways],
            "kpis": {each.kpi: each.to_json() for each in self.differing},
        }


def laid(a: Side, b: Side) -> Laid:
    """Two whole event logs, compared lead by lead."""
    both = side_by_side(a.log, b.log)
    found = fates(both)
    changed = int((split(both).tells != NOBODY).sum())
    return Laid(verdicts(both, found), changed, tuple(examples(both, found, a, b)))


def lived_in_both(old: Study, new: Study, names: tuple[str, str], seed: int, replication: int) -> OneRun:
    """One run of each version with all rows; equal numbers, so the same leads and the same chance events."""
    studies = (old, new)
    runs = [rerun(study, seed=seed, replication=replication) for study in studies]
    sides = [_side(name, run, study) for name, run, study in zip(names, runs, studies, strict=True)]
    figures = [_figures(run, study) for run, study in zip(runs, studies, strict=True)]
    ways = [flows(run.rows, study.guide) for run, study in zip(runs, studies, strict=True)]
    return OneRun(laid(*sides), (figures[0], figures[1]), (ways[0], ways[1]))


def _side(name: str, run: Run, study: Study) -> Side:
    return Side(name, Log(run.leads, run.rows, study.guide), run.reviews)


def _figures(run: Run, study: Study) -> Floats:
    return np.array(list(figures_of(Facts(run, study.yardstick, study.window)).values()), np.float64)


def crowd_diff(
    old: Study, new: Study, names: tuple[str, str], *, crew: Crew, seed: int, runs: int, progress: Progress
) -> CrowdDiff:
    """The same crowd under both versions, in so many simulated runs. RuntimeError for a run that fails thrice."""
    parcels, found = (Parcel(old), Parcel(new)), dict[int, OneRun]()
    tasks = [(lived_in_both, (*parcels, names, seed, n)) for n in range(runs)]
    progress(0, runs)
    with closing(crew.do(tasks)) as results:
        for n, result in results:
            if isinstance(result, Failed):
                raise RuntimeError(result.trace or result.reason)
            found[n] = result
            progress(len(found), runs)
    return _together([found[n] for n in range(runs)], seed, old.yardstick.days)


def _together(found: Sequence[OneRun], seed: int, days: int) -> CrowdDiff:
    whole = total(run.laid.verdicts for run in found)
    stacks = [np.stack([run.figures[side] for run in found]) for side in (0, 1)]
    parts = {name: (stacks[0][:, k], stacks[1][:, k]) for k, name in enumerate(KPIS)}
    return CrowdDiff(
        seed=seed,
        runs=len(found),
        days=days,
        verdicts=whole,
        changed=sum(run.laid.changed for run in found),
        kpis=tuple(_kpi(name, *pair) for name, pair in parts.items()),
        flows=(mean_flows([run.flows[0] for run in found]), mean_flows([run.flows[1] for run in found])),
        examples=_best(found),
        parts=parts,
    )


def _best(found: Sequence[OneRun]) -> tuple[tuple[int, Example], ...]:
    """Examples of the first run that has some, filled up from the next ones; those whose verdict changes first."""
    known = [(n, each) for n, run in enumerate(found) for each in run.laid.examples]
    return tuple(([pair for pair in known if pair[1].how is not None] or known)[:MOST])


def _kpi(name: str, old: Floats, new: Floats) -> KpiDifference:
    kpi = KPIS[name]
    return KpiDifference(name, mean_of(kpi, old), mean_of(kpi, new), difference_of(kpi, old, new, LEVEL))


def _same(old: Floats, new: Floats) -> bool:
    return bool(np.array_equal(old, new, equal_nan=True))
