"""The front door for Python and notebooks: load, run, compare, and what shows itself.

Everything here is offered by the package itself: `import sim`, then `sim.compare("experiments/email_cadence.yaml")`.
Mistakes in files raise FileProblems, whose text is one line each; what can't be written or read raises ResultsError.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from sim.files import workspace
from sim.files.loaded import LoadedExperiment, LoadedJourney
from sim.present import agreement as pages
from sim.present import deck as slides
from sim.present.brief import Brief, brief
from sim.present.chart_differences import differences_chart
from sim.present.charts import map_chart
from sim.present.chartset import all_charts, deck_charts
from sim.present.picture import Chart, files, svg
from sim.present.report import report as page
from sim.study import archive, durable, experiment, shelf
from sim.study import sql as questions
from sim.study.comparison import Comparison
from sim.study.crew import Crew
from sim.study.folder import Folder
from sim.study.kpis import KPIS, measure
from sim.study.lab import Lab
from sim.study.lives import Lives
from sim.study.reopened import Reopened, comparison_of, reopened, reread
from sim.study.results import Results, unwritable
from sim.study.scenarios import rerun, single
from sim.study.store import Store
from sim.words.messages import say

PathLike = str | os.PathLike[str]
RESULTS = "results"


class Table(NamedTuple):
    """Rows under a header; a notebook shows it as a table, `dicts` gives each row by name (for a data frame, say)."""

    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def dicts(self) -> list[dict[str, object]]:
        """Each row as a dict."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows]

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.header)
        body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    return "" if value is None else escape(f"{value:,.4g}" if isinstance(value, float) else str(value))


class Picture(NamedTuple):
    """A chart that shows itself; `chart` has its numbers."""

    chart: Chart

    def table(self) -> Table:
        """The numbers of the chart."""
        return Table(tuple(self.chart.header), tuple(tuple(row) for row in self.chart.rows))

    def save(self, folder: PathLike = ".") -> list[Path]:
        """Write it as PNG, SVG and CSV; the files. Raises ResultsError."""
        made = files(self.chart)
        with unwritable():
            for name, content in made.items():
                durable.write(Path(folder) / name, content)
        return [Path(folder) / name for name in made]

    def _repr_html_(self) -> str:
        text = svg(self.chart).decode()
        return f'<div style="max-width: 60rem; background: white">{text[text.index("<svg ") :]}</div>'


class Loaded(NamedTuple):
    """A journey or experiment as it was read and checked."""

    file: Path
    content: LoadedJourney | LoadedExperiment

    def _repr_html_(self) -> str:
        if isinstance(self.content, LoadedJourney):
            return Picture(map_chart(self.content.journey))._repr_html_()
        about = self.content.experiment
        names = "".join(f"<li>{escape(name)}</li>" for name in (about.baseline, *self.content.scenarios))
        return f"<p>{escape(about.question or about.name)}</p><ul>{names}</ul>"


class OneRun(NamedTuple):
    """One simulated run of a journey: its KPIs, leads and event log."""

    journey: str
    figures: dict[str, float | None]
    leads: Any
    events: Any

    def table(self) -> Table:
        """Each KPI with its value in the words of readers."""
        rows = tuple((KPIS[name].title, KPIS[name].show(value)) for name, value in self.figures.items())
        return Table(("kpi", self.journey), rows)

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


class Answer:
    """A comparison answered: what to do and why, its figures, charts, report and deck; a notebook shows the answer."""

    def __init__(self, opened: Reopened) -> None:
        self.opened = opened

    @property
    def found(self) -> Comparison:
        """The figures themselves: `found.cells[scenario][kpi]`, `found.figures`."""
        return self.opened.found

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self.opened.results.path

    @cached_property
    def brief(self) -> Brief:
        """What a decision is made from."""
        return brief(self.opened)

    @property
    def sentence(self) -> str:
        """The answer."""
        return self.brief.sentence

    @property
    def reason(self) -> str:
        """Why, in a paragraph."""
        return self.brief.reason

    def table(self) -> Table:
        """Every scenario's KPIs that the experiment shows: mean, difference from the baseline, interval, verdict."""
        header = ("scenario", "kpi", "mean", "difference", "low", "high", "verdict")
        return Table(header, tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[object, ...]]:
        found = self.found
        for scenario in found.scenarios:
            for name in found.shown:
                cell = found.cells[scenario][name]
                said = None if cell.verdict is None else str(cell.verdict)
                yield scenario, name, cell.mean, *cell.difference[:3], said

    def _repr_html_(self) -> str:
        told = self.brief
        head = f"<h3>{escape(told.headline)}</h3><p><b>{escape(told.sentence)}</b></p><p>{escape(told.reason)}</p>"
        drawn = differences_chart(self.found, question=self.opened.loaded.experiment.question)  # alone: all take long
        return head + Picture(drawn)._repr_html_()


def load(file: PathLike) -> Loaded:
    """A journey or experiment file, with all that it names. Raises FileProblems with every mistake."""
    path = Path(file)
    if workspace.kind_of(path) == "experiment":
        return Loaded(path, workspace.load_experiment(path, KPIS))
    return Loaded(path, workspace.load_journey(path, kpis=KPIS))


