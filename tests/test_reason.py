"""The reason of each kind of answer, as it is read, and that it says nothing that the figures don't."""

# ruff: noqa: E501 - sentences are read as they are printed

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.stats import Difference
from sim.study.assumption import IMPOSSIBLE, Assumption, Outcome
from sim.study.comparison import Comparison
from sim.study.reason import chance_words, effect_words, reason, reasoned
from tests.made import compared


def tried(**outcomes: Outcome) -> Assumption:
    """An assumption with what became of the answer."""
    return Assumption("people.read_lift", "effect of a read mail", "0.04", "assumption", outcomes)


SAME = Outcome(True, "weekly")
COSTS = (60_000.0, 12_000.0)
YEN = {"cost": 9_000_000.0}


def test_a_gain_is_told_with_price_guardrails_chance_and_what_would_turn_it() -> None:
    found = compared(
        more={"opportunities": (5, 1), "unsubscribes": (2.1, 1), "cost": COSTS},
        guardrails={"unsubscribes": "at most +5", "busiest_week_per_rep": "at most 120"},
        best={"weekly": 0.004, "more": 0.996},
        rests_on=[tried(at_zero=Outcome(False, "weekly"), doubled=Outcome(True, "more"))],
        base=YEN,
    )
    assert reason(found) == (
        "Change to more: it has 5.0 more opportunities a quarter (4.0 to 6.0), 8.3 more per 1,000 leads. It costs 60,000 "
        "yen more a quarter, 12,000 for each of the opportunities gained (8,838 to 16,293). Kept: unsubscribes +2.1 (at "
        "most +5); busiest week, per rep 100 (at most 120). Chance that more is the best in opportunities: over 99 %. With "
        "effect of a read mail at zero the answer is weekly."
    )


def test_no_worse_is_told_with_what_can_be_borne_and_what_else_is_better() -> None:
    found = compared(
        less={"opportunities": (-0.4, 1.2), "unsubscribes": (-41.6, 2.0), "busiest_week_per_rep": (-0.6, 0.2)},
        guardrails={"unsubscribes": 0, "busiest_week_per_rep": 0},
        best={"weekly": 0.75, "less": 0.25},
        rests_on=[tried(at_zero=Outcome(True, "less"), doubled=IMPOSSIBLE)],
    )
    assert reason(found) == (
        "Change to less: it has 0.4 fewer opportunities a quarter (1.6 fewer to 0.8 more; you can bear 2), 0.7 fewer per "
        "1,000 leads; also 41.6 fewer unsubscribes, busiest week, per rep 0.6 lower. It costs about the same. Kept: "
        "unsubscribes -41.6 (margin 0); busiest week, per rep -0.6 (margin 0). Chance that less is the best in opportunities: 25 %; that of weekly: 75 %. Nothing that was tried would "
        "turn the answer."
    )


def test_the_baseline_stays_when_the_other_is_worse() -> None:
    found = compared(
        less={"opportunities": (-2.7, 0.9), "unsubscribes": (-41.6, 2.1), "cost": (-9_000, 900)},
        margin=1.5,
        guardrails={"unsubscribes": 0},
        rests_on=[tried(at_zero=SAME, doubled=SAME)],
        base=YEN,
    )
    assert reason(found) == (
        "Stay with weekly: less has 2.7 fewer opportunities a quarter (1.8 to 3.6; you can bear 1.5), 4.5 fewer per 1,000 "
        "leads; in return 41.6 fewer unsubscribes. It costs 9,000 yen less a quarter, 3,333 for each of the opportunities "
        "lost (2,421 to 5,112). Kept: unsubscribes -41.6 (margin 0). Nothing that was tried would turn the answer."
    )


def test_a_few_yen_are_no_money_however_sure_they_are() -> None:
    for saved, said in ((4_400, "It costs about the same."), (4_600, "It costs 4,600 yen less a quarter")):
        found = compared(less={"opportunities": (-2.7, 0.9), "cost": (-saved, 10)}, base=YEN)
        assert said in reason(found)


def test_a_loss_that_can_perhaps_be_borne_is_waited_for() -> None:
    found = compared(
        less={"opportunities": (-2.7, 0.9), "unsubscribes": (-41.6, 2.1)}, margin=3.0, guardrails={"unsubscribes": 0}
    )
    told = reason(found)
    assert told.startswith("Don't leave weekly yet: less has 2.7 fewer opportunities a quarter (1.8 to 3.6; you can bear 3)")
    assert told.endswith(f"About {found.answer.more_runs} more simulated runs of each scenario would settle it.")


