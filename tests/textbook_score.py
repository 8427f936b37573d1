"""Textbook model: the rows of a lead, its points and their decay, and what rules see of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.model.journey import Behaviour, Inactivity, Rule, SourceBasics
from sim.model.ledger import Status, What
from sim.model.rules import evaluate
from tests.textbook_life import Living
from tests.textbook_plan import look_up, rint

if TYPE_CHECKING:
    from tests.textbook import World

SIGNS_OF_LIFE = (
    *(What.REGISTERED, What.BROUGHT, What.OPEN, What.CLICK, What.CONTENT, What.STAYED),
    *(What.WEBINAR_REGISTERED, What.WEBINAR_ATTENDED, What.WEBINAR_REPLAYED),
)
BY_MACHINES = (What.MACHINE_OPEN, What.SCANNER_CLICK, What.SCANNER_CONTENT)


def no_flag(_: str) -> bool:
    """A rule that knows no flags but segments."""
    return False


class Scored(Living):
    """Sections 4, 7 and 8: points, and rules over them."""

    def __init__(self, world: World, source: str, settings: SourceBasics, number: int, arrival_s: int) -> None:
        super().__init__(world, settings, number, arrival_s)
        self.source = source
        self.stage = self.fit = self.behaviour = self.rows = 0
        self.level, self.level_s = 0, arrival_s
        self.active_s = self.idle_s = arrival_s
        self.machine_points = 0
        self.count: dict[str, int] = {}
        self.stamps: dict[str, list[int]] = {}
        self.unused: dict[str, list[int]] = {}  # seconds of behaviours that no award `within` a period has used
        self.due: dict[str, int] = {}  # awards due `within` a period
        self.given_s: dict[str, list[int]] = {}  # seconds of awards given
        self.armed, self.rest_until = True, 0

    # Rows

    def row(self, what: What, node: int = 0, value: int = 0, cause: int = -1) -> int:
        """Write a row; returns its number."""
        self.world.rows.append((self.now, self, self.rows, what, node, value, self.score, self.stage, cause))
        self.rows += 1
        return self.rows - 1

    def node(self, touchpoint: str) -> int:
        """Index of a touchpoint."""
        return self.world.index.touchpoints[touchpoint]

    # Reading (section 4)

    @property
    def score(self) -> int:
        """Fit and behaviour points as read now."""
        return self.fit + self.reading()

    def reading(self) -> int:
        """Behaviour points now, without writing anything."""
        scoring = self.plan.journey.scoring
        if self.plan.score_decay is not None:
            return rint(self.level / 256.0 * look_up(self.plan.score_decay, (self.now - self.level_s) // 3600))
        if scoring.inactivity is None:
            return self.behaviour
        v, k = self.behaviour, self.idle_periods(scoring.inactivity)
        if k == 0:
            return v
        left = v - k * scoring.inactivity.subtract
        return left if scoring.floor is None else max(left, min(v, scoring.floor))

    def idle_periods(self, inactivity: Inactivity) -> int:
        """Full periods without a sign of life."""
        return (self.now - self.idle_s) // inactivity.after

    # Points (section 7)

    def track(self, what: What, behaviour: str) -> int:
        """A behaviour happens now, as part of a row; returns the points it gives. The numbers are the norm's."""
        self.settle_decay()  # 1
        self.count[behaviour] = self.count.get(behaviour, 0) + 1  # 2
        self.unused.setdefault(behaviour, []).append(self.now)
        points = self.worth(behaviour).points if self.is_awarded(behaviour) else 0
        points = self.bounded(points)  # 3
        self.add_points(points)
        if what in BY_MACHINES:
            self.machine_points += points
        self.stamps.setdefault(behaviour, []).append(self.now)  # 4
        if what in SIGNS_OF_LIFE:
            self.active_s = self.idle_s = self.now
        if self.status is Status.NURTURING and self.now >= self.rest_until:
            self.armed = True
        return points

    def settle_decay(self) -> None:
        """What has decayed is written down."""
        r = self.reading()
        if r != self.behaviour:
            self.row(What.ADJUSTED, 0, r - self.behaviour)
            self.behaviour = r
            if self.plan.score_decay is None:
                self.level, self.level_s = 256 * r, self.now
        inactivity = self.plan.journey.scoring.inactivity
        if inactivity is not None:
            self.idle_s += self.idle_periods(inactivity) * inactivity.after
        if self.plan.score_decay is not None:
            self.level = rint(self.level * look_up(self.plan.score_decay, (self.now - self.level_s) // 3600))
            self.level_s = self.now

    def worth(self, behaviour: str) -> Behaviour:
        """What the journey in force gives for a behaviour."""
        return self.plan.journey.behaviours.get(behaviour, Behaviour())

    def is_awarded(self, behaviour: str) -> bool:
        """Whether the behaviour that has just been counted gives points."""
        worth, now = self.worth(behaviour), self.now
        award = self.award_due(behaviour, worth)
        if award is None or (worth.max_times is not None and award > worth.max_times):
            return False
        given, limit = self.given_s.setdefault(behaviour, []), worth.at_most
        if limit is not None and sum(now - limit.within < s <= now for s in given) >= limit.times:
            return False
        given.append(now)
        return True

    def award_due(self, behaviour: str, worth: Behaviour) -> int | None:
        """The number of the award that is due, if one is."""
        if worth.within is None:
            award, rest = divmod(self.count[behaviour], worth.every)
            return award if rest == 0 else None
        unused, oldest_s = self.unused[behaviour], self.now - worth.within
        if sum(s > oldest_s for s in unused) < worth.every:
            return None
        self.unused[behaviour] = []
        self.due[behaviour] = self.due.get(behaviour, 0) + 1
        return self.due[behaviour]

    def bounded(self, points: int) -> int:
        """Points within ceiling and floor."""
        scoring = self.plan.journey.scoring
        if points > 0 and scoring.ceiling is not None:
            return max(0, min(points, scoring.ceiling - self.behaviour))
        if points < 0 and scoring.floor is not None:
            return min(0, max(points, scoring.floor - self.behaviour))
        return points

    def add_points(self, points: int) -> None:
        """Behaviour points are given, or taken."""
        self.behaviour += points
        if self.plan.score_decay is not None:
            self.level += 256 * points
        elif points:
            self.level, self.level_s = 256 * self.behaviour, self.now

    def rescore(self, back: int | str, cause: int) -> None:
        """What a return does to the score: `keep`, `reset` or the points taken."""
        if back == "keep":
            return
        change = -self.behaviour if back == "reset" else self.bounded(int(back))
        if change:
            self.behaviour += change
            self.level, self.level_s = 256 * self.behaviour, self.now
            self.row(What.ADJUSTED, 1, change, cause)

    # Rules (section 8)

    def holds(self, rule: Rule, flag: Callable[[str], bool] = no_flag, less: int = 0) -> bool:
        """Whether a rule is true of the lead now; `less`: if score and behaviour points were lower by so many."""

        def number(name: str) -> int:
            match name:
                case "score":
                    return self.score - less
                case "behaviour":
                    return self.reading() - less
                case "fit":
                    return self.fit
            return self.count.get(name, 0)

        def known(name: str) -> bool:
            segment = self.plan.journey.segments.get(name)
            return flag(name) if segment is None else self.holds(segment, flag, less)

        return evaluate(rule.expr, number, self.recent, self.attribute_of, known)

    def recent(self, behaviour: str, window_s: int) -> int:
        """How often a behaviour was tracked within (t - window, t]."""
        return sum(self.now - window_s < t <= self.now for t in self.stamps.get(behaviour, ()))

    def attribute_of(self, name: str) -> str:
        """An attribute, the source or the stage."""
        if name == "stage":
            return self.stage_name()
        return self.source if name == "source" else str(self.attributes[name])

    def stage_name(self) -> str:
        """The lead's stage."""
        return list(self.world.index.stages)[self.stage]
