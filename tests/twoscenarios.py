"""Two scenarios of random scenes, hand-made pairs of event logs, and a plain second opinion on where lives part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.model.ledger import Run, What
from sim.model.persona import Personas
from sim.study.guide import Guide
from sim.study.twologs import Log
from tests import engines
from tests.handmade import Story, at, journey
from tests.strategies import Scene

PEOPLE = Personas.model_construct(personas=dict.fromkeys(("buyer", "browser")))  # type: ignore[arg-type]
NAMED = {
    "touchpoints": {
        *range(What.SENT, What.STAGE), What.POSTPONED, What.BLOCKED, What.OPT_OUT, What.CALL, What.STAYED,
        What.WAITLISTED, What.WEBINAR_CANCELLED, What.WEBINAR_REPLAYED,
    },
    "sources": {What.REGISTERED}, "behaviours": {What.BROUGHT}, "stages": {What.STAGE},
    "rules": {What.MQL, What.MACHINE_MADE}, "exits": {What.EXITED, What.REENTERED},
}  # fmt: skip


def guide(**changes: Any) -> Guide:
    """The guide of handmade's journey, with changes."""
    return Guide.of(journey(**changes), PEOPLE)


GUIDE = guide()
PAPER, NEWS, TALK = range(3)  # touchpoints of that journey
HOT, WARM = range(2)  # and its rules


PAGE = {"kind": "content", "behaviour": "download", "stages": ["awareness"]}
MAIL = {"kind": "email", "cadence": "weekly Tue 10:00", "content": "paper"}
SERIES = {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": ["interest"]}

Tell = Callable[[Story, int], object]


def row(what: What, day: int, *, after: int = -1, hour: int = 10, **more: int) -> Tell:
    """A row at a full hour; `after`: the number of the row that caused it."""
    return lambda told, lead: told.row(at(day, hour), lead, what, cause=after, **more)


def life(*tell: Tell) -> Story:
    """One lead, registered on day 1 (row 0), and what is told of it."""
    told = Story()
    lead = told.lead(at(1))
    for each in tell:
        each(told, lead)
    return told


def log(told: Story | Run, key: Guide = GUIDE) -> Log:
    """A story as a log."""
    run = told.run() if isinstance(told, Story) else told
    return Log(run.leads, run.rows, key)


def played(scene: Scene) -> tuple[Log, Log]:
    """The scene as an experiment plays it: without its change of journey, and with it."""
    after = scene.after[0] if scene.after else None
    plain, changed = engines.run(scene._replace(after=None, change_day=None)), engines.run(scene)
    keys = Guide.of(scene.journey, scene.personas), Guide.of(
        scene.journey, scene.personas, after=after, change_day=scene.change_day
    )
    return log(plain, keys[0]), log(changed, keys[1])


def stories(one: Log) -> dict[int, list[tuple[Any, ...]]]:
    """Each lead's rows by names: time, kind, node, value, score, stage."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    numbers = one.leads["id"].tolist()
    for row in np.sort(one.rows, order=["lead", "n"]):
        found[numbers[row["lead"]]].append(_named(row, one.guide))
    return dict(found)


def _named(row: np.void, key: Guide) -> tuple[Any, ...]:
    what, node, value = What(int(row["what"])), int(row["node"]), int(row["value"])
    name: Any = next((getattr(key, group)[node] for group, kinds in NAMED.items() if what in kinds), node)
    told: Any = value
    if what in (What.ATTEMPT, What.NO_CONTACT, What.CONTACT, What.MAILED):
        name = "whoever"
    if what in (What.SENT, What.HELD) and value >= 0:
        told = key.touchpoints[value % 1000], key.variants[node][value // 1000] if value >= 1000 else "first or none"
    if what in (What.STAGE, What.REENTERED, What.RETURNED) and value >= 0:
        told = key.stages[value]
    if what is What.MQL:
        told = "whatever else was true"
    return int(row["time"]), what, name, told, int(row["score"]), key.stages[row["stage"]]
