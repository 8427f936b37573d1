"""Which lives are kept whole: the event logs of how many runs of each scenario, and of which share of their leads."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import world
from sim.model.ledger import Run
from sim.study.scenarios import Study
from sim.words.messages import say

ALL = -1
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) ?%")


class Lives(NamedTuple):
    """The event logs of each scenario's first `runs` runs (ALL: all), with the lives of a share (0..1) of the leads."""

    runs: int
    share: float = 1.0

    @classmethod
    def read(cls, text: str) -> Lives:
        """`none`, `first` (run), `all`, a number of runs, or a share of the leads of all: `5%`; else ValueError."""
        known = {"none": NO_LIVES, "first": cls(1), "all": cls(ALL)}
        if text in known:
            return known[text]
        if text.isdecimal() and int(text) > 0:
            return cls(int(text))
        share = _SHARE.fullmatch(text)
        if share is None or not 0.0 < float(share[1]) <= 100.0:
            raise ValueError(say("lives.unknown", found=text))
        return cls(ALL, float(share[1]) / 100.0)

    def of(self, replications: int) -> range:
        """The numbers of the runs whose event logs are kept, of so many."""
        return range(replications if self.runs == ALL else min(self.runs, replications))


NO_LIVES = Lives(0)


def lived(study: Study, seed: int, replication: int, share: float) -> Run:
    """A simulated run again with all rows of a share of its leads; the same leads in every scenario."""
    run = world.run(study.prepared, seed=seed, replication=replication, record="all")
    return run if share >= 1.0 else _sampled(run, replication, share)


def _sampled(run: Run, replication: int, share: float) -> Run:
    """The leads whose number falls into the share, in each run others, and their rows."""
    kept = _mixed(run.leads["id"], replication) < np.uint64(share * 2.0**63) * np.uint64(2)
    place = np.cumsum(kept) - 1
    rows = run.rows[kept[run.rows["lead"]]]
    rows["lead"] = place[rows["lead"]]
    return run._replace(leads=run.leads[kept], rows=rows)


def _mixed(ids: NDArray[np.uint64], replication: int) -> NDArray[np.uint64]:
    """Well mixed 64-bit numbers: the finalizer of SplitMix64 (Steele, Lea & Flood, OOPSLA 2014)."""
    z = ids + np.uint64((replication + 1) * 0x9E3779B97F4A7C15 & (2**64 - 1))
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
