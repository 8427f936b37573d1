"""The realism benchmark counts rightly on ledgers written by hand, and the default world keeps its headline bands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks import realism
from benchmarks import realism_estimators as see
from benchmarks.realism_targets import BAND, GROUPS, NOT_SHOWN, Target, all_targets, shown, single
from benchmarks.realism_worlds import SCORED_AFTER_DAYS, play, scenes
from sim.model.ledger import What
from sim.study.measures import Figure, Figures, Window, score_auc
from sim.study.yardstick import Yardstick
from tests.handmade import DAY, Story, at, journey

NEWS, TALK = 1, 2  # touchpoints of the handmade journey
HEADLINES = ("auc", "to_opportunity", "connected", "unsubscribed", "read", "opened")


def mail(story: Story, lead: int, time: int, *, node: int = NEWS) -> int:
    """A mail sent; the number of its row."""
    return story.row(time, lead, What.SENT, node=node)


def test_hours_until_reading_run_from_the_mail_that_was_read_and_know_no_machines() -> None:
    story = Story()
    first, second = story.lead(at(0)), story.lead(at(1))
    early, late = mail(story, first, at(2, 10)), mail(story, first, at(9, 10))
    other = mail(story, second, at(2, 10))
    story.row(at(2, 13), second, What.READ, cause=other)
    story.row(at(2, 10), second, What.MACHINE_OPEN, cause=other)
    story.row(at(9, 12), first, What.OPEN, cause=late)
    story.row(at(9, 14), first, What.OPEN, cause=early)
    assert sorted(see.read_delays_h(story.run(), 0, at(30))) == [2, 3, 7 * 24 + 4]
    assert sorted(see.read_delays_h(story.run(), 0, at(9))) == [3, 7 * 24 + 4]


def test_mails_of_a_cadence_count_only_once_the_lead_is_known_for_a_while() -> None:
    story = Story()
    lead = story.lead(at(0))
    opened = [(mail(story, lead, at(day, 10)), day) for day in (6, 7, 14)]
    mail(story, lead, at(15), node=TALK)
    for number, day in opened[:2]:
        story.row(at(day, 11), lead, What.OPEN, cause=number)
    assert see.followed_by(story.run(), [NEWS], (What.OPEN,), known_s=7 * DAY) == Figure(1, 2)


def test_rates_per_mail_divide_by_the_mails_of_the_same_days() -> None:
    story = Story()
    lead = story.lead(at(0))
    for day in (1, 2, 3, 20):
        mail(story, lead, at(day))
    story.row(at(3), lead, What.UNSUBSCRIBE)
    assert see.per_send(story.run(), (What.UNSUBSCRIBE,), 0, 10) == Figure(1, 3)


def test_registrations_are_measured_against_the_webinar_they_were_for() -> None:
    story = Story()
    first, second, third = (story.lead(at(0)) for _ in range(3))
    story.row(at(5), first, What.WEBINAR_REGISTERED, node=TALK)
    story.row(at(6), first, What.WEBINAR_MISSED, node=TALK)
    story.row(at(18), first, What.WEBINAR_REGISTERED, node=TALK)
    story.row(at(20), first, What.WEBINAR_ATTENDED, node=TALK)
    story.row(at(19, 21), second, What.WEBINAR_REGISTERED, node=TALK)
    story.row(at(20), second, What.WEBINAR_ATTENDED, node=TALK)
    story.row(at(25), third, What.WEBINAR_REGISTERED, node=TALK)  # its webinar lies beyond the run
    run = story.run()
    assert sorted(see.registered_ahead_h(run)) == [3, 24, 48]
    assert see.attended(run) == Figure(2, 3)


def test_nobody_registers_in_a_run_without_webinars() -> None:
    story = Story()
    story.row(at(1), story.lead(at(0)), What.WEBINAR_REGISTERED, node=TALK)
    assert see.registered_ahead_h(story.run()).size == 0


def test_days_to_an_opportunity_start_at_a_second_of_each_lead() -> None:
    story = Story()
    quick, none, again = (story.lead(at(day)) for day in (1, 2, 3))
    story.row(at(4), quick, What.OPPORTUNITY)
    story.row(at(5), again, What.OPPORTUNITY)
    story.row(at(9), again, What.OPPORTUNITY)
    story.row(at(2), none, What.EXCLUDED)
    run = story.run()
    assert list(see.first_after(run, What.OPPORTUNITY, run.leads["arrival_s"])) == [3, np.inf, 2]
    assert list(see.first_after(run, What.OPPORTUNITY, np.full(3, at(6)))) == [np.inf, np.inf, 3]
    assert list(see.targets(run)) == [True, False, True]


def test_deals_are_counted_over_closed_opportunities_and_their_days_over_won_ones() -> None:
    story = Story()
    for day, closed, what in ((1, 5, What.WON), (2, 3, What.LOST), (2, 9, What.LOST), (12, 14, What.WON)):
        lead = story.lead(at(0))
        opened = story.row(at(day), lead, What.OPPORTUNITY)
        story.row(at(closed), lead, what, cause=opened)
    story.row(at(3), story.lead(at(0)), What.OPPORTUNITY)  # still open
    assert see.won_of_opportunities(story.run(), 0, at(10)) == (Figure(1, 3), Figure(4, 1))


def call(story: Story, lead: int, start: int, minutes: int, attempt: int, *, reached: bool) -> None:
    """An attempt and its end."""
    dialled = story.row(start, lead, What.ATTEMPT, value=attempt)
    what = What.CONTACT if reached else What.NO_CONTACT
    story.row(start + minutes * 60, lead, what, value=attempt, cause=dialled)


def test_calls_in_a_shift_follow_from_the_mean_call() -> None:
    story = Story()
    lead = story.lead(at(0))
    call(story, lead, at(1, 9), 8, 0, reached=False)
    call(story, lead, at(2, 9), 28, 1, reached=True)
    story.row(at(3, 9), lead, What.ATTEMPT, value=2)  # the run ends before the call does
    assert see.dials_per_shift(story.run()).value == pytest.approx(8 * 60 / 18)


def test_success_is_put_down_to_the_call_that_reached_somebody() -> None:
    story = Story()
    for n in range(8):
        lead = story.lead(at(0))
        call(story, lead, at(1), 5, 0, reached=n < 4)
        if n < 4:
            story.row(at(1) + 300, lead, What.APPOINTMENT)
            continue
        call(story, lead, at(2), 5, 1, reached=n < 7)
        if n < 5:
            story.row(at(2) + 300, lead, What.APPOINTMENT)
    # 4 of 8 first calls, 1 of 4 second ones; reached on the second: 3 of 4.
    assert see.success_ratio(story.run(), What.APPOINTMENT, 6) == pytest.approx(0.5)
    assert see.success_ratio(story.run(), What.CONTACT, 6) == pytest.approx(1.5)


def test_ratio_of_successes_is_found_exactly_where_they_fall_geometrically() -> None:
    made = np.array([1000.0, 700.0, 300.0])
    assert see.geometric_ratio(made, made * 0.2 * 0.816 ** np.arange(3)) == pytest.approx(0.816)
    assert np.isnan(see.geometric_ratio(made, np.array([5.0, 0.0, 0.0])))


def test_score_splits_into_attribute_points_and_behaviour_points_at_a_second() -> None:
    story = Story()
    first, second = story.lead(at(0), score=30), story.lead(at(1), score=5)
    story.row(at(2), first, What.OPEN, value=5, score=35)
    story.row(at(9), first, What.OPEN, value=5, score=40)
    fit, behaviour = see.score_parts(story.run(), np.array([at(8), at(8)]))
    assert list(fit) == [30, 5]
    assert list(behaviour) == [5, 0]
    assert second == 1


def test_auc_counts_pairs_and_halves_ties() -> None:
    assert see.auc(np.array([10, 20, 20, 30]), np.array([False, True, False, True])) == Figure(3.5, 4)
    assert see.auc(np.array([10, 20]), np.array([True, True])).value is None


def test_auc_of_both_parts_together_is_the_score_auc() -> None:
    story = Story()
    for n in range(12):
        project = (at(0), at(20)) if n % 3 == 0 else (-1, -1)
        lead = story.lead(at(0), project=project, score=5 * (n % 4))
        story.row(at(1), lead, What.OPEN, value=5 * (n % 5), score=5 * (n % 4) + 5 * (n % 5))
    run = story.run()
    parts = sum(see.score_parts(run, np.full(12, at(10))))
    found = see.auc(parts, run.leads["project_start_s"] >= 0)
    assert found.value == pytest.approx(score_auc(run, Yardstick(journey()), Window(0, 30), after_days=10))


def test_registrations_are_counted_by_day_and_source() -> None:
    story = Story()
    for day, source in ((0, 0), (0, 0), (2, 0), (2, 1)):
        story.lead(at(day, 23), source=source)
    starts = np.arange(31) * DAY
    assert list(see.arrivals_by_day(story.run(), [0], starts)[:4]) == [2, 0, 1, 0]
    assert see.arrivals_by_day(story.run(), [0, 1], starts).sum() == 4


def test_spread_of_counts_gives_back_the_negative_binomial_it_was_drawn_from() -> None:
    counts = np.random.default_rng(1).negative_binomial(17.6, 17.6 / (17.6 + 47.8), 50_000)
    assert see.variance_over_mean(counts).value == pytest.approx(1 + 47.8 / 17.6, rel=0.03)
    assert see.negative_binomial_size(counts).value == pytest.approx(17.6, rel=0.03)


def test_several_runs_give_the_ratio_of_totals_and_a_statistic_its_t_interval() -> None:
    ratio = realism.over_runs([Figure(1, 10), Figure(30, 100), Figure(29, 90)])
    assert ratio.mean == pytest.approx(60 / 200)
    assert ratio.low < 0.3 < ratio.high
    values = realism.over_runs([see.statistic(value) for value in (1.0, 2.0, 3.0, np.nan)])
    assert values == pytest.approx((2.0, 2 - 4.302653 / 3**0.5, 2 + 4.302653 / 3**0.5))
    assert realism.over_runs([Figure(1, 4)]) == (0.25, -np.inf, np.inf)


@pytest.mark.parametrize(
    ("simulated", "verdict"),
    [
        ((0.15, 0.14, 0.16), "in band"),
        ((0.15, 0.09, 0.21), "in band (just)"),
        ((0.25, 0.22, 0.28), "MISSES"),
        ((0.21, 0.19, 0.23), "MISSES (just)"),
        ((0.15, -np.inf, np.inf), "in band (just)"),
        ((np.nan, -np.inf, np.inf), "nothing to measure"),
    ],
)
def test_verdict_says_when_a_figure_misses_and_when_more_runs_could_turn_it(
    simulated: tuple[float, float, float], verdict: str
) -> None:
    target = Target("key", "title", "15 %", 0.1, 0.2, "share", "B", "B1")
    assert realism.Result(target, realism.Simulated(*simulated)).verdict == verdict


def test_a_missed_band_is_printed_with_its_reason_and_counted() -> None:
    results = [realism.Result(target, realism.Simulated(*[target.low] * 3)) for target in all_targets()]
    assert not any("MISSES" in line for line in realism.table(results))
    target = results[0].target._replace(because="it rained")
    results[0] = realism.Result(target, realism.Simulated(9.0, 9.0, 9.0))
    lines = realism.table(results)
    (row,) = [n for n, line in enumerate(lines) if "MISSES" in line]
    assert target.title in lines[row]
    assert lines[row + 1].strip() == "because it rained"
    assert f"{len(results) - 1} of {len(results)}" in lines[-1]


def test_single_numbers_get_wider_bands_the_less_they_can_be_trusted() -> None:
    assert list(BAND.values()) == sorted(BAND.values())
    falling = single("key", "title", -0.275, "number", "C", "B3")
    assert (falling.low, falling.high) == pytest.approx((-0.34375, -0.20625))
    assert [shown(0.003, "share"), shown(0.25, "share"), shown(0.05, "points")] == ["0.30 %", "25.0 %", "+5.0 pp"]


def test_every_target_has_a_name_of_its_own_and_a_row_in_the_evidence() -> None:
    keys = [target.key for target in all_targets()]
    assert len(keys) == len(set(keys))
    page = (Path(__file__).parent.parent / "docs" / "evidence.md").read_text(encoding="utf-8")
    for each in [*all_targets(), *NOT_SHOWN]:
        assert each.trust in "ABCD"
        assert re.search(rf"^\| {re.escape(each.source)} \|", page, re.MULTILINE), each.source


@pytest.fixture(scope="module")
def default_world() -> list[Figures]:
    """What the default world shows in one simulated run of each of two seeds."""
    scene = scenes()["default"]
    return [play(scene, seed, 0) for seed in (1, 2)]


@pytest.mark.parametrize("key", HEADLINES)
def test_default_world_keeps_its_headline_bands(default_world: list[Figures], key: str) -> None:
    (target,) = [target for target in all_targets() if target.key == key]
    for figures in default_world:
        assert target.low <= figures[key].value <= target.high


def test_headline_bands_are_those_that_were_asked_for() -> None:
    bands = {target.key: (target.low, target.high) for target in all_targets()}
    assert bands["auc"] == (0.60, 0.72)
    assert bands["to_opportunity"] == (0.08, 0.18)
    assert bands["connected"] == (0.15, 0.20)
    assert bands["unsubscribed"] == (0.002, 0.005)
    assert SCORED_AFTER_DAYS == 30


def test_command_prints_one_object_with_every_figure_and_progress_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    realism.main(["--replications", "1", "--leads", "300", "--workers", "1", "--json"])
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert list(found["figures"]) == [target.key for group in GROUPS.values() for target in group]
    assert 0.15 < found["figures"]["read"]["mean"] < 0.35
    assert found["figures"]["read"]["low"] is None  # one run has no spread
    assert len(found["not_shown"]) == len(NOT_SHOWN)
    assert "simulated runs" in err


def test_no_runs_at_all_are_refused() -> None:
    with pytest.raises(SystemExit):
        realism.main(["--replications", "0"])
