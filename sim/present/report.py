"""A comparison as one HTML file that needs nothing else: the answer first, then evidence, assumptions and method."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sim.present.assumptions import sourced
from sim.present.brief import Brief, Figure, figure_of
from sim.present.colours import THEMES
from sim.present.picture import Chart, svg
from sim.study.kpis import KPIS
from sim.study.reopened import Reopened
from sim.study.results import MANIFEST
from sim.words import language
from sim.words.local import date_words
from sim.words.messages import say

TEMPLATES = Path(__file__).parent / "templates"
_READERS_WORDS = {"replications": "runs", "replication": "run"}  # the columns of CSV files are named as in results
_NAMES = {color.lower(): name for name, color in THEMES["light"].items()}
_TAG = re.compile("<[^>]*>")
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_ID = re.compile(r"""\b(id|aria-describedby|aria-labelledby)="([^"]+)\"""")
_REFERENCE = re.compile(r"""(url\(|href=")#([^)"]+)""")


class Shown(NamedTuple):
    """A chart within the page: its picture, its numbers as a table, and whether these are few enough to be shown."""

    name: str
    title: str
    alt: str
    picture: Markup
    header: Sequence[str]
    rows: Sequence[Sequence[object]]


class Line(NamedTuple):
    """One KPI in the table of all: of the baseline, and of every other scenario."""

    label: str
    baseline: str
    others: tuple[Figure, ...]


def report(opened: Reopened, told: Brief, charts: Sequence[Chart]) -> bytes:
    """The page as HTML (UTF-8), in the language in use; the same bytes for the same results and charts."""
    found = opened.found
    rivals = [name for name in found.scenarios if name != found.baseline]
    numbers = sourced(opened.loaded.baseline)
    page = environment().get_template("report.html.j2")
    text = page.render(
        lang=language.current(),
        brief=told,
        period=say("report.period", first=date_words(told.first_day), last=date_words(told.last_day)),
        charts=[_shown(chart) for chart in charts],
        rivals=[found.called(name) for name in rivals],
        every=[_line(opened, name, rivals) for name in KPIS],
        measured=[each for each in numbers if not each.is_assumed],
        assumed=[each for each in numbers if each.is_assumed],
        method=list(_method(opened, told)),
        manifest=opened.results.json(MANIFEST),
        themes={name: _variables(colors) for name, colors in THEMES.items()},
    )
    return text.encode()


def environment() -> Environment:
    """Templates of pages: everything is escaped, a missing value is an error, `say` speaks the language in use."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals.update(say=say)
    found.filters.update(date=date_words)
    return found


def _line(opened: Reopened, kpi: str, rivals: Sequence[str]) -> Line:
    figures = tuple(figure_of(opened.found, kpi, scenario) for scenario in rivals)
    unit = say("report.in_yen") if figures[0].is_yen else ""
    mark = say("report.mark") if KPIS[kpi].simulator_only else ""
    return Line(figures[0].label + unit + mark, figures[0].before_words, figures)


def _method(opened: Reopened, told: Brief) -> Iterator[str]:
    """How the answer was found, a paragraph each."""
    found = opened.found
    yield say("report.method_leads", runs=found.replications)
    change = opened.loaded.experiment.change_on
    if change is not None:
        yield say("report.method_change", day=date_words(change))
    days = {"first": date_words(told.first_day), "last": date_words(told.last_day)}
    followed = found.window.follow_up_days
    yield say("report.method_follow", days=followed, **days) if followed else say("report.method_window", **days)
    yield say("report.method_interval" if len(found.scenarios) == 2 else "report.method_interval_several")
    if told.money.win_rate is not None:
        yield say("report.method_money", rate=KPIS["win_rate"].show(told.money.win_rate))
    if told.watch:
        yield say("report.method_watch" if told.is_change else "report.method_look")
    yield say("report.method_limits")


def _shown(chart: Chart) -> Shown:
    header = tuple(_READERS_WORDS.get(name, name) for name in chart.header)
    rows = [[_digits(cell) for cell in row] for row in chart.rows]
    return Shown(chart.name, chart.title, chart.alt, inline(chart), header, rows)


def _digits(value: object) -> object:
    """A number as people read it: four digits, or all before the point; the CSV file has the rest."""
    if not isinstance(value, float):
        return value
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.4g}"


def inline(chart: Chart) -> Markup:
    """A chart as SVG within a page: ids of its own, and colours as the page's theme has them."""
    text = svg(chart).decode()
    text = text[text.index("<svg ") :]
    text = _TAG.sub(lambda found: _at_home(found[0], chart.name), text)  # what is between them are users' texts
    return Markup(text.strip())  # matplotlib has escaped the texts


def _at_home(tag: str, name: str) -> str:
    """A tag of a chart's SVG with the chart's own ids and the page's colours."""
    tag = _ID.sub(lambda found: f'{found[1]}="{name}-{found[2]}"', tag)
    tag = _REFERENCE.sub(lambda found: f"{found[1]}#{name}-{found[2]}", tag)
    return _HEX.sub(lambda found: f"var(--{_NAMES[found[0].lower()]})" if found[0].lower() in _NAMES else found[0], tag)


def _variables(colors: dict[str, str]) -> Markup:
    return Markup(" ".join(f"--{name}: {color};" for name, color in colors.items()))  # ours, no user's


