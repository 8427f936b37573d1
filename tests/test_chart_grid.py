"""Two settings varied together: every field is the comparison's cell, and what is drawn is the fields."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from sim.files.workspace import LoadedExperiment
from sim.present.chart_grid import HEADER, STRONGEST, grid, grid_chart
from sim.present.colours import BLUE, RED
from sim.present.picture import Chart, figure, files
from sim.study.answer import Choice
from sim.study.comparison import Comparison
from sim.words import language
from tests import smallworld
from tests.pictures import collisions, comparison, texts

HEAD = smallworld.EXPERIMENT.partition("baseline:")[0]
TAIL = "decide_on: {kpi: mqls, margin: 5, per: month}\nguardrails: [unsubscribes]\nreplications: 2\n"
TWO = "  desk.reps: {one: 1, two: 2}\n  mql.hot: {low: score >= 30, middle: score >= 45, high: score >= 60}\n"
REPS = f"  desk.reps: {{{', '.join(f'r{n}: {n + 1}' for n in range(4))}}}\n"
HOURS = f"  desk.hours: {{{', '.join(f'h{n}: 09:00-{n + 16}:00' for n in range(3))}}}\n"


def loaded(folder: Path, vary: str = TWO, baseline: str = "two_low") -> LoadedExperiment:
    return smallworld.load(folder, experiment=f"{HEAD}baseline: {baseline}\nvary:\n{vary}{TAIL}")


def made(loaded: LoadedExperiment, **changes: object) -> Comparison:
    """A made-up comparison of the experiment's scenarios."""
    baseline = loaded.experiment.baseline
    scenarios = (baseline, *(name for name in loaded.scenarios if name != baseline))
    return comparison(scenarios, **changes)


def recommending(found: Comparison, scenario: str | None) -> Comparison:
    """The comparison with another choice."""
    return replace(found, answer=found.answer._replace(choice=Choice(scenario)))


def fields(ax: Axes) -> dict[str, Rectangle]:
    """The coloured fields by scenario."""
    patches = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    return {str(patch.get_label()): patch for patch in patches if str(patch.get_label())[:1] not in ("", "_")}


def chart_of(found: Comparison, loaded: LoadedExperiment) -> Chart:
    chart = grid_chart(found, loaded)
    assert chart is not None
    return chart


