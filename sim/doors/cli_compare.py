"""`nurture compare` and `nurture demo`: an experiment's question, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from sim.doors.cli_screen import preparing, print_json, print_table, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.files.workspace import LoadedExperiment
    from sim.study.comparison import Comparison
    from sim.study.results import Folder

MOST_RUNS = 100_000
MOST_WORKERS = 1024
F = TypeVar("F", bound=Callable[..., object])


class Wish(NamedTuple):
    """What a user asked for beside the experiment; None is what its file says, or as many workers as cores."""

    replications: int | None
    workers: int | None
    seed: int | None
    out: Path
    tables: bool
    charts: bool
    as_json: bool


def _options(command: F) -> F:
    """The options that compare and demo share."""
    for option in reversed(
        [
            click.option(
                "--replications", type=click.IntRange(2, MOST_RUNS), metavar="N", help=say("cli.opt.replications")
            ),
            click.option("--workers", type=click.IntRange(1, MOST_WORKERS), metavar="N", help=say("cli.opt.workers")),
            click.option("--seed", type=click.IntRange(0, 2**32 - 1), metavar="S", help=say("cli.opt.seed")),
            click.option(
                "--out",
                type=click.Path(path_type=Path),
                default=Path("results"),
                metavar="DIR",
                help=say("cli.opt.out"),
            ),
            click.option("--tables/--no-tables", default=True, help=say("cli.opt.tables")),
            click.option("--charts/--no-charts", default=True, help=say("cli.opt.charts")),
            click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json")),
        ]
    ):
        command = option(command)
    return command


@click.command(help=say("cli.compare.help"), short_help=say("cli.compare.short"))
@click.argument("experiment", type=click.Path(path_type=Path))
@_options
def compare(experiment: Path, **asked: Any) -> None:
    wish = Wish(**asked)
    _answer(experiment, wish, ["nurture", "compare", experiment.as_posix()])


@click.command(help=say("cli.demo.help"), short_help=say("cli.demo.short"))
@_options
def demo(**asked: Any) -> None:
    from sim.files.workspace import find_default

    _answer(find_default(), Wish(**asked), ["nurture", "demo"])


def _answer(file: Path, wish: Wish, words: Sequence[str]) -> None:
    from sim.files.workspace import load_experiment
    from sim.study.kpis import KPIS
    from sim.study.results import Folder

    loaded = load_experiment(file, KPIS)
    if not wish.as_json and loaded.experiment.question:
        click.echo(loaded.experiment.question + "\n")
    with Folder(wish.out, loaded.experiment.name) as folder:  # before long work: it may not be writable
        found = _kept(loaded, wish, folder, words)
        pictures = _drawn(found, loaded, folder) if wish.charts else []
    if wish.as_json:
        print_json(found.to_json(folder.path.as_posix()))
    else:
        _print(found, folder.path, pictures)


def _kept(loaded: LoadedExperiment, wish: Wish, folder: Folder, words: Sequence[str]) -> Comparison:
    """The comparison, with all but its charts written to the folder."""
    with preparing():
        from joblib import cpu_count

        from sim.study import archive, experiment
        from sim.study.results import LOG
        from sim.study.runlog import RunLog
    workers = wish.workers or cpu_count()
    log = RunLog(workers=workers)
    with progress("cli.progress") as bar:
        found = experiment.compare(
            loaded, replications=wish.replications, workers=workers, seed=wish.seed, progress=bar
        )
    command = [*words, "--replications", str(found.replications), "--seed", str(found.seed)]
    recorded = [(scenario, 0) for scenario in found.scenarios] if wish.tables else []
    archive.keep_comparison(folder, found, loaded, command=command, recorded=recorded)
    folder.add_json(LOG, log.to_json())
    return found


def _drawn(found: Comparison, loaded: LoadedExperiment, folder: Folder) -> list[str]:
    """The charts written to the folder; the names of the pictures there."""
    from sim.present.charts import comparison_charts
    from sim.present.flowruns import experiment_flows, told_scenarios
    from sim.present.picture import files

    flows = experiment_flows(found, loaded, told_scenarios(found))  # of the runs that are kept
    charts = comparison_charts(found, loaded, flows)
    for chart in charts:
        for name, content in files(chart).items():
            folder.add(f"charts/{name}", content)
    return [f"charts/{chart.name}.png" for chart in charts]


def _print(found: Comparison, results: Path, pictures: Sequence[str]) -> None:
    from sim.doors.cli_tables import beneath, compared

    print_table(compared(found))
    click.echo()
    for line in beneath(found):
        click.echo(line)
    for n, picture in enumerate(pictures):
        click.echo(say("cli.chart" if n == 0 else "cli.chart_too", path=results / picture))
    click.echo(say("cli.results", path=results))
