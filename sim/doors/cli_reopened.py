"""A finished comparison taken up again to be shown: the runs that are kept are read, others simulated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.doors.cli_errors import tell
from sim.doors.cli_only import end_with_failures
from sim.doors.cli_screen import preparing, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.study.reopened import Reopened

workers_option = click.option(
    "--workers", type=click.IntRange(1, 1024), metavar="N", help=say("cli.opt.workers")
)  # as those of compare, but that few runs are left to simulate


def taken_up(root: Path, run: str, workers: int | None = None) -> Reopened:
    """The comparison that a user means, from its results folder."""
    with preparing():
        from joblib import cpu_count

        from sim.study.crew import Crew
        from sim.study.lab import Lab, RunsFailed
        from sim.study.reopened import comparison_of, reopened, reread
        from sim.study.store import Store
    results = comparison_of(root, run)
    plan, store = reread(results), Store(root)
    with progress("cli.progress") as bar, Crew(workers or cpu_count(), None) as crew:
        lab = Lab(crew, store=store, progress=bar)
        try:
            return reopened(results, plan, lab)
        except RunsFailed as failed:
            end_with_failures(failed, lab)
            raise
        finally:
            tell([say("store.damaged", file=file) for file in store.damaged])
