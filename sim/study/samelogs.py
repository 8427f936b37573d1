"""Whether two scenarios leave the same event logs, run by run, to the last column; and the first event that differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

import numpy as np

from sim.model.ledger import LEAD, Run, What, canonical, digest
from sim.study.answer import spoken
from sim.study.crew import Failed, Task
from sim.study.guide import Guide
from sim.study.lab import Failure, Lab, RunsFailed
from sim.study.parcel import Parcel
from sim.study.parting import NOBODY, Split, split
from sim.study.scenarios import Study, rerun
from sim.study.trace import Happening, timeline
from sim.study.twologs import Both, Ints, Life, Log, places, side_by_side
from sim.words.messages import say
from sim.words.moments import moment

_BY_REP = (What.ATTEMPT, What.NO_CONTACT, What.CONTACT, What.MAILED)
_NAMED = ("sources", "stages", "touchpoints", "behaviours", "rules", "exits")


class Names(NamedTuple):
    """The baseline and another scenario, and how readers see scenarios called that have a title."""

    baseline: str
    scenario: str
    titles: Mapping[str, str] = {}

    def called(self, scenario: str) -> str:
        """The title of a scenario, else its name as words."""
        return self.titles.get(scenario) or spoken(scenario)


class OneRun(NamedTuple):
    """One simulated run: how many leads and events the baseline has, and the first difference in words, if any."""

    leads: int
    events: int
    apart: str = ""


class Logs(NamedTuple):
    """A scenario's event logs beside the baseline's: each run in order, and names that differ in equal logs."""

    runs: tuple[OneRun, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def apart(self) -> tuple[str, ...]:
        """The first difference of each run that has any."""
        return tuple(run.apart for run in self.runs if run.apart)


def same_logs(lab: Lab, ready: Mapping[str, Study], seed: int, names: Sequence[Names], runs: int) -> dict[str, Logs]:
    """The first so many runs of some scenarios beside the baseline's, by scenario; all simulated again with all rows.

    Raises RunsFailed when a run failed again and again.
    """
    if not names:
        return {}
    parcels = {name: Parcel(study) for name, study in ready.items()}
    base, rivals = parcels[names[0].baseline], [parcels[each.scenario] for each in names]
    tasks: list[Task] = [(_beside, (base, seed, n, tuple(names), *rivals)) for n in range(runs)]
    found: dict[int, tuple[OneRun, ...]] = {}
    with closing(lab.crew.do(tasks)) as results:
        for n, result in results:
            if isinstance(result, Failed):
                raise RunsFailed([Failure("", names[0].baseline, seed, n, result)])
            found[n] = result
    guides = {name: study.guide for name, study in ready.items()}
    return {
        each.scenario: Logs(
            tuple(found[n][k] for n in range(runs)), renamed(guides[each.baseline], guides[each.scenario])
        )
        for k, each in enumerate(names)
    }


def _beside(base: Study, seed: int, replication: int, names: Sequence[Names], *rivals: Study) -> tuple[OneRun, ...]:
    """One run of each scenario beside the baseline's; what a worker does."""
    run = rerun(base, seed=seed, replication=replication)
    one, found = _log(run, base.guide), []
    for each, study in zip(names, rivals, strict=True):
        other = _log(rerun(study, seed=seed, replication=replication), study.guide)
        found.append(OneRun(len(one.leads), len(one.rows), first_difference(one, other, each, replication)))
    return tuple(found)


def _log(run: Run, guide: Guide) -> Log:
    return Log(run.leads, canonical(run.rows), guide)


def renamed(a: Guide, b: Guide) -> tuple[tuple[str, str], ...]:
    """Names at the same place that differ; nothing if there are not as many, or if they only stand in another order."""
    found: list[tuple[str, str]] = []
    for group in _NAMED:
        one, other = getattr(a, group), getattr(b, group)
        if len(one) == len(other) and set(one) != set(other):
            found += [(old, new) for old, new in zip(one, other, strict=True) if old != new]
    return tuple(found)


def first_difference(a: Log, b: Log, names: Names, run: int) -> str:
    """The earliest event that only one of two event logs has, in words; an empty text if they are the same.

    They are the same byte by byte (then a name may be a new one), or, where names stand in another order in the files,
    by these names: same leads, and for each the same rows in the same order, with the same rep, cause, other true
    rules, score and stage.
    """
    if not _moved(a.guide, b.guide) and all(digest(x) == digest(y) for x, y in zip(a[:2], b[:2], strict=True)):
        return ""
    both = strictly(a, b)
    parted = split(both)
    leads = np.flatnonzero(parted.tells != NOBODY)
    if leads.size:
        return _events(a, b, both, parted, leads, names, run)
    return _other_lead(a, b, both, names, run)