def test_the_baseline_stays_when_nothing_is_gained() -> None:
    found = compared(idle={"opportunities": (0.1, 1.0)}, guardrails={"recall": "at least -2 points"})
    assert reason(found) == (
        "Stay with weekly: idle has 0.1 more opportunities a quarter (0.9 fewer to 1.1 more; you can bear 2), 0.2 more per "
        "1,000 leads. It costs about the same. Kept: in-market leads handed off in time 0.00 points (at least -2 points)."
    )


def test_a_broken_guardrail_is_told_with_figure_and_limit() -> None:
    found = compared(
        greedy={"opportunities": (9, 1), "unsubscribes": (50, 5), "busiest_week_per_rep": (30, 1), "wins": (0.2, 1)},
        guardrails={"unsubscribes": "at most +5", "busiest_week_per_rep": "at most 110", "wins": 0},
    )
    assert reason(found) == (
        "Stay with weekly: greedy has 9.0 more opportunities a quarter (8.0 to 10.0), 15.0 more per 1,000 leads; but it "
        "breaks a guardrail. It costs about the same. Broken: unsubscribes +50.0 (at most +5); busiest week, per rep "
        "130 (at most 110). Not settled: deals won +0.2 (margin 0)."
    )


def test_the_likeliest_to_be_best_is_told_where_it_is_not_the_choice() -> None:
    found = compared(
        greedy={"opportunities": (9, 1), "unsubscribes": (50, 5)},
        modest={"opportunities": (4, 1)},
        guardrails={"unsubscribes": 0},
        best={"weekly": 0.0, "greedy": 0.97, "modest": 0.03},
    )
    assert reason(found).startswith("Change to modest: ")
    assert (
        "Chance that modest is the best of the 3 in opportunities: 3 %; that of greedy, which breaks a guardrail: 97 %."
        in reason(found)
    )


def test_of_several_the_best_is_never_told_without_the_guardrail_that_it_breaks() -> None:
    found = compared(
        greedy={"opportunities": (0.3, 1), "unsubscribes": (50, 5)},
        idle={"opportunities": (-3, 0.5)},
        guardrails={"unsubscribes": "at most +5"},
    )
    assert reason(found).startswith(
        "Stay with weekly: greedy, of 2 others the best in opportunities but breaking a guardrail, has 0.3 more "
        "opportunities a quarter (0.9 fewer to 1.5 more; you can bear 2), 0.5 more per 1,000 leads. It costs"
    )


def test_a_likelier_best_whose_gain_is_too_small_to_matter_is_told_so() -> None:
    def told(**best: float) -> str:
        return reason(compared(at_60={"opportunities": (0.4, 0.6)}, bad={"opportunities": (-5, 1)}, best=best))

    said = "Chance that weekly is the best of the 3 in opportunities: 34 %; that of at 60"
    assert f"{said}, whose gain is too small to matter: 57 %." in told(weekly=0.34, at_60=0.57, bad=0.09)
    assert f"{said.removesuffix('; that of at 60')}." in told(weekly=0.34, at_60=0.33, bad=0.33)


def test_of_several_the_nearest_is_told() -> None:
    found = compared(
        worst={"opportunities": (-9, 1)}, bad={"opportunities": (-5, 1)}, best={"weekly": 0.98, "worst": 0.0, "bad": 0.02}
    )
    assert reason(found).startswith("Stay with weekly: bad, the nearest of 2 others, has 5.0 fewer opportunities a quarter (")
    assert "Chance that weekly is the best of the 3 in opportunities: 98 %." in reason(found)


def test_an_open_question_says_about_how_many_runs_would_settle_it() -> None:
    found = compared(
        bad={"opportunities": (-9, 1)},
        unclear={"opportunities": (-1, 3)},
        best={"weekly": 0.7, "unclear": 0.3},
        rests_on=[tried(at_zero=Outcome(True, None), doubled=Outcome(False, "unclear"))],
    )
    told = reason(found)
    assert told.startswith("Don't leave weekly yet: unclear, the nearest of 2 others, has 1.0 fewer opportunities a quarter (")
    assert f"About {found.answer.more_runs} more simulated runs of each scenario would settle it." in told
    assert told.endswith("With effect of a read mail doubled the answer is unclear.")
    endless = compared(unclear={"opportunities": (0.0, 3)}, margin=0.0)
    assert "Even 10,000 more simulated runs would not settle it." in reason(endless)


