"""A look at a deck's file itself: charts that can be edited, letters that no font has, and what doesn't fit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sim.present.lettering import POINTS, readable, wrapped
from sim.present.slidepaper import EMU, place_of
from sim.present.slidetext import Place

_HAIR: Final = 0.02  # inches that don't count


class Checked(NamedTuple):
    """What a deck has. missing: letters that no font here has. overflows: what doesn't fit, in words for us."""

    slides: int
    charts: int
    missing: tuple[str, ...]
    overflows: tuple[str, ...]
    titles: tuple[str, ...]


def checked(content: bytes) -> Checked:
    """Read a presentation back and look at everything on it."""
    from pptx import Presentation

    show = Presentation(io.BytesIO(content))
    paper = Place(0.0, 0.0, show.slide_width / EMU, show.slide_height / EMU)
    charts, texts, overflows = 0, list[str](), list[str]()
    for n, slide in enumerate(show.slides, 1):
        for shape in slide.shapes:
            charts += shape.has_chart
            texts += texts_of(shape)
            overflows += [f"{n}: {shape.name}: {what}" for what in _beyond(shape, paper)]
    letters = dict.fromkeys(c for text in texts for c in text if readable(c) != c)
    titles = tuple(slide.shapes.title.text_frame.text for slide in show.slides)
    return Checked(len(titles), charts, tuple(letters), tuple(overflows), titles)


def texts_of(shape: Any) -> list[str]:
    """Every text of a shape, a table or a chart."""
    if shape.has_chart:
        root = shape.chart._chartSpace
        return [each.text or "" for each in root.iter() if str(each.tag).rpartition("}")[2] in ("t", "v")]
    if shape.has_table:
        return [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return [shape.text_frame.text] if shape.has_text_frame else []


def _beyond(shape: Any, paper: Place) -> Iterator[str]:
    place = place_of(shape)
    if shape.has_table:
        heights = [row.height / EMU for row in shape.table.rows]
        place = place._replace(height=sum(heights))
        yield from (f"cell '{text}'" for row in shape.table.rows for text in _beyond_cells(row, shape.table.columns))
    elif shape.has_text_frame and shape.text_frame.text and not _is_number(shape):
        frame = shape.text_frame
        width = place.width - (frame.margin_left + frame.margin_right) / EMU
        room = place.height - (frame.margin_top + frame.margin_bottom) / EMU
        if _height(frame, width) > room + _HAIR:
            yield f"text '{frame.text}'"
    beyond = (-place.left, -place.top, place.right - paper.right, place.bottom - paper.bottom)
    if max(beyond) > _HAIR:
        yield "beyond the slide"


def _beyond_cells(row: Any, columns: Any) -> Iterator[str]:
    """The texts of a table's row that are higher than their cells."""
    for cell, column in zip(row.cells, columns, strict=True):
        width = (column.width - cell.margin_left - cell.margin_right) / EMU
        room = (row.height - cell.margin_top - cell.margin_bottom) / EMU
        if _height(cell.text_frame, width) > room + _HAIR:
            yield str(cell.text_frame.text)


def _is_number(shape: Any) -> bool:
    """Whether it is the slide's number, which its program fills in."""
    return bool(shape.is_placeholder) and "SLIDE_NUMBER" in str(shape.placeholder_format.type)


def _height(frame: Any, width: float) -> float:
    """Inches that the text of a frame takes, by its own sizes and leading."""
    high = 0.0
    for n, paragraph in enumerate(frame.paragraphs):
        sizes = [run.font.size.pt for run in paragraph.runs if run.font.size is not None] or [18.0]
        text = "".join(run.text for run in paragraph.runs)
        bold = any(run.font.bold for run in paragraph.runs)
        left = int((paragraph._p.pPr.get("marL") if paragraph._p.pPr is not None else None) or 0) / EMU
        room = max(0.1, width - left)
        lines = wrapped(text, room, max(sizes), 99, bold=bold).count("\n") + 1
        leading = paragraph.line_spacing.pt if hasattr(paragraph.line_spacing, "pt") else max(sizes) * 1.3
        before = paragraph.space_before.pt if n and paragraph.space_before is not None else 0.0
        high += lines * leading + before
    return high / POINTS

