"""What nobody can come to, where leads get stuck and what goes round is told; what can happen is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from sim.files.graphlint import lint_graph
from tests.doubtful import told

PAGE = {"kind": "content", "behaviour": "read", "stages": "first"}
LATE = "2026-10-01 10:00"  # after the journey's end
WAKE = {"kind": "email", "on": "dormant", "content": "page"}
BYE = {"kind": "email", "after": "unsubscribed", "content": "page"}
ECHO = {"kind": "email", "after": "click", "delay": "1d", "content": "guide"}


def warnings(changes: dict[str, Any] | None = None, **how: Any) -> list[str]:
    """What is said of the graph."""
    return told(lint_graph, changes, **how)


def test_nothing_is_said_of_a_sound_journey() -> None:
    assert warnings() == []


@pytest.mark.parametrize(
    ("changes", "begins", "says"),
    [
        ({"touchpoints.lost": PAGE}, "touchpoints.lost", "link to it in a mail, or give it an 'organic' weight"),
        ({"touchpoints.lost": PAGE, "touchpoints.never": {"kind": "email", "cadence": LATE, "content": "lost"}},
         "touchpoints.lost", "nobody can get 'never'"),
        ({"touchpoints.page.form": 0}, "touchpoints.page.form", "lets nobody through"),
        ({"touchpoints.news.cadence": LATE}, "touchpoints.news.cadence", "2026-04-01 to 2026-06-29"),
        ({"touchpoints.news.until": "2026-04-01"}, "touchpoints.news.until", "leave none of the journey's days"),
        ({"touchpoints.news.from": "2027-04-01"}, "touchpoints.news.from", "leave none of the journey's days"),
        ({"touchpoints.news.when": "score < -5"}, "touchpoints.news.when", "no lead for whom it is meant can fulfil"),
        ({"touchpoints.news.when": "stage == second and score >= 40 and fit > 30"}, "touchpoints.news.when", "no lead"),
        ({"touchpoints.news.content": {"first": "page"}, "touchpoints.news.when": "stage == second"},
         "touchpoints.news.when", "no lead for whom it is meant"),
        ({"touchpoints.thanks.delay": "13w"}, "touchpoints.thanks.delay", "which has 90 days"),
        ({"touchpoints.talk.invite": None}, "touchpoints.thanks.after", "nothing here leads to 'webinar_attended'"),
        ({"touchpoints.talk.attend": 0}, "touchpoints.thanks.after", "nothing here leads to 'webinar_attended'"),
        ({"touchpoints.thanks.of": "news"}, "touchpoints.thanks.of", "'news' does not lead to 'webinar_attended'"),
        ({"touchpoints.bye": BYE}, "touchpoints.bye.after", "who has unsubscribed gets no more mail"),
        ({"touchpoints.wake": WAKE}, "touchpoints.wake.on", "'dormant'"),
        ({"touchpoints.wake": {"kind": "call", "on": "reentered"}}, "touchpoints.wake.on", "'reentered'"),
        ({"touchpoints.talk.dates": LATE}, "touchpoints.talk.dates", "no date falls into the journey's days"),
        ({"touchpoints.talk.invite": None}, "touchpoints.talk", "write 'invite', such as invite: [{before: 14d}]"),
        ({"touchpoints.talk.when": "webinar_registered < 0"}, "touchpoints.talk.when", "no lead"),
        ({"touchpoints.talk.invite": [{"before": "7d"}, {"before": "0d", "at": "15:00"}]},
         "touchpoints.talk.invite.1.before", "at or after the start of the webinar"),
        ({"touchpoints.talk.invite": [{"before": "7d"}, {"before": "100d"}]},
         "touchpoints.talk.invite.1.before", "falls before the journey's start on 2026-04-01 for each of its dates"),
        ({"touchpoints.echo": ECHO}, "touchpoints.echo.after", "echo -> echo"),
        ({"touchpoints.echo": ECHO | {"when": "count(click, 7d) < 3"}}, "touchpoints.echo.after", "echo -> echo"),
        ({"touchpoints.a": ECHO | {"after": "paper"}, "touchpoints.b": ECHO | {"delay": "0s", "of": "a"}},
         "touchpoints.a.after", "a -> a"),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_told_where_it_stands(changes: dict[str, Any], begins: str, says: str) -> None:
    found = [each for each in warnings(changes) if each.startswith(f"{begins}: ")]
    assert len(found) == 1, warnings(changes)
    assert says in found[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"touchpoints.news.cadence": "never"}, {"touchpoints.talk.dates": "never", "touchpoints.thanks": None},
        {"touchpoints.news.cadence": "2026-06-29 10:00"}, {"touchpoints.thanks.delay": "12w"},
        {"touchpoints.thanks.of": "talk"}, {"touchpoints.news.when": "stage == second and score >= 40"},
        {"touchpoints.bye": BYE, "touchpoints.news.opt_out": "programme"},
        {"touchpoints.talk.invite": [{"before": "21d"}, {"before": "60d"}, {"before": "0d", "at": "14:59"}]},
        {"touchpoints.echo": ECHO | {"when": "click < 3"}}, {"touchpoints.echo": ECHO | {"max_sends": 4}},
        {"touchpoints.echo": ECHO | {"of": "news"}}, {"touchpoints.echo": ECHO | {"when": "open < 9"}},
        {"touchpoints.echo": ECHO | {"after": "read"}}, {"touchpoints.echo": ECHO | {"until": "2026-06-01"}},
        {"touchpoints.lost": PAGE, "touchpoints.more": {"kind": "email", "entering": "second", "content": "lost"}},
        {"touchpoints.lost": PAGE, "touchpoints.news.variants": {"a": {"share": 0.5, "content": "lost"}}},
        {"touchpoints.lost": PAGE, "touchpoints.news.content": [{"when": "score < 9", "content": "lost"}]},
        {"dormancy": {"after": "30d"}, "touchpoints.wake": WAKE},
        {"stages.second.timeout": {"after": "30d", "to": "first"}},
    ],
)  # fmt: skip
def test_what_can_happen_is_left_alone(changes: dict[str, Any]) -> None:
    assert warnings(changes) == []


def test_a_stage_that_nobody_comes_to_makes_unreachable_what_is_meant_for_it() -> None:
    extra = ECHO | {"content": {"second": "guide"}}
    changes = {"stages.second.enter": "webinar_attended >= 1", "touchpoints.extra": extra}
    found = warnings(changes)
    nobody = "nobody gets this: no lead can be in 'second'; name a stage that can be reached"
    assert f"touchpoints.talk.stages: {nobody}" in found
    assert f"touchpoints.extra.content: {nobody}" in found
    assert any(each.startswith("touchpoints.thanks.after: nobody gets this") for each in found)
    falling = {"stages.third": {"enter": "read >= 2", "back": {"when": "read >= 9", "to": "second"}}}
    assert not any("'second'" in each for each in warnings(changes | falling))


def test_a_stage_in_which_nothing_reaches_a_lead_is_a_dead_end() -> None:
    silent = {
        "touchpoints.page.organic": [0, 0], "touchpoints.news.content": {"first": "page"}, "touchpoints.talk": None,
        "touchpoints.thanks": None, "touchpoints.guide": None, "mql": {"read": "read >= 9 and stage == first"},
    }  # fmt: skip
    assert [each.split(":")[0] for each in warnings(silent)] == ["stages.second"]
    assert "nothing reaches a lead in this stage" in warnings(silent)[0]
    for way_out in (
        {"stages.second.timeout": {"after": "30d", "to": "first"}},
        {"touchpoints.ring": {"kind": "call", "entering": "second"}},
        {"mql": {"read": "score >= 60"}},
        {"touchpoints.page.organic": [0, 0.1], "mql": {"read": "score >= 60"}},
    ):
        assert warnings(silent | way_out) == []


def test_a_stage_from_which_no_rule_takes_leads_is_told() -> None:
    lost = {"mql": {"early": "read >= 9 and stage == first"}}
    assert warnings(lost) == [
        "stages.second: from this stage no hand-off rule and no later stage can be reached; let a rule take its leads"
    ]
    assert warnings({**lost, "stages.third": {"enter": "read >= 12"}, "mql.late": "stage == third"}) == []


def test_of_a_journey_with_a_past_only_dates_and_words_are_judged() -> None:
    changes = {"touchpoints.lost": PAGE, "touchpoints.talk.attend": 0, "touchpoints.echo": ECHO}
    assert warnings(changes, with_past=True) == []
    assert len(warnings({"touchpoints.news.cadence": LATE}, with_past=True)) == 1
