"""A finished comparison taken up again by a command: its runs are read where they are kept, else simulated."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.doors.cli_screen import preparing, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.study.lab import Lab
    from sim.study.reopened import Reopened

def reopened_run(root: Path, run: str) -> Reopened:
    """The comparison that RUN names (`results.resolve`). Raises ResultsError, RunsFailed and FileProblems."""
    from sim.study.results import resolve

    results = resolve(root, run)
    with preparing():
        from sim.study.reopened import reopened, reread
    asked = reread(results)
    with _lab(root) as lab:
        return reopened(results, asked, lab)


@contextmanager
def _lab(root: Path) -> Iterator[Lab]:
    """A crew with the runs that are kept, and its progress on the screen; nothing is written in the folder."""
    from joblib import cpu_count

    from sim.doors.cli_errors import tell
    from sim.doors.cli_only import end_with_failures
    from sim.study.crew import Crew
    from sim.study.lab import Lab, RunsFailed
    from sim.study.store import Store

    store = Store(root)
    with progress("cli.progress") as bar, Crew(cpu_count(), None) as crew:
        lab = Lab(crew, store=store, progress=bar)
        try:
            yield lab
        except RunsFailed as failed:
            end_with_failures(failed, lab)
        finally:
            tell([say("store.damaged", file=file) for file in store.damaged])
