"""`nurture test`: test leads played by the rules, and what of them wasn't as expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_errors import MISTAKE, tell
from sim.doors.cli_screen import print_json
from sim.doors.cli_testchecks import check_line, is_passed, judged, mistakes
from sim.doors.cli_update import offer
from sim.words.messages import say
from sim.words.wording import listed

if TYPE_CHECKING:
    from sim.files.testleads import LoadedTestLeads
    from sim.study.checks import Checked
    from sim.study.leadtests import Failure, Outcome

    Played = list[tuple[LoadedTestLeads, list[Outcome]]]
    Judged = list[tuple[Path, list[Checked]]]

FAILED = 1


@click.command(name="test", help=say("cli.test.help"), short_help=say("cli.test.short"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-k", "only", metavar="TEXT", help=say("cli.test.only"))
@click.option("--tag", metavar="NAME", help=say("cli.test.tag"))
@click.option("--update", is_flag=True, help=say("cli.test.update"))
@click.option("--yes", is_flag=True, help=say("cli.test.yes"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def test(
    context: click.Context,
    paths: tuple[Path, ...],
    only: str | None,
    tag: str | None,
    update: bool,
    yes: bool,
    as_json: bool,
) -> None:
    from sim.files.testfiles import find_checks, find_tests, read_tests

    experiments, found, problems = _files(paths, find_checks), [], mistakes(_files(paths, find_checks))
    for file in _files(paths, find_tests):
        loaded, wrong = read_tests(file)
        problems += [str(problem) for problem in wrong]
        if loaded is not None and not wrong:
            found.append(_chosen(loaded, only, tag))
    if problems:
        tell(list(dict.fromkeys(problems)))
        context.exit(MISTAKE)
    results = [(loaded, _outcomes(loaded)) for loaded in found]
    checks = [(file, judged(file, only, tag)) for file in experiments]
    if not any(outcomes for _, outcomes in results) and not any(checked for _, checked in checks):
        tell([say("cli.test.none", where=listed(map(str, paths)) or ".")])
        context.exit(MISTAKE)
    if as_json:
        print_json(_plain(results, checks))
    else:
        _print(results, checks)
    if update:
        offer(results, yes=yes, aside=as_json)
    failed = _lead_failures(results) + _check_failures(checks)
    context.exit(FAILED if failed else 0)


def _files(paths: tuple[Path, ...], find: Callable[[Path], Iterable[Path]]) -> list[Path]:
    """What is found at the paths, each file once."""
    return list(dict.fromkeys(file for path in paths or (Path(),) for file in find(path)))


def _chosen(loaded: LoadedTestLeads, only: str | None, tag: str | None) -> LoadedTestLeads:
    """The leads whose name holds a text and that have a tag."""
    cases = (case for case in loaded.cases if (only is None or only in case.name) and (tag is None or tag in case.tags))
    return loaded._replace(cases=tuple(cases))


def _outcomes(loaded: LoadedTestLeads) -> list[Outcome]:
    from sim.study.leadtests import outcomes

    return outcomes(loaded)


def _lead_failures(results: Played) -> int:
    return sum(not outcome.passed for _, outcomes in results for outcome in outcomes)


def _check_failures(checks: Judged) -> int:
    return sum(not is_passed(each) for _, checked in checks for each in checked)


def _print(results: Played, checks: Judged) -> None:
    for loaded, outcomes in results:
        for failure in (failure for outcome in outcomes for failure in outcome.failures):
            click.echo("\n".join(failure_lines(loaded.path, failure)))
    for file, checked in checks:
        for each in (each for each in checked if not is_passed(each)):
            click.echo(check_line(file, each))
    failed = _lead_failures(results) + _check_failures(checks)
    total = sum(len(outcomes) for _, outcomes in results) + sum(len(checked) for _, checked in checks)
    key = "cli.test.failed" if failed else "cli.test.passed"
    click.echo(say(key, failed=failed, passed=total - failed))


def failure_lines(path: Path, failure: Failure) -> list[str]:
    """A failure as it is shown: where and what, what the score is made of, and the lines that led there."""
    told = [f"{path}:{failure.line}: {failure.text}"]
    told += [f"  {failure.parts}"] if failure.parts else []
    return told + [f"    {line}" for line in failure.log]


def _plain(results: Played, checks: Judged) -> dict[str, Any]:
    leads = [
        {
            "file": loaded.path.as_posix(),
            "line": outcome.line,
            "name": outcome.name,
            "tags": list(outcome.tags),
            "passed": outcome.passed,
            "failures": [
                {
                    "line": each.line, "text": each.text, "moment": each.moment, "key": each.key, "score": each.parts,
                    "log": list(each.log),
                }
                for each in outcome.failures
            ],
        }
        for loaded, outcomes in results
        for outcome in outcomes
    ]  # fmt: skip
    told = [{"file": file.as_posix(), **each.to_json()} for file, checked in checks for each in checked]
    failed = _lead_failures(results) + _check_failures(checks)
    return {"passed": len(leads) + len(told) - failed, "failed": failed, "leads": leads, "checks": told}
