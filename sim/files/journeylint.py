"""What a journey file says that no model can judge alone: names that must exist, orders, cycles, limits.

Findings, not problems: each names the setting it is about, and `workspace` says where that stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.files.findings import RESERVED, Finding, Names, alike, each_known, hint, unknown
from sim.files.leadsfile import column_keys, column_problems
from sim.files.personalint import lint_tastes
from sim.model.calendar import DAY_S, Calendar
from sim.model.journey import (
    BUILT_IN,
    FINDINGS,
    NUMBERS,
    BurstSource,
    Content,
    CsvSource,
    Email,
    Journey,
    RateSource,
    Rule,
    Webinar,
)
from sim.model.persona import Personas
from sim.model.rules import Vocabulary, check
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import Loc

# The kernel keeps a bit for each stage and touchpoint in a signed 64-bit number; a ledger row keeps a bit for each rule
# in a signed 32-bit one.
MOST = {"stages": 62, "touchpoints": 62, "mql": 31}
MOST_BEHAVIOURS = 32  # built-in ones included


def lint_journey(journey: Journey, personas: Personas, names: Names) -> Iterator[Finding]:
    """What is wrong with a journey file beside its personas file."""
    yield from _limits(journey, names)
    yield from _luck(journey)
    yield from _names_of_rules(journey, names)
    for loc, rule, words in rules_of(journey, names):
        yield from (Finding(loc, text, column) for column, text in check(rule.expr, words))
    yield from _stages(journey)
    yield from _fit(journey, names)
    for name, source in journey.sources.items():
        yield from _source(("sources", name), source, personas, names)
    yield from _csv_sources(journey, personas, names)
    for name, touchpoint in journey.touchpoints.items():
        yield from _touchpoint(("touchpoints", name), touchpoint, names)
    yield from _endless_mails(journey)
    for reason, back in journey.returns.items():
        if names.stages is not None and back.to not in {*names.stages, "keep", "excluded"}:
            yield unknown(("returns", reason, "to"), "lint.unknown_stage", back.to, [*names.stages, "keep", "excluded"])
    yield from lint_tastes(personas, names)
    yield from _calendar(journey)


def _limits(journey: Journey, names: Names) -> Iterator[Finding]:
    for section, most in MOST.items():
        if len(getattr(journey, section)) > most:
            yield Finding((section,), say("lint.many", most=most, found=len(getattr(journey, section))))
    if names.behaviours is not None and len(names.behaviours) > MOST_BEHAVIOURS:
        yield Finding(
            ("behaviours",),
            say("lint.many_behaviours", most=MOST_BEHAVIOURS, built_in=len(BUILT_IN), found=len(names.behaviours)),
        )


def _luck(journey: Journey) -> Iterator[Finding]:
    """Names that the luck of a run can't tell apart would share every chance event."""
    for section in ("sources", "touchpoints", "behaviours"):
        if twice := alike(getattr(journey, section)):
            yield Finding((section, twice[1]), say("lint.alike", first=twice[0], second=twice[1]), at_name=True)
    for name, source in journey.sources.items():
        if isinstance(source, BurstSource) and (twice := alike(source.events)):
            text = say("lint.alike", first=twice[0], second=twice[1])
            yield Finding(("sources", name, "events", twice[1]), text, at_name=True)


def _names_of_rules(journey: Journey, names: Names) -> Iterator[Finding]:
    for name in journey.behaviours:
        if name in RESERVED or name in (names.attributes or {}):
            yield Finding(("behaviours", name), say("lint.reserved", found=name), at_name=True)
    for name in ("keep", "excluded"):
        if name in journey.stages:
            yield Finding(("stages", name), say("lint.reserved", found=name), at_name=True)


