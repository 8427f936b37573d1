"""Help texts with full-width characters, which take two columns each and need no blank to be broken after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import click

from sim.words.columns import is_wide

_JOINED: Final = "\u2060"  # joins what is around it, shows nothing, and stands in no text of ours
# In a line of Japanese text.
_NOT_FIRST: Final = frozenset("、。，．）」』】〉》・：；！？ー々～ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.)]:;!?")
_NOT_LAST: Final = frozenset("（「『【〈《")
_RAW: Final = "\b"  # begins a paragraph that is printed as it stands


class WideFormatter(click.HelpFormatter):
    """Lines broken and columns set by what characters take on the screen.

    Click counts characters and breaks lines at blanks. So each full-width character gets a second one behind it: a
    blank where a line may end, else one that joins. What is printed has them no more. The blank at the end of a line
    isn't counted, so that a line may have one column more than asked; click leaves two of the screen free.
    """

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """As click does."""
        super().write_usage(prog, _doubled(args), prefix)

    def write_text(self, text: str) -> None:
        """As click does."""
        super().write_text(_doubled(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """As click does."""
        super().write_dl([(_doubled(first), _doubled(second)) for first, second in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        """The whole text."""
        return "".join(_single(super().getvalue()))


class WideContext(click.Context):
    """A context whose help has its columns right."""

    formatter_class = WideFormatter


def _doubled(text: str) -> str:
    if text.isascii():
        return text
    paragraphs = re.split(r"(\n{2,})", text)
    text = "".join(part if part.lstrip().startswith(_RAW) else _unbroken(part) for part in paragraphs)
    return "".join(f"{c}{_second(c, text[n : n + 1])}" for n, c in enumerate(text, 1))


def _unbroken(paragraph: str) -> str:
    """Without the ends of lines after full-width characters, which click would make blanks."""
    return re.sub(r"(.)\n *(?=\S)", lambda end: end[1] if is_wide(end[1]) else end[0], paragraph)


def _second(character: str, following: str) -> str:
    """What comes behind a character so that it counts for what it takes."""
    if not is_wide(character):
        return ""
    return _JOINED if character in _NOT_LAST or following in _NOT_FIRST else " "


def _single(text: str) -> Iterator[str]:
    """The characters without the second ones."""
    skip = False
    for character in text:
        if not (skip and character in (" ", _JOINED)):
            yield character
        skip = is_wide(character)
