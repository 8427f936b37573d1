"""Textbook model: the person behind a lead, with its luck and all that no tool sees."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sim.model import calendar, draws
from sim.model.journey import SourceBasics
from sim.model.persona import Persona, Spread
from tests.textbook_plan import EXPONENTIAL, Plan, lognormal, look_up, rint, thr

if TYPE_CHECKING:
    from tests.textbook import World


class Person:
    """Sections 2, 4 and 6: luck, hidden traits, intent and fatigue."""

    def __init__(self, world: World, settings: SourceBasics, number: int, arrival_s: int) -> None:
        self.world, self.settings, self.number, self.arrival_s = world, settings, number, arrival_s
        self.lift = self.fatigue = 0.0
        self.lift_s = self.fatigue_s = arrival_s

    @property
    def now(self) -> int:
        """The present second."""
        return self.world.now

    @property
    def plan(self) -> Plan:
        """The journey in force."""
        return self.world.plan

    @property
    def person(self) -> Persona:
        """The lead's kind of people, by the file in force."""
        return self.plan.personas[self.persona]

    # Luck (section 2)

    def u(self, purpose: str, occurrence: int = 0) -> int:
        """The lead's luck."""
        return self.world.u(self.number, purpose, occurrence)

    def happens(self, p: float, purpose: str, occurrence: int = 0) -> bool:
        """A chance event of probability p."""
        return self.u(purpose, occurrence) < thr(p)

    def exponential(self, purpose: str, occurrence: int = 0) -> float:
        """Exponential luck with mean 1."""
        return draws.quantile(EXPONENTIAL, self.u(purpose, occurrence))

    def spread(self, spread: Spread, purpose: str, occurrence: int = 0, factor: float | None = None) -> int:
        """A lognormal duration, its median times the persona's factor if one is given."""
        return self.lognormal(
            spread.sigma, spread.median if factor is None else spread.median * factor, purpose, occurrence
        )

    def lognormal(self, sigma: float, median_s: float, purpose: str, occurrence: int) -> int:
        """A lognormal duration."""
        return rint(draws.quantile(lognormal(sigma), self.u(purpose, occurrence)) * median_s)

    def race(self, alternatives: Iterable[tuple[str, float, str]], occurrence: int = 0) -> str | None:
        """Section 2: the name whose time is smallest, from (name, weight, purpose)."""
        times = [
            (self.exponential(purpose, occurrence) / weight, i, name)
            for i, (name, weight, purpose) in enumerate(alternatives)
            if weight > 0
        ]
        return min(times)[2] if times else None

    # Hidden traits (section 6)

    def become_somebody(self, given: Mapping[str, str]) -> None:
        """Persona and attributes, some of which may be given; if no persona can win, it is the first."""
        everybody = self.plan.personas
        agreeing = [name for name, persona in everybody.items() if agrees(persona, given)]
        winner = self.race_of_personas(agreeing) or self.race_of_personas(everybody)
        self.persona = winner or next(iter(everybody))
        self.attributes = {name: given.get(name) or self.draw_attribute(name) for name in self.plan.attributes}

    def race_of_personas(self, names: Iterable[str]) -> str | None:
        """Which of these personas the lead is."""
        odds, personas = self.settings.persona_odds, self.plan.personas
        weights = {name: personas[name].share * odds.get(name, 1.0) for name in names}
        return self.race((name, weight, f"person/persona/{name}") for name, weight in weights.items())

    def draw_attribute(self, name: str) -> str | None:
        """The persona's value of an attribute."""
        values = self.person.attributes.get(name)
        if not isinstance(values, dict):
            return values
        weights = {value: values.get(value, 0.0) for value in self.plan.attributes[name]}
        return self.race((value, weight, f"person/attribute/{name}/{value}") for value, weight in weights.items())

    def draw_hidden_traits(self) -> None:
        """What no tool sees."""
        people, person = self.plan.people, self.person
        s = people.affinity_spread.value / math.sqrt(2)
        c = math.exp(-s * s / 2)
        general, mail, web, webinar = (
            c * draws.quantile(lognormal(s), self.u(f"person/affinity{end}"))
            for end in ("", "/mail", "/web", "/webinar")
        )
        self.mail, self.web, self.webinars = general * mail, general * web, general * webinar
        self.machine = self.happens(people.machine_open_share.value, "person/machine")
        scanner_share = people.scanner_share.value if person.scanner_share is None else person.scanner_share
        self.scanner = self.happens(scanner_share, "person/scanner")
        self.reachable = self.happens(people.reachable.value, "person/reachable")
        self.competitor = self.happens(person.competitor, "person/competitor")
        self.address_dies_s = self.draw_address_death(people.address_decay_per_month.value)
        self.project_s = self.draw_project()

    def draw_address_death(self, decay_per_month: float) -> int:
        """Second from which mail bounces."""
        if decay_per_month == 0:
            return calendar.NEVER_S
        return self.arrival_s + rint(self.exponential("person/address") * (2629800.0 / decay_per_month))

    def draw_project(self) -> tuple[int, int] | None:
        """Start and end of the lead's project."""
        people, person = self.plan.people, self.person
        if person.project < 1.0:
            odds = person.project / (1.0 - person.project) * self.settings.project_odds
            if not self.happens(odds / (1.0 + odds), "person/project"):
                return None
        delay = 0
        if not self.happens(people.project_at_registration.value, "person/project/now"):
            delay = min(self.spread(people.project_delay, "person/project/delay", factor=person.time), 31_536_000)
        start = self.arrival_s + delay
        length = self.spread(people.project_length, "person/project/length", factor=person.time)
        return start, start + max(length, 3_600)

    # Intent and fatigue (section 4)

    def lift_now(self) -> float:
        """What is left of the lift."""
        return self.lift * look_up(self.plan.lift_decay, (self.now - self.lift_s) // 3600)

    def fatigue_now(self) -> float:
        """What is left of the fatigue."""
        return self.fatigue * look_up(self.plan.fatigue_decay, (self.now - self.fatigue_s) // 3600)

    def has_project(self) -> bool:
        """Whether the lead has an open project."""
        return self.project_s is not None and self.project_s[0] <= self.now < self.project_s[1]

    def intent(self) -> float:
        """Between 0 and 1."""
        people, base = self.plan.people, self.plan.people.idle_intent.value
        if self.project_s is not None and self.has_project():
            start, end = self.project_s
            first, last = people.project_intent_start.value, people.project_intent_end.value
            base = first + (last - first) * ((self.now - start) / (end - start))
        return min(1.0, base + self.lift_now())

    def raise_lift(self, gain: float) -> None:
        """Content works."""
        self.lift = self.lift_now() + gain * (1.0 - self.intent())
        self.lift_s = self.now

    def interest(self, gain: float) -> float:
        """The factor by which intent above idle raises a chance."""
        return 1.0 + gain * (self.intent() - self.plan.people.idle_intent.value)


def agrees(persona: Persona, given: Mapping[str, str]) -> bool:
    """Whether a persona could have the given attributes."""
    return all(could_be(persona.attributes.get(name), value) for name, value in given.items())


def could_be(own: str | dict[str, float] | None, value: str) -> bool:
    """Whether a persona's attribute, fixed or distributed, can have a value."""
    return own.get(value, 0) > 0 if isinstance(own, dict) else own == value
