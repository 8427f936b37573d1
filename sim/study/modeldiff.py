"""What differs between two versions of a journey and its people, setting by setting: from the models, not from text.

Comments, the order of names where it means nothing, and how a rule or hours are spaced are no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.study.modelwords import Form, entry, inner, meaning, settings_of, words
from sim.words.messages import say
from sim.yamlfile import Loc, Model
from sim.yamlfile.yamltree import dotted

# Tables whose order means something: stages are climbed in it, the first true rule, exit or team gets the lead, mails
# of one second and the shares of a split go by it (docs/world.md, sections 8, 10, 11 and 12).
_IN_ORDER = (("stages",), ("exits",), ("touchpoints",), ("mql",), ("reviews",), ("desk", "teams"))
_VARIANTS = ("touchpoints", "variants")  # of a mail, whose name stands between
_NAMED = (*_IN_ORDER, ("sources",), ("segments",), ("behaviours",), ("personas",))  # entries that users name
_NO_CHANGE = ("format", "personas")  # of a journey: where its personas file lies; what that says is compared


class How(StrEnum):
    """What became of a setting."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"


class Change(NamedTuple):
    """One difference: where (names of settings, numbers of list entries), and what was and is there, in words.

    Renamed: `loc` is the old place, `old` and `new` are the names. Moved: `loc` is the table, with its names in order.
    """

    loc: Loc
    how: How
    old: str
    new: str

    @property
    def path(self) -> str:
        """The dotted path of the setting."""
        return dotted(self.loc)

    def to_json(self) -> dict[str, str]:
        """Plain texts."""
        return {"path": self.path, "how": str(self.how), "old": self.old, "new": self.new}


def changes(old: tuple[Journey, Personas], new: tuple[Journey, Personas]) -> list[Change]:
    """All differences, the journey's first, each in the order of the model; none if both mean the same."""
    journeys = [each for each in _settings((), old[0], new[0]) if each.loc not in [(name,) for name in _NO_CHANGE]]
    return [*journeys, *_settings((), old[1], new[1])]


def _settings(loc: Loc, old: Model, new: Model) -> Iterator[Change]:
    for (name, one, form), (_, other, _) in zip(settings_of(old), settings_of(new), strict=True):
        yield from _compared((*loc, name), form, one, other)


def _compared(loc: Loc, form: Form, old: Any, new: Any) -> Iterator[Change]:
    here = inner(form, old)
    if isinstance(old, Model) and type(old) is type(new):
        yield from _settings(loc, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _tables(loc, here, old, new)
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(each, Model) for each in [*old, *new]):
        yield from _lists(loc, here, old, new)
    elif meaning(old, form) != meaning(new, form):
        how = How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED
        yield Change(loc, how, words(old, form), words(new, form))


def _tables(loc: Loc, form: Form, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Entries by name: the same ones compared, one that only goes by another name told as such."""
    each, nothing = entry(form), say("diff.nothing")
    renamed = _renamed(loc, each, old, new) if loc in _NAMED else {}
    for name, value in old.items():
        if name in new:
            yield from _compared((*loc, name), each, value, new[name])
        elif name in renamed:
            yield Change((*loc, name), How.RENAMED, name, renamed[name])
        else:
            yield Change((*loc, name), How.REMOVED, words(value, each), nothing)
    for name, value in new.items():
        if name not in old and name not in renamed.values():
            yield Change((*loc, name), How.ADDED, nothing, words(value, each))
    if loc in _IN_ORDER or (loc[0], loc[-1]) == _VARIANTS:
        yield from _moved(loc, [renamed.get(name, name) for name in old], list(new))


def _renamed(loc: Loc, form: Form, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """New names by old ones, where exactly one entry that is gone equals exactly one that has come."""
    gone, come = ([name for name in one if name not in other] for one, other in ((old, new), (new, old)))
    alike = {name: [n for n in come if not any(_compared(loc, form, old[name], new[n]))] for name in gone}
    taken = [name for names in alike.values() for name in names]
    return {name: names[0] for name, names in alike.items() if len(names) == 1 and taken.count(names[0]) == 1}


def _moved(loc: Loc, old: Iterable[str], new: Iterable[str]) -> Iterator[Change]:
    both = set(old) & set(new)
    one, other = ([name for name in names if name in both] for names in (old, new))
    if one != other:
        yield Change(loc, How.MOVED, ", ".join(one), ", ".join(other))


def _lists(loc: Loc, form: Form, old: list[Any], new: list[Any]) -> Iterator[Change]:
    """Entries by place: those that stayed are matched first, so that one taken out is one difference."""
    each, nothing = entry(form), say("diff.nothing")
    one, other = ([words(item, each) for item in items] for items in (old, new))
    for _, a, a_end, b, b_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        paired = min(a_end - a, b_end - b)
        for n in range(paired):
            yield from _compared((*loc, a + n), each, old[a + n], new[b + n])
        for n in range(a + paired, a_end):
            yield Change((*loc, n), How.REMOVED, words(old[n], each), nothing)
        for n in range(b + paired, b_end):
            yield Change((*loc, n), How.ADDED, nothing, words(new[n], each))
