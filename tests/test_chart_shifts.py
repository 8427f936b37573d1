"""Gained and lost as a chart: its numbers are those of the explanation, and what is drawn is the numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.model.stats import Difference, paired
from sim.present.chart_shifts import HEADER, MOST_PARTS, gains, shifts_chart
from sim.present.picture import figure
from sim.study.experiment import plan
from sim.study.explanation import Explanation
from sim.study.kpis import KPIS
from sim.study.origins import Kind, Origin
from sim.study.scenarios import rerun
from sim.study.shifts import COUNTED, Counts, Shift, shifts, total
from sim.study.twologs import Log
from sim.words.language import speaking
from tests import smallworld
from tests.pictures import JAPANESE, LONG, collisions, panels, texts

DAY = 86_400
NOBODY = Shift(0, 0, Counts(), Counts(), (), (), {name: {} for name in ("persona", "source", "rule")}, {})


def shift(counts: Counts, *, parts: int = 2, name: str = "buyer_{}", sooner: float = 2, later: float = 6) -> Shift:
    """A shift whose counts lie with the first persona and the first source; the others gained and lost one each."""
    rest = Counts(gained=1, lost=1)
    first = counts._replace(gained=counts.gained - parts + 1, lost=counts.lost - parts + 1)
    by = {
        each: {Origin(kind, name.format(n)): rest if n else first for n in range(parts)}
        for each, kind in (("persona", Kind.PERSONA), ("source", Kind.SOURCE))
    }
    times = (int(sooner * DAY),) * counts.earlier, (int(later * DAY),) * counts.later
    return Shift(sum(counts) - counts.gained, sum(counts) - counts.lost, counts, Counts(), *times, by, {})


MQLS = shift(Counts(gained=31, lost=106, earlier=33, later=229, same=700))
FEW = shift(Counts(gained=1, lost=4, earlier=2, later=3, same=90), parts=1, later=0.25)


def explanation(
    mqls: Shift = MQLS,
    opportunities: Shift = FEW,
    *,
    a: str = "weekly",
    b: str = "twice_a_month",
    calls: Shift = NOBODY,
    runs: tuple[int, ...] = (0,),
    overall: Difference | None = None,
) -> Explanation:
    found = {"mqls": mqls, "call_handoffs": calls, "opportunities": opportunities}
    span = (date(2026, 10, 1), date(2027, 3, 31))
    all_runs: dict[str, Difference | None] = dict.fromkeys(found, overall)
    whole: dict[str, int | None] = {kpi: each.a + each.b for kpi, each in found.items()}
    return Explanation(a, b, runs, 14, 2427, *span, {}, found, all_runs, whole)


SPREAD = paired(np.array([100.0, 110.0, 90.0]), np.array([30.0, 31.0, 22.0]))
CASES = {
    "one run": explanation(),
    "several runs": explanation(runs=(0, 1, 2), overall=SPREAD),
    "calls as well": explanation(calls=FEW, overall=SPREAD),
    "nobody": explanation(NOBODY, NOBODY),
    "all the same": explanation(shift(Counts(same=3), parts=1), shift(Counts(same=1), parts=1)),
    "gains only": explanation(shift(Counts(gained=90_000), parts=1), NOBODY),
    "many long parts": explanation(
        shift(Counts(gained=31, lost=106), parts=12, name=LONG[:50] + "{}"), a=LONG, b=LONG, overall=SPREAD
    ),
    "Japanese": explanation(shift(Counts(gained=31, lost=106), parts=9, name=JAPANESE + "{}"), a=JAPANESE, b="=+@-1"),
}


def bars(ax: Axes) -> dict[str, list[float]]:
    """Widths of the bars of a panel, by their labels; to the left they are below 0."""
    found: dict[str, list[float]] = {}
    for container in ax.containers:
        widths = [bar.get_width() for bar in container if isinstance(bar, Rectangle)]
        found.setdefault(str(container.get_label()), []).extend(float(width) for width in widths)
    return found


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    assert collisions(figure(shifts_chart(CASES[case]))) == []


def test_no_text_overlaps_in_japanese_on_dark_paper() -> None:
    with speaking("ja"):
        assert collisions(figure(shifts_chart(CASES["one run"]), theme="dark")) == []


def test_the_title_states_what_is_gained_and_lost() -> None:
    found = gains(CASES["one run"])
    assert found.title == (
        "MQLs -75 (31 gained, 106 lost), opportunities -3 (1 gained, 4 lost): twice a month against weekly"
    )
    assert "1 of 14 simulated runs" in found.subtitle
    assert gains(CASES["all the same"]).title.startswith("Every MQL and every opportunity is the same")
    assert gains(CASES["nobody"]).title.startswith("Neither twice a month nor weekly")


def test_what_is_drawn_is_the_numbers() -> None:
    mqls, personas, *_ = panels(figure(shifts_chart(CASES["several runs"])))
    assert bars(mqls) == {"lost": [-106], "gained": [31], "later": [-229], "earlier": [33]}
    assert bars(personas) == {"buyer 0": [-105, 30], "buyer 1": [-1, 1]}
    lines = {str(line.get_label()): list(line.get_xdata()) for line in mqls.lines}
    assert lines["net"] == [-75]
    assert lines["mean"] == [pytest.approx(3 * SPREAD.mean)]
    assert lines["all runs"] == [pytest.approx(3 * SPREAD.low), pytest.approx(3 * SPREAD.high)]


def test_without_several_runs_no_interval_is_drawn_and_the_chart_says_so() -> None:
    drawn = figure(shifts_chart(CASES["one run"]))
    assert "all runs" not in {str(line.get_label()) for line in panels(drawn)[0].lines}
    assert "one simulated run: no interval" in texts(drawn)


def test_later_and_earlier_have_their_median_time() -> None:
    said = texts(figure(shifts_chart(CASES["one run"])))
    assert {"229 later (median 6 days)", "33 earlier (median 2 days)", "3 later (median 6.0 hours)"} <= set(said)


def test_parts_that_find_no_room_are_told_together_and_stand_in_the_numbers() -> None:
    found = gains(CASES["many long parts"])
    parts = found.fates[0].parts["persona"]
    assert len(parts) == MOST_PARTS
    assert parts[-1].name == "7 others"
    assert sum(part.counts.lost for part in parts) == 106
    rows = [dict(zip(HEADER, row, strict=True)) for row in shifts_chart(CASES["many long parts"]).rows]
    personas = [row for row in rows if (row["kpi"], row["breakdown"]) == ("mqls", "persona")]
    assert len(personas) == 12
    assert sum(int(str(row["net"])) for row in personas) == 31 - 106


def test_the_numbers_hold_the_whole_with_what_all_runs_say() -> None:
    row = dict(zip(HEADER, shifts_chart(CASES["several runs"]).rows[0], strict=True))
    assert (row["kpi"], row["breakdown"], row["gained"], row["lost"], row["net"]) == ("mqls", "all", 31, 106, -75)
    assert (row["median_days_earlier"], row["median_days_later"], row["runs_shown"]) == (2, 6, 3)
    assert (row["mean_difference_of_all_runs"], row["low"]) == (SPREAD.mean, SPREAD.low)


def test_the_picture_is_told_in_words() -> None:
    alt = shifts_chart(CASES["one run"]).alt
    assert "MQLs: 1068, then 993: 31 gained, 106 lost, 229 later, 33 earlier, 0 by another rule, 700 the same." in alt


def test_gained_minus_lost_is_the_difference_of_the_kpis_of_simulated_runs(tmp_path: Path) -> None:
    made = plan(smallworld.load(tmp_path), replications=2)
    found = smallworld.compared(made.loaded, replications=2)
    window, runs = found.window, range(2)
    pair = made.ready["daily"], made.ready["weekly"]
    starts = pair[0].yardstick.day_start_s
    span = int(starts[window.first_day]), int(starts[window.last_day])
    each = []
    for run in runs:
        lives = [rerun(study, seed=made.seed, replication=run) for study in pair]
        logs = [Log(life.leads, life.rows, study.guide) for life, study in zip(lives, pair, strict=True)]
        each.append(shifts(*logs, *span))
    told = gains(explanation()._replace(a="daily", b="weekly", shifts=total(each), runs=(0, 1)))
    for fate in told.fates:
        kpi = list(KPIS).index(fate.kpi)
        a, b = (int(found.figures[name][:, kpi, 0].sum()) for name in ("daily", "weekly"))
        assert (fate.a, fate.b, fate.counts.net) == (a, b, b - a)
    assert set(COUNTED) >= {fate.kpi for fate in told.fates}
    assert told.fates[0].counts.touched