def rules_of(journey: Journey, names: Names) -> Iterator[tuple[Loc, Rule, Vocabulary]]:
    """Every rule of a journey with the names it may use; none of those that need a section nobody can read."""
    about_people = {**(names.attributes or {}), "source": list(names.sources or ())}
    everything = Vocabulary(
        frozenset(NUMBERS),
        frozenset(names.behaviours or ()),
        {**about_people, "stage": list(names.stages or ())},
        frozenset(),
    )
    yield ("sql",), journey.sql, Vocabulary(frozenset(), frozenset(), {}, frozenset(FINDINGS))
    if names.attributes is None or names.sources is None:
        return
    if journey.gate is not None:
        yield ("gate",), journey.gate, Vocabulary(frozenset(), frozenset(), about_people, frozenset())
    if names.behaviours is None or names.stages is None:
        return
    for stage, settings in journey.stages.items():
        if settings.enter is not None:
            yield ("stages", stage, "enter"), settings.enter, everything
    for name, rule in journey.mql.items():
        yield ("mql", name), rule, everything
    for name, touchpoint in journey.touchpoints.items():
        if not isinstance(touchpoint, Content) and touchpoint.when is not None:
            yield ("touchpoints", name, "when"), touchpoint.when, everything


def _stages(journey: Journey) -> Iterator[Finding]:
    for n, (name, stage) in enumerate(journey.stages.items()):
        if n == 0 and stage.enter is not None:
            yield Finding(("stages", name, "enter"), say("lint.first_stage"))
        if n > 0 and stage.enter is None:
            yield Finding(("stages", name), say("lint.no_enter"))


def _fit(journey: Journey, names: Names) -> Iterator[Finding]:
    known = names.attributes or {}
    yield from each_known(("fit",), "lint.unknown_attribute", journey.fit, names.attributes)
    for attribute, points in journey.fit.items():
        for value in points if attribute in known else ():
            if value not in known[attribute]:
                text = say("lint.unknown_value", found=cut(value), name=attribute, hint=hint(value, known[attribute]))
                yield Finding(("fit", attribute, value), text, at_name=True)


def _source(loc: Loc, source: Any, personas: Personas, names: Names) -> Iterator[Finding]:
    yield from each_known((*loc, "persona_odds"), "lint.unknown_persona", source.persona_odds, names.personas)
    yield from each_known((*loc, "arrive_with"), "lint.unknown_behaviour", source.arrive_with, names.behaviours)
    mix = [kind.share * source.persona_odds.get(name, 1.0) for name, kind in personas.personas.items()]
    if source.persona_odds and not any(mix) and any(kind.share for kind in personas.personas.values()):
        yield Finding((*loc, "persona_odds"), say("lint.no_mix"))
    if isinstance(source, RateSource) and source.since and source.until and source.since >= source.until:
        yield Finding((*loc, "until"), say("lint.until_order", since=source.since))


def _csv_sources(journey: Journey, personas: Personas, names: Names) -> Iterator[Finding]:
    files = {name: source for name, source in journey.sources.items() if isinstance(source, CsvSource)}
    for name, source in files.items():
        loc: Loc = ("sources", name, "columns")
        if names.attributes is not None and names.behaviours is not None:
            known = column_keys(journey, personas)
            for key, text in column_problems(source.columns, journey, personas):
                yield Finding((*loc, key) if key else loc, text, at_name=key not in known)
        if "source" in source.columns and len(files) > 1:  # rows of two files could become the same lead
            yield Finding((*loc, "source"), say("lint.two_source_columns"), at_name=True)
        yield from _csv_values(("sources", name, "values"), source, names)


def _csv_values(loc: Loc, source: CsvSource, names: Names) -> Iterator[Finding]:
    words = {**(names.attributes or {}), "source": names.sources, "stage": names.stages}
    for column, meanings in source.values.items():
        if column not in source.columns or column not in words:
            possible = [name for name in source.columns if name in words]
            yield unknown((*loc, column), "lint.unknown_values", column, possible)._replace(at_name=True)
            continue
        known = words[column]
        for theirs, ours in meanings.items() if known is not None else ():
            if ours not in (known or ()):
                yield Finding(
                    (*loc, column, theirs),
                    say("lint.unknown_value", found=cut(ours), name=column, hint=hint(ours, known or ())),
                )


