"""Mutants that no test lead can tell from the journey, and why: proofs, none of them by trying."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sim.files.causes import Facts, facts_of
from sim.files.loaded import LoadedJourney
from sim.files.population import points_of
from sim.files.rulelogic import Kind, Logic, Points
from sim.model.journey import FINDINGS, NUMBERS, Contacting, Journey, Rule
from sim.model.rules import Expr, Flag, RuleError, leaves, parse, with_segments
from sim.study.mutants import Mutant
from sim.study.silence import silent
from sim.words.messages import say


def same_because(mutant: Mutant, loaded: LoadedJourney, changed: LoadedJourney) -> str | None:
    """Why nothing that a test lead can do tells the mutant from the journey; None if something may."""
    before, after = loaded.journey, changed.journey
    if repr(silent(before, loaded.personas)) == repr(silent(after, loaded.personas)):
        return say("mutate.same_chance")
    for setting, (idle, key) in _IDLE.items():
        if _is_below(mutant.setting, setting) and idle(before) and idle(after):
            return say(key)
    return _same_rule(mutant, loaded, changed)


def _is_below(setting: str, above: str) -> bool:
    return setting == above or setting.startswith(f"{above}.")


# ---- settings that nothing looks at --------------------------------------------------------------------------------


def _no_business_days(journey: Journey) -> bool:
    """Whether no mail waits for business days."""
    mails = [each for each in journey.touchpoints.values() if isinstance(each, Contacting)]
    return all((each.days or journey.contact_policy.days) == "any" for each in mails)


def _always_sent(journey: Journey) -> bool:
    """Whether mails may go out at any time."""
    mails = [each for each in journey.touchpoints.values() if isinstance(each, Contacting)]
    anytime = journey.contact_policy.quiet_hours is None and all(each.window is None for each in mails)
    return anytime and _no_business_days(journey)


def _no_caps(journey: Journey) -> bool:
    return not journey.contact_policy.caps


def _real_time(journey: Journey) -> bool:
    return journey.sync.mode == "real_time"


_Idle = tuple[Callable[[Journey], bool], str]
_IDLE: Final[Mapping[str, _Idle]] = {
    "calendar": (_no_business_days, "mutate.same_calendar"),
    "contact_policy.outside": (_always_sent, "mutate.same_outside"),
    "contact_policy.over_cap": (_no_caps, "mutate.same_caps"),
    "sync.every": (_real_time, "mutate.same_sync"),
    "sync.at": (_real_time, "mutate.same_sync"),
}


# ---- rules ---------------------------------------------------------------------------------------------------------


def _same_rule(mutant: Mutant, loaded: LoadedJourney, changed: LoadedJourney) -> str | None:
    """The reason why the mutant's rule is true for the same leads, if it is one."""
    loc = mutant.setting.split(".")
    old, new = _rule_at(loaded.journey, loc), _rule_at(changed.journey, loc)
    is_removed = loc[0] == "mql" and new is None
    if old is None or (new is None and not is_removed):
        return None
    facts, earlier = facts_of(loaded.journey, loaded.personas), _earlier(loc, loaded.journey)
    one = [_meant(old, loaded.journey)]
    other = [] if new is None else [_meant(new, changed.journey)]
    logic, stages = _logic(loc, facts), _stages(loc, facts)
    if not _differ(logic, one, other, (), stages) and not is_removed:
        return _reason(mutant, loaded.journey)
    if earlier and not _differ(logic, one, other, earlier, stages):
        return say("mutate.same_shadow")
    return None


def _differ(
    logic: Logic, one: Sequence[Expr], other: Sequence[Expr], unless: Sequence[Expr], stages: Sequence[str] | None
) -> bool:
    """Whether some lead may fulfil one of two rules alone (one that is left out: nobody does), and none of `unless`."""
    pairs = ((one, other), (other, one))
    return any(logic.possible(*own, but=[*others, *unless], stages=stages) for own, others in pairs if own)


def _earlier(loc: Sequence[str], journey: Journey) -> list[Expr]:
    """The hand-off rules that come first: where one of them is true this one decides nothing."""
    if loc[0] != "mql" or len(loc) != 2:
        return []
    names = list(journey.mql)
    return [_meant(journey.mql[name], journey) for name in names[: names.index(loc[1])]]


def _reason(mutant: Mutant, journey: Journey) -> str:
    """Why two rules are true for the same leads."""
    if mutant.setting == "sql":
        return say("mutate.same_need")
    step = points_of(journey).step()
    names = {leaf.name for expr in _parts(mutant) for leaf in leaves(expr)}
    return say("mutate.same_step", step=step) if names & set(NUMBERS) and step > 1 else say("mutate.same_rule")


def _meant(rule: Rule, journey: Journey) -> Expr:
    """The rule with its segments written out; no review moves it, since test leads know of none."""
    return with_segments(rule.expr, {name: each.expr for name, each in journey.segments.items()})


def _parts(mutant: Mutant) -> list[Expr]:
    try:
        return [parse(mutant.before)]
    except RuleError:
        return []


def _rule_at(journey: Journey, loc: Sequence[str]) -> Rule | None:
    """The rule at a setting; None if there is none."""
    value: Any = journey
    for part in loc:
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
    return value if isinstance(value, Rule) else None


def _logic(loc: Sequence[str], facts: Facts) -> Logic:
    """What rules can mean for the leads that this one is asked about."""
    if loc[0] == "gate":
        return facts.comers
    if loc[0] == "sql":  # a call that sees no need returns the lead before the conditions are looked at
        return _of_calls()
    return facts.logic


def _of_calls() -> Logic:
    return Logic([Kind({}, {})], Points(None, {}, exact=False), always=[Flag(FINDINGS[0], 0)])


def _stages(loc: Sequence[str], facts: Facts) -> list[str] | None:
    if loc[0] == "stages" and loc[-1] == "enter" and facts.known:
        return facts.before(loc[1])
    return None


__all__ = ["same_because"]
