"""How many columns of a terminal a text takes, and how it is broken into lines; East Asian letters take two."""

from __future__ import annotations

import textwrap
import unicodedata

_AT_NO_START = frozenset("、。，．・：；？！）］｝」』】〉》ー～…％ァィゥェォッャュョぁぃぅぇぉっゃゅょ,.:;?!)]}%")
_AT_NO_END = frozenset("（［｛「『【〈《([{")


def is_wide(character: str) -> bool:
    """Whether a character takes two columns."""
    return unicodedata.east_asian_width(character) in "WF"


def columns_of(text: str) -> int:
    """The columns that a text takes on one line."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + is_wide(c) for c in text)


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it, so that it takes at least so many columns."""
    return text + " " * (columns - columns_of(text))


def pieces(text: str) -> list[str]:
    """The parts between which a line may end: after spaces, hyphens and slashes, and around East Asian characters.

    No line begins with a closing sign such as 。 and none ends with an opening one such as 「.
    """
    found = [""]
    was_wide = False
    for character in text:
        wide = is_wide(character)
        if found[-1] and _may_end(found[-1][-1], character, wide=wide, was_wide=was_wide):
            found.append("")
        found[-1] += character
        was_wide = wide
    return [piece for piece in found if piece]


def _may_end(before: str, after: str, *, wide: bool, was_wide: bool) -> bool:
    if wide or was_wide:
        return before not in _AT_NO_END and (before == " " or after not in _AT_NO_START)
    return before in " -/"


def wrapped(text: str, columns: int, *, first: str = "", later: str = "") -> list[str]:
    """The text on lines of at most so many columns, the first and the later ones begun with what is given.

    A text without East Asian letters is broken as `textwrap` does; there alone a word longer than a line is cut.
    """
    if not any(map(is_wide, first + text)):
        return textwrap.wrap(first + text, columns, subsequent_indent=later)
    lines = [first]
    for piece in pieces(" ".join(text.split())):
        start = first if len(lines) == 1 else later
        if lines[-1] != start and columns_of((lines[-1] + piece).rstrip()) > columns:
            lines.append(later)
        lines[-1] += piece if lines[-1] not in (first, later) else piece.lstrip()
    return [line.rstrip() for line in lines]
