"""The closed little rule language of journeys: conditions over numbers, counts, attributes and flags.

    rule        any of `and` conditions joined by `or`; `not` binds closest, parentheses group
    condition   NAME OP NUMBER                      score >= 100, price_page >= 1
                count(NAME, DURATION) OP NUMBER     count(price_page, 14d) >= 2
                NAME OP VALUE                       industry != other, employees == "50+"
                NAME                                budget
    OP          >= > <= < == !=

Nothing else exists: no arithmetic, no chains, no other calls.
`parse` knows the grammar and nothing of names; `check` compares a rule with the names of a journey.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from sim.model.ruletokens import KEYWORDS, RuleError, RuleProblem, Token, folded, tokens, written
from sim.model.timewords import duration_s, duration_words
from sim.words.messages import say
from sim.words.wording import cut, listed, nearest, quoted

__all__ = [
    "And", "Compare", "Expr", "Flag", "Not", "Or", "RuleError", "RuleProblem", "Vocabulary",
    "check", "evaluate", "leaves", "names", "parse", "windows", "words",
]  # fmt: skip

LONGEST: Final = 500  # characters of a rule
DEEPEST: Final = 20  # levels of parentheses and `not`
LARGEST: Final = 1_000_000_000  # a score and any count fit 32 bits, so must what they are compared with

_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "==": operator.eq, "!=": operator.ne
}  # fmt: skip

_WHOLE = re.compile("0|-?[1-9][0-9]*")
_PARTS = {  # of a windowed count, and how a sentence calls each
    "name": "rules.part_name", ",": "rules.part_comma", "number": "rules.part_number",
    ")": "rules.part_close", "op": "rules.part_op"
}  # fmt: skip
_MOST_NAMED = 12  # names or values listed in one sentence


@dataclass(frozen=True)
class Compare:
    """A number, a count or an attribute compared with a constant; `value` is a text for attributes only.

    window_s: length in seconds of the window (t - window_s, t] of a windowed count, None otherwise.
    column: where the name begins in the rule's text, from 0; equality is by meaning and leaves it out.
    """

    name: str
    op: str
    value: int | str
    window_s: int | None
    column: int = field(compare=False)


@dataclass(frozen=True)
class Flag:
    """A name that is true or false by itself."""

    name: str
    column: int = field(compare=False)


@dataclass(frozen=True)
class Not:
    """The opposite of `item`."""

    item: Expr


@dataclass(frozen=True)
class And:
    """True if all of two or more items are."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class Or:
    """True if one or more of two or more items are."""

    items: tuple[Expr, ...]


Expr: TypeAlias = Compare | Flag | Not | And | Or


class Vocabulary(NamedTuple):
    """What a rule may name: numbers, behaviours counted, attributes with their values, flags."""

    numbers: frozenset[str]
    counts: frozenset[str]
    attributes: Mapping[str, Sequence[str]]
    flags: frozenset[str]


def parse(text: str) -> Expr:
    """The rule that `text` says.

    Raises RuleError: for all characters and signs that no rule has, else for the first word that stands where it can't.
    """
    if not text.strip():
        raise RuleError([RuleProblem(0, say("rules.empty"))])
    if len(text) > LONGEST:
        raise RuleError([RuleProblem(LONGEST, say("rules.long", limit=LONGEST, found=len(text)))])
    return _Parser(tokens(text)).rule()