def run(journey: PathLike | Loaded, *, seed: int = 1, number: int = 0) -> OneRun:
    """Simulate a journey once; nothing is kept. The same seed and number give the same run."""
    loaded = _content(journey, LoadedJourney)
    study = single(loaded)
    done = rerun(study, seed=seed, replication=number)
    figures = {name: found.value for name, found in measure(done, study.yardstick, study.window).items()}
    return OneRun(loaded.journey.name, figures, done.leads, done.rows)


def compare(
    asked: PathLike | Loaded,
    *,
    replications: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    root: PathLike = RESULTS,
) -> Answer:
    """Answer an experiment's question, and keep it as `nurture compare` does; runs that are kept are not made again.

    replications and seed are those of the file unless given. Raises FileProblems, ResultsError and RunsFailed.
    """
    loaded = _content(asked, LoadedExperiment)
    plan = experiment.plan(loaded, replications=replications, seed=seed)
    command, lives = ["nurture", "compare", loaded.path.as_posix(), *archive.fixed(plan)], Lives(1)
    with Folder(Path(root), loaded.experiment.name, archive.unfinished(plan, command, lives)) as folder:
        archive.begin(folder, loaded)
        with Crew(workers) as crew:
            lab = Lab(crew, store=Store(Path(root)))
            found = experiment.compare(plan, lab)
            archive.keep_comparison(folder, found, plan, lab, command=command, lives=lives)
    return Answer(Reopened(Results(folder.path), loaded, plan, found, tuple(command)))


def reopen(name: str = "latest", *, workers: int = 1, root: PathLike = RESULTS) -> Answer:
    """A finished comparison: `latest`, `email_cadence` (its latest), `email_cadence/0003`. Raises ResultsError."""
    results = comparison_of(Path(root), name)
    plan = reread(results)
    with Crew(workers) as crew:
        return Answer(reopened(results, plan, Lab(crew, store=Store(Path(root)))))


def results(root: PathLike = RESULTS) -> Table:
    """What is kept, a row each."""
    rows = (entry._asdict() for entry in shelf.entries(Path(root)))
    return Table(shelf.Entry._fields, tuple(tuple(_plain(value) for value in row.values()) for row in rows))


def _plain(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def sql(question: str, *, root: PathLike = RESULTS) -> Table:
    """Ask the KPIs, leads and event logs of all that is kept. Raises SqlError."""
    found = questions.query(Path(root), question)
    return Table(tuple(found.columns), tuple(tuple(row) for row in found.rows))


def charts(answer: Answer) -> list[Picture]:
    """Every chart that a comparison has the numbers for, in the order of a report."""
    return [Picture(each) for each in all_charts(answer.opened)]


def chart(answer: Answer, name: str) -> Picture:
    """One chart of a comparison by its name. KeyError, which lists the names, if there is none."""
    found = {each.name: each for each in all_charts(answer.opened)}
    if name not in found:
        raise KeyError(say("notebook.no_chart", name=name, known=", ".join(found)))
    return Picture(found[name])


def report(answer: Answer, file: PathLike | None = None) -> Path:
    """Write a comparison as one page, by default into its folder; where it is. Raises ResultsError."""
    target = answer.folder / "report.html" if file is None else Path(file)
    content = page(answer.opened, answer.brief, all_charts(answer.opened))
    with unwritable():
        durable.write(target, content)
    return target


def deck(answer: Answer, file: PathLike | None = None, *, template: PathLike | None = None) -> Path:
    """Write a comparison as slides, by default into its folder; where they are. Needs the extra `deck`.

    template: a PPTX whose layouts and fonts are used. Raises ResultsError, and FileProblems for the template.
    """
    target = answer.folder / "deck.pptx" if file is None else Path(file)
    paper = None if template is None else Path(template)
    made = slides.deck(answer.opened, deck_charts(answer.opened), template=paper, target=target)
    with unwritable():
        durable.write(target, made.content)
    return target


def agreement(answer: Answer, file: PathLike | None = None) -> Path:
    """Write what is recommended as one page to sign, by default into its folder; where it is. Raises ResultsError."""
    target = answer.folder / "agreement.html" if file is None else Path(file)
    content = pages.page(pages.agreement(answer.opened))
    with unwritable():
        durable.write(target, content)
    return target


def kpis() -> Table:
    """The KPIs and what each counts."""
    rows: Sequence[tuple[object, ...]] = [
        (name, kpi.title, kpi.unit, kpi.numerator, kpi.denominator or None) for name, kpi in KPIS.items()
    ]
    return Table(("kpi", "title", "unit", "numerator", "denominator"), tuple(rows))


def _content(given: PathLike | Loaded, kind: type[Any]) -> Any:
    loaded = given if isinstance(given, Loaded) else load(given)
    if not isinstance(loaded.content, kind):
        wanted = "experiment" if kind is LoadedExperiment else "journey"
        raise TypeError(say("notebook.kind", file=loaded.file, wanted=wanted))
    return loaded.content
