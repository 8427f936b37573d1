"""Answers as tables: every figure at its place, and nothing that claims more than is known."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.doors.cli_screen import print_table
from sim.doors.cli_tables import beneath, compared, measured, named
from sim.model.guardrails import Limit
from sim.model.precision import Precision
from sim.model.stats import Difference, Verdict
from sim.study.answer import Answer, Cell, Choice, Question
from sim.study.assumption import Assumption, Outcome
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.measures import Figure, Window
from sim.study.standing import Standing, State
from tests import made

NOTHING = Difference(0.0, 0.0, 0.0, 0.0, None, 8, None)
UNKNOWN = Difference(math.nan, -math.inf, math.inf, math.inf, None, 1, None)
SHARE = Difference(-0.021, -0.034, -0.008, 0.013, 0.7, 8, 0.01)
COUNT = Difference(-154.0, -161.0, -147.0, 7.0, 0.83, 8, 0.001)


def comparison(**cells: Cell) -> Comparison:
    """Two scenarios, weekly and twice_a_month; of the second the cells of the KPIs to be shown are given."""
    base = {name: Cell(312.0 if KPIS[name].kind == "count" else 0.25, NOTHING, None) for name in cells}
    decisive = Assumption("people.read_lift", "effect", "0.04", "assumption", {"at_zero": Outcome(True, "weekly")})
    return Comparison(
        experiment="cadence", question=Question("weekly", next(iter(cells)), {"unsubscribes": 20.0}, (), "quarter"),
        shown=tuple(cells), window=Window(0, 90), days=90, seed=3, replications=8,
        scenarios=("weekly", "twice_a_month"),
        figures={"weekly": np.zeros((8, len(KPIS), 2))}, cells={"weekly": base, "twice_a_month": cells},
        answer=Answer(Choice("twice_a_month"), "twice a month; fine."), rests_on=(decisive,), skipped_rows=2,
    )  # fmt: skip


def printed(found: Comparison, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of the table, with single spaces."""
    print_table(compared(found))
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_a_row_is_baseline_scenario_difference_interval_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    found = comparison(unsubscribes=Cell(158.0, COUNT, Verdict.BETTER))
    assert printed(found, capsys)[0] == "per quarter weekly twice a month difference [95 %]"
    assert printed(found, capsys)[2] == "unsubscribes 312 158 -154 [-161, -147] better"


def test_a_verdict_names_the_margin_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    found = comparison(unsubscribes=Cell(330.0, Difference(2.0, -4.0, 8.0, 6.0, 0.8, 8, 0.4), Verdict.NO_WORSE))
    assert printed(found, capsys)[2].endswith("no worse (margin 20)")


def test_shares_differ_by_points_not_by_percent(capsys: pytest.CaptureFixture[str]) -> None:
    found = comparison(open_rate=Cell(0.229, SHARE, Verdict.WORSE))
    assert printed(found, capsys)[2] == "open rate 25.0 % 22.9 % -2.1 points [-3.4, -0.80] worse"


def test_what_is_not_known_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    found = comparison(cpa_ad=Cell(None, UNKNOWN, Verdict.CANNOT_TELL))
    assert printed(found, capsys)[2].endswith("none none [not known] cannot tell yet")


def test_kpis_without_a_good_direction_have_no_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    found = comparison(sends=Cell(158.0, COUNT, None))
    assert printed(found, capsys)[2] == "mails sent 312 158 -154 [-161, -147]"


def test_beneath_stand_answer_assumptions_runs_and_skipped_rows() -> None:
    found = comparison(unsubscribes=Cell(158.0, COUNT, Verdict.BETTER))
    assert list(beneath(found)) == [
        "Answer: twice a month; fine.",
        "Rests on: effect 0.04 (assumption). At zero: same answer.",
        "",
        "8 simulated runs of each scenario, with the same leads and chance events; seed 3; "
        "correlation of unsubscribes 0.83",
        "Bad rows of leads files that were skipped: 2.",
    ]


