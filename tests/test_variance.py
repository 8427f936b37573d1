"""The variance benchmark: known variances, intervals that cover, and the same differences as an experiment's own."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from benchmarks import variance
from benchmarks.variance import FELT, FEWEST, FILE, Pair, as_json, pair, pairs, spread, table, variances_without_one
from sim.files.workspace import load_experiment
from sim.study.crew import Crew
from sim.study.kpis import KPIS
from sim.study.lab import Lab
from sim.study.scenarios import studies
from tests import smallworld

Floats = NDArray[np.float64]
RUNS = 10
ASKED = {"weekly": ["mqls", "open_rate"], "strict": ["sends", "mqls"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("small")


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """Progress, as it comes."""
    return []


@pytest.fixture(scope="module")
def found(folder: Path, told: list[tuple[int, int]]) -> list[Pair]:
    return pairs(smallworld.load(folder), ASKED, runs=RUNS, seed=7, progress=lambda *done: told.append(done))


def by_name(found: list[Pair]) -> dict[tuple[str, str], Pair]:
    return {(each.change, each.kpi): each for each in found}


# ---- two variances ----


def test_variances_and_their_ratio_are_those_of_the_differences() -> None:
    shared = np.tile([-1.0, 1.0], 8)
    seen = spread(shared, 3 * shared)
    assert seen[:3] == pytest.approx((16 / 15, 9 * 16 / 15, 9))
    assert (seen.low, seen.high) == pytest.approx((9, 9))  # the one is always three times the other


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=30))
def test_variances_without_one_are_those_of_the_others(numbers: list[int]) -> None:
    values = np.array(numbers, float)
    others = [np.delete(values, n).var(ddof=1) for n in range(len(values))]
    assert variances_without_one(values) == pytest.approx(others, abs=1e-6)


@pytest.mark.parametrize("kind", ["normal", "counts"])
def test_intervals_of_the_ratio_cover_it_as_often_as_they_say(kind: str) -> None:
    """1,000 benchmarks of 60 runs, with a known ratio: what runs share varies nine times as much as what they don't."""
    random = np.random.default_rng(1)

    def drawn(mean: float) -> Floats:
        values = random.poisson(mean, (1000, 60)) if kind == "counts" else random.normal(mean, mean**0.5, (1000, 60))
        return values.astype(float)

    common, other = drawn(36), drawn(36)
    base, shared, independent = common + drawn(4), common + drawn(4), other + drawn(4)
    seen = [spread(*rows) for rows in zip(shared - base, independent - base, strict=True)]
    covered = np.mean([each.low < 10 < each.high for each in seen])
    assert 0.93 < covered < 0.97
    assert np.median([each.high / each.low for each in seen]) < 4


def test_a_difference_that_never_varies_is_worth_any_number_of_runs() -> None:
    nothing, something = np.zeros(FEWEST), np.arange(FEWEST, dtype=float)
    assert spread(nothing, something)[2:] == (math.inf, 0.0, math.inf)
    assert math.isnan(spread(nothing, nothing).worth)
    assert spread(nothing + 0.1 + 0.2, something).shared == 0.0


def test_no_interval_is_told_where_the_variance_hangs_on_one_run() -> None:
    once, something = np.eye(FEWEST)[3], np.arange(FEWEST, dtype=float)
    seen = spread(once, something)
    assert seen.worth == pytest.approx(something.var() / once.var())
    assert (seen.low, seen.high) == (0.0, math.inf)


def test_too_few_runs_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 10 runs, found 9"):
        spread(np.arange(9.0), np.arange(9.0))


def test_runs_without_a_value_are_left_out_on_all_sides() -> None:
    random = np.random.default_rng(2)
    base, shared, independent = random.normal(size=(3, 20))
    gaps = [rows.copy() for rows in (base, shared, independent)]
    for n, rows in enumerate(gaps):
        rows[n] = np.nan
    assert pair("any", "mqls", *gaps) == pair("any", "mqls", base[3:], shared[3:], independent[3:])


def test_nothing_is_known_of_variances_where_most_runs_have_no_value() -> None:
    values = np.append(np.arange(9.0), np.full(9, np.nan))
    seen = pair("any", "precision", values, values + 1, values + 2)
    assert seen.difference.mean == 1.0
    assert all(math.isnan(figure) for figure in seen.spread[:3])
    assert table([seen])[1].endswith("– independent")


# ---- an experiment's runs ----


def test_shared_differences_are_those_of_the_experiment(folder: Path, found: list[Pair]) -> None:
    text = smallworld.EXPERIMENT.replace("per: month", "per: window").replace("rests_on", "# rests_on")
    cells = smallworld.compared(smallworld.load(folder, experiment=text), replications=RUNS).cells
    for change, kpi in (("weekly", "mqls"), ("strict", "sends"), ("strict", "mqls")):
        ours, theirs = by_name(found)[change, kpi].difference, cells[change][kpi].difference
        assert (ours.mean, ours.correlation, ours.n) == (theirs.mean, theirs.correlation, RUNS)


