"""The funnel by scenario: from leads to deals won, each step with its interval and its share of the step before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from sim.model.stats import paired, ratio_of_totals
from sim.present.colours import INK, SOFT
from sim.present.doubt import doubt
from sim.present.drawing import MARGIN, Box, Size, heading, panel, sheet, write
from sim.present.lettering import cut_to, fitted, width_in
from sim.present.picture import SLIDE, Chart
from sim.present.rowlabels import LABELS_WIDTH, row_colors, row_labels
from sim.study.answer import per_words, spoken
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.words.messages import say

STEPS = ("leads", "handoffs", "sals", "opportunities", "wins")
HEADER = ("scenario", "step", "mean", "low", "high", "share_of_step_before", "per", "replications")
HEAD, FOOT, MOST_ROW, LEAST_ROW = 1.6, 0.95, 1.1, 0.42  # inches


class Bar(NamedTuple):
    """One step of one scenario: mean over runs, its interval, and its share of the step before.

    low and high are None where one run has no spread; share is None for the first step, and of nothing.
    """

    mean: float
    low: float | None
    high: float | None
    share: float | None


class Funnel(NamedTuple):
    """What the chart shows. titles: how scenarios are called; bars: by scenario and step; counts per `per`."""

    title: str
    subtitle: str
    note: str
    scenarios: tuple[str, ...]
    titles: Mapping[str, str]
    baseline: str
    chosen: str | None
    per: str
    bars: Mapping[str, Mapping[str, Bar]]
    replications: int


def funnel(comparison: Comparison) -> Funnel:
    """The funnel of a comparison's scenarios in the measured window."""
    bars = {scenario: _bars(comparison, scenario) for scenario in comparison.scenarios}
    per = comparison.question.per
    n = comparison.replications
    return Funnel(
        title=_finding(comparison, bars),
        subtitle=say("charts.funnel.subtitle", experiment=spoken(comparison.experiment), per=_per(per)),
        note=say("charts.funnel.note") + _runs(n),
        scenarios=comparison.scenarios,
        titles={scenario: comparison.called(scenario) for scenario in comparison.scenarios},
        baseline=comparison.baseline,
        chosen=comparison.answer.choice.scenario,
        per=per,
        bars=bars,
        replications=n,
    )


def _runs(n: int) -> str:
    return say("charts.one_run_note") if n == 1 else say("charts.mean_note", runs=n)


def _bars(comparison: Comparison, scenario: str) -> dict[str, Bar]:
    counts = {step: comparison.figures[scenario][:, list(KPIS).index(step), 0] for step in STEPS}
    bars: dict[str, Bar] = {}
    before = None
    for step, found in counts.items():
        scaled = found * KPIS[step].per(1.0, comparison.window, comparison.question.per)
        spread = paired(np.zeros(scaled.size), scaled)
        known = math.isfinite(spread.half_width)
        share: float | None = None if before is None else ratio_of_totals(found, before)
        bars[step] = Bar(spread.mean, max(0.0, spread.low) if known else None, spread.high if known else None, share)
        before = found
    return bars


def _finding(comparison: Comparison, bars: Mapping[str, Mapping[str, Bar]]) -> str:
    """What the title says: the opportunities of two scenarios, or how far those of many lie apart."""
    unit = per_words("opportunities", comparison.question.per)
    means = {scenario: bars[scenario]["opportunities"].mean for scenario in comparison.scenarios}
    shown = {scenario: _count("opportunities", mean) for scenario, mean in means.items()}
    if not any(means.values()):
        return say("charts.funnel.nothing")
    base, *rivals = comparison.scenarios
    if len(rivals) == 1:
        names = {"baseline": comparison.called(base), "rival": comparison.called(rivals[0])}
        names["doubt"] = doubt(comparison.cells[rivals[0]]["opportunities"].difference)
        return say("charts.funnel.two", before=shown[base], after=shown[rivals[0]], unit=unit, **names)
    least, most = min(rivals, key=means.__getitem__), max(rivals, key=means.__getitem__)
    ends = {"least": shown[least], "most": shown[most], "best": comparison.called(most)}
    return say("charts.funnel.many", unit=unit, base=shown[base], **ends)


def funnel_chart(comparison: Comparison) -> Chart:
    """The funnel as a chart."""
    found = funnel(comparison)
    rows = tuple(_table(found))
    return Chart("funnel", found.title, _alt(found), _size(found), HEADER, rows, lambda ax: draw_funnel(ax, found))


