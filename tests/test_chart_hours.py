"""The chart of the desk's hours: counts a week by weekday and hour, and the hours in which somebody works."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, QuadMesh

from sim.model.ledger import What
from sim.present.chart_hours import HEADER, WRITTEN, hours, hours_chart, working_hours
from sim.present.picture import Chart, figure
from sim.study.measures import Facts, Window
from sim.study.profile import profile, stacked
from sim.study.yardstick import Yardstick
from tests.handmade import Story, at, journey
from tests.pictures import comparison, panels, texts
from tests.profiled import CASES, Made, misplaced, told

TWO = CASES["two scenarios"]
WINDOW = Window(0, 14)


def chart_of(case: Made) -> Chart:
    found = hours_chart(case.found, case.yardsticks)
    assert found is not None
    return found


def mesh(ax: Axes) -> np.ndarray:
    (found,) = [each for each in ax.collections if isinstance(each, QuadMesh)]
    return np.asarray(found.get_array()).reshape(7, 24)


@pytest.fixture(scope="module")
def drawn() -> list[Axes]:
    """Two scenarios: hand-offs and calls of each, and the scale."""
    return panels(figure(chart_of(TWO)))


@pytest.fixture(scope="module")
def story() -> Made:
    """In two weeks three hand-offs on Thursday at 10, one of them the week after, and one on Saturday; a call."""
    found = Story()
    for day, hour in ((1, 10), (1, 10), (8, 10), (3, 20)):
        lead = found.lead(at(0))
        found.row(at(day, hour), lead, What.MQL, score=50)
        found.row(at(day, hour), lead, What.SYNCED)
    found.row(at(1, 11), 0, What.ATTEMPT, node=0)
    own = profile(Facts(found.run(), Yardstick(journey()), WINDOW))
    return told({"weekly": stacked([own])}, WINDOW)


def test_counts_are_a_week_on_average(story: Made) -> None:
    means = hours(story.found, story.yardsticks).hours["weekly"].means
    assert (means[0, 3, 10], means[0, 5, 20], means[1, 3, 11]) == (1.5, 0.5, 0.5)
    assert means.sum() == 2.5


def test_the_title_says_how_many_come_when_nobody_works_and_when_most_come(story: Made) -> None:
    found = hours(story.found, story.yardsticks)
    told = "With weekly, 25.0 % of hand-offs arrive outside usual hours; most come Thu 10:00–11:00, 1.5 a week"
    assert found.title == told
    assert "days off count as their weekday" in found.note  # counts are by weekday: a holiday can't be told from others
    assert "0.5 a week, 0 % outside usual hours" in texts(figure(chart_of(story)))


def test_the_desks_hours_are_working_hours_and_nothing_else() -> None:
    lunch = {"reps": 2, "hours": "08:30-12:00 13:00-18:00"}
    found = working_hours(Yardstick(journey(desk=lunch)), 0, 28)
    assert [np.flatnonzero(day).tolist() for day in found] == [[8, 9, 10, 11, 13, 14, 15, 16, 17]] * 5 + [[], []]


def test_teams_that_work_at_other_hours_and_desks_that_never_close_are_outlined_too() -> None:
    teams = {"early": {"reps": 1, "hours": "06:00-09:00"}, "late": {"reps": 1, "hours": "20:00-22:00"}}
    found = working_hours(Yardstick(journey(desk={"teams": teams})), 0, 28)
    assert np.flatnonzero(found[0]).tolist() == [6, 7, 8, 20, 21]
    always = journey(desk={"reps": 1, "hours": "always"})
    assert working_hours(Yardstick(always), 0, 28).all()


def test_panels_share_one_scale_and_show_the_means(drawn: list[Axes]) -> None:
    found = hours(TWO.found, TWO.yardsticks)
    shown = [found.hours[name].means[n] for name in found.shown for n in (0, 1)]
    assert len(drawn) == 5
    for ax, means in zip(drawn, shown, strict=False):
        assert mesh(ax) == pytest.approx(means)
    limits = {each.get_clim() for ax in drawn[:4] for each in ax.collections if isinstance(each, QuadMesh)}
    assert limits == {(0.0, max(float(means.max()) for means in shown))}


def test_the_outline_runs_around_the_working_hours(drawn: list[Axes]) -> None:
    (lines,) = [each for each in drawn[0].collections if isinstance(each, LineCollection)]
    ends = np.concatenate(lines.get_segments())
    assert (ends.min(axis=0).tolist(), ends.max(axis=0).tolist()) == ([9.0, 0.0], [18.0, 5.0])
    assert len(lines.get_segments()) == 2 * (9 + 5)


def test_the_busiest_cells_have_their_numbers(drawn: list[Axes]) -> None:
    found = hours(TWO.found, TWO.yardsticks).hours["weekly"].means[0]
    written = {(int(t.get_position()[1]), int(t.get_position()[0])): t.get_text() for t in drawn[0].texts}
    assert len(written) == WRITTEN
    busiest = np.unravel_index(found.argmax(), found.shape)
    assert written[int(busiest[0]), int(busiest[1])] == format(found.max(), ".1f")
    assert min(found[cell] for cell in written) >= np.sort(found, axis=None)[-WRITTEN]


def test_with_many_scenarios_baseline_and_best_are_drawn_and_all_are_in_the_rows() -> None:
    case = CASES["twelve scenarios with long names"]
    found, chart = hours(case.found, case.yardsticks), chart_of(case)
    assert found.shown[0] == case.found.baseline
    assert len(found.shown) == 2
    assert "not drawn: 10" in found.note
    assert len(chart.rows) == 12 * 2 * 7 * 24
    assert {len(row) for row in chart.rows} == {len(HEADER)}


def test_one_run_has_no_ends_and_says_so() -> None:
    found = hours(CASES["one run"].found, CASES["one run"].yardsticks)
    assert found.hours["weekly"].low is None
    assert "One simulated run" in found.note


def test_scenarios_are_called_by_their_titles() -> None:
    found = chart_of(CASES["titles"])
    assert '=月2回 & "夏"' in found.alt
    assert {row[0] for row in found.rows} == {"weekly", "twice_a_month"}


def test_without_hand_offs_the_title_says_so_and_without_profiles_there_is_no_chart() -> None:
    nothing = CASES["nothing ever happens"]
    assert hours(nothing.found, nothing.yardsticks).title == "No hand-off arrives in the measured time"
    assert hours_chart(comparison(), {}) is None


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    assert misplaced(chart_of, case) == []
