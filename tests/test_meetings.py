"""Review meetings: numbers into words, and tables that come back as they were."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sim.model.ledger import REVIEW
from sim.model.persona import Personas
from sim.study.durable import read_parquet, write_parquet
from sim.study.guide import Guide
from sim.study.meetings import HEADER, LAYOUT, flat, meetings, unflat
from tests.handmade import at, journey

TARGETS = {"accepted": {"acceptance": 0.5}, "opened": {"opportunity_rate": 0.2}, "weekly": {"handoffs_per_week": 12}}
SETTINGS = {"meets": "monthly 1 10:00", "rule": "hot", "bounds": [20, 90]}
GUIDE = Guide.of(
    journey(reviews={name: {**SETTINGS, "target": target} for name, target in TARGETS.items()}),
    Personas.model_construct(personas={}),
)


def held(*lines: tuple[int, int, int, int, int, int]) -> np.ndarray:
    """Meetings of (second, review, before, after, numerator, denominator), with returns 0, 1, 2 ... by reason."""
    found = np.zeros(len(lines), REVIEW)
    for n, line in enumerate(lines):
        found[n] = (*line, tuple(range(8)))
    return found


def test_a_meeting_says_what_it_saw_and_did() -> None:
    moved, kept, busy = meetings(
        held((at(10, 9), 0, 40, 45, 12, 30), (at(12), 1, 45, 45, 0, 0), (at(20), 2, 45, 40, 50, 28)), GUIDE
    )
    assert moved.sentence == "2026-04-11 accepted: score 40 -> 45 in hot; 12 of 30 hand-offs judged were accepted"
    assert kept.sentence == "2026-04-13 opened: score 45 stays in hot; 0 of 0 hand-offs became opportunities"
    assert busy.sentence == "2026-04-21 weekly: score 45 -> 40 in hot; 50 hand-offs in 28 days"
    assert (moved.figure, kept.figure, busy.figure) == (0.4, None, 12.5)
    assert (moved.returns["unreachable"], moved.returns["expired"]) == (0, 7)


def test_a_meeting_is_a_row_and_plain_json() -> None:
    (found,) = meetings(held((at(10, 9), 0, 40, 45, 12, 30)), GUIDE)
    row = dict(zip(HEADER, found.cells("base", 3), strict=True))
    assert row["local"] == "2026-04-11 09:00+09:00"
    assert (row["scenario"], row["replication"], row["after"], row["returned_expired"]) == ("base", 3, 45, 7)
    assert json.loads(json.dumps(found.to_json()))["returns"]["budget"] == 4


def test_after_a_change_of_journey_the_figure_is_that_of_the_second_one() -> None:
    first, second = (journey(reviews={"r": {**SETTINGS, "target": TARGETS[name]}}) for name in ("accepted", "weekly"))
    guide = Guide.of(first, Personas.model_construct(personas={}), after=second, change_day=10)
    lines = held((at(9), 0, 40, 40, 7, 14), (at(11), 0, 40, 40, 7, 14))
    assert [meeting.figure for meeting in meetings(lines, guide)] == [0.5, 3.5]


def test_tables_on_disk_are_flat_and_come_back(tmp_path: Path) -> None:
    lines = held((at(10), 0, 40, 45, 12, 30), (at(20), 1, 45, 45, 3, 4))
    write_parquet(tmp_path / "reviews.parquet", flat(lines))
    assert (unflat(read_parquet(tmp_path / "reviews.parquet", LAYOUT)) == lines).all()
    assert unflat(flat(held())).size == 0


@pytest.mark.parametrize("name", ["acceptance", "opportunity_rate", "handoffs_per_week"])
def test_a_guide_knows_which_figure_a_review_looks_at(name: str) -> None:
    review = next(review for review, target in TARGETS.items() if name in target)
    assert GUIDE.text(0, f"reviews.{review}.target") == name
