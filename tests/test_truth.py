"""Worlds whose truth is known, compared many times over: how often what is said of them is wrong.

A world is a table of made-up runs with the same luck in all scenarios. Bounds are binomial: what is promised, and four
standard errors of as many trials on top or below.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from sim.model.chances import chances, chances_of_ratios
from sim.model.guardrails import Limit
from sim.model.stats import Difference, Verdict
from sim.study import comparison
from sim.study.answer import Cell, Cells, Question, choose, further_runs
from sim.study.comparison import chances_of_best, contrast
from sim.study.effects import effects
from sim.study.kpis import KPIS
from sim.study.measures import Window
from sim.study.periods import Period
from sim.study.standing import State
from sim.study.timeline import by_month

CONTRASTED = ("opportunities", "unsubscribes", "busiest_week_per_rep", "mqls", "cost")
WINDOW = Window(0, 182)
MARGIN = 3.0
MARGINS = {"opportunities": MARGIN, "unsubscribes": 0.0}
QUESTION = Question("base", "opportunities", MARGINS, ("unsubscribes",), "window")
SPREAD = 1.6  # of a difference, from run to run
NAMES = list(KPIS)
Figures = dict[str, np.ndarray]


def at_most(promised: float, trials: int) -> float:
    return promised + 4.0 * math.sqrt(promised * (1.0 - promised) / trials)


def at_least(promised: float, trials: int) -> float:
    return promised - 4.0 * math.sqrt(promised * (1.0 - promised) / trials)


@pytest.fixture(autouse=True)
def few_kpis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only some KPIs are contrasted, and chances drawn less finely, so that it can be done a thousand times."""
    monkeypatch.setattr(comparison, "KPIS", {name: KPIS[name] for name in CONTRASTED})
    monkeypatch.setattr("sim.model.chances._DRAWS", 10_000)


def world(luck: np.random.Generator, runs: int, *truths: dict[str, float]) -> Figures:
    """A baseline and a scenario for each truth: by KPI its mean difference; what is not named doesn't differ at all."""
    base = np.ones((runs, len(CONTRASTED), 2))
    base[:, :, 0] = luck.normal(100.0, 10.0, (runs, len(CONTRASTED)))
    figures = {"base": base}
    for n, truth in enumerate(truths):
        figures[f"other_{n}"] = base.copy()
        for kpi, mean in truth.items():
            figures[f"other_{n}"][:, CONTRASTED.index(kpi), 0] += luck.normal(mean, SPREAD, runs)
    return figures


def shares(
    trials: int, told: Callable[[Cells], object], runs: int, *truths: dict[str, float], question: Question = QUESTION
) -> Counter[object]:
    """How often each thing is told of as many worlds with these truths, as shares of 1."""
    luck, found = np.random.default_rng(1), Counter[object]()
    for _ in range(trials):
        found[told(contrast(world(luck, runs, *truths), question, WINDOW))] += 1
    return Counter({what: count / trials for what, count in found.items()})  # type: ignore[arg-type]


def chosen(cells: Cells) -> str | None:
    return choose(cells, QUESTION).scenario


# ---- verdicts


@pytest.mark.parametrize("scenarios", [1, 4])
def test_where_nothing_differs_some_scenario_is_said_to_in_5_of_100(scenarios: int) -> None:
    def differs(cells: Cells) -> bool:
        found = (row["opportunities"].difference for name, row in cells.items() if name != "base")
        return any(each.low > 0.0 or each.high < 0.0 for each in found)

    found = shares(600, differs, 8, *[{"opportunities": 0.0}] * scenarios)
    assert found[True] <= at_most(0.05, 600)


def test_what_loses_as_much_as_can_be_borne_is_no_worse_in_1_of_40() -> None:
    found = shares(800, lambda cells: cells["other_0"]["opportunities"].verdict, 10, {"opportunities": -MARGIN})
    assert found[Verdict.NO_WORSE] + found[Verdict.EQUIVALENT] + found[Verdict.BETTER] <= at_most(0.025, 800)


