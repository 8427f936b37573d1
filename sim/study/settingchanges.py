"""A setting with one thing changed: the operators of mutation, one for each kind of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.model.cadence import WEEKDAYS
from sim.model.journey import Content, Journey, Rule
from sim.model.persona import Personas
from sim.model.rules import words
from sim.model.timewords import clock_s, clock_words, duration_s, duration_words, iso_date
from sim.study.rulechanges import next_of, rule_changes
from sim.yamlfile import Loc, Node

HOUR_S, DAY_S = 3_600, 86_400
_UNIT_S = {"w": 7 * DAY_S, "d": DAY_S, "h": HOUR_S, "min": 60, "s": 1}
_ORDINALS = ("1st", "2nd", "3rd", "4th", "last")
_CLOCK = re.compile("[0-9]{1,2}:[0-9]{2}")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Site(NamedTuple):
    """A setting as it stands in the file: where, its node, its value, and the field it belongs to."""

    journey: Journey
    personas: Personas
    loc: Loc
    node: Node
    value: Any
    field: FieldInfo


class Edit(NamedTuple):
    """Another value for a setting. before, after: in words, `after` empty where something is left out.

    inside: the entry that this is about, where it is not the whole setting; node: what stands in place of the setting,
    None if it is taken out.
    """

    before: str
    after: str
    node: Node | None
    inside: Loc = ()


Operator = Callable[[Site], Iterator[Edit]]


def _texts(site: Site, texts: Iterator[str] | Sequence[str]) -> Iterator[Edit]:
    """The setting with each of some texts as its value."""
    for text in texts:
        yield Edit(shown(site.node), text, replace(site.node, value=text))


def rule(site: Site) -> Iterator[Edit]:
    """A comparison, number, value or window of a rule; `and` for `or`; a part left out."""
    assert isinstance(site.value, Rule)
    for change in rule_changes(site.value.expr, lambda name: _values(name, site)):
        yield Edit(change.before, change.after, replace(site.node, value=words(change.expr)))


def _values(name: str, site: Site) -> Sequence[str]:
    own = {"source": list(site.journey.sources), "stage": list(site.journey.stages)}
    return own.get(name) or site.personas.attributes.get(name, [])


def number(site: Site) -> Iterator[Edit]:
    """One less and one more."""
    return _texts(site, [str(int(shown(site.node)) + n) for n in (-1, 1)])


def numbers(site: Site) -> Iterator[Edit]:
    """One less and one more, of each number in a block by name."""
    yield from _each(site, number)


def duration(site: Site) -> Iterator[Edit]:
    """One less and one more of the smallest unit that is written."""
    text = shown(site.node)
    unit = _UNIT_S[re.findall("[a-z]+", text)[-1]]
    for seconds in (duration_s(text) - unit, duration_s(text) + unit):
        if seconds >= 0:
            yield from _texts(site, [duration_words(seconds)])


def clock(site: Site) -> Iterator[Edit]:
    """An hour later."""
    return _texts(site, [_later(shown(site.node))])


def _later(text: str) -> str:
    return clock_words((clock_s(text) + HOUR_S) % DAY_S)


def hours(site: Site) -> Iterator[Edit]:
    """The beginning an hour later, the end an hour later: of every span."""
    text = shown(site.node)
    for match in _CLOCK.finditer(text):
        yield from _texts(site, [text[: match.start()] + _later(match[0]) + text[match.end() :]])


def day(site: Site) -> Iterator[Edit]:
    """The next day."""
    return _texts(site, [(iso_date(shown(site.node)) + timedelta(days=1)).isoformat()])


def cadence(site: Site) -> Iterator[Edit]:
    """Another weekday or date, an hour later, another week or rhythm."""
    text = shown(site.node)
    for found, after in (
        (re.search("|".join(WEEKDAYS), text), lambda word: next_of(word, WEEKDAYS)[0]),
        (_CLOCK.search(text), _later),
        (re.search("|".join(_ORDINALS), text), lambda word: next_of(word, _ORDINALS)[0]),
        (_DATE.search(text), lambda word: (iso_date(word) + timedelta(days=1)).isoformat()),
        (re.search("^weekly", text), lambda _: "every 2w"),
        (re.search("(?<=^every )[0-9]+", text), lambda word: str(int(word) + 1)),
        (re.search("(?<=^monthly )[0-9]+(?= )", text), lambda word: str(int(word) - 1 or 2)),
        (re.search("^[0-9](?= a month)", text), lambda word: str(int(word) % 4 + 1)),
        (re.search("^weekdays", text), lambda _: "daily"),
        (re.search("^daily", text), lambda _: "weekdays"),
    ):
        if found:
            yield from _texts(site, [text[: found.start()] + after(found[0]) + text[found.end() :]])


def choice(site: Site) -> Iterator[Edit]:
    """Each other word that may stand there."""
    return _texts(site, [word for word in _literals(site.field.annotation) if word != shown(site.node)])


def _literals(annotation: Any) -> list[str]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return [str(word) for word in inner]
    if origin in (Union, UnionType, Annotated):
        return [word for part in inner for word in _literals(part)]
    return []


def holidays(site: Site) -> Iterator[Edit]:
    """No public holidays."""
    return _texts(site, [] if shown(site.node) == "none" else ["none"])


def flag(site: Site) -> Iterator[Edit]:
    """Yes for no."""
    return _texts(site, ["false" if site.value else "true"])


def stage(site: Site) -> Iterator[Edit]:
    """The next stage, in a round."""
    return _texts(site, next_of(shown(site.node), list(site.journey.stages)))


def way_back(site: Site) -> Iterator[Edit]:
    """Where a returned lead goes: another stage, or where it was."""
    value = shown(site.node)
    return _texts(site, [*next_of(value, list(site.journey.stages)), *(["keep"] if value != "keep" else [])])


def behaviour(site: Site) -> Iterator[Edit]:
    """The next behaviour, in a round."""
    return _texts(site, next_of(shown(site.node), list(site.journey.behaviours)))


def rescore(site: Site) -> Iterator[Edit]:
    """Points taken: one less, one more; kept for set back to 0 and the other way round."""
    value = shown(site.node)
    if value in ("keep", "reset"):
        return _texts(site, ["reset" if value == "keep" else "keep"])
    return number(site)


def content(site: Site) -> Iterator[Edit]:
    """The next content that is tracked as something else, in a round; of each stage by itself."""
    yield from _each(site, _other_content)


def _other_content(site: Site) -> Iterator[Edit]:
    known = {name: each for name, each in site.journey.touchpoints.items() if isinstance(each, Content)}
    own = shown(site.node)
    others = [name for name in known if name == own or known[name].behaviour != known[own].behaviour]
    return _texts(site, next_of(own, others))


def drop(site: Site) -> Iterator[Edit]:
    """The setting left out: what is so without it."""
    yield Edit(shown(site.node), "", None)


def remove(site: Site) -> Iterator[Edit]:
    """One entry of a block or list left out."""
    entries = site.node.value
    if isinstance(entries, tuple):
        for n, entry in enumerate(entries):
            yield Edit(shown(entry), "", replace(site.node, value=(*entries[:n], *entries[n + 1 :])), (n,))
    elif isinstance(entries, Mapping):
        for name, entry in entries.items():
            left = {other: each for other, each in entries.items() if other != name}
            yield Edit(shown(entry), "", replace(site.node, value=left), (name,))


def swap(site: Site) -> Iterator[Edit]:
    """Two entries that follow each other in each other's place."""
    if isinstance(site.node.value, tuple):
        entries = list(site.node.value)
        for n in range(len(entries) - 1):
            turned = (*entries[:n], entries[n + 1], entries[n], *entries[n + 2 :])
            yield Edit(f"{n}, {n + 1}", f"{n + 1}, {n}", replace(site.node, value=turned))
    elif isinstance(site.node.value, Mapping):
        names = list(site.node.value)
        for n in range(len(names) - 1):
            order = [*names[:n], names[n + 1], names[n], *names[n + 2 :]]
            turned_block = {name: site.node.value[name] for name in order}
            yield Edit(", ".join(names[n : n + 2]), ", ".join(order[n : n + 2]), replace(site.node, value=turned_block))


