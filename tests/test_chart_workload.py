"""The chart of the desk's load: its weeks are those of the KPIs, its first calls those of the profile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.model.ledger import What
from sim.present.chart_workload import HEADER, MOST, weekly_per_rep, workload, workload_chart
from sim.present.picture import Chart, figure
from sim.present.shownscenarios import number
from sim.study.experiment import plan
from sim.study.kpis import KPIS
from sim.study.measures import Facts, Window
from sim.study.profile import WAITS_H, profile, stacked
from sim.study.yardstick import Yardstick
from tests import smallworld
from tests.handmade import Story, at, journey
from tests.pictures import comparison, panels, texts
from tests.profiled import CASES, Made, misplaced, told

WINDOW = Window(0, 10)  # from Wednesday the 1st to Friday the 10th
TWO = CASES["two scenarios"]


def bars(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def chart_of(case: Made) -> Chart:
    found = workload_chart(case.found, case.yardsticks)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def story() -> Made:
    """Two reps; three hand-offs in the first week, one of them by a call, and one in the second; two first calls."""
    found = Story()
    leads = [found.lead(at(0)) for _ in range(4)]
    for lead, day, what in zip(leads, (1, 1, 2, 6), (What.MQL, What.CALL, What.MQL, What.MQL), strict=True):
        found.row(at(day, 10), lead, what, score=50)
        found.row(at(day, 10), lead, What.SYNCED)
    found.row(at(1, 11), leads[0], What.ATTEMPT, node=0)
    found.row(at(9, 10), leads[3], What.ATTEMPT, node=0)
    own = profile(Facts(found.run(), Yardstick(journey()), WINDOW))
    return told({"weekly": stacked([own]), "other": stacked([own])}, WINDOW)


def test_weeks_begin_on_monday_and_count_hand_offs_of_rules_and_calls_per_rep(story: Made) -> None:
    load = workload(story.found, story.yardsticks)
    assert [(week.first, week.days) for week in load.weeks] == [(date(2026, 4, 1), 5), (date(2026, 4, 6), 5)]
    assert [week.mean for week in load.loads["weekly"].weeks] == [1.5, 0.5]
    assert load.loads["weekly"].busiest.mean == 1.5


def test_first_calls_add_up_by_hours_and_late_ones_are_told_apart(story: Made) -> None:
    own = workload(story.found, story.yardsticks).loads["weekly"]
    within = dict(zip(WAITS_H, (each.mean for each in own.within), strict=False))
    assert (within[0.5], within[1.0], within[72.0]) == (0.0, 0.5, 1.0)
    assert [own.late[WAITS_H.index(hours)].mean for hours in (1.0, 48.0, 72.0)] == [0.0, 0.0, 0.5]
    assert own.late[-1].mean == 0.5
    assert "50.0 % late" in texts(figure(chart_of(story)))


def test_the_busiest_week_is_that_of_the_kpi_in_every_run(tmp_path: Path) -> None:
    loaded = smallworld.load(tmp_path)
    found, ready = smallworld.compared(loaded), plan(loaded).ready
    k = list(KPIS).index("busiest_week_per_rep")
    for scenario in found.scenarios:
        weekly = weekly_per_rep(found, scenario, ready[scenario].yardstick)
        assert weekly.max() > 0.0
        assert weekly.max(axis=1) == pytest.approx(found.figures[scenario][:, k, 0])


@pytest.fixture(scope="module")
def drawn() -> list[Axes]:
    """The panels of two scenarios: weeks and calls of each."""
    return panels(figure(chart_of(TWO)))


def test_the_drawn_bars_and_whiskers_are_the_numbers(drawn: list[Axes]) -> None:
    load = workload(TWO.found, TWO.yardsticks)
    for n, scenario in enumerate(load.shown):
        weeks, calls = drawn[2 * n : 2 * n + 2]
        own = load.loads[scenario]
        assert [bar.get_height() for bar in bars(weeks)] == pytest.approx([week.mean for week in own.weeks])
        whiskers = [tuple(line.get_ydata()) for line in weeks.lines if line.get_label() == "whisker"]
        assert whiskers == [pytest.approx((week.low, week.high)) for week in own.weeks]
        heights = np.array([bar.get_height() for bar in bars(calls)]).reshape(2, -1)
        assert heights[1] == pytest.approx([each.mean for each in own.late])
        assert heights.sum(axis=0) == pytest.approx([each.mean for each in own.within])
        assert heights.sum(axis=0)[-1] == pytest.approx(1.0)


def test_beside_the_weeks_of_another_scenario_stand_the_baselines(drawn: list[Axes]) -> None:
    load = workload(TWO.found, TWO.yardsticks)
    base, _, other, _ = drawn
    assert not [line for line in base.lines if line.get_label() == "baseline"]
    (line,) = [line for line in other.lines if line.get_label() == "baseline"]
    assert list(line.get_ydata())[:-1] == pytest.approx([week.mean for week in load.loads["weekly"].weeks])


def test_short_weeks_are_pale(drawn: list[Axes]) -> None:
    load = workload(TWO.found, TWO.yardsticks)
    first, *whole, last = bars(drawn[0])
    assert [week.days for week in (load.weeks[0], load.weeks[-1])] == [5, 2]
    assert {bar.get_alpha() for bar in (first, last)} == {0.45}
    assert {bar.get_alpha() for bar in whole} == {1.0}


def test_one_run_has_no_whiskers_and_says_so() -> None:
    case = CASES["one run"]
    load = workload(case.found, case.yardsticks)
    assert "One simulated run" in load.note
    assert {week.low for week in load.loads["weekly"].weeks} == {None}
    assert not [line for ax in panels(figure(chart_of(case))) for line in ax.lines if line.get_label() == "whisker"]


def test_titles_state_the_finding() -> None:
    load = workload(TWO.found, TWO.yardsticks)
    busiest = [number(load.loads[name].busiest.mean) for name in load.shown]
    expected = f"Busiest week: weekly {busiest[0]}, twice a month {busiest[1]} hand-offs per rep"
    assert load.title == expected + " (may be chance)"  # the comparison's interval holds 0
    nothing = CASES["nothing ever happens"]
    assert workload(nothing.found, nothing.yardsticks).title == "No scenario hands a lead to sales"
    assert "no first calls" in texts(figure(chart_of(nothing)))


def test_of_many_scenarios_the_best_are_drawn_and_all_are_in_the_rows() -> None:
    case = CASES["twelve scenarios with long names"]
    load, chart = workload(case.found, case.yardsticks), chart_of(case)
    assert len(load.shown) == MOST
    assert "not drawn: 8" in load.note
    assert {row[0] for row in chart.rows} == set(case.found.scenarios)
    assert {len(row) for row in chart.rows} == {len(HEADER)}


def test_scenarios_are_called_by_their_titles() -> None:
    found = chart_of(CASES["titles"])
    assert '=月2回 & "夏"' in found.alt
    assert {row[0] for row in found.rows} == {"weekly", "twice_a_month"}


def test_without_profiles_there_is_no_chart() -> None:
    assert workload_chart(comparison(), {}) is None


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    assert misplaced(chart_of, case) == []
