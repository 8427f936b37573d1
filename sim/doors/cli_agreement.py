"""`nurture agreement`: what a comparison recommends as a page to sign."""

from __future__ import annotations

from pathlib import Path

import click

from sim.doors.cli_kept import results_option
from sim.doors.cli_reopened import taken_up, workers_option
from sim.doors.cli_screen import print_json
from sim.words.messages import say

PAGE, SLIDE = "agreement.html", "agreement.pptx"


@click.command(help=say("cli.agreement.help"), short_help=say("cli.agreement.short"))
@click.argument("run", default="latest")
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.deck.template"))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=say("cli.agreement.out")
)
@results_option
@workers_option
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def agreement(
    run: str, template: Path | None, out: Path | None, root: Path, workers: int | None, as_json: bool
) -> None:
    from sim.present import agreement as pages
    from sim.present.agreementslide import agreement_slide
    from sim.present.slidecheck import checked
    from sim.present.slidepaper import open_paper
    from sim.study.durable import write
    from sim.study.reopened import comparison_of
    from sim.study.results import unwritable

    folder = out or comparison_of(root, run).path
    open_paper(template, folder / SLIDE)  # what is wrong with a template is said before anything is simulated
    told = pages.agreement(taken_up(root, run, workers))
    slide = agreement_slide(told, template=template, target=folder / SLIDE)
    with unwritable():
        write(folder / PAGE, pages.page(told))
        write(folder / SLIDE, slide.content)
    found = checked(slide.content)
    files = {"page": (folder / PAGE).as_posix(), "slide": (folder / SLIDE).as_posix()}
    counts = {"rules": len(told.rules) + told.more_rules, "returns": len(told.returns)}
    if as_json:
        faults = {"overflows": found.overflows, "missing_letters": found.missing, "shortened": slide.cut}
        print_json({**files, **counts, **{name: list(each) for name, each in faults.items()}})
    else:
        click.echo(say("agree.told", **files, **counts, overflows=len(found.overflows)))
        for text in dict.fromkeys(slide.cut):
            click.echo(say("deck.told_cut", text=text))