def exchange(site: Site) -> Iterator[Edit]:
    """What two stages that follow each other get, each in place of the other's; of a list the order."""
    if isinstance(site.node.value, tuple):
        yield from swap(site)
        return
    block = site.node.settings()
    for one, other in zip(block, list(block)[1:], strict=False):
        if block[one].plain() != block[other].plain():
            swapped = {**block, one: block[other], other: block[one]}
            before, after = (
                ", ".join(f"{name}: {shown(each[name])}" for name in (one, other)) for each in (block, swapped)
            )
            yield Edit(before, after, replace(site.node, value=swapped))


def rules(site: Site) -> Iterator[Edit]:
    """Each rule of a block or list, as `rule`."""
    yield from _each(site, rule)


def _each(site: Site, operator: Operator) -> Iterator[Edit]:
    """An operator for every text in a block or list, or for the one that stands there."""
    if isinstance(site.node.value, str):
        yield from operator(site)
        return
    names = site.node.value if isinstance(site.node.value, Mapping) else range(len(site.node.value or ()))
    for name in names:
        child, value = site.node.child(name), site.value[name]
        assert child is not None
        if isinstance(child.value, str) or isinstance(value, Mapping):
            below = site._replace(loc=(*site.loc, name), node=child, value=value)
            for edit in _each(below, operator):
                yield edit._replace(node=_with(site.node, name, edit.node), inside=(name, *edit.inside))


def _with(node: Node, name: str | int, child: Node | None) -> Node:
    """The node with another child."""
    assert child is not None
    if isinstance(node.value, tuple):
        n = int(name)
        return replace(node, value=(*node.value[:n], child, *node.value[n + 1 :]))
    return replace(node, value={**node.settings(), str(name): child})


def shown(node: Node) -> str:
    """A value as it could stand on one line of a file."""
    if isinstance(node.value, Mapping):
        return "{" + ", ".join(f"{name}: {shown(child)}" for name, child in node.value.items()) + "}"
    if isinstance(node.value, tuple):
        return "[" + ", ".join(map(shown, node.value)) + "]"
    return node.value or ""


# Every operator by name; docs/mutation.md shows this table.
OPERATORS: Final[Mapping[str, Operator]] = {
    "rule": rule,
    "rules": rules,
    "number": number,
    "numbers": numbers,
    "duration": duration,
    "clock": clock,
    "hours": hours,
    "day": day,
    "cadence": cadence,
    "choice": choice,
    "holidays": holidays,
    "flag": flag,
    "stage": stage,
    "way_back": way_back,
    "behaviour": behaviour,
    "rescore": rescore,
    "content": content,
    "drop": drop,
    "remove": remove,
    "swap": swap,
    "exchange": exchange,
}
