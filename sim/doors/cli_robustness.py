"""`nurture robustness`: whether an answer holds over the ranges of its assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.doors.cli_compare import Crewed, crew_options, opened_lab, runs_option
from sim.doors.cli_screen import preparing, print_json, print_table
from sim.words.messages import say

if TYPE_CHECKING:
    from rich.table import Table

    from sim.files.loaded import LoadedExperiment
    from sim.study.folder import Folder
    from sim.study.robustness import Point, Robustness


@click.command(help=say("cli.robustness.help"), short_help=say("cli.robustness.short"))
@click.argument("experiment", type=click.Path(path_type=Path))
@runs_option
@click.option("--charts/--no-charts", default=True, help=say("cli.robustness.charts"))
@crew_options
def robustness(experiment: Path, replications: int | None, charts: bool, as_json: bool, **asked: Any) -> None:
    from sim.files.workspace import load_experiment
    from sim.study.kpis import KPIS

    wish, loaded = Crewed(**asked), load_experiment(experiment, KPIS)
    _refuse_nothing(loaded)
    with preparing():
        from sim.study import archive
        from sim.study import experiment as studied
        from sim.study import robustness as tried
        from sim.study.folder import Folder
    plan = studied.plan(loaded, replications=replications, seed=wish.seed)
    command = ["nurture", "robustness", experiment.as_posix(), *archive.fixed(plan)]
    begun = archive.unfinished(plan, command, kind="robustness")
    with Folder(wish.out, f"{loaded.experiment.name}-robustness", begun) as folder:
        archive.begin(folder, loaded)
        with opened_lab(wish, folder) as lab:
            found = tried.robustness(plan, lab)
        archive.keep_robustness(folder, found, plan, command=command)
        picture = _drawn(found, folder) if charts else ""
    if as_json:
        print_json(found.to_json(folder.path.as_posix()))
        return
    print_table(_table(found))
    click.echo()
    for line in _beneath(found):
        click.echo(line)
    if picture:
        click.echo(say("cli.chart", path=folder.path / picture))
    click.echo(say("cli.results", path=folder.path))


def _drawn(found: Robustness, folder: Folder) -> str:
    """The chart of all assumptions written to the folder; its picture there."""
    from sim.present.chart_tornado import tornado_chart
    from sim.present.picture import files

    names = {name: found.found.called(name) for name in found.found.scenarios}
    for name, content in files(tornado_chart(found.to_json(), names)).items():
        folder.add(f"charts/{name}", content)
    return "charts/tornado.png"


def _refuse_nothing(loaded: LoadedExperiment) -> None:
    """FileProblems for an experiment that names no assumption."""
    from sim.yamlfile import FileProblems

    if not (loaded.experiment.assumptions or loaded.experiment.rests_on):
        raise FileProblems([loaded.document.problem(("assumptions",), say("robustness.nothing"))])


def _table(found: Robustness) -> Table:
    from sim.doors.cli_tables import TITLE, plain_table

    table = plain_table()
    table.add_column(say("cli.robustness.assumption"), min_width=TITLE, overflow="fold")
    for head in ("value", "low", "high"):
        table.add_column(say(f"cli.robustness.{head}"), no_wrap=True)
    for bar in found.bars:
        table.add_row(bar.about.title, bar.about.value, _end(found, bar.low), _end(found, bar.high))
    return table


def _end(found: Robustness, point: Point) -> str:
    """The value at an end, the difference there, and the answer if it is another."""
    words = point.words(found.found.question)
    if not point.is_possible:
        return say("robustness.impossible", value=point.value, answer=words)
    is_same = point.chosen == found.found.answer.choice.scenario
    told = {"value": point.value, "difference": _difference(found, point)}
    return say("robustness.at", **told) if is_same else say("robustness.at_other", answer=words, **told)


def _difference(found: Robustness, point: Point) -> str:
    from sim.doors.cli_plans import interval
    from sim.study.kpis import KPIS

    return interval(KPIS[found.found.question.kpi], point.differences[found.focus])


def _beneath(found: Robustness) -> Iterator[str]:
    from sim.doors.cli_plans import interval
    from sim.study.answer import per_words
    from sim.study.kpis import KPIS

    question = found.found.question
    difference = interval(KPIS[question.kpi], found.found.cells[found.focus][question.kpi].difference)
    names = {"scenario": found.found.called(found.focus), "baseline": found.found.called(found.found.baseline)}
    unit = per_words(question.kpi, question.per)
    yield say("cli.robustness.about", kpi=KPIS[question.kpi].title, unit=unit, difference=difference, **names)
    yield say("cli.robustness.answer", sentence=found.found.answer.sentence)
    yield say("cli.robustness.stands", sentence=found.sentence)
    yield ""
    yield say("cli.runs_of_each", count=found.found.replications, seed=found.found.seed)