def test_an_open_question_speaks_of_what_is_open_and_could_be_chosen() -> None:
    found = compared(
        greedy={"opportunities": (9, 1), "unsubscribes": (50, 5)},
        hopeless={"opportunities": (4, 30), "unsubscribes": (50, 5)},
        unclear={"opportunities": (-1, 6)},
        guardrails={"unsubscribes": 0},
    )
    assert reason(found).startswith("Don't leave weekly yet: unclear, the nearest of 3 others, has 1.0 fewer opportunities")


def test_a_baseline_that_breaks_a_limit_itself_is_told() -> None:
    found = compared(
        slow={"opportunities": (-9, 1), "busiest_week_per_rep": (-30, 1)},
        guardrails={"busiest_week_per_rep": "at most 80"},
    )
    assert (
        "Kept: busiest week, per rep 70.0 (at most 80). weekly itself breaks a limit: busiest week, per rep 100 (at most "
        "80)." in reason(found)
    )


@pytest.mark.parametrize(
    ("kpi", "change", "says"),
    [
        ("unsubscribes", (-20, 3), "it has 20.0 fewer unsubscribes a quarter (17.0 to 23.0), 33.3 fewer per 1,000 leads"),
        ("open_rate", (0.021, 0.013), "it is 2.1 points higher in open rate (0.80 to 3.4)."),
        ("cost", (-9_000, 900), "it is 9,000 yen lower in cost a quarter (8,100 to 9,900), 15,000 yen lower per 1,000 leads"),
        ("days_to_mql_median", (-3, 1), "it is 3.0 lower in days to MQL, median (2.0 to 4.0)."),
    ],
)
def test_other_kpis_have_their_own_words(kpi: str, change: tuple[float, float], says: str) -> None:
    base = YEN if kpi == "cost" else {}
    assert says in reason(compared(kpi=kpi, margin=0.0, other={kpi: change}, base=base))


def test_runs_that_are_alike_differ_by_nothing() -> None:
    assert reason(compared(same={})).startswith("Stay with weekly: same has just as many opportunities. It costs")
    assert reason(compared(kpi="open_rate", margin=0.0, same={})).startswith("Don't leave weekly yet: same is the same in")


def test_one_run_tells_no_range() -> None:
    found = compared(more={"opportunities": (5, 1)}, runs=1)
    assert "(how far off that may be, one run can't tell; you can bear 2)" in reason(found)


def test_a_kpi_without_a_figure_is_said_to_have_none() -> None:
    nothing = Difference(math.nan, -math.inf, math.inf, math.inf, None, 9, None)
    assert effect_words("win_rate", nothing, "quarter") == "has no figure for win rate"


def test_chances_are_never_certain() -> None:
    assert [chance_words(p) for p in (1.0, 0.991, 0.97, 0.5, 0.009, 0.0)] == [
        "over 99 %", "over 99 %", "97 %", "50 %", "under 1 %", "under 1 %",
    ]  # fmt: skip


def test_the_answer_has_its_reason() -> None:
    found = compared(more={"opportunities": (5, 1)})
    assert found.answer.reason == ""
    assert reasoned(found).answer.reason == reason(found)
    assert reasoned(found).to_json()["reason"] == reason(found)


STATISTICS = re.compile(r"holm|interval|significan|confiden|p-value|hypothes|standard|replicat|nan|inf\b|None", re.IGNORECASE)
CHANGES = st.tuples(st.floats(-20, 20), st.floats(0, 10))


@settings(deadline=None, max_examples=60)
@given(CHANGES, CHANGES, CHANGES, st.sampled_from(["at most +5", "at most 101", "at least -3", "at least 99"]))
def test_any_answer_is_one_paragraph_without_the_words_of_statistics(
    first: tuple[float, float], second: tuple[float, float], cost: tuple[float, float], limit: str
) -> None:
    found: Comparison = compared(
        one={"opportunities": first, "unsubscribes": second, "cost": cost},
        two={"opportunities": second, "cost": first},
        guardrails={"unsubscribes": limit, "wins": 0},
        best={"weekly": 0.5, "one": 0.3, "two": 0.2},
    )
    told = reason(found)
    assert not STATISTICS.search(told), told
    assert "\n" not in told
    assert told.endswith(".")
    chosen = found.answer.choice.scenario
    assert told.startswith({"weekly": "Stay with weekly: ", None: "Don't leave weekly yet: "}.get(chosen, f"Change to {chosen}: it "))
