"""Charts as files: the same bytes each time, described for those who can't see them, and safe with any text."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import matplotlib
import pytest
from matplotlib.axes import Axes
from PIL import Image

from sim.present.chart_differences import differences_chart
from sim.present.chart_funnel import funnel_chart
from sim.present.charts import map_chart
from sim.present.drawing import sheet, write
from sim.present.journeymap import HEADER
from sim.present.picture import DPI, SLIDE, Chart, files, png, svg
from tests.pictures import JAPANESE, comparison, crowded, flowing

SVG = "{http://www.w3.org/2000/svg}"
JOURNEY = crowded(JAPANESE, sources=3, touchpoints=4)


@pytest.fixture(scope="module")
def chart() -> Chart:
    return map_chart(JOURNEY, flowing(JOURNEY))


@pytest.fixture(scope="module")
def made(chart: Chart) -> dict[str, bytes]:
    return files(chart)


def tiny(text: str) -> Chart:
    """A chart of one text."""

    def draw(ax: Axes) -> None:
        sheet(ax, (2.0, 1.0))
        write(ax, (0.1, 0.5), text, 8.0)

    return Chart("tiny", "title", "alt", (2.0, 1.0), ("a",), ((1,),), draw)


def tree(content: bytes) -> ET.Element:
    return ET.fromstring(content)


def test_the_same_numbers_give_the_same_bytes(chart: Chart, made: dict[str, bytes]) -> None:
    assert files(chart) == made


def test_one_picture_alone_is_the_same_as_among_all() -> None:
    together = files(tiny("text"))
    assert (svg(tiny("text")), png(tiny("text"))) == (together["tiny.svg"], together["tiny.png"])


def test_what_somebody_has_set_up_for_matplotlib_changes_nothing() -> None:
    before = files(tiny("text"))
    with matplotlib.rc_context({"font.size": 30, "savefig.bbox": "tight", "svg.fonttype": "path", "axes.grid": True}):
        assert files(tiny("text")) == before
        assert matplotlib.rcParams["font.size"] == 30


def test_pictures_hold_no_dates_and_no_versions(made: dict[str, bytes]) -> None:
    assert b"<dc:date>" not in made["journey.svg"]
    assert b"Matplotlib v" not in made["journey.svg"]
    assert "Software" not in Image.open(io.BytesIO(made["journey.png"])).info


def test_a_png_is_a_slide_at_twice_the_density_of_a_screen(made: dict[str, bytes]) -> None:
    picture = Image.open(io.BytesIO(made["journey.png"]))
    assert picture.size == tuple(int(side * DPI) for side in SLIDE)
    assert picture.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)


def test_a_png_knows_its_title_and_its_alt_text(chart: Chart, made: dict[str, bytes]) -> None:
    info = Image.open(io.BytesIO(made["journey.png"])).info
    assert (info["Title"], info["Description"]) == (chart.title, chart.alt)


def test_an_svg_begins_with_its_title_and_alt_text(chart: Chart, made: dict[str, bytes]) -> None:
    root = tree(made["journey.svg"])
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert (root[0].text, root[1].text) == (chart.title, chart.alt)
    assert root.get("role") == "img"
    assert root.get("aria-describedby") == root[1].get("id")


def test_text_in_an_svg_stays_text_whatever_fonts_there_are(made: dict[str, bytes]) -> None:
    said = "".join("".join(text.itertext()) for text in tree(made["journey.svg"]).iter(f"{SVG}text"))
    assert "=価格ページを見た" in said
    assert "□" not in said


def test_dollars_and_carets_are_no_formulas() -> None:
    text = "$x^2$ _y_ \\frac{1}{2}"
    assert ["".join(each.itertext()) for each in tree(svg(tiny(text))).iter(f"{SVG}text")] == [text]


def test_where_no_font_has_a_character_the_png_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[str] = []
    monkeypatch.setattr("sim.present.picture.write", lambda ax, at, text, *_, **__: noted.append(text))
    assert png(tiny("ᚠᚡᚢ <b>&"))  # runes: no font here has them
    assert noted == ["□ is a character that no font on this computer has"]
    png(tiny("plain"))
    assert len(noted) == 1


def test_numbers_come_as_csv_for_spreadsheets_and_no_text_is_a_formula(made: dict[str, bytes]) -> None:
    content = made["journey.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert tuple(header) == HEADER
    counts = {(start, end): count for _, start, end, _, count in rows}
    assert counts["A", "B"] == "12345"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]


@pytest.mark.parametrize("draw", [funnel_chart, differences_chart])
def test_the_numbers_of_every_chart_are_complete(draw: object) -> None:
    chart = draw(comparison(runs=1))  # type: ignore[operator]
    header, *rows = csv.reader(io.StringIO(files(chart)[f"{chart.name}.csv"].decode("utf-8-sig")))
    assert tuple(header) == chart.header
    assert len(rows) == len(chart.rows) > 0
    assert "nan" not in str(rows)
    assert "inf" not in str(rows)


def test_files_can_be_named_in_any_language() -> None:
    assert set(files(tiny("x")._replace(name="月二回"))) == {"月二回.svg", "月二回.png", "月二回.csv"}
