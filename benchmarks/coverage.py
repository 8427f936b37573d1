"""Do 95 % intervals cover when the runs stop by themselves? `python -m benchmarks.coverage [--repeats N] [--json]`

Experiments whose true difference is known are stopped by the rule of an experiment's `precision`, thousands of times;
shown is how often the interval at the stop holds the truth, and how many runs it took. Differences of three shapes must
be covered in at least 93 % where at least 100 runs end up being made; three that are far from normal are reported as
they are, with what helps. Beside it stands PyPI's sim-tools, if installed, on the same differences.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.coverage_simtools import INSTALL, version
from benchmarks.coverage_study import (
    CALLED_FOR,
    FIXED,
    LADDER,
    LATE_LADDER,
    LATE_LOOK,
    LEAST,
    MEANS,
    SIMTOOLS_PER,
    Findings,
    advice,
    advice_for_all,
    study,
)
from benchmarks.coverage_trials import CLAIMED, SKEWED, Coverage


def table(findings: Findings) -> list[str]:
    """The lines to print."""
    worst = max(found.error for shape in findings.ladder.values() for found in shape.values())
    called_for = "By the runs that the half-width calls for, first look at"
    return [
        f"Coverage of nominal 95 % intervals, {findings.repeats:,} experiments each;"
        f" Monte Carlo standard error at most {100 * worst:.1f} points",
        "",
        *_means_table(findings),
        "",
        f"{called_for} 5 runs: covers (fewest runs of any experiment)",
        *_ladder_table(findings.ladder, LADDER, word="about "),
        "",
        f"{called_for} {LATE_LOOK} runs",
        *_ladder_table(findings.late, LATE_LADDER, word="about "),
        "",
        "By replications fixed beforehand",
        *_ladder_table(findings.fixed, FIXED),
        "",
        *_ways_table(findings),
        "",
        *_claim(findings),
    ]


def _claim(findings: Findings) -> list[str]:
    names = ", ".join(shape.title for shape in CLAIMED)
    ours = [found.share for shape in CLAIMED for found in findings.ours[shape.key].values()]
    late = [found.share for shape in CLAIMED for found in findings.late[shape.key].values()]
    since = findings.holds_from or f"more than {LADDER[-1]}"
    return [
        f"At least {LEAST:.0%} for {names}",
        f"  with a half-width that calls for about {CALLED_FOR} runs, whatever the mean: {_yes(min(ours) >= LEAST)}"
        f" (lowest {min(ours):.1%})",
        f"  with a first look at {LATE_LOOK} runs: {_yes(min(late) >= LEAST)} (lowest {min(late):.1%})",
        f"  with a first look at 5 runs: where the half-width calls for about {since} runs, or for more",
    ]


def _yes(holds: bool) -> str:
    return "yes" if holds else "NO"


def _means_table(findings: Findings) -> list[str]:
    lines = [
        f"A half-width that calls for about {CALLED_FOR} runs; first look at 5, look-ahead 5",
        _row("difference", "mean", "covers", "runs min/median/max", "half-width", "sim-tools", "runs", "half-width"),
    ]
    for shape in (*CLAIMED, *SKEWED):
        for mean in MEANS:
            theirs = findings.theirs.get(shape.key, {}).get(mean)
            beside = _cells(theirs) if theirs else ("", "", "")
            lines.append(_row(f"  {shape.title}", mean, *_cells(findings.ours[shape.key][mean]), *beside))
    lines.append("  Half-widths: median, as a multiple of the one asked for.")
    if version() is None:
        return [*lines, f"  sim-tools is not installed; to see it beside ours: {INSTALL}"]
    repeats = findings.repeats // SIMTOOLS_PER or 1
    return [*lines, f"  sim-tools {version()}: {repeats} experiments each; the runs it recommends, its interval then."]


def _cells(found: Coverage) -> tuple[str, str, str]:
    return (
        f"{found.share:.1%} ± {100 * found.error:.1f}",
        f"{found.runs_min}/{found.runs_median}/{found.runs_max}",
        f"{found.half_width:.2f}",
    )


def _ladder_table(
    ladder: Mapping[str, Mapping[int, Coverage]], rungs: Sequence[int], *, word: str = ""
) -> list[str]:
    lines = [_row("difference", *(f"{word}{runs}" for runs in rungs))]
    for shape in (*CLAIMED, *SKEWED):
        found = ladder[shape.key].values()
        cells = [f"{each.share:.1%}" + (f" ({each.runs_min})" if word else "") for each in found]
        lines.append(_row(f"  {shape.title}", *cells))
    return lines


def _ways_table(findings: Findings) -> list[str]:
    lines = [f"What helps where differences are far from normal (a half-width that calls for about {CALLED_FOR} runs)"]
    for shape in SKEWED:
        ways = findings.ways[shape.key]
        lines.append(f"  {shape.title}")
        lines += [f"    {way:<48}{found.share:.1%}   {found.runs_median} runs" for way, found in ways.items()]
        lines.append(f"    cheapest that is enough: {advice(ways)}")
    return [*lines, f"  {advice_for_all(findings.ways)}"]


def _row(first: str, *cells: str) -> str:
    widths = (10, 14, 21, 12, 15, 13, 10) if cells[0] in ("mean", *MEANS) else (14,) * len(cells)
    return (f"{first:<25}" + "".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))).rstrip()


def as_json(findings: Findings) -> dict[str, Any]:
    """One object."""

    def numbers(table: Mapping[Any, Coverage]) -> dict[str, Any]:
        return {str(key): found._asdict() for key, found in table.items()}

    return {
        "repeats": findings.repeats,
        "level": 0.95,
        "least": LEAST,
        "holds": findings.holds,
        "holds_from": findings.holds_from,
        "called_for": CALLED_FOR,
        "by_mean": {key: numbers(found) for key, found in findings.ours.items()},
        "sim_tools": version(),
        "by_mean_sim_tools": {key: numbers(found) for key, found in findings.theirs.items()},
        "by_runs_called_for": {key: numbers(found) for key, found in findings.ladder.items()},
        "by_runs_called_for_late_look": {key: numbers(found) for key, found in findings.late.items()},
        "by_replications": {key: numbers(found) for key, found in findings.fixed.items()},
        "ways": {key: numbers(found) for key, found in findings.ways.items()},
        "advice": {key: advice(found) for key, found in findings.ways.items()},
        "advice_for_all": advice_for_all(findings.ways),
    }


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, found {number}")
    return number


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    about = (__doc__ or "").partition(" `")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=about)
    parser.add_argument("--repeats", type=_positive, default=5_000, metavar="N", help="experiments of each kind (5000)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the tables")
    asked = parser.parse_args(arguments)
    findings = study(asked.repeats, tell=lambda line: print(f"  {line} ...", file=sys.stderr, flush=True))
    print(json.dumps(as_json(findings), indent=2) if asked.json else "\n".join(table(findings)))


if __name__ == "__main__":
    main()
