"""Limits of a change: what may stand in the file, and when a limit is kept, broken, or not settled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.allowance import Allowance, Amount
from sim.present.allowed import Judged, busiest_limit, kpi_limits, read_allowance, verdict_limits
from sim.present.crowddiff import CrowdDiff, KpiDifference
from sim.present.flows import Flows
from sim.study.kpis import KPIS
from sim.study.pairs import difference_of, mean_of
from sim.study.shifts import Counts
from sim.study.verdicts import Verdicts
from sim.yamlfile import FileProblems, compose_text


def allowance(text: str) -> Allowance:
    return compose_text(text, "ci.yaml", Allowance).build(Allowance)


def told(judged: list[Judged]) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.found, each.limit, str(each.state)) for each in judged]


@pytest.mark.parametrize(
    ("written", "amount"),
    [("5%", Amount(0.05, True)), ("0.5 %", Amount(0.005, True)), ("12", Amount(12.0, False)), ("0", Amount(0, False))],
)
def test_an_amount_is_a_number_or_a_share(written: str, amount: Amount) -> None:
    bound = allowance(f"earlier: {{at_most: {written}}}").earlier
    assert bound is not None
    assert bound.at_most == amount


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("earlier: {at_most: many}", "ci.yaml:1:20: earlier.at_most: must be a number of leads, or a share of all"),
        ("earlier: {at_most: 101%}", "ci.yaml:1:20: earlier.at_most: must be a number of leads"),
        ("earlier: {at_most: -1}", "ci.yaml:1:20: earlier.at_most: must be a number of leads"),
        ("newly: {at_most: 1}", "ci.yaml:1:1: newly: "),
        ("kpis: {mqls: at most}", "ci.yaml:1:14: kpis.mqls: "),
    ],
)
def test_mistakes_in_limits_have_their_place(text: str, problem: str) -> None:
    with pytest.raises(FileProblems) as caught:
        allowance(text)
    assert [str(each)[: len(problem)] for each in caught.value.problems] == [problem]


def test_a_kpi_that_there_is_not_is_told_at_its_name(tmp_path: Path) -> None:
    (tmp_path / "ci.yaml").write_text("kpis:\n  mqls: 5\n  wons: 3\n", encoding="utf-8")
    with pytest.raises(FileProblems, match=r"ci\.yaml:3:3: kpis\.wons: no KPI is called 'wons'; did you mean 'wins'"):
        read_allowance(tmp_path / "ci.yaml")


def test_verdicts_are_counted_a_run_or_as_a_share_of_all_leads() -> None:
    written = {"newly_handed_off": "5%", "no_longer_handed_off": "0", "earlier": "3", "later": "1%"}
    limits = allowance("\n".join(f"{name}: {{at_most: {amount}}}" for name, amount in written.items()))
    counts = Counts(gained=50, lost=1, earlier=6, later=11)
    assert told(verdict_limits(limits, counts, leads=1000, runs=2)) == [
        ("newly_handed_off", "5%", "at most 5%", "kept"),
        ("no_longer_handed_off", "0.5", "at most 0", "broken"),
        ("earlier", "3", "at most 3", "kept"),
        ("later", "1.1%", "at most 1%", "broken"),
    ]


@pytest.mark.parametrize(("busiest", "state"), [(10.0, "kept"), (10.1, "broken"), (None, "kept")])
def test_the_busiest_week_has_a_ceiling(busiest: float | None, state: str) -> None:
    (judged,) = busiest_limit(allowance("busiest_week_per_rep: {at_most: 10}"), busiest)
    assert str(judged.state) == state


def crowd(name: str, old: list[float], new: list[float]) -> CrowdDiff:
    """A crowd of which only one count is known."""
    parts = {kpi: (_part([0.0] * len(old)), _part([0.0] * len(old))) for kpi in KPIS}
    parts[name] = _part(old), _part(new)
    kpis = [
        KpiDifference(kpi, mean_of(KPIS[kpi], a), mean_of(KPIS[kpi], b), difference_of(KPIS[kpi], a, b, 0.95))
        for kpi, (a, b) in parts.items()
    ]
    nobody = Verdicts(1, 0, 0, Counts(), (), (), {}, {}, {}, {})
    nowhere = Flows({}, {}, {}, {})
    return CrowdDiff(1, len(old), 30, nobody, 0, tuple(kpis), (nowhere, nowhere), (), parts)


def _part(values: list[float]) -> np.ndarray:
    return np.column_stack([values, np.ones(len(values))])


@pytest.mark.parametrize(
    ("rule", "old", "new", "expected"),
    [
        ("at most +5", [50, 60, 70], [53, 63, 74], ("+3.3", "at most +5", "kept")),
        ("at most +5", [50, 60, 70], [60, 70, 81], ("+10.3", "at most +5", "broken")),
        ("at most +5", [50, 60, 70], [50, 70, 70], ("+3.3", "at most +5", "not_settled")),
        ("at least 40", [50, 60, 70], [50, 51, 52], ("51.0", "at least 40", "kept")),
        ("at least 60", [50, 60, 70], [50, 51, 52], ("51.0", "at least 60", "broken")),
        ("5", [50, 60, 70], [48, 58, 67], ("-2.3", "no worse than by 5", "kept")),
        ("5", [50, 60, 70], [40, 50, 59], ("-10.3", "no worse than by 5", "broken")),
        ("5", [50, 60, 70], [50, 50, 70], ("-3.3", "no worse than by 5", "not_settled")),
        ("5", [50], [50], ("0.0", "no worse than by 5", "not_settled")),  # one run has no spread
    ],
)
def test_kpis_are_judged_by_their_intervals(
    rule: str, old: list[float], new: list[float], expected: tuple[str, str, str]
) -> None:
    (judged,) = kpi_limits(allowance(f"kpis: {{wins: {rule}}}"), crowd("wins", old, new))
    assert told([judged]) == [("kpis.wins", *expected)]
    assert judged.to_json()["state"] == expected[2]
