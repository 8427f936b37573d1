"""Finished comparisons in a results folder, made once for all tests that show them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sim.study import archive, experiment
from sim.study.crew import Crew
from sim.study.folder import Folder
from sim.study.lab import Lab
from sim.study.lives import Lives
from sim.study.reopened import Reopened, reopened, reread
from sim.study.results import Results
from sim.study.store import Store
from tests import smallworld

COMMAND = ("nurture", "compare", "experiment.yaml")


def finished(folder: Path, text: str = smallworld.EXPERIMENT, *, runs: int | None = None) -> Results:
    """The small experiment answered, and kept in `folder`/results."""
    (folder / "files").mkdir(parents=True)
    loaded = smallworld.load(folder / "files", experiment=text)
    plan = experiment.plan(loaded, replications=runs)
    root = folder / "results"
    with Folder(root, loaded.experiment.name, archive.unfinished(plan, COMMAND)) as results, Crew(1) as crew:
        archive.begin(results, loaded)
        lab = Lab(crew, store=Store(root))
        found = experiment.compare(plan, lab)
        archive.keep_comparison(results, found, plan, lab, command=COMMAND, lives=Lives(1))
    return Results(results.path)


def again(results: Results) -> Reopened:
    """The comparison taken up again."""
    root = results.path.parent.parent
    with Crew(1) as crew:
        return reopened(results, reread(results), Lab(crew, store=Store(root)))


@cache
def small(runs: int | None = None) -> Reopened:
    """The small experiment, with as many runs of each scenario; the folder lasts as long as the tests."""
    return again(finished(Path(mkdtemp(prefix="opened-")) / "all", runs=runs))
