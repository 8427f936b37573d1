"""Charts: their numbers are those of the comparison, and what is drawn is the numbers."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from sim.files.workspace import load_journey
from sim.model.stats import Verdict
from sim.present import drawing
from sim.present.chart_differences import differences, differences_chart
from sim.present.chart_funnel import STEPS, funnel, funnel_chart
from sim.present.charts import comparison_charts, draw_all, map_chart
from sim.present.drawing import Box
from sim.present.flowruns import experiment_flows, told_scenarios
from sim.present.journeymap import count_words, journey_map
from sim.present.mapdrawing import draw_map
from sim.present.mappen import THICKEST, THINNEST
from sim.present.picture import Chart, figure
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.words.messages import say
from tests import smallworld
from tests.made import compared
from tests.pictures import JAPANESE, LONG, WINDOW, collisions, comparison, crowded, flowing, panels, texts

SEED = load_journey(Path(__file__).parent.parent / "journeys" / "seed.yaml").journey
QUARTERS = 91.3125 / WINDOW.last_day  # in the window of made-up comparisons
TWELVE = (LONG, *(f"send_every_{n}_weeks_and_only_to_people_who_have_read_the_last_one"[:60] for n in range(11)))
NAMES = ("今の配信", "価格ページを見た人だけに月二回送る案_その一", LONG)
COMPARISONS = {
    "two scenarios": comparison(),
    "twelve scenarios with long names": comparison(TWELVE),
    "Japanese names": comparison(NAMES),
    "one run": comparison(runs=1),
    "nobody handed off": comparison(handoffs=0, mqls=0, sals=0, sqls=0, opportunities=0, wins=0),
    "many KPIs": comparison(("a", "b", "c", "d"), shown=tuple(KPIS)[:11]),
    "long units": comparison(tuple("abcdef"), shown=("webinar_registrations", *tuple(KPIS)[:5])),
    "limits": comparison(("a", "b"), limits={"recall": "at least -2 points", "busiest_week_per_rep": "at most 60"}),
    "yen": comparison(shown=("cost", "open_rate", "cpa_ad"), per="month", cost=123_456_789.0),
}
MAPS = {  # a journey, and whether its map has flows
    "the seed": (SEED, True),
    "as written, no gate": (SEED.model_copy(update={"gate": None, "returns": {}}), False),
    "no rules": (SEED.model_copy(update={"mql": {}}), True),
    "more than a slide holds, long names": (crowded(LONG), True),
    "more than a slide holds, Japanese, as written": (crowded(JAPANESE), False),
    "six stages": (crowded("A stage", stages=6, sources=11, touchpoints=12), True),
    "one of each": (crowded("x", stages=1, sources=1, touchpoints=1), True),
}


@pytest.fixture(scope="module")
def written() -> Figure:
    """The map of the seed as it is written."""
    return figure(map_chart(SEED))


@pytest.fixture(scope="module")
def flowed() -> Figure:
    """The map of the seed with made-up flows."""
    return figure(map_chart(SEED, flowing(SEED)))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Comparison, object]:
    """A small experiment, run: the comparison, and the experiment as loaded."""
    text = smallworld.EXPERIMENT.replace("replications: 4", "replications: 2").replace("rests_on", "# rests_on")
    loaded = smallworld.load(tmp_path_factory.mktemp("small"), experiment=text)
    return smallworld.compared(loaded), loaded


def counts(found: Comparison, scenario: str, kpi: str) -> np.ndarray:
    return found.figures[scenario][:, list(KPIS).index(kpi), 0]


def bars(ax: Axes) -> list[Rectangle]:
    """The bars of a panel, by the height of their rows."""
    found = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    return sorted(found, key=lambda bar: bar.get_y())


def lines(ax: Axes) -> list[tuple[float, ...]]:
    """The intervals of a panel: lines that lie level."""
    data = [(line.get_xdata(), line.get_ydata()) for line in ax.lines]
    return [tuple(x) for x, y in data if len(x) == 2 and y[0] == y[1]]


def points(ax: Axes) -> dict[str, float]:
    return {str(line.get_label()): float(line.get_xdata()[0]) for line in ax.lines if len(line.get_xdata()) == 1}


def flow_widths(drawn: Figure) -> dict[str, float]:
    """Points of each flow on a map, by its edges."""
    patches = [patch for patch in drawn.axes[0].patches if isinstance(patch, PathPatch)]
    return {str(patch.get_label()): patch.get_linewidth() for patch in patches if ">" in str(patch.get_label())}


# ---- nothing overlaps ----


@pytest.mark.parametrize("case", COMPARISONS)
def test_no_text_of_funnel_and_differences_overlaps_or_leaves_the_page(case: str) -> None:
    for chart in (funnel_chart(COMPARISONS[case]), differences_chart(COMPARISONS[case], question=JAPANESE * 4)):
        assert collisions(figure(chart)) == []


@pytest.mark.parametrize("case", MAPS)
def test_no_text_of_a_map_overlaps_or_leaves_the_page(case: str) -> None:
    journey, flows = MAPS[case]
    assert collisions(figure(map_chart(journey, flowing(journey) if flows else None, scenario=LONG))) == []


@pytest.mark.parametrize("ends", [(-32_000.0, 58_000.0), (-1_200_000.0, 4_000.0), (-3.2, 5.5)])
def test_the_numbers_of_an_axis_stand_apart(ends: tuple[float, float]) -> None:
    def draw(ax: Axes) -> None:
        drawing.sheet(ax, (3.0, 2.0))
        drawing.panel(ax, Box(0.8, 0.8, 1.3, 1.0), ends, 1)

    drawn = figure(Chart("axis", "", "", (3.0, 2.0), (), (), draw))
    assert collisions(drawn) == []
    assert len(texts(drawn)) >= 2


def test_overlaps_would_be_seen() -> None:
    drawn = figure(map_chart(SEED))
    drawn.axes[0].text(0.5, 7.1, "over the title")
    drawn.axes[0].text(13.3, 3.0, "beyond the edge")
    assert len(collisions(drawn)) == 2


# ---- the funnel ----


def test_the_funnel_has_means_per_quarter_and_shares_of_the_step_before() -> None:
    found = comparison()
    bar = funnel(found).bars["twice_a_month"]["sals"]
    sals, handoffs = (counts(found, "twice_a_month", kpi) for kpi in ("sals", "handoffs"))
    assert bar.mean == pytest.approx(sals.mean() * QUARTERS)
    assert bar.share == pytest.approx(sals.sum() / handoffs.sum())
    half = 2.364624 * sals.std(ddof=1) / math.sqrt(8) * QUARTERS  # t of 7 degrees of freedom
    assert (bar.low, bar.high) == pytest.approx((bar.mean - half, bar.mean + half), rel=1e-5)


def test_one_run_has_no_intervals() -> None:
    bar = funnel(COMPARISONS["one run"]).bars["weekly"]["handoffs"]
    assert (bar.low, bar.high) == (None, None)
    assert bar.mean == pytest.approx(counts(COMPARISONS["one run"], "weekly", "handoffs")[0] * QUARTERS)


def test_a_funnel_without_hand_offs_says_so() -> None:
    found = funnel(COMPARISONS["nobody handed off"])
    assert found.title == "No scenario brings an opportunity"
    assert [found.bars["weekly"][step].share for step in STEPS] == [None, 0.0, None, None, None]


def test_the_titles_of_funnels_state_the_finding() -> None:
    assert funnel(comparison()).title == "Opportunities a quarter: weekly 54.2, twice a month 55.0 (may be chance)"
    many = funnel(comparison(("weekly", "monthly", "never"))).title
    assert many == "Opportunities a quarter: 54.2 today, 55.0 to 55.8 in the other scenarios (most: never)"


@pytest.mark.parametrize("case", ["two scenarios", "twelve scenarios with long names", "one run"])
def test_the_funnels_bars_and_intervals_are_its_numbers(case: str) -> None:
    found = funnel(COMPARISONS[case])
    drawn = panels(figure(funnel_chart(COMPARISONS[case])))
    assert len(drawn) == len(STEPS)
    for ax, step in zip(drawn, STEPS, strict=True):
        numbers = [found.bars[scenario][step] for scenario in found.scenarios]
        assert [bar.get_width() for bar in bars(ax)] == pytest.approx([bar.mean for bar in numbers])
        assert all(bar.get_x() == 0 for bar in bars(ax))
        known = [(bar.low, bar.high) for bar in numbers if bar.low is not None]
        assert lines(ax) == [pytest.approx(ends) for ends in known]


def test_the_funnel_names_scenarios_roles_numbers_and_units() -> None:
    found = comparison()
    said = texts(figure(funnel_chart(found)))
    assert {"weekly", "twice a month", "today (baseline), recommended", "leads per quarter"} <= set(said)
    assert f"{counts(found, 'weekly', 'leads').mean() * QUARTERS:.0f}" in said
    assert [ax.get_xlabel() for ax in panels(figure(funnel_chart(found)))][1:] == [
        *("hand-offs per quarter", "hand-offs per quarter", "opportunities per quarter", "deals per quarter"),
    ]


# ---- the differences ----


def test_the_differences_are_those_of_the_comparison() -> None:
    made = comparison(("weekly", "monthly", "never"))
    found = differences(made)
    assert [panel.kpi.name for panel in found.panels] == list(made.shown)
    for panel in found.panels:
        for row in panel.rows:
            cell = made.cells[row.scenario][panel.kpi.name]
            assert (row.mean, row.verdict, row.level) == (cell.mean, cell.verdict, cell.level)
            assert (row.difference, row.low, row.high) == cell.difference[:3]
    assert found.title == f"Answer: {made.answer.sentence.rstrip('.')}"
    assert "adjusted for 2 scenarios" in found.note


def test_what_an_axis_counts_is_not_cut() -> None:
    drawn = panels(figure(differences_chart(COMPARISONS["long units"])))
    assert drawn[0].get_xlabel().replace("\n", " ") == "difference in webinar registrations a quarter (right is better)"


def test_a_title_says_what_to_do_and_doubts_stand_whole_below_it() -> None:
    depends = say("answer.depends", titles="effect of a webinar on intent, need seen where there is no intent")
    made, doubts = comparison(), depends + say("answer.weekdays")
    doubted = made.answer._replace(sentence=made.answer.sentence + doubts, doubts=doubts)
    found = differences(replace(made, answer=doubted), question="Is one mail a week too many?")
    assert found.title == differences(made).title
    assert found.subtitle.startswith(doubts.strip() + " Is one mail")
    drawn = figure(differences_chart(replace(made, answer=doubted), question="Is one mail a week too many?"))
    assert doubts.strip() in " ".join(" ".join(texts(drawn)).split())
    assert collisions(drawn) == []


def test_points_intervals_and_margin_lie_where_the_numbers_say() -> None:
    made = comparison(("weekly", "monthly", "never"))
    drawn = panels(figure(differences_chart(made)))
    for ax, panel in zip(drawn, differences(made).panels, strict=True):
        assert points(ax) == {row.scenario: pytest.approx(row.difference) for row in panel.rows}
        assert lines(ax) == [pytest.approx((row.low, row.high)) for row in panel.rows]
    (margin,) = [patch for patch in drawn[0].patches if patch.get_label() == "margin"]
    assert isinstance(margin, Rectangle)
    assert (margin.get_x(), margin.get_width()) == (-3.0, 6.0)
    assert not [patch for patch in drawn[2].patches if patch.get_label() == "margin"]


@pytest.mark.parametrize(("kpi", "worst"), [("opportunities", -3.0), ("unsubscribes", 3.0), ("open_rate", -300.0)])
def test_the_margin_counts_on_the_side_that_is_worse(kpi: str, worst: float) -> None:
    (ax,) = panels(figure(differences_chart(comparison(shown=(kpi,)))))
    (line,) = [line for line in ax.lines if line.get_label() == "worst"]
    assert set(line.get_xdata()) == {worst}


def test_shares_are_drawn_in_points() -> None:
    made = comparison(shown=("open_rate",))
    (ax,) = panels(figure(differences_chart(made)))
    assert points(ax) == {
        "twice_a_month": pytest.approx(made.cells["twice_a_month"]["open_rate"].difference.mean * 100)
    }
    assert ax.get_xlabel() == "difference in percentage points (right is better)"


def test_verdicts_stand_beside_their_rows_in_words_and_by_different_marks() -> None:
    made = comparison(("weekly", *(f"s{n}" for n in range(9))))
    (ax, *_) = panels(figure(differences_chart(made)))
    verdicts = {row.scenario: row.verdict for row in differences(made).panels[0].rows}
    looks = {
        verdicts[str(line.get_label())]: (line.get_marker(), line.get_markerfacecolor())
        for line in ax.lines
        if len(line.get_xdata()) == 1
    }
    assert {Verdict.BETTER, Verdict.EQUIVALENT} <= set(looks)
    assert looks[Verdict.BETTER] != looks[Verdict.EQUIVALENT]
    said = texts(figure(differences_chart(made)))
    assert said.count("better") == sum(
        row.verdict is Verdict.BETTER for p in differences(made).panels for row in p.rows
    )


def test_a_limit_is_drawn_and_told_by_what_becomes_of_it() -> None:
    limits = {"unsubscribes": "at most +50", "busiest_week_per_rep": "at most 10"}
    made = comparison(("weekly", "other"), limits=limits)
    chart = differences_chart(made)
    said = texts(figure(chart))
    assert {"keeps at most +50", "breaks at most 10"} <= set(said)
    assert {row[0]: row[-1] for row in chart.rows} == {
        "opportunities": made.cells["other"]["opportunities"].verdict,
        "unsubscribes": "keeps at most +50",
        "busiest_week_per_rep": "breaks at most 10",
    }


def limit_line(ax: Axes) -> list[float]:
    """Where the line of a limit is drawn, if it is."""
    return [float(line.get_xdata()[0]) for line in ax.lines if line.get_label() == "limit"]


@pytest.mark.parametrize(
    ("kpi", "limit", "away"),
    [
        ("unsubscribes", "at most +3", 3.0),  # a relative limit lies at its value
        ("recall", "at least -0.5 points", -0.5),
        ("busiest_week_per_rep", "at most 61.5", None),  # another where the baseline's mean and it make up the limit
        ("recall", "at least 30 %", None),
    ],
)
def test_a_limit_is_a_line_with_a_word_where_it_lies_as_a_difference(kpi: str, limit: str, away: float | None) -> None:
    made = comparison(("weekly", "other"), limits={kpi: limit}, shown=(kpi,))
    drawn = figure(differences_chart(made))
    (ax,) = panels(drawn)
    (panel,) = differences(made).panels
    scale = 100.0 if KPIS[kpi].unit == "share" else 1.0
    own = float(limit.split()[2]) - (made.cells["weekly"][kpi].mean or 0.0) * scale
    assert limit_line(ax) == [pytest.approx(own if away is None else away)]
    assert panel.brink == pytest.approx(limit_line(ax)[0] / scale)
    low, high = ax.get_xlim()
    assert low < limit_line(ax)[0] < high
    assert "limit " + limit.split(maxsplit=2)[2] in texts(drawn)
    assert collisions(drawn) == []


@pytest.mark.parametrize(("limit", "words"), [("at most +500", "limit +500 →"), ("at most 1", "← limit 1")])
def test_a_limit_far_from_all_intervals_is_an_arrow_and_the_axis_stays_as_it_is(limit: str, words: str) -> None:
    made = comparison(("weekly", "other"), limits={"unsubscribes": limit}, shown=("unsubscribes",))
    drawn = figure(differences_chart(made))
    (ax,) = panels(drawn)
    (plain,) = panels(figure(differences_chart(comparison(("weekly", "other"), shown=("unsubscribes",)))))
    assert limit_line(ax) == []
    assert words in texts(drawn)
    assert ax.get_xlim()[1] - ax.get_xlim()[0] <= plain.get_xlim()[1] - plain.get_xlim()[0]


def test_a_limit_of_a_baseline_without_a_figure_is_left_to_the_words() -> None:
    made = comparison(("weekly", "other"), limits={"recall": "at least 30 %"}, shown=("recall",))
    (panel,) = differences(made).panels
    assert panel._replace(baseline_mean=None).brink is None
    assert panel._replace(limit=None).brink is None


def test_without_intervals_only_the_points_are_drawn() -> None:
    chart = differences_chart(COMPARISONS["one run"])
    for ax in panels(figure(chart)):
        assert lines(ax) == []
        assert set(points(ax)) == {"twice_a_month"}
    assert any("no intervals" in text for text in texts(figure(chart)))


def test_a_kpi_without_a_value_is_none_and_not_drawn() -> None:
    made = comparison(shown=("opportunities", "win_rate"))
    for scenario in made.scenarios:
        made.figures[scenario][:, list(KPIS).index("win_rate"), :] = 0.0
    empty = made.cells["weekly"]["win_rate"]._replace(
        mean=None,
        difference=made.cells["weekly"]["win_rate"].difference._replace(
            mean=math.nan, low=-math.inf, high=math.inf, half_width=math.inf
        ),
    )
    cells = {scenario: {**row, "win_rate": empty} for scenario, row in made.cells.items()}
    drawn = figure(differences_chart(Comparison(**{**vars(made), "cells": cells})))
    assert points(panels(drawn)[1]) == {}
    assert "none" in texts(drawn)


# ---- the map ----


def test_every_step_source_stage_and_touchpoint_of_the_seed_is_on_its_map(written: Figure) -> None:
    said = texts(written)
    assert set("ABCDEFGHIJKLMNO") <= set(said)
    flat = {text.replace("\n", " ") for text in said}
    parts = [*SEED.sources.values(), *SEED.stages.values(), *SEED.touchpoints.values()]
    assert {part.title for part in parts} <= flat
    assert {"Opportunity opened (SQL)", "Deal won", "Deal lost", "Exclusion list"} <= flat


def test_a_map_without_flows_has_no_numbers_and_arrows_of_one_width(written: Figure) -> None:
    assert len(set(flow_widths(written).values())) == 1
    assert not [text for text in texts(written) if text.replace(",", "").isdigit()]


def test_flows_are_as_wide_as_their_passages_are_many(flowed: Figure) -> None:
    flows = flowing(SEED)
    most = max(flows.edges.values())
    widths = flow_widths(flowed)
    for way in [("A", "B"), ("L", "M"), ("C", "E"), ("stage.consideration", "J")]:
        width = THINNEST + (THICKEST - THINNEST) * flows.edges[way] / most
        assert widths[">".join(way)] == pytest.approx(width)


def test_returned_leads_have_an_arrow_to_each_stage_they_came_to(flowed: Figure) -> None:
    flows, widths = flowing(SEED), flow_widths(flowed)
    back = flows.edges["return.timing", "stage.interest"] + flows.edges["return.budget", "stage.interest"]
    back += flows.edges["return.authority", "stage.interest"] + flows.edges["return.unreachable", "stage.interest"]
    width = THINNEST + (THICKEST - THINNEST) * back / max(flows.edges.values())
    assert widths["O>stage.interest"] == pytest.approx(width)
    assert "O>E" in widths


def test_who_skips_a_stage_crosses_both_lines() -> None:
    edges = {("stage.awareness", "stage.consideration"): 5.0, ("stage.awareness", "stage.interest"): 7.0}
    found = journey_map(SEED, flowing(SEED)._replace(edges=edges))
    assert (found.passages(*found.crossed(1)), found.passages(*found.crossed(2))) == (12.0, 5.0)


def test_the_maps_title_states_the_finding() -> None:
    found = journey_map(SEED, flowing(SEED)).title
    assert found.startswith("12,345 leads, 12,345 hand-offs to sales: 1,357 come back")
    nobody = flowing(SEED)._replace(edges={("A", "B"): 20.0})
    assert journey_map(SEED, nobody).title == "None of 20 leads is handed to sales"


def test_means_of_runs_have_a_digit_more_where_they_are_small() -> None:
    assert [count_words(x, runs=3) for x in (0.0, 0.4, 9.94, 10.4)] == ["0", "0.4", "9.9", "10"]
    assert count_words(1234.0) == "1,234"


def test_a_map_can_be_drawn_on_an_axis_of_somebody_elses() -> None:
    ax = Figure(figsize=(20, 12)).add_subplot(1, 2, 1)
    draw_map(ax, journey_map(SEED))
    assert len(ax.findobj(Text)) > 60


# ---- all of them, from a real experiment ----


def test_the_flows_of_an_experiments_run_are_those_it_measured(small: tuple[Comparison, object]) -> None:
    found, loaded = small
    flows = experiment_flows(found, loaded, ["daily", "strict"], runs=1)
    assert list(flows) == ["daily", "strict"]
    for scenario, ways in flows.items():
        expected = {kpi: counts(found, scenario, kpi)[0] for kpi in ("leads", "mqls", "sals", "opportunities")}
        edges = {"leads": ("A", "B"), "mqls": ("I", "J"), "sals": ("L", "M"), "opportunities": ("M", "N")}
        assert {kpi: ways.edges.get(edge, 0.0) for kpi, edge in edges.items()} == expected


def test_flows_of_several_runs_are_their_mean(small: tuple[Comparison, object]) -> None:
    flows = experiment_flows(*small, ["daily"], runs=9)["daily"]
    assert flows.runs == 2, "the experiment has no more"
    assert flows.edges["A", "B"] == counts(small[0], "daily", "leads").mean()


def test_ways_are_told_of_the_baseline_and_of_what_is_recommended() -> None:
    assert told_scenarios(comparison()) == ("weekly",)
    assert told_scenarios(compared(more={"opportunities": (9, 1)})) == ("weekly", "more")


def test_all_charts_of_an_experiment_are_written_whole(small: tuple[Comparison, object], tmp_path: Path) -> None:
    found, loaded = small
    flows = experiment_flows(found, loaded, ["weekly"])
    written = draw_all(comparison_charts(found, loaded, flows), tmp_path / "new" / "charts")
    stems = ("differences", "funnel", "journey_weekly")
    assert {path.name for path in written} == {f"{stem}.{ending}" for stem in stems for ending in ("svg", "png", "csv")}
    assert sorted(tmp_path.glob("new/charts/*")) == sorted(written)


def test_every_chart_of_an_experiment_has_a_title_and_a_picture_in_words(small: tuple[Comparison, object]) -> None:
    found, loaded = small
    charts = comparison_charts(found, loaded, experiment_flows(found, loaded, ["daily"]))
    for chart in charts:
        assert chart.title
        assert len(chart.alt) > len(chart.title)
        assert all(len(row) == len(chart.header) for row in chart.rows)
    assert "daily · 15 Apr 2026 to 19 May 2026 · one simulated run" in charts[2].alt


def test_charts_touch_no_global_state_of_matplotlib_and_import_no_engine() -> None:
    code = (
        "import sys, sim.present.charts, sim.present.graph;"
        "print(sorted({'matplotlib.pyplot', 'numba', 'simpy', 'duckdb', 'joblib', 'scipy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_numbers_and_graphs_need_no_matplotlib() -> None:
    code = "import sys, sim.present.flows, sim.present.journeymap; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
