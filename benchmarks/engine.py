"""Speed and memory of the engine beside the textbook model: `python -m benchmarks.engine [--leads N] [--json]`.

The seed journey over 180 days, rates and reps scaled to the leads, one core. Every figure is taken in a process of its
own, after the kernel has been compiled; textbook and engine alternate, and medians are compared. At 100,000 leads the
textbook model alone takes several minutes a round, so rounds fall to one there (`--rounds` says otherwise). A second
journey, the seed with every other kind of setting at once (benchmarks/rich.yaml), is measured too, its textbook model
at 2,000 leads.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import yaml

DAYS = 180
ROOT = Path(__file__).resolve().parent.parent


def scaled(leads: int, rich: bool = False, *, days: int = DAYS) -> tuple[Any, Any, float]:
    """The seed journey (or the rich one) and people for about so many leads: rates, bursts and reps in proportion."""
    from sim.engine.world import expected_leads
    from sim.files.workspace import load_journey

    with tempfile.TemporaryDirectory() as folder:
        loaded = load_journey(_rich(Path(folder)) if rich else ROOT / "journeys" / "seed.yaml")
    journey = loaded.journey.model_copy(update={"days": days})
    scale = leads / expected_leads(journey, journey.built_calendar())
    return journey.model_copy(update={"desk": _staffed(journey.desk, scale)}), loaded.personas, scale


def _rich(folder: Path) -> Path:
    """The seed journey with all that benchmarks/rich.yaml adds; an empty value takes a setting out."""
    seed, more = (
        yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for path in (ROOT / "journeys" / "seed.yaml", ROOT / "benchmarks" / "rich.yaml")
    )
    journey = _merged(seed, more) | {"personas": str(ROOT / "personas" / "b2b_japan.yaml")}
    file = folder / "rich.yaml"
    file.write_text(yaml.dump(journey, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = {
        name: _merged(one[name], value) if isinstance(one.get(name), dict) and isinstance(value, dict) else value
        for name, value in other.items()
    }
    return {name: value for name, value in (one | both).items() if value != "null"}


def _staffed(staff: Any, scale: float) -> Any:
    """A desk, team or shift with reps in proportion."""
    changes: dict[str, Any] = {}
    if staff.reps is not None:
        changes["reps"] = max(1, round(staff.reps * scale))
    if getattr(staff, "shifts", None):
        changes["shifts"] = [_staffed(shift, scale) for shift in staff.shifts]
    if getattr(staff, "teams", None):
        changes["teams"] = {name: _staffed(team, scale) for name, team in staff.teams.items()}
    return staff.model_copy(update=changes)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of this process, and the result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def engine(leads: int, record: str = "none", rich: bool = False) -> dict[str, float]:
    """One run of the engine; preparing it is part of the cost."""
    from sim.engine import world

    journey, personas, scale = scaled(leads, rich)
    world.run(world.prepare(*scaled(100)[:2]), seed=1, replication=0, record="none")  # compiled code is in memory now
    seconds, run = timed(
        lambda: world.run(world.prepare(journey, personas, scale=scale), seed=1, replication=0, record=record)
    )  # type: ignore[arg-type]
    return {"leads": len(run.leads), "seconds": seconds, "rows": int(run.tally.sum()), "peak": peak_bytes()}


def ledger_write(leads: int) -> dict[str, float]:
    """Writing the whole ledger as Parquet."""
    from sim.engine import world
    from sim.study import durable

    journey, personas, scale = scaled(leads)
    run = world.run(world.prepare(journey, personas, scale=scale), seed=1, replication=0)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        durable.write_parquet(Path(folder) / "ledger.parquet", run.rows)
        return {
            "leads": len(run.leads),
            "seconds": time.perf_counter() - start,
            "rows": len(run.rows),
            "peak": peak_bytes(),
        }


def textbook(leads: int, rich: bool = False) -> dict[str, float]:
    """One run of the textbook model."""
    from tests import textbook as model

    journey, personas, scale = scaled(leads, rich)
    seconds, result = timed(lambda: model.simulate(journey, personas, seed=1, replication=0, scale=scale))
    return {"leads": len(result.leads), "seconds": seconds, "rows": len(result.rows), "peak": peak_bytes()}


def luck(leads: int) -> dict[str, float]:
    """CPU seconds the textbook model spends on luck: draws counted in a run, then that many timed on their own."""
    from sim.model.draws import philox
    from tests import textbook as model

    calls = 0

    def counted(*address: int) -> int:
        nonlocal calls
        calls += 1
        return philox(*address)

    journey, personas, scale = scaled(leads)
    result = model.simulate(journey, personas, seed=1, replication=0, scale=scale, luck=counted)
    sample = 100_000
    seconds, _ = timed(lambda: [philox(i, 1, 2, 3, 4, 5) for i in range(sample)])
    return {"leads": len(result.leads), "seconds": seconds / sample * calls, "rows": calls, "peak": peak_bytes()}


def peak_bytes() -> float:
    """Highest resident memory of this process so far."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak if sys.platform == "darwin" else peak * 1024)


