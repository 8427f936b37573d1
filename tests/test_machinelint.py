"""What machines alone can fulfil is told with the number of mails it takes; what asks for people is left alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.files.machinelint import lint_machines
from sim.model.ledger import What
from tests import textbook
from tests.doubtful import facts, told

OPENED = {"behaviours.open": {"points": 5}}
OPENING, SCANNING = {"machine_open_share": 0.1}, {"scanner_share": 0.1, "scanner_click_rate": 0.5}


def warnings(changes: dict[str, Any] | None = None, **how: Any) -> list[str]:
    """What is said of machines."""
    return told(lint_machines, changes, **how)


def test_opens_are_counted_for_the_best_fit_whole_rule_or_its_points() -> None:
    found = warnings({**OPENED, "mql": {"a": "score >= 60", "b": "score >= 65 and paper >= 1"}}, **OPENING)
    assert [each.split("; ")[0] for each in found] == [
        "stages.second.enter: machine opens alone can fulfil this: 2 of them for the best-fitting lead, with fit 30",
        "mql.a: machine opens alone can fulfil this: 6 of them for the best-fitting lead, with fit 30",
        "mql.b: machine opens alone can fulfil 'score >= 65': 7 of them for the best-fitting lead, with fit 30",
    ]


@pytest.mark.parametrize(
    ("changes", "people"),
    [
        ({}, OPENING),  # opens score nothing
        (OPENED, {}),  # no mailbox opens by itself
        (OPENED | {"scoring": {"machine_opens_ignored": 1}}, OPENING),
        (OPENED | {"scoring": {"half_life": "7d"}}, OPENING),
        (OPENED | {"behaviours.open": {"points": 5, "max_times": 1}}, OPENING),
        (OPENED | {"touchpoints.news.cadence": "2026-05-01 10:00"}, OPENING),  # one mail only
        (OPENED | {"touchpoints.news.content": {"second": "guide"}}, OPENING),  # nothing is sent in the first stage
        (OPENED | {"touchpoints.news.when": "paper >= 1"}, OPENING),
        (OPENED | {"contact_policy": {"suppress": "paper < 1"}}, OPENING),
        (OPENED | {"touchpoints.news.max_sends": 1}, OPENING),
    ],
)  # fmt: skip
def test_where_machines_do_too_little_nothing_is_said(changes: dict[str, Any], people: dict[str, Any]) -> None:
    assert warnings(changes, **people) == []


def test_mails_must_be_enough_for_the_run() -> None:
    news_only = {**OPENED, "mql": {}, "touchpoints.talk": None, "touchpoints.thanks": None}
    asked = {line: news_only | {"stages.second.enter": f"score >= {line}"} for line in (90, 95)}
    assert "12 of them" in warnings(asked[90], **OPENING)[0]  # as many as there are Tuesdays
    assert warnings(asked[95], **OPENING) == []
    assert "13 of them" in warnings(asked[95] | {"days": 95}, **OPENING)[0]


def test_scanners_bring_clicks_and_content_without_a_form() -> None:
    scored = {"mql": {"a": "read >= 3"}, "stages.second.enter": "score >= 900"}
    (found,) = warnings(scored, **SCANNING)
    assert found.startswith("mql.a: scanners that follow links alone can fulfil this: for a lead with fit 30 at the ")
    assert "latest after 3 mails (news)" in found
    assert warnings({**scored, "touchpoints.page.form": 0.5}, **SCANNING) == []
    assert warnings({**scored, "scoring": {"scanner_clicks_ignored": 1}}, **SCANNING) == []
    assert warnings({**scored, "mql": {"a": "paper >= 1"}}, **SCANNING) == []
    assert warnings(scored) == []


def test_mails_set_off_by_machines_go_on_by_themselves() -> None:
    echo = {"kind": "email", "after": "click", "delay": "1d", "content": "page"}
    rule = {"mql": {"a": "read >= 20"}, "stages.second.enter": "score >= 900"}
    assert warnings(rule, **SCANNING) == []
    assert "(news, echo)" in warnings({**rule, "touchpoints.echo": echo}, **SCANNING)[0]
    assert warnings({**rule, "touchpoints.echo": echo | {"of": "talk"}}, **SCANNING) == []


def test_a_lead_climbs_by_machines_and_gets_what_is_sent_there() -> None:
    rule = {**OPENED, "touchpoints.guide.form": 1, "mql": {"a": "paper >= 1"}}
    found = warnings(rule, **OPENING, **SCANNING)
    assert any(each.startswith("mql.a: scanners") for each in found)


def test_who_must_fit_is_asked_for() -> None:
    rule = {**OPENED, "mql": {"a": "score >= 60 and job == clerk"}}
    assert "9 of them for the best-fitting lead, with fit 15" in warnings(rule, **OPENING)[1]


def test_in_a_run_it_takes_as_many_machine_opens_as_told() -> None:
    rule = {**OPENED, "stages.second.enter": "score >= 900", "mql": {"a": "score >= 60"}, "days": 60}
    best = {"attributes": {"job": "boss", "size": "big"}}
    assert "6 of them" in warnings(rule, persona=best, machine_open_share=1)[0]
    known = facts(rule, best, machine_open_share=1)
    rows = textbook.simulate(known.journey, known.personas, seed=1, replication=0).rows
    handed = rows[rows["what"] == What.MQL]
    handed = handed[np.unique(handed["lead"], return_index=True)[1]]  # the first of each lead
    assert len(handed) >= 5
    for row in handed:
        own = rows[(rows["lead"] == row["lead"]) & (rows["n"] < row["n"])]
        assert (own["what"] == What.MACHINE_OPEN).sum() == 6


def test_what_a_lead_fulfils_as_it_comes_is_not_the_machines_doing() -> None:
    assert warnings({**OPENED, "stages.second.enter": "score >= 30", "mql": {}}, **OPENING) == []


def test_of_a_journey_with_a_past_nothing_is_said() -> None:
    assert warnings(OPENED, with_past=True, **OPENING) == []