def _size(found: Funnel) -> Size:
    """A slide, less what few scenarios don't fill, and more if that many need it."""
    n = len(found.scenarios)
    fill = min(HEAD + FOOT + MOST_ROW * n, SLIDE[1])
    return SLIDE[0], max(fill, HEAD + FOOT + LEAST_ROW * n)


def draw_funnel(ax: Axes, found: Funnel) -> None:
    """Draw the funnel: a row for each scenario, a panel with its own axis for each step."""
    size = _size(found)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.6
    height = min(top - FOOT, MOST_ROW * len(found.scenarios))
    rows = Box(MARGIN, top - height, LABELS_WIDTH, height)
    row_labels(ax, rows, found.scenarios, found.baseline, found.chosen, titles=found.titles)
    left, pitch = rows.right + 0.15, (size[0] - MARGIN - rows.right - 0.15) / len(STEPS)
    for n, step in enumerate(STEPS):
        box = Box(left + n * pitch, rows.bottom, pitch - 0.25, height)
        title, letters = fitted(say(f"charts.funnel.{step}"), box.width, 1, (10.0, 9.0, 8.0), bold=True)
        write(ax, (box.left, box.top + 0.14), title, letters, bold=True, va="baseline")
        _step(ax, box, found, step)


def _step(ax: Axes, box: Box, found: Funnel, step: str) -> None:
    """One step of all scenarios: bars from 0, their intervals, and the numbers above them."""
    bars = [found.bars[scenario][step] for scenario in found.scenarios]
    most = max(bar.mean if bar.high is None else bar.high for bar in bars) or 1.0
    inner = panel(ax, box, (0.0, most * 1.06), len(bars))
    inner.set_xlabel(
        say("charts.funnel.axis", unit=say(f"charts.funnel.unit_{step}"), per=_per(found.per)), fontsize=8, color=SOFT
    )
    places = np.arange(len(bars)) + 0.64
    colors = row_colors(found.scenarios, found.baseline, found.chosen)
    inner.barh(places, [bar.mean for bar in bars], height=0.38, color=colors, label=step)
    row = box.height / len(bars)
    for bar, place in zip(bars, places, strict=True):
        if bar.low is not None and bar.high is not None:
            inner.plot([bar.low, bar.high], [place, place], color=INK, linewidth=1.2, marker="|", markersize=6)
        _numbers(inner, step, bar, place - 0.19 - 0.06 / row, box.width)


def _numbers(inner: Axes, step: str, bar: Bar, y: float, width: float) -> None:
    """The number of a bar above it, and how many that is for each hundred of the step before."""
    text = _count(step, bar.mean)
    across = inner.get_yaxis_transform()
    write(inner, (0.0, y), text, 10.0, bold=True, va="baseline", transform=across)
    if bar.share is not None:
        share = f"{bar.share * 100:.{1 if 0.0 < bar.share < 0.1 else 0}f}"
        words = say("charts.funnel.share", share=share, before=say(f"charts.funnel.before_{step}"))
        room = width - width_in(text, 10.0, bold=True) - 0.1
        write(inner, (1.0, y), cut_to(words, room, 8.0), 8.0, color=SOFT, ha="right", va="baseline", transform=across)


def _count(step: str, mean: float) -> str:
    return KPIS[step].show(mean) if mean else "0"


def _per(per: str) -> str:
    return say(f"charts.per_{per}")


def _alt(found: Funnel) -> str:
    lines = []
    for scenario in found.scenarios:
        counts = [
            say("charts.funnel.alt_step", title=say(f"charts.funnel.{step}"), mean=_count(step, bar.mean))
            for step, bar in found.bars[scenario].items()
        ]
        told = {"scenario": found.titles[scenario], "counts": say("charts.comma").join(counts)}
        lines.append(say("charts.funnel.alt_scenario", **told))
    scenarios = say("charts.between").join(lines)
    return say("charts.funnel.alt", title=found.title, subtitle=found.subtitle, scenarios=scenarios)


def _table(found: Funnel) -> Iterator[tuple[object, ...]]:
    """The bars as rows of HEADER."""
    for scenario, bars in found.bars.items():
        for step, bar in bars.items():
            yield scenario, step, *bar, found.per, found.replications
