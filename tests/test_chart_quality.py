"""Precision and recall of scores: counted in stories told by hand, and what is drawn is the counts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes

from sim.model.ledger import Run, What
from sim.present.chart_quality import HEADER, Counts, counts, quality, quality_chart, ruled_scores
from sim.present.picture import figure
from sim.study.experiment import plan
from sim.study.measures import Facts, Window
from sim.study.scenarios import rerun
from sim.study.yardstick import Yardstick
from sim.words import language
from tests import smallworld
from tests.handmade import Story, at, journey
from tests.pictures import LONG, collisions, panels, texts

WINDOW = Window(5, 15)
THRESHOLDS = (20, 40, 60)
YARDSTICK = Yardstick(journey())


def counted(story: Story) -> Counts:
    return counts(Facts(story.run(), YARDSTICK, WINDOW), np.array(THRESHOLDS))


def scored(story: Story, lead: int, *path: tuple[int, int]) -> None:
    """The lead has a score from a day on."""
    for day, score in path:
        story.row(at(day, 12), lead, What.CONTENT, score=score)


def crowd(leads: int, *, seed: int = 1) -> Run:
    """Leads whose scores go up, those with a project further."""
    story, luck = Story(), np.random.default_rng(seed)
    for n in range(leads):
        has_project = n % 3 == 0
        lead = story.lead(at(0), project=(at(4), at(14)) if has_project else (-1, -1))
        top = int(luck.integers(20, 90 if has_project else 60))
        scored(story, lead, *((6 + n % 8, score) for score in range(10, top, 5)))
    return story.run()


RUNS = [crowd(60), crowd(60, seed=2)]


def test_a_threshold_is_reached_once_by_each_lead_and_only_in_the_window() -> None:
    story = Story()
    early, twice, late = (story.lead(at(0)) for _ in range(3))
    scored(story, early, (3, 25), (6, 45))  # 20 before the window
    scored(story, twice, (6, 45), (7, 10), (8, 45))  # down, and up again
    scored(story, late, (14, 39), (15, 70))  # 40 after it
    assert counted(story).reached.tolist() == [2, 2, 0]


def test_a_project_counts_while_it_is_open() -> None:
    story = Story()
    before, during, after = (story.lead(at(0), project=(at(7), at(9))) for _ in range(3))
    scored(story, before, (6, 45))
    scored(story, during, (8, 45))
    scored(story, after, (9, 45))
    found = counted(story)
    assert found.reached.tolist() == [3, 3, 0]
    assert found.with_project.tolist() == [1, 1, 0]
    assert found.in_market.tolist() == [3, 3, 3]
    assert found.caught.tolist() == [1, 1, 0]


def test_who_comes_back_to_a_threshold_while_a_project_is_open_is_caught_but_not_counted_twice() -> None:
    story = Story()
    lead = story.lead(at(0), project=(at(7), at(20)))
    scored(story, lead, (6, 45), (7, 10), (8, 45))
    found = counted(story)
    assert found.with_project.tolist() == [0, 0, 0]
    assert found.caught.tolist() == [1, 1, 0]


def test_a_project_is_over_in_the_second_of_its_end() -> None:
    story = Story()
    opening, closing = (story.lead(at(0), project=(at(7, 12), at(9, 12))) for _ in range(2))
    scored(story, opening, (7, 45))
    scored(story, closing, (9, 45))
    found = counted(story)
    assert (found.with_project[0], found.caught[0]) == (1, 1)


def test_who_was_above_a_threshold_all_along_is_not_caught_by_it() -> None:
    story = Story()
    lead = story.lead(at(0), project=(at(7), at(20)))
    scored(story, lead, (6, 40), (8, 50), (9, 65))
    assert counted(story).caught.tolist() == [0, 0, 1]


def test_leads_kept_out_by_the_target_filter_do_not_count() -> None:
    story = Story()
    lead = story.lead(at(0), project=(at(5), at(20)))
    story.row(at(0), lead, What.EXCLUDED)
    scored(story, lead, (6, 45))
    assert [int(column.sum()) for column in counted(story)] == [0, 0, 0, 0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 29), st.integers(-30, 90)), max_size=6), max_size=5))
def test_counts_agree_with_counting_lead_by_lead(paths: list[list[tuple[int, int]]]) -> None:
    story, reached, caught = Story(), [0, 0, 0], [0, 0, 0]
    for path in paths:
        lead = story.lead(at(0), project=(at(4), at(20)))
        ordered = [(0, 0), *sorted(path, key=lambda each: each[0])]
        scored(story, lead, *ordered[1:])
        for n, threshold in enumerate(THRESHOLDS):
            days = [day for (_, was), (day, score) in pairwise(ordered) if was < threshold <= score]
            reached[n] += bool(days) and 5 <= days[0] < 15
            caught[n] += any(4 <= day < 15 for day in days)
    found = counted(story)
    assert found.reached.tolist() == reached
    assert found.caught.tolist() == caught


def test_precision_and_recall_are_totals_over_runs_with_their_best_balance_as_a_hint() -> None:
    found = quality(RUNS, YARDSTICK, WINDOW, thresholds=THRESHOLDS)
    each = [counts(Facts(run, YARDSTICK, WINDOW), np.array(THRESHOLDS)) for run in RUNS]
    for n, line in enumerate(found.lines):
        reached, true, market, caught = (sum(int(column[i][n]) for column in each) for i in range(4))
        assert line.precision.mean == (pytest.approx(true / reached) if reached >= 10 else None)
        assert line.recall.mean == pytest.approx(caught / market)
    best = max((line for line in found.lines if line.f1), key=lambda line: line.f1)
    assert found.best == best.threshold


def test_the_rules_own_scores_are_marked() -> None:
    rules = {"a": "score >= 40", "b": "score > 59 and download >= 1", "c": "not score < 30 or score <= 5"}
    assert ruled_scores(journey(mql=rules)) == (40, 60)
    found = quality(RUNS, Yardstick(journey(mql=rules)), WINDOW)
    assert found.ruled == (40, 60)
    assert {40, 60} <= {line.threshold for line in found.lines}
    drawn = panels(figure(quality_chart(RUNS, Yardstick(journey(mql=rules)), WINDOW)))
    assert [line.get_xdata()[0] for line in drawn[0].lines if line.get_label() == "rule"] == [40, 60]


def test_the_title_says_what_the_lowest_ruled_score_is_worth() -> None:
    found = quality(RUNS, YARDSTICK, WINDOW, thresholds=THRESHOLDS)
    line = found.lines[0]
    assert found.title == (
        f"Of 100 leads that reach 20 points, {line.precision.mean * 100:.0f} have a project at that second; "
        f"of 100 with a project, {line.recall.mean * 100:.0f} reach 20 while it lasts"
    )
    assert quality([Story().run()], YARDSTICK, WINDOW).title == "Too few leads reach a score to tell what it is worth"


def lines(ax: Axes, name: str) -> tuple[list[float], list[float]]:
    (found,) = [line for line in ax.lines if line.get_label() == name]
    return list(found.get_xdata()), list(found.get_ydata())


def test_curves_and_bands_lie_where_the_numbers_say() -> None:
    found = quality(RUNS, YARDSTICK, WINDOW)
    over, against = panels(figure(quality_chart(RUNS, YARDSTICK, WINDOW)))
    for name in ("precision", "recall"):
        all_of_them = [(line.threshold, getattr(line, name).mean) for line in found.lines]
        known = [(threshold, mean) for threshold, mean in all_of_them if mean is not None]
        assert lines(over, name) == ([x for x, _ in known], pytest.approx([y for _, y in known]))
    assert {str(band.get_label()) for band in over.collections} == {"precision band", "recall band"}
    both = [(each.recall.mean, each.precision.mean) for each in found.lines if each.precision.mean is not None]
    assert lines(against, "thresholds") == (pytest.approx([x for x, _ in both]), pytest.approx([y for _, y in both]))


def test_one_run_has_no_bands() -> None:
    drawn = figure(quality_chart(RUNS[:1], YARDSTICK, WINDOW))
    assert not panels(drawn)[0].collections
    assert any("there are no intervals" in text.replace("\n", " ") for text in texts(drawn))


@pytest.mark.parametrize(
    ("runs", "name", "speech"),
    [(RUNS, LONG, "en"), (RUNS[:1], '=価格ページ<&>"', "ja"), ([Story().run()], "nobody", "en")],
)
def test_no_text_overlaps_or_leaves_the_page(runs: list[Run], name: str, speech: language.Language) -> None:
    with language.speaking(speech):
        for theme in ("light", "dark"):
            chart = quality_chart(runs, YARDSTICK, WINDOW, name=name)
            assert collisions(figure(chart, theme=theme)) == []


def test_its_numbers_are_rows_of_its_header() -> None:
    chart = quality_chart(RUNS, YARDSTICK, WINDOW)
    assert all(len(row) == len(HEADER) for row in chart.rows)
    assert [row[0] for row in chart.rows if row[1]] == [20, 40]


def test_the_line_of_a_real_run_is_reached_by_those_that_its_rule_hands_off(tmp_path: Path) -> None:
    """With one rule about the score alone, who reaches it first is who is handed off first."""
    text = smallworld.EXPERIMENT.replace("rests_on", "# rests_on")
    asked = plan(smallworld.load(tmp_path, experiment=text), replications=1)
    study = asked.ready["daily"]
    run = rerun(study, seed=7, replication=0)
    facts = Facts(run, study.yardstick, study.window)
    found = counts(facts, np.array([30]))
    handed = facts.hand_offs
    first = np.unique(handed.lead, return_index=True)[1]
    assert found.reached[0] == facts.inside(handed.handed_s[first]).sum()
