"""The paper that slides are written on: our own, or a user's template with its layouts, fonts and free space."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from sim.present.slidetext import Place
from sim.words.messages import say
from sim.yamlfile import FileProblems, Problem

EMU: Final = 914_400  # English metric units in an inch
FONT: Final = "Yu Gothic"  # for East Asian letters, where the theme names none
WIDE: Final = (13.333, 7.5)  # inches
_NAMES: Final = {
    "title": ("title only", "タイトルのみ"),
    "body": ("title and content", "タイトルとコンテンツ"),
    "cover": ("title slide", "タイトルスライド"),
}
_FEET: Final = ("DATE", "FOOTER", "SLIDE_NUMBER")
_LEAST_SHARE: Final = 0.4  # of a slide's height that content needs
_MARGIN: Final = 0.5
_ACCENTS: Final = ("0072B2", "D55E00", "009E73", "E69F00", "56B4E9", "CC79A7")  # Okabe and Ito's, as in our charts

Role = Literal["title", "body"]


class Fonts(NamedTuple):
    """The East Asian fonts of a theme."""

    heading: str
    body: str


@dataclass(frozen=True)
class Paper:
    """A presentation without slides. layouts: those for a title alone, and for a title with a body.

    cut: the texts that had to be cut so far.
    """

    show: Any
    layouts: dict[Role, Any]
    fonts: Fonts
    width: float
    height: float
    cut: list[str] = field(default_factory=list)

    def content(self, role: Role) -> Place:
        """Where a slide's content goes: below its title, above what stands at the foot."""
        return free_space(self.layouts[role], self.width, self.height)


def package(path: Path) -> Any:
    """The package python-pptx. Raises FileProblems, about the file that needs it, if it isn't installed."""
    try:
        import pptx
    except ImportError:
        raise FileProblems([Problem(str(path), 1, 1, "", say("deck.absent"))]) from None
    return pptx


def open_paper(template: Path | None, target: Path) -> Paper:
    """Our own paper, or a template's, its slides dropped. Raises FileProblems for what is no template."""
    pptx = package(template or target)
    show = _own(pptx) if template is None else _read(pptx, template)
    width, height = show.slide_width / EMU, show.slide_height / EMU
    layouts = _layouts(show, width, height)
    if layouts is None:
        raise FileProblems([Problem(str(template), 1, 1, "", say("deck.no_layout"))])
    _empty(show)
    return Paper(show, layouts, theme_fonts(show), width, height)


def _read(pptx: Any, template: Path) -> Any:
    try:
        return pptx.Presentation(io.BytesIO(template.read_bytes()))
    except OSError as error:
        text = say("yaml.unreadable", reason=error.strerror or error)
        raise FileProblems([Problem(str(template), 1, 1, "", text)]) from None
    except Exception as error:  # python-pptx lets through whatever its parsers raise
        raise FileProblems([Problem(str(template), 1, 1, "", say("deck.no_template"))]) from error


# ---- layouts


def _layouts(show: Any, width: float, height: float) -> dict[Role, Any] | None:
    """The layouts by name, else by their placeholders; None without any that leaves room for content."""
    usable = [each for each in show.slide_layouts if _title_of(each) and _has_room(each, width, height)]
    title = _named(usable, "title") or _first(usable, bodies=0) or next(iter(usable), None)
    body = _named(usable, "body") or _first(usable, bodies=1) or title
    return None if title is None else {"title": title, "body": body}


def _named(layouts: list[Any], role: str) -> Any:
    known = {re.sub(r"\s", "", name) for name in _NAMES[role]}
    return next((each for each in layouts if re.sub(r"\s", "", each.name.casefold()) in known), None)


def _first(layouts: list[Any], *, bodies: int) -> Any:
    """The first layout with a plain title and so many other places for content."""
    covers = [_named(layouts, "cover")]
    found = (each for each in layouts if len(bodies_of(each)) == bodies and each not in covers)
    return next(found, None)


def kind_of(shape: Any) -> str:
    """What a placeholder is for, as python-pptx names it."""
    return str(shape.placeholder_format.type).partition(" ")[0].rpartition(".")[2]


def _title_of(layout: Any) -> Any:
    titles = (each for each in layout.placeholders if kind_of(each) in ("TITLE", "CENTER_TITLE"))
    return next(titles, None)


def bodies_of(layout: Any) -> list[Any]:
    """The placeholders for content."""
    return [each for each in layout.placeholders if kind_of(each) in ("BODY", "OBJECT", "SUBTITLE")]


