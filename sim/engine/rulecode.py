"""Rules as operations on a stack of truths, for the kernel."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.engine import columns as col
from sim.engine.indices import Names, place
from sim.model.journey import Rule
from sim.model.rules import And, Compare, Expr, Flag, Not, leaves, with_segments

Ints = NDArray[np.int64]


class RuleCode:
    """Rules as operations on a stack of truths: rows of (operation, a, b, c), each rule closed by N_ALL."""

    def __init__(self, names: Names, segments: Mapping[str, Rule] | None = None) -> None:
        self._names = names
        self._segments = {name: rule.expr for name, rule in (segments or {}).items()}
        self._rows: list[list[int]] = []
        self._watched: Compare | None = None
        self.seen = -1  # row of the comparison that is watched

    def watch(self, comparison: Compare) -> None:
        """Note in `seen` where this very comparison comes to stand."""
        self._watched = comparison

    def add(self, rule: Rule | None) -> int:
        """First row of the rule, or -1 where there is none."""
        if rule is None:
            return -1
        start = len(self._rows)
        self._emit(with_segments(rule.expr, self._segments))
        self._rows.append([col.N_ALL, 0, 0, 0])
        return start

    def table(self) -> Ints:
        """All rules, int64[operations, 4]; at least one row."""
        return np.array(self._rows or [[col.N_ALL, 0, 0, 0]], np.int64)

    def _emit(self, expr: Expr) -> None:
        if isinstance(expr, Compare):
            if expr is self._watched:
                self.seen = len(self._rows)
            self._rows.append(self._compare(expr))
        elif isinstance(expr, Flag):
            self._rows.append([col.N_FINDING, col.FINDING_BITS[expr.name], 0, 0])
        elif isinstance(expr, Not):
            self._emit(expr.item)
            self._rows.append([col.N_NOT, 0, 0, 0])
        else:
            for n, item in enumerate(expr.items):
                self._emit(item)
                if n:
                    self._rows.append([col.N_AND if isinstance(expr, And) else col.N_OR, 0, 0, 0])

    def _compare(self, expr: Compare) -> list[int]:
        names, comparison = self._names, col.COMPARISONS[expr.op]
        whole = {"score": col.N_SCORE, "fit": col.N_FIT, "behaviour": col.N_BEHAVIOUR}
        if expr.window_s is not None:
            return [
                col.N_WITHIN if expr.op == ">=" else col.N_NOT_WITHIN,
                names.behaviours.index(expr.name),
                int(expr.value),
                expr.window_s,
            ]
        if expr.name in names.behaviours:
            return [col.N_COUNT, names.behaviours.index(expr.name), comparison, int(expr.value)]
        if expr.name in whole:
            return [whole[expr.name], 0, comparison, int(expr.value)]
        if expr.name == "source":
            return [col.N_SOURCE, 0, comparison, place(names.sources, expr.value)]
        if expr.name == "stage":
            return [col.N_STAGE, 0, comparison, place(names.stages, expr.value)]
        return [
            col.N_ATTRIBUTE,
            list(names.attributes).index(expr.name),
            comparison,
            place(names.attributes[expr.name], expr.value),
        ]


def constant_at(rule: Rule, compares: str, names: Names, segments: Mapping[str, Rule]) -> int:
    """Row, from the beginning of the rule's code, of its first own `>=` or `>` comparison of a number, not windowed.

    Raises LookupError if there is none.
    """
    own = [leaf for leaf in leaves(rule.expr) if isinstance(leaf, Compare)]
    wanted = [leaf for leaf in own if leaf.name == compares and leaf.op in (">=", ">") and leaf.window_s is None]
    if not wanted:
        raise LookupError(f"{rule.text} compares {compares} with nothing by >= or >")
    code = RuleCode(names, segments)
    code.watch(wanted[0])
    code.add(rule)
    return code.seen
