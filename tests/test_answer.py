"""Which scenario is chosen, and in which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.guardrails import Limit
from sim.model.stats import Difference, Verdict, verdict
from sim.study.answer import (
    Cell,
    Question,
    amount,
    answer,
    choose,
    further_runs,
    guard_state,
    guard_words,
    per_words,
    verdict_words,
)
from sim.study.kpis import KPIS
from sim.study.standing import Standing, State, relative_standing

QUESTION = Question(
    "weekly", "opportunities", {"opportunities": 2.0, "unsubscribes": 0.0}, ("unsubscribes",), "quarter"
)
TWO = QUESTION._replace(guardrails=("unsubscribes", "busiest_week_per_rep"))
SHOWN = ("opportunities", "unsubscribes", "busiest_week_per_rep")


def cell(kpi: str, mean: float, half_width: float, n: int = 20, *, margin: float | None = None) -> Cell:
    """A cell whose verdict follows from its interval as in an experiment."""
    difference = Difference(mean, mean - half_width, mean + half_width, half_width, 0.9, n, None)
    margin = QUESTION.margins.get(kpi) if margin is None else margin
    said = verdict(difference, higher_is_better=KPIS[kpi].higher_is_better, margin=margin)
    return Cell(40.0, difference, said)


def row(
    opportunities: tuple[float, float],
    unsubscribes: tuple[float, float] = (0, 9),
    busiest: tuple[float, float] = (0, 9),
) -> dict[str, Cell]:
    return {kpi: cell(kpi, *pair) for kpi, pair in zip(SHOWN, (opportunities, unsubscribes, busiest), strict=True)}


def cells(**rows: dict[str, Cell]) -> dict[str, dict[str, Cell]]:
    base = {kpi: Cell(40.0, Difference(0, 0, 0, 0, None, 20, None), None) for kpi in SHOWN}
    return {"weekly": base, **rows}


def test_a_gain_in_the_deciding_kpi_is_chosen_the_largest_first() -> None:
    found = cells(some=row((3, 1)), more=row((5, 1)), unclear=row((9, 10)))
    assert choose(found, QUESTION).scenario == "more"


def test_no_worse_is_chosen_for_a_gain_elsewhere() -> None:
    found = cells(twice_a_month=row((-0.4, 1.2), (-154, 7), (-2.3, 0.6)))
    assert choose(found, QUESTION).gains == ("unsubscribes",)  # what is only shown decides nothing
    assert choose(found, TWO) == ("twice_a_month", ("unsubscribes", "busiest_week_per_rep"))
    assert answer(found, TWO).sentence == (
        "twice a month; in opportunities it loses no more than 2 a quarter. Better: unsubscribes, busiest week, per "
        "rep."
    )


def test_of_several_no_worse_the_one_with_most_gains_is_chosen_then_the_best_in_the_deciding_kpi() -> None:
    one = row((0.5, 1.2), (-10, 1))
    two = row((-0.4, 1.2), (-10, 1), (-2, 1))
    near = row((-0.3, 1.2), (-10, 1), (-2, 1))
    clear = row((-0.1, 1.2), (-10, 1), (-2, 1))
    assert choose(cells(one=one, two=two), TWO).scenario == "two"
    assert choose(cells(one=one, two=two, near=near), TWO).scenario == "two", "within a tenth of the margin: the first"
    assert choose(cells(one=one, near=near, two=two), TWO).scenario == "near"
    assert choose(cells(one=one, two=two, near=near, clear=clear), TWO).scenario == "near"
    assert choose(cells(one=one, two=two, clear=clear), TWO).scenario == "clear"


def test_a_broken_guardrail_forbids_a_scenario() -> None:
    found = cells(greedy=row((9, 1), (50, 5)))
    assert choose(found, QUESTION).scenario == "weekly"
    assert answer(found, QUESTION).sentence == (
        "stay with weekly; every other scenario is worse in opportunities, or gets worse in unsubscribes."
    )


def test_a_guardrail_may_get_worse_by_its_margin() -> None:
    lenient = QUESTION._replace(margins={"opportunities": 2.0, "unsubscribes": 60.0})
    greedy = row((9, 1))
    difference = Difference(50, 45, 55, 5, 0.9, 20, None)
    greedy["unsubscribes"] = Cell(90.0, difference, verdict(difference, higher_is_better=False, margin=60.0))
    assert choose(cells(greedy=greedy), lenient).scenario == "greedy"


def test_the_baseline_stays_when_nothing_is_gained_or_all_is_worse() -> None:
    idle = cells(idle=row((0.1, 1)))
    assert answer(idle, QUESTION).sentence == (
        "stay with weekly; every other scenario gains nothing that matters in opportunities or a guardrail."
    )
    assert answer(idle, QUESTION._replace(guardrails=())).sentence == (
        "stay with weekly; every other scenario gains nothing that matters in opportunities."
    )
    assert answer(cells(bad=row((-9, 1))), QUESTION).sentence == (
        "stay with weekly; every other scenario is worse in opportunities."
    )


def test_an_open_scenario_leaves_the_answer_open_unless_another_is_surely_good() -> None:
    unclear = row((-1, 3))
    found = answer(cells(bad=row((-9, 1)), unclear=unclear), QUESTION)
    assert found.choice.scenario is None
    assert (
        found.sentence
        == f"cannot tell yet; about {found.more_runs} more simulated runs would settle opportunities a quarter."
    )
    assert choose(cells(good=row((5, 1)), unclear=unclear), QUESTION).scenario == "good"


def test_an_open_scenario_that_breaks_a_guardrail_is_not_waited_for() -> None:
    assert choose(cells(unclear=row((-1, 3), (50, 5))), QUESTION).scenario == "weekly"


def test_what_loses_perhaps_no_more_than_can_be_borne_and_gains_elsewhere_is_waited_for() -> None:
    less = row((-1.7, 0.9), (-40, 2))  # surely fewer, by 0.8 to 2.6: 2 can be borne
    assert less["opportunities"].verdict is Verdict.WORSE
    found = answer(cells(less=less), QUESTION)
    assert found.choice.scenario is None
    assert found.sentence.startswith("cannot tell yet; about ")
    assert choose(cells(less=row((-1.7, 0.2), (-40, 2))), QUESTION).scenario == "less"
    assert choose(cells(less=row((-3.7, 0.9), (-40, 2))), QUESTION).scenario == "weekly"
    assert choose(cells(less=row((-1.7, 0.9))), QUESTION).scenario == "weekly"  # nothing in return for it


def test_what_may_still_gain_as_much_as_matters_is_waited_for() -> None:
    assert row((1, 2.5))["opportunities"].verdict is Verdict.NO_WORSE
    assert choose(cells(hopeful=row((1, 2.5))), QUESTION).scenario is None
    assert choose(cells(hopeful=row((1, 2.5), (-40, 2))), QUESTION).scenario == "hopeful"
    assert choose(cells(small=row((0.5, 1.2))), QUESTION).scenario == "weekly"


def test_a_guardrail_that_is_surely_worse_and_perhaps_by_too_much_is_waited_for() -> None:
    lenient = QUESTION._replace(margins={"opportunities": 2.0, "unsubscribes": 60.0})

    def told(gain: tuple[float, float], more: tuple[float, float]) -> dict[str, dict[str, Cell]]:
        return cells(greedy=row(gain) | {"unsubscribes": cell("unsubscribes", *more, margin=60.0)})

    for more, chosen in (((50, 20), None), ((50, 5), "greedy"), ((50, 70), "greedy"), ((90, 20), "weekly")):
        assert choose(told((9, 1), more), lenient).scenario == chosen, more
    assert choose(told((0.1, 1), (50, 20)), lenient).scenario == "weekly"  # not worth waiting for
    found = told((9, 1), (50, 20))
    assert guard_state("unsubscribes", found["greedy"]["unsubscribes"], lenient) is State.OPEN
    said = answer(found, lenient)
    # 10 from its margin with a half-width of 20 after 20 runs: half of it needs about 80 runs.
    assert 50 <= (said.more_runs or 0) <= 60
    assert said.sentence == (
        f"cannot tell yet; about {said.more_runs} more simulated runs would settle unsubscribes a quarter."
    )


def test_a_limit_on_a_guardrail_that_is_surely_worse_is_waited_for_too() -> None:
    found = limited(cells(more=row((9, 1), (6, 2))))
    assert choose(found, LIMITED).scenario is None
    assert further_runs(found, LIMITED).kpi == "unsubscribes"
    assert 45 <= further_runs(found, LIMITED).runs <= 70  # 1 from +5 with a half-width of 2 after 20 runs


HALVES, WIDTHS = (st.integers(least, 12).map(lambda n: n / 2) for least in (-12, 1))


@given(HALVES, WIDTHS, HALVES, WIDTHS)
def test_an_answer_stays_when_more_runs_find_the_same_means(
    gain: float, width: float, more: float, spread: float
) -> None:
    """But for what is said not to matter, and for what is named as not settled."""
    question = QUESTION._replace(margins={"opportunities": 2.0, "unsubscribes": 2.0})

    def chosen(share: float) -> str | None:
        pairs = {"opportunities": (gain, width * share), "unsubscribes": (more, spread * share)}
        other = {kpi: cell(kpi, *pair, margin=2.0) for kpi, pair in pairs.items()}
        return choose(cells(other=other), question).scenario

    today, later = chosen(1.0), chosen(0.001)
    is_small, was_unsure = 0.0 < gain < 2.0, abs(more) <= spread
    if today == "weekly":
        assert later == "weekly" or is_small or (more < 0.0 and was_unsure)
    if today == "other":
        assert later == "other" or (more >= 2.0 and was_unsure)


def test_further_runs_shrink_the_interval_to_the_nearest_border() -> None:
    def more(question: Question = QUESTION, **rows: dict[str, Cell]) -> int:
        return further_runs(cells(**rows), question).runs

    # The difference -1 with a half-width of 3 after 20 runs: below 1 (so above -2) needs about 20 x 9 runs in all.
    assert 120 <= more(unclear=row((-1, 3))) <= 160
    assert more(bad=row((-9, 1))) == 0
    assert more(unclear=row((-2, 3))) < 50  # 2 from 0, where it would be worse
    assert more(less=row((-2, 3), (-40, 1))) == 10_000  # exactly what can be borne, for something in return
    assert more(less=row((-1, 3), (-40, 1))) == more(less=row((-3, 3), (-40, 1))) == more(unclear=row((-1, 3)))
    # A half-width of 2.5 after 20 runs, which to be either sure of a gain of 1 or below one of 2 must be 1: 20 x 6.25.
    assert 80 <= more(hopeful=row((1, 2.5))) <= 110
    exact = QUESTION._replace(margins={})
    endless = answer(cells(unclear=row((0, 3))), exact)
    assert endless.more_runs == 10_000
    assert endless.sentence.startswith("cannot tell; even 10000 more")


def test_a_gain_is_said_with_its_interval_and_open_guardrails_are_named() -> None:
    found = answer(cells(more=row((5, 1), (3, 9))), QUESTION)
    assert found.sentence == "more; +5.0 opportunities a quarter [+4.0, +6.0]. Not settled: unsubscribes."
    assert found.more_runs is None


def test_a_kpi_that_should_be_low_gains_by_falling() -> None:
    question = Question("weekly", "unsubscribes", {"unsubscribes": 5.0}, (), "month")
    found = cells(less=row((0, 9), (-20, 3)), least=row((0, 9), (-30, 3)))
    assert choose(found, question).scenario == "least"
    bearable = cells(same=row((0, 9), (1, 9), (-2, 1)))
    bearable["same"]["unsubscribes"] = bearable["same"]["unsubscribes"]._replace(verdict=Verdict.NO_WORSE)
    question = question._replace(guardrails=("busiest_week_per_rep",))
    assert answer(bearable, question).sentence.startswith("same; in unsubscribes it adds no more than 5 a month.")


# ---- limits


LIMITED = QUESTION._replace(
    margins={"opportunities": 2.0},
    guardrails=("unsubscribes", "busiest_week_per_rep"),
    limits={
        "unsubscribes": Limit("at most", 5.0, True, "+5"),
        "busiest_week_per_rep": Limit("at most", 12, False, "12"),
    },
)


def limited(found: dict[str, dict[str, Cell]], **own: tuple[float, float]) -> dict[str, dict[str, Cell]]:
    """The cells with where they stand; `own`: each scenario's own busiest week, lowest and highest."""
    relative, absolute = (LIMITED.limits[kpi] for kpi in LIMITED.guardrails)
    for scenario, row in found.items():
        if scenario != "weekly":
            standing = relative_standing(relative, row["unsubscribes"].difference)
            row["unsubscribes"] = row["unsubscribes"]._replace(standing=standing)
        low, high = own.get(scenario, (9, 10))
        state = State.KEPT if high <= 12 else State.BROKEN if low > 12 else State.OPEN
        standing = Standing(absolute, state, (low + high) / 2, low, high)
        row["busiest_week_per_rep"] = row["busiest_week_per_rep"]._replace(standing=standing)
    return found


