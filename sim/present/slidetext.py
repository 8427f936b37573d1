"""Text on slides: made to fit its place by measuring it, and set in fonts for Latin and East Asian letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sim.present.lettering import POINTS, cut_to, width_in, wrapped
from sim.words.columns import is_wide
from sim.words.language import current
from sim.words.wording import one_line

SIZES: Final = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0)  # points
LEADING: Final = 1.3  # of a line, in sizes of its letters; exact, so that no font changes what fits
_GAP: Final = 0.45  # between paragraphs, in sizes
SPARE: Final = 0.98  # of the width: programs break lines by rules of their own
_MOST_LINES: Final = 99


class Place(NamedTuple):
    """A rectangle on a slide, in inches from its left and upper edge."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def columns(self, *shares: float, gap: float = 0.3) -> list[Place]:
        """Beside each other, as wide as their shares say, with a gap between them."""
        free = self.width - gap * (len(shares) - 1)
        widths = [free * share / sum(shares) for share in shares]
        starts = [self.left + sum(widths[:n]) + gap * n for n in range(len(shares))]
        return [Place(left, self.top, width, self.height) for left, width in zip(starts, widths, strict=True)]

    def rows(self, *shares: float, gap: float = 0.2) -> list[Place]:
        """Beneath each other, as high as their shares say, with a gap between them."""
        free = self.height - gap * (len(shares) - 1)
        heights = [free * share / sum(shares) for share in shares]
        starts = [self.top + sum(heights[:n]) + gap * n for n in range(len(shares))]
        return [Place(self.left, top, self.width, height) for top, height in zip(starts, heights, strict=True)]

    def inside(self, margin: float) -> Place:
        """Without a margin on all sides."""
        return Place(self.left + margin, self.top + margin, self.width - 2 * margin, self.height - 2 * margin)


class Line(NamedTuple):
    """A paragraph. scale: of its size, to that of the others. tint: a colour of the theme instead of the text's own."""

    text: str
    bold: bool = False
    scale: float = 1.0
    bullet: str = ""
    tint: str = ""
    align: str = ""  # ctr, r; empty: as the others are


class Fitted(NamedTuple):
    """Paragraphs as they fit, the size of those of scale 1 in points, and which texts had to be cut."""

    lines: tuple[Line, ...]
    size: float
    cut: tuple[str, ...]


def fit(lines: Sequence[Line], width: float, height: float, sizes: Sequence[float] = SIZES) -> Fitted:
    """The paragraphs at the largest size at which they fit into inches; at the smallest one cut, with an ellipsis."""
    lines = [line._replace(text=one_line(line.text)) for line in lines]
    least = broken_words(lines, width, sizes[-1])  # in the smallest letters
    for size in sizes:
        if text_height(lines, width, size) <= height and broken_words(lines, width, size) <= least:
            return Fitted(tuple(lines), size, ())
    return _cut(lines, width, height, sizes[-1])


def text_height(lines: Sequence[Line], width: float, size: float) -> float:
    """Inches that paragraphs take at a size, broken into lines of a width in inches."""
    high = sum(_count(line, width, size) * line.scale * size * LEADING for line in lines)
    return (high + max(0, len(lines) - 1) * size * _GAP) / POINTS


def _count(line: Line, width: float, size: float) -> int:
    """Into how many lines a paragraph is broken."""
    room = _room(line, width, size)
    return wrapped(line.text, room, line.scale * size, _MOST_LINES, bold=line.bold).count("\n") + 1


def _room(line: Line, width: float, size: float) -> float:
    return max(0.2, (width - (indent(size) if line.bullet else 0.0)) * SPARE)


def indent(size: float) -> float:
    """Inches that a bullet takes."""
    return 1.5 * size / POINTS


def broken_words(lines: Sequence[Line], width: float, size: float) -> int:
    """How many words are wider than their line."""
    return sum(
        width_in(word, line.scale * size, bold=line.bold) > _room(line, width, size)
        for line in lines
        for word in line.text.split(" ")
        if not any(is_wide(c) for c in word)
    )


