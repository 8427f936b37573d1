"""The chart of MQLs and opportunities added up: it ends at the KPIs, and its differences are the comparison's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axes import Axes

from sim.present.chart_cumulative import COUNTED, HEADER, MOST, cumulative, cumulative_chart
from sim.present.picture import Chart, figure
from sim.study.kpis import KPIS
from sim.study.profile import DAILY
from tests.pictures import comparison, panels, texts
from tests.profiled import CASES, Made, made, misplaced

TWO = CASES["two scenarios"]


def chart_of(case: Made) -> Chart:
    found = cumulative_chart(case.found, case.yardsticks)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def drawn() -> list[Axes]:
    return panels(figure(chart_of(TWO)))


def test_the_courses_add_up_the_days_of_the_runs() -> None:
    course = cumulative(TWO.found, TWO.yardsticks).courses["weekly"]["mqls"]
    daily = TWO.found.profiles["weekly"].daily[:, DAILY.index("mqls")]
    assert course.mean[:2].tolist() == [daily[:, 0].mean(), daily[:, :2].sum(axis=1).mean()]
    assert course.low is not None
    assert course.low[-1] == pytest.approx(np.quantile(daily.sum(axis=1), 0.05))


@pytest.mark.parametrize("kpi", COUNTED)
def test_the_courses_end_at_the_kpis(kpi: str) -> None:
    for scenario, courses in cumulative(TWO.found, TWO.yardsticks).courses.items():
        figures = TWO.found.figures[scenario][:, list(KPIS).index(kpi), 0]
        assert courses[kpi].mean[-1] == pytest.approx(figures.mean())


def test_the_gap_is_the_comparisons_for_the_measured_time() -> None:
    found = cumulative(TWO.found, TWO.yardsticks)
    ends = [found.courses[name]["opportunities"].mean[-1] for name in TWO.found.scenarios]
    gap, cell = found.gaps["opportunities"], TWO.found.cells["twice_a_month"]["opportunities"]
    assert gap.difference == pytest.approx(ends[1] - ends[0])
    quarters = 182 / 91.3125
    assert (gap.low, gap.high) == pytest.approx((cell.difference.low * quarters, cell.difference.high * quarters))


def test_the_title_states_the_final_difference_with_its_interval() -> None:
    found = cumulative(TWO.found, TWO.yardsticks)
    gap = found.gaps["opportunities"]
    assert gap.low is not None
    assert found.title.startswith(f"{gap.difference:+.1f} opportunities (95 %: {gap.low:+.1f} to ")
    assert found.title.endswith("may be chance: twice a month against weekly")  # the interval holds 0


@pytest.mark.parametrize(
    ("mean", "told"), [(-10.0, "19.9 fewer opportunities in 182 days (95 %: "), (10.0, "19.9 more ")]
)
def test_more_or_fewer_is_said_of_a_sure_difference_only(mean: float, told: str) -> None:
    row = TWO.found.cells["twice_a_month"]
    cell = row["opportunities"]
    sure = cell._replace(difference=cell.difference._replace(mean=mean, low=mean - 1, high=mean + 1, half_width=1.0))
    cells = {**TWO.found.cells, "twice_a_month": {**row, "opportunities": sure}}
    title = cumulative(replace(TWO.found, cells=cells), TWO.yardsticks).title
    assert title.startswith(told)
    assert title.endswith(" with twice a month than with weekly")


def test_without_opportunities_mqls_are_told_and_without_both_that_there_are_none() -> None:
    nothing = CASES["nothing ever happens"]
    assert cumulative(nothing.found, nothing.yardsticks).title == "No scenario brings an MQL or an opportunity"
    one = CASES["one scenario"]
    found = cumulative(one.found, one.yardsticks)
    assert (found.title.startswith("weekly ends the measured time with "), found.gaps) == (True, {})
    few = made()
    for own in few.found.profiles.values():
        own.daily[:, DAILY.index("opportunities")] = 0
    assert "MQLs" in cumulative(few.found, few.yardsticks).title


def test_lines_bands_and_end_labels_are_the_numbers(drawn: list[Axes]) -> None:
    found = cumulative(TWO.found, TWO.yardsticks)
    for ax, counted in zip(drawn, COUNTED, strict=True):
        lines = {str(line.get_label()): line for line in ax.lines}
        bands = {str(each.get_label()): each for each in ax.collections}
        for name in found.shown:
            course = found.courses[name][counted]
            assert lines[name].get_ydata()[0] == 0.0
            assert lines[name].get_ydata()[1:] == pytest.approx(course.mean)
            assert course.high is not None
            assert bands[name].get_paths()[0].vertices[:, 1].max() == pytest.approx(course.high.max())
        ends = [text.get_text() for text in ax.texts]
        assert f"{found.courses['weekly'][counted].mean[-1]:,.0f} weekly" in ends


def test_of_more_than_two_the_scenario_of_the_difference_is_named() -> None:
    said = " ".join(texts(figure(chart_of(made(("weekly", "a", "b"), runs=3)))))
    assert "difference at the end" in said
    assert ("), a" in said) or ("), b" in said)


def test_one_run_has_neither_bands_nor_intervals() -> None:
    case = CASES["one run"]
    found = cumulative(case.found, case.yardsticks)
    assert "95 %" not in found.title
    assert "one simulated run" in found.note
    assert not [each for ax in panels(figure(chart_of(case))) for each in ax.collections]


def test_of_many_scenarios_the_best_are_drawn_and_all_are_in_the_rows() -> None:
    case = CASES["twelve scenarios with long names"]
    found, chart = cumulative(case.found, case.yardsticks), chart_of(case)
    assert len(found.shown) == MOST
    assert "not drawn: 6" in found.note
    assert "adjusted for 11 scenarios" in found.note
    assert len(chart.rows) == 12 * 2 * 182
    assert {len(row) for row in chart.rows} == {len(HEADER)}


def test_scenarios_are_called_by_their_titles() -> None:
    found = chart_of(CASES["titles"])
    assert '=月2回 & "夏"' in found.alt
    assert {row[0] for row in found.rows} == {"weekly", "twice_a_month"}


def test_without_profiles_there_is_no_chart() -> None:
    assert cumulative_chart(comparison(), {}) is None


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    assert misplaced(chart_of, case) == []
