"""Margins and limits beside their KPIs: units, signs, and limits on the wrong side."""

# ruff: noqa: E501 - a table of mistakes is read by its rows

from __future__ import annotations

import pytest

from sim.files.limitlint import bounds_success, lint_amounts
from sim.model.experimentfile import Experiment
from sim.model.guardrails import read_limit
from sim.study.kpis import KPIS
from sim.yamlfile import compose_text

TEXT = """\
format: 1
name: t
journey: j.yaml
scenarios: {o: {desk.reps: 3}}
"""


def told(more: str) -> list[tuple[str, str]]:
    """(setting, text) of all that is wrong with amounts."""
    document = compose_text(TEXT + more, "e.yaml")
    found = lint_amounts(document.build(Experiment), document, KPIS)
    return [(".".join(map(str, finding.loc)), finding.text) for finding in found]


def of(kpi: str, written: str) -> str:
    """What is wrong with one guardrail; empty if nothing is."""
    found = told(f"decide_on: {{kpi: opportunities, per: quarter}}\nguardrails:\n  {kpi}: {written}\n")
    assert [where for where, _ in found] in ([], [f"guardrails.{kpi}"])
    return found[0][1] if found else ""


@pytest.mark.parametrize(
    ("kpi", "written"),
    [
        ("unsubscribes", "at most +5"),
        ("unsubscribe_rate", "at most +0.5 points"),
        ("unsubscribe_rate", "at most 0.4 %"),
        ("unsubscribe_rate", "at most +0.005"),
        ("unsubscribe_rate", "0.5 points"),
        ("busiest_week_per_rep", "at most 12"),
        ("attendance_rate", "at least 30 %"),
        ("recall", "at least -2 points"),
        ("cost", "at most -100000"),  # must save so much
        ("recall", "at least +2 points"),  # must gain so much
        ("mqls", "at most 300"),  # sales can't take more
        ("mqls", "at most +0"),
        ("sends", "at most -5"),  # neither better nor worse
    ],
)
def test_these_amounts_are_fine(kpi: str, written: str) -> None:
    assert of(kpi, written) == ""


@pytest.mark.parametrize(
    ("kpi", "written", "says"),
    [
        ("unsubscribes", "at most +10 %", "'%' is for shares; write a number of unsubscribes a quarter, such as at most +5"),
        ("unsubscribes", "at most 2 points", "'points' is for shares; write a number of unsubscribes a quarter, such as at most 5"),
        ("unsubscribes", "2 points", "'points' is for shares; write a number of unsubscribes a quarter, such as 2"),
        ("cost", "at most +10 %", "write a number of yen a quarter, such as at most +5"),
        ("hours_to_first_contact_p90", "at most 10 %", "write a number of hours, such as at most 5"),
        ("unsubscribe_rate", "at most +0.5 %", "could be meant of the baseline's value; write at most +0.5 points"),
        ("unsubscribe_rate", "at most 2 points", "write at most 2 %, or at most +2 points"),
        ("recall", "at least 2 points", "write at least 2 %, or at least -2 points"),
        ("attendance_rate", "at least 30", "a share is at most 1; write at least 30 %"),
        ("attendance_rate", "at least -3", "a share is at most 1; write at least -3 points"),
        ("recall", "at most -2 points", "to let it fall no further, write at least -2 points"),
        ("attendance_rate", "at most 130 %", "a share is at most 100 %"),
        ("attendance_rate", "at least -130 points", "two differ by at most 100 points"),
        ("attendance_rate", "130 points", "two differ by at most 100 points"),
        ("attendance_rate", "5", "two shares differ by at most 1, which is 100 points; write 5 points"),
        ("attendance_rate", "500", "write 0.5 points"),
        ("mqls", "at most -5", "asks for MQLs to fall by 5 or more; to let it fall no further, write at least -5"),
        ("unsubscribes", "at least +5", "asks for unsubscribes to rise by 5 or more; to let it rise no further, write at most +5"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_what_to_write(kpi: str, written: str, says: str) -> None:
    assert says in of(kpi, written)


def test_margins_and_precision_of_the_deciding_kpi_have_points_only_for_shares() -> None:
    amounts = "margin: 1 point}\nprecision: {half_width: 0.5 points}\n"
    assert told(f"decide_on: {{kpi: recall, {amounts}") == []
    assert [where for where, _ in told(f"decide_on: {{kpi: wins, {amounts}")] == [
        "decide_on.margin",
        "precision.half_width",
    ]


def test_where_only_names_are_known_nothing_is_said_of_units() -> None:
    document = compose_text(TEXT + "decide_on: {kpi: wins}\nguardrails: {mqls: at most +5 %}\n", "e.yaml")
    assert list(lint_amounts(document.build(Experiment), document, list(KPIS))) == []


@pytest.mark.parametrize(
    ("kpi", "written", "bounds"),
    [
        ("mqls", "at most 300", True),
        ("mqls", "at least 300", False),
        ("queue_max", "at least 2", True),
        ("queue_max", "at most 2", False),
        ("sends", "at most 9", False),
        ("sends", "at least 9", False),
    ],
)
def test_a_limit_may_stop_a_kpi_only_from_being_good(kpi: str, written: str, bounds: bool) -> None:
    limit = read_limit(written)
    assert limit is not None
    assert bounds_success(limit, KPIS[kpi]) is bounds
