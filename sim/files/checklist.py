"""The article's 26 points of a nurturing design, held against a journey: what is met, and what is still to be added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel

from sim.files.causes import Facts, facts_of, links, sends
from sim.files.loaded import LoadedJourney
from sim.files.population import kinds_of, points_of
from sim.files.rulelogic import Logic
from sim.model.journey import BUILT_IN, FINDINGS, Call, Content, Email, Rule, Webinar
from sim.model.rules import evaluate, names
from sim.words.messages import say
from sim.yamlfile import Loc

Status: TypeAlias = Literal["met", "declared", "missing", "not_applicable"]
Found: TypeAlias = Loc | str | None  # where a point is met; what to add; or None where it doesn't apply

ITEMS = range(1, 27)
DECLARED = {1: "persona_defined", 23: "handoff_agreed", 24: "sales_ready", 25: "kpis_agreed", 26: "review_planned"}
# KPIs by which the article's point 25 (MQLs, SQLs, opportunity rate, CPA) can be set as a goal.
SALES_KPIS = (
    *("mqls", "handoffs", "sqls", "opportunities", "opportunity_rate", "lead_to_mql", "lead_to_opportunity", "wins"),
    *("win_rate", "cpa_ad", "cost_per_win", "cost_per_opportunity"),
)
_WEBINAR = tuple(name for name in BUILT_IN if name.startswith("webinar_"))
_GOALS = (("open_rate", "0.2"), ("lead_to_mql", "0.1"), ("opportunity_rate", "0.2"))  # examples for the three stages


class Point(NamedTuple):
    """A point of the checklist: `where` is file:line, `add` the setting to add, `vouched` who vouches for it."""

    item: int
    status: Status
    where: str | None = None
    add: str | None = None
    vouched: str | None = None

    @property
    def title(self) -> str:
        """The point in the article's words."""
        return say(f"checklist.{self.item}")

    def to_json(self) -> dict[str, Any]:
        """Item, status, where and add."""
        return {"item": self.item, "status": self.status, "where": self.where, "add": self.add}


def checklist(loaded: LoadedJourney, kpis: Collection[str]) -> list[Point]:
    """All 26 points, in order; `kpis`: the names that count as a goal. The journey must have no mistakes.

    Met is what has an effect on somebody in the run: a rule that nobody or everybody fulfils does not count.
    """
    found = _Design(loaded, kpis).points()
    return [_point(item, found[item], loaded) for item in ITEMS]


def _point(item: int, found: Found, loaded: LoadedJourney) -> Point:
    name = DECLARED.get(item, "")
    if isinstance(found, tuple):
        return Point(item, "met", _where(loaded, found))
    if found is None:
        return Point(item, "not_applicable")
    if name in loaded.journey.declared:
        return Point(item, "declared", _where(loaded, ("declared", name)), vouched=_vouched(loaded, name))
    if name and item != 23:
        found = say("checklist.add.or_declared", add=found, name=name)
    return Point(item, "missing", add=found)


def _where(loaded: LoadedJourney, loc: Loc) -> str:
    place = loaded.document.problem(loc, "", at_name=True)
    return f"{place.file}:{place.line}"


def _vouched(loaded: LoadedJourney, name: str) -> str:
    said = loaded.journey.declared[name]
    if not said.evidence:
        return say("checklist.vouched_bare", by=said.by, on=said.on)
    return say("checklist.vouched", by=said.by, on=said.on, evidence=said.evidence)


