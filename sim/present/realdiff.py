"""Real leads under two versions of a journey: which of them change verdict, and what the log left unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sim.files.twoversions import Versions
from sim.model.allowance import Allowance
from sim.model.calendar import Calendar
from sim.present.allowed import Judged, busiest_limit, verdict_limits
from sim.present.crowddiff import Laid, laid
from sim.study.examples import Example
from sim.study.modeldiff import Change, changes
from sim.study.origins import Origin
from sim.study.replay import RealFiles, crowd_of, replayed, rows_of
from sim.study.samecrowd import CrowdError
from sim.study.standing import State
from sim.study.twologs import side_by_side
from sim.study.verdicts import Turned, Verdicts, fates, turned
from sim.words.messages import say
from sim.yamlfile import Problem


class RealLead(NamedTuple):
    """A lead that changes verdict: the number of its data row from 1, what its file calls it, and what became of it.

    name: None unless names were asked for. old, new: when it is handed off, and by what.
    """

    row: int
    name: str | None
    how: str
    old: tuple[str, Origin] | None
    new: tuple[str, Origin] | None

    def to_json(self) -> dict[str, Any]:
        """Plain texts; without a name if none was asked for."""
        sides = {name: _plain(getattr(self, name)) for name in ("old", "new")}
        named = {} if self.name is None else {"id": self.name}
        return {"row": self.row, **named, "how": self.how, **sides}


class RealDiff(NamedTuple):
    """What a change does to real leads, replayed without chance.

    activities: rows replayed; strange: of them, with an object that nobody
    knows. unknown: by attribute, how many leads have no value.
    """

    name: str
    changes: tuple[Change, ...]
    start: date
    days: int
    activities: int
    strange: int
    unknown: Mapping[str, int]
    laid: Laid
    busiest: tuple[float | None, float | None]
    leads: tuple[RealLead, ...]
    examples: tuple[tuple[RealLead, Example], ...]
    limits: tuple[Judged, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def verdicts(self) -> Verdicts:
        """Of all leads."""
        return self.laid.verdicts

    @property
    def behaves_otherwise(self) -> bool:
        """Whether any lead changes verdict."""
        return self.verdicts.counts.touched > 0

    def is_allowed(self) -> bool:
        """Whether all limits are kept."""
        return all(each.state is State.KEPT for each in self.limits)

    def to_json(self) -> dict[str, Any]:
        """All of it for machines."""
        return {
            "journey": self.name,
            "changes": [change.to_json() for change in self.changes],
            "behaviour_changed": self.behaves_otherwise,
            "real": {
                "since": self.start.isoformat(),
                "days": self.days,
                "activities": self.activities,
                "rows_left_out": len(self.problems),
                "objects_unknown": self.strange,
                "attributes_unknown": dict(self.unknown),
                "verdicts": _of_rows(self.verdicts),
                "busiest_week_per_rep": dict(zip(("old", "new"), self.busiest, strict=True)),
                "leads": [lead.to_json() for lead in self.leads],
            },
            "limits": [limit.to_json() for limit in self.limits],
        }


def _of_rows(found: Verdicts) -> dict[str, Any]:
    """Without personas: nobody knows those of real leads."""
    plain = found.to_json()
    plain["by"].pop("persona")
    return plain


def _plain(told: tuple[str, Origin] | None) -> dict[str, str] | None:
    return None if told is None else {"at": told[0], "by": told[1].name}


def real_diff(versions: Versions, files: RealFiles, *, allowed: Allowance | None, show_ids: bool) -> RealDiff:
    """The difference; both versions must be there. CrowdError if their clocks differ, FileProblems for the files."""
    old, new = versions.old, versions.new
    if old is None or new is None:
        raise CrowdError(say("diff.journey_added" if old is None else "diff.journey_gone"))
    crowd = crowd_of(old, new, files)
    names = crowd.ids if show_ids else {}
    a, b = (replayed(replay, say(f"diff.{side}")) for side, replay in (("old", crowd.old), ("new", crowd.new)))
    found, rows = laid(a.side, b.side), rows_of(crowd.new)
    both = side_by_side(a.side.log, b.side.log)
    calendar = crowd.new.journey.built_calendar()
    leads = sorted(_lead(each, rows, names, calendar) for each in turned(both, fates(both)))
    known = {lead.row: lead for lead in leads}
    numbers = [rows[int(number)] + 1 for number in a.side.log.leads["id"]]
    return RealDiff(
        name=versions.name,
        changes=tuple(changes(old[:2], new[:2])),
        start=crowd.start,
        days=crowd.days,
        activities=crowd.activities,
        strange=crowd.strange,
        unknown=crowd.unknown,
        laid=found,
        busiest=(a.busiest, b.busiest),
        leads=tuple(leads),
        examples=tuple((known[numbers[each.lead or 0]], each) for each in found.examples if each.how is not None),
        limits=tuple(_limits(allowed, found.verdicts, b.busiest)),
        problems=crowd.problems,
    )


def _limits(allowed: Allowance | None, found: Verdicts, busiest: float | None) -> list[Judged]:
    """Limits of KPIs are not among them: what sales would find, nobody knows."""
    if allowed is None:
        return []
    return [*verdict_limits(allowed, found.counts, leads=found.leads, runs=1), *busiest_limit(allowed, busiest)]


def _lead(each: Turned, rows: Mapping[int, int], names: Mapping[int, str], calendar: Calendar) -> RealLead:
    row = rows[each.who]
    old, new = (side and (calendar.local(side[0]).isoformat(), side[1]) for side in (each.old, each.new))
    return RealLead(row + 1, names.get(row), str(each.how), old, new)
