"""One journey in two versions: what changed in words, and what that does to one crowd of simulated leads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sim.files.twoversions import Versions
from sim.model.allowance import Allowance
from sim.model.journey import Journey
from sim.present.allowed import BUSIEST, Judged, busiest_limit, kpi_limits, verdict_limits
from sim.present.crowddiff import CrowdDiff, Progress, crowd_diff
from sim.present.graph import FLOW, journey_graph
from sim.study.crew import Crew
from sim.study.modeldiff import Change, changes
from sim.study.samecrowd import CrowdError, same_crowd
from sim.study.standing import State
from sim.words.messages import say
from sim.yamlfile import Problem


class JourneyDiff(NamedTuple):
    """What differs between a journey's two versions.

    crowd: None if nothing was simulated, because the words are equal or because of `why_not`. skipped_rows: of leads
    files, in both versions. limits: those of the allowance, judged; without a crowd none is.
    """

    name: str
    changes: tuple[Change, ...]
    crowd: CrowdDiff | None = None
    why_not: str = ""
    skipped_rows: int = 0
    limits: tuple[Judged, ...] = ()
    titles: Mapping[str, str] = MappingProxyType({})

    @property
    def behaves_otherwise(self) -> bool:
        """Whether any lead's life differs, or nobody can know."""
        return bool(self.why_not) or (self.crowd is not None and self.crowd.changed > 0)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Rows left out: none, where nobody's rows are read."""
        return ()

    def is_allowed(self) -> bool:
        """Whether all limits are surely kept."""
        return not self.why_not and all(each.state is State.KEPT for each in self.limits)

    def to_json(self) -> dict[str, Any]:
        """All of it for machines."""
        return {
            "journey": self.name,
            "changes": [change.to_json() for change in self.changes],
            "behaviour_changed": self.behaves_otherwise,
            "not_simulated": self.why_not or None,
            "simulated": None if self.crowd is None else self.crowd.to_json(),
            "limits": [limit.to_json() for limit in self.limits],
        }


class Asked(NamedTuple):
    """How the crowd is simulated: about so many leads (None: as the old version says), runs, seed; and the limits."""

    leads: int | None = None
    runs: int = 10
    seed: int = 1
    allowed: Allowance | None = None


def journey_diff(versions: Versions, asked: Asked, *, crew: Crew, progress: Progress) -> JourneyDiff:
    """The difference; nothing is simulated if the models are equal. CrowdError for leads that there can't be."""
    old, new = versions.old, versions.new
    if old is None or new is None:
        return JourneyDiff(versions.name, (), why_not=say("diff.journey_added" if old is None else "diff.journey_gone"))
    found = tuple(changes(old[:2], new[:2]))
    if not found:
        return JourneyDiff(versions.name, ())
    try:
        studies = same_crowd(old, new, leads=asked.leads)
    except CrowdError as error:
        if error.is_wish:
            raise
        return JourneyDiff(versions.name, found, why_not=str(error))
    names = say("diff.old"), say("diff.new")
    crowd = crowd_diff(*studies, names, crew=crew, seed=asked.seed, runs=asked.runs, progress=progress)
    skipped = sum(study.skipped_rows for study in studies)
    titles = {**_titles(old.journey), **_titles(new.journey)}
    return JourneyDiff(versions.name, found, crowd, "", skipped, tuple(_limits(asked.allowed, crowd)), titles)


def _titles(journey: Journey) -> dict[str, str]:
    """What the steps of a journey's graph are called."""
    nodes = journey_graph(journey).nodes(data="title")
    return {node: f"{node} {title}" if node in FLOW else str(title) for node, title in nodes}


def _limits(allowed: Allowance | None, crowd: CrowdDiff) -> list[Judged]:
    if allowed is None:
        return []
    counted = verdict_limits(allowed, crowd.verdicts.counts, leads=crowd.leads, runs=crowd.runs)
    return [*counted, *busiest_limit(allowed, crowd.kpi(BUSIEST).new), *kpi_limits(allowed, crowd)]


def is_changed(versions: Versions) -> bool:
    """Whether the two versions don't mean the same, or one of them isn't there."""
    old, new = versions.old, versions.new
    return old is None or new is None or bool(changes(old[:2], new[:2]))
