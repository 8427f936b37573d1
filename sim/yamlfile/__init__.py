"""Files that users edit: read, checked against a model, changed by a scenario, every mistake at its line and column.

This is the one door: nobody else needs the modules behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.words.messages import say
from sim.words.wording import did_you_mean, quoted, refused, shown
from sim.yamlfile.yamledit import CannotEdit, Change, edited
from sim.yamlfile.yamlmistakes import mistakes
from sim.yamlfile.yamlmodel import (
    Model,
    Name,
    NonNegativeFloat,
    NonNegativeInt,
    Notes,
    PositiveFloat,
    PositiveInt,
    Probability,
    Text,
    Words,
)
from sim.yamlfile.yamltext import flow, setting
from sim.yamlfile.yamltree import LIMIT_BYTES, LIMIT_MB, FileProblems, Loc, Node, Place, Problem, dotted, parse

__all__ = [
    "CannotEdit",
    "Change",
    "Document",
    "FileProblems",
    "Loc",
    "Model",
    "Name",
    "Node",
    "NonNegativeFloat",
    "NonNegativeInt",
    "Place",
    "PositiveFloat",
    "PositiveInt",
    "Probability",
    "Problem",
    "Text",
    "Words",
    "compose",
    "compose_text",
    "edited",
    "flow",
    "setting",
]

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """A file as a tree of nodes. `name` is the file as the user named it; grafted nodes know their own."""

    root: Node
    name: str

    def plain(self) -> Any:
        """Return nested dict, list and str; only an empty value is None."""
        return self.root.plain()

    def build(self, model: type[M]) -> M:
        """Return the file as a `model`. Raises FileProblems with every mistake, each at its own place."""
        data, notes = self.plain(), Notes()
        try:
            built = model.model_validate(data, context=notes)
            found = mistakes(None, data, notes)
        except ValidationError as error:
            found = mistakes(error, data, notes)
        if found:
            raise FileProblems([self.problem(mistake.loc, mistake.text, at_name=mistake.at_name) for mistake in found])
        return built

    def node(self, loc: Loc) -> Node | None:
        """Return the node at `loc` (names of settings, numbers of list entries); None if there is none."""
        node: Node | None = self.root
        for part in loc:
            node = node.child(part) if node else None
        return node

    def place(self, loc: Loc) -> Place:
        """Return where the value at `loc` stands, or the name of its block; if absent, of the nearest above it."""
        node = self.root
        for part in loc:
            if (child := node.child(part)) is None:
                break
            node = child
        return node.place if isinstance(node.value, str) else node.key_place

    def problem(self, loc: Loc, text: str, *, at_name: bool = False) -> Problem:
        """Return the problem that `text` says about the value at `loc`, or about its name."""
        node = self.node(loc)
        place = node.key_place if node and at_name else self.place(loc)
        return Problem(*place, dotted(loc), text)

    def with_changes(self, changes: Mapping[str, Node]) -> Document:
        """Return a copy in which each dotted path is replaced by its node, which keeps the place where it was written.

        All of a path but its last part must exist; numbers count list entries from 0. Raises FileProblems with every
        path that leads nowhere and every two that overlap, each at the change's own place.
        """
        problems: list[Problem] = _overlaps(changes)
        root = self.root
        for path, node in changes.items():
            try:
                root = _grafted(root, tuple(path.split(".")), node, ())
            except _Astray as astray:
                problems.append(Problem(*node.key_place, path, str(astray)))
        if problems:
            raise FileProblems(problems)
        return replace(self, root=root)


def compose(path: Path, model: type[BaseModel] | None = None) -> Document:
    """Read the YAML file at `path`.

    Raises FileProblems if it can't be read, isn't YAML, or uses what we refuse: anchors, aliases, tags, merge keys, a
    second document, a name twice, more than 2 MB, 40 levels or 200,000 values. With a `model`, these come together with
    the mistakes that the model finds, as far as the file can be understood.
    """
    return compose_text(_text(path), str(path), model)


def compose_text(text: str, name: str, model: type[BaseModel] | None = None) -> Document:
    """Read YAML `text`, called `name` in problems; see `compose`."""
    root, problems = parse(text, name)
    document = Document(root, name)
    if not problems:
        return document
    if model is not None:
        try:
            document.build(model)
        except FileProblems as more:
            problems += more.problems
    raise FileProblems(problems)


def _text(path: Path) -> str:
    def refuse(text: str, line: int = 1, column: int = 1) -> FileProblems:
        return FileProblems([Problem(str(path), line, column, "", text)])

    try:
        if not path.exists():
            if path.is_symlink():
                raise refuse(say("yaml.link"))
            raise refuse(say("yaml.no_file", hint=_neighbour(path)))
        if not path.is_file():
            raise refuse(say("yaml.not_a_file"))
        with path.open("rb") as file:
            raw = file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        raise refuse(say("yaml.unreadable", reason=refused(error))) from None
    if len(raw) > LIMIT_BYTES:
        raise refuse(say("yaml.too_big", limit_mb=LIMIT_MB))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").splitlines() or [""]
        raise refuse(say("yaml.not_utf8", byte=f"0x{raw[error.start]:02X}"), len(before), len(before[-1]) + 1) from None


def _neighbour(path: Path) -> str:
    """The file beside it that was probably meant."""
    try:
        names = [other.name for other in path.parent.iterdir() if other.suffix in (".yaml", ".yml")]
    except OSError:
        return ""
    return did_you_mean(path.name, names)


class _Astray(Exception):  # noqa: N818 - never leaves this module
    """A change's path leads nowhere."""


def _grafted(node: Node, path: tuple[str, ...], graft: Node, above: tuple[str, ...]) -> Node:
    """A copy of `node` with `graft` at `path` below it; `above` is where `node` stands."""
    if not path:
        return graft
    part = path[0]
    if not part:
        raise _Astray(say("yaml.change_empty"))
    parent = quoted(dotted(above)) if above else say("yaml.change_root")
    if isinstance(node.value, str):
        raise _Astray(say("yaml.change_inside", parent=parent))
    child = node.child(part)
    if isinstance(node.value, tuple):
        if child is None:
            raise _Astray(say("yaml.change_index", parent=parent, count=len(node.value), name=shown(part)))
        entries = list(node.value)
        entries[int(part)] = _grafted(child, path[1:], graft, (*above, part))
        return replace(node, value=tuple(entries))
    if child is None and len(path) > 1:
        hint = did_you_mean(part, node.settings())
        raise _Astray(say("yaml.change_unknown", name=part, parent=parent, hint=hint))
    below = _grafted(child or graft, path[1:], graft, (*above, part))
    return replace(node, value={**node.settings(), part: below})


def _overlaps(changes: Mapping[str, Node]) -> list[Problem]:
    """One change inside another: which of the two was meant would depend on their order."""
    problems = []
    for path, node in changes.items():
        for other, first in changes.items():
            if path.startswith(f"{other}."):
                text = say("yaml.change_overlap", other=other, line=first.key_place.line)
                problems.append(Problem(*node.key_place, path, text))
    return problems
