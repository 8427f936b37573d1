"""Names become indices: the order in which sources, stages, touchpoints, behaviours and rules stand in all arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sim.engine import columns as col
from sim.model import draws
from sim.model.journey import Call, Content, Email, Journey, Rule, Webinar
from sim.model.persona import Personas
from sim.model.rules import Expr, windows, with_segments
from sim.words.messages import say


class Names(NamedTuple):
    """Every name in index order; a second journey's extra names follow those of the first."""

    sources: tuple[str, ...]
    stages: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]]
    personas: tuple[str, ...]
    touchpoints: tuple[str, ...]
    series: tuple[str, ...]  # of webinars: each has a bit of its own in a lead's places
    behaviours: tuple[str, ...]
    rules: tuple[str, ...]
    exits: tuple[str, ...]


def names_of(journey: Journey, personas: Personas, after: Journey | None = None) -> Names:
    """The indices of a run's names: the first journey in file order, then what only the second one has.

    Raises ValueError if a touchpoint is of another kind in the second one: a waiting mail can't become an
    invitation.
    """
    journeys = [journey] if after is None else [journey, after]
    for name, now in (after or journey).touchpoints.items():
        before = journey.touchpoints.get(name, now)
        if before.kind != now.kind:
            raise ValueError(say("program.kind", name=name, before=before.kind, after=now.kind))
    return Names(
        sources=_union(j.sources for j in journeys),
        stages=tuple(journey.stages),
        attributes={name: tuple(values) for name, values in personas.attributes.items()},
        personas=tuple(personas.personas),
        touchpoints=_union(j.touchpoints for j in journeys),
        series=_union([name for name, each in j.touchpoints.items() if isinstance(each, Webinar)] for j in journeys),
        behaviours=_union(j.behaviour_names() for j in journeys),
        rules=_union(j.mql for j in journeys),
        exits=_union(j.exits for j in journeys),
    )


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def rings_of(names: Names, journeys: Sequence[Journey]) -> dict[str, int]:
    """How many of the last seconds of each behaviour must be kept for what these journeys count within a period."""
    rings: dict[str, int] = {}
    for journey in journeys:
        needs = [need for rule in rules_of(journey) for need in windows(rule)]
        needs += [(name, b.within, b.every) for name, b in journey.behaviours.items() if b.within is not None]
        for name, _, least in needs:
            rings[name] = max(rings.get(name, 0), least)
    return {name: rings[name] for name in names.behaviours if name in rings}


def rules_of(journey: Journey) -> list[Expr]:
    """Every rule of a journey that sees counts, its segments put in; conditions of what a call uncovers are none."""
    rules: list[Rule | None] = [stage.enter for stage in journey.stages.values()]
    rules += [stage.back.when for stage in journey.stages.values() if stage.back]
    rules += [exit.when for exit in journey.exits.values()]
    rules += [exit.re_enter.when for exit in journey.exits.values() if exit.re_enter]
    for touchpoint in journey.touchpoints.values():
        if not isinstance(touchpoint, Content):
            rules.append(touchpoint.when)
        if isinstance(touchpoint, Email) and isinstance(touchpoint.content, list):
            rules += [choice.when for choice in touchpoint.content]
    rules += [*journey.mql.values(), journey.gate, journey.contact_policy.suppress, *desk_rules(journey)]
    segments = {name: rule.expr for name, rule in journey.segments.items()}
    return [with_segments(rule.expr, segments) for rule in rules if rule is not None]


def desk_rules(journey: Journey) -> list[Rule | None]:
    """What the desk asks of a lead at its sync: the filter, the rules of its priority, the territory of each team."""
    desk = journey.desk
    priority = desk.priority if isinstance(desk.priority, list) else []
    return [desk.filter, *priority, *(team.takes for team in desk.staffed().values())]