def _has_room(layout: Any, width: float, height: float) -> bool:
    place = free_space(layout, width, height)
    return place.height >= _LEAST_SHARE * height and place.width >= _LEAST_SHARE * width


def place_of(shape: Any) -> Place:
    """Where a shape stands; nowhere if it doesn't say so."""
    left, top, width, height = ((each or 0) / EMU for each in (shape.left, shape.top, shape.width, shape.height))
    return Place(left, top, width, height)


def free_space(layout: Any, width: float, height: float) -> Place:
    """The room between the title and what stands at the foot of a layout, as wide as the title."""
    title = place_of(_title_of(layout))
    left, right = max(title.left, 0.2), min(title.right, width - 0.2)
    top = title.bottom + 0.1
    bottom = min([height - _MARGIN, *(each.top - 0.05 for each in _feet(layout, height))])
    return Place(left, top, right - left, bottom - top)


def _feet(layout: Any, height: float) -> Iterator[Place]:
    """Places of footers, and of pictures and lines of the template, in the lowest fifth."""
    shapes = [*layout.shapes, *(each for each in layout.slide_master.shapes if not each.is_placeholder)]
    for each in shapes:
        place = place_of(each)
        is_foot = not each.is_placeholder or kind_of(each) in _FEET
        if is_foot and place.top >= 0.8 * height:
            yield place


# ---- a template without its slides


def _empty(show: Any) -> None:
    """Drop the slides of a template, what lists them, and the picture of its first one."""
    from pptx.oxml.ns import qn

    slides = show.slides._sldIdLst
    for each in list(slides):
        show.part.drop_rel(each.rId)
        slides.remove(each)
    root = show.element
    for name in ("p:custShowLst", "p:extLst"):  # sections and shows of slides that are gone
        for each in root.findall(qn(name)):
            root.remove(each)
    package = show.part.package
    for key, rel in list(package._rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            package._rels.pop(key)


# ---- fonts


def theme_fonts(show: Any) -> Fonts:
    """The theme's East Asian fonts of headings and of text, else its Japanese ones, else Yu Gothic."""
    theme = _theme(show).blob
    return Fonts(*(_font(theme, kind) for kind in ("major", "minor")))


def _theme(show: Any) -> Any:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    return show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)


def _font(theme: bytes, kind: str) -> str:
    from pptx.oxml import parse_xml

    for fonts in parse_xml(theme).iter(_qn(f"a:{kind}Font")):
        own = fonts.find(_qn("a:ea"))
        japanese = (each for each in fonts.findall(_qn("a:font")) if each.get("script") == "Jpan")
        named = [each.get("typeface") for each in (own, *japanese) if each is not None and each.get("typeface")]
        return str(named[0]) if named else FONT
    return FONT


# ---- our own paper


def _own(pptx: Any) -> Any:
    """python-pptx's own template, made 16:9, with titles at the left, our colours and a Japanese font."""
    show = pptx.Presentation()
    wider = WIDE[0] * EMU / show.slide_width
    show.slide_width, show.slide_height = (round(each * EMU) for each in WIDE)
    for page in (show.slide_master, *show.slide_layouts):
        for shape in page.shapes:
            if shape._element.spPr.find(_qn("a:xfrm")) is not None:
                shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)
    _own_title(show)
    part = _theme(show)
    part._blob = _own_theme(part.blob)
    return show


def _qn(name: str) -> str:
    from pptx.oxml.ns import qn

    return str(qn(name))


def _own_title(show: Any) -> None:
    """Titles that state a finding need two lines, at the left, and less of the slide."""
    master = show.slide_master
    title = next(each for each in master.placeholders if kind_of(each) == "TITLE")
    title.left, title.top, title.width, title.height = (round(each * EMU) for each in (0.5, 0.3, 12.333, 1.05))
    for style in master._element.iter(_qn("p:titleStyle")):
        first = style.find(_qn("a:lvl1pPr"))
        first.set("algn", "l")
        first.find(_qn("a:defRPr")).set("sz", "2600")
        first.find(_qn("a:defRPr")).set("b", "1")
    for each in master.placeholders:
        if kind_of(each) in _FEET:
            each.top, each.height = round(6.98 * EMU), round(0.32 * EMU)


def _own_theme(theme: bytes) -> bytes:
    text = theme.decode()
    text = text.replace('<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>')
    text = re.sub(r'(<a:font script="Jpan" typeface=)"[^"]*"', rf'\1"{FONT}"', text)
    for n, colour in enumerate(_ACCENTS, 1):
        text = re.sub(rf"(<a:accent{n}><a:srgbClr val=)\"[0-9A-F]+\"", rf'\1"{colour}"', text)
    return text.encode()
