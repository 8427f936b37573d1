"""Values written as YAML that reads back as just these values: texts with quotes only where they need them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

_WIDEST: Final = 90  # characters of a value that is written on one line
_PLAIN = re.compile(r"[^\W\d_][\w.+-]*( [\w.+-]+)*|[0-9][\w.+-]*(:[0-9]{2})?( [\w.+-]+(:[0-9]{2})?)*")
_OTHER_MEANING = {"~", "null", "Null", "NULL", "<<"}  # nothing, or a merge
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
        return "{" + ", ".join(f"{scalar(name)}: {flow(below)}".rstrip(" ") for name, below in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "" if value is None else scalar(value)


def setting(name: str, value: Any, indent: str = "") -> Iterator[str]:
    """The lines of a setting: on one line if it is short, empty or holds nothing nested, else its parts below it."""
    head = f"{indent}{scalar(name)}:"
    short = f"{head} {flow(value)}".rstrip(" ")
    if not value or not isinstance(value, Mapping | list) or (len(short) <= _WIDEST and not _is_deep(value)):
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
    """Whether a text without quotes reads back as itself, inside brackets and outside."""
    if not text or text in _OTHER_MEANING:
        return False
    return bool(_PLAIN.fullmatch(text)) or all(_reads_back(text, form) for form in ("{a: %s}", "a: %s", "- %s"))


def _reads_back(text: str, form: str) -> bool:
    """Whether it is the last scalar of a form, a plain one, and there is nothing else but its name."""
    try:
        events = list(yaml.parse(form % text, Loader=_Loader))
    except (yaml.YAMLError, ValueError):
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    if not scalars or len(scalars) != form.count("a") + 1 or len(events) != len(scalars) + 6:
        return False
    last = scalars[-1]
    return last.value == text and bool(last.implicit[0]) and last.anchor is None and last.tag is None
