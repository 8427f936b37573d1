"""YAML text as a tree of nodes that know where they stand. Nothing is guessed: a scalar stays the text as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, NoReturn, TypeAlias

import yaml

from sim.words.messages import say
from sim.words.wording import cut, one_line, shown
from sim.yamlfile.yamlsyntax import explain

LIMIT_MB: Final = 2
LIMIT_BYTES: Final = LIMIT_MB * 1_000_000
LIMIT_DEPTH: Final = 40
LIMIT_NODES: Final = 200_000

Loc: TypeAlias = tuple[str | int, ...]

# libyaml is some twenty times faster; without it the same events come from Python.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NULL_WORDS = {"~", "null", "Null", "NULL"}


class Place(NamedTuple):
    """A place in a file; line and column count from 1, the file is named as the user named it."""

    file: str
    line: int
    column: int


class Problem(NamedTuple):
    """One mistake in a file: where it stands, the dotted path of the setting, and what is wrong.

    A file with warnings alone can be used.
    """

    file: str
    line: int
    column: int
    path: str
    text: str
    severity: Literal["mistake", "warning"] = "mistake"

    def __str__(self) -> str:
        what = f"{self.path}: {self.text}" if self.path else self.text
        if self.severity == "warning":
            what = say("yaml.warning", what=what)
        return one_line(f"{self.file}:{self.line}:{self.column}: {what}")


class FileProblems(Exception):  # noqa: N818 - it is the list of problems, not one error
    """All mistakes found in a user's files, in file order; `str` gives one line each."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(problems)  # so that a worker process can hand it over

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file: text (None if left empty), list or settings. `key_place` is where its name stands, if any."""

    value: str | tuple[Node, ...] | Mapping[str, Node] | None
    place: Place
    key_place: Place

    def child(self, part: str | int) -> Node | None:
        """Return the setting called `part`, or entry number `part` of a list; None if there is none."""
        if isinstance(self.value, Mapping):
            return self.value.get(str(part))
        if isinstance(self.value, tuple) and str(part).isdecimal() and int(part) < len(self.value):
            return self.value[int(part)]
        return None

    def settings(self) -> Mapping[str, Node]:
        """Return the settings under this node by name; none if it holds a text or a list."""
        return self.value if isinstance(self.value, Mapping) else {}

    def plain(self) -> Any:
        """Return nested dict, list, str and None; a scalar is the text that was written, None if empty."""
        if isinstance(self.value, Mapping):
            return {name: child.plain() for name, child in self.value.items()}
        return [child.plain() for child in self.value] if isinstance(self.value, tuple) else self.value


def dotted(loc: Loc) -> str:
    """Return `loc` as a user reads it: its parts with dots between them."""
    return ".".join(cut(str(part)) for part in loc)


def parse(text: str, name: str) -> tuple[Node, list[Problem]]:
    """Return the tree of `text` and the mistakes that left it readable (twice the same name, an anchor, a tag, ...).

    Raises FileProblems if there is no tree to speak of: broken syntax, an alias, no document or two, a limit passed.
    """
    text = text.removeprefix("\ufeff")
    _refuse_size(text, name)
    if bad := _REFUSED.search(text):
        raise FileProblems([Problem(name, *_line_and_column(text[: bad.start()]), "", _no_character(bad[0]))])
    return _Composer(text, name).document()


def _refuse_size(text: str, name: str) -> None:
    if len(text) > LIMIT_BYTES:
        raise FileProblems([Problem(name, 1, 1, "", say("yaml.too_big", limit_mb=LIMIT_MB))])


def _line_and_column(before: str) -> tuple[int, int]:
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _no_character(character: str) -> str:
    return say("yaml.character", code=f"U+{ord(character):04X}")


class _Composer:
    """Builds the tree from the parser's events in one pass, and stops at the first limit passed."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.problems: list[Problem] = []
        self.nodes = 0
        self.last: yaml.Event | None = None
        self.events = self._told()

    def _told(self) -> Iterator[yaml.Event]:
        """The parser's events; its complaints become a problem."""
        try:
            for event in yaml.parse(self.text, Loader=_Loader):
                self.last = event
                yield event
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # bad \U escapes are no YAMLError in pure Python
            mark = self.last.end_mark if self.last else None
            line, column, text = explain(error, self.text, (mark.line, mark.column) if mark else (0, 0))
            if "nesting depth" in str(error):  # libyaml reads ahead, and may meet its own, far wider limit before ours
                text = say("yaml.too_deep", limit=LIMIT_DEPTH)
            self._stop(Place(self.name, line, column), (), text)

    def _note(self, place: Place, loc: Loc, text: str) -> None:
        self.problems.append(Problem(*place, dotted(loc), text))

    def _stop(self, place: Place, loc: Loc, text: str) -> NoReturn:
        self._note(place, loc, text)
        raise FileProblems(self.problems)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # only events made by hand have none
        return Place(self.name, mark.line + 1, mark.column + 1)

    def document(self) -> tuple[Node, list[Problem]]:
        next(self.events)  # the stream's start
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            self._stop(Place(self.name, 1, 1), (), say("yaml.empty"))
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            self._note(self._place(start), (), say("yaml.directive"))
        event = next(self.events)
        root = self._node(event, self._place(event), ())
        if root.value is None:
            self._stop(Place(self.name, 1, 1), (), say("yaml.empty"))
        next(self.events)  # the document's end
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._stop(self._place(after), (), say("yaml.second_document"))
        return root, self.problems

    def _node(self, event: yaml.Event, key_place: Place, loc: Loc) -> Node:
        place = self._place(event)
        self._keep_limits(place, loc)
        if isinstance(event, yaml.AliasEvent):
            self._stop(place, loc, say("yaml.alias", name=cut(event.anchor or "")))
        assert isinstance(event, yaml.NodeEvent)
        self._refuse_extras(event, place, loc)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._list(loc), place, key_place)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._settings(loc), place, key_place)
        assert isinstance(event, yaml.ScalarEvent)
        return Node(self._scalar(event, place, loc), place, key_place)

    def _keep_limits(self, place: Place, loc: Loc) -> None:
        self.nodes += 1
        if self.nodes > LIMIT_NODES:
            self._stop(place, (), say("yaml.too_many", limit=LIMIT_NODES))
        if len(loc) > LIMIT_DEPTH:
            self._stop(place, (), say("yaml.too_deep", limit=LIMIT_DEPTH))

    def _refuse_extras(self, event: yaml.NodeEvent, place: Place, loc: Loc) -> None:
        if event.anchor is not None:
            self._note(place, loc, say("yaml.anchor", name=cut(event.anchor)))
        if getattr(event, "tag", None) is not None:
            self._note(place, loc, say("yaml.tag"))

    def _scalar(self, event: yaml.ScalarEvent, place: Place, loc: Loc) -> str | None:
        text: str = event.value
        plain = event.implicit[0]
        if plain and text in _NULL_WORDS:
            self._note(place, loc, say("yaml.null_word", found=shown(text)))
            return None
        if bad := _CONTROL.search(text):
            self._note(place, loc, _no_character(bad[0]))
        return None if plain and not text else text

    def _list(self, loc: Loc) -> tuple[Node, ...]:
        entries: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            entries.append(self._node(event, self._place(event), (*loc, len(entries))))
        return tuple(entries)

    def _settings(self, loc: Loc) -> dict[str, Node]:
        settings: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_place, name = self._place(event), self._name(event, loc)
            value = self._node(next(self.events), key_place, (*loc, name or ""))
            if name is not None and name in settings:
                first = settings[name].key_place.line
                self._note(key_place, (*loc, name), say("yaml.duplicate", line=first))
            elif name is not None:
                settings[name] = value
        return settings

    def _name(self, event: yaml.Event, loc: Loc) -> str | None:
        """The name before a colon; None (and a problem) if it can't name a setting."""
        place = self._place(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._node(event, place, (*loc, ""))
            self._note(place, loc, say("yaml.name_shape"))
            return None
        self._keep_limits(place, loc)
        self._refuse_extras(event, place, loc)
        if not event.value or (event.implicit[0] and event.value == "<<"):
            self._note(place, loc, say("yaml.merge" if event.value else "yaml.unnamed"))
            return None
        if bad := _CONTROL.search(event.value):
            self._note(place, loc, _no_character(bad[0]))
        return str(event.value)
