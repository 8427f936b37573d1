"""Briefs: every figure is the comparison's, and every ending of a comparison has words for who decides."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.model.stats import paired
from sim.present.brief import Brief, brief, figure_of, money_of, value_words
from sim.study.answer import Answer, Choice
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.reopened import Reopened
from sim.words.language import speaking
from tests.made import compared
from tests.opened import small
from tests.pictures import comparison

NAMES = list(KPIS)


def opened(found: Comparison | None = None) -> Reopened:
    """The small experiment, with another comparison in its place."""
    return small() if found is None else small()._replace(found=found)


def chosen(scenario: str) -> Brief:
    """The brief of the small experiment if this had been the answer."""
    found = small().found
    return brief(opened(replace(found, answer=Answer(Choice(scenario), "the answer", None, "the reason"))))


def untold(half_width: float) -> Brief:
    """The brief where nobody can tell."""
    return brief(opened(compared(twice_a_month={"opportunities": (-1.5, half_width)})))


def test_figures_are_those_of_the_comparison() -> None:
    found = small().found
    for name in ("mqls", "open_rate", "cost", "busiest_week_per_rep"):
        told = figure_of(found, name, "weekly")
        cell = found.cells["weekly"][name]
        assert (told.before, told.after) == (found.cells["daily"][name].mean, cell.mean)
        assert told.after_words == KPIS[name].show(cell.mean)
    assert figure_of(found, "open_rate", "weekly").difference.endswith("points")


def test_the_decision_asked_for_goes_by_the_answer() -> None:
    assert chosen("weekly").headline == "Change to weekly"
    assert chosen("weekly").ask == "Decision asked for: replace daily by weekly."
    assert chosen("daily").headline == "Stay with daily"
    assert untold(3.0).headline == "Don't change weekly yet"
    assert [each.is_change for each in (chosen("weekly"), chosen("daily"), untold(3.0))] == [True, False, False]


def test_who_cannot_tell_yet_is_told_how_many_more_runs_it_takes() -> None:
    more = small()._replace(found=compared(twice_a_month={"opportunities": (-1.5, 3.0)})).found.answer.more_runs
    assert more is not None
    told = untold(3.0).next_steps[0]
    assert told == f"Simulate about {more:,} more runs of each scenario ({12 + more:,} in all), then decide."
    assert "would not settle it" in untold(900.0).next_steps[0]


def test_reasons_begin_with_the_deciding_kpi_and_name_every_guardrail() -> None:
    told = brief(opened())
    assert [("MQLs" in told.because[0]), ("unsubscribes" in told.because[1])] == [True, True]
    assert len(told.because) == 2


def test_a_usual_week_is_five_working_days() -> None:
    found, told = small().found, brief(opened())
    mean = found.cells["daily"]["handoffs_per_rep_day"].mean
    assert mean is not None
    assert told.week[0].before == pytest.approx(5.0 * mean)


def test_money_is_paired_run_by_run() -> None:
    made = comparison(wins=20)
    k = {name: NAMES.index(name) for name in ("opportunities", "cost", "win_rate")}
    found = money_of(opened(made), "twice_a_month")
    rate = sum(part[:, k["win_rate"], 0].sum() for part in made.figures.values()) / sum(
        part[:, k["win_rate"], 1].sum() for part in made.figures.values()
    )
    deal = small().loaded.baseline.journey.costs.deal_value
    scale = 91.3125 / made.window.last_day
    net = [
        scale * (part[:, k["opportunities"], 0] * rate * deal - part[:, k["cost"], 0]) for part in made.figures.values()
    ]
    assert found.net is not None
    assert found.net[:2] == pytest.approx(paired(*net)[:2])
    assert found.win_rate == pytest.approx(rate)


def test_without_a_deal_won_or_lost_there_is_no_value_and_the_cost_is_told() -> None:
    made = comparison()
    for part in made.figures.values():
        part[:, NAMES.index("win_rate"), :] = 0.0
    told = brief(opened(made))
    assert told.money.value is None
    assert [f"difference in {label}" for label, _ in told.money_words] == [told.net[0]]


def test_one_run_has_figures_but_no_intervals() -> None:
    told = brief(small(1))
    assert {each.interval for each in (*told.effect, *told.week)} == {""}
    assert told.watch == ()
    assert not math.isfinite(told.money.cost.half_width)


def test_what_the_scenario_changes_is_told_with_its_settings() -> None:
    told = brief(opened())
    assert [each.path for each in told.changes] in (["touchpoints.news.cadence"], ["mql.hot"])


def test_dates_are_those_of_the_experiment() -> None:
    told = brief(opened())
    assert (told.first_day, told.last_day, told.review_on) == (date(2026, 4, 15), date(2026, 5, 19), date(2026, 7, 15))


def test_the_review_falls_on_a_business_day() -> None:
    """Three months after 1 October is New Year's Day."""
    loaded = small().loaded
    experiment = loaded.experiment.model_copy(update={"change_on": date(2026, 10, 1)})
    held = small()._replace(loaded=loaded._replace(experiment=experiment))
    calendar = loaded.baseline.journey.built_calendar()
    told = brief(held).review_on
    assert told is not None
    assert calendar.is_business_day(calendar.day_of_date(told))
    assert date(2027, 1, 1) < told <= date(2027, 1, 8)


