"""The tornado: how far each assumption moves the deciding difference, and at which ends the answer turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from sim.present.colours import BLUE, DEEP_RED, INK, PALE, RED, SKY, SOFT
from sim.present.drawing import MARGIN, Box, Size, heading, panel, sheet, write
from sim.present.lettering import cut_to, fitted, height_in, width_in
from sim.present.picture import SLIDE, Chart
from sim.study.answer import per_words, spoken
from sim.study.kpis import KPIS, Kpi
from sim.words.messages import say

HEADER = (
    *("assumption", "title", "value", "source", "end", "at", "difference", "low", "high", "answer", "turns"),
    *("scenario", "kpi", "per", "replications"),
)
HEAD, FOOT, ROW, LEAST_ROW = 1.45, 1.2, 0.85, 0.52  # inches
LABELS, ENDS = 2.9, 1.75  # inches: the assumptions' names; at each side room for the ends' words
BAR = 0.36  # of a row
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)  # points
END_SIZE = 8.0
MEASURED = ("share", "yen", "days", "hours")  # units that the name of a KPI doesn't tell
_IMPOSSIBLE = "not_possible"  # as in sim.study.robustness


class End(NamedTuple):
    """An assumption at one end of its range; difference with its interval None where there is none."""

    at: str
    difference: float | None
    low: float | None
    high: float | None
    answer: str | None
    turns: bool
    is_possible: bool


class Bar(NamedTuple):
    """An assumption: path, title, the value that the files have with its source, and both ends of its range."""

    path: str
    title: str
    value: str
    source: str
    low: End
    high: End

    def reach(self, own: float | None) -> tuple[float, float] | None:
        """From where to where the difference moves between both ends and `own`; None if nothing is known."""
        found = [end.difference for end in (self.low, self.high) if end.difference is not None]
        found += [] if own is None else [own]
        return (min(found), max(found)) if found else None

    def span(self, own: float | None) -> float:
        """How far that is."""
        reach = self.reach(own)
        return reach[1] - reach[0] if reach else 0.0


class Tornado(NamedTuple):
    """What the chart shows: bars, the longest first; own: the difference as the files are."""

    title: str
    subtitle: str
    note: str
    scenario: str
    kpi: Kpi
    per: str
    own: float | None
    bars: tuple[Bar, ...]
    names: Mapping[str, str]
    replications: int


def tornado(answer: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Tornado:
    """The bars of a robustness run: of `Robustness.to_json()`, or of the answer.json that is kept of it.

    names: what scenarios are called, where it is not their names as words.
    """
    kpi, settled, own = KPIS[answer["kpi"]], answer["answer"], answer["diff"]
    bars = sorted((_bar(each, settled) for each in answer["assumptions"]), key=lambda bar: -bar.span(own))
    called = {answer["scenario"], answer["baseline"], *(end.answer for bar in bars for end in _ends(bar) if end.answer)}
    told = {name: spoken(name) for name in called} | dict(names or {})
    unit = per_words(kpi.name, answer["per"])
    words = {"kpi": kpi.title, "unit": unit, "scenario": told[answer["scenario"]], "baseline": told[answer["baseline"]]}
    n = answer["replications"]
    return Tornado(
        title=_finding(bars, own, kpi, unit, settled is not None),
        subtitle=say("charts.tornado.subtitle", sentence=answer["verdict"], **words),
        note=say("charts.tornado.note") + say("charts.tornado.runs", runs=n),
        scenario=answer["scenario"],
        kpi=kpi,
        per=answer["per"],
        own=own,
        bars=tuple(bars),
        names=told,
        replications=n,
    )


def _bar(plain: Mapping[str, Any], settled: str | None) -> Bar:
    ends = {}
    for side in ("low", "high"):
        end = plain[side]
        is_possible = end["answer"] != _IMPOSSIBLE
        turns = settled is not None and is_possible and end["answer"] != settled
        answer = end["answer"] if is_possible else None
        ends[side] = End(end["value"], end["diff"], end["low"], end["high"], answer, turns, is_possible)
    return Bar(plain["assumption"], plain["title"], plain["value"], plain["source"], ends["low"], ends["high"])


def _ends(bar: Bar) -> tuple[End, End]:
    return bar.low, bar.high


def _finding(bars: Sequence[Bar], own: float | None, kpi: Kpi, unit: str, is_settled: bool) -> str:
    """What the title says: with how many assumptions the answer turns, and which one moves the difference most."""
    turning = [bar for bar in bars if bar.low.turns or bar.high.turns]
    told = next(iter(turning or bars), None)
    reach = told.reach(own) if told else None
    if told is None or reach is None:
        return say("charts.tornado.nothing")
    ends = {"low": _amount(kpi, reach[0]), "high": _amount(kpi, reach[1])}
    words = {"title": told.title, "kpi": kpi.title, "unit": unit, "count": len(turning), "all": len(bars), **ends}
    if not is_settled:
        return say("charts.tornado.open", **words)
    key = "holds" if not turning else "turns_one" if len(turning) == 1 else "turns"
    return say(f"charts.tornado.{key}", **words)


def _amount(kpi: Kpi, value: float | None) -> str:
    """A difference in words: shares in points."""
    text = kpi.show(value, signed=True)
    is_share = kpi.unit == "share" and value is not None
    return f"{text.removesuffix(' %')} {say('charts.tornado.points')}" if is_share else text


def tornado_chart(answer: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Chart:
    """The bars as a chart; arguments as of `tornado`."""
    found = tornado(answer, names)
    rows, draw = tuple(_table(found)), partial(draw_tornado, found=found)
    return Chart("tornado", found.title, _alt(found), _size(found), HEADER, rows, draw)


def _size(found: Tornado) -> Size:
    """A slide, less what few assumptions don't fill, and more if that many need it."""
    n = max(1, len(found.bars))
    fill = min(HEAD + FOOT + ROW * n, SLIDE[1])
    return SLIDE[0], max(fill, HEAD + FOOT + LEAST_ROW * n)


