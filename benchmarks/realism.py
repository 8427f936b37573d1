"""How near the default world comes to published figures: `python -m benchmarks.realism [--replications N] [--json]`.

Each figure is shown beside its published value, the band it should lie in, and its 95 % interval over simulated runs. A
figure outside its band MISSES, whatever the reason; the reason stands below. Nothing here is a test that fails: some
sources contradict each other (docs/evidence.md), and no world can meet them all.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import joblib
import numpy as np

from benchmarks.realism_targets import GROUPS, NOT_SHOWN, Target, all_targets, shown
from benchmarks.realism_worlds import derived, play, scenes
from sim.model.stats import paired_ratio
from sim.study.measures import Figure

Progress = Callable[[int, int], None]


class Simulated(NamedTuple):
    """A figure over simulated runs: its value, with the ends of the 95 % interval."""

    mean: float
    low: float
    high: float


class Result(NamedTuple):
    """A target and what was simulated."""

    target: Target
    simulated: Simulated

    @property
    def lies_in_band(self) -> bool:
        """Whether the value, not its whole interval, is within the band."""
        return self.target.low <= self.simulated.mean <= self.target.high

    @property
    def is_close(self) -> bool:
        """Whether an edge of the band lies within the interval, so that more runs could turn the verdict."""
        return any(self.simulated.low < edge < self.simulated.high for edge in (self.target.low, self.target.high))

    @property
    def verdict(self) -> str:
        """In words."""
        if math.isnan(self.simulated.mean):
            return "nothing to measure"
        return ("in band" if self.lies_in_band else "MISSES") + (" (just)" if self.is_close else "")


def realism(
    *,
    replications: int = 10,
    leads: int | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[Result]:
    """Every target with what the default world shows; the same figures for any number of workers."""
    worlds = list(scenes(leads).values())
    tasks = [(scene, seed, r) for scene in worlds for r in range(replications)]
    # Compiled code takes arrays that can be written to; arrays that joblib maps to files can't be.
    pool = joblib.Parallel(n_jobs=workers, return_as="generator", max_nbytes=None)
    runs = []
    for done, figures in enumerate(pool(joblib.delayed(play)(*task) for task in tasks), 1):
        runs.append(figures)
        if progress is not None:
            progress(done, len(tasks))
    found: dict[str, list[Figure]] = {}
    for figures in runs:
        for key, figure in figures.items():
            found.setdefault(key, []).append(figure)
    found |= derived(found)
    return [Result(target, over_runs(found[target.key])) for target in all_targets()]


def over_runs(figures: Sequence[Figure]) -> Simulated:
    """The ratio of totals with its jackknife interval.

    For a statistic, which has the bottom 1, that is the mean with its t interval. Runs in which there was nothing to
    measure are left out. An interval of one run has no ends.
    """
    top, bottom = np.array(figures, np.float64).T
    found = paired_ratio(np.zeros(top.size), np.ones(top.size), top, bottom)
    return Simulated(found.mean, found.low, found.high)


# ---- output ----

_WIDTHS = (49, 18, 15, 19, 27)


def table(results: Sequence[Result]) -> list[str]:
    """The lines to print."""
    by_key = {result.target.key: result for result in results}
    lines = [_line("figure", "source, trust", "published", "band", "simulated [95 %]", "")]
    for group, targets in GROUPS.items():
        lines += ["", group]
        for target in targets:
            lines += _lines(by_key[target.key])
    lines += ["", "Not shown by the default world"]
    for each in NOT_SHOWN:
        lines += [_line(f"  {each.title}", f"{each.source}, {each.trust}", each.published, "", "", "")]
        lines += [f"    because {each.because}"]
    missed = sum(not result.lies_in_band for result in results)
    count = f"{len(results) - missed} of {len(results)} figures in their bands, {missed} miss."
    return [*lines, "", f"{count} B1 to B23: docs/evidence.md."]


def _lines(result: Result) -> list[str]:
    target, simulated = result.target, result.simulated
    band = f"{shown(target.low, target.unit)} .. {shown(target.high, target.unit)}"
    value = shown(simulated.mean, target.unit)
    if math.isfinite(simulated.low):
        value += f" [{shown(simulated.low, target.unit)}, {shown(simulated.high, target.unit)}]"
    source = f"{target.source}, {target.trust}"
    lines = [_line(f"  {target.title}", source, target.published, band, value, result.verdict)]
    return lines if result.lies_in_band or not target.because else [*lines, f"    because {target.because}"]


def _line(*cells: str) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, (*_WIDTHS, 0), strict=True)).rstrip()


def as_json(results: Sequence[Result], *, replications: int, seed: int) -> dict[str, Any]:
    """One object; an interval without ends is null."""
    return {
        "replications": replications,
        "seed": seed,
        "figures": {
            result.target.key: {
                "title": result.target.title,
                "published": result.target.published,
                "band": [result.target.low, result.target.high],
                "trust": result.target.trust,
                "source": result.target.source,
                **{name: value if math.isfinite(value) else None for name, value in result.simulated._asdict().items()},
                "in_band": result.lies_in_band,
            }
            for result in results
        },
        "not_shown": [each._asdict() for each in NOT_SHOWN],
    }


def _tell(done: int, of: int) -> None:
    """Progress goes to the error stream: a line that is written over, or now and then one where nobody looks on."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of} simulated runs", end="\n" if done == of else "", file=sys.stderr, flush=True)
    elif done * 4 // of > (done - 1) * 4 // of:
        print(f"{done} of {of} simulated runs", file=sys.stderr, flush=True)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, found {number}")
    return number


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.realism", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--replications", type=_positive, default=10, metavar="N", help="runs of each world (10)")
    parser.add_argument("--leads", type=_positive, metavar="N", help="leads in the first year, reps in proportion")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="seed (1)")
    parser.add_argument("--workers", type=_positive, default=joblib.cpu_count(), metavar="N", help="processes")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    asked = parser.parse_args(arguments)
    results = realism(
        replications=asked.replications, leads=asked.leads, seed=asked.seed, workers=asked.workers, progress=_tell
    )
    if asked.json:
        print(json.dumps(as_json(results, replications=asked.replications, seed=asked.seed), indent=2))
    else:
        print("\n".join(table(results)))


if __name__ == "__main__":
    main()
