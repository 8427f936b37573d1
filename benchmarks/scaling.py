"""How cost grows, and what a second worker is worth: `python -m benchmarks.scaling [--rounds N] [--json]`.

Speed: benchmarks/scaling.yaml (8 scenarios, 14 runs of each, some 2,500 leads a run, one assumption at zero and doubled
too) answered by the command, everything simulated anew, with 1 and 2 processes and with a local Dask cluster of 2. They
take turns, and each is held against the one process of its own round; medians of the rounds are shown. `whole` is the
command from its start to its end, `simulating` without what comes before any worker is asked for: reading files,
loading the engine, preparing scenarios.

Cost: one run of the seed journey, as a worker does it, with more leads (desk in proportion) and more days, each in a
process of its own; and what is kept of it. All on one machine, after the kernel has been compiled.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.engine import peak_bytes, scaled

ROOT = Path(__file__).resolve().parent.parent
FILE = Path(__file__).with_suffix(".yaml")
ALONE = "1 process"
CREWS = {
    ALONE: ("--workers", "1"),
    "2 processes": ("--workers", "2"),
    "local:2": ("--cluster", "local:2"),
}
LEADS, DAYS = (1_000, 10_000, 100_000), (90, 180, 360)
FIXED_LEADS, FIXED_DAYS = 10_000, 180  # of the other series


class Times(NamedTuple):
    """Seconds by the clock on the wall: the whole command, and its part with workers."""

    whole: float
    simulating: float


class Cost(NamedTuple):
    """One run: what it takes, and what there is of it afterwards. Bytes but for leads, days and seconds.

    peak: the highest memory of a process that did nothing else; idle: before the run. prepared: what travels to a
    worker, once for a scenario. kept: in the results folder's store. log: the whole event log as Parquet.
    """

    leads: int
    days: int
    seconds: float
    idle: float
    peak: float
    prepared: int
    kept: int
    log: int


# ---- speed ----


def answered(crew: Sequence[str]) -> Times:
    """The experiment answered by a crew, in a results folder of its own."""
    words = [sys.executable, "-m", "sim", "compare", str(FILE), "--fresh", "--no-charts", "--ledger", "none", "--json"]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        done = subprocess.run(
            [*words, *crew, "--out", folder], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        )
        whole = time.perf_counter() - start
        log = json.loads((Path(json.loads(done.stdout)["run"]) / "run.log.json").read_text(encoding="utf-8"))
    return Times(whole, log["seconds"])


def speeds(rounds: int) -> dict[str, list[Times]]:
    """Each crew once a round, one after the other; before that a short one, so that all files are in memory."""
    answered((*CREWS[ALONE], "--replications", "2"))
    found: dict[str, list[Times]] = {name: [] for name in CREWS}
    for n in range(rounds):
        for name, crew in CREWS.items():
            print(f"  round {n + 1}: {name} ...", file=sys.stderr, flush=True)
            found[name].append(answered(crew))
    return found


def speed_ups(found: Mapping[str, Sequence[Times]]) -> dict[str, dict[str, float]]:
    """By crew: median seconds, and the median over rounds of how many times as fast as one process it was."""
    return {
        name: {
            "whole_s": median(each.whole for each in times),
            "simulating_s": median(each.simulating for each in times),
            "whole_speed_up": median(one.whole / it.whole for one, it in zip(found[ALONE], times, strict=True)),
            "simulating_speed_up": median(
                one.simulating / it.simulating for one, it in zip(found[ALONE], times, strict=True)
            ),
        }
        for name, times in found.items()
    }


# ---- cost ----


def cost(leads: int, days: int) -> Cost:
    """One run in this process."""
    from sim.engine import world
    from sim.files.workspace import load_journey
    from sim.study import durable, scenarios
    from sim.study.parcel import Parcel
    from sim.study.store import Store

    journey, personas, scale = scaled(leads, days=days)
    loaded = load_journey(ROOT / "journeys" / "seed.yaml")._replace(journey=journey, personas=personas)
    study = scenarios.single(loaded, scale=scale)
    world.run(study.prepared._replace(scale=study.prepared.scale / leads), seed=1, replication=0, record="milestones")
    idle, start = peak_bytes(), time.process_time()
    found = scenarios.simulated(study, 1, 0)
    seconds, peak = time.process_time() - start, peak_bytes()
    with tempfile.TemporaryDirectory() as folder:
        Store(Path(folder)).put("key", 1, 0, found)
        kept = sum(file.stat().st_size for file in Path(folder).rglob("*.json"))
        file = Path(folder) / "ledger.parquet"
        durable.write_parquet(file, scenarios.rerun(study, seed=1, replication=0).rows)
        log = file.stat().st_size
    return Cost(int(found.figures[0, 0]), days, seconds, idle, peak, len(pickle.dumps(Parcel(study))), kept, log)


def apart(leads: int, days: int) -> Cost:
    """The same in a process of its own."""
    print(f"  {leads:,} leads in {days} days ...", file=sys.stderr, flush=True)
    words = [sys.executable, "-m", "benchmarks.scaling", "--one", str(leads), str(days)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout))


# ---- command ----


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines of columns, the first to the left and the others to the right."""
    first, *others = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return "\n".join(
        "  ".join([name.ljust(first), *(cell.rjust(width) for cell, width in zip(cells, others, strict=True))])
        for name, *cells in (head, *rows)
    )


def as_text(speed: Mapping[str, Mapping[str, float]], costs: Sequence[Cost]) -> str:
    """Both tables."""
    speeds_head = ["", "whole, s", "times as fast", "simulating, s", "times as fast"]
    keys = ("whole_s", "whole_speed_up", "simulating_s", "simulating_speed_up")
    speeds_rows = [[name, *(f"{each[key]:.2f}" for key in keys)] for name, each in speed.items()]
    costs_head = ["leads", "days", "seconds", "ms a lead", "MB before", "MB at most", "MB sent", "kB kept", "MB of log"]
    costs_rows = [
        [
            f"{each.leads:,}", str(each.days), f"{each.seconds:.2f}", f"{1000 * each.seconds / each.leads:.3f}",
            *(f"{value / 1e6:.0f}" for value in (each.idle, each.peak)), f"{each.prepared / 1e6:.2f}",
            f"{each.kept / 1e3:.0f}", f"{each.log / 1e6:.1f}",
        ]
        for each in costs
    ]  # fmt: skip
    return table(speeds_head, speeds_rows) + "\n\n" + table(costs_head, costs_rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, or those of one run where another process asks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description="Speed-up and cost.")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of all crews (3)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the tables")
    parser.add_argument("--one", type=int, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(cost(*asked.one)._asdict()))
        return
    speed = speed_ups(speeds(asked.rounds))
    sizes = [(leads, FIXED_DAYS) for leads in LEADS] + [(FIXED_LEADS, days) for days in DAYS if days != FIXED_DAYS]
    costs = [apart(*size) for size in sizes]
    found: dict[str, Any] = {"speed": speed, "cost": [each._asdict() for each in costs]}
    print(json.dumps(found) if asked.json else as_text(speed, costs))


if __name__ == "__main__":
    main()
