"""Values changed in the text of a YAML file: comments, order and layout around them stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from sim.yamlfile.yamltree import Place

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Texts that are the same inside quotes and outside of them, within braces too.
_PLAIN = re.compile(r"-?\w+(?:[ .:-]?\w+)*")
_NO_WORDS = ("null", "Null", "NULL")


class _Span(NamedTuple):
    """A scalar in a text: from one character to before another, and its quotes (`'`, `"`), if any."""

    begin: int
    end: int
    style: str | None


def with_values(text: str, values: Mapping[Place, str]) -> str:
    """The text with other values at these places, in quotes of the same kind; the text was parsed without problems.

    Raises KeyError for a place where no value begins.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    edited = text.removeprefix(mark)
    wanted = {(place.line, place.column): value for place, value in values.items()}
    spans = dict(_spans(edited, wanted))
    for where in sorted(wanted, reverse=True):  # from the end, so that the places before it stay where they are
        begin, end, style = spans[where]
        edited = edited[:begin] + _written(wanted[where], style) + edited[end:]
    return mark + edited


def _spans(text: str, places: Collection[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], _Span]]:
    starts = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", text))]
    for event in yaml.parse(text, Loader=_Loader):
        begin, end = event.start_mark, event.end_mark
        if begin is None or end is None or not isinstance(event, yaml.ScalarEvent):
            continue
        where = begin.line + 1, begin.column + 1
        if where in places:
            first = starts[begin.line] + begin.column
            length = len(text[first : starts[end.line] + end.column].rstrip())  # a block ends with its line
            yield where, _Span(first, first + length, event.style)


def _written(value: str, style: str | None) -> str:
    if style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style == '"' or not _PLAIN.fullmatch(value) or value in _NO_WORDS:
        return json.dumps(value, ensure_ascii=False)
    return value