def test_what_is_the_same_in_every_run_is_no_difference_seen() -> None:
    found = compared(twice_a_month={"mqls": (0.0, 0.0), "sqls": (0.0, 1.0)})
    assert figure_of(found, "mqls", "twice_a_month").verdict == "no difference seen"
    assert figure_of(found, "sqls", "twice_a_month").verdict == "cannot tell yet"


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [("21d", "21 days", "21日"), ("1d 12h", "1 day 12 hours", "1日12時間"), ("0.04", "0.04", "0.04")],
)
def test_values_are_told_without_the_words_of_files(value: str, english: str, japanese: str) -> None:
    assert value_words(value) == english
    with speaking("ja"):
        assert value_words(value) == japanese


def test_every_ending_has_japanese_words() -> None:
    with speaking("ja"):
        told = [chosen("weekly"), chosen("daily"), untold(3.0)]
    assert [each.headline for each in told] == ["weeklyへ変更", "dailyを継続", "weeklyの変更は保留"]
    assert all(each.ask.startswith("お願いしたい判断：") for each in told)


def test_zero_mqls_are_a_figure_like_any_other() -> None:
    made = comparison(handoffs=0, mqls=0, sals=0, sqls=0, opportunities=0, wins=0)
    told = brief(opened(made))
    assert told.effect[0].after_words == "0.0"
    assert np.isfinite(told.money.cost.mean)


def test_the_command_that_repeats_it_names_no_place_on_this_machine(tmp_path: Path) -> None:
    words = ("nurture", "compare", str(tmp_path / "our question.yaml"), "--seed", "7")
    assert brief(opened()._replace(repeat=words)).repeat == "nurture compare 'our question.yaml' --seed 7"
    assert brief(opened()).repeat == "nurture compare experiment.yaml"


def test_a_name_that_begins_a_sentence_gets_a_capital_only_where_there_are_any() -> None:
    assert brief(opened()).because[0].startswith("Weekly has ")
    with speaking("ja"):
        assert brief(opened()).because[0].startswith("weeklyは")


def test_the_effect_begins_with_what_decides_or_with_opportunities_where_a_week_decides() -> None:
    assert brief(opened()).effect[0].kpi == "mqls"
    found = comparison(("daily", "weekly"), shown=("busiest_week_per_rep", "unsubscribes"))
    assert [each.kpi for each in brief(opened(found)).effect[:2]] == ["opportunities", "unsubscribes"]
