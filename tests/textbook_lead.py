"""Textbook model: one lead, from its arrival on, and all that it does by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from sim.files.leadsfile import GivenLead
from sim.model.journey import Content, SourceBasics
from sim.model.ledger import Status, What
from sim.model.touchpoints import Dwell
from tests.textbook_life import Happening
from tests.textbook_mail import REMINDER, RESEND
from tests.textbook_plan import Kind, rint
from tests.textbook_webinar import Invited

if TYPE_CHECKING:
    from tests.textbook import World


class Lead(Invited):
    """Sections 6 and 9: arrival, visits, and what becomes of mails."""

    def __init__(
        self,
        world: World,
        source: str,
        settings: SourceBasics,
        number: int,
        arrival_s: int,
        given: GivenLead | None = None,
    ) -> None:
        super().__init__(world, source, settings, number, arrival_s)
        self.given = given
        self.came_before_the_run = given is not None and given.registered_s < 0

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
        self.begin_stay(0, quietly=self.came_before_the_run)
        self.sleep_later()
        self.conditions()

    def set_score(self) -> None:
        """Fit, and what a file says of a lead."""
        fit = self.plan.journey.fit
        self.fit = sum(fit.get(name, {}).get(str(value), 0) for name, value in self.attributes.items())
        if self.given:
            self.behaviour = 0 if self.given.score is None else self.given.score - self.fit
            self.level = 256 * self.behaviour
            self.stage = self.world.index.stages[self.given.stage] if self.given.stage else 0
            self.count.update(self.given.counts)
            self.subscribed = not self.given.opted_out

    def greet(self) -> None:
        """The row `registered`, and what the source's leads bring along."""
        node = self.world.index.sources[self.source]
        if self.came_before_the_run:
            self.row(What.REGISTERED, node, self.score)
            return
        self.track(What.REGISTERED, "registered")
        self.follow(What.REGISTERED, "registered", self.row(What.REGISTERED, node, self.score))
        for behaviour, share in self.settings.arrive_with.items():
            if self.happens(share, f"person/brings/{behaviour}"):
                self.act(What.BROUGHT, self.world.index.behaviours[behaviour], behaviour, 0)

    # Visits and content (section 9)

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
            if name is not None and self.consume(name, event.occurrence, f"{name}/form", -1):
                self.conditions()

    def organic(self, intent: float) -> Iterable[tuple[str, float, str]]:
        """All content with its weight for a visitor."""
        for name, content in self.plan.content.items():
            low, high = content.organic
            yield name, (low + (high - low) * intent) * self.person.tastes.get(content.behaviour, 1.0), f"{name}/visit"

    def consume(self, name: str, occurrence: int, form_purpose: str, cause: int) -> bool:
        """Content is read, if its form is filled; whether it is."""
        content = self.plan.content.get(name)
        if content is None or not (content.form >= 1 or self.happens(content.form, form_purpose, occurrence)):
            return False
        row = self.act(What.CONTENT, self.node(name), content.behaviour, cause, of=name)
        if content.dwell is not None:
            self.may_stay(name, content.dwell, self.count[content.behaviour], row)
        people = self.plan.people
        self.raise_lift(people.content_lift.value * (1.0 if self.fits(name) else people.misfit.value))
        return True

    def may_stay(self, name: str, dwell: Dwell, c: int, row: int) -> None:
        """Whether the reader stays for long enough; before the content has worked on the reader."""
        factor = self.interest(self.plan.people.dwell_intent_gain.value)
        stays_s = self.lognormal(dwell.sigma, dwell.median * factor, f"{name}/dwell", c)
        if stays_s >= dwell.at_least:
            self.push(self.now + dwell.at_least, Kind.STAY, name, c, cause=row)

    def stay(self, event: Happening) -> None:
        """The reader has stayed for long enough."""
        content = self.plan.content.get(event.name)
        if content is not None and content.dwell is not None:
            self.act(What.STAYED, self.node(event.name), content.dwell.behaviour, event.cause, of=event.name)
            self.conditions()

    # Mails (section 9)

    def mail_or_call(self, event: Happening) -> None:
        """Something set off, postponed, resent or held is due."""
        if event.name in self.plan.calls:
            self.call(event)
        elif event.name in self.plan.mails or event.name in self.plan.series:
            self.receive(event.name, event.occurrence, event.cause, event.webinar_s, event.stay, event.postponed)

    def machine_open(self, event: Happening) -> None:
        """A mailbox opens by itself; it may be recognised."""
        name, ignored = event.name, self.plan.journey.scoring.machine_opens_ignored
        if self.happens(ignored, f"{name}/machine/ignored", event.occurrence):
            self.row(What.MACHINE_OPEN, self.node(name), 0, event.cause)
            return
        self.act(What.MACHINE_OPEN, self.node(name), "open", event.cause, of=name)
        self.mark_opened(event)
        self.conditions()

    def mark_opened(self, event: Happening) -> None:
        """A tracked open: it isn't sent once more."""
        self.opened[event.name] = max(self.opened.get(event.name, -1), event.occurrence % RESEND)

    def scanner_click(self, event: Happening) -> None:
        """A scanner follows the link, and reads what has no form; it may be recognised."""
        name, ignored = event.name, self.plan.journey.scoring.scanner_clicks_ignored
        if self.happens(ignored, f"{name}/scan/ignored", event.occurrence):
            self.row(What.SCANNER_CLICK, self.node(name), 0, event.cause)
            return
        click = self.act(What.SCANNER_CLICK, self.node(name), "click", event.cause, of=name)
        x = str(event.content)
        content = self.plan.journey.touchpoints.get(x)
        if isinstance(content, Content) and content.form >= 1:
            self.act(What.SCANNER_CONTENT, self.node(x), content.behaviour, click, of=x)
        self.conditions()

    def read(self, event: Happening) -> None:
        """A person reads a mail; a machine mailbox doesn't tell."""
        people, name = self.plan.people, event.name
        if self.machine:
            row = self.row(What.READ, self.node(name), 0, event.cause)
        else:
            row = self.act(What.OPEN, self.node(name), "open", event.cause, of=name)
            self.mark_opened(event)
        if event.webinar_s is None:
            self.may_click(event, row)
        elif event.occurrence >= REMINDER:
            self.reminded[name] = event.webinar_s
        else:
            self.may_register(event, row)
        self.raise_lift(people.read_lift.value * (1.0 if self.fits(event.content) else people.misfit.value))
        if not self.machine:
            self.conditions()

    def may_click(self, event: Happening, row: int) -> None:
        """Whether and when a reader clicks; before the mail has worked on the reader."""
        people = self.plan.people
        fit = 1.0 if self.fits(event.content) else people.click_misfit.value
        p = people.click_rate.value * fit * self.interest(people.click_intent_gain.value)
        p = p * self.variant(event.name, event.variant).click
        if self.happens(p, f"{event.name}/click", event.occurrence):
            delay = rint(self.exponential(f"{event.name}/click/delay", event.occurrence) * people.click_delay.value)
            self.push(self.now + delay, Kind.CLICK, event.name, event.occurrence, cause=row, content=event.content)

    def click(self, event: Happening) -> None:
        """A person clicks, and reads what the link leads to."""
        row = self.act(What.CLICK, self.node(event.name), "click", event.cause, of=event.name)
        self.consume(str(event.content), event.occurrence, f"{event.content}/form/{event.name}", row)
        self.conditions()

    def deal(self, event: Happening) -> None:
        """The end."""
        self.status = Status.WON if event.outcome is What.WON else Status.LOST
        self.row(event.outcome, cause=event.cause)

    ACTS: ClassVar[dict[Kind, Callable[[Lead, Happening], None]]] = {
        Kind.UNSUBSCRIBE: Invited.unsubscribe,
        Kind.DEAL: deal,
        Kind.MACHINE_OPEN: machine_open,
        Kind.SCANNER_CLICK: scanner_click,
        Kind.READ: read,
        Kind.CLICK: click,
        Kind.STAY: stay,
        Kind.REGISTER: Invited.register,
        Kind.CANCEL: Invited.cancel,
        Kind.REPLAY: Invited.replay,
        Kind.MAIL_OR_CALL: mail_or_call,
        Kind.TIMEOUT: Invited.timeout,
        Kind.SLEEP: Invited.sleep,
        Kind.VISIT: visit,
    }

    def happen(self, event: Happening) -> None:
        """A private event."""
        self.ACTS[event.kind](self, event)

    def summary(self) -> tuple[Any, ...]:
        """The lead's line in the table of leads; its score is the sum of the points written."""
        index, project = self.world.index, self.project_s or (-1, -1)
        who = (self.number, index.sources[self.source], index.personas[self.persona], self.arrival_s)
        return (*who, *project, self.status, self.stage, self.fit + self.behaviour, self.rows)
