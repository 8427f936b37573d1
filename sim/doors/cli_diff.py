"""`nurture diff`: what a change of a journey says, and which leads change verdict by it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sim.doors.cli_errors import MISTAKE, NOT_WRITTEN, tell
from sim.doors.cli_screen import preparing, print_json, progress
from sim.words.messages import say
from sim.words.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.files.twoversions import TwoSides
    from sim.model.allowance import Allowance
    from sim.present.journeydiff import JourneyDiff
    from sim.present.realdiff import RealDiff
    from sim.study.replay import RealFiles

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
    leads_csv: Path | None
    activity_csv: Path | None
    columns: dict[str, str]
    values: dict[str, str]
    mapping: Path | None
    show_ids: bool
    as_markdown: bool
    as_json: bool


def _pairs(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`lead=会員ID,time=日時`, given once or again and again."""
    pairs = {}
    for part in (part for value in values for part in value.split(",")):
        one, equals, other = (word.strip() for word in part.partition("="))
        if not (one and equals and other):
            raise click.BadParameter(say("cli.diff.pair", found=part))
        pairs[one] = other
    return pairs


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
@click.option("--leads-csv", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.diff.leads_csv"))
@click.option("--activity-csv", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.diff.activity_csv"))
@click.option("--columns", multiple=True, callback=_pairs, metavar="KEY=HEADER,...", help=say("cli.diff.columns"))
@click.option("--values", multiple=True, callback=_pairs, metavar="WORD=BEHAVIOUR,...", help=say("cli.diff.values"))
@click.option("--map", "mapping", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.diff.map"))
@click.option("--show-ids", is_flag=True, help=say("cli.diff.show_ids"))
@click.option("--markdown", "as_markdown", is_flag=True, help=say("cli.diff.markdown"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
@click.pass_context
def diff(context: click.Context, /, **asked: Any) -> None:
    wish = Wish(**asked)
    if wish.as_json and wish.as_markdown:
        raise click.UsageError(say("cli.coverage.one_form"))
    files, allowed = _real_files(wish), _allowance(wish)
    with _sides(wish) as sides:
        found = _found(wish, sides, allowed) if files is None else _real(wish, sides, files, allowed)
        _print(wish, sides, found)
    context.exit(_code(found, allowed is not None))


def _allowance(wish: Wish) -> Allowance | None:
    from sim.present.allowed import read_allowance

    found = None if wish.allow is None else read_allowance(wish.allow)
    if found is not None and found.kpis and wish.leads_csv is not None:
        raise click.BadParameter(say("cli.diff.no_kpis"), param_hint="--allow")
    return found


def _real_files(wish: Wish) -> RealFiles | None:
    """The files of real leads; None if the leads are simulated."""
    if (wish.leads_csv is None) != (wish.activity_csv is None):
        raise click.UsageError(say("cli.diff.both_files"))
    if wish.leads_csv is None or wish.activity_csv is None:
        if wish.columns or wish.values or wish.mapping or wish.show_ids:
            raise click.UsageError(say("cli.diff.alone"))
        return None
    if wish.leads is not None:
        raise click.UsageError(say("cli.diff.not_both_crowds"))
    from sim.model.activitymap import COLUMNS, ActivityMap
    from sim.study.replay import RealFiles
    from sim.yamlfile import compose

    for key in wish.columns:
        if key not in COLUMNS:
            text = say("cli.diff.no_key", found=key, known=listed(COLUMNS))
            raise click.BadParameter(text, param_hint="--columns")
    mapped = ActivityMap() if wish.mapping is None else compose(wish.mapping, ActivityMap).build(ActivityMap)
    return RealFiles(wish.leads_csv, wish.activity_csv, mapped.plus(columns=wish.columns, values=wish.values))


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


def _found(wish: Wish, sides: TwoSides, allowed: Allowance | None) -> Sequence[JourneyDiff | RealDiff]:
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


def _real(
    wish: Wish, sides: TwoSides, files: RealFiles, allowed: Allowance | None
) -> Sequence[JourneyDiff | RealDiff]:
    """The same for real leads; bad rows are told, a line each."""
    with preparing():
        from sim.present.journeydiff import JourneyDiff, is_changed
        from sim.present.realdiff import real_diff
        from sim.study.samecrowd import CrowdError
    found: list[JourneyDiff | RealDiff] = []
    for versions in sides.journeys:
        if not is_changed(versions):
            found.append(JourneyDiff(versions.name, ()))
            continue
        try:
            found.append(real_diff(versions, files, allowed=allowed, show_ids=wish.show_ids))
        except CrowdError as error:
            found.append(JourneyDiff(versions.name, (), why_not=str(error)))
    told = dict.fromkeys(str(problem) for each in found for problem in each.problems)
    tell(list(told))
    return found


def _code(found: Sequence[JourneyDiff | RealDiff], is_limited: bool) -> int:
    """0: no lead's life differs, or all limits are kept; else 1."""
    good = all(each.is_allowed() if is_limited else not each.behaves_otherwise for each in found)
    return 0 if good else CHANGED


def _print(wish: Wish, sides: TwoSides, found: Sequence[JourneyDiff | RealDiff]) -> None:
    from sim.doors.cli_blocks import as_markdown, as_text
    from sim.doors.cli_difftable import blocks
    from sim.doors.cli_realtable import real_blocks
    from sim.present.realdiff import RealDiff

    if wish.as_json:
        print_json({"old": sides.old, "new": sides.new, "journeys": [each.to_json() for each in found]})
        return
    for n, each in enumerate(found):
        if n:
            click.echo()
        names = sides.old, sides.new
        told = list(real_blocks(each, *names) if isinstance(each, RealDiff) else blocks(each, *names))
        click.echo("\n".join(as_markdown(told))) if wish.as_markdown else as_text(told)
