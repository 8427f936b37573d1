"""Values written as YAML that reads back as just these values: texts with quotes only where they need them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

_WIDEST: Final = 90  # characters of a value that is written on one line
_PLAIN = re.compile(r"[^\W\d_][\w.+-]*( [\w.+-]+)*|[0-9][\w.+-]*(:[0-9]{2})?( [\w.+-]+(:[0-9]{2})?)*")
_NULL_WORDS = {"~", "null", "Null", "NULL"}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def scalar(text: str, *, quotes: str = "") -> str:
    """A text as a scalar, safe inside brackets too. quotes: those it had before, which it keeps."""
    if quotes == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if quotes == '"' or not _may_be_plain(text):
        return json.dumps(text, ensure_ascii=False)
    return text


def flow(value: Any) -> str:
    """Nested dict, list, str and None (an empty value) on one line, in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(name)}: {flow(below)}".rstrip() for name, below in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "" if value is None else scalar(value)


def setting(name: str, value: Any, indent: str = "") -> Iterator[str]:
    """The lines of a setting: on one line if it is short or holds nothing nested, else its parts below it."""
    head = f"{indent}{scalar(name)}:"
    short = f"{head} {flow(value)}".rstrip()
    if not isinstance(value, Mapping | list) or (len(short) <= _WIDEST and not _is_deep(value)):
        yield short
        return
    yield head
    if isinstance(value, Mapping):
        for below, part in value.items():
            yield from setting(below, part, f"{indent}  ")
    else:
        yield from (f"{indent}  - {flow(entry)}" for entry in value)


def _is_deep(value: Any) -> bool:
    """Whether some of it has parts itself, or is one of several texts with blanks."""
    if isinstance(value, Mapping):
        return any(isinstance(part, Mapping | list) for part in value.values())
    return any(not isinstance(entry, str) or " " in entry for entry in value)


def _may_be_plain(text: str) -> bool:
    """Whether a text without quotes reads back as itself, inside brackets too."""
    if not text or text in _NULL_WORDS:
        return False
    if _PLAIN.fullmatch(text):
        return True
    try:
        events = list(yaml.parse(f"{{a: {text}}}", Loader=_Loader))
    except (yaml.YAMLError, ValueError):
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    as_one = len(events) == 8 and len(scalars) == 2 and scalars[1].value == text
    return as_one and bool(scalars[1].implicit[0]) and scalars[1].anchor is None and scalars[1].tag is None
