"""A rule with one thing changed: every kind of change, each meaning once, none the rule itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.rules import parse, words
from sim.study.rulechanges import meaning, next_of, rule_changes, unit_of

VALUES = {"industry": ["target", "near_target", "other"], "employees": ["50+", "<50"], "source": ["web", "fair"]}


def values(name: str) -> Sequence[str]:
    return VALUES.get(name, [])


def changed(text: str) -> list[tuple[str, str, str]]:
    return [(before, after, words(expr)) for before, after, expr in rule_changes(parse(text), values)]


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        ("score >= 100", ["score > 100", "score >= 99"]),  # 101 is what `> 100` means
        ("score > 100", ["score >= 100", "score > 101"]),
        ("score < 20", ["score <= 20", "score < 19"]),
        ("blog == 3", ["blog != 3", "blog == 2", "blog == 4"]),
        ("industry != other", ["industry == other", "industry != target"]),
        ('employees == "50+"', ['employees != "50+"', 'employees == "<50"']),
        ("budget", ["not budget"]),
        ("not budget", ["budget"]),
    ],
)
def test_a_comparison_changes_its_sign_its_number_or_its_value(rule: str, after: list[str]) -> None:
    assert [found for *_, found in changed(rule)] == after


def test_a_windowed_count_changes_its_number_and_its_window_by_a_unit() -> None:
    found = [after for _, after, _ in changed("count(price_page, 14d) >= 2")]
    assert found == [f"count(price_page, {window}) >= {n}" for window, n in
                     (("14d", 1), ("14d", 3), ("13d", 2), ("15d", 2))]  # fmt: skip


def test_a_windowed_count_keeps_to_what_rules_may_say() -> None:
    found = [after for _, after, _ in changed("count(blog, 1h) >= 1")]
    assert found == ["count(blog, 1h) >= 2", "count(blog, 2h) >= 1"]


def test_and_becomes_or_and_each_part_is_left_out_once() -> None:
    found = changed("need and timing and (budget or authority)")
    assert ("need and timing and (budget or authority)", "need or timing or (budget or authority)") in [
        each[:2] for each in found
    ]
    assert [(before, whole) for before, after, whole in found if not after] == [
        ("need", "timing and (budget or authority)"),
        ("timing", "need and (budget or authority)"),
        ("budget or authority", "need and timing"),
        ("budget", "need and timing and authority"),
        ("authority", "need and timing and budget"),
    ]


def test_parts_are_told_apart_in_the_whole_rule() -> None:
    assert ("price_page >= 1", "price_page > 1", "score >= 100 and price_page > 1") in changed(
        "score >= 100 and price_page >= 1"
    )


RULES = st.recursive(
    st.sampled_from(
        ["score >= 100", "score < 20", "blog == 3", "industry == target", "count(blog, 7d) >= 2", "budget", "fit > 5"]
    ),
    lambda inner: st.one_of(
        inner.map(lambda item: f"not ({item})"),
        st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
    ),
    max_leaves=6,
)


@given(RULES)
def test_every_change_is_a_rule_of_another_meaning_and_none_comes_twice(rule: str) -> None:
    expr = parse(rule)
    meanings = [meaning(parse(words(change.expr))) for change in rule_changes(expr, values)]
    assert meaning(expr) not in meanings
    assert len(set(meanings)) == len(meanings) > 0


def test_the_next_word_goes_round_and_there_may_be_none() -> None:
    assert next_of("b", ["a", "b", "c"]) == ("c",)
    assert next_of("c", ["a", "b", "c"]) == ("a",)
    assert next_of("a", ["a"]) == ()
    assert next_of("x", ["a", "b"]) == ("a",)


def test_the_unit_of_a_duration_is_the_largest_that_fits() -> None:
    assert [unit_of(s) for s in (86_400 * 14, 3_600 * 25, 90 * 60, 61)] == [86_400, 3_600, 60, 1]
