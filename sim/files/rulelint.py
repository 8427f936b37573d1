"""What rules say that their author hardly means: always or never true, in each other's shadow, true too easily."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from sim.files.causes import Facts
from sim.files.findings import Finding
from sim.files.population import Person, registering
from sim.files.rulelogic import Logic, times
from sim.model.journey import FINDINGS, Rule
from sim.model.rules import And, Compare, Expr, Flag, Or, names, words
from sim.words.messages import say
from sim.words.wording import listed, quoted
from sim.yamlfile import Loc


class Asked(NamedTuple):
    """A condition of a journey: where it stands, and the stages in which a lead can be when it is tested.

    expr: what it means whatever reviews make of it; written: what it means as it is written.
    """

    loc: Loc
    expr: Expr
    written: Expr
    stages: Sequence[str]

    def finding(self, key: str, **values: object) -> Finding:
        return Finding(self.loc, say(key, **values))


def lint_rules(facts: Facts) -> Iterator[Finding]:
    """Warnings about the conditions of a journey without mistakes."""
    entries, rules = entries_of(facts), rules_of(facts)
    dull = [finding for asked in [*entries, *rules] for finding in _dull(asked, facts)]
    yield from dull
    for asked, may_be_always in _others(facts):
        if not facts.logic.possible(asked.expr, stages=asked.stages):
            yield asked.finding("warn.never", reason=_missing(asked.expr, facts))
        elif not may_be_always and facts.logic.always(asked.expr, asked.stages):
            yield asked.finding("warn.always")
    yield from _gate(facts)
    yield from _sql(facts)
    said = {finding.loc for finding in dull}
    yield from _shadows([asked for asked in rules if asked.loc not in said], facts)
    yield from _stages_at_once([asked for asked in entries if asked.loc not in said], facts)
    left = [asked for asked in [*entries, *rules] if asked.loc not in said]
    yield from _at_registration(left, facts)
    for asked in left:
        yield from _one_suffices(asked, facts)


def entries_of(facts: Facts) -> list[Asked]:
    """The conditions of stages."""
    return [
        Asked(("stages", name, "enter"), facts.rule(stage.enter, name), facts.rule(stage.enter), facts.before(name))
        for name, stage in facts.journey.stages.items()
        if stage.enter
    ]


def rules_of(facts: Facts) -> list[Asked]:
    """The hand-off rules."""
    rules, stages = facts.journey.mql.items(), facts.stages()
    return [Asked(("mql", name), facts.rule(rule, name), facts.rule(rule), stages) for name, rule in rules]


def _others(facts: Facts) -> Iterator[tuple[Asked, bool]]:
    """What else is asked of leads, and whether it may be meant to be always true."""
    journey = facts.journey
    found: list[tuple[Loc, Rule, Sequence[str], bool]] = []
    for name, stage in journey.stages.items():
        if stage.back and name in facts.living.stages:
            found.append((("stages", name, "back", "when"), stage.back.when, [name], False))
    for name, way_out in journey.exits.items():
        found.append((("exits", name, "when"), way_out.when, facts.stages(), False))
        if way_out.re_enter:
            found.append((("exits", name, "re_enter", "when"), way_out.re_enter.when, facts.stages(), True))
    if journey.contact_policy.suppress:
        found.append((("contact_policy", "suppress"), journey.contact_policy.suppress, facts.stages(), False))
    found += [(("segments", name), rule, facts.stages(), True) for name, rule in journey.segments.items()]
    for loc, rule, stages, may_be_always in found:
        yield Asked(loc, facts.rule(rule), facts.rule(rule), stages), may_be_always


# ---- always, never


def _dull(asked: Asked, facts: Facts) -> Iterator[Finding]:
    """A condition that says nothing, or a part of it that doesn't: one finding at most."""
    logic = facts.logic
    if not logic.possible(asked.expr, stages=asked.stages):
        key = "warn.stage_unreachable" if asked.loc[0] == "stages" else "warn.never"
        yield asked.finding(key, reason=_missing(asked.expr, facts))
    elif logic.always(asked.expr, asked.stages):
        yield asked.finding("warn.always")
    else:
        yield from _dull_part(asked, logic)


def _missing(expr: Expr, facts: Facts) -> str:
    """A behaviour that the rule names and nothing leads to."""
    known = facts.journey.behaviour_names()
    lost = [name for name in sorted(names(expr)) if name in known and name not in facts.living.behaviours]
    return say("warn.reason", name=lost[0]) if lost else ""


def _dull_part(asked: Asked, logic: Logic) -> Iterator[Finding]:
    expr = asked.expr
    for n, part in enumerate(expr.items if isinstance(expr, And | Or) else ()):
        rest = [other for m, other in enumerate(expr.items) if m != n]  # type: ignore[union-attr]
        if isinstance(expr, Or) and not logic.possible(part, stages=asked.stages):
            yield asked.finding("warn.never_part", part=words(part))
            return
        if isinstance(expr, And) and not logic.possible(*rest, but=[part], stages=asked.stages):
            yield asked.finding("warn.implied_part", part=words(part))
            return


def _gate(facts: Facts) -> Iterator[Finding]:
    gate = facts.journey.gate
    if gate is None:
        return
    if not facts.comers.possible(gate.expr):
        yield Finding(("gate",), say("warn.never_gate"))
    elif facts.comers.always(gate.expr):
        yield Finding(("gate",), say("warn.always_gate"))


