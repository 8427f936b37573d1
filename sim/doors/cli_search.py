"""`nurture search`: the best combination of settings, found with few runs each and confirmed with others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_compare import Crewed, crew_options, opened_lab
from sim.doors.cli_screen import preparing, print_json, print_table
from sim.words.messages import say

if TYPE_CHECKING:
    from rich.table import Table

    from sim.study.search import Found


@click.command(help=say("cli.search.help"), short_help=say("cli.search.short"))
@click.argument("experiment", type=click.Path(path_type=Path))
@crew_options
def search(experiment: Path, as_json: bool, **asked: Any) -> None:
    from sim.files.workspace import load_experiment
    from sim.study.kpis import KPIS

    wish, loaded = Crewed(**asked), load_experiment(experiment, KPIS)
    with preparing():
        from sim.study import archive
        from sim.study import search as searching
        from sim.study.folder import Folder
    seed = loaded.experiment.seed if wish.seed is None else wish.seed
    command = ["nurture", "search", experiment.as_posix(), "--seed", str(seed)]
    begun = archive.unfinished_search(loaded, command, seed, searching.planned_runs(loaded))
    with Folder(wish.out, f"{loaded.experiment.name}-search", begun) as folder:
        archive.begin(folder, loaded)
        with opened_lab(wish, folder) as lab:
            found = searching.search(loaded, lab, seed=seed)
        archive.keep_search(folder, found, loaded, command=command)
    if as_json:
        print_json(found.to_json(folder.path.as_posix()))
        return
    _print(found)
    click.echo(say("cli.results", path=folder.path))


def _print(found: Found) -> None:
    from sim.doors.cli_tables import beneath, compared

    feasible = sum(trial.is_feasible for trial in found.trials)
    counts = {"trials": len(found.trials), "feasible": feasible, "finalists": len(found.finalists)}
    click.echo(say("cli.search.tried", **counts) + "\n")
    print_table(_table(found))
    click.echo()
    print_table(compared(found.final))
    click.echo()
    for line in beneath(found.final):
        click.echo(line)


def _table(found: Found) -> Table:
    """Each finalist: its settings, what it looked like in the search, and what it is with other leads."""
    from sim.doors.cli_plans import interval
    from sim.doors.cli_tables import TITLE, plain_table
    from sim.study.kpis import KPIS

    kpi = KPIS[found.final.question.kpi]
    table = plain_table()
    table.add_column(say("cli.search.name"), min_width=TITLE, overflow="fold")
    for head in ("searched", "fresh"):
        table.add_column(say(f"cli.search.{head}"), justify="right", no_wrap=True)
    table.add_column(say("cli.search.settings"), overflow="fold")
    for name, trial in found.finalists.items():
        fresh = interval(kpi, found.final.cells[name][kpi.name].difference)
        settings = "\n".join(f"{path}: {value}" for path, value in trial.settings.items())
        table.add_row(found.final.called(name), kpi.show(trial.difference, signed=True), fresh, settings)
    return table
