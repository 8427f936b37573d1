"""Rules in plain words: what has to be true of a lead, for people who don't read rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.model.journey import FINDINGS, NUMBERS, Journey, Rule
from sim.model.rules import And, Compare, Expr, Flag, Not, Or, with_segments
from sim.present.graph import spoken
from sim.words.messages import say

_ENDINGS: Final = {">=": "least", ">": "more", "<=": "most", "<": "less", "==": "exactly", "!=": "not"}
_UNITS_S: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def rule_words(rule: Rule, journey: Journey) -> str:
    """`score of 100 or more, and "Price page" once or more`; segments are told by their own rules."""
    segments = {name: each.expr for name, each in journey.segments.items()}
    return _words(with_segments(rule.expr, segments), journey)


def _words(expr: Expr, journey: Journey) -> str:
    match expr:
        case Compare():
            return _compared(expr, journey)
        case Flag(name):
            return say(f"agree.finding_{name}") if name in FINDINGS else say("agree.flag", name=spoken(name))
        case Not(item):
            return say("agree.not", what=_words(item, journey))
        case And(items):
            return _joined("agree.and", items, journey)
        case Or(items):
            return _joined("agree.or", items, journey)


def _joined(key: str, items: Sequence[Expr], journey: Journey) -> str:
    return say(key).join(_inside(item, journey) for item in items)


def _inside(item: Expr, journey: Journey) -> str:
    """In parentheses where it is a list itself."""
    words = _words(item, journey)
    return say("agree.group", what=words) if isinstance(item, And | Or) else words


def _compared(leaf: Compare, journey: Journey) -> str:
    if isinstance(leaf.value, str):
        return _attribute(leaf, leaf.value, journey)
    if leaf.name in NUMBERS:
        return say(f"agree.points_{_ENDINGS[leaf.op]}", what=say(f"agree.{leaf.name}"), number=_number(leaf.value))
    return _counted(leaf, leaf.value, journey)


def _counted(leaf: Compare, value: int, journey: Journey) -> str:
    """How often something was done; within some time if the rule says so."""
    known = journey.behaviours.get(leaf.name)
    if known is not None and known.title:
        title = spoken(leaf.name, known.title)
    else:
        title = say(f"agree.built_in_{leaf.name}") if leaf.name in _OWN else spoken(leaf.name)
    count = say("agree.in_window", window=duration(leaf.window_s)) if leaf.window_s is not None else ""
    return say(f"agree.times_{_times(leaf.op, value)}", what=title, number=_number(value), window=count)


def _times(op: str, value: int) -> str:
    """The key of a count's words; once and never have words of their own."""
    if (op, value) in ((">=", 1), (">", 0), ("!=", 0)):
        return "once"
    if (op, value) in (("<", 1), ("==", 0), ("<=", 0)):
        return "never"
    return _ENDINGS[op]


_OWN: Final = (
    *("registered", "open", "click", "unsubscribed", "webinar_registered", "webinar_attended", "webinar_missed"),
    "webinar_replayed",
)


def _attribute(leaf: Compare, value: str, journey: Journey) -> str:
    """`job is director`; of stages and sources their titles."""
    titles = {"stage": journey.stages, "source": journey.sources}.get(leaf.name, {})
    known = titles.get(value)  # type: ignore[attr-defined]
    name = say(f"agree.attribute_{leaf.name}") if leaf.name in ("stage", "source") else spoken(leaf.name)
    shown = spoken(value, known.title if known is not None else "")
    return say("agree.is" if leaf.op == "==" else "agree.is_not", name=name, value=shown)


def _number(value: int) -> str:
    return f"{value:,}"


def duration(seconds: int) -> str:
    """`14 days`, `1 day 12 hours`."""
    parts, rest = [], seconds
    for name, unit_s in _UNITS_S:
        count, rest = divmod(rest, unit_s)
        if count:
            parts.append(say(f"agree.one_{name}") if count == 1 else say(f"agree.many_{name}s", number=_number(count)))
    return say("agree.and_time").join(parts) or say("agree.at_once")
