"""The numbers that reviews moved: what is drawn is the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from sim.model.journey import Journey
from sim.model.ledger import REVIEW
from sim.model.persona import Personas
from sim.present.chart_thresholds import HEADER, thresholds, thresholds_chart
from sim.present.picture import figure
from sim.study.guide import Guide
from sim.study.meetings import Meeting, meetings
from tests.handmade import at, journey
from tests.pictures import collisions, panels, texts

ACCEPTED = {
    "title": "Marketing and sales",
    "meets": "weekly Mon 10:00",
    "rule": "hot",
    "bounds": [20, 60],
    "target": {"acceptance": 0.5, "tolerance": 0.1},
}
BUSY = {**ACCEPTED, "title": "", "rule": "warm", "target": {"handoffs_per_week": 12}}


def reviewed(**reviews: dict[str, Any]) -> Journey:
    return journey(reviews=reviews)


def held(made: Journey, *lines: tuple[int, int, int, int, int, int]) -> tuple[Meeting, ...]:
    """The meetings of a run, of (day, review, before, after, numerator, denominator)."""
    found = np.zeros(len(lines), REVIEW)
    for n, (day, *line) in enumerate(lines):
        found[n] = (at(day, 10), *line, (0,) * 8)
    return meetings(found, Guide.of(made, Personas.model_construct(personas={})))


ONE = reviewed(monthly=ACCEPTED)
RUNS = [
    held(ONE, (5, 0, 40, 45, 3, 10), (12, 0, 45, 50, 0, 0)),
    held(ONE, (5, 0, 40, 40, 5, 10), (12, 0, 40, 35, 7, 10)),
]


def test_the_path_of_each_run_and_the_mean_are_those_of_the_meetings() -> None:
    found = thresholds({"base": RUNS}, {"base": ONE}, name="small_test")
    assert found is not None
    (path,) = found.paths
    assert path.numbers == ((40, 45, 50), (40, 40, 35))
    assert path.mean == (40, 42.5, 42.5)
    assert path.figures == ((pytest.approx(30), None), (pytest.approx(50), pytest.approx(70)))
    assert path.mean_figures == (pytest.approx(40), pytest.approx(70))
    assert (path.aim, path.tolerance, path.bounds) == (50, 10, (20, 60))
    assert [f"{moment:%m-%d %H:%M}" for moment in path.moments] == [
        *("04-01 00:00", "04-06 10:00", "04-13 10:00", "05-01 00:00")
    ]
    assert found.title == "Reviews move score in the rule hot from 40 to 42.5"
    assert "2 simulated runs" in found.note


def test_hand_offs_a_week_are_no_percent() -> None:
    made = reviewed(weekly=BUSY)
    found = thresholds({"base": [held(made, (12, 0, 20, 25, 14, 7))]}, {"base": made}, name="x")
    assert found is not None
    assert found.paths[0].figures == ((14.0,),)
    assert found.paths[0].aim == 12
    assert found.note.startswith("1 simulated run.")


def test_without_meetings_there_is_no_chart() -> None:
    assert thresholds_chart({}, {}, name="x") is None
    assert thresholds_chart({"base": [()]}, {"base": ONE}, name="x") is None


def test_what_is_drawn_is_the_numbers() -> None:
    chart = thresholds_chart({"base": RUNS}, {"base": ONE}, name="x")
    assert chart is not None
    upper, lower = panels(figure(chart))
    lines: dict[str, list[Sequence[float]]] = {}
    for line in (*upper.lines, *lower.lines):
        lines.setdefault(str(line.get_label()), []).append([float(y) for y in np.asarray(line.get_ydata())])
    assert lines["run"] == [[40, 45, 50, 50], [40, 40, 35, 35]]
    assert lines["mean"] == [[40, 42.5, 42.5, 42.5]]
    assert lines["bound"] == [[20, 20], [60, 60]]
    assert lines["seen"] == [[pytest.approx(30)], [pytest.approx(50), pytest.approx(70)]]
    assert lines["aim"] == [[50, 50]]
    assert upper.get_xlim() == lower.get_xlim()


def test_the_numbers_are_a_table_with_the_start_and_every_meeting() -> None:
    chart = thresholds_chart({"base": RUNS}, {"base": ONE}, name="x")
    assert chart is not None
    rows = [dict(zip(HEADER, row, strict=True)) for row in chart.rows]
    assert [(row["replication"], row["meeting"], row["number"]) for row in rows] == [
        *((0, 0, 40), (0, 1, 45), (0, 2, 50), (1, 0, 40), (1, 1, 40), (1, 2, 35))
    ]
    assert rows[1]["local"] == "2026-04-06 10:00"
    assert (rows[0]["figure"], rows[1]["figure"]) == (None, pytest.approx(30))


LONG = "a_scenario_with_a_name_that_is_as_long_as_names_may_be_at_all"[:60]


@pytest.mark.parametrize("scenarios", [("base",), ("base", "other"), ("base", "other", LONG), tuple("abcde")])
def test_texts_lie_on_the_page_and_apart(scenarios: tuple[str, ...]) -> None:
    made = reviewed(monthly=ACCEPTED, weekly=BUSY)
    lines = ((5, 0, 40, 45, 3, 10), (5, 1, 20, 25, 3, 7), (12, 0, 45, 50, 4, 10), (12, 1, 25, 20, 30, 14))
    runs = {scenario: [held(made, *lines)] * 2 for scenario in scenarios}
    chart = thresholds_chart(runs, dict.fromkeys(scenarios, made), name="x")
    assert chart is not None
    drawn = figure(chart)
    assert collisions(drawn) == []
    assert len(panels(drawn)) == 4 * len(scenarios)
    assert any("hand-offs a week" in text for text in texts(drawn))


def test_scenarios_are_shown_by_their_titles_and_kept_by_their_names() -> None:
    runs = {"base": RUNS, "other": RUNS}
    chart = thresholds_chart(runs, dict.fromkeys(runs, ONE), name="x", titles={"other": "毎月 <見直し>"})
    assert chart is not None
    drawn = texts(figure(chart))
    assert any("毎月 <見直し>" in text for text in drawn)
    assert not any("other" in text for text in (*drawn, chart.alt))
    assert {row[0] for row in chart.rows} == {"base", "other"}


def test_the_picture_is_told_in_words() -> None:
    chart = thresholds_chart({"base": RUNS}, {"base": ONE}, name="x")
    assert chart is not None
    assert "40 at first, 42.5 after 2 meetings, bounds 20 and 60." in chart.alt
