"""Lines of a story: moments and actions in words, and what is said of those that aren't understood."""

from __future__ import annotations

from datetime import date

import pytest

from sim.files.storyline import ACTIONS, Line, When, line, when


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("day 0", When(0, None, None)),
        ("day 12 09:14", When(12, None, 9 * 3600 + 14 * 60)),
        ("day 12 09:14:30", When(12, None, 9 * 3600 + 14 * 60 + 30)),
        ("2026-04-18", When(None, date(2026, 4, 18), None)),
        ("2026-04-18T09:14", When(None, date(2026, 4, 18), 9 * 3600 + 14 * 60)),
        ("ｄａｙ　１２ ０９：１４", When(12, None, 9 * 3600 + 14 * 60)),
    ],
)
def test_moments_in_words(text: str, read: When) -> None:
    assert when(text) == read


@pytest.mark.parametrize("text", ["", "day", "day -1", "12", "day 3 9", "day 3 09:14 visits x", "2026-02-30", "end"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"moment|date"):
        when(text)


@pytest.mark.parametrize("clock", ["24:00", "25:00", "10:75", "10:20:99"])
def test_a_clock_that_does_not_exist_is_refused(clock: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        when(f"day 3 {clock}")


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("day 3 downloads white_paper", "content", "white_paper"),
        ("day 3 10:00 visit price_page", "content", "price_page"),
        ("day 3 10:00 stays on demo", "stay", "demo"),
        ("day 3 10:00 opens  newsletter", "open", "newsletter"),
        ("day 3 10:00 machine opens newsletter", "machine_open", "newsletter"),
        ("day 3 10:00 unsubscribes", "unsubscribe", ""),
        ("day 3 10:00 unsubscribes from newsletter", "unsubscribe", "newsletter"),
        ("day 3 10:00 registers for webinar", "register", "webinar"),
        ("2026-04-18 sales finds need, timing", "find", "need, timing"),
        ("day 9 sales returns unreachable", "return", "unreachable"),
        ("day 9 sales wins", "win", ""),
    ],
)
def test_actions_in_words(text: str, action: str, thing: str) -> None:
    assert line(text)[1:] == (action, thing)


@pytest.mark.parametrize("text", ["day 3 jumps", "day 3", "day 3 10:00 opensnewsletter", "day 3 10:00 sales dances"])
def test_an_unknown_action_is_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="visits, stays on, opens"):
        line(text)


def test_every_action_has_words_that_are_read_back() -> None:
    for action, phrases in ACTIONS.items():
        for phrase in phrases:
            assert line(f"day 1 {phrase} x") == Line(When(1, None, None), action, "x")