def test_of_ten_such_scenarios_some_is_no_worse_as_seldom_as_of_one() -> None:
    def some(cells: Cells) -> bool:
        return any(row["opportunities"].verdict in (Verdict.NO_WORSE, Verdict.EQUIVALENT) for row in cells.values())

    found = shares(300, some, 20, *[{"opportunities": -MARGIN}] * 10)
    assert found[True] <= at_most(0.025, 300)


def test_where_most_scenarios_differ_margins_are_still_held_for_all_of_them_at_once() -> None:
    """Holm's levels become looser with each scenario that differs from 0; that says nothing of a margin."""

    def some(cells: Cells) -> bool:
        return any(cells[f"other_{n}"]["opportunities"].verdict is Verdict.NO_WORSE for n in range(10))

    found = shares(300, some, 40, *[{"opportunities": -MARGIN}] * 10)
    assert found[True] <= at_most(0.025, 300)


@pytest.mark.parametrize("is_relative", [True, False])
def test_a_guardrail_on_its_limit_is_said_to_be_kept_or_broken_in_1_of_40_each(is_relative: bool) -> None:
    limit = Limit("at most", 5.0, True, "+5") if is_relative else Limit("at most", 105.0, False, "105")
    question = QUESTION._replace(margins={"opportunities": MARGIN}, limits={"unsubscribes": limit})

    def state(cells: Cells) -> State | None:
        standing = cells["other_0"]["unsubscribes"].standing
        return standing.state if standing else None

    found = shares(800, state, 10, {"unsubscribes": 5.0}, question=question)
    assert found[State.KEPT] <= at_most(0.025, 800)
    assert found[State.BROKEN] <= at_most(0.025, 800)


# ---- answers


LESS = {"unsubscribes": -40.0}


@pytest.mark.parametrize("runs", [5, 14, 40])
@pytest.mark.parametrize("gain", [-2.1, -4.0])  # what can be borne, and what can't
def test_few_runs_say_that_they_can_not_tell_and_are_seldom_wrong(runs: int, gain: float) -> None:
    found = shares(300, chosen, runs, LESS | {"opportunities": gain})
    right, wrong = ("other_0", "base") if gain > -MARGIN else ("base", "other_0")
    assert found[wrong] <= at_most(0.025, 300)
    if runs == 40:
        assert found[right] >= 0.9


def test_what_gains_nothing_anywhere_is_seldom_chosen() -> None:
    found = shares(500, chosen, 12, {"opportunities": 0.0, "unsubscribes": 0.0})
    assert found["other_0"] <= at_most(0.05, 500)  # 2.5 in the deciding KPI, 2.5 in the other


def test_kpis_that_are_only_shown_choose_nothing() -> None:
    better = {"mqls": 40.0, "cost": -40.0, "opportunities": 0.0, "unsubscribes": 0.0}
    found = shares(300, chosen, 12, better)
    assert found["other_0"] <= at_most(0.05, 300)


def test_as_many_runs_as_are_said_to_be_needed_settle_it_about_every_other_time() -> None:
    luck, settled, asked = np.random.default_rng(3), 0, 0
    for _ in range(250):
        figures = world(luck, 60, LESS | {"opportunities": -2.1})
        cells = contrast({name: part[:8] for name, part in figures.items()}, QUESTION, WINDOW)
        if chosen(cells) is None:
            more = further_runs(cells, QUESTION).runs
            if more <= 52:
                asked += 1
                enough = contrast({name: part[: 8 + more] for name, part in figures.items()}, QUESTION, WINDOW)
                settled += chosen(enough) is not None
    assert asked > 100
    assert at_least(0.5, asked) <= settled / asked <= 0.75


# ---- chances


