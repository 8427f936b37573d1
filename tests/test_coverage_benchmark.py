"""The coverage benchmark draws what it says, measures with the rules that experiments use, and its claims hold here."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from benchmarks import coverage as command
from benchmarks import coverage_study
from benchmarks.coverage_simtools import simtools, version
from benchmarks.coverage_study import LEAST, MEANS, WAYS, Findings, advice, advice_for_all, asked_for, study, ways_out
from benchmarks.coverage_trials import (
    CLAIMED,
    SKEWED,
    Coverage,
    Shape,
    Trials,
    after,
    blocks,
    coverage,
    half_widths,
    sequential,
    turned,
)
from sim.model.precision import Precision, reached, runs_enough
from sim.model.stats import paired

SHAPES = (*CLAIMED, *SKEWED)


def named(shape: Shape) -> str:
    return shape.key


def found(share: float, runs: int = 100) -> Coverage:
    return Coverage(share, 0.01, runs, runs, runs, 1.0, 1.0)


@pytest.mark.parametrize("shape", SHAPES, ids=named)
def test_shapes_have_the_mean_and_spread_they_say(shape: Shape) -> None:
    (draws,) = blocks(shape, 4_000, 200)
    assert draws.mean() == pytest.approx(shape.mean, abs=4 * shape.sd / math.sqrt(draws.size))
    assert draws.std() == pytest.approx(shape.sd, rel=0.03)


def test_blocks_give_as_many_trials_as_asked_and_the_same_ones_again() -> None:
    first, second = (np.vstack(list(blocks(SKEWED[0], 7, 601))) for _ in range(2))
    assert first.shape == (601, 7)
    assert np.array_equal(first, second)
    assert len(np.unique(first)) == first.size


@pytest.mark.parametrize("shape", SHAPES, ids=named)
def test_half_widths_are_those_of_the_paired_difference_after_every_run(shape: Shape) -> None:
    for row, widths in zip(*(lambda draws: (draws, half_widths(draws)))(next(blocks(shape, 60, 12))), strict=True):
        expected = [paired(np.zeros(n), row[:n]).half_width for n in range(1, 61)]
        assert widths.tolist() == pytest.approx(expected, rel=1e-9)
        assert [width == 0.0 for width in widths] == [width == 0.0 for width in expected]


def test_a_trial_is_an_experiment_stopped_by_the_rule() -> None:
    shape, asked = CLAIMED[0], Precision(0.35, 60)
    draws = next(blocks(shape, 60, 40))
    trials = sequential(draws, shape.mean, asked)
    for row, runs, covered, half_width, held in zip(draws, *trials, strict=True):
        widths = [paired(np.zeros(n), row[:n]).half_width for n in range(1, 61)]
        difference = paired(np.zeros(runs), row[:runs])
        assert runs == runs_enough(widths, asked)
        assert held == (reached(widths, asked) is not None)
        assert (half_width, covered) == (difference.half_width, difference.low <= shape.mean <= difference.high)


def test_trials_that_ended_with_the_most_runs_are_counted() -> None:
    draws = next(blocks(CLAIMED[0], 30, 50))
    trials = sequential(draws, 1.0, Precision(0.35, 30))
    assert 0.0 < coverage([trials], 0.35).reached < 1.0
    assert set(trials.runs[~trials.reached]) == {30}


def test_coverage_counts_over_all_blocks() -> None:
    covered = np.array([True, True, True, False])
    one, other = np.arange(4), np.arange(4, 8)
    parts = [Trials(one, covered, np.arange(4.0), covered), Trials(other, covered, np.ones(4), covered)]
    assert coverage(parts, 2.0) == Coverage(0.75, math.sqrt(0.75 * 0.25 / 8), 0, 3, 7, 0.5, 0.75)


@pytest.mark.parametrize("shape", CLAIMED, ids=named)
def test_a_stop_after_more_than_a_hundred_runs_keeps_the_interval_honest(shape: Shape) -> None:
    early, late = asked_for(shape, 200, 1_500), asked_for(shape, 110, 1_500, first=100)
    for each in (early, late):
        assert each.share > LEAST - 3 * each.error
        assert each.share < 0.95 + 3 * each.error
        assert each.runs_median > 100
    assert late.runs_min >= 105


@pytest.mark.parametrize("shape", SHAPES, ids=named)
def test_the_mean_of_the_differences_changes_nothing(shape: Shape) -> None:
    positive, zero, negative = (asked_for(shape, 60, 200, mean=mean) for mean in MEANS)
    assert zero == pytest.approx(positive)
    assert negative == pytest.approx(positive)


def test_another_mean_is_really_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    means: list[str] = []
    monkeypatch.setattr(coverage_study, "turned", lambda *args: (means.append(args[1]), turned(*args))[1])
    for mean in MEANS:
        asked_for(CLAIMED[0], 15, 11, mean=mean)
    assert means == list(MEANS)


def test_turned_draws_have_the_mean_they_are_said_to_have() -> None:
    draws = np.array([[0.0, 3.0]])
    shape = Shape("", "", 1.5, 1.0, lambda luck, size: draws)
    for mean, expected in zip(MEANS, (1.5, 0.0, -1.5), strict=True):
        values, truth = turned(shape, mean, draws)
        assert values.mean() == truth == expected


def test_few_runs_of_skewed_differences_cover_less_than_they_say() -> None:
    few = asked_for(SKEWED[1], 30, 1_000)
    assert few.share + 3 * few.error < LEAST


def test_fixing_the_replications_helps_where_stopping_early_harms() -> None:
    ways = ways_out(SKEWED[1], 800)
    assert tuple(ways) == WAYS
    assert ways["replications: 400"].share > ways["as asked"].share + 3 * ways["as asked"].error
    assert ways["half the half_width"].runs_median > 3 * ways["as asked"].runs_median
    assert {ways["replications: 400"].runs_min, ways["replications: 400"].runs_max} == {400}


def test_a_second_experiment_takes_its_number_of_runs_from_another_one() -> None:
    asked = Precision(0.5, 60)
    draws = next(blocks(CLAIMED[0], 60, 30))
    took = sequential(draws, 1.0, asked).runs
    again = coverage_study._again(draws, 1.0, asked)
    assert again.runs.tolist() == (2 * np.roll(took, 1)).tolist()
    assert again.half_width.tolist() == after(draws, 1.0, np.roll(took, 1)).half_width.tolist()


def test_the_advice_is_the_cheapest_way_that_is_enough() -> None:
    tried = [found(0.85, 90), found(0.93, 200), found(0.95, 800), found(0.94, 300), found(0.92, 80)]
    ways = dict(zip(WAYS, tried, strict=True))
    assert advice(ways) == "first: 100 (93.0%, 200 runs)"
    assert advice({way: found(0.9 + i / 100) for i, way in enumerate(WAYS[:3])}) == (
        "none of these covers 93%; the best is half the half_width (92.0%)"
    )
    poor = dict.fromkeys(WAYS, found(0.9))
    assert advice_for_all({"one": ways, "two": ways}) == (
        "For all of them: first: 100; or half the half_width; or replications: as many as it took, another seed."
    )
    assert advice_for_all({"one": ways, "two": poor}) == "No way covers often enough for all of them."


@pytest.fixture
def without_simtools(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (command, coverage_study):
        monkeypatch.setattr(module, "version", lambda: None)


@pytest.mark.usefixtures("without_simtools")
def test_without_simtools_it_shows_ours_and_says_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--repeats", "12"])
    shown = capsys.readouterr()
    assert "python -m pip install 'sim-tools>=1.3'" in shown.out
    assert [line.split()[:2] for line in shown.out.splitlines()][4:6] == [["normal", "positive"], ["normal", "zero"]]
    assert "lognormal (sigma 0.5) ..." in shown.err
    assert "At least 93% for normal, lognormal (sigma 0.5), Bernoulli (0.5)" in shown.out


@pytest.mark.usefixtures("without_simtools")
def test_machines_get_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--repeats", "12", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["sim_tools"] is None
    assert answer["by_mean_sim_tools"] == {}
    assert set(answer["by_mean"]) == set(answer["by_runs_called_for"]) == {shape.key for shape in SHAPES}
    assert set(answer["by_mean"]["normal"]["negative"]) == set(Coverage._fields)
    assert set(answer["advice"]) == {shape.key for shape in SKEWED}


def test_the_claim_needs_every_mean_and_the_late_look() -> None:
    keys, rungs = [shape.key for shape in CLAIMED], coverage_study.LADDER
    means = {key: dict.fromkeys(MEANS, found(0.94)) for key in keys}
    late = {key: {100: found(0.93)} for key in keys}
    findings = Findings(1, means, {}, {}, late, {}, {})
    assert findings.holds
    assert not findings._replace(ours=means | {keys[1]: {"positive": found(0.94), "zero": found(0.929)}}).holds
    assert not findings._replace(late=late | {keys[2]: {100: found(0.92)}}).holds
    rising = {key: {runs: found(0.9 if runs < 100 else 0.94) for runs in rungs} for key in keys}
    assert findings._replace(ladder=rising).holds_from == 100
    assert findings._replace(ladder=rising | {keys[0]: dict.fromkeys(rungs, found(0.9))}).holds_from is None


def test_repeats_below_one_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--repeats", "0"])
    assert "must be at least 1, found 0" in capsys.readouterr().err


@pytest.mark.skipif(version() is None, reason="the extra `bench` is not installed")
def test_simtools_stops_after_three_runs_at_a_negative_mean_and_ours_does_not() -> None:
    shape = CLAIMED[0]
    draws = next(blocks(shape, 330, 20))
    theirs = simtools(-draws, -1.0, precision=shape.half_width(60), most=300)
    ours = sequential(-draws, -1.0, Precision(shape.half_width(60), 330))
    assert np.median(theirs.runs) == 3
    assert np.median(theirs.half_width) > 5 * shape.half_width(60)
    assert ours.runs.min() > 10
    assert (ours.half_width <= shape.half_width(60)).all()


@pytest.mark.skipif(version() is None, reason="the extra `bench` is not installed")
def test_simtools_at_a_positive_mean_makes_about_as_many_runs_as_ours() -> None:
    shape = CLAIMED[0]
    draws = next(blocks(shape, 330, 20))
    theirs = simtools(draws, 1.0, precision=shape.half_width(60), most=300)
    assert 45 < np.median(theirs.runs) < 75
    assert theirs.reached.all()
    beside = study(25).theirs
    assert set(beside) == {each.key for each in SHAPES}
