"""What rules can mean for the leads of a journey: whether they can be true together, and whether one brings another.

Every possible lead lies in one of a few boxes: for each name an interval of numbers or a set of words. Where no box is
left a rule is impossible, and that is certain; otherwise the answer is *possible*, which may be wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from sim.model.journey import NUMBERS, Behaviour
from sim.model.rules import And, Compare, Expr, Flag, Not, Or

Interval: TypeAlias = tuple[float, float]
Wanted: TypeAlias = tuple[Expr, bool]  # an expression, and whether it is to be true or false
_Key: TypeAlias = tuple[str, str, int]  # kind of name, name, window in seconds (0: none)
_Ranges: TypeAlias = dict[_Key, Interval]
_Words: TypeAlias = dict[str, frozenset[str]]

FREE: Interval = (-math.inf, math.inf)
COUNTED: Interval = (0, math.inf)
_MOST_STEPS = 4000  # alternatives tried for one question; beyond, all is taken for possible
_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!=", "!=": "=="}


class Kind(NamedTuple):
    """Leads of one kind: the words that each attribute can have, and how often each behaviour can have been tracked.

    A word that is not named can be anything; a behaviour that is not named is none of the journey's.
    """

    words: Mapping[str, frozenset[str]]
    counts: Mapping[str, Interval]


class Points(NamedTuple):
    """How attributes and behaviours become points.

    fit: points by attribute and value, None if they can be anything. behaviours: what is scored. exact: counts tell
    what was given. fading: what was given may be gone again; taken: points may be taken that nobody was given. bounds:
    of all behaviour points.
    """

    fit: Mapping[str, Mapping[str, int]] | None
    behaviours: Mapping[str, Behaviour]
    exact: bool = True
    fading: bool = False
    taken: bool = False
    bounds: Interval = FREE

    def step(self) -> int:
        """A number that divides all behaviour points there can be."""
        if not self.exact or self.fading or self.taken:
            return 1
        return math.gcd(*(each.points for each in self.behaviours.values())) or 1

    def behaviour(self, counts: Mapping[str, Interval]) -> Interval:
        """Behaviour points of a lead with such counts."""
        if not self.exact:
            return self.bounds
        low = high = 0.0
        for name, each in self.behaviours.items():
            least, most = self._given(each, counts.get(name, COUNTED))
            low, high = low + least, high + most
        low = -math.inf if self.taken else low
        return max(low, self.bounds[0]), min(high, self.bounds[1])

    def _given(self, each: Behaviour, counted: Interval) -> Interval:
        if not each.points:
            return 0.0, 0.0
        given = sorted(each.points * times(each, count) for count in counted)
        may_miss = self.fading or each.within is not None or each.at_most is not None
        return (min(0.0, given[0]), max(0.0, given[1])) if may_miss else (given[0], given[1])

    def sums(self, words: Mapping[str, frozenset[str]]) -> set[int] | None:
        """Fit points that leads with such words can have; None: any."""
        if self.fit is None:
            return None
        found = {0}
        for attribute, points in self.fit.items():
            values = words.get(attribute)
            each = {points.get(value, 0) for value in values} if values is not None else {0, *points.values()}
            found = {total + more for total in found for more in each}
        return found


def times(behaviour: Behaviour, count: float) -> float:
    """How often points are given for so many behaviours, if nothing but `every` and `max_times` stands in the way."""
    given = count if math.isinf(count) else count // behaviour.every
    return given if behaviour.max_times is None else min(given, behaviour.max_times)


class Logic:
    """Questions about rules, answered for all leads of some kinds; `always` holds for all of them (a gate)."""

    def __init__(self, kinds: Sequence[Kind], points: Points, always: Iterable[Expr] = ()) -> None:
        self._kinds, self._points, self._always = kinds, points, [(expr, True) for expr in always]

    def possible(self, *exprs: Expr, but: Sequence[Expr] = (), stages: Iterable[str] | None = None) -> bool:
        """Whether some lead in one of the stages (None: any) can fulfil all of these and none of `but`."""
        wanted = [*self._always, *((expr, True) for expr in exprs), *((expr, False) for expr in but)]
        among = None if stages is None else frozenset(stages)
        return any(_Search(kind, self._points, among).finds(wanted) for kind in self._kinds)

    def always(self, expr: Expr, stages: Iterable[str] | None = None) -> bool:
        """Whether every lead in the stages fulfils it, of which there must be some."""
        return self.possible(stages=stages) and not self.possible(but=[expr], stages=stages)

    def brings(self, expr: Expr, *others: Expr, stages: Iterable[str] | None = None) -> bool:
        """Whether who fulfils `expr`, which somebody can, fulfils one of the others."""
        return self.possible(expr, stages=stages) and not self.possible(expr, but=others, stages=stages)


def contradicts(expr: Expr, counted: Iterable[str]) -> bool:
    """Whether a rule excludes itself, whoever the lead is; `counted`: names of behaviours."""
    anybody = Kind({}, dict.fromkeys(counted, COUNTED))
    return not Logic([anybody], Points(None, {}, exact=False)).possible(expr)


class _State(NamedTuple):
    """A box: what each name can still be. `gone`: values that a name of which nothing is known can't have any more."""

    ranges: _Ranges
    words: _Words
    gone: _Words

    def copy(self) -> _State:
        return _State(dict(self.ranges), dict(self.words), dict(self.gone))

    def cut(self, name: str, values: set[str], *, inside: bool) -> bool:
        """Leave only these values of a name, or only others; False if none is left."""
        known = self.words.get(name)
        if known is None and not inside:
            self.gone[name] = self.gone.get(name, frozenset()) | values
            return True
        left = frozenset(values) - self.gone.get(name, frozenset()) if known is None else known
        self.words[name] = left & values if inside else left - values
        return bool(self.words[name])


