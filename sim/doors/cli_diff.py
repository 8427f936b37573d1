"""`nurture diff`: what a change of a journey says, and which leads change verdict by it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sim.doors.cli_errors import MISTAKE, NOT_WRITTEN, tell
from sim.doors.cli_screen import preparing, print_json, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.files.twoversions import TwoSides
    from sim.model.allowance import Allowance
    from sim.present.journeydiff import JourneyDiff

CHANGED = 1
MOST_LEADS, MOST_RUNS, MOST_WORKERS = 1_000_000, 10_000, 1024


class Wish(NamedTuple):
    """What a user asked for."""

    old: str
    new: str
    journey: str | None
    leads: int | None
    replications: int
    seed: int
    workers: int | None
    allow: Path | None
    as_markdown: bool
    as_json: bool


@click.command(help=say("cli.diff.help"), short_help=say("cli.diff.short"))
@click.argument("old")
@click.argument("new")
@click.option("--journey", metavar="NAME", help=say("cli.diff.journey"))
@click.option("--leads", type=click.IntRange(1, MOST_LEADS), metavar="N", help=say("cli.diff.leads"))
@click.option(
    "--replications", type=click.IntRange(1, MOST_RUNS), default=10, metavar="N", help=say("cli.diff.replications")
)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, metavar="S", help=say("cli.run.seed"))
@click.option("--workers", type=click.IntRange(1, MOST_WORKERS), metavar="N", help=say("cli.opt.workers"))
@click.option("--allow", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.diff.allow"))
@click.option("--markdown", "as_markdown", is_flag=True, help=say("cli.diff.markdown"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def diff(context: click.Context, /, **asked: Any) -> None:
    wish = Wish(**asked)
    if wish.as_json and wish.as_markdown:
        raise click.UsageError(say("cli.coverage.one_form"))
    allowed = _allowance(wish)
    with _sides(wish) as sides:
        found = _found(wish, sides, allowed)
        _print(wish, sides, found)
    context.exit(_code(found, allowed is not None))


def _allowance(wish: Wish) -> Allowance | None:
    from sim.present.allowed import read_allowance

    return None if wish.allow is None else read_allowance(wish.allow)


@contextmanager
def _sides(wish: Wish) -> Iterator[TwoSides]:
    """Both sides; ends the command with a line if there is no such revision or journey, or no git."""
    from sim.files.revisions import RevisionError
    from sim.files.twoversions import two_sides
    from sim.study.kpis import KPIS

    with ExitStack() as kept:
        try:
            sides = kept.enter_context(two_sides(wish.old, wish.new, journey=wish.journey, kpis=KPIS))
        except RevisionError as error:
            tell([str(error)])
            click.get_current_context().exit(MISTAKE if error.is_wish else NOT_WRITTEN)
        yield sides


def _found(wish: Wish, sides: TwoSides, allowed: Allowance | None) -> list[JourneyDiff]:
    with preparing():
        from joblib import cpu_count

        from sim.present.journeydiff import Asked, journey_diff
        from sim.study.crew import Crew
        from sim.study.samecrowd import CrowdError
    asked = Asked(wish.leads, wish.replications, wish.seed, allowed)
    try:
        with progress("cli.diff.progress") as bar, Crew(wish.workers or cpu_count()) as crew:
            return [journey_diff(versions, asked, crew=crew, progress=bar) for versions in sides.journeys]
    except CrowdError as error:
        raise click.BadParameter(str(error), param_hint="--leads") from None


def _code(found: list[JourneyDiff], is_limited: bool) -> int:
    """0: no lead's life differs, or all limits are kept; else 1."""
    good = all(each.is_allowed() if is_limited else not each.behaves_otherwise for each in found)
    return 0 if good else CHANGED


def _print(wish: Wish, sides: TwoSides, found: list[JourneyDiff]) -> None:
    from sim.doors.cli_blocks import as_markdown, as_text
    from sim.doors.cli_difftable import blocks
    from sim.present.journeydiff import plain

    if wish.as_json:
        print_json({"old": sides.old, "new": sides.new, "journeys": [plain(each) for each in found]})
        return
    for n, each in enumerate(found):
        if n:
            click.echo()
        told = list(blocks(each, sides.old, sides.new))
        click.echo("\n".join(as_markdown(told))) if wish.as_markdown else as_text(told)
