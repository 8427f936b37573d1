"""`nurture coverage`: who came by where in a run's journey, and the branches that nobody took."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_kept import kept_runs, results_option
from sim.doors.cli_screen import print_json, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.doors.cli_screen import Progress
    from sim.present.coverage import Coverage
    from sim.study.results import Results

Run = tuple[str, int]  # scenario, number of the simulated run


@click.command(help=say("cli.coverage.help"), short_help=say("cli.coverage.short"))
@click.argument("run", default="latest")
@click.option("--scenario", metavar="NAME", help=say("cli.coverage.scenario"))
@results_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.option("--markdown", "as_markdown", is_flag=True, help=say("cli.coverage.markdown"))
def coverage(run: str, scenario: str | None, root: Path, as_json: bool, as_markdown: bool) -> None:
    from sim.study.results import resolve

    if as_json and as_markdown:
        raise click.UsageError(say("cli.coverage.one_form"))
    results = resolve(root, run, kinds=("compare", "run"))
    wanted = kept_runs(results, scenario)
    with progress("cli.coverage.progress") as bar:
        found = _covered(results, wanted, bar)
    if as_json:
        print_json(_plain(results, found, alone=scenario is not None))
    else:
        _print(results, found, as_markdown)


def _covered(results: Results, wanted: list[Run], bar: Progress) -> dict[Run, Coverage]:
    found = {}
    bar(0, len(wanted))
    for done, run in enumerate(wanted, 1):
        found[run] = _read(results, run)
        bar(done, len(wanted))
    return found


def _read(results: Results, run: Run) -> Coverage:
    """The coverage by one run. NotKeptError if its folder lacks what is needed."""
    from sim.present.coverage import coverage as measured
    from sim.study.results import JOURNEYS, MANIFEST, NotKeptError

    leads, rows = results.leads(*run), results.ledger(*run)
    if len(leads) and not len(rows):
        raise NotKeptError(say("cli.coverage.nothing", run=results.path, scenario=run[0]))
    if not results.has(*run, JOURNEYS):
        command = " ".join(results.json(MANIFEST).get("repeat", ()))
        raise NotKeptError(say("cli.coverage.no_journey", run=results.path, command=command))
    return measured(leads, rows, results.guide(*run), results.journeys(*run))


def _plain(results: Results, found: dict[Run, Coverage], *, alone: bool) -> dict[str, Any]:
    """One run as it is; the scenarios of an experiment by name."""
    from sim.study.results import MANIFEST

    run = results.path.as_posix()
    each = {
        name: {"scenario": name, "replication": replication, **one.to_json()}
        for (name, replication), one in found.items()
    }
    if alone or results.json(MANIFEST).get("kind") == "run":
        (only,) = each.values()
        return {"run": run, **only}
    return {"run": run, "scenarios": each}


def _print(results: Results, found: dict[Run, Coverage], as_markdown: bool) -> None:
    from sim.doors.cli_coveragetable import markdown, print_coverage
    from sim.study.titles import called

    for at, ((scenario, _), one) in enumerate(found.items()):
        name = called(results, scenario)
        if at:
            click.echo("\n")
        if as_markdown:
            click.echo("\n".join(markdown(one, name)))
        else:
            print_coverage(one, name)
