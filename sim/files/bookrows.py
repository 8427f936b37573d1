"""The sheets of a journey filled from its document; and the values that cells stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sim.files.bookkinds import NAME, SHEETS, BookSheet, Column, Kind
from sim.words.messages import say
from sim.yamlfile import Document, FileProblems, Loc, Node, Place, compose_text, flow


class BookRow(NamedTuple):
    """A row of a sheet: its kind, its name, and the text of each column, empty where the journey says nothing."""

    kind: Kind
    name: str
    texts: Mapping[str, str]

    @property
    def key(self) -> tuple[str, str]:
        """What tells rows of a sheet apart."""
        return self.kind.key, self.name

    def loc(self, column: Column) -> Loc:
        """Where the value of a column stands in the journey."""
        return (*self.kind.loc(self.name), *column.path)


def rows_of(sheet: BookSheet, document: Document) -> list[BookRow]:
    """The rows of a sheet as the journey file has them, in its order."""
    return [_row(kind, name, document) for kind in sheet.kinds for name in _names(kind, document)]


def all_rows(document: Document) -> dict[str, list[BookRow]]:
    """The rows of all sheets, by the sheets' own words."""
    return {sheet.key: rows_of(sheet, document) for sheet in SHEETS}


def _names(kind: Kind, document: Document) -> Iterator[str]:
    if NAME not in kind.base:
        yield ""
        return
    above = document.node(kind.base[: kind.base.index(NAME)])
    names = dict.fromkeys([*(above.settings() if above else {}), *kind.always])
    for name in names:
        entry = above.child(name) if above else None
        if kind.base.count(NAME) > 1:
            yield from (f"{name}: {below}" for below in (entry.settings() if entry else {}))
        elif all(entry is not None and _is(entry, setting, value) for setting, value in kind.fixed.items()):
            yield name


def _is(entry: Node, setting: str, value: str) -> bool:
    found = entry.child(setting)
    return found is not None and found.value == value


def _row(kind: Kind, name: str, document: Document) -> BookRow:
    base = kind.loc(name)
    return BookRow(kind, name, {c.key: text_of(document.node((*base, *c.path))) for c in kind.columns})


def text_of(node: Node | None) -> str:
    """A value as a cell shows it: several names with commas, settings without the brackets around them."""
    value = None if node is None else node.plain()
    if isinstance(value, str):
        return value.strip()
    if not value:
        return ""
    written = flow(value)
    is_plain = isinstance(value, dict) or all(isinstance(entry, str) for entry in value)
    return written[1:-1] if is_plain else written


def node_of(text: str, column: Column, old: Node | None, place: Place) -> Node:
    """The value that a cell's text stands for, all of it at the cell's place. Raises ValueError if it can't be read."""
    is_list = old is not None and isinstance(old.value, tuple)
    if column.shape == "entries" and not text.startswith("["):
        return _planted(_parsed(f"[{text}]"), place)
    if text[:1] in ("[", "{") and column.shape != "text":
        return _planted(_parsed(text), place)
    if column.shape == "names" and ("," in text or is_list):
        return _planted([name.strip() for name in text.split(",")], place)
    if column.shape == "parts" and ":" in text:
        return _planted(_parsed(f"{{{text}}}"), place)
    return Node(text, place, place)


def _parsed(text: str) -> Any:
    try:
        return compose_text(f"value: {text}", "").plain()["value"]
    except FileProblems as error:
        raise ValueError(say("sheet.value", reason=error.problems[0].text)) from None


def _planted(value: Any, place: Place) -> Node:
    if isinstance(value, Mapping):
        return Node({name: _planted(below, place) for name, below in value.items()}, place, place)
    if isinstance(value, list):
        return Node(tuple(_planted(entry, place) for entry in value), place, place)
    return Node(value, place, place)


def planted(node: Node | None, loc: Loc, new: Node | None, *, keep: int) -> Node | None:
    """A copy of a tree with a value at a place, made with all above it where it is missing; None takes it out.

    keep: so many levels stay though nothing is left in them; a block deeper down goes with the last of its settings.
    """
    if not loc:
        return new
    settings = dict(node.settings()) if node else {}
    below = planted(settings.get(str(loc[0])), loc[1:], new, keep=keep - 1)
    if below is None:
        settings.pop(str(loc[0]), None)
    else:
        settings[str(loc[0])] = below
    if not settings and (keep < 0 or node is None):
        return None
    place = node.place if node else (new.place if new else Place("", 1, 1))
    return Node(settings, place, node.key_place if node else place)
