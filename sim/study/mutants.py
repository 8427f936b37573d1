"""Mutants of a journey: each is the journey with one setting changed, in words and ready to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.files.loaded import LoadedJourney, changed_journey
from sim.study.mutable import operators_of
from sim.study.settingchanges import OPERATORS, Site
from sim.words.messages import say
from sim.yamlfile import Loc, Node


class Mutant(NamedTuple):
    """A journey with one change. before, after: what changes, in words; `after` is empty where something is left out.

    setting: the dotted path. line, column: of the setting in the file. section, node: what stands in place of a whole
    setting at the top of the journey file, an empty node if it is taken out.
    """

    setting: str
    line: int
    column: int
    operator: str
    before: str
    after: str
    section: str
    node: Node

    def __str__(self) -> str:
        if self.after:
            return say("mutate.changed", setting=self.setting, before=self.before, after=self.after)
        if self.operator in ("rule", "rules"):
            return say("mutate.without", setting=self.setting, part=self.before)
        return say("mutate.out", setting=self.setting)

    def journey(self, loaded: LoadedJourney) -> LoadedJourney | None:
        """The journey with this change; None if `nurture check` would refuse it."""
        changed, problems = changed_journey(loaded, {self.section: self.node})
        return None if problems else changed


def mutants_of(loaded: LoadedJourney) -> list[Mutant]:
    """All mutants of a journey in the order of its file, only of what is written there."""
    found = [mutant for site, names in _sites(loaded) for mutant in _mutants(loaded, site, names)]
    return sorted(found, key=lambda mutant: mutant.line)


def left_alone(loaded: LoadedJourney) -> int:
    """How many written settings are not changed, because no test lead can notice them."""
    return sum(names is None for _, names in _places(loaded))


def _mutants(loaded: LoadedJourney, site: Site, names: Sequence[str]) -> Iterator[Mutant]:
    for name in names:
        for edit in OPERATORS[name](site):
            loc = (*site.loc, *edit.inside)
            place = loaded.document.place(loc)
            node = _top(loaded.document.root, site.loc, edit.node)
            setting = ".".join(map(str, loc))
            yield Mutant(setting, place.line, place.column, name, edit.before, edit.after, str(site.loc[0]), node)


def _sites(loaded: LoadedJourney) -> Iterator[tuple[Site, Sequence[str]]]:
    for site, names in _places(loaded):
        if names:
            yield site, names


def _places(loaded: LoadedJourney) -> Iterator[tuple[Site, Sequence[str] | None]]:
    """Every written setting with the names of its operators; None for one that is left alone."""
    nowhere = Site(loaded.journey, loaded.personas, (), loaded.document.root, loaded.journey, FieldInfo())
    yield from _inside(nowhere)


def _inside(site: Site) -> Iterator[tuple[Site, Sequence[str] | None]]:
    """The settings of a block."""
    model: BaseModel = site.value
    for name, field in type(model).model_fields.items():
        key = field.alias or name
        node = site.node.child(key)
        if node is None:
            continue
        below = site._replace(loc=(*site.loc, key), node=node, value=getattr(model, name), field=field)
        names = operators_of(type(model), name)
        yield below, names
        if names is not None:
            yield from _below(below)


def _below(site: Site) -> Iterator[tuple[Site, Sequence[str] | None]]:
    """The blocks in a setting."""
    if isinstance(site.value, BaseModel):
        yield from _inside(site)
        return
    entries: Any = site.value.items() if isinstance(site.value, Mapping) else enumerate(_listed(site.value))
    for name, value in entries:
        node = site.node.child(name)
        if node is not None and isinstance(value, BaseModel):
            yield from _inside(site._replace(loc=(*site.loc, name), node=node, value=value))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _top(root: Node, loc: Loc, new: Node | None) -> Node:
    """The section of the file with a setting changed or left out; empty if it is the section that is left out."""
    section = root.settings()[str(loc[0])]
    return _put(section, loc[1:], new) or replace(section, value=None)


def _put(node: Node, loc: Loc, new: Node | None) -> Node | None:
    """A copy of the node with another one at `loc`, or without it."""
    if not loc:
        return new
    child = node.child(loc[0])
    assert child is not None
    below = _put(child, loc[1:], new)
    if isinstance(node.value, tuple):
        n = int(loc[0])
        return replace(node, value=(*node.value[:n], *((below,) if below else ()), *node.value[n + 1 :]))
    block = {name: below if name == str(loc[0]) else each for name, each in node.settings().items()}
    return replace(node, value={name: each for name, each in block.items() if each is not None})
