"""`nurture run`: one simulated run of a journey, and what all its KPIs are."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sim.doors.cli_errors import tell
from sim.doors.cli_screen import Progress, preparing, print_json, print_table, progress
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.engine.world import World
    from sim.files.loaded import LoadedJourney
    from sim.model.ledger import Run
    from sim.study.folder import Folder
    from sim.study.goals import Checked
    from sim.study.measures import Figure
    from sim.study.meetings import Meeting
    from sim.study.scenarios import Study

MOST_LEADS = 10_000_000
MOST_DAYS = 3660
PERCENTS = 100  # how often a run tells how far it is


class Wish(NamedTuple):
    """What a user asked for; None is what the journey says."""

    journey: Path
    leads: int | None
    days: int | None
    seed: int
    leads_csv: Path | None
    columns: Mapping[str, str]
    skip: bool
    out: Path
    as_json: bool

    def command(self) -> list[str]:
        """The command that repeats it."""
        words = ["nurture", "run", self.journey.as_posix(), "--seed", str(self.seed)]
        for option, value in {"--leads": self.leads, "--days": self.days, "--leads-csv": self.leads_csv}.items():
            words += [] if value is None else [option, value.as_posix() if isinstance(value, Path) else str(value)]
        words += [word for key, header in self.columns.items() for word in ("--column", f"{key}={header}")]
        return [*words, "--skip-bad-rows"] if self.skip else words


def _pairs(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`key=header` as given again and again."""
    pairs = {}
    for value in values:
        key, equals, header = (part.strip() for part in value.partition("="))
        if not (key and equals and header):
            raise click.BadParameter(say("cli.run.pair", found=value))
        pairs[key] = header
    return pairs