class _Parser:
    """Recursive descent, one method for each rank of the grammar; `depth` counts the levels entered so far."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def rule(self) -> Expr:
        expr = self._either(0)
        if self._next.kind == ")":
            raise self._refusal("rules.closes_nothing")
        if self._next.kind != "end":
            raise self._leftover()
        return expr

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *kinds: str) -> Token | None:
        token = self._next
        if token.kind not in kinds:
            return None
        self._at += 1
        return token

    def _either(self, depth: int) -> Expr:
        items = [self._both(depth)]
        while self._take("or"):
            items.append(self._both(depth))
        return Or(tuple(items)) if len(items) > 1 else items[0]

    def _both(self, depth: int) -> Expr:
        items = [self._one(depth)]
        while self._take("and"):
            items.append(self._one(depth))
        return And(tuple(items)) if len(items) > 1 else items[0]

    def _one(self, depth: int) -> Expr:
        if self._next.kind in ("not", "(") and depth == DEEPEST:
            raise self._refusal("rules.deep", limit=DEEPEST)
        if self._take("not"):
            return Not(self._one(depth + 1))
        if opened := self._take("("):
            return self._group(opened, depth + 1)
        return self._condition()

    def _group(self, opened: Token, depth: int) -> Expr:
        expr = self._either(depth)
        if self._take(")"):
            return expr
        if self._next.kind == "end":
            raise self._refusal("rules.unclosed", opened)
        raise self._leftover()

    def _condition(self) -> Expr:
        name = self._take("name")
        if name is None:
            raise self._no_name()
        if self._next.kind == "(":
            return self._count(name)
        if op := self._take("op"):
            return Compare(name.text, op.text, self._value(op), None, name.column)
        return Flag(name.text, name.column)

    def _count(self, word: Token) -> Compare:
        if word.text != "count":
            raise self._refusal("rules.call", word)
        self._take("(")
        name = self._part("name")
        if self._next.kind == ")":
            raise self._refusal("rules.no_window", word, name=cut(name.text))
        self._part(",")
        window_s = self._window_s()
        self._part(")")
        op, number = self._part("op"), self._part("number")
        return Compare(name.text, op.text, self._whole(number), window_s, name.column)

    def _part(self, kind: str) -> Token:
        token = self._take(kind)
        if token is None:
            raise self._refusal("rules.count", expected=say(_PARTS[kind]))
        return token

    def _window_s(self) -> int:
        first = self._part("number")
        words = [first.text]
        while part := self._take("number"):
            words.append(part.text)
        try:
            return duration_s(" ".join(words))
        except ValueError as error:
            raise RuleError([RuleProblem(first.column, str(error))]) from None

    def _value(self, op: Token) -> int | str:
        if number := self._take("number"):
            return self._whole(number)
        if quoted := self._take("quoted"):
            return quoted.text[1:-1]
        if name := self._take("name"):
            if self._next.kind == "(":
                raise self._refusal("rules.computed_value", name, op=op.text)
            return name.text
        key = "rules.keyword_value" if self._next.kind in KEYWORDS else "rules.no_value"
        raise self._refusal(key, op=op.text)

    def _whole(self, number: Token) -> int:
        if not _WHOLE.fullmatch(number.text):
            raise self._refusal("rules.number", number)
        if abs(int(number.text)) > LARGEST:
            raise self._refusal("rules.large", number, limit=LARGEST)
        return int(number.text)

    def _no_name(self) -> RuleError:
        if number := self._take("number"):
            return self._refusal("rules.number_first" if self._next.kind == "op" else "rules.bare_number", number)
        return self._refusal("rules.quoted_name" if self._next.kind == "quoted" else "rules.no_name")

    def _leftover(self) -> RuleError:
        if self._next.kind == "op":
            return self._refusal("rules.chain")
        return self._refusal("rules.leftover", before=cut(self._tokens[self._at - 1].text))

    def _refusal(self, key: str, token: Token | None = None, **values: object) -> RuleError:
        """The error about `token`, or about the next one, whose words are `found` in the sentence."""
        token = token or self._next
        found = say("rules.end") if token.kind == "end" else quoted(cut(token.text))
        return RuleError([RuleProblem(token.column, say(key, found=found, **values))])


def check(expr: Expr, words: Vocabulary) -> list[RuleProblem]:
    """All names and values of a rule that a journey doesn't know or that are used as something else, in text order."""
    return [RuleProblem(leaf.column, text) for leaf in leaves(expr) for text in _misuses(leaf, words)]


def _misuses(leaf: Compare | Flag, words: Vocabulary) -> list[str]:
    if isinstance(leaf, Flag):
        return _flag_misuses(leaf.name, words)
    if leaf.window_s is not None:
        return _window_misuses(leaf, leaf.window_s, words)
    return _comparison_misuses(leaf, words)


def _flag_misuses(name: str, words: Vocabulary) -> list[str]:
    if name in words.flags:
        return []
    if name in words.numbers | words.counts:
        return [say("rules.number_alone", name=name)]
    if name in words.attributes:
        return [say("rules.attribute_alone", name=name, known=_listed(map(written, words.attributes[name])))]
    return [_unknown(name, words)]


def _window_misuses(leaf: Compare, window_s: int, words: Vocabulary) -> list[str]:
    found = []
    if leaf.name not in words.counts:
        known = leaf.name in words.numbers | words.flags | set(words.attributes)
        found.append(say("rules.window_name", name=leaf.name) if known else _unknown(leaf.name, words))
    if window_s <= 0:
        found.append(say("rules.window_empty", name=cut(leaf.name), found=duration_words(window_s)))
    if leaf.op not in (">=", "<"):  # only these can be read off the last n behaviours
        found.append(say("rules.window_op", name=cut(leaf.name), found=leaf.op))
    if isinstance(leaf.value, str) or leaf.value < 1:
        found.append(say("rules.window_value", name=cut(leaf.name), found=cut(str(leaf.value))))
    return found


