"""The touch calendar as a chart: rows that differ are doubled, marks are as large as the leads they reach."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from sim.model.journey import Email
from sim.model.ledger import What
from sim.present.chart_touches import HEADER, touches_chart
from sim.present.picture import figure
from sim.present.touchcalendar import MOST_ROWS, touches
from sim.study.twologs import Log
from sim.study.yardstick import Yardstick
from sim.words.language import speaking
from tests.handmade import Story, at, journey
from tests.pictures import JAPANESE, LONG, collisions, crowded, texts
from tests.test_touchdays import MADE
from tests.twoscenarios import NEWS, log

WINDOW = (0, 30)


def plan(cadence: str = "weekly Tue 10:00", title: str = "News", **more: Any) -> Yardstick:
    """The journey of test_touchdays with another cadence of its newsletter."""
    other = journey(touchpoints=_page() | {"n": _mail(cadence)}).touchpoints["n"]
    assert isinstance(other, Email)
    news = MADE.touchpoints["news"].model_copy(update={"cadence": other.cadence, "title": title})
    return Yardstick(MADE.model_copy(update={"touchpoints": {**MADE.touchpoints, "news": news}, **more}))


def _page() -> dict[str, Any]:
    return {"paper": {"kind": "content", "behaviour": "download", "stages": ["awareness"]}}


def _mail(cadence: str) -> dict[str, Any]:
    return {"kind": "email", "cadence": cadence, "content": "paper"}


def mailed(*days: int, leads: int = 4) -> Log:
    """So many leads, all mailed at ten on each of the days."""
    told = Story()
    for _ in range(leads):
        told.lead(at(0))
    for day in days:
        for lead in range(leads):
            told.row(at(day, 10), lead, What.SENT, node=NEWS)
    return log(told)


def daily(leads: int = 4) -> Log:
    return mailed(*range(30), leads=leads)


PAIR = {"weekly": plan(), "twice_a_month": plan("2 a month Tue 10:00")}
KEPT = {"weekly": [mailed(6, 13, 20, 27)], "twice_a_month": [mailed(6, 20, leads=2)]}
NAMED = {LONG: plan(title=LONG), JAPANESE: plan("daily 10:00", title=JAPANESE)}
CASES: dict[str, tuple[dict[str, Yardstick], dict[str, list[Log]]]] = {
    "as planned": (PAIR, {}),
    "counted": (PAIR, KEPT),
    "one scenario": ({"weekly": plan()}, {"weekly": KEPT["weekly"]}),
    "several runs": (PAIR, {name: [*logs, daily(), mailed(6)] for name, logs in KEPT.items()}),
    "long and Japanese names": (NAMED, {LONG: [daily()], JAPANESE: [daily(2000)]}),
    "nobody is there": (PAIR, {name: [log(Story())] for name in PAIR}),
    "the same twice": ({"weekly": plan(), "=other": plan()}, {}),
    "more than a page holds": ({LONG: Yardstick(crowded(JAPANESE, touchpoints=200))}, {}),
}


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    plans, logs = CASES[case]
    assert collisions(figure(touches_chart(plans, WINDOW, logs=logs))) == []


def test_no_text_overlaps_in_japanese_on_dark_paper() -> None:
    with speaking("ja"):
        drawn = figure(touches_chart(PAIR, WINDOW, logs=KEPT), theme="dark")
        assert collisions(drawn) == []
        assert any("2026年度第1四半期" in text for text in texts(drawn))


def test_only_rows_that_differ_are_there_twice() -> None:
    found = touches(PAIR, WINDOW, logs=KEPT)
    assert [(line.kind, line.scenario) for line in found.lines] == [
        *(("mail", "weekly"), ("mail", "twice_a_month")),
        *((kind, "") for kind in ("webinar", "exhibition", "review", "set_off")),
    ]
    assert [line.totals for line in found.lines[:2]] == [(16.0, None), (None, 4.0)]
    same = touches(CASES["the same twice"][0], WINDOW)
    assert {line.scenario for line in same.lines} == {""}
    assert same.title.endswith("; both have the same calendar")


def test_a_row_that_one_scenario_lacks_is_told_of_the_other() -> None:
    found = touches({"weekly": plan(), "no_reviews": plan(reviews={})}, WINDOW)
    assert [line.scenario for line in found.lines if line.kind == "review"] == ["weekly"]


def test_a_source_with_other_dates_is_there_twice() -> None:
    later = MADE.sources["fair"].model_copy(update={"title": "Fair", "hours": (36_000, 40_000)})
    found = touches({"weekly": plan(), "late": plan(sources={**MADE.sources, "fair": later})}, WINDOW)
    told = [(line.title, line.scenario) for line in found.lines if line.kind == "exhibition"]
    assert told == [("fair", "weekly"), ("Fair", "late")]


def test_the_title_states_how_many_mails_a_lead_gets() -> None:
    found = touches(PAIR, WINDOW, logs=KEPT)
    month = 30.4375 / 30
    assert [mean.quarter for mean in found.means] == [pytest.approx(4 * month), pytest.approx(2 * month)]
    assert found.title == "FY2026 Q1: 4.06 mails per lead and month with weekly, 2.03 with twice a month"
    planned = touches(PAIR, WINDOW)
    assert (planned.title, planned.means) == (
        "FY2026 Q1: 6 sends by the calendar with weekly, 4 with twice a month", ()
    )  # fmt: skip


def test_scenarios_with_titles_are_called_by_them() -> None:
    drawn = figure(touches_chart(PAIR, WINDOW, logs=KEPT, titles={"twice_a_month": "月2回"}))
    assert "月2回" in texts(drawn)
    assert any("with weekly, 2.03 with 月2回" in text for text in texts(drawn))


def test_several_runs_have_an_interval() -> None:
    plans, logs = CASES["several runs"]
    found = touches(plans, WINDOW, logs=logs)
    (mean, _) = found.means
    values = np.array([4, 30, 1]) * 30.4375 / 30
    half = 4.302653 * values.std(ddof=1) / np.sqrt(3)  # t of 2 degrees of freedom
    assert mean.quarter == pytest.approx(values.mean())
    assert (mean.low, mean.high) == (pytest.approx(max(0.0, values.mean() - half)), pytest.approx(values.mean() + half))
    assert touches(PAIR, WINDOW, logs=KEPT).means[0].low is None


def test_logs_of_one_scenario_alone_count_for_none() -> None:
    assert touches(PAIR, WINDOW, logs={"weekly": KEPT["weekly"]}).means == ()


def marks(drawn: Figure, label: str) -> PathCollection:
    (found,) = [each for each in drawn.findobj(PathCollection) if each.get_label() == label][:1]
    assert isinstance(found, PathCollection)
    return found


def test_marks_lie_on_their_days_and_their_area_is_the_number_of_leads() -> None:
    logs = {"weekly": [mailed(6, 6, 6, 6, 13, 20, 27, leads=20)], "twice_a_month": [mailed(6, 20)]}
    drawn = figure(touches_chart(PAIR, WINDOW, logs=logs))
    weekly = marks(drawn, "News sent")
    x = np.asarray(weekly.get_offsets())[:, 0]
    assert np.diff(x) == pytest.approx([np.diff(x)[0]] * 3)  # a week between each and the next
    areas = np.asarray(weekly.get_sizes())
    assert areas / areas.max() == pytest.approx([1, 0.25, 0.25, 0.25])


def test_days_off_are_shaded() -> None:
    closed = plan(calendar=MADE.calendar.model_copy(update={"holidays": "JP"}))
    drawn = figure(touches_chart({"weekly": closed}, WINDOW))
    days = [patch.get_label() for patch in drawn.axes[0].patches]
    assert days.count("weekend") == 8 + 1  # in April 2026, and one in the key
    assert days.count("holiday") == 1 + 1  # 29 April


def test_rows_that_find_no_room_stand_in_the_numbers() -> None:
    plans, _ = CASES["more than a page holds"]
    found, chart = touches(plans, WINDOW), touches_chart(plans, WINDOW)
    assert len(found.lines) == MOST_ROWS
    assert found.of_lines == 50
    assert "16 more rows" in found.subtitle
    assert len({row[HEADER.index("name")] for row in chart.rows}) == 50


def test_the_numbers_are_dates_with_counts_and_the_means_of_months() -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in touches_chart(PAIR, WINDOW, logs=KEPT).rows]
    news = [row for row in rows if (row["scenario"], row["name"]) == ("twice_a_month", "news")]
    assert [(row["date"], row["what"], row["count"]) for row in news] == [
        *(("2026-04-07", "sent", 2.0), ("2026-04-21", "sent", 2.0))
    ]
    means = [row for row in rows if row["kind"] == "mails_per_lead_and_month"]
    assert [(row["scenario"], row["name"]) for row in means] == [
        *(("weekly", "2026-04"), ("weekly", "FY2026 Q1"), ("twice_a_month", "2026-04"), ("twice_a_month", "FY2026 Q1"))
    ]


def test_the_picture_is_told_in_words() -> None:
    assert "News (weekly): 4 days (4-7, 4-14, 4-21, 4-28)." in touches_chart(PAIR, WINDOW).alt
