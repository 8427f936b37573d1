"""Every rule of a journey, the names it may use there, and what is wrong with the names it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.files.findings import RESERVED, Finding, Names, unknown
from sim.model.journey import FINDINGS, NUMBERS, PERSONAL, Content, Email, Journey, Rule
from sim.model.rules import Vocabulary, check, leaves, names
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import Loc


class Placed(NamedTuple):
    """A rule, where it stands, and the names it may use; `desk`: it sees no more than the sales tool does."""

    loc: Loc
    rule: Rule
    words: Vocabulary
    has_segments: bool = True
    desk: bool = False


def lint_rules(journey: Journey, names: Names) -> Iterator[Finding]:
    """What is wrong with the names in rules, and with the segments that rules may name."""
    yield from _segment_names(journey, names)
    yield from _fields(journey, names)
    for placed in rules_of(journey, names):
        yield from (Finding(placed.loc, text, column) for column, text in check(placed.rule.expr, placed.words))
        if not placed.has_segments:
            yield from _misplaced_segments(placed, names)
        if placed.desk:
            yield from _unsynced(placed, journey, names)


def rules_of(journey: Journey, names: Names) -> Iterator[Placed]:
    """Every rule of a journey with the names it may use; none of those that need a section nobody can read."""
    segments = frozenset(names.segments or ())
    flags = frozenset(FINDINGS) | (segments - RESERVED)
    yield Placed(("sql",), journey.sql, Vocabulary(frozenset(), frozenset(), {}, flags), has_segments=False)
    if names.attributes is None or names.sources is None or names.segments is None:
        return
    about_people = {**names.attributes, "source": list(names.sources)}
    if journey.gate is not None:
        words = Vocabulary(frozenset(), frozenset(), about_people, segments)
        yield Placed(("gate",), journey.gate, words, has_segments=False)
    if names.behaviours is None or names.stages is None:
        return
    attributes = {**about_people, "stage": list(names.stages)}
    everything = Vocabulary(frozenset(NUMBERS), frozenset(names.behaviours), attributes, segments)
    for name, rule in journey.segments.items():
        yield Placed(("segments", name), rule, everything, has_segments=False)
    yield from (Placed(loc, rule, everything) for loc, rule in _of_leads(journey))
    yield from (Placed(loc, rule, everything, desk=True) for loc, rule in _of_desk(journey))


def _of_leads(journey: Journey) -> Iterator[tuple[Loc, Rule]]:
    """Rules about a lead's life, which see everything."""
    for name, stage in journey.stages.items():
        yield from [(("stages", name, "enter"), stage.enter)] if stage.enter else []
        yield from [(("stages", name, "back", "when"), stage.back.when)] if stage.back else []
    for name, way_out in journey.exits.items():
        yield ("exits", name, "when"), way_out.when
        yield from [(("exits", name, "re_enter", "when"), way_out.re_enter.when)] if way_out.re_enter else []
    if journey.contact_policy.suppress is not None:
        yield ("contact_policy", "suppress"), journey.contact_policy.suppress
    yield from ((("mql", name), rule) for name, rule in journey.mql.items())
    for name, touchpoint in journey.touchpoints.items():
        if not isinstance(touchpoint, Content) and touchpoint.when is not None:
            yield ("touchpoints", name, "when"), touchpoint.when
        if isinstance(touchpoint, Email) and isinstance(touchpoint.content, list):
            for n, choice in enumerate(touchpoint.content):
                yield ("touchpoints", name, "content", n, "when"), choice.when


def _of_desk(journey: Journey) -> Iterator[tuple[Loc, Rule]]:
    """Rules of the desk, which sees a lead as the sales tool has it."""
    desk = journey.desk
    if desk.filter is not None:
        yield ("desk", "filter"), desk.filter
    if isinstance(desk.priority, list):
        yield from ((("desk", "priority", n), rule) for n, rule in enumerate(desk.priority))
    for name, team in desk.teams.items():
        yield from [(("desk", "teams", name, "takes"), team.takes)] if team.takes else []


def _segment_names(journey: Journey, names: Names) -> Iterator[Finding]:
    taken = {*RESERVED, *(names.attributes or ()), *(names.behaviours or ())}
    for name in journey.segments:
        if name in taken:
            yield Finding(("segments", name), say("lint.reserved", found=name), at_name=True)


def _misplaced_segments(placed: Placed, names: Names) -> Iterator[Finding]:
    """A segment named where none can stand: in the target filter, in the sql condition, in another segment."""
    key = f"lint.segment_in_{placed.loc[0]}"
    for leaf in leaves(placed.rule.expr):
        if leaf.name in (names.segments or ()) and leaf.name not in FINDINGS:
            yield Finding(placed.loc, say(key, found=cut(leaf.name)), leaf.column)


# ---- what travels to the sales tool


def _fields(journey: Journey, names: Names) -> Iterator[Finding]:
    fields: Mapping[str, str] = journey.sync.fields
    if names.attributes is not None and names.behaviours is not None:
        known = [*NUMBERS, "stage", "source", *names.attributes, *names.behaviours, *PERSONAL]
        for name in fields:
            if name not in known:
                yield unknown(("sync", "fields", name), "lint.unknown_field", name, known)._replace(at_name=True)
    columns: dict[str, str] = {}
    for name, column in fields.items():
        if column.strip() in columns:
            text = say("lint.same_column", found=cut(column), first=columns[column.strip()])
            yield Finding(("sync", "fields", name), text)
        columns.setdefault(column.strip(), name)
    if names.fields and journey.desk.priority == "score" and "score" not in names.fields:
        yield Finding(("desk", "priority"), say("lint.not_synced", found="score"))


def _unsynced(placed: Placed, journey: Journey, synced: Names) -> Iterator[Finding]:
    """Names that a rule of the desk reads, itself or by a segment, though they don't travel."""
    fields, words = synced.fields or (), placed.words
    known = words.numbers | words.counts | set(words.attributes)
    for leaf in leaves(placed.rule.expr) if fields else ():
        segment = journey.segments.get(leaf.name)
        read = names(segment.expr) if segment else {leaf.name}
        for name in sorted(known & read - set(fields)):
            yield Finding(placed.loc, say("lint.not_synced", found=cut(name)), leaf.column)
