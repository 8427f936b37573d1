"""The chart of times from registration: its curves are Kaplan and Meier's, run together and run by run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.text import Text

from sim.model.stats import paired
from sim.present.chart_spans import HEADER, MOST, at_risk, curve_of, share_come, spans, spans_chart
from sim.present.picture import Chart, figure
from sim.study.profile import SPANS
from tests.pictures import collisions, comparison, panels, texts
from tests.profiled import CASES, Made, made, misplaced, told

TWO = CASES["two scenarios"]
COUNTS = st.lists(st.integers(0, 5), min_size=8, max_size=8)


def chart_of(case: Made) -> Chart:
    found = spans_chart(case.found)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def drawn() -> list[Axes]:
    return panels(figure(chart_of(TWO)))


def scipys(came: np.ndarray, left: np.ndarray) -> np.ndarray:
    """The share that has come by each day, as scipy has it."""
    from scipy.stats import CensoredData, ecdf

    days = np.arange(came.size)
    data = CensoredData(np.repeat(days, came), right=np.repeat(days, left))
    return np.asarray(ecdf(data).cdf.evaluate(days))


def test_curves_are_those_of_a_textbook_example() -> None:
    came, left = np.array([0, 1, 0, 2, 0]), np.array([0, 0, 1, 0, 1])
    assert at_risk(came, left).tolist() == [5, 5, 4, 3, 1]
    assert share_come(came, left) == pytest.approx([0.0, 0.2, 0.2, 1 - 0.8 / 3, 1 - 0.8 / 3])


@given(came=COUNTS, left=COUNTS)
def test_curves_are_scipys(came: list[int], left: list[int]) -> None:
    arrived, lost = np.array(came), np.array(left)
    if arrived.any() or lost.any():
        assert share_come(arrived, lost) == pytest.approx(scipys(arrived, lost), abs=1e-12)


def test_without_censoring_a_curve_is_the_share_itself_and_its_median_the_middle_one() -> None:
    came = np.array([[1, 1, 1, 0, 1]])
    curve = curve_of(np.stack([came, 0 * came], axis=1))
    assert curve.share == pytest.approx([0.25, 0.5, 0.75, 0.75, 1.0])
    assert (curve.median, curve.low) == (1, None)


def test_a_median_that_is_never_reached_is_unknown() -> None:
    runs = np.array([[[1, 0], [2, 7]]])
    assert curve_of(runs).median is None


def test_runs_are_pooled_and_their_own_curves_make_the_band() -> None:
    runs = TWO.found.profiles["weekly"].spans[:, 0]
    curve = spans(TWO.found).curves["weekly"]["mql"]
    assert curve.share == pytest.approx(scipys(*runs.sum(axis=0)), abs=1e-12)
    own = np.array([scipys(came, left) for came, left in runs])
    assert curve.high == pytest.approx(np.quantile(own, 0.95, axis=0), abs=1e-12)
    assert curve.at_risk[0] == runs.sum()


def test_the_title_tells_how_many_have_come_and_the_difference_of_the_runs_in_pairs() -> None:
    found, curves = spans(TWO.found), spans(TWO.found).curves
    shares = [f"{curves[name]['opportunity'].share[90] * 100:.1f}" for name in TWO.found.scenarios]
    assert found.title == (
        f"Opportunity within 90 days: weekly {shares[0]} %, twice a month {shares[1]} % (may be chance)"
    )
    k = list(SPANS).index("opportunity")
    pair = [share_come(own.spans[:, k, 0], own.spans[:, k, 1])[:, 90] for own in TWO.found.profiles.values()]
    assert f"difference after 90 days {paired(*pair).mean * 100:+.2g}"[:30] in found.subtitle


def test_curves_bands_and_ticks_are_the_numbers(drawn: list[Axes]) -> None:
    found = spans(TWO.found)
    assert len(drawn) == len(SPANS)
    for ax, span in zip(drawn, SPANS, strict=True):
        curve = found.curves["weekly"][span]
        lines = {str(line.get_label()): line for line in ax.lines}
        days = lines["weekly"].get_xdata()
        assert lines["weekly"].get_ydata() == pytest.approx(curve.share[days])
        assert lines["weekly"].get_drawstyle() == "steps-post"
        ticked = lines["weekly censored"].get_xdata()
        assert len(ticked) >= len(days) // 7
        assert (curve.left[ticked] > 0).all()
        assert {str(each.get_label()) for each in ax.collections} == set(found.shown)


def test_numbers_at_risk_stand_beneath_the_ticks() -> None:
    found, said = spans(TWO.found), texts(figure(chart_of(TWO)))
    for day in (0, 60):
        for name in found.shown:
            assert f"{found.curves[name]['mql'].at_risk[day]:,}" in said


def test_a_median_that_is_reached_is_marked_and_told() -> None:
    case = made(runs=2)
    for own in case.found.profiles.values():
        own.spans[:, 0, 0, 10] += 100_000
    drawn = figure(chart_of(case))
    circles = {line.get_label(): line.get_xdata()[0] for line in panels(drawn)[0].lines}
    assert circles["weekly median"] == 10
    assert "10 d" in [text.get_text() for text in drawn.findobj(Text)]


def test_one_run_has_neither_bands_nor_a_difference() -> None:
    found = spans(CASES["one run"].found)
    assert "difference" not in found.subtitle
    assert "One simulated run" in found.note
    assert not [each for ax in panels(figure(chart_of(CASES["one run"]))) for each in ax.collections]


def test_where_nobody_comes_anywhere_the_title_says_so() -> None:
    nobody = "No lead comes to an MQL, a first contact or an opportunity"
    assert spans(CASES["nothing ever happens"].found).title == nobody
    few = made(runs=2)
    stay = {name: own._replace(spans=own.spans * np.array([0, 1])[:, None]) for name, own in few.found.profiles.items()}
    found = told(stay)
    assert spans(found.found).title == nobody
    assert collisions(figure(chart_of(found))) == []


def test_of_many_scenarios_the_best_are_drawn_and_all_are_in_the_rows() -> None:
    case = CASES["twelve scenarios with long names"]
    found, chart = spans(case.found), chart_of(case)
    assert len(found.shown) == MOST
    assert "not drawn: 8" in found.note
    assert {row[0] for row in chart.rows} == set(case.found.scenarios)
    assert {len(row) for row in chart.rows} == {len(HEADER)}


def test_scenarios_are_called_by_their_titles() -> None:
    found = chart_of(CASES["titles"])
    assert '=月2回 & "夏"' in found.alt
    assert {row[0] for row in found.rows} == {"weekly", "twice_a_month"}


def test_without_profiles_there_is_no_chart() -> None:
    assert spans_chart(comparison()) is None


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    assert misplaced(chart_of, case) == []