def _touchpoint(loc: Loc, touchpoint: Content | Email | Webinar, names: Names) -> Iterator[Finding]:
    if isinstance(touchpoint, Email):
        yield from _email(loc, touchpoint, names)
        return
    for n, stage in enumerate(touchpoint.stages if names.stages is not None else ()):
        if stage not in (names.stages or ()):
            yield unknown((*loc, "stages", n), "lint.unknown_stage", stage, names.stages)
    if (
        isinstance(touchpoint, Content)
        and names.behaviours is not None
        and touchpoint.behaviour not in names.behaviours
    ):
        yield unknown((*loc, "behaviour"), "lint.unknown_behaviour", touchpoint.behaviour, names.behaviours)
    if isinstance(touchpoint, Webinar):
        for n, wave in enumerate(touchpoint.invite):
            if wave.before % DAY_S:
                yield Finding((*loc, "invite", n, "before"), say("lint.whole_days"))


def _email(loc: Loc, mail: Email, names: Names) -> Iterator[Finding]:
    if mail.cadence is None and mail.after is None:
        yield Finding(loc, say("lint.no_moment"))
    if mail.cadence is not None and mail.after is not None:
        yield Finding((*loc, "after"), say("lint.two_moments"))
    if mail.cadence is not None and mail.after is None and mail.delay:
        yield Finding((*loc, "delay"), say("lint.delay_alone"))
    if mail.after is not None and names.behaviours is not None and mail.after not in names.behaviours:
        yield unknown((*loc, "after"), "lint.unknown_behaviour", mail.after, names.behaviours)
    if not mail.content:
        yield Finding((*loc, "content"), say("lint.no_content"))
    by_stage = {} if isinstance(mail.content, str) else mail.content
    yield from each_known((*loc, "content"), "lint.unknown_stage", by_stage, names.stages)
    links = (
        {(*loc, "content"): mail.content}
        if isinstance(mail.content, str)
        else {(*loc, "content", s): c for s, c in by_stage.items()}
    )
    for at, content in links.items():
        if names.content is not None and content not in names.content:
            key = "lint.not_content" if content in (names.touchpoints or ()) else "lint.unknown_content"
            yield unknown(at, key, content, names.content)


def _endless_mails(journey: Journey) -> Iterator[Finding]:
    """Mails without delay that cause themselves: after an open, a click or content of a mail that waits for them."""
    mails = {
        n: t for n, t in journey.touchpoints.items() if isinstance(t, Email) and t.after is not None and not t.delay
    }
    after = {
        name: [other for other, mail in mails.items() if mail.after in brought_by(mails[name], journey)]
        for name in mails
    }
    for name in mails:
        if path := _way(name, name, after):
            yield Finding(("touchpoints", name, "after"), say("lint.endless", path=" -> ".join([name, *path])))


def brought_by(mail: Email, journey: Journey) -> set[str]:
    """The behaviours that a mail itself can bring about."""
    linked = [mail.content] if isinstance(mail.content, str) else mail.content.values()
    content = [journey.touchpoints.get(name) for name in linked]
    return {"open", "click", *(page.behaviour for page in content if isinstance(page, Content))}


def _way(start: str, goal: str, after: Mapping[str, Sequence[str]]) -> list[str] | None:
    """The shortest way of one step or more."""
    ways = [[step] for step in after[start]]
    seen: set[str] = set()
    for way in ways:  # grows while it is read: breadth first
        if way[-1] == goal:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, step] for step in after[way[-1]]]
    return None


def _calendar(journey: Journey) -> Iterator[Finding]:
    """The calendar's own complaints, each at the setting that causes it."""
    country = None if journey.calendar.holidays == "none" else journey.calendar.holidays
    trials: list[tuple[Loc, tuple[int, str, str | None]]] = [
        (("start",), (1, "Asia/Tokyo", None)),
        (("days",), (journey.days, "Asia/Tokyo", None)),
        (("time_zone",), (1, journey.time_zone, None)),
        (("calendar", "holidays"), (journey.days, "Asia/Tokyo", country)),
    ]
    said: set[str] = set()
    for loc, settings in trials:
        try:
            Calendar(journey.start, *settings)
        except ValueError as error:
            if str(error) not in said:
                yield Finding(loc, str(error))
            said.add(str(error))
