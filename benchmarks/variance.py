"""What the same leads and chance events are worth: `python -m benchmarks.variance [--runs N] [--kpi NAME] [--json]`.

Six changes of the seed journey (benchmarks/variance.yaml). Each is simulated twice: with the leads and chance events of
the baseline's runs (shared), and with those of another seed (independent). The same difference is found either way; its
variance over the runs is what pairing lowers. Shown for opportunities, and for a KPI that the change is felt in.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import joblib
import numpy as np
from numpy.typing import NDArray

from sim.doors.cli_screen import print_json, progress
from sim.files.workspace import LoadedExperiment, load_experiment
from sim.model.stats import Difference, paired
from sim.study.crew import Crew
from sim.study.kpis import KPIS
from sim.study.lab import Lab, Progress
from sim.study.scenarios import studies

Floats = NDArray[np.float64]

FILE = Path(__file__).with_suffix(".yaml")
FEWEST = 10  # runs: with less, intervals of variances span many powers of ten
# Beside the KPI that decides, the one in which each change is felt.
FELT = {
    "cadence": "unsubscribes",
    "threshold": "mqls",
    "webinar_date": "webinar_registrations",
    "reps": "hours_to_first_contact_median",
    "sync": "hours_to_first_contact_median",
    "follow_up": "unsubscribes",
}
_ROUNDING = 1e-12  # of what it is taken from, a variance so small is none


class Spread(NamedTuple):
    """Variances of a difference between runs, in the KPI's unit squared, and how they compare.

    worth: independent / shared, so many independent runs tell as much as one shared run; inf where the shared
    difference never varies, nan where neither does. low, high: its 95 % interval; 0 and inf where none can be told.
    """

    shared: float
    independent: float
    worth: float
    low: float
    high: float


_UNKNOWN = Spread(math.nan, math.nan, math.nan, 0.0, math.inf)


class Pair(NamedTuple):
    """A change beside the baseline in one KPI: the paired difference, and what pairing does to its variance."""

    change: str
    kpi: str
    difference: Difference
    spread: Spread


def pairs(
    loaded: LoadedExperiment,
    kpis: Mapping[str, Sequence[str]],
    *,
    runs: int,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[Pair]:
    """Each scenario of an experiment beside its baseline, in the KPIs named for it; independent runs are of seed + 1.

    Same figures for any number of workers. Runs in which a KPI has no value on one of the three sides are left out.
    """
    ready = studies(loaded)
    baseline, *changes = ready
    total = runs * (len(ready) + len(changes))
    with Crew(workers) as crew:
        lab = Lab(crew, progress=(lambda done, _: progress(done, total)) if progress else None)
        shared = lab.runs({("", name): study for name, study in ready.items()}, seed, 0, runs)
        independent = lab.runs({("", name): ready[name] for name in changes}, seed + 1, 0, runs)
    sides = {name: (shared["", baseline], shared["", name], independent["", name]) for name in changes}
    return [
        pair(name, kpi, *(values(found.figures, kpi) for found in sides[name]))
        for name in changes
        for kpi in kpis[name]
    ]


def values(figures: Floats, kpi: str) -> Floats:
    """A KPI of each run, float64[replications], from figures float64[replications, len(KPIS), 2]; nan: none."""
    top, bottom = figures[:, list(KPIS).index(kpi), :].T
    found: Floats = np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom != 0.0)
    return found


def pair(change: str, kpi: str, base: Floats, shared: Floats, independent: Floats) -> Pair:
    """What is known of a change from one value a run: of the baseline, and of the change, shared and independent.

    With less than 10 runs that have a value on all three sides, nothing is known of variances.
    """
    known = ~np.isnan(base + shared + independent)
    base, shared, independent = base[known], shared[known], independent[known]
    seen = spread(shared - base, independent - base) if known.sum() >= FEWEST else _UNKNOWN
    return Pair(change, kpi, paired(base, shared), seen)


def spread(shared: Floats, independent: Floats) -> Spread:
    """The variances of two rows of differences, run by run, and their ratio with a 95 % interval.

    Both rows subtract the same baseline, and counts are skewed, so the ratio has no F distribution. The interval is a
    jackknife over runs of the ratio's logarithm with a t quantile (Miller, "Jackknifing variances", Annals of
    Mathematical Statistics 39, 1968, 567-582). ValueError for fewer than 10 runs.
    """
    n = shared.size
    if n < FEWEST:
        raise ValueError(f"a jackknife of variances needs at least {FEWEST} runs, found {n}")
    found = variance(shared), variance(independent)
    without_one = variances_without_one(shared), variances_without_one(independent)
    if min(part.min() for part in without_one) <= 0.0:  # it all hangs on one run
        return Spread(*found, _ratio(found[1], found[0]), 0.0, math.inf)
    whole, parts = math.log(found[1] / found[0]), np.log(without_one[1] / without_one[0])
    half = paired(np.zeros(n), n * whole - (n - 1) * parts).half_width
    with np.errstate(over="ignore"):
        low, high = np.exp([whole - half, whole + half]).tolist()
    return Spread(*found, found[1] / found[0], low, high)


def variance(values: Floats) -> float:
    """The variance between runs; 0 where values differ by no more than rounding."""
    varies = np.ptp(values) > _ROUNDING * np.abs(values).max()
    return float(values.var(ddof=1)) if varies else 0.0


def variances_without_one(values: Floats) -> Floats:
    """For each of n >= 3 values the variance of all others; 0 where that is no more than rounding."""
    n, total = values.size, variance(values)
    rest: Floats = (total * (n - 1) - (values - values.mean()) ** 2 * n / (n - 1)) / (n - 2)
    return np.where(rest > _ROUNDING * total, rest, 0.0)


def _ratio(top: float, bottom: float) -> float:
    if bottom > 0.0:
        return top / bottom
    return math.inf if top > 0.0 else math.nan


# ---- output ----

_HEAD = ("change", "KPI", "difference [95 %]", "shared", "independent", "independent / shared [95 %]", "correlation")
_WORTH = "one shared run is worth"


def table(found: Sequence[Pair]) -> list[str]:
    """The lines to print: columns as wide as what stands in them, words to the left and figures to the right."""
    rows = [(*_HEAD, _WORTH), *(_cells(each) for each in found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    words = (0, 1, len(_HEAD))
    return [
        "  ".join(
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _cells(each: Pair) -> tuple[str, ...]:
    change, found, spread = each.change.replace("_", " "), each.difference, each.spread
    mean, low, high = (_digits(value, "+") for value in found[:3])
    worth, least, most = (_digits(value) for value in spread[2:])
    correlation = "–" if found.correlation is None else f"{found.correlation:.3f}"
    return (
        change, each.kpi, f"{mean} [{low}, {high}]", _digits(spread.shared), _digits(spread.independent),
        f"{worth} [{least}, {most}]", correlation, f"{worth} independent",
    )  # fmt: skip


def _digits(value: float, sign: str = "") -> str:
    """Three digits that count, without powers of ten; `sign` as in a format."""
    if math.isnan(value):
        return "–"
    if value == 0.0 or math.isinf(value):
        return "0" if value == 0.0 else format(value, sign).replace("inf", "∞")
    value = float(f"{value:.3g}")
    return format(value, f"{sign},.{max(0, 2 - math.floor(math.log10(abs(value))))}f")


def as_json(found: Sequence[Pair], *, runs: int, seed: int) -> dict[str, Any]:
    """One object; what is infinite or not known is null."""
    told: dict[str, Any] = {}
    for each in found:
        figures = {
            "difference": each.difference.mean,
            "low": each.difference.low,
            "high": each.difference.high,
            "correlation": each.difference.correlation,
            "runs": each.difference.n,
            "variance_shared": each.spread.shared,
            "variance_independent": each.spread.independent,
            "worth": each.spread.worth,
            "worth_low": each.spread.low,
            "worth_high": each.spread.high,
        }
        known = {name: value if value is not None and math.isfinite(value) else None for name, value in figures.items()}
        told.setdefault(each.change, {})[each.kpi] = known
    return {"runs": runs, "seed": seed, "changes": told}


# ---- command ----


def _at_least(fewest: int) -> Any:
    def number(text: str) -> int:
        if (found := int(text)) < fewest:
            raise argparse.ArgumentTypeError(f"must be at least {fewest}, found {found}")
        return found

    return number


def _kpi(name: str) -> str:
    if name not in KPIS:
        raise argparse.ArgumentTypeError(f"no KPI is called {name!r}; `nurture kpis` lists them")
    return name


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.variance", description="What the same leads and chance events are worth."
    )
    parser.add_argument("--runs", type=_at_least(FEWEST), default=100, metavar="N", help="runs of each scenario (100)")
    parser.add_argument("--kpi", type=_kpi, action="append", default=[], metavar="NAME", help="show this one too")
    parser.add_argument("--seed", type=_at_least(0), default=1, metavar="S", help="seed (1)")
    parser.add_argument("--workers", type=_at_least(1), default=joblib.cpu_count(), metavar="N", help="processes")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    asked = parser.parse_args(arguments)
    loaded = load_experiment(FILE, KPIS)
    decides = loaded.experiment.decide_on.kpi
    kpis = {name: list(dict.fromkeys((decides, FELT[name], *asked.kpi))) for name in loaded.scenarios}
    with progress("cli.progress") as bar:
        found = pairs(loaded, kpis, runs=asked.runs, seed=asked.seed, workers=asked.workers, progress=bar)
    if asked.json:
        print_json(as_json(found, runs=asked.runs, seed=asked.seed))
        return
    print(f"Differences from the journey as it is, and their variances over {asked.runs} simulated runs of each.")
    print(f"shared: the same leads and chance events (seed {asked.seed})", end="; ")
    print(f"independent: those of seed {asked.seed + 1}\n")
    print("\n".join(table(found)))
    print("\nIntervals of differences: paired t. Of variances' ratios: jackknife over runs.")


if __name__ == "__main__":
    main()
