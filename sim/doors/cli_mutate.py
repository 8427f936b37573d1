"""`nurture mutate`: a journey with one setting changed after the other, and what of that no test lead notices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_errors import MISTAKE, tell
from sim.doors.cli_screen import print_json, progress
from sim.words.messages import say
from sim.words.wording import listed

if TYPE_CHECKING:
    from sim.files.testleads import Case, LoadedTestLeads
    from sim.study.mutants import Mutant
    from sim.study.mutation import Report

UNNOTICED = 1


@click.command(help=say("cli.mutate.help"), short_help=say("cli.mutate.short"))
@click.argument("journey", type=click.Path(path_type=Path))
@click.option(
    "--leads", "paths", multiple=True, metavar="PATH", type=click.Path(path_type=Path), help=say("cli.mutate.leads")
)
@click.option("--only", metavar="SETTING", default="", help=say("cli.mutate.only"))
@click.option("--quick", is_flag=True, help=say("cli.mutate.quick"))
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help=say("cli.mutate.workers"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def mutate(
    context: click.Context,
    journey: Path,
    paths: tuple[Path, ...],
    only: str,
    quick: bool,
    workers: int,
    as_json: bool,
) -> None:
    from sim.files.workspace import load_journey
    from sim.study.mutants import left_alone, mutants_of

    loaded = load_journey(journey)
    if only and not any(_begins(mutant, only) for mutant in mutants_of(loaded)):
        tell([say("cli.mutate.no_such", journey=journey, only=only)])
        context.exit(MISTAKE)
    files, wrong = _files(journey, paths)
    wrong = wrong or _failing(files)
    if wrong:
        tell(wrong)
        context.exit(MISTAKE)
    report = _tried(journey, files, only, quick=quick, workers=workers)
    if as_json:
        print_json(_plain(report, left_alone(loaded), journey))
    else:
        _print(report, left_alone(loaded), journey, quick=quick)
    context.exit(UNNOTICED if report.survived else 0)


def _begins(mutant: Mutant, only: str) -> bool:
    return f"{mutant.setting}.".startswith(f"{only}.")


def _files(journey: Path, paths: Sequence[Path]) -> tuple[list[LoadedTestLeads], list[str]]:
    """The test leads for the journey, and what is wrong; those for others are left out where a folder is searched."""
    from sim.files.testfiles import find_tests, read_tests

    found: list[LoadedTestLeads] = []
    wrong: list[str] = []
    for path in paths or (journey.parent,):
        for file in find_tests(path):
            loaded, problems = read_tests(file)
            own = loaded is not None and loaded.journey.path.resolve() == journey.resolve()
            if own or file == path:
                wrong += map(str, problems)
            if loaded is not None and own and not problems:
                found.append(loaded)
            elif loaded is not None and not own and file == path:
                wrong.append(say("cli.mutate.other", file=file, found=loaded.journey.path, journey=journey))
    if not found and not wrong:
        where = listed(map(str, paths)) or journey.parent
        wrong.append(say("cli.mutate.none", journey=journey, where=where))
    return found, list(dict.fromkeys(wrong))


def _failing(files: Sequence[LoadedTestLeads]) -> list[str]:
    """What of the test leads isn't as expected by the journey as it is."""
    from sim.doors.cli_screen import preparing
    from sim.doors.cli_test import failure_lines

    with preparing():
        from sim.study.leadtests import outcomes

        found = [(file, outcome) for file in files for outcome in outcomes(file) if not outcome.passed]
    lines = [line for file, outcome in found for each in outcome.failures for line in failure_lines(file.path, each)]
    return [say("cli.mutate.failing", failed=len(found)), *lines] if found else []


def _tried(journey: Path, files: Sequence[LoadedTestLeads], only: str, *, quick: bool, workers: int) -> Report:
    from sim.study.mutation import all_cases, tried

    cases: list[Case] = all_cases(files)
    with progress("cli.mutate.progress") as bar:
        return tried(
            journey, cases, workers=workers, bar=bar, only=lambda mutant: _begins(mutant, only) or not only,
            catching=not quick,
        )  # fmt: skip


def _print(report: Report, left: int, journey: Path, *, quick: bool) -> None:
    shown = {""}
    for survivor in report.survived:
        click.echo(say("cli.mutate.survived", place=_place(survivor.mutant, journey), change=survivor.mutant))
        if survivor.catcher not in shown:
            click.echo(f"{say('cli.mutate.would')}\n{survivor.catcher}")
        elif survivor.catcher:
            click.echo(say("cli.mutate.above", name=survivor.catcher.split(":")[0].strip()))
        else:
            click.echo(say("cli.mutate.quick_none" if quick else "cli.mutate.no_lead"))
        shown.add(survivor.catcher)
    if report.equivalent:
        click.echo(say("cli.mutate.same"))
    reasons = dict.fromkeys(reason for _, reason in report.equivalent)
    for reason in reasons:
        for mutant in (each for each, why in report.equivalent if why == reason):
            click.echo(say("cli.mutate.same_line", place=_place(mutant, journey), change=mutant))
        click.echo(say("cli.mutate.because", reason=reason))
    click.echo(say("cli.mutate.left", count=left))
    click.echo(say("cli.mutate.counts", **_counts(report)))


def _place(mutant: Mutant, journey: Path) -> str:
    return f"{journey}:{mutant.line}"


def _counts(report: Report) -> dict[str, int]:
    counts = {name: len(getattr(report, name)) for name in ("killed", "equivalent", "survived")}
    return {"mutants": report.mutants, **counts}


def _plain(report: Report, left: int, journey: Path) -> dict[str, Any]:
    counts = _counts(report)
    return {
        **counts,
        "survived": [
            {**_told(each.mutant, journey), "test_lead": each.catcher or None} for each in report.survived
        ],
        "no_lead_can_notice": [{**_told(mutant, journey), "reason": why} for mutant, why in report.equivalent],
        "left_alone": left,
    }  # fmt: skip


def _told(mutant: Mutant, journey: Path) -> dict[str, Any]:
    return {
        "file": journey.as_posix(),
        "line": mutant.line,
        "column": mutant.column,
        "setting": mutant.setting,
        "change": str(mutant),
        "before": mutant.before,
        "after": mutant.after or None,
        "operator": mutant.operator,
    }
