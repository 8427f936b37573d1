"""The cadence curve: what a lead's mails per month bring and cost, from scenarios that send more and less often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from matplotlib.axes import Axes

from sim.model.stats import paired_ratio
from sim.present.colours import INK, PAPER, SOFT
from sim.present.doubt import doubt
from sim.present.drawing import MARGIN, Box, Size, heading, sheet, write
from sim.present.estimates import Estimate, of_ratio, of_values
from sim.present.lettering import fitted, height_in
from sim.present.picture import SLIDE, Chart
from sim.present.placing import Marked, label_points
from sim.present.plotting import LABEL_SIZE, Look, looks, plot
from sim.present.rowlabels import LABELS_WIDTH
from sim.present.shownscenarios import left_out_note, shown_scenarios
from sim.study.answer import spoken
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS, PERIOD_DAYS
from sim.study.profile import DAILY
from sim.words.messages import say

PANELS = ("opens", "unsubscribes", "opportunities")
HEADER = ("scenario", "measure", "mails_per_lead_and_month", "mails_low", "mails_high", "mean", "low", "high", "runs")
SAME = 0.05  # scenarios whose mails differ by no more than such a part send equally often
MOST, MOST_NAMED = 12, 4  # scenarios shown; and so many that their names stand beside the points
KEY_SIZES = (8.5, 8.0, 7.5, 7.0)  # points
HEIGHT, FOOT = 6.3, 0.95  # inches: of the page; of note and axis
_VISIBLE = 0.02  # of an axis: shorter intervals are hidden by their points


class Sent(NamedTuple):
    """One scenario: mails per listed lead and month, and by PANELS what comes of them."""

    scenario: str
    mails: Estimate
    measures: Mapping[str, Estimate]


class Cadence(NamedTuple):
    """What the chart shows: scenarios in order of their mails; `everything` also those that there is no room for."""

    title: str
    subtitle: str
    note: str
    baseline: str
    chosen: str | None
    points: tuple[Sent, ...]
    names: Mapping[str, str]
    everything: tuple[Sent, ...]
    replications: int


def cadence(found: Comparison) -> Cadence | None:
    """The curve of a comparison; None if no profiles were kept, or all scenarios send equally often."""
    everything = tuple(_sent(found, name) for name in found.scenarios if name in found.profiles)
    everything = tuple(sorted((each for each in everything if each.mails.mean is not None), key=_mails))
    if not everything or _mails(everything[-1]) - _mails(everything[0]) <= SAME * _mails(everything[-1]):
        return None
    kept = shown_scenarios(found, MOST)
    points = tuple(each for each in everything if each.scenario in kept)
    n = found.replications
    return Cadence(
        title=_finding(found, points),
        subtitle=say("charts.cadence.subtitle", experiment=spoken(found.experiment)),
        note=say("charts.cadence.note") + _runs(n) + left_out_note(found, len(kept), "charts.shown.left_out"),
        baseline=found.baseline,
        chosen=found.answer.choice.scenario,
        points=points,
        names={name: found.called(name) for name in found.scenarios},
        everything=everything,
        replications=n,
    )


def _runs(n: int) -> str:
    return say("charts.one_run_note") if n == 1 else say("charts.cadence.mean_note", runs=n)


def _mails(point: Sent) -> float:
    return point.mails.mean or 0.0


def _sent(found: Comparison, scenario: str) -> Sent:
    daily = found.profiles[scenario].daily
    months = daily[:, DAILY.index("listed")].sum(axis=1) / PERIOD_DAYS["month"]
    sends, gone = (daily[:, DAILY.index(name)].sum(axis=1) for name in ("sends", "unsubscribes"))
    opens, opportunities = (found.figures[scenario][:, list(KPIS).index(k), 0] for k in ("open_rate", "opportunities"))
    per_quarter = KPIS["opportunities"].per(1.0, found.window, "quarter")
    measures = {
        "opens": of_ratio(opens, months),
        "unsubscribes": of_ratio(gone * 1000.0, months),
        "opportunities": of_values(opportunities * per_quarter),
    }
    return Sent(scenario, of_ratio(sends, months), measures)


def _finding(found: Comparison, points: Sequence[Sent]) -> str:
    """What the title says: the chosen scenario, else the one that sends most unlike today, beside the baseline."""
    base = next(each for each in points if each.scenario == found.baseline) if _has(points, found.baseline) else None
    if base is None:
        return say("charts.cadence.range", least=_number(_mails(points[0])), most=_number(_mails(points[-1])))
    rivals = [each for each in points if each is not base]
    chosen = [each for each in rivals if each.scenario == found.answer.choice.scenario]
    other = chosen[0] if chosen else max(rivals, key=lambda each: abs(_mails(each) - _mails(base)))
    pairs = {name: (other.measures[name].mean, base.measures[name].mean) for name in PANELS}
    told = {name: _number(pair[0]) for name, pair in pairs.items()}
    before = {f"{name}_before": _number(pair[1]) for name, pair in pairs.items()}
    mails = {"mails": _number(_mails(other)), "mails_before": _number(_mails(base))}
    return say("charts.cadence.title", **mails, **told, **before, **_doubts(found, other.scenario))


def _doubts(found: Comparison, scenario: str) -> dict[str, str]:
    """What stands behind a scenario's opportunities and unsubscribes where they aren't surely others than today's."""
    cell = found.cells[scenario]["opportunities"]
    tables = [found.profiles[name].daily for name in (found.baseline, scenario)]
    parts = [table[:, DAILY.index(name)].sum(axis=1) for table in tables for name in ("unsubscribes", "listed")]
    rates = paired_ratio(*parts, level=cell.level)
    return {"doubt": doubt(cell.difference), "unsubscribes_doubt": doubt(rates)}


