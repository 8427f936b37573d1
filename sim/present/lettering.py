"""Letters for charts: which fonts there are, how wide a text is, and how it is made to fit its place."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import matplotlib
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from sim.words.columns import pieces
from sim.words.wording import one_line

LATIN = "DejaVu Sans"  # comes with matplotlib
EAST_ASIAN = "IPAexGothic"  # comes with matplotlib-fontja, so that a picture has the same bytes everywhere
# For readers of SVG who have neither; their programs try these in this order.
READERS_FONTS = ("Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Meiryo", "sans-serif")
STAND_IN = "□"  # for a character that no font has
POINTS = 72.0  # in an inch
_ELLIPSIS = "…"
_MEASURED_AT, _WIDEST_EM, _HINTED = 100.0, 1.0, 1.02


@cache
def families() -> tuple[str, str]:
    """The font families that texts are set in: the first one, and one for what it lacks."""
    with matplotlib.rc_context():  # the package makes itself everybody's font when it is imported
        from matplotlib_fontja import get_font_ttf_path
    if EAST_ASIAN not in {font.name for font in fontManager.ttflist}:
        fontManager.addfont(get_font_ttf_path())
    return LATIN, EAST_ASIAN


@contextmanager
def quiet_fonts() -> Iterator[None]:
    """Matplotlib logs that a font has no bold letters; the plain ones are good enough to say nothing."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


@cache
def _fonts(bold: bool) -> tuple[FT2Font, ...]:
    weight = "bold" if bold else "normal"
    with quiet_fonts():
        return tuple(get_font(fontManager.findfont(FontProperties(family=[n], weight=weight))) for n in families())


def readable(text: str) -> str:
    """The text with a square for each character that no font has: matplotlib would warn, and draw one anyway."""
    if text.isascii():
        return text
    return "".join(c if c == "\n" or _width_em(c, False) is not None else STAND_IN for c in text)


@cache
def _width_em(character: str, bold: bool) -> float | None:
    """Width of a character in units of its size; None if no font has it."""
    for font in _fonts(bold):
        if font.get_char_index(ord(character)):
            font.set_size(_MEASURED_AT, POINTS)
            return font.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536.0 / _MEASURED_AT
    return None


def width_in(text: str, size: float, *, bold: bool = False) -> float:
    """Inches that a text of one line takes at most at a size in points, its letters fitted to the grid of a screen."""
    return sum(_width_em(c, bold) or _WIDEST_EM for c in text) * _HINTED * size / POINTS


def height_in(lines: int, size: float) -> float:
    """Inches that so many lines take, with the space between them."""
    return lines * size * 1.25 / POINTS


def cut_to(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text on one line, its end cut off where it would be wider than `width` inches."""
    text = one_line(text)
    if width_in(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width_in(text[:middle].rstrip() + _ELLIPSIS, size, bold=bold) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + _ELLIPSIS


def wrapped(text: str, width: float, size: float, lines: int, *, bold: bool = False) -> str:
    """The text on at most so many lines of `width` inches, cut off with an ellipsis if they don't hold it."""
    parts = pieces(one_line(text))
    found: list[str] = []
    while parts and len(found) < lines - 1:
        found.append(_take_line(parts, width, size, bold))
    if parts:
        found.append(cut_to("".join(parts).strip(), width, size, bold=bold))
    return "\n".join(found)


def _take_line(parts: list[str], width: float, size: float, bold: bool) -> str:
    """The pieces that fit on a line, taken from the front; at least some of the first one."""
    line = ""
    while parts and width_in((line + parts[0]).rstrip(), size, bold=bold) <= width:
        line += parts.pop(0)
    if line.strip() or not parts:
        return line.strip()
    word = parts[0]
    n = max(1, len(cut_to(word, width, size, bold=bold)) - 1)
    n = word.rfind("_", 0, n) + 1 or n  # a long name is broken where its words end, if it can be
    parts[0] = word[n:]
    return word[:n]


def paragraphs(texts: Sequence[str], width: float, size: float, lines: int) -> str:
    """Several texts, each on lines of its own, on at most so many lines; those at the end may be missing."""
    shown = texts[: max(1, lines)]
    return "\n".join(wrapped(text, width, size, max(1, lines // max(1, len(shown)))) for text in shown)


def fitted(text: str, width: float, lines: int, sizes: Sequence[float], *, bold: bool = False) -> tuple[str, float]:
    """The text wrapped at the first of the sizes (points, largest first) at which no word is cut; else at the last."""
    parts = pieces(one_line(text))
    for size in sizes:
        found = wrapped(text, width, size, lines, bold=bold)
        whole = all(width_in(piece.rstrip(), size, bold=bold) <= width for piece in parts)
        if whole and not found.endswith(_ELLIPSIS):
            return found, size
    return wrapped(text, width, sizes[-1], lines, bold=bold), sizes[-1]
