"""Slides by their parts: title, text, tables, pictures and notes, each where it fits."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sim.present.lettering import POINTS, width_in, wrapped
from sim.present.slidepaper import EMU, Paper, Role, bodies_of, kind_of, place_of
from sim.present.slidetext import (
    LEADING,
    SIZES,
    SPARE,
    Fitted,
    Line,
    Place,
    broken_words,
    fit,
    one,
    spoken,
    write_line,
    write_lines,
)
from sim.words.wording import one_line

TITLE_SIZES: Final = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)  # points
TABLE_SIZES: Final = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
_INSET: Final = 0.1  # inches between a placeholder's edge and its text
_CELL: Final = 0.08  # the same at both sides of a table's cell
_AIR: Final = 0.5  # of a row beside its text, in sizes of letters
_HEAD_LINES, _HEAD_SIZE = 3, 10.0  # of a column's name, however long it is
_THIN, _THICK = 6_350, 12_700  # lines of tables
_INTERVAL: Final = re.compile(r"\[[^\[\]]{1,16}\]")
_HYPHEN: Final = re.compile(r"(?<![\w.])-(?=[\d.])")


class Page(NamedTuple):
    """A slide under way and its paper; `free`: the room for its content."""

    slide: Any
    paper: Paper
    free: Place


class Sheet(NamedTuple):
    """A table: its header, its rows, how wide the columns are to each other, and which are numbers."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    numbers: Sequence[int] = ()


def add_page(paper: Paper, title: str, notes: Sequence[str], *, role: Role = "title") -> Page:
    """A new slide with its title and notes; a body's placeholder is left for `write_body`."""
    slide = paper.show.slides.add_slide(paper.layouts[role])
    _write_title(slide, paper, title)
    if role == "title":
        for each in bodies_of(slide):
            each._element.getparent().remove(each._element)
    for each in list(slide.placeholders):
        if kind_of(each) in ("PICTURE", "CHART", "TABLE", "MEDIA_CLIP", "BITMAP", "ORG_CHART", "VERTICAL_BODY"):
            each._element.getparent().remove(each._element)
    _number(slide, paper)
    _write_notes(slide, paper, notes)
    return Page(slide, paper, paper.content(role))


def _write_title(slide: Any, paper: Paper, title: str) -> None:
    shape, place = slide.shapes.title, place_of(slide.shapes.title)
    most = _size_of(paper)
    sizes = [size for size in TITLE_SIZES if size <= most] or [TITLE_SIZES[-1]]
    found = fit([Line(_with_minus(title), bold=True)], place.width - 2 * _INSET, place.height - _INSET, sizes)
    frame = shape.text_frame
    _frame(frame, margin=_INSET)
    _keep(paper, found)
    plain = found._replace(lines=tuple(line._replace(bold=False) for line in found.lines))  # as heavy as its theme says
    write_lines(frame, plain, paper.fonts.heading)


def _size_of(paper: Paper) -> float:
    """The size of titles by the master, in points."""
    from pptx.oxml.ns import qn

    for style in paper.show.slide_master._element.iter(qn("p:titleStyle")):
        for properties in style.iter(qn("a:defRPr")):
            if properties.get("sz"):
                return int(properties.get("sz")) / 100.0
    return TITLE_SIZES[0]


def _frame(frame: Any, *, margin: float) -> None:
    """No surprises: text is broken into lines, and no program changes its size."""
    from pptx.enum.text import MSO_AUTO_SIZE

    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = round(margin * EMU)
    frame.margin_top = frame.margin_bottom = round(margin / 2 * EMU)


def _keep(paper: Paper, found: Fitted) -> None:
    paper.cut.extend(found.cut)


def _number(slide: Any, paper: Paper) -> None:
    """The slide's number where the layout has one; python-pptx leaves it out."""
    from pptx.oxml.ns import qn

    for each in slide.slide_layout.placeholders:
        if kind_of(each) == "SLIDE_NUMBER":
            element = copy.deepcopy(each._element)
            slide.shapes._spTree.append(element)
            for properties in element.iter(qn("a:rPr"), qn("a:endParaRPr")):
                spoken(properties, "", paper.fonts.body)
            element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))


