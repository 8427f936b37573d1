"""What the coverage benchmark studies: our rule, sim-tools, and ways to better intervals, by shape of difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from benchmarks.coverage_simtools import simtools, version
from benchmarks.coverage_trials import (
    CLAIMED,
    SKEWED,
    Coverage,
    Floats,
    Shape,
    Trials,
    after,
    blocks,
    coverage,
    sequential,
    turned,
)
from sim.model.precision import Precision

LEAST = 0.93  # of nominally 0.95
CALLED_FOR = 200  # runs that the half-width asked for in the first table calls for
LADDER = (15, 30, 60, 100, 150, 200, 400)
LATE_LOOK, LATE_LADDER = 100, (100, 150, 200)  # with so late a first look no experiment makes fewer runs
FIXED = (10, 20, 30, 60, 100, 200, 400)  # replications fixed beforehand
MEANS = ("positive", "zero", "negative")
SIMTOOLS_PER = 25  # repeats of ours to one of sim-tools, which takes 15 milliseconds

# The ways to a better interval that are tried on skewed differences; settings as in an experiment file.
WAYS = (
    "as asked",
    f"first: {LATE_LOOK}",
    "half the half_width",
    "replications: as many as it took, another seed",
    f"replications: {2 * CALLED_FOR}",
)


class Findings(NamedTuple):
    """All that is shown: coverage by shape, then by mean, by runs called for, or by way."""

    repeats: int
    ours: Mapping[str, Mapping[str, Coverage]]
    theirs: Mapping[str, Mapping[str, Coverage]]
    ladder: Mapping[str, Mapping[int, Coverage]]
    late: Mapping[str, Mapping[int, Coverage]]  # with the late first look
    fixed: Mapping[str, Mapping[int, Coverage]]  # by replications fixed beforehand
    ways: Mapping[str, Mapping[str, Coverage]]

    @property
    def holds(self) -> bool:
        """Whether the claimed shapes are covered as often as they must be, whatever the mean."""
        tables = [table[shape.key] for shape in CLAIMED for table in (self.ours, self.late)]
        return all(found.share >= LEAST for table in tables for found in table.values())

    @property
    def holds_from(self) -> int | None:
        """The runs called for from which on the claimed shapes are covered so with an early first look; None: never."""
        low = [runs for runs in LADDER if any(self.ladder[shape.key][runs].share < LEAST for shape in CLAIMED)]
        return next((runs for runs in LADDER if runs > max(low, default=0)), None)


Tell = Callable[[str], None]


def study(repeats: int, *, tell: Tell = lambda _: None) -> Findings:
    """Everything, for so many experiments each."""
    shapes = (*CLAIMED, *SKEWED)
    ours, theirs, ladder, late, fixed, ways = {}, {}, {}, {}, {}, {}
    for shape in shapes:
        tell(shape.title)
        ours[shape.key] = {mean: asked_for(shape, CALLED_FOR, repeats, mean=mean) for mean in MEANS}
        ladder[shape.key] = {runs: asked_for(shape, runs, repeats) for runs in LADDER}
        late[shape.key] = {runs: asked_for(shape, runs, repeats, first=LATE_LOOK) for runs in LATE_LADDER}
        fixed[shape.key] = {runs: beforehand(shape, runs, repeats) for runs in FIXED}
    for shape in SKEWED:
        tell(f"{shape.title}: what helps")
        ways[shape.key] = ways_out(shape, repeats)
    if version() is not None:
        for shape in shapes:
            tell(f"{shape.title}: sim-tools")
            theirs[shape.key] = {mean: by_simtools(shape, mean, repeats // SIMTOOLS_PER or 1) for mean in MEANS}
    return Findings(repeats, ours, theirs, ladder, late, fixed, ways)


@cache  # several tables show the same
def asked_for(shape: Shape, called_for: int, repeats: int, *, mean: str = "positive", first: int = 5) -> Coverage:
    """Our rule, asked for a half-width that calls for so many runs."""
    asked = Precision(shape.half_width(called_for), shape.most(called_for), first=first)
    draws = (turned(shape, mean, block) for block in blocks(shape, asked.most, repeats))
    return coverage([sequential(values, truth, asked) for values, truth in draws], asked.half_width)


@cache
def beforehand(shape: Shape, runs: int, repeats: int) -> Coverage:
    """A number of runs that is fixed beforehand; half-widths as a multiple of what so many runs call for."""
    parts = [after(block, shape.mean, np.full(len(block), runs)) for block in blocks(shape, runs, repeats)]
    return coverage(parts, shape.half_width(runs))


def by_simtools(shape: Shape, mean: str, repeats: int) -> Coverage:
    """Sim-tools in the first table: the same draws, and the precision that is our half-width at the positive mean."""
    half_width, most = shape.half_width(CALLED_FOR), shape.most(CALLED_FOR)
    parts = []
    for block in blocks(shape, most, repeats):
        values, truth = turned(shape, mean, block)
        # Its look-ahead goes beyond the most runs. What it finds there, it throws away: any values will do.
        longer = np.hstack([values, values[:, : most // 10]])
        parts.append(simtools(longer, truth, precision=half_width / shape.mean, most=most))
    return coverage(parts, half_width)


def ways_out(shape: Shape, repeats: int) -> dict[str, Coverage]:
    """Each of WAYS. A second experiment with another seed counts the runs of both."""
    asked = Precision(shape.half_width(CALLED_FOR), shape.most(CALLED_FOR))
    pairs = [_again(block, shape.mean, asked) for block in blocks(shape, asked.most, repeats)]
    found = (
        asked_for(shape, CALLED_FOR, repeats),
        asked_for(shape, CALLED_FOR, repeats, first=LATE_LOOK),
        asked_for(shape, 4 * CALLED_FOR, repeats),  # half the width takes four times the runs
        coverage(pairs, asked.half_width),
        beforehand(shape, 2 * CALLED_FOR, repeats),
    )
    return dict(zip(WAYS, found, strict=True))


def _again(draws: Floats, truth: float, asked: Precision) -> Trials:
    """Fixed numbers of runs, each as many as the rule took on another row, which is another experiment."""
    took = sequential(draws, truth, asked).runs
    again = after(draws, truth, np.roll(took, 1))
    return again._replace(runs=2 * again.runs)


def advice(ways: Mapping[str, Coverage]) -> str:
    """The cheapest way that covers often enough; the best one where none does."""
    enough = [way for way, found in ways.items() if found.share >= LEAST]
    if not enough:
        best = max(ways, key=lambda way: ways[way].share)
        return f"none of these covers {LEAST:.0%}; the best is {best} ({ways[best].share:.1%})"
    cheapest = min(enough, key=lambda way: ways[way].runs_median)
    return f"{cheapest} ({ways[cheapest].share:.1%}, {ways[cheapest].runs_median} runs)"


def advice_for_all(ways: Mapping[str, Mapping[str, Coverage]]) -> str:
    """The ways that cover often enough for every skewed shape."""
    good = [way for way in WAYS if all(found[way].share >= LEAST for found in ways.values())]
    return f"For all of them: {'; or '.join(good)}." if good else "No way covers often enough for all of them."
