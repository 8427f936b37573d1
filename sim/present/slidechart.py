"""Native charts: bars and lines that can be edited in PowerPoint, with the workbook behind them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sim.present.lettering import POINTS, width_in
from sim.present.slides import Page, _emu, describe, shortened
from sim.present.slidetext import LEADING, Line, Place, east_asian, text_height
from sim.words.language import current
from sim.words.wording import one_line

_SIZE: Final = 12.0  # points of labels
_AXIS: Final = 0.9  # inches of a value axis with its title
_MOST_COLUMNS: Final = 4  # categories side by side; more lie beneath each other
_WHEN: Final = datetime(2000, 1, 1)


class Series(NamedTuple):
    """Numbers of one colour, one for each category. reach: how far intervals go below and above; none: no interval.

    accent: the theme's colour (1 to 6), 0 for grey.
    """

    name: str
    values: tuple[float | None, ...]
    reach: tuple[tuple[float, float], ...] = ()
    accent: int = 1


class Bars(NamedTuple):
    """A chart of bars or lines. unit: what the axis counts. digits: behind the point of labels.

    colours: of each category the accent, where a single series has several.
    """

    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    digits: int = 1
    is_line: bool = False
    colours: tuple[int, ...] = ()


def add_chart(page: Page, place: Place, bars: Bars) -> None:
    """Draw it as a chart of PowerPoint's own."""
    from pptx.chart.data import CategoryChartData

    is_flat = not bars.is_line and len(bars.categories) > _MOST_COLUMNS
    shown = _fitted(bars, place.width, is_flat)
    data = CategoryChartData(number_format=_format(bars.digits))
    data.categories = shown.categories
    for series in shown.series:
        data.add_series(one_line(series.name), series.values)
    frame = page.slide.shapes.add_chart(_kind(shown, is_flat), *_emu(place), data)
    describe(frame._element.nvGraphicFramePr.cNvPr, bars.alt)
    chart = frame.chart
    _look(chart, shown, is_flat, place.width)
    for n, series in enumerate(shown.series):
        _paint(chart.plots[0].series[n], series, shown)
        if series.reach:
            _whiskers(chart.plots[0].series[n], series, n, shown)
    _fonts(chart, page.paper.fonts.body)
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(shown))


def _fitted(bars: Bars, width: float, is_flat: bool) -> Bars:
    """The chart with names as short as their places: at an axis, and side by side in the legend."""
    each, names = len(bars.categories), len(bars.series)
    room = 0.35 * width if is_flat else 0.9 * (width - _AXIS) / max(1, each)
    legend = max(0.8, width / max(1, names) - 0.5)
    categories = _unlike(name if _has_room(name, room) else shortened(name, room, _SIZE) for name in bars.categories)
    called = _unlike(shortened(series.name, legend, _SIZE) if names > 1 else series.name for series in bars.series)
    series = tuple(one._replace(name=name) for one, name in zip(bars.series, called, strict=True))
    return bars._replace(categories=tuple(categories), series=series)


def _has_room(name: str, width: float) -> bool:
    """Whether a name fits on two lines without a broken word."""
    words = one_line(name).split(" ")
    is_short = text_height([Line(name)], width, _SIZE) <= 2.1 * _SIZE * LEADING / POINTS
    return is_short and not any(width_in(word, _SIZE) > width for word in words)


