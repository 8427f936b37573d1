"""Colours by what they are for, light and dark; whoever draws names them, and the theme says what they look like.

Okabe and Ito's, told apart by colour-blind people (Okabe & Ito, "Color Universal Design", 2008); in the dark theme
they are lighter, so that each stands out from the paper at least 3 to 1. In grey print lightness, line style, marker
and words tell apart what colours do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from matplotlib.colors import get_named_colors_mapping

Theme = Literal["light", "dark"]

_LIGHT: Final = {
    "ink": "#1A1A1A",
    "soft": "#595959",
    "pale": "#D9D9D9",
    "paper": "#FFFFFF",
    "blue": "#0072B2",
    "sky": "#56B4E9",
    "red": "#D55E00",
    "green": "#009E73",
    "orange": "#E69F00",
    "purple": "#CC79A7",
    "grey": "#8C8C8C",
    "deep_green": "#006B4F",
    "deep_red": "#A34700",
    "tint": "#F1F6FA",
    "deep": "#D9E8F3",
    "warm": "#FDF3E1",
    "cool": "#F4F4F4",
}
_DARK: Final = {
    "ink": "#F2F2F2",
    "soft": "#B8B8B8",
    "pale": "#4A4F57",
    "paper": "#16191D",
    "blue": "#4FA8E0",
    "sky": "#2F6F99",
    "red": "#F08A3C",
    "green": "#3CC79E",
    "orange": "#F2B83C",
    "purple": "#DE9BC0",
    "grey": "#8E949C",
    "deep_green": "#5FD6B3",
    "deep_red": "#F7A667",
    "tint": "#1D242B",
    "deep": "#23384A",
    "warm": "#332B1C",
    "cool": "#22262B",
}
THEMES: Final[dict[Theme, dict[str, str]]] = {"light": _LIGHT, "dark": _DARK}


def _named(name: str) -> str:
    return f"nurture:{name}"


INK, SOFT, PALE, PAPER = (_named(name) for name in ("ink", "soft", "pale", "paper"))
BLUE, SKY, RED, GREEN = (_named(name) for name in ("blue", "sky", "red", "green"))
ORANGE, PURPLE, GREY = (_named(name) for name in ("orange", "purple", "grey"))
DEEP_GREEN, DEEP_RED = _named("deep_green"), _named("deep_red")  # to be read as text
TINT, DEEP, WARM, COOL = (_named(name) for name in ("tint", "deep", "warm", "cool"))  # behind text


@contextmanager
def worn(theme: Theme) -> Iterator[None]:
    """Inside, the colours look as the theme says; matplotlib looks them up when something is drawn."""
    _put_on(theme)
    try:
        yield
    finally:
        _put_on("light")


def _put_on(theme: Theme) -> None:
    known = get_named_colors_mapping()
    for name, color in THEMES[theme].items():  # one by one: `update` would leave matplotlib's cache as it is
        known[_named(name)] = color


_put_on("light")
