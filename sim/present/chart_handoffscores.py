"""The score at hand-off: what sales accepts and what comes back, and why, by bands of ten points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from sim.model.journey import REASONS
from sim.present.colours import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, SKY, SOFT
from sim.present.drawing import MARGIN, Box, Point, Size, filled, heading, sheet, write
from sim.present.estimates import Estimate, of_ratio, of_values
from sim.present.lettering import cut_to, height_in
from sim.present.picture import SLIDE, Chart
from sim.present.plotting import LABEL_SIZE, End, label_ends, percent_ticks, plot
from sim.present.shownscenarios import left_out_note, shown_scenarios
from sim.study.answer import spoken
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.profile import OUTCOMES, POINTS, SCORE_BINS
from sim.words.messages import say

HEADER = (
    *("scenario", "from_score", "below_score", "accepted", "accepted_low", "accepted_high", "returned", "returned_low"),
    *("returned_high", *REASONS, "open", "acceptance_rate", "rate_low", "rate_high", "per", "replications"),
)
FEW = 10  # of fewer hand-offs judged in all runs no rate is given
HALF = 0.5
HEIGHT, FOOT, LABELS = 6.9, 0.95, 1.95  # inches: page; note and axis; room for the reasons' words
_COLORS = dict(zip(REASONS, (GREY, PURPLE, ORANGE, SKY, GREEN, RED, INK, SOFT), strict=True))


class Band(NamedTuple):
    """Hand-offs at scores from `first` to below `after` (None: no end): means per run, and the share accepted.

    reasons: of what came back; open: neither accepted nor back when the run ended. rate: of those judged; unknown of
    fewer than FEW in all runs.
    """

    first: int | None
    after: int | None
    accepted: Estimate
    returned: Estimate
    reasons: Mapping[str, float]
    open: float
    rate: Estimate

    @property
    def is_half_refused(self) -> bool:
        """Whether sales surely accepts less than half of them: all of the interval lies below."""
        return self.rate.high is not None and self.rate.high < HALF


class HandoffScores(NamedTuple):
    """What the chart shows. bands: of every scenario, all of them; `drawn`: those with hand-offs in what is shown."""

    title: str
    subtitle: str
    note: str
    scenarios: tuple[str, ...]
    names: Mapping[str, str]
    bands: Mapping[str, tuple[Band, ...]]
    drawn: range
    per: str
    replications: int


def handoff_scores(found: Comparison) -> HandoffScores | None:
    """The bands of a comparison's scenarios; None if no profiles were kept."""
    if not found.profiles:
        return None
    factor = KPIS["mqls"].per(1.0, found.window, found.question.per)
    bands = {name: tuple(_bands(found.profiles[name].scores, factor)) for name in found.scenarios}
    kept = shown_scenarios(found, 2)
    of = found.answer.choice.scenario or found.baseline
    n, per = found.replications, say(f"charts.per_{found.question.per}")
    return HandoffScores(
        title=_finding(bands[of], found.called(of)),
        subtitle=say("charts.handoffscores.subtitle", experiment=spoken(found.experiment), per=per),
        note=say("charts.handoffscores.note", few=FEW)
        + _runs(n)
        + left_out_note(found, len(kept), "charts.shown.left_out"),
        scenarios=kept,
        names={name: found.called(name) for name in found.scenarios},
        bands=bands,
        drawn=_drawn([bands[name] for name in kept]),
        per=per,
        replications=n,
    )


def _runs(n: int) -> str:
    return say("charts.one_run_note") if n == 1 else say("charts.mean_note", runs=n)


def _bands(scores: NDArray[np.int64], factor: float) -> Iterator[Band]:
    """scores: int64[runs, OUTCOMES, SCORE_BINS]; the factor makes counts of the window those that are shown."""
    back = slice(1, 1 + len(REASONS))
    for n in range(SCORE_BINS):
        accepted, returned = scores[:, 0, n], scores[:, back, n].sum(axis=1)
        judged = accepted + returned
        yield Band(
            first=n * POINTS if n else None,
            after=(n + 1) * POINTS if n + 1 < SCORE_BINS else None,
            accepted=of_values(accepted * factor),
            returned=of_values(returned * factor),
            reasons={reason: float(scores[:, 1 + i, n].mean() * factor) for i, reason in enumerate(REASONS)},
            open=float(scores[:, OUTCOMES.index("open"), n].mean() * factor),
            rate=of_ratio(accepted, judged, most=1.0) if judged.sum() >= FEW else Estimate(None, None, None),
        )


def _drawn(scenarios: Sequence[Sequence[Band]]) -> range:
    """From the first band with hand-offs to the last one."""
    full = [n for bands in scenarios for n, band in enumerate(bands) if _judged(band)]
    return range(min(full), max(full) + 1) if full else range(0)


