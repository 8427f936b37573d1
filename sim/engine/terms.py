"""Terms: how sync and desk work while one journey is in force."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sim.engine.memory import EMAIL, PHONE, quantile, threshold
from sim.engine.staff import Crew, crews_of
from sim.model import draws
from sim.model.calendar import Calendar
from sim.model.journey import Desk, Sync
from sim.model.persona import People

WAYS = {"phone": PHONE, "email": EMAIL}
MOST_ATTEMPTS = 64  # of one hand-off; that many places its luck has


@lru_cache(maxsize=1)
def _exponential() -> draws.Floats:
    return draws.exponential_nodes().copy()  # compiled code takes arrays that may be written


class Terms(NamedTuple):
    """What a journey and its people say of sync and desk."""

    sync: Sync
    desk: Desk
    crews: tuple[Crew, ...]
    picks: tuple[bool, ...]  # of each crew, whether it takes some leads only
    rules: int  # that the priority is a list of; 0: it is none
    goes_cold: bool  # whether a hand-off may
    ways: tuple[int, ...]  # phone or e-mail, by attempt; beyond them, phone
    chances: tuple[int, ...]  # threshold of reaching somebody by phone, by attempt

    @classmethod
    def of(cls, sync: Sync, desk: Desk, people: People, calendar: Calendar) -> Terms:
        """The terms of a journey and its people."""
        rate, ratio = people.contact_rate.value, people.contact_ratio.value
        return cls(
            sync,
            desk,
            crews_of(desk, calendar),
            picks=tuple(team.takes is not None for team in desk.staffed().values()),
            rules=len(desk.priority) if isinstance(desk.priority, list) else 0,
            goes_cold=desk.expires is not None or desk.patience is not None,
            ways=tuple(WAYS[way] for way in desk.means()),
            chances=tuple(int(threshold(rate * ratio**k)) for k in range(MOST_ATTEMPTS)),
        )

    def tick(self, t: int) -> int:
        """First second at or after t at which hand-offs travel."""
        if self.sync.mode == "real_time":
            return t
        return self.sync.at + max(0, -(-(t - self.sync.at) // self.sync.every)) * self.sync.every

    def first_ready(self, crew: Crew, t: int) -> int:
        """When a crew may make the first attempt on a hand-off that came at t."""
        return crew.hours.next_business_open(t) if self.desk.first_contact == "next_business_day" else t

    def way(self, attempt: int) -> int:
        """By phone or by e-mail."""
        return self.ways[attempt] if attempt < len(self.ways) else PHONE

    def rank(self, score: int, synced_s: int, rule: int) -> int:
        """Smaller goes first; `rule`: the first rule of the priority list that is true, or how many there are."""
        if self.desk.priority == "score":
            return -score
        return -synced_s if self.desk.priority == "freshness" else rule

    def patience_s(self, u: int) -> int:
        """How long a hand-off waits before it goes cold, by its luck."""
        assert self.desk.patience is not None
        return max(1, round(float(quantile(_exponential(), u)) * self.desk.patience))
