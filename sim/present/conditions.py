"""Conditions of a journey after a run: of how many leads each was true, and of whom it never was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.model.journey import REASONS, Content, Journey
from sim.model.ledger import What
from sim.present.passages import Ints, Rows, asked, in_lives, phases
from sim.present.shares import is_recorded
from sim.study.blueprint import Blueprint
from sim.study.guide import Guide

Flags: TypeAlias = NDArray[np.bool_]

SHOWN = 3  # leads named of whom a condition never was true


class Condition(NamedTuple):
    """A rule at a place of the journey: how many leads it was put to, and of how many it was ever true.

    never: of how many it was never true although it was put to them, examples the first of them. None where the ledger
    doesn't tell. where: `file:line`, None if not known.
    """

    setting: str
    rule: str
    where: str | None
    asked: int | None
    true: int | None
    never: int | None
    examples: tuple[int, ...]


class Evidence(NamedTuple):
    """What the ledger tells while a condition was in force: lives, and which of their rows put conditions to a lead."""

    rows: Rows
    tested: Rows
    guide: Guide
    recorded: bool

    def leads(self, *kinds: What, **fields: int) -> Ints:
        """Leads, each once, with rows of some kinds in which fields have some values."""
        chosen = np.isin(self.rows["what"], kinds)
        for name, value in fields.items():
            chosen &= self.rows[name] == value
        return _leads(self.rows, chosen)

    def tried(self, stages: Sequence[int] | None = None) -> Ints | None:
        """Leads to whom conditions were put, in some stages only; None if the ledger doesn't hold all such events."""
        if not self.recorded:
            return None
        rows = self.tested if stages is None else self.tested[np.isin(self.tested["stage"], stages)]
        return _leads(rows, np.ones(len(rows), bool))


class Told(NamedTuple):
    """Leads to whom a condition was put, and of whom it was true."""

    asked: Ints | None
    true: Ints | None


def conditions(
    leads: Rows, ledger: Rows, guide: Guide, journeys: Sequence[Journey], blueprints: Sequence[Blueprint]
) -> list[Condition]:
    """Every condition of the journeys in force one after the other; one that changed is there as often as it did."""
    lives = in_lives(ledger)
    phase, tested = phases(lives, guide), _tested(lives)
    in_force: dict[tuple[str, str], list[int]] = {}
    for at, journey in enumerate(journeys):
        for setting, rule in written(journey):
            in_force.setdefault((setting, rule), []).append(at)
    found = []
    for (setting, rule), times in in_force.items():
        then = np.isin(phase, times)
        evidence = Evidence(lives[then], lives[then & tested], guide, is_recorded(leads, ledger))
        found.append(_condition(setting, rule, blueprints[times[-1]].place(setting), _tell(setting, evidence)))
    return found


def written(journey: Journey) -> Iterator[tuple[str, str]]:
    """The conditions of a journey: dotted path and rule."""
    if journey.gate:
        yield "gate", journey.gate.text
    for name, stage in journey.stages.items():
        yield from [(f"stages.{name}.enter", stage.enter.text)] if stage.enter else []
        yield from [(f"stages.{name}.back.when", stage.back.when.text)] if stage.back else []
    for name, leaving in journey.exits.items():
        yield f"exits.{name}.when", leaving.when.text
        yield from [(f"exits.{name}.re_enter.when", leaving.re_enter.when.text)] if leaving.re_enter else []
    for name, touchpoint in journey.touchpoints.items():
        if not isinstance(touchpoint, Content) and touchpoint.when:
            yield f"touchpoints.{name}.when", touchpoint.when.text
    yield from ((f"mql.{name}", rule.text) for name, rule in journey.mql.items())
    yield from [("desk.filter", journey.desk.filter.text)] if journey.desk.filter else []
    yield "sql", journey.sql.text


def _tested(lives: Rows) -> Flags:
    """Rows after which conditions are put to a lead: what it did while it was nurtured, and its arrival."""
    out = lives["lead"][lives["what"] == What.EXCLUDED]
    arrived = (lives["what"] == What.REGISTERED) & ~np.isin(lives["lead"], out)
    found: Flags = arrived | (asked(lives) > 0)
    return found