def test_both_variances_are_those_of_runs_of_one_seed_and_of_the_next(folder: Path, found: list[Pair]) -> None:
    ready = studies(smallworld.load(folder))
    lab, asked = Lab(Crew()), {("", name): study for name, study in ready.items()}
    first, second = (lab.runs(asked, seed, 0, RUNS) for seed in (7, 8))
    for change, kpi in (("weekly", "mqls"), ("weekly", "open_rate"), ("strict", "mqls")):
        base, shared, independent = (
            np.divide(*runs.figures[:, list(KPIS).index(kpi), :].T)
            for runs in (first["", "daily"], first["", change], second["", change])
        )
        told = by_name(found)[change, kpi].spread
        assert told[:2] == pytest.approx(((shared - base).var(ddof=1), (independent - base).var(ddof=1)))


def test_sharing_pays_in_the_small_world_too(found: list[Pair]) -> None:
    for each in found:
        assert each.spread.shared < each.spread.independent, each


@pytest.mark.usefixtures("found")
def test_every_run_is_told(told: list[tuple[int, int]]) -> None:
    assert told == [(n, 5 * RUNS) for n in range(1, 5 * RUNS + 1)]  # 3 scenarios shared, 2 independent


# ---- what is printed ----


def test_every_row_of_the_table_says_what_a_shared_run_is_worth(found: list[Pair]) -> None:
    head, *rows = table(found)
    assert head.split("  ")[0] == "change"
    assert [row.split()[:2] for row in rows] == [[each.change, each.kpi] for each in found]
    for row, each in zip(rows, found, strict=True):
        assert f"{each.difference.correlation:.3f}" in row
        assert row.endswith(" independent")
        worth = float(row.split()[-2].replace(",", ""))
        assert worth == pytest.approx(each.spread.worth, rel=0.005)


def test_what_is_infinite_or_unknown_is_printed_as_a_sign_and_null_in_json() -> None:
    nothing, something = np.zeros(FEWEST), np.arange(FEWEST, dtype=float)
    endless = pair("reps", "mqls", nothing, nothing, something)
    unknown = pair("reps", "sends", nothing, nothing, nothing)
    rows = table([endless, unknown])[1:]
    assert rows[0].endswith("∞ independent")
    assert rows[1].endswith("– independent")
    told = as_json([endless, unknown], runs=FEWEST, seed=1)["changes"]["reps"]
    assert told["mqls"]["worth"] is None
    assert told["sends"]["correlation"] is None
    assert told["mqls"]["variance_shared"] == 0.0


@pytest.mark.parametrize(
    ("value", "shown"), [(1234.5, "1,230"), (99.96, "100"), (0.056019, "0.0560"), (4.0, "4.00"), (0.99999, "1.00")]
)
def test_figures_have_three_digits_that_count(value: float, shown: str) -> None:
    row = table([pair("any", "mqls", np.zeros(FEWEST), np.full(FEWEST, value), np.arange(FEWEST, dtype=float))])[1]
    assert row.split()[2] == f"+{shown}"


@pytest.fixture
def small_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallworld.load(folder)
    monkeypatch.setattr(variance, "FILE", folder / "experiment.yaml")
    monkeypatch.setattr(variance, "FELT", {"weekly": "sends", "strict": "opportunities"})


@pytest.mark.usefixtures("small_command")
def test_command_prints_one_object_with_every_change(capsys: pytest.CaptureFixture[str]) -> None:
    variance.main(["--runs", "10", "--workers", "1", "--seed", "7", "--kpi", "leads", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["runs"], told["seed"]) == (10, 7)
    assert {change: list(kpis) for change, kpis in told["changes"].items()} == {
        "weekly": ["mqls", "sends", "leads"],
        "strict": ["mqls", "opportunities", "leads"],
    }
    assert told["changes"]["weekly"]["leads"]["variance_shared"] == 0.0


def test_command_says_which_seeds_were_compared(
    found: list[Pair], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(variance, "pairs", lambda *asked, **settings: found)
    variance.main(["--runs", "10", "--workers", "1", "--seed", "7"])
    out = capsys.readouterr().out
    assert "over 10 simulated runs" in out
    assert "shared: the same leads and chance events (seed 7); independent: those of seed 8" in out
    assert table(found)[1] in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--runs", "9"], "at least 10, found 9"), (["--kpi", "mqlz"], "no KPI is called 'mqlz'")],
)
def test_mistaken_arguments_are_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        variance.main(arguments)
    assert said in capsys.readouterr().err


def test_the_six_changes_are_valid_and_each_is_felt_in_a_kpi() -> None:
    loaded = load_experiment(FILE, KPIS)
    assert list(loaded.scenarios) == list(FELT)
    assert set(FELT.values()) <= set(KPIS)
    assert loaded.experiment.decide_on.kpi == "opportunities"
