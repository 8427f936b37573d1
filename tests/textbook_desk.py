"""Textbook model: the desk, where reps call and write to leads that were handed off (section 11 of docs/world.md)."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.model import calendar
from sim.model.journey import REASONS, Return
from sim.model.ledger import Status, What
from tests.textbook_crew import Crew, crews
from tests.textbook_lead import Lead
from tests.textbook_plan import Kind, Life, Plan, Rank, rint

if TYPE_CHECKING:
    from tests.textbook import World

AFTER_REPS = 900_000  # order of what goes cold within the rank of completions
READY, START = 0, 1  # order within the rank of starts


class Attempt(NamedTuple):
    """A call or an e-mail that waits for a rep."""

    ready_s: int
    k: int
    answer: bool = False  # to a reply


@dataclass(eq=False)
class Case:
    """A lead at the desk, until it leaves: what is known of it from the sync, and the attempt that waits, if any."""

    lead: Lead
    plan: Plan
    team: str
    first_true: int  # of the rules of `priority`
    duplicate: bool
    last_s: int = calendar.NEVER_S
    attempt: Attempt | None = None
    begun: bool = False

    def key(self, plan: Plan) -> tuple[int, ...]:
        """Place in the queue of a journey."""
        assert self.attempt is not None
        place = (self.attempt.ready_s, self.lead.number)
        match plan.journey.desk.priority:
            case "first_come":
                return place
            case "score":
                return (-self.lead.synced_score, *place)
            case "freshness":
                return (-self.lead.synced_s, *place)
            case rules:
                return (self.first_true if self.plan is plan else len(rules), *place)


class Desk:
    """The reps who are free, the leads at the desk, and whose attempts are ready. Every call is a process."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.free: dict[int, int] = {}  # rep: free since
        self.reps = 0
        self.cases: dict[Lead, Case] = {}
        self.crews: dict[str, Crew] = {}
        self.queues: dict[str, list[tuple[tuple[int, ...], Case]]] = {}  # of each team, by priority

    @property
    def plan(self) -> Plan:
        """The journey in force."""
        return self.world.plan

    def change(self) -> None:
        """The teams and settings of the journey that has just come into force."""
        ready = [case for queue in self.queues.values() for _, case in queue]
        self.crews = crews(self.plan)
        reps = self.plan.journey.desk.head_count()
        self.free.update(dict.fromkeys(range(self.reps, reps), 0))
        self.free = {rep: since for rep, since in self.free.items() if rep < reps}
        self.reps = reps
        self.queues = {name: [] for name in self.crews}
        for case in ready:
            self.queue(case)
        self.look(self.world.now)

    def doors(self, plan: Plan) -> Life:
        """Work begins whenever somebody comes."""
        for t in sorted(set().union(*(crew.openings() for crew in crews(plan).values()))):
            if plan.first_s <= t < plan.stop_s:
                yield self.world.at(t, Rank.START, START)
                self.start()

    def look(self, t: int) -> None:
        """Look at the queues at second t."""
        self.world.do(self.start, t, Rank.START, START)

    def crew(self, case: Case) -> Crew:
        """The team of a case: that of the same name, if the journey in force has one, else the first."""
        return self.crews.get(case.team) or next(iter(self.crews.values()))

    # From the sync to the queue

    def receive(self, lead: Lead, duplicate: bool) -> None:
        """A lead comes from the sync; what the desk sees of it is as of now."""
        desk, now = self.plan.journey.desk, self.world.now
        if desk.filter is not None and not lead.holds(desk.filter):
            return self.give_back(lead, "rejected")
        rules = desk.priority if isinstance(desk.priority, list) else []
        first_true = next((i for i, rule in enumerate(rules) if lead.holds(rule)), len(rules))
        case = self.cases[lead] = Case(lead, self.plan, self.team_of(lead), first_true, duplicate)
        next_day = desk.first_contact == "next_business_day"
        self.wait(case, Attempt(self.crew(case).next_business_open(now) if next_day else now, 0))
        if desk.expires is not None:
            case.last_s = now + desk.expires
        elif desk.patience is not None:
            patience = lead.exponential("desk/patience", lead.handoffs - 1) * desk.patience
            case.last_s = now + max(1, rint(patience))
        self.world.do(self.go_cold, case.last_s, Rank.COMPLETION, AFTER_REPS)

    def team_of(self, lead: Lead) -> str:
        """The first team that takes the lead; without any, the first of all."""
        takers = (name for name, crew in self.crews.items() if not (rule := crew.team.takes) or lead.holds(rule))
        return next(takers, next(iter(self.crews)))

    def wait(self, case: Case, attempt: Attempt) -> None:
        """An attempt waits, and is queued when it is ready."""
        case.attempt = attempt

        def queue() -> None:
            if case.attempt is attempt:  # it may have been dropped
                self.queue(case)

        self.world.do(queue, attempt.ready_s, Rank.START, READY)
        self.look(attempt.ready_s)

    def queue(self, case: Case) -> None:
        """An attempt is ready; no two places are equal."""
        insort(self.queues[self.crew(case).name], (case.key(self.plan), case))

    # Starts

    def start(self) -> None:
        """Free reps who work take attempts that are ready, team by team."""
        for crew in self.crews.values():
            self.begin(crew, self.queues[crew.name])

    def begin(self, crew: Crew, queue: list[tuple[tuple[int, ...], Case]]) -> None:
        """The first rep takes the first attempt that may begin, while there are both."""
        now = self.world.now
        reps = [rep for rep in crew.reps if rep in self.free and crew.works(rep, now)] if queue else []
        for rep in sorted(reps, key=lambda rep: (self.free[rep], rep)):
            room = self.has_room(crew)
            place = next((i for i, (_, case) in enumerate(queue) if room or case.begun), None)
            if place is None:
                return
            _, case = queue.pop(place)
            del self.free[rep]
            self.world.env.process(self.call(rep, case))
            case.begun = True

    def has_room(self, crew: Crew) -> bool:
        """Whether another lead of the team may be begun."""
        limit = crew.team.work_in_progress
        if limit is None:
            return True
        under_way = sum(case.begun for case in self.cases.values() if self.crew(case) is crew)
        return under_way < limit * len(crew.reps)

    # Calls and e-mails

    def call(self, rep: int, case: Case) -> Life:
        """One attempt, from its begin to what comes of it."""
        lead, attempt, desk = case.lead, case.attempt, self.plan.journey.desk
        assert attempt is not None
        case.attempt, k, means = None, attempt.k, desk.means()
        row = lead.row(What.ATTEMPT, rep, k, lead.rows - 1)
        written = not attempt.answer and k < len(means) and means[k] == "email"
        success, seconds = self.write(lead, k) if written else self.dial(lead, attempt)
        if k == 0 and case.duplicate:
            seconds += max(1, rint(lead.exponential("desk/merge", lead.handoffs - 1) * desk.dial))
        yield self.world.at(self.world.now + seconds, Rank.COMPLETION, rep)
        if rep < self.reps:
            self.free[rep] = self.world.now
        self.look(self.world.now)
        if written:
            lead.row(What.MAILED, rep, k, row)
        else:
            lead.row(What.CONTACT if success else What.NO_CONTACT, rep, k, row)
        if not success:
            self.try_again(case, k + 1)
        elif written:
            self.wait(case, Attempt(self.reply_s(case, k), k + 1, answer=True))
        else:
            self.talk(lead, occurrence(lead, k))

    def dial(self, lead: Lead, attempt: Attempt) -> tuple[bool, int]:
        """Whether somebody answers the phone, and how long it takes; who has replied does."""
        people, desk, o = self.plan.people, self.plan.journey.desk, occurrence(lead, attempt.k)
        chance = min(1.0, people.contact_rate.value * people.contact_ratio.value**attempt.k)
        contact = attempt.answer or (lead.reachable and lead.happens(chance, "desk/contact", o))
        purpose, mean_s = ("desk/talk", desk.talk) if contact else ("desk/dial", desk.dial)
        return contact, max(1, rint(lead.exponential(purpose, o) * mean_s))

    def write(self, lead: Lead, k: int) -> tuple[bool, int]:
        """Whether an e-mail will have a reply, and how long it takes to write."""
        people, o = self.plan.people, occurrence(lead, k)
        reply = self.world.now < lead.address_dies_s and lead.happens(people.reply_rate.value, "desk/reply", o)
        return reply, max(1, rint(lead.exponential("desk/write", o) * self.plan.journey.desk.write))

    def reply_s(self, case: Case, k: int) -> int:
        """When a reply to attempt k can be answered."""
        drawn = case.lead.exponential("desk/reply/delay", occurrence(case.lead, k))
        return self.crew(case).next_open(self.world.now + rint(drawn * self.plan.people.reply_delay.value))

    def try_again(self, case: Case, k: int) -> None:
        """Attempt k, if there is one, unless the lead has gone cold meanwhile."""
        desk, now = self.plan.journey.desk, self.world.now
        if k >= len(desk.means()):
            self.give_back(case.lead, "unreachable")
        elif case.last_s < now:
            self.give_back(case.lead, "expired")
        else:
            self.wait(case, Attempt(self.crew(case).next_open(now + desk.spacing), k))

    def go_cold(self) -> None:
        """Who has waited to the last second for an attempt, ready or not, is given back; replies are answered."""
        cold = [case for case in self.cases.values() if case.last_s == self.world.now]
        for case in sorted(cold, key=lambda case: case.lead.number):
            if case.attempt is not None and not case.attempt.answer:
                queue = self.queues[self.crew(case).name]
                queue[:] = [each for each in queue if each[1] is not case]
                case.attempt = None
                self.give_back(case.lead, "expired")

    # What a conversation leads to

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
        self.cases.pop(lead)
        lead.row(What.SQL, cause=lead.rows - 1)
        row = lead.row(What.OPPORTUNITY, cause=lead.rows - 1)
        lead.status = Status.OPPORTUNITY
        people, h = self.plan.people, lead.handoffs - 1
        closes_s = self.world.now + lead.spread(people.sales_cycle, "desk/cycle", h)
        in_time = lead.project_s is not None and lead.has_project() and closes_s < lead.project_s[1]
        won = in_time and lead.happens(people.win_rate.value, "desk/win", h)
        lead.push(closes_s, Kind.DEAL, cause=row, outcome=What.WON if won else What.LOST)

    def give_back(self, lead: Lead, reason: str) -> None:
        """Back to nurturing, or out; the desk has room for another."""
        self.cases.pop(lead, None)
        self.look(self.world.now)
        back, index = self.plan.journey.returns.get(reason, Return()), self.world.index.stages
        lead.status = Status.EXCLUDED if back.to == "excluded" else Status.NURTURING
        lead.armed, lead.rest_until = False, self.world.now + back.rest
        before, lead.stage = lead.stage, index.get(back.to, lead.stage)
        value = -1 if lead.status is Status.EXCLUDED else lead.stage
        row = lead.row(What.RETURNED, REASONS.index(reason), value, lead.rows - 1)
        if lead.status is Status.NURTURING:
            lead.come_back(back, row, moved=lead.stage != before)


def occurrence(lead: Lead, k: int) -> int:
    """Section 2: of luck that is drawn for each attempt."""
    return (lead.handoffs - 1) * 64 + k
