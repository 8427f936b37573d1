"""`nurture workbook`: a journey as a workbook, and its changed cells back in the journey."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.doors.cli_language import LanguageOption, after_option
from sim.doors.cli_screen import print_json
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.files.bookapply import Applied

BACKUP = ".bak"


class WithJourney(click.Group):
    """A group whose first word may be a journey instead of a subcommand: then it is written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the word `write` before what isn't said to be anything else."""
        words = after_option(args)
        if words and words[0] not in (*self.commands, "--help"):
            args = ["write", *args]
        return super().parse_args(ctx, args)


@click.group(cls=WithJourney, help=say("cli.workbook.help"), short_help=say("cli.workbook.short"))
def workbook() -> None:
    pass


@workbook.command(help=say("cli.workbook.write.help"), short_help=say("cli.workbook.write.short"))
@click.argument("journey", type=click.Path(path_type=Path))
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help=say("cli.workbook.out"))
@click.option("--force", is_flag=True, help=say("cli.leads.force"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def write(journey: Path, out: Path | None, force: bool, as_json: bool) -> None:
    import os

    from sim.files.bookwrite import saver
    from sim.files.workspace import load_journey
    from sim.study import durable
    from sim.words import language
    from sim.yamlfile import FileProblems, Problem, compose

    target = out or journey.with_suffix(".xlsx")
    if target.exists() and not force:
        raise FileProblems([Problem(str(target), 1, 1, "", say("sheet.exists"))])
    beside = journey.with_name(f"{journey.stem}.leads.yaml")
    files = {"journey": journey, **({"leads": beside} if beside.is_file() else {})}
    names = {key: Path(os.path.relpath(str(file), str(target.parent))).as_posix() for key, file in files.items()}
    leads = compose(beside) if "leads" in files else None
    durable.write_by(target, saver(load_journey(journey, as_written=True), leads, language.current(), names))
    if as_json:
        print_json({"file": target.as_posix(), "from": [file.as_posix() for file in files.values()]})
    else:
        click.echo(say("cli.workbook.written", file=target))


write.params.append(LanguageOption(say("cli.workbook.lang")))


@workbook.command(help=say("cli.workbook.apply.help"), short_help=say("cli.workbook.apply.short"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--journey", metavar="JOURNEY", type=click.Path(path_type=Path), help=say("cli.workbook.journey"))
@click.option("--dry-run", is_flag=True, help=say("cli.workbook.dry_run"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def apply(file: Path, journey: Path | None, dry_run: bool, as_json: bool) -> None:
    from sim.files import bookapply
    from sim.study import durable

    found = bookapply.apply(file, journey=journey)
    for each in () if dry_run else found.files:
        durable.write(each.path.with_name(each.path.name + BACKUP), each.before)
        durable.write(each.path, each.after)
    if as_json:
        files = [each.path.as_posix() for each in found.files]
        print_json({"changes": list(found.lines), "files": files, "written": not dry_run and bool(files)})
    else:
        _print(found, dry_run)


def _print(found: Applied, dry_run: bool) -> None:
    for line in found.lines:
        click.echo(line)
    for each in found.files:
        key = "cli.workbook.would" if dry_run else "cli.workbook.applied"
        click.echo(say(key, file=each.path, backup=each.path.name + BACKUP))
    if not found.files:
        click.echo(say("cli.workbook.same"))
