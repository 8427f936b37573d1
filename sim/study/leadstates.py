"""What is true of test leads at a moment, after one run of them all without chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import world
from sim.engine.cast import number
from sim.files.loaded import LoadedJourney
from sim.files.testleads import Case
from sim.model.journey import REASONS, Journey
from sim.model.ledger import POINTS, What
from sim.study.guide import Guide
from sim.study.silence import silent
from sim.study.trace import Row, tracked

_KINDS = {int(what): what for what in What}
_TURNS = {  # what a lead is after such a row
    What.EXCLUDED: "excluded",
    What.MQL: "with_sales",
    What.CALL: "with_sales",
    What.OPPORTUNITY: "opportunity",
    What.WON: "won",
    What.LOST: "lost",
    What.EXITED: "exited",
    What.REENTERED: "nurturing",
}
_QUIET = frozenset({What.SENT, What.HELD, What.POSTPONED, What.BLOCKED, What.SYNCED, What.STAGE})  # no behaviours


class State(NamedTuple):
    """What is true of a lead at a moment, in the words of `sim.model.testlead.Expected`."""

    score: int
    fit: int
    points: Mapping[str, int]
    counts: Mapping[str, int]
    stage: str
    status: str
    handed_off: tuple[int, ...]  # seconds
    rule: str | None  # of the last hand-off; None: there was none, or a call did it
    mails: Mapping[str, int]
    returned: str | None
    opportunity: bool
    subscribed: bool
    exit: str | None

    @property
    def behaviour(self) -> int:
        """Behaviour points."""
        return self.score - self.fit

    @property
    def hand_offs(self) -> int:
        """How often it was handed off."""
        return len(self.handed_off)

    @property
    def excluded(self) -> bool:
        """Whether nurturing has ended without a deal."""
        return self.status == "excluded"


class Played(NamedTuple):
    """All leads of a file after their run: the rows of each, by name."""

    journey: Journey
    guide: Guide
    rows: NDArray[np.void]
    first: NDArray[np.int64]
    places: Mapping[str, int]  # of a lead in the leads table

    def rows_of(self, name: str) -> list[Row]:
        """The rows of one lead, as Python's own numbers."""
        return [Row._make((*row[:3], _KINDS[row[3]], *row[4:])) for row in self.life(name).tolist()]

    def life(self, name: str) -> NDArray[np.void]:
        """The rows of one lead, as in the ledger."""
        place = self.places.get(name)
        if place is None:
            return self.rows[:0]
        return self.rows[self.first[place] : self.first[place + 1]]


def play(cases: Sequence[Case], loaded: LoadedJourney) -> Played:
    """One run of all test leads, which know nothing of each other, by the rules of a journey."""
    journey, personas = silent(loaded.journey, loaded.personas)
    scoring = journey.scoring
    decays = scoring.half_life is not None or scoring.inactivity is not None
    cast = [case.scripted(decays=decays) for case in cases]
    run = world.run(world.prepare(journey, personas, cast=cast), seed=0, replication=0)
    place = {int(each): n for n, each in enumerate(run.leads["id"])}
    rows = run.rows[np.lexsort((run.rows["n"], run.rows["lead"]))]
    first = np.searchsorted(rows["lead"], np.arange(len(run.leads) + 1))
    places = {case.name: place[number(case.lead.ordinal)] for case in cases if number(case.lead.ordinal) in place}
    return Played(loaded.journey, Guide.of(loaded.journey, loaded.personas), rows, first, places)


def state_of(life: Sequence[Row], played: Played) -> State:
    """What is true of a lead after these rows of it, all up to a moment."""
    guide = played.guide
    points: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    status, rule, returned, leaving, subscribed = "nurturing", None, None, None, True
    for row in life:
        if row.what in _QUIET:
            continue
        if name := tracked(row.what, row.node, guide):
            counts[name] += 1
            points[name] += row.value if row.what in POINTS and row.what is not What.REGISTERED else 0
        status = _TURNS.get(row.what, status)
        if row.what in (What.MQL, What.CALL):
            rule = guide.rules[row.node] if row.what is What.MQL else None
        elif row.what is What.RETURNED:
            returned, status = REASONS[row.node], "excluded" if row.value < 0 else "nurturing"
        elif row.what is What.EXITED:
            leaving = guide.exits[row.node]
        elif row.what is What.UNSUBSCRIBE:
            subscribed = False
    kinds = [row.what for row in life]
    fit = _fit(life, guide)
    return State(
        score=life[-1].score if life else 0,
        fit=fit,
        points=points,
        counts=counts,
        stage=guide.stages[life[-1].stage] if life else guide.stages[0],
        status=status,
        handed_off=tuple(row.time for row in life if row.what in (What.MQL, What.CALL)),
        rule=rule,
        mails=Counter(guide.touchpoints[row.node] for row in life if row.what is What.SENT),
        returned=returned,
        opportunity=What.OPPORTUNITY in kinds,
        subscribed=subscribed,
        exit=leaving,
    )


def _fit(life: Sequence[Row], guide: Guide) -> int:
    """Attribute points: what the score began with, without the points for registering."""
    return life[0].score - guide.registered_points if life else 0
