"""Effects in units people plan with: the same difference told anew, ratios by the jackknife, prices only where sure."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from sim.model.quotient import quotient
from sim.model.stats import Difference, paired_ratio
from sim.study.answer import Cell, Cells, Question
from sim.study.comparison import contrast
from sim.study.effects import HEADER, UNITS, Effects, Trade, effect_rows, effects, planned_kpis, priced
from sim.study.kpis import KPIS
from sim.study.measures import Window

NAMES = list(KPIS)
WINDOW = Window(0, 182)
QUESTION = Question("base", "opportunities", {"opportunities": 2.0}, ("unsubscribes", "recall"), "quarter")
RUNS = 12


def figures(seed: int, **changes: tuple[float, float]) -> np.ndarray:
    """Figures of some runs: 1,000 leads, 250 days of reps; by KPI what is added to its numerator: mean and spread."""
    shared, own = np.random.default_rng(1), np.random.default_rng(seed)
    table = np.stack([shared.integers(90, 110, (RUNS, len(NAMES))), np.ones((RUNS, len(NAMES)))], axis=2).astype(float)
    table[:, NAMES.index("leads"), 0] = 1000.0 + 10.0 * np.arange(RUNS)
    table[:, NAMES.index("handoffs_per_rep_day"), 1] = 250.0
    table[:, NAMES.index("cost"), 0] = 5_000_000.0
    for name, (mean, spread) in changes.items():
        table[:, NAMES.index(name), 0] += own.normal(mean, spread, RUNS)
    return table


def found(other: np.ndarray, question: Question = QUESTION) -> tuple[Effects, Cells]:
    """The effects of a scenario, and its cells."""
    runs = {"base": figures(2), "other": other}
    cells = contrast(runs, question, WINDOW)
    return effects(runs, question, WINDOW, cells)["other"], cells


def unit(of: Effects, kpi: str, name: str) -> Difference:
    (one,) = (each.difference for each in of.units if (each.kpi, each.unit) == (kpi, name))
    return one


def test_a_quarter_is_what_the_comparison_says_and_a_month_a_third_of_it() -> None:
    told, cells = found(figures(3, opportunities=(8.0, 1.0)))
    quarter, month = (unit(told, "opportunities", name) for name in ("quarter", "month"))
    assert quarter[:3] == pytest.approx(cells["other"]["opportunities"].difference[:3])
    assert month[:3] == pytest.approx([x / 3 for x in quarter[:3]])


def test_a_thousand_leads_and_a_reps_week_are_ratios_of_totals() -> None:
    base, other = figures(2), figures(3, opportunities=(8.0, 1.0), leads=(50.0, 5.0))
    other[:, NAMES.index("handoffs_per_rep_day"), 1] = 500.0  # twice the reps
    told, _ = found(other)
    tops = [table[:, NAMES.index("opportunities"), 0] for table in (base, other)]
    leads = [table[:, NAMES.index("leads"), 0] for table in (base, other)]
    assert unit(told, "opportunities", "1000_leads") == paired_ratio(1000 * tops[0], leads[0], 1000 * tops[1], leads[1])
    (week,) = (each for each in told.units if (each.kpi, each.unit) == ("opportunities", "rep_week"))
    assert week.baseline == pytest.approx(5 * tops[0].mean() / 250)
    assert week.mean == pytest.approx(5 * tops[1].mean() / 500)
    assert week.difference.mean == pytest.approx(5 * (tops[1].mean() / 500 - tops[0].mean() / 250))


def test_only_what_is_counted_has_such_units() -> None:
    assert planned_kpis(QUESTION) == ["opportunities", "unsubscribes"]
    assert planned_kpis(QUESTION._replace(kpi="recall")) == ["unsubscribes"]
    told, _ = found(figures(3), QUESTION._replace(kpi="leads"))
    assert {(each.kpi, each.unit) for each in told.units} == {
        *(("leads", name) for name in UNITS if name != "1000_leads"), *(("unsubscribes", name) for name in UNITS),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("opportunities", "cost", "trade", "has_price"),
    [
        (8.0, 300_000.0, Trade.BUYS, True),
        (-8.0, -300_000.0, Trade.SAVES, True),
        (8.0, -300_000.0, Trade.WINS, False),
        (-8.0, 300_000.0, Trade.LOSES, False),
        (8.0, 0.0, Trade.ALIKE, False),
        (0.0, 300_000.0, Trade.OPEN, False),
    ],
)
def test_a_further_one_has_a_price_only_if_there_surely_are_more_for_more_or_fewer_for_less(
    opportunities: float, cost: float, trade: Trade, has_price: bool
) -> None:
    spread = 1_000.0 if cost else 0.0
    told, _ = found(figures(3, opportunities=(opportunities, 1.5), cost=(cost, spread)))
    assert told.price.trade is trade
    assert (told.price.each is not None) is has_price
    if told.price.each:
        assert told.price.each.low < cost / opportunities < told.price.each.high


def test_a_price_is_total_over_total_and_that_of_each_further_one_a_quotient_of_differences() -> None:
    base, other = figures(2), figures(3, opportunities=(8.0, 1.0), cost=(300_000.0, 30_000.0))
    told, _ = found(other)
    cost, count = (other[:, NAMES.index(name), 0] - base[:, NAMES.index(name), 0] for name in ("cost", "opportunities"))
    assert told.price.each == quotient(cost, count)
    assert told.price.each.mean == pytest.approx(cost.sum() / count.sum())
    assert told.price.own.mean == pytest.approx(
        other[:, NAMES.index("cost"), 0].sum() / other[:, NAMES.index("opportunities"), 0].sum()
    )
    assert told.price.baseline.low < told.price.baseline.mean < told.price.baseline.high


@pytest.mark.parametrize("seed", range(3, 23))
def test_where_it_is_just_sure_that_there_are_more_none_of_them_pays_for_itself(seed: int) -> None:
    told, cells = found(figures(seed, opportunities=(4.0, 5.5), cost=(300_000.0, 100_000.0)))
    surely = min(cells["other"][kpi].difference.low for kpi in ("opportunities", "cost")) > 0.0
    assert (told.price.each is not None) is surely
    if told.price.each:  # more for more: no interval may speak of an opportunity that brings money by itself
        assert 0.0 < told.price.each.low < told.price.each.high < math.inf


def test_the_deciding_kpi_is_priced_if_more_of_it_is_worth_paying_for() -> None:
    by_kpi = {"appointments": "appointments", "unsubscribes": "opportunities", "recall": "opportunities"}
    by_kpi |= {"value": "opportunities", "wins": "wins"}
    assert {kpi: priced(QUESTION._replace(kpi=kpi)) for kpi in by_kpi} == by_kpi


def test_intervals_have_the_level_that_decides() -> None:
    runs = {"base": figures(2), "a": figures(3, opportunities=(8.0, 1.0)), "b": figures(4, opportunities=(7.0, 1.0))}
    cells = contrast(runs, QUESTION, WINDOW)
    told = effects(runs, QUESTION, WINDOW, cells)
    assert list(told) == ["a", "b"]
    for scenario, of in told.items():
        assert unit(of, "opportunities", "quarter")[:3] == pytest.approx(
            cells[scenario]["opportunities"].difference[:3]
        )


def test_json_and_rows_tell_the_same_and_none_for_what_is_not_known() -> None:
    other = figures(3, opportunities=(-8.0, 1.0), cost=(-300_000.0, 30_000.0))
    other[:, NAMES.index("handoffs_per_rep_day"), 1] = 0.0  # nobody works
    told, cells = found(other)
    plain = json.loads(json.dumps(told.to_json(), allow_nan=False))
    assert list(plain) == ["units", "price"]
    assert list(plain["units"]["opportunities"]) == list(UNITS)
    assert plain["units"]["opportunities"]["rep_week"] == {
        "baseline": pytest.approx(5 * figures(2)[:, NAMES.index("opportunities"), 0].mean() / 250),
        "mean": None, "diff": None, "low": None, "high": None,
    }  # fmt: skip
    assert (plain["price"]["kpi"], plain["price"]["trade"]) == ("opportunities", "saves")
    rows = [dict(zip(HEADER, row, strict=True)) for row in effect_rows({"other": told}, cells)]
    assert [(row["kpi"], row["unit"]) for row in rows] == [
        *(("opportunities", name) for name in UNITS), *(("unsubscribes", name) for name in UNITS),
        ("opportunities", "cost_per_one"), ("opportunities", "cost_of_each"),
    ]  # fmt: skip
    assert rows[0]["difference"] == plain["units"]["opportunities"]["month"]["diff"]
    assert rows[-1]["mean"] == plain["price"]["each"]["mean"]


def test_one_run_has_effects_without_intervals() -> None:
    runs = {name: figures(n)[:1] for n, name in enumerate(("base", "other"), 2)}
    cells: dict[str, dict[str, Cell]] = {s: dict(row) for s, row in contrast(runs, QUESTION, WINDOW).items()}
    told = effects(runs, QUESTION, WINDOW, cells)["other"]
    assert told.price.trade is Trade.OPEN
    assert all(math.isinf(each.difference.half_width) for each in told.units)
