"""One lead's two lives, in two scenarios: until when they are the same, where they part and why, and what followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import What
from sim.study.beginnings import beginnings
from sim.study.origins import NOTHING, Origin, origin, scenarios
from sim.study.parting import FELT, NOBODY, Split, split
from sim.study.reasons import why
from sim.study.trace import Happening, timeline
from sim.study.twologs import Log, side_by_side

_MILESTONES = (
    *(What.EXCLUDED, What.STAGE, What.MQL, What.CALL, What.CONTACT, What.ACCEPTED, What.OPPORTUNITY, What.RETURNED),
    *(What.WON, What.LOST, What.EXITED, What.REENTERED, What.DORMANT, What.REACTIVATED),
    *(What.WEBINAR_ATTENDED, What.UNSUBSCRIBE, What.OPT_OUT),
)
_COUNTED = {
    "mails": (What.SENT,),
    "read": (What.OPEN, What.READ),
    "content": (What.CONTENT,),
    "attempts": (What.ATTEMPT,),
}

Two = tuple[Happening | None, Happening | None]  # in the first scenario and in the second


class Side(NamedTuple):
    """One scenario as one lead's life needs it: its name, what was kept of the run, and its reviews (ledger.REVIEW)."""

    scenario: str
    log: Log
    reviews: NDArray[np.void]


class Milestone(NamedTuple):
    """What happened at one second in either life; None where nothing did."""

    local: datetime
    a: Happening | None
    b: Happening | None


class TwoLives(NamedTuple):
    """The two lives of a lead. `lead` are its numbers; nothing is compared if the second scenario has no such lead.

    same: how many events are the same before the lives part. parting: the first events that differ, both None: the
    lives are the same. felt: the same of what the lead does and what is done with it; None if that is the parting
    itself. began: what the difference is put down to, None if nothing is felt. since: counts from the parting to the
    end.
    """

    lead: tuple[int, int | None]
    same: int
    parting: Two = (None, None)
    felt: Two | None = None
    began: Origin | None = None
    why: str = ""
    milestones: tuple[Milestone, ...] = ()
    since: tuple[tuple[str, int, int], ...] = ()


def two_lives(a: Side, b: Side, lead: int) -> TwoLives:
    """The lives of a lead by its number in the first scenario's table of leads."""
    number = a.log.leads["id"][lead]
    found = np.flatnonzero(b.log.leads["id"] == number)
    if not found.size:
        return TwoLives((lead, None), 0)
    return _compared(a, b, (lead, int(found[0])))


def _compared(a: Side, b: Side, leads: tuple[int, int]) -> TwoLives:
    logs = [_alone(side.log, lead) for side, lead in zip((a, b), leads, strict=True)]
    known = scenarios(side_by_side(*logs), a.log.guide, b.log.guide)
    parted, felt = split(known.both), split(known.both, FELT)
    same = int(parted.same[0])
    if parted.tells[0] == NOBODY:
        return TwoLives(leads, same)
    lives = [timeline(log.rows, 0, log.guide, reviews=side.reviews) for side, log in zip((a, b), logs, strict=True)]
    code = int(beginnings(known)[0])
    began = None if code == NOTHING else origin(code, known.both.names)
    later = (felt.a[0], felt.b[0]) != (parted.a[0], parted.b[0])
    return TwoLives(
        lead=leads,
        same=same,
        parting=_two(lives, parted),
        felt=_two(lives, felt) if later and began else None,
        began=began,
        why=why(began, known, felt, [(side.scenario, side.log.guide) for side in (a, b)]) if began else "",
        milestones=tuple(_milestones(logs, lives, same)),
        since=tuple(_since(logs, same)),
    )


def _alone(log: Log, lead: int) -> Log:
    """The log of one lead, which gets the number 0."""
    rows = log.rows[log.rows["lead"] == lead].copy()
    rows["lead"] = 0
    return Log(log.leads[lead : lead + 1], rows, log.guide)


def _two(lives: Sequence[list[Happening]], parted: Split) -> Two:
    a, b = (life[at[0]] if at[0] >= 0 else None for life, at in zip(lives, (parted.a, parted.b), strict=True))
    return a, b


def _milestones(logs: Sequence[Log], lives: Sequence[list[Happening]], same: int) -> list[Milestone]:
    """From the parting on; what happens at the same second stands side by side."""
    found: dict[int, tuple[list[Happening], list[Happening]]] = {}
    for side, (log, life) in enumerate(zip(logs, lives, strict=True)):
        first_calls = (log.rows["what"] == What.ATTEMPT) & (log.rows["value"] == 0)
        told = (np.isin(log.rows["what"], _MILESTONES) | first_calls) & (log.rows["n"] >= same)
        for at in np.flatnonzero(told).tolist():
            found.setdefault(int(log.rows["time"][at]), ([], []))[side].append(life[at])
    clock = logs[0].guide.calendar
    return [
        Milestone(clock.local(second), a, b) for second, sides in sorted(found.items()) for a, b in zip_longest(*sides)
    ]


def _since(logs: Sequence[Log], same: int) -> list[tuple[str, int, int]]:
    found = []
    for name, kinds in _COUNTED.items():
        a, b = (int((np.isin(log.rows["what"], kinds) & (log.rows["n"] >= same)).sum()) for log in logs)
        found.append((name, a, b))
    a, b = (int(log.rows["score"][-1]) for log in logs)
    return [*found, ("points", a, b)]
