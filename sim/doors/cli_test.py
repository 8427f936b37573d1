"""`nurture test`: test leads played by the rules, and what of them wasn't as expected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_errors import MISTAKE, tell
from sim.doors.cli_screen import print_json
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.files.testleads import LoadedTestLeads
    from sim.study.leadtests import Failure, Outcome

FAILED = 1


@click.command(name="test", help=say("cli.test.help"), short_help=say("cli.test.short"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-k", "only", metavar="TEXT", help=say("cli.test.only"))
@click.option("--tag", metavar="NAME", help=say("cli.test.tag"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def test(context: click.Context, paths: tuple[Path, ...], only: str | None, tag: str | None, as_json: bool) -> None:
    from sim.files.testfiles import read_tests

    found, problems = [], []
    for file in _files(paths):
        loaded, wrong = read_tests(file)
        problems += wrong
        if loaded is not None and not wrong:
            found.append(_chosen(loaded, only, tag))
    if problems:
        tell(list(dict.fromkeys(str(problem) for problem in problems)))
        context.exit(MISTAKE)
    results = [(loaded, _outcomes(loaded)) for loaded in found]
    if not any(outcomes for _, outcomes in results):
        tell([say("cli.test.none", where=", ".join(map(str, paths)) or ".")])
        context.exit(MISTAKE)
    if as_json:
        print_json(_plain(results))
    else:
        _print(results)
    context.exit(FAILED if any(each.failures for _, outcomes in results for each in outcomes) else 0)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    from sim.files.testfiles import find_tests

    return list(dict.fromkeys(file for path in paths or (Path(),) for file in find_tests(path)))


def _chosen(loaded: LoadedTestLeads, only: str | None, tag: str | None) -> LoadedTestLeads:
    """The leads whose name holds a text and that have a tag."""
    cases = (case for case in loaded.cases if (only is None or only in case.name) and (tag is None or tag in case.tags))
    return loaded._replace(cases=tuple(cases))


def _outcomes(loaded: LoadedTestLeads) -> list[Outcome]:
    from sim.study.leadtests import outcomes

    return outcomes(loaded)


def _print(results: list[tuple[LoadedTestLeads, list[Outcome]]]) -> None:
    failed = total = 0
    for loaded, outcomes in results:
        for outcome in outcomes:
            total += 1
            failed += bool(outcome.failures)
            for failure in outcome.failures:
                click.echo("\n".join(failure_lines(loaded.path, failure)))
    key = "cli.test.failed" if failed else "cli.test.passed"
    click.echo(say(key, failed=failed, passed=total - failed))


def failure_lines(path: Path, failure: Failure) -> list[str]:
    """A failure as it is shown: where and what, what the score is made of, and the lines that led there."""
    told = [f"{path}:{failure.line}: {failure.text}"]
    told += [f"  {failure.parts}"] if failure.parts else []
    return told + [f"    {line}" for line in failure.log]


def _plain(results: list[tuple[LoadedTestLeads, list[Outcome]]]) -> dict[str, Any]:
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
    failed = sum(not lead["passed"] for lead in leads)
    return {"passed": len(leads) - failed, "failed": failed, "leads": leads}
