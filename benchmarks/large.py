"""A large experiment in one command: `python -m benchmarks.large [--scenarios 8] [--replications 50] [--leads 10000]`.

The seed journey with its sources and its desk in proportion, 180 days from an empty start, beside changes that each
alter all of what follows. `nurture compare` answers it with everything as delivered: intervals, answer, charts, a
sample of the event log. Shown are its seconds by the clock and the memory of the largest of its processes; then the
seconds of `nurture charts`, which draws the full set of charts from what is kept, and of `nurture report`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.engine import scaled

ROOT = Path(__file__).resolve().parent.parent
DAYS, FOLLOW_UP = 180, 30
CHANGES: dict[str, dict[str, Any]] = {
    "twice_a_month": {"touchpoints.newsletter.cadence": "2 a month Tue 10:00"},
    "twice_a_week": {"touchpoints.newsletter.cadence": "weekly Tue,Thu 10:00"},
    "earlier_hand_off": {"mql.price_page_rule": "score >= 80 and price_page >= 1"},
    "later_hand_off": {"mql.price_page_rule": "score >= 120 and price_page >= 1"},
    "webinar_on_tuesdays": {"touchpoints.webinar.dates": "monthly 3rd Tue 10:00"},
    "sync_once_a_day": {"sync.mode": "periodic", "sync.every": "1d"},
    "no_follow_up": {"touchpoints.exhibition_follow_up": None},
    "next_day": {"desk.first_contact": "next_business_day"},
}


def workspace(folder: Path, *, scenarios: int, replications: int, leads: int) -> Path:
    """The experiment's file, with its journey beside it; `scenarios` counts the journey as it is, 2 to 9."""
    staffed, _, scale = scaled(leads, days=DAYS)
    journey = yaml.load((ROOT / "journeys" / "seed.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    for source in journey["sources"].values():
        if source["kind"] == "rate":
            source["per_day"] = float(source["per_day"]) * scale
        for event in source.get("events", {}).values():
            event["leads"] = [round(float(end) * scale) for end in event["leads"]]
    journey |= {"personas": str(ROOT / "personas" / "b2b_japan.yaml"), "days": DAYS}
    journey["desk"]["reps"] = staffed.desk.reps
    experiment = {
        "format": 1,
        "name": "large",
        "question": "Which of several changes of the seed journey brings more opportunities?",
        "journey": "journey.yaml",
        "measure": {"from": "2026-04-01", "until": "2026-08-29", "follow_up": f"{FOLLOW_UP}d"},
        "baseline": "as_it_is",
        "scenarios": dict(list(CHANGES.items())[: scenarios - 1]),
        "decide_on": {"kpi": "opportunities", "margin": 3, "per": "quarter"},
        "replications": replications,
        "seed": 1,
    }
    for name, settings in (("journey", journey), ("large", experiment)):
        text = yaml.dump(settings, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text.replace(": null\n", ":\n"), encoding="utf-8")  # nothing is empty
    return folder / "large.yaml"


def answered(**sizes: int) -> dict[str, Any]:
    """The command's seconds, the bytes of its largest process, its answer; and what all charts and the report take."""
    with tempfile.TemporaryDirectory() as folder:
        file = workspace(Path(folder), **sizes)
        kept = f"{folder}/results"
        seconds, told = timed("compare", str(file), "--fresh", "--out", kept)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        drawing, drawn = timed("charts", "large", "--results", kept)
        reporting, _ = timed("report", "large", "--results", kept)
    return {
        **sizes,
        "days": DAYS,
        "seconds": seconds,
        "peak_bytes": peak,
        "verdict": told["verdict"],
        "charts": len({Path(file).stem for file in drawn["files"]}),
        "charts_seconds": drawing,
        "report_seconds": reporting,
    }


def timed(*words: str) -> tuple[float, dict[str, Any]]:
    """A command's seconds by the clock, and what it tells as JSON."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "sim", *words, "--json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return time.perf_counter() - start, told


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description="A large experiment, one command.")
    for name, usual in (("scenarios", 8), ("replications", 50), ("leads", 10_000)):
        parser.add_argument(f"--{name}", type=int, default=usual, metavar="N", help=f"({usual})")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the line")
    asked = vars(parser.parse_args(arguments))
    as_json = asked.pop("json")
    found = answered(**asked)
    size = "{scenarios} scenarios x {replications} runs x {leads:,} leads x {days} days".format(**found)
    text = f"{size}: {found['seconds']:.0f} s, at most {found['peak_bytes'] / 1e6:.0f} MB in a process"
    text += f"; all {found['charts']} charts {found['charts_seconds']:.1f} s, report {found['report_seconds']:.1f} s"
    print(json.dumps(found) if as_json else f"{text}; answer: {found['verdict']}")


if __name__ == "__main__":
    main()
