"""How wide a text is on a screen, where Japanese letters take two columns; filling it up, breaking it into lines."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator

_WIDE = {"W", "F"}  # classes of Unicode's East Asian Width that take two columns
_NO_START = "、。，．・：；？！）」』】〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}%"
_NO_END = "（「『【〈《“‘([{"
_PIECES = re.compile(r"\s+|[!-~]+|[^\s!-~]")  # blanks, words of Latin letters, and each other letter by itself


def width(text: str) -> int:
    """The columns that a text of one line takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it until it takes so many columns."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int, *, first: str = "", further: str = "") -> list[str]:
    """The text in lines of at most so many columns, with `first` and `further` before the first and the other lines.

    A text without wide letters is broken at its blanks; one with them also between any two of these, as they are
    written without blanks, but not before a mark such as 。 nor behind an opening bracket.
    """
    if width(text) == len(text) and width(first) == len(first):
        return textwrap.wrap(text, columns, initial_indent=first, subsequent_indent=further)
    lines, line, is_empty = [], first, True
    for piece in _pieces(text):
        if not is_empty and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, piece = further, piece.lstrip()
        line += piece
        is_empty = False
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """What stays on one line: words of Latin letters and single others, each with the marks that belong to it."""
    piece = ""
    for part in _PIECES.findall(text):
        if piece and piece[-1] not in _NO_END and part[0] not in _NO_START and not part.isspace():
            yield piece
            piece = ""
        piece += part
    if piece:
        yield piece
