"""`nurture leads import`: test leads from a sheet of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from sim.doors.cli_screen import print_json
from sim.words.messages import say


@click.group(help=say("cli.leads.help"), short_help=say("cli.leads.short"))
def leads() -> None:
    pass


@leads.command(name="import", help=say("cli.leads.import.help"), short_help=say("cli.leads.import.short"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--journey", metavar="JOURNEY", type=click.Path(path_type=Path), help=say("cli.leads.journey"))
@click.option("--sheet", metavar="NAME", help=say("cli.leads.sheet"))
@click.option("--map", "map_file", metavar="FILE", type=click.Path(path_type=Path), help=say("cli.leads.map"))
@click.option("--column", "columns", metavar="OUR=THEIRS", multiple=True, help=say("cli.leads.column"))
@click.option("--usual", metavar="OUR=VALUE", multiple=True, help=say("cli.leads.usual"))
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help=say("cli.leads.out"))
@click.option("--force", is_flag=True, help=say("cli.leads.force"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def import_leads(
    file: Path,
    journey: Path | None,
    sheet: str | None,
    map_file: Path | None,
    columns: tuple[str, ...],
    usual: tuple[str, ...],
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    from sim.files.leadsimport import imported, read_map, with_more
    from sim.files.sheettests import Reading
    from sim.study import durable
    from sim.yamlfile import FileProblems, Problem

    target = out or file.with_name(f"{file.name.removesuffix(file.suffix).removesuffix('.leads')}.leads.yaml")
    if target.exists() and not force:
        raise FileProblems([Problem(str(target), 1, 1, "", say("sheet.exists"))])
    reading = read_map(map_file) if map_file else Reading()
    reading = with_more(reading, _pairs(columns, "--column"), _pairs(usual, "--usual"))
    found = imported(file, target, reading, journey=journey, sheet=sheet)
    durable.write(target, found.text.encode())
    if as_json:
        print_json({"file": target.as_posix(), "leads": found.leads})
    else:
        click.echo(say("cli.leads.done", file=target, count=found.leads))


def _pairs(words: tuple[str, ...], option: str) -> dict[str, str]:
    """`job=役職` and the like as a dictionary."""
    pairs = [word.partition("=") for word in words]
    for ours, sign, theirs in pairs:
        if not (ours.strip() and sign and theirs.strip()):
            raise click.BadParameter(say("cli.leads.pair", found=f"{ours}{sign}{theirs}"), param_hint=option)
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
