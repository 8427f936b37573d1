"""Values changed in the text of a YAML file: nothing but them is touched, so that comments, order and spacing stay."""

from __future__ import annotations

import difflib
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from sim.words.messages import say
from sim.yamlfile.yamltext import flow, scalar, setting
from sim.yamlfile.yamltree import FileProblems, Loc, dotted, parse

_MOST_ROUNDS = 1_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Change(NamedTuple):
    """A value to be written at a place: nested dict, list and str, or None to take the setting out."""

    loc: Loc
    value: Any


class CannotEdit(Exception):  # noqa: N818 - the file is fine, only this tool can't write in it
    """A change that can't be made without rewriting more of the file."""

    def __init__(self, loc: Loc) -> None:
        super().__init__(say("yaml.cannot_edit", path=dotted(loc)))
        self.loc = loc


@dataclass(frozen=True)
class _Spot:
    """A value in the text: characters from start to end; its name, if it has one, from name_start to name_end."""

    kind: str  # text, list or settings
    start: int
    end: int
    in_brackets: bool = False  # written as [...] or {...}
    quotes: str = ""
    name_start: int = -1
    name_end: int = -1
    below: tuple[tuple[str | int, _Spot], ...] = ()

    def child(self, part: str | int) -> _Spot | None:
        return next((spot for name, spot in self.below if str(name) == str(part)), None)


class _Splice(NamedTuple):
    """Characters from start to end, and what stands there instead."""

    start: int
    end: int
    by: str


def edited(text: str, changes: list[Change]) -> str:
    """The text with all changes made.

    Raises CannotEdit for the first one that would need more than its own place, FileProblems if the text is no YAML.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    wanted = parse(body, "")[0].plain()
    for change in changes:
        wanted = _with(wanted, change.loc, change.value)
    return mark + _made(body, wanted)


def _made(text: str, wanted: Any) -> str:
    """The text that says what is wanted; steps that stand in one another's way are taken in rounds."""
    steps: list[_Step] = []
    for _ in range(_MOST_ROUNDS):
        try:
            found = parse(text, "")[0].plain()
        except FileProblems:  # what came out is no YAML, so there was a place that we don't know how to write in
            break
        if found == wanted:
            return text
        steps = list(_differences(found, wanted))
        editor = _Editor(text)
        text = _spliced(text, [(editor.make(step), step.loc[:-1]) for step in steps])
    raise CannotEdit(steps[0].loc if steps else ())


def _spliced(text: str, splices: list[tuple[_Splice, Loc]]) -> str:
    """The text with those splices made that don't touch one before them; what is added side by side may.

    Each comes with the block it belongs to: where an inner and an outer block end together, the order would matter.
    """
    parts: list[str] = []
    at, block = -1, None
    for splice, belongs in sorted(splices, key=lambda pair: pair[0].start):
        side_by_side = splice.start == splice.end == at and belongs == block
        if splice.start > at or side_by_side:
            parts += [text[max(at, 0) : splice.start], splice.by]
            at, block = splice.end, belongs
    return "".join([*parts, text[max(at, 0) :]])


def _with(plain: Any, loc: Loc, value: Any) -> Any:
    """A copy of nested settings with a value at a place, or without that place."""
    if not loc:
        return value
    name, *rest = loc
    if isinstance(plain, list):
        n = int(name)
        if not 0 <= n < len(plain):
            raise CannotEdit(loc)
        return [*plain[:n], _with(plain[n], tuple(rest), value), *plain[n + 1 :]]
    settings = dict(plain) if isinstance(plain, Mapping) else {}
    if value is None and not rest:
        settings.pop(str(name), None)
        return settings
    return {**settings, str(name): _with(settings.get(str(name)), tuple(rest), value)}


class _Step(NamedTuple):
    """One difference: `set`, `add` or `drop` at a place. For lists the last part of loc is a number."""

    act: str
    loc: Loc
    value: Any = None


