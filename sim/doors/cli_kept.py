"""Which simulated runs of a results folder a command is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.words.messages import say
from sim.words.wording import listed

if TYPE_CHECKING:
    from sim.study.results import Results

DEFAULT = "results"  # the folder of results, where no other is named
results_option = click.option(
    "--results",
    "root",
    type=click.Path(path_type=Path),
    default=Path(DEFAULT),
    metavar="DIR",
    help=say("cli.trace.results"),
)


def kept_runs(results: Results, scenario: str | None) -> list[tuple[str, int]]:
    """The first run kept of each scenario (name, number), the baseline's before the others; or of the one asked for.

    NotKeptError if no event log was, click.BadParameter if none of the scenario was.
    """
    from sim.study.results import MANIFEST, NotKeptError

    first: dict[str, int] = {}
    for name, replication in results.recorded():
        first.setdefault(name, replication)
    if not first:
        raise NotKeptError(say("cli.trace.nothing_kept", run=results.path))
    if scenario is not None and scenario not in first:
        text = say("cli.trace.no_scenario", found=scenario, known=listed(first))
        raise click.BadParameter(text, param_hint="--scenario")
    about = results.json(MANIFEST)
    order = [about.get("baseline"), *about.get("scenarios", ()), *first] if scenario is None else [scenario]
    return [(name, first[name]) for name in dict.fromkeys(order) if name in first]