class _Search:
    """Looks for a box in which everything wanted is true, trying the alternatives of `or` one after the other."""

    def __init__(self, kind: Kind, points: Points, stages: frozenset[str] | None) -> None:
        self._kind, self._points, self._steps = kind, points, 0
        words = dict(kind.words)
        if stages is not None:
            words["stage"] = stages & words.get("stage", stages)
        ranges: _Ranges = {("count", name, 0): interval for name, interval in kind.counts.items()}
        self._start = _State(ranges, words, {})

    def finds(self, wanted: Sequence[Wanted]) -> bool:
        if not all(self._start.words.values()):
            return False
        return self._tries(list(wanted), [], self._start)

    def _tries(self, todo: list[Wanted], choices: list[list[Wanted]], state: _State) -> bool:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            return True
        choices, left = list(choices), state.copy()
        while todo:
            expr, truth = todo.pop()
            alternatives = _alternatives(expr, truth)
            if len(alternatives) == 1 and alternatives[0] == [(expr, truth)]:
                if not self._narrows(expr, truth, left):
                    return False
            elif len(alternatives) == 1:
                todo += alternatives[0]
            else:
                choices.append([each for (each,) in alternatives])
        if not self._is_left(left):
            return False
        if not choices:
            return True
        first = min(choices, key=len)
        rest = [each for each in choices if each is not first]
        return any(self._tries([each], rest, left) for each in first)

    def _narrows(self, leaf: Expr, truth: bool, state: _State) -> bool:
        """Cut the box to where a comparison or flag is as wanted; False if nothing is left."""
        if isinstance(leaf, Flag):
            return state.cut(f"\0{leaf.name}", {"yes" if truth else "no"}, inside=True)
        assert isinstance(leaf, Compare)
        op = leaf.op if truth else _OPPOSITE[leaf.op]
        if isinstance(leaf.value, str):
            return state.cut(leaf.name, {leaf.value}, inside=op == "==")
        key, start = self._key(leaf)
        low, high = state.ranges.get(key, start)
        low = max(low, {">=": leaf.value, ">": leaf.value + 1, "==": leaf.value}.get(op, -math.inf))
        high = min(high, {"<=": leaf.value, "<": leaf.value - 1, "==": leaf.value}.get(op, math.inf))
        state.ranges[key] = low, high
        return low <= high

    def _key(self, leaf: Compare) -> tuple[_Key, Interval]:
        """Which variable a comparison is about, and what it can be at first."""
        if leaf.window_s is not None:
            return ("window", leaf.name, leaf.window_s), COUNTED
        if leaf.name in NUMBERS or leaf.name not in self._kind.counts:
            return ("number", leaf.name, 0), FREE
        return ("count", leaf.name, 0), COUNTED

    def _is_left(self, state: _State) -> bool:
        """Whether counts, windows and points of the box can belong to one lead; windows and counts are cut to fit."""
        windows = sorted((key for key in state.ranges if key[0] == "window"), key=lambda key: key[2])
        for name in {key[1] for key in windows}:
            chain = [key for key in windows if key[1] == name]
            if name in self._kind.counts:
                chain.append(("count", name, 0))
            if not _grows(chain, state.ranges):
                return False
        return self._adds_up(state)

    def _adds_up(self, state: _State) -> bool:
        """Whether fit and behaviour points can add up to the score."""
        counts = {name: state.ranges.get(("count", name, 0), COUNTED) for name in self._kind.counts}
        fit, behaviour, score = (state.ranges.get(("number", name, 0), FREE) for name in ("fit", "behaviour", "score"))
        given = self._points.behaviour(counts)
        behaviour = max(behaviour[0], given[0]), min(behaviour[1], given[1])
        sums = self._points.sums(state.words)
        if sums is None:
            low, high = fit[0] + behaviour[0], fit[1] + behaviour[1]
            return behaviour[0] <= behaviour[1] and max(low, score[0]) <= min(high, score[1])
        step = self._points.step()
        return any(
            _holds_multiple(max(behaviour[0], score[0] - each), min(behaviour[1], score[1] - each), step)
            for each in sums
            if fit[0] <= each <= fit[1]
        )


def _alternatives(expr: Expr, truth: bool) -> list[list[Wanted]]:
    """The ways in which an expression can be as wanted; all of one way is needed, one way is enough."""
    match expr:
        case Not(item):
            return [[(item, not truth)]]
        case And(items) | Or(items):
            if isinstance(expr, And) == truth:
                return [[(item, truth) for item in items]]
            return [[(item, truth)] for item in items]
        case Compare(name, op, int() as value, window_s, column) if (op == "!=") == truth and op in ("==", "!="):
            return [[(Compare(name, than, value, window_s, column), True)] for than in ("<", ">")]
    return [[(expr, truth)]]


def _grows(chain: Sequence[_Key], ranges: _Ranges) -> bool:
    """Whether counts in longer and longer windows can be no smaller than those before; cuts each to where they can."""
    low = 0.0
    for key in chain:
        low = max(low, ranges.get(key, COUNTED)[0])
        ranges[key] = low, ranges.get(key, COUNTED)[1]
    high = math.inf
    for key in reversed(chain):
        high = min(high, ranges[key][1])
        ranges[key] = ranges[key][0], high
    return all(ranges[key][0] <= ranges[key][1] for key in chain)


def _holds_multiple(low: float, high: float, step: int) -> bool:
    """Whether a multiple of `step` lies between, ends included."""
    if low > high:
        return False
    if math.isinf(low) or math.isinf(high):
        return low != high
    return math.floor(high / step) * step >= low