def test_chances_are_right_where_scenarios_differ_by_much_more_than_runs_can_blur() -> None:
    luck, trials, right, told = np.random.default_rng(4), 300, 0, 0.0
    for _ in range(trials):
        truths = luck.normal(0.0, 5.0, 3)
        figures = world(luck, 6, *({"opportunities": truth} for truth in truths))
        best = chances_of_best(figures, QUESTION, chances, chances_of_ratios)
        likeliest = max(best, key=lambda name: best[name])
        truth = {"base": 0.0} | {f"other_{n}": each for n, each in enumerate(truths)}
        right += likeliest == max(truth, key=lambda name: truth[name])
        told += best[likeliest]
    assert at_least(told / trials, trials) <= right / trials <= at_most(told / trials, trials)


def test_where_all_are_alike_hardly_ever_one_is_sure_to_be_the_best() -> None:
    luck, sure = np.random.default_rng(5), 0
    for _ in range(300):
        figures = world(luck, 6, {"opportunities": 0.0}, {"opportunities": 0.0})
        sure += max(chances_of_best(figures, QUESTION, chances, chances_of_ratios).values()) > 0.99
    assert sure / 300 <= at_most(0.01, 300)


# ---- effects, and months


def counted(luck: np.random.Generator, runs: int) -> Figures:
    """Counts as they come: 6 of 112 opportunities are gained, by 20 mails more to each of 1,200 leads."""
    leads, shared = luck.poisson(1200, runs), luck.poisson(100, runs)
    figures = {}
    for name, own, mails in (("base", 6, 40), ("other", 12, 60)):
        table = np.ones((runs, len(NAMES), 2))
        opportunities = shared + luck.poisson(own, runs)
        table[:, NAMES.index("leads"), 0] = leads
        table[:, NAMES.index("opportunities"), 0] = opportunities
        table[:, NAMES.index("handoffs_per_rep_day"), 1] = 250.0
        table[:, NAMES.index("cost"), 0] = 3e6 + 5.0 * mails * leads + 2000.0 * opportunities
        table[:, NAMES.index("win_rate")] = np.column_stack([luck.binomial(opportunities, 0.2), opportunities])
        figures[name] = table
    return figures


def contrasted(figures: Figures) -> Cells:
    places = [NAMES.index(name) for name in CONTRASTED]
    return contrast({name: table[:, places] for name, table in figures.items()}, QUESTION, WINDOW)


def test_effects_and_prices_hold_the_truth_in_95_of_100() -> None:
    luck, trials, held, priced = np.random.default_rng(6), 400, Counter[str](), 0
    truth = {"month": 6.0 * 30.4375 / 182, "quarter": 6.0 * 91.3125 / 182, "1000_leads": 5.0, "rep_week": 6.0 / 50}
    own, each = (3e6 + 360_000.0) / 112 + 2000.0, 120_000.0 / 6 + 2000.0
    for _ in range(trials):
        figures = counted(luck, 10)
        found = effects(figures, QUESTION, WINDOW, contrasted(figures))["other"]
        for effect in found.units:
            if effect.kpi == "opportunities":
                held[effect.unit] += effect.difference.low <= truth[effect.unit] <= effect.difference.high
        held["own"] += found.price.own.low <= own <= found.price.own.high
        if found.price.each:
            priced += 1
            held["each"] += found.price.each.low <= each <= found.price.each.high
    assert priced > 0.9 * trials
    for what in (*truth, "own"):
        assert held[what] / trials >= at_least(0.95, trials), what
    assert held["each"] / priced >= at_least(0.95, priced)


@pytest.mark.parametrize(("kpi", "truth"), [("opportunities", 6.0), ("win_rate", 0.0)])
def test_every_month_holds_its_truth_in_95_of_100(kpi: str, truth: float) -> None:
    luck, trials, held = np.random.default_rng(7), 300, 0
    question = QUESTION._replace(kpi=kpi)
    for _ in range(trials):
        months = {name: np.stack([table, table], axis=1) for name, table in counted(luck, 10).items()}
        cells = {name: {kpi: Cell(None, Difference(0, 0, 0, 0, None, 10, None), None)} for name in months}
        for row in by_month(months, [Period("2026-10", 0, 31, True)], question, WINDOW, 400, cells):
            held += row.difference.low <= truth <= row.difference.high
    assert held / trials >= at_least(0.95, trials)