def draw_tornado(ax: Axes, found: Tornado) -> None:
    """Draw the tornado: a row for each assumption, over one axis of the deciding difference."""
    size = _size(found)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.45
    box = Box(MARGIN + LABELS, FOOT - 0.2, size[0] - 2 * MARGIN - LABELS, top - FOOT + 0.2)
    scale = 100.0 if found.kpi.unit == "share" else 1.0
    inner = panel(ax, box, _range(found, scale, box.width), max(1, len(found.bars)))
    words = _axis_words(found)
    inner.set_xlabel(cut_to(words, box.width, 8.5), fontsize=8.5, color=SOFT)
    inner.axvline(0.0, color=PALE, linewidth=1.0, zorder=0.5, label="zero")
    if found.own is not None:
        inner.axvline(found.own * scale, color=INK, linewidth=1.4, zorder=2.5, label="own")
        own = say("charts.tornado.own", difference=_amount(found.kpi, found.own))
        low, high = inner.get_xlim()
        at = box.left + (found.own * scale - low) / (high - low) * box.width
        at = min(max(at, box.left + width_in(own, 9.0, bold=True) / 2), box.right - width_in(own, 9.0, bold=True) / 2)
        write(ax, (at, box.top + 0.12), own, 9.0, bold=True, ha="center")
    for n, bar in enumerate(found.bars):
        row = box.height / len(found.bars)
        _label(ax, Box(MARGIN, box.top - (n + 1) * row, LABELS - 0.2, row), bar)
        _draw_bar(inner, n + 0.5, found, bar, scale)


def _axis_words(found: Tornado) -> str:
    """What the axis counts; a count says so by itself."""
    unit = say("charts.tornado.in", unit=say(f"charts.unit.{found.kpi.unit}")) if found.kpi.unit in MEASURED else ""
    about = {"kpi": found.kpi.title, "unit": per_words(found.kpi.name, found.per)}
    return say("charts.tornado.axis", scenario=found.names[found.scenario], **about) + unit


def _range(found: Tornado, scale: float, width: float) -> tuple[float, float]:
    """The ends of the axis, with room for words at both sides."""
    ends = [end for bar in found.bars for end in _ends(bar)]
    drawn = [x for end in ends for x in (end.difference, end.low, end.high) if x is not None]
    drawn += [found.own] if found.own is not None else []
    low, high = (min(drawn) * scale, max(drawn) * scale) if drawn else (0.0, 1.0)
    low, high = (low - 0.5, high + 0.5) if high - low < 1e-9 else (low, high)
    room = (high - low) * (ENDS + 0.1) / (width - 2 * (ENDS + 0.1))
    return low - room, high + room


def _label(ax: Axes, box: Box, bar: Bar) -> None:
    """The assumption's title, and below it the value that the files have."""
    below = cut_to(say("charts.tornado.value", value=bar.value), box.width, 7.5)
    lines = 2 if box.height >= height_in(2, SIZES[-1]) + height_in(1, 7.5) + 0.04 else 1
    sizes = [s for s in SIZES if height_in(lines, s) + height_in(1, 7.5) + 0.04 <= box.height] or [SIZES[-1]]
    title, size = fitted(bar.title, box.width, lines, sizes)
    tall = height_in(title.count("\n") + 1, size)
    top = box.middle[1] + (tall + height_in(1, 7.5)) / 2
    write(ax, (box.left, top), title, size, va="top")
    write(ax, (box.left, top - tall), below, 7.5, color=SOFT, va="top")


