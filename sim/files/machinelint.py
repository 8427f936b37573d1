"""Conditions that machines can fulfil: mailboxes that open mail by themselves, and scanners that follow its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sim.files.causes import Facts, sends, waves
from sim.files.findings import Finding
from sim.files.population import Person
from sim.files.rulelint import Asked, arriving, entries_of, first_stage, rules_of
from sim.model.journey import Content, Email, Webinar
from sim.model.rules import And, Expr, names, words
from sim.words.wording import listed

_MOST_MAILS = 400  # to one lead; more is no longer a lead's year
_MOST_TRIED = 12  # leads, where a rule asks who somebody is


class Way(NamedTuple):
    """How machines fulfilled a condition: for whom, after how many mails, which."""

    person: Person
    mails: int
    names: tuple[str, ...]


def lint_machines(facts: Facts) -> Iterator[Finding]:
    """Warnings about conditions that machines can fulfil for a lead that has done nothing but register."""
    if not facts.known or not _is_simple(facts):
        return
    conditions = [*entries_of(facts), *rules_of(facts)]
    people = _idle(arriving(facts, conditions))
    for asked in conditions:
        if opens_count(facts) and (found := _by_opens(asked, people, facts)):
            yield found
        elif scans_count(facts) and (way := _way(asked.written, people, facts, scans=True)):
            mails = listed(way.names)
            fit = way.person.fit(facts.journey)
            yield asked.finding("warn.scans", fit=fit, count=way.mails, mails=mails)


def _is_simple(facts: Facts) -> bool:
    """Whether points once given stay, so that mails can be counted."""
    scoring, scored = facts.journey.scoring, facts.journey.behaviours.values()
    fades = scoring.half_life or scoring.inactivity or scoring.ceiling is not None or scoring.floor is not None
    return not fades and not any(each.within or each.at_most for each in scored)


def _idle(people: Sequence[Person]) -> list[Person]:
    """Of those with the same attributes one who brings least along; best fit first, as they come."""
    found: dict[tuple[str, ...], Person] = {}
    for person in sorted(people, key=lambda person: sum(person.counts.values())):
        found.setdefault(tuple(person.attributes.values()), person)
    return sorted(found.values(), key=people.index)


def opens_count(facts: Facts) -> bool:
    """Whether mailboxes open mail by themselves and are not always found out."""
    ignored = facts.journey.scoring.machine_opens_ignored
    return facts.personas.people.machine_open_share.value > 0 and ignored < 1


def scans_count(facts: Facts) -> bool:
    """Whether scanners follow links and are not always found out."""
    people, kinds = facts.personas.people, facts.personas.personas.values()
    shares = [people.scanner_share.value if kind.scanner_share is None else kind.scanner_share for kind in kinds]
    ignored = facts.journey.scoring.scanner_clicks_ignored
    return people.scanner_click_rate.value > 0 and max(shares, default=0) > 0 and ignored < 1


def _by_opens(asked: Asked, people: Sequence[Person], facts: Facts) -> Finding | None:
    """The condition, or the part of it that asks for points, by opens alone."""
    if way := _way(asked.written, people, facts, scans=False):
        return asked.finding("warn.opens", count=way.mails, fit=way.person.fit(facts.journey))
    for part in asked.written.items if isinstance(asked.written, And) else ():
        if "score" in names(part) and (way := _way(part, people, facts, scans=False)):
            fit = way.person.fit(facts.journey)
            return asked.finding("warn.opens_part", count=way.mails, part=words(part), fit=fit)
    return None


def _way(rule: Expr, people: Sequence[Person], facts: Facts, *, scans: bool) -> Way | None:
    """For the best-fitting lead for whom machines can make the rule true; None if who it is makes it true already."""
    asks_who = names(rule) & {"source", *facts.personas.attributes}
    for person in people[: _MOST_TRIED if asks_who else 1]:
        life = _Life(person, facts, scans=scans)
        if person.fulfils(rule, facts.journey, life.stage):
            return None
        for mails in life.mails():
            if life.person.fulfils(rule, facts.journey, life.stage):
                return Way(person, mails, tuple(life.seen))
    return None


class _Life:
    """A lead that does nothing itself: its mails are opened by the mailbox or scanned, one after the other."""

    def __init__(self, person: Person, facts: Facts, *, scans: bool) -> None:
        self.person, self.stage = person, first_stage(facts)
        self.seen: dict[str, None] = {}
        self._facts, self._scans = facts, scans
        self._left = _supply(facts)
        self._fresh = set(person.counts)
        self._climb()

    def mails(self) -> Iterator[int]:
        """The number of mails so far, after each: with scans after a round of all that can be got by then."""
        count = 0
        while count < _MOST_MAILS and (available := self._available()):
            self._fresh = set()
            for name in available if self._scans else available[:1]:
                self._left[name] -= 1
                self.seen[name] = None
                self._track(*self._tracked(name))
                count += 1
            self._climb()
            yield count

    def _available(self) -> list[str]:
        return [name for name, left in self._left.items() if left > 0 and self._is_sent(name)]

    def _is_sent(self, name: str) -> bool:
        mail, journey = self._facts.journey.touchpoints[name], self._facts.journey
        suppress = journey.contact_policy.suppress
        conditions = [self._facts.rule(suppress)] if suppress else []
        if any(self.person.fulfils(each, journey, self.stage) for each in conditions):
            return False
        assert isinstance(mail, Email | Webinar)
        if mail.when and not self.person.fulfils(self._facts.rule(mail.when), journey, self.stage):
            return False
        if isinstance(mail, Webinar):
            return self.stage in mail.stages and not self._scans
        is_known = mail.of is None or (mail.of in self.seen and mail.after in ("open", "click"))
        is_due = mail.cadence is not None or (mail.after in self._fresh and is_known)
        return is_due and self._content(mail) is not None

    def _content(self, mail: Email) -> str | None:
        """The content of a mail for the lead, which may be in any variant."""
        own = next((each.content for each in mail.variants.values() if each.share > 0), None)
        is_sent = not mail.variants or any(each.share for each in mail.variants.values())
        part: Any = own or (mail.content if is_sent else {})
        for choice in part if isinstance(part, list) else ():
            if self.person.fulfils(self._facts.rule(choice.when), self._facts.journey, self.stage):
                part = choice.content
                break
        if isinstance(part, str):
            return part
        return part.get(self.stage) if isinstance(part, dict) else None

    def _tracked(self, name: str) -> Iterator[str]:
        """What machines bring about: an open, or a click and the content if no form stands before it."""
        mail = self._facts.journey.touchpoints[name]
        if opens_count(self._facts):
            yield "open"
        if not self._scans or not isinstance(mail, Email):
            return
        yield "click"
        content = self._facts.journey.touchpoints.get(self._content(mail) or "")
        if isinstance(content, Content) and content.form == 1:
            yield content.behaviour

    def _track(self, *behaviours: str) -> None:
        counts = dict(self.person.counts)
        for name in behaviours:
            counts[name] = counts.get(name, 0) + 1
            self._fresh.add(name)
        self.person = self.person._replace(counts=counts)

    def _climb(self) -> None:
        journey, names_ = self._facts.journey, list(self._facts.journey.stages)
        for name in names_[names_.index(self.stage) + 1 :]:
            enter = journey.stages[name].enter
            if enter and self.person.fulfils(self._facts.rule(enter), journey, self.stage):
                self.stage = name


def _supply(facts: Facts) -> dict[str, int]:
    """How many of each mail a lead can get in the run, if it is there from the first day."""
    found = {}
    for name in facts.journey.touchpoints:
        touchpoint = facts.journey.touchpoints[name]
        if name not in facts.living.touchpoints:
            continue
        if isinstance(touchpoint, Webinar):
            found[name] = len(waves(touchpoint, facts.calendar))
        elif isinstance(touchpoint, Email) and touchpoint.audience != "dormant":
            calendar = touchpoint.cadence is not None
            most = len(sends(touchpoint, facts.calendar)) if calendar else _MOST_MAILS
            found[name] = min(most, touchpoint.max_sends or most)
    return found
