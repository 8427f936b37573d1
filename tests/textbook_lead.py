"""Textbook model: one lead, a SimPy process that waits for the next of its private events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import simpy

from sim.files.leadsfile import GivenLead
from sim.model import calendar
from sim.model.journey import NUMBERS, Behaviour, Content, Email, Rule, SourceBasics, Webinar
from sim.model.ledger import Status, What
from sim.model.rules import evaluate
from tests.textbook_person import Person
from tests.textbook_plan import GONE, WITH_SALES, Kind, Life, Rank, rint

if TYPE_CHECKING:
    from tests.textbook import World

MOST_EVENTS = 1_000  # of one lead at one second (section 12)


class Happening(NamedTuple):
    """A private event that waits; the first five fields are its place in the order."""

    time: int
    kind: Kind
    touchpoint: int
    occurrence: int
    made: int
    cause: int = -1
    name: str = ""  # of the touchpoint
    content: str | None = None  # as sent; None for invitations
    webinar_s: int | None = None  # what an invitation invites to
    outcome: What = What.LOST


class Lead(Person):
    """Sections 6 to 10: what is tracked of a person, and what it will do by itself."""

    def __init__(
        self,
        world: World,
        source: str,
        settings: SourceBasics,
        number: int,
        arrival_s: int,
        given: GivenLead | None = None,
    ) -> None:
        super().__init__(world, settings, number, arrival_s)
        self.source, self.given = source, given
        self.status, self.stage = Status.UNBORN, 0
        self.fit = self.behaviour = self.rows = 0
        self.count: dict[str, int] = {}
        self.stamps: dict[str, list[int]] = {}
        self.armed, self.rest_until, self.handoffs, self.handoff_s, self.mql_row = True, 0, 0, 0, -1
        self.subscribed, self.bounced = True, False
        self.places: set[str] = set()
        self.waiting: list[Happening] = []
        self.made = 0
        self.alarm_s = -1  # for what second the life process waits; -1 while it acts
        self.busy = (-1, 0)  # second of the last private event, and how many that second has had
        self.synced_score = self.synced_s = 0

    # The process

    def life(self) -> Life:
        """Arrive, then do what waits, in its order; pushing something earlier interrupts the wait."""
        yield self.world.at(self.arrival_s, Rank.ARRIVAL)
        self.process = self.world.env.active_process
        self.arrive()
        while self.status not in GONE:
            self.alarm_s = self.waiting[0].time if self.waiting else calendar.NEVER_S
            try:
                yield self.world.at(self.alarm_s, Rank.PRIVATE)
            except simpy.Interrupt:
                continue
            self.alarm_s = -1
            if self.status not in GONE:
                self.happen(heappop(self.waiting))

    def push(self, time: int, kind: Kind, name: str = "", occurrence: int = 0, **more: Any) -> None:
        """Let a private event wait for its second."""
        touchpoint = self.world.index.touchpoints.get(name, 0)
        heappush(self.waiting, Happening(time, kind, touchpoint, occurrence, self.made, name=name, **more))
        self.made += 1
        if time < self.alarm_s:
            self.alarm_s = time
            self.process.interrupt()

    def happen(self, event: Happening) -> None:
        """One private event, if its touchpoint is still in force."""
        self.busy = (event.time, self.busy[1] + 1 if self.busy[0] == event.time else 1)
        if self.busy[1] > MOST_EVENTS:
            raise RuntimeError(f"more than {MOST_EVENTS} events of lead {self.number} at second {event.time}")
        if not event.name or event.name in self.plan.journey.touchpoints:
            before = self.rows
            self.ACTS[event.kind](self, event)
            if event.kind not in (Kind.DEAL, Kind.TRIGGERED, Kind.READ):  # a read by itself, as not all are tracked
                self.conditions(before)

    # Short words

    @property
    def score(self) -> int:
        """Fit and behaviour points."""
        return self.fit + self.behaviour

    def node(self, touchpoint: str) -> int:
        """Index of a touchpoint."""
        return self.world.index.touchpoints[touchpoint]

    # Arrival (section 6)

    def arrive(self) -> None:
        """Registration; the numbers are the norm's."""
        self.world.crowd.append(self)
        self.become_somebody(self.given.attributes if self.given else {})  # 1, 2
        self.draw_hidden_traits()  # 3
        self.set_score()  # 4
        gate = self.plan.journey.gate
        if gate is not None and not self.holds(gate):  # 5
            self.row(What.REGISTERED, self.world.index.sources[self.source], self.score)
            self.row(What.EXCLUDED, cause=0)
            self.status = Status.EXCLUDED
            return
        self.status = Status.NURTURING  # 6
        self.greet()
        if self.plan.visit_gap is not None:  # 7
            self.visit_op = self.plan.clock.shows(self.now)
            self.next_visit(0)
        self.conditions(0)

    def set_score(self) -> None:
        """Fit, and what a file says of a lead."""
        fit = self.plan.journey.fit
        self.fit = sum(fit.get(name, {}).get(str(value), 0) for name, value in self.attributes.items())
        if self.given:
            self.behaviour = 0 if self.given.score is None else self.given.score - self.fit
            self.stage = self.world.index.stages[self.given.stage] if self.given.stage else 0
            self.count.update(self.given.counts)
            self.subscribed = not self.given.opted_out

    def greet(self) -> None:
        """The row `registered`, and what the source's leads bring along."""
        node = self.world.index.sources[self.source]
        if self.given and self.given.registered_s < 0:
            self.row(What.REGISTERED, node, self.score)
            return
        self.track("registered")
        self.row(What.REGISTERED, node, self.score)
        self.trigger("registered", 0)
        for behaviour, share in self.settings.arrive_with.items():
            if self.happens(share, f"person/brings/{behaviour}"):
                self.act(What.BROUGHT, self.world.index.behaviours[behaviour], behaviour, 0)

    # Points, rows and conditions (sections 7, 8)

    def row(self, what: What, node: int = 0, value: int = 0, cause: int = -1) -> int:
        """Write a row; returns its number."""
        self.world.rows.append((self.now, self, self.rows, what, node, value, self.score, self.stage, cause))
        self.rows += 1
        return self.rows - 1

    def act(self, what: What, node: int, behaviour: str, cause: int = -1) -> int:
        """A behaviour and its row: points, row, triggers."""
        points = self.track(behaviour)
        n = self.row(what, node, points, cause)
        self.trigger(behaviour, n)
        return n

    def track(self, behaviour: str) -> int:
        """Count a behaviour that happens now; returns the points it gives."""
        self.count[behaviour] = times = self.count.get(behaviour, 0) + 1
        self.stamps.setdefault(behaviour, []).append(self.now)
        if self.status is Status.NURTURING and self.now >= self.rest_until:
            self.armed = True
        worth = self.plan.journey.behaviours.get(behaviour, Behaviour())
        rounds, rest = divmod(times, worth.every)
        points = worth.points if rest == 0 and (worth.max_times is None or rounds <= worth.max_times) else 0
        self.behaviour += points
        return points

    def trigger(self, behaviour: str, cause: int) -> None:
        """Mails that follow a behaviour."""
        for name, mail in self.plan.mails.items():
            if mail.after == behaviour:
                self.push(self.now + mail.delay, Kind.TRIGGERED, name, self.count[behaviour], cause=cause)

    def conditions(self, rows_before: int) -> None:
        """Stages, then hand-off rules, if the event wrote a row."""
        if self.status is not Status.NURTURING or self.rows == rows_before:
            return
        for j, stage in list(enumerate(self.plan.journey.stages.values()))[self.stage + 1 :]:
            if stage.enter is not None and self.holds(stage.enter):
                old, self.stage = self.stage, j
                self.row(What.STAGE, j, old, self.rows - 1)
        if self.armed:
            rules = self.plan.journey.mql.items()
            self.hand_off([self.world.index.rules[name] for name, rule in rules if self.holds(rule)])

    def hand_off(self, true_rules: Sequence[int]) -> None:
        """To sales, if any rule is true."""
        if true_rules:
            self.mql_row = self.row(What.MQL, min(true_rules), sum(1 << rule for rule in true_rules), self.rows - 1)
            self.status, self.handoff_s = Status.TRANSIT, self.now
            self.handoffs += 1
            self.world.hand_off(self)

    def holds(self, rule: Rule, flag: Callable[[str], bool] = lambda _: False) -> bool:
        """Whether a rule is true of the lead now."""
        return evaluate(rule.expr, self.number_of, self.recent, self.attribute_of, flag)

    def number_of(self, name: str) -> int:
        """`score`, `fit`, `behaviour`, or how often a behaviour was tracked."""
        return int(getattr(self, name)) if name in NUMBERS else self.count.get(name, 0)

    def recent(self, behaviour: str, window_s: int) -> int:
        """How often a behaviour was tracked within (t - window, t]."""
        return sum(self.now - window_s < t <= self.now for t in self.stamps.get(behaviour, ()))

    def attribute_of(self, name: str) -> str:
        """An attribute, the source or the stage."""
        if name == "stage":
            return self.stage_name()
        return self.source if name == "source" else str(self.attributes[name])

    def fits(self, content: str | None) -> bool:
        """Whether content is for the lead's stage; an invitation (None) always is, content no longer in force never."""
        if content is None:
            return True
        touchpoint = self.plan.journey.touchpoints.get(content)
        return isinstance(touchpoint, Content) and self.stage_name() in touchpoint.stages

    # Private events (section 9)

    def next_visit(self, k: int) -> None:
        """Draw when candidate visit k comes."""
        if self.plan.visit_gap is not None:
            self.visit_op += max(1, rint(self.exponential("visit/gap", k) * self.plan.visit_gap))
            self.push(max(self.now, self.plan.clock.second(self.visit_op)), Kind.VISIT, occurrence=k)

    def visit(self, event: Happening) -> None:
        """A candidate visit, perhaps kept."""
        self.next_visit(event.occurrence + 1)
        intent = self.intent()
        if self.happens(intent * self.web, "visit/keep", event.occurrence):
            name = self.race(self.organic(intent), event.occurrence)
            if name is not None:
                self.consume(name, event.occurrence, f"{name}/form", -1)

    def organic(self, intent: float) -> Iterable[tuple[str, float, str]]:
        """All content with its weight for a visitor."""
        for name, content in self.plan.content.items():
            low, high = content.organic
            yield name, (low + (high - low) * intent) * self.person.tastes.get(content.behaviour, 1.0), f"{name}/visit"

    def consume(self, name: str, occurrence: int, form_purpose: str, cause: int) -> None:
        """Content is read, if its form is filled."""
        content = self.plan.journey.touchpoints.get(name)
        if isinstance(content, Content) and (content.form >= 1 or self.happens(content.form, form_purpose, occurrence)):
            self.act(What.CONTENT, self.node(name), content.behaviour, cause)
            people = self.plan.people
            self.raise_lift(people.content_lift.value * (1.0 if self.fits(name) else people.misfit.value))

    def machine_open(self, event: Happening) -> None:
        """A mailbox opens by itself."""
        self.act(What.MACHINE_OPEN, event.touchpoint, "open", event.cause)

    def scanner_click(self, event: Happening) -> None:
        """A scanner follows the link, and reads what has no form."""
        click = self.act(What.SCANNER_CLICK, event.touchpoint, "click", event.cause)
        content = self.plan.journey.touchpoints.get(str(event.content))
        if isinstance(content, Content) and content.form >= 1:
            self.act(What.SCANNER_CONTENT, self.node(str(event.content)), content.behaviour, click)

    def read(self, event: Happening) -> None:
        """A person reads a mail; a machine mailbox doesn't tell."""
        before, people = self.rows, self.plan.people
        if self.machine:
            row = self.row(What.READ, event.touchpoint, 0, event.cause)
        else:
            row = self.act(What.OPEN, event.touchpoint, "open", event.cause)
        respond = self.may_register if event.webinar_s is not None else self.may_click
        respond(event, row)
        self.raise_lift(people.read_lift.value * (1.0 if self.fits(event.content) else people.misfit.value))
        if not self.machine:
            self.conditions(before)

    def may_click(self, event: Happening, row: int) -> None:
        """Whether and when a reader clicks; before the mail has worked on the reader."""
        people = self.plan.people
        fit = 1.0 if self.fits(event.content) else people.click_misfit.value
        p = people.click_rate.value * fit * self.interest(people.click_intent_gain.value)
        if self.happens(p, f"{event.name}/click", event.occurrence):
            delay = rint(self.exponential(f"{event.name}/click/delay", event.occurrence) * people.click_delay.value)
            self.push(self.now + delay, Kind.CLICK, event.name, event.occurrence, cause=row, content=event.content)

    def may_register(self, event: Happening, row: int) -> None:
        """Whether and when a reader registers for the webinar of an invitation."""
        people, webinar_s = self.plan.people, event.webinar_s or 0
        chance = people.open_rate.value * self.person.open
        rate = self.person.webinar / chance if chance else 0.0
        p = rate * self.webinars * self.interest(people.register_intent_gain.value)
        wants = self.happens(p, f"{event.name}/register", event.occurrence)
        if wants and event.name not in self.places and webinar_s > self.now:
            ahead = self.registers_ahead(self.u(f"{event.name}/register/when", event.occurrence) / 4294967296.0)
            self.push(max(self.now, webinar_s - ahead), Kind.REGISTER, event.name, event.occurrence, cause=row)

    def registers_ahead(self, p: float) -> int:
        """How many seconds before the webinar people register: the day, the week, the three weeks before."""
        a = self.plan.people.registered_on_the_day.value
        b = self.plan.people.registered_in_last_week.value - a
        if p < a:
            return rint(p / a * 86400.0)
        if p < a + b:
            return rint(86400.0 + (p - a) / b * 518400.0)
        return rint(604800.0 + (p - (a + b)) / (1.0 - (a + b)) * 1209600.0)

    def click(self, event: Happening) -> None:
        """A person clicks, and reads what the link leads to."""
        row = self.act(What.CLICK, event.touchpoint, "click", event.cause)
        self.consume(str(event.content), event.occurrence, f"{event.content}/form/{event.name}", row)

    def unsubscribe(self, event: Happening) -> None:
        """No more mails."""
        if self.subscribed:
            self.subscribed = False
            self.act(What.UNSUBSCRIBE, event.touchpoint, "unsubscribed", event.cause)

    def register(self, event: Happening) -> None:
        """A place in the next webinar."""
        if event.name not in self.places:
            self.places.add(event.name)
            self.act(What.WEBINAR_REGISTERED, event.touchpoint, "webinar_registered", event.cause)

    def triggered(self, event: Happening) -> None:
        """A mail that follows a behaviour."""
        if event.name in self.plan.mails:
            self.receive(event.name, event.occurrence, event.cause)

    def deal(self, event: Happening) -> None:
        """The end."""
        self.status = Status.WON if event.outcome is What.WON else Status.LOST
        self.row(event.outcome, cause=event.cause)

    ACTS: ClassVar[dict[Kind, Callable[[Lead, Happening], None]]] = {
        Kind.UNSUBSCRIBE: unsubscribe,
        Kind.DEAL: deal,
        Kind.MACHINE_OPEN: machine_open,
        Kind.SCANNER_CLICK: scanner_click,
        Kind.READ: read,
        Kind.CLICK: click,
        Kind.REGISTER: register,
        Kind.TRIGGERED: triggered,
        Kind.VISIT: visit,
    }

    # Mail and webinars (section 10)

    def receive(self, name: str, occurrence: int, cause: int = -1, webinar_s: int | None = None) -> None:
        """A mail is due; the numbers are the norm's."""
        mail = self.plan.journey.touchpoints[name]
        if not self.is_addressed(name, mail):  # 1
            return
        content = None if isinstance(mail, Webinar) else self.content_of(mail)
        value = -1 if content is None else self.node(content)
        if self.status in WITH_SALES and mail.while_with_sales == "hold":  # 2
            self.row(What.HELD, self.node(name), value, cause)
        elif self.now >= self.address_dies_s:  # 3
            self.bounced = True
            self.row(What.BOUNCE, self.node(name), 0, cause)
        else:
            self.react(name, occurrence, self.row(What.SENT, self.node(name), value, cause), content, webinar_s)

    def is_addressed(self, name: str, mail: Any) -> bool:
        """Whom a mail is for."""
        if self.status in GONE or not self.subscribed or self.bounced:
            return False
        if mail.when is not None and not self.holds(mail.when):
            return False
        if isinstance(mail, Webinar):
            return self.stage_name() in mail.stages and name not in self.places
        return self.content_of(mail) is not None

    def stage_name(self) -> str:
        """The lead's stage."""
        return list(self.world.index.stages)[self.stage]

    def content_of(self, mail: Email) -> str | None:
        """What a programme has for the lead's stage."""
        return mail.content if isinstance(mail.content, str) else mail.content.get(self.stage_name())

    def react(self, name: str, o: int, sent: int, content: str | None, webinar_s: int | None) -> None:
        """What a delivered mail will lead to."""
        people, person = self.plan.people, self.person
        more = {"cause": sent, "content": content, "webinar_s": webinar_s}
        f = self.fatigue_now()  # 4
        j = min(511, int(f / self.plan.weekly_fatigue * 32.0))
        self.fatigue, self.fatigue_s = f + 1.0, self.now
        if self.machine:  # 5
            delay = rint(self.exponential(f"{name}/machine", o) * people.machine_open_delay.value)
            self.push(self.now + delay, Kind.MACHINE_OPEN, name, o, **more)
        scanned = self.scanner and content is not None
        if scanned and self.happens(people.scanner_click_rate.value, f"{name}/scan", o):  # 6
            delay = rint(self.exponential(f"{name}/scan/delay", o) * people.scanner_delay.value)
            self.push(self.now + delay, Kind.SCANNER_CLICK, name, o, **more)
        usual = people.open_rate.value * person.open * self.mail * self.plan.opens_by_fatigue(j)
        if self.happens(usual * self.interest(people.open_intent_gain.value), f"{name}/open", o):  # 7
            self.push(self.awake_after(f"{name}/open/delay", o), Kind.READ, name, o, **more)
        tired = people.unsubscribe_rate.value * self.plan.unsubscribes_by_fatigue(j)
        if self.happens(tired, f"{name}/unsubscribe", o):  # 8
            self.push(self.awake_after(f"{name}/unsubscribe/delay", o), Kind.UNSUBSCRIBE, name, o, **more)

    def awake_after(self, purpose: str, occurrence: int) -> int:
        """When a person gets round to a mail."""
        return self.plan.clock.awake(self.now + self.spread(self.plan.people.open_delay, purpose, occurrence))

    def webinar(self, name: str, series: Webinar, occurrence: int) -> None:
        """A webinar takes place; who has a place attends or misses it."""
        if name not in self.places or self.status in GONE:
            return
        before, people = self.rows, self.plan.people
        self.places.discard(name)
        if self.happens(people.attend_rate.value * series.attend, f"{name}/attend", occurrence):
            self.act(What.WEBINAR_ATTENDED, self.node(name), "webinar_attended")
            self.raise_lift(people.webinar_lift.value)
        else:
            self.act(What.WEBINAR_MISSED, self.node(name), "webinar_missed")
        self.conditions(before)

    def summary(self) -> tuple[Any, ...]:
        """The lead's line in the table of leads."""
        index, project = self.world.index, self.project_s or (-1, -1)
        who = (self.number, index.sources[self.source], index.personas[self.persona], self.arrival_s)
        return (*who, *project, self.status, self.stage, self.score, self.rows)