class _Design:
    """What a journey has, as far as it has an effect."""

    def __init__(self, loaded: LoadedJourney, kpis: Collection[str]) -> None:
        self.loaded, self.kpis = loaded, kpis
        self.journey = loaded.journey
        self.facts: Facts = facts_of(loaded.journey, loaded.personas)
        self.climbed = [name for n, (name, s) in enumerate(self.journey.stages.items()) if n == 0 or s.enter]
        self.read = set(self._read())

    def points(self) -> Mapping[int, Found]:
        found: dict[int, Found] = {1: self._persona(), 2: self._path()}
        for n, stage in enumerate(self._three()):
            found[3 + 3 * n] = self._goal(stage, *_GOALS[n])
            found[4 + 3 * n] = self._content(stage)
            if n:
                found[2 + 3 * n] = self._condition(stage)
        return found | {
            11: self._fit(),
            12: self._behaviours(),
            13: self._mql(),
            14: self._sql(),
            15: self._cadence(),
            16: self._mail_content(),
            17: self._segments(),
            18: self._triggers(),
            19: self._webinar(),
            20: self._follow_up(),
            21: ("sync", "fields") if self.journey.sync.fields else say("checklist.add.fields"),
            22: ("sync", "mode") if self._is_written("sync", "mode") else say("checklist.add.sync"),
            23: say("checklist.add.agreed"),
            24: self._ready(),
            25: self._kpis_set(),
            26: self._reviews(),
        }

    # ---- who, and the way

    def _persona(self) -> Found:
        if self.journey.gate is None:
            return say("checklist.add.gate")
        kinds = kinds_of(self.journey, self.loaded.personas, self.facts.calendar, self.facts.living.behaviours)
        logic, gate = Logic(kinds, points_of(self.journey)), self.journey.gate.expr
        is_felt = logic.possible(gate) and logic.possible(but=[gate])
        return ("gate",) if is_felt else say("checklist.add.gate_idle")

    def _path(self) -> Found:
        if len(self.climbed) < 3:
            return say("checklist.add.stages")
        lost = [stage for stage in self.climbed if stage not in self.facts.living.stages]
        return say("checklist.add.unreached", stage=lost[0]) if lost else ("stages",)

    def _three(self) -> tuple[str | None, str | None, str | None]:
        """The stages that stand for awareness, interest and consideration: first, second and last of those climbed."""
        first, second, *_ = *self.climbed, None, None
        return first, second, self.climbed[-1] if len(self.climbed) > 2 else None

    def _goal(self, stage: str | None, kpi: str, bound: str) -> Found:
        if stage is None:
            return None
        goal = self.journey.stages[stage].goal
        if goal and goal.kpi in self.kpis and (goal.at_least is not None or goal.at_most is not None):
            return "stages", stage, "goal"
        return say("checklist.add.goal", stage=stage, kpi=kpi, bound=bound)

    def _content(self, stage: str | None) -> Found:
        if stage is None:
            return None
        pages = self._alive(Content)
        found = next((name for name, page in pages.items() if stage in page.stages), None)
        reached = found is not None and stage in self.facts.living.stages
        return ("touchpoints", str(found)) if reached else say("checklist.add.content", stage=stage)

    def _condition(self, stage: str | None) -> Found:
        if stage is None:
            return None
        enter = self.journey.stages[stage].enter
        if enter and self._divides(enter, self.facts.before(stage)):
            return "stages", stage, "enter"
        return say("checklist.add.enter", stage=stage)

    # ---- score and hand-off

    def _fit(self) -> Found:
        scores = any(points for values in self.journey.fit.values() for points in values.values())
        is_read = self.read & {"score", "fit"} or self.journey.desk.priority == "score"
        return ("fit",) if scores and is_read else say("checklist.add.fit")

    def _behaviours(self) -> Found:
        happening = self.facts.living.behaviours
        scored = [name for name, each in self.journey.behaviours.items() if each.points and name in happening]
        is_read = self.read & {"score", "behaviour"} or self.journey.desk.priority == "score"
        return ("behaviours",) if scored and is_read else say("checklist.add.behaviours")

    def _mql(self) -> Found:
        for name, rule in self.journey.mql.items():
            about_score = names(self.facts.rule(rule)) & {"score", "fit", "behaviour"}
            if about_score and self._divides(rule, self.facts.living.stages):
                return "mql", name
        return say("checklist.add.mql")

    def _sql(self) -> Found:
        """Sales' own conditions: some findings of a call fulfil them, others don't."""
        verdicts = {
            _holds(self.journey.sql, dict(zip(FINDINGS, yes, strict=True))) for yes in product((0, 1), repeat=4)
        }
        return ("sql",) if len(verdicts) == 2 else say("checklist.add.sql")

    # ---- mails and webinars

    def _cadence(self) -> Found:
        for name, mail in self._alive(Email).items():
            if mail.cadence is not None and sends(mail, self.facts.calendar):
                return "touchpoints", name, "cadence"
        return say("checklist.add.cadence")

    def _mail_content(self) -> Found:
        mails = self._alive(Email)
        if not mails:
            return None
        for stage in self.climbed:
            meant = {name for name, page in self._alive(Content).items() if stage in page.stages}
            if stage in self.facts.living.stages and not any(links(mail, [stage]) & meant for mail in mails.values()):
                return say("checklist.add.mail_content", stage=stage)
        return "touchpoints", next(iter(mails)), "content"

    def _segments(self) -> Found:
        mails = self._alive(Email)
        for name, touchpoint in (mails | self._alive(Webinar)).items():
            if touchpoint.when and self._is_segment(touchpoint.when):
                return "touchpoints", name, "when"
            for n, choice in enumerate(_choices(touchpoint)):
                if self._is_segment(choice):
                    return "touchpoints", name, "content", n, "when"
        return say("checklist.add.segments") if mails else None

    def _is_segment(self, rule: Rule) -> bool:
        """Whether a rule tells leads apart by what they have done."""
        done = {*self.journey.behaviour_names(), "score", "behaviour", "stage"}
        return bool(names(self.facts.rule(rule)) & done) and self._divides(rule, self.facts.living.stages)

    def _triggers(self) -> Found:
        pages = self._alive(Content).values()
        tracked = {page.behaviour for page in pages} | {page.dwell.behaviour for page in pages if page.dwell}
        return self._set_off(tracked) or say("checklist.add.triggers")

    def _webinar(self) -> Found:
        series = next(iter(self._alive(Webinar)), None)
        return ("touchpoints", series) if series else say("checklist.add.webinar")

    def _follow_up(self) -> Found:
        if not self._alive(Webinar):
            return None
        return self._set_off(set(_WEBINAR)) or say("checklist.add.follow_up")

    def _set_off(self, behaviours: Collection[str]) -> Loc | None:
        """The first mail or call that one of these behaviours sets off."""
        for name, each in (self._alive(Email) | self._alive(Call)).items():
            if each.after in behaviours:
                return "touchpoints", name, "after"
        return None

    # ---- sales and KPIs

    def _ready(self) -> Found:
        if not self._is_written("desk", "first_contact"):
            return say("checklist.add.first_contact")
        if not (self._is_written("desk", "attempts") or self._is_written("desk", "steps")):
            return say("checklist.add.means")
        return "desk", "first_contact"

    def _kpis_set(self) -> Found:
        for name, stage in self.journey.stages.items():
            if stage.goal and stage.goal.kpi in SALES_KPIS and isinstance(self._goal(name, "", ""), tuple):
                return "stages", name, "goal"
        return say("checklist.add.kpis", kpis=", ".join(SALES_KPIS))

    def _reviews(self) -> Found:
        for name, review in self.journey.reviews.items():
            meetings = review.meets.moments(self.facts.calendar, 0, self.facts.calendar.horizon_s)
            if meetings and review.bounds[0] < review.bounds[1] and review.rule in self.journey.mql:
                return "reviews", name
        return say("checklist.add.reviews")

    # ---- questions

    def _alive(self, kind: type[Any]) -> dict[str, Any]:
        """Touchpoints of a kind that somebody can come to, by name."""
        living = self.facts.living.touchpoints
        return {n: t for n, t in self.journey.touchpoints.items() if isinstance(t, kind) and n in living}

    def _divides(self, rule: Rule, stages: Collection[str]) -> bool:
        """Whether some leads fulfil a rule and others don't."""
        expr = self.facts.rule(rule)
        return self.facts.logic.possible(expr, stages=stages) and not self.facts.logic.always(expr, stages)

    def _read(self) -> Iterator[str]:
        """Names that any rule reads, segments written out."""
        for rule in _rules(self.journey.model_copy(update={"segments": {}})):
            yield from names(self.facts.rule(rule))

    def _is_written(self, *loc: str) -> bool:
        return self.loaded.document.node(loc) is not None


def _choices(touchpoint: Email | Webinar) -> list[Rule]:
    """The conditions by which a mail chooses its content."""
    content = touchpoint.content if isinstance(touchpoint, Email) else ""
    return [choice.when for choice in content] if isinstance(content, list) else []


def _rules(part: object) -> Iterator[Rule]:
    """Every rule in a model and what it holds."""
    if isinstance(part, Rule):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _rules(getattr(part, name))
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _rules(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _rules(value)


def _holds(rule: Rule, flags: Mapping[str, int]) -> bool:
    """Whether a rule over flags is true."""
    return evaluate(rule.expr, lambda _: 0, lambda _, __: 0, lambda _: "", lambda name: bool(flags[name]))
