"""What nobody can come to in a journey, where its leads get stuck, and what goes round for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.files.causes import (
    Facts,
    brings,
    invited,
    is_caused,
    is_in_force,
    is_met,
    links,
    sends,
    served,
    waves,
)  # fmt: skip
from sim.files.findings import Finding
from sim.model.journey import Call, Content, Email, Journey, Triggered, Webinar
from sim.model.rules import Compare, Expr, names
from sim.words.messages import say
from sim.words.wording import listed, quoted
from sim.yamlfile import Loc

_OFTEN = 10**9  # more often than anything happens


def lint_graph(facts: Facts) -> Iterator[Finding]:
    """Warnings about the stages and touchpoints of a journey without mistakes."""
    for name, touchpoint in facts.journey.touchpoints.items():
        loc: Loc = ("touchpoints", name)
        if isinstance(touchpoint, Content):
            yield from _content(loc, name, touchpoint, facts)
        elif isinstance(touchpoint, Webinar):
            yield from _webinar(loc, touchpoint, facts)
        elif isinstance(touchpoint, Email | Call):
            yield from _contact(loc, touchpoint, facts)
    yield from _dead_ends(facts)
    yield from _loops(facts)


# ---- touchpoints that nobody comes to


def _content(loc: Loc, name: str, content: Content, facts: Facts) -> Iterator[Finding]:
    mails = [each for each, mail in _mails(facts.journey) if name in links(mail, facts.journey.stages)]
    if content.form == 0:
        yield Finding((*loc, "form"), say("warn.content_form"))
    elif name in facts.living.touchpoints or not facts.known:
        return
    elif mails:
        yield Finding(loc, say("warn.content_mails", mails=listed(quoted(mail) for mail in mails)), at_name=True)
    else:
        yield Finding(loc, say("warn.content_unlinked"), at_name=True)


def _mails(journey: Journey) -> list[tuple[str, Email]]:
    return [(name, each) for name, each in journey.touchpoints.items() if isinstance(each, Email)]


def _contact(loc: Loc, contact: Email | Call, facts: Facts) -> Iterator[Finding]:
    """Why nobody gets a mail or call: one reason at most."""
    if isinstance(contact, Email) and contact.cadence is not None:
        if str(contact.cadence) == "never":
            return  # said on purpose
        if not sends(contact, facts.calendar) and is_in_force(contact, facts.calendar):
            yield Finding((*loc, "cadence"), say("warn.no_moment", **_days(facts)))
            return
    elif contact.delay >= facts.calendar.horizon_s:
        yield Finding((*loc, "delay"), say("warn.late", days=facts.journey.days))
        return
    elif facts.known and not is_caused(contact, facts):
        yield _uncaused(loc, contact, facts)
        return
    stages = served(contact, facts) if isinstance(contact, Email) else facts.living.stages
    if not stages and isinstance(contact, Email):
        yield Finding((*loc, "content"), say("warn.no_stage", stages=_listed(_meant_for(contact))))
    elif not is_in_force(contact, facts.calendar):
        yield Finding((*loc, "until" if contact.until else "from"), say("warn.not_in_force"))
    elif contact.when and not is_met(contact.when, stages, facts):
        yield Finding((*loc, "when"), say("warn.when_never"))


def _days(facts: Facts) -> dict[str, object]:
    last = facts.calendar.date_of(facts.calendar.days - 1)
    return {"start": facts.journey.start, "end": last}


def _uncaused(loc: Loc, contact: Triggered, facts: Facts) -> Finding:
    if contact.entering is not None:
        return Finding((*loc, "entering"), say("warn.no_stage", stages=_listed([contact.entering])))
    if contact.on is not None:
        return Finding((*loc, "on"), say("warn.no_turn", name=contact.on))
    if contact.after not in facts.living.behaviours:
        return Finding((*loc, "after"), say("warn.no_cause", name=contact.after))
    if contact.of is not None:
        return Finding((*loc, "of"), say("warn.no_cause_of", of=contact.of, name=contact.after))
    return Finding((*loc, "after"), say("warn.after_opt_out"))


def _meant_for(mail: Email) -> list[str]:
    """Stages that a mail names."""
    named = mail.content if isinstance(mail.content, list) else [mail]
    return list(dict.fromkeys(stage for part in named if isinstance(part.content, dict) for stage in part.content))


def _listed(found: Sequence[str]) -> str:
    return listed(quoted(name) for name in found)


def _webinar(loc: Loc, series: Webinar, facts: Facts) -> Iterator[Finding]:
    if str(series.dates) == "never":
        return
    if not series.dates.moments(facts.calendar, 0, facts.calendar.horizon_s):
        yield Finding((*loc, "dates"), say("warn.no_webinar", **_days(facts)))
        return
    if not series.invite:
        yield Finding(loc, say("warn.no_invite"), at_name=True)
    elif not invited(series, facts):
        yield Finding((*loc, "stages"), say("warn.no_stage", stages=_listed(series.stages)))
    elif not is_met(series.when, invited(series, facts), facts):
        yield Finding((*loc, "when"), say("warn.when_never"))
    for n in range(len(series.invite)):
        sent = waves(series, facts.calendar, n)
        if not any(held < facts.calendar.horizon_s for _, held in sent):
            yield Finding((*loc, "invite", n, "before"), say("warn.wave_early", start=facts.journey.start))
        elif all(send >= held for send, held in sent):
            yield Finding((*loc, "invite", n, "before"), say("warn.wave_late"))


# ---- stages from which nothing goes on


def _dead_ends(facts: Facts) -> Iterator[Finding]:
    if not facts.known:
        return
    for name in facts.journey.stages:
        if name not in facts.living.stages or _leaves_by_itself(name, facts):
            continue
        if not _reached(name, facts) and not _hands_over_at_once(name, facts):
            yield Finding(("stages", name), say("warn.dead_end"), at_name=True)
        elif facts.living.handed and not _goes_on(name, facts):
            yield Finding(("stages", name), say("warn.no_way_on"), at_name=True)


def _leaves_by_itself(name: str, facts: Facts) -> bool:
    """Whether a lead falls back, times out, is called or leaves in the stage, whatever it gets there."""
    stage = facts.journey.stages[name]
    calls = any(isinstance(facts.journey.touchpoints[each], Call) for each in facts.living.touchpoints)
    return bool(stage.back or stage.timeout or calls or facts.journey.exits)


def _reached(stage: str, facts: Facts) -> bool:
    for name in facts.living.touchpoints:
        touchpoint = facts.journey.touchpoints[name]
        if isinstance(touchpoint, Content) and max(touchpoint.organic) > 0:
            return True
        if isinstance(touchpoint, Email) and stage in served(touchpoint, facts):
            return True
        if isinstance(touchpoint, Webinar) and stage in touchpoint.stages:
            return True
    return False


def _hands_over_at_once(name: str, facts: Facts) -> bool:
    """Whether a lead that comes into a stage may go on in the same moment."""
    enter = facts.journey.stages[name].enter
    entered = [facts.rule(enter, name)] if enter else []
    entered = [expr for expr in entered if "stage" not in names(expr)]  # that was the stage before
    return any(facts.logic.possible(expr, *entered, stages=[name]) for expr in _onward(name, facts))


def _onward(stage: str, facts: Facts) -> Iterator[Expr]:
    """The conditions of all hand-offs and of the stages that can follow."""
    yield from (facts.rule(rule, name) for name, rule in facts.journey.mql.items())
    stages = list(facts.journey.stages)
    for later in stages[stages.index(stage) + 1 :]:
        if enter := facts.journey.stages[later].enter:
            yield facts.rule(enter, later)


def _goes_on(name: str, facts: Facts) -> bool:
    """Whether a lead in the stage can ever be handed over or climb."""
    return any(facts.logic.possible(expr, stages=[name]) for expr in _onward(name, facts))


# ---- mails that bring about themselves


def _loops(facts: Facts) -> Iterator[Finding]:
    """Mails with a delay that can go round in some stage; those without any delay are mistakes already."""
    if not facts.known:
        return
    mails = {name: mail for name, mail in _mails(facts.journey) if name in facts.living.touchpoints}
    mails = {name: mail for name, mail in mails.items() if mail.after and not mail.max_sends and not mail.until}
    said: set[str] = set()
    for stage in (each for each in facts.journey.stages if each in facts.living.stages):
        after = {name: [other for other in mails if _causes(name, mails[other], stage, facts)] for name in mails}
        for name in mails:
            circle = _way_back(name, after)
            if circle and not said & set(circle) and _goes_on_for_ever([mails[each] for each in circle], stage, facts):
                said |= set(circle)
                text = say("warn.loop", path=" -> ".join([name, *circle]))
                yield Finding(("touchpoints", name, "after"), text)


def _goes_on_for_ever(circle: Sequence[Email], stage: str, facts: Facts) -> bool:
    """Whether mails still go out to a lead in the stage after what they wait for has happened ever so often."""
    often = [Compare(name, ">=", _OFTEN, None, 0) for name in {"open", *(str(mail.after) for mail in circle)}]
    whens = [[facts.rule(mail.when)] if mail.when else [] for mail in circle]
    is_served = all(stage in served(mail, facts) for mail in circle)
    return (
        is_served
        and any(mail.delay for mail in circle)
        and all(facts.logic.possible(*often, *when, stages=[stage]) for when in whens)
    )


def _causes(name: str, other: Email, stage: str, facts: Facts) -> bool:
    """Whether a mail to a lead in the stage brings about what another one waits for."""
    mail = facts.journey.touchpoints[name]
    assert isinstance(mail, Email)
    pairs = {("open", name), ("click", name)}
    for content in links(mail, [stage]):
        if content in facts.living.touchpoints:
            pairs |= set(brings(content, facts))
    return any(behaviour == other.after and other.of in (None, node) for behaviour, node in pairs)


def _way_back(start: str, after: Mapping[str, Sequence[str]]) -> list[str] | None:
    """The shortest way from a mail to itself, of one step or more."""
    ways = [[step] for step in after[start]]
    seen: set[str] = set()
    for way in ways:  # grows while it is read: breadth first
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, step] for step in after[way[-1]]]
    return None
