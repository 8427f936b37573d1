"""The benchmark of many test leads: all of them are tests that pass."""

from __future__ import annotations

import json

import pytest

from benchmarks import testleads


def test_every_lead_is_played(capsys: pytest.CaptureFixture[str]) -> None:
    testleads.main(["--leads", "1001", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["leads"] == 1001
    assert told["leads_s"] == told["whole_s"] - told["start_up_s"]
