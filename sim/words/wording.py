"""How a value from a user's file is shown inside a sentence: short, on one line, and never able to steer a terminal."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from errno import errorcode

from sim.words.messages import said, say

LONGEST = 60  # characters of a value that a sentence repeats
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}  # printed as nothing, or obeyed by the terminal
_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")


def one_line(text: str) -> str:
    """Return `text` with every character that can't be seen, line ends included, written as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if unicodedata.category(c) in _UNSEEN else c for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def cut(text: str) -> str:
    """Return `text` on one line, at most 60 characters of it."""
    return one_line(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def shown(value: object) -> str:
    """Return how a sentence names `value`: texts in quotes, numbers bare, all else by a word."""
    if value is None:
        return say("wording.nothing")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, str):
        return value if _NUMBER.fullmatch(value) else quoted(cut(value))
    if isinstance(value, Mapping):
        return say("wording.settings")
    return say("wording.list") if isinstance(value, list | tuple | set | frozenset) else cut(str(value))


def quoted(text: str) -> str:
    """Return `text` in the quotes of the language in use."""
    return say("wording.quoted", text=text)


def listed(parts: Iterable[object]) -> str:
    """Return all parts one after the other, with the commas of the language in use."""
    return say("wording.comma").join(map(str, parts))


def refused(error: Exception) -> str:
    """Return why the operating system refused a file; of any other error what it says itself."""
    reason = getattr(error, "strerror", None) or str(error)
    return said(f"system.{errorcode.get(getattr(error, 'errno', None) or 0)}", one_line(str(reason)))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that `word` most likely meant, upper and lower case being the same; None if none is near."""
    by_folded = {choice.casefold(): choice for choice in choices}
    matches = difflib.get_close_matches(word[:LONGEST].casefold(), by_folded, n=1)
    return by_folded[matches[0]] if matches else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` to append to a sentence, or an empty text when nothing is near."""
    found = nearest(word, choices)
    return "" if found is None else say("wording.did_you_mean", nearest=cut(found))