def _draw_bar(inner: Axes, y: float, found: Tornado, bar: Bar, scale: float) -> None:
    """One assumption: from the difference as it is to that at each end, the intervals of both, their words."""
    reached = [(end, end.difference * scale) for end in _ends(bar) if end.difference is not None]
    own = None if found.own is None else found.own * scale
    for end, at in sorted(reached, key=lambda each: -abs(each[1] - (own or 0.0))):
        color, name = (SKY, "low") if end is bar.low else (BLUE, "high")
        start = at if own is None else own
        inner.barh([y], [at - start], BAR, left=start, color=color, label=f"{bar.path} {name}")
        if end.low is not None and end.high is not None:
            interval = [end.low * scale, end.high * scale]
            inner.plot(interval, [y, y], color=INK, linewidth=0.9, zorder=3, label="interval")
        if end.turns:
            inner.plot([at], [y], marker="D", markersize=8.0, color=RED, zorder=4, label="turn")
    _ends_words(inner, y, found, bar, scale)


def _ends_words(inner: Axes, y: float, found: Tornado, bar: Bar, scale: float) -> None:
    """The words of the ends: that with the lower difference at the left, the other at the right."""
    known = sorted((end for end in _ends(bar) if end.difference is not None), key=lambda end: end.difference or 0.0)
    own = [] if found.own is None else [found.own]
    for n, end in enumerate(known):
        is_left = n == 0 if len(known) == 2 else bool(own) and (end.difference or 0.0) < own[0]
        all_ends = [x for each in known for x in (each.difference, each.low, each.high) if x is not None] + own
        edge = (min(all_ends) if is_left else max(all_ends)) * scale
        _say_end(inner, (edge, y), list(_end_lines(found, end)), is_left=is_left)
    missing = [end for end in _ends(bar) if end.difference is None]
    if missing:
        is_taken_left = bool(known) and bool(own) and (known[0].difference or 0.0) < own[0]
        words = say("charts.tornado.and").join(say("charts.tornado.impossible", value=end.at) for end in missing)
        all_ends = [x for each in known for x in (each.difference, each.low, each.high) if x is not None] + own
        at = (max(all_ends, default=0.0) if is_taken_left else min(all_ends, default=0.0)) * scale
        _say_end(inner, (at, y), [(words, SOFT, False)], is_left=not is_taken_left)


def _end_lines(found: Tornado, end: End) -> Iterator[tuple[str, str, bool]]:
    yield say("charts.tornado.end", value=end.at, difference=_amount(found.kpi, end.difference)), INK, False
    if end.turns:
        other = found.names[end.answer] if end.answer else say("charts.tornado.cannot_tell")
        yield say("charts.tornado.turn", answer=other), DEEP_RED, True


def _say_end(inner: Axes, at: tuple[float, float], lines: Sequence[tuple[str, str, bool]], *, is_left: bool) -> None:
    """Lines of words beyond an end of a bar."""
    for n, (text, color, bold) in enumerate(lines):
        words = cut_to(text, ENDS, END_SIZE, bold=bold)
        inner.annotate(
            words,
            at,
            xytext=((-1 if is_left else 1) * 7.0, (len(lines) - 1 - 2 * n) * END_SIZE * 0.62),
            textcoords="offset points",
            ha="right" if is_left else "left",
            va="center",
            fontsize=END_SIZE,
            color=color,
            fontweight="bold" if bold else "normal",
            parse_math=False,
            annotation_clip=False,
        )


def _alt(found: Tornado) -> str:
    lines = []
    for bar in found.bars:
        ends = [
            say("charts.tornado.alt_end", value=end.at, difference=_amount(found.kpi, end.difference))
            + (say("charts.tornado.alt_turns") if end.turns else "")
            for end in _ends(bar)
            if end.difference is not None
        ]
        lines.append(say("charts.tornado.alt_bar", title=bar.title, ends=say("charts.comma").join(ends)))
    return say("charts.tornado.alt", title=found.title, subtitle=found.subtitle, bars=say("charts.between").join(lines))


def _table(found: Tornado) -> Iterator[tuple[object, ...]]:
    """The ends as rows of HEADER."""
    for bar in found.bars:
        for side, end in (("low", bar.low), ("high", bar.high)):
            told = bar.path, bar.title, bar.value, bar.source, side, end.at, end.difference, end.low, end.high
            answer = end.answer if end.is_possible else _IMPOSSIBLE
            yield *told, answer, end.turns, found.scenario, found.kpi.name, found.per, found.replications