class Slots:
    """Where a lead keeps what not every journey needs: numbers behind its counts and stamps, the same in all phases."""

    def __init__(self, journeys: Sequence[Journey], *, scripted: bool = False) -> None:
        self.at: dict[tuple[str, ...], int] = {}
        self.blank: list[int] = []
        self.sent_ring = max((cap.mails for j in journeys for cap in j.contact_policy.caps), default=0)
        limits = [(name, b.at_most.times) for j in journeys for name, b in j.behaviours.items() if b.at_most]
        self.award_rings = {name: max(n for other, n in limits if other == name) for name, _ in limits}
        self._keep("machine", 0)
        self._keep_of_lead(journeys)
        for journey in journeys:
            self._keep_of_behaviours(journey)
            self._keep_of_touchpoints(journey)
            if scripted:
                self._keep_of_mails(journey)

    def place(self, *key: str) -> int:
        """Offset of a slot, -1 where there is none."""
        return self.at.get(key, -1)

    def _keep(self, *key_and_blank: str | int) -> None:
        """Room for one entry per blank value, unless it is there already."""
        key = tuple(word for word in key_and_blank if isinstance(word, str))
        if key not in self.at:
            self.at[key] = len(self.blank)
            self.blank += [blank for blank in key_and_blank if isinstance(blank, int)]

    def _keep_of_lead(self, journeys: Sequence[Journey]) -> None:
        if any(isinstance(t, Webinar) and t.seats is not None for j in journeys for t in j.touchpoints.values()):
            self._keep("pending", 0, 0, 0, 0, 0)
        if any(j.scoring.half_life is not None for j in journeys):
            self._keep("level", 0, 0)
        if any(_watches(journey) for journey in journeys):
            self._keep("active", 0, 0)  # and since when inactivity counts
        if any(j.dormancy is not None for j in journeys):
            self._keep("dormancies", 0)
        if any(j.exits for j in journeys):
            self._keep("exit", 0, 0, 0)
        if self.sent_ring:
            self._keep("sent", 0, *[col.RECENT] * self.sent_ring)

    def _keep_of_behaviours(self, journey: Journey) -> None:
        for name, behaviour in journey.behaviours.items():
            if behaviour.within is not None:
                self._keep("due", name, 0, 0)
            if behaviour.at_most is not None:
                self._keep("awards", name, 0, *[col.RECENT] * self.award_rings[name])

    def _keep_of_touchpoints(self, journey: Journey) -> None:
        for name, touchpoint in journey.touchpoints.items():
            if isinstance(touchpoint, Email | Call) and touchpoint.cooldown:
                self._keep("set_off", name, col.RECENT)
            if isinstance(touchpoint, Email):
                if touchpoint.max_sends is not None:
                    self._keep("sends", name, 0)
                if touchpoint.resend is not None:
                    self._keep("opened", name, -1)
                if touchpoint.while_with_sales == "hold":
                    self._keep("held", name, -1)
            if isinstance(touchpoint, Webinar):
                self._keep("place", name, 0)
                if touchpoint.seats is not None:
                    self._keep("request", name, 0)
                if touchpoint.remind:
                    self._keep("reminded", name, 0)

    def _keep_of_mails(self, journey: Journey) -> None:
        """The row, the content and the occurrence of what was sent last: steps of a script refer to it."""
        for name, touchpoint in journey.touchpoints.items():
            if isinstance(touchpoint, Email | Webinar):
                self._keep("sent_as", name, -1, -1, 0)


def _watches(journey: Journey) -> bool:
    """Whether the second of a lead's last sign of life matters."""
    usual = any(isinstance(t, Email) and t.send_time == "usual_hour" for t in journey.touchpoints.values())
    return usual or journey.dormancy is not None or journey.scoring.inactivity is not None


def place(values: Sequence[str], value: object) -> int:
    """The index of a value, or -1 where it is none of them."""
    return values.index(str(value)) if str(value) in values else -1


def check_luck(names: Names) -> None:
    """ValueError naming two purposes of luck that would share their chance events: by spelling, or by the hash."""
    touch = [f"{t}/{word}" for t in names.touchpoints for word in col.TOUCH_PURPOSES.values()]
    forms = [f"{x}/form/{mail}" for x in names.touchpoints for mail in names.touchpoints]
    values = [f"person/attribute/{a}/{value}" for a, each in names.attributes.items() for value in each]
    people = [f"person/persona/{p}" for p in names.personas] + [f"person/brings/{b}" for b in names.behaviours]
    draws.check_purposes([*col.PURPOSES.values(), *touch, *forms, *values, *people])