def _differences(found: Any, wanted: Any, loc: Loc = ()) -> Iterator[_Step]:
    """What must be done to make one of the other, each at its place before any is done."""
    if found == wanted:
        return
    if isinstance(found, Mapping) and isinstance(wanted, Mapping) and found:
        yield from (_Step("add", (*loc, name), wanted[name]) for name in wanted if name not in found)
        for name in found:
            if name in wanted:
                yield from _differences(found[name], wanted[name], (*loc, name))
            else:
                yield _Step("drop", (*loc, name))
        return
    if isinstance(found, list) and isinstance(wanted, list) and found and wanted:
        yield from _list_differences(found, wanted, loc)
        return
    yield _Step("set", loc, wanted)


def _list_differences(found: list[Any], wanted: list[Any], loc: Loc) -> Iterator[_Step]:
    old, new = ([json.dumps(entry, sort_keys=True) for entry in entries] for entries in (found, wanted))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for act, i, _, j, _ in matcher.get_opcodes():
        if act == "replace":
            yield from _differences(found[i], wanted[j], (*loc, i))
        elif act == "insert":
            yield _Step("add", (*loc, i), wanted[j])
        elif act == "delete":
            yield _Step("drop", (*loc, i))


class _Editor:
    """One text, and where its values stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._lines = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", text))]
        events = (event for event in yaml.parse(text, Loader=_Loader))
        next(events), next(events)
        self._root = self._spot(next(events), events)

    def make(self, step: _Step) -> _Splice:
        """What one step does to the text."""
        if step.act == "set":
            return self._set(step.loc, step.value)
        parent = self._find(step.loc[:-1])
        if parent is None:
            raise CannotEdit(step.loc)
        if step.act == "add":
            return self._add(parent, step.loc, step.value)
        return self._drop(parent, step.loc)

    # ---- where things stand ----

    def _spot(self, event: yaml.Event, events: Iterator[yaml.Event], name: yaml.Event | None = None) -> _Spot:
        start, end = self._at(event)
        around = self._at(name) if name is not None else (-1, -1)
        if isinstance(event, yaml.ScalarEvent):
            style = event.style if event.style in ("'", '"') else ""
            return _Spot("text", start, end, event.style in ("|", ">"), style, *around)
        assert isinstance(event, yaml.CollectionStartEvent)
        in_brackets = bool(event.flow_style)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        below: list[tuple[str | int, _Spot]] = []
        while not isinstance(following := next(events), yaml.CollectionEndEvent):
            if is_list:
                below.append((len(below), self._spot(following, events)))
            else:
                assert isinstance(following, yaml.ScalarEvent)
                below.append((following.value, self._spot(next(events), events, following)))
        if in_brackets:
            end = self._at(following)[1]
        elif below:
            end = max(below[-1][1].end, below[-1][1].name_end)
        return _Spot("list" if is_list else "settings", start, end, in_brackets, "", *around, tuple(below))

    def _at(self, event: yaml.Event) -> tuple[int, int]:
        marks = [mark for mark in (event.start_mark, event.end_mark) if mark is not None]
        first, last = (min(self._lines[min(m.line, len(self._lines) - 1)] + m.column, len(self._text)) for m in marks)
        return first, last

    def _find(self, loc: Loc) -> _Spot | None:
        spot: _Spot | None = self._root
        for part in loc:
            spot = spot.child(part) if spot else None
        return spot

    def _line_start(self, at: int) -> int:
        return self._lines[bisect_right(self._lines, at) - 1]

    def _line_end(self, at: int) -> int:
        """Where the line of a place ends, before its line break."""
        while at > 0 and self._text[at - 1] in "\r\n":  # a text of several lines ends behind its last line break
            at -= 1
        match = re.compile("\r|\n").search(self._text, at)
        return match.start() if match else len(self._text)

    def _next_line(self, at: int) -> int:
        end = self._line_end(at)
        return end + (2 if self._text[end : end + 2] == "\r\n" else 1) if end < len(self._text) else end

    # ---- what is done ----

    def _set(self, loc: Loc, value: Any) -> _Splice:
        spot = self._find(loc)
        if spot is None or (spot.kind == "text" and spot.in_brackets):  # in_brackets: a text of several lines
            raise CannotEdit(loc)
        if spot.kind != "text" and not (spot.in_brackets and "#" not in self._text[spot.start : spot.end]):
            raise CannotEdit(loc)
        new = scalar(value, quotes=spot.quotes) if isinstance(value, str) else flow(value)
        if spot.start < spot.end:
            return _Splice(spot.start, spot.end, new)
        if spot.name_end < 0:
            raise CannotEdit(loc)
        colon = self._text.index(":", spot.name_end) + 1  # an empty value stands right behind its name
        return _Splice(colon, colon, f" {new}")

    def _add(self, parent: _Spot, loc: Loc, value: Any) -> _Splice:
        if parent.kind == "text" or not parent.below:
            raise CannotEdit(loc)
        if parent.kind == "list":
            return self._add_entry(parent, int(loc[-1]), value)
        last = parent.below[-1][1]
        if parent.in_brackets:
            end = max(last.end, last.name_end)
            return _Splice(end, end, f", {scalar(str(loc[-1]))}: {flow(value)}")
        first = parent.below[0][1].name_start
        indent = " " * (first - self._line_start(first))
        end = self._line_end(parent.end)
        lines = "".join(self._newline + line for line in setting(str(loc[-1]), value, indent))
        return _Splice(end, end, lines)

    def _add_entry(self, parent: _Spot, n: int, value: Any) -> _Splice:
        if parent.in_brackets:
            if n < len(parent.below):
                at = parent.below[n][1].start
                return _Splice(at, at, f"{flow(value)}, ")
            end = parent.below[-1][1].end
            return _Splice(end, end, f", {flow(value)}")
        spot = parent.below[min(n, len(parent.below) - 1)][1]
        start = self._line_start(spot.start)
        dash = self._text[start : spot.start]
        if not re.fullmatch(r" *- +", dash):
            raise CannotEdit(())
        line = f"{dash}{flow(value)}"
        if n < len(parent.below):
            return _Splice(start, start, line + self._newline)
        end = self._line_end(spot.end)
        return _Splice(end, end, self._newline + line)

    def _drop(self, parent: _Spot, loc: Loc) -> _Splice:
        spot = parent.child(loc[-1])
        if spot is None:
            raise CannotEdit(loc)
        start = spot.start if spot.name_start < 0 else spot.name_start
        end = max(spot.end, spot.name_end)
        if spot.kind == "text" and spot.start == spot.end and spot.name_end >= 0:
            end = self._text.index(":", spot.name_end) + 1
        if len(parent.below) == 1:
            return self._emptied(parent, loc)
        if parent.in_brackets:
            return self._drop_in_brackets(parent, loc, start, end)
        return self._drop_line(loc, start, end)

    def _emptied(self, parent: _Spot, loc: Loc) -> _Splice:
        """The parent without the one thing that it holds."""
        inside = self._text[parent.start : parent.end]
        if "#" in inside or (not parent.in_brackets and parent.name_end < 0):
            raise CannotEdit(loc)
        empty = "[]" if parent.kind == "list" else "{}"
        if parent.in_brackets:
            return _Splice(parent.start, parent.end, empty)
        colon = self._text.index(":", parent.name_end) + 1
        if "#" in self._text[colon : parent.end]:
            raise CannotEdit(loc)
        return _Splice(colon, parent.end, f" {empty}")

    def _drop_in_brackets(self, parent: _Spot, loc: Loc, start: int, end: int) -> _Splice:
        n = next(n for n, (name, _) in enumerate(parent.below) if str(name) == str(loc[-1]))
        if n + 1 < len(parent.below):
            after = parent.below[n + 1][1]
            end = after.start if after.name_start < 0 else after.name_start
        else:
            before = parent.below[n - 1][1]
            start = max(before.end, before.name_end)
        if "#" in self._text[start:end]:
            raise CannotEdit(loc)
        return _Splice(start, end, "")

    def _drop_line(self, loc: Loc, start: int, end: int) -> _Splice:
        """Without the lines of a setting or entry; a comment behind it stays, on a line of its own."""
        first = self._line_start(start)
        before, last = self._text[first:start], self._line_end(end)
        if not re.fullmatch(r" *(- +)?", before) or (loc and isinstance(loc[-1], str) and "-" in before):
            raise CannotEdit(loc)
        if "\n" in self._text[start:end] and "#" in self._text[start:end]:
            raise CannotEdit(loc)
        comment = self._text[end:last].strip()
        if not comment:
            return _Splice(first, self._next_line(end), "")
        indent = " " * (len(before) - len(before.lstrip(" ")))
        return _Splice(first, last, indent + comment)
