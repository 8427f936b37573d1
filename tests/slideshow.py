"""Presentations for tests: what is in one, templates made by hand, and comparisons to make decks of."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from sim.study.comparison import Comparison
from sim.study.reopened import Reopened
from tests.opened import small

NAMES_JA = {
    "Title Slide": "タイトル スライド",
    "Title Only": "タイトルのみ",
    "Title and Content": "タイトルとコンテンツ",
}


def opened(found: Comparison | None = None) -> Reopened:
    """The small experiment, with another comparison in its place."""
    return small() if found is None else small()._replace(found=found)


def titled(found: Comparison, **titles: str) -> Comparison:
    """A comparison whose scenarios have titles."""
    return replace(found, question=found.question._replace(titles=titles))


def show_of(content: bytes) -> Any:
    """The presentation in a file."""
    return Presentation(io.BytesIO(content))


def shapes_of(content: bytes) -> Iterator[tuple[int, Any]]:
    """Every shape with the number of its slide, from 1."""
    for n, slide in enumerate(show_of(content).slides, 1):
        yield from ((n, shape) for shape in slide.shapes)


def charts_of(content: bytes) -> list[Any]:
    """Every native chart."""
    return [shape.chart for _, shape in shapes_of(content) if shape.has_chart]


def texts_of(content: bytes, first: int = 1, last: int = 99) -> list[str]:
    """Every text on some slides, those of charts and tables as well."""
    found = []
    for n, shape in shapes_of(content):
        if first <= n <= last:
            root = shape.chart._chartSpace if shape.has_chart else shape._element
            found += [each.text or "" for each in root.iter(qn("a:t"), qn("c:v"))]
    return found


def runs_of(content: bytes) -> Iterator[Any]:
    """The properties of every text that is shown: runs and fields of slides and notes, and texts of charts."""
    for slide in show_of(content).slides:
        for root in (slide._element, slide.notes_slide._element):
            for run in root.iter(qn("a:r"), qn("a:fld")):
                yield run.find(qn("a:rPr"))
    for chart in charts_of(content):
        yield from chart._chartSpace.iter(qn("a:defRPr"), qn("a:rPr"))


@cache
def template(*, wide: bool = False, font: str = "Meiryo", japanese: bool = True) -> bytes:
    """A firm's template: 4:3 or 16:9, fonts of its own, two slides of its own, and a logo at the foot."""
    show = Presentation()
    if wide:
        show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
    theme = _theme(show)
    theme._blob = theme.blob.replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{font}"/>'.encode())
    theme._blob = theme.blob.replace(b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="Georgia"/>')
    theme._blob = theme.blob.replace(b'<a:accent1><a:srgbClr val="4F81BD"/>', b'<a:accent1><a:srgbClr val="7A1F3D"/>')
    for layout in show.slide_layouts:
        layout.name = NAMES_JA.get(layout.name, layout.name) if japanese else f"Firm {layout.name}"
    for text in ("Old slide", "Another old slide"):
        show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = text
    _logo(show)
    page = io.BytesIO()
    show.save(page)
    return page.getvalue()


def _theme(show: Any) -> Any:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    return show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)


def _logo(show: Any) -> None:
    """A block of colour at the lower right of the master."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    left, top = show.slide_width - Inches(1.6), show.slide_height - Inches(0.45)
    place = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{Inches(1.4)}" cy="{Inches(0.3)}"/></a:xfrm>'
    fill = '<a:prstGeom prst="rect"/><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    about = '<p:nvSpPr><p:cNvPr id="99" name="Logo"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    shape = f"<p:sp {nsdecls('p', 'a')}>{about}<p:spPr>{place}{fill}</p:spPr></p:sp>"
    show.slide_master.shapes._spTree.append(parse_xml(shape))


def written(folder: Path, **settings: Any) -> Path:
    """A template as a file."""
    file = folder / "corp.pptx"
    file.write_bytes(template(**settings))
    return file