def _sql(facts: Facts) -> Iterator[Finding]:
    expr = facts.journey.sql.expr
    if not facts.logic.possible(expr, Flag("need", 0)):
        yield Finding(("sql",), say("warn.never_sql"))
    elif facts.logic.always(expr) and names(expr) <= set(FINDINGS):
        yield Finding(("sql",), say("warn.always_sql"))


# ---- one rule in another's shadow


def _shadows(rules: Sequence[Asked], facts: Facts) -> Iterator[Finding]:
    """Hand-off rules that can't be the first true one; a rule that a review moves is as if it said something new."""
    moved = {review.rule for review in facts.journey.reviews.values()}
    fixed = [asked for asked in rules if asked.loc[1] not in moved]
    for n, asked in enumerate(fixed):
        before = fixed[:n]
        one = next((each for each in before if _follows(asked, each, facts)), None)
        if one and _follows(one, asked, facts):
            yield asked.finding("warn.same", rule=one.loc[1])
        elif one:
            yield asked.finding("warn.shadowed", rules=quoted(str(one.loc[1])))
        elif len(before) > 1 and facts.logic.brings(asked.expr, *(each.expr for each in before), stages=asked.stages):
            yield asked.finding("warn.shadowed", rules=say("warn.one_of_those"))


def _follows(asked: Asked, other: Asked, facts: Facts) -> bool:
    return facts.logic.brings(asked.expr, other.expr, stages=asked.stages)


def _stages_at_once(entries: Sequence[Asked], facts: Facts) -> Iterator[Finding]:
    """Stages that begin together with one before them; nothing is said where a condition asks for the stage itself."""
    told: set[Loc] = set()
    for before, after in sorted(combinations(entries, 2), key=lambda pair: -_place(pair[0], facts)):
        if after.loc in told or "stage" in names(before.expr) | names(after.expr):
            continue
        if _follows(before, after, facts):
            same = _follows(after, before, facts)
            told.add(after.loc)
            yield after.finding("warn.same_stage" if same else "warn.stage_at_once", stage=before.loc[1])


def _place(asked: Asked, facts: Facts) -> int:
    return list(facts.journey.stages).index(str(asked.loc[1]))


# ---- true too easily


def _at_registration(conditions: Sequence[Asked], facts: Facts) -> Iterator[Finding]:
    """Conditions that leads can fulfil by what they are and bring along."""
    people = arriving(facts, conditions)
    for asked in conditions:
        able = [person for person in people if person.fulfils(asked.written, facts.journey, first_stage(facts))]
        if not able or "stage" in names(asked.expr):
            continue
        one = min(able, key=lambda person: (sum(person.counts.values()), person.fit(facts.journey)))
        sources = listed(dict.fromkeys(quoted(person.source) for person in able))
        score = one.score(facts.journey)
        yield asked.finding("warn.at_registration", person=described(one), score=score, sources=sources)


def arriving(facts: Facts, conditions: Sequence[Asked]) -> list[Person]:
    """Leads as they can register and pass the gate, best fit first; none where not all is understood."""
    if not facts.known:
        return []
    gate = facts.journey.gate
    named = {name for asked in conditions for name in names(asked.written)} | (names(gate.expr) if gate else set())
    people = registering(facts.journey, facts.personas, facts.calendar, named)
    return [each for each in people if not gate or each.fulfils(gate.expr, facts.journey, first_stage(facts))]


def first_stage(facts: Facts) -> str:
    """The stage in which everybody begins."""
    return next(iter(facts.journey.stages))


def described(person: Person) -> str:
    """A lead in a few words: source, attributes, what it brings."""
    parts = [say("warn.source", name=person.source), *(f"{name} {value}" for name, value in person.attributes.items())]
    parts += [say("warn.brings", name=name) for name in person.counts if name != "registered"]
    return listed(parts)


def _one_suffices(asked: Asked, facts: Facts) -> Iterator[Finding]:
    """`score >= 80 and attended >= 1`, where attending gives so many points that some need nothing else."""
    if not isinstance(asked.written, And) or not facts.known or facts.journey.scoring.ceiling is not None:
        return
    score, counted = (_bounds(asked.written, of_score) for of_score in (True, False))
    if len(score) != 1 or len(counted) != 1 or len(asked.written.items) != 2:
        return
    (line, behaviour, count) = score[0][1], *counted[0]
    scored = facts.journey.behaviours.get(behaviour)
    points = scored.points * int(times(scored, count)) if scored else 0
    if scored is None or points <= 0 or scored.within or scored.at_most:
        return
    fits = sorted({person.fit(facts.journey) for person in arriving(facts, [asked])})
    enough = [fit for fit in fits if fit >= line - points]
    if not enough or len(enough) == len(fits):
        return
    often = say("warn.once") if count == 1 else say("warn.times", count=count)
    told = {"times": often, "behaviour": behaviour, "fit": line - points, "points": points, "line": line}
    opened = facts.journey.behaviours.get("open")
    if opened and opened.points > 0 and opened.every == 1 and behaviour != "open" and "open" in facts.living.behaviours:
        yield asked.finding("warn.one_nearly", **told, other="open", lower=line - points - opened.points)
    else:
        yield asked.finding("warn.one_suffices", **told)


def _bounds(expr: And, of_score: bool) -> list[tuple[str, int]]:
    """Names that must be at least so much: the score, or how often something was tracked."""
    found = []
    for part in expr.items:
        if not isinstance(part, Compare) or isinstance(part.value, str) or part.op not in (">=", ">"):
            continue
        if (part.name == "score") == of_score and part.name not in ("fit", "behaviour"):
            found.append((part.name, part.value + (part.op == ">")))
    return found