def test_the_reason_stands_below_the_answer_in_whole_lines() -> None:
    found = comparison(unsubscribes=Cell(158.0, COUNT, Verdict.BETTER))
    reason = "Change to twice a month: " + "it has fewer unsubscribes, " * 8 + "and so on."
    lines = list(beneath(replace(found, answer=found.answer._replace(reason=reason))))
    assert lines[1].startswith("Why:    Change to twice a month: it has fewer unsubscribes, it")
    assert lines[2].startswith("        ")
    assert all(len(line) <= 118 for line in lines[1:4])
    assert " ".join(line.strip() for line in lines[1:4]) == f"Why:    {reason}"


@pytest.mark.parametrize("columns", [50, 80, 200])
def test_on_a_narrow_terminal_no_line_is_longer_and_no_word_is_broken(columns: int) -> None:
    found = comparison(unsubscribes=Cell(158.0, COUNT, Verdict.BETTER))
    found = replace(found, answer=found.answer._replace(reason="it has fewer unsubscribes, " * 8 + "and so on."))
    lines = list(beneath(found, columns=columns))
    assert max(map(len, lines)) <= columns
    assert " ".join(" ".join(lines).split()) == " ".join(" ".join(beneath(found)).split())
    below = next(line for n, line in enumerate(lines) if n and lines[n - 1].startswith("Why:    "))
    assert below.startswith("        ")
    assert not below.startswith("         ")


def test_of_several_scenarios_the_chances_to_be_best_are_told_the_likeliest_first() -> None:
    found = comparison(unsubscribes=Cell(158.0, COUNT, Verdict.BETTER))
    best = {"weekly": 0.02, "twice_a_month": 0.975, "never": 0.005}
    told = "Chance of being the best in unsubscribes: twice a month 98 %, weekly 2 %, never under 1 %."
    assert told not in list(beneath(replace(found, best=best)))
    cells = {**found.cells, "never": found.cells["twice_a_month"]}
    assert told in list(beneath(replace(found, best=best, cells=cells, scenarios=tuple(best))))


def test_a_limit_is_told_instead_of_the_verdict_and_beside_that_of_the_deciding_kpi(
    capsys: pytest.CaptureFixture[str],
) -> None:
    standing = Standing(Limit("at most", 20.0, True, "+20"), State.KEPT, -154.0, -161.0, -147.0)
    cell = Cell(158.0, COUNT, Verdict.BETTER, standing=standing)
    found = comparison(unsubscribes=cell, breaches=cell._replace(standing=standing._replace(state=State.BROKEN)))
    assert printed(found, capsys)[2].endswith(" better; keeps at most +20")
    assert printed(found, capsys)[3].endswith("] breaks at most +20")


def test_a_correlation_that_does_not_exist_is_not_told() -> None:
    lines = list(beneath(comparison(cpa_ad=Cell(None, UNKNOWN, Verdict.CANNOT_TELL))))
    assert lines[3].endswith("; seed 3")


def test_yen_are_named_where_the_title_does_not() -> None:
    assert named(KPIS["value"]) == "value of deals won, yen"
    assert named(KPIS["leads"]) == "leads"


def test_a_run_without_deals_has_no_cost_per_deal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(measured({"wins": Figure(0.0), "cpa_ad": Figure(1.0, 0.0)}, Window(0, 90), 90))
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert rows[2] == "deals won 0 deals won"
    assert rows[3].startswith("advertising per deal won (CPA), yen none advertising")


def test_runs_that_never_differ_are_told_as_such_not_as_imprecise() -> None:
    found = replace(made.compared(other={}), precision=Precision(1.5, 12))
    (line,) = (each for each in beneath(found) if "asked:" in each)
    assert line == (
        "The difference in opportunities is the same in all 12 runs, the most allowed: without any spread nobody can "
        "tell how precise it is (asked: \xb11.5)."
    )
