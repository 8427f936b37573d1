"""Every number of an experiment that has a source, or is an assumption: where it stands, its value, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.files.loaded import LoadedJourney
from sim.words.messages import said
from sim.yamlfile import Node

ASSUMPTION = "assumption"


class Sourced(NamedTuple):
    """A number: its dotted path in the file, what it is called, its value as written, and its source."""

    path: str
    title: str
    value: str
    source: str

    @property
    def is_assumed(self) -> bool:
        """Whether nobody is named who measured it."""
        return self.source.casefold().startswith(ASSUMPTION)


def sourced(loaded: LoadedJourney) -> list[Sourced]:
    """The numbers of a journey and its personas that say where they come from, in file order."""
    return [each for document in (loaded.document, loaded.personas_document) for each in _told("", document.root)]


def _told(path: str, node: Node) -> Iterator[Sourced]:
    value, source = node.child("value"), node.child("source")
    if value is not None and source is not None:
        yield Sourced(path, said(f"assumption.{path}", path), _words(value), str(source.value))
    for name, child in node.settings().items():
        yield from _told(f"{path}.{name}".lstrip("."), child)


def _words(node: Node) -> str:
    """A value as it is written."""
    if isinstance(node.value, tuple):
        return f"[{', '.join(_words(each) for each in node.value)}]"
    if node.settings():
        return f"{{{', '.join(f'{name}: {_words(each)}' for name, each in node.settings().items())}}}"
    return str(node.value)
