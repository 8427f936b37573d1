"""Which scenarios are drawn, and between which values most runs lie."""

from __future__ import annotations

import numpy as np
import pytest

from sim.present.shownscenarios import (
    Spread,
    beside,
    ends_words,
    left_out_note,
    middle,
    number,
    percent,
    ranked,
    shown_scenarios,
    spread_of,
)
from sim.study.reason import rival
from tests.made import compared
from tests.profiled import TWELVE, made

COMPARED = compared(worse={"opportunities": (-5, 1)}, top={"opportunities": (9, 1)}, good={"opportunities": (4, 1)})


def test_the_chosen_one_comes_first_then_the_best_others() -> None:
    assert COMPARED.answer.choice.scenario == "top"
    assert ranked(COMPARED) == ["top", "good", "worse"]
    assert beside(COMPARED) == "top"


def test_the_one_told_of_is_that_of_the_answer_also_where_another_one_has_more_but_breaks_a_guardrail() -> None:
    found = compared(
        guardrails={"unsubscribes": 0},
        more={"opportunities": (9, 1), "unsubscribes": (20, 1)},
        unsure={"opportunities": (3, 6), "unsubscribes": (-5, 1)},
    )
    assert found.answer.choice.scenario is None
    assert ranked(found) == ["more", "unsure"]
    assert beside(found) == rival(found) == "unsure"


def test_a_kpi_that_should_be_low_ranks_the_lowest_first() -> None:
    found = compared(kpi="unsubscribes", more={"unsubscribes": (5, 20)}, less={"unsubscribes": (-5, 20)})
    assert ranked(found) == ["less", "more"]


def test_of_too_many_the_baseline_and_the_best_are_shown_in_their_order() -> None:
    assert shown_scenarios(COMPARED, 4) == COMPARED.scenarios
    assert shown_scenarios(COMPARED, 3) == ("weekly", "top", "good")
    assert shown_scenarios(COMPARED, 2) == ("weekly", "top")
    assert left_out_note(COMPARED, 4) == ""
    assert "not drawn: 2" in left_out_note(COMPARED, 2)


def test_one_scenario_has_no_beside() -> None:
    found = made(("weekly",)).found
    assert beside(found) is None
    assert shown_scenarios(found, 4) == ("weekly",)
    assert len(shown_scenarios(made(TWELVE, runs=2).found, 4)) == 4


def test_the_middle_of_the_runs_is_between_their_5_and_95_percent_quantiles() -> None:
    runs = np.arange(21.0)
    ends = middle(runs[:, None])
    assert ends is not None
    assert [end.tolist() for end in ends] == [[1.0], [19.0]]
    assert spread_of(runs) == Spread(10.0, 1.0, 19.0)


def test_one_run_has_no_middle_and_what_no_run_has_stays_unknown() -> None:
    assert middle(np.ones((1, 3))) is None
    assert spread_of(np.array([4.0])) == Spread(4.0)
    ends = middle(np.array([[np.nan, 1.0], [np.nan, np.nan]]))
    assert ends is not None
    assert np.isnan(ends[0]).tolist() == [True, False]


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0"), (1.0, "100"), (0.5, "50.0"), (0.0004, "0.04"), (0.0234, "2.3")]
)
def test_shares_have_few_digits(share: float, words: str) -> None:
    assert percent(share) == words


def test_numbers_and_their_ends_have_few_digits() -> None:
    assert [number(x) for x in (0.0, -0.04, 3.0, 99.96, 1234.5)] == ["0", "0", "3.0", "100", "1,234"]
    assert ends_words(Spread(3.0, 1.0, 5.25), "3") == "3 (1.0 to 5.2)"
    assert ends_words(Spread(3.0), "3") == "3"
    assert ends_words(Spread(0.0, 0.0, 0.0), "0 %", shares=True) == "0 %"
