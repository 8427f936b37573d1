"""`nurture compare` and `nurture demo`: an experiment's question, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from sim.doors.cli_errors import tell
from sim.doors.cli_only import end_with_failures, only_option, show_only
from sim.doors.cli_screen import columns, preparing, print_json, print_table, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.files.workspace import LoadedExperiment
    from sim.study.checks import Checked
    from sim.study.comparison import Comparison
    from sim.study.folder import Folder
    from sim.study.lab import Lab
    from sim.study.lives import Lives

MOST_RUNS = 100_000
MOST_WORKERS = 1024
ALSO = ("plan", "months", "cohorts")
F = TypeVar("F", bound=Callable[..., object])


class Crewed(NamedTuple):
    """Who simulates, with which seed, and where it is kept; None: the file's seed, and a worker for each core."""

    workers: int | None
    cluster: str | None
    seed: int | None
    out: Path
    fresh: bool


class Wish(NamedTuple):
    """What else a user asked for beside the experiment; None is what its file says."""

    replications: int | None
    ledger: Lives
    charts: bool
    also: tuple[str, ...]
    as_json: bool


def _lives(context: click.Context, parameter: click.Parameter, value: str) -> Lives:
    from sim.study.lives import Lives

    try:
        return Lives.read(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _cluster(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from sim.study.clusteraddress import ClusterAddress

    try:
        if value is not None:
            ClusterAddress.read(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    return value


def crew_options(command: F) -> F:
    """The options of all commands that simulate many runs."""
    for option in reversed(
        [
            click.option("--workers", type=click.IntRange(1, MOST_WORKERS), metavar="N", help=say("cli.opt.workers")),
            click.option("--cluster", callback=_cluster, metavar="WHERE", help=say("cli.opt.cluster")),
            click.option("--seed", type=click.IntRange(0, 2**32 - 1), metavar="S", help=say("cli.opt.seed")),
            click.option(
                "--out",
                type=click.Path(path_type=Path),
                default=Path("results"),
                metavar="DIR",
                help=say("cli.opt.out"),
            ),
            click.option("--fresh", is_flag=True, help=say("cli.opt.fresh")),
            click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json")),
        ]
    ):
        command = option(command)
    return command


runs_option = click.option(
    "--replications", type=click.IntRange(2, MOST_RUNS), metavar="N", help=say("cli.opt.replications")
)


def _options(command: F) -> F:
    """The options that compare and demo share."""
    for option in reversed(
        [
            runs_option,
            click.option("--ledger", default="first", callback=_lives, metavar="WHICH", help=say("cli.opt.ledger")),
            click.option("--charts/--no-charts", default=True, help=say("cli.opt.charts")),
            click.option("--also", type=click.Choice(ALSO), multiple=True, help=say("cli.opt.also")),
            only_option,
        ]
    ):
        command = option(command)
    return crew_options(command)


@click.command(help=say("cli.compare.help"), short_help=say("cli.compare.short"))
@click.argument("experiment", type=click.Path(path_type=Path))
@_options
def compare(experiment: Path, **asked: Any) -> None:
    _answer(experiment, ["nurture", "compare", experiment.as_posix()], asked)


@click.command(help=say("cli.demo.help"), short_help=say("cli.demo.short"))
@_options
def demo(**asked: Any) -> None:
    from sim.files.workspace import find_default

    _answer(find_default(), ["nurture", "demo"], asked)


def _answer(file: Path, words: Sequence[str], asked: Mapping[str, Any]) -> None:
    from sim.files.cautions import own_warnings
    from sim.files.workspace import load_experiment
    from sim.study.kpis import KPIS

    crewed = Crewed(**{name: asked[name] for name in Crewed._fields})
    wish = Wish(**{name: asked[name] for name in Wish._fields})
    loaded = load_experiment(file, KPIS)
    tell([str(warning) for warning in own_warnings(loaded, KPIS)])
    if not wish.as_json and loaded.experiment.question:
        click.echo(loaded.experiment.question + "\n")
    with preparing():
        from sim.study import archive, checks, experiment
        from sim.study.folder import Folder
    plan = experiment.plan(loaded, replications=wish.replications, seed=crewed.seed)
    if asked["only"] is not None:
        show_only(plan, asked["only"], as_json=wish.as_json)
        return
    command = [*words, *archive.fixed(plan), *wish.ledger.words()]
    with Folder(crewed.out, loaded.experiment.name, archive.unfinished(plan, command, wish.ledger)) as folder:
        archive.begin(folder, loaded)
        with opened_lab(crewed, folder) as lab:
            found = experiment.compare(plan, lab)
            logs = checks.compared_logs(plan, lab, found.replications)
            archive.keep_comparison(folder, found, plan, lab, command=command, lives=wish.ledger)
        checked = checks.judged(found, loaded, logs=logs)
        pictures = _drawn(found, loaded, folder) if wish.charts else []
    if wish.as_json:
        told = {"checks": [each.to_json() for each in checked]} if checked else {}
        print_json({**found.to_json(folder.path.as_posix()), **told})
    else:
        _print(found, checked, folder.path, pictures, wish.also)


@contextmanager
def opened_lab(wish: Crewed, folder: Folder) -> Iterator[Lab]:
    """A crew at work, what it keeps, and its progress on the screen; its log is kept in the folder at the end."""
    from joblib import cpu_count

    from sim.study.crew import Crew
    from sim.study.lab import Lab, RunsFailed
    from sim.study.results import LOG
    from sim.study.runlog import RunLog
    from sim.study.store import Store

    workers = wish.workers or cpu_count()
    log = RunLog(workers=workers)
    store = Store(wish.out, since_ns=folder.begun_ns if wish.fresh else 0)
    with progress("cli.progress") as bar, Crew(workers, wish.cluster) as crew:
        lab = Lab(crew, store=store, progress=bar)
        try:
            yield lab
        except KeyboardInterrupt as stop:
            stop.words = say("cli.stopped_kept", done=lab.done, planned=lab.planned)  # type: ignore[attr-defined]
            raise
        except RunsFailed as failed:
            end_with_failures(failed, lab)
        finally:
            tell([say("store.damaged", file=file) for file in store.damaged])
    about = {"workers": crew.workers, "simulated": lab.done - lab.reused, "reused": lab.reused}
    folder.add_json(LOG, {**log.to_json(), **about})


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


def _print(
    found: Comparison, checked: Sequence[Checked], results: Path, pictures: Sequence[str], also: Sequence[str]
) -> None:
    from sim.doors.cli_checks import told
    from sim.doors.cli_tables import beneath, compared

    print_table(compared(found))
    click.echo()
    for line in beneath(found, columns=columns()):
        click.echo(line)
    for line in told(checked):
        click.echo(line)
    for what in dict.fromkeys(also):
        click.echo()
        _print_also(found, what)
    for n, picture in enumerate(pictures):
        click.echo(say("cli.chart" if n == 0 else "cli.chart_too", path=results / picture))
    click.echo(say("cli.results", path=results))


def _print_also(found: Comparison, what: str) -> None:
    """One of ALSO."""
    from sim.doors.cli_plans import by_cohort, by_month, planned, prices, unfinished

    tables = {"plan": planned, "months": by_month, "cohorts": by_cohort}
    print_table(tables[what](found))
    for line in prices(found) if what == "plan" else unfinished(found, what):
        click.echo(line)
