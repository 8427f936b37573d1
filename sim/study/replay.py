"""Real leads replayed by two versions of a journey without chance: each does what its activity log says."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sim.engine import world
from sim.engine.cast import number
from sim.files.loaded import LoadedJourney
from sim.files.realcrowd import RealCrowd, Replay, real_crowd
from sim.model.activitymap import ActivityMap
from sim.model.ledger import Run
from sim.study.guide import Guide
from sim.study.kpis import figures_of
from sim.study.measures import Facts, Window
from sim.study.samecrowd import CrowdError
from sim.study.silence import silent
from sim.study.twolives import Side
from sim.study.twologs import Log
from sim.study.yardstick import Yardstick
from sim.words.messages import say

BUSIEST = "busiest_week_per_rep"


class Replayed(NamedTuple):
    """One version after its replay: the event log, and hand-offs to a rep in the busiest week (None: no such week)."""

    side: Side
    busiest: float | None


class RealFiles(NamedTuple):
    """The two files of real leads, and how their columns and words are ours."""

    leads: Path
    activity: Path
    mapped: ActivityMap


def crowd_of(old: LoadedJourney, new: LoadedJourney, files: RealFiles) -> RealCrowd:
    """The real leads for both versions. CrowdError if their clocks differ, FileProblems for mistakes in the files."""
    a, b = (loaded.journey.time_zone for loaded in (old, new))
    if a != b:
        raise CrowdError(say("diff.no_crowd", setting="time_zone", old=a, new=b))
    return real_crowd(old, new, files.leads, files.activity, files.mapped)


def replayed(replay: Replay, name: str) -> Replayed:
    """The leads of one version played through its rules; nobody calls, so a lead handed off waits at the desk."""
    quiet = silent(replay.journey, replay.personas)
    run = world.run(world.prepare(*quiet, cast=replay.cast), seed=0, replication=0, record="all")
    log = Log(run.leads, run.rows, Guide.of(replay.journey, replay.personas))
    return Replayed(Side(name, log, run.reviews), _busiest(run, replay))


def _busiest(run: Run, replay: Replay) -> float | None:
    window = Window(0, replay.journey.days)
    return figures_of(Facts(run, Yardstick(replay.journey), window))[BUSIEST].value


def rows_of(replay: Replay) -> dict[int, int]:
    """The number of the data row (from 0) of each lead, by the lead's 64-bit number."""
    return {number(scripted.lead.ordinal): scripted.lead.ordinal for scripted in replay.cast}
