"""The tornado: its bars are the differences of a robustness run, and what is drawn is the bars."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from sim.present.chart_tornado import HEADER, tornado, tornado_chart
from sim.present.picture import figure, files
from sim.study.crew import Crew
from sim.study.lab import Lab
from sim.study.robustness import robustness
from sim.words import language
from tests.pictures import JAPANESE, LONG, collisions, panels, texts
from tests.test_robustness import ASKED, planned

IMPOSSIBLE = ("0s", None, 0.0, "not_possible")


def end(value: str, difference: float | None, half: float | None, answer: str | None) -> dict[str, Any]:
    low, high = (None, None) if difference is None or half is None else (difference - half, difference + half)
    return {"value": value, "answer": answer, "diff": difference, "low": low, "high": high}


def answered(*bars: tuple[str, tuple[Any, ...], tuple[Any, ...]], **changes: Any) -> dict[str, Any]:
    """What a robustness run answers; each bar with its title and what lies at its low and its high end."""
    assumptions = [
        {"assumption": f"people.a{n}", "title": title, "value": "0.5", "source": "a guess", "turns": [],
         "low": end(*low), "high": end(*high)}
        for n, (title, low, high) in enumerate(bars)
    ]  # fmt: skip
    plain = {"experiment": "made_up", "baseline": "weekly", "scenario": "twice_a_month", "kpi": "opportunities",
             "per": "quarter", "replications": 20, "seed": 1, "answer": "twice_a_month", "diff": -0.6,
             "holds": False, "verdict": "It flips.", "assumptions": assumptions, "run": None}  # fmt: skip
    return plain | changes


SHORT = ("need", ("0.2", -0.9, 0.5, "twice_a_month"), ("0.8", -0.2, 0.4, "twice_a_month"))
TURNING = ("effect of a mail", ("0", 0.9, 0.6, "twice_a_month"), ("1", -4.2, 1.1, "weekly"))
HALF = ("half-life", IMPOSSIBLE, ("42d", -2.4, 1.0, None))
ONE_SIDE = ("calls", ("0.2", 0.3, 0.4, "twice_a_month"), ("0.45", 0.1, 0.5, "twice_a_month"))
MANY = [(f"{LONG} {n}", *TURNING[1:]) for n in range(20)]
CASES = {
    "plain": answered(SHORT, TURNING, HALF, ONE_SIDE),
    "twenty long titles": answered(*MANY, answer=LONG, scenario=LONG),
    "Japanese": answered((JAPANESE, *TURNING[1:]), (JAPANESE, *HALF[1:]), scenario=JAPANESE, baseline="+今の配信"),
    "one run": answered(("need", ("0", 1.0, None, "twice_a_month"), ("1", 2.0, None, "weekly")), replications=1),
    "nothing possible": answered(("need", IMPOSSIBLE, IMPOSSIBLE)),
    "no difference anywhere": answered(("need", ("0", 0.0, 0.0, "weekly"), ("1", 0.0, 0.0, "weekly")), diff=0.0),
    "shares": answered(
        ("need", ("0", 0.01, 0.002, "weekly"), ("1", -0.02, 0.01, None)), kpi="acceptance_rate", diff=0.001
    ),
    "yen": answered(("=need", ("0", 12_345.0, 20_000.0, None), ("1", -23_456.0, 1e4, None)), kpi="cost", answer=None),
    "no difference known": answered(("need", ("0", None, None, None), ("1", None, None, None)), diff=None, answer=None),
    "no assumption": answered(),
}


def bars(ax: Axes) -> dict[str, tuple[float, float]]:
    """Where each half of a bar begins and ends."""
    found = {}
    for container in ax.containers:
        if isinstance(container, BarContainer):
            (patch,) = container
            found[str(container.get_label())] = (patch.get_x(), patch.get_x() + patch.get_width())
    return found


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    with language.speaking("ja" if case == "Japanese" else "en"):
        assert collisions(figure(tornado_chart(CASES[case]), theme="dark")) == []


def test_the_assumption_that_moves_the_difference_most_comes_first() -> None:
    found = tornado(CASES["plain"])
    assert [bar.title for bar in found.bars] == ["effect of a mail", "half-life", "calls", "need"]
    assert [bar.span(-0.6) for bar in found.bars] == pytest.approx([5.1, 1.8, 0.9, 0.7])


def test_bars_reach_from_the_difference_as_it_is_to_those_at_both_ends() -> None:
    (ax,) = panels(figure(tornado_chart(CASES["plain"])))
    drawn = bars(ax)
    assert drawn["people.a1 low"] == pytest.approx((-0.6, 0.9))
    assert sorted(drawn["people.a1 high"]) == pytest.approx([-4.2, -0.6])
    assert "people.a2 low" not in drawn, "it is not possible"
    (own,) = [line for line in ax.lines if line.get_label() == "own"]
    assert set(own.get_xdata()) == {-0.6}
    intervals = [tuple(line.get_xdata()) for line in ax.lines if line.get_label() == "interval"]
    assert (pytest.approx(-5.3), pytest.approx(-3.1)) in intervals
    assert len(intervals) == 7


def test_ends_are_labelled_with_their_values_and_those_where_the_answer_turns_marked_and_named() -> None:
    drawn = figure(tornado_chart(CASES["plain"]))
    (ax,) = panels(drawn)
    assert sorted(float(line.get_xdata()[0]) for line in ax.lines if line.get_label() == "turn") == [-4.2, -2.4]
    said = texts(drawn)
    assert {"1: -4.2", "0: +0.9", "→ weekly", "→ cannot tell", "0s: not possible", "as the files are -0.6"} <= set(said)


def test_while_nobody_can_tell_nothing_turns() -> None:
    found = tornado(answered(TURNING, answer=None))
    assert not any(bar.low.turns or bar.high.turns for bar in found.bars)
    assert found.title.startswith("Nobody can tell yet what to choose; effect of a mail moves the difference most")


def test_the_title_states_what_turns_or_that_nothing_does() -> None:
    assert tornado(CASES["plain"]).title == (
        "The answer turns with 2 of 4 assumptions, first of all effect of a mail: "
        "from -4.2 to +0.9 opportunities a quarter"
    )
    assert tornado(answered(SHORT, TURNING)).title == (
        "The answer turns with 1 of 2 assumptions, effect of a mail: "
        "over its range the difference goes from -4.2 to +0.9 opportunities a quarter"
    )
    assert tornado(answered(SHORT)).title == (
        "The answer holds over the ranges of all assumptions (1); need moves it most: "
        "from -0.9 to -0.2 opportunities a quarter"
    )
    assert tornado(CASES["no assumption"]).title == "No assumption could be tried at an end of its range"


def test_shares_are_drawn_and_said_in_points() -> None:
    drawn = figure(tornado_chart(CASES["shares"]))
    (ax,) = panels(drawn)
    assert bars(ax)["people.a0 low"] == pytest.approx((0.1, 1.0))
    assert "0: +1.0 points" in texts(drawn)
    assert "percentage points" in ax.get_xlabel()


def test_one_run_has_bars_without_intervals() -> None:
    (ax,) = panels(figure(tornado_chart(CASES["one run"])))
    assert len(bars(ax)) == 2
    assert not [line for line in ax.lines if line.get_label() == "interval"]


def test_scenarios_are_called_as_they_are_called_elsewhere() -> None:
    drawn = figure(tornado_chart(CASES["plain"], names={"weekly": "Every Tuesday"}))
    assert "→ Every Tuesday" in texts(drawn)


def test_its_numbers_are_rows_of_its_header_and_no_formulas() -> None:
    chart = tornado_chart(CASES["plain"])
    assert all(len(row) == len(HEADER) for row in chart.rows)
    assert [(row[0], row[4], row[9], row[10]) for row in chart.rows[:4]] == [
        ("people.a1", "low", "twice_a_month", False),
        ("people.a1", "high", "weekly", True),
        ("people.a2", "low", "not_possible", False),
        ("people.a2", "high", None, True),
    ]
    assert "'=need" in files(tornado_chart(CASES["yen"]))["tornado.csv"].decode("utf-8-sig")


def test_the_bars_of_a_real_run_are_its_ends(tmp_path: Path) -> None:
    text = ASKED.replace("[0.001, 0.6]", "[0.2, 0.6]").replace("replications: 6", "replications: 3")
    found = robustness(planned(tmp_path, text), Lab(Crew()))
    drawn = tornado(json.loads(json.dumps(found.to_json())))
    assert [bar.path for bar in drawn.bars] == [bar.about.path for bar in found.bars]
    for bar, own in zip(drawn.bars, found.bars, strict=True):
        for point, at in ((own.low, bar.low), (own.high, bar.high)):
            assert (at.difference, at.low, at.high) == point.differences["weekly"][:3]
            assert at.turns == (point.chosen != found.found.answer.choice.scenario)