def _unlike(names: Iterator[str]) -> Iterator[str]:
    """Names that were cut to the same get a number."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _kind(bars: Bars, is_flat: bool) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    if bars.is_line:
        return XL_CHART_TYPE.LINE_MARKERS
    return XL_CHART_TYPE.BAR_CLUSTERED if is_flat else XL_CHART_TYPE.COLUMN_CLUSTERED


def _format(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _look(chart: Any, bars: Bars, is_flat: bool, width: float) -> None:
    """Labels at the bars, thin grid lines, zero on the axis, and the axis' unit."""
    from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    chart.font.size = Pt(_SIZE)
    chart.has_title = False
    chart.has_legend = len(bars.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    values, categories = chart.value_axis, chart.category_axis
    _scale(values, bars)
    values.has_major_gridlines = True
    _grey(values.major_gridlines.format.line, 0.75)
    _grey(categories.format.line, 0.4)
    values.format.line.fill.background()
    values.has_title = True
    values.axis_title.text_frame.text = one_line(bars.unit)
    values.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    values.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(_SIZE)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.reverse_order = is_flat
    values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH if is_flat else XL_TICK_LABEL_POSITION.LOW
    if bars.is_line:
        return
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, -5
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = _format(bars.digits), False
    labels.show_value, labels.position = True, XL_LABEL_POSITION.INSIDE_BASE
    has_room = is_flat or width > _AXIS + 0.75 * len(bars.series) * len(bars.categories)
    labels.font.size = Pt(_SIZE + 1 if has_room else _SIZE - 2)
    labels.font.bold = True


def _scale(axis: Any, bars: Bars) -> None:
    """From zero, unless something lies below; where all is nothing, up to one."""
    known = [value for series in bars.series for value in series.values if value is not None]
    most = max((abs(value) for value in known), default=0.0)
    axis.minimum_scale = 0 if min(known, default=0.0) >= 0.0 else None
    if most == 0.0:
        axis.maximum_scale = axis.major_unit = 1
    digits = 0 if most >= 5.0 or most == 0.0 else 1 if most >= 0.5 else 2
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = _format(digits), False


def _grey(line: Any, brightness: float) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    line.color.brightness = brightness
    line.width = Pt(0.75)


def _paint(drawn: Any, series: Series, bars: Bars) -> None:
    """Light colours, on which labels can be read; of lines full ones."""
    from pptx.util import Pt

    if bars.is_line:
        _colour(drawn.format.line.color, series.accent, 0.0)
        drawn.format.line.width = Pt(2.25)
        drawn.smooth = False
        drawn.marker.format.fill.solid()
        _colour(drawn.marker.format.fill.fore_color, series.accent, 0.0)
        return
    drawn.invert_if_negative = False
    drawn.format.fill.solid()
    _colour(drawn.format.fill.fore_color, series.accent, 0.4)
    for n, accent in enumerate(bars.colours):
        point = drawn.points[n]
        point.format.fill.solid()
        _colour(point.format.fill.fore_color, accent, 0.4)


def _colour(colour: Any, accent: int, brightness: float) -> None:
    """A colour of the theme; 0 is grey."""
    from pptx.enum.dml import MSO_THEME_COLOR

    colour.theme_color = MSO_THEME_COLOR[f"ACCENT_{accent}"] if accent else MSO_THEME_COLOR.TEXT_1
    colour.brightness = brightness if accent else (0.75 if brightness else 0.5)


def _whiskers(drawn: Any, series: Series, n: int, bars: Bars) -> None:
    """Intervals as error bars that can be edited: their numbers stand in the workbook as well."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    ends = []
    for side, name in ((1, "plus"), (0, "minus")):
        column = _letter(1 + len(bars.series) + 2 * n + side)
        points = "".join(
            f'<c:pt idx="{i}"><c:v>{reach[side]!r}</c:v></c:pt>' for i, reach in enumerate(series.reach)
        )
        cells = f"Sheet1!${column}$2:${column}${1 + len(bars.categories)}"
        count = f'<c:ptCount val="{len(series.reach)}"/>'
        cache = f"<c:numCache><c:formatCode>General</c:formatCode>{count}{points}</c:numCache>"
        ends.append(f"<c:{name}><c:numRef><c:f>{cells}</c:f>{cache}</c:numRef></c:{name}>")
    line = '<c:spPr><a:ln w="15875"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></c:spPr>'
    about = '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    bars_xml = f"<c:errBars {nsdecls('c', 'a')}>{about}{''.join(ends)}{line}</c:errBars>"
    drawn._element.find(qn("c:cat")).addprevious(parse_xml(bars_xml))


def _letter(column: int) -> str:
    """A column's letter in a sheet, from 0."""
    return chr(ord("A") + column)


def _fonts(chart: Any, font: str) -> None:
    """Every text of a chart in the theme's East Asian font, and in the language of the deck."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    root = chart._chartSpace
    for properties in root.iter(qn("a:defRPr"), qn("a:rPr"), qn("a:endParaRPr")):
        properties.set("lang", "ja-JP" if current() == "ja" else "en-US")
        east_asian(properties, font)
    for each in root.findall(qn("c:lang")):
        root.remove(each)
    language = parse_xml(f'<c:lang {nsdecls("c")} val="{"ja-JP" if current() == "ja" else "en-US"}"/>')
    root.find(qn("c:date1904")).addnext(language)


# ---- the workbook behind a chart


def workbook(bars: Bars) -> bytes:
    """The numbers of a chart as PowerPoint opens them; texts are texts, whatever they begin with."""
    from xlsxwriter import Workbook

    page = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(page, {"in_memory": True, **texts}) as book:
        book.set_properties({"created": _WHEN, "author": "nurture"})
        sheet = book.add_worksheet("Sheet1")
        for r, row in enumerate(_cells(bars)):
            _write_row(sheet, r, row)
    return page.getvalue()


def _write_row(sheet: Any, r: int, row: Sequence[str | float | None]) -> None:
    for c, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(r, c, value)
        elif value is not None:
            sheet.write_number(r, c, value)


def _cells(bars: Bars) -> Iterator[Sequence[str | float | None]]:
    ends = [("-", "+") if series.reach else ("", "") for series in bars.series]
    names = [one_line(series.name) for series in bars.series]
    pairs = zip(names, ends, strict=True)
    yield ["", *names, *(f"{name} {end}" if end else "" for name, pair in pairs for end in pair)]
    for n, category in enumerate(bars.categories):
        reach = [side for series in bars.series for side in (series.reach[n] if series.reach else (None, None))]
        yield [category, *(series.values[n] for series in bars.series), *reach]