def _comparison_misuses(leaf: Compare, words: Vocabulary) -> list[str]:
    name, value = leaf.name, leaf.value
    is_number, is_attribute = name in words.numbers | words.counts, name in words.attributes
    if is_attribute and isinstance(value, str):
        return _attribute_misuses(leaf, value, words.attributes[name])
    if is_number:
        return [] if isinstance(value, int) else [say("rules.not_a_word", name=name, found=cut(value))]
    if is_attribute:
        return [say("rules.not_a_number", name=name, found=value, known=_listed(map(written, words.attributes[name])))]
    return [say("rules.flag_compared", name=name, op=leaf.op) if name in words.flags else _unknown(name, words)]


def _attribute_misuses(leaf: Compare, value: str, values: Sequence[str]) -> list[str]:
    found = []
    if leaf.op not in ("==", "!="):
        found.append(say("rules.attribute_op", name=leaf.name, found=leaf.op))
    if value not in values:
        found.append(_no_value(leaf.name, value, values))
    return found


def _no_value(name: str, value: str, values: Sequence[str]) -> str:
    near = nearest(folded(value), values)
    if near is None:
        return say("rules.value_far", name=name, found=cut(value), right=_listed(map(written, values)))
    return say("rules.value_near", name=name, found=cut(value), right=cut(written(near)))


def _unknown(name: str, words: Vocabulary) -> str:
    known = sorted(words.numbers | words.counts | set(words.attributes) | words.flags)
    near = nearest(name, known)
    if near is None:
        return say("rules.unknown_far", found=cut(name), right=_listed(known))
    return say("rules.unknown_near", found=cut(name), right=cut(near))


def _listed(names: Iterable[str]) -> str:
    known = [cut(name) for name in names]
    more = say("rules.more", count=len(known)) if len(known) > _MOST_NAMED else ""
    return (listed(known[:_MOST_NAMED]) + more) or say("wording.nothing")


def names(expr: Expr) -> set[str]:
    """Every name the rule reads."""
    return {leaf.name for leaf in leaves(expr)}


def with_segments(expr: Expr, segments: Mapping[str, Expr]) -> Expr:
    """The rule with each flag that names a segment replaced by the segment's own rule."""
    match expr:
        case Flag(name):
            return segments.get(name, expr)
        case Not(item):
            return Not(with_segments(item, segments))
        case And(items):
            return And(tuple(with_segments(item, segments) for item in items))
        case Or(items):
            return Or(tuple(with_segments(item, segments) for item in items))
        case _:
            return expr


def windows(expr: Expr) -> set[tuple[str, int, int]]:
    """(name, window in seconds, n) of each windowed count: the seconds of the last n behaviours decide it."""
    return {
        (leaf.name, leaf.window_s, leaf.value)
        for leaf in leaves(expr)
        if isinstance(leaf, Compare) and leaf.window_s is not None and isinstance(leaf.value, int)
    }


def leaves(expr: Expr) -> Iterator[Compare | Flag]:
    """Every condition of the rule, in text order."""
    match expr:
        case Compare() | Flag():
            yield expr
        case Not(item):
            yield from leaves(item)
        case And(items) | Or(items):
            for item in items:
                yield from leaves(item)


def words(expr: Expr) -> str:
    """The rule in one canonical way of writing; `parse` reads the same rule back, unless this is longer than 500.

    Parentheses stand only where they are needed, single spaces between words, windows in days and below.
    """
    match expr:
        case Flag(name):
            return name
        case Compare(name, op, value, window_s):
            left = name if window_s is None else f"count({name}, {duration_words(window_s)})"
            return f"{left} {op} {written(value) if isinstance(value, str) else value}"
        case Not(item):
            return f"not {_inside(item, And, Or)}"
        case And(items):
            return " and ".join(_inside(item, And, Or) for item in items)
        case Or(items):
            return " or ".join(_inside(item, Or) for item in items)


def _inside(item: Expr, *grouped: type[And] | type[Or]) -> str:
    return f"({words(item)})" if isinstance(item, grouped) else words(item)


def evaluate(
    expr: Expr,
    number: Callable[[str], int],
    count: Callable[[str, int], int],
    attribute: Callable[[str], str],
    flag: Callable[[str], bool],
) -> bool:
    """Whether a rule that `check` finds no fault with is true: the reference meaning.

    `number(name)` answers for numbers and whole counts, `count(name, window_s)` for windowed ones.
    """
    match expr:
        case Flag(name):
            return flag(name)
        case Compare(name, op, int() as value, window_s):
            return _COMPARISONS[op](number(name) if window_s is None else count(name, window_s), value)
        case Compare(name, op, value):
            return _COMPARISONS[op](attribute(name), value)
        case Not(item):
            return not evaluate(item, number, count, attribute, flag)
        case And(items):
            return all(evaluate(item, number, count, attribute, flag) for item in items)
        case Or(items):
            return any(evaluate(item, number, count, attribute, flag) for item in items)
