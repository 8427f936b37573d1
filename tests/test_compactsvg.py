"""SVG in fewer bytes: the same ways, texts and looks, told shorter."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.present import picture
from sim.present.chart_differences import differences_chart
from sim.present.charts import map_chart
from sim.present.compactsvg import compact
from sim.present.picture import svg
from tests.pictures import JAPANESE, comparison, crowded, flowing

SVG = "{http://www.w3.org/2000/svg}"
FONT = "font-family: 'A', sans-serif; "
POINTS = st.lists(st.tuples(*[st.sampled_from([0.0, 12.5, 12.504999, 3.123456, -0.000001, 959.976])] * 2), min_size=2)


def page(body: str) -> str:
    return f'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def way(points: list[tuple[float, float]], *, is_closed: bool = False) -> str:
    """A way as matplotlib writes it."""
    return "M " + "\nL ".join(f"{x:.6f} {y:.6f} " for x, y in points) + ("\nz\n" if is_closed else "")


def walked(drawn: str) -> list[tuple[float, float]]:
    """The points of a way."""
    points: list[tuple[float, float]] = []
    for letter, numbers in re.findall(r"([MLHV])([^MLHVz]*)", drawn):
        some = [float(number) for number in numbers.split()]
        x, y = points[-1] if points else (0.0, 0.0)
        points.append({"H": (some[0], y), "V": (x, some[0])}.get(letter) or (some[0], some[1]))
    return points


@given(points=POINTS, is_closed=st.booleans())
def test_a_way_goes_through_the_same_points(points: list[tuple[float, float]], is_closed: bool) -> None:
    found = compact(page(f'<path d="{way(points, is_closed=is_closed)}" style="fill: #ffffff"/>'))
    (drawn,) = re.findall(' d="([^"]*)"', found)
    assert walked(drawn) == [pytest.approx(point, abs=0.0051) for point in points]
    assert drawn.endswith("z") == is_closed
    assert "-0 " not in drawn


def test_level_and_upright_steps_tell_one_number() -> None:
    square = [(1.0, 2.0), (3.0, 2.0), (3.0, 4.123456), (1.0, 4.123456)]
    assert 'd="M1 2H3V4.12H1z"' in compact(page(f'<path d="{way(square, is_closed=True)}" style="fill: #ffffff"/>'))


def test_curves_stay_as_they_are() -> None:
    curve = '<path d="M 1.5 2 \nC 1 2 3.123456 4 5 6 \nL 7 8 \n" style="fill: none"/>'
    assert 'd="M 1.5 2 \nC 1 2 3.12 4 5 6 \nL 7 8 \n"' in compact(page(curve))


def test_lines_of_one_look_are_one_path_and_others_stay_apart() -> None:
    thin, faint, filled = (
        f'  <path d="M 0 1 \nL 2 3 \n" style="{style}"/>'
        for style in ("fill: none; stroke: #111111", "fill: none; stroke-opacity: 0.5", "fill: #ffffff")
    )
    found = compact(page("\n".join([thin, thin, faint, faint, filled, filled, thin])))
    assert re.findall(' d="([^"]*)"', found) == ["M0 1L2 3M0 1L2 3", *["M0 1L2 3"] * 5]


def test_marks_of_one_look_tell_it_once() -> None:
    colors = ("blue", "red")
    blue, red = (f'  <use href="#m" x="1" y="2" style="fill: {each}; fill-opacity: 0.7"/>' for each in colors)
    see_through = blue.replace("fill-opacity", "opacity")
    found = ET.fromstring(compact(page("\n".join([blue, blue, red, see_through, see_through]))))
    assert [child.tag.rpartition("}")[2] for child in found] == ["g", "use", "use", "use"]
    assert [child.get("style", "")[:9] for child in found] == ["fill: blu", "fill: red", "fill: blu", "fill: blu"]
    assert [mark.attrib for mark in found[0]] == [{"href": "#m", "x": "1", "y": "2"}] * 2


def test_fonts_are_told_once_and_texts_are_untouched() -> None:
    said = "3.14159 L 2 rotate(-0 1 1) font-family: 'A', sans-serif; &lt;b&gt;"
    text = f'<text style="{FONT}fill: #000000" x="1.23456" transform="rotate(-0 1.23456 2)">{said}</text>'
    found = ET.fromstring(compact(page(text)))
    assert found.get("font-family") == "'A', sans-serif"
    assert found[0].text == said.replace("&lt;b&gt;", "<b>")
    assert found[0].attrib == {"style": "fill: #000000", "x": "1.23"}
    turned = text.replace("-0 1.23456 2", "-90 1.23456 2")
    assert 'transform="rotate(-90 1.23 2)"' in compact(page(turned))


def test_two_families_of_fonts_are_refused() -> None:
    with pytest.raises(ValueError, match="one family of fonts is needed, found"):
        compact(page(f'<text style="{FONT}x: y">a</text><text style="font-family: B; x: y">b</text>'))


def test_a_chart_says_the_same_in_a_good_third_fewer_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    journey = crowded(JAPANESE, sources=3, touchpoints=4)
    charts = [map_chart(journey, flowing(journey)), differences_chart(comparison())]
    short = [svg(chart) for chart in charts]
    monkeypatch.setattr(picture, "compact", lambda text: text)
    for chart, now in zip(charts, short, strict=True):
        whole = svg(chart)
        assert len(now) < 0.7 * len(whole)
        assert texts(now) == texts(whole)


def texts(content: bytes) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(content).iter(f"{SVG}text")]