def _write_notes(slide: Any, paper: Paper, notes: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    lines = tuple(Line(one_line(text)) for text in notes if text)
    write_lines(frame, Fitted(lines, 12.0, ()), paper.fonts.body)


def write_body(page: Page, place: Place, lines: Sequence[Line], sizes: Sequence[float] = SIZES) -> None:
    """Put text in the slide's body placeholder, moved to its place; without one, in a box of its own."""
    bodies = bodies_of(page.slide)
    if not bodies:
        write_text(page, place, lines, sizes)
        return
    body, *others = bodies
    for each in others:
        each._element.getparent().remove(each._element)
    body.left, body.top, body.width, body.height = _emu(place)
    _fill_frame(page, body.text_frame, place, lines, sizes, margin=_INSET)


def write_text(
    page: Page,
    place: Place,
    lines: Sequence[Line],
    sizes: Sequence[float] = SIZES,
    *,
    fill: str = "",
    middle: bool = False,
) -> None:
    """A box of text; `fill`: a colour of the theme, made light, behind it."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import MSO_ANCHOR

    box = page.slide.shapes.add_textbox(*_emu(place))
    if fill:
        box.fill.solid()
        box.fill.fore_color.theme_color = MSO_THEME_COLOR[fill]
        box.fill.fore_color.brightness = 0.85
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    _fill_frame(page, box.text_frame, place, lines, sizes, margin=0.12 if fill else _INSET)


def _fill_frame(
    page: Page, frame: Any, place: Place, lines: Sequence[Line], sizes: Sequence[float], *, margin: float
) -> None:
    whole = [line._replace(text=_with_minus(line.text)) for line in lines]
    found = fit(whole, place.width - 2 * margin, place.height - margin, sizes)
    _frame(frame, margin=margin)
    _keep(page.paper, found)
    write_lines(frame, found, page.paper.fonts.body)


def _emu(place: Place) -> tuple[int, int, int, int]:
    left, top, width, height = (round(each * EMU) for each in place)
    return left, top, width, height


def add_picture(page: Page, place: Place, png: bytes, alt: str) -> None:
    """A picture as large as it can be, in the middle of its place."""
    from pptx.util import Emu

    picture = page.slide.shapes.add_picture(io.BytesIO(png), 0, 0)
    scale = min(place.width * EMU / picture.width, place.height * EMU / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = Emu(round((place.left + place.width / 2) * EMU - picture.width / 2))
    picture.top = Emu(round(place.top * EMU))
    describe(picture._element.nvPicPr.cNvPr, alt)


def describe(properties: Any, alt: str) -> None:
    """Alt text of a picture, chart or table."""
    properties.set("descr", one_line(alt))


# ---- tables


def add_table(page: Page, place: Place, sheet: Sheet, alt: str, sizes: Sequence[float] = TABLE_SIZES) -> Place:
    """A table at the largest size at which its rows fit; cells that don't fit are cut. The place that it takes."""
    widths = [place.width * share / sum(sheet.shares) for share in sheet.shares]
    rows = as_shown(sheet, widths)
    page.paper.cut.extend(name for name, shown in zip(sheet.header, rows[0], strict=True) if shown != one_line(name))
    size, heights = _table_size(rows, widths, place.height, sizes)
    taken = place._replace(height=sum(heights))
    frame = page.slide.shapes.add_table(len(rows), len(widths), *_emu(taken))
    describe(frame._element.nvGraphicFramePr.cNvPr, alt)
    _plain(frame.table)
    for n, width in enumerate(widths):
        frame.table.columns[n].width = round(width * EMU)
    for r, (row, height) in enumerate(zip(rows, heights, strict=True)):
        frame.table.rows[r].height = round(height * EMU)
        for c, text in enumerate(row):
            line = Line(text, bold=r == 0, align="r" if c in sheet.numbers else "l")
            _write_cell(page, frame.table.cell(r, c), line, (widths[c], height), size)
    return taken


def as_shown(sheet: Sheet, widths: Sequence[float]) -> list[list[str]]:
    """The texts of a table as they will be written, its header before its rows."""
    heads = [_head(text, width) for text, width in zip(sheet.header, widths, strict=True)]
    return [heads, *([_with_minus(one_line(cell)) for cell in row] for row in sheet.rows)]


def _head(text: str, width: float) -> str:
    """A column's name, cut if it would be higher than a few lines of small letters."""
    found = fit([Line(text, bold=True)], _cell_room(width), _HEAD_LINES * _HEAD_SIZE * LEADING / POINTS, [_HEAD_SIZE])
    return found.lines[0].text


def _with_minus(text: str) -> str:
    """A hyphen before a number made a minus, and short intervals held together: no line ends within them."""
    whole = _INTERVAL.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
    return _HYPHEN.sub("\N{MINUS SIGN}", whole)


def _table_size(
    rows: Sequence[Sequence[str]], widths: Sequence[float], height: float, sizes: Sequence[float]
) -> tuple[float, list[float]]:
    """The size in points and the heights of rows in inches; at the smallest size rows of one line if need be."""
    least = _broken_words(rows, widths, sizes[-1])  # in the smallest letters
    for most in (least, len(rows) * len(widths)):  # rather small letters than broken words, rather these than cut text
        for size in sizes:
            heights = row_heights(rows, widths, size)
            if sum(heights) <= height and _broken_words(rows, widths, size) <= most:
                return size, heights
    low = sizes[-1]
    return low, [min(height / len(rows), _height(1, low))] * len(rows)


def _broken_words(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> int:
    """How many words are wider than their column."""
    return sum(
        broken_words([Line(text, bold=n == 0)], width - 2 * _CELL, size)
        for n, row in enumerate(rows)
        for text, width in zip(row, widths, strict=True)
    )


def row_heights(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> list[float]:
    """How high rows are in inches, the first one in bold letters."""
    return [_row_height(row, widths, size, n == 0) for n, row in enumerate(rows)]


def _row_height(row: Sequence[str], widths: Sequence[float], size: float, bold: bool) -> float:
    return max(_height(_lines(text, width, size, bold), size) for text, width in zip(row, widths, strict=True))


def _lines(text: str, width: float, size: float, bold: bool) -> int:
    return wrapped(text, _cell_room(width), size, 9, bold=bold).count("\n") + 1


def _cell_room(width: float) -> float:
    return max(0.2, (width - 2 * _CELL) * SPARE)


def _height(lines: int, size: float) -> float:
    return (lines * size * LEADING + size * _AIR) / POINTS


def _write_cell(page: Page, cell: Any, line: Line, room: tuple[float, float], size: float) -> None:
    from pptx.enum.text import MSO_ANCHOR

    width, height = room
    cell.margin_left = cell.margin_right = round(_CELL * EMU)
    cell.margin_top = cell.margin_bottom = round(size * _AIR / 2 / POINTS * EMU)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    most = max(1, int((height * POINTS - size * _AIR + 0.01) / (size * LEADING)))
    found = fit([line], width - 2 * _CELL, most * size * LEADING / POINTS + 0.001, [size])
    _keep(page.paper, found)
    write_line(cell.text_frame.paragraphs[0], found.lines[0], size, page.paper.fonts.body)
    cell.text_frame.word_wrap = True
    _rule_below(cell, _THICK if line.bold else _THIN)


def _plain(table: Any) -> None:
    """No style of its own: lines between rows, no fill, in the theme's colours."""
    from pptx.oxml.ns import qn

    properties = table._tbl.tblPr
    properties.set("bandRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"


def _rule_below(cell: Any, width: int) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    grey = '<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>'
    line = f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill>{grey}</a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def shortened(text: str, width: float, size: float) -> str:
    """A text on one line, for places that break no lines, such as a chart's categories."""
    return one(text, width, size) if width_in(one_line(text), size) > width else one_line(text)
