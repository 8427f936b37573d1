"""Help texts with full-width characters, which take two columns each; click counts them as one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import click

_FILLER = "\u2060"  # joins words, shows nothing, and stands in no text of ours


class WideFormatter(click.HelpFormatter):
    """Lines broken and columns set by what characters take on the screen.

    A filler after each full-width character makes click count it twice; the fillers are gone from what is printed.
    """

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """As click does."""
        super().write_usage(prog, _filled(args), prefix)

    def write_text(self, text: str) -> None:
        """As click does."""
        super().write_text(_filled(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """As click does."""
        super().write_dl([(_filled(first), _filled(second)) for first, second in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        """The whole text."""
        return super().getvalue().replace(_FILLER, "")


class WideContext(click.Context):
    """A context whose help has its columns right."""

    formatter_class = WideFormatter


def _filled(text: str) -> str:
    return "".join(f"{c}{_FILLER}" if unicodedata.east_asian_width(c) in "WF" else c for c in text)
