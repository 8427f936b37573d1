"""What is said to be impossible, or to follow, is so for every lead; and the plain cases are all found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sim.files import rulelogic
from sim.files.rulelogic import COUNTED, FREE, Kind, Logic, Points, contradicts, times
from sim.model.journey import Behaviour
from sim.model.rules import evaluate, parse
from tests import strategies_words
from tests.strategies_words import ATTRIBUTES, STAGES, TRACKED, Names

FIT = {"job": {"director": 20, "manager": 10}, "size": {"50+": 10, "<50": -5}}
NAMES = Names(TRACKED, ("web", "fair"), STAGES)


SCORED = {
    "download": Behaviour(points=20),
    "blog": Behaviour(points=5, every=3, max_times=2),
    "price_page": Behaviour(points=-10),
    "open": Behaviour(points=5),
}
WORDS = {**ATTRIBUTES, "source": NAMES.sources, "stage": STAGES}
COUNTS = dict.fromkeys(NAMES.behaviours, COUNTED) | {"registered": (1.0, 1.0), "webinar_missed": (0.0, 0.0)}
KIND = Kind({name: frozenset(values) for name, values in WORDS.items()}, COUNTS)
AGES = st.lists(st.sampled_from([0, 3600, 90_000, 700_000, 9_000_000]), max_size=7)


class Someone:
    """A lead that there can be: points follow from what it is and did."""

    def __init__(self, draw: DrawFn) -> None:
        self.words = {name: draw(st.sampled_from(values)) for name, values in WORDS.items()}
        self.ages = {name: draw(AGES) for name in NAMES.behaviours}
        self.ages |= {"registered": [5], "webinar_missed": []}
        self.fit = sum(points.get(self.words[name], 0) for name, points in FIT.items())
        self.behaviour = sum(each.points * int(times(each, len(self.ages[name]))) for name, each in SCORED.items())

    def fulfils(self, rule: str) -> bool:
        """Whether a rule is true for it."""
        numbers = {"fit": self.fit, "behaviour": self.behaviour, "score": self.fit + self.behaviour}
        return evaluate(
            parse(rule),
            lambda name: numbers[name] if name in numbers else len(self.ages[name]),
            lambda name, window_s: sum(age < window_s for age in self.ages[name]),
            lambda name: self.words[name],
            lambda _: False,
        )


@st.composite
def rules(draw: DrawFn) -> str:
    """Conditions as journeys have them."""
    return strategies_words.condition(draw, NAMES, draw(st.integers(0, 60)), depth=3)


LOGIC = Logic([KIND], Points(FIT, SCORED))


@settings(max_examples=200, deadline=None)
@given(rules(), rules(), st.data())
def test_no_lead_contradicts_what_is_said_of_rules(one: str, other: str, data: st.DataObject) -> None:
    first, second = parse(one), parse(other)
    logics = [LOGIC, Logic([KIND], Points(FIT, SCORED, exact=False)), Logic([KIND], Points(None, SCORED, fading=True))]
    someone = data.draw(st.builds(Someone, st.just(data.draw)))
    here, there = someone.fulfils(one), someone.fulfils(other)
    for logic in logics:
        stages = data.draw(st.sampled_from([None, [someone.words["stage"]]]))
        assert not here or logic.possible(first, stages=stages)
        assert here or not logic.always(first, stages)
        assert not here or there or not logic.brings(first, second, stages=stages)
    assert not here or not contradicts(first, NAMES.behaviours)


@pytest.mark.parametrize(
    "rule",
    [
        "score >= 100 and score < 50", "job == director and job == staff", "fit > 30", "fit == 11",
        "fit >= 25 and job == staff",
        "registered >= 2", "registered < 1", "webinar_missed >= 1", "count(open, 7d) >= 3 and open < 3",
        "count(open, 7d) >= 3 and count(open, 8d) < 3", "not (download >= 1 or download < 1)",
        "open == 0 and download == 0 and blog == 0 and behaviour >= 1", "behaviour > 20 and behaviour < 25",
        "job != director and job != manager and job != staff", "download >= 2 and price_page < 1 and behaviour < 40",
        "score >= 60 and download < 1 and open < 1", "stage == decision and stage != decision",
        "(job == director and job == staff) or (score >= 10 and score < 10)",
    ],
)  # fmt: skip
def test_what_nobody_can_fulfil_is_known(rule: str) -> None:
    assert not LOGIC.possible(parse(rule))


@pytest.mark.parametrize(
    "rule",
    [
        "score >= 100 and score < 101", "fit == 30", "fit == -5", "fit == 15 and job == director", "registered == 1",
        "count(open, 7d) < 3 and open >= 3", "behaviour == 25", "behaviour < -95", "score == 45 and download == 0",
        "blog >= 100 and behaviour == 10 and open == 0", "job != director and job != manager",
        "unsubscribed >= 4 and score == 0", "open != 1 and open != 2 and open < 4 and open >= 1",
    ],
)  # fmt: skip
def test_what_somebody_can_fulfil_is_never_denied(rule: str) -> None:
    assert LOGIC.possible(parse(rule))


@pytest.mark.parametrize(
    ("rule", "follows"),
    [
        ("score >= 100", "score >= 80"), ("score >= 100 and open >= 1", "score > 79"), ("score > 95", "score >= 100"),
        ("job == director", "job != staff"), ("job != director and job != manager", "job == staff"),
        ("count(open, 7d) >= 2", "open >= 2"), ("count(open, 7d) >= 2", "count(open, 14d) >= 1"),
        ("download >= 2 and price_page == 0", "behaviour >= 40"), ("download >= 2 and price_page == 0", "score >= 35"),
        ("fit >= 30", "job == director"), ("fit >= 30", 'size == "50+" and job == director'),
        ("open < 1", "not (open > 0)"), ("download >= 1 and open >= 1 or open >= 5", "open >= 1"),
    ],
)  # fmt: skip
def test_what_follows_is_known_and_not_the_other_way_round(rule: str, follows: str) -> None:
    assert LOGIC.brings(parse(rule), parse(follows))
    equal = {"score > 95", "open < 1", "job != director and job != manager"}
    both_ways = rule in equal or "size" in follows
    assert LOGIC.brings(parse(follows), parse(rule)) is both_ways


@pytest.mark.parametrize(
    "rule", ["score >= 10 or score < 10", "registered >= 1", "fit >= -5", "not (job == staff and job == director)"]
)
def test_what_everybody_fulfils_is_known(rule: str) -> None:
    assert LOGIC.always(parse(rule))


def test_one_of_several_can_follow_where_none_does_alone() -> None:
    rule, low, high = parse("open >= 1"), parse("score < 50"), parse("score >= 30")
    assert LOGIC.brings(rule, low, high)
    assert not LOGIC.brings(rule, low)
    assert not LOGIC.brings(rule, high)


def test_points_that_fade_or_are_taken_are_not_counted_on() -> None:
    rule = parse("download >= 2 and price_page == 0 and behaviour < 40")
    given = {"fading": Points(FIT, SCORED, fading=True), "taken": Points(FIT, SCORED, taken=True)}
    assert not LOGIC.possible(rule)
    assert all(Logic([KIND], points).possible(rule) for points in given.values())
    below = parse("price_page == 0 and behaviour < 0")
    assert [name for name, points in given.items() if Logic([KIND], points).possible(below)] == ["taken"]
    bounded = Logic([KIND], Points(FIT, SCORED, fading=True, bounds=(FREE[0], 50.0)))
    assert not bounded.possible(parse("score >= 81"))
    assert bounded.possible(parse("score >= 80"))


def test_points_with_a_limit_in_time_may_be_missed() -> None:
    limited = {"download": Behaviour(points=20, within=604_800)}
    assert Logic([KIND], Points(FIT, limited)).possible(parse("download >= 3 and behaviour == 0"))
    assert not Logic([KIND], Points(FIT, limited)).possible(parse("download <= 3 and behaviour > 60"))


def test_what_is_unknown_can_be_anything() -> None:
    kind = Kind({}, {})
    logic = Logic([kind], Points(None, {}, exact=False))
    assert logic.possible(parse("size == huge and score >= 5 and mystery >= 3 and not flag"))
    assert not logic.possible(parse("size == huge and size == tiny"))
    assert not logic.possible(parse("size != huge and size == huge"))
    assert not logic.possible(parse("flag and not flag"))


def test_a_gate_holds_for_everybody_behind_it() -> None:
    gated = Logic([KIND], Points(FIT, SCORED), [parse("job != staff")])
    assert gated.always(parse("job == director or job == manager"))
    assert not gated.possible(parse("job == staff"))


def test_a_question_too_large_is_answered_by_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    never = parse(" and ".join(f"(open == {n} or open == {n + 1})" for n in range(1, 9)))
    assert not LOGIC.possible(never)
    monkeypatch.setattr(rulelogic, "_MOST_STEPS", 2)
    assert LOGIC.possible(never)
