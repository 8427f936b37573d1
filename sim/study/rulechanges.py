"""A rule with one thing changed: a number, a comparison, a value, a window, `and` for `or`, one part left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sim.model.rules import And, Compare, Expr, Flag, Not, Or, words
from sim.model.timewords import duration_words

_OTHER = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "==": "!=", "!=": "=="}
_UNITS = (86_400, 3_600, 60, 1)

Values = Callable[[str], Sequence[str]]  # the words that an attribute, `source` or `stage` can have


class RuleChange(NamedTuple):
    """The part that changes, what it becomes (empty: it is left out), and the whole rule after it."""

    before: str
    after: str
    expr: Expr


def rule_changes(expr: Expr, values: Values) -> Iterator[RuleChange]:
    """Every rule that differs in one thing, each meaning once, none with the meaning of the rule itself."""
    seen = {meaning(expr)}
    for change in _changes(expr, values, lambda new: new):
        if (found := meaning(change.expr)) not in seen:
            seen.add(found)
            yield change


def _changes(expr: Expr, values: Values, within: Callable[[Expr], Expr]) -> Iterator[RuleChange]:
    """Changes of a part of a rule; `within`: the whole rule with another part in its place."""
    match expr:
        case Compare():
            for leaf in _comparisons(expr, values):
                yield RuleChange(words(expr), words(leaf), within(leaf))
        case Flag():
            yield RuleChange(words(expr), words(Not(expr)), within(Not(expr)))
        case Not(item):
            yield RuleChange(words(expr), words(item), within(item))
            yield from _changes(item, values, lambda new: within(Not(new)))
        case And(items) | Or(items):
            other = Or(items) if isinstance(expr, And) else And(items)
            yield RuleChange(words(expr), words(other), within(other))
            for n, item in enumerate(items):
                yield RuleChange(words(item), "", within(_of(expr, (*items[:n], *items[n + 1 :]))))
                yield from _changes(item, values, _placing(expr, n, within))


def _placing(expr: And | Or, n: int, within: Callable[[Expr], Expr]) -> Callable[[Expr], Expr]:
    """The whole rule with another n-th part of `expr`."""
    return lambda new: within(_of(expr, (*expr.items[:n], new, *expr.items[n + 1 :])))


def _of(expr: And | Or, items: tuple[Expr, ...]) -> Expr:
    return items[0] if len(items) == 1 else type(expr)(items)


def _comparisons(leaf: Compare, values: Values) -> Iterator[Compare]:
    if leaf.window_s is None:
        yield replace(leaf, op=_OTHER[leaf.op])
    if isinstance(leaf.value, str):
        yield from (replace(leaf, value=value) for value in next_of(leaf.value, values(leaf.name)))
        return
    yield from (replace(leaf, value=leaf.value + n) for n in (-1, 1) if leaf.window_s is None or leaf.value + n >= 1)
    if leaf.window_s is not None:
        unit = unit_of(leaf.window_s)
        yield from (replace(leaf, window_s=leaf.window_s + n) for n in (-unit, unit) if leaf.window_s + n > 0)


def next_of(value: str, known: Sequence[str]) -> Sequence[str]:
    """The word after this one in a list that goes round; nothing if there is no other."""
    others = [each for each in known if each != value]
    if not others:
        return ()
    after = known[list(known).index(value) + 1 :] if value in known else ()
    return (after[0] if after else others[0],)


def unit_of(seconds: int) -> int:
    """The unit in which a duration is a whole number: a day, an hour, a minute or a second."""
    return next(unit for unit in _UNITS if seconds % unit == 0)


def meaning(expr: Expr) -> str:
    """Words that rules of the same meaning share as far as whole numbers go: `> 99` is `>= 100`."""
    match expr:
        case Compare(name, op, int() as value, window_s) if op in (">", "<="):
            op, value = (">=", value + 1) if op == ">" else ("<", value + 1)
            return f"{name} {op} {value} {duration_words(window_s or 0)}"
        case Compare(name, op, value, window_s):
            return f"{name} {op} {value} {duration_words(window_s or 0)}"
        case Flag(name):
            return name
        case Not(Not(item)):
            return meaning(item)
        case Not(item):
            return f"not ({meaning(item)})"
    return (" and " if isinstance(expr, And) else " or ").join(f"({meaning(item)})" for item in expr.items)