def _judged(band: Band) -> float:
    return (band.accepted.mean or 0.0) + (band.returned.mean or 0.0)


def _finding(bands: Sequence[Band], name: str) -> str:
    """What the title says: at which scores sales surely accepts less than half."""
    rated = [band for band in bands if band.rate.mean is not None]
    judged = sum(_judged(band) for band in bands)
    if not judged:
        return say("charts.handoffscores.nothing", scenario=name)
    told = {"scenario": name, "share": _percent(sum(band.accepted.mean or 0.0 for band in bands) / judged)}
    if not rated:
        return say("charts.handoffscores.few", **told)
    refused = [band for band in rated if band.is_half_refused]
    if not refused:
        worst = min(rated, key=lambda band: band.rate.mean or 0.0)
        least = {"least": _percent(worst.rate.mean or 0.0), "score": _scores(worst, worst)}
        return say("charts.handoffscores.none", **told, **least)
    if len(refused) == len(rated):
        return say("charts.handoffscores.all", **told)
    return say("charts.handoffscores.title", scores=_stretches(rated), **told)


def _stretches(rated: Sequence[Band]) -> str:
    """The scores at which surely less than half is accepted, as few stretches as can be."""
    found: list[tuple[Band, Band]] = []
    was_refused = False
    for band in rated:
        if band.is_half_refused:
            found[-1:] = [(found[-1][0], band)] if was_refused else [*found[-1:], (band, band)]
        was_refused = band.is_half_refused
    return say("charts.comma").join(_scores(first, last) for first, last in found)


def _scores(first: Band, last: Band) -> str:
    """The scores of neighbouring bands in words."""
    if first.first is None:
        return say("charts.handoffscores.below", last=(last.after or 0) - 1)
    if last.after is None:
        return say("charts.handoffscores.from", first=first.first)
    return say("charts.handoffscores.between", first=first.first, last=last.after - 1)


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"


def handoff_scores_chart(found: Comparison) -> Chart | None:
    """The scores as a chart; None where `handoff_scores` is."""
    scores = handoff_scores(found)
    if scores is None:
        return None
    draw, rows = partial(draw_handoff_scores, found=scores), tuple(_table(scores))
    return Chart("handoff_scores", scores.title, _alt(scores), (SLIDE[0], HEIGHT), HEADER, rows, draw)


def draw_handoff_scores(ax: Axes, found: HandoffScores) -> None:
    """Draw the scores: for each scenario the share accepted, below it accepted upwards and returned downwards."""
    size: Size = (SLIDE[0], HEIGHT)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.62
    pitch = (size[0] - 2 * MARGIN) / len(found.scenarios)
    rate_height = (top - FOOT) * 0.22
    for n, name in enumerate(found.scenarios):
        left = MARGIN + n * pitch + 0.45
        wide = pitch - 0.45 - LABELS - (0.2 if n + 1 < len(found.scenarios) else 0.0)
        _rates(ax, Box(left, top - rate_height, wide, rate_height), found, name)
        _counts(ax, Box(left, FOOT, wide, top - FOOT - rate_height - 0.55), found, name)


def _edges(found: HandoffScores) -> tuple[float, float]:
    """The ends of the axis of scores."""
    return (found.drawn.start * POINTS, found.drawn.stop * POINTS) if found.drawn else (0.0, 100.0)


def _middles(bands: Sequence[int]) -> list[float]:
    return [(n + 0.5) * POINTS for n in bands]


def _reach(found: HandoffScores) -> tuple[float, float]:
    """The ends of the axis of counts, the same for all scenarios that are shown."""
    bands = [found.bands[name][n] for name in found.scenarios for n in found.drawn]
    most = max((band.accepted.most for band in bands), default=0.0)
    least = max((band.returned.most for band in bands), default=0.0)
    room = (most + least) * 0.06
    return (-least - room, most + room) if most + least else (-1.0, 1.0)


def _tick(score: float) -> str:
    """A score on the axis; from the last one on there are all above it too."""
    return f"{score:.0f}" + ("+" if score == (SCORE_BINS - 1) * POINTS else "")


def _rates(ax: Axes, box: Box, found: HandoffScores, name: str) -> None:
    """The share accepted in each band, with its interval, and the line at half."""
    words = say("charts.handoffscores.rate")
    inner = plot(ax, box, _edges(found), (0.0, 1.0), title=found.names[name], y_label=words)
    percent_ticks(inner)
    inner.set_xticklabels([])
    inner.axhline(HALF, color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)), label="half")
    rates = [(n, found.bands[name][n].rate) for n in found.drawn]
    inner.plot(
        _middles([n for n, _ in rates]),
        [np.nan if rate.mean is None else rate.mean for _, rate in rates],
        color=BLUE,
        linewidth=1.6,
        marker="o",
        markersize=4.5,
        label="rate",
    )
    for n, rate in rates:
        if rate.ends:
            inner.plot(_middles([n, n]), rate.ends, color=BLUE, linewidth=1.0, label="interval")
    label_ends(inner, box, [End(0.0, HALF, say("charts.handoffscores.half"), SOFT)], LABELS - 0.1)


