"""Findings: what is wrong at a setting, before its place in a file is known; and the names it is judged by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sim.model import draws
from sim.model.journey import BUILT_IN, FINDINGS, NUMBERS
from sim.model.ruletokens import KEYWORDS
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed
from sim.yamlfile import Loc

RESERVED = frozenset({*NUMBERS, *FINDINGS, *KEYWORDS, "source", "stage", "count"})  # words of rules
_KINDS = {"content", "email", "webinar", "call"}
_MOST_KNOWN = 12  # names listed where none is near


class Finding(NamedTuple):
    """What is wrong at a setting of the journey or the personas file.

    offset counts characters of a rule from 0; at_name: the name of the setting is to blame, not its value.
    """

    loc: Loc
    text: str
    offset: int = 0
    at_name: bool = False
    in_personas: bool = False


class Names(NamedTuple):
    """The names that a journey may use, broken entries included; None where the whole section is unreadable.

    written: the settings at the top of the journey file.
    """

    stages: Collection[str] | None
    behaviours: Collection[str] | None
    touchpoints: Collection[str] | None
    content: Collection[str] | None
    webinars: Collection[str] | None
    sources: Collection[str] | None
    segments: Collection[str] | None
    exits: Mapping[str, Any] | None
    rules: Collection[str] | None
    fields: Collection[str] | None
    personas: Collection[str] | None
    attributes: Mapping[str, Sequence[str]] | None
    written: Collection[str]


def names_of(journey: Any, personas: Any) -> Names:
    """The names in two plain documents (nested dict, list, str), whatever else is wrong with these."""
    touchpoints = _section(journey, "touchpoints", needed=False)
    behaviours = _section(journey, "behaviours", needed=False)
    attributes = _section(personas, "attributes", needed=True)
    return Names(
        stages=_section(journey, "stages", needed=True),
        behaviours=None if behaviours is None else list(dict.fromkeys([*behaviours, *BUILT_IN])),
        touchpoints=touchpoints,
        content=None if touchpoints is None else [n for n, t in touchpoints.items() if _may_be(t, "content")],
        webinars=None if touchpoints is None else [n for n, t in touchpoints.items() if _may_be(t, "webinar")],
        sources=_section(journey, "sources", needed=True),
        segments=_section(journey, "segments", needed=False),
        exits=_section(journey, "exits", needed=False),
        rules=_section(journey, "mql", needed=False),
        fields=_section(_section(journey, "sync", needed=False), "fields", needed=False),
        personas=_section(personas, "personas", needed=True),
        attributes=None if attributes is None else {n: v if isinstance(v, list) else [] for n, v in attributes.items()},
        written=list(journey) if isinstance(journey, dict) else (),
    )


def _section(document: Any, name: str, *, needed: bool) -> dict[str, Any] | None:
    found = document.get(name) if isinstance(document, dict) else None
    if found is None and not needed and isinstance(document, dict):
        return {}
    return found if isinstance(found, dict) else None


def _may_be(touchpoint: Any, kind: str) -> bool:
    return not isinstance(touchpoint, dict) or touchpoint.get("kind") not in _KINDS - {kind}


def alike(names: Iterable[str]) -> tuple[str, str] | None:
    """Two names that are one to the luck of a run, which knows neither capitals nor full-width letters."""
    seen: dict[str, str] = {}
    for name in names:
        normal = draws.normal_name(name)
        if normal in seen:
            return seen[normal], name
        seen[normal] = name
    return None


def hint(word: str, known: Collection[str]) -> str:
    """`did you mean`, or all there are."""
    if meant := did_you_mean(word, known):
        return meant
    return say("lint.known", known=listed(map(cut, known))) if 0 < len(known) <= _MOST_KNOWN else ""


def unknown(loc: Loc, key: str, found: str, known: Collection[str] | None) -> Finding:
    """The finding that a name is none of those known, with the one most likely meant."""
    return Finding(loc, say(key, found=cut(found), hint=hint(found, known or ())))


def known_name(loc: Loc, key: str, found: str | None, known: Collection[str] | None) -> Iterator[Finding]:
    """A finding if a name is given and isn't known; nothing if nobody can know."""
    if found is not None and known is not None and found not in known:
        yield unknown(loc, key, found, known)


def in_order(loc: Loc, since: Any, until: Any) -> Iterator[Finding]:
    """A finding if `until` of some settings is not later than `from`."""
    if since is not None and until is not None and since >= until:
        yield Finding((*loc, "until"), say("lint.until_order", since=since))


def each_known(loc: Loc, key: str, found: Iterable[str], known: Collection[str] | None) -> Iterator[Finding]:
    """A finding for each key of a mapping that isn't known; nothing if nobody can know."""
    for name in found if known is not None else ():
        if name not in (known or ()):
            yield unknown((*loc, name), key, name, known)._replace(at_name=True)
