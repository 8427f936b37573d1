"""Ledgers written by hand: a few rows whose every figure can be worked out on paper."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from sim.model.journey import Journey
from sim.model.ledger import FREQUENT, LEAD, ROW, Run, Status, What, canonical

DAY = 86_400
HOUR = 3_600


def at(day: int, hour: int = 0, minute: int = 0) -> int:
    """Elapsed second of a clock time (no zone of these tests changes its clocks)."""
    return day * DAY + hour * HOUR + minute * 60


def journey(**changes: Any) -> Journey:
    """Thirty days from Wednesday 1 April 2026: two sources, two reps from 9 to 18, no holidays."""
    plain: dict[str, Any] = {
        "format": 1,
        "name": "small",
        "start": "2026-04-01",
        "days": 30,
        "personas": "people.yaml",
        "calendar": {"holidays": "none"},
        "sources": {
            "web": {"kind": "rate", "per_day": 1, "cost_per_lead": 1000},
            "fair": {"kind": "burst", "events": {"spring": {"on": "2026-04-02", "leads": [1, 1]}}, "cost_per_lead": 50},
        },
        "stages": {"awareness": {}, "interest": {"enter": "score >= 20"}},
        "behaviours": {"download": {"points": 20}},
        "touchpoints": {
            "paper": {"kind": "content", "behaviour": "download", "stages": ["awareness"]},
            "news": {"kind": "email", "cadence": "weekly Tue 10:00", "content": "paper"},
            "talk": {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": ["interest"], "cost": 700},
        },
        "mql": {"hot": "score >= 40", "warm": "score >= 20 and download >= 1"},
        "desk": {"reps": 2, "hours": "09:00-18:00"},
        "sql": "need and timing",
        "costs": {"mail": 2, "rep_hour": 10, "deal_value": 5000},
    }
    return Journey.model_validate(plain | changes)


class Story:
    """Leads and rows as they are told; rows are numbered within their lead in the order of telling."""

    def __init__(self, days: int = 30) -> None:
        self.days = days
        self.leads: list[dict[str, Any]] = []
        self.rows: list[tuple[int, ...]] = []
        self.told: Counter[int] = Counter()

    def lead(
        self,
        arrival_s: int,
        *,
        source: int = 0,
        project: tuple[int, int] = (-1, -1),
        status: Status = Status.NURTURING,
        score: int = 0,
    ) -> int:
        """A lead that registers; leads are told in the order of their registration."""
        self.leads.append(
            {
                "id": 1000 + len(self.leads),
                "source": source,
                "arrival_s": arrival_s,
                "project_start_s": project[0],
                "project_end_s": project[1],
                "status": status,
            }
        )
        lead = len(self.leads) - 1
        self.row(arrival_s, lead, What.REGISTERED, node=source, value=score, score=score)
        return lead

    def row(
        self,
        time: int,
        lead: int,
        what: What,
        *,
        node: int = 0,
        value: int = 0,
        score: int = 0,
        stage: int = 0,
        cause: int = -1,
    ) -> int:
        """A row; its number within the lead."""
        n = self.told[lead]
        self.told[lead] += 1
        self.rows.append((time, lead, n, what, node, value, score, stage, cause))
        return n

    def run(self, *, record: str = "all") -> Run:
        """The run, with all rows or the milestones only."""
        leads = np.zeros(len(self.leads), LEAD)
        for i, told in enumerate(self.leads):
            for name, value in told.items():
                leads[name][i] = value
        rows = canonical(np.array(self.rows, ROW).reshape(-1))
        tally = np.zeros((len(What), self.days), np.int64)
        np.add.at(tally, (rows["what"], rows["time"] // DAY), 1)
        return Run(leads, rows if record == "all" else rows[~np.isin(rows["what"], FREQUENT)], tally)
