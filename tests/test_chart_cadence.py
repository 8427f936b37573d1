"""The cadence curve: its points are the profiles' counts per lead and month, and what is drawn is the points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.axes import Axes

from sim.present.chart_cadence import HEADER, MOST, PANELS, cadence, cadence_chart
from sim.present.picture import figure, files
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.profile import DAILY
from sim.words import language
from tests import smallworld
from tests.manyprofiles import LISTED, profiled
from tests.pictures import LONG, WINDOW, collisions, comparison, panels, texts

MONTH = 30.4375
TWELVE = (LONG, *(f"send_every_{n}_weeks_and_only_to_people_who_have_read_the_last_one"[:60] for n in range(11)))
STRANGE = ("今の配信", '=価格ページを見た人への<案内> & "特典" のメール配信', "+10 % of <all>", "@everybody", LONG)
CASES = {
    "two scenarios": profiled(comparison()),
    "twelve with long names": profiled(comparison(TWELVE)),
    "strange names": profiled(comparison(STRANGE)),
    "one run": profiled(comparison(runs=1)),
    "four long names": profiled(comparison(TWELVE[:4])),
    "nothing handed off or sent": profiled(
        comparison(("a", "b"), opportunities=0, mqls=0, open_rate=0), mails={"a": 0, "b": 40}, handoffs=False
    ),
    "all at nearly the same place": profiled(
        comparison(TWELVE[:9]), mails={name: 50 + n for n, name in enumerate(TWELVE[:9])}
    ),
    "more than there is room for": profiled(comparison(tuple(f"scenario_{n}" for n in range(16)))),
}


def points(ax: Axes, names: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """The points of a panel by scenario."""
    one = [line for line in ax.lines if str(line.get_label()) in names]
    return {str(line.get_label()): (float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in one}


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    chart = cadence_chart(CASES[case])
    assert chart is not None
    assert collisions(figure(chart)) == []


def test_mails_are_those_sent_per_lead_on_the_list_and_month() -> None:
    found = cadence(profiled(comparison(), mails={"weekly": 60, "twice_a_month": 30}))
    assert found is not None
    assert [each.scenario for each in found.points] == ["twice_a_month", "weekly"]
    assert found.points[1].mails.mean == pytest.approx(60 * MONTH / LISTED)
    assert found.points[1].mails.ends == pytest.approx((60 * MONTH / LISTED,) * 2)  # the same in every run


def test_what_comes_of_the_mails_is_per_lead_and_month_or_quarter() -> None:
    made = profiled(comparison())
    found = cadence(made)
    assert found is not None
    weekly = found.points[0].measures
    months = LISTED * WINDOW.last_day / MONTH
    opens, opportunities = (made.figures["weekly"][:, list(KPIS).index(k), 0] for k in ("open_rate", "opportunities"))
    gone = made.profiles["weekly"].daily[:, DAILY.index("unsubscribes")].sum()
    assert weekly["opens"].mean == pytest.approx(opens.mean() / months)
    assert weekly["unsubscribes"].mean == pytest.approx(gone / 8 * 1000 / months)
    assert weekly["opportunities"].mean == pytest.approx(opportunities.mean() * 91.3125 / WINDOW.last_day)


def test_scenarios_that_send_equally_often_make_no_curve() -> None:
    made = comparison(("a", "b"))
    assert cadence(profiled(made, mails={"a": 1000, "b": 1049})) is None
    assert cadence_chart(profiled(made, mails={"a": 1000, "b": 1049})) is None
    assert cadence(profiled(made, mails={"a": 1000, "b": 1060})) is not None
    assert cadence(profiled(made, mails={"a": 0, "b": 0})) is None
    assert cadence(made) is None, "no profiles were kept"


@pytest.mark.parametrize("case", ["two scenarios", "twelve with long names"])
def test_points_and_intervals_lie_where_the_numbers_say(case: str) -> None:
    found, chart = cadence(CASES[case]), cadence_chart(CASES[case])
    assert found is not None
    assert chart is not None
    drawn = panels(figure(chart))
    assert len(drawn) == len(PANELS)
    for ax, name in zip(drawn, PANELS, strict=True):
        expected = {each.scenario: (each.mails.mean, each.measures[name].mean) for each in found.points}
        assert points(ax, tuple(expected)) == {scenario: pytest.approx(at) for scenario, at in expected.items()}
        (curve,) = [line for line in ax.lines if line.get_label() == "curve"]
        assert list(curve.get_xdata()) == sorted(curve.get_xdata())
        intervals = [tuple(line.get_ydata()) for line in ax.lines if line.get_label() == "interval"]
        assert set(intervals) <= {each.measures[name].ends for each in found.points}
    assert any(line.get_label() == "interval" for line in drawn[2].lines)


def test_one_run_has_points_without_intervals() -> None:
    chart = cadence_chart(CASES["one run"])
    assert chart is not None
    drawn = figure(chart)
    assert not [line for ax in panels(drawn) for line in ax.lines if line.get_label() in ("interval", "mails")]
    assert any("there are no intervals" in text.replace("\n", " ") for text in texts(drawn))


def test_few_scenarios_are_named_at_their_points_and_many_in_a_key() -> None:
    few, many = (cadence_chart(CASES[case]) for case in ("two scenarios", "twelve with long names"))
    assert few is not None
    assert many is not None
    assert texts(figure(few)).count("weekly") == len(PANELS)
    said = texts(figure(many))
    assert {str(n) for n in range(1, 13)} <= set(said)
    assert said.count("12") == len(PANELS) + 1


def test_the_title_states_what_other_mails_bring_and_cost() -> None:
    found = cadence(profiled(comparison(), mails={"weekly": 60, "twice_a_month": 30}))
    assert found is not None
    assert found.title == (
        "2.3 instead of 4.6 mails per lead and month: opportunities 55.0 instead of 54.2 a quarter (may be chance), "
        "unsubscribes 14.9 instead of 14.9 per 1,000 leads and month"
    )


def test_scenarios_without_room_are_counted_and_their_numbers_kept() -> None:
    made = CASES["more than there is room for"]
    found, chart = cadence(made), cadence_chart(made)
    assert found is not None
    assert chart is not None
    assert len(found.points) == MOST
    assert made.baseline in [each.scenario for each in found.points]
    assert "4 other scenarios" in found.note
    assert {row[0] for row in chart.rows} == set(made.scenarios)
    assert all(len(row) == len(HEADER) for row in chart.rows)


def test_it_speaks_japanese_and_comes_in_both_themes() -> None:
    with language.speaking("ja"):
        chart = cadence_chart(CASES["strange names"])
        assert chart is not None
        assert "メール" in chart.title
        assert collisions(figure(chart, theme="dark")) == []


def test_names_that_begin_like_formulas_are_texts_in_the_csv() -> None:
    chart = cadence_chart(CASES["strange names"])
    assert chart is not None
    table = files(chart)["cadence.csv"].decode("utf-8-sig")
    assert "'@everybody" in table
    assert "'+10 %" in table


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    text = smallworld.EXPERIMENT.replace("replications: 4", "replications: 2").replace("rests_on", "# rests_on")
    return smallworld.compared(smallworld.load(tmp_path_factory.mktemp("small"), experiment=text))


def test_the_curve_of_a_real_run_agrees_with_its_kpis(small: Comparison) -> None:
    found = cadence(small)
    assert found is not None
    for each in found.points:
        figures = small.figures[each.scenario]
        months = small.profiles[each.scenario].daily[:, DAILY.index("listed")].sum() / MONTH
        assert each.mails.mean == pytest.approx(figures[:, list(KPIS).index("sends"), 0].sum() / months)
        unsubscribes = figures[:, list(KPIS).index("unsubscribes"), 0].sum() * 1000 / months
        assert each.measures["unsubscribes"].mean == pytest.approx(unsubscribes)
    assert found.points[0].scenario == "weekly", "it sends the fewest mails"


def test_a_scenario_without_anybody_on_the_list_is_left_out() -> None:
    made = profiled(comparison(("a", "b", "c")))
    gone = made.profiles["b"]._replace(daily=made.profiles["b"].daily * 0)
    found = cadence(replace(made, profiles={**made.profiles, "b": gone}))
    assert found is not None
    assert [each.scenario for each in found.points] == ["a", "c"]


