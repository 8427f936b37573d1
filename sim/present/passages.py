"""Who passed where: the rows of a ledger, grouped by the edges of the journey's graph that they pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.model.journey import Journey
from sim.model.ledger import What
from sim.present.ways import AROUND, Asked, Names, Step, Table, Way, readers, resolved
from sim.study.guide import Guide

Rows: TypeAlias = NDArray[np.void]
Ints: TypeAlias = NDArray[np.int64]

_ASKING = [what for what, ways in AROUND.items() if ("<points>", "I") in ways]  # at their end conditions are tested
_CONTENTS = (What.CONTENT, What.SCANNER_CONTENT)
_AWAY = {What.MQL: 1, What.CALL: 1, What.RETURNED: -1, What.EXITED: 1, What.REENTERED: -1}
_BETWEEN = (What.STAGE, What.ADJUSTED, What.REACTIVATED)  # may stand between an event's rows and what comes of them


class Group(NamedTuple):
    """All rows with the same step: its ways, the leads (sorted, each once) and how many rows there are."""

    step: Step
    ways: tuple[Way, ...]
    leads: Ints
    passages: int


def groups(ledger: Rows, guide: Guide, table: Table, journeys: Sequence[Journey] = ()) -> list[Group]:
    """The rows of a ledger that pass somewhere by the table, those with the same step together.

    Without the journeys in force, one after the other, no row passes a team.
    """
    rows = in_lives(ledger)
    columns = _columns(rows, guide, table)
    here = np.isin(rows["what"], list(table))
    columns, leads = {name: column[here] for name, column in columns.items()}, rows["lead"][here].astype(np.int64)
    if not len(leads):
        return []
    _, first, group, counts = np.unique(_code(columns), return_index=True, return_inverse=True, return_counts=True)
    steps = [Step(*(int(columns[name][at]) for name in Step._fields)) for at in first]
    span = int(leads.max()) + 1
    pairs = np.unique(group * span + leads)
    ends = np.searchsorted(pairs, np.arange(1, len(steps)) * span)
    parts, names = np.split(pairs % span, ends), Names.of(guide, journeys)
    return [
        Group(step, resolved(table[What(step.what)], step, names), part, int(count))
        for step, part, count in zip(steps, parts, counts, strict=True)
    ]


def in_lives(ledger: Rows) -> Rows:
    """The rows lead by lead, each life in its order."""
    return ledger[np.lexsort((ledger["n"], ledger["lead"]))]


def _columns(rows: Rows, guide: Guide, table: Table) -> dict[str, Ints]:
    """The fields of Step for every row, 0 where a kind doesn't depend on them."""
    columns = {name: rows[name].astype(np.int64) for name in ("what", "node", "value", "stage")}
    is_new = rows["what"] == What.REGISTERED
    columns["value"][is_new] = np.isin(rows["lead"], rows["lead"][rows["what"] == What.EXCLUDED])[is_new]
    columns["origin"], columns["asked"] = origins(rows), asked(rows)
    for name in ("node", "value", "stage", "origin", "asked"):
        columns[name][~np.isin(rows["what"], readers(name, table))] = 0
    columns["phase"] = phases(rows, guide)
    return columns


def _code(columns: Mapping[str, Ints]) -> Ints:
    """A number for each row, the same for equal rows and no others."""
    code, size = np.zeros(len(columns["what"]), np.int64), 1
    for name in Step._fields:
        low, high = int(columns[name].min()), int(columns[name].max())
        if size * (high - low + 1) > 2**62:
            code = np.unique(code, return_inverse=True)[1].astype(np.int64)
            size = int(code.max()) + 1
        code, size = code * (high - low + 1) + (columns[name] - low), size * (high - low + 1)
    return code


def phases(rows: Rows, guide: Guide) -> Ints:
    """Which journey is in force at each row: 0, or 1 from the change on."""
    after = np.zeros(len(rows), bool) if guide.change_s is None else rows["time"] >= guide.change_s
    return after.astype(np.int64)


def origins(lives: Rows) -> Ints:
    """Of rows in lives: the index of the touchpoint that led to content; of other rows the cause; -1 for none."""
    span = int(lives["n"].max(initial=0)) + 2
    numbers = lives["lead"].astype(np.int64) * span + lives["n"]
    causes = lives["lead"].astype(np.int64) * span + lives["cause"]
    at = np.minimum(np.searchsorted(numbers, causes), max(len(lives) - 1, 0))
    read = np.isin(lives["what"], _CONTENTS)
    known = (lives["cause"] >= 0) & (numbers[at] == causes)
    caused = np.where(known, lives["node"][at], -1)
    return np.where(read, caused, np.minimum(lives["cause"], 0)).astype(np.int64)


def asked(lives: Rows) -> Ints:
    """Of rows in lives: what the event that ends with each row was to the hand-off line (Asked).

    An arrival is none unless the lead brought something along, nor is an event at which the lead leaves the journey.
    """
    found, rest = np.zeros(len(lives), np.int64), np.flatnonzero(~np.isin(lives["what"], _BETWEEN))
    rows = lives[rest]
    after = np.append(rows[1:], np.zeros(min(1, len(rows)), rows.dtype))
    follows = np.append(rows["lead"][1:] == rows["lead"][:-1], np.zeros(min(1, len(rows)), bool))
    follows &= after["time"] == rows["time"]
    same_event = np.isin(after["what"], _CONTENTS) & (after["cause"] == rows["n"]) | (after["what"] == What.BROUGHT)
    put = np.isin(rows["what"], _ASKING) & nurtured(rows) & ~(follows & (same_event | (after["what"] == What.EXITED)))
    reached = follows & (after["what"] == What.MQL)
    found[rest] = np.where(put, np.where(reached, Asked.REACHED, Asked.GOES_ON), Asked.NO)
    return found


def nurtured(lives: Rows) -> NDArray[np.bool_]:
    """Of rows in lives: whether the lead is neither with sales nor beyond, nor out of the journey, after the row."""
    turn = np.zeros(len(lives), np.int64)
    for what, change in _AWAY.items():
        turn[lives["what"] == what] = change
    total = np.cumsum(turn)
    starts = np.flatnonzero(np.diff(lives["lead"], prepend=-1))
    before = (total - turn)[starts]
    here: NDArray[np.bool_] = total - np.repeat(before, np.diff(np.append(starts, len(lives)))) == 0
    return here