def _has(points: Sequence[Sent], scenario: str) -> bool:
    return any(each.scenario == scenario for each in points)


def _number(value: float | None) -> str:
    """Three digits at most, one behind the point where it says something."""
    if value is None:
        return say("kpi.none")
    return format(value, ",.0f" if abs(value) >= 100 else ".1f" if abs(value) >= 1 else ".2g")


def cadence_chart(found: Comparison) -> Chart | None:
    """The curve as a chart; None where `cadence` is."""
    curve = cadence(found)
    if curve is None:
        return None
    draw, rows = partial(draw_cadence, found=curve), tuple(_table(curve))
    return Chart("cadence", curve.title, _alt(curve), (SLIDE[0], HEIGHT), HEADER, rows, draw)


def draw_cadence(ax: Axes, found: Cadence) -> None:
    """Draw the curve: a panel for each measure, over the same mails per lead and month."""
    size: Size = (SLIDE[0], HEIGHT)
    sheet(ax, size)
    top = heading(ax, size, found.title, found.subtitle, found.note) - 0.62
    seen = looks([each.scenario for each in found.points], baseline=found.baseline, chosen=found.chosen)
    is_named = len(found.points) <= MOST_NAMED
    left = MARGIN + 0.4 if is_named else MARGIN + LABELS_WIDTH + 0.85
    if not is_named:
        _key(ax, Box(MARGIN, FOOT, LABELS_WIDTH + 0.25, top - FOOT), found, seen)
    pitch = (size[0] - left - MARGIN + 0.4) / len(PANELS)
    reach = max(each.mails.most for each in found.points) * 1.15
    for n, name in enumerate(PANELS):
        box = Box(left + n * pitch, FOOT, pitch - 0.55, top - FOOT)
        _panel(ax, box, found, name, reach, seen, is_named=is_named)


def _panel(
    ax: Axes, box: Box, found: Cadence, name: str, reach: float, seen: Mapping[str, Look], *, is_named: bool
) -> None:
    """One measure: a point for each scenario with its intervals, a thin line through them, and their labels."""
    known = [each for each in found.points if each.measures[name].mean is not None]
    most = max((each.measures[name].most for each in known), default=0.0) * 1.15 or 1.0
    title, unit = say(f"charts.cadence.{name}"), say(f"charts.cadence.{name}_unit")
    axis = say("charts.cadence.axis")
    inner = plot(ax, box, (0.0, reach or 1.0), (0.0, most), x_label=axis, y_label=unit, title=title)
    through = [(_mails(each), each.measures[name].mean) for each in known]
    inner.plot(*_columns(through), color=SOFT, linewidth=0.8, zorder=1.5, label="curve")
    marked = []
    for n, each in enumerate(found.points, 1):
        middle, look = each.measures[name].mean, seen[each.scenario]
        if middle is None:
            continue
        _whiskers(inner, (_mails(each), middle), each.mails, each.measures[name], look)
        inner.plot([_mails(each)], [middle], linestyle="none", marker=look.marker, markersize=7.0, color=look.color,
                   markeredgecolor=PAPER, markeredgewidth=0.6, zorder=3, label=each.scenario)  # fmt: skip
        text = found.names[each.scenario] if is_named else str(n)
        marked.append(Marked(_mails(each), middle, text, INK, each.scenario == found.chosen))
    label_points(inner, box, marked)


def _columns(points: Sequence[tuple[float, float | None]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y or 0.0 for _, y in points]


def _whiskers(inner: Axes, at: tuple[float, float], across: Estimate, up: Estimate, look: Look) -> None:
    """Both intervals of a point, if they are longer than a hair."""
    wide, tall = inner.get_xlim()[1], inner.get_ylim()[1]
    if across.ends and across.ends[1] - across.ends[0] > _VISIBLE * wide:
        inner.plot(across.ends, [at[1], at[1]], color=look.color, linewidth=1.3, zorder=2, label="mails")
    if up.ends and up.ends[1] - up.ends[0] > _VISIBLE * tall:
        inner.plot([at[0], at[0]], up.ends, color=look.color, linewidth=1.3, zorder=2, label="interval")


def _key(ax: Axes, box: Box, found: Cadence, seen: Mapping[str, Look]) -> None:
    """The numbers of the points with the scenarios that they stand for, most seldom mails first."""
    row = min(0.5, box.height / len(found.points))
    for n, each in enumerate(found.points, 1):
        y, look = box.top - (n - 0.5) * row, seen[each.scenario]
        write(ax, (box.left + 0.2, y), str(n), LABEL_SIZE, ha="right", bold=True)
        ax.plot([box.left + 0.35], [y], marker=look.marker, color=look.color, markersize=6.0)
        is_chosen = each.scenario == found.chosen
        lines = 2 if row >= height_in(2, KEY_SIZES[-1]) else 1
        name, letters = fitted(found.names[each.scenario], box.width - 0.5, lines, KEY_SIZES, bold=is_chosen)
        write(ax, (box.left + 0.5, y), name, letters, bold=is_chosen)


def _alt(found: Cadence) -> str:
    lines = []
    for each in found.points:
        told = {name: _number(each.measures[name].mean) for name in PANELS}
        name = found.names[each.scenario]
        lines.append(say("charts.cadence.alt_point", scenario=name, mails=_number(_mails(each)), **told))
    points = say("charts.between").join(lines)
    return say("charts.cadence.alt", title=found.title, subtitle=found.subtitle, points=points)


def _table(found: Cadence) -> Iterator[tuple[object, ...]]:
    """The points as rows of HEADER, those without room on the chart too."""
    for each in found.everything:
        for name in PANELS:
            yield each.scenario, name, *each.mails, *each.measures[name], found.replications