def test_rows_and_columns_are_the_two_settings_and_every_place_its_cell(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    made_up = made(asked)
    found = grid(made_up, asked)
    assert found is not None
    assert (found.rows, found.columns) == (("one", "two"), ("low", "middle", "high"))
    (panel,) = found.panels
    assert [[place.scenario for place in line] for line in panel.places] == [
        ["one_low", "one_middle", "one_high"],
        ["two_low", "two_middle", "two_high"],
    ]
    for line in panel.places:
        for place in line:
            assert place.cell == made_up.cells[place.scenario]["opportunities"]


def test_the_setting_with_fewer_values_makes_the_rows(tmp_path: Path) -> None:
    asked = loaded(tmp_path, "".join(reversed(TWO.splitlines(keepends=True))), baseline="low_two")
    found = grid(made(asked), asked)
    assert found is not None
    assert (found.row_setting, found.rows) == ("desk.reps", ("one", "two"))
    assert found.panels[0].places[0][2].scenario == "high_one"


def test_only_two_or_three_settings_make_a_grid(tmp_path: Path) -> None:
    asked = loaded(tmp_path, "  desk.reps: {one: 1, two: 2}\n", baseline="two")
    assert grid_chart(made(asked), asked) is None
    plain = smallworld.load(tmp_path)
    assert grid_chart(made(plain), plain) is None


def test_of_three_settings_the_one_with_the_fewest_values_makes_panels(tmp_path: Path) -> None:
    asked = loaded(tmp_path, REPS + "  mql.hot: {low: score >= 30, high: score >= 60}\n" + HOURS, baseline="r1_low_h2")
    found, chart = grid(made(asked), asked), chart_of(made(asked), asked)
    assert found is not None
    assert [panel.value for panel in found.panels] == ["low", "high"]
    assert {row[3] for row in chart.rows} == set(made(asked).scenarios)
    assert collisions(figure(chart)) == []


def test_fields_are_coloured_by_their_differences_and_say_them_with_intervals(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    made_up = made(asked)
    drawn = figure(chart_of(made_up, asked))
    found = fields(drawn.axes[0])
    means = {name: made_up.cells[name]["opportunities"].difference.mean for name in made_up.scenarios}
    most = max(abs(mean) for mean in means.values())
    for name, mean in means.items():
        assert found[name].get_alpha() == pytest.approx(abs(mean) / most * STRONGEST)
        color = to_rgb(BLUE if mean >= 0.0 else RED)
        assert name == made_up.baseline or found[name].get_facecolor()[:3] == color
    difference = made_up.cells["two_high"]["opportunities"].difference
    said = texts(drawn)
    assert f"{difference.mean:+.1f}" in said
    assert f"[{difference.low:+.1f}, {difference.high:+.1f}]" in said
    assert any(text.startswith("today (baseline)") for text in said)
    assert {"desk.reps", "mql.hot", "one", "middle"} <= set(said)


def test_where_lower_is_better_less_is_blue(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    made_up = made(asked, shown=("unsubscribes", "opportunities"))
    found = fields(figure(chart_of(made_up, asked)).axes[0])
    means = {name: made_up.cells[name]["unsubscribes"].difference.mean for name in made_up.scenarios[1:]}
    for name, mean in means.items():
        assert found[name].get_facecolor()[:3] == to_rgb(RED if mean > 0.0 else BLUE)


def test_baseline_and_recommended_are_framed_and_broken_guardrails_named(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    made_up = recommending(made(asked, limits={"busiest_week_per_rep": "at most 10"}), None)
    drawn = figure(chart_of(made_up, asked))
    assert "baseline" in fields(drawn.axes[0])
    assert "chosen" not in fields(drawn.axes[0])
    assert any(text.startswith("breaks: busiest week") for text in texts(drawn))
    chosen = recommending(made_up, "two_high")
    drawn = figure(chart_of(chosen, asked))
    frame, field = fields(drawn.axes[0])["chosen"], fields(drawn.axes[0])["two_high"]
    assert frame.get_x() == pytest.approx(field.get_x() + 0.03)
    assert frame.get_y() == pytest.approx(field.get_y() + 0.03)
    assert "recommended" in texts(drawn)
    assert chart_of(chosen, asked).title.startswith("Recommended of 6 combinations: two high, ")


def test_the_title_tells_a_recommended_combination_from_none_and_from_not_settled(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    made_up = made(asked)
    titles = {name: chart_of(recommending(made_up, name), asked).title for name in ("two_high", "two_low", None)}
    mean, low, high = made_up.cells["two_high"]["opportunities"].difference[:3]
    numbers = f"{mean:+.1f} [{low:+.1f}, {high:+.1f}]"
    told = f"Recommended of 6 combinations: two high, {numbers} opportunities a quarter against two low"
    assert titles["two_high"] == told
    stay = "None of 6 combinations is worth leaving two low; most opportunities a quarter: "
    assert titles["two_low"].startswith(stay)
    assert titles[None].startswith("Not settled yet which of 6 combinations to choose; best so far: ")


def test_one_run_has_differences_without_intervals(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    drawn = figure(chart_of(made(asked, runs=1), asked))
    assert not [text for text in texts(drawn) if text.startswith("[")]
    assert any("there are no intervals" in text.replace("\n", " ") for text in texts(drawn))


def test_a_combination_that_was_not_simulated_says_so(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    found = made(asked)
    cells = {name: row for name, row in found.cells.items() if name != "one_high"}
    chart = chart_of(replace(found, cells=cells), asked)
    assert "not simulated" in texts(figure(chart))


LONG_HOURS = ", ".join(f"a_long_name_of_hours_{n}: 09:00-{n + 12}:00" for n in range(10))
LONG_REPS = ", ".join(f"reps_in_all_teams_{n}: {n + 1}" for n in range(3))
LINES = "低い引き渡しライン: score >= 30, 高い引き渡しライン: score >= 60"
CASES = {
    "small": (TWO, "two_low"),
    "thirty with long names": (f"  desk.hours: {{{LONG_HOURS}}}\n  desk.reps: {{{LONG_REPS}}}\n", "today"),
    "Japanese": (f"  desk.reps: {{一人: 1, 二人: 2}}\n  mql.hot: {{{LINES}}}\n", "二人_低い引き渡しライン"),
}


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str, tmp_path: Path) -> None:
    asked = loaded(tmp_path, *CASES[case])
    limits = {"busiest_week_per_rep": "at most 10", "cost_per_opportunity": "at most 1"}
    made_up = made(asked, limits=limits)
    with language.speaking("ja" if case == "Japanese" else "en"):
        assert collisions(figure(chart_of(made_up, asked), theme="dark")) == []
    nothing = made(asked, runs=1, opportunities=0, mqls=0)
    assert collisions(figure(chart_of(nothing, asked))) == []


def test_its_numbers_are_rows_of_its_header(tmp_path: Path) -> None:
    asked = loaded(tmp_path)
    chart = chart_of(made(asked), asked)
    assert all(len(row) == len(HEADER) for row in chart.rows)
    assert [row[3] for row in chart.rows][:2] == ["one_low", "one_middle"]
    assert files(chart)["grid.csv"].startswith(b"\xef\xbb\xbfpanel,row,column,scenario")
