"""One lead's life as a chart: what is drawn is the life, dense stretches stay readable, hidden things are marked."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from sim.model.journey import REASONS
from sim.model.ledger import FREQUENT, Status, What
from sim.present.chart_life import APART, HEADER, clusters, life_chart, with_sales
from sim.present.lifeportrait import MOST_ENTRIES, portrait
from sim.present.picture import Chart, figure
from sim.study.leadlife import STEPS, lead_life
from sim.study.twologs import Log
from sim.words.language import speaking
from tests.handmade import Story, at
from tests.pictures import JAPANESE, LONG, collisions, panels, texts
from tests.test_leadlife import GUIDE, story
from tests.twoscenarios import NEWS, PAPER, guide, log


def dense() -> Story:
    """A mail, an open of each kind, a page and a step for most hours of a month."""
    told = Story()
    lead = told.lead(at(0), project=(at(5), at(40)), status=Status.NURTURING)
    steps = [what for what in STEPS if what not in (What.EXITED, What.REENTERED)]  # the journey has no exits
    kinds = (*FREQUENT, What.WEBINAR_REGISTERED, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED, *steps)
    for hour in range(1, 700):
        what = kinds[hour % len(kinds)]
        node = PAPER if what in (What.CONTENT, What.SCANNER_CONTENT, What.STAYED) else NEWS
        more = {"score": hour * 3, "stage": hour // 40 % 2}
        told.row(at(0, hour), lead, what, node=0 if what in STEPS else node, value=1, **more)
    return told


def quiet() -> Story:
    told = Story()
    told.lead(at(29, 23, 59), status=Status.EXCLUDED)
    return told


NAMED = guide(
    mql={LONG: "score >= 40", "kana": "score >= 41"},
    sources={f"{LONG[:-1]}{n}": {"kind": "rate", "per_day": 1} for n in range(2)},
    stages={LONG: {}, "b": {"enter": "score >= 20"}},
    touchpoints={
        "paper": {"kind": "content", "title": JAPANESE, "behaviour": "download", "stages": [LONG]},
        "news": {"kind": "email", "cadence": "weekly Tue 10:00", "content": "paper"},
        "talk": {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": ["b"]},
    },
)
CASES = {
    "a story": log(story(), GUIDE),
    "won": log(story(Status.WON), GUIDE),
    "dense": log(dense()),
    "long names": log(dense(), NAMED),
    "quiet": log(quiet()),
    "milestones only": log(story().run(record="milestones"), GUIDE),
    "no rows": Log(log(story()).leads, log(story()).rows[:0], GUIDE),
}


def chart(case: str, scenario: str = "weekly") -> Chart:
    return life_chart(CASES[case], 0, scenario=scenario, run=0)


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    assert collisions(figure(chart(case, LONG))) == []


def test_no_text_overlaps_in_japanese_on_dark_paper() -> None:
    with speaking("ja"):
        assert collisions(figure(chart("a story", JAPANESE), theme="dark")) == []


def test_the_title_tells_what_became_of_the_lead() -> None:
    assert chart("a story").title == (
        "Lead 0: an opportunity after 14 days (mails 2, pages 1, hand-offs 2); at the end: an opportunity is open"
    )
    assert chart("quiet").title.startswith("Lead 0: never handed to sales in 0 days")
    assert "Lead 0 · persona buyer · source fair · registered 2 Apr 2026" in portrait(
        CASES["a story"], 0, scenario="x", run=3
    ).subtitle


def test_parts_of_the_journey_are_called_by_their_titles() -> None:
    titles = {"persona.buyer": "購買担当者", "source.fair": "展示会"}
    found = portrait(CASES["a story"], 0, scenario="x", run=3, titles=titles)
    assert "persona 購買担当者 · source 展示会" in found.subtitle


def test_the_score_and_the_lines_of_its_rules_lie_where_the_numbers_say() -> None:
    (ax,) = panels(figure(chart("a story")))
    lines = {str(line.get_label()): line for line in ax.lines}
    assert list(lines["score"].get_xdata()) == [at(1, 9), at(6, 10), at(7, 12), at(30)]
    assert list(lines["score"].get_ydata()) == [5, 10, 45, 45]
    assert lines["score"].get_drawstyle() == "steps-post"
    assert {name: set(lines[name].get_ydata()) for name in ("hot", "warm")} == {"hot": {40}, "warm": {21}}


def marks(of: Chart) -> dict[str, list[float]]:
    """Where marks of each lane lie on the sheet."""
    found: dict[str, list[float]] = {}
    for line in figure(of).axes[0].lines:
        if line.get_marker() != "None" and not str(line.get_label()).startswith("_"):
            found.setdefault(str(line.get_label()), []).append(float(line.get_xdata()[0]))
    return found


def test_each_mark_lies_in_its_lane_and_machines_are_hollow() -> None:
    drawn = marks(chart("a story"))
    counts = {name: len(places) for name, places in drawn.items()}
    assert counts == {"sent": 2, "read": 1, "machine_opened": 1, "pages": 1}
    assert drawn["machine_opened"] == pytest.approx(drawn["sent"][:1])
    lines = figure(chart("a story")).axes[0].lines
    faces = {str(line.get_label()): line.get_markerfacecolor() for line in lines}
    assert faces["machine_opened"] == "nurture:paper" != faces["sent"]
    assert "hollow: by a machine, or a place booked" in texts(figure(chart("a story")))


def test_the_project_is_hatched_and_said_to_be_known_by_the_simulator_only() -> None:
    drawn = figure(chart("a story"))
    (patch,) = [each for each in drawn.axes[0].patches if each.get_label() == "project"]
    assert isinstance(patch, Rectangle)
    (sent, _) = marks(chart("a story"))["sent"]  # day 6.4, the project is from day 2 to day 12
    assert patch.get_hatch()
    assert patch.get_x() < sent < patch.get_x() + patch.get_width()
    assert "project, something to buy from 3 Apr 2026 to 13 Apr 2026: only the simulator knows" in texts(drawn)
    assert "nothing to buy at any time: only the simulator knows" in texts(figure(chart("quiet")))


def test_steps_are_numbered_and_told_below_with_their_reasons() -> None:
    told = Story()
    lead = told.lead(at(0))
    told.row(at(2, 10), lead, What.MQL)
    for minute in range(3):
        told.row(at(2, 11, minute), lead, What.ATTEMPT)
    told.row(at(2, 12), lead, What.RETURNED, node=REASONS.index("timing"))
    told.row(at(20), lead, What.UNSUBSCRIBE, node=NEWS)
    found = portrait(log(told), lead, scenario="x", run=0)
    assert [(entry.day, entry.text) for entry in found.entries] == [
        ("3 Apr 2026", "handed to sales (hot), attempt ×3, returned: not the time"),
        ("21 Apr 2026", "unsubscribed"),
    ]


def test_steps_beyond_what_the_list_holds_are_counted() -> None:
    found = portrait(CASES["dense"], 0, scenario="x", run=0)
    assert len(found.entries) == MOST_ENTRIES
    assert f"and {found.more} more" in texts(figure(chart("dense")))


def test_times_with_sales_last_from_a_hand_off_to_its_return_or_to_the_end() -> None:
    assert with_sales(lead_life(CASES["a story"], 0)) == [(at(7, 12), at(8, 10)), (at(14, 10), at(30))]


@given(st.lists(st.floats(0.0, 8.0), max_size=40).map(sorted))
def test_clusters_keep_apart_and_lose_nothing(places: list[float]) -> None:
    found = clusters(places, APART, 0.0, 30.0)
    assert sum(count for _, count in found) == len(places)
    assert all(b - a >= APART - 1e-9 for (a, _), (b, _) in pairwise(found))


def test_the_numbers_are_all_rows_of_the_lead_with_what_is_hidden_marked() -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in chart("a story").rows]
    assert len(rows) == int((CASES["a story"].rows["lead"] == 0).sum()) + 2
    assert [row["kind"] for row in rows if row["hidden"]] == ["read", "project_start", "project_end"]
    assert rows[1]["local"] == "2026-04-07 10:00"
    assert rows[-1]["local"] == "2026-04-13 00:00"


def test_a_milestones_log_is_said_to_lack_mails_and_pages() -> None:
    assert "milestones only" in portrait(CASES["milestones only"], 0, scenario="x", run=0).note
    assert not np.isin(CASES["milestones only"].rows["what"], FREQUENT).any()


def test_the_picture_is_told_in_words() -> None:
    alt = chart("a story").alt
    assert "Stages: awareness → interest → awareness." in alt
    assert "mails sent 2" in alt