def test_within_its_limit_a_guardrail_may_be_worse() -> None:
    found = limited(cells(more=row((9, 1), (3, 1))))
    assert found["more"]["unsubscribes"].verdict is Verdict.WORSE
    assert answer(found, LIMITED).sentence == "more; +9.0 opportunities a quarter [+8.0, +10.0]."


def test_a_broken_limit_forbids_a_scenario_and_is_told() -> None:
    for found in (limited(cells(more=row((9, 1), (8, 1)))), limited(cells(more=row((9, 1))), more=(13, 14))):
        assert choose(found, LIMITED).scenario == "weekly"
    assert answer(found, LIMITED).sentence == (
        "stay with weekly; every other scenario is worse in opportunities, or breaks a limit (busiest week, per rep at "
        "most 12)."
    )


def test_who_gains_nothing_is_told_beside_who_breaks_a_limit() -> None:
    found = limited(cells(idle=row((0.1, 1)), more=row((9, 1), (8, 1))))
    assert answer(found, LIMITED).sentence == (
        "stay with weekly; every other scenario gains nothing that matters in opportunities or a guardrail, or breaks "
        "a limit (unsubscribes at most +5)."
    )


def test_a_limit_that_is_not_settled_is_named_with_it() -> None:
    found = limited(cells(more=row((9, 1), (3, 4))), more=(11, 13))
    assert answer(found, LIMITED).sentence == (
        "more; +9.0 opportunities a quarter [+8.0, +10.0]. Not settled: unsubscribes at most +5, busiest week, per "
        "rep at most 12."
    )


