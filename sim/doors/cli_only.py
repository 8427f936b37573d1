"""One simulated run of an experiment by itself: `--only SCENARIO:N`, which repeats a run that failed among others."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sim.doors.cli_errors import tell
from sim.doors.cli_screen import print_json, print_table
from sim.words.messages import say
from sim.words.wording import cut, listed, one_line

if TYPE_CHECKING:
    from sim.study.experiment import Plan
    from sim.study.lab import Failure, Lab, RunsFailed
    from sim.study.measures import Figure
    from sim.study.scenarios import Study

FAULT = 1
_FORM = re.compile(r"([^:]+):([0-9]{1,6})(?::([^:]+))?")


class Only(NamedTuple):
    """A run of an experiment: of which scenario, its number, and under which assumption (empty: as the files say)."""

    scenario: str
    replication: int
    what_if: str = ""

    def __str__(self) -> str:
        return ":".join([self.scenario, str(self.replication), *filter(None, [self.what_if])])


def _only(context: click.Context, parameter: click.Parameter, value: str | None) -> Only | None:
    if value is None:
        return None
    found = _FORM.fullmatch(value)
    if found is None:
        raise click.BadParameter(say("cli.only_form", found=cut(value)))
    return Only(found[1], int(found[2]), found[3] or "")


only_option = click.option("--only", callback=_only, metavar="SCENARIO:N", help=say("cli.opt.only"))


def show_only(plan: Plan, only: Only, *, as_json: bool) -> None:
    """Simulate one run in this process and show its KPIs; nothing is kept, and an error stays what it is."""
    from sim.study.kpis import KPIS
    from sim.study.measures import Figure
    from sim.study.scenarios import simulated

    study = _study(plan, only)
    found = simulated(study, plan.seed, only.replication)
    figures = {name: Figure(*pair) for name, pair in zip(KPIS, found.figures.tolist(), strict=True)}
    if as_json:
        print_json(_json(plan, only, figures))
    else:
        _print(plan, only, study, figures)


def _study(plan: Plan, only: Only) -> Study:
    study = plan.scenarios.get((only.what_if, only.scenario))
    if study is not None:
        return study
    known = {name: what_if for what_if, name in plan.scenarios if what_if == ""}
    if only.scenario not in known:
        text = say("cli.only_scenario", found=cut(only.scenario), known=listed(known))
    else:
        assumed = dict.fromkeys(what_if for what_if, _ in plan.scenarios if what_if)
        text = say("cli.only_assumed", found=cut(only.what_if), known=listed(assumed) or say("wording.nothing"))
    raise click.BadParameter(text, param_hint="'--only'")


def _json(plan: Plan, only: Only, figures: dict[str, Figure]) -> dict[str, Any]:
    return {
        "experiment": plan.loaded.experiment.name,
        "scenario": only.scenario,
        "assumed": only.what_if or None,
        "replication": only.replication,
        "seed": plan.seed,
        "kpis": {name: figure.value for name, figure in figures.items()},
    }


def _print(plan: Plan, only: Only, study: Study, figures: dict[str, Figure]) -> None:
    from sim.doors.cli_tables import measured

    click.echo(say("cli.only_done", run=only, seed=plan.seed))
    click.echo()
    print_table(measured(figures, study.window, study.yardstick.days))
    click.echo()
    click.echo(say("cli.run.cut", follow_up=study.window.follow_up_days, cohort=study.window.cohort_days))


def end_with_failures(failed: RunsFailed, lab: Lab) -> None:
    """Tell which runs of the present command failed, and how to see each fail; ends the command with exit code 1."""
    context = click.get_current_context()
    tell([*(line for failure in failed.failures for line in _told(failure, context)), _kept(lab)])
    context.exit(FAULT)


def _told(failure: Failure, context: click.Context) -> Iterator[str]:
    about = {"scenario": failure.scenario, "replication": failure.replication, "seed": failure.seed}
    reason = one_line(failure.why.reason)
    if failure.what_if:
        yield say("cli.run_failed_if", what_if=failure.what_if, reason=reason, **about)
    else:
        yield say("cli.run_failed", reason=reason, **about)
    yield say("cli.run_repeat", command=shlex.join(_repeating(failure, context)))


def _repeating(failure: Failure, context: click.Context) -> Sequence[str]:
    """The command that repeats a run alone; where a command has no such option, all that isn't kept yet."""
    file = context.params.get("experiment")
    words = ["nurture", str(context.info_name), *([] if file is None else [file.as_posix()])]
    if "only" in context.params:
        words += ["--only", str(Only(failure.scenario, failure.replication, failure.what_if))]
    return [*words, "--seed", str(failure.seed)]


def _kept(lab: Lab) -> str:
    return say("cli.others_kept", done=lab.done, planned=lab.planned)
