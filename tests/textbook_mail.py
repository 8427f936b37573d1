"""Textbook model: a mail is due: to whom it goes, with what, whether now, and what it will lead to."""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.model.journey import Content, Email, Webinar
from sim.model.ledger import Status, What
from sim.model.touchpoints import Variant
from tests.textbook_life import Happening
from tests.textbook_plan import WITH_SALES, Kind, rint
from tests.textbook_stages import Staged

REMINDER, RESEND = 2**28, 2**29  # added to the occurrences of reminders and resent mails
UNTIL_HOUR, UNTIL_ALLOWED, UNTIL_CAP = 3, 1, 2  # why a mail is postponed or blocked


class Letter(NamedTuple):
    """A mail that is due; `webinar_s`: second of the webinar of an invitation or a reminder."""

    name: str
    occurrence: int
    cause: int
    webinar_s: int | None
    stay: int | None = None
    postponed: bool = False

    def reminds(self) -> bool:
        """Whether it is a reminder."""
        return self.webinar_s is not None and self.occurrence >= REMINDER

    def is_resent(self) -> bool:
        """Whether it goes out once more."""
        return self.webinar_s is None and self.occurrence >= RESEND


class Chosen(NamedTuple):
    """What a mail brings: content, and the variant it is of; neither for invitations and reminders."""

    content: str | None = None
    variant: str | None = None


