"""`nurture explain`: why two scenarios differ, over all leads or for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.doors.cli_draw import chart_option, draw
from sim.doors.cli_kept import results_option
from sim.doors.cli_screen import print_json, progress
from sim.words.messages import say
from sim.words.wording import listed

if TYPE_CHECKING:
    from sim.study.results import Results


@click.command(help=say("cli.explain.help"), short_help=say("cli.explain.short"))
@click.argument("run")
@click.argument("scenario_a")
@click.argument("scenario_b")
@click.option("--lead", type=click.IntRange(0), metavar="N", help=say("cli.explain.lead"))
@chart_option("cli.explain.chart")
@results_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def explain(
    run: str, scenario_a: str, scenario_b: str, lead: int | None, chart: Path | None, root: Path, as_json: bool
) -> None:
    from sim.study.results import resolve

    if lead is not None and chart is not None:
        raise click.UsageError(say("cli.explain.chart_of_all"))
    results = resolve(root, run, kinds=("compare",))
    runs = _runs_of_both(results, scenario_a, scenario_b)
    if lead is None:
        _crowd(results, (scenario_a, scenario_b), runs, as_json, chart)
    else:
        _one(results, (scenario_a, scenario_b), runs[0], lead, as_json)


def _runs_of_both(results: Results, *scenarios: str) -> list[int]:
    """The simulated runs whose event logs were kept of both. NotKeptError if there are none."""
    from sim.study.results import NotKeptError

    kept: dict[str, list[int]] = {}
    for name, run in results.recorded():
        kept.setdefault(name, []).append(run)
    if not kept:
        raise NotKeptError(say("cli.trace.nothing_kept", run=results.path))
    for argument, name in zip(("SCENARIO_A", "SCENARIO_B"), scenarios, strict=True):
        if name not in kept:
            text = say("cli.trace.no_scenario", found=name, known=listed(kept))
            raise click.BadParameter(text, param_hint=argument)
    a, b = (kept[name] for name in scenarios)
    if not set(a) & set(b):
        told = (listed(map(str, some)) for some in (a, b))
        text = say("cli.explain.no_pair", **dict(zip(("a", "b", "kept_a", "kept_b"), (*scenarios, *told), strict=True)))
        raise NotKeptError(text)
    return sorted(set(a) & set(b))


def _crowd(
    results: Results, scenarios: tuple[str, str], runs: list[int], as_json: bool, chart: Path | None
) -> None:
    from sim.doors.cli_explaintable import plain, print_explanation
    from sim.study.explanation import explain as explained

    with progress("cli.explain.progress") as bar:
        found = explained(results, *scenarios, runs, bar)
    if chart is not None:
        from sim.present.chart_shifts import shifts_chart

        draw(shifts_chart(found), chart)
    if as_json:
        print_json({"run": results.path.as_posix(), **plain(found)})
    else:
        print_explanation(found)


def _one(results: Results, scenarios: tuple[str, str], run: int, lead: int, as_json: bool) -> None:
    from sim.doors.cli_twolives import plain, print_lives
    from sim.study.explanation import side
    from sim.study.titles import called
    from sim.study.twolives import two_lives

    a, b = (side(results, scenario, run, called(results, scenario)) for scenario in scenarios)
    if lead >= len(a.log.leads):
        raise click.BadParameter(say("cli.trace.no_lead", last=len(a.log.leads) - 1), param_hint="--lead")
    found = two_lives(a, b, lead)
    if as_json:
        about = {"run": results.path.as_posix(), "a": scenarios[0], "b": scenarios[1], "replication": run}
        print_json({**about, **plain(found, a)})
    else:
        print_lives(found, a, b)
