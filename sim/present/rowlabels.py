"""Scenarios as the rows of a chart: their names at the left, which one is today's, which one is recommended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from sim.present.colours import BLUE, GREY, INK, SKY, SOFT
from sim.present.drawing import Box, write
from sim.present.lettering import fitted, height_in
from sim.study.answer import spoken
from sim.words.messages import say

LABELS_WIDTH = 2.3  # inches
SIZES = (11.0, 10.0, 9.0, 8.0, 7.5, 7.0)  # points


def row_labels(
    ax: Axes,
    box: Box,
    scenarios: Sequence[str],
    baseline: str,
    chosen: str | None,
    *,
    titles: Mapping[str, str] = {},
) -> None:
    """Write the titles of scenarios, or their names, into equal rows of a box, from its top down."""
    height = box.height / len(scenarios)
    for n, scenario in enumerate(scenarios):
        y = box.top - (n + 0.5) * height
        role = _role(scenario, baseline, chosen)
        below = height_in(1, 8.0) if role else 0.0
        name, size = _name(titles.get(scenario) or spoken(scenario), box.width, height - below, bold=scenario == chosen)
        tall = height_in(name.count("\n") + 1, size)
        top = y + (tall + below) / 2
        write(ax, (box.left, top), name, size, bold=scenario == chosen, va="top", color=INK)
        if role:
            write(ax, (box.left, top - tall), role, 8.0, color=SOFT, va="top")


def _name(text: str, width: float, height: float, *, bold: bool) -> tuple[str, float]:
    """A name on one line if it can be, else on two if a row is so high."""
    one, size = fitted(text, width, 1, SIZES[:3], bold=bold)
    low_enough = [size for size in SIZES if height_in(2, size) <= height]
    if one == text or not low_enough:
        return (one, size) if one == text else fitted(text, width, 1, SIZES, bold=bold)
    return fitted(text, width, 2, low_enough, bold=bold)


def _role(scenario: str, baseline: str, chosen: str | None) -> str:
    if scenario == baseline:
        return say("charts.baseline_chosen" if scenario == chosen else "charts.baseline")
    return say("charts.chosen") if scenario == chosen else ""


def row_colors(scenarios: Sequence[str], baseline: str, chosen: str | None) -> list[str]:
    """Grey for the baseline, dark blue for what is recommended, light blue for the rest."""
    return [GREY if s == baseline else BLUE if s == chosen else SKY for s in scenarios]