def _counts(ax: Axes, box: Box, found: HandoffScores, name: str) -> None:
    """Accepted hand-offs upwards, those that came back downwards, split by their reasons."""
    bands = [found.bands[name][n] for n in found.drawn]
    low, high = _reach(found)
    up, across = say("charts.handoffscores.counts", per=found.per), say("charts.handoffscores.axis")
    inner = plot(ax, box, _edges(found), (low, high), x_label=across, y_label=up)
    inner.xaxis.set_major_formatter(lambda value, _: _tick(value))
    inner.yaxis.set_major_formatter(lambda value, _: format(round(abs(value), 10), ",.10g"))
    inner.axhline(0.0, color=INK, linewidth=0.9)
    x, wide = _middles(list(found.drawn)), POINTS * 0.82
    inner.bar(x, [band.accepted.mean or 0.0 for band in bands], wide, color=BLUE, label="accepted")
    below = np.zeros(len(bands))
    reasons = [reason for reason in REASONS if any(band.reasons[reason] for band in bands)]
    reasons.sort(key=lambda each: -sum(band.reasons[each] for band in bands))
    for reason in reasons:
        heights = np.array([band.reasons[reason] for band in bands])
        inner.bar(x, -heights, wide, bottom=-below, color=_COLORS[reason], label=reason)
        below += heights
    for band, at in zip(bands, x, strict=True):
        for spread, side in ((band.accepted, 1.0), (band.returned, -1.0)):
            if spread.ends and spread.mean:
                inner.plot([at, at], [side * end for end in spread.ends], color=INK, linewidth=0.9, label="interval")
    _words(ax, box, -low / (high - low), bands, reasons)
    if not bands:
        write(ax, box.middle, say("charts.handoffscores.no_bands"), 11.0, color=SOFT, ha="center")


def _words(ax: Axes, box: Box, zero: float, bands: Sequence[Band], reasons: Sequence[str]) -> None:
    """What the colours mean, at the right of the plot in the order of the bars, with their shares of those judged.

    zero: the part of the box's height that lies below its zero line.
    """
    judged = sum(_judged(band) for band in bands)
    if not judged:
        return
    parts = {reason: sum(band.reasons[reason] for band in bands) / judged for reason in reasons}
    share = sum(band.accepted.mean or 0.0 for band in bands) / judged
    row, left = height_in(1, LABEL_SIZE) + 0.03, box.right + 0.12
    y = box.bottom + min(max(zero * box.height, (len(parts) + 1) * row), box.height - row)
    _word(ax, (left, y + row / 2), BLUE, say("charts.handoffscores.accepted", share=_percent(share)), bold=True)
    returned = say("charts.handoffscores.returned", share=_percent(1.0 - share))
    write(ax, (left, y - row / 2), returned, LABEL_SIZE, bold=True)
    for n, (reason, part) in enumerate(parts.items()):
        text = say("charts.handoffscores.reason", reason=say(f"reason.{reason}"), share=_percent(part))
        _word(ax, (left, y - (n + 1.5) * row), _COLORS[reason], text)


def _word(ax: Axes, at: Point, color: str, text: str, *, bold: bool = False) -> None:
    """A small square in a colour, and what it stands for."""
    filled(ax, Box(at[0], at[1] - 0.045, 0.09, 0.09), color)
    write(ax, (at[0] + 0.14, at[1]), cut_to(text, LABELS - 0.3, LABEL_SIZE, bold=bold), LABEL_SIZE, bold=bold)


def _alt(found: HandoffScores) -> str:
    lines = []
    for name in found.scenarios:
        told = [
            say("charts.handoffscores.alt_band", scores=_scores(band, band), rate=_percent(band.rate.mean))
            for band in found.bands[name]
            if band.rate.mean is not None
        ]
        bands = say("charts.comma").join(told) or say("charts.handoffscores.no_bands")
        lines.append(say("charts.handoffscores.alt_scenario", scenario=found.names[name], bands=bands))
    scenarios = say("charts.between").join(lines)
    return say("charts.handoffscores.alt", title=found.title, subtitle=found.subtitle, scenarios=scenarios)


def _table(found: HandoffScores) -> Iterator[tuple[object, ...]]:
    """The bands with hand-offs as rows of HEADER, of all scenarios."""
    for name, bands in found.bands.items():
        for band in bands:
            if _judged(band) or band.open:
                counts = *band.accepted, *band.returned, *band.reasons.values(), band.open, *band.rate
                yield name, band.first, band.after, *counts, found.per, found.replications
