"""Textbook model: reviews, which move the numbers of hand-off rules (section 11 of docs/world.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.model import calendar, rules
from sim.model.journey import REASONS, Review, Rule
from sim.model.ledger import Status, What
from sim.model.rules import And, Compare, Expr, Not, Or
from tests.textbook_plan import Life, Plan, Rank

if TYPE_CHECKING:
    from tests.textbook import World

REFUSED = ("unreachable", "competitor", "not_target", "rejected", "expired")  # returns that speak against a hand-off
LEAST_DAYS = 7


class Figure(NamedTuple):
    """What a meeting looks at, beside its target and the least to judge by."""

    numerator: int
    denominator: int
    value: float
    target: float
    least: int
    if_low: int  # what a low figure does to the number: 1 raises it, -1 lowers it


class Reviews:
    """The meetings of one journey, each a process."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world, self.plan = world, plan
        for name, review in plan.journey.reviews.items():
            world.env.process(self.life(name, review))

    def life(self, name: str, review: Review) -> Life:
        """A meeting at each of its moments."""
        index = self.world.index.reviews[name]
        for moment in review.meets.moments(self.plan.calendar, self.plan.first_s, self.plan.stop_s):
            yield self.world.at(moment.t_s, Rank.REVIEW, index)
            self.meet(index, review)

    def meet(self, index: int, review: Review) -> None:
        """Look at the days before today, and move the number."""
        today = self.plan.calendar.day_of(self.world.now)
        first = max(0, today - review.window // calendar.DAY_S)
        counts, returns = self.count(first, today)
        figure = self.figure(review, counts, returns, today - first)
        rule = self.world.mql[review.rule]
        number = compared(rule.expr, review.compares)
        before, after = int(number.value), self.moved(int(number.value), review, figure)
        self.world.mql[review.rule] = rewritten(rule, number, after)
        seen = [returns[reason] for reason in REASONS]
        self.world.reviews.append((self.world.now, index, before, after, *figure[:2], seen))
        if after < before:
            for lead in sorted(self.world.crowd, key=lambda lead: lead.number):
                if lead.status is Status.NURTURING and lead.armed:
                    lead.test_rules()

    def count(self, first: int, stop: int) -> tuple[Mapping[What, int], Mapping[str, int]]:
        """Rows of the local days first .. stop - 1 by kind, and their returns by reason."""
        begin_s, stop_s = (int(self.plan.calendar.day_start_s[day]) for day in (first, stop))
        rows = [row for row in self.world.rows if begin_s <= row[0] < stop_s]
        returns = Counter(REASONS[node] for _, _, _, what, node, *_ in rows if what is What.RETURNED)
        return Counter(what for _, _, _, what, *_ in rows), returns

    @staticmethod
    def figure(review: Review, counts: Mapping[What, int], returns: Mapping[str, int], days: int) -> Figure:
        """The figure of the one target that is given."""
        target = review.target
        handed_off, accepted = counts[What.MQL] + counts[What.CALL], counts[What.ACCEPTED]
        if target.handoffs_per_week is not None:
            weekly = handed_off * 7.0 / days if days else 0.0
            return Figure(handed_off, days, weekly, target.handoffs_per_week, LEAST_DAYS, -1)
        if target.acceptance is not None:
            n, of, goal = accepted, accepted + sum(returns[reason] for reason in REFUSED), target.acceptance
        else:
            n, of, goal = counts[What.OPPORTUNITY], handed_off, target.opportunity_rate or 0.0
        return Figure(n, of, n / of if of else 0.0, goal, review.least, 1)

    @staticmethod
    def moved(number: int, review: Review, figure: Figure) -> int:
        """The number after the meeting."""
        if figure.denominator < figure.least:
            return number
        if figure.value < figure.target - review.target.tolerance:
            number += figure.if_low * review.step
        elif figure.value > figure.target + review.target.tolerance:
            number -= figure.if_low * review.step
        else:
            return number
        low, high = review.bounds
        return min(max(number, low), high)


def compared(expr: Expr, name: str) -> Compare:
    """The first comparison of a name by `>=` or `>` in text order, windowed counts left out."""
    return next(
        leaf
        for leaf in rules.leaves(expr)
        if isinstance(leaf, Compare) and leaf.name == name and leaf.window_s is None and leaf.op in (">=", ">")
    )


def rewritten(rule: Rule, old: Compare, number: int) -> Rule:
    """The rule with another number in one of its comparisons."""
    expr = with_instead(rule.expr, old, replace(old, value=number))
    return Rule(rules.words(expr), expr)


def with_instead(expr: Any, old: Compare, new: Compare) -> Any:
    """The rule with one comparison in the place of another: of that very one, not of others that say the same."""
    match expr:
        case Not(item):
            return Not(with_instead(item, old, new))
        case And(items) | Or(items):
            return type(expr)(tuple(with_instead(item, old, new) for item in items))
    return new if expr is old else expr
