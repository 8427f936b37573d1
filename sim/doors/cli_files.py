"""`nurture check`, `schema`, `init`, `kpis`: the files that users edit, and the words that may stand in them."""

from __future__ import annotations

from pathlib import Path

import click

from sim.doors.cli_errors import MISTAKE
from sim.doors.cli_language import GIVEN
from sim.doors.cli_screen import print_json, print_table
from sim.words import language
from sim.words.messages import say

KINDS = ("journey", "personas", "experiment", "texts")


@click.command(help=say("cli.check.help"), short_help=say("cli.check.short"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--strict", is_flag=True, help=say("cli.check.strict"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    from sim.files.workspace import checked_files, judge_path
    from sim.study.kpis import KPIS

    asked = paths or (Path(),)
    problems = sorted({problem for path in asked for problem in judge_path(path, KPIS)})
    files = sorted({str(file) for path in asked for file in checked_files(path)})
    mistakes, warnings = ([each for each in problems if each.severity == kind] for kind in ("mistake", "warning"))
    failed = bool(mistakes or (strict and warnings))
    if as_json:
        told = {"mistakes": mistakes, "warnings": warnings}
        print_json({"files": files, **{kind: [each._asdict() for each in found] for kind, found in told.items()}})
    else:
        for problem in problems:
            click.echo(str(problem))
        key = "cli.check.both" if warnings else "cli.check.mistakes" if mistakes else "cli.check.fine"
        click.echo(say(key, files=len(files), count=len(mistakes), warnings=len(warnings)), err=failed)
    context.exit(MISTAKE if failed else 0)


@click.command(help=say("cli.schema.help"), short_help=say("cli.schema.short"))
@click.argument("kind", type=click.Choice(KINDS))
def schema(kind: str) -> None:
    from sim.files import workspace

    print_json(workspace.schema(kind))


@click.command(help=say("cli.init.help"), short_help=say("cli.init.short"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def init(context: click.Context, folder: Path, as_json: bool) -> None:
    from sim.files import workspace

    folder.mkdir(parents=True, exist_ok=True)
    spoken = language.current() if GIVEN in context.meta or language.current() != "en" else None
    files = workspace.init(folder, language=spoken)
    if as_json:
        print_json({"files": [file.as_posix() for file in files]})
        return
    for file in files:
        click.echo(str(file))
    click.echo(say("cli.init.next", folder=folder))


@click.command(help=say("cli.kpis.help"), short_help=say("cli.kpis.short"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def kpis(as_json: bool) -> None:
    from sim.doors.cli_tables import better, defined
    from sim.study.kpis import KPIS

    if not as_json:
        print_table(defined())
        return
    print_json(
        {
            name: {
                "title": kpi.title,
                "unit": kpi.unit,
                "better": better(kpi),
                "numerator": kpi.numerator,
                "denominator": kpi.denominator or None,
                "simulator_only": kpi.simulator_only,
            }
            for name, kpi in KPIS.items()
        }
    )
