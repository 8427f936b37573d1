"""An SVG in fewer bytes, with the same looks: matplotlib repeats the fonts with every text and writes six decimals."""

from __future__ import annotations

import re
from itertools import groupby

DECIMALS = 2  # of a coordinate, in points: a hundredth is a fiftieth of a pixel on the sharpest screens

_TAG = re.compile(r"<[^<>]*>")  # texts have no < or > of their own, they are escaped
_NUMBER = re.compile(r"(?<=[\s\"(,])-?\d+\.\d{3,}(?=[\s\"),;])")
_UNTURNED = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
_FONTS = re.compile(r"font-family: ([^;\"]+); ")
_LINE = re.compile(r'( *<path d=")([^"]*)(" [^>]*style="fill: none;[^"]*"/>)')
_MARK = re.compile(r'( *<use [^>]*) style="([^"]*)"/>')
_STEP = re.compile(r"([MLz])\s*([-\d.]*) ?([-\d.]*)")
_DRAWN = re.compile(r'(?<= d=")[ML][-\d. ML\n]*z?[ \n]*(?=")')  # a way of straight lines


def compact(text: str) -> str:
    """The SVG with its fonts told once, coordinates of two decimals, lines of one look in one path, marks in one group.

    ValueError if its texts have several families of fonts; those of a chart have one.
    """
    fonts = {font for tag in _TAG.findall(text) for font in _FONTS.findall(tag)} or {"sans-serif"}
    if len(fonts) > 1:
        raise ValueError(f"one family of fonts is needed, found {sorted(fonts)}")
    text = _TAG.sub(_smaller, text).replace("<svg ", f'<svg font-family="{fonts.pop()}" ', 1)
    return "\n".join(_together(_joined(text.split("\n"))))


def _smaller(tag: re.Match[str]) -> str:
    plain = _FONTS.sub("", _UNTURNED.sub("", tag[0]))
    return _DRAWN.sub(_shorter, _NUMBER.sub(_rounded, plain))


def _rounded(found: re.Match[str]) -> str:
    """A number without needless decimals; never -0."""
    short = f"{float(found[0]):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _shorter(found: re.Match[str]) -> str:
    """The way on one line; steps that are level or upright tell one number."""
    way, at = "", ("", "")
    for drawing, x, y in _STEP.findall(found[0]):
        if drawing == "L" and at[1] == y:
            way += f"H{x}"
        elif drawing == "L" and at[0] == x:
            way += f"V{y}"
        else:
            way += f"{drawing}{x} {y}".rstrip()
        at = (x, y)
    return way


def _joined(lines: list[str]) -> list[str]:
    """Neighbouring lines of the same look as one path, which looks the same where nothing is filled or see-through."""
    found: list[str] = []
    for look, group in groupby(lines, _look):
        some = list(group)
        if look is None:
            found += some
        else:
            ways = "".join(_LINE.sub(r"\2", line) for line in some)
            found.append(f"{look[0]}{ways}{look[1]}")
    return found


def _look(line: str) -> tuple[str, str] | None:
    """What stands before and after the way of a path that may be joined with its like; None of anything else."""
    found = _LINE.fullmatch(line)
    return (found[1], found[3]) if found and "opacity" not in line else None


def _together(lines: list[str]) -> list[str]:
    """Neighbouring marks of one look in a group that tells the look for all."""
    found: list[str] = []
    for style, group in groupby(lines, _style):
        some = list(group)
        if style is None or len(some) == 1:
            found += some
        else:
            found += [f'<g style="{style}">', *(_MARK.sub(r"\1/>", line) for line in some), "</g>"]
    return found


def _style(line: str) -> str | None:
    """The style of a mark, all of whose properties marks inherit as well; None of anything else."""
    found = _MARK.fullmatch(line)
    return found[2] if found and not re.search("(^|[; ])opacity", found[2]) else None