def test_an_open_scenario_that_breaks_a_limit_is_not_waited_for() -> None:
    found = limited(cells(unclear=row((-1, 3))), unclear=(13, 14))
    assert choose(found, LIMITED).scenario == "weekly"
    assert further_runs(found, LIMITED).runs == 0


def test_keeping_a_limit_that_the_baseline_breaks_is_a_gain() -> None:
    found = limited(cells(same=row((0.1, 1))), weekly=(13, 15), same=(10, 12))
    assert choose(found, LIMITED) == ("same", ("busiest_week_per_rep",))


def test_a_limit_that_only_the_baseline_seems_to_break_is_waited_for() -> None:
    for own in ({"weekly": (13, 15), "same": (11.0, 12.6)}, {"weekly": (11.8, 15), "same": (10, 12)}):
        found = limited(cells(same=row((0.1, 1))), **own)
        assert choose(found, LIMITED).scenario is None
        assert further_runs(found, LIMITED).kpi == "busiest_week_per_rep"
        assert choose(limited(cells(same=row((-9, 1))), **own), LIMITED).scenario == "weekly", "far too bad otherwise"
    for own in ({"weekly": (13, 15), "same": (11.5, 13)}, {"weekly": (10, 12.5), "same": (10, 12)}):
        assert choose(limited(cells(same=row((0.1, 1))), **own), LIMITED).scenario == "weekly", "means say no"