def _moved(a: Guide, b: Guide) -> bool:
    """Whether a name stands at another place: equal numbers then don't mean the same."""
    pairs = [(getattr(a, group), getattr(b, group)) for group in _NAMED]
    return any(name in b and a.index(name) != b.index(name) for a, b in pairs for name in a)


def strictly(a: Log, b: Log) -> Both:
    """Both logs in one numbering, with the reps, causes and other true rules that `side_by_side` lets go."""
    both = side_by_side(a, b)
    return both._replace(a=_strict(both.a, a, both), b=_strict(both.b, b, both))


def _strict(life: Life, log: Log, both: Both) -> Life:
    owner = np.searchsorted(both.who, log.leads["id"])[log.rows["lead"]]
    rows = log.rows[np.argsort(owner, kind="stable")]
    node = np.where(np.isin(life.what, _BY_REP), rows["node"], life.node)
    value = np.where(life.what == What.MQL, _true_rules(rows["value"], log.guide, both), life.value)
    cause = rows["cause"].astype(np.int64) + 1
    return life._replace(node=node, value=value + (cause << 32))  # a value has 32 bits: no two pairs give one number


def _true_rules(masks: Ints, guide: Guide, both: Both) -> Ints:
    """The bits of the rules that were true, each moved to where its name stands among those of both."""
    masks = masks.astype(np.int64)
    found = np.zeros_like(masks)
    for bit, place in enumerate(places(guide.rules, both.names.rules).tolist()):
        found |= (masks >> bit & 1) << place
    return found


def _events(a: Log, b: Log, both: Both, parted: Split, leads: Ints, names: Names, run: int) -> str:
    times = [_times(life, at[leads]) for life, at in ((both.a, parted.a), (both.b, parted.b))]
    first = leads[np.argmin(np.minimum(*times))]
    one, other = (
        _happening(log, both, life, int(at[first]), int(first))
        for log, life, at in ((a, both.a, parted.a), (b, both.b, parted.b))
    )
    told = {"run": run, "baseline": names.called(names.baseline), "events": _two(one, other, names)}
    number = _number(a, both, int(first))
    if number is not None:
        return say("check.first", lead=number, **told)
    return say("check.first_added", lead=_number(b, both, int(first)), scenario=names.called(names.scenario), **told)


def _number(log: Log, both: Both, who: int) -> int | None:
    """A lead's place in a scenario's table of leads, if it is there."""
    found = np.flatnonzero(log.leads["id"] == both.who[who])
    return int(found[0]) if found.size else None


def _times(life: Life, at: Ints) -> Ints:
    """The second of each row; later than all where there is none."""
    found = np.full(at.size, np.iinfo(np.int64).max)
    found[at >= 0] = life.time[at[at >= 0]]
    return found


def _happening(log: Log, both: Both, life: Life, at: int, who: int) -> Happening | None:
    """A row as a line of its lead's life."""
    lead = _number(log, both, who)
    if at < 0 or lead is None:
        return None
    return timeline(log.rows, lead, log.guide)[at - int(life.first[who])]


def _two(one: Happening | None, other: Happening | None, names: Names) -> str:
    first = min(each.local for each in (one, other) if each)
    a, b = (_said(each, first_at=each is not None and each.local == first) for each in (one, other))
    at = moment(first)
    if a == b:
        return say("check.hidden", at=at, a=a)
    return say("check.both", at=at, a=a, b=b, scenario=names.called(names.scenario))


def _said(event: Happening | None, *, first_at: bool) -> str:
    if event is None or not first_at:
        return say("check.nothing" if event is None else "check.later")
    points = f" {event.points:+d}" if event.points else ""
    return say("check.event", what=event.what, points=points, score=event.score, stage=event.stage)


def _other_lead(a: Log, b: Log, both: Both, names: Names, run: int) -> str:
    """The first lead that is another, though all its events are the same; an empty text if there is none."""
    columns = {"source": (both.a.source, both.b.source), "persona": (both.a.persona, both.b.persona)}
    order = [np.argsort(log.leads["id"]) for log in (a, b)]
    if len(a.leads) == len(b.leads) == len(both.who):
        plain = [name for name in LEAD.names or () if name not in ("id", *columns)]
        columns |= {n: (a.leads[n][order[0]], b.leads[n][order[1]]) for n in plain}
    for column, (one, other) in columns.items():
        if (apart := np.flatnonzero(one != other)).size:
            lead = _number(a, both, int(apart[0]))
            told = {"run": run, "baseline": names.called(names.baseline), "column": column}
            return say("check.other_lead", lead=_number(b, both, int(apart[0])) if lead is None else lead, **told)
    return ""
