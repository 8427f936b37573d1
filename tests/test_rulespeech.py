"""Rules in plain words: known ones as people would say them, and words for every rule that there can be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sim.model.journey import Journey, Rule
from sim.model.rules import Compare, leaves, parse
from sim.present.rulespeech import duration, rule_words
from sim.words.language import LANGUAGES, speaking
from tests.handmade import journey
from tests.strategies import Scene, worlds

PAGES = journey(
    behaviours={"price_page": {"points": 30, "title": "Price page"}, "blog": {"points": 0}},
    segments={"chiefs": "job == director or job == manager"},
)

ENGLISH = {
    "score >= 100 and price_page >= 1": "score of 100 or more, and “Price page” once or more",
    "score > 99": "score above 99",
    "fit < 20 or behaviour == 0": "attribute score below 20, or behaviour score of exactly 0",
    "count(price_page, 14d) >= 2": "“Price page” 2 times or more within 14 days",
    "count(blog, 1d 12h) < 1": "“blog” never within 1 day 12 hours",
    "webinar_attended >= 1": "“Webinar attended” once or more",
    "chiefs and not price_page >= 1": "(job is director, or job is manager), and not (“Price page” once or more)",
    "need and (budget or authority)": "a need, and (a budget, or somebody who can decide)",
    "score != 1000": "score other than 1,000",
}
JAPANESE = {
    "score >= 100 and price_page >= 1": "スコア100点以上、かつ「Price page」1回以上",
    "count(price_page, 14d) >= 2": "直近14日以内に「Price page」2回以上",
    "need and (budget or authority)": "ニーズあり、かつ（予算あり、または決裁権あり）",
    "not chiefs": "「jobがdirector、またはjobがmanager」ではない",
}


def rule(text: str) -> Rule:
    return Rule(text, parse(text))


@pytest.mark.parametrize(("text", "words"), ENGLISH.items())
def test_a_rule_in_english(text: str, words: str) -> None:
    assert rule_words(rule(text), PAGES) == words


@pytest.mark.parametrize(("text", "words"), JAPANESE.items())
def test_a_rule_in_japanese(text: str, words: str) -> None:
    with speaking("ja"):
        assert rule_words(rule(text), PAGES) == words


def all_rules(of: Journey) -> list[Rule]:
    entered = [stage.enter for stage in of.stages.values() if stage.enter]
    return [*of.mql.values(), *of.segments.values(), *entered, of.sql, *([of.gate] if of.gate else [])]


@settings(max_examples=25)
@given(worlds())
def test_every_rule_of_any_journey_has_words_with_all_its_numbers(world: Scene) -> None:
    for each in all_rules(world.journey):
        for language in LANGUAGES:
            with speaking(language):
                words = rule_words(each, world.journey)
            assert words
            assert "{" not in words
            assert words.count("(") == words.count(")")
            for leaf in leaves(each.expr):
                if isinstance(leaf, Compare) and isinstance(leaf.value, int) and leaf.value > 1:
                    assert f"{leaf.value:,}" in words


@pytest.mark.parametrize(("seconds", "words"), [(86_400, "1 day"), (7_200, "2 hours"), (5_400, "1 hour 30 minutes")])
def test_durations_in_words(seconds: int, words: str) -> None:
    assert duration(seconds) == words