def test_a_baseline_that_breaks_a_limit_itself_is_told() -> None:
    found = limited(cells(bad=row((-9, 1))), weekly=(13, 15))
    assert answer(found, LIMITED).sentence.endswith(
        " weekly itself breaks a limit (busiest week, per rep at most 12)."
    )


# ---- words


@pytest.mark.parametrize(
    ("kpi", "said", "margin", "words"),
    [
        ("opportunities", Verdict.NO_WORSE, 2.0, "no worse (margin 2)"),
        ("open_rate", Verdict.EQUIVALENT, 0.015, "equivalent (margin 1.5 points)"),
        ("opportunities", Verdict.BETTER, 2.0, "better"),
        ("opportunities", Verdict.CANNOT_TELL, None, "cannot tell yet"),
        ("opportunities", None, 2.0, ""),
    ],
)
def test_verdicts_in_words(kpi: str, said: Verdict | None, margin: float | None, words: str) -> None:
    assert verdict_words(kpi, said, margin) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.KEPT, "keeps at most +0.5 points"),
        (State.BROKEN, "breaks at most +0.5 points"),
        (State.OPEN, "at most +0.5 points: not settled"),
    ],
)
def test_limits_in_words(state: State, words: str) -> None:
    limit = Limit("at most", 0.005, True, "+0.5", "points")
    assert guard_words(Standing(limit, state, 0.0, 0.0, 0.0)) == words


def test_amounts_and_times_in_words() -> None:
    assert amount(KPIS["cost"], 15000.0) == "15,000"
    assert amount(KPIS["opportunities"], 1.5) == "1.5"
    assert per_words("opportunities", "quarter") == " a quarter"
    assert per_words("busiest_week_per_rep", "quarter") == ""


def test_a_sure_gain_that_is_too_small_to_matter_chooses_nothing() -> None:
    assert choose(cells(small=row((1.5, 0.3))), QUESTION).scenario == "weekly"  # less than the margin of 2
    assert choose(cells(small=row((1.5, 0.6))), QUESTION).scenario is None  # perhaps as much
    assert choose(cells(large=row((2.1, 0.6))), QUESTION).scenario == "large"
    assert 5 <= further_runs(cells(small=row((1.5, 0.6))), QUESTION).runs <= 12  # 20 x (0.6 / 0.5)^2 - 20
    less = QUESTION._replace(margins={"opportunities": 2.0, "unsubscribes": 10.0})
    for fewer, chosen in ((-9, "weekly"), (-11, "few")):  # as for the guardrail's own margin
        assert choose(cells(few=row((0.1, 1), (fewer, 1))), less).scenario == chosen


def test_a_gain_beside_a_relative_limit_must_be_as_large_as_it_allows_for_a_loss() -> None:
    for fewer, chosen in ((-4, "weekly"), (-6, "few")):
        found = cells(few=row((0.1, 1), (fewer, 1)))
        assert choose(found, LIMITED).scenario == chosen
