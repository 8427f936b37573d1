"""Textbook model: the desk, where reps call the leads that were handed off."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from sim.model.journey import REASONS, Return
from sim.model.ledger import Status, What
from tests.textbook_lead import Lead
from tests.textbook_plan import Kind, Life, Plan, Rank, rint

if TYPE_CHECKING:
    from tests.textbook import World


class Attempt(NamedTuple):
    """A call that waits at the desk."""

    ready_s: int
    number: int  # of the lead
    k: int
    lead: Lead

    def key(self, priority: str) -> tuple[int, ...]:
        """Place in the queue (section 11)."""
        first = {"first_come": (), "score": (-self.lead.synced_score,), "freshness": (-self.lead.synced_s,)}[priority]
        return (*first, self.ready_s, self.number)


class Desk:
    """Section 11: the reps, and who waits for their call. Every call is a process."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.free: dict[int, int] = {}  # rep: free since
        self.reps = 0
        self.later: list[Attempt] = []  # a heap by ready_s
        self.queue: list[tuple[tuple[int, ...], Attempt]] = []  # a heap by priority of attempts that are ready

    @property
    def plan(self) -> Plan:
        """The journey in force."""
        return self.world.plan

    def change(self) -> None:
        """The settings of the journey that has just come into force."""
        desk = self.plan.journey.desk
        self.free.update(dict.fromkeys(range(self.reps, desk.reps), 0))
        self.free = {rep: since for rep, since in self.free.items() if rep < desk.reps}
        self.reps = desk.reps
        self.queue = [(attempt.key(desk.priority), attempt) for _, attempt in self.queue]
        heapify(self.queue)
        self.ring(self.world.now)

    def doors(self, plan: Plan) -> Life:
        """Work begins whenever the desk opens."""
        for opening in plan.hours.opens_s.tolist():
            if plan.first_s <= opening < plan.stop_s:
                yield self.world.at(opening, Rank.START)
                self.start()

    def ring(self, t: int) -> None:
        """Look at the queue at second t."""
        self.world.at(t, Rank.START).callbacks.append(lambda _: self.start())

    def receive(self, lead: Lead) -> None:
        """A lead comes from the sync."""
        same_day = self.plan.journey.desk.first_contact == "same_day"
        now = self.world.now
        self.wait(lead, 0, now if same_day else self.plan.hours.next_business_open(now))

    def wait(self, lead: Lead, k: int, ready_s: int) -> None:
        """Attempt k of a lead waits for a rep from a second on."""
        heappush(self.later, Attempt(ready_s, lead.number, k, lead))
        self.ring(ready_s)

    def start(self) -> None:
        """Free reps take attempts that are ready, if it is working time."""
        now, priority = self.world.now, self.plan.journey.desk.priority
        while self.later and self.later[0].ready_s <= now:
            attempt = heappop(self.later)
            heappush(self.queue, (attempt.key(priority), attempt))
        if self.plan.hours.next_open(now) != now:
            return
        for rep in sorted(self.free, key=lambda rep: (self.free[rep], rep))[: len(self.queue)]:
            del self.free[rep]
            self.world.env.process(self.call(rep, heappop(self.queue)[1]))

    def call(self, rep: int, attempt: Attempt) -> Life:
        """One call, from dialling to what comes of it."""
        lead, k, people, desk = attempt.lead, attempt.k, self.plan.people, self.plan.journey.desk
        row = lead.row(What.ATTEMPT, rep, k, lead.rows - 1)
        o = (lead.handoffs - 1) * 64 + k
        chance = min(1.0, people.contact_rate.value * people.contact_ratio.value**k)
        contact = lead.reachable and lead.happens(chance, "desk/contact", o)
        purpose, mean_s = ("desk/talk", desk.talk) if contact else ("desk/dial", desk.dial)
        yield self.world.at(self.world.now + max(1, rint(lead.exponential(purpose, o) * mean_s)), Rank.COMPLETION, rep)
        if rep < self.reps:
            self.free[rep] = self.world.now
            self.ring(self.world.now)
        lead.row(What.CONTACT if contact else What.NO_CONTACT, rep, k, row)
        if contact:
            self.talk(lead, o)
        elif k + 1 < self.plan.journey.desk.attempts:
            self.wait(lead, k + 1, self.plan.hours.next_open(self.world.now + self.plan.journey.desk.spacing))
        else:
            self.give_back(lead, "unreachable")

    def talk(self, lead: Lead, o: int) -> None:
        """What a conversation uncovers, and what sales makes of it."""
        found = self.uncover(lead, o)
        if lead.competitor:
            return self.give_back(lead, "competitor")
        if not found["need"]:
            return self.give_back(lead, "not_target")
        bits = sum(1 << i for i, name in enumerate(("need", "timing", "budget", "authority")) if found[name])
        lead.row(What.ACCEPTED, 0, bits, lead.rows - 1)
        lead.row(What.APPOINTMENT, 0, bits, lead.rows - 1)
        if lead.holds(self.plan.journey.sql, found.__getitem__):
            return self.open_opportunity(lead)
        missing = (name for name in ("timing", "budget", "authority") if not found[name])
        return self.give_back(lead, next(missing, "timing"))

    def uncover(self, lead: Lead, o: int) -> dict[str, bool]:
        """Need, timing, budget and authority as they appear in a call."""
        people, project = self.plan.people, lead.has_project()
        j = min((self.world.now - lead.handoff_s) // 3600, 8760)
        w = (1.0 + j) ** -people.speed_exponent.value
        chances = {
            "need": people.need_floor.value + people.need_gain.value * lead.intent() * w,
            "timing": people.timing_hit.value if project else people.timing_false.value,
            "budget": people.budget_hit.value if project else people.budget_false.value,
            "authority": lead.person.authority,
        }
        return {name: lead.happens(p, f"desk/{name}", o) for name, p in chances.items()}

    def open_opportunity(self, lead: Lead) -> None:
        """SQL; the deal will close in its time."""
        lead.row(What.SQL, cause=lead.rows - 1)
        row = lead.row(What.OPPORTUNITY, cause=lead.rows - 1)
        lead.status = Status.OPPORTUNITY
        people, h = self.plan.people, lead.handoffs - 1
        closes_s = self.world.now + lead.spread(people.sales_cycle, "desk/cycle", h)
        in_time = lead.project_s is not None and lead.has_project() and closes_s < lead.project_s[1]
        won = in_time and lead.happens(people.win_rate.value, "desk/win", h)
        lead.push(closes_s, Kind.DEAL, cause=row, outcome=What.WON if won else What.LOST)

    def give_back(self, lead: Lead, reason: str) -> None:
        """Back to nurturing, or out."""
        back = self.plan.journey.returns.get(reason, Return())
        lead.status = Status.EXCLUDED if back.to == "excluded" else Status.NURTURING
        lead.armed, lead.rest_until = False, self.world.now + back.rest
        lead.stage = self.world.index.stages.get(back.to, lead.stage)
        value = -1 if lead.status is Status.EXCLUDED else lead.stage
        lead.row(What.RETURNED, REASONS.index(reason), value, lead.rows - 1)
