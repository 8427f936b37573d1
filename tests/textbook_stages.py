"""Textbook model: where a lead stands: stages, exits, sleep, hand-offs and returns, and what they set off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.model.journey import Return, SourceBasics, Triggered
from sim.model.ledger import Status, What
from tests.textbook_life import Happening
from tests.textbook_plan import Kind
from tests.textbook_score import SIGNS_OF_LIFE, Scored

if TYPE_CHECKING:
    from tests.textbook import World


class Staged(Scored):
    """Section 8, and the private events of section 9 that belong to it."""

    def __init__(self, world: World, source: str, settings: SourceBasics, number: int, arrival_s: int) -> None:
        super().__init__(world, source, settings, number, arrival_s)
        self.moves = 0
        self.handoffs, self.handoff_s, self.mql_row = 0, 0, -1
        self.synced_score = self.synced_s = 0
        self.set_off_s: dict[str, int] = {}
        self.held: dict[str, int] = {}  # occurrence of the mail held for later
        self.dormant, self.sleeps = False, 0
        self.exit, self.exit_s, self.exits = "", 0, 0

    # What happens, and what it sets off (section 7)

    def act(self, what: What, node: int, behaviour: str, cause: int = -1, of: str | None = None) -> int:
        """A behaviour and its row: points, row, and what follows; `of`: the row's touchpoint."""
        points = self.track(what, behaviour)
        n = self.row(what, node, points, cause)
        self.follow(what, behaviour, n, of)
        return n

    def follow(self, what: What, behaviour: str, n: int, of: str | None = None) -> None:
        """What the behaviour of row n sets off."""
        self.set_off(lambda each: each.after == behaviour and each.of in (None, of), self.count[behaviour], n)
        if what in SIGNS_OF_LIFE and self.dormant:
            self.dormant = False
            row = self.row(What.REACTIVATED, cause=n)
            self.set_off(lambda each: each.on == "reactivated", self.sleeps, row)
            self.sleep_later()

    def set_off(
        self, is_trigger: Callable[[Triggered], bool], occurrence: int, cause: int, stay: int | None = None
    ) -> None:
        """Mails and calls with that trigger are due after their delay, unless they have to cool down."""
        for name, each in (self.plan.mails | self.plan.calls).items():
            if is_trigger(each) and not self.is_cooling_down(name, each):
                if each.cooldown:
                    self.set_off_s[name] = self.now
                self.push(self.now + each.delay, Kind.MAIL_OR_CALL, name, occurrence, cause=cause, stay=stay)

    def is_cooling_down(self, name: str, each: Triggered) -> bool:
        """Whether it was set off too recently."""
        return name in self.set_off_s and self.now < self.set_off_s[name] + each.cooldown

    # Conditions (section 8)

    def conditions(self) -> None:
        """At the end of an own event that has written a row."""
        if self.status is Status.EXITED:
            self.re_enter()
        elif self.status is Status.NURTURING:
            self.leave()
            if self.status is Status.NURTURING:
                if not self.fall_back():
                    self.climb()
                self.test_rules()

    def re_enter(self) -> None:
        """A lead that has left comes back."""
        left = self.plan.journey.exits.get(self.exit)
        back = left.re_enter if left else None
        if back is None or self.now < self.exit_s + back.after or not self.holds(back.when):
            return
        stages, before = self.world.index.stages, self.stage
        self.stage = stages[back.to] if back.to else before
        self.status, self.armed = Status.NURTURING, True
        row = self.row(What.REENTERED, self.world.index.exits[self.exit], self.stage, self.rows - 1)
        self.set_off(lambda each: each.on == "reentered", self.exits, row)
        self.sleep_later()
        if self.stage != before:
            self.come_to_stage(row)

    def leave(self) -> None:
        """Exits: the first whose condition is true."""
        index = self.world.index.exits
        for name, way_out in sorted(self.plan.journey.exits.items(), key=lambda each: index[each[0]]):
            if self.holds(way_out.when):
                self.status, self.exit, self.exit_s = Status.EXITED, name, self.now
                self.exits += 1
                row = self.row(What.EXITED, index[name], 0, self.rows - 1)
                self.set_off(lambda each: each.on == "exited", self.exits, row)
                return

    def fall_back(self) -> bool:
        """Whether the lead falls back."""
        back = self.plan.journey.stages[self.stage_name()].back
        if back is None or not self.holds(back.when):
            return False
        self.move_to(self.world.index.stages[back.to] if back.to else self.stage - 1, self.rows - 1)
        return True

    def climb(self) -> None:
        """Stages, each by what is true at its turn."""
        for name, j in list(self.world.index.stages.items())[self.stage + 1 :]:
            enter = self.plan.journey.stages[name].enter
            if enter is not None and self.holds(enter):
                self.move_to(j, self.rows - 1)

    def move_to(self, stage: int, cause: int) -> None:
        """The row `stage`, and what follows."""
        old, self.stage = self.stage, stage
        self.come_to_stage(self.row(What.STAGE, stage, old, cause))

    def come_to_stage(self, cause: int) -> None:
        """The lead has come to its stage."""
        self.moves += 1
        self.begin_stay(cause)

    def begin_stay(self, cause: int, quietly: bool = False) -> None:
        """What the stage sets off, unless quietly, and its timeout."""
        name = self.stage_name()
        if not quietly:
            self.set_off(lambda each: each.entering == name, self.moves, cause, stay=self.moves)
        timeout = self.plan.journey.stages[name].timeout
        if timeout is not None:
            self.push(self.now + timeout.after, Kind.TIMEOUT, stay=self.moves, cause=cause)

    def test_rules(self) -> None:
        """Hand-off rules, as reviews have moved them."""
        if not self.armed:
            return
        index, rules = self.world.index.rules, self.world.mql.items()
        true_rules = [index[name] for name, rule in rules if self.holds(rule)]
        if not true_rules:
            return
        row = self.row(What.MQL, min(true_rules), sum(1 << rule for rule in true_rules), self.rows - 1)
        less = self.machine_points
        if less > 0 and not any(self.holds(rule, less=less) for _, rule in rules):
            self.row(What.MACHINE_MADE, min(true_rules), cause=row)
        self.hand_off(row)

    def hand_off(self, row: int) -> None:
        """To sales, by a rule or a call."""
        self.status, self.handoff_s, self.mql_row = Status.TRANSIT, self.now, row
        self.handoffs += 1
        self.world.hand_off(self)

    # Private events (section 9)

    def call(self, event: Happening) -> None:
        """A call that something has set off."""
        call = self.plan.calls[event.name]
        is_free = self.status is Status.NURTURING and self.now >= self.rest_until
        is_meant = self.is_in_season(call) and self.is_still_there(event.stay)
        if is_free and is_meant and (call.when is None or self.holds(call.when)):
            self.hand_off(self.row(What.CALL, self.node(event.name), cause=event.cause))

    def is_in_season(self, each: Triggered) -> bool:
        """Whether today is a day for it."""
        today = self.plan.calendar.date_of(self.plan.calendar.day_of(self.now))
        return (each.since is None or each.since <= today) and (each.until is None or today < each.until)

    def is_still_there(self, stay: int | None) -> bool:
        """Whether the lead is still in the stage that has set something off, if one has."""
        return stay is None or stay == self.moves

    def timeout(self, event: Happening) -> None:
        """The lead has been in its stage for too long."""
        timeout = self.plan.journey.stages[self.stage_name()].timeout
        if event.stay != self.moves or timeout is None:
            return
        if self.status is not Status.NURTURING:
            self.push(self.now + timeout.after, Kind.TIMEOUT, stay=event.stay)
            return
        self.move_to(self.world.index.stages[timeout.to], -1)
        self.conditions()

    def sleep_later(self) -> None:
        """When to look whether the lead sleeps."""
        dormancy = self.plan.journey.dormancy
        if dormancy is not None:
            self.push(self.now + dormancy.after, Kind.SLEEP)

    def sleep(self, event: Happening) -> None:
        """Does the lead sleep?"""
        dormancy = self.plan.journey.dormancy
        if dormancy is None or self.dormant or self.status is Status.EXITED:
            return
        if self.status is not Status.NURTURING:
            self.sleep_later()
        elif self.active_s + dormancy.after > self.now:
            self.push(self.active_s + dormancy.after, Kind.SLEEP)
        else:
            self.dormant, self.sleeps = True, self.sleeps + 1
            row = self.row(What.DORMANT)
            self.set_off(lambda each: each.on == "dormant", self.sleeps, row)

    # Back from sales (section 11)

    def come_back(self, back: Return, row: int, moved: bool) -> None:
        """All that follows the row `returned`; `moved`: it has brought the lead to another stage."""
        self.settle_decay()
        self.rescore(back.score, row)
        self.active_s = self.idle_s = self.now
        if moved:
            self.come_to_stage(row)
        self.set_off(lambda each: each.on == "returned", self.handoffs, row)
        for name, mail in self.plan.mails.items():
            if mail.while_with_sales == "hold" and name in self.held:
                self.push(self.now, Kind.MAIL_OR_CALL, name, self.held.pop(name), cause=row)