WORKS: dict[str, Callable[[int], dict[str, float]]] = {
    "engine": engine,
    "ledger": lambda leads: engine(leads, "all"),
    "textbook": textbook,
    "luck": luck,
    "write": ledger_write,
    "rich engine": lambda leads: engine(leads, rich=True),
    "rich textbook": lambda leads: textbook(leads, rich=True),
}


def apart(work: str, leads: int) -> dict[str, float]:
    """Do a work in a process of its own."""
    print(f"  {work} with {leads:,} leads ...", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engine", "--work", work, "--leads", str(leads)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def per_lead(figures: dict[str, float]) -> float:
    """CPU seconds per lead."""
    return figures["seconds"] / figures["leads"]


def measure(leads: int, rounds: int, millions: bool) -> dict[str, float]:
    """All figures; those of a million leads only if asked."""
    pairs = [(apart("textbook", leads), apart("engine", leads)) for _ in range(rounds)]
    book, ours = (median(per_lead(pair[side]) for pair in pairs) for side in (0, 1))
    draws = per_lead(apart("luck", min(leads, 2000)))
    recorded = [(per_lead(apart("engine", leads)), per_lead(apart("ledger", leads))) for _ in range(3)]
    figures = {
        "leads": pairs[0][1]["leads"],
        "rounds": float(rounds),
        "textbook_leads_per_s": 1 / book,
        "engine_leads_per_s": 1 / ours,
        "ratio_end_to_end": book / ours,
        "ratio_without_luck": (book - draws) / ours,
        "ledger_slowdown": median(b / a for a, b in recorded),
        "ledger_write_s": apart("write", leads)["seconds"],
    }
    rich = [(apart("rich textbook", min(leads, 2000)), apart("rich engine", leads)) for _ in range(min(3, rounds))]
    book, ours = (median(per_lead(pair[side]) for pair in rich) for side in (0, 1))
    figures |= {"rich_engine_leads_per_s": 1 / ours, "rich_ratio_end_to_end": book / ours}
    if millions:
        small = median(per_lead(apart("engine", 10_000)) for _ in range(5))
        middle, large = apart("engine", 100_000), apart("engine", 1_000_000)
        figures["bytes_per_lead"] = (large["peak"] - middle["peak"]) / 900_000
        figures["cost_1m_over_10k"] = per_lead(large) / small
    return figures


def main() -> None:
    """Print the figures, or one work's figures where another process asks."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.engine", description="Engine beside textbook model, on the seed journey."
    )
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument(
        "--rounds", type=int, default=None, help="rounds of textbook and engine (default 3; 1 above 20,000 leads)"
    )
    parser.add_argument("--no-million", action="store_true", help="leave out the runs with 1,000,000 leads")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--work", choices=sorted(WORKS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        print(json.dumps(WORKS[asked.work](asked.leads)))
        return
    rounds = asked.rounds or (1 if asked.leads > 20_000 else 3)
    figures = measure(asked.leads, rounds, not asked.no_million)
    print(
        json.dumps(figures)
        if asked.json
        else "\n".join(f"{name:22s} {value:14,.2f}" for name, value in figures.items())
    )


if __name__ == "__main__":
    main()