def _tell(setting: str, evidence: Evidence) -> Told:
    section, _, rest = setting.partition(".")
    name, _, part = rest.partition(".")
    told = _TELLERS[f"{section}.{part}" if part else section](evidence, name)
    if told.asked is None or told.true is None:
        return told
    return Told(np.union1d(told.asked, told.true), told.true)


def _condition(setting: str, rule: str, where: str | None, told: Told) -> Condition:
    true = None if told.true is None else len(told.true)
    if told.asked is None or told.true is None:
        return Condition(setting, rule, where, None, true, None, ())
    never = np.setdiff1d(told.asked, told.true)
    return Condition(setting, rule, where, len(told.asked), true, len(never), tuple(never[:SHOWN].tolist()))


def _gate(evidence: Evidence, _: str) -> Told:
    arrived = evidence.leads(What.REGISTERED)
    return Told(arrived, np.setdiff1d(arrived, evidence.leads(What.EXCLUDED)))


def _enter(evidence: Evidence, name: str) -> Told:
    stage, rows = evidence.guide.stages.index(name), evidence.rows
    climbed = (rows["what"] == What.STAGE) & (rows["node"] == stage) & (rows["value"] < stage)
    return Told(evidence.tried(range(stage)), _leads(rows, climbed & ~_timed_out(rows)))


def _back(evidence: Evidence, name: str) -> Told:
    stage, rows = evidence.guide.stages.index(name), evidence.rows
    fell = (rows["what"] == What.STAGE) & (rows["value"] == stage) & (rows["node"] < stage)
    return Told(evidence.tried([stage]), _leads(rows, fell & ~_timed_out(rows)))


def _timed_out(rows: Rows) -> Flags:
    """Stage changes that no condition made: time did, and nothing caused it."""
    found: Flags = rows["cause"] < 0
    return found


def _leads(rows: Rows, chosen: Flags) -> Ints:
    return np.unique(rows["lead"][chosen]).astype(np.int64)


def _rule(evidence: Evidence, name: str) -> Told:
    """Each hand-off records all rules that were true."""
    rows, bit = evidence.rows, evidence.guide.rules.index(name)
    true = (rows["what"] == What.MQL) & (rows["value"].astype(np.int64) >> bit & 1 == 1)
    return Told(evidence.tried(), _leads(rows, true))


def _exit(evidence: Evidence, name: str) -> Told:
    return Told(evidence.tried(), evidence.leads(What.EXITED, node=evidence.guide.exits.index(name)))


def _re_entry(evidence: Evidence, name: str) -> Told:
    return Told(None, evidence.leads(What.REENTERED, node=evidence.guide.exits.index(name)))


def _when(evidence: Evidence, name: str) -> Told:
    """Whom a mail or call would have been for leaves no row where its condition was false."""
    due = (What.SENT, What.HELD, What.BOUNCE, What.POSTPONED, What.BLOCKED, What.CALL)
    node = evidence.guide.touchpoints.index(name)
    return Told(None, evidence.leads(*due, node=node) if evidence.recorded else None)


def _filter(evidence: Evidence, _: str) -> Told:
    """A lead that the desk refuses is returned with its sync."""
    rows = evidence.rows[evidence.rows["what"] != What.DUPLICATE]
    refused = (rows["what"] == What.RETURNED) & (rows["node"] == REASONS.index("rejected"))
    taken = (rows["what"] == What.SYNCED) & ~np.append(refused[1:], np.zeros(min(1, len(refused)), bool))
    return Told(evidence.leads(What.SYNCED), _leads(rows, taken))


def _sql(evidence: Evidence, _: str) -> Told:
    return Told(evidence.leads(What.ACCEPTED), evidence.leads(What.SQL))


# How to tell each kind of condition, by section and the setting below the name.
_TELLERS: Mapping[str, Callable[[Evidence, str], Told]] = {
    "gate": _gate,
    "stages.enter": _enter,
    "stages.back.when": _back,
    "exits.when": _exit,
    "exits.re_enter.when": _re_entry,
    "touchpoints.when": _when,
    "mql": _rule,
    "desk": _filter,
    "sql": _sql,
}
