"""Differences of every KPI from the baseline, from made-up figures."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.model.guardrails import Limit, read_limit
from sim.model.stats import Verdict, holm, paired, paired_ratio
from sim.study.answer import Question
from sim.study.comparison import cell_json, chances_of_best, contrast, deciding_half_width
from sim.study.kpis import KPIS, Window
from sim.study.standing import State

NAMES = list(KPIS)
WINDOW = Window(0, 182)
QUESTION = Question("base", "opportunities", {"opportunities": 2.0, "unsubscribes": 5.0}, ("unsubscribes",), "quarter")
N = 12


def figures(seed: int, **changes: tuple[float, float]) -> np.ndarray:
    """Figures of N runs; by KPI what is added to its numerator: mean and spread."""
    shared, own = np.random.default_rng(1), np.random.default_rng(seed)
    table = np.stack([shared.integers(50, 100, (N, len(NAMES))), np.ones((N, len(NAMES)))], axis=2).astype(float)
    table[:, [KPIS[name].kind == "ratio" for name in NAMES], 1] = 200.0
    for name, (mean, spread) in changes.items():
        table[:, NAMES.index(name), 0] += own.normal(mean, spread, N)
    return table


def test_differences_are_paired_and_counts_scaled() -> None:
    base, more = figures(2), figures(2, opportunities=(8.0, 1.0))
    cells = contrast({"base": base, "more": more}, QUESTION, WINDOW)
    k, scale = NAMES.index("opportunities"), 91.3125 / 182
    cell = cells["more"]["opportunities"]
    assert cell.difference[:3] == pytest.approx(paired(base[:, k, 0] * scale, more[:, k, 0] * scale)[:3])
    assert cell.mean == pytest.approx(more[:, k, 0].mean() * scale)
    assert cell.verdict is Verdict.BETTER
    assert cells["more"]["sends"].difference[:3] == (0.0, 0.0, 0.0)


def test_ratios_are_totals_over_totals_and_not_scaled() -> None:
    base, more = figures(2), figures(3, open_rate=(4.0, 1.0))
    more[0, NAMES.index("open_rate"), 1] = 900.0  # one run with many mails
    cell = contrast({"base": base, "more": more}, QUESTION, WINDOW)["more"]["open_rate"]
    k = NAMES.index("open_rate")
    assert cell.mean == pytest.approx(more[:, k, 0].sum() / more[:, k, 1].sum())
    assert cell.difference == paired_ratio(*base[:, k].T, *more[:, k].T)


def test_the_baseline_differs_from_itself_by_nothing_and_has_no_verdict() -> None:
    cells = contrast({"base": figures(2), "more": figures(3)}, QUESTION, WINDOW)
    for cell in cells["base"].values():
        assert cell.difference[:4] == (0.0, 0.0, 0.0, 0.0)
        assert cell.verdict is None


def test_several_scenarios_get_the_intervals_of_holm() -> None:
    rivals = {"a": figures(3, opportunities=(8.0, 1.0)), "b": figures(4, opportunities=(2.4, 3.0)), "c": figures(5)}
    cells = contrast({"base": figures(2), **rivals}, QUESTION, WINDOW)
    p = [cells[name]["opportunities"].difference.p_value for name in rivals]
    for name, adjusted in zip(rivals, holm(p), strict=True):
        difference = cells[name]["opportunities"].difference
        assert (not difference.low <= 0.0 <= difference.high) == (adjusted is not None and adjusted <= 0.05)
    alone = contrast({"base": figures(2), "b": rivals["b"]}, QUESTION, WINDOW)["b"]["opportunities"]
    assert cells["b"]["opportunities"].difference.half_width > alone.difference.half_width


def test_margins_belong_to_their_kpis() -> None:
    changes = {"opportunities": (-1.0, 0.5), "unsubscribes": (5.0, 2.0), "mqls": (-1.0, 0.5), "sends": (50.0, 3.0)}
    row = contrast({"base": figures(2), "less": figures(3, **changes)}, QUESTION, WINDOW)["less"]
    assert row["opportunities"].verdict is Verdict.NO_WORSE  # half a lead a quarter, two are bearable
    assert row["unsubscribes"].verdict is Verdict.NO_WORSE
    assert row["mqls"].verdict is Verdict.WORSE
    assert row["sends"].verdict is None  # more mails are neither good nor bad


def limits(**texts: str) -> dict[str, Limit]:
    found = {name: read_limit(text) for name, text in texts.items()}
    return {name: limit for name, limit in found.items() if limit}


def test_limits_are_judged_in_the_unit_and_time_that_is_asked_for() -> None:
    asked = QUESTION._replace(limits=limits(unsubscribes="at most +5", mqls="at most 40", open_rate="at least 30 %"))
    base, more = figures(2), figures(3, unsubscribes=(8.0, 0.5))  # 8 in the window are 4 a quarter
    cells = contrast({"base": base, "more": more}, asked, WINDOW)
    unsubscribes, mqls, opens = (cells["more"][name].standing for name in ("unsubscribes", "mqls", "open_rate"))
    assert unsubscribes is not None
    assert mqls is not None
    assert opens is not None
    assert unsubscribes.state is State.KEPT
    assert unsubscribes[2:] == cells["more"]["unsubscribes"].difference[:3]
    assert mqls.value == pytest.approx(cells["more"]["mqls"].mean)
    assert mqls.low < mqls.value < mqls.high
    assert opens.value == pytest.approx(cells["more"]["open_rate"].mean)
    assert cells["base"]["unsubscribes"].standing is None
    assert cells["base"]["mqls"].standing is not None
    assert cells["more"]["sends"].standing is None


def test_a_cell_tells_its_limit_in_json() -> None:
    asked = QUESTION._replace(limits=limits(unsubscribes="at most +5"))
    cells = contrast({"base": figures(2), "more": figures(2)}, asked, WINDOW)
    assert cell_json(cells["more"]["unsubscribes"])["limit"] == {
        "written": "at most +5", "state": "kept", "value": 0.0, "low": 0.0, "high": 0.0,
    }  # fmt: skip
    assert "limit" not in cell_json(cells["base"]["unsubscribes"])


def test_the_chance_of_being_best_is_asked_of_the_deciding_kpi_in_all_runs() -> None:
    asked: list[tuple[object, ...]] = []

    def counted(values: np.ndarray, higher: bool) -> list[float] | None:
        asked.append((values.shape, values[:, 1].tolist(), higher))
        return [0.25, 0.75]

    def of_ratios(tops: np.ndarray, bottoms: np.ndarray, higher: bool) -> list[float] | None:
        asked.append((tops.shape, bottoms[0].tolist(), higher))
        return None

    runs = {"base": figures(2), "more": figures(3)}
    assert chances_of_best(runs, QUESTION, counted, of_ratios) == {"base": 0.25, "more": 0.75}
    share = QUESTION._replace(kpi="unsubscribe_rate")
    assert chances_of_best(runs, share, counted, of_ratios) == {}
    wins = runs["more"][:, NAMES.index("opportunities"), 0].tolist()
    assert asked == [((N, 2), wins, True), ((N, 2), [200.0, 200.0], False)]


def test_what_has_no_value_is_null_in_json() -> None:
    base, other = figures(2), figures(3)
    for table in (base, other):
        table[:, NAMES.index("cpa_ad"), 1] = 0.0
        table[:, NAMES.index("days_to_mql_median"), 0] = np.nan
    row = contrast({"base": base, "other": other}, QUESTION, WINDOW)["other"]
    for name in ("cpa_ad", "days_to_mql_median"):
        assert cell_json(row[name]) == {
            "mean": None, "diff": None, "low": None, "high": None, "verdict": "cannot_tell",
        }  # fmt: skip
    json.dumps([cell_json(cell) for cell in row.values()], allow_nan=False)


def test_runs_without_a_median_drop_out_of_its_difference() -> None:
    base, other = figures(2), figures(3, days_to_mql_median=(3.0, 1.0))
    base[0, NAMES.index("days_to_mql_median"), 0] = np.nan
    row = contrast({"base": base, "other": other}, QUESTION, WINDOW)["other"]
    assert row["days_to_mql_median"].difference.n == N - 1


def test_the_deciding_half_width_holds_for_all_scenarios_at_once() -> None:
    near, far = figures(3, opportunities=(1.0, 1.0)), figures(4, opportunities=(9.0, 3.0))
    found = {"base": figures(2), "near": near, "far": far}
    k, scale = NAMES.index("opportunities"), 91.3125 / 182
    parts = [found[name][:, k, 0] * scale for name in found]
    each = [paired(parts[0], part, level=0.975).half_width for part in parts[1:]]
    assert deciding_half_width(found, QUESTION, WINDOW) == pytest.approx(max(each))


@pytest.mark.parametrize(("runs", "is_known"), [(29, False), (30, True)])
def test_who_never_differs_is_waited_for_so_long_and_no_longer(runs: int, is_known: bool) -> None:
    luck = np.random.default_rng(5)
    base = np.ones((runs, len(NAMES), 2))
    other = base.copy()
    other[:, :, 0] += luck.normal(0, 1, (runs, len(NAMES)))
    found = {"base": base, "same": base.copy(), "other": other}
    assert np.isfinite(deciding_half_width(found, QUESTION, WINDOW)) == is_known
    assert np.isnan(deciding_half_width({"base": base, "same": base.copy()}, QUESTION, WINDOW))  # nothing is known then


def test_margins_are_judged_at_the_strictest_level_and_zero_by_holm() -> None:
    """A scenario that surely loses, within the margin at its own level only, is worse and not no worse."""
    found = {"base": figures(2), **{f"far_{n}": figures(3 + n, opportunities=(-60.0, 1.0)) for n in range(8)}}
    found["near"] = figures(20, opportunities=(-4.0, 1.0))
    own = contrast(found, QUESTION, WINDOW)["near"]["opportunities"]
    assert own.level == pytest.approx(0.95)  # the last of nine that Holm rejects
    assert own.surely is not None
    between = -(own.difference.low + own.surely.low) / 2
    for margin, said in ((between, Verdict.WORSE), (-own.surely.low + 0.01, Verdict.NO_WORSE)):
        question = QUESTION._replace(margins={"opportunities": margin})
        assert contrast(found, question, WINDOW)["near"]["opportunities"].verdict is said