def _cut(lines: Sequence[Line], width: float, height: float, size: float) -> Fitted:
    """As many lines as there is room for, the last paragraph with an ellipsis; the texts that lost something."""
    kept, lost, left = list[Line](), list[str](), height * POINTS
    for n, line in enumerate(lines):
        step = line.scale * size * LEADING
        most = int((left + 1e-6) / step)
        if most < 1 and kept:
            lost += [line.text for line in lines[n:]]
            break
        shown = wrapped(line.text, _room(line, width, size), line.scale * size, max(1, most), bold=line.bold)
        left -= (shown.count("\n") + 1) * step + size * _GAP
        kept.append(line._replace(text=_joined(shown, line.text)))
        lost += [line.text] if shown.endswith("…") and not line.text.endswith("…") else []
    return Fitted(tuple(kept), size, tuple(lost))


def _joined(shown: str, whole: str) -> str:
    """Broken lines as one again: programs break them anew."""
    if not shown.endswith("…"):
        return whole
    pieces = shown.split("\n")
    text = pieces[0]
    for piece in pieces[1:]:
        text += piece if whole.startswith(text + piece.rstrip("…")[:1]) else f" {piece}"
    return text


def one(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """A text on one line of inches, cut if it must be."""
    return cut_to(text, width * SPARE, size, bold=bold)


# ---- written into the file


def write_lines(frame: Any, fitted: Fitted, font: str) -> None:
    """Put paragraphs into a text frame (python-pptx), in place of what it says."""
    for n, line in enumerate(fitted.lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        write_line(paragraph, line, fitted.size, font)
        if n:
            paragraph.space_before = _points(fitted.size * _GAP)


def write_line(paragraph: Any, line: Line, size: float, font: str) -> None:
    """Put one paragraph's text, its size, leading, bullet and fonts."""
    if not line.text:
        _empty(paragraph, size, font)
        return
    run = paragraph.add_run()
    run.text = one_line(line.text)
    run.font.size = _points(line.scale * size)
    run.font.bold = True if line.bold else None
    if line.tint:
        run.font.color.theme_color = _theme_color(line.tint)
    paragraph.line_spacing = _points(line.scale * size * LEADING)
    properties = paragraph._p.get_or_add_pPr()
    if line.align:
        properties.set("algn", line.align)
    _bullet(properties, line, size)
    spoken(run._r.get_or_add_rPr(), line.text, font)


def _empty(paragraph: Any, size: float, font: str) -> None:
    """A paragraph without text is as high as its end says."""
    end = paragraph._p.get_or_add_endParaRPr()
    end.set("sz", str(round(size * 100)))
    paragraph.line_spacing = _points(size * LEADING)
    spoken(end, "", font)


def _points(size: float) -> Any:
    from pptx.util import Pt

    return Pt(round(size, 1))


def _theme_color(name: str) -> Any:
    from pptx.enum.dml import MSO_THEME_COLOR

    return MSO_THEME_COLOR[name]


def _bullet(properties: Any, line: Line, size: float) -> None:
    """A bullet of our own, or surely none: templates have theirs."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    inches = indent(size) if line.bullet else 0.0
    properties.set("marL", str(round(inches * 914_400)))
    properties.set("indent", str(-round(inches * 914_400)))
    if not line.bullet:
        properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    elif line.bullet == "1":
        properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="+mj-lt"/>'))
        properties.append(parse_xml(f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod"/>'))
    else:
        properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
        properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="{line.bullet}"/>'))


def spoken(properties: Any, text: str, font: str) -> None:
    """Say in a run's properties which language it is in, and the font of its East Asian letters."""
    is_japanese = current() == "ja" or any(is_wide(c) for c in text)
    properties.set("lang", "ja-JP" if is_japanese else "en-US")
    properties.set("altLang", "en-US" if is_japanese else "ja-JP")
    east_asian(properties, font)


def east_asian(properties: Any, font: str) -> None:
    """Set the East Asian font of some properties of text: python-pptx sets only the Latin one."""
    from pptx.oxml.ns import qn

    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    child = properties.makeelement(qn("a:ea"), {"typeface": font})
    later = [each for each in properties if each.tag in {qn(f"a:{name}") for name in _AFTER}]
    if later:
        later[0].addprevious(child)
    else:
        properties.append(child)


_AFTER: Final = ("cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst")  # the order that the format demands
