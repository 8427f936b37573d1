"""Scores at hand-off: the bands are the profile's counts, and what is drawn is the bands."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from sim.model.journey import REASONS
from sim.model.ledger import What
from sim.present.chart_handoffscores import HEADER, handoff_scores, handoff_scores_chart
from sim.present.picture import figure, files
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.measures import Facts, Window
from sim.study.profile import OUTCOMES, profile, stacked
from sim.study.yardstick import Yardstick
from sim.words import language
from tests import smallworld
from tests.handmade import Story, at, journey
from tests.manyprofiles import profiled
from tests.pictures import JAPANESE, LONG, WINDOW, collisions, comparison, panels, texts

QUARTERS = 91.3125 / WINDOW.last_day
TWELVE = (LONG, *(f"send_every_{n}_weeks_and_only_to_people_who_have_read_the_last_one"[:60] for n in range(11)))
CASES = {
    "two scenarios": profiled(comparison()),
    "twelve with long names": profiled(comparison(TWELVE)),
    "strange names": profiled(comparison((JAPANESE, "+10 % of <all>", "@everybody"))),
    "one run": profiled(comparison(runs=1)),
    "no hand-offs": profiled(comparison(mqls=0), handoffs=False),
    "one scenario has none": profiled(comparison()),
    "all at the ends": profiled(comparison(), handoffs=False),
}
CASES["one scenario has none"].profiles["weekly"].scores[:] = 0
for ends in CASES["all at the ends"].profiles.values():
    ends.scores[:, 0, [0, 40]] = 5


def told(*lines: tuple[int, str, int], scenarios: tuple[str, ...] = ("weekly", "other")) -> Comparison:
    """A comparison, per window, whose profiles have so many hand-offs by (score, outcome, count) in both its runs."""
    made = comparison(scenarios, runs=2, per="window")
    story = Story()
    for score, outcome, count in lines:
        for _ in range(count):
            lead = story.lead(at(0))
            story.row(at(1, 10), lead, What.MQL, score=score)
            if outcome == "accepted":
                story.row(at(1, 12), lead, What.ACCEPTED)
            elif outcome in REASONS:
                story.row(at(1, 12), lead, What.RETURNED, node=REASONS.index(outcome))
    kept = profile(Facts(story.run(), Yardstick(journey()), Window(0, 10)))
    return Comparison(**{**vars(made), "profiles": dict.fromkeys(scenarios, stacked([kept, kept]))})


def heights(ax: Axes, name: str) -> list[float]:
    (found,) = [bars for bars in ax.containers if isinstance(bars, BarContainer) and bars.get_label() == name]
    return [float(bar.get_height()) for bar in found]


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_page(case: str) -> None:
    chart = handoff_scores_chart(CASES[case])
    assert chart is not None
    assert collisions(figure(chart)) == []


def test_bands_count_what_became_of_hand_offs_at_their_scores() -> None:
    found = handoff_scores(told((45, "accepted", 3), (49, "timing", 9), (50, "accepted", 1), (47, "open", 2)))
    assert found is not None
    band = found.bands["weekly"][4]
    assert (band.first, band.after) == (40, 50)
    assert (band.accepted.mean, band.returned.mean, band.open, band.reasons["timing"]) == (3, 9, 2, 9)
    assert band.rate.mean == pytest.approx(0.25)
    assert found.bands["weekly"][5].rate.mean is None, "one hand-off in each of two runs is too few"
    assert found.drawn == range(4, 6)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            [(45, "accepted", 3), (45, "budget", 9), (55, "timing", 9), (75, "accepted", 10), (95, "expired", 6)],
            "weekly: sales surely accepts less than half of what is handed off at 40 to 59, 90 to 99 points "
            "(35 % over all scores)",
        ),
        (
            [(45, "timing", 7), (95, "timing", 8), (95, "accepted", 5)],
            "weekly: sales surely accepts less than half of what is handed off, whatever the score (25 %)",
        ),
        (
            [(45, "timing", 5), (45, "accepted", 5), (95, "accepted", 5)],
            "weekly: sales surely accepts less than half at no score, least at 40 to 49 points "
            "(50 %; 67 % over all scores)",
        ),
        (
            [(5, "timing", 6), (450, "accepted", 6)],
            "weekly: sales surely accepts less than half of what is handed off at up to 9 points "
            "(50 % over all scores)",
        ),
        ([(45, "timing", 1)], "weekly: sales accepts 0 % of hand-offs; they are too few to tell scores apart"),
        ([(45, "open", 9)], "weekly: no rule hands a lead to sales that is then accepted or given back"),
    ],
)
def test_the_title_says_at_which_scores_sales_accepts_less_than_half(
    lines: list[tuple[int, str, int]], title: str
) -> None:
    found = handoff_scores(told(*lines))
    assert found is not None
    assert found.title == title


def test_less_than_half_is_said_only_where_the_interval_says_so() -> None:
    made = told((45, "timing", 5), (45, "accepted", 4), (95, "accepted", 5))
    for own in made.profiles.values():
        own.scores[0, 0, 4], own.scores[1, 0, 4] = 1, 7  # of 6 one is accepted, of 12 seven: 44 %, and far from sure
    found = handoff_scores(made)
    assert found is not None
    assert found.bands["weekly"][4].rate.mean == pytest.approx(8 / 18)
    assert "at no score, least at 40 to 49 points (44 %" in found.title


def test_bars_and_intervals_lie_where_the_numbers_say() -> None:
    made = CASES["two scenarios"]
    found, chart = handoff_scores(made), handoff_scores_chart(made)
    assert found is not None
    assert chart is not None
    drawn = panels(figure(chart))
    assert len(drawn) == 4
    for n, name in enumerate(found.scenarios):
        bands = [found.bands[name][at] for at in found.drawn]
        rates, counts = drawn[2 * n], drawn[2 * n + 1]
        assert heights(counts, "accepted") == pytest.approx([band.accepted.mean for band in bands])
        for reason in REASONS:
            assert heights(counts, reason) == pytest.approx([-band.reasons[reason] for band in bands])
        (line,) = [each for each in rates.lines if each.get_label() == "rate"]
        assert np.array(line.get_ydata()) == pytest.approx(
            [np.nan if band.rate.mean is None else band.rate.mean for band in bands], nan_ok=True
        )
        known = {band.rate.ends for band in bands if band.rate.ends}
        assert {tuple(each.get_ydata()) for each in rates.lines if each.get_label() == "interval"} == known
        assert any(each.get_label() == "interval" for each in counts.lines)
    assert drawn[1].get_ylim() == drawn[3].get_ylim()


def test_counts_are_given_per_quarter() -> None:
    made = CASES["two scenarios"]
    found = handoff_scores(made)
    assert found is not None
    assert found.bands["weekly"][10].accepted.mean == pytest.approx(
        made.profiles["weekly"].scores[:, 0, 10].mean() * QUARTERS
    )
    assert "hand-offs per quarter: accepted up, given back down" in texts(figure(handoff_scores_chart(made)))


def test_one_run_has_bars_without_intervals() -> None:
    chart = handoff_scores_chart(CASES["one run"])
    assert chart is not None
    drawn = figure(chart)
    assert not [line for ax in panels(drawn) for line in ax.lines if line.get_label() == "interval"]
    assert any("there are no intervals" in text.replace("\n", " ") for text in texts(drawn))


def test_of_many_scenarios_baseline_and_the_best_other_are_shown_and_all_are_kept() -> None:
    made = CASES["twelve with long names"]
    found, chart = handoff_scores(made), handoff_scores_chart(made)
    assert found is not None
    assert chart is not None
    assert len(found.scenarios) == 2
    assert found.scenarios[0] == made.baseline
    assert "10 other scenarios" in found.note
    assert {row[0] for row in chart.rows} == set(made.scenarios)
    assert all(len(row) == len(HEADER) for row in chart.rows)


def test_without_profiles_there_is_no_chart() -> None:
    assert handoff_scores_chart(comparison()) is None


def test_it_speaks_japanese_in_the_dark_and_texts_are_no_formulas() -> None:
    with language.speaking("ja"):
        chart = handoff_scores_chart(CASES["strange names"])
        assert chart is not None
        assert "営業受入" in chart.title
        assert collisions(figure(chart, theme="dark")) == []
        assert "'@everybody" in files(chart)["handoff_scores.csv"].decode("utf-8-sig")


def test_the_bands_of_a_real_run_add_up_to_its_mqls(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = smallworld.EXPERIMENT.replace("replications: 4", "replications: 2").replace("rests_on", "# rests_on")
    small = smallworld.compared(smallworld.load(tmp_path_factory.mktemp("small"), experiment=text))
    found = handoff_scores(small)
    assert found is not None
    per_month = KPIS["mqls"].per(1.0, small.window, "month")
    for name in small.scenarios:
        total = sum((b.accepted.mean or 0) + (b.returned.mean or 0) + b.open for b in found.bands[name])
        assert total == pytest.approx(small.figures[name][:, list(KPIS).index("mqls"), 0].mean() * per_month)
    assert OUTCOMES[0] == "accepted"
