"""How long many test leads take: `python -m benchmarks.testleads [--leads 10000] [--json]`.

`nurture test` on so many leads of the seed journey, in files of a thousand, each lead with three steps and two moments
at which something is expected; beside it the same command on one lead. The difference is what the leads took: reading
them, the run, and holding each against what is expected.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
A_FILE = 1_000
HEAD = """\
format: 1
journey: {journey}
usual:
  registers: 2026-04-06 10:00
  source: web_inquiry
  attributes: {{job: manager, industry: target, employees: "50+"}}
leads:
"""
LEAD = """\
  lead {n}:
    story:
      - day 3 10:00 downloads white_paper
      - day 12 09:14 visits price_page
      - day 12 09:20 visits price_page
    expect:
      day 5: {{score: 55, stage: interest}}
      end: {{handed_off: day 12 09:20, rule: price_page_rule, score: 115}}
"""


def write(folder: Path, leads: int) -> None:
    """Files with so many leads, who all become what is expected."""
    head = HEAD.format(journey=ROOT / "journeys" / "seed.yaml")
    for first in range(0, leads, A_FILE):
        text = "".join(LEAD.format(n=n) for n in range(first, min(first + A_FILE, leads)))
        (folder / f"{first // A_FILE:03d}.leads.yaml").write_text(head + text, encoding="utf-8")


def seconds(leads: int) -> float:
    """By the clock, from the command's start to its end. RuntimeError unless all pass."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), leads)
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "sim", "test", folder], cwd=ROOT, capture_output=True, text=True)
        passed = time.perf_counter() - start
    if done.returncode or f"{leads} passed" not in done.stdout:
        raise RuntimeError(done.stdout + done.stderr)
    return passed


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what the leads took, and what the command takes anyhow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.testleads", description="Many test leads.")
    parser.add_argument("--leads", type=int, default=10_000, metavar="N", help="(10,000)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the line")
    asked = parser.parse_args(arguments)
    seconds(1)  # so that all files are in memory
    start_up, whole = seconds(1), seconds(asked.leads)
    found = {"leads": asked.leads, "start_up_s": start_up, "whole_s": whole, "leads_s": whole - start_up}
    text = f"{asked.leads:,} test leads: {whole:.1f} s, {whole - start_up:.1f} s of it after start-up"
    print(json.dumps(found) if asked.json else text)


if __name__ == "__main__":
    main()
