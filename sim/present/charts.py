"""Charts as pictures and numbers: differences from the baseline, funnel, what reviews moved, and the journey map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from sim.files.loaded import LoadedExperiment
from sim.model.journey import Journey
from sim.present.chart_differences import differences_chart
from sim.present.chart_funnel import funnel_chart
from sim.present.chart_thresholds import thresholds_chart
from sim.present.flows import Flows
from sim.present.journeymap import HEADER, alt_text, journey_map, table
from sim.present.mapdrawing import draw_map
from sim.present.mappen import SIZE
from sim.present.picture import Chart, files
from sim.study.comparison import Comparison
from sim.study.durable import write
from sim.words.local import date_words
from sim.words.messages import say


def map_chart(
    journey: Journey, flows: Flows | None = None, *, scenario: str = "", period: str = "", name: str = "journey"
) -> Chart:
    """The journey map: as written, or with the flows of a scenario in a period (both in words)."""
    found = journey_map(journey, flows, scenario=scenario, period=period)
    return Chart(name, found.title, alt_text(found), SIZE, HEADER, tuple(table(found)), partial(draw_map, found=found))


def comparison_charts(
    found: Comparison, loaded: LoadedExperiment, flows: Mapping[str, Flows] | None = None
) -> list[Chart]:
    """The charts that an answer comes with: differences, funnel, what reviews moved, and the maps that have flows."""
    charts = [differences_chart(found, question=loaded.experiment.question), funnel_chart(found)]
    moved = reviews_chart(found, loaded)
    return [*charts, *([moved] if moved else []), *map_charts(found, loaded, flows or {})]


def reviews_chart(found: Comparison, loaded: LoadedExperiment) -> Chart | None:
    """How review meetings moved their thresholds; None without any."""
    journeys = {name: scenario.journey for name, scenario in loaded.scenarios.items()}
    journeys[found.baseline] = loaded.baseline.journey
    return thresholds_chart(found.meetings, journeys, name=found.experiment, titles=found.question.titles)


def map_charts(found: Comparison, loaded: LoadedExperiment, flows: Mapping[str, Flows]) -> list[Chart]:
    """The journey map of each scenario that has flows."""
    calendar = loaded.baseline.journey.built_calendar()
    first, last = (calendar.date_of(day) for day in (found.window.first_day, found.window.last_day - 1))
    period = say("charts.period", first=date_words(first), last=date_words(last))
    charts = []
    for scenario, ways in flows.items():
        journey = (loaded.baseline if scenario == found.baseline else loaded.scenarios[scenario]).journey
        told = {"scenario": found.called(scenario), "period": period}
        charts.append(map_chart(journey, ways, name=f"journey_{scenario}", **told))
    return charts


def draw_all(charts: Iterable[Chart], folder: Path) -> list[Path]:
    """Write charts as PNG and SVG with their numbers as CSV, each file whole or not at all. Raises OSError."""
    written = []
    for chart in charts:
        for name, content in files(chart).items():
            write(folder / name, content)
            written.append(folder / name)
    return written
