"""Month by month and cohort by cohort: paired differences of that month alone, and what is not finished marked."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.model.stats import Difference, paired, paired_ratio
from sim.study.answer import Cell, Question
from sim.study.kpis import KPIS
from sim.study.measures import Window
from sim.study.periods import COHORT, Period
from sim.study.timeline import (
    COHORTS_HEADER,
    MONTHS_HEADER,
    as_json,
    by_cohort,
    by_month,
    cohort_rows,
    month_rows,
)

PERIODS = (Period("2026-04", 0, 30, True), Period("2026-05", 30, 61, True), Period("2026-06", 61, 70, False))
WINDOW = Window(0, 70, follow_up_days=20, cohort_days=40)
DAYS = 90
RUNS = 6


def question(kpi: str) -> Question:
    return Question("base", kpi, {}, (), "month")


def cells(kpi: str, level: float = 0.9) -> dict[str, dict[str, Cell]]:
    """Cells that have a level; nothing else of them is looked at."""
    return {name: {kpi: Cell(None, Difference(0, 0, 0, 0, None, 0, None), None, level)} for name in ("base", "other")}


def months(seed: int, shift: float = 0.0) -> np.ndarray:
    """float64[RUNS, months, KPIs, 2]"""
    rng = np.random.default_rng(seed)
    table = np.stack([rng.integers(20, 40, (RUNS, 3, len(KPIS))), np.full((RUNS, 3, len(KPIS)), 100)], axis=3)
    return table.astype(float) + np.array([shift, 0.0])


def test_every_month_has_its_own_paired_difference_of_the_deciding_kpi() -> None:
    runs = {"base": months(1), "other": months(2, 5.0)}
    rows = by_month(runs, PERIODS, question("wins"), WINDOW, DAYS, cells("wins"))
    assert [(row.period.name, row.scenario, row.kpi) for row in rows] == [
        (period.name, "other", "wins") for period in PERIODS
    ]
    k = list(KPIS).index("wins")
    for m, row in enumerate(rows):
        base, other = (runs[name][:, m, k, 0] for name in runs)
        assert row.difference == paired(base, other, level=0.9)
        assert (row.baseline, row.mean) == (pytest.approx(base.mean()), pytest.approx(other.mean()))
    share = by_month(runs, PERIODS, question("open_rate"), WINDOW, DAYS, cells("open_rate"))[0]
    k = list(KPIS).index("open_rate")
    assert share.difference == paired_ratio(*runs["base"][:, 0, k].T, *runs["other"][:, 0, k].T, level=0.9)


@pytest.mark.parametrize(
    ("kpi", "days", "finished"),
    [
        ("wins", 70, [True, True, True]),  # what happened is all that counts
        ("precision", 90, [True, True, True]),  # hand-offs are followed for 20 days
        ("precision", 80, [True, False, False]),
        ("lead_to_mql", 90, [True, False, False]),  # leads for 40
    ],
)
def test_months_whose_last_cases_are_not_followed_up_are_marked(kpi: str, days: int, finished: list[bool]) -> None:
    runs = {"base": months(1), "other": months(2)}
    rows = by_month(runs, PERIODS, question(kpi), WINDOW, days, cells(kpi))
    assert [row.is_finished for row in rows] == finished


def test_cohorts_have_shares_of_the_leads_that_were_not_excluded() -> None:
    rng = np.random.default_rng(3)
    runs = {name: rng.integers(1, 20, (RUNS, 3, len(COHORT))) for name in ("base", "other")}
    for counts in runs.values():
        counts[:, :, 0] += 100
    rows = by_cohort(runs, PERIODS, question("wins"), WINDOW, DAYS, cells("wins"))
    assert [(row.period.name, row.step) for row in rows[:5]] == [
        ("2026-04", "mql"), ("2026-04", "contact"), ("2026-04", "opportunity"), ("2026-04", "won"), ("2026-05", "mql"),
    ]  # fmt: skip
    base, other = (runs[name][:, 0, :].astype(float) for name in runs)
    opportunity = rows[2]
    targets = [part[:, 0] - part[:, 1] for part in (base, other)]
    assert opportunity.difference == paired_ratio(base[:, 4], targets[0], other[:, 4], targets[1], level=0.9)
    assert opportunity.share == pytest.approx(other[:, 4].sum() / targets[1].sum())
    assert opportunity.leads == pytest.approx(other[:, 0].mean())
    assert [row.is_finished for row in rows[::4]] == [True, False, False]


def test_rows_and_json_have_the_headers_names_and_none_for_what_is_not_known() -> None:
    runs = {"base": months(1)[:1], "other": months(2)[:1]}
    rows = by_month(runs, PERIODS, question("wins"), WINDOW, DAYS, cells("wins"))
    told = as_json(MONTHS_HEADER, month_rows(rows))
    assert list(told[2]) == list(MONTHS_HEADER)
    assert (told[2]["month"], told[2]["is_whole"], told[2]["is_finished"]) == ("2026-06", False, True)
    assert (told[0]["low"], told[0]["high"]) == (None, None)
    nobody = {name: np.zeros((RUNS, 3, len(COHORT)), np.int64) for name in ("base", "other")}
    rows_of_nobody = by_cohort(nobody, PERIODS, question("wins"), WINDOW, DAYS, cells("wins"))
    none = as_json(COHORTS_HEADER, cohort_rows(rows_of_nobody))
    assert (none[0]["share"], none[0]["difference"], none[0]["leads"]) == (None, None, 0.0)
    json.dumps([*told, *none], allow_nan=False)


def test_without_months_there_is_nothing() -> None:
    assert by_month({}, (), question("wins"), WINDOW, DAYS, {}) == []
    assert by_cohort({}, (), question("wins"), WINDOW, DAYS, {}) == []