@click.command(help=say("cli.run.help"), short_help=say("cli.run.short"))
@click.argument("journey", type=click.Path(path_type=Path))
@click.option("--leads", type=click.IntRange(1, MOST_LEADS), metavar="N", help=say("cli.run.leads"))
@click.option("--days", type=click.IntRange(1, MOST_DAYS), metavar="D", help=say("cli.run.days"))
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, metavar="S", help=say("cli.run.seed"))
@click.option("--leads-csv", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.run.leads_csv"))
@click.option("--column", "columns", multiple=True, callback=_pairs, metavar="KEY=HEADER", help=say("cli.run.column"))
@click.option("--skip-bad-rows", "skip", is_flag=True, help=say("cli.run.skip"))
@click.option("--out", type=click.Path(path_type=Path), default=Path("results"), metavar="DIR", help=say("cli.opt.out"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.opt.json"))
def run(**asked: Any) -> None:
    from sim.files.leadsources import given_leads
    from sim.study.folder import Folder

    wish = Wish(**asked)
    if wish.leads_csv is None and (wish.columns or wish.skip):
        raise click.UsageError(say("cli.run.alone"))
    loaded = _loaded(wish)
    tell([str(problem) for problem in given_leads(loaded)[1]])  # rows that are skipped
    with Folder(wish.out, loaded.journey.name) as folder:  # before long work: it may not be writable
        found = _kept(loaded, wish, folder)
    if wish.as_json:
        print_json({**found.to_json(), "run": folder.path.as_posix()})
    else:
        _print(found, folder.path)


def _loaded(wish: Wish) -> LoadedJourney:
    """The journey with the days and leads asked for."""
    from sim.files.leadsources import with_leads_file
    from sim.files.workspace import load_journey
    from sim.study.kpis import KPIS
    from sim.yamlfile import Node, Place

    place = Place("--days", 1, 1)
    changes = {} if wish.days is None else {"days": Node(str(wish.days), place, place)}
    loaded = load_journey(wish.journey, changes, KPIS)
    if wish.leads_csv is None:
        return loaded
    return _with_columns(loaded, with_leads_file(loaded, wish.leads_csv, skip=wish.skip), wish.columns)


def _with_columns(before: LoadedJourney, loaded: LoadedJourney, columns: Mapping[str, str]) -> LoadedJourney:
    """The source that the leads file has become takes the user's columns before any that would be taken by itself."""
    from sim.model.journey import CsvSource

    sources = loaded.journey.sources
    name = next(name for name, source in sources.items() if source is not before.journey.sources.get(name))
    source = sources[name]
    assert isinstance(source, CsvSource)
    kept = {key: header for key, header in source.columns.items() if header not in columns.values()}
    source = source.model_copy(update={"columns": {**kept, **columns}})
    return loaded._replace(journey=loaded.journey.model_copy(update={"sources": {**sources, name: source}}))


def _scale(loaded: LoadedJourney, leads: int | None) -> float:
    """By what rates and bursts are multiplied so that about so many leads come from them."""
    from sim.engine import world
    from sim.model import draws
    from sim.model.journey import RateSource

    if leads is None:
        return 1.0
    expected = world.expected_leads(loaded.journey, loaded.journey.built_calendar())
    if expected <= 0.0:
        raise click.BadParameter(say("cli.run.no_rates"), param_hint="--leads")
    scale = leads / expected
    for source in loaded.journey.sources.values():
        if isinstance(source, RateSource):
            try:
                draws.count_thresholds(source.per_day * scale, source.overdispersion)
            except ValueError as error:
                raise click.BadParameter(str(error), param_hint="--leads") from None
    return scale


class Found(NamedTuple):
    """A run and its KPIs."""

    study: Study
    run: Run
    figures: Mapping[str, Figure]
    loaded: LoadedJourney
    seed: int

    def told(self) -> dict[str, Sequence[Checked | Meeting]]:
        """The goals of stages, checked, and what the review meetings saw and did."""
        from sim.study.goals import checked_goals
        from sim.study.meetings import meetings

        return {
            "goals": checked_goals(self.loaded.journey, self.figures),
            "reviews": meetings(self.run.reviews, self.study.guide),
        }

    def to_json(self) -> dict[str, Any]:
        """The answer for machines; goals and reviews only where the journey has any."""
        journey = self.loaded.journey
        return {
            "journey": journey.name,
            "days": journey.days,
            "seed": self.seed,
            "leads": len(self.run.leads),
            "skipped_rows": self.study.skipped_rows,
            "kpis": {name: figure.value for name, figure in self.figures.items()},
            **{name: [each.to_json() for each in told] for name, told in self.told().items() if told},
            "run": None,
        }


def _kept(loaded: LoadedJourney, wish: Wish, folder: Folder) -> Found:
    """One simulated run, with all that is kept of it in the folder."""
    with preparing():
        from sim.engine import world
        from sim.study import archive, scenarios
        from sim.study.kpis import measure
        from sim.study.results import LOG
        from sim.study.runlog import RunLog
    log = RunLog(workers=1)
    study = scenarios.single(loaded, scale=_scale(loaded, wish.leads))
    with progress("cli.run.progress") as bar:
        run = world.run(study.prepared, seed=wish.seed, replication=0, join=[_reporter(bar)])
    found = Found(study, run, measure(run, study.yardstick, study.window), loaded, wish.seed)
    archive.keep_run(folder, run, loaded, study, command=wish.command(), seed=wish.seed)
    folder.add_json("answer.json", found.to_json())
    folder.add_json(LOG, log.to_json())
    return found


def _reporter(bar: Progress) -> Callable[[World], Generator[Any, Any, None]]:
    """A process that joins the run, touches nobody, and tells the bar which day it is."""

    def process(world: World) -> Generator[Any, Any, None]:
        days = world.calendar.days
        for day in sorted({days * n // PERCENTS for n in range(1, PERCENTS)} - {0}):
            yield world.until(int(world.calendar.day_start_s[day]), 0)
            bar(day, days)

    return process


def _print(found: Found, results: Path) -> None:
    from sim.doors.cli_tables import measured

    journey = found.loaded.journey
    click.echo(
        say("cli.run.done", leads=f"{len(found.run.leads):,}", days=journey.days, start=journey.start, seed=found.seed)
    )
    if found.study.skipped_rows:
        click.echo(say("cli.skipped", count=found.study.skipped_rows))
    click.echo()
    print_table(measured(found.figures, found.study.window, journey.days))
    click.echo()
    for key, told in found.told().items():
        if told:
            click.echo(say(f"cli.run.{key}"))
            for each in told:
                click.echo(f"  {each.sentence}")
            click.echo()
    click.echo(say("cli.run.cut", follow_up=found.study.window.follow_up_days, cohort=found.study.window.cohort_days))
    click.echo(say("cli.results", path=results))
    click.echo(say("cli.run.next", run=results.as_posix()))