class Mailed(Staged):
    """Section 10, the part of the mails."""

    def __init__(self, *who: Any) -> None:
        super().__init__(*who)
        self.subscribed, self.bounced = True, False
        self.opted: set[str] = set()  # programmes the lead wants no more
        self.sent_s: list[int] = []
        self.sends: dict[str, int] = {}
        self.opened: dict[str, int] = {}  # occurrence of the newest mail with a tracked open
        self.place: dict[str, int] = {}  # second of the webinar; negative on its waiting list; 0: none

    def receive(
        self,
        name: str,
        occurrence: int,
        cause: int = -1,
        webinar_s: int | None = None,
        stay: int | None = None,
        postponed: bool = False,
    ) -> None:
        """A mail is due; the numbers are the norm's. An occurrence above REMINDER with a webinar: a reminder."""
        letter = Letter(name, occurrence, cause, webinar_s, stay, postponed)
        mail: Email | Webinar = self.plan.journey.touchpoints[name]  # type: ignore[assignment]
        chosen = Chosen() if isinstance(mail, Webinar) else self.choose(mail, name)
        if chosen is None or not self.is_addressed(letter, mail):  # 1
            return
        if self.status in WITH_SALES and mail.while_with_sales != "continue":  # 2
            self.hold(letter, mail, chosen)
        elif self.waits_for_hour(letter, mail):  # 3
            self.postpone(letter, UNTIL_HOUR, self.next_usual_hour())
        elif not self.is_allowed(mail):  # 4
            outside = mail.outside or self.plan.journey.contact_policy.outside
            self.put_off(letter, UNTIL_ALLOWED, outside, self.next_allowed(mail))
        elif mail.capped and self.caps_end_s() > self.now:  # 5
            self.put_off(letter, UNTIL_CAP, self.plan.journey.contact_policy.over_cap, self.caps_end_s())
        elif self.now >= self.address_dies_s:  # 6
            self.bounced = True
            self.row(What.BOUNCE, self.node(name), 0, cause)
        else:
            self.deliver(letter, mail, chosen)

    # 1: who, and what

    def is_addressed(self, letter: Letter, mail: Email | Webinar) -> bool:
        """Whom a mail is for."""
        if not self.subscribed or self.bounced or letter.name in self.opted:
            return False
        suppress = self.plan.journey.contact_policy.suppress
        if (suppress and self.holds(suppress)) or (mail.when and not self.holds(mail.when)):
            return False
        if isinstance(mail, Webinar):
            return self.is_here() and not self.dormant and self.is_invited(letter, mail)
        return self.is_in_audience(mail) and self.is_programmed(letter, mail)

    def is_here(self) -> bool:
        """Whether the lead is in the journey, or with sales."""
        return self.status is Status.NURTURING or self.status in WITH_SALES

    def is_in_audience(self, mail: Email) -> bool:
        """Whether it is for those who sleep, or don't; or for those who have left."""
        if mail.on == "exited":
            return self.status is Status.EXITED
        if not self.is_here():
            return False
        return {"active": not self.dormant, "dormant": self.dormant, "all": True}[mail.reaches()]

    def is_programmed(self, letter: Letter, mail: Email) -> bool:
        """The conditions of programmes alone."""
        if mail.max_sends is not None and self.sends.get(letter.name, 0) >= mail.max_sends:
            return False
        if letter.is_resent() and self.opened.get(letter.name, -1) >= letter.occurrence - RESEND:
            return False
        return self.is_in_season(mail) and self.is_still_there(letter.stay)

    def is_invited(self, letter: Letter, series: Webinar) -> bool:
        """Whether an invitation or a reminder is for the lead."""
        place, webinar_s = self.place.get(letter.name, 0), letter.webinar_s or 0
        if letter.reminds():
            return place == webinar_s > self.now
        return self.stage_name() in series.stages and place == 0 and webinar_s > self.now

    def choose(self, mail: Email, name: str) -> Chosen | None:
        """The content chosen; None: nothing for this lead."""
        content, variant = mail.content, None
        if mail.variants:
            variant = self.variant_of(mail, name)
            if variant is None:
                return None
            content = mail.variants[variant].content or content
        if isinstance(content, list):
            content = next((choice.content for choice in content if self.holds(choice.when)), {})
        found = content if isinstance(content, str) else content.get(self.stage_name())
        return None if found is None else Chosen(found, variant)

    def variant_of(self, mail: Email, name: str) -> str | None:
        """The lead's variant, the same for life; None: held out."""
        b = (self.u(f"{name}/split") * 10000) >> 32
        total, index = 0.0, self.world.index.variants[name]
        for variant in sorted(mail.variants, key=index.__getitem__):
            total += mail.variants[variant].share
            if rint(total * 10000) > b:
                return variant
        return None

    def content_sent(self, letter: Letter, chosen: Chosen) -> int:
        """The value of rows that tell what was sent."""
        if chosen.content is None:
            return -2 if letter.reminds() else -1
        variant = self.world.index.variants[letter.name][chosen.variant] if chosen.variant else 0
        return self.node(chosen.content) + 1000 * variant

    # 2 to 5: not now

    def hold(self, letter: Letter, mail: Email | Webinar, chosen: Chosen) -> None:
        """Sales has the lead."""
        self.row(What.HELD, self.node(letter.name), self.content_sent(letter, chosen), letter.cause)
        if mail.while_with_sales == "hold":
            self.held[letter.name] = letter.occurrence

    def waits_for_hour(self, letter: Letter, mail: Email | Webinar) -> bool:
        """Whether it waits for the hour at which the lead was last active."""
        if not isinstance(mail, Email) or mail.send_time != "usual_hour" or letter.postponed:
            return False
        return self.plan.local(self.now)[1] != self.plan.local(self.active_s)[1]

    def next_usual_hour(self) -> int:
        """When it is that hour again."""
        today, hour = self.plan.local(self.now)[0], self.plan.local(self.active_s)[1]
        starts = (int(self.plan.calendar.day_start_s[day]) + 3600 * hour for day in (today, today + 1))
        return next(start for start in starts if start >= self.now)

    def is_allowed(self, mail: Email | Webinar) -> bool:
        """Whether the policy lets a mail out now."""
        return any(first <= self.now < stop for first, stop in self.plan.allowed(mail))

    def next_allowed(self, mail: Email | Webinar) -> int | None:
        """When the policy lets it out."""
        return next((first for first, _ in self.plan.allowed(mail) if first > self.now), None)

    def caps_end_s(self) -> int:
        """First second from now on at which no cap is full, if nothing is delivered until then."""
        ends = [self.now]
        for cap in self.plan.journey.contact_policy.caps:
            recent = [s for s in self.sent_s if self.now - cap.within < s <= self.now]
            if len(recent) >= cap.mails:
                ends.append(recent[-cap.mails] + cap.within)
        return max(ends)

    def put_off(self, letter: Letter, why: int, policy: str, until_s: int | None) -> None:
        """A mail that may not go out now goes out later, or never."""
        if policy == "drop":
            self.row(What.BLOCKED, self.node(letter.name), why, letter.cause)
        else:
            self.postpone(letter, why, until_s)

    def postpone(self, letter: Letter, why: int, until_s: int | None) -> None:
        """A mail is due again later, if there is a later."""
        row = self.row(What.POSTPONED, self.node(letter.name), why, letter.cause)
        if until_s is not None:
            more = {"cause": row, "webinar_s": letter.webinar_s, "postponed": True}
            self.push(until_s, Kind.MAIL_OR_CALL, letter.name, letter.occurrence, **more)

    # 7 to 11: delivered

    def deliver(self, letter: Letter, mail: Email | Webinar, chosen: Chosen) -> None:
        """A mail arrives."""
        name, o = letter.name, letter.occurrence
        f = self.fatigue_now()  # 7
        sent = self.row(What.SENT, self.node(name), self.content_sent(letter, chosen), letter.cause)
        self.sent_s.append(self.now)
        self.sends[name] = self.sends.get(name, 0) + 1
        j = min(511, int(f / self.plan.weekly_fatigue * 32.0))
        self.fatigue, self.fatigue_s = f + 1.0, self.now
        if isinstance(mail, Email) and mail.resend is not None and not letter.is_resent():
            self.push(self.now + mail.resend.after, Kind.MAIL_OR_CALL, name, RESEND + o, cause=sent)
        more = {"cause": sent, "content": chosen.content, "variant": chosen.variant, "webinar_s": letter.webinar_s}
        self.answer_by_machines(name, o, more)
        self.answer_by_person(name, o, j, self.variant(name, chosen.variant).open, more)

    def answer_by_machines(self, name: str, o: int, more: dict[str, Any]) -> None:
        """What mailbox and scanner will do."""
        people = self.plan.people
        if self.machine:  # 8
            delay = rint(self.exponential(f"{name}/machine", o) * people.machine_open_delay.value)
            self.push(self.now + delay, Kind.MACHINE_OPEN, name, o, **more)
        scanned = self.scanner and more["content"] is not None
        if scanned and self.happens(people.scanner_click_rate.value, f"{name}/scan", o):  # 9
            delay = rint(self.exponential(f"{name}/scan/delay", o) * people.scanner_delay.value)
            self.push(self.now + delay, Kind.SCANNER_CLICK, name, o, **more)

    def answer_by_person(self, name: str, o: int, j: int, variant_open: float, more: dict[str, Any]) -> None:
        """What the person will do."""
        people, plan = self.plan.people, self.plan
        p = people.open_rate.value * self.person.open * self.mail * plan.opens_by_fatigue(j)
        p = p * self.interest(people.open_intent_gain.value) * self.today(people.weekday_open.value) * variant_open
        if self.happens(p, f"{name}/open", o):  # 10
            self.push(self.awake_after(f"{name}/open/delay", o), Kind.READ, name, o, **more)
        tired = people.unsubscribe_rate.value * plan.unsubscribes_by_fatigue(j)
        if self.happens(tired, f"{name}/unsubscribe", o):  # 11
            self.push(self.awake_after(f"{name}/unsubscribe/delay", o), Kind.UNSUBSCRIBE, name, o, **more)

    def variant(self, name: str, variant: str | None) -> Variant:
        """A variant's settings; factors of 1 without one, or if it is no longer in force."""
        mail = self.plan.mails.get(name)
        return mail.variants.get(str(variant), Variant(share=0)) if mail else Variant(share=0)

    def today(self, factors: list[float]) -> float:
        """The factor of today's weekday, of seven from Monday on."""
        return factors[self.plan.calendar.weekday(self.plan.calendar.day_of(self.now))]

    def awake_after(self, purpose: str, occurrence: int) -> int:
        """When a person gets round to a mail."""
        return self.plan.clock.awake(self.now + self.spread(self.plan.people.open_delay, purpose, occurrence))

    def fits(self, content: str | None) -> bool:
        """Whether content is for the lead's stage; an invitation (None) always is, content no longer in force never."""
        if content is None:
            return True
        touchpoint = self.plan.journey.touchpoints.get(content)
        return isinstance(touchpoint, Content) and self.stage_name() in touchpoint.stages

    # Unsubscribing (section 9)

    def unsubscribe(self, event: Happening) -> None:
        """No more mails, or none of this programme."""
        name, cause = event.name, event.cause
        if not self.subscribed:
            return
        if getattr(self.plan.journey.touchpoints[name], "opt_out", "all") == "all":
            self.subscribed = False
            self.act(What.UNSUBSCRIBE, self.node(name), "unsubscribed", cause, of=name)
            self.conditions()
        elif name not in self.opted:
            self.opted.add(name)
            self.act(What.OPT_OUT, self.node(name), "unsubscribed", cause, of=name)
            self.conditions()
