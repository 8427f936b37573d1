"""A chart as files: PNG, SVG and its numbers as CSV, the same bytes whenever they are the same numbers."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any, NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.present.colours import PAPER, SOFT, Theme, worn
from sim.present.compactsvg import compact
from sim.present.drawing import MARGIN, NOTE_SIZE, Size, write
from sim.present.lettering import EAST_ASIAN, LATIN, READERS_FONTS, families, quiet_fonts, readable
from sim.study.durable import csv_bytes
from sim.words.messages import say

SLIDE: Size = (13.333, 7.5)
DPI = 200  # twice what a screen shows

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: read aloud, searched, edited, and shown in the reader's own fonts
    "svg.hashsalt": "nurture",
    "text.parse_math": False,
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


_OURS = ", ".join(f"'{name}'" for name in (LATIN, EAST_ASIAN))  # as matplotlib writes them
_THEIRS = ", ".join(name if name == "sans-serif" else f"'{name}'" for name in READERS_FONTS)


class Chart(NamedTuple):
    """A drawing that knows its numbers: `draw` puts it on an axis of `size` inches.

    name: of its files, without an ending (dark ones end in `_dark`). title: the finding. alt: the picture in words.
    header and rows: its numbers.
    """

    name: str
    title: str
    alt: str
    size: Size
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    draw: Callable[[Axes], None]


def figure(chart: Chart, *, theme: Theme = "light") -> Figure:
    """The chart drawn on a figure of its own."""
    with _style(theme):
        return _drawn(chart)


def files(chart: Chart, *, theme: Theme = "light") -> dict[str, bytes]:
    """The chart's files by name: the picture as PNG and SVG, and the numbers as CSV."""
    dark = "_dark" if theme == "dark" else ""
    with _style(theme):
        drawn = _drawn(chart)
        return {
            # The SVG before the PNG, which may have to do without some characters.
            f"{chart.name}{dark}.svg": _svg(drawn, chart),
            f"{chart.name}{dark}.png": _png(drawn, chart),
            f"{chart.name}.csv": csv_bytes(chart.header, chart.rows),
        }


def svg(chart: Chart, *, theme: Theme = "light") -> bytes:
    """The chart as SVG alone."""
    with _style(theme):
        return _svg(_drawn(chart), chart)


def png(chart: Chart, *, theme: Theme = "light") -> bytes:
    """The chart as PNG alone."""
    with _style(theme):
        return _png(_drawn(chart), chart)


@contextmanager
def _style(theme: Theme) -> Iterator[None]:
    """Matplotlib as it is when nobody has set anything, but for the few settings above."""
    with matplotlib.rc_context(), quiet_fonts(), worn(theme):
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE | {"font.family": list(families())})
        yield


def _drawn(chart: Chart) -> Figure:
    found = Figure(figsize=chart.size, facecolor=PAPER)
    chart.draw(found.add_axes((0.0, 0.0, 1.0, 1.0)))
    return found


def _png(drawn: Figure, chart: Chart) -> bytes:
    without_unknown_characters(drawn)
    page = io.BytesIO()
    said = {"Title": chart.title, "Description": chart.alt, "Software": None}
    packing = {"compress_level": 3}  # two thirds of the time of the usual 6, for some more bytes
    FigureCanvasAgg(drawn).print_figure(page, format="png", dpi=DPI, metadata=said, pil_kwargs=packing)
    return page.getvalue()


def without_unknown_characters(drawn: Figure) -> None:
    """Put squares in the place of characters that no font here has, and say so in a corner."""
    strange = False
    for text in drawn.findobj(Text):
        assert isinstance(text, Text)
        plain = readable(text.get_text())
        strange |= plain != text.get_text()
        text.set_text(plain)
    if strange:
        corner = drawn.get_figwidth() - MARGIN, drawn.get_figheight() - 0.08
        write(drawn.axes[0], corner, say("charts.no_font"), NOTE_SIZE, color=SOFT, ha="right", va="top")


def _svg(drawn: Figure, chart: Chart) -> bytes:
    page = io.BytesIO()
    said = {"Title": chart.title, "Date": None, "Creator": None}
    with warnings.catch_warnings():
        # Readers have fonts of their own: the characters themselves are in the file, whatever the fonts here lack.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        FigureCanvasSVG(drawn).print_figure(page, format="svg", metadata=said)
    text = page.getvalue().decode().replace(_OURS, f"{_OURS}, {_THEIRS}")
    return _described(compact(text), chart).encode()


def _described(text: str, chart: Chart) -> str:
    """The SVG with its alt text, marked as one image."""
    title = f"<title>{escape(chart.title, quote=False)}</title>"
    described = f'{title}\n <desc id="alt">{escape(chart.alt, quote=False)}</desc>'
    return text.replace(title, described, 1).replace("<svg ", '<svg role="img" aria-describedby="alt" ', 1)
